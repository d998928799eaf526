//! Data models: paths found in the compiled table of Device:2, its messages checked.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use cwmp_models::DEVICE_2;
use std::collections::HashMap;
use std::hint::black_box;

/// Every path of Device:2 with instance numbers, in an order that no cache foresees.
fn paths() -> Vec<String> {
    let mut paths: Vec<String> = DEVICE_2.rows().map(|row| row.path().replace("{i}", "3")).collect();
    let mut state = 1_u64;
    for at in (1..paths.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        paths.swap(at, usize::try_from(state >> 33).expect("31 bits") % (at + 1));
    }
    paths
}

fn lookup(c: &mut Criterion) {
    let asked = paths();
    // What a map can do at best: its keys have the instance numbers that are asked for.
    let keys = asked.clone();
    let map: HashMap<&str, usize> = keys.iter().enumerate().map(|(at, path)| (&**path, at)).collect();
    let ours = |asked: &[String]| asked.iter().filter(|path| DEVICE_2.find(path).is_some()).count();
    let theirs = |asked: &[String]| asked.iter().filter(|path| map.contains_key(&***path)).count();
    assert_eq!((ours(&asked), theirs(&asked)), (asked.len(), asked.len()));
    let misses: Vec<String> = asked.iter().map(|path| format!("{path}X")).collect();
    assert_eq!((ours(&misses), theirs(&misses)), (0, 0));
    for (id, asked) in [("device-2", &asked), ("device-2-misses", &misses)] {
        let mut group = c.benchmark_group(format!("data-model/lookup/{id}"));
        group.throughput(Throughput::Elements(asked.len() as u64));
        group.bench_function("cwmp-models", |b| b.iter(|| ours(black_box(asked))));
        group.bench_function("hash-map", |b| b.iter(|| theirs(black_box(asked))));
        group.finish();
    }
}

criterion_group!(benches, lookup);
criterion_main!(benches);
