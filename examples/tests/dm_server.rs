//! The program `dm-server`, from start to end.
#![allow(clippy::unwrap_used)]

mod common;

#[test]
fn a_phone_is_updated() {
    let log = common::run(env!("CARGO_BIN_EXE_dm-server"));
    let server: Vec<_> =
        log.lines().filter_map(|line| line.strip_prefix("server: ")).map(str::trim).collect();
    let calls = [
        "IMEI:493005100592800 is who it says",
        "./DevInfo/DevId = IMEI:493005100592800",
        "./DevInfo/Man = Example",
        "./DevInfo/Mod = Phone",
        "./DevInfo/DmV = 1.0",
        "./DevInfo/Lang = en",
    ];
    let obeys = [
        "Get answered with 200",
        "./DevDetail/FwV = 1.0",
        "Replace answered with 200",
        "Exec answered with 202",
    ];
    let reports = ["report on fw-2.0", "./FUMO/1/DownloadAndUpdate = 200"];
    let expected: Vec<_> = calls.into_iter().chain(obeys).chain(calls).chain(reports).collect();
    assert_eq!(server, expected);
    assert_eq!(log.matches("phone: session over").count(), 2);
    assert!(log.contains("phone: updates from http://files.example/fw-2.0.bin"));
}
