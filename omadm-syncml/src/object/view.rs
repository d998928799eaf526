//! Typed views: structs whose fields are leaves of an object.

use crate::code::{Format, StatusCode};
use crate::tree::{NodePath, NodeState, Storage};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// A Rust value that a leaf can hold.
pub trait Leaf: Sized {
    /// Reads the value; `None` when it is not one of the type.
    fn from_node(node: &NodeState) -> Option<Self>;

    /// The leaf that holds the value.
    fn to_node(&self) -> NodeState;
}

impl Leaf for String {
    fn from_node(node: &NodeState) -> Option<Self> {
        node.value.as_text().map(String::from)
    }

    fn to_node(&self) -> NodeState {
        NodeState::leaf(self.as_str())
    }
}

impl Leaf for bool {
    fn from_node(node: &NodeState) -> Option<Self> {
        match node.value.as_text()?.trim() {
            text if text.eq_ignore_ascii_case("true") || text == "1" => Some(true),
            text if text.eq_ignore_ascii_case("false") || text == "0" => Some(false),
            _ => None,
        }
    }

    fn to_node(&self) -> NodeState {
        NodeState::leaf(if *self { "true" } else { "false" }).with_format(Format::Bool)
    }
}

impl Leaf for Vec<u8> {
    fn from_node(node: &NodeState) -> Option<Self> {
        Some(node.value.as_bytes().to_vec())
    }

    fn to_node(&self) -> NodeState {
        NodeState::leaf(self.clone())
    }
}

impl Leaf for u16 {
    fn from_node(node: &NodeState) -> Option<Self> {
        node.value.as_text()?.trim().parse().ok()
    }

    /// Numbers of the standard objects are text (`chr`): DevDetail's limits, port numbers.
    fn to_node(&self) -> NodeState {
        NodeState::leaf(self.to_string().as_str())
    }
}

impl Leaf for u64 {
    fn from_node(node: &NodeState) -> Option<Self> {
        node.value.as_text()?.trim().parse().ok()
    }

    fn to_node(&self) -> NodeState {
        NodeState::leaf(self.to_string().as_str()).with_format(Format::Int)
    }
}

/// A numeric registry as the value of an `int` leaf.
macro_rules! int_leaf {
    ($($name:ident)*) => { $(
        impl $crate::object::Leaf for $name {
            fn from_node(node: &$crate::tree::NodeState) -> Option<Self> {
                node.value.as_text()?.trim().parse().ok().map($name)
            }

            fn to_node(&self) -> $crate::tree::NodeState {
                let text = alloc::string::ToString::to_string(&self.0);
                $crate::tree::NodeState::leaf(text.as_str()).with_format($crate::code::Format::Int)
            }
        }
    )* };
}
pub(super) use int_leaf;

/// A struct of optional leaves, each with its place below the object's root, and what reads and writes it.
macro_rules! view {
    (
        $(#[$meta:meta])*
        $name:ident { $( $(#[$doc:meta])* $field:ident: $kind:ty = $place:literal, )* }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Default)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[non_exhaustive]
        pub struct $name {
            $(
                $(#[$doc])*
                #[doc = concat!("\n\nLeaf `", $place, "`.")]
                #[cfg_attr(feature = "serde", serde(rename = $place, default, skip_serializing_if = "Option::is_none"))]
                pub $field: Option<$kind>,
            )*
        }

        impl $name {
            /// Reads the leaves below `root`. A leaf that is missing, or that is not one of its type, is `None`.
            #[must_use]
            pub fn read(storage: &impl $crate::tree::Storage, root: &$crate::tree::NodePath) -> Self {
                $name { $( $field: $crate::object::view::read(storage, root, $place), )* }
            }

            /// The leaves that have a value, with their paths, for a storage or as
            /// [`Item`](crate::message::Item)s: see [`NodeState::to_item`](crate::tree::NodeState::to_item).
            #[must_use]
            pub fn leaves(&self, root: &$crate::tree::NodePath) -> alloc::vec::Vec<($crate::tree::NodePath, $crate::tree::NodeState)> {
                let mut leaves = alloc::vec::Vec::new();
                $( $crate::object::view::push(&mut leaves, root, $place, self.$field.as_ref()); )*
                leaves
            }

            /// Puts the leaves that have a value into a storage, with dynamic interior nodes where they are missing.
            ///
            /// # Errors
            ///
            /// What the storage says.
            pub fn write(
                &self,
                storage: &mut impl $crate::tree::Storage,
                root: &$crate::tree::NodePath,
            ) -> Result<(), $crate::code::StatusCode> {
                $crate::object::view::write(storage, self.leaves(root))
            }
        }
    };
}
pub(super) use view;

/// The path of a leaf given as `A/B` below a root.
pub(super) fn place(root: &NodePath, relative: &str) -> NodePath {
    NodePath::parse(relative).map_or_else(|_| root.clone(), |below| root.join(&below))
}

pub(super) fn read<T: Leaf>(storage: &impl Storage, root: &NodePath, relative: &str) -> Option<T> {
    T::from_node(&*storage.node(&place(root, relative))?)
}

pub(super) fn push<T: Leaf>(
    leaves: &mut Vec<(NodePath, NodeState)>,
    root: &NodePath,
    relative: &str,
    value: Option<&T>,
) {
    if let Some(value) = value {
        leaves.push((place(root, relative), value.to_node()));
    }
}

pub(super) fn write(
    storage: &mut impl Storage,
    leaves: Vec<(NodePath, NodeState)>,
) -> Result<(), StatusCode> {
    for (path, node) in leaves {
        let names = path.names().len();
        for length in 1..names {
            let above = NodePath::from_names(path.names().iter().take(length));
            if storage.node(&above).is_none() {
                storage.put(&above, NodeState::interior())?;
            }
        }
        // What the device holds of the node beside its value stays.
        let node = match storage.node(&path) {
            Some(known) => NodeState { value: node.value, ..known.into_owned() },
            None => node,
        };
        storage.put(&path, node)?;
    }
    Ok(())
}

/// The nodes right below a place, such as the accounts below `./DMAcc` or the addresses of one account.
pub fn instances(storage: &impl Storage, path: &NodePath) -> Vec<NodePath> {
    storage.children(path).iter().filter_map(|name| path.child(name).ok()).collect()
}
