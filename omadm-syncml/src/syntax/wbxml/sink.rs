//! SyncML, DevInf and DM-DDF documents into WBXML.

use super::document::{DEVINF_11, Document, SYNCML_10, SYNCML_11, SYNCML_12};
use super::header::Text;
use super::language::{self, Language, known};
use super::style::{PublicIdStyle, StringStyle, WbxmlStyle};
use super::table::{Table, push_integer};
use super::tokenizer::is_name;
use super::{SYNCML_NAMESPACE, TOKEN_NAMESPACE, global as g, provisioning};
use crate::syntax::{Attribute, Fragment, Name, Node, Sink, Space, Tag, is_text};
use crate::{Error, ErrorKind};
use alloc::borrow::Cow;
use alloc::vec::Vec;

/// How long the header of nearly every document is: version, public identifier of two bytes, character set, and the
/// length of an empty string table. Any other moves what stands behind it.
const HEADER_ROOM: usize = 5;

/// Writes a document of the SyncML family.
#[derive(Clone, Debug)]
pub struct WbxmlSink<'n> {
    /// The document, behind room for its header.
    body: Vec<u8>,
    table: Table,
    style: WbxmlStyle,
    document: Document,
    page: u8,
    attribute_page: u8,
    /// Whether `open_any` was told that content follows, for each element it opened.
    open: Vec<bool>,
    /// The media type that comes next speaks for documents, and can be renamed.
    embeds: bool,
    /// It is that of one item.
    own: bool,
    /// The media type of the command was renamed.
    command_nested: bool,
    /// That of the document that comes next was.
    nested: bool,
    failed: Option<ErrorKind>,
    marker: core::marker::PhantomData<&'n ()>,
}

impl Default for WbxmlSink<'_> {
    fn default() -> Self {
        Self::new(WbxmlStyle::default())
    }
}

impl<'n> WbxmlSink<'n> {
    /// Writes a SyncML document; its version follows from `VerDTD`.
    #[must_use]
    pub fn new(style: WbxmlStyle) -> Self {
        Self::of(style, SYNCML_12)
    }

    /// Writes a document with this root.
    #[must_use]
    pub fn for_root(style: WbxmlStyle, root: Tag) -> Self {
        Self::of(style, Document::of_root(root))
    }

    /// Writes this document, whose root is `root`: one of DevInf 1.1 has an element that 1.2 has another token for.
    pub(crate) fn for_document(style: WbxmlStyle, document: &Fragment<'_>, root: Tag) -> Self {
        let is_devinf11 =
            |node: &Node<'_>| matches!(node, Node::Start { name, .. } if name.tag == Some(Tag::DevInfSize));
        if root.space() == Space::DevInf && document.nodes().iter().any(is_devinf11) {
            return Self::of(style, DEVINF_11);
        }
        Self::for_root(style, root)
    }

    fn of(style: WbxmlStyle, document: Document) -> Self {
        let mut body = Vec::with_capacity(512);
        body.extend_from_slice(&[0; HEADER_ROOM]);
        WbxmlSink {
            body,
            table: Table::default(),
            style,
            document,
            page: 0,
            attribute_page: 0,
            open: Vec::new(),
            embeds: false,
            own: false,
            command_nested: false,
            nested: false,
            failed: None,
            marker: core::marker::PhantomData,
        }
    }

    /// The document.
    ///
    /// # Errors
    /// The first mistake: `InvalidName`, `InvalidCharacter`, `Limit`, `TooLarge`.
    pub fn finish(mut self) -> Result<Vec<u8>, Error> {
        if let Some(kind) = self.failed {
            return Err(Error::new(kind));
        }
        let version =
            if self.style.version == 0 || self.style.version > 3 { 0x03 } else { self.style.version };
        let mut header = Vec::with_capacity(16);
        header.push(version);
        let by_text = self.style.public_id == PublicIdStyle::Text || self.document.number == 0;
        match self.style.public_id {
            PublicIdStyle::Unknown => header.push(0x01),
            _ if by_text => {
                let too_large = || Error::new(ErrorKind::TooLarge("the string table"));
                let place = self.table.place(self.document.text).ok_or_else(too_large)?;
                header.push(0);
                push_integer(&mut header, place);
            }
            _ => push_integer(&mut header, self.document.number),
        }
        header.push(0x6A);
        let length = u32::try_from(self.table.bytes.len());
        push_integer(&mut header, length.map_err(|_| Error::new(ErrorKind::TooLarge("the string table")))?);
        header.extend_from_slice(&self.table.bytes);
        self.body.splice(..HEADER_ROOM, header);
        Ok(self.body)
    }

    /// Whether the language of the document has tokens for a vocabulary.
    #[inline]
    fn has_tokens(&self, space: Space) -> bool {
        match self.document.root {
            Space::DevInf => matches!(space, Space::DevInf | Space::DevInf11),
            Space::Provisioning => space == Space::Provisioning,
            _ => !matches!(space, Space::DevInf | Space::DevInf11 | Space::Provisioning),
        }
    }

