//! Messages as serde gives them: names as in the protocol.
#![cfg(feature = "serde")]
#![allow(clippy::unwrap_used, missing_docs)]

use cwmp_soap::rpc::*;
use cwmp_soap::value::{DateTime, EventCode, Value, ValueType};
use cwmp_soap::{CwmpNamespace, Envelope, Fault};
use serde_json::json;

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
    let empty = Envelope::new(CwmpNamespace::Cwmp10, cwmp_soap::Body::Empty);
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
