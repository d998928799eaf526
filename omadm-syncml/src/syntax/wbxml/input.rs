//! The bytes of a document and how far they are read.

use super::global as g;
use crate::ErrorKind;

/// A position in a document, with the part of it that is known to be UTF-8.
///
/// Strings are short and many; checking each on its own costs more than reading it. So the document is checked from the
/// header on as far as it goes, across tokens, most of which are ASCII, and again from the string that comes behind what
/// was no text; the strings that follow are then cut out of what was checked. Every byte is looked at once at most, since a
/// check begins behind the byte that ended the last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Input<'a> {
    bytes: &'a [u8],
    /// How far `bytes` are read.
    at: usize,
    /// What is known to be text.
    text: &'a str,
    /// Where in `bytes` that begins.
    text_at: usize,
    /// Where the first integer begins that was longer than it had to be.
    pub(super) padded: Option<usize>,
}

impl<'a> Input<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Input { bytes, at: 0, text: "", text_at: 0, padded: None }
    }

    #[inline]
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// How many bytes are left.
    #[inline]
    pub(super) fn left(&self) -> usize {
        self.bytes.len().saturating_sub(self.at)
    }

    #[inline]
    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or(&[])
    }

    #[inline]
    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    #[inline]
    pub(super) fn byte(&mut self, inside: &'static str) -> Result<u8, ErrorKind> {
        let byte = self.peek().ok_or(ErrorKind::Truncated(inside))?;
        self.at += 1;
        Ok(byte)
    }

    /// `mb_u_int32` (clause 5.1): groups of seven bits, most significant first; five bytes at most.
    #[inline]
    pub(super) fn integer(&mut self, inside: &'static str) -> Result<u32, ErrorKind> {
        let first = self.byte(inside)?;
        if first < 0x80 {
            return Ok(u32::from(first));
        }
        if first == 0x80 && self.padded.is_none() {
            self.padded = Some(self.at - 1);
        }
        let mut value = u32::from(first & 0x7F);
        for _ in 0..4 {
            let byte = self.byte(inside)?;
            if value > u32::MAX >> 7 {
                return Err(ErrorKind::IntOverflow);
            }
            value = value << 7 | u32::from(byte & 0x7F);
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(ErrorKind::IntOverflow)
    }

    #[inline]
    pub(super) fn take(&mut self, length: u32, inside: &'static str) -> Result<&'a [u8], ErrorKind> {
        let taken = usize::try_from(length).ok().and_then(|length| self.rest().get(..length));
        let taken = taken.ok_or(ErrorKind::Truncated(inside))?;
        self.at += taken.len();
        Ok(taken)
    }

    /// The page of a switch that stands here, and the byte behind it.
    #[inline]
    pub(super) fn switched(&self) -> Option<(u8, u8)> {
        match self.rest() {
            [_, page, next, ..] => Some((*page, *next)),
            _ => None,
        }
    }

    /// Passes over bytes that were looked at.
    #[inline]
    pub(super) fn advance(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// Bytes up to a NUL, which is passed over.
    #[inline]
    pub(super) fn terminated(&mut self) -> Result<&'a [u8], ErrorKind> {
        let rest = self.rest();
        let string = nul(rest).and_then(|length| rest.get(..length)).ok_or(ErrorKind::Truncated("string"))?;
        self.at += string.len() + 1;
        Ok(string)
    }

    /// Text up to a NUL, which is passed over.
    #[inline]
    pub(super) fn text(&mut self) -> Result<&'a str, ErrorKind> {
        let length = nul(self.rest()).ok_or(ErrorKind::Truncated("string"))?;
        self.check(self.at + length);
        let text = self.checked(self.at, length).ok_or(ErrorKind::InvalidEncoding)?;
        self.at += length + 1;
        Ok(text)
    }

    /// Text in place (`STR_I`) that an `END` follows directly, where that is known to be text and has nothing but
    /// printable ASCII. Nothing is consumed.
    #[inline]
    pub(super) fn whole_text(&self) -> Option<&'a str> {
        self.whole_text_by(nul_behind_printable)
    }

    /// The same, wherever it stands and whether that is known or not.
    #[cold]
    pub(super) fn whole_text_checked(&mut self) -> Option<&'a str> {
        let (_, string) = self.rest().split_first()?;
        self.check(self.at + 1 + nul(string)?);
        self.whole_text_by(nul)
    }

    #[inline]
    fn whole_text_by(&self, nul: impl FnOnce(&[u8]) -> Option<usize>) -> Option<&'a str> {
        let (&token, rest) = self.rest().split_first()?;
        if token != g::STR_I {
            return None;
        }
        let length = nul(rest)?;
        if rest.get(length + 1) != Some(&g::END) {
            return None;
        }
        self.checked(self.at + 1, length)
    }

    /// Opaque data that an `END` follows directly, through that. Otherwise nothing is consumed.
    #[inline]
    pub(super) fn whole_opaque(&mut self, limit: usize) -> Option<&'a [u8]> {
        let mut ahead = *self;
        if ahead.byte("opaque").ok()? != g::OPAQUE {
            return None;
        }
        let length = ahead.integer("opaque").ok()?;
        let bytes = ahead.take(length, "opaque").ok()?;
        if bytes.len() > limit || ahead.byte("element").ok()? != g::END {
            return None;
        }
        *self = ahead;
        Some(bytes)
    }

    /// So many bytes of what is known to be text.
    #[inline]
    fn checked(&self, from: usize, length: usize) -> Option<&'a str> {
        let (_, text) = self.text.split_at_checked(from.checked_sub(self.text_at)?)?;
        text.split_at_checked(length).map(|(text, _)| text)
    }

    /// Finds out what is text from here on, if nothing is known as far as `end`.
    #[inline]
    pub(super) fn check(&mut self, end: usize) {
        if end > self.text_at + self.text.len() {
            self.text = text_in_front(self.rest());
            self.text_at = self.at;
        }
    }

    /// Whether nothing but white space is left.
    pub(super) fn is_blank(&self) -> bool {
        self.rest().iter().all(|byte| matches!(byte, b'\n' | b'\r' | b' '))
    }
}

