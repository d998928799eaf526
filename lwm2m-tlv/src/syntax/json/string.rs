//! String literals, read and written.

use super::{Json, Result};
use crate::error::ErrorKind;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use mgmt_wire::{Limit, Located};

impl<'a> Json<'a> {
    /// A string without escapes; `None`, and nothing taken, for anything else.
    #[inline]
    pub(crate) fn plain_string(&mut self) -> Option<&'a str> {
        if self.next_byte() != Some(b'"') {
            return None;
        }
        let start = self.position + 1;
        let end = self.plain_end(start);
        if self.text.as_bytes().get(end) != Some(&b'"') || end - start > self.max_text {
            return None;
        }
        self.position = end + 1;
        self.text.get(start..end)
    }

    /// A string literal, from its opening quote.
    pub(super) fn text_literal(&mut self) -> Result<Cow<'a, str>> {
        if self.byte() != Some(b'"') {
            return Err(self.unexpected("string"));
        }
        let start = self.position + 1;
        let end = self.plain_end(start);
        match self.text.as_bytes().get(end) {
            Some(b'"') => {
                self.position = end + 1;
                Ok(Cow::Borrowed(self.text.get(start..end).unwrap_or_default()))
            }
            _ => self.escaped(start, end).map(Cow::Owned),
        }
    }

    /// Where the run of characters that stand for themselves ends.
    #[inline]
    fn plain_end(&self, start: usize) -> usize {
        start + plain_length(self.text.as_bytes().get(start..).unwrap_or_default())
    }

    /// The rest of a string literal that is not plain.
    #[cold]
    fn escaped(&mut self, start: usize, end: usize) -> Result<String> {
        let mut out = String::new();
        let mut start = start;
        let mut end = end;
        loop {
            out.push_str(self.text.get(start..end).unwrap_or_default());
            if out.len() > self.max_text {
                return Err(self.error(ErrorKind::Limit(Limit::Text)));
            }
            match self.text.as_bytes().get(end) {
                None => return Err(Located::new(ErrorKind::Truncated(1), end)),
                Some(b'"') => {
                    self.position = end + 1;
                    return Ok(out);
                }
                Some(b'\\') => {
                    let (character, after) = self.escape(end + 1)?;
                    out.push(character);
                    start = after;
                }
                Some(_) => return Err(Located::new(ErrorKind::Syntax("control character"), end)),
            }
            end = self.plain_end(start);
        }
    }

    /// The character that an escape stands for (the backslash is at `at - 1`) and where it ends.
    fn escape(&self, at: usize) -> Result<(char, usize)> {
        let wrong = || Located::new(ErrorKind::Syntax("escape"), at.saturating_sub(1));
        let character = match self.text.as_bytes().get(at) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let first = self.hex(at + 1)?;
                if !(0xd800..0xe000).contains(&first) {
                    return Ok((char::from_u32(first).ok_or_else(wrong)?, at + 5));
                }
                let after = |position| self.text.as_bytes().get(position);
                match (after(at + 5), after(at + 6)) {
                    (Some(b'\\'), Some(b'u')) if first < 0xdc00 => {}
                    (None, _) | (Some(b'\\'), None) => {
                        return Err(Located::new(ErrorKind::Truncated(1), self.text.len()));
                    }
                    _ => return Err(wrong()),
                }
                let second = self.hex(at + 7)?;
                if !(0xdc00..0xe000).contains(&second) {
                    return Err(wrong());
                }
                let character = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                return Ok((char::from_u32(character).ok_or_else(wrong)?, at + 11));
            }
            None => return Err(Located::new(ErrorKind::Truncated(1), at)),
            Some(_) => return Err(wrong()),
        };
        Ok((character, at + 1))
    }

    /// Four hexadecimal digits.
    fn hex(&self, at: usize) -> Result<u32> {
        let mut number = 0;
        for position in at..at + 4 {
            let byte = self.text.as_bytes().get(position);
            let byte = byte.ok_or(Located::new(ErrorKind::Truncated(1), self.text.len()))?;
            let digit = char::from(*byte).to_digit(16);
            number = number << 4 | digit.ok_or(Located::new(ErrorKind::Syntax("escape"), position))?;
        }
        Ok(number)
    }

    /// Steps over a string literal without building it.
    pub(super) fn skip_text(&mut self) -> Result<()> {
        let mut start = self.position + 1;
        loop {
            let end = self.plain_end(start);
            match self.text.as_bytes().get(end) {
                None => return Err(Located::new(ErrorKind::Truncated(1), end)),
                Some(b'"') => {
                    self.position = end + 1;
                    return Ok(());
                }
                Some(b'\\') => start = self.escape(end + 1)?.1,
                Some(_) => return Err(Located::new(ErrorKind::Syntax("control character"), end)),
            }
        }
    }
}

/// Whether a byte does not stand for itself in a string literal.
#[inline(always)]
const fn is_special(byte: u8) -> bool {
    (byte == b'"') | (byte == b'\\') | (byte < 0x20)
}

/// How many bytes at the beginning stand for themselves in a string literal.
#[inline]
fn plain_length(bytes: &[u8]) -> usize {
    match bytes.split_first_chunk::<64>() {
        Some((block, rest)) => match plain_words(block) {
            64 => 64 + plain_blocks(rest),
            length => length,
        },
        None => plain_words(bytes),
    }
}

/// The same for short texts, which most are.
#[inline(always)]
fn plain_words(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let (words, rest) = bytes.as_chunks::<8>();
    let mut length = 0;
    // Eight bytes at once: a byte that is special shows in its high bit.
    for word in words {
        let word = u64::from_le_bytes(*word);
        let zero = |word: u64| word.wrapping_sub(ONES) & !word;
        let hits = (zero(word ^ (ONES * b'"' as u64))
            | zero(word ^ (ONES * b'\\' as u64))
            | (word.wrapping_sub(ONES * 0x20) & !word))
            & HIGH;
        if hits != 0 {
            return length + (hits.trailing_zeros() / 8) as usize;
        }
        length += 8;
    }
    length + rest.iter().position(|&byte| is_special(byte)).unwrap_or(rest.len())
}

/// The same for long ones, which are mostly data: by blocks that the compiler makes vectors of.
#[inline(never)]
fn plain_blocks(bytes: &[u8]) -> usize {
    let blocks = bytes.as_chunks::<64>().0.iter();
    let is_plain = |block: &&[u8; 64]| !block.iter().fold(false, |any, &byte| any | is_special(byte));
    let length = 64 * blocks.take_while(is_plain).count();
    length + plain_words(bytes.get(length..).unwrap_or_default())
}

/// Appends a string literal.
pub(crate) fn push_string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let mut rest = text.as_bytes();
    while let Some((plain, behind)) = rest.split_at_checked(plain_length(rest)) {
        out.extend_from_slice(plain);
        let Some((&byte, behind)) = behind.split_first() else { break };
        let escape = match byte {
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0..0x20 => {
                let digit = |nibble: u8| if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 };
                out.extend_from_slice(b"\\u00");
                out.extend_from_slice(&[digit(byte >> 4), digit(byte & 15)]);
                rest = behind;
                continue;
            }
            quote_or_backslash => quote_or_backslash,
        };
        out.extend_from_slice(&[b'\\', escape]);
        rest = behind;
    }
    out.push(b'"');
}
