//! Which radio, network and client of TR-181's Wi-Fi belong together.
//!
//! The model has one resource per network and one per client; TR-181 has tables of radios, of SSIDs on them, of access
//! points and of end points on those, joined by references. Where a message tells the references they decide, else
//! rows of the same number belong together.

use crate::lift::Item;
use crate::mapping::{Mapping, Technology};
use crate::{ResourceId, Value};
use alloc::collections::BTreeSet;
use alloc::vec::Vec;

const WIFI: &str = "Device.WiFi.";
const END_POINTS: &str = "EndPoint.";

/// The place of a name in one of the tables, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Table {
    Radio(u32),
    Ssid(u32),
    AccessPoint(u32),
}

impl Table {
    /// The table that a name is in.
    pub(crate) fn of(item: &Item<'_>) -> Option<Table> {
        if item.technology != Technology::Tr181 {
            return None;
        }
        let rest = item.name.strip_prefix(WIFI)?;
        let number = |table: &str| rest.strip_prefix(table).and_then(row).map(|(number, _)| number);
        let ssid = || number("SSID.").map(Table::Ssid);
        number("Radio.")
            .map(Table::Radio)
            .or_else(ssid)
            .or_else(|| number("AccessPoint.").map(Table::AccessPoint))
    }
}

/// The number of the row that a path begins with, from 0, and what follows.
fn row(path: &str) -> Option<(u32, &str)> {
    let digits = path.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = path.split_at_checked(digits)?;
    let number = number.parse::<u32>().ok().filter(|_| !path.starts_with('0'))?.checked_sub(1)?;
    if rest.is_empty() { Some((number, rest)) } else { Some((number, rest.strip_prefix('.')?)) }
}

/// What a message tells about references between the tables; every pair is of a row and what it refers to.
#[derive(Debug, Default)]
pub(crate) struct Interfaces {
    /// SSIDs, each with the radio below it; `None` for one that is on something else.
    layers: Vec<(u32, Option<u32>)>,
    /// Access points and their SSIDs.
    access_points: Vec<(u32, u32)>,
    /// End points and their SSIDs.
    end_points: Vec<(u32, u32)>,
    has_clients: bool,
    /// The resources of networks and of clients.
    networks: Option<ResourceId>,
    clients: Option<ResourceId>,
}

impl Interfaces {
    pub(crate) fn of(items: &[Item<'_>], mapping: &Mapping) -> Self {
        let resource = |attribute| mapping.find_attribute(attribute).and_then(|id| mapping.resource_of(id));
        let (networks, clients) = (resource("wlan.ssid"), resource("wificlient.ssid"));
        let mut all = Interfaces { networks, clients, ..Interfaces::default() };
        for item in items.iter().filter(|item| item.technology == Technology::Tr181) {
            let Some(rest) = item.name.strip_prefix(WIFI) else { continue };
            all.has_clients |= rest.starts_with(END_POINTS);
            // Few names are references.
            let Value::Text(value) = &item.value else { continue };
            let parameter = |table| rest.strip_prefix(table).and_then(row);
            if rest.ends_with(".LowerLayers") {
                if let Some((number, "LowerLayers")) = parameter("SSID.")
                    && !value.trim().is_empty()
                {
                    let radios = value.split(',').map(|layer| reference(layer, "Radio."));
                    all.layers.extend(radios.map(|radio| (number, radio)));
                }
            } else if rest.ends_with(".SSIDReference") {
                let ssid = reference(value, "SSID.");
                if let Some((number, "SSIDReference")) = parameter("AccessPoint.") {
                    all.access_points.extend(ssid.map(|ssid| (number, ssid)));
                } else if let Some((number, "SSIDReference")) = parameter(END_POINTS) {
                    all.end_points.extend(ssid.map(|ssid| (number, ssid)));
                }
            }
        }
        all
    }

    pub(crate) fn is_network(&self, resource: Option<ResourceId>) -> bool {
        resource.is_some() && resource == self.networks
    }

    pub(crate) fn is_client(&self, resource: Option<ResourceId>) -> bool {
        resource.is_some() && resource == self.clients
    }

    /// Whether the device is a client somewhere, as far as the message tells.
    pub(crate) const fn has_clients(&self) -> bool {
        self.has_clients
    }

    /// Whether no reference is told: rows of the same number belong together.
    pub(crate) const fn are_by_number(&self) -> bool {
        self.layers.is_empty() && self.access_points.is_empty() && self.end_points.is_empty()
    }

    /// The networks, or the clients, that a row belongs to.
    pub(crate) fn instances(&self, table: Table, client: bool) -> BTreeSet<u32> {
        let networks: BTreeSet<u32> = match table {
            Table::Radio(radio) => {
                let on_it = self.layers.iter().filter(|(_, below)| *below == Some(radio));
                let on_it: BTreeSet<u32> = on_it.map(|(ssid, _)| *ssid).collect();
                let told = !on_it.is_empty() || self.layers.iter().any(|(ssid, _)| *ssid == radio);
                if told { on_it } else { [radio].into() }
            }
            Table::Ssid(ssid) => [ssid].into(),
            Table::AccessPoint(number) => [target(&self.access_points, number).unwrap_or(number)].into(),
        };
        if !client {
            return networks;
        }
        let clients = |ssid: u32| {
            let referring = self.end_points.iter().filter(move |(_, to)| *to == ssid).map(|(from, _)| *from);
            let by_number = target(&self.end_points, ssid).is_none().then_some(ssid);
            let by_number = by_number.filter(|_| !self.end_points.iter().any(|(_, to)| *to == ssid));
            referring.chain(by_number)
        };
        networks.into_iter().flat_map(clients).collect()
    }
}

fn target(pairs: &[(u32, u32)], number: u32) -> Option<u32> {
    pairs.iter().find(|(from, _)| *from == number).map(|(_, to)| *to)
}

/// The row of a table that a path names: `Device.WiFi.Radio.2.`.
fn reference(path: &str, table: &str) -> Option<u32> {
    let row = row(path.trim().strip_prefix(WIFI)?.strip_prefix(table)?)?;
    Some(row.0).filter(|_| row.1.is_empty())
}
