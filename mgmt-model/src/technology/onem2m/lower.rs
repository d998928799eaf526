use super::{Method, Request, Resource};
use crate::mapping::Mapping;
use crate::resource::Base;
use crate::{
    AttributeId, Instance, Intent, Loss, LossKind, Message, Operation, Options, Reading, ResourceId, Target,
    Translated, Value,
};
use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;

/// Writes a message as resources: a report as they are, a request with the action attributes set.
///
/// Operations that a resource cannot express (reading, deleting, discovery) are requests: see [`lower_request`].
#[must_use]
pub fn lower<'a>(message: &Message<'a>, options: &Options<'_>) -> Translated<Vec<Resource<'a>>> {
    let mut builder = Builder::new(options.mapping);
    builder.losses.extend(message.losses.iter().cloned());
    match message.intent {
        Intent::Report => builder.add(message, &message.readings),
        Intent::Request => {
            for operation in &message.operations {
                match operation {
                    Operation::Write(readings) => builder.add(message, readings),
                    Operation::Execute { action, arguments } => {
                        builder.add(message, arguments);
                        builder.act(message, action);
                    }
                    Operation::Create { resource, instance, values } => {
                        builder.resource(*resource, instance.as_ref().unwrap_or(&Instance::FIRST));
                        builder.add(message, values);
                    }
                    Operation::Read(targets)
                    | Operation::Observe(targets)
                    | Operation::CancelObserve(targets) => {
                        for target in targets {
                            builder.lose(message, target.origin, target.attribute, LossKind::Semantics);
                        }
                    }
                    Operation::Delete { resource, .. } => builder.lose_resource(*resource),
                    Operation::Discover(resource) => {
                        if let Some(resource) = resource {
                            builder.lose_resource(*resource);
                        }
                    }
                }
            }
        }
    }
    let (resources, losses) = builder.finish();
    Translated::new(resources, losses)
}

/// Writes a request as the primitives that ask for it, below the node at `to`.
///
/// ```
/// use mgmt_model::{Mapping, Message, Operation, Options, Target, onem2m};
///
/// let reboot = Mapping::built_in().find_attribute("reboot.reboot").unwrap();
/// let message =
///     Message::request(vec![Operation::Execute { action: Target::new(reboot), arguments: Vec::new() }]);
/// let requests = onem2m::lower_request(&message, "cse-1/node-7", &Options::default()).output;
/// assert_eq!(requests[0].operation, onem2m::Method::Update);
/// assert_eq!(requests[0].to, "cse-1/node-7/rbo");
/// ```
#[must_use]
pub fn lower_request<'a>(
    message: &Message<'a>,
    to: &str,
    options: &Options<'_>,
) -> Translated<Vec<Request<'a>>> {
    let mapping = options.mapping;
    let mut requests: Vec<Request<'a>> = Vec::new();
    let mut losses = message.losses.clone();
    let address = |resource: ResourceId, instance: &Instance| {
        let short = mapping.resource(resource).map_or("", |resource| &*resource.short);
        let local = short.split_once(':').map_or(short, |(_, local)| local);
        if instance.is_first() {
            alloc::format!("{to}/{local}")
        } else {
            alloc::format!("{to}/{local}-{instance}")
        }
    };
    for operation in &message.operations {
        let number = alloc::format!("{}-{}", options.session, requests.len() + 1);
        match operation {
            Operation::Write(_) | Operation::Execute { .. } => {
                let one = Message {
                    intent: Intent::Request,
                    readings: Vec::new(),
                    operations: [operation.clone()].into(),
                    losses: Vec::new(),
                    origins: message.origins.clone(),
                };
                let lowered = lower(&one, options);
                losses.extend(lowered.losses);
                for mut resource in lowered.output {
                    let id = mapping.resource_by_name(&resource.name);
                    let instance = match resource.get("rn").and_then(Value::as_str) {
                        Some(name) => {
                            name.split_once('-').map_or("", |(_, rest)| rest).parse().unwrap_or_default()
                        }
                        None => Instance::FIRST,
                    };
                    // What identifies a resource cannot be updated.
                    resource.attributes.retain(|(name, _)| !matches!(&**name, "rn" | "mgd" | "mgs"));
                    let number = alloc::format!("{}-{}", options.session, requests.len() + 1);
                    let to = id.map_or_else(String::new, |id| address(id, &instance));
                    requests.push(Request::new(Method::Update, to, number).with_content(resource));
                }
            }
            Operation::Create { resource, instance, values } => {
                let one = Message {
                    intent: Intent::Request,
                    readings: Vec::new(),
                    operations: [Operation::Create {
                        resource: *resource,
                        instance: instance.clone(),
                        values: values.clone(),
                    }]
                    .into(),
                    losses: Vec::new(),
                    origins: message.origins.clone(),
                };
                let lowered = lower(&one, options);
                losses.extend(lowered.losses);
                for mut content in lowered.output {
                    let definition = mapping.resource(*resource).and_then(|resource| resource.definition);
                    if let (Some(definition), None) = (definition, content.get("mgd")) {
                        content.attributes.insert(0, ("mgd".into(), Value::Integer(definition.into())));
                    }
                    let kind = mapping.resource(*resource).map_or(13, |resource| resource.resource_type);
                    requests.push(
                        Request::new(Method::Create, to.to_owned(), number.clone())
                            .with_resource_type(kind)
                            .with_content(content),
                    );
                }
            }
            Operation::Delete { resource, instance } => {
                requests.push(Request::new(Method::Delete, address(*resource, instance), number));
            }
            Operation::Read(targets) => retrieve(targets, mapping, &address, &options.session, &mut requests),
            Operation::Observe(targets) | Operation::CancelObserve(targets) => {
                for target in targets {
                    losses.push(Loss::new(mapping.full_name(target.attribute), LossKind::NoCounterpart));
                }
            }
            Operation::Discover(resource) => {
                let mut request = Request::new(Method::Retrieve, to.to_owned(), number);
                let mut criteria: Vec<(Cow<'a, str>, Value<'a>)> = [("fu".into(), Value::Integer(1))].into();
                if let Some(kind) = resource.and_then(|resource| mapping.resource(resource)) {
                    criteria
                        .push(("ty".into(), Value::List([Value::Integer(kind.resource_type.into())].into())));
                }
                request.other.push(("fc".into(), Value::Record(criteria)));
                requests.push(request);
            }
        }
    }
    Translated::new(requests, losses)
}

