//! What is said about a device, and what is asked of it, in no protocol's words.

use crate::mapping::Mapping;
use crate::{AttributeId, ErrorKind, Instance, Loss, ResourceId, Value};
use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

/// A value of an attribute.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Reading<'a> {
    /// Which attribute.
    pub attribute: AttributeId,
    /// Of which resource.
    pub instance: Instance,
    /// The value; null asks for deletion.
    pub value: Value<'a>,
    /// When it was measured, in seconds since 1970; `None` when the message does not say.
    pub time: Option<f64>,
    /// Which name of the message it was read from: a place in [`Message::origins`].
    pub(crate) origin: u32,
}

impl<'a> Reading<'a> {
    /// A value of the first instance's attribute.
    pub fn new(attribute: AttributeId, value: impl Into<Value<'a>>) -> Self {
        Reading { attribute, instance: Instance::FIRST, value: value.into(), time: None, origin: u32::MAX }
    }

    /// The same of another instance.
    #[must_use]
    pub fn with_instance(mut self, instance: Instance) -> Self {
        self.instance = instance;
        self
    }

    /// The same with a time of measurement.
    #[must_use]
    pub const fn with_time(mut self, seconds: f64) -> Self {
        self.time = Some(seconds);
        self
    }
}

impl Reading<'_> {
    /// The same, owning its value.
    #[must_use]
    pub fn into_owned(self) -> Reading<'static> {
        let Reading { attribute, instance, value, time, origin } = self;
        Reading { attribute, instance, value: value.into_owned(), time, origin }
    }
}

impl Operation<'_> {
    /// The same, owning its values.
    #[must_use]
    pub fn into_owned(self) -> Operation<'static> {
        let owned = |readings: Vec<Reading<'_>>| readings.into_iter().map(Reading::into_owned).collect();
        match self {
            Operation::Read(targets) => Operation::Read(targets),
            Operation::Write(readings) => Operation::Write(owned(readings)),
            Operation::Execute { action, arguments } => {
                Operation::Execute { action, arguments: owned(arguments) }
            }
            Operation::Create { resource, instance, values } => {
                Operation::Create { resource, instance, values: owned(values) }
            }
            Operation::Delete { resource, instance } => Operation::Delete { resource, instance },
            Operation::Observe(targets) => Operation::Observe(targets),
            Operation::CancelObserve(targets) => Operation::CancelObserve(targets),
            Operation::Discover(resource) => Operation::Discover(resource),
        }
    }
}

/// An attribute of an instance, without a value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Target {
    /// Which attribute.
    pub attribute: AttributeId,
    /// Of which resource.
    pub instance: Instance,
    pub(crate) origin: u32,
}

impl Target {
    /// The attribute of the first instance.
    #[must_use]
    pub const fn new(attribute: AttributeId) -> Self {
        Target { attribute, instance: Instance::FIRST, origin: u32::MAX }
    }

    /// The same of another instance.
    #[must_use]
    pub fn with_instance(mut self, instance: Instance) -> Self {
        self.instance = instance;
        self
    }
}

/// Something a device is asked to do.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Operation<'a> {
    /// Tell values.
    Read(Vec<Target>),
    /// Take values, all or none.
    Write(Vec<Reading<'a>>),
    /// Do the action of an attribute; the arguments are attributes of the same resource.
    Execute {
        /// The action.
        action: Target,
        /// Its arguments.
        arguments: Vec<Reading<'a>>,
    },
    /// Make a resource.
    Create {
        /// Its type.
        resource: ResourceId,
        /// Which one; `None` when the device chooses.
        instance: Option<Instance>,
        /// Its first values.
        values: Vec<Reading<'a>>,
    },
    /// Remove a resource.
    Delete {
        /// Its type.
        resource: ResourceId,
        /// Which one.
        instance: Instance,
    },
    /// Report values when they change.
    Observe(Vec<Target>),
    /// Stop reporting.
    CancelObserve(Vec<Target>),
    /// Tell which resources of this type there are; `None` for all types.
    Discover(Option<ResourceId>),
}

/// What a message is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// It tells values.
    Report,
    /// It asks for something.
    Request,
}

