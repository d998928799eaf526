//! The program `acs`, from start to end.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

#[test]
fn a_device_gets_its_firmware() {
    let log = common::run(env!("CARGO_BIN_EXE_acs"));
    let server: Vec<_> = log.lines().filter_map(|line| line.strip_prefix("acs: ")).map(str::trim).collect();
    let expected = [
        "SN-1 informs: 0 BOOTSTRAP, 1 BOOT",
        "Device.DeviceInfo.HardwareVersion = A",
        "Device.DeviceInfo.SoftwareVersion = 1.0",
        "GetParameterValues answered by GetParameterValuesResponse",
        "Device.DeviceInfo.SoftwareVersion = 1.0",
        "Device.ManagementServer.PeriodicInformInterval = 300",
        "SetParameterValues answered by SetParameterValuesResponse",
        "Download answered by DownloadResponse",
        "nothing more to ask",
        "SN-1 informs: 7 TRANSFER COMPLETE, M Download",
        "Device.DeviceInfo.HardwareVersion = A",
        "Device.DeviceInfo.SoftwareVersion = 1.0",
        "transfer fw-2.0 ended with 0",
        "Reboot answered by RebootResponse",
        "nothing more to ask",
        "SN-1 informs: 1 BOOT, M Reboot",
        "Device.DeviceInfo.HardwareVersion = A",
        "Device.DeviceInfo.SoftwareVersion = 2.0",
        "GetParameterValues answered by GetParameterValuesResponse",
        "Device.DeviceInfo.SoftwareVersion = 2.0",
        "Device.ManagementServer.PeriodicInformInterval = 600",
        "nothing more to ask",
    ];
    assert_eq!(server, expected);
    // Each session ends with an empty post that has an empty answer, or with one to a response.
    assert_eq!(log.matches("cpe: 204 with 0 bytes\ncpe: session over\n").count(), 3);
    assert_eq!(log.matches("cpe: POST (empty)").count(), 3);
    assert!(log.ends_with("cpe: content with version 2.0\n"));
}
