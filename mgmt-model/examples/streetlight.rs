//! A street's lamps get new firmware: one plan per lamp, answers of simulated devices, one outcome for the group.
//!
//! `cargo run -p mgmt-model --example streetlight`
#![allow(clippy::print_stdout, reason = "an example that people run")]

use lwm2m_tlv::{Node, Path};
use mgmt_model::procedure::{Aggregate, Next, Plan};
use mgmt_model::{Mapping, Options, lwm2m};

/// What a lamp answers while it updates itself: state of the update, result.
fn answers(lamp: &str) -> Vec<(u16, i64)> {
    match lamp {
        "lamp-2" => vec![(3, 1), (3, 2), (5, 5)],
        _ => vec![(3, 1), (3, 2), (3, 3), (5, 1)],
    }
}

fn main() {
    let (mapping, options) = (Mapping::built_in(), Options::default());
    let lamps = ["lamp-1", "lamp-2", "lamp-3"];
    let mut street = Aggregate::new(lamps);
    for lamp in lamps {
        let mut plan = Plan::firmware_update_in_steps("coap://files.example/lamp-2.1.bin", mapping);
        let mut answers = answers(lamp).into_iter();
        let outcome = loop {
            match plan.next() {
                Next::Send(request) => {
                    for node in lwm2m::lower(&request, &options).output {
                        println!(
                            "{lamp} <- {} {}",
                            node.path,
                            node.value().map_or(String::new(), |v| format!("{v:?}"))
                        );
                    }
                }
                Next::Wait => {
                    let Some((resource, number)) = answers.next() else { break None };
                    println!("{lamp} -> /5/0/{resource} {number}");
                    let payload = [Node::new(Path::resource(5, 0, resource), number)];
                    plan.feed(&lwm2m::lift(&payload, &options), mapping);
                }
                Next::Done(outcome) => break Some(outcome),
            }
        };
        if let Some(outcome) = outcome {
            street.report(&lamp, outcome);
        }
    }
    let progress = street.progress();
    println!("{} updated, {} failed, {} pending", progress.succeeded, progress.failed, progress.pending);
    assert_eq!((progress.succeeded, progress.failed, progress.pending), (2, 1, 0));
}
