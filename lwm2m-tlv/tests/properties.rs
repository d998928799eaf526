//! What holds for every value: encoding and decoding are inverse, the formats agree with each other, lenient mode
//! accepts whatever strict mode does, and no input makes anything panic.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    missing_docs
)]

use lwm2m_tlv::format::{senml, tlv};
use lwm2m_tlv::{
    ContentFormat, DecodeOptions, Node, Objlnk, Path, Timestamp, Value, ValueType, Version, content_format,
};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// The type of a resource, by its identifier: so that nodes and model agree.
fn value_type(path: Path) -> Option<ValueType> {
    path.resource_id().map(|id| ValueType::ALL[usize::from(id) % ValueType::ALL.len()])
}

fn id() -> impl Strategy<Value = u16> {
    prop_oneof![0..12_u16, 0..65_535_u16]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z ]{0,20}", "\\PC{0,12}", any::<String>(), "[\"\\\\/\u{0}-\u{1f}]{0,8}"]
}

fn integer() -> impl Strategy<Value = i64> {
    prop_oneof![-200..200_i64, any::<i64>(), Just(i64::MIN), Just(i64::MAX), Just((1 << 53) + 1)]
}

fn finite() -> impl Strategy<Value = f64> {
    prop_oneof![
        (-1_000..1_000_i32).prop_map(|number| f64::from(number) / 10.0),
        any::<f32>().prop_map(f64::from),
        any::<f64>(),
        Just(-0.0)
    ]
    .prop_filter("finite", |number| number.is_finite())
}

fn value(value_type: ValueType) -> BoxedStrategy<Value<'static>> {
    match value_type {
        ValueType::String => text().prop_map(Value::from).boxed(),
        ValueType::Corelnk => text().prop_map(|text| Value::Corelnk(text.into())).boxed(),
        ValueType::Integer => integer().prop_map(Value::Integer).boxed(),
        ValueType::Time => integer().prop_map(Value::Time).boxed(),
        ValueType::Unsigned => {
            prop_oneof![0..300_u64, any::<u64>(), Just(u64::MAX)].prop_map(Value::Unsigned).boxed()
        }
        ValueType::Float => finite().prop_map(Value::Float).boxed(),
        ValueType::Boolean => any::<bool>().prop_map(Value::Boolean).boxed(),
        ValueType::Opaque => vec(any::<u8>(), 0..40).prop_map(Value::from).boxed(),
        ValueType::Objlnk => any::<(u16, u16)>()
            .prop_map(|(object, instance)| Value::Objlnk(Objlnk::new(object, instance)))
            .boxed(),
    }
}

/// A single value, or the instances of a multiple resource.
#[derive(Clone, Debug)]
enum Resource {
    Single(Value<'static>),
    Multiple(BTreeMap<u16, Value<'static>>),
}

fn resource(id: u16) -> impl Strategy<Value = Resource> {
    let value_type = ValueType::ALL[usize::from(id) % ValueType::ALL.len()];
    prop_oneof![
        3 => value(value_type).prop_map(Resource::Single),
        1 => btree_map(self::id(), value(value_type), 1..4).prop_map(Resource::Multiple),
    ]
}

/// The nodes of some instances of an object, in ascending order.
fn nodes(object: u16) -> impl Strategy<Value = Vec<Node<'static>>> {
    let resources = vec(id().prop_flat_map(|id| (Just(id), resource(id))), 1..8);
    let instances = btree_map(id(), resources, 1..4);
    instances.prop_map(move |instances| {
        let mut list = Vec::new();
        for (instance, resources) in instances {
            let resources: BTreeMap<u16, Resource> = resources.into_iter().collect();
            for (id, resource) in resources {
                match resource {
                    Resource::Single(value) => {
                        list.push(Node::new(Path::resource(object, instance, id), value))
                    }
                    Resource::Multiple(values) => list.extend(values.into_iter().map(|(index, value)| {
                        Node::new(Path::resource_instance(object, instance, id, index), value)
                    })),
                }
            }
        }
        list
    })
}

/// The formats that carry a list of nodes.
const FORMATS: [ContentFormat; 5] = [
    ContentFormat::TLV,
    ContentFormat::JSON,
    ContentFormat::SENML_JSON,
    ContentFormat::SENML_CBOR,
    ContentFormat::LWM2M_CBOR,
];

fn strict<'a>(format: ContentFormat, path: Path, payload: &'a [u8]) -> Vec<Node<'a>> {
    content_format::decode(format, path, payload, &value_type, &DecodeOptions::strict(), &mut ())
        .unwrap_or_else(|error| panic!("{format}: {error}: {payload:x?}"))
}

