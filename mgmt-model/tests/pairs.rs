//! Translations between the technologies, message by message.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]
#![cfg(all(feature = "cwmp", feature = "lwm2m", feature = "omadm", feature = "json"))]

use cwmp_soap::rpc::{self, ParameterValueStruct};
use cwmp_soap::value::Value as Soap;
use cwmp_soap::{Body, CwmpNamespace, Envelope, Rpc};
use lwm2m_tlv::{Node, Objlnk, Path};
use mgmt_model::onem2m::Resource;
use mgmt_model::{Intent, Message, Options, Root, cwmp, lwm2m, omadm, onem2m};
use omadm_syncml::message::{Command, Exec, Item, Replace, Results, SyncBody, SyncHdr, SyncMl};

fn options() -> Options<'static> {
    Options::default()
}

fn set(name: &str, value: Soap<'static>) -> ParameterValueStruct<'static> {
    ParameterValueStruct::new(name.to_owned(), value)
}

fn envelope(body: impl Into<Body<'static>>) -> Envelope<'static> {
    Envelope::new(CwmpNamespace::Cwmp12, body)
}

fn response(parameters: Vec<ParameterValueStruct<'static>>) -> Envelope<'static> {
    envelope(rpc::GetParameterValuesResponse::new(parameters))
}

/// Name and text of the parameters of the one response.
fn parameters(envelopes: &[Envelope<'_>]) -> Vec<(String, String)> {
    let [envelope] = envelopes else { panic!("{} envelopes", envelopes.len()) };
    let list = match &envelope.body {
        Body::Rpc(Rpc::GetParameterValuesResponse(response)) => &response.parameter_list,
        Body::Rpc(Rpc::SetParameterValues(request)) => &request.parameter_list,
        other => panic!("{other:?}"),
    };
    list.iter().map(|p| (p.name.to_string(), p.value.text.to_string())).collect()
}

fn nodes(message: &Message<'_>) -> Vec<String> {
    let translated = lwm2m::lower(message, &options());
    let show = |node: &Node<'_>| match node.value() {
        Some(value) => format!("{}={value:?}", node.path),
        None => node.path.to_string(),
    };
    translated.output.iter().map(show).collect()
}

/// Commands as `Replace ./a=b`, `Exec ./c`.
fn commands(message: &Message<'_>) -> Vec<String> {
    let syncml = omadm::lower(message, &options()).output;
    let mut shown = Vec::new();
    for command in &syncml.body.commands {
        for item in command.items() {
            let uri = item.target_uri().or(item.source_uri()).unwrap();
            let data = item.data.as_ref().and_then(|d| d.text()).map(|d| format!("={d}")).unwrap_or_default();
            shown.push(format!("{} {uri}{data}", command.name()));
        }
    }
    syncml.to_xml().unwrap();
    shown
}

fn json(message: &Message<'_>) -> String {
    Resource::to_json(&onem2m::lower(message, &options()).output).unwrap()
}

#[test]
fn memory_in_every_unit() {
    let gpv =
        response(vec![set("InternetGatewayDevice.DeviceInfo.MemoryStatus.Free", Soap::unsigned_int(125))]);
    let message = cwmp::lift(&gpv, &options());
    assert_eq!(json(&message), r#"{"m2m:mem":{"mma":128000}}"#);
    assert_eq!(nodes(&message), ["/3/0/10=Integer(128)"]);
    assert_eq!(commands(&message), ["Results ./DiagMon/Memory/DiagMonData/RAMAvail=128000"]);

    // 64 kilobytes are 62.5 KiB: rounded, and said so.
    let payload = [Node::new(Path::resource(3, 0, 10), 64_i64)];
    let message = lwm2m::lift(&payload, &options());
    let translated = cwmp::lower(&message, &options().with_root(Root::Tr098));
    assert_eq!(
        parameters(&translated.output),
        [("InternetGatewayDevice.DeviceInfo.MemoryStatus.Free".to_owned(), "62".to_owned())]
    );
    assert_eq!(translated.losses.iter().map(ToString::to_string).collect::<Vec<_>>(), ["/3/0/10: rounded"]);
}

#[test]
fn device_info_from_lwm2m() {
    let payload = [
        Node::new(Path::resource(3, 0, 0), "Hilltop"),
        Node::new(Path::resource(3, 0, 1), "HT-1"),
        Node::new(Path::resource(3, 0, 3), "fw 1"),
        Node::new(Path::resource(3, 0, 19), "sw 2"),
        Node::new(Path::resource(3, 0, 9), 57_i64),
        Node::new(Path::resource(3, 0, 20), 0_i64),
        Node::new(Path::resource_instance(3, 0, 6, 0), 1_i64),
        Node::new(Path::resource_instance(3, 0, 6, 4), 5_i64),
        Node::new(Path::resource(3, 0, 13), lwm2m_tlv::Value::Time(1_773_451_029)),
    ];
    let message = lwm2m::lift(&payload, &options());
    assert_eq!(
        json(&message),
        r#"[{"m2m:bat":{"btl":57,"bts":1}},{"m2m:dvi":{"man":"Hilltop","mod":"HT-1","fwv":"fw 1","swv":"sw 2","syst":"20260314T011709"}},{"mgmt:power":{"mgd":0,"mgs":"urn:mgmt-model:schema:power:1","sources":[1,5]}}]"#
    );
    let lowered = cwmp::lower(&message, &options());
    let parameters = parameters(&lowered.output);
    for expected in [
        ("Device.DeviceInfo.Manufacturer", "Hilltop"),
        ("Device.DeviceInfo.ModelName", "HT-1"),
        ("Device.DeviceInfo.SoftwareVersion", "sw 2"),
        ("Device.DeviceInfo.AdditionalSoftwareVersion", "fw 1"),
        ("Device.DeviceInfo.X_oneM2M_org_BatteryStatus.Battery.1.Level", "57"),
        ("Device.Time.CurrentLocalTime", "2026-03-14T01:17:09Z"),
    ] {
        assert!(
            parameters.contains(&(expected.0.to_owned(), expected.1.to_owned())),
            "{expected:?} {parameters:?}"
        );
    }
    // And back, without a wrong value.
    let back = cwmp::lift(&lowered.output[0], &options());
    let again = nodes(&back);
    for expected in [
        "/3/0/3=String(\"fw 1\")",
        "/3/0/19=String(\"sw 2\")",
        "/3/0/20=Integer(0)",
        "/3/0/13=Time(1773451029)",
    ] {
        assert!(again.contains(&expected.to_owned()), "{expected} {again:?}");
    }
    assert!(commands(&message).contains(&"Results ./DevDetail/FwV=fw 1".to_owned()));
}

/// A value whose place is taken does not go to a lesser one that means something else.
#[test]
fn two_serial_numbers() {
    let device = rpc::DeviceIdStruct::new("Hilltop", "0A1B2C", "HT7420", "0013-4472");
    let parameters = vec![set("Device.DeviceInfo.SerialNumber", Soap::string("0013-4471"))];
    let inform = rpc::Inform::new(device, vec![], cwmp_soap::value::DateTime::UNKNOWN, parameters);
    let envelope = envelope(inform);
    let lowered = cwmp::lower(&cwmp::lift(&envelope, &options()), &options());
    let xml = lowered.output.iter().map(|envelope| envelope.to_xml().unwrap()).collect::<String>();
    assert!(!xml.contains("EmbeddedDevice"), "{xml}");
    let conflicts = lowered.losses.iter().filter(|loss| loss.kind == mgmt_model::LossKind::Conflict).count();
    assert_eq!(conflicts, 1, "{:?} {xml}", lowered.losses);
}

/// What an object does not say of itself is not guessed.
#[test]
fn objects_of_two_kinds() {
    let ssid = Node::new(Path::resource(12, 0, 5), "meadow");
    let is_client =
        |payload: &[Node<'static>]| json(&lwm2m::lift(payload, &options())).contains("dcfg:wific");
    assert!(!is_client(std::slice::from_ref(&ssid)));
    assert!(!is_client(&[ssid.clone(), Node::new(Path::resource(12, 0, 8), 0_i64)]));
    assert!(is_client(&[ssid, Node::new(Path::resource(12, 0, 8), 1_i64)]));
    // A client's name does not become that of an access point.
    let parameter = "Device.WiFi.EndPoint.1.Profile.1.SSID";
    let client = response(vec![set(parameter, Soap::string("meadow"))]);
    assert_eq!(nodes(&cwmp::lift(&client, &options())), ["/12/0/5=String(\"meadow\")", "/12/0/8=Integer(1)"]);
    let account = |bootstrap: bool| {
        let nodes = [
            Node::new(Path::resource(0, 1, 0), "coaps://bs.example.com"),
            Node::new(Path::resource(0, 1, 1), bootstrap),
        ];
        json(&lwm2m::lift(&nodes, &options()))
    };
    for kind in ["dcfg:mafc", "dcfg:mefc"] {
        assert!(account(true).contains(kind), "{}", account(true));
        assert!(!account(false).contains(kind), "{}", account(false));
    }
}

/// Radios have numbers of their own: an interface has the channel of the radio below it, or none.
#[test]
fn radios_of_interfaces() {
    for (below, channel) in
        [("Device.WiFi.Radio.1.", Some("/12/0/9=Integer(36)")), ("Device.WiFi.Radio.2", None)]
    {
        let wifi = response(vec![
            set("Device.WiFi.SSID.1.SSID", Soap::string("meadow")),
            set("Device.WiFi.SSID.1.LowerLayers", Soap::string(below)),
            set("Device.WiFi.Radio.1.Channel", Soap::unsigned_int(36)),
        ]);
        let message = cwmp::lift(&wifi, &options());
        let nodes = nodes(&message);
        assert_eq!(nodes.iter().find(|node| node.starts_with("/12/0/9")).map(String::as_str), channel);
        let lost = message.losses.iter().any(|loss| loss.name == "Device.WiFi.Radio.1.Channel");
        assert_eq!(lost, channel.is_none(), "{:?}", message.losses);
    }
}

#[test]
fn names_of_gateways() {
    let path = "InternetGatewayDevice.WANDevice.1.WANConnectionDevice.1.WANIPConnection.1.ExternalIPAddress";
    let beacon = "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.BeaconType";
    let gateway = response(vec![set(path, Soap::string("192.0.2.7")), set(beacon, Soap::string("11i"))]);
    assert_eq!(
        nodes(&cwmp::lift(&gateway, &options())),
        ["/4/0/4/0=String(\"192.0.2.7\")", "/12/0/15=Integer(1)", "/12/0/16=Integer(0)"]
    );
}

#[test]
fn firmware_download_everywhere() {
    let download = rpc::Download::new("k7", "1 Firmware Upgrade Image", "https://files.example/f.bin")
        .with_file_size(9_u32);
    let envelope = envelope(download);
    let message = cwmp::lift(&envelope, &options());
    assert_eq!(json(&message), r#"{"m2m:fwr":{"url":"https://files.example/f.bin","ud":true}}"#);
    assert_eq!(nodes(&message), ["/5/0/1=String(\"https://files.example/f.bin\")", "/5/0/2"]);
    assert_eq!(
        commands(&message),
        [
            "Replace ./FUMO/1/DownloadAndUpdate/PkgURL=https://files.example/f.bin",
            "Exec ./FUMO/1/DownloadAndUpdate"
        ]
    );
    // All four sources give the same RPC.
    let resources = Resource::from_json(
        br#"{"m2m:fwr":{"vr":"2","fwn":"f","url":"https://files.example/f.bin","ud":true}}"#,
    )
    .unwrap();
    let syncml = SyncMl::new(
        SyncHdr::dm12("1", 1, "urn:device", "https://dm.example/"),
        SyncBody::new()
            .with_command(Replace::new("1").with_item(
                Item::at("./FUMO/1/DownloadAndUpdate/PkgURL").with_data("https://files.example/f.bin"),
            ))
            .with_command(Exec::new("2").with_item(Item::at("./FUMO/1/DownloadAndUpdate"))),
    );
    let payload = [
        Node::new(Path::resource(5, 0, 1), "https://files.example/f.bin"),
        Node::none(Path::resource(5, 0, 2)),
    ];
    for message in [
        onem2m::lift(&resources, &options()).unwrap(),
        omadm::lift(&syncml, &options()),
        lwm2m::lift(&payload, &options()),
    ] {
        assert_eq!(message.intent, Intent::Request);
        let lowered = cwmp::lower(&message, &options());
        let [envelope] = &lowered.output[..] else { panic!("{:?}", lowered) };
        let Body::Rpc(Rpc::Download(download)) = &envelope.body else { panic!("{envelope:?}") };
        assert_eq!(download.url, "https://files.example/f.bin");
        assert_eq!(download.file_type, "1 Firmware Upgrade Image");
        assert!(envelope.to_xml().is_ok());
    }
}

#[test]
fn reboot_and_factory_reset_everywhere() {
    for (rpc, path, uri, resource) in [
        (Body::from(rpc::Reboot::new("")), 4, "./DiagMon/Restart/Operations/Start", "rbo"),
        (Body::from(rpc::FactoryReset::new()), 5, "./LAWMO/Operations/FactoryReset", "far"),
    ] {
        let envelope = Envelope::new(CwmpNamespace::Cwmp12, rpc);
        let resource = format!(r#"{{"m2m:rbo":{{"{resource}":true}}}}"#);
        let from_cwmp = cwmp::lift(&envelope, &options());
        let payload = [Node::none(Path::resource(3, 0, path))];
        let from_lwm2m = lwm2m::lift(&payload, &options());
        let syncml = SyncMl::new(
            SyncHdr::dm12("1", 1, "urn:device", "https://dm.example/"),
            SyncBody::new().with_command(Exec::new("2").with_item(Item::at(uri))),
        );
        let from_omadm = omadm::lift(&syncml, &options());
        let resources = Resource::from_json(resource.as_bytes()).unwrap();
        let from_onem2m = onem2m::lift(&resources, &options()).unwrap();
        for message in [from_cwmp, from_lwm2m, from_omadm, from_onem2m] {
            assert_eq!(json(&message), resource);
            assert_eq!(nodes(&message), [format!("/3/0/{path}")]);
            assert_eq!(commands(&message), [format!("Exec {uri}")]);
            assert_eq!(cwmp::lower(&message, &options()).output[0].body, envelope.body);
        }
    }
}

#[test]
fn contradictory_actions_are_refused() {
    let resources = Resource::from_json(br#"{"m2m:swr":{"in":true,"un":true}}"#).unwrap();
    assert_eq!(onem2m::lift(&resources, &options()).unwrap_err(), mgmt_model::ErrorKind::Conflict);
    let resources = Resource::from_json(br#"{"m2m:swr":{"in":true,"act":true}}"#).unwrap();
    assert!(onem2m::lift(&resources, &options()).is_ok());
}

#[test]
fn diagnostics() {
    let spv = envelope(rpc::SetParameterValues::new(
        vec![
            set("Device.IP.Diagnostics.IPPing.Host", Soap::string("192.0.2.1")),
            set("Device.IP.Diagnostics.IPPing.DiagnosticsState", Soap::string("Requested")),
        ],
        "",
    ));
    let message = cwmp::lift(&spv, &options());
    assert_eq!(
        json(&message),
        r#"{"mgmt:ping":{"mgd":0,"mgs":"urn:mgmt-model:schema:ping:1","host":"192.0.2.1","start":true}}"#
    );
    assert_eq!(
        commands(&message),
        ["Replace ./DiagMon/Ping/DiagMonConfig/Host=192.0.2.1", "Exec ./DiagMon/Ping/Operations/Start"]
    );
    let tr098 = cwmp::lower(&message, &options().with_root(Root::Tr098));
    assert_eq!(
        parameters(&tr098.output),
        [
            ("InternetGatewayDevice.IPPingDiagnostics.Host".to_owned(), "192.0.2.1".to_owned()),
            ("InternetGatewayDevice.IPPingDiagnostics.DiagnosticsState".to_owned(), "Requested".to_owned())
        ]
    );
    let losses = lwm2m::lower(&message, &options()).losses;
    assert_eq!(losses.len(), 2, "{losses:?}");
    let done =
        response(vec![set("Device.IP.Diagnostics.IPPing.DiagnosticsState", Soap::string("Completed"))]);
    assert!(json(&cwmp::lift(&done, &options())).contains("\"state\":2"));
}

#[test]
fn wifi_and_cellular() {
    let gpv = response(vec![
        set("Device.WiFi.SSID.2.SSID", Soap::string("meadow")),
        set("Device.WiFi.AccessPoint.2.Security.ModeEnabled", Soap::string("WPA2-Personal")),
        set("Device.WiFi.Radio.2.Channel", Soap::unsigned_int(11)),
        set("Device.Cellular.Interface.1.RSSI", Soap::int(-71)),
        set("Device.Cellular.AccessPoint.1.APN", Soap::string("iot.example")),
    ]);
    let message = cwmp::lift(&gpv, &options());
    assert_eq!(
        nodes(&message),
        [
            "/4/0/2=Integer(-71)",
            "/4/0/7/0=String(\"iot.example\")",
            "/12/1/5=String(\"meadow\")",
            "/12/1/15=Integer(1)",
            "/12/1/16=Integer(0)",
            "/12/1/9=Integer(11)",
            "/11/0/1=String(\"iot.example\")"
        ]
    );
    let back = [
        Node::new(Path::resource(12, 0, 5), "meadow"),
        Node::new(Path::resource(12, 0, 8), 1_i64),
        Node::new(Path::resource(12, 0, 15), 1_i64),
        Node::new(Path::resource(12, 0, 16), 0_i64),
        Node::new(Path::resource(4, 0, 0), 6_i64),
        Node::new(Path::resource(4, 0, 10), 310_i64),
        Node::new(Path::resource(4, 0, 9), 26_i64),
    ];
    let message = lwm2m::lift(&back, &options());
    let json = json(&message);
    for part in [r#""dcfg:wific":{"ssid":"meadow","wcrds":{"enct":4}}"#, r#""cnb":6"#, r#""nid":"31026""#] {
        assert!(json.contains(part), "{part} {json}");
    }
}

#[test]
fn software_units_keep_their_instances() {
    let gpv = response(vec![
        set("Device.SoftwareModules.DeploymentUnit.2.Name", Soap::string("meter")),
        set("Device.SoftwareModules.DeploymentUnit.6.Name", Soap::string("mail")),
        set("Device.SoftwareModules.DeploymentUnit.6.Status", Soap::string("Uninstalling")),
    ]);
    let message = cwmp::lift(&gpv, &options());
    assert_eq!(
        json(&message),
        r#"[{"m2m:swr":{"rn":"swr-1","swn":"meter"}},{"m2m:swr":{"rn":"swr-5","swn":"mail","ins":{"acn":"uninstall","sus":3}}}]"#
    );
    assert_eq!(nodes(&message)[..2], ["/9/1/0=String(\"meter\")", "/9/5/0=String(\"mail\")"]);
    let again = Resource::from_json(json(&message).as_bytes())
        .map(|r| r.into_iter().map(Resource::into_owned).collect::<Vec<_>>());
    let again = again.unwrap();
    let again = onem2m::lift(&again, &options()).unwrap();
    assert_eq!(nodes(&again)[..2], nodes(&message)[..2]);
}

#[test]
fn links_between_instances() {
    let payload = [Node::new(Path::resource(2048, 0, 1), Objlnk::new(2050, 1))];
    let message = lwm2m::lift(&payload, &options());
    assert_eq!(json(&message), r#"{"m2m:cmp":{"cmlk":[{"nm":"cmdhDefaults","typ":1013,"val":"cmdf-1"}]}}"#);
    assert_eq!(nodes(&message), ["/2048/0/1=Objlnk(Objlnk { object: 2050, instance: 1 })"]);
    assert_eq!(
        parameters(&cwmp::lower(&message, &options()).output),
        [(
            "Device.X_oneM2M_org_CSE.1.CMDH.Policy.1.DefaultRule".to_owned(),
            "Device.X_oneM2M_org_CSE.1.CMDH.Default.2".to_owned()
        )]
    );
}

#[test]
fn results_of_a_tree() {
    let item = |uri: &'static str, data: &'static str| Item::new().with_source(uri).with_data(data);
    let results = Results::new("2", "1")
        .with_item(item("./DevInfo/Man", "Larkfield"))
        .with_item(item("./FUMO/Pkg/State", "30"))
        .with_item(item("./LAWMO/State", "20"));
    let syncml = SyncMl::new(
        SyncHdr::dm12("1", 2, "https://dm.example/", "urn:device"),
        SyncBody::new().with_command(Command::from(results)),
    );
    let message = omadm::lift(&syncml, &options());
    assert_eq!(nodes(&message), ["/5/0/3=Integer(1)", "/3/0/0=String(\"Larkfield\")", "/8/0/0=Integer(1)"]);
    assert!(
        json(&message).contains(r#"{"m2m:fwr":{"rn":"fwr-Pkg","uds":{"acn":"update","sus":3}}}"#),
        "{}",
        json(&message)
    );
}

#[test]
fn commands_of_onem2m() {
    let resources = Resource::from_json(
        br#"{"m2m:mgc":{"cmt":4,"exe":true,"exra":{"dld":{"ftyp":"1 Firmware Upgrade Image","url":"https://files.example/f","unm":"u","pwd":"p","fsi":0,"dss":30}}}}"#,
    )
    .unwrap();
    let message = onem2m::lift(&resources, &options()).unwrap();
    assert_eq!(message.losses, []);
    let lowered = cwmp::lower(&message, &options()).output;
    let Body::Rpc(Rpc::Download(download)) = &lowered[0].body else { panic!("{lowered:?}") };
    assert_eq!(
        (&*download.url, &*download.username.0, download.delay_seconds.get()),
        ("https://files.example/f", "u", 30)
    );
    let reboot = Resource::from_json(br#"{"m2m:mgc":{"cmt":2,"exe":true}}"#).unwrap();
    assert_eq!(nodes(&onem2m::lift(&reboot, &options()).unwrap()), ["/3/0/4"]);
    // Not enabled: nothing is asked for.
    let idle = Resource::from_json(br#"{"m2m:mgc":{"cmt":2}}"#).unwrap();
    assert_eq!(onem2m::lift(&idle, &options()).unwrap().operations, []);
}

#[test]
fn refusals_are_named() {
    let mut fault = cwmp_soap::Fault::new(cwmp_soap::value::FaultCode::INVALID_ARGUMENTS);
    let refused = cwmp_soap::envelope::SetParameterValuesFault::new(
        "Device.Time.Enable",
        cwmp_soap::value::FaultCode::INVALID_PARAMETER_VALUE,
    );
    fault.detail = fault.detail.map(|detail| detail.with_set_parameter_values_fault(vec![refused]));
    let names: Vec<_> =
        cwmp::lift(&envelope(fault), &options()).losses.into_iter().map(|loss| loss.name).collect();
    assert_eq!(names, ["Fault 9003", "Fault 9007 Device.Time.Enable"]);
    let names = cwmp::lift(&envelope(rpc::AddObjectResponse::new(3_u32, 0)), &options()).losses;
    assert_eq!(names[0].name, "AddObjectResponse");
    let status = omadm_syncml::message::Status::new("2", "1", "3", "Get", "404");
    let body = SyncBody::new().with_command(status);
    let syncml = SyncMl::new(SyncHdr::dm12("1", 2, "https://dm.example/", "urn:device"), body);
    assert_eq!(omadm::lift(&syncml, &options()).losses[0].name, "Status 404 Get");
}
