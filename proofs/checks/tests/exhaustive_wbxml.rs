//! WBXML: every input of up to four bytes, as a document and inside one, gives what a reference written straight from
//! the grammar of WAP-192 clause 5.3 gives.
//!
//! `MGMT_EXHAUSTIVE=1 cargo test --release --test exhaustive_wbxml`; without the variable, a sixteenth of the four-byte
//! inputs, each in one of the places.

use mgmt_checks::exhaustive::every_input_up_to_four_bytes;
use mgmt_wire::{DecodeOptions, Kind as _};
use omadm_syncml::syntax::wbxml::{Charset, Extension, Header, PublicId, Text, Token, Tokenizer};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Wrong {
    /// The bytes end too soon.
    Truncated,
    /// A production is broken.
    Broken,
}

/// What the reference finds. Strings are ranges of the document, or indices into the string table.
#[derive(Clone, Copy, Debug)]
enum Found {
    Start { page: u8, token: u8, attributes: bool, content: bool },
    Literal { index: u32, attributes: bool, content: bool },
    End,
    Attribute(u8, u8),
    AttributeLiteral(Option<u32>),
    Value(u8, u8),
    AttributesEnd,
    Text(usize, usize),
    Table(u32),
    Entity(u32),
    Opaque(usize, usize),
    ExtInline(u8, usize, usize),
    ExtInteger(u8, u32),
    ExtSingle(u8),
    Instruction,
}

/// Recursive descent, one function per production.
struct Reference<'d> {
    document: &'d [u8],
    at: usize,
    charset: u32,
    table: &'d [u8],
    tag_page: u8,
    attribute_page: u8,
    /// Where each token stands, and what it is: four bytes are not many.
    found: [(usize, Found); 16],
    count: usize,
}

impl<'d> Reference<'d> {
    fn new(document: &'d [u8]) -> Self {
        let found = [(0, Found::End); 16];
        Reference { document, at: 0, charset: 0, table: &[], tag_page: 0, attribute_page: 0, found, count: 0 }
    }

    fn push(&mut self, at: usize, found: Found) {
        self.found[self.count] = (at, found);
        self.count += 1;
    }

    fn peek(&self) -> Option<u8> {
        self.document.get(self.at).copied()
    }

    fn byte(&mut self) -> Result<u8, Wrong> {
        let byte = self.peek().ok_or(Wrong::Truncated)?;
        self.at += 1;
        Ok(byte)
    }

    fn take(&mut self, length: u32) -> Result<(usize, usize), Wrong> {
        let (from, to) = (self.at, self.at + length as usize);
        if to > self.document.len() {
            return Err(Wrong::Truncated);
        }
        self.at = to;
        Ok((from, to))
    }

    fn integer(&mut self) -> Result<u32, Wrong> {
        let (value, length) = integer_reference(&self.document[self.at..])?;
        self.at += length;
        Ok(value)
    }

    fn is_text(&self, bytes: &[u8]) -> bool {
        match self.charset {
            3 => bytes.iter().all(|byte| *byte < 0x80),
            4 => true,
            _ => std::str::from_utf8(bytes).is_ok(),
        }
    }

    fn string(&mut self) -> Result<(usize, usize), Wrong> {
        let from = self.at;
        while self.byte()? != 0 {}
        let to = self.at - 1;
        if self.is_text(&self.document[from..to]) { Ok((from, to)) } else { Err(Wrong::Broken) }
    }

