//! One test for each thing the crate is to do that no other does whole: messages, values, encodings.
//!
//! The second half is in `features/managed.rs`: paths, sessions, connection requests, reports, data models.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;
#[path = "features/managed.rs"]
mod managed;

use cwmp_soap::envelope::{
    BooleanStyle, CwmpVersion, DateTimeStyle, DuForm, EmptyElements, FaultDetail, Prefixes, Profile,
    SetParameterValuesFault,
};
use cwmp_soap::rpc::*;
use cwmp_soap::session::{negotiate, peer_versions};
use cwmp_soap::stream::ParameterStream;
use cwmp_soap::value::{DateTime, FaultCode, Meaning, Value, ValueType};
use cwmp_soap::{Body, CwmpNamespace, Envelope, Fault, Rpc, Warning, path_at};
use mgmt_wire::{ControlCharacters, DecodeOptions, Recovery};
use std::borrow::Cow;
use std::time::Duration;

const XMLNS: &str = "xmlns:soap='http://schemas.xmlsoap.org/soap/envelope/' \
    xmlns:enc='http://schemas.xmlsoap.org/soap/encoding/' xmlns:xsd='http://www.w3.org/2001/XMLSchema' \
    xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'";

fn envelope(body: &str) -> String {
    format!(
        "<soap:Envelope {XMLNS} xmlns:cwmp='urn:dslforum-org:cwmp-1-2'><soap:Body>{body}</soap:Body></soap:Envelope>"
    )
}

fn strict(text: &str) -> Result<Envelope<'_>, cwmp_soap::Error> {
    Envelope::decode(text.as_bytes(), &DecodeOptions::strict(), &mut ())
}

fn values(text: &str) -> String {
    envelope(&format!(
        "<cwmp:GetParameterValuesResponse><ParameterList enc:arrayType='cwmp:ParameterValueStruct[1]'>\
         <ParameterValueStruct><Name>Device.X</Name>{text}</ParameterValueStruct></ParameterList>\
         </cwmp:GetParameterValuesResponse>"
    ))
}

fn value(text: &str, options: &DecodeOptions) -> Result<Value<'static>, cwmp_soap::Error> {
    let message = values(text);
    let envelope = Envelope::decode(message.as_bytes(), options, &mut ())?.into_owned();
    let Some(Rpc::GetParameterValuesResponse(rpc)) = envelope.rpc() else { panic!() };
    Ok(rpc.parameter_list[0].value.clone())
}

#[test]
fn row_01_every_rpc_both_ways_in_one_enum() {
    let requests: Vec<_> = Rpc::ALL.iter().filter(|(name, _)| !name.ends_with("Response")).collect();
    assert_eq!((requests.len(), Rpc::ALL.len()), (27, 54));
    let all = common::every_rpc();
    for (request, response) in all.chunks(2).map(|pair| (&pair[0], &pair[1])) {
        assert!(response.answers(request) && response.is_response() && !request.is_response());
        assert!(!matches!((request, response), (Rpc::Other(_), _) | (_, Rpc::Other(_))));
    }
}

#[test]
fn row_02_what_is_written_is_valid() {
    // By the schemas themselves where the oracle is (`corpus.rs`); by strict reading here.
    for namespace in CwmpNamespace::ALL {
        for rpc in common::every_rpc() {
            let since = Rpc::ALL.iter().find(|(name, _)| *name == rpc.name()).unwrap().1;
            let written = Envelope::new(*namespace, rpc.clone()).with_id("1").to_xml();
            if namespace.schema() < since {
                assert_eq!(written.unwrap_err().name(), "UnsupportedVersion", "{}", rpc.name());
                continue;
            }
            let written = written.unwrap();
            assert!(strict(&written).is_ok(), "{written}");
            assert!(written.contains("<cwmp:ID soap-env:mustUnderstand=\"1\">1</cwmp:ID>"));
            assert!(written.contains(&format!("<cwmp:{}", rpc.name())), "RPCs are qualified");
            assert_eq!(written.matches("<cwmp:").count(), 2, "and nothing inside them");
        }
    }
}

#[test]
fn row_03_reading_what_was_written_gives_the_same() {
    for rpc in common::every_rpc() {
        let envelope = Envelope::new(CwmpNamespace::Cwmp12, rpc).with_id(" odd <id> ");
        let written = envelope.to_xml().unwrap();
        let read = Envelope::from_xml(written.as_bytes()).unwrap();
        assert_eq!(read, envelope);
        assert_eq!(read.to_xml().unwrap(), written);
    }
}

