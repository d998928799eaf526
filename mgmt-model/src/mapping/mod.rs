//! How names and values of the technologies correspond: rows of data, look-up, conversion.
//!
//! The built-in rows are [`Mapping::built_in`]; they are written in `data/mapping.tsv` and checked in as Rust.
//! Rows of your own (vendor parameters, private objects) are added by [`Builder`], whole tables of them as text by
//! [`Tables`].

mod binding;
pub(crate) mod codec;
mod custom;
mod display;
#[rustfmt::skip]
mod generated;
mod hash;
mod index;
mod lookup;
pub(crate) mod name;
mod native;
mod quoted;
mod row;
mod rust;
mod step;
mod transform;
mod tsv;

pub use binding::{Binding, Condition, Fit, Technology, Test, Usage};
pub use custom::Builder;
pub use lookup::{Captures, Key, Match, Matches};
pub use native::Native;
pub use row::{CustomAttribute, CustomBinding, CustomResource};
pub use transform::{BitRule, Pair, Precision, Step, Transform, Way};
pub use tsv::Tables;

use self::hash::Pattern;
use self::index::Index;
use crate::resource::{Attribute, Enumeration, Resource, range};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// Resources, attributes, enumerations and the rows that join them to the technologies.
///
/// ```
/// use mgmt_model::Mapping;
///
/// let mapping = Mapping::built_in();
/// for name in ["/3/0/0", "./DevInfo/Man", "Device.DeviceInfo.Manufacturer", "deviceInfo.manufacturer", "dvi.man"] {
///     let found = mapping.find_any(name);
///     assert_eq!(mapping.full_name(found[0]), "deviceInfo.manufacturer");
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Mapping {
    pub(crate) resources: Cow<'static, [Resource]>,
    pub(crate) attributes: Cow<'static, [Attribute]>,
    pub(crate) enumerations: Cow<'static, [Enumeration]>,
    pub(crate) bindings: Cow<'static, [Binding]>,
    /// Attributes that every resource has: long name, short name, type.
    pub(crate) common: Cow<'static, [Attribute]>,
    /// Addresses of each technology: `binding << 2 | part`.
    pub(crate) addresses: Cow<'static, [Index]>,
    /// `resource.attribute` in every spelling: the attribute.
    pub(crate) names: Index,
    /// Addresses of instances: a row below.
    pub(crate) tables: Index,
    /// Where OMA DM addresses have nodes with a name of the device's choice.
    pub(crate) patterns: Cow<'static, [Pattern]>,
    /// Names of names, ascending, and what they stand for.
    pub(crate) aliases: Cow<'static, [(Cow<'static, str>, u32)]>,
}

/// The place of an attribute in [`Mapping::attributes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttributeId(pub(crate) u32);

impl AttributeId {
    pub(crate) fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// The place of a resource in [`Mapping::resources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResourceId(pub(crate) u32);

impl ResourceId {
    pub(crate) fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

static BUILT_IN: Mapping = Mapping {
    resources: Cow::Borrowed(generated::RESOURCES),
    attributes: Cow::Borrowed(generated::ATTRIBUTES),
    enumerations: Cow::Borrowed(generated::ENUMERATIONS),
    bindings: Cow::Borrowed(generated::BINDINGS),
    common: Cow::Borrowed(generated::COMMON),
    addresses: Cow::Borrowed(&generated::ADDRESSES),
    names: generated::NAMES,
    tables: generated::TABLES,
    patterns: Cow::Borrowed(generated::PATTERNS),
    aliases: Cow::Borrowed(&[]),
};

impl Mapping {
    /// The rows of this crate. There is nothing to build: they are constants.
    #[must_use]
    pub fn built_in() -> &'static Mapping {
        &BUILT_IN
    }

    /// Every type of resource: oneM2M's by mgmtDefinition, its neighbours, then this crate's own.
    #[must_use]
    pub fn resources(&self) -> &[Resource] {
        &self.resources
    }

    /// Every attribute, in the order of the resources and of their schemas.
    #[must_use]
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// Every enumeration.
    #[must_use]
    pub fn enumerations(&self) -> &[Enumeration] {
        &self.enumerations
    }

    /// Every row, grouped by attribute, preferred rows first.
    #[must_use]
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    /// The attributes that every resource has (resourceName, labels, …).
    #[must_use]
    pub fn common_attributes(&self) -> &[Attribute] {
        &self.common
    }

