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

fn envelope(body: &str) -> String {
    format!(
        "<soap-env:Envelope xmlns:soap-env=\"http://schemas.xmlsoap.org/soap/envelope/\" \
         xmlns:soap-enc=\"http://schemas.xmlsoap.org/soap/encoding/\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:cwmp=\"urn:dslforum-org:cwmp-1-2\">\
         <soap-env:Header><cwmp:ID soap-env:mustUnderstand=\"1\">1</cwmp:ID></soap-env:Header>\
         <soap-env:Body>{body}</soap-env:Body></soap-env:Envelope>"
    )
}

/// What a message asks for, shortly: the kind of each operation and how many things it is about; then the losses.
fn asks(message: &Message<'_>) -> String {
    let mut lines: Vec<String> = message
        .operations
        .iter()
        .map(|operation| match operation {
            Operation::Read(targets) => format!("read {}", names(targets)),
            Operation::Observe(targets) => format!("observe {}", names(targets)),
            Operation::CancelObserve(targets) => format!("cancel {}", names(targets)),
            Operation::Write(readings) => format!("write {}", written(readings)),
            Operation::Execute { action, arguments } => {
                format!("do {} {}", mapping().full_name(action.attribute), written(arguments))
            }
            Operation::Create { resource, instance, values } => {
                let number = instance.as_ref().map_or("any".to_owned(), ToString::to_string);
                format!("create {} {number} {}", mapping().resource(*resource).unwrap().name, written(values))
            }
            Operation::Delete { resource, instance } => {
                format!("delete {} {instance}", mapping().resource(*resource).unwrap().name)
            }
            Operation::Discover(resource) => {
                let name = resource.map_or("all", |id| &*mapping().resource(id).unwrap().name);
                format!("discover {name}")
            }
            other => panic!("{other:?}"),
        })
        .map(|line| line.trim().to_owned())
        .collect();
    lines.extend(message.losses.iter().map(|loss| format!("lost {loss}")));
    lines.join("; ")
}

fn names(targets: &[Target]) -> String {
    let names: Vec<_> =
        targets.iter().map(|t| format!("{}[{}]", mapping().full_name(t.attribute), t.instance)).collect();
    if names.len() > 4 { format!("{} and more", names[0]) } else { names.join(" ") }
}

