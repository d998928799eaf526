//! `SyncML` and `SyncBody`.

use super::container::CommandReader;
use super::{Command, SyncHdr};
use crate::syntax::{
    Cursor, Decode, Encode, Extensions, Glance, IntoOwned, Sink, Source, Space, Tag, Token, is_blank, trim,
};
use crate::{Error, ErrorKind};
use alloc::vec::Vec;

/// `SyncML`: one message.
///
/// ```
/// # #[cfg(feature = "xml")] {
/// use omadm_syncml::message::{Get, Item, SyncBody, SyncHdr, SyncMl};
///
/// let header = SyncHdr::dm12("1", 1, "IMEI:493005100592800", "https://dm.example/");
/// let body = SyncBody::new().with_command(Get::new("1").with_item(Item::at("./DevInfo/DevId")));
/// let message = SyncMl::new(header, body.with_final());
///
/// let xml = message.to_xml()?;
/// assert_eq!(SyncMl::from_xml(xml.as_bytes())?, message);
/// assert_eq!(SyncMl::from_wbxml(&message.to_wbxml()?)?, message);
/// # }
/// # Ok::<(), omadm_syncml::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SyncMl<'a> {
    /// `SyncHdr`: who speaks to whom, in which session.
    #[cfg_attr(feature = "serde", serde(rename = "SyncHdr"))]
    pub header: SyncHdr<'a>,
    /// `SyncBody`: what is said.
    #[cfg_attr(feature = "serde", serde(rename = "SyncBody"))]
    pub body: SyncBody<'a>,
    /// What stands there beyond the content model.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Extensions::is_empty"))]
    pub extensions: Extensions<'a>,
}

/// `SyncBody`: commands in order, and whether the package ends here.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SyncBody<'a> {
    /// The commands, in document order, which is the order of execution.
    #[cfg_attr(feature = "serde", serde(default))]
    pub commands: Vec<Command<'a>>,
    /// `Final`: the message is the last of its package.
    #[cfg_attr(feature = "serde", serde(rename = "Final", default))]
    pub is_final: bool,
    /// What stands there beyond the content model.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Extensions::is_empty"))]
    pub extensions: Extensions<'a>,
}

impl<'a> SyncBody<'a> {
    /// A body without commands.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with one more command.
    #[must_use]
    pub fn with_command(mut self, command: impl Into<Command<'a>>) -> Self {
        self.commands.push(command.into());
        self
    }

    /// The same as the last body of its package.
    #[must_use]
    pub fn with_final(mut self) -> Self {
        self.is_final = true;
        self
    }
}

impl Encode for SyncBody<'_> {
    fn encode<'n, K: Sink<'n>>(&'n self, tag: Tag, sink: &mut K) {
        if self.commands.is_empty() && !self.is_final && self.extensions.is_empty() {
            return sink.empty(tag);
        }
        self.extensions.open(tag, sink);
        for command in &self.commands {
            command.encode_at(sink, 0);
        }
        match self.extensions.of_leaf(Tag::Final) {
            attributes if self.is_final && !attributes.is_empty() => {
                sink.open_any(Tag::Final.qualified(), attributes, false);
                sink.close_any();
            }
            _ => self.is_final.encode(Tag::Final, sink),
        }
        self.extensions.close(tag, sink);
    }
}

impl IntoOwned for SyncBody<'_> {
    type Owned = SyncBody<'static>;

    fn into_owned(self) -> SyncBody<'static> {
        SyncBody {
            commands: self.commands.into_owned(),
            is_final: self.is_final,
            extensions: self.extensions.into_owned(),
        }
    }
}

impl<'a> SyncMl<'a> {
    /// A message.
    #[must_use]
    pub fn new(header: SyncHdr<'a>, body: SyncBody<'a>) -> Self {
        SyncMl { header, body, extensions: Extensions::default() }
    }

    /// Copies what is borrowed from the input.
    #[must_use]
    pub fn into_owned(self) -> SyncMl<'static> {
        IntoOwned::into_owned(self)
    }
}

impl IntoOwned for SyncMl<'_> {
    type Owned = SyncMl<'static>;

    fn into_owned(self) -> SyncMl<'static> {
        SyncMl {
            header: self.header.into_owned(),
            body: self.body.into_owned(),
            extensions: self.extensions.into_owned(),
        }
    }
}

impl Encode for SyncMl<'_> {
    fn encode<'n, K: Sink<'n>>(&'n self, tag: Tag, sink: &mut K) {
        sink.version(trim(&self.header.ver_dtd));
        self.extensions.open(tag, sink);
        self.header.encode(Tag::SyncHdr, sink);
        self.body.encode(Tag::SyncBody, sink);
        self.extensions.close(tag, sink);
    }
}

