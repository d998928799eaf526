//! Bulk data: golden samples of our own, round trips, hostile input.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation
)]

use std::borrow::Cow;

use cwmp_soap::bulk::csv::{Csv, CsvFormat};
use cwmp_soap::bulk::json::{self, JsonFormat};
use cwmp_soap::bulk::{
    DeviceIdentity, ErrorKind, IpdrDocument, Parameter, ParameterType, Record, Report, Timestamp,
    WarningKind, ipdr_xdr,
};
use mgmt_wire::{DecodeOptions, Error, Limit, Limits};
use proptest::prelude::*;

fn parameter(name: &str, value: &str, kind: ParameterType<'static>) -> Parameter<'static> {
    Parameter::new(name.to_owned(), value.to_owned(), kind)
}

/// A collection of one switch port, as a device would report it.
fn port(number: u8, sent: &str) -> Vec<Parameter<'static>> {
    let name = |leaf: &str| format!("Device.Ethernet.Interface.{number}.{leaf}");
    vec![
        parameter(&name("Enable"), "true", ParameterType::Boolean),
        parameter(&name("Name"), "eth, \"port\"", ParameterType::String),
        parameter(&name("Stats.BytesSent"), sent, ParameterType::Number),
    ]
}

fn report() -> Report<'static> {
    let mut parameters = port(1, "25248");
    parameters.extend(port(2, "93247"));
    Report::new(vec![
        Record::new(port(1, "18446744073709551615")).with_time(Timestamp::seconds(1_364_529_149)),
        Record::new(parameters).with_time(Timestamp::seconds(1_364_529_449)),
    ])
}

fn name<T: std::fmt::Debug>(result: Result<T, Error<ErrorKind>>) -> (&'static str, Option<usize>) {
    let error = result.unwrap_err();
    (error.name(), error.offset())
}

// ---- JSON ----

#[test]
fn json_golden() {
    let pairs = json::to_json(&report(), JsonFormat::NameValuePair).unwrap();
    assert!(pairs.starts_with(
        r#"{"Report":[{"CollectionTime":1364529149,"Device.Ethernet.Interface.1.Enable":true,"Device.Ethernet.Interface.1.Name":"eth, \"port\"","Device.Ethernet.Interface.1.Stats.BytesSent":18446744073709551615},{"#
    ));
    let nested = json::to_json(&report(), JsonFormat::ObjectHierarchy).unwrap();
    assert!(nested.ends_with(
        r#"{"CollectionTime":1364529449,"Device":{"Ethernet":{"Interface":{"1":{"Enable":true,"Name":"eth, \"port\"","Stats":{"BytesSent":25248}},"2":{"Enable":true,"Name":"eth, \"port\"","Stats":{"BytesSent":93247}}}}}}]}"#
    ), "{nested}");
    for (text, format) in [(pairs, JsonFormat::NameValuePair), (nested, JsonFormat::ObjectHierarchy)] {
        let (back, found) = json::decode(text.as_bytes(), &DecodeOptions::strict(), &mut ()).unwrap();
        assert_eq!((back, found), (report(), format));
    }
}

