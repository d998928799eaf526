//! Every target on its seeds, its regressions and its minimised corpus, with stable Rust.
//!
//! `cargo test --no-default-features` in this folder.

use std::path::{Path, PathBuf};

fn inputs(folder: &str, target: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join(target);
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable entry").path()).collect();
    files.sort();
    files
}

#[test]
fn every_target_holds_on_every_committed_input() {
    let mut failed = Vec::new();
    for (target, run) in mgmt_fuzz::TARGETS {
        let seeds = inputs("seeds", target);
        assert!(!seeds.is_empty(), "no seed for {target}");
        for file in seeds.into_iter().chain(inputs("regressions", target)).chain(inputs("corpus-min", target))
        {
            let data = std::fs::read(&file).expect("a readable input");
            if std::panic::catch_unwind(|| run(&data)).is_err() {
                failed.push(file);
            }
        }
        // Truncations of the first seed are cheap and reach the error paths.
        if let Some(seed) = inputs("seeds", target).first() {
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
