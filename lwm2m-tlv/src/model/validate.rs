//! Checks of nodes and operations against definitions. Each gives all its findings, not the first.
//!
//! ```
//! use lwm2m_tlv::model::CoreObjects;
//! use lwm2m_tlv::model::validate::{FindingKind, nodes};
//! use lwm2m_tlv::{Node, Path};
//!
//! let findings = nodes(&[Node::new(Path::resource(3, 0, 9), 101_i64), Node::new(Path::resource(3, 0, 0), 1_i64)], &CoreObjects);
//! assert_eq!(findings[0].kind, FindingKind::OutOfRange);
//! assert!(matches!(findings[1].kind, FindingKind::Type { .. }));
//! ```

use super::definition::{ObjectDefinition, ResourceDefinition};
use super::range::Range;
use super::registry::Model;
use crate::interface::operation::ResponseCode;
use crate::node::{Content, Node};
use crate::path::{Level, Path};
use crate::value::{Value, ValueType};
use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use core::fmt;

/// What does not agree with a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum FindingKind {
    /// The model has no such object.
    #[error("unknown object")]
    UnknownObject,
    /// The object has no such resource.
    #[error("unknown resource")]
    UnknownResource,
    /// The value is of another type.
    #[error("value of type {found}, defined is {expected}")]
    Type {
        /// The type of the definition.
        expected: ValueType,
        /// The type of the value.
        found: ValueType,
    },
    /// The number is outside the range.
    #[error("value out of range")]
    OutOfRange,
    /// The text or data is longer or shorter than the range allows.
    #[error("length out of range")]
    LengthOutOfRange,
    /// Another instance than 0 of an object that has only one.
    #[error("the object has a single instance")]
    SingleInstance,
    /// A resource instance of a resource that has no instances.
    #[error("the resource has a single instance")]
    SingleResource,
    /// A value at a resource that has instances.
    #[error("the resource has instances")]
    MultipleResource,
    /// A value at a resource that is only executed.
    #[error("value of an executable resource")]
    ExecutableValue,
    /// A mandatory resource is missing in the instance.
    #[error("mandatory resource missing")]
    MissingResource,
    /// The resource cannot be read.
    #[error("not readable")]
    NotReadable,
    /// The resource cannot be written.
    #[error("not writable")]
    NotWritable,
    /// The resource cannot be executed.
    #[error("not executable")]
    NotExecutable,
    /// The operation is for paths of another level.
    #[error("wrong level of path for the operation")]
    Level,
}

impl FindingKind {
    /// What a client answers to an operation with this finding: 4.04 where the model has nothing, 4.05 where the operation
    /// is not for what is there, 4.00 for what a payload gets wrong.
    ///
    /// ```
    /// use lwm2m_tlv::Path;
    /// use lwm2m_tlv::interface::operation::ResponseCode;
    /// use lwm2m_tlv::model::CoreObjects;
    /// use lwm2m_tlv::model::validate::{Access, access};
    ///
    /// let findings = access(Path::resource(3, 0, 0), Access::Write, &CoreObjects);
    /// assert_eq!(findings[0].kind.response_code(), ResponseCode::METHOD_NOT_ALLOWED);
    /// ```
    #[must_use]
    pub const fn response_code(self) -> ResponseCode {
        match self {
            FindingKind::UnknownObject | FindingKind::UnknownResource => ResponseCode::NOT_FOUND,
            FindingKind::NotReadable
            | FindingKind::NotWritable
            | FindingKind::NotExecutable
            | FindingKind::ExecutableValue
            | FindingKind::Level => ResponseCode::METHOD_NOT_ALLOWED,
            FindingKind::Type { .. }
            | FindingKind::OutOfRange
            | FindingKind::LengthOutOfRange
            | FindingKind::SingleInstance
            | FindingKind::SingleResource
            | FindingKind::MultipleResource
            | FindingKind::MissingResource => ResponseCode::BAD_REQUEST,
        }
    }
}

/// One disagreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Finding {
    /// Where.
    pub path: Path,
    /// What.
    pub kind: FindingKind,
}

