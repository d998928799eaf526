//! Resources in the making.

use super::{Resource, command};
use crate::mapping::Mapping;
use crate::resource::Base;
use crate::{AttributeId, Instance, Intent, Loss, LossKind, Message, Reading, ResourceId, Target, Value};
use alloc::borrow::{Cow, ToOwned};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

/// A resource and what is set so far.
struct Part<'a> {
    resource: ResourceId,
    instance: Instance,
    /// The value that was set last, in [`Draft::values`], and how many there are.
    last: Option<usize>,
    count: usize,
    /// Complete as it is: a command.
    whole: Option<Resource<'a>>,
}

/// A value that is set. Those of a resource are a chain, so that resources need no lists of their own.
struct Set<'a> {
    attribute: AttributeId,
    value: Value<'a>,
    origin: u32,
    time: Option<f64>,
    /// The value of the same resource that was set before.
    before: Option<usize>,
}

/// The resources of a message.
pub(super) struct Draft<'a, 'r, 'm> {
    message: &'r Message<'a>,
    mapping: &'m Mapping,
    parts: Vec<Part<'a>>,
    values: Vec<Set<'a>>,
    /// The part that is still open, of each resource.
    open: BTreeMap<(ResourceId, Instance), usize>,
    /// Parts before this one are closed.
    closed: usize,
    /// The part that was used last.
    recent: usize,
    losses: Vec<Loss>,
    late: Vec<(u32, Loss)>,
    /// Origins that arrived in some form.
    delivered: Vec<bool>,
}

impl<'a, 'r, 'm> Draft<'a, 'r, 'm> {
    pub(super) fn new(message: &'r Message<'a>, mapping: &'m Mapping) -> Self {
        Draft {
            message,
            mapping,
            parts: Vec::with_capacity(16),
            values: Vec::with_capacity(message.readings.len()),
            open: BTreeMap::new(),
            closed: 0,
            recent: 0,
            losses: Vec::new(),
            late: Vec::new(),
            delivered: alloc::vec![false; message.origins.len()],
        }
    }

    /// The same with what was lost before.
    pub(super) fn with_losses(mut self) -> Self {
        self.losses.clone_from(&self.message.losses);
        self
    }

