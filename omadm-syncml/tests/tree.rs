//! The tree and its commands.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use omadm_syncml::code::{Format, StatusCode};
use omadm_syncml::tree::{
    AccessType, Acl, Execution, MemoryStorage, NodeData, NodePath, NodeState, NodeValue, Storage, Timestamp,
    Tree, Uri, UriLimits,
};
use proptest::prelude::*;
use std::borrow::Cow;

type Outcome = Result<(), StatusCode>;

fn acl(text: &str) -> Acl<'static> {
    Acl::parse(text).unwrap().into_owned()
}

/// A device with an account of server `a`, a setting everybody may read, and a place for others.
fn device() -> Tree<MemoryStorage> {
    let mut storage = MemoryStorage::new();
    let get = [AccessType::Get];
    storage.insert("./DevInfo/Man", NodeState::leaf("Example").permanent().with_access(get)).unwrap();
    storage.insert("./DMAcc", NodeState::interior().permanent()).unwrap();
    storage
        .insert(
            "./DMAcc/a",
            NodeState::interior().with_acl(acl("Get=a&Replace=a&Delete=a&Add=a")).with_title("A"),
        )
        .unwrap();
    storage.insert("./DMAcc/a/Name", NodeState::leaf("Server A")).unwrap();
    storage
        .insert("./DMAcc/a/Key", NodeState::leaf(vec![1, 2, 3]).with_access([AccessType::Replace]))
        .unwrap();
    storage.insert("./Inbox", NodeState::interior().permanent().with_access([AccessType::Add])).unwrap();
    storage.insert("./Run", NodeState::leaf("").with_acl(acl("Exec=a&Get=*"))).unwrap();
    Tree::new(storage)
}

fn value(tree: &Tree<MemoryStorage>, server: &str, uri: &str) -> Result<String, StatusCode> {
    let items = tree.get(server, uri)?;
    assert_eq!(items.len(), 1);
    Ok(items[0].value.clone().unwrap().as_text().unwrap().to_owned())
}

#[test]
fn get() {
    let tree = device();
    for (server, uri, expected) in [
        ("b", "./DevInfo/Man", Ok("Example")),
        ("b", "DevInfo/Man", Ok("Example")),
        ("b", "./DevInfo", Ok("Man")),
        ("b", ".", Ok("DMAcc/DevInfo/Inbox/Run")),
        ("a", "./DMAcc/a/Name", Ok("Server A")),
        ("b", "./DMAcc/a/Name", Err(StatusCode::PERMISSION_DENIED)),
        ("a", "./DMAcc/a/Key", Err(StatusCode::NOT_ALLOWED)),
        ("a", "./Inbox", Err(StatusCode::NOT_ALLOWED)),
        ("a", "./Nowhere", Err(StatusCode::NOT_FOUND)),
        ("a", "./A//B", Err(StatusCode::NOT_FOUND)),
        ("a", "./DMAcc/a?prop=ACL", Ok("Get=a&Replace=a&Delete=a&Add=a")),
        ("b", "./DevInfo/Man?prop=ACL", Ok("")),
        ("b", "./DevInfo/Man?prop=Format", Ok("chr")),
        ("b", "./DevInfo/Man?prop=Name", Ok("Man")),
        ("b", "./DevInfo/Man?prop=Size", Ok("7")),
        ("b", "./DevInfo/Man?prop=Type", Ok("text/plain")),
        ("b", "./DevInfo/Man?prop=VerNo", Ok("0")),
        ("a", "./DMAcc/a?prop=Title", Ok("A")),
        ("b", "./DevInfo?prop=Size", Err(StatusCode::NOT_SUPPORTED)),
        ("b", "./DevInfo/Man?prop=TStamp", Err(StatusCode::NOT_SUPPORTED)),
        ("b", "./DevInfo/Man?prop=Color", Err(StatusCode::NOT_SUPPORTED)),
        ("b", "./DevInfo/Man?list=Everything", Err(StatusCode::NOT_SUPPORTED)),
        ("b", "./DevInfo/Man?x=1", Err(StatusCode::NOT_SUPPORTED)),
    ] {
        assert_eq!(value(&tree, server, uri), expected.map(str::to_owned), "{server} {uri}");
    }
    let item = &tree.get("b", "DevInfo").unwrap()[0];
    assert_eq!(
        (item.uri.as_str(), &item.format, &item.content_type),
        ("DevInfo", &Some(Format::Node), &None)
    );
}

