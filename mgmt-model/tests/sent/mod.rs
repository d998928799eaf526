//! What a plan asks for, in words.

use mgmt_model::Operation;
use mgmt_model::procedure::{Next, Plan};

/// The requests of a plan until it waits or ends, by what they ask.
pub(crate) fn sends(plan: &mut Plan) -> Vec<&'static str> {
    let mut sent = Vec::new();
    while let Next::Send(message) = plan.next() {
        sent.push(match message.operations.as_slice() {
            [Operation::Read(_)] => "read",
            [Operation::Write(_)] => "write",
            [Operation::Execute { .. }] => "execute",
            [Operation::Observe(_)] => "observe",
            other => panic!("{other:?}"),
        });
    }
    sent
}
