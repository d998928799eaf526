//! From the model to names and values of a technology.

mod action;
mod place;

use crate::mapping::{Binding, Key, Mapping, Native, Technology};
use crate::translate::Options;
use crate::{AttributeId, Instance, Loss, LossKind, Message, Operation, Reading, ResourceId, Target, Value};
use alloc::borrow::Cow;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::Cell;

/// A value at an address.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Entry<'a> {
    /// The address, instances filled in.
    pub address: String,
    /// The value, in the form of `native`; null asks for deletion.
    pub value: Value<'a>,
    /// Its type there.
    pub native: Native,
    /// When it was measured, in seconds since 1970.
    pub time: Option<f64>,
    /// Not for logs.
    pub secret: bool,
    /// Which name of the message it comes from.
    pub(crate) origin: u32,
}

/// One thing to ask of a device in a technology's own names; adapters make messages of them.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Step<'a> {
    /// Read these addresses.
    Read(Vec<String>),
    /// Write these values, all or none.
    Write(Vec<Entry<'a>>),
    /// Execute at an address.
    Execute(String),
    /// An RPC and its arguments.
    Call {
        /// `Download`, `ChangeDUState.Install`.
        method: String,
        /// Names and values of its arguments.
        arguments: Vec<(String, Value<'a>)>,
    },
    /// A resource at an address; the address of its table when the device chooses, as OMA DM does not.
    Create(String),
    /// Remove the resource at an address.
    Delete(String),
    /// Report changes at these addresses.
    Observe(Vec<String>),
    /// Stop reporting them.
    CancelObserve(Vec<String>),
    /// List what is at an address; empty for all.
    Discover(String),
}

/// The technologies of one protocol: the first has the paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Side {
    pub paths: Technology,
    pub calls: Option<Technology>,
}