/// A protocol message in the words of the model.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Message<'a> {
    /// What it is for.
    pub intent: Intent,
    /// The values it tells.
    pub readings: Vec<Reading<'a>>,
    /// What it asks for, in order.
    pub operations: Vec<Operation<'a>>,
    /// What the model has no words for.
    pub losses: Vec<Loss>,
    /// The names of the message that the readings and operations were read from.
    pub origins: Vec<Cow<'a, str>>,
    /// The names, places in `origins`, of what is made, removed and listed, in the order of those operations.
    pub(crate) places: Vec<u32>,
    /// Names, places in `origins`, whose values stand in a list with the one of another name, which is the reading's.
    pub(crate) joined: Vec<(u32, u32)>,
}

impl<'a> Message<'a> {
    /// A message that tells these values.
    #[must_use]
    pub const fn report(readings: Vec<Reading<'a>>) -> Self {
        Message {
            intent: Intent::Report,
            readings,
            operations: Vec::new(),
            losses: Vec::new(),
            origins: Vec::new(),
            places: Vec::new(),
            joined: Vec::new(),
        }
    }

    /// A message that asks for these operations, in order.
    #[must_use]
    pub const fn request(operations: Vec<Operation<'a>>) -> Self {
        Message {
            intent: Intent::Request,
            readings: Vec::new(),
            operations,
            losses: Vec::new(),
            origins: Vec::new(),
            places: Vec::new(),
            joined: Vec::new(),
        }
    }

    /// The value of an attribute of the first instance, by its oneM2M name.
    ///
    /// ```
    /// use mgmt_model::{Mapping, Message, Reading, Value};
    ///
    /// let mapping = Mapping::built_in();
    /// let level = mapping.find_attribute("battery.batteryLevel").unwrap();
    /// let message = Message::report(vec![Reading::new(level, 57)]);
    /// assert_eq!(message.value(mapping, "bat.btl"), Some(&Value::Integer(57)));
    /// ```
    #[must_use]
    pub fn value(&self, mapping: &Mapping, name: &str) -> Option<&Value<'a>> {
        self.value_of(mapping, name, &Instance::FIRST)
    }

    /// The value of an attribute of an instance, by its oneM2M name.
    #[must_use]
    pub fn value_of(&self, mapping: &Mapping, name: &str, instance: &Instance) -> Option<&Value<'a>> {
        let attribute = mapping.find_attribute(name)?;
        let mut readings = self.readings.iter();
        readings.find(|r| r.attribute == attribute && r.instance == *instance).map(|reading| &reading.value)
    }

    /// The name that a reading was read from, as the message wrote it; `None` for one made by hand.
    #[must_use]
    pub fn origin_of(&self, reading: &Reading<'_>) -> Option<&str> {
        self.origin(reading.origin)
    }

    /// The name that a target was read from.
    #[must_use]
    pub fn origin_of_target(&self, target: &Target) -> Option<&str> {
        self.origin(target.origin)
    }

    /// Adds an operation that makes, removes or lists what has this name.
    pub(crate) fn ask(&mut self, operation: Operation<'a>, name: impl Into<Cow<'a, str>>) {
        self.places.push(u32::try_from(self.origins.len()).unwrap_or(u32::MAX));
        self.origins.push(name.into());
        self.operations.push(operation);
    }

    /// The operations, and the names of those that have one of their own.
    pub(crate) fn asked(&self) -> impl Iterator<Item = (&Operation<'a>, u32)> {
        let mut places = self.places.iter();
        self.operations.iter().map(move |operation| {
            let is_placed = matches!(
                operation,
                Operation::Create { .. } | Operation::Delete { .. } | Operation::Discover(_)
            );
            let place = is_placed.then(|| places.next()).flatten();
            (operation, place.copied().unwrap_or(u32::MAX))
        })
    }

    /// For the name of a reading, the names of the other elements of its list.
    pub(crate) fn others(&self) -> BTreeMap<u32, Vec<u32>> {
        let mut others: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (first, other) in &self.joined {
            others.entry(*first).or_default().push(*other);
        }
        others
    }

    fn origin(&self, origin: u32) -> Option<&str> {
        self.origins.get(usize::try_from(origin).ok()?).map(|name| &**name)
    }

    /// The same, owning its texts.
    #[must_use]
    pub fn into_owned(self) -> Message<'static> {
        Message {
            intent: self.intent,
            readings: self.readings.into_iter().map(Reading::into_owned).collect(),
            operations: self.operations.into_iter().map(Operation::into_owned).collect(),
            losses: self.losses,
            places: self.places,
            joined: self.joined,
            origins: self.origins.into_iter().map(|origin| Cow::Owned(origin.into_owned())).collect(),
        }
    }

    /// Makes arguments of what was written just before: a download's URL and the order to download are one
    /// operation, in whatever commands a protocol says them.
    pub(crate) fn fold_arguments(&mut self, mapping: &Mapping) {
        let mut folded = Vec::with_capacity(self.operations.len());
        let mut run = Run::default();
        for operation in self.operations.drain(..) {
            match operation {
                Operation::Write(readings) => {
                    if !run.actions.is_empty() {
                        run.close(mapping, &mut folded);
                    }
                    run.writes.push(readings);
                }
                Operation::Execute { .. } => run.actions.push(operation),
                other => {
                    run.close(mapping, &mut folded);
                    folded.push(other);
                }
            }
        }
        run.close(mapping, &mut folded);
        self.operations = folded;
    }

    /// That no resource is asked for two actions that exclude each other.
    ///
    /// # Errors
    ///
    /// `Conflict`, which a oneM2M server answers with 4000 (BAD_REQUEST).
    pub fn check_actions(&self, mapping: &Mapping) -> Result<(), ErrorKind> {
        check_actions(
            mapping,
            self.operations.iter().filter_map(|operation| match operation {
                Operation::Execute { action, .. } => Some(action),
                _ => None,
            }),
        )
    }
}

