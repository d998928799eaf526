//! OMA object definition files (schemas `LWM2M.xsd` and `LWM2M-v1_1.xsd`), and the other files of the registry.
//!
//! Elements are known by their names, in any order: a tenth of the registry does not keep to the schema's.

mod read;
mod write;

use super::definition::{ObjectDefinition, ResourceDefinition};
use crate::error::{Error, ErrorKind, WarningKind};
use crate::version::Version;
use alloc::string::String;
use alloc::vec::Vec;
use core::borrow::Borrow;
use mgmt_wire::xml::{Document, Reader};
use mgmt_wire::{DecodeOptions, Warning, WarningSink};
use read::File;

/// What a file of the OMA registry holds.
///
/// ```
/// use lwm2m_tlv::model::DefinitionFile;
/// use lwm2m_tlv::ValueType;
///
/// let xml = br#"<LWM2M><Object ObjectType="MODefinition"><Name>Lamp</Name><Description1/><ObjectID>26241</ObjectID>
///   <ObjectURN>urn:oma:lwm2m:x:26241</ObjectURN><MultipleInstances>Multiple</MultipleInstances>
///   <Mandatory>Optional</Mandatory><Resources><Item ID="5850"><Name>On/Off</Name><Operations>RW</Operations>
///   <MultipleInstances>Single</MultipleInstances><Mandatory>Mandatory</Mandatory><Type>Boolean</Type>
///   <RangeEnumeration/><Units/><Description/></Item></Resources><Description2/></Object></LWM2M>"#;
/// let DefinitionFile::Objects(objects) = DefinitionFile::from_xml(xml)? else { panic!("another kind of file") };
/// let lamp = &objects[0];
/// assert!(lamp.multiple);
/// assert_eq!(lamp.resource(5850).and_then(|resource| resource.value_type()), Some(ValueType::Boolean));
/// # Ok::<(), lwm2m_tlv::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(untagged))]
#[non_exhaustive]
pub enum DefinitionFile {
    /// Object definitions; a file can hold several.
    Objects(Vec<ObjectDefinition>),
    /// Resources that objects may share (`Common.xml`); they belong to no object.
    CommonResources(Vec<ResourceDefinition>),
    /// The index of the registry (`DDF.xml`).
    Index(Vec<IndexEntry>),
    /// Names of units that the registry adds to those of SenML.
    Units(Vec<String>),
}

/// One line of the registry's index.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "PascalCase"))]
#[non_exhaustive]
pub struct IndexEntry {
    /// Object identifier.
    #[cfg_attr(feature = "serde", serde(rename = "ObjectID"))]
    pub id: u16,
    /// `urn:oma:lwm2m:…`.
    #[cfg_attr(feature = "serde", serde(rename = "URN"))]
    pub urn: String,
    /// Name for people.
    pub name: String,
    /// Version of the object, as written.
    #[cfg_attr(feature = "serde", serde(rename = "Ver"))]
    pub version: String,
    /// Name of the definition file; empty when there is none.
    #[cfg_attr(feature = "serde", serde(rename = "DDF"))]
    pub file: String,
}

impl DefinitionFile {
    /// Reads a file leniently, with default limits.
    ///
    /// # Errors
    /// As [`decode`](Self::decode).
    pub fn from_xml(xml: &[u8]) -> Result<DefinitionFile> {
        Self::decode(xml, &DecodeOptions::lenient(), &mut ())
    }

    /// Reads a file.
    ///
    /// A range that cannot be read is a warning in both modes: the schema lets it be any text.
    ///
    /// # Errors
    /// Those of the XML layer; `Unexpected` root, `Missing`, `InvalidValue` and `OutOfRange` with the element's
    /// name; `Limit`.
    pub fn decode(
        xml: &[u8],
        options: &DecodeOptions,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<DefinitionFile> {
        let document = Document::from_bytes(xml, options).map_err(lift)?;
        for warning in document.warnings() {
            warnings.warn(Warning::new(WarningKind::Xml(warning.kind), warning.offset));
        }
        let mut file = File { reader: Reader::new(document.text(), options, &[]), options, warnings };
        let result = file.read()?;
        for warning in file.reader.take_warnings() {
            file.warnings.warn(Warning::new(WarningKind::Xml(warning.kind), warning.offset));
        }
        Ok(result)
    }

    /// Writes object definitions as one file of the newer schema (`LWM2M-v1_1.xsd`), indented. What it writes,
    /// strict mode reads without a warning, but for the text of ranges.
    ///
    /// An object without URN gets the one that its identifier and version make; resources are put in order.
    ///
    /// ```
    /// use lwm2m_tlv::model::{DefinitionFile, core_object};
    /// use lwm2m_tlv::{DecodeOptions, Version};
    ///
    /// let device = core_object(3, Version::V1_1).unwrap();
    /// let xml = DefinitionFile::to_xml(&[device])?;
    /// let read = DefinitionFile::decode(xml.as_bytes(), &DecodeOptions::strict(), &mut ())?;
    /// assert_eq!(read.into_objects(), [device.clone()]);
    /// # Ok::<(), lwm2m_tlv::Error>(())
    /// ```
    ///
    /// # Errors
    /// `InvalidValue("Type")` for an executable resource with a type, another one without, and a type that is none of
    /// the data types; `InvalidValue("ObjectURN")` when the URN states another version than the object's; `Duplicate`
    /// for two resources with one identifier; `Missing("Object")` without an object; those of the XML layer.
    pub fn to_xml<O: Borrow<ObjectDefinition>>(objects: &[O]) -> Result<String> {
        write::objects(objects)
    }

    /// The object definitions of the file; none for other kinds of files.
    #[must_use]
    pub fn into_objects(self) -> Vec<ObjectDefinition> {
        match self {
            DefinitionFile::Objects(objects) => objects,
            _ => Vec::new(),
        }
    }
}

fn lift(error: mgmt_wire::xml::Error) -> Error {
    error.map(ErrorKind::Xml)
}

type Result<T> = core::result::Result<T, Error>;

/// The version that a URN states: `urn:oma:lwm2m:oma:3:1.2`; 1.0 when it has no sixth part.
fn urn_version(urn: &str) -> Option<Version> {
    if urn.is_empty() {
        return None;
    }
    match urn.split(':').nth(5) {
        None => Some(Version::V1_0),
        Some(version) => version.parse().ok(),
    }
}