/// A message in the making: what has been read of it stays when an error ends the reading.
///
/// It is read in its place, since messages are large and moving their parts takes as long as reading a short one.
pub(super) struct Reading<'a, 'm> {
    message: &'m mut SyncMl<'a>,
    pub(super) has_header: bool,
    pub(super) has_body: bool,
    pub(super) reader: CommandReader<'a>,
    /// Only the commands are asked for: a header with nothing in it is as good as none.
    commands_only: bool,
}

/// Reads a document from its start through its end.
pub(super) fn read_message<'a, S: Source<'a>>(cursor: &mut Cursor<'a, '_, S>) -> Result<SyncMl<'a>, Error> {
    let mut message = SyncMl::empty();
    Reading::new(&mut message).document(cursor)?;
    Ok(message)
}

impl<'a> SyncMl<'a> {
    /// A message to be read into.
    pub(super) fn empty() -> Self {
        SyncMl::new(SyncHdr::empty(), SyncBody::new())
    }
}

impl<'a, 'm> Reading<'a, 'm> {
    /// Begins to read into an empty message.
    pub(super) fn new(message: &'m mut SyncMl<'a>) -> Self {
        Reading {
            message,
            has_header: false,
            has_body: false,
            reader: CommandReader::default(),
            commands_only: false,
        }
    }

    /// The same where only the commands are asked for.
    pub(super) fn for_commands(message: &'m mut SyncMl<'a>) -> Self {
        Reading { commands_only: true, ..Reading::new(message) }
    }

    /// Reads a document from its start through its end.
    pub(super) fn document<S: Source<'a>>(&mut self, cursor: &mut Cursor<'a, '_, S>) -> Result<(), Error> {
        self.whole(cursor).map_err(|error| cursor.worst(error))
    }

    fn whole<S: Source<'a>>(&mut self, cursor: &mut Cursor<'a, '_, S>) -> Result<(), Error> {
        match cursor.next(Space::SyncMl)? {
            Token::Start(Tag::SyncML) => {}
            Token::Start(_) | Token::StartOther => {
                return Err(cursor.error(ErrorKind::Unexpected("document element")));
            }
            _ => return Err(cursor.error(ErrorKind::Truncated("document"))),
        }
        self.content(cursor)?;
        for (tag, given) in [(Tag::SyncHdr, self.has_header), (Tag::SyncBody, self.has_body)] {
            if !given {
                return Err(cursor.error(ErrorKind::Missing(tag.name())));
            }
        }
        match cursor.next(Space::SyncMl)? {
            Token::Eof => Ok(()),
            _ => Err(cursor.error(ErrorKind::TrailingData)),
        }
    }

    /// Reads the content of `SyncML`, whose start has been read: of header and body what there is.
    pub(super) fn content<S: Source<'a>>(&mut self, cursor: &mut Cursor<'a, '_, S>) -> Result<(), Error> {
        cursor.own_attributes(&mut self.message.extensions)?;
        loop {
            let tag = match cursor.glance() {
                Glance::Start(tag) => tag,
                Glance::End => return Ok(()),
                Glance::Unknown => match cursor.next(Space::SyncMl)? {
                    Token::Start(tag) => tag,
                    Token::StartOther => {
                        cursor.keep(&mut self.message.extensions)?;
                        continue;
                    }
                    Token::Text(text) if is_blank(&text) => continue,
                    Token::Opaque(bytes) if bytes.is_empty() => continue,
                    Token::Text(_) | Token::Opaque(_) => {
                        return Err(cursor.error(ErrorKind::Unexpected("text")));
                    }
                    Token::End => return Ok(()),
                    Token::Eof => return Err(cursor.error(ErrorKind::Truncated("document"))),
                },
            };
            match tag {
                Tag::SyncHdr if self.has_body => return Err(cursor.error(ErrorKind::Order(tag.name()))),
                Tag::SyncHdr if self.has_header => {
                    return Err(cursor.error(ErrorKind::Duplicate(tag.name())));
                }
                Tag::SyncBody if self.has_body => {
                    return Err(cursor.error(ErrorKind::Duplicate(tag.name())));
                }
                Tag::SyncHdr => self.header(cursor)?,
                Tag::SyncBody => {
                    self.has_body = true;
                    self.reader.read(cursor, &mut self.message.body)?;
                }
                tag => return Err(cursor.error(ErrorKind::Unexpected(tag.name()))),
            }
        }
    }

    /// Reads the header. One that is not whole is none.
    #[inline]
    fn header<S: Source<'a>>(&mut self, cursor: &mut Cursor<'a, '_, S>) -> Result<(), Error> {
        let header = &mut self.message.header;
        if let Err(error) = header.read(cursor, Tag::SyncHdr) {
            let is_bare = *header == SyncHdr::empty();
            if !(self.commands_only && is_bare && matches!(error.kind(), ErrorKind::Missing(_))) {
                return Err(error);
            }
            self.commands_only = false;
            return Ok(());
        }
        self.has_header = true;
        Ok(())
    }
}
