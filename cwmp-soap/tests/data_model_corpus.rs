//! Data models of the Broadband Forum and parameter dumps of real devices, when `MGMT_CORPUS` names the corpus.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr
)]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cwmp_soap::data_model::{
    BaseType, DataModel, Document, DocumentName, Entry, Index, Library, ProblemKind,
};
use cwmp_soap::rpc::ParameterValueStruct;
use cwmp_soap::value::{FaultCode, Value};
use mgmt_wire::DecodeOptions;

fn models() -> Option<BTreeMap<String, PathBuf>> {
    let cwmp = mgmt_testkit::corpus("cwmp")?.join("BroadbandForum_cwmp-data-models/dm");
    let more = mgmt_testkit::corpus("onem2m")?.join("cwmp-data-models");
    let files = [cwmp, more].into_iter().flat_map(|folder| mgmt_testkit::files(&folder));
    let xml = files.filter(|path| path.extension().is_some_and(|extension| extension == "xml"));
    Some(xml.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), path)).collect())
}

fn flattened(name: &str) -> Option<DataModel<'static>> {
    let path = models()?.remove(name)?;
    Some(DataModel::from_xml(&std::fs::read(path).unwrap()).unwrap())
}

#[test]
fn every_document_loads_and_resolves() {
    let Some(models) = models() else { return };
    assert!(!models.is_empty());
    for (name, path) in &models {
        let bytes = std::fs::read(path).unwrap();
        let mut warnings = Vec::new();
        let document = Document::decode(&bytes, &DecodeOptions::lenient(), &mut warnings)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(warnings.is_empty(), "{name}: {warnings:?}");
        assert!(!document.spec.is_empty(), "{name}");
        let mut library = Library::new();
        let id = library.add(document);
        let resolution = library.resolve(id).unwrap_or_else(|error| panic!("{name}: {error}"));
        // A file alone may lack what it imports, but nothing else may go wrong in it.
        for problem in &resolution.problems {
            assert!(
                !matches!(
                    problem.kind,
                    ProblemKind::Cycle | ProblemKind::SpecMismatch | ProblemKind::Duplicate
                ),
                "{name}: {problem:?}"
            );
        }
        if name.ends_with("-full.xml") {
            // TR-181's diagnostics leave out values of the type they restrict.
            let only =
                resolution.problems.iter().all(|problem| problem.kind == ProblemKind::EnumerationRemoved);
            assert!(only, "{name}: {:?}", resolution.problems);
            let index = Index::new(&resolution.model);
            assert_eq!(index.unusable_patterns(), [], "{name}");
        }
    }
}

#[test]
fn flattened_tr_181_has_its_published_size() {
    let Some(model) = flattened("tr-181-2-17-0-cwmp-full.xml") else { return };
    assert_eq!((model.object_count(), model.parameter_count()), (790, 6483));
    assert_eq!(model.name, "Device:2.17");
    let forced: Vec<String> = model
        .objects
        .iter()
        .flat_map(|object| {
            object.parameters.iter().filter(|p| p.forced_inform).map(|p| format!("{}{}", object.path, p.name))
        })
        .collect();
    assert!(forced.contains(&"Device.DeviceInfo.SoftwareVersion".to_owned()), "{forced:?}");
    assert_eq!(forced.len(), 7, "{forced:?}");
}

