//! How commands change a tree.

use super::access::{AccessType, AccessTypes};
use super::acl::{Acl, AclCommand};
use super::path::NodePath;
use super::property::{MAX_TITLE, PropertyName};
use super::storage::{NodeState, NodeValue, Storage};
use super::store::{NodeData, Tree};
use crate::code::{Format, StatusCode};
use alloc::string::{String, ToString};

/// What a description says of a node.
#[derive(Default)]
struct Described {
    access: Option<AccessTypes>,
    format: Option<Format<'static>>,
}

impl<S: Storage> Tree<S> {
    pub(super) fn add_at(&mut self, server: &str, path: &NodePath, data: NodeData) -> Result<(), StatusCode> {
        let Some(parent) = path.parent() else { return Err(StatusCode::ALREADY_EXISTS) };
        if self.storage.node(path).is_some() {
            return Err(StatusCode::ALREADY_EXISTS);
        }
        if self.storage.node(&parent).is_none() {
            if !self.implicit_add {
                return Err(StatusCode::NOT_FOUND);
            }
            // From the top down, so that each finds its parent; the depth is bounded by the URI limits.
            for length in 1..path.names().len() {
                let mut above = path.clone();
                while above.names().len() > length {
                    above = above.parent().unwrap_or_default();
                }
                if self.storage.node(&above).is_none() {
                    self.add_one(server, &above, NodeData::interior())?;
                }
            }
        }
        self.add_one(server, path, data)
    }

    fn add_one(&mut self, server: &str, path: &NodePath, mut data: NodeData) -> Result<(), StatusCode> {
        let parent_path = path.parent().ok_or(StatusCode::ALREADY_EXISTS)?;
        let parent = self.node(&parent_path)?.into_owned();
        if !parent.is_interior() {
            return Err(StatusCode::NOT_ALLOWED);
        }
        // Descriptions allow an Add at the new node or at the one above; the latter is what the node here holds.
        let described = self.described(path)?;
        if !described.access.is_some_and(|access| access.contains(AccessType::Add)) {
            self.check(server, AclCommand::Add, AccessType::Add, &parent_path, &parent)?;
        } else if !self.allows(server, AclCommand::Add, &parent_path) {
            return Err(StatusCode::PERMISSION_DENIED);
        }
        data.format = data.format.or(described.format);
        self.check_description(AccessType::Add, path, &data)?;
        let mut node = new_node(data)?;
        node.access = described.access.unwrap_or(node.access);
        if node.is_interior() && !self.allows(server, AclCommand::Replace, &parent_path) {
            // The creator would otherwise have no hold on what it made (DM TND 1.2.1, Changing the ACL).
            for command in [AclCommand::Add, AclCommand::Delete, AclCommand::Replace] {
                node.acl.grant(command, String::from(server));
            }
        }
        node.tstamp = self.now;
        self.put(path, node)
    }

    /// What the description has for a node that is about to be made; an error when it has no such node, or when
    /// there are as many as may be.
    fn described(&self, path: &NodePath) -> Result<Described, StatusCode> {
        if let Some(description) = &self.description {
            let node = description.find(path).ok_or(StatusCode::NOT_ALLOWED)?;
            let siblings = self.children(&path.parent().unwrap_or_default());
            let same =
                |sibling: &&NodePath| description.find(sibling).is_some_and(|other| other.id() == node.id());
            let count = u32::try_from(siblings.iter().filter(same).count()).unwrap_or(u32::MAX);
            if node.occurrence().max().is_some_and(|max| count >= max) {
                return Err(StatusCode::NOT_ALLOWED);
            }
            return Ok(Described { access: node.access(), format: node.format().cloned() });
        }
        Ok(Described::default())
    }

    /// The first thing a description does not allow.
    fn check_description(
        &self,
        command: AccessType,
        path: &NodePath,
        data: &NodeData,
    ) -> Result<(), StatusCode> {
        if let Some(description) = &self.description {
            let findings = description.check_command(command, path, Some(data));
            return findings.first().map_or(Ok(()), |finding| Err(finding.kind.status()));
        }
        Ok(())
    }

