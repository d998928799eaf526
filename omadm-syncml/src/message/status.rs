//! `Status` and `Results`: the answers.

use super::{Chal, Cred, Data, Item, Meta, item};
use crate::code::StatusCode;
use crate::syntax::{Cursor, Sink, Source, record};
use crate::{Error, WarningKind};
use alloc::borrow::Cow;
use alloc::boxed::Box;

record! {
    /// `Status`: how a command, or the header of a message, fared.
    pub struct Status in SyncMl announce announce settle settle {
        /// Identifier of the command.
        cmd cmd_id with_cmd_id: CmdID => Cow<'a, str>,
        /// `MsgID` of the message that is answered.
        lax msg_ref with_msg_ref: MsgRef => Cow<'a, str>,
        /// `CmdID` of the command that is answered; `0` for the header.
        lax cmd_ref with_cmd_ref: CmdRef => Cow<'a, str>,
        /// Name of the command that is answered; `SyncHdr` for the header.
        lax cmd with_cmd: Cmd => Cow<'a, str>,
        /// Targets that the status is about; all of them when there is none.
        many target_ref with_target_ref: TargetRef => Cow<'a, str>,
        /// Sources that the status is about.
        many source_ref with_source_ref: SourceRef => Cow<'a, str>,
        /// Credentials. Not used in device management.
        opt cred with_cred: Cred => Box<Cred<'a>>,
        /// Which credentials the next message needs.
        opt chal with_chal: Chal => Box<Chal<'a>>,
        /// The status code. See [`code`](Self::code).
        lax data with_data: Data => Data<'a>,
        /// What a user entered, or what else belongs to the code.
        many items with_item: Item => Item<'a>,
    }

    /// `Results`: what a `Get` found.
    pub struct Results in SyncMl announce announce settle settle {
        /// Identifier of the command.
        cmd cmd_id with_cmd_id: CmdID => Cow<'a, str>,
        /// `MsgID` of the message with the `Get`.
        opt msg_ref with_msg_ref: MsgRef => Cow<'a, str>,
        /// `CmdID` of the `Get`.
        lax cmd_ref with_cmd_ref: CmdRef => Cow<'a, str>,
        /// Format and type of all items.
        opt meta with_meta: Meta => Meta<'a>,
        /// The target of the `Get`.
        opt target_ref with_target_ref: TargetRef => Cow<'a, str>,
        /// The source of the `Get`.
        opt source_ref with_source_ref: SourceRef => Cow<'a, str>,
        /// The values.
        some items with_item: Item => Item<'a>,
    }
}

impl<'a> Status<'a> {
    /// The answer to the command `cmd` with `CmdID` `cmd_ref` in the message `msg_ref`.
    pub fn of(
        cmd_id: impl Into<Cow<'a, str>>,
        msg_ref: u32,
        cmd_ref: impl Into<Cow<'a, str>>,
        cmd: impl Into<Cow<'a, str>>,
        code: StatusCode,
    ) -> Self {
        Status::new(
            cmd_id,
            super::command::decimal(msg_ref),
            cmd_ref,
            cmd,
            super::command::decimal(code.0).into_owned(),
        )
    }

    /// The status code; `None` when `Data` is no number.
    #[must_use]
    pub fn code(&self) -> Option<StatusCode> {
        self.data.text().and_then(StatusCode::from_text)
    }

    /// Whether this answers the header.
    #[must_use]
    pub fn is_of_header(&self) -> bool {
        crate::syntax::trim(&self.cmd_ref) == "0"
    }

    fn announce<'n, K: Sink<'n>>(&self, sink: &mut K) {
        super::command::announce(&self.items, None, sink);
    }

    fn settle<S: Source<'a>>(&mut self, cursor: &mut Cursor<'a, '_, S>) -> Result<(), Error> {
        super::data::settle_code(&mut self.data, cursor)?;
        item::settle_items::<S>(&mut self.items, &mut None);
        if self.code().is_none() {
            cursor.tolerate(WarningKind::StatusNotNumeric)?;
        }
        Ok(())
    }
}

impl<'a> Results<'a> {
    fn announce<'n, K: Sink<'n>>(&self, sink: &mut K) {
        super::command::announce(&self.items, self.meta.as_ref(), sink);
    }

    fn settle<S: Source<'a>>(&mut self, _: &mut Cursor<'a, '_, S>) -> Result<(), Error> {
        item::settle_items::<S>(&mut self.items, &mut self.meta);
        Ok(())
    }
}
