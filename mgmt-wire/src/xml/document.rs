//! Bytes to text: byte-order marks, the declared encoding, transcoding.

use super::{Error, ErrorKind, WarningKind};
use crate::character::is_char;
use crate::{ControlCharacters, DecodeOptions, Warning};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// How the bytes of a document encode its characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8, and US-ASCII as its subset.
    Utf8,
    /// UTF-16, most significant byte first.
    Utf16Be,
    /// UTF-16, least significant byte first.
    Utf16Le,
    /// ISO-8859-1: bytes are the first 256 code points.
    Latin1,
    /// ISO-8859-15: ISO-8859-1 with eight characters exchanged, among them the euro sign.
    Latin9,
    /// Windows-1252, which fills ISO-8859-1's C1 controls with characters.
    Windows1252,
}

impl Encoding {
    /// The encoding an XML declaration or a `charset` parameter names, in any case.
    #[must_use]
    pub fn for_label(label: &str) -> Option<Encoding> {
        const LABELS: &[(&str, Encoding)] = &[
            ("utf-8", Encoding::Utf8),
            ("utf8", Encoding::Utf8),
            ("us-ascii", Encoding::Utf8),
            ("ascii", Encoding::Utf8),
            ("utf-16be", Encoding::Utf16Be),
            ("utf-16le", Encoding::Utf16Le),
            ("iso-8859-1", Encoding::Latin1),
            ("iso8859-1", Encoding::Latin1),
            ("iso_8859-1", Encoding::Latin1),
            ("latin1", Encoding::Latin1),
            ("iso-8859-15", Encoding::Latin9),
            ("windows-1252", Encoding::Windows1252),
            ("cp1252", Encoding::Windows1252),
        ];
        LABELS.iter().find(|(name, _)| name.eq_ignore_ascii_case(label.trim())).map(|(_, encoding)| *encoding)
    }
}

/// A document as text, borrowed from the bytes where they were UTF-8 already.
///
/// ```
/// use mgmt_wire::{DecodeOptions, xml::{Document, Encoding}};
///
/// let latin1 = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>caf\xE9</a>";
/// let document = Document::from_bytes(latin1, &DecodeOptions::lenient())?;
/// assert_eq!(document.encoding(), Encoding::Latin1);
/// assert!(document.text().ends_with("café</a>"));
/// # Ok::<(), mgmt_wire::Error<mgmt_wire::xml::ErrorKind>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Document<'a> {
    text: Cow<'a, str>,
    encoding: Encoding,
    warnings: Vec<Warning<WarningKind>>,
}

impl<'a> Document<'a> {
    /// Finds the encoding (byte-order mark, then XML declaration, then UTF-8) and decodes.
    ///
    /// # Errors
    /// `Truncated` for empty input and for what ends within a character, `UnsupportedEncoding` for encodings that are
    /// not read and, in strict mode, for all but UTF-8, `InvalidEncoding` with the offset of the first byte the encoding
    /// does not allow.
    pub fn from_bytes(bytes: &'a [u8], options: &DecodeOptions) -> Result<Document<'a>, Error> {
        Self::with_charset(bytes, None, options)
    }

    /// The same with the encoding that the transport named (the `charset` parameter of `Content-Type`), which
    /// goes before the document's own declaration (RFC 7303 clause 3).
    ///
    /// # Errors
    /// Those of [`from_bytes`](Self::from_bytes).
    pub fn with_charset(
        bytes: &'a [u8],
        charset: Option<&str>,
        options: &DecodeOptions,
    ) -> Result<Document<'a>, Error> {
        if bytes.is_empty() {
            return Err(Error::at(ErrorKind::Truncated, 0));
        }
        let unsupported = || Error::at(ErrorKind::UnsupportedEncoding, 0);
        let found = match (bytes, charset) {
            ([0xEF, 0xBB, 0xBF, ..], _) => Some((Encoding::Utf8, true)),
            ([0xFE, 0xFF, ..], _) => Some((Encoding::Utf16Be, true)),
            ([0xFF, 0xFE, ..], _) => Some((Encoding::Utf16Le, true)),
            (_, Some(label)) => named(label, bytes),
            // UTF-16 without a mark: the first four bytes of an XML document are ASCII characters.
            _ if bytes.iter().take(4).take(bytes.len() - 1).any(|b| *b == 0) => return Err(unsupported()),
            _ if bytes.starts_with(USUAL_DECLARATION.as_bytes()) => Some((Encoding::Utf8, true)),
            _ => match declared_encoding(bytes) {
                Some(label) => label.and_then(|label| named(label, bytes)),
                None => Some((Encoding::Utf8, true)),
            },
        };
        let (encoding, honest) = found.ok_or_else(unsupported)?;
        let mut warnings = Vec::new();
        if encoding != Encoding::Utf8 || !honest {
            if options.is_strict() || !honest && !options.recovery.mislabelled_encoding {
                return Err(unsupported());
            }
            let kind = if honest { WarningKind::ForeignEncoding } else { WarningKind::MislabelledEncoding };
            warnings.push(Warning::new(kind, 0));
        }
        let text = match decode(bytes, encoding) {
            Err(_) if encoding == Encoding::Utf8 && !options.is_strict() && options.recovery.stray_bytes => {
                Cow::Owned(with_stray_bytes(bytes, &mut warnings, options.limits.warnings))
            }
            other => other?,
        };
        let mut document = Document { text, encoding, warnings };
        if !options.is_strict() {
            document.recover(options.recovery.control_characters, options.limits.warnings);
        }
        Ok(document)
    }

