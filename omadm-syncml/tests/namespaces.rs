//! Names in namespaces that do not have them mean the same in both encodings, with the same warnings.
#![cfg(feature = "xml")]
#![allow(clippy::unwrap_used, missing_docs)]

use mgmt_wire::{DecodeOptions, Warning};
use omadm_syncml::WarningKind;
use omadm_syncml::message::{Item, Meta, Replace, SyncBody, SyncHdr, SyncMl};
use omadm_syncml::syntax::{Fragment, Node, Tag};
use omadm_syncml::tree::MgmtTree;

fn message() -> SyncMl<'static> {
    let item = Item::at("./A").with_meta(Meta::of("chr", "text/plain")).with_data("x");
    let mut command = Replace::new("1");
    command.items = vec![item];
    SyncMl::new(SyncHdr::dm12("1", 1, "a", "b"), SyncBody::new().with_command(command))
}

/// The message with an element `name` in `uri` (in what is around it for `None`) for the `Format`, in WBXML.
fn in_wbxml(name: &str, uri: Option<&str>) -> Vec<u8> {
    let wbxml = message().to_wbxml().unwrap();
    let format = b"\x00\x01\x47\x03chr\x00\x01";
    let at = wbxml.windows(format.len()).position(|window| window == format).unwrap();
    let (before, after) = (wbxml.get(..at).unwrap(), wbxml.get(at + format.len()..).unwrap());
    // 1.2, public identifier 1201, UTF-8, an empty string table.
    let body = before.strip_prefix(b"\x03\xA4\x01\x6A\x00").or(before.strip_prefix(b"\x02\xA4\x01\x6A\x00"));
    let mut out = b"\x03\xA4\x01\x6A".to_vec();
    out.push(u8::try_from(name.len() + 7).unwrap());
    out.extend_from_slice(b"xmlns\0");
    out.extend_from_slice(name.as_bytes());
    out.push(0);
    out.extend_from_slice(body.unwrap());
    match uri {
        Some(uri) => {
            out.extend_from_slice(b"\xC4\x06\x04\x00\x03");
            out.extend_from_slice(uri.as_bytes());
            out.extend_from_slice(b"\x00\x01");
        }
        None => out.extend_from_slice(b"\x44\x06"),
    }
    out.extend_from_slice(b"\x03chr\x00\x01\x00\x01");
    out.extend_from_slice(after);
    out
}

fn in_xml(name: &str, uri: Option<&str>) -> String {
    let xml = message().to_xml().unwrap();
    let format = "<Format xmlns=\"syncml:metinf\">chr</Format>";
    assert!(xml.contains(format), "{xml}");
    let declaration = uri.map_or(String::new(), |uri| format!(" xmlns=\"{uri}\""));
    xml.replace(format, &format!("<{name}{declaration}>chr</{name}>"))
}

#[test]
fn a_name_in_the_wrong_namespace_means_the_same_in_both_encodings() {
    for (name, uri, warning) in [
        ("Format", Some("syncml:metinf"), None),
        ("Format", None, Some("Format")),
        ("Format", Some(""), Some("Format")),
        ("Format", Some("SYNCML:SYNCML1.1"), Some("Format")),
        ("Format", Some("SYNCML:METINF1.2"), Some("Format")),
        ("Format", Some("syncml:devinf"), None),
        ("Format", Some("syncml:unheard"), None),
        ("Format", Some("urn:vendor"), None),
        ("Format", Some("http://schemas.microsoft.com/MobileDevice/DM"), None),
        ("DevInf", None, Some("DevInf")),
        ("DevInf", Some("syncml:metinf"), Some("DevInf")),
        ("Size", Some("syncml:devinf"), None),
        ("Unheard", Some("SYNCML:SYNCML1.1"), None),
        ("Unheard", Some("syncml:metinf1.1"), None),
    ] {
        let mut warnings = [Vec::new(), Vec::new()];
        let [of_xml, of_wbxml] = &mut warnings;
        let mut to_xml = |warning: Warning<WarningKind>| of_xml.push(warning.kind);
        let mut to_wbxml = |warning: Warning<WarningKind>| of_wbxml.push(warning.kind);
        let (xml, wbxml) = (in_xml(name, uri), in_wbxml(name, uri));
        let options = DecodeOptions::lenient();
        let from_xml = SyncMl::decode_xml(xml.as_bytes(), &options, &mut to_xml).unwrap();
        let from_wbxml = SyncMl::decode_wbxml(&wbxml, &options, &mut to_wbxml).unwrap();
        assert_eq!(from_wbxml, from_xml, "{name} in {uri:?}");
        // What is around a name in WBXML is a code page, not a namespace: a name spelled out is as good as its token.
        let spelled_out = uri.is_none();
        let expected = warning.map(WarningKind::WrongNamespace);
        for (found, expected) in warnings.into_iter().zip([expected, expected.filter(|_| !spelled_out)]) {
            let mut strays = found.into_iter().filter(|kind| matches!(kind, WarningKind::WrongNamespace(_)));
            assert_eq!((strays.next(), strays.next()), (expected, None), "{name} in {uri:?}");
        }

        let strict = DecodeOptions::strict();
        let from_xml = SyncMl::decode_xml(xml.as_bytes(), &strict, &mut ()).map_err(|error| error.name());
        let from_wbxml = SyncMl::decode_wbxml(&wbxml, &strict, &mut ()).map_err(|error| error.name());
        assert!(warning.is_none() || from_xml == Err("WrongNamespace"), "{from_xml:?}");
        if spelled_out && warning.is_some() {
            // Only a Format has a place in a Meta.
            let refusal = (name != "Format").then_some("Unexpected");
            assert_eq!(from_wbxml.err(), refusal, "strict: {name}");
        } else {
            assert_eq!(from_wbxml, from_xml, "strict: {name} in {uri:?}");
        }
    }
}

