//! Messages as serde gives them: names as in the protocol.
#![cfg(feature = "serde")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;

use cwmp_soap::envelope::{FaultDetail, SetParameterValuesFault};
use cwmp_soap::rpc::*;
use cwmp_soap::value::{DateTime, EventCode, FaultCode, Value, ValueType};
use cwmp_soap::{Body, CwmpNamespace, Envelope, Fault};
use proptest::prelude::*;
use serde_json::json;

/// Out to JSON and back.
#[track_caller]
fn assert_survives(envelope: &Envelope<'_>) {
    let json = serde_json::to_string(envelope).unwrap();
    let read: Envelope<'static> =
        serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error}: {json}"));
    assert_eq!(&read, envelope, "{json}");
}

#[test]
fn every_message_survives() {
    for rpc in common::every_rpc() {
        assert_survives(&Envelope::new(CwmpNamespace::Cwmp12, rpc).with_id("1"));
    }
    let detail = FaultDetail::new(FaultCode::INVALID_ARGUMENTS)
        .with_set_parameter_values_fault(vec![SetParameterValuesFault::new("Device.A", FaultCode(9005))]);
    assert_survives(&Envelope::new(CwmpNamespace::Cwmp10, Fault::with_detail(detail)));
    assert_survives(&Envelope::new(CwmpNamespace::Cwmp14, Body::Empty));
    // What no schema has: header entries, elements, an RPC, an operation, types as devices spell them.
    let envelope = |body: &str| {
        format!(
            "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/' xmlns:cwmp='urn:dslforum-org:cwmp-1-2' \
             xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:xsd='http://www.w3.org/2001/XMLSchema'><e:Header>\
             <cwmp:ID e:mustUnderstand='1'>7</cwmp:ID><cwmp:NoMoreRequests>1</cwmp:NoMoreRequests><x:Trace xmlns:x='urn:x'>&lt;1</x:Trace>\
             </e:Header><e:Body>{body}</e:Body></e:Envelope>"
        )
    };
    for body in [
        "<cwmp:X_00D09E_Do a='1'><b/></cwmp:X_00D09E_Do>",
        "<cwmp:Reboot><CommandKey>k</CommandKey><Vendor>&amp;</Vendor><Vendor/></cwmp:Reboot>",
        "<cwmp:ScheduleInform><DelaySeconds>007</DelaySeconds><CommandKey/></cwmp:ScheduleInform>",
        "<cwmp:ChangeDUState><Operations xsi:type='cwmp:ResetOpStruct'><UUID/></Operations><CommandKey/></cwmp:ChangeDUState>",
        "<cwmp:SetParameterValues><ParameterList><ParameterValueStruct><Name>A</Name><Value xsi:type='xsd:string(64)'>x</Value>\
         </ParameterValueStruct><ParameterValueStruct><Name>B</Name><Value xsi:type='xsi:int'>1</Value></ParameterValueStruct>\
         <ParameterValueStruct><Name>C</Name><Value xsi:type='xsd:thing'/></ParameterValueStruct></ParameterList>\
         <ParameterKey/></cwmp:SetParameterValues>",
    ] {
        let xml = envelope(body);
        let read = Envelope::from_xml(xml.as_bytes()).unwrap_or_else(|error| panic!("{error}: {xml}"));
        assert_eq!(read.header.other.len(), 1);
        assert_survives(&read);
    }
}

#[test]
fn what_is_no_message_is_refused() {
    let read = |json: serde_json::Value| serde_json::from_value::<Envelope<'static>>(json).map(drop);
    let envelope = |body| json!({ "Namespace": "urn:dslforum-org:cwmp-1-2", "Header": {}, "Body": body });
    assert!(read(envelope(json!({ "Reboot": { "CommandKey": "k" } }))).is_ok());
    for (body, why) in [
        (json!({ "Reboot": {} }), "missing field `CommandKey`"),
        (json!({ "Reboot": { "CommandKey": "k", "Delay": 1 } }), "unknown field `Delay`"),
        (json!({ "Reboots": {} }), "an RPC that does not exist"),
        (json!({ "FactoryReset": {}, "Reboot": { "CommandKey": "" } }), "a second RPC or fault"),
        (json!({}), "a body without RPC or fault"),
        (json!([]), "an RPC or `Fault` under its name"),
        (json!({ "Reboot": { "CommandKey": "", "Extensions": ["<a>"] } }), ""),
        (json!({ "Reboot": { "CommandKey": "", "Extensions": ["text"] } }), ""),
        (json!({ "Reboot": { "CommandKey": "", "Extensions": ["<a/><b/>"] } }), ""),
        (json!({ "Other": { "Name": "a", "Xml": "<b/>" } }), "not that of the element"),
    ] {
        let shown = body.to_string();
        let error = read(envelope(body)).unwrap_err().to_string();
        assert!(error.contains(why), "{shown}: {error}");
    }
    let twice = r#"{"Namespace":"urn:dslforum-org:cwmp-1-2","Header":{},"Body":{"Reboot":{"CommandKey":"","CommandKey":""}}}"#;
    assert!(
        serde_json::from_str::<Envelope<'static>>(twice).unwrap_err().to_string().contains("duplicate field")
    );
    let key = json!({ "Namespace": "urn:dslforum-org:cwmp-1-2", "Header": { "Id": "1" }, "Body": null });
    assert!(read(key).unwrap_err().to_string().contains("unknown field `Id`"));
}

