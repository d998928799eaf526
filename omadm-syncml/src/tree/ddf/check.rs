//! Checking trees and commands against a description.

use super::{MgmtTree, Msft, NodeRef, NodeType, Scope};
use crate::code::{Format, StatusCode};
use crate::tree::{AccessType, NodeData, NodePath, NodeState, Storage};
use alloc::vec::Vec;
use core::fmt;

/// Something that a description does not allow.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Where.
    pub path: NodePath,
    /// What.
    pub kind: FindingKind,
}

/// What a description does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum FindingKind {
    /// The description has no such node.
    #[error("node is not described")]
    Undescribed,
    /// The node does not take the command.
    #[error("command is not among the access types of the node")]
    AccessType,
    /// A permanent node would be made or deleted.
    #[error("node is permanent")]
    Permanent,
    /// The value has another format than the node.
    #[error("format differs from the described one")]
    Format,
    /// The value has none of the node's types.
    #[error("type is not among the described ones")]
    Type,
    /// The value is not one of its format, or not one of those allowed.
    #[error("value is not allowed")]
    Value,
    /// A node that must be there is missing; the path is the one it would have, without unnamed nodes.
    #[error("node is missing")]
    Missing,
    /// There are more nodes than may occur; the path is that of their parent.
    #[error("more nodes than may occur")]
    TooMany,
}

impl FindingKind {
    /// The status by which a device refuses a command for this reason.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        match self {
            FindingKind::Undescribed | FindingKind::Missing => StatusCode::NOT_FOUND,
            FindingKind::AccessType | FindingKind::Permanent | FindingKind::TooMany => {
                StatusCode::NOT_ALLOWED
            }
            FindingKind::Format | FindingKind::Type => StatusCode::UNSUPPORTED_FORMAT,
            FindingKind::Value => StatusCode::RANGE_NOT_SATISFIABLE,
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.kind, self.path)
    }
}

