//! ZigBee devices behind a gateway: parameters below `Device.ZigBee.ZDO.{i}.` and the ZigBee device object's (ZDO)
//! commands they come from.
//!
//! The proxy is a value: it says which commands a GetParameterValues needs, takes the answers as they arrive, and
//! answers the RPC.
//!
//! ```
//! use cwmp_soap::proxy::zigbee::{IeeeAddress, NetworkAddress, ZdoCommand, ZdoProxy, ZdoReply};
//! use cwmp_soap::rpc::GetParameterValues;
//!
//! let mut proxy = ZdoProxy::new();
//! let lamp: IeeeAddress = "00:0B:57:FF:FE:12:34:56".parse()?;
//! proxy.add(1, lamp);
//!
//! let read = GetParameterValues::new(vec!["Device.ZigBee.ZDO.1.NetworkAddress".into()]);
//! let needed = proxy.requests(&read.parameter_names)?;
//! assert_eq!((needed[0].device, needed[0].command), (lamp, ZdoCommand::NWK_ADDR));
//!
//! proxy.reply(lamp, &ZdoReply::NetworkAddress(NetworkAddress(0x0FE3)));
//! let answer = proxy.values(&read.parameter_names)?;
//! assert_eq!(answer.parameter_list[0].value.text, "0FE3");
//! # Ok::<(), cwmp_soap::proxy::zigbee::ZigBeeError>(())
//! ```

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::rpc::{GetParameterValuesResponse, ParameterValueStruct};
use crate::value::{FaultCode, Value};

/// Why something is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ZigBeeError {
    /// Not an address.
    #[error("not a ZigBee address")]
    Address,
    /// The table has no such row or parameter.
    #[error("no such parameter")]
    UnknownParameter,
    /// A reply ends early or is of no known form.
    #[error("ill-formed ZDO reply")]
    Reply,
    /// The device answered that it cannot; its status.
    #[error("ZDO status {0:#04x}")]
    Status(u8),
}

impl ZigBeeError {
    /// The fault that an RPC gets for it.
    #[must_use]
    pub const fn fault_code(self) -> FaultCode {
        match self {
            ZigBeeError::UnknownParameter => FaultCode(9005),
            _ => FaultCode(9002),
        }
    }
}

/// The permanent address of a ZigBee device, an EUI-64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IeeeAddress(
    /// The address.
    pub u64,
);

impl FromStr for IeeeAddress {
    type Err = ZigBeeError;

    /// Reads `00:0B:57:FF:FE:12:34:56`, hyphens for colons, or the 16 digits alone.
    fn from_str(text: &str) -> Result<Self, ZigBeeError> {
        let digits: String = text.chars().filter(|c| !matches!(c, ':' | '-')).collect();
        if digits.len() != 16 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(ZigBeeError::Address);
        }
        u64::from_str_radix(&digits, 16).map(IeeeAddress).map_err(|_| ZigBeeError::Address)
    }
}

impl fmt::Display for IeeeAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, byte) in self.0.to_be_bytes().iter().enumerate() {
            if index > 0 {
                f.write_str(":")?;
            }
            write!(f, "{byte:02X}")?;
        }
        Ok(())
    }
}

/// The address that a ZigBee network gives a device for as long as it is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NetworkAddress(
    /// The address.
    pub u16,
);

impl FromStr for NetworkAddress {
    type Err = ZigBeeError;

    /// Reads four hexadecimal digits, as TR-181 has them, also behind `0x`.
    fn from_str(text: &str) -> Result<Self, ZigBeeError> {
        let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")).unwrap_or(text);
        if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(ZigBeeError::Address);
        }
        u16::from_str_radix(digits, 16).map(NetworkAddress).map_err(|_| ZigBeeError::Address)
    }
}

