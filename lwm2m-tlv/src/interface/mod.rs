//! What is said: the operations of LwM2M as data.
//!
//! Nothing here sends or receives. Operations become CoAP requests and come out of them ([`operation`]).
//! Registrations and bootstrap requests are parameters and links ([`registration`], [`bootstrap`]); notification
//! attributes are read, checked and inherited ([`attributes`]) and an [`observer::Observer`] decides by them when to
//! notify.

pub mod attributes;
pub mod bootstrap;
pub mod execute;
pub mod observer;
pub mod operation;
mod query;
pub mod registration;