pub(crate) struct Lowerer<'m, 'a, 'o> {
    mapping: &'m Mapping,
    side: Side,
    options: &'o Options<'o>,
    origins: &'a [Cow<'a, str>],
    /// For the name of a list, the names of its other elements.
    others: BTreeMap<u32, Vec<u32>>,
    /// Origins that arrived in some form.
    delivered: Vec<bool>,
    /// What was executed for which origin: what stands for two attributes is one order.
    executed: Vec<(u32, &'m str, Instance)>,
    losses: Vec<(u32, Loss)>,
    /// Numbers for instances that the technology may not be able to name, and whether one was needed.
    ids: BTreeMap<(ResourceId, Instance), (u32, Cell<bool>)>,
    /// Command keys, each of the step at this place: SyncML has them beside the order, not in the tree.
    pub(crate) keys: Vec<(usize, String)>,
    /// The names, in the message, of what the steps at these places ask for: for those who cannot write the step.
    sources: Vec<(usize, Vec<u32>)>,
    /// Numbers in use, and the smallest that may be free.
    taken: BTreeMap<ResourceId, (BTreeSet<u32>, u32)>,
    /// What the message itself makes: its numbers are free to choose.
    made: BTreeSet<(ResourceId, Instance)>,
    /// Whether values are told: those that are null are no deletions then.
    reports: bool,
    /// Where the instances of resources that are made or removed stand.
    tables: BTreeMap<ResourceId, Option<(AttributeId, &'m str, u8)>>,
}

impl<'m, 'a, 'o> Lowerer<'m, 'a, 'o> {
    pub(crate) fn new(
        mapping: &'m Mapping,
        side: Side,
        options: &'o Options<'o>,
        message: &'a Message<'_>,
    ) -> Self {
        let origins = &message.origins;
        Lowerer {
            others: message.others(),
            mapping,
            side,
            options,
            origins,
            delivered: alloc::vec![false; origins.len()],
            executed: Vec::new(),
            losses: Vec::new(),
            ids: BTreeMap::new(),
            keys: Vec::new(),
            sources: Vec::new(),
            taken: BTreeMap::new(),
            made: BTreeSet::new(),
            reports: false,
            tables: BTreeMap::new(),
        }
    }

    /// The losses: those of statements whose origin arrived in another form are left out.
    pub(crate) fn finish(self) -> (Vec<Loss>, BTreeMap<(ResourceId, Instance), u32>) {
        let arrived = |origin: u32| {
            usize::try_from(origin).ok().and_then(|at| self.delivered.get(at)).copied().unwrap_or(false)
        };
        let mut losses: Vec<Loss> = Vec::new();
        // One name may have been read as several values that are lost for one reason.
        let mut named: BTreeMap<String, Vec<LossKind>> = BTreeMap::new();
        for (origin, loss) in self.losses {
            if loss.is_total() && arrived(origin) {
                continue;
            }
            // Of a list every element is lost.
            let others = self.others.get(&origin).filter(|_| loss.is_total()).into_iter().flatten();
            let names = others.filter(|other| !arrived(**other)).filter_map(|other| {
                let name = self.origins.get(usize::try_from(*other).ok()?)?;
                Some(Loss::new(&**name, loss.kind))
            });
            let names: Vec<Loss> = names.collect();
            for loss in core::iter::once(loss).chain(names) {
                let kinds = named.entry(loss.name.clone()).or_default();
                if !kinds.contains(&loss.kind) {
                    kinds.push(loss.kind);
                    losses.push(loss);
                }
            }
        }
        let used = self.ids.into_iter().filter(|(_, (_, used))| used.get());
        (losses, used.map(|(key, (number, _))| (key, number)).collect())
    }

    fn name_of(&self, origin: u32, attribute: AttributeId) -> String {
        match usize::try_from(origin).ok().and_then(|at| self.origins.get(at)) {
            Some(name) => name.to_string(),
            None => self.mapping.full_name(attribute),
        }
    }

    /// The name of the message that an entry comes from.
    #[cfg(feature = "lwm2m")]
    pub(crate) fn origin_of(&self, entry: &Entry<'_>) -> Option<&'a str> {
        self.origins.get(usize::try_from(entry.origin).ok()?).map(|name| &**name)
    }

    fn lose(&mut self, origin: u32, attribute: AttributeId, kind: LossKind) {
        let loss = Loss::new(self.name_of(origin, attribute), kind);
        self.losses.push((origin, loss));
    }

    fn deliver(&mut self, origin: u32) {
        if let Some(slot) = usize::try_from(origin).ok().and_then(|at| self.delivered.get_mut(at)) {
            *slot = true;
        }
    }

    fn bindings(&self, attribute: AttributeId) -> &'m [Binding] {
        let mapping = self.mapping;
        mapping.attribute(attribute).map_or(&[][..], |attribute| attribute.bindings(mapping))
    }

    /// Gives numbers to the instances of a message before any is used, so that given numbers stay and names get
    /// the free ones in order.
    pub(crate) fn number_instances<'r>(
        &mut self,
        instances: impl Iterator<Item = (AttributeId, &'r Instance)> + Clone,
    ) {
        for (resource, instance, number) in &self.options.instances {
            self.taken.entry(*resource).or_default().0.insert(*number);
            self.ids.insert((*resource, instance.clone()), (*number, Cell::new(false)));
        }
        for (attribute, instance) in instances.clone() {
            let Some(resource) = self.mapping.resource_of(attribute) else { continue };
            if let Some(number) = plain_index(instance) {
                self.taken.entry(resource).or_default().0.insert(number);
            }
        }
        for (attribute, instance) in instances {
            let Some(resource) = self.mapping.resource_of(attribute) else { continue };
            if plain_index(instance).is_some() || self.ids.contains_key(&(resource, instance.clone())) {
                continue;
            }
            let (taken, next) = self.taken.entry(resource).or_default();
            while taken.contains(next) {
                *next += 1;
            }
            let number = *next;
            taken.insert(number);
            self.ids.insert((resource, instance.clone()), (number, Cell::new(false)));
        }
    }

    /// The values a message tells.
    pub(crate) fn report(&mut self, message: &'a Message<'a>) -> Vec<Entry<'a>> {
        self.reports = true;
        self.number_instances(message.readings.iter().map(|reading| (reading.attribute, &reading.instance)));
        self.entries(&message.readings, |binding| {
            if binding.usage.reads() && binding.transform.trigger().is_none() {
                Ok(())
            } else if binding.usage.writes() {
                Err(LossKind::WriteOnly)
            } else {
                Err(LossKind::NoCounterpart)
            }
        })
    }

    /// What a message asks for, in order.
    pub(crate) fn request(&mut self, message: &'a Message<'a>) -> Vec<Step<'a>> {
        let all = message.operations.iter().flat_map(statements);
        self.number_instances(all);
        let mut steps = Vec::new();
        for (operation, place) in message.asked() {
            self.operation(operation, place, &mut steps);
        }
        steps
    }

    /// Losses of a step that cannot be written, by the names of the message; `name` where it has none.
    #[cfg(any(feature = "omadm", feature = "lwm2m"))]
    pub(crate) fn unwritten(&self, step: usize, name: String) -> Vec<Loss> {
        let sources = self.sources.binary_search_by_key(&step, |(at, _)| *at).ok();
        let origins = sources.and_then(|at| self.sources.get(at)).map_or(&[][..], |(_, origins)| origins);
        let known = |origin: &u32| self.origins.get(usize::try_from(*origin).ok()?);
        let mut losses: Vec<Loss> = Vec::new();
        for name in origins.iter().filter_map(known) {
            let loss = Loss::new(&**name, LossKind::NoCounterpart);
            if losses.last() != Some(&loss) {
                losses.push(loss);
            }
        }
        if losses.is_empty() { [Loss::new(name, LossKind::NoCounterpart)].into() } else { losses }
    }

    fn operation(&mut self, operation: &'a Operation<'a>, place: u32, steps: &mut Vec<Step<'a>>) {
        let first = steps.len();
        self.steps_of(operation, place, steps);
        let origins = match operation {
            Operation::Observe(targets) | Operation::CancelObserve(targets) => {
                targets.iter().map(|target| target.origin).collect()
            }
            _ => [place].into(),
        };
        self.sources.extend((steps.len() > first).then_some((first, origins)));
    }

    fn steps_of(&mut self, operation: &'a Operation<'a>, place: u32, steps: &mut Vec<Step<'a>>) {
        match operation {
            Operation::Write(readings) => {
                self.write(readings, steps);
                self.name_chosen(readings);
            }
            Operation::Execute { action, arguments } => self.execute(action, arguments, steps),
            Operation::Read(targets) => {
                let names = self.names(targets, |binding| binding.usage.reads());
                steps.extend((!names.is_empty()).then_some(Step::Read(names)));
            }
            Operation::Observe(targets) => {
                let names = self.names(targets, |binding| binding.usage.reads());
                steps.extend((!names.is_empty()).then_some(Step::Observe(names)));
            }
            Operation::CancelObserve(targets) => {
                let names = self.names(targets, |binding| binding.usage.reads());
                steps.extend((!names.is_empty()).then_some(Step::CancelObserve(names)));
            }
            // A DM server names the node that it adds: without a name it would add the table itself, or write to
            // an instance that is there.
            Operation::Create { resource, instance: None, values }
                if self.side.paths == Technology::OmaDm && self.table(*resource, None).is_some() =>
            {
                self.lose_resource(*resource, place, LossKind::Unnamed);
                for value in values {
                    self.lose(value.origin, value.attribute, LossKind::Unnamed);
                }
            }
            Operation::Create { resource, instance, values } => {
                self.made.extend(instance.iter().map(|instance| (*resource, instance.clone())));
                let made = steps.len();
                match self.table(*resource, instance.as_ref()) {
                    Some(address) => steps.push(Step::Create(address)),
                    None => self.lose_resource(*resource, place, LossKind::NoCounterpart),
                }
                if !values.is_empty() {
                    self.write(values, steps);
                }
                if self.side.paths == Technology::OmaDm {
                    make_what_is_written(steps.get_mut(made..).unwrap_or_default());
                }
            }
            Operation::Delete { resource, instance } => match self.table(*resource, Some(instance)) {
                Some(address) => steps.push(Step::Delete(address)),
                None => self.lose_resource(*resource, place, LossKind::NoCounterpart),
            },
            Operation::Discover(resource) => match resource {
                None => steps.push(Step::Discover(String::new())),
                Some(resource) => match self.table(*resource, None) {
                    Some(address) => steps.push(Step::Discover(address)),
                    None => self.lose_resource(*resource, place, LossKind::NoCounterpart),
                },
            },
        }
    }

    /// Whether an instance of which the message knows the name only goes by a number there, and which is not known.
    fn is_nameless(&self, resource: Option<ResourceId>, instance: &Instance) -> bool {
        let Some(resource) = resource else { return false };
        let known = self.options.instances.iter().any(|(r, i, _)| *r == resource && i == instance);
        !known && plain_index(instance).is_none() && !self.made.contains(&(resource, instance.clone()))
    }

    /// Names what was written to instances whose number was only chosen.
    fn name_chosen(&mut self, readings: &[Reading<'_>]) {
        for reading in readings {
            let resource = self.mapping.resource_of(reading.attribute);
            let used = resource
                .and_then(|resource| self.ids.get(&(resource, reading.instance.clone())))
                .is_some_and(|(_, used)| used.get());
            if used && self.is_nameless(resource, &reading.instance) {
                self.lose(reading.origin, reading.attribute, LossKind::Numbered);
            }
        }
    }

    fn lose_resource(&mut self, resource: ResourceId, place: u32, kind: LossKind) {
        let named = usize::try_from(place).ok().and_then(|at| self.origins.get(at));
        let name = named.map_or_else(
            || self.mapping.resource(resource).map_or("", |resource| &*resource.name),
            |name| &**name,
        );
        self.losses.push((u32::MAX, Loss::new(name, kind)));
    }

    fn write(&mut self, readings: &'a [Reading<'a>], steps: &mut Vec<Step<'a>>) {
        let entries = self.entries(readings, |binding| {
            if binding.usage.writes() {
                Ok(())
            } else if binding.usage.reads() {
                Err(LossKind::ReadOnly)
            } else {
                Err(LossKind::NoCounterpart)
            }
        });
        if !entries.is_empty() {
            steps.push(Step::Write(entries));
        }
    }

    /// The addresses of targets.
    fn names(&mut self, targets: &[Target], usable: impl Fn(&Binding) -> bool) -> Vec<String> {
        let mut names = Vec::new();
        for target in targets {
            let row = self
                .bindings(target.attribute)
                .iter()
                .find(|binding| binding.technology == self.side.paths && usable(binding));
            let found: Option<Vec<String>> = row.and_then(|binding| {
                let one = |part: &str| {
                    self.address(
                        binding.technology,
                        (part, binding.primary),
                        target.attribute,
                        &target.instance,
                        None,
                    )
                    .ok()
                };
                binding.parts().map(one).collect()
            });
            match found {
                Some(found) => {
                    self.deliver(target.origin);
                    names.extend(found);
                }
                None => self.lose(target.origin, target.attribute, LossKind::NoCounterpart),
            }
        }
        let mut seen = BTreeMap::new();
        names.retain(|name| seen.insert(name.clone(), ()).is_none());
        names
    }

    /// The address of an instance, or of the table it is in.
    fn table(&mut self, resource: ResourceId, instance: Option<&Instance>) -> Option<String> {
        let technology = self.side.paths;
        let mapping = self.mapping;
        let known = self.tables.entry(resource).or_insert_with(|| home(mapping, technology, resource));
        let (id, template, primary) = (*known)?;
        let placeholder = if technology == Technology::OmaDm { "<x>" } else { "{i}" };
        match instance {
            Some(instance) => self.address(technology, (template, primary), id, instance, None).ok(),
            None => {
                let table = template.strip_suffix(placeholder).unwrap_or(template);
                let table = if technology == Technology::Tr181 || technology == Technology::Tr098 {
                    table
                } else {
                    table.trim_end_matches('/')
                };
                self.address(technology, (table, primary), id, &Instance::FIRST, None).ok()
            }
        }
    }
}

