//! SyncML documents in XML as a [`Source`] and a [`Sink`].

use super::namespace::{self, Meaning, NAMESPACES};
use super::{Attribute, Name, Notes, QuickChild, Sink, Source, Space, Tag, Token};
use crate::security::base64;
use crate::{Error, ErrorKind, WarningKind};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use mgmt_wire::DecodeOptions;
use mgmt_wire::xml::{Event, Name as RawName, Namespace, Reader, Style, Writer};

/// Reads a document of the SyncML family.
#[derive(Clone, Debug)]
pub struct XmlSource<'a> {
    reader: Reader<'a>,
    last: Last<'a>,
    /// The document element is in no namespace, so nothing else need be.
    without_namespaces: bool,
    /// What is in no namespace then counts as in this one.
    home: Space,
    has_attributes: bool,
}

#[derive(Clone, Copy, Debug)]
enum Last<'a> {
    Tag(Tag),
    Other(RawName<'a>),
}

impl<'a> XmlSource<'a> {
    /// Reads `text`.
    #[must_use]
    pub fn new(text: &'a str, options: &DecodeOptions) -> Self {
        XmlSource {
            reader: Reader::new(text, options, NAMESPACES),
            last: Last::Tag(Tag::SyncML),
            without_namespaces: false,
            home: Space::SyncMl,
            has_attributes: false,
        }
    }

    /// Reads `text`, which is a part of a document that someone else put a root around.
    #[must_use]
    pub(crate) fn fragment(text: &'a str, options: &DecodeOptions) -> Self {
        XmlSource { without_namespaces: true, ..XmlSource::new(text, options) }
    }

    /// Reads `text`, a document that may be in the namespace of `home` or in none.
    #[must_use]
    pub(crate) fn at_home(home: Space, text: &'a str, options: &DecodeOptions) -> Self {
        XmlSource { home, ..XmlSource::fragment(text, options) }
    }

    #[inline]
    fn start(
        &mut self,
        name: RawName<'a>,
        space: Space,
        notes: &mut Notes<'_>,
    ) -> Result<Option<Tag>, Error> {
        self.has_attributes = !self.reader.attributes().is_empty();
        let tag = match name.namespace.known_index().and_then(namespace::space_at) {
            Some(named) => match Tag::from_name(named, name.local) {
                Some(tag) => Some(tag),
                None => self.settle(namespace::elsewhere(named, space, name.local), notes)?,
            },
            None if name.namespace == Namespace::NONE && self.without_namespaces => {
                namespace::guess(space, name.local)
            }
            None => self.foreign(space, name, notes)?,
        };
        self.last = match tag {
            Some(tag) => Last::Tag(tag),
            None => Last::Other(name),
        };
        Ok(tag)
    }

    #[cold]
    fn tolerate(&self, notes: &mut Notes<'_>, kind: WarningKind) -> Result<(), Error> {
        notes.tolerate(kind, self.reader.offset()).map_err(|kind| self.error(kind))
    }

    #[cold]
    fn settle(&self, meaning: Meaning, notes: &mut Notes<'_>) -> Result<Option<Tag>, Error> {
        if let Some(kind) = meaning.deviation {
            self.tolerate(notes, kind)?;
        }
        Ok(meaning.tag)
    }

    /// A name in no namespace or in one outside the family.
    #[cold]
    fn foreign(
        &mut self,
        space: Space,
        name: RawName<'a>,
        notes: &mut Notes<'_>,
    ) -> Result<Option<Tag>, Error> {
        if name.namespace.known_index().is_some() {
            return Ok(None);
        }
        let is_root = self.reader.depth() == 1;
        if name.namespace == Namespace::NONE || name.namespace == Namespace::UNBOUND {
            let meaning = namespace::nowhere(space, name.local, is_root);
            self.without_namespaces |= meaning.deviation == Some(WarningKind::NoNamespace);
            return self.settle(meaning, notes);
        }
        let uri = self.reader.namespace_uri(name.namespace).unwrap_or("");
        match namespace::foreign(uri, space, name.local, is_root) {
            Ok(meaning) => self.settle(meaning, notes),
            Err(kind) => Err(self.error(kind)),
        }
    }

    fn kept_name(&self, name: RawName<'a>) -> Name<'a> {
        let known = name.namespace.known_index();
        let namespace = match known.and_then(namespace::space_at) {
            // Whatever the version: it is that of the document.
            Some(space) => Cow::Borrowed(space.namespace()),
            None if name.namespace == Namespace::NONE && self.without_namespaces => {
                if let Some(tag) = Tag::from_name(self.home, name.local) {
                    return tag.into();
                }
                Cow::Borrowed(self.home.namespace())
            }
            None => match known.and_then(|index| NAMESPACES.get(index)) {
                Some(uri) => Cow::Borrowed(*uri),
                None => Cow::Owned(self.reader.namespace_uri(name.namespace).unwrap_or("").into()),
            },
        };
        Name::new(namespace, qualified(name))
    }
}

fn qualified<'a>(name: RawName<'a>) -> Cow<'a, str> {
    if name.prefix.is_empty() {
        Cow::Borrowed(name.local)
    } else {
        Cow::Owned([name.prefix, ":", name.local].concat())
    }
}

