//! `mgmt translate`: every pair of formats, what arrives, what is named as lost, where it is written.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod common;

use common::{both, json, json_of, mgmt, refused, sample, stderr};
use serde_json::{Value, json};

/// Formats that can hold any message of their protocol, and how one of them is told from the next.
const FORMATS: [&str; 10] = [
    "cwmp",
    "syncml",
    "syncml-wbxml",
    "lwm2m-json",
    "senml-json",
    "senml-cbor",
    "lwm2m-cbor",
    "onem2m-json",
    "onem2m-xml",
    "onem2m-cbor",
];

fn translate(from: &str, to: &str, more: &[&str], input: &[u8]) -> (Vec<u8>, Vec<String>) {
    let mut args = vec!["translate", "-f", from, "-t", to];
    args.extend(more);
    let (out, errors) = both(&args, input);
    let losses = errors.lines().filter_map(|line| line.strip_prefix("loss: ")).map(str::to_owned).collect();
    (out, losses)
}

/// One message in each format of its protocol.
fn in_every_format() -> Vec<(&'static str, Vec<u8>)> {
    let base = br#"{"m2m:dvi":{"man":"Larkfield","mod":"L-7","dlb":"S-0007","fwv":"1.2"}}"#;
    FORMATS.iter().map(|to| (*to, translate("onem2m-json", to, &[], base).0)).collect()
}

#[test]
fn readings_of_every_format_in_every_other() {
    let inputs = in_every_format();
    for (from, input) in &inputs {
        for to in FORMATS {
            let (output, losses) = translate(from, to, &[], input);
            assert_eq!(losses, [""; 0], "{from} -> {to}");
            let resources = json_of(&["translate", "-f", to, "-t", "onem2m-json"], &output);
            let list = resources.as_array().cloned().unwrap_or_else(|| vec![resources.clone()]);
            let info = list.iter().find_map(|one| one.get("m2m:dvi")).unwrap();
            for (name, value) in [("man", "Larkfield"), ("mod", "L-7"), ("dlb", "S-0007"), ("fwv", "1.2")] {
                assert_eq!(info[name], value, "{from} -> {to}: {resources}");
            }
        }
    }
}

/// Orders: what stands for each in a format's text, in this order.
#[test]
fn orders_of_every_format_in_every_other() {
    let cases: [(&str, &str, [&str; 4]); 3] = [
        (
            "reboot",
            r#"{"m2m:rbo":{"rbo":true}}"#,
            [
                "<cwmp:Reboot>",
                "Exec ./DiagMon/Restart/Operations/Start",
                "/3/0/4 none",
                r#"{"m2m:rbo":{"rbo":true}}"#,
            ],
        ),
        (
            "factory reset",
            r#"{"m2m:rbo":{"far":true}}"#,
            [
                "<cwmp:FactoryReset",
                "Exec ./LAWMO/Operations/FactoryReset",
                "/3/0/5 none",
                r#"{"m2m:rbo":{"far":true}}"#,
            ],
        ),
        (
            "firmware",
            r#"{"m2m:fwr":{"url":"https://f.example/1","ud":true}}"#,
            [
                "<cwmp:Download>",
                "Replace ./FUMO/1/DownloadAndUpdate/PkgURL;Exec ./FUMO/1/DownloadAndUpdate",
                "/5/0/1 string;/5/0/2 none",
                r#"{"m2m:fwr":{"url":"https://f.example/1","ud":true}}"#,
            ],
        ),
    ];
    for (name, base, [rpc, commands, records, resource]) in cases {
        // LwM2M JSON has no way to write a resource without a value.
        let able = FORMATS.iter().filter(|format| **format != "lwm2m-json");
        for from in able.clone() {
            let (input, _) = translate("onem2m-json", from, &[], base.as_bytes());
            for to in able.clone() {
                let title = format!("{name}: {from} -> {to}");
                let (output, losses) = translate(from, to, &[], &input);
                assert_eq!(losses, [""; 0], "{title}");
                let decoded = || json_of(&["decode", "--json", "-f", to], &output);
                match *to {
                    "cwmp" => {
                        let text = String::from_utf8(output).unwrap();
                        assert_eq!(text.lines().count(), 1, "{title}");
                        assert!(text.contains(rpc), "{title}: {text}");
                    }
                    "syncml" | "syncml-wbxml" => assert_eq!(orders(&decoded()), commands, "{title}"),
                    "senml-json" | "senml-cbor" | "lwm2m-cbor" => {
                        let decoded = decoded();
                        let nodes = decoded.as_array().unwrap().iter();
                        let text = |node: &Value| {
                            format!("{} {}", node["path"].as_str().unwrap(), node["type"].as_str().unwrap())
                        };
                        assert_eq!(nodes.map(text).collect::<Vec<_>>().join(";"), records, "{title}");
                    }
                    _ => assert_eq!(decoded().to_string(), resource, "{title}"),
                }
            }
        }
    }
}

