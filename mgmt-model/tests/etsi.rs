//! The ETSI M2M view: own samples after TS 102 921.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]
#![cfg(all(feature = "xml", feature = "json"))]

use mgmt_model::mapping::Technology;
use mgmt_model::onem2m::Resource;
use mgmt_model::plain::{self, Step};
use mgmt_model::{Instance, Intent, Mapping, Message, Operation, Options, Target, Value, etsi, onem2m};

fn read(xml: &str) -> Message<'static> {
    etsi::from_xml(xml.as_bytes(), &Options::default()).unwrap()
}

fn json(message: &Message<'_>) -> String {
    Resource::to_json(&onem2m::lower(message, &Options::default()).output).unwrap()
}

#[test]
fn objects_as_their_successors() {
    let info = read(
        "<m2m:mgmtObj xmlns:m2m='http://uri.etsi.org/m2m'><m2m:expirationTime>2027-01-01T00:00:00Z</m2m:expirationTime>\
         <m2m:moID>urn:x</m2m:moID><m2m:etsiDeviceInfo><m2m:deviceLabel>S-7</m2m:deviceLabel>\
         <m2m:manufacturer>Hilltop</m2m:manufacturer><m2m:firmwareVersion>4.9</m2m:firmwareVersion>\
         <m2m:colour>green</m2m:colour></m2m:etsiDeviceInfo></m2m:mgmtObj>",
    );
    assert_eq!(json(&info), r#"{"m2m:dvi":{"dlb":"S-7","man":"Hilltop","fwv":"4.9"}}"#);
    assert_eq!(
        info.losses.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["etsiDeviceInfo.colour: no counterpart"]
    );
    let battery = read(
        "<etsiBattery xmlns='http://uri.etsi.org/m2m'><batteryLevel>57</batteryLevel>\
         <batteryStatus>CHARGE_COMPLETE</batteryStatus></etsiBattery>",
    );
    assert_eq!(json(&battery), r#"{"m2m:bat":{"btl":57,"bts":3}}"#);
    let memory = read(
        "<etsiMemory xmlns='http://uri.etsi.org/m2m'><ramTotal>256000</ramTotal><ramAvailable>x</ramAvailable></etsiMemory>",
    );
    assert_eq!(json(&memory), r#"{"m2m:mem":{"mmt":256000000}}"#);
    assert_eq!(memory.losses[0].name, "etsiMemory.ramAvailable");
}

#[test]
fn instances_and_the_way_back() {
    let xml = "<etsiSoftware xmlns='http://uri.etsi.org/m2m'>\
               <etsiSoftwareInstance id='0'><swName>meter</swName><swVersion>1.4</swVersion></etsiSoftwareInstance>\
               <etsiSoftwareInstance id='mail'><swName>mail</swName><swInstall>uri</swInstall></etsiSoftwareInstance></etsiSoftware>";
    let software = read(xml);
    let name = |instance| software.value_of(Mapping::built_in(), "swr.swn", &instance).cloned();
    assert_eq!(name(Instance::FIRST), Some(Value::text("meter")));
    assert_eq!(name(Instance::named("mail")), Some(Value::text("mail")));
    let written = etsi::to_xml(&software, &Options::default()).unwrap();
    assert_eq!(written.losses.len(), software.losses.len());
    assert_eq!(written.output.len(), 2);
    let mut back = Message::report(Vec::new());
    for document in &written.output {
        let mut one = etsi::from_xml(document.as_bytes(), &Options::default()).unwrap();
        back.readings.append(&mut one.readings);
    }
    assert_eq!(back.readings.len(), software.readings.len());
    for (one, other) in back.readings.iter().zip(&software.readings) {
        assert_eq!(
            (one.attribute, &one.instance, &one.value),
            (other.attribute, &other.instance, &other.value)
        );
    }
}

#[test]
fn commands_and_actions() {
    let download = read(
        "<mgmtCmd xmlns='http://uri.etsi.org/m2m'><cmdType>DOWNLOAD</cmdType><execReqArgs>\
         <execReqArg><name>fileType</name><value>1 Firmware Upgrade Image</value></execReqArg>\
         <execReqArg><name>URL</name><value>https://files.example/f</value></execReqArg></execReqArgs></mgmtCmd>",
    );
    assert_eq!(download.intent, Intent::Request);
    assert_eq!(json(&download), r#"{"m2m:fwr":{"url":"https://files.example/f","ud":true}}"#);
    let schedule =
        read("<mgmtCmd xmlns='http://uri.etsi.org/m2m'><cmdType>SCHEDULEINFORM</cmdType></mgmtCmd>");
    assert_eq!(schedule.losses[0].to_string(), "mgmtCmd SCHEDULEINFORM: no counterpart");
    // An order is the name of the action's own resource.
    let reboot = Mapping::built_in().find_attribute("reboot.reboot").unwrap();
    let order = Message::request(vec![Operation::Execute { action: Target::new(reboot), arguments: vec![] }]);
    let steps = plain::lower(&order, Technology::Etsi, &Options::default());
    assert_eq!(steps.output, [Step::Execute("etsiRebootAction.reboot".into())]);
}

#[test]
fn refusals() {
    for xml in ["", "<etsiMemory>", "<etsiMemory/>x"] {
        assert!(etsi::from_xml(xml.as_bytes(), &Options::default()).is_err(), "{xml}");
    }
    let deep = "<etsiX>".repeat(5_000);
    assert_eq!(etsi::from_xml(deep.as_bytes(), &Options::default()).unwrap_err().name(), "Limit");
}
