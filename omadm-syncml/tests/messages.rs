//! Messages in both encodings. The samples are modelled on what devices and servers send.
#![cfg(feature = "xml")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use mgmt_wire::{DecodeOptions, Warning};
use omadm_syncml::code::{Format, StatusCode};
use omadm_syncml::message::{
    Add, Command, Content, Data, Encoding, Get, Item, Meta, Profile, Replace, Rule, SyncBody, SyncHdr,
    SyncMl, Value, decode_commands, decode_commands_wbxml,
};
use omadm_syncml::ms::{OriginalError, original_error};
use omadm_syncml::syntax::wbxml::{PublicIdStyle, StringStyle, Token, Tokenizer, WbxmlStyle};
use omadm_syncml::syntax::{Attribute, Fragment, Name};
use omadm_syncml::{ErrorKind, WarningKind};

const HEAD: &str = "<SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1</SessionID><MsgID>1</MsgID>\
    <Target><LocURI>T</LocURI></Target><Source><LocURI>S</LocURI></Source></SyncHdr>";

fn message(body: &str) -> String {
    format!("<SyncML xmlns=\"SYNCML:SYNCML1.2\">{HEAD}<SyncBody>{body}<Final/></SyncBody></SyncML>")
}

fn item(content: &str) -> String {
    message(&format!(
        "<Replace><CmdID>1</CmdID><Item><Target><LocURI>./a</LocURI></Target>{content}</Item></Replace>"
    ))
}

fn with_data(meta: Meta<'static>, data: impl Into<Data<'static>>) -> SyncMl<'static> {
    let item = Item::at("./a").with_meta(meta).with_data(data);
    let body = SyncBody::new().with_command(Replace::new("1").with_item(item)).with_final();
    SyncMl::new(SyncHdr::dm12("1", 1u32, "T", "S"), body)
}

fn first<'m>(message: &'m SyncMl<'_>) -> &'m Item<'m> {
    &message.body.commands[0].items()[0]
}

/// Through both encodings, in all styles, and back.
fn round_trip(message: &SyncMl<'_>) {
    let xml = message.to_xml().unwrap();
    assert_eq!(&SyncMl::from_xml(xml.as_bytes()).unwrap(), message, "{xml}");
    for public_id in [PublicIdStyle::Number, PublicIdStyle::Text, PublicIdStyle::Unknown] {
        for strings in [StringStyle::Inline, StringStyle::Table, StringStyle::Opaque] {
            let style = WbxmlStyle::default().with_public_id(public_id).with_strings(strings);
            let wbxml = message.to_wbxml_with(style).unwrap();
            let read = SyncMl::from_wbxml(&wbxml).unwrap();
            assert_eq!(&read, message, "{public_id:?} {strings:?}");
            assert_eq!(read.to_wbxml_with(style).unwrap(), wbxml);
            assert_eq!(read.to_xml().unwrap(), xml);
        }
    }
}

#[test]
fn a_message_as_it_is_written() {
    let xml = item("<Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta><Data>a &amp; b</Data>");
    let message = SyncMl::decode_xml(xml.as_bytes(), &DecodeOptions::strict(), &mut ()).unwrap();
    let declared = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{xml}");
    assert_eq!(message.to_xml().unwrap(), declared);
    let wbxml = message.to_wbxml().unwrap();
    let expected: &[u8] = b"\x02\xA4\x01\x6A\x00\x6D\x6C\x71\x031.2\0\x01\x72\x03DM/1.2\0\x01\x65\x031\0\x01\x5B\x031\0\x01\
        \x6E\x57\x03T\0\x01\x01\x67\x57\x03S\0\x01\x01\x01\x6B\x60\x4B\x031\0\x01\x54\x6E\x57\x03./a\0\x01\x01\
        \x5A\x00\x01\x47\x03chr\0\x01\x01\x00\x00\x4F\x03a & b\0\x01\x01\x01\x12\x01\x01";
    assert_eq!(wbxml, expected);
    round_trip(&message);
}

#[test]
fn text_survives_to_the_letter() {
    for text in
        ["", " ", "a]]>b", "line1\r\nline2\rline3\nline4", "<x/>&amp;", "tab\there", "é 😀 \u{FFFD}", "0"]
    {
        round_trip(&with_data(Meta::of("chr", "text/plain"), text));
    }
    let missing = Item::at("./a");
    let body = SyncBody::new().with_command(Get::new("1").with_item(missing)).with_final();
    round_trip(&SyncMl::new(SyncHdr::dm12("1", 1u32, "T", "S"), body));
}

#[test]
fn bytes_survive_and_are_base64_in_xml() {
    for bytes in [&b"\0\xFF\x01<\x80"[..], b"", b"text", &[0; 300]] {
        let message = with_data(Meta::of("bin", "application/octet-stream"), bytes.to_vec());
        round_trip(&message);
        assert_eq!(first(&message).data_bytes(true).unwrap(), bytes);
    }
    let xml = with_data(Meta::of("bin", "x/y"), b"\0\xFF\x01<\x80".to_vec()).to_xml().unwrap();
    assert!(xml.contains("<Data>AP8BPIA=</Data>"), "{xml}");
}

