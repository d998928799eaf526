//! Each step of a transform at the edges of its domain, both ways.
#![allow(clippy::unwrap_used, missing_docs)]

use ErrorKind::{InvalidValue, Missing, OutOfRange, Overflow, Type, UnknownEnum};
use mgmt_model::mapping::{Precision, Transform};
use mgmt_model::{ErrorKind, Value};

/// A step, what goes in, what comes out.
type Row = (&'static str, Value<'static>, Result<Option<Value<'static>>, ErrorKind>);

fn number(number: i128) -> Value<'static> {
    Value::Integer(number)
}

fn bytes(bytes: &'static [u8]) -> Value<'static> {
    Value::from(bytes)
}

fn list<const N: usize>(elements: [Value<'static>; N]) -> Value<'static> {
    Value::List(elements.to_vec())
}

fn some<T>(value: Value<'static>) -> Result<Option<Value<'static>>, T> {
    Ok(Some(value))
}

/// The state of an action, as oneM2M tells it.
fn action(status: i64, name: &'static str) -> Value<'static> {
    Value::Record([("sus".into(), Value::from(status)), ("acn".into(), Value::text(name))].into())
}

const LARGEST: i128 = u64::MAX as i128;
const SMALLEST: i128 = i64::MIN as i128;

#[test]
fn forward() {
    let text = Value::text;
    let rows: Vec<Row> = vec![
        ("scale 1000", list([number(1), number(2)]), some(list([number(1_000), number(2_000)]))),
        ("scale 1000", Value::Float(1.5), some(Value::Float(1_500.0))),
        ("scale 1000", text("-3"), some(number(-3_000))),
        ("scale 1000", text("3 km"), Err(InvalidValue("integer"))),
        ("scale 1000", Value::Boolean(true), Err(Type("integer"))),
        ("scale 3/2", number(5), some(number(7))),
        ("scale 3/2", Value::Float(5.0), some(Value::Float(7.5))),
        ("scale 1", number(i64::MAX.into()), some(number(i64::MAX.into()))),
        ("scale 1", number(i128::from(i64::MAX) + 1), Err(Overflow)),
        ("offset 1", number(LARGEST - 1), some(number(LARGEST))),
        ("offset 1", number(LARGEST), Err(Overflow)),
        ("offset -1", number(SMALLEST + 1), some(number(SMALLEST))),
        ("offset -1", number(SMALLEST), Err(Overflow)),
        ("absent -274", list([number(-274), number(21)]), some(list([number(21)]))),
        ("utf8", bytes(b"caf\xc3\xa9"), some(text("café"))),
        ("utf8", Value::from(b"abc".to_vec()), some(text("abc"))),
        ("utf8", bytes(b"\xff"), Err(Type("UTF-8 text"))),
        ("utf8", Value::from(b"\xff".to_vec()), Err(Type("UTF-8 text"))),
        ("utf8", text("abc"), Err(Type("bytes"))),
        ("base64", text("abc"), Err(Type("bytes"))),
        ("mac", text("0A-1b-2C-3d-4E-5f"), some(text("0a:1b:2c:3d:4e:5f"))),
        ("mac", text("0A1b2C3d4E5"), Err(InvalidValue("MAC address"))),
        ("mac", text("0A1b2C3d4E5g"), Err(InvalidValue("MAC address"))),
        ("hex-number", number(0xffff), some(text("ffff"))),
        ("hex-number", number(0x1_0000), Err(OutOfRange("16 bits"))),
        ("hex-number", number(-1), Err(OutOfRange("16 bits"))),
        ("ni", bytes(&[0; 31]), Err(InvalidValue("SHA-256 digest"))),
        ("plmn", list([number(1), number(2)]), some(text("00102"))),
        ("plmn", list([number(999), number(999)]), some(text("999999"))),
        ("plmn", list([number(1_000), number(1)]), Err(OutOfRange("network code"))),
        ("plmn", list([number(1), number(1_000)]), Err(OutOfRange("network code"))),
        ("plmn", list([number(-1), number(1)]), Err(OutOfRange("network code"))),
        ("plmn", list([number(1), number(-1)]), Err(OutOfRange("network code"))),
        ("plmn", list([number(310)]), Err(Missing("network code"))),
        ("slice 3 2", text("31026012"), some(text("26"))),
        ("slice 3", text("310"), Ok(None)),
        ("duration", number(5), some(number(5))),
        ("duration", text("P1DT2H3M4S"), some(number(93_784))),
        ("duration", text("PT0S"), some(number(0))),
        ("duration", text("P"), Err(InvalidValue("duration"))),
        ("duration", text("P1DT"), Err(InvalidValue("duration"))),
        ("duration", text("P1Y"), Err(InvalidValue("duration"))),
        ("duration", text("PT1M2"), Err(InvalidValue("duration"))),
        ("duration", text("PT+1S"), Err(InvalidValue("duration"))),
        ("duration", text("PT18446744073709551616S"), Err(InvalidValue("duration"))),
        ("duration", Value::Boolean(true), Err(Type("text"))),
        ("letters", text("UQ"), some(list([text("U"), text("Q")]))),
        ("join comma", list([text("a"), number(1), Value::Boolean(true)]), some(text("a,1,true"))),
        ("join comma", list([text("a,b"), text("c")]), Err(InvalidValue("list element"))),
        // One element has no separator to be taken for.
        ("join comma", list([text("a,b")]), some(text("a,b"))),
        ("join comma", list([bytes(b"a")]), Err(Type("text"))),
        ("split comma", text("a, b ,c"), some(list([text("a"), text("b"), text("c")]))),
        ("split comma", Value::from(String::from("a, b")), some(list([text("a"), text("b")]))),
        ("split comma", text(""), some(list([]))),
        ("split comma", list([text("a")]), some(list([text("a")]))),
        ("split comma", number(1), Err(Type("text"))),
        ("enum 1=on,true=yes,x>_,*>9", number(1), some(text("on"))),
        ("enum 1=on,true=yes,x>_,*>9", Value::Boolean(true), some(text("yes"))),
        ("enum 1=on,true=yes,x>_,*>9", text("x"), Ok(None)),
        ("enum 1=on,true=yes,x>_,*>9", text("other"), some(number(9))),
        ("enum 1=on,2<off", number(2), Err(UnknownEnum)),
        ("bits 1&1=1", number(2), Err(UnknownEnum)),
        ("bits 1&1=1", number(1 << 32), Err(UnknownEnum)),
    ];
    for (step, value, expected) in rows {
        let told = format!("{step} of {value:?}");
        assert_eq!(Transform::parse(step).unwrap().forward(value), expected, "{told}");
    }
}

#[test]
fn inverse() {
    let text = Value::text;
    let rows: Vec<Row> = vec![
        ("scale 1000", list([number(1_000), number(2_000)]), some(list([number(1), number(2)]))),
        ("scale 1000", Value::Float(1_500.0), some(Value::Float(1.5))),
        ("scale 1000", number(1_999), Err(ErrorKind::Lossy)),
        ("offset 1", number(SMALLEST + 1), some(number(SMALLEST))),
        ("offset 1", number(SMALLEST), Err(Overflow)),
        ("utf8", text("café"), some(bytes("café".as_bytes()))),
        ("utf8", Value::from(String::from("abc")), some(bytes(b"abc"))),
        ("utf8", bytes(b"abc"), Err(Type("text"))),
        ("base64", text("YQ=="), some(bytes(b"a"))),
        ("base64", text("YQ"), Err(InvalidValue("base64"))),
        ("mac", text("0a:1b:2c:3d:4e:5f"), some(text("0A1B2C3D4E5F"))),
        ("upper-hex", text("0FA0"), some(bytes(&[0x0f, 0xa0]))),
        ("upper-hex", text("0FA"), Err(InvalidValue("hexadecimal text"))),
        ("hex-number", text("00FF"), some(number(255))),
        ("hex-number", text("0FF"), Err(InvalidValue("cipher suite"))),
        ("hex-number", text("000FF"), Err(InvalidValue("cipher suite"))),
        ("hex-number", text("+0FF"), Err(InvalidValue("cipher suite"))),
        ("hex-number", text("00fg"), Err(InvalidValue("cipher suite"))),
        ("ni", text("ni:///sha-256;AAAA"), Err(InvalidValue("ni URI"))),
        ("plmn", text("31026"), some(list([number(310), number(26)]))),
        ("plmn", text("310260"), some(list([number(310), number(260)]))),
        ("plmn", text("310012"), Err(ErrorKind::Lossy)),
        ("plmn", text("31001"), some(list([number(310), number(1)]))),
        ("plmn", text("3102"), Err(InvalidValue("network code"))),
        ("plmn", text("3102600"), Err(InvalidValue("network code"))),
        ("plmn", text("31 26"), Err(InvalidValue("network code"))),
        ("duration", number(0), some(text("PT0S"))),
        ("duration", number(-1), Err(OutOfRange("duration"))),
        ("letters", list([text("U"), text("Q")]), some(text("UQ"))),
        ("letters", list([text("UQ")]), Err(InvalidValue("binding letter"))),
        ("letters", list([text("")]), Err(InvalidValue("binding letter"))),
        ("absent -274", number(-274), some(number(-274))),
        ("trigger Requested", text("Requested"), Err(Type("boolean"))),
        ("enum 1=on,true=yes,x>_,2<off,*>9", text("on"), some(text("1"))),
        ("enum 1=on,true=yes,x>_,2<off,*>9", text("off"), some(text("2"))),
        ("enum 1=on,true=yes,x>_,2<off,*>9", number(9), Err(UnknownEnum)),
        ("enum a=1:install,b=1:remove,c=2", action(1, "install"), some(text("a"))),
        ("enum a=1:install,b=1:remove,c=2", action(1, "remove"), some(text("b"))),
        ("enum a=1:install,b=1:remove,c=2", action(1, "start"), Err(UnknownEnum)),
        ("enum a=1:install,b=1:remove,c=2", action(2, "install"), some(text("c"))),
        ("enum a=1:install,c=2", Value::Record([("acn".into(), text("install"))].into()), Err(UnknownEnum)),
        // What stands for any value, and what says nothing, is not written.
        ("enum 1=on,*=9", number(9), Err(UnknownEnum)),
        ("enum 1=on,x>_", text("_"), Err(UnknownEnum)),
        ("bits 3&2=7", number(7), some(number(2))),
    ];
    for (step, value, expected) in rows {
        let told = format!("{step} of {value:?}");
        let mut precision = Precision::exact();
        assert_eq!(Transform::parse(step).unwrap().inverse(value, &mut precision), expected, "{told}");
        assert_eq!(precision.lost(), expected == Err(ErrorKind::Lossy), "{told}");
    }
}

#[test]
fn words_that_are_no_step() {
    for text in [
        "nothing",
        "base64 x",
        "link x",
        "base64|",
        "|base64",
        "scale",
        "scale 0",
        "scale -1",
        "scale 1/0",
        "scale 1/",
        "offset",
        "offset 1.5",
        "enum",
        "enum a",
        "enum a=",
        "bits 1&1",
        "bits 1=1",
        "bits x&1=1",
        "bits 1&1=x",
        "trigger",
        "join",
        "split",
        "slice",
        "slice x",
        "slice 1 x",
        "absent",
        "absent x",
    ] {
        assert_eq!(Transform::parse(text), Err(InvalidValue("transform")), "{text:?}");
    }
    for text in ["enum 1=on,1>off", "enum 1=on,01=off", "enum a=1,a=2"] {
        assert_eq!(Transform::parse(text), Err(ErrorKind::Duplicate("value of an enumeration")), "{text:?}");
    }
    assert_eq!(Transform::parse("").unwrap(), Transform::IDENTITY);
    for text in ["scale 3/2", "enum a=1,b<1,c>1", "slice 3", "slice 3 2", "join ;", "split comma|letters"] {
        assert_eq!(Transform::parse(text).unwrap().to_string(), text);
    }
    assert_eq!(Transform::parse("trigger Requested").unwrap().trigger(), Some("Requested"));
    assert_eq!(Transform::parse("trigger Requested|link").unwrap().trigger(), None);
}
