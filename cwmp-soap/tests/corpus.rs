//! Real traffic against this crate, and this crate's output against the official schemas.
//!
//! `MGMT_CORPUS` names the folder of messages; `MGMT_ORACLE` that of `validate.py`, which needs Python and lxml.
//! Without them the tests say so and pass.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    missing_docs
)]

mod common;
#[path = "common/schemas.rs"]
mod schemas;

use cwmp_soap::envelope::{CwmpNamespace, FaultDetail, Header, SetParameterValuesFault};
use cwmp_soap::value::FaultCode;
use cwmp_soap::{Envelope, ErrorKind, Fault, Rpc, Warning};
use mgmt_testkit::{corpus, files, oracle};
use mgmt_wire::DecodeOptions;
use mgmt_wire::xml::{Document, Event, Reader};
use std::path::{Path, PathBuf};

/// Every file of the corpus that holds an envelope.
fn messages() -> Vec<(PathBuf, Vec<u8>)> {
    let Some(folder) = corpus("cwmp") else { return Vec::new() };
    let read = |path: PathBuf| {
        let bytes = std::fs::read(&path).unwrap();
        (path, bytes)
    };
    let envelope = |bytes: &[u8]| bytes.windows(9).take(4_000).any(|window| window == b":Envelope");
    let xml = files(&folder).into_iter().filter(|path| path.extension().is_some_and(|e| e == "xml"));
    xml.map(read).filter(|(_, bytes)| envelope(bytes)).collect()
}

fn is_well_formed(bytes: &[u8]) -> bool {
    let options = DecodeOptions::lenient();
    let Ok(document) = Document::from_bytes(bytes, &options) else { return false };
    let mut reader = Reader::new(document.text(), &options, &[]);
    loop {
        match reader.next_event() {
            Ok(Event::Eof) => return true,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

/// The texts of the elements without children, with their names, sorted.
fn leaves(bytes: &[u8]) -> Vec<(String, String)> {
    let options = DecodeOptions::lenient();
    let document = Document::from_bytes(bytes, &options).unwrap();
    let mut reader = Reader::new(document.text(), &options, &[]);
    let (mut open, mut leaves) = (None, Vec::new());
    loop {
        match reader.next_event().unwrap() {
            Event::Start(name) => open = Some((name.local.to_owned(), String::new())),
            Event::Text(text) => {
                if let Some((_, leaf)) = &mut open {
                    *leaf = text.trim().to_owned();
                }
            }
            Event::End => leaves.extend(open.take()),
            Event::Eof => break,
        }
    }
    leaves.retain(|(name, _)| !matches!(name.as_str(), "Header" | "Body"));
    leaves.sort();
    leaves
}

/// A folder of this test run for messages to be validated.
fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn every_well_formed_envelope_is_read() {
    let mut refused = String::new();
    for (path, bytes) in messages() {
        match Envelope::from_xml(&bytes) {
            Err(error) if is_well_formed(&bytes) => {
                refused.push_str(&format!("{}: {error}\n", path.display()))
            }
            _ => {}
        }
    }
    assert!(refused.is_empty(), "{refused}");
}

#[test]
fn borrowed_and_owned_agree_and_writing_is_stable() {
    for (path, bytes) in messages() {
        let Ok(envelope) = Envelope::from_xml(&bytes) else { continue };
        assert_eq!(envelope.clone().into_owned(), envelope);
        let profile = cwmp_soap::envelope::Profile::tolerant();
        let written = envelope.encode(&profile).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let again = Envelope::from_xml(written.as_bytes()).unwrap();
        assert_eq!(again.encode(&profile).unwrap(), written, "{}", path.display());
    }
}

#[test]
fn verdicts_agree_with_the_schemas() {
    let messages = messages();
    let paths: Vec<_> = messages.iter().map(|(path, _)| path.clone()).collect();
    let Some(verdicts) = schemas::verdicts(&paths) else { return };
    let mut wrong = String::new();
    for ((path, bytes), (valid, why)) in messages.iter().zip(verdicts) {
        let mut warnings: Vec<Warning> = Vec::new();
        let lenient = Envelope::decode(bytes, &DecodeOptions::lenient(), &mut warnings);
        let strict = Envelope::decode(bytes, &DecodeOptions::strict(), &mut ());
        let quiet = warnings.is_empty() && lenient.is_ok();
        // What SOAP asks for beyond the schemas, and the one thing that is let pass with a notice.
        let beyond = matches!(
            strict.as_ref().map_err(|error| error.kind()),
            Err(ErrorKind::ArrayLength(_)
                | ErrorKind::Missing("xsi:type")
                | ErrorKind::InvalidValue("arrayType"))
        );
        let noticed = why.contains("'OUI'") && warnings.iter().any(|w| w.name() == "OuiCase");
        let agree = match (valid, strict.is_ok()) {
            (true, true) => true,
            (true, false) => beyond,
            (false, true) => noticed,
            (false, false) => true,
        };
        if !agree || (!valid && quiet) || (valid && lenient.is_err()) {
            let strict = strict.map_or_else(|error| error.to_string(), |_| "accepted".to_owned());
            wrong.push_str(&format!("{}: valid {valid} ({why}); strict: {strict}\n", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn valid_messages_are_written_back_valid_and_whole() {
    let messages = messages();
    let paths: Vec<_> = messages.iter().map(|(path, _)| path.clone()).collect();
    let Some(before) = schemas::verdicts(&paths) else { return };
    let folder = scratch("cwmp-written-back");
    let mut written = Vec::new();
    for (index, ((path, bytes), _)) in messages.iter().zip(&before).enumerate().filter(|(_, (_, v))| v.0) {
        let text =
            Envelope::from_xml(bytes).unwrap().to_xml().unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert_eq!(leaves(text.as_bytes()), leaves(bytes), "{}", path.display());
        let file = folder.join(format!("{index}.xml"));
        std::fs::write(&file, text).unwrap();
        written.push(file);
    }
    let wrong: Vec<_> =
        schemas::verdicts(&written).unwrap().into_iter().filter(|(valid, _)| !valid).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn every_rpc_is_written_valid_in_every_version() {
    if oracle().is_none() {
        return;
    }
    let folder = scratch("cwmp-every-rpc");
    let mut written = Vec::new();
    let mut write = |name: String, envelope: &Envelope<'_>| {
        let file = folder.join(name);
        std::fs::write(&file, envelope.to_xml().unwrap()).unwrap();
        written.push(file);
    };
    for namespace in CwmpNamespace::ALL {
        let version = namespace.uri().rsplit(':').next().unwrap();
        for rpc in common::every_rpc() {
            if Rpc::ALL.iter().any(|(name, since)| *name == rpc.name() && namespace.schema() >= *since) {
                let name = format!("{version}-{}.xml", rpc.name());
                let mut header = Header::default();
                header.hold_requests = Some(true.into());
                header.session_timeout = Some(30.into());
                write(name, &Envelope::new(*namespace, rpc).with_header(header).with_id("1"));
            }
        }
        let detail = FaultDetail::new(FaultCode::INVALID_ARGUMENTS)
            .with_fault_string("text")
            .with_set_parameter_values_fault(vec![SetParameterValuesFault::new("Device.A", FaultCode(9005))]);
        write(format!("{version}-Fault.xml"), &Envelope::new(*namespace, Fault::with_detail(detail)));
    }
    let Some(verdicts) = schemas::verdicts(&written) else { return };
    let wrong: Vec<_> = written.iter().zip(verdicts).filter(|(_, (valid, _))| !valid).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
