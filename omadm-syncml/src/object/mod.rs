//! Standard management objects: what their trees look like, and typed views of them.
//!
//! | object | view | what is known |
//! |---|---|---|
//! | DM account | [`DmAccount`] | specification |
//! | device information | [`DevInfo`] | specification |
//! | device details | [`DevDetail`] | specification |
//! | Inbox | [`INBOX`] | specification |
//! | firmware update (FUMO) | [`FirmwareUpdate`] | specification |
//! | software components (SCOMO) | [`DownloadPackage`], [`DeliveredPackage`], [`DeployedComponent`] | two implementations that agree |
//! | lock and wipe (LAWMO) | [`LockAndWipe`] | implementations |
//! | device capabilities (DCMO) | [`DeviceCapability`] | one implementation |
//! | diagnostics and monitoring (DiagMon) | [`Diagnostics`] | names of objects and alerts; tree unconfirmed |
//! | gateway (GwMO) | [`GATEWAY_OBJECTS`] | names of objects and alerts; trees unconfirmed |
//!
//! Each object has a table ([`ManagementObject`]) that says where its nodes are known from, and that turns into a
//! description with [`ManagementObject::description`].

mod dcmo;
mod devdetail;
mod devinfo;
mod diagmon;
mod dmacc;
mod fumo;
mod gwmo;
mod inbox;
mod lawmo;
mod registry;
mod scomo;
mod table;
mod view;

pub use dcmo::{CapabilityGroup, DCMO, DcmoResult, DeviceCapability};
pub use devdetail::{DEVDETAIL, DevDetail};
pub use devinfo::{DEVINFO, DevInfo};
pub use diagmon::{BatteryInfo, DIAGMON, DIAGMON_FUNCTIONS, DiagMonFunction, Diagnostics, MemoryInfo};
pub use dmacc::{AccountAuth, AddressType, AuthLevel, DMACC, DmAccount, ServerAddress};
pub use fumo::{FUMO, FirmwareUpdate, FumoResult, FumoState};
pub use gwmo::{
    EndDevice, GATEWAY_OBJECTS, GW_CONFIG, GW_DEVICE_INVENTORY, GW_END_DEVICE_TRIGGER, GW_FANOUT,
    GW_IMAGE_INVENTORY, GatewayMode,
};
pub use inbox::INBOX;
pub use lawmo::{LAWMO, LawmoOperation, LawmoResult, LawmoState, LockAndWipe, WipeListItem};
pub use registry::{RegisteredObject, registered, registered_objects};
pub use scomo::{
    DeliveredPackage, DeliveredState, DeliveredStatus, DeployedComponent, DeployedState, DeployedStatus,
    DownloadPackage, DownloadStatus, SCOMO, ScomoAlert, ScomoResult,
};
pub use table::{ManagementObject, ObjectNode, Provenance};
pub use view::{Leaf, instances};

/// Every object that has a table.
pub const ALL: &[&ManagementObject] = &[
    &DMACC,
    &DEVINFO,
    &DEVDETAIL,
    &INBOX,
    &FUMO,
    &SCOMO,
    &LAWMO,
    &DCMO,
    &DIAGMON,
    &GW_CONFIG,
    &GW_DEVICE_INVENTORY,
    &GW_END_DEVICE_TRIGGER,
    &GW_FANOUT,
    &GW_IMAGE_INVENTORY,
];
