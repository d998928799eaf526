//! SyncML, DevInf, DM-DDF and Client Provisioning against libwbxml (Debian: `libwbxml2-utils`), in both directions.
//!
//! What libwbxml does otherwise is a test of its own here, so that a release that changes it is noticed.

use mgmt_checks::documents::{corpus, documents, fragment, provisioning, styles};
use mgmt_checks::oracle::{Scratch, installed, run};
use mgmt_wire::DecodeOptions;
use omadm_syncml::bootstrap::ProvisioningDoc;
use omadm_syncml::message::SyncMl;
use omadm_syncml::security::Nonce;
use omadm_syncml::syntax::wbxml::{StringStyle, WbxmlStyle};
use omadm_syncml::syntax::{Fragment, Node};

const PACKAGE: &str = "libwbxml2-utils";

/// libwbxml's reading of a WBXML document, as XML.
fn wbxml2xml(name: &str, wbxml: &[u8]) -> Result<Vec<u8>, String> {
    let scratch = Scratch::new(&format!("wbxml2xml-{}", name.replace('/', "-")));
    let file = scratch.file("in.wbxml", wbxml);
    // Compact, keeping white space.
    run(
        "wbxml2xml",
        &["-m".as_ref(), "0".as_ref(), "-k".as_ref(), "-o".as_ref(), "-".as_ref(), file.as_ref()],
        &[],
    )
}

/// libwbxml's WBXML of an XML document.
fn xml2wbxml(name: &str, xml: &str) -> Result<Vec<u8>, String> {
    let scratch = Scratch::new(&format!("xml2wbxml-{}", name.replace('/', "-")));
    let file = scratch.file("in.xml", xml.as_bytes());
    run("xml2wbxml", &["-v".as_ref(), "1.2".as_ref(), "-o".as_ref(), "-".as_ref(), file.as_ref()], &[])
}

/// Elements and their text, without what XML and WBXML write differently: declarations of namespaces, opaque or not,
/// white space around text. libwbxml turns a document inside of `Data` into XML as well, and its media type with it.
fn content(fragment: &Fragment<'_>) -> Vec<String> {
    let mut content = vec![];
    let mut text = String::new();
    for node in fragment.nodes() {
        match node {
            Node::Text(part) => text.push_str(part),
            Node::Opaque(bytes) => match Fragment::decode_wbxml(bytes, &DecodeOptions::default(), &mut ()) {
                Ok(document) => content.extend(self::content(&document)),
                Err(_) => text.push_str(&String::from_utf8_lossy(bytes)),
            },
            Node::Start { .. } | Node::End => {
                if !text.trim().is_empty() {
                    content.push(format!("'{}'", text.trim().replace("+wbxml", "+xml")));
                }
                text.clear();
            }
        }
        match node {
            Node::Start { name, .. } => content.push(format!("<{}>", name.local())),
            Node::End => content.push("</>".to_owned()),
            _ => {}
        }
    }
    content
}

/// libwbxml takes opaque data in `NextNonce` for the nonce itself, and writes it in base64.
fn nonces_in_base64(content: &mut [String]) {
    for at in 1..content.len() {
        if content[at - 1] == "<NextNonce>" {
            let text = content[at].trim_matches('\'').to_owned();
            content[at] = format!("'{}'", Nonce::new(text.into_bytes()).unwrap().to_base64());
        }
    }
}

fn of_wbxml(name: &str, wbxml: &[u8]) -> Vec<String> {
    match Fragment::decode_wbxml(wbxml, &DecodeOptions::default(), &mut ()) {
        Ok(fragment) => content(&fragment),
        Err(error) => panic!("{name}: {error}"),
    }
}

#[test]
fn reads_what_we_write() {
    if !installed("wbxml2xml", PACKAGE) {
        return;
    }
    for (name, xml) in documents() {
        let document = fragment(xml.as_bytes());
        for (style_name, style) in styles() {
            let name = format!("{name}, {style_name}");
            let wbxml = document.to_wbxml(style).unwrap();
            let theirs = wbxml2xml(&name, &wbxml).unwrap_or_else(|e| panic!("{name}: {e}"));
            let mut expected = content(&document);
            if style.strings == StringStyle::Opaque {
                nonces_in_base64(&mut expected);
            }
            assert_eq!(content(&fragment(&theirs)), expected, "{name}");
            assert_eq!(of_wbxml(&name, &wbxml), content(&document), "{name}");
        }
    }
}

#[test]
fn writes_what_we_read() {
    if !installed("xml2wbxml", PACKAGE) {
        return;
    }
    for (name, xml) in documents() {
        // libwbxml knows SyncML by its root element, and the others by their declaration only.
        let declaration = match fragment(xml.as_bytes()).name().map(|name| name.local().to_owned()).as_deref()
        {
            _ if xml.contains("<!DOCTYPE") => "",
            Some("MgmtTree") => "<!DOCTYPE MgmtTree PUBLIC \"-//OMA//DTD-DM-DDF 1.2//EN\" \"d\">",
            Some("DevInf") => "<!DOCTYPE DevInf PUBLIC \"-//SYNCML//DTD DevInf 1.2//EN\" \"d\">",
            _ => "",
        };
        let at = xml.find("?>").map_or(0, |end| end + 2);
        let declared = format!("{}{declaration}{}", &xml[..at], &xml[at..]);
        let wbxml = xml2wbxml(name, &declared).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(of_wbxml(name, &wbxml), content(&fragment(xml.as_bytes())), "{name}");
    }
}

