//! What clients in the field send against the rules, each modelled on a report of it.
#![allow(clippy::unwrap_used, missing_docs)]

use lwm2m_tlv::content_format::ContentFormat;
use lwm2m_tlv::interface::registration::ObjectLinks;
use lwm2m_tlv::link::Links;
use lwm2m_tlv::{Node, Path, Warning, WarningKind};
use mgmt_wire::DecodeOptions;

/// The links of a payload with their parameters, and what was tolerated.
fn links(text: &str) -> (Vec<String>, Vec<WarningKind>) {
    let mut warnings: Vec<Warning> = Vec::new();
    let mut reader = Links::new(text.as_bytes());
    let mut read = Vec::new();
    while let Some(link) = reader.next_link(&mut warnings) {
        let link = link.unwrap();
        let mut line = link.target.to_owned();
        for attribute in link.attributes() {
            line.push_str(&format!(" {}", attribute.name));
            if let Some(value) = attribute.value {
                line.push_str(&format!("=[{}]", value.raw()));
            }
        }
        read.push(line);
    }
    (read, warnings.into_iter().map(|warning| warning.kind).collect())
}

fn refused(text: &str) -> bool {
    Links::with_options(text.as_bytes(), &DecodeOptions::strict()).any(|link| link.is_err())
}

/// Leshan's client wrote its content formats so until 2021 (its issue 1020).
#[test]
fn content_formats_without_quotes() {
    let payload = "</>;ct=60 110 11542;rt=\"oma.lwm2m\",</1>;ver=1.1,</1/0>,</3/0>;ct=0 112";
    let (read, kinds) = links(payload);
    assert_eq!(read, ["/ ct=[60 110 11542] rt=[oma.lwm2m]", "/1 ver=[1.1]", "/1/0", "/3/0 ct=[0 112]"]);
    assert_eq!(kinds, [WarningKind::UnquotedList, WarningKind::UnquotedList]);
    assert!(refused(payload));

    let objects = ObjectLinks::from_payload(payload.as_bytes()).unwrap();
    assert_eq!(objects.content_formats, [ContentFormat(60), ContentFormat(110), ContentFormat(11542)]);
    assert_eq!(objects.links.len(), 3);
}

#[test]
fn words_are_no_list() {
    for text in ["</>;ct=60 x", "</>;ct=60 1x", "</>;rt=a 1", "</>;ct=6x 1", "</>;ct=60 \"1\""] {
        assert!(Links::new(text.as_bytes()).any(|link| link.is_err()), "{text}");
    }
    // White space that is no part of a list is what it was.
    assert_eq!(links("</>;ct=60 ;rt=a").1, [WarningKind::LinkWhitespace]);
    assert_eq!(links("</>;ct=60 ,</1>").1, [WarningKind::LinkWhitespace]);
}

/// A module maker's client (Leshan issue 1229) names the parameter once for each format.
#[test]
fn content_formats_one_by_one() {
    let payload = "</>;ct=110;ct=112,</1/0>,</2>,</3/0>";
    let objects = ObjectLinks::from_payload(payload.as_bytes()).unwrap();
    assert_eq!(objects.content_formats, [ContentFormat(110), ContentFormat(112)]);
    assert_eq!(links(payload).1, [WarningKind::DuplicateAttribute]);
    assert!(refused(payload));
}

#[cfg(feature = "json")]
mod base_names {
    use super::*;
    use lwm2m_tlv::format::lwm2m_json;
    use lwm2m_tlv::format::senml::{self, Pack};

