//! Characters that XML cannot carry, and names that are none, in WBXML: refused in both directions.
#![allow(clippy::unwrap_used, missing_docs)]

use mgmt_wire::{ControlCharacters, DecodeOptions, Kind as _, Warning};
use omadm_syncml::WarningKind;
use omadm_syncml::message::{Item, Replace, SyncBody, SyncHdr, SyncMl};
use omadm_syncml::syntax::wbxml::{StringStyle, WbxmlStyle};
use omadm_syncml::syntax::{Attribute, Fragment, Name};

fn message(data: &'static str) -> SyncMl<'static> {
    let body = SyncBody::new().with_command(Replace::new("1").with_item(Item::at("./a").with_data(data)));
    SyncMl::new(SyncHdr::dm12("1", 1u32, "T", "S"), body)
}

/// The message with one character of its data exchanged, and where the string with it begins.
fn with(odd: &[u8], style: StringStyle) -> (Vec<u8>, usize) {
    let bytes = message("odd: ? and ?").to_wbxml_with(WbxmlStyle::default().with_strings(style)).unwrap();
    let at = bytes.windows(5).position(|part| part == b"odd: ").unwrap();
    let mut changed = bytes.get(..at + 5).unwrap().to_vec();
    changed.extend_from_slice(odd);
    changed.extend_from_slice(bytes.get(at + 6..).unwrap());
    (changed, at - 1)
}

#[test]
fn strings_are_refused_in_both_modes() {
    for odd in [&b"\x01"[..], b"\x0B", b"\x1F", "\u{FFFE}".as_bytes(), "\u{FFFF}".as_bytes()] {
        let (bytes, at) = with(odd, StringStyle::Inline);
        for options in [DecodeOptions::lenient(), DecodeOptions::strict()] {
            let error = SyncMl::decode_wbxml(&bytes, &options, &mut ()).unwrap_err();
            assert_eq!((error.kind().name(), error.offset()), ("InvalidCharacter", Some(at)), "{odd:02x?}");
            assert!(error.path().ends_with("Item/Data"), "{error}");
        }
    }
    for fine in ["\t", "\r", "\n", "\u{7F}", "\u{85}", "é", "\u{FFFD}", "\u{10FFFF}"] {
        let (bytes, _) = with(fine.as_bytes(), StringStyle::Inline);
        let read = SyncMl::decode_wbxml(&bytes, &DecodeOptions::strict(), &mut ()).unwrap();
        assert_eq!(SyncMl::from_wbxml(&read.to_wbxml().unwrap()).unwrap(), read, "{fine:?}");
    }
}

#[test]
fn strings_are_mended_on_request() {
    let (bytes, at) = with(b"\x01\x02", StringStyle::Inline);
    for (policy, text) in [
        (ControlCharacters::Replace, "odd: \u{FFFD}\u{FFFD} and ?"),
        (ControlCharacters::Remove, "odd:  and ?"),
    ] {
        let mut options = DecodeOptions::lenient();
        options.recovery.control_characters = policy;
        let mut warnings: Vec<Warning<WarningKind>> = Vec::new();
        let read = SyncMl::decode_wbxml(&bytes, &options, &mut warnings).unwrap();
        assert_eq!(warnings, [Warning::new(WarningKind::ControlCharacter, at)]);
        let item = read.body.commands.first().and_then(|command| command.items().first()).unwrap();
        assert_eq!(item.data.as_ref().unwrap().text(), Some(text));
    }
}

#[test]
fn writing_refuses_what_no_reader_takes() {
    for text in ["a\u{1}", "\0", "\u{FFFE}"] {
        for strings in [StringStyle::Inline, StringStyle::Table, StringStyle::Opaque] {
            let style = WbxmlStyle::default().with_strings(strings);
            let error = message(text).to_wbxml_with(style).unwrap_err();
            assert_eq!(error.name(), "InvalidCharacter", "{text:?} {strings:?}");
        }
    }
    for name in ["", "a b", "1a", "a:b:c", "a<b", ":a"] {
        let mut named = message("x");
        named.extensions.push_element(Fragment::element(Name::new("urn:example:v", name), "t"));
        assert_eq!(named.to_wbxml().unwrap_err().name(), "InvalidName", "{name:?}");
        let mut attributed = message("x");
        attributed.extensions.push_attribute(Attribute::new(Name::new("", name), "t"));
        assert_eq!(attributed.to_wbxml().unwrap_err().name(), "InvalidName", "{name:?}");
    }
}