#[test]
fn reads_provisioning_as_we_do() {
    if !installed("wbxml2xml", PACKAGE) {
        return;
    }
    for wbxml in provisioning() {
        let theirs = wbxml2xml("provisioning", &wbxml).unwrap();
        let theirs = ProvisioningDoc::from_xml(&theirs).unwrap().assume_unauthenticated();
        assert_eq!(theirs, ProvisioningDoc::from_wbxml(&wbxml).unwrap().assume_unauthenticated());
    }
}

#[test]
fn reads_the_corpus_as_we_do() {
    if !installed("wbxml2xml", PACKAGE) {
        return;
    }
    for (name, wbxml) in corpus() {
        let Ok(theirs) = wbxml2xml(&name, &wbxml) else { panic!("{name}: refused by libwbxml") };
        match Fragment::decode_xml(&theirs, &DecodeOptions::default(), &mut ()) {
            Ok(theirs) => assert_eq!(content(&theirs), of_wbxml(&name, &wbxml), "{name}"),
            Err(error) => panic!("{name}: libwbxml's XML is none: {error}"),
        }
    }
}

// What libwbxml 0.11 does otherwise, each with a value that the round trip of the family keeps.

fn message(command: &str, data: &str) -> String {
    format!(
        "<SyncML xmlns=\"SYNCML:SYNCML1.2\" xmlns:msft=\"http://schemas.microsoft.com/MobileDevice/MDM\"><SyncHdr>\
         <VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1</SessionID><MsgID>1</MsgID><Target>\
         <LocURI>a</LocURI></Target><Source><LocURI>b</LocURI></Source></SyncHdr><SyncBody><{command}>\
         <CmdID>1</CmdID><Item><Target><LocURI>./A</LocURI></Target>{data}</Item></{command}><Final/></SyncBody>\
         </SyncML>"
    )
}

#[test]
fn known_difference_line_ends_in_data() {
    if !installed("xml2wbxml", PACKAGE) {
        return;
    }
    let xml = message("Replace", "<Data>line1\nline2</Data>");
    let theirs = xml2wbxml("line-ends", &xml).unwrap();
    let ours = SyncMl::from_xml(xml.as_bytes()).unwrap().to_wbxml().unwrap();
    let holds = |wbxml: &[u8], text: &[u8]| wbxml.windows(text.len()).any(|window| window == text);
    assert!(holds(&theirs, b"line1\r\nline2"), "libwbxml takes any data for a vObject");
    assert!(holds(&ours, b"line1\nline2") && !holds(&ours, b"\r"));
}

#[test]
fn known_difference_attributes() {
    if !installed("xml2wbxml", PACKAGE) {
        return;
    }
    let xml = message("Replace", "<Data msft:originalerror=\"0x86000002\">404</Data>");
    let theirs = xml2wbxml("attributes", &xml).unwrap();
    let ours = SyncMl::from_xml(xml.as_bytes()).unwrap().to_wbxml().unwrap();
    let holds = |wbxml: &[u8]| wbxml.windows(10).any(|window| window == b"0x86000002");
    assert!(!holds(&theirs), "libwbxml has no attributes in SyncML");
    assert!(holds(&ours));
    assert_eq!(SyncMl::from_wbxml(&ours).unwrap(), SyncMl::from_xml(xml.as_bytes()).unwrap());
}

#[test]
fn known_difference_end_of_a_cdata_section() {
    if !installed("wbxml2xml", PACKAGE) {
        return;
    }
    let xml = message("Replace", "<Data>a]]&gt;b</Data>");
    let message = SyncMl::from_xml(xml.as_bytes()).unwrap();
    let theirs = wbxml2xml("cdata", &message.to_wbxml().unwrap()).unwrap();
    let text = String::from_utf8_lossy(&theirs);
    assert!(text.contains("<![CDATA[a]]>b]]>"), "libwbxml lets data break out of its section: {text}");
    let strict = SyncMl::decode_xml(&theirs, &DecodeOptions::strict(), &mut ());
    assert!(strict.is_err(), "which is not well-formed");
    assert_eq!(SyncMl::from_xml(message.to_xml().unwrap().as_bytes()).unwrap(), message);
}

#[test]
fn known_difference_unknown_elements() {
    if !installed("wbxml2xml", PACKAGE) {
        return;
    }
    // SyncML holding an element of a token that no version defines.
    let wbxml = [0x02, 0xa4, 0x01, 0x6a, 0x00, 0x6d, 0x7e, 0x03, b'x', 0x00, 0x01, 0x01];
    let theirs = wbxml2xml("unknown", &wbxml).unwrap();
    assert!(String::from_utf8_lossy(&theirs).contains("<unknown>"), "libwbxml forgets the token");
    let ours = Fragment::decode_wbxml(&wbxml, &DecodeOptions::default(), &mut ()).unwrap();
    assert_eq!(ours.to_wbxml(WbxmlStyle::default().with_strings(StringStyle::Inline)).unwrap(), wbxml);
}
