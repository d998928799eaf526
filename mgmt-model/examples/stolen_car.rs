//! A car is stolen: its owner asks where it is, locks it and makes it forget what is in it; later it has a new owner.
//!
//! The application speaks oneM2M. The car's modem speaks OMA DM, its tracker LwM2M, its router TR-069: each gets what it
//! can do, and what it cannot is said.
//!
//! `cargo run -p mgmt-model --example stolen_car`
#![allow(clippy::print_stdout, reason = "an example that people run")]

mod common;

use lwm2m_tlv::{Node, Path};
use mgmt_model::onem2m::{self, Resource};
use mgmt_model::procedure::{DeviceKind, Next, Plan};
use mgmt_model::{
    Mapping, Message, Operation, Options, Protocol, Reading, Root, Target, cwmp, lower, lwm2m, omadm,
};
use omadm_syncml::message::{Item, Results, SyncBody, SyncHdr, SyncMl};

type Failure = Box<dyn std::error::Error>;

const PARTS: [(&str, Protocol, DeviceKind); 3] = [
    ("modem", Protocol::OmaDm, DeviceKind::OmaDm),
    ("tracker", Protocol::LwM2m, DeviceKind::LwM2m),
    ("router", Protocol::Cwmp, DeviceKind::Tr181),
];

fn main() -> Result<(), Failure> {
    let (mapping, options) = (Mapping::built_in(), Options::default());
    let attribute = |name: &str| mapping.find_attribute(name).ok_or("no such attribute");

    println!("Where is it?");
    let question = Message::request(vec![Operation::Read(vec![
        Target::new(attribute("location.latitude")?),
        Target::new(attribute("location.longitude")?),
    ])]);
    for (part, protocol, _) in PARTS {
        common::send(part, protocol, &question, &options)?;
    }
    let answer = Results::new("2", "1")
        .with_item(Item::new().with_source("./DiagMon/Location/DiagMonData/Latitude").with_data("52.5200"))
        .with_item(Item::new().with_source("./DiagMon/Location/DiagMonData/Longitude").with_data("13.4050"));
    let header = SyncHdr::dm12("1", 2, "https://dm.example/", "IMEI:490154203237518");
    let answer = SyncMl::new(header, SyncBody::new().with_command(answer));
    let payload = [Node::new(Path::resource(6, 0, 0), 52.52), Node::new(Path::resource(6, 0, 1), 13.405)];
    let place = |message: &Message<'_>| Resource::to_json(&onem2m::lower(message, &options).output);
    let places = [place(&omadm::lift(&answer, &options))?, place(&lwm2m::lift(&payload, &options))?];
    println!("  application <- {}", places[0]);
    assert_eq!(places[0], places[1], "both tell the same");

    println!("\nLock it, and make it forget what is in it.");
    for (part, protocol, kind) in PARTS {
        for plan in [Plan::lock(true, kind, mapping), Plan::wipe(&[], kind, mapping)] {
            match plan {
                Ok(mut plan) => {
                    while let Next::Send(request) = plan.next() {
                        common::send(part, protocol, &request, &options)?;
                    }
                }
                // TR-069 has no lock: a router is reset instead, which is another thing and the owner's decision.
                Err(loss) => println!("  {part}    cannot: {loss}"),
            }
        }
    }
    let mut reset = Plan::factory_reset(mapping);
    while let Next::Send(request) = reset.next() {
        common::send("router", Protocol::Cwmp, &request, &options)?;
    }
    assert_eq!(cwmp::lower(&question, &options.clone().with_root(Root::Tr098)).output.len(), 0);

    println!("\nIt is found and sold: the new owner's server takes over.");
    let write = Operation::Write(vec![
        Reading::new(attribute("managementServer.url")?, "https://dm.newowner.example/"),
        Reading::new(attribute("managementServer.username")?, "car-7"),
        Reading::new(attribute("managementServer.secret")?, "correct horse"),
    ]);
    let account = Message::request(vec![write]);
    for (part, protocol, _) in PARTS {
        common::send(part, protocol, &account, &options)?;
        assert!(lower(&account, protocol, &options).losses.is_empty());
    }
    Ok(())
}
