//! Serialized trees in and out of a tree.
#![cfg(feature = "xml")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use omadm_syncml::code::{Format, StatusCode};
use omadm_syncml::tree::{
    AccessType, Acl, DescribedNode, MemoryStorage, MgmtTree, NodePath, NodeState, NodeValue, RtProperties,
    Storage, Timestamp, Tree,
};
use proptest::prelude::*;

/// A mail account as a server would send it.
const MAIL: &str = "<MgmtTree xmlns='syncml:dmddf1.2'><VerDTD>1.2</VerDTD>\
<Node><NodeName>E-Mail</NodeName><RTProperties><ACL>Get=*&amp;Replace=a</ACL><Format><node/></Format><Title>Mail</Title>\
<Type><DDFName>com.example/1.0/E-Mail</DDFName></Type></RTProperties>\
<Node><NodeName>POP3</NodeName><RTProperties><Format><node/></Format><Type><DDFName/></Type></RTProperties>\
<Node><NodeName>Server</NodeName><RTProperties><Format><chr/></Format><Type><MIME>text/plain</MIME></Type></RTProperties>\
<Value>mail.example</Value></Node>\
<Node><NodeName>Key</NodeName><RTProperties><Format><b64/></Format><Type><MIME>application/octet-stream</MIME></Type></RTProperties>\
<Value><![CDATA[AP8=]]></Value></Node></Node></Node></MgmtTree>";

fn tree() -> Tree<MemoryStorage> {
    let mut storage = MemoryStorage::new();
    let all = Acl::parse("Add=*&Get=*&Replace=*&Delete=*").unwrap().into_owned();
    storage.insert("./Operator", NodeState::interior().with_acl(all)).unwrap();
    Tree::new(storage)
}

fn mail() -> MgmtTree<'static> {
    MgmtTree::from_xml(MAIL.as_bytes()).unwrap().into_owned()
}

fn state(tree: &Tree<MemoryStorage>, uri: &str) -> NodeState {
    tree.node(&NodePath::parse(uri).unwrap()).unwrap().into_owned()
}

#[test]
fn add_makes_every_node() {
    // Below the target, and as the target itself.
    for (target, base) in [("./Operator", "./Operator/E-Mail"), ("./Operator/E-Mail", "./Operator/E-Mail")] {
        let mut tree = tree();
        tree.add_tnds("a", target, &mail()).unwrap();
        let top = state(&tree, base);
        assert_eq!((top.content_type.as_str(), top.title.as_str()), ("com.example/1.0/E-Mail", "Mail"));
        assert_eq!(top.acl.to_string(), "Get=*&Replace=a");
        assert_eq!(state(&tree, &format!("{base}/POP3/Server")).value, NodeValue::from("mail.example"));
        let key = state(&tree, &format!("{base}/POP3/Key"));
        assert_eq!((key.format, key.value), (Format::Bin, NodeValue::Bytes(vec![0, 0xFF])));
    }
}

#[test]
fn a_root_named_as_that_of_the_tree_is_the_target() {
    let mut tree = tree();
    let document = "<MgmtTree><VerDTD>1.2</VerDTD><Node><NodeName>.</NodeName><RTProperties><Format><node/></Format>\
        <Type><DDFName/></Type></RTProperties><Node><NodeName>Leaf</NodeName><Value>1</Value></Node></Node></MgmtTree>";
    tree.add_tnds("a", "./Operator/New", &MgmtTree::from_xml(document.as_bytes()).unwrap()).unwrap();
    assert_eq!(state(&tree, "./Operator/New/Leaf").value, NodeValue::from("1"));
}

