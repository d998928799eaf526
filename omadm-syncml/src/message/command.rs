//! The commands.

use super::container::NESTING;
use super::{Container, Cred, Data, Item, Meta, Results, Source, Status, Target, item};
use crate::code::AlertCode;
use crate::syntax::{
    Cursor, Encode, Extensions, Fragment, IntoOwned, Sink, Source as TokenSource, Tag, record, trim,
};
use crate::{Error, ErrorKind, WarningKind};
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::ToString;
use mgmt_wire::Limit;

record! {
    /// `Add`: create a node.
    pub struct Add in SyncMl announce announce settle settle {
        /// Identifier of the command in its message.
        cmd cmd_id with_cmd_id: CmdID => Cow<'a, str>,
        /// No status is wanted. Not used in device management.
        flag no_resp with_no_resp: NoResp => bool,
        /// Credentials. Not used in device management.
        opt cred with_cred: Cred => Box<Cred<'a>>,
        /// Format and type of all items.
        opt meta with_meta: Meta => Meta<'a>,
        /// The nodes.
        some items with_item: Item => Item<'a>,
    }

    /// `Copy`: copy the value of one leaf to another.
    pub struct Copy in SyncMl announce announce settle settle {
        /// Identifier of the command in its message.
        cmd cmd_id with_cmd_id: CmdID => Cow<'a, str>,
        /// No status is wanted. Not used in device management.
        flag no_resp with_no_resp: NoResp => bool,
        /// Credentials. Not used in device management.
        opt cred with_cred: Cred => Box<Cred<'a>>,
        /// Format and type of all items.
        opt meta with_meta: Meta => Meta<'a>,
        /// The nodes.
        some items with_item: Item => Item<'a>,
    }

    /// `Replace`: set the value of a node that exists.
    pub struct Replace in SyncMl announce announce settle settle {
        /// Identifier of the command in its message.
        cmd cmd_id with_cmd_id: CmdID => Cow<'a, str>,
        /// No status is wanted. Not used in device management.
        flag no_resp with_no_resp: NoResp => bool,
        /// Credentials. Not used in device management.
        opt cred with_cred: Cred => Box<Cred<'a>>,
        /// Format and type of all items.
        opt meta with_meta: Meta => Meta<'a>,
        /// The nodes.
        some items with_item: Item => Item<'a>,
    }

    /// `Move` of data synchronisation.
    pub struct Move in SyncMl announce announce settle settle {
        /// Identifier of the command in its message.
        cmd cmd_id with_cmd_id: CmdID => Cow<'a, str>,
        /// No status is wanted.
        flag no_resp with_no_resp: NoResp => bool,
        /// Credentials.
        opt cred with_cred: Cred => Box<Cred<'a>>,
        /// Format and type of all items.
        opt meta with_meta: Meta => Meta<'a>,
        /// The items.
        some items with_item: Item => Item<'a>,
    }

    /// `Delete`: remove a node and all below it.
    pub struct Delete in SyncMl announce announce settle settle {
        /// Identifier of the command in its message.
        cmd cmd_id with_cmd_id: CmdID => Cow<'a, str>,
        /// No status is wanted. Not used in device management.
        flag no_resp with_no_resp: NoResp => bool,
        /// Archive the data first. Not used in device management.
        flag archive with_archive: Archive => bool,
        /// A soft delete. Not used in device management.
        flag sft_del with_sft_del: SftDel => bool,
        /// Credentials. Not used in device management.
        opt cred with_cred: Cred => Box<Cred<'a>>,
        /// Format and type of all items.
        opt meta with_meta: Meta => Meta<'a>,
        /// The nodes.
        some items with_item: Item => Item<'a>,
    }

    /// `Get`: read nodes.
    pub struct Get in SyncMl announce announce settle settle {
        /// Identifier of the command in its message.
        cmd cmd_id with_cmd_id: CmdID => Cow<'a, str>,
        /// No status is wanted. Not used in device management.
        flag no_resp with_no_resp: NoResp => bool,
        /// Preferred language. Not used in device management.
        opt lang with_lang: Lang => Cow<'a, str>,
        /// Credentials. Not used in device management.
        opt cred with_cred: Cred => Box<Cred<'a>>,
        /// Format and type of all items.
        opt meta with_meta: Meta => Meta<'a>,
        /// The nodes.
        some items with_item: Item => Item<'a>,
    }

