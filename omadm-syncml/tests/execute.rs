//! Commands of messages, executed on a tree.
#![cfg(feature = "xml")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use omadm_syncml::code::{AlertCode, StatusCode};
use omadm_syncml::message::{
    Add, Alert, Command, Container, Content, Copy, Delete, Exec, Get, Item, Meta, Put, Replace, Source,
    Target,
};
use omadm_syncml::tree::{
    Acl, Execution, MemoryStorage, MgmtTree, NodePath, NodeState, NodeValue, Reply, Storage, Tree,
};
use std::borrow::Cow;

/// Storage that can be told to fail when something is undone.
struct Device {
    nodes: MemoryStorage,
    sealed: bool,
}

impl Storage for Device {
    fn node(&self, path: &NodePath) -> Option<Cow<'_, NodeState>> {
        self.nodes.node(path)
    }
    fn children(&self, path: &NodePath) -> Vec<String> {
        self.nodes.children(path)
    }
    fn put(&mut self, path: &NodePath, node: NodeState) -> Result<(), StatusCode> {
        self.nodes.put(path, node)
    }
    fn remove(&mut self, path: &NodePath) -> Result<(), StatusCode> {
        if self.sealed { Err(StatusCode::DATA_STORE_FAILURE) } else { self.nodes.remove(path) }
    }
    fn exec(&mut self, path: &NodePath, exec: &Execution<'_>) -> Result<StatusCode, StatusCode> {
        assert_eq!(path.to_string(), "./Run");
        assert_eq!((exec.correlator, exec.data), (Some("c"), Some(&NodeValue::from("now"))));
        Ok(StatusCode::ACCEPTED)
    }
}

fn tree() -> Tree<Device> {
    let all = Acl::parse("Add=*&Get=*&Replace=*&Delete=*&Exec=*").unwrap().into_owned();
    let mut nodes = MemoryStorage::new();
    nodes.put(&NodePath::ROOT, NodeState::interior().with_acl(all).permanent()).unwrap();
    nodes.insert("./A", NodeState::leaf("1")).unwrap();
    nodes.insert("./B", NodeState::leaf("2")).unwrap();
    nodes.insert("./Fixed", NodeState::leaf("3").permanent()).unwrap();
    nodes.insert("./Run", NodeState::leaf("")).unwrap();
    Tree::new(Device { nodes, sealed: false })
}

fn item(uri: &'static str, data: &'static str) -> Item<'static> {
    Item::at(Target::new(uri)).with_data(data)
}

fn add(id: &'static str, uri: &'static str) -> Command<'static> {
    Add::new(id).with_item(item(uri, "x")).into()
}

fn replace(id: &'static str, uri: &'static str, data: &'static str) -> Command<'static> {
    Replace::new(id).with_item(item(uri, data)).into()
}

fn delete(id: &'static str, uri: &'static str) -> Command<'static> {
    Delete::new(id).with_item(Item::at(Target::new(uri))).into()
}

fn get(id: &'static str, uri: &'static str) -> Command<'static> {
    Get::new(id).with_item(Item::at(Target::new(uri))).into()
}

fn container(id: &'static str, commands: Vec<Command<'static>>) -> Container<'static> {
    let mut container = Container::new(id);
    container.commands = commands;
    container
}

/// `CmdID:status` of each reply.
fn run(tree: &mut Tree<Device>, command: &Command<'_>) -> Vec<String> {
    show(&tree.execute("s", command, &mut ()))
}

fn show(replies: &[Reply]) -> Vec<String> {
    replies.iter().map(|reply| format!("{}:{}", reply.cmd_ref, reply.status)).collect()
}

fn value(tree: &Tree<Device>, uri: &str) -> Option<String> {
    let node = tree.node(&NodePath::parse(uri).unwrap()).ok()?;
    node.value.as_text().map(String::from)
}

#[test]
fn single_commands() {
    for (command, status) in [
        (add("1", "./New"), 200),
        (add("1", "./A"), 418),
        (replace("1", "./A", "new"), 200),
        (replace("1", "./None", "new"), 404),
        (delete("1", "./A"), 200),
        (delete("1", "./Fixed"), 405),
        (get("1", "./A"), 200),
        (get("1", "./None"), 404),
        (Copy::new("1").with_item(Item::at(Target::new("./B")).with_source(Source::new("./A"))).into(), 200),
        (Copy::new("1").with_item(Item::at(Target::new("./B"))).into(), 412),
        (Exec::new("1").with_correlator("c").with_item(item("./Run", "now")).into(), 202),
        (Add::new("1").into(), 412),
        (Add::new("1").with_item(Item::new()).into(), 412),
        (Add::new("").with_item(item("./New", "")).into(), 400),
        (Put::new("1").with_item(item("./New", "")).into(), 406),
        (Alert::of("1", AlertCode::DISPLAY).into(), 406),
    ] {
        let replies = tree().execute("s", &command, &mut ());
        assert_eq!(replies.len(), 1, "{}", command.name());
        assert_eq!(replies[0].status, StatusCode(status), "{} {:?}", command.name(), command.items());
        assert_eq!(replies[0].cmd, command.name());
    }
}