#[test]
fn listings_show_what_the_server_may_read() {
    let tree = device();
    let uris = |server, list: &str| {
        let items = tree.get(server, &format!("./DMAcc?list={list}")).unwrap();
        items.into_iter().map(|item| (item.uri, item.value)).collect::<Vec<_>>()
    };
    assert_eq!(uris("b", "Struct"), [("./DMAcc".into(), None)]);
    assert_eq!(
        uris("a", "StructData"),
        [
            ("./DMAcc".into(), None),
            ("./DMAcc/a".into(), None),
            ("./DMAcc/a/Name".into(), Some(NodeValue::from("Server A"))),
        ]
    );
}

#[test]
fn add() {
    let mut tree = device();
    for (server, uri, data, expected) in [
        ("b", "./New", NodeData::value("1"), Ok(())),
        ("b", "./New", NodeData::value("1"), Err(StatusCode::ALREADY_EXISTS)),
        ("b", ".", NodeData::interior(), Err(StatusCode::ALREADY_EXISTS)),
        ("b", "./New/Below", NodeData::value("1"), Err(StatusCode::NOT_ALLOWED)),
        ("b", "./No/Parent", NodeData::value("1"), Err(StatusCode::NOT_FOUND)),
        ("b", "./DMAcc/a/X", NodeData::value("1"), Err(StatusCode::PERMISSION_DENIED)),
        (
            "a",
            "./DMAcc/a/X",
            NodeData::value("x").with_format(Format::Int),
            Err(StatusCode::UNSUPPORTED_FORMAT),
        ),
        ("a", "./DMAcc/a/X", NodeData::value("5").with_format(Format::Int), Ok(())),
        (
            "a",
            "./DMAcc/a/Y",
            NodeData::value("x").with_format(Format::Node),
            Err(StatusCode::UNSUPPORTED_FORMAT),
        ),
        ("a", "./X?prop=ACL", NodeData::value("Get=*"), Err(StatusCode::NOT_ALLOWED)),
        ("b", "./Inbox/object", NodeData::value("1"), Ok(())),
    ] {
        assert_eq!(tree.add(server, uri, data), expected, "{server} {uri}");
    }
    // Without Replace on the node above, the creator of an interior node gets hold of it.
    tree.add("b", "./Mine", NodeData::interior().with_type("com.example/1.0/Mine")).unwrap();
    let mine = tree.node(&NodePath::parse("./Mine").unwrap()).unwrap().into_owned();
    assert_eq!(mine.acl.to_string(), "Add=b&Delete=b&Replace=b");
    assert_eq!(mine.content_type, "com.example/1.0/Mine");
    tree.add("a", "./DMAcc/a/Sub", NodeData::interior()).unwrap();
    assert!(tree.node(&NodePath::parse("./DMAcc/a/Sub").unwrap()).unwrap().acl.is_empty());
}

#[test]
fn add_with_missing_nodes_above() {
    let mut tree = device().with_implicit_add();
    tree.add("b", "./A/B/C", NodeData::value("1")).unwrap();
    assert_eq!(value(&tree, "b", "./A/B/C"), Err(StatusCode::PERMISSION_DENIED), "no Get for the creator");
    assert!(tree.node(&NodePath::parse("./A/B").unwrap()).unwrap().is_interior());
    let before = tree.storage().clone();
    let refused = tree.add("b", "./P/Q/R", NodeData::value("x").with_format(Format::Int));
    assert_eq!(refused, Err(StatusCode::UNSUPPORTED_FORMAT));
    assert_eq!(tree.storage(), &before, "what was added above is taken back");
}