    /// The text, with a leading byte-order mark if the bytes had one.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text by value: borrowed from the bytes unless they had to be transcoded.
    #[must_use]
    pub fn into_text(self) -> Cow<'a, str> {
        self.text
    }

    /// The encoding of the bytes.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// What was tolerated so far.
    #[must_use]
    pub fn warnings(&self) -> &[Warning<WarningKind>] {
        &self.warnings
    }

    /// The byte offset in the input of a byte offset in the text.
    ///
    /// Exact for every encoding; only characters removed and bytes read as another encoding's on request
    /// ([`Recovery::control_characters`](crate::Recovery::control_characters),
    /// [`Recovery::stray_bytes`](crate::Recovery::stray_bytes)) shift what follows them.
    #[must_use]
    pub fn source_offset(&self, offset: usize) -> usize {
        let before = || self.text.get(..offset).unwrap_or(&self.text);
        match self.encoding {
            Encoding::Utf8 => offset,
            Encoding::Utf16Be | Encoding::Utf16Le => before().chars().map(|c| c.len_utf16() * 2).sum(),
            Encoding::Latin1 | Encoding::Latin9 | Encoding::Windows1252 => before().chars().count(),
        }
    }

    fn recover(&mut self, policy: ControlCharacters, max_warnings: usize) {
        if policy == ControlCharacters::Refuse || self.text.chars().all(is_char) {
            return;
        }
        let mut out = String::with_capacity(self.text.len());
        for (offset, c) in self.text.char_indices() {
            if is_char(c) {
                out.push(c);
                continue;
            }
            if self.warnings.len() < max_warnings {
                self.warnings.push(Warning::new(WarningKind::ControlCharacter, offset));
            }
            if policy == ControlCharacters::Replace {
                out.push(char::REPLACEMENT_CHARACTER);
            }
        }
        self.text = Cow::Owned(out);
    }
}

/// What most documents begin with.
const USUAL_DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

/// The encoding of bytes that are named so, and whether it is the one named.
fn named(label: &str, bytes: &[u8]) -> Option<(Encoding, bool)> {
    let label = label.trim();
    // In UTF-16 one of the first two bytes of a document is NUL.
    let single = !bytes.iter().take(2).any(|byte| *byte == 0);
    let is = |prefix: &str| label.get(..prefix.len()).is_some_and(|front| front.eq_ignore_ascii_case(prefix));
    match Encoding::for_label(label) {
        Some(Encoding::Utf16Be | Encoding::Utf16Le) if single => Some((Encoding::Utf8, false)),
        Some(encoding) => Some((encoding, true)),
        None if single && (is("utf-16") || is("utf16") || is("unicode") || is("ucs-2")) => {
            Some((Encoding::Utf8, false))
        }
        // ASCII says the same in nearly every encoding; these give some of it another meaning.
        None if is("utf-7") || is("iso-2022") || is("hz") => None,
        None => bytes.is_ascii().then_some((Encoding::Utf8, false)),
    }
}

