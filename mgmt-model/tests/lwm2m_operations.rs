//! Operations of LwM2M out of the model and back; devices behind a gateway.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]
#![cfg(feature = "lwm2m")]

use lwm2m_tlv::interface::operation::{Operation as Lwm2m, WriteMode};
use lwm2m_tlv::model::CoreObjects;
use lwm2m_tlv::{ContentFormat, Node, Path, Timestamp, Version};
use mgmt_model::{Instance, Intent, Mapping, Message, Operation, Options, Reading, Target, Value, lwm2m};

fn attribute(name: &str) -> mgmt_model::AttributeId {
    Mapping::built_in().find_attribute(name).unwrap()
}

fn lower(message: &Message<'_>, format: ContentFormat) -> Vec<Lwm2m<'static>> {
    let lowered = lwm2m::lower_operations(message, format, Version::V1_1, &Options::default()).unwrap();
    assert_eq!(lowered.losses, []);
    lowered.output
}

/// Everything a server can ask comes back as it was.
#[test]
fn round_trips() {
    let mapping = Mapping::built_in();
    let software = mapping.resource_by_name("software").unwrap();
    let url =
        Reading::new(attribute("software.URL"), "https://files.example/a").with_instance(Instance::index(2));
    let install = Target::new(attribute("software.install")).with_instance(Instance::index(2));
    let level = Target::new(attribute("battery.batteryLevel"));
    let operations = vec![
        Operation::Read(vec![level.clone()]),
        Operation::Write(vec![url.clone()]),
        Operation::Execute { action: install, arguments: vec![] },
        Operation::Create { resource: software, instance: Some(Instance::index(2)), values: vec![url] },
        Operation::Delete { resource: software, instance: Instance::index(2) },
        Operation::Observe(vec![level.clone()]),
        Operation::CancelObserve(vec![level]),
        Operation::Discover(Some(software)),
    ];
    let names = ["Read", "Write", "Execute", "Create", "Delete", "Observe", "Cancel Observation", "Discover"];
    for (operation, name) in operations.into_iter().zip(names) {
        let message = Message::request(vec![operation.clone()]);
        let lowered = lower(&message, ContentFormat::TLV);
        let [one] = &lowered[..] else { panic!("{lowered:?}") };
        assert_eq!(one.name(), name);
        let back = lwm2m::lift_operation(one, &CoreObjects, &Options::default()).unwrap();
        assert_eq!(back.losses, [], "{name}");
        // Origins differ: what was read says where.
        let again = lower(&back, ContentFormat::TLV);
        assert_eq!(&again[0], one, "{name}");
        assert_eq!(
            std::mem::discriminant(&back.operations[0]),
            std::mem::discriminant(&operation),
            "{:?}",
            back.operations
        );
    }
}

#[test]
fn writes_by_instance() {
    let name =
        |instance| Reading::new(attribute("wlan.ssid"), "meadow").with_instance(Instance::index(instance));
    let on = Reading::new(attribute("wlan.enable"), true);
    let message = Message::request(vec![Operation::Write(vec![name(0), on, name(1)])]);
    let lowered = lower(&message, ContentFormat::TLV);
    let paths: Vec<_> = lowered.iter().map(|one| one.path().unwrap().to_string()).collect();
    assert_eq!(paths, ["/12/0", "/12/1/5"]);
    let Lwm2m::Write { mode, .. } = lowered[0] else { panic!() };
    assert_eq!(mode, WriteMode::PartialUpdate, "a Write of some resources leaves the others");
}

#[test]
fn reports_are_sent() {
    let message = Message::report(vec![Reading::new(attribute("battery.batteryLevel"), 57)]);
    let lowered = lower(&message, ContentFormat::SENML_JSON);
    assert_eq!(lowered[0].name(), "Send");
    let back = lwm2m::lift_operation(&lowered[0], &CoreObjects, &Options::default());
    assert_eq!(back.unwrap().value(Mapping::built_in(), "bat.btl"), Some(&Value::Integer(57)));
}

#[test]
fn session_matters_are_named() {
    let finish = Lwm2m::BootstrapFinish;
    let message = lwm2m::lift_operation(&finish, &(), &Options::default()).unwrap();
    assert_eq!(message.losses[0].name, "Bootstrap-Finish");
    let observe = Lwm2m::Execute { path: Path::resource(3, 0, 4), arguments: b"0='now'"[..].into() };
    let message = lwm2m::lift_operation(&observe, &(), &Options::default()).unwrap();
    assert_eq!((message.operations.len(), &*message.losses[0].name), (1, "/3/0/4 arguments"));
}

#[test]
fn behind_a_gateway() {
    let own = Node::new(Path::resource(3, 0, 9), 80_i64);
    let payload = [own, Node::new(Path::resource(3, 0, 9), 57_i64).with_prefix("d01")];
    let options = Options::default();
    let gateway = lwm2m::lift(&payload, &options);
    assert_eq!(gateway.value(Mapping::built_in(), "bat.btl"), Some(&Value::Integer(80)));
    assert_eq!(gateway.losses[0].name, "/d01/3/0/9");
    let options = options.with_prefix("d01");
    let lamp = lwm2m::lift(&payload, &options);
    assert_eq!(lamp.value(Mapping::built_in(), "bat.btl"), Some(&Value::Integer(57)));
    assert_eq!(lamp.losses[0].name, "/3/0/9");
    assert_eq!(lwm2m::lower(&lamp, &options).output, payload[1..]);
}

#[test]
fn samples_of_a_series() {
    let at = |seconds: f64, level: i64| {
        Node::new(Path::resource(3, 0, 9), level).with_time(Timestamp::Absolute(seconds))
    };
    let payload = [at(1_700_000_000.0, 59), at(1_700_000_600.0, 58), at(1_700_001_200.0, 57)];
    let message = lwm2m::lift(&payload, &Options::default());
    assert_eq!((message.readings.len(), message.losses.len()), (3, 0));
    // LwM2M has a place for every one, elsewhere the newest stays and the others are named.
    assert_eq!(lwm2m::lower(&message, &Options::default()).output, payload);
    let lowered = mgmt_model::onem2m::lower(&message, &Options::default());
    assert_eq!(lowered.output, [mgmt_model::onem2m::Resource::new("m2m:bat").with("btl", 57)]);
    let kinds = |losses: &[mgmt_model::Loss]| {
        losses.iter().map(|loss| loss.to_string()).collect::<Vec<_>>().join("; ")
    };
    let both = ["without the time", "another value is there"];
    assert!(both.iter().all(|part| kinds(&lowered.losses).contains(part)), "{:?}", lowered.losses);
    #[cfg(feature = "cwmp")]
    {
        let lowered = mgmt_model::cwmp::lower(&message, &Options::default());
        let xml = lowered.output[0].to_xml().unwrap();
        assert_eq!((xml.matches("Battery.1.Level").count(), xml.matches(">57<").count()), (1, 1), "{xml}");
        assert!(both.iter().all(|part| kinds(&lowered.losses).contains(part)), "{:?}", lowered.losses);
    }
}

#[test]
fn empty_things() {
    let payload = [Node::empty(Path::resource(3, 0, 6)), Node::empty(Path::instance(9, 3))];
    let message = lwm2m::lift(&payload, &Options::default());
    assert_eq!(message.value(Mapping::built_in(), "power.sources"), Some(&Value::List(vec![])));
    assert_eq!(message.losses[0].name, "/9/3");
    let message = lwm2m::lift(&payload[1..], &Options::default().with_intent(Intent::Request));
    assert!(matches!(&message.operations[..], [Operation::Create { instance: Some(_), .. }]));
}
