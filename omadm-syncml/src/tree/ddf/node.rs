//! A node of a MgmtTree document and its properties.

use crate::code::Format;
use crate::syntax::{Fragment, IntoOwned};
use crate::tree::AccessTypes;
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;

/// A node of a description or of a serialized tree.
#[derive(Clone, Debug, PartialEq, Default)]
#[non_exhaustive]
pub struct DescribedNode<'a> {
    /// NodeName: `None` when the element is missing, empty for a node that is named when it is made.
    pub name: Option<Cow<'a, str>>,
    /// Path: the URI above the node, where it does not follow from the nesting.
    pub path: Option<Cow<'a, str>>,
    /// What the node has at run time; in a description, which properties it supports.
    pub rt_properties: Option<Box<RtProperties<'a>>>,
    /// What the device says of the node.
    pub df_properties: Option<Box<DfProperties<'a>>>,
    /// The value of a leaf.
    pub value: Option<DescribedValue<'a>>,
    /// Elements of other vocabularies, as they came.
    pub extensions: Vec<Fragment<'a>>,
}

impl<'a> DescribedNode<'a> {
    /// A node without properties; an empty name makes it unnamed.
    pub fn new(name: impl Into<Cow<'a, str>>) -> Self {
        DescribedNode { name: Some(name.into()), ..DescribedNode::default() }
    }

    /// A node of a description: readable, with the usual type of the format.
    pub fn described(name: impl Into<Cow<'a, str>>, format: Format<'a>) -> Self {
        DescribedNode::new(name).with_df_properties(DfProperties::new(format))
    }

    /// The same with what the device says of it.
    #[must_use]
    pub fn with_df_properties(mut self, properties: DfProperties<'a>) -> Self {
        self.df_properties = Some(Box::new(properties));
        self
    }

    /// The same with what it has at run time.
    #[must_use]
    pub fn with_rt_properties(mut self, properties: RtProperties<'a>) -> Self {
        self.rt_properties = Some(Box::new(properties));
        self
    }

    /// The same with a value.
    #[must_use]
    pub fn with_value(mut self, value: impl Into<DescribedValue<'a>>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// The same with a Path.
    #[must_use]
    pub fn with_path(mut self, path: impl Into<Cow<'a, str>>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// The format, from whichever properties give one; DFFormat goes first.
    #[must_use]
    pub fn format(&self) -> Option<&Format<'a>> {
        let described = self.df_properties.as_ref().and_then(|properties| properties.format.as_ref());
        described.or_else(|| self.rt_properties.as_ref().and_then(|properties| properties.format.as_ref()))
    }

    /// What the commands of a server may do; nothing known without DFProperties.
    #[must_use]
    pub fn access(&self) -> Option<AccessTypes> {
        self.df_properties.as_ref().and_then(|properties| properties.access_type)
    }

    /// How often the node may occur; One where nothing is said.
    #[must_use]
    pub fn occurrence(&self) -> Occurrence {
        self.df_properties.as_ref().and_then(|properties| properties.occurrence).unwrap_or_default()
    }

    /// Whether the node is there for good; Dynamic where nothing is said.
    #[must_use]
    pub fn scope(&self) -> Scope {
        self.df_properties.as_ref().and_then(|properties| properties.scope).unwrap_or_default()
    }

    /// The same value without a borrow.
    #[must_use]
    pub fn into_owned(self) -> DescribedNode<'static> {
        DescribedNode {
            name: self.name.map(own),
            path: self.path.map(own),
            rt_properties: self.rt_properties.map(|properties| Box::new(properties.into_owned())),
            df_properties: self.df_properties.map(|properties| Box::new(properties.into_owned())),
            value: self.value.map(DescribedValue::into_owned),
            extensions: self.extensions.into_owned(),
        }
    }
}

