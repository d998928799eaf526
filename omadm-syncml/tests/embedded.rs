//! Documents in Data and the media type that tells of them, in both encodings.
#![cfg(feature = "xml")]
#![allow(clippy::unwrap_used, missing_docs)]

use omadm_syncml::message::{Content, Item, Meta, SyncMl};

const TREE: &str = "<MgmtTree xmlns=\"syncml:dmddf1.2\"><VerDTD>1.2</VerDTD></MgmtTree>";
const INFO: &str = "<DevInf xmlns=\"syncml:devinf\"><VerDTD>1.2</VerDTD><Man>M</Man></DevInf>";
const ACCOUNT: &str = "<wap-provisioningdoc><characteristic type=\"A\"/></wap-provisioningdoc>";

/// A message whose type stands in the item, or in the command around it.
fn message(media_type: &str, data: &str, in_item: bool) -> String {
    let meta = format!(
        "<Meta><Format xmlns=\"syncml:metinf\">xml</Format><Type xmlns=\"syncml:metinf\">{media_type}</Type></Meta>"
    );
    let (of_command, of_item) = if in_item { ("", &*meta) } else { (&*meta, "") };
    format!(
        "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>\
         <SessionID>1</SessionID><MsgID>1</MsgID><Target><LocURI>T</LocURI></Target><Source><LocURI>S</LocURI></Source>\
         </SyncHdr><SyncBody><Replace><CmdID>1</CmdID>{of_command}<Item><Target><LocURI>./a</LocURI></Target>{of_item}\
         <Data>{data}</Data></Item><Item><Data>t</Data></Item></Replace></SyncBody></SyncML>"
    )
}

#[test]
fn the_media_type_comes_back_with_any_document() {
    let data = [
        TREE.to_owned(),
        INFO.to_owned(),
        ACCOUNT.to_owned(),
        format!("\n {TREE}\n"),
        // None of these can be a WBXML document of its own.
        "<a/>".to_owned(),
        "<a xmlns=\"urn:example:a\" b=\"c\"/>".to_owned(),
        format!("{TREE}{INFO}"),
        format!("x{TREE}"),
        "&lt;a/>".to_owned(),
        "x".to_owned(),
        String::new(),
    ];
    for media_type in ["application/a+xml", " application/a+xml\n", "application/a+wbxml", "text/xml", "xml"]
    {
        for data in &data {
            for in_item in [true, false] {
                let text = message(media_type, data, in_item);
                let from_xml = SyncMl::from_xml(text.as_bytes()).unwrap();
                let wbxml = from_xml.to_wbxml().unwrap();
                let from_wbxml = SyncMl::from_wbxml(&wbxml).unwrap();
                assert_eq!(from_wbxml, from_xml, "{text}");
                let written = from_wbxml.to_xml().unwrap();
                assert_eq!(SyncMl::from_xml(written.as_bytes()).unwrap(), from_xml, "{written}");
            }
        }
    }
}

#[test]
fn elements_in_place_under_a_type_of_wbxml_are_xml() {
    let of = |item: &Item<'_>| {
        item.meta.as_ref().and_then(|meta: &Meta<'_>| meta.type_.clone()).unwrap().into_owned()
    };
    let text = message("application/vnd.syncml.dmtnds+xml", TREE, true);
    let wbxml = SyncMl::from_xml(text.as_bytes()).unwrap().to_wbxml().unwrap();
    // The document in place, as code page 2 of the message, in front of the END of Data.
    let document = b"\xC3";
    let at = wbxml.windows(2).position(|part| part == [0x4F, document[0]]).unwrap() + 1;
    let length = usize::from(*wbxml.get(at + 1).unwrap());
    let in_place = [
        wbxml.get(..at).unwrap(),
        b"\x00\x02\x60\x77\x031.2\0\x01\x01\x00\x00",
        wbxml.get(at + 2 + length..).unwrap(),
    ]
    .concat();
    for bytes in [wbxml, in_place] {
        let message = SyncMl::from_wbxml(&bytes).unwrap();
        let item = message.body.commands.first().and_then(|command| command.items().first()).unwrap();
        assert_eq!(of(item), "application/vnd.syncml.dmtnds+xml");
        assert!(matches!(item.data.as_ref().unwrap().content, Content::Document(_)));
    }
}
