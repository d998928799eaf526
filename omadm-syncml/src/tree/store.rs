//! A tree that takes commands.

use super::MgmtTree;
use super::access::AccessType;
use super::acl::AclCommand;
use super::journal::Change;
use super::path::NodePath;
use super::property::{PropertyName, Timestamp};
use super::query::{List, Query};
use super::storage::{Execution, NodeState, NodeValue, Storage};
use super::uri::{Uri, UriErrorKind, UriLimits};
use crate::code::{Format, StatusCode};
use crate::error::{Error, ErrorKind};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use mgmt_wire::DecodeOptions;

/// What a command brings along for a node: the Meta and Data of its Item.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct NodeData {
    /// Meta Format; `None` keeps the node's, or is `chr` for a new one.
    pub format: Option<Format<'static>>,
    /// Meta Type; `None` keeps the node's, or is `text/plain` for a new leaf.
    pub content_type: Option<String>,
    /// Data; `None` when the element is missing.
    pub value: Option<NodeValue>,
}

impl NodeData {
    /// A value without meta information.
    pub fn value(value: impl Into<NodeValue>) -> Self {
        NodeData { value: Some(value.into()), ..NodeData::default() }
    }

    /// An interior node.
    #[must_use]
    pub fn interior() -> Self {
        NodeData { format: Some(Format::Node), ..NodeData::default() }
    }

    /// The same with a format.
    #[must_use]
    pub fn with_format(mut self, format: Format<'static>) -> Self {
        self.format = Some(format);
        self
    }

    /// The same with a MIME type or management object identifier.
    #[must_use]
    pub fn with_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }
}

/// One item of the answer to a Get.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ResultItem {
    /// The URI for the Source of the item.
    pub uri: String,
    /// Meta Format; `None` for a property, which needs no meta information.
    pub format: Option<Format<'static>>,
    /// Meta Type.
    pub content_type: Option<String>,
    /// Data; `None` in a listing without values.
    pub value: Option<NodeValue>,
}

/// A management tree that takes commands and answers with the status that the standard prescribes.
///
/// The tree checks names, rights (the access control lists, and the commands each node takes), formats and limits;
/// its [`Storage`] keeps the nodes. It has no clock: [`Tree::set_time`] gives the time that TStamp properties get.
///
/// ```
/// use omadm_syncml::code::StatusCode;
/// use omadm_syncml::tree::{MemoryStorage, NodeData, NodeState, Tree};
///
/// let mut storage = MemoryStorage::new();
/// storage.insert("./DevInfo/Man", NodeState::leaf("Example").permanent())?;
/// let mut tree = Tree::new(storage);
///
/// let items = tree.get("dm.example", "./DevInfo/Man").unwrap();
/// assert_eq!(items[0].value, Some("Example".into()));
/// let refused = tree.replace("dm.example", "./DevInfo/Man", NodeData::value("Mine"));
/// assert_eq!(refused, Err(StatusCode::PERMISSION_DENIED));
/// # Ok::<(), omadm_syncml::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Tree<S> {
    pub(super) storage: S,
    limits: UriLimits,
    pub(super) options: DecodeOptions,
    pub(super) now: Option<Timestamp>,
    pub(super) implicit_add: bool,
    pub(super) description: Option<MgmtTree<'static>>,
    /// What the running command has changed, to be taken back when it fails.
    pub(super) journal: Vec<Change>,
    /// An Atomic is running: the changes of commands that succeed are kept, for the case that a later one fails.
    pub(super) atomic: bool,
}

impl<S: Storage> Tree<S> {
    /// A tree over a storage.
    pub fn new(storage: S) -> Self {
        Tree {
            storage,
            limits: UriLimits::default(),
            options: DecodeOptions::default(),
            now: None,
            implicit_add: false,
            description: None,
            journal: Vec::new(),
            atomic: false,
        }
    }

    /// The same with the limits of the device's DevDetail object; longer URIs get 414.
    #[must_use]
    pub fn with_limits(mut self, limits: UriLimits) -> Self {
        self.limits = limits;
        self
    }

