//! The standard objects, compiled in.

mod tables;

use super::definition::{ObjectDefinition, Operations, ResourceDefinition, ResourceType};
use super::range::{Bounds, Range};
use super::registry::{Model, pick};
use crate::path::Path;
use crate::value::{Types, ValueType};
use crate::version::Version;
use alloc::borrow::Cow;

/// Every version of every compiled-in object, by ascending identifier and version.
///
/// These are objects 0 to 16, 19 to 27, 500 to 505, 507 to 511 and the oneM2M CMDH objects 2048 to 2057, as in the
/// OMA registry of 2024-02-22. The registry has no definition of object 18 and no object 506. Descriptions are
/// left out.
pub static CORE_OBJECTS: &[ObjectDefinition] = &tables::OBJECTS;

/// The compiled-in objects as a model: each in its newest version.
///
/// ```
/// use lwm2m_tlv::model::CoreObjects;
/// use lwm2m_tlv::{Path, Types, ValueType};
///
/// assert_eq!(CoreObjects.value_type(Path::resource(3, 0, 9)), Some(ValueType::Integer));
/// assert_eq!(CoreObjects.multiple(Path::resource(3, 0, 6)), Some(true));
/// assert_eq!(CoreObjects.value_type(Path::resource(3303, 0, 5700)), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CoreObjects;

impl Model for CoreObjects {
    fn object(&self, id: u16) -> Option<&ObjectDefinition> {
        let index = match tables::NEWEST.get(usize::from(id)) {
            Some(&(object, index)) if object == id => index,
            _ => {
                let found = tables::NEWEST.binary_search_by_key(&id, |&(object, _)| object).ok()?;
                tables::NEWEST.get(found)?.1
            }
        };
        CORE_OBJECTS.get(usize::from(index))
    }
}

impl Types for CoreObjects {
    fn value_type(&self, path: Path) -> Option<ValueType> {
        self.resource(path)?.value_type()
    }

    fn multiple(&self, path: Path) -> Option<bool> {
        self.resource(path).map(|resource| resource.multiple)
    }
}

/// The compiled-in definition of an object in a version: that version, else the nearest older one of the same major
/// number, else none.
///
/// ```
/// use lwm2m_tlv::{Version, model::core_object};
///
/// let device = core_object(3, Version { major: 1, minor: 9 }).expect("known");
/// assert_eq!((device.version, device.resources.len()), (Version::V1_2, 23));
/// assert!(core_object(3, Version { major: 2, minor: 0 }).is_none());
/// ```
#[must_use]
pub fn core_object(id: u16, version: Version) -> Option<&'static ObjectDefinition> {
    pick(CORE_OBJECTS, id, version)
}

macro_rules! release_versions {
    ($( $id:literal: $v1_0:expr, $v1_1:expr, $v1_2:expr; )+) => {
        /// The version that a core object has in a release of the enabler: what a client means that registers with
        /// `lwm2m=1.1` and gives no `ver` for the object. `None` for objects that are no part of the release; they
        /// have version 1.0 when no other is given.
        ///
        /// ```
        /// use lwm2m_tlv::{Version, model::core_version};
        ///
        /// assert_eq!(core_version(4, Version::V1_2), Some(Version { major: 1, minor: 3 }));
        /// assert_eq!(core_version(23, Version::V1_1), None);
        /// ```
        #[must_use]
        pub const fn core_version(id: u16, release: Version) -> Option<Version> {
            let row: [Option<(u8, u8)>; 3] = match id {
                $( $id => [$v1_0, $v1_1, $v1_2], )+
                _ => return None,
            };
            let [v1_0, v1_1, v1_2] = row;
            let version = match (release.major, release.minor) {
                (1, 0) => v1_0,
                (1, 1) => v1_1,
                (1, _) => v1_2,
                _ => None,
            };
            match version {
                Some((major, minor)) => Some(Version { major, minor }),
                None => None,
            }
        }
    };
}

release_versions! {
    0: Some((1, 0)), Some((1, 1)), Some((1, 2));
    1: Some((1, 0)), Some((1, 1)), Some((1, 2));
    2: Some((1, 0)), Some((1, 0)), Some((1, 1));
    3: Some((1, 0)), Some((1, 1)), Some((1, 2));
    4: Some((1, 0)), Some((1, 2)), Some((1, 3));
    5: Some((1, 0)), Some((1, 0)), Some((1, 1));
    6: Some((1, 0)), Some((1, 0)), Some((1, 0));
    7: Some((1, 0)), Some((1, 0)), Some((1, 0));
    21: None, Some((1, 0)), Some((2, 0));
    23: None, None, Some((1, 0));
    24: None, None, Some((1, 0));
    25: None, None, Some((1, 0));
    26: None, None, Some((1, 0));
    27: None, None, Some((1, 0));
}

// The words of the generated tables.

const S: bool = false;
const M: bool = true;
const O: bool = false;
const STRING: ResourceType = ResourceType::Known(ValueType::String);
const INTEGER: ResourceType = ResourceType::Known(ValueType::Integer);
const UNSIGNED: ResourceType = ResourceType::Known(ValueType::Unsigned);
const FLOAT: ResourceType = ResourceType::Known(ValueType::Float);
const BOOLEAN: ResourceType = ResourceType::Known(ValueType::Boolean);
const OPAQUE: ResourceType = ResourceType::Known(ValueType::Opaque);
const TIME: ResourceType = ResourceType::Known(ValueType::Time);
const OBJLNK: ResourceType = ResourceType::Known(ValueType::Objlnk);
const CORELNK: ResourceType = ResourceType::Known(ValueType::Corelnk);
const UNTYPED: ResourceType = ResourceType::None;

const fn between(text: &'static str, low: f64, high: f64) -> Option<Range> {
    Some(Range::constant(text, Bounds::Between(low, high)))
}

const fn one_of(text: &'static str, numbers: &'static [f64]) -> Option<Range> {
    Some(Range::constant(text, Bounds::OneOf(Cow::Borrowed(numbers))))
}

const fn text(text: &'static str) -> Option<Range> {
    Some(Range::constant(text, Bounds::Text))
}

#[expect(clippy::too_many_arguments)] // The columns of the table.
const fn resource(
    id: u16,
    name: &'static str,
    operations: Operations,
    multiple: bool,
    mandatory: bool,
    resource_type: ResourceType,
    range: Option<Range>,
    units: &'static str,
) -> ResourceDefinition {
    ResourceDefinition {
        id,
        name: Cow::Borrowed(name),
        operations,
        multiple,
        mandatory,
        resource_type,
        range,
        units: Cow::Borrowed(units),
        description: Cow::Borrowed(""),
    }
}

#[expect(clippy::too_many_arguments)] // The columns of the table.
const fn object(
    id: u16,
    version: (u8, u8),
    lwm2m_version: (u8, u8),
    multiple: bool,
    mandatory: bool,
    name: &'static str,
    urn: &'static str,
    resources: &'static [ResourceDefinition],
) -> ObjectDefinition {
    ObjectDefinition {
        id,
        version: Version { major: version.0, minor: version.1 },
        lwm2m_version: Version { major: lwm2m_version.0, minor: lwm2m_version.1 },
        name: Cow::Borrowed(name),
        urn: Cow::Borrowed(urn),
        multiple,
        mandatory,
        description: Cow::Borrowed(""),
        resources: Cow::Borrowed(resources),
        description2: Cow::Borrowed(""),
    }
}
