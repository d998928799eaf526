//! What stands in front of the body (WAP-192 clause 5.4 to 5.7).

use crate::ErrorKind;
use alloc::borrow::Cow;
use alloc::string::String;
use core::ffi::CStr;
use mgmt_wire::Located;

/// The bytes of a document and how far they are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Input<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Some integer was longer than it had to be.
    pub(super) padded: bool,
}

impl<'a> Input<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Input { bytes, at: 0, padded: false }
    }

    #[inline]
    pub(super) fn position(&self) -> usize {
        self.at
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
        self.padded |= first == 0x80;
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
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        let taken = usize::try_from(length).ok().and_then(|length| rest.get(..length));
        let taken = taken.ok_or(ErrorKind::Truncated(inside))?;
        self.at += taken.len();
        Ok(taken)
    }

    /// The page of a switch that stands here, and the byte behind it.
    #[inline]
    pub(super) fn switched(&self) -> Option<(u8, u8)> {
        match self.bytes.get(self.at..)? {
            [_, page, next, ..] => Some((*page, *next)),
            _ => None,
        }
    }

    /// Passes over a byte that was peeked at.
    #[inline]
    pub(super) fn skip_byte(&mut self) {
        self.at += 1;
    }

    /// Passes over bytes that were looked at.
    #[inline]
    pub(super) fn advance(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// The bytes of a string in place (`STR_I`) that an `END` follows directly. Nothing is consumed.
    #[inline]
    pub(super) fn whole_string(&self, limit: usize) -> Option<&'a [u8]> {
        let (&token, rest) = self.bytes.get(self.at..)?.split_first()?;
        if token != super::global::STR_I {
            return None;
        }
        let text = CStr::from_bytes_until_nul(rest).ok()?.to_bytes();
        (rest.get(text.len() + 1) == Some(&super::global::END) && text.len() <= limit).then_some(text)
    }

    /// Whether nothing but white space is left.
    pub(super) fn is_blank(&self) -> bool {
        self.bytes.get(self.at..).unwrap_or(&[]).iter().all(|byte| matches!(byte, b'\n' | b'\r' | b' '))
    }

    /// Bytes up to a NUL, which is passed over.
    #[inline]
    pub(super) fn terminated(&mut self) -> Result<&'a [u8], ErrorKind> {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        let text = CStr::from_bytes_until_nul(rest).map_err(|_| ErrorKind::Truncated("string"))?.to_bytes();
        self.at += text.len() + 1;
        Ok(text)
    }
}

/// The charset of a document, by its IANA MIBenum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Charset {
    /// Not said (0, and WBXML 1.0, which cannot say): read as UTF-8.
    Unknown,
    /// US-ASCII (3).
    Ascii,
    /// ISO-8859-1 (4).
    Latin1,
    /// UTF-8 (106).
    Utf8,
}

impl Charset {
    fn from_mib(number: u32) -> Result<Self, ErrorKind> {
        match number {
            0 => Ok(Charset::Unknown),
            3 => Ok(Charset::Ascii),
            4 => Ok(Charset::Latin1),
            106 => Ok(Charset::Utf8),
            // UTF-16 ends its strings with two NUL bytes; nobody sends it.
            other => Err(ErrorKind::UnsupportedEncoding(other)),
        }
    }

    #[inline]
    pub(super) fn text<'a>(self, bytes: &'a [u8]) -> Result<Text<'a>, ErrorKind> {
        match self {
            Charset::Latin1 => Ok(Text::Latin1(bytes)),
            Charset::Ascii if !bytes.is_ascii() => Err(ErrorKind::InvalidEncoding),
            _ => core::str::from_utf8(bytes).map(Text::Utf8).map_err(|_| ErrorKind::InvalidEncoding),
        }
    }
}

/// A string as it stands in the document: checked, but copied only where its charset is not that of Rust.
#[derive(Clone, Copy, Debug)]
pub enum Text<'a> {
    /// UTF-8 or US-ASCII.
    Utf8(&'a str),
    /// ISO-8859-1: each byte is a character.
    Latin1(&'a [u8]),
}

impl<'a> Text<'a> {
    /// The text.
    #[inline]
    #[must_use]
    pub fn to_str(self) -> Cow<'a, str> {
        match self {
            Text::Utf8(text) => Cow::Borrowed(text),
            Text::Latin1(bytes) => match core::str::from_utf8(bytes) {
                Ok(text) if text.is_ascii() => Cow::Borrowed(text),
                _ => Cow::Owned(bytes.iter().map(|&byte| char::from(byte)).collect::<String>()),
            },
        }
    }

    /// Length in bytes as it stands in the document.
    #[inline]
    #[must_use]
    pub fn len(self) -> usize {
        match self {
            Text::Utf8(text) => text.len(),
            Text::Latin1(bytes) => bytes.len(),
        }
    }

    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.to_str() == other.to_str()
    }
}

impl Eq for Text<'_> {}

/// What type the document is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublicId<'a> {
    /// A number of OMNA's registry; 1 is unknown.
    Number(u32),
    /// A formal public identifier, from the string table.
    Text(Text<'a>),
}

/// The string table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StringTable<'a> {
    bytes: &'a [u8],
    charset: Charset,
}

impl<'a> StringTable<'a> {
    /// The string that begins at this byte, which may be the middle of another one. The last string may lack its
    /// terminator.
    ///
    /// # Errors
    /// `StringTableIndex`, `InvalidEncoding`.
    #[inline]
    pub fn get(&self, index: u32) -> Result<Text<'a>, ErrorKind> {
        let rest = usize::try_from(index).ok().and_then(|index| self.bytes.get(index..));
        let rest = rest.filter(|rest| !rest.is_empty()).ok_or(ErrorKind::StringTableIndex)?;
        let length = rest.iter().position(|&byte| byte == 0).unwrap_or(rest.len());
        self.charset.text(rest.get(..length).unwrap_or(rest))
    }

    /// The table as it stands in the document.
    #[must_use]
    pub fn as_bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
}

/// The header of a WBXML document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Header<'a> {
    /// The version byte: major version minus one in the upper half, minor version in the lower.
    pub version: u8,
    /// The type of the document.
    pub public_id: PublicId<'a>,
    /// The charset of all strings.
    pub charset: Charset,
    /// The string table.
    pub string_table: StringTable<'a>,
}

impl<'a> Header<'a> {
    /// Reads the header alone.
    ///
    /// # Errors
    /// `Truncated`, `IntOverflow`, `StringTableIndex`, `InvalidEncoding`, `UnsupportedEncoding`.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Located<ErrorKind>> {
        let mut input = Input::new(bytes);
        Self::parse(&mut input).map_err(|kind| Located::new(kind, input.position()))
    }

    pub(super) fn parse(input: &mut Input<'a>) -> Result<Self, ErrorKind> {
        const INSIDE: &str = "WBXML header";
        let version = input.byte(INSIDE)?;
        let number = input.integer(INSIDE)?;
        let index = if number == 0 { Some(input.integer(INSIDE)?) } else { None };
        // WBXML 1.0 has no charset field.
        let charset = if version == 0 { 0 } else { input.integer(INSIDE)? };
        let charset = Charset::from_mib(charset)?;
        let length = input.integer(INSIDE)?;
        let string_table = StringTable { bytes: input.take(length, "string table")?, charset };
        let public_id = match index {
            None => PublicId::Number(number),
            Some(index) => PublicId::Text(string_table.get(index)?),
        };
        Ok(Header { version, public_id, charset, string_table })
    }
}
