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
    let upload = rpc::Upload::new("", "1 Vendor Configuration File", "https://files.example/c");
    let envelope = Envelope::new(CwmpNamespace::Cwmp12, upload);
    let message = cwmp::lift(&envelope, &Options::default());
    assert_eq!(
        (message.intent, losses(&message)),
        (Intent::Request, vec!["Upload: no counterpart".to_owned()])
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
