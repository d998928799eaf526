//! LwM2M content formats in and out.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lwm2m_tlv::format::{lwm2m_cbor, lwm2m_json, senml, tlv};
use lwm2m_tlv::{Node, Path};
use mgmt_benches::lwm2m_inputs::{self as inputs, Model};
use mgmt_benches::lwm2m_peers as peers;
use mgmt_benches::xml_peers::memcpy;
use std::hint::black_box;

/// The payloads: object 3 (121 bytes of TLV), 2 KB of sensors, readings, a firmware package.
fn payloads() -> [(&'static str, Path, Vec<Node<'static>>); 5] {
    [
        ("device", Path::instance(3, 0), inputs::device()),
        ("sensors-2k", Path::object(3303), inputs::sensors()),
        ("readings-50", Path::object(3303), inputs::readings(50)),
        ("readings-5000", Path::object(3303), inputs::readings(5_000)),
        ("opaque-64k", Path::instance(5, 0), inputs::package()),
    ]
}

/// The same by the names that formats of records have them under.
fn records() -> impl Iterator<Item = (&'static str, Path, Vec<Node<'static>>)> {
    payloads().into_iter().map(|(name, path, nodes)| match name {
        "readings-50" => ("records-50", path, nodes),
        "readings-5000" => ("records-5000", path, nodes),
        _ => (name, path, nodes),
    })
}

fn tlv(c: &mut Criterion) {
    for (name, path, nodes) in payloads() {
        let payload = inputs::tlv(path, &nodes);
        match name {
            "device" => assert_eq!(payload.len(), 121),
            "sensors-2k" => assert!((1_900..2_200).contains(&payload.len()), "{}", payload.len()),
            _ => {}
        }
        assert_eq!(tlv::decode(path, &payload, &Model).expect("our own payload"), nodes);
        let entries = peers::header_walk(&payload);
        assert_eq!(peers::iterate(&payload), entries);
        let mut group = c.benchmark_group(format!("lwm2m-tlv/decode/{name}"));
        group.throughput(Throughput::Bytes(payload.len() as u64));
        group.bench_function("lwm2m-tlv", |b| b.iter(|| tlv::decode(path, black_box(&payload), &Model)));
        group.bench_function("lwm2m-tlv-iterator", |b| b.iter(|| peers::iterate(black_box(&payload))));
        group.bench_function("header-walk", |b| b.iter(|| peers::header_walk(black_box(&payload))));
        group.bench_function("memcpy", |b| b.iter(|| memcpy(black_box(&payload))));
        group.finish();
        let mut group = c.benchmark_group(format!("lwm2m-tlv/encode/{name}"));
        group.throughput(Throughput::Bytes(payload.len() as u64));
        group.bench_function("lwm2m-tlv", |b| b.iter(|| tlv::encode(path, black_box(&nodes))));
        group.bench_function("memcpy", |b| b.iter(|| memcpy(black_box(&payload))));
        group.finish();
    }
}

fn senml_json(c: &mut Criterion) {
    let path = Path::ROOT;
    for (name, _, nodes) in records() {
        let payload = inputs::senml_json(&nodes);
        assert_eq!(senml::json::decode(path, payload.as_bytes(), &Model).expect("our own payload"), nodes);
        assert_eq!(peers::serde_json(&payload), nodes.len());
        assert_eq!(peers::sonic_rs(&payload), nodes.len());
        let mut group = c.benchmark_group(format!("senml-json/decode/{name}"));
        group.throughput(Throughput::Bytes(payload.len() as u64));
        group.bench_function("lwm2m-tlv", |b| {
            b.iter(|| senml::json::decode(path, black_box(payload.as_bytes()), &Model))
        });
        group.bench_function("serde_json", |b| b.iter(|| peers::serde_json(black_box(&payload))));
        if name == "opaque-64k" {
            // Alone, serde_json leaves the data in base64.
            assert_eq!(peers::serde_json_base64(&payload), 65_536);
            group.bench_function("serde_json-base64", |b| {
                b.iter(|| peers::serde_json_base64(black_box(&payload)))
            });
        }
        group.bench_function("sonic-rs", |b| b.iter(|| peers::sonic_rs(black_box(&payload))));
        group.bench_function("memcpy", |b| b.iter(|| memcpy(black_box(payload.as_bytes()))));
        group.finish();
        let records = peers::records(&payload);
        let mut group = c.benchmark_group(format!("senml-json/encode/{name}"));
        group.throughput(Throughput::Bytes(payload.len() as u64));
        group.bench_function("lwm2m-tlv", |b| b.iter(|| inputs::senml_json(black_box(&nodes))));
        group.bench_function("serde_json", |b| b.iter(|| serde_json::to_string(black_box(&records))));
        group.bench_function("sonic-rs", |b| b.iter(|| sonic_rs::to_string(black_box(&records))));
        group.finish();
    }
}

