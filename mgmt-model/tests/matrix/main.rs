//! Every ordered pair of technologies, for every subject: a message is decoded, translated, encoded in each of the
//! target's encodings and decoded again; what the model then says must be what it said before, or have a loss's name.
//!
//! `expected.txt` tells, pair by pair, every loss and every difference; `BLESS=1` writes it anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]
#![cfg(all(
    feature = "cwmp",
    feature = "lwm2m",
    feature = "omadm",
    feature = "json",
    feature = "xml",
    feature = "cbor"
))]

mod samples;

use cwmp_soap::Envelope;
use lwm2m_tlv::content_format;
use lwm2m_tlv::model::Registry;
use lwm2m_tlv::{ContentFormat, Node, Path, Version};
use mgmt_model::onem2m::Resource;
use mgmt_model::{Loss, Mapping, Message, Operation, Options, Output, Protocol, Value, lower};
use mgmt_model::{Source, lift};
use omadm_syncml::message::SyncMl;
use samples::{Sample, Spoken};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A decoded message of any technology.
enum Decoded {
    Cwmp(Vec<Envelope<'static>>),
    OmaDm(Box<SyncMl<'static>>),
    LwM2m(Vec<Node<'static>>),
    OneM2m(Vec<Resource<'static>>),
}

const FORMATS: [ContentFormat; 2] = [ContentFormat::SENML_ETCH_JSON, ContentFormat::SENML_ETCH_CBOR];

fn nodes(format: ContentFormat, bytes: &[u8]) -> Vec<Node<'static>> {
    let options = mgmt_wire::DecodeOptions::default();
    let decoded =
        content_format::decode(format, Path::ROOT, bytes, &Registry::new(), &options, &mut ()).unwrap();
    decoded.into_iter().map(Node::into_owned).collect()
}

fn decode(sample: &Sample) -> Decoded {
    let bytes = sample.text.as_bytes();
    match sample.spoken {
        Spoken::Cwmp => Decoded::Cwmp(vec![Envelope::from_xml(bytes).unwrap().into_owned()]),
        Spoken::OmaDm => Decoded::OmaDm(Box::new(SyncMl::from_xml(bytes).unwrap().into_owned())),
        Spoken::LwM2m => Decoded::LwM2m(nodes(FORMATS[0], bytes)),
        Spoken::OneM2m => Decoded::OneM2m(
            Resource::from_json(bytes).unwrap().into_iter().map(Resource::into_owned).collect(),
        ),
    }
}

/// The same message after each of its protocol's encodings.
fn encodings(output: &Output<'_>) -> Vec<(&'static str, Decoded)> {
    match output {
        Output::Cwmp(envelopes) => {
            let again = |envelope: &Envelope<'_>| {
                let xml = envelope.to_xml().unwrap();
                Envelope::from_xml(xml.as_bytes()).unwrap_or_else(|e| panic!("{e} {xml}")).into_owned()
            };
            vec![("cwmp", Decoded::Cwmp(envelopes.iter().map(again).collect()))]
        }
        Output::OmaDm(message) => {
            let xml = message.to_xml().unwrap();
            let wbxml = message.to_wbxml().unwrap();
            vec![
                ("syncml", Decoded::OmaDm(Box::new(SyncMl::from_xml(xml.as_bytes()).unwrap().into_owned()))),
                ("syncml-wbxml", Decoded::OmaDm(Box::new(SyncMl::from_wbxml(&wbxml).unwrap().into_owned()))),
            ]
        }
        Output::LwM2m(payload) => FORMATS
            .into_iter()
            .zip(["senml-json", "senml-cbor"])
            .map(|(format, name)| {
                let bytes = content_format::encode(format, Version::V1_2, Path::ROOT, payload).unwrap();
                (name, Decoded::LwM2m(nodes(format, &bytes)))
            })
            .collect(),
        Output::OneM2m(resources) => {
            let owned = |read: Vec<Resource<'_>>| {
                Decoded::OneM2m(read.into_iter().map(Resource::into_owned).collect())
            };
            let json = Resource::to_json(resources).unwrap();
            let cbor = Resource::to_cbor(resources).unwrap();
            let xml = Resource::to_xml(resources).unwrap();
            vec![
                ("onem2m-json", owned(Resource::from_json(json.as_bytes()).unwrap())),
                ("onem2m-cbor", owned(Resource::from_cbor(&cbor).unwrap())),
                ("onem2m-xml", owned(Resource::from_xml(xml.as_bytes()).unwrap())),
            ]
        }
        other => panic!("{other:?}"),
    }
}

/// What the model says, a line each; the name it was read from.
fn statements(decoded: &Decoded, options: &Options<'_>) -> (Vec<(String, String)>, Vec<Loss>) {
    let read = |source: Source<'_>| {
        let message = lift(source, options).unwrap();
        (says(&message), message.losses)
    };
    match decoded {
        Decoded::Cwmp(envelopes) => {
            let mut all = (Vec::new(), Vec::new());
            for envelope in envelopes {
                let (mut said, mut losses) = read(Source::Cwmp(envelope));
                all.0.append(&mut said);
                all.1.append(&mut losses);
            }
            all
        }
        Decoded::OmaDm(message) => read(Source::OmaDm(message)),
        Decoded::LwM2m(nodes) => read(Source::LwM2m(nodes)),
        Decoded::OneM2m(resources) => read(Source::OneM2m(resources)),
    }
}

