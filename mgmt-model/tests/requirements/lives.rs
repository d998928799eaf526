//! Firmware and software.

use super::*;
use mgmt_model::Instance;
use mgmt_model::procedure::{
    DeviceKind, FirmwareAction, FirmwareEvent, FirmwareState, Next, Outcome, Plan, SoftwareEvent,
    SoftwareState,
};
use mgmt_model::status::Code;

#[test]
fn upgrades() {
    // One order where the device does both.
    let mut plan = Plan::firmware_update("https://files.example/f.bin", DeviceKind::Tr181, mapping());
    let Next::Send(request) = plan.next() else { panic!() };
    assert_eq!(
        steps(&request, TR181),
        ["call Download(FileType=1 Firmware Upgrade Image,URL=https://files.example/f.bin)"]
    );
    assert_eq!(
        steps(&request, OMADM),
        [
            "write ./FUMO/1/DownloadAndUpdate/PkgURL=https://files.example/f.bin",
            "exec ./FUMO/1/DownloadAndUpdate"
        ]
    );
    assert_eq!(plan.next(), Next::Wait);
    plan.feed(&told(OMADM, &[("./FUMO/1/State", "60".into())]), mapping());
    assert_eq!(plan.next(), Next::Wait);
    plan.feed(&told(OMADM, &[("./FUMO/1/State", "100".into())]), mapping());
    assert!(matches!(plan.next(), Next::Done(Outcome::Success(_))));
    // LwM2M: the installation is ordered when the package is there.
    let mut plan = Plan::firmware_update("coap://files.example/f", DeviceKind::LwM2m, mapping());
    let mut sent = Vec::new();
    let mut answers = [("/5/0/3", 1), ("/5/0/3", 2), ("/5/0/3", 3), ("/5/0/5", 1)].into_iter();
    let outcome = loop {
        match plan.next() {
            Next::Send(request) => sent.extend(steps(&request, LWM2M)),
            Next::Wait => {
                let (path, number) = answers.next().unwrap();
                plan.feed(&told(LWM2M, &[(path, Value::Integer(number))]), mapping());
            }
            Next::Done(outcome) => break outcome,
        }
    };
    assert_eq!(sent, ["observe /5/0/3 /5/0/5", "write /5/0/1=coap://files.example/f", "exec /5/0/2"]);
    assert!(matches!(outcome, Outcome::Success(_)));
}

#[test]
fn results() {
    for (result, fault, fumo) in [(5, 9018, 402), (7, 9016, 411), (6, 9025, 403)] {
        let code = Code::FirmwareResult(result);
        assert_eq!((code.to_cwmp(), code.to_fumo_result()), (Some(fault), Some(fumo)));
    }
    let failed = told(LWM2M, &[("/5/0/5", Value::Integer(5))]);
    assert_eq!(value(&failed, "firmware.updateStatus").member("sus"), Some(&Value::Integer(2)));
    let mut plan = Plan::firmware_update("https://files.example/f.bin", DeviceKind::Tr181, mapping());
    let _ = plan.next();
    plan.fail(Code::Cwmp(9010));
    assert_eq!(plan.next(), Next::Done(Outcome::Failure(Some(Code::Cwmp(9010)))));
}

#[test]
fn recovery() {
    let (state, actions) = FirmwareState::Updated.advance(FirmwareEvent::IntegrityFailed);
    assert_eq!((state, actions), (FirmwareState::UpdateFailed, &[FirmwareAction::Recover][..]));
    // The other image takes over.
    let images = told(
        TR181,
        &[
            ("Device.DeviceInfo.FirmwareImage.1.Status", "ActivationFailed".into()),
            ("Device.DeviceInfo.FirmwareImage.2.Status", "Active".into()),
        ],
    );
    let second = images.value_of(mapping(), "firmware.state", &Instance::index(1));
    assert_eq!(second, Some(&Value::Integer(9)));
}

#[test]
fn pushed_package() {
    let package = order("firmware.update", &[("firmware.package", Value::from(vec![0xca_u8, 0xfe]))]);
    assert_eq!(steps(&package, LWM2M), ["write /5/0/0=[ca, fe]", "exec /5/0/2"]);
}

#[test]
fn software() {
    let install = order("software.install", &[("software.URL", "https://files.example/app".into())]);
    assert_eq!(steps(&install, TR181), ["call ChangeDUState.Install(URL=https://files.example/app)"]);
    assert_eq!(steps(&install, LWM2M), ["write /9/0/3=https://files.example/app", "exec /9/0/4"]);
    assert_eq!(
        steps(&install, OMADM),
        [
            "write ./SCOMO/Download/1/PkgURL=https://files.example/app",
            "exec ./SCOMO/Download/1/Operations/DownloadInstallInactive"
        ]
    );
    // Without its UUID, a unit of TR-069 cannot be removed: it is read first.
    assert_eq!(
        losses(&order("software.uninstall", &[]), TR181),
        ["software.uninstall: an argument is missing"]
    );
    let mut plan = Plan::uninstall(Instance::index(2), DeviceKind::Tr181, mapping());
    let Next::Send(question) = plan.next() else { panic!() };
    assert_eq!(steps(&question, TR181), ["read Device.SoftwareModules.DeploymentUnit.3.UUID"]);
    plan.feed(&told(TR181, &[("Device.SoftwareModules.DeploymentUnit.3.UUID", "u-3".into())]), mapping());
    let Next::Send(request) = plan.next() else { panic!() };
    assert_eq!(steps(&request, TR181), ["call ChangeDUState.Uninstall(UUID=u-3)"]);
    assert_eq!(steps(&order("software.activate", &[]), LWM2M), ["exec /9/0/10"]);
    assert_eq!(
        steps(&order("software.activate", &[]), TR181),
        ["write Device.SoftwareModules.ExecutionUnit.1.RequestedState=Active"]
    );
    let (state, _) = SoftwareState::Downloading.advance(SoftwareEvent::ScomoDeployed(20));
    assert_eq!(state, SoftwareState::Active);
}

/// A package comes in pieces and goes on in one; where it is kept is the caller's.
#[test]
fn received_files() {
    use omadm_syncml::message::Item;
    use omadm_syncml::session::{Chunk, LargeObject, Splitter};
    let image: Vec<u8> = (0..10_000_u32).map(|n| n.to_le_bytes()[0] ^ n.to_le_bytes()[1]).collect();
    let whole = Item::at("./FUMO/1/Update/PkgData").with_data(image.clone());
    let mut sender = Splitter::new(&whole, false).unwrap();
    let mut receiver = LargeObject::new(1 << 20);
    let (mut chunks, mut received) = (0, None);
    while !sender.is_finished() {
        chunks += 1;
        match receiver.accept(&sender.cut(3_000)).unwrap() {
            Chunk::Accepted => assert!(received.is_none()),
            Chunk::Complete(item) => received = Some(item),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(chunks, 4);
    let received = received.unwrap();
    let bytes = received.data.as_ref().unwrap().bytes(None, false).unwrap().to_vec();
    assert_eq!(bytes, image);
    let push = order("firmware.update", &[("firmware.package", Value::from(bytes))]);
    let nodes = mgmt_model::lwm2m::lower(&push, &Options::default()).output;
    assert_eq!(nodes[0].value(), Some(&lwm2m_tlv::Value::Opaque(image.into())));
    // A file larger than there is room for is refused before it is taken.
    let mut small = LargeObject::new(4_000);
    let mut sender = Splitter::new(&whole, false).unwrap();
    assert!((0..4).any(|_| small.accept(&sender.cut(3_000)).is_err()));
}
