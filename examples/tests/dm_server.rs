//! The program `dm-server`, from start to end.
#![allow(clippy::unwrap_used)]

mod common;

#[test]
fn a_phone_is_updated() {
    let log = common::run(env!("CARGO_BIN_EXE_dm-server"));
    let server: Vec<_> =
        log.lines().filter_map(|line| line.strip_prefix("server: ")).map(str::trim).collect();
    let expected = [
        "IMEI:493005100592800 calls: 212",
        "Get answered with 200",
        "./DevDetail/FwV = 1.0",
        "Replace answered with 200",
        "Exec answered with 202",
        "IMEI:493005100592800 calls: 212",
        "fw-2.0 at ./FUMO/1/DownloadAndUpdate ended with 200",
    ];
    assert_eq!(server, expected);
    assert_eq!(log.matches("phone: session over").count(), 2);
    assert!(log.contains("phone: updates from http://files.example/fw-2.0.bin"));
}
