//! What other libraries do with the same LwM2M payloads.

use lwm2m_tlv::format::tlv::Reader;
use lwm2m_tlv::{Content, Node, Value};
use std::borrow::Cow;
use std::io::Write as _;

/// Walks the headers of all entries by hand, three levels deep: how many there are.
pub fn header_walk(payload: &[u8]) -> usize {
    let mut count = 0;
    let mut at = 0;
    while at < payload.len() {
        let head = payload[at];
        let id_len = if head & 0x20 == 0 { 1 } else { 2 };
        let width = usize::from(head >> 3 & 3);
        at += 1 + id_len;
        let mut length = if width == 0 { usize::from(head & 7) } else { 0 };
        for &byte in &payload[at..at + width] {
            length = length << 8 | usize::from(byte);
        }
        at += width;
        count += 1;
        // Entries inside a container follow at once; others are stepped over.
        if head >> 6 & 1 == 1 {
            at += length;
        }
    }
    count
}

/// The same with our iterator.
pub fn iterate(payload: &[u8]) -> usize {
    let mut count = 0;
    for entry in Reader::new(payload) {
        let entry = entry.expect("well-formed");
        count += 1;
        for inner in entry.entries() {
            let inner = inner.expect("well-formed");
            count += 1 + inner.entries().count();
        }
    }
    count
}

/// A SenML record as a user of serde would write it.
#[derive(serde::Serialize, serde::Deserialize)]
pub struct Record<'a> {
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    bn: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bt: Option<f64>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    n: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    t: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    v: Option<f64>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    vs: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vb: Option<bool>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    vd: Option<Cow<'a, str>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    vlo: Option<Cow<'a, str>>,
}

/// The records, typed, with serde_json.
pub fn records(payload: &str) -> Vec<Record<'_>> {
    serde_json::from_str(payload).expect("SenML JSON")
}

/// How many records serde_json reads.
pub fn serde_json(payload: &str) -> usize {
    records(payload).len()
}

/// How many bytes of data serde_json and the base64 crate give: what a user has to do for the same result.
pub fn serde_json_base64(payload: &str) -> usize {
    use base64::Engine as _;
    let data = records(payload).into_iter().filter_map(|record| {
        let text = record.vd?;
        Some(base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(text.as_bytes()).expect("base64").len())
    });
    data.sum()
}

/// How many records sonic-rs reads.
pub fn sonic_rs(payload: &str) -> usize {
    sonic_rs::from_str::<Vec<Record<'_>>>(payload).expect("SenML JSON").len()
}

/// A SenML CBOR record with minicbor.
#[derive(Default)]
struct CborRecord<'a> {
    name: Option<&'a str>,
    base_name: Option<&'a str>,
    value: Option<f64>,
    text: Option<&'a str>,
    truth: Option<bool>,
    data: Option<&'a [u8]>,
}

/// How many records minicbor reads, typed.
pub fn minicbor(payload: &[u8]) -> usize {
    let mut decoder = minicbor::Decoder::new(payload);
    let count = decoder.array().expect("an array").expect("of known length");
    let mut records = Vec::with_capacity(count as usize);
    for _ in 0..count {
        let mut record = CborRecord::default();
        for _ in 0..decoder.map().expect("a map").expect("of known length") {
            match decoder.i8().expect("a label") {
                -2 => record.base_name = Some(decoder.str().expect("text")),
                0 => record.name = Some(decoder.str().expect("text")),
                2 => record.value = Some(cbor_number(&mut decoder)),
                3 => record.text = Some(decoder.str().expect("text")),
                4 => record.truth = Some(decoder.bool().expect("a truth value")),
                8 => record.data = Some(decoder.bytes().expect("bytes")),
                _ => decoder.skip().expect("a value"),
            }
        }
        records.push(record);
    }
    let has_value =
        |r: &&CborRecord<'_>| r.value.is_some() || r.text.is_some() || r.truth.is_some() || r.data.is_some();
    records.iter().filter(has_value).filter(|r| r.name.is_some() || r.base_name.is_some()).count()
}

fn cbor_number(decoder: &mut minicbor::Decoder<'_>) -> f64 {
    use minicbor::data::Type;
    match decoder.datatype().expect("a value") {
        Type::F16 => f64::from(decoder.f16().expect("a half")),
        Type::F32 => f64::from(decoder.f32().expect("a single")),
        Type::F64 => decoder.f64().expect("a double"),
        _ => decoder.i64().expect("an integer") as f64,
    }
}

/// How many records (or pairs of a map) ciborium reads, as its own values: it cannot map integer keys to fields.
pub fn ciborium(payload: &[u8]) -> usize {
    match ciborium::from_reader::<ciborium::Value, _>(payload).expect("CBOR") {
        ciborium::Value::Array(records) => records.len(),
        ciborium::Value::Map(pairs) => pairs.len(),
        other => panic!("{other:?}"),
    }
}