    /// The attribute with this identifier.
    #[must_use]
    pub fn attribute(&self, id: AttributeId) -> Option<&Attribute> {
        self.attributes.get(id.index())
    }

    /// The resource with this identifier.
    #[must_use]
    pub fn resource(&self, id: ResourceId) -> Option<&Resource> {
        self.resources.get(id.index())
    }

    /// The resource that an attribute belongs to.
    #[must_use]
    pub fn resource_of(&self, id: AttributeId) -> Option<ResourceId> {
        self.attribute(id).map(|attribute| ResourceId(attribute.resource))
    }

    /// The resource of a name: `firmware`, `fwr` or `m2m:fwr`.
    #[must_use]
    pub fn resource_by_name(&self, name: &str) -> Option<ResourceId> {
        let local = name.split_once(':').map(|(_, local)| local);
        let same = |resource: &Resource| {
            resource.name == name
                || resource.short == name
                || (local.is_none() && resource.short.split_once(':').is_some_and(|(_, short)| short == name))
                || resource.aliases.split(' ').any(|alias| !alias.is_empty() && alias == name)
                || local.is_some_and(|local| resource.name == local)
        };
        let place = self.resources.iter().position(same)?;
        u32::try_from(place).ok().map(ResourceId)
    }

    /// The resource of a mgmtDefinition other than 0.
    ///
    /// ```
    /// use mgmt_model::Mapping;
    ///
    /// let mapping = Mapping::built_in();
    /// let battery = mapping.resource_by_definition(1006).and_then(|id| mapping.resource(id)).unwrap();
    /// assert_eq!(battery.short, "m2m:bat");
    /// assert!(mapping.resource_by_definition(9999).is_none());
    /// ```
    #[must_use]
    pub fn resource_by_definition(&self, definition: u16) -> Option<ResourceId> {
        let place =
            self.resources.iter().position(|r| definition != 0 && r.definition == Some(definition))?;
        u32::try_from(place).ok().map(ResourceId)
    }

    /// The attributes of a resource, in the order of its schema, with their identifiers.
    pub fn attributes_of(&self, id: ResourceId) -> impl Iterator<Item = (AttributeId, &Attribute)> {
        let (first, count) = self.resource(id).map_or((0, 0), |resource| resource.attributes);
        let table = range(&self.attributes, (first, count));
        (first..).map(AttributeId).zip(table)
    }

    /// The attribute of a resource by its long, short or further name.
    #[must_use]
    pub fn attribute_of(&self, id: ResourceId, name: &str) -> Option<AttributeId> {
        let same = |attribute: &Attribute| {
            attribute.name == name
                || (!attribute.short.is_empty() && attribute.short == name)
                || attribute.aliases.split(' ').any(|alias| !alias.is_empty() && alias == name)
        };
        self.attributes_of(id).find(|(_, attribute)| same(attribute)).map(|(id, _)| id)
    }

    /// `resource.attribute` in long names; empty for an identifier of another mapping.
    #[must_use]
    pub fn full_name(&self, id: AttributeId) -> String {
        let Some(attribute) = self.attribute(id) else { return String::new() };
        let resource = attribute.resource(self).map_or("", |resource| &*resource.name);
        alloc::format!("{resource}.{}", attribute.name)
    }

    /// `dvi.man`: the short names; long names where there are no short ones.
    #[must_use]
    pub fn short_name(&self, id: AttributeId) -> String {
        let Some(attribute) = self.attribute(id) else { return String::new() };
        let resource = attribute.resource(self).map_or("", |resource| &*resource.short);
        let resource = resource.split_once(':').map_or(resource, |(_, short)| short);
        let short = if attribute.short.is_empty() { &attribute.name } else { &attribute.short };
        alloc::format!("{resource}.{short}")
    }

    /// How well the technologies express an attribute: the worst of the preferred rows, [`Fit::None`] without any.
    #[must_use]
    pub fn fit(&self, id: AttributeId) -> Fit {
        let bindings = self.attribute(id).map_or(&[][..], |attribute| attribute.bindings(self));
        let native = |binding: &&Binding| !matches!(binding.technology, Technology::Etsi | Technology::Sdt);
        let mut seen = Vec::new();
        let mut fit = None;
        for binding in bindings.iter().filter(native) {
            if !seen.contains(&binding.technology) {
                seen.push(binding.technology);
                fit = fit.max(Some(binding.fit));
            }
        }
        fit.unwrap_or(Fit::None)
    }
}
