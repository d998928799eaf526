//! `xsd:base64Binary` and `xsd:hexBinary`.

use alloc::vec::Vec;
use mgmt_wire::{base64, hex};

/// White space is skipped (line breaks are common); `None` when the rest is no base64 in whole groups.
pub(crate) fn decode_base64(text: &str) -> Option<Vec<u8>> {
    base64::decode_padded(&base64::without_space(text.as_bytes()))
}

pub(crate) fn is_base64(text: &str) -> bool {
    decode_base64(text).is_some()
}

pub(crate) fn is_hex(text: &str) -> bool {
    let text = super::trim(text);
    text.len().is_multiple_of(2) && text.bytes().all(|b| b.is_ascii_hexdigit())
}

pub(crate) fn decode_hex(text: &str) -> Option<Vec<u8>> {
    hex::decode(super::trim(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_skipped() {
        assert_eq!(decode_base64("Zm9v\r\n YmFy\n").unwrap(), b"foobar");
        assert!(!is_base64("Zm9v\u{a0}YmFy") && !is_base64("Zm9vYg"));
        assert_eq!(decode_hex(" 00fF ").unwrap(), [0, 255]);
        assert_eq!(decode_hex("0"), None);
        assert_eq!(decode_hex("0g"), None);
    }
}
