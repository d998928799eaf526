//! An air conditioner is switched, metered and watched: an application speaks oneM2M, the devices what they speak.
//!
//! The order goes to three devices, the threshold is set where the technology has one, and what crosses it comes back
//! as the same resource from each of them.
//!
//! `cargo run -p mgmt-model --example air_condition`
#![allow(clippy::print_stdout, reason = "an example that people run")]

mod common;

use core::time::Duration;
use cwmp_soap::value::EventCode;
use cwmp_soap::{CwmpNamespace, Envelope, rpc};
use lwm2m_tlv::interface::attributes::{AttributeChanges, NotificationAttributes};
use lwm2m_tlv::interface::observer::Observer;
use lwm2m_tlv::{Node, Path, Value};
use mgmt_model::mapping::{Builder, CustomAttribute, CustomBinding, CustomResource, Technology};
use mgmt_model::onem2m::{self, Resource};
use mgmt_model::{Intent, Mapping, Message, Operation, Options, Protocol, Target, cwmp, lwm2m, omadm};
use omadm_syncml::message::{Item, Results, SyncBody, SyncHdr, SyncMl};

const DEVICES: [(&str, Protocol); 3] =
    [("hotel", Protocol::Cwmp), ("kiosk", Protocol::OmaDm), ("office", Protocol::LwM2m)];

/// The built-in rows, and those of an air conditioner: on or off, the temperature it is to hold; and the kiosk's
/// thermometer, a node of its vendor.
fn rows() -> Result<Mapping, mgmt_model::Error> {
    let mut builder = Builder::extend(Mapping::built_in());
    builder.resource(CustomResource::from_cells(["airConditioner", "cool:ac", "0"]));
    builder.attribute(CustomAttribute::from_cells(["airConditioner", "on", "on", "boolean"]));
    builder.attribute(CustomAttribute::from_cells(["airConditioner", "setPoint", "setPoint", "float"]));
    for (attribute, technology, address, native) in [
        ("airConditioner.on", Technology::LwM2m, "/3312/{i}/5850", "boolean"),
        ("airConditioner.on", Technology::Tr181, "Device.X_COOL_AC.{i}.Enable", "boolean"),
        ("airConditioner.on", Technology::OmaDm, "./Vendor/Cool/<x>/On", "boolean"),
        ("airConditioner.setPoint", Technology::LwM2m, "/3308/{i}/5900", "float64"),
        ("airConditioner.setPoint", Technology::Tr181, "Device.X_COOL_AC.{i}.SetPoint", "int32"),
        ("airConditioner.setPoint", Technology::OmaDm, "./Vendor/Cool/<x>/SetPoint", "float32"),
        ("status.temperature", Technology::OmaDm, "./Vendor/Cool/Temperature", "float32"),
    ] {
        builder.bind(CustomBinding::new(attribute, technology, address).with_native(native));
    }
    builder.build()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mapping = rows()?;
    let options = Options::default().with_mapping(&mapping);

    println!("Morning: on, and 22 degrees; the application writes one resource.");
    let request = Resource::from_json(br#"{"cool:ac":{"on":true,"setPoint":22}}"#)?;
    println!("  application -> {}", Resource::to_json(&request)?);
    let order = onem2m::lift(&request, &options.clone().with_intent(Intent::Request))?;
    for (device, protocol) in DEVICES {
        common::send(device, protocol, &order, &options)?;
    }
    let nodes = lwm2m::lower(&order, &options).output;
    assert!(nodes.contains(&Node::new(Path::resource(3312, 0, 5850), true)));

    println!(
        "\nNoon: tell me the temperature when it changes. OMA DM has no word for that: its server asks."
    );
    let temperature = mapping.find_attribute("status.temperature").ok_or("no such attribute")?;
    let watch = Message::request(vec![Operation::Observe(vec![Target::new(temperature)])]);
    for (device, protocol) in DEVICES {
        common::send(device, protocol, &watch, &options)?;
    }
    // In LwM2M the device itself keeps quiet until it gets warmer than 26 degrees, and for ten seconds after.
    let mut attributes = NotificationAttributes::default();
    attributes.apply(&AttributeChanges::from_query("pmin=10&gt=26")?);
    let mut observer = Observer::new(attributes, Duration::ZERO, Value::from(24.0));
    let mut notified = Vec::new();
    for (second, degrees) in [(5_u64, 24.5), (12, 25.5), (20, 26.5), (25, 27.0)] {
        if observer.look(Duration::from_secs(second), Value::from(degrees)).is_notify() {
            println!("  office notifies at second {second}: {degrees}");
            notified.push(Node::new(Path::resource(3303, 0, 5700), degrees));
        }
    }
    assert_eq!(notified, [Node::new(Path::resource(3303, 0, 5700), 26.5)]);

    println!("\nAfternoon: three devices tell it, the application reads one resource.");
    let parameter = rpc::ParameterValueStruct::new(
        "Device.DeviceInfo.TemperatureStatus.TemperatureSensor.1.Value",
        cwmp_soap::value::Value::int(27),
    );
    let id = rpc::DeviceIdStruct::new("Cool", "00D09E", "AC", "7");
    let event = rpc::EventStruct::new(EventCode::VALUE_CHANGE, "");
    let time = cwmp_soap::value::DateTime::UNKNOWN;
    let inform = rpc::Inform::new(id, vec![event], time, vec![parameter]);
    let inform = Envelope::new(CwmpNamespace::Cwmp12, inform);
    let results = Results::new("2", "1")
        .with_item(Item::new().with_source("./Vendor/Cool/Temperature").with_data("26.5"));
    let header = SyncHdr::dm12("1", 2, "https://dm.example/", "IMEI:490154203237518");
    let results = SyncMl::new(header, SyncBody::new().with_command(results));
    for (device, message) in [
        ("hotel", cwmp::lift(&inform, &options)),
        ("kiosk", omadm::lift(&results, &options)),
        ("office", lwm2m::lift(&notified, &options)),
    ] {
        assert_eq!(message.intent, Intent::Report);
        let json = Resource::to_json(&onem2m::lower(&message, &options).output)?;
        println!("  {device} -> {json}");
        assert!(json.contains(r#""temperature":2"#), "{json}");
    }
    Ok(())
}
