//! Device capabilities.

use super::dmacc::words;
use super::table::object;
use super::view::{Leaf, view};
use crate::code::numeric_registry;
use crate::tree::NodeState;
use alloc::string::{String, ToString};

object! {
    /// One capability of a device, such as its camera, that can be switched off.
    ///
    /// No text of the specification could be read; the nodes are those of one device's implementation.
    DCMO = "urn:oma:mo:oma-dcmo:1.0", "DCMO", Implementations "Symbian device software";
    0 "" Node ZeroOrMore [Get] "a capability";
    1 "Property" Chr One [Get] "what the capability is";
    1 "Group" Chr One [Get] "what kind of capability it is";
    1 "Description" Chr ZeroOrOne [Get] "what it is for";
    1 "Attached" Bool One [Get] "whether the hardware is there";
    1 "Enabled" Bool One [Get] "whether it is switched on";
    1 "DCMOConfig" Node ZeroOrOne [Get] "settings";
    2 "DenyUserEnable" Bool ZeroOrOne [Get Replace] "whether the user may not switch it on";
    2 "NotifyUser" Bool ZeroOrOne [Get Replace] "whether the user is told";
    1 "Operations" Node One [Get] "what can be done";
    2 "Enable" Null ZeroOrOne [Exec] "switches it on";
    2 "Disable" Null ZeroOrOne [Exec] "switches it off";
    2 "Ext" Node ZeroOrOne [Get] "extensions of vendors";
    1 "Ext" Node ZeroOrOne [Get] "extensions of vendors";
}

words! {
    /// What kind of capability it is (leaf `Group`). Case does not count.
    CapabilityGroup default Hardware;
    Hardware "Hardware" "a part of the device",
    Io "I/O" "a way in or out",
    Connectivity "Connectivity" "a connection",
    Software "Software" "a program",
    Service "Service" "a service",
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for CapabilityGroup {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(deserializer)?;
        Ok(CapabilityGroup::from(text.as_str()))
    }
}

impl Leaf for CapabilityGroup {
    fn from_node(node: &NodeState) -> Option<Self> {
        node.value.as_text().map(|text| CapabilityGroup::from(text.trim()))
    }

    fn to_node(&self) -> NodeState {
        NodeState::leaf(self.as_str())
    }
}

numeric_registry! {
    /// How an operation ended, as its alert says
    /// ([`AlertType::DCMO_OPERATION_COMPLETE`](crate::code::AlertType::DCMO_OPERATION_COMPLETE)).
    ///
    /// Only the code of success could be confirmed.
    DcmoResult
    SUCCESSFUL = 1200, "Successful", "the operation succeeded", "";
}

view! {
    /// A capability and whether it is on.
    DeviceCapability {
        /// What the capability is.
        property: String = "Property",
        /// What kind of capability it is.
        group: CapabilityGroup = "Group",
        /// What it is for.
        description: String = "Description",
        /// Whether the hardware is there.
        attached: bool = "Attached",
        /// Whether it is switched on.
        enabled: bool = "Enabled",
        /// Whether the user may not switch it on.
        deny_user_enable: bool = "DCMOConfig/DenyUserEnable",
        /// Whether the user is told of operations.
        notify_user: bool = "DCMOConfig/NotifyUser",
    }
}
