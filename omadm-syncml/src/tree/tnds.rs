//! Serialized trees in and out of a [`Tree`] (TNDS).

use super::access::AccessType;
use super::acl::{Acl, AclCommand};
use super::path::NodePath;
use super::property::MAX_TITLE;
use super::query::{List, Query, TndsParts};
use super::storage::{NodeState, NodeValue, Storage};
use super::store::{NodeData, Tree};
use super::{DescribedNode, DescribedValue, MgmtTree, NodeId, NodeRef, NodeType, RtProperties};
use crate::code::{Format, StatusCode};
use crate::security::base64;
use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// What a listing can ask for with `+` and `-` (DM TNDS 1.2.1, TNDS syntax).
const PARTS: [&str; 7] = ["ACL", "Format", "Title", "TStamp", "Type", "VerNo", "Value"];

impl<S: Storage> Tree<S> {
    /// The answer to a Get with `?list=TNDS`: the node and everything below it that the server may read.
    ///
    /// The node's own name stands in NodeName; for the root, its children are the roots of the document.
    ///
    /// ```
    /// # #[cfg(feature = "xml")] {
    /// use omadm_syncml::tree::{MemoryStorage, NodeState, Tree};
    ///
    /// let mut storage = MemoryStorage::new();
    /// storage.insert("./E-Mail/POP3/Server", NodeState::leaf("mail.example"))?;
    /// let tree = Tree::new(storage);
    /// let xml = tree.export("dm.example", "./E-Mail?list=TNDS+Value").unwrap().to_xml()?;
    /// assert!(xml.contains("<NodeName>Server</NodeName>") && xml.contains("<Value>mail.example</Value>"));
    /// # }
    /// # Ok::<(), omadm_syncml::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// 404, 405, 406 for a property that is not supported, 414 or 425.
    pub fn export(&self, server: &str, uri: &str) -> Result<MgmtTree<'static>, StatusCode> {
        let uri = self.uri(uri)?;
        let parts = match uri.query() {
            None => TndsParts::default(),
            Some(Query::List(List::Tnds(parts))) => parts,
            Some(_) => return Err(StatusCode::NOT_SUPPORTED),
        };
        if parts.names().any(|name| !PARTS.contains(&name)) {
            return Err(StatusCode::NOT_SUPPORTED);
        }
        let path = NodePath::from(&uri);
        let node = self.node(&path)?;
        self.check(server, AclCommand::Get, AccessType::Get, &path, &node)?;
        let mut document = MgmtTree::new();
        let mut places: BTreeMap<NodePath, NodeId> = BTreeMap::new();
        for (place, node) in self.readable(server, &path) {
            let Some(name) = place.name().map(String::from) else { continue };
            let parent = place.parent().and_then(|parent| places.get(&parent).copied());
            let id = document.push(parent, serialize(name, node, parts));
            places.insert(place, id);
        }
        Ok(document)
    }

    /// The command Add with a serialized tree: makes all its nodes or none.
    ///
    /// Paths count from the target. A root without name, or one of the name that the target would get, is the
    /// target itself.
    ///
    /// # Errors
    ///
    /// What an Add of the node that cannot be made would give; 400 for an access control list that is malformed.
    pub fn add_tnds(&mut self, server: &str, uri: &str, document: &MgmtTree<'_>) -> Result<(), StatusCode> {
        let target = self.target(uri)?;
        let nodes = self.places(&target, document)?;
        self.transaction(|tree| {
            for (place, node) in &nodes {
                tree.add_at(server, place, data(*node)?)?;
            }
            tree.set_properties(&nodes)
        })
    }

    /// The command Replace with a serialized tree: afterwards the sub-tree is the one in the document.
    ///
    /// What stood below the target goes as by Delete, then the nodes of the document come as by Add; permanent
    /// nodes stay and get new values, and must be in the document.
    ///
    /// # Errors
    ///
    /// What the failing step would give; nothing has changed then.
    pub fn replace_tnds(
        &mut self,
        server: &str,
        uri: &str,
        document: &MgmtTree<'_>,
    ) -> Result<(), StatusCode> {
        let target = self.target(uri)?;
        self.node(&target)?;
        let nodes = self.places(&target, document)?;
        self.transaction(|tree| {
            tree.clear(server, &target, &nodes)?;
            for (place, node) in &nodes {
                let data = data(*node)?;
                match tree.storage.node(place) {
                    None => tree.add_at(server, place, data)?,
                    Some(_) => tree.replace_at(server, place, data)?,
                }
            }
            tree.set_properties(&nodes)
        })
    }

    /// Where each node of the document belongs, each behind its parent.
    fn places<'d, 'a>(
        &self,
        target: &NodePath,
        document: &'d MgmtTree<'a>,
    ) -> Result<Vec<(NodePath, NodeRef<'d, 'a>)>, StatusCode> {
        let mut places: BTreeMap<NodeId, NodePath> = BTreeMap::new();
        let mut nodes = Vec::new();
        for node in document.iter() {
            let name = node.name.as_deref().unwrap_or("");
            let above = node.parent().and_then(|parent| places.get(&parent.id()).cloned());
            let is_root = above.is_none();
            let above = match &node.path {
                None => above.unwrap_or_else(|| target.clone()),
                Some(path) => target.join(&NodePath::parse(path.trim()).map_err(|_| StatusCode::NOT_FOUND)?),
            };
            let child = if name.is_empty() { None } else { above.child(name).ok() };
            let place = match child {
                // The name of the target may stand in the document too, as in what `export` gives.
                Some(child)
                    if is_root
                        && above == *target
                        && target.name() == Some(name)
                        && self.storage.node(&child).is_none() =>
                {
                    target.clone()
                }
                Some(child) => child,
                None if is_root && matches!(name, "" | ".") => above,
                None => return Err(StatusCode::BAD_REQUEST),
            };
            places.insert(node.id(), place.clone());
            nodes.push((place, node));
        }
        Ok(nodes)
    }

    /// Removes what stands below `target` as a server would: permanent nodes stay, and must be among `nodes`.
    fn clear(
        &mut self,
        server: &str,
        target: &NodePath,
        nodes: &[(NodePath, NodeRef<'_, '_>)],
    ) -> Result<(), StatusCode> {
        let mut places = self.children(target);
        while let Some(place) = places.pop() {
            let node = self.node(&place)?.into_owned();
            if node.permanent {
                if !nodes.iter().any(|(kept, _)| *kept == place) {
                    return Err(StatusCode::NOT_ALLOWED);
                }
                places.extend(self.children(&place));
            } else {
                self.check(server, AclCommand::Delete, AccessType::Delete, &place, &node)?;
                self.remove_below(&place, true)?;
            }
        }
        Ok(())
    }

    /// The properties that no command for a value carries. They come when all nodes are there: an access control
    /// list in the document shall not stand in the way of the nodes below.
    fn set_properties(&mut self, nodes: &[(NodePath, NodeRef<'_, '_>)]) -> Result<(), StatusCode> {
        for (place, described) in nodes {
            let Some(properties) = &described.rt_properties else { continue };
            let acl = properties.acl.as_deref().filter(|text| !text.trim().is_empty());
            let title = properties.title.as_deref().filter(|text| !text.is_empty());
            if acl.is_none() && title.is_none() {
                continue;
            }
            let mut node = self.node(place)?.into_owned();
            if let Some(text) = acl {
                node.acl = Acl::parse(text).map_err(|_| StatusCode::BAD_REQUEST)?.into_owned();
            }
            if let Some(title) = title {
                if title.len() > MAX_TITLE {
                    return Err(StatusCode::TOO_LARGE);
                }
                node.title = title.to_string();
            }
            self.put(place, node)?;
        }
        Ok(())
    }
}

