//! Management sessions, client and server, without I/O.
//!
//! A session is a value: messages go in as the bytes that came, messages come out as the bytes to send. Where they
//! travel, and the random bytes of nonces, are the caller's.
//!
//! | package | from | holds |
//! |---|---|---|
//! | 0 | server | the notification that asks the device to connect ([`Notification`](crate::security::Notification)) |
//! | 1 | client | credentials, Alert 1200 or 1201, device information |
//! | 2 | server | credentials, status, the first commands |
//! | 3 | client | status and results |
//! | 4 | server | status, and more commands (then 3 again) or nothing more, which ends the session |
//!
//! What a [`ClientSession`] and a [`ServerSession`] take care of: header status and correlation, authentication of both
//! sides with retry and nonces, `MaxMsgSize` and `MaxObjSize`, messages of several parts (Alert 1222), large objects
//! both ways (213, 424, 1225), and the end of the session, also by Alert 1223.

mod assembly;
mod auth;
mod client;
mod large_object;
mod outbox;
mod server;
mod wire;

pub use auth::{Proof, Requirement};
pub use client::{ClientSession, ClientStep, Device};
pub use large_object::{Chunk, LargeObject, Splitter};
pub use outbox::Token;
pub use server::{ServerEvent, ServerSession};
pub use wire::{Incoming, Outgoing, Settings};
