//! What is written as plainly as the grammar has it, which nearly all is: found by short steps.

use super::class::{NAME, TOKEN, is};
use super::value::{AttributeValue, LinkAttribute};

/// Where a parameter that begins behind its semicolon, with nothing between name, `=` and value, has its parts.
#[derive(Clone, Copy)]
pub(super) struct Plain {
    name: usize,
    value: Option<(usize, usize, bool)>,
    /// Where it ends: before a semicolon, a comma or nothing.
    pub(super) end: usize,
}

impl Plain {
    /// `None` for a parameter in any other form.
    #[inline(always)]
    pub(super) fn read(bytes: &[u8]) -> Option<Plain> {
        let name = length_of(bytes, NAME);
        if name == 0 {
            return None;
        }
        let (value, end) = match bytes.get(name) {
            Some(b'=') => {
                let start = name + 1;
                let value = bytes.get(start..)?;
                if let Some(quoted) = value.strip_prefix(b"\"") {
                    let end = start + 1 + quoted_length(quoted);
                    (Some((start + 1, end, true)), end + 1)
                } else {
                    let end = start + length_of(value, TOKEN);
                    if end == start {
                        return None;
                    }
                    (Some((start, end, false)), end)
                }
            }
            _ => (None, name),
        };
        let is_whole = match bytes.get(end) {
            None => end == bytes.len(),
            Some(byte) => matches!(byte, b';' | b','),
        };
        is_whole.then_some(Plain { name, value, end })
    }

    /// The name in the text that was read.
    #[inline(always)]
    pub(super) fn name<'a>(&self, text: &'a str) -> Option<&'a str> {
        text.get(..self.name)
    }

    #[inline(always)]
    pub(super) fn attribute<'a>(&self, text: &'a str) -> Option<LinkAttribute<'a>> {
        let value = match self.value {
            Some((start, end, quoted)) => Some(AttributeValue::new(text.get(start..end)?, quoted)),
            None => None,
        };
        Some(LinkAttribute { name: self.name(text)?, value })
    }
}

#[inline(always)]
fn length_of(bytes: &[u8], class: u8) -> usize {
    bytes.iter().position(|byte| !is(*byte, class)).unwrap_or(bytes.len())
}

const HIGH: u64 = 0x8080_8080_8080_8080;
const ONES: u64 = 0x0101_0101_0101_0101;

/// How many bytes at the beginning are digits or slashes, at least as far as whole words of eight bytes tell.
#[inline]
pub(super) fn digits_and_slashes(bytes: &[u8]) -> usize {
    let mut count = 0;
    for word in bytes.as_chunks::<8>().0 {
        let word = u64::from_le_bytes(*word);
        // The high bit of a byte is set where it is above `9`, below `/`, or no ASCII. Sums carry only out of bytes
        // that are no ASCII, into later ones, and the first one found counts.
        let above = word.wrapping_add(ONES * (0x80 - 0x3a));
        let below = !word.wrapping_add(ONES * (0x80 - 0x2f));
        let other = (word | above | below) & HIGH;
        if other != 0 {
            return count + (other.trailing_zeros() / 8) as usize;
        }
        count += 8;
    }
    count
}

/// Bytes up to the quote that ends a quoted value, or all.
#[inline]
pub(super) fn quoted_length(bytes: &[u8]) -> usize {
    let mut at = 0;
    // Eight bytes at once: the high bit of a byte is set where it is a quote or a backslash. Where a difference borrows
    // from the byte above, that byte comes after one that is found.
    for word in bytes.as_chunks::<8>().0 {
        let word = u64::from_le_bytes(*word);
        let zero = |word: u64| word.wrapping_sub(ONES) & !word;
        let found = (zero(word ^ (ONES * 0x22)) | zero(word ^ (ONES * 0x5c))) & HIGH;
        if found != 0 {
            at += (found.trailing_zeros() / 8) as usize;
            break;
        }
        at += 8;
    }
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}
