//! Whatever can be said can be written and read again, in both encodings.
#![cfg(feature = "xml")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use mgmt_wire::DecodeOptions;
use omadm_syncml::message::{
    Add, Alert, Chal, Command, Container, Content, Cred, Data, Exec, Get, Item, Meta, Replace, Results,
    Status, SyncBody, SyncHdr, SyncMl,
};
use omadm_syncml::syntax::wbxml::{PublicIdStyle, StringStyle, WbxmlStyle};
use omadm_syncml::syntax::{Attribute, Fragment, Name};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

/// Text that XML can carry.
fn text() -> impl Strategy<Value = String> {
    vec(prop_oneof![4 => proptest::char::range(' ', '~'), 1 => Just('\r'), 1 => Just('\n'), 1 => Just('é'), 1 => Just('😀')], 0..12)
        .prop_map(|characters| characters.into_iter().collect())
}

fn word() -> impl Strategy<Value = String> {
    "[a-z][a-z0-9./_-]{0,10}"
}

fn meta() -> impl Strategy<Value = Meta<'static>> {
    (
        of("chr|int|b64|xml|x"),
        of(word()),
        of(any::<u64>()),
        of(word()),
        of(any::<u64>()),
        vec(text(), 0..3),
        any::<bool>(),
    )
        .prop_map(|(format, type_, size, version, max, emi, field_level)| {
            let mut meta = Meta::new();
            meta.format = format.map(Into::into);
            meta.type_ = type_.map(Into::into);
            meta.size = size;
            meta.version = version.map(Into::into);
            meta.max_msg_size = max;
            meta.emi = emi.into_iter().map(Into::into).collect();
            meta.field_level = field_level;
            meta
        })
}

fn document() -> impl Strategy<Value = Fragment<'static>> {
    (word(), text(), any::<bool>()).prop_map(|(name, text, known)| {
        let name = name.replace(['/', '.'], "_");
        let xml = if known {
            format!("<DevInf xmlns=\"syncml:devinf\"><Man>{}</Man></DevInf>", name)
        } else {
            format!("<{name} xmlns=\"urn:{name}\"><b/><c d=\"e\">x</c></{name}>")
        };
        let read = Fragment::decode_xml(xml.as_bytes(), &DecodeOptions::default(), &mut ()).unwrap();
        let _ = text;
        omadm_syncml::syntax::IntoOwned::into_owned(read)
    })
}

fn data() -> impl Strategy<Value = Data<'static>> {
    (prop_oneof![3 => text().prop_map(Data::from), 1 => document().prop_map(Data::from)], of(word()))
        .prop_map(|(data, attribute)| match attribute {
            Some(value) => data.with_attribute(Attribute::new(Name::new("urn:a", "p:k"), value)),
            None => data,
        })
}

fn item() -> impl Strategy<Value = Item<'static>> {
    let plain = (of(word()), of(word()), of(meta()), of(data()), any::<bool>()).prop_map(
        |(target, source, meta, data, more)| {
            let mut item = Item::new();
            item.target = target.map(Into::into);
            item.source = source.map(Into::into);
            item.meta = meta;
            item.data = data;
            item.more_data = more;
            item
        },
    );
    let binary = (word(), vec(any::<u8>(), 0..20))
        .prop_map(|(target, bytes)| Item::at(target).with_meta(Meta::of("bin", "x/y")).with_data(bytes));
    prop_oneof![4 => plain, 1 => binary]
}

