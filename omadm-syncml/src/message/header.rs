//! `SyncHdr`: who speaks to whom, in which session.

use super::{Cred, Item, Meta};
use crate::syntax::{Cursor, Source as TokenSource, record, trim};
use crate::{Error, WarningKind};
use alloc::borrow::Cow;
use alloc::boxed::Box;

record! {
    /// `SyncHdr` (SyncML RepPro DTD 1.2).
    pub struct SyncHdr in SyncMl settle check_protocol {
        /// Version of the DTD: `1.1` or `1.2`.
        one ver_dtd with_ver_dtd: VerDTD => Cow<'a, str>,
        /// Protocol and version: `DM/1.1`, `DM/1.2`, `DM/1.3`.
        one ver_proto with_ver_proto: VerProto => Cow<'a, str>,
        /// Identifier of the session; any text. See [`session_number`](Self::session_number).
        one session_id with_session_id: SessionID => Cow<'a, str>,
        /// Number of the message in the session, from 1.
        one msg_id with_msg_id: MsgID => u32,
        /// The recipient.
        one target with_target: Target => Target<'a>,
        /// The sender.
        one source with_source: Source => Source<'a>,
        /// Where the next message shall be sent.
        opt resp_uri with_resp_uri: RespURI => Cow<'a, str>,
        /// No answer is wanted. Not used in device management.
        flag no_resp with_no_resp: NoResp => bool,
        /// Credentials of the sender.
        opt cred with_cred: Cred => Box<Cred<'a>>,
        /// Largest message and object the sender can take.
        opt meta with_meta: Meta => Meta<'a>,
    }

    /// `Target`: the recipient, or the node a command is about.
    pub struct Target in SyncMl {
        /// Address or management URI.
        one loc_uri with_loc_uri: LocURI => Cow<'a, str>,
        /// Display name.
        opt loc_name with_loc_name: LocName => Cow<'a, str>,
        /// Filter of data synchronisation.
        opt filter with_filter: Filter => Box<Filter<'a>>,
    }

    /// `Source`: the sender, or the node a value comes from.
    pub struct Source in SyncMl {
        /// Address or management URI.
        one loc_uri with_loc_uri: LocURI => Cow<'a, str>,
        /// Display name; in the header the user name that auth-MAC refers to.
        opt loc_name with_loc_name: LocName => Cow<'a, str>,
    }

    /// `Filter` of data synchronisation.
    pub struct Filter in SyncMl {
        /// Type of the query.
        opt meta with_meta: Meta => Meta<'a>,
        /// Query on fields.
        opt field with_field: Field => Box<Wrapped<'a>>,
        /// Query on records.
        opt record with_record: Record => Box<Wrapped<'a>>,
        /// How the two work together.
        opt filter_type with_filter_type: FilterType => Cow<'a, str>,
    }

    /// `Field` or `Record` of a [`Filter`].
    pub struct Wrapped in SyncMl {
        /// The query.
        one item with_item: Item => Item<'a>,
    }
}

impl Target<'_> {
    /// The address without white space around it, which tools leave when they break lines.
    #[must_use]
    pub fn uri(&self) -> &str {
        trim(&self.loc_uri)
    }
}

impl Source<'_> {
    /// The address without white space around it, which tools leave when they break lines.
    #[must_use]
    pub fn uri(&self) -> &str {
        trim(&self.loc_uri)
    }
}

impl<'a> From<&'a str> for Target<'a> {
    fn from(loc_uri: &'a str) -> Self {
        Target::new(loc_uri)
    }
}

impl From<alloc::string::String> for Target<'_> {
    fn from(loc_uri: alloc::string::String) -> Self {
        Target::new(loc_uri)
    }
}

impl<'a> From<&'a str> for Source<'a> {
    fn from(loc_uri: &'a str) -> Self {
        Source::new(loc_uri)
    }
}

impl From<alloc::string::String> for Source<'_> {
    fn from(loc_uri: alloc::string::String) -> Self {
        Source::new(loc_uri)
    }
}

impl<'a> SyncHdr<'a> {
    /// The header of a message of OMA DM 1.2.
    pub fn dm12(
        session_id: impl Into<Cow<'a, str>>,
        msg_id: u32,
        target: impl Into<Target<'a>>,
        source: impl Into<Source<'a>>,
    ) -> Self {
        SyncHdr::new("1.2", "DM/1.2", session_id, msg_id, target, source)
    }

    /// The session identifier as the hexadecimal number that a notification carries; Windows before
    /// `SyncApplicationVersion` writes decimal digits, which read as hexadecimal here.
    #[must_use]
    pub fn session_number(&self) -> Option<u64> {
        u64::from_str_radix(trim(&self.session_id), 16).ok()
    }

    fn check_protocol<S: TokenSource<'a>>(&mut self, cursor: &mut Cursor<'a, '_, S>) -> Result<(), Error> {
        if !trim(&self.ver_proto).starts_with("DM/") {
            cursor.tolerate(WarningKind::ForeignProtocol)?;
        }
        Ok(())
    }
}