    #[inline]
    fn tag(&mut self, tag: Tag, flags: u8) {
        let space = tag.space();
        if !self.has_tokens(space) {
            return self.literal(space.namespace(), tag.name(), &[], flags);
        }
        let page = space.page();
        if page != self.page {
            self.body.extend_from_slice(&[g::SWITCH_PAGE, page]);
            self.page = page;
        }
        self.body.push(tag.token() | flags);
    }

    /// A name from outside the vocabulary: spelled out in the string table, with a declaration of its namespace
    /// unless that is the one such names are in without one.
    #[cold]
    fn literal(&mut self, namespace: &str, name: &str, attributes: &[Attribute<'_>], flags: u8) {
        if namespace == TOKEN_NAMESPACE
            && attributes.is_empty()
            && let Some((page, token)) = parse_token(name)
            && language::tag(self.document.language().pages(), page, token & g::TOKEN).is_none()
        {
            if page != self.page {
                self.body.extend_from_slice(&[g::SWITCH_PAGE, page]);
                self.page = page;
            }
            self.body.push(token | flags);
            return;
        }
        // Where nothing is declared, a name is one of the vocabulary it stands in, or else one of SyncML.
        let of_syncml = namespace == SYNCML_NAMESPACE && self.document.language() == Language::SyncMl;
        let declare = !of_syncml || name.contains(':');
        let any = declare || !attributes.is_empty();
        self.body.push(g::LITERAL | flags | if any { g::ATTRIBUTES } else { 0 });
        self.reference(name);
        if any {
            let declaration = declare.then(|| declaration(name));
            self.attribute_list(declaration.map(|declaration| (declaration, namespace)), attributes);
        }
    }

    fn attribute_list(&mut self, declaration: Option<(Cow<'_, str>, &str)>, attributes: &[Attribute<'_>]) {
        let mut declared: Vec<&str> = Vec::new();
        if let Some((name, namespace)) = &declaration {
            declared.push(name.split_once(':').map_or("", |(_, prefix)| prefix));
            self.attribute(name, namespace);
        }
        for attribute in attributes {
            let prefix = attribute.name.prefix();
            if !prefix.is_empty() && prefix != "xml" && !declared.contains(&prefix) {
                self.attribute(&["xmlns:", prefix].concat(), &attribute.name.namespace);
                declared.push(prefix);
            }
        }
        for attribute in attributes {
            if self.document.root == Space::Provisioning {
                self.provisioning_attribute(&attribute.name.name, &attribute.value);
            } else {
                self.attribute(&attribute.name.name, &attribute.value);
            }
        }
        self.body.push(g::END);
    }

    /// An attribute of a provisioning document, in tokens as far as there are some.
    fn provisioning_attribute(&mut self, name: &str, value: &str) {
        let Some(start) = provisioning::start_for(name, value, self.attribute_page) else {
            return self.attribute(name, value);
        };
        self.attribute_switch(start.page);
        self.body.push(start.token);
        if start.value == value {
            return;
        }
        match provisioning::value_for(value, self.attribute_page) {
            Some(row) => {
                self.attribute_switch(row.page);
                self.body.push(row.token);
            }
            None => self.string(value),
        }
    }

    fn attribute_switch(&mut self, page: u8) {
        if page != self.attribute_page {
            self.body.extend_from_slice(&[g::SWITCH_PAGE, page]);
            self.attribute_page = page;
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.body.push(g::LITERAL);
        self.reference(name);
        self.string(value);
    }

    fn reference(&mut self, name: &str) {
        if !is_name(Text::Utf8(name)) {
            return self.fail(ErrorKind::InvalidName);
        }
        match self.table.place(name) {
            Some(place) => push_integer(&mut self.body, place),
            None => self.failed = Some(ErrorKind::TooLarge("the string table")),
        }
    }

    #[inline]
    fn string(&mut self, text: &str) {
        // Nearly every string is printable ASCII: no byte has its top bit set, neither as it is nor less a space.
        let tops = text.bytes().fold(0, |tops, byte| tops | byte | byte.wrapping_sub(b' '));
        if tops & 0x80 != 0 && !is_text(text) {
            return self.fail(ErrorKind::InvalidCharacter);
        }
        if self.style.strings == StringStyle::Opaque {
            return self.opaque(text.as_bytes());
        }
        if self.style.strings == StringStyle::Table {
            return self.table_string(text);
        }
        self.body.push(g::STR_I);
        self.body.extend_from_slice(text.as_bytes());
        self.body.push(0);
    }

    /// The second time a string comes it gets an entry in the table, and is referred to from then on.
    fn table_string(&mut self, text: &str) {
        // A reference takes two bytes at least: shorter strings are no gain.
        if text.len() > 2 {
            if let Some(place) = self.table.places.get(text).copied() {
                self.body.push(g::STR_T);
                return push_integer(&mut self.body, place);
            }
            if !self.table.seen.insert(text.into())
                && let Some(place) = self.table.place(text)
            {
                self.body.push(g::STR_T);
                return push_integer(&mut self.body, place);
            }
        }
        self.body.push(g::STR_I);
        self.body.extend_from_slice(text.as_bytes());
        self.body.push(0);
    }

    fn opaque(&mut self, bytes: &[u8]) {
        let Ok(length) = u32::try_from(bytes.len()) else {
            self.failed = Some(ErrorKind::TooLarge("opaque data"));
            return;
        };
        self.body.push(g::OPAQUE);
        push_integer(&mut self.body, length);
        self.body.extend_from_slice(bytes);
    }
}

/// `xmlns` or `xmlns:prefix` for a qualified name.
fn declaration(name: &str) -> Cow<'static, str> {
    match name.split_once(':') {
        Some((prefix, _)) => Cow::Owned(["xmlns:", prefix].concat()),
        None => Cow::Borrowed("xmlns"),
    }
}

/// Page and token of an element that had no name.
fn parse_token(name: &str) -> Option<(u8, u8)> {
    let (page, token) = name.strip_prefix('_')?.split_once('-')?;
    let token = u8::from_str_radix(token, 16).ok().filter(|token| (0x05..=g::TOKEN).contains(token))?;
    Some((page.parse().ok()?, token))
}

impl<'n> Sink<'n> for WbxmlSink<'n> {
    #[inline]
    fn open(&mut self, tag: Tag) {
        self.tag(tag, g::CONTENT);
    }