/// How many values minicbor reads from LwM2M CBOR as we write it: keys of one identifier or several, nested maps.
pub fn minicbor_lwm2m(payload: &[u8]) -> usize {
    let mut decoder = minicbor::Decoder::new(payload);
    let mut values: Vec<(u16, CborRecord<'_>)> = Vec::new();
    let mut left = vec![decoder.map().expect("a map").expect("of known length")];
    while let Some(count) = left.last_mut() {
        if *count == 0 {
            left.pop();
            continue;
        }
        *count -= 1;
        use minicbor::data::Type;
        let mut id = 0;
        if decoder.datatype().expect("a key") == Type::Array {
            for _ in 0..decoder.array().expect("an array").expect("of known length") {
                id = decoder.u16().expect("an identifier");
            }
        } else {
            id = decoder.u16().expect("an identifier");
        }
        let mut record = CborRecord::default();
        match decoder.datatype().expect("a value") {
            Type::Map => {
                left.push(decoder.map().expect("a map").expect("of known length"));
                continue;
            }
            Type::String => record.text = Some(decoder.str().expect("text")),
            Type::Bytes => record.data = Some(decoder.bytes().expect("bytes")),
            Type::Bool => record.truth = Some(decoder.bool().expect("a truth value")),
            _ => record.value = Some(cbor_number(&mut decoder)),
        }
        values.push((id, record));
    }
    values.iter().filter(|(id, _)| *id != u16::MAX).count()
}

/// LwM2M JSON as a user of serde would write it.
#[derive(serde::Deserialize)]
struct Document<'a> {
    #[serde(borrow)]
    bn: Option<Cow<'a, str>>,
    bt: Option<f64>,
    #[serde(borrow)]
    e: Vec<Entry<'a>>,
}

#[derive(serde::Deserialize)]
struct Entry<'a> {
    #[serde(borrow)]
    n: Option<Cow<'a, str>>,
    t: Option<f64>,
    v: Option<f64>,
    #[serde(borrow)]
    sv: Option<Cow<'a, str>>,
    bv: Option<bool>,
    #[serde(borrow)]
    ov: Option<Cow<'a, str>>,
}

/// How many entries of LwM2M JSON serde_json reads, typed.
pub fn serde_json_lwm2m(payload: &str) -> usize {
    entries(&serde_json::from_str(payload).expect("LwM2M JSON"))
}

/// The same with sonic-rs.
pub fn sonic_rs_lwm2m(payload: &str) -> usize {
    entries(&sonic_rs::from_str(payload).expect("LwM2M JSON"))
}

/// How many bytes of opaque values, which are strings in base64, serde_json and the base64 crate give.
pub fn serde_json_lwm2m_base64(payload: &str) -> usize {
    use base64::Engine as _;
    let document: Document<'_> = serde_json::from_str(payload).expect("LwM2M JSON");
    let data = document.e.into_iter().filter_map(|entry| {
        let text = entry.sv?;
        Some(base64::engine::general_purpose::STANDARD.decode(text.as_bytes()).expect("base64").len())
    });
    data.sum()
}

fn entries(document: &Document<'_>) -> usize {
    std::hint::black_box((&document.bn, document.bt));
    let has_value = |e: &&Entry<'_>| {
        e.v.is_some() || e.sv.is_some() || e.bv.is_some() || e.ov.is_some() || e.n.is_some() || e.t.is_some()
    };
    document.e.iter().filter(has_value).count()
}

/// The readings as SenML CBOR with minicbor, full names in every record.
pub fn minicbor_encode(nodes: &[Node<'_>]) -> Vec<u8> {
    let mut encoder = minicbor::Encoder::new(Vec::new());
    encoder.array(nodes.len() as u64).expect("a vector takes all");
    let mut name = Vec::new();
    for node in nodes {
        name.clear();
        write!(name, "{}", node.path).expect("a vector takes all");
        encoder.map(2).and_then(|e| e.i8(0)).expect("a vector takes all");
        encoder.str(std::str::from_utf8(&name).expect("digits")).expect("a vector takes all");
        let Content::Value(value) = &node.content else { panic!("{node:?}") };
        let written = match value {
            Value::Float(number) => encoder.i8(2).and_then(|e| e.f64(*number)),
            Value::Integer(number) | Value::Time(number) => encoder.i8(2).and_then(|e| e.i64(*number)),
            Value::String(text) => encoder.i8(3).and_then(|e| e.str(text)),
            Value::Opaque(bytes) => encoder.i8(8).and_then(|e| e.bytes(bytes)),
            other => panic!("{other:?}"),
        };
        written.expect("a vector takes all");
    }
    encoder.into_writer()
}

/// How many links our reader finds in text, looking at every parameter.
pub fn links(text: &str) -> usize {
    count_links(lwm2m_tlv::link::Links::of_text(text))
}

/// The same from bytes that may not be text.
pub fn links_of_bytes(payload: &[u8]) -> usize {
    count_links(lwm2m_tlv::link::Links::new(payload))
}

fn count_links(mut links: lwm2m_tlv::link::Links<'_>) -> usize {
    let mut count = 0;
    while let Some(link) = links.next_link(&mut ()) {
        let link = link.expect("well-formed");
        std::hint::black_box(link.attributes().map(|attribute| attribute.name.len()).sum::<usize>());
        count += 1;
    }
    count
}

/// The same with coap-lite, which takes text only. It looks for `<`, `>`, quotes and commas and refuses nothing else;
/// ours has checked every character of targets and parameters, counted them and looked for those that occur twice.
pub fn coap_lite(text: &str) -> usize {
    let mut count = 0;
    for link in coap_lite::link_format::LinkFormatParser::new(text) {
        let (_, attributes) = link.expect("well-formed");
        std::hint::black_box(attributes.map(|(name, _)| name.len()).sum::<usize>());
        count += 1;
    }
    count
}
