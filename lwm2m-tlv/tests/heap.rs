//! What decoding takes from the heap.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    missing_docs
)]

use lwm2m_tlv::format::tlv;
use lwm2m_tlv::{Node, Path, Value, ValueType};
use mgmt_testkit::alloc::{Counting, measure};

#[global_allocator]
static HEAP: Counting = Counting;

/// The Device object of a small client.
fn device() -> Vec<Node<'static>> {
    let resource = |id| Path::resource(3, 0, id);
    let instance = |id, index| Path::resource_instance(3, 0, id, index);
    vec![
        Node::new(resource(0), "Open Mobile Alliance"),
        Node::new(resource(1), "Lightweight M2M Client"),
        Node::new(resource(2), "345000123"),
        Node::new(resource(3), "1.0"),
        Node::new(instance(6, 0), 1_i64),
        Node::new(instance(6, 1), 5_i64),
        Node::new(instance(7, 0), 3_800_i64),
        Node::new(instance(7, 1), 5_000_i64),
        Node::new(instance(8, 0), 125_i64),
        Node::new(instance(8, 1), 900_i64),
        Node::new(resource(9), 100_i64),
        Node::new(resource(10), 15_i64),
        Node::new(instance(11, 0), 0_i64),
        Node::new(resource(13), Value::Time(1_367_491_215)),
        Node::new(resource(14), "+02:00"),
        Node::new(resource(16), "U"),
    ]
}

fn types(path: Path) -> Option<ValueType> {
    Some(match path.resource_id()? {
        0..=3 | 14 | 16 => ValueType::String,
        13 => ValueType::Time,
        _ => ValueType::Integer,
    })
}

#[test]
fn the_iterator_takes_nothing() {
    let payload = tlv::encode(Path::instance(3, 0), &device()).unwrap();
    let (sum, heap) = measure(|| {
        let mut sum = 0;
        for entry in tlv::Reader::new(&payload) {
            let entry = entry.unwrap();
            for inner in entry.entries() {
                sum += inner.unwrap().as_i64().unwrap();
            }
        }
        sum
    });
    assert_eq!(sum, 1 + 5 + 3_800 + 5_000 + 125 + 900);
    assert_eq!(heap.allocations, 0);
}

#[test]
fn a_device_takes_one_allocation() {
    let nodes = device();
    let path = Path::instance(3, 0);
    let payload = tlv::encode(path, &nodes).unwrap();
    let (decoded, heap) = measure(|| tlv::decode(path, &payload, &types).unwrap());
    assert_eq!(decoded, nodes);
    assert_eq!(heap.allocations, 1);
    let mut buffer = [0; 256];
    let (length, heap) = measure(|| tlv::encode_to_slice(path, &nodes, &mut buffer).unwrap());
    assert_eq!(buffer[..length], payload);
    assert_eq!(heap.allocations, 0);
}

#[test]
fn large_values_are_borrowed() {
    let path = Path::resource(5, 0, 0);
    let payload = tlv::encode(path, &[Node::new(path, vec![0x5a; 1 << 20])]).unwrap();
    let (nodes, heap) = measure(|| tlv::decode(path, &payload, &()).unwrap());
    assert_eq!(nodes[0].value().unwrap().as_bytes().unwrap().len(), 1 << 20);
    assert!(heap.peak <= 8 * 1_024, "{heap:?}");
}
