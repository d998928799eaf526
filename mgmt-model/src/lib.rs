//! One management information model over OMA DM, TR-069, LwM2M and oneM2M: resources, mapping tables, operations and their translation.
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;

pub mod address;
mod error;
mod instance;
mod lift;
mod loss;
mod lower;
pub mod mapping;
mod operation;
pub mod plain;
pub mod procedure;
pub mod resource;
pub mod status;
pub mod technology;
mod time;
pub mod topology;
mod translate;
mod value;

pub use error::{Error, ErrorKind};
pub use instance::Instance;
pub use loss::{Loss, LossKind};
pub use mapping::{AttributeId, Mapping, ResourceId};
pub use operation::{Intent, Message, Operation, Reading, Target};
#[cfg(feature = "cwmp")]
pub use technology::cwmp;
#[cfg(feature = "lwm2m")]
pub use technology::lwm2m;
#[cfg(feature = "omadm")]
pub use technology::omadm;
pub use technology::onem2m;
pub use time::Time;
pub use translate::{Options, Output, Protocol, Root, Rounding, Source, Translated, lift, lower, translate};
pub use value::Value;
