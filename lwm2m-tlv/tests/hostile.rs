//! The hostile inputs of the LwM2M formats give their stated outcome, within their bounds on heap and stack.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    missing_docs
)]

use lwm2m_tlv::format::senml::{Record, Resolver};
use lwm2m_tlv::format::{cbor, lwm2m_cbor, lwm2m_json, senml, tlv};
use lwm2m_tlv::path::MAX_ID;
use lwm2m_tlv::{DecodeOptions, Error, ErrorKind, Located, Node, Path, Timestamp, Value, ValueType, Warning};
use mgmt_testkit::alloc::Counting;
use mgmt_testkit::hostile::{Harness, Outcome, prefixes, seed};
use mgmt_wire::Kind;

#[global_allocator]
static HEAP: Counting = Counting;

fn options(strict: bool) -> DecodeOptions {
    if strict { DecodeOptions::strict() } else { DecodeOptions::lenient() }
}

fn outcome<T>(result: Result<T, Error>, warnings: usize) -> Outcome {
    Outcome::of(result, |error| error.name(), |_| (String::new(), warnings))
}

fn located<T>(result: Result<T, Located<ErrorKind>>, warnings: usize) -> Outcome {
    Outcome::of(result, |error| error.kind.name(), |_| (String::new(), warnings))
}

/// A path that the first entry can be the answer to.
fn tlv_path(input: &[u8]) -> Path {
    match input.first().map(|head| head >> 6) {
        Some(0) => Path::object(3),
        Some(1) => Path::resource(3, 0, 0),
        _ => Path::instance(3, 0),
    }
}

/// Walks over all entries: how many there are, and whether one has the reserved identifier.
fn walk(reader: tlv::Reader<'_>) -> Result<(usize, bool), Located<ErrorKind>> {
    let (mut count, mut reserved) = (0, false);
    for entry in reader {
        let entry = entry?;
        count += 1;
        reserved |= entry.id == MAX_ID;
        // Two levels below at most, so plain loops do.
        for inner in entry.entries() {
            let inner = inner?;
            count += 1;
            reserved |= inner.id == MAX_ID;
            for innermost in inner.entries() {
                count += 1;
                reserved |= innermost?.id == MAX_ID;
            }
        }
    }
    Ok((count, reserved))
}

fn decode_tlv(input: &[u8], strict: bool) -> Outcome {
    let options = options(strict);
    match walk(tlv::Reader::new(input)) {
        Err(error) => located(Err::<(), _>(error), 0),
        // These cases are about the entries; the typed layer has a limit on nodes and refuses the identifier.
        Ok((count, reserved)) if reserved || count > options.limits.nodes => Outcome::ok("entries", 0),
        Ok(_) => {
            let mut warnings = 0;
            let mut sink = |_: Warning| warnings += 1;
            let nodes = tlv::decode_with(tlv_path(input), input, &(), &options, &mut sink);
            outcome(nodes, warnings)
        }
    }
}

fn tlv_fact(input: &[u8], strict: bool, name: &str) -> Option<String> {
    let value_type = match name {
        "as_int" => ValueType::Integer,
        "as_uint" => ValueType::Unsigned,
        "as_bool" => ValueType::Boolean,
        "as_float" => ValueType::Float,
        "as_time" => ValueType::Time,
        "as_objlnk" => ValueType::Objlnk,
        "as_str" => ValueType::String,
        "id 65535 as object instance" => {
            let error = tlv::decode(Path::object(3), &[0x20, 0xff, 0xff], &()).unwrap_err();
            return Some(format!("err:{}", error.name()));
        }
        // Infinity has no form in the formats that carry numbers as text.
        "translation layer" => {
            let nodes = tlv::decode(tlv_path(input), input, &|_| Some(ValueType::Float)).unwrap();
            let error = senml::json::encode(&nodes, senml::Pack::Values).unwrap_err();
            return Some(format!("err:{}", error.name()));
        }
        _ => return None,
    };
    let types = |_| Some(value_type);
    let nodes = tlv::decode_with(tlv_path(input), input, &types, &options(strict), &mut ());
    // The accessor of the entry says the same as the strict typed layer.
    let entry = tlv::Reader::new(input).next()?.ok()?;
    let accessor = match value_type {
        ValueType::Integer | ValueType::Time => entry.as_i64().map(|_| ()),
        ValueType::Unsigned => entry.as_u64().map(|_| ()),
        ValueType::Boolean => entry.as_bool().map(|_| ()),
        ValueType::Float => entry.as_f64().map(|_| ()),
        ValueType::Objlnk => entry.as_objlnk().map(|_| ()),
        _ => entry.as_str().map(|_| ()),
    };
    if strict {
        assert_eq!(accessor.is_ok(), nodes.is_ok());
    }
    Some(match nodes {
        Err(error) => format!("err:{}", error.name()),
        Ok(nodes) => match nodes.first()?.value()? {
            Value::Integer(number) | Value::Time(number) => number.to_string(),
            Value::Unsigned(number) => number.to_string(),
            Value::Boolean(truth) => truth.to_string(),
            Value::Float(number) => number.to_string(),
            Value::String(text) => text.to_string(),
            other => format!("{other:?}"),
        },
    })
}

