//! Subscriptions and what they tell: how oneM2M observes.

use super::{Method, Request, Resource};
use crate::mapping::Mapping;
use crate::{Loss, LossKind, Options, Target, Value};
use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;

/// Short name of the resource.
pub(super) const SUBSCRIPTION: &str = "m2m:sub";

/// resourceType of a subscription.
const RESOURCE_TYPE: u16 = 23;

/// Update of the resource (m2m:notificationEventType).
const UPDATE: i128 = 1;

/// Modified attributes (m2m:notificationContentType).
const MODIFIED: i128 = 2;

/// The name of the subscriptions of a session: who made them finds them again.
fn name(options: &Options<'_>) -> String {
    alloc::format!("sub-{}", options.session)
}

/// The attributes that targets are, or are members of, each once.
pub(super) fn names(targets: &[&Target], mapping: &Mapping) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for attribute in targets.iter().filter_map(|target| mapping.attribute(target.attribute)) {
        let name = top(&attribute.short);
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// The attribute that a member of a structure is in: `wcrds` of `wcrds.enct`.
pub(super) fn top(short: &str) -> &str {
    let first = short.split('.').next().unwrap_or(short);
    first.strip_suffix("[]").unwrap_or(first)
}

/// Asks for notifications of changes of these attributes of the resource at `to`; they go to the server of the
/// options.
pub(super) fn subscribe<'a>(
    to: String,
    targets: &[&Target],
    mapping: &Mapping,
    options: &Options<'_>,
    number: String,
) -> Request<'a> {
    let attributes = names(targets, mapping).into_iter().map(Value::from).collect();
    let events = Value::List([Value::Integer(UPDATE)].into());
    let criteria = Value::Record([("atr".into(), Value::List(attributes)), ("net".into(), events)].into());
    let receiver = Value::from(options.server.clone().into_owned());
    let mut content = Resource::new(SUBSCRIPTION).with("rn", name(options));
    content.attributes.push(("enc".into(), criteria));
    content.attributes.push(("nu".into(), Value::List([receiver].into())));
    content.attributes.push(("nct".into(), Value::Integer(MODIFIED)));
    Request::new(Method::Create, to, number).with_resource_type(RESOURCE_TYPE).with_content(content)
}

/// Removes what [`subscribe`] made.
pub(super) fn unsubscribe<'a>(to: &str, options: &Options<'_>, number: String) -> Request<'a> {
    Request::new(Method::Delete, alloc::format!("{to}/{}", name(options)), number)
}

/// The attributes that a subscription is about; none for all.
pub(super) fn attributes<'a>(content: &Resource<'a>) -> Vec<Cow<'a, str>> {
    let criteria = content.get("enc").or_else(|| content.get("eventNotificationCriteria"));
    let names = criteria.and_then(|criteria| criteria.member("atr").or_else(|| criteria.member("attribute")));
    let names = match names {
        Some(Value::List(names)) => names.as_slice(),
        Some(one) => core::slice::from_ref(one),
        None => &[],
    };
    let text = |name: &Value<'a>| match name {
        Value::Text(text) => Some(text.clone()),
        // Before release 3 a name stood beside a value.
        record => match record.member("nm").or_else(|| record.member("name")) {
            Some(Value::Text(text)) => Some(text.clone()),
            _ => None,
        },
    };
    names.iter().filter_map(text).collect()
}

/// The resources that a notification, or several in one, shows; what else it says is about the subscription.
pub(super) fn representations<'a>(content: &Resource<'a>, to: &str) -> (Vec<Resource<'a>>, Vec<Loss>) {
    let (mut found, mut losses) = (Vec::new(), Vec::new());
    let local = content.name.split_once(':').map_or(&*content.name, |(_, local)| local);
    let singles: Vec<Value<'a>> = match local {
        "sgn" | "notification" => [Value::Record(content.attributes.clone())].into(),
        "agn" | "aggregatedNotification" => match content.get("sgn").or_else(|| content.get("m2m:sgn")) {
            Some(Value::List(several)) => several.clone(),
            Some(one) => [one.clone()].into(),
            None => Vec::new(),
        },
        // Some originators send the resource itself.
        _ => return ([content.clone()].into(), losses),
    };
    for single in &singles {
        let member = |short: &str, long: &str| single.member(short).or_else(|| single.member(long));
        let shown = member("nev", "notificationEvent")
            .and_then(|event| event.member("rep").or_else(|| event.member("representation")));
        let Some(Value::Record(resources)) = shown else {
            // A verification, or a subscription that ended.
            let event = ["vrq", "sud"].into_iter().find(|name| single.member(name).is_some());
            losses.extend(event.map(|name| Loss::new(alloc::format!("sgn.{name}"), LossKind::NoCounterpart)));
            continue;
        };
        let reference = match member("sur", "subscriptionReference") {
            Some(Value::Text(text)) => text.clone().into_owned(),
            _ => to.to_owned(),
        };
        for (name, attributes) in resources {
            let Value::Record(attributes) = attributes else {
                losses.push(Loss::new(name.clone(), LossKind::NoCounterpart));
                continue;
            };
            let mut resource = Resource { name: name.clone(), attributes: attributes.clone() };
            let local = name.split_once(':').map_or(&**name, |(_, local)| local);
            // The representation of what has changed has no name; the subscription stands below the resource.
            let parent = reference
                .rsplit('/')
                .nth(1)
                .filter(|parent| parent.strip_prefix(local).is_some_and(|rest| rest.starts_with('-')));
            if let (None, Some(parent)) = (resource.get("rn"), parent) {
                resource.attributes.push(("rn".into(), Value::from(parent.to_owned())));
            }
            found.push(resource);
        }
    }
    (found, losses)
}

/// Tells a subscriber resources that have changed: one NOTIFY each, to `to`, for the subscription at `subscription`.
///
/// ```
/// use mgmt_model::onem2m::{self, Resource};
/// use mgmt_model::{Mapping, Options, Value};
///
/// let battery = Resource::new("m2m:bat").with("btl", 57);
/// let options = Options::default();
/// let requests = onem2m::notify(vec![battery], "mn-cse/app-1", "node-7/bat/sub-1", &options);
/// let message = onem2m::lift_request(&requests[0], &options)?;
/// assert_eq!(message.value(Mapping::built_in(), "bat.btl"), Some(&Value::Integer(57)));
/// # Ok::<(), mgmt_model::ErrorKind>(())
/// ```
#[must_use]
pub fn notify<'a>(
    resources: Vec<Resource<'a>>,
    to: &str,
    subscription: &str,
    options: &Options<'_>,
) -> Vec<Request<'a>> {
    let one = |(place, resource): (usize, Resource<'a>)| {
        let shown = Value::Record([(resource.name, Value::Record(resource.attributes))].into());
        let event = Value::Record([("rep".into(), shown), ("net".into(), Value::Integer(UPDATE))].into());
        let mut content = Resource::new("m2m:sgn");
        content.attributes.push(("nev".into(), event));
        content.attributes.push(("sur".into(), Value::from(subscription.to_owned())));
        let number = alloc::format!("{}-{}", options.session, place + 1);
        Request::new(Method::Notify, to.to_owned(), number).with_content(content)
    };
    resources.into_iter().enumerate().map(one).collect()
}
