//! Each operation in each technology: what is sent, what is said to be impossible, and what comes back from it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]
#![cfg(all(feature = "cwmp", feature = "lwm2m", feature = "omadm", feature = "json"))]

use cwmp_soap::Envelope;
use lwm2m_tlv::interface::attributes::AttributeChanges;
use lwm2m_tlv::interface::operation::Operation as Lwm2m;
use lwm2m_tlv::model::CoreObjects;
use lwm2m_tlv::{ContentFormat, Node, Path, Timestamp, Version, content_format};
use mgmt_model::{
    Instance, Intent, LossKind, Mapping, Message, Operation, Options, Reading, Target, Value, cwmp, lwm2m,
    omadm, onem2m,
};
use omadm_syncml::message::SyncMl;

fn mapping() -> &'static Mapping {
    Mapping::built_in()
}

fn attribute(name: &str) -> mgmt_model::AttributeId {
    mapping().find_attribute(name).unwrap_or_else(|| panic!("{name}"))
}

fn target(name: &str, instance: u32) -> Target {
    Target::new(attribute(name)).with_instance(Instance::index(instance))
}

fn reading(name: &str, instance: u32, value: impl Into<Value<'static>>) -> Reading<'static> {
    Reading::new(attribute(name), value).with_instance(Instance::index(instance))
}

/// The RPCs of a request: name and the texts in it.
fn rpcs(message: &Message<'_>, options: &Options<'_>) -> String {
    let lowered = cwmp::lower(message, options);
    let mut lines: Vec<String> = lowered
        .output
        .iter()
        .map(|envelope| {
            let xml = envelope.to_xml().unwrap();
            assert_eq!(Envelope::from_xml(xml.as_bytes()).unwrap().body, envelope.body);
            let body = xml.split_once("Body><cwmp:").unwrap().1.split_once("</soap-env:Body>").unwrap().0;
            let name = body.split([' ', '>', '/']).next().unwrap();
            let texts: Vec<&str> = body
                .split('<')
                .filter_map(|part| part.split_once('>').map(|(_, text)| text))
                .filter(|text| !text.is_empty())
                .collect();
            format!("{name} {}", texts.join(" ")).trim().to_owned()
        })
        .collect();
    lines.extend(lowered.losses.iter().map(|loss| format!("lost {loss}")));
    lines.join("; ")
}

/// The commands of a request.
fn commands(message: &Message<'_>, options: &Options<'_>) -> String {
    let lowered = omadm::lower(message, options);
    let xml = lowered.output.to_xml().unwrap();
    assert_eq!(SyncMl::from_xml(xml.as_bytes()).unwrap(), lowered.output);
    let mut lines = Vec::new();
    for command in &lowered.output.body.commands {
        for item in command.items() {
            let format = item.meta.as_ref().and_then(|meta| meta.format.as_deref()).unwrap_or_default();
            let data = item.data.as_ref().and_then(|data| data.text()).unwrap_or_default();
            let uri = item.target_uri().or(item.source_uri()).unwrap_or_default();
            lines.push(format!("{} {uri} {format} {data}", command.name()).trim().to_owned());
        }
    }
    lines.extend(lowered.losses.iter().map(|loss| format!("lost {loss}")));
    lines.join("; ")
}

/// The records of a payload.
fn records(message: &Message<'_>, options: &Options<'_>) -> String {
    let lowered = lwm2m::lower(message, options);
    let mut lines: Vec<String> = lowered
        .output
        .iter()
        .map(|node| match node.value() {
            Some(value) => format!("{} {value:?}", node.path),
            None => format!("{} -", node.path),
        })
        .collect();
    lines.extend(lowered.losses.iter().map(|loss| format!("lost {loss}")));
    lines.join("; ")
}

/// The operations of a server.
fn interface(message: &Message<'_>, options: &Options<'_>) -> String {
    let format = ContentFormat::SENML_JSON;
    let lowered = lwm2m::lower_operations(message, format, Version::V1_1, options).unwrap();
    let mut lines: Vec<String> = lowered
        .output
        .iter()
        .map(|one| format!("{} {}", one.name(), one.path().map(|path| path.to_string()).unwrap_or_default()))
        .collect();
    lines.extend(lowered.losses.iter().map(|loss| format!("lost {loss}")));
    lines.join("; ")
}

/// The requests to a node.
fn primitives(message: &Message<'_>, options: &Options<'_>) -> String {
    let lowered = onem2m::lower_request(message, "cse/node", options);
    let mut lines: Vec<String> =
        lowered.output.iter().map(|request| format!("{:?} {}", request.operation, request.to)).collect();
    lines.extend(lowered.losses.iter().map(|loss| format!("lost {loss}")));
    lines.join("; ")
}

#[test]
fn each_operation_in_each_technology() {
    let software = mapping().resource_by_name("software").unwrap();
    let ssid = || reading("wlan.ssid", 1, "meadow");
    let cases: Vec<(&str, Operation<'static>, [&str; 5])> = vec![
        (
            "read",
            Operation::Read(vec![target("deviceInfo.manufacturer", 0), target("deviceInfo.model", 0)]),
            [
                "GetParameterValues Device.DeviceInfo.Manufacturer Device.DeviceInfo.ModelName",
                "Get ./DevInfo/Man; Get ./DevInfo/Mod",
                "/3/0/0 -; /3/0/1 -",
                "Read /3/0/0; Read /3/0/1",
                "Retrieve cse/node/dvi",
            ],
        ),
        (
            "read what is nowhere",
            Operation::Read(vec![target("deviceInfo.country", 0)]),
            [
                "lost deviceInfo.country: no counterpart",
                "lost deviceInfo.country: no counterpart",
                "lost deviceInfo.country: no counterpart",
                "lost deviceInfo.country: no counterpart",
                "Retrieve cse/node/dvi",
            ],
        ),
        (
            "write",
            Operation::Write(vec![ssid()]),
            [
                "SetParameterValues Device.WiFi.SSID.2.SSID meadow",
                "Replace ./ConnMO/WLAN/2/SSID chr meadow",
                "/12/1/5 String(\"meadow\")",
                "Write /12/1/5",
                "Update cse/node/wlan-1",
            ],
        ),
        (
            "write what can only be read",
            Operation::Write(vec![reading("deviceInfo.manufacturer", 0, "A")]),
            [
                "lost deviceInfo.manufacturer: cannot be written there",
                "lost deviceInfo.manufacturer: cannot be written there",
                "lost deviceInfo.manufacturer: cannot be written there",
                "lost deviceInfo.manufacturer: cannot be written there",
                "lost dvi.man: cannot be written there",
            ],
        ),
        (
            "create",
            Operation::Create {
                resource: software,
                instance: Some(Instance::index(2)),
                values: vec![reading("software.URL", 2, "https://f.example/1")],
            },
            [
                "AddObject Device.SoftwareModules.DeploymentUnit.; lost Device.SoftwareModules.DeploymentUnit.3: the meaning differs; lost software.URL: cannot be written there",
                "Add ./SCOMO/Download/3 node; Replace ./SCOMO/Download/3/PkgURL chr https://f.example/1",
                "/9/2/3 String(\"https://f.example/1\")",
                "Create /9",
                "Create cse/node",
            ],
        ),
        (
            "create without a name",
            Operation::Create { resource: software, instance: None, values: vec![] },
            [
                "AddObject Device.SoftwareModules.DeploymentUnit.",
                "lost software: it must be named there",
                "lost /9: no counterpart",
                "Create /9",
                "Create cse/node",
            ],
        ),
        (
            "delete",
            Operation::Delete { resource: software, instance: Instance::index(2) },
            [
                "DeleteObject Device.SoftwareModules.DeploymentUnit.3.",
                "Delete ./SCOMO/Inventory/Deployed/3",
                "lost /9/2: no counterpart",
                "Delete /9/2",
                "Delete cse/node/swr-2",
            ],
        ),
        (
            "execute",
            Operation::Execute { action: target("reboot.reboot", 0), arguments: vec![] },
            [
                "Reboot",
                "Exec ./DiagMon/Restart/Operations/Start",
                "/3/0/4 -",
                "Execute /3/0/4",
                "Update cse/node/rbo",
            ],
        ),
        (
            "execute with arguments",
            Operation::Execute {
                action: target("firmware.update", 0),
                arguments: vec![
                    reading("firmware.URL", 0, "https://f.example/1"),
                    reading("firmware.delay", 0, 60),
                    reading("firmware.commandKey", 0, "k1"),
                ],
            },
            [
                "Download k1 1 Firmware Upgrade Image https://f.example/1 0 60",
                "Replace ./FUMO/1/DownloadAndUpdate/PkgURL chr https://f.example/1; Exec ./FUMO/1/DownloadAndUpdate; lost firmware.delay: no counterpart",
                "/5/0/1 String(\"https://f.example/1\"); /5/0/2 -; lost firmware.delay: no counterpart; lost firmware.commandKey: no counterpart",
                "Write /5/0/1; Execute /5/0/2; lost firmware.delay: no counterpart; lost firmware.commandKey: no counterpart",
                "Create cse/node; lost firmware.commandKey: no counterpart",
            ],
        ),
        (
            "execute without what it needs",
            Operation::Execute { action: target("firmware.update", 0), arguments: vec![] },
            [
                "lost firmware.update: an argument is missing",
                "Exec ./FUMO/1/DownloadAndUpdate",
                "/5/0/2 -",
                "Execute /5/0/2",
                "Update cse/node/fwr",
            ],
        ),
        (
            "observe",
            Operation::Observe(vec![target("battery.batteryLevel", 0)]),
            [
                "SetParameterAttributes Device.DeviceInfo.X_oneM2M_org_BatteryStatus.Battery.1.Level 1 2 0",
                "lost ./DiagMon/BatteryInfo/DiagMonData/1/BatteryLevel: no counterpart",
                "lost /3/0/9: no counterpart",
                "Observe /3/0/9",
                "Create cse/node/bat",
            ],
        ),
        (
            "cancel",
            Operation::CancelObserve(vec![target("battery.batteryLevel", 0)]),
            [
                "SetParameterAttributes Device.DeviceInfo.X_oneM2M_org_BatteryStatus.Battery.1.Level 1 0 0",
                "lost ./DiagMon/BatteryInfo/DiagMonData/1/BatteryLevel: no counterpart",
                "lost /3/0/9: no counterpart",
                "Cancel Observation /3/0/9",
                "Delete cse/node/bat/sub-1",
            ],
        ),
        (
            "discover all",
            Operation::Discover(None),
            [
                "GetParameterNames 0",
                "Get .?list=Struct",
                "lost discovery: no counterpart",
                "lost discovery: no counterpart",
                "Retrieve cse/node",
            ],
        ),
        (
            "discover a resource",
            Operation::Discover(Some(software)),
            [
                "GetParameterNames Device.SoftwareModules.DeploymentUnit. 0",
                "Get ./SCOMO/Inventory/Deployed?list=Struct",
                "lost /9: no counterpart",
                "Discover /9",
                "Retrieve cse/node",
            ],
        ),
    ];
    let options = Options::default();
    let mut wrong = Vec::new();
    for (name, operation, expected) in &cases {
        let message = Message::request(vec![operation.clone()]);
        let found = [
            rpcs(&message, &options),
            commands(&message, &options),
            records(&message, &options),
            interface(&message, &options),
            primitives(&message, &options),
        ];
        for (found, expected) in found.iter().zip(expected) {
            if found != expected {
                wrong.push(format!("{name}\n  found    {found}\n  expected {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