#[test]
fn json_types() {
    let text = r#"{"Report":[{"CollectionTime":"2024-05-01T10:00:00Z","a":-0.50,"b":"12","c":false,"d":1e400,"e":""}]}"#;
    let back = json::from_json(text.as_bytes()).unwrap();
    let record = &back.records[0];
    assert_eq!(record.time, Some(Timestamp::Iso8601(Cow::Borrowed("2024-05-01T10:00:00Z"))));
    let parameters = record.parameters.clone().into_vec();
    let values: Vec<(&str, &ParameterType<'_>)> = parameters.iter().map(|p| (&*p.value, &p.kind)).collect();
    assert_eq!(
        values,
        [
            ("-0.50", &ParameterType::Number),
            ("12", &ParameterType::String),
            ("false", &ParameterType::Boolean),
            ("1e400", &ParameterType::Number),
            ("", &ParameterType::String),
        ]
    );
    assert_eq!(json::to_json(&back, JsonFormat::NameValuePair).unwrap(), text, "numbers keep their digits");
    // What a device has as integers in other spellings, and what is no JSON number.
    let record = Record::new(vec![
        parameter("x", "+007", ParameterType::Int),
        parameter("y", "-000", ParameterType::Long),
        parameter("z", "1.5", ParameterType::Decimal),
        parameter("b", "1", ParameterType::Boolean),
        parameter("t", "2024-01-01T00:00:00Z", ParameterType::DateTime),
    ]);
    let text = json::to_json(&Report::new(vec![record]), JsonFormat::NameValuePair).unwrap();
    assert_eq!(text, r#"{"Report":[{"x":7,"y":-0,"z":"1.5","b":true,"t":"2024-01-01T00:00:00Z"}]}"#);
}

#[test]
fn json_refusals() {
    for (text, expected) in [
        ("", ("Truncated", Some(0))),
        ("[]", ("Unexpected", Some(0))),
        ("{}", ("Missing", Some(2))),
        (r#"{"Report":{}}"#, ("InvalidValue", Some(10))),
        (r#"{"Report":[1]}"#, ("InvalidValue", Some(11))),
        (r#"{"Report":[]} x"#, ("TrailingData", Some(14))),
        (r#"{"Report":[],"Report":[]}"#, ("Duplicate", Some(13))),
        (r#"{"Report":[{"a":[1]}]}"#, ("InvalidValue", Some(16))),
        (r#"{"Report":[{"CollectionTime":true}]}"#, ("InvalidValue", Some(29))),
        (r#"{"Report":[{"a":01}]}"#, ("Syntax", Some(16))),
    ] {
        assert_eq!(name(json::from_json(text.as_bytes())), expected, "{text}");
    }
    assert_eq!(name(json::from_json(b"{\"Report\":[{\"\xFF\":1}]}")), ("InvalidEncoding", Some(13)));
    let deep = format!("{{\"Report\":[{}", "{\"a\":".repeat(100_000));
    assert_eq!(name(json::from_json(deep.as_bytes())).0, "Limit");
    // Long names repeated for tiny leaves: output is bounded.
    let key = "k".repeat(4_000);
    let mut amplify = format!("{{\"Report\":[{{\"{key}\":{{");
    for index in 0..10_000 {
        amplify.push_str(&format!("\"{index}\":1,"));
    }
    amplify.push_str("\"z\":1}}]}");
    let error = json::from_json(amplify.as_bytes()).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Limit(Limit::Output));
}

#[test]
fn json_deviations() {
    let text =
        "\u{FEFF}{\"Version\":[{}],\"Report\":[{\"CollectionTime\":\"yesterday\",\"a\":null,\"a\":2}]}";
    let mut warnings = Vec::new();
    let (report, _) = json::decode(text.as_bytes(), &DecodeOptions::lenient(), &mut warnings).unwrap();
    let kinds: Vec<&WarningKind> = warnings.iter().map(|warning| &warning.kind).collect();
    assert_eq!(
        kinds,
        [
            &WarningKind::ByteOrderMark,
            &WarningKind::Unexpected,
            &WarningKind::Time,
            &WarningKind::Null,
            &WarningKind::Duplicate
        ]
    );
    assert_eq!(warnings[1].offset, 4);
    assert_eq!(report.records[0].parameters.len(), 2);
    for bad in [&text[3..], "{\"Report\":[{\"a\":null}]}", "{\"Report\":[{\"a\":1,\"a\":2}]}"] {
        assert!(json::decode(bad.as_bytes(), &DecodeOptions::strict(), &mut ()).is_err(), "{bad}");
    }
}

#[test]
fn json_writes_strictly() {
    let one =
        |name: &str, value: &str, kind| Report::new(vec![Record::new(vec![parameter(name, value, kind)])]);
    for format in [JsonFormat::NameValuePair, JsonFormat::ObjectHierarchy] {
        for (report, expected) in [
            (one("a", "x", ParameterType::Int), "InvalidValue"),
            (one("a", "", ParameterType::UnsignedInt), "InvalidValue"),
            (one("a", "yes", ParameterType::Boolean), "InvalidValue"),
            (one("", "1", ParameterType::Int), "InvalidName"),
            (one("CollectionTime", "1", ParameterType::Int), "InvalidName"),
        ] {
            assert_eq!(name(json::to_json(&report, format)).0, expected, "{report:?}");
        }
    }
    for names in [["A.B", "A"], ["A", "A.B"], ["A.", "B"], ["A..B", "C"]] {
        let record = Record::new(names.iter().map(|n| parameter(n, "1", ParameterType::Int)).collect());
        assert_eq!(
            name(json::to_json(&Report::new(vec![record]), JsonFormat::ObjectHierarchy)).0,
            "InvalidName"
        );
    }
    let twice =
        Record::new(vec![parameter("A", "1", ParameterType::Int), parameter("A", "1", ParameterType::Int)]);
    assert_eq!(name(json::to_json(&Report::new(vec![twice]), JsonFormat::NameValuePair)).0, "Duplicate");
}

// ---- CSV ----

#[test]
fn csv_golden() {
    let untyped = |name: &str, value: &str| parameter(name, value, ParameterType::Unspecified);
    let rows = "ReportTimestamp,ParameterName,ParameterValue,ParameterType\r\n\
                1364529149,Device.MoCA.Interface.1.Stats.BytesSent,25248,unsignedInt\r\n\
                1364529149,Device.DeviceInfo.Description,\"a \"\"quoted\"\", text\r\nin two lines\",string\r\n\
                1364529449,Device.MoCA.Interface.1.Stats.BytesSent,26001,unsignedInt\r\n";
    let report = Report::new(vec![
        Record::new(vec![
            parameter("Device.MoCA.Interface.1.Stats.BytesSent", "25248", ParameterType::UnsignedInt),
            parameter(
                "Device.DeviceInfo.Description",
                "a \"quoted\", text\r\nin two lines",
                ParameterType::String,
            ),
        ])
        .with_time(Timestamp::seconds(1_364_529_149)),
        Record::new(vec![parameter(
            "Device.MoCA.Interface.1.Stats.BytesSent",
            "26001",
            ParameterType::UnsignedInt,
        )])
        .with_time(Timestamp::seconds(1_364_529_449)),
    ]);
    let csv = Csv::new(CsvFormat::ParameterPerRow);
    assert_eq!(
        csv.decode(rows.as_bytes(), &DecodeOptions::strict(), &mut ()).unwrap(),
        (report.clone(), CsvFormat::ParameterPerRow)
    );
    assert_eq!(csv.to_csv(&report).unwrap(), rows);

    let columns =
        "ReportTimestamp,BytesSent,Name\r\n2024-05-01T10:00:00Z,1,\"\"\r\n2024-05-01T10:05:00Z,,x\r\n";
    let csv = Csv::default().with_empty_is_absent(true);
    let report = csv.from_csv(columns.as_bytes()).unwrap();
    assert_eq!(report.records[0].parameters, [untyped("BytesSent", "1"), untyped("Name", "")]);
    assert_eq!(report.records[1].parameters, [untyped("Name", "x")]);
    assert_eq!(csv.to_csv(&report).unwrap(), columns);
    let report = Csv::default().from_csv(columns.as_bytes()).unwrap();
    assert_eq!(report.records[1].parameters, [untyped("BytesSent", ""), untyped("Name", "x")]);
}

#[test]
fn csv_without_header_or_time() {
    let csv = Csv::new(CsvFormat::ParameterPerRow).with_header(false);
    let report = csv.from_csv(b"A.B,1,int\r\nA.C,2,int\r\n").unwrap();
    assert_eq!((report.records.len(), report.records[0].parameters.len()), (1, 2));
    assert_eq!(csv.to_csv(&report).unwrap(), "A.B,1,int\r\nA.C,2,int\r\n");
    let report = csv.from_csv(b"5,A.B,1,int\r\n").unwrap();
    assert_eq!(report.records[0].time, Some(Timestamp::seconds(5)));
    assert_eq!(name(Csv::default().with_header(false).from_csv(b"1,2\r\n")).0, "Missing");
}

#[test]
fn csv_deviations() {
    let text = "ReportTimestamp,ParameterName, ParameterValue,ParameterType\nnow,A.B,5\" disk,string\n\nnow,A.B,\"x\"\n";
    let mut warnings = Vec::new();
    let (report, _) =
        Csv::default().decode(text.as_bytes(), &DecodeOptions::lenient(), &mut warnings).unwrap();
    assert_eq!(report.records[0].get("A.B").unwrap().value, "5\" disk");
    for kind in [
        WarningKind::StrayBlank,
        WarningKind::RowSeparator,
        WarningKind::BareQuote,
        WarningKind::Time,
        WarningKind::Duplicate,
    ] {
        assert!(warnings.iter().any(|warning| warning.kind == kind), "{kind:?} in {warnings:?}");
    }
    assert!(Csv::default().decode(text.as_bytes(), &DecodeOptions::strict(), &mut ()).is_err());
    let mut warnings = Vec::new();
    let ragged = "A,B\r\n1\r\n1,2,3\r\n";
    let (report, _) =
        Csv::default().decode(ragged.as_bytes(), &DecodeOptions::lenient(), &mut warnings).unwrap();
    assert_eq!(report.records.iter().map(|record| record.parameters.len()).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(warnings.iter().filter(|warning| warning.kind == WarningKind::RaggedRow).count(), 2);
    let header = "ReportTimestamp,ParameterName,ParameterValue,ParameterType\r\n";
    for row in ["1,A", "1,A,b", "1,A,b,string,c"] {
        let mut warnings = Vec::new();
        let text = format!("{header}{row}\r\n1,B,c,string\r\n");
        Csv::default().decode(text.as_bytes(), &DecodeOptions::lenient(), &mut warnings).unwrap();
        assert_eq!(
            warnings.iter().map(|warning| warning.kind.clone()).collect::<Vec<_>>(),
            [WarningKind::RaggedRow]
        );
        let strict = Csv::default().decode(text.as_bytes(), &DecodeOptions::strict(), &mut ());
        assert_eq!(strict.unwrap_err().name(), "Syntax", "{row}");
    }
}

#[test]
fn csv_settings_of_a_header() {
    for (text, field, row) in [
        ("ReportTimestamp,A;B\r\n1,2\r\n", ",", "\r\n"),
        ("ReportTimestamp;A\r\n1;2\r\n", ";", "\r\n"),
        ("\r\n\"ReportTimestamp\"|\"A\"\r\n1|2\r\n", "|", "\r\n"),
        ("A\tReportTimestamp\r2\t1\r", "\t", "\r"),
        ("A;\"ReportTimestamp\"\n2;1\n", ";", "\r\n"),
        ("ParameterName;ParameterValue\r\nA;2\r\n", ";", "\r\n"),
        ("A;B\r\n2;1\r\n", ",", "\r\n"),
        ("ReportTimestamp", ",", "\r\n"),
        ("", ",", "\r\n"),
    ] {
        let expected = Csv::default().with_field_separator(field).with_row_separator(row);
        assert_eq!(Csv::of_header(text.as_bytes()), expected, "{text}");
        if field != "," {
            let report = expected.from_csv(text.as_bytes()).unwrap();
            assert_eq!(report.records[0].get("A").unwrap().value, "2", "{text}");
        }
    }
}

#[test]
fn csv_refusals() {
    let csv = Csv::default();
    assert_eq!(name(csv.from_csv(b"")), ("Missing", Some(0)));
    assert_eq!(name(csv.from_csv(b"A,\"B")).0, "Truncated");
    assert_eq!(name(csv.from_csv(b"A,\"B\"C\r\n")), ("Syntax", Some(5)));
    assert_eq!(name(csv.from_csv(b"A,,B\r\n")).0, "Missing");
    assert_eq!(name(csv.from_csv(b"A,\xFF\r\n")), ("InvalidEncoding", Some(2)));
    assert_eq!(name(csv.from_csv(b"ParameterName\r\nA\r\n")).0, "Missing");
    assert_eq!(name(csv.from_csv(b"ParameterName,ParameterValue\r\n,1\r\n")).0, "Missing");
    for bad in [
        csv.clone().with_field_separator(""),
        csv.clone().with_row_separator(","),
        csv.clone().with_escape_character(','),
        csv.clone().with_escape_character(' '),
    ] {
        assert_eq!(name(bad.from_csv(b"A\r\n1\r\n")).0, "InvalidValue", "{bad:?}");
        assert_eq!(name(bad.to_csv(&Report::default())).0, "InvalidValue");
    }
    let mut limits = Limits::default();
    limits.parameters = 5;
    let options = DecodeOptions::lenient().with_limits(limits);
    assert_eq!(name(csv.decode(b"A,B\r\n1,2\r\n1,2\r\n", &options, &mut ())).0, "Limit");
    let mixed = Report::new(vec![Record::default(), Record::default().with_time(Timestamp::seconds(1))]);
    assert_eq!(name(csv.to_csv(&mixed)).0, "Missing");
}

// ---- IPDR ----

fn ipdr_report() -> Report<'static> {
    let record = |serial: &'static str, suspect| {
        Record::new(vec![
            parameter("Device.DeviceInfo.UpTime", "7", ParameterType::Unspecified),
            parameter("Device.DeviceInfo.Description", "<a&b>", ParameterType::Unspecified),
            parameter("Device.DeviceInfo.ProvisioningCode", "", ParameterType::Unspecified),
        ])
        .with_device(DeviceIdentity::new("00256D", "Z", serial))
        .with_suspect(suspect)
    };
    Report::new(vec![record("Y1", false), record("Y22", true)])
}

#[test]
fn ipdr_xml_golden() {
    let mut document = IpdrDocument::new(ipdr_report());
    document.doc_id = Some(Cow::Borrowed("3d07ba27-0001-0000-0000-1a2b3c4d5e6f"));
    document.creation_time = Some(Cow::Borrowed("2024-05-01T10:00:00Z"));
    document.report.records[0].time = Some(Timestamp::Iso8601(Cow::Borrowed("2024-05-01T10:00:00Z")));
    let xml = document.to_xml().unwrap();
    assert!(xml.contains(r#"<ipdr:IPDR xsi:type="BulkDataReport">"#), "{xml}");
    assert!(
        xml.contains(
            "<BulkData><Name>Device.DeviceInfo.Description</Name><Value>&lt;a&amp;b&gt;</Value></BulkData>"
        ),
        "{xml}"
    );
    assert_eq!(IpdrDocument::decode(xml.as_bytes(), &DecodeOptions::strict(), &mut ()).unwrap(), document);
    assert_eq!(IpdrDocument::from_xml(xml.as_bytes()).unwrap().into_owned(), document);

    // Another device's spelling: prefixes the other way round, a bare record, single quotes.
    let bare = b"<b:BulkDataReport xmlns:b='urn:broadband-forum-org:ipdr:tr-232-1-0'><b:OUI>00256D</b:OUI><b:ProductClass>Z</b:ProductClass>\
        <b:SerialNumber>1</b:SerialNumber><b:Suspect>1</b:Suspect><b:BulkData><b:Name>A.B</b:Name><b:Value/></b:BulkData></b:BulkDataReport>";
    let document = IpdrDocument::decode(bare, &DecodeOptions::strict(), &mut ()).unwrap();
    assert!(document.report.records[0].suspect);
    assert_eq!(document.report.records[0].parameters, [parameter("A.B", "", ParameterType::Unspecified)]);
}

#[test]
fn ipdr_xml_deviations_and_refusals() {
    let text = "<IPDRDoc><IPDR><OUI>00256D</OUI><OUI>X</OUI><SerialNumber>1</SerialNumber><Suspect>True</Suspect><Colour/><BulkData><Name>A</Name></BulkData><BulkData><Name>A</Name><Value>é</Value></BulkData></IPDR></IPDRDoc>";
    let mut warnings = Vec::new();
    let document = IpdrDocument::decode(text.as_bytes(), &DecodeOptions::lenient(), &mut warnings).unwrap();
    assert!(document.report.records[0].suspect);
    for kind in [
        WarningKind::Namespace,
        WarningKind::Duplicate,
        WarningKind::Boolean,
        WarningKind::Unexpected,
        WarningKind::Missing("ProductClass"),
        WarningKind::Missing("Value"),
        WarningKind::NonPrintable,
    ] {
        assert!(warnings.iter().any(|warning| warning.kind == kind), "{kind:?} in {warnings:?}");
    }
    let error = IpdrDocument::decode(text.as_bytes(), &DecodeOptions::strict(), &mut ()).unwrap_err();
    assert_eq!(error.name(), "Unexpected");
    // The order of the schema, and the count at the end.
    let xml = IpdrDocument::new(ipdr_report()).to_xml().unwrap();
    let (oui, class) =
        ("<OUI>00256D</OUI>", xml.split("</OUI>").nth(1).unwrap().split("<SerialNumber>").next().unwrap());
    for (changed, kind, strict) in [
        (
            xml.replacen(&format!("{oui}{class}"), &format!("{class}{oui}"), 1),
            WarningKind::Order("OUI"),
            "Order",
        ),
        (
            xml.replacen("<BulkData>", "<BulkData><Name>N</Name><Value/></BulkData><BulkData>", 1)
                .replace("<Name>N</Name><Value/>", "<Value/><Name>N</Name>"),
            WarningKind::Order("Name"),
            "Order",
        ),
        (xml.replace("count=\"2\"", "count=\"3\""), WarningKind::Count, "InvalidValue"),
        (xml.replace("count=\"2\"", "count=\"\""), WarningKind::Count, "InvalidValue"),
    ] {
        assert_ne!(changed, xml, "{kind:?}");
        let mut warnings = Vec::new();
        IpdrDocument::decode(changed.as_bytes(), &DecodeOptions::lenient(), &mut warnings).unwrap();
        assert_eq!(warnings.iter().map(|warning| warning.kind.clone()).collect::<Vec<_>>(), [kind]);
        let error = IpdrDocument::decode(changed.as_bytes(), &DecodeOptions::strict(), &mut ()).unwrap_err();
        assert_eq!(error.name(), strict);
    }
    assert_eq!(name(IpdrDocument::from_xml(b"")).0, "Truncated");
    assert_eq!(name(IpdrDocument::from_xml(b"<a/>")).0, "Unexpected");
    assert_eq!(name(IpdrDocument::from_xml(b"<IPDR><BulkData/></IPDR>")).0, "Missing");
    assert_eq!(name(IpdrDocument::from_xml(b"<IPDR><Suspect>maybe</Suspect></IPDR>")).0, "InvalidValue");
    assert_eq!(name(IpdrDocument::new(report()).to_xml()).0, "Missing");
    let mut timed = ipdr_report();
    timed.records[0].time = Some(Timestamp::seconds(1));
    assert_eq!(name(IpdrDocument::new(timed).to_xml()).0, "InvalidValue");
    let mut odd = ipdr_report();
    odd.records[0].parameters.edit(|list| list[0].value = Cow::Borrowed("caf\u{e9}\n\u{1}"));
    let xml = IpdrDocument::new(odd).to_xml().unwrap();
    assert!(xml.contains("<Value>caf...</Value>"), "{xml}");
}

#[test]
fn ipdr_xdr_golden() {
    let mut bytes = Vec::new();
    for (text, padding) in [("00256D", 2), ("Z", 3), ("Y1", 2)] {
        bytes.extend_from_slice(&(text.len() as u32).to_be_bytes());
        bytes.extend_from_slice(text.as_bytes());
        bytes.extend(std::iter::repeat_n(0, padding));
    }
    bytes.extend_from_slice(b"\0\0\0\x01\0\0\0\x01\0\0\0\x03A.B\0\0\0\0\x04text");
    let report = ipdr_xdr::decode(&bytes, &DecodeOptions::strict(), &mut ()).unwrap();
    assert!(report.records[0].suspect);
    assert_eq!(report.records[0].get("A.B").unwrap().value, "text");
    assert_eq!(ipdr_xdr::to_xdr(&report).unwrap(), bytes);
    // Every cut is an error, at any place.
    for end in 0..bytes.len() {
        assert_eq!(name(ipdr_xdr::from_xdr(&bytes[..end])).0, "Truncated", "{end}");
    }
    assert_eq!(name(ipdr_xdr::from_xdr(&[bytes.as_slice(), b"\0"].concat())).0, "Truncated");
    // A count or a length is never believed.
    let mut huge = bytes.clone();
    let count = huge.len() - 20;
    huge[count..count + 4].copy_from_slice(&u32::MAX.to_be_bytes());
    assert_eq!(name(ipdr_xdr::from_xdr(&huge)).0, "Truncated");
    assert_eq!(name(ipdr_xdr::from_xdr(b"\xFF\xFF\xFF\xFF")).0, "Limit");
    let mut odd = bytes.clone();
    odd[10] = b'x';
    let mut warnings = Vec::new();
    ipdr_xdr::decode(&odd, &DecodeOptions::lenient(), &mut warnings).unwrap();
    assert_eq!(warnings[0].kind, WarningKind::Padding);
    assert!(ipdr_xdr::decode(&odd, &DecodeOptions::strict(), &mut ()).is_err());
    odd[4] = 0xFF;
    assert_eq!(name(ipdr_xdr::from_xdr(&odd)), ("InvalidEncoding", Some(4)));
}

#[test]
fn encodings_agree() {
    let report = ipdr_report();
    let xml = IpdrDocument::new(report.clone()).to_xml().unwrap();
    let xdr = ipdr_xdr::to_xdr(&report).unwrap();
    assert_eq!(IpdrDocument::from_xml(xml.as_bytes()).unwrap().report, ipdr_xdr::from_xdr(&xdr).unwrap());
}

#[cfg(feature = "serde")]
#[test]
fn serializes() {
    let value = serde_json::to_value(report()).unwrap();
    assert_eq!(value["records"][0]["time"], 1_364_529_149_u64);
    assert_eq!(value["records"][0]["parameters"][0]["kind"], "boolean");
    assert_eq!(value["records"][0].get("suspect"), None);
}

// ---- properties ----

fn path() -> impl Strategy<Value = String> {
    proptest::collection::vec("[A-Za-z_][A-Za-z0-9_-]{0,6}|[1-9][0-9]{0,2}", 1..5)
        .prop_map(|names| names.join("."))
}

fn at(parameters: Vec<Parameter<'static>>, time: Option<Timestamp<'static>>) -> Record<'static> {
    let mut record = Record::new(parameters);
    record.time = time;
    record
}

fn times() -> impl Strategy<Value = Vec<Timestamp<'static>>> {
    let seconds = proptest::collection::btree_set(0_u64..100_000_000_000, 0..4);
    seconds.prop_map(|seconds| seconds.into_iter().map(Timestamp::seconds).collect())
}

/// Parameters with distinct names of which none is an object of another.
fn parameters(
    value: impl Strategy<Value = (String, ParameterType<'static>)>,
) -> impl Strategy<Value = Vec<Parameter<'static>>> {
    proptest::collection::btree_map(path(), value, 0..6).prop_map(|map| {
        let names: Vec<String> = map.keys().cloned().collect();
        let is_leaf = |name: &str| !names.iter().any(|other| other.starts_with(&format!("{name}.")));
        let reserved = ["CollectionTime", "ReportTimestamp", "ParameterName"];
        let usable = map.into_iter().filter(|(name, _)| is_leaf(name) && !reserved.contains(&name.as_str()));
        usable.map(|(name, (value, kind))| Parameter::new(name, value, kind)).collect()
    })
}

fn json_value() -> impl Strategy<Value = (String, ParameterType<'static>)> {
    prop_oneof![
        any::<String>().prop_map(|text| (text, ParameterType::String)),
        any::<i64>().prop_map(|number| (number.to_string(), ParameterType::Number)),
        any::<bool>().prop_map(|value| (value.to_string(), ParameterType::Boolean)),
    ]
}

fn text_value() -> impl Strategy<Value = (String, ParameterType<'static>)> {
    let text = prop_oneof![any::<String>(), "[ ,;\"'\r\n|a-c]{0,8}"];
    text.prop_map(|text| (text, ParameterType::Unspecified))
}

/// What was written reads back, and written again gives the same text.
#[track_caller]
fn csv_settles(csv: &Csv, report: &Report<'_>) -> String {
    let text = csv.to_csv(report).unwrap();
    let (back, format) = csv.decode(text.as_bytes(), &DecodeOptions::strict(), &mut ()).unwrap();
    assert_eq!((csv.to_csv(&back).as_ref(), format), (Ok(&text), csv.format));
    text
}

#[test]
fn csv_records_that_lack_parameters_do_not_vanish() {
    let untyped = |name, value| parameter(name, value, ParameterType::Unspecified);
    let one = Report::new(vec![Record::new(vec![untyped("A", "1")]), Record::default()]);
    let two = Report::new(vec![Record::new(vec![untyped("A", "1"), untyped("B", "")]), Record::default()]);
    // Where empty cells are values, so are those of parameters that a record lacks.
    let csv = Csv::default();
    assert_eq!(csv_settles(&csv, &one), "A\r\n1\r\n\"\"\r\n");
    assert_eq!(csv_settles(&csv, &two), "A,B\r\n1,\"\"\r\n\"\",\"\"\r\n");
    // Where they are absent, a row of one absent cell would be no row.
    let csv = csv.with_empty_is_absent(true);
    assert_eq!(name(csv.to_csv(&one)).0, "Missing");
    assert_eq!(csv_settles(&csv, &two), "A,B\r\n1,\"\"\r\n,\r\n");
    assert_eq!(csv.from_csv(csv.to_csv(&two).unwrap().as_bytes()).unwrap(), two);
    let timed = Report::new(vec![
        Record::new(vec![untyped("A", "1")]).with_time(Timestamp::seconds(5)),
        Record::default().with_time(Timestamp::seconds(6)),
    ]);
    assert_eq!(csv_settles(&csv, &timed), "ReportTimestamp,A\r\n5,1\r\n6,\r\n");
}

#[test]
fn csv_rows_settle() {
    let record = |value| Record::new(vec![parameter("A", value, ParameterType::Int)]);
    let csv = Csv::new(CsvFormat::ParameterPerRow);
    // A record without rows does not ask for a column of times.
    let report = Report::new(vec![Record::default().with_time(Timestamp::seconds(5)), record("1")]);
    assert_eq!(csv_settles(&csv, &report), "ParameterName,ParameterValue,ParameterType\r\nA,1,int\r\n");
    // Neither rows nor header: an empty text.
    assert_eq!(csv_settles(&csv.clone().with_header(false), &Report::default()), "");
    // Two records of one time would read back as one that has a name twice.
    let at = |value, time| record(value).with_time(time);
    let (seconds, milliseconds) = (Timestamp::seconds(5), Timestamp::milliseconds(5));
    let twice = Report::new(vec![at("1", seconds.clone()), at("2", milliseconds)]);
    assert_eq!(name(csv.to_csv(&twice)).0, "Duplicate");
    assert_eq!(name(csv.to_csv(&Report::new(vec![record("1"), record("2")]))).0, "Duplicate");
    csv_settles(&csv, &Report::new(vec![at("1", seconds), at("2", Timestamp::seconds(6))]));
}

#[test]
fn csv_columns_are_not_written_without_a_header() {
    let report = Report::new(vec![Record::new(vec![parameter("A", "1", ParameterType::Unspecified)])]);
    assert_eq!(name(Csv::default().with_header(false).to_csv(&report)).0, "Missing");
}

#[test]
fn csv_is_not_written_without_columns() {
    for report in [Report::default(), Report::new(vec![Record::default()])] {
        let error = Csv::new(CsvFormat::ParameterPerColumn).to_csv(&report).unwrap_err();
        assert_eq!(error.name(), "Missing");
    }
}

proptest! {
    #[test]
    fn json_round_trips(records in proptest::collection::vec(parameters(json_value()), 0..3), times in times()) {
        let records = records.into_iter().enumerate().map(|(index, parameters)| at(parameters, times.get(index).cloned()));
        // Objects are written together: the order within a record is that of first appearance of each object.
        let report = Report::new(records.collect());
        for format in [JsonFormat::NameValuePair, JsonFormat::ObjectHierarchy] {
            let text = json::to_json(&report, format).unwrap();
            serde_json::from_str::<serde_json::Value>(&text).unwrap();
            let (mut back, _) = json::decode(text.as_bytes(), &DecodeOptions::strict(), &mut ()).unwrap();
            for record in &mut back.records {
                record.parameters.edit(|list| list.sort_by(|left, right| left.name.cmp(&right.name)));
            }
            prop_assert_eq!(&back, &report);
        }
    }

    #[test]
    fn csv_round_trips(
        records in proptest::collection::vec(parameters(text_value()), 1..4),
        times in times(),
        field in prop_oneof![Just(","), Just(";"), Just("\t"), Just("||"), Just(" ")],
        row in prop_oneof![Just("\r\n"), Just("\n"), Just("#"), Just("\r")],
        escape in prop_oneof![Just('"'), Just('\'')],
    ) {
        let timed = times.len() >= records.len();
        let records: Vec<Record<'_>> = records
            .into_iter()
            .enumerate()
            .filter(|(_, parameters)| !parameters.is_empty())
            .map(|(index, parameters)| at(parameters, times.get(index).cloned().filter(|_| timed)))
            .collect();
        let report = Report::new(if timed { records } else { records.into_iter().take(1).collect() });
        for format in [CsvFormat::ParameterPerRow, CsvFormat::ParameterPerColumn] {
            if report.records.is_empty() {
                continue;
            }
            let csv = Csv::new(format).with_field_separator(field).with_row_separator(row).with_escape_character(escape).with_empty_is_absent(true);
            let text = csv.to_csv(&report).unwrap();
            let (mut back, found) = csv.decode(text.as_bytes(), &DecodeOptions::strict(), &mut ()).unwrap();
            for record in &mut back.records {
                record.parameters.edit(|list| list.sort_by(|left, right| left.name.cmp(&right.name)));
            }
            prop_assert_eq!((&back, found), (&report, format), "{:?}", text);
        }
    }

    #[test]
    fn ipdr_round_trips(
        records in proptest::collection::vec((parameters("[ -~]{0,12}".prop_map(|text| (text, ParameterType::Unspecified))), any::<bool>(), "[0-9A-F]{6}", "[!-~]{0,9}"), 1..3)
    ) {
        let records = records.into_iter().map(|(parameters, suspect, oui, serial)| {
            Record::new(parameters).with_suspect(suspect).with_device(DeviceIdentity::new(oui, "P", serial))
        });
        let document = IpdrDocument::new(Report::new(records.collect()));
        let xml = document.to_xml().unwrap();
        prop_assert_eq!(&IpdrDocument::decode(xml.as_bytes(), &DecodeOptions::strict(), &mut ()).unwrap(), &document);
        let xdr = ipdr_xdr::to_xdr(&document.report).unwrap();
        prop_assert_eq!(&ipdr_xdr::decode(&xdr, &DecodeOptions::strict(), &mut ()).unwrap(), &document.report);
    }

    #[test]
    fn anything_ends_in_a_report_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in "[{}\\[\\]\":,0-9a-zA-Z.\r\n-]{0,80}") {
        for input in [bytes.as_slice(), text.as_bytes()] {
            for options in [DecodeOptions::lenient(), DecodeOptions::strict()] {
                let _ = json::decode(input, &options, &mut ());
                let _ = Csv::default().decode(input, &options, &mut ());
                let _ = IpdrDocument::decode(input, &options, &mut ());
                let _ = ipdr_xdr::decode(input, &options, &mut ());
            }
        }
    }
}

/// The names of types differ between XML Schema and bulk data in one place.
#[test]
fn values_of_cwmp_are_reported_with_their_types() {
    use cwmp_soap::rpc::ParameterValueStruct;
    use cwmp_soap::value::{Value, ValueType};
    for kind in ValueType::ALL {
        let parameter = Parameter::from(ParameterValueStruct::new("Device.A", Value::new(*kind, "1")));
        assert!(!matches!(parameter.kind, ParameterType::Other(_) | ParameterType::Unspecified), "{kind:?}");
    }
    let octets = Parameter::from(ParameterValueStruct::new("Device.A", Value::base64(b"abc")));
    assert_eq!(octets, Parameter::new("Device.A", "YWJj", ParameterType::Base64));
    assert_eq!(
        Parameter::from(ParameterValueStruct::new("B", Value::missing())).kind,
        ParameterType::Unspecified
    );
}
