//! Every kind of step is undone by its inverse over its domain; what is lost is said.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use mgmt_model::mapping::{Precision, Transform};
use mgmt_model::{ErrorKind, Time, Value};
use proptest::prelude::*;

fn step(text: &str) -> Transform {
    Transform::parse(text).unwrap()
}

/// Forward and back gives the value again.
fn there_and_back(transform: &Transform, value: Value<'static>) {
    let neutral = transform.forward(value.clone()).unwrap().expect("a value");
    let mut precision = Precision::exact();
    assert_eq!(transform.inverse(neutral, &mut precision).unwrap(), Some(value));
}

proptest! {
    #[test]
    fn scale(number in -(1_i64 << 40)..(1_i64 << 40), factor in 1_i64..100_000) {
        there_and_back(&step(&format!("scale {factor}")), Value::from(number));
    }

    #[test]
    fn scale_says_what_it_rounds(bytes in 0_i64..(1_i64 << 50)) {
        let kibibytes = step("scale 1024");
        let mut precision = Precision::rounding();
        let written = kibibytes.inverse(Value::from(bytes), &mut precision).unwrap().unwrap();
        prop_assert_eq!(written, Value::from(bytes / 1_024));
        prop_assert_eq!(precision.lost(), bytes % 1_024 != 0);
        let exact = kibibytes.inverse(Value::from(bytes), &mut Precision::exact());
        prop_assert_eq!(exact == Err(ErrorKind::Lossy), bytes % 1_024 != 0);
    }

    #[test]
    fn offset(number in any::<i32>(), offset in any::<i32>()) {
        there_and_back(&step(&format!("offset {offset}")), Value::from(number));
    }

    #[test]
    fn join_and_split(parts in prop::collection::vec("[a-z0-9]{1,6}", 2..6)) {
        let list = Value::List(parts.iter().cloned().map(Value::from).collect());
        there_and_back(&step("join comma"), list);
        there_and_back(&step("split comma"), Value::from(parts.join(",")));
    }

    #[test]
    fn bytes(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        there_and_back(&step("base64"), Value::from(bytes.clone()));
        there_and_back(&step("upper-hex"), Value::from(bytes));
    }

    #[test]
    fn text_as_bytes(text in "\\PC{0,30}") {
        there_and_back(&step("utf8"), Value::from(text.into_bytes()));
    }

    #[test]
    fn digests(digest in prop::array::uniform32(any::<u8>())) {
        there_and_back(&step("ni"), Value::from(digest.to_vec()));
    }

    #[test]
    fn mac(address in "[0-9A-F]{12}") {
        there_and_back(&step("mac"), Value::from(address));
    }

    #[test]
    fn cipher_suites(number in any::<u16>()) {
        there_and_back(&step("hex-number"), Value::from(number));
    }

    #[test]
    fn networks(country in 0_i64..=999, network in 0_i64..=99) {
        there_and_back(&step("plmn"), Value::List(vec![Value::from(country), Value::from(network)]));
    }

    #[test]
    fn identifiers(oui in "[0-9A-F]{6}", class in "\\PC{1,12}", serial in "\\PC{1,12}") {
        let parts = [oui, class, serial].map(Value::from);
        there_and_back(&step("oui-id"), Value::List(parts.to_vec()));
    }

    #[test]
    fn durations(seconds in any::<u32>()) {
        there_and_back(&step("duration"), Value::from(format!("PT{seconds}S")));
    }

    #[test]
    fn letters(letters in "[UTSNHMQ]{0,6}") {
        there_and_back(&step("letters"), Value::from(letters));
    }

    #[test]
    fn enumerations(place in 0_usize..4) {
        let words = ["None", "Requested", "Complete", "Error"];
        there_and_back(&step("enum None=0,Requested=1,Complete=2,Completed>2,Error=4"), Value::text(words[place]));
    }

    #[test]
    fn pipelines(first in 0_i64..=2, second in 0_i64..=1) {
        let security = step("join slash|enum 0/0=1,0/1=9,1/0=4,1/1=3,2/0=7,2/1=6");
        let list = Value::List(vec![Value::from(first), Value::from(second)]);
        let neutral = security.forward(list).unwrap().unwrap();
        let mut precision = Precision::exact();
        let back = security.inverse(neutral, &mut precision).unwrap().unwrap();
        prop_assert_eq!(back, Value::List(vec![Value::from(first.to_string()), Value::from(second.to_string())]));
    }

    #[test]
    fn times(seconds in -62_135_596_799_i64..=253_402_300_799, micros in 0_u32..1_000_000) {
        let time = Time { seconds, micros };
        prop_assert_eq!(Time::parse_xsd(&time.to_xsd().unwrap()).unwrap(), Some(time));
        prop_assert_eq!(Time::parse_basic(&time.to_basic().unwrap()).unwrap(), time);
    }

    #[test]
    fn any_text_is_parsed_or_refused(text in "\\PC{0,40}") {
        if let Ok(transform) = Transform::parse(&text) {
            prop_assert_eq!(Transform::parse(&transform.to_string()).unwrap(), transform);
        }
    }
}

