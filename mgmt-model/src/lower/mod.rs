//! From the model to names and values of a technology.

mod action;

use crate::lift::instantiate;
use crate::mapping::{Binding, Key, Mapping, Native, Precision, Step as Conversion, Technology, name};
use crate::translate::{Options, Rounding};
use crate::{
    AttributeId, ErrorKind, Instance, Loss, LossKind, Message, Operation, Reading, ResourceId, Target, Value,
};
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
    /// A resource at an address; the address of its table when the device chooses.
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
    /// Origins that arrived in some form.
    delivered: Vec<bool>,
    losses: Vec<(u32, Loss)>,
    /// Numbers for instances that the technology may not be able to name, and whether one was needed.
    ids: BTreeMap<(ResourceId, Instance), (u32, Cell<bool>)>,
    /// Command keys, each of the step at this place: SyncML has them beside the order, not in the tree.
    pub(crate) keys: Vec<(usize, String)>,
    /// Numbers in use, and the smallest that may be free.
    taken: BTreeMap<ResourceId, (BTreeSet<u32>, u32)>,
}

/// What a value became at each address of a row.
struct Placed<'a> {
    entries: Vec<(String, Value<'a>)>,
    /// The value was rounded.
    rounded: bool,
    /// Read back, the value means something else.
    shifted: bool,
}

