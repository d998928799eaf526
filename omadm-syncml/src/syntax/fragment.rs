//! Content that no type describes: vendor elements, attributes, embedded documents.
//!
//! A fragment is a flat list of tokens, so that neither reading nor dropping one recurses.

use super::{Encode, IntoOwned, Notes, Sink, Source, Space, Tag, Token, is_blank, is_text};
use crate::{Error, ErrorKind};
use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

/// The name of an element or attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(from = "serialize::Written")
)]
pub struct Name<'a> {
    /// The namespace; empty when there is none.
    pub namespace: Cow<'a, str>,
    /// The name as written, with its prefix.
    pub name: Cow<'a, str>,
    /// The element of the vocabulary this is, if it is one.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub tag: Option<Tag>,
}

impl<'a> Name<'a> {
    /// A name from outside the vocabularies; `namespace` is empty when there is none.
    pub fn new(namespace: impl Into<Cow<'a, str>>, name: impl Into<Cow<'a, str>>) -> Self {
        Name { namespace: namespace.into(), name: name.into(), tag: None }
    }

    /// The part behind the prefix.
    #[must_use]
    pub fn local(&self) -> &str {
        self.name.split_once(':').map_or(&self.name, |(_, local)| local)
    }

    /// The prefix; empty when there is none.
    #[must_use]
    pub fn prefix(&self) -> &str {
        self.name.split_once(':').map_or("", |(prefix, _)| prefix)
    }

    /// Where children in no namespace are looked up.
    pub(crate) fn space(&self) -> Space {
        match self.tag {
            Some(Tag::Meta) => Space::MetInf,
            Some(tag) => tag.space(),
            None => Space::SyncMl,
        }
    }
}

impl From<Tag> for Name<'_> {
    fn from(tag: Tag) -> Self {
        Name {
            namespace: Cow::Borrowed(tag.space().namespace()),
            name: Cow::Borrowed(tag.name()),
            tag: Some(tag),
        }
    }
}

impl IntoOwned for Name<'_> {
    type Owned = Name<'static>;

    fn into_owned(self) -> Name<'static> {
        Name {
            namespace: self.namespace.into_owned().into(),
            name: self.name.into_owned().into(),
            tag: self.tag,
        }
    }
}

/// An attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Attribute<'a> {
    /// Its name.
    pub name: Name<'a>,
    /// Its value.
    pub value: Cow<'a, str>,
}

impl<'a> Attribute<'a> {
    /// An attribute.
    pub fn new(name: Name<'a>, value: impl Into<Cow<'a, str>>) -> Self {
        Attribute { name, value: value.into() }
    }

    /// A namespace declaration: WBXML has no other way to name a namespace.
    pub(crate) fn is_declaration(&self) -> bool {
        self.name.name == "xmlns" || self.name.prefix() == "xmlns"
    }
}

impl IntoOwned for Attribute<'_> {
    type Owned = Attribute<'static>;

    fn into_owned(self) -> Attribute<'static> {
        Attribute { name: self.name.into_owned(), value: self.value.into_owned().into() }
    }
}

/// One token of a [`Fragment`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Node<'a> {
    /// The start of an element.
    Start {
        /// Its name.
        name: Name<'a>,
        /// Its attributes.
        attributes: Vec<Attribute<'a>>,
    },
    /// Character data.
    Text(Cow<'a, str>),
    /// Opaque data.
    Opaque(Cow<'a, [u8]>),
    /// The end of the innermost open element.
    End,
}

impl IntoOwned for Node<'_> {
    type Owned = Node<'static>;

    fn into_owned(self) -> Node<'static> {
        match self {
            Node::Start { name, attributes } => {
                Node::Start { name: name.into_owned(), attributes: attributes.into_owned() }
            }
            Node::Text(text) => Node::Text(text.into_owned().into()),
            Node::Opaque(bytes) => Node::Opaque(bytes.into_owned().into()),
            Node::End => Node::End,
        }
    }
}

/// An element with all it contains, kept as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct Fragment<'a> {
    nodes: Vec<Node<'a>>,
}

impl<'a> Fragment<'a> {
    /// An element with text.
    pub fn element(name: impl Into<Name<'a>>, text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        let mut nodes = Vec::with_capacity(3);
        nodes.push(Node::Start { name: name.into(), attributes: Vec::new() });
        if !text.is_empty() {
            nodes.push(Node::Text(text));
        }
        nodes.push(Node::End);
        Fragment { nodes }
    }

