//! Content that is said in several pieces.

use crate::syntax::Token;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// Pieces of content that are being joined.
pub(super) enum Pieces {
    Text(String),
    Bytes(Vec<u8>),
}

impl From<Token<'_>> for Pieces {
    fn from(first: Token<'_>) -> Self {
        match first {
            Token::Text(text) => Pieces::Text(text.into_owned()),
            Token::Opaque(bytes) => Pieces::Bytes(bytes.into_owned()),
            _ => Pieces::Text(String::new()),
        }
    }
}

impl Pieces {
    pub(super) fn push_text(&mut self, more: Cow<'_, str>) {
        match self {
            Pieces::Text(text) => text.push_str(&more),
            Pieces::Bytes(bytes) => bytes.extend_from_slice(more.as_bytes()),
        }
    }

    pub(super) fn push_bytes(&mut self, more: &[u8]) {
        if let Pieces::Text(text) = self {
            *self = Pieces::Bytes(core::mem::take(text).into_bytes());
        }
        if let Pieces::Bytes(bytes) = self {
            bytes.extend_from_slice(more);
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Pieces::Text(text) => text.len(),
            Pieces::Bytes(bytes) => bytes.len(),
        }
    }

    pub(super) fn finish<'a>(self) -> Token<'a> {
        match self {
            Pieces::Text(text) => Token::Text(Cow::Owned(text)),
            Pieces::Bytes(bytes) => Token::Opaque(Cow::Owned(bytes)),
        }
    }
}
