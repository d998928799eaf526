//! SyncML, DevInf and DM-DDF documents in WBXML as a [`Source`].

use super::header::{PublicId, Text};
use super::language::{Language, Pages, tag};
use super::path::path_at;
use super::pieces::Pieces;
use super::tokenizer::{Quick, Token as Raw, Tokenizer};
use super::{SYNCML_NAMESPACE, TOKEN_NAMESPACE};
use crate::syntax::namespace::{self, NAMESPACES};
use crate::syntax::{
    Attribute, Cursor, Fragment, Glance, IntoOwned, Name, Notes, Source, Space, Tag, Token, is_text, mended,
};
use crate::{Error, ErrorKind, WarningKind};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use mgmt_wire::{ControlCharacters, DecodeOptions, Limit, Located};

/// The bounds that the tokenizer does not keep itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// Of a text that is joined from pieces.
    text: usize,
    pub(super) attributes: usize,
    pub(super) namespaces: usize,
}

/// The public identifier that leaves the language open.
const UNKNOWN: u32 = 0x01;

/// The element that started last.
#[derive(Clone, Copy, Debug)]
enum Last {
    Tag(Tag),
    Token(u8, u8),
    /// Spelled out: see `literal`.
    Literal,
}

/// Reads a document of the SyncML family. Any public identifier of the family is let pass, since devices send that
/// of another version than they write.
#[derive(Clone, Debug)]
pub struct WbxmlSource<'a> {
    bytes: &'a [u8],
    pub(super) tokens: Tokenizer<'a>,
    pub(super) limits: Bounds,
    pub(super) language: Language,
    pages: &'static Pages,
    last: Last,
    /// Namespace and name of the element that started last, if its name was spelled out.
    literal: (Cow<'a, str>, Cow<'a, str>),
    /// Nothing is pending that asks for care: no attributes, no namespace declarations, no end.
    is_plain: bool,
    pub(super) attributes: Vec<Attribute<'a>>,
    /// Namespace declarations in literal attributes: depth, prefix, URI.
    pub(super) bindings: Vec<(usize, Cow<'a, str>, Cow<'a, str>)>,
    /// The element without content that started last has still to end.
    end_due: bool,
    /// Bytes that string-table references may still expand to.
    expansion_left: usize,
    /// What to do with characters that XML cannot carry.
    illegal: ControlCharacters,
    padding_seen: bool,
    end_seen: bool,
}

impl<'a> WbxmlSource<'a> {
    /// Reads the header.
    ///
    /// # Errors
    /// Those of [`Tokenizer::new`]; `UnknownPublicId`.
    #[inline(always)]
    pub fn new(bytes: &'a [u8], options: &DecodeOptions, notes: &mut Notes<'_>) -> Result<Self, Error> {
        Self::expecting(Language::SyncMl, bytes, options, notes)
    }

    /// Reads the header of what is a provisioning document unless it says otherwise.
    pub(crate) fn provisioning(
        bytes: &'a [u8],
        options: &DecodeOptions,
        notes: &mut Notes<'_>,
    ) -> Result<Self, Error> {
        Self::expecting(Language::Provisioning, bytes, options, notes)
    }

    // Made in its place, where it would be copied there.
    #[inline(always)]
    fn expecting(
        expected: Language,
        bytes: &'a [u8],
        options: &DecodeOptions,
        notes: &mut Notes<'_>,
    ) -> Result<Self, Error> {
        let tokens = Tokenizer::new(bytes, options)?;
        let header = *tokens.header();
        if header.version > 0x03 {
            notes.tolerate(WarningKind::WbxmlVersion, 0).map_err(|kind| Error::at(kind, 0))?;
        }
        let language = match header.public_id {
            PublicId::Number(number) => match Language::of_number(number) {
                Some(language) => language,
                None => {
                    if number != UNKNOWN {
                        let kind = WarningKind::UnknownPublicId;
                        notes.tolerate(kind, 1).map_err(|kind| Error::at(kind, 1))?;
                    }
                    expected
                }
            },
            PublicId::Text(text) => {
                Language::of_text(&text.to_str()).ok_or_else(|| Error::at(ErrorKind::UnknownPublicId, 1))?
            }
        };
        Ok(WbxmlSource {
            bytes,
            tokens,
            limits: Bounds {
                text: options.limits.text.max(options.limits.output),
                attributes: options.limits.attributes,
                namespaces: options.limits.namespaces,
            },
            language,
            pages: language.pages(),
            last: Last::Token(0, 0),
            literal: (Cow::Borrowed(""), Cow::Borrowed("")),
            is_plain: true,
            attributes: Vec::new(),
            bindings: Vec::new(),
            end_due: false,
            expansion_left: options.limits.output,
            illegal: options.recovery.control_characters,
            padding_seen: false,
            end_seen: false,
        })
    }

