//! The small types: what they are made from, compared with, shown and serialized as.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use cwmp_soap::Envelope;
use cwmp_soap::path::{Path, PathErrorKind, Segment};
use cwmp_soap::rpc::{
    DeviceIdStruct, EventStruct, Extensions, FaultStruct, Inform, ParameterValueStruct, Status,
};
use cwmp_soap::value::{
    Boolean, BooleanForm, DateTime, EventCode, FaultCode, Int, Secret, UnsignedInt, Value, ValueType,
};
use mgmt_wire::DecodeOptions;

#[test]
fn numbers_compare_by_value_and_keep_their_zeros() {
    let zeros = UnsignedInt::parse(" 007 ").unwrap();
    assert_eq!(zeros, UnsignedInt::from(7));
    assert!(zeros == 7 && zeros < UnsignedInt::from(8) && zeros.max(UnsignedInt::from(3)) == 7);
    assert_eq!(
        (zeros.get(), u32::from(zeros), zeros.to_string().as_str(), format!("{zeros:?}").as_str()),
        (7, 7, "007", "7")
    );
    let negative = Int::parse("-007").unwrap();
    assert!(
        negative < Int::from(-6)
            && i32::from(negative) == -7
            && negative.partial_cmp(&Int::from(-7)).is_some()
    );
    assert_eq!(negative.to_string(), "-007");
    assert_eq!((Int::parse("2147483648"), Int::parse("1.0"), UnsignedInt::parse("-1")), (None, None, None));
}

#[test]
fn booleans_compare_by_value_and_keep_their_spelling() {
    let word = Boolean::parse(" true ").unwrap();
    assert!(word == true && word == Boolean::from(true) && word.get() && bool::from(word));
    assert_eq!(
        (word.form, word.as_str(), format!("{word:?}{word:>6}").as_str()),
        (BooleanForm::Word, "true", "true  true")
    );
    assert_eq!(Boolean::from(false).as_str(), "0");
    assert_eq!(Boolean::parse_lenient("FALSE").unwrap().as_str(), "false");
}

#[test]
fn secrets_are_texts_that_do_not_show() {
    let secret = Secret::from(String::from("s3cret"));
    assert!(secret == *"s3cret" && secret == "s3cret" && secret.len() == 6);
    assert_eq!(secret, Secret::from(std::borrow::Cow::Borrowed("s3cret")).into_owned());
    assert_eq!(
        (format!("{secret:?}"), format!("{:?}", Secret::default())),
        ("<redacted>".into(), "<empty>".into())
    );
    for (name, is_secret) in [
        ("Device.ManagementServer.Password", true),
        ("Device.X_ACME_passwd", true),
        ("Device.WiFi.AccessPoint.1.Security.RadiusSecret", true),
        ("Device.Cellular.Interface.1.USIM.PIN", true),
        ("Device.ManagementServer.PasswordReset.", false),
        ("Device.DeviceInfo.ProvisioningCode", false),
    ] {
        let parameter = ParameterValueStruct::new(name, Value::string("value"));
        assert_eq!(parameter.is_secret(), is_secret, "{name}");
        assert_eq!(format!("{parameter:?}").contains("value\")"), !is_secret, "{parameter:?}");
    }
    // Nothing to hide.
    let empty = ParameterValueStruct::new("Device.ManagementServer.Password", Value::string(""));
    assert!(!format!("{empty:?}").contains("redacted"));
}

#[test]
fn codes_know_their_sides() {
    for (code, cpe, acs, vendor) in [
        (FaultCode::from(9005), true, false, false),
        (FaultCode(9899), true, false, true),
        (FaultCode(9900), false, false, false),
        (FaultCode::RETRY_REQUEST, false, true, false),
        (FaultCode(8800), false, true, true),
        (FaultCode::NONE, false, false, false),
    ] {
        assert_eq!((code.is_cpe(), code.is_acs(), code.is_vendor()), (cpe, acs, vendor), "{code}");
    }
    assert_eq!(FaultCode(8001).name(), Some("Request denied"));
    assert_eq!((FaultCode(9811).name(), FaultCode(9811).is_client()), (None, false));
    assert_eq!(FaultCode::INVALID_ARGUMENTS.to_string(), "9003");
    assert!(FaultStruct::default().is_success() && FaultStruct::success().fault_string.is_empty());
    assert_eq!(Status::from(1), Status::LATER);
}

#[test]
fn events_are_texts() {
    let code = EventCode::from(String::from("M  reboot"));
    assert!(code.is(&EventCode::M_REBOOT) && code.is_multiple());
    assert_eq!((code.as_str(), format!("{code:>12}").as_str()), ("M  reboot", "   M  reboot"));
    let mut inform =
        Inform::new(DeviceIdStruct::default(), vec![EventStruct::default()], DateTime::UNKNOWN, vec![]);
    assert!(!inform.has_event(&EventCode::BOOT) && inform.value("A").is_none());
    inform.event.push(EventStruct::new(EventCode::BOOT, ""));
    inform.parameter_list.push(ParameterValueStruct::new("A", Value::int(-1)));
    assert!(inform.has_event(&EventCode::BOOT) && inform.value("A").unwrap().as_i64() == Some(-1));
}