    /// `Put` of data synchronisation: device information.
    pub struct Put in SyncMl announce announce settle settle {
        /// Identifier of the command in its message.
        cmd cmd_id with_cmd_id: CmdID => Cow<'a, str>,
        /// No status is wanted.
        flag no_resp with_no_resp: NoResp => bool,
        /// Language of the data.
        opt lang with_lang: Lang => Cow<'a, str>,
        /// Credentials.
        opt cred with_cred: Cred => Box<Cred<'a>>,
        /// Format and type of all items.
        opt meta with_meta: Meta => Meta<'a>,
        /// The items.
        some items with_item: Item => Item<'a>,
    }

    /// `Exec`: start a process.
    pub struct Exec in SyncMl announce announce settle settle {
        /// Identifier of the command in its message.
        cmd cmd_id with_cmd_id: CmdID => Cow<'a, str>,
        /// No status is wanted. Not used in device management.
        flag no_resp with_no_resp: NoResp => bool,
        /// Credentials. Not used in device management.
        opt cred with_cred: Cred => Box<Cred<'a>>,
        /// Format and type of the item.
        opt meta with_meta: Meta => Meta<'a>,
        /// Comes back in the generic alert that reports the outcome.
        opt correlator with_correlator: Correlator => Cow<'a, str>,
        /// The node; the DTD asks for one, the text of the standard for at least one.
        some items with_item: Item => Item<'a>,
    }

    /// `Alert`: an event, a word about the session, or a question to the user.
    pub struct Alert in SyncMl announce announce settle check_alert {
        /// Identifier of the command in its message.
        cmd cmd_id with_cmd_id: CmdID => Cow<'a, str>,
        /// No status is wanted. Not used in device management.
        flag no_resp with_no_resp: NoResp => bool,
        /// Credentials. Not used in device management.
        opt cred with_cred: Cred => Box<Cred<'a>>,
        /// The alert code. See [`code`](Self::code).
        opt data with_data: Data => Data<'a>,
        /// The correlator of the command whose outcome this reports.
        opt correlator with_correlator: Correlator => Cow<'a, str>,
        /// What the alert is about.
        many items with_item: Item => Item<'a>,
    }

    /// `Map` of data synchronisation.
    pub struct Map in SyncMl {
        /// Identifier of the command in its message.
        cmd cmd_id with_cmd_id: CmdID => Cow<'a, str>,
        /// The data store of the recipient.
        one target with_target: Target => Target<'a>,
        /// The data store of the sender.
        one source with_source: Source => Source<'a>,
        /// Credentials.
        opt cred with_cred: Cred => Box<Cred<'a>>,
        /// Meta information.
        opt meta with_meta: Meta => Box<Meta<'a>>,
        /// The pairs of identifiers.
        some items with_item: MapItem => MapItem<'a>,
    }

    /// `MapItem`: one item's identifiers on both sides.
    pub struct MapItem in SyncMl {
        /// The identifier at the recipient.
        one target with_target: Target => Target<'a>,
        /// The identifier at the sender.
        one source with_source: Source => Source<'a>,
    }

    /// `Search` of data synchronisation.
    pub struct Search in SyncMl {
        /// Identifier of the command in its message.
        cmd cmd_id with_cmd_id: CmdID => Cow<'a, str>,
        /// No status is wanted.
        flag no_resp with_no_resp: NoResp => bool,
        /// No results are wanted.
        flag no_results with_no_results: NoResults => bool,
        /// Credentials.
        opt cred with_cred: Cred => Box<Cred<'a>>,
        /// Where the results shall be put.
        opt target with_target: Target => Target<'a>,
        /// What is searched.
        many sources with_source: Source => Source<'a>,
        /// Language of the results.
        opt lang with_lang: Lang => Cow<'a, str>,
        /// Type of the query.
        opt meta with_meta: Meta => Box<Meta<'a>>,
        /// The query.
        opt data with_data: Data => Data<'a>,
    }
}

macro_rules! with_items_and_meta {
    ($($name:ident)*) => { $(
        impl<'a> $name<'a> {
            fn announce<'n, K: Sink<'n>>(&self, sink: &mut K) {
                announce(&self.items, self.meta.as_ref(), sink);
            }

            fn settle<S: TokenSource<'a>>(&mut self, _: &mut Cursor<'a, '_, S>) -> Result<(), Error> {
                item::settle_items::<S>(&mut self.items, &mut self.meta);
                Ok(())
            }
        }
    )* };
}

