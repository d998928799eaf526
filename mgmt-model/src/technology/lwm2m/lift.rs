use crate::lift::{Item, Mode, lift as lift_items};
use crate::mapping::{Mapping, Technology, Usage};
use crate::{Intent, Loss, LossKind, Message, Operation, Options, Target, Time, Value};
use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use lwm2m_tlv::{Content, Level, Node, Path, Timestamp};

/// Reads the nodes of a payload: values are a report, a node without a value is an order to execute or, where there
/// is something to read, to read; with such an order in it the values are to be written.
///
/// Of a gateway's payload, the values of the device that [`Options::prefix`] names are read, without one the
/// gateway's own; those of the others are losses.
///
/// ```
/// use lwm2m_tlv::{Node, Path};
/// use mgmt_model::{Intent, Options, lwm2m};
///
/// let reboot = [Node::none(Path::resource(3, 0, 4))];
/// let message = lwm2m::lift(&reboot, &Options::default());
/// assert_eq!(message.intent, Intent::Request);
/// ```
#[must_use]
pub fn lift<'a>(nodes: &'a [Node<'_>], options: &Options<'_>) -> Message<'a> {
    let mapping = options.mapping;
    let mut message = Message::report(Vec::new());
    let mut items = Vec::with_capacity(nodes.len());
    let (mut actions, mut reads, mut empty) = (Vec::new(), Vec::new(), Vec::new());
    let mut count = Count::default();
    for node in nodes {
        let name = node.path.to_string();
        let prefix = node.prefix().unwrap_or_default();
        if prefix != options.prefix {
            let slash = if prefix.is_empty() { "" } else { "/" };
            let name = alloc::format!("{slash}{prefix}{name}");
            message.losses.push(Loss::new(name, LossKind::NoCounterpart));
            continue;
        }
        match &node.content {
            Content::Value(content) => {
                let mut item = Item::new(Technology::LwM2m, name, value(content));
                match node.time {
                    Some(Timestamp::Absolute(seconds)) => item.time = Some(seconds),
                    // Counted from a now that the model does not know.
                    Some(Timestamp::Relative(_)) => {
                        message.losses.push(Loss::new(node.path.to_string(), LossKind::Time));
                    }
                    None => {}
                }
                if count.skips(node.path) && is_list(mapping, &item.name) {
                    message.losses.push(Loss::new(&*item.name, LossKind::Semantics));
                }
                items.push(item);
            }
            Content::None => order(name, options, &mut message, &mut actions, &mut reads),
            // A multiple resource without instances is an empty list.
            Content::Empty if node.path.level() >= Level::Resource => {
                items.push(Item::new(Technology::LwM2m, name, Value::List(Vec::new())));
            }
            Content::Empty => empty.push(name),
            _ => message.losses.push(Loss::new(name, LossKind::NoCounterpart)),
        }
    }
    // Also where nothing is left of the orders: there is nothing to answer.
    let requested = nodes.iter().any(|node| node.content == Content::None);
    message.intent = options.intent.unwrap_or(if requested { Intent::Request } else { Intent::Report });
    for name in empty {
        let found = mapping.find_instance(Technology::LwM2m, &name);
        match found.filter(|_| message.intent == Intent::Request) {
            Some((resource, instance)) => {
                let (instance, values) = (Some(instance), Vec::new());
                message.ask(Operation::Create { resource, instance, values }, name);
            }
            None => message.losses.push(Loss::new(name, LossKind::NoCounterpart)),
        }
    }
    match message.intent {
        Intent::Report => {
            lift_items(mapping, items, Mode::Read, &mut message);
            // A report orders nothing.
            let orders = actions.iter().filter_map(|action| match action {
                Operation::Execute { action, .. } => Some(action),
                _ => None,
            });
            for target in orders.chain(&reads) {
                let name = message.origin_of_target(target).unwrap_or_default().to_string();
                message.losses.push(Loss::new(name, LossKind::NoCounterpart));
            }
        }
        Intent::Request => {
            lift_items(mapping, items, Mode::Write, &mut message);
            if !reads.is_empty() {
                message.operations.push(Operation::Read(reads));
            }
            message.operations.append(&mut actions);
            message.fold_arguments(mapping);
        }
    }
    message
}

