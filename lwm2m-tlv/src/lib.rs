//! LwM2M: every content format (TLV, SenML, LwM2M CBOR, JSON, text, link-format), the object model and the interfaces, without I/O.
//!
//! ```
//! # #[cfg(feature = "json")] {
//! use lwm2m_tlv::model::CoreObjects;
//! use lwm2m_tlv::{ContentFormat, Path, Value, Version, content_format, format::tlv};
//!
//! // A client answers a Read of /3/0 in TLV; its bytes mean something only with the object model.
//! let device = Path::instance(3, 0);
//! let nodes = tlv::decode(device, &[0xc4, 0, b'A', b'c', b'm', b'e', 0xc1, 9, 100], &CoreObjects)?;
//! assert_eq!(nodes[0].value(), Some(&Value::String("Acme".into())));
//! assert_eq!(nodes[1].value(), Some(&Value::Integer(100)));
//! // The same nodes in any other content format.
//! let json = content_format::encode(ContentFormat::SENML_JSON, Version::V1_1, device, &nodes)?;
//! assert_eq!(json, br#"[{"bn":"/3/0/","n":"0","vs":"Acme"},{"n":"9","v":100}]"#);
//! # }
//! # Ok::<(), lwm2m_tlv::Error>(())
//! ```
//!
//! | module | holds |
//! |---|---|
//! | [`path`] | [`Path`] and its relatives: alternate root, gateway prefix |
//! | [`value`] | [`ValueType`], [`Objlnk`], the [`Types`] look-up and (with feature `alloc`) [`Value`] |
//! | `node` | `Node`: a path with a value, or with what stands in place of one |
//! | [`content_format`] | [`ContentFormat`] and one door to all formats |
//! | [`mod@format`] | the content formats: TLV, SenML JSON and CBOR, LwM2M JSON, LwM2M CBOR, CBOR, text, opaque |
//! | [`link`] | CoRE link-format: the reader without allocation, and the writer |
//! | `model` | object definitions: the standard ones, those read from definition files, checks against them |
//! | `interface` | registration, bootstrap, operations, notification attributes, the observer |
//! | [`error`] | [`ErrorKind`], [`WarningKind`] |
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(clippy::alloc_instead_of_core, clippy::std_instead_of_alloc, clippy::std_instead_of_core)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;

pub mod content_format;
pub mod error;
pub mod format;
#[cfg(feature = "alloc")]
pub mod interface;
pub mod link;
#[cfg(feature = "alloc")]
pub mod model;
#[cfg(feature = "alloc")]
pub mod node;
pub mod path;
#[cfg(feature = "alloc")]
mod syntax;
pub mod value;
pub mod version;

pub use content_format::ContentFormat;
#[cfg(feature = "alloc")]
pub use error::Error;
pub use error::{ErrorKind, Warning, WarningKind};
#[cfg(feature = "alloc")]
pub use node::{Content, Node, Timestamp};
pub use path::{Level, Path};
#[cfg(feature = "alloc")]
pub use value::Value;
pub use value::{Objlnk, Types, ValueType};
pub use version::Version;

pub use mgmt_wire::{DecodeOptions, Kind, Limit, Limits, Located, Mode, Recovery, WarningSink};
