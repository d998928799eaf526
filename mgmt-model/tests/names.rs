//! Names as the standards' tables and people write them: each finds its attribute, or says why there is none.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use mgmt_model::mapping::{Builder, CustomBinding, Key, Technology};
use mgmt_model::{ErrorKind, Mapping};

/// Attribute, the names it must be found by, and for `-` the reason why no attribute is.
const NAMES: &str = include_str!("names.tsv");

#[test]
fn every_quoted_name_is_found_or_named_as_prose() {
    let mapping = Mapping::built_in();
    let mut wrong = Vec::new();
    for line in NAMES.lines().skip(1) {
        let mut cells = line.split('\t');
        let (attribute, names) = (cells.next().unwrap(), cells.next().unwrap());
        let reason = cells.next().unwrap_or_default();
        assert_eq!(attribute == "-", !reason.is_empty(), "{line}");
        for name in names.split(" ; ") {
            let found: Vec<_> = mapping.find_any(name).into_iter().map(|id| mapping.full_name(id)).collect();
            let right =
                if attribute == "-" { found.is_empty() } else { found.iter().any(|f| f == attribute) };
            if !right {
                wrong.push(format!("{name}: {attribute} is not among {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_row_is_found_by_its_own_address() {
    let mapping = Mapping::built_in();
    for binding in mapping.bindings() {
        let attribute = mapping.full_name(binding.attribute());
        for part in binding.parts() {
            let found = mapping.find_any(part);
            assert!(found.contains(&binding.attribute()), "{attribute}: {part}");
        }
    }
    for kind in mapping.resources() {
        let resource = mapping.resource_by_name(&kind.short).unwrap();
        for (id, _) in mapping.attributes_of(resource) {
            assert!(mapping.find_any(&mapping.full_name(id)).contains(&id));
            assert!(mapping.find_any(&mapping.short_name(id)).contains(&id), "{}", mapping.short_name(id));
        }
    }
}

#[test]
fn sentences_and_lists_of_names() {
    let mapping = Mapping::built_in();
    let names = |text: &str| -> Vec<String> {
        mapping.find_any(text).into_iter().map(|id| mapping.full_name(id)).collect()
    };
    assert_eq!(names("/8/0/3|5"), ["lock.wipe", "lock.result"]);
    assert_eq!(names("Exec ./LAWMO/Operations/FullyLock|UnLock"), ["lock.fullyLock", "lock.unlock"]);
    assert_eq!(
        names("Device.DeviceInfo.MemoryStatus.Free/Total"),
        ["memory.memAvailable", "memory.memTotal"]
    );
    assert_eq!(
        names("read /3/0/9, then execute /3/0/4"),
        ["battery.batteryLevel", "reboot.reboot", "mgmtCmd.cmdType"]
    );
    assert_eq!(names("RPC:ScheduleDownload(TimeWindow)"), ["mgmtCmd.execMode"]);
    assert_eq!(names("cmp.cmlk").len(), 4);
    assert_eq!(names("RPC:ChangeDUState(UninstallOpStruct)"), ["software.uninstall", "mgmtCmd.cmdType"]);
    assert!(names("RPC:Inform").contains(&"deviceInfo.systemTime".to_owned()));
    assert_eq!(names("RPC:Reboot / RPC:FactoryReset").len(), 3);
    for nothing in ["the status of a device, e.g. of its power", "RPC:Nothing", "RPC:()", "|"] {
        assert!(names(nothing).is_empty(), "{nothing}: {:?}", names(nothing));
    }
}

/// TR-181 numbers the queues of a station five tables deep.
#[test]
fn addresses_have_up_to_six_placeholders() {
    let address = |count: usize| format!("Device.X_ACME_Grid.{}Charge", "Row.{i}.".repeat(count));
    let built = |count| {
        let mut builder = Builder::extend(Mapping::built_in());
        builder.bind(CustomBinding::new("battery.batteryLevel", Technology::Tr181, &address(count)));
        builder.build()
    };
    for count in 0..=6 {
        let mapping = built(count).unwrap();
        let name = address(count).replace("{i}", "3");
        let found = mapping.find_one(Technology::Tr181, &name).unwrap();
        assert_eq!(found.captures.keys(), vec![Key::Index(2); count]);
    }
    let refused = built(7).unwrap_err();
    assert_eq!(refused.kind(), &ErrorKind::OutOfRange("placeholders of an address"));
}
