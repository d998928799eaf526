//! Definitions by identifier and version.

use super::core_objects::{CORE_OBJECTS, CoreObjects};
use super::definition::{ObjectDefinition, ResourceDefinition};
use crate::path::Path;
use crate::value::{Types, ValueType};
use crate::version::Version;
use alloc::vec::Vec;

/// What knows the definitions of objects.
pub trait Model {
    /// The definition of an object, in the version that this model stands for.
    fn object(&self, id: u16) -> Option<&ObjectDefinition>;

    /// The definition of the resource that a path names or is below of.
    fn resource(&self, path: Path) -> Option<&ResourceDefinition> {
        self.object(path.object_id()?)?.resource(path.resource_id()?)
    }
}

impl<T: Model + ?Sized> Model for &T {
    fn object(&self, id: u16) -> Option<&ObjectDefinition> {
        (**self).object(id)
    }
}

/// Definitions of objects, each in any number of versions; by default on top of the compiled-in ones.
///
/// As a [`Model`] and as [`Types`] it stands for the newest version of each object, added ones before compiled-in
/// ones. [`Registry::at`] gives the model of one client, in the versions that it registered.
///
/// ```
/// use lwm2m_tlv::model::{ObjectDefinition, Operations, Registry, ResourceDefinition, ResourceType};
/// use lwm2m_tlv::{Path, Types, ValueType, Version};
///
/// let value = ResourceDefinition::new(5700, "Sensor Value", Operations::R, ResourceType::Known(ValueType::Float));
/// let mut registry = Registry::new();
/// registry.add(ObjectDefinition::new(3303, "Temperature", [value]).with_multiple());
///
/// assert_eq!(registry.value_type(Path::resource(3303, 0, 5700)), Some(ValueType::Float));
/// assert_eq!(registry.value_type(Path::resource(3, 0, 9)), Some(ValueType::Integer));
/// assert!(registry.definition(3303, Version::V1_1).is_some(), "1.0 serves for 1.1");
/// ```
#[derive(Clone, Debug)]
pub struct Registry {
    // By identifier and version; no pair twice.
    added: Vec<ObjectDefinition>,
    core: &'static [ObjectDefinition],
}

impl Default for Registry {
    fn default() -> Self {
        Self::new()
    }
}

impl Registry {
    /// The compiled-in objects.
    #[must_use]
    pub const fn new() -> Registry {
        Registry { added: Vec::new(), core: CORE_OBJECTS }
    }

    /// Nothing, not even the compiled-in objects.
    #[must_use]
    pub const fn empty() -> Registry {
        Registry { added: Vec::new(), core: &[] }
    }

    /// Adds a definition; one of the same identifier and version that was added before is given back.
    pub fn add(&mut self, definition: ObjectDefinition) -> Option<ObjectDefinition> {
        let key = (definition.id, definition.version);
        match self.added.binary_search_by_key(&key, |old| (old.id, old.version)) {
            Ok(index) => Some(core::mem::replace(self.added.get_mut(index)?, definition)),
            Err(index) => {
                self.added.insert(index, definition);
                None
            }
        }
    }

    /// The definition of an object in a version: that version, else the nearest older one of the same major number,
    /// else none. Between equals, added ones go before compiled-in ones.
    #[must_use]
    pub fn definition(&self, id: u16, version: Version) -> Option<&ObjectDefinition> {
        let added = pick(&self.added, id, version);
        let core = pick(self.core, id, version);
        match (added, core) {
            (Some(added), Some(core)) if core.version > added.version => Some(core),
            (Some(added), _) => Some(added),
            (None, core) => core,
        }
    }

    /// The newest definition of an object among the added ones, else among the compiled-in ones.
    #[must_use]
    pub fn newest(&self, id: u16) -> Option<&ObjectDefinition> {
        let end = self.added.partition_point(|definition| definition.id <= id);
        match end.checked_sub(1).and_then(|index| self.added.get(index)).filter(|found| found.id == id) {
            Some(found) => Some(found),
            None if self.core.is_empty() => None,
            None => Model::object(&CoreObjects, id).filter(|found| found.id == id),
        }
    }

    /// All definitions: the added ones, then the compiled-in ones, each by identifier and version.
    pub fn iter(&self) -> impl Iterator<Item = &ObjectDefinition> {
        self.added.iter().chain(self.core)
    }

    /// The model of one client: every object in the version that `versions` names for it.
    ///
    /// `versions` gives the version of an object as registered; where it gives none, or one without definition here,
    /// the client does not have the object.
    pub fn at<F: Fn(u16) -> Option<Version>>(&self, versions: F) -> ModelAt<'_, F> {
        ModelAt { registry: self, versions }
    }
}