    fn table_string(&self, index: u32) -> Result<&'d [u8], Wrong> {
        let rest = self.table.get(index as usize..).filter(|rest| !rest.is_empty()).ok_or(Wrong::Broken)?;
        let string = rest.split(|byte| *byte == 0).next().unwrap_or(rest);
        if self.is_text(string) { Ok(string) } else { Err(Wrong::Broken) }
    }

    /// `start = version publicid charset strtbl body`
    fn start(&mut self) -> Result<(), Wrong> {
        self.header()?;
        self.body()
    }

    fn header(&mut self) -> Result<(), Wrong> {
        let version = self.byte()?;
        let public_id = self.integer()?;
        let index = if public_id == 0 { Some(self.integer()?) } else { None };
        if version > 0 {
            self.charset = self.integer()?;
            if ![0, 3, 4, 106].contains(&self.charset) {
                return Err(Wrong::Broken);
            }
        }
        let length = self.integer()?;
        let (from, to) = self.take(length)?;
        self.table = &self.document[from..to];
        if let Some(index) = index {
            self.table_string(index)?;
        }
        Ok(())
    }

    /// `body = *pi element *pi`
    fn body(&mut self) -> Result<(), Wrong> {
        loop {
            let at = self.at;
            match self.byte()? {
                0x00 => self.tag_page = self.byte()?,
                0x43 => self.pi(at)?,
                0x01 | 0x02 | 0x03 | 0x40..=0x42 | 0x80..=0x83 | 0xC0..=0xC3 => return Err(Wrong::Broken),
                tag => {
                    self.element(at, tag)?;
                    break;
                }
            }
        }
        self.epilog()
    }

    fn epilog(&mut self) -> Result<(), Wrong> {
        while let Some(byte) = self.peek() {
            let at = self.at;
            match byte {
                // White space behind a document is let pass.
                _ if self.document[at..].iter().all(|byte| b"\n\r ".contains(byte)) => return Ok(()),
                0x00 => {
                    self.at += 1;
                    self.tag_page = self.byte()?;
                }
                0x43 => {
                    self.at += 1;
                    self.pi(at)?;
                }
                _ => return Err(Wrong::Broken),
            }
        }
        Ok(())
    }

    /// `pi = PI attrStart *attrValue END`
    fn pi(&mut self, at: usize) -> Result<(), Wrong> {
        self.push(at, Found::Instruction);
        self.attributes()
    }

    /// `element = ([switchPage] stag) [1*attribute END] [*content END]`
    fn element(&mut self, at: usize, tag: u8) -> Result<(), Wrong> {
        let (attributes, content) = (tag >= 0x80, tag % 0x80 >= 0x40);
        if tag % 0x40 == 4 {
            let index = self.integer()?;
            if !is_name(self.table_string(index)?) {
                return Err(Wrong::Broken);
            }
            self.push(at, Found::Literal { index, attributes, content });
        } else {
            self.push(at, Found::Start { page: self.tag_page, token: tag % 0x40, attributes, content });
        }
        if attributes {
            self.attributes()?;
        }
        if content { self.content() } else { Ok(()) }
    }

    /// `*content END`
    fn content(&mut self) -> Result<(), Wrong> {
        loop {
            let at = self.at;
            match self.byte()? {
                0x00 => self.tag_page = self.byte()?,
                0x01 => {
                    self.push(at, Found::End);
                    return Ok(());
                }
                0x43 => self.pi(at)?,
                byte => match self.data(byte)? {
                    Some(found) => self.push(at, found),
                    None => self.element(at, byte)?,
                },
            }
        }
    }

    /// `*attribute END`, where `attribute = attrStart *attrValue`.
    fn attributes(&mut self) -> Result<(), Wrong> {
        let mut begun = false;
        loop {
            let at = self.at;
            match self.byte()? {
                0x00 => self.attribute_page = self.byte()?,
                0x01 => {
                    self.push(at, Found::AttributesEnd);
                    return Ok(());
                }
                0x04 => {
                    let index = self.integer()?;
                    let name = if self.table.is_empty() { None } else { Some(self.table_string(index)?) };
                    if name.is_some_and(|name| !is_name(name)) {
                        return Err(Wrong::Broken);
                    }
                    self.push(at, Found::AttributeLiteral(name.map(|_| index)));
                    begun = true;
                }
                0x43 | 0x44 | 0x84 | 0xC4 => return Err(Wrong::Broken),
                byte => match self.data(byte)? {
                    Some(found) if begun => self.push(at, found),
                    Some(_) => return Err(Wrong::Broken),
                    None if byte < 0x80 => {
                        self.push(at, Found::Attribute(self.attribute_page, byte));
                        begun = true;
                    }
                    None if begun => self.push(at, Found::Value(self.attribute_page, byte)),
                    None => return Err(Wrong::Broken),
                },
            }
        }
    }

    /// `string | extension | entity | opaque`
    fn data(&mut self, byte: u8) -> Result<Option<Found>, Wrong> {
        Ok(Some(match byte {
            0x02 => {
                let number = self.integer()?;
                match number {
                    0x9 | 0xA | 0xD | 0x20..=0xD7FF | 0xE000..=0xFFFD | 0x10000..=0x10FFFF => {}
                    _ => return Err(Wrong::Broken),
                }
                Found::Entity(number)
            }
            0x03 => {
                let (from, to) = self.string()?;
                Found::Text(from, to)
            }
            0x83 => {
                let index = self.integer()?;
                self.table_string(index)?;
                Found::Table(index)
            }
            0xC3 => {
                let length = self.integer()?;
                let (from, to) = self.take(length)?;
                Found::Opaque(from, to)
            }
            0x40..=0x42 => {
                let (from, to) = self.string()?;
                Found::ExtInline(byte - 0x40, from, to)
            }
            0x80..=0x82 => Found::ExtInteger(byte - 0x80, self.integer()?),
            0xC0..=0xC2 => Found::ExtSingle(byte - 0xC0),
            _ => return Ok(None),
        }))
    }
}

