//! Base64 (RFC 4648, alphabet of clause 4).

use alloc::string::String;
use alloc::vec::Vec;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn letter(sextet: u8) -> u8 {
    ALPHABET.get(usize::from(sextet & 0x3F)).copied().unwrap_or(b'=')
}

fn sextet(letter: u8) -> Option<u8> {
    match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

/// The four letters of up to three bytes.
fn quad(chunk: &[u8]) -> [u8; 4] {
    let byte = |index: usize| chunk.get(index).copied().unwrap_or(0);
    let (a, b, c) = (byte(0), byte(1), byte(2));
    let mut letters = [letter(a >> 2), letter(a << 4 | b >> 4), letter(b << 2 | c >> 6), letter(c)];
    for padding in letters.iter_mut().skip(chunk.len() + 1) {
        *padding = b'=';
    }
    letters
}

/// With padding, without line breaks.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut text = alloc::vec![b'='; bytes.len().div_ceil(3) * 4];
    let (threes, rest) = bytes.as_chunks::<3>();
    let mut quads = text.as_chunks_mut::<4>().0.iter_mut();
    for (&[a, b, c], four) in threes.iter().zip(quads.by_ref()) {
        *four = [letter(a >> 2), letter(a << 4 | b >> 4), letter(b << 2 | c >> 6), letter(c)];
    }
    if let (Some(last), false) = (quads.next_back(), rest.is_empty()) {
        *last = quad(rest);
    }
    // Letters are ASCII.
    String::from_utf8(text).unwrap_or_default()
}

/// The letters of an MD5 digest, which need no allocation.
#[cfg(feature = "auth")]
pub(crate) fn encode_digest(digest: &[u8; 16]) -> [u8; 24] {
    let mut text = [b'='; 24];
    for (four, three) in text.chunks_mut(4).zip(digest.chunks(3)) {
        four.copy_from_slice(&quad(three));
    }
    text
}

/// White space is skipped and padding may be missing, as devices send it; anything else is `None`.
pub(crate) fn decode(text: &[u8]) -> Option<Vec<u8>> {
    decode_with(text, false)
}

/// The same, with bits in the last letter that belong to no byte.
pub(crate) fn decode_loose(text: &[u8]) -> Option<Vec<u8>> {
    decode_with(text, true)
}

/// Only what [`encode`] writes: padding, no white space, no spare bits.
pub(crate) fn decode_exact(text: &[u8]) -> Option<Vec<u8>> {
    let (quads, rest) = text.as_chunks::<4>();
    if !rest.is_empty() {
        return None;
    }
    let Some((last, whole)) = quads.split_last() else { return Some(Vec::new()) };
    let [.., c, d] = last;
    let padding = usize::from(*d == b'=') + usize::from(*c == b'=' && *d == b'=');
    let mut bytes = alloc::vec![0; quads.len() * 3];
    let mut wrong = 0;
    for (three, &[a, b, c, d]) in bytes.as_chunks_mut::<3>().0.iter_mut().zip(whole) {
        let (a, b, c, d) = (value(a), value(b), value(c), value(d));
        wrong |= a | b | c | d;
        *three = [a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d];
    }
    let rest = decode_with(last, false)?;
    if wrong & 0xC0 != 0 || rest.len() + padding != 3 {
        return None;
    }
    bytes.truncate(whole.len() * 3);
    bytes.extend_from_slice(&rest);
    Some(bytes)
}

/// The six bits of a letter; above them where it is none.
#[inline]
fn value(letter: u8) -> u8 {
    #[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a wrong index is an error")]
    static VALUES: [u8; 256] = {
        let mut values = [0xFF; 256];
        let mut place = 0_u8;
        while place < 64 {
            values[ALPHABET[place as usize] as usize] = place;
            place += 1;
        }
        values
    };
    VALUES.get(usize::from(letter)).copied().unwrap_or(0xFF)
}

fn decode_with(text: &[u8], spare_bits: bool) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let (mut bits, mut count, mut padding) = (0u32, 0u32, 0u32);
    for letter in text.iter().copied().filter(|letter| !letter.is_ascii_whitespace()) {
        if letter == b'=' {
            padding += 1;
            continue;
        }
        if padding > 0 {
            return None;
        }
        bits = bits << 6 | u32::from(sextet(letter)?);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xFF).ok()?);
        }
        bits &= (1 << count) - 1;
    }
    // What is left must be the zero bits of a last quad of two or three letters.
    let expected_padding = match count {
        0 => 0,
        4 => 2,
        2 => 1,
        _ => return None,
    };
    ((spare_bits || bits == 0) && (padding == 0 || padding == expected_padding)).then_some(bytes)
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
