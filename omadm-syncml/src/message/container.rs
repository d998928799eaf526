//! Commands that hold commands, read and written without recursion on input.

use super::{
    Add, Alert, Command, Copy, Cred, Delete, Exec, Get, Map, Meta, Move, Put, Replace, Results, Search,
    Source, Status, SyncBody, Target, check_command_id,
};
use crate::syntax::{Cursor, Decode, Encode, Extensions, IntoOwned, Sink, Source as TokenSource, Space, Tag};
use crate::{Error, ErrorKind, WarningKind};
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;
use mgmt_wire::Limit;

/// How deep commands nest at most. Device management needs two levels; the bound keeps whatever walks the commands
/// of a message, down to dropping it, within a small stack.
pub(super) const NESTING: usize = 8;

/// The content of `Atomic`, `Sequence` and `Sync`: commands in the order in which they must be executed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Container<'a> {
    /// Identifier of the command in its message.
    #[cfg_attr(feature = "serde", serde(rename = "CmdID", default, skip_serializing_if = "str::is_empty"))]
    pub cmd_id: Cow<'a, str>,
    /// No status is wanted. Not used in device management.
    #[cfg_attr(
        feature = "serde",
        serde(rename = "NoResp", default, skip_serializing_if = "core::ops::Not::not")
    )]
    pub no_resp: bool,
    /// Credentials; `Sync` only.
    #[cfg_attr(feature = "serde", serde(rename = "Cred", default, skip_serializing_if = "Option::is_none"))]
    pub cred: Option<Box<Cred<'a>>>,
    /// The data store of the recipient; `Sync` only.
    #[cfg_attr(
        feature = "serde",
        serde(rename = "Target", default, skip_serializing_if = "Option::is_none")
    )]
    pub target: Option<Box<Target<'a>>>,
    /// The data store of the sender; `Sync` only.
    #[cfg_attr(
        feature = "serde",
        serde(rename = "Source", default, skip_serializing_if = "Option::is_none")
    )]
    pub source: Option<Box<Source<'a>>>,
    /// Meta information.
    #[cfg_attr(feature = "serde", serde(rename = "Meta", default, skip_serializing_if = "Option::is_none"))]
    pub meta: Option<Meta<'a>>,
    /// How many changes will come; `Sync` only.
    #[cfg_attr(
        feature = "serde",
        serde(rename = "NumberOfChanges", default, skip_serializing_if = "Option::is_none")
    )]
    pub number_of_changes: Option<u64>,
    /// The commands.
    #[cfg_attr(feature = "serde", serde(default))]
    pub commands: Vec<Command<'a>>,
    /// What stands there beyond the content model.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Extensions::is_empty"))]
    pub extensions: Extensions<'a>,
}

impl<'a> Container<'a> {
    /// A container without commands.
    pub fn new(cmd_id: impl Into<Cow<'a, str>>) -> Self {
        Container {
            cmd_id: cmd_id.into(),
            no_resp: false,
            cred: None,
            target: None,
            source: None,
            meta: None,
            number_of_changes: None,
            commands: Vec::new(),
            extensions: Extensions::default(),
        }
    }

    /// The same with one more command.
    #[must_use]
    pub fn with_command(mut self, command: impl Into<Command<'a>>) -> Self {
        self.commands.push(command.into());
        self
    }

    pub(super) fn encode<'n, K: Sink<'n>>(&'n self, tag: Tag, sink: &mut K, depth: usize) {
        self.extensions.open(tag, sink);
        if !self.cmd_id.is_empty() || self.extensions.has_leaf(Tag::CmdID) {
            self.cmd_id.encode(Tag::CmdID, sink);
        }
        self.no_resp.encode(Tag::NoResp, sink);
        if let Some(cred) = &self.cred {
            cred.encode(Tag::Cred, sink);
        }
        if let Some(target) = &self.target {
            target.encode(Tag::Target, sink);
        }
        if let Some(source) = &self.source {
            source.encode(Tag::Source, sink);
        }
        if let Some(meta) = &self.meta {
            meta.encode(Tag::Meta, sink);
        }
        if let Some(number) = &self.number_of_changes {
            number.encode(Tag::NumberOfChanges, sink);
        }
        for command in &self.commands {
            command.encode_at(sink, depth + 1);
        }
        self.extensions.close(tag, sink);
    }
}

