//! Which rows the names of a message belong to.

use super::{Fate, Item, Mode};
use crate::interfaces::{Interfaces, Table};
use crate::mapping::{Binding, Mapping};
use crate::{AttributeId, Instance, LossKind};
use alloc::vec::Vec;

/// One way to understand one item.
#[derive(Clone)]
pub(super) struct Candidate<'m> {
    /// Attribute and rank of the instance: what mostly tells candidates apart.
    order: u64,
    pub(super) instance: Instance,
    /// Place of the row in the table: preferred rows come first.
    pub(super) row: u32,
    pub(super) part: u32,
    pub(super) binding: &'m Binding,
    pub(super) element: Option<u32>,
    pub(super) item: usize,
    /// When it was measured; values without a time before all others.
    pub(super) time: f64,
}

impl Candidate<'_> {
    pub(super) fn attribute(&self) -> AttributeId {
        self.binding.attribute()
    }

    /// Whether both tell the same attribute of the same instance at the same time.
    pub(super) fn is_beside(&self, other: &Candidate<'_>) -> bool {
        self.order == other.order
            && self.instance == other.instance
            && self.time.to_bits() == other.time.to_bits()
    }
}

/// Attribute and rank of the instance as one number.
fn order(binding: &Binding, instance: &Instance) -> u64 {
    u64::from(binding.attribute) << 32 | u64::from(instance.rank())
}

/// Candidates by what they tell, those of preferred rows first.
pub(super) fn sorted<'c, 'm>(candidates: &'c [Candidate<'m>]) -> Vec<&'c Candidate<'m>> {
    let plain = |c: &Candidate<'_>| {
        c.instance.keys().len() < 2
            && c.order & u64::from(u32::MAX) != u64::from(u32::MAX)
            && c.part == 0
            && c.element.is_none()
            && c.time == f64::NEG_INFINITY
    };
    if candidates.iter().all(plain) {
        // Nearly always attribute, instance and row tell all: numbers, which sort fast.
        let key = |(at, candidate): (u32, &Candidate<'_>)| {
            u128::from(candidate.order) << 64 | u128::from(candidate.row) << 32 | u128::from(at)
        };
        let mut keys: Vec<u128> = (0..).zip(candidates).map(key).collect();
        keys.sort_unstable();
        let at = |key: u128| usize::try_from(key & u128::from(u32::MAX)).unwrap_or(usize::MAX);
        return keys.into_iter().filter_map(|key| candidates.get(at(key))).collect();
    }
    let mut sorted: Vec<_> = candidates.iter().collect();
    sorted.sort_unstable_by(|a, b| {
        a.order
            .cmp(&b.order)
            .then_with(|| a.instance.cmp(&b.instance))
            .then_with(|| a.time.total_cmp(&b.time))
            .then_with(|| (a.row, a.part, a.element, a.item).cmp(&(b.row, b.part, b.element, b.item)))
    });
    sorted
}

/// Finds the rows that the names of items belong to.
pub(super) struct Finder<'m, 'i, 'a> {
    mapping: &'m Mapping,
    mode: Mode,
    items: &'i [Item<'a>],
    /// How Wi-Fi interfaces are stacked; found out where the first name of one is read.
    interfaces: Option<Interfaces>,
    /// Items that belong to more than get their values.
    pub(super) crowded: Vec<usize>,
    pub(super) candidates: Vec<Candidate<'m>>,
}

impl<'m, 'i, 'a> Finder<'m, 'i, 'a> {
    pub(super) fn new(mapping: &'m Mapping, mode: Mode, items: &'i [Item<'a>]) -> Self {
        // Nearly every name has a row, and some have two.
        let candidates = Vec::with_capacity(items.len() + items.len() / 2);
        Finder { mapping, mode, items, interfaces: None, crowded: Vec::new(), candidates }
    }

    /// Adds the candidates of an item.
    pub(super) fn find(&mut self, item: &Item<'_>, index: usize) -> Fate {
        let Finder { mapping, mode, items, interfaces, crowded, candidates } = self;
        let mapping = *mapping;
        let mut fate = Fate::Unknown;
        let time = item.time.unwrap_or(f64::NEG_INFINITY);
        let begin = candidates.len();
        mapping.each_match(item.technology, &item.name, |row, binding, part, captures| {
            let usable = match mode {
                Mode::Read => binding.usage.reads() && binding.transform.trigger().is_none(),
                Mode::Write => binding.usage.writes(),
            };
            if usable {
                fate = Fate::Superseded;
                let (instance, element) = captures.instance_and_element(binding);
                let order = order(binding, &instance);
                let part = u32::try_from(part).unwrap_or_default();
                candidates.push(Candidate {
                    order,
                    instance,
                    row,
                    part,
                    binding,
                    element,
                    item: index,
                    time,
                });
            } else if fate == Fate::Unknown {
                fate = Fate::Denied(match mode {
                    Mode::Read if binding.usage.writes() && binding.transform.trigger().is_none() => {
                        LossKind::WriteOnly
                    }
                    Mode::Write if binding.usage.reads() => LossKind::ReadOnly,
                    _ => LossKind::NoCounterpart,
                });
            }
        });
        if let Some(table) = Table::of(item) {
            let interfaces = interfaces.get_or_insert_with(|| Interfaces::of(items, mapping));
            place(mapping, interfaces, table, begin, candidates);
            crowded.extend(Some(index).filter(|_| interfaces.is_crowded(table) && candidates.len() > begin));
            if fate == Fate::Superseded && candidates.len() == begin {
                fate = Fate::Refused(LossKind::NoCounterpart);
            }
        }
        fate
    }
}

/// Gives what was found of a name in a table of Wi-Fi interfaces to the interfaces that it is of: a radio's channel to
/// all networks on it.
fn place(
    mapping: &Mapping,
    interfaces: &Interfaces,
    table: Table,
    begin: usize,
    candidates: &mut Vec<Candidate<'_>>,
) {
    let resource = |candidate: &Candidate<'_>| mapping.resource_of(candidate.attribute());
    let is_client = |candidate: &Candidate<'_>| interfaces.is_client(resource(candidate));
    let is_network = |candidate: &Candidate<'_>| interfaces.is_network(resource(candidate));
    let found = candidates.get(begin..).unwrap_or_default();
    // Without a client in sight a radio and an SSID are a network's.
    let no_clients = !interfaces.has_clients() && found.iter().any(is_network);
    if interfaces.are_by_number() {
        if no_clients && found.iter().any(is_client) {
            let found = candidates.split_off(begin);
            candidates.extend(found.into_iter().filter(|candidate| !is_client(candidate)));
        }
        return;
    }
    let found = candidates.split_off(begin);
    for candidate in found {
        let client = is_client(&candidate);
        if !client && !is_network(&candidate) {
            candidates.push(candidate);
            continue;
        }
        if client && no_clients {
            continue;
        }
        for number in interfaces.instances(table, client) {
            let instance = Instance::index(number);
            let order = order(candidate.binding, &instance);
            candidates.push(Candidate { order, instance, ..candidate.clone() });
        }
    }
}
