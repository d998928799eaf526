//! `mgmt map` and `mgmt tables` for people: plain, against the JSON form of the same rows.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use serde_json::Value;
use std::process::Command;

fn mgmt(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_mgmt")).args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn rows() -> Vec<Value> {
    serde_json::from_str::<Value>(&mgmt(&["tables", "--json"])).unwrap().as_array().unwrap().clone()
}

#[test]
fn plain_rows_name_every_attribute_and_counterpart() {
    let text = mgmt(&["tables"]);
    for row in rows() {
        let name = row["onem2m"].as_str().unwrap();
        let block = text.split('\n').skip_while(|line| line.split(' ').next() != Some(name));
        let mut block = block.skip(1).take_while(|line| line.starts_with("  "));
        for binding in row["rows"].as_array().unwrap() {
            let line = block.next().unwrap_or_else(|| panic!("{name}: no line for {binding}"));
            assert!(line.contains(binding["name"].as_str().unwrap()), "{name}: {line}");
            assert!(line.contains(binding["technology"].as_str().unwrap()), "{name}: {line}");
        }
    }
    assert!(!text.contains('\x1b'), "no colour into a pipe");
}

#[test]
fn one_attribute_by_any_of_its_names() {
    let by_attribute = mgmt(&["map", "firmware.URL"]);
    assert!(by_attribute.starts_with("firmware.URL (fwr.url)"), "{by_attribute}");
    for name in ["/5/0/1", "fwr.url"] {
        assert!(mgmt(&["map", name]).contains("RPC:Download(URL)"), "{name}");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_mgmt")).args(["map", "no.such.name"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("error: NoMapping: "));
}
