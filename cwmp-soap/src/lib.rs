//! TR-069 (CWMP): every RPC as typed SOAP, tolerant in and schema-valid out, with sessions, data models and bulk data, without I/O.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod bulk;
pub mod data_model;
pub mod envelope;
mod error;
pub mod path;
mod record;
pub mod rpc;
pub mod session;
pub mod stream;
pub mod value;

pub use envelope::{Body, CwmpNamespace, Envelope, Fault, Header};
pub use error::{Error, ErrorKind, Warning, WarningKind};
pub use rpc::Rpc;
