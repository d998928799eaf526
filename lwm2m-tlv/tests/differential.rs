//! What others read of what we write, and what they write of which we must make sense: serde_json and minicbor.
#![cfg(all(feature = "json", feature = "cbor"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    missing_docs
)]

use lwm2m_tlv::format::senml::{self, Pack, RecordValue};
use lwm2m_tlv::format::{cbor, lwm2m_cbor, lwm2m_json};
use lwm2m_tlv::{DecodeOptions, Limits, Node, Objlnk, Path, Value};
use minicbor::data::Type;
use minicbor::{Decoder, Encoder};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

fn value() -> impl Strategy<Value = Value<'static>> {
    prop_oneof![
        any::<i64>().prop_map(Value::Integer),
        any::<u64>().prop_map(Value::Unsigned),
        any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(Value::Float),
        any::<bool>().prop_map(Value::Boolean),
        any::<String>().prop_map(Value::from),
        vec(any::<u8>(), 0..24).prop_map(Value::from),
        any::<(u16, u16)>().prop_map(|(object, instance)| Value::Objlnk(Objlnk::new(object, instance))),
    ]
}

fn nodes() -> impl Strategy<Value = Vec<Node<'static>>> {
    prop::collection::btree_map((0..9_u16, 0..9_u16), value(), 1..12).prop_map(|values| {
        values.into_iter().map(|((i, r), value)| Node::new(Path::resource(3_303, i, r), value)).collect()
    })
}

/// What a record must say for a value, in the words of JSON; floats and bytes apart.
fn in_json(value: &Value<'_>) -> (&'static str, Json) {
    match value {
        Value::Integer(number) => ("v", json!(number)),
        Value::Unsigned(number) => ("v", json!(number)),
        Value::Float(number) => ("v", json!(number)),
        Value::Boolean(truth) => ("vb", json!(truth)),
        Value::String(text) => ("vs", json!(text)),
        Value::Objlnk(link) => ("vlo", json!(link.to_string())),
        other => panic!("{other:?}"),
    }
}

/// The same number, or the same in all else: `1.0` may be written `1`.
fn same(ours: &Json, theirs: &Json) -> bool {
    ours == theirs || (ours.is_f64() || theirs.is_f64()) && ours.as_f64() == theirs.as_f64()
}

/// Any JSON, as a value that readers step over.
fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        any::<String>().prop_map(Json::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::btree_map(any::<String>(), inner, 0..4)
                .prop_map(|map: BTreeMap<String, Json>| Json::Object(map.into_iter().collect())),
        ]
    })
}

/// Any item as minicbor writes it.
fn any_cbor() -> impl Strategy<Value = Vec<u8>> {
    fn item(f: impl FnOnce(&mut Encoder<Vec<u8>>)) -> Vec<u8> {
        let mut encoder = Encoder::new(Vec::new());
        f(&mut encoder);
        encoder.into_writer()
    }
    let leaf = prop_oneof![
        any::<i64>().prop_map(|number| item(|e| drop(e.i64(number)))),
        any::<u64>().prop_map(|number| item(|e| drop(e.u64(number)))),
        any::<f64>().prop_map(|number| item(|e| drop(e.f64(number)))),
        any::<f32>().prop_map(|number| item(|e| drop(e.f32(number)))),
        any::<f32>().prop_map(|number| item(|e| drop(e.f16(number)))),
        any::<bool>().prop_map(|truth| item(|e| drop(e.bool(truth)))),
        any::<String>().prop_map(|text| item(|e| drop(e.str(&text)))),
        vec(any::<u8>(), 0..12).prop_map(|bytes| item(|e| drop(e.bytes(&bytes)))),
        vec(any::<String>(), 0..3).prop_map(|parts| {
            let mut out = vec![0x7f];
            out.extend(parts.iter().flat_map(|part| item(|e| drop(e.str(part)))));
            out.push(0xff);
            out
        }),
        Just(item(|e| drop(e.null()))),
        Just(item(|e| drop(e.undefined()))),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let many = vec(inner.clone(), 0..4);
        prop_oneof![
            (many.clone(), any::<bool>()).prop_map(|(items, definite)| {
                let mut out = if definite {
                    item(|e| drop(e.array(items.len() as u64)))
                } else {
                    item(|e| drop(e.begin_array()))
                };
                out.extend(items.concat());
                if !definite {
                    out.push(0xff);
                }
                out
            }),
            vec((inner.clone(), inner.clone()), 0..3).prop_map(|pairs| {
                let mut out = item(|e| drop(e.map(pairs.len() as u64)));
                out.extend(pairs.into_iter().flat_map(|(key, value)| [key, value].concat()));
                out
            }),
            (any::<u64>(), inner).prop_map(|(tag, inner)| {
                [item(|e| drop(e.tag(minicbor::data::Tag::new(tag)))), inner].concat()
            }),
        ]
    })
}

