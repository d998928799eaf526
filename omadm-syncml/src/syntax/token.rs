//! The contract between encodings and types.

use super::{Attribute, Cursor, Name, Notes, Space, Tag};
use crate::{Error, ErrorKind};
use alloc::borrow::Cow;
use alloc::vec::Vec;

/// What a [`Source`] finds next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// The start of an element of the vocabulary.
    Start(Tag),
    /// The start of another element; [`Source::name`] tells its name.
    StartOther,
    /// The end of the innermost open element.
    End,
    /// Character data in one piece.
    Text(Cow<'a, str>),
    /// Opaque data in one piece. XML has none.
    Opaque(Cow<'a, [u8]>),
    /// The end of the document.
    Eof,
}

/// What [`Source::quick_child`] finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuickChild {
    /// The start of an element of the vocabulary.
    Start(Tag),
    /// The start of another element; [`Source::name`] tells its name.
    StartOther,
    /// Character data that is not white space.
    Text,
    /// The end of the element.
    End,
    /// Nothing was consumed; [`Source::next`] tells.
    Unknown,
}

/// What [`Source::glance`] sees.
// Laid out apart from the tags: what it is, is asked for each element, and then takes one comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum Glance {
    /// The start of an element of the vocabulary.
    Start(Tag),
    /// The end of the element.
    End,
    /// Nothing was consumed; [`Source::quick_child`] and [`Source::next`] tell.
    Unknown,
}

/// A document as a stream of tokens: implemented over XML, WBXML and [`Fragment`](super::Fragment).
pub trait Source<'a>: Clone {
    /// Whether opaque data can carry any byte, so that text is text and Base64 is not needed.
    const BINARY: bool;

    /// The next token. Names in no namespace are looked up in `space`.
    ///
    /// # Errors
    /// Whatever is wrong with the encoding.
    fn next(&mut self, space: Space, notes: &mut Notes<'_>) -> Result<Token<'a>, Error>;

    /// The name of the element that started last.
    fn name(&self) -> Name<'a>;

    /// Whether the element that started last has attributes.
    fn has_attributes(&self) -> bool;

    /// Takes the attributes of the element that started last.
    fn attributes(&mut self) -> Vec<Attribute<'a>>;

    /// The next child or the end of the element, where a glance is enough to tell and nothing can be wrong with it.
    #[inline]
    fn glance(&mut self) -> Glance {
        Glance::Unknown
    }

    /// The text of an element that holds nothing else, through its end, where a glance is enough to tell. Without it
    /// nothing is consumed.
    #[inline]
    fn glance_text(&mut self) -> Option<&'a str> {
        None
    }

    /// The opaque data of an element that holds nothing else, through its end, where a glance is enough to tell. Without
    /// it nothing is consumed.
    #[inline]
    fn glance_opaque(&mut self) -> Option<&'a [u8]> {
        None
    }

    /// How many bytes are left at most.
    #[inline]
    fn left(&self) -> usize {
        0
    }

    /// The next child or the end of the element, where that can be told at once: a short cut where the source has one.
    /// Names in no namespace are looked up in `space`.
    ///
    /// # Errors
    /// Those of [`next`](Self::next).
    #[inline]
    fn quick_child(&mut self, _space: Space, _notes: &mut Notes<'_>) -> Result<QuickChild, Error> {
        Ok(QuickChild::Unknown)
    }

    /// The text of an element that holds nothing else, through its end: a short cut where the source has one. Without
    /// it nothing is consumed.
    ///
    /// # Errors
    /// Those of [`next`](Self::next).
    #[inline]
    fn simple_text(&mut self) -> Result<Option<Cow<'a, str>>, Error> {
        Ok(None)
    }

    /// The element that has just started as it stands in the source, through its end, where the source is text.
    /// Without it nothing is consumed.
    ///
    /// # Errors
    /// Those of [`next`](Self::next).
    fn source_text(&mut self) -> Result<Option<Cow<'a, str>>, Error> {
        Ok(None)
    }

    /// Byte offset of the last token.
    fn offset(&self) -> usize;

    /// An error at the last token.
    fn error(&self, kind: ErrorKind) -> Error {
        self.error_at(kind, self.offset())
    }

    /// An error at a token before, whose [`offset`](Self::offset) was kept.
    fn error_at(&self, kind: ErrorKind, offset: usize) -> Error;
}

