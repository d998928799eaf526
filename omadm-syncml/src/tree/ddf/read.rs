//! Reading a MgmtTree: the document and its nodes.

use super::{
    DdfErrorKind, DdfWarningKind, DescribedNode, DescribedValue, MgmtTree, NAMESPACE, NodeId, NodeRef,
};
use crate::error::{Error, ErrorKind, WarningKind};
use crate::syntax::{Cursor, Fragment, Source, Space, Tag, Token, is_blank};
use alloc::boxed::Box;
use alloc::vec::Vec;
use mgmt_wire::{DecodeOptions, Limit};

/// An element and its children, in the order of the document type.
pub(super) struct Order {
    pub(super) of: Tag,
    pub(super) children: &'static [Tag],
}

const TREE_ORDER: &Order =
    &Order { of: Tag::DdfMgmtTree, children: &[Tag::DdfVerDTD, Tag::DdfMan, Tag::DdfMod, Tag::DdfNode] };
const NODE_ORDER: &Order = &Order {
    of: Tag::DdfNode,
    children: &[
        Tag::DdfNodeName,
        Tag::DdfPath,
        Tag::DdfRTProperties,
        Tag::DdfDFProperties,
        Tag::DdfNode,
        Tag::DdfValue,
    ],
};

/// An element whose children are being read.
struct Open {
    /// The node; `None` for MgmtTree itself.
    id: Option<NodeId>,
    /// How far in the order its children have come.
    stage: u8,
}

/// Reads one document from any source: XML, WBXML, or the Data of an Item.
pub(super) struct Decoder<'a, 's, S> {
    pub(super) cursor: Cursor<'a, 's, S>,
    tree: MgmtTree<'a>,
    open: Vec<Open>,
    /// Where each node begins; saturated, since a document beyond 4 GiB is far beyond what a tree may take.
    offsets: Vec<u32>,
    most_nodes: usize,
    deepest: usize,
}

