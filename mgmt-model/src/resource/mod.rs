//! What is managed: resources, their attributes, types and enumerations, all from `data/*.tsv`.

mod check;
#[rustfmt::skip]
pub mod codes;
mod object;
#[rustfmt::skip]
pub mod objects;
mod types;

pub(crate) use check::{parse_boolean, parse_float};
pub use object::{ActionStatus, Object, Secret, SecretBytes};

pub use types::{Base, Type};

use crate::mapping::{Binding, Mapping};
use alloc::borrow::Cow;
use alloc::string::String;

/// The type of a resource: a oneM2M management object or one of its neighbours.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Resource {
    /// Name: `firmware`.
    pub name: Cow<'static, str>,
    /// Name on the wire with its namespace prefix: `m2m:fwr`.
    pub short: Cow<'static, str>,
    /// mgmtDefinition (0 = own schema); `None` where the resource is no mgmtObj.
    pub definition: Option<u16>,
    /// resourceType: 13 for every mgmtObj.
    pub resource_type: u16,
    /// Whether a device can have several.
    pub multiple: bool,
    /// Further names in texts of the standards, separated by spaces.
    pub aliases: Cow<'static, str>,
    /// The attributes, in the order of the schema: first and count in [`Mapping::attributes`].
    pub(crate) attributes: (u32, u32),
}

impl Resource {
    /// The identifier of the schema of a self-defined resource; `None` for those of oneM2M.
    #[must_use]
    pub fn schema(&self) -> Option<String> {
        (self.definition == Some(0)).then(|| ["urn:mgmt-model:schema:", &self.name, ":1"].concat())
    }
}

/// An attribute of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attribute {
    /// Place of the resource in [`Mapping::resources`].
    pub(crate) resource: u32,
    /// Name: `firmwareName`. Members of a structure follow after a dot.
    pub name: Cow<'static, str>,
    /// Name on the wire: `fwn`; empty where oneM2M has no such attribute and other technologies do.
    pub short: Cow<'static, str>,
    /// Type, with range where there is one.
    pub data_type: Type,
    /// Unit: `Byte`, `s`, `%`; empty where there is none.
    pub unit: Cow<'static, str>,
    /// Whether a CREATE must, may or must not give it.
    pub create: Presence,
    /// Whether an UPDATE may give it.
    pub update: Presence,
    /// Not for logs.
    pub secret: bool,
    /// Further names in texts of the standards, separated by spaces.
    pub aliases: Cow<'static, str>,
    /// First and count in [`Mapping::bindings`].
    pub(crate) bindings: (u32, u32),
}

impl Attribute {
    /// Whether setting the attribute true asks for an action.
    #[must_use]
    pub const fn is_action(&self) -> bool {
        matches!(self.data_type.base, Base::Action)
    }

    /// The resource it belongs to.
    #[must_use]
    pub fn resource<'m>(&self, mapping: &'m Mapping) -> Option<&'m Resource> {
        mapping.resources().get(usize::try_from(self.resource).ok()?)
    }

    /// The rows that join it to the technologies, preferred first.
    #[must_use]
    pub fn bindings<'m>(&self, mapping: &'m Mapping) -> &'m [Binding] {
        range(mapping.bindings(), self.bindings)
    }
}

/// What a request may say about an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// M: must be given.
    Mandatory,
    /// O: may be given.
    Optional,
    /// NP: must not be given.
    NotPresent,
}

impl Presence {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "M" => Some(Presence::Mandatory),
            "O" => Some(Presence::Optional),
            "NP" => Some(Presence::NotPresent),
            _ => None,
        }
    }
}

/// A set of named numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Enumeration {
    /// Name: `m2m:batteryStatus`.
    pub name: Cow<'static, str>,
    /// Numbers and their names, ascending.
    pub values: Cow<'static, [(i64, Cow<'static, str>)]>,
}

impl Enumeration {
    /// The name of a number.
    #[must_use]
    pub fn name_of(&self, value: i64) -> Option<&str> {
        let at = self.values.binary_search_by_key(&value, |(number, _)| *number).ok()?;
        self.values.get(at).map(|(_, name)| &**name)
    }

    /// The number of a name.
    #[must_use]
    pub fn value_of(&self, name: &str) -> Option<i64> {
        self.values.iter().find(|(_, candidate)| candidate == name).map(|(number, _)| *number)
    }
}

/// Slice of a table by first and count; empty when the table is shorter.
pub(crate) fn range<T>(table: &[T], (first, count): (u32, u32)) -> &[T] {
    let (first, count) =
        (usize::try_from(first).unwrap_or_default(), usize::try_from(count).unwrap_or_default());
    table.get(first..first.saturating_add(count)).unwrap_or_default()
}
