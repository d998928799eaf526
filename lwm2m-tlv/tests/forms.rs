//! Formats by number, SenML records as they are, links and paths as JSON, object links, definitions.
#![cfg(all(feature = "json", feature = "cbor", feature = "serde"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use lwm2m_tlv::content_format::{decode, encode};
use lwm2m_tlv::format::lwm2m_cbor;
use lwm2m_tlv::format::senml::{Number, Pack, Record, RecordValue, cbor, json};
use lwm2m_tlv::interface::registration::ObjectLinks;
use lwm2m_tlv::link::Links;
use lwm2m_tlv::model::{ObjectDefinition, Operations, ResourceDefinition, ResourceType};
use lwm2m_tlv::{
    Content, ContentFormat, DecodeOptions, Node, Objlnk, Path, Value, ValueType, Version, WarningKind,
};

fn types(path: Path) -> Option<ValueType> {
    match path.resource_id()? {
        0 => Some(ValueType::String),
        1 => Some(ValueType::Unsigned),
        5 => Some(ValueType::Opaque),
        _ => Some(ValueType::Integer),
    }
}

#[test]
fn each_format_carries_what_it_can() {
    let options = DecodeOptions::strict();
    let path = Path::resource(3, 0, 0);
    let node = [Node::new(path, "a")];
    let mut carried = 0;
    for &format in ContentFormat::ALL {
        assert!(format.media_type().is_some());
        assert_eq!(format.to_string(), format.0.to_string());
        if format.since() > Version::V1_0 {
            let refused = encode(format, Version::V1_0, path, &node).unwrap_err();
            assert_eq!(refused.name(), "UnsupportedFormat");
        }
        match encode(format, Version::LATEST, path, &node) {
            Ok(payload) => {
                carried += 1;
                let read = decode(format, path, &payload, &types, &options, &mut ());
                assert_eq!(read.unwrap(), node, "{format}");
                // The numbers of old drafts mean the same.
                assert!(format.canonical() == format || format.0 > 1500);
            }
            // Bytes alone, or links.
            Err(_) => {
                assert!([ContentFormat::OPAQUE, ContentFormat::LINK_FORMAT].contains(&format), "{format}")
            }
        }
    }
    assert!(carried >= 9, "{carried}");
    assert!(ContentFormat::CBOR.is_single_value() && !ContentFormat::TLV.is_single_value());
    let unknown = ContentFormat(4711);
    assert_eq!((unknown.media_type(), unknown.since()), (None, Version::V1_0));
    assert!(encode(unknown, Version::LATEST, path, &node).is_err());
    assert!(decode(unknown, path, b"", &types, &options, &mut ()).is_err());
}

/// A pack that may be anything is read as one of values is: without a record it says that nothing is there, and the slash
/// behind a base name may be missing.
#[test]
fn a_pack_of_any_kind() {
    let options = DecodeOptions::lenient();
    let instance = Path::instance(3, 0);
    for format in [ContentFormat::SENML_JSON, ContentFormat::SENML_ETCH_JSON] {
        let read = |path: Path, text: &'static str| {
            decode(format, path, text.as_bytes(), &types, &options, &mut ()).map_err(|error| error.name())
        };
        for empty in ["", "[]"] {
            assert_eq!(read(instance, empty), Ok(vec![Node::empty(instance)]), "{format}");
        }
        assert_eq!(read(Path::object(3), "[]"), Ok(Vec::new()));
        assert_eq!(read(Path::ROOT, ""), Err("Truncated"));
        let slash = r#"[{"bn":"/3/0","n":"9","v":1},{"n":"16","v":2}]"#;
        let nodes = [Node::new(Path::resource(3, 0, 9), 1_i64), Node::new(Path::resource(3, 0, 16), 2_i64)];
        assert_eq!(read(instance, slash).as_deref(), Ok(&nodes[..]), "{format}");
    }
    for format in [ContentFormat::SENML_CBOR, ContentFormat::SENML_ETCH_CBOR] {
        for empty in [&[][..], &[0x80], &[0x9f, 0xff]] {
            let read = decode(format, instance, empty, &types, &options, &mut ()).unwrap();
            assert_eq!(read, [Node::empty(instance)], "{format}");
        }
    }
}

