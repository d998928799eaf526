//! CBOR items one by one (RFC 8949, clause 3 and appendix C): heads that are cut short or make no sense, strings in
//! chunks, every form of a number.
#![cfg(feature = "cbor")]
#![allow(clippy::unwrap_used, missing_docs)]

use lwm2m_tlv::format::senml::Pack;
use lwm2m_tlv::format::senml::cbor;
use lwm2m_tlv::{DecodeOptions, ErrorKind, Node, Path, Value, ValueType};
use mgmt_wire::Limit;

/// What reading says of a payload that it refuses.
fn refused(payload: &[u8]) -> (ErrorKind, Option<usize>) {
    let error = cbor::decode(Path::ROOT, payload, &|_: Path| None).unwrap_err();
    (*error.kind(), error.offset())
}

#[test]
fn heads_cut_short_say_how_much_is_missing() {
    for (length, width) in [(24, 1), (25, 2), (26, 4), (27, 8)] {
        for there in 0..width {
            // An array of one record; the head that is cut short is the map's.
            let payload = [&[0x81, 0xa0 | length], &[0; 8][..there]].concat();
            assert_eq!(refused(&payload), (ErrorKind::Truncated(width - there), Some(1)), "{payload:x?}");
        }
    }
    assert_eq!(refused(&[]), (ErrorKind::Truncated(1), Some(0)));
}

#[test]
fn heads_that_are_not_well_formed() {
    for (payload, what) in [
        (&[0x1f][..], "indefinite length of a number or tag"),
        (&[0x3f], "indefinite length of a number or tag"),
        (&[0xdf], "indefinite length of a number or tag"),
        (&[0x9c], "reserved additional information"),
        (&[0x9d], "reserved additional information"),
        (&[0x9e], "reserved additional information"),
        (&[0xf8, 31], "simple value below 32 in two bytes"),
        (&[0xff], "break outside of an indefinite item"),
    ] {
        assert_eq!(refused(payload), (ErrorKind::NotWellFormed(what), Some(0)), "{payload:x?}");
    }
}

#[test]
fn simple_values_of_two_bytes_begin_at_32() {
    let simple = |number: u8| [&b"\x81\xa3\x00\x66/3/0/0\x02\x01\x18\x63\xf8"[..], &[number][..]].concat();
    // Under a label that nothing is known of, any item is passed over.
    for number in [32, 33, 255] {
        let payload = simple(number);
        let read = cbor::decode(Path::ROOT, &payload, &|_: Path| None);
        assert_eq!(read.unwrap(), [Node::new(Path::resource(3, 0, 0), 1_i64)]);
    }
    assert_eq!(refused(&simple(31)).0, ErrorKind::NotWellFormed("simple value below 32 in two bytes"));
}

/// The value of a record for /3/0/0 that says it by this label and item.
fn value(
    label: u8,
    item: &[u8],
    options: &DecodeOptions,
) -> Result<Value<'static>, (ErrorKind, Option<usize>)> {
    let payload = [&[0x81, 0xa2, 0x21, 0x66][..], b"/3/0/0", &[label], item].concat();
    let read = cbor::decode_with(Path::ROOT, &payload, &|_: Path| None, Pack::Values, options, &mut ());
    let nodes = read.map_err(|error| (*error.kind(), error.offset()))?;
    Ok(nodes.first().unwrap().value().unwrap().clone().into_owned())
}

/// Where the item of [`value`] begins.
const ITEM: usize = 11;

#[test]
fn strings_in_chunks() {
    let lenient = DecodeOptions::lenient();
    let text = |item: &[u8]| value(3, item, &lenient);
    assert_eq!(text(b"\x7f\x62ab\x60\x61c\xff"), Ok(Value::from("abc")));
    assert_eq!(text(b"\x7f\xff"), Ok(Value::from("")));
    assert_eq!(value(8, b"\x5f\x41\x01\x42\x02\x03\xff", &lenient), Ok(Value::from(vec![1_u8, 2, 3])));
    // Each chunk is UTF-8 by itself.
    assert_eq!(text(b"\x7f\x61a\x62b\xc3\xff"), Err((ErrorKind::InvalidEncoding, Some(ITEM + 5))));
    assert_eq!(text(b"\x7f\x61\xc3\x61\xa9\xff"), Err((ErrorKind::InvalidEncoding, Some(ITEM + 2))));
    for chunk in [&b"\x41a"[..], b"\x01", b"\x7f\x61a\xff", b"\xf6"] {
        let (kind, offset) = text(&[b"\x7f\x61a", chunk, b"\xff"].concat()).unwrap_err();
        assert_eq!(
            (kind.to_string().starts_with("not well-formed"), offset),
            (true, Some(ITEM + 3)),
            "{chunk:x?}"
        );
    }
    assert_eq!(text(b"\x7f\x61a").unwrap_err().0, ErrorKind::Truncated(1));
}