impl Finding {
    const fn new(path: Path, kind: FindingKind) -> Finding {
        Finding { path, kind }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.kind)
    }
}

/// What a server wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Access {
    /// Read, Observe, Discover.
    Read,
    /// Write of a resource or below.
    Write,
    /// Execute.
    Execute,
    /// Create an instance.
    Create,
    /// Delete an instance.
    Delete,
    /// Anything a bootstrap server does: all resources can be read and written.
    Bootstrap,
}

/// Checks nodes: known object and resource, type, range, multiplicity.
#[must_use]
pub fn nodes(nodes: &[Node<'_>], model: &impl Model) -> Vec<Finding> {
    let mut findings = Vec::new();
    for node in nodes {
        check_node(node, model, &mut findings);
    }
    findings
}

/// Checks that every object instance that appears in the nodes has its mandatory resources. Executable ones do not
/// appear in payloads and are not asked for.
#[must_use]
pub fn completeness(nodes: &[Node<'_>], model: &impl Model) -> Vec<Finding> {
    let mut present: BTreeSet<Path> = BTreeSet::new();
    for node in nodes.iter().filter(|node| node.prefix.is_none()) {
        let instance = node.path.truncate(Level::ObjectInstance);
        if instance.level() == Level::ObjectInstance {
            present.insert(instance);
            present.insert(node.path.truncate(Level::Resource));
        }
    }
    let mut findings = Vec::new();
    for instance in present.iter().filter(|path| path.level() == Level::ObjectInstance) {
        let Some(object) = instance.object_id().and_then(|id| model.object(id)) else { continue };
        for resource in object.mandatory_resources().filter(|resource| !resource.operations.executable()) {
            let Some(path) = instance.child(resource.id) else { continue };
            if !present.contains(&path) {
                findings.push(Finding::new(path, FindingKind::MissingResource));
            }
        }
    }
    findings
}

/// Checks an operation on a path: known object and resource, level, what the resource lets servers do.
#[must_use]
pub fn access(path: Path, access: Access, model: &impl Model) -> Vec<Finding> {
    let mut findings = Vec::new();
    let level = path.level();
    let fits = match access {
        Access::Read => level != Level::Root,
        Access::Write => !matches!(level, Level::Root | Level::Object),
        Access::Execute => level == Level::Resource,
        Access::Create => level == Level::Object,
        Access::Delete => matches!(level, Level::ObjectInstance | Level::ResourceInstance),
        Access::Bootstrap => true,
    };
    if !fits {
        findings.push(Finding::new(path, FindingKind::Level));
        return findings;
    }
    let Some(object) = find_object(path, model, &mut findings) else { return findings };
    check_instance(path, object, &mut findings);
    let Some(resource) = find_resource(path, object, &mut findings) else { return findings };
    if level == Level::ResourceInstance && !resource.multiple {
        findings.push(Finding::new(path, FindingKind::SingleResource));
    }
    let operations = resource.operations;
    let refused = match access {
        Access::Read if !operations.readable() => Some(FindingKind::NotReadable),
        Access::Write | Access::Delete if !operations.writable() => Some(FindingKind::NotWritable),
        Access::Execute if !operations.executable() => Some(FindingKind::NotExecutable),
        _ => None,
    };
    findings.extend(refused.map(|kind| Finding::new(path, kind)));
    findings
}

fn find_object<'m>(
    path: Path,
    model: &'m impl Model,
    findings: &mut Vec<Finding>,
) -> Option<&'m ObjectDefinition> {
    let id = path.object_id()?;
    let object = model.object(id);
    if object.is_none() {
        findings.push(Finding::new(path, FindingKind::UnknownObject));
    }
    object
}

fn find_resource<'o>(
    path: Path,
    object: &'o ObjectDefinition,
    findings: &mut Vec<Finding>,
) -> Option<&'o ResourceDefinition> {
    let id = path.resource_id()?;
    let resource = object.resource(id);
    if resource.is_none() {
        findings.push(Finding::new(path, FindingKind::UnknownResource));
    }
    resource
}

