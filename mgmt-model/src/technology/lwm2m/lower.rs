use crate::lower::{Entry, Lowerer, Side, Step};
use crate::mapping::{Native, Technology};
use crate::{Intent, Loss, LossKind, Message, Options, Translated, Value};
use alloc::string::String;
use alloc::vec::Vec;
use lwm2m_tlv::{Node, Path, Timestamp};

/// Writes a message as nodes of one payload: values, and paths without a value for what is to be executed or read.
#[must_use]
pub fn lower(message: &Message<'_>, options: &Options<'_>) -> Translated<Vec<Node<'static>>> {
    let side = Side { paths: Technology::LwM2m, calls: None };
    let mut lowerer = Lowerer::new(options.mapping, side, options, &message.origins);
    let mut losses = message.losses.clone();
    let mut nodes = Vec::new();
    match message.intent {
        Intent::Report => values(lowerer.report(message), &mut nodes, &mut losses),
        Intent::Request => {
            for step in lowerer.request(message) {
                match step {
                    Step::Write(entries) => values(entries, &mut nodes, &mut losses),
                    Step::Execute(address) => nodes.extend(path(&address).map(Node::none)),
                    Step::Read(addresses) => {
                        nodes.extend(addresses.iter().filter_map(|a| path(a)).map(Node::none))
                    }
                    Step::Create(address) => nodes.extend(path(&address).map(Node::empty)),
                    Step::Delete(address) | Step::Discover(address) => lose(address, &mut losses),
                    Step::Observe(addresses) | Step::CancelObserve(addresses) => {
                        addresses.into_iter().for_each(|address| lose(address, &mut losses));
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

/// What is a request of its own in LwM2M and not a payload.
fn lose(name: String, losses: &mut Vec<Loss>) {
    losses.push(Loss::new(name, LossKind::NoCounterpart));
}

fn path(address: &str) -> Option<Path> {
    Path::parse(address).ok()
}

fn values(entries: Vec<Entry<'_>>, nodes: &mut Vec<Node<'static>>, losses: &mut Vec<Loss>) {
    for entry in entries {
        let node = path(&entry.address).zip(value(entry.value, entry.native));
        match node {
            Some((path, value)) => {
                let node = Node::new(path, value);
                nodes.push(match entry.time {
                    Some(seconds) => node.with_time(Timestamp::Absolute(seconds)),
                    None => node,
                });
            }
            None => lose(entry.address, losses),
        }
    }
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
