//! OMA DM: SyncML messages in XML and WBXML.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use mgmt_benches::{syncml_inputs, syncml_peers, xml_peers};
use omadm_syncml::message::SyncMl;
use std::hint::black_box;

fn xml(c: &mut Criterion) {
    for (name, xml) in syncml_inputs::all() {
        let message = SyncMl::from_xml(xml.as_bytes()).expect("our own input");
        let written = message.to_xml().expect("writable");
        assert_eq!(SyncMl::from_xml(written.as_bytes()).expect("what we write"), message);
        let mut group = c.benchmark_group(format!("syncml/decode/{name}"));
        group.throughput(Throughput::Bytes(xml.len() as u64));
        group.bench_function("omadm-syncml", |b| b.iter(|| SyncMl::from_xml(black_box(xml.as_bytes()))));
        group.bench_function("quick-xml-skim", |b| b.iter(|| xml_peers::quick_xml_skim(black_box(&xml))));
        group.bench_function("roxmltree", |b| b.iter(|| xml_peers::roxmltree(black_box(&xml))));
        group.bench_function("memcpy", |b| b.iter(|| xml_peers::memcpy(black_box(xml.as_bytes()))));
        group.finish();
        let document = xml_peers::QuickXmlDocument::of(&written);
        assert_eq!(String::from_utf8(document.write()).as_deref(), Ok(&*written), "the same bytes");
        let mut group = c.benchmark_group(format!("syncml/encode/{name}"));
        group.throughput(Throughput::Bytes(written.len() as u64));
        group.bench_function("omadm-syncml", |b| b.iter(|| black_box(&message).to_xml()));
        group.bench_function("quick-xml-writer", |b| b.iter(|| black_box(&document).write()));
        group.bench_function("memcpy", |b| b.iter(|| xml_peers::memcpy(black_box(written.as_bytes()))));
        group.finish();
    }
}

fn wbxml(c: &mut Criterion) {
    for (name, xml) in syncml_inputs::all() {
        let message = SyncMl::from_xml(xml.as_bytes()).expect("our own input");
        let wbxml = message.to_wbxml().expect("writable");
        assert_eq!(SyncMl::from_wbxml(&wbxml).expect("what we write"), message);
        let mut group = c.benchmark_group(format!("syncml-wbxml/decode/{name}"));
        group.throughput(Throughput::Bytes(wbxml.len() as u64));
        group.bench_function("omadm-syncml", |b| b.iter(|| SyncMl::from_wbxml(black_box(&wbxml))));
        group.bench_function("memcpy", |b| b.iter(|| xml_peers::memcpy(black_box(&wbxml))));
        #[cfg(feature = "libwbxml")]
        {
            assert!(syncml_peers::libwbxml(&wbxml) > wbxml.len());
            group.bench_function("libwbxml", |b| b.iter(|| syncml_peers::libwbxml(black_box(&wbxml))));
        }
        group.finish();
        let mut group = c.benchmark_group(format!("syncml-wbxml/tokens/{name}"));
        assert!(syncml_peers::tokens(&wbxml) > 40);
        group.throughput(Throughput::Bytes(wbxml.len() as u64));
        group.bench_function("omadm-syncml", |b| b.iter(|| syncml_peers::tokens(black_box(&wbxml))));
        #[cfg(feature = "libwbxml")]
        group.bench_function("libwbxml", |b| b.iter(|| syncml_peers::libwbxml(black_box(&wbxml))));
        group.finish();
        let mut group = c.benchmark_group(format!("syncml-wbxml/encode/{name}"));
        group.throughput(Throughput::Bytes(wbxml.len() as u64));
        group.bench_function("omadm-syncml", |b| b.iter(|| black_box(&message).to_wbxml()));
        group.bench_function("memcpy", |b| b.iter(|| xml_peers::memcpy(black_box(&wbxml))));
        group.finish();
    }
}

criterion_group!(benches, xml, wbxml);
criterion_main!(benches);
