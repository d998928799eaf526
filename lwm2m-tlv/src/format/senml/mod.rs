//! SenML (RFC 8428) as JSON (content format 110) and CBOR (112), with the LwM2M field `vlo`; and its fetch and patch
//! packs (RFC 8790) as JSON (320) and CBOR (322).
//!
//! The layers can be used alone. [`json::records`] and [`cbor::records`] give [`Record`]s as they stand in the
//! payload, [`Resolver`] applies the base fields, and [`json::decode`] and [`cbor::decode`] make LwM2M nodes.
//!
//! ```
//! # #[cfg(feature = "json")] {
//! use lwm2m_tlv::{Node, Path, format::senml};
//!
//! let payload = br#"[{"bn":"/3/0/","n":"9","v":95},{"n":"0","vs":"Acme"}]"#;
//! let nodes = senml::json::decode(Path::instance(3, 0), payload, &())?;
//! assert_eq!(nodes[0], Node::new(Path::resource(3, 0, 9), 95_i64));
//! assert_eq!(nodes[1], Node::new(Path::resource(3, 0, 0), "Acme"));
//! # }
//! # Ok::<(), lwm2m_tlv::Error>(())
//! ```

#[cfg(feature = "cbor")]
pub mod cbor;
#[cfg(feature = "json")]
pub mod json;
mod nodes;
mod record;
mod resolve;
mod write;

pub use crate::syntax::number::Number;
pub use nodes::Pack;
pub use record::{Label, Record, RecordValue};
pub use resolve::{Resolved, Resolver};