/// The `encoding` of an XML declaration at the start; `Some(None)` when there is one that cannot be read.
fn declared_encoding(bytes: &[u8]) -> Option<Option<&str>> {
    let declaration = bytes.trim_ascii_start().strip_prefix(b"<?xml")?;
    let end = declaration.iter().take(256).position(|b| *b == b'>')?;
    let declaration = core::str::from_utf8(declaration.get(..end)?).ok()?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(value.get(1..).and_then(|v| v.split_once(quote)).map(|(label, _)| label))
}

fn decode(bytes: &[u8], encoding: Encoding) -> Result<Cow<'_, str>, Error> {
    match encoding {
        Encoding::Utf8 => core::str::from_utf8(bytes)
            .map(Cow::Borrowed)
            .map_err(|error| no_character(error.error_len().is_none(), error.valid_up_to())),
        Encoding::Utf16Be => utf16(bytes, u16::from_be_bytes).map(Cow::Owned),
        Encoding::Utf16Le => utf16(bytes, u16::from_le_bytes).map(Cow::Owned),
        Encoding::Latin1 => Ok(bytes.iter().map(|b| char::from(*b)).collect()),
        Encoding::Latin9 => Ok(bytes.iter().map(|b| latin9(*b)).collect()),
        Encoding::Windows1252 => bytes
            .iter()
            .enumerate()
            .map(|(at, b)| windows1252(*b).ok_or_else(|| no_character(false, at)))
            .collect(),
    }
}

/// UTF-8 with bytes of Windows-1252 among it.
fn with_stray_bytes(bytes: &[u8], warnings: &mut Vec<Warning<WarningKind>>, max_warnings: usize) -> String {
    let mut out = String::with_capacity(bytes.len() + 16);
    let mut offset = 0;
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        offset += chunk.valid().len();
        for byte in chunk.invalid() {
            if warnings.len() < max_warnings {
                warnings.push(Warning::new(WarningKind::StrayByte, offset));
            }
            out.push(windows1252(*byte).unwrap_or(char::from(*byte)));
            offset += 1;
        }
    }
    out
}

/// Bytes that are no character: a document that ends within one ends early.
fn no_character(is_cut: bool, offset: usize) -> Error {
    Error::at(if is_cut { ErrorKind::Truncated } else { ErrorKind::InvalidEncoding }, offset)
}

/// The error is at the first unit that is not part of a character.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Error> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut out = String::with_capacity(bytes.len() / 2);
    let mut at = 0;
    for result in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        let c = result.map_err(|error| {
            let is_first_half = matches!(error.unpaired_surrogate(), 0xD800..0xDC00);
            no_character(is_first_half && bytes.len() - at < 4, at)
        })?;
        at += c.len_utf16() * 2;
        out.push(c);
    }
    if rest.is_empty() { Ok(out) } else { Err(no_character(true, at)) }
}

fn latin9(byte: u8) -> char {
    match byte {
        0xA4 => '\u{20AC}',
        0xA6 => '\u{160}',
        0xA8 => '\u{161}',
        0xB4 => '\u{17D}',
        0xB8 => '\u{17E}',
        0xBC => '\u{152}',
        0xBD => '\u{153}',
        0xBE => '\u{178}',
        other => char::from(other),
    }
}