fn written(readings: &[Reading<'_>]) -> String {
    let one = |r: &Reading<'_>| format!("{}[{}]={:?}", mapping().full_name(r.attribute), r.instance, r.value);
    readings.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[test]
fn rpcs_into_the_model() {
    let names = |list: &[&str]| -> String {
        let items: String = list.iter().map(|name| format!("<string>{name}</string>")).collect();
        format!(
            "<cwmp:GetParameterValues><ParameterNames soap-enc:arrayType=\"xsd:string[{}]\">{items}</ParameterNames></cwmp:GetParameterValues>",
            list.len()
        )
    };
    let attributes = |name: &str, change: u8, notification: u8, access: u8| {
        format!(
            "<cwmp:SetParameterAttributes><ParameterList soap-enc:arrayType=\"cwmp:SetParameterAttributesStruct[1]\">\
             <SetParameterAttributesStruct><Name>{name}</Name><NotificationChange>{change}</NotificationChange>\
             <Notification>{notification}</Notification><AccessListChange>{access}</AccessListChange>\
             <AccessList soap-enc:arrayType=\"xsd:string[0]\"/></SetParameterAttributesStruct></ParameterList>\
             </cwmp:SetParameterAttributes>"
        )
    };
    let object = |rpc: &str, name: &str| {
        format!("<cwmp:{rpc}><ObjectName>{name}</ObjectName><ParameterKey></ParameterKey></cwmp:{rpc}>")
    };
    let discovery = |path: &str| {
        format!(
            "<cwmp:GetParameterNames><ParameterPath>{path}</ParameterPath><NextLevel>0</NextLevel></cwmp:GetParameterNames>"
        )
    };
    let version = "Device.DeviceInfo.HardwareVersion";
    for (body, expected) in [
        (names(&[version]), "read deviceInfo.hwVersion[0]"),
        (names(&["Device.DeviceInfo.MemoryStatus."]), "read memory.memAvailable[0] memory.memTotal[0]"),
        (names(&["Device.Own."]), "lost Device.Own.: no counterpart"),
        (names(&["Device.Own"]), "lost Device.Own: no counterpart"),
        (attributes(version, 1, 2, 0), "observe deviceInfo.hwVersion[0]"),
        (attributes(version, 1, 0, 0), "cancel deviceInfo.hwVersion[0]"),
        (attributes(version, 0, 2, 0), ""),
        (attributes(version, 0, 0, 1), "lost Device.DeviceInfo.HardwareVersion: no counterpart"),
        (object("AddObject", "Device.SoftwareModules.DeploymentUnit."), "create software any"),
        (object("AddObject", "Device.Own."), "lost Device.Own.: no counterpart"),
        (object("DeleteObject", "Device.SoftwareModules.DeploymentUnit.3."), "delete software 2"),
        (object("DeleteObject", "Device.Own.3."), "lost Device.Own.3.: no counterpart"),
        (discovery(""), "discover all"),
        (discovery("Device.SoftwareModules.DeploymentUnit."), "discover software"),
        (
            "<cwmp:CancelTransfer><CommandKey>k</CommandKey></cwmp:CancelTransfer>".to_owned(),
            "do firmware.cancel firmware.commandKey[0]=Text(\"k\")",
        ),
        (
            "<cwmp:AutonomousTransferComplete><AnnounceURL/><TransferURL/><IsDownload>1</IsDownload>\
             <FileType>1 Firmware Upgrade Image</FileType><FileSize>0</FileSize><TargetFileName/><FaultStruct>\
             <FaultCode>9016</FaultCode><FaultString/></FaultStruct><StartTime>0001-01-01T00:00:00Z</StartTime>\
             <CompleteTime>0001-01-01T00:00:00Z</CompleteTime></cwmp:AutonomousTransferComplete>"
                .to_owned(),
            "lost AutonomousTransferComplete: no counterpart; lost Fault 9016: no counterpart",
        ),
        ("<soap-env:Fault><faultcode>Client</faultcode><faultstring>CWMP fault</faultstring><detail><cwmp:Fault>\
          <FaultCode>9005</FaultCode><FaultString>x</FaultString></cwmp:Fault></detail></soap-env:Fault>".to_owned(),
         "lost Fault 9005: no counterpart"),
    ] {
        let xml = envelope(&body);
        let parsed = Envelope::from_xml(xml.as_bytes()).unwrap_or_else(|error| panic!("{error} {xml}"));
        assert_eq!(asks(&cwmp::lift(&parsed, &Options::default())), expected, "{body}");
    }
}

fn message(commands: &str) -> String {
    format!(
        "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>\
         <SessionID>1</SessionID><MsgID>1</MsgID><Target><LocURI>d</LocURI></Target><Source><LocURI>s</LocURI>\
         </Source></SyncHdr><SyncBody>{commands}<Final/></SyncBody></SyncML>"
    )
}

#[test]
fn commands_into_the_model() {
    let command = |name: &str, uri: &str, more: &str| {
        format!("<{name}><CmdID>1</CmdID><Item><Target><LocURI>{uri}</LocURI></Target>{more}</Item></{name}>")
    };
    let format = |format: &str, data: &str| {
        format!("<Meta><Format xmlns=\"syncml:metinf\">{format}</Format></Meta><Data>{data}</Data>")
    };
    let correlated = "<Exec><CmdID>1</CmdID><Correlator>c1</Correlator><Item><Target><LocURI>./LAWMO/Operations/Wipe\
                      </LocURI></Target></Item></Exec>";
    for (text, expected) in [
        (command("Get", "./DevInfo/Man", ""), "read deviceInfo.manufacturer[0]"),
        (command("Get", "./DevDetail", ""), "read deviceInfo.deviceType[0] and more"),
        (command("Get", "./DevInfo?list=Struct", ""), "read deviceInfo.deviceLabel[0] and more"),
        (command("Get", "./DevInfo?prop=ACL", ""), "lost ./DevInfo?prop=ACL: no counterpart"),
        (
            command("Replace", "./SCOMO/Download/2/PkgURL", &format("chr", "https://f.example/")),
            "write software.URL[1]=Text(\"https://f.example/\")",
        ),
        (command("Replace", "./ConnMO/WLAN/1/SSID", ""), "lost ./ConnMO/WLAN/1/SSID: no counterpart"),
        (
            command("Replace", "./DevInfo/Man", &format("chr", "A")),
            "lost ./DevInfo/Man: cannot be written there",
        ),
        (
            command("Replace", "./SCOMO/Download/2/PkgURL", &format("b64", "aHR0cHM6Ly9mLmV4YW1wbGUv")),
            "lost ./SCOMO/Download/2/PkgURL: wrong type, expected text; bytes need base64",
        ),
        (
            command(
                "Add",
                "./SCOMO/Download/2",
                "<Meta><Format xmlns=\"syncml:metinf\">node</Format></Meta>",
            ),
            "create software 1",
        ),
        (
            command("Add", "./Own/2", "<Meta><Format xmlns=\"syncml:metinf\">node</Format></Meta>"),
            "lost ./Own/2: no counterpart",
        ),
        (command("Delete", "./SCOMO/Download/2", ""), "delete software 1"),
        (command("Delete", "./Own/2", ""), "lost ./Own/2: no counterpart"),
        (command("Exec", "./DiagMon/Restart/Operations/Start", ""), "do reboot.reboot"),
        (command("Exec", "./Own", ""), "lost ./Own: no counterpart"),
        (
            command("Exec", "./LAWMO/Operations/Wipe", "<Data>now</Data>"),
            "do lock.wipe; lost ./LAWMO/Operations/Wipe Data: no counterpart",
        ),
        (correlated.to_owned(), "do lock.wipe; lost Correlator: no counterpart"),
        (command("Copy", "./a", "<Source><LocURI>./b</LocURI></Source>"), "lost Copy: no counterpart"),
    ] {
        let xml = message(&text);
        let parsed = SyncMl::from_xml(xml.as_bytes()).unwrap_or_else(|error| panic!("{error} {xml}"));
        assert_eq!(asks(&omadm::lift(&parsed, &Options::default())), expected, "{text}");
    }
}

/// Management objects where a device has them, in and out.
#[test]
fn objects_at_other_places() {
    let mut options = Options::default();
    options.roots = vec![("./FUMO".into(), "./Vendor/Update".into())];
    let read = SyncMl::from_xml(
        message(
            "<Results><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>1</CmdRef><Item><Source><LocURI>./Vendor/Update/x/State</LocURI>\
             </Source><Data>30</Data></Item><Item><Source><LocURI>./Vendor/Updates</LocURI></Source><Data>1</Data></Item>\
             <Item><Source><LocURI>./Vendor/Update</LocURI></Source></Item></Results>",
        )
        .as_bytes(),
    )
    .unwrap()
    .into_owned();
    let report = omadm::lift(&read, &options);
    assert_eq!(asks(&report), "lost ./Vendor/Updates: no counterpart");
    let state = report.readings.iter().find(|one| one.attribute == attribute("firmware.state")).unwrap();
    assert_eq!(state.value, Value::Integer(1));
    let url = reading("firmware.URL", 0, "https://f.example/1");
    let action = target("firmware.update", 0);
    let request = Message::request(vec![Operation::Execute { action, arguments: vec![url] }]);
    assert_eq!(
        commands(&request, &options),
        "Replace ./Vendor/Update/1/DownloadAndUpdate/PkgURL chr https://f.example/1; Exec ./Vendor/Update/1/DownloadAndUpdate"
    );
}

#[test]
fn records_into_the_model() {
    let lift = |nodes: &[Node<'_>], options: &Options<'_>| asks(&lwm2m::lift(nodes, options));
    let options = Options::default();
    assert_eq!(lift(&[Node::none(Path::resource(3, 0, 4))], &options), "do reboot.reboot");
    assert_eq!(lift(&[Node::none(Path::resource(3, 0, 9))], &options), "read battery.batteryLevel[0]");
    assert_eq!(lift(&[Node::none(Path::resource(3, 0, 99))], &options), "lost /3/0/99: no counterpart");
    let soon = Node::new(Path::resource(3, 0, 9), 57_i64).with_time(Timestamp::Relative(-5.0));
    let message = lwm2m::lift(std::slice::from_ref(&soon), &options);
    assert_eq!((message.readings.len(), message.losses[0].kind), (1, LossKind::Time));
    let request = options.clone().with_intent(Intent::Request);
    assert_eq!(lift(&[Node::empty(Path::instance(9, 2))], &request), "create software 2");
    assert_eq!(lift(&[Node::empty(Path::instance(31_000, 2))], &request), "lost /31000/2: no counterpart");
    let typed = [
        Node::new(Path::resource(6, 0, 0), 52.5_f64),
        Node::new(Path::resource(7, 0, 0), 5_u64),
        Node::new(Path::resource(3, 0, 13), lwm2m_tlv::Value::Time(1_700_000_000)),
    ];
    let report = lwm2m::lift(&typed, &options);
    assert_eq!((report.readings.len(), report.losses.len()), (3, 0));
    assert_eq!(
        records(&report, &options),
        "/3/0/13 Time(1700000000); /7/0/0 Integer(5); /6/0/0 Float(52.5)",
        "{report:?}"
    );
}

#[test]
fn operations_of_a_server_into_the_model() {
    let etch = |paths: &[Path]| {
        let nodes: Vec<Node<'static>> = paths.iter().copied().map(Node::none).collect();
        content_format::encode(ContentFormat::SENML_ETCH_CBOR, Version::V1_1, Path::ROOT, &nodes).unwrap()
    };
    let senml = |nodes: &[Node<'static>]| {
        content_format::encode(ContentFormat::SENML_CBOR, Version::V1_1, Path::ROOT, nodes).unwrap()
    };
    let (level, own) = (Path::resource(3, 0, 9), Path::resource(31_000, 0, 1));
    let (format, accept) = (Some(ContentFormat::SENML_ETCH_CBOR), None);
    let both = || etch(&[level, own]).into();
    let attributes = AttributeChanges::from_query("pmin=10").unwrap();
    let none = AttributeChanges::default;
    let name = Path::resource(12, 0, 5);
    for (operation, expected) in [
        (
            Lwm2m::ReadComposite { format, accept, payload: both() },
            "read battery.batteryLevel[0]; lost /31000/0/1: no counterpart",
        ),
        (
            Lwm2m::ObserveComposite { format, accept, payload: both(), attributes: none() },
            "observe battery.batteryLevel[0]; lost /31000/0/1: no counterpart",
        ),
        (
            Lwm2m::CancelObservationComposite { format, accept, payload: both() },
            "cancel battery.batteryLevel[0]; lost /31000/0/1: no counterpart",
        ),
        (
            Lwm2m::WriteComposite {
                format: Some(ContentFormat::SENML_CBOR),
                payload: senml(&[Node::new(name, "meadow")]).into(),
            },
            "write wlan.ssid[0]=Text(\"meadow\")",
        ),
        (
            Lwm2m::Observe { path: level, accept, attributes },
            "observe battery.batteryLevel[0]; lost /3/0/9?pmin=10: no counterpart",
        ),
        (Lwm2m::WriteAttributes { path: level, changes: attributes }, "lost /3/0/9?pmin=10: no counterpart"),
        (Lwm2m::Read { path: Path::object(31_000), accept }, "lost /31000: no counterpart"),
        (Lwm2m::Delete { path: Path::instance(31_000, 1) }, "lost /31000/1: no counterpart"),
        (Lwm2m::Discover { path: Path::object(9), depth: None }, "discover software"),
        (Lwm2m::Discover { path: Path::object(31_000), depth: None }, "lost /31000: no counterpart"),
        (
            Lwm2m::Create {
                path: Path::object(31_000),
                format: Some(ContentFormat::TLV),
                payload: (&[][..]).into(),
            },
            "lost /31000: no counterpart",
        ),
        (
            Lwm2m::Create {
                path: Path::object(9),
                format: Some(ContentFormat::TLV),
                payload: (&[][..]).into(),
            },
            "create software any",
        ),
        (
            Lwm2m::Create {
                path: Path::object(9),
                format: Some(ContentFormat::TLV),
                payload: (&[0x00, 2][..]).into(),
            },
            "create software 2",
        ),
    ] {
        let message = lwm2m::lift_operation(&operation, &CoreObjects, &Options::default()).unwrap();
        assert_eq!(asks(&message), expected, "{operation:?}");
    }
    // What one instance is given does not belong to one whose number begins the same.
    let software = mapping().resource_by_name("software").unwrap();
    let message = Message::request(vec![
        Operation::Create { resource: software, instance: Some(Instance::index(2)), values: vec![] },
        Operation::Write(vec![reading("software.URL", 20, "https://f.example/20")]),
    ]);
    assert_eq!(interface(&message, &Options::default()), "Create /9; Write /9/20/3");
}