impl IntoOwned for Container<'_> {
    type Owned = Container<'static>;

    fn into_owned(self) -> Container<'static> {
        Container {
            cmd_id: IntoOwned::into_owned(self.cmd_id),
            no_resp: self.no_resp,
            cred: self.cred.into_owned(),
            target: self.target.into_owned(),
            source: self.source.into_owned(),
            meta: self.meta.into_owned(),
            number_of_changes: self.number_of_changes,
            commands: self.commands.into_owned(),
            extensions: self.extensions.into_owned(),
        }
    }
}

/// A container that is being read.
struct Open<'a> {
    tag: Tag,
    content: Container<'a>,
    has_id: bool,
    place: u8,
}

impl<'a> Open<'a> {
    /// The place of a child in the content model of `Sync`, of which those of `Atomic` and `Sequence` are parts.
    fn place_of(&self, tag: Tag) -> Option<u8> {
        let of_sync = self.tag == Tag::Sync;
        Some(match tag {
            Tag::CmdID => 0,
            Tag::NoResp => 1,
            Tag::Cred if of_sync => 2,
            Tag::Target if of_sync => 3,
            Tag::Source if of_sync => 4,
            Tag::Meta => 5,
            Tag::NumberOfChanges if of_sync => 6,
            _ => return None,
        })
    }

    /// Reads a child that is no command.
    fn field<S: TokenSource<'a>>(&mut self, cursor: &mut Cursor<'a, '_, S>, tag: Tag) -> Result<(), Error> {
        let Some(place) = self.place_of(tag) else { return cursor.keep(&mut self.content.extensions) };
        if place < self.place {
            cursor.tolerate(WarningKind::OutOfOrder(tag.name()))?;
        } else {
            self.place = place;
        }
        let content = &mut self.content;
        let given = match tag {
            Tag::CmdID => core::mem::replace(&mut self.has_id, true),
            Tag::NoResp => content.no_resp,
            Tag::Cred => content.cred.is_some(),
            Tag::Target => content.target.is_some(),
            Tag::Source => content.source.is_some(),
            Tag::Meta => content.meta.is_some(),
            _ => content.number_of_changes.is_some(),
        };
        if given {
            return Err(cursor.error(ErrorKind::Duplicate(tag.name())));
        }
        match tag {
            Tag::CmdID => content.cmd_id = Decode::decode(cursor, tag)?,
            Tag::NoResp => content.no_resp = Decode::decode(cursor, tag)?,
            Tag::Cred => content.cred = Some(Decode::decode(cursor, tag)?),
            Tag::Target => content.target = Some(Decode::decode(cursor, tag)?),
            Tag::Source => content.source = Some(Decode::decode(cursor, tag)?),
            Tag::Meta => content.meta = Some(Decode::decode(cursor, tag)?),
            _ => content.number_of_changes = Some(Decode::decode(cursor, tag)?),
        }
        Ok(())
    }
}

/// Reads the commands of one `SyncBody`, however they nest: the containers that are open.
#[derive(Default)]
pub(super) struct CommandReader<'a> {
    open: Vec<Open<'a>>,
}

