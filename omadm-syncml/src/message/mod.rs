//! What is said: messages, commands, items.
//!
//! [`SyncMl`] is one message: a [`SyncHdr`] and a [`SyncBody`] of ordered [`Command`]s. The types follow the DTD of
//! SyncML 1.2, field names are those of the elements, and the same types read and write XML and WBXML.

mod body;
mod command;
mod container;
mod credential;
mod data;
mod encoding;
mod header;
mod item;
#[cfg(feature = "xml")]
mod loose;
mod meta;
mod partial;
mod status;
mod validate;

pub use body::{SyncBody, SyncMl};
pub use command::{Add, Alert, Command, Copy, Delete, Exec, Get, Map, MapItem, Move, Put, Replace, Search};
pub use container::Container;
pub use credential::{Chal, Cred, Hidden};
pub use data::{Content, Data, Value};
#[cfg(feature = "xml")]
pub use encoding::decode_commands;
pub use encoding::{Encoding, decode_commands_wbxml};
pub use header::{Filter, Source, SyncHdr, Target, Wrapped};
pub use item::Item;
pub use meta::{Anchor, Mem, Meta};
pub use partial::{Partial, Spanned};
pub use status::{Results, Status};
pub use validate::{Finding, Profile, Rule};

pub(crate) use command::check_command_id;
