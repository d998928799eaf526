//! The definition of an object and of its resources.

use super::range::Range;
use crate::value::ValueType;
use crate::version::Version;
use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

/// What a server may do with a resource.
///
/// ```
/// use lwm2m_tlv::model::Operations;
///
/// let operations: Operations = "RW".parse()?;
/// assert!(operations.readable() && operations.writable() && !operations.executable());
/// assert_eq!(Operations::NONE.to_string(), "");
/// # Ok::<(), lwm2m_tlv::model::ParseOperationsError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Operations(u8);

impl Operations {
    const READ: u8 = 1;
    const WRITE: u8 = 2;
    const EXECUTE: u8 = 4;

    /// None: only bootstrap servers reach the resource.
    pub const NONE: Operations = Operations(0);
    /// Read, observe, discover.
    pub const R: Operations = Operations(Self::READ);
    /// Write.
    pub const W: Operations = Operations(Self::WRITE);
    /// Read and write.
    pub const RW: Operations = Operations(Self::READ | Self::WRITE);
    /// Execute.
    pub const E: Operations = Operations(Self::EXECUTE);

    /// Whether the resource can be read.
    #[must_use]
    pub const fn readable(self) -> bool {
        self.0 & Self::READ != 0
    }

    /// Whether the resource can be written.
    #[must_use]
    pub const fn writable(self) -> bool {
        self.0 & Self::WRITE != 0
    }

    /// Whether the resource can be executed.
    #[must_use]
    pub const fn executable(self) -> bool {
        self.0 & Self::EXECUTE != 0
    }

    /// The form of definition files: `R`, `W`, `RW`, `E` or nothing.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self.0 {
            Self::READ => "R",
            Self::WRITE => "W",
            Self::EXECUTE => "E",
            0 => "",
            _ => "RW",
        }
    }
}

impl fmt::Display for Operations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text is none of `R`, `W`, `RW`, `E` and the empty text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the operations of a resource")]
#[non_exhaustive]
pub struct ParseOperationsError;

impl FromStr for Operations {
    type Err = ParseOperationsError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            "" => Operations::NONE,
            "R" => Operations::R,
            "W" => Operations::W,
            "RW" => Operations::RW,
            "E" => Operations::E,
            _ => return Err(ParseOperationsError),
        })
    }
}

/// The type a definition gives to a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResourceType {
    /// None, as executable resources have it.
    None,
    /// A data type of the enabler.
    Known(ValueType),
    /// A word that is none of the data types, kept as it stands.
    Other(Cow<'static, str>),
}

impl ResourceType {
    /// The data type, where it is a known one.
    #[must_use]
    pub const fn value_type(&self) -> Option<ValueType> {
        match self {
            ResourceType::Known(value_type) => Some(*value_type),
            ResourceType::None | ResourceType::Other(_) => None,
        }
    }

    /// The form of definition files: `String`, `Unsigned Integer`, nothing.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            ResourceType::None => "",
            ResourceType::Known(value_type) => value_type.definition_name(),
            ResourceType::Other(word) => word,
        }
    }

    /// The type that a word of definition files means.
    #[must_use]
    pub fn from_word(word: impl Into<Cow<'static, str>>) -> ResourceType {
        let word = word.into();
        match ValueType::ALL.iter().find(|known| known.definition_name() == word) {
            Some(known) => ResourceType::Known(*known),
            None if word.is_empty() => ResourceType::None,
            None => ResourceType::Other(word),
        }
    }
}

/// What a resource is: one `Item` of a definition file.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "PascalCase"))]
#[non_exhaustive]
pub struct ResourceDefinition {
    /// Resource identifier, unique in its object.
    #[cfg_attr(feature = "serde", serde(rename = "ID"))]
    pub id: u16,
    /// Name for people.
    pub name: Cow<'static, str>,
    /// What servers may do with it.
    pub operations: Operations,
    /// Whether it can have several instances.
    #[cfg_attr(feature = "serde", serde(rename = "MultipleInstances"))]
    pub multiple: bool,
    /// Whether each instance of the object must have it.
    pub mandatory: bool,
    /// Data type of its values.
    #[cfg_attr(feature = "serde", serde(rename = "Type"))]
    pub resource_type: ResourceType,
    /// Allowed values or lengths, where the definition says.
    #[cfg_attr(feature = "serde", serde(rename = "RangeEnumeration"))]
    pub range: Option<Range>,
    /// Unit of its values, mostly in the words of the SenML units registry; empty without unit.
    pub units: Cow<'static, str>,
    /// Description for people; empty in the compiled-in definitions.
    pub description: Cow<'static, str>,
}

impl ResourceDefinition {
    /// A resource with all that is required; single and optional.
    #[must_use]
    pub fn new(
        id: u16,
        name: impl Into<Cow<'static, str>>,
        operations: Operations,
        resource_type: ResourceType,
    ) -> Self {
        ResourceDefinition {
            id,
            name: name.into(),
            operations,
            multiple: false,
            mandatory: false,
            resource_type,
            range: None,
            units: Cow::Borrowed(""),
            description: Cow::Borrowed(""),
        }
    }

