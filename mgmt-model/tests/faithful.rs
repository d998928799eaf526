//! Nothing arrives as something else: states, instances, files and packages keep what they are, or are named as lost.
#![allow(clippy::unwrap_used, clippy::panic)]
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
}