/// `Command uri` of each command.
fn orders(message: &Value) -> String {
    let commands = message["SyncBody"]["commands"].as_array().unwrap_or_else(|| panic!("{message}")).iter();
    let one = |command: &Value| {
        let (name, content) = command.as_object().unwrap().iter().next().unwrap();
        format!("{name} {}", content["Item"][0]["Target"]["LocURI"].as_str().unwrap_or_default())
    };
    commands.map(one).collect::<Vec<_>>().join(";")
}

#[test]
fn losses_stand_on_standard_error_and_in_json() {
    let file = sample("cwmp-inform.xml");
    for to in FORMATS {
        let output = mgmt(&["translate", "-t", to, "--json", &file], b"");
        assert_eq!(output.status.code(), Some(0));
        let value: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(value["format"], *to);
        let listed: Vec<String> = value["losses"]
            .as_array()
            .unwrap()
            .iter()
            .map(|loss| {
                format!("loss: {}: {}", loss["name"].as_str().unwrap(), loss["why"].as_str().unwrap())
            })
            .collect();
        let errors = stderr(&output);
        let told: Vec<&str> = errors.lines().filter(|line| line.starts_with("loss: ")).collect();
        assert_eq!(listed, told, "{to}");
        assert!(!told.is_empty() || to.starts_with("onem2m") || to == "cwmp", "{to}");
        // What `--json` shows is what is written without it: JSON as it is, text as text, bytes as digits.
        let (plain, _) = both(&["translate", "-t", to, &file], b"");
        let shown = match std::str::from_utf8(&plain) {
            Ok(text) => serde_json::from_str(text).unwrap_or_else(|_| json!(text)),
            Err(_) => json!(plain.iter().map(|byte| format!("{byte:02x}")).collect::<String>()),
        };
        assert_eq!(value["output"], shown, "{to}");
    }
}

/// One envelope per RPC in the order that things must happen, each on its own line whatever is in its values.
#[test]
fn rpcs_are_lines() {
    let writes = br#"[{"bn":"/12/0/","n":"5","vs":"two\nlines"},{"bn":"/3/0/","n":"4"},{"n":"5"}]"#;
    let (out, _) = translate("senml-json", "cwmp", &[], writes);
    let text = String::from_utf8(out).unwrap();
    let names: Vec<_> = text
        .lines()
        .map(|line| {
            let envelope = json_of(&["decode", "-f", "cwmp", "--json"], line.as_bytes());
            envelope["Body"].as_object().unwrap().keys().next().unwrap().clone()
        })
        .collect();
    assert_eq!(names, ["SetParameterValues", "Reboot", "FactoryReset"]);
    let first = json_of(&["decode", "-f", "cwmp", "--json"], text.lines().next().unwrap().as_bytes());
    assert_eq!(
        first["Body"]["SetParameterValues"]["ParameterList"][0]["Value"]["Text"], "two\nlines",
        "{first}"
    );
}

