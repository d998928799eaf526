//! The program `gateway`, from start to end.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

#[test]
fn notifications_become_informs_and_a_reboot_an_execute() {
    let log = common::run(env!("CARGO_BIN_EXE_gateway"));
    // Three parties write the log; each in its own order.
    let of = |party: &str| -> Vec<_> {
        log.lines().filter_map(|line| line.strip_prefix(party)).map(str::trim).collect()
    };
    let battery = "Device.DeviceInfo.X_oneM2M_org_BatteryStatus.Battery.1.Level";
    let acs = of("acs: ");
    let informs: Vec<_> = acs.iter().filter(|line| line.contains("informs")).collect();
    assert_eq!(
        informs,
        [
            &"battery-1 informs: 0 BOOTSTRAP",
            &"battery-1 informs: 4 VALUE CHANGE",
            &"battery-1 informs: 4 VALUE CHANGE"
        ]
    );
    assert!(acs.contains(&"Device.DeviceInfo.Manufacturer = Example"));
    let levels: Vec<_> = acs.iter().filter_map(|line| line.strip_prefix(battery)).collect();
    assert_eq!(levels, [" = 92", " = 86", " = 80"]);
    assert_eq!(acs[acs.len() - 2..], ["Reboot answered by RebootResponse", "nothing more to ask"]);
    assert!(of("gateway: ").contains(&"Reboot becomes /3/0/4"));
    assert_eq!(
        of("lwm2m: "),
        [
            "Register",
            "Read 3/0",
            "Observe 3/0/9",
            "notification of /3/0/9",
            "notification of /3/0/9",
            "Execute 3/0/4",
            "De-register"
        ]
    );
}
