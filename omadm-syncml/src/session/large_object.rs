//! Objects that do not fit into one message (DM Protocol 1.2.1, Large objects).

use crate::code::StatusCode;
use crate::message::{Content, Data, Item, Meta};
use crate::security::base64;
use crate::syntax::{Fragment, IntoOwned, trim};
use crate::{Error, ErrorKind};
use alloc::string::String;
use alloc::vec::Vec;
use mgmt_wire::Limit;

/// Puts incoming chunks together.
///
/// ```
/// use omadm_syncml::code::StatusCode;
/// use omadm_syncml::message::{Item, Meta};
/// use omadm_syncml::session::{Chunk, LargeObject};
///
/// let mut object = LargeObject::new(1024);
/// let first = Item::at("./a").with_meta(Meta::new().with_size(6u64)).with_data("abc").with_more_data();
/// assert!(matches!(object.accept(&first)?, Chunk::Accepted));
/// let Chunk::Complete(whole) = object.accept(&Item::at("./a").with_data("def"))? else { panic!() };
/// assert_eq!(whole.data.unwrap().text(), Some("abcdef"));
/// # Ok::<(), omadm_syncml::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct LargeObject {
    limit: usize,
    open: Option<Open>,
}

#[derive(Clone, Debug)]
struct Open {
    first: Item<'static>,
    size: u64,
    pieces: Pieces,
}

#[derive(Clone, Debug)]
enum Pieces {
    Text(String),
    Bytes(Vec<u8>),
}

impl Pieces {
    fn len(&self) -> usize {
        match self {
            Pieces::Text(text) => text.len(),
            Pieces::Bytes(bytes) => bytes.len(),
        }
    }

    /// Base64 may be cut between any two letters, so that one chunk is bytes already and the next still text.
    fn push(&mut self, data: &Data<'_>) {
        match (&mut *self, &data.content) {
            (Pieces::Text(text), Content::Text(more)) => text.push_str(more),
            (Pieces::Bytes(bytes), Content::Bytes(more)) => bytes.extend_from_slice(more),
            (Pieces::Text(text), Content::Bytes(more)) => text.push_str(&base64::encode(more)),
            (Pieces::Bytes(bytes), Content::Text(more)) => {
                let mut text = base64::encode(bytes);
                text.push_str(more);
                *self = Pieces::Text(text);
            }
            (_, Content::Document(_)) => {}
        }
    }
}

/// What an item was.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Chunk {
    /// No chunk: an item of its own.
    Whole,
    /// A chunk that more follow; the answer is 213.
    Accepted,
    /// The last chunk: here is the whole item.
    Complete(alloc::boxed::Box<Item<'static>>),
}

impl LargeObject {
    /// Takes objects of so many bytes at most.
    #[must_use]
    pub const fn new(limit: usize) -> Self {
        LargeObject { limit, open: None }
    }

    /// Whether a chunk has come that was not the last.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// The URI of the object of which chunks have come.
    #[must_use]
    pub fn open_uri(&self) -> Option<&str> {
        self.open.as_ref().and_then(|open| uri(&open.first))
    }

    /// Forgets the chunks that have come; what the sender hears is the alert 1225.
    pub fn abandon(&mut self) {
        self.open = None;
    }

    /// The status for an error of [`accept`](Self::accept).
    #[must_use]
    pub fn status(error: &Error) -> StatusCode {
        match error.kind() {
            ErrorKind::Missing(_) => StatusCode::SIZE_REQUIRED,
            ErrorKind::Limit(_) => StatusCode::TOO_LARGE,
            ErrorKind::OutOfRange(_) => StatusCode::SIZE_MISMATCH,
            _ => StatusCode::COMMAND_FAILED,
        }
    }

    /// Takes the next item. Memory is taken as chunks come, never for what `Size` announces.
    ///
    /// # Errors
    /// `Missing(Size)`: the first chunk does not say how large the object is. `Limit(LargeObject)`: it is too large.
    /// `OutOfRange(Size)`: the object is not as large as it said. `Unexpected`: an item about another node came
    /// between chunks (1225). The chunks that had come are forgotten.
    pub fn accept(&mut self, item: &Item<'_>) -> Result<Chunk, Error> {
        self.accept_sized(item, None)
    }

