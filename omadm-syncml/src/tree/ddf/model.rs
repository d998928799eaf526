//! The model of a MgmtTree document.

use crate::code::Format;
use crate::tree::{AccessTypes, NodePath};
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;
use mgmt_wire::xml::RawElement;

/// A device description (DDF) or a serialized tree (TNDS).
///
/// The nodes form a forest: several roots are allowed, as Microsoft's `./Device` and `./User` or the pieces of a
/// deep tree have them. They live side by side in one list, so that no depth of nesting makes a call deep.
///
/// ```
/// use omadm_syncml::code::Format;
/// use omadm_syncml::tree::{DescribedNode, MgmtTree};
///
/// let mut tree = MgmtTree::new();
/// let dev_info = tree.push(None, DescribedNode::described("DevInfo", Format::Node));
/// tree.push(Some(dev_info), DescribedNode::described("Man", Format::Chr));
///
/// let xml = tree.to_xml()?;
/// let read = MgmtTree::from_xml(xml.as_bytes())?;
/// assert_eq!(read.iter().map(|node| node.template()).collect::<Vec<_>>(), ["./DevInfo", "./DevInfo/Man"]);
/// # Ok::<(), omadm_syncml::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct MgmtTree<'a> {
    /// The version of the document type, `1.2`.
    pub ver_dtd: Cow<'a, str>,
    /// The device's manufacturer.
    pub man: Option<Cow<'a, str>>,
    /// The device's model (element `Mod`).
    pub model: Option<Cow<'a, str>>,
    /// Elements of other vocabularies, as they came.
    pub extensions: Vec<RawElement<'a>>,
    entries: Vec<Entry<'a>>,
    roots: (Option<NodeId>, Option<NodeId>),
}

#[derive(Clone, Debug)]
struct Entry<'a> {
    node: DescribedNode<'a>,
    parent: Option<NodeId>,
    first_child: Option<NodeId>,
    last_child: Option<NodeId>,
    next_sibling: Option<NodeId>,
}

/// Names a node of one [`MgmtTree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(core::num::NonZeroU32);

impl NodeId {
    fn new(index: usize) -> Option<Self> {
        u32::try_from(index).ok()?.checked_add(1).and_then(core::num::NonZeroU32::new).map(NodeId)
    }

    pub(super) fn index(self) -> usize {
        usize::try_from(self.0.get() - 1).unwrap_or(usize::MAX)
    }
}

impl<'a> MgmtTree<'a> {
    /// A document of version 1.2 without nodes.
    #[must_use]
    pub fn new() -> Self {
        MgmtTree {
            ver_dtd: Cow::Borrowed("1.2"),
            man: None,
            model: None,
            extensions: Vec::new(),
            entries: Vec::new(),
            roots: (None, None),
        }
    }

    /// Appends a node below `parent`, or as a further root.
    ///
    /// The identifier of a node of another tree counts as no parent; beyond 2^32 - 2 nodes the last one is
    /// given again and nothing is added.
    pub fn push(&mut self, parent: Option<NodeId>, node: DescribedNode<'a>) -> NodeId {
        let parent = parent.filter(|parent| parent.index() < self.entries.len());
        let Some(id) = NodeId::new(self.entries.len()) else {
            return self.roots.1.unwrap_or(NodeId(core::num::NonZeroU32::MAX));
        };
        let entry = Entry { node, parent, first_child: None, last_child: None, next_sibling: None };
        if self.entries.len() == self.entries.capacity() && self.entries.len() < 64 {
            // Small trees are many: they shall not take twice what they need.
            self.entries.reserve_exact(8);
        }
        self.entries.push(entry);
        let (first, last) = match parent.and_then(|parent| self.entries.get_mut(parent.index())) {
            Some(entry) => (&mut entry.first_child, &mut entry.last_child),
            None => (&mut self.roots.0, &mut self.roots.1),
        };
        first.get_or_insert(id);
        if let Some(previous) = last.replace(id).and_then(|previous| self.entries.get_mut(previous.index())) {
            previous.next_sibling = Some(id);
        }
        id
    }

