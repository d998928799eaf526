//! The table of devices and what is known of them.

use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use super::command::SOURCES;
use super::{IeeeAddress, ZdoCommand, ZdoReply, ZdoRequest, ZigBeeError};
use crate::rpc::{GetParameterValuesResponse, ParameterValueStruct};
use crate::value::Value;

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
        let row = |address| {
            let found = self.nodes.iter().find(|(_, node)| node.address == address);
            found.map(|(instance, _)| format!("{}{instance}", self.table))
        };
        let parameters = reply.parameters(row);
        if let Some(node) = self.nodes.values_mut().find(|node| node.address == device) {
            if let Some(table) = reply.table() {
                node.values.retain(|parameter, _| !parameter.starts_with(table));
            }
            node.values.extend(parameters);
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