#[test]
fn lwm2m_tlv() {
    Harness::new("lwm2m-tlv", decode_tlv)
        .facts(tlv_fact)
        .rule("tlv-051", || {
            let path = Path::resource(5, 0, 0);
            let bytes = vec![0; 1 << 24];
            let error = tlv::encode(path, &[Node::new(path, bytes.as_slice())]).unwrap_err();
            assert_eq!(error.name(), "ValueTooLong");
            tlv::encode(path, &[Node::new(path, &bytes[1..])]).unwrap();
            Ok(())
        })
        .rule("tlv-052", || {
            let path = Path::resource(5, 0, 0);
            let written = tlv::encode(path, &[Node::new(path, 0.1)]).unwrap();
            assert_eq!(written[3..], 0.1_f64.to_be_bytes());
            Ok(())
        })
        .rule("tlv-053", || {
            // The seed is itself cut off in the middle: from there on, every prefix is.
            let device = seed("device.tlv");
            let offset = |entry: Result<tlv::Entry<'_>, Located<_>>| {
                entry.map_or_else(|error| error.offset, |entry| entry.offset)
            };
            let boundaries: Vec<usize> = tlv::Reader::new(&device).map(offset).collect();
            for prefix in prefixes(&device) {
                match tlv::Reader::new(prefix).collect::<Result<Vec<_>, _>>() {
                    Ok(_) => assert!(boundaries.contains(&prefix.len()), "{}", prefix.len()),
                    Err(error) => {
                        assert_eq!(error.kind.name(), "Truncated");
                        assert!(!boundaries.contains(&prefix.len()), "{}", prefix.len());
                    }
                }
            }
            Ok(())
        })
        .run();
}

/// Applies the base fields of all records.
fn resolve(records: Vec<Record<'_>>, options: &DecodeOptions) -> Result<(), Error> {
    let mut resolver = Resolver::new(options);
    records.into_iter().try_for_each(|record| resolver.resolve(record).map(|_| ()).map_err(Error::new))
}

fn fact<T>(result: Result<T, Error>) -> String {
    result.map_or_else(|error| format!("err:{}", error.name()), |_| "ok".to_string())
}

fn decode_senml_json(input: &[u8], strict: bool) -> Outcome {
    let options = options(strict);
    let mut warnings = 0;
    let mut sink = |_: Warning| warnings += 1;
    let result = senml::json::records(input, senml::Pack::Values, &options, &mut sink);
    outcome(result.and_then(|records| resolve(records, &options)), warnings)
}

#[test]
fn senml_json() {
    Harness::new("senml-json", decode_senml_json)
        .facts(|input, strict, name| match name {
            "LwM2M map" => Some(fact(senml::json::decode_with(
                Path::ROOT,
                input,
                &(),
                senml::Pack::Values,
                &options(strict),
                &mut (),
            ))),
            "to_timestamp" => {
                let record = senml::json::records(input, senml::Pack::Values, &options(strict), &mut ())
                    .unwrap()
                    .remove(0);
                let resolved = Resolver::new(&options(strict)).resolve(record).unwrap();
                let time = Timestamp::from_senml(resolved.time.unwrap().to_f64());
                Some(time.whole_seconds().map_or("err:OutOfRange".to_string(), |time| time.to_string()))
            }
            _ => None,
        })
        .run();
    for prefix in prefixes(&seed("device.senml.json")) {
        let error = senml::json::records(prefix, senml::Pack::Values, &DecodeOptions::lenient(), &mut ())
            .unwrap_err();
        assert_eq!(error.name(), "Truncated", "{}", prefix.len());
    }
}

