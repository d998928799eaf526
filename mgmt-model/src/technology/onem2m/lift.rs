use super::{Resource, subscription};
use crate::resource::Base;
use crate::{
    AttributeId, ErrorKind, Instance, Intent, Loss, LossKind, Message, Operation, Options, Reading,
    ResourceId, Target, Value,
};
use alloc::borrow::Cow;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

/// Reads resources: a true action attribute makes a request of it, and so do attributes that are null, which deletes
/// them, where there is nothing else; anything else is a report. What a response, a notification or a resource with its children holds is read as if it
/// stood alone.
///
/// The name of a resource says which instance it is. Of several resources of a type without a name each that gives an
/// attribute again is the next instance.
///
/// # Errors
///
/// `Conflict` when actions that exclude each other are both true in one resource.
pub fn lift<'a>(resources: &[Resource<'a>], options: &Options<'_>) -> Result<Message<'a>, ErrorKind> {
    let mapping = options.mapping;
    let mut message = Message::report(Vec::new());
    let mut requests = Vec::new();
    let mut seats = Seats::default();
    for resource in &*unpacked(resources, &mut message) {
        let id = mapping.resource_by_name(&resource.name).or_else(|| {
            let definition = resource.get("mgd").or_else(|| resource.get("mgmtDefinition"))?.as_integer()?;
            mapping.resource_by_definition(u16::try_from(definition).ok()?)
        });
        let Some(id) = id else {
            message.losses.push(Loss::new(&*resource.name, LossKind::NoCounterpart));
            continue;
        };
        if mapping.resource(id).is_some_and(|resource| resource.name == "mgmtCmd") {
            super::command::lift(resource, options, &mut message, &mut requests);
            continue;
        }
        let before = message.readings.len();
        let instance = seats.instance(resource, id, options);
        let actions = attributes(resource, id, &instance, options, &mut message);
        // What follows in another resource is asked for after it.
        crate::operation::check_actions(mapping, actions.iter())?;
        if !actions.is_empty() {
            let mut arguments = message.readings.split_off(before);
            for (place, action) in actions.into_iter().enumerate() {
                // The first action gets the values; they are written once.
                let arguments = if place == 0 { core::mem::take(&mut arguments) } else { Vec::new() };
                requests.push(Operation::Execute { action, arguments });
            }
        }
    }
    // What is asked for by an action is no state of a device, nor are deletions alone; among values an attribute that
    // is null has none, as XML's empty elements.
    let deletes = || {
        !message.readings.is_empty() && message.readings.iter().all(|reading| reading.value == Value::Null)
    };
    let asks = !requests.is_empty() || deletes();
    let intent = options.intent.unwrap_or(if asks { Intent::Request } else { Intent::Report });
    if intent == Intent::Request {
        if !message.readings.is_empty() {
            requests.insert(0, Operation::Write(core::mem::take(&mut message.readings)));
        }
        message.operations = requests;
    } else {
        // A report may repeat what was asked for; a device's state has no actions in it.
        for request in requests {
            if let Operation::Execute { action, arguments } = request {
                message.losses.extend(
                    message
                        .origin_of_target(&action)
                        .map(|origin| Loss::new(origin, LossKind::NoCounterpart)),
                );
                message.readings.extend(arguments);
            }
        }
    }
    message.intent = intent;
    Ok(message)
}

/// The resources within responses, notifications and other resources, each behind what it stands in.
fn unpacked<'r, 'a>(resources: &'r [Resource<'a>], message: &mut Message<'a>) -> Cow<'r, [Resource<'a>]> {
    let plain = |resource: &Resource<'_>| {
        !matches!(local_name(&resource.name), "rsp" | "responsePrimitive" | "sgn" | "notification" | "agn")
            && resource.attributes.iter().all(|(name, value)| !is_child(name, value))
    };
    if resources.iter().all(plain) {
        return Cow::Borrowed(resources);
    }
    let mut unpacked = Vec::new();
    let mut open: Vec<Resource<'a>> = resources.iter().rev().cloned().collect();
    while let Some(mut resource) = open.pop() {
        let mut inner = Vec::new();
        match local_name(&resource.name) {
            "rsp" | "responsePrimitive" => {
                for (name, value) in resource.attributes {
                    let Value::Record(content) = value else { continue };
                    if matches!(&*name, "pc" | "primitiveContent") {
                        content
                            .into_iter()
                            .for_each(|(name, value)| children(name, value, &mut inner, message));
                    }
                }
            }
            "sgn" | "notification" | "agn" => {
                let (shown, losses) = subscription::representations(&resource, "");
                message.losses.extend(losses);
                inner = shown;
            }
            _ => {
                let attributes = core::mem::take(&mut resource.attributes);
                for (name, value) in attributes {
                    if is_child(&name, &value) {
                        children(name, value, &mut inner, message);
                    } else {
                        resource.attributes.push((name, value));
                    }
                }
                unpacked.push(resource);
            }
        }
        open.extend(inner.into_iter().rev());
    }
    Cow::Owned(unpacked)
}

