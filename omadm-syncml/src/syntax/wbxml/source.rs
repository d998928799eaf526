//! SyncML, DevInf and DM-DDF documents in WBXML as a [`Source`].

use super::header::{PublicId, Text};
use super::path::path_at;
use super::tokenizer::{Quick, Token as Raw, Tokenizer};
use super::{SYNCML_NAMESPACE, TOKEN_NAMESPACE, provisioning};
use crate::syntax::{
    Attribute, Cursor, Fragment, IntoOwned, Name, Notes, QuickChild, Source, Space, Tag, Token,
};
use crate::{Error, ErrorKind, WarningKind};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use mgmt_wire::{DecodeOptions, Limit, Located};

/// Which code pages a document has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// SyncML with MetInf and DM-DDF.
    SyncMl,
    /// DevInf 1.2.
    DevInf,
    /// DevInf 1.0 and 1.1.
    DevInf11,
    /// Client Provisioning.
    Provisioning,
}

/// The vocabulary behind a code page.
#[inline]
pub(super) fn space_of(kind: Kind, page: u8) -> Option<Space> {
    match (kind, page) {
        (Kind::SyncMl, 0) => Some(Space::SyncMl),
        (Kind::Provisioning, 0 | 1) => Some(Space::Provisioning),
        (_, 1) => Some(Space::MetInf),
        (Kind::SyncMl, 2) => Some(Space::DmDdf),
        (Kind::DevInf | Kind::DevInf11, 0) => Some(Space::DevInf),
        _ => None,
    }
}

/// The bounds that the tokenizer does not keep itself.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    /// Of a text that is joined from pieces.
    text: usize,
    attributes: usize,
    namespaces: usize,
}

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
    tokens: Tokenizer<'a>,
    limits: Bounds,
    kind: Kind,
    last: Last,
    /// Namespace and name of the element that started last, if its name was spelled out.
    literal: (Cow<'a, str>, Cow<'a, str>),
    /// Nothing is pending that asks for care: no attributes, no namespace declarations, no vocabulary that differs.
    is_plain: bool,
    attributes: Vec<Attribute<'a>>,
    /// Namespace declarations in literal attributes: depth, prefix, URI.
    bindings: Vec<(usize, Cow<'a, str>, Cow<'a, str>)>,
    /// The element without content that started last has still to end.
    end_due: bool,
    /// Bytes that string-table references may still expand to.
    expansion_left: usize,
    padding_seen: bool,
    end_seen: bool,
}

impl<'a> WbxmlSource<'a> {
    /// Reads the header.
    ///
    /// # Errors
    /// Those of [`Tokenizer::new`]; `UnknownPublicId`.
    pub fn new(bytes: &'a [u8], options: &DecodeOptions, notes: &mut Notes<'_>) -> Result<Self, Error> {
        Self::expecting(Kind::SyncMl, bytes, options, notes)
    }

    /// Reads the header of what is a provisioning document unless it says otherwise.
    pub(crate) fn provisioning(
        bytes: &'a [u8],
        options: &DecodeOptions,
        notes: &mut Notes<'_>,
    ) -> Result<Self, Error> {
        Self::expecting(Kind::Provisioning, bytes, options, notes)
    }

