//! What is managed: object definitions and the registry that holds them.
//!
//! [`CoreObjects`] are the standard objects, compiled in; a [`Registry`] adds others. Both tell decoders the types
//! of resources: they are [`Types`](crate::Types).

mod core_objects;
mod definition;
mod range;
mod registry;

pub use core_objects::{CORE_OBJECTS, CoreObjects, core_object, core_version};
pub use definition::{ObjectDefinition, Operations, ParseOperationsError, ResourceDefinition, ResourceType};
pub use range::{Bounds, Range};
pub use registry::{Difference, Model, ModelAt, Registry};
