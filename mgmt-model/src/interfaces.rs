//! Which radio, network and client of TR-181's Wi-Fi belong together.
//!
//! The model has one resource per network and one per client; TR-181 has tables of radios, of SSIDs on them, of access
//! points and of end points on those, joined by references. Where a message tells the references they decide, else
//! rows of the same number belong together.

use crate::lift::Item;
use crate::mapping::{Mapping, Technology};
use crate::{ResourceId, Value};
use alloc::collections::{BTreeMap, BTreeSet};
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

/// Networks that a radio carries at most, far above what there is: a message must not make many values of each of its
/// own by naming many networks.
const MAX_ON_A_RADIO: usize = 64;

/// What a message tells about references between the tables.
#[derive(Debug, Default)]
pub(crate) struct Interfaces {
    /// The SSIDs on each radio.
    on_radios: BTreeMap<u32, BTreeSet<u32>>,
    /// SSIDs that are told to be on something.
    layered: BTreeSet<u32>,
    /// Access points and their SSIDs.
    access_points: BTreeMap<u32, u32>,
    /// End points that refer to an SSID.
    end_points: BTreeSet<u32>,
    /// The end points on each SSID.
    on_ssids: BTreeMap<u32, BTreeSet<u32>>,
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
                    all.layered.insert(number);
                    for radio in value.split(',').filter_map(|layer| reference(layer, "Radio.")) {
                        all.on_radios.entry(radio).or_default().insert(number);
                    }
                }
            } else if rest.ends_with(".SSIDReference") {
                let Some(ssid) = reference(value, "SSID.") else { continue };
                if let Some((number, "SSIDReference")) = parameter("AccessPoint.") {
                    all.access_points.entry(number).or_insert(ssid);
                } else if let Some((number, "SSIDReference")) = parameter(END_POINTS) {
                    all.end_points.insert(number);
                    all.on_ssids.entry(ssid).or_default().insert(number);
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
    pub(crate) fn are_by_number(&self) -> bool {
        self.layered.is_empty() && self.access_points.is_empty() && self.end_points.is_empty()
    }

    /// Whether a row belongs to more networks or clients than get its values.
    pub(crate) fn is_crowded(&self, table: Table) -> bool {
        let above = |on_it: Option<&BTreeSet<u32>>| on_it.is_some_and(|on_it| on_it.len() > MAX_ON_A_RADIO);
        match table {
            Table::Radio(radio) => above(self.on_radios.get(&radio)),
            Table::Ssid(ssid) => above(self.on_ssids.get(&ssid)),
            Table::AccessPoint(_) => false,
        }
    }

    /// The networks, or the clients, that a row belongs to; in order.
    pub(crate) fn instances(&self, table: Table, client: bool) -> Vec<u32> {
        let networks: Vec<u32> = match table {
            Table::Radio(radio) => match self.on_radios.get(&radio) {
                Some(on_it) => on_it.iter().copied().take(MAX_ON_A_RADIO).collect(),
                None => Some(radio).filter(|ssid| !self.layered.contains(ssid)).into_iter().collect(),
            },
            Table::Ssid(ssid) => [ssid].into(),
            Table::AccessPoint(number) => [self.access_points.get(&number).copied().unwrap_or(number)].into(),
        };
        if !client {
            return networks;
        }
        let mut clients = Vec::new();
        for ssid in networks {
            match self.on_ssids.get(&ssid) {
                Some(on_it) => clients.extend(on_it.iter().copied().take(MAX_ON_A_RADIO)),
                None => clients.extend(Some(ssid).filter(|number| !self.end_points.contains(number))),
            }
            if clients.len() >= MAX_ON_A_RADIO {
                break;
            }
        }
        clients
    }
}

/// The row of a table that a path names: `Device.WiFi.Radio.2.`.
fn reference(path: &str, table: &str) -> Option<u32> {
    let row = row(path.trim().strip_prefix(WIFI)?.strip_prefix(table)?)?;
    Some(row.0).filter(|_| row.1.is_empty())
}
