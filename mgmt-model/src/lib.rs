//! One management information model over OMA DM, TR-069, LwM2M and oneM2M: resources, mapping tables, operations and
//! their translation.
//!
//! ```
//! # #[cfg(all(feature = "cwmp", feature = "json"))] {
//! use cwmp_soap::rpc::{GetParameterValuesResponse, ParameterValueStruct};
//! use cwmp_soap::{CwmpNamespace, Envelope, value::Value};
//! use mgmt_model::onem2m::Resource;
//! use mgmt_model::{Options, Output, Protocol, Source, translate};
//!
//! let parameters = vec![
//!     ParameterValueStruct::new("Device.DeviceInfo.Manufacturer", Value::string("Hilltop")),
//!     ParameterValueStruct::new("Device.DeviceInfo.MemoryStatus.Free", Value::unsigned_int(64)),
//! ];
//! let envelope = Envelope::new(CwmpNamespace::Cwmp12, GetParameterValuesResponse::new(parameters));
//!
//! let translated = translate(Source::Cwmp(&envelope), Protocol::OneM2m, &Options::default())?;
//! let Output::OneM2m(resources) = translated.output else { unreachable!() };
//! assert_eq!(
//!     Resource::to_json(&resources).unwrap(),
//!     r#"[{"m2m:mem":{"mma":65536}},{"m2m:dvi":{"man":"Hilltop"}}]"#
//! );
//! # }
//! # Ok::<(), mgmt_model::ErrorKind>(())
//! ```
//!
//! | module | holds |
//! |---|---|
//! | crate root | [`Message`]: readings and operations in no protocol's words; [`lift`], [`lower`], [`translate`]; [`Loss`] |
//! | [`mapping`] | the rows: names of all technologies, look-up, conversion, rows of your own |
//! | [`resource`] | oneM2M's management objects 1001 to 1031 and their neighbours: attributes, types, enumerations |
//! | `cwmp`, `omadm`, `lwm2m`, [`onem2m`] | the four technologies, each `lift` and `lower`; `etsi`, oneM2M's ancestor |
//! | [`plain`] | the same without codecs: names and values, steps |
//! | [`procedure`] | firmware and software as state machines, plans of several messages, groups |
//! | [`status`] | status codes of all technologies |
//! | [`access`] | who may do what with an object instance |
//! | [`topology`] | identities, devices behind gateways, schedules |
//!
//! # How it works
//!
//! A *row* joins an attribute (`memory.memAvailable`) to an address of a technology (`/3/0/10`): the type there, what
//! it is good for, the steps that convert the value, when it applies, how well it keeps the meaning, who says so.
//! Rows are data (`data/mapping.tsv`); adding one needs no code. Several rows of one attribute and technology are
//! alternatives in order. `lift` finds the rows of a message's names and reads the values; `lower` goes the other
//! way. Values that a row cannot carry become a [`Loss`] with the name as the source wrote it: nothing is dropped
//! silently, nothing becomes a wrong value. What a codec refuses does not get here: an `xsd:unsignedInt` of 2^32 is no
//! value of its type, and the message that holds it is malformed as a whole, also for a lenient decoder.
//!
//! # Cookbook
//!
#![doc = include_str!("../docs/cookbook.md")]
//!
//! # What the tables are worth
//!
//! Most pairings are reasoned, not quoted: of the standards' own mapping texts only parts could be read. Each row says
//! so in `source` (S seen in the text that follows, M from memory, D derived; "by reading" where only people compared
//! the two sides), and in `fit`. The other rows of TR-181, TR-098 and LwM2M are compared with the published models by a
//! test: address, type, unit, access, lists, values. Every OMA DM address of a known object is checked against its
//! tree; the trees of DiagMon, GwMO and the connectivity objects are from memory.
//!
//! # Features
//!
//! Without `std` the crate needs nothing but `alloc`, adapters and serializations included.
//!
//! - `std` (default): `std` of the codec crates.
//! - `cwmp`, `omadm`, `lwm2m` (default): adapters to the codec crates.
//! - `json`, `xml`, `cbor` (default): oneM2M serializations.
//! - `simd` (default): base64 in the codecs by vector instructions.
#![doc = "\n# Out of reach without I/O\n\n"]
#![doc = include_str!("../docs/out-of-reach.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(clippy::alloc_instead_of_core, clippy::std_instead_of_alloc, clippy::std_instead_of_core)]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;

pub mod access;
pub mod address;
mod error;
mod instance;
mod interfaces;
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
pub use mgmt_wire::{DecodeOptions, Kind, Limit, Limits, Mode};
pub use operation::{Intent, Message, Operation, Reading, Target};
#[cfg(feature = "cwmp")]
pub use technology::cwmp;
#[cfg(feature = "xml")]
pub use technology::etsi;
#[cfg(feature = "lwm2m")]
pub use technology::lwm2m;
#[cfg(feature = "omadm")]
pub use technology::omadm;
pub use technology::onem2m;
pub use time::Time;
pub use translate::{Options, Output, Protocol, Root, Rounding, Source, Translated, lift, lower, translate};
pub use value::Value;
