//! Frequent forms are read by a shorter way: it must say what the long one says.
#![cfg(feature = "cbor")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::cast_possible_truncation, missing_docs)]

use lwm2m_tlv::format::lwm2m_cbor;
use lwm2m_tlv::format::senml::{Pack, cbor};
use lwm2m_tlv::{DecodeOptions, Error, Limits, Node, Path, ValueType, Warning};

/// Values as CBOR writes them: integers of all widths, floats, texts, truths, and what is no such value.
const VALUES: &[&[u8]] = &[
    &[0x00],
    &[0x18, 0x2a],
    &[0x19, 0x01, 0x00],
    &[0x1b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    &[0x20],
    &[0x38, 0xff],
    &[0x3b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    &[0xf9, 0x3e, 0x00],
    &[0xfa, 0x3f, 0xc0, 0x00, 0x00],
    &[0xfb, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0],
    &[0x60],
    &[0x63, b'3', b':', b'0'],
    &[0x62, 0xff, 0xfe],
    &[0x7f, 0x61, b'a', 0xff],
    &[0xf4],
    &[0xf5],
    &[0xf6],
    &[0x41, 0x07],
    &[0x58, 0x01, 0x07],
    &[0x59, 0x00, 0x02, 0x07, 0x08],
    &[0x5a, 0x00, 0x00, 0x00, 0x01, 0x07],
    &[0x5b, 0, 0, 0, 0, 0, 0, 0, 0x01, 0x07],
    &[0x5a, 0xff, 0xff, 0xff, 0xff, 0x07],
    &[0x5f, 0x41, 0x07, 0xff],
    &[0x80],
    &[0x1c],
];

fn options() -> [DecodeOptions; 2] {
    [DecodeOptions::default(), DecodeOptions::strict()]
}

fn types() -> Vec<Option<ValueType>> {
    ValueType::ALL.iter().copied().map(Some).chain([None]).collect()
}

/// Nodes and kinds of warnings, or the name of the error: offsets differ between the forms.
fn outcome(decode: impl FnOnce(&mut Vec<Warning>) -> Result<Vec<Node<'static>>, Error>) -> String {
    let mut warnings = Vec::new();
    let result = decode(&mut warnings).map_err(|error| error.name());
    let kinds: Vec<_> = warnings.iter().map(|warning| format!("{:?}", warning.kind)).collect();
    format!("{result:?} {kinds:?}")
}

#[test]
fn senml_records_of_name_and_value() {
    for label in [2_u8, 3, 4, 8] {
        for name in ["1/5700", "1/5700/2", "1", "01/5700", "1/65535", "x", ""] {
            for value in VALUES {
                // The first record sets the base name; the second is the one in question, then in indefinite form.
                let payload = |definite: bool| {
                    let mut out = vec![0x82, 0xa3, 0x21, 0x66];
                    out.extend_from_slice(b"/3303/");
                    out.extend_from_slice(&[0x00, 0x66]);
                    out.extend_from_slice(b"0/5700");
                    out.extend_from_slice(&[0x02, 0x01, if definite { 0xa2 } else { 0xbf }]);
                    out.extend_from_slice(&[0x00, 0x60 + name.len() as u8]);
                    out.extend_from_slice(name.as_bytes());
                    out.push(label);
                    out.extend_from_slice(value);
                    if !definite {
                        out.push(0xff);
                    }
                    out
                };
                for value_type in types() {
                    let model = |path: Path| if path.instance_id() == Some(1) { value_type } else { None };
                    for options in options() {
                        for pack in [Pack::Values, Pack::Paths, Pack::Patch] {
                            let run = |definite| {
                                let payload = payload(definite);
                                outcome(|sink| {
                                    let nodes = cbor::decode_with(
                                        Path::ROOT,
                                        &payload,
                                        &model,
                                        pack,
                                        &options,
                                        sink,
                                    )?;
                                    Ok(nodes.into_iter().map(Node::into_owned).collect())
                                })
                            };
                            assert_eq!(run(true), run(false), "{label} {name:?} {value:02x?} {value_type:?}");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn senml_first_records_of_base_name_and_value() {
    let names: [(&str, Option<&str>); 12] = [
        ("/3/0/9", None),
        ("/3/0/", Some("9")),
        ("/3/0", Some("/9")),
        ("/3/0", Some("9")),
        ("/3/0/0", Some("9")),
        ("", Some("/3/0/9")),
        ("/", Some("3/0/9")),
        ("/gateway/3/0/9", None),
        ("/3/0/9/", Some("65535")),
        ("/3/0", None),
        ("\u{e9}", None),
        ("", None),
    ];
    for (base_name, name) in names {
        for label in [1_u8, 2, 3, 4, 8] {
            for value in VALUES {
                let mut members = vec![0x21, 0x60 + base_name.len() as u8];
                members.extend_from_slice(base_name.as_bytes());
                if let Some(name) = name {
                    members.extend_from_slice(&[0x00, 0x60 + name.len() as u8]);
                    members.extend_from_slice(name.as_bytes());
                }
                members.push(label);
                members.extend_from_slice(value);
                let count = 2 + u8::from(name.is_some());
                // A second record has what the first one says as its base.
                let second: &[u8] = &[0xa2, 0x00, 0x61, b'5', 0x02, 0x01];
                for second in [&[], second] {
                    let records = 1 + u8::from(!second.is_empty());
                    let definite = [&[0x80 + records, 0xa0 + count], &*members, second].concat();
                    let indefinite = [&[0x9f, 0xa0 + count], &*members, second, &[0xff]].concat();
                    for value_type in types() {
                        for options in options() {
                            let run = |payload: &[u8]| {
                                outcome(|sink| {
                                    let (path, model) = (Path::ROOT, |_: Path| value_type);
                                    let nodes = cbor::decode_with(
                                        path,
                                        payload,
                                        &model,
                                        Pack::Values,
                                        &options,
                                        sink,
                                    )?;
                                    Ok(nodes.into_iter().map(Node::into_owned).collect())
                                })
                            };
                            assert_eq!(
                                run(&definite),
                                run(&indefinite),
                                "{base_name:?} {name:?} {label} {value:02x?} {value_type:?}"
                            );
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn lwm2m_cbor_pairs_of_identifier_and_value() {
    for value in VALUES {
        for value_type in types() {
            let model = |_: Path| value_type;
            for options in options() {
                // The identifier alone, and in an array of one, which is the long way.
                let run = |key: &[u8]| {
                    let payload = [&[0xa1, 0x82, 3, 0, 0xa1], key, value].concat();
                    outcome(|sink| {
                        let nodes = lwm2m_cbor::decode_with(Path::ROOT, &payload, &model, &options, sink)?;
                        Ok(nodes.into_iter().map(Node::into_owned).collect())
                    })
                };
                assert_eq!(run(&[9]), run(&[0x81, 9]), "{value:02x?} {value_type:?}");
            }
        }
    }
    // Neither way lets a key occur twice.
    let error = lwm2m_cbor::decode(Path::ROOT, &[0xa1, 0x82, 3, 0, 0xa2, 9, 1, 9, 2], &()).unwrap_err();
    assert_eq!(error.name(), "DuplicateKey");
}

#[test]
fn limits_hold_on_the_short_way() {
    let nodes: Vec<_> = (0..300).map(|id| Node::new(Path::resource(3303, id, 5700), 1.5)).collect();
    let payload = cbor::encode(&nodes, Pack::Values).unwrap();
    let decode = |limits: Limits| {
        let options = DecodeOptions::default().with_limits(limits);
        cbor::decode_with(Path::ROOT, &payload, &(), Pack::Values, &options, &mut ())
    };
    assert_eq!(decode(Limits::default()).unwrap(), nodes);
    let mut limits = Limits::default();
    limits.nodes = 299;
    assert_eq!(decode(limits).unwrap_err().name(), "Limit");
    let mut limits = Limits::default();
    limits.resolved_name = 13;
    assert_eq!(decode(limits).unwrap_err().name(), "Limit");
    let mut limits = Limits::default();
    limits.map_keys = 1;
    assert_eq!(decode(limits).unwrap_err().name(), "Limit");
    // The first record alone: its base name is too long, or both names together are.
    for first in [&nodes[..1], &nodes[..2]] {
        let payload = cbor::encode(first, Pack::Values).unwrap();
        for (limit, fits) in [(12, true), (11, false), (5, false)] {
            let mut limits = Limits::default();
            limits.resolved_name = limit;
            let options = DecodeOptions::default().with_limits(limits);
            let decoded = cbor::decode_with(Path::ROOT, &payload, &(), Pack::Values, &options, &mut ());
            assert_eq!(decoded.is_ok(), fits, "{limit}");
        }
    }
}