#[test]
fn replace() {
    let mut tree = device();
    for (server, uri, data, expected) in [
        ("a", "./DMAcc/a/Name", NodeData::value("New"), Ok(())),
        ("b", "./DMAcc/a/Name", NodeData::value("x"), Err(StatusCode::PERMISSION_DENIED)),
        ("a", "./DevInfo/Man", NodeData::value("x"), Err(StatusCode::NOT_ALLOWED)),
        ("a", "./Nowhere", NodeData::value("x"), Err(StatusCode::NOT_FOUND)),
        ("a", "./DMAcc/a", NodeData::value("x"), Err(StatusCode::NOT_ALLOWED)),
        ("a", "./DMAcc/a/Name", NodeData::interior(), Err(StatusCode::NOT_ALLOWED)),
        ("a", "./DMAcc/a/Name", NodeData::default(), Err(StatusCode::INCOMPLETE_COMMAND)),
        ("a", "./DMAcc/a", NodeData::interior().with_type("com.example/1.0/A"), Ok(())),
        ("a", "./DMAcc/a/Key", NodeData::value("raw"), Ok(())),
        ("a", "./DMAcc/a/Name?prop=Size", NodeData::value("1"), Err(StatusCode::NOT_ALLOWED)),
        ("a", "./DMAcc/a/Name?prop=Foo", NodeData::value("1"), Err(StatusCode::NOT_SUPPORTED)),
        ("a", "./DMAcc/a/Name?list=Struct", NodeData::value("1"), Err(StatusCode::NOT_ALLOWED)),
        ("a", "./DMAcc/a/Name?prop=Title", NodeData::value("T"), Ok(())),
        ("a", "./DMAcc/a/Name?prop=Title", NodeData::value("T".repeat(256)), Err(StatusCode::TOO_LARGE)),
    ] {
        assert_eq!(tree.replace(server, uri, data), expected, "{server} {uri}");
    }
    assert_eq!(value(&tree, "a", "./DMAcc/a/Name").unwrap(), "New");
    assert_eq!(value(&tree, "a", "./DMAcc/a/Name?prop=VerNo").unwrap(), "2");
    let key = tree.node(&NodePath::parse("./DMAcc/a/Key").unwrap()).unwrap().into_owned();
    assert_eq!(key.value, NodeValue::Bytes(b"raw".to_vec()));
}

/// A node of format `null` has no value, also where it had one before.
#[test]
fn replaced_by_null() {
    let mut tree = device();
    let null = NodeData::default().with_format(Format::Null);
    assert_eq!(tree.replace("a", "./DMAcc/a/Name", null), Ok(()));
    assert_eq!(value(&tree, "a", "./DMAcc/a/Name").as_deref(), Ok(""));
    let node = tree.node(&NodePath::parse("./DMAcc/a/Name").unwrap()).unwrap();
    assert_eq!(node.format, Format::Null);
}

#[test]
fn the_counter_wraps_and_the_clock_is_the_callers() {
    let mut tree = device();
    let path = NodePath::parse("./DMAcc/a/Name").unwrap();
    let mut node = tree.node(&path).unwrap().into_owned();
    node.ver_no = u16::MAX;
    tree.storage_mut().put(&path, node).unwrap();
    tree.set_time(Timestamp::parse("20240229T120000Z"));
    tree.replace("a", "./DMAcc/a/Name", NodeData::value("x")).unwrap();
    assert_eq!(value(&tree, "a", "./DMAcc/a/Name?prop=VerNo").unwrap(), "0");
    assert_eq!(value(&tree, "a", "./DMAcc/a/Name?prop=TStamp").unwrap(), "20240229T120000Z");
}

