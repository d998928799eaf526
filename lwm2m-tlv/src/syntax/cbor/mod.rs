//! CBOR (RFC 8949), pulled one item at a time: borrowed strings, exact numbers, no recursion, nothing allocated from
//! a count in the input.
//!
//! Reading an item and checking that it is well-formed are one thing here: what is read is checked on the way, what
//! is not needed goes through [`Cbor::skip`], which checks the rest.

mod numbers;
mod skip;
mod write;

pub(crate) use write::{push_boolean, push_bytes, push_head, push_number, push_text};

use super::number::Number;
use crate::error::ErrorKind;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use mgmt_wire::{Limit, Limits, Located};

pub(crate) type Result<T> = core::result::Result<T, Located<ErrorKind>>;

/// The major types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Major {
    Unsigned,
    Negative,
    Bytes,
    Text,
    Array,
    Map,
    Tag,
    Simple,
}

impl Major {
    const fn from_bits(initial: u8) -> Major {
        match initial >> 5 {
            0 => Major::Unsigned,
            1 => Major::Negative,
            2 => Major::Bytes,
            3 => Major::Text,
            4 => Major::Array,
            5 => Major::Map,
            6 => Major::Tag,
            _ => Major::Simple,
        }
    }

    pub(super) const fn bits(self) -> u8 {
        match self {
            Major::Unsigned => 0x00,
            Major::Negative => 0x20,
            Major::Bytes => 0x40,
            Major::Text => 0x60,
            Major::Array => 0x80,
            Major::Map => 0xa0,
            Major::Tag => 0xc0,
            Major::Simple => 0xe0,
        }
    }
}

/// The head of an item.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head {
    pub(crate) major: Major,
    /// Additional information: the lower five bits.
    info: u8,
    pub(crate) argument: u64,
}

const INDEFINITE: u8 = 31;
pub(crate) const BREAK: u8 = 0xff;

impl Head {
    pub(crate) const fn is_indefinite(&self) -> bool {
        self.info == INDEFINITE
    }

    pub(super) const fn is_break(&self) -> bool {
        matches!(self.major, Major::Simple) && self.info == INDEFINITE
    }
}

/// How many items an array or map still has.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Left {
    Count(u64),
    UntilBreak,
}

/// A value that is no array and no map.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Scalar<'a> {
    Number(Number),
    Text(Cow<'a, str>),
    Bytes(Cow<'a, [u8]>),
    Boolean(bool),
    Null,
}

#[derive(Clone)]
pub(crate) struct Cbor<'a> {
    bytes: &'a [u8],
    position: usize,
    max_depth: usize,
    max_text: usize,
}

impl<'a> Cbor<'a> {
    pub(crate) fn new(bytes: &'a [u8], limits: &Limits) -> Self {
        Cbor { bytes, position: 0, max_depth: limits.structure_depth, max_text: limits.text }
    }

    /// The same input from another position on.
    pub(crate) fn at(&self, position: usize) -> Self {
        Cbor { position, ..*self }
    }

    pub(crate) fn offset(&self) -> usize {
        self.position
    }

    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    #[cold]
    pub(crate) fn error(&self, kind: ErrorKind) -> Located<ErrorKind> {
        Located::new(kind, self.position)
    }