/// What is wrong with a payload in itself is told first, then what is wrong with its paths, then two of them that are the
/// same, and what the model says last.
#[test]
fn the_deepest_error_goes_first() {
    let strict = DecodeOptions::strict();
    let read = |format: ContentFormat, path: Path, payload: &[u8]| {
        let error = decode(format, path, payload, &types, &strict, &mut ()).unwrap_err();
        (error.name(), error.offset())
    };
    let senml = |text: &str| read(ContentFormat::SENML_JSON, Path::ROOT, text.as_bytes());
    assert_eq!(senml(r#"[{"n":"/3","v":1}]x"#), ("TrailingData", Some(18)));
    assert_eq!(senml(r#"[{"n":"/3//0","v":1},{"n":"/3/0/2","v":01}]"#), ("Syntax", Some(39)));
    assert_eq!(senml(r#"[{"n":"/3/0/0","v":1},{"n":"/3/0/2","w":}]"#), ("Syntax", Some(40)));
    assert_eq!(senml(r#"[{"n":"/3/0/0","v":1},{"n":"/3/0/2/3/4","v":1}]"#), ("Path", Some(23)));
    assert_eq!(senml(r#"[{"n":"\u0000","v":1},{"n":"/3","v":1}]"#), ("InvalidName", Some(2)));
    assert_eq!(senml(r#"[{"n":"/3/0/0","v":1},{"n":"/3/0/0","v":2}]"#), ("DuplicatePath", Some(23)));
    assert_eq!(senml(r#"[{"n":"/3/0/0","v":1},{"n":"/3/0/5","v":2}]"#), ("Type", Some(2)));
    let outside = br#"[{"n":"/3/0/0","v":1},{"n":"/4/0/2","v":1}]"#;
    assert_eq!(read(ContentFormat::SENML_JSON, Path::instance(3, 0), outside), ("Path", Some(23)));
    let cbor = [&[0x82, 0xa2, 0, 0x62][..], b"/3", &[2, 1, 0xa2, 0, 0x66], b"/3/0/2", &[2]].concat();
    assert_eq!(read(ContentFormat::SENML_CBOR, Path::ROOT, &cbor), ("Truncated", Some(18)));
    let json = |text: &str| read(ContentFormat::JSON, Path::instance(3, 0), text.as_bytes());
    assert_eq!(json(r#"{"e":[{"n":"0","v":1},{"n":"65535","v":1}]}"#), ("Path", Some(22)));
    assert_eq!(json(r#"{"e":[{"n":"0","v":1},{"n":"0","v":1}]}"#), ("DuplicatePath", Some(22)));
    let map = |payload: &[u8]| read(ContentFormat::LWM2M_CBOR, Path::ROOT, payload);
    let mistyped = [0xa1, 0x82, 3, 0, 0xa2, 0, 1];
    assert_eq!(map(&[&mistyped[..], &[2]].concat()), ("Truncated", Some(8)));
    assert_eq!(map(&[&mistyped[..], &[2, 0x80]].concat()), ("Type", Some(8)));
    assert_eq!(map(&[&mistyped[..], &[2, 0xa1, 0, 1, 0]].concat()), ("TrailingData", Some(11)));
    assert_eq!(map(&[0xa2, 0x83, 3, 0, 0, 1, 4, 1]), ("Path", Some(6)));
    assert_eq!(map(&[0xa2, 0x83, 3, 0, 0, 1, 3, 0xa1, 0, 0xa1, 0, 1]), ("DuplicatePath", Some(10)));
    assert_eq!(map(&[&mistyped[..], &[2, 5]].concat()), ("Type", Some(6)));
    // Where nobody knows what the payload belongs to.
    assert_eq!(read(ContentFormat::CBOR, Path::ROOT, &[0x19, 1]), ("Truncated", Some(0)));
    assert_eq!(read(ContentFormat::CBOR, Path::ROOT, &[0x19, 1, 1]), ("Path", Some(0)));
    assert_eq!(read(ContentFormat::TLV, Path::ROOT, &[0x03, 0, 0xc1, 9, 1, 0xc2, 0]), ("Truncated", Some(5)));
    assert_eq!(read(ContentFormat::TLV, Path::ROOT, &[0x04, 0, 0x82, 9, 0xc0, 0]), ("Structure", Some(4)));
    assert_eq!(read(ContentFormat::TLV, Path::ROOT, &[0xc1, 9, 1]), ("Path", Some(0)));
}

/// A first record of base fields alone says nothing by itself; a name of its own, or a path, does.
#[test]
fn a_record_of_base_fields() {
    let options = DecodeOptions::strict();
    let read = |text: &'static str| {
        json::decode_with(Path::ROOT, text.as_bytes(), &types, Pack::Values, &options, &mut ()).unwrap()
    };
    let node = Node::new(Path::resource(3, 0, 9), 1_i64);
    assert_eq!(read(r#"[{"bn":"/3/0/"},{"n":"9","v":1}]"#), std::slice::from_ref(&node));
    assert_eq!(read(r#"[{"bn":"/3/0/","bt":1700000000},{"n":"9","v":1}]"#)[0].time.unwrap().seconds(), 1.7e9);
    assert_eq!(read(r#"[{"bn":"/3/0"},{"n":"/9","v":1}]"#), [Node::none(Path::instance(3, 0)), node]);
    assert_eq!(read(r#"[{"bn":"/"}]"#), [Node::none(Path::ROOT)]);
}

/// Zeros before the digits of a number in plain text, as clients that pad it write them.
#[test]
fn numbers_with_leading_zeros() {
    let float = |_: Path| Some(ValueType::Float);
    let read = |text: &'static str, model: &dyn lwm2m_tlv::Types, options: &DecodeOptions| {
        let mut warnings = Vec::new();
        let nodes = decode(
            ContentFormat::TEXT,
            Path::resource(3, 0, 9),
            text.as_bytes(),
            model,
            options,
            &mut warnings,
        );
        nodes.map(|nodes| (nodes[0].value().cloned(), warnings.len())).map_err(|error| error.name())
    };
    let (lenient, strict) = (DecodeOptions::lenient(), DecodeOptions::strict());
    for (text, number) in [("007", 7), ("-007", -7), ("00", 0), ("-00", 0), ("0100", 100)] {
        assert_eq!(read(text, &types, &lenient), Ok((Some(Value::Integer(number)), 1)), "{text}");
        assert_eq!(read(text, &types, &strict), Err("InvalidValue"), "{text}");
    }
    for (text, number) in [("00.5", 0.5), ("-01.5", -1.5), ("000", 0.0), ("0001e2", 100.0)] {
        assert_eq!(read(text, &float, &lenient), Ok((Some(Value::Float(number)), 1)), "{text}");
        assert_eq!(read(text, &float, &strict), Err("InvalidValue"), "{text}");
    }
    for text in ["", "-", "+1", "0x1", "00x", "0-1", "--1", "0 1", "01.", "00.", ".5", "0.e1"] {
        for options in [&lenient, &strict] {
            assert_eq!(read(text, &types, options), Err("InvalidValue"), "{text}");
            assert_eq!(read(text, &float, options), Err("InvalidValue"), "{text}");
        }
    }
}

#[test]
fn old_peers_get_integers() {
    let path = Path::resource(3, 0, 1);
    let node = |number: u64| [Node::new(path, number), Node::new(Path::resource(3, 0, 2), 7_i64)];
    let payload = encode(ContentFormat::TLV, Version::V1_0, Path::instance(3, 0), &node(5)).unwrap();
    assert_eq!(payload, [0xc1, 1, 5, 0xc1, 2, 7]);
    // 200 as a signed number takes two bytes.
    let payload = encode(ContentFormat::TLV, Version::V1_0, Path::instance(3, 0), &node(200)).unwrap();
    assert_eq!(payload, [0xc2, 1, 0, 200, 0xc1, 2, 7]);
    let refused =
        encode(ContentFormat::TLV, Version::V1_0, Path::instance(3, 0), &node(u64::MAX)).unwrap_err();
    assert_eq!(refused.name(), "OutOfRange");
}

#[test]
fn a_composite_request_names_paths_or_changes_values() {
    let options = DecodeOptions::strict();
    for format in [ContentFormat::SENML_ETCH_JSON, ContentFormat::SENML_ETCH_CBOR] {
        let nodes = [Node::none(Path::resource(3, 0, 0)), Node::none(Path::instance(1, 0))];
        let payload = encode(format, Version::LATEST, Path::ROOT, &nodes).unwrap();
        assert_eq!(
            decode(format, Path::ROOT, &payload, &types, &options, &mut ()).unwrap(),
            nodes,
            "{format}"
        );
        let changes = [Node::new(Path::resource(3, 0, 2), 5_i64)];
        let payload = encode(format, Version::LATEST, Path::ROOT, &changes).unwrap();
        assert_eq!(decode(format, Path::ROOT, &payload, &types, &options, &mut ()).unwrap(), changes);
    }
}

#[test]
fn records_with_every_member_come_back() {
    let mut first = Record::default();
    first.base_version = Some(10);
    first.base_name = Some("/3/0/".into());
    first.base_time = Some(Number::Unsigned(1_276_020_076));
    first.base_unit = Some("A".into());
    first.base_value = Some(Number::Unsigned(20));
    first.base_sum = Some(Number::Negative(-4));
    first.name = Some("9".into());
    first.unit = Some("V".into());
    first.value = Some(RecordValue::Number(Number::Unsigned(7)));
    first.sum = Some(Number::Unsigned(3));
    first.time = Some(Number::Negative(-5));
    first.update_time = Some(Number::Unsigned(60));
    let mut records = vec![first];
    for value in [
        RecordValue::String("x\"\u{e9}".into()),
        RecordValue::Boolean(true),
        RecordValue::Data((&[0xfb_u8, 0xff][..]).into()),
        RecordValue::Objlnk(Objlnk::new(3, 0)),
        RecordValue::Null,
    ] {
        let mut record = Record::default();
        record.name = Some("a".into());
        record.value = Some(value);
        records.push(record);
    }
    let options = DecodeOptions::strict();
    let text = json::encode_records(&records).unwrap();
    assert_eq!(json::records(text.as_bytes(), Pack::Either, &options, &mut ()).unwrap(), records, "{text}");
    let bytes = cbor::encode_records(&records).unwrap();
    assert_eq!(cbor::records(&bytes, Pack::Either, &options, &mut ()).unwrap(), records);

    let mut endless = Record::default();
    endless.sum = Some(Number::Float(f64::INFINITY));
    assert!(json::encode_records(&[endless]).is_err());
}

#[test]
fn links_and_paths_are_json() {
    let link = Links::new(b"</3/0>;ver=1.1;hb;title=\"a \\\"b\\\"\";ver=2 ; x = 1;;y= \"z\"")
        .next()
        .unwrap()
        .unwrap();
    assert_eq!(
        serde_json::to_value(link).unwrap(),
        serde_json::json!({"uri": "/3/0", "attributes":
            {"ver": "1.1", "hb": true, "title": "a \"b\"", "x": "1", "y": "z"}}),
    );
    let names: Vec<&str> = link.attributes().map(|attribute| attribute.name).collect();
    assert_eq!(names, ["ver", "hb", "title", "ver", "x", "y"]);
    let title = link.attribute("title").unwrap().value.unwrap();
    assert!(title == "a \"b\"" && title.is_quoted() && title.text() == "a \"b\"");
    assert_eq!(link.attribute("rt"), None);
    let hidden = Links::new(b"</3%2f0>").next().unwrap().unwrap();
    assert_eq!(hidden.path().unwrap_err().offset, 3);

    let path = Path::resource_instance(3, 0, 6, 1);
    let text = serde_json::to_string(&path).unwrap();
    assert_eq!(text, "\"/3/0/6/1\"");
    assert_eq!(serde_json::from_str::<Path>(&text).unwrap(), path);
    assert!(serde_json::from_str::<Path>("\"3/0\"").is_err());
    assert!(serde_json::from_str::<Path>("3").is_err());
}

#[test]
fn object_links_say_versions_and_formats() {
    let payload = b"</>;rt=\"oma.lwm2m\";ct=\"60 112\",</1/0>,</3>;ver=1.2,</3/0>,</3303/0>,</sensor>";
    let links = ObjectLinks::from_payload(payload).unwrap();
    assert_eq!(links.content_formats, [ContentFormat::CBOR, ContentFormat::SENML_CBOR]);
    assert_eq!(links.other, ["/sensor"]);
    assert_eq!(links.object_version(3, Version::V1_1), Some(Version::V1_2));
    assert_eq!(links.object_version(3303, Version::V1_1), Some(Version::V1_0));
    assert_eq!(links.object_version(4, Version::V1_1), None);
    assert_eq!(links.to_payload().unwrap().as_bytes(), payload);
    assert_eq!(links.clone().into_owned(), links);
}

#[test]
fn definitions_are_built_part_by_part() {
    let resource =
        ResourceDefinition::new(1, "Delay", Operations::RW, ResourceType::Known(ValueType::Integer))
            .with_multiple()
            .with_mandatory()
            .with_range("1..5")
            .with_units("s");
    assert!(resource.multiple && resource.mandatory && resource.range.is_some());
    assert_eq!((&*resource.units, resource.value_type()), ("s", Some(ValueType::Integer)));
    let object = ObjectDefinition::new(9, "A", [resource])
        .with_version(Version::V1_1)
        .with_mandatory()
        .with_multiple();
    assert!(object.mandatory && object.multiple && object.version == Version::V1_1);
    for (operations, text) in [
        (Operations::NONE, ""),
        (Operations::R, "R"),
        (Operations::W, "W"),
        (Operations::RW, "RW"),
        (Operations::E, "E"),
    ] {
        assert_eq!(operations.to_string(), text);
        assert_eq!(text.parse::<Operations>().unwrap(), operations);
    }
    assert_eq!(ResourceType::from_word("").as_str(), "");
    assert_eq!(ResourceType::from_word("Unsigned Integer").as_str(), "Unsigned Integer");
    assert_eq!(ResourceType::from_word("Multiple").as_str(), "Multiple");
    assert_eq!(Value::from(true).as_bool(), Some(true));
}

/// The limit `text` holds for texts and bytes in every format, and for nothing else.
#[test]
fn texts_are_as_long_as_the_limit_in_every_format() {
    let mut options = DecodeOptions::strict();
    let mut tried = 0;
    for &format in ContentFormat::ALL {
        for (id, value) in
            [(0, Value::from("abcdefghij")), (5, Value::from(vec![7_u8; 10])), (6, Value::from(1_i64 << 40))]
        {
            let path = Path::resource(3, 0, id);
            let node = [Node::new(path, value)];
            let Ok(payload) = encode(format, Version::LATEST, path, &node) else { continue };
            let written = match node[0].value() {
                // Base64 has more letters than there are bytes.
                Some(Value::Opaque(_))
                    if payload.iter().all(u8::is_ascii) && format != ContentFormat::OPAQUE =>
                {
                    16
                }
                _ => 10,
            };
            options.limits.text = written;
            assert_eq!(decode(format, path, &payload, &types, &options, &mut ()).unwrap(), node, "{format}");
            options.limits.text = 9;
            let short = decode(format, path, &payload, &types, &options, &mut ());
            match id {
                6 => assert_eq!(short.unwrap(), node, "{format}"),
                _ => assert_eq!(short.unwrap_err().name(), "Limit", "{format}"),
            }
            tried += 1;
        }
    }
    assert!(tried > 15, "{tried}");
}

/// A device behind a gateway that has nothing, or of which nothing is said.
#[test]
fn devices_without_objects() {
    for (bytes, content) in [(&b"\xa1\x61B\xa0"[..], Content::Empty), (b"\xa1\x61B\xf6", Content::None)] {
        let mut device = Node::none(Path::ROOT).with_prefix(String::from("B"));
        device.content = content;
        let read = |bytes| lwm2m_cbor::decode_with(Path::ROOT, bytes, &(), &DecodeOptions::strict(), &mut ());
        let nodes = read(bytes).unwrap();
        assert_eq!(nodes, [device]);
        let written = lwm2m_cbor::encode(&nodes).unwrap();
        assert_eq!(read(&written).unwrap(), nodes);
    }
    let nothing = lwm2m_cbor::encode(&[Node::none(Path::ROOT)]).unwrap_err();
    assert_eq!(nothing.name(), "NotExpressible");
}

/// What lenient reading takes and strict reading refuses has a warning, at the place that strict reading names.
#[test]
fn nothing_is_tolerated_without_a_word() {
    let both = |format: ContentFormat, path: Path, payload: &[u8]| {
        let mut warnings = Vec::new();
        decode(format, path, payload, &types, &DecodeOptions::lenient(), &mut warnings).unwrap();
        let refused = decode(format, path, payload, &types, &DecodeOptions::strict(), &mut ()).unwrap_err();
        let told: Vec<_> = warnings.iter().map(|warning| (warning.kind, warning.offset)).collect();
        (told, refused.name(), refused.offset())
    };
    let device = Path::instance(3, 0);
    for format in [ContentFormat::SENML_JSON, ContentFormat::SENML_CBOR, ContentFormat::JSON] {
        assert_eq!(both(format, device, b""), (vec![(WarningKind::EmptyPayload, 0)], "Truncated", Some(0)));
    }
    let twice = br#"[{"n":"/3/0/0","vs":"a"},{"n":"/3/0/1","v":1},{"n":"/3/0/0","vs":"c"}]"#;
    let told = both(ContentFormat::SENML_JSON, Path::ROOT, twice);
    assert_eq!(told, (vec![(WarningKind::DuplicatePath, 47)], "DuplicatePath", Some(47)));
    let below = [0xa2, 0x83, 3, 0, 9, 1, 0x84, 3, 0, 9, 0, 1];
    let refused =
        decode(ContentFormat::LWM2M_CBOR, Path::ROOT, &below, &types, &DecodeOptions::lenient(), &mut ());
    let refused = refused.unwrap_err();
    assert_eq!((refused.name(), refused.offset()), ("Structure", Some(6)));
    // Cut within a character.
    let text = r#"[{"n":"/3/0/0","vs":"é"}]"#.as_bytes();
    let at = text.iter().position(|byte| *byte == 0xc3).unwrap();
    let strict = DecodeOptions::strict();
    let refused =
        decode(ContentFormat::SENML_JSON, Path::ROOT, &text[..=at], &types, &strict, &mut ()).unwrap_err();
    assert_eq!((refused.name(), refused.offset()), ("Truncated", Some(at)));
    // Records by themselves, whose names are no paths.
    let mut warnings = Vec::new();
    let old = br#"[{"bver":5,"n":"urn:dev:ow:1","v":1}]"#;
    json::records(old, Pack::Values, &DecodeOptions::lenient(), &mut warnings).unwrap();
    assert_eq!(warnings[0].kind, WarningKind::SenmlVersion);
}
