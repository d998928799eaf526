//! Wi-Fi: networks and clients, and the radios below them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]
#![cfg(all(feature = "cwmp", feature = "lwm2m"))]

use cwmp_soap::rpc::{GetParameterValuesResponse, ParameterValueStruct, SetParameterValues};
use cwmp_soap::{CwmpNamespace, Envelope, value};
use lwm2m_tlv::{Node, Path};
use mgmt_model::{Instance, Mapping, Message, Operation, Options, Protocol, Source, Value};
use mgmt_model::{cwmp, lwm2m, translate};

fn parameters(pairs: &[(&'static str, &'static str)]) -> Vec<ParameterValueStruct<'static>> {
    let parameter = |(name, text): &(&'static str, &'static str)| {
        ParameterValueStruct::new(*name, value::Value::string(*text))
    };
    pairs.iter().map(parameter).collect()
}

fn report(pairs: &[(&'static str, &'static str)]) -> Message<'static> {
    let envelope = Envelope::new(CwmpNamespace::Cwmp12, GetParameterValuesResponse::new(parameters(pairs)));
    cwmp::lift(&envelope, &Options::default()).into_owned()
}

/// What is said about Wi-Fi: `wlan.channel[1]=36`.
fn says(message: &Message<'_>) -> Vec<String> {
    let mapping = Mapping::built_in();
    let written = message.operations.iter().flat_map(|operation| match operation {
        Operation::Write(readings) => readings.as_slice(),
        _ => &[],
    });
    let line = |reading: &mgmt_model::Reading<'_>| {
        let value = match &reading.value {
            Value::Text(text) => text.to_string(),
            Value::Integer(number) => number.to_string(),
            Value::Boolean(truth) => truth.to_string(),
            other => format!("{other:?}"),
        };
        format!("{}[{}]={value}", mapping.full_name(reading.attribute), reading.instance)
    };
    message.readings.iter().chain(written).map(line).collect()
}

#[test]
fn a_radio_is_of_the_networks_on_it() {
    let message = report(&[
        ("Device.WiFi.SSID.1.SSID", "meadow"),
        ("Device.WiFi.SSID.1.LowerLayers", "Device.WiFi.Radio.2."),
        ("Device.WiFi.SSID.2.SSID", "forest"),
        ("Device.WiFi.SSID.2.LowerLayers", "Device.WiFi.Radio.1"),
        ("Device.WiFi.SSID.3.SSID", "guests"),
        ("Device.WiFi.SSID.3.LowerLayers", "Device.WiFi.Radio.2."),
        ("Device.WiFi.Radio.1.Channel", "6"),
        ("Device.WiFi.Radio.2.Channel", "36"),
        ("Device.WiFi.Radio.2.Status", "Up"),
    ]);
    assert_eq!(
        says(&message),
        [
            "deviceCapability.attached[1]=true",
            "wlan.ssid[0]=meadow",
            "wlan.ssid[1]=forest",
            "wlan.ssid[2]=guests",
            "wlan.channel[0]=36",
            "wlan.channel[1]=6",
            "wlan.channel[2]=36",
            "wlan.radioUp[0]=true",
            "wlan.radioUp[2]=true",
        ]
    );
    let lost: Vec<_> = message.losses.iter().map(|loss| &*loss.name).collect();
    assert_eq!(
        lost,
        [
            "Device.WiFi.SSID.1.LowerLayers",
            "Device.WiFi.SSID.2.LowerLayers",
            "Device.WiFi.SSID.3.LowerLayers"
        ]
    );
}

#[test]
fn without_references_numbers_pair() {
    let message = report(&[("Device.WiFi.Radio.2.Channel", "36"), ("Device.WiFi.SSID.2.SSID", "meadow")]);
    assert_eq!(says(&message), ["wlan.ssid[1]=meadow", "wlan.channel[1]=36"]);
    assert_eq!(message.losses, []);
}

#[test]
fn a_radio_below_no_network_is_a_loss() {
    let message = report(&[
        ("Device.WiFi.SSID.1.LowerLayers", "Device.WiFi.Radio.2."),
        ("Device.WiFi.Radio.1.Channel", "6"),
    ]);
    assert_eq!(says(&message), [""; 0]);
    assert!(message.losses.iter().any(|loss| loss.name == "Device.WiFi.Radio.1.Channel"));
}

#[test]
fn an_access_point_is_of_the_network_it_refers_to() {
    let message = report(&[
        ("Device.WiFi.AccessPoint.1.SSIDReference", "Device.WiFi.SSID.4."),
        ("Device.WiFi.AccessPoint.1.Security.ModeEnabled", "WPA2-Personal"),
        ("Device.WiFi.AccessPoint.2.Security.ModeEnabled", "WPA3-Personal"),
    ]);
    assert_eq!(says(&message), ["wlan.securityMode[1]=5", "wlan.securityMode[3]=4"]);
}

