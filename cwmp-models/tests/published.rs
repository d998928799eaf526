//! The tables against the documents they are made of, when `MGMT_CORPUS` names a folder with these, and against
//! themselves.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use cwmp_models::{ALL, DEVICE_2, INTERNET_GATEWAY_DEVICE_1, of_path};
use cwmp_soap::data_model::{Access, ActiveNotify, BaseType, DataModel, Entry, Index, Status, Table};

#[test]
fn every_table_is_one() {
    for table in ALL {
        let parsed = Table::parse(table.text()).unwrap_or_else(|error| panic!("{table:?}: {error}"));
        assert_eq!(parsed.rows().count(), table.below("").count());
        for row in table.rows() {
            assert_eq!(table.find(row.path()), Some(row));
            let with_instances = row.path().replace("{i}", "4294967295");
            assert_eq!(table.find(&with_instances), Some(row));
            assert_eq!(of_path(row.path()), Some(*table));
        }
        // Children over children are all rows, each once.
        let (mut waiting, mut listed) = (vec![String::new()], 0);
        while let Some(object) = waiting.pop() {
            for row in table.children(&object) {
                listed += 1;
                if row.is_object() {
                    waiting.push(row.path().to_owned());
                }
            }
        }
        assert_eq!(listed, table.rows().count(), "{table:?}");
    }
    assert_eq!((of_path("Service."), of_path("")), (None, None));
}

#[test]
fn tables_have_the_published_sizes() {
    let count = |table: &Table<'_>| {
        let objects = table.rows().filter(|row| row.is_object()).count();
        (objects, table.rows().count() - objects)
    };
    assert_eq!((DEVICE_2.model(), count(&DEVICE_2)), (Some("Device:2.17"), (790, 6483)));
    let model = INTERNET_GATEWAY_DEVICE_1.model();
    assert_eq!((model, count(&INTERNET_GATEWAY_DEVICE_1)), (Some("InternetGatewayDevice:1.14"), (192, 1801)));
}

/// The README's numbers are those of the tables, and its example is the one of the documentation.
#[test]
fn the_readme_says_what_is_there() {
    let readme = include_str!("../README.md");
    for table in ALL {
        let objects = table.rows().filter(|row| row.is_object()).count();
        let bytes = table.text().len();
        let line = format!(
            "| {} | {objects} | {} | {} {:03} |",
            table.model().unwrap().replace("2.17", "2.17 for CWMP"),
            table.rows().count() - objects,
            bytes / 1000,
            bytes % 1000
        );
        assert!(readme.contains(&line), "{line}");
    }
    let code: Vec<&str> = readme
        .lines()
        .skip_while(|line| *line != "```rust")
        .skip(1)
        .take_while(|line| *line != "```")
        .collect();
    let documented = include_str!("../src/lib.rs").replace("//! ", "").replace("//!", "");
    assert!(documented.contains(&code.join("\n")), "{code:?}");
}

/// One row for each thing a table answers.
#[test]
fn rows_say_what_the_reports_say() {
    let find = |path: &str| DEVICE_2.find(path).unwrap_or_else(|| panic!("{path}"));
    let ssid = find("Device.WiFi.SSID.").object().unwrap();
    assert_eq!(
        (ssid.min_entries, ssid.access, ssid.enable_parameter.as_deref()),
        (0, Access::ReadWrite, Some("Enable"))
    );
    assert_eq!(ssid.num_entries_parameter.as_deref(), Some("SSIDNumberOfEntries"));
    let status = find("Device.WiFi.SSID.1.Status");
    assert_eq!(status.enumerations().next().as_deref(), Some("Up"));
    assert_eq!((status.access(), status.version().as_deref()), (Access::ReadOnly, Some("2.0")));
    let version = find("Device.DeviceInfo.SoftwareVersion");
    assert!(version.forced_inform() && version.active_notify() == ActiveNotify::ForceEnabled);
    assert_eq!(find("Device.DeviceInfo.UpTime").active_notify(), ActiveNotify::CanDeny);
    assert_eq!(find("Device.DeviceInfo.UpTime").units().as_deref(), Some("seconds"));
    let channels = find("Device.WiFi.Radio.1.PossibleChannels");
    assert_eq!((channels.is_list(), channels.base_type()), (true, Some(BaseType::String)));
    assert_eq!(find("Device.UserInterface.").status(), Status::Current);
    assert!(DEVICE_2.rows().any(|row| row.status() == Status::Deprecated));
    let queueing = "InternetGatewayDevice.FAP.ApplicationPlatform.Control.FemtoAwareness.Queueing";
    assert!(INTERNET_GATEWAY_DEVICE_1.find(queueing).is_some());
}

