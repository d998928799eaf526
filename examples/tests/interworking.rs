//! The program `interworking`, from start to end.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

#[test]
fn one_update_becomes_each_protocols_procedure() {
    let log = common::run(env!("CARGO_BIN_EXE_interworking"));
    let lines: Vec<_> = log.lines().filter(|line| !line.starts_with("ae: UPDATE")).collect();
    let expected = [
        "proxy: cwmp: Download r0 from http://files.example/fw-2.0.bin is answered by DownloadResponse",
        "ae: r0 is answered with 2004",
        "proxy: lwm2m: Write /5/0/1 is answered with 2.04",
        "proxy: lwm2m: Execute /5/0/2 is answered with 2.04",
        "ae: r1 is answered with 2004",
        "proxy: omadm: Replace ./FUMO/1/DownloadAndUpdate/PkgURL is answered with 200",
        "proxy: omadm: Exec ./FUMO/1/DownloadAndUpdate is answered with 202",
        "ae: r2 is answered with 2004",
        "ae: r3 is answered with 4004",
    ];
    assert_eq!(lines[..expected.len()], expected);
    assert_eq!(lines.last(), Some(&"ae: r9 is answered with 4000"));
}
