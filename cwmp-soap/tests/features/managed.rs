//! Paths, sessions, connection requests, reports, data models; bounds, serde, secrets.

use super::{common, envelope, strict, values};
use cwmp_soap::bulk::csv::{Csv, CsvFormat};
use cwmp_soap::bulk::json::{JsonFormat, from_json, to_json};
use cwmp_soap::bulk::{DeviceIdentity, IpdrDocument, ipdr_xdr};
use cwmp_soap::connection_request::{http, notification, stun, udp, xmpp};
use cwmp_soap::data_model::{
    Access, ActiveNotify, BaseType, DataModel, Document, Index, Library, Status, Table,
};
use cwmp_soap::envelope::CwmpVersion;
use cwmp_soap::path::{Path, Segment};
use cwmp_soap::rpc::*;
use cwmp_soap::session::http::{answer_status, charset, post_fields};
use cwmp_soap::session::{AcsAction, AcsSession, Cpe, CpeAction, RetryPolicy};
use cwmp_soap::value::{DateTime, EventCode, FaultCode, Retention, Value};
use cwmp_soap::{CwmpNamespace, Envelope, Error, Fault, Rpc};
use mgmt_wire::{DecodeOptions, Limits};
use std::time::Duration;

#[test]
fn row_18_paths() {
    let path = |text: &'static str| Path::parse(text).unwrap();
    let full = path("Device.NAT.PortMapping.[cpe-1].X_00D09E_Rule.12.Enable");
    assert!(full.is_parameter() && full.has_alias() && !full.is_partial());
    assert_eq!(full.instances().collect::<Vec<_>>(), [12]);
    assert_eq!(full.to_template(), "Device.NAT.PortMapping.{i}.X_00D09E_Rule.{i}.Enable");
    assert!(full.matches(&path("Device.NAT.PortMapping.*.X_00D09E_Rule.*.Enable")));
    assert!(full.starts_with(&path("Device.NAT.")) && !full.starts_with(&path("Device.N")));
    assert!(path("").is_partial() && path("Device.").is_partial() && path("Device.*.A").has_wildcard());
    let template = path("Device.A.{i}.B.{i}.C");
    assert_eq!(template.with_instances(&[3, 4]).unwrap().as_str(), "Device.A.3.B.4.C");
    assert_eq!(full.last(), Some(Segment::Name("Enable")));
    let long = format!("Device.{}", "a".repeat(250));
    assert!(!Path::parse(&*long).unwrap().is_within_length());
    assert!(Path::parse_with(&*long, &DecodeOptions::strict()).is_err());
    for wrong in ["A..B", "A.0.B", "A.[x", "A.[].B", "A B"] {
        assert!(Path::parse(wrong).is_err(), "{wrong}");
    }
}

