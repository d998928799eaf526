//! Plans under whatever devices answer.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]
#![cfg(feature = "cwmp")]

use cwmp_soap::rpc::{
    DUStateChangeComplete, DeploymentUnitFaultStruct, FaultStruct, OpResultStruct, TransferComplete,
};
use cwmp_soap::value::FaultCode;
use cwmp_soap::{CwmpNamespace, Envelope, Fault};
use mgmt_model::mapping::Technology;
use mgmt_model::plain::{self, Item};
use mgmt_model::procedure::{DeviceKind, Next, Outcome, Plan};
use mgmt_model::status::Code;
use mgmt_model::{Instance, Intent, Mapping, Message, Options, Reading, Value, cwmp};
use proptest::prelude::*;

mod sent;
use sent::sends;

fn mapping() -> &'static Mapping {
    Mapping::built_in()
}

const URL: &str = "https://files.example/1";

/// Every plan that there is for a kind of device.
fn plans(kind: DeviceKind, instance: &Instance) -> Vec<(&'static str, Plan)> {
    let at = || instance.clone();
    let m = mapping();
    let some = [
        ("log start", Plan::log_start(at(), kind, m)),
        ("log stop", Plan::log_stop(at(), kind, m)),
        ("log upload", Plan::log_upload(at(), URL, kind, m)),
        ("lock", Plan::lock(true, kind, m)),
        ("partial lock", Plan::lock(false, kind, m)),
        ("unlock", Plan::unlock(kind, m)),
        ("wipe", Plan::wipe(&[], kind, m)),
        ("suspend", Plan::suspend(at(), 60, kind, m)),
        ("schedule", Plan::schedule_reports(at(), 60, kind, m)),
        ("later", Plan::firmware_update_after(60, URL, kind, m)),
        ("activate", Plan::activate(at(), true, kind, m)),
        ("deactivate", Plan::activate(at(), false, kind, m)),
    ];
    let always = [
        ("reboot", Plan::reboot(m)),
        ("factory reset", Plan::factory_reset(m)),
        ("ping", Plan::ping("host.example", m)),
        ("update", Plan::firmware_update(URL, kind, m)),
        ("install", Plan::install(at(), URL, kind, m)),
        ("uninstall", Plan::uninstall(at(), kind, m)),
    ];
    let some = some.into_iter().filter_map(|(name, plan)| Some((name, plan.ok()?)));
    some.chain(always).collect()
}

/// What happens to a plan.
#[derive(Clone, Debug)]
enum Event {
    /// A value of one of the attributes that plans look at.
    Told(usize, i64, bool, Option<u32>),
    Refused(Code),
    Asked,
    Timeout,
}

/// What plans look at, and neighbours.
const ATTRIBUTES: [&str; 14] = [
    "firmware.state",
    "firmware.result",
    "firmware.updateStatus",
    "firmware.version",
    "software.state",
    "software.installStatus",
    "software.activeStatus",
    "software.uuid",
    "lock.result",
    "lock.state",
    "ping.state",
    "ping.successCount",
    "eventLog.logData",
    "battery.batteryLevel",
];

fn event() -> impl Strategy<Value = Event> {
    let code = prop_oneof![
        (9000_u16..9033).prop_map(Code::Cwmp),
        prop::sample::select(vec![200_u16, 202, 212, 401, 404, 500]).prop_map(Code::SyncMl),
        prop::sample::select(vec![204_u16, 400, 404, 500]).prop_map(Code::Coap),
        (0_u8..12).prop_map(Code::FirmwareResult),
    ];
    prop_oneof![
        8 => (0..ATTRIBUTES.len(), -1_i64..12, any::<bool>(), prop::option::of(0_u32..3))
            .prop_map(|(attribute, number, record, at)| Event::Told(attribute, number, record, at)),
        1 => code.prop_map(Event::Refused),
        6 => Just(Event::Asked),
        1 => Just(Event::Timeout),
    ]
}

fn told(attribute: usize, number: i64, record: bool, at: Option<u32>) -> Message<'static> {
    let id = mapping().find_attribute(ATTRIBUTES[attribute]).unwrap();
    let value = match (record, number % 3) {
        (false, _) => Value::from(number),
        (true, 0) => Value::Record(vec![("sus".into(), number.into())]),
        (true, 1) => Value::Record(vec![("acn".into(), "install".into()), ("sus".into(), number.into())]),
        (true, _) => Value::from("text"),
    };
    let instance = at.map_or_else(|| Instance::named("text"), Instance::index);
    Message::report(vec![Reading::new(id, value).with_instance(instance)])
}

