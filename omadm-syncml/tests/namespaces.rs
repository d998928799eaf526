//! Names in namespaces that do not have them mean the same in both encodings, with the same warnings.
#![cfg(feature = "xml")]
#![allow(clippy::unwrap_used, missing_docs)]

use mgmt_wire::{DecodeOptions, Warning};
use omadm_syncml::WarningKind;
use omadm_syncml::message::{Item, Meta, Replace, SyncBody, SyncHdr, SyncMl};

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
        let expected = warning.map(WarningKind::WrongNamespace);
        for found in warnings {
            let mut strays = found.into_iter().filter(|kind| matches!(kind, WarningKind::WrongNamespace(_)));
            assert_eq!((strays.next(), strays.next()), (expected, None), "{name} in {uri:?}");
        }

        let strict = DecodeOptions::strict();
        let from_xml = SyncMl::decode_xml(xml.as_bytes(), &strict, &mut ()).map_err(|error| error.name());
        let from_wbxml = SyncMl::decode_wbxml(&wbxml, &strict, &mut ()).map_err(|error| error.name());
        assert_eq!(from_wbxml, from_xml, "strict: {name} in {uri:?}");
        assert!(warning.is_none() || from_xml == Err("WrongNamespace"), "{from_xml:?}");
    }
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
