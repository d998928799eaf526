//! Primitives into the model.

use super::subscription::{self, SUBSCRIPTION};
use super::{Method, Request, Resource, lift};
use crate::{
    ErrorKind, Instance, Intent, Loss, LossKind, Message, Operation, Options, ResourceId, Target, Value,
};
use alloc::borrow::{Cow, ToOwned};
use alloc::vec::Vec;

/// Reads a request primitive: UPDATE writes and executes, CREATE makes a resource or a subscription, RETRIEVE reads or
/// discovers, DELETE removes, NOTIFY tells. The last part of `to` says which resource is meant (`…/swr-2`).
///
/// # Errors
///
/// `Conflict` when actions that exclude each other are both true.
///
/// ```
/// use mgmt_model::onem2m::{self, Method, Request, Resource};
/// use mgmt_model::{Operation, Options};
///
/// let request = Request::new(Method::Update, "cse-1/node-7/rbo", "r1")
///     .with_content(Resource::new("m2m:rbo").with("rbo", true));
/// let message = onem2m::lift_request(&request, &Options::default())?;
/// assert!(matches!(&message.operations[..], [Operation::Execute { .. }]));
/// # Ok::<(), mgmt_model::ErrorKind>(())
/// ```
pub fn lift_request<'a>(request: &Request<'a>, options: &Options<'_>) -> Result<Message<'a>, ErrorKind> {
    let place = place_of(&request.to, options);
    let request_options = Options { intent: Some(Intent::Request), ..options.clone() };
    match (request.operation, &request.content) {
        (Method::Notify, content) => {
            let told = content.as_ref().map(|content| subscription::representations(content, &request.to));
            let report = Options { intent: Some(Intent::Report), ..options.clone() };
            let (resources, losses) = told.unwrap_or_default();
            let mut message = lift(&resources, &report)?;
            message.losses.extend(losses);
            Ok(message)
        }
        (Method::Update, Some(content)) => lift(&[named(content, place.as_ref())], &request_options),
        (Method::Create, Some(content)) if content.name == SUBSCRIPTION => {
            let mut message = Message::request(Vec::new());
            match place {
                Some((resource, instance)) => {
                    let names = subscription::attributes(content);
                    let targets = targets(resource, &instance, &names, options, &mut message);
                    message.operations.push(Operation::Observe(targets));
                }
                None => message.losses.push(Loss::new(request.to.clone(), LossKind::NoCounterpart)),
            }
            Ok(message)
        }
        (Method::Create, Some(content)) => create(content, options, &request_options),
        (Method::Delete, _) => {
            let mut message = Message::request(Vec::new());
            let parent = request.to.rsplit_once('/').and_then(|(parent, name)| {
                // A subscription is a child of what is observed.
                place_of(parent, options).filter(|_| name.starts_with("sub"))
            });
            match (place, parent) {
                (Some((resource, instance)), _) => {
                    message.ask(Operation::Delete { resource, instance }, request.to.clone());
                }
                (None, Some((resource, instance))) => {
                    let targets = targets(resource, &instance, &[], options, &mut message);
                    message.operations.push(Operation::CancelObserve(targets));
                }
                (None, None) => message.losses.push(Loss::new(request.to.clone(), LossKind::NoCounterpart)),
            }
            Ok(message)
        }
        (Method::Retrieve, _) => Ok(retrieve(request, place, options)),
        (Method::Create | Method::Update, None) => Err(ErrorKind::Missing("content")),
    }
}

/// The resource that an address ends with.
fn place_of(to: &str, options: &Options<'_>) -> Option<(ResourceId, Instance)> {
    let last = to.rsplit('/').next()?;
    let (name, instance) = last.split_once('-').unwrap_or((last, ""));
    let resource = options.mapping.resource_by_name(name)?;
    // The node is what everything is in, not a thing to manage.
    let kind = options.mapping.resource(resource)?;
    let managed = kind.resource_type == 13 || kind.resource_type == 12 || kind.resource_type == 18;
    let instance = if instance.is_empty() { Instance::FIRST } else { instance.parse().unwrap_or_default() };
    managed.then_some((resource, instance))
}