#[test]
fn tr_181_answers_look_ups() {
    let Some(model) = flattened("tr-181-2-17-0-cwmp-full.xml") else { return };
    let index = Index::new(&model);
    let mut defaults = 0_u32;
    // Every definition is found by its own path.
    for object in &model.objects {
        assert!(
            matches!(index.find(&object.path), Some(Entry::Object(found)) if found.path == object.path),
            "{}",
            object.path
        );
        for parameter in &object.parameters {
            let path = format!("{}{}", object.path.replace("{i}", "12"), parameter.name);
            let Some(Entry::Parameter(Some(of), found)) = index.find(&path) else { panic!("{path}") };
            assert_eq!((&of.path, &found.name), (&object.path, &parameter.name));
            if let Some(default) = &parameter.syntax.default {
                let findings = index.check_value(&path, &default.value, None);
                defaults += 1;
                // Deprecated and deleted parameters keep their defaults too.
                assert!(
                    findings.iter().all(|finding| finding.kind.fault_code() != Some(FaultCode(9007))),
                    "{path} = {:?}: {findings:?}",
                    default.value
                );
            }
        }
    }
    eprintln!("{defaults} defaults");
    assert!(defaults > 0);
    let faults = |path: &str, value: &str, kind: &str| -> Vec<Option<u32>> {
        index
            .check_set(path, value, Some(kind))
            .iter()
            .map(|finding| finding.kind.fault_code().map(|code| code.0))
            .collect()
    };
    assert_eq!(faults("Device.ManagementServer.PeriodicInformInterval", "3600", "xsd:unsignedInt"), []);
    assert_eq!(
        faults("Device.ManagementServer.PeriodicInformInterval", "0", "xsd:unsignedInt"),
        [Some(9007)]
    );
    assert_eq!(faults("Device.ManagementServer.PeriodicInformInterval", "3600", "xsd:string"), [Some(9006)]);
    assert_eq!(faults("Device.DeviceInfo.Manufacturer", "ACME", "xsd:string"), [Some(9008)]);
    assert_eq!(faults("Device.DeviceInfo.NoSuch", "x", "xsd:string"), [Some(9005)]);
    assert_eq!(faults("Device.WiFi.SSID.1.X_ACME_Colour", "x", "xsd:string"), [None]);
    assert_eq!(
        faults("Device.Ethernet.VLANTermination.1.LowerLayers", "Device.IP.Interface.1", "xsd:string"),
        []
    );
    let table = index.check_add("Device.NAT.PortMapping.");
    assert!(table.is_empty(), "{table:?}");
    assert!(index.check_delete("Device.NAT.PortMapping.[cpe-1].").is_empty());
    assert_eq!(index.check_add("Device.DeviceInfo.")[0].kind.fault_code(), Some(FaultCode(9005)));
    assert!(index.find("Device.ZigBee.ZDO.1.NetworkAddress").is_some());
}

#[test]
fn several_files_resolve_together() {
    let Some(models) = models() else { return };
    let names: Vec<&str> = models.keys().map(String::as_str).collect();
    let read = |path: &Path| std::fs::read(path).unwrap();
    let mut library = Library::new();
    let bytes = read(&models["tr-181-2-19-0-docsis.xml"]);
    let main = library.add(Document::from_xml(&bytes).unwrap());
    library
        .load(&mut |file: &str, spec: Option<&str>| {
            let found = DocumentName::of_import(file, spec)?.latest(names.iter().copied())?;
            Some(Cow::Owned(read(&models[found])))
        })
        .unwrap();
    assert!(library.documents().any(|(_, document)| document.spec.ends_with("tr-106")));
    let resolution = library.resolve(main).unwrap();
    let index = Index::new(&resolution.model);
    // Through components of two other files, named types and a virtual component.
    let Some(Entry::Parameter(_, enable)) = index.find("Device.DOCSIS.Downstream.1.Enable") else {
        panic!("{:?}", resolution.problems)
    };
    assert!(
        enable.access == cwmp_soap::data_model::Access::ReadWrite
            || enable.access == cwmp_soap::data_model::Access::ReadOnly
    );
    assert!(index.find("Device.DOCSIS.Downstream.1.Stats.BytesSent").is_some());
    for problem in &resolution.problems {
        // Only the files that the corpus does not have.
        assert!(
            matches!(problem.kind, ProblemKind::MissingDocument | ProblemKind::SpecMismatch)
                || problem.subject == "Root",
            "{problem:?}"
        );
    }
}

#[test]
fn real_devices_speak_the_models() {
    let Some(tr098) = flattened("tr-098-1-8-0-full.xml") else { return };
    let Some(voice) = flattened("tr-104-2-0-2-cwmp-full.xml") else { return };
    let index = Index::with_services(&tr098, [("InternetGatewayDevice.Services.", &voice)]);
    let folder = mgmt_testkit::corpus("cwmp").unwrap().join("anlix-io_genieacs-sim");
    let (mut known, mut valid, mut total) = (0_u32, 0_u32, 0_u32);
    for path in mgmt_testkit::files(&folder) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        for line in text.lines().skip(1) {
            let Some((name, _)) = line.split_once(',') else { continue };
            if !name.starts_with("InternetGatewayDevice.") {
                continue;
            }
            total += 1;
            // No name of a real device may do more than be unknown.
            if matches!(index.find(name), Some(Entry::Parameter(..))) {
                known += 1;
                let value = line.split(',').nth(5).unwrap_or_default().trim_matches('"');
                valid += u32::from(index.check_value(name, value, None).is_empty());
            }
        }
    }
    eprintln!(
        "{total} names of real devices, {known} are parameters of TR-098, {valid} with a value it allows"
    );
    assert!(known > 0 && valid > 0);
}