#[test]
fn messages_of_a_corpus_survive() {
    let folder = mgmt_testkit::corpus("cwmp");
    for path in folder.map(|folder| mgmt_testkit::files(&folder)).unwrap_or_default() {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        if let Ok(envelope) = Envelope::from_xml(&bytes) {
            assert_survives(&envelope);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn values_of_any_text_survive(
        parameters in prop::collection::vec((any::<String>(), any::<String>(), 0..ValueType::ALL.len()), 0..5),
        id in any::<Option<String>>(),
        key in any::<String>(),
    ) {
        let list = parameters.into_iter().map(|(name, text, kind)| {
            ParameterValueStruct::new(name, Value::new(ValueType::ALL[kind], text))
        });
        let mut envelope = Envelope::new(CwmpNamespace::Cwmp11, SetParameterValues::new(list.collect::<Vec<_>>(), key));
        envelope.header.id = id.map(Into::into);
        assert_survives(&envelope);
    }
}

#[test]
fn names_are_those_of_the_protocol() {
    let parameters = vec![
        ParameterValueStruct::new("A.B", Value::unsigned_int(7)),
        ParameterValueStruct::new("A.C", Value::new(ValueType::Unspecified, "x")),
        ParameterValueStruct::new("A.D", Value::missing()),
    ];
    let events = vec![EventStruct::new(EventCode::BOOT, "")];
    let inform =
        Inform::new(DeviceIdStruct::new("M", "00D09E", "P", "S"), events, DateTime::UNKNOWN, parameters);
    let envelope = Envelope::new(CwmpNamespace::Cwmp12, inform.with_max_envelopes(1)).with_id("1");
    assert_eq!(
        serde_json::to_value(&envelope).unwrap(),
        json!({
            "Namespace": "urn:dslforum-org:cwmp-1-2",
            "Header": { "ID": "1" },
            "Body": { "Inform": {
                "DeviceId": { "Manufacturer": "M", "OUI": "00D09E", "ProductClass": "P", "SerialNumber": "S" },
                "Event": [{ "EventCode": "1 BOOT", "CommandKey": "" }],
                "MaxEnvelopes": 1,
                "CurrentTime": "0001-01-01T00:00:00Z",
                "RetryCount": 0,
                "ParameterList": [
                    { "Name": "A.B", "Value": { "Type": "xsd:unsignedInt", "Text": "7" } },
                    { "Name": "A.C", "Value": "x" },
                    { "Name": "A.D", "Value": null },
                ],
            } },
        })
    );
    let fault = Envelope::new(CwmpNamespace::Cwmp10, Fault::new(9005.into()));
    let json = serde_json::to_value(&fault).unwrap();
    assert_eq!(
        json["Body"]["Fault"]["detail"],
        json!({ "FaultCode": 9005, "FaultString": "Invalid parameter name" })
    );
    let empty = Envelope::new(CwmpNamespace::Cwmp10, Body::Empty);
    assert_eq!(serde_json::to_value(&empty).unwrap()["Body"], json!(null));
}

#[test]
fn values_come_back() {
    for value in
        [Value::int(-1), Value::string(""), Value::missing(), Value::new(ValueType::Unspecified, "x")]
    {
        let json = serde_json::to_string(&value).unwrap();
        assert_eq!(serde_json::from_str::<Value<'static>>(&json).unwrap(), value, "{json}");
    }
    let time: DateTime = "2011-07-01T12:00:00.50+02:00".parse().unwrap();
    assert_eq!(serde_json::from_value::<DateTime>(serde_json::to_value(time).unwrap()).unwrap(), time);
}
