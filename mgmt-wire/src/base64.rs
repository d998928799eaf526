//! Base64 in its two alphabets (RFC 4648, clauses 4 and 5).
//!
//! [`decode`] takes letters alone, and says which alphabet they are of: padding, white space and what else a format
//! allows around them is the caller's business. [`encode_padded`] and [`decode_padded`] are for XML, where the letters
//! stand in whole groups.
//!
//! With feature `simd`, long texts go through `base64-simd`, which uses the vector instructions that the processor
//! turns out to have; results are the same, bit by bit and error by error.

use alloc::vec::Vec;

mod padded;
#[cfg(feature = "simd")]
mod vectors;

pub use padded::{decode_padded, encode_padded, unpadded, without_space};

/// The letters for 62 and 63.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Alphabet {
    /// `+` and `/`.
    Standard,
    /// `-` and `_`.
    UrlSafe,
}

/// What letters stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decoded {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// There were `+` or `/`.
    pub standard: bool,
    /// There were `-` or `_`.
    pub url_safe: bool,
    /// The last letter has bits that belong to no byte and are not zero.
    pub stray_bits: bool,
}

const STANDARD_ONLY: u8 = 0x40;
const URL_SAFE_ONLY: u8 = 0x80;
/// Both bits: no letter of base64, or, over a whole text, letters of both alphabets.
const FOREIGN: u8 = STANDARD_ONLY | URL_SAFE_ONLY;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The value of each letter, with a bit for those that only one alphabet has.
#[expect(clippy::indexing_slicing, reason = "evaluated when the crate is compiled")]
const VALUES: [u8; 256] = {
    let mut values = [FOREIGN; 256];
    let mut place = 0_u8;
    while place < 62 {
        values[DIGITS[place as usize] as usize] = place;
        place += 1;
    }
    values[b'+' as usize] = 62 | STANDARD_ONLY;
    values[b'/' as usize] = 63 | STANDARD_ONLY;
    values[b'-' as usize] = 62 | URL_SAFE_ONLY;
    values[b'_' as usize] = 63 | URL_SAFE_ONLY;
    values
};

/// For each place in a group of four letters, what a letter there adds to the three bytes of the group (the lower
/// ones of a word) and, in the highest byte, its bits of [`VALUES`]. A group is then four look-ups and three ORs.
static PLACES: [[u32; 256]; 4] = [place(18), place(12), place(6), place(0)];

#[expect(clippy::indexing_slicing, reason = "evaluated when the crate is compiled")]
const fn place(shift: u32) -> [u32; 256] {
    let mut words = [0; 256];
    let mut letter = 0;
    while letter < 256 {
        let value = VALUES[letter] as u32;
        words[letter] = (value & 0x3f) << shift | (value & FOREIGN as u32) << 24;
        letter += 1;
    }
    words
}

/// The four letters of three bytes.
#[must_use]
#[inline]
pub fn group(bytes: [u8; 3], alphabet: Alphabet) -> [u8; 4] {
    let letters = match alphabet {
        Alphabet::Standard => DIGITS,
        Alphabet::UrlSafe => b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
    };
    let letter = |bits: u8| letters.get(usize::from(bits & 0x3f)).copied().unwrap_or(b'A');
    let [x, y, z] = bytes;
    [letter(x >> 2), letter(x << 4 | y >> 4), letter(y << 2 | z >> 6), letter(z)]
}

/// The letters of bytes, without padding.
///
/// ```
/// use mgmt_wire::base64::{Alphabet, encode};
///
/// assert_eq!(encode(b"\xfb\xff", Alphabet::UrlSafe), b"-_8");
/// ```
#[must_use]
pub fn encode(bytes: &[u8], alphabet: Alphabet) -> Vec<u8> {
    // With room for padding.
    let mut letters = Vec::with_capacity(bytes.len().div_ceil(3).saturating_mul(4));
    encode_to(bytes, alphabet, &mut letters);
    letters
}