/// Both sides through one session: hold, hand-over by an empty post, a call, release, the end.
#[test]
fn row_19_sessions_on_both_sides() {
    let device = DeviceIdStruct::new("Example", "00D09E", "Gateway", "SN-1");
    let mut cpe = Cpe::new(device, CwmpVersion::ALL).with_methods(["Reboot"]);
    cpe.report(EventStruct::new(EventCode::PERIODIC, ""));
    cpe.request(RequestDownload::new("2 Web Content", vec![]));
    let mut acs = AcsSession::new(CwmpVersion::ALL);
    acs.hold_requests(true);
    acs.request(Reboot::new("k"));
    let CpeAction::Post(mut post) = cpe.start(DateTime::UNKNOWN, vec![]) else { panic!() };
    let mut said = Vec::new();
    while !said.ends_with(&["done".to_owned()]) {
        said.push(post.as_ref().and_then(Envelope::rpc).map_or("empty", Rpc::name).to_owned());
        let mut answer = None;
        let mut waiting = acs.handle(post.take());
        while !waiting.is_empty() {
            let mut next = Vec::new();
            for action in waiting {
                match action {
                    AcsAction::Send(envelope) => answer = Some(envelope),
                    AcsAction::Call(rpc) => {
                        assert_eq!(rpc.name(), "RequestDownload");
                        next.push(acs.answer(RequestDownloadResponse::new()));
                    }
                    AcsAction::Response { response, .. } => {
                        assert_eq!(response.name(), "RebootResponse");
                        acs.hold_requests(false);
                        next.extend(acs.proceed());
                    }
                    AcsAction::Informed(_) | AcsAction::Done => {}
                    other => panic!("{other:?}"),
                }
            }
            waiting = next;
        }
        let answer = answer.unwrap();
        said.push(format!("<{}", answer.as_ref().and_then(Envelope::rpc).map_or("empty", Rpc::name)));
        for action in cpe.handle(answer) {
            match action {
                CpeAction::Post(next) => post = next,
                CpeAction::Call(_) => {
                    let CpeAction::Post(next) = cpe.answer(RebootResponse::new()) else { panic!() };
                    post = next;
                }
                CpeAction::Done => said.push("done".into()),
                CpeAction::Response(_) => {}
                other => panic!("{other:?}"),
            }
        }
    }
    let expected = [
        "Inform",
        "<InformResponse",
        "empty",
        "<Reboot",
        "RebootResponse",
        "<empty",
        "RequestDownload",
        "<RequestDownloadResponse",
        "empty",
        "<empty",
        "done",
    ];
    assert_eq!(said, expected);
    assert!(acs.is_closed() && !cpe.wants_session());

    // Retries widen, and what an event does when its Inform fails or the device restarts is in a table.
    let policy = RetryPolicy::default();
    let windows: Vec<_> =
        (1..=10).map(|n| (policy.window(n).from.as_secs(), policy.window(n).to.as_secs())).collect();
    assert_eq!((windows[0], windows[9]), ((5, 10), (2_560, 5_120)));
    let retention = |code: EventCode<'static>| code.retention();
    assert_eq!(retention(EventCode::CONNECTION_REQUEST), Retention::None);
    assert_eq!(retention(EventCode::BOOT), Retention::UntilReboot);
    assert_eq!(retention(EventCode::TRANSFER_COMPLETE), Retention::UntilDelivered);
}

fn informed(cpe: &mut Cpe) -> Envelope<'static> {
    let CpeAction::Post(Some(inform)) = cpe.start(DateTime::UNKNOWN, vec![]) else { panic!() };
    inform
}

#[test]
fn session_rule_first_answer_is_an_inform_response() {
    let mut cpe = Cpe::new(DeviceIdStruct::default(), &[CwmpVersion::V1_0]).with_methods(["Reboot"]);
    let inform = informed(&mut cpe);
    assert!(matches!(cpe.handle(Some(inform.reply(Reboot::new(""))))[..], [CpeAction::Retry(_)]));
    informed(&mut cpe);
    assert!(matches!(cpe.handle(None)[..], [CpeAction::Retry(_)]), "nor may it be empty");
}

#[test]
fn session_rule_max_envelopes_is_one_and_ignored() {
    let mut cpe = Cpe::new(DeviceIdStruct::default(), &[CwmpVersion::V1_0]);
    let mut inform = informed(&mut cpe);
    let Some(Rpc::Inform(rpc)) = inform.rpc() else { panic!() };
    assert_eq!(rpc.max_envelopes.value, 1);
    let answer = inform.reply(InformResponse::new().with_max_envelopes(7));
    assert_eq!(cpe.handle(Some(answer)), [CpeAction::Post(None)]);

    let cwmp_soap::Body::Rpc(Rpc::Inform(rpc)) = &mut inform.body else { panic!() };
    rpc.max_envelopes = 12.into();
    let actions = AcsSession::new(CwmpVersion::ALL).handle(Some(inform));
    let AcsAction::Send(Some(response)) = &actions[1] else { panic!() };
    assert_eq!(response.rpc(), Some(&InformResponse::new().with_max_envelopes(1).into()));
}

#[test]
fn session_rule_no_more_requests_is_accepted_and_not_needed() {
    let mut cpe = Cpe::new(DeviceIdStruct::default(), &[CwmpVersion::V1_0]).with_methods(["Reboot"]);
    let inform = informed(&mut cpe);
    let mut answer = inform.reply(InformResponse::new());
    answer.header.no_more_requests = Some(true.into());
    assert_eq!(cpe.handle(Some(answer)), [CpeAction::Post(None)]);
    // It says so, and asks all the same.
    let call = Envelope::new(CwmpNamespace::Cwmp10, Reboot::new("k")).with_id("1");
    assert_eq!(cpe.handle(Some(call)), [CpeAction::Call(Reboot::new("k").into())]);
}

