//! LwM2M payloads.

use lwm2m_tlv::format::{lwm2m_cbor, lwm2m_json, senml, tlv};
use lwm2m_tlv::{Node, Path, Types, Value, ValueType};
use std::borrow::Cow;

/// Types of the resources below.
pub struct Model;

impl Types for Model {
    fn value_type(&self, path: Path) -> Option<ValueType> {
        match (path.object_id()?, path.resource_id()?) {
            (3, 0..=3 | 14..=19) => Some(ValueType::String),
            (3, 13) => Some(ValueType::Time),
            (3, _) => Some(ValueType::Integer),
            (5, 0) => Some(ValueType::Opaque),
            (3303, 5701) => Some(ValueType::String),
            (3303, _) => Some(ValueType::Float),
            _ => None,
        }
    }
}

/// Object 3, instance 0 as the specification's example has it: 121 bytes as TLV.
pub fn device() -> Vec<Node<'static>> {
    let resource = |id| Path::resource(3, 0, id);
    let instance = |id, index| Path::resource_instance(3, 0, id, index);
    let text = |value: &'static str| Value::String(Cow::Borrowed(value));
    vec![
        Node::new(resource(0), text("Open Mobile Alliance")),
        Node::new(resource(1), text("Lightweight M2M Client")),
        Node::new(resource(2), text("345000123")),
        Node::new(resource(3), text("1.0")),
        Node::new(instance(6, 0), Value::Integer(1)),
        Node::new(instance(6, 1), Value::Integer(5)),
        Node::new(instance(7, 0), Value::Integer(0x0ed8)),
        Node::new(instance(7, 1), Value::Integer(0x1388)),
        Node::new(instance(8, 0), Value::Integer(125)),
        Node::new(instance(8, 1), Value::Integer(900)),
        Node::new(resource(9), Value::Integer(100)),
        Node::new(resource(10), Value::Integer(15)),
        Node::new(instance(11, 0), Value::Integer(0)),
        Node::new(resource(13), Value::Time(1_367_491_215)),
        Node::new(resource(14), text("+02:00")),
        Node::new(resource(16), text("U")),
    ]
}

/// `count` readings of temperature sensors, one instance each.
pub fn readings(count: u16) -> Vec<Node<'static>> {
    (0..count)
        .map(|n| Node::new(Path::resource(3303, n, 5700), Value::Float(20.0 + f64::from(n % 40) / 4.0)))
        .collect()
}

/// Temperature sensors with what they measured and the range they saw, as 2 KB of TLV have them: 32 instances.
pub fn sensors() -> Vec<Node<'static>> {
    let instance = |n: u16| {
        let value = |id, value: f64| Node::new(Path::resource(3303, n, id), Value::Float(value));
        let now = 18.1 + f64::from(n) / 10.0;
        let unit = Node::new(Path::resource(3303, n, 5701), Value::String(Cow::Borrowed("Cel")));
        [
            value(5601, now - 3.3),
            value(5602, now + 4.7),
            value(5603, -40.1),
            value(5604, 125.0),
            value(5700, now),
            unit,
        ]
    };
    (0..32).flat_map(instance).collect()
}

/// A firmware package of 64 KiB in one resource.
pub fn package() -> Vec<Node<'static>> {
    let bytes: Vec<u8> = (0..65_536_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    vec![Node::new(Path::resource(5, 0, 0), Value::Opaque(Cow::Owned(bytes)))]
}

/// Nodes as TLV below `path`.
pub fn tlv(path: Path, nodes: &[Node<'_>]) -> Vec<u8> {
    tlv::encode(path, nodes).expect("nodes that TLV can hold")
}

/// Nodes as SenML JSON.
pub fn senml_json(nodes: &[Node<'_>]) -> String {
    senml::json::encode(nodes, senml::Pack::Values).expect("nodes that SenML can hold")
}

/// Nodes as LwM2M JSON.
pub fn lwm2m_json(nodes: &[Node<'_>]) -> String {
    lwm2m_json::encode(nodes).expect("nodes that LwM2M JSON can hold")
}

/// Nodes as LwM2M CBOR.
pub fn lwm2m_cbor(nodes: &[Node<'_>]) -> Vec<u8> {
    lwm2m_cbor::encode(nodes).expect("nodes that LwM2M CBOR can hold")
}

/// Nodes as SenML CBOR.
pub fn senml_cbor(nodes: &[Node<'_>]) -> Vec<u8> {
    senml::cbor::encode(nodes, senml::Pack::Values).expect("nodes that SenML can hold")
}

/// `count` links of a registration.
pub fn links(count: usize) -> String {
    let mut text = String::from("</>;rt=\"oma.lwm2m\";ct=\"60 110 112 11542 11544\";hb");
    for n in 1..count {
        let version = if n % 5 == 0 { ";ver=1.1" } else { "" };
        text.push_str(&format!(",</{}/{n}>{version}", 3300 + n % 7));
    }
    text
}
