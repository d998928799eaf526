//! The command's contract: exit codes, streams, JSON shapes, on the samples and on rubbish.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use serde_json::Value;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn samples() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples")
}

fn sample(name: &str) -> String {
    samples().join(name).to_string_lossy().into_owned()
}

fn mgmt(args: &[&str], stdin: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_mgmt"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that refuses its arguments does not read its input.
    let _ = child.stdin.take().unwrap().write_all(stdin);
    child.wait_with_output().unwrap()
}

fn ok(args: &[&str]) -> String {
    let output = mgmt(args, b"");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{args:?}: {errors}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&ok(args)).unwrap_or_else(|error| panic!("{args:?}: {error}"))
}

/// A refusal: code 1, nothing on standard output, one `error:` line.
fn refused(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    let errors: Vec<&str> = text.lines().filter(|line| !line.starts_with("warning: ")).collect();
    assert_eq!(errors.len(), 1, "{text}");
    let line = errors[0].strip_prefix("error: ").unwrap().to_owned();
    assert!(line.contains(": "), "{line}");
    line
}

/// The path that gives a sample its place, where its format does not.
fn arguments(name: &str) -> Vec<&'static str> {
    match name {
        "device.tlv" => vec!["-p", "/3/0"],
        "temperature.txt" | "temperature.cbor" => vec!["-p", "/3303/0/5700"],
        "certificate.opaque" => vec!["-p", "/0/0/3"],
        _ => vec![],
    }
}

fn sample_names() -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(samples())
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

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
