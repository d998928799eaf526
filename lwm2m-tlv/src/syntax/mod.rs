//! The letters that several formats are spelled in: numbers, base64, JSON, CBOR.

pub(crate) mod base64;
#[cfg(feature = "cbor")]
pub(crate) mod cbor;
#[cfg(feature = "json")]
pub(crate) mod json;
pub(crate) mod number;
#[cfg(feature = "cbor")]
pub(crate) mod datetime;
