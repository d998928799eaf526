//! LwM2M itself.

use super::*;
use core::time::Duration;
use lwm2m_tlv::interface::attributes::{AttributeChanges, NotificationAttributes};
use lwm2m_tlv::interface::bootstrap::BootstrapParameters;
use lwm2m_tlv::interface::observer::Observer;
use lwm2m_tlv::interface::registration::{ObjectLinks, Parameters};
use lwm2m_tlv::model::{CoreObjects, Model};
use lwm2m_tlv::{Node, Path, format};
use mgmt_model::access::{self, AccessControl, Rights};
use mgmt_model::mapping::{Key, Usage};
use mgmt_model::topology::suspended_until;

#[test]
fn registration() {
    let parameters = Parameters::from_query("ep=lamp-7&lt=300&lwm2m=1.1&b=UQ").unwrap();
    assert_eq!(parameters.lifetime, Some(300));
    let links = ObjectLinks::from_payload(b"</1/0>,</3/0>,</5>").unwrap();
    assert_eq!(links.links.len(), 3);
}

#[test]
fn bootstrap() {
    let account = asked(
        LWM2M,
        &[
            ("/0/1/0", "coaps://lwm2m.example".into()),
            ("/0/1/2", Value::Integer(0)),
            ("/0/1/3", Value::from(b"lamp".to_vec())),
            ("/0/1/10", Value::Integer(123)),
        ],
        &[],
    );
    // The client asks, the server answers with the account; a card or the factory brings the same bytes.
    let asks = BootstrapParameters::from_query("ep=lamp-7&pct=11542").unwrap();
    assert_eq!(asks.endpoint.as_deref(), Some("lamp-7"));
    let nodes = mgmt_model::lwm2m::lower(&account, &Options::default()).output;
    let bytes = format::tlv::encode(Path::object(0), &nodes).unwrap();
    let read = format::tlv::decode(Path::object(0), &bytes, &CoreObjects).unwrap();
    let options = Options::default().with_intent(Intent::Request);
    assert_eq!(steps(&mgmt_model::lwm2m::lift(&read, &options), LWM2M), steps(&account, LWM2M));
    let written = steps(&account, LWM2M);
    assert!(written.contains(&"write /0/1/0=coaps://lwm2m.example".to_owned()), "{written:?}");
    // The same account in another world.
    assert!(steps(&account, OMADM).iter().any(|step| step.ends_with("/Addr=coaps://lwm2m.example")));
}

#[test]
fn operations() {
    for (action, path) in
        [("reboot.reboot", "/3/0/4"), ("reboot.factoryReset", "/3/0/5"), ("fault.clear", "/3/0/12")]
    {
        assert_eq!(steps(&order(action, &[]), LWM2M), [format!("exec {path}")]);
    }
    let write = asked(TR181, &[("Device.Time.NTPServer1", "ntp.example".into())], &[]);
    assert_eq!(steps(&write, LWM2M), ["write /3415/0/1=ntp.example"]);
}

#[test]
fn reporting() {
    let mut attributes = NotificationAttributes::default();
    attributes.apply(&AttributeChanges::from_query("pmin=10&pmax=60&gt=25").unwrap());
    let at = Duration::from_secs;
    let mut observer = Observer::new(attributes, at(0), lwm2m_tlv::Value::from(20.0));
    assert!(observer.look(at(10), lwm2m_tlv::Value::from(30.0)).is_notify());
    assert!(observer.look(at(70), lwm2m_tlv::Value::from(30.0)).is_notify());
    let periods = asked(LWM2M, &[("/1/0/2", Value::Integer(10)), ("/1/0/3", Value::Integer(60))], &[]);
    assert_eq!(steps(&periods, LWM2M), ["write /1/0/2=10", "write /1/0/3=60"]);
}

#[test]
fn core_objects() {
    for (object, name) in [
        (0, "managementServer"),
        (1, "managementServer"),
        (2, "accessControl"),
        (3, "deviceInfo"),
        (4, "mobileNetwork"),
        (5, "firmware"),
        (6, "location"),
        (7, "statistics"),
    ] {
        let definition = CoreObjects.object(object).unwrap();
        let resource = mapping().resource_by_name(name).unwrap();
        let rows = mapping().attributes_of(resource).flat_map(|(_, attribute)| attribute.bindings(mapping()));
        let mut addresses = rows.filter(|row| row.technology == LWM2M);
        assert!(addresses.any(|row| row.address.starts_with(&format!("/{}/", definition.id))), "{object}");
    }
}

#[test]
fn addressing() {
    let found = mapping().find(LWM2M, "/9/3/0").next().unwrap();
    assert_eq!(found.captures.keys(), [Key::Index(3)]);
    assert_eq!(mapping().find_instance(LWM2M, "/9/3").unwrap().1.to_string(), "3");
    assert_eq!(mapping().find(LWM2M, "/3/0/6/2").next().unwrap().captures.element, Some(2));
    // The address says nothing of how it is reached.
    assert!(mapping().find(LWM2M, "coap:///3/0/0").next().is_none());
}

#[test]
fn formats() {
    let message =
        told(TR181, &[("Device.WiFi.SSID.1.SSID", "a".into()), ("Device.WiFi.SSID.2.SSID", "b".into())]);
    let nodes = mgmt_model::lwm2m::lower(&message, &Options::default()).output;
    let senml = format::senml::json::encode(&nodes, format::senml::Pack::default()).unwrap();
    let tlv = format::tlv::encode(Path::object(12), &nodes).unwrap();
    let types = |_: Path| Some(lwm2m_tlv::ValueType::String);
    assert_eq!(format::senml::json::decode(Path::ROOT, senml.as_bytes(), &types).unwrap(), nodes);
    assert_eq!(format::tlv::decode(Path::object(12), &tlv, &types).unwrap(), nodes);
}

