//! Gateways.

use super::table::object;
use super::view::view;
use crate::object::ManagementObject;
use alloc::string::String;

object! {
    /// Settings of a gateway. Only the identifier is known: no text of the object could be read.
    GW_CONFIG = "urn:oma:mo:oma-gwmo-config:1.1", "GwConfig", Unconfirmed "no text of GwMO 1.1 could be read";
    0 "" Node ZeroOrOne [Get] "settings of the gateway; the nodes below are not known";
}

object! {
    /// The end devices behind a gateway. The nodes are unconfirmed: no text of the object could be read.
    GW_DEVICE_INVENTORY = "urn:oma:mo:oma-gwmo-deviceinventory:1.1", "GwDeviceInventory", Unconfirmed "no text of GwMO 1.1 could be read";
    0 "" Node ZeroOrOne [Get] "end devices";
    1 "Inventory" Node ZeroOrOne [Get] "the list";
    2 "" Node ZeroOrMore [Get] "an end device";
    3 "DeviceID" Chr One [Get] "its identifier";
    3 "DeviceType" Chr ZeroOrOne [Get] "its kind";
    3 "Protocol" Chr ZeroOrOne [Get] "the protocol it is managed with";
    3 "Status" Chr ZeroOrOne [Get] "whether it is there";
}

object! {
    /// Triggers for end devices. Only the identifier is known: no text of the object could be read.
    GW_END_DEVICE_TRIGGER = "urn:oma:mo:oma-gwmo-edtrigger:1.0", "GwEDTrigger", Unconfirmed "no text of GwMO 1.1 could be read";
    0 "" Node ZeroOrOne [Get] "triggers; the nodes below are not known";
}

object! {
    /// Commands for many end devices at once. Only the identifier is known: no text of the object could be read.
    GW_FANOUT = "urn:oma:mo:oma-gwmo-fanout:1.0", "GwFanout", Unconfirmed "no text of GwMO 1.1 could be read";
    0 "" Node ZeroOrOne [Get] "fan-out commands; the nodes below are not known";
}

object! {
    /// Images for end devices. Only the identifier is known: no text of the object could be read.
    GW_IMAGE_INVENTORY = "urn:oma:mo:oma-gwmo-imageinventory:1.0", "GwImageInventory", Unconfirmed "no text of GwMO 1.1 could be read";
    0 "" Node ZeroOrOne [Get] "images; the nodes below are not known";
}

/// The five objects of a gateway. Its alerts are `AlertType::GWMO_…` in [`AlertType`](crate::code::AlertType).
pub const GATEWAY_OBJECTS: [&ManagementObject; 5] =
    [&GW_CONFIG, &GW_DEVICE_INVENTORY, &GW_END_DEVICE_TRIGGER, &GW_FANOUT, &GW_IMAGE_INVENTORY];

/// How a gateway stands between server and end device (GwMO 1.0, scope of the release).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum GatewayMode {
    /// It helps the two to find each other; the session is theirs.
    Transparent,
    /// It speaks OMA DM to both.
    Proxy,
    /// It speaks another protocol to the end device.
    Adaptation,
}

view! {
    /// An end device in the inventory. The names are unconfirmed.
    EndDevice {
        /// Its identifier.
        device_id: String = "DeviceID",
        /// Its kind.
        device_type: String = "DeviceType",
        /// The protocol it is managed with.
        protocol: String = "Protocol",
        /// Whether it is there.
        status: String = "Status",
    }
}