#[test]
fn answers_become_status_and_results() {
    let replies = tree().execute("s", &get("7", "./A"), &mut ());
    let status = replies[0].to_status("2", "1");
    assert_eq!((&*status.cmd_id, &*status.msg_ref, &*status.cmd_ref, &*status.cmd), ("2", "1", "7", "Get"));
    assert_eq!(status.code(), Some(StatusCode::OK));
    let results = replies[0].to_results("3", "1").unwrap();
    assert_eq!((results.msg_ref.as_deref(), &*results.cmd_ref), (Some("1"), "7"));
    let found = &results.items[0];
    assert_eq!((found.source_uri(), found.data.as_ref().unwrap().text()), (Some("./A"), Some("1")));
    assert_eq!(found.format().unwrap().as_str(), "chr");
    assert!(tree().execute("s", &get("7", "./X"), &mut ())[0].to_results("3", "1").is_none());
}

#[test]
fn items_that_fare_differently_get_a_status_each() {
    let command: Command<'_> =
        Get::new("1").with_item(Item::at(Target::new("./A"))).with_item(Item::at(Target::new("./X"))).into();
    let replies = tree().execute("s", &command, &mut ());
    assert_eq!(show(&replies), ["1:200", "1:404"]);
    assert_eq!(replies[1].to_status("1", "1").target_ref, ["./X"]);

    let command: Command<'_> =
        Get::new("1").with_item(Item::at(Target::new("./A"))).with_item(Item::at(Target::new("./B"))).into();
    let replies = tree().execute("s", &command, &mut ());
    assert_eq!(show(&replies), ["1:200"]);
    assert!(replies[0].target_ref.is_none());
    assert_eq!(replies[0].results.len(), 2);
}

#[test]
fn atomic_is_all_or_nothing() {
    let mut device = tree();
    let good = Command::Atomic(container(
        "1",
        vec![replace("2", "./A", "new"), add("3", "./New"), delete("4", "./B")],
    ));
    assert_eq!(run(&mut device, &good), ["1:200", "2:200", "3:200", "4:200"]);
    assert_eq!((value(&device, "./A").as_deref(), value(&device, "./B")), (Some("new"), None));

    let mut device = tree();
    let before = device.storage().nodes.clone();
    let bad = vec![replace("2", "./A", "new"), delete("3", "./B"), add("4", "./A"), add("5", "./Later")];
    assert_eq!(
        run(&mut device, &Command::Atomic(container("1", bad))),
        ["1:507", "2:216", "3:216", "4:418", "5:215"]
    );
    assert_eq!(device.storage().nodes, before);
    assert_eq!(run(&mut device, &add("9", "./Later")), ["9:200"], "the tree works on");
}

#[test]
fn an_atomic_that_cannot_go_back_says_so() {
    let mut device = tree();
    device.storage_mut().sealed = true;
    let bad = vec![add("2", "./New"), add("3", "./A")];
    assert_eq!(run(&mut device, &Command::Atomic(container("1", bad))), ["1:507", "2:516", "3:418"]);
}

#[test]
fn what_an_atomic_must_not_hold() {
    let mut device = tree();
    let inner = Command::Atomic(container("3", vec![add("4", "./New")]));
    let nested = Command::Atomic(container("1", vec![replace("2", "./A", "new"), inner, add("5", "./Y")]));
    assert_eq!(run(&mut device, &nested), ["1:507", "2:216", "3:500", "5:215"]);
    let reading = Command::Atomic(container("1", vec![get("2", "./A")]));
    assert_eq!(run(&mut device, &reading), ["1:507", "2:500"]);
    assert_eq!(value(&device, "./A").as_deref(), Some("1"));
}

#[test]
fn sequence_goes_on_until_the_user_refuses() {
    let commands = vec![
        add("2", "./A"),
        Alert::of("3", AlertCode::CONFIRM).into(),
        replace("4", "./A", "new"),
        Command::Sequence(container("5", vec![add("6", "./New")])),
    ];
    let sequence = Command::Sequence(container("1", commands));
    for (answer, expected, a) in [
        (StatusCode::OK, ["1:200", "2:418", "3:200", "4:200", "5:200", "6:200"], "new"),
        (StatusCode::NOT_MODIFIED, ["1:200", "2:418", "3:304", "4:215", "5:215", "6:215"], "1"),
    ] {
        let mut device = tree();
        let mut ask = |alert: &Alert<'_>| {
            assert_eq!(alert.code(), Some(AlertCode::CONFIRM));
            (answer, Vec::new())
        };
        assert_eq!(show(&device.execute("s", &sequence, &mut ask)), expected);
        assert_eq!(value(&device, "./A").as_deref(), Some(a));
    }
    let mut deep = add("0", "./Deep");
    for _ in 0..100 {
        deep = Command::Sequence(container("1", vec![deep]));
    }
    let replies = tree().execute("s", &deep, &mut ());
    assert_eq!(replies.last().unwrap().status, StatusCode::COMMAND_FAILED);
}