#[test]
fn session_rule_http_fields_and_empty_answers() {
    assert_eq!(
        post_fields(true).iter().map(|(name, _)| *name).collect::<Vec<_>>(),
        ["Content-Type", "SOAPAction"]
    );
    assert_eq!(post_fields(true)[1].1, "");
    assert!(post_fields(false).is_empty(), "an empty post has neither");
    assert_eq!((answer_status(true).0, answer_status(false)), (200, (204, &[][..])));
    for (field, expected) in [
        ("text/xml; charset=utf-8", Some("utf-8")),
        ("text/xml;charset=\"ISO-8859-1\"", Some("ISO-8859-1")),
        ("text/xml; action=x; Charset = 'utf-16'", Some("utf-16")),
        ("text/xml; charset=", None),
        ("charset=utf-8", None),
    ] {
        assert_eq!(charset(field), expected, "{field}");
    }
    // An empty envelope is not an empty answer: it is nothing that may stand here.
    let mut cpe = Cpe::new(DeviceIdStruct::default(), &[CwmpVersion::V1_0]);
    let inform = informed(&mut cpe);
    cpe.handle(Some(inform.reply(InformResponse::new())));
    assert_eq!(cpe.clone().handle(None), [CpeAction::Done]);
    assert!(matches!(cpe.handle(Some(inform.reply(cwmp_soap::Body::Empty)))[..], [CpeAction::Retry(_)]));
}

#[test]
fn session_rule_envelopes_of_megabytes_are_accepted() {
    let long = "x".repeat(4_000_000);
    let text = values(&format!("<Value xsi:type='xsd:string'>{long}</Value>"));
    assert!(Envelope::from_xml(text.as_bytes()).is_ok());
}

#[test]
fn session_rule_retry_request_sends_the_same_again() {
    let mut cpe = Cpe::new(DeviceIdStruct::default(), &[CwmpVersion::V1_0]);
    cpe.request(Kicked::new("c", "r", "a", "n"));
    let inform = informed(&mut cpe);
    let CpeAction::Post(Some(kicked)) = cpe.handle(Some(inform.reply(InformResponse::new()))).remove(0)
    else {
        panic!()
    };
    let again = cpe.handle(Some(kicked.reply(Fault::new(FaultCode::RETRY_REQUEST))));
    assert_eq!(again, [CpeAction::Post(Some(kicked))]);
}

#[test]
fn row_20_connection_requests() {
    // HTTP: the digest of RFC 2617's example.
    let challenge = http::DigestChallenge::parse(
        "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", \
         opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"",
    );
    let answer =
        challenge.unwrap().authorize("GET", "/dir/index.html", "Mufasa", "Circle Of Life", "0a4f113b", 1);
    assert!(answer.to_string().contains("response=\"6629fae49393a05397450978507c4ef1\""), "{answer}");
    // UDP: signed, verified, one bit off.
    let request = udp::UdpConnectionRequest::sign(1_350_000_000, 7, "user", "nonce", "password");
    let datagram = request.to_datagram("192.0.2.1:7547");
    let received = udp::UdpConnectionRequest::parse(datagram.as_bytes()).unwrap();
    assert!(received.verify("password") && !received.verify("passwore"));
    assert!(datagram.starts_with("GET http://192.0.2.1:7547?ts=1350000000&id=7&un=user&cn=nonce&sig="));
    // STUN: the text has its trailing space.
    let mut message = vec![0; 20];
    assert!(stun::push_attribute(&mut message, 0xC001, b"dslforum.org/TR-111 "));
    assert!(stun::is_connection_request_binding(&message));
    assert_eq!(stun::attributes(&message).next().unwrap().value.len(), 20);
    // XMPP and lightweight notification.
    let stanza = xmpp::Stanza::from_xml(
        "<iq from='acs@example.com' to='cpe@example.com' id='1' type='get'><connectionRequest \
         xmlns='urn:broadband-forum-org:cwmp:xmppConnReq-1-0'><username>u</username><password>p</password>\
         </connectionRequest></iq>",
    );
    assert!(!format!("{:?}", stanza.unwrap()).contains("\"p\""));
    let signature = notification::sign("<a/>", "password");
    assert!(notification::verify("<a/>", &signature.to_ascii_lowercase(), "password"));
    assert!(!notification::verify("<b/>", &signature, "password"));
}