    /// How many nodes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no nodes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// A node.
    #[must_use]
    pub fn get(&self, id: NodeId) -> Option<NodeRef<'_, 'a>> {
        self.entries.get(id.index()).map(|entry| NodeRef { tree: self, entry, id })
    }

    /// A node, to change it.
    pub fn get_mut(&mut self, id: NodeId) -> Option<&mut DescribedNode<'a>> {
        self.entries.get_mut(id.index()).map(|entry| &mut entry.node)
    }

    /// The nodes right below MgmtTree.
    pub fn roots(&self) -> impl Iterator<Item = NodeRef<'_, 'a>> {
        self.siblings(self.roots.0)
    }

    fn siblings(&self, first: Option<NodeId>) -> impl Iterator<Item = NodeRef<'_, 'a>> {
        core::iter::successors(first.and_then(|id| self.get(id)), |node| {
            node.entry.next_sibling.and_then(|id| self.get(id))
        })
    }

    /// All nodes in document order, each before its children.
    pub fn iter(&self) -> impl Iterator<Item = NodeRef<'_, 'a>> {
        core::iter::successors(self.roots().next(), |node| node.next())
    }

    /// The node that describes a place: names are matched from the roots down, an unnamed node matches every
    /// name, a named one goes before it. CaseSense is heeded.
    ///
    /// ```
    /// # use omadm_syncml::tree::{MgmtTree, NodePath};
    /// let ddf = MgmtTree::from_xml(b"<MgmtTree><VerDTD>1.2</VerDTD><Node><NodeName>DMAcc</NodeName>\
    ///     <Node><NodeName/><Node><NodeName>AppID</NodeName></Node></Node></Node></MgmtTree>")?;
    /// let found = ddf.find(&NodePath::parse("./DMAcc/operator/AppID")?).unwrap();
    /// assert_eq!(found.template(), "./DMAcc/*/AppID");
    /// # Ok::<(), omadm_syncml::Error>(())
    /// ```
    #[must_use]
    pub fn find(&self, path: &NodePath) -> Option<NodeRef<'_, 'a>> {
        let names = path.names();
        self.roots().find_map(|root| {
            let base = root.base();
            let (above, rest) = names.split_at_checked(base.names().len())?;
            let (name, mut rest) = rest.split_first()?;
            if above != base.names() || !root.matches(name, false) {
                return None;
            }
            let mut node = root;
            let mut ignore_case = node.ignores_case(false);
            while let Some((name, below)) = rest.split_first() {
                let named =
                    node.children().find(|child| !child.is_unnamed() && child.matches(name, ignore_case));
                node = named.or_else(|| node.children().find(|child| child.is_unnamed()))?;
                ignore_case = node.ignores_case(ignore_case);
                rest = below;
            }
            Some(node)
        })
    }

    /// The same value without a borrow.
    #[must_use]
    pub fn into_owned(self) -> MgmtTree<'static> {
        let owned = |entry: Entry<'a>| Entry {
            node: entry.node.into_owned(),
            parent: entry.parent,
            first_child: entry.first_child,
            last_child: entry.last_child,
            next_sibling: entry.next_sibling,
        };
        MgmtTree {
            ver_dtd: own(self.ver_dtd),
            man: self.man.map(own),
            model: self.model.map(own),
            extensions: self.extensions.into_iter().map(RawElement::into_owned).collect(),
            entries: self.entries.into_iter().map(owned).collect(),
            roots: self.roots,
        }
    }
}

impl Default for MgmtTree<'_> {
    fn default() -> Self {
        MgmtTree::new()
    }
}

impl PartialEq for MgmtTree<'_> {
    /// Same content in the same order, however it was put together.
    fn eq(&self, other: &Self) -> bool {
        self.ver_dtd == other.ver_dtd
            && self.man == other.man
            && self.model == other.model
            && self.extensions == other.extensions
            && self.len() == other.len()
            && self.iter().zip(other.iter()).all(|(a, b)| a.depth() == b.depth() && *a == *b)
    }
}

/// A node within its tree; dereferences to the [`DescribedNode`].
#[derive(Clone, Copy)]
pub struct NodeRef<'t, 'a> {
    tree: &'t MgmtTree<'a>,
    entry: &'t Entry<'a>,
    id: NodeId,
}

