//! Where values go, and what they are there.

use super::{Entry, Lowerer, plain_index};
use crate::lift::instantiate;
use crate::mapping::{Binding, Mapping, Native, Precision, Step as Conversion, Technology, Test};
use crate::resource::Base;
use crate::translate::Rounding;
use crate::{AttributeId, ErrorKind, Instance, LossKind, Reading, ResourceId, Value};
use alloc::borrow::Cow;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use mgmt_wire::character::is_text;

/// What a value became at each address of a row.
pub(super) struct Placed<'a> {
    pub(super) entries: Vec<(String, Value<'a>)>,
    /// The value was rounded.
    pub(super) rounded: bool,
    /// Read back, the value means something else.
    pub(super) shifted: bool,
}

impl<'a> Lowerer<'_, 'a, '_> {
    /// The address of a row for an instance.
    pub(super) fn address(
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
    pub(super) fn link(&mut self, value: Value<'a>) -> Value<'a> {
        match value {
            Value::List(links) => Value::List(links.into_iter().map(|link| self.link(link)).collect()),
            Value::Text(text) => {
                let (resource, instance) = text.split_once('-').unwrap_or((&text, "0"));
                let instance: Instance = instance.parse().unwrap_or_default();
                let resource = self.mapping.resource_by_name(resource);
                match (resource.and_then(|resource| self.table(resource, Some(&instance))), self.side.paths) {
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
    pub(super) fn place(
        &mut self,
        binding: &Binding,
        reading: &Reading<'a>,
    ) -> Result<Option<Placed<'a>>, LossKind> {
        let technology = binding.technology;
        if reading.value == Value::Null {
            // Only a tree can lose a leaf.
            if technology != Technology::OmaDm || binding.multiple || self.reports {
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
        // What a list lost of its elements is no rounding.
        let fewer = precision.lost() && binding.transform.steps().contains(&Conversion::Ipv4);
        let shifted = fewer || self.shifts(binding, reading, &value);
        let in_xml = technology != Technology::LwM2m;
        let mut write = |value| match binding.native.write(value, &mut precision) {
            Ok(Value::Text(text)) if in_xml && !is_text(&text) => {
                Err(LossKind::Value(ErrorKind::InvalidValue("text for XML")))
            }
            other => other.map_err(LossKind::Value),
        };
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
        Ok(Some(Placed { entries: placed, rounded: precision.lost() && !fewer, shifted }))
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
        // Values with one place only choose before those with alternatives, those of several parts before all, summaries
        // after what they sum up.
        let alternatives = |this: &Self, reading: &Reading<'_>| {
            let rows = this.bindings(reading.attribute).iter();
            let usable = rows.filter(|binding| binding.technology == side.paths && usable(binding).is_ok());
            let (count, composed) = usable
                .fold((0, false), |(count, composed), row| (count + 1, composed || row.part_count() > 1));
            match (is_status(this.mapping, reading), composed && count == 1) {
                (true, _) => usize::MAX,
                (false, true) => 0,
                (false, false) => count,
            }
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
        let states = self.states(readings);
        let mut used: Vec<Option<&Binding>> = alloc::vec![None; readings.len()];
        for (_, at) in order {
            let Some(reading) = readings.get(at) else { continue };
            let state = Some(reading).filter(|reading| is_status(self.mapping, reading));
            let state = state.and_then(|reading| states.get(&self.owner(reading)).copied());
            // Where the state went, it says more; where it found no word, the status has none that is true.
            let rows: &[Binding] = match state.map(|at| (readings.get(at), used.get(at).copied().flatten())) {
                Some((_, Some(row))) => core::slice::from_ref(row),
                Some((Some(state), None)) if state.origin == reading.origin => self.bindings(state.attribute),
                _ => &[],
            };
            let is_decided = |binding: &Binding| {
                let mut rows = rows.iter().filter(|row| row.technology == side.paths && usable(row).is_ok());
                rows.any(|row| row.parts().any(|part| binding.parts().any(|own| own == part)))
            };
            let mut decided = false;
            let moment = reading.time.filter(|_| keeps_time).unwrap_or(f64::NEG_INFINITY).to_bits();
            if told.contains(&(reading.attribute, &reading.instance, moment)) {
                // An older sample must not pass for the state of an alternative.
                self.lose(reading.origin, reading.attribute, LossKind::Conflict);
                continue;
            }
            let mut why = LossKind::NoCounterpart;
            let mut done = false;
            let mut contested = None;
            for binding in self.bindings(reading.attribute).iter().filter(|b| b.technology == side.paths) {
                if let Err(kind) = usable(binding) {
                    if why == LossKind::NoCounterpart {
                        why = kind;
                    }
                    continue;
                }
                // Alternatives are for what the other side lacks. Where the right place says otherwise, a value does
                // not go to a lesser one, which means something else.
                if contested.is_some_and(|contested| binding.fit > contested) {
                    continue;
                }
                if is_decided(binding) {
                    decided = true;
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
                let companion = self.companion(binding, reading);
                let taken = |address: &str, value: &Value<'_>| {
                    occupied.get(&*slot(address, moment)).is_some_and(|other| other != value)
                };
                if placed.iter().any(|(address, value)| taken(address, value))
                    || companion.as_ref().is_some_and(|(address, value, _)| taken(address, value))
                {
                    why = LossKind::Conflict;
                    contested.get_or_insert(binding.fit);
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
                for (address, value, native) in placed
                    .into_iter()
                    .map(|(address, value)| (address, value, binding.native))
                    .chain(companion)
                {
                    if occupied.insert(slot(&address, moment).into_owned(), value.clone()).is_none() {
                        let (time, origin) = (reading.time, reading.origin);
                        entries.push(Entry { address, value, native, time, secret, origin });
                    }
                }
                if let (Some(slot), Some(row)) = (results.get_mut(at), used.get_mut(at)) {
                    (*slot, *row) = (entries, Some(binding));
                }
                done = true;
                break;
            }
            // Where the other reading went, or why it did not, is told with that one.
            if !done && !decided {
                self.lose(reading.origin, reading.attribute, why);
            }
        }
        results.into_iter().flatten().collect()
    }

    /// The states of resources that have a summary too, an action status: the summary knows that something is in
    /// process, the state knows what.
    fn states<'r>(&self, readings: &'r [Reading<'a>]) -> BTreeMap<(Option<ResourceId>, &'r Instance), usize> {
        if !readings.iter().any(|reading| is_status(self.mapping, reading)) {
            return BTreeMap::new();
        }
        let is_state = |reading: &Reading<'_>| {
            self.mapping.attribute(reading.attribute).is_some_and(|attribute| attribute.name == "state")
        };
        let states = readings.iter().enumerate().filter(|(_, reading)| is_state(reading));
        states.map(|(at, reading)| (self.owner(reading), at)).collect()
    }

    fn owner<'r>(&self, reading: &'r Reading<'_>) -> (Option<ResourceId>, &'r Instance) {
        (self.mapping.resource_of(reading.attribute), &reading.instance)
    }

    /// What must stand beside a value for the row to be read as it is meant.
    fn companion(&self, binding: &Binding, reading: &Reading<'a>) -> Option<(String, Value<'a>, Native)> {
        let condition = binding.condition.as_ref().filter(|c| c.test == Test::Is && !c.value.is_empty())?;
        let address = self
            .address(
                binding.technology,
                (&condition.address, u8::MAX),
                reading.attribute,
                &reading.instance,
                None,
            )
            .ok()?;
        let native = match &*condition.value {
            "true" | "false" => Native::Boolean,
            number if number.parse::<i64>().is_ok() => Native::Int64,
            _ => Native::String,
        };
        let value = native.read(Value::from(condition.value.to_string())).ok().flatten()?;
        let value = native.write(value, &mut Precision::exact()).ok()?;
        Some((address, value, native))
    }
}

fn is_status(mapping: &Mapping, reading: &Reading<'_>) -> bool {
    mapping.attribute(reading.attribute).is_some_and(|known| known.data_type.base == Base::ActionStatus)
}

/// One place for each time at which it was measured.
fn slot(address: &str, moment: u64) -> Cow<'_, str> {
    if moment == f64::NEG_INFINITY.to_bits() {
        Cow::Borrowed(address)
    } else {
        Cow::Owned(alloc::format!("{address}@{moment}"))
    }
}