#[test]
fn row_21_reports_in_every_form() {
    let text = r#"{"Report":[{"CollectionTime":"2013-03-29T04:45:49Z","Device.MoCA.Interface.1.Stats.BytesSent":25,"Device.MoCA.Interface.1.Name":"a,b"}]}"#;
    let report = from_json(text.as_bytes()).unwrap();
    for format in [JsonFormat::NameValuePair, JsonFormat::ObjectHierarchy] {
        let written = to_json(&report, format).unwrap();
        assert_eq!(from_json(written.as_bytes()).unwrap(), report, "{written}");
    }
    let names = |report: &cwmp_soap::bulk::Report<'_>| -> Vec<(String, String)> {
        let parameters = report.records.iter().flat_map(|record| &record.parameters);
        parameters.map(|parameter| (parameter.name.to_string(), parameter.value.to_string())).collect()
    };
    for format in [CsvFormat::ParameterPerRow, CsvFormat::ParameterPerColumn] {
        let written = Csv::new(format).to_csv(&report).unwrap();
        assert!(written.contains("\"a,b\""), "{written}");
        assert_eq!(names(&Csv::new(format).from_csv(written.as_bytes()).unwrap()), names(&report));
    }
    let mut report = report;
    report.records[0].device = Some(Box::new(DeviceIdentity::new("00256D", "Z", "1")));
    let octets = ipdr_xdr::to_xdr(&report).unwrap();
    assert_eq!(names(&ipdr_xdr::from_xdr(&octets).unwrap()), names(&report));
    let xml = IpdrDocument::new(report.clone()).to_xml().unwrap();
    assert_eq!(names(&IpdrDocument::from_xml(xml.as_bytes()).unwrap().report), names(&report));
}

const LAMP: &str = r#"<dm:document xmlns:dm="urn:broadband-forum-org:cwmp:datamodel-1-15" spec="urn:example-com:lamp-1-0" file="lamp.xml">
  <dataType name="Percent"><unsignedInt><range maxInclusive="100"/><units value="percent"/></unsignedInt></dataType>
  <component name="Dimmer"><object name="Dimmer." access="readOnly" minEntries="1" maxEntries="1">
    <parameter name="Level" access="readWrite" activeNotify="canDeny" version="1.1"><syntax><dataType ref="Percent"/><default type="factory" value="50"/></syntax></parameter>
  </object></component>
  <model name="Lamp:1.0"><object name="Lamp.{i}." access="readWrite" minEntries="0" maxEntries="unbounded" enableParameter="Enable">
    <uniqueKey functional="true"><parameter ref="Mode"/></uniqueKey>
    <parameter name="Enable" access="readWrite"><syntax><boolean/></syntax></parameter>
    <parameter name="Mode" access="readOnly" status="deprecated"><syntax><list maxItems="2"/><string><enumeration value="On"/><enumeration value="Off"/></string></syntax></parameter></object>
    <component ref="Dimmer" path="Lamp.{i}."/>
    <profile name="Base:1" version="1.0"><object ref="Lamp.{i}." requirement="create"><parameter ref="Mode" requirement="readOnly"/></object></profile>
  </model>
</dm:document>"#;

#[test]
fn row_22_data_models_of_many_files() {
    let derived = r#"<dm:document xmlns:dm="urn:broadband-forum-org:cwmp:datamodel-1-15" spec="urn:example-com:lamp-1-1" file="lamp2.xml">
      <import file="lamp.xml"><model name="Lamp:1.0"/></import>
      <model name="Lamp:1.1" base="Lamp:1.0"><object base="Lamp.{i}.Dimmer." access="readOnly" minEntries="1" maxEntries="1">
        <parameter base="Level" access="readOnly"/></object></model></dm:document>"#;
    let mut library = Library::new();
    let id = library.add(Document::from_xml(derived.as_bytes()).unwrap().into_owned());
    library
        .load(&mut |file: &str, _: Option<&str>| {
            (file == "lamp.xml").then(|| LAMP.as_bytes().to_vec().into())
        })
        .unwrap();
    let resolution = library.resolve(id).unwrap();
    let lamp = &resolution.model;
    assert_eq!((&*lamp.name, lamp.object_count(), lamp.parameter_count()), ("Lamp:1.1", 2, 3));
    let index = Index::new(lamp);
    let kinds = |value: &str| -> Vec<String> {
        let findings = index.check_set("Lamp.1.Dimmer.Level", value, None);
        findings.iter().map(|finding| finding.kind.to_string()).collect()
    };
    assert_eq!(kinds("55"), ["parameter cannot be written"]);
    assert_eq!(kinds("101"), ["parameter cannot be written", "value outside the allowed ranges"]);
}

