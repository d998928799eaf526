//! WBXML 1.0 to 1.3 (WAP-192): header, pull tokenizer, writer.
//!
//! [`Tokenizer`] knows no vocabulary and reads any WBXML language; [`WbxmlSource`] and [`WbxmlSink`] speak those of
//! SyncML.
//!
//! ```
//! use omadm_syncml::syntax::wbxml::{Token, Tokenizer};
//!
//! let document = [0x02, 0x01, 0x6A, 0x00, 0x45, 0x03, b'h', b'i', 0x00, 0x01];
//! let mut tokens = Tokenizer::new(&document, &Default::default()).map_err(|error| error.kind)?;
//! let Some(Token::Start { page: 0, token: 5, content: true, .. }) = tokens.next().map_err(|error| error.kind)? else {
//!     panic!("the root element");
//! };
//! assert!(matches!(tokens.next(), Ok(Some(Token::Text(text))) if text == "hi"));
//! assert_eq!(tokens.next(), Ok(Some(Token::End)));
//! assert_eq!(tokens.next(), Ok(None));
//! # Ok::<(), omadm_syncml::ErrorKind>(())
//! ```

mod attributes;
mod document;
mod header;
mod input;
mod language;
mod path;
mod pieces;
pub(crate) mod provisioning;
mod sink;
mod source;
mod style;
mod table;
mod tokenizer;

pub use header::{Characters, Charset, Header, PublicId, StringTable, Text};
pub use sink::WbxmlSink;
pub use source::WbxmlSource;
pub use style::{PublicIdStyle, StringStyle, WbxmlStyle};
pub use tokenizer::{Extension, Token, Tokenizer};

pub(crate) use source::embedded;

/// Global tokens (WAP-192 clause 7.1).
pub(crate) mod global {
    pub(crate) const SWITCH_PAGE: u8 = 0x00;
    pub(crate) const END: u8 = 0x01;
    pub(crate) const ENTITY: u8 = 0x02;
    pub(crate) const STR_I: u8 = 0x03;
    pub(crate) const LITERAL: u8 = 0x04;
    pub(crate) const EXT_I_0: u8 = 0x40;
    pub(crate) const EXT_I_2: u8 = 0x42;
    pub(crate) const PI: u8 = 0x43;
    pub(crate) const LITERAL_C: u8 = 0x44;
    pub(crate) const EXT_T_0: u8 = 0x80;
    pub(crate) const EXT_T_2: u8 = 0x82;
    pub(crate) const STR_T: u8 = 0x83;
    pub(crate) const LITERAL_A: u8 = 0x84;
    pub(crate) const EXT_0: u8 = 0xC0;
    pub(crate) const EXT_2: u8 = 0xC2;
    pub(crate) const OPAQUE: u8 = 0xC3;
    pub(crate) const LITERAL_AC: u8 = 0xC4;
    /// The flag of a tag token: attributes follow.
    pub(crate) const ATTRIBUTES: u8 = 0x80;
    /// The flag of a tag token: content follows.
    pub(crate) const CONTENT: u8 = 0x40;
    /// The rest of a tag token.
    pub(crate) const TOKEN: u8 = 0x3F;
}

/// The namespace under which a tag token without name is shown in XML: element `_1-3F` is token 3F of code page 1.
pub(crate) const TOKEN_NAMESPACE: &str = "urn:wbxml:token";

/// The namespace of names that say nothing about theirs, whatever the version of the document.
pub(crate) const SYNCML_NAMESPACE: &str = super::Space::SyncMl.namespace();