impl<'a, 's, S: Source<'a>> Decoder<'a, 's, S> {
    pub(super) fn new(cursor: Cursor<'a, 's, S>, options: &DecodeOptions) -> Self {
        Decoder {
            cursor,
            tree: MgmtTree::new(),
            open: Vec::new(),
            offsets: Vec::new(),
            most_nodes: options.limits.nodes,
            // The properties of a node nest further elements, and no known tree is half as deep.
            deepest: options.limits.depth / 8 * 3,
        }
    }

    pub(super) fn document(mut self) -> Result<MgmtTree<'a>, Error> {
        loop {
            match self.next()? {
                Token::Start(Tag::DdfMgmtTree) => break,
                Token::Text(_) | Token::Opaque(_) => {}
                Token::Eof => return Err(self.error(DdfErrorKind::Missing("MgmtTree"))),
                Token::StartOther if self.cursor.source().name().local() == Tag::DdfMgmtTree.name() => {
                    return Err(self.cursor.error(ErrorKind::WrongNamespace(Tag::DdfMgmtTree.name())));
                }
                _ => return Err(self.error(DdfErrorKind::Unexpected("document"))),
            }
        }
        let (mut version, mut man, mut model) = (None, None, None);
        self.open.push(Open { id: None, stage: 0 });
        while !self.open.is_empty() {
            let token = self.next()?;
            let (Some(child), id) = (self.child(token)?, self.current()) else { continue };
            match (child, id) {
                (None, id) => {
                    let kept = self.capture()?;
                    match id.and_then(|id| self.tree.get_mut(id)) {
                        Some(node) => node.extensions.push(kept),
                        None => self.tree.extensions.push(kept),
                    }
                }
                (Some(Tag::DdfNode), parent) => self.open_node(parent)?,
                (Some(Tag::DdfVerDTD), _) => self.leaf(Tag::DdfVerDTD, &mut version)?,
                (Some(Tag::DdfMan), _) => self.leaf(Tag::DdfMan, &mut man)?,
                (Some(Tag::DdfMod), _) => self.leaf(Tag::DdfMod, &mut model)?,
                (Some(tag), Some(id)) => self.node_part(tag, id)?,
                (Some(tag), None) => return Err(self.error(DdfErrorKind::Unexpected(tag.name()))),
            }
        }
        match version {
            Some(version) => self.tree.ver_dtd = version,
            None => self.tolerate(DdfWarningKind::MissingVersion, DdfErrorKind::Missing("VerDTD"))?,
        }
        if self.tree.is_empty() {
            self.tolerate(DdfWarningKind::MissingNodes, DdfErrorKind::Missing("Node"))?;
        }
        (self.tree.man, self.tree.model) = (man, model);
        loop {
            match self.next()? {
                Token::Eof => break,
                Token::Text(text) if is_blank(&text) => {}
                _ => return Err(self.cursor.error(ErrorKind::TrailingData)),
            }
        }
        self.incomplete_nodes()?;
        self.duplicate_nodes()?;
        Ok(self.tree)
    }

    fn current(&self) -> Option<NodeId> {
        self.open.last().and_then(|open| open.id)
    }

    /// A child of the innermost open element: `Some(None)` for one to keep as it is. Ends are acted upon, text is
    /// passed over.
    fn child(&mut self, token: Token<'a>) -> Result<Option<Option<Tag>>, Error> {
        match token {
            Token::End => {
                self.open.pop();
                Ok(None)
            }
            Token::Start(_) | Token::StartOther => {
                let order = if self.current().is_some() { NODE_ORDER } else { TREE_ORDER };
                let mut stage = self.open.last().map_or(0, |open| open.stage);
                let known = self.ordered(&token, order, &mut stage)?;
                if let Some(open) = self.open.last_mut() {
                    open.stage = stage;
                }
                Ok(Some(known))
            }
            other => self.stray(&other, TREE_ORDER.of).map(|()| None),
        }
    }

    /// Which element of an order a start tag is; `None` for one to keep as it is. `stage` is how far in the order the
    /// children have come.
    pub(super) fn ordered(
        &mut self,
        token: &Token<'a>,
        order: &'static Order,
        stage: &mut u8,
    ) -> Result<Option<Tag>, Error> {
        let known = order.children.iter().zip(0u8..).find(|(known, _)| *token == Token::Start(**known));
        let Some((known, place)) = known.map(|(known, place)| (*known, place)) else {
            if self.is_ours() {
                let kind = DdfErrorKind::Unexpected(order.of.name());
                self.tolerate(DdfWarningKind::UnknownElement, kind)?;
            }
            return Ok(None);
        };
        if place < *stage {
            self.tolerate(DdfWarningKind::ElementOrder, DdfErrorKind::Order(known.name()))?;
        }
        *stage = (*stage).max(place);
        if self.cursor.source().has_attributes() {
            self.tolerate(DdfWarningKind::UnknownAttribute, DdfErrorKind::Unexpected(known.name()))?;
        }
        Ok(Some(known))
    }

    /// Whether the element that has just started should be one of the document type: in its namespace, or in none as
    /// most descriptions have it. Unknown tokens have been noticed already, and what has a prefix or a namespace of its
    /// own is welcome.
    fn is_ours(&self) -> bool {
        let name = self.cursor.source().name();
        name.namespace == NAMESPACE
            || name.namespace == Space::SyncMl.namespace()
            || (name.namespace.is_empty() && name.prefix().is_empty())
    }

    fn open_node(&mut self, parent: Option<NodeId>) -> Result<(), Error> {
        if self.tree.len() >= self.most_nodes {
            return Err(self.cursor.error(ErrorKind::Limit(Limit::Nodes)));
        }
        if self.open.len() > self.deepest {
            return Err(self.cursor.error(ErrorKind::Limit(Limit::Depth)));
        }
        let id = self.tree.push(parent, DescribedNode::default());
        self.offsets.push(u32::try_from(self.cursor.source().offset()).unwrap_or(u32::MAX));
        self.open.push(Open { id: Some(id), stage: 0 });
        Ok(())
    }

    fn node_part(&mut self, tag: Tag, id: NodeId) -> Result<(), Error> {
        // A node is never without its parts for long: what goes wrong in between ends all reading.
        let Some(mut node) = self.tree.get_mut(id).map(core::mem::take) else { return Ok(()) };
        match tag {
            Tag::DdfNodeName => {
                self.leaf(tag, &mut node.name)?;
                node.name = node.name.map(|text| self.trimmed(text)).transpose()?;
                let invalid = DdfErrorKind::InvalidValue("NodeName");
                match node.name.as_deref() {
                    // MgmtTree and this node are open.
                    Some(".") if self.open.len() == 2 => self.tolerate(DdfWarningKind::RootName, invalid)?,
                    Some(name) if name.contains('/') || matches!(name, "." | "..") => {
                        return Err(self.error(invalid));
                    }
                    _ => {}
                }
            }
            Tag::DdfPath => self.leaf(tag, &mut node.path)?,
            Tag::DdfValue => {
                self.once(tag, node.value.is_some())?;
                node.value = Some(self.value()?);
            }
            Tag::DdfRTProperties => {
                self.once(tag, node.rt_properties.is_some())?;
                node.rt_properties = Some(Box::new(self.rt_properties()?));
            }
            _ => {
                self.once(tag, node.df_properties.is_some())?;
                node.df_properties = Some(Box::new(self.df_properties()?));
            }
        }
        if let Some(place) = self.tree.get_mut(id) {
            *place = node;
        }
        Ok(())
    }

    fn value(&mut self) -> Result<DescribedValue<'a>, Error> {
        if let Some(text) = self.cursor.simple_text()? {
            return Ok(DescribedValue::Text(text));
        }
        match self.content(Tag::DdfValue)? {
            Token::Opaque(bytes) => Ok(DescribedValue::Bytes(bytes)),
            Token::Text(text) => Ok(DescribedValue::Text(text)),
            _ => Ok(DescribedValue::Text("".into())),
        }
    }

    /// What every node must have. Looked at when all is read, so that a document beyond a limit is refused for that.
    fn incomplete_nodes(&mut self) -> Result<(), Error> {
        let lacks = |node: NodeRef<'_, '_>| {
            let bare = node.df_properties.is_none() && node.rt_properties.is_none();
            (node.id(), node.name.is_none(), bare)
        };
        let incomplete: Vec<_> =
            self.tree.iter().map(lacks).filter(|(_, unnamed, bare)| *unnamed || *bare).collect();
        for (id, unnamed, bare) in incomplete {
            if unnamed {
                let missing = DdfErrorKind::Missing("NodeName");
                self.tolerate_at_node(DdfWarningKind::MissingNodeName, missing, id)?;
            }
            if bare {
                let missing = DdfErrorKind::Missing("DFProperties");
                self.tolerate_at_node(DdfWarningKind::MissingProperties, missing, id)?;
            }
        }
        Ok(())
    }

    /// Two siblings of one name, found by sorting so that many nodes cost no more than a few.
    fn duplicate_nodes(&mut self) -> Result<(), Error> {
        let mut nodes: Vec<NodeRef<'_, 'a>> = self
            .tree
            .iter()
            .filter(|node| node.name.as_deref().is_some_and(|name| !name.is_empty()))
            .collect();
        nodes.sort_by(|a, b| sibling_key(*a).cmp(&sibling_key(*b)).then(a.id().cmp(&b.id())));
        let pairs = nodes.windows(2).filter_map(|pair| match pair {
            [first, second] if sibling_key(*first) == sibling_key(*second) => Some(second.id()),
            _ => None,
        });
        let mut duplicates: Vec<NodeId> = pairs.collect();
        duplicates.sort_unstable();
        for id in duplicates {
            self.tolerate_at_node(DdfWarningKind::DuplicateNode, DdfErrorKind::Duplicate("Node"), id)?;
        }
        Ok(())
    }

    pub(super) fn next(&mut self) -> Result<Token<'a>, Error> {
        self.cursor.next(Space::DmDdf)
    }

    pub(super) fn capture(&mut self) -> Result<Fragment<'a>, Error> {
        self.cursor.capture()
    }

    #[cold]
    pub(super) fn error(&self, kind: DdfErrorKind) -> Error {
        self.cursor.error(ErrorKind::Ddf(kind))
    }

    /// Lets a deviation at the last token pass, unless decoding is strict.
    #[cold]
    pub(super) fn tolerate(&mut self, warning: DdfWarningKind, kind: DdfErrorKind) -> Result<(), Error> {
        let offset = self.cursor.source().offset();
        self.tolerate_at(warning, kind, offset)
    }

    #[cold]
    pub(super) fn tolerate_at(
        &mut self,
        warning: DdfWarningKind,
        kind: DdfErrorKind,
        offset: usize,
    ) -> Result<(), Error> {
        if self.cursor.notes.is_strict() {
            return Err(self.cursor.source().error_at(ErrorKind::Ddf(kind), offset));
        }
        self.cursor.notes.warn(WarningKind::Ddf(warning), offset);
        Ok(())
    }

    #[cold]
    fn tolerate_at_node(
        &mut self,
        warning: DdfWarningKind,
        kind: DdfErrorKind,
        id: NodeId,
    ) -> Result<(), Error> {
        let offset = self.offsets.get(id.index()).copied().unwrap_or_default();
        self.tolerate_at(warning, kind, usize::try_from(offset).unwrap_or(usize::MAX))
    }

    /// Text between elements.
    pub(super) fn stray(&mut self, token: &Token<'_>, around: Tag) -> Result<(), Error> {
        let nothing = match token {
            Token::Text(text) => is_blank(text),
            Token::Opaque(bytes) => bytes.is_empty(),
            _ => return Err(self.error(DdfErrorKind::Unexpected(around.name()))),
        };
        if nothing {
            return Ok(());
        }
        self.tolerate(DdfWarningKind::StrayText, DdfErrorKind::Unexpected(around.name()))
    }
}

/// What two nodes must not have in common: parent, Path and name.
fn sibling_key<'t>(node: NodeRef<'t, '_>) -> (Option<NodeId>, Option<&'t str>, Option<&'t str>) {
    let parent = node.parent().map(NodeRef::id);
    (parent, node.node().path.as_deref(), node.node().name.as_deref())
}