#[test]
fn opaque_data_is_what_its_format_says() {
    // OPAQUE with text, as Motorola's devices write it; raw bytes under b64; raw bytes without a format.
    let template = with_data(Meta::of("chr", "text/plain"), "text")
        .to_wbxml_with(WbxmlStyle::default().with_strings(StringStyle::Opaque));
    let message = SyncMl::from_wbxml(template.as_ref().unwrap()).unwrap();
    assert_eq!(first(&message).data.as_ref().unwrap().text(), Some("text"));

    let replaced = |format: &'static str, bytes: &[u8]| {
        let wbxml = with_data(Meta::of(format, "x/y"), b"12345".to_vec()).to_wbxml().unwrap();
        let at = wbxml.windows(5).position(|window| window == b"12345").unwrap();
        let mut changed = wbxml.clone();
        changed.splice(at..at + 5, bytes.iter().copied());
        SyncMl::from_wbxml(&changed).unwrap().into_owned()
    };
    let raw = replaced("b64", b"\0\xFF\x01<\x80");
    assert_eq!(first(&raw).data_bytes(true).unwrap(), &b"\0\xFF\x01<\x80"[..]);
    round_trip(&raw);
    let raw = replaced("chr", b"\0\xFF\x01<\x80");
    assert_eq!(first(&raw).format(), Some(Format::Bin));
    round_trip(&raw);
    let text = replaced("b64", b"QUJDR");
    assert_eq!(first(&text).data.as_ref().unwrap().text(), Some("QUJDR"));
}

/// What `Data` holds under each binary format, in each way of writing it, and that the other encoding agrees.
#[test]
fn binary_formats_in_both_encodings() {
    let of = |format: &str, data: &str| {
        let meta =
            format!("<Meta><Format xmlns=\"syncml:metinf\">{format}</Format></Meta><Data>{data}</Data>");
        SyncMl::from_xml(item(&meta).as_bytes()).unwrap().into_owned()
    };
    fn content<'m>(message: &'m SyncMl<'_>) -> &'m Content<'m> {
        &first(message).data.as_ref().unwrap().content
    }
    let bytes = |bytes: &'static [u8]| Content::Bytes(bytes.into());
    let text = |text: &'static str| Content::Text(text.into());
    for (format, data, expected, value) in [
        // `bin` in XML is Base64, with line breaks or without.
        ("bin", "QUJDREVG", bytes(b"ABCDEF"), Some(&b"ABCDEF"[..])),
        ("bin", "\n  QUJD\n  REVG\n", bytes(b"ABCDEF"), Some(b"ABCDEF")),
        (" bin ", "AP8=", bytes(b"\0\xFF"), Some(b"\0\xFF")),
        ("bin", "", bytes(b""), Some(b"")),
        // What is none stays as it is, and is the value.
        ("bin", "not base64!", text("not base64!"), Some(b"not base64!")),
        // `b64` is text in both encodings: a tree that stores Base64 gives Base64.
        ("b64", "QUJDREVG", text("QUJDREVG"), Some(b"ABCDEF")),
        ("b64", "QUJD\nREVG", text("QUJD\nREVG"), Some(b"ABCDEF")),
        ("b64", "QUI", text("QUI"), Some(b"AB")),
        ("b64", "not base64!", text("not base64!"), None),
        ("chr", "QUJD", text("QUJD"), Some(b"QUJD")),
    ] {
        let message = of(format, data);
        assert_eq!(content(&message), &expected, "{format} {data:?}");
        assert_eq!(first(&message).data_bytes(false).ok().as_deref(), value, "{format} {data:?}");
        if data != "not base64!" || format != "bin" {
            round_trip(&message);
            continue;
        }
        assert_eq!(SyncMl::from_wbxml(&message.to_wbxml().unwrap()).unwrap(), message);
        assert_eq!(SyncMl::from_xml(message.to_xml().unwrap().as_bytes()).unwrap(), message);
        // Opaque data under `bin` is bytes, whatever they were before: the same value.
        let opaque = message.to_wbxml_with(WbxmlStyle::default().with_strings(StringStyle::Opaque)).unwrap();
        let bytes = SyncMl::from_wbxml(&opaque).unwrap();
        assert_eq!(first(&bytes).data_bytes(true).unwrap(), data.as_bytes());
    }
    assert_eq!(first(&of("bin", "not base64!")).data_bytes(true).unwrap_err().name(), "InvalidBase64");

    // A string in place under `bin` in WBXML is the bytes themselves: XML then has their Base64.
    let inline = with_data(Meta::of("chr", "x/y"), "QUJD").to_wbxml().unwrap();
    let at = inline.windows(3).position(|window| window == b"chr").unwrap();
    let mut changed = inline;
    changed[at..at + 3].copy_from_slice(b"bin");
    let message = SyncMl::from_wbxml(&changed).unwrap();
    assert_eq!(content(&message), &bytes(b"QUJD"));
    assert!(message.to_xml().unwrap().contains("<Data>UVVKRA==</Data>"));
    round_trip(&message);
}

