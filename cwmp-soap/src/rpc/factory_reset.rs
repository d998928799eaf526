//! `FactoryReset`: the ACS resets the device to its factory state.

use super::Extensions;
use super::table::record;

record! {
    /// The ACS resets the device to its factory state after the session (ACS to CPE).
    FactoryReset {}

    /// The device will reset itself.
    FactoryResetResponse {}
}
