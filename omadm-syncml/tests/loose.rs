//! XML without a root, and bodies without a message.
#![cfg(feature = "xml")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use mgmt_wire::{DecodeOptions, Warning};
use omadm_syncml::WarningKind;
use omadm_syncml::message::{SyncBody, SyncMl, decode_commands};
use omadm_syncml::syntax::wbxml::{WbxmlSink, WbxmlStyle};
use omadm_syncml::syntax::{Encode, Tag};

#[test]
fn what_stands_in_front_of_a_list_of_commands_is_what_may_stand_in_front_of_a_document() {
    let list = "<Get><CmdID>1</CmdID><Item/></Get><Get><CmdID>2</CmdID><Item/></Get>";
    let read = |front: &str, options: &DecodeOptions| {
        let mut warnings = Vec::new();
        let text = format!("{front}{list}");
        decode_commands(text.as_bytes(), options, &mut warnings)
            .map(|commands| (commands.len(), warnings.len()))
            .map_err(|error| (error.name(), error.offset()))
    };
    let (lenient, strict) = (DecodeOptions::lenient(), DecodeOptions::strict());
    for front in [
        "",
        "\u{FEFF}<?xml version='1.0'?>\n<!-- <SyncML> --><?a <b>?>",
        "<!DOCTYPE SyncML PUBLIC \"-//SYNCML//DTD SyncML 1.2//EN\" 'http://dm.example/?a>b'>",
    ] {
        assert_eq!(read(front, &strict), Ok((2, 0)), "{front}");
        let bodies =
            [("<SyncBody>", "</SyncBody>"), ("<x:SyncBody xmlns:x='SYNCML:SYNCML1.2'>", "</x:SyncBody>")];
        for (before, behind) in bodies {
            let text = format!("{front}{before}{list}{behind}");
            assert_eq!(decode_commands(text.as_bytes(), &lenient, &mut ()).unwrap().len(), 2, "{text}");
        }
    }
    let subset = "<!DOCTYPE SyncML [<?version 1?>]>";
    assert_eq!(read(subset, &lenient), Ok((2, 1)));
    assert_eq!(read(subset, &strict), Err(("DtdForbidden", Some(0))));
    for (front, name) in [
        ("<?xml version='1.1'?>", "Malformed"),
        ("<!-- a -- b -->", "Malformed"),
        ("<!DOCTYPE SyncML [<!ENTITY a 'b'>]>", "DtdForbidden"),
    ] {
        assert_eq!(read(front, &lenient), Err((name, Some(0))), "{front}");
    }
    let mut warnings = Vec::new();
    let ended = format!("{list}\0");
    let end = Some(list.len());
    assert_eq!(decode_commands(ended.as_bytes(), &lenient, &mut warnings).unwrap().len(), 2);
    assert_eq!(warnings.first().map(|warning| warning.offset), end);
    let error = decode_commands(ended.as_bytes(), &strict, &mut ()).unwrap_err();
    assert_eq!((error.name(), error.offset()), ("TrailingData", end));
}

/// As Microsoft's documentation prints the parts of a message.
#[test]
fn header_and_body_side_by_side_are_a_message() {
    let parts = "<SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1</SessionID><MsgID>1</MsgID>\
        <Target><LocURI>t</LocURI></Target><Source><LocURI>s</LocURI></Source></SyncHdr>\n\
        <SyncBody><Get><CmdID>1</CmdID><Item/></Get><Final/></SyncBody>";
    let text = format!("<?xml version='1.0'?>\n{parts}\n");
    let whole = format!("<SyncML xmlns=\"SYNCML:SYNCML1.2\">{parts}</SyncML>");
    let mut warnings: Vec<Warning<WarningKind>> = Vec::new();
    let message = SyncMl::decode_xml(text.as_bytes(), &DecodeOptions::lenient(), &mut warnings).unwrap();
    assert_eq!(message, SyncMl::from_xml(whole.as_bytes()).unwrap());
    assert!(warnings.contains(&Warning::new(WarningKind::MissingElement("SyncML"), 22)), "{warnings:?}");
    let error = SyncMl::decode_xml(text.as_bytes(), &DecodeOptions::strict(), &mut ()).unwrap_err();
    assert_eq!((error.name(), error.offset()), ("Missing", Some(22)));
    // What is wrong inside is said where it stands.
    let place = text.find("<MsgID>").unwrap();
    let wrong = text.replace("<MsgID>1", "<MsgID>a");
    let error = SyncMl::from_xml(wrong.as_bytes()).unwrap_err();
    assert_eq!((error.name(), error.path()), ("InvalidValue", "SyncHdr/MsgID"));
    assert!(error.offset() >= Some(place) && error.offset() < Some(place + 10), "{error}");
    for end in 1..text.trim_end().len() {
        let error = SyncMl::from_xml(&text.as_bytes()[..end]).unwrap_err();
        assert!(
            matches!(error.name(), "Truncated" | "Missing" | "TrailingData" | "Unexpected"),
            "{end}: {error}"
        );
        assert!(error.offset() <= Some(end), "{end}: {error}");
    }
}

#[test]
fn a_body_keeps_what_stands_beside_its_commands() {
    for text in [
        "<SyncBody><Get><CmdID>1</CmdID><Item/></Get><Final/></SyncBody>",
        "<Get><CmdID>1</CmdID><Item/></Get><Final/>",
    ] {
        let body = SyncBody::decode_xml(text.as_bytes(), &DecodeOptions::lenient(), &mut ()).unwrap();
        assert!(body.is_final, "{text}");
        let mut sink = WbxmlSink::new(WbxmlStyle::default());
        body.encode(Tag::SyncBody, &mut sink);
        let wbxml = sink.finish().unwrap();
        assert_eq!(SyncBody::decode_wbxml(&wbxml, &DecodeOptions::strict(), &mut ()).unwrap(), body);
    }
}