    /// The same with other options for reading URIs and access control lists.
    #[must_use]
    pub fn with_options(mut self, options: DecodeOptions) -> Self {
        self.options = options;
        self
    }

    /// The same, adding missing interior nodes above the target of an Add by itself, as a device may. Otherwise
    /// such an Add gets 404.
    #[must_use]
    pub fn with_implicit_add(mut self) -> Self {
        self.implicit_add = true;
        self
    }

    /// The same held to a description: what it does not allow is refused with the status of the
    /// [`FindingKind`](super::FindingKind), and nodes that servers make get the access types it has for them.
    #[must_use]
    pub fn with_description(mut self, description: MgmtTree<'static>) -> Self {
        self.description = Some(description);
        self
    }

    /// The time for the TStamp of nodes that change from now on; with `None` the tree does not support TStamp.
    pub fn set_time(&mut self, now: Option<Timestamp>) {
        self.now = now;
    }

    /// The storage.
    pub fn storage(&self) -> &S {
        &self.storage
    }

    /// The storage, to change it behind the tree's back as a device may.
    pub fn storage_mut(&mut self) -> &mut S {
        &mut self.storage
    }

    /// Takes the storage out.
    pub fn into_storage(self) -> S {
        self.storage
    }

    /// The node at a path.
    ///
    /// # Errors
    ///
    /// 404.
    pub fn node(&self, path: &NodePath) -> Result<alloc::borrow::Cow<'_, NodeState>, StatusCode> {
        self.storage.node(path).ok_or(StatusCode::NOT_FOUND)
    }

    /// Whether a server has a right on a node: by the node's own access control list, or by that of the nearest
    /// node above that has one (DM TND 1.2.1, ACL and inheritance).
    pub fn allows(&self, server: &str, command: AclCommand, path: &NodePath) -> bool {
        let mut place = Some(path.clone());
        while let Some(path) = place {
            match self.storage.node(&path) {
                Some(node) if !node.acl.is_empty() => return node.acl.allows(command, server),
                _ => place = path.parent(),
            }
        }
        false
    }

    /// The commands of a Get.
    ///
    /// A leaf gives its value; an interior node the names of its children, percent-coded and joined by `/`; a
    /// query a property or a listing. For `?list=TNDS` see [`Tree::export`].
    ///
    /// # Errors
    ///
    /// 404, 405, 406, 414 or 425.
    pub fn get(&self, server: &str, uri: &str) -> Result<Vec<ResultItem>, StatusCode> {
        let uri = self.uri(uri)?;
        let path = NodePath::from(&uri);
        let node = self.node(&path)?;
        self.check(server, AclCommand::Get, AccessType::Get, &path, &node)?;
        match uri.query() {
            None => {
                Ok(alloc::vec![ResultItem { uri: uri.as_str().to_string(), ..self.item(&path, &node, true) }])
            }
            Some(Query::Property(name)) => Ok(alloc::vec![ResultItem {
                uri: uri.as_str().to_string(),
                format: None,
                content_type: None,
                value: Some(NodeValue::Text(property(&path, &node, &name)?)),
            }]),
            Some(Query::List(list @ (List::Struct | List::StructData))) => {
                Ok(self.list(server, &path, list == List::StructData))
            }
            Some(Query::List(_) | Query::Other(_)) => Err(StatusCode::NOT_SUPPORTED),
        }
    }

    /// The command Add: makes a node that is not there yet.
    ///
    /// # Errors
    ///
    /// 404, 405, 414, 415, 418, 420 or 425; nothing has changed then.
    pub fn add(&mut self, server: &str, uri: &str, data: NodeData) -> Result<(), StatusCode> {
        let path = self.target(uri)?;
        self.transaction(|tree| tree.add_at(server, &path, data))
    }

    /// The command Replace: overwrites the value of a node, or its ACL, Name or Title.
    ///
    /// # Errors
    ///
    /// 400, 404, 405, 406, 413, 414, 415, 418, 420 or 425; nothing has changed then.
    pub fn replace(&mut self, server: &str, uri: &str, data: NodeData) -> Result<(), StatusCode> {
        let uri = self.uri(uri)?;
        let path = NodePath::from(&uri);
        match uri.query() {
            None => self.transaction(|tree| tree.replace_at(server, &path, data)),
            Some(Query::Property(name)) => {
                let value = data.value.unwrap_or_default();
                let Some(value) = value.as_text() else { return Err(StatusCode::UNSUPPORTED_FORMAT) };
                self.transaction(|tree| tree.replace_property(server, &path, &name, value))
            }
            Some(_) => Err(StatusCode::NOT_ALLOWED),
        }
    }

    /// The command Delete: removes a node and everything below it.
    ///
    /// # Errors
    ///
    /// 404, 405, 414 or 425; nothing has changed then.
    pub fn delete(&mut self, server: &str, uri: &str) -> Result<(), StatusCode> {
        let path = self.target(uri)?;
        if path.is_root() {
            return Err(StatusCode::NOT_ALLOWED);
        }
        let node = self.node(&path)?.into_owned();
        if node.permanent {
            return Err(StatusCode::NOT_ALLOWED);
        }
        self.check(server, AclCommand::Delete, AccessType::Delete, &path, &node)?;
        self.transaction(|tree| tree.remove_below(&path, true))
    }

    /// The command Copy: a leaf's value to another leaf, which is made when it is not there.
    ///
    /// The server needs the rights of the commands that would do the same: Get on the source, and Replace on the
    /// target or Add on the node above it.
    ///
    /// # Errors
    ///
    /// 403 unless both are leaves, 404, 405, 414, 415, 420 or 425; nothing has changed then.
    pub fn copy(&mut self, server: &str, source: &str, target: &str) -> Result<(), StatusCode> {
        let (source, target) = (self.target(source)?, self.target(target)?);
        let node = self.node(&source)?.into_owned();
        self.check(server, AclCommand::Get, AccessType::Copy, &source, &node)?;
        if node.is_interior() || self.storage.node(&target).is_some_and(|node| node.is_interior()) {
            return Err(StatusCode::FORBIDDEN);
        }
        let data = NodeData {
            format: Some(node.format),
            content_type: Some(node.content_type),
            value: Some(node.value),
        };
        self.transaction(|tree| match tree.storage.node(&target) {
            Some(_) => tree.replace_at(server, &target, data),
            None => tree.add_at(server, &target, data),
        })
    }

    /// The command Exec: starts the process at a node.
    ///
    /// # Errors
    ///
    /// 404, 405, 414, 425, or what the storage says.
    pub fn exec(&mut self, uri: &str, exec: &Execution<'_>) -> Result<StatusCode, StatusCode> {
        let path = self.target(uri)?;
        let node = self.node(&path)?.into_owned();
        self.check(exec.server, AclCommand::Exec, AccessType::Exec, &path, &node)?;
        self.storage.exec(&path, exec)
    }

    /// Takes a server out of every access control list, as must happen when its account leaves the device.
    ///
    /// # Errors
    ///
    /// What the storage says; nothing has changed then.
    pub fn remove_server(&mut self, server: &str) -> Result<(), StatusCode> {
        let mut places = alloc::vec![NodePath::ROOT];
        self.transaction(|tree| {
            while let Some(path) = places.pop() {
                let mut node = tree.node(&path)?.into_owned();
                let before = node.acl.clone();
                if path.is_root() {
                    node.acl.remove_server_from_root(server);
                } else {
                    node.acl.remove_server(server);
                }
                if node.acl != before {
                    tree.put(&path, node)?;
                }
                places.extend(tree.children(&path));
            }
            Ok(())
        })
    }

    // What follows is shared by the commands; `mod execute` and `mod tnds` use it too.

    /// Reads a URI; 414 when the device does not support its length, 404 when it names nothing.
    pub(super) fn uri<'a>(&self, text: &'a str) -> Result<Uri<'a>, StatusCode> {
        let uri = Uri::decode(text, &self.options, &mut ()).map_err(|error| uri_status(&error))?;
        self.limits.check(&uri).map_err(|error| uri_status(&error))?;
        Ok(uri)
    }

    /// The place a command is for, where a query makes no sense.
    pub(super) fn target(&self, text: &str) -> Result<NodePath, StatusCode> {
        let uri = self.uri(text)?;
        if uri.query().is_some() { Err(StatusCode::NOT_ALLOWED) } else { Ok(NodePath::from(&uri)) }
    }

    /// Checks the access control list, then what the node itself takes.
    pub(super) fn check(
        &self,
        server: &str,
        command: AclCommand,
        access: AccessType,
        path: &NodePath,
        node: &NodeState,
    ) -> Result<(), StatusCode> {
        if !node.access.contains(access) {
            return Err(StatusCode::NOT_ALLOWED);
        }
        if self.allows(server, command, path) { Ok(()) } else { Err(StatusCode::PERMISSION_DENIED) }
    }

    /// The places right below.
    pub(super) fn children(&self, path: &NodePath) -> Vec<NodePath> {
        self.storage.children(path).iter().filter_map(|name| path.child(name).ok()).collect()
    }

    fn item(&self, path: &NodePath, node: &NodeState, with_value: bool) -> ResultItem {
        let value = if node.is_interior() {
            let children = self.storage.children(path);
            let mut names = String::new();
            for (index, name) in children.iter().enumerate() {
                names.push_str(if index == 0 { "" } else { "/" });
                super::percent::push_encoded(&mut names, name);
            }
            NodeValue::Text(names)
        } else {
            node.value.clone()
        };
        ResultItem {
            uri: path.to_string(),
            format: Some(node.format.clone()),
            content_type: Some(node.content_type.clone()).filter(|text| !text.is_empty()),
            value: with_value.then_some(value),
        }
    }

    /// Every node at or below a place that the server may read, each behind its parent.
    pub(super) fn readable(&self, server: &str, path: &NodePath) -> Vec<(NodePath, NodeState)> {
        let mut found = Vec::new();
        let mut places = alloc::vec![path.clone()];
        while let Some(path) = places.pop() {
            let Some(node) = self.storage.node(&path) else { continue };
            if self.check(server, AclCommand::Get, AccessType::Get, &path, &node).is_ok() {
                places.extend(self.children(&path).into_iter().rev());
                found.push((path, node.into_owned()));
            }
        }
        found
    }

    fn list(&self, server: &str, path: &NodePath, with_data: bool) -> Vec<ResultItem> {
        let nodes = self.readable(server, path);
        nodes.iter().map(|(path, node)| self.item(path, node, with_data && !node.is_interior())).collect()
    }
}