impl fmt::Display for NetworkAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04X}", self.0)
    }
}

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
const SOURCES: &[(&str, ZdoCommand)] = &[
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

/// What a device has answered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ZdoReply {
    /// NWK_addr_rsp.
    NetworkAddress(NetworkAddress),
    /// Node_Desc_rsp.
    NodeDescriptor(NodeDescriptor),
    /// Power_Desc_rsp.
    PowerDescriptor(PowerDescriptor),
    /// Active_EP_rsp: the numbers of the endpoints.
    ActiveEndpoints(Vec<u8>),
    /// Simple_Desc_rsp.
    SimpleDescriptor(SimpleDescriptor),
    /// User_Desc_rsp.
    UserDescriptor(String),
}

/// What a device is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NodeDescriptor {
    /// 0 coordinator, 1 router, 2 end device.
    pub logical_type: u8,
    /// Whether there is a complex descriptor.
    pub complex_descriptor: bool,
    /// Whether there is a user descriptor.
    pub user_descriptor: bool,
    /// Bit 0: 868 MHz, bit 2: 902 MHz, bit 3: 2400 MHz.
    pub frequency_band: u8,
    /// The MAC's capabilities, one bit each.
    pub mac_capability: u8,
    /// The manufacturer's code.
    pub manufacturer_code: u16,
    /// The longest message, in octets.
    pub maximum_buffer_size: u8,
    /// The longest transfer to the device, in octets.
    pub maximum_incoming_transfer_size: u16,
    /// The server roles, one bit each.
    pub server_mask: u16,
    /// The longest transfer from the device, in octets.
    pub maximum_outgoing_transfer_size: u16,
    /// Bit 0: extended list of endpoints, bit 1: extended list of simple descriptors.
    pub descriptor_capability: u8,
}

/// What feeds a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PowerDescriptor {
    /// 0 receiver synchronised, 1 periodic, 2 when the user asks.
    pub current_mode: u8,
    /// Bit 0: mains, bit 1: rechargeable, bit 2: disposable battery.
    pub available_sources: u8,
    /// The same, for the source in use.
    pub current_source: u8,
    /// 0 critical, 4 a third, 8 two thirds, 12 full.
    pub current_level: u8,
}

/// One endpoint's clusters.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SimpleDescriptor {
    /// The endpoint.
    pub endpoint: u8,
    /// The application profile.
    pub profile: u16,
    /// The device within the profile.
    pub device: u16,
    /// The device's version.
    pub version: u8,
    /// The clusters it serves.
    pub input_clusters: Vec<u16>,
    /// The clusters it uses.
    pub output_clusters: Vec<u16>,
}

impl ZdoReply {
    /// Reads a reply as it arrives from the network, behind the sequence number: status, address, content, numbers with
    /// the least significant octet first.
    ///
    /// # Errors
    ///
    /// When the device refused, or the reply is cut short or not one this module knows.
    pub fn decode(command: ZdoCommand, bytes: &[u8]) -> Result<ZdoReply, ZigBeeError> {
        let mut octets = Octets(bytes);
        match octets.u8()? {
            0 => {}
            status => return Err(ZigBeeError::Status(status)),
        }
        if command == ZdoCommand::NWK_ADDR {
            octets.u16()?;
            octets.u16()?;
            octets.u16()?;
            octets.u16()?;
            return Ok(ZdoReply::NetworkAddress(NetworkAddress(octets.u16()?)));
        }
        octets.u16()?;
        match command {
            ZdoCommand::NODE_DESC => {
                let (flags, band, mac_capability) = (octets.u8()?, octets.u8()?, octets.u8()?);
                Ok(ZdoReply::NodeDescriptor(NodeDescriptor {
                    logical_type: flags & 0x07,
                    complex_descriptor: flags & 0x08 != 0,
                    user_descriptor: flags & 0x10 != 0,
                    frequency_band: band >> 3,
                    mac_capability,
                    manufacturer_code: octets.u16()?,
                    maximum_buffer_size: octets.u8()?,
                    maximum_incoming_transfer_size: octets.u16()?,
                    server_mask: octets.u16()?,
                    maximum_outgoing_transfer_size: octets.u16()?,
                    descriptor_capability: octets.u8()?,
                }))
            }
            ZdoCommand::POWER_DESC => {
                let (low, high) = (octets.u8()?, octets.u8()?);
                Ok(ZdoReply::PowerDescriptor(PowerDescriptor {
                    current_mode: low & 0x0F,
                    available_sources: low >> 4,
                    current_source: high & 0x0F,
                    current_level: high >> 4,
                }))
            }
            ZdoCommand::ACTIVE_EP => {
                let count = octets.u8()?;
                let endpoints: Result<Vec<u8>, ZigBeeError> = (0..count).map(|_| octets.u8()).collect();
                endpoints.map(ZdoReply::ActiveEndpoints)
            }
            ZdoCommand::SIMPLE_DESC => {
                octets.u8()?;
                let (endpoint, profile, device) = (octets.u8()?, octets.u16()?, octets.u16()?);
                let version = octets.u8()? & 0x0F;
                let input_clusters = octets.list()?;
                let output_clusters = octets.list()?;
                Ok(ZdoReply::SimpleDescriptor(SimpleDescriptor {
                    endpoint,
                    profile,
                    device,
                    version,
                    input_clusters,
                    output_clusters,
                }))
            }
            ZdoCommand::USER_DESC => {
                let length = usize::from(octets.u8()?);
                let text = octets.0.get(..length).ok_or(ZigBeeError::Reply)?;
                let text = std::str::from_utf8(text).map_err(|_| ZigBeeError::Reply)?;
                Ok(ZdoReply::UserDescriptor(text.trim_end_matches(['\0', ' ']).to_owned()))
            }
            _ => Err(ZigBeeError::Reply),
        }
    }

