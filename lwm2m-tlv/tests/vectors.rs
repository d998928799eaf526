//! The published test vectors, when `MGMT_CORPUS` names the folder they lie in.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    clippy::print_stderr,
    missing_docs
)]

use lwm2m_tlv::format::senml::Pack;
use lwm2m_tlv::format::{lwm2m_json, senml, tlv};
use lwm2m_tlv::path::split_prefix;
use lwm2m_tlv::{
    Content, ContentFormat, DecodeOptions, Error, Node, Path, Types, Value, ValueType, Version,
    content_format,
};
use serde_json::Value as Json;
use std::collections::HashMap;
use std::path::PathBuf;

/// Vectors whose outcome here is another one, and why.
const EXCEPTIONS: &[(&str, &str)] = &[
    (
        "leshan/jsonraw_deserialize_baseNameSpecified_object",
        "the names are letters, not paths: the source tests its JSON layer only",
    ),
    ("leshan/senml_timestamped_resources", "a comma follows the array: trailing data in both modes"),
    ("wakaama/cbor/60", "an indefinite-length byte string is well-formed CBOR, also in strict mode"),
    ("wakaama/cbor/61", "an indefinite-length text string is well-formed CBOR, also in strict mode"),
];

/// The model that a vector supposes: the types of its nodes.
#[derive(Default)]
struct Model {
    types: HashMap<Path, ValueType>,
    other: Option<ValueType>,
    multiple: HashMap<Path, bool>,
}

impl Types for Model {
    fn value_type(&self, path: Path) -> Option<ValueType> {
        self.types.get(&path).copied().or(self.other)
    }

    fn multiple(&self, path: Path) -> Option<bool> {
        self.multiple.get(&path).copied()
    }
}

fn value_type(word: &str) -> Option<ValueType> {
    ValueType::ALL.iter().copied().find(|value_type| value_type.name() == word)
}

impl Model {
    fn of(vector: &Json) -> Model {
        let mut model =
            Model { other: vector["expect_type"].as_str().and_then(value_type), ..Model::default() };
        for (path, multiple) in [("/3/0/6", true), ("/3/0/7", true), ("/2/0/0", false)] {
            model.multiple.insert(path.parse().unwrap(), multiple);
        }
        for (path, value_type) in [
            ("/3/0/9", ValueType::Integer),
            ("/3/0/10", ValueType::Integer),
            ("/3/0/13", ValueType::Time),
            ("/5/0/0", ValueType::Opaque),
        ] {
            if model.other.is_none() {
                model.types.insert(path.parse().unwrap(), value_type);
            }
        }
        for list in ["expected", "expected_lenient", "input"] {
            for node in vector[list].as_array().into_iter().flatten() {
                let Ok(path) = node["path"].as_str().unwrap().parse::<Path>() else { continue };
                if let Some(value_type) = value_type(node["type"].as_str().unwrap()) {
                    model.types.insert(path, value_type);
                    if path.depth() == 4 {
                        model.types.insert(path.parent().unwrap(), value_type);
                    }
                }
            }
        }
        model
    }
}

fn hex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

fn repeat(json: &Json) -> Vec<u8> {
    hex(json["hex"].as_str().unwrap()).repeat(json["count"].as_u64().unwrap() as usize)
}

fn payload(vector: &Json) -> Option<Vec<u8>> {
    let mut bytes = if let Some(text) = vector["payload_text"].as_str() {
        text.as_bytes().to_vec()
    } else if let Some(text) = vector["payload_hex"].as_str() {
        hex(text)
    } else {
        match vector["generate"]["kind"].as_str()? {
            "repeat" => repeat(&vector["generate"]),
            _ => {
                let mut bytes = Vec::new();
                for _ in 0..vector["generate"]["levels"].as_u64().unwrap() {
                    let length = (bytes.len() as u32).to_be_bytes();
                    bytes.splice(0..0, [0x18, 0, length[1], length[2], length[3]]);
                }
                bytes
            }
        }
    };
    if vector["payload_tail_repeat"].is_object() {
        bytes.extend(repeat(&vector["payload_tail_repeat"]));
    }
    Some(bytes)
}

