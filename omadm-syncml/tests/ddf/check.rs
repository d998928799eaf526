//! Looking places up, and checking trees and commands against a description.

use super::{OMA, WINDOWS, decode};
use omadm_syncml::code::Format;
use omadm_syncml::tree::{AccessType, Finding, FindingKind, MemoryStorage, NodeData, NodePath, NodeState};
use omadm_syncml::tree::{DdfWarningKind, MgmtTree};

#[test]
fn looking_up_heeds_names_and_case() {
    let (tree, _) = decode(OMA);
    for (uri, template) in [
        ("./Settings/DMAcc", Some("./Settings/DMAcc")),
        ("./Settings/DMAcc/one", Some("./Settings/DMAcc/*")),
        ("./Settings/DMAcc/one/PortNbr", Some("./Settings/DMAcc/*/PortNbr")),
        ("./Settings/DMAcc/one/portnbr", Some("./Settings/DMAcc/*/PortNbr")),
        ("./Settings/dmacc", None),
        ("./DMAcc", None),
        ("./Settings", None),
        ("./Settings/DMAcc/one/PortNbr/x", None),
        (".", None),
    ] {
        let found = tree.find(&NodePath::parse(uri).unwrap()).map(|node| node.template());
        assert_eq!(found.as_deref(), template, "{uri}");
    }
}

#[test]
fn checking_a_tree() {
    let (ddf, _) = decode(OMA);
    let mut storage = MemoryStorage::new();
    storage.insert("./Settings/DMAcc/one/PortNbr", NodeState::leaf("443").with_format(Format::Int)).unwrap();
    assert_eq!(ddf.check_tree(&storage), []);

    storage.insert("./Settings/DMAcc/one/PortNbr", NodeState::leaf("x").with_format(Format::Int)).unwrap();
    storage.insert("./Settings/DMAcc/one/Extra", NodeState::leaf("x")).unwrap();
    storage.insert("./Settings/DMAcc/two/PortNbr", NodeState::leaf("x")).unwrap();
    storage
        .insert(
            "./Settings/DMAcc/three/PortNbr",
            NodeState::leaf("1").with_format(Format::Int).with_type("a/b"),
        )
        .unwrap();
    for index in 0..5 {
        storage.insert(&format!("./Settings/DMAcc/more{index}"), NodeState::interior()).unwrap();
    }
    let mut found: Vec<_> = ddf
        .check_tree(&storage)
        .into_iter()
        .map(|Finding { path, kind, .. }| (path.to_string(), kind))
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(
        found,
        [
            ("./Settings/DMAcc".into(), FindingKind::TooMany),
            ("./Settings/DMAcc/one/Extra".into(), FindingKind::Undescribed),
            ("./Settings/DMAcc/one/PortNbr".into(), FindingKind::Value),
            ("./Settings/DMAcc/three/PortNbr".into(), FindingKind::Type),
            ("./Settings/DMAcc/two/PortNbr".into(), FindingKind::Format),
        ]
    );
    let mut empty = MemoryStorage::new();
    empty.insert("./Settings/Other", NodeState::leaf("x")).unwrap();
    let missing: Vec<_> = ddf.check_tree(&empty).iter().map(ToString::to_string).collect();
    assert_eq!(missing, ["node is missing at ./Settings/DMAcc"]);
}

#[test]
fn checking_commands() {
    let (ddf, _) = decode(WINDOWS);
    let mode = NodePath::parse("./Device/Vendor/MSFT/Sample/Mode").unwrap();
    let root = NodePath::parse("./Device/Vendor/MSFT/Sample").unwrap();
    let kinds = |command, path: &NodePath, data: Option<NodeData>| {
        let findings = ddf.check_command(command, path, data.as_ref());
        findings.into_iter().map(|finding| finding.kind).collect::<Vec<_>>()
    };
    let int = |text: &str| Some(NodeData::value(text).with_format(Format::Int));
    assert_eq!(kinds(AccessType::Replace, &mode, int("2")), []);
    assert_eq!(kinds(AccessType::Replace, &mode, int("3")), [FindingKind::Value]);
    assert_eq!(
        kinds(AccessType::Replace, &mode, Some(NodeData::value("2").with_format(Format::Bool))),
        [FindingKind::Format]
    );
    assert_eq!(kinds(AccessType::Add, &mode, int("0")), []);
    assert_eq!(kinds(AccessType::Exec, &mode, None), [FindingKind::AccessType]);
    assert_eq!(kinds(AccessType::Delete, &root, None), [FindingKind::AccessType, FindingKind::Permanent]);
    let unknown = root.child("Other").unwrap();
    assert_eq!(kinds(AccessType::Get, &unknown, None), [FindingKind::Undescribed]);
    assert_eq!(FindingKind::Undescribed.status().number(), 404);
}

/// Modelled on the device trees of Motorola's client: one root named `.`, Paths that repeat the nesting.
const NAMED_ROOT: &str = "<MgmtTree><VerDTD>1.2</VerDTD><Man>Example</Man><Node><NodeName>.</NodeName><Path></Path>\
<DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat><DFType><DDFName/></DFType></DFProperties>\
<Node><NodeName>Radio</NodeName><Path>.</Path><DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat>\
<DFType><DDFName/></DFType></DFProperties><Node><NodeName>Channel</NodeName><DFProperties><AccessType><Get/></AccessType>\
<DFFormat><int/></DFFormat><DFType><MIME>text/plain</MIME></DFType></DFProperties></Node></Node></Node></MgmtTree>";

#[test]
fn a_root_named_as_a_node_is_the_root_of_the_tree() {
    let (tree, kinds) = decode(NAMED_ROOT);
    assert_eq!(kinds, [DdfWarningKind::RootName]);
    for (uri, template) in [
        (".", Some(".")),
        ("./Radio", Some("./Radio")),
        ("./Radio/Channel", Some("./Radio/Channel")),
        ("./Channel", None),
    ] {
        let found = tree.find(&NodePath::parse(uri).unwrap()).map(|node| node.template());
        assert_eq!(found.as_deref(), template, "{uri}");
    }
    let templates: Vec<_> = tree.iter().map(|node| node.template()).collect();
    assert_eq!(templates, [".", "./Radio", "./Radio/Channel"]);

    let mut storage = MemoryStorage::new();
    storage.insert("./Radio/Channel", NodeState::leaf("x").with_format(Format::Int)).unwrap();
    storage.insert("./Other", NodeState::leaf("x")).unwrap();
    let mut found: Vec<_> = tree
        .check_tree(&storage)
        .into_iter()
        .map(|finding| (finding.path.to_string(), finding.kind))
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(
        found,
        [("./Other".into(), FindingKind::Undescribed), ("./Radio/Channel".into(), FindingKind::Value)]
    );

    let again = MgmtTree::from_xml(tree.to_xml().unwrap().as_bytes()).unwrap().into_owned();
    assert_eq!(again, tree);
}