proptest! {
    /// Whatever comes in whatever order: a plan sends each of its requests once, ends, and after a failure never well.
    #[test]
    fn any_answers(
        kind in prop::sample::select(DeviceKind::ALL.to_vec()),
        at in 0_u32..3,
        events in prop::collection::vec(event(), 0..60),
    ) {
        for (name, mut plan) in plans(kind, &Instance::index(at)) {
            let (mut sent, mut failed) = (0, None);
            for event in &events {
                match event {
                    Event::Told(attribute, number, record, at) => {
                        plan.feed(&told(*attribute, *number, *record, *at), mapping());
                    }
                    Event::Refused(code) => {
                        plan.fail(*code);
                        if !code.is_success() {
                            failed.get_or_insert(Some(*code));
                        }
                    }
                    Event::Timeout => {
                        plan.give_up();
                        failed.get_or_insert(None);
                    }
                    Event::Asked => {}
                }
                match plan.next() {
                    Next::Send(message) => {
                        sent += 1;
                        prop_assert!(failed.is_none(), "{} sends after a failure", name);
                        prop_assert_eq!(message.operations.len(), 1);
                    }
                    Next::Wait => prop_assert!(failed.is_none(), "{} waits after a failure", name),
                    Next::Done(Outcome::Success(_)) => {
                        prop_assert!(failed.is_none(), "{} succeeds after a failure", name);
                    }
                    Next::Done(Outcome::Failure(code)) => {
                        // The first failure is the one that is told.
                        let first = *failed.get_or_insert(code);
                        prop_assert_eq!(code, first, "{}", name);
                    }
                }
            }
            prop_assert!(sent <= 4, "{} sends {} times", name, sent);
            // Given up, it is over at once, and stays so.
            let over = matches!(plan.clone().next(), Next::Done(_));
            plan.give_up();
            for _ in 0..3 {
                prop_assert!(matches!(plan.next(), Next::Done(Outcome::Failure(_))) || over);
            }
        }
    }
}

fn feed(plan: &mut Plan, technology: Technology, name: &'static str, value: impl Into<Value<'static>>) {
    let items = vec![Item::new(technology, name, value)];
    plan.feed(&plain::lift(items, Intent::Report, &Options::default()), mapping());
}

fn envelope(body: impl Into<cwmp_soap::Body<'static>>) -> Envelope<'static> {
    Envelope::new(CwmpNamespace::Cwmp12, body)
}

fn take(plan: &mut Plan, envelope: &Envelope<'_>) {
    if let Some(code) = cwmp::fault(envelope) {
        plan.fail(code);
    }
    plan.feed(&cwmp::lift(envelope, &Options::default()), mapping());
}

fn change(uuid: &'static str, state: &'static str, fault: u32) -> Envelope<'static> {
    let unit = "Device.SoftwareModules.DeploymentUnit.4";
    let result = OpResultStruct::new(uuid, unit, "1.0", state, false);
    let result = result.with_fault(DeploymentUnitFaultStruct::new(FaultCode(fault)));
    envelope(DUStateChangeComplete::new(vec![result]))
}

/// A unit of TR-069 is told of by its UUID, in whatever place of the list, and not by its number.
#[test]
fn units_are_known_by_their_uuid() {
    let begun = || {
        let mut plan = Plan::uninstall(Instance::index(3), DeviceKind::Tr181, mapping());
        assert_eq!(sends(&mut plan), ["read"]);
        feed(&mut plan, Technology::Tr181, "Device.SoftwareModules.DeploymentUnit.4.UUID", "u-4");
        assert_eq!(sends(&mut plan), ["execute"]);
        plan
    };
    let mut plan = begun();
    take(&mut plan, &change("u-9", "Uninstalled", 0));
    assert_eq!(plan.next(), Next::Wait, "another unit");
    // Read in between, the table still says what was there before.
    feed(&mut plan, Technology::Tr181, "Device.SoftwareModules.DeploymentUnit.4.Status", "Installed");
    assert_eq!(plan.next(), Next::Wait, "that it is installed is no removal");
    take(&mut plan, &change("u-4", "Uninstalled", 0));
    assert!(matches!(plan.next(), Next::Done(Outcome::Success(_))));

    let mut plan = begun();
    take(&mut plan, &change("u-4", "Failed", 9029));
    assert_eq!(plan.next(), Next::Done(Outcome::Failure(Some(Code::Cwmp(9029)))));

    let mut plan = Plan::install(Instance::index(2), URL, DeviceKind::Tr181, mapping());
    assert_eq!(sends(&mut plan), ["execute"]);
    take(&mut plan, &change("u-new", "Installed", 0));
    assert!(matches!(plan.next(), Next::Done(Outcome::Success(_))));
}