impl<'m, 'a, 'o> Lowerer<'m, 'a, 'o> {
    pub(crate) fn new(
        mapping: &'m Mapping,
        side: Side,
        options: &'o Options<'o>,
        origins: &'a [Cow<'a, str>],
    ) -> Self {
        Lowerer {
            mapping,
            side,
            options,
            origins,
            delivered: alloc::vec![false; origins.len()],
            losses: Vec::new(),
            ids: BTreeMap::new(),
            keys: Vec::new(),
            taken: BTreeMap::new(),
        }
    }

    /// The losses: those of statements whose origin arrived in another form are left out.
    pub(crate) fn finish(self) -> (Vec<Loss>, BTreeMap<(ResourceId, Instance), u32>) {
        let arrived = |origin: u32| {
            usize::try_from(origin).ok().and_then(|at| self.delivered.get(at)).copied().unwrap_or(false)
        };
        let mut losses: Vec<Loss> = Vec::new();
        for (origin, loss) in self.losses {
            if (!loss.is_total() || !arrived(origin)) && losses.last() != Some(&loss) {
                losses.push(loss);
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

    /// The address of a row for an instance.
    fn address(
        &self,
        technology: Technology,
        (template, primary): (&str, u8),
        attribute: AttributeId,
        instance: &Instance,
        element: Option<u32>,
    ) -> Result<String, ErrorKind> {
        match instantiate(technology, template, primary, instance, element) {
            Ok(address) => Ok(address),
            Err(ErrorKind::OutOfRange(what)) => Err(ErrorKind::OutOfRange(what)),
            Err(_) => {
                let number = self
                    .mapping
                    .resource_of(attribute)
                    .and_then(|resource| self.ids.get(&(resource, instance.clone())))
                    .map(|(number, used)| {
                        used.set(true);
                        *number
                    })
                    .or_else(|| plain_index(instance))
                    .ok_or(ErrorKind::Ambiguous)?;
                let placeholder = if technology == Technology::OmaDm { "<x>" } else { "{i}" };
                if template.contains(placeholder) {
                    instantiate(technology, template, primary, &Instance::index(number), element)
                } else if number == 0 {
                    Ok(template.to_string())
                } else {
                    Err(ErrorKind::OutOfRange("instance of a single object"))
                }
            }
        }
    }

    /// Names of instances as this technology writes references to them; other texts stay as they are.
    fn link(&self, value: Value<'a>) -> Value<'a> {
        match value {
            Value::List(links) => Value::List(links.into_iter().map(|link| self.link(link)).collect()),
            Value::Text(text) => {
                let (resource, instance) = text.split_once('-').unwrap_or((&text, "0"));
                let address = self
                    .mapping
                    .resource_by_name(resource)
                    .and_then(|resource| self.table(resource, Some(&instance.parse().unwrap_or_default())));
                match (address, self.side.paths) {
                    (None, _) => Value::Text(text),
                    (Some(address), Technology::LwM2m) => {
                        Value::from(address.trim_start_matches('/').replace('/', ":"))
                    }
                    (Some(address), _) => Value::from(address),
                }
            }
            other => other,
        }
    }

    /// A value in a row's own form: where each part goes and what it is there.
    fn place(&mut self, binding: &Binding, reading: &Reading<'a>) -> Result<Option<Placed<'a>>, LossKind> {
        let technology = binding.technology;
        if reading.value == Value::Null {
            // Only a tree can lose a leaf.
            if technology != Technology::OmaDm || binding.multiple {
                return Err(LossKind::NoCounterpart);
            }
            let address = self.address(
                technology,
                (&binding.address, binding.primary),
                reading.attribute,
                &reading.instance,
                None,
            );
            let entries = [(address.map_err(LossKind::Value)?, Value::Null)].into();
            return Ok(Some(Placed { entries, rounded: false, shifted: false }));
        }
        let mut precision = match self.options.rounding {
            Rounding::Report => Precision::rounding(),
            Rounding::Refuse => Precision::exact(),
        };
        let value = if binding.transform.steps().contains(&Conversion::Link) {
            self.link(reading.value.clone())
        } else {
            reading.value.clone()
        };
        let value = binding.transform.inverse(value, &mut precision).map_err(|kind| match kind {
            ErrorKind::Permission(_) => LossKind::NoCounterpart,
            kind => LossKind::Value(kind),
        })?;
        let Some(value) = value else { return Ok(None) };
        let shifted = self.shifts(binding, reading, &value);
        let mut write = |value| binding.native.write(value, &mut precision).map_err(LossKind::Value);
        let address = |part: &str, element| {
            self.address(technology, (part, binding.primary), reading.attribute, &reading.instance, element)
                .map_err(LossKind::Value)
        };
        let mut placed = Vec::new();
        if binding.parts().nth(1).is_some() {
            let Value::List(values) = value else { return Err(LossKind::Incomplete) };
            for (part, value) in binding.parts().zip(values) {
                placed.push((address(part, None)?, write(value)?));
            }
        } else if binding.multiple {
            let values = match value {
                Value::List(values) => values,
                one => [one].into(),
            };
            for (number, value) in (0_u32..).zip(values) {
                let at = if technology == Technology::LwM2m {
                    alloc::format!("{}/{number}", address(&binding.address, None)?)
                } else {
                    address(&binding.address, Some(number))?
                };
                placed.push((at, write(value)?));
            }
        } else {
            let value = match value {
                Value::List(mut values) if values.len() == 1 => values.pop().unwrap_or(Value::Null),
                other => other,
            };
            placed.push((address(&binding.address, None)?, write(value)?));
        }
        Ok(Some(Placed { entries: placed, rounded: precision.lost(), shifted }))
    }

    /// Whether a value that was translated by pairs would be read back as another one. What the technology adds to
    /// it is no loss.
    fn shifts(&self, binding: &Binding, reading: &Reading<'_>, native: &Value<'a>) -> bool {
        let by_pairs = |step: &Conversion| matches!(step, Conversion::Enumerate(_) | Conversion::Bits(_));
        if !binding.transform.steps().iter().any(by_pairs) || binding.transform.trigger().is_some() {
            return false;
        }
        let back = binding.transform.forward(native.clone()).ok().flatten();
        let attribute = self.mapping.attribute(reading.attribute);
        let back = back.zip(attribute).and_then(|(value, attribute)| {
            attribute.data_type.coerce(value, self.mapping.enumerations()).ok()
        });
        match (&reading.value, back) {
            (_, None) => true,
            (Value::Record(said), Some(back)) => {
                said.iter().any(|(name, value)| back.member(name) != Some(value))
            }
            (said, Some(back)) => *said != back,
        }
    }

    /// Where readings go, in their order; what does not go anywhere is a loss. `usable` tells the rows that may
    /// be used.
    pub(crate) fn entries(
        &mut self,
        readings: &'a [Reading<'a>],
        usable: impl Fn(&Binding) -> Result<(), LossKind>,
    ) -> Vec<Entry<'a>> {
        let side = self.side;
        // Values with one place only choose before those with alternatives.
        let alternatives = |this: &Self, reading: &Reading<'_>| {
            let rows = this.bindings(reading.attribute).iter();
            rows.filter(|binding| binding.technology == side.paths && usable(binding).is_ok()).count()
        };
        let mut order: Vec<(usize, usize)> =
            readings.iter().enumerate().map(|(at, reading)| (alternatives(self, reading), at)).collect();
        // Of several samples the newest chooses first.
        let time = |at: usize| readings.get(at).and_then(|reading| reading.time).unwrap_or(f64::NEG_INFINITY);
        order
            .sort_unstable_by(|a, b| a.0.cmp(&b.0).then(time(b.1).total_cmp(&time(a.1))).then(a.1.cmp(&b.1)));
        let keeps_time = side.paths == Technology::LwM2m;
        let mut occupied: BTreeMap<String, Value<'a>> = BTreeMap::new();
        let mut told: BTreeSet<(AttributeId, &Instance, u64)> = BTreeSet::new();
        let mut results: Vec<Vec<Entry<'a>>> = alloc::vec![Vec::new(); readings.len()];
        for (_, at) in order {
            let Some(reading) = readings.get(at) else { continue };
            let moment = reading.time.filter(|_| keeps_time).unwrap_or(f64::NEG_INFINITY).to_bits();
            if told.contains(&(reading.attribute, &reading.instance, moment)) {
                // An older sample must not pass for the state of an alternative.
                self.lose(reading.origin, reading.attribute, LossKind::Conflict);
                continue;
            }
            let mut why = LossKind::NoCounterpart;
            let mut done = false;
            for binding in self.bindings(reading.attribute).iter().filter(|b| b.technology == side.paths) {
                if let Err(kind) = usable(binding) {
                    if why == LossKind::NoCounterpart {
                        why = kind;
                    }
                    continue;
                }
                let placed = match self.place(binding, reading) {
                    Ok(Some(placed)) => placed,
                    Ok(None) => continue,
                    Err(kind) => {
                        why = kind;
                        continue;
                    }
                };
                let Placed { entries: placed, rounded, shifted } = placed;
                if placed.iter().any(|(address, value)| {
                    occupied.get(&*slot(address, moment)).is_some_and(|other| other != value)
                }) {
                    why = LossKind::Conflict;
                    continue;
                }
                told.insert((reading.attribute, &reading.instance, moment));
                self.deliver(reading.origin);
                if rounded {
                    self.lose(reading.origin, reading.attribute, LossKind::Precision);
                }
                if shifted {
                    self.lose(reading.origin, reading.attribute, LossKind::Semantics);
                }
                if reading.time.is_some() && !keeps_time {
                    self.lose(reading.origin, reading.attribute, LossKind::Time);
                }
                let secret =
                    self.mapping.attribute(reading.attribute).is_some_and(|attribute| attribute.secret);
                let mut entries = Vec::with_capacity(placed.len());
                let companion = self.companion(binding, reading);
                for (address, value, native) in placed
                    .into_iter()
                    .map(|(address, value)| (address, value, binding.native))
                    .chain(companion)
                {
                    if occupied.insert(slot(&address, moment).into_owned(), value.clone()).is_none() {
                        entries.push(Entry { address, value, native, time: reading.time, secret });
                    }
                }
                if let Some(slot) = results.get_mut(at) {
                    *slot = entries;
                }
                done = true;
                break;
            }
            if !done {
                self.lose(reading.origin, reading.attribute, why);
            }
        }
        results.into_iter().flatten().collect()
    }

    /// What must stand beside a value for the row to be read as it is meant.
    fn companion(&self, binding: &Binding, reading: &Reading<'a>) -> Option<(String, Value<'a>, Native)> {
        let condition = binding.condition.as_ref().filter(|c| !c.negated && !c.value.is_empty())?;
        let address = self
            .address(
                binding.technology,
                (&condition.address, u8::MAX),
                reading.attribute,
                &reading.instance,
                None,
            )
            .ok()?;
        let native = if condition.value.parse::<i64>().is_ok() { Native::Int64 } else { Native::String };
        let value = native.write(Value::from(condition.value.to_string()), &mut Precision::exact()).ok()?;
        Some((address, value, native))
    }

    /// The values a message tells.
    pub(crate) fn report(&mut self, message: &'a Message<'a>) -> Vec<Entry<'a>> {
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
        for operation in &message.operations {
            self.operation(operation, &mut steps);
        }
        steps
    }

    fn operation(&mut self, operation: &'a Operation<'a>, steps: &mut Vec<Step<'a>>) {
        match operation {
            Operation::Write(readings) => self.write(readings, steps),
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
            Operation::Create { resource, instance, values } => {
                match self.table(*resource, instance.as_ref()) {
                    Some(address) => steps.push(Step::Create(address)),
                    None => self.lose_resource(*resource),
                }
                if !values.is_empty() {
                    self.write(values, steps);
                }
            }
            Operation::Delete { resource, instance } => match self.table(*resource, Some(instance)) {
                Some(address) => steps.push(Step::Delete(address)),
                None => self.lose_resource(*resource),
            },
            Operation::Discover(resource) => match resource {
                None => steps.push(Step::Discover(String::new())),
                Some(resource) => match self.table(*resource, None) {
                    Some(address) => steps.push(Step::Discover(address)),
                    None => self.lose_resource(*resource),
                },
            },
        }
    }

    fn lose_resource(&mut self, resource: ResourceId) {
        let name = self.mapping.resource(resource).map_or("", |resource| &*resource.name);
        self.losses.push((u32::MAX, Loss::new(name, LossKind::NoCounterpart)));
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
    fn table(&self, resource: ResourceId, instance: Option<&Instance>) -> Option<String> {
        let technology = self.side.paths;
        let (id, (template, primary)) =
            self.mapping.attributes_of(resource).find_map(|(id, attribute)| {
                let rows = attribute.bindings(self.mapping);
                let row = rows.iter().find(|binding| binding.technology == technology)?;
                Some((id, (name::table(technology, row.part(0)?, row.multiple)?, row.primary)))
            })?;
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

/// One place for each time at which it was measured.
fn slot(address: &str, moment: u64) -> Cow<'_, str> {
    if moment == f64::NEG_INFINITY.to_bits() {
        Cow::Borrowed(address)
    } else {
        Cow::Owned(alloc::format!("{address}@{moment}"))
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