    /// The same with several instances.
    #[must_use]
    pub fn with_multiple(mut self) -> Self {
        self.multiple = true;
        self
    }

    /// The same as a mandatory resource.
    #[must_use]
    pub fn with_mandatory(mut self) -> Self {
        self.mandatory = true;
        self
    }

    /// The same with a range in the text form of definition files.
    #[must_use]
    pub fn with_range(mut self, range: impl Into<Cow<'static, str>>) -> Self {
        self.range = Range::parse(range);
        self
    }

    /// The same with a unit.
    #[must_use]
    pub fn with_units(mut self, units: impl Into<Cow<'static, str>>) -> Self {
        self.units = units.into();
        self
    }

    /// The data type, where it is a known one.
    #[must_use]
    pub const fn value_type(&self) -> Option<ValueType> {
        self.resource_type.value_type()
    }
}

/// What an object is: one `Object` of a definition file.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "PascalCase"))]
#[non_exhaustive]
pub struct ObjectDefinition {
    /// Object identifier.
    #[cfg_attr(feature = "serde", serde(rename = "ObjectID"))]
    pub id: u16,
    /// Version of the object; 1.0 where the file names none.
    #[cfg_attr(feature = "serde", serde(rename = "ObjectVersion", with = "super::with_serde::text"))]
    pub version: Version,
    /// The lowest enabler version the object is for; 1.0 where the file names none.
    #[cfg_attr(feature = "serde", serde(rename = "LWM2MVersion", with = "super::with_serde::text"))]
    pub lwm2m_version: Version,
    /// Name for people.
    pub name: Cow<'static, str>,
    /// `urn:oma:lwm2m:…`, as the file has it (its version part can differ from [`version`](Self::version)).
    #[cfg_attr(feature = "serde", serde(rename = "ObjectURN"))]
    pub urn: Cow<'static, str>,
    /// Whether it can have several instances.
    #[cfg_attr(feature = "serde", serde(rename = "MultipleInstances"))]
    pub multiple: bool,
    /// Whether every client must have it.
    pub mandatory: bool,
    /// Description for people; empty in the compiled-in definitions.
    #[cfg_attr(feature = "serde", serde(rename = "Description1"))]
    pub description: Cow<'static, str>,
    /// Its resources by ascending identifier, no identifier twice.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "super::with_serde::resources"))]
    pub resources: Cow<'static, [ResourceDefinition]>,
    /// More description for people.
    #[cfg_attr(feature = "serde", serde(rename = "Description2"))]
    pub description2: Cow<'static, str>,
}

/// Resources by ascending identifier; of two with one identifier the first stays.
pub(super) fn in_order(mut resources: Vec<ResourceDefinition>) -> Vec<ResourceDefinition> {
    resources.sort_by_key(|resource| resource.id);
    resources.dedup_by_key(|resource| resource.id);
    resources
}

impl ObjectDefinition {
    /// An object of version 1.0 with all that is required; single instance, optional. Resources are put in order;
    /// of two with one identifier the first stays.
    #[must_use]
    pub fn new(
        id: u16,
        name: impl Into<Cow<'static, str>>,
        resources: impl Into<Vec<ResourceDefinition>>,
    ) -> Self {
        ObjectDefinition {
            id,
            version: Version::V1_0,
            lwm2m_version: Version::V1_0,
            name: name.into(),
            urn: Cow::Borrowed(""),
            multiple: false,
            mandatory: false,
            description: Cow::Borrowed(""),
            resources: Cow::Owned(in_order(resources.into())),
            description2: Cow::Borrowed(""),
        }
    }

    /// The same with a version.
    #[must_use]
    pub fn with_version(mut self, version: Version) -> Self {
        self.version = version;
        self
    }

    /// The same with several instances.
    #[must_use]
    pub fn with_multiple(mut self) -> Self {
        self.multiple = true;
        self
    }

    /// The same as a mandatory object.
    #[must_use]
    pub fn with_mandatory(mut self) -> Self {
        self.mandatory = true;
        self
    }

    /// The resource with an identifier.
    #[must_use]
    pub fn resource(&self, id: u16) -> Option<&ResourceDefinition> {
        // Most objects number their resources from 0 without gaps: then the identifier is the index.
        match self.resources.get(usize::from(id)) {
            Some(resource) if resource.id == id => Some(resource),
            _ => {
                let index = self.resources.binary_search_by_key(&id, |resource| resource.id).ok()?;
                self.resources.get(index)
            }
        }
    }

    /// The resources every instance must have.
    pub fn mandatory_resources(&self) -> impl Iterator<Item = &ResourceDefinition> {
        self.resources.iter().filter(|resource| resource.mandatory)
    }
}
