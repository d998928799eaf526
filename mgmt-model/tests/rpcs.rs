//! RPCs that are actions or reports: what they say in the words of the model, and the same RPC back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]
#![cfg(all(feature = "cwmp", feature = "omadm"))]

use cwmp_soap::rpc::{self, Operation as Unit};
use cwmp_soap::value::FaultCode;
use cwmp_soap::{Body, CwmpNamespace, Envelope};
use mgmt_model::{Mapping, Message, Options, Value, cwmp, omadm};
use omadm_syncml::message::{Alert, Item, Meta, SyncBody, SyncHdr, SyncMl};

fn envelope(body: impl Into<Body<'static>>) -> Envelope<'static> {
    Envelope::new(CwmpNamespace::Cwmp12, body)
}

fn value<'m>(message: &'m Message<'_>, name: &str) -> Option<&'m Value<'m>> {
    message.value(Mapping::built_in(), name)
}

/// An action comes back as the RPC that it was.
fn assert_comes_back(body: Body<'static>) {
    let envelope = envelope(body);
    let options = Options::default();
    let message = cwmp::lift(&envelope, &options);
    assert_eq!(message.losses, [], "{envelope:?}");
    let lowered = cwmp::lower(&message, &options);
    assert_eq!(lowered.losses, [], "{envelope:?}");
    let bodies: Vec<_> = lowered.output.into_iter().map(|envelope| envelope.body).collect();
    assert_eq!(bodies, [envelope.body]);
}

#[test]
fn actions_come_back() {
    assert_comes_back(
        rpc::Download::new("", "1 Firmware Upgrade Image", "https://files.example/f.bin")
            .with_username("u")
            .with_password("p")
            .with_file_size(4096_u32)
            .with_delay_seconds(30_u32)
            .into(),
    );
    assert_comes_back(rpc::Upload::new("", "2 Vendor Log File", "https://files.example/log").into());
    assert_comes_back(rpc::Reboot::new("").into());
    assert_comes_back(rpc::FactoryReset::new().into());
    let mut install = rpc::InstallOpStruct::new("https://files.example/unit");
    install.username = Some("u".into());
    install.password = Some("p".into());
    assert_comes_back(rpc::ChangeDUState::new(vec![Unit::Install(install)]).into());
    let mut update = rpc::UpdateOpStruct::new();
    update.url = Some("https://files.example/unit2".into());
    assert_comes_back(rpc::ChangeDUState::new(vec![Unit::Update(update)]).into());
}

#[test]
fn transfers_end() {
    for (code, status) in [(0, 1), (9010, 2)] {
        let fault = rpc::FaultStruct::new(FaultCode(code), "");
        let complete = rpc::TransferComplete::new("k", fault);
        let report = envelope(complete);
        let message = cwmp::lift(&report, &Options::default());
        let text = format!("{:?}", value(&message, "firmware.updateStatus"));
        assert!(text.contains(&format!("Integer({status})")), "{code}: {text} {:?}", message.readings);
    }
}

#[test]
fn requests_that_the_model_has_no_words_for_are_losses() {
    for body in [Body::from(rpc::GetRPCMethods::new()), Body::from(rpc::ScheduleInform::new(30_u32, "k"))] {
        let request = envelope(body);
        let message = cwmp::lift(&request, &Options::default());
        assert!(message.operations.is_empty());
        assert_eq!(message.losses.len(), 1, "{request:?}");
    }
    // An empty response says nothing, and nothing is lost.
    let response = envelope(rpc::RebootResponse::new());
    assert_eq!(cwmp::lift(&response, &Options::default()).losses, []);
}

#[test]
fn generic_alerts_of_updates() {
    for (kind, attribute, result, status) in [
        ("org.openmobilealliance.dm.firmwareupdate.downloadandupdate", "firmware.updateStatus", "200", 1),
        ("org.openmobilealliance.dm.firmwareupdate.update", "firmware.updateStatus", "410", 2),
        ("org.openmobilealliance.dm.softwarecomponent.install", "software.installStatus", "1200", 1),
        ("org.openmobilealliance.dm.softwarecomponent.install", "software.installStatus", "pending", 3),
    ] {
        let item =
            Item::new().with_source("./FUMO/1").with_meta(Meta::new().with_type(kind)).with_data(result);
        let alert = Alert::new("2").with_data("1226").with_item(item);
        let syncml = SyncMl::new(
            SyncHdr::dm12("1", 2, "https://dm.example/", "urn:device"),
            SyncBody::new().with_command(alert),
        );
        let message = omadm::lift(&syncml, &Options::default());
        let text = format!("{:?}", message.readings.first());
        assert!(text.contains(&format!("Integer({status})")), "{kind} {result}: {text}");
        let reading = message.readings.first().unwrap();
        assert_eq!(Some(reading.attribute), Mapping::built_in().find_attribute(attribute));
    }
}