#[test]
fn an_empty_identifier_is_not_a_missing_one() {
    let read = |id: &str| {
        let mut warnings: Vec<Warning<WarningKind>> = Vec::new();
        let body = format!("<Get>{id}<Item/></Get><Atomic>{id}<Get><CmdID>2</CmdID><Item/></Get></Atomic>");
        let xml = message(&body);
        let read = SyncMl::decode_xml(xml.as_bytes(), &DecodeOptions::lenient(), &mut warnings).unwrap();
        let strict = SyncMl::decode_xml(xml.as_bytes(), &DecodeOptions::strict(), &mut ()).unwrap_err();
        (read.into_owned(), warnings.iter().map(|warning| warning.kind).collect::<Vec<_>>(), strict)
    };
    let (missing, warnings, error) = read("");
    assert_eq!(warnings, [WarningKind::MissingCmdId; 2]);
    assert_eq!(error.name(), "Missing");
    let (empty, warnings, error) = read("<CmdID/>");
    assert_eq!(warnings, [WarningKind::EmptyCmdId; 2]);
    assert_eq!(error.name(), "InvalidValue");
    assert_ne!(missing, empty);
    for message in [&missing, &empty] {
        assert!(message.body.commands.iter().all(|command| command.cmd_id().is_empty()));
        round_trip(message);
    }
    assert!(!missing.to_xml().unwrap().contains("<CmdID/>"));
    assert_eq!(empty.to_xml().unwrap().matches("<CmdID/>").count(), 2);
}

#[test]
fn command_meta_speaks_for_its_items() {
    let mut add = Add::new("1").with_meta(Meta::of("bin", "x/y"));
    add.items.push(Item::at("./a").with_data(b"\0\x01".to_vec()));
    add.items.push(Item::at("./b").with_data(b"plain".to_vec()));
    let body = SyncBody::new().with_command(add).with_final();
    round_trip(&SyncMl::new(SyncHdr::dm12("1", 1u32, "T", "S"), body));
}

fn dev_inf() -> Fragment<'static> {
    let xml = "<DevInf xmlns=\"syncml:devinf\"><VerDTD>1.2</VerDTD><Man>Example</Man><Ext><XNam>a</XNam><XVal/></Ext>\
        <SupportLargeObjs/></DevInf>";
    let fragment = Fragment::decode_xml(xml.as_bytes(), &DecodeOptions::strict(), &mut ()).unwrap();
    omadm_syncml::syntax::IntoOwned::into_owned(fragment)
}

#[test]
fn embedded_documents_are_documents_of_their_own_in_wbxml() {
    for (kind, document) in [
        ("application/vnd.syncml-devinf+xml", dev_inf()),
        (
            "application/vnd.syncml.dmtnds+xml",
            omadm_syncml::syntax::IntoOwned::into_owned(
                Fragment::decode_xml(
                    b"<MgmtTree xmlns='syncml:dmddf1.2'><VerDTD>1.2</VerDTD><Node><NodeName>a</NodeName><RTProperties>\
                      <Format><chr/></Format><Type><MIME>text/plain</MIME></Type></RTProperties><Value>1</Value></Node></MgmtTree>",
                    &DecodeOptions::strict(),
                    &mut (),
                )
                .unwrap(),
            ),
        ),
    ] {
        let message = with_data(Meta::of("xml", kind), document.clone());
        round_trip(&message);
        let wbxml = message.to_wbxml().unwrap();
        let renamed = kind.replace("+xml", "+wbxml");
        assert!(wbxml.windows(renamed.len()).any(|window| window == renamed.as_bytes()), "the type says so");
        let mut tokens = Tokenizer::new(&wbxml, &DecodeOptions::default()).unwrap();
        let mut nested = None;
        while let Some(token) = tokens.next().unwrap() {
            if let Token::Opaque(bytes) = token {
                nested = Some(Fragment::decode_wbxml(bytes, &DecodeOptions::strict(), &mut ()).unwrap());
            }
        }
        assert_eq!(nested.as_ref(), Some(&document));
        // Where the type stands in the command the same holds.
        let mut replace = Replace::new("1").with_meta(Meta::new().with_type(kind));
        replace.items.push(Item::at("./a").with_data(document.clone()));
        let body = SyncBody::new().with_command(replace).with_command(Get::new("2").with_item(Item::at("./b").with_meta(Meta::new().with_type(kind))));
        round_trip(&SyncMl::new(SyncHdr::dm12("1", 1u32, "T", "S"), body));
        // Without a type that can be renamed the document stays in place.
        round_trip(&with_data(Meta::of("xml", "text/plain"), document));
    }
}