    /// The same with the `Size` in the Meta of the command around the item, which goes for an item without its own.
    ///
    /// # Errors
    /// Those of [`accept`](Self::accept).
    pub fn accept_sized(&mut self, item: &Item<'_>, size: Option<u64>) -> Result<Chunk, Error> {
        let Some(mut open) = self.open.take() else {
            return if item.more_data { self.begin(item, size) } else { Ok(Chunk::Whole) };
        };
        if uri(item) != uri(&open.first) {
            return Err(Error::new(ErrorKind::Unexpected("item between chunks")));
        }
        if let Some(data) = &item.data {
            open.pieces.push(data);
        }
        // As bytes a value is shorter than the Base64 that `Size` counts, never longer.
        if open.pieces.len() > self.limit || open.pieces.len() as u64 > open.size {
            let kind = if open.pieces.len() > self.limit {
                ErrorKind::Limit(Limit::LargeObject)
            } else {
                ErrorKind::OutOfRange("Size")
            };
            return Err(Error::new(kind));
        }
        if item.more_data {
            self.open = Some(open);
            return Ok(Chunk::Accepted);
        }
        open.finish().map(|item| Chunk::Complete(alloc::boxed::Box::new(item)))
    }

    fn begin(&mut self, item: &Item<'_>, size: Option<u64>) -> Result<Chunk, Error> {
        let size = item
            .meta
            .as_ref()
            .and_then(|meta| meta.size)
            .or(size)
            .ok_or_else(|| Error::new(ErrorKind::Missing("Size")))?;
        if usize::try_from(size).map_or(true, |size| size > self.limit) {
            return Err(Error::new(ErrorKind::Limit(Limit::LargeObject)));
        }
        let mut first = item.clone().into_owned();
        first.more_data = false;
        let data = first.data.take().unwrap_or_default();
        let pieces = match data.content {
            Content::Text(text) => Pieces::Text(text.into_owned()),
            Content::Bytes(bytes) => Pieces::Bytes(bytes.into_owned()),
            Content::Document(_) => return Err(Error::new(ErrorKind::Unexpected("document in a chunk"))),
        };
        if pieces.len() as u64 > size {
            return Err(Error::new(ErrorKind::OutOfRange("Size")));
        }
        self.open = Some(Open { first, size, pieces });
        Ok(Chunk::Accepted)
    }
}

impl Open {
    fn finish(self) -> Result<Item<'static>, Error> {
        let Open { first: mut item, size, pieces } = self;
        let length = pieces.len() as u64;
        // `Size` counts bytes as they are transported; as bytes a value may have travelled in Base64.
        let as_base64 = length.div_ceil(3) * 4;
        let fits = length == size || matches!(pieces, Pieces::Bytes(_)) && as_base64 == size;
        if !fits {
            return Err(Error::new(ErrorKind::OutOfRange("Size")));
        }
        let is_bin = item.meta.as_ref().and_then(|meta| meta.format.as_deref()).map(trim) == Some("bin");
        item.data = Some(match pieces {
            Pieces::Text(text) if is_bin => match base64::decode(text.as_bytes()) {
                Some(bytes) => Data::from(bytes),
                None => Data::from(text),
            },
            Pieces::Text(text) => Data::from(text),
            Pieces::Bytes(bytes) if is_bin => Data::from(bytes),
            // Text that was cut in the middle of a character came as bytes.
            Pieces::Bytes(bytes) => match String::from_utf8(bytes) {
                Ok(text) => Data::from(text),
                Err(error) => Data::from(error.into_bytes()),
            },
        });
        if let Some(meta) = &mut item.meta {
            meta.size = None;
            if *meta == Meta::new() {
                item.meta = None;
            }
        }
        Ok(item)
    }
}

/// A document as the text that XML has in its place.
#[cfg(feature = "xml")]
fn flatten(document: &Fragment<'_>, _: &mut Meta<'_>) -> Option<(bool, Vec<u8>)> {
    let mut style = mgmt_wire::xml::Style::default();
    style.declaration = false;
    let mut sink = crate::syntax::XmlSink::new(style);
    document.write(&mut sink);
    sink.finish().ok().map(|text| (true, text.into_bytes()))
}

