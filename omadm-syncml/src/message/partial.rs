//! What an application may want beside the message: the rest of a broken one, the bytes of each command.

use super::body::Reading;
use super::{Command, SyncBody, SyncHdr, SyncMl};
use crate::syntax::{Cursor, IntoOwned, Source, Space, Tag, Token};
use crate::{Error, ErrorKind};
use alloc::vec::Vec;
use core::ops::Range;
use mgmt_wire::DecodeOptions;

/// What could be read of a message, and what ended the reading.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Partial<'a> {
    /// The header, if it was read through its end.
    pub header: Option<SyncHdr<'a>>,
    /// The commands. An open `Atomic`, `Sequence` or `Sync` is the last, with the commands that were whole.
    pub body: Option<SyncBody<'a>>,
    /// How many of the commands are whole.
    pub complete: usize,
    /// Why there is no more; `None` for a whole message.
    pub error: Option<Error>,
}

impl<'a> Partial<'a> {
    pub(super) fn read<S: Source<'a>>(cursor: &mut Cursor<'a, '_, S>) -> Self {
        let mut message = SyncMl::empty();
        let mut reading = Reading::new(&mut message);
        let error = reading.document(cursor).err();
        let Reading { has_header, has_body, reader, .. } = reading;
        let SyncMl { header, mut body, .. } = message;
        let complete = body.commands.len();
        if has_body {
            body.commands.extend(reader.unfinished());
        }
        Partial { header: has_header.then_some(header), body: has_body.then_some(body), complete, error }
    }

    /// Copies what is borrowed from the input.
    #[must_use]
    pub fn into_owned(self) -> Partial<'static> {
        Partial {
            header: self.header.into_owned(),
            body: self.body.into_owned(),
            complete: self.complete,
            error: self.error,
        }
    }

    /// The commands, whole or not.
    #[must_use]
    pub fn commands(&self) -> &[Command<'a>] {
        self.body.as_ref().map_or(&[], |body| &body.commands)
    }
}

/// A message with the bytes it came from: for logs, and for applications that store commands as they were sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Spanned<'a> {
    /// The input.
    pub raw: &'a [u8],
    /// The message.
    pub message: SyncMl<'a>,
    /// Where in the input each element of the body is, in the order of `message.body.commands`.
    pub spans: Vec<Range<usize>>,
}

impl<'a> Spanned<'a> {
    /// The bytes of one command of the body. In WBXML they are no document of their own: the code page in force
    /// and the string table stand elsewhere.
    #[must_use]
    pub fn raw_command(&self, index: usize) -> Option<&'a [u8]> {
        self.raw.get(self.spans.get(index)?.clone())
    }

    pub(super) fn new<S: Source<'a>>(raw: &'a [u8], message: SyncMl<'a>, source: S) -> Result<Self, Error> {
        let mut ignored = ();
        let mut cursor = Cursor::new(source, &DecodeOptions::lenient(), &mut ignored);
        let mut spans: Vec<Range<usize>> = Vec::with_capacity(message.body.commands.len());
        let (mut depth, mut in_body, mut ended) = (0usize, false, None);
        loop {
            let token = cursor.next(Space::SyncMl)?;
            let at = cursor.source().offset();
            // An element ends where the next token begins, less the white space between them.
            if let (Some(()), Some(span)) = (ended.take(), spans.last_mut()) {
                span.end = at;
            }
            match token {
                Token::Start(tag) => {
                    if depth == 2 && in_body && tag != Tag::Final {
                        spans.push(at..at);
                    }
                    in_body |= depth == 1 && tag == Tag::SyncBody;
                    depth += 1;
                }
                Token::StartOther => {
                    if depth == 2 && in_body {
                        spans.push(at..at);
                    }
                    depth += 1;
                }
                Token::End => {
                    depth = depth.saturating_sub(1);
                    if depth == 2 && in_body {
                        ended = spans.last().is_some_and(|span| span.end == span.start).then_some(());
                    }
                    in_body &= depth > 1;
                }
                Token::Eof => break,
                Token::Text(_) | Token::Opaque(_) => {}
            }
        }
        if spans.len() != message.body.commands.len() {
            return Err(Error::new(ErrorKind::Unexpected("element")));
        }
        Ok(Spanned { raw, message, spans })
    }
}