    /// The tokenizer, for its header and position.
    #[must_use]
    pub fn tokenizer(&self) -> &Tokenizer<'a> {
        &self.tokens
    }

    #[cold]
    fn located(&self, error: Located<ErrorKind>) -> Error {
        let path = path_at(self.bytes, self.pages, error.offset);
        Error::at(error.kind, error.offset).in_path(path)
    }

    #[cold]
    pub(super) fn tolerate(&self, notes: &mut Notes<'_>, kind: WarningKind) -> Result<(), Error> {
        notes.tolerate(kind, self.tokens.offset()).map_err(|kind| self.error(kind))
    }

    #[inline]
    pub(super) fn raw(&mut self) -> Result<Option<Raw<'a>>, Error> {
        match self.tokens.next() {
            Ok(token) => Ok(token),
            Err(error) => Err(self.located(error)),
        }
    }

    /// Counts what a reference to the string table expands to: a small document could say a long string many times.
    #[inline]
    pub(super) fn expand(&mut self, text: Text<'a>) -> Result<Text<'a>, Error> {
        match self.expansion_left.checked_sub(text.len()) {
            Some(left) => self.expansion_left = left,
            None => return Err(self.error(ErrorKind::Limit(Limit::Output))),
        }
        Ok(text)
    }

    /// A string, which must be one that XML can carry.
    #[inline]
    pub(super) fn legal(&self, text: Text<'a>, notes: &mut Notes<'_>) -> Result<Cow<'a, str>, Error> {
        let text = text.to_str();
        if is_text(&text) { Ok(text) } else { self.mend(&text, notes) }
    }

    #[cold]
    fn mend(&self, text: &str, notes: &mut Notes<'_>) -> Result<Cow<'a, str>, Error> {
        let mended = mended(text, self.illegal).map_err(|kind| self.error(kind))?;
        self.tolerate(notes, WarningKind::ControlCharacter)?;
        Ok(Cow::Owned(mended))
    }

    /// A piece of character or opaque data, with the pieces that follow it.
    #[inline]
    fn data(&mut self, first: Token<'a>, notes: &mut Notes<'_>) -> Result<Token<'a>, Error> {
        if self.tokens.at_data() { self.join(first, notes) } else { Ok(first) }
    }

    /// Clause 7: content may be any sequence of strings, entities and opaque data.
    #[cold]
    fn join(&mut self, first: Token<'a>, notes: &mut Notes<'_>) -> Result<Token<'a>, Error> {
        let mut all = Pieces::from(first);
        while self.tokens.at_data() {
            match self.raw()? {
                Some(Raw::Text(text)) => all.push_text(self.legal(text, notes)?),
                Some(Raw::TableText(text)) => {
                    let text = self.expand(text)?;
                    all.push_text(self.legal(text, notes)?);
                }
                Some(Raw::Entity(character)) => all.push_text(Cow::Owned(String::from(character))),
                Some(Raw::Opaque(bytes)) => all.push_bytes(bytes),
                Some(Raw::Extension(_)) => self.tolerate(notes, WarningKind::ExtensionToken)?,
                Some(Raw::Instruction) => self.pass_instruction(notes)?,
                _ => break,
            }
            if all.len() > self.limits.text {
                return Err(self.error(ErrorKind::Limit(Limit::Text)));
            }
        }
        Ok(all.finish())
    }

    /// The processing instruction that has just begun, through its end.
    #[cold]
    fn pass_instruction(&mut self, notes: &mut Notes<'_>) -> Result<(), Error> {
        let at = self.tokens.offset();
        while !matches!(self.raw()?, Some(Raw::AttributesEnd) | None) {}
        let tolerated = notes.tolerate(WarningKind::ProcessingInstruction, at);
        tolerated.map_err(|kind| self.located(Located::new(kind, at)))
    }

    fn start(
        &mut self,
        last: Last,
        attributes: bool,
        content: bool,
        space: Space,
        notes: &mut Notes<'_>,
    ) -> Result<Token<'a>, Error> {
        self.end_due = !content;
        self.last = last;
        if !self.attributes.is_empty() {
            self.attributes.clear();
        }
        if attributes {
            self.read_attributes(content, notes)?;
        }
        self.look();
        match self.last {
            Last::Tag(tag) => Ok(Token::Start(tag)),
            _ => self.start_other(space, notes),
        }
    }

    #[cold]
    fn start_other(&mut self, space: Space, notes: &mut Notes<'_>) -> Result<Token<'a>, Error> {
        match self.last {
            Last::Tag(_) => {}
            Last::Token(page, token) => {
                if notes.is_strict() {
                    return Err(self.error(ErrorKind::UnknownToken { page, token }));
                }
                notes.warn(WarningKind::UnknownTagToken, self.tokens.offset());
            }
            Last::Literal => {
                if let Some(tag) = self.spelled_out(space, notes)? {
                    self.last = Last::Tag(tag);
                    return Ok(Token::Start(tag));
                }
            }
        }
        Ok(Token::StartOther)
    }

    /// What the name that was spelled out last means. An implementation may spell out any name (clause 9,
    /// conformance of literals).
    #[cold]
    fn spelled_out(&mut self, space: Space, notes: &mut Notes<'_>) -> Result<Option<Tag>, Error> {
        let is_root = self.tokens.depth() + usize::from(self.end_due) == 1;
        let (namespace, name) = &mut self.literal;
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let bound = self.bindings.iter().rev().find(|(_, bound, _)| bound == prefix);
        let meaning = match bound {
            Some((_, _, uri)) => {
                *namespace = uri.clone();
                let row = NAMESPACES.iter().position(|known| known == uri);
                match row.map(namespace::space_at) {
                    Some(Some(named)) => {
                        // Whatever the version: it is that of the document.
                        *namespace = Cow::Borrowed(named.namespace());
                        namespace::within(named, space, local)
                    }
                    Some(None) => return Ok(None),
                    None if uri.is_empty() => namespace::nowhere(space, local, is_root),
                    None => match namespace::foreign(uri, space, local, is_root) {
                        Ok(meaning) => meaning,
                        Err(kind) => return Err(self.error(kind)),
                    },
                }
            }
            None if prefix.is_empty() => {
                *namespace = Cow::Borrowed(SYNCML_NAMESPACE);
                // Tokens have no namespaces, and a name that is spelled out is as good as its token (clause 9): without
                // a declaration it is that of the vocabulary it stands in.
                let home = self.language.home();
                let tag = namespace::guess(if is_root { home } else { space }, local);
                let spaces = [Space::SyncMl, home];
                return Ok(tag.or_else(|| spaces.into_iter().find_map(|space| Tag::from_name(space, local))));
            }
            None => return Err(self.error(ErrorKind::InvalidName)),
        };
        if let Some(kind) = meaning.deviation {
            self.tolerate(notes, kind)?;
        }
        Ok(meaning.tag)
    }

    /// Works out whether the short cuts may be taken.
    fn look(&mut self) {
        self.is_plain = !self.end_due && self.attributes.is_empty() && self.bindings.is_empty();
    }

    /// What a glance sees where something is pending.
    #[inline(never)]
    fn careful_glance(&mut self) -> Glance {
        if !self.end_due || !self.attributes.is_empty() || !self.bindings.is_empty() {
            return Glance::Unknown;
        }
        self.end_due = false;
        self.is_plain = true;
        Glance::End
    }

    #[cold]
    fn end_bindings(&mut self) {
        let depth = self.tokens.depth() + 1;
        while self.bindings.last().is_some_and(|(bound_at, ..)| *bound_at >= depth) {
            self.bindings.pop();
        }
        self.look();
    }

    /// What only some documents have: said once, at the end.
    #[cold]
    fn finish(&mut self, notes: &mut Notes<'_>) -> Result<(), Error> {
        if self.tokens.has_trailing_white_space() && !self.end_seen {
            self.tolerate(notes, WarningKind::TrailingWhiteSpace)?;
        }
        self.end_seen = true;
        if let (Some(at), false) = (self.tokens.padded_integer(), self.padding_seen) {
            self.padding_seen = true;
            let tolerated = notes.tolerate(WarningKind::PaddedInteger, at);
            tolerated.map_err(|kind| self.located(Located::new(kind, at)))?;
        }
        Ok(())
    }
}

