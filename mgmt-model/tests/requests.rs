//! Every kind of request in every technology, and back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]
#![cfg(all(feature = "cwmp", feature = "omadm", feature = "json"))]

use mgmt_model::onem2m::{Method, lower_request};
use mgmt_model::{
    Instance, Mapping, Message, Operation, Options, Reading, Root, Target, cwmp, omadm, onem2m,
};

fn attribute(name: &str) -> mgmt_model::AttributeId {
    Mapping::built_in().find_attribute(name).unwrap_or_else(|| panic!("no attribute {name}"))
}

fn target(name: &str) -> Target {
    Target::new(attribute(name))
}

fn resource(name: &str) -> mgmt_model::ResourceId {
    let mapping = Mapping::built_in();
    mapping.resource_of(attribute(name)).unwrap()
}

/// An operation in words, without where it came from.
fn words(operation: &Operation<'_>) -> String {
    let mapping = Mapping::built_in();
    let name = |id| mapping.full_name(id).to_string();
    let place =
        |instance: &Instance| if instance.is_first() { String::new() } else { format!("@{instance}") };
    let targets = |list: &[Target]| {
        let mut all: Vec<_> = list.iter().map(|t| name(t.attribute) + &place(&t.instance)).collect();
        all.sort();
        all.dedup();
        all.join(" ")
    };
    let values = |list: &[Reading<'_>]| {
        let all: Vec<_> = list
            .iter()
            .map(|r| format!("{}{}={:?}", name(r.attribute), place(&r.instance), r.value))
            .collect();
        all.join(" ")
    };
    let kind = |id| mapping.resource(id).unwrap().name.to_string();
    match operation {
        Operation::Read(list) => format!("read {}", targets(list)),
        Operation::Observe(list) => format!("observe {}", targets(list)),
        Operation::CancelObserve(list) => format!("cancel {}", targets(list)),
        Operation::Write(list) => format!("write {}", values(list)),
        Operation::Execute { action, arguments } => {
            format!("execute {} {}", targets(std::slice::from_ref(action)), values(arguments))
                .trim_end()
                .to_owned()
        }
        Operation::Create { resource, instance, values: list } => {
            let at = instance.as_ref().map(place).unwrap_or_default();
            format!("create {}{at} {}", kind(*resource), values(list)).trim_end().to_owned()
        }
        Operation::Delete { resource, instance } => format!("delete {}{}", kind(*resource), place(instance)),
        Operation::Discover(Some(resource)) => format!("discover {}", kind(*resource)),
        Operation::Discover(None) => "discover everything".to_owned(),
        other => panic!("{other:?}"),
    }
}

/// What a message asks for, and what of it is not understood.
fn heard(message: &Message<'_>) -> Vec<String> {
    let lost = message.losses.iter().map(|loss| format!("not understood {loss}"));
    message.operations.iter().map(words).chain(lost).collect()
}

fn through_cwmp(operation: &Operation<'static>, options: &Options<'_>) -> String {
    let lowered = cwmp::lower(&Message::request(vec![operation.clone()]), options);
    let mut all: Vec<String> = lowered
        .output
        .iter()
        .flat_map(|envelope| {
            envelope.to_xml().unwrap();
            heard(&cwmp::lift(envelope, options))
        })
        .collect();
    all.extend(lowered.losses.iter().map(|loss| format!("loss {loss}")));
    all.join("; ")
}

fn through_omadm(operation: &Operation<'static>) -> String {
    let options = Options::default();
    let lowered = omadm::lower(&Message::request(vec![operation.clone()]), &options);
    lowered.output.to_xml().unwrap();
    let mut all = heard(&omadm::lift(&lowered.output, &options));
    all.extend(lowered.losses.iter().map(|loss| format!("loss {loss}")));
    all.join("; ")
}

fn through_onem2m(operation: &Operation<'static>) -> String {
    let lowered = lower_request(&Message::request(vec![operation.clone()]), "cse/node", &Options::default());
    let show = |request: &onem2m::Request<'_>| {
        let method = match request.operation {
            Method::Create => "CREATE",
            Method::Retrieve => "RETRIEVE",
            Method::Update => "UPDATE",
            Method::Delete => "DELETE",
            _ => "NOTIFY",
        };
        format!("{method} {}", request.to)
    };
    let mut all: Vec<String> = lowered.output.iter().map(show).collect();
    all.extend(lowered.losses.iter().map(|loss| format!("loss {loss}")));
    all.join("; ")
}

