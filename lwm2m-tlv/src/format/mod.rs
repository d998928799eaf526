//! How nodes are written: one module per content format.
//!
//! Each module can be used alone; [`decode`](crate::content_format::decode) and
//! [`encode`](crate::content_format::encode) choose by content format.

#[cfg(feature = "cbor")]
pub mod cbor;
#[cfg(any(feature = "json", feature = "cbor"))]
mod list;
#[cfg(feature = "cbor")]
pub mod lwm2m_cbor;
#[cfg(feature = "json")]
pub mod lwm2m_json;
#[cfg(any(feature = "json", feature = "cbor"))]
mod names;
#[cfg(feature = "alloc")]
mod nodes;
#[cfg(feature = "alloc")]
pub mod opaque;
#[cfg(any(feature = "json", feature = "cbor"))]
pub mod senml;
#[cfg(feature = "alloc")]
pub mod text;
pub mod tlv;

#[cfg(feature = "alloc")]
pub(crate) use nodes::refuse;
