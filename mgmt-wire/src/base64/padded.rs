//! Whole groups in the standard alphabet, as XML carries them.

use super::{Alphabet, decode, encode};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// The letters of bytes in the standard alphabet, with padding.
///
/// ```
/// use mgmt_wire::base64::{decode_padded, encode_padded};
///
/// assert_eq!(encode_padded(b"f"), "Zg==");
/// assert_eq!(decode_padded(b"Zg==").as_deref(), Some(&b"f"[..]));
/// ```
#[must_use]
pub fn encode_padded(bytes: &[u8]) -> String {
    let mut letters = encode(bytes, Alphabet::Standard);
    letters.resize(letters.len().next_multiple_of(4), b'=');
    // Letters are ASCII.
    String::from_utf8(letters).unwrap_or_default()
}

/// The bytes of what [`encode_padded`] writes; `None` for everything else: other letters, white space, padding that is
/// missing or too long, bits behind the last byte.
#[must_use]
pub fn decode_padded(text: &[u8]) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let decoded = decode(unpadded(text)).ok()?;
    (!decoded.url_safe && !decoded.stray_bits).then_some(decoded.bytes)
}

/// The text without its white space, which XML Schema allows between the letters of `base64Binary`.
#[must_use]
pub fn without_space(text: &[u8]) -> Cow<'_, [u8]> {
    if text.iter().any(u8::is_ascii_whitespace) {
        Cow::Owned(text.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// The letters before the padding, where that is as long as it has to be; other padding stays, and is no letter.
#[must_use]
pub fn unpadded(text: &[u8]) -> &[u8] {
    match text {
        [letters @ .., b'=', b'='] if letters.len() % 4 == 2 => letters,
        [letters @ .., b'='] if letters.len() % 4 == 3 => letters,
        letters => letters,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_and_nothing_else() {
        let bytes: Vec<u8> = (0..=255).chain((0..=255).rev()).collect();
        for length in 0..bytes.len() {
            let text = encode_padded(&bytes[..length]);
            assert_eq!(text.len(), length.div_ceil(3) * 4);
            assert_eq!(decode_padded(text.as_bytes()).unwrap(), bytes[..length]);
        }
        for bad in [
            "Z", "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm9vZh==", "Zm9v\n", "Zg==Zg==", "Z===", "====",
            "Zm.vZm9v", "=Zg=", "Z=g=", "Zm9v=", "Zm-v",
        ] {
            assert_eq!(decode_padded(bad.as_bytes()), None, "{bad}");
        }
        assert_eq!(decode_padded(&without_space(b"Zm9v\r\n YmFy\n")).unwrap(), b"foobar");
    }

    #[test]
    fn padding_goes_where_it_is_as_long_as_it_has_to_be() {
        for (text, letters) in [("Zg==", "Zg"), ("Zm8=", "Zm8"), ("Zm9v", "Zm9v"), ("Zg", "Zg"), ("", "")] {
            assert_eq!(unpadded(text.as_bytes()), letters.as_bytes());
        }
        for kept in ["Zg=", "Zm8==", "Zm9v=", "Zm9v==", "="] {
            assert_eq!(unpadded(kept.as_bytes()), kept.as_bytes());
        }
    }
}
