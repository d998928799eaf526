//! `AutonomousTransferComplete`: the device reports a transfer that the ACS did not ask for.

use super::facet::{ANY, TRANSFER_FILE_TYPE, text};
use super::table::record;
use super::{Extensions, FaultStruct};
use crate::value::{Boolean, DateTime, UnsignedInt};
use alloc::borrow::Cow;

record! {
    /// The device reports the end of a transfer that the ACS did not ask for (CPE to ACS, from CWMP 1.1).
    AutonomousTransferComplete {
        /// Where the device heard of the file, as in a multicast announcement; at most 1024 characters.
        announce_url: "AnnounceURL" Cow<'a, str> [text(1024)], new;
        /// Where it fetched the file from or sent it to; at most 1024 characters.
        transfer_url: "TransferURL" Cow<'a, str> [text(1024)], new;
        /// Download or upload.
        is_download: "IsDownload" Boolean [ANY], new;
        /// `1 Firmware Upgrade Image`, `4 Vendor Log File`, …
        file_type: "FileType" Cow<'a, str> [TRANSFER_FILE_TYPE], new;
        /// Size in bytes, 0 when unknown.
        file_size: "FileSize" UnsignedInt [ANY], with_file_size;
        /// Name on the device; at most 256 characters.
        target_file_name: "TargetFileName" Cow<'a, str> [text(256)], with_target_file_name;
        /// What became of it.
        fault_struct: "FaultStruct" FaultStruct<'a> [ANY], new;
        /// When it began, or Unknown Time.
        start_time: "StartTime" DateTime [ANY], with_start_time;
        /// When it was complete and applied, or Unknown Time.
        complete_time: "CompleteTime" DateTime [ANY], with_complete_time;
    }

    /// The ACS has taken note.
    AutonomousTransferCompleteResponse {}
}