    fn expecting(
        expected: Kind,
        bytes: &'a [u8],
        options: &DecodeOptions,
        notes: &mut Notes<'_>,
    ) -> Result<Self, Error> {
        let tokens = Tokenizer::new(bytes, options)?;
        let header = *tokens.header();
        if header.version > 0x03 {
            notes.tolerate(WarningKind::WbxmlVersion, 0).map_err(|kind| Error::at(kind, 0))?;
        }
        let kind = match header.public_id {
            PublicId::Number(0x0FD2 | 0x0FD4) => Kind::DevInf11,
            PublicId::Number(0x1203 | 0x1206) => Kind::DevInf,
            PublicId::Number(0x01) => expected,
            PublicId::Number(0x0B) => Kind::Provisioning,
            PublicId::Number(0x0FD1 | 0x0FD3 | 0x1201 | 0x1202 | 0x1205) => Kind::SyncMl,
            PublicId::Number(_) => {
                notes.tolerate(WarningKind::UnknownPublicId, 1).map_err(|kind| Error::at(kind, 1))?;
                expected
            }
            PublicId::Text(text) => {
                kind_of_text(&text.to_str()).ok_or_else(|| Error::at(ErrorKind::UnknownPublicId, 1))?
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
            kind,
            last: Last::Token(0, 0),
            literal: (Cow::Borrowed(""), Cow::Borrowed("")),
            is_plain: kind != Kind::DevInf11,
            attributes: Vec::new(),
            bindings: Vec::new(),
            end_due: false,
            expansion_left: options.limits.output,
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
        let path = path_at(self.bytes, self.kind, error.offset);
        Error::at(error.kind, error.offset).in_path(path)
    }

    #[cold]
    fn tolerate(&self, notes: &mut Notes<'_>, kind: WarningKind) -> Result<(), Error> {
        notes.tolerate(kind, self.tokens.offset()).map_err(|kind| self.error(kind))
    }

    #[inline]
    fn raw(&mut self) -> Result<Option<Raw<'a>>, Error> {
        match self.tokens.next() {
            Ok(token) => Ok(token),
            Err(error) => Err(self.located(error)),
        }
    }

    /// Counts what a reference to the string table expands to: a small document could say a long string many times.
    #[inline]
    fn expand(&mut self, text: Text<'a>) -> Result<Text<'a>, Error> {
        match self.expansion_left.checked_sub(text.len()) {
            Some(left) => self.expansion_left = left,
            None => return Err(self.error(ErrorKind::Limit(Limit::Output))),
        }
        Ok(text)
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
                Some(Raw::Text(text)) => all.push_text(text.to_str()),
                Some(Raw::TableText(text)) => {
                    let text = self.expand(text)?;
                    all.push_text(text.to_str());
                }
                Some(Raw::Entity(character)) => all.push_text(Cow::Owned(String::from(character))),
                Some(Raw::Opaque(bytes)) => all.push_bytes(bytes),
                Some(Raw::Extension(_)) => self.tolerate(notes, WarningKind::ExtensionToken)?,
                _ => break,
            }
            if all.len() > self.limits.text {
                return Err(self.error(ErrorKind::Limit(Limit::Text)));
            }
        }
        Ok(all.finish())
    }