#[test]
fn bits() {
    // Bit 2 is an error; else bit 0 is clear while running; else bit 1 says whether there is data.
    let status = step("bits 4&4=5,1&0=1,3&3=2,3&1=4");
    for (bits, expected) in [(0, 1), (1, 4), (2, 1), (3, 2), (4, 5), (5, 5), (6, 5), (7, 5), (128, 1)] {
        assert_eq!(status.forward(Value::Integer(bits)).unwrap(), Some(Value::Integer(expected)), "{bits}");
    }
    for neutral in [5, 1, 2, 4] {
        let bits = status.inverse(Value::Integer(neutral), &mut Precision::exact()).unwrap().unwrap();
        assert_eq!(status.forward(bits).unwrap(), Some(Value::Integer(neutral)));
    }
    // Unknown has no bits.
    assert_eq!(status.inverse(Value::Integer(3), &mut Precision::exact()).unwrap(), None);
}

#[test]
fn triggers_and_absent_values() {
    let start = step("trigger Requested");
    assert_eq!(start.forward(Value::text("Requested")).unwrap(), Some(Value::Boolean(true)));
    assert_eq!(start.forward(Value::text("None")).unwrap(), Some(Value::Boolean(false)));
    let mut exact = Precision::exact();
    assert_eq!(start.inverse(Value::Boolean(true), &mut exact).unwrap(), Some(Value::text("Requested")));
    assert_eq!(start.inverse(Value::Boolean(false), &mut exact).unwrap(), None);
    assert_eq!(step("absent -274").forward(Value::Integer(-274)).unwrap(), None);
    assert_eq!(step("absent -274").forward(Value::Integer(21)).unwrap(), Some(Value::Integer(21)));
    assert_eq!(step("slice 0 3").forward(Value::text("31026")).unwrap(), Some(Value::text("310")));
    assert_eq!(step("slice 3").inverse(Value::text("26"), &mut exact), Err(ErrorKind::Permission("write")));
    let leading_zero = step("plmn").inverse(Value::text("310012"), &mut exact);
    assert_eq!(leading_zero, Err(ErrorKind::Lossy));
}

/// Units and numberings that coincide, or nearly do.
#[test]
fn exact_coincidences() {
    use mgmt_model::Mapping;
    use mgmt_model::mapping::{Fit, Technology};
    let mapping = Mapping::built_in();
    for (address, attribute, transform, fit) in [
        ("/3/0/20", "battery.batteryStatus", "offset 1", Fit::Converted),
        ("/20/{i}/4010", "eventLog.logTypeId", "", Fit::Exact),
        ("/2057/{i}/0", "cmdhNwAccessRule.backOffParameters.bops.networkAction", "", Fit::Exact),
        ("/504/{i}/0", "SIM.simType", "", Fit::Exact),
        ("/505/{i}/0", "SIM.simType", "", Fit::Exact),
        ("/4/0/0", "mobileNetwork.cellularNetworkBearer", "", Fit::Exact),
        ("/4/0/13", "mobileNetwork.coverageEnhancementLevel", "", Fit::Exact),
        ("/3/0/10", "memory.memAvailable", "scale 1000", Fit::Partial),
        ("/7/0/2", "statistics.bytesSent", "scale 1000", Fit::Converted),
    ] {
        let row = mapping
            .find(Technology::LwM2m, address)
            .map(|found| found.binding)
            .find(|row| mapping.full_name(row.attribute()) == attribute)
            .unwrap_or_else(|| panic!("{address} {attribute}"));
        assert_eq!((row.transform.to_string().as_str(), row.fit), (transform, fit), "{address}");
    }
    for address in ["Device.DeviceInfo.MemoryStatus.Free", "Device.DeviceInfo.MemoryStatus.Total"] {
        let row = mapping.find_one(Technology::Tr181, address).unwrap().binding;
        assert_eq!(row.transform.to_string(), "scale 1024", "{address}");
    }
}

