//! Standard objects: tables and views.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use omadm_syncml::code::AlertType;
use omadm_syncml::object::{
    self, AccountAuth, AddressType, AuthLevel, CapabilityGroup, DIAGMON_FUNCTIONS, DeliveredPackage,
    DeployedComponent, DeployedState, DevDetail, DevInfo, DeviceCapability, DmAccount, DownloadPackage,
    DownloadStatus, FirmwareUpdate, FumoResult, FumoState, GATEWAY_OBJECTS, LawmoOperation, LawmoState,
    LockAndWipe, MemoryInfo, Provenance, ScomoAlert, ScomoResult, ServerAddress, instances, registered,
};
use omadm_syncml::tree::{AccessType, MemoryStorage, NodePath, NodeState, Storage};

fn path(uri: &str) -> NodePath {
    NodePath::parse(uri).unwrap()
}

#[test]
fn device_information() {
    let mut storage = MemoryStorage::new();
    let mut info = DevInfo::default();
    info.dev_id = Some("IMEI:493005100592800".into());
    info.dm_version = Some("2.1".into());
    info.write(&mut storage, &path("./DevInfo")).unwrap();
    assert_eq!(storage.node(&path("./DevInfo/DmV")).unwrap().value.as_text(), Some("2.1"));
    assert_eq!(DevInfo::read(&storage, &path("./DevInfo")), info);
    let leaves: Vec<_> =
        info.leaves(&path("./DevInfo")).into_iter().map(|(path, _)| path.to_string()).collect();
    assert_eq!(leaves, ["./DevInfo/DevId", "./DevInfo/DmV"], "as the Items of package 1 have them");
    assert_eq!(DevInfo::read(&storage, &path("./Elsewhere")), DevInfo::default());
}

#[test]
fn device_details_give_limits() {
    let mut storage = MemoryStorage::new();
    for (leaf, value) in
        [("URI/MaxDepth", "5"), ("URI/MaxTotLen", "many"), ("URI/MaxSegLen", "0"), ("LrgObj", "True")]
    {
        storage.insert(&format!("./DevDetail/{leaf}"), NodeState::leaf(value)).unwrap();
    }
    let detail = DevDetail::read(&storage, &path("./DevDetail"));
    assert_eq!(
        (detail.max_depth, detail.max_total_length, detail.large_objects),
        (Some(5), None, Some(true))
    );
    let limits = detail.uri_limits();
    assert_eq!((limits.max_depth, limits.max_total_length, limits.max_segment_length), (5, 0, 0));
}

#[test]
fn accounts() {
    let mut account = DmAccount::new("com.example.dm");
    account.name = Some("Example".into());
    account.connections = vec!["./ConnMO/1".into(), "./ConnMO/2".into()];
    let mut address = ServerAddress::new("192.0.2.1");
    address.addr_type = AddressType::Ipv4;
    address.ports = vec![443, 8443];
    account.addresses = vec![ServerAddress::new("https://dm.example"), address];
    account.auth = vec![
        AccountAuth::new(AuthLevel::Client, "DIGEST").with_credentials("device", "sesame").with_nonce([0, 1]),
        AccountAuth::new(AuthLevel::Server, "TRANSPORT"),
    ];
    let mut storage = MemoryStorage::new();
    account.write(&mut storage, &path("./DMAcc/x")).unwrap();
    assert_eq!(DmAccount::read(&storage, &path("./DMAcc/x")).unwrap(), account);
    assert_eq!(storage.node(&path("./DMAcc/x/AppID")).unwrap().value.as_text(), Some("w7"));
    assert_eq!(account.auth[0].auth_type().unwrap().as_str(), "syncml:auth-md5");
    assert_eq!(account.auth[1].auth_type(), None);
    assert_eq!(DmAccount::read(&storage, &path("./DMAcc")), None);
    assert_eq!(instances(&storage, &path("./DMAcc")), [path("./DMAcc/x")]);

    let secret = storage.node(&path("./DMAcc/x/AppAuth/1/AAuthSecret")).unwrap().into_owned();
    assert!(!secret.access.contains(AccessType::Get), "no server may read it");
    assert!(!format!("{account:?}").contains("sesame"));

    // What the device knows of a node beside its value stays when an account is written again.
    account.name = Some("Other".into());
    storage.put(&path("./DMAcc/x/Name"), NodeState::leaf("Example").with_title("T")).unwrap();
    account.write(&mut storage, &path("./DMAcc/x")).unwrap();
    let name = storage.node(&path("./DMAcc/x/Name")).unwrap().into_owned();
    assert_eq!((name.title.as_str(), name.value.as_text()), ("T", Some("Other")));

    storage.put(&path("./DMAcc/x/AppAddr/2/AddrType"), NodeState::leaf("")).unwrap();
    let read = DmAccount::read(&storage, &path("./DMAcc/x")).unwrap();
    assert_eq!(read.addresses[1].addr_type, AddressType::Uri, "the default");
}