    /// What a value writes, as a fragment: to embed a document in `Data`.
    pub fn of(tag: Tag, value: &impl Encode) -> Fragment<'static> {
        let mut sink = FragmentSink::default();
        value.encode(tag, &mut sink);
        sink.finish()
    }

    pub(crate) fn from_nodes(nodes: Vec<Node<'a>>) -> Self {
        Fragment { nodes }
    }

    pub(crate) fn into_nodes(self) -> Vec<Node<'a>> {
        self.nodes
    }

    /// The root of what could be a WBXML document of its own: one element of the vocabulary with nothing beside it, and
    /// only text that a document can have.
    pub(crate) fn document_root(&self) -> Option<Tag> {
        let root = self.name()?.tag?;
        let (mut depth, mut roots) = (0usize, 0);
        for node in &self.nodes {
            match node {
                Node::Start { .. } => {
                    roots += usize::from(depth == 0);
                    depth += 1;
                }
                Node::End => depth = depth.saturating_sub(1),
                Node::Text(text) if !is_text(text) || depth == 0 && !is_blank(text) => return None,
                Node::Opaque(_) if depth == 0 => return None,
                _ => {}
            }
        }
        (roots == 1).then_some(root)
    }

    /// The tokens, from the start of the element through its end.
    #[must_use]
    pub fn nodes(&self) -> &[Node<'a>] {
        &self.nodes
    }

    /// The name of the element.
    #[must_use]
    pub fn name(&self) -> Option<&Name<'a>> {
        match self.nodes.first() {
            Some(Node::Start { name, .. }) => Some(name),
            _ => None,
        }
    }

    /// The character data of the element and all below it.
    #[must_use]
    pub fn text(&self) -> String {
        self.nodes
            .iter()
            .filter_map(|node| if let Node::Text(text) = node { Some(&**text) } else { None })
            .collect()
    }

    /// Reads the fragment as a document.
    #[must_use]
    pub fn source(&self) -> FragmentSource<'_> {
        FragmentSource { nodes: &self.nodes, at: 0 }
    }

    /// Writes the fragment.
    pub fn write<'n, K: Sink<'n>>(&'n self, sink: &mut K) {
        let mut nodes = self.nodes.iter().peekable();
        while let Some(node) = nodes.next() {
            match node {
                Node::Start { name, attributes } => {
                    let empty = matches!(nodes.peek(), Some(Node::End));
                    sink.open_any(name, attributes, !empty);
                }
                Node::Text(text) => sink.text(text),
                Node::Opaque(bytes) => sink.bytes(bytes),
                Node::End => sink.close_any(),
            }
        }
    }
}

impl IntoOwned for Fragment<'_> {
    type Owned = Fragment<'static>;

    fn into_owned(self) -> Fragment<'static> {
        Fragment { nodes: self.nodes.into_owned() }
    }
}

/// Reads a [`Fragment`] as a document. Offsets are numbers of tokens.
#[derive(Clone, Debug)]
pub struct FragmentSource<'a> {
    nodes: &'a [Node<'a>],
    at: usize,
}

impl<'a> FragmentSource<'a> {
    fn last(&self) -> Option<&'a Node<'a>> {
        self.nodes.get(self.at.checked_sub(1)?)
    }
}

impl<'a> Source<'a> for FragmentSource<'a> {
    const BINARY: bool = true;

    fn next(&mut self, _: Space, _: &mut Notes<'_>) -> Result<Token<'a>, Error> {
        let node = self.nodes.get(self.at);
        self.at += 1;
        Ok(match node {
            Some(Node::Start { name, .. }) => name.tag.map_or(Token::StartOther, Token::Start),
            Some(Node::Text(text)) => Token::Text(Cow::Borrowed(text)),
            Some(Node::Opaque(bytes)) => Token::Opaque(Cow::Borrowed(bytes)),
            Some(Node::End) => Token::End,
            None => Token::Eof,
        })
    }

    fn name(&self) -> Name<'a> {
        match self.last() {
            Some(Node::Start { name, .. }) => name.clone(),
            _ => Name::new("", ""),
        }
    }

    fn has_attributes(&self) -> bool {
        matches!(self.last(), Some(Node::Start { attributes, .. }) if !attributes.is_empty())
    }

    fn attributes(&mut self) -> Vec<Attribute<'a>> {
        match self.last() {
            Some(Node::Start { attributes, .. }) => attributes.clone(),
            _ => Vec::new(),
        }
    }

    fn offset(&self) -> usize {
        self.at.saturating_sub(1)
    }

    fn error_at(&self, kind: ErrorKind, _: usize) -> Error {
        Error::new(kind)
    }
}

/// Collects a [`Fragment`].
#[derive(Clone, Debug, Default)]
pub struct FragmentSink {
    nodes: Vec<Node<'static>>,
}

