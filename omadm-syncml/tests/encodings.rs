//! Documents in other encodings than UTF-8: what is read, and where it says things are.
#![cfg(feature = "xml")]
#![allow(clippy::unwrap_used, missing_docs)]

use mgmt_wire::{DecodeOptions, Warning};
use omadm_syncml::bootstrap::ProvisioningDoc;
use omadm_syncml::message::{SyncMl, decode_commands};
use omadm_syncml::syntax::Fragment;
use omadm_syncml::tree::MgmtTree;
use omadm_syncml::{Error, WarningKind};

/// The text in two encodings, with the number of bytes a character of the text takes and how many stand in front.
fn encoded(text: &str) -> [(Vec<u8>, usize, usize); 2] {
    let declaration = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>";
    let latin1 = declaration.chars().chain(text.chars()).map(|c| u8::try_from(u32::from(c)).unwrap());
    let utf16 = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes);
    [(latin1.collect(), 1, declaration.len()), (utf16.collect(), 2, 2)]
}

type Read = fn(&[u8], &mut Vec<Warning<WarningKind>>) -> Option<Error>;

#[test]
fn places_are_those_in_the_bytes() {
    let reads: [(&str, Read); 6] = [
        ("<SyncML><SyncHdr x=\"é\"><é/>", |bytes, warnings| {
            SyncMl::decode_xml(bytes, &DecodeOptions::lenient(), warnings).err()
        }),
        ("<SyncML><SyncHdr x=\"é\"><é/>", |bytes, warnings| {
            SyncMl::partial_xml(bytes, &DecodeOptions::lenient(), warnings).error
        }),
        ("<Get x=\"é\"><é/>", |bytes, warnings| {
            decode_commands(bytes, &DecodeOptions::lenient(), warnings).err()
        }),
        ("<MgmtTree x=\"é\"><é/>", |bytes, warnings| {
            MgmtTree::decode(bytes, &DecodeOptions::lenient(), warnings).err()
        }),
        ("<wap-provisioningdoc x=\"é\"><é/>", |bytes, warnings| {
            ProvisioningDoc::decode_xml(bytes, &DecodeOptions::lenient(), warnings).err()
        }),
        ("<DevInf x=\"é\"><é/>", |bytes, warnings| {
            Fragment::decode_xml(bytes, &DecodeOptions::lenient(), warnings).err()
        }),
    ];
    for (front, read) in reads {
        let text = format!("{front}éé&none;");
        let at = text.chars().position(|c| c == '&').unwrap();
        // In UTF-8 first: the same warnings in the same order.
        let mut plain: Vec<Warning<WarningKind>> = Vec::new();
        assert!(read(text.as_bytes(), &mut plain).is_some());
        for (bytes, width, before) in encoded(&text) {
            let mut warnings = Vec::new();
            let error = read(&bytes, &mut warnings).unwrap();
            assert_eq!(
                (error.name(), error.offset()),
                ("UnknownEntity", Some(before + at * width)),
                "{text}"
            );
            let kinds =
                |warnings: &[Warning<WarningKind>]| warnings.iter().map(|w| w.kind).collect::<Vec<_>>();
            assert_eq!(kinds(warnings.get(1..).unwrap()), kinds(&plain), "{text}");
            for (warning, plain) in warnings.iter().skip(1).zip(&plain) {
                let characters = text.get(..plain.offset).unwrap().chars().count();
                assert_eq!(warning.offset, before + characters * width, "{text}: {:?}", warning.kind);
            }
        }
    }
}