/// A table answers for each path its type, access, notification, enumeration, version and status, from sorted text as
/// it stands. Those of TR-181 and TR-098 are in crate `cwmp-models`.
#[test]
fn row_23_compiled_tables() {
    static TABLE: Table<'static> = Table::new(concat!(
        "#model\tLamp:1.1\n",
        "Lamp.{i}.\tobject\treadWrite\tcurrent\t1.0\tminEntries=0\tmaxEntries=8\n",
        "Lamp.{i}.Level\tunsignedInt\treadWrite\tcurrent\t1.0\trange=:100\n",
        "Lamp.{i}.Mode\tstring\treadOnly\tdeprecated\t1.1\tactiveNotify=canDeny\tenumeration=On\tenumeration=Off\n",
    ));
    let mode = TABLE.find("Lamp.7.Mode").unwrap();
    assert_eq!((mode.base_type(), mode.access()), (Some(BaseType::String), Access::ReadOnly));
    assert_eq!((mode.active_notify(), mode.status()), (ActiveNotify::CanDeny, Status::Deprecated));
    assert_eq!(mode.version().as_deref(), Some("1.1"));
    assert_eq!(mode.enumerations().collect::<Vec<_>>(), ["On", "Off"]);
    let found = TABLE.check_set("Lamp.7.Level", "101", None);
    assert_eq!(found[0].to_string(), "value outside the allowed ranges in Lamp.7.Level");
    assert_eq!(TABLE.children("Lamp.7.").count(), 2);

    // Of a model, and back to what the model says.
    let model = DataModel::from_xml(LAMP.as_bytes()).unwrap();
    let text = Index::new(&model).to_table().unwrap();
    let table = Table::parse(&text).unwrap();
    assert_eq!(table.rows().count(), model.object_count() + model.parameter_count());
    assert_eq!(table.check_set("Lamp.1.Dimmer.Level", "100", Some("unsignedInt")), []);
    assert!(Table::parse(&text.replace("readWrite", "sometimes")).is_err());
}

