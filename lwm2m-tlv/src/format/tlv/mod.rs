//! TLV (content format 11542, older 1542): the binary format of LwM2M 1.0.
//!
//! Two layers: [`Reader`] walks over entries without allocating and knows nothing of types; [`decode`] builds
//! typed nodes from it.
//!
//! | bits of the first byte | meaning |
//! |---|---|
//! | 7, 6 | what the entry is: [`EntryKind`] |
//! | 5 | the identifier has 8 (0) or 16 bits (1) |
//! | 4, 3 | the length stands in bits 2 to 0 (00), or in 8 (01), 16 (10) or 24 bits (11) after the identifier |
//!
//! ```
//! use lwm2m_tlv::{Node, Path, ValueType, format::tlv};
//!
//! let model = |path: Path| (path.resource_id() == Some(9)).then_some(ValueType::Integer);
//! let nodes = tlv::decode(Path::instance(3, 0), &[0xc1, 9, 100], &model)?;
//! assert_eq!(nodes, [Node::new(Path::resource(3, 0, 9), 100_i64)]);
//! assert_eq!(tlv::encode(Path::instance(3, 0), &nodes)?, [0xc1, 9, 100]);
//! # Ok::<(), lwm2m_tlv::Error>(())
//! ```

#[cfg(feature = "alloc")]
mod decode;
mod reader;
mod value;
#[cfg(feature = "alloc")]
mod writer;

#[cfg(feature = "alloc")]
pub use decode::{decode, decode_value, decode_with};
pub use reader::{Entry, EntryKind, Header, Reader};
#[cfg(feature = "alloc")]
#[cfg(feature = "cbor")]
pub(crate) use writer::narrow;
#[cfg(feature = "alloc")]
pub use writer::{encode, encode_to_slice, encoded_len};

/// The largest length an entry can state: 24 bits.
pub const MAX_LENGTH: usize = 0xff_ffff;
