//! Plans by what a device speaks: what is sent, what ends them, and what such devices cannot do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]
#![cfg(all(feature = "cwmp", feature = "lwm2m", feature = "omadm", feature = "json"))]

use mgmt_model::onem2m::Resource;
use mgmt_model::procedure::{DeviceKind, Next, Outcome, Plan};
use mgmt_model::{
    Instance, Loss, Mapping, Message, Options, Reading, Root, Value, cwmp, lwm2m, omadm, onem2m,
};
use std::fmt::Write;

fn mapping() -> &'static Mapping {
    Mapping::built_in()
}

/// A request in the device's own protocol, shortly.
fn lowered(message: &Message<'_>, kind: DeviceKind) -> String {
    let root = if kind == DeviceKind::Tr098 { Root::Tr098 } else { Root::Tr181 };
    let options = Options::default().with_root(root);
    let mut text = String::new();
    let losses = match kind {
        DeviceKind::OmaDm => {
            let lowered = omadm::lower(message, &options);
            for command in &lowered.output.body.commands {
                for item in command.items() {
                    let data = item.data.as_ref().and_then(|data| data.text()).unwrap_or_default();
                    let _ =
                        write!(text, "{} {} {data};", command.name(), item.target_uri().unwrap_or_default());
                }
            }
            lowered.losses
        }
        DeviceKind::LwM2m => {
            let lowered = lwm2m::lower(message, &options);
            for node in &lowered.output {
                let _ = write!(text, "{} {:?};", node.path, node.value());
            }
            lowered.losses
        }
        DeviceKind::OneM2m => {
            let requests = onem2m::lower_request(message, "n", &options);
            for request in &requests.output {
                text.push_str(&request.to_json().unwrap());
            }
            requests.losses
        }
        _ => {
            let lowered = cwmp::lower(message, &options);
            for envelope in &lowered.output {
                let xml = envelope.to_xml().unwrap();
                let body = xml.split_once("Body>").unwrap().1;
                text.push_str(body.split_once("</soap").map_or(body, |(body, _)| body));
            }
            lowered.losses
        }
    };
    assert_eq!(losses, [], "{text}");
    text
}

/// What a plan sends until it waits or ends.
fn sends(plan: &mut Plan, kind: DeviceKind) -> Vec<String> {
    let mut sent = Vec::new();
    while let Next::Send(message) = plan.next() {
        sent.push(lowered(&message, kind));
    }
    sent
}

/// Whether each part stands in the message of its place.
fn shows(sent: &[String], parts: &[&str]) {
    assert_eq!(sent.len(), parts.len(), "{sent:?}");
    for (message, part) in sent.iter().zip(parts) {
        assert!(message.contains(part), "{part} in {message}");
    }
}

type Made<'a> = &'a dyn Fn(DeviceKind) -> Result<Plan, Loss>;

