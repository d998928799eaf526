//! `Reboot`: the ACS restarts the device.

use super::Extensions;
use super::facet::COMMAND_KEY;
use super::table::record;
use alloc::borrow::Cow;

record! {
    /// The ACS restarts the device after the session (ACS to CPE).
    Reboot {
        /// Comes back with the event `M Reboot`; at most 32 characters.
        command_key: "CommandKey" Cow<'a, str> [COMMAND_KEY], new;
    }

    /// The device will restart.
    RebootResponse {}
}
