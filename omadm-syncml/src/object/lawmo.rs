//! Lock and wipe.

use super::table::object;
use super::view::{instances, int_leaf, place, read, view};
use crate::code::numeric_registry;
use crate::tree::{NodePath, Storage};
use alloc::string::String;
use alloc::vec::Vec;

object! {
    /// Locks a device, unlocks it, and wipes what is on it.
    ///
    /// No text of the specification could be read; the nodes are those of devices' implementations. The values of
    /// `State` are from memory.
    LAWMO = "urn:oma:mo:oma-lawmo:1.0", "LAWMO", Implementations "Symbian, MediaTek and Red Bend device software";
    0 "LAWMO" Node One [Get] "lock and wipe";
    1 "State" Int One [Get] "whether the device is locked";
    1 "AvailableWipeList" Node ZeroOrOne [Get] "what can be wiped on its own";
    2 "" Node ZeroOrMore [Get] "an item";
    3 "ListItemName" Chr One [Get] "its name";
    3 "ToBeWiped" Bool One [Get Replace] "whether Wipe includes it";
    1 "LAWMOConfig" Node ZeroOrOne [Get] "settings";
    2 "NotifyUser" Bool ZeroOrOne [Get Replace] "whether the user is told";
    1 "Operations" Node One [Get] "what can be done";
    2 "FullyLock" Null ZeroOrOne [Exec] "locks the device";
    2 "PartiallyLock" Null ZeroOrOne [Exec] "locks the device but for emergency calls and the like";
    2 "UnLock" Null ZeroOrOne [Exec] "unlocks the device";
    2 "FactoryReset" Null ZeroOrOne [Exec] "brings the device back to the state of delivery";
    2 "Wipe" Null ZeroOrOne [Exec] "wipes the items of the list that are marked";
    2 "Ext" Node ZeroOrOne [Get] "extensions of vendors";
    1 "Ext" Node ZeroOrOne [Get] "extensions of vendors";
}

numeric_registry! {
    /// Whether the device is locked (leaf `State`). The numbers are from memory.
    LawmoState
    FULLY_LOCKED = 10, "Fully locked", "the device is locked", "";
    PARTIALLY_LOCKED = 20, "Partially locked", "the device is locked in part", "";
    UNLOCKED = 30, "Unlocked", "the device is not locked", "";
}

numeric_registry! {
    /// How an operation ended, as its alert says
    /// ([`AlertType::LAWMO_OPERATION_COMPLETE`](crate::code::AlertType::LAWMO_OPERATION_COMPLETE)).
    LawmoResult
    SUCCESSFUL = 1200, "Successful", "the operation succeeded", "";
    WIPE_DATA_SUCCESSFUL = 1201, "Successful wipe of data", "the data was wiped", "";
    WIPE_DATA_AND_LIST_SUCCESSFUL = 1202, "Successful wipe of data and list", "the data and the items of the list were wiped", "";
    CLIENT_ERROR = 1400, "Client error", "an error in the device", "";
    USER_CANCELLED = 1401, "User cancelled", "the user did not accept the operation", "";
    FULLY_LOCK_FAILED = 1402, "Fully lock failed", "the device could not be locked", "";
    PARTIALLY_LOCK_FAILED = 1403, "Partially lock failed", "the device could not be locked in part", "";
    UNLOCK_FAILED = 1404, "Unlock failed", "the device could not be unlocked", "";
    WIPE_FAILED = 1405, "Wipe failed", "the wipe failed", "";
    WIPE_NOT_PERFORMED = 1406, "Wipe not performed", "nothing was wiped", "";
}

int_leaf! { LawmoState }

/// The operations: Exec of `Operations/…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[allow(missing_docs, reason = "the names are those of the nodes")]
#[non_exhaustive]
pub enum LawmoOperation {
    FullyLock,
    PartiallyLock,
    UnLock,
    FactoryReset,
    Wipe,
}

impl LawmoOperation {
    /// The name of the node.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            LawmoOperation::FullyLock => "FullyLock",
            LawmoOperation::PartiallyLock => "PartiallyLock",
            LawmoOperation::UnLock => "UnLock",
            LawmoOperation::FactoryReset => "FactoryReset",
            LawmoOperation::Wipe => "Wipe",
        }
    }

    /// The path to Exec, below the root of the object.
    #[must_use]
    pub fn path(self, root: &NodePath) -> NodePath {
        place(root, &alloc::format!("Operations/{}", self.name()))
    }
}

view! {
    /// The state of a device, its list aside.
    LockAndWipe {
        /// Whether the device is locked.
        state: LawmoState = "State",
        /// Whether the user is told of operations.
        notify_user: bool = "LAWMOConfig/NotifyUser",
    }
}

/// Something that can be wiped on its own.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct WipeListItem {
    /// Its name.
    pub name: String,
    /// Whether Wipe includes it.
    pub to_be_wiped: bool,
}

impl LockAndWipe {
    /// What can be wiped on its own.
    #[must_use]
    pub fn wipe_list(storage: &impl Storage, root: &NodePath) -> Vec<WipeListItem> {
        let item = |path: &NodePath| {
            let name = read(storage, path, "ListItemName")?;
            Some(WipeListItem { name, to_be_wiped: read(storage, path, "ToBeWiped").unwrap_or(false) })
        };
        instances(storage, &place(root, "AvailableWipeList")).iter().filter_map(item).collect()
    }
}
