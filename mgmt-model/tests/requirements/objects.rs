//! The objects themselves.

use super::*;
use mgmt_model::mapping::{Builder, CustomAttribute, CustomBinding, CustomResource, Fit};
use mgmt_model::onem2m::Resource;
use mgmt_model::procedure::{Next, Outcome, Plan};

#[test]
fn serializations() {
    let resources = [Resource::new("m2m:bat").with("btl", 57).with("bts", 1)];
    let json = Resource::to_json(&resources).unwrap();
    assert_eq!(Resource::from_json(json.as_bytes()).unwrap(), resources);
    assert_eq!(Resource::from_cbor(&Resource::to_cbor(&resources).unwrap()).unwrap(), resources);
    let xml = Resource::to_xml(&resources).unwrap();
    let read =
        mgmt_model::onem2m::lift(&Resource::from_xml(xml.as_bytes()).unwrap(), &Options::default()).unwrap();
    assert_eq!(value(&read, "battery.batteryLevel"), Value::Integer(57));
    assert!(known("etsiBattery.batteryLevel"));
}

#[test]
fn raw_objects() {
    let mut builder = Builder::extend(mapping());
    builder.resource(CustomResource::from_cells(["waterMeter", "acme:waterMeter", "0"]));
    builder.attribute(CustomAttribute::from_cells(["waterMeter", "flow", "flow", "float", "m3/s"]));
    builder.bind(CustomBinding::new("waterMeter.flow", LWM2M, "/33000/{i}/5700").with_native("float64"));
    builder.bind(CustomBinding::new("waterMeter.flow", TR181, "Device.X_ACME_Meter.{i}.Flow"));
    let mapping = builder.build().unwrap();
    let options = Options::default().with_mapping(&mapping);
    let message =
        plain::lift(items(LWM2M, &[("/33000/2/5700", Value::Float(0.5))]), Intent::Report, &options);
    let entries = plain::lower_report(&message, TR181, &options).output;
    assert_eq!(entries[0].address, "Device.X_ACME_Meter.3.Flow");
    let json = Resource::to_json(&mgmt_model::onem2m::lower(&message, &options).output).unwrap();
    assert!(json.starts_with(r#"{"acme:waterMeter":{"rn":"waterMeter-2","mgd":0,"mgs":""#), "{json}");
}

#[test]
fn foreign_technologies() {
    // Another system's names are rows like any others: here, an action of a home automation system.
    let mut builder = Builder::extend(mapping());
    builder.bind(
        CustomBinding::new("reboot.reboot", OMADM, "./Foreign/UPnP/BMS/Reboot")
            .with_native("none")
            .with_usage(mgmt_model::mapping::Usage::Execute),
    );
    let mapping = builder.build().unwrap();
    let options = Options::default().with_mapping(&mapping);
    let reboot = order("reboot.reboot", &[]);
    let steps = plain::lower(&reboot, OMADM, &options).output;
    assert_eq!(steps, [Step::Execute("./Foreign/UPnP/BMS/Reboot".into())]);
}

#[test]
fn service_layer() {
    for definition in 1011..=1020 {
        assert!(mapping().resource_by_definition(definition).is_some(), "{definition}");
    }
    let policy = told(LWM2M, &[("/2048/0/0", "night".into()), ("/2056/0/1", Value::Integer(4096))]);
    assert_eq!(
        report(&policy, TR181),
        [
            "Device.X_oneM2M_org_CSE.1.CMDH.Policy.1.Name=night",
            "Device.X_oneM2M_org_CSE.1.CMDH.Buffer.1.MaximumBufferSize=4096"
        ]
    );
    assert!(known("Device.ETSIM2M.SCL.1.Reregistration.RegExpirationDuration"));
}

#[test]
fn device_management() {
    for (technology, name, text, attribute) in [
        (TR181, "Device.DeviceInfo.SerialNumber", "S1", "deviceInfo.deviceLabel"),
        (TR098, "InternetGatewayDevice.DeviceInfo.ModelName", "HT", "deviceInfo.model"),
        (OMADM, "./DCMO/1/Property", "camera", "deviceCapability.capabilityName"),
        (LWM2M, "/5/0/7", "2.1", "firmware.version"),
        (LWM2M, "/9/0/0", "mail", "software.softwareName"),
    ] {
        assert_eq!(value(&told(technology, &[(name, text.into())]), attribute), text.into(), "{name}");
    }
    let battery = told(LWM2M, &[("/3/0/9", Value::Integer(57)), ("/3/0/20", Value::Integer(0))]);
    assert_eq!(
        (value(&battery, "bat.btl"), value(&battery, "bat.bts")),
        (Value::Integer(57), Value::Integer(1))
    );
    for (action, step) in [("reboot.reboot", "exec /3/0/4"), ("eventLog.logStop", "exec /20/0/4012")] {
        assert!(steps(&order(action, &[]), LWM2M).contains(&step.to_owned()), "{action}");
    }
    let memory = told(LWM2M, &[("/3/0/10", Value::Integer(64))]);
    assert_eq!(value(&memory, "memory.memAvailable"), Value::Integer(64_000));
}

#[test]
fn credentials() {
    let octets = items(LWM2M, &[("/0/0/4", Value::from(vec![7_u8; 32]))]);
    let key = plain::lift(octets.clone(), Intent::Report, &Options::default());
    // Without the matching type the octets are a key, not its digest.
    assert!(key.value(mapping(), "authenticationProfile.rawPubKeyID").is_none());
    let with_type = [octets, items(LWM2M, &[("/0/0/13", Value::Integer(1))])].concat();
    let digest = plain::lift(with_type, Intent::Report, &Options::default());
    assert!(
        value(&digest, "authenticationProfile.rawPubKeyID").as_str().unwrap().starts_with("ni:///sha-256;")
    );
    let resource = mapping().resource_by_definition(1022).unwrap();
    let secrets = mapping().attributes_of(resource).filter(|(_, attribute)| attribute.secret).count();
    assert!(secrets >= 1);
    assert!(known("/0/0/5"));
}

#[test]
fn diagnostics() {
    let mut plan = Plan::ping("192.0.2.1", mapping());
    let Next::Send(request) = plan.next() else { panic!() };
    assert_eq!(
        steps(&request, TR181),
        [
            "write Device.IP.Diagnostics.IPPing.Host=192.0.2.1",
            "write Device.IP.Diagnostics.IPPing.DiagnosticsState=Requested"
        ]
    );
    assert_eq!(losses(&request, LWM2M)[0], "ping.start: no counterpart");
    plan.feed(
        &told(TR181, &[("Device.IP.Diagnostics.IPPing.DiagnosticsState", "Complete".into())]),
        mapping(),
    );
    let Next::Send(question) = plan.next() else { panic!() };
    assert!(steps(&question, TR181)[0].contains("SuccessCount"));
    plan.feed(
        &told(
            TR181,
            &[
                ("Device.IP.Diagnostics.IPPing.SuccessCount", "3".into()),
                ("Device.IP.Diagnostics.IPPing.FailureCount", "0".into()),
                ("Device.IP.Diagnostics.IPPing.AverageResponseTime", "12".into()),
            ],
        ),
        mapping(),
    );
    let Next::Done(Outcome::Success(values)) = plan.next() else { panic!() };
    assert_eq!(values.len(), 3);
}

#[test]
fn capabilities() {
    let disable = order("deviceCapability.disable", &[]);
    assert_eq!(steps(&disable, LWM2M), ["exec /15/0/6"]);
    assert_eq!(steps(&disable, OMADM), ["exec ./DCMO/1/Operations/Disable"]);
    assert_eq!(steps(&disable, TR181), ["write Device.WiFi.Radio.1.Enable=false"]);
    let camera =
        told(OMADM, &[("./DCMO/camera/Enabled", "true".into()), ("./DCMO/camera/Property", "camera".into())]);
    assert_eq!(report(&camera, LWM2M), ["/15/0/0=camera", "/15/0/4=true"]);
}

#[test]
fn lock_and_wipe() {
    let lock = order("lock.fullyLock", &[]);
    assert_eq!(steps(&lock, OMADM), ["exec ./LAWMO/Operations/FullyLock"]);
    assert_eq!(steps(&lock, LWM2M), ["write /8/0/0=2"]);
    assert_eq!(losses(&lock, TR181), ["lock.fullyLock: no counterpart"]);
    let place = told(
        LWM2M,
        &[("/6/0/0", Value::Float(52.52)), ("/6/0/1", Value::Float(13.4)), ("/8/0/0", Value::Integer(1))],
    );
    assert_eq!(value(&place, "location.latitude"), Value::Float(52.52));
    assert_eq!(report(&place, OMADM).last().unwrap(), "./DiagMon/Location/DiagMonData/Longitude=13.4");
    assert!(report(&place, OMADM).contains(&"./LAWMO/State=20".to_owned()));
}

#[test]
fn logs() {
    let start = order("eventLog.logStart", &[]);
    assert_eq!(steps(&start, LWM2M), ["exec /20/0/4011"]);
    assert_eq!(
        steps(&start, TR181),
        ["write Device.DeviceInfo.X_oneM2M_org_Diagnostics.EventLog.1.Enable=true"]
    );
    let log =
        told(LWM2M, &[("/20/0/4013", Value::Integer(3)), ("/20/0/4014", Value::from(b"boot".to_vec()))]);
    assert_eq!(value(&log, "eventLog.logStatus"), Value::Integer(2));
    assert_eq!(value(&log, "eventLog.logData"), "Ym9vdA==".into());
    let upload = order("eventLog.logUpload", &[("eventLog.uploadURL", "https://files.example/log".into())]);
    assert_eq!(
        steps(&upload, TR181),
        ["call Upload(FileType=2 Vendor Log File,URL=https://files.example/log)"]
    );
}

#[test]
fn static_tables() {
    // The same constants every time: there is nothing to build and nothing to free.
    assert!(std::ptr::eq(Mapping::built_in(), Mapping::built_in()));
    assert!(mapping().bindings().len() > 800);
}

/// What the tables say about each management requirement of the study, per technology.
pub(crate) fn gap_analysis() -> String {
    const ROWS: [(&str, &str, &[&str]); 12] = [
        ("MGR-001", "devices with few resources", &["deviceInfo", "reboot"]),
        ("MGR-002", "area networks and their devices", &["areaNwkInfo", "areaNwkDeviceInfo"]),
        ("MGR-003", "the information model itself", &["deviceInfo", "software", "firmware"]),
        (
            "MGR-004",
            "common means across technologies",
            &["deviceInfo", "firmware", "memory", "battery", "reboot"],
        ),
        ("MGR-005", "groups", &["firmware", "reboot"]),
        ("MGR-006", "configuration", &["managementServer", "time", "wlan"]),
        ("MGR-007", "monitoring and diagnostics", &["statistics", "status", "ping", "eventLog"]),
        ("MGR-008", "software", &["software"]),
        ("MGR-009", "reset", &["reboot"]),
        ("MGR-010", "admission to the network", &["deviceCapability", "credentials"]),
        ("MGR-011", "changes of the topology", &["areaNwkDeviceInfo"]),
        ("MGR-012", "provisioning of gateways", &["managementServer", "areaNwkDeviceInfo"]),
    ];
    let mut text = String::from(
        "# Gap analysis\n\nWhat the mapping tables say: of the attributes of the objects behind each requirement, how \
         many each technology expresses exactly or by conversion, in part, and not at all; and which actions it has \
         no word for. Made from `data/mapping.tsv`.\n\n| requirement | objects | OMA DM | TR-069 | LwM2M |\n|---|---|---|---|---|\n",
    );
    for (id, name, objects) in ROWS {
        text += &format!("| {id} {name} | {} ", objects.join(", "));
        for technologies in [&[OMADM][..], &[TR181, Technology::Cwmp], &[LWM2M]] {
            let (mut whole, mut part, mut none) = (0, 0, 0);
            let mut missing = Vec::new();
            for object in objects {
                let resource = mapping().resource_by_name(object).unwrap();
                for (_, attribute) in mapping().attributes_of(resource) {
                    let rows = attribute.bindings(mapping()).iter();
                    let fit = rows
                        .filter(|row| {
                            technologies.contains(&row.technology)
                                && row.usage != mgmt_model::mapping::Usage::Noted
                        })
                        .map(|row| row.fit)
                        .min();
                    match fit {
                        Some(Fit::Exact | Fit::Converted) => whole += 1,
                        Some(_) => part += 1,
                        None => {
                            none += 1;
                            if attribute.is_action() {
                                missing.push(attribute.name.to_string());
                            }
                        }
                    }
                }
            }
            text += &format!("| {whole} whole, {part} in part, {none} not");
            if !missing.is_empty() {
                text += &format!("; no {}", missing.join(", "));
            }
            text += " ";
        }
        text += "|\n";
    }
    text
}

#[test]
fn gaps() {
    let text = gap_analysis();
    assert_eq!(text.lines().filter(|line| line.starts_with("| MGR-")).count(), 12);
    assert!(text.contains("no connect, disable"), "{text}");
}