fn leaf() -> impl Strategy<Value = Command<'static>> {
    let id = || "[1-9][0-9]{0,3}";
    let items = || vec(item(), 1..3);
    prop_oneof![
        (id(), of(meta()), items()).prop_map(|(id, meta, items)| {
            let mut command = Add::new(id);
            (command.meta, command.items) = (meta, items);
            command.into()
        }),
        (id(), any::<bool>(), items()).prop_map(|(id, no_resp, items)| {
            let mut command = Replace::new(id);
            (command.no_resp, command.items) = (no_resp, items);
            command.into()
        }),
        (id(), of(word()), items()).prop_map(|(id, lang, items)| {
            let mut command = Get::new(id);
            (command.lang, command.items) = (lang.map(Into::into), items);
            command.into()
        }),
        (id(), of(word()), items()).prop_map(|(id, correlator, items)| {
            let mut command = Exec::new(id);
            (command.correlator, command.items) = (correlator.map(Into::into), items);
            command.into()
        }),
        (id(), "[1-9][0-9]{2,3}", vec(item(), 0..2)).prop_map(|(id, code, items)| {
            let mut command = Alert::new(id).with_data(code);
            command.items = items;
            command.into()
        }),
        (id(), id(), id(), "[1-5][0-9][0-9]", vec(word(), 0..3), of(word())).prop_map(
            |(id, msg, cmd, code, refs, nonce)| {
                let mut command = Status::new(id, msg, cmd, "Get", code);
                command.target_ref = refs.into_iter().map(Into::into).collect();
                command.chal = nonce.map(|nonce| {
                    Box::new(Chal::new(Meta::of("b64", "syncml:auth-md5").with_next_nonce(nonce)))
                });
                command.into()
            }
        ),
        (id(), of(id()), id(), of(meta()), items()).prop_map(|(id, msg, cmd, meta, items)| {
            let mut command = Results::new(id, cmd);
            (command.msg_ref, command.meta, command.items) = (msg.map(Into::into), meta, items);
            command.into()
        }),
    ]
}

fn command() -> impl Strategy<Value = Command<'static>> {
    leaf().prop_recursive(3, 12, 3, |inner| {
        (any::<bool>(), "[1-9]", vec(inner, 0..3)).prop_map(|(atomic, id, commands)| {
            let content = commands.into_iter().fold(Container::new(id), Container::with_command);
            if atomic { Command::Atomic(content) } else { Command::Sequence(content) }
        })
    })
}

fn message() -> impl Strategy<Value = SyncMl<'static>> {
    (any::<u32>(), text(), word(), of(meta()), of(text()), vec(command(), 0..4), any::<bool>()).prop_map(
        |(msg_id, session, uri, meta, cred, commands, is_final)| {
            let mut header = SyncHdr::dm12(session, msg_id, uri.clone(), uri);
            header.meta = meta;
            header.cred =
                cred.map(|data| Box::new(Cred::new(data).with_meta(Meta::of("b64", "syncml:auth-basic"))));
            let mut body = SyncBody::new();
            (body.commands, body.is_final) = (commands, is_final);
            SyncMl::new(header, body)
        },
    )
}