fn windows1252(byte: u8) -> Option<char> {
    /// 0x80 to 0x9F; NUL where Windows-1252 assigns nothing.
    const C1: [char; 32] = [
        '\u{20AC}', '\0', '\u{201A}', '\u{192}', '\u{201E}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{2C6}',
        '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\0', '\u{17D}', '\0', '\0', '\u{2018}', '\u{2019}',
        '\u{201C}', '\u{201D}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{2DC}', '\u{2122}', '\u{161}',
        '\u{203A}', '\u{153}', '\0', '\u{17E}', '\u{178}',
    ];
    match byte.checked_sub(0x80).and_then(|index| C1.get(usize::from(index))) {
        Some('\0') => None,
        Some(c) => Some(*c),
        None => Some(char::from(byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    fn lenient(bytes: &[u8]) -> Result<Document<'_>, Error> {
        Document::from_bytes(bytes, &DecodeOptions::lenient())
    }

    #[test]
    fn offsets_lead_back_to_the_input() {
        let mut bytes = vec![0xFF, 0xFE];
        bytes.extend("<a>é\u{1F600}x</a>".encode_utf16().flat_map(u16::to_le_bytes));
        let document = lenient(&bytes).unwrap();
        let at = document.text().find('x').unwrap();
        assert_eq!(document.source_offset(at), 2 + 3 * 2 + 2 + 4);
        assert_eq!(document.warnings(), [Warning::new(WarningKind::ForeignEncoding, 0)]);
    }

    #[test]
    fn refusals() {
        let kind = |bytes: &[u8]| *lenient(bytes).unwrap_err().kind();
        assert_eq!(kind(b""), ErrorKind::Truncated);
        assert_eq!(kind(b"\0<\0a"), ErrorKind::UnsupportedEncoding);
        assert_eq!(kind(b"<?xml version='1.0' encoding='EBCDIC'?><a/>"), ErrorKind::UnsupportedEncoding);
        assert_eq!(lenient(b"<a>\xFF</a>").unwrap_err().offset(), Some(3));
        assert_eq!(lenient(b"\xFE\xFF\0<\0").unwrap_err().offset(), Some(4));
        assert_eq!(lenient(b"\xFE\xFF\0<\xD8\0").unwrap_err().offset(), Some(4));
        let strict = Document::from_bytes(b"<?xml encoding='latin1'?><a/>", &DecodeOptions::strict());
        assert_eq!(*strict.unwrap_err().kind(), ErrorKind::UnsupportedEncoding);
    }

    #[test]
    fn single_byte_encodings() {
        let options = DecodeOptions::lenient();
        let text =
            |charset| Document::with_charset(b"\xA4\x93", Some(charset), &options).map(Document::into_text);
        assert_eq!(text("ISO-8859-1").unwrap(), "\u{A4}\u{93}");
        assert_eq!(text("iso-8859-15").unwrap(), "€\u{93}");
        assert_eq!(text("windows-1252").unwrap(), "\u{A4}\u{201C}");
        let hole = Document::with_charset(b"a\x81", Some("cp1252"), &options).unwrap_err();
        assert_eq!((hole.kind(), hole.offset()), (&ErrorKind::InvalidEncoding, Some(1)));
    }

    #[test]
    fn stray_bytes_on_request() {
        let mut options = DecodeOptions::lenient();
        options.recovery.stray_bytes = true;
        let document = Document::from_bytes(b"<a>\xC3\xA4\xE4.\x93\x81\xC3</a>", &options).unwrap();
        assert_eq!(document.text(), "<a>\u{E4}\u{E4}.\u{201C}\u{81}\u{C3}</a>");
        let found: Vec<_> =
            document.warnings().iter().map(|warning| (warning.kind, warning.offset)).collect();
        assert_eq!(found, [5, 7, 8, 9].map(|offset| (WarningKind::StrayByte, offset)));
        options.limits.warnings = 2;
        assert_eq!(Document::from_bytes(b"\xFF\xFF\xFF", &options).unwrap().warnings().len(), 2);
        // Another encoding that was named is taken at its word.
        assert!(Document::with_charset(b"a\x81", Some("cp1252"), &options).is_err());
        options.mode = crate::Mode::Strict;
        assert!(Document::from_bytes(b"<a>\xE4</a>", &options).is_err());
    }

    #[test]
    fn control_characters_on_request() {
        let mut options = DecodeOptions::lenient();
        options.recovery.control_characters = ControlCharacters::Remove;
        let document = Document::from_bytes(b"<a>b\x02c</a>", &options).unwrap();
        assert_eq!(document.text(), "<a>bc</a>");
        assert_eq!(document.warnings(), [Warning::new(WarningKind::ControlCharacter, 4)]);
    }
}
