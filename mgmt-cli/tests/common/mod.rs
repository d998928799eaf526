//! Running the built command.
#![allow(dead_code, reason = "each test binary uses a part")]

use serde_json::Value;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

pub(crate) fn samples() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples")
}

pub(crate) fn sample(name: &str) -> String {
    samples().join(name).to_string_lossy().into_owned()
}

pub(crate) fn sample_names() -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(samples())
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

pub(crate) fn mgmt(args: &[&str], stdin: &[u8]) -> Output {
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

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Standard output and standard error of a run that succeeds.
pub(crate) fn both(args: &[&str], stdin: &[u8]) -> (Vec<u8>, String) {
    let output = mgmt(args, stdin);
    let errors = stderr(&output);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {errors}");
    (output.stdout, errors)
}

pub(crate) fn ok(args: &[&str]) -> String {
    String::from_utf8_lossy(&both(args, b"").0).into_owned()
}

pub(crate) fn json(args: &[&str]) -> Value {
    json_of(args, b"")
}

pub(crate) fn json_of(args: &[&str], stdin: &[u8]) -> Value {
    let (out, _) = both(args, stdin);
    serde_json::from_slice(&out).unwrap_or_else(|error| panic!("{args:?}: {error}"))
}

/// A refusal: code 1, nothing on standard output, one `error:` line.
pub(crate) fn refused(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(output.stdout.is_empty());
    let text = stderr(output);
    let errors: Vec<&str> = text.lines().filter(|line| !line.starts_with("warning: ")).collect();
    assert_eq!(errors.len(), 1, "{text}");
    let line = errors[0].strip_prefix("error: ").unwrap().to_owned();
    let (kind, rest) = line.split_once(": ").unwrap();
    assert!(kind.chars().all(|c| c.is_ascii_alphanumeric()) && !rest.is_empty(), "{line}");
    line
}

/// The path that gives a sample its place, where its format does not.
pub(crate) fn arguments(name: &str) -> Vec<&'static str> {
    match name {
        "device.tlv" => vec!["-p", "/3/0"],
        "temperature.txt" | "temperature.cbor" => vec!["-p", "/3303/0/5700"],
        "certificate.opaque" => vec!["-p", "/0/0/3"],
        _ => vec![],
    }
}