/// Names that four bytes can spell, or that the fixed table holds.
fn is_name(name: &[u8]) -> bool {
    name.iter().enumerate().all(|(place, byte)| {
        byte.is_ascii_alphabetic()
            || *byte == b'_'
            || (place > 0 && (byte.is_ascii_digit() || b"-.".contains(byte)))
    }) && !name.is_empty()
}

/// Clause 5.1: the value, and how many bytes it takes.
fn integer_reference(bytes: &[u8]) -> Result<(u32, usize), Wrong> {
    let mut value = 0_u64;
    for (place, byte) in bytes.iter().enumerate().take(5) {
        value = value * 128 + u64::from(byte % 128);
        if value > u64::from(u32::MAX) {
            return Err(Wrong::Broken);
        }
        if *byte < 128 {
            return Ok((value as u32, place + 1));
        }
    }
    Err(if bytes.len() < 5 { Wrong::Truncated } else { Wrong::Broken })
}

fn is_same(token: &Token<'_>, found: Found, reference: &Reference<'_>) -> bool {
    let is = |text: &Text<'_>, bytes: &[u8]| match text {
        Text::Utf8(text) => text.as_bytes() == bytes,
        Text::Latin1(text) => *text == bytes,
    };
    let document = reference.document;
    let table = |index| reference.table_string(index).expect("found before");
    match (token, found) {
        (
            Token::Start { page, token, attributes, content },
            Found::Start { page: p, token: t, attributes: a, content: c },
        ) => (*page, *token, *attributes, *content) == (p, t, a, c),
        (
            Token::StartLiteral { name, attributes, content },
            Found::Literal { index, attributes: a, content: c },
        ) => is(name, table(index)) && (*attributes, *content) == (a, c),
        (Token::End, Found::End)
        | (Token::AttributesEnd, Found::AttributesEnd)
        | (Token::Instruction, Found::Instruction) => true,
        (Token::Attribute { page, token }, Found::Attribute(p, t))
        | (Token::AttributeValue { page, token }, Found::Value(p, t)) => (*page, *token) == (p, t),
        (Token::AttributeLiteral(None), Found::AttributeLiteral(None)) => true,
        (Token::AttributeLiteral(Some(name)), Found::AttributeLiteral(Some(index))) => is(name, table(index)),
        (Token::Text(text), Found::Text(from, to)) => is(text, &document[from..to]),
        (Token::TableText(text), Found::Table(index)) => is(text, table(index)),
        (Token::Entity(character), Found::Entity(number)) => u32::from(*character) == number,
        (Token::Opaque(bytes), Found::Opaque(from, to)) => *bytes == &document[from..to],
        (Token::Extension(Extension::Inline(n, text)), Found::ExtInline(number, from, to)) => {
            *n == number && is(text, &document[from..to])
        }
        (Token::Extension(Extension::Integer(n, value)), Found::ExtInteger(number, v)) => {
            (*n, *value) == (number, v)
        }
        (Token::Extension(Extension::Single(n)), Found::ExtSingle(number)) => *n == number,
        _ => false,
    }
}

/// The tokenizer gives the tokens of the reference, each at its place, and the same end.
fn compare(document: &[u8]) {
    let mut reference = Reference::new(document);
    let end = reference.start();
    let found = &reference.found[..reference.count];
    let options = DecodeOptions::lenient();
    let mut tokens = match Tokenizer::new(document, &options) {
        Ok(tokens) => tokens,
        Err(error) => {
            let truncated = error.kind.name() == "Truncated";
            assert!(found.is_empty() && end.is_err(), "{document:x?}: {error:?}, reference {found:x?}");
            assert_eq!(
                truncated,
                end == Err(Wrong::Truncated),
                "{document:x?}: {error:?}, reference {end:?}"
            );
            return;
        }
    };
    for (at, found) in found {
        match tokens.next() {
            Ok(Some(token)) => {
                assert!(is_same(&token, *found, &reference), "{document:x?}: {token:?}, reference {found:?}");
                assert_eq!(tokens.offset(), *at, "{document:x?}: {token:?}");
            }
            other => panic!("{document:x?}: {other:?}, reference {found:?}"),
        }
    }
    match (tokens.next(), end) {
        (Ok(None), Ok(())) => assert_eq!(tokens.depth(), 0, "{document:x?}"),
        (Err(error), Err(wrong)) => {
            let truncated = error.kind.name() == "Truncated";
            assert_eq!(truncated, wrong == Wrong::Truncated, "{document:x?}: {error:?}, reference {wrong:?}");
        }
        (next, end) => panic!("{document:x?}: {next:?}, reference {end:?}"),
    }
}