/// Whether an attribute is a child resource, or a list of those of one kind: only they have names with a prefix.
fn is_child(name: &str, value: &Value<'_>) -> bool {
    name.contains(':')
        && match value {
            Value::Record(_) => true,
            Value::List(several) => several.iter().any(|one| matches!(one, Value::Record(_))),
            _ => false,
        }
}

/// Adds the resources of one name; what is none is named as lost.
fn children<'a>(
    name: Cow<'a, str>,
    value: Value<'a>,
    found: &mut Vec<Resource<'a>>,
    message: &mut Message<'a>,
) {
    let several = match value {
        Value::List(several) => several,
        one => [one].into(),
    };
    for one in several {
        match one {
            Value::Record(attributes) => found.push(Resource { name: name.clone(), attributes }),
            _ => message.losses.push(Loss::new(&*name, LossKind::NoCounterpart)),
        }
    }
}

/// The name without its prefix.
fn local_name(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

/// Which attributes each instance has been given, and the last that went to a resource without a name.
#[derive(Default)]
struct Seats<'a> {
    given: BTreeMap<(ResourceId, Instance), BTreeSet<Cow<'a, str>>>,
    last: BTreeMap<ResourceId, u32>,
}

impl<'a> Seats<'a> {
    /// The instance that a resource is.
    fn instance(&mut self, resource: &Resource<'a>, id: ResourceId, options: &Options<'_>) -> Instance {
        let Some(kind) = options.mapping.resource(id) else { return Instance::FIRST };
        let local = local_name(&kind.short);
        let own = resource.attributes.iter().filter(|(name, _)| !is_common(options, name));
        let own: Vec<&Cow<'a, str>> = own.map(|(name, _)| name).collect();
        let name = resource.get("rn").or_else(|| resource.get("resourceName")).and_then(Value::as_str);
        let instance = match name {
            // There is one; a device that has several all the same numbers them.
            _ if !kind.multiple => name.and_then(|name| numbered(name, local)).unwrap_or_default(),
            Some(name) => instance_of(name, local),
            None => {
                let mut number = self.last.get(&id).copied().unwrap_or_default();
                while self.has_one_of(&own, id, &Instance::index(number)) {
                    number = number.saturating_add(1);
                }
                self.last.insert(id, number);
                Instance::index(number)
            }
        };
        self.given.entry((id, instance.clone())).or_default().extend(own.into_iter().cloned());
        instance
    }

    fn has_one_of(&self, names: &[&Cow<'a, str>], id: ResourceId, instance: &Instance) -> bool {
        let given = self.given.get(&(id, instance.clone()));
        given.is_some_and(|given| names.iter().any(|name| given.contains(&***name)))
    }
}

/// Adds the readings of one resource and returns its actions.
fn attributes<'a>(
    resource: &Resource<'a>,
    id: ResourceId,
    instance: &Instance,
    options: &Options<'_>,
    message: &mut Message<'a>,
) -> Vec<Target> {
    let mapping = options.mapping;
    let local = local_name(mapping.resource(id).map_or("", |resource| &*resource.short));
    let mut actions = Vec::new();
    for (name, value) in flattened(&resource.attributes, local, &mut message.losses) {
        let origin = u32::try_from(message.origins.len()).unwrap_or(u32::MAX);
        let full = || alloc::format!("{local}.{name}");
        if is_common(options, &name) {
            continue;
        }
        if &*name == "cmlk" || &*name == "mgmtLink" {
            links(id, &value, options, instance, message);
            continue;
        }
        let Some(attribute_id) = mapping.attribute_of(id, &name) else {
            message.losses.push(Loss::new(full(), LossKind::NoCounterpart));
            continue;
        };
        let Some(attribute) = mapping.attribute(attribute_id) else { continue };
        let finer =
            attribute.data_type.base == Base::Timestamp && value.as_str().is_some_and(crate::time::is_finer);
        message.losses.extend(finer.then(|| Loss::new(full(), LossKind::Precision)));
        match attribute.data_type.coerce(value, mapping.enumerations()) {
            Err(kind) => message.losses.push(Loss::new(full(), LossKind::Value(kind))),
            Ok(value) if attribute.is_action() => {
                if value == Value::Boolean(true) {
                    message.origins.push(Cow::Owned(full()));
                    actions.push(Target { attribute: attribute_id, instance: instance.clone(), origin });
                }
            }
            Ok(value) => {
                message.origins.push(Cow::Owned(full()));
                message.readings.push(Reading {
                    attribute: attribute_id,
                    instance: instance.clone(),
                    value,
                    time: None,
                    origin,
                });
            }
        }
    }
    actions
}

