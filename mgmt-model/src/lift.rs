//! From names and values of a technology to the model.

mod candidate;

use crate::instance::write_key;
use crate::mapping::{Condition, Key, Mapping, Native, Step, Technology};
use crate::resource::Base;
use crate::{Instance, Loss, LossKind, Message, Operation, Reading, Value};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use candidate::{Candidate, Finder, sorted};

/// A name of a technology and the value that stands there, as a message gives them.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Item<'a> {
    /// The world of the name.
    pub technology: Technology,
    /// The name.
    pub name: Cow<'a, str>,
    /// The value, text or typed.
    pub value: Value<'a>,
    /// When it was measured, in seconds since 1970.
    pub time: Option<f64>,
    /// Whether to be silent when the model has no place for it.
    pub optional: bool,
}

impl<'a> Item<'a> {
    /// A value at a name.
    pub fn new(technology: Technology, name: impl Into<Cow<'a, str>>, value: impl Into<Value<'a>>) -> Self {
        Item { technology, name: name.into(), value: value.into(), time: None, optional: false }
    }
}

/// Whether values are told or to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Read,
    Write,
}

/// What became of an item.
#[derive(Clone, Copy, PartialEq)]
enum Fate {
    Unknown,
    /// The row does not allow this access.
    Denied(LossKind),
    Superseded,
    Refused(LossKind),
    Used,
}

/// Reads items and adds what they say to a message: readings, or write and execute operations.
pub(crate) fn lift<'a>(mapping: &Mapping, items: Vec<Item<'a>>, mode: Mode, message: &mut Message<'a>) {
    let fates = Vec::with_capacity(items.len());
    message.origins.reserve(items.len());
    let mut lifter = Lifter { mapping, mode, items, fates, asked: 0, by_name: None };
    lifter.run(message);
}

struct Lifter<'m, 'a> {
    mapping: &'m Mapping,
    mode: Mode,
    items: Vec<Item<'a>>,
    fates: Vec<Fate>,
    /// How many times an item was asked for by name.
    asked: usize,
    /// Items by name, built when many are asked for.
    by_name: Option<Vec<usize>>,
}