/// What the inputs stand behind. The string table is `ab`.
const PLACES: [&[u8]; 5] = [
    b"",
    b"\x03\x01\x6A\x03ab\0",
    b"\x03\x01\x6A\x03ab\0\x45",
    b"\x01\x01\x04\x03ab\0\x45\x05\x46",
    b"\x02\x01\x03\x00\xC5\x05",
];

#[test]
fn tokens() {
    let all = std::env::var_os("MGMT_EXHAUSTIVE").is_some_and(|value| value == "1");
    every_input_up_to_four_bytes(|input| {
        let chosen =
            usize::from(input.iter().fold(0_u8, |sum, byte| sum.wrapping_mul(7).wrapping_add(*byte)));
        for (number, place) in PLACES.iter().enumerate() {
            if all || input.len() < 4 || chosen % PLACES.len() == number {
                let mut document = [0; 16];
                document[..place.len()].copy_from_slice(place);
                document[place.len()..place.len() + input.len()].copy_from_slice(input);
                compare(&document[..place.len() + input.len()]);
            }
        }
    });
}

#[test]
fn integers() {
    // As the integer of an extension token; what four bytes leave open gets a fifth.
    let check = |bytes: &[u8]| {
        let mut document = *b"\x03\x01\x6A\x00\x45\x80\0\0\0\0\0";
        document[6..6 + bytes.len()].copy_from_slice(bytes);
        let document = &document[..6 + bytes.len()];
        let mut tokens = Tokenizer::new(document, &DecodeOptions::lenient()).expect("a header");
        assert!(matches!(tokens.next(), Ok(Some(Token::Start { .. }))));
        match (tokens.next(), integer_reference(bytes)) {
            (Ok(Some(Token::Extension(Extension::Integer(0, value)))), Ok((expected, length))) => {
                assert_eq!(value, expected, "{bytes:x?}");
                assert_eq!(tokens.has_padded_integers(), length > 1 && bytes[0] == 0x80, "{bytes:x?}");
            }
            (Err(error), Err(wrong)) => {
                let name = if wrong == Wrong::Truncated { "Truncated" } else { "IntOverflow" };
                assert_eq!(error.kind.name(), name, "{bytes:x?}");
            }
            (next, expected) => panic!("{bytes:x?}: {next:?}, reference {expected:?}"),
        }
    };
    every_input_up_to_four_bytes(|input| {
        check(input);
        if let &[a, b, c, d] = input
            && a & b & c & d >= 0x80
        {
            for e in [0x00, 0x01, 0x7F, 0x80, 0xFF] {
                check(&[a, b, c, d, e]);
            }
        }
    });
}

#[test]
fn headers() {
    // A header alone, in front of a table that any length up to 255 finds.
    every_input_up_to_four_bytes(|input| {
        let mut document = [b'x'; 4 + 256];
        document[..input.len()].copy_from_slice(input);
        let mut reference = Reference::new(&document);
        let expected = reference.header();
        match Header::read(&document) {
            Ok(header) => {
                assert_eq!(expected, Ok(()), "{input:x?}: {header:?}");
                assert_eq!(header.version, document[0], "{input:x?}");
                let charset = match reference.charset {
                    0 => Charset::Unknown,
                    3 => Charset::Ascii,
                    4 => Charset::Latin1,
                    _ => Charset::Utf8,
                };
                assert_eq!(header.charset, charset, "{input:x?}");
                assert_eq!(header.string_table.as_bytes(), reference.table, "{input:x?}");
                let number = integer_reference(&document[1..]).expect("read").0;
                match header.public_id {
                    PublicId::Number(found) => assert_eq!(found, number, "{input:x?}"),
                    PublicId::Text(_) => assert_eq!(number, 0, "{input:x?}"),
                }
            }
            Err(error) => {
                let truncated = error.kind.name() == "Truncated";
                assert!(expected.is_err(), "{input:x?}: {error:?}");
                assert_eq!(truncated, expected == Err(Wrong::Truncated), "{input:x?}: {error:?}");
            }
        }
    });
}
