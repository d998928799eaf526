//! A car is stolen: its owner asks where it is and locks it; the car speaks OMA DM, the application oneM2M.
//!
//! `cargo run -p mgmt-model --example stolen_car`
#![allow(clippy::print_stdout, reason = "an example that people run")]

use mgmt_model::onem2m::{self, Resource};
use mgmt_model::{Mapping, Message, Operation, Options, Target, omadm};
use omadm_syncml::message::{Item, Results, SyncBody, SyncHdr, SyncMl};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mapping, options) = (Mapping::built_in(), Options::default());
    let target = |name: &str| mapping.find_attribute(name).map(Target::new).ok_or("no such attribute");

    // Where is it?
    let question = Message::request(vec![Operation::Read(vec![
        target("location.latitude")?,
        target("location.longitude")?,
    ])]);
    println!("{}\n", omadm::lower(&question, &options).output.to_xml()?);

    // The car answers; the application reads a resource.
    let answer = Results::new("2", "1")
        .with_item(Item::new().with_source("./DiagMon/Location/DiagMonData/Latitude").with_data("52.5200"))
        .with_item(Item::new().with_source("./DiagMon/Location/DiagMonData/Longitude").with_data("13.4050"));
    let header = SyncHdr::dm12("1", 2, "https://dm.example/", "IMEI:490154203237518");
    let answer = SyncMl::new(header, SyncBody::new().with_command(answer));
    let place = onem2m::lower(&omadm::lift(&answer, &options), &options).output;
    println!("{}\n", Resource::to_json(&place)?);

    // Lock it, and make it forget what is in it.
    let orders = ["lock.fullyLock", "lock.wipe"]
        .map(|action| target(action).map(|action| Operation::Execute { action, arguments: Vec::new() }));
    let orders: Vec<_> = orders.into_iter().collect::<Result<_, _>>()?;
    let lowered = omadm::lower(&Message::request(orders), &options);
    println!("{}", lowered.output.to_xml()?);
    assert_eq!(lowered.output.body.commands.len(), 2);
    assert!(lowered.losses.is_empty());
    Ok(())
}
