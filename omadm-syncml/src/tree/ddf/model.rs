//! The model of a MgmtTree document.

use super::node::own;
use super::{CaseSense, DescribedNode};
use crate::syntax::{Fragment, IntoOwned};
use crate::tree::NodePath;
use alloc::borrow::Cow;
use alloc::vec::Vec;

/// A device description (DDF) or a serialized tree (TNDS).
///
/// The nodes form a forest: several roots are allowed, as Microsoft's `./Device` and `./User` or the pieces of a
/// deep tree have them. They live side by side in one list, so that no depth of nesting makes a call deep.
///
/// ```
/// # #[cfg(feature = "xml")] {
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
/// # }
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
    /// Whether the elements are in the namespace of OMA DDF 1.2. Descriptions in the field mostly are in none;
    /// serialized trees within messages are.
    pub in_namespace: bool,
    /// Elements of other vocabularies, as they came.
    pub extensions: Vec<Fragment<'a>>,
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
            in_namespace: true,
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
    /// name, a named one goes before it. CaseSense is heeded. A root of the name `.` is the root of the tree.
    ///
    /// ```
    /// # #[cfg(feature = "xml")] {
    /// # use omadm_syncml::tree::{MgmtTree, NodePath};
    /// let ddf = MgmtTree::from_xml(b"<MgmtTree><VerDTD>1.2</VerDTD><Node><NodeName>DMAcc</NodeName>\
    ///     <Node><NodeName/><Node><NodeName>AppID</NodeName></Node></Node></Node></MgmtTree>")?;
    /// let found = ddf.find(&NodePath::parse("./DMAcc/operator/AppID")?).unwrap();
    /// assert_eq!(found.template(), "./DMAcc/*/AppID");
    /// # }
    /// # Ok::<(), omadm_syncml::Error>(())
    /// ```
    #[must_use]
    pub fn find(&self, path: &NodePath) -> Option<NodeRef<'_, 'a>> {
        let names = path.names();
        self.roots().find_map(|root| {
            let mut rest = names;
            if !root.is_tree_root() {
                let base = root.base();
                let (above, own) = names.split_at_checked(base.names().len())?;
                let (name, below) = own.split_first()?;
                if above != base.names() || !root.matches(name, false) {
                    return None;
                }
                rest = below;
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
            in_namespace: self.in_namespace,
            extensions: self.extensions.into_owned(),
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
            && self.in_namespace == other.in_namespace
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
        while let Some(current) = node.filter(|node| !node.is_tree_root()) {
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
                name => crate::tree::percent::push_encoded(&mut text, name),
            }
        }
        text
    }

    /// Whether the node is the root of the management tree, named as one.
    pub(crate) fn is_tree_root(self) -> bool {
        self.entry.parent.is_none() && self.entry.node.name.as_deref() == Some(".")
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