impl<'a> Source<'a> for XmlSource<'a> {
    const BINARY: bool = false;

    #[inline]
    fn next(&mut self, space: Space, notes: &mut Notes<'_>) -> Result<Token<'a>, Error> {
        match self.reader.next_event() {
            Ok(Event::Start(name)) => {
                Ok(self.start(name, space, notes)?.map_or(Token::StartOther, Token::Start))
            }
            Ok(Event::End) => Ok(Token::End),
            Ok(Event::Text(text)) => Ok(Token::Text(text)),
            Ok(Event::Eof) => {
                for warning in self.reader.take_warnings() {
                    notes.warn(WarningKind::Xml(warning.kind), warning.offset);
                }
                Ok(Token::Eof)
            }
            Err(error) => Err(error.map(ErrorKind::Xml)),
        }
    }

    #[inline]
    fn quick_child(&mut self, space: Space, notes: &mut Notes<'_>) -> Result<QuickChild, Error> {
        match self.reader.next_structure() {
            Ok(Event::Start(name)) => {
                Ok(self.start(name, space, notes)?.map_or(QuickChild::StartOther, QuickChild::Start))
            }
            Ok(Event::End) => Ok(QuickChild::End),
            Ok(Event::Text(_)) => Ok(QuickChild::Text),
            // The reader gives the end again.
            Ok(Event::Eof) => Ok(QuickChild::Unknown),
            Err(error) => Err(error.map(ErrorKind::Xml)),
        }
    }

    #[inline]
    fn simple_text(&mut self) -> Result<Option<Cow<'a, str>>, Error> {
        self.reader.text_content().map_err(|error| error.map(ErrorKind::Xml))
    }

    fn name(&self) -> Name<'a> {
        match self.last {
            Last::Tag(tag) => tag.into(),
            Last::Other(name) => self.kept_name(name),
        }
    }

    #[inline]
    fn has_attributes(&self) -> bool {
        self.has_attributes
    }

    fn attributes(&mut self) -> Vec<Attribute<'a>> {
        self.has_attributes = false;
        let attributes = self.reader.attributes().iter();
        // The reader has warned of prefixes without declaration; such a name could not be written back.
        let attributes = attributes.filter(|attribute| attribute.name.namespace != Namespace::UNBOUND);
        attributes
            .map(|attribute| {
                let namespace = self.reader.namespace_uri(attribute.name.namespace).unwrap_or("");
                Attribute {
                    name: Name::new(String::from(namespace), qualified(attribute.name)),
                    value: attribute.value.clone(),
                }
            })
            .collect()
    }

    #[inline]
    fn offset(&self) -> usize {
        self.reader.offset()
    }

    fn source_text(&mut self) -> Result<Option<Cow<'a, str>>, Error> {
        let raw = self.reader.raw_element().map_err(|error| error.map(ErrorKind::Xml))?;
        Ok(Some(Cow::Owned(raw.as_str().into())))
    }

    #[cold]
    fn error(&self, kind: ErrorKind) -> Error {
        self.reader.error(kind)
    }

    #[cold]
    fn error_at(&self, kind: ErrorKind, offset: usize) -> Error {
        self.reader.error_at(kind, offset)
    }
}

/// The default namespace at a place of the document being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope<'n> {
    None,
    Space(Space),
    Other(&'n str),
}

/// Writes a document of the SyncML family: content models' order, the namespace on each child of `Meta`, Base64 for
/// bytes.
#[derive(Clone, Debug)]
pub struct XmlSink<'n> {
    writer: Writer<'n>,
    scope: Scope<'n>,
    scopes: Vec<Scope<'n>>,
    /// Prefixes declared by open elements: depth, prefix, namespace.
    prefixes: Vec<(usize, &'n str, &'n str)>,
    syncml: &'static str,
    failed: Option<ErrorKind>,
}

impl Default for XmlSink<'_> {
    fn default() -> Self {
        Self::new(Style::default())
    }
}

impl<'n> XmlSink<'n> {
    /// Writes in this style.
    #[must_use]
    pub fn new(style: Style) -> Self {
        Self::with_capacity(style, 1024)
    }

    /// The same with room for a document of so many bytes.
    #[must_use]
    pub(crate) fn with_capacity(style: Style, bytes: usize) -> Self {
        XmlSink {
            writer: Writer::with_capacity(style, bytes),
            scope: Scope::None,
            scopes: Vec::with_capacity(16),
            prefixes: Vec::new(),
            syncml: Space::SyncMl.namespace(),
            failed: None,
        }
    }

    /// Writes where the namespace of `home` needs no declaration: the elements of that vocabulary look as if in none.
    #[must_use]
    pub(crate) fn at_home(home: Space, style: Style) -> Self {
        XmlSink { scope: Scope::Space(home), ..XmlSink::new(style) }
    }