impl Extend<ObjectDefinition> for Registry {
    fn extend<I: IntoIterator<Item = ObjectDefinition>>(&mut self, definitions: I) {
        for definition in definitions {
            self.add(definition);
        }
    }
}

impl Model for Registry {
    fn object(&self, id: u16) -> Option<&ObjectDefinition> {
        self.newest(id)
    }
}

impl Types for Registry {
    fn value_type(&self, path: Path) -> Option<ValueType> {
        self.resource(path)?.value_type()
    }

    fn multiple(&self, path: Path) -> Option<bool> {
        self.resource(path).map(|resource| resource.multiple)
    }
}

/// A registry seen in the object versions of one client; see [`Registry::at`].
#[derive(Clone, Debug)]
pub struct ModelAt<'r, F> {
    registry: &'r Registry,
    versions: F,
}

impl<F: Fn(u16) -> Option<Version>> Model for ModelAt<'_, F> {
    fn object(&self, id: u16) -> Option<&ObjectDefinition> {
        self.registry.definition(id, (self.versions)(id)?)
    }
}

impl<F: Fn(u16) -> Option<Version>> Types for ModelAt<'_, F> {
    fn value_type(&self, path: Path) -> Option<ValueType> {
        self.resource(path)?.value_type()
    }

    fn multiple(&self, path: Path) -> Option<bool> {
        self.resource(path).map(|resource| resource.multiple)
    }
}

/// The look-up rule on a list sorted by identifier and version.
pub(super) fn pick(sorted: &[ObjectDefinition], id: u16, version: Version) -> Option<&ObjectDefinition> {
    let end = sorted.partition_point(|definition| (definition.id, definition.version) <= (id, version));
    let found = sorted.get(end.checked_sub(1)?)?;
    (found.id == id && found.version.major == version.major).then_some(found)
}

/// One difference between two versions of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "lowercase"))]
#[non_exhaustive]
pub enum Difference {
    /// The resource is new.
    Added(u16),
    /// The resource is gone.
    Removed(u16),
    /// The resource has other operations.
    Operations(u16),
    /// The resource has another type.
    Type(u16),
    /// The resource was single and is multiple, or the other way round.
    Multiplicity(u16),
    /// The resource was optional and is mandatory, or the other way round.
    Presence(u16),
    /// The resource has another range.
    Range(u16),
    /// The resource has another unit.
    Units(u16),
    /// The object was single and is multiple, or the other way round.
    ObjectMultiplicity,
    /// The object was optional and is mandatory, or the other way round.
    ObjectPresence,
}

impl ObjectDefinition {
    /// What is different in a newer version of the object: first the object, then its resources by identifier.
    ///
    /// ```
    /// use lwm2m_tlv::Version;
    /// use lwm2m_tlv::model::{Difference, core_object};
    ///
    /// let old = core_object(4, Version::V1_0).expect("known");
    /// let new = core_object(4, Version::V1_1).expect("known");
    /// assert_eq!(old.differences(new), [Difference::Added(11)]);
    /// ```
    #[must_use]
    pub fn differences(&self, newer: &ObjectDefinition) -> Vec<Difference> {
        let mut differences = Vec::new();
        if self.multiple != newer.multiple {
            differences.push(Difference::ObjectMultiplicity);
        }
        if self.mandatory != newer.mandatory {
            differences.push(Difference::ObjectPresence);
        }
        let (mut old, mut new) = (self.resources.iter().peekable(), newer.resources.iter().peekable());
        loop {
            match (old.peek(), new.peek()) {
                (None, None) => return differences,
                (Some(a), Some(b)) if a.id == b.id => {
                    compare(a, b, &mut differences);
                    old.next();
                    new.next();
                }
                (Some(a), Some(b)) if b.id < a.id => {
                    differences.push(Difference::Added(b.id));
                    new.next();
                }
                (Some(a), _) => {
                    differences.push(Difference::Removed(a.id));
                    old.next();
                }
                (None, Some(b)) => {
                    differences.push(Difference::Added(b.id));
                    new.next();
                }
            }
        }
    }
}

fn compare(a: &ResourceDefinition, b: &ResourceDefinition, differences: &mut Vec<Difference>) {
    let id = a.id;
    differences.extend(
        [
            (a.operations != b.operations).then_some(Difference::Operations(id)),
            (a.resource_type != b.resource_type).then_some(Difference::Type(id)),
            (a.multiple != b.multiple).then_some(Difference::Multiplicity(id)),
            (a.mandatory != b.mandatory).then_some(Difference::Presence(id)),
            (a.range != b.range).then_some(Difference::Range(id)),
            (a.units != b.units).then_some(Difference::Units(id)),
        ]
        .into_iter()
        .flatten(),
    );
}