impl FragmentSink {
    /// The element that was written.
    pub(crate) fn finish(self) -> Fragment<'static> {
        Fragment { nodes: self.nodes }
    }

    fn start(&mut self, name: Name<'static>, attributes: Vec<Attribute<'static>>) {
        self.nodes.push(Node::Start { name, attributes });
    }
}

impl<'n> Sink<'n> for FragmentSink {
    fn open(&mut self, tag: Tag) {
        self.start(tag.into(), Vec::new());
    }

    fn close(&mut self, _: Tag) {
        self.nodes.push(Node::End);
    }

    fn empty(&mut self, tag: Tag) {
        self.open(tag);
        self.close(tag);
    }

    fn open_any(&mut self, name: &'n Name<'_>, attributes: &'n [Attribute<'_>], _: bool) {
        self.start(
            name.clone().into_owned(),
            attributes.iter().cloned().map(IntoOwned::into_owned).collect(),
        );
    }

    fn open_with(&mut self, tag: Tag, attributes: &[(&str, &str)], content: bool) {
        let attribute = |(name, value): &(&str, &str)| {
            Attribute::new(Name::new("", String::from(*name)), String::from(*value))
        };
        self.start(tag.into(), attributes.iter().map(attribute).collect());
        if !content {
            self.nodes.push(Node::End);
        }
    }

    fn close_any(&mut self) {
        self.nodes.push(Node::End);
    }

    fn text(&mut self, text: &str) {
        self.nodes.push(Node::Text(text.to_owned().into()));
    }

    fn fail(&mut self, _: ErrorKind) {}

    fn bytes(&mut self, bytes: &[u8]) {
        self.nodes.push(Node::Opaque(bytes.to_owned().into()));
    }
}

/// What an element holds beyond its content model: attributes and elements of vendors. One word wide; nearly
/// always empty.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Extensions<'a>(Option<Box<Kept<'a>>>);

#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
struct Kept<'a> {
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    attributes: Vec<Attribute<'a>>,
    #[cfg_attr(
        feature = "serde",
        serde(rename = "leaves", skip_serializing_if = "Vec::is_empty", with = "serialize::leaves")
    )]
    of_leaves: Vec<(Tag, Vec<Attribute<'a>>)>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    elements: Vec<Fragment<'a>>,
}

impl<'a> Extensions<'a> {
    /// Whether there is nothing.
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Attributes of the element.
    #[must_use]
    pub fn attributes(&self) -> &[Attribute<'a>] {
        self.0.as_ref().map_or(&[], |kept| &kept.attributes)
    }

    /// Elements without a place in the content model, in document order; they are written behind those that have
    /// one.
    #[must_use]
    pub fn elements(&self) -> &[Fragment<'a>] {
        self.0.as_ref().map_or(&[], |kept| &kept.elements)
    }

    /// The value of an attribute of the element.
    #[must_use]
    pub fn attribute(&self, namespace: &str, local: &str) -> Option<&str> {
        self.attributes()
            .iter()
            .find(|attribute| attribute.name.namespace == namespace && attribute.name.local() == local)
            .map(|attribute| &*attribute.value)
    }

    /// Adds an attribute.
    pub fn push_attribute(&mut self, attribute: Attribute<'a>) {
        self.kept().attributes.push(attribute);
    }

    /// Adds an element.
    pub fn push_element(&mut self, element: Fragment<'a>) {
        self.kept().elements.push(element);
    }

