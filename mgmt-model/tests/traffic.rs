//! What real devices say and translations once got wrong: a sample of our own for each.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]
#![cfg(all(feature = "cwmp", feature = "lwm2m", feature = "omadm", feature = "json"))]

use cwmp_soap::rpc::{
    AddObject, DeleteObject, GetParameterValuesResponse, ParameterValueStruct, SetParameterValues,
};
use cwmp_soap::{CwmpNamespace, Envelope, rpc, value};
use lwm2m_tlv::{Node, Path};
use mgmt_model::{Intent, Loss, LossKind, Mapping, Message, Options, Value, cwmp, lwm2m, omadm};
use omadm_syncml::message::SyncMl;

fn told<'a>(name: &'a str, value: value::Value<'a>) -> Envelope<'a> {
    let list = vec![ParameterValueStruct::new(name, value)];
    Envelope::new(CwmpNamespace::Cwmp12, GetParameterValuesResponse::new(list))
}

fn losses(message: &Message<'_>) -> Vec<String> {
    message.losses.iter().map(Loss::to_string).collect()
}

/// Keys of access points are hexadecimal digits in TR-181 and text everywhere else.
#[test]
fn digits_are_text() {
    let name = "Device.WiFi.AccessPoint.1.Security.PreSharedKey";
    let envelope = told(name, value::Value::hex_binary(&[0x0f, 0xa0]));
    let message = cwmp::lift(&envelope, &Options::default());
    assert_eq!(losses(&message), [""; 0]);
    assert_eq!(message.value(Mapping::built_in(), "wlan.preSharedKey"), Some(&Value::text("0FA0")));
    let back = cwmp::lower(&message, &Options::default());
    let xml = back.output[0].to_xml().unwrap();
    assert!(xml.contains("<Value xsi:type=\"xsd:hexBinary\">0FA0</Value>"), "{xml}");
    // Devices that protect keys answer with nothing.
    let envelope = told(name, value::Value::new(value::ValueType::String, ""));
    assert_eq!(losses(&cwmp::lift(&envelope, &Options::default())), [""; 0]);
}

/// Vendors name objects after standards: such a part is no instance number.
#[test]
fn names_that_begin_with_digits() {
    let envelope = told(
        "InternetGatewayDevice.WANDevice.1.X_EXAMPLE-COM_Link.802-1pMark",
        value::Value::unsigned_int(1),
    );
    let message = cwmp::lift(&envelope, &Options::default());
    assert_eq!(
        losses(&message),
        ["InternetGatewayDevice.WANDevice.1.X_EXAMPLE-COM_Link.802-1pMark: no counterpart"]
    );
    let zero = told("InternetGatewayDevice.WANDevice.0.Own", value::Value::unsigned_int(1));
    let message = cwmp::lift(&zero, &Options::default());
    assert_eq!(losses(&message), ["InternetGatewayDevice.WANDevice.0.Own: out of range for instance"]);
}

/// The number of an access right is the server that has it; a list has the rights only.
#[test]
fn numbers_that_mean_something() {
    let payload = |numbers: &[u16]| -> Vec<Node<'static>> {
        numbers.iter().map(|n| Node::new(Path::resource_instance(2, 0, 2, *n), 7_i64)).collect()
    };
    let said = |numbers: &[u16]| losses(&lwm2m::lift(&payload(numbers), &Options::default()));
    assert_eq!(said(&[0, 1, 2]), [""; 0]);
    assert_eq!(said(&[127, 310]), ["/2/0/2/127: the meaning differs", "/2/0/2/310: the meaning differs"]);
    assert_eq!(said(&[0, 2]), ["/2/0/2/2: the meaning differs"]);
    // A name that nothing is known of is lost once, not twice.
    let unknown = [Node::new(Path::resource_instance(3, 0, 22, 5), "100:1")];
    assert_eq!(losses(&lwm2m::lift(&unknown, &Options::default())), ["/3/0/22/5: no counterpart"]);
}