#[test]
fn escaped_documents_stay_text() {
    let xml = item("<Data><![CDATA[<DevInf><Man>x</Man></DevInf>]]></Data>");
    let message = SyncMl::from_xml(xml.as_bytes()).unwrap();
    assert_eq!(first(&message).data.as_ref().unwrap().text(), Some("<DevInf><Man>x</Man></DevInf>"));
    round_trip(&message);
}

#[test]
fn what_windows_adds_is_kept() {
    let xml = format!(
        "<SyncML xmlns=\"SYNCML:SYNCML1.2\" xmlns:msft=\"http://schemas.microsoft.com/MobileDevice/MDM\">{HEAD}<SyncBody>\
        <Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>2</CmdRef><Cmd>Get</Cmd>\
        <Data msft:originalerror=\"0x86000002\">404</Data></Status></SyncBody></SyncML>"
    );
    let mut warnings: Vec<Warning<WarningKind>> = Vec::new();
    let message = SyncMl::decode_xml(xml.as_bytes(), &DecodeOptions::lenient(), &mut warnings).unwrap();
    assert!(warnings.is_empty(), "{warnings:?}");
    let Command::Status(status) = &message.body.commands[0] else { panic!("a Status") };
    assert_eq!(status.code(), Some(StatusCode::NOT_FOUND));
    assert_eq!(original_error(&status.data), Some(OriginalError(0x8600_0002)));
    round_trip(&message);
}

#[test]
fn what_nobody_knows_is_kept() {
    let xml = message(
        "<Vendor xmlns=\"urn:x\" a=\"1\" p:b=\"2\" xmlns:p=\"urn:p\"><Deep/>t<p:q/></Vendor><Get extra=\"e\"><CmdID c=\"d\">1</CmdID>\
        <Plain>x</Plain><Item><Target><LocURI>./a</LocURI></Target></Item></Get>",
    );
    let mut warnings: Vec<Warning<WarningKind>> = Vec::new();
    let message = SyncMl::decode_xml(xml.as_bytes(), &DecodeOptions::lenient(), &mut warnings).unwrap();
    let kinds: Vec<WarningKind> = warnings.iter().map(|warning| warning.kind).collect();
    assert!(
        kinds.contains(&WarningKind::UnexpectedElement) && kinds.contains(&WarningKind::UnexpectedAttribute)
    );
    let Command::Other(vendor) = &message.body.commands[0] else { panic!("kept in its place") };
    assert_eq!(vendor.name().unwrap().namespace, "urn:x");
    let Command::Get(get) = &message.body.commands[1] else { panic!("a Get") };
    assert_eq!(get.extensions.attribute("", "extra"), Some("e"));
    assert_eq!(get.extensions.elements()[0].text(), "x");
    let written = message.to_xml().unwrap();
    assert!(written.contains("<CmdID c=\"d\">1</CmdID>"), "{written}");
    assert!(written.contains("p:b=\"2\""), "{written}");
    round_trip(&message);
    assert_eq!(
        SyncMl::decode_xml(xml.as_bytes(), &DecodeOptions::strict(), &mut ()).unwrap_err().name(),
        "Unexpected"
    );
}

#[test]
fn unknown_tokens_survive_xml() {
    // Token 3F of page 0 and token 0A of page 7, with content.
    let mut wbxml = with_data(Meta::of("chr", "text/plain"), "x").to_wbxml().unwrap();
    let end = wbxml.len() - 3;
    assert_eq!(wbxml[end..], [0x12, 0x01, 0x01]);
    wbxml.splice(end..end, [0x3F, 0x00, 0x07, 0x4A, 0x03, b'v', 0x00, 0x01, 0x00, 0x00]);
    let message = SyncMl::from_wbxml(&wbxml).unwrap();
    assert_eq!(message.body.commands.len(), 3);
    assert_eq!(message.to_wbxml().unwrap(), wbxml);
    let xml = message.to_xml().unwrap();
    assert!(xml.contains("<_0-3F xmlns=\"urn:wbxml:token\"/>"), "{xml}");
    assert_eq!(SyncMl::from_xml(xml.as_bytes()).unwrap(), message);
    let strict = SyncMl::decode_wbxml(&wbxml, &DecodeOptions::strict(), &mut ());
    assert_eq!(
        strict.unwrap_err().to_string(),
        "unknown token 0x3f of code page 0 at byte 100 in SyncML/SyncBody/0:0x3f"
    );
}