/// Names as people and the standards quote them.
#[test]
fn names_as_they_are_quoted() {
    use mgmt_model::Mapping;
    let mapping = Mapping::built_in();
    for (quoted, attribute) in [
        ("m2m:dvi.man", "deviceInfo.manufacturer"),
        ("deviceInfo.manufacturer", "deviceInfo.manufacturer"),
        ("firmware.name", "firmware.firmwareName"),
        ("./DevInfo/Man", "deviceInfo.manufacturer"),
        ("./FUMO/<x>/State", "firmware.updateStatus"),
        ("./FUMO/MyPackage/State", "firmware.updateStatus"),
        ("<x>/Inventory/Deployed/<x>/Version", "software.version"),
        ("Exec ./LAWMO/Operations/FactoryReset (urn:oma:mo:oma-lawmo:1.0)", "reboot.factoryReset"),
        ("Device.WiFi.Radio.{i}.Enable=true", "deviceCapability.enable"),
        ("Device.SoftwareModules.DeploymentUnit.17.Version", "software.version"),
        ("RPC:Reboot(CommandKey)", "reboot.reboot"),
        ("Reboot", "reboot.reboot"),
        ("RPC:ChangeDUState(UninstallOpStruct{UUID,Version,ExecutionEnvRef})", "software.uninstall"),
        ("/9/4/1", "software.version"),
        ("/9/{i}/1", "software.version"),
        ("/3/{i}/0", "deviceInfo.manufacturer"),
        ("/3/0/6/3", "power.sources"),
        ("etsiMemory.ramTotal", "memory.memTotal"),
        ("dmAgent.ramTotal", "memory.memTotal"),
        ("etsi:etsiMemory.ramTotal", "memory.memTotal"),
        ("ts0023:dmAgent.ramTotal,powerStatus; actions reboot", "memory.memTotal"),
        ("mgmtCmd.cmdType=RESET(1)", "mgmtCmd.cmdType"),
        ("RPC:Download + RPC:TransferComplete", "firmware.update"),
        ("(GwMO) <x>/Inventory/<x>/DeviceType", "areaNwkDeviceInfo.devType"),
        ("/{prefix}/3/0/17", "deviceInfo.deviceType"),
        ("Device.X_oneM2M_org_CSE.{i}.CMDH.NetworkAccessRule.{i}.*", "cmdhNwAccessRule.minReqVolume"),
        ("/25", "areaNwkDeviceInfo.devID"),
        ("/9/2", "software.version"),
        ("./DevInfo/", "deviceInfo.manufacturer"),
        ("deviceInfo", "deviceInfo.manufacturer"),
        ("m2m:dvi", "deviceInfo.manufacturer"),
    ] {
        let names: Vec<_> = mapping.find_any(quoted).into_iter().map(|id| mapping.full_name(id)).collect();
        assert!(names.iter().any(|name| name == attribute), "{quoted}: {names:?}");
    }
    for unknown in [
        "",
        ".",
        "/",
        "./",
        "Device.",
        "/3/0/4242",
        "Device.DeviceInfo",
        "Device..",
        " + ",
        "nothing.at.all",
        "/3/0/0/0/0",
        "RPC:",
        "dvi.",
        ".man",
        "<x>/",
    ] {
        assert!(mapping.find_any(unknown).is_empty(), "{unknown}");
    }
}