/// A document as WBXML of its own, which the types of embedded documents say by their ending.
#[cfg(not(feature = "xml"))]
fn flatten(document: &Fragment<'_>, meta: &mut Meta<'_>) -> Option<(bool, Vec<u8>)> {
    use crate::syntax::wbxml::{WbxmlSink, WbxmlStyle};
    let mut sink = WbxmlSink::for_root(WbxmlStyle::default(), document.name()?.tag?);
    document.write(&mut sink);
    let bytes = sink.finish().ok()?;
    meta.format = Some("bin".into());
    if let Some(name) = meta.type_.as_deref().and_then(|name| name.strip_suffix("+xml")) {
        meta.type_ = Some(alloc::format!("{name}+wbxml").into());
    }
    Some((false, bytes))
}

fn uri<'i>(item: &'i Item<'_>) -> Option<&'i str> {
    item.target_uri().or_else(|| item.source_uri())
}

/// Cuts an outgoing item into chunks.
#[derive(Clone, Debug)]
pub struct Splitter {
    item: Item<'static>,
    is_text: bool,
    data: Vec<u8>,
    /// How much has been cut off.
    at: usize,
}

impl Splitter {
    /// Begins with an item; `None` when it has no data. `binary_as_base64`: bytes will travel in Base64, as in XML, and
    /// `Size` counts that.
    ///
    /// An embedded document becomes text, or opaque WBXML where the crate was built without XML.
    #[must_use]
    pub fn new(item: &Item<'static>, binary_as_base64: bool) -> Option<Self> {
        let mut shell = item.clone();
        let data = shell.data.take()?;
        let (is_text, data) = match data.content {
            Content::Text(text) => (true, text.into_owned().into_bytes()),
            Content::Bytes(bytes) => (false, bytes.into_owned()),
            Content::Document(document) => flatten(&document, shell.meta.get_or_insert_with(Meta::new))?,
        };
        let length = data.len() as u64;
        let transported = if !is_text && binary_as_base64 { length.div_ceil(3) * 4 } else { length };
        shell.meta.get_or_insert_with(Meta::new).size = Some(transported);
        Some(Splitter { item: shell, is_text, data, at: 0 })
    }

    /// The next chunk, with so many bytes of data at most (but at least some).
    pub fn cut(&mut self, room: usize) -> Item<'static> {
        let (chunk, end) = self.peek(room);
        self.at = end;
        chunk
    }

    /// The next chunk, and where it ends: what [`cut`](Self::cut) would give. No more is copied than the chunk holds,
    /// so that trying sizes costs nothing however large the object is.
    pub(super) fn peek(&self, room: usize) -> (Item<'static>, usize) {
        let (start, end) = (self.at, self.end(room));
        let piece = self.data.get(start..end).unwrap_or_default();
        let mut chunk = self.item.clone();
        if start > 0
            && let Some(meta) = &mut chunk.meta
        {
            meta.size = None;
        }
        chunk.more_data = end < self.data.len();
        chunk.data = Some(match core::str::from_utf8(piece) {
            Ok(text) if self.is_text => Data::from(String::from(text)),
            _ => Data::from(piece.to_vec()),
        });
        (chunk, end)
    }

    /// Goes on behind a chunk that [`peek`](Self::peek) gave.
    pub(super) fn advance(&mut self, end: usize) {
        self.at = end;
    }

    /// Whether everything has been cut off.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.at >= self.data.len()
    }

    /// Text is cut between characters, Base64 and bytes where whole groups end.
    fn end(&self, room: usize) -> usize {
        let format = self.item.meta.as_ref().and_then(|meta| meta.format.as_deref()).map(trim);
        let step = match (self.is_text, format) {
            (true, Some("b64")) => 4,
            (true, _) => 1,
            (false, _) => 3,
        };
        let room = room.max(16);
        if self.data.len() - self.at.min(self.data.len()) <= room {
            return self.data.len();
        }
        let mut end = self.at + room - room % step;
        while self.is_text && self.data.get(end).is_some_and(|byte| byte & 0xC0 == 0x80) {
            end -= 1;
        }
        end
    }
}