fn check_instance(path: Path, object: &ObjectDefinition, findings: &mut Vec<Finding>) {
    if !object.multiple && path.instance_id().is_some_and(|id| id != 0) {
        findings.push(Finding::new(path, FindingKind::SingleInstance));
    }
}

fn check_node(node: &Node<'_>, model: &impl Model, findings: &mut Vec<Finding>) {
    let path = node.path;
    let Some(object) = find_object(path, model, findings) else { return };
    check_instance(path, object, findings);
    let Some(resource) = find_resource(path, object, findings) else { return };
    let single = path.level() == Level::Resource;
    if !single && !resource.multiple {
        findings.push(Finding::new(path, FindingKind::SingleResource));
    }
    let value = match &node.content {
        Content::Value(value) => value,
        // A multiple resource without instances.
        Content::Empty if single && !resource.multiple => {
            findings.push(Finding::new(path, FindingKind::SingleResource));
            return;
        }
        Content::Empty | Content::None => return,
    };
    if resource.operations.executable() {
        findings.push(Finding::new(path, FindingKind::ExecutableValue));
        return;
    }
    if single && resource.multiple {
        findings.push(Finding::new(path, FindingKind::MultipleResource));
    }
    let found = value.value_type();
    match resource.value_type() {
        Some(expected) if expected != found => {
            findings.push(Finding::new(path, FindingKind::Type { expected, found }));
        }
        _ => {
            let outside = resource.range.as_ref().and_then(|range| outside(range, value));
            findings.extend(outside.map(|kind| Finding::new(path, kind)));
        }
    }
}

/// How a value is outside a range; `None` when it is inside or the range says nothing about it.
fn outside(range: &Range, value: &Value<'_>) -> Option<FindingKind> {
    let (measure, kind) = match value {
        Value::Integer(number) | Value::Time(number) => (*number as f64, FindingKind::OutOfRange),
        Value::Unsigned(number) => (*number as f64, FindingKind::OutOfRange),
        Value::Float(number) => (*number, FindingKind::OutOfRange),
        // Files say "bytes" where they mean characters as well: the smaller count gets the benefit of the doubt.
        Value::String(text) | Value::Corelnk(text) => {
            (text.chars().count() as f64, FindingKind::LengthOutOfRange)
        }
        Value::Opaque(bytes) => (bytes.len() as f64, FindingKind::LengthOutOfRange),
        Value::Boolean(_) | Value::Objlnk(_) => return None,
    };
    (range.allows(measure) == Some(false)).then_some(kind)
}

#[cfg(test)]
mod tests {
    use super::super::{CoreObjects, Operations, ResourceType};
    use super::*;
    use crate::value::Objlnk;

    fn kinds(node: Node<'_>) -> Vec<FindingKind> {
        nodes(&[node], &CoreObjects).into_iter().map(|finding| finding.kind).collect()
    }

    fn at(ids: &[u16]) -> Path {
        Path::from_ids(ids).unwrap()
    }