#[test]
fn an_unnamed_root_is_the_target() {
    let mut tree = tree();
    let mut document = MgmtTree::new();
    let mut properties = RtProperties::default();
    properties.format = Some(Format::Node);
    let root = document.push(None, DescribedNode::new("").with_rt_properties(properties));
    document.push(Some(root), DescribedNode::new("Leaf").with_value("1"));
    document.push(None, DescribedNode::new("Far").with_path("Leaves").with_value("2"));
    assert_eq!(
        tree.add_tnds("a", "./Operator/New", &document),
        Err(StatusCode::NOT_FOUND),
        "no ./Operator/New/Leaves"
    );
    assert!(tree.node(&NodePath::parse("./Operator/New").unwrap()).is_err(), "taken back");
    let mut tree = tree.with_implicit_add();
    tree.add_tnds("a", "./Operator/New", &document).unwrap();
    assert_eq!(state(&tree, "./Operator/New/Leaf").value, NodeValue::from("1"));
    assert_eq!(state(&tree, "./Operator/New/Leaves/Far").value, NodeValue::from("2"));
}

#[test]
fn a_node_that_cannot_be_made_undoes_all() {
    for (break_it, status) in [
        (("<b64/>", "<int/>"), StatusCode::UNSUPPORTED_FORMAT),
        (("AP8=", "A"), StatusCode::UNSUPPORTED_FORMAT),
        (("Get=*&amp;Replace=a", "Copy=*"), StatusCode::BAD_REQUEST),
        (("<NodeName>Key</NodeName>", "<NodeName>Server</NodeName>"), StatusCode::ALREADY_EXISTS),
        (("<NodeName>POP3</NodeName>", "<NodeName/>"), StatusCode::BAD_REQUEST),
    ] {
        let text = MAIL.replace(break_it.0, break_it.1);
        let mut tree = tree();
        let before = tree.storage().clone();
        let document = MgmtTree::from_xml(text.as_bytes()).unwrap();
        assert_eq!(tree.add_tnds("a", "./Operator", &document), Err(status), "{}", break_it.1);
        assert_eq!(tree.storage(), &before);
    }
    let mut full = Tree::new(MemoryStorage::new().with_capacity_of(3)).with_implicit_add();
    assert_eq!(full.add_tnds("a", ".", &mail()), Err(StatusCode::DEVICE_FULL));
    assert_eq!(full.storage().iter().count(), 1);
}

#[test]
fn replace_leaves_what_the_document_says() {
    let mut tree = tree();
    tree.add_tnds("a", "./Operator", &mail()).unwrap();
    let acl = Acl::parse("Add=*&Get=*&Replace=*&Delete=*").unwrap().into_owned();
    let mut top = state(&tree, "./Operator/E-Mail");
    top.acl = acl;
    tree.storage_mut().put(&NodePath::parse("./Operator/E-Mail").unwrap(), top).unwrap();
    tree.add("a", "./Operator/E-Mail/Extra", omadm_syncml::tree::NodeData::value("1")).unwrap();

    let text = MAIL.replace("mail.example", "new.example").replace("<ACL>Get=*&amp;Replace=a</ACL>", "");
    let document = MgmtTree::from_xml(text.as_bytes()).unwrap();
    tree.replace_tnds("a", "./Operator/E-Mail", &document).unwrap();
    assert_eq!(state(&tree, "./Operator/E-Mail/POP3/Server").value, NodeValue::from("new.example"));
    assert!(tree.node(&NodePath::parse("./Operator/E-Mail/Extra").unwrap()).is_err());

    // A permanent node that the document lacks cannot go.
    let path = NodePath::parse("./Operator/E-Mail/Fixed").unwrap();
    tree.storage_mut().put(&path, NodeState::leaf("x").permanent()).unwrap();
    let before = tree.storage().clone();
    assert_eq!(tree.replace_tnds("a", "./Operator/E-Mail", &document), Err(StatusCode::NOT_ALLOWED));
    assert_eq!(tree.storage(), &before);
    assert_eq!(tree.replace_tnds("a", "./Operator/No", &document), Err(StatusCode::NOT_FOUND));
}