/// One RETRIEVE per resource, of the attributes asked for.
fn retrieve<'a>(
    targets: &[Target],
    mapping: &Mapping,
    address: &impl Fn(ResourceId, &Instance) -> String,
    session: &str,
    requests: &mut Vec<Request<'a>>,
) {
    let first = requests.len();
    for target in targets {
        let Some(resource) = mapping.resource_of(target.attribute) else { continue };
        let to = address(resource, &target.instance);
        let name = mapping.attribute(target.attribute).map_or(String::new(), |attribute| {
            if attribute.short.is_empty() {
                attribute.name.clone().into_owned()
            } else {
                attribute.short.clone().into_owned()
            }
        });
        let number = alloc::format!("{session}-{}", requests.len() + 1);
        match requests.iter_mut().skip(first).find(|request| request.to == to) {
            Some(request) => request.attributes.push(Cow::Owned(name)),
            None => {
                let mut request = Request::new(Method::Retrieve, to, number);
                request.attributes.push(Cow::Owned(name));
                requests.push(request);
            }
        }
    }
}

/// A resource in the making.
type Draft<'a> = (ResourceId, Instance, Vec<(AttributeId, Value<'a>)>);

struct Builder<'a, 'm> {
    mapping: &'m Mapping,
    resources: Vec<Draft<'a>>,
    /// Where each resource is in the list.
    at: alloc::collections::BTreeMap<(ResourceId, Instance), usize>,
    losses: Vec<Loss>,
    late: Vec<(u32, Loss)>,
    delivered: alloc::collections::BTreeSet<u32>,
}

impl<'a, 'm> Builder<'a, 'm> {
    fn new(mapping: &'m Mapping) -> Self {
        Builder {
            mapping,
            resources: Vec::new(),
            at: alloc::collections::BTreeMap::new(),
            losses: Vec::new(),
            late: Vec::new(),
            delivered: alloc::collections::BTreeSet::new(),
        }
    }

