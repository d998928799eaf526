//! The command's contract: exit codes, streams, JSON shapes, on the samples and on rubbish.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{arguments, both, json, mgmt, ok, refused, sample, sample_names, samples};
use serde_json::Value;
use std::process::{Command, Stdio};

#[test]
fn every_sample_decodes_by_its_content() {
    for name in sample_names() {
        let file = sample(&name);
        let mut args = vec!["decode"];
        args.extend(arguments(&name));
        args.push(&file);
        assert!(!ok(&args).is_empty(), "{name}");
        args.push("--json");
        json(&args);
        args.push("--strict");
        json(&args);
    }
}

#[test]
fn every_format_has_a_sample() {
    let mut found: Vec<String> = sample_names()
        .iter()
        .map(|name| {
            let file = sample(name);
            let mut args = vec!["check"];
            args.extend(arguments(name));
            args.push(&file);
            let line = ok(&args);
            line.split(['\t', '\n']).nth(2).unwrap().split(':').next().unwrap().to_owned()
        })
        .collect();
    found.sort();
    found.dedup();
    let mut formats: Vec<String> =
        ok(&["formats"]).lines().map(|line| line.split_whitespace().next().unwrap().to_owned()).collect();
    formats.sort();
    assert_eq!(found, formats);
}

#[test]
fn beginnings_of_samples_never_crash() {
    for name in sample_names() {
        let bytes = std::fs::read(samples().join(&name)).unwrap();
        for part in [0, 1, 2, 3, 5, 8, 13, 21, 34, 55, bytes.len() / 2, bytes.len().saturating_sub(1)] {
            let mut args = vec!["decode"];
            args.extend(arguments(&name));
            let output = mgmt(&args, bytes.get(..part).unwrap_or(&bytes));
            match output.status.code() {
                Some(0) => assert!(!output.stdout.is_empty() || part == 0),
                _ => {
                    refused(&output);
                }
            }
        }
    }
}

#[test]
fn refusals_name_kind_text_offset_and_path() {
    let envelope =
        b"<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body>&x;</e:Body></e:Envelope>";
    let line = refused(&mgmt(&["decode"], envelope));
    assert_eq!(line, "UnknownEntity: reference to an unknown entity at byte 72 in Envelope/Body");
    refused(&mgmt(&["decode", "/no/such/file"], b""));
    assert!(refused(&mgmt(&["decode"], b"\x00")).starts_with("UnknownFormat: "));
}

#[test]
fn usage_is_code_two() {
    for args in [
        vec!["decode", "-f", "nonsense"],
        vec!["frobnicate"],
        vec!["check"],
        vec!["convert", "-t", "cwmp", &sample("senml-device.json")],
        vec!["decode", "-p", "not a path", &sample("senml-device.json")],
    ] {
        let output = mgmt(&args, b"");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(output.stdout.is_empty());
    }
}

