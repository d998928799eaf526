//! The pull tokenizer: borrows, allocates nothing, knows no vocabulary.

use super::global as g;
use super::header::{Header, Text};
use super::input::Input;
use crate::ErrorKind;
use crate::syntax::{is_char, is_text};
use mgmt_wire::character::{self, is_name_start};
use mgmt_wire::{DecodeOptions, Limit, Located};

/// What a [`Tokenizer`] finds next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// The start of an element whose name is a token. Without `content` no [`End`](Self::End) follows.
    Start {
        /// The code page of tags.
        page: u8,
        /// The token, from 0x05 to 0x3F.
        token: u8,
        /// Attributes follow, up to [`AttributesEnd`](Self::AttributesEnd).
        attributes: bool,
        /// Content follows, up to [`End`](Self::End).
        content: bool,
    },
    /// The start of an element whose name is spelled out.
    StartLiteral {
        /// The name, which is an XML name.
        name: Text<'a>,
        /// Attributes follow.
        attributes: bool,
        /// Content follows.
        content: bool,
    },
    /// The end of the innermost open element.
    End,
    /// The start of an attribute: name, perhaps with the beginning of its value. Value parts follow.
    Attribute {
        /// The code page of attributes.
        page: u8,
        /// The token, from 0x05 to 0x7F.
        token: u8,
    },
    /// The start of an attribute whose name is spelled out; `None` where it refers to a string table that is empty.
    AttributeLiteral(Option<Text<'a>>),
    /// A part of an attribute's value.
    AttributeValue {
        /// The code page of attributes.
        page: u8,
        /// The token, from 0x85.
        token: u8,
    },
    /// The end of the attributes of an element or processing instruction.
    AttributesEnd,
    /// A string that stands here: character data, or a part of an attribute's value.
    Text(Text<'a>),
    /// A string of the string table.
    TableText(Text<'a>),
    /// A character by its number.
    Entity(char),
    /// Bytes.
    Opaque(&'a [u8]),
    /// An extension token, whose meaning the document type gives.
    Extension(Extension<'a>),
    /// The start of a processing instruction; its attribute follows, up to [`AttributesEnd`](Self::AttributesEnd).
    Instruction,
}

/// An extension token (WAP-192 clause 7.1.3) of number 0, 1 or 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extension<'a> {
    /// `EXT_I`: with a string.
    Inline(u8, Text<'a>),
    /// `EXT_T`: with an integer, for most document types an index into the string table.
    Integer(u8, u32),
    /// `EXT`: alone.
    Single(u8),
}

/// What [`Tokenizer::quick`] finds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Quick<N> {
    /// The start of an element with this name, and whether content follows.
    Start(N, bool),
    End,
}

/// How much more than `Limits::output` references to the string table may come to here, where nothing is copied: the
/// bound only keeps a small document from taking a long time.
const LOOKUPS: usize = 16;

/// Where in the document (WAP-192 clause 5.3) the tokenizer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// In front of the document element.
    Prolog,
    /// In the content of an element.
    Content,
    /// In attributes, none of which has begun.
    AttributesStart,
    /// In an attribute.
    Attributes,
    /// Behind the document element.
    Epilog,
}

/// Reads one WBXML document of any language, token by token.
#[derive(Clone, Debug)]
pub struct Tokenizer<'a> {
    input: Input<'a>,
    header: Header<'a>,
    part: Part,
    tag_page: u8,
    attribute_page: u8,
    depth: usize,
    max_depth: usize,
    elements_left: usize,
    max_text: usize,
    /// Bytes of the string table that references may still make it look at.
    lookup_left: usize,
    /// Where to go on behind the attributes.
    after_attributes: Part,
    lenient: bool,
    start: usize,
}

impl<'a> Tokenizer<'a> {
    /// Reads the header; the body follows with [`next`](Self::next).
    ///
    /// # Errors
    /// Those of [`Header::read`]; in strict mode a version above 1.3.
    #[inline]
    pub fn new(bytes: &'a [u8], options: &DecodeOptions) -> Result<Self, Located<ErrorKind>> {
        let mut input = Input::new(bytes);
        let header = Header::parse(&mut input)?;
        if header.charset.is_utf8() {
            input.check(bytes.len());
        }
        if options.is_strict() && header.version > 0x03 {
            return Err(Located::new(ErrorKind::UnsupportedVersion("WBXML"), 0));
        }
        Ok(Tokenizer {
            start: input.position(),
            input,
            header,
            part: Part::Prolog,
            tag_page: 0,
            attribute_page: 0,
            depth: 0,
            max_depth: options.limits.depth,
            elements_left: options.limits.elements,
            max_text: options.limits.text,
            lookup_left: options.limits.output.saturating_mul(LOOKUPS),
            after_attributes: Part::Content,
            lenient: !options.is_strict(),
        })
    }

    /// The header.
    #[must_use]
    pub fn header(&self) -> &Header<'a> {
        &self.header
    }

    /// Byte offset of the last token.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.start
    }

    /// How many elements are open.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// Whether white space follows the document, as editors leave it. Lenient mode lets it pass.
    #[must_use]
    pub fn has_trailing_white_space(&self) -> bool {
        self.part == Part::Epilog && self.input.peek().is_some()
    }

    /// Whether an integer longer than necessary has been read.
    #[must_use]
    pub fn has_padded_integers(&self) -> bool {
        self.input.padded.is_some()
    }

    /// Where the first such integer begins.
    #[must_use]
    pub fn padded_integer(&self) -> Option<usize> {
        self.input.padded
    }

    /// The next token; `None` at the end of a complete document. Code pages are followed silently.
    ///
    /// # Errors
    /// Whatever is malformed, and the limits on depth, elements, text and (sixteenfold) output. In strict mode strings with
    /// characters that XML cannot carry, too, which no document of the SyncML family may have in either. After an error
    /// the tokenizer is of no more use.
    #[allow(clippy::should_implement_trait, reason = "an iterator cannot report an error and then stop")]
    #[inline]
    pub fn next(&mut self) -> Result<Option<Token<'a>>, Located<ErrorKind>> {
        match self.quick(|page, token| Some((page, token))) {
            Some(Quick::Start((page, token), content)) => {
                Ok(Some(Token::Start { page, token, attributes: false, content }))
            }
            Some(Quick::End) => Ok(Some(Token::End)),
            None => self.closer(),
        }
    }

    #[inline(never)]
    fn closer(&mut self) -> Result<Option<Token<'a>>, Located<ErrorKind>> {
        let token = if self.part == Part::Content && self.input.peek() == Some(g::STR_I) {
            // Nearly everything else.
            self.start = self.input.position();
            self.input.advance(1);
            self.inline_text().map(|text| Some(Token::Text(text)))
        } else {
            self.advance()
        };
        match token {
            Ok(token) => Ok(token),
            Err(kind) => Err(self.locate(kind)),
        }
    }

    /// The tokens that nearly all of a message consists of, without a detour over [`Token`]: ends, and starts of elements
    /// that `name` knows by code page and token. Nothing but a code page switch is consumed where the answer is `None`;
    /// [`next`](Self::next) then says what there is.
    #[inline]
    pub(super) fn quick<N>(&mut self, name: impl FnOnce(u8, u8) -> Option<N>) -> Option<Quick<N>> {
        const FIRST: u8 = g::LITERAL + 1;
        const LAST: u8 = g::TOKEN;
        const FIRST_WITH_CONTENT: u8 = g::CONTENT | FIRST;
        const LAST_WITH_CONTENT: u8 = g::CONTENT | LAST;
        if self.part != Part::Content {
            return None;
        }
        let mut byte = self.input.peek()?;
        if byte == g::SWITCH_PAGE {
            // Meta information is on another page than what is around it.
            let (page, next) = self.input.switched()?;
            self.tag_page = page;
            self.input.advance(2);
            byte = next;
        }
        let quick = match byte {
            FIRST_WITH_CONTENT..=LAST_WITH_CONTENT if self.depth < self.max_depth => {
                let left = self.elements_left.checked_sub(1)?;
                let name = name(self.tag_page, byte & g::TOKEN)?;
                self.elements_left = left;
                self.depth += 1;
                Quick::Start(name, true)
            }
            FIRST..=LAST if self.depth < self.max_depth => {
                let left = self.elements_left.checked_sub(1)?;
                let name = name(self.tag_page, byte)?;
                self.elements_left = left;
                Quick::Start(name, false)
            }
            g::END => {
                self.end();
                Quick::End
            }
            _ => return None,
        };
        self.start = self.input.position();
        self.input.advance(1);
        Some(quick)
    }

    /// The string of an element that holds one string in place and nothing else, through the end of the element, where
    /// the string is known to be printable ASCII. To be asked in content only.
    #[inline]
    pub(super) fn quick_text(&mut self) -> Option<&'a str> {
        if self.depth < 2 {
            return None;
        }
        let text = self.input.whole_text()?;
        self.pass_text(text)
    }

    /// The same of any characters that XML can carry.
    #[cold]
    pub(super) fn checked_text(&mut self) -> Option<&'a str> {
        if self.depth < 2 || self.input.peek() != Some(g::STR_I) || !self.header.charset.is_utf8() {
            return None;
        }
        let text = self.input.whole_text_checked().filter(|text| is_text(text))?;
        self.pass_text(text)
    }

    #[inline]
    fn pass_text(&mut self, text: &'a str) -> Option<&'a str> {
        if text.len() > self.max_text {
            return None;
        }
        self.start = self.input.position();
        // With `STR_I` in front, NUL and `END` behind.
        self.input.advance(text.len() + 3);
        self.depth -= 1;
        Some(text)
    }

    /// The bytes of an element that holds opaque data and nothing else, through the end of the element. To be asked in
    /// content only.
    #[inline]
    pub(super) fn quick_opaque(&mut self) -> Option<&'a [u8]> {
        if self.depth < 2 {
            return None;
        }
        let bytes = self.input.whole_opaque(self.max_text)?;
        self.start = self.input.position() - 1;
        self.depth -= 1;
        Some(bytes)
    }

    /// How many bytes are left.
    #[inline]
    pub(super) fn left(&self) -> usize {
        self.input.left()
    }

    #[cold]
    fn locate(&self, kind: ErrorKind) -> Located<ErrorKind> {
        let at = if matches!(kind, ErrorKind::Truncated(_)) { self.input.position() } else { self.start };
        Located::new(kind, at)
    }

    /// Whether a further piece of character data or opaque data follows directly, or what may stand between two of
    /// them.
    #[inline]
    pub(super) fn at_data(&mut self) -> bool {
        loop {
            match self.input.peek() {
                Some(g::STR_I | g::STR_T | g::OPAQUE | g::ENTITY) => return true,
                Some(g::EXT_I_0..=g::EXT_I_2 | g::EXT_T_0..=g::EXT_T_2 | g::EXT_0..=g::EXT_2) => return true,
                Some(g::PI) => return true,
                Some(g::SWITCH_PAGE) if self.part == Part::Content => {
                    let Some((page, _)) = self.input.switched() else { return false };
                    self.tag_page = page;
                    self.input.advance(2);
                }
                _ => return false,
            }
        }
    }

    #[inline]
    fn advance(&mut self) -> Result<Option<Token<'a>>, ErrorKind> {
        loop {
            self.start = self.input.position();
            return match self.part {
                Part::Content => {
                    let byte = self.input.byte("element")?;
                    if byte == g::SWITCH_PAGE {
                        self.tag_page = self.input.byte("code page switch")?;
                        continue;
                    }
                    self.content(byte).map(Some)
                }
                Part::AttributesStart | Part::Attributes => {
                    let byte = self.input.byte("attribute list")?;
                    if byte == g::SWITCH_PAGE {
                        self.attribute_page = self.input.byte("code page switch")?;
                        continue;
                    }
                    self.attribute(byte).map(Some)
                }
                Part::Prolog => match self.input.byte("document")? {
                    g::SWITCH_PAGE => {
                        self.tag_page = self.input.byte("code page switch")?;
                        continue;
                    }
                    g::PI => self.instruction(Part::Prolog).map(Some),
                    g::END => Err(ErrorKind::UnexpectedToken("END")),
                    g::OPAQUE => Err(ErrorKind::UnexpectedToken("OPAQUE")),
                    g::STR_I | g::STR_T | g::ENTITY => Err(ErrorKind::UnexpectedToken("string")),
                    g::EXT_I_0..=g::EXT_I_2 | g::EXT_T_0..=g::EXT_T_2 | g::EXT_0..=g::EXT_2 => {
                        Err(ErrorKind::UnexpectedToken("EXT"))
                    }
                    byte => self.element(byte).map(Some),
                },
                Part::Epilog => match self.input.peek() {
                    None => Ok(None),
                    Some(g::PI) => {
                        self.input.byte("document")?;
                        self.instruction(Part::Epilog).map(Some)
                    }
                    Some(g::SWITCH_PAGE) => {
                        self.input.byte("document")?;
                        self.tag_page = self.input.byte("code page switch")?;
                        continue;
                    }
                    Some(b'\n' | b'\r' | b' ') if self.lenient && self.input.is_blank() => Ok(None),
                    Some(_) => Err(ErrorKind::TrailingData),
                },
            };
        }
    }

    #[inline]
    fn content(&mut self, byte: u8) -> Result<Token<'a>, ErrorKind> {
        match byte {
            g::END => {
                self.end();
                Ok(Token::End)
            }
            g::PI => self.instruction(Part::Content),
            _ => match self.data(byte)? {
                Some(token) => Ok(token),
                None => self.element(byte),
            },
        }
    }

    /// Strings, entities, opaque data, extensions: what content and attribute values share.
    #[inline]
    fn data(&mut self, byte: u8) -> Result<Option<Token<'a>>, ErrorKind> {
        Ok(Some(match byte {
            g::STR_I => Token::Text(self.inline_text()?),
            g::STR_T => {
                let index = self.input.integer("string reference")?;
                let text = self.table_text(index)?;
                Token::TableText(self.bounded(text)?)
            }
            g::ENTITY => {
                let number = self.input.integer("entity")?;
                let character = char::from_u32(number).filter(|&character| is_char(character));
                Token::Entity(character.ok_or(ErrorKind::InvalidCharacter)?)
            }
            g::OPAQUE => {
                let length = self.input.integer("opaque")?;
                let bytes = self.input.take(length, "opaque")?;
                if bytes.len() > self.max_text {
                    return Err(ErrorKind::Limit(Limit::Text));
                }
                Token::Opaque(bytes)
            }
            g::EXT_I_0..=g::EXT_I_2 => Token::Extension(Extension::Inline(byte & 3, self.inline_text()?)),
            g::EXT_T_0..=g::EXT_T_2 => {
                Token::Extension(Extension::Integer(byte & 3, self.input.integer("extension")?))
            }
            g::EXT_0..=g::EXT_2 => Token::Extension(Extension::Single(byte & 3)),
            _ => return Ok(None),
        }))
    }

    #[inline]
    fn inline_text(&mut self) -> Result<Text<'a>, ErrorKind> {
        let charset = self.header.charset;
        let text = if charset.is_utf8() {
            Text::Utf8(self.input.text()?)
        } else {
            charset.text(self.input.terminated()?)?
        };
        self.bounded(text)
    }

    /// A string of the table. Nothing is copied, but its end is looked for.
    fn table_text(&mut self, index: u32) -> Result<Text<'a>, ErrorKind> {
        let text = self.header.string_table.get(index)?;
        let left = self.lookup_left.checked_sub(text.len()).ok_or(ErrorKind::Limit(Limit::Output))?;
        self.lookup_left = left;
        Ok(text)
    }

    #[inline]
    fn bounded(&self, text: Text<'a>) -> Result<Text<'a>, ErrorKind> {
        if text.len() > self.max_text {
            return Err(ErrorKind::Limit(Limit::Text));
        }
        if !self.lenient && !text.chars().all(is_char) {
            return Err(ErrorKind::InvalidCharacter);
        }
        Ok(text)
    }

    #[inline]
    fn end(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 0 {
            self.part = Part::Epilog;
        }
    }

    #[inline]
    fn element(&mut self, byte: u8) -> Result<Token<'a>, ErrorKind> {
        let (attributes, content) = (byte & g::ATTRIBUTES != 0, byte & g::CONTENT != 0);
        let token = match byte {
            g::LITERAL | g::LITERAL_C | g::LITERAL_A | g::LITERAL_AC => {
                let name = self.input.integer("name")?;
                let name = self.table_text(name)?;
                if !is_name(name) {
                    return Err(ErrorKind::InvalidName);
                }
                Token::StartLiteral { name, attributes, content }
            }
            _ => Token::Start { page: self.tag_page, token: byte & g::TOKEN, attributes, content },
        };
        self.elements_left = self.elements_left.checked_sub(1).ok_or(ErrorKind::Limit(Limit::Elements))?;
        if self.depth >= self.max_depth {
            return Err(ErrorKind::Limit(Limit::Depth));
        }
        if content {
            self.depth += 1;
        }
        let behind = if self.depth == 0 { Part::Epilog } else { Part::Content };
        if attributes {
            self.after_attributes = behind;
            self.part = Part::AttributesStart;
        } else {
            self.part = behind;
        }
        Ok(token)
    }

    fn attribute(&mut self, byte: u8) -> Result<Token<'a>, ErrorKind> {
        if byte == g::END {
            self.part = self.after_attributes;
            return Ok(Token::AttributesEnd);
        }
        let in_attribute = self.part == Part::Attributes;
        match byte {
            g::LITERAL => {
                let index = self.input.integer("name")?;
                let name = match self.table_text(index) {
                    Err(_) if self.header.string_table.is_empty() => None,
                    name => Some(name?),
                };
                if name.is_some_and(|name| !is_name(name)) {
                    return Err(ErrorKind::InvalidName);
                }
                self.part = Part::Attributes;
                Ok(Token::AttributeLiteral(name))
            }
            g::PI | g::LITERAL_A | g::LITERAL_C | g::LITERAL_AC => Err(ErrorKind::UnexpectedToken("LITERAL")),
            _ => match self.data(byte)? {
                Some(_) if !in_attribute => Err(ErrorKind::UnexpectedToken("value")),
                Some(token) => Ok(token),
                None if byte & 0x80 == 0 => {
                    self.part = Part::Attributes;
                    Ok(Token::Attribute { page: self.attribute_page, token: byte })
                }
                None if in_attribute => Ok(Token::AttributeValue { page: self.attribute_page, token: byte }),
                None => Err(ErrorKind::UnexpectedToken("value")),
            },
        }
    }

    fn instruction(&mut self, behind: Part) -> Result<Token<'a>, ErrorKind> {
        self.after_attributes = behind;
        self.part = Part::AttributesStart;
        Ok(Token::Instruction)
    }
}

/// XML 1.0 clause 2.3, `Name`, with at most one colon and something on both sides of it (Namespaces in XML, clause 4).
pub(super) fn is_name(name: Text<'_>) -> bool {
    let (mut at_start, mut has_prefix) = (true, false);
    for character in name.chars() {
        match character {
            ':' if at_start || has_prefix => return false,
            ':' => (at_start, has_prefix) = (true, true),
            _ if at_start && !is_name_start(character) => return false,
            _ if !character::is_name(character) => return false,
            _ => at_start = false,
        }
    }
    !at_start
}