#[test]
fn access_control_lists_change_by_their_own_rules() {
    let mut tree = device();
    let mut set = |server: &str, uri: &str, text: &str| -> Outcome {
        tree.replace(server, &format!("{uri}?prop=ACL"), NodeData::value(text))
    };
    // A leaf's list belongs to who may replace the node above, whatever the leaf's own list says.
    assert_eq!(set("a", "./DMAcc/a/Name", "Get=*&Replace=b"), Ok(()));
    assert_eq!(set("b", "./DMAcc/a/Name", "Get=b&Replace=b"), Err(StatusCode::PERMISSION_DENIED));
    assert_eq!(set("a", "./DMAcc/a/Name", ""), Ok(()));
    // An interior node's list also to who may replace the node itself.
    assert_eq!(set("a", "./DMAcc/a", "Get=*&Replace=b"), Ok(()));
    assert_eq!(set("a", "./DMAcc/a", "Get=a"), Err(StatusCode::PERMISSION_DENIED));
    assert_eq!(set("b", "./DMAcc/a", "Get=b&Copy=b"), Err(StatusCode::BAD_REQUEST));
    assert_eq!(set("b", "./DMAcc/a", "Get=b&Replace=b"), Ok(()));
    assert_eq!(set("b", ".", ""), Err(StatusCode::PERMISSION_DENIED));
    let root = NodeState::interior().with_acl(acl("Replace=*")).permanent();
    tree.storage_mut().put(&NodePath::ROOT, root).unwrap();
    assert_eq!(
        tree.replace("b", ".?prop=ACL", NodeData::value("")),
        Err(StatusCode::NOT_ALLOWED),
        "the root must keep a value"
    );
}

/// The tree and the statements of DM TND 1.2.1, ACL example.
#[test]
fn the_example_of_the_specification() {
    let mut storage = MemoryStorage::new();
    for (uri, list) in
        [("./NodeA", "Get=*&Replace=ServerC"), ("./NodeB", "Get=ServerA&Replace=ServerA+ServerB")]
    {
        storage.insert(uri, NodeState::interior().with_acl(acl(list))).unwrap();
    }
    storage.insert("./NodeA/Node1", NodeState::leaf("1").with_acl(acl("Get=*"))).unwrap();
    storage.insert("./NodeB/Node3", NodeState::interior()).unwrap();
    storage.insert("./NodeB/Node3/Node4", NodeState::leaf("4")).unwrap();
    storage
        .insert("./NodeB/Node3/Node5", NodeState::leaf("5").with_acl(acl("Get=*&Replace=ServerA")))
        .unwrap();
    let mut tree = Tree::new(storage);
    assert_eq!(value(&tree, "anyone", "./NodeA/Node1").unwrap(), "1");
    assert_eq!(value(&tree, "anyone", "./NodeA/Node1?prop=ACL").unwrap(), "Get=*");
    assert_eq!(value(&tree, "ServerA", "./NodeB/Node3/Node4?prop=ACL").unwrap(), "");
    for server in ["ServerA", "ServerB", "ServerC"] {
        assert_eq!(tree.delete(server, "./NodeA/Node1"), Err(StatusCode::PERMISSION_DENIED));
        let replaced = tree.replace(server, "./NodeA/Node1", NodeData::value("x"));
        assert_eq!(replaced, Err(StatusCode::PERMISSION_DENIED));
        let changed = tree.replace(server, "./NodeA/Node1?prop=ACL", NodeData::value("Get=*"));
        assert_eq!(changed.is_ok(), server == "ServerC", "{server}");
    }
    assert_eq!(tree.replace("ServerA", "./NodeB/Node3/Node5", NodeData::value("x")), Ok(()));
}

#[test]
fn rename() {
    let mut tree = device();
    tree.add("a", "./DMAcc/a/Sub", NodeData::interior()).unwrap();
    tree.add("a", "./DMAcc/a/Sub/Leaf", NodeData::value("1")).unwrap();
    let mut name = |uri: &str, to: &str| tree.replace("a", &format!("{uri}?prop=Name"), NodeData::value(to));
    assert_eq!(name("./DMAcc/a/Sub", "Name"), Err(StatusCode::ALREADY_EXISTS));
    assert_eq!(name("./DMAcc/a/Sub", ".."), Err(StatusCode::BAD_REQUEST));
    assert_eq!(name("./DevInfo/Man", "Maker"), Err(StatusCode::NOT_ALLOWED));
    assert_eq!(name("./DMAcc/a/Sub", "Sub"), Ok(()));
    assert_eq!(name("./DMAcc/a/Sub", "Top/x"), Ok(()));
    assert_eq!(value(&tree, "a", "./DMAcc/a/Top%2Fx/Leaf").unwrap(), "1");
    assert_eq!(value(&tree, "a", "./DMAcc/a/Sub"), Err(StatusCode::NOT_FOUND));
    assert_eq!(value(&tree, "a", "./DMAcc/a").unwrap(), "Key/Name/Top%2Fx");
}

