//! Any message through the model to every technology and back: values arrive, or the loss is named.

use crate::check::{assert_same, in_all_modes};
use cwmp_soap::Envelope;
use lwm2m_tlv::interface::operation::Operation as Lwm2m;
use lwm2m_tlv::format::senml::{Pack, json as senml};
use lwm2m_tlv::model::CoreObjects;
use lwm2m_tlv::{Content, ContentFormat, Path, content_format};
use mgmt_model::onem2m::{self, Resource};
use mgmt_model::{
    AttributeId, Intent, Mapping, Message, Operation, Options, Output, Protocol, Reading, Source, Value, lift, lower, lwm2m,
};
use mgmt_wire::{DecodeOptions, Kind, Limits};
use omadm_syncml::message::SyncMl;
use std::collections::BTreeSet;

/// Runs the target.
pub fn run(data: &[u8]) {
    let drawn = drawn_limits(data);
    if let Some(envelope) = decodes(&drawn, |options| Envelope::decode(data, options, &mut ())) {
        translates(Source::Cwmp(&envelope));
    }
    let xml = decodes(&drawn, |options| SyncMl::decode_xml(data, options, &mut ()));
    let wbxml = decodes(&drawn, |options| SyncMl::decode_wbxml(data, options, &mut ()));
    for message in [xml, wbxml].iter().flatten() {
        translates(Source::OmaDm(message));
    }
    for resources in [
        decodes(&drawn, |options| Resource::from_json_with(data, options)),
        decodes(&drawn, |options| Resource::from_cbor_with(data, options)),
        decodes(&drawn, |options| Resource::from_xml_with(data, Mapping::built_in(), options)),
    ]
    .iter()
    .flatten()
    {
        serializes(resources);
        translates(Source::OneM2m(resources));
    }
    for format in [
        ContentFormat::SENML_JSON,
        ContentFormat::SENML_CBOR,
        ContentFormat::SENML_ETCH_JSON,
        ContentFormat::SENML_ETCH_CBOR,
        ContentFormat::JSON,
        ContentFormat::LWM2M_CBOR,
    ] {
        nodes(format, Path::ROOT, data, &drawn);
    }
    if let Some((object, payload)) = data.split_first() {
        nodes(ContentFormat::TLV, Path::object(u16::from(*object)), payload, &drawn);
    }
}

/// Decodes in all modes, and under limits that the input draws: what these let pass is what there is without them.
fn decodes<T: PartialEq + std::fmt::Debug, E>(
    drawn: &Limits,
    decode: impl Fn(&DecodeOptions) -> Result<T, E>,
) -> Option<T> {
    let lenient = in_all_modes(&decode);
    for base in [DecodeOptions::lenient(), DecodeOptions::strict()] {
        if let Ok(limited) = decode(&base.with_limits(drawn.clone())) {
            let lenient = lenient.as_ref().expect("drawn limits accept what large ones refuse");
            assert_same(&limited, lenient, "drawn limits change the value instead of refusing");
        }
    }
    lenient
}

/// Limits drawn from the input: the same for the same input, of every size for different ones. The input itself stays
/// whole, since it is a message of whichever format it looks like.
fn drawn_limits(data: &[u8]) -> Limits {
    let mut state = data.iter().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3)
    });
    let mut draw = |most: u32| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        // As many small ones as large ones: the number of bits is drawn first.
        let bits = (state >> 8) % u64::from(most) + 1;
        usize::try_from(state >> (64 - bits)).unwrap_or(usize::MAX)
    };
    let mut limits = Limits::default();
    limits.depth = draw(6);
    limits.elements = draw(8);
    limits.attributes = draw(4);
    limits.namespaces = draw(4);
    limits.name = draw(6);
    limits.attribute_value = draw(8);
    limits.text = draw(10);
    limits.commands = draw(5);
    limits.items = draw(5);
    limits.parameters = draw(6);
    limits.events = draw(3);
    limits.nodes = draw(6);
    limits.structure_depth = draw(4);
    limits.map_keys = draw(5);
    limits.number = draw(6);
    limits.resolved_name = draw(6);
    limits.path = draw(7);
    limits.warnings = draw(4);
    limits
}

fn nodes(format: ContentFormat, path: Path, data: &[u8], drawn: &Limits) {
    let decode = |options: &DecodeOptions| content_format::decode(format, path, data, &CoreObjects, options, &mut ());
    if let Some(nodes) = decodes(drawn, decode) {
        translates(Source::LwM2m(&nodes));
    }
    // The same as what a client sends, under the limits of the translation.
    let send = Lwm2m::Send { format: Some(format), payload: data.into() };
    let mut options = Options::default();
    let wide = lwm2m::lift_operation(&send, &CoreObjects, &options);
    options.limits = drawn.clone();
    if let Ok(limited) = lwm2m::lift_operation(&send, &CoreObjects, &options) {
        let wide = wide.expect("drawn limits accept what large ones refuse");
        assert_same(&limited, &wide, "drawn limits change the message instead of refusing");
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
        // What is read has the types of the tables, and is written in their own form.
        let typed = Resource::to_xml(&again).unwrap_or_else(|error| panic!("{error}: {xml}"));
        let settled = Resource::from_xml(typed.as_bytes()).unwrap_or_else(|error| panic!("{error}: {typed}"));
        assert_eq!(Resource::to_xml(&settled).ok(), Some(typed), "written three times, it differs");
    }
}

/// A message arrives in every technology, whatever it is taken for.
pub(crate) fn translates(source: Source<'_>) {
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
            // Several empty instances are several operations, which only TLV puts into one payload.
            if !nodes.iter().any(|node| node.content == Content::Empty) {
                writable(senml::encode(nodes, Pack::default()).map_err(mgmt_wire::Error::into_kind));
            }
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
        // Lines around a text are the layout of a document to those who read SyncML.
        let layout = to == Protocol::OmaDm && has_lines_around(&told.value);
        // An argument that is empty says what one that is not there says.
        assert!(
            derived || layout || told.value.is_empty() || lost.contains(&told.attribute) || arrived.iter().any(|other| other.value == told.value),
            "{} in {to:?}: {:?} became {:?}, and no loss of {:?} says so\n{:?}",
            options.mapping.full_name(told.attribute),
            told,
            arrived.iter().filter(|other| other.attribute == told.attribute).collect::<Vec<_>>(),
            lowered.losses,
            lowered.output,
        );
    }
}

fn has_lines_around(value: &Value<'_>) -> bool {
    let Value::Text(text) = value else { return false };
    let lines = |around: Option<&str>| around.is_some_and(|around| around.contains(['\r', '\n']));
    lines(text.strip_suffix(text.trim_start())) || lines(text.strip_prefix(text.trim_end()))
}

/// Values that a format cannot carry are refused when they are written, with a word of the taxonomy.
fn writable<T, K: Kind + std::fmt::Display>(written: Result<T, K>) {
    if let Err(kind) = written {
        let word = kind.name();
        let told = ["InvalidCharacter", "InvalidValue", "OutOfRange", "Limit", "NonFinite"];
        assert!(told.contains(&word), "what was translated cannot be written: {word}: {kind}");
    }
}
