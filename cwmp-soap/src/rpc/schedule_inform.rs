//! `ScheduleInform`: the ACS asks for a later session.

use super::Extensions;
use super::facet::{ANY, COMMAND_KEY};
use super::table::record;
use crate::value::UnsignedInt;
use alloc::borrow::Cow;

record! {
    /// The ACS asks for a later session (ACS to CPE).
    ScheduleInform {
        /// Seconds from now; not 0.
        delay_seconds: "DelaySeconds" UnsignedInt [ANY], new;
        /// Comes back with the event `M ScheduleInform`; at most 32 characters.
        command_key: "CommandKey" Cow<'a, str> [COMMAND_KEY], new;
    }

    /// The device will call.
    ScheduleInformResponse {}
}
