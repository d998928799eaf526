//! `xsd:base64Binary` and `xsd:hexBinary`.

use alloc::string::String;
use alloc::vec::Vec;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

pub(crate) fn encode_base64(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len().div_ceil(3) * 4);
    for chunk in octets.chunks(3) {
        let group = chunk.iter().fold(0_u32, |group, octet| group << 8 | u32::from(*octet))
            << (8 * (3 - chunk.len()));
        for position in 0..4 {
            let symbol =
                usize::try_from(group >> (18 - 6 * position) & 63).ok().and_then(|i| ALPHABET.get(i));
            text.push(if position <= chunk.len() { symbol.copied().map_or('=', char::from) } else { '=' });
        }
    }
    text
}

fn sextet(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    }))
}

/// Walks through the groups of base64 text, white space ignored (line breaks are common); `None` when it is no
/// base64: another character, a wrong length, padding inside, bits behind the last octet.
fn scan_base64(text: &str, mut octet: impl FnMut(u8)) -> Option<()> {
    let (mut group, mut symbols, mut padding) = (0_u32, 0_u32, 0_u32);
    for byte in text.bytes().filter(|b| !matches!(b, b' ' | b'\t' | b'\n' | b'\r')) {
        if byte == b'=' {
            padding += 1;
            if padding > 2 {
                return None;
            }
            continue;
        }
        if padding > 0 {
            return None;
        }
        group = group << 6 | sextet(byte)?;
        symbols = (symbols + 1) % 4;
        if symbols == 0 {
            let [_, a, b, c] = group.to_be_bytes();
            [a, b, c].into_iter().for_each(&mut octet);
            group = 0;
        }
    }
    match (symbols, padding) {
        (0, 0) => Some(()),
        (2, 2) if group & 0xf == 0 => {
            octet(u8::try_from(group >> 4).ok()?);
            Some(())
        }
        (3, 1) if group & 3 == 0 => {
            let [_, _, a, b] = (group >> 2).to_be_bytes();
            octet(a);
            octet(b);
            Some(())
        }
        _ => None,
    }
}

pub(crate) fn is_base64(text: &str) -> bool {
    scan_base64(text, |_| {}).is_some()
}

pub(crate) fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let mut octets = Vec::with_capacity(text.len() / 4 * 3);
    scan_base64(text, |octet| octets.push(octet))?;
    Some(octets)
}

pub(crate) fn encode_hex(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len() * 2);
    for octet in octets {
        for nibble in [octet >> 4, octet & 15] {
            text.push(char::from(if nibble < 10 { b'0' + nibble } else { b'A' + nibble - 10 }));
        }
    }
    text
}

pub(crate) fn is_hex(text: &str) -> bool {
    let text = super::trim(text);
    text.len().is_multiple_of(2) && text.bytes().all(|b| b.is_ascii_hexdigit())
}

pub(crate) fn decode_hex(text: &str) -> Option<Vec<u8>> {
    if !is_hex(text) {
        return None;
    }
    let nibble = |byte: &u8| u8::try_from(char::from(*byte).to_digit(16)?).ok();
    super::trim(text)
        .as_bytes()
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => Some(nibble(high)? << 4 | nibble(low)?),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors() {
        // RFC 4648, clause 10.
        for (octets, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encode_base64(octets.as_bytes()), text);
            assert_eq!(decode_base64(text).unwrap(), octets.as_bytes());
        }
        assert_eq!(decode_base64("Zm9v\r\n YmFy\n").unwrap(), b"foobar");
        for text in ["Z", "Zg", "Zg=", "Zg===", "Zh==", "Z=g=", "Zm9=", "====", "Zm9v=", "Zm-v"] {
            assert!(!is_base64(text), "{text}");
        }
        assert_eq!(decode_hex(" 00fF ").unwrap(), [0, 255]);
        assert_eq!(decode_hex("0"), None);
        assert_eq!(decode_hex("0g"), None);
    }
}
