//! Input files with the command's whole answer beside them: what is printed, what is complained about, the exit code.
#![allow(clippy::unwrap_used)]

use std::process::Command;

#[test]
fn decode_answers_as_recorded() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases");
    mgmt_testkit::cases::run(folder, |path, _| {
        let output = Command::new(env!("CARGO_BIN_EXE_mgmt")).arg("decode").arg(path).output().unwrap();
        format!(
            "{}{}exit code {}\n",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
            output.status.code().unwrap()
        )
    });
}