/// The bytes as far as they are text.
#[inline(never)]
fn text_in_front(bytes: &[u8]) -> &str {
    match core::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let valid = bytes.get(..error.valid_up_to()).unwrap_or(&[]);
            core::str::from_utf8(valid).unwrap_or("")
        }
    }
}

/// How many bytes stand in front of the first NUL.
#[inline]
pub(super) fn nul(bytes: &[u8]) -> Option<usize> {
    nul_ahead(bytes).or_else(|| bytes.iter().position(|&byte| byte == 0))
}

/// The same, unless it is one of the last seven bytes, where it may not be found.
#[inline]
fn nul_ahead(bytes: &[u8]) -> Option<usize> {
    const ONES: u64 = u64::MAX / 0xFF;
    let mut rest = bytes;
    let mut passed = 0;
    while let Some((eight, behind)) = rest.split_first_chunk() {
        let word = u64::from_le_bytes(*eight);
        // The lowest bit set is the top bit of the first byte that is zero.
        let zeros = word.wrapping_sub(ONES) & !word & (ONES << 7);
        if zeros != 0 {
            return Some(passed + (zeros.trailing_zeros() / 8) as usize);
        }
        passed += 8;
        rest = behind;
    }
    None
}

/// How many bytes stand in front of the first NUL, if all of them are printable ASCII (or DEL), and it is none of the
/// last seven bytes.
#[inline]
fn nul_behind_printable(bytes: &[u8]) -> Option<usize> {
    const ONES: u64 = u64::MAX / 0xFF;
    const TOPS: u64 = ONES << 7;
    let mut rest = bytes;
    let mut passed = 0;
    while let Some((eight, behind)) = rest.split_first_chunk() {
        let word = u64::from_le_bytes(*eight);
        // The lowest bit set is the top bit of the first byte that is a control character or no ASCII.
        let odd = (word.wrapping_sub(ONES * 0x20) | word) & TOPS;
        if odd != 0 {
            let at = odd.trailing_zeros() / 8;
            return ((word >> (8 * at)) & 0xFF == 0).then_some(passed + at as usize);
        }
        passed += 8;
        rest = behind;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Input, nul, nul_behind_printable};
    use alloc::vec::Vec;

    #[test]
    fn a_nul_is_found_wherever_it_stands() {
        for length in 0..40 {
            for others in [0x01, 0x20, 0x7F, 0x80, 0xFF] {
                let mut bytes: Vec<u8> = core::iter::repeat_n(others, length).collect();
                assert_eq!(nul(&bytes), None);
                for behind in 0..10 {
                    bytes.truncate(length);
                    bytes.push(0);
                    bytes.extend(core::iter::repeat_n(behind, usize::from(behind)));
                    assert_eq!(nul(&bytes), Some(length));
                }
            }
        }
    }

    #[test]
    fn printable_text_ends_at_its_nul() {
        for length in 0..20 {
            let text = |others: &[u8]| [&[b'x'].repeat(length)[..], others, &[0; 8]].concat();
            assert_eq!(nul_behind_printable(&text(b"")), Some(length));
            for byte in 1..=0xFF {
                let printable = matches!(byte, 0x20..=0x7F);
                assert_eq!(
                    nul_behind_printable(&text(&[byte])),
                    printable.then_some(length + 1),
                    "{byte:#x}"
                );
                // What stands behind the NUL does not matter.
                let behind = text(&[0, byte, 0x01, 0xFF]);
                assert_eq!(nul_behind_printable(&behind), Some(length), "{byte:#x}");
            }
            assert_eq!(nul_behind_printable(&[b'x'].repeat(length)), None);
        }
    }

    #[test]
    fn text_is_checked_up_to_what_is_none() {
        let mut input = Input::new(b"a\0\xC3\xA9\0\x83x\0\xC3\0y\0\xC3");
        assert_eq!(input.text().ok(), Some("a"));
        assert_eq!(input.text().ok(), Some("\u{E9}"));
        assert!(input.clone().text().is_err(), "0x83 begins no character");
        input.advance(1);
        assert_eq!(input.text().ok(), Some("x"));
        assert!(input.text().is_err(), "cut short by its end");
        input.advance(2);
        assert_eq!(input.text().ok(), Some("y"));
        assert!(input.text().is_err(), "not terminated");
    }
}