#[test]
fn row_04_faults_with_lists_and_sides() {
    // Of the codes that schemas name, these blame the originator.
    let client: Vec<_> = FaultCode::ALL.iter().filter(|code| code.is_client()).map(|code| code.0).collect();
    assert_eq!(client, [8003, 9003, 9005, 9006, 9007, 9008]);
    let one = SetParameterValuesFault::new("Device.A", FaultCode::INVALID_PARAMETER_NAME)
        .with_fault_string("no such");
    let two = SetParameterValuesFault::new("Device.B.", FaultCode(9812));
    let detail =
        FaultDetail::new(FaultCode::INVALID_ARGUMENTS).with_set_parameter_values_fault(vec![one, two]);
    let written = Envelope::new(CwmpNamespace::Cwmp10, Fault::with_detail(detail)).to_xml().unwrap();
    let read = strict(&written).unwrap();
    let fault = read.fault().unwrap();
    assert_eq!((&*fault.faultcode, &*fault.faultstring, fault.is_client()), ("Client", "CWMP fault", true));
    let list = &fault.detail.as_ref().unwrap().set_parameter_values_fault;
    assert_eq!(list.iter().map(|one| one.fault_code.0).collect::<Vec<_>>(), [9005, 9812]);
    assert_eq!(list[0].fault_string.as_deref(), Some("no such"));
    assert!(!Fault::new(FaultCode::INTERNAL_ERROR).is_client());

    let failed = FaultStruct::new(FaultCode::FILE_CORRUPTED, "bad checksum");
    let complete = TransferComplete::new("k", failed.clone());
    let written = Envelope::new(CwmpNamespace::Cwmp12, complete).to_xml().unwrap();
    let read = strict(&written).unwrap();
    let Some(Rpc::TransferComplete(read)) = read.rpc() else { panic!() };
    assert!(read.fault_struct == failed && !failed.is_success());
}

#[test]
fn row_05_six_headers_and_negotiation() {
    let text = format!(
        "<soap:Envelope {XMLNS} xmlns:cwmp='urn:dslforum-org:cwmp-1-2'><soap:Header>\
         <cwmp:ID soap:mustUnderstand='1'>7</cwmp:ID><cwmp:HoldRequests soap:mustUnderstand='1'>1</cwmp:HoldRequests>\
         <cwmp:NoMoreRequests soap:mustUnderstand='0'>0</cwmp:NoMoreRequests>\
         <cwmp:SessionTimeout soap:mustUnderstand='0'>60</cwmp:SessionTimeout>\
         <cwmp:SupportedCWMPVersions soap:mustUnderstand='0'>1.0,1.1, 1.2 ,1.9</cwmp:SupportedCWMPVersions>\
         <cwmp:UseCWMPVersion soap:mustUnderstand='1'>1.2</cwmp:UseCWMPVersion></soap:Header>\
         <soap:Body><cwmp:FactoryReset/></soap:Body></soap:Envelope>"
    );
    let read = strict(&text).unwrap();
    let written = read.to_xml().unwrap();
    assert_eq!(strict(&written).unwrap().header, read.header);
    assert_eq!(read.header.version_in_use(), Some(CwmpVersion::V1_2));
    let theirs = peer_versions(&read);
    assert_eq!(theirs[..3], [CwmpVersion::V1_0, CwmpVersion::V1_1, CwmpVersion::V1_2]);
    assert_eq!(negotiate(CwmpVersion::ALL, &theirs), Ok(CwmpVersion::V1_2));
    assert_eq!(negotiate(&[CwmpVersion::V1_4], &theirs), Err(FaultCode::VERSION_INCOMPATIBLE));
    // Without the list, the namespace tells, and SessionTimeout tells 1.3 from 1.2.
    for (namespace, timeout, version) in [
        (CwmpNamespace::Cwmp10, None, CwmpVersion::V1_0),
        (CwmpNamespace::Cwmp11, None, CwmpVersion::V1_1),
        (CwmpNamespace::Cwmp12, None, CwmpVersion::V1_2),
        (CwmpNamespace::Cwmp12, Some(30.into()), CwmpVersion::V1_3),
        (CwmpNamespace::Cwmp13, None, CwmpVersion::V1_3),
        (CwmpNamespace::Cwmp14, None, CwmpVersion::V1_4),
    ] {
        let mut inform = Envelope::new(
            namespace,
            Inform::new(DeviceIdStruct::default(), vec![], DateTime::UNKNOWN, vec![]),
        );
        inform.header.session_timeout = timeout;
        assert_eq!(peer_versions(&inform), [version], "{namespace}");
    }
}