#[test]
fn export_shows_what_is_asked_for_and_allowed() {
    let mut tree = tree();
    tree.set_time(Timestamp::parse("20240101T000000Z"));
    tree.add_tnds("a", "./Operator", &mail()).unwrap();
    let secret = NodeState::leaf("s").with_access([AccessType::Replace]);
    tree.storage_mut().put(&NodePath::parse("./Operator/E-Mail/Secret").unwrap(), secret).unwrap();

    let all = tree.export("b", "./Operator/E-Mail?list=TNDS").unwrap();
    let templates: Vec<_> = all.iter().map(|node| node.template()).collect();
    assert_eq!(templates, ["./E-Mail", "./E-Mail/POP3", "./E-Mail/POP3/Key", "./E-Mail/POP3/Server"]);
    let rt = all.roots().next().unwrap().rt_properties.clone().unwrap();
    assert_eq!(
        (rt.acl.as_deref(), rt.tstamp.as_deref()),
        (Some("Get=*&Replace=a"), Some("20240101T000000Z"))
    );

    let some = tree.export("b", "./Operator/E-Mail/POP3/Server?list=TNDS+Value").unwrap();
    let node = some.roots().next().unwrap();
    assert_eq!(node.value.as_ref().unwrap().as_text(), Some("mail.example"));
    assert_eq!(node.rt_properties.as_deref(), Some(&RtProperties::default()));
    let less = tree.export("b", "./Operator/E-Mail/POP3/Server?list=TNDS-Value-VerNo").unwrap();
    let node = less.roots().next().unwrap();
    assert!(node.value.is_none() && node.rt_properties.as_ref().unwrap().ver_no.is_none());
    assert!(node.rt_properties.as_ref().unwrap().format.is_some());

    for (uri, status) in [
        ("./Operator?list=TNDS+Size", StatusCode::NOT_SUPPORTED),
        ("./Operator?list=Struct", StatusCode::NOT_SUPPORTED),
        ("./Nowhere?list=TNDS", StatusCode::NOT_FOUND),
        ("./Operator/E-Mail/Secret", StatusCode::NOT_ALLOWED),
    ] {
        assert_eq!(tree.export("b", uri).unwrap_err(), status, "{uri}");
    }
    let roots: Vec<_> = tree.export("b", ".").unwrap().roots().map(|node| node.template()).collect();
    assert_eq!(roots, ["./Operator"]);
}

proptest! {
    /// Out of one tree and into another gives the same sub-tree, through XML.
    #[test]
    fn what_goes_out_comes_in(
        leaves in proptest::collection::btree_map("[a-z]{1,3}(/[A-Z]{1,2}){0,2}", "[ -~é\r\n]{0,12}", 1..8),
        bytes in proptest::collection::vec(any::<u8>(), 0..12),
    ) {
        let mut source = MemoryStorage::new();
        source.insert("./T", NodeState::interior()).unwrap();
        for (path, text) in &leaves {
            // A path may run through a leaf of another; then the leaf gives way.
            let path = NodePath::parse(&format!("./T/x/{path}")).unwrap();
            let mut above = path.parent();
            while let Some(place) = above.filter(|place| !place.is_root()) {
                above = place.parent();
                source.put(&place, NodeState::interior()).unwrap();
            }
            source.put(&path, NodeState::leaf(text.as_str())).unwrap();
        }
        source.insert("./T/x/bytes", NodeState::leaf(bytes)).unwrap();
        for path in source.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>() {
            let mut node = source.node(&path).unwrap().into_owned();
            if !path.is_root() {
                node.permanent = false;
                if !source.children(&path).is_empty() {
                    node = NodeState::interior();
                }
                source.put(&path, node).unwrap();
            }
        }
        let exported = Tree::new(source.clone()).export("a", "./T/x").unwrap();
        let xml = exported.to_xml().unwrap();
        let read = MgmtTree::decode(xml.as_bytes(), &mgmt_wire::DecodeOptions::strict(), &mut ()).unwrap();
        let mut target = MemoryStorage::new();
        let all = Acl::parse("Add=*&Get=*&Replace=*").unwrap().into_owned();
        target.insert("./T", NodeState::interior().with_acl(all)).unwrap();
        let mut target = Tree::new(target);
        target.add_tnds("a", "./T", &read).unwrap();
        let below = |storage: &MemoryStorage| {
            let x = NodePath::parse("./T/x").unwrap();
            let nodes = storage.iter().filter(|(path, _)| x.contains(path));
            nodes.map(|(path, node)| (path.clone(), node.clone())).collect::<Vec<_>>()
        };
        prop_assert_eq!(below(target.storage()), below(&source));
    }
}
