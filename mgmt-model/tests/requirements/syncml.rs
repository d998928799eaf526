//! OMA DM itself.

use super::*;
use mgmt_model::{Instance, Operation};
use omadm_syncml::message::{Get, Item, SyncBody, SyncHdr, SyncMl};
use omadm_syncml::object;
use omadm_syncml::security::Notification;

fn message() -> SyncMl<'static> {
    let get = Get::new("1").with_item(Item::at("./DevDetail/FwV")).with_item(Item::at("./DevInfo/Man"));
    SyncMl::new(
        SyncHdr::dm12("1", 1, "urn:device", "https://dm.example/"),
        SyncBody::new().with_command(get).with_final(),
    )
}

#[test]
fn encodings() {
    let message = message();
    let xml = message.to_xml().unwrap();
    assert_eq!(SyncMl::from_xml(xml.as_bytes()).unwrap(), message);
    assert_eq!(SyncMl::from_wbxml(&message.to_wbxml().unwrap()).unwrap(), message);
    let lifted = mgmt_model::omadm::lift(&message, &Options::default());
    // The model of a device is a name for its firmware's version in two places.
    assert!(steps(&lifted, LWM2M)[0].starts_with("read /3/0/3"));
}

#[test]
fn packages() {
    // Setup: the device tells who it is; management: it is asked and answers.
    let info = told(OMADM, &[("./DevInfo/Mod", "LF-90".into())]);
    assert_eq!(value(&info, "dvi.mod"), "LF-90".into());
    let question = message();
    let asked = mgmt_model::omadm::lift(&question, &Options::default());
    assert_eq!(asked.intent, Intent::Request);
    let answer =
        mgmt_model::omadm::lower(&told(LWM2M, &[("/3/0/3", "7.2".into())]), &Options::default()).output;
    let read = mgmt_model::omadm::lift(&answer, &Options::default());
    assert_eq!(value(&read, "dvi.fwv"), "7.2".into());
}

#[test]
fn trees() {
    let software = mapping().resource_by_name("software").unwrap();
    let create = Message::request(vec![Operation::Create {
        resource: software,
        instance: Some(Instance::named("mail")),
        values: vec![],
    }]);
    assert_eq!(steps(&create, OMADM), ["create ./SCOMO/Inventory/Deployed/mail"]);
    let delete =
        Message::request(vec![Operation::Delete { resource: software, instance: Instance::named("mail") }]);
    let lowered = mgmt_model::omadm::lower(&delete, &Options::default()).output;
    let again = mgmt_model::omadm::lift(&lowered, &Options::default());
    assert_eq!(again.operations, delete.operations);
}

#[test]
fn standard_objects() {
    for object in [&object::DEVINFO, &object::DEVDETAIL, &object::DMACC, &object::INBOX] {
        assert!(object.nodes.len() > 1 || object.name == "Inbox", "{}", object.name);
    }
    for (name, attribute, text) in [
        ("./DevInfo/Man", "deviceInfo.manufacturer", "Hilltop"),
        ("./DevInfo/Mod", "deviceInfo.model", "LF-90"),
        ("./DevDetail/FwV", "deviceInfo.fwVersion", "7.2"),
        ("./DevDetail/HwV", "deviceInfo.hwVersion", "C2"),
    ] {
        let message = told(OMADM, &[(name, text.into())]);
        assert_eq!(value(&message, attribute), text.into(), "{name}");
        assert!(report(&message, OMADM).contains(&format!("{name}={text}")), "{name}");
    }
}

#[test]
fn accounts() {
    let account = object::DmAccount::new("dm.example");
    assert_eq!(account.server_id, "dm.example");
    let told = told(
        OMADM,
        &[
            ("./DMAcc/a/ServerID", "dm.example".into()),
            ("./DMAcc/a/AppAddr/1/Addr", "https://dm.example/".into()),
        ],
    );
    // The account becomes one of the client's servers.
    assert!(report(&told, TR181).contains(&"Device.ManagementServer.URL=https://dm.example/".to_owned()));
}

#[test]
fn delegation() {
    use mgmt_model::access::{AccessControl, Rights};
    use omadm_syncml::message::Replace;
    use omadm_syncml::tree::{Acl, AclCommand};
    // One server lets another update firmware, with the rights that a gateway knows from LwM2M.
    let control = AccessControl::new(5, 0, 1).with_rights(2, Rights::READ | Rights::EXECUTE);
    let mut acl = Acl::parse("Add=one&Replace=one&Get=one&Exec=one").unwrap();
    for command in control.rights_of(2).commands() {
        acl.grant(AclCommand::from_name(command).unwrap(), "two");
    }
    assert!(acl.allows(AclCommand::Exec, "two") && !acl.allows(AclCommand::Replace, "two"));
    let order = Replace::new("1").with_item(Item::at("./FUMO/1?prop=ACL").with_data(acl.to_string()));
    let header = SyncHdr::dm12("1", 1, "urn:device", "https://one.example/");
    let xml = SyncMl::new(header, SyncBody::new().with_command(order).with_final()).to_xml().unwrap();
    assert!(xml.contains("Exec=one+two"), "{xml}");
    // The second server's own session then does it.
    assert_eq!(steps(&order_of_update(), OMADM).last().unwrap(), "exec ./FUMO/1/DownloadAndUpdate");
}

fn order_of_update() -> Message<'static> {
    order("firmware.update", &[("firmware.URL", "https://files.example/f.bin".into())])
}

#[test]
fn replay() {
    // Bytes with a digest of nothing are not taken for a server's.
    let bytes = Notification::new(1, "dm.example").to_bytes().unwrap();
    let key = omadm_syncml::security::Credentials::new("dm.example", "secret").unwrap().key();
    assert!(Notification::from_bytes(&bytes).unwrap().verify(&key, b"nonce").is_err());
    let signed = Notification::new(1, "dm.example").sign(&key, b"nonce").unwrap();
    assert!(Notification::from_bytes(&signed).unwrap().verify(&key, b"nonce").is_ok());
    assert!(Notification::from_bytes(&signed).unwrap().verify(&key, b"next nonce").is_err());
}

/// The file that a smart card, a push message or a factory brings: read, and its account set in every technology.
#[test]
fn bootstrap_document() {
    use omadm_syncml::bootstrap::{Characteristic, Parm, ProvisioningDoc};
    let application = Characteristic::new("APPLICATION")
        .with_parm(Parm::new("APPID", "w7"))
        .with_parm(Parm::new("PROVIDER-ID", "dm.example"))
        .with_parm(Parm::new("ADDR", "https://dm.example/dm"));
    let bytes = ProvisioningDoc::new().with_characteristic(application).to_wbxml().unwrap();
    let document = ProvisioningDoc::from_wbxml(&bytes).unwrap().assume_unauthenticated();
    let accounts = document.dm_accounts();
    let [account] = &accounts[..] else { panic!("{accounts:?}") };
    let told = told(
        OMADM,
        &[
            ("./DMAcc/1/ServerID", account.server_id.clone().into()),
            ("./DMAcc/1/AppAddr/1/Addr", account.addresses[0].addr.clone().into()),
        ],
    );
    assert!(report(&told, TR181).contains(&"Device.ManagementServer.URL=https://dm.example/dm".to_owned()));
    assert!(report(&told, LWM2M).iter().any(|entry| entry.ends_with("=https://dm.example/dm")));
}