    pub(crate) fn into_elements(self) -> Vec<Fragment<'a>> {
        self.0.map(|kept| kept.elements).unwrap_or_default()
    }

    /// Takes out the first element of this name.
    pub(crate) fn take_element(&mut self, tag: Tag) -> Option<Fragment<'a>> {
        let kept = self.0.as_mut()?;
        let place = kept
            .elements
            .iter()
            .position(|element| element.name().is_some_and(|name| name.tag == Some(tag)))?;
        let element = kept.elements.remove(place);
        if **kept == Kept::default() {
            self.0 = None;
        }
        Some(element)
    }

    pub(crate) fn set_attributes(&mut self, attributes: Vec<Attribute<'a>>) {
        if !attributes.is_empty() {
            self.kept().attributes = attributes;
        }
    }

    pub(crate) fn set_leaf_attributes(&mut self, leaf: Tag, attributes: Vec<Attribute<'a>>) {
        if !attributes.is_empty() {
            self.kept().of_leaves.push((leaf, attributes));
        }
    }

    /// Remembers that a child without content stood there, where the type cannot tell that from none.
    pub(crate) fn keep_empty_leaf(&mut self, leaf: Tag) {
        if !self.has_leaf(leaf) {
            self.kept().of_leaves.push((leaf, Vec::new()));
        }
    }

    /// Whether anything is kept of this child: attributes, or that it stood there.
    pub(crate) fn has_leaf(&self, leaf: Tag) -> bool {
        self.0.as_ref().is_some_and(|kept| kept.of_leaves.iter().any(|(tag, _)| *tag == leaf))
    }

    pub(crate) fn of_leaf(&self, leaf: Tag) -> &[Attribute<'a>] {
        self.0
            .as_ref()
            .and_then(|kept| kept.of_leaves.iter().find(|(tag, _)| *tag == leaf))
            .map_or(&[], |(_, attributes)| attributes)
    }

    fn kept(&mut self) -> &mut Kept<'a> {
        self.0.get_or_insert_with(Box::default)
    }

    /// Opens the element, with its attributes if it has some.
    #[inline]
    pub(crate) fn open<'n, K: Sink<'n>>(&'n self, tag: Tag, sink: &mut K) {
        match &self.0 {
            Some(kept) if !kept.attributes.is_empty() => {
                sink.open_any(tag.qualified(), &kept.attributes, true)
            }
            _ => sink.open(tag),
        }
    }

    /// Closes the element.
    #[inline]
    pub(crate) fn close<'n, K: Sink<'n>>(&'n self, tag: Tag, sink: &mut K) {
        let Some(kept) = &self.0 else { return sink.close(tag) };
        for element in &kept.elements {
            element.write(sink);
        }
        if kept.attributes.is_empty() { sink.close(tag) } else { sink.close_any() }
    }
}

impl IntoOwned for Extensions<'_> {
    type Owned = Extensions<'static>;

    fn into_owned(self) -> Extensions<'static> {
        Extensions(self.0.map(|kept| {
            Box::new(Kept {
                attributes: kept.attributes.into_owned(),
                of_leaves: kept.of_leaves.into_iter().map(|(tag, list)| (tag, list.into_owned())).collect(),
                elements: kept.elements.into_owned(),
            })
        }))
    }
}

#[cfg(feature = "serde")]
mod serialize {
    use super::{Extensions, Kept, Name, Space, Tag};
    use alloc::boxed::Box;
    use alloc::string::String;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// What is written of a [`Name`]; which element it is follows.
    #[derive(Deserialize)]
    pub(super) struct Written {
        namespace: String,
        name: String,
    }

    impl From<Written> for Name<'_> {
        fn from(Written { namespace, name }: Written) -> Self {
            let spaces = [
                Space::SyncMl,
                Space::MetInf,
                Space::DmDdf,
                Space::DevInf,
                Space::DevInf11,
                Space::Provisioning,
            ];
            let mut of_namespace = spaces.into_iter().filter(|space| space.namespace() == namespace);
            let tag = of_namespace.find_map(|space| Tag::from_name(space, &name));
            Name { tag, ..Name::new(namespace, name) }
        }
    }

    /// The attributes of children that are no more than a text: `[{"element":"CmdID","attributes":[…]}]`.
    pub(super) mod leaves {
        use super::super::{Attribute, Space, Tag};
        use alloc::string::String;
        use alloc::vec::Vec;
        use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

        #[derive(Serialize)]
        struct Leaf<'k, 'a> {
            element: &'static str,
            #[serde(skip_serializing_if = "is_empty")]
            attributes: &'k [Attribute<'a>],
        }

        fn is_empty(attributes: &[Attribute<'_>]) -> bool {
            attributes.is_empty()
        }

        #[derive(Deserialize)]
        struct Read {
            element: String,
            #[serde(default)]
            attributes: Vec<Attribute<'static>>,
        }

        pub(in super::super) fn serialize<S: Serializer>(
            leaves: &[(Tag, Vec<Attribute<'_>>)],
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer
                .collect_seq(leaves.iter().map(|(tag, attributes)| Leaf { element: tag.name(), attributes }))
        }

        pub(in super::super) fn deserialize<'de, 'a, D: Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Vec<(Tag, Vec<Attribute<'a>>)>, D::Error> {
            let leaves = Vec::<Read>::deserialize(deserializer)?.into_iter();
            leaves
                .map(|Read { element, attributes }| {
                    let mut spaces = [Space::SyncMl, Space::MetInf].into_iter();
                    let tag = spaces.find_map(|space| Tag::from_name(space, &element));
                    tag.map(|tag| (tag, attributes))
                        .ok_or_else(|| D::Error::custom("an element that is none"))
                })
                .collect()
        }
    }

    impl Serialize for Extensions<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            self.0.serialize(serializer)
        }
    }

    impl<'de> Deserialize<'de> for Extensions<'_> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Option::<Box<Kept<'_>>>::deserialize(deserializer).map(Extensions)
        }
    }
}
