//! Base64 (RFC 4648, alphabet of clause 4).

use alloc::vec::Vec;
#[cfg(feature = "auth")]
use mgmt_wire::base64::{Alphabet, group};
use mgmt_wire::base64::{unpadded, without_space};

/// `encode` writes padding and no line breaks, `decode_exact` reads what it writes and nothing else.
pub(crate) use mgmt_wire::base64::{decode_padded as decode_exact, encode_padded as encode};

/// The letters of an MD5 digest, which need no allocation.
#[cfg(feature = "auth")]
pub(crate) fn encode_digest(digest: &[u8; 16]) -> [u8; 24] {
    let mut text = [b'='; 24];
    let (threes, last) = digest.as_chunks::<3>();
    for (four, &three) in text.as_chunks_mut::<4>().0.iter_mut().zip(threes) {
        *four = group(three, Alphabet::Standard);
    }
    if let ([.., a, b, _, _], &[x]) = (&mut text, last) {
        [*a, *b, ..] = group([x, 0, 0], Alphabet::Standard);
    }
    text
}

/// White space is skipped and padding may be missing, as devices send it; anything else is `None`.
pub(crate) fn decode(text: &[u8]) -> Option<Vec<u8>> {
    decode_spaced(text, false)
}

/// The same, with bits in the last letter that belong to no byte.
pub(crate) fn decode_loose(text: &[u8]) -> Option<Vec<u8>> {
    decode_spaced(text, true)
}

fn decode_spaced(text: &[u8], spare_bits: bool) -> Option<Vec<u8>> {
    let decoded = mgmt_wire::base64::decode(unpadded(&without_space(text))).ok()?;
    (!decoded.url_safe && (spare_bits || !decoded.stray_bits)).then_some(decoded.bytes)
}

#[cfg(test)]
mod tests {
    use super::{decode, decode_loose};

    #[test]
    fn padding_may_be_missing() {
        for (bytes, text) in [("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg")] {
            assert_eq!(decode(text.as_bytes()).unwrap(), bytes.as_bytes());
        }
    }

    #[test]
    fn white_space_is_skipped_and_rubbish_refused() {
        assert_eq!(decode(b" Zm9v\r\n Yg == ").unwrap(), b"foob");
        for bad in ["Z", "Zg=", "Zg===", "Z===", "Zg==Zg==", "Zh==", "Zm9=", "Zm9v=", "Zm.v", "Zm9v\u{e9}"] {
            assert_eq!(decode(bad.as_bytes()), None, "{bad}");
        }
    }

    #[test]
    fn spare_bits_are_let_pass_where_asked() {
        assert_eq!(decode_loose(b"Zh==").unwrap(), b"f");
        assert_eq!(decode_loose(b"Zg").unwrap(), b"f");
        assert_eq!(decode_loose(b"Zm-v"), None);
    }
}
