//! How nodes are written: one module per content format.

#[cfg(feature = "alloc")]
mod nodes;
#[cfg(all(feature = "alloc", any(feature = "json", feature = "cbor")))]
pub mod senml;
pub mod tlv;
