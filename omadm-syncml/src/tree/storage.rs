//! Where the nodes of a tree live.

use super::access::AccessTypes;
use super::acl::Acl;
use super::path::NodePath;
use super::property::Timestamp;
use crate::code::{Format, StatusCode};
use crate::message::{Item, Meta};
use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

/// The value of a leaf.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(untagged))]
pub enum NodeValue {
    /// Text, in every format but `bin`.
    Text(String),
    /// Bytes, decoded from whatever encoding carried them.
    Bytes(Vec<u8>),
}

impl NodeValue {
    /// The bytes of the value, as the Size property counts them.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            NodeValue::Text(text) => text.as_bytes(),
            NodeValue::Bytes(bytes) => bytes,
        }
    }

    /// The value as text; `None` for bytes that are not UTF-8.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            NodeValue::Text(text) => Some(text),
            NodeValue::Bytes(bytes) => core::str::from_utf8(bytes).ok(),
        }
    }
}

impl Default for NodeValue {
    fn default() -> Self {
        NodeValue::Text(String::new())
    }
}

impl From<&str> for NodeValue {
    fn from(text: &str) -> Self {
        NodeValue::Text(text.into())
    }
}

impl From<String> for NodeValue {
    fn from(text: String) -> Self {
        NodeValue::Text(text)
    }
}

impl From<Vec<u8>> for NodeValue {
    fn from(bytes: Vec<u8>) -> Self {
        NodeValue::Bytes(bytes)
    }
}

/// Everything a tree knows of one node, its place aside.
///
/// ```
/// use omadm_syncml::tree::{AccessType, NodeState};
///
/// let node = NodeState::leaf("1.0.3").with_access([AccessType::Get]).permanent();
/// assert!(!node.is_interior());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct NodeState {
    /// Who may do what; empty to inherit.
    #[cfg_attr(feature = "serde", serde(rename = "ACL", default))]
    pub acl: Acl<'static>,
    /// How the value is to be read; `node` for an interior node.
    #[cfg_attr(feature = "serde", serde(rename = "Format", default))]
    pub format: Format<'static>,
    /// A leaf's MIME type, an interior node's management object identifier, or empty.
    #[cfg_attr(feature = "serde", serde(rename = "Type", default))]
    pub content_type: String,
    /// A name for people.
    #[cfg_attr(feature = "serde", serde(rename = "Title", default))]
    pub title: String,
    /// When the value last changed.
    #[cfg_attr(feature = "serde", serde(rename = "TStamp", default))]
    pub tstamp: Option<Timestamp>,
    /// How often the node changed; wraps to zero.
    #[cfg_attr(feature = "serde", serde(rename = "VerNo", default))]
    pub ver_no: u16,
    /// The value; without meaning for an interior node.
    #[cfg_attr(feature = "serde", serde(rename = "Value", default))]
    pub value: NodeValue,
    /// Which commands the device takes on the node, whoever sends them.
    #[cfg_attr(feature = "serde", serde(rename = "AccessType", default))]
    pub access: AccessTypes,
    /// Whether the node was there from the start: no server can delete or rename it.
    #[cfg_attr(feature = "serde", serde(rename = "Permanent", default))]
    pub permanent: bool,
}

