//! What a device can be asked, and which parameters that tells.

use super::IeeeAddress;

/// A request of the ZigBee device profile, by its cluster; the reply's cluster is 0x8000 higher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ZdoCommand(
    /// The request's cluster.
    pub u16,
);

impl ZdoCommand {
    /// NWK_addr_req: the network address of a permanent one.
    pub const NWK_ADDR: ZdoCommand = ZdoCommand(0x0000);
    /// IEEE_addr_req: the permanent address of a network one.
    pub const IEEE_ADDR: ZdoCommand = ZdoCommand(0x0001);
    /// Node_Desc_req: what the device is.
    pub const NODE_DESC: ZdoCommand = ZdoCommand(0x0002);
    /// Power_Desc_req: what feeds it.
    pub const POWER_DESC: ZdoCommand = ZdoCommand(0x0003);
    /// Simple_Desc_req: one endpoint's clusters.
    pub const SIMPLE_DESC: ZdoCommand = ZdoCommand(0x0004);
    /// Active_EP_req: which endpoints it has.
    pub const ACTIVE_EP: ZdoCommand = ZdoCommand(0x0005);
    /// Complex_Desc_req: manufacturer, model, serial number.
    pub const COMPLEX_DESC: ZdoCommand = ZdoCommand(0x0010);
    /// User_Desc_req: the user's text.
    pub const USER_DESC: ZdoCommand = ZdoCommand(0x0011);
    /// Mgmt_Lqi_req: its neighbours.
    pub const MGMT_LQI: ZdoCommand = ZdoCommand(0x0031);
    /// Mgmt_Rtg_req: its routes.
    pub const MGMT_RTG: ZdoCommand = ZdoCommand(0x0032);
    /// Mgmt_Bind_req: its bindings.
    pub const MGMT_BIND: ZdoCommand = ZdoCommand(0x0033);

    /// The cluster of the reply.
    #[must_use]
    pub const fn reply_cluster(self) -> u16 {
        self.0 | 0x8000
    }
}

/// Which command tells a parameter; by its path in the row, up to a dot.
pub(super) const SOURCES: &[(&str, ZdoCommand)] = &[
    ("NetworkAddress", ZdoCommand::NWK_ADDR),
    ("IEEEAddress", ZdoCommand::IEEE_ADDR),
    ("NodeDescriptor", ZdoCommand::NODE_DESC),
    ("PowerDescriptor", ZdoCommand::POWER_DESC),
    ("UserDescriptor", ZdoCommand::USER_DESC),
    ("ComplexDescriptor", ZdoCommand::COMPLEX_DESC),
    ("ApplicationEndpointNumberOfEntries", ZdoCommand::ACTIVE_EP),
    ("ApplicationEndpoint", ZdoCommand::SIMPLE_DESC),
    ("Network", ZdoCommand::MGMT_LQI),
    ("NodeManager", ZdoCommand::MGMT_RTG),
    ("Binding", ZdoCommand::MGMT_BIND),
    ("BindingTableNumberOfEntries", ZdoCommand::MGMT_BIND),
];

/// A command to be sent to a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct ZdoRequest {
    /// The device.
    pub device: IeeeAddress,
    /// What to ask it.
    pub command: ZdoCommand,
}