#[test]
fn values_have_only_the_views_of_their_type() {
    let text = Value::new(ValueType::Unspecified, "7");
    assert_eq!((text.as_str(), text.as_i64(), text.as_u64(), text.as_bool()), ("7", None, None, None));
    assert_eq!((text.as_date_time(), text.as_octets()), (None, None));
    assert_eq!(
        (Value::long(-7).as_i64(), Value::long(-7).as_u64(), Value::long(7).as_u64()),
        (Some(-7), None, Some(7))
    );
    assert_eq!((Value::unsigned_int(7).as_i64(), Value::int(7).as_u64()), (Some(7), Some(7)));
    assert_eq!((Value::unsigned_long(7).as_i64(), Value::unsigned_long(u64::MAX).as_i64()), (Some(7), None));
    assert_eq!(
        (Value::hex_binary(b"\x0F").as_octets(), Value::boolean(true).as_bool()),
        (Some(vec![15]), Some(true))
    );
    let shown = |value: Value<'_>| format!("{value:?}");
    assert_eq!((shown(Value::missing()), shown(text)), ("<missing>".into(), "\"7\"".into()));
    assert_eq!(shown(Value::unsigned_int(7)), "UnsignedInt(\"7\")");
}

#[test]
fn paths_are_texts() {
    let path: Path<'static> = "Device.A.1.[b].*.{i}.C".parse().unwrap();
    assert_eq!(
        (path.to_string().as_str(), format!("{path:?}").as_str()),
        ("Device.A.1.[b].*.{i}.C", "\"Device.A.1.[b].*.{i}.C\"")
    );
    assert!(path.has_wildcard() && path.has_alias() && path.is_template());
    let shown: Vec<String> = path.segments().map(|segment| segment.to_string()).collect();
    assert_eq!(shown, ["Device", "A", "1", "[b]", "*", "{i}", "C"]);
    assert_eq!(path.segments().filter(Segment::is_instance).count(), 4);
    assert_eq!(path.clone().into_owned(), path);
    let object = Path::parse("Device.A.").unwrap();
    assert_eq!(object.join("1.B").unwrap().as_str(), "Device.A.1.B");
    assert_eq!(object.join("1..B").unwrap_err().kind, PathErrorKind::EmptySegment);
    assert!("A..B".parse::<Path<'static>>().is_err());
    let error = Path::parse_with("Device", &DecodeOptions::strict()).unwrap_err();
    assert!(!error.to_string().is_empty());
}

#[test]
fn extensions_are_kept_in_order() {
    let message = b"<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/' xmlns:c='urn:dslforum-org:cwmp-1-0'><e:Body>\
        <c:Reboot><CommandKey/><B>2</B><v:A xmlns:v='urn:v'/></c:Reboot></e:Body></e:Envelope>";
    let read = Envelope::from_xml(message).unwrap();
    let Some(cwmp_soap::Rpc::Reboot(reboot)) = read.rpc() else { panic!() };
    let names: Vec<_> = reboot.extensions.iter().map(|element| element.qualified_name().to_owned()).collect();
    assert_eq!(names, ["B", "v:A"]);
    assert!(!reboot.extensions.is_empty() && Extensions::default().is_empty());
    assert!(format!("{reboot:?}").contains("<B>2</B>"));
    assert_eq!(reboot.extensions.unreadable("B").as_deref(), Some("2"));
    assert_eq!(reboot.extensions.unreadable("v:A"), None, "that is no element of a field");
}

#[cfg(feature = "serde")]
#[test]
fn small_types_come_back_from_serde() {
    fn back<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> (String, T) {
        let text = serde_json::to_string(value).unwrap();
        let value = serde_json::from_str(&text).unwrap();
        (text, value)
    }
    assert_eq!(back(&UnsignedInt::parse("007").unwrap()), ("7".into(), UnsignedInt::from(7)));
    assert_eq!(back(&Int::from(-7)), ("-7".into(), Int::from(-7)));
    assert_eq!(back(&Boolean::from(true)), ("true".into(), Boolean::from(true)));
    assert_eq!(back(&FaultCode(9005)), ("9005".into(), FaultCode(9005)));
    assert_eq!(back(&Status::LATER), ("1".into(), Status::LATER));
    let path: Path<'static> = "Device.A.1.".parse().unwrap();
    assert_eq!(back(&path), ("\"Device.A.1.\"".into(), path));
    assert!(serde_json::from_str::<Path<'static>>("\"A..B\"").is_err());
    for (value, text) in [
        (Value::missing(), "null"),
        (Value::new(ValueType::Unspecified, "x"), "\"x\""),
        (Value::int(7), "{\"Type\":\"xsd:int\",\"Text\":\"7\"}"),
    ] {
        assert_eq!(back(&value), (text.to_owned(), value));
    }
    let foreign: Value<'static> = serde_json::from_str("{\"Type\":\"v:level\",\"Text\":\"7\"}").unwrap();
    assert_eq!(foreign.value_type, ValueType::Other);
    let reply = Envelope::new(cwmp_soap::CwmpNamespace::Cwmp10, cwmp_soap::Body::Empty);
    assert_eq!(serde_json::to_value(reply).unwrap()["Body"], serde_json::Value::Null);
}
