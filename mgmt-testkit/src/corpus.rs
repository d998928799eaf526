//! Folders outside the repository that tests use when the environment names them.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// The folder `topic` (`cwmp`, `omadm`, `lwm2m`, `onem2m`, …) of the corpus that `MGMT_CORPUS` names. Without the
/// variable: `None`, and one notice per topic on standard error. A relative path counts from the working
/// directory or else from the workspace's root.
///
/// # Panics
///
/// When the variable is set and the folder does not exist: a wrong path must not look like a passed test.
#[must_use]
pub fn corpus(topic: &str) -> Option<PathBuf> {
    folder("MGMT_CORPUS", topic)
}

/// The folder of an oracle: `MGMT_ORACLE` names it; otherwise like [`corpus`].
///
/// # Panics
///
/// When the variable is set and the folder does not exist.
#[must_use]
pub fn oracle() -> Option<PathBuf> {
    folder("MGMT_ORACLE", "")
}

fn folder(variable: &'static str, topic: &str) -> Option<PathBuf> {
    let Some(base) = std::env::var_os(variable) else {
        skip(variable, topic);
        return None;
    };
    let base = PathBuf::from(base);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let found =
        [base.clone(), root.join(&base)].into_iter().map(|base| base.join(topic)).find(|path| path.is_dir());
    match found {
        Some(path) => Some(path),
        None => panic!("{variable} is set, but {} is no folder", base.join(topic).display()),
    }
}

/// Prints once, past the test harness's capturing, that something was not tested.
pub fn skip(variable: &'static str, what: &str) {
    static SAID: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let line = format!(
        "skipped: {variable} is not set{}{what}",
        if what.is_empty() { "" } else { ", not testing on " }
    );
    if SAID.lock().is_ok_and(|mut said| said.insert(line.clone())) {
        let _ = writeln!(std::io::stderr(), "{line}");
    }
}

/// All files under `folder`, recursively, sorted by path.
///
/// # Panics
///
/// When a folder cannot be read.
#[must_use]
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        let entries = std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
        for entry in entries {
            let path = entry.unwrap_or_else(|e| panic!("{}: {e}", folder.display())).path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}
