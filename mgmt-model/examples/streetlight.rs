//! A street's lamps: one order for all of them, whatever each speaks; what they tell, as resources; new firmware.
//!
//! The lamps were bought over the years: a TR-069 cabinet, OMA DM modems, LwM2M nodes. The application knows one
//! resource, `streetlight`, which it brings along as rows of its own.
//!
//! `cargo run -p mgmt-model --example streetlight`
#![allow(clippy::print_stdout, reason = "an example that people run")]

mod common;

use cwmp_soap::{CwmpNamespace, Envelope, rpc};
use lwm2m_tlv::{Node, Path};
use mgmt_model::access::{self, AccessControl, Rights};
use mgmt_model::mapping::{Builder, CustomAttribute, CustomBinding, CustomResource, Technology};
use mgmt_model::onem2m::{self, Resource};
use mgmt_model::plain::{self, Item};
use mgmt_model::procedure::{Aggregate, DeviceKind, Next, Plan, batches};
use mgmt_model::{Intent, Mapping, Options, Protocol, cwmp, lwm2m, omadm};
use omadm_syncml::message::{self, Results, SyncBody, SyncHdr, SyncMl};

type Failure = Box<dyn std::error::Error>;

const STREET: [(&str, Protocol); 4] = [
    ("cabinet", Protocol::Cwmp),
    ("modem", Protocol::OmaDm),
    ("node-1", Protocol::LwM2m),
    ("node-2", Protocol::LwM2m),
];

/// The built-in rows and those of a lamp: two attributes, three technologies. Nothing else has to be written.
fn rows() -> Result<Mapping, Failure> {
    let mut builder = Builder::extend(Mapping::built_in());
    builder.resource(CustomResource::from_cells(["streetlight", "city:lamp", "0"]));
    for (name, native, here) in [("on", "boolean", "boolean"), ("dimmer", "int64", "unsignedInt(0..100)")] {
        builder.attribute(CustomAttribute::from_cells(["streetlight", name, name, here]));
        let attribute = format!("streetlight.{name}");
        let resource = if name == "on" { 5850 } else { 5851 };
        for (technology, address, native) in [
            (Technology::LwM2m, format!("/3311/{{i}}/{resource}"), native),
            (
                Technology::Tr181,
                format!("Device.X_CITY_Lamp.{{i}}.{name}"),
                if name == "on" { native } else { "uint32" },
            ),
            (
                Technology::OmaDm,
                format!("./Vendor/City/Lamp/<x>/{name}"),
                if name == "on" { native } else { "int32" },
            ),
        ] {
            builder.bind(CustomBinding::new(&attribute, technology, &address).with_native(native));
        }
    }
    Ok(builder.build()?)
}

/// What a lamp tells while it updates itself, in its own words. The second node's package is corrupt.
fn answers(lamp: &str) -> Vec<(Technology, &'static str, i64)> {
    let (cwmp, omadm, lwm2m) = (Technology::Cwmp, Technology::OmaDm, Technology::LwM2m);
    match lamp {
        "cabinet" => {
            vec![(cwmp, "DownloadResponse.Status", 1), (cwmp, "TransferComplete.FaultStruct.FaultCode", 0)]
        }
        "modem" => [30, 60, 90].map(|state| (omadm, "./FUMO/1/State", state)).to_vec(),
        "node-1" => {
            vec![(lwm2m, "/5/0/3", 1), (lwm2m, "/5/0/3", 2), (lwm2m, "/5/0/3", 3), (lwm2m, "/5/0/5", 1)]
        }
        _ => vec![(lwm2m, "/5/0/3", 1), (lwm2m, "/5/0/3", 2), (lwm2m, "/5/0/5", 5)],
    }
}

fn main() -> Result<(), Failure> {
    let mapping = rows()?;
    let options = Options::default().with_mapping(&mapping);

    println!("Dusk: the application writes one oneM2M resource to the group.");
    let order = Resource::from_json(br#"{"city:lamp":{"on":true,"dimmer":60}}"#)?;
    let order = onem2m::lift(&order, &options.clone().with_intent(Intent::Request))?;
    // Who may? The nodes have an access control of their own.
    let nodes = [AccessControl::new(3311, 0, 1).with_rights(7, Rights::READ | Rights::WRITE)];
    for server in [7, 8] {
        let may = access::rights(&nodes, server, 3311, 0).allow(Rights::WRITE);
        println!("  server {server} {} switch the nodes", if may { "may" } else { "may not" });
        assert_eq!(may, server == 7);
    }
    // The same work is prepared once for all lamps of a kind.
    let batches = batches(STREET.map(|(name, protocol)| (name, format!("{protocol:?}"))));
    for batch in &batches {
        let protocol =
            STREET.iter().find(|(name, _)| batch.members.contains(name)).map(|(_, protocol)| *protocol);
        common::send(&batch.members.join(", "), protocol.ok_or("no lamp")?, &order, &options)?;
    }
    assert_eq!(batches.len(), 3);

    println!("\nNight: what the lamps tell is the same resource again.");
    let parameter = rpc::ParameterValueStruct::new(
        "Device.X_CITY_Lamp.1.dimmer",
        cwmp_soap::value::Value::unsigned_int(60),
    );
    let envelope =
        Envelope::new(CwmpNamespace::Cwmp12, rpc::GetParameterValuesResponse::new(vec![parameter]));
    let header = SyncHdr::dm12("1", 2, "https://dm.example/", "IMEI:490154203237518");
    let told = Results::new("2", "1")
        .with_item(message::Item::new().with_source("./Vendor/City/Lamp/1/dimmer").with_data("60"));
    let syncml = SyncMl::new(header, SyncBody::new().with_command(told));
    let payload = [Node::new(Path::resource(3311, 0, 5851), 60_i64)];
    for (lamp, message) in [
        ("cabinet", cwmp::lift(&envelope, &options)),
        ("modem", omadm::lift(&syncml, &options)),
        ("node-1", lwm2m::lift(&payload, &options)),
    ] {
        let json = Resource::to_json(&onem2m::lower(&message, &options).output)?;
        println!("  {lamp} -> {json}");
        assert_eq!(
            json,
            r#"{"city:lamp":{"mgd":0,"mgs":"urn:mgmt-model:schema:streetlight:1","dimmer":60}}"#
        );
    }

    println!("\nMorning: new firmware, a plan per lamp, one outcome for the street.");
    let mut street = Aggregate::new(STREET.map(|(name, _)| name));
    for (lamp, protocol) in STREET {
        let url = "https://files.example/lamp-2.1.bin";
        let mut plan = Plan::firmware_update(url, DeviceKind::from(protocol), &mapping);
        let mut answers = answers(lamp).into_iter();
        let outcome = loop {
            match plan.next() {
                Next::Send(request) => common::send(lamp, protocol, &request, &options)?,
                Next::Wait => {
                    let Some((technology, name, value)) = answers.next() else { break None };
                    println!("  {lamp} -> {name} = {value}");
                    let told =
                        plain::lift(vec![Item::new(technology, name, value)], Intent::Report, &options);
                    plan.feed(&told, &mapping);
                }
                Next::Done(outcome) => break Some(outcome),
            }
        };
        if let Some(outcome) = outcome {
            street.report(&lamp, outcome);
        }
    }
    let progress = street.progress();
    println!("{} updated, {} failed, {} pending", progress.succeeded, progress.failed, progress.pending);
    assert_eq!((progress.succeeded, progress.failed, progress.pending), (3, 1, 0));
    Ok(())
}
