//! `Upload`: the ACS has the device send a file.

use super::facet::{ANY, COMMAND_KEY, STATUS, UPLOAD_FILE_TYPE, text};
use super::table::record;
use super::{Extensions, Status};
use crate::value::{DateTime, Secret, UnsignedInt};
use alloc::borrow::Cow;

record! {
    /// The ACS has the device send a file (ACS to CPE).
    Upload {
        /// Names the transfer in later messages; at most 32 characters.
        command_key: "CommandKey" Cow<'a, str> [COMMAND_KEY], new;
        /// `1 Vendor Configuration File`, `2 Vendor Log File`, …
        file_type: "FileType" Cow<'a, str> [UPLOAD_FILE_TYPE], new;
        /// Where the file goes; at most 256 characters.
        url: "URL" Cow<'a, str> [text(256)], new;
        /// User name for the file server.
        username: "Username" Secret<'a> [text(256)], with_username;
        /// Password for the file server.
        password: "Password" Secret<'a> [text(256)], with_password;
        /// Seconds from the response to the start.
        delay_seconds: "DelaySeconds" UnsignedInt [ANY], with_delay_seconds;
    }

    /// The upload is done or accepted; in the latter case `TransferComplete` follows.
    UploadResponse {
        /// Whether it is complete.
        status: "Status" Status [STATUS], new;
        /// When it began; Unknown Time unless complete.
        start_time: "StartTime" DateTime [ANY], with_start_time;
        /// When it was complete; Unknown Time unless complete.
        complete_time: "CompleteTime" DateTime [ANY], with_complete_time;
    }
}