    pub(super) fn replace_at(
        &mut self,
        server: &str,
        path: &NodePath,
        data: NodeData,
    ) -> Result<(), StatusCode> {
        let mut node = self.node(path)?.into_owned();
        self.check(server, AclCommand::Replace, AccessType::Replace, path, &node)?;
        self.check_description(AccessType::Replace, path, &data)?;
        let format = data.format.unwrap_or_else(|| node.format.clone());
        if format.is_interior() != node.is_interior() {
            return Err(StatusCode::NOT_ALLOWED);
        }
        if node.permanent && format != node.format {
            return Err(StatusCode::NOT_ALLOWED);
        }
        match data.value {
            Some(value) if format.is_interior() && !value.as_bytes().is_empty() => {
                return Err(StatusCode::NOT_ALLOWED);
            }
            Some(value) => node.value = fit(&format, value)?,
            None if format == Format::Null => node.value = NodeValue::default(),
            None if format.is_interior() => {}
            None => return Err(StatusCode::INCOMPLETE_COMMAND),
        }
        node.format = format;
        if let Some(content_type) = data.content_type {
            node.content_type = content_type;
        }
        self.changed(path, node)
    }

    pub(super) fn replace_property(
        &mut self,
        server: &str,
        path: &NodePath,
        name: &PropertyName<'_>,
        value: &str,
    ) -> Result<(), StatusCode> {
        let mut node = self.node(path)?.into_owned();
        match name {
            PropertyName::Acl => {
                self.check_acl_change(server, path, &node)?;
                let acl = Acl::decode(value, &self.options, &mut ()).map_err(|_| StatusCode::BAD_REQUEST)?;
                if path.is_root() && acl.is_empty() {
                    return Err(StatusCode::NOT_ALLOWED);
                }
                node.acl = acl.into_owned();
                self.changed(path, node)
            }
            PropertyName::Title => {
                self.check(server, AclCommand::Replace, AccessType::Replace, path, &node)?;
                if value.len() > MAX_TITLE {
                    return Err(StatusCode::TOO_LARGE);
                }
                node.title = value.to_string();
                self.changed(path, node)
            }
            PropertyName::Name => {
                self.check(server, AclCommand::Replace, AccessType::Replace, path, &node)?;
                if node.permanent || path.is_root() {
                    return Err(StatusCode::NOT_ALLOWED);
                }
                self.rename(path, value)
            }
            PropertyName::Other(_) => Err(StatusCode::NOT_SUPPORTED),
            _ => Err(StatusCode::NOT_ALLOWED),
        }
    }

    /// An interior node's list may be changed by who may replace the node or the one above it, a leaf's only by
    /// who may replace the node above (DM TND 1.2.1, Changing the ACL).
    fn check_acl_change(&self, server: &str, path: &NodePath, node: &NodeState) -> Result<(), StatusCode> {
        let by_node = node.is_interior() && self.allows(server, AclCommand::Replace, path);
        let by_parent = path.parent().is_some_and(|parent| self.allows(server, AclCommand::Replace, &parent));
        if by_node || by_parent { Ok(()) } else { Err(StatusCode::PERMISSION_DENIED) }
    }

    fn rename(&mut self, path: &NodePath, name: &str) -> Result<(), StatusCode> {
        let parent = path.parent().ok_or(StatusCode::NOT_ALLOWED)?;
        let new_path = parent.child(name).map_err(|_| StatusCode::BAD_REQUEST)?;
        if new_path == *path {
            return Ok(());
        }
        if self.storage.node(&new_path).is_some() {
            return Err(StatusCode::ALREADY_EXISTS);
        }
        let mut places = alloc::vec![path.clone()];
        while let Some(old) = places.pop() {
            let node = self.node(&old)?.into_owned();
            let below = old.relative_to(path).unwrap_or_default();
            places.extend(self.children(&old));
            let place = new_path.join(&below);
            if below.is_root() { self.changed(&place, node)? } else { self.put(&place, node)? }
        }
        self.remove_below(path, true)
    }
}

/// A node from what an Add brings.
fn new_node(data: NodeData) -> Result<NodeState, StatusCode> {
    let format = data.format.unwrap_or_default();
    if format.is_interior() {
        if data.value.is_some_and(|value| !value.as_bytes().is_empty()) {
            return Err(StatusCode::UNSUPPORTED_FORMAT);
        }
        return Ok(NodeState::interior().with_type(data.content_type.unwrap_or_default()));
    }
    let value = fit(&format, data.value.unwrap_or_default())?;
    let content_type = data.content_type.unwrap_or_else(|| String::from("text/plain"));
    Ok(NodeState::new(format, &content_type, value))
}

/// The value in the form its format has in the tree; 415 when it is not one of the format's.
fn fit(format: &Format<'_>, value: NodeValue) -> Result<NodeValue, StatusCode> {
    match (format, value) {
        (Format::Bin, NodeValue::Text(text)) => Ok(NodeValue::Bytes(text.into_bytes())),
        (Format::Bin, value) => Ok(value),
        (_, value) => match value.as_text() {
            Some(text) if format.allows(text) => Ok(NodeValue::Text(text.to_string())),
            _ => Err(StatusCode::UNSUPPORTED_FORMAT),
        },
    }
}
