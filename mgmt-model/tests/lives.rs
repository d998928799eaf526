//! Lives of firmware and software, event by event, and plans that go wrong: refusals, lost answers, other orders.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use mgmt_model::procedure::{
    DeviceKind, FirmwareAction, FirmwareEvent, FirmwareState, Next, Outcome, Plan, SoftwareAction,
    SoftwareEvent, SoftwareState,
};
use mgmt_model::status::Code;
use mgmt_model::{Instance, Mapping, Message, Reading, Value};

mod sent;
use sent::sends;

fn mapping() -> &'static Mapping {
    Mapping::built_in()
}

#[test]
fn firmware_by_event() {
    use FirmwareEvent as E;
    use FirmwareState as S;
    let lwm2m = |state, result| E::LwM2m { state, result };
    for (from, event, to) in [
        (S::Idle, E::Requested, S::Downloading),
        (S::UpdateFailed, E::Requested, S::Downloading),
        (S::Updating, E::Requested, S::Updating),
        (S::Downloading, E::Cancel, S::Cancelled),
        (S::Updating, E::Cancel, S::Updating),
        (S::Idle, E::FumoState(20), S::DownloadFailed),
        (S::Idle, E::FumoState(50), S::Downloaded),
        (S::Idle, E::FumoState(70), S::UpdateFailedWithData),
        (S::Idle, E::FumoState(80), S::UpdateFailed),
        (S::Idle, E::FumoState(90), S::UpdatedWithData),
        (S::Downloaded, E::FumoState(77), S::Downloaded),
        (S::Downloading, E::FumoAlert(200), S::Updated),
        (S::Downloading, E::FumoAlert(401), S::Cancelled),
        (S::Downloading, E::FumoAlert(410), S::UpdateFailed),
        (S::Downloading, E::FumoAlert(404), S::DownloadFailed),
        (S::Downloaded, E::FumoAlert(404), S::UpdateFailedWithData),
        (S::Updating, E::FumoAlert(404), S::UpdateFailed),
        (S::Idle, E::TransferAccepted { complete: true }, S::Updating),
        (S::Idle, E::TransferAccepted { complete: false }, S::Downloading),
        (S::Downloading, E::TransferComplete(0), S::Updating),
        (S::Downloading, E::TransferComplete(9010), S::DownloadFailed),
        (S::Updating, E::TransferComplete(9002), S::UpdateFailed),
        (S::Updating, E::Booted { expected_version: true }, S::Updated),
        (S::Updating, E::Booted { expected_version: false }, S::UpdateFailed),
        (S::Downloading, E::Booted { expected_version: false }, S::Downloading),
        (S::Idle, lwm2m(1, 0), S::Downloading),
        (S::Downloading, lwm2m(2, 0), S::Downloaded),
        (S::Updating, lwm2m(2, 8), S::UpdateFailedWithData),
        (S::Downloaded, lwm2m(2, 11), S::Deferred),
        (S::Downloaded, lwm2m(3, 0), S::Updating),
        (S::Updating, lwm2m(0, 0), S::Idle),
        (S::Updating, lwm2m(0, 1), S::Updated),
        (S::Updating, lwm2m(0, 8), S::UpdateFailed),
        (S::Downloading, lwm2m(0, 10), S::Cancelled),
        (S::Downloading, lwm2m(0, 4), S::DownloadFailed),
        (S::Updating, lwm2m(9, 0), S::Updating),
        (S::Updated, E::IntegrityFailed, S::UpdateFailed),
    ] {
        assert_eq!(from.advance(event).0, to, "{from:?} {event:?}");
    }
    for (state, status) in [
        (S::Idle, 0),
        (S::Cancelled, 0),
        (S::Updated, 1),
        (S::UpdatedWithData, 1),
        (S::DownloadFailed, 2),
        (S::UpdateFailed, 2),
        (S::UpdateFailedWithData, 2),
        (S::Downloading, 3),
        (S::Deferred, 3),
    ] {
        assert_eq!(state.onem2m_status(), status, "{state:?}");
    }
    let actions = |state: S, event| state.advance(event).1;
    assert_eq!(actions(S::Updated, E::IntegrityFailed), [FirmwareAction::Recover]);
    assert_eq!(actions(S::Downloading, lwm2m(1, 0)), [FirmwareAction::ReadState], "one may have been missed");
    assert_eq!(actions(S::Idle, lwm2m(0, 0)), []);
    assert_eq!(actions(S::Downloading, E::TransferComplete(0)), [FirmwareAction::ReadVersion]);
    assert_eq!(actions(S::Updating, E::FumoState(100)), [FirmwareAction::ReportSuccess]);
    assert_eq!(actions(S::Updating, E::FumoState(80)), [FirmwareAction::ReportFailure]);
}