/// A request of which nothing is left is no answer.
#[test]
fn nothing_asked_is_nothing_answered() {
    let upload = soap("<cwmp:GetOptions><OptionName>x</OptionName></cwmp:GetOptions>");
    let get = b"<Get><CmdID>1</CmdID><Item><Target><LocURI>./Vendor/Own</LocURI></Target></Item></Get>";
    for (from, input, name) in
        [("cwmp", upload.as_bytes(), "GetOptions"), ("syncml", &get[..], "./Vendor/Own")]
    {
        let (out, losses) = translate(from, "cwmp", &[], input);
        assert_eq!((out.len(), losses), (0, vec![format!("{name}: no counterpart")]));
        let (out, _) = translate(from, "syncml", &[], input);
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("<Target><LocURI>urn:mgmt-model:device"), "{text}");
        let (out, _) = translate(from, "senml-json", &[], input);
        assert_eq!(out, b"[]");
    }
}

/// An Execute is a record without a value, among values as well.
#[test]
fn an_execute_has_no_value() {
    let download = soap(
        "<cwmp:Download><CommandKey/><FileType>1 Firmware Upgrade Image</FileType><URL>http://a/b</URL><Username/>\
         <Password/><FileSize>0</FileSize><TargetFileName/><DelaySeconds>0</DelaySeconds><SuccessURL/><FailureURL/>\
         </cwmp:Download>",
    );
    let (out, _) = translate("cwmp", "senml-json", &[], download.as_bytes());
    assert_eq!(String::from_utf8(out).unwrap(), r#"[{"bn":"/5/0/","n":"1","vs":"http://a/b"},{"n":"2"}]"#);
    let (out, _) = translate("cwmp", "senml-cbor", &[], download.as_bytes());
    let (out, losses) = translate("senml-cbor", "onem2m-json", &[], &out);
    assert_eq!(String::from_utf8(out).unwrap().trim_end(), r#"{"m2m:fwr":{"url":"http://a/b","ud":true}}"#);
    assert!(losses.is_empty(), "{losses:?}");
}

fn soap(body: &str) -> String {
    format!(
        "<soap-env:Envelope xmlns:soap-env=\"http://schemas.xmlsoap.org/soap/envelope/\" \
         xmlns:soap-enc=\"http://schemas.xmlsoap.org/soap/encoding/\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:cwmp=\"urn:dslforum-org:cwmp-1-2\">\
         <soap-env:Header><cwmp:ID soap-env:mustUnderstand=\"1\">1</cwmp:ID></soap-env:Header>\
         <soap-env:Body>{body}</soap-env:Body></soap-env:Envelope>"
    )
}

fn set(name: &str, kind: &str, value: &str, key: &str) -> String {
    soap(&format!(
        "<cwmp:SetParameterValues><ParameterList soap-enc:arrayType=\"cwmp:ParameterValueStruct[1]\">\
         <ParameterValueStruct><Name>{name}</Name><Value xsi:type=\"xsd:{kind}\">{value}</Value></ParameterValueStruct>\
         </ParameterList><ParameterKey>{key}</ParameterKey></cwmp:SetParameterValues>"
    ))
}

#[test]
fn the_key_of_a_change_is_named() {
    let request = set("Device.WiFi.SSID.1.SSID", "string", "meadow", "k7");
    let (out, losses) = translate("cwmp", "senml-json", &[], request.as_bytes());
    assert_eq!(String::from_utf8(out).unwrap(), r#"[{"bn":"/12/0/5","vs":"meadow"}]"#);
    assert_eq!(losses, ["SetParameterValues.ParameterKey: no counterpart"]);
}

#[test]
fn roots_of_names() {
    let file = sample("syncml-devinfo.xml");
    for (root, other) in [("Device", "InternetGatewayDevice"), ("InternetGatewayDevice", "Device")] {
        let (out, _) = both(&["translate", "-t", "cwmp", "--root", root, &file], b"");
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains(&format!("<Name>{root}.DeviceInfo.Manufacturer</Name>")), "{text}");
        assert!(!text.contains(&format!("<Name>{other}.")), "{text}");
    }
    let by_default = both(&["translate", "-t", "cwmp", &file], b"").0;
    assert_eq!(by_default, both(&["translate", "-t", "cwmp", "--root", "Device", &file], b"").0);
    let output = mgmt(&["translate", "-t", "cwmp", "--root", "Gateway", &file], b"");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn what_could_be_both() {
    let payload = br#"[{"bn":"/1/0/","n":"1","v":300}]"#;
    let (told, _) = translate("senml-json", "cwmp", &[], payload);
    let (read, _) = translate("senml-json", "cwmp", &["--as", "read"], payload);
    let (write, _) = translate("senml-json", "cwmp", &["--as", "write"], payload);
    let has = |bytes: &[u8], part: &str| String::from_utf8_lossy(bytes).contains(part);
    assert!(has(&told, "GetParameterValuesResponse") && told == read);
    assert!(has(&write, "SetParameterValues>") && has(&write, ">300<"));
    // Values of an answer can be what to write, values to write what was read.
    let (write, _) = translate("cwmp", "senml-json", &["--as", "write"], &read);
    assert!(has(&write, r#""v":300"#), "{}", String::from_utf8_lossy(&write));
    let spv = set("Device.ManagementServer.PeriodicInformInterval", "unsignedInt", "300", "");
    let (read, _) = translate("cwmp", "syncml", &["--as", "read"], spv.as_bytes());
    assert!(!has(&read, "<Replace>"), "{}", String::from_utf8_lossy(&read));
    assert_eq!(mgmt(&["translate", "-t", "cwmp", "--as", "both"], b"").status.code(), Some(2));
}

/// What a format cannot say at a path is lost by name, and the rest is written.
#[test]
fn payloads_at_a_path() {
    let file = sample("cwmp-inform.xml");
    let output = mgmt(&["translate", "-t", "lwm2m-tlv", "-p", "/3/0", &file], b"");
    assert_eq!(output.status.code(), Some(0));
    assert!(stderr(&output).contains("loss: /5/0/7: outside of /3/0\n"), "{}", stderr(&output));
    let nodes = json_of(&["decode", "-f", "lwm2m-tlv", "-p", "/3/0", "--json"], &output.stdout);
    assert_eq!(nodes[2], json!({"path": "/3/0/2", "type": "string", "value": "HT7420-0013-4471"}), "{nodes}");

    let (text, _) = both(&["translate", "-t", "lwm2m-text", "-p", "/3/0/0", &file], b"");
    assert_eq!(text, b"Hilltop Networks");

    let download = sample("cwmp-download.xml");
    for to in ["lwm2m-tlv", "lwm2m-json"] {
        let output = mgmt(&["translate", "-t", to, "-p", "/5/0", &download], b"");
        let losses = stderr(&output);
        assert!(losses.contains("loss: /5/0/2: not expressible: node without a value\n"), "{losses}");
        let nodes = json_of(&["decode", "-f", to, "-p", "/5/0", "--json"], &output.stdout);
        assert_eq!((nodes.as_array().unwrap().len(), &nodes[0]["path"]), (1, &json!("/5/0/1")));
    }
    // Without a path it is that of all there is; the decoder needs it.
    let memory = br#"{"m2m:mem":{"mma":3000,"mmt":4000}}"#;
    let shown = json_of(&["translate", "-f", "onem2m-json", "-t", "lwm2m-tlv", "--json"], memory);
    assert_eq!((&shown["path"], &shown["output"]), (&json!("/3"), &json!("0600c10a03c11504")));
    let units = br#"[{"m2m:swr":{"vr":"1"}},{"m2m:swr":{"vr":"2"}}]"#;
    let shown = json_of(&["translate", "-f", "onem2m-json", "-t", "lwm2m-tlv", "--json"], units);
    assert_eq!(shown["path"], "/9");
    let (text, _) = translate("onem2m-json", "lwm2m-text", &[], br#"{"m2m:mem":{"mma":3000}}"#);
    assert_eq!(text, b"3");
    // TLV has no object identifiers: of several objects there is nothing it could say.
    let line = refused(&mgmt(&["translate", "-t", "lwm2m-tlv", &file], b""));
    assert!(line.starts_with("NotExpressible: "), "{line}");
}

#[test]
fn output_goes_to_a_file() {
    let folder = std::env::temp_dir().join(format!("mgmt-cli-translate-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("out.json").to_string_lossy().into_owned();
    let (out, _) = both(&["translate", "-t", "onem2m-json", "-o", &file, &sample("cwmp-inform.xml")], b"");
    assert!(out.is_empty());
    let written: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    assert_eq!(written, json(&["translate", "-t", "onem2m-json", &sample("cwmp-inform.xml")]));
    // A refused input leaves what is there.
    refused(&mgmt(&["translate", "-t", "onem2m-json", "-f", "cwmp", "-o", &file], b"<x/>"));
    assert!(std::fs::metadata(&file).unwrap().len() > 0);
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Commands that no message stands around, as tools for Windows keep them.
#[test]
fn commands_without_a_message() {
    let commands = b"<Replace><CmdID>1</CmdID><Item><Target><LocURI>./FUMO/1/Download/PkgURL</LocURI></Target>\
        <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta><Data>https://f.example/1</Data></Item></Replace>\
        <Exec><CmdID>2</CmdID><Item><Target><LocURI>./LAWMO/Operations/FactoryReset</LocURI></Target></Item></Exec>";
    let (out, _) =
        translate("syncml", "cwmp", &[], &commands[commands.iter().position(|b| *b == b'E').unwrap() - 1..]);
    assert!(String::from_utf8_lossy(&out).contains("<cwmp:FactoryReset"));
    let here = json_of(&["decode", "-f", "syncml", "--json"], commands);
    for to in ["syncml", "syncml-wbxml"] {
        let (there, _) = both(&["convert", "-f", "syncml", "-t", to], commands);
        assert_eq!(json_of(&["decode", "-f", to, "--json"], &there), here, "{to}");
        assert_eq!(
            translate(to, "senml-json", &[], &there),
            translate("syncml", "senml-json", &[], commands)
        );
    }
}

#[test]
fn formats_without_a_statement() {
    for name in ["registration.link", "pump.ddf.xml", "hilltop.dm.xml", "greenhouse.object.xml"] {
        let output = mgmt(&["translate", "-t", "onem2m-json", &sample(name)], b"");
        assert_eq!(output.status.code(), Some(2), "{name}");
    }
    for to in ["ddf", "link-format", "bulk-json", "notification", "cp", "lwm2m-object", "bbf-dm"] {
        let output = mgmt(&["translate", "-t", to, &sample("cwmp-inform.xml")], b"");
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{to}");
    }
}

/// Modelled on what heat pumps answer on their web socket, and on the nodes of an operator's platform.
#[test]
fn what_stands_in_primitives_and_in_nodes() {
    let about = r#"{"rn":"deviceInfo","ct":"20000000T000000Z","dlb":"G-77","man":"Larkfield","mod":"L-7"}"#;
    let alone = translate("onem2m-json", "senml-json", &[], format!(r#"{{"m2m:dvi":{about}}}"#).as_bytes());
    assert_eq!(
        (serde_json::from_slice::<Value>(&alone.0).unwrap().as_array().unwrap().len(), alone.1.len()),
        (3, 0)
    );
    for holder in [
        r#"{"m2m:rsp":{"rsc":2000,"rqi":"r1","to":"/","fr":"/[0]/node/deviceInfo","pc":{"m2m:dvi":@}}}"#,
        r#"{"m2m:sgn":{"nev":{"rep":{"m2m:dvi":@},"net":1},"sur":"/a/b"}}"#,
        r#"{"m2m:nod":{"rn":"n","ty":14,"m2m:dvi":[@]}}"#,
        r#"{"m2m:rsp":{"rsc":2000,"rqi":"r1","pc":{"m2m:nod":{"rn":"n","ty":14,"m2m:dvi":@}}}}"#,
        r#"{"m2m:rqp":{"op":5,"to":"/app","fr":"/n","rqi":"r1","pc":{"m2m:sgn":{"nev":{"rep":{"m2m:dvi":@},"net":1},"sur":"/a/b"}}}}"#,
    ] {
        let input = holder.replace('@', about);
        assert_eq!(translate("onem2m-json", "senml-json", &[], input.as_bytes()), alone, "{holder}");
    }
    // What is no resource is named, and a bare answer says nothing.
    let listed = br#"{"m2m:rsp":{"rsc":2000,"rqi":"r1","pc":{"m2m:uril":["/a"]}}}"#;
    assert_eq!(translate("onem2m-json", "senml-json", &[], listed).1, ["m2m:uril: no counterpart"]);
    let bare = br#"{"m2m:rsp":{"rsc":2004,"rqi":"r1"}}"#;
    assert_eq!(
        serde_json::from_slice::<Value>(&translate("onem2m-json", "senml-json", &[], bare).0).unwrap(),
        json!([])
    );
}

#[test]
fn requests_become_operations() {
    let request =
        br#"{"m2m:rqp":{"op":3,"to":"/in/n/rbo","fr":"C","rqi":"1","pc":{"m2m:rbo":{"rbo":true}}}}"#;
    assert_eq!(
        translate("onem2m-json", "senml-json", &[], request),
        translate("onem2m-json", "senml-json", &[], br#"{"m2m:rbo":{"rbo":true}}"#)
    );
    let (out, _) = translate("onem2m-json", "cwmp", &[], request);
    assert!(String::from_utf8_lossy(&out).contains("<cwmp:Reboot"));
    // Other encodings of the same.
    for to in ["onem2m-xml", "onem2m-cbor"] {
        let (there, _) = both(&["convert", "-f", "onem2m-json", "-t", to], request);
        assert_eq!(translate(to, "cwmp", &[], &there).0, out, "{to}");
    }
    refused(&mgmt(
        &["translate", "-f", "onem2m-json", "-t", "cwmp"],
        br#"{"m2m:rqp":{"op":3,"to":"/in/n/rbo","fr":"C","rqi":"1"}}"#,
    ));
}

#[test]
fn repairs_on_request() {
    let message = std::fs::read_to_string(sample("cwmp-inform.xml")).unwrap().replacen(
        "</Manufacturer>",
        " & Sons</Manufacturer>",
        1,
    );
    refused(&mgmt(&["decode"], message.as_bytes()));
    let (out, errors) = both(&["decode", "--recover"], message.as_bytes());
    assert!(String::from_utf8_lossy(&out).contains(" & Sons"), "{errors}");
    assert!(errors.contains("warning: BareAmpersand"), "{errors}");
    assert_eq!(mgmt(&["decode", "--recover", "--strict"], message.as_bytes()).status.code(), Some(2));
}

/// Bulk data is readings, in whichever encoding a collector got it.
#[test]
fn bulk_data_in_every_encoding() {
    let samples = [
        ("bulk-json", "report.bulk.json"),
        ("bulk-csv", "report.csv"),
        ("ipdr-xml", "report.ipdr.xml"),
        ("ipdr-xdr", "report.xdr"),
    ];
    for (format, name) in samples {
        let (cwmp, _) = translate(format, "cwmp", &[], &std::fs::read(sample(name)).unwrap());
        let newest = if format.starts_with("bulk") { "86712" } else { "86412" };
        let cwmp = String::from_utf8(cwmp).unwrap();
        let told = format!(
            "<Name>Device.DeviceInfo.UpTime</Name><Value xsi:type=\"xsd:unsignedInt\">{newest}</Value>"
        );
        assert!(cwmp.contains(&told), "{format}: {cwmp}");
    }
    let history = json_of(&["translate", "-t", "senml-json", &sample("report.csv")], b"");
    assert_eq!(history, json!([{"bn": "/12/0/5", "bt": 1_773_450_000, "vs": "green, house"}]));
}