/// The value of an expected node.
fn value(node: &Json) -> Content<'static> {
    let given = &node["value"];
    let integer = || given.as_str().map_or_else(|| given.as_i64().unwrap(), |text| text.parse().unwrap());
    Content::Value(match node["type"].as_str().unwrap() {
        "multiple" | "instance" => return Content::Empty,
        "none" => return Content::None,
        "string" | "corelnk" if node["value_repeat"].is_object() => {
            Value::from(String::from_utf8(repeat(&node["value_repeat"])).unwrap())
        }
        "string" => Value::from(given.as_str().unwrap().to_string()),
        "corelnk" => Value::Corelnk(given.as_str().unwrap().to_string().into()),
        "integer" => Value::Integer(integer()),
        "time" => Value::Time(integer()),
        "unsigned" => Value::Unsigned(
            given.as_str().map_or_else(|| given.as_u64().unwrap(), |text| text.parse().unwrap()),
        ),
        "float" => {
            Value::Float(given.as_str().map_or_else(|| given.as_f64().unwrap(), |text| text.parse().unwrap()))
        }
        "boolean" => Value::Boolean(given.as_bool().unwrap()),
        "opaque" => Value::Opaque(hex(given.as_str().unwrap()).into()),
        "objlnk" => Value::Objlnk(given.as_str().unwrap().parse().unwrap()),
        other => panic!("unknown type {other}"),
    })
}

fn nodes(list: &Json) -> Vec<(String, String, Option<f64>, Option<String>)> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|node| {
            (
                node["path"].as_str().unwrap().to_string(),
                format!("{:?}", value(node)),
                node["time"].as_f64(),
                node["prefix"].as_str().map(str::to_string),
            )
        })
        .collect()
}

/// Nodes in a form that compares by meaning (NaN equals NaN).
fn plain(nodes: &[Node<'_>]) -> Vec<(String, String, Option<f64>, Option<String>)> {
    nodes
        .iter()
        .map(|node| {
            (
                node.path.to_string(),
                format!("{:?}", node.content),
                node.time.map(|time| time.seconds()),
                node.prefix.as_ref().map(|prefix| prefix.to_string()),
            )
        })
        .collect()
}

fn format(vector: &Json) -> Option<ContentFormat> {
    Some(match vector["format"].as_str().unwrap() {
        "tlv" => ContentFormat::TLV,
        "senml-json" => ContentFormat::SENML_JSON,
        "senml-cbor" => ContentFormat::SENML_CBOR,
        "lwm2m-cbor" => ContentFormat::LWM2M_CBOR,
        "cbor" => ContentFormat::CBOR,
        "text" => ContentFormat::TEXT,
        "json" => ContentFormat::JSON,
        _ => return None,
    })
}

/// The path of the request, without alternate root or gateway prefix.
fn request(vector: &Json) -> Path {
    let text = vector["path"].as_str().unwrap_or("/");
    Path::decode(split_prefix(text).1, &DecodeOptions::lenient(), &mut ()).unwrap()
}

fn decode<'a>(vector: &Json, payload: &'a [u8], options: &DecodeOptions) -> Result<Vec<Node<'a>>, Error> {
    let format = format(vector).unwrap();
    if vector["mode"] == "paths" {
        return senml::json::decode_with(Path::ROOT, payload, &(), Pack::Paths, options, &mut ());
    }
    content_format::decode(format, request(vector), payload, &Model::of(vector), options, &mut ())
}

