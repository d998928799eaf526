//! CWMP: envelopes in and out.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use cwmp_soap::rpc::Rpc;
use cwmp_soap::stream::ParameterStream;
use cwmp_soap::{CwmpNamespace, Envelope};
use mgmt_benches::{cwmp_inputs, xml_peers};
use std::hint::black_box;

/// Every message that is measured: name, how many events its text has at least.
fn inputs() -> [(&'static str, String, usize); 6] {
    [
        ("inform", cwmp_inputs::inform(), 150),
        ("gpv-response-68", cwmp_inputs::get_parameter_values_response(68), 68 * 11),
        ("gpn-response-5000", cwmp_inputs::get_parameter_names_response(5_000), 5_000 * 8),
        ("spv-20", cwmp_inputs::set_parameter_values(20), 20 * 8),
        ("download", cwmp_inputs::download(), 30),
        ("fault", cwmp_inputs::fault(), 40),
    ]
}

/// Items of the list in a message, or 1 when it has none: what shows that a message was read.
fn items(envelope: &Envelope<'_>) -> usize {
    match (envelope.rpc(), envelope.fault()) {
        (Some(Rpc::GetParameterValuesResponse(response)), _) => response.parameter_list.len(),
        (Some(Rpc::GetParameterNamesResponse(response)), _) => response.parameter_list.len(),
        (Some(Rpc::SetParameterValues(request)), _) => request.parameter_list.len(),
        (Some(Rpc::Inform(inform)), _) => inform.parameter_list.len(),
        (Some(Rpc::Download(request)), _) => usize::from(request.file_size == 18_874_368),
        (_, Some(fault)) => fault.detail.as_ref().map_or(0, |detail| detail.set_parameter_values_fault.len()),
        other => panic!("another message: {other:?}"),
    }
}

fn decode(c: &mut Criterion) {
    let counts = [12, 68, 5_000, 20, 1, 2];
    for ((name, xml, events), count) in inputs().iter().zip(counts) {
        let read = Envelope::from_xml(xml.as_bytes()).expect("our own input");
        assert_eq!(items(&read), count);
        assert!(xml_peers::quick_xml_skim(xml) > *events);
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
    for (name, xml, _) in &inputs() {
        let envelope = Envelope::from_xml(xml.as_bytes()).expect("our own input");
        assert_eq!(envelope.namespace, CwmpNamespace::Cwmp12);
        let written = envelope.to_xml().expect("writable");
        assert_eq!(Envelope::from_xml(written.as_bytes()).expect("what we write"), envelope);
        let document = xml_peers::QuickXmlDocument::of(&written);
        assert_eq!(String::from_utf8(document.write()).as_deref(), Ok(&*written), "the same bytes");
        let mut group = c.benchmark_group(format!("cwmp/encode/{name}"));
        group.throughput(Throughput::Bytes(written.len() as u64));
        group.bench_function("cwmp-soap", |b| b.iter(|| black_box(&envelope).to_xml()));
        group.bench_function("quick-xml-writer", |b| b.iter(|| black_box(&document).write()));
        group.bench_function("memcpy", |b| b.iter(|| xml_peers::memcpy(black_box(written.as_bytes()))));
        if let Ok(theirs) = cwmp::parse_bytes(xml.as_bytes()) {
            group.bench_function("cwmp", |b| b.iter(|| cwmp::generate(black_box(&theirs)).is_ok()));
        }
        group.finish();
    }
}

/// How many names a stream gives, which takes the same memory for any number of them.
fn names(xml: &str) -> usize {
    let stream = ParameterStream::names(xml).expect("a response");
    stream.map(|name| name.expect("well-formed")).filter(|name| !name.name.is_empty()).count()
}

/// Three megabytes of names, one at a time.
fn stream(c: &mut Criterion) {
    const COUNT: usize = 27_000;
    let xml = cwmp_inputs::get_parameter_names_response(COUNT);
    assert!(xml.len() > 3_000_000);
    assert_eq!(names(&xml), COUNT);
    let mut group = c.benchmark_group("cwmp/stream/gpn-response-27000");
    group.throughput(Throughput::Bytes(xml.len() as u64));
    group.bench_function("cwmp-soap", |b| b.iter(|| names(black_box(&xml))));
    group.bench_function("quick-xml-skim", |b| b.iter(|| xml_peers::quick_xml_skim(black_box(&xml))));
    group.bench_function("memcpy", |b| b.iter(|| xml_peers::memcpy(black_box(xml.as_bytes()))));
    group.finish();
}

criterion_group!(benches, decode, encode, stream);
criterion_main!(benches);