fn is_common(options: &Options<'_>, name: &str) -> bool {
    options
        .mapping
        .common_attributes()
        .iter()
        .any(|attribute| attribute.name == name || attribute.short == name)
}

/// Members of structures under dotted names, as the tables have them.
fn flattened<'a>(
    attributes: &[(Cow<'a, str>, Value<'a>)],
    local: &str,
    losses: &mut Vec<Loss>,
) -> Vec<(Cow<'a, str>, Value<'a>)> {
    let mut flat = Vec::with_capacity(attributes.len());
    for (name, value) in attributes {
        match (&**name, value) {
            ("wcrds" | "credentials", Value::Record(members)) => {
                flat.extend(members.iter().map(|(name, value)| (name.clone(), value.clone())));
            }
            ("bop" | "backOffParameters", Value::Record(members)) => {
                for (_, set) in members {
                    let set = match set {
                        Value::List(sets) => {
                            // The tables have one set of parameters, for one action of the network.
                            let others = sets.iter().skip(1);
                            let lost = |_| Loss::new(alloc::format!("{local}.bop"), LossKind::NoCounterpart);
                            losses.extend(others.map(lost));
                            sets.first()
                        }
                        one => Some(one),
                    };
                    if let Some(Value::Record(members)) = set {
                        flat.extend(members.iter().map(|(name, value)| (name.clone(), value.clone())));
                    }
                }
            }
            _ => flat.push((name.clone(), value.clone())),
        }
    }
    flat
}

/// `swr-2` and `2` are instance 2; any other name is a name.
fn instance_of(name: &str, short: &str) -> Instance {
    let own = name.strip_prefix(short).and_then(|rest| rest.strip_prefix('-')).unwrap_or(name);
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if own.is_empty() {
        Instance::FIRST
    } else if own.split('.').any(is_number) {
        own.parse().unwrap_or_default()
    } else {
        // A name that has dots of its own, as those of packages have.
        Instance::named(own)
    }
}

/// The number in `statistics-1`.
fn numbered(name: &str, short: &str) -> Option<Instance> {
    let number = name.strip_prefix(short)?.strip_prefix('-')?;
    number.parse().ok().map(Instance::index)
}

/// Links stand in one attribute; their types say which of the table's attributes they are.
fn links<'a>(
    id: ResourceId,
    value: &Value<'a>,
    options: &Options<'_>,
    instance: &Instance,
    message: &mut Message<'a>,
) {
    let mapping = options.mapping;
    let several = match value {
        Value::List(several) => several.as_slice(),
        one => core::slice::from_ref(one),
    };
    let mut by_attribute: Vec<(AttributeId, Vec<Value<'a>>)> = Vec::new();
    for link in several {
        let kind = link.member("typ").or_else(|| link.member("type")).and_then(Value::as_integer);
        let target = kind.and_then(|kind| mapping.resource_by_definition(u16::try_from(kind).ok()?));
        // What is no management object has no type: a schedule goes by its name.
        let named = link.member("nm").or_else(|| link.member("name")).and_then(Value::as_str);
        let name = match target.and_then(|target| mapping.resource(target)) {
            Some(target) => &*target.name,
            None => named.unwrap_or_default(),
        };
        let attribute = mapping.attributes_of(id).find(|(_, attribute)| {
            attribute.data_type.base == Base::MgmtLink
                && (attribute.name == "mgmtLink" || attribute.name == alloc::format!("mgmtLink[{name}]"))
        });
        let text = link.member("val").or_else(|| link.member("value")).unwrap_or(link);
        match (attribute, text) {
            (Some((attribute, _)), Value::Text(text)) => {
                let text = Value::Text(text.clone());
                match by_attribute.iter_mut().find(|(known, _)| *known == attribute) {
                    Some((_, links)) => links.push(text),
                    None => by_attribute.push((attribute, [text].into())),
                }
            }
            _ => message.losses.push(Loss::new("mgmtLink", LossKind::NoCounterpart)),
        }
    }
    for (attribute, links) in by_attribute {
        let origin = u32::try_from(message.origins.len()).unwrap_or(u32::MAX);
        message.origins.push(Cow::Owned(mapping.full_name(attribute)));
        message.readings.push(Reading {
            attribute,
            instance: instance.clone(),
            value: Value::List(links),
            time: None,
            origin,
        });
    }
}
