//! Base64 (RFC 4648, alphabet of clause 4).

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use mgmt_wire::base64::{self, Alphabet};

/// With padding, without line breaks.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut letters = base64::encode(bytes, Alphabet::Standard);
    letters.resize(letters.len().next_multiple_of(4), b'=');
    // Letters are ASCII.
    String::from_utf8(letters).unwrap_or_default()
}

/// The letters of an MD5 digest, which need no allocation.
#[cfg(feature = "auth")]
pub(crate) fn encode_digest(digest: &[u8; 16]) -> [u8; 24] {
    let mut text = [b'='; 24];
    let (threes, last) = digest.as_chunks::<3>();
    for (four, &three) in text.as_chunks_mut::<4>().0.iter_mut().zip(threes) {
        *four = base64::group(three, Alphabet::Standard);
    }
    if let ([.., a, b, _, _], &[x]) = (&mut text, last) {
        [*a, *b, ..] = base64::group([x, 0, 0], Alphabet::Standard);
    }
    text
}

/// White space is skipped and padding may be missing, as devices send it; anything else is `None`.
pub(crate) fn decode(text: &[u8]) -> Option<Vec<u8>> {
    decode_letters(unpadded(&without_space(text)), false)
}

/// The same, with bits in the last letter that belong to no byte.
pub(crate) fn decode_loose(text: &[u8]) -> Option<Vec<u8>> {
    decode_letters(unpadded(&without_space(text)), true)
}

/// Only what [`encode`] writes: padding, no white space, no spare bits.
pub(crate) fn decode_exact(text: &[u8]) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(4) {
        return None;
    }
    decode_letters(unpadded(text), false)
}

fn without_space(text: &[u8]) -> Cow<'_, [u8]> {
    if text.iter().any(u8::is_ascii_whitespace) {
        Cow::Owned(text.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// The letters before the padding, where that is as long as it has to be; other padding stays, and is no letter.
fn unpadded(text: &[u8]) -> &[u8] {
    match text {
        [letters @ .., b'=', b'='] if letters.len() % 4 == 2 => letters,
        [letters @ .., b'='] if letters.len() % 4 == 3 => letters,
        letters => letters,
    }
}

fn decode_letters(letters: &[u8], spare_bits: bool) -> Option<Vec<u8>> {
    let decoded = base64::decode(letters).ok()?;
    (!decoded.url_safe && (spare_bits || !decoded.stray_bits)).then_some(decoded.bytes)
}

#[cfg(test)]
mod tests {
    use super::{decode, decode_exact, encode};
    use alloc::vec::Vec;

    #[test]
    fn the_vectors_of_rfc_4648() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encode(bytes.as_bytes()), text);
            assert_eq!(decode(text.as_bytes()).unwrap(), bytes.as_bytes());
            assert_eq!(decode(text.trim_end_matches('=').as_bytes()).unwrap(), bytes.as_bytes());
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
    fn exact_is_what_is_written_and_nothing_else() {
        let bytes: Vec<u8> = (0..=255).chain((0..=255).rev()).collect();
        for length in 0..bytes.len() {
            let text = encode(&bytes[..length]);
            assert_eq!(decode(text.as_bytes()).unwrap(), bytes[..length]);
            assert_eq!(decode_exact(text.as_bytes()).unwrap(), bytes[..length]);
        }
        for bad in [
            "Z", "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm9vZh==", "Zm9v\n", "Zg==Zg==", "Z===", "====",
            "Zm.vZm9v", "=Zg=",
        ] {
            assert_eq!(decode_exact(bad.as_bytes()), None, "{bad}");
        }
    }
}