#[test]
fn software_by_event() {
    use SoftwareEvent as E;
    use SoftwareState as S;
    let lwm2m = |state, result, active| E::LwM2m { state, result, active };
    for (from, event, to) in [
        (S::NotInstalled, E::InstallRequested, S::Downloading),
        (S::Active, E::InstallRequested, S::Updating),
        (S::Active, E::UninstallRequested, S::Uninstalling),
        (S::Uninstalling, lwm2m(0, 0, false), S::NotInstalled),
        (S::Downloading, lwm2m(3, 3, false), S::Delivered),
        (S::Delivered, lwm2m(4, 2, false), S::Inactive),
        (S::Delivered, lwm2m(4, 2, true), S::Active),
        (S::Delivered, lwm2m(9, 0, true), S::Delivered),
        (S::Downloading, lwm2m(1, 51, false), S::Failed),
        (S::Downloading, E::ScomoDownload(20), S::Failed),
        (S::Delivered, E::ScomoDownload(50), S::Updating),
        (S::Delivered, E::ScomoDownload(10), S::Delivered),
        (S::Delivered, E::ScomoDeployed(20), S::Active),
        (S::Delivered, E::ScomoDeployed(99), S::Delivered),
        (S::Uninstalling, E::ScomoAlert(1200), S::NotInstalled),
        (S::Active, E::ScomoAlert(1200), S::Active),
        (S::Updating, E::ScomoAlert(1200), S::Inactive),
        (S::Updating, E::ScomoAlert(1400), S::Failed),
        (S::Updating, E::UnitChange { fault: 0, installed: true }, S::Inactive),
        (S::Uninstalling, E::UnitChange { fault: 0, installed: false }, S::NotInstalled),
        (S::Uninstalling, E::UnitChange { fault: 9029, installed: false }, S::Failed),
        (S::Inactive, E::UnitActive(true), S::Active),
        (S::Active, E::UnitActive(false), S::Inactive),
        (S::Downloading, E::UnitActive(false), S::Downloading),
    ] {
        assert_eq!(from.advance(event).0, to, "{from:?} {event:?}");
    }
    for (state, status) in
        [(S::NotInstalled, 0), (S::Inactive, 1), (S::Active, 1), (S::Failed, 2), (S::Downloading, 3)]
    {
        assert_eq!(state.onem2m_install_status(), status, "{state:?}");
    }
    let (_, actions) = S::Downloading.advance(lwm2m(3, 3, false));
    assert_eq!(actions, [SoftwareAction::Install]);
    let (_, actions) = S::Updating.advance(E::ScomoAlert(1400));
    assert_eq!(actions, [SoftwareAction::ReportFailure]);
}