/// Against Device:2 where that fits, against InternetGatewayDevice:1 where this does; only when it is asked for.
#[test]
fn check_models() {
    let folder = std::env::temp_dir().join(format!("mgmt-cli-models-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let message = |name: &str, parameters: &str| {
        let text = format!(
            "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' xmlns:c='urn:dslforum-org:cwmp-1-2' \
             xmlns:e='http://schemas.xmlsoap.org/soap/encoding/' xmlns:i='http://www.w3.org/2001/XMLSchema-instance' \
             xmlns:x='http://www.w3.org/2001/XMLSchema'><s:Header><c:ID s:mustUnderstand='1'>1</c:ID></s:Header><s:Body>\
             <c:SetParameterValues><ParameterList e:arrayType='c:ParameterValueStruct[1]'><ParameterValueStruct>\
             {parameters}</ParameterValueStruct></ParameterList><ParameterKey/></c:SetParameterValues></s:Body></s:Envelope>"
        );
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path.to_string_lossy().into_owned()
    };
    let parameter = |name: &str, value: &str| format!("<Name>{name}</Name><Value i:type='x:{value}</Value>");
    for (name, parameter, detail) in [
        ("fits", parameter("Device.ManagementServer.PeriodicInformInterval", "unsignedInt'>60"), "ok\t"),
        ("vendor", parameter("Device.X_ACME_Colour", "string'>red"), "ok\t"),
        (
            "type",
            parameter("Device.ManagementServer.PeriodicInformInterval", "int'>0"),
            "WrongType: wrong type in Device.ManagementServer.PeriodicInformInterval; OutOfRange: value outside",
        ),
        (
            "old",
            parameter("InternetGatewayDevice.DeviceInfo.SerialNumber", "string'>1"),
            "cwmp: NotWritable: parameter cannot be written in InternetGatewayDevice.DeviceInfo.SerialNumber\n",
        ),
    ] {
        let path = message(name, &parameter);
        let text = ok(&["check", "--models", &path]);
        assert!(text.contains(detail), "{text}");
        assert!(ok(&["check", &path]).starts_with("ok\t"), "{name}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn check_counts() {
    let text = ok(&["check", &sample("cwmp-inform.xml"), &sample("senml-device.json")]);
    assert!(text.ends_with("2 ok, 0 warn, 0 error\n"), "{text}");
    let output = mgmt(&["check", &sample("cwmp-inform.xml"), "/no/such/file"], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).ends_with("1 ok, 0 warn, 1 error\n"));
}

#[test]
fn lwm2m_json_has_the_documented_shape() {
    let nodes = json(&["decode", "--json", &sample("senml-device.json")]);
    assert_eq!(nodes[0], serde_json::json!({"path": "/3/0/0", "type": "string", "value": "Marsh & Reed"}));
    let tlv = json(&["decode", "--json", "-p", "/3", "-f", "lwm2m-tlv", "-"]);
    assert_eq!(tlv, serde_json::json!([]));
}

#[test]
fn map_finds_a_row_by_each_of_its_names() {
    for name in [
        "/3/0/0",
        "./DevInfo/Man",
        "Device.DeviceInfo.Manufacturer",
        "InternetGatewayDevice.DeviceInfo.Manufacturer",
        "deviceInfo.manufacturer",
        "dvi.man",
    ] {
        let rows = json(&["map", "--json", name]);
        let found = rows.as_array().unwrap().iter().any(|row| row["onem2m"] == "deviceInfo.manufacturer");
        assert!(found, "{name}: {rows}");
    }
}

#[test]
fn the_main_job() {
    let resources = |args: &[&str]| {
        let mut all = vec!["translate", "-t", "onem2m-json"];
        all.extend(args);
        json(&all)
    };
    let attribute = |value: &Value, resource: &str, attribute: &str| {
        let list = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
        list.iter().find_map(|r| r.get(resource)).and_then(|r| r.get(attribute)).cloned()
    };
    for (args, manufacturer) in [
        (vec![sample("cwmp-inform.xml")], "Hilltop Networks"),
        (vec![sample("senml-device.json")], "Marsh & Reed"),
        (vec!["-p".to_owned(), "/3/0".to_owned(), sample("device.tlv")], "Marsh & Reed"),
        (vec![sample("syncml-devinfo.xml")], "Larkfield"),
        (vec![sample("syncml-devinfo.wbxml")], "Larkfield"),
    ] {
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let value = resources(&args);
        assert_eq!(attribute(&value, "m2m:dvi", "man"), Some(manufacturer.into()), "{args:?}: {value}");
    }
}

#[test]
fn conversions_lead_back() {
    for (name, to) in [
        ("syncml-devinfo.xml", "syncml-wbxml"),
        ("senml-device.json", "senml-cbor"),
        ("senml-device.json", "lwm2m-cbor"),
        ("pump.ddf.xml", "ddf-wbxml"),
        ("bootstrap.cp.xml", "cp-wbxml"),
        ("report.ipdr.xml", "ipdr-xdr"),
        ("cwmp-inform.xml", "cwmp"),
    ] {
        let file = sample(name);
        let args = ["convert", "-t", to, &file];
        let converted = mgmt(&args, b"");
        assert_eq!(converted.status.code(), Some(0), "{name} -> {to}");
        let there = mgmt(&["decode", "--json", "-f", to, "-"], &converted.stdout);
        let here = mgmt(&["decode", "--json", &file], b"");
        assert_eq!(there.stdout, here.stdout, "{name} -> {to}");
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_mgmt"))
        .args(["tables", "--tsv"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty());
}

#[test]
fn every_inform_of_the_corpus_becomes_resources() {
    let Some(folder) = mgmt_testkit::corpus("cwmp") else { return };
    let mut informs = 0;
    for file in mgmt_testkit::files(&folder) {
        let bytes = std::fs::read(&file).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let path = file.to_string_lossy();
        let decoded = mgmt(&["decode", "-f", "cwmp", "--json", &path], b"");
        // HTTP traces and fragments hold Informs too, but are no envelopes.
        if !text.contains("Inform>") || decoded.status.code() != Some(0) {
            continue;
        }
        let decoded: Value = serde_json::from_slice(&decoded.stdout).unwrap();
        let Some(inform) = decoded["Body"].get("Inform") else { continue };
        informs += 1;
        let output = mgmt(&["translate", "-f", "cwmp", "-t", "onem2m-json", &path], b"");
        assert_eq!(output.status.code(), Some(0), "{path}: {}", String::from_utf8_lossy(&output.stderr));
        let resources: Value = serde_json::from_slice(&output.stdout).unwrap();
        let serial = inform["DeviceId"]["SerialNumber"].as_str().unwrap();
        assert!(serial.is_empty() || resources.to_string().contains("m2m:"), "{path}: {resources}");
    }
    assert!(informs > 0, "the corpus holds no Inform");
}

#[test]
fn every_row_of_a_core_object_is_found_by_each_of_its_names() {
    let rows = json(&["tables", "--json"]);
    let mut asked = 0;
    for row in rows.as_array().unwrap() {
        let names = |key: &str| -> Vec<&str> {
            row[key].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect()
        };
        let core = |name: &&str| {
            name.split('/').nth(1).is_some_and(|object| object.parse().is_ok_and(|id: u16| id < 10))
        };
        if !names("lwm2m").iter().any(core) {
            continue;
        }
        let mut all = vec![row["onem2m"].as_str().unwrap(), row["short"].as_str().unwrap()];
        for key in ["oma_dm", "tr181", "tr098", "lwm2m"] {
            all.extend(names(key));
        }
        for name in all {
            let found = json(&["map", name, "--json"]);
            let same = found.as_array().unwrap().iter().any(|other| other["onem2m"] == row["onem2m"]);
            assert!(same, "{name} does not find {}", row["onem2m"]);
            asked += 1;
        }
    }
    assert!(asked > 300, "{asked}");
}

#[test]
fn tables_are_one_page_without_other_files() {
    let page = ok(&["tables", "--html"]);
    assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"));
    assert_eq!(page.matches("<article ").count(), json(&["tables", "--json"]).as_array().unwrap().len());
    assert_eq!(page.matches("<section ").count(), page.matches("</section>").count());
    for foreign in ["http://", "https://", " src=", "@import", "{{"] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    assert!(page.contains("/<wbr>3/<wbr>0/<wbr>9</code>"));
}

/// The format is found from the content; the file's name decides only what content leaves open.
#[test]
fn formats_by_content() {
    let found = |bytes: &[u8], more: &[&str]| {
        let mut args = vec!["check"];
        args.extend(more);
        args.push("-");
        let text = common::stdout(&mgmt(&args, bytes));
        text.split(['\t', '\n']).nth(2).unwrap().split(':').next().unwrap().to_owned()
    };
    let package0 = std::fs::read(samples().join("wake.pkg0")).unwrap();
    assert_eq!(found(&package0, &[]), "notification");
    assert_eq!(found(package0.get(..30).unwrap(), &[]), "UnknownFormat");
    let schema = b"<xs:schema xmlns=\"http://www.onem2m.org/xml/protocols\" xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"/>";
    assert_eq!(found(schema, &[]), "UnknownFormat");
    assert_eq!(found(b"<bat xmlns=\"http://www.onem2m.org/xml/protocols\"/>", &[]), "onem2m-xml");
    assert_eq!(found(b"21.5", &[]), "UnknownFormat");
    assert_eq!(found(b"21.5", &["-p", "/3303/0/5700"]), "lwm2m-text");
    assert_eq!(found(b"", &[]), "UnknownFormat");
    let mut dm_1_0 = package0.clone();
    // The version of ten bits, times ten.
    dm_1_0[16..18].copy_from_slice(&[0x02, 0x80 | package0[17] & 0x3F]);
    assert_eq!(found(&dm_1_0, &[]), "notification");
    for command in
        ["Add", "Alert", "Atomic", "Delete", "Exec", "Get", "Replace", "Results", "Sequence", "Status"]
    {
        let text = format!("<!-- kept --><{command}><CmdID>1</CmdID></{command}>");
        let detected = found(text.as_bytes(), &[]);
        assert!(["syncml", "Missing"].contains(&&*detected), "{command}: {detected}");
    }
    for (text, format) in [
        (r#"{"e":[{"n":"/3/0/9","v":1}]}"#, "lwm2m-json"),
        (r#"{"bn":"/3/0/","e":[]}"#, "lwm2m-json"),
        (r#"[{"n":"/3/0/9","v":1}]"#, "senml-json"),
        (r#"{"Report":[]}"#, "bulk-json"),
        (r#"{"m2m:bat":{}}"#, "onem2m-json"),
        (r#"[{"m2m:bat":{}}]"#, "onem2m-json"),
        ("</3/0>,</1/0>", "link-format"),
    ] {
        assert_eq!(found(text.as_bytes(), &[]), format, "{text}");
    }
    let model =
        "<dm:document xmlns:dm=\"urn:broadband-forum-org:cwmp:datamodel-1-5\" spec=\"urn:example:a-1-0\"/>";
    for declaration in [
        "",
        "<!-- <SyncML> ]]> -->",
        "<?xml version='1.0'?>\n<?pi a='>'?>",
        "<!DOCTYPE d [<!ENTITY octet \"[0-5]|2[0-4]\"> <!-- it's ]> --> <!ENTITY x '>'> <?pi ]>?>]>",
    ] {
        assert_eq!(found(format!("{declaration}{model}").as_bytes(), &[]), "bbf-dm", "{declaration}");
    }
    for doctype in ["<!DOCTYPE e SYSTEM 'a>b'>", "<!DOCTYPE e SYSTEM \"a[b\">"] {
        let text = format!(
            "{doctype}<Envelope xmlns='http://schemas.xmlsoap.org/soap/envelope/'><Body/></Envelope>"
        );
        assert_eq!(found(text.as_bytes(), &[]), "DtdForbidden", "{doctype}");
    }
    for open in ["<", "<!", "<!--", "<!DOCTYPE a [", "<!DOCTYPE a '", "<?"] {
        assert_eq!(found(open.as_bytes(), &[]), "UnknownFormat", "{open}");
    }
    // A byte that is no UTF-8 is the decoder's to tell of.
    assert_eq!(found(b"\n<Envelope>\xE4</Envelope>", &[]), "InvalidEncoding");
    for text in [
        "ReportTimestamp,A\r\n1,2\r\n",
        "\r\nA;ReportTimestamp\r\n2;1\r\n",
        "ParameterName,ParameterValue\r\nA,2\r\n",
    ] {
        assert_eq!(found(text.as_bytes(), &[]), "bulk-csv", "{text}");
    }
    assert_eq!(found(b"Name,Value\r\nA,2\r\n", &[]), "UnknownFormat");
    let xdr = std::fs::read(samples().join("report.xdr")).unwrap();
    assert_eq!(found(&xdr, &[]), "ipdr-xdr");
    assert_ne!(found(&[0, 0, 0, 6, b'g', b'0', b'0', b'0', b'0', b'0', 0, 0, 0, 0], &[]), "ipdr-xdr");
    for (bytes, format) in [
        (&b"[]"[..], "senml-json"),
        (b"<coap://host/3>;rt=x", "link-format"),
        (b"<3/0>,</1/0>", "link-format"),
        (b"<DDFList><Item><ObjectID>3</ObjectID><URN/><Name/><Ver/><DDF/></Item></DDFList>", "lwm2m-object"),
        (b"<units><title/></units>", "lwm2m-object"),
        (b"\xd9\xd9\xf7\x81\xa2\0\x66/3/0/9\x02\x01", "senml-cbor"),
        (b"\x99\0\x01\xa2\0\x66/3/0/9\x02\x01", "senml-cbor"),
        (b"\xd9\xd9\xf7\xa1\x83\x03\0\x09\x01", "lwm2m-cbor"),
        (b"\xa1\x63d01\xa1\x83\x03\0\x09\x01", "lwm2m-cbor"),
        (b"\xa1\x67m2m:bat\xa1\x63btl\x01", "onem2m-cbor"),
    ] {
        assert_eq!(found(bytes, &[]), format, "{bytes:x?}");
    }
    for (path, bytes, format) in [
        ("/3/0", &b"\x80"[..], "senml-cbor"),
        ("/3/0", b"\xa0", "lwm2m-cbor"),
        // A multiple resource with a long identifier begins as a map does.
        ("/9/0", b"\xa8\x01\0\x06\x44\0\0\x03\0\0", "lwm2m-tlv"),
        ("/3/0/9", b"\x18\x64", "cbor"),
        ("/3/0/9", b"\xc1\x09\x64", "lwm2m-tlv"),
        ("/5/0/0", b"\xff\xd8\xff\xe0", "lwm2m-opaque"),
        ("/3/0", b"\xc8\0\x14Open", "Truncated"),
        ("/3/0/0", b"{\"a\":1}", "lwm2m-text"),
        ("/3/0/0", b"<a>", "lwm2m-text"),
        ("/25/0/3", b"</3/0>", "lwm2m-text"),
        ("/3", b"</3/0>", "link-format"),
    ] {
        assert_eq!(found(bytes, &["-p", path]), format, "{path} {bytes:x?}");
    }
    // Damaged JSON is still the right decoder's to judge.
    for (text, kind) in [
        (r#"[{"n":"/3/0/9","v":1"#, "Truncated"),
        (r#"{"m2m:bat":{"btl":1"#, "Truncated"),
        (r#"{"e":[{"n":"/3/0/9","v":1}"#, "Truncated"),
        (r#"{"Report":[{"#, "Truncated"),
        (r#"{"own":1}"#, "UnknownFormat"),
        ("[1]", "UnknownFormat"),
    ] {
        assert_eq!(found(text.as_bytes(), &[]), kind, "{text}");
    }
}

#[test]
fn folders_are_checked_with_all_that_is_below() {
    let folder = std::env::temp_dir().join(format!("mgmt-cli-check-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("b/c")).unwrap();
    std::fs::create_dir_all(folder.join("empty")).unwrap();
    for (name, text) in [("b/c/z.json", r#"[{"n":"/3/0/9","v":1}]"#), ("b/a.json", "[1]"), ("a.txt", "")] {
        std::fs::write(folder.join(name), text).unwrap();
    }
    // A link could lead back up.
    #[cfg(unix)]
    std::os::unix::fs::symlink(&folder, folder.join("b/up")).unwrap();
    let path = folder.to_string_lossy().into_owned();
    let output = mgmt(&["check", &path], b"");
    assert_eq!(output.status.code(), Some(1));
    let text = common::stdout(&output);
    let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    let shown: Vec<(&str, &str)> =
        lines.iter().filter(|l| l.len() == 3).map(|l| (l[0], l[1].strip_prefix(&*path).unwrap())).collect();
    assert_eq!(shown, [("error", "/a.txt"), ("error", "/b/a.json"), ("ok", "/b/c/z.json")]);
    assert_eq!(text.lines().last(), Some("1 ok, 0 warn, 2 error"));
    assert!(output.stderr.is_empty());

    let lines: Vec<Value> = common::stdout(&mgmt(&["check", "--json", &path], b""))
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines[2]["verdict"], "ok");
    assert_eq!(lines[3], serde_json::json!({"ok": 1, "warn": 0, "error": 2}));

    // A line is a file, whatever its name.
    #[cfg(unix)]
    {
        let odd = folder.join("b/c/tab\there\nand there.json");
        std::fs::write(&odd, "[1]").unwrap();
        let text = common::stdout(&mgmt(&["check", &odd.to_string_lossy()], b""));
        assert_eq!(text.lines().count(), 2, "{text}");
        assert!(
            text.lines().next().unwrap().contains("/tab\\there\\nand there.json\tUnknownFormat: "),
            "{text}"
        );
    }

    let empty = folder.join("empty").to_string_lossy().into_owned();
    assert_eq!(ok(&["check", &empty]), "0 ok, 0 warn, 0 error\n");
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Deviations are warnings in lenient mode and the end in strict mode.
#[test]
fn strict_refuses_what_lenient_warns_of() {
    let envelope = std::fs::read_to_string(samples().join("cwmp-inform.xml")).unwrap();
    let odd = envelope.replacen("ParameterValueStruct[", "ParameterValueStruct[9", 1);
    assert_ne!(envelope, odd);
    for args in [
        vec!["decode"],
        vec!["decode", "--json"],
        vec!["convert", "-t", "cwmp"],
        vec!["translate", "-t", "cwmp"],
    ] {
        let output = mgmt(&args, odd.as_bytes());
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        let errors = common::stderr(&output);
        let warnings = errors.lines().filter(|line| line.starts_with("warning: ")).count();
        assert_eq!(warnings, 1, "{errors}");
        let mut strict = args.clone();
        strict.push("--strict");
        refused(&mgmt(&strict, odd.as_bytes()));
        assert_eq!(mgmt(&strict, envelope.as_bytes()).status.code(), Some(0));
    }
    let verdict = |more: &[&str]| {
        let mut args = vec!["check", "-"];
        args.extend(more);
        let output = mgmt(&args, odd.as_bytes());
        (common::stdout(&output).split('\t').next().unwrap().to_owned(), output.status.code())
    };
    assert_eq!(verdict(&[]), ("warn".to_owned(), Some(0)));
    assert_eq!(verdict(&["--strict"]), ("error".to_owned(), Some(1)));
}

#[test]
fn files_are_named_in_refusals() {
    let no_file = refused(&mgmt(&["decode", "/no/such/file"], b""));
    assert!(no_file.starts_with("Unreadable: ") && no_file.ends_with(" in /no/such/file"), "{no_file}");
    assert!(refused(&mgmt(&["decode", env!("CARGO_MANIFEST_DIR")], b"")).starts_with("Unreadable: "));
    let out = refused(&mgmt(
        &["convert", "-t", "senml-json", "-o", "/no/such/out", &sample("senml-device.json")],
        b"",
    ));
    assert!(out.starts_with("Unwritable: ") && out.ends_with(" in /no/such/out"), "{out}");
    assert_eq!(mgmt(&["decode", "--objects", "/no/such/folder"], b"").status.code(), Some(2));
}

/// Types come from the folder of definitions first.
#[test]
fn definitions_go_before_the_built_in_ones() {
    let folder = std::env::temp_dir().join(format!("mgmt-cli-objects-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::copy(samples().join("greenhouse.object.xml"), folder.join("greenhouse.XML")).unwrap();
    std::fs::write(folder.join("broken.xml"), "<LWM2M>").unwrap();
    std::fs::write(folder.join("notes.txt"), "no definition").unwrap();
    let object = json(&["decode", "--json", &sample("greenhouse.object.xml")]);
    let id = object["objects"].as_array().or(object.as_array()).map_or(&object, |list| &list[0]);
    let number = ["ObjectID", "id", "object_id"]
        .iter()
        .find_map(|name| id[*name].as_u64())
        .unwrap_or_else(|| panic!("{id}"));
    let path = format!("/{number}/0");
    // A one-byte resource 0: bytes without a definition.
    let tlv = [0xc1, 0, 21];
    let args = ["decode", "--json", "-f", "lwm2m-tlv", "-p", &path, "-"];
    let kind = |args: &[&str]| common::json_of(args, &tlv)[0]["type"].as_str().unwrap().to_owned();
    assert_eq!(kind(&args), "opaque");
    let mut with = args.to_vec();
    let folder_name = folder.to_string_lossy().into_owned();
    with.extend(["--objects", &folder_name]);
    assert_ne!(kind(&with), "opaque");
    // A file that cannot be read is told; a folder is no file.
    std::fs::create_dir_all(folder.join("older.xml")).unwrap();
    let (_, errors) = both(&with, &tlv);
    assert!(errors.starts_with("warning: Truncated: ") && errors.contains("broken.xml"), "{errors}");
    assert_eq!(errors.lines().count(), 1, "{errors}");
    // What the folder's version of an object does not have, the built-in ones may; and older ones what newer ones lost.
    let device = r#"<LWM2M><Object ObjectType="MODefinition"><Name>Device</Name><Description1/><ObjectID>3</ObjectID>
        <ObjectURN/><MultipleInstances>Single</MultipleInstances><Mandatory>Mandatory</Mandatory><Resources>
        <Item ID="0"><Name>N</Name><Operations>R</Operations><MultipleInstances>Single</MultipleInstances>
        <Mandatory>Optional</Mandatory><Type>Integer</Type><RangeEnumeration/><Units/><Description/></Item>
        </Resources><Description2/></Object></LWM2M>"#;
    std::fs::write(folder.join("broken.xml"), device).unwrap();
    for (path, resource, value_type) in
        [("/3/0", 0, "integer"), ("/3/0", 9, "integer"), ("/10/0", 6, "integer")]
    {
        let args = ["decode", "--json", "-f", "lwm2m-tlv", "-p", path, "--objects", &folder_name];
        let nodes = common::json_of(&args, &[0xc1, resource, 21]);
        assert_eq!(nodes[0]["type"], value_type, "{path}/{resource}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Shapes of LwM2M values in JSON, each as the contract says.
#[test]
fn every_shape_of_a_value() {
    let nodes = common::json_of(
        &["decode", "--json", "-f", "senml-json"],
        br#"[{"bn":"/3/0/","n":"13","v":1700000000},{"n":"9","v":9007199254740992},{"n":"10","v":9007199254740993},
             {"n":"0","vs":"A"},{"bn":"/0/0/","n":"1","vb":true},{"n":"3","vd":"AQKq"},
             {"bn":"/1/0/","n":"5","t":1700000000,"v":60},{"bn":"/31000/0/","n":"2","vlo":"3:0"},{"n":"4","v":1.5},{"n":"5"}]"#,
    );
    let shown: Vec<String> = nodes.as_array().unwrap().iter().map(Value::to_string).collect();
    assert_eq!(
        shown,
        [
            r#"{"path":"/3/0/13","type":"time","value":1700000000}"#,
            r#"{"path":"/3/0/9","type":"integer","value":9007199254740992}"#,
            r#"{"path":"/3/0/10","type":"integer","value":"9007199254740993"}"#,
            r#"{"path":"/3/0/0","type":"string","value":"A"}"#,
            r#"{"path":"/0/0/1","type":"boolean","value":true}"#,
            r#"{"path":"/0/0/3","type":"opaque","value":"0102aa"}"#,
            r#"{"path":"/1/0/5","type":"integer","value":60,"time":1700000000}"#,
            r#"{"path":"/31000/0/2","type":"objlnk","value":"3:0"}"#,
            r#"{"path":"/31000/0/4","type":"float","value":1.5}"#,
            r#"{"path":"/31000/0/5","type":"none","value":null}"#,
        ]
    );
    let empty = common::json_of(&["decode", "--json", "-f", "lwm2m-tlv", "-p", "/3"], &[0x00, 1]);
    assert_eq!(empty.to_string(), r#"[{"path":"/3/1","type":"instance","value":[]}]"#);
    let empty = common::json_of(&["decode", "--json", "-f", "lwm2m-tlv", "-p", "/3/0"], &[0x80, 6]);
    assert_eq!(empty.to_string(), r#"[{"path":"/3/0/6","type":"multiple","value":[]}]"#);
    let links = common::json_of(&["decode", "--json"], b"</3/0>;ver=1.1;obs;rt=\"a b\",</5>");
    assert_eq!(
        links.to_string(),
        r#"[{"uri":"/3/0","attributes":{"ver":"1.1","obs":true,"rt":"a b"}},{"uri":"/5","attributes":{}}]"#
    );
}

/// The shape of a row, and the keys that are promised.
#[test]
fn rows_have_the_documented_keys() {
    let rows = json(&["map", "deviceInfo.manufacturer", "--json"]);
    let row = rows[0].as_object().unwrap();
    let keys: Vec<_> = row.keys().take(10).map(String::as_str).collect();
    assert_eq!(
        keys,
        ["onem2m", "short", "type", "oma_dm", "tr181", "tr098", "lwm2m", "transform", "fit", "source"]
    );
    for name in ["/12/1/5", "/12/{i}/5", "Device.WiFi.SSID.3.SSID", "Device.WiFi.SSID.{i}.SSID"] {
        let rows = json(&["map", name, "--json"]);
        assert!(rows.as_array().unwrap().iter().any(|row| row["onem2m"] == "wlan.ssid"), "{name}");
    }
    for row in json(&["tables", "--json"]).as_array().unwrap() {
        assert!(["exact", "converted", "partial", "none"].contains(&row["fit"].as_str().unwrap()), "{row}");
    }
    assert!(refused(&mgmt(&["map", "no such name"], b"")).starts_with("NoMapping: "));
    let text = ok(&["map", "/3/0/0"]);
    assert!(text.starts_with("deviceInfo.manufacturer (dvi.man)  string\n"), "{text}");
}

#[test]
fn tables_in_every_form() {
    let tsv = ok(&["tables", "--tsv"]);
    let rows = json(&["tables", "--json"]);
    assert_eq!(tsv.lines().count(), rows.as_array().unwrap().len() + 1);
    let width = tsv.lines().next().unwrap().split('\t').count();
    assert!(tsv.lines().all(|line| line.split('\t').count() == width));
    let text = ok(&["tables"]);
    assert!(text.contains("deviceInfo.manufacturer (dvi.man)"));
    assert_eq!(mgmt(&["tables", "--tsv", "--json"], b"").status.code(), Some(2));
}

#[test]
fn completions_and_manual() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(ok(&["completions", shell]).contains("translate"), "{shell}");
    }
    let page = ok(&["man"]);
    assert!(page.starts_with(".ie") || page.contains(".TH mgmt"), "{page}");
    assert!(ok(&["--help"]).contains("translate") && ok(&["--version"]).starts_with("mgmt "));
}

#[test]
fn wbxml_by_its_identifier_or_document_element() {
    let sync_ml = b"\x6D\x6B\x53\x4B\x031\0\x01\x14\x01\x01\x01";
    let tree = b"\x00\x02\x60\x77\x031.2\0\x01\x64\x66\x03A\0\x01\x01\x01";
    let document = b"\x45\xC6\x55\x01\x01\x01";
    let with_root = |header: &[u8], body: &[u8]| [header, body].concat();
    for (header, body, format) in [
        (&b"\x02\xA4\x01\x6A\x00"[..], &sync_ml[..], "syncml-wbxml"),
        // WBXML 1.0 has no charset.
        (b"\x00\x9F\x53\x00", sync_ml, "syncml-wbxml"),
        (b"\x02\x01\x6A\x00", sync_ml, "syncml-wbxml"),
        (b"\x02\x55\x6A\x00", sync_ml, "syncml-wbxml"),
        (b"\x03\x01\x6A\x00", tree, "ddf-wbxml"),
        (b"\x03\x01\x00\x00", tree, "ddf-wbxml"),
        (b"\x03\x00\x00\x6A\x1B-//OMA//DTD-DM-DDF 1.2//EN\0", tree, "ddf-wbxml"),
        (b"\x03\x0B\x6A\x00", document, "cp-wbxml"),
        (b"\x03\x01\x6A\x00", document, "cp-wbxml"),
        (b"\x03\x01\x6A\x00", b"\xC5\x46\x01\xC6\x55\x01\x01\x01", "cp-wbxml"),
        // Names in the string table, behind an instruction.
        (b"\x03\x01\x6A\x16wap-provisioningdoc\0x\0", b"\x43\x04\x14\x01\x44\x00\x01", "cp-wbxml"),
    ] {
        let bytes = with_root(header, body);
        let text = common::stdout(&mgmt(&["check", "-"], &bytes));
        let detail = text.split(['\t', '\n']).nth(2).unwrap();
        assert_eq!(detail.split(':').next(), Some(format), "{bytes:02x?}: {text}");
    }
}

#[test]
fn what_holds_no_command_is_no_list_of_commands() {
    for (text, kind) in [
        ("", "Truncated"),
        (" ", "Truncated"),
        ("<!-- none -->", "Truncated"),
        ("<Get>", "Truncated"),
        ("<Vendor/>", "Unexpected"),
        ("<Final/>", "Unexpected"),
        ("<SyncBody><Vendor/></SyncBody>", "Unexpected"),
    ] {
        let line = refused(&mgmt(&["decode", "-f", "syncml"], text.as_bytes()));
        assert_eq!(line.split(':').next(), Some(kind), "{text}: {line}");
    }
    for (text, commands) in [("<SyncBody/>", 0), ("<Get><Item/></Get><Vendor/>", 2)] {
        let value = common::json_of(&["decode", "-f", "syncml", "--json"], text.as_bytes());
        assert_eq!(value.as_array().unwrap().len(), commands, "{text}");
    }
}