impl<'a> CommandReader<'a> {
    /// Reads the content of the body into `body`; what was read stays there when an error ends it.
    pub(super) fn read<S: TokenSource<'a>>(
        &mut self,
        cursor: &mut Cursor<'a, '_, S>,
        body: &mut SyncBody<'a>,
    ) -> Result<(), Error> {
        cursor.own_attributes(&mut body.extensions)?;
        // Room for what a message of this size may hold, so that a small one is not copied while it grows.
        let shortest = if S::BINARY { 40 } else { 160 };
        body.commands.reserve_exact((cursor.source().left() / shortest).clamp(1, 64));
        let mut kept = Extensions::default();
        loop {
            let Some(open) = self.open.last_mut() else {
                let child = cursor.child(Space::SyncMl, &mut kept)?;
                if !kept.is_empty() {
                    // Unknown elements of the body keep their place among the commands.
                    let elements = core::mem::take(&mut kept).into_elements();
                    body.commands.extend(elements.into_iter().map(Command::Other));
                }
                match child {
                    Some(tag) => self.child_of_body(cursor, body, tag)?,
                    None => return Ok(()),
                }
                continue;
            };
            match cursor.child(Space::SyncMl, &mut open.content.extensions)? {
                Some(tag) => {
                    if !simple(cursor, tag, &mut open.content.commands)? {
                        match tag {
                            Tag::Atomic | Tag::Sequence | Tag::Sync => self.open(cursor, tag)?,
                            _ => open.field(cursor, tag)?,
                        }
                    }
                }
                None => {
                    let content = &mut open.content;
                    check_command_id(cursor, open.has_id, &mut content.cmd_id, &mut content.extensions)?;
                    let Some(whole) = self.open.pop().map(wrap) else { return Ok(()) };
                    match self.open.last_mut() {
                        Some(outer) => outer.content.commands.push(whole),
                        None => body.commands.push(whole),
                    }
                }
            }
        }
    }

    #[inline]
    fn child_of_body<S: TokenSource<'a>>(
        &mut self,
        cursor: &mut Cursor<'a, '_, S>,
        body: &mut SyncBody<'a>,
        tag: Tag,
    ) -> Result<(), Error> {
        match tag {
            Tag::Final => {
                if body.is_final {
                    return Err(cursor.error(ErrorKind::Duplicate(Tag::Final.name())));
                }
                cursor.leaf_attributes(Tag::Final, &mut body.extensions)?;
                body.is_final = bool::decode(cursor, Tag::Final)?;
                return Ok(());
            }
            _ if body.is_final => cursor.tolerate(WarningKind::OutOfOrder(Tag::Final.name()))?,
            _ => {}
        }
        if simple(cursor, tag, &mut body.commands)? {
            return Ok(());
        }
        match tag {
            Tag::Atomic | Tag::Sequence | Tag::Sync => self.open(cursor, tag),
            _ => {
                cursor.tolerate(WarningKind::UnexpectedElement)?;
                body.commands.push(Command::Other(cursor.capture()?));
                Ok(())
            }
        }
    }

    fn open<S: TokenSource<'a>>(&mut self, cursor: &mut Cursor<'a, '_, S>, tag: Tag) -> Result<(), Error> {
        cursor.count_command()?;
        if self.open.len() >= NESTING {
            return Err(cursor.error(ErrorKind::Limit(Limit::Depth)));
        }
        let mut content = Container::new("");
        cursor.own_attributes(&mut content.extensions)?;
        self.open.push(Open { tag, content, has_id: false, place: 0 });
        Ok(())
    }

    /// What was read of the containers that are still open, as one command.
    pub(super) fn unfinished(mut self) -> Option<Command<'a>> {
        let mut inner: Option<Command<'a>> = None;
        while let Some(mut open) = self.open.pop() {
            open.content.commands.extend(inner.take());
            inner = Some(wrap(open));
        }
        inner
    }
}

fn wrap(open: Open<'_>) -> Command<'_> {
    match open.tag {
        Tag::Atomic => Command::Atomic(open.content),
        Tag::Sequence => Command::Sequence(open.content),
        _ => Command::Sync(open.content),
    }
}

/// Reads a command that holds no commands to the end of the list; `false` when the element is none.
#[inline]
fn simple<'a, S: TokenSource<'a>>(
    cursor: &mut Cursor<'a, '_, S>,
    tag: Tag,
    commands: &mut Vec<Command<'a>>,
) -> Result<bool, Error> {
    macro_rules! read {
        ($($name:ident)*) => { match tag {
            $( Tag::$name => {
                cursor.count_command()?;
                // In its place, where `push` would copy it there.
                commands.resize_with(commands.len() + 1, || Command::$name(<$name<'a> as Decode<'a>>::empty()));
                match commands.last_mut() {
                    Some(Command::$name(command)) => command.read(cursor, tag),
                    _ => Ok(()),
                }
            } )*
            _ => return Ok(false),
        } };
    }
    let read = read! { Add Alert Copy Delete Exec Get Map Move Put Replace Results Search Status };
    if let Err(error) = read {
        // Only whole commands stay.
        commands.pop();
        return Err(error);
    }
    Ok(true)
}

impl<'a> Decode<'a> for SyncBody<'a> {
    fn empty() -> Self {
        SyncBody::new()
    }

    fn read<S: TokenSource<'a>>(&mut self, cursor: &mut Cursor<'a, '_, S>, _: Tag) -> Result<(), Error> {
        CommandReader::default().read(cursor, self)
    }
}