fn senml_cbor(c: &mut Criterion) {
    let path = Path::ROOT;
    for (name, _, nodes) in records() {
        let payload = inputs::senml_cbor(&nodes);
        assert_eq!(senml::cbor::decode(path, &payload, &Model).expect("our own payload"), nodes);
        assert_eq!(peers::minicbor(&payload), nodes.len());
        assert_eq!(peers::ciborium(&payload), nodes.len());
        let mut group = c.benchmark_group(format!("senml-cbor/decode/{name}"));
        group.throughput(Throughput::Bytes(payload.len() as u64));
        group.bench_function("lwm2m-tlv", |b| {
            b.iter(|| senml::cbor::decode(path, black_box(&payload), &Model))
        });
        group.bench_function("minicbor", |b| b.iter(|| peers::minicbor(black_box(&payload))));
        group.bench_function("ciborium", |b| b.iter(|| peers::ciborium(black_box(&payload))));
        group.bench_function("memcpy", |b| b.iter(|| memcpy(black_box(&payload))));
        group.finish();
        let mut group = c.benchmark_group(format!("senml-cbor/encode/{name}"));
        group.throughput(Throughput::Bytes(payload.len() as u64));
        group.bench_function("lwm2m-tlv", |b| b.iter(|| inputs::senml_cbor(black_box(&nodes))));
        group.bench_function("minicbor", |b| b.iter(|| peers::minicbor_encode(black_box(&nodes))));
        group.finish();
    }
}

fn cbor_maps(c: &mut Criterion) {
    let path = Path::ROOT;
    for (name, _, nodes) in payloads() {
        let payload = inputs::lwm2m_cbor(&nodes);
        assert_eq!(lwm2m_cbor::decode(path, &payload, &Model).expect("our own payload"), nodes);
        assert_eq!(peers::minicbor_lwm2m(&payload), nodes.len());
        let mut group = c.benchmark_group(format!("lwm2m-cbor/decode/{name}"));
        group.throughput(Throughput::Bytes(payload.len() as u64));
        group.bench_function("lwm2m-tlv", |b| {
            b.iter(|| lwm2m_cbor::decode(path, black_box(&payload), &Model))
        });
        group.bench_function("minicbor", |b| b.iter(|| peers::minicbor_lwm2m(black_box(&payload))));
        group.bench_function("ciborium", |b| b.iter(|| peers::ciborium(black_box(&payload))));
        group.bench_function("memcpy", |b| b.iter(|| memcpy(black_box(&payload))));
        group.finish();
    }
}

fn json_entries(c: &mut Criterion) {
    for (name, path, nodes) in payloads() {
        let payload = inputs::lwm2m_json(&nodes);
        assert_eq!(lwm2m_json::decode(path, payload.as_bytes(), &Model).expect("our own payload"), nodes);
        assert_eq!(peers::serde_json_lwm2m(&payload), nodes.len());
        assert_eq!(peers::sonic_rs_lwm2m(&payload), nodes.len());
        let mut group = c.benchmark_group(format!("lwm2m-json/decode/{name}"));
        group.throughput(Throughput::Bytes(payload.len() as u64));
        group.bench_function("lwm2m-tlv", |b| {
            b.iter(|| lwm2m_json::decode(path, black_box(payload.as_bytes()), &Model))
        });
        group.bench_function("serde_json", |b| b.iter(|| peers::serde_json_lwm2m(black_box(&payload))));
        if name == "opaque-64k" {
            assert_eq!(peers::serde_json_lwm2m_base64(&payload), 65_536);
            group.bench_function("serde_json-base64", |b| {
                b.iter(|| peers::serde_json_lwm2m_base64(black_box(&payload)))
            });
        }
        group.bench_function("sonic-rs", |b| b.iter(|| peers::sonic_rs_lwm2m(black_box(&payload))));
        group.bench_function("memcpy", |b| b.iter(|| memcpy(black_box(payload.as_bytes()))));
        group.finish();
    }
}

fn link_format(c: &mut Criterion) {
    let text = inputs::links(20);
    assert_eq!(peers::links(&text), 20);
    assert_eq!(peers::links_of_bytes(text.as_bytes()), 20);
    assert_eq!(peers::coap_lite(&text), 20);
    let mut group = c.benchmark_group("link-format/decode/links-20");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("lwm2m-tlv", |b| b.iter(|| peers::links(black_box(&text))));
    group.bench_function("lwm2m-tlv-bytes", |b| b.iter(|| peers::links_of_bytes(black_box(text.as_bytes()))));
    group.bench_function("coap-lite", |b| b.iter(|| peers::coap_lite(black_box(&text))));
    group.finish();
}

criterion_group!(benches, tlv, senml_json, senml_cbor, cbor_maps, json_entries, link_format);
criterion_main!(benches);