#[test]
fn row_06_namespaces_by_uri_and_echoed() {
    for uri in [
        "urn:dslforum-org:cwmp-1-0",
        "urn:dslforum-org:cwmp-1-2",
        "urn:dslforum-org:cwmp-1-3",
        "urn:dslforum-org:cwmp-1-4",
    ] {
        for (open, close) in [
            (format!("<cwmp1:Reboot xmlns:cwmp1='{uri}'><CommandKey>k</CommandKey>"), "</cwmp1:Reboot>"),
            (format!("<ns4:Reboot xmlns:ns4='{uri}'><CommandKey>k</CommandKey>"), "</ns4:Reboot>"),
            (format!("<Reboot xmlns='{uri}'><CommandKey xmlns=''>k</CommandKey>"), "</Reboot>"),
        ] {
            let text = format!(
                "<x:Envelope xmlns:x='http://schemas.xmlsoap.org/soap/envelope/'><x:Body>{open}{close}</x:Body></x:Envelope>"
            );
            let read = strict(&text).unwrap();
            assert_eq!(read.rpc(), Some(&Reboot::new("k").into()));
            let reply = read.reply(RebootResponse::new()).to_xml().unwrap();
            assert!(reply.contains(&format!("xmlns:cwmp=\"{uri}\"")), "{reply}");
        }
    }
}

#[test]
fn row_07_deployment_units_in_all_forms_and_in_order() {
    // What comes in in which form: `deployment_units_in_three_encodings` in `tolerance.rs`. What goes out:
    let operations = vec![
        Operation::Uninstall(UninstallOpStruct::new("0123abcd-0123-4567-89ab-0123456789ab")),
        Operation::Install(InstallOpStruct::new("http://example.com/a")),
        Operation::Uninstall(UninstallOpStruct::new("0123abcd-0123-4567-89ab-0123456789ac")),
    ];
    let request = Envelope::new(CwmpNamespace::Cwmp12, ChangeDUState::new(operations).with_command_key("k"));
    let written = request.to_xml().unwrap();
    assert_eq!(strict(&written).unwrap(), request);
    assert_eq!(written.matches("<Operations xsi:type=\"cwmp:").count(), 3);
    let mut nested = Profile::default();
    nested.du_form = DuForm::Nested;
    let written = request.encode(&nested).unwrap();
    assert!(
        written.contains("<Operations><UninstallOpStruct>")
            && written.contains("</InstallOpStruct><UninstallOpStruct>")
    );
    assert_eq!(Envelope::from_xml(written.as_bytes()).unwrap(), request);
}

#[test]
fn row_08_warnings_have_kind_offset_and_path() {
    let text = values("<Value xsi:type='xsd:boolean'>True</Value>");
    let mut warnings: Vec<Warning> = Vec::new();
    Envelope::decode(text.as_bytes(), &DecodeOptions::lenient(), &mut warnings).unwrap();
    let [warning] = &warnings[..] else { panic!("{warnings:?}") };
    assert_eq!((warning.name(), warning.offset), ("BooleanSpelling", text.find("True").unwrap()));
    let path = "Envelope/Body/GetParameterValuesResponse/ParameterList/ParameterValueStruct/Value";
    assert_eq!(path_at(text.as_bytes(), warning.offset), path);
    let error = strict(&text).unwrap_err();
    assert_eq!((error.name(), error.offset(), error.path()), ("InvalidValue", Some(warning.offset), path));

    // Also where the text is not the bytes that came.
    for (encode, label) in [(1_usize, "iso-8859-1"), (2, "utf-16")] {
        let text = text.replace("Device.X", "Device.X\u{FC}\u{FC}");
        let bytes: Vec<u8> = match encode {
            1 => format!("<?xml version='1.0' encoding='{label}'?>{text}")
                .chars()
                .map(|c| u8::try_from(u32::from(c)).unwrap())
                .collect(),
            _ => format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect(),
        };
        let mut warnings: Vec<Warning> = Vec::new();
        Envelope::decode(&bytes, &DecodeOptions::lenient(), &mut warnings).unwrap();
        let spelling = warnings.iter().find(|warning| warning.name() == "BooleanSpelling").unwrap();
        assert!(
            bytes[spelling.offset..].starts_with(if encode == 1 { b"True" } else { b"\0T\0r" }),
            "{label}"
        );
        assert_eq!(path_at(&bytes, spelling.offset), path, "{label}");
    }
    assert_eq!(path_at(b"\xFF\xFF\xFF", 1), "");
}

