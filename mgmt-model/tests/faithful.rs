//! Nothing arrives as something else: states, instances, files and packages keep what they are, or are named as lost.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
#![cfg(all(feature = "cwmp", feature = "omadm", feature = "lwm2m", feature = "json"))]

use lwm2m_tlv::format::senml;
use lwm2m_tlv::{Node, Path, ValueType};
use mgmt_model::mapping::Technology;
use mgmt_model::plain::{self, Step};
use mgmt_model::{Mapping, Message, Options, cwmp, lwm2m, omadm, onem2m};
use omadm_syncml::message::SyncMl;

fn onem2m_message(json: &str) -> Message<'static> {
    let resources = onem2m::Resource::from_json(json.as_bytes()).unwrap();
    onem2m::lift(&resources, &Options::default()).unwrap().into_owned()
}

fn lwm2m_message(json: &str) -> Message<'static> {
    let types = |path: Path| {
        let text = [(3, 0), (5, 1), (9, 3)].map(|(o, r)| (Some(o), Some(r)));
        let is_text = text.contains(&(path.object_id(), path.resource_id()));
        Some(if is_text { ValueType::String } else { ValueType::Integer })
    };
    let nodes = senml::json::decode(Path::ROOT, json.as_bytes(), &types).unwrap();
    lwm2m::lift(&nodes, &Options::default()).into_owned()
}

fn syncml_message(commands: &str) -> Message<'static> {
    let document = format!(
        "<SyncML xmlns='SYNCML:SYNCML1.2'><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>\
         <SessionID>1</SessionID><MsgID>1</MsgID><Target><LocURI>d</LocURI></Target>\
         <Source><LocURI>s</LocURI></Source></SyncHdr><SyncBody>{commands}<Final/></SyncBody></SyncML>"
    );
    let parsed = SyncMl::from_xml(document.as_bytes()).unwrap();
    omadm::lift(&parsed, &Options::default()).into_owned()
}

fn exec(uri: &str) -> String {
    format!("<Exec><CmdID>1</CmdID><Item><Target><LocURI>{uri}</LocURI></Target></Item></Exec>")
}

fn results(uri: &str, data: &str) -> String {
    format!(
        "<Results><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>1</CmdRef><Item><Source><LocURI>{uri}</LocURI>\
         </Source><Data>{data}</Data></Item></Results>"
    )
}

fn cwmp_message(rpc: &str) -> Message<'static> {
    let document = format!(
        "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' \
         xmlns:e='http://schemas.xmlsoap.org/soap/encoding/' xmlns:x='http://www.w3.org/2001/XMLSchema' \
         xmlns:i='http://www.w3.org/2001/XMLSchema-instance' xmlns:c='urn:dslforum-org:cwmp-1-2'>\
         <s:Header><c:ID s:mustUnderstand='1'>1</c:ID></s:Header><s:Body>{rpc}</s:Body></s:Envelope>"
    );
    let envelope = cwmp_soap::Envelope::from_xml(document.as_bytes()).unwrap();
    cwmp::lift(&envelope, &Options::default()).into_owned()
}

fn parameter(name: &str, value: &str) -> Message<'static> {
    cwmp_message(&format!(
        "<c:GetParameterValuesResponse><ParameterList e:arrayType='c:ParameterValueStruct[1]'>\
         <ParameterValueStruct><Name>{name}</Name><Value i:type='x:string'>{value}</Value>\
         </ParameterValueStruct></ParameterList></c:GetParameterValuesResponse>"
    ))
}

/// What a message becomes in the names of a technology, and what is lost.
fn lowered(message: &Message<'_>, technology: Technology) -> Vec<String> {
    if message.intent == mgmt_model::Intent::Report {
        let told = plain::lower_report(message, technology, &Options::default());
        let values = told.output.iter().map(|entry| format!("{}={}", entry.address, show(&entry.value)));
        return values.chain(told.losses.iter().map(|loss| format!("loss {loss}"))).collect();
    }
    let lowered = plain::lower(message, technology, &Options::default());
    let mut lines = Vec::new();
    for step in lowered.output {
        match step {
            Step::Write(entries) => {
                lines.extend(entries.iter().map(|entry| format!("{}={}", entry.address, show(&entry.value))));
            }
            Step::Execute(address) => lines.push(format!("do {address}")),
            Step::Call { method, arguments } => {
                let arguments: Vec<_> =
                    arguments.iter().map(|(name, value)| format!("{name}={}", show(value))).collect();
                lines.push(format!("{method}({})", arguments.join(" ")));
            }
            other => lines.push(format!("{other:?}")),
        }
    }
    lines.extend(lowered.losses.iter().map(|loss| format!("loss {loss}")));
    lines
}

fn show(value: &mgmt_model::Value<'_>) -> String {
    value.as_str().map_or_else(|| value.as_integer().map_or("?".into(), |n| n.to_string()), Into::into)
}

fn resources(message: &Message<'_>) -> String {
    onem2m::Resource::to_json(&onem2m::lower(message, &Options::default()).output).unwrap()
}

