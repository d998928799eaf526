//! What the LwM2M targets share: base paths and types chosen by the input, nodes in comparable order.

use lwm2m_tlv::{Node, Path, Types, ValueType};

/// The base path that a byte chooses, and how a decoder under it should look at types.
pub(crate) fn base_path(choice: u8) -> Path {
    match choice % 5 {
        0 => Path::object(3),
        1 => Path::instance(3, 0),
        2 => Path::resource(3, 0, 6),
        3 => Path::resource_instance(3, 0, 6, 1),
        _ => Path::instance(3, 65535),
    }
}

/// Gives each resource a type by its identifier; every eighth has none.
pub(crate) struct ByIdentifier;

impl Types for ByIdentifier {
    fn value_type(&self, path: Path) -> Option<ValueType> {
        ValueType::ALL.get(usize::from(path.resource_id()?) % (ValueType::ALL.len() + 1)).copied()
    }
}

pub(crate) fn sorted<'a>(mut nodes: Vec<Node<'a>>) -> Vec<Node<'a>> {
    nodes.sort_by_key(|node| node.path);
    nodes
}