with_items_and_meta! { Add Copy Replace Move Delete Get Put Exec }

/// Tells the sink that the command's own `Meta` speaks for documents in its items.
pub(super) fn announce<'n, K: Sink<'n>>(items: &[Item<'_>], command: Option<&Meta<'_>>, sink: &mut K) {
    let speaks =
        |item: &Item<'_>| item.holds_document() && item.meta.as_ref().is_none_or(|meta| meta.type_.is_none());
    sink.embeds(command.is_some_and(|meta| meta.type_.is_some()) && items.iter().any(speaks));
}

/// A number as text.
pub(super) fn decimal<'a>(number: impl ToString) -> Cow<'a, str> {
    Cow::Owned(number.to_string())
}

impl<'a> Alert<'a> {
    /// An alert with this code.
    pub fn of(cmd_id: impl Into<Cow<'a, str>>, code: AlertCode) -> Self {
        Alert::new(cmd_id).with_data(decimal(code.0).into_owned())
    }

    /// The alert code; `None` when there is none or it is no number.
    #[must_use]
    pub fn code(&self) -> Option<AlertCode> {
        self.data.as_ref().and_then(Data::text).and_then(AlertCode::from_text)
    }

    fn announce<'n, K: Sink<'n>>(&self, sink: &mut K) {
        announce(&self.items, None, sink);
    }

    fn check_alert<S: TokenSource<'a>>(&mut self, cursor: &mut Cursor<'a, '_, S>) -> Result<(), Error> {
        if let Some(data) = &mut self.data {
            super::data::settle_code(data, cursor)?;
        }
        item::settle_items::<S>(&mut self.items, &mut None);
        if self.data.is_some() && self.code().is_none() {
            cursor.tolerate(WarningKind::AlertNotNumeric)?;
        }
        Ok(())
    }
}

/// The `CmdID` of a command: it may be missing in command files, or empty; then it is empty, and `kept` tells which
/// of both it was. It must not be `0`.
#[inline]
pub(crate) fn check_command_id<'a, S: TokenSource<'a>>(
    cursor: &mut Cursor<'a, '_, S>,
    given: bool,
    id: &mut Cow<'a, str>,
    kept: &mut Extensions<'a>,
) -> Result<(), Error> {
    match id.as_bytes().first() {
        Some(b'1'..=b'9') => Ok(()),
        _ => odd_command_id(cursor, given, id, kept),
    }
}

#[cold]
fn odd_command_id<'a, S: TokenSource<'a>>(
    cursor: &mut Cursor<'a, '_, S>,
    given: bool,
    id: &mut Cow<'a, str>,
    kept: &mut Extensions<'a>,
) -> Result<(), Error> {
    match trim(id) {
        "" if given => {
            *id = Cow::Borrowed("");
            kept.keep_empty_leaf(Tag::CmdID);
            cursor.tolerate(WarningKind::EmptyCmdId)
        }
        "" => cursor.tolerate(WarningKind::MissingCmdId),
        "0" => cursor.tolerate(WarningKind::ZeroCmdId),
        _ => Ok(()),
    }
}

