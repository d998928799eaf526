//! A resolved model: imports followed, components expanded, inheritance applied.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::document::{MaxEntries, ProfileDefinition, UniqueKey};
use super::facet::{Default, Facets, List};
use super::vocabulary::{Access, ActiveNotify, BaseType, MountType, Status};
use crate::record::{Field, record};

/// A root or service object with everything it has.
///
/// With feature `serde` it serializes with the totals `object_count` and `parameter_count` in front, and reads back: a
/// model is compiled once, to JSON for example, and loaded without its documents.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize))]
#[non_exhaustive]
pub struct DataModel<'a> {
    /// Name and version, such as `Device:2.17`; empty for a document that only has components.
    pub name: Cow<'a, str>,
    /// The specification of the document it was resolved from.
    pub spec: Cow<'a, str>,
    /// Whether it is a service object, mounted under `Services.`.
    pub is_service: bool,
    /// Where it stands in its life.
    pub status: Status,
    /// Text.
    pub description: Option<Cow<'a, str>>,
    /// Parameters beside the objects (a service's number of instances).
    pub parameters: Vec<Parameter<'a>>,
    /// Objects in the order of their definition.
    pub objects: Vec<Object<'a>>,
    /// Profiles in the order of their definition; their paths count from the root.
    pub profiles: Vec<ProfileDefinition<'a>>,
}

impl DataModel<'_> {
    /// How many objects the loaded documents define.
    #[must_use]
    pub fn object_count(&self) -> usize {
        self.objects.iter().filter(|object| !object.is_incomplete).count()
    }

    /// How many parameters the loaded documents define. Profiles refer to parameters and do not count.
    #[must_use]
    pub fn parameter_count(&self) -> usize {
        let parameters = self.objects.iter().flat_map(|object| &object.parameters).chain(&self.parameters);
        parameters.filter(|parameter| !parameter.is_incomplete).count()
    }

    /// The same without borrowed parts.
    #[must_use]
    pub fn into_owned(self) -> DataModel<'static> {
        DataModel {
            name: self.name.owned(),
            spec: self.spec.owned(),
            is_service: self.is_service,
            status: self.status,
            description: self.description.owned(),
            parameters: self.parameters.owned(),
            objects: self.objects.owned(),
            profiles: self.profiles.owned(),
        }
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for DataModel<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct as _;
        let mut model = serializer.serialize_struct("DataModel", 10)?;
        model.serialize_field("object_count", &self.object_count())?;
        model.serialize_field("parameter_count", &self.parameter_count())?;
        model.serialize_field("name", &self.name)?;
        model.serialize_field("spec", &self.spec)?;
        model.serialize_field("is_service", &self.is_service)?;
        model.serialize_field("status", &self.status)?;
        model.serialize_field("description", &self.description)?;
        model.serialize_field("parameters", &self.parameters)?;
        model.serialize_field("objects", &self.objects)?;
        model.serialize_field("profiles", &self.profiles)?;
        model.end()
    }
}

record! {
    /// An object of a resolved model.
    #[derive(Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Deserialize))]
    pub struct Object<'a> {
        /// Its path from the root, with `{i}` for instance numbers and a dot at the end.
        pub path: Cow<'a, str>,
        /// Whether rows can be added and deleted.
        pub access: Access,
        /// The fewest instances.
        pub min_entries: u32,
        /// The most instances.
        pub max_entries: MaxEntries,
        /// The parameter that counts the rows, in the parent object.
        pub num_entries_parameter: Option<Cow<'a, str>>,
        /// The parameter that enables a row.
        pub enable_parameter: Option<Cow<'a, str>>,
        /// The parameter that tells which object of a union is there.
        pub discriminator_parameter: Option<Cow<'a, str>>,
        /// Where it may be mounted (USP).
        pub mount_type: Option<MountType>,
        /// The model version that brought it.
        pub version: Option<Cow<'a, str>>,
        /// Where it stands in its life.
        pub status: Status,
        /// Text.
        pub description: Option<Cow<'a, str>>,
        /// Sets of parameters that tell rows apart.
        pub unique_keys: Vec<UniqueKey<'a>>,
        /// Its own parameters.
        pub parameters: Vec<Parameter<'a>>,
        /// Whether no loaded document defines it: the model only changes it.
        pub is_incomplete: bool,
    }

    /// A parameter of a resolved model.
    #[derive(Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Deserialize))]
    pub struct Parameter<'a> {
        /// Its name, without a path.
        pub name: Cow<'a, str>,
        /// Whether it can be written.
        pub access: Access,
        /// How it takes active notification.
        pub active_notify: ActiveNotify,
        /// Whether every Inform carries it.
        pub forced_inform: bool,
        /// The model version that brought it.
        pub version: Option<Cow<'a, str>>,
        /// Where it stands in its life.
        pub status: Status,
        /// Text.
        pub description: Option<Cow<'a, str>>,
        /// Its type.
        pub syntax: Syntax<'a>,
        /// Whether no loaded document defines it: the model only changes it.
        pub is_incomplete: bool,
    }

    /// A parameter's effective type.
    #[derive(Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Deserialize))]
    pub struct Syntax<'a> {
        /// The primitive type of the value, or of each item of a list; `any` where a named type is not loaded.
        pub base_type: BaseType,
        /// The named type it has or restricts.
        pub data_type: Option<Cow<'a, str>>,
        /// That the value is a comma-separated list, on the wire a string.
        pub list: Option<List<'a>>,
        /// What narrows the type: the facets of named types and inherited ones included.
        pub facets: Facets<'a>,
        /// The default value.
        pub default: Option<Default<'a>>,
        /// Whether the value reads back as the null value.
        pub hidden: bool,
        /// Whether the value reads back as the null value unless the protocol protects it.
        pub secured: bool,
        /// Whether writing it starts an action instead of changing the configuration.
        pub command: bool,
    }
}

impl Syntax<'_> {
    /// A primitive type and nothing else.
    pub(super) fn of(base_type: BaseType) -> Self {
        Syntax {
            base_type,
            data_type: None,
            list: None,
            facets: Facets::default(),
            default: None,
            hidden: false,
            secured: false,
            command: false,
        }
    }
}

#[cfg(feature = "serde")]
impl crate::record::Absent for Syntax<'_> {
    fn absent() -> Self {
        Syntax::of(BaseType::Any)
    }
}

impl Object<'_> {
    /// Whether it is a table: its path ends in `{i}.`.
    #[must_use]
    pub fn is_table(&self) -> bool {
        self.path.ends_with("{i}.")
    }
}

impl Syntax<'_> {
    /// The type a `ParameterValueStruct` carries: lists are strings.
    #[must_use]
    pub fn wire_type(&self) -> BaseType {
        if self.list.is_some() { BaseType::String } else { self.base_type }
    }
}