    fn resource(
        &mut self,
        id: ResourceId,
        instance: &Instance,
    ) -> Option<&mut Vec<(AttributeId, Value<'a>)>> {
        let at = *self.at.entry((id, instance.clone())).or_insert_with(|| {
            self.resources.push((id, instance.clone(), Vec::new()));
            self.resources.len() - 1
        });
        self.resources.get_mut(at).map(|(_, _, attributes)| attributes)
    }

    fn set(
        &mut self,
        message: &Message<'a>,
        attribute: AttributeId,
        instance: &Instance,
        origin: u32,
        value: Value<'a>,
    ) {
        let known = self.mapping.attribute(attribute);
        let Some(id) = self.mapping.resource_of(attribute) else { return };
        if known.is_none_or(|attribute| attribute.short.is_empty()) {
            return self.lose(message, origin, attribute, LossKind::NoCounterpart);
        }
        self.delivered.insert(origin);
        if let Some(attributes) = self.resource(id, instance) {
            match attributes.iter_mut().find(|(known, _)| *known == attribute) {
                Some((_, old)) => *old = value,
                None => attributes.push((attribute, value)),
            }
        }
    }

    fn add(&mut self, message: &Message<'a>, readings: &[Reading<'a>]) {
        for reading in readings {
            self.set(message, reading.attribute, &reading.instance, reading.origin, reading.value.clone());
        }
    }

    fn act(&mut self, message: &Message<'a>, action: &Target) {
        self.set(message, action.attribute, &action.instance, action.origin, Value::Boolean(true));
    }

    fn lose(&mut self, message: &Message<'_>, origin: u32, attribute: AttributeId, kind: LossKind) {
        let name = usize::try_from(origin).ok().and_then(|at| message.origins.get(at));
        let name = name.map_or_else(|| self.mapping.full_name(attribute), |name| name.clone().into_owned());
        self.late.push((origin, Loss::new(name, kind)));
    }

    fn lose_resource(&mut self, resource: ResourceId) {
        let name = self.mapping.resource(resource).map_or("", |resource| &*resource.name);
        self.losses.push(Loss::new(name, LossKind::NoCounterpart));
    }

    fn finish(mut self) -> (Vec<Resource<'a>>, Vec<Loss>) {
        let delivered = &self.delivered;
        self.losses
            .extend(self.late.into_iter().filter(|(at, _)| !delivered.contains(at)).map(|(_, loss)| loss));
        self.resources.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        let mut resources = Vec::with_capacity(self.resources.len());
        for (id, instance, mut attributes) in self.resources {
            let Some(kind) = self.mapping.resource(id) else { continue };
            let mut resource = Resource::new(kind.short.clone().into_owned());
            if !instance.is_first() {
                let local = kind.short.split_once(':').map_or(&*kind.short, |(_, local)| local);
                resource.attributes.push(("rn".into(), Value::from(alloc::format!("{local}-{instance}"))));
            }
            if let Some(schema) = kind.schema() {
                resource.attributes.push(("mgd".into(), Value::Integer(0)));
                resource.attributes.push(("mgs".into(), Value::from(schema)));
            }
            attributes.sort_by_key(|(attribute, _)| *attribute);
            for (attribute, value) in attributes {
                let Some(attribute) = self.mapping.attribute(attribute) else { continue };
                let short = attribute.short.clone().into_owned();
                if attribute.data_type.base == Base::MgmtLink {
                    put_links(&mut resource.attributes, short, &attribute.name, value, self.mapping);
                } else {
                    put(&mut resource.attributes, &short, value);
                }
            }
            resources.push(resource);
        }
        (resources, self.losses)
    }
}

/// A value under a dotted name goes into nested objects; `[]` marks an array.
fn put<'a>(members: &mut Vec<(Cow<'a, str>, Value<'a>)>, path: &str, value: Value<'a>) {
    let Some((first, rest)) = path.split_once('.') else {
        members.push((Cow::Owned(path.to_owned()), value));
        return;
    };
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
        put(inner, rest, value);
    }
}

fn put_links<'a>(
    members: &mut Vec<(Cow<'a, str>, Value<'a>)>,
    short: String,
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
        _ => members.push((Cow::Owned(short), Value::List(links))),
    }
}