    /// The document.
    ///
    /// # Errors
    /// The first mistake: `InvalidCharacter`, `InvalidName`, `Limit`.
    pub fn finish(self) -> Result<String, Error> {
        if let Some(kind) = self.failed {
            return Err(Error::new(kind));
        }
        self.writer.finish().map_err(|error| error.map(ErrorKind::Xml))
    }

    #[inline]
    fn enter(&mut self, scope: Scope<'n>) {
        if scope != self.scope {
            let uri = match scope {
                Scope::None => "",
                Scope::Space(Space::SyncMl) => self.syncml,
                Scope::Space(space) => space.namespace(),
                Scope::Other(uri) => uri,
            };
            self.writer.attribute("xmlns", uri);
        }
        self.scopes.push(self.scope);
        self.scope = scope;
    }

    #[inline]
    fn leave(&mut self) {
        self.writer.end();
        self.left();
    }

    #[inline]
    fn left(&mut self) {
        self.scope = self.scopes.pop().unwrap_or(Scope::None);
        while self.prefixes.last().is_some_and(|(depth, ..)| *depth > self.scopes.len()) {
            self.prefixes.pop();
        }
    }

    /// A leaf in no namespace, or in one that depends on the version, inside another one.
    #[cold]
    fn unusual_leaf(&mut self, tag: Tag, text: &str) {
        self.open(tag);
        self.writer.text(text);
        self.leave();
    }

    /// Declares the prefix of a name unless it stands for the same namespace already.
    fn declare(&mut self, name: &'n Name<'_>) {
        let prefix = name.prefix();
        if prefix.is_empty() || prefix == "xml" {
            return;
        }
        let bound = self.prefixes.iter().rev().find(|(_, bound, _)| *bound == prefix);
        if bound.is_some_and(|(_, _, uri)| *uri == name.namespace) {
            return;
        }
        if name.namespace.is_empty() {
            self.failed.get_or_insert(ErrorKind::InvalidName);
        }
        self.writer.attribute(&["xmlns:", prefix].concat(), &name.namespace);
        self.prefixes.push((self.scopes.len(), prefix, &name.namespace));
    }
}

#[inline(always)]
fn scope_of<'n>(space: Space) -> Scope<'n> {
    match space {
        // DevInf 1.1 shares the namespace of DevInf 1.2.
        Space::DevInf11 => Scope::Space(Space::DevInf),
        Space::Provisioning => Scope::None,
        space => Scope::Space(space),
    }
}

impl<'n> Sink<'n> for XmlSink<'n> {
    #[inline]
    fn open(&mut self, tag: Tag) {
        self.writer.start_tag(tag.xml());
        self.enter(scope_of(tag.space()));
    }

    #[inline]
    fn close(&mut self, tag: Tag) {
        self.writer.end_tag(tag.xml());
        self.left();
    }

    #[inline]
    fn empty(&mut self, tag: Tag) {
        self.leaf(tag, "");
    }

    #[cold]
    fn open_any(&mut self, name: &'n Name<'_>, attributes: &'n [Attribute<'_>], _: bool) {
        match name.tag {
            Some(tag) => self.open(tag),
            None => {
                self.writer.start(&name.name);
                let spaces = [Space::SyncMl, Space::MetInf, Space::DmDdf, Space::DevInf];
                let scope = if !name.prefix().is_empty() {
                    self.scope
                } else if let Some(space) =
                    spaces.into_iter().find(|space| space.namespace() == name.namespace)
                {
                    Scope::Space(space)
                } else if name.namespace.is_empty() {
                    Scope::None
                } else {
                    Scope::Other(&name.namespace)
                };
                self.enter(scope);
                self.declare(name);
            }
        }
        for attribute in attributes {
            self.declare(&attribute.name);
        }
        for attribute in attributes {
            self.writer.attribute(&attribute.name.name, &attribute.value);
        }
    }

    fn open_with(&mut self, tag: Tag, attributes: &[(&str, &str)], content: bool) {
        self.open(tag);
        for (name, value) in attributes {
            self.writer.attribute(name, value);
        }
        if !content {
            self.leave();
        }
    }

    fn close_any(&mut self) {
        self.leave();
    }

    #[inline]
    fn text(&mut self, text: &str) {
        self.writer.text(text);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.writer.text_plain(&base64::encode(bytes));
    }

    #[inline(always)]
    fn leaf(&mut self, tag: Tag, text: &str) {
        let scope = scope_of(tag.space());
        if scope == self.scope {
            self.writer.leaf_tag(tag.xml(), text);
        } else if matches!(scope, Scope::None | Scope::Space(Space::SyncMl)) {
            self.unusual_leaf(tag, text);
        } else {
            self.writer.leaf_tag(tag.xml_declaring(), text);
        }
    }

    fn version(&mut self, ver_dtd: &str) {
        self.syncml = match ver_dtd {
            "1.0" => "SYNCML:SYNCML1.0",
            "1.1" => "SYNCML:SYNCML1.1",
            _ => "SYNCML:SYNCML1.2",
        };
    }

    #[cold]
    fn fail(&mut self, kind: ErrorKind) {
        self.failed.get_or_insert(kind);
    }
}