#[test]
fn namespaces_as_they_are_met() {
    let canonical = SyncMl::from_xml(
        item("<Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta><Data>x</Data>").as_bytes(),
    )
    .unwrap()
    .into_owned();
    let plain = item("<Meta><Format>chr</Format></Meta><Data>x</Data>");
    let prefixed = item("<Meta><A:Format xmlns:A=\"syncml:metinf\">chr</A:Format></Meta><Data>x</Data>");
    let wrapped =
        item("<Meta><MetInf xmlns=\"syncml:metinf\"><Format>chr</Format></MetInf></Meta><Data>x</Data>");
    let other_case = plain.replace("SYNCML:SYNCML1.2", "syncml:SYNCML1.2");
    let none = plain.replace(" xmlns=\"SYNCML:SYNCML1.2\"", "");
    let bare = plain.replace("SYNCML:SYNCML1.2", "syncml:syncml");
    let older = plain.replace("SYNCML:SYNCML1.2", "SYNCML:SYNCML1.1");
    for (xml, is_strict) in [
        (plain, false),
        (prefixed, true),
        (wrapped, true),
        (other_case, false),
        (none, false),
        (bare, false),
        (older, false),
    ] {
        assert_eq!(SyncMl::from_xml(xml.as_bytes()).unwrap(), canonical, "{xml}");
        assert_eq!(
            SyncMl::decode_xml(xml.as_bytes(), &DecodeOptions::strict(), &mut ()).is_ok(),
            is_strict,
            "{xml}"
        );
    }
    let version = item("").replace("SYNCML:SYNCML1.2", "SYNCML:SYNCML9.9");
    assert_eq!(SyncMl::from_xml(version.as_bytes()).unwrap_err().name(), "UnsupportedVersion");
}

#[test]
fn the_version_chooses_namespace_and_public_identifier() {
    let mut message = with_data(Meta::of("chr", "text/plain"), "x");
    message.header.ver_dtd = "1.1".into();
    message.header.ver_proto = "DM/1.1".into();
    assert!(message.to_xml().unwrap().contains("<SyncML xmlns=\"SYNCML:SYNCML1.1\">"));
    assert_eq!(message.to_wbxml().unwrap()[..3], [0x02, 0x9F, 0x53]);
    round_trip(&message);
}

#[test]
fn other_charsets_are_read() {
    let latin1 = [
        &b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>"[..],
        item("<Data>caf\u{e9}</Data>").replace('\u{e9}', "@").as_bytes(),
    ]
    .concat()
    .iter()
    .map(|&byte| if byte == b'@' { 0xE9 } else { byte })
    .collect::<Vec<u8>>();
    let message = SyncMl::from_xml(&latin1).unwrap();
    assert_eq!(first(&message).data.as_ref().unwrap().text(), Some("café"));
    let mut wbxml = with_data(Meta::of("chr", "text/plain"), "caf@").to_wbxml().unwrap();
    wbxml[3] = 0x04;
    let at = wbxml.iter().position(|&byte| byte == b'@').unwrap();
    wbxml[at] = 0xE9;
    assert_eq!(first(&SyncMl::from_wbxml(&wbxml).unwrap()).data.as_ref().unwrap().text(), Some("café"));
}

#[test]
fn lists_of_commands() {
    let file = "\u{feff}<?xml version=\"1.0\"?>\n<!-- settings -->\n<Atomic><CmdID>x</CmdID><Add><Item><Meta><Format>int</Format></Meta>\
        <Target><LocURI>\n ./a </LocURI></Target><Data>1</Data></Item></Add></Atomic>\n<Get><CmdID>2</CmdID><Item/></Get>";
    let mut warnings: Vec<Warning<WarningKind>> = Vec::new();
    let commands = decode_commands(file.as_bytes(), &DecodeOptions::lenient(), &mut warnings).unwrap();
    assert_eq!(commands.len(), 2);
    assert_eq!(commands[0].commands()[0].items()[0].target_uri(), Some("./a"));
    assert!(warnings.iter().any(|warning| warning.kind == WarningKind::MissingCmdId));
    assert!(warnings.iter().any(|warning| warning.kind == WarningKind::OutOfOrder("Target")));
    let error =
        decode_commands(b"<Get><CmdID>1</CmdID></Get>", &DecodeOptions::lenient(), &mut ()).unwrap_err();
    assert_eq!(error.to_string(), "missing element Item at byte 21 in Get");
    for (cut, at) in
        [("", 0), (" \n", 2), ("<!-- none -->", 13), ("<Get>", 5), ("<Get><CmdID>1</CmdID>", 21), ("<Get", 0)]
    {
        let error = decode_commands(cut.as_bytes(), &DecodeOptions::lenient(), &mut ()).unwrap_err();
        assert_eq!((error.name(), error.offset()), ("Truncated", Some(at)), "{cut}");
    }
    let closed_twice = b"<Get><CmdID>1</CmdID><Item/></Get></Get>";
    let error = decode_commands(closed_twice, &DecodeOptions::lenient(), &mut ()).unwrap_err();
    assert_eq!((error.name(), error.offset()), ("Malformed", Some(34)));
    let siblings = format!("{HEAD}<SyncBody><Get><CmdID>1</CmdID><Item/></Get></SyncBody>");
    assert_eq!(decode_commands(siblings.as_bytes(), &DecodeOptions::lenient(), &mut ()).unwrap().len(), 1);
    let whole = item("<Data>x</Data>");
    assert_eq!(decode_commands(whole.as_bytes(), &DecodeOptions::lenient(), &mut ()).unwrap().len(), 1);
    let wbxml = SyncMl::from_xml(whole.as_bytes()).unwrap().to_wbxml().unwrap();
    assert_eq!(decode_commands_wbxml(&wbxml, &DecodeOptions::lenient(), &mut ()).unwrap().len(), 1);
}