fn serialize(name: String, node: NodeState, parts: TndsParts<'_>) -> DescribedNode<'static> {
    let part = |name, text: String| parts.includes(name).then_some(Cow::<'static, str>::Owned(text));
    let node_type = if node.is_interior() {
        NodeType::DdfName(Cow::Owned(node.content_type))
    } else {
        NodeType::Mime(Cow::Owned(node.content_type))
    };
    let properties = RtProperties {
        acl: part("ACL", node.acl.to_string()).filter(|text| !text.is_empty()),
        format: Some(node.format.clone()).filter(|_| parts.includes("Format")),
        title: part("Title", node.title).filter(|text| !text.is_empty()),
        tstamp: node.tstamp.and_then(|tstamp| part("TStamp", tstamp.to_string())),
        node_type: Some(node_type).filter(|_| parts.includes("Type")),
        ver_no: part("VerNo", node.ver_no.to_string()),
        ..RtProperties::default()
    };
    let mut described = DescribedNode::new(name).with_rt_properties(properties);
    if !node.format.is_interior() && parts.includes("Value") {
        described.value = Some(match node.value {
            NodeValue::Text(text) => DescribedValue::Text(Cow::Owned(text)),
            NodeValue::Bytes(bytes) => DescribedValue::Bytes(Cow::Owned(bytes)),
        });
    }
    described
}

/// What an Add of the node would bring. Without Format a node with children is an interior one.
fn data(node: NodeRef<'_, '_>) -> Result<NodeData, StatusCode> {
    let default = if node.children().next().is_some() { Format::Node } else { Format::Chr };
    let format = node.format().cloned().map_or(default, Format::into_owned);
    let content_type = node.rt_properties.as_ref().and_then(|properties| properties.node_type.as_ref());
    let content_type = content_type.map(|text| text.as_str().to_string()).filter(|text| !text.is_empty());
    let (format, value) = match (&node.value, format) {
        (None, format) => {
            let value = if format.is_interior() { None } else { Some(NodeValue::default()) };
            (format, value)
        }
        (Some(DescribedValue::Bytes(bytes)), _) => (Format::Bin, Some(NodeValue::Bytes(bytes.to_vec()))),
        // Binary data in XML: base64 for the transport only.
        (Some(DescribedValue::Text(text)), Format::B64 | Format::Bin) => {
            let bytes = base64::decode(text.as_bytes()).ok_or(StatusCode::UNSUPPORTED_FORMAT)?;
            (Format::Bin, Some(NodeValue::Bytes(bytes)))
        }
        (Some(DescribedValue::Text(text)), format) => (format, Some(NodeValue::Text(text.to_string()))),
    };
    let mut data = NodeData::default().with_format(format);
    data.content_type = content_type;
    data.value = value;
    Ok(data)
}