#[test]
fn delete() {
    let mut tree = device();
    for (server, uri, expected) in [
        ("a", ".", Err(StatusCode::NOT_ALLOWED)),
        ("a", "./Nowhere", Err(StatusCode::NOT_FOUND)),
        ("a", "./DevInfo/Man", Err(StatusCode::NOT_ALLOWED)),
        ("b", "./DMAcc/a", Err(StatusCode::PERMISSION_DENIED)),
        ("a", "./DMAcc/a/Key", Err(StatusCode::NOT_ALLOWED)),
        ("a", "./DMAcc/a", Ok(())),
        ("a", "./DMAcc/a/Name", Err(StatusCode::NOT_FOUND)),
    ] {
        assert_eq!(tree.delete(server, uri), expected, "{server} {uri}");
    }
    assert_eq!(value(&tree, "b", "./DMAcc").unwrap(), "", "an empty list of children");
}

#[test]
fn copy() {
    let mut tree = device();
    for (server, source, target, expected) in [
        ("a", "./DMAcc/a/Name", "./DMAcc/a/Other", Ok(())),
        ("a", "./DevInfo/Man", "./DMAcc/a/Name", Err(StatusCode::NOT_ALLOWED)),
        ("a", "./DMAcc/a", "./DMAcc/a/Name", Err(StatusCode::FORBIDDEN)),
        ("a", "./DMAcc/a/Name", "./DMAcc/a", Err(StatusCode::FORBIDDEN)),
        ("a", "./Nowhere", "./DMAcc/a/Name", Err(StatusCode::NOT_FOUND)),
        ("b", "./DMAcc/a/Name", "./Mine", Err(StatusCode::PERMISSION_DENIED)),
        ("b", "./Run", "./DMAcc/a/Name", Err(StatusCode::PERMISSION_DENIED)),
        ("a", "./Run", "./DMAcc/a/Name", Ok(())),
    ] {
        assert_eq!(tree.copy(server, source, target), expected, "{server} {source} {target}");
    }
    assert_eq!(value(&tree, "a", "./DMAcc/a/Other").unwrap(), "Server A");
    assert_eq!(value(&tree, "a", "./DMAcc/a/Name").unwrap(), "");
}

#[test]
fn exec() {
    /// A storage in which every Exec is taken up.
    struct Running(MemoryStorage);
    impl Storage for Running {
        fn node(&self, path: &NodePath) -> Option<Cow<'_, NodeState>> {
            self.0.node(path)
        }
        fn children(&self, path: &NodePath) -> Vec<String> {
            self.0.children(path)
        }
        fn put(&mut self, path: &NodePath, node: NodeState) -> Outcome {
            self.0.put(path, node)
        }
        fn remove(&mut self, path: &NodePath) -> Outcome {
            self.0.remove(path)
        }
        fn exec(&mut self, path: &NodePath, exec: &Execution<'_>) -> Result<StatusCode, StatusCode> {
            assert_eq!((path.to_string().as_str(), exec.server, exec.correlator), ("./Run", "a", Some("c1")));
            Ok(StatusCode::ACCEPTED)
        }
    }
    let by = |server| Execution::new(server).with_correlator("c1");
    let mut tree = Tree::new(Running(device().into_storage()));
    assert_eq!(tree.exec("./Run", &by("a")), Ok(StatusCode::ACCEPTED));
    assert_eq!(tree.exec("./Run", &by("b")), Err(StatusCode::PERMISSION_DENIED));
    assert_eq!(tree.exec("./Nowhere", &by("a")), Err(StatusCode::NOT_FOUND));
    assert_eq!(device().exec("./Run", &by("a")), Err(StatusCode::NOT_SUPPORTED));
}