/// Equal, and equal in the sign of zeros too.
fn same(left: &[Node<'_>], right: &[Node<'_>]) -> bool {
    left == right && format!("{left:?}") == format!("{right:?}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_format_gives_back_what_it_took(nodes in nodes(3_442)) {
        let path = Path::object(3_442);
        for format in FORMATS {
            let payload = content_format::encode(format, Version::V1_2, path, &nodes).unwrap();
            let decoded = strict(format, path, &payload);
            prop_assert!(same(&decoded, &nodes), "{format}: {decoded:?}");
            // Writing is a function of the nodes.
            let again = content_format::encode(format, Version::V1_2, path, &decoded).unwrap();
            prop_assert_eq!(payload, again);
        }
    }

    #[test]
    fn the_order_of_nodes_is_kept_or_made_whole(nodes in nodes(5), seed in any::<u64>()) {
        let path = Path::object(5);
        let mut shuffled = nodes.clone();
        let mut state = seed | 1;
        for last in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            shuffled.swap(last, (state >> 33) as usize % (last + 1));
        }
        for format in FORMATS {
            let payload = content_format::encode(format, Version::V1_2, path, &shuffled).unwrap();
            let mut decoded = strict(format, path, &payload);
            decoded.sort_by_key(|node| node.path);
            prop_assert!(same(&decoded, &nodes), "{format}: {decoded:?}");
        }
    }

    #[test]
    fn tlv_into_a_slice_is_tlv_into_a_vector(nodes in nodes(7)) {
        let path = Path::object(7);
        let payload = tlv::encode(path, &nodes).unwrap();
        prop_assert_eq!(tlv::encoded_len(path, &nodes).unwrap(), payload.len());
        let mut buffer = vec![0xaa; payload.len() + 3];
        prop_assert_eq!(tlv::encode_to_slice(path, &nodes, &mut buffer).unwrap(), payload.len());
        prop_assert_eq!(&buffer[..payload.len()], &payload[..]);
        prop_assert_eq!(&buffer[payload.len()..], &[0xaa; 3][..]);
        let short = &mut buffer[..payload.len() - 1];
        prop_assert_eq!(tlv::encode_to_slice(path, &nodes, short).unwrap_err().name(), "BufferTooSmall");
    }

    #[test]
    fn single_values_come_back(id in 0..9_u16, seed in any::<[u8; 32]>()) {
        let path = Path::resource(1, 0, id);
        let mut runner = proptest::test_runner::TestRunner::new_with_rng(
            ProptestConfig::default(),
            proptest::test_runner::TestRng::from_seed(proptest::test_runner::RngAlgorithm::ChaCha, &seed),
        );
        let value = value(value_type(path).unwrap()).new_tree(&mut runner).unwrap().current();
        let nodes = [Node::new(path, value)];
        for format in [ContentFormat::TEXT, ContentFormat::CBOR] {
            let payload = content_format::encode(format, Version::V1_1, path, &nodes).unwrap();
            prop_assert!(same(&strict(format, path, &payload), &nodes), "{format}: {payload:x?}");
        }
    }

    #[test]
    fn times_and_prefixes_come_back_in_senml(
        nodes in nodes(3_303),
        times in vec(option::of(prop_oneof![
            (268_435_456..4_000_000_000_i64).prop_map(|time| time as f64),
            (1_600_000_000_000..1_800_000_000_000_i64).prop_map(|time| time as f64 / 1_000.0),
            (-1_000..1_000_i32).prop_map(f64::from),
        ]), 1..40),
        prefix in option::of("[a-z][a-z0-9]{0,4}"),
    ) {
        let nodes: Vec<Node<'_>> = nodes
            .into_iter()
            .zip(times.into_iter().cycle())
            .map(|(mut node, time)| {
                node.time = time.map(Timestamp::from_senml);
                if let Some(prefix) = prefix.clone() {
                    node = node.with_prefix(prefix);
                }
                node
            })
            .collect();
        for format in [ContentFormat::SENML_JSON, ContentFormat::SENML_CBOR] {
            let payload = content_format::encode(format, Version::V1_1, Path::ROOT, &nodes).unwrap();
            let decoded = strict(format, Path::ROOT, &payload);
            prop_assert!(same(&decoded, &nodes), "{format}: {decoded:?}");
        }
    }

    #[test]
    fn records_come_back(payload in vec(any::<u8>(), 0..64)) {
        // Whatever can be read as records can be written and read again, in both syntaxes.
        let options = DecodeOptions::lenient();
        if let Ok(records) = senml::cbor::records(&payload, senml::Pack::Patch, &options, &mut ()) {
            let written = senml::cbor::encode_records(&records).unwrap();
            let again = senml::cbor::records(&written, senml::Pack::Patch, &options, &mut ()).unwrap();
            prop_assert_eq!(format!("{records:?}"), format!("{again:?}"));
        }
    }

    #[test]
    fn anything_is_refused_or_understood(format in 0..10_usize, payload in vec(any::<u8>(), 0..96)) {
        understood(format, &payload);
    }

    #[test]
    fn damaged_payloads_are_refused_or_understood(
        format in 0..5_usize,
        nodes in nodes(3),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        keep in any::<prop::sample::Index>(),
    ) {
        let path = Path::object(3);
        let mut payload = content_format::encode(FORMATS[format], Version::V1_2, path, &nodes).unwrap();
        let index = at.index(payload.len());
        payload[index] = byte;
        understood(format, &payload);
        payload.truncate(keep.index(payload.len()));
        understood(format, &payload);
    }
}