/// Operation; what a CPE, a DM client and a oneM2M node hear.
type Row = (Operation<'static>, &'static str, &'static str, &'static str);

fn rows() -> Vec<Row> {
    let second = || Instance::index(1);
    let software = || resource("software.name");
    vec![
        (
            Operation::Read(vec![target("deviceInfo.manufacturer"), target("memory.memAvailable")]),
            "read deviceInfo.manufacturer memory.memAvailable",
            "read deviceInfo.manufacturer memory.memAvailable",
            "RETRIEVE cse/node/dvi; RETRIEVE cse/node/mem",
        ),
        (
            // A URL alone starts nothing in TR-069: it is an argument of `Download`.
            Operation::Write(vec![Reading::new(attribute("firmware.URL"), "https://files.example/f")]),
            "loss firmware.URL: no counterpart",
            "write firmware.URL=Text(\"https://files.example/f\")",
            "UPDATE cse/node/fwr",
        ),
        (
            Operation::Execute { action: target("reboot.factoryReset"), arguments: Vec::new() },
            "execute reboot.factoryReset",
            "execute reboot.factoryReset",
            "UPDATE cse/node/rbo",
        ),
        (
            Operation::Observe(vec![target("memory.memAvailable")]),
            "observe memory.memAvailable",
            "loss ./DiagMon/Memory/DiagMonData/RAMAvail: no counterpart",
            "CREATE cse/node/mem",
        ),
        (
            Operation::CancelObserve(vec![target("memory.memAvailable")]),
            "cancel memory.memAvailable",
            "loss ./DiagMon/Memory/DiagMonData/RAMAvail: no counterpart",
            "DELETE cse/node/mem/sub-1",
        ),
        (
            Operation::Create { resource: software(), instance: None, values: Vec::new() },
            "create software",
            // A DM server names the node that it adds.
            "loss software: it must be named there",
            "CREATE cse/node",
        ),
        (
            Operation::Delete { resource: software(), instance: second() },
            "delete software@1",
            "delete software@1",
            "DELETE cse/node/swr-1",
        ),
        (
            // DM lists a table by getting its node.
            Operation::Discover(Some(software())),
            "discover software",
            "read software.activeStatus software.softwareName software.state software.uuid software.version",
            "RETRIEVE cse/node",
        ),
        (
            Operation::Discover(None),
            "discover everything",
            "not understood .?list=Struct: no counterpart",
            "RETRIEVE cse/node",
        ),
    ]
}

#[test]
fn in_every_technology() {
    for (operation, in_cwmp, in_omadm, in_onem2m) in rows() {
        for root in [Root::Tr181, Root::Tr098] {
            assert_eq!(through_cwmp(&operation, &Options::default().with_root(root)), in_cwmp, "{root:?}");
        }
        assert_eq!(through_omadm(&operation), in_omadm);
        assert_eq!(through_onem2m(&operation), in_onem2m);
    }
}

#[test]
fn a_row_that_tr069_numbers_itself() {
    let instance = Some(Instance::index(1));
    let create = Operation::Create { resource: resource("software.name"), instance, values: Vec::new() };
    assert_eq!(
        through_cwmp(&create, &Options::default()),
        "create software; loss Device.SoftwareModules.DeploymentUnit.2: the meaning differs"
    );
    assert_eq!(through_omadm(&create), "create software@1");
}

#[test]
fn a_node_that_a_dm_server_must_name() {
    let name = attribute("software.softwareName");
    let create = |instance: Option<Instance>| Operation::Create {
        resource: resource("software.name"),
        values: vec![Reading::new(name, "mail").with_instance(instance.clone().unwrap_or_default())],
        instance,
    };
    // Without a name nothing is added, and no other node is written to.
    let unnamed = Message::request(vec![create(None)]);
    let lowered = omadm::lower(&unnamed, &Options::default());
    assert!(lowered.output.body.commands.is_empty());
    let losses: Vec<_> = lowered.losses.iter().map(ToString::to_string).collect();
    assert_eq!(losses, ["software: it must be named there", "software.softwareName: it must be named there"]);
    assert!(lowered.losses.iter().all(mgmt_model::Loss::is_total));
    assert!(!through_omadm(&create(Some(Instance::named("mail")))).contains("loss"));
}
