//! `GetQueuedTransfers`: the ACS asks for the transfers it requested.

use super::facet::{COMMAND_KEY, TRANSFER_STATE, list};
use super::table::{items, record, structs};
use super::{Extensions, TransferState};
use alloc::borrow::Cow;
use alloc::vec::Vec;

record! {
    /// A transfer that the ACS asked for.
    QueuedTransferStruct {
        /// That of the `Download` or `Upload`.
        command_key: "CommandKey" Cow<'a, str> [COMMAND_KEY], new;
        /// How far it is.
        state: "State" TransferState [TRANSFER_STATE], new;
    }

    /// The ACS asks for the transfers it requested (ACS to CPE).
    GetQueuedTransfers {}

    /// Those transfers.
    GetQueuedTransfersResponse {
        /// At most 16.
        transfer_list: "TransferList" Vec<QueuedTransferStruct<'a>> [list("TransferList").items(0, 16)], new;
    }
}

structs! { QueuedTransferStruct }
items! { QueuedTransferStruct Items; }

impl Default for QueuedTransferStruct<'_> {
    fn default() -> Self {
        QueuedTransferStruct::new("", TransferState::NOT_STARTED)
    }
}
