//! OMA DM: SyncML messages in XML and WBXML, DDF and TNDS, management trees, authentication, notification, bootstrap and sessions, without I/O.
#![no_std]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;
pub mod bootstrap;
pub mod code;
mod error;
pub mod message;
pub mod object;
pub mod security;
#[cfg(feature = "auth")]
pub mod session;
pub mod syntax;
pub mod tree;
pub use error::{Error, ErrorKind, WarningKind};