/// The value of a node in a document: text, or bytes that WBXML carried as such.
///
/// In XML binary data is base64 text of the format `b64`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DescribedValue<'a> {
    /// Text.
    Text(Cow<'a, str>),
    /// Bytes.
    Bytes(Cow<'a, [u8]>),
}

impl DescribedValue<'_> {
    /// The text; `None` for bytes.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            DescribedValue::Text(text) => Some(text),
            DescribedValue::Bytes(_) => None,
        }
    }

    fn into_owned(self) -> DescribedValue<'static> {
        match self {
            DescribedValue::Text(text) => DescribedValue::Text(own(text)),
            DescribedValue::Bytes(bytes) => DescribedValue::Bytes(Cow::Owned(bytes.into_owned())),
        }
    }
}

impl<'a> From<&'a str> for DescribedValue<'a> {
    fn from(text: &'a str) -> Self {
        DescribedValue::Text(Cow::Borrowed(text))
    }
}

/// The run-time properties of a node. In a description an empty text means: supported.
#[derive(Clone, Debug, PartialEq, Default)]
#[non_exhaustive]
pub struct RtProperties<'a> {
    /// Who may do what.
    pub acl: Option<Cow<'a, str>>,
    /// How the value is to be read.
    pub format: Option<Format<'a>>,
    /// The name.
    pub name: Option<Cow<'a, str>>,
    /// Bytes of the value.
    pub size: Option<Cow<'a, str>>,
    /// A name for people.
    pub title: Option<Cow<'a, str>>,
    /// When the value last changed.
    pub tstamp: Option<Cow<'a, str>>,
    /// MIME type or management object identifier (element `Type`).
    pub node_type: Option<NodeType<'a>>,
    /// How often the node changed.
    pub ver_no: Option<Cow<'a, str>>,
    /// Elements of other vocabularies, as they came.
    pub extensions: Vec<Fragment<'a>>,
}

impl RtProperties<'_> {
    fn into_owned(self) -> RtProperties<'static> {
        RtProperties {
            acl: self.acl.map(own),
            format: self.format.map(Format::into_owned),
            name: self.name.map(own),
            size: self.size.map(own),
            title: self.title.map(own),
            tstamp: self.tstamp.map(own),
            node_type: self.node_type.map(NodeType::into_owned),
            ver_no: self.ver_no.map(own),
            extensions: self.extensions.into_owned(),
        }
    }
}

/// What a device says of a node.
#[derive(Clone, Debug, PartialEq, Default)]
#[non_exhaustive]
pub struct DfProperties<'a> {
    /// The commands the node takes; `None` when the element is missing.
    pub access_type: Option<AccessTypes>,
    /// The value unless somebody sets another.
    pub default_value: Option<Cow<'a, str>>,
    /// What the node is for.
    pub description: Option<Cow<'a, str>>,
    /// How the value is to be read (element `DFFormat`).
    pub format: Option<Format<'a>>,
    /// How often the node may occur.
    pub occurrence: Option<Occurrence>,
    /// Whether servers can make and delete the node.
    pub scope: Option<Scope>,
    /// A name for people (element `DFTitle`).
    pub title: Option<Cow<'a, str>>,
    /// The types a value may have, or the management object that is rooted here (element `DFType`).
    pub types: Vec<NodeType<'a>>,
    /// How the names below are compared.
    pub case_sense: Option<CaseSense>,
    /// Elements of other vocabularies, as they came; [`Msft`](super::Msft) reads those of Microsoft.
    pub extensions: Vec<Fragment<'a>>,
}

impl<'a> DfProperties<'a> {
    /// A readable node of a format, with the type that goes with it: none for an interior node, else `text/plain`.
    #[must_use]
    pub fn new(format: Format<'a>) -> Self {
        let types = match format {
            Format::Node => NodeType::DdfName(Cow::Borrowed("")),
            Format::Bin => NodeType::Mime(Cow::Borrowed("application/octet-stream")),
            _ => NodeType::Mime(Cow::Borrowed("text/plain")),
        };
        DfProperties {
            access_type: Some(AccessTypes::from([crate::tree::AccessType::Get])),
            format: Some(format),
            types: alloc::vec![types],
            ..DfProperties::default()
        }
    }

    /// The same taking other commands.
    #[must_use]
    pub fn with_access(mut self, access: impl Into<AccessTypes>) -> Self {
        self.access_type = Some(access.into());
        self
    }