/// The table of a resource: of its first row whose table is not rather another resource's.
fn home(mapping: &Mapping, technology: Technology, resource: ResourceId) -> Option<(AttributeId, &str, u8)> {
    let rows_in = |table: &str| {
        let mut rows: BTreeMap<Option<ResourceId>, usize> = BTreeMap::new();
        let of_technology = mapping.bindings().iter().filter(|binding| binding.technology == technology);
        for binding in of_technology.filter(|binding| binding.table() == Some(table)) {
            *rows.entry(mapping.resource_of(binding.attribute())).or_default() += 1;
        }
        rows
    };
    let rows = mapping.attributes_of(resource).flat_map(|(id, attribute)| {
        let rows = attribute.bindings(mapping).iter();
        rows.filter(|row| row.technology == technology).map(move |row| (id, row))
    });
    let mut strange: Vec<&str> = Vec::new();
    for (id, row) in rows {
        let Some(table) = row.table().filter(|table| !strange.contains(table)) else { continue };
        // An instance of an LwM2M object has all that is known of it below it.
        let counts = if technology == Technology::LwM2m { BTreeMap::new() } else { rows_in(table) };
        let own = counts.get(&Some(resource)).copied().unwrap_or_default();
        if counts.values().all(|count| *count <= own) {
            return Some((id, table, row.primary));
        }
        strange.push(table);
    }
    None
}

