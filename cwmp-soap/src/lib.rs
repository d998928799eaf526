//! TR-069 (CWMP): every RPC as typed SOAP, tolerant in and schema-valid out, with sessions, data models and bulk data, without I/O.
//!
//! ```
//! use cwmp_soap::rpc::{GetParameterValues, Inform};
//! use cwmp_soap::{Body, Envelope, Rpc};
//!
//! # let inform = Inform::new(cwmp_soap::rpc::DeviceIdStruct::new("Example", "00D09E", "Gateway", "SN-1"), vec![],
//! #     cwmp_soap::value::DateTime::UNKNOWN, vec![]);
//! # let posted = Envelope::new(cwmp_soap::CwmpNamespace::Cwmp10, inform).with_id("1").to_xml()?;
//! // What a device posted.
//! let envelope = Envelope::from_xml(posted.as_bytes())?;
//! let Body::Rpc(Rpc::Inform(inform)) = &envelope.body else { panic!("not an Inform") };
//! assert_eq!(inform.device_id.serial_number, "SN-1");
//!
//! // What it is asked, in its own namespace.
//! let request = Envelope::new(envelope.namespace, GetParameterValues::new(vec!["Device.DeviceInfo.".into()]));
//! let xml = request.with_id("7").to_xml()?;
//! assert!(xml.contains("<string>Device.DeviceInfo.</string>"));
//! # Ok::<(), cwmp_soap::Error>(())
//! ```
//!
//! | module | holds |
//! |---|---|
//! | [`envelope`] | the SOAP envelope, its header entries, faults; [`Profile`](envelope::Profile) for what a peer needs written differently |
//! | [`rpc`] | the 27 RPCs, requests and responses, fields in schema order |
//! | [`value`] | values with their text and type as sent, and typed views: times, events, fault codes, secrets |
//! | [`path`] | names of parameters and objects |
//! | [`stream`] | parameter lists of megabytes, read and written entry by entry in constant memory |
//! | [`session`] | both sides of a session as values |
//! | `connection_request` (feature, on by default) | HTTP digest, signed UDP, STUN, XMPP, lightweight notification |
//! | [`data_model`] | data-model definitions in XML, and what messages mean by them |
//! | [`bulk`] | bulk-data reports |
//! | [`proxy`] | devices behind the device: Annex J views, ZigBee device objects, UPnP Device Management |
//!
//! # Reading
//!
//! [`Envelope::from_xml`] is lenient: it reads whatever devices are known to send as long as the meaning is clear.
//! [`Envelope::decode`] also says what it had to forgive, each deviation a [`WarningKind`] with its byte offset, which
//! [`path_at`] turns into a path of elements; in strict mode the first one is an error. Strict mode refuses what the
//! published schemas refuse, and what SOAP asks for beyond them: lists as long as they declare, a type on each value, and
//! no processing instructions. Lists are never allocated by the length they declare, DTDs are refused, and sizes are
//! bounded by [`Limits`].
//!
//! What the schemas do not know (vendors' RPCs and elements) is kept as it is written, and written back. Texts are
//! borrowed from the input wherever possible; `into_owned` makes any message `'static`.
//!
//! # Writing
//!
//! [`Envelope::to_xml`] writes what the schema of the message's namespace calls valid, or gives an error. To pass on
//! what a device sent although it breaks a pattern or a length, write with
//! [`Profile::tolerant`](envelope::Profile::tolerant).
//!
//! # Features
//!
//! The crate is `no_std` with `alloc`.
//!
//! - `std` (default): keyed hash maps behind the look-ups of [`data_model`] and [`bulk`], ordered maps without it; texts
//!   are searched with the SIMD instructions that the processor turns out to have.
//! - `connection-request` (default): the codecs of connection requests; brings `md-5`, `sha1` and `hmac`.
//! - `simd` (default): values in base64 by vector instructions; implies `std`.
//! - `serde`: `Serialize` for messages under their protocol names, `Deserialize` from that form.
//! - `bytes`: `Envelope::to_bytes`.
//!
//! # Not here
//!
//! HTTP, TLS, cookies and authentication towards the ACS are the transport's; this crate starts at the message.
//! SOAP's `href` and `id` references between elements are not resolved: no device is known to use them.
#![no_std]
#![deny(clippy::alloc_instead_of_core, clippy::std_instead_of_alloc, clippy::std_instead_of_core)]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

pub mod bulk;
#[cfg(feature = "connection-request")]
pub mod connection_request;
pub mod data_model;
pub mod envelope;
mod error;
mod lookup;
pub mod path;
pub mod proxy;
mod record;
pub mod rpc;
pub mod session;
pub mod stream;
pub mod value;

pub use envelope::{Body, CwmpNamespace, Envelope, Fault, Header, path_at};
pub use error::{Error, ErrorKind, Warning, WarningKind};
pub use mgmt_wire::{DecodeOptions, Kind, Limit, Limits, Mode, Recovery, WarningSink};
pub use rpc::Rpc;
