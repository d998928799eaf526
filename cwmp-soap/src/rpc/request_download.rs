//! `RequestDownload`: the device asks to be sent a `Download`.

use super::Extensions;
use super::facet::{DOWNLOAD_FILE_TYPE, list, text};
use super::table::{items, record, structs};
use alloc::borrow::Cow;
use alloc::vec::Vec;

record! {
    /// A further argument about the file.
    ArgStruct {
        /// At most 64 characters.
        name: "Name" Cow<'a, str> [text(64)], new;
        /// At most 256 characters.
        value: "Value" Cow<'a, str> [text(256)], new;
    }

    /// The device asks to be sent a `Download` (CPE to ACS).
    RequestDownload {
        /// `1 Firmware Upgrade Image`, `2 Web Content`, `3 Vendor Configuration File`, …
        file_type: "FileType" Cow<'a, str> [DOWNLOAD_FILE_TYPE], new;
        /// At most 16 arguments.
        file_type_arg: "FileTypeArg" Vec<ArgStruct<'a>> [list("FileTypeArg").items(0, 16)], new;
    }

    /// The ACS has taken note.
    RequestDownloadResponse {}
}

structs! { ArgStruct }
items! { ArgStruct Items; }

impl Default for ArgStruct<'_> {
    fn default() -> Self {
        ArgStruct::new("", "")
    }
}
