//! What the writer does with characters that XML gives a meaning, or none at all.

use crate::character::is_char;
use alloc::string::String;

const PLAIN: u8 = 0;
const ESCAPE_IN_TEXT: u8 = 1;
const ESCAPE_IN_ATTRIBUTE: u8 = 2;
const ILLEGAL: u8 = 4;
/// The first byte of U+FFFE and U+FFFF, and of much else.
const LOOK_AHEAD: u8 = 8;

#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a wrong index is an error")]
const CLASS: [u8; 256] = {
    let mut class = [PLAIN; 256];
    let mut byte = 0;
    while byte < 0x20 {
        class[byte] = ILLEGAL;
        byte += 1;
    }
    class[b'\t' as usize] = ESCAPE_IN_ATTRIBUTE;
    class[b'\n' as usize] = ESCAPE_IN_ATTRIBUTE;
    class[b'\r' as usize] = ESCAPE_IN_TEXT | ESCAPE_IN_ATTRIBUTE;
    class[b'"' as usize] = ESCAPE_IN_ATTRIBUTE;
    class[b'&' as usize] = ESCAPE_IN_TEXT | ESCAPE_IN_ATTRIBUTE;
    class[b'<' as usize] = ESCAPE_IN_TEXT | ESCAPE_IN_ATTRIBUTE;
    class[b'>' as usize] = ESCAPE_IN_TEXT | ESCAPE_IN_ATTRIBUTE;
    class[0xEF] = LOOK_AHEAD;
    class
};

#[inline]
fn class(byte: u8) -> u8 {
    CLASS.get(usize::from(byte)).copied().unwrap_or(PLAIN)
}

/// Appends character data; true when it holds a character that XML cannot carry (which is then left out).
#[inline]
pub(super) fn escape_text(out: &mut String, text: &str) -> bool {
    escape(out, text, ESCAPE_IN_TEXT)
}

/// Appends an attribute value for double quotes; true when it holds a character that XML cannot carry.
#[inline]
pub(super) fn escape_attribute(out: &mut String, text: &str) -> bool {
    escape(out, text, ESCAPE_IN_ATTRIBUTE)
}

/// Nearly all texts have nothing to escape: these are looked through in blocks and copied whole.
#[inline]
fn escape(out: &mut String, text: &str, escaped: u8) -> bool {
    if is_plain(text.as_bytes()) {
        out.push_str(text);
        return false;
    }
    escape_some(out, text, escaped)
}