/// Encoding and decoding again gives the same.
fn comes_back(vector: &Json, nodes: &[Node<'_>]) -> Result<(), String> {
    let format = format(vector).unwrap();
    let written = content_format::encode(format, Version::V1_2, request(vector), nodes)
        .map_err(|error| format!("encode: {error}"))?;
    let again = decode(vector, &written, &DecodeOptions::lenient())
        .map_err(|error| format!("decode what was encoded: {error}"))?;
    let mut expected = plain(nodes);
    let mut found = plain(&again);
    if expected != found {
        // An encoder may have to put the nodes in another order.
        expected.sort_by(|a, b| a.partial_cmp(b).unwrap());
        found.sort_by(|a, b| a.partial_cmp(b).unwrap());
    }
    if expected == found { Ok(()) } else { Err(format!("came back as {found:?}")) }
}

fn run(vector: &Json) -> Result<(), String> {
    let expected = &vector["expected"];
    let direction = vector["direction"].as_str().unwrap();
    match vector["format"].as_str().unwrap() {
        "path" => return path(vector),
        "tlv-value" => return tlv_value(vector),
        _ => {}
    }
    if direction == "encode" {
        return encode(vector);
    }
    let payload = payload(vector).unwrap();
    if expected == "error" {
        if let Ok(found) = decode(vector, &payload, &DecodeOptions::strict()) {
            // Where the source is stricter than the RFC, either will do.
            if vector["ref_expected"].is_array() && plain(&found) == nodes(&vector["ref_expected"]) {
                return Ok(());
            }
            let nodes = found;
            return Err(format!("accepted: {:?}", plain(&nodes)));
        }
        if vector["expected_lenient"].is_array() {
            let found = decode(vector, &payload, &DecodeOptions::lenient()).map_err(|e| e.to_string())?;
            if plain(&found) != nodes(&vector["expected_lenient"]) {
                return Err(format!("lenient: {:?}", plain(&found)));
            }
        }
        return Ok(());
    }
    if let Some(paths) = expected["paths"].as_array() {
        let options = DecodeOptions::lenient();
        let found =
            senml::json::decode_with(Path::ROOT, &payload, &(), Pack::Paths, &options, &mut ()).unwrap();
        let found: Vec<_> = found.iter().map(|node| node.path.to_string()).collect();
        return if paths.iter().map(|path| path.as_str().unwrap()).eq(found.iter()) {
            Ok(())
        } else {
            Err(format!("{found:?}"))
        };
    }
    if expected["json_roundtrip"] == true {
        return json_roundtrip(vector, &payload);
    }
    if expected["tlv_roundtrip"] == true || expected["tlv"].is_array() {
        return tlv_structure(expected, &payload);
    }
    let found = decode(vector, &payload, &DecodeOptions::lenient()).map_err(|error| error.to_string())?;
    let mut expected = nodes(expected);
    let mut plainly = plain(&found);
    if vector["name"].as_str().unwrap().contains("alternate-path") {
        // The alternate root comes as prefix; the caller, who knows the root from the registration, drops it.
        plainly.iter_mut().for_each(|node| assert_eq!(node.3.take().as_deref(), Some("lwm2m")));
    }
    if plainly != expected && vector["name"].as_str().unwrap().contains("timestamped") {
        // Listed by time in the source.
        expected.sort_by(|a, b| a.partial_cmp(b).unwrap());
        plainly.sort_by(|a, b| a.partial_cmp(b).unwrap());
    }
    if plainly != expected {
        return Err(format!("decoded {plainly:?}"));
    }
    if direction == "both" {
        comes_back(vector, &found)?;
    }
    Ok(())
}

fn path(vector: &Json) -> Result<(), String> {
    let path: Path = vector["payload_text"].as_str().unwrap().parse().unwrap();
    let expected = &vector["expected"];
    for (name, id) in [
        ("object", path.object_id()),
        ("instance", path.instance_id()),
        ("resource", path.resource_id()),
        ("resource_instance", path.resource_instance_id()),
    ] {
        if expected[name].as_u64() != id.map(u64::from) {
            return Err(format!("{name} is {id:?}"));
        }
    }
    if path.to_string() == vector["payload_text"].as_str().unwrap() { Ok(()) } else { Err(path.to_string()) }
}

fn tlv_value(vector: &Json) -> Result<(), String> {
    let node = &vector["expected"]["tlv_value"];
    let bytes = payload(vector).unwrap();
    let value_type = value_type(node["type"].as_str().unwrap()).unwrap();
    let found = tlv::decode_value(value_type, &bytes).map_err(|error| error.to_string())?;
    if Content::Value(found.clone()) != value(node) {
        return Err(format!("{found:?}"));
    }
    if vector["direction"] == "both" {
        let path = Path::resource(1, 0, 0);
        let written = tlv::encode(path, &[Node::new(path, found)]).unwrap();
        let entry = tlv::Reader::new(&written).next().unwrap().unwrap();
        if entry.value != bytes {
            return Err(format!("written as {:?}", entry.value));
        }
    }
    Ok(())
}

fn encode(vector: &Json) -> Result<(), String> {
    let list = if vector["input"].is_array() { &vector["input"] } else { &vector["expected"] };
    if vector["expected"] == "error" {
        let path = request(vector).child(0).unwrap();
        let text = String::from_utf8(repeat(&vector["value_repeat"])).unwrap();
        return match tlv::encode(request(vector), &[Node::new(path, text)]) {
            Ok(_) => Err("encoded".to_string()),
            Err(_) => Ok(()),
        };
    }
    if vector["header_only"] == true {
        let bytes = payload(vector).unwrap();
        let entry = tlv::Header::new(tlv::EntryKind::ObjectInstance, 1_024, 0x1_ffff).unwrap();
        return if entry.as_bytes() == bytes { Ok(()) } else { Err(format!("{entry:?}")) };
    }
    let nodes: Vec<Node<'_>> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|given| {
            let mut node = Node::none(given["path"].as_str().unwrap().parse().unwrap());
            node.content = value(given);
            node.time = given["time"].as_f64().map(|seconds| match format(vector) {
                Some(ContentFormat::JSON) => lwm2m_tlv::Timestamp::Absolute(seconds),
                _ => lwm2m_tlv::Timestamp::from_senml(seconds),
            });
            node
        })
        .collect();
    comes_back(vector, &nodes)
}

