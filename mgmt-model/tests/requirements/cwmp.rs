//! TR-069 itself.

use super::*;
use cwmp_soap::rpc::{ChangeDUState, Download, FactoryReset, InstallOpStruct, Reboot, Upload};
use cwmp_soap::rpc::{Operation as Unit, UninstallOpStruct};
use cwmp_soap::{Body, CwmpNamespace, Envelope};

#[test]
fn calls() {
    let calls: Vec<Body<'_>> = vec![
        Download::new("", "1 Firmware Upgrade Image", "https://files.example/f").into(),
        Upload::new("", "2 Vendor Log File", "https://files.example/log").into(),
        Reboot::new("").into(),
        FactoryReset::new().into(),
        ChangeDUState::new(vec![Unit::Install(InstallOpStruct::new("https://files.example/app"))]).into(),
        ChangeDUState::new(vec![Unit::Uninstall(UninstallOpStruct::new(
            "12345678-1234-5678-9234-123456789012",
        ))])
        .into(),
    ];
    for body in calls {
        let envelope = Envelope::new(CwmpNamespace::Cwmp12, body).with_id("1");
        let read = Envelope::from_xml(envelope.to_xml().unwrap().as_bytes()).unwrap().into_owned();
        let message = mgmt_model::cwmp::lift(&read, &Options::default());
        assert_eq!(message.losses, [], "{envelope:?}");
        let lowered = mgmt_model::cwmp::lower(&message, &Options::default());
        assert_eq!(lowered.output, [envelope]);
    }
}

#[test]
fn bulk() {
    let profile = told(TR181, &[("Device.BulkData.Profile.1.ReportingInterval", "900".into())]);
    assert_eq!(report(&profile, TR098), ["InternetGatewayDevice.BulkData.Profile.1.ReportingInterval=900"]);
    // A report's parameters are read like any others.
    let json = br#"{"Report":[{"CollectionTime":1700000000,"Device.DeviceInfo.UpTime":77}]}"#;
    let report = cwmp_soap::bulk::json::decode(json, &mgmt_wire::DecodeOptions::default(), &mut ());
    assert!(report.is_ok(), "{:?}", report.err());
}