/// The state of an update is finer than oneM2M's status, which knows four words: between the others it stays what it is.
#[test]
fn states_of_updates() {
    for (fumo, lwm2m) in [
        ("10", &["/5/0/3=0"][..]),
        ("20", &["/5/0/3=0", "/5/0/5=4"]),
        ("30", &["/5/0/3=1"]),
        ("40", &["/5/0/3=2"]),
        ("50", &["/5/0/3=2"]),
        ("60", &["/5/0/3=3"]),
        ("70", &["/5/0/3=2", "/5/0/5=8"]),
        ("80", &["/5/0/3=0", "/5/0/5=8"]),
        ("90", &["/5/0/3=0", "/5/0/5=1"]),
        ("100", &["/5/0/3=0", "/5/0/5=1"]),
    ] {
        let message = syncml_message(&results("./FUMO/1/State", fumo));
        let values: Vec<String> = lowered(&message, Technology::LwM2m);
        assert_eq!(
            values.iter().filter(|line| !line.contains("meaning")).collect::<Vec<_>>(),
            lwm2m,
            "{fumo}"
        );
    }
    for (state, fumo) in [("0", "10"), ("1", "30"), ("2", "40"), ("3", "60")] {
        let message = lwm2m_message(&format!(r#"[{{"n":"/5/0/3","v":{state}}}]"#));
        assert_eq!(lowered(&message, Technology::OmaDm), [format!("./FUMO/1/State={fumo}")]);
    }
    for (state, result, fumo) in [(2, 8, "70"), (0, 8, "80"), (0, 1, "100"), (0, 5, "20"), (1, 0, "30")] {
        let both = format!(r#"[{{"n":"/5/0/3","v":{state}}},{{"n":"/5/0/5","v":{result}}}]"#);
        let states = lowered(&lwm2m_message(&both), Technology::OmaDm);
        assert_eq!(states.first(), Some(&format!("./FUMO/1/State={fumo}")), "{states:?}");
    }
    let image = "Device.DeviceInfo.FirmwareImage.1.Status";
    for (status, fumo) in [("Available", "40"), ("InstallationFailed", "70"), ("Active", "100")] {
        assert_eq!(lowered(&parameter(image, status), Technology::OmaDm), [format!("./FUMO/1/State={fumo}")]);
    }
    // TR-181 has no word for an update in progress.
    let updating = lowered(&lwm2m_message(r#"[{"n":"/5/0/3","v":3}]"#), Technology::Tr181);
    assert_eq!(updating, ["loss /5/0/3: value is not in the enumeration"]);
    let unit = "Device.SoftwareModules.DeploymentUnit.1.Status";
    assert_eq!(
        lowered(&parameter(unit, "Updating"), Technology::Tr098),
        ["InternetGatewayDevice.SoftwareModules.DeploymentUnit.1.Status=Updating"]
    );
}

#[test]
fn statuses_say_of_which_action() {
    let removed = onem2m_message(r#"{"m2m:swr":{"ins":{"acn":"uninstall","sus":1}}}"#);
    assert_eq!(
        lowered(&removed, Technology::Tr181),
        ["Device.SoftwareModules.DeploymentUnit.1.Status=Uninstalled"]
    );
    for technology in [Technology::LwM2m, Technology::OmaDm] {
        let lines = lowered(&removed, technology);
        assert_eq!(lines, ["loss swr.ins: value is not in the enumeration"], "nothing is installed");
    }
    let begun = onem2m_message(r#"{"m2m:swr":{"ins":{"acn":"install","sus":3}}}"#);
    assert_eq!(lowered(&begun, Technology::LwM2m), ["/9/0/7=1"]);
    // A status that is not given is not "uninitialized".
    for none in [r#"{"m2m:fwr":{"uds":{}}}"#, r#"{"m2m:fwr":{"uds":{"acn":"update"}}}"#] {
        let lines = lowered(&onem2m_message(none), Technology::LwM2m);
        assert_eq!(lines, ["loss fwr.uds: value is not in the enumeration"]);
    }
    let message = lwm2m_message(r#"[{"n":"/5/0/3","v":2}]"#);
    assert_eq!(resources(&message), r#"{"m2m:fwr":{"uds":{"acn":"update","sus":3}}}"#);
    assert_eq!(lowered(&onem2m_message(&resources(&message)), Technology::OmaDm), ["./FUMO/1/State=30"]);
}

/// What a name means is known to the device that has it: no number is guessed for an action.
#[test]
fn actions_on_instances_with_names() {
    for (order, technology) in [
        ("./SCOMO/Inventory/Deployed/mail/Operations/Remove", Technology::LwM2m),
        ("./SCOMO/Inventory/Deployed/mail/Operations/Activate", Technology::Tr181),
        ("./SCOMO/Inventory/Delivered/mail/Operations/Install", Technology::LwM2m),
        ("./DCMO/Camera/Operations/Disable", Technology::Tr181),
        ("./DCMO/Camera/Operations/Disable", Technology::LwM2m),
        ("./DiagMon/Panic/Operations/Stop", Technology::LwM2m),
    ] {
        let message = syncml_message(&exec(order));
        assert_eq!(lowered(&message, technology), [format!("loss {order}: its number there is not known")]);
    }
    // By its number it is known, and what is new gets one.
    let third = syncml_message(&exec("./SCOMO/Inventory/Deployed/3/Operations/Remove"));
    assert_eq!(lowered(&third, Technology::LwM2m), ["do /9/2/6"]);
    let new = onem2m_message(r#"{"m2m:swr":{"rn":"mail","url":"https://f.example/m","in":true,"act":true}}"#);
    assert_eq!(lowered(&new, Technology::LwM2m), ["/9/0/3=https://f.example/m", "do /9/0/4", "do /9/0/10"]);
}

#[test]
fn packages_by_uuid() {
    let uuid = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";
    let command =
        format!(r#"{{"m2m:mgc":{{"cmt":6,"exra":{{"swun":[{{"uuid":"{uuid}","vr":"1.0"}}]}},"exe":true}}}}"#);
    let message = onem2m_message(&command);
    assert_eq!(
        lowered(&message, Technology::Tr181),
        [format!("ChangeDUState.Uninstall(UUID={uuid} Version=1.0)")]
    );
    let tree = lowered(&message, Technology::OmaDm);
    assert_eq!(tree.first(), Some(&format!("do ./SCOMO/Inventory/Deployed/{uuid}/Operations/Remove")));
    assert!(lowered(&message, Technology::LwM2m).iter().all(|line| line.starts_with("loss ")));
    // The version that an update is from goes with it.
    let update = format!(
        "<c:ChangeDUState><Operations i:type='c:UpdateOpStruct'><UUID>{uuid}</UUID><Version>1.0</Version>\
         <URL>https://f.example/2</URL></Operations><CommandKey>k</CommandKey></c:ChangeDUState>"
    );
    let update = cwmp_message(&update);
    assert!(update.losses.is_empty());
    assert_eq!(
        resources(&update),
        format!(
            r#"{{"m2m:mgc":{{"cmt":7,"exra":{{"swup":[{{"uuid":"{uuid}","vr":"1.0","url":"https://f.example/2"}}]}},"exe":true}}}}"#
        )
    );
}

/// A file that is no firmware is a command with the file's type, in oneM2M as in TR-069.
#[test]
fn files_of_every_type() {
    let configuration = "<c:Download><CommandKey/><FileType>3 Vendor Configuration File</FileType>\
        <URL>https://f.example/c</URL><Username/><Password/><FileSize>7</FileSize><TargetFileName/>\
        <DelaySeconds>0</DelaySeconds><SuccessURL/><FailureURL/></c:Download>";
    let json = resources(&cwmp_message(configuration));
    assert_eq!(
        json,
        r#"{"m2m:mgc":{"cmt":4,"exra":{"dld":[{"ftyp":"3 Vendor Configuration File","url":"https://f.example/c","fsi":7}]},"exe":true}}"#
    );
    let back = onem2m_message(&json);
    assert_eq!(
        lowered(&back, Technology::Tr098),
        ["Download(FileType=3 Vendor Configuration File URL=https://f.example/c FileSize=7)"]
    );
    for technology in [Technology::LwM2m, Technology::OmaDm] {
        assert!(lowered(&back, technology).iter().all(|line| line.starts_with("loss ")), "no firmware");
    }
    let log = r#"{"m2m:mgc":{"cmt":3,"exra":{"uld":[{"ftyp":"1 Vendor Configuration File","url":"u"}]},"exe":true}}"#;
    assert_eq!(
        lowered(&onem2m_message(log), Technology::Tr181),
        ["Upload(FileType=1 Vendor Configuration File URL=u)"]
    );
}

#[test]
fn commands_with_the_wrong_arguments() {
    for (command, loss) in [
        (r#""cmt":4,"exra":{"uld":[{"url":"u"}]},"exe":true"#, "mgc.exra: unexpected argument"),
        (r#""cmt":4,"exe":true"#, "mgc.exra: an argument is missing"),
        (r#""cmt":5,"exra":{"swin":[{"uuid":"u"}]},"exe":true"#, "mgc.exra: an argument is missing"),
        (r#""cmt":6,"exe":true"#, "mgc.exra: an argument is missing"),
        (r#""cmt":2"#, "mgc.cmt: no counterpart"),
        (r#""cmt":2,"exe":false"#, "mgc.cmt: no counterpart"),
    ] {
        let message = onem2m_message(&format!(r#"{{"m2m:mgc":{{{command}}}}}"#));
        assert_eq!(lowered(&message, Technology::LwM2m), [format!("loss {loss}")], "{command}");
    }
}

/// The table of an object is the object's that it is made for, not of one that has one of its names.
#[test]
fn tables_and_their_objects() {
    let resource = |technology, name: &str| {
        let (resource, _) = Mapping::built_in().find_instance(technology, name).unwrap();
        Mapping::built_in().resource(resource).unwrap().name.to_string()
    };
    assert_eq!(resource(Technology::Tr181, "Device.WiFi.SSID.2."), "wlan");
    assert_eq!(resource(Technology::Tr181, "Device.Cellular.AccessPoint.1."), "accessPointName");
    assert_eq!(resource(Technology::OmaDm, "./ConnMO/NAP/2"), "accessPointName");
    assert_eq!(resource(Technology::Tr181, "Device.Cellular.Interface.1."), "mobileNetwork");
    let gone = cwmp_message(
        "<c:DeleteObject><ObjectName>Device.Cellular.AccessPoint.2.</ObjectName><ParameterKey/></c:DeleteObject>",
    );
    assert_eq!(lowered(&gone, Technology::OmaDm), [r#"Delete("./ConnMO/NAP/2")"#]);
    assert!(lowered(&gone, Technology::Tr098).iter().all(|line| line.starts_with("loss ")));
    let line = "InternetGatewayDevice.WANDevice.1.WANConnectionDevice.1.";
    assert!(
        Mapping::built_in().find_instance(Technology::Tr098, line).is_none(),
        "not only of mobile networks"
    );
}

/// A report orders nothing, and what was ordered is not passed over.
#[test]
fn orders_read_as_reports() {
    let reboot = [Node::none(Path::resource(3, 0, 4)), Node::none(Path::resource(3, 0, 0))];
    let options = Options::default().with_intent(mgmt_model::Intent::Report);
    let losses: Vec<_> = lwm2m::lift(&reboot, &options).losses.iter().map(ToString::to_string).collect();
    assert_eq!(losses, ["/3/0/4: no counterpart", "/3/0/0: no counterpart"]);
    let unknown = [Node::none(Path::resource(504, 0, 1))];
    assert_eq!(lwm2m::lift(&unknown, &Options::default()).intent, mgmt_model::Intent::Request);
    let update = onem2m::Resource::from_json(br#"{"m2m:fwr":{"vr":"1","ud":true}}"#).unwrap();
    let told = onem2m::lift(&update, &options).unwrap();
    assert_eq!(told.losses.iter().map(ToString::to_string).collect::<Vec<_>>(), ["fwr.ud: no counterpart"]);
}

/// What an order stands for twice is done once; orders of several resources follow each other.
#[test]
fn orders_one_by_one() {
    let cancelled = lwm2m_message(r#"[{"n":"/5/0/10"}]"#);
    let cancel = "<c:CancelTransfer><CommandKey></CommandKey></c:CancelTransfer>";
    for message in [&cancelled, &cwmp_message(cancel)] {
        assert_eq!(lowered(message, Technology::LwM2m), ["do /5/0/10"]);
        assert_eq!(lowered(message, Technology::Tr181), ["CancelTransfer()"]);
        assert_eq!(resources(message), r#"{"m2m:exin":{"exd":true}}"#);
    }
    let one = cwmp_message(&cancel.replace("></C", ">k1</C"));
    assert_eq!(lowered(&one, Technology::Tr181), ["CancelTransfer(CommandKey=k1)"]);
    assert_eq!(resources(&one), "[]");
    let again = lwm2m_message(r#"[{"n":"/5/0/10"},{"n":"/3/0/4"},{"n":"/3/0/4"}]"#);
    assert_eq!(lowered(&again, Technology::LwM2m), ["do /5/0/10", "do /3/0/4", "do /3/0/4"]);

    let both = onem2m_message(r#"[{"m2m:rbo":{"rbo":true}},{"m2m:rbo":{"far":true}}]"#);
    assert_eq!(lowered(&both, Technology::LwM2m), ["do /3/0/4", "do /3/0/5"]);
}

/// Several resources of a type without a name each are as many instances; what one resource says in two parts is one.
#[test]
fn resources_without_names() {
    let batteries = onem2m_message(r#"[{"m2m:bat":{"btl":1}},{"m2m:bat":{"btl":2}},{"m2m:bat":{"btl":3}}]"#);
    let level = "Device.DeviceInfo.X_oneM2M_org_BatteryStatus.Battery";
    assert_eq!(
        lowered(&batteries, Technology::Tr181),
        [1, 2, 3].map(|number| format!("{level}.{number}.Level={number}"))
    );
    let installs = onem2m_message(r#"[{"m2m:swr":{"url":"a","in":true}},{"m2m:swr":{"url":"b","in":true}}]"#);
    assert_eq!(lowered(&installs, Technology::LwM2m), ["/9/0/3=a", "do /9/0/4", "/9/1/3=b", "do /9/1/4"]);
    let parts = onem2m_message(r#"[{"m2m:bat":{"btl":1}},{"m2m:bat":{"bts":2}}]"#);
    assert_eq!(resources(&parts), r#"{"m2m:bat":{"btl":1,"bts":2}}"#);
    // There is one memory.
    let two = onem2m_message(r#"[{"m2m:mem":{"mma":1024}},{"m2m:mem":{"mma":2048}}]"#);
    assert!(lowered(&two, Technology::Tr181).contains(&"loss mem.mma: another value is there".to_owned()));
    let mail = onem2m_message(r#"{"m2m:swr":{"rn":"swr-org.example.mail","un":true}}"#);
    assert_eq!(
        lowered(&mail, Technology::OmaDm),
        ["do ./SCOMO/Inventory/Deployed/org.example.mail/Operations/Remove"]
    );
}

#[test]
fn null_is_a_request() {
    let message = onem2m_message(r#"{"m2m:fwr":{"url":null}}"#);
    assert_eq!(message.intent, mgmt_model::Intent::Request);
    assert!(cwmp::lower(&message, &Options::default()).output.is_empty(), "nothing is answered");
    // Among values it is one that is not there: what a device tells is not written to it.
    let told = onem2m_message(r#"{"m2m:dvi":{"man":"A","dlb":null}}"#);
    assert_eq!(lowered(&told, Technology::OmaDm), ["./DevInfo/Man=A", "loss dvi.dlb: no counterpart"]);
}

#[cfg(feature = "xml")]
#[test]
fn a_default_namespace() {
    let xml = br#"<fwr xmlns="http://www.onem2m.org/xml/protocols"><url>u</url><ud>true</ud><uds><sus>3</sus></uds></fwr>"#;
    let read = onem2m::Resource::from_xml(xml).unwrap();
    assert_eq!(
        onem2m::Resource::to_json(&read).unwrap(),
        r#"{"m2m:fwr":{"url":"u","ud":true,"uds":{"sus":3}}}"#
    );
    let reboot = br#"<rbo xmlns="http://www.onem2m.org/xml/protocols"><rbo>true</rbo></rbo>"#;
    let read = onem2m::Resource::from_xml(reboot).unwrap();
    assert_eq!(onem2m::Resource::to_json(&read).unwrap(), r#"{"m2m:rbo":{"rbo":true}}"#);
}

/// What is lost goes by the name that the message has for it.
#[test]
fn losses_by_the_names_of_the_message() {
    let table = "Device.Cellular.AccessPoint.";
    let made =
        cwmp_message(&format!("<c:AddObject><ObjectName>{table}</ObjectName><ParameterKey/></c:AddObject>"));
    let removed = cwmp_message(&format!(
        "<c:DeleteObject><ObjectName>{table}2.</ObjectName><ParameterKey/></c:DeleteObject>"
    ));
    let observed = cwmp_message(
        "<c:SetParameterAttributes><ParameterList e:arrayType='c:SetParameterAttributesStruct[1]'>\
         <SetParameterAttributesStruct><Name>Device.DeviceInfo.SerialNumber</Name>\
         <NotificationChange>1</NotificationChange><Notification>2</Notification>\
         <AccessListChange>0</AccessListChange><AccessList/></SetParameterAttributesStruct></ParameterList>\
         </c:SetParameterAttributes>",
    );
    let names = |losses: &[mgmt_model::Loss]| losses.iter().map(|loss| loss.name.clone()).collect::<Vec<_>>();
    for (message, name) in [
        (&made, table.to_owned()),
        (&removed, format!("{table}2.")),
        (&observed, "Device.DeviceInfo.SerialNumber".to_owned()),
    ] {
        let options = Options::default();
        assert_eq!(names(&lwm2m::lower(message, &options).losses), std::slice::from_ref(&name));
        if name != table {
            assert_eq!(names(&onem2m::lower(message, &options).losses), [name]);
        }
    }
    assert_eq!(names(&omadm::lower(&made, &Options::default()).losses), [table]);
    let listed = cwmp_message(
        "<c:GetParameterNames><ParameterPath>Device.DeviceInfo.</ParameterPath><NextLevel>0</NextLevel>\
         </c:GetParameterNames>",
    );
    assert_eq!(
        listed.losses.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["Device.DeviceInfo.: the meaning differs"]
    );
}

/// TR-181 has the rules of a time zone, LwM2M its name: there is no way from one to the other without a table of all.
#[test]
fn time_zones() {
    let zone = |name: &str| format!("Device.Time.LocalTimeZone={name}");
    let rules = "CET-1CEST,M3.5.0,M10.5.0/3";
    let local = "Device.Time.LocalTimeZone";
    assert!(
        lowered(&parameter(local, rules), Technology::LwM2m).iter().all(|line| line.starts_with("loss "))
    );
    assert_eq!(
        lowered(&parameter(local, rules), Technology::Tr098),
        [format!("InternetGatewayDevice.Time.LocalTimeZoneName={rules}")]
    );
    assert_eq!(lowered(&parameter(local, "Europe/Berlin"), Technology::LwM2m), ["/3/0/15=Europe/Berlin"]);
    let named = |name: &str| {
        let node = [Node::new(Path::resource(3, 0, 15), name)];
        lowered(&lwm2m::lift(&node, &Options::default()), Technology::Tr181)
    };
    assert_eq!(named("Europe/Berlin"), ["loss /3/0/15: invalid time zone of POSIX"]);
    assert_eq!(named("EST5EDT"), [zone("EST5EDT")]);
}

#[test]
fn characters_that_xml_does_not_have() {
    let node = [Node::new(Path::resource(3, 0, 0), "a\u{1}"), Node::new(Path::resource(3, 0, 1), "b")];
    let message = lwm2m::lift(&node, &Options::default());
    assert_eq!(
        lowered(&message, Technology::OmaDm),
        ["./DevInfo/Mod=b", "loss /3/0/0: invalid text for XML"]
    );
}

#[test]
fn objects_off_their_place() {
    assert_eq!(lowered(&syncml_message(&results("./FUMO/State", "60")), Technology::LwM2m), ["/5/0/3=3"]);
    let removal = syncml_message(&exec("./SCOMO/1/Inventory/Deployed/2/Operations/Remove"));
    assert_eq!(lowered(&removal, Technology::LwM2m), ["do /9/1/6"]);
    for name in ["./FUMO/PkgVersion", "./SCOMO/x/Inventory/Deployed/mail/Version"] {
        assert_eq!(Mapping::built_in().find_any(name).len(), 1, "{name}");
    }
}

/// Links to what is no management object have a name and no type.
#[test]
fn links_without_a_type() {
    let linked = r#"{"m2m:cmwr":{"cmlk":[{"nm":"allowedSchedule","val":"sch-1"}]}}"#;
    let message = onem2m_message(linked);
    assert_eq!((resources(&message), message.losses.len()), (linked.to_owned(), 0));
    let sets = onem2m_message(r#"{"m2m:cmwr":{"bop":{"bops":[{"ibt":1},{"ibt":2}]}}}"#);
    assert_eq!(sets.losses.iter().map(ToString::to_string).collect::<Vec<_>>(), ["cmwr.bop: no counterpart"]);
}

/// A radio gives its values to so many networks and no more, and says so.
#[test]
fn a_crowded_radio() {
    let item = |name: String, value: &str| plain::Item::new(Technology::Tr181, name, value.to_owned());
    let mut items = vec![item("Device.WiFi.Radio.1.Channel".into(), "11")];
    items.extend(
        (1..=65).map(|number| item(format!("Device.WiFi.SSID.{number}.LowerLayers"), "Device.WiFi.Radio.1.")),
    );
    let losses = |items: Vec<plain::Item<'static>>| {
        plain::lift(items, mgmt_model::Intent::Report, &Options::default()).losses
    };
    let named = |losses: Vec<mgmt_model::Loss>| {
        losses
            .iter()
            .any(|loss| loss.to_string() == "Device.WiFi.Radio.1.Channel: part of the value is missing")
    };
    assert!(!named(losses(items[..65].to_vec())));
    assert!(named(losses(items)));
}

/// What several networks allow at once is a mode of its own, not the strongest of them.
#[test]
fn mixed_security() {
    let mode = "Device.WiFi.AccessPoint.1.Security.ModeEnabled";
    let beacon = "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.BeaconType";
    let mixed = parameter(mode, "WPA-WPA2-Personal");
    assert_eq!(lowered(&mixed, Technology::Tr098), [format!("{beacon}=WPAand11i")]);
    assert!(lowered(&mixed, Technology::LwM2m).iter().all(|line| line.starts_with("loss ")));
    let weak = parameter(beacon, "BasicandWPA");
    assert!(lowered(&weak, Technology::Tr181).iter().all(|line| line.starts_with("loss ")));
}

#[test]
fn addresses_of_two_protocols() {
    let node = |number, address| Node::new(Path::resource_instance(4, 0, 4, number), address);
    let both = [node(0, "10.0.0.1"), node(1, "fd00::1")];
    assert_eq!(
        lowered(&lwm2m::lift(&both, &Options::default()), Technology::Tr181),
        ["Device.IP.Interface.1.IPv4Address.1.IPAddress=10.0.0.1", "loss /4/0/4/0: the meaning differs"]
    );
    let six = [node(0, "fd00::1")];
    assert_eq!(
        lowered(&lwm2m::lift(&six, &Options::default()), Technology::Tr181),
        ["loss /4/0/4/0: invalid IPv4 address"]
    );
}

#[test]
fn moments() {
    let local = "Device.Time.CurrentLocalTime";
    // Since the start of the device.
    assert_eq!(
        lowered(&parameter(local, "0001-01-03T03:04:05"), Technology::LwM2m),
        [format!("loss {local}: invalid moment")]
    );
    assert!(lowered(&parameter(local, "0001-01-01T00:00:00Z"), Technology::LwM2m).is_empty(), "unknown");
    let fine = parameter(local, "2024-02-29T12:00:00.123456789Z");
    assert_eq!(
        fine.losses.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [format!("{local}: rounded")]
    );
    assert_eq!(resources(&fine), r#"{"m2m:dvi":{"syst":"20240229T120000,123456"}}"#);
    for seconds in [253_402_300_800_i64, -62_135_596_801, i64::MAX] {
        let node = [Node::new(Path::resource(3, 0, 13), seconds), Node::new(Path::resource(3, 0, 0), "A")];
        let message = lwm2m::lift(&node, &Options::default());
        assert_eq!(resources(&message), r#"{"m2m:dvi":{"man":"A"}}"#);
        assert_eq!(message.losses.len(), 1);
    }
}

#[test]
fn numbers_with_a_fraction() {
    let sensor =
        [Node::new(Path::resource(3303, 0, 5700), 25.5), Node::new(Path::resource(3303, 0, 5701), "Cel")];
    let message = lwm2m::lift(&sensor, &Options::default());
    assert!(message.losses.is_empty(), "the unit says which value it is");
    let value = "Device.DeviceInfo.TemperatureStatus.TemperatureSensor.1.Value";
    assert_eq!(
        lowered(&message, Technology::Tr181),
        [format!("{value}=25"), "loss /3303/0/5700: rounded".into()]
    );
    // A network code has three digits at most.
    let network = parameter("Device.Cellular.Interface.1.NetworkInUse", "1234567");
    assert!(!resources(&network).contains("4567,"), "{}", resources(&network));
}

/// Where there should be one and a device has several, they stay apart.
#[test]
fn several_of_what_is_single() {
    let item = |number: u32, value: &'static str| {
        let name = format!("Device.IP.Interface.{number}.Stats.BytesSent");
        plain::Item::new(Technology::Tr181, name, value)
    };
    let told = vec![item(1, "10"), item(2, "20")];
    let message = plain::lift(told, mgmt_model::Intent::Report, &Options::default());
    let json = resources(&message);
    assert_eq!(lowered(&onem2m_message(&json), Technology::Tr181), lowered(&message, Technology::Tr181));
}

#[test]
fn permitted_settings() {
    let limits = onem2m_message(r#"{"m2m:cml":{"lda":[false,true]}}"#);
    assert_eq!(lowered(&limits, Technology::LwM2m), ["/2053/0/10/0=0", "/2053/0/10/1=1"]);
}

/// An order is no state, and what is told of a device behind a gateway is not the gateway's.
#[test]
fn states_and_owners() {
    let off = "<c:SetParameterValues><ParameterList e:arrayType='c:ParameterValueStruct[1]'>\
        <ParameterValueStruct><Name>Device.WiFi.Radio.1.Enable</Name><Value i:type='x:boolean'>0</Value>\
        </ParameterValueStruct></ParameterList><ParameterKey/></c:SetParameterValues>";
    let json = resources(&cwmp_message(off));
    assert!(json.contains(r#"{"m2m:dvc":{"dis":true}}"#), "{json}");
    let items = ["ControllerID", "ProxiedDeviceID"].map(|name| {
        let name = format!("Device.ManagementServer.EmbeddedDevice.1.{name}");
        plain::Item::new(Technology::Tr181, name, "lamp")
    });
    let message = plain::lift(items.to_vec(), mgmt_model::Intent::Report, &Options::default());
    assert!(!lowered(&message, Technology::OmaDm).iter().any(|line| line.starts_with("./DevInfo")));
}

/// Each name of a message arrives or is named: also the second of a list, why a device called, what a response says.
#[test]
fn nothing_goes_without_a_word() {
    let nodes = lwm2m_message(r#"[{"bn":"/3/0/","n":"7/0","v":3800},{"n":"7/1","v":5000},{"n":"9","v":80}]"#);
    assert_eq!(
        lowered(&nodes, Technology::OmaDm),
        [
            "./DiagMon/BatteryInfo/DiagMonData/1/BatteryLevel=80",
            "loss /3/0/7/0: no counterpart",
            "loss /3/0/7/1: no counterpart",
        ]
    );
    let inform = cwmp_message(
        "<c:Inform><DeviceId><Manufacturer/><OUI>00A1B2</OUI><ProductClass/><SerialNumber/></DeviceId>\
         <Event e:arrayType='c:EventStruct[2]'><EventStruct><EventCode>2 PERIODIC</EventCode><CommandKey/></EventStruct>\
         <EventStruct><EventCode>M Reboot</EventCode><CommandKey>k</CommandKey></EventStruct></Event>\
         <MaxEnvelopes>1</MaxEnvelopes><CurrentTime>0001-01-01T00:00:00Z</CurrentTime><RetryCount>3</RetryCount>\
         <ParameterList e:arrayType='c:ParameterValueStruct[0]'/></c:Inform>",
    );
    let losses: Vec<_> = inform.losses.iter().map(|loss| &*loss.name).collect();
    assert_eq!(
        losses,
        [
            "Inform.Event.2 PERIODIC",
            "Inform.Event.M Reboot",
            "Inform.Event.M Reboot.CommandKey",
            "Inform.RetryCount"
        ]
    );
    let upload = cwmp_message(
        "<c:UploadResponse><Status>1</Status><StartTime>2020-02-03T04:05:06Z</StartTime>\
         <CompleteTime>0001-01-01T00:00:00Z</CompleteTime></c:UploadResponse>",
    );
    let losses: Vec<_> = upload.losses.iter().map(|loss| &*loss.name).collect();
    assert_eq!(losses, ["UploadResponse.StartTime", "UploadResponse.Status"]);
}

/// One payload cannot write a resource twice: of two orders for it the first is taken.
#[test]
fn two_orders_for_one_place() {
    let written = cwmp_message(
        "<c:SetParameterValues><ParameterList e:arrayType='c:ParameterValueStruct[2]'>\
         <ParameterValueStruct><Name>Device.WiFi.EndPoint.1.Enable</Name><Value i:type='x:boolean'>1</Value></ParameterValueStruct>\
         <ParameterValueStruct><Name>Device.WiFi.SSID.1.Enable</Name><Value i:type='x:boolean'>0</Value></ParameterValueStruct>\
         </ParameterList><ParameterKey/></c:SetParameterValues>",
    );
    let translated = lwm2m::lower(&written, &Options::default());
    let nodes: Vec<_> =
        translated.output.iter().map(|node| (node.path.to_string(), node.value().cloned())).collect();
    assert_eq!(nodes, [("/12/0/1".to_owned(), Some(false.into()))]);
    let losses: Vec<_> = translated.losses.iter().map(ToString::to_string).collect();
    assert_eq!(losses, ["Device.WiFi.EndPoint.1.Enable: another value is there"]);
    // The same order twice is one.
    let lock = onem2m_message(r#"{"mgmt:lock":{"mgd":0,"state":0,"unlock":true}}"#);
    let translated = lwm2m::lower(&lock, &Options::default());
    assert_eq!((translated.output.len(), translated.losses.len()), (1, 0));
}

/// What is set beside an action that there is not is set without it.
#[test]
fn values_beside_a_missing_action() {
    let scan = onem2m_message(r#"{"dcfg:wific":{"ssid":"lamp","scan":true}}"#);
    assert_eq!(
        lowered(&scan, Technology::LwM2m),
        ["/12/0/5=lamp", "/12/0/8=1", "loss wific.scan: no counterpart"]
    );
}

/// A radio that is there is not therefore in use, nor is there no card where one is inactive.
#[test]
fn states_that_say_less() {
    let attached = onem2m_message(r#"{"m2m:dvc":{"att":true}}"#);
    assert_eq!(lowered(&attached, Technology::Tr181), ["loss dvc.att: value is not in the enumeration"]);
    let removed = onem2m_message(r#"{"m2m:dvc":{"att":false}}"#);
    assert_eq!(lowered(&removed, Technology::Tr181), ["Device.WiFi.Radio.1.Status=NotPresent"]);
    let inactive = onem2m_message(r#"{"dcfg:sim":{"sist":0}}"#);
    assert_eq!(lowered(&inactive, Technology::Tr181), ["Device.Cellular.Interface.1.USIM.Status=Available"]);
}

#[test]
fn a_node_that_a_vendor_named_is_not_taken_for_what_another_vendor_has_there() {
    let read = |uri: &str| {
        syncml_message(&format!(
            "<Get><CmdID>1</CmdID><Item><Target><LocURI>{uri}</LocURI></Target></Item></Get>"
        ))
    };
    for of_vendor in ["./DevDetail/Ext/DeviceHardwareData", "./DevDetail/Ext/Microsoft/TotalRAM"] {
        let message = read(of_vendor);
        assert!(message.operations.is_empty(), "{of_vendor}");
        assert_eq!(message.losses[0].name, of_vendor);
    }
    for known in ["./DevDetail/Ext", "./DevDetail/Ext/Microsoft/LocalTime", "./DevDetail/Ext/Acme/DateTime"] {
        assert_eq!((read(known).operations.len(), read(known).losses.len()), (1, 0), "{known}");
    }
}

#[test]
fn alerts_that_are_not_about_the_session_are_not_passed_over() {
    let lost = |data: &str| {
        let alert = format!("<Alert><CmdID>1</CmdID>{data}<Item><Data>MINDT=10</Data></Item></Alert>");
        let losses = syncml_message(&alert).losses;
        losses.into_iter().map(|loss| loss.name).collect::<Vec<_>>()
    };
    for session in [1200, 1201, 1222, 1223, 1225] {
        assert!(lost(&format!("<Data>{session}</Data>")).is_empty(), "{session}");
    }
    for (data, name) in [
        ("<Data>1100</Data>", "Alert 1100"),
        ("<Data>1224</Data>", "Alert 1224"),
        ("<Data>200</Data>", "Alert 200"),
        ("<Data>x</Data>", "Alert"),
        ("", "Alert"),
    ] {
        assert_eq!(lost(data), [name]);
    }
}