/// The value of the only record, of the shortest form: name and one value.
fn plain(label: u8, item: &[u8], options: &DecodeOptions) -> Result<Value<'static>, ErrorKind> {
    let payload = [&[0x81, 0xa2, 0x00, 0x66][..], b"/3/0/0", &[label], item].concat();
    let read = cbor::decode_with(Path::ROOT, &payload, &|_: Path| None, Pack::Values, options, &mut ());
    let nodes = read.map_err(mgmt_wire::Error::into_kind)?;
    Ok(nodes.first().unwrap().value().unwrap().clone().into_owned())
}

#[test]
fn strings_are_as_long_as_the_limit_at_most() {
    let mut options = DecodeOptions::lenient();
    options.limits.text = 6;
    for item in [&b"\x66abcdef"[..], b"\x7f\x63abc\x63def\xff"] {
        assert_eq!(value(3, item, &options), Ok(Value::from("abcdef")));
        assert_eq!(plain(3, item, &options), Ok(Value::from("abcdef")));
    }
    for item in [&b"\x67abcdefg"[..], b"\x7f\x63abc\x64defg\xff"] {
        assert_eq!(value(3, item, &options).unwrap_err().0, ErrorKind::Limit(Limit::Text));
        assert_eq!(plain(3, item, &options), Err(ErrorKind::Limit(Limit::Text)));
    }
    for (item, length) in [(&b"\x46abcdef"[..], 6), (b"\x47abcdefg", 7), (b"\x58\x07abcdefg", 7)] {
        let expected = if length == 6 {
            Ok(Value::from(b"abcdef".to_vec()))
        } else {
            Err(ErrorKind::Limit(Limit::Text))
        };
        assert_eq!(value(8, item, &options).map_err(|(kind, _)| kind), expected, "{item:x?}");
        assert_eq!(plain(8, item, &options), expected, "{item:x?}");
    }
}

#[test]
fn strings_end_where_they_say_whatever_follows() {
    let options = DecodeOptions::lenient();
    // A text of each length that its head holds in one byte, in front of more than any of them.
    for length in 0..=0x17_u8 {
        let text = "t".repeat(length.into());
        let record = |text: &[u8]| [&[0xa2, 0x00, 0x66][..], b"/3/0/0", &[0x03], text].concat();
        let short = record(&[&[0x60 | length], text.as_bytes()].concat());
        let long = record(&[&[0x79, 2, 0][..], &[b'l'; 512]].concat());
        let payload = [&[0x82][..], &short, &long].concat();
        let read = cbor::decode_with(Path::ROOT, &payload, &|_: Path| None, Pack::Values, &options, &mut ());
        assert_eq!(read.unwrap().first().unwrap().value(), Some(&Value::from(text)));
    }
}

