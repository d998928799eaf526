//! What a name tells alone it tells in company too: it arrives, or a loss names it, and nothing arrives twice.
//!
//! Every name of the tables, with a value that it takes, is put together with others, neighbours and strangers, and
//! carried from each technology to each other one. The generator is seeded: every run sees the same groups.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use mgmt_model::mapping::Technology;
use mgmt_model::plain::{self, Item, Step};
use mgmt_model::{Intent, Mapping, Options, Value};
use mgmt_testkit::random::Random;
use std::collections::{BTreeMap, BTreeSet};

const TECHNOLOGIES: [Technology; 3] = [Technology::OmaDm, Technology::Tr181, Technology::LwM2m];
const VALUES: [&str; 9] = ["1", "true", "a", "2020-02-03T04:05:06Z", "0", "AAEC", "50", "Up", "Completed"];
const GROUPS: usize = 150;

type Told = (Vec<(String, String)>, Vec<String>);

/// What arrives of these, and the names of what does not.
fn carried(from: Technology, to: Technology, intent: Intent, items: &[(&str, &'static str)]) -> Told {
    let options = Options::default();
    let items = items.iter().map(|(name, value)| Item::new(from, (*name).to_owned(), *value)).collect();
    let message = plain::lift(items, intent, &options);
    let mut arrived = Vec::new();
    let show = |value: &Value<'_>| format!("{value:?}");
    let losses = if intent == Intent::Report {
        let told = plain::lower_report(&message, to, &options);
        arrived.extend(told.output.iter().map(|entry| (entry.address.clone(), show(&entry.value))));
        told.losses
    } else {
        let told = plain::lower(&message, to, &options);
        for step in told.output {
            match step {
                Step::Write(entries) => {
                    arrived.extend(entries.iter().map(|entry| (entry.address.clone(), show(&entry.value))));
                }
                Step::Call { method, .. } => arrived.push((method, String::new())),
                other => arrived.push((format!("{other:?}"), String::new())),
            }
        }
        told.losses
    };
    (arrived, losses.into_iter().map(|loss| loss.name).collect())
}

/// The names of a technology with a value that each takes.
fn names(from: Technology, intent: Intent) -> Vec<(String, &'static str)> {
    let options = Options::default();
    let mut names = BTreeMap::new();
    let number = if from == Technology::LwM2m { "0" } else { "1" };
    let first = |address: &str| address.replace("{i}", number).replace("<x>", "1");
    // What chooses rows changes where the others go.
    let conditions = Mapping::built_in().bindings().iter().filter_map(|binding| binding.condition.as_ref());
    let choosing: BTreeSet<String> = conditions.map(|condition| first(&condition.address)).collect();
    for binding in Mapping::built_in().bindings().iter().filter(|binding| binding.technology == from) {
        let usable = if intent == Intent::Report { binding.usage.reads() } else { binding.usage.writes() };
        if !usable || binding.address.contains(" + ") {
            continue;
        }
        let mut name = first(&binding.address);
        if choosing.contains(&name) {
            continue;
        }
        if binding.multiple && from == Technology::LwM2m {
            name.push_str("/0");
        }
        let takes = |value: &&'static str| {
            let message = plain::lift(vec![Item::new(from, name.clone(), *value)], intent, &options);
            message.losses.is_empty() && message.readings.len() + message.operations.len() > 0
        };
        if let Some(value) = VALUES.iter().copied().find(|value| takes(value)) {
            names.insert(name, value);
        }
    }
    names.into_iter().collect()
}

#[test]
fn each_arrives_or_is_named() {
    let mut random = Random::new(0x5eed_c0de);
    let mut count = 0;
    for (from, intent) in
        TECHNOLOGIES.into_iter().flat_map(|from| [(from, Intent::Report), (from, Intent::Request)])
    {
        let names = names(from, intent);
        assert!(names.len() > 20, "{from:?} {intent:?}: {}", names.len());
        for group in 0..GROUPS {
            let (start, reach) = (random.below(names.len()), if group % 2 == 0 { 12 } else { names.len() });
            let places: BTreeSet<usize> =
                (0..2 + random.below(5)).map(|_| (start + random.below(reach)) % names.len()).collect();
            let items: Vec<(&str, &'static str)> =
                places.iter().map(|place| (&*names[*place].0, names[*place].1)).collect();
            for to in TECHNOLOGIES.into_iter().filter(|to| *to != from) {
                let (arrived, lost) = carried(from, to, intent, &items);
                let once: BTreeSet<_> = arrived.iter().map(|(address, _)| address).collect();
                let orders = intent == Intent::Request;
                assert!(orders || once.len() == arrived.len(), "{items:?} in {to:?}: {arrived:?}");
                for item in &items {
                    let (alone, lost_alone) = carried(from, to, intent, &[*item]);
                    let is_named = lost.iter().any(|name| name == item.0);
                    let is_there = alone.iter().any(|entry| arrived.contains(entry));
                    let is_silent = alone.is_empty() && lost_alone.is_empty();
                    assert!(
                        is_named || is_there || is_silent,
                        "{item:?} among {items:?} in {to:?}: {arrived:?}, lost {lost:?}; alone {alone:?}, {lost_alone:?}"
                    );
                    count += 1;
                }
            }
        }
    }
    assert!(count > GROUPS * 12);
}
