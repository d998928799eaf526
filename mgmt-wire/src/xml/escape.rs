//! What the writer does with characters that XML gives a meaning, or none at all.

use super::character::is_char;

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
    let (blocks, _) = bytes.as_chunks::<32>();
    let plain = blocks.iter().take_while(|block| is_plain(*block)).count() * 32;
    let rest = bytes.get(plain..).unwrap_or_default();
    rest.iter().position(is_special).map(|at| plain + at)
}

/// Whether no byte has a class other than [`PLAIN`]: eight bytes at a time, the last eight once more, so that no loop
/// over single bytes is left.
#[inline]
pub(super) fn is_plain(bytes: &[u8]) -> bool {
    let Some(end) = bytes.last_chunk::<8>() else {
        return bytes.iter().fold(PLAIN, |classes, byte| classes | class(*byte)) == PLAIN;
    };
    let (words, _) = bytes.as_chunks::<8>();
    let mut seen = u64::from_le_bytes(*end);
    let mut marks = marks_of(seen);
    for word in words {
        let word = u64::from_le_bytes(*word);
        marks |= marks_of(word);
        seen |= word;
    }
    let is_ascii = seen & HIGH_BITS == 0;
    marks == 0 && (is_ascii || memchr::memchr(0xEF, bytes).is_none())
}

const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

const HIGH_BITS: u64 = each(0x80);

/// The high bits of those of eight bytes that are control characters, `"`, `&`, `<` or `>`; also of some bytes above
/// such a one.
#[inline]
const fn marks_of(word: u64) -> u64 {
    // Bytes below the number borrow from their high bit, which those of ASCII have not.
    let controls = word.wrapping_sub(each(0x20));
    // `<` and `>` differ in one bit, so do `"` and `&`.
    let angles = ((word | each(b'<' ^ b'>')) ^ each(b'<' | b'>')).wrapping_sub(each(1));
    let quotes = ((word | each(b'"' ^ b'&')) ^ each(b'"' | b'&')).wrapping_sub(each(1));
    (controls | angles | quotes) & !word & HIGH_BITS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_special_byte_is_found_wherever_it_stands() {
        for byte in 0..=u8::MAX {
            for len in [1, 7, 8, 15, 16, 17, 33] {
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