    #[inline]
    fn close(&mut self, _: Tag) {
        self.body.push(g::END);
    }

    #[inline]
    fn empty(&mut self, tag: Tag) {
        self.tag(tag, 0);
    }

    #[inline]
    fn leaf(&mut self, tag: Tag, text: &str) {
        if text.is_empty() {
            return self.empty(tag);
        }
        self.open(tag);
        if self.embeds && tag == Tag::Type {
            self.embeds = false;
            let (name, space) = crate::syntax::split_space(text);
            if let Some(stem) = name.strip_suffix("+xml") {
                self.nested = true;
                self.command_nested |= !self.own;
                self.string(&[stem, "+wbxml", space].concat());
                return self.close(tag);
            }
        }
        self.string(text);
        self.close(tag);
    }

    #[cold]
    fn open_any(&mut self, name: &'n Name<'_>, attributes: &'n [Attribute<'_>], content: bool) {
        let flags = if content { g::CONTENT } else { 0 };
        match name.tag.or_else(|| known(&name.namespace, name.local())) {
            Some(tag) if attributes.is_empty() => self.tag(tag, flags),
            Some(tag) if self.has_tokens(tag.space()) => {
                self.tag(tag, flags | g::ATTRIBUTES);
                self.attribute_list(None, attributes);
            }
            // The declaration of its namespace is one list with the rest.
            Some(tag) => self.literal(tag.space().namespace(), tag.name(), attributes, flags),
            None => self.literal(&name.namespace, &name.name, attributes, flags),
        }
        self.open.push(content);
    }

    fn open_with(&mut self, tag: Tag, attributes: &[(&str, &str)], content: bool) {
        let flags = if content { g::CONTENT } else { 0 };
        if !self.has_tokens(tag.space()) {
            let attribute = |&(name, value)| Attribute::new(Name::new("", name), value);
            let attributes: Vec<_> = attributes.iter().map(attribute).collect();
            return self.literal(tag.space().namespace(), tag.name(), &attributes, flags);
        }
        self.tag(tag, flags | if attributes.is_empty() { 0 } else { g::ATTRIBUTES });
        for (name, value) in attributes {
            if self.document.root == Space::Provisioning {
                self.provisioning_attribute(name, value);
            } else {
                self.attribute(name, value);
            }
        }
        if !attributes.is_empty() {
            self.body.push(g::END);
        }
    }

    fn close_any(&mut self) {
        if self.open.pop() == Some(true) {
            self.body.push(g::END);
        }
    }

    #[inline]
    fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.string(text);
        }
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.opaque(bytes);
    }

    fn version(&mut self, ver_dtd: &str) {
        self.document = match ver_dtd {
            "1.0" => SYNCML_10,
            "1.1" => SYNCML_11,
            _ => SYNCML_12,
        };
    }

    fn embeds(&mut self, documents: bool) {
        self.embeds = documents;
        self.own = false;
        self.command_nested = false;
        self.nested = false;
    }

    fn embeds_item(&mut self, own: bool) {
        self.embeds = own;
        self.own = own;
        self.nested = !own && self.command_nested;
    }

    /// A document of its own in opaque data, where the media type can say so; otherwise in place.
    fn document(&mut self, document: &'n Fragment<'_>) {
        let Some(root) = (if self.nested { document.document_root() } else { None }) else {
            return document.write(self);
        };
        // Nothing around it says what the document is, so it must say so itself.
        let public_id = match self.style.public_id {
            PublicIdStyle::Unknown => PublicIdStyle::Number,
            style => style,
        };
        let style = WbxmlStyle { strings: StringStyle::Inline, public_id, ..self.style };
        let mut nested = WbxmlSink::for_document(style, document, root);
        document.write(&mut nested);
        match nested.finish() {
            Ok(bytes) => self.opaque(&bytes),
            Err(error) => self.fail(error.into_kind()),
        }
    }

    #[cold]
    fn fail(&mut self, kind: ErrorKind) {
        self.failed.get_or_insert(kind);
    }
}
