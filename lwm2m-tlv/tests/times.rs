//! The data type Time in all the forms that clients give it, and times of measurement where there is no form for them.
#![cfg(all(feature = "cbor", feature = "json"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use lwm2m_tlv::{
    ContentFormat, DecodeOptions, Node, Path, Timestamp, Value, ValueType, Version, Warning, WarningKind,
    content_format,
};

const CURRENT_TIME: Path = Path::resource(3, 0, 13);

fn model(path: Path) -> Option<ValueType> {
    (path == CURRENT_TIME).then_some(ValueType::Time)
}

fn decode(format: ContentFormat, payload: &[u8], options: &DecodeOptions) -> (Option<i64>, Vec<WarningKind>) {
    let mut warnings: Vec<Warning> = Vec::new();
    let nodes = content_format::decode(format, CURRENT_TIME, payload, &model, options, &mut warnings);
    let time = nodes.ok().map(|nodes| match nodes.as_slice() {
        [Node { content: lwm2m_tlv::Content::Value(Value::Time(seconds)), .. }] => *seconds,
        other => panic!("{other:?}"),
    });
    (time, warnings.into_iter().map(|warning| warning.kind).collect())
}

#[test]
fn every_form_of_a_time() {
    use WarningKind::{CborTag, TimeAsText};
    let senml = |value: &[u8]| [&[0x81, 0xa2, 0x00, 0x67], &b"/3/0/13"[..], value].concat();
    let lwm2m = |value: &[u8]| [&[0xa1, 0x83, 0x03, 0x00, 0x0d], value].concat();
    let text = b"\x742013-05-02T10:40:15Z";
    let seconds = [0x1a, 0x51, 0x82, 0x42, 0x8f];
    let tagged = |tag: u8, value: &[u8]| [&[tag], value].concat();
    // Format, payload, whether strict mode takes it, the warnings in lenient mode.
    let cases: [(ContentFormat, Vec<u8>, bool, &[WarningKind]); 14] = [
        (ContentFormat::CBOR, seconds.to_vec(), true, &[]),
        (ContentFormat::CBOR, tagged(0xc1, &seconds), true, &[]),
        (ContentFormat::CBOR, tagged(0xc0, text), true, &[]),
        (ContentFormat::CBOR, text.to_vec(), false, &[TimeAsText]),
        (ContentFormat::LWM2M_CBOR, lwm2m(&seconds), true, &[]),
        (ContentFormat::LWM2M_CBOR, lwm2m(&tagged(0xc1, &seconds)), true, &[]),
        (ContentFormat::LWM2M_CBOR, lwm2m(&tagged(0xc0, text)), true, &[]),
        (ContentFormat::SENML_CBOR, senml(&tagged(2, &seconds)), true, &[]),
        (ContentFormat::SENML_CBOR, senml(&tagged(2, &tagged(0xc1, &seconds))), false, &[CborTag]),
        (ContentFormat::SENML_CBOR, senml(&tagged(2, &tagged(0xc0, text))), false, &[TimeAsText]),
        (ContentFormat::SENML_CBOR, senml(&tagged(3, text)), false, &[TimeAsText]),
        (ContentFormat::SENML_JSON, br#"[{"n":"/3/0/13","v":1367491215}]"#.to_vec(), true, &[]),
        (
            ContentFormat::SENML_JSON,
            br#"[{"n":"/3/0/13","vs":"2013-05-02T10:40:15Z"}]"#.to_vec(),
            false,
            &[TimeAsText],
        ),
        (ContentFormat::JSON, br#"{"e":[{"n":"","v":1367491215}]}"#.to_vec(), true, &[]),
    ];
    for (format, payload, is_strict, warnings) in cases {
        let (time, found) = decode(format, &payload, &DecodeOptions::lenient());
        assert_eq!((time, found.as_slice()), (Some(1_367_491_215), warnings), "{format} {payload:x?}");
        let (time, _) = decode(format, &payload, &DecodeOptions::strict());
        assert_eq!(time, is_strict.then_some(1_367_491_215), "strict {format} {payload:x?}");
    }
    for value in [&b"\x63abc"[..], b"\x742013-13-02T10:40:15Z"] {
        for payload in [senml(&tagged(2, &tagged(0xc0, value))), senml(&tagged(3, value))] {
            assert_eq!(decode(ContentFormat::SENML_CBOR, &payload, &DecodeOptions::lenient()).0, None);
        }
    }
}

#[test]
fn a_time_of_measurement_is_never_dropped() {
    let node = Node::new(CURRENT_TIME, Value::Time(1)).with_time(Timestamp::Absolute(1_600_000_000.0));
    for (format, takes) in [
        (ContentFormat::TLV, false),
        (ContentFormat::CBOR, false),
        (ContentFormat::LWM2M_CBOR, false),
        (ContentFormat::TEXT, false),
        (ContentFormat::JSON, true),
        (ContentFormat::SENML_JSON, true),
        (ContentFormat::SENML_CBOR, true),
    ] {
        let version = if format == ContentFormat::JSON { Version::V1_0 } else { Version::V1_2 };
        let result = content_format::encode(format, version, CURRENT_TIME, std::slice::from_ref(&node));
        match result {
            Ok(_) => assert!(takes, "{format}"),
            Err(error) => assert!(!takes && error.name() == "NotExpressible", "{format}: {error}"),
        }
    }
}

/// What a node does not say is not there in JSON either.
#[cfg(feature = "serde")]
#[test]
fn nodes_through_serde() {
    use lwm2m_tlv::{Node, Timestamp};
    let plain = Node::new(Path::resource(3, 0, 9), 1_i64);
    let json = serde_json::to_string(&plain).unwrap();
    assert_eq!(json, r#"{"path":"/3/0/9","content":{"Value":{"integer":1}}}"#);
    let told = plain.clone().with_time(Timestamp::Absolute(17.5)).with_prefix("d01");
    for node in [plain, told] {
        let json = serde_json::to_string(&node).unwrap();
        assert_eq!(serde_json::from_str::<Node<'_>>(&json).unwrap(), node, "{json}");
    }
}

#[test]
fn both_zeros_are_now() {
    assert!(Timestamp::from_senml(-0.0).seconds().is_sign_positive());
    let payload = br#"{"bn":"/3/0/13","e":[{"n":"","v":5,"t":-0.0}]}"#;
    let nodes = content_format::decode(
        ContentFormat::JSON,
        CURRENT_TIME,
        payload,
        &model,
        &DecodeOptions::strict(),
        &mut (),
    );
    assert!(nodes.unwrap()[0].time.unwrap().seconds().is_sign_positive());
    for payload in
        [&br#"[{"n":"/3/0/13","v":5,"t":-0.0}]"#[..], br#"[{"n":"/3/0/13","v":5,"bt":-0.0,"t":-0}]"#]
    {
        let read = |payload: &[u8]| {
            let format = ContentFormat::SENML_JSON;
            let options = DecodeOptions::strict();
            let nodes =
                content_format::decode(format, CURRENT_TIME, payload, &model, &options, &mut ()).unwrap();
            let written = content_format::encode(format, Version::V1_2, CURRENT_TIME, &nodes).unwrap();
            (format!("{nodes:?}"), written)
        };
        let (nodes, written) = read(payload);
        assert_eq!(read(&written).0, nodes);
    }
}