macro_rules! commands {
    ($( $name:ident )*) => {
        /// One command of a message.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        pub enum Command<'a> {
            $( #[doc = concat!("`", stringify!($name), "`.")] $name($name<'a>), )*
            /// `Atomic`: all of these commands, or none.
            Atomic(Container<'a>),
            /// `Sequence`: these commands, one after the other.
            Sequence(Container<'a>),
            /// `Sync` of data synchronisation.
            Sync(Container<'a>),
            /// An element of the body that is no command known here, kept in its place.
            Other(Fragment<'a>),
        }

        $( impl<'a> From<$name<'a>> for Command<'a> {
            fn from(command: $name<'a>) -> Self {
                Command::$name(command)
            }
        } )*

        impl<'a> Command<'a> {
            /// The element's tag; `None` for one outside the vocabulary.
            #[must_use]
            pub fn tag(&self) -> Option<Tag> {
                Some(match self {
                    $( Command::$name(_) => Tag::$name, )*
                    Command::Atomic(_) => Tag::Atomic,
                    Command::Sequence(_) => Tag::Sequence,
                    Command::Sync(_) => Tag::Sync,
                    Command::Other(element) => return element.name().and_then(|name| name.tag),
                })
            }

            /// The identifier; empty where a command file left it out, and for elements that are no command.
            #[must_use]
            pub fn cmd_id(&self) -> &str {
                match self {
                    $( Command::$name(command) => &command.cmd_id, )*
                    Command::Atomic(content) | Command::Sequence(content) | Command::Sync(content) => &content.cmd_id,
                    Command::Other(_) => "",
                }
            }

            /// Gives the command another identifier.
            pub fn set_cmd_id(&mut self, id: impl Into<Cow<'a, str>>) {
                match self {
                    $( Command::$name(command) => command.cmd_id = id.into(), )*
                    Command::Atomic(content) | Command::Sequence(content) | Command::Sync(content) => {
                        content.cmd_id = id.into();
                    }
                    Command::Other(_) => {}
                }
            }

            pub(super) fn encode_at<'n, K: Sink<'n>>(&'n self, sink: &mut K, depth: usize) {
                if depth > NESTING {
                    return sink.fail(ErrorKind::Limit(Limit::Depth));
                }
                match self {
                    $( Command::$name(command) => command.encode(Tag::$name, sink), )*
                    Command::Atomic(content) => content.encode(Tag::Atomic, sink, depth),
                    Command::Sequence(content) => content.encode(Tag::Sequence, sink, depth),
                    Command::Sync(content) => content.encode(Tag::Sync, sink, depth),
                    Command::Other(element) => element.write(sink),
                }
            }
        }

        impl IntoOwned for Command<'_> {
            type Owned = Command<'static>;

            fn into_owned(self) -> Command<'static> {
                match self {
                    $( Command::$name(command) => Command::$name(command.into_owned()), )*
                    Command::Atomic(content) => Command::Atomic(content.into_owned()),
                    Command::Sequence(content) => Command::Sequence(content.into_owned()),
                    Command::Sync(content) => Command::Sync(content.into_owned()),
                    Command::Other(element) => Command::Other(element.into_owned()),
                }
            }
        }
    };
}

commands! { Add Alert Copy Delete Exec Get Map Move Put Replace Results Search Status }

impl<'a> Command<'a> {
    /// The name of the element.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Command::Other(element) => element.name().map_or("", |name| name.local()),
            known => known.tag().map_or("", Tag::name),
        }
    }

    /// The items; empty for commands that have none.
    #[must_use]
    pub fn items(&self) -> &[Item<'a>] {
        match self {
            Command::Add(command) => &command.items,
            Command::Alert(command) => &command.items,
            Command::Copy(command) => &command.items,
            Command::Delete(command) => &command.items,
            Command::Exec(command) => &command.items,
            Command::Get(command) => &command.items,
            Command::Move(command) => &command.items,
            Command::Put(command) => &command.items,
            Command::Replace(command) => &command.items,
            Command::Results(command) => &command.items,
            Command::Status(command) => &command.items,
            _ => &[],
        }
    }

    /// The meta information of the command itself.
    #[must_use]
    pub fn meta(&self) -> Option<&Meta<'a>> {
        match self {
            Command::Add(command) => command.meta.as_ref(),
            Command::Copy(command) => command.meta.as_ref(),
            Command::Delete(command) => command.meta.as_ref(),
            Command::Exec(command) => command.meta.as_ref(),
            Command::Get(command) => command.meta.as_ref(),
            Command::Map(command) => command.meta.as_deref(),
            Command::Move(command) => command.meta.as_ref(),
            Command::Put(command) => command.meta.as_ref(),
            Command::Replace(command) => command.meta.as_ref(),
            Command::Results(command) => command.meta.as_ref(),
            Command::Search(command) => command.meta.as_deref(),
            Command::Atomic(content) | Command::Sequence(content) | Command::Sync(content) => {
                content.meta.as_ref()
            }
            _ => None,
        }
    }

    /// The commands inside.
    #[must_use]
    pub fn commands(&self) -> &[Command<'a>] {
        match self {
            Command::Atomic(content) | Command::Sequence(content) | Command::Sync(content) => {
                &content.commands
            }
            _ => &[],
        }
    }
}