#[test]
fn firmware_update() {
    let mut storage = MemoryStorage::new();
    let mut update = FirmwareUpdate::default();
    update.pkg_version = Some("1.2".into());
    update.download_url = Some("https://dm.example/fw".into());
    update.pkg_data = Some(vec![0xCA, 0xFE]);
    update.state = Some(FumoState::READY_TO_UPDATE);
    update.write(&mut storage, &path("./FUMO/1")).unwrap();
    assert_eq!(storage.node(&path("./FUMO/1/State")).unwrap().format.as_str(), "int");
    assert_eq!(FirmwareUpdate::read(&storage, &path("./FUMO/1")), update);
    assert_eq!(FumoState::READY_TO_UPDATE.name(), Some("Ready to Update"));
    assert!(FumoState::ALL.len() == 10 && FumoState(55).name().is_none());
    assert!(FumoResult(250).is_success() && FumoResult(250).is_vendor_specific());
    assert!(!FumoResult::BAD_URL.is_success() && !FumoResult::BAD_URL.is_vendor_specific());
    assert_eq!(AlertType::from("org.openmobilealliance.dm.firmwareupdate.update"), AlertType::FUMO_UPDATE);
}

#[test]
fn software_components() {
    let mut storage = MemoryStorage::new();
    let mut package = DownloadPackage::default();
    package.pkg_id = Some("com.example.app".into());
    package.status = Some(DownloadStatus::DOWNLOAD_COMPLETE);
    package.write(&mut storage, &path("./SCOMO/Download/1")).unwrap();
    assert_eq!(DownloadPackage::read(&storage, &path("./SCOMO/Download/1")), package);
    let mut component = DeployedComponent::default();
    component.state = Some(DeployedState::ACTIVE);
    component.write(&mut storage, &path("./SCOMO/Inventory/Deployed/1")).unwrap();
    assert_eq!(DeployedComponent::read(&storage, &path("./SCOMO/Inventory/Deployed/1")), component);
    assert_eq!(
        DeliveredPackage::read(&storage, &path("./SCOMO/Inventory/Delivered/1")),
        DeliveredPackage::default()
    );

    for (data, alert) in [
        ("<ResultCode>1405</ResultCode><Identifier>a&amp;b</Identifier>", Some((1405, "a&b"))),
        ("<X><Identifier>i</Identifier><ResultCode> 1200 </ResultCode></X>", Some((1200, "i"))),
        ("1200", Some((1200, ""))),
        ("<ResultCode>x</ResultCode>", None),
        ("<ResultCode>1200", None),
        ("", None),
    ] {
        let read = ScomoAlert::parse(data);
        let expected = alert.map(|(code, id)| ScomoAlert::new(ScomoResult(code), id));
        assert_eq!(read, expected, "{data}");
    }
    let alert = ScomoAlert::new(ScomoResult::REMOVE_FAILED, "<a>&\"b'");
    assert_eq!(ScomoAlert::parse(&alert.to_data()), Some(alert));
}