fn told(values: &[(&str, Value<'static>)], instance: u32) -> Message<'static> {
    let reading = |(name, value): &(&str, Value<'static>)| {
        Reading::new(mapping().find_attribute(name).unwrap(), value.clone())
            .with_instance(Instance::index(instance))
    };
    Message::report(values.iter().map(reading).collect())
}

const URL: &str = "https://f.example/1";

#[test]
fn an_update_in_steps() {
    let begun = || {
        let mut plan = Plan::firmware_update(URL, DeviceKind::LwM2m, mapping());
        assert_eq!(sends(&mut plan), ["observe", "write"]);
        assert_eq!(plan.next(), Next::Wait);
        plan
    };
    let state = |number: i64| told(&[("firmware.state", number.into())], 0);
    let result = |number: i64| told(&[("firmware.result", number.into())], 0);

    let mut plan = begun();
    for report in [state(1), state(1), result(0)] {
        plan.feed(&report, mapping());
        assert_eq!(plan.next(), Next::Wait, "a notification that is repeated, or tells nothing new");
    }
    plan.feed(&state(3), mapping());
    assert_eq!(sends(&mut plan), ["execute"]);
    plan.feed(&state(5), mapping());
    assert_eq!(plan.next(), Next::Wait);
    plan.feed(&result(1), mapping());
    assert!(matches!(plan.next(), Next::Done(Outcome::Success(_))));

    // The download fails: the package never comes, and the device says why.
    let mut plan = begun();
    plan.feed(&state(1), mapping());
    plan.feed(&told(&[("firmware.state", 0.into()), ("firmware.result", 4.into())], 0), mapping());
    assert_eq!(plan.next(), Next::Done(Outcome::Failure(Some(Code::FirmwareResult(4)))));

    // The notification of the download's beginning is lost.
    let mut plan = begun();
    plan.feed(&state(3), mapping());
    assert_eq!(sends(&mut plan), ["execute"]);
    plan.feed(&result(8), mapping());
    assert_eq!(plan.next(), Next::Done(Outcome::Failure(Some(Code::FirmwareResult(8)))));

    // What was there before the request is no answer to it.
    let mut plan = Plan::firmware_update(URL, DeviceKind::LwM2m, mapping());
    assert!(matches!(plan.next(), Next::Send(_)));
    plan.feed(&told(&[("firmware.state", 0.into()), ("firmware.result", 5.into())], 0), mapping());
    assert_eq!(sends(&mut plan), ["write"]);
    assert_eq!(plan.next(), Next::Wait);
}

/// Each technology's refusal ends a plan with its own code; a success is none.
#[test]
fn refusals() {
    for (code, good) in [
        (Code::Cwmp(9010), Code::Cwmp(0)),
        (Code::SyncMl(404), Code::SyncMl(200)),
        (Code::Coap(405), Code::Coap(204)),
        (Code::FumoResult(410), Code::FumoResult(200)),
        (Code::SoftwareResult(51), Code::SoftwareResult(2)),
    ] {
        let mut plan = Plan::firmware_update(URL, DeviceKind::OmaDm, mapping());
        assert_eq!(sends(&mut plan), ["execute"]);
        plan.fail(good);
        assert_eq!(plan.next(), Next::Wait, "{good:?}");
        plan.fail(code);
        assert_eq!(plan.next(), Next::Done(Outcome::Failure(Some(code))));
        // What comes later changes nothing.
        let done = Value::Record(vec![("sus".into(), 1.into())]);
        plan.feed(&told(&[("firmware.updateStatus", done)], 0), mapping());
        assert_eq!(plan.next(), Next::Done(Outcome::Failure(Some(code))));
    }
}

#[test]
fn packages() {
    let status =
        |number: i64| Value::Record(vec![("acn".into(), "install".into()), ("sus".into(), number.into())]);
    let mut plan = Plan::install(Instance::index(2), URL, DeviceKind::OmaDm, mapping());
    assert_eq!(sends(&mut plan), ["execute"]);
    plan.feed(&told(&[("software.installStatus", status(1))], 3), mapping());
    assert_eq!(plan.next(), Next::Wait, "another package");
    plan.feed(&told(&[("software.installStatus", status(3))], 2), mapping());
    assert_eq!(plan.next(), Next::Wait, "not yet");
    plan.feed(&told(&[("software.installStatus", status(2))], 2), mapping());
    assert_eq!(plan.next(), Next::Done(Outcome::Failure(None)));

    // The first package has a number like the others; devices with names call it by one.
    let mut plan = Plan::install(Instance::FIRST, URL, DeviceKind::OmaDm, mapping());
    sends(&mut plan);
    plan.feed(&told(&[("software.installStatus", status(1))], 3), mapping());
    assert_eq!(plan.next(), Next::Wait);
    let mut named = told(&[("software.installStatus", status(1))], 0);
    named.readings[0].instance = Instance::named("mail");
    plan.feed(&named, mapping());
    assert!(matches!(plan.next(), Next::Done(Outcome::Success(_))));

    for (kind, active) in [(DeviceKind::LwM2m, true), (DeviceKind::OmaDm, false), (DeviceKind::OneM2m, true)]
    {
        let mut plan = Plan::activate(Instance::index(1), active, kind, mapping()).unwrap();
        assert_eq!(sends(&mut plan), ["execute", "read"], "{kind:?}");
        plan.feed(&told(&[("software.activeStatus", status(1))], 1), mapping());
        assert!(matches!(plan.next(), Next::Done(Outcome::Success(_))), "{kind:?}");
    }
}

/// The results of a test on the device come in any order and in several reports.
#[test]
fn results_in_parts() {
    let mut plan = Plan::ping("host.example", mapping());
    assert_eq!(sends(&mut plan), ["execute"]);
    plan.feed(&told(&[("ping.successCount", 9.into())], 0), mapping());
    assert_eq!(plan.next(), Next::Wait, "the state decides");
    plan.feed(&told(&[("ping.state", 2.into())], 0), mapping());
    assert_eq!(sends(&mut plan), ["read"]);
    plan.feed(
        &told(&[("ping.averageResponseTime", 12.into()), ("ping.failureCount", 0.into())], 0),
        mapping(),
    );
    let Next::Done(Outcome::Success(readings)) = plan.next() else { panic!("{:?}", plan.next()) };
    assert_eq!(readings.len(), 3);
    let mut plan = Plan::ping("host.example", mapping());
    sends(&mut plan);
    plan.feed(&told(&[("ping.state", 5.into())], 0), mapping());
    assert_eq!(plan.next(), Next::Done(Outcome::Failure(None)));
}