impl NodeState {
    /// The value with its format and type as an item, which still needs its place: a Target in a Replace or Add, a Source
    /// in what a device tells.
    ///
    /// ```
    /// use omadm_syncml::message::Replace;
    /// use omadm_syncml::object::FirmwareUpdate;
    /// use omadm_syncml::tree::NodePath;
    ///
    /// let mut update = FirmwareUpdate::default();
    /// update.pkg_name = Some("2.0".into());
    /// let mut replace = Replace::new("1");
    /// for (path, leaf) in update.leaves(&NodePath::parse("./FUMO/1")?) {
    ///     replace.items.push(leaf.to_item().with_target(path.to_string()));
    /// }
    /// assert_eq!(replace.items[0].target_uri(), Some("./FUMO/1/PkgName"));
    /// assert_eq!(replace.items[0].data.as_ref().unwrap().text(), Some("2.0"));
    /// # Ok::<(), omadm_syncml::Error>(())
    /// ```
    #[must_use]
    pub fn to_item(&self) -> Item<'static> {
        let mut meta = Meta::new().with_format(String::from(self.format.as_str()));
        if !self.content_type.is_empty() {
            meta = meta.with_type(self.content_type.clone());
        }
        let item = Item::new().with_meta(meta);
        match &self.value {
            _ if self.is_interior() => item,
            NodeValue::Text(text) => item.with_data(text.clone()),
            NodeValue::Bytes(bytes) => item.with_data(bytes.clone()),
        }
    }

    /// A dynamic interior node that takes every command.
    #[must_use]
    pub fn interior() -> Self {
        NodeState::new(Format::Node, "", NodeValue::default())
    }

    /// A dynamic leaf with a text (format `chr`, type `text/plain`) or bytes (format `bin`) that takes every
    /// command.
    #[must_use]
    pub fn leaf(value: impl Into<NodeValue>) -> Self {
        let value = value.into();
        match value {
            NodeValue::Text(_) => NodeState::new(Format::Chr, "text/plain", value),
            NodeValue::Bytes(_) => NodeState::new(Format::Bin, "application/octet-stream", value),
        }
    }

    pub(super) fn new(format: Format<'static>, content_type: &str, value: NodeValue) -> Self {
        NodeState {
            acl: Acl::new(),
            format,
            content_type: content_type.into(),
            title: String::new(),
            tstamp: None,
            ver_no: 0,
            value,
            access: AccessTypes::ALL,
            permanent: false,
        }
    }

    /// The same with an access control list.
    #[must_use]
    pub fn with_acl(mut self, acl: Acl<'static>) -> Self {
        self.acl = acl;
        self
    }

    /// The same with another format.
    #[must_use]
    pub fn with_format(mut self, format: Format<'static>) -> Self {
        self.format = format;
        self
    }

    /// The same with a MIME type or management object identifier.
    #[must_use]
    pub fn with_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = content_type.into();
        self
    }

    /// The same with a title.
    #[must_use]
    pub fn with_title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// The same taking only these commands.
    #[must_use]
    pub fn with_access(mut self, access: impl Into<AccessTypes>) -> Self {
        self.access = access.into();
        self
    }

    /// The same as a permanent node.
    #[must_use]
    pub fn permanent(mut self) -> Self {
        self.permanent = true;
        self
    }

    /// Whether the node has children rather than a value.
    #[must_use]
    pub fn is_interior(&self) -> bool {
        self.format.is_interior()
    }
}

/// Where the nodes of a tree live: in memory ([`MemoryStorage`]), or wherever a device keeps its settings.
///
/// A [`Tree`](super::Tree) checks names, rights and formats before it calls; a storage only has to keep what it is
/// told, and may refuse with the status that the server shall see (420 when it is full, 510 when it fails).
/// Whatever a tree wrote before a refusal it takes back with the same calls.
pub trait Storage {
    /// The node at a path; `None` where there is none. There is always one at the root, and one above each node.
    fn node(&self, path: &NodePath) -> Option<Cow<'_, NodeState>>;

    /// The names of the nodes right below a path, in an order of the storage's choice.
    fn children(&self, path: &NodePath) -> Vec<String>;

    /// Makes or overwrites the node at a path; the node above is there.
    ///
    /// # Errors
    ///
    /// The status for the server.
    fn put(&mut self, path: &NodePath, node: NodeState) -> Result<(), StatusCode>;

    /// Removes a node that has no children.
    ///
    /// # Errors
    ///
    /// The status for the server.
    fn remove(&mut self, path: &NodePath) -> Result<(), StatusCode>;

    /// Runs the process that an Exec names.
    ///
    /// # Errors
    ///
    /// The status for the server; without processes, 406.
    fn exec(&mut self, path: &NodePath, exec: &Execution<'_>) -> Result<StatusCode, StatusCode> {
        let _ = (path, exec);
        Err(StatusCode::NOT_SUPPORTED)
    }
}

/// What an Exec hands to the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Execution<'a> {
    /// The argument, from the `Data` of the Item.
    pub data: Option<&'a NodeValue>,
    /// What a later generic alert shall repeat.
    pub correlator: Option<&'a str>,
    /// The server that sent it.
    pub server: &'a str,
}

impl<'a> Execution<'a> {
    /// An Exec by a server, without argument.
    #[must_use]
    pub const fn new(server: &'a str) -> Self {
        Execution { data: None, correlator: None, server }
    }

    /// The same with an argument.
    #[must_use]
    pub const fn with_data(mut self, data: &'a NodeValue) -> Self {
        self.data = Some(data);
        self
    }

