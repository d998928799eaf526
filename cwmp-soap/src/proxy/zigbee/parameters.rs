//! The parameters that a reply tells.

use super::ZdoReply;
use crate::value::Value;

impl ZdoReply {
    /// The parameters of the row that the reply tells.
    pub(super) fn parameters(&self) -> Vec<(String, Value<'static>)> {
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