/// A tree can have what is there and what is asked for in two places, as software's inventory and its downloads: the
/// node to add is the one that is written to.
fn make_what_is_written(steps: &mut [Step<'_>]) {
    let [Step::Create(address), Step::Write(entries)] = steps else { return };
    let name = |address: &str| address.rsplit_once('/').map(|(_, name)| name.to_string());
    let below =
        |entry: &Entry<'_>| entry.address.strip_prefix(&**address).is_some_and(|rest| rest.starts_with('/'));
    if entries.iter().any(below) {
        return;
    }
    let mut written = entries.iter().filter_map(|entry| entry.address.rsplit_once('/')).map(|(node, _)| node);
    if let Some(node) = written.find(|node| name(node) == name(address)) {
        *address = node.to_string();
    }
}

fn plain_index(instance: &Instance) -> Option<u32> {
    match instance.keys() {
        [] => Some(0),
        [Key::Index(number)] => Some(*number),
        _ => None,
    }
}

fn statements<'r>(operation: &'r Operation<'_>) -> Vec<(AttributeId, &'r Instance)> {
    fn of<'r>(readings: &'r [Reading<'_>]) -> impl Iterator<Item = (AttributeId, &'r Instance)> {
        readings.iter().map(|reading| (reading.attribute, &reading.instance))
    }
    match operation {
        Operation::Write(readings) => of(readings).collect(),
        Operation::Execute { action, arguments } => {
            core::iter::once((action.attribute, &action.instance)).chain(of(arguments)).collect()
        }
        Operation::Read(targets) | Operation::Observe(targets) | Operation::CancelObserve(targets) => {
            targets.iter().map(|target| (target.attribute, &target.instance)).collect()
        }
        Operation::Create { values, .. } => of(values).collect(),
        Operation::Delete { .. } | Operation::Discover(_) => Vec::new(),
    }
}
