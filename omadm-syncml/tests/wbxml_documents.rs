//! Messages and documents in WBXML: what their tokens mean.
#![allow(clippy::unwrap_used, missing_docs)]

use mgmt_wire::{DecodeOptions, Recovery};
use omadm_syncml::message::{Item, Replace, SyncBody, SyncHdr, SyncMl, decode_commands_wbxml};
use omadm_syncml::syntax::Fragment;
use omadm_syncml::syntax::wbxml::WbxmlStyle;

#[test]
fn text_in_opaque_data_is_held_to_the_same_characters_as_a_string() {
    let message = |target: &[u8]| {
        let uri = [&[0x57], target, &[0x01]].concat();
        let header =
            [b"\x6D\x6C\x71\x031.2\0\x01\x72\x03DM/1.2\0\x01\x65\x031\0\x01\x5B\x031\0\x01\x6E", &*uri]
                .concat();
        [&[0x03, 0xA4, 0x01, 0x6A, 0x00], &*header, b"\x01\x67\x57\x03b\0\x01\x01\x01\x2B\x01"].concat()
    };
    let read = |target: &[u8], options: &DecodeOptions| {
        let mut warnings = Vec::new();
        SyncMl::decode_wbxml(&message(target), options, &mut warnings)
            .map(|message| (message.header.target.loc_uri.into_owned(), warnings.len()))
            .map_err(|error| error.name())
    };
    let lenient = DecodeOptions::lenient();
    let mending = DecodeOptions::lenient().with_recovery(Recovery::all());
    for target in [b"\x03a\x01b\0".as_slice(), b"\xC3\x03a\x01b"] {
        assert_eq!(read(target, &lenient), Err("InvalidCharacter"));
        assert_eq!(read(target, &mending), Ok(("a\u{FFFD}b".to_owned(), 1)));
    }
    assert_eq!(read(b"\xC3\x03a b", &DecodeOptions::strict()), Ok(("a b".to_owned(), 0)));
}

#[test]
fn an_unknown_token_is_written_as_one_only_where_it_is_unknown() {
    // 0x2F is no element of DevInf, but is `TargetRef` in SyncML.
    let information = b"\x03\xA4\x03\x6A\x00\x4A\x2F\x01";
    let document = Fragment::decode_wbxml(information, &DecodeOptions::lenient(), &mut ()).unwrap();
    assert_eq!(document.to_wbxml(WbxmlStyle::default().with_version(3)).unwrap(), information);
    let item = Item::at("./A").with_data(document);
    let mut command = Replace::new("1");
    command.items = vec![item];
    let body = SyncBody::new().with_command(command);
    let message = SyncMl::new(SyncHdr::dm12("1", 1, "a", "b"), body);
    assert_eq!(SyncMl::from_wbxml(&message.to_wbxml().unwrap()).unwrap(), message);
}

#[test]
fn a_document_of_devinf_11_is_written_as_one() {
    // DevInf 1.2 has `MaxSize` where 1.1 has `Size`.
    let information = b"\x03\x9F\x54\x6A\x00\x4A\x5C\x039\0\x01\x01";
    let document = Fragment::decode_wbxml(information, &DecodeOptions::strict(), &mut ()).unwrap();
    let written = document.to_wbxml(WbxmlStyle::default().with_version(3)).unwrap();
    assert_eq!(written, information);
}

#[test]
fn a_code_is_text() {
    let status = |data: &[u8]| {
        let status = [b"\x69\x4B\x031\0\x01\x4F", data, b"\x01\x01"].concat();
        [&[0x03, 0xA4, 0x01, 0x6A, 0x00, 0x6B], &*status, &[0x01]].concat()
    };
    let read = |data: &[u8]| {
        decode_commands_wbxml(&status(data), &DecodeOptions::lenient(), &mut ())
            .map_err(|error| error.name())?;
        Ok(())
    };
    assert_eq!(read(b"\xC3\x03200"), Ok(()));
    assert_eq!(read(b"\xC3\x03\x00\xC8\x00"), Err("InvalidCharacter"));
}
