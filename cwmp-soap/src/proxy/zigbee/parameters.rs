//! The parameters that a reply tells.

use super::reply::{Destination, Page};
use super::{IeeeAddress, ZdoReply};
use crate::value::Value;
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

impl ZdoReply {
    /// The table that the reply begins to tell anew.
    pub(super) fn table(&self) -> Option<&'static str> {
        match self {
            ZdoReply::Neighbors(Page { start: 0, .. }) => Some("Network.Neighbor."),
            ZdoReply::Routes(Page { start: 0, .. }) => Some("NodeManager.RoutingTable."),
            ZdoReply::Bindings(Page { start: 0, .. }) => Some("Binding."),
            _ => None,
        }
    }

    /// The parameters of the row that the reply tells. `row` finds the row of a device, as a path.
    pub(super) fn parameters(
        &self,
        row: impl Fn(IeeeAddress) -> Option<String>,
    ) -> Vec<(String, Value<'static>)> {
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
            ZdoReply::Neighbors(page) => {
                let mut list = vec![number("Network.NeighborNumberOfEntries", page.total.into())];
                for (at, neighbor) in rows(page, "Network.Neighbor.") {
                    let word = |words: &[&'static str], code: u8| words.get(usize::from(code)).copied();
                    let relationship = word(RELATIONSHIPS, neighbor.relationship).unwrap_or("None");
                    let permit_join = word(PERMISSIONS, neighbor.permit_joining).unwrap_or("Unknown");
                    list.extend([
                        // A device without row is nothing to refer to.
                        text(&format!("{at}Neighbor"), &row(neighbor.address).unwrap_or_default()),
                        number(&format!("{at}LQI"), neighbor.lqi.into()),
                        text(&format!("{at}Relationship"), relationship),
                        text(&format!("{at}PermitJoin"), permit_join),
                        number(&format!("{at}Depth"), neighbor.depth.into()),
                    ]);
                }
                list
            }
            ZdoReply::Routes(page) => {
                let mut list = vec![number("NodeManager.RoutingTableNumberOfEntries", page.total.into())];
                for (at, route) in rows(page, "NodeManager.RoutingTable.") {
                    let status = ROUTE_STATES.get(usize::from(route.status)).copied().unwrap_or("Inactive");
                    list.extend([
                        text(&format!("{at}DestinationAddress"), &route.destination.to_string()),
                        text(&format!("{at}NextHopAddress"), &route.next_hop.to_string()),
                        text(&format!("{at}Status"), status),
                        flag(&format!("{at}MemoryConstrained"), route.memory_constrained),
                        flag(&format!("{at}ManyToOne"), route.many_to_one),
                        flag(&format!("{at}RouteRecordRequired"), route.route_record_required),
                    ]);
                }
                list
            }
            ZdoReply::Bindings(page) => {
                let mut list = vec![number("BindingTableNumberOfEntries", page.total.into())];
                for (at, binding) in rows(page, "Binding.") {
                    let (mode, endpoint, address, group) = match binding.destination {
                        Destination::Group(group) => ("Group", 0, String::new(), group.to_string()),
                        Destination::Endpoint(device, endpoint) => {
                            ("Endpoint", endpoint, device.to_string(), String::new())
                        }
                    };
                    list.extend([
                        number(&format!("{at}SourceEndpoint"), binding.source_endpoint.into()),
                        text(&format!("{at}SourceAddress"), &binding.source.to_string()),
                        number(&format!("{at}ClusterId"), binding.cluster),
                        text(&format!("{at}DestinationAddressMode"), mode),
                        number(&format!("{at}DestinationEndpoint"), endpoint.into()),
                        text(&format!("{at}IEEEDestinationAddress"), &address),
                        text(&format!("{at}GroupDestinationAddress"), &group),
                    ]);
                }
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

/// The entries of a page with the paths of their rows, which are numbered from 1 through all pages.
fn rows<'p, T>(page: &'p Page<T>, table: &'p str) -> impl Iterator<Item = (String, &'p T)> {
    let first = usize::from(page.start) + 1;
    (first..).zip(&page.entries).map(move |(number, entry)| (format!("{table}{number}."), entry))
}

const RELATIONSHIPS: &[&str] = &["Parent", "Child", "Sibling", "None", "PrevChild"];
const PERMISSIONS: &[&str] = &["NotAccepting", "Accepting", "Unknown"];
const ROUTE_STATES: &[&str] =
    &["Active", "DiscoveryUnderway", "DiscoveryFailed", "Inactive", "ValidationUnderway"];
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
