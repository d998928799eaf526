//! CoRE link-format (RFC 6690): the payload of Register, Discover and Bootstrap-Discover, and Corelnk values.
//!
//! [`Links`] reads without allocation; [`LinkWriter`] writes to anything that takes text.
//!
//! ```
//! use lwm2m_tlv::Path;
//! use lwm2m_tlv::link::Links;
//!
//! let mut links = Links::new(b"</>;rt=\"oma.lwm2m\";ct=112,</3/0>;ver=1.2");
//! let root = links.next().expect("two links")?;
//! assert_eq!(root.attribute("rt").and_then(|rt| rt.value).map(|value| value.raw()), Some("oma.lwm2m"));
//! let device = links.next().expect("two links")?;
//! assert_eq!(device.path()?, Path::instance(3, 0));
//! assert!(links.next().is_none());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod class;
mod item;
mod plain;
mod reader;
mod value;
mod writer;

#[cfg(feature = "alloc")]
pub(crate) use item::target_path;
pub use item::{Attributes, Link};
pub use reader::Links;
pub use value::{AttributeValue, LinkAttribute};
pub use writer::{LinkWriter, WriteError};