/// What a reader settles: formats of items whose command speaks for them, and content under `bin`.
fn is_settled(message: &SyncMl<'_>) -> bool {
    fn settled(command: &Command<'_>) -> bool {
        let is_bin = |meta: Option<&Meta<'_>>| meta.is_some_and(|meta| meta.format.as_deref() == Some("bin"));
        command.commands().iter().all(settled)
            && command.items().iter().all(|item| {
                let bytes = matches!(&item.data, Some(data) if matches!(data.content, Content::Bytes(_)));
                !bytes || is_bin(item.meta.as_ref())
            })
    }
    message.body.commands.iter().all(settled)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn xml_and_wbxml_carry_every_message(message in message()) {
        prop_assume!(is_settled(&message));
        let xml = message.to_xml().unwrap();
        let from_xml = SyncMl::from_xml(xml.as_bytes()).unwrap();
        prop_assert_eq!(&from_xml, &message, "{}", xml);
        for (public_id, strings) in [
            (PublicIdStyle::Number, StringStyle::Inline),
            (PublicIdStyle::Text, StringStyle::Table),
            (PublicIdStyle::Unknown, StringStyle::Opaque),
        ] {
            let style = WbxmlStyle::default().with_public_id(public_id).with_strings(strings);
            let wbxml = message.to_wbxml_with(style).unwrap();
            let from_wbxml = SyncMl::from_wbxml(&wbxml).unwrap();
            prop_assert_eq!(&from_wbxml, &message);
        }
        prop_assert_eq!(from_xml.into_owned(), message);
    }

    #[test]
    fn strict_accepts_what_is_written(message in message()) {
        prop_assume!(is_settled(&message));
        let wbxml = message.to_wbxml().unwrap();
        if let Err(error) = SyncMl::decode_wbxml(&wbxml, &DecodeOptions::strict(), &mut ()) {
            prop_assert!(matches!(error.name(), "Unexpected" | "UnsupportedVersion"), "{}", error);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..200)) {
        let _ = SyncMl::from_xml(&bytes);
        let headed = [&b"\x02\xA4\x01\x6A\x00\x6D"[..], &bytes].concat();
        if let Ok(message) = SyncMl::from_wbxml(&headed) {
            let again = message.to_wbxml().unwrap();
            prop_assert_eq!(SyncMl::from_wbxml(&again).unwrap(), message);
        }
    }

    #[test]
    fn a_changed_byte_does_no_harm(message in message(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut wbxml = message.to_wbxml().unwrap();
        let at = at.index(wbxml.len());
        if let Some(place) = wbxml.get_mut(at) {
            *place = byte;
        }
        if let Ok(message) = SyncMl::from_wbxml(&wbxml) {
            let again = message.to_wbxml().unwrap();
            prop_assert_eq!(&SyncMl::from_wbxml(&again).unwrap(), &message);
            if let Ok(xml) = message.to_xml() {
                let from_xml = SyncMl::from_xml(xml.as_bytes()).unwrap();
                // Bytes in an element that no type describes become Base64 that nothing says to be bytes.
                let keeps_bytes = format!("{message:?}").contains("Opaque(");
                if keeps_bytes {
                    prop_assert_eq!(from_xml.to_xml().unwrap(), xml);
                } else {
                    prop_assert_eq!(&from_xml, &message, "{}", xml);
                }
            }
        }
    }
    /// What no type describes is kept as it came: bytes in WBXML; in XML their Base64, which is text from then on.
    #[test]
    fn kept_bytes_come_back(bytes in vec(any::<u8>(), 1..60), in_data in any::<bool>()) {
        let element = "<x xmlns=\"urn:x\"><y>MARK</y></x>";
        let fragment = Fragment::decode_xml(element.as_bytes(), &DecodeOptions::default(), &mut ()).unwrap();
        let mut replace = Replace::new("1").with_item(Item::at("./a").with_data("v"));
        if in_data {
            replace.items = vec![Item::at("./a").with_data(Data::from(fragment))];
        } else {
            replace.extensions.push_element(fragment);
        }
        let body = SyncBody::new().with_command(replace);
        let wbxml = SyncMl::new(SyncHdr::dm12("1", 1_u32, "a", "b"), body).to_wbxml().unwrap();
        let mark = b"\x03MARK\0";
        let at = wbxml.windows(mark.len()).position(|window| window == mark).unwrap();
        let (before, behind) = (&wbxml[..at], &wbxml[at + mark.len()..]);
        let opaque = [&[0xC3, u8::try_from(bytes.len()).unwrap()][..], &bytes].concat();
        let wbxml = [before, &opaque, behind].concat();

        let message = SyncMl::from_wbxml(&wbxml).unwrap();
        let again = message.to_wbxml().unwrap();
        prop_assert_eq!(&SyncMl::from_wbxml(&again).unwrap(), &message);

        let xml = message.to_xml().unwrap();
        let from_xml = SyncMl::from_xml(xml.as_bytes()).unwrap();
        prop_assert_eq!(&from_xml.to_xml().unwrap(), &xml);
        if format!("{message:?}").contains("Opaque(") {
            let meant = Data::from(bytes.clone());
            let shown = Item::new().with_meta(Meta::of("bin", "x/y")).with_data(meant);
            let shown = SyncMl::new(
                SyncHdr::dm12("1", 1_u32, "a", "b"),
                SyncBody::new().with_command(Replace::new("1").with_item(shown)),
            );
            let base64 = shown.to_xml().unwrap();
            let base64 = base64.split_once("<Data>").unwrap().1.split_once("</Data>").unwrap().0;
            prop_assert!(xml.contains(&format!(">{base64}<")), "{}", xml);
        } else {
            prop_assert_eq!(&from_xml, &message);
        }
    }
}

#[cfg(feature = "serde")]
mod json {
    use super::{SyncMl, message};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn json_carries_every_message(message in message()) {
            let json = serde_json::to_string(&message).unwrap();
            let read: SyncMl<'static> = serde_json::from_str(&json).unwrap();
            prop_assert_eq!(read.to_xml().ok(), message.to_xml().ok(), "{}", json);
        }
    }
}