#[test]
fn real_messages_are_checked() {
    let Some(tr181) = flattened("tr-181-2-17-0-cwmp-full.xml") else { return };
    let Some(tr098) = flattened("tr-098-1-8-0-full.xml") else { return };
    let (tr181, tr098) = (Index::new(&tr181), Index::new(&tr098));
    let (mut messages, mut checked, mut clean) = (0_u32, 0_u32, 0_u32);
    for path in mgmt_testkit::files(&mgmt_testkit::corpus("cwmp").unwrap()) {
        if path.extension().is_none_or(|extension| extension != "xml") {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let Ok(envelope) = cwmp_soap::Envelope::from_xml(&bytes) else { continue };
        messages += 1;
        let is_tr181 = bytes.windows(8).any(|window| window == b">Device.");
        let findings = if is_tr181 { &tr181 } else { &tr098 }.check_message(&envelope);
        checked += u32::from(!findings.is_empty());
        clean += u32::from(findings.is_empty());
        // Each finding says where.
        assert!(findings.iter().all(|finding| finding.path.len() <= 4_096), "{}", path.display());
    }
    eprintln!("{messages} messages, {clean} without findings, {checked} with");
    assert!(clean > 0 && checked > 0);
}
/// Whole trees of devices: what they fulfil and where they contradict themselves.
#[test]
fn real_trees_are_checked() {
    let Some(tr181) = flattened("tr-181-2-17-0-cwmp-full.xml") else { return };
    let Some(tr098) = flattened("tr-098-1-8-0-full.xml") else { return };
    let folder = mgmt_testkit::corpus("cwmp").unwrap().join("anlix-io_genieacs-sim/datamodel-dumps");
    let (mut fulfilled, mut contradictions) = (0_usize, 0_usize);
    for path in mgmt_testkit::files(&folder) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let (model, root) = match text.contains("\nDevice.") {
            true => (&tr181, "Device."),
            false => (&tr098, "InternetGatewayDevice."),
        };
        let cells: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(',').collect()).collect();
        let value =
            |row: &Vec<&str>, at: usize| row.get(at).map_or("", |text| text.trim_matches('"')).to_owned();
        let rows: Vec<(String, bool, String)> =
            cells.iter().map(|row| (value(row, 0), value(row, 3) == "true", value(row, 5))).collect();
        let values = rows.iter().map(|(name, _, value)| (name.as_str(), value.as_str()));
        let findings = Index::new(model).check_tree(root, values);
        assert!(findings.iter().all(|finding| finding.path.starts_with(root)), "{}", path.display());
        contradictions += findings.len();
        let names = || rows.iter().map(|(name, writable, _)| (name.as_str(), *writable));
        let profiles = model.profiles.iter().take(8);
        fulfilled += profiles
            .filter(|profile| model.check_profile(&profile.name, "", names()).unwrap().is_empty())
            .count();
    }
    eprintln!("{fulfilled} profiles fulfilled, {contradictions} contradictions");
    assert!(fulfilled > 0 && contradictions > 0);
}

/// What models hide from readers is not shown in logs either.
#[test]
fn hidden_values_are_secrets() {
    for name in ["tr-181-2-17-0-cwmp-full.xml", "tr-098-1-8-0-full.xml", "tr-104-2-0-2-cwmp-full.xml"] {
        let Some(model) = flattened(name) else { return };
        let texts =
            model.objects.iter().flat_map(|object| object.parameters.iter().map(move |p| (object, p)));
        for (object, parameter) in texts {
            let syntax = &parameter.syntax;
            let is_hidden = (syntax.hidden || syntax.secured) && syntax.base_type == BaseType::String;
            let path = format!("{}{}", object.path, parameter.name);
            let shown = ParameterValueStruct::new(path, Value::string("s3cret"));
            // A value of anything has no name of its own.
            if is_hidden && parameter.name != "Value" {
                assert!(!format!("{shown:?}").contains("s3cret"), "{shown:?}");
            }
        }
    }
}