#[test]
fn limits_of_the_device() {
    let mut tree = device().with_limits(UriLimits::new(3, 20, 8));
    for uri in ["./a/b/c/d", "./aaaaaaaaa", "./aaaaaaa/aaaaaaa/aaaaaaa"] {
        assert_eq!(tree.get("a", uri).unwrap_err(), StatusCode::URI_TOO_LONG, "{uri}");
        assert_eq!(tree.add("a", uri, NodeData::value("")), Err(StatusCode::URI_TOO_LONG), "{uri}");
    }
    let mut full = Tree::new(MemoryStorage::new().with_capacity_of(2));
    assert_eq!(full.add("a", "./A", NodeData::value("")), Ok(()));
    assert_eq!(full.add("a", "./B", NodeData::value("")), Err(StatusCode::DEVICE_FULL));
}

#[test]
fn a_server_leaves() {
    let mut tree = device();
    let root = NodeState::interior().with_acl(acl("Add=*&Get=*&Replace=a")).permanent();
    tree.storage_mut().put(&NodePath::ROOT, root).unwrap();
    tree.remove_server("a").unwrap();
    let list = |uri: &str| tree.node(&NodePath::parse(uri).unwrap()).unwrap().acl.to_string();
    assert_eq!(list("."), "Add=*&Get=*&Replace=*");
    assert_eq!(list("./DMAcc/a"), "");
    assert_eq!(list("./Run"), "Get=*");
}

#[cfg(feature = "xml")]
#[test]
fn a_description_binds_the_commands() {
    use omadm_syncml::tree::{DescribedNode, DfProperties, MgmtTree, Occurrence, Scope};
    let mut ddf = MgmtTree::new();
    let all = [AccessType::Add, AccessType::Delete, AccessType::Get, AccessType::Replace];
    let node = |format, occurrence| DfProperties::new(format).with_access(all).with_occurrence(occurrence);
    let root = ddf.push(
        None,
        DescribedNode::new("Wlan").with_df_properties(
            DfProperties::new(Format::Node).with_access([AccessType::Get]).with_scope(Scope::Permanent),
        ),
    );
    let profile = node(Format::Node, Occurrence::ZeroOrN(2));
    let profile = ddf.push(Some(root), DescribedNode::new("").with_df_properties(profile));
    ddf.push(
        Some(profile),
        DescribedNode::new("Channel").with_df_properties(node(Format::Int, Occurrence::ZeroOrOne)),
    );
    let key = DfProperties::new(Format::Chr).with_access([AccessType::Add, AccessType::Replace]);
    ddf.push(Some(profile), DescribedNode::new("Key").with_df_properties(key));

    let list = acl("Add=*&Get=*&Replace=*&Delete=*");
    let mut storage = MemoryStorage::new();
    let wlan = NodeState::interior().with_acl(list).with_access([AccessType::Get]).permanent();
    storage.insert("./Wlan", wlan).unwrap();
    let mut tree = Tree::new(storage).with_description(ddf);
    let int = |text: &str| NodeData::value(text).with_format(Format::Int);
    for (uri, data, expected) in [
        ("./Wlan/home", NodeData::interior(), Ok(())),
        ("./Wlan/home/Channel", int("six"), Err(StatusCode::RANGE_NOT_SATISFIABLE)),
        (
            "./Wlan/home/Channel",
            NodeData::value("6").with_format(Format::Bool),
            Err(StatusCode::UNSUPPORTED_FORMAT),
        ),
        ("./Wlan/home/Channel", NodeData::value("6"), Ok(())),
        ("./Wlan/home/Key", NodeData::value("k"), Ok(())),
        ("./Wlan/home/Other", NodeData::value("k"), Err(StatusCode::NOT_ALLOWED)),
        ("./Wlan/work", NodeData::interior(), Ok(())),
        ("./Wlan/third", NodeData::interior(), Err(StatusCode::NOT_ALLOWED)),
        ("./Elsewhere", NodeData::interior(), Err(StatusCode::NOT_ALLOWED)),
    ] {
        assert_eq!(tree.add("a", uri, data), expected, "{uri}");
    }
    assert_eq!(
        tree.replace("a", "./Wlan/home/Channel", NodeData::value("x")),
        Err(StatusCode::RANGE_NOT_SATISFIABLE)
    );
    assert_eq!(
        value(&tree, "a", "./Wlan/home/Key"),
        Err(StatusCode::NOT_ALLOWED),
        "the description has no Get"
    );
    assert_eq!(tree.delete("a", "./Wlan/home/Key"), Err(StatusCode::NOT_ALLOWED));
    assert_eq!(tree.delete("a", "./Wlan/home"), Ok(()), "protected nodes go with the node above");
}

