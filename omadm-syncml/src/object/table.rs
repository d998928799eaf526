//! Trees of standard objects as data.

use crate::code::Format;
use crate::tree::AccessTypes;

/// Where the nodes of an object are known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Provenance {
    /// The text of the specification.
    Specification(&'static str),
    /// Code of devices, no text of a specification.
    Implementations(&'static str),
    /// Neither: names from memory, to be checked against the object's published description before use.
    Unconfirmed(&'static str),
}

/// A standard management object: its identifier, its usual place and its nodes.
///
/// ```
/// use omadm_syncml::object::FUMO;
///
/// let ddf = FUMO.description();
/// assert!(ddf.iter().any(|node| node.template() == "./*/Download/PkgURL"));
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ManagementObject {
    /// The identifier, as the Type of the object's root has it.
    pub urn: &'static str,
    /// The name of the object.
    pub name: &'static str,
    /// Where the nodes are known from.
    pub provenance: Provenance,
    /// The nodes in document order.
    pub nodes: &'static [ObjectNode],
}

/// One node of a [`ManagementObject`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ObjectNode {
    /// Nodes above it within the object.
    pub depth: u8,
    /// The name; empty for a node that gets one when it is made.
    pub name: &'static str,
    /// How the value is to be read.
    pub format: Format<'static>,
    /// How often it occurs.
    pub occurs: Occurs,
    /// The commands it takes, as the object prescribes them at least.
    pub access: AccessTypes,
    /// What it is for.
    pub meaning: &'static str,
}

/// How often a node of a standard object occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Occurs {
    One,
    ZeroOrOne,
    ZeroOrMore,
    OneOrMore,
}

/// `depth "name" format Occurs [Access …] "meaning";` per node, in document order.
macro_rules! object {
    (
        $(#[$meta:meta])*
        $konst:ident = $urn:literal, $name:literal, $provenance:ident $source:literal;
        $( $depth:literal $node:literal $format:ident $occurs:ident [$($access:ident)*] $meaning:literal; )*
    ) => {
        $(#[$meta])*
        pub const $konst: $crate::object::ManagementObject = $crate::object::table::ManagementObject {
            urn: $urn,
            name: $name,
            provenance: $crate::object::Provenance::$provenance($source),
            nodes: &[ $( $crate::object::table::ObjectNode {
                depth: $depth,
                name: $node,
                format: $crate::code::Format::$format,
                occurs: $crate::object::table::Occurs::$occurs,
                access: $crate::tree::AccessTypes::NONE$(.with($crate::tree::AccessType::$access))*,
                meaning: $meaning,
            }, )* ],
        };
    };
}
pub(super) use object;

mod description {
    use super::{ManagementObject, ObjectNode, Occurs};
    use crate::tree::{DescribedNode, DfProperties, MgmtTree, NodeId, NodeType, Occurrence, Scope};
    use alloc::borrow::Cow;
    use alloc::vec::Vec;

    impl ManagementObject {
        /// The object as a description, its root at the root of the document.
        #[must_use]
        pub fn description(&self) -> MgmtTree<'static> {
            let mut tree = MgmtTree::new();
            let mut above: Vec<NodeId> = Vec::new();
            for node in self.nodes {
                above.truncate(usize::from(node.depth));
                let described = node.described(if above.is_empty() { self.urn } else { "" });
                above.push(tree.push(above.last().copied(), described));
            }
            tree
        }
    }

    impl ObjectNode {
        fn described(&self, urn: &'static str) -> DescribedNode<'static> {
            let occurrence = match self.occurs {
                Occurs::One => Occurrence::One,
                Occurs::ZeroOrOne => Occurrence::ZeroOrOne,
                Occurs::ZeroOrMore => Occurrence::ZeroOrMore,
                Occurs::OneOrMore => Occurrence::OneOrMore,
            };
            let mut properties = DfProperties::new(self.format.clone())
                .with_access(self.access)
                .with_occurrence(occurrence)
                .with_description(self.meaning);
            if !urn.is_empty() {
                properties = properties.with_type(NodeType::DdfName(Cow::Borrowed(urn)));
            }
            if !self.name.is_empty() && self.occurs == Occurs::One && self.depth == 0 {
                properties = properties.with_scope(Scope::Permanent);
            }
            DescribedNode::new(self.name).with_df_properties(properties)
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::code::Format;
    use crate::object::ALL;

    #[test]
    fn tables_are_trees() {
        for object in ALL {
            let mut depth = 0;
            assert!(!object.nodes.is_empty() && object.nodes[0].depth == 0, "{}", object.name);
            for (index, node) in object.nodes.iter().enumerate() {
                assert!(
                    index == 0 || (node.depth >= 1 && node.depth <= depth + 1),
                    "{} {}",
                    object.name,
                    node.name
                );
                let has_children = object.nodes.get(index + 1).is_some_and(|next| next.depth > node.depth);
                assert!(!has_children || node.format == Format::Node, "{} {}", object.name, node.name);
                assert!(
                    !node.meaning.is_empty() && !node.meaning.ends_with('.'),
                    "{} {}",
                    object.name,
                    node.name
                );
                depth = node.depth;
            }
        }
    }

    #[cfg(feature = "xml")]
    #[test]
    fn descriptions_are_valid() {
        for object in ALL {
            let xml = object.description().to_xml().unwrap();
            let read =
                crate::tree::MgmtTree::decode(xml.as_bytes(), &mgmt_wire::DecodeOptions::strict(), &mut ());
            assert_eq!(read.unwrap().len(), object.nodes.len(), "{}", object.name);
        }
    }
}
