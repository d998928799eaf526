//! The JSON form of a MgmtTree: elements under their own names, nodes nested.

use super::{DescribedValue, DfProperties, MgmtTree, NodeRef, NodeType, Occurrence, RtProperties};
use alloc::vec::Vec;
use serde::ser::{Error as _, SerializeMap};
use serde::{Serialize, Serializer};

/// Deeper trees than a decoder with default limits lets through are refused, since serializing nests calls.
const DEEPEST: usize = 256;

impl Serialize for MgmtTree<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("VerDTD", &self.ver_dtd)?;
        optional(&mut map, "Man", self.man.as_ref())?;
        optional(&mut map, "Mod", self.model.as_ref())?;
        let nodes: Vec<_> = self.roots().map(|node| Nested { node, depth: 0 }).collect();
        map.serialize_entry("Node", &nodes)?;
        extensions(&mut map, &self.extensions)?;
        map.end()
    }
}

struct Nested<'t, 'a> {
    node: NodeRef<'t, 'a>,
    depth: usize,
}

impl Serialize for Nested<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.depth > DEEPEST {
            return Err(S::Error::custom("tree is too deep"));
        }
        let node = self.node.node();
        let mut map = serializer.serialize_map(None)?;
        optional(&mut map, "NodeName", node.name.as_ref())?;
        optional(&mut map, "Path", node.path.as_ref())?;
        optional(&mut map, "RTProperties", node.rt_properties.as_ref())?;
        optional(&mut map, "DFProperties", node.df_properties.as_ref())?;
        match &node.value {
            None => {}
            Some(DescribedValue::Text(text)) => map.serialize_entry("Value", text)?,
            Some(DescribedValue::Bytes(bytes)) => {
                map.serialize_entry("Value", &crate::security::base64::encode(bytes))?;
            }
        }
        let nodes: Vec<_> = self.node.children().map(|node| Nested { node, depth: self.depth + 1 }).collect();
        if !nodes.is_empty() {
            map.serialize_entry("Node", &nodes)?;
        }
        extensions(&mut map, &node.extensions)?;
        map.end()
    }
}

impl Serialize for RtProperties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        optional(&mut map, "ACL", self.acl.as_ref())?;
        optional(&mut map, "Format", self.format.as_ref())?;
        optional(&mut map, "Name", self.name.as_ref())?;
        optional(&mut map, "Size", self.size.as_ref())?;
        optional(&mut map, "Title", self.title.as_ref())?;
        optional(&mut map, "TStamp", self.tstamp.as_ref())?;
        optional(&mut map, "Type", self.node_type.as_ref())?;
        optional(&mut map, "VerNo", self.ver_no.as_ref())?;
        extensions(&mut map, &self.extensions)?;
        map.end()
    }
}

impl Serialize for DfProperties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        optional(&mut map, "AccessType", self.access_type.as_ref())?;
        optional(&mut map, "DefaultValue", self.default_value.as_ref())?;
        optional(&mut map, "Description", self.description.as_ref())?;
        optional(&mut map, "DFFormat", self.format.as_ref())?;
        optional(&mut map, "Occurrence", self.occurrence.as_ref())?;
        optional(&mut map, "Scope", self.scope.map(super::Scope::name).as_ref())?;
        optional(&mut map, "DFTitle", self.title.as_ref())?;
        if !self.types.is_empty() {
            map.serialize_entry("DFType", &self.types)?;
        }
        optional(&mut map, "CaseSense", self.case_sense.map(super::CaseSense::name).as_ref())?;
        extensions(&mut map, &self.extensions)?;
        map.end()
    }
}

impl Serialize for NodeType<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        match self {
            NodeType::Mime(text) => map.serialize_entry("MIME", text)?,
            NodeType::DdfName(text) => map.serialize_entry("DDFName", text)?,
        }
        map.end()
    }
}

impl Serialize for Occurrence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Occurrence::ZeroOrN(n) | Occurrence::OneOrN(n) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry(self.name(), n)?;
                map.end()
            }
            _ => serializer.serialize_str(self.name()),
        }
    }
}

fn optional<M: SerializeMap>(
    map: &mut M,
    name: &'static str,
    value: Option<&impl Serialize>,
) -> Result<(), M::Error> {
    match value {
        Some(value) => map.serialize_entry(name, value),
        None => Ok(()),
    }
}

/// Elements of other vocabularies: as XML text, or token by token where the crate was built without XML.
fn extensions<M: SerializeMap>(map: &mut M, list: &[crate::syntax::Fragment<'_>]) -> Result<(), M::Error> {
    if list.is_empty() {
        return Ok(());
    }
    #[cfg(feature = "xml")]
    let list: Vec<_> =
        list.iter().map(super::write::fragment_text).collect::<Result<_, _>>().map_err(M::Error::custom)?;
    map.serialize_entry("extensions", &list)
}