impl<'t, 'a> NodeRef<'t, 'a> {
    /// The node's identifier.
    #[must_use]
    pub fn id(self) -> NodeId {
        self.id
    }

    /// The node above.
    #[must_use]
    pub fn parent(self) -> Option<NodeRef<'t, 'a>> {
        self.entry.parent.and_then(|id| self.tree.get(id))
    }

    /// The nodes right below.
    pub fn children(self) -> impl Iterator<Item = NodeRef<'t, 'a>> {
        self.tree.siblings(self.entry.first_child)
    }

    /// Nodes above this one; 0 for a root.
    #[must_use]
    pub fn depth(self) -> usize {
        core::iter::successors(self.parent(), |node| node.parent()).count()
    }

    /// The node after this one in document order.
    fn next(self) -> Option<NodeRef<'t, 'a>> {
        if let Some(child) = self.entry.first_child {
            return self.tree.get(child);
        }
        let mut node = self;
        loop {
            if let Some(sibling) = node.entry.next_sibling {
                return self.tree.get(sibling);
            }
            node = node.parent()?;
        }
    }

    /// The node itself.
    #[must_use]
    pub fn node(self) -> &'t DescribedNode<'a> {
        &self.entry.node
    }

    /// The place above the node that its Path names; the root without one or with one that is no URI.
    fn base(self) -> NodePath {
        let path = self.entry.node.path.as_deref().map(str::trim).filter(|path| !path.is_empty());
        path.and_then(|path| NodePath::parse(path).ok()).unwrap_or_default()
    }

    /// The names from the root of the tree to the node, empty for unnamed nodes. A Path starts them anew.
    #[must_use]
    pub fn names(self) -> Vec<Cow<'t, str>> {
        let mut names = Vec::new();
        let mut node = Some(self);
        while let Some(current) = node {
            names.push(Cow::Borrowed(current.entry.node.name.as_deref().unwrap_or("")));
            if current.entry.node.path.is_some() || current.entry.parent.is_none() {
                names.extend(current.base().names().iter().rev().map(|name| Cow::Owned(name.clone())));
                break;
            }
            node = current.parent();
        }
        names.reverse();
        names
    }

    /// The node's URI with `*` for unnamed nodes: `./DMAcc/*/AppID`.
    #[must_use]
    pub fn template(self) -> alloc::string::String {
        let mut text = alloc::string::String::from(".");
        for name in self.names() {
            text.push('/');
            match &*name {
                "" => text.push('*'),
                name => crate::tree::uri::push_encoded(&mut text, name),
            }
        }
        text
    }

    fn is_unnamed(self) -> bool {
        self.entry.node.name.as_deref().unwrap_or("").is_empty()
    }

    fn matches(self, name: &str, ignore_case: bool) -> bool {
        match self.entry.node.name.as_deref() {
            None | Some("") => true,
            Some(own) if ignore_case => own.eq_ignore_ascii_case(name),
            Some(own) => own == name,
        }
    }

    /// Whether the names below are compared without regard to case.
    fn ignores_case(self, inherited: bool) -> bool {
        match self.entry.node.df_properties.as_ref().and_then(|properties| properties.case_sense) {
            Some(case_sense) => case_sense == CaseSense::Insensitive,
            None => inherited,
        }
    }
}

impl<'a> core::ops::Deref for NodeRef<'_, 'a> {
    type Target = DescribedNode<'a>;

    fn deref(&self) -> &DescribedNode<'a> {
        &self.entry.node
    }
}

impl core::fmt::Debug for NodeRef<'_, '_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "NodeRef({})", self.template())
    }
}

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
    pub extensions: Vec<RawElement<'a>>,
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
            extensions: self.extensions.into_iter().map(RawElement::into_owned).collect(),
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
    pub extensions: Vec<RawElement<'a>>,
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
            extensions: self.extensions.into_iter().map(RawElement::into_owned).collect(),
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
    pub extensions: Vec<RawElement<'a>>,
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
            extensions: self.extensions.into_iter().map(RawElement::into_owned).collect(),
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

fn own(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}