fn json_roundtrip(vector: &Json, payload: &[u8]) -> Result<(), String> {
    let nodes = lwm2m_json::decode(request(vector), payload, &()).map_err(|error| error.to_string())?;
    comes_back(vector, &nodes)
}

fn tlv_structure(expected: &Json, payload: &[u8]) -> Result<(), String> {
    fn check(list: &[Json], reader: tlv::Reader<'_>) -> Result<(), String> {
        let found: Vec<_> = reader.collect::<Result<_, _>>().map_err(|error| error.to_string())?;
        if found.len() != list.len() {
            return Err(format!("{found:?}"));
        }
        for (expected, entry) in list.iter().zip(found) {
            let kind = match expected["type"].as_str().unwrap() {
                "OBJECT_INSTANCE" => tlv::EntryKind::ObjectInstance,
                "RESOURCE_INSTANCE" => tlv::EntryKind::ResourceInstance,
                "MULTIPLE_RESOURCE" => tlv::EntryKind::MultipleResource,
                _ => tlv::EntryKind::Resource,
            };
            if kind != entry.kind || expected["id"].as_u64() != Some(entry.id.into()) {
                return Err(format!("{entry:?}"));
            }
            match expected["children"].as_array() {
                Some(children) => check(children, entry.entries())?,
                None if entry.value == hex(expected["value_hex"].as_str().unwrap()) => {}
                None => return Err(format!("{entry:?}")),
            }
        }
        Ok(())
    }
    if let Some(list) = expected["tlv"].as_array() {
        return check(list, tlv::Reader::new(payload));
    }
    let nodes = tlv::decode(Path::instance(3, 0), payload, &()).map_err(|error| error.to_string())?;
    let written = tlv::encode(Path::instance(3, 0), &nodes).map_err(|error| error.to_string())?;
    if written == payload { Ok(()) } else { Err(format!("{written:x?}")) }
}

#[test]
fn vectors() {
    let Some(corpus) = std::env::var_os("MGMT_CORPUS").map(PathBuf::from) else {
        eprintln!("MGMT_CORPUS is not set: the vectors are skipped");
        return;
    };
    let mut files = Vec::new();
    for folder in std::fs::read_dir(corpus.join("lwm2m")).unwrap() {
        for file in std::fs::read_dir(folder.unwrap().path()).into_iter().flatten() {
            let file = file.unwrap().path();
            let name = file.file_name().unwrap().to_str().unwrap();
            if name.ends_with("vectors.json") || name == "lwm2m_cbor.json" {
                files.push(file);
            }
        }
    }
    files.sort();
    let (mut total, mut failed) = (0, Vec::new());
    for file in files {
        let vectors: Vec<Json> = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        for vector in &vectors {
            if format(vector).is_none()
                && !["path", "tlv-value"].contains(&vector["format"].as_str().unwrap())
            {
                continue;
            }
            total += 1;
            if let Err(reason) = run(vector) {
                let name = vector["name"].as_str().unwrap();
                match EXCEPTIONS.iter().find(|(exception, _)| *exception == name) {
                    Some((name, reason)) => eprintln!("exception {name}: {reason}"),
                    None => failed.push(format!("{name}: {}", reason.chars().take(600).collect::<String>())),
                }
            }
        }
    }
    assert!(failed.is_empty(), "{} of {total} vectors:\n{}", failed.len(), failed.join("\n"));
    assert!(EXCEPTIONS.len() * 100 <= total, "too many exceptions for {total} vectors");
}
