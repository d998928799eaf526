//! Trees and URIs of real devices, where the environment names a corpus.
#![cfg(feature = "xml")]
#![allow(clippy::unwrap_used, missing_docs)]

use mgmt_testkit::corpus::{corpus, files};
use mgmt_wire::DecodeOptions;
use omadm_syncml::tree::{MgmtTree, Uri};

#[test]
fn every_tree_decodes_and_survives() {
    let Some(folder) = corpus("omadm") else { return };
    for file in files(&folder) {
        let bytes = std::fs::read(&file).unwrap();
        let head = String::from_utf8_lossy(&bytes);
        // Documents whose root is a MgmtTree, however they begin.
        let root = head.split('<').find(|part| part.starts_with(|c: char| c.is_ascii_alphabetic()));
        if !root.is_some_and(|root| root.starts_with("MgmtTree")) {
            continue;
        }
        let tree = MgmtTree::from_xml(&bytes).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        assert!(!tree.is_empty(), "{}", file.display());
        let written = tree.to_xml().unwrap();
        assert!(MgmtTree::from_xml(written.as_bytes()).unwrap() == tree, "{}", file.display());
        for node in tree.iter() {
            let template = node.template();
            assert!(Uri::parse(&template).is_ok(), "{}: {template}", file.display());
        }
    }
}

#[test]
fn uris_of_commands_parse() {
    let Some(folder) = corpus("omadm") else { return };
    for file in files(&folder) {
        let Ok(text) = String::from_utf8(std::fs::read(&file).unwrap()) else { continue };
        let uris = text.split("<LocURI>").skip(1).filter_map(|rest| rest.split("</LocURI>").next());
        for uri in uris.map(str::trim).filter(|uri| uri.starts_with("./") && !uri.contains(['&', '<', '\n']))
        {
            let read = Uri::decode(uri, &DecodeOptions::lenient(), &mut ());
            let read = read.unwrap_or_else(|error| panic!("{}: {uri}: {error}", file.display()));
            assert!(
                Uri::decode(&read.canonical(), &DecodeOptions::lenient(), &mut ()).unwrap().same_node(&read)
            );
        }
    }
}

#[test]
fn binary_files_never_panic_and_trees_among_them_survive() {
    let Some(folder) = corpus("omadm") else { return };
    for file in files(&folder).iter().filter(|file| file.extension().is_some_and(|name| name == "wbxml")) {
        let bytes = std::fs::read(file).unwrap();
        if let Ok(tree) = MgmtTree::from_wbxml(&bytes) {
            let written = tree.to_wbxml().unwrap();
            assert!(MgmtTree::from_wbxml(&written).unwrap() == tree, "{}", file.display());
        }
    }
}
