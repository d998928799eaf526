//! How messages are written: one vocabulary, two encodings.
//!
//! | module | holds |
//! |---|---|
//! | [`Tag`], [`Space`] | the vocabulary: names and WBXML tokens in one table |
//! | [`wbxml`] | WBXML 1.0 to 1.3: header, pull tokenizer for any WBXML language, writer |
//! | [`Fragment`] | content that no type describes, kept as it came |
//! | [`Source`], [`Sink`], [`Cursor`], [`Decode`], [`Encode`] | the layer between the encodings and the types |

mod cursor;
mod document;
mod fragment;
mod namespace;
mod record;
mod token;
#[cfg(feature = "xml")]
mod transcoded;
mod value;
mod vocabulary;
pub mod wbxml;
#[cfg(feature = "xml")]
pub(crate) mod xml;

pub use cursor::{Cursor, Notes};
pub(crate) use cursor::{mended, text_or_bytes};
pub use fragment::{Attribute, Extensions, Fragment, FragmentSink, FragmentSource, Name, Node};
pub(crate) use mgmt_wire::character::{is_blank, is_char, is_text, trim};
pub(crate) use record::record;
pub use token::{Decode, Encode, Glance, IntoOwned, QuickChild, Sink, Source, Token};
#[cfg(feature = "xml")]
pub(crate) use transcoded::{text_of, transcoded};
#[cfg(feature = "serde")]
pub(crate) use value::is_default;
pub(crate) use value::{number, split_space};
pub use vocabulary::{Space, Tag};
#[cfg(feature = "xml")]
pub use xml::{XmlSink, XmlSource};