/// That none of the actions excludes another one of the same resource.
pub(crate) fn check_actions<'t>(
    mapping: &Mapping,
    asked: impl Iterator<Item = &'t Target>,
) -> Result<(), ErrorKind> {
    let mut actions = Vec::new();
    for action in asked {
        if let Some(attribute) = mapping.attribute(action.attribute) {
            actions.push((attribute.resource, &action.instance, &*attribute.name));
        }
    }
    actions.sort_unstable();
    let asked = |resource, instance, name| actions.binary_search(&(resource, instance, name)).is_ok();
    let conflict = actions.iter().any(|(resource, instance, name)| {
        EXCLUSIVE.iter().any(|(one, other)| one == name && asked(*resource, *instance, *other))
    });
    if conflict { Err(ErrorKind::Conflict) } else { Ok(()) }
}

/// Writes, and the actions that follow them.
#[derive(Default)]
struct Run<'a> {
    writes: Vec<Vec<Reading<'a>>>,
    actions: Vec<Operation<'a>>,
}

impl<'a> Run<'a> {
    fn close(&mut self, mapping: &Mapping, folded: &mut Vec<Operation<'a>>) {
        let mut wanted: BTreeMap<(Option<ResourceId>, Instance), Vec<Reading<'a>>> = BTreeMap::new();
        for operation in &self.actions {
            if let Operation::Execute { action, .. } = operation {
                wanted.insert((mapping.resource_of(action.attribute), action.instance.clone()), Vec::new());
            }
        }
        for readings in self.writes.drain(..) {
            let mut rest = Vec::with_capacity(readings.len());
            for reading in readings {
                match wanted.get_mut(&(mapping.resource_of(reading.attribute), reading.instance.clone())) {
                    Some(arguments) => arguments.push(reading),
                    None => rest.push(reading),
                }
            }
            if !rest.is_empty() {
                folded.push(Operation::Write(rest));
            }
        }
        for mut operation in self.actions.drain(..) {
            if let Operation::Execute { action, arguments } = &mut operation {
                // The first action on a resource gets what was written there.
                let key = (mapping.resource_of(action.attribute), action.instance.clone());
                if let Some(theirs) = wanted.get_mut(&key) {
                    arguments.splice(0..0, theirs.drain(..));
                }
            }
            folded.push(operation);
        }
    }
}

/// Actions that must not be asked for together (TS-0004, Annex D).
const EXCLUSIVE: [(&str, &str); 5] = [
    ("install", "uninstall"),
    ("activate", "deactivate"),
    ("enable", "disable"),
    ("reboot", "factoryReset"),
    ("logStart", "logStop"),
];