proptest! {
    /// Whatever commands come, the tree stays whole: every node has an interior node above it, the root its list.
    #[test]
    fn the_tree_stays_whole(commands in proptest::collection::vec((0u8..6, 0usize..8, 0usize..8, 0u8..3), 0..40)) {
        const URIS: [&str; 8] = ["./a", "./a/b", "./a/b/c", "./DMAcc/a", "./DMAcc/a/x", ".", "./Run", "./a/d?prop=Name"];
        let mut tree = device();
        for (command, first, second, server) in commands {
            let server = ["a", "b", "c"][usize::from(server)];
            let (uri, other) = (URIS[first], URIS[second]);
            let before = tree.storage().clone();
            let outcome = match command {
                0 => tree.add(server, uri, NodeData::value("v")),
                1 => tree.add(server, uri, NodeData::interior()),
                2 => tree.replace(server, uri, NodeData::value("w")),
                3 => tree.delete(server, uri),
                4 => tree.copy(server, uri, other),
                _ => tree.replace(server, &format!("{uri}?prop=ACL"), NodeData::value("Get=*&Add=*&Replace=*&Delete=*")),
            };
            if outcome.is_err() {
                prop_assert_eq!(tree.storage(), &before);
            }
        }
        prop_assert!(!tree.node(&NodePath::ROOT).unwrap().acl.is_empty());
        for (path, _) in tree.storage().iter() {
            if let Some(parent) = path.parent() {
                prop_assert!(tree.node(&parent).unwrap().is_interior());
            }
        }
    }

    #[test]
    fn uris_survive(names in proptest::collection::vec("\\PC{1,12}", 0..6)) {
        if let Ok(uri) = Uri::from_segments(&names) {
            prop_assert!(uri.segments().eq(names.iter().map(String::as_str)));
            let read = Uri::decode(uri.as_str(), &mgmt_wire::DecodeOptions::strict(), &mut ()).unwrap();
            prop_assert_eq!(&read, &uri);
            prop_assert_eq!(read.canonical(), uri.as_str());
            prop_assert_eq!(NodePath::from(&uri).to_string(), uri.as_str());
        }
    }

    #[test]
    fn any_text_is_a_uri_or_not(text in "\\PC{0,40}") {
        if let Ok(uri) = Uri::parse(&text) {
            let canonical = uri.canonical();
            let again = Uri::parse(&canonical).unwrap();
            prop_assert!(again.same_node(&uri));
            prop_assert_eq!(again.canonical(), canonical);
        }
    }

    #[test]
    fn lists_survive(
        entries in proptest::collection::vec((0usize..5, proptest::collection::vec("[a-zA-Z0-9._-]{1,8}|\\*", 1..4)), 0..5)
    ) {
        let mut acl = Acl::new();
        for (command, servers) in &entries {
            for server in servers {
                acl.grant(omadm_syncml::tree::AclCommand::ALL[*command], server.as_str());
            }
        }
        let text = acl.to_string();
        prop_assert_eq!(Acl::decode(&text, &mgmt_wire::DecodeOptions::strict(), &mut ()).unwrap(), acl);
    }
}