    /// The parameters of the row that the reply tells.
    fn parameters(&self) -> Vec<(String, Value<'static>)> {
        let text = |name: &str, value: &str| (name.to_owned(), Value::string(value.to_owned()));
        let number = |name: &str, value: u16| (name.to_owned(), Value::unsigned_int(u32::from(value)));
        let flag = |name: &str, value| (name.to_owned(), Value::boolean(value));
        match self {
            ZdoReply::NetworkAddress(address) => vec![text("NetworkAddress", &address.to_string())],
            ZdoReply::UserDescriptor(description) => {
                vec![
                    flag("UserDescriptor.DescriptorAvailable", true),
                    text("UserDescriptor.Description", description),
                ]
            }
            ZdoReply::NodeDescriptor(node) => {
                let logical_type = match node.logical_type {
                    0 => "ZC",
                    1 => "ZR",
                    _ => "ZED",
                };
                vec![
                    text("NodeDescriptor.LogicalType", logical_type),
                    flag("NodeDescriptor.ComplexDescriptorSupported", node.complex_descriptor),
                    flag("NodeDescriptor.UserDescriptorSupported", node.user_descriptor),
                    text("NodeDescriptor.FrequencyBand", &bits(node.frequency_band.into(), FREQUENCY_BANDS)),
                    text("NodeDescriptor.MACCapability", &bits(node.mac_capability.into(), MAC_CAPABILITIES)),
                    number("NodeDescriptor.ManufactureCode", node.manufacturer_code),
                    number("NodeDescriptor.MaximumBufferSize", node.maximum_buffer_size.into()),
                    number("NodeDescriptor.MaximumIncomingTransferSize", node.maximum_incoming_transfer_size),
                    number("NodeDescriptor.MaximumOutgoingTransferSize", node.maximum_outgoing_transfer_size),
                    text("NodeDescriptor.ServerMask", &bits(node.server_mask, SERVERS)),
                    text(
                        "NodeDescriptor.DescriptorCapability",
                        &bits(node.descriptor_capability.into(), DESCRIPTORS),
                    ),
                ]
            }
            ZdoReply::PowerDescriptor(power) => {
                let mode = match power.current_mode {
                    0 => "Synchronized",
                    1 => "Periodic",
                    _ => "Manual",
                };
                let level = match power.current_level {
                    0..=3 => "Critical",
                    4..=7 => "33",
                    8..=11 => "66",
                    _ => "100",
                };
                vec![
                    text("PowerDescriptor.CurrentPowerMode", mode),
                    text(
                        "PowerDescriptor.AvailablePowerSource",
                        &bits(power.available_sources.into(), POWER_SOURCES),
                    ),
                    text(
                        "PowerDescriptor.CurrentPowerSource",
                        &bits(power.current_source.into(), POWER_SOURCES),
                    ),
                    text("PowerDescriptor.CurrentPowerSourceLevel", level),
                ]
            }
            ZdoReply::ActiveEndpoints(endpoints) => {
                let count = u16::try_from(endpoints.len()).unwrap_or(u16::MAX);
                let mut list = vec![number("ApplicationEndpointNumberOfEntries", count)];
                // Rows are numbered by their endpoints, which begin with 1.
                list.extend(endpoints.iter().filter(|endpoint| **endpoint > 0).map(|endpoint| {
                    number(&format!("ApplicationEndpoint.{endpoint}.EndpointId"), u16::from(*endpoint))
                }));
                list
            }
            ZdoReply::SimpleDescriptor(simple) => {
                let row = format!("ApplicationEndpoint.{}.SimpleDescriptor.", simple.endpoint);
                let clusters = |list: &[u16]| list.iter().map(u16::to_string).collect::<Vec<_>>().join(",");
                vec![
                    number(&format!("{row}ProfileId"), simple.profile),
                    number(&format!("{row}DeviceId"), simple.device),
                    number(&format!("{row}DeviceVersion"), simple.version.into()),
                    text(&format!("{row}InputClusterList"), &clusters(&simple.input_clusters)),
                    text(&format!("{row}OutputClusterList"), &clusters(&simple.output_clusters)),
                ]
            }
        }
    }
}