/// Appends the letters of bytes, without padding.
pub fn encode_to(bytes: &[u8], alphabet: Alphabet, letters: &mut Vec<u8>) {
    let (triples, tail) = bytes.as_chunks::<3>();
    letters.reserve((triples.len() + 1).saturating_mul(4));
    if !encode_with_vectors(triples.as_flattened(), alphabet, letters) {
        // Written over zeros: room is then not asked for group by group.
        let start = letters.len();
        letters.resize(start + triples.len() * 4, 0);
        let room = letters.get_mut(start..).unwrap_or_default().as_chunks_mut::<4>().0;
        for (letters, &bytes) in room.iter_mut().zip(triples) {
            *letters = group(bytes, alphabet);
        }
    }
    match *tail {
        [x] => letters.extend_from_slice(group([x, 0, 0], alphabet).first_chunk::<2>().unwrap_or(b"AA")),
        [x, y] => letters.extend_from_slice(group([x, y, 0], alphabet).first_chunk::<3>().unwrap_or(b"AAA")),
        _ => {}
    }
}

/// The three bytes that four letters stand for, below the bits of all letters.
#[inline(always)]
fn word([a, b, c, d]: [u8; 4]) -> u32 {
    let [first, second, third, fourth] = &PLACES;
    let look = |place: &[u32; 256], letter: u8| place.get(usize::from(letter)).copied().unwrap_or(u32::MAX);
    look(first, a) | look(second, b) | look(third, c) | look(fourth, d)
}

/// The bytes of whole groups, with room for those of one more, and the bits of all letters in the highest byte.
fn decode_groups(quads: &[[u8; 4]]) -> (Vec<u8>, u32) {
    let (pairs, odd) = quads.as_chunks::<2>();
    let mut met = 0;
    let mut sixes = Vec::with_capacity(pairs.len() + 1);
    sixes.extend(pairs.iter().map(|&[first, second]| {
        let (first, second) = (word(first), word(second));
        met |= first | second;
        let both = u64::from(first & 0xff_ffff) << 24 | u64::from(second & 0xff_ffff);
        let [_, _, a, b, c, d, e, f] = both.to_be_bytes();
        [a, b, c, d, e, f]
    }));
    let mut bytes = sixes.into_flattened();
    for &quad in odd {
        let last = word(quad);
        met |= last;
        let [_, a, b, c] = last.to_be_bytes();
        bytes.extend_from_slice(&[a, b, c]);
    }
    (bytes, met)
}

#[cfg(feature = "simd")]
use vectors::{decode as decode_with_vectors, encode as encode_with_vectors};

#[cfg(not(feature = "simd"))]
const fn decode_with_vectors(_: &[[u8; 4]]) -> Option<(Vec<u8>, u32)> {
    None
}

#[cfg(not(feature = "simd"))]
const fn encode_with_vectors(_: &[u8], _: Alphabet, _: &mut Vec<u8>) -> bool {
    false
}

/// The bytes that letters of either alphabet, or of both, stand for.
///
/// # Errors
/// The position of the first byte that is no letter; the length of the text where no bytes have so many letters.
///
/// ```
/// use mgmt_wire::base64::decode;
///
/// let decoded = decode(b"-_8").unwrap();
/// assert_eq!((&*decoded.bytes, decoded.url_safe, decoded.standard), (&b"\xfb\xff"[..], true, false));
/// assert_eq!(decode(b"AA=A"), Err(2));
/// ```
pub fn decode(letters: &[u8]) -> Result<Decoded, usize> {
    let (quads, tail) = letters.as_chunks::<4>();
    let (mut bytes, mut met) = decode_with_vectors(quads).unwrap_or_else(|| decode_groups(quads));
    let mut stray = 0;
    match *tail {
        [_] => return Err(position(letters).unwrap_or(letters.len())),
        [a, b] => {
            let last = word([a, b, b'A', b'A']);
            met |= last;
            let [_, first, rest, _] = last.to_be_bytes();
            bytes.push(first);
            stray = rest;
        }
        [a, b, c] => {
            let last = word([a, b, c, b'A']);
            met |= last;
            let [_, first, second, rest] = last.to_be_bytes();
            bytes.extend_from_slice(&[first, second]);
            stray = rest;
        }
        _ => {}
    }
    let [met, ..] = met.to_be_bytes();
    // A byte that is no letter has both bits; so have letters of both alphabets together.
    if met & FOREIGN == FOREIGN
        && let Some(at) = position(letters)
    {
        return Err(at);
    }
    Ok(Decoded {
        bytes,
        standard: met & STANDARD_ONLY != 0,
        url_safe: met & URL_SAFE_ONLY != 0,
        stray_bits: stray != 0,
    })
}

