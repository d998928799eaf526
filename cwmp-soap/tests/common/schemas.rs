//! The official schemas as judges.

use mgmt_testkit::oracle;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oracle's verdicts: for each file whether it is valid, and why not. `None` when there is no oracle.
pub(crate) fn verdicts(files: &[PathBuf]) -> Option<Vec<(bool, String)>> {
    let script = oracle()?.join("validate.py");
    let mut verdicts = Vec::new();
    for batch in files.chunks(1_000) {
        let output = match Command::new("python3").arg(&script).args(batch).output() {
            Ok(output) if !output.stdout.is_empty() => output,
            _ => {
                eprintln!("skipped: python3 with lxml is not there, no schema oracle");
                return None;
            }
        };
        for (line, file) in String::from_utf8_lossy(&output.stdout).lines().zip(batch) {
            let mut columns = line.splitn(3, '\t');
            let (verdict, name) = (columns.next().unwrap(), columns.next().unwrap());
            assert_eq!(Path::new(name), file);
            verdicts.push((verdict == "valid", columns.next().unwrap_or_default().to_owned()));
        }
    }
    assert_eq!(verdicts.len(), files.len());
    Some(verdicts)
}