fn says(message: &Message<'_>) -> Vec<(String, String)> {
    let mapping = Mapping::built_in();
    let name = |origin: Option<&str>| origin.unwrap_or_default().to_owned();
    let mut lines = Vec::new();
    let reading = |verb: &str, reading: &mgmt_model::Reading<'_>, lines: &mut Vec<(String, String)>| {
        let line = format!(
            "{verb}{}[{}] = {}",
            mapping.full_name(reading.attribute),
            reading.instance,
            show(&reading.value)
        );
        lines.push((line, name(message.origin_of(reading))));
    };
    for one in &message.readings {
        reading("", one, &mut lines);
    }
    for operation in &message.operations {
        match operation {
            Operation::Write(readings) => readings.iter().for_each(|one| reading("set ", one, &mut lines)),
            Operation::Execute { action, arguments } => {
                arguments.iter().for_each(|one| reading("set ", one, &mut lines));
                let line = format!("do {}[{}]", mapping.full_name(action.attribute), action.instance);
                lines.push((line, name(message.origin_of_target(action))));
            }
            Operation::Read(targets) => {
                for target in targets {
                    let line = format!("get {}[{}]", mapping.full_name(target.attribute), target.instance);
                    lines.push((line, name(message.origin_of_target(target))));
                }
            }
            other => lines.push((format!("{other:?}"), String::new())),
        }
    }
    lines
}

fn show(value: &Value<'_>) -> String {
    match value {
        Value::Text(text) => text.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Boolean(truth) => truth.to_string(),
        Value::Record(members) => members
            .iter()
            .map(|(name, value)| format!("{name}:{}", show(value)))
            .collect::<Vec<_>>()
            .join(","),
        Value::List(values) => values.iter().map(show).collect::<Vec<_>>().join(" "),
        Value::Time(time) => time.to_basic().unwrap(),
        other => format!("{other:?}"),
    }
}