#[test]
fn tables_are_what_the_documents_resolve_to() {
    let Some(folder) = mgmt_testkit::corpus("cwmp/BroadbandForum_cwmp-data-models/dm") else { return };
    for (table, file) in
        [(&DEVICE_2, "tr-181-2-17-0-cwmp-full.xml"), (&INTERNET_GATEWAY_DEVICE_1, "tr-098-1-8-0-full.xml")]
    {
        let model = DataModel::from_xml(&std::fs::read(folder.join(file)).unwrap()).unwrap();
        let index = Index::new(&model);
        assert!(index.to_table().unwrap() == table.text(), "the example `table` makes {file} anew");
        assert_eq!(model.object_count() + model.parameter_count(), table.rows().count());
        for object in index.objects() {
            for parameter in &object.parameters {
                let path = format!("{}{}", object.path.replace("{i}", "1"), parameter.name);
                let Some(Entry::Parameter(..)) = index.find(&path) else { panic!("{path}") };
                for value in ["1", "Up", "192.168.1.1", "Device.IP.Interface.1"] {
                    assert_eq!(
                        table.check_set(&path, value, None),
                        index.check_set(&path, value, None),
                        "{path}"
                    );
                    assert_eq!(
                        table.check_value(&path, value, Some("xsd:string")),
                        index.check_value(&path, value, Some("xsd:string")),
                        "{path}"
                    );
                }
                assert_eq!(table.check_notification(&path, 2), index.check_notification(&path, 2), "{path}");
            }
            let path = object.path.replace("{i}", "1");
            assert_eq!(table.check_delete(&path), index.check_delete(&path));
            let path = path.strip_suffix("1.").unwrap_or(&path);
            assert_eq!(
                (table.check_add(path), table.check_get(path)),
                (index.check_add(path), index.check_get(path))
            );
        }
    }
}

/// Every message of real devices has the same findings.
#[test]
fn real_messages_are_checked_alike() {
    let Some(folder) = mgmt_testkit::corpus("cwmp/BroadbandForum_cwmp-data-models/dm") else { return };
    let read = |file: &str| DataModel::from_xml(&std::fs::read(folder.join(file)).unwrap()).unwrap();
    let models = [read("tr-181-2-17-0-cwmp-full.xml"), read("tr-098-1-8-0-full.xml")];
    let pairs = [(&DEVICE_2, Index::new(&models[0])), (&INTERNET_GATEWAY_DEVICE_1, Index::new(&models[1]))];
    let (mut messages, mut findings) = (0_usize, 0);
    for file in mgmt_testkit::files(&mgmt_testkit::corpus("cwmp").unwrap()) {
        if file.extension().is_none_or(|extension| extension != "xml") {
            continue;
        }
        let bytes = std::fs::read(&file).unwrap();
        let Ok(envelope) = cwmp_soap::Envelope::from_xml(&bytes) else { continue };
        messages += 1;
        for (table, index) in &pairs {
            let found = table.check_message(&envelope);
            assert_eq!(found, index.check_message(&envelope), "{}", file.display());
            findings += found.len();
        }
    }
    assert!(messages > 0 && findings > 0);
}
