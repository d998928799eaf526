//! `CancelTransfer`: the ACS calls off a transfer.

use super::Extensions;
use super::facet::COMMAND_KEY;
use super::table::record;
use alloc::borrow::Cow;

record! {
    /// The ACS calls off a transfer (ACS to CPE, from CWMP 1.2).
    CancelTransfer {
        /// That of the `Download`, `ScheduleDownload` or `Upload`.
        command_key: "CommandKey" Cow<'a, str> [COMMAND_KEY], new;
    }

    /// The transfer is called off.
    CancelTransferResponse {}
}
