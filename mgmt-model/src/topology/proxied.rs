//! Devices behind a gateway.

use super::NodeId;
use crate::mapping::Mapping;
use crate::{ErrorKind, Instance, Message, Value};
use alloc::string::String;
use alloc::vec::Vec;

/// How a gateway stands between server and device (OMA GwMO).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GatewayMode {
    /// The device speaks with the server itself; the gateway passes messages on.
    Transparent,
    /// The gateway speaks for the device in the same protocol.
    Proxy,
    /// The gateway speaks for a device that has another protocol.
    Adaptation,
}

/// Where the values of a device behind a gateway stand.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Addressing {
    /// LwM2M gateway (object 25): a prefix before the path.
    Prefix(String),
    /// TR-069: `ManagementServer.EmbeddedDevice.{i}`, the instance number from 1.
    EmbeddedDevice(u32),
    /// TR-069: a device with sessions of its own, announced in `ManagementServer.VirtualDevice.{i}`.
    VirtualDevice(u32),
    /// OMA DM: a node of the gateway's device inventory.
    Inventory(String),
    /// It is reached by itself.
    Direct,
}

/// A device behind a gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProxiedDevice {
    /// The gateway.
    pub parent: NodeId,
    /// The device.
    pub id: NodeId,
    /// What it is, where the gateway says so.
    pub device_type: Option<String>,
    /// Where its values stand.
    pub addressing: Addressing,
}

impl ProxiedDevice {
    /// A device behind a gateway.
    #[must_use]
    pub const fn new(parent: NodeId, id: NodeId, addressing: Addressing) -> Self {
        ProxiedDevice { parent, id, device_type: None, addressing }
    }

    /// How the gateway serves it.
    #[must_use]
    pub const fn mode(&self) -> GatewayMode {
        match self.addressing {
            Addressing::Prefix(_) => GatewayMode::Proxy,
            Addressing::EmbeddedDevice(_) | Addressing::Inventory(_) => GatewayMode::Adaptation,
            Addressing::VirtualDevice(_) | Addressing::Direct => GatewayMode::Transparent,
        }
    }

    /// A path of the device as the gateway knows it.
    ///
    /// # Errors
    ///
    /// `NoMapping` where the gateway gives the values no path of their own.
    ///
    /// ```
    /// use mgmt_model::topology::{Addressing, NodeId, ProxiedDevice};
    ///
    /// let gateway = NodeId::parse("urn:dev:os:00D09E-G1")?;
    /// let device = ProxiedDevice::new(gateway, NodeId::parse("lamp-7")?, Addressing::Prefix("d01".into()));
    /// assert_eq!(device.path("/3/0/0")?, "/d01/3/0/0");
    /// assert_eq!(device.own_path("/d01/3/0/0"), Some("/3/0/0"));
    /// # Ok::<(), mgmt_model::ErrorKind>(())
    /// ```
    pub fn path(&self, path: &str) -> Result<String, ErrorKind> {
        match &self.addressing {
            Addressing::Prefix(prefix) if path.starts_with('/') => Ok(alloc::format!("/{prefix}{path}")),
            Addressing::Direct | Addressing::VirtualDevice(_) => Ok(path.into()),
            _ => Err(ErrorKind::NoMapping),
        }
    }

    /// The device's own path of a path of the gateway; `None` when it is another device's.
    #[must_use]
    pub fn own_path<'p>(&self, path: &'p str) -> Option<&'p str> {
        match &self.addressing {
            Addressing::Prefix(prefix) => {
                path.strip_prefix('/')?.strip_prefix(prefix.as_str()).filter(|rest| rest.starts_with('/'))
            }
            Addressing::Direct | Addressing::VirtualDevice(_) => Some(path),
            _ => None,
        }
    }
}

/// The devices that a report of a gateway names: its `areaNwkDeviceInfo` resources.
#[must_use]
pub fn from_gateway(gateway: &NodeId, message: &Message<'_>, mapping: &Mapping) -> Vec<ProxiedDevice> {
    let mut instances: Vec<&Instance> = Vec::new();
    let id = mapping.find_attribute("areaNwkDeviceInfo.devID");
    for reading in message.readings.iter().filter(|reading| Some(reading.attribute) == id) {
        instances.push(&reading.instance);
    }
    let mut devices = Vec::with_capacity(instances.len());
    for instance in instances {
        let text =
            |name: &str| message.value_of(mapping, name, instance).and_then(Value::as_str).map(String::from);
        let Some(Ok(id)) = text("areaNwkDeviceInfo.devID").map(|id| NodeId::parse(&id)) else { continue };
        let number = match instance.keys() {
            [] => 1,
            [crate::mapping::Key::Index(number), ..] => number.saturating_add(1),
            _ => 0,
        };
        let addressing = match (text("areaNwkDeviceInfo.prefix"), instance.keys()) {
            (Some(prefix), _) => Addressing::Prefix(prefix),
            (None, [crate::mapping::Key::Name(name), ..]) => Addressing::Inventory(name.clone().into_owned()),
            (None, _) => Addressing::EmbeddedDevice(number),
        };
        let mut device = ProxiedDevice::new(gateway.clone(), id, addressing);
        device.device_type = text("areaNwkDeviceInfo.devType");
        devices.push(device);
    }
    devices
}