/// Whether minicbor can step over the input as one item with nothing behind it.
fn skipped(input: &[u8]) -> bool {
    let mut decoder = Decoder::new(input);
    decoder.skip().is_ok() && decoder.position() == input.len()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn serde_json_reads_what_we_write(nodes in nodes()) {
        let nodes: Vec<Node<'_>> =
            nodes.into_iter().filter(|node| !matches!(node.value(), Some(Value::Opaque(_)))).collect();
        let pack: Json = serde_json::from_str(&senml::json::encode(&nodes, Pack::Values).unwrap()).unwrap();
        let document: Json = serde_json::from_str(&lwm2m_json::encode(&nodes).unwrap()).unwrap();
        let mut base = String::new();
        prop_assert_eq!(pack.as_array().unwrap().len(), nodes.len());
        for ((node, record), entry) in nodes.iter().zip(pack.as_array().unwrap()).zip(document["e"].as_array().unwrap()) {
            if let Some(name) = record["bn"].as_str() {
                base = name.to_string();
            }
            prop_assert_eq!(base.clone() + record["n"].as_str().unwrap_or(""), node.path.to_string());
            let (label, value) = in_json(node.value().unwrap());
            prop_assert!(same(&record[label], &value), "{record} {value}");
            let name = document["bn"].as_str().unwrap_or("").to_string() + entry["n"].as_str().unwrap_or("");
            prop_assert_eq!(name, node.path.to_string());
            let label = match label { "vs" => "sv", "vb" => "bv", "vlo" => "ov", label => label };
            prop_assert!(same(&entry[label], &value), "{entry} {value}");
        }
    }

    #[test]
    fn minicbor_reads_what_we_write(nodes in nodes()) {
        let payload = senml::cbor::encode(&nodes, Pack::Values).unwrap();
        let mut decoder = Decoder::new(&payload);
        prop_assert_eq!(decoder.array().unwrap(), Some(nodes.len() as u64));
        let mut base = String::new();
        for node in &nodes {
            let mut name = String::new();
            for _ in 0..decoder.map().unwrap().unwrap() {
                if decoder.datatype().unwrap() == Type::String {
                    prop_assert_eq!(decoder.str().unwrap(), "vlo");
                    let Some(Value::Objlnk(link)) = node.value() else { panic!("{node:?}") };
                    prop_assert_eq!(decoder.str().unwrap(), link.to_string());
                    continue;
                }
                match (decoder.i8().unwrap(), node.value().unwrap()) {
                    (-2, _) => base = decoder.str().unwrap().to_string(),
                    (0, _) => name = decoder.str().unwrap().to_string(),
                    (2, Value::Integer(number)) => prop_assert_eq!(decoder.i64().unwrap(), *number),
                    (2, Value::Unsigned(number)) => prop_assert_eq!(decoder.u64().unwrap(), *number),
                    (2, Value::Float(number)) => {
                        let read = match decoder.datatype().unwrap() {
                            Type::F32 => f64::from(decoder.f32().unwrap()),
                            Type::F16 => f64::from(decoder.f16().unwrap()),
                            _ => decoder.f64().unwrap(),
                        };
                        prop_assert_eq!(read.to_bits(), number.to_bits());
                    }
                    (3, Value::String(text)) => prop_assert_eq!(decoder.str().unwrap(), text.as_ref()),
                    (4, Value::Boolean(truth)) => prop_assert_eq!(decoder.bool().unwrap(), *truth),
                    (8, Value::Opaque(bytes)) => prop_assert_eq!(decoder.bytes().unwrap(), bytes.as_ref()),
                    (label, value) => panic!("{label} {value:?}"),
                }
            }
            prop_assert_eq!(base.clone() + &name, node.path.to_string());
        }
        prop_assert_eq!(decoder.position(), payload.len());
        prop_assert!(skipped(&lwm2m_cbor::encode(&nodes).unwrap()));
    }

    #[test]
    fn what_serde_json_writes_is_stepped_over(ignored in any_json(), pretty in any::<bool>()) {
        let pack = json!([{"zzz": ignored, "n": "/3/0/0", "vs": "a"}]);
        let text = if pretty { serde_json::to_string_pretty(&pack) } else { serde_json::to_string(&pack) };
        let text = text.unwrap();
        let records = senml::json::records(text.as_bytes(), Pack::Values, &DecodeOptions::strict(), &mut ());
        let records = records.unwrap_or_else(|error| panic!("{error}: {text}"));
        prop_assert_eq!(&records[0].value, &Some(RecordValue::String("a".into())));
    }

    #[test]
    fn what_we_accept_is_json(pack in any_json(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut text = json!([{"n": "/3/0/0", "v": 1, "zzz": pack}]).to_string().into_bytes();
        let at = at.index(text.len());
        text[at] = byte;
        let ours = senml::json::records(&text, Pack::Values, &DecodeOptions::strict(), &mut ());
        // serde_json takes no number that a float cannot hold, which we leave to whom the value is for.
        match (ours, serde_json::from_slice::<Json>(&text)) {
            (Ok(_), Err(error)) => prop_assert!(error.to_string().contains("number out of range"), "{error}"),
            (Err(error), Ok(_)) => {
                let name = error.name();
                prop_assert!(!matches!(name, "Truncated" | "Malformed" | "Syntax" | "TrailingData"), "{error} {}", String::from_utf8_lossy(&text));
            }
            _ => {}
        }
    }

    #[test]
    fn what_minicbor_writes_is_well_formed(item in any_cbor(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let limits = Limits::default();
        prop_assert!(cbor::check(&item, &limits).is_ok(), "{item:x?}");
        // As a value under a label nobody knows.
        let pack = [&[0x81, 0xa2, 0x00, 0x66], &b"/3/0/0"[..], &[0x18, 99], &item].concat();
        let records = senml::cbor::records(&pack, Pack::Values, &DecodeOptions::lenient(), &mut ());
        prop_assert!(records.is_ok(), "{:?} {item:x?}", records);
        let mut damaged = item;
        let at = at.index(damaged.len());
        damaged[at] = byte;
        if cbor::check(&damaged, &limits).is_ok() {
            prop_assert!(skipped(&damaged), "{damaged:x?}");
        }
    }
}