#[test]
fn what_is_left_of_a_broken_message() {
    let xml = message(
        "<Get><CmdID>1</CmdID><Item/></Get><Atomic><CmdID>2</CmdID><Add><CmdID>3</CmdID><Item/></Add><Add><CmdID>4</CmdID><Item/></Add></Atomic>",
    );
    let cut = xml.find("<Add><CmdID>4").unwrap() + 12;
    let partial = SyncMl::partial_xml(&xml.as_bytes()[..cut], &DecodeOptions::lenient(), &mut ());
    assert_eq!(partial.error.as_ref().unwrap().name(), "Truncated");
    assert_eq!((partial.header.is_some(), partial.complete, partial.commands().len()), (true, 1, 2));
    assert_eq!(partial.commands()[1].commands().len(), 1);
    let wbxml = SyncMl::from_xml(xml.as_bytes()).unwrap().to_wbxml().unwrap();
    for length in 0..wbxml.len() {
        let partial = SyncMl::partial_wbxml(&wbxml[..length], &DecodeOptions::lenient(), &mut ());
        assert!(partial.error.is_some() && partial.complete <= partial.commands().len());
    }
    let whole = SyncMl::partial_wbxml(&wbxml, &DecodeOptions::lenient(), &mut ());
    assert!(whole.error.is_none() && whole.complete == 2);
}

#[test]
fn the_bytes_of_each_command() {
    let xml = message("<Get><CmdID>1</CmdID><Item/></Get> <Other/><Delete><CmdID>2</CmdID><Item/></Delete>");
    let spanned = SyncMl::spanned_xml(xml.as_bytes(), &DecodeOptions::lenient(), &mut ()).unwrap();
    assert_eq!(spanned.raw_command(0).unwrap(), b"<Get><CmdID>1</CmdID><Item/></Get>");
    assert_eq!(spanned.raw_command(2).unwrap(), b"<Delete><CmdID>2</CmdID><Item/></Delete>");
    assert_eq!(spanned.raw_command(3), None);
    let wbxml = spanned.message.to_wbxml().unwrap();
    let spanned = SyncMl::spanned_wbxml(&wbxml, &DecodeOptions::lenient(), &mut ()).unwrap();
    assert_eq!(spanned.raw_command(0).unwrap(), [0x53, 0x4B, 0x03, b'1', 0x00, 0x01, 0x54, 0x01, 0x01]);
    assert_eq!(spanned.spans.len(), 3);
}

#[test]
fn values_by_format() {
    let typed = |format: &'static str, text: &'static str, strict: bool| {
        with_data(Meta::of(format, "text/plain"), text).body.commands[0].items()[0].typed(strict).map(
            |value| match value {
                Value::Int(number) => number.to_string(),
                Value::Bool(value) => value.to_string(),
                Value::Float(number) => number.to_string(),
                Value::Node(names) => names.join(","),
                other => format!("{other:?}"),
            },
        )
    };
    assert_eq!(typed("int", "-5", true).unwrap(), "-5");
    assert!(typed("int", " 5", true).is_err());
    assert_eq!(typed("int", " 5", false).unwrap(), "5");
    assert_eq!(typed("bool", "true", true).unwrap(), "true");
    assert!(typed("bool", "True", true).is_err());
    assert_eq!(typed("bool", "0", false).unwrap(), "false");
    assert_eq!(typed("float", "1.5", true).unwrap(), "1.5");
    assert!(typed("float", "NaN", false).is_err());
    assert_eq!(typed("node", "a/b/c", true).unwrap(), "a,b,c");
    assert_eq!(typed("null", "", true).unwrap(), "Null");
}

#[test]
fn profiles_find_and_decoding_does_not_mind() {
    let xml = message(
        "<Atomic><CmdID>1</CmdID><Get><CmdID>2</CmdID><Item/></Get></Atomic><Put><CmdID>2</CmdID><Item/></Put><Alert><CmdID>3</CmdID><Data>1226</Data></Alert>\
        <Copy><CmdID>4</CmdID><Item><Target><LocURI>/a</LocURI></Target></Item></Copy>",
    );
    let message = SyncMl::from_xml(xml.as_bytes()).unwrap();
    let findings = message.validate(Profile::Dm12);
    let found: Vec<(Rule, &str)> =
        findings.iter().map(|finding| (finding.rule, finding.place.as_str())).collect();
    for expected in [
        (Rule::InAtomic, "Atomic[1]/Get[1]"),
        (Rule::MissingTarget, "Atomic[1]/Get[1]"),
        (Rule::DuplicateCmdId, "Put[2]"),
        (Rule::NotUsed, "Put[2]"),
        (Rule::GenericAlert, "Alert[3]"),
        (Rule::MissingSource, "Copy[4]"),
        (Rule::AbsoluteUri, "Copy[4]"),
    ] {
        assert!(found.contains(&expected), "{expected:?} in {found:?}");
    }
    assert!(message.validate(Profile::Dm11).iter().any(|finding| finding.rule == Rule::VerDtd));
    assert!(Rule::ALL.iter().all(|rule| !rule.text().is_empty()));
    assert!(findings[0].to_string().contains("Atomic[1]/Get[1]: "));
}

