//! Every RPC, both directions, every version: written and read back.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;

use common::every_rpc;
use cwmp_soap::envelope::{
    BooleanStyle, DateTimeStyle, DuForm, EmptyElements, FaultDetail, Profile, SetParameterValuesFault,
};
use cwmp_soap::rpc::*;
use cwmp_soap::value::{DateTime, FaultCode, Value};
use cwmp_soap::{Body, CwmpNamespace, Envelope, ErrorKind, Fault, Rpc, Warning};
use mgmt_wire::DecodeOptions;

#[test]
fn the_samples_cover_the_table() {
    let names: Vec<_> = every_rpc().iter().map(|rpc| rpc.name().to_owned()).collect();
    assert_eq!(names, Rpc::ALL.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    assert_eq!(names.len(), 54);
}

#[test]
fn every_rpc_in_every_version_survives_strictly() {
    for namespace in CwmpNamespace::ALL {
        for rpc in every_rpc() {
            let since = Rpc::ALL.iter().find(|(name, _)| *name == rpc.name()).unwrap().1;
            let envelope = Envelope::new(*namespace, rpc).with_id("4\u{2028}2 ");
            let written = envelope.to_xml();
            if namespace.schema() < since {
                assert!(matches!(written.unwrap_err().kind(), ErrorKind::UnsupportedVersion(_)));
                continue;
            }
            let written = written.unwrap_or_else(|error| panic!("{namespace} {envelope:?}: {error}"));
            let read = Envelope::decode(written.as_bytes(), &DecodeOptions::strict(), &mut |w: Warning| {
                panic!("{w}: {written}")
            });
            assert_eq!(read.unwrap_or_else(|error| panic!("{error}: {written}")), envelope);
        }
    }
}

#[test]
fn profiles_change_the_form_and_not_the_message() {
    let mut profile = Profile::default();
    profile.declaration = false;
    profile.empty_elements = EmptyElements::Expand;
    profile.indent = Some(2);
    profile.du_form = DuForm::Nested;
    profile.encoding_style = true;
    profile.array_xsi_type = true;
    profile.prefixes.soap_env = "SOAP-ENV".into();
    profile.prefixes.cwmp = "ns1".into();
    profile.prefixes.soap_enc = "SOAP-ENC".into();
    profile.prefixes.xsd = "xs".into();
    profile.prefixes.xsi = "i".into();
    for rpc in every_rpc() {
        let envelope = Envelope::new(CwmpNamespace::Cwmp12, rpc);
        let written = envelope.encode(&profile).unwrap();
        assert!(written.starts_with("<SOAP-ENV:Envelope "), "{written}");
        assert!(!written.contains("/>"), "{written}");
        let read = Envelope::from_xml(written.as_bytes()).unwrap().into_owned();
        // Indentation is white space inside lists and structures, never inside values; only the text of
        // `xsi:type` follows the prefix.
        let again = Envelope::from_xml(read.to_xml().unwrap().as_bytes()).unwrap().into_owned();
        assert_eq!(again, envelope, "{written}");
    }
}

#[test]
fn booleans_and_times_follow_the_profile() {
    let mut profile = Profile::default();
    profile.booleans = BooleanStyle::Words;
    profile.date_times = DateTimeStyle::Milliseconds;
    let time: DateTime = "2011-07-01T12:00:00+02:00".parse().unwrap();
    let parameters = vec![
        ParameterValueStruct::new("A.B", Value::boolean(true)),
        ParameterValueStruct::new("A.C", Value::date_time(time)),
    ];
    let rpc = Inform::new(DeviceIdStruct::new("", "00D09E", "", ""), vec![], time, parameters);
    let written = Envelope::new(CwmpNamespace::Cwmp10, rpc).encode(&profile).unwrap();
    assert!(written.contains(">true</Value>"));
    assert!(written.contains("<CurrentTime>2011-07-01T12:00:00.000+02:00</CurrentTime>"));
    assert!(written.contains(">2011-07-01T12:00:00.000+02:00</Value>"));
    profile.booleans = BooleanStyle::Digits;
    profile.date_times = DateTimeStyle::Seconds;
    let read = Envelope::from_xml(written.as_bytes()).unwrap().into_owned();
    let written = read.encode(&profile).unwrap();
    assert!(written.contains(">1</Value>"));
    assert!(written.contains("<CurrentTime>2011-07-01T12:00:00+02:00</CurrentTime>"));
}

#[test]
fn faults_survive() {
    let detail = FaultDetail::new(FaultCode::INVALID_ARGUMENTS)
        .with_fault_string("Invalid arguments")
        .with_set_parameter_values_fault(vec![
            SetParameterValuesFault::new("Device.A", FaultCode::INVALID_PARAMETER_NAME),
            SetParameterValuesFault::new("Device.B.", FaultCode::NOT_WRITABLE).with_fault_string("read only"),
        ]);
    for namespace in CwmpNamespace::ALL {
        let envelope = Envelope::new(*namespace, Fault::with_detail(detail.clone())).with_id("1");
        let written = envelope.to_xml().unwrap();
        assert!(written.contains("<faultcode>Client</faultcode><faultstring>CWMP fault</faultstring>"));
        let read = Envelope::decode(written.as_bytes(), &DecodeOptions::strict(), &mut ()).unwrap();
        assert_eq!(read, envelope);
    }
}

#[test]
fn writing_refuses_what_the_schema_does_not_have() {
    let kind = |body: Body<'_>| {
        let envelope = Envelope::new(CwmpNamespace::Cwmp10, body);
        assert!(envelope.encode(&Profile::tolerant()).is_ok());
        envelope.to_xml().unwrap_err().into_kind()
    };
    assert_eq!(kind(Reboot::new("k".repeat(33)).into()), ErrorKind::OutOfRange("CommandKey"));
    assert_eq!(kind(AddObject::new("Device.A", "").into()), ErrorKind::InvalidValue("ObjectName"));
    assert_eq!(kind(GetParameterValues::new(vec![]).into()), ErrorKind::ArrayLength("ParameterNames"));
    assert_eq!(
        kind(AddObjectResponse::new(0, Status::DONE).into()),
        ErrorKind::InvalidValue("InstanceNumber")
    );
    assert_eq!(kind(SetParameterValuesResponse::new(Status(2)).into()), ErrorKind::InvalidValue("Status"));
    assert_eq!(kind(Fault::new(FaultCode(9014)).into()), ErrorKind::OutOfRange("FaultCode"));
    let value = |value| SetParameterValues::new(vec![ParameterValueStruct::new("A.B", value)], "").into();
    assert_eq!(kind(value(Value::missing())), ErrorKind::Missing("Value"));
    let no_int = Value::new(cwmp_soap::value::ValueType::Int, "x");
    assert_eq!(kind(value(no_int)), ErrorKind::InvalidValue("int"));
    let oui = DeviceIdStruct::new("", "00d09e", "", "");
    let inform = Inform::new(oui, vec![], DateTime::UNKNOWN, vec![]);
    assert_eq!(kind(inform.into()), ErrorKind::InvalidValue("OUI"));

    let control = Envelope::new(CwmpNamespace::Cwmp10, Reboot::new("\u{2}"));
    assert_eq!(control.encode(&Profile::tolerant()).unwrap_err().name(), "InvalidCharacter");
}

#[test]
fn secrets_are_not_in_debug_output() {
    for rpc in every_rpc() {
        let text = format!("{rpc:?}");
        assert!(!text.contains("secret") && !text.contains("\"user\""), "{text}");
    }
    let parameter = ParameterValueStruct::new(
        "Device.ManagementServer.ConnectionRequestPassword",
        Value::string("secret"),
    );
    assert!(!format!("{parameter:?}").contains("secret"));
    let vouchers = format!("{:?}", SetVouchers::new(vec![Voucher::from_octets(b"<voucher/>")]));
    assert!(vouchers.contains("redacted"), "{vouchers}");
}
