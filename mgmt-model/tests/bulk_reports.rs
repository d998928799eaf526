//! Bulk data reports of TR-069 as readings.
#![cfg(all(feature = "cwmp", feature = "lwm2m"))]
#![allow(clippy::unwrap_used, clippy::panic)]

use cwmp_soap::bulk::csv::Csv;
use cwmp_soap::bulk::{IpdrDocument, Report, json};
use lwm2m_tlv::{Path, Timestamp};
use mgmt_model::{Mapping, Message, Options, Output, Protocol, Source, Value, cwmp, translate};

fn told(message: &Message<'_>) -> Vec<(String, Value<'static>, Option<f64>)> {
    let one = |reading: &mgmt_model::Reading<'_>| {
        (Mapping::built_in().full_name(reading.attribute), reading.value.clone().into_owned(), reading.time)
    };
    message.readings.iter().map(one).collect()
}

fn lost(message: &Message<'_>) -> Vec<String> {
    message.losses.iter().map(ToString::to_string).collect()
}

/// Two collections of a collector at `Unix-Epoch`, one parameter under a name of the profile's own.
const COLLECTED: &[u8] = br#"{"Report":[
    {"CollectionTime":1773451029,"Device.DeviceInfo.MemoryStatus.Free":640,"cellar":"21"},
    {"CollectionTime":1773451329,"Device.DeviceInfo.MemoryStatus.Free":320}]}"#;

#[test]
fn every_collection_is_told_with_its_time() {
    let report = json::from_json(COLLECTED).unwrap();
    let message = cwmp::lift_report(&report, &Options::default());
    let free = |kibibytes: i128, time| {
        ("memory.memAvailable".to_owned(), Value::Integer(kibibytes * 1_024), Some(time))
    };
    assert_eq!(told(&message), [free(640, 1_773_451_029.0), free(320, 1_773_451_329.0)]);
    assert_eq!(lost(&message), ["cellar: no counterpart"]);
}

#[test]
fn a_history_arrives_in_lwm2m() {
    let report = json::from_json(COLLECTED).unwrap();
    let translated = translate(Source::BulkData(&report), Protocol::LwM2m, &Options::default()).unwrap();
    let Output::LwM2m(nodes) = translated.output else { panic!("no LwM2M") };
    let times: Vec<_> = nodes.iter().map(|node| (node.path, node.time)).collect();
    let free = Path::resource(3, 0, 10);
    let at = |seconds| Some(Timestamp::Absolute(seconds));
    assert_eq!(times, [(free, at(1_773_451_029.0)), (free, at(1_773_451_329.0))]);
}

#[test]
fn columns_and_dates_say_the_same() {
    let csv = b"ReportTimestamp,Device.DeviceInfo.UpTime\r\n2026-03-14T02:17:09.250+01:00,77\r\nsoon,78\r\n";
    let report = Csv::default().from_csv(csv).unwrap();
    let message = cwmp::lift_report(&report, &Options::default());
    let times: Vec<_> = told(&message).into_iter().map(|(_, value, time)| (value, time)).collect();
    assert_eq!(times, [(Value::Integer(78), None), (Value::Integer(77), Some(1_773_451_029.25))]);
    assert_eq!(lost(&message), ["CollectionTime: without the time of its measurement"]);
}

#[test]
fn whose_records_they_are_is_told_once() {
    let record = |suspect: bool| {
        let mut record = cwmp_soap::bulk::Record::new(Vec::new())
            .with_device(cwmp_soap::bulk::DeviceIdentity::new("00A1B2", "HT-7420", "4471"))
            .with_suspect(suspect);
        record.parameters.edit(|list| {
            let value = cwmp_soap::bulk::ParameterType::Unspecified;
            list.push(cwmp_soap::bulk::Parameter::new("Device.DeviceInfo.SoftwareVersion", "4.9", value));
        });
        record
    };
    let report = Report::new(vec![record(false), record(true)]);
    let document = IpdrDocument::new(report.clone());
    let message = cwmp::lift_report(&document.report, &Options::default());
    let serial = |message: &Message<'_>| {
        told(message).iter().filter(|(name, ..)| name == "deviceInfo.deviceLabel").count()
    };
    assert_eq!(serial(&message), 1);
    assert_eq!(lost(&message), ["Suspect: no counterpart"]);
    assert_eq!(
        message.value(Mapping::built_in(), "deviceInfo.deviceLabel"),
        Some(&Value::from("4471")),
        "of {:?}",
        told(&message)
    );
}