/// One pair: what is lost, what changes, what is added. What is lost without a name goes to `silent`.
fn pair(sample: &Sample, to: Protocol, options: &Options<'_>, silent: &mut Vec<String>) -> String {
    let title = format!("{}: {:?} -> {to:?}", sample.subject, sample.spoken);
    let decoded = decode(sample);
    let source = match &decoded {
        Decoded::Cwmp(envelopes) => Source::Cwmp(&envelopes[0]),
        Decoded::OmaDm(message) => Source::OmaDm(message),
        Decoded::LwM2m(nodes) => Source::LwM2m(nodes),
        Decoded::OneM2m(resources) => Source::OneM2m(resources),
    };
    // A payload that could be both, told to be what it is: as the command line's `--as write`.
    let settings = sample.subject.ends_with("settings") || sample.subject == "lock";
    let writes = options.clone().with_intent(mgmt_model::Intent::Request);
    let options = if settings { &writes } else { options };
    let message = lift(source, options).unwrap();
    let translated = lower(&message, to, options);
    let mut before = says(&message);
    for (resource, instance, number) in &translated.instances {
        // Names that the target has numbers for.
        let kind = &Mapping::built_in().resource(*resource).unwrap().name;
        for (line, _) in before.iter_mut().filter(|(line, _)| line.contains(&format!("{kind}."))) {
            *line = line.replace(&format!("[{instance}]"), &format!("[{number}]"));
        }
    }
    let mut report = format!("\n{title}\n");
    let mut seen: Option<Vec<String>> = None;
    for (encoding, decoded) in encodings(&translated.output) {
        let mut lines = Vec::new();
        // The target understands what it is told.
        let same_intent = options.clone().with_intent(message.intent);
        let (after, own_losses) = statements(&decoded, &same_intent);
        for loss in own_losses {
            lines.push(format!("  not read back: {loss}"));
        }
        let mut left: BTreeMap<&str, usize> = BTreeMap::new();
        for (line, _) in &after {
            *left.entry(line).or_default() += 1;
        }
        for (line, origin) in &before {
            match left.get_mut(line.as_str()).filter(|count| **count > 0) {
                Some(count) => *count -= 1,
                None => {
                    let arrived = before.iter().any(|(other, from)| {
                        from == origin && other != line && after.iter().any(|(after, _)| after == other)
                    });
                    // What the target adds to a value is no loss.
                    let grown = line.split_once(" = ").is_some_and(|(name, value)| {
                        after.iter().any(|(after, _)| after.starts_with(name) && after.ends_with(value))
                    });
                    let named = translated.losses.iter().any(|loss| loss.name == *origin);
                    if !named && !arrived && !grown {
                        silent
                            .push(format!("{title} ({encoding}): {line} is lost without a name: {after:?}"));
                    }
                    lines.push(format!("  - {line}"));
                }
            }
        }
        for (line, count) in left {
            lines.extend((count > 0).then(|| format!("  + {line}")));
        }
        match &seen {
            Some(seen) if *seen == lines => {}
            Some(seen) => silent.push(format!("{title}: {encoding} reads otherwise: {seen:?} {lines:?}")),
            None => seen = Some(lines),
        }
    }
    for loss in &translated.losses {
        let _ = writeln!(report, "  loss: {loss}");
    }
    for line in seen.unwrap() {
        let _ = writeln!(report, "{line}");
    }
    report
}

#[test]
fn every_pair() {
    let options = Options::default();
    let samples = samples::all();
    let mut report = String::from(
        "Losses (loss), statements that did not arrive as they were (-), statements that came up (+).\n",
    );
    let (mut pairs, mut silent) = (0, Vec::new());
    for sample in &samples {
        for to in [Protocol::OmaDm, Protocol::Cwmp, Protocol::LwM2m, Protocol::OneM2m] {
            report.push_str(&pair(sample, to, &options, &mut silent));
            pairs += 1;
        }
    }
    assert!(pairs >= 20 * 16, "{pairs}");
    assert!(silent.is_empty(), "{}", silent.join("\n"));
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/matrix/expected.txt");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &report).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    for (line, (got, expected)) in report.lines().zip(expected.lines()).enumerate() {
        assert_eq!(got, expected, "line {} of tests/matrix/expected.txt", line + 1);
    }
    assert_eq!(report.lines().count(), expected.lines().count());
}

/// Every sample is understood at least in part by the technology it is of.
#[test]
fn every_sample_says_something() {
    for sample in
        samples::all().iter().filter(|sample| !(sample.subject == "lock" && sample.spoken == Spoken::Cwmp))
    {
        let (said, losses) = statements(&decode(sample), &Options::default());
        assert!(!said.is_empty(), "{} {:?} {losses:?}", sample.subject, sample.spoken);
    }
}