#[test]
fn formats_and_bytes() {
    let mut device = tree();
    let meta = |format: &'static str, kind: &'static str| Meta::of(format, kind);
    for (uri, meta, data, format, bytes) in [
        ("./b1", meta("b64", "application/octet-stream"), "AP8=", "bin", &[0u8, 0xFF][..]),
        ("./b2", meta("b64", "text/plain"), "AP8=", "b64", b"AP8="),
        ("./i", meta("int", "text/plain"), "42", "int", b"42"),
    ] {
        let command: Command<'_> = Add::new("1").with_item(item(uri, data).with_meta(meta)).into();
        assert_eq!(run(&mut device, &command), ["1:200"], "{uri}");
        let node = device.node(&NodePath::parse(uri).unwrap()).unwrap().into_owned();
        assert_eq!((node.format.as_str(), node.value.as_bytes()), (format, bytes), "{uri}");
    }
    let command: Command<'_> =
        Add::new("1").with_item(item("./bad", "x").with_meta(meta("b64", "image/png"))).into();
    assert_eq!(run(&mut device, &command), ["1:415"]);
    // The Meta of the command stands in for that of its items.
    let command: Command<'_> =
        Add::new("1").with_meta(meta("int", "text/plain")).with_item(item("./j", "7")).into();
    assert_eq!(run(&mut device, &command), ["1:200"]);
    assert_eq!(device.node(&NodePath::parse("./j").unwrap()).unwrap().format.as_str(), "int");
    let replies = device.execute("s", &get("1", "./b1"), &mut ());
    assert_eq!(replies[0].results[0].data.as_ref().unwrap().content, Content::Bytes(vec![0, 0xFF].into()));
}

#[test]
fn serialized_trees_in_commands() {
    const TNDS: &str = "<MgmtTree xmlns='syncml:dmddf1.2'><VerDTD>1.2</VerDTD><Node><NodeName>E-Mail</NodeName>\
        <RTProperties><Format><node/></Format><Type><DDFName>com.example/1.0/E-Mail</DDFName></Type></RTProperties>\
        <Node><NodeName>Server</NodeName><RTProperties><Format><chr/></Format><Type><MIME>text/plain</MIME></Type>\
        </RTProperties><Value>mail.example</Value></Node></Node></MgmtTree>";
    let document = MgmtTree::from_xml(TNDS.as_bytes()).unwrap();
    let meta = || Meta::of("xml", "application/vnd.syncml.dmtnds+xml");
    let binary = Meta::of("bin", "application/vnd.syncml.dmtnds+wbxml");
    for item in [
        item("./E-Mail", TNDS).with_meta(meta()),
        Item::at(Target::new("./E-Mail")).with_meta(meta()).with_data(document.to_fragment()),
        Item::at(Target::new("./E-Mail")).with_meta(binary).with_data(document.to_wbxml().unwrap()),
    ] {
        let mut device = tree();
        let command: Command<'_> = Add::new("1").with_item(item).into();
        assert_eq!(run(&mut device, &command), ["1:200"]);
        assert_eq!(value(&device, "./E-Mail/Server").as_deref(), Some("mail.example"));

        let replies = device.execute("s", &get("2", "./E-Mail?list=TNDS"), &mut ());
        let found = &replies[0].results[0];
        assert_eq!(found.source_uri(), Some("./E-Mail"));
        let Content::Document(fragment) = &found.data.as_ref().unwrap().content else { panic!() };
        let exported = MgmtTree::from_fragment(fragment, &Default::default(), &mut ()).unwrap();
        let templates: Vec<_> = exported.iter().map(|node| node.template()).collect();
        assert_eq!(templates, ["./E-Mail", "./E-Mail/Server"]);
    }
    let mut device = tree();
    let broken: Command<'_> = Add::new("1").with_item(item("./E-Mail", "<MgmtTree").with_meta(meta())).into();
    assert_eq!(run(&mut device, &broken), ["1:415"]);
    let replaced = TNDS.replace("mail.example", "new.example");
    let replace: Command<'_> = Replace::new("1")
        .with_item(Item::at(Target::new("./E-Mail")).with_meta(meta()).with_data(replaced))
        .into();
    assert_eq!(run(&mut device, &replace), ["1:404"]);
}