#[test]
fn a_client_has_the_radio_below_its_network() {
    let message = report(&[
        ("Device.WiFi.EndPoint.1.SSIDReference", "Device.WiFi.SSID.3."),
        ("Device.WiFi.EndPoint.1.Profile.1.SSID", "uplink"),
        ("Device.WiFi.SSID.3.LowerLayers", "Device.WiFi.Radio.2."),
        ("Device.WiFi.SSID.3.MACAddress", "02:00:5e:00:53:09"),
        ("Device.WiFi.Radio.2.Channel", "36"),
    ]);
    assert_eq!(
        says(&message),
        [
            "wificlient.ssid[0]=uplink",
            "wificlient.macAddress[0]=02:00:5e:00:53:09",
            "wificlient.channel[0]=36",
            "wlan.macAddress[2]=02:00:5e:00:53:09",
            "wlan.channel[2]=36",
        ]
    );
}

#[test]
fn settings_go_the_same_way() {
    let request = SetParameterValues::new(
        parameters(&[
            ("Device.WiFi.SSID.1.LowerLayers", "Device.WiFi.Radio.2."),
            ("Device.WiFi.Radio.2.Channel", "40"),
        ]),
        "",
    );
    let envelope = Envelope::new(CwmpNamespace::Cwmp12, request);
    assert_eq!(says(&cwmp::lift(&envelope, &Options::default())), ["wlan.channel[0]=40"]);
}

/// References that are none, or lead nowhere, do no harm.
#[test]
fn odd_references() {
    for reference in [
        "",
        " ",
        "Device.WiFi.Radio.",
        "Device.WiFi.Radio.0.",
        "Device.Ethernet.Interface.1.",
        "Radio.2",
        "Device.WiFi.Radio.+2.",
    ] {
        let message = report(&[
            ("Device.WiFi.SSID.2.LowerLayers", reference),
            ("Device.WiFi.Radio.2.Channel", "36"),
            ("Device.WiFi.Radio.4294967295.Channel", "36"),
            ("Device.WiFi.AccessPoint.1.SSIDReference", reference),
            ("Device.WiFi.AccessPoint.1.WMMEnable", "1"),
        ]);
        let said = says(&message);
        assert!(said.contains(&"wlan.wmmEnabled[0]=true".to_owned()), "{reference:?} {said:?}");
        // Empty says nothing; anything else says that it is on something else.
        let by_number = reference.trim().is_empty();
        assert_eq!(said.contains(&"wlan.channel[1]=36".to_owned()), by_number, "{reference:?} {said:?}");
    }
}

fn object(mode: Option<i64>) -> Vec<Node<'static>> {
    let mut nodes = vec![
        Node::new(Path::resource(12, 0, 5), "meadow"),
        Node::new(Path::resource(12, 0, 9), 36_i64),
        Node::new(Path::resource(12, 0, 33), 99_i64),
    ];
    nodes.extend(mode.map(|mode| Node::new(Path::resource(12, 0, 8), mode)));
    nodes
}

/// The object says in which mode it is: a client's settings are the client's, and no network's.
#[test]
fn an_object_is_what_its_mode_says() {
    let network = ["wlan.ssid[0]=meadow", "wlan.channel[0]=36"];
    let client = ["wificlient.ssid[0]=meadow", "wificlient.channel[0]=36"];
    for (mode, expected, other) in
        [(None, network, client), (Some(0), network, client), (Some(1), client, network)]
    {
        let nodes = object(mode);
        let message = lwm2m::lift(&nodes, &Options::default());
        let said = says(&message);
        for line in expected {
            assert!(said.contains(&line.to_owned()), "{mode:?} {said:?}");
        }
        for line in other {
            assert!(!said.contains(&line.to_owned()), "{mode:?} {said:?}");
        }
        // Counters are the interface's in every mode.
        assert!(said.contains(&"wlan.bytesSent[0]=99".to_owned()), "{said:?}");
        assert_eq!(message.losses, [], "{mode:?}");
        // And it comes back as it was.
        let back = lwm2m::lower(&message, &Options::default());
        assert_eq!(back.losses, [], "{mode:?}");
        let mut paths: Vec<_> = back.output.iter().map(|node| node.path.to_string()).collect();
        paths.sort();
        let mut given: Vec<_> = nodes.iter().map(|node| node.path.to_string()).collect();
        given.sort();
        assert_eq!(paths, given, "{mode:?}");
    }
}

#[test]
fn a_client_becomes_an_end_point_and_no_access_point() {
    let nodes = object(Some(1));
    let translated = translate(Source::LwM2m(&nodes), Protocol::Cwmp, &Options::default()).unwrap();
    let mgmt_model::Output::Cwmp(envelopes) = translated.output else { panic!() };
    let xml = envelopes[0].to_xml().unwrap();
    assert!(xml.contains("Device.WiFi.EndPoint.1.Profile.1.SSID"), "{xml}");
    assert!(!xml.contains("Device.WiFi.SSID.1.SSID"), "{xml}");
    let first = Instance::FIRST;
    let message = lwm2m::lift(&nodes, &Options::default());
    assert_eq!(message.value_of(Mapping::built_in(), "wlan.ssid", &first), None);
}