#[cold]
fn escape_some(out: &mut String, text: &str, escaped: u8) -> bool {
    let stop = escaped | ILLEGAL | LOOK_AHEAD;
    let mut illegal = false;
    let mut rest = text;
    while let Some(at) = first_special(rest.as_bytes(), stop) {
        let (plain, special) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(plain);
        let mut chars = special.chars();
        match chars.next() {
            Some('&') => out.push_str("&amp;"),
            Some('<') => out.push_str("&lt;"),
            Some('>') => out.push_str("&gt;"),
            Some('"') => out.push_str("&quot;"),
            Some('\t') => out.push_str("&#9;"),
            Some('\n') => out.push_str("&#10;"),
            Some('\r') => out.push_str("&#13;"),
            Some(c) if is_char(c) => out.push(c),
            _ => illegal = true,
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    illegal
}

/// Where the first byte stands that has one of the classes.
fn first_special(bytes: &[u8], stop: u8) -> Option<usize> {
    let is_special = |byte: &u8| class(*byte) & stop != 0;
    let (words, rest) = bytes.as_chunks::<8>();
    let mut at = 0;
    for word in words {
        let marks = marks_of(u64::from_le_bytes(*word));
        // The lowest mark is exact, those above it may be none: the word is looked through.
        if marks != 0
            && let Some(within) = word.iter().position(is_special)
        {
            return Some(at + within);
        }
        at += 8;
    }
    rest.iter().position(is_special).map(|within| at + within)
}

/// Whether no byte has a class other than [`PLAIN`]: sixteen bytes at a time, the last sixteen once more, so that no
/// loop over single bytes is left.
#[inline]
pub(super) fn is_plain(bytes: &[u8]) -> bool {
    let Some(end) = bytes.last_chunk::<16>() else { return is_plain_short(bytes) };
    let (blocks, _) = bytes.as_chunks::<16>();
    let mut least = least_distances([u8::MAX; 16], end);
    for block in blocks {
        least = least_distances(least, block);
    }
    least.iter().fold(u8::MAX, |least, distance| least.min(*distance)) != 0
}

/// The smaller of what is given and the distance of each byte from a special one. Nothing in it depends on another
/// byte or on a condition, so that it is compiled to a few vector instructions.
#[inline]
fn least_distances(mut least: [u8; 16], block: &[u8; 16]) -> [u8; 16] {
    for (least, &byte) in least.iter_mut().zip(block) {
        // `<` and `>` differ in one bit, so do `"` and `&`.
        let angle = (byte | (b'<' ^ b'>')) ^ (b'<' | b'>');
        let quote = (byte | (b'"' ^ b'&')) ^ (b'"' | b'&');
        let control = byte.saturating_sub(0x1F);
        *least = (*least).min(angle).min(quote).min(control).min(byte ^ 0xEF);
    }
    least
}

/// The same for fewer than sixteen bytes, as one or two words that may share bytes.
#[inline]
fn is_plain_short(bytes: &[u8]) -> bool {
    if let (Some(begin), Some(end)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        return marks_of(u64::from_le_bytes(*begin)) | marks_of(u64::from_le_bytes(*end)) == 0;
    }
    if let (Some(begin), Some(end)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let (begin, end) = (u32::from_le_bytes(*begin), u32::from_le_bytes(*end));
        return marks_of(u64::from(begin) | u64::from(end) << 32) == 0;
    }
    bytes.iter().all(|byte| class(*byte) == PLAIN)
}

const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

const HIGH_BITS: u64 = each(0x80);

/// The high bits of those of eight bytes that are control characters, `"`, `&`, `<`, `>` or 0xEF; also of some bytes
/// above such a one.
#[inline]
const fn marks_of(word: u64) -> u64 {
    // Bytes below the number borrow from their high bit, which those of ASCII have not.
    let controls = word.wrapping_sub(each(0x20));
    let angles = ((word | each(b'<' ^ b'>')) ^ each(b'<' | b'>')).wrapping_sub(each(1));
    let quotes = ((word | each(b'"' ^ b'&')) ^ each(b'"' | b'&')).wrapping_sub(each(1));
    let look_ahead = word ^ each(0xEF);
    ((controls | angles | quotes) & !word | look_ahead.wrapping_sub(each(1)) & !look_ahead) & HIGH_BITS
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::vec;

    #[test]
    fn every_special_byte_is_found_wherever_it_stands() {
        for byte in 0..=u8::MAX {
            for len in [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 48] {
                for at in 0..len {
                    let mut bytes = vec![b'x'; len];
                    if let Some(slot) = bytes.get_mut(at) {
                        *slot = byte;
                    }
                    assert_eq!(is_plain(&bytes), class(byte) == PLAIN, "{byte:02X} at {at} of {len}");
                }
            }
        }
    }

    #[test]
    fn blocks_and_single_characters_give_the_same() {
        let special =
            ['&', '<', '>', '"', '\t', '\n', '\r', '\u{1}', '\u{FFFE}', '\u{FF01}', 'é', '\u{1F600}'];
        for c in special {
            for (before, after) in [(0, 0), (7, 1), (8, 8), (9, 30), (31, 3)] {
                let text = format!("{}{c}{}", "a".repeat(before), "b".repeat(after));
                for escape in [escape_text, escape_attribute] {
                    let (mut whole, mut single) = (String::new(), String::new());
                    let illegal = escape(&mut whole, &text);
                    let each = text.chars().map(|c| escape(&mut single, c.encode_utf8(&mut [0; 4])));
                    assert_eq!(illegal, each.fold(false, |any, one| any | one));
                    assert_eq!(whole, single, "{c:?} behind {before}");
                    assert_eq!(illegal, !is_char(c));
                }
            }
        }
    }
}
