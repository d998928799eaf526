//! What stands in front of the body (WAP-192 clause 5.4 to 5.7).

use super::input::{Input, nul};
use crate::ErrorKind;
use alloc::borrow::Cow;
use core::str::Chars;
use mgmt_wire::Located;

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

    /// Whether strings stand in the document as they do in memory.
    #[inline]
    pub(super) fn is_utf8(self) -> bool {
        matches!(self, Charset::Utf8 | Charset::Unknown)
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

/// A string as it stands in the document: checked, and never copied.
#[derive(Clone, Copy, Debug)]
pub enum Text<'a> {
    /// UTF-8 or US-ASCII.
    Utf8(&'a str),
    /// ISO-8859-1: each byte is a character.
    Latin1(&'a [u8]),
}

impl<'a> Text<'a> {
    /// The text, where the document has it as UTF-8 has it: always, but for ISO-8859-1 with anything beyond US-ASCII.
    #[inline]
    #[must_use]
    pub fn as_str(self) -> Option<&'a str> {
        match self {
            Text::Utf8(text) => Some(text),
            Text::Latin1(bytes) if bytes.is_ascii() => core::str::from_utf8(bytes).ok(),
            Text::Latin1(_) => None,
        }
    }

    /// The characters.
    #[inline]
    #[must_use]
    pub fn chars(self) -> Characters<'a> {
        Characters(match self {
            Text::Utf8(text) => Either::Utf8(text.chars()),
            Text::Latin1(bytes) => Either::Latin1(bytes.iter()),
        })
    }

    /// The text. Allocates where [`as_str`](Self::as_str) is `None`, and nowhere else.
    #[inline]
    #[must_use]
    pub fn to_str(self) -> Cow<'a, str> {
        match self.as_str() {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(self.chars().collect()),
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
        match (self, other) {
            (Text::Utf8(one), Text::Utf8(other)) => one == other,
            (Text::Latin1(one), Text::Latin1(other)) => one == other,
            _ => self.chars().eq(other.chars()),
        }
    }
}

impl Eq for Text<'_> {}

impl PartialEq<str> for Text<'_> {
    fn eq(&self, other: &str) -> bool {
        *self == Text::Utf8(other)
    }
}

impl PartialEq<&str> for Text<'_> {
    fn eq(&self, other: &&str) -> bool {
        *self == Text::Utf8(other)
    }
}

/// The characters of a [`Text`].
#[derive(Clone, Debug)]
pub struct Characters<'a>(Either<'a>);

#[derive(Clone, Debug)]
enum Either<'a> {
    Utf8(Chars<'a>),
    Latin1(core::slice::Iter<'a, u8>),
}

impl Iterator for Characters<'_> {
    type Item = char;

    #[inline]
    fn next(&mut self) -> Option<char> {
        match &mut self.0 {
            Either::Utf8(characters) => characters.next(),
            Either::Latin1(bytes) => bytes.next().copied().map(char::from),
        }
    }
}

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
        let length = nul(rest).unwrap_or(rest.len());
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
        Self::parse(&mut Input::new(bytes))
    }

    pub(super) fn parse(input: &mut Input<'a>) -> Result<Self, Located<ErrorKind>> {
        const INSIDE: &str = "WBXML header";
        /// An integer, with the place where it begins.
        fn field(input: &mut Input<'_>) -> Result<(u32, usize), Located<ErrorKind>> {
            let at = input.position();
            match input.integer(INSIDE) {
                Ok(value) => Ok((value, at)),
                Err(kind @ ErrorKind::Truncated(_)) => Err(Located::new(kind, input.position())),
                Err(kind) => Err(Located::new(kind, at)),
            }
        }
        let version = input.byte(INSIDE).map_err(|kind| Located::new(kind, 0))?;
        let (number, _) = field(input)?;
        let index = if number == 0 { Some(field(input)?) } else { None };
        // WBXML 1.0 has no charset field.
        let (charset, at) = if version == 0 { (0, 0) } else { field(input)? };
        let charset = Charset::from_mib(charset).map_err(|kind| Located::new(kind, at))?;
        let (length, _) = field(input)?;
        let bytes = input.take(length, "string table");
        let bytes = bytes.map_err(|kind| Located::new(kind, input.position()))?;
        let string_table = StringTable { bytes, charset };
        let public_id = match index {
            None => PublicId::Number(number),
            Some((index, at)) => {
                PublicId::Text(string_table.get(index).map_err(|kind| Located::new(kind, at))?)
            }
        };
        Ok(Header { version, public_id, charset, string_table })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_their_characters_whatever_the_charset() {
        let utf8 =
            |text: &'static str| Charset::from_mib(106).and_then(|charset| charset.text(text.as_bytes()));
        let latin1 = |bytes: &'static [u8]| Charset::from_mib(4).and_then(|charset| charset.text(bytes));
        let (plain, accented) = (utf8("abc").unwrap(), utf8("né").unwrap());
        assert_eq!(latin1(b"abc").unwrap(), plain);
        assert_eq!(latin1(b"n\xE9").unwrap(), accented);
        assert_eq!(latin1(b"n\xE9").unwrap(), latin1(b"n\xE9").unwrap());
        assert_ne!(latin1(b"n\xE9").unwrap(), latin1(b"n\xE8").unwrap());
        assert_ne!(latin1(b"n\xE8").unwrap(), accented);
        assert_ne!(plain, accented);
        assert_eq!(plain, "abc");
        assert_ne!(plain, "abd");
        assert_eq!(plain, *"abc");
        assert_ne!(plain, *"abd");
        assert_eq!(utf8("\u{FFFD}").map(Text::len), Ok(3));
    }

    #[test]
    fn texts_are_borrowed_where_they_can_be() {
        let latin1 = |bytes: &'static [u8]| Charset::from_mib(4).unwrap().text(bytes).unwrap();
        assert_eq!(latin1(b"abc").as_str(), Some("abc"));
        assert_eq!(latin1(b"n\xE9").as_str(), None);
        // Bytes that would be UTF-8 as well are not.
        assert_eq!(latin1(b"\xC3\xA9").as_str(), None);
        assert_eq!(latin1(b"\xC3\xA9").to_str(), "Ã©");
        assert_eq!(latin1(b"n\xE9").to_str(), "né");
        assert!(matches!(latin1(b"abc").to_str(), Cow::Borrowed("abc")));
        assert!(latin1(b"").is_empty());
        assert!(!latin1(b"n").is_empty());
        // What is no UTF-8 is nevertheless ISO 8859-1, and ASCII must be ASCII.
        assert_eq!(Charset::from_mib(106).unwrap().text(b"n\xE9"), Err(ErrorKind::InvalidEncoding));
        assert_eq!(Charset::from_mib(3).unwrap().text("né".as_bytes()), Err(ErrorKind::InvalidEncoding));
        assert_eq!(Charset::from_mib(3).unwrap().text(b"ne").unwrap(), "ne");
    }

    #[test]
    fn string_tables() {
        let header = Header::read(b"\x02\x01\x6A\x04ab\0c").unwrap();
        assert!(!header.string_table.is_empty());
        assert_eq!(header.string_table.get(0).unwrap(), "ab");
        assert_eq!(header.string_table.get(1).unwrap(), "b");
        assert_eq!(header.string_table.get(3).unwrap(), "c");
        assert_eq!(header.string_table.get(4), Err(ErrorKind::StringTableIndex));
        assert!(Header::read(b"\x02\x01\x6A\0").unwrap().string_table.is_empty());
    }
}
