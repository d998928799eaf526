//! What holds for every message.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;

use cwmp_soap::envelope::Profile;
use cwmp_soap::path::Path;
use cwmp_soap::rpc::*;
use cwmp_soap::value::{DateTime, UnsignedInt, Value, ValueType};
use cwmp_soap::{Body, CwmpNamespace, Envelope, Fault};
use mgmt_wire::DecodeOptions;
use proptest::prelude::*;

/// Text that XML can carry, with the characters that need care often enough.
fn text() -> impl Strategy<Value = String> {
    let careful =
        prop::sample::select(vec!["&", "<", ">", "]]>", "\r\n", "\t", " ", "\"", "é", "\u{1F680}", "&amp;"]);
    let careful = careful.prop_map(str::to_owned);
    let part = prop_oneof![careful, "[ -~]{0,12}", "\\PC{0,6}"];
    let legal = |c: &char| !matches!(*c, '\u{FFFE}' | '\u{FFFF}');
    prop::collection::vec(part, 0..4).prop_map(move |parts| parts.concat().chars().filter(legal).collect())
}

fn value() -> impl Strategy<Value = Value<'static>> {
    prop_oneof![
        text().prop_map(Value::string),
        any::<i32>().prop_map(Value::int),
        any::<u32>().prop_map(Value::unsigned_int),
        any::<i64>().prop_map(Value::long),
        any::<u64>().prop_map(Value::unsigned_long),
        any::<bool>().prop_map(Value::boolean),
        any::<Vec<u8>>().prop_map(|octets| Value::base64(&octets)),
        any::<Vec<u8>>().prop_map(|octets| Value::hex_binary(&octets)),
        (-30_610_224_000..253_402_300_799_i64)
            .prop_map(|seconds| Value::date_time(DateTime::from_unix_seconds(seconds).unwrap())),
    ]
}

fn parameters() -> impl Strategy<Value = Vec<ParameterValueStruct<'static>>> {
    let parameter = ("[A-Za-z_][A-Za-z0-9_.]{0,40}", value());
    prop::collection::vec(parameter.prop_map(|(name, value)| ParameterValueStruct::new(name, value)), 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn writing_and_reading_gives_the_same(
        list in parameters(),
        id in text(),
        key in "[ -~]{0,32}",
        zeros in 0_u8..4,
        count in any::<u32>(),
        namespace in prop::sample::select(CwmpNamespace::ALL),
    ) {
        let set = Envelope::new(namespace, SetParameterValues::new(list.clone(), key)).with_id(id);
        let device = DeviceIdStruct::new("Example", "00D09E", "", "1");
        let count = UnsignedInt { value: count, zeros };
        let inform = Inform::new(device, vec![EventStruct::new("2 PERIODIC", "")], DateTime::UNKNOWN, list);
        let inform = Envelope::new(namespace, inform.with_retry_count(count));
        for envelope in [set, inform] {
            let written = envelope.to_xml().unwrap();
            let read = Envelope::decode(written.as_bytes(), &DecodeOptions::strict(), &mut ()).unwrap();
            prop_assert_eq!(&read, &envelope);
            prop_assert_eq!(read.to_xml().unwrap(), written);
        }
    }

    #[test]
    fn mutated_messages_are_read_or_refused(
        index in 0_usize..55,
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0_u8..4), 1..4),
    ) {
        let rpcs = common::every_rpc();
        let body: Body<'_> = rpcs.get(index).map_or_else(|| Fault::new(9005.into()).into(), |rpc| rpc.clone().into());
        let mut bytes = Envelope::new(CwmpNamespace::Cwmp12, body).with_id("1").to_xml().unwrap().into_bytes();
        for (from, to, kind) in edits {
            let (from, to) = (from.index(bytes.len()), to.index(bytes.len()));
            match kind {
                0 => bytes[from] = bytes[to],
                1 => drop(bytes.remove(from)),
                2 => bytes.swap(from, to),
                _ => {
                    let piece = bytes[from..(from + 20).min(bytes.len())].to_vec();
                    bytes.splice(to..to, piece);
                }
            }
        }
        let lenient = Envelope::decode(&bytes, &DecodeOptions::lenient(), &mut ());
        let strict = Envelope::decode(&bytes, &DecodeOptions::strict(), &mut ());
        if let Ok(strict) = &strict {
            prop_assert_eq!(lenient.as_ref().ok(), Some(strict));
        }
        if let Ok(envelope) = lenient {
            // Whatever was accepted can be written, and what is written stays as it is.
            let profile = Profile::tolerant();
            let written = envelope.encode(&profile).unwrap();
            let again = Envelope::from_xml(written.as_bytes()).unwrap();
            prop_assert_eq!(again.encode(&profile).unwrap(), written);
        }
    }

    #[test]
    fn date_times_survive(text in "[0-9-]{0,3}[0-9]{4}-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{1,9})?(Z|[+-][01][0-9]:[0-6][0-9])?") {
        if let Ok(time) = text.parse::<DateTime>() {
            prop_assert_eq!(time.to_string(), &*text);
            let _ = (time.meaning(), time.unix_seconds(), time.nanosecond());
        }
        let _ = DateTime::parse_lenient(&text);
    }

    #[test]
    fn paths_survive(text in "([A-Za-z_*{}i\\[\\]0-9]{0,4}\\.){0,6}[A-Za-z]{0,3}") {
        if let Ok(path) = Path::parse(&*text) {
            prop_assert_eq!(path.as_str(), &*text);
            let joined = path.segments().map(|segment| segment.to_string()).collect::<Vec<_>>().join(".");
            prop_assert_eq!(joined, text.strip_suffix('.').unwrap_or(&text));
            let template = path.to_template();
            let template = Path::parse(&*template).unwrap();
            prop_assert!(path.matches(&template));
            if let Some(parent) = path.parent() {
                prop_assert!(path.starts_with(&parent));
            }
        }
    }

    #[test]
    fn arbitrary_values_of_any_type_have_views_or_errors(text in text(), index in 0_usize..10) {
        let value = Value::new(ValueType::ALL[index], text);
        let _ = (value.typed(), value.as_bool(), value.as_i64(), value.as_u64(), value.as_date_time(), value.as_octets());
    }
}
