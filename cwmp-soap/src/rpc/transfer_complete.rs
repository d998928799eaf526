//! `TransferComplete`: the device reports the end of a transfer.

use super::facet::{ANY, COMMAND_KEY};
use super::table::record;
use super::{Extensions, FaultStruct};
use crate::value::DateTime;
use alloc::borrow::Cow;

record! {
    /// The device reports the end of a transfer that the ACS asked for (CPE to ACS).
    TransferComplete {
        /// That of the `Download`, `ScheduleDownload` or `Upload`.
        command_key: "CommandKey" Cow<'a, str> [COMMAND_KEY], new;
        /// What became of it.
        fault_struct: "FaultStruct" FaultStruct<'a> [ANY], new;
        /// When it began, or Unknown Time.
        start_time: "StartTime" DateTime [ANY], with_start_time;
        /// When it was complete and applied, or Unknown Time.
        complete_time: "CompleteTime" DateTime [ANY], with_complete_time;
    }

    /// The ACS has taken note.
    TransferCompleteResponse {}
}