    #[inline]
    fn tag(
        &mut self,
        page: u8,
        token: u8,
        attributes: bool,
        content: bool,
        notes: &mut Notes<'_>,
    ) -> Result<Token<'a>, Error> {
        let tag = space_of(self.kind, page).and_then(|space| Tag::from_token(space, token));
        match tag {
            Some(Tag::DevInfMaxSize) if self.kind == Kind::DevInf11 => {
                self.start(Last::Tag(Tag::DevInfSize), attributes, content, notes)
            }
            Some(tag) => self.start(Last::Tag(tag), attributes, content, notes),
            None => self.start(Last::Token(page, token), attributes, content, notes),
        }
    }

    fn start(
        &mut self,
        last: Last,
        attributes: bool,
        content: bool,
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
            _ => self.start_other(notes),
        }
    }

    #[cold]
    fn start_other(&mut self, notes: &mut Notes<'_>) -> Result<Token<'a>, Error> {
        match self.last {
            Last::Tag(_) => {}
            Last::Token(page, token) => {
                if notes.is_strict() {
                    return Err(self.error(ErrorKind::UnknownToken { page, token }));
                }
                notes.warn(WarningKind::UnknownTagToken, self.tokens.offset());
            }
            Last::Literal => {
                let (namespace, name) = &mut self.literal;
                let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
                let bound = self.bindings.iter().rev().find(|(_, bound, _)| bound == prefix);
                match bound {
                    Some((_, _, uri)) => *namespace = uri.clone(),
                    None if prefix.is_empty() => *namespace = Cow::Borrowed(SYNCML_NAMESPACE),
                    None => return Err(self.error(ErrorKind::InvalidName)),
                }
                let local = name.split_once(':').map_or(&**name, |(_, local)| local);
                // An implementation may spell out any name (clause 9, conformance of literals).
                if let Some(tag) = known(namespace, local) {
                    self.last = Last::Tag(tag);
                    return Ok(Token::Start(tag));
                }
            }
        }
        Ok(Token::StartOther)
    }

    /// Attributes of documents whose language has none: names are literals, and some are namespace declarations.
    #[cold]
    fn read_attributes(&mut self, content: bool, notes: &mut Notes<'_>) -> Result<(), Error> {
        let depth = self.tokens.depth() + usize::from(!content);
        let mut open: Option<(Cow<'a, str>, String)> = None;
        let mut all: Vec<(Cow<'a, str>, String)> = Vec::new();
        let mut is_first = true;
        loop {
            let Some(token) = self.raw()? else {
                return Err(self.error(ErrorKind::Truncated("attribute list")));
            };
            let name = match token {
                Raw::AttributesEnd => {
                    if is_first {
                        self.tolerate(notes, WarningKind::EmptyAttributeList)?;
                    }
                    all.extend(open.take());
                    break;
                }
                Raw::AttributeLiteral(Some(name)) => Some(self.expand(name)?.to_str()),
                Raw::AttributeLiteral(None) => {
                    self.tolerate(notes, WarningKind::AttributeNameOutsideTable)?;
                    Some(Cow::Borrowed("xmlns"))
                }
                Raw::Attribute { page, token } if self.kind == Kind::Provisioning => {
                    let row = provisioning::start(page, token);
                    match row {
                        Some(row) if row.vendor => {
                            self.tolerate(notes, WarningKind::VendorProvisioningToken)?
                        }
                        Some(_) => {}
                        None => self.unknown_attribute(notes, page, token)?,
                    }
                    let name = row.map_or_else(
                        || Cow::Owned(alloc::format!("_{page}-{token:02X}")),
                        |row| Cow::Borrowed(row.name),
                    );
                    all.extend(open.replace((name, row.map_or("", |row| row.value).into())));
                    None
                }
                Raw::AttributeValue { page, token } if self.kind == Kind::Provisioning => {
                    match provisioning::value(page, token) {
                        Some(row) => {
                            if row.vendor {
                                self.tolerate(notes, WarningKind::VendorProvisioningToken)?;
                            }
                            extend(&mut open, row.text);
                        }
                        None => self.unknown_attribute(notes, page, token)?,
                    }
                    None
                }
                Raw::Attribute { page, token } => {
                    self.unknown_attribute(notes, page, token)?;
                    Some(Cow::Borrowed(""))
                }
                Raw::Text(text) => {
                    extend(&mut open, &text.to_str());
                    None
                }
                Raw::TableText(text) => {
                    let text = self.expand(text)?;
                    extend(&mut open, &text.to_str());
                    None
                }
                Raw::Entity(character) => {
                    extend(&mut open, character.encode_utf8(&mut [0; 4]));
                    None
                }
                Raw::Opaque(bytes) => {
                    let text =
                        core::str::from_utf8(bytes).map_err(|_| self.error(ErrorKind::InvalidEncoding))?;
                    extend(&mut open, text);
                    None
                }
                Raw::Extension(_) => {
                    self.tolerate(notes, WarningKind::ExtensionToken)?;
                    None
                }
                Raw::AttributeValue { page, token } => {
                    self.unknown_attribute(notes, page, token)?;
                    None
                }
                _ => None,
            };
            is_first = false;
            if let Some(name) = name {
                all.extend(open.replace((name, String::new())));
            }
            if all.len() > self.limits.attributes {
                return Err(self.error(ErrorKind::Limit(Limit::Attributes)));
            }
        }
        for (name, value) in &all {
            let prefix = if name == "xmlns" { "" } else { name.strip_prefix("xmlns:").unwrap_or(":") };
            if prefix != ":" {
                if self.bindings.len() >= self.limits.namespaces {
                    return Err(self.error(ErrorKind::Limit(Limit::Namespaces)));
                }
                self.bindings.push((depth, Cow::Owned(prefix.into()), Cow::Owned(value.clone())));
            }
        }
        for (name, value) in all {
            if name.is_empty() || name == "xmlns" || name.starts_with("xmlns:") {
                continue;
            }
            let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
            let namespace = match prefix {
                "" => Cow::Borrowed(""),
                "xml" => Cow::Borrowed("http://www.w3.org/XML/1998/namespace"),
                _ => match self.bindings.iter().rev().find(|(_, bound, _)| bound == prefix) {
                    Some((_, _, uri)) => uri.clone(),
                    None => {
                        self.tolerate(notes, WarningKind::UnexpectedAttribute)?;
                        continue;
                    }
                },
            };
            if self.attributes.iter().any(|seen| seen.name.name == name) {
                return Err(self.error(ErrorKind::Malformed("attribute list: a name twice")));
            }
            self.attributes
                .push(Attribute { name: Name { namespace, name, tag: None }, value: Cow::Owned(value) });
        }
        Ok(())
    }

    #[cold]
    fn unknown_attribute(&self, notes: &mut Notes<'_>, page: u8, token: u8) -> Result<(), Error> {
        if notes.is_strict() {
            return Err(self.error(ErrorKind::UnknownToken { page, token }));
        }
        notes.warn(WarningKind::UnexpectedAttribute, self.tokens.offset());
        Ok(())
    }

    /// Works out whether the short cuts may be taken.
    fn look(&mut self) {
        self.is_plain = self.attributes.is_empty() && self.bindings.is_empty() && self.kind != Kind::DevInf11;
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
        if self.tokens.has_padded_integers() && !self.padding_seen {
            self.padding_seen = true;
            self.tolerate(notes, WarningKind::PaddedInteger)?;
        }
        Ok(())
    }
}

fn extend(open: &mut Option<(Cow<'_, str>, String)>, text: &str) {
    if let Some((_, value)) = open {
        value.push_str(text);
    }
}

/// Formal public identifiers in the string table, whose case varies.
fn kind_of_text(text: &str) -> Option<Kind> {
    let lower = text.to_ascii_lowercase();
    if lower.contains("devinf 1.0") || lower.contains("devinf 1.1") {
        return Some(Kind::DevInf11);
    }
    if lower.contains("dtd prov") {
        return Some(Kind::Provisioning);
    }
    if lower.contains("devinf") {
        return Some(Kind::DevInf);
    }
    ["syncml", "dm-ddf", "dmddf", "metinf", "metainf"]
        .iter()
        .any(|word| lower.contains(word))
        .then_some(Kind::SyncMl)
}

/// The element of a vocabulary that a spelled-out name means.
pub(super) fn known(namespace: &str, local: &str) -> Option<Tag> {
    let spaces = [Space::SyncMl, Space::MetInf, Space::DmDdf, Space::DevInf];
    let space = spaces.into_iter().find(|space| space.namespace() == namespace)?;
    Tag::from_name(space, local)
}

impl<'a> Source<'a> for WbxmlSource<'a> {
    const BINARY: bool = true;

    #[inline]
    fn next(&mut self, _: Space, notes: &mut Notes<'_>) -> Result<Token<'a>, Error> {
        if self.end_due {
            self.end_due = false;
            if !self.bindings.is_empty() {
                self.end_bindings();
            }
            return Ok(Token::End);
        }
        loop {
            return match self.raw()? {
                Some(Raw::Start { page, token, attributes, content }) => {
                    self.tag(page, token, attributes, content, notes)
                }
                Some(Raw::End) => {
                    if !self.bindings.is_empty() {
                        self.end_bindings();
                    }
                    Ok(Token::End)
                }
                Some(Raw::Text(text)) => self.data(Token::Text(text.to_str()), notes),
                Some(Raw::TableText(text)) => {
                    let text = self.expand(text)?;
                    self.data(Token::Text(text.to_str()), notes)
                }
                Some(Raw::Opaque(bytes)) => self.data(Token::Opaque(Cow::Borrowed(bytes)), notes),
                Some(Raw::Entity(character)) => {
                    self.data(Token::Text(Cow::Owned(String::from(character))), notes)
                }
                Some(Raw::StartLiteral { name, attributes, content }) => {
                    let name = self.expand(name)?.to_str();
                    self.literal.1 = name;
                    self.start(Last::Literal, attributes, content, notes)
                }
                Some(Raw::Extension(_)) => {
                    self.tolerate(notes, WarningKind::ExtensionToken)?;
                    continue;
                }
                Some(Raw::Instruction) => {
                    let at = self.tokens.offset();
                    while !matches!(self.raw()?, Some(Raw::AttributesEnd) | None) {}
                    let tolerated = notes.tolerate(WarningKind::ProcessingInstruction, at);
                    tolerated.map_err(|kind| self.located(Located::new(kind, at)))?;
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
    fn simple_text(&mut self) -> Result<Option<Cow<'a, str>>, Error> {
        if self.end_due || !self.is_plain {
            return Ok(None);
        }
        Ok(self.tokens.quick_text().map(Cow::Borrowed))
    }

    #[inline]
    fn quick_child(&mut self, _: Space, notes: &mut Notes<'_>) -> Result<QuickChild, Error> {
        if !self.is_plain {
            return Ok(QuickChild::Unknown);
        }
        if self.end_due {
            self.end_due = false;
            return Ok(QuickChild::End);
        }
        match self.tokens.quick() {
            Some(Quick::Tag { page, token, content }) => {
                self.end_due = !content;
                match space_of(self.kind, page).and_then(|space| Tag::from_token(space, token)) {
                    Some(tag) => {
                        self.last = Last::Tag(tag);
                        Ok(QuickChild::Start(tag))
                    }
                    None => {
                        self.last = Last::Token(page, token);
                        self.start_other(notes)?;
                        Ok(QuickChild::StartOther)
                    }
                }
            }
            Some(Quick::End) => Ok(QuickChild::End),
            None => Ok(QuickChild::Unknown),
        }
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

/// Pieces of content that are being joined.
enum Pieces {
    Text(String),
    Bytes(Vec<u8>),
}

impl From<Token<'_>> for Pieces {
    fn from(first: Token<'_>) -> Self {
        match first {
            Token::Text(text) => Pieces::Text(text.into_owned()),
            Token::Opaque(bytes) => Pieces::Bytes(bytes.into_owned()),
            _ => Pieces::Text(String::new()),
        }
    }
}

impl Pieces {
    fn push_text(&mut self, more: Cow<'_, str>) {
        match self {
            Pieces::Text(text) => text.push_str(&more),
            Pieces::Bytes(bytes) => bytes.extend_from_slice(more.as_bytes()),
        }
    }

    fn push_bytes(&mut self, more: &[u8]) {
        if let Pieces::Text(text) = self {
            *self = Pieces::Bytes(core::mem::take(text).into_bytes());
        }
        if let Pieces::Bytes(bytes) = self {
            bytes.extend_from_slice(more);
        }
    }

    fn len(&self) -> usize {
        match self {
            Pieces::Text(text) => text.len(),
            Pieces::Bytes(bytes) => bytes.len(),
        }
    }

    fn finish<'a>(self) -> Token<'a> {
        match self {
            Pieces::Text(text) => Token::Text(Cow::Owned(text)),
            Pieces::Bytes(bytes) => Token::Opaque(Cow::Owned(bytes)),
        }
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