/// A resolved model with its descriptions and profiles is kept as JSON, and loaded without XML, imports or inheritance.
#[test]
fn row_23_compiled_models() {
    let model = DataModel::from_xml(LAMP.as_bytes()).unwrap();
    let compiled = serde_json::to_string(&model).unwrap();
    let loaded: DataModel<'static> = serde_json::from_str(&compiled).unwrap();
    assert_eq!(loaded, model);
    assert_eq!(serde_json::to_string(&loaded).unwrap(), compiled);
    let index = Index::new(&loaded);
    assert_eq!(index.check_set("Lamp.1.Dimmer.Level", "100", Some("unsignedInt")), []);
    assert!(serde_json::from_str::<DataModel<'static>>(&compiled.replace("readWrite", "sometimes")).is_err());
}

#[test]
fn row_24_bounds() {
    let refuse = |text: &str, set: fn(&mut Limits)| {
        let mut limits = Limits::default();
        set(&mut limits);
        Envelope::decode(text.as_bytes(), &DecodeOptions::lenient().with_limits(limits), &mut ()).unwrap_err()
    };
    let deep = envelope(&format!("<v:X xmlns:v='urn:v'>{}{}</v:X>", "<a>".repeat(40), "</a>".repeat(40)));
    let wide = envelope("<cwmp:Reboot a='1' b='2' c='3' d='4'><CommandKey/></cwmp:Reboot>");
    let many = values("<Value xsi:type='xsd:string'>x</Value>");
    type Set = fn(&mut Limits);
    let cases: [(&str, Set); 5] = [
        (&deep, |limits| limits.depth = 20),
        (&wide, |limits| limits.attributes = 3),
        (&many, |limits| limits.elements = 4),
        (&many, |limits| limits.name = 8),
        (&many, |limits| limits.parameters = 0),
    ];
    for (text, set) in cases {
        let error = refuse(text, set);
        assert_eq!(error.name(), "Limit", "{error}");
    }
    // The declared length is no promise.
    let lies = many.replace("ParameterValueStruct[1]", "ParameterValueStruct[4000000000]");
    assert!(Envelope::from_xml(lies.as_bytes()).is_ok());
    let dtd = format!("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>{many}");
    assert_eq!(Envelope::from_xml(dtd.as_bytes()).unwrap_err().name(), "DtdForbidden");
}

/// `core` and `alloc` suffice, nothing is unsafe, nothing is printed, and no input panics. (`proofs/no-std` links the
/// crate without std, `proofs/no-panic` its readers of values without a panic.)
#[test]
fn row_25_no_std_no_unsafe_no_output_no_panic() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let library = std::fs::read_to_string(folder.join("lib.rs")).unwrap();
    assert!(library.lines().any(|line| line == "#![no_std]"));
    for file in mgmt_testkit::files(&folder) {
        let text = std::fs::read_to_string(&file).unwrap();
        // Unit tests stand at the end of a file.
        let code = text.split("#[cfg(test)]").next().unwrap();
        // The only thing of std: maps with a key that nobody can guess.
        let may_use_std = file.ends_with("lookup.rs");
        for line in code.lines().map(str::trim_start).filter(|line| !line.starts_with("//")) {
            let banned = ["unsafe ", "println!", "print!", "dbg!", "todo!", "unreachable!", "panic!"];
            let found = banned.iter().find(|word| line.contains(**word));
            assert_eq!(found, None, "{}: {line}", file.display());
            assert!(may_use_std || !line.contains("std::"), "{}: {line}", file.display());
        }
    }
    // Every byte of a message, replaced by what means something in XML, by zero and by what is no UTF-8.
    let mut message = values("<Value xsi:type='xsd:dateTime'>2024-02-29T24:00:00Z</Value>").into_bytes();
    for at in 0..message.len() {
        for byte in *b"<>&/='0\0\xFF" {
            let kept = std::mem::replace(&mut message[at], byte);
            for options in [DecodeOptions::lenient(), DecodeOptions::strict()] {
                if let Ok(envelope) = Envelope::decode(&message, &options, &mut ()) {
                    let _ = envelope.to_xml();
                }
            }
            message[at] = kept;
        }
        let _ = Envelope::from_xml(&message[..at]);
    }
}

#[test]
fn row_27_errors_are_small_and_stable_and_messages_serialize() {
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    let text = envelope("<cwmp:DeleteObject><ParameterKey/></cwmp:DeleteObject>");
    let error = strict(&text).unwrap_err();
    assert_eq!((error.name(), error.path()), ("Missing", "Envelope/Body/DeleteObject"));
    assert_eq!(error.to_string().lines().count(), 1);
    for rpc in common::every_rpc() {
        let name = rpc.name().to_owned();
        let json = serde_json::to_value(Envelope::new(CwmpNamespace::Cwmp12, rpc)).unwrap();
        assert!(json["Body"].get(&name).is_some(), "{json}");
    }
}

#[test]
fn row_28_secrets_are_not_shown() {
    let download = Download::new("k", "2 Web Content", "http://example.com")
        .with_username("joe")
        .with_password("s3cret");
    let vouchers = SetVouchers::new(vec!["czNjcmV0".into()]);
    let set = SetParameterValues::new(
        vec![
            ParameterValueStruct::new("Device.ManagementServer.Password", Value::string("s3cret")),
            ParameterValueStruct::new("Device.ManagementServer.Username", Value::string("joe")),
            ParameterValueStruct::new(
                "Device.WiFi.AccessPoint.1.Security.KeyPassphrase",
                Value::string("s3cret"),
            ),
            ParameterValueStruct::new("Device.DeviceInfo.ProvisioningCode", Value::string("shown")),
        ],
        "k",
    );
    let shown: Vec<String> =
        [Rpc::Download(download), Rpc::SetVouchers(vouchers), Rpc::SetParameterValues(set)]
            .into_iter()
            .map(|rpc| format!("{:?}", Envelope::new(CwmpNamespace::Cwmp10, rpc)))
            .collect();
    for text in &shown {
        assert!(!text.contains("s3cret") && !text.contains("joe") && !text.contains("czNjcmV0"), "{text}");
    }
    assert!(shown[2].contains("shown"));
    assert!(RetryPolicy::default().window(1).to > Duration::ZERO);
}