/// The content with the name that the address gives it.
fn named<'a>(content: &Resource<'a>, place: Option<&(ResourceId, Instance)>) -> Resource<'a> {
    let mut content = content.clone();
    if let Some((_, instance)) = place.filter(|(_, instance)| !instance.is_first())
        && content.get("rn").is_none()
    {
        let local = content.name.split_once(':').map_or(&*content.name, |(_, local)| local).to_owned();
        let name = Value::from(alloc::format!("{local}-{instance}"));
        content.attributes.push((Cow::Borrowed("rn"), name));
    }
    content
}

fn create<'a>(
    content: &Resource<'a>,
    options: &Options<'_>,
    request_options: &Options<'_>,
) -> Result<Message<'a>, ErrorKind> {
    let mut message = lift(core::slice::from_ref(content), request_options)?;
    let Some(resource) = options.mapping.resource_by_name(&content.name) else { return Ok(message) };
    if options.mapping.resource(resource).is_some_and(|kind| kind.resource_type == 12) {
        // A command is no thing of the device: making it enabled is to give it.
        return Ok(message);
    }
    let mut values = Vec::new();
    let mut rest = Vec::new();
    for operation in message.operations.drain(..) {
        match operation {
            Operation::Write(readings) => values.extend(readings),
            Operation::Execute { action, arguments } => {
                values.extend(arguments);
                rest.push(Operation::Execute { action, arguments: Vec::new() });
            }
            other => rest.push(other),
        }
    }
    let named = content.get("rn").is_some();
    let instance = values.first().filter(|_| named).map(|reading| reading.instance.clone());
    message.operations.push(Operation::Create { resource, instance, values });
    message.operations.append(&mut rest);
    Ok(message)
}

fn retrieve<'a>(
    request: &Request<'a>,
    place: Option<(ResourceId, Instance)>,
    options: &Options<'_>,
) -> Message<'a> {
    let mut message = Message::request(Vec::new());
    let criteria = request.other.iter().find(|(name, _)| name == "fc").map(|(_, criteria)| criteria);
    let discovers = criteria.and_then(|fc| fc.member("fu")).and_then(Value::as_integer) == Some(1);
    if discovers {
        message.ask(Operation::Discover(place.map(|(resource, _)| resource)), request.to.clone());
        return message;
    }
    match place {
        Some((resource, instance)) => {
            let targets = targets(resource, &instance, &request.attributes, options, &mut message);
            message.operations.push(Operation::Read(targets));
        }
        None => message.losses.push(Loss::new(request.to.clone(), LossKind::NoCounterpart)),
    }
    message
}

/// The attributes of a resource by these names; all that are no actions without any.
fn targets<'a>(
    resource: ResourceId,
    instance: &Instance,
    names: &[Cow<'a, str>],
    options: &Options<'_>,
    message: &mut Message<'a>,
) -> Vec<Target> {
    let mapping = options.mapping;
    let mut targets = Vec::new();
    if names.is_empty() {
        let own = mapping.attributes_of(resource);
        let read = own.filter(|(_, attribute)| !attribute.short.is_empty() && !attribute.is_action());
        targets.extend(read.map(|(id, _)| Target::new(id).with_instance(instance.clone())));
    }
    for name in names {
        let origin = u32::try_from(message.origins.len()).unwrap_or(u32::MAX);
        message.origins.push(name.clone());
        // All members of a structure, all kinds of links.
        let members = mapping.attributes_of(resource).filter(|(_, a)| subscription::top(&a.short) == *name);
        let mut found: Vec<_> = members.map(|(id, _)| id).collect();
        if found.is_empty() {
            found.extend(mapping.attribute_of(resource, name));
        }
        if found.is_empty() {
            message.losses.push(Loss::new(name.clone(), LossKind::NoCounterpart));
        }
        let target = |attribute| Target { attribute, instance: instance.clone(), origin };
        targets.extend(found.into_iter().map(target));
    }
    targets
}