/// Where the first byte that is no letter stands.
#[cold]
fn position(letters: &[u8]) -> Option<usize> {
    letters
        .iter()
        .position(|&letter| VALUES.get(usize::from(letter)).is_none_or(|&value| value & FOREIGN == FOREIGN))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn the_vectors_of_rfc_4648() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg"),
            ("fo", "Zm8"),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg"),
            ("fooba", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encode(bytes.as_bytes(), Alphabet::Standard), text.as_bytes());
            assert_eq!(decode(text.as_bytes()).unwrap().bytes, bytes.as_bytes());
        }
    }

    #[test]
    fn every_length_comes_back() {
        let bytes: Vec<u8> = (0..=255).chain((0..=255).rev()).collect();
        for length in 0..bytes.len() {
            let bytes = bytes.get(..length).unwrap();
            for (alphabet, standard) in [(Alphabet::Standard, true), (Alphabet::UrlSafe, false)] {
                let letters = encode(bytes, alphabet);
                let decoded = decode(&letters).unwrap();
                assert_eq!((&*decoded.bytes, decoded.stray_bits), (bytes, false));
                let special = letters.iter().any(|letter| !letter.is_ascii_alphanumeric());
                assert_eq!((decoded.standard, decoded.url_safe), (special && standard, special && !standard));
            }
        }
    }

    #[test]
    fn each_byte_is_a_letter_or_refused_where_it_stands() {
        for byte in 0..=255 {
            let is_letter = byte == b'-' || byte == b'_' || DIGITS.contains(&byte);
            for at in 0..15 {
                let mut letters = [b'A'; 15];
                letters[at] = byte;
                assert_eq!(decode(&letters).err(), (!is_letter).then_some(at), "{byte} at {at}");
            }
        }
    }

    #[test]
    fn long_texts_are_read_as_short_ones() {
        let bytes: Vec<u8> = (0..150).map(|n: u8| n.wrapping_mul(101)).collect();
        for (alphabet, foreign) in [(Alphabet::Standard, b'_'), (Alphabet::UrlSafe, b'+')] {
            let letters = encode(&bytes, alphabet);
            for at in 0..letters.len() {
                for byte in [b'=', b' ', b'\n', b'.', b'@', b'[', b'`', b'{', 0, 0x7f, 0x80, 0xc1, 0xff] {
                    let mut letters = letters.clone();
                    letters[at] = byte;
                    assert_eq!(decode(&letters), Err(at), "{byte} at {at}");
                }
                let mut mixed = letters.clone();
                mixed[at] = foreign;
                let (expected, met) = decode_groups(mixed.as_chunks().0);
                let decoded = decode(&mixed).unwrap();
                assert_eq!(decoded.bytes, expected);
                assert_eq!(met >> 24 & 0xff, u32::from(FOREIGN));
                assert!(decoded.standard && decoded.url_safe);
            }
        }
        let plain = decode(&[b'A'; 1000]).unwrap();
        assert_eq!((plain.bytes.len(), plain.standard, plain.url_safe), (750, false, false));
    }

    #[test]
    fn letters_are_appended() {
        let mut letters = b"text:".to_vec();
        encode_to(b"foob", Alphabet::Standard, &mut letters);
        assert_eq!(letters, b"text:Zm9vYg");
    }

    #[test]
    fn mixtures_stray_bits_and_lengths_are_told() {
        let mixed = decode(b"+_AA").unwrap();
        assert!(mixed.standard && mixed.url_safe);
        assert!(decode(b"AR").unwrap().stray_bits);
        assert!(decode(b"AAB").unwrap().stray_bits);
        assert!(!decode(b"AAAB").unwrap().stray_bits);
        assert_eq!(decode(b"A"), Err(1));
        assert_eq!(decode(b"AAAAA"), Err(5));
        assert_eq!(decode(b"AAAA="), Err(4));
        assert_eq!(decode(b"AA=AA"), Err(2));
    }
}
