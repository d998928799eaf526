use super::operation::is_below;
use crate::lower::{Entry, Lowerer, Side, Step};
use crate::mapping::{Native, Technology};
use crate::{Intent, Loss, LossKind, Message, Options, Translated, Value};
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use lwm2m_tlv::{Level, Node, Path, Timestamp};

/// Writes a message as nodes of one payload: values, and paths without a value for what is to be executed or read.
/// What is a request of its own and no payload is a loss: see [`lower_operations`](super::lower_operations).
///
/// ```
/// use mgmt_model::{Mapping, Message, Options, Reading, lwm2m};
///
/// let free = Mapping::built_in().find_attribute("memory.memAvailable").unwrap();
/// let nodes = lwm2m::lower(&Message::report(vec![Reading::new(free, 64_000)]), &Options::default()).output;
/// assert_eq!(nodes[0].path.to_string(), "/3/0/10");
/// assert_eq!(nodes[0].value(), Some(&64_i64.into()));
/// ```
#[must_use]
pub fn lower(message: &Message<'_>, options: &Options<'_>) -> Translated<Vec<Node<'static>>> {
    let side = Side { paths: Technology::LwM2m, calls: None };
    let mut lowerer = Lowerer::new(options.mapping, side, options, message);
    let mut losses = message.losses.clone();
    let mut nodes = Vec::new();
    let own = |node| with_prefix(node, options);
    match message.intent {
        Intent::Report => nodes = nodes_of(lowerer.report(message), options, &mut losses),
        Intent::Request => {
            let mut steps = lowerer.request(message).into_iter().enumerate().peekable();
            let unwritten =
                |place, name, losses: &mut Vec<Loss>| losses.extend(lowerer.unwritten(place, name));
            let mut written: BTreeMap<String, Value<'_>> = BTreeMap::new();
            while let Some((place, step)) = steps.next() {
                match step {
                    Step::Write(mut entries) => {
                        // A payload says a path once.
                        entries.retain(|entry| match written.get(&entry.address) {
                            None => {
                                written.insert(entry.address.clone(), entry.value.clone());
                                true
                            }
                            Some(value) => {
                                let name = lowerer.origin_of(entry).unwrap_or(&entry.address);
                                let loss = || Loss::new(name, LossKind::Conflict);
                                losses.extend((*value != entry.value).then(loss));
                                false
                            }
                        });
                        nodes.append(&mut nodes_of(entries, options, &mut losses));
                    }
                    Step::Execute(address) => nodes.extend(path(&address).map(Node::none).map(own)),
                    Step::Read(addresses) => {
                        nodes.extend(addresses.iter().filter_map(|a| path(a)).map(Node::none).map(own))
                    }
                    Step::Create(address) => match path(&address) {
                        // Its first values make it.
                        Some(_) if begins_with(steps.peek().map(|(_, step)| step), &address) => {}
                        Some(at) if at.level() == Level::ObjectInstance => nodes.push(own(Node::empty(at))),
                        // In a payload an instance has a number.
                        _ => unwritten(place, address, &mut losses),
                    },
                    Step::Discover(address) if address.is_empty() => {
                        unwritten(place, "discovery".into(), &mut losses);
                    }
                    Step::Delete(address) | Step::Discover(address) => {
                        unwritten(place, address, &mut losses);
                    }
                    Step::Observe(addresses) | Step::CancelObserve(addresses) => {
                        unwritten(place, addresses.join(", "), &mut losses);
                    }
                    Step::Call { method, .. } => lose(method, &mut losses),
                }
            }
        }
    }
    let (mut more, instances) = lowerer.finish();
    losses.append(&mut more);
    let mut translated = Translated::new(nodes, losses);
    translated.instances =
        instances.into_iter().map(|((resource, instance), id)| (resource, instance, id)).collect();
    translated
}

/// Whether a step writes below an address.
fn begins_with(step: Option<&Step<'_>>, address: &str) -> bool {
    let below = |entry: &Entry<'_>| is_below(&entry.address, address);
    matches!(step, Some(Step::Write(entries)) if entries.iter().any(below))
}

/// What is a request of its own in LwM2M and not a payload.
fn lose(name: String, losses: &mut Vec<Loss>) {
    losses.push(Loss::new(name, LossKind::NoCounterpart));
}

pub(super) fn path(address: &str) -> Option<Path> {
    Path::parse(address).ok()
}

/// The node of the device that the options name, where that is one behind a gateway.
fn with_prefix(node: Node<'static>, options: &Options<'_>) -> Node<'static> {
    if options.prefix.is_empty() { node } else { node.with_prefix(options.prefix.clone().into_owned()) }
}

pub(super) fn nodes_of(
    entries: Vec<Entry<'_>>,
    options: &Options<'_>,
    losses: &mut Vec<Loss>,
) -> Vec<Node<'static>> {
    let mut nodes = Vec::with_capacity(entries.len());
    for entry in entries {
        let node = path(&entry.address).zip(value(entry.value, entry.native));
        match node {
            Some((path, value)) => {
                let node = with_prefix(Node::new(path, value), options);
                nodes.push(match entry.time {
                    Some(seconds) => node.with_time(Timestamp::Absolute(seconds)),
                    None => node,
                });
            }
            None => lose(entry.address, losses),
        }
    }
    nodes
}

fn value(value: Value<'_>, native: Native) -> Option<lwm2m_tlv::Value<'static>> {
    Some(match (native, value) {
        (Native::Corelnk, Value::Text(text)) => lwm2m_tlv::Value::Corelnk(text.into_owned().into()),
        (Native::Objlnk, Value::Text(text)) => lwm2m_tlv::Value::Objlnk(text.parse().ok()?),
        (_, Value::Text(text)) => lwm2m_tlv::Value::String(text.into_owned().into()),
        (Native::Uint64 | Native::Uint32, Value::Integer(number)) => {
            lwm2m_tlv::Value::Unsigned(u64::try_from(number).ok()?)
        }
        (_, Value::Integer(number)) => lwm2m_tlv::Value::Integer(i64::try_from(number).ok()?),
        (_, Value::Float(number)) => lwm2m_tlv::Value::Float(number),
        (_, Value::Boolean(truth)) => lwm2m_tlv::Value::Boolean(truth),
        (_, Value::Opaque(bytes)) => lwm2m_tlv::Value::Opaque(bytes.into_owned().into()),
        (_, Value::Time(time)) => lwm2m_tlv::Value::Time(time.seconds),
        _ => return None,
    })
}
