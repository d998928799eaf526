//! `Download`: the ACS has the device fetch a file.

use super::facet::{ANY, COMMAND_KEY, DOWNLOAD_FILE_TYPE, STATUS, text};
use super::table::record;
use super::{Extensions, Status};
use crate::value::{DateTime, Secret, UnsignedInt};
use alloc::borrow::Cow;

record! {
    /// The ACS has the device fetch a file (ACS to CPE).
    Download {
        /// Names the transfer in later messages; at most 32 characters.
        command_key: "CommandKey" Cow<'a, str> [COMMAND_KEY], new;
        /// `1 Firmware Upgrade Image`, `2 Web Content`, `3 Vendor Configuration File`, …
        file_type: "FileType" Cow<'a, str> [DOWNLOAD_FILE_TYPE], new;
        /// Where the file is; at most 256 characters.
        url: "URL" Cow<'a, str> [text(256)], new;
        /// User name for the file server.
        username: "Username" Secret<'a> [text(256)], with_username;
        /// Password for the file server.
        password: "Password" Secret<'a> [text(256)], with_password;
        /// Size in bytes, 0 when unknown.
        file_size: "FileSize" UnsignedInt [ANY], with_file_size;
        /// Name on the device, empty when the device chooses.
        target_file_name: "TargetFileName" Cow<'a, str> [text(256)], with_target_file_name;
        /// Seconds from the response to the start.
        delay_seconds: "DelaySeconds" UnsignedInt [ANY], with_delay_seconds;
        /// Where to send the user's browser after success.
        success_url: "SuccessURL" Cow<'a, str> [text(256)], with_success_url;
        /// Where to send the user's browser after failure.
        failure_url: "FailureURL" Cow<'a, str> [text(256)], with_failure_url;
    }

    /// The download is done or accepted; in the latter case `TransferComplete` follows.
    DownloadResponse {
        /// Whether it is complete.
        status: "Status" Status [STATUS], new;
        /// When it began; Unknown Time unless complete.
        start_time: "StartTime" DateTime [ANY], with_start_time;
        /// When it was complete and applied; Unknown Time unless complete.
        complete_time: "CompleteTime" DateTime [ANY], with_complete_time;
    }
}
