//! What is managed: object definitions and the registry that holds them.
//!
//! [`CoreObjects`] are the standard objects, compiled in; a [`Registry`] adds those read from OMA definition
//! files (feature `xml`). Both tell decoders the types
//! of resources: they are [`Types`](crate::Types). [`validate`] checks
//! nodes and operations against definitions.

mod core_objects;
mod definition;
#[cfg(feature = "xml")]
mod definition_xml;
mod range;
mod registry;
pub mod validate;
#[cfg(feature = "serde")]
mod with_serde;

pub use core_objects::{CORE_OBJECTS, CoreObjects, core_object, core_version};
pub use definition::{ObjectDefinition, Operations, ParseOperationsError, ResourceDefinition, ResourceType};
#[cfg(feature = "xml")]
pub use definition_xml::{DefinitionFile, IndexEntry};
pub use range::{Bounds, Range};
pub use registry::{Difference, Model, ModelAt, Registry};
