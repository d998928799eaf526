//! Commands on a management tree.

use crate::script::Script;
use omadm_syncml::code::{Format, StatusCode};
use omadm_syncml::message::{
    Add, Alert, Command, Container, Copy, Delete, Exec, Get, Item, Meta, Replace, Results,
};
use omadm_syncml::tree::{Acl, AclCommand, MemoryStorage, NodePath, NodeState, Tree};

const PLACES: &[&str] = &[
    ".", "./A", "./A/x", "./A/y", "./A/B", "./A/B/x", "./C", "./C/long%20name", "./C/D/E", "./P", "./P/leaf", "", "/",
    "./A/../C", "./A?prop=ACL", "./A?prop=Name", "./A/x?prop=Title", "./A/x?prop=Size", "./A?list=Struct",
    "./A?list=StructData", "./C?list=TNDS", ".?list=TNDS-ACL-Value", "./A?list=TNDS+ACL", "./A?prop=Nothing",
];
const FORMATS: &[&str] = &["chr", "int", "bool", "node", "bin", "b64", "null", "xml", "strange"];

/// Runs the target.
pub fn run(data: &[u8]) {
    let mut script = Script(data);
    let mut tree = tree(&mut script);
    for _ in 0..64 {
        if script.is_over() {
            break;
        }
        let command = command(&mut script, 3);
        let before = nodes(&tree);
        let replies = tree.execute("s", &command, &mut |_: &Alert<'_>| (StatusCode::OK, Vec::new()));
        let after = nodes(&tree);
        check(&command, replies.first().map(|reply| reply.status), &before, &after);
        for reply in &replies {
            assert!((100..600).contains(&reply.status.number()));
            drop(reply.to_status("1", "1"));
        }
        assert!(after.iter().any(|(path, _)| path.is_root()), "the root is gone");
        let has_parent = |path: &NodePath| {
            path.parent().is_none_or(|parent| after.iter().any(|(path, node)| *path == parent && node.is_interior()))
        };
        assert!(after.iter().all(|(path, _)| has_parent(path)), "a node without an interior node above it");
        for (path, node) in &after {
            assert!(path.is_root() || !node.is_interior() || node.value.as_bytes().is_empty());
        }
    }
    exported_is_imported(&tree);
}

fn tree(script: &mut Script<'_>) -> Tree<MemoryStorage> {
    let mut storage = MemoryStorage::new();
    let all = [AclCommand::Add, AclCommand::Get, AclCommand::Replace, AclCommand::Delete, AclCommand::Exec];
    let acl = all.into_iter().filter(|_| script.byte() != 0xFF).fold(Acl::default(), |acl, c| acl.with(c, "*"));
    let acl = if acl.is_empty() { acl.with(AclCommand::Get, "*") } else { acl };
    storage.insert(".", NodeState::interior().with_acl(acl)).expect("the root");
    storage.insert("./P", NodeState::interior().permanent()).expect("a place");
    storage.insert("./P/leaf", NodeState::leaf("1").permanent()).expect("a place");
    storage.insert("./A/x", NodeState::leaf("first").with_format(Format::Chr)).expect("a place");
    let tree = Tree::new(storage);
    if script.byte() & 1 == 0 { tree } else { tree.with_implicit_add() }
}

fn nodes(tree: &Tree<MemoryStorage>) -> Vec<(NodePath, NodeState)> {
    tree.storage().iter().map(|(path, node)| (path.clone(), node.clone())).collect()
}

fn item(script: &mut Script<'_>) -> Item<'static> {
    let mut item = Item::at(script.one_of(PLACES));
    let flags = script.byte();
    if flags & 1 != 0 {
        item = item.with_source(script.one_of(PLACES));
    }
    if flags & 2 != 0 {
        let kind = match flags & 0x0C {
            0 => "application/vnd.syncml.dmtnds+xml",
            4 => "application/vnd.syncml.dmtnds+wbxml",
            8 => "application/octet-stream",
            _ => "text/plain",
        };
        item = item.with_meta(Meta::of(script.one_of(FORMATS), kind));
    }
    match flags >> 5 {
        0 => item,
        1 => item.with_data(script.bytes(40).to_vec()),
        2 => item.with_data("Add=*&Get=*&Replace=s"),
        3 => item.with_data(script.text(16)).with_more_data(),
        4 => item.with_data(
            "<MgmtTree><VerDTD>1.2</VerDTD><Node><NodeName>N</NodeName><Node><NodeName>L</NodeName><Value>1</Value>\
             </Node></Node></MgmtTree>",
        ),
        _ => item.with_data(script.text(24)),
    }
}

fn command(script: &mut Script<'_>, depth: u8) -> Command<'static> {
    match script.byte() % 12 {
        0 | 1 => Add::new("1").with_item(item(script)).into(),
        2 | 3 => Replace::new("2").with_item(item(script)).with_item(item(script)).into(),
        4 => Delete::new("3").with_item(item(script)).into(),
        5 => Get::new("4").with_item(item(script)).into(),
        6 => Copy::new("5").with_item(item(script)).into(),
        7 => Exec::new("6").with_item(item(script)).into(),
        8 => Results::new("7", "1").into(),
        kind if depth > 0 => {
            let mut container = Container::new("8");
            container.commands = (0..script.below(4)).map(|_| command(script, depth - 1)).collect();
            if kind == 9 { Command::Sequence(container) } else { Command::Atomic(container) }
        }
        _ => Get::new("9").into(),
    }
}

type Nodes = [(NodePath, NodeState)];

/// A command of one item and an Atomic change all or nothing.
fn check(command: &Command<'_>, status: Option<StatusCode>, before: &Nodes, after: &Nodes) {
    let single = match command {
        Command::Atomic(_) => true,
        Command::Sequence(_) => false,
        other => other.items().len() <= 1,
    };
    let failed = status.is_none_or(|status| !status.is_success());
    if (single && failed) || matches!(command, Command::Get(_) | Command::Results(_)) {
        assert_eq!(before, after, "{command:?} gave {status:?} and changed the tree");
    }
}

fn exported_is_imported(tree: &Tree<MemoryStorage>) {
    let Ok(document) = tree.export("s", "./A?list=TNDS") else { return };
    let mut storage = MemoryStorage::new();
    let all = [AclCommand::Add, AclCommand::Get, AclCommand::Replace, AclCommand::Delete];
    let acl = all.into_iter().fold(Acl::default(), |acl, command| acl.with(command, "*"));
    storage.insert(".", NodeState::interior().with_acl(acl)).expect("the root");
    let mut copy = Tree::new(storage);
    // A leaf's list may keep it from being read again, a type from being made.
    if copy.add_tnds("s", "./A", &document).is_ok()
        && let Ok(again) = copy.export("s", "./A?list=TNDS-ACL-VerNo-TStamp") {
            let first = tree.export("s", "./A?list=TNDS-ACL-VerNo-TStamp").expect("exported before");
            // Base64 as a format of its own is binary data after a transport.
            let is_base64 = first.iter().any(|node| node.format() == Some(&Format::B64));
            if again.len() == first.len() && !is_base64 {
                assert_eq!(again, first);
            }
        }
}