const FREQUENCY_BANDS: &[(u16, &str)] = &[(0x01, "868-868.6"), (0x04, "902-928"), (0x08, "2400-2483.5")];
const MAC_CAPABILITIES: &[(u16, &str)] = &[
    (0x01, "AlternatePANCoordinator"),
    (0x02, "FFD"),
    (0x04, "MainsPowerSource"),
    (0x08, "OnWhenIdle"),
    (0x40, "SecureCommunication"),
];
const POWER_SOURCES: &[(u16, &str)] = &[(0x01, "Constant"), (0x02, "Rechargeable"), (0x04, "Disposable")];
const SERVERS: &[(u16, &str)] = &[
    (0x01, "PrimaryTrustCenter"),
    (0x04, "PrimaryBindingTableCache"),
    (0x08, "BackupBindingTableCache"),
    (0x10, "PrimaryDiscoveryCache"),
    (0x20, "BackupDiscoveryCache"),
    (0x40, "NetworkManager"),
];
const DESCRIPTORS: &[(u16, &str)] =
    &[(0x01, "ExtendedActiveEndpointListAvailable"), (0x02, "ExtendedSimpleDescriptorListAvailable")];

/// The names of the bits that are set, as a list.
fn bits(value: u16, names: &[(u16, &str)]) -> String {
    let set: Vec<&str> = names.iter().filter(|(bit, _)| value & bit != 0).map(|(_, name)| *name).collect();
    set.join(",")
}

struct Octets<'b>(&'b [u8]);