/// Takes a document token by token: implemented over XML, WBXML and [`Fragment`](super::Fragment).
///
/// Mistakes are remembered and come out when the document is finished, so that no call needs a `?`.
pub trait Sink<'n> {
    /// Opens an element of the vocabulary that has content.
    fn open(&mut self, tag: Tag);

    /// Closes it.
    fn close(&mut self, tag: Tag);

    /// An element of the vocabulary without content.
    fn empty(&mut self, tag: Tag);

    /// Opens an element with attributes or with a name from outside; `content` tells whether anything follows
    /// before its [`close_any`](Self::close_any).
    fn open_any(&mut self, name: &'n Name<'_>, attributes: &'n [Attribute<'_>], content: bool);

    /// Opens an element of the vocabulary with attributes in no namespace; `content` tells whether it will be closed
    /// with [`close`](Self::close).
    fn open_with(&mut self, tag: Tag, attributes: &[(&str, &str)], content: bool);

    /// Closes what [`open_any`](Self::open_any) opened.
    fn close_any(&mut self);

    /// Character data.
    fn text(&mut self, text: &str);

    /// Bytes: Base64 in XML, opaque data in WBXML.
    fn bytes(&mut self, bytes: &[u8]);

    /// Remembers a mistake.
    fn fail(&mut self, kind: ErrorKind);

    /// An element of the vocabulary that holds character data and nothing else.
    fn leaf(&mut self, tag: Tag, text: &str) {
        if text.is_empty() {
            self.empty(tag);
        } else {
            self.open(tag);
            self.text(text);
            self.close(tag);
        }
    }

    /// The namespace version of the document, from its `VerDTD`.
    fn version(&mut self, _ver_dtd: &str) {}

    /// Whether the media type of the command that comes next speaks for documents in its items, which can then be
    /// written as documents of their own.
    fn embeds(&mut self, _documents: bool) {}

    /// Whether the document in the item that comes next has a media type of its own, or that of its command.
    fn embeds_item(&mut self, _own: bool) {}

    /// An embedded document.
    fn document(&mut self, document: &'n super::Fragment<'_>)
    where
        Self: Sized,
    {
        document.write(self);
    }
}

/// A type that is the content of one element.
pub trait Decode<'a>: Sized {
    /// The type has no place for attributes; the element around it keeps them.
    const LEAF: bool = false;

    /// A value to be read into. Values are read in place: messages are large, and moving them is what decoding would
    /// spend its time with.
    fn empty() -> Self;

    /// Reads the content after the start of `tag`, through its end.
    ///
    /// # Errors
    /// What is missing, twice there, or wrong.
    fn read<S: Source<'a>>(&mut self, cursor: &mut Cursor<'a, '_, S>, tag: Tag) -> Result<(), Error>;

    /// [`read`](Self::read) as a new value.
    ///
    /// # Errors
    /// Those of [`read`](Self::read).
    fn decode<S: Source<'a>>(cursor: &mut Cursor<'a, '_, S>, tag: Tag) -> Result<Self, Error> {
        let mut value = Self::empty();
        value.read(cursor, tag)?;
        Ok(value)
    }
}

/// A type that is the content of one element, for writing.
pub trait Encode {
    /// Writes the element `tag`.
    fn encode<'n, K: Sink<'n>>(&'n self, tag: Tag, sink: &mut K);

    /// The character data, for types that are nothing else; only asked for where the element has attributes.
    fn plain_text(&self) -> Option<Cow<'_, str>> {
        None
    }
}

/// Cuts the ties to the input.
pub trait IntoOwned {
    /// The same type for `'static`.
    type Owned;

    /// Copies what is borrowed.
    fn into_owned(self) -> Self::Owned;
}