#[test]
fn a_name_that_is_spelled_out_is_one_of_the_vocabulary_it_stands_in() {
    // `VerDTD` is a name of SyncML, of DevInf and of DM-DDF.
    let table = b"MgmtTree\0VerDTD\0DevInf\0";
    let document = |public_id: &[u8], root: u8| {
        let header = [&[0x03], public_id, &[0x6A, 23], table.as_slice()].concat();
        [header.as_slice(), &[0x44, root, 0x44, 9, 0x03], b"1.1.2\0", &[0x01, 0x01]].concat()
    };
    let strict = DecodeOptions::strict();
    let tree = document(&[0x01], 0);
    let (read, mut warnings) =
        (|warnings: &mut Vec<_>| MgmtTree::decode_wbxml(&tree, &DecodeOptions::lenient(), warnings), vec![]);
    assert_eq!(read(&mut warnings).unwrap().ver_dtd, "1.1.2");
    assert_eq!(warnings.len(), 1, "only that it has no nodes: {warnings:?}");
    let information = document(&[0xA4, 0x03], 16);
    let read = Fragment::decode_wbxml(&information, &strict, &mut ()).unwrap();
    let tags: Vec<_> = read
        .nodes()
        .iter()
        .filter_map(|node| if let Node::Start { name, .. } = node { name.tag } else { None })
        .collect();
    assert_eq!(tags, [Tag::DevInf, Tag::DevInfVerDTD]);
}

#[test]
fn a_name_in_no_namespace_is_kept_as_what_it_is_read_back_as() {
    // `Data` has no place in a Meta.
    let xml = message()
        .to_xml()
        .unwrap()
        .replace(" xmlns=\"SYNCML:SYNCML1.2\"", "")
        .replace(" xmlns=\"syncml:metinf\"", "");
    let xml = xml.replace("<Format>chr</Format>", "<Data>chr</Data>");
    let first = SyncMl::from_xml(xml.as_bytes()).unwrap().into_owned();
    assert_eq!(SyncMl::from_xml(first.to_xml().unwrap().as_bytes()).unwrap(), first);
    assert_eq!(SyncMl::from_wbxml(&first.to_wbxml().unwrap()).unwrap(), first);
}

#[test]
fn what_is_tolerated_in_a_wrapper_around_meta_is_reported_where_it_stands() {
    let xml = message().to_xml().unwrap();
    let (before, behind) = xml.split_once("<Meta>").unwrap();
    let (_, behind) = behind.split_once("</Meta>").unwrap();
    let meta = "<Meta><MetInf xmlns=\"syncml:metinf\">x<Size>1</Size></MetInf>";
    let text = format!("{before}{meta}</Meta>{behind}");
    let mut warnings = Vec::new();
    SyncMl::decode_xml(text.as_bytes(), &DecodeOptions::lenient(), &mut warnings).unwrap();
    let place = before.len() + meta.len();
    assert_eq!(warnings, [Warning::new(WarningKind::TextBetweenElements, place)]);
    let error = SyncMl::decode_xml(text.as_bytes(), &DecodeOptions::strict(), &mut ()).unwrap_err();
    assert_eq!((error.name(), error.offset()), ("Unexpected", Some(place)));
}

#[test]
fn what_a_wrapper_around_meta_holds_is_refused_where_it_stands() {
    let xml = message().to_xml().unwrap();
    let (before, behind) = xml.split_once("<Meta>").unwrap();
    let (_, behind) = behind.split_once("</Meta>").unwrap();
    let meta = "<Meta><MetInf xmlns=\"syncml:metinf\"><Size>1</Size><Size>1</Size></MetInf>";
    let text = format!("{before}{meta}</Meta>{behind}");
    let error = SyncMl::from_xml(text.as_bytes()).unwrap_err();
    assert_eq!((error.name(), error.offset()), ("Duplicate", Some(before.len() + meta.len())));
    assert!(error.path().ends_with("/Meta"), "{error}");
}

#[test]
fn an_element_without_token_keeps_its_attributes() {
    // The declaration of its namespace and its attributes are one list.
    let xml = message().to_xml().unwrap();
    let data = "<Data>x</Data>";
    assert!(xml.contains(data), "{xml}");
    let vendor = "<Data><DevInf xmlns=\"syncml:devinf\" a=\"b\"><Man c=\"d\">m</Man></DevInf></Data>";
    let message = SyncMl::from_xml(xml.replace(data, vendor).as_bytes()).unwrap().into_owned();
    let wbxml = message.to_wbxml().unwrap();
    assert_eq!(SyncMl::from_wbxml(&wbxml).unwrap(), message);
}
