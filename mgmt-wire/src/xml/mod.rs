//! Bounded XML in and out.
//!
//! [`Document`] turns bytes into text (encodings, byte-order marks), [`Reader`] turns text into [`Event`]s, [`Writer`]
//! turns calls into text. A document is accepted only if it is well-formed and namespace-well-formed, no entity is ever
//! expanded but the five predefined ones, nothing outside the document is ever fetched, and every size is bounded by
//! [`Limits`](crate::Limits).
//!
//! ```
//! use mgmt_wire::{DecodeOptions, xml::{Document, Event, Namespace, Reader}};
//!
//! let bytes = b"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><Name>a&amp;b</Name></s:Envelope>";
//! let options = DecodeOptions::lenient();
//! let document = Document::from_bytes(bytes, &options)?;
//! let mut reader = Reader::new(document.text(), &options, &["http://schemas.xmlsoap.org/soap/envelope/"]);
//!
//! let Event::Start(name) = reader.next_event()? else { unreachable!() };
//! assert_eq!((name.namespace, name.local), (Namespace::known(0), "Envelope"));
//! let Event::Start(name) = reader.next_event()? else { unreachable!() };
//! assert_eq!((name.namespace, name.local), (Namespace::NONE, "Name"));
//! assert_eq!(reader.next_event()?, Event::Text("a&b".into()));
//! # Ok::<(), mgmt_wire::Error<mgmt_wire::xml::ErrorKind>>(())
//! ```

mod attribute;
mod character;
mod document;
mod error;
mod escape;
mod namespace;
mod path;
mod raw;
mod reader;
mod reference;
mod scanner;
mod source_offsets;
mod writer;

pub use attribute::Attribute;
pub use document::{Document, Encoding};
pub use error::{ErrorKind, WarningKind};
pub use namespace::{Name, Namespace};
pub use raw::RawElement;
pub use reader::{Event, Reader};
pub use source_offsets::SourceOffsets;
pub use writer::{EmptyElements, Style, Tag, Writer};

/// An error of the XML layer.
pub type Error = crate::Error<ErrorKind>;
