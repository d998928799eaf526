//! Every message and every list of commands of the corpus, when `MGMT_CORPUS` names it.
#![cfg(feature = "xml")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use mgmt_wire::DecodeOptions;
use omadm_syncml::ErrorKind;
use omadm_syncml::message::{Encoding, SyncBody, SyncHdr, SyncMl, decode_commands};
use omadm_syncml::syntax::Fragment;
use std::path::{Path, PathBuf};

fn files() -> Option<(PathBuf, Vec<PathBuf>)> {
    let folder = mgmt_testkit::corpus("omadm");
    if folder.is_none() {
        mgmt_testkit::corpus::skip("MGMT_CORPUS", "messages of the corpus");
    }
    folder.map(|folder| {
        let files = mgmt_testkit::files(&folder);
        (folder, files)
    })
}

/// Tests of other projects for what a parser must refuse, and excerpts whose header lacks required elements.
const NOT_WHOLE: [&str; 8] = [
    "respinvalid1.txt",
    "respinvalid2.txt",
    "respinvalid3.txt",
    "respinvalid4.txt",
    "respinvalid5.txt",
    "resp2.txt",
    "toXMLtest.txt",
    "testAdd.txt",
];

fn is_not_whole(file: &Path) -> bool {
    file.file_name().is_some_and(|name| NOT_WHOLE.iter().any(|known| name == *known))
}

/// The local name of the document element, as far as it can be told from the text.
fn root(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let tag = text.split('<').skip(1).find(|tag| !tag.starts_with(['?', '!']))?;
    let name = tag.split([' ', '\t', '\r', '\n', '>', '/']).next()?;
    Some(name.rsplit(':').next().unwrap_or(name).to_owned())
}

/// Both encodings carry the message, and XML and WBXML turn into each other.
fn check(message: &SyncMl<'_>, file: &Path) {
    let wbxml = message.to_wbxml().unwrap();
    assert_eq!(&SyncMl::from_wbxml(&wbxml).unwrap(), message, "{}", file.display());
    let xml = message.to_xml().unwrap();
    let from_xml = SyncMl::from_xml(xml.as_bytes()).unwrap();
    assert_eq!(&from_xml, message, "{}", file.display());
    assert_eq!(from_xml.to_wbxml().unwrap(), wbxml, "{}", file.display());
}

/// Element names and text of a document, without white space around it: what no conversion may lose.
fn content(xml: &str) -> Vec<String> {
    let options = DecodeOptions::default();
    let fragment = Fragment::decode_xml(xml.as_bytes(), &options, &mut ()).unwrap();
    let nodes = fragment.nodes().iter().filter_map(|node| match node {
        omadm_syncml::syntax::Node::Start { name, .. } if name.local() == "MetInf" => None,
        omadm_syncml::syntax::Node::Start { name, .. } => Some(name.local().to_owned()),
        omadm_syncml::syntax::Node::Text(text) => {
            Some(text.trim().to_owned()).filter(|text| !text.is_empty())
        }
        _ => None,
    });
    let mut content: Vec<String> = nodes.collect();
    // Children come in DTD order, whatever order they had.
    content.sort_unstable();
    content
}

/// What stands in the first sorted list more often than in the second.
fn subtract(first: Vec<String>, second: &[String]) -> Vec<String> {
    let mut rest = second.iter().peekable();
    first
        .into_iter()
        .filter(|entry| {
            while rest.next_if(|other| *other < entry).is_some() {}
            rest.next_if(|other| *other == entry).is_none()
        })
        .collect()
}

#[test]
fn messages() {
    let Some((_, files)) = files() else { return };
    let mut seen = [0, 0];
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        let encoding = Encoding::detect(&bytes);
        let is_message = match encoding {
            Encoding::Wbxml => file.extension().is_some_and(|end| end == "wbxml") && !is_other_wbxml(&bytes),
            _ => root(&bytes).as_deref() == Some("SyncML") && !is_not_whole(&file),
        };
        if !is_message {
            continue;
        }
        match SyncMl::decode(&bytes, &DecodeOptions::lenient(), &mut ()) {
            Ok(message) => {
                check(&message, &file);
                if encoding == Encoding::Xml {
                    let before = content(&String::from_utf8(bytes.clone()).unwrap());
                    let after = content(&message.to_xml().unwrap());
                    let lost: Vec<_> = subtract(before, &after);
                    assert!(lost.is_empty(), "{}: {lost:?}", file.display());
                }
                seen[usize::from(encoding == Encoding::Wbxml)] += 1;
            }
            // Bare ampersands, broken tags, bytes that are no UTF-8: no XML at all.
            Err(error) => assert!(matches!(error.kind(), ErrorKind::Xml(_)), "{}: {error}", file.display()),
        }
    }
    assert!(seen[0] > 0 && seen[1] > 0, "the corpus holds messages in both encodings");
}

/// Provisioning documents (0x0B), and the private code pages of one vendor's tree store (unknown public identifier).
fn is_other_wbxml(bytes: &[u8]) -> bool {
    matches!(bytes, [_, 0x0B | 0x01, ..])
}

#[test]
fn lists_of_commands() {
    let Some((folder, files)) = files() else { return };
    let mut seen = 0;
    for file in files {
        let is_list = ["marcosd4h-mdm", "euc-samples", "fleet", "ms-docs"]
            .iter()
            .any(|at| file.starts_with(folder.join(at)));
        if !is_list {
            continue;
        }
        let bytes = std::fs::read(&file).unwrap();
        match decode_commands(&bytes, &DecodeOptions::lenient(), &mut ()) {
            Ok(commands) => {
                assert!(!commands.is_empty(), "{}", file.display());
                let mut body = SyncBody::new();
                body.commands = commands;
                check(&SyncMl::new(SyncHdr::dm12("1", 1u32, "d", "s"), body), &file);
                seen += 1;
            }
            Err(error) => assert!(matches!(error.kind(), ErrorKind::Xml(_)), "{}: {error}", file.display()),
        }
    }
    assert!(seen > 0, "the corpus holds lists of commands");
}

#[test]
fn every_wbxml_file_is_tokens() {
    let Some((_, files)) = files() else { return };
    for file in files.into_iter().filter(|file| file.extension().is_some_and(|end| end == "wbxml")) {
        let bytes = std::fs::read(&file).unwrap();
        let mut tokens =
            omadm_syncml::syntax::wbxml::Tokenizer::new(&bytes, &DecodeOptions::lenient()).unwrap();
        loop {
            match tokens.next() {
                Ok(Some(_)) => {}
                Ok(None) => break,
                Err(error) => panic!("{}: {error}", file.display()),
            }
        }
    }
}