impl Octets<'_> {
    fn u8(&mut self) -> Result<u8, ZigBeeError> {
        let (first, rest) = self.0.split_first().ok_or(ZigBeeError::Reply)?;
        self.0 = rest;
        Ok(*first)
    }

    fn u16(&mut self) -> Result<u16, ZigBeeError> {
        Ok(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    fn list(&mut self) -> Result<Vec<u16>, ZigBeeError> {
        (0..self.u8()?).map(|_| self.u16()).collect()
    }
}

/// The devices of `Device.ZigBee.ZDO.` and what is known of them.
#[derive(Clone, Debug)]
pub struct ZdoProxy {
    table: String,
    nodes: BTreeMap<u32, Node>,
}

#[derive(Clone, Debug)]
struct Node {
    address: IeeeAddress,
    /// By the path in the row.
    values: BTreeMap<String, Value<'static>>,
}

impl Default for ZdoProxy {
    fn default() -> Self {
        Self::new()
    }
}

impl ZdoProxy {
    /// A proxy without devices, of `Device.ZigBee.ZDO.`.
    #[must_use]
    pub fn new() -> Self {
        ZdoProxy { table: String::from("Device.ZigBee.ZDO."), nodes: BTreeMap::new() }
    }

    /// Adds the device of a row.
    pub fn add(&mut self, instance: u32, address: IeeeAddress) {
        let values = BTreeMap::from([(String::from("IEEEAddress"), Value::string(address.to_string()))]);
        self.nodes.insert(instance, Node { address, values });
    }

    /// Takes a device's row away.
    pub fn remove(&mut self, instance: u32) {
        self.nodes.remove(&instance);
    }

    /// Takes a reply of a device; one of a device without row is dropped.
    pub fn reply(&mut self, device: IeeeAddress, reply: &ZdoReply) {
        if let Some(node) = self.nodes.values_mut().find(|node| node.address == device) {
            node.values.extend(reply.parameters());
        }
    }

    /// Takes a value in the words of the gateway's own ZigBee stack, such as `0x0fE3` for a network address; it is
    /// reported as it is.
    pub fn report(&mut self, instance: u32, parameter: impl Into<String>, value: Value<'static>) {
        if let Some(node) = self.nodes.get_mut(&instance) {
            node.values.insert(parameter.into(), value);
        }
    }

    /// The commands to send before these parameters can be answered: those that tell what is not known yet. A path with
    /// a dot at its end asks for everything below it.
    ///
    /// # Errors
    ///
    /// When a path is not of the table, or of a row there is no device for.
    pub fn requests(&self, names: &[Cow<'_, str>]) -> Result<Vec<ZdoRequest>, ZigBeeError> {
        let mut requests = Vec::new();
        for name in names {
            for (_, node, below) in self.rows(name)? {
                let first = below.split('.').next().unwrap_or_default();
                let known = !below.is_empty() && !below.ends_with('.') && node.values.contains_key(below);
                if known {
                    continue;
                }
                let commands = SOURCES.iter().filter(|(source, _)| first.is_empty() || *source == first);
                for (_, command) in commands {
                    let told = *command == ZdoCommand::IEEE_ADDR;
                    if !told {
                        requests.push(ZdoRequest { device: node.address, command: *command });
                    }
                }
            }
        }
        requests.sort_unstable();
        requests.dedup();
        Ok(requests)
    }

    /// Answers a GetParameterValues from what is known.
    ///
    /// # Errors
    ///
    /// When a parameter is not of the table, or not known.
    pub fn values(&self, names: &[Cow<'_, str>]) -> Result<GetParameterValuesResponse<'static>, ZigBeeError> {
        let mut list = Vec::new();
        for name in names {
            let before = list.len();
            for (instance, node, below) in self.rows(name)? {
                let path = |parameter: &str| format!("{}{instance}.{parameter}", self.table);
                if below.is_empty() || below.ends_with('.') {
                    let found = node.values.iter().filter(|(parameter, _)| parameter.starts_with(below));
                    list.extend(
                        found.map(|(parameter, value)| {
                            ParameterValueStruct::new(path(parameter), value.clone())
                        }),
                    );
                } else if let Some(value) = node.values.get(below) {
                    list.push(ParameterValueStruct::new(path(below), value.clone()));
                }
            }
            if list.len() == before && !name.ends_with('.') {
                return Err(ZigBeeError::UnknownParameter);
            }
        }
        Ok(GetParameterValuesResponse::new(list))
    }

    /// The rows a path concerns, with what of it lies below the row.
    fn rows<'p>(&self, path: &'p str) -> Result<Vec<(u32, &Node, &'p str)>, ZigBeeError> {
        if self.table.starts_with(path) && (path.is_empty() || path.ends_with('.')) {
            return Ok(self.nodes.iter().map(|(instance, node)| (*instance, node, "")).collect());
        }
        let row = path.strip_prefix(&self.table).and_then(|row| row.split_once('.'));
        let (instance, below) = row.ok_or(ZigBeeError::UnknownParameter)?;
        let instance: u32 = instance.parse().map_err(|_| ZigBeeError::UnknownParameter)?;
        let node = self.nodes.get(&instance).ok_or(ZigBeeError::UnknownParameter)?;
        Ok(vec![(instance, node, below)])
    }
}
