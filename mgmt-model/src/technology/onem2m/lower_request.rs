//! Requests as primitives.

use super::command::COMMAND;
use super::draft::Draft;
use super::lower::add;
use super::{Method, Request, Resource, subscription};
use crate::mapping::Mapping;
use crate::resource::Presence;
use crate::{Instance, Loss, LossKind, Message, Operation, Options, ResourceId, Target, Translated, Value};
use alloc::borrow::{Cow, ToOwned};
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

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
                let lowered = one(operation, message, options);
                losses.extend(lowered.losses);
                for mut resource in lowered.output {
                    let number = alloc::format!("{}-{}", options.session, requests.len() + 1);
                    if resource.name == COMMAND {
                        // A command says at its making what it is, and for which node.
                        let target = Value::from(options.device.clone().into_owned());
                        resource.attributes.push(("ext".into(), target));
                        let create = Request::new(Method::Create, to.to_owned(), number);
                        requests.push(create.with_resource_type(12).with_content(resource));
                        continue;
                    }
                    let id = mapping.resource_by_name(&resource.name);
                    let instance = match resource.get("rn").and_then(Value::as_str) {
                        Some(name) => {
                            name.split_once('-').map_or("", |(_, rest)| rest).parse().unwrap_or_default()
                        }
                        None => Instance::FIRST,
                    };
                    // What identifies a resource cannot be updated.
                    resource.attributes.retain(|(name, _)| !matches!(&**name, "rn" | "mgd" | "mgs"));
                    let given = resource.attributes.len();
                    let short = resource.name.split_once(':').map_or(&*resource.name, |(_, local)| local);
                    let local = short.to_owned();
                    resource.attributes.retain(|(name, _)| {
                        let fixed = id
                            .and_then(|id| mapping.attribute(mapping.attribute_of(id, name)?))
                            .is_some_and(|attribute| attribute.update == Presence::NotPresent);
                        if fixed {
                            losses.push(Loss::new(alloc::format!("{local}.{name}"), LossKind::ReadOnly));
                        }
                        !fixed
                    });
                    if resource.attributes.is_empty() && given > 0 {
                        continue;
                    }
                    let to = id.map_or_else(String::new, |id| address(id, &instance));
                    requests.push(Request::new(Method::Update, to, number).with_content(resource));
                }
            }
            Operation::Create { resource, .. } => {
                let lowered = one(operation, message, options);
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
            Operation::Read(targets) => {
                for (to, targets) in by_resource(targets, message, mapping, &address, &mut losses) {
                    let number = alloc::format!("{}-{}", options.session, requests.len() + 1);
                    let mut request = Request::new(Method::Retrieve, to, number);
                    let names = subscription::names(&targets, mapping);
                    request.attributes = names.into_iter().map(Cow::Owned).collect();
                    requests.push(request);
                }
            }
            Operation::Observe(targets) | Operation::CancelObserve(targets) => {
                let cancel = matches!(operation, Operation::CancelObserve(_));
                for (to, targets) in by_resource(targets, message, mapping, &address, &mut losses) {
                    let number = alloc::format!("{}-{}", options.session, requests.len() + 1);
                    requests.push(if cancel {
                        subscription::unsubscribe(&to, options, number)
                    } else {
                        subscription::subscribe(to, &targets, mapping, options, number)
                    });
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

/// The resources of one operation.
fn one<'a>(
    operation: &Operation<'a>,
    message: &Message<'a>,
    options: &Options<'_>,
) -> Translated<Vec<Resource<'a>>> {
    let mut draft = Draft::new(message, options.mapping);
    add(operation, u32::MAX, &mut draft);
    let (resources, losses) = draft.finish();
    Translated::new(resources, losses)
}

/// Targets by the address of their resource; those that are no attributes of oneM2M are losses.
fn by_resource<'t>(
    targets: &'t [Target],
    message: &Message<'_>,
    mapping: &Mapping,
    address: &impl Fn(ResourceId, &Instance) -> String,
    losses: &mut Vec<Loss>,
) -> Vec<(String, Vec<&'t Target>)> {
    let mut resources: Vec<(String, Vec<&'t Target>)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for target in targets {
        let known = mapping.attribute(target.attribute).filter(|attribute| !attribute.short.is_empty());
        let Some((_, resource)) = known.zip(mapping.resource_of(target.attribute)) else {
            let name = message.origin_of_target(target).map(ToOwned::to_owned);
            let name = name.unwrap_or_else(|| mapping.full_name(target.attribute));
            losses.push(Loss::new(name, LossKind::NoCounterpart));
            continue;
        };
        let to = address(resource, &target.instance);
        let at = *places.entry(to.clone()).or_insert(resources.len());
        match resources.get_mut(at) {
            Some((_, targets)) => targets.push(target),
            None => resources.push((to, [target].into())),
        }
    }
    resources
}
