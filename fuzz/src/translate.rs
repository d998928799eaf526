//! Any message through the model to every technology and back: values arrive, or the loss is named.

use crate::check::in_all_modes;
use cwmp_soap::Envelope;
use lwm2m_tlv::format::senml::{Pack, json as senml};
use lwm2m_tlv::model::CoreObjects;
use lwm2m_tlv::{ContentFormat, Path, content_format};
use mgmt_model::onem2m::{self, Resource};
use mgmt_model::{
    AttributeId, Intent, Mapping, Message, Operation, Options, Output, Protocol, Reading, Source, lift, lower,
};
use mgmt_wire::{DecodeOptions, Kind};
use omadm_syncml::message::SyncMl;
use std::collections::BTreeSet;

/// Runs the target.
pub fn run(data: &[u8]) {
    if let Ok(envelope) = Envelope::from_xml(data) {
        translates(Source::Cwmp(&envelope));
    }
    for message in [SyncMl::from_xml(data), SyncMl::from_wbxml(data)].iter().flatten() {
        translates(Source::OmaDm(message));
    }
    for resources in [
        in_all_modes(|options| Resource::from_json_with(data, options)),
        in_all_modes(|options| Resource::from_cbor_with(data, options)),
        in_all_modes(|options| Resource::from_xml_with(data, Mapping::built_in(), options)),
    ]
    .iter()
    .flatten()
    {
        serializes(resources);
        translates(Source::OneM2m(resources));
    }
    for format in [ContentFormat::SENML_JSON, ContentFormat::SENML_CBOR, ContentFormat::JSON] {
        nodes(format, Path::ROOT, data);
    }
    if let Some((object, payload)) = data.split_first() {
        nodes(ContentFormat::TLV, Path::object(u16::from(*object)), payload);
    }
}

fn nodes(format: ContentFormat, path: Path, data: &[u8]) {
    let options = DecodeOptions::lenient();
    if let Ok(nodes) = content_format::decode(format, path, data, &CoreObjects, &options, &mut ()) {
        translates(Source::LwM2m(&nodes));
    }
}

/// What one serialization takes, it reads back the same.
fn serializes(resources: &[Resource<'_>]) {
    if let Ok(json) = Resource::to_json(resources) {
        let again = Resource::from_json(json.as_bytes()).unwrap_or_else(|error| panic!("{error}: {json}"));
        assert_eq!(Resource::to_json(&again).ok(), Some(json), "written twice, it differs");
    }
    if let Ok(cbor) = Resource::to_cbor(resources) {
        let again = Resource::from_cbor(&cbor).unwrap_or_else(|error| panic!("{error}: {cbor:x?}"));
        assert_eq!(Resource::to_cbor(&again).ok(), Some(cbor), "written twice, it differs");
    }
    if let Ok(xml) = Resource::to_xml(resources) {
        let again = Resource::from_xml(xml.as_bytes()).unwrap_or_else(|error| panic!("{error}: {xml}"));
        assert_eq!(Resource::to_xml(&again).ok(), Some(xml), "written twice, it differs");
    }
}

fn translates(source: Source<'_>) {
    for intent in [None, Some(Intent::Report), Some(Intent::Request)] {
        let mut options = Options::default();
        options.intent = intent;
        let Ok(message) = lift(source, &options) else { continue };
        for to in [Protocol::Cwmp, Protocol::OmaDm, Protocol::LwM2m, Protocol::OneM2m] {
            arrives(&message, to, &options);
        }
        let requests = onem2m::lower_request(&message, "cse/node", &options).output;
        for request in requests {
            let _ = onem2m::check_request(&request, options.mapping);
            let _ = (request.to_json(), request.to_cbor());
        }
    }
}

/// Every value that is told.
fn values_of<'m>(message: &'m Message<'_>) -> Vec<&'m Reading<'m>> {
    let mut all: Vec<_> = message.readings.iter().collect();
    for operation in &message.operations {
        match operation {
            Operation::Write(values) | Operation::Create { values, .. } => all.extend(values),
            Operation::Execute { arguments, .. } => all.extend(arguments),
            _ => {}
        }
    }
    all
}

fn arrives(message: &Message<'_>, to: Protocol, options: &Options<'_>) {
    let lowered = lower(message, to, options);
    let mut back = Vec::new();
    let reading = Options::default().with_intent(message.intent);
    match &lowered.output {
        Output::Cwmp(envelopes) => {
            for envelope in envelopes {
                writable(envelope.to_xml().map_err(mgmt_wire::Error::into_kind));
                back.extend(lift(Source::Cwmp(envelope), &reading));
            }
        }
        Output::OmaDm(syncml) => {
            writable(syncml.to_xml().map_err(mgmt_wire::Error::into_kind));
            back.extend(lift(Source::OmaDm(syncml), &reading));
        }
        Output::LwM2m(nodes) => {
            writable(senml::encode(nodes, Pack::default()).map_err(mgmt_wire::Error::into_kind));
            back.extend(lift(Source::LwM2m(nodes), &reading));
        }
        Output::OneM2m(resources) => {
            writable(Resource::to_json(resources).map_err(mgmt_wire::Error::into_kind));
            back.extend(lift(Source::OneM2m(resources), &reading));
        }
        other => panic!("another technology: {other:?}"),
    }
    let lost: BTreeSet<AttributeId> =
        lowered.losses.iter().flat_map(|loss| options.mapping.find_any(&loss.name)).collect();
    let arrived: Vec<_> = back.iter().flat_map(values_of).collect();
    let values = values_of(message);
    for (place, told) in values.iter().enumerate() {
        // Writes are done one after the other: the last one counts.
        let later = |other: &&Reading<'_>| {
            (other.attribute, &other.instance) == (told.attribute, &told.instance)
        };
        if message.intent != Intent::Report && values.iter().skip(place + 1).any(later) {
            continue;
        }
        // A name may mean several attributes, and has arrived with one of them. An identity is put together from
        // values that arrive themselves.
        let derived = options.mapping.full_name(told.attribute).starts_with("node.");
        assert!(
            derived || lost.contains(&told.attribute) || arrived.iter().any(|other| other.value == told.value),
            "{} in {to:?}: {:?} became {:?}, and no loss of {:?} says so\n{:?}",
            options.mapping.full_name(told.attribute),
            told,
            arrived.iter().filter(|other| other.attribute == told.attribute).collect::<Vec<_>>(),
            lowered.losses,
            lowered.output,
        );
    }
}

/// Values that a format cannot carry are refused when they are written, with a word of the taxonomy.
fn writable<T, K: Kind + std::fmt::Display>(written: Result<T, K>) {
    if let Err(kind) = written {
        let word = kind.name();
        let told = ["InvalidCharacter", "InvalidValue", "OutOfRange", "Limit", "NonFinite"];
        assert!(told.contains(&word), "what was translated cannot be written: {word}: {kind}");
    }
}