/// Tells whether the instances of a resource are numbered as the elements of a list are. Their identifiers can mean
/// something, as those of access rights do, and a list has none.
#[derive(Default)]
struct Count {
    resource: Option<Path>,
    next: u16,
}

impl Count {
    fn skips(&mut self, path: Path) -> bool {
        let Some(number) = path.resource_instance_id() else { return false };
        let resource = Some(path.truncate(Level::Resource));
        if self.resource != resource || number == 0 {
            *self = Count { resource, next: 0 };
        }
        let skips = number != self.next;
        self.next = number.saturating_add(1);
        skips
    }
}

fn is_list(mapping: &Mapping, name: &str) -> bool {
    mapping.find(Technology::LwM2m, name).any(|found| found.binding.multiple)
}

/// The prefixes of the devices behind a gateway that a payload tells of, in order.
///
/// ```
/// use lwm2m_tlv::{Node, Path};
/// use mgmt_model::{Mapping, Options, Value, lwm2m};
///
/// let payload = [Node::new(Path::resource(3, 0, 9), 57_i64).with_prefix("d01")];
/// assert_eq!(lwm2m::devices(&payload), ["d01"]);
/// let lamp = lwm2m::lift(&payload, &Options::default().with_prefix("d01"));
/// assert_eq!(lamp.value(Mapping::built_in(), "bat.btl"), Some(&Value::Integer(57)));
/// ```
#[must_use]
pub fn devices<'n>(nodes: &'n [Node<'_>]) -> Vec<&'n str> {
    let mut prefixes: Vec<&str> = nodes.iter().filter_map(Node::prefix).collect();
    prefixes.sort_unstable();
    prefixes.dedup();
    prefixes
}

/// A path without a value: an action where there is one, else something to read.
fn order<'a>(
    name: String,
    options: &Options<'_>,
    message: &mut Message<'a>,
    actions: &mut Vec<Operation<'a>>,
    reads: &mut Vec<Target>,
) {
    let origin = u32::try_from(message.origins.len()).unwrap_or(u32::MAX);
    let mut known = false;
    for found in options.mapping.find(Technology::LwM2m, &name) {
        let target = Target { attribute: found.binding.attribute(), instance: found.instance(), origin };
        if found.binding.usage == Usage::Execute {
            known = true;
            actions.push(Operation::Execute { action: target, arguments: Vec::new() });
        } else if found.binding.usage.reads() && found.binding.transform.trigger().is_none() {
            known = true;
            reads.push(target);
        }
    }
    if !known {
        message.losses.push(Loss::new(name.clone(), LossKind::NoCounterpart));
    }
    message.origins.push(Cow::Owned(name));
}

fn value<'a>(value: &'a lwm2m_tlv::Value<'_>) -> Value<'a> {
    match value {
        lwm2m_tlv::Value::String(text) | lwm2m_tlv::Value::Corelnk(text) => Value::from(&**text),
        lwm2m_tlv::Value::Integer(number) => Value::from(*number),
        lwm2m_tlv::Value::Unsigned(number) => Value::from(*number),
        lwm2m_tlv::Value::Float(number) => Value::Float(*number),
        lwm2m_tlv::Value::Boolean(truth) => Value::Boolean(*truth),
        lwm2m_tlv::Value::Opaque(bytes) => Value::from(&**bytes),
        lwm2m_tlv::Value::Time(seconds) => Value::Time(Time::from_seconds(*seconds)),
        lwm2m_tlv::Value::Objlnk(link) => Value::from(link.to_string()),
        _ => Value::Null,
    }
}
