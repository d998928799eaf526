//! What is said: the operations of LwM2M as data.
//!
//! Nothing here sends or receives. Registrations and bootstrap requests are parameters and links ([`registration`], [`bootstrap`]); notification
//! attributes are read, checked and inherited ([`attributes`]) and an [`observer::Observer`] decides by them when to
//! notify.

pub mod attributes;
pub mod bootstrap;
pub mod execute;
mod query;
pub mod registration;
