//! CWMP: envelopes in and out.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use cwmp_soap::rpc::Rpc;
use cwmp_soap::{CwmpNamespace, Envelope};
use mgmt_benches::{cwmp_inputs, xml_peers};
use std::hint::black_box;

fn parameters(envelope: &Envelope<'_>) -> usize {
    match envelope.rpc() {
        Some(Rpc::GetParameterValuesResponse(response)) => response.parameter_list.len(),
        Some(Rpc::GetParameterNamesResponse(response)) => response.parameter_list.len(),
        Some(Rpc::Inform(inform)) => inform.parameter_list.len(),
        other => panic!("another RPC: {other:?}"),
    }
}

fn decode(c: &mut Criterion) {
    let inputs = [
        ("inform", cwmp_inputs::inform(), 12),
        ("gpv-response-68", cwmp_inputs::get_parameter_values_response(68), 68),
        ("gpn-response-5000", cwmp_inputs::get_parameter_names_response(5_000), 5_000),
    ];
    for (name, xml, count) in &inputs {
        let read = Envelope::from_xml(xml.as_bytes()).expect("our own input");
        assert_eq!(parameters(&read), *count);
        assert!(xml_peers::quick_xml_skim(xml) > 5 * count);
        let mut group = c.benchmark_group(format!("cwmp/decode/{name}"));
        group.throughput(Throughput::Bytes(xml.len() as u64));
        group.bench_function("cwmp-soap", |b| b.iter(|| Envelope::from_xml(black_box(xml.as_bytes()))));
        group.bench_function("quick-xml-skim", |b| b.iter(|| xml_peers::quick_xml_skim(black_box(xml))));
        group.bench_function("roxmltree", |b| b.iter(|| xml_peers::roxmltree(black_box(xml))));
        group.bench_function("memcpy", |b| b.iter(|| xml_peers::memcpy(black_box(xml.as_bytes()))));
        if cwmp::parse_bytes(xml.as_bytes()).is_ok() {
            group.bench_function("cwmp", |b| b.iter(|| cwmp::parse_bytes(black_box(xml.as_bytes())).is_ok()));
        }
        if *name == "gpv-response-68" {
            assert!(xml_peers::SerdeEnvelope::read(xml).text_len() > 68 * 20);
            group.bench_function("quick-xml-serde", |b| {
                b.iter(|| xml_peers::SerdeEnvelope::read(black_box(xml)))
            });
        }
        group.finish();
    }
}

fn encode(c: &mut Criterion) {
    let xml = cwmp_inputs::get_parameter_values_response(68);
    let envelope = Envelope::from_xml(xml.as_bytes()).expect("our own input");
    assert_eq!(envelope.namespace, CwmpNamespace::Cwmp12);
    let written = envelope.to_xml().expect("writable");
    assert_eq!(Envelope::from_xml(written.as_bytes()).expect("what we write"), envelope);
    let rows: Vec<_> = cwmp_inputs::parameters(68)
        .map(|(name, kind, value)| (name, kind, value.replace("&amp;", "&")))
        .collect();
    let theirs = xml_peers::quick_xml_writer(&rows);
    assert_eq!(parameters(&Envelope::from_xml(&theirs).expect("what quick-xml writes")), 68);
    let mut group = c.benchmark_group("cwmp/encode/gpv-response-68");
    group.throughput(Throughput::Bytes(written.len() as u64));
    group.bench_function("cwmp-soap", |b| b.iter(|| black_box(&envelope).to_xml()));
    group.bench_function("quick-xml-writer", |b| b.iter(|| xml_peers::quick_xml_writer(black_box(&rows))));
    group.bench_function("memcpy", |b| b.iter(|| xml_peers::memcpy(black_box(written.as_bytes()))));
    if let Ok(theirs) = cwmp::parse_bytes(xml.as_bytes()) {
        group.bench_function("cwmp", |b| b.iter(|| cwmp::generate(black_box(&theirs)).is_ok()));
    }
    group.finish();
}

criterion_group!(benches, decode, encode);
criterion_main!(benches);
