//! What gateways need.

use super::*;
use mgmt_model::topology::{Addressing, Cron, GatewayMode, NodeId, ProxiedDevice, SleepCycle, from_gateway};
use mgmt_model::{Output, Protocol, Source, Time, translate};
use omadm_syncml::code::AlertCode;
use omadm_syncml::message::{Alert, SyncBody, SyncHdr, SyncMl};

fn gateway() -> NodeId {
    NodeId::parse("urn:dev:os:00D09E-G1").unwrap()
}

fn inventory() -> Message<'static> {
    told(
        LWM2M,
        &[
            ("/25/0/0", "lamp-7".into()),
            ("/25/0/1", "d01".into()),
            ("/25/4/0", "lamp-9".into()),
            ("/25/4/1", "d02".into()),
        ],
    )
}

#[test]
fn proxied_devices() {
    let devices = from_gateway(&gateway(), &inventory(), mapping());
    assert_eq!(devices.len(), 2);
    assert_eq!(devices[1].addressing, Addressing::Prefix("d02".into()));
    let embedded = told(
        TR181,
        &[
            ("Device.ManagementServer.EmbeddedDevice.1.ProxiedDeviceID", "0x01".into()),
            ("Device.ManagementServer.EmbeddedDevice.3.ProxiedDeviceID", "0x03".into()),
        ],
    );
    let devices = from_gateway(&gateway(), &embedded, mapping());
    assert_eq!(devices[1].addressing, Addressing::EmbeddedDevice(3));
    let inventory = told(OMADM, &[("./GwMO/Inventory/lamp/DeviceID", "7".into())]);
    assert_eq!(
        from_gateway(&gateway(), &inventory, mapping())[0].addressing,
        Addressing::Inventory("lamp".into())
    );
}

#[test]
fn modes() {
    let device = |addressing| ProxiedDevice::new(gateway(), NodeId::parse("x").unwrap(), addressing).mode();
    assert_eq!(device(Addressing::VirtualDevice(1)), GatewayMode::Transparent);
    assert_eq!(device(Addressing::Prefix("d".into())), GatewayMode::Proxy);
    assert_eq!(device(Addressing::EmbeddedDevice(1)), GatewayMode::Adaptation);
}

#[test]
fn both_roles() {
    // What a server asks is read by a device, what a device answers is read by a server, in every protocol.
    let asked = order("reboot.factoryReset", &[]);
    let report_ = told(TR181, &[("Device.DeviceInfo.Manufacturer", "Hilltop".into())]);
    for to in [Protocol::Cwmp, Protocol::OmaDm, Protocol::LwM2m, Protocol::OneM2m] {
        for (message, intent) in [(&asked, Intent::Request), (&report_, Intent::Report)] {
            let lowered = mgmt_model::lower(message, to, &Options::default()).output;
            let options = Options::default();
            let again = match &lowered {
                Output::Cwmp(envelopes) => mgmt_model::lift(Source::Cwmp(&envelopes[0]), &options),
                Output::OmaDm(syncml) => mgmt_model::lift(Source::OmaDm(syncml), &options),
                Output::LwM2m(nodes) => mgmt_model::lift(Source::LwM2m(nodes), &options),
                Output::OneM2m(resources) => mgmt_model::lift(Source::OneM2m(resources), &options),
                other => panic!("{other:?}"),
            };
            let again = again.unwrap();
            assert_eq!((again.intent, &again.losses[..]), (intent, &[][..]), "{to:?}");
        }
    }
}

#[test]
fn device_asks() {
    let message = SyncMl::new(
        SyncHdr::dm12("1", 1, "https://dm.example/", "urn:device"),
        SyncBody::new().with_command(Alert::of("1", AlertCode(1201))),
    );
    let read = SyncMl::from_xml(message.to_xml().unwrap().as_bytes()).unwrap().into_owned();
    assert_eq!(read, message);
    // A word about the session says nothing about the device, and nothing is lost.
    let lifted = mgmt_model::omadm::lift(&message, &Options::default());
    assert_eq!((lifted.readings.len(), lifted.losses.len()), (0, 0));
}

#[test]
fn policies() {
    let nightly = Cron::parse("0 0 3 * * * *").unwrap();
    let now = Time::parse_basic("20260314T120000").unwrap();
    assert_eq!(nightly.next(now).unwrap().to_basic().unwrap(), "20260315T030000");
}

#[test]
fn translation() {
    let nodes = [lwm2m_tlv::Node::new(lwm2m_tlv::Path::resource(3, 0, 9), 40_i64)];
    let translated = translate(Source::LwM2m(&nodes), Protocol::Cwmp, &Options::default()).unwrap();
    let Output::Cwmp(envelopes) = translated.output else { panic!() };
    assert!(envelopes[0].to_xml().unwrap().contains("Battery.1.Level"));
}

#[test]
fn sleepers() {
    let told = told(
        TR181,
        &[
            ("Device.ETSIM2M.SCL.1.AreaNwkDeviceInfoInstance.1.SleepInterval", "600".into()),
            ("Device.ETSIM2M.SCL.1.AreaNwkDeviceInfoInstance.1.SleepDuration", "540".into()),
        ],
    );
    let number = |name: &str| u32::try_from(value(&told, name).as_integer().unwrap()).unwrap();
    let cycle = SleepCycle::new(number("andi.sli"), number("andi.sld"), 0);
    assert_eq!(cycle.next_wake(100), 540);
}

#[test]
fn configure() {
    let lamp = &from_gateway(&gateway(), &inventory(), mapping())[0];
    for (message, expected) in
        [(order("reboot.reboot", &[]), "/d01/3/0/4"), (order("software.activate", &[]), "/d01/9/0/10")]
    {
        let lowered = plain::lower(&message, LWM2M, &Options::default()).output;
        let Step::Execute(address) = &lowered[0] else { panic!("{lowered:?}") };
        assert_eq!(lamp.path(address).unwrap(), expected);
        assert_eq!(lamp.own_path(expected), Some(address.as_str()));
    }
}

#[test]
fn topology_is_read_only() {
    let neighbours = "Device.ETSIM2M.SCL.1.AreaNwkDeviceInfoInstance.1.ListOfDeviceNeighbors";
    let items = items(TR181, &[(neighbours, "a,b".into())]);
    let message = plain::lift(items, Intent::Request, &Options::default());
    assert_eq!(message.losses[0].to_string(), format!("{neighbours}: cannot be written there"));
}

#[test]
fn new_device() {
    // What is in the inventory now and was not before is provisioned.
    let before = from_gateway(&gateway(), &told(LWM2M, &[("/25/0/0", "lamp-7".into())]), mapping());
    let now = from_gateway(&gateway(), &inventory(), mapping());
    let new: Vec<_> = now.iter().filter(|device| !before.iter().any(|known| known.id == device.id)).collect();
    assert_eq!(new.len(), 1);
    let wanted = asked(LWM2M, &[("/1/0/1", Value::Integer(300))], &[]);
    let lowered = plain::lower(&wanted, LWM2M, &Options::default()).output;
    let Step::Write(entries) = &lowered[0] else { panic!() };
    assert_eq!(new[0].path(&entries[0].address).unwrap(), "/d02/1/0/1");
}

#[test]
fn zigbee() {
    let message = told(TR181, &[("Device.ZigBee.ZDO.2.NetworkAddress", "0x0fE3".into())]);
    let device = mgmt_model::Instance::index(1);
    let address = message.value_of(mapping(), "areaNwkDeviceInfo.networkAddress", &device);
    assert_eq!(address, Some(&Value::text("0x0fE3")));
}