/// Decodes in both modes: lenient mode accepts what strict mode accepts, with the same nodes and no warning; and what
/// is accepted can be written and read again, where the format can say it.
fn understood(format: usize, payload: &[u8]) {
    let formats = FORMATS.into_iter().chain([
        ContentFormat::TEXT,
        ContentFormat::CBOR,
        ContentFormat::OPAQUE,
        ContentFormat::SENML_ETCH_JSON,
        ContentFormat::SENML_ETCH_CBOR,
    ]);
    let format = formats.into_iter().nth(format).unwrap();
    for path in [Path::ROOT, Path::object(3), Path::instance(3, 0), Path::resource(3, 0, 1)] {
        let mut warnings = Vec::new();
        let decode = |options: DecodeOptions, warnings: &mut Vec<_>| {
            content_format::decode(format, path, payload, &value_type, &options, warnings)
        };
        let strict = decode(DecodeOptions::strict(), &mut Vec::new());
        let lenient = decode(DecodeOptions::lenient(), &mut warnings);
        if let Ok(strict) = strict {
            assert_eq!(format!("{strict:?}"), format!("{:?}", lenient.as_ref().unwrap()), "{format}");
            assert!(warnings.is_empty(), "{format}: {warnings:?}");
        }
        let Ok(nodes) = lenient else { continue };
        // What was accepted with a warning (a duplicate, a node outside) need not be expressible.
        if let Ok(written) = content_format::encode(format, Version::V1_2, path, &nodes) {
            let again = content_format::decode(
                format,
                path,
                &written,
                &value_type,
                &DecodeOptions::lenient(),
                &mut (),
            );
            let mut again: Vec<String> = again.unwrap().iter().map(|node| format!("{node:?}")).collect();
            let mut nodes: Vec<String> = nodes.iter().map(|node| format!("{node:?}")).collect();
            again.sort();
            nodes.sort();
            assert_eq!(again, nodes, "{format}: {payload:x?} {written:x?}");
        }
    }
}