    /// The same with an occurrence.
    #[must_use]
    pub fn with_occurrence(mut self, occurrence: Occurrence) -> Self {
        self.occurrence = Some(occurrence);
        self
    }

    /// The same with a scope.
    #[must_use]
    pub fn with_scope(mut self, scope: Scope) -> Self {
        self.scope = Some(scope);
        self
    }

    /// The same with one type.
    #[must_use]
    pub fn with_type(mut self, node_type: NodeType<'a>) -> Self {
        self.types = alloc::vec![node_type];
        self
    }

    /// The same with a description.
    #[must_use]
    pub fn with_description(mut self, description: impl Into<Cow<'a, str>>) -> Self {
        self.description = Some(description.into());
        self
    }

    fn into_owned(self) -> DfProperties<'static> {
        DfProperties {
            access_type: self.access_type,
            default_value: self.default_value.map(own),
            description: self.description.map(own),
            format: self.format.map(Format::into_owned),
            occurrence: self.occurrence,
            scope: self.scope,
            title: self.title.map(own),
            types: self.types.into_iter().map(NodeType::into_owned).collect(),
            case_sense: self.case_sense,
            extensions: self.extensions.into_owned(),
        }
    }
}

/// A MIME type, or the identifier of a management object.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum NodeType<'a> {
    /// `MIME`: the type of a leaf's value. Microsoft also writes an empty one for interior nodes.
    Mime(Cow<'a, str>),
    /// `DDFName`: the object rooted at an interior node; may be empty.
    DdfName(Cow<'a, str>),
}

impl NodeType<'_> {
    /// The text of either.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            NodeType::Mime(text) | NodeType::DdfName(text) => text,
        }
    }

    fn into_owned(self) -> NodeType<'static> {
        match self {
            NodeType::Mime(text) => NodeType::Mime(own(text)),
            NodeType::DdfName(text) => NodeType::DdfName(own(text)),
        }
    }
}

/// How often a node may occur below its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Occurrence {
    /// Exactly once; what holds when nothing is said.
    #[default]
    One,
    /// At most once.
    ZeroOrOne,
    /// Any number of times.
    ZeroOrMore,
    /// At least once.
    OneOrMore,
    /// At most so often, 2 to 65 536.
    ZeroOrN(u32),
    /// At least once and at most so often, 2 to 65 536.
    OneOrN(u32),
}

impl Occurrence {
    /// The least number of nodes.
    #[must_use]
    pub const fn min(self) -> u32 {
        match self {
            Occurrence::One | Occurrence::OneOrMore | Occurrence::OneOrN(_) => 1,
            _ => 0,
        }
    }

    /// The greatest number of nodes; `None` without bound.
    #[must_use]
    pub const fn max(self) -> Option<u32> {
        match self {
            Occurrence::One | Occurrence::ZeroOrOne => Some(1),
            Occurrence::ZeroOrN(n) | Occurrence::OneOrN(n) => Some(n),
            Occurrence::ZeroOrMore | Occurrence::OneOrMore => None,
        }
    }

    /// The name of the element.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Occurrence::One => "One",
            Occurrence::ZeroOrOne => "ZeroOrOne",
            Occurrence::ZeroOrMore => "ZeroOrMore",
            Occurrence::OneOrMore => "OneOrMore",
            Occurrence::ZeroOrN(_) => "ZeroOrN",
            Occurrence::OneOrN(_) => "OneOrN",
        }
    }
}

/// Whether servers can make and delete a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Scope {
    /// They cannot: it is there from the start.
    Permanent,
    /// They can; what holds when nothing is said.
    #[default]
    Dynamic,
}

impl Scope {
    /// The name of the element.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Scope::Permanent => "Permanent",
            Scope::Dynamic => "Dynamic",
        }
    }
}

/// How names below a node are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CaseSense {
    /// `CS`: letter by letter.
    Sensitive,
    /// `CIS`: without regard to case.
    Insensitive,
}

impl CaseSense {
    /// The name of the element.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            CaseSense::Sensitive => "CS",
            CaseSense::Insensitive => "CIS",
        }
    }
}

pub(super) fn own(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}