impl<'a> Lifter<'_, 'a> {
    fn run(&mut self, message: &mut Message<'a>) {
        let mapping = self.mapping;
        let mut finder = Finder::new(mapping, self.mode, &self.items);
        for (index, item) in self.items.iter().enumerate() {
            let fate = finder.find(item, index);
            self.fates.push(if item.optional && fate == Fate::Unknown { Fate::Used } else { fate });
        }
        for item in finder.crowded.iter().filter_map(|at| self.items.get(*at)) {
            message.losses.push(Loss::new(&*item.name, LossKind::Incomplete));
        }
        let candidates = sorted(&finder.candidates);
        let base = u32::try_from(message.origins.len()).unwrap_or(u32::MAX);
        let (mut readings, mut actions) = (Vec::with_capacity(candidates.len()), Vec::new());
        let mut rest = candidates.as_slice();
        while let Some(first) = rest.first() {
            // Samples of one resource at several times are as many readings.
            let (group, after) = rest.split_at(rest.iter().take_while(|c| c.is_beside(first)).count());
            rest = after;
            if let Some((value, row)) = self.choose(group) {
                let item = row.first().map_or(first.item, |candidate| candidate.item);
                if matches!(value, Value::Time(_))
                    && let Some(item) = self.items.get(item)
                    && item.value.as_str().is_some_and(crate::time::is_finer)
                {
                    message.losses.push(Loss::new(&*item.name, LossKind::Precision));
                }
                let time = self.items.get(item).and_then(|item| item.time);
                let place = |item: usize| base.saturating_add(u32::try_from(item).unwrap_or(u32::MAX));
                let origin = place(item);
                let elements = row.iter().filter(|other| other.binding.multiple && other.item != item);
                message.joined.extend(elements.map(|other| (origin, place(other.item))));
                let action =
                    mapping.attribute(first.attribute()).is_some_and(|attribute| attribute.is_action());
                if action && self.mode == Mode::Write {
                    if value == Value::Boolean(true) {
                        let action = crate::Target {
                            attribute: first.attribute(),
                            instance: first.instance.clone(),
                            origin,
                        };
                        actions.push(Operation::Execute { action, arguments: Vec::new() });
                    }
                } else {
                    readings.push(Reading {
                        attribute: first.attribute(),
                        instance: first.instance.clone(),
                        value,
                        time,
                        origin,
                    });
                }
            }
        }
        match self.mode {
            Mode::Read if message.readings.is_empty() => message.readings = readings,
            Mode::Read => message.readings.append(&mut readings),
            Mode::Write => {
                if !readings.is_empty() {
                    message.operations.push(Operation::Write(readings));
                }
                message.operations.append(&mut actions);
            }
        }
        message.losses.reserve(self.fates.iter().filter(|fate| **fate != Fate::Used).count());
        for (item, fate) in self.items.drain(..).zip(&self.fates) {
            let kind = match *fate {
                Fate::Used => None,
                Fate::Unknown => Some(match crate::address::check(item.technology, &item.name) {
                    Ok(()) => LossKind::NoCounterpart,
                    Err(kind) => LossKind::Value(kind),
                }),
                Fate::Superseded => Some(LossKind::Superseded).filter(|_| !item.optional),
                Fate::Denied(kind) | Fate::Refused(kind) => Some(kind),
            };
            message.losses.extend(kind.map(|kind| Loss::new(&*item.name, kind)));
            message.origins.push(item.name);
        }
    }

    /// The value of the first row that gives one, and what it was read from.
    fn choose<'c, 'b>(
        &mut self,
        group: &'c [&'c Candidate<'b>],
    ) -> Option<(Value<'a>, &'c [&'c Candidate<'b>])> {
        let mut rest = group;
        let mut chosen = None;
        while let Some(first) = rest.first() {
            let (row, after) = rest.split_at(rest.iter().take_while(|c| c.row == first.row).count());
            rest = after;
            if chosen.is_some() {
                continue;
            }
            if !self.applies(first) {
                let elsewhere = Fate::Refused(LossKind::NoCounterpart);
                row.iter().for_each(|candidate| self.settle(candidate.item, elsewhere));
                continue;
            }
            match self.value(row) {
                Ok(Some(value)) => {
                    self.settle_row(row);
                    if let Some(condition) = &first.binding.condition {
                        self.settle_condition(first, condition);
                    }
                    chosen = Some((value, row));
                }
                // The value says nothing about this attribute.
                Ok(None) => row.iter().for_each(|candidate| self.settle(candidate.item, Fate::Used)),
                Err(kind) => {
                    row.iter().for_each(|candidate| self.settle(candidate.item, Fate::Refused(kind)))
                }
            }
        }
        chosen
    }

    /// What chose a row has said what it had to say.
    #[cold]
    fn settle_condition(&mut self, candidate: &Candidate<'_>, condition: &Condition) {
        let technology = candidate.binding.technology;
        if let Ok(name) = instantiate(technology, &condition.address, u8::MAX, &candidate.instance, None)
            && let Some(at) = self.place_of(&name)
        {
            self.settle(at, Fate::Used);
        }
    }

    /// The items of a row whose value was taken: one that says otherwise at the same name is in conflict with it.
    fn settle_row(&mut self, row: &[&Candidate<'_>]) {
        let mut taken: Option<&Candidate<'_>> = None;
        for candidate in row {
            let value = |of: &Candidate<'_>| self.items.get(of.item).map(|item| &item.value);
            let again = taken.is_some_and(|t| t.part == candidate.part && t.element == candidate.element);
            let contradicts = again && taken.is_some_and(|taken| value(taken) != value(candidate));
            let fate = if contradicts { Fate::Refused(LossKind::Conflict) } else { Fate::Used };
            self.settle(candidate.item, fate);
            if !again {
                taken = Some(candidate);
            }
        }
    }

    fn settle(&mut self, item: usize, fate: Fate) {
        if let Some(slot) = self.fates.get_mut(item)
            && *slot != Fate::Used
        {
            *slot = fate;
        }
    }

    fn value(&self, row: &[&Candidate<'_>]) -> Result<Option<Value<'a>>, LossKind> {
        let Some(first) = row.first() else { return Ok(None) };
        let binding = first.binding;
        let Some(attribute) = self.mapping.attribute(first.attribute()) else { return Ok(None) };
        let steps = binding.transform.steps();
        // Most values are texts that stay as they are.
        if steps.is_empty()
            && !binding.multiple
            && binding.native == Native::String
            && attribute.data_type.is_text()
            && let Some(text @ Value::Text(_)) = self.items.get(first.item).map(|item| &item.value)
            && binding.part_count() == 1
        {
            return Ok(Some(text.clone()));
        }
        let raw = |candidate: &Candidate<'_>| {
            let value = self.items.get(candidate.item).map_or(Value::Null, |item| item.value.clone());
            match value {
                // A multiple resource without instances.
                Value::List(none) if none.is_empty() && binding.multiple => Ok(Some(Value::List(none))),
                value => binding.native.read(value).map_err(LossKind::Value),
            }
        };
        let parts = binding.part_count();
        let mut value = if parts > 1 {
            let mut values = Vec::with_capacity(parts);
            for part in 0..parts {
                let is_it = |candidate: &Candidate<'_>| usize::try_from(candidate.part) == Ok(part);
                let candidate =
                    row.iter().copied().find(|candidate| is_it(candidate)).ok_or(LossKind::Incomplete)?;
                match raw(candidate)? {
                    Some(value) => values.push(value),
                    None => return Ok(None),
                }
            }
            Value::List(values)
        } else if binding.multiple {
            let mut values = Vec::with_capacity(row.len());
            for candidate in row {
                match raw(candidate)? {
                    Some(Value::List(mut several)) => values.append(&mut several),
                    Some(value) => values.push(value),
                    None => {}
                }
            }
            Value::List(values)
        } else {
            match raw(first)? {
                Some(value) => value,
                None => return Ok(None),
            }
        };
        if !steps.is_empty() {
            match binding.transform.forward(value).map_err(LossKind::Value)? {
                Some(forward) => value = forward,
                None => return Ok(None),
            }
            if steps.contains(&Step::Link) {
                value = self.link(binding.technology, value);
            }
            if binding.transform.trigger().is_some() {
                let asked = value == Value::Boolean(true);
                return if asked { Ok(Some(value)) } else { Err(LossKind::NoCounterpart) };
            }
        }
        // Bytes that are written as digits are text where the attribute is one.
        if let (Native::Hex, Base::String, Value::Opaque(bytes)) =
            (binding.native, attribute.data_type.base, &value)
        {
            value = Value::from(mgmt_wire::hex::encode(bytes));
        }
        attribute.data_type.coerce(value, self.mapping.enumerations()).map(Some).map_err(LossKind::Value)
    }

    /// References between instances as `cmdf-1`, the name that the resource has in oneM2M; other texts stay.
    fn link(&self, technology: Technology, value: Value<'a>) -> Value<'a> {
        match value {
            Value::List(links) => {
                Value::List(links.into_iter().map(|link| self.link(technology, link)).collect())
            }
            Value::Text(text) => {
                let address = if technology == Technology::LwM2m {
                    alloc::format!("/{}", text.replace(':', "/"))
                } else {
                    String::from(&*text)
                };
                let found = self.mapping.find_instance(technology, &address);
                let name = found.and_then(|(resource, instance)| {
                    let short = &self.mapping.resource(resource)?.short;
                    let local = short.split_once(':').map_or(&**short, |(_, local)| local);
                    Some(if instance.is_first() {
                        String::from(local)
                    } else {
                        alloc::format!("{local}-{instance}")
                    })
                });
                name.map_or(Value::Text(text), Value::from)
            }
            other => other,
        }
    }

    /// The item of a name. A few are looked for one by one: sorting all costs more.
    fn item(&mut self, name: &str) -> Option<&Item<'a>> {
        self.place_of(name).and_then(|at| self.items.get(at))
    }

    fn place_of(&mut self, name: &str) -> Option<usize> {
        self.asked += 1;
        if self.asked <= 8 {
            return self.items.iter().position(|item| item.name == name);
        }
        let items = &self.items;
        let named = |at: &usize| items.get(*at).map_or("", |item| &*item.name);
        let by_name = self.by_name.get_or_insert_with(|| {
            let mut order: Vec<usize> = (0..items.len()).collect();
            order.sort_by(|a, b| named(a).cmp(named(b)));
            order
        });
        let first = by_name.partition_point(|at| named(at) < name);
        by_name.get(first).filter(|at| named(at) == name).copied()
    }

    fn applies(&mut self, candidate: &Candidate<'_>) -> bool {
        let Some(condition) = &candidate.binding.condition else { return true };
        let technology = candidate.binding.technology;
        let Ok(name) = instantiate(technology, &condition.address, u8::MAX, &candidate.instance, None) else {
            return false;
        };
        let text = self.item(&name).and_then(|item| match &item.value {
            Value::Text(text) => Some(String::from(&**text)),
            Value::Integer(number) => Some(alloc::format!("{number}")),
            Value::Boolean(truth) => Some(alloc::format!("{truth}")),
            _ => None,
        });
        condition.holds(text.as_deref())
    }
}

/// Keys that number the resource first, then the others.
pub(crate) fn order_keys(keys: Vec<Key<'_>>, primary: u8) -> Vec<Key<'_>> {
    let is_primary = |place: usize| place >= 8 || primary & (1 << place) != 0;
    let (mut first, mut rest) = (Vec::with_capacity(keys.len()), Vec::new());
    for (place, key) in keys.into_iter().enumerate() {
        if is_primary(place) { first.push(key) } else { rest.push(key) }
    }
    first.append(&mut rest);
    first
}

#[cfg(any(feature = "cwmp", feature = "omadm", feature = "lwm2m"))]
/// The instance that a partial path fixes in an address at or below it; `None` when the address is elsewhere.
pub(crate) fn below(technology: Technology, address: &str, partial: &str) -> Option<Instance> {
    let (separator, placeholder) = match technology {
        Technology::OmaDm => ('/', "<x>"),
        Technology::LwM2m => ('/', "{i}"),
        _ => ('.', "{i}"),
    };
    let mut keys = Vec::new();
    let mut parts = address.split(separator).filter(|part| !part.is_empty());
    for part in partial.split(separator).filter(|part| !part.is_empty()) {
        let expected = parts.next()?;
        if expected != placeholder {
            if expected != part {
                return None;
            }
            continue;
        }
        let number = part.parse::<u32>().ok().filter(|_| part.len() == 1 || !part.starts_with('0'));
        keys.push(match (technology, number) {
            _ if part == "*" => Key::Any,
            (Technology::LwM2m, number) => Key::Index(number?),
            (Technology::OmaDm, None | Some(0)) => Key::Name(Cow::Borrowed(part)),
            (_, number) => Key::Index(number?.checked_sub(1)?),
        });
    }
    Some(Instance::new(keys))
}

/// An address with its placeholders filled in; missing keys are the first instance. `primary` tells the
/// placeholders that number the resource.
///
/// # Errors
///
/// See [`write_key`]; `Ambiguous` when the instance has more keys than the address has placeholders.
pub(crate) fn instantiate(
    technology: Technology,
    address: &str,
    primary: u8,
    instance: &Instance,
    element: Option<u32>,
) -> Result<String, crate::ErrorKind> {
    let placeholder = if technology == Technology::OmaDm { "<x>" } else { "{i}" };
    let mut name = String::with_capacity(address.len() + 4);
    let count = address.matches(placeholder).count();
    let keyed = count - usize::from(element.is_some() && count > 0);
    let is_primary = |place: usize| place >= 8 || primary & (1 << place) != 0;
    let primaries = (0..keyed).filter(|place| is_primary(*place)).count();
    let (mut next_primary, mut next_other) = (0, primaries);
    let mut rest = address;
    for place in 0..count {
        let Some((before, after)) = rest.split_once(placeholder) else { break };
        name.push_str(before);
        if place == keyed {
            write_key(technology, &Key::Index(element.unwrap_or_default()), &mut name)?;
        } else {
            let at = if is_primary(place) { &mut next_primary } else { &mut next_other };
            write_key(technology, instance.keys().get(*at).unwrap_or(&Key::Index(0)), &mut name)?;
            *at += 1;
        }
        rest = after;
    }
    name.push_str(rest);
    if instance.keys().len() > keyed { Err(crate::ErrorKind::Ambiguous) } else { Ok(name) }
}