    #[test]
    fn nodes_against_the_core_objects() {
        assert_eq!(kinds(Node::new(at(&[3, 0, 9]), 100_i64)), []);
        assert_eq!(kinds(Node::new(at(&[3, 0, 9]), -1_i64)), [FindingKind::OutOfRange]);
        assert_eq!(kinds(Node::new(at(&[3, 1, 9]), 1_i64)), [FindingKind::SingleInstance]);
        assert_eq!(kinds(Node::new(at(&[3, 0, 99]), 1_i64)), [FindingKind::UnknownResource]);
        assert_eq!(kinds(Node::new(at(&[17, 0, 0]), 1_i64)), [FindingKind::UnknownObject]);
        assert_eq!(kinds(Node::new(at(&[3, 0, 9, 0]), 1_i64)), [FindingKind::SingleResource]);
        assert_eq!(kinds(Node::new(at(&[3, 0, 6]), 1_i64)), [FindingKind::MultipleResource]);
        assert_eq!(kinds(Node::new(at(&[3, 0, 6, 3]), 1_i64)), []);
        assert_eq!(kinds(Node::new(at(&[3, 0, 6, 3]), 8_i64)), [FindingKind::OutOfRange]);
        assert_eq!(kinds(Node::new(at(&[3, 0, 4]), 1_i64)), [FindingKind::ExecutableValue]);
        assert_eq!(kinds(Node::none(at(&[3, 0, 4]))), []);
        assert_eq!(kinds(Node::empty(at(&[3, 0, 6]))), []);
        assert_eq!(kinds(Node::empty(at(&[3, 0, 9]))), [FindingKind::SingleResource]);
        assert_eq!(kinds(Node::empty(at(&[3, 0]))), []);
        assert_eq!(kinds(Node::new(at(&[3, 0, 22, 0]), Objlnk::NULL)), []);
        let expected = FindingKind::Type { expected: ValueType::Integer, found: ValueType::Unsigned };
        assert_eq!(kinds(Node::new(at(&[3, 0, 9]), 1_u64)), [expected]);
        let long = "x".repeat(256);
        assert_eq!(kinds(Node::new(at(&[5, 0, 1]), &*long)), [FindingKind::LengthOutOfRange]);
        assert_eq!(kinds(Node::new(at(&[5, 0, 1]), "é".repeat(255))), []);
        assert_eq!(kinds(Node::new(at(&[0, 0, 8]), &[0_u8; 17][..])), [FindingKind::LengthOutOfRange]);
    }

    #[test]
    fn what_is_missing() {
        let found = completeness(&[Node::new(at(&[3, 0, 9]), 1_i64)], &CoreObjects);
        let paths: Vec<Path> = found.iter().map(|finding| finding.path).collect();
        assert_eq!(paths, [at(&[3, 0, 11]), at(&[3, 0, 16])], "Reboot is executed, not sent");
        let full = [Node::new(at(&[3, 0, 11, 0]), 0_i64), Node::new(at(&[3, 0, 16]), "U")];
        assert_eq!(completeness(&full, &CoreObjects), []);
        assert_eq!(completeness(&[Node::empty(at(&[3]))], &CoreObjects), []);
        assert_eq!(completeness(&[Node::empty(at(&[6, 0]))], &CoreObjects).len(), 3);
    }

    #[test]
    fn operations() {
        let check =
            |ids: &[u16], wanted| access(at(ids), wanted, &CoreObjects).first().map(|finding| finding.kind);
        assert_eq!(check(&[3, 0, 0], Access::Read), None);
        assert_eq!(check(&[3, 0], Access::Read), None);
        assert_eq!(check(&[3, 0, 4], Access::Execute), None);
        assert_eq!(check(&[3, 0, 4], Access::Read), Some(FindingKind::NotReadable));
        assert_eq!(check(&[3, 0, 0], Access::Write), Some(FindingKind::NotWritable));
        assert_eq!(check(&[3, 0, 0], Access::Execute), Some(FindingKind::NotExecutable));
        assert_eq!(check(&[3, 0], Access::Execute), Some(FindingKind::Level));
        assert_eq!(check(&[0, 0, 5], Access::Read), Some(FindingKind::NotReadable));
        assert_eq!(check(&[0, 0, 5], Access::Bootstrap), None);
        assert_eq!(check(&[1], Access::Create), None);
        assert_eq!(check(&[1, 0], Access::Create), Some(FindingKind::Level));
        assert_eq!(check(&[1, 0], Access::Delete), None);
        assert_eq!(check(&[3, 0, 13, 0], Access::Write), Some(FindingKind::SingleResource));
        assert_eq!(check(&[2, 0, 2, 1], Access::Write), None);
        assert_eq!(check(&[400, 0, 2], Access::Write), Some(FindingKind::UnknownObject));
    }

    #[test]
    fn an_unknown_type_is_not_held_against_values() {
        let other = ResourceType::Other("Flaot".into());
        let object =
            ObjectDefinition::new(9000, "X", [ResourceDefinition::new(0, "R", Operations::R, other)]);
        let mut registry = super::super::Registry::new();
        registry.add(object);
        assert_eq!(nodes(&[Node::new(at(&[9000, 0, 0]), 1.5)], &registry), []);
    }
}