/// What each kind of device is sent, message by message; nothing where it cannot do it.
type Expected<'a> = [(DeviceKind, &'a [&'a str]); 5];

/// Each plan for each kind: what must be sent, or what is lost.
#[test]
fn every_plan_for_every_kind() {
    use DeviceKind::{LwM2m, OmaDm, OneM2m, Tr098, Tr181};
    let (first, url) = (Instance::FIRST, "https://x.example/1");
    let plans: [(&str, Made<'_>, Expected<'_>); 13] = [
        (
            "reboot",
            &|_| Ok(Plan::reboot(mapping())),
            [
                (OmaDm, &["Exec ./DiagMon/Restart/Operations/Start"]),
                (Tr181, &["Reboot"]),
                (Tr098, &["Reboot"]),
                (LwM2m, &["/3/0/4"]),
                (OneM2m, &["\"rbo\":true"]),
            ],
        ),
        (
            "factory reset",
            &|_| Ok(Plan::factory_reset(mapping())),
            [
                (OmaDm, &["Exec ./LAWMO/Operations/FactoryReset"]),
                (Tr181, &["FactoryReset"]),
                (Tr098, &["FactoryReset"]),
                (LwM2m, &["/3/0/5"]),
                (OneM2m, &["\"far\":true"]),
            ],
        ),
        (
            "log start",
            &|kind| Plan::log_start(first.clone(), kind, mapping()),
            [
                (OmaDm, &["Exec ./DiagMon/1/Operations/Start"]),
                (Tr181, &["EventLog.1.Enable"]),
                (Tr098, &[]),
                (LwM2m, &["/20/0/4011"]),
                (OneM2m, &["\"lga\":true"]),
            ],
        ),
        (
            "log stop",
            &|kind| Plan::log_stop(first.clone(), kind, mapping()),
            [
                (OmaDm, &["Exec ./DiagMon/1/Operations/Stop"]),
                (Tr181, &["EventLog.1.Enable"]),
                (Tr098, &[]),
                (LwM2m, &["/20/0/4012"]),
                (OneM2m, &["\"lgo\":true"]),
            ],
        ),
        (
            "log upload",
            &|kind| Plan::log_upload(first.clone(), url, kind, mapping()),
            [
                (OmaDm, &["Get ./DiagMon/1/DiagMonData"]),
                (Tr181, &["<URL>https://x.example/1</URL>"]),
                (Tr098, &["<FileType>2 Vendor Log File</FileType>"]),
                (LwM2m, &["/20/0/4014"]),
                (OneM2m, &["\"cmt\":3"]),
            ],
        ),
        (
            "lock",
            &|kind| Plan::lock(true, kind, mapping()),
            [
                (OmaDm, &["Exec ./LAWMO/Operations/FullyLock", "Get ./LAWMO/State"]),
                (Tr181, &[]),
                (Tr098, &[]),
                (LwM2m, &["/8/0/0 Some(Integer(2))", "/8/0/5"]),
                (OneM2m, &["\"fullyLock\":true", "\"result\""]),
            ],
        ),
        (
            "partial lock",
            &|kind| Plan::lock(false, kind, mapping()),
            [
                (OmaDm, &["Exec ./LAWMO/Operations/PartiallyLock", "Get ./LAWMO/State"]),
                (Tr181, &[]),
                (Tr098, &[]),
                (LwM2m, &["/8/0/0 Some(Integer(1))", "/8/0/5"]),
                (OneM2m, &["\"partiallyLock\":true", "\"result\""]),
            ],
        ),
        (
            "unlock",
            &|kind| Plan::unlock(kind, mapping()),
            [
                (OmaDm, &["Exec ./LAWMO/Operations/UnLock", "Get ./LAWMO/State"]),
                (Tr181, &[]),
                (Tr098, &[]),
                (LwM2m, &["/8/0/0 Some(Integer(0))", "/8/0/5"]),
                (OneM2m, &["\"unlock\":true", "\"result\""]),
            ],
        ),
        (
            "wipe",
            &|kind| Plan::wipe(&[], kind, mapping()),
            [
                (OmaDm, &["Exec ./LAWMO/Operations/Wipe"]),
                (Tr181, &[]),
                (Tr098, &[]),
                (LwM2m, &["/8/0/3", "/8/0/5"]),
                (OneM2m, &["\"wipe\":true", "\"result\""]),
            ],
        ),
        (
            "wipe in parts",
            &|kind| Plan::wipe(&["photos"], kind, mapping()),
            [
                (OmaDm, &[]),
                (Tr181, &[]),
                (Tr098, &[]),
                (LwM2m, &["/8/0/4/0 Some(String(\"photos\"));/8/0/3", "/8/0/5"]),
                (OneM2m, &["\"wipeTargets\":[\"photos\"]", "\"result\""]),
            ],
        ),
        (
            "suspend",
            &|kind| Plan::suspend(first.clone(), 3_600, kind, mapping()),
            [
                (OmaDm, &[]),
                (Tr181, &[]),
                (Tr098, &[]),
                (LwM2m, &["/1/0/5 Some(Integer(3600));/1/0/4"]),
                (OneM2m, &["\"disable\":true"]),
            ],
        ),
        (
            "schedule",
            &|kind| Plan::schedule_reports(first.clone(), 900, kind, mapping()),
            [
                (OmaDm, &[]),
                (Tr181, &["Device.ManagementServer.PeriodicInformInterval"]),
                (Tr098, &["InternetGatewayDevice.ManagementServer.PeriodicInformInterval"]),
                (LwM2m, &["/1/0/3 Some(Integer(900))"]),
                (OneM2m, &["\"maximumPeriod\":900"]),
            ],
        ),
        (
            "later",
            &|kind| Plan::firmware_update_after(600, url, kind, mapping()),
            [
                (OmaDm, &[]),
                (Tr181, &["<DelaySeconds>600</DelaySeconds>"]),
                (Tr098, &["<DelaySeconds>600</DelaySeconds>"]),
                (LwM2m, &[]),
                (OneM2m, &["\"dss\":600"]),
            ],
        ),
    ];
    for (name, make, expected) in plans {
        for (kind, parts) in expected {
            match make(kind) {
                Ok(mut plan) => {
                    assert!(!parts.is_empty(), "{name} {kind:?} can be done");
                    shows(&sends(&mut plan, kind), parts);
                }
                Err(loss) => assert!(parts.is_empty(), "{name} {kind:?}: {loss}"),
            }
        }
    }
}

fn told(name: &str, value: impl Into<Value<'static>>) -> Message<'static> {
    Message::report(vec![Reading::new(mapping().find_attribute(name).unwrap(), value)])
}

#[test]
fn locks_end_with_what_the_device_shows() {
    let mut plan = Plan::lock(true, DeviceKind::LwM2m, mapping()).unwrap();
    sends(&mut plan, DeviceKind::LwM2m);
    plan.feed(&told("lock.result", 0), mapping());
    assert_eq!(plan.next(), Next::Wait, "not yet");
    let mut failed = plan.clone();
    plan.feed(&told("lock.result", 2), mapping());
    assert!(matches!(plan.next(), Next::Done(Outcome::Success(_))));
    failed.feed(&told("lock.result", 6), mapping());
    assert_eq!(failed.next(), Next::Done(Outcome::Failure(None)));

    let mut plan = Plan::unlock(DeviceKind::OmaDm, mapping()).unwrap();
    sends(&mut plan, DeviceKind::OmaDm);
    plan.feed(&told("lock.state", 2), mapping());
    assert_eq!(plan.next(), Next::Wait);
    plan.feed(&told("lock.state", 0), mapping());
    assert!(matches!(plan.next(), Next::Done(Outcome::Success(_))));
}

#[test]
fn logs_come_as_data_or_are_uploaded() {
    let mut plan = Plan::log_upload(Instance::FIRST, "https://x", DeviceKind::LwM2m, mapping()).unwrap();
    sends(&mut plan, DeviceKind::LwM2m);
    assert_eq!(plan.next(), Next::Wait);
    plan.feed(&told("eventLog.logData", "bGluZQ=="), mapping());
    let Next::Done(Outcome::Success(readings)) = plan.next() else { panic!() };
    assert_eq!(readings[0].value, Value::text("bGluZQ=="));
}

#[test]
fn a_delayed_update_is_a_command() {
    let mut plan =
        Plan::firmware_update_after(600, "https://x.example/1", DeviceKind::OneM2m, mapping()).unwrap();
    let Next::Send(message) = plan.next() else { panic!() };
    let lowered = onem2m::lower(&message, &Options::default());
    assert_eq!(lowered.losses, []);
    let json = Resource::to_json(&lowered.output).unwrap();
    assert_eq!(
        json,
        r#"{"m2m:mgc":{"cmt":4,"exra":{"dld":[{"ftyp":"1 Firmware Upgrade Image","url":"https://x.example/1","dss":600}]},"exe":true}}"#
    );
    let back = onem2m::lift(&lowered.output, &Options::default()).unwrap();
    assert_eq!((back.losses.len(), back.operations.len()), (0, 1));
}