#[test]
fn row_09_values_keep_text_and_type() {
    for (raw, text, value_type) in [
        ("xsd:string", "  two  \n lines ", ValueType::String),
        ("xsd:int", "-007", ValueType::Int),
        ("xsd:unsignedInt", " +05", ValueType::UnsignedInt),
        ("xsd:long", "-9000000000", ValueType::Long),
        ("xsd:unsignedLong", "18446744073709551615", ValueType::UnsignedLong),
        ("xsd:boolean", "true", ValueType::Boolean),
        ("xsd:dateTime", "2011-07-01T12:00:00.250+00:00", ValueType::DateTime),
        ("xsd:base64Binary", "AA\n==", ValueType::Base64),
        ("xsd:hexBinary", "00fF", ValueType::HexBinary),
        ("xsd:decimal", "01.50", ValueType::Decimal),
        ("xsd:float", "1e5", ValueType::Other),
    ] {
        let value =
            value(&format!("<Value xsi:type='{raw}'>{text}</Value>"), &DecodeOptions::strict()).unwrap();
        assert_eq!((&*value.text, &*value.raw_type, value.value_type), (text, raw, value_type));
        assert!(value.typed().is_ok(), "{raw}");
        let message = GetParameterValuesResponse::new(vec![ParameterValueStruct::new("A", value.clone())]);
        let written = Envelope::new(CwmpNamespace::Cwmp10, message).to_xml().unwrap();
        let line_ends = text.replace('\r', "&#13;");
        assert!(written.contains(&format!("<Value xsi:type=\"{raw}\">{line_ends}</Value>")), "{written}");
    }
    let octets =
        value("<Value xsi:type='xsd:base64Binary'>AA\n==</Value>", &DecodeOptions::strict()).unwrap();
    assert_eq!(octets.as_octets(), Some(vec![0]));
}

#[test]
fn row_10_times_unknown_infinite_since_boot_absolute() {
    for (text, meaning) in [
        ("0001-01-01T00:00:00Z", Meaning::Unknown),
        ("0001-01-01T00:00:00.000000Z", Meaning::Unknown),
        ("9999-12-31T23:59:59Z", Meaning::Infinite),
        ("0001-01-03T03:04:05", Meaning::SinceBoot(Duration::from_secs(2 * 86_400 + 3 * 3_600 + 4 * 60 + 5))),
        ("2011-07-01T12:00:00.250+02:00", Meaning::Absolute),
    ] {
        let time: DateTime = text.parse().unwrap();
        assert_eq!((time.meaning(), time.to_string().as_str()), (meaning, text));
    }
    let unzoned: DateTime = "0001-01-01T00:00:00".parse().unwrap();
    assert_eq!(unzoned.meaning(), Meaning::SinceBoot(Duration::ZERO));
    assert!(unzoned.is_unknown_lenient());
}

#[test]
fn row_11_borrowed_and_streamed() {
    let text = values("<Value xsi:type='xsd:string'>borrowed</Value>");
    let read = Envelope::from_xml(text.as_bytes()).unwrap();
    let Some(Rpc::GetParameterValuesResponse(rpc)) = read.rpc() else { panic!() };
    let parameter = &rpc.parameter_list[0];
    assert!(matches!((&parameter.name, &parameter.value.text), (Cow::Borrowed(_), Cow::Borrowed(_))));
    let owned: Envelope<'static> = read.clone().into_owned();
    assert_eq!(owned, read);
    // Memory of the stream: `a_list_of_megabytes_takes_constant_memory` in `stream.rs`.
    let streamed: Result<Vec<_>, _> = ParameterStream::values(&text).unwrap().collect();
    assert_eq!(streamed.unwrap(), rpc.parameter_list);
}

