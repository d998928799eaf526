//! What is written as plainly as the grammar has it, which nearly all is: found by short steps.

use super::class::{NAME, TOKEN, is};
use super::value::{AttributeValue, LinkAttribute};

/// The parameter whose semicolon `text` begins with, and what follows it: a semicolon, a comma or nothing. `None` for a
/// parameter in any but the plain form, with nothing between semicolon, name, `=` and value.
#[inline(always)]
pub(super) fn plain_parameter(text: &str) -> Option<(LinkAttribute<'_>, &str)> {
    let (name, behind) = span(text.strip_prefix(';')?, NAME)?;
    let Some(value) = behind.strip_prefix('=') else {
        return is_over(behind).then_some((LinkAttribute { name, value: None }, behind));
    };
    let (value, behind) = if let Some(quoted) = value.strip_prefix('"') {
        let (value, behind) = quoted.split_at_checked(quoted_length(quoted.as_bytes()))?;
        (AttributeValue::new(value, true), behind.strip_prefix('"')?)
    } else {
        let (value, behind) = span(value, TOKEN)?;
        (AttributeValue::new(value, false), behind)
    };
    is_over(behind).then_some((LinkAttribute { name, value: Some(value) }, behind))
}

#[inline(always)]
fn is_over(behind: &str) -> bool {
    matches!(behind.as_bytes().first(), None | Some(b';' | b','))
}

/// The bytes of a class that `text` begins with, at least one, and what follows them.
#[inline(always)]
fn span(text: &str, class: u8) -> Option<(&str, &str)> {
    let length = text.bytes().position(|byte| !is(byte, class)).unwrap_or(text.len());
    text.split_at_checked(length).filter(|_| length > 0)
}

const HIGH: u64 = 0x8080_8080_8080_8080;
const ONES: u64 = 0x0101_0101_0101_0101;

/// How many bytes at the beginning are digits or slashes, at least as far as whole words of eight bytes tell.
#[inline]
pub(super) fn digits_and_slashes(bytes: &[u8]) -> usize {
    let mut count = 0;
    let mut rest = bytes;
    while let Some((word, behind)) = rest.split_first_chunk::<8>() {
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
        rest = behind;
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

/// Where a list of numbers that begins with the value from `start` to `end` is over; `end` where there is only one
/// value, or where it or what follows its space is no number.
pub(super) fn unquoted_list(bytes: &[u8], start: usize, mut end: usize) -> usize {
    let digits = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        from + rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len())
    };
    if digits(start) != end {
        return end;
    }
    while bytes.get(end) == Some(&b' ') {
        let next = digits(end + 1);
        let over = matches!(bytes.get(next), None | Some(b' ' | b';' | b','));
        if next == end + 1 || !over {
            break;
        }
        end = next;
    }
    end
}