impl MgmtTree<'_> {
    /// Checks a command against the description: whether the node is described, takes the command, and allows
    /// the value. All findings are given, in no order of weight.
    ///
    /// An Add is allowed by the access types of the node itself or of the one above: descriptions do both.
    ///
    /// ```
    /// use omadm_syncml::code::Format;
    /// use omadm_syncml::tree::{AccessType, DescribedNode, FindingKind, MgmtTree, NodeData, NodePath};
    ///
    /// let mut ddf = MgmtTree::new();
    /// ddf.push(None, DescribedNode::described("Count", Format::Int));
    /// let path = NodePath::parse("./Count")?;
    /// assert!(ddf.check_command(AccessType::Get, &path, None).is_empty());
    /// let findings = ddf.check_command(AccessType::Replace, &path, Some(&NodeData::value("many")));
    /// let kinds: Vec<_> = findings.iter().map(|finding| finding.kind).collect();
    /// assert_eq!(kinds, [FindingKind::AccessType, FindingKind::Value]);
    /// # Ok::<(), omadm_syncml::Error>(())
    /// ```
    #[must_use]
    pub fn check_command(
        &self,
        command: AccessType,
        path: &NodePath,
        data: Option<&NodeData>,
    ) -> Vec<Finding> {
        let mut findings = Findings { path, list: Vec::new() };
        let Some(node) = self.find(path) else {
            findings.add(FindingKind::Undescribed);
            return findings.list;
        };
        let takes = |node: NodeRef<'_, '_>| node.access().is_none_or(|access| access.contains(command));
        let above_takes = command == AccessType::Add && node.parent().is_some_and(takes);
        if !takes(node) && !above_takes {
            findings.add(FindingKind::AccessType);
        }
        if matches!(command, AccessType::Add | AccessType::Delete) && node.scope() == Scope::Permanent {
            findings.add(FindingKind::Permanent);
        }
        if let Some(data) = data.filter(|_| matches!(command, AccessType::Add | AccessType::Replace)) {
            findings.check_value(
                node,
                data.format.as_ref(),
                data.content_type.as_deref(),
                data.value.as_ref().and_then(|value| value.as_text()),
            );
        }
        findings.list
    }

    /// Checks the nodes that a storage holds where this description has something to say: undescribed nodes,
    /// formats, types, values, and how often nodes occur.
    pub fn check_tree(&self, storage: &impl Storage) -> Vec<Finding> {
        let mut findings = Vec::new();
        for root in self.roots() {
            if root.is_tree_root() {
                self.check_below(storage, root, NodePath::ROOT, &mut findings);
                continue;
            }
            let mut names = root.names();
            let name = names.pop().unwrap_or_default();
            let above = names.iter().try_fold(NodePath::ROOT, |path, name| path.child(name).ok());
            let Some(above) = above.filter(|above| storage.node(above).is_some()) else { continue };
            if name.is_empty() {
                continue;
            }
            match above.child(&name) {
                Ok(path) if storage.node(&path).is_some() => {
                    self.check_below(storage, root, path, &mut findings)
                }
                Ok(path) if root.occurrence().min() > 0 => {
                    findings.push(Finding { path, kind: FindingKind::Missing });
                }
                _ => {}
            }
        }
        findings
    }

    fn check_below(
        &self,
        storage: &impl Storage,
        root: NodeRef<'_, '_>,
        path: NodePath,
        findings: &mut Vec<Finding>,
    ) {
        let mut places = alloc::vec![(root, path)];
        while let Some((described, path)) = places.pop() {
            let Some(state) = storage.node(&path) else { continue };
            findings.extend(check_state(described, &path, &state));
            let mut counts: Vec<(NodeRef<'_, '_>, u32)> =
                described.children().map(|child| (child, 0)).collect();
            for name in storage.children(&path) {
                let Ok(child_path) = path.child(&name) else { continue };
                let found = self.find(&child_path);
                match found {
                    None => findings.push(Finding { path: child_path, kind: FindingKind::Undescribed }),
                    Some(child) => {
                        if let Some((_, count)) = counts.iter_mut().find(|(node, _)| node.id() == child.id())
                        {
                            *count += 1;
                        }
                        places.push((child, child_path));
                    }
                }
            }
            for (child, count) in counts {
                let occurrence = child.occurrence();
                if occurrence.max().is_some_and(|max| count > max) {
                    findings.push(Finding { path: path.clone(), kind: FindingKind::TooMany });
                }
                if count < occurrence.min() {
                    let name = child.name.as_deref().unwrap_or("");
                    let missing = path.child(name).unwrap_or_else(|_| path.clone());
                    findings.push(Finding { path: missing, kind: FindingKind::Missing });
                }
            }
        }
    }
}

fn check_state(node: NodeRef<'_, '_>, path: &NodePath, state: &NodeState) -> Vec<Finding> {
    let mut findings = Findings { path, list: Vec::new() };
    let text = state.value.as_text().filter(|_| !state.is_interior());
    findings.check_value(node, Some(&state.format), Some(&state.content_type), text);
    findings.list
}

struct Findings<'p> {
    path: &'p NodePath,
    list: Vec<Finding>,
}

impl Findings<'_> {
    fn add(&mut self, kind: FindingKind) {
        self.list.push(Finding { path: self.path.clone(), kind });
    }

    fn check_value(
        &mut self,
        node: NodeRef<'_, '_>,
        format: Option<&Format<'_>>,
        content_type: Option<&str>,
        value: Option<&str>,
    ) {
        let described = node.format();
        if let (Some(described), Some(given)) = (described, format) {
            let both_binary = described.is_binary() && given.is_binary();
            if described != given && !both_binary {
                return self.add(FindingKind::Format);
            }
        }
        if let Some(given) = content_type.filter(|given| !given.is_empty()) {
            let known: Vec<&NodeType<'_>> = node.df_properties.iter().flat_map(|df| &df.types).collect();
            let mut named =
                known.iter().map(|known| known.as_str()).filter(|known| !known.is_empty()).peekable();
            if named.peek().is_some() && !named.any(|known| known.eq_ignore_ascii_case(given)) {
                self.add(FindingKind::Type);
            }
        }
        let Some(value) = value else { return };
        let fits_format = described.is_none_or(|format| format.allows(value));
        let msft = node.df_properties.as_ref().filter(|df| !df.extensions.is_empty());
        let allowed = msft.and_then(|df| Msft::read(df).allowed_values);
        if !fits_format || !allowed.is_none_or(|allowed| allowed.allows(value)) {
            self.add(FindingKind::Value);
        }
    }
}