#[test]
fn every_form_of_a_number() {
    let lenient = DecodeOptions::lenient();
    let number = |item: &[u8]| value(2, item, &lenient);
    for (item, expected) in [
        (&[0x17][..], 23.0),
        (&[0x18, 0x18], 24.0),
        (&[0x1b, 0, 0, 0, 1, 0, 0, 0, 0], 4_294_967_296.0),
        (&[0x37], -24.0),
        (&[0x39, 1, 0], -257.0),
        (&[0xf9, 0x3e, 0x00], 1.5),
        (&[0xf9, 0xbe, 0x00], -1.5),
        (&[0xf9, 0x7b, 0xff], 65_504.0),
        (&[0xf9, 0x04, 0x00], 6.103_515_625e-5),
        (&[0xf9, 0x00, 0x00], 0.0),
        (&[0xf9, 0x00, 0x01], 5.960_464_477_539_063e-8),
        (&[0xf9, 0x7c, 0x00], f64::INFINITY),
        (&[0xf9, 0xfc, 0x00], f64::NEG_INFINITY),
        (&[0xf9, 0x7e, 0x00], f64::NAN),
        (&[0xf9, 0x83, 0xff], -6.097_555_160_522_461e-5),
        (&[0xfa, 0x3f, 0xc0, 0, 0], 1.5),
        (&[0xfb, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0], 1.5),
        (&[0xc2, 0x41, 5], 5.0),
        (&[0xc2, 0x43, 0, 1, 0], 256.0),
        (&[0xc3, 0x41, 5], -6.0),
        (&[0xc2, 0x49, 1, 0, 0, 0, 0, 0, 0, 0, 0], 18_446_744_073_709_551_616.0),
        (&[0xc3, 0x48, 0x80, 0, 0, 0, 0, 0, 0, 0], -9_223_372_036_854_775_809.0),
        (&[0xc4, 0x82, 0x20, 0x0f], 1.5),
        (&[0xc4, 0x82, 0x02, 0x22], -300.0),
        (&[0xc4, 0x82, 0x00, 0xc3, 0x41, 5], -6.0),
        (&[0xc5, 0x82, 0x20, 0x03], 1.5),
        (&[0xc5, 0x82, 0x02, 0x03], 12.0),
        (&[0xc5, 0x82, 0x00, 0x03], 3.0),
        (&[0xc5, 0x9f, 0x20, 0x03, 0xff], 1.5),
        (&[0xc5, 0x82, 0x03, 0xc2, 0x41, 5], 40.0),
    ] {
        let read = match number(item) {
            Ok(Value::Integer(number)) => number.to_string(),
            Ok(Value::Unsigned(number)) => number.to_string(),
            Ok(Value::Float(number)) => number.to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(read, expected.to_string(), "{item:x?}");
    }
    for item in [
        &[0x3b, 0x80, 0, 0, 0, 0, 0, 0, 0][..],
        &[0xc2, 0x51, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        &[0xc4, 0x82, 0x19, 0x01, 0x91, 0x01],
    ] {
        assert!(matches!(number(item), Err((ErrorKind::OutOfRange(_), _))), "{item:x?}");
    }
    for item in [
        &[0xc4, 0x81, 0x20][..],
        &[0xc4, 0x83, 0x20, 0x01, 0x01],
        &[0xc4, 0x82, 0x20, 0xd8, 0x20, 0x01],
        &[0xc4, 0x82, 0xf9, 0x3c, 0x00, 0x01],
        &[0xc4, 0x80],
        &[0xc4, 0x01],
    ] {
        assert!(matches!(number(item), Err((ErrorKind::Type(_), _))), "{item:x?}");
    }
    // Exact where a float is not.
    let large = &[0xc3, 0x48, 0x20, 0, 0, 0, 0, 0, 0, 0];
    assert_eq!(number(large), Ok(Value::Integer(-2_305_843_009_213_693_953)));
    assert_eq!(number(&[0xd8, 0x64, 0x01]), Err((ErrorKind::UnsupportedTag(100), Some(ITEM))));
}

/// Tags make integers of forms that pass through no float.
#[test]
fn tagged_integers_are_exact() {
    let read = |value_type: ValueType, item: &[u8]| {
        let payload = [&[0x81, 0xa2, 0x21, 0x66][..], b"/3/0/0", &[2], item].concat();
        let nodes = cbor::decode(Path::ROOT, &payload, &|_: Path| Some(value_type));
        nodes.map(|nodes| nodes.first().unwrap().value().unwrap().clone().into_owned()).map_err(|e| e.name())
    };
    let eight = |head: &[u8], argument: u64| [head, &[0x1b], &argument.to_be_bytes()].concat();
    let (integer, unsigned) = (ValueType::Integer, ValueType::Unsigned);
    for (item, number) in [
        (eight(&[0xc5, 0x82, 0x00], 9_007_199_254_740_993), 9_007_199_254_740_993),
        (eight(&[0xc5, 0x82, 0x01], 4_611_686_018_427_387_903), i64::MAX - 1),
        (eight(&[0xc5, 0x82, 0x20], u64::MAX - 1), i64::MAX),
        (eight(&[0xc4, 0x82, 0x20], 18_446_744_073_709_551_610), 1_844_674_407_370_955_161),
        ([&[0xc3, 0x48, 0x7f][..], &[0xff; 7]].concat(), i64::MIN),
    ] {
        assert_eq!(read(integer, &item), Ok(Value::Integer(number)), "{item:x?}");
    }
    assert_eq!(read(unsigned, &eight(&[0xc4, 0x82, 0x00], u64::MAX)), Ok(Value::Unsigned(u64::MAX)));
    let float = read(ValueType::Float, &eight(&[0xc4, 0x82, 0x22], u64::MAX));
    assert_eq!(float, Ok(Value::Float(18_446_744_073_709_551.615)));
    for (item, kind) in [
        (eight(&[0xc5, 0x82, 0x20], u64::MAX), "InvalidValue"),
        (eight(&[0xc5, 0x82, 0x0a], u64::MAX), "OutOfRange"),
        (eight(&[0xc5, 0x82, 0x38, 0x80], u64::MAX), "InvalidValue"),
        (eight(&[0xc4, 0x82, 0x20], u64::MAX), "InvalidValue"),
        ([&[0xc3, 0x48, 0x80][..], &[0; 7]].concat(), "OutOfRange"),
        ([&[0xc2, 0x49, 0x01][..], &[0; 8]].concat(), "OutOfRange"),
    ] {
        assert_eq!(read(integer, &item), Err(kind), "{item:x?}");
    }
}

/// Content format 60: a tag stands before content of its own type only.
#[test]
fn tags_before_other_content() {
    use lwm2m_tlv::format::cbor;
    let read = |value_type: ValueType, payload: &[u8], options: &DecodeOptions| {
        let path = Path::resource(3, 0, 13);
        let node = cbor::decode_with(path, payload, &|_: Path| Some(value_type), options, &mut ());
        node.map(|node| node.value().cloned().map(Value::into_owned)).map_err(|error| error.name())
    };
    for options in [DecodeOptions::lenient(), DecodeOptions::strict()] {
        // Date and time without its text, seconds without their number.
        for payload in [&[0xc0, 0x01][..], &[0xc0, 0xf6], &[0xc1, 0x61, b'1'], &[0xc1, 0xf5]] {
            assert_eq!(read(ValueType::Time, payload, &options), Err("Type"), "{payload:x?}");
        }
        for payload in [&[0xc2, 0x41, 0x01][..], &[0xc3, 0x41, 0x01]] {
            for value_type in [ValueType::Integer, ValueType::Opaque] {
                assert_eq!(read(value_type, payload, &options), Err("UnsupportedTag"), "{payload:x?}");
            }
        }
        let seconds = read(ValueType::Time, &[0xc1, 0x18, 60], &options);
        assert_eq!(seconds, Ok(Some(Value::Time(60))));
    }
}

#[test]
fn heads_are_written_as_short_as_they_can_be() {
    let path = Path::resource(3, 0, 0);
    let item = |value: Value<'static>| {
        let payload = cbor::encode(&[Node::new(path, value)], Pack::Values).unwrap();
        // An array of one map of two members, the base name, and the label of the value.
        payload.get(ITEM..).unwrap().to_vec()
    };
    for (number, head) in [
        (0, &[0][..]),
        (23, &[0x17]),
        (24, &[0x18, 24]),
        (255, &[0x18, 255]),
        (256, &[0x19, 1, 0]),
        (65_535, &[0x19, 255, 255]),
        (65_536, &[0x1a, 0, 1, 0, 0]),
        (4_294_967_295, &[0x1a, 255, 255, 255, 255]),
        (4_294_967_296, &[0x1b, 0, 0, 0, 1, 0, 0, 0, 0]),
        (-1, &[0x20]),
        (-25, &[0x38, 24]),
        (-257, &[0x39, 1, 0]),
        (i64::MIN, &[0x3b, 0x7f, 255, 255, 255, 255, 255, 255, 255]),
    ] {
        assert_eq!(item(Value::from(number)), head, "{number}");
    }
    assert!(item(Value::from("x".repeat(300))).starts_with(&[0x79, 1, 44, b'x']));
    assert!(item(Value::from(vec![7_u8; 40])).starts_with(&[0x58, 40, 7]));
}

#[test]
fn null_takes_a_value_away() {
    let payload = [&[0x81, 0xa2, 0x21, 0x66][..], b"/3/0/0", &[2, 0xf6]].concat();
    let options = DecodeOptions::strict();
    let read = cbor::decode_with(Path::ROOT, &payload, &|_: Path| None, Pack::Patch, &options, &mut ());
    assert_eq!(read.unwrap(), [Node::none(Path::resource(3, 0, 0))]);
    let two = [&[0x82, 0xa2, 0x21, 0x66][..], b"/3/0/0", &[2, 0xf6, 0xa2, 0x21, 0x66], b"/3/0/1", &[2, 0xf6]]
        .concat();
    let read = cbor::decode_with(Path::ROOT, &two, &|_: Path| None, Pack::Patch, &options, &mut ());
    assert_eq!(read.unwrap(), [Node::none(Path::resource(3, 0, 0)), Node::none(Path::resource(3, 0, 1))]);
}
