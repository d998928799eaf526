//! Every target on its seeds, its regressions and its minimised corpus (`corpora/`), with stable Rust.
//!
//! `cargo test --no-default-features` in this folder.

use std::io::Read;
use std::path::{Path, PathBuf};

fn inputs(folder: &str, target: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join(target);
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable entry").path()).collect();
    files.sort();
    files
}

/// The inputs of a minimised corpus, each with a name for messages.
fn packed(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora").join(target).with_extension("tar.gz");
    let file = std::fs::File::open(&path).expect("a minimised corpus for the target");
    let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(file));
    let entries = archive.entries().expect("an archive").map(|entry| {
        let mut entry = entry.expect("a readable entry");
        let name = path.join(entry.path().expect("a name"));
        let mut data = Vec::new();
        entry.read_to_end(&mut data).expect("a readable input");
        (name, data)
    });
    entries.filter(|(name, _)| !name.ends_with(".")).collect()
}

#[test]
fn every_target_holds_on_every_committed_input() {
    let mut failed = Vec::new();
    for (target, run) in mgmt_fuzz::TARGETS {
        let seeds = inputs("seeds", target);
        assert!(!seeds.is_empty(), "no seed for {target}");
        let files = seeds.iter().cloned().chain(inputs("regressions", target));
        let single = files.map(|file| (file.clone(), std::fs::read(file).expect("a readable input")));
        for (name, data) in single.chain(packed(target)) {
            if std::panic::catch_unwind(|| run(&data)).is_err() {
                failed.push(name);
            }
        }
        // Truncations of the first seed are cheap and reach the error paths.
        if let Some(seed) = seeds.first() {
            let data = std::fs::read(seed).expect("a readable input");
            (0..data.len()).step_by(data.len() / 64 + 1).for_each(|end| run(&data[..end]));
        }
    }
    assert!(failed.is_empty(), "properties broken on {failed:?}");
}

#[test]
fn every_target_has_its_binary() {
    for (target, _) in mgmt_fuzz::TARGETS {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz_targets").join(format!("{target}.rs"));
        let text = std::fs::read_to_string(&path).expect("a binary for the target");
        assert!(text.contains(&format!("mgmt_fuzz::{target}::run")), "{target}");
    }
}