impl<'a> Source<'a> for WbxmlSource<'a> {
    const BINARY: bool = true;

    #[inline]
    fn next(&mut self, space: Space, notes: &mut Notes<'_>) -> Result<Token<'a>, Error> {
        if self.end_due {
            self.end_due = false;
            self.look();
            if !self.bindings.is_empty() {
                self.end_bindings();
            }
            return Ok(Token::End);
        }
        loop {
            return match self.raw()? {
                Some(Raw::Start { page, token, attributes, content }) => {
                    let last = tag(self.pages, page, token).map_or(Last::Token(page, token), Last::Tag);
                    self.start(last, attributes, content, space, notes)
                }
                Some(Raw::End) => {
                    if !self.bindings.is_empty() {
                        self.end_bindings();
                    }
                    Ok(Token::End)
                }
                Some(Raw::Text(text)) => {
                    let text = self.legal(text, notes)?;
                    self.data(Token::Text(text), notes)
                }
                Some(Raw::TableText(text)) => {
                    let text = self.expand(text)?;
                    let text = self.legal(text, notes)?;
                    self.data(Token::Text(text), notes)
                }
                Some(Raw::Opaque(bytes)) => self.data(Token::Opaque(Cow::Borrowed(bytes)), notes),
                Some(Raw::Entity(character)) => {
                    self.data(Token::Text(Cow::Owned(String::from(character))), notes)
                }
                Some(Raw::StartLiteral { name, attributes, content }) => {
                    self.literal.1 = self.expand(name)?.to_str();
                    self.start(Last::Literal, attributes, content, space, notes)
                }
                Some(Raw::Extension(_)) => {
                    self.tolerate(notes, WarningKind::ExtensionToken)?;
                    continue;
                }
                Some(Raw::Instruction) => {
                    self.pass_instruction(notes)?;
                    continue;
                }
                // Outside attribute lists the tokenizer gives none of these.
                Some(_) => continue,
                None => {
                    self.finish(notes)?;
                    Ok(Token::Eof)
                }
            };
        }
    }

    #[inline]
    fn glance(&mut self) -> Glance {
        if !self.is_plain {
            return self.careful_glance();
        }
        let pages = self.pages;
        match self.tokens.quick(|page, token| tag(pages, page, token)) {
            Some(Quick::Start(tag, content)) => {
                self.last = Last::Tag(tag);
                if !content {
                    self.end_due = true;
                    self.is_plain = false;
                }
                Glance::Start(tag)
            }
            Some(Quick::End) => Glance::End,
            None => Glance::Unknown,
        }
    }

    #[inline]
    fn glance_text(&mut self) -> Option<&'a str> {
        if !self.is_plain {
            return None;
        }
        match self.tokens.quick_text() {
            None => self.tokens.checked_text(),
            text => text,
        }
    }

    #[inline]
    fn glance_opaque(&mut self) -> Option<&'a [u8]> {
        if self.is_plain { self.tokens.quick_opaque() } else { None }
    }

    #[inline]
    fn left(&self) -> usize {
        self.tokens.left()
    }

    fn name(&self) -> Name<'a> {
        match self.last {
            Last::Tag(tag) => tag.into(),
            Last::Token(page, token) => Name::new(TOKEN_NAMESPACE, alloc::format!("_{page}-{token:02X}")),
            Last::Literal => Name::new(self.literal.0.clone(), self.literal.1.clone()),
        }
    }

    #[inline]
    fn has_attributes(&self) -> bool {
        !self.attributes.is_empty()
    }

    fn attributes(&mut self) -> Vec<Attribute<'a>> {
        let attributes = core::mem::take(&mut self.attributes);
        self.look();
        attributes
    }

    #[inline]
    fn offset(&self) -> usize {
        self.tokens.offset()
    }

    #[cold]
    fn error_at(&self, kind: ErrorKind, offset: usize) -> Error {
        self.located(Located::new(kind, offset))
    }
}

/// A WBXML document inside opaque data, with code pages and string table of its own; `None` when it is none of the
/// SyncML family.
pub(crate) fn embedded(bytes: &[u8]) -> Option<Fragment<'static>> {
    let options = DecodeOptions::lenient();
    let mut ignored = ();
    let source = WbxmlSource::new(bytes, &options, &mut Notes::new(&options, &mut ignored)).ok()?;
    let mut also_ignored = ();
    let mut cursor = Cursor::new(source, &options, &mut also_ignored);
    if !matches!(cursor.next(Space::SyncMl), Ok(Token::Start(_) | Token::StartOther)) {
        return None;
    }
    let document = cursor.capture().ok()?.into_owned();
    matches!(cursor.next(Space::SyncMl), Ok(Token::Eof)).then_some(document)
}
