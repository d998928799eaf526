//! `GetAllQueuedTransfers`: the ACS asks for all transfers.

use super::facet::{ANY, COMMAND_KEY, TRANSFER_FILE_TYPE, TRANSFER_STATE, list, text};
use super::table::{items, record, structs};
use super::{Extensions, TransferState};
use crate::value::{Boolean, UnsignedInt};
use alloc::borrow::Cow;
use alloc::vec::Vec;

record! {
    /// A transfer, whoever asked for it.
    AllQueuedTransferStruct {
        /// That of the `Download` or `Upload`, empty when the ACS did not ask for it.
        command_key: "CommandKey" Cow<'a, str> [COMMAND_KEY], new;
        /// How far it is.
        state: "State" TransferState [TRANSFER_STATE], new;
        /// Download or upload.
        is_download: "IsDownload" Boolean [ANY], new;
        /// `1 Firmware Upgrade Image`, `4 Vendor Log File`, …
        file_type: "FileType" Cow<'a, str> [TRANSFER_FILE_TYPE], new;
        /// Size in bytes, 0 when unknown.
        file_size: "FileSize" UnsignedInt [ANY], with_file_size;
        /// Name on the device; at most 256 characters.
        target_file_name: "TargetFileName" Cow<'a, str> [text(256)], with_target_file_name;
    }

    /// The ACS asks for all transfers, also those it did not request (ACS to CPE, from CWMP 1.1).
    GetAllQueuedTransfers {}

    /// All transfers.
    GetAllQueuedTransfersResponse {
        /// At most 16.
        transfer_list: "TransferList" Vec<AllQueuedTransferStruct<'a>>
            [list("AllTransferList").items(0, 16)], new;
    }
}

structs! { AllQueuedTransferStruct }
items! { AllQueuedTransferStruct Items; }

impl Default for AllQueuedTransferStruct<'_> {
    fn default() -> Self {
        AllQueuedTransferStruct::new("", TransferState::NOT_STARTED, false, "")
    }
}