#[test]
fn errors_say_what_and_where() {
    let error = |body: &str| SyncMl::from_xml(message(body).as_bytes()).unwrap_err().to_string();
    assert_eq!(
        error("<Get><CmdID>1</CmdID><Item/></Get><Get><CmdID>2</CmdID></Get>"),
        "missing element Item at byte 274 in SyncML/SyncBody/Get[2]"
    );
    let wbxml = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = with_data(Meta::of("chr", "text/plain"), "x").to_wbxml().unwrap();
        change(&mut bytes);
        SyncMl::from_wbxml(&bytes).unwrap_err().to_string()
    };
    assert_eq!(
        wbxml(&|bytes| bytes.truncate(40)),
        "the input ends inside the element at byte 40 in SyncML/SyncHdr/Target/LocURI"
    );
}

#[test]
fn attributes_and_builders() {
    let data = Data::from("x").with_attribute(Attribute::new(Name::new("urn:a", "p:k"), "v"));
    let mut message = with_data(Meta::new(), data);
    round_trip(&message);
    message.body.commands[0].set_cmd_id("77");
    assert_eq!((message.body.commands[0].cmd_id(), message.body.commands[0].name()), ("77", "Replace"));
    assert_eq!(Encoding::detect(&message.to_wbxml().unwrap()), Encoding::Wbxml);
    assert_eq!(Encoding::detect(message.to_xml().unwrap().as_bytes()), Encoding::Xml);
    // What cannot be XML is not written.
    let control = with_data(Meta::of("chr", "text/plain"), "a\u{1}b");
    assert_eq!(control.to_xml().unwrap_err().name(), "InvalidCharacter");
}

/// What the interface for local management on Windows answers: a header with nothing in it.
#[test]
fn commands_behind_an_empty_header() {
    let file = |header: &str| {
        format!(
            "<SyncML>{header}<SyncBody><Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd>\
             <Data>200</Data></Status><Final/></SyncBody></SyncML>"
        )
    };
    for header in ["", "<SyncHdr/>", "<SyncHdr>\n</SyncHdr>"] {
        let mut warnings: Vec<Warning<WarningKind>> = Vec::new();
        let text = file(header);
        let commands = decode_commands(text.as_bytes(), &DecodeOptions::lenient(), &mut warnings).unwrap();
        assert!(matches!(&commands[..], [Command::Status(_)]), "{header}");
        let kinds: Vec<_> = warnings.iter().map(|warning| warning.kind).collect();
        assert_eq!(kinds, [WarningKind::NoNamespace, WarningKind::MissingElement("SyncHdr")], "{header}");
    }
    for header in ["<SyncHdr/><SyncHdr/>", "<SyncHdr><VerDTD>1.2</VerDTD></SyncHdr>"] {
        assert!(
            decode_commands(file(header).as_bytes(), &DecodeOptions::lenient(), &mut ()).is_err(),
            "{header}"
        );
    }
    let strict = file("<SyncHdr/>").replacen("<SyncML>", "<SyncML xmlns='SYNCML:SYNCML1.2'>", 1);
    let error = decode_commands(strict.as_bytes(), &DecodeOptions::strict(), &mut ()).unwrap_err();
    assert_eq!(error.name(), "Missing");
    // A message has a header that says something.
    assert!(SyncMl::from_xml(file("<SyncHdr/>").as_bytes()).is_err());
}

/// Commands end where their document does: a second message behind the first is not left out without a word.
#[test]
fn nothing_follows_the_commands() {
    let message = SyncMl::new(
        SyncHdr::dm12("1", 1u32, "a", "b"),
        SyncBody::new().with_command(Get::new("1").with_item(Item::at("./DevInfo"))),
    );
    let xml = message.to_xml().unwrap();
    let root = xml.split_once("?>").map_or(xml.as_str(), |(_, root)| root);
    let (_, body) = root.split_once("</SyncHdr>").unwrap();
    let (body, _) = body.split_once("</SyncML>").unwrap();
    let read = |text: &str, options| {
        decode_commands(text.as_bytes(), &options, &mut ()).map(|commands| commands.len())
    };
    for options in [DecodeOptions::lenient(), DecodeOptions::strict()] {
        assert_eq!(read(&xml, options.clone()).unwrap(), 1);
        for text in [
            format!("{root}x"),
            format!("{root}{root}"),
            format!("{body}{body}"),
            "<Get><CmdID>1</CmdID><Item/></Get></SyncBody><SyncBody>".to_owned(),
        ] {
            assert!(read(&text, options.clone()).is_err(), "{text}");
        }
        let wbxml = message.to_wbxml().unwrap();
        assert_eq!(decode_commands_wbxml(&wbxml, &options, &mut ()).unwrap().len(), 1);
        for behind in [&[0x01][..], &[0x05], b"x", &wbxml] {
            let error = decode_commands_wbxml(&[&wbxml, behind].concat(), &options, &mut ()).unwrap_err();
            assert_eq!(*error.kind(), ErrorKind::TrailingData, "{behind:02x?}");
        }
    }
}