/// The order is taken, the device restarts, and tells in another session what became of it.
#[test]
fn transfers_end_in_another_session() {
    let begun = || {
        let mut plan = Plan::firmware_update(URL, DeviceKind::Tr098, mapping());
        assert_eq!(sends(&mut plan), ["execute"]);
        feed(&mut plan, Technology::Cwmp, "DownloadResponse.Status", 1);
        assert_eq!(plan.next(), Next::Wait);
        plan
    };
    let complete = |code| {
        let fault = FaultStruct::new(FaultCode(code), "");
        envelope(TransferComplete::new("k", fault))
    };
    let mut plan = begun();
    take(&mut plan, &complete(0));
    assert!(matches!(plan.next(), Next::Done(Outcome::Success(_))));
    let mut plan = begun();
    take(&mut plan, &complete(9018));
    assert_eq!(plan.next(), Next::Done(Outcome::Failure(Some(Code::Cwmp(9018)))));
    let mut plan = begun();
    take(&mut plan, &envelope(Fault::new(FaultCode::REQUEST_DENIED)));
    assert_eq!(plan.next(), Next::Done(Outcome::Failure(Some(Code::Cwmp(9001)))));
}

/// LwM2M takes a package in steps: an order before it is there would be refused.
#[test]
fn packages_in_steps() {
    let mut plan = Plan::install(Instance::index(1), URL, DeviceKind::LwM2m, mapping());
    assert_eq!(sends(&mut plan), ["observe", "write"]);
    for state in [1, 2] {
        feed(&mut plan, Technology::LwM2m, "/9/1/7", state);
        assert_eq!(plan.next(), Next::Wait);
    }
    let mut corrupt = plan.clone();
    feed(&mut plan, Technology::LwM2m, "/9/1/7", 3);
    assert_eq!(sends(&mut plan), ["execute"]);
    feed(&mut plan, Technology::LwM2m, "/9/0/7", 4);
    assert_eq!(plan.next(), Next::Wait, "another package");
    feed(&mut plan, Technology::LwM2m, "/9/1/7", 4);
    assert!(matches!(plan.next(), Next::Done(Outcome::Success(_))));
    feed(&mut corrupt, Technology::LwM2m, "/9/1/9", 53);
    assert!(matches!(corrupt.next(), Next::Done(Outcome::Failure(_))));

    let mut plan = Plan::uninstall(Instance::index(1), DeviceKind::LwM2m, mapping());
    assert_eq!(sends(&mut plan), ["observe", "execute"]);
    let mut refused = plan.clone();
    feed(&mut plan, Technology::LwM2m, "/9/1/7", 4);
    assert_eq!(plan.next(), Next::Wait);
    feed(&mut plan, Technology::LwM2m, "/9/1/7", 0);
    assert!(matches!(plan.next(), Next::Done(Outcome::Success(_))));
    feed(&mut refused, Technology::LwM2m, "/9/1/9", 58);
    assert!(matches!(refused.next(), Next::Done(Outcome::Failure(_))));
}

/// Which package a UUID means is not known elsewhere: no other one is removed for it, and its number can be given.
#[test]
fn a_unit_that_is_elsewhere_by_number() {
    use mgmt_model::{LossKind, Protocol, lower};
    let removal = cwmp_soap::rpc::UninstallOpStruct::new("u-4");
    let request =
        envelope(cwmp_soap::rpc::ChangeDUState::new(vec![cwmp_soap::rpc::Operation::Uninstall(removal)]));
    let message = cwmp::lift(&request, &Options::default());
    let software = mapping().resource_by_name("software").unwrap();
    let unit = Instance::named("u-4");
    let lowered = plain::lower(&message, Technology::LwM2m, &Options::default());
    assert_eq!(lowered.output, []);
    assert!(lowered.losses.iter().any(|loss| loss.kind == LossKind::Unnumbered && loss.is_total()));
    let options = Options::default().with_instances(vec![(software, unit, 5)]);
    let lowered = plain::lower(&message, Technology::LwM2m, &options);
    assert_eq!(lowered.output, [plain::Step::Execute("/9/5/6".into())]);
    assert!(lowered.losses.iter().all(|loss| loss.kind != LossKind::Unnumbered));
    // And from the number to the UUID, without which TR-069 removes nothing.
    let mut order = Message::request(Vec::new());
    plain::execute(Technology::LwM2m, "/9/5/6", &mut order, &options);
    let lowered = plain::lower(&order, Technology::Tr181, &options);
    let call = plain::Step::Call {
        method: "ChangeDUState.Uninstall".into(),
        arguments: vec![("UUID".into(), Value::text("u-4"))],
    };
    assert_eq!((lowered.output, lowered.losses), (vec![call], vec![]));
    let unknown = plain::lower(&order, Technology::Tr181, &Options::default());
    assert!(unknown.output.is_empty() && unknown.losses[0].kind == LossKind::MissingArgument);
    // It is the same order again in TR-069, which goes by the UUID.
    let again = lower(&message, Protocol::Cwmp, &Options::default());
    assert_eq!(again.losses, []);
}
