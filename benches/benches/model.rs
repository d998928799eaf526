//! The model: names found, messages translated.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use cwmp_soap::Envelope;
use mgmt_benches::model_inputs::{self, Vocabulary};
use mgmt_model::{Mapping, Options, Output, Protocol, Source, translate};
use std::collections::HashMap;
use std::hint::black_box;

/// Looks all names up, and counts those found.
fn ours(mapping: &Mapping, names: &[(Vocabulary, String)]) -> usize {
    names.iter().filter(|(vocabulary, name)| vocabulary.knows(mapping, name)).count()
}

fn theirs(map: &HashMap<&str, usize>, names: &[(Vocabulary, String)]) -> usize {
    names.iter().filter(|(_, name)| map.get(&**name).is_some()).count()
}

fn compare(
    c: &mut Criterion,
    id: &str,
    mapping: &Mapping,
    known: &[(Vocabulary, String)],
    asked: &[(Vocabulary, String)],
    hits: usize,
) {
    // Keys of its own: in a program the name asked for is never the one in the table.
    let keys: Vec<String> = known.iter().map(|(_, name)| name.clone()).collect();
    let map: HashMap<&str, usize> = keys.iter().enumerate().map(|(at, name)| (&**name, at)).collect();
    assert_eq!((ours(mapping, asked), theirs(&map, asked)), (hits, hits), "{id}");
    let mut group = c.benchmark_group(format!("model/lookup/{id}"));
    group.throughput(Throughput::Elements(asked.len() as u64));
    group.bench_function("mgmt-model", |b| b.iter(|| ours(mapping, black_box(asked))));
    group.bench_function("hash-map", |b| b.iter(|| theirs(&map, black_box(asked))));
    group.finish();
}

fn lookup(c: &mut Criterion) {
    let (small, large) = (Mapping::built_in(), model_inputs::mapping());
    let mut all = Vec::new();
    for vocabulary in Vocabulary::all() {
        let word = vocabulary.word();
        let with = |names: Vec<String>| names.into_iter().map(|name| (vocabulary, name)).collect::<Vec<_>>();
        for (mapping, size) in [(small, "built-in"), (&large, "thousands")] {
            let names = vocabulary.names(mapping);
            let misses = with(model_inputs::misses(&names));
            let names = with(names);
            compare(c, &format!("{word}-{size}"), mapping, &names, &names, names.len());
            compare(c, &format!("{word}-{size}-misses"), mapping, &names, &misses, 0);
            if size == "thousands" {
                all.extend(names);
            }
        }
    }
    assert!(all.len() > 20_000);
    compare(c, "names", &large, &all, &all, all.len());
}

fn translation(c: &mut Criterion) {
    let xml = model_inputs::gateway_response();
    let options = Options::default();
    let envelope = Envelope::from_xml(xml.as_bytes()).expect("our own input");
    let translated = translate(Source::Cwmp(&envelope), Protocol::OneM2m, &options).expect("no actions");
    let Output::OneM2m(resources) = translated.output else { panic!("another protocol") };
    let delivered: usize = resources.iter().map(|resource| resource.attributes.len()).sum();
    assert!(resources.len() > 10 && delivered > 45, "{} with {delivered}", resources.len());
    let mut group = c.benchmark_group("model/translate/gpv-to-onem2m");
    group.throughput(Throughput::Bytes(xml.len() as u64));
    group.bench_function("mgmt-model", |b| {
        b.iter(|| {
            let envelope = Envelope::from_xml(black_box(xml.as_bytes())).expect("our own input");
            let translated =
                translate(Source::Cwmp(&envelope), Protocol::OneM2m, &options).expect("no actions");
            match translated.output {
                Output::OneM2m(resources) => resources.len() + translated.losses.len(),
                _ => 0,
            }
        });
    });
    group.bench_function("decode-only", |b| b.iter(|| Envelope::from_xml(black_box(xml.as_bytes()))));
    group.finish();
}

criterion_group!(benches, lookup, translation);
criterion_main!(benches);