#[test]
fn row_12_text_in_all_the_forms_of_xml() {
    for (inner, text) in [
        ("<![CDATA[<a>&amp;]]>", "<a>&amp;"),
        ("a<![CDATA[b]]>c<![CDATA[]]>d", "abcd"),
        ("a<!-- b -->c", "ac"),
        ("&#97;&#x62;&lt;&gt;&amp;&apos;&quot;", "ab<>&'\""),
        ("&#x1F680;\u{1F680}", "\u{1F680}\u{1F680}"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a&#13;b", "a\rb"),
    ] {
        let element = format!("<Value xsi:type='xsd:string'>{inner}</Value>");
        assert_eq!(value(&element, &DecodeOptions::strict()).unwrap().text, text, "{inner}");
    }
    // SOAP 1.1 has no processing instructions; one is passed over all the same.
    let element = "<Value xsi:type='xsd:string'>a<?b c?>d</Value>";
    assert_eq!(value(element, &DecodeOptions::lenient()).unwrap().text, "ad");
    assert_eq!(value(element, &DecodeOptions::strict()).unwrap_err().name(), "Malformed");
}

#[test]
fn row_13_encodings() {
    let text = values("<Value xsi:type='xsd:string'>\u{20AC}\u{E4}</Value>");
    let with = |label: &str, bytes: &[u8]| {
        let (head, tail) = text.split_once("\u{20AC}\u{E4}").unwrap();
        [format!("<?xml version='1.0' encoding='{label}'?>{head}").as_bytes(), bytes, tail.as_bytes()]
            .concat()
    };
    let utf16 = |text: &str, order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        format!("\u{FEFF}{text}").encode_utf16().flat_map(order).collect()
    };
    let documents = [
        ("utf-8", text.clone().into_bytes()),
        ("a mark", [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
        ("utf-16be", utf16(&text, u16::to_be_bytes)),
        ("utf-16le", utf16(&text, u16::to_le_bytes)),
        ("iso-8859-15", with("ISO-8859-15", b"\xA4\xE4")),
        ("windows-1252", with("windows-1252", b"\x80\xE4")),
    ];
    let read = |bytes: &[u8], charset: Option<&str>| {
        let options = DecodeOptions::lenient();
        let envelope = match charset {
            Some(charset) => Envelope::decode_with_charset(bytes, charset, &options, &mut ()),
            None => Envelope::decode(bytes, &options, &mut ()),
        };
        let Body::Rpc(Rpc::GetParameterValuesResponse(rpc)) = envelope?.into_owned().body else { panic!() };
        Ok::<_, cwmp_soap::Error>(rpc.parameter_list[0].value.text.to_string())
    };
    for (label, document) in &documents {
        assert_eq!(read(document, None).unwrap(), "\u{20AC}\u{E4}", "{label}");
    }
    // What the transport says goes before what the document says.
    assert_eq!(read(&with("utf-8", b"\x80\xE4"), Some("windows-1252")).unwrap(), "\u{20AC}\u{E4}");
    assert_eq!(
        read(&with("iso-8859-1", "\u{20AC}\u{E4}".as_bytes()), Some("utf-8")).unwrap(),
        "\u{20AC}\u{E4}"
    );
    // Bytes that are no UTF-8 are not guessed at.
    assert_eq!(read(&with("utf-8", b"\x80\xE4"), None).unwrap_err().name(), "InvalidEncoding");
}

#[test]
fn row_14_control_characters() {
    let element = "<Value xsi:type='xsd:string'>a\u{2}b&#2;c</Value>";
    let policy = |policy| {
        let mut recovery = Recovery::default();
        recovery.control_characters = policy;
        value(element, &DecodeOptions::lenient().with_recovery(recovery)).map(|value| value.text.into_owned())
    };
    assert!(policy(ControlCharacters::Refuse).is_err());
    assert_eq!(policy(ControlCharacters::Replace).unwrap(), "a\u{FFFD}b\u{FFFD}c");
    assert_eq!(policy(ControlCharacters::Remove).unwrap(), "abc");
    // Nothing that XML cannot carry is written, whatever the profile.
    for text in ["\u{2}", "\0", "\u{FFFE}"] {
        let message =
            GetParameterValuesResponse::new(vec![ParameterValueStruct::new("A", Value::string(text))]);
        let envelope = Envelope::new(CwmpNamespace::Cwmp10, message);
        assert!(envelope.to_xml().is_err() && envelope.encode(&Profile::tolerant()).is_err(), "{text:?}");
    }
}

#[test]
fn row_15_documents_that_are_not_well_formed() {
    let twice = envelope("<cwmp:Reboot soap:x='1' soap:x='2'><CommandKey>k</CommandKey></cwmp:Reboot>");
    let unbound = envelope("<cwmp:Reboot><odd:CommandKey>k</odd:CommandKey></cwmp:Reboot>");
    for text in [twice, unbound] {
        assert!(Envelope::from_xml(text.as_bytes()).is_err());
        let mut warnings: Vec<Warning> = Vec::new();
        let options = DecodeOptions::lenient().with_recovery(Recovery::all());
        let read = Envelope::decode(text.as_bytes(), &options, &mut warnings).unwrap();
        assert_eq!(read.rpc(), Some(&Reboot::new("k").into()));
        assert!(
            warnings.iter().any(|warning| matches!(warning.kind, cwmp_soap::WarningKind::Xml(_))),
            "{warnings:?}"
        );
    }
}

#[test]
fn row_16_unknown_rpcs_and_fields_are_kept() {
    for (body, rpc) in [
        ("<cwmp:X_00D09E_Do xmlns:v='urn:v'><v:Arg a='v:b'>1</v:Arg></cwmp:X_00D09E_Do>", "X_00D09E_Do"),
        ("<v:Later xmlns:v='urn:example'><A/></v:Later>", "Later"),
        ("<cwmp:Reboot><CommandKey/><X_00D09E_Why>now</X_00D09E_Why></cwmp:Reboot>", "Reboot"),
    ] {
        let text = envelope(body);
        let read = Envelope::from_xml(text.as_bytes()).unwrap();
        assert_eq!(read.rpc().unwrap().name(), rpc);
        let written = read.to_xml().unwrap();
        assert_eq!(Envelope::from_xml(written.as_bytes()).unwrap().to_xml().unwrap(), written, "{written}");
        for kept in ["<v:Arg a='v:b'>1</v:Arg>", "<A/>", "<X_00D09E_Why>now</X_00D09E_Why>"] {
            assert_eq!(body.contains(kept), written.contains(kept), "{written}");
        }
    }
}

#[test]
fn row_17_profiles_of_the_writer() {
    let list = vec![
        ParameterValueStruct::new("A", Value::boolean(true)),
        ParameterValueStruct::new("B", Value::date_time("2020-01-01T00:00:00.5Z".parse().unwrap())),
        ParameterValueStruct::new("C", Value::string("")),
    ];
    let request = Envelope::new(CwmpNamespace::Cwmp10, SetParameterValues::new(list, "")).with_id("1");
    let mut profile = Profile::default();
    let plain = request.encode(&profile).unwrap();
    let written = |profile: &Profile| {
        let written = request.encode(profile).unwrap();
        assert_eq!(
            Envelope::from_xml(written.as_bytes()).unwrap().rpc().unwrap().name(),
            "SetParameterValues"
        );
        written
    };
    assert!(plain.starts_with("<?xml") && plain.contains(">1</Value>") && plain.contains("<ParameterKey/>"));
    profile.declaration = false;
    profile.empty_elements = EmptyElements::Expand;
    profile.booleans = BooleanStyle::Words;
    profile.date_times = DateTimeStyle::Milliseconds;
    let other = written(&profile);
    assert!(other.starts_with("<soap-env:Envelope") && other.contains("<ParameterKey></ParameterKey>"));
    assert!(other.contains(">true</Value>") && other.contains(">2020-01-01T00:00:00.500Z</Value>"));
    profile.date_times = DateTimeStyle::Seconds;
    assert!(written(&profile).contains(">2020-01-01T00:00:00Z</Value>"));
    let mut prefixes = Prefixes::default();
    (prefixes.soap_env, prefixes.soap_enc) = ("soap".into(), "SOAP-ENC".into());
    (prefixes.xsd, prefixes.xsi, prefixes.cwmp) = ("xs".into(), "i".into(), "c".into());
    profile.prefixes = prefixes;
    profile.encoding_style = true;
    profile.array_xsi_type = true;
    let other = written(&profile);
    for part in [
        "<soap:Envelope",
        "soap:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\"",
        "<c:ID soap:mustUnderstand=\"1\">1</c:ID>",
        "<ParameterList i:type=\"SOAP-ENC:Array\" SOAP-ENC:arrayType=\"c:ParameterValueStruct[3]\">",
        "<Value i:type=\"xs:boolean\">true</Value>",
    ] {
        assert!(other.contains(part), "{part} in {other}");
    }
    profile.indent = Some(2);
    assert!(written(&profile).contains("\n        <ParameterValueStruct>"), "{}", written(&profile));
}