    pub(super) fn resource(&mut self, resource: ResourceId, instance: &Instance) -> usize {
        // Readings come in order: mostly for the resource of the one before, or for the instance after it.
        for at in [self.recent, self.recent.saturating_add(1)] {
            let same = |part: &Part<'_>| {
                part.whole.is_none() && part.resource == resource && part.instance == *instance
            };
            if at >= self.closed && self.parts.get(at).is_some_and(same) {
                self.recent = at;
                return at;
            }
        }
        let parts = &mut self.parts;
        self.recent = *self.open.entry((resource, instance.clone())).or_insert_with(|| {
            let instance = instance.clone();
            parts.push(Part { resource, instance, last: None, count: 0, whole: None });
            parts.len() - 1
        });
        self.recent
    }

    /// Whatever comes now is another request.
    fn close(&mut self) {
        self.open.clear();
        self.closed = self.parts.len();
    }

    fn set(&mut self, reading: &Reading<'a>) {
        let known = self.mapping.attribute(reading.attribute);
        let Some(resource) = self.mapping.resource_of(reading.attribute) else { return };
        if known.is_none_or(|attribute| attribute.short.is_empty()) {
            return self.lose(reading.origin, reading.attribute, LossKind::NoCounterpart);
        }
        let at = self.resource(resource, &reading.instance);
        let Some(part) = self.parts.get_mut(at) else { return };
        let mut next = part.last;
        let mut known = None;
        while let Some(at) = next
            && known.is_none()
        {
            let set = self.values.get(at);
            known = set.filter(|set| set.attribute == reading.attribute).and(next);
            next = set.and_then(|set| set.before);
        }
        let new = Set {
            attribute: reading.attribute,
            value: reading.value.clone(),
            origin: reading.origin,
            time: reading.time,
            before: part.last,
        };
        let mut loser = None;
        match known.and_then(|at| self.values.get_mut(at)) {
            None => {
                part.last = Some(self.values.len());
                part.count += 1;
                self.values.push(new);
            }
            // Of several samples the newest stays.
            Some(old) => {
                let before = old.before;
                let stays = old.time.unwrap_or(f64::NEG_INFINITY) > new.time.unwrap_or(f64::NEG_INFINITY);
                let lost = if stays { new } else { core::mem::replace(old, Set { before, ..new }) };
                loser = (old.value != lost.value || lost.time.is_some()).then_some(lost.origin);
            }
        }
        self.deliver(reading.origin, true);
        if let Some(origin) = loser.filter(|_| self.message.intent == Intent::Report) {
            self.deliver(origin, false);
            self.lose(origin, reading.attribute, LossKind::Conflict);
        }
    }

    pub(super) fn add(&mut self, readings: &[Reading<'a>]) {
        for reading in readings {
            self.set(reading);
        }
    }

    /// An action and its arguments. What comes after it is another request, also where it is of the same resource.
    pub(super) fn act(&mut self, action: &Target, arguments: &[Reading<'a>]) {
        // A delay is an argument of a command: without it the action would come too early.
        let known = self.mapping.attribute(action.attribute);
        let delayed = arguments.iter().any(|argument| {
            self.mapping.attribute(argument.attribute).is_some_and(|attribute| attribute.name == "delay")
        });
        let is_attribute = !delayed && known.is_some_and(|attribute| !attribute.short.is_empty());
        let command = if is_attribute { None } else { command::lower(action, arguments, self.mapping) };
        let Some((command, left)) = command else {
            self.add(arguments);
            let order = Reading::new(action.attribute, true).with_instance(action.instance.clone());
            self.set(&Reading { origin: action.origin, ..order });
            self.close();
            return;
        };
        self.deliver(action.origin, true);
        for argument in arguments {
            self.deliver(argument.origin, true);
        }
        for argument in left {
            self.deliver(argument.origin, false);
            self.lose(argument.origin, argument.attribute, LossKind::NoCounterpart);
        }
        if let Some(resource) = self.mapping.resource_of(action.attribute) {
            let instance = action.instance.clone();
            self.parts.push(Part { resource, instance, last: None, count: 0, whole: Some(command) });
        }
        self.close();
    }

    /// Whether what was read from this name arrived in some form; values made by hand have no name.
    fn deliver(&mut self, origin: u32, arrived: bool) {
        if let Some(slot) = usize::try_from(origin).ok().and_then(|at| self.delivered.get_mut(at)) {
            *slot = arrived;
        }
    }

    pub(super) fn lose(&mut self, origin: u32, attribute: AttributeId, kind: LossKind) {
        let name = usize::try_from(origin).ok().and_then(|at| self.message.origins.get(at));
        let name = name.map_or_else(|| self.mapping.full_name(attribute), |name| name.clone().into_owned());
        self.late.push((origin, Loss::new(name, kind)));
    }

    /// What was to be removed or listed, by the name of the message where it has one; all without a resource.
    pub(super) fn lose_place(&mut self, resource: Option<ResourceId>, place: u32) {
        let named = usize::try_from(place).ok().and_then(|at| self.message.origins.get(at));
        let known =
            || resource.and_then(|id| self.mapping.resource(id)).map_or("discovery", |known| &*known.name);
        let name = named.map_or_else(known, |name| &**name);
        self.losses.push(Loss::new(name, LossKind::NoCounterpart));
    }

    pub(super) fn finish(mut self) -> (Vec<Resource<'a>>, Vec<Loss>) {
        let delivered = &self.delivered;
        let arrived =
            |origin: u32| usize::try_from(origin).ok().and_then(|at| delivered.get(at)) == Some(&true);
        let others = self.message.others();
        // Of a list every element is lost.
        let elements = |at: u32, kind: LossKind| {
            let names = others.get(&at).into_iter().flatten().filter(|other| !arrived(**other));
            let names = names.filter_map(|other| self.message.origins.get(usize::try_from(*other).ok()?));
            names.map(move |name| Loss::new(&**name, kind))
        };
        let late = self.late.into_iter().filter(|(at, _)| !arrived(*at));
        let late = late.flat_map(|(at, loss)| {
            let elements = elements(at, loss.kind);
            core::iter::once(loss).chain(elements)
        });
        // A path that was asked for may stand for many values.
        let mut named: BTreeSet<String> = BTreeSet::new();
        self.losses.extend(
            late.filter(|loss| loss.kind != LossKind::NoCounterpart || named.insert(loss.name.clone())),
        );
        let timed = self.values.iter().filter(|set| set.time.is_some());
        let names = timed.filter_map(|set| self.message.origins.get(usize::try_from(set.origin).ok()?));
        self.losses.extend(names.map(|name| Loss::new(&**name, LossKind::Time)));
        if self.message.intent == Intent::Report {
            self.parts.sort_by(|a, b| (a.resource, &a.instance).cmp(&(b.resource, &b.instance)));
        }
        let mut resources = Vec::with_capacity(self.parts.len());
        let mut values = self.values;
        let mut order: Vec<(AttributeId, usize)> = Vec::new();
        for part in self.parts {
            if let Some(command) = part.whole {
                resources.push(command);
                continue;
            }
            let Some(kind) = self.mapping.resource(part.resource) else { continue };
            let mut resource = Resource::new(kind.short.clone());
            let schema = kind.schema();
            let own = usize::from(!part.instance.is_first()) + 2 * usize::from(schema.is_some());
            resource.attributes.reserve_exact(part.count + own);
            if !part.instance.is_first() {
                let local = kind.short.split_once(':').map_or(&*kind.short, |(_, local)| local);
                let name = alloc::format!("{local}-{}", part.instance);
                resource.attributes.push(("rn".into(), Value::from(name)));
            }
            if let Some(schema) = schema {
                resource.attributes.push(("mgd".into(), Value::Integer(0)));
                resource.attributes.push(("mgs".into(), Value::from(schema)));
            }
            order.clear();
            let mut next = part.last;
            while let Some((at, set)) = next.and_then(|at| Some((at, values.get(at)?))) {
                order.push((set.attribute, at));
                next = set.before;
            }
            order.sort_unstable();
            for (attribute, at) in order.iter().copied() {
                let value = values
                    .get_mut(at)
                    .map_or(Value::Null, |set| core::mem::replace(&mut set.value, Value::Null));
                let Some(attribute) = self.mapping.attribute(attribute) else { continue };
                let short = attribute.short.clone();
                if attribute.data_type.base == Base::MgmtLink {
                    put_links(&mut resource.attributes, short, &attribute.name, value, self.mapping);
                } else {
                    put(&mut resource.attributes, short, value);
                }
            }
            resources.push(resource);
        }
        (resources, self.losses)
    }
}

/// A value under a dotted name goes into nested objects; `[]` marks an array.
fn put<'a>(members: &mut Vec<(Cow<'a, str>, Value<'a>)>, path: Cow<'a, str>, value: Value<'a>) {
    // Most names are short and have no dot.
    if !path.bytes().any(|byte| byte == b'.') {
        members.push((path, value));
        return;
    }
    let Some((first, rest)) = path.split_once('.') else { return };
    let (name, array) = first.strip_suffix("[]").map_or((first, false), |name| (name, true));
    let place = members.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
        let empty = Value::Record(Vec::new());
        let empty = if array { Value::List([empty].into()) } else { empty };
        members.push((Cow::Owned(name.to_owned()), empty));
        members.len() - 1
    });
    let inner = match members.get_mut(place) {
        Some((_, Value::List(several))) => several.first_mut(),
        Some((_, one)) => Some(one),
        None => None,
    };
    if let Some(Value::Record(inner)) = inner {
        put(inner, Cow::Owned(rest.to_owned()), value);
    }
}

fn put_links<'a>(
    members: &mut Vec<(Cow<'a, str>, Value<'a>)>,
    short: Cow<'a, str>,
    name: &str,
    value: Value<'a>,
    mapping: &Mapping,
) {
    let target = name.strip_prefix("mgmtLink[").and_then(|rest| rest.strip_suffix(']'));
    let kind = target.and_then(|target| mapping.resource_by_name(target)).and_then(|id| mapping.resource(id));
    let definition = kind.and_then(|kind| kind.definition);
    let texts = match value {
        Value::List(texts) => texts,
        one => [one].into(),
    };
    let link = |text| {
        let mut link: Vec<(Cow<'a, str>, Value<'a>)> = Vec::new();
        link.extend(target.map(|target| ("nm".into(), Value::from(target.to_owned()))));
        link.extend(definition.map(|definition| ("typ".into(), Value::Integer(definition.into()))));
        link.push(("val".into(), text));
        Value::Record(link)
    };
    let links: Vec<Value<'a>> = texts.into_iter().map(link).collect();
    match members.iter_mut().find(|(known, _)| *known == short) {
        Some((_, Value::List(known))) => known.extend(links),
        _ => members.push((short, Value::List(links))),
    }
}
