//! LwM2M: every content format (TLV, SenML, LwM2M CBOR, JSON, text, link-format), the object model and the interfaces, without I/O.
//!
//! | module | holds |
//! |---|---|
//! | [`path`] | [`Path`] and its relatives: alternate root, gateway prefix |
//! | [`value`] | [`ValueType`], [`Objlnk`], the [`Types`] look-up and (with feature `alloc`) [`Value`] |
//! | `node` | `Node`: a path with a value, or with what stands in place of one |
//! | [`content_format`] | [`ContentFormat`] and one door to all formats |
//! | [`mod@format`] | the content formats: [`format::tlv`], … |
//! | [`error`] | [`ErrorKind`], [`WarningKind`] |
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;

pub mod content_format;
pub mod error;
pub mod format;
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
pub use error::{ErrorKind, WarningKind};
#[cfg(feature = "alloc")]
pub use node::{Content, Node, Timestamp};
pub use path::{Level, Path};
#[cfg(feature = "alloc")]
pub use value::Value;
pub use value::{Objlnk, Types, ValueType};
pub use version::Version;

pub use mgmt_wire::{DecodeOptions, Limit, Limits, Located, Mode, Warning, WarningSink};
