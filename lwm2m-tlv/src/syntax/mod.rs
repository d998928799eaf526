//! The letters that several formats are spelled in: numbers, base64, JSON, CBOR.

// Without one of the features, not everything in the shared rooms is used.
#[cfg_attr(not(feature = "json"), allow(dead_code))]
pub(crate) mod base64;
#[cfg(feature = "cbor")]
pub(crate) mod cbor;
#[cfg(any(feature = "json", feature = "cbor"))]
pub(crate) mod datetime;
#[cfg(feature = "json")]
pub(crate) mod json;
#[cfg_attr(not(feature = "json"), allow(dead_code, unreachable_pub))]
pub(crate) mod number;