fn uri_status(error: &Error) -> StatusCode {
    match error.kind() {
        ErrorKind::Limit(_) | ErrorKind::Uri(UriErrorKind::TooLong) => StatusCode::URI_TOO_LONG,
        ErrorKind::Uri(UriErrorKind::InvalidQuery | UriErrorKind::UnknownQuery) => StatusCode::NOT_SUPPORTED,
        _ => StatusCode::NOT_FOUND,
    }
}

/// The text of a property.
fn property(path: &NodePath, node: &NodeState, name: &PropertyName<'_>) -> Result<String, StatusCode> {
    Ok(match name {
        PropertyName::Acl => node.acl.to_string(),
        PropertyName::Format => node.format.to_string(),
        PropertyName::Name => path.name().unwrap_or(".").to_string(),
        PropertyName::Size if !node.is_interior() => node.value.as_bytes().len().to_string(),
        PropertyName::Title => node.title.clone(),
        PropertyName::TStamp => node.tstamp.ok_or(StatusCode::NOT_SUPPORTED)?.to_string(),
        PropertyName::Type => node.content_type.clone(),
        PropertyName::VerNo => node.ver_no.to_string(),
        PropertyName::Size | PropertyName::Other(_) => return Err(StatusCode::NOT_SUPPORTED),
    })
}
