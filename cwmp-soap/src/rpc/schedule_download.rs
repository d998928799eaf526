//! `ScheduleDownload`: a download within time windows.

use super::Extensions;
use super::facet::{ANY, COMMAND_KEY, DOWNLOAD_FILE_TYPE, WINDOW_MODE, list, text};
use super::table::{items, record, structs};
use crate::value::{Int, Secret, UnsignedInt};
use alloc::borrow::Cow;
use alloc::vec::Vec;

record! {
    /// When a download may take place.
    TimeWindowStruct {
        /// Seconds from the receipt of the request to the start of the window.
        window_start: "WindowStart" UnsignedInt [ANY], new;
        /// Seconds from the receipt of the request to the end of the window.
        window_end: "WindowEnd" UnsignedInt [ANY], new;
        /// `1 At Any Time`, `2 Immediately`, `3 When Idle`, `4 Confirmation Needed`, or a vendor's.
        window_mode: "WindowMode" Cow<'a, str> [WINDOW_MODE], new;
        /// Text for the user; at most 256 characters.
        user_message: "UserMessage" Cow<'a, str> [text(256)], with_user_message;
        /// How often to try again.
        max_retries: "MaxRetries" Int [ANY], with_max_retries;
    }

    /// The ACS has the device fetch a file within time windows (ACS to CPE, from CWMP 1.2).
    ScheduleDownload {
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
        /// One or two windows.
        time_window_list: "TimeWindowList" Vec<TimeWindowStruct<'a>>
            [list("TimeWindowList").items(1, 2)], new;
    }

    /// The download is scheduled.
    ScheduleDownloadResponse {}
}

structs! { TimeWindowStruct }
items! { TimeWindowStruct Items; }

impl Default for TimeWindowStruct<'_> {
    fn default() -> Self {
        TimeWindowStruct::new(0, 0, "")
    }
}
