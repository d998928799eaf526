//! CBOR (RFC 8949), pulled one item at a time: borrowed strings, exact numbers, no recursion, nothing allocated from
//! a count in the input.
//!
//! Reading an item and checking that it is well-formed are one thing here: what is read is checked on the way, what
//! is not needed goes through [`Cbor::skip`], which checks the rest.

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

    const fn bits(self) -> u8 {
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

    const fn is_break(&self) -> bool {
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
    fn take(&mut self, length: u64) -> Result<&'a [u8]> {
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
            [initial, a, b, ..] if initial & 0x1f == 25 => (initial, u64::from(u16::from_be_bytes([a, b])), 3),
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
    #[inline]
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

    #[inline]
    pub(crate) fn text(&mut self, what: &'static str) -> Result<Cow<'a, str>> {
        if self.peek_major() != Some(Major::Text) {
            return Err(self.wrong_type(what));
        }
        let head = self.item()?;
        if head.is_indefinite() { self.text_chunks() } else { self.text_chunk(head).map(Cow::Borrowed) }
    }

    #[inline]
    fn text_chunk(&mut self, head: Head) -> Result<&'a str> {
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

    /// Takes null, if it is next.
    pub(crate) fn null(&mut self) -> bool {
        let is_null = self.peek() == Some(0xf6);
        self.position += usize::from(is_null);
        is_null
    }

    /// A number: integer, float, bignum (tags 2 and 3), decimal fraction (4) or bigfloat (5).
    #[inline]
    pub(crate) fn number(&mut self, what: &'static str) -> Result<Number> {
        let start = self.position;
        match self.peek_major() {
            Some(Major::Unsigned) => Ok(Number::Unsigned(self.item()?.argument)),
            Some(Major::Negative) => {
                let argument = self.item()?.argument;
                let number = i64::try_from(argument).map(|number| Number::Negative(-1 - number));
                number.map_err(|_| Located::new(ErrorKind::OutOfRange(what), start))
            }
            Some(Major::Simple) => self.float(what),
            Some(Major::Tag) => {
                let tag = self.item()?.argument;
                match tag {
                    2 | 3 => self.bignum(tag == 3, what),
                    4 => self.decimal_fraction(what),
                    5 => self.bigfloat(what),
                    _ => {
                        self.skip(1)?;
                        Err(Located::new(ErrorKind::UnsupportedTag(tag), start))
                    }
                }
            }
            _ => Err(self.wrong_type(what)),
        }
    }

    #[allow(clippy::cast_possible_truncation)] // The width of the argument is known from the head.
    fn float(&mut self, what: &'static str) -> Result<Number> {
        match self.peek() {
            Some(0xf9) => Ok(Number::Float(half(self.item()?.argument as u16))),
            Some(0xfa) => Ok(Number::Float(f32::from_bits(self.item()?.argument as u32).into())),
            Some(0xfb) => Ok(Number::Float(f64::from_bits(self.item()?.argument))),
            _ => Err(self.wrong_type(what)),
        }
    }

    fn bignum(&mut self, negative: bool, what: &'static str) -> Result<Number> {
        let start = self.position;
        let bytes = self.byte_string(what)?;
        let out_of_range = || Located::new(ErrorKind::OutOfRange(what), start);
        // Up to 128 bits; beyond, only the magnitude could be kept.
        let mut magnitude = 0_u128;
        for &byte in bytes.iter().skip_while(|&&byte| byte == 0) {
            magnitude = magnitude.checked_mul(256).ok_or_else(out_of_range)? + u128::from(byte);
        }
        Ok(match (negative, u64::try_from(magnitude)) {
            (false, Ok(number)) => Number::Unsigned(number),
            (false, Err(_)) => Number::Float(magnitude as f64),
            (true, number) => match number.map(i64::try_from) {
                Ok(Ok(number)) => Number::Negative(-1 - number),
                _ => Number::Float(-1.0 - magnitude as f64),
            },
        })
    }

    /// `[exponent, mantissa]` after tag 4 or 5.
    fn exponent_and_mantissa(&mut self, what: &'static str) -> Result<(i64, Number)> {
        let start = self.position;
        let mut left = self.begin(Major::Array, what)?;
        let wrong = || Located::new(ErrorKind::Type(what), start);
        if !self.next(&mut left)? || !matches!(self.peek_major(), Some(Major::Unsigned | Major::Negative)) {
            return Err(self.peek().map_or(self.error(ErrorKind::Truncated(1)), |_| wrong()));
        }
        let exponent = self.number("exponent")?.to_i64();
        if !self.next(&mut left)? {
            return Err(wrong());
        }
        let mantissa = match self.peek_major() {
            Some(Major::Unsigned | Major::Negative) => self.number(what)?,
            Some(Major::Tag) if matches!(self.peek(), Some(0xc2 | 0xc3)) => {
                let tag = self.item()?.argument;
                self.bignum(tag == 3, what)?
            }
            None => return Err(self.error(ErrorKind::Truncated(1))),
            Some(_) => return Err(wrong()),
        };
        if self.next(&mut left)? {
            return Err(wrong());
        }
        let exponent = exponent.ok_or(Located::new(ErrorKind::OutOfRange("exponent"), start))?;
        Ok((exponent, mantissa))
    }

    fn decimal_fraction(&mut self, what: &'static str) -> Result<Number> {
        let start = self.position;
        let (exponent, mantissa) = self.exponent_and_mantissa(what)?;
        let out_of_range = |what| Located::new(ErrorKind::OutOfRange(what), start);
        let exponent = i16::try_from(exponent).ok().filter(|exponent| (-400..=400).contains(exponent));
        let exponent = exponent.ok_or_else(|| out_of_range("exponent"))?;
        let mantissa = mantissa.to_i64().ok_or_else(|| out_of_range(what))?;
        let number = Number::Decimal { mantissa, exponent };
        if number.to_f64().is_finite() { Ok(number) } else { Err(out_of_range(what)) }
    }

    fn bigfloat(&mut self, what: &'static str) -> Result<Number> {
        let start = self.position;
        let (exponent, mantissa) = self.exponent_and_mantissa(what)?;
        let out_of_range = |what| Located::new(ErrorKind::OutOfRange(what), start);
        let scale = power_of_two(exponent).ok_or_else(|| out_of_range("exponent"))?;
        let number = mantissa.to_f64() * scale;
        if number.is_finite() { Ok(Number::Float(number)) } else { Err(out_of_range(what)) }
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

    /// Steps over an item of any type that stands `depth` levels deep, and checks that it is well-formed.
    pub(crate) fn skip(&mut self, depth: usize) -> Result<()> {
        // One entry per open item; bounded by the limit.
        let mut open: Vec<Open> = Vec::new();
        loop {
            let start = self.position;
            let head = self.head()?;
            if head.is_break() {
                match open.pop() {
                    Some(Open { left: Left::UntilBreak, key_only: false, .. }) => {}
                    Some(Open { left: Left::UntilBreak, .. }) => {
                        return Err(Located::new(ErrorKind::NotWellFormed("break after a key"), start));
                    }
                    _ => {
                        let what = "break outside of an indefinite item";
                        return Err(Located::new(ErrorKind::NotWellFormed(what), start));
                    }
                }
            } else {
                if let Some(Open { string: Some(major), .. }) = open.last()
                    && (head.major != *major || head.is_indefinite())
                {
                    return Err(Located::new(ErrorKind::NotWellFormed("chunk of another type"), start));
                }
                if let Some(item) = Open::new(head) {
                    if depth + open.len() >= self.max_depth {
                        return Err(Located::new(ErrorKind::Limit(Limit::StructureDepth), start));
                    }
                    open.push(item);
                    continue_or_close(&mut open);
                    if open.is_empty() {
                        return Ok(());
                    }
                    continue;
                }
                match head.major {
                    Major::Bytes => {
                        self.take(head.argument)?;
                    }
                    Major::Text => {
                        self.text_chunk(head)?;
                    }
                    _ => {}
                }
            }
            // An item is complete.
            if let Some(parent) = open.last_mut() {
                parent.item_done();
            }
            continue_or_close(&mut open);
            if open.is_empty() {
                return Ok(());
            }
        }
    }
}

/// An item whose content is being stepped over.
struct Open {
    left: Left,
    /// A map stands between a key and its value.
    key_only: bool,
    is_map: bool,
    /// The item is a string in chunks of this type.
    string: Option<Major>,
}

impl Open {
    /// For an item that has items in it.
    fn new(head: Head) -> Option<Open> {
        let indefinite = head.is_indefinite();
        let left = if indefinite { Left::UntilBreak } else { Left::Count(head.argument) };
        let open = Open { left, key_only: false, is_map: false, string: None };
        Some(match head.major {
            Major::Array => open,
            Major::Map => Open { is_map: true, ..open },
            Major::Tag => Open { left: Left::Count(1), ..open },
            Major::Bytes | Major::Text if indefinite => Open { string: Some(head.major), ..open },
            _ => return None,
        })
    }

    fn item_done(&mut self) {
        if self.is_map {
            self.key_only = !self.key_only;
            if self.key_only {
                return;
            }
        }
        if let Left::Count(count) = &mut self.left {
            *count = count.saturating_sub(1);
        }
    }
}

/// Closes the items that are complete, innermost first.
fn continue_or_close(open: &mut Vec<Open>) {
    while let Some(Open { left: Left::Count(0), .. }) = open.last() {
        open.pop();
        if let Some(parent) = open.last_mut() {
            parent.item_done();
        }
    }
}

/// Two to the power of `exponent`, as far as a float that is not subnormal goes.
fn power_of_two(exponent: i64) -> Option<f64> {
    let biased = u64::try_from(exponent.checked_add(1_023)?).ok()?;
    (1..=2_046).contains(&biased).then(|| f64::from_bits(biased << 52))
}

/// IEEE 754 number of 16 bits.
fn half(bits: u16) -> f64 {
    let magnitude = match (bits >> 10 & 0x1f, f64::from(bits & 0x3ff)) {
        (0, fraction) => fraction / 16_777_216.0,
        (31, 0.0) => f64::INFINITY,
        (31, _) => f64::NAN,
        (exponent, fraction) => {
            (fraction + 1_024.0) * power_of_two(i64::from(exponent) - 25).unwrap_or(f64::NAN)
        }
    };
    if bits & 0x8000 == 0 { magnitude } else { -magnitude }
}

/// Appends the head of an item in its shortest form.
#[allow(clippy::cast_possible_truncation)] // Each width is checked by its arm.
pub(crate) fn push_head(out: &mut Vec<u8>, major: Major, argument: u64) {
    let major = major.bits();
    match argument {
        0..24 => out.push(major | argument as u8),
        24..=0xff => out.extend_from_slice(&[major | 24, argument as u8]),
        0x100..=0xffff => {
            out.push(major | 25);
            out.extend_from_slice(&(argument as u16).to_be_bytes());
        }
        0x1_0000..=0xffff_ffff => {
            out.push(major | 26);
            out.extend_from_slice(&(argument as u32).to_be_bytes());
        }
        _ => {
            out.push(major | 27);
            out.extend_from_slice(&argument.to_be_bytes());
        }
    }
}

/// Appends a number; a float takes four bytes when that loses nothing.
pub(crate) fn push_number(out: &mut Vec<u8>, number: Number) {
    match number {
        Number::Unsigned(number) => push_head(out, Major::Unsigned, number),
        Number::Negative(number) => match u64::try_from(-1 - number) {
            Ok(argument) => push_head(out, Major::Negative, argument),
            Err(_) => push_head(out, Major::Unsigned, number.unsigned_abs()),
        },
        Number::Decimal { mantissa, exponent } => {
            push_head(out, Major::Tag, 4);
            push_head(out, Major::Array, 2);
            push_number(out, Number::from(i64::from(exponent)));
            push_number(out, Number::from(mantissa));
        }
        Number::Float(float) => match crate::format::tlv::narrow(float) {
            Some(narrow) => {
                out.push(0xfa);
                out.extend_from_slice(&narrow.to_be_bytes());
            }
            None => {
                out.push(0xfb);
                out.extend_from_slice(&float.to_be_bytes());
            }
        },
    }
}

/// Appends text.
pub(crate) fn push_text(out: &mut Vec<u8>, text: &str) {
    push_head(out, Major::Text, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

/// Appends bytes.
pub(crate) fn push_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    push_head(out, Major::Bytes, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// Appends a truth value.
pub(crate) fn push_boolean(out: &mut Vec<u8>, truth: bool) {
    out.push(if truth { 0xf5 } else { 0xf4 });
}