    /// The first byte of the next item.
    #[inline]
    pub(crate) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.position).copied()
    }

    /// The major type of the next item; `None` at the end of the input.
    pub(crate) fn peek_major(&self) -> Option<Major> {
        self.peek().map(Major::from_bits)
    }

    #[inline]
    pub(super) fn take(&mut self, length: u64) -> Result<&'a [u8]> {
        let rest = self.bytes.get(self.position..).unwrap_or_default();
        let taken = usize::try_from(length).ok().and_then(|length| rest.get(..length));
        match taken {
            Some(taken) => {
                self.position += taken.len();
                Ok(taken)
            }
            None => {
                let needed = usize::try_from(length).unwrap_or(usize::MAX).saturating_sub(rest.len());
                Err(Located::new(ErrorKind::Truncated(needed), self.position))
            }
        }
    }

    /// The head of the next item, which may be a break.
    #[inline]
    pub(crate) fn head(&mut self) -> Result<Head> {
        let start = self.position;
        let rest = self.bytes.get(start..).unwrap_or_default();
        let (initial, argument, length) = match *rest {
            [] => return Err(self.error(ErrorKind::Truncated(1))),
            [initial, ..] if initial & 0x1f < 24 => (initial, u64::from(initial & 0x1f), 1),
            [initial, a, ..] if initial & 0x1f == 24 => (initial, u64::from(a), 2),
            [initial, a, b, ..] if initial & 0x1f == 25 => {
                (initial, u64::from(u16::from_be_bytes([a, b])), 3)
            }
            [initial, a, b, c, d, ..] if initial & 0x1f == 26 => {
                (initial, u64::from(u32::from_be_bytes([a, b, c, d])), 5)
            }
            [initial, a, b, c, d, e, f, g, h, ..] if initial & 0x1f == 27 => {
                (initial, u64::from_be_bytes([a, b, c, d, e, f, g, h]), 9)
            }
            [initial, ..] => return self.odd_head(initial, rest.len()),
        };
        let head = Head { major: Major::from_bits(initial), info: initial & 0x1f, argument };
        if head.major == Major::Simple && head.info == 24 && argument < 32 {
            return Err(self.error(ErrorKind::NotWellFormed("simple value below 32 in two bytes")));
        }
        self.position = start + length;
        Ok(head)
    }

    #[cold]
    fn odd_head(&mut self, initial: u8, available: usize) -> Result<Head> {
        let major = Major::from_bits(initial);
        match initial & 0x1f {
            info @ 24..=27 => {
                let length = 1 + (1_usize << (info - 24));
                Err(self.error(ErrorKind::Truncated(length.saturating_sub(available))))
            }
            INDEFINITE if !matches!(major, Major::Unsigned | Major::Negative | Major::Tag) => {
                self.position += 1;
                Ok(Head { major, info: INDEFINITE, argument: 0 })
            }
            INDEFINITE => Err(self.error(ErrorKind::NotWellFormed("indefinite length of a number or tag"))),
            _ => Err(self.error(ErrorKind::NotWellFormed("reserved additional information"))),
        }
    }

    /// The head of the next item, where a break may not stand.
    #[inline]
    pub(crate) fn item(&mut self) -> Result<Head> {
        let start = self.position;
        let head = self.head()?;
        if head.is_break() {
            return Err(Located::new(ErrorKind::NotWellFormed("break outside of an indefinite item"), start));
        }
        Ok(head)
    }

    /// Begins an array or map.
    #[inline]
    pub(crate) fn begin(&mut self, major: Major, what: &'static str) -> Result<Left> {
        if self.peek_major() != Some(major) {
            return Err(self.wrong_type(what));
        }
        let head = self.item()?;
        Ok(if head.is_indefinite() { Left::UntilBreak } else { Left::Count(head.argument) })
    }

    /// Whether another item (of an array) or pair (of a map) follows.
    #[inline(always)]
    pub(crate) fn next(&mut self, left: &mut Left) -> Result<bool> {
        match left {
            Left::Count(0) => Ok(false),
            Left::Count(count) => {
                *count -= 1;
                Ok(true)
            }
            Left::UntilBreak => match self.peek() {
                Some(BREAK) => {
                    self.position += 1;
                    Ok(false)
                }
                Some(_) => Ok(true),
                None => Err(self.error(ErrorKind::Truncated(1))),
            },
        }
    }

    /// Steps over the tag of self-described CBOR (55799), if it is there.
    pub(crate) fn skip_self_described(&mut self) {
        if self.bytes.get(self.position..).is_some_and(|rest| rest.starts_with(&[0xd9, 0xd9, 0xf7])) {
            self.position += 3;
        }
    }

    /// After the last item: nothing.
    pub(crate) fn end(&self) -> Result<()> {
        if self.position < self.bytes.len() { Err(self.error(ErrorKind::TrailingData)) } else { Ok(()) }
    }

    /// An item has another type than `what` allows; if it is broken in itself, that goes first.
    #[cold]
    pub(crate) fn wrong_type(&mut self, what: &'static str) -> Located<ErrorKind> {
        let offset = self.position;
        match self.skip(0) {
            Ok(()) => Located::new(ErrorKind::Type(what), offset),
            Err(error) => error,
        }
    }

    /// These bytes, where they are next.
    #[inline(always)]
    pub(crate) fn literal<const N: usize>(&mut self, bytes: [u8; N]) -> Option<()> {
        let next = self.bytes.get(self.position..)?.first_chunk::<N>()?;
        (*next == bytes).then(|| self.position += N)
    }

    /// Text of up to 255 bytes in one piece; `None`, and nothing taken, for anything else.
    #[inline(always)]
    pub(crate) fn plain_text(&mut self) -> Option<&'a str> {
        let start = self.position;
        let text = core::str::from_utf8(self.plain_text_bytes()?);
        if text.is_err() {
            self.position = start;
        }
        text.ok()
    }

    /// The bytes of such a text, not yet known to be UTF-8.
    #[inline(always)]
    pub(crate) fn plain_text_bytes(&mut self) -> Option<&'a [u8]> {
        let (&initial, rest) = self.bytes.get(self.position..)?.split_first()?;
        let (length, head, rest) = match initial {
            0x60..=0x77 => (usize::from(initial - 0x60), 1, rest),
            0x78 => {
                let (&length, rest) = rest.split_first()?;
                (usize::from(length), 2, rest)
            }
            _ => return None,
        };
        let text = rest.get(..length)?;
        self.position += head + length;
        Some(text)
    }

    /// Bytes in one piece; `None`, and nothing taken, for anything else.
    #[inline(always)]
    pub(crate) fn plain_bytes(&mut self) -> Option<&'a [u8]> {
        let rest = self.bytes.get(self.position..)?;
        let (length, head) = match *rest {
            [initial @ 0x40..=0x57, ..] => (usize::from(initial - 0x40), 1),
            [0x58, a, ..] => (usize::from(a), 2),
            [0x59, a, b, ..] => (usize::from(u16::from_be_bytes([a, b])), 3),
            [0x5a, a, b, c, d, ..] => (usize::try_from(u32::from_be_bytes([a, b, c, d])).ok()?, 5),
            _ => return None,
        };
        let bytes = rest.get(head..)?.get(..length)?;
        self.position += head + length;
        Some(bytes)
    }

    /// How many items an array or map has whose head is one byte; `None`, and nothing taken, for anything else.
    #[inline(always)]
    pub(crate) fn plain_count(&mut self, major: Major) -> Option<u8> {
        let count = self.peek()?.wrapping_sub(major.bits());
        if count >= 24 {
            return None;
        }
        self.position += 1;
        Some(count)
    }

    /// An integer or float without a tag; `None`, and nothing taken, for anything else.
    #[inline(always)]
    pub(crate) fn plain_number(&mut self) -> Option<Number> {
        let rest = self.bytes.get(self.position..)?;
        let (number, length) = match *rest {
            [initial @ 0..=0x17, ..] => (Number::Unsigned(initial.into()), 1),
            [0x18, a, ..] => (Number::Unsigned(a.into()), 2),
            [0x19, a, b, ..] => (Number::Unsigned(u16::from_be_bytes([a, b]).into()), 3),
            [0x1a, a, b, c, d, ..] => (Number::Unsigned(u32::from_be_bytes([a, b, c, d]).into()), 5),
            [initial @ 0x20..=0x37, ..] => (Number::Negative(-1 - i64::from(initial - 0x20)), 1),
            [0x38, a, ..] => (Number::Negative(-1 - i64::from(a)), 2),
            [0x39, a, b, ..] => (Number::Negative(-1 - i64::from(u16::from_be_bytes([a, b]))), 3),
            [0xfa, a, b, c, d, ..] => (Number::Float(f32::from_be_bytes([a, b, c, d]).into()), 5),
            [0xfb, a, b, c, d, e, f, g, h, ..] => {
                (Number::Float(f64::from_be_bytes([a, b, c, d, e, f, g, h])), 9)
            }
            _ => return None,
        };
        self.position += length;
        Some(number)
    }

    /// An integer in one byte, from -24 to 23; `None`, and nothing taken, for anything else.
    #[inline(always)]
    pub(crate) fn small_integer(&mut self) -> Option<i8> {
        let initial = self.peek()?;
        let number = match initial {
            0..=0x17 => i8::try_from(initial).ok()?,
            0x20..=0x37 => -1 - i8::try_from(initial - 0x20).ok()?,
            _ => return None,
        };
        self.position += 1;
        Some(number)
    }

    #[inline]
    pub(crate) fn text(&mut self, what: &'static str) -> Result<Cow<'a, str>> {
        if self.peek_major() != Some(Major::Text) {
            return Err(self.wrong_type(what));
        }
        let head = self.item()?;
        if head.is_indefinite() { self.text_chunks() } else { self.text_chunk(head).map(Cow::Borrowed) }
    }

    #[inline]
    pub(super) fn text_chunk(&mut self, head: Head) -> Result<&'a str> {
        let start = self.position;
        let bytes = self.take(head.argument)?;
        core::str::from_utf8(bytes)
            .map_err(|error| Located::new(ErrorKind::InvalidEncoding, start + error.valid_up_to()))
    }

    fn text_chunks(&mut self) -> Result<Cow<'a, str>> {
        let mut out = String::new();
        while let Some(head) = self.chunk(Major::Text)? {
            out.push_str(self.text_chunk(head)?);
            self.check_text(out.len())?;
        }
        Ok(Cow::Owned(out))
    }

    pub(crate) fn byte_string(&mut self, what: &'static str) -> Result<Cow<'a, [u8]>> {
        if self.peek_major() != Some(Major::Bytes) {
            return Err(self.wrong_type(what));
        }
        let head = self.item()?;
        if !head.is_indefinite() {
            return self.take(head.argument).map(Cow::Borrowed);
        }
        let mut out = Vec::new();
        while let Some(head) = self.chunk(Major::Bytes)? {
            out.extend_from_slice(self.take(head.argument)?);
            self.check_text(out.len())?;
        }
        Ok(Cow::Owned(out))
    }

    /// The head of the next chunk of an indefinite string; `None` at its break.
    fn chunk(&mut self, major: Major) -> Result<Option<Head>> {
        let start = self.position;
        let head = self.head()?;
        if head.is_break() {
            return Ok(None);
        }
        if head.major != major || head.is_indefinite() {
            return Err(Located::new(ErrorKind::NotWellFormed("chunk of another type"), start));
        }
        Ok(Some(head))
    }

    fn check_text(&self, length: usize) -> Result<()> {
        if length > self.max_text { Err(self.error(ErrorKind::Limit(Limit::Text))) } else { Ok(()) }
    }

    pub(crate) fn boolean(&mut self, what: &'static str) -> Result<bool> {
        match self.peek() {
            Some(byte @ (0xf4 | 0xf5)) => {
                self.position += 1;
                Ok(byte == 0xf5)
            }
            _ => Err(self.wrong_type(what)),
        }
    }

    /// A truth value; `None`, and nothing taken, for anything else.
    #[inline(always)]
    pub(crate) fn plain_boolean(&mut self) -> Option<bool> {
        let truth = match self.peek()? {
            0xf4 => false,
            0xf5 => true,
            _ => return None,
        };
        self.position += 1;
        Some(truth)
    }

    /// Takes null, if it is next.
    pub(crate) fn null(&mut self) -> bool {
        let is_null = self.peek() == Some(0xf6);
        self.position += usize::from(is_null);
        is_null
    }

    /// A scalar and the tag before it, if there is one. Numbers in tags (bignums, fractions) are not among them.
    pub(crate) fn scalar(&mut self, what: &'static str) -> Result<(Option<u64>, Scalar<'a>)> {
        let mut tag = None;
        if self.peek_major() == Some(Major::Tag) {
            tag = Some(self.item()?.argument);
        }
        let scalar = match self.peek_major() {
            Some(Major::Text) => Scalar::Text(self.text(what)?),
            Some(Major::Bytes) => Scalar::Bytes(self.byte_string(what)?),
            Some(Major::Unsigned | Major::Negative) => Scalar::Number(self.number(what)?),
            Some(Major::Simple) => match self.peek() {
                Some(0xf4 | 0xf5) => Scalar::Boolean(self.boolean(what)?),
                Some(0xf6) => {
                    self.position += 1;
                    Scalar::Null
                }
                _ => Scalar::Number(self.float(what)?),
            },
            Some(Major::Tag) => {
                let start = self.position;
                let tag = self.item()?.argument;
                self.skip(1)?;
                return Err(Located::new(ErrorKind::UnsupportedTag(tag), start));
            }
            Some(Major::Array | Major::Map) | None => return Err(self.wrong_type(what)),
        };
        Ok((tag, scalar))
    }
}
