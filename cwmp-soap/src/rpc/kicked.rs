//! `Kicked`: a web page on the device sent the user's browser to it.

use super::Extensions;
use super::facet::text;
use super::table::record;
use alloc::borrow::Cow;

record! {
    /// The user's browser was sent to the device's kick URL (CPE to ACS).
    Kicked {
        /// `command` of that URL; at most 32 characters.
        command: "Command" Cow<'a, str> [text(32)], new;
        /// The referring page; at most 64 characters.
        referer: "Referer" Cow<'a, str> [text(64)], new;
        /// `arg` of that URL; at most 256 characters.
        arg: "Arg" Cow<'a, str> [text(256)], new;
        /// `next` of that URL; at most 1024 characters.
        next: "Next" Cow<'a, str> [text(1024)], new;
    }

    /// Where the browser goes from here.
    KickedResponse {
        /// At most 1024 characters.
        next_url: "NextURL" Cow<'a, str> [text(1024)], new;
    }
}