    type Read = (Vec<Node<'static>>, Vec<WarningKind>);

    fn own(nodes: Vec<Node<'_>>, warnings: Vec<Warning>) -> Read {
        let kinds = warnings.into_iter().map(|warning| warning.kind).collect();
        (nodes.into_iter().map(Node::into_owned).collect(), kinds)
    }

    fn json(text: &str) -> Read {
        let mut warnings = Vec::new();
        let options = DecodeOptions::lenient();
        let nodes =
            lwm2m_json::decode_with(Path::ROOT, text.as_bytes(), &(), &options, &mut warnings).unwrap();
        own(nodes, warnings)
    }

    fn senml(text: &str) -> Read {
        let mut warnings = Vec::new();
        let options = DecodeOptions::lenient();
        let nodes =
            senml::json::decode_with(Path::ROOT, text.as_bytes(), &(), Pack::Values, &options, &mut warnings)
                .unwrap();
        own(nodes, warnings)
    }

    /// As the test clients of EMQX's plug-in answer a read of an instance.
    #[test]
    fn without_their_slash() {
        let nodes = [Node::new(Path::resource(3, 0, 0), "Example"), Node::new(Path::resource(3, 0, 16), "U")];
        let kinds = [WarningKind::BaseNameSlash; 2];
        let text = r#"{"bn":"/3/0","e":[{"n":"0","sv":"Example"},{"n":"16","sv":"U"}]}"#;
        assert_eq!(json(text), (nodes.to_vec(), kinds.to_vec()));
        let strict = DecodeOptions::strict();
        assert!(lwm2m_json::decode_with(Path::ROOT, text.as_bytes(), &(), &strict, &mut ()).is_err());

        let text = r#"[{"bn":"/3/0","n":"0","vs":"Example"},{"n":"16","vs":"U"}]"#;
        assert_eq!(senml(text), (nodes.to_vec(), kinds.to_vec()));
        assert!(
            senml::json::decode_with(Path::ROOT, text.as_bytes(), &(), Pack::Values, &strict, &mut ())
                .is_err()
        );

        // Instance 1 and name 6 together would be instance 16.
        let node = Node::new(Path::resource(3, 1, 6), 5_i64);
        assert_eq!(senml(r#"[{"bn":"/3/1","n":"6","v":5}]"#).0, [node]);
    }

    /// What is a path when written together stays one: RFC 8428, clause 4.5.1.
    #[test]
    fn that_are_the_beginning_of_a_name() {
        let node = Node::new(Path::resource(3, 0, 16), 5_i64);
        assert_eq!(senml(r#"[{"bn":"/3/0/1","n":"6","v":5}]"#), (vec![node.clone()], Vec::new()));
        assert_eq!(json(r#"{"bn":"/3/0/1","e":[{"n":"6","v":5}]}"#), (vec![node], Vec::new()));
        // Without a value also that of an instance.
        let node = Node::none(Path::instance(3, 230));
        assert_eq!(senml(r#"[{"bn":"/3/23","n":"0"}]"#), (vec![node], Vec::new()));
    }
}

#[cfg(feature = "cbor")]
mod cbor {
    use super::*;
    use lwm2m_tlv::{ValueType, content_format};

    const FLOAT: fn(Path) -> Option<ValueType> = |_| Some(ValueType::Float);

    fn read(
        format: ContentFormat,
        payload: &[u8],
        strict: bool,
    ) -> Option<(Vec<Node<'_>>, Vec<WarningKind>)> {
        let options = if strict { DecodeOptions::strict() } else { DecodeOptions::lenient() };
        let mut warnings: Vec<Warning> = Vec::new();
        let path = Path::resource(3303, 0, 5700);
        let nodes = content_format::decode(format, path, payload, &FLOAT, &options, &mut warnings).ok()?;
        Some((nodes, warnings.into_iter().map(|warning| warning.kind).collect()))
    }

    /// Clients of Anjay take decimal fractions in every CBOR format; RFC 8428 has them in SenML CBOR alone.
    #[test]
    fn decimal_fractions_are_numbers() {
        let path = Path::resource(3303, 0, 5700);
        // -1 and 215: 21.5.
        let fraction = [0xc4, 0x82, 0x20, 0x18, 0xd7];
        let lwm2m = [&[0xa1, 0x83, 0x19, 0x0c, 0xe7, 0x00, 0x19, 0x16, 0x44], &fraction[..]].concat();
        for (format, payload) in [(ContentFormat::CBOR, &fraction[..]), (ContentFormat::LWM2M_CBOR, &lwm2m)] {
            let (nodes, kinds) = read(format, payload, false).unwrap();
            assert_eq!(nodes, [Node::new(path, 21.5)]);
            assert_eq!(kinds, [WarningKind::CborTag]);
            assert!(read(format, payload, true).is_none());
        }
    }

    /// One structure for both formats gives CBOR with the labels of JSON.
    #[test]
    fn labels_by_name() {
        let payload = b"\x81\xa3\x62bn\x6a/3303/0/57\x61n\x6200\x61v\xf9\x4d\x60";
        let (nodes, kinds) = read(ContentFormat::SENML_CBOR, payload, false).unwrap();
        assert_eq!(nodes, [Node::new(Path::resource(3303, 0, 5700), 21.5)]);
        assert_eq!(kinds, [WarningKind::LabelName; 3]);
        assert!(read(ContentFormat::SENML_CBOR, payload, true).is_none());

        // One label in both forms.
        let payload = b"\x81\xa3\x00\x6c/3303/0/5700\x61v\x05\x02\x06";
        let (nodes, kinds) = read(ContentFormat::SENML_CBOR, payload, false).unwrap();
        assert_eq!(nodes, [Node::new(Path::resource(3303, 0, 5700), 6.0)]);
        assert_eq!(kinds, [WarningKind::LabelName, WarningKind::DuplicateKey]);
    }

    #[test]
    fn decimal_fractions_of_two_integers() {
        let broken: [&[u8]; 6] = [
            &[0xc4, 0x81, 0x20],
            &[0xc4, 0x83, 0x20, 0x01, 0x01],
            &[0xc4, 0x82, 0x20, 0x61, b'1'],
            &[0xc4, 0x82, 0x20],
            // Another tag, and none: arrays are no values.
            &[0xc5, 0x82, 0x20, 0x01],
            &[0x82, 0x20, 0x01],
        ];
        for payload in broken {
            assert!(read(ContentFormat::CBOR, payload, false).is_none(), "{payload:02x?}");
        }
    }
}