/// A document type without declarations inside may stand before a list of commands, too.
#[test]
fn commands_behind_a_document_type() {
    let commands = "<Get><CmdID>1</CmdID><Item/></Get><Get><CmdID>2</CmdID><Item/></Get>";
    let read = |prolog: &str| {
        let text = format!("<?xml version=\"1.0\"?>\n{prolog}\n{commands}");
        decode_commands(text.as_bytes(), &DecodeOptions::lenient(), &mut ()).map(|commands| commands.len())
    };
    assert_eq!(read("<!DOCTYPE SyncBody SYSTEM \"syncml.dtd\">").unwrap(), 2);
    assert!(read("<!DOCTYPE SyncBody [<!ENTITY a \"b\">]>").is_err());
    assert!(read("<!DOCTYPE SyncBody").is_err());
}

/// A media type speaks for the documents of its own item or command, and for none behind them.
#[test]
fn documents_without_a_type_behind_others_with_one() {
    let tree = "<Data><MgmtTree xmlns=\"syncml:dmddf1.2\"><VerDTD>1.2</VerDTD></MgmtTree></Data>";
    let anchor = "<Data><Anchor xmlns=\"syncml:metinf\"><Next>1</Next></Anchor></Data>";
    let typed =
        |media: &str| format!("<Meta><Type xmlns=\"syncml:metinf\">application/vnd.{media}</Type></Meta>");
    let tnds = typed("syncml.dmtnds+xml");
    let status = |item: &str| {
        format!(
            "<Status><CmdID>9</CmdID><MsgRef>1</MsgRef><CmdRef>2</CmdRef><Cmd>Alert</Cmd><Data>200</Data>{item}</Status>"
        )
    };
    let bare = format!("<Item>{anchor}</Item>");
    let alert = format!("<Alert><CmdID>8</CmdID><Data>1226</Data>{bare}</Alert>");
    let own = format!("<Item>{tnds}{tree}</Item>");
    let other = format!("<Item>{}{anchor}</Item>", typed("example"));
    for (body, embedded) in [
        (format!("<Add><CmdID>1</CmdID>{own}</Add>{}{alert}", status(&bare)), 1),
        (format!("<Add><CmdID>1</CmdID>{tnds}<Item>{tree}</Item></Add>{}{alert}", status(&bare)), 1),
        // Within one command: an item with a type, and items with that of the command around it.
        (format!("<Add><CmdID>1</CmdID>{own}{bare}</Add>"), 1),
        (format!("<Add><CmdID>1</CmdID>{tnds}<Item>{tree}</Item>{other}<Item>{tree}</Item></Add>"), 2),
    ] {
        let xml = message(&body);
        let read = SyncMl::from_xml(xml.as_bytes()).unwrap();
        let wbxml = read.to_wbxml().unwrap();
        let again = SyncMl::from_wbxml(&wbxml).unwrap();
        assert_eq!(again.to_xml().unwrap(), read.to_xml().unwrap());
        let documents = wbxml.windows(10).filter(|bytes| bytes == b"DTD-DM-DDF").count();
        assert_eq!(documents, embedded, "{body}");
    }
}

#[test]
fn text_goes_on_behind_an_instruction() {
    let message = with_data(Meta::new(), "ab").to_wbxml().unwrap();
    let at = message.windows(4).position(|part| part == b"\x03ab\0").unwrap();
    // `<?SyncML?>`, in the string table of one name.
    let text = [&message[..at], b"\x03a\0\x43\x04\x00\x01\x03b\0", &message[at + 4..]].concat();
    let text = [&text[..4], b"\x07SyncML\0", &text[5..]].concat();
    let mut warnings: Vec<Warning<WarningKind>> = Vec::new();
    let read = SyncMl::decode_wbxml(&text, &DecodeOptions::lenient(), &mut warnings).unwrap();
    assert_eq!(first(&read).data.as_ref().unwrap().text(), Some("ab"));
    let instruction = Warning::new(WarningKind::ProcessingInstruction, at + 7 + 3);
    assert_eq!(warnings, [instruction]);
    let error = SyncMl::decode_wbxml(&text, &DecodeOptions::strict(), &mut ()).unwrap_err();
    assert_eq!((error.name(), error.offset()), ("UnexpectedToken", Some(at + 10)));
}
