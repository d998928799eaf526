//! Two hexadecimal digits a byte (`xsd:hexBinary`).

use alloc::string::String;
use alloc::vec::Vec;

/// The digits of bytes, in upper case, which is the canonical form of XML Schema.
///
/// ```
/// use mgmt_wire::hex;
///
/// assert_eq!(hex::encode(b"\x00\xff"), "00FF");
/// assert_eq!(hex::decode("00fF").as_deref(), Some(&b"\x00\xff"[..]));
/// ```
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().saturating_mul(2));
    for nibble in bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]) {
        text.push(char::from(if nibble < 10 { b'0' + nibble } else { b'A' + nibble - 10 }));
    }
    text
}

/// The bytes of digits in either case; `None` for an odd number of them, or anything else among them.
#[must_use]
pub fn decode(digits: impl AsRef<[u8]>) -> Option<Vec<u8>> {
    let digit = |byte: u8| u8::try_from(char::from(byte).to_digit(16)?).ok();
    let (pairs, []) = digits.as_ref().as_chunks::<2>() else { return None };
    pairs.iter().map(|&[high, low]| Some(digit(high)? << 4 | digit(low)?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_comes_back() {
        let bytes: Vec<u8> = (0..=255).collect();
        assert_eq!(decode(encode(&bytes)).as_deref(), Some(&*bytes));
        assert_eq!(decode(encode(&bytes).to_ascii_lowercase()).as_deref(), Some(&*bytes));
        assert_eq!(decode("").as_deref(), Some(&b""[..]));
        for bad in ["0", "000", "0g", " 00", "+1", "\u{e4}"] {
            assert_eq!(decode(bad), None, "{bad}");
        }
    }
}
