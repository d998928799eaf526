//! Many devices at once.

use super::*;
use mgmt_model::procedure::{Aggregate, DeviceKind, Next, Outcome, Plan, batches};
use mgmt_model::status::Code;

#[test]
fn bulk() {
    let fleet =
        [("gate-1", TR181), ("lamp-1", LWM2M), ("lamp-2", LWM2M), ("phone", OMADM), ("gate-2", TR181)];
    let order = order("reboot.reboot", &[]);
    // Three messages for five devices.
    let messages: Vec<_> =
        batches(fleet).into_iter().map(|batch| (steps(&order, batch.kind), batch.members)).collect();
    assert_eq!(messages.len(), 3);
    assert!(messages.contains(&(vec!["exec /3/0/4".into()], vec!["lamp-1", "lamp-2"])));
    let mut answers = Aggregate::new(fleet.map(|(name, _)| name));
    assert!(answers.report(&"lamp-1", Outcome::Success(vec![])));
    assert!(!answers.report(&"lamp-1", Outcome::Failure(None)));
    assert!(!answers.report(&"stranger", Outcome::Success(vec![])));
    assert!(answers.report(&"gate-1", Outcome::Failure(Some(Code::Cwmp(9001)))));
    let progress = answers.progress();
    assert_eq!((progress.pending, progress.succeeded, progress.failed), (3, 1, 1));
}

#[test]
fn streetlights() {
    // A street's lamps get new firmware; one fails its check.
    let lamps = ["lamp-1", "lamp-2", "lamp-3"];
    let mut street = Aggregate::new(lamps);
    for lamp in lamps {
        let mut plan = Plan::firmware_update("coap://files.example/lamp-2.1", DeviceKind::LwM2m, mapping());
        let results: &[(&str, i128)] = if lamp == "lamp-2" {
            &[("/5/0/3", 2), ("/5/0/5", 5)]
        } else {
            &[("/5/0/3", 2), ("/5/0/3", 3), ("/5/0/5", 1)]
        };
        let mut results = results.iter();
        let outcome = loop {
            match plan.next() {
                Next::Send(_) => {}
                Next::Wait => {
                    let (path, number) = results.next().unwrap();
                    plan.feed(&told(LWM2M, &[(path, Value::Integer(*number))]), mapping());
                }
                Next::Done(outcome) => break outcome,
            }
        };
        street.report(&lamp, outcome);
    }
    let progress = street.progress();
    assert_eq!((progress.pending, progress.succeeded, progress.failed), (0, 2, 1));
}
