//! OMA Device Management: messages in XML and WBXML, sessions, trees and their descriptions, authentication,
//! notification and bootstrap. No I/O, no clock, no global state, no `unsafe`.
//!
//! ```
//! # #[cfg(feature = "xml")] {
//! use omadm_syncml::message::{Command, SyncMl};
//!
//! let message = SyncMl::from_xml(br#"<SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD>
//!   <VerProto>DM/1.2</VerProto><SessionID>1A</SessionID><MsgID>1</MsgID>
//!   <Target><LocURI>IMEI:493005100592800</LocURI></Target><Source><LocURI>https://dm.example/</LocURI></Source>
//! </SyncHdr><SyncBody><Get><CmdID>1</CmdID><Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item></Get><Final/>
//! </SyncBody></SyncML>"#)?;
//! let Command::Get(get) = &message.body.commands[0] else { panic!("a Get") };
//! assert_eq!(get.items[0].target_uri(), Some("./DevInfo/Man"));
//!
//! let wbxml = message.to_wbxml()?;
//! assert_eq!(SyncMl::from_wbxml(&wbxml)?, message);
//! # }
//! # Ok::<(), omadm_syncml::Error>(())
//! ```
//!
//! | module | holds |
//! |---|---|
//! | [`message`] | what is said: [`SyncMl`](message::SyncMl), commands, items, in document order, nothing lost |
//! | `session` (feature `auth`) | packages 0 to 4 as values, client and server |
//! | [`tree`] | what is managed: URIs, access control, the tree that executes commands, DDF and TNDS |
//! | [`object`] | the standard management objects |
//! | [`security`] | credentials, nonces, Package #0, the MAC of bootstrap messages |
//! | [`bootstrap`] | OMA Client Provisioning |
//! | [`ms`] | what Windows adds |
//! | [`code`] | open registries: status, alerts, formats |
//! | [`syntax`] | how it is written: vocabulary, the layer between encodings and types, WBXML for any language |
//!
//! # Strict and lenient
//!
//! Devices deviate, so decoding is lenient by default: each deviation that is let pass is a [`WarningKind`], which says
//! which rule it breaks and who is known to break it. With
//! [`DecodeOptions::strict`] the first one is an error. Writing is always strict.
//! What a profile of DM says against a message that could be decoded, [`SyncMl::validate`](message::SyncMl::validate)
//! tells.
//!
//! # Hostile input
//!
//! Nothing panics, recurses on input, or allocates for a count that the input declares. All bounds are
//! [`Limits`], among them one on what string-table references expand to. Commands nest eight deep
//! at most, whatever the limits.
//!
//! # Features
//!
//! The crate is `no_std` with `alloc`, whatever the features.
//!
//! | feature | default | |
//! |---|---|---|
//! | `std` | yes | XML is searched with the SIMD instructions that the processor turns out to have; nothing else needs it |
//! | `xml` | yes | the XML forms |
//! | `auth` | yes | MD5 and HMAC-SHA1: credentials, MACs, sessions |
//! | `simd` | yes | Base64 of large objects by vector instructions (`base64-simd`) |
//! | `serde` | no | `Serialize` and `Deserialize` for messages, with the names of the DTD |
//! | `bytes` | no | data from `bytes::Bytes`, WBXML into a `bytes::BufMut` |
#![no_std]
#![deny(clippy::alloc_instead_of_core, clippy::std_instead_of_alloc, clippy::std_instead_of_core)]
extern crate alloc;

pub mod bootstrap;
pub mod code;
mod error;
pub mod message;
pub mod ms;
pub mod object;
pub mod security;
#[cfg(feature = "auth")]
pub mod session;
pub mod syntax;
pub mod tree;
/// Runs the examples of the guide.
#[cfg(doctest)]
#[doc = include_str!("../docs/coming-from.md")]
struct ComingFrom;

pub use error::{Error, ErrorKind, Warning, WarningKind};
pub use mgmt_wire::{DecodeOptions, Kind, Limit, Limits, Mode, Recovery, WarningSink};
