//! What a device without the XML layer can do: descriptions, serialized trees and messages, all in WBXML.
#![cfg(not(feature = "xml"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use omadm_syncml::code::StatusCode;
use omadm_syncml::message::{Add, Get, Item, Meta, SyncBody, SyncHdr, SyncMl};
use omadm_syncml::object::FUMO;
use omadm_syncml::tree::{MemoryStorage, MgmtTree, NodePath, NodeState, Tree};

const TNDS: &str = "application/vnd.syncml.dmtnds+wbxml";

fn tree() -> Tree<MemoryStorage> {
    let mut storage = MemoryStorage::new();
    storage.insert("./Mail/POP3/Server", NodeState::leaf("mail.example")).unwrap();
    Tree::new(storage)
}

#[test]
fn descriptions() {
    let ddf = FUMO.description();
    let wbxml = ddf.to_wbxml().unwrap();
    let read = MgmtTree::from_wbxml(&wbxml).unwrap();
    assert_eq!(read, ddf);
    assert!(read.find(&NodePath::parse("./x/Update").unwrap()).is_some());
    assert!(MgmtTree::from_wbxml(&wbxml[..wbxml.len() - 1]).unwrap_err().offset().is_some());
}

#[test]
fn serialized_trees_travel_in_messages() {
    let get = Get::new("1").with_item(Item::at("./Mail?list=TNDS"));
    let found = tree().execute("dm.example", &get.into(), &mut ());
    let mut add = Add::new("2");
    add.items.push(Item::at("./Mail").with_meta(Meta::of("xml", TNDS)));
    add.items[0].data = found[0].results[0].data.clone();
    let header = SyncHdr::dm12("1", 1u32, "device", "https://dm.example/");
    let message = SyncMl::new(header, SyncBody::new().with_command(add).with_final());

    let wbxml = message.to_wbxml().unwrap();
    let read = SyncMl::from_wbxml(&wbxml).unwrap();
    let mut other = Tree::new(MemoryStorage::new());
    let replies = other.execute("dm.example", &read.body.commands[0], &mut ());
    assert_eq!(replies[0].status, StatusCode::OK);
    let server = other.node(&NodePath::parse("./Mail/POP3/Server").unwrap()).unwrap();
    assert_eq!(server.value, "mail.example".into());
}