/// The key that an ACS files a change under is no part of the change, and is named.
#[test]
fn keys_of_changes() {
    let enable = ParameterValueStruct::new("Device.WiFi.SSID.1.Enable", value::Value::boolean(true));
    let requests: [(Envelope<'_>, &str); 3] = [
        (
            Envelope::new(CwmpNamespace::Cwmp12, SetParameterValues::new(vec![enable], "k1")),
            "SetParameterValues.ParameterKey",
        ),
        (
            Envelope::new(
                CwmpNamespace::Cwmp12,
                AddObject::new("Device.SoftwareModules.DeploymentUnit.", "k2"),
            ),
            "AddObject.ParameterKey",
        ),
        (
            Envelope::new(
                CwmpNamespace::Cwmp12,
                DeleteObject::new("Device.SoftwareModules.DeploymentUnit.2.", "k3"),
            ),
            "DeleteObject.ParameterKey",
        ),
    ];
    for (request, name) in &requests {
        let message = cwmp::lift(request, &Options::default());
        assert_eq!(
            (message.operations.len(), losses(&message)),
            (1, vec![format!("{name}: no counterpart")])
        );
    }
}

/// A request of which nothing is left must not be answered in the device's stead.
#[test]
fn requests_stay_requests() {
    let envelope = Envelope::new(CwmpNamespace::Cwmp12, rpc::ScheduleInform::new(30, "k"));
    let message = cwmp::lift(&envelope, &Options::default());
    assert_eq!(
        (message.intent, losses(&message)),
        (Intent::Request, vec!["ScheduleInform: no counterpart".to_owned()])
    );
    assert!(cwmp::lower(&message, &Options::default()).output.is_empty());
    let told = Envelope::new(CwmpNamespace::Cwmp12, rpc::Kicked::new("c", "", "", "https://x.example/"));
    assert_eq!(cwmp::lift(&told, &Options::default()).intent, Intent::Report);

    let get =
        syncml("<Get><CmdID>1</CmdID><Item><Target><LocURI>./Vendor/Own</LocURI></Target></Item></Get>");
    let parsed = SyncMl::from_xml(get.as_bytes()).unwrap();
    let message = omadm::lift(&parsed, &Options::default());
    assert_eq!(
        (message.intent, losses(&message)),
        (Intent::Request, vec!["./Vendor/Own: no counterpart".to_owned()])
    );
    let status = syncml(
        "<Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>1</CmdRef><Cmd>Get</Cmd><Data>200</Data></Status>",
    );
    let parsed = SyncMl::from_xml(status.as_bytes()).unwrap();
    assert_eq!(omadm::lift(&parsed, &Options::default()).intent, Intent::Report);
}

fn syncml(commands: &str) -> String {
    format!(
        "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>\
         <SessionID>1</SessionID><MsgID>1</MsgID><Target><LocURI>d</LocURI></Target><Source><LocURI>s</LocURI>\
         </Source></SyncHdr><SyncBody>{commands}<Final/></SyncBody></SyncML>"
    )
}

/// Two values that say the same thing and differ: the one that counts less is named, not passed over.
#[test]
fn alternatives_are_named() {
    let list = vec![
        ParameterValueStruct::new("Device.DeviceInfo.SoftwareVersion", value::Value::string("5.1")),
        ParameterValueStruct::new("Device.DeviceInfo.FirmwareImage.1.Version", value::Value::string("4.9")),
    ];
    let envelope = Envelope::new(CwmpNamespace::Cwmp12, GetParameterValuesResponse::new(list));
    let message = cwmp::lift(&envelope, &Options::default());
    assert_eq!(message.value(Mapping::built_in(), "deviceInfo.fwVersion"), Some(&Value::text("5.1")));
    assert!(message.losses.iter().any(|loss| loss.kind == LossKind::Superseded), "{:?}", message.losses);
}

fn lifted_rpc(body: impl Into<cwmp_soap::Body<'static>>) -> (Message<'static>, Vec<String>) {
    let envelope = Envelope::new(CwmpNamespace::Cwmp14, body);
    let message = cwmp::lift(&envelope, &Options::default()).into_owned();
    let names = message.losses.iter().map(|loss| loss.name.clone()).collect();
    (message, names)
}

/// Outcomes: the state is read, and what has no place elsewhere is named, a device's fault by its code.
#[test]
fn outcomes_name_their_codes() {
    let time: value::DateTime = "2026-03-14T01:50:29Z".parse().unwrap();
    let failed = rpc::FaultStruct::new(value::FaultCode(9010), "no route");
    let complete = rpc::TransferComplete::new("k9", failed).with_start_time(time).with_complete_time(time);
    let (message, names) = lifted_rpc(complete);
    assert_eq!(
        names,
        [
            "TransferComplete.CommandKey",
            "Fault 9010",
            "TransferComplete.StartTime",
            "TransferComplete.CompleteTime"
        ]
    );
    let status = message.value(Mapping::built_in(), "firmware.updateStatus").unwrap();
    assert_eq!(status.member("sus"), Some(&Value::Integer(2)));

    let done = rpc::TransferComplete::new("", rpc::FaultStruct::new(value::FaultCode(0), ""));
    let (message, names) = lifted_rpc(done);
    assert_eq!(names, [""; 0]);
    let status = message.value(Mapping::built_in(), "firmware.updateStatus").unwrap();
    assert_eq!(status.member("sus"), Some(&Value::Integer(1)));

    let accepted = rpc::DownloadResponse::new(rpc::Status(0)).with_start_time(time);
    let (message, names) = lifted_rpc(accepted);
    assert_eq!((message.readings.len(), names), (1, vec!["DownloadResponse.StartTime".to_owned()]));

    for (name, body) in [
        (
            "SetParameterValuesResponse.Status",
            cwmp_soap::Body::from(rpc::SetParameterValuesResponse::new(rpc::Status(1))),
        ),
        ("DeleteObjectResponse.Status", rpc::DeleteObjectResponse::new(rpc::Status(1)).into()),
    ] {
        let (message, names) = lifted_rpc(body);
        assert_eq!((message.intent, names), (Intent::Report, vec![name.to_owned()]));
    }
    for body in [
        cwmp_soap::Body::from(rpc::SetParameterValuesResponse::new(rpc::Status(0))),
        rpc::DeleteObjectResponse::new(rpc::Status(0)).into(),
        rpc::RebootResponse::new().into(),
        rpc::InformResponse::new().into(),
    ] {
        assert_eq!(lifted_rpc(body).1, [""; 0]);
    }
}

#[test]
fn outcomes_of_units() {
    let uuid = "5f8d8a2e-0c0b-5a52-9c4c-93b0a4b6a3c1";
    let result =
        rpc::OpResultStruct::new(uuid, "Device.SoftwareModules.DeploymentUnit.3", "2.1", "Failed", false)
            .with_fault(rpc::DeploymentUnitFaultStruct::new(value::FaultCode(9026)));
    let good = rpc::OpResultStruct::new("u-2", "", "2.2", "Installed", true)
        .with_execution_unit_ref_list("Device.SoftwareModules.ExecutionUnit.4");
    let (message, names) =
        lifted_rpc(rpc::DUStateChangeComplete::new(vec![result.clone(), good]).with_command_key("k"));
    assert_eq!(
        names,
        [
            "DUStateChangeComplete.CommandKey",
            "DUStateChangeComplete.Results.1.DeploymentUnitRef",
            "Fault 9026",
            "DUStateChangeComplete.Results.2.ExecutionUnitRefList",
        ]
    );
    let mapping = Mapping::built_in();
    let status = |uuid: &str| {
        let instance = mgmt_model::Instance::named(uuid);
        message.value_of(mapping, "software.installStatus", &instance).and_then(|v| v.member("sus")).cloned()
    };
    assert_eq!((status(uuid), status("u-2")), (Some(Value::Integer(2)), Some(Value::Integer(1))));
}

/// A time window is no immediate download: its beginning is a delay, the rest is named.
#[test]
fn windows_of_downloads() {
    let window = |start, end| rpc::TimeWindowStruct::new(start, end, "1 At Any Time");
    let windows = vec![window(3_600, 7_200), window(86_400, 90_000)];
    let schedule =
        rpc::ScheduleDownload::new("", "1 Firmware Upgrade Image", "https://files.example/1", windows);
    let (message, losses) = lifted_rpc(schedule);
    assert_eq!(losses, ["ScheduleDownload.TimeWindowList.1", "ScheduleDownload.TimeWindowList.2"]);
    let kinds: Vec<_> = message.losses.iter().map(|loss| loss.kind).collect();
    assert_eq!(kinds, [LossKind::Semantics, LossKind::NoCounterpart]);
    let lowered = cwmp::lower(&message, &Options::default());
    let xml = lowered.output[0].to_xml().unwrap();
    assert!(xml.contains("<cwmp:Download>") && xml.contains("<DelaySeconds>3600</DelaySeconds>"), "{xml}");
}

#[test]
fn ways_to_notify() {
    let watch = |notification| {
        let name = "Device.DeviceInfo.SoftwareVersion";
        rpc::SetParameterAttributesStruct::new(name)
            .with_notification_change(true)
            .with_notification(notification)
    };
    let said = |notification| lifted_rpc(rpc::SetParameterAttributes::new(vec![watch(notification)]));
    for (notification, observed, lost) in [
        (rpc::Notification::OFF, false, 0),
        (rpc::Notification::ACTIVE, true, 0),
        (rpc::Notification::PASSIVE, true, 1),
        (rpc::Notification(3), true, 1),
    ] {
        let (message, losses) = said(notification);
        let observes = matches!(message.operations[0], mgmt_model::Operation::Observe(_));
        assert_eq!((observes, losses.len()), (observed, lost), "{notification:?}");
    }
}

/// What phones tell of an update, and the codes they tell it with.
#[test]
fn alerts_name_their_codes() {
    let alert = |data: &str, kind: &str, correlator: &str| {
        syncml(&format!(
            "<Alert><CmdID>2</CmdID><Data>1226</Data>{correlator}<Item><Source><LocURI>./FUMO/1</LocURI></Source>\
             <Meta><Type xmlns=\"syncml:metinf\">{kind}</Type><Format xmlns=\"syncml:metinf\">chr</Format>\
             <Mark xmlns=\"syncml:metinf\">warning</Mark></Meta><Data>{data}</Data></Item></Alert>"
        ))
    };
    let firmware = "org.openmobilealliance.dm.firmwareupdate.downloadandupdate";
    let software = "urn:oma:at:scomo:1.0:OperationComplete:softwarecomponent";
    let correlator = "<Correlator>c7</Correlator>";
    for (text, attribute, status, named) in [
        (alert("200", firmware, ""), "firmware.updateStatus", 1, vec![]),
        (alert("ResultCode=1200", software, ""), "software.installStatus", 1, vec![]),
        (alert("410", firmware, ""), "firmware.updateStatus", 2, vec!["Alert 410"]),
        (alert("410", firmware, correlator), "firmware.updateStatus", 2, vec!["Correlator", "Alert 410"]),
        (alert("", firmware, ""), "firmware.updateStatus", 3, vec![]),
    ] {
        let parsed = SyncMl::from_xml(text.as_bytes()).unwrap();
        let message = omadm::lift(&parsed, &Options::default());
        let value = message.value(Mapping::built_in(), attribute).unwrap();
        assert_eq!(value.member("sus"), Some(&Value::Integer(status)), "{text}");
        let names: Vec<_> = message.losses.iter().map(|loss| &*loss.name).collect();
        assert_eq!(names, named, "{text}");
    }
    let text = alert("1", "urn:example:battery", "");
    let parsed = SyncMl::from_xml(text.as_bytes()).unwrap();
    assert_eq!(losses(&omadm::lift(&parsed, &Options::default())), ["urn:example:battery: no counterpart"]);
}

#[test]
fn all_or_nothing() {
    let target = |uri: &str| format!("<Item><Target><LocURI>{uri}</LocURI></Target><Data>x</Data></Item>");
    let replace = format!("<Replace><CmdID>2</CmdID>{}</Replace>", target("./ConnMO/WLAN/1/SSID"));
    let exec = "<Exec><CmdID>3</CmdID><Item><Target><LocURI>./LAWMO/Operations/FactoryReset</LocURI></Target></Item></Exec>";
    for (content, named) in [(replace.clone(), 0), (format!("{replace}{exec}"), 1)] {
        let text = syncml(&format!("<Atomic><CmdID>1</CmdID>{content}</Atomic>"));
        let parsed = SyncMl::from_xml(text.as_bytes()).unwrap();
        let message = omadm::lift(&parsed, &Options::default());
        assert_eq!(losses(&message), vec!["Atomic: the meaning differs"; named], "{text}");
        let text = text.replace("Atomic", "Sequence");
        let parsed = SyncMl::from_xml(text.as_bytes()).unwrap();
        assert_eq!(losses(&omadm::lift(&parsed, &Options::default())), [""; 0]);
    }
}

/// Lines around a value are the layout of a tool; spaces may be part of a name, and numbers are read without them.
#[test]
fn spaces_around_texts_of_syncml() {
    let xml = |version: &str, level: &str| {
        format!(
            "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>\
             <SessionID>1</SessionID><MsgID>2</MsgID><Target><LocURI>https://dm.example/</LocURI></Target>\
             <Source><LocURI>IMEI:350</LocURI></Source></SyncHdr><SyncBody><Results><CmdID>1</CmdID><MsgRef>1</MsgRef>\
             <CmdRef>2</CmdRef><Item><Source><LocURI>./DevDetail/FwV</LocURI></Source><Data>{version}</Data></Item>\
             <Item><Source><LocURI>./DiagMon/BatteryInfo/DiagMonData/1/BatteryLevel</LocURI></Source><Meta>\
             <Format xmlns=\"syncml:metinf\">int</Format></Meta><Data>{level}</Data></Item></Results></SyncBody></SyncML>"
        )
    };
    for (version, expected) in [
        (" 7.2 ", " 7.2 "),
        ("\n  <![CDATA[7.2]]>\n  ", "7.2"),
        ("\t7.2\n", "\t7.2"),
        ("\r\n7.2 ", "7.2 "),
        ("  ", "  "),
        (" \n ", ""),
    ] {
        let document = xml(version, " 57 ");
        let syncml = SyncMl::from_xml(document.as_bytes()).unwrap();
        let message = omadm::lift(&syncml, &Options::default());
        assert_eq!(losses(&message), [""; 0]);
        assert_eq!(
            message.value(Mapping::built_in(), "dvi.fwv"),
            Some(&Value::text(expected)),
            "{version:?}"
        );
        assert_eq!(message.value(Mapping::built_in(), "bat.btl"), Some(&Value::Integer(57)));
    }
}