#[test]
fn lwm2m_json() {
    fn decode(input: &[u8], strict: bool) -> Outcome {
        let mut warnings = 0;
        let mut sink = |_: Warning| warnings += 1;
        let path = Path::resource(3, 0, 9);
        let nodes = lwm2m_json::decode_with(path, input, &(), &options(strict), &mut sink);
        outcome(nodes, warnings)
    }
    Harness::new("lwm2m-json", decode)
        .rule("ljs-015", || {
            for prefix in prefixes(&seed("device.lwm2m.json")) {
                let error = lwm2m_json::decode(Path::ROOT, prefix, &()).unwrap_err();
                assert_eq!(error.name(), "Truncated", "{}", prefix.len());
            }
            Ok(())
        })
        .run();
    let value = lwm2m_json::decode(Path::resource(3, 0, 9), br#"{"e":[{"n":"","v":1}]}"#, &()).unwrap();
    assert_eq!(value, [Node::new(Path::resource(3, 0, 9), 1_i64)]);
}

#[test]
fn senml_cbor() {
    fn decode(input: &[u8], strict: bool) -> Outcome {
        let options = options(strict);
        let mut warnings = 0;
        let mut sink = |_: Warning| warnings += 1;
        let result = senml::cbor::records(input, senml::Pack::Values, &options, &mut sink);
        outcome(result.and_then(|records| resolve(records, &options)), warnings)
    }
    Harness::new("senml-cbor", decode)
        .facts(|input, strict, name| match name {
            "LwM2M map" => Some(fact(senml::cbor::decode_with(
                Path::ROOT,
                input,
                &(),
                senml::Pack::Values,
                &options(strict),
                &mut (),
            ))),
            "as_int" => {
                let nodes = senml::cbor::records(input, senml::Pack::Values, &options(strict), &mut ()).unwrap();
                let Some(senml::RecordValue::Number(number)) = nodes[0].value else { return None };
                Some(number.to_i64().map_or("err:OutOfRange".to_string(), |number| number.to_string()))
            }
            _ => None,
        })
        .correct(
            "sec-020",
            "ok; as_int = err:OutOfRange",
            "RFC 8428 (clause 6) allows integers, and a bignum is how CBOR says one beyond 64 bits (RFC 8949, clause \
             3.4.3); what strict mode accepts, lenient mode accepts alike",
        )
        .correct(
            "sec-021",
            "ok:decimal fraction",
            "RFC 8428 (clause 6) names decimal fractions among its numbers, and Leshan sends base times so; what strict \
             mode accepts, lenient mode accepts alike",
        )
        .run();
}

#[test]
fn lwm2m_cbor_maps() {
    fn decode(input: &[u8], strict: bool) -> Outcome {
        let mut warnings = 0;
        let mut sink = |_: Warning| warnings += 1;
        let nodes = lwm2m_cbor::decode_with(Path::ROOT, input, &(), &options(strict), &mut sink);
        outcome(nodes, warnings)
    }
    Harness::new("lwm2m-cbor", decode).run();
}

#[test]
fn cbor_well_formedness() {
    fn decode(input: &[u8], strict: bool) -> Outcome {
        outcome(cbor::check(input, &options(strict).limits), 0)
    }
    Harness::new("cbor", decode).run();
}

#[test]
fn lwm2m_path() {
    fn decode(input: &[u8], strict: bool) -> Outcome {
        let mut warnings = 0;
        let mut sink = |_: Warning| warnings += 1;
        let path = Path::decode(std::str::from_utf8(input).unwrap(), &options(strict), &mut sink);
        Outcome::of(path, |error| error.kind.name(), |path| (path.to_string(), warnings))
    }
    Harness::new("lwm2m-path", decode).run();
}