    /// The same with a correlator.
    #[must_use]
    pub const fn with_correlator(mut self, correlator: &'a str) -> Self {
        self.correlator = Some(correlator);
        self
    }
}

/// A tree in memory.
///
/// ```
/// use omadm_syncml::tree::{MemoryStorage, NodePath, NodeState, Storage};
///
/// let mut storage = MemoryStorage::new();
/// storage.insert("./DevInfo/Man", NodeState::leaf("Example"))?;
/// assert_eq!(storage.children(&NodePath::ROOT), ["DevInfo"]);
/// # Ok::<(), omadm_syncml::Error>(())
/// ```
///
/// Servers may do what the nearest access control list says, and the root's is the standard's default: add and get.
/// What else a server is to do, the device grants it.
///
/// ```
/// use omadm_syncml::code::StatusCode;
/// use omadm_syncml::tree::{Acl, MemoryStorage, NodeData, NodeState, Tree};
///
/// let mut storage = MemoryStorage::new();
/// let acl = Acl::parse("Get=*&Replace=dm.example&Exec=dm.example")?;
/// storage.insert("./FUMO/1", NodeState::interior().with_acl(acl))?;
/// storage.insert("./FUMO/1/PkgName", NodeState::leaf(""))?;
/// let mut tree = Tree::new(storage);
/// assert_eq!(tree.replace("dm.example", "./FUMO/1/PkgName", NodeData::value("2.0")), Ok(()));
/// let other = tree.replace("other.example", "./FUMO/1/PkgName", NodeData::value("3.0"));
/// assert_eq!(other, Err(StatusCode::PERMISSION_DENIED));
/// # Ok::<(), omadm_syncml::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemoryStorage {
    nodes: BTreeMap<NodePath, NodeState>,
    capacity: usize,
}

impl MemoryStorage {
    /// A tree of a permanent root with the standard's default access control list, `Add=*&Get=*`.
    #[must_use]
    pub fn new() -> Self {
        let root = NodeState::interior().with_acl(Acl::root_default()).permanent();
        MemoryStorage { nodes: BTreeMap::from([(NodePath::ROOT, root)]), capacity: usize::MAX }
    }

    /// The same with room for so many nodes; more are refused with 420.
    #[must_use]
    pub fn with_capacity_of(mut self, nodes: usize) -> Self {
        self.capacity = nodes;
        self
    }

    /// Puts a node at a URI, with permanent interior nodes above it where they are missing.
    ///
    /// # Errors
    ///
    /// A URI that is malformed.
    pub fn insert(&mut self, uri: &str, node: NodeState) -> Result<(), crate::Error> {
        let path = NodePath::parse(uri)?;
        let mut above = path.parent();
        while let Some(missing) = above.filter(|above| !self.nodes.contains_key(above)) {
            above = missing.parent();
            self.nodes.insert(missing, NodeState::interior().permanent());
        }
        self.nodes.insert(path, node);
        Ok(())
    }

    /// The nodes with their paths, each behind its parent.
    pub fn iter(&self) -> impl Iterator<Item = (&NodePath, &NodeState)> {
        self.nodes.iter()
    }
}

impl Default for MemoryStorage {
    fn default() -> Self {
        MemoryStorage::new()
    }
}

impl Storage for MemoryStorage {
    fn node(&self, path: &NodePath) -> Option<Cow<'_, NodeState>> {
        self.nodes.get(path).map(Cow::Borrowed)
    }

    fn children(&self, path: &NodePath) -> Vec<String> {
        let depth = path.names().len();
        let below = self.nodes.range(path..).skip(1).take_while(|(other, _)| path.contains(other));
        let children = below.filter(|(other, _)| other.names().len() == depth + 1);
        children.filter_map(|(other, _)| other.name().map(String::from)).collect()
    }

    fn put(&mut self, path: &NodePath, node: NodeState) -> Result<(), StatusCode> {
        if self.nodes.len() >= self.capacity && !self.nodes.contains_key(path) {
            return Err(StatusCode::DEVICE_FULL);
        }
        self.nodes.insert(path.clone(), node);
        Ok(())
    }

    fn remove(&mut self, path: &NodePath) -> Result<(), StatusCode> {
        self.nodes.remove(path).map(|_| ()).ok_or(StatusCode::NOT_FOUND)
    }
}