#[test]
fn lock_and_wipe() {
    let mut storage = MemoryStorage::new();
    let mut lock = LockAndWipe::default();
    lock.state = Some(LawmoState::UNLOCKED);
    lock.notify_user = Some(false);
    lock.write(&mut storage, &path("./LAWMO")).unwrap();
    storage.insert("./LAWMO/AvailableWipeList/1/ListItemName", NodeState::leaf("SIM")).unwrap();
    storage.insert("./LAWMO/AvailableWipeList/1/ToBeWiped", NodeState::leaf("true")).unwrap();
    storage.insert("./LAWMO/AvailableWipeList/2", NodeState::interior()).unwrap();
    assert_eq!(LockAndWipe::read(&storage, &path("./LAWMO")), lock);
    let list = LockAndWipe::wipe_list(&storage, &path("./LAWMO"));
    assert_eq!((list.len(), list[0].name.as_str(), list[0].to_be_wiped), (1, "SIM", true));
    assert_eq!(
        LawmoOperation::FactoryReset.path(&path("./LAWMO")).to_string(),
        "./LAWMO/Operations/FactoryReset"
    );
}

#[test]
fn capabilities_and_diagnostics() {
    let mut storage = MemoryStorage::new();
    let mut camera = DeviceCapability::default();
    camera.property = Some("Camera".into());
    camera.group = Some(CapabilityGroup::Io);
    camera.enabled = Some(true);
    camera.write(&mut storage, &path("./DCMO/camera")).unwrap();
    assert_eq!(storage.node(&path("./DCMO/camera/Group")).unwrap().value.as_text(), Some("I/O"));
    assert_eq!(DeviceCapability::read(&storage, &path("./DCMO/camera")), camera);
    storage.insert("./Diag/Memory/DiagMonData/RAMTotal", NodeState::leaf("4096")).unwrap();
    let memory = MemoryInfo::read(&storage, &path("./Diag/Memory"));
    assert_eq!((memory.ram_total, memory.ram_available), (Some(4096), None));
}

#[test]
fn what_is_unconfirmed_says_so() {
    for object in object::ALL {
        let confirmed = !matches!(object.provenance, Provenance::Unconfirmed(_));
        let expected = !object.name.starts_with("Gw") && object.name != "DiagMon";
        assert_eq!(confirmed, expected, "{}", object.name);
    }
    assert_eq!(GATEWAY_OBJECTS.len(), 5);
    assert!(GATEWAY_OBJECTS.iter().all(|object| registered(object.urn).is_some()));
    for function in DIAGMON_FUNCTIONS {
        assert!(registered(function.urn).is_some(), "{}", function.urn);
    }
    assert!(registered("urn:oma:mo:ext-onem2m-mcmdhmo:1.0").is_some());
}

#[cfg(feature = "xml")]
#[test]
fn a_device_built_from_views_fits_the_descriptions() {
    use omadm_syncml::code::Format;
    use omadm_syncml::object::{DEVINFO, FUMO};
    use omadm_syncml::tree::{FindingKind, MgmtTree};
    let ddf = DEVINFO.description();
    let mut storage = MemoryStorage::new();
    let mut info = DevInfo::default();
    for (slot, value) in [
        (&mut info.dev_id, "IMEI:1"),
        (&mut info.man, "Example"),
        (&mut info.model, "One"),
        (&mut info.dm_version, "1"),
    ] {
        *slot = Some(value.into());
    }
    info.write(&mut storage, &path("./DevInfo")).unwrap();
    let findings = ddf.check_tree(&storage);
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(
        (findings[0].path.to_string().as_str(), findings[0].kind),
        ("./DevInfo/Lang", FindingKind::Missing)
    );

    // An object's description put where a device has it.
    let mut device = MgmtTree::new();
    let mut ids = Vec::new();
    let fumo = FUMO.description();
    for node in fumo.iter() {
        let mut own = node.node().clone();
        if ids.is_empty() {
            own.path = Some("./FUMO".into());
        }
        let parent =
            node.parent().map(|parent| ids[fumo.iter().position(|n| n.id() == parent.id()).unwrap()]);
        ids.push(device.push(parent, own));
    }
    let state = device.find(&path("./FUMO/fw1/State")).unwrap();
    assert_eq!(state.format(), Some(&Format::Int));
    assert!(device.check_command(AccessType::Exec, &path("./FUMO/fw1/Update"), None).is_empty());
    let kinds: Vec<_> = device
        .check_command(AccessType::Replace, &path("./FUMO/fw1/State"), None)
        .into_iter()
        .map(|finding| finding.kind)
        .collect();
    assert_eq!(kinds, [FindingKind::AccessType]);
}