#[test]
fn device_facts() {
    let facts = told(
        LWM2M,
        &[("/3/0/3", "2.1".into()), ("/3/0/6/0", Value::Integer(1)), ("/3/0/9", Value::Integer(57))],
    );
    assert_eq!(value(&facts, "deviceInfo.fwVersion"), "2.1".into());
    assert_eq!(value(&facts, "power.sources"), Value::List(vec![1.into()]));
    assert_eq!(value(&facts, "battery.batteryLevel"), Value::Integer(57));
}

#[test]
fn power_saving() {
    let saving = asked(
        LWM2M,
        &[
            ("/10/0/4", Value::Integer(3600)),
            ("/10/0/5", Value::Integer(20)),
            ("/10/0/13", Value::Integer(1)),
        ],
        &[],
    );
    assert_eq!(steps(&saving, LWM2M), ["write /10/0/4=3600", "write /10/0/5=20", "write /10/0/13=1"]);
    // The other technologies have no words for it, and say so.
    assert_eq!(losses(&saving, TR181).len(), 3);
}

#[test]
fn radio() {
    let mut strength = items(LWM2M, &[("/4/0/2", Value::Integer(-71)), ("/4/0/8", Value::Integer(4711))]);
    strength[0].time = Some(1_773_451_029.0);
    let message = plain::lift(strength, Intent::Report, &Options::default());
    assert_eq!(message.readings[0].time, Some(1_773_451_029.0));
    assert_eq!(value(&message, "mobileNetwork.cellID"), Value::Integer(4711));
    let addresses = told(LWM2M, &[("/4/0/4/0", "192.0.2.7".into()), ("/4/0/4/1", "2001:db8::7".into())]);
    // Its table has no place for an address of IPv6.
    assert_eq!(report(&addresses, TR181), ["Device.IP.Interface.1.IPv4Address.1.IPAddress=192.0.2.7"]);
    assert!(known("/13/0/0"));
}

#[test]
fn suspension() {
    let suspend =
        order("managementServer.disable", &[("managementServer.disableTimeout", Value::Integer(3600))]);
    assert_eq!(steps(&suspend, LWM2M), ["write /1/0/5=3600", "exec /1/0/4"]);
    assert_eq!(suspended_until(1_000, 3_600), 4_600);
    // Neither TR-069 nor OMA DM can do it, and both say so.
    for technology in [TR181, OMADM] {
        assert_eq!(losses(&suspend, technology)[0], "managementServer.disable: no counterpart");
    }
    let radio = asked(LWM2M, &[("/10/0/1", Value::Integer(5))], &[]);
    assert_eq!(steps(&radio, LWM2M), ["write /10/0/1=5"]);
}

#[test]
fn access() {
    // A client with two servers: the metering server may read the lamp and switch it, and change nothing else.
    let payload = [
        Node::new(Path::resource(2, 0, 0), 3311_i64),
        Node::new(Path::resource(2, 0, 1), 0_i64),
        Node::new(Path::resource_instance(2, 0, 2, 123), i64::from((Rights::READ | Rights::WRITE).bits())),
        Node::new(Path::resource(2, 0, 3), 1_i64),
    ];
    let controls = AccessControl::read(&payload);
    let may = |server, object, wanted| access::rights(&controls, server, object, 0).allow(wanted);
    assert!(may(123, 3311, Rights::READ) && may(123, 3311, Rights::WRITE));
    assert!(!may(123, 3311, Rights::EXECUTE) && !may(123, 3, Rights::READ) && !may(124, 3311, Rights::READ));
    assert!(may(1, 3311, Rights::ALL), "its owner");
    // The same as oneM2M and OMA DM say it.
    let rights = access::rights(&controls, 123, 3311, 0);
    assert_eq!((rights.to_onem2m(), rights.to_string()), (2 | 4 | 16 | 32, "Get+Replace".to_owned()));
    let rights = told(LWM2M, &[("/2/0/0", Value::Integer(3)), ("/2/0/2/123", Value::Integer(1 | 4))]);
    assert_eq!(value(&rights, "accessControl.rights"), Value::List(vec![5.into()]));
    assert!(Usage::ReadWrite.check_write().is_ok() && Usage::Read.check_write().is_err());
    assert!(Usage::Write.check_read().is_err());
}

#[test]
fn acknowledged() {
    // From 1.2 a server asks for notifications that the client sends confirmable.
    let mut attributes = NotificationAttributes::default();
    assert_eq!(attributes.con, None);
    attributes.apply(&AttributeChanges::from_query("pmin=1&con=1").unwrap());
    assert_eq!(attributes.con, Some(true));
    assert_eq!(attributes.pmin, Some(1));
}

#[test]
fn air_condition() {
    // A threshold on the metered value, a report when it is crossed.
    let mut attributes = NotificationAttributes::default();
    attributes.apply(&AttributeChanges::from_query("gt=26").unwrap());
    let mut observer = Observer::new(attributes, Duration::ZERO, lwm2m_tlv::Value::from(24.0));
    assert!(observer.look(Duration::from_secs(1), lwm2m_tlv::Value::from(27.0)).is_notify());
    let warm = told(LWM2M, &[("/3303/0/5700", Value::Float(27.0))]);
    assert_eq!(value(&warm, "status.temperature"), Value::Float(27.0));
}
