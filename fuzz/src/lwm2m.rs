//! What the LwM2M targets share: base paths and types chosen by the input, nodes in comparable order.

use crate::check::{assert_same, in_all_modes};
use lwm2m_tlv::{
    Content, ContentFormat, DecodeOptions, ErrorKind, Level, Node, Path, Types, ValueType, Version,
    content_format,
};
use mgmt_wire::Limits;

/// The base path that a byte chooses, and how a decoder under it should look at types.
pub(crate) fn base_path(choice: u8) -> Path {
    match choice % 5 {
        0 => Path::object(3),
        1 => Path::instance(3, 0),
        2 => Path::resource(3, 0, 6),
        3 => Path::resource_instance(3, 0, 6, 1),
        _ => Path::instance(3, 65535),
    }
}

/// Gives each resource a type by its identifier.
pub(crate) struct ByIdentifier;

impl Types for ByIdentifier {
    fn value_type(&self, path: Path) -> Option<ValueType> {
        ValueType::ALL.get(usize::from(path.resource_id()?) % ValueType::ALL.len()).copied()
    }
}

/// What the first byte of an input chooses: base path, object model, and whether the model knows anything.
fn choose(choice: u8) -> (Path, &'static dyn Types, bool) {
    let path = if choice == b'/' { Path::ROOT } else { base_path(choice) };
    if choice < 0x80 { (path, &ByIdentifier, true) } else { (path, &(), false) }
}

pub(crate) fn sorted<'a>(mut nodes: Vec<Node<'a>>) -> Vec<Node<'a>> {
    nodes.sort_by_key(|node| node.path);
    nodes
}

/// Decodes `data` (first byte: base path) in `format` in all modes, writes the nodes back in the same format and in
/// every other one that can express them, and compares what comes back.
pub(crate) fn round_trips(format: ContentFormat, data: &[u8]) -> Option<Vec<Node<'_>>> {
    let (&choice, payload) = data.split_first()?;
    let (path, types, typed) = choose(choice);
    let decode = |options: &DecodeOptions| {
        let nodes = content_format::decode(format, path, payload, types, options, &mut ());
        nodes.inspect(|nodes| assert!(nodes.len() <= options.limits.nodes, "more nodes than the limit"))
    };
    let nodes = in_all_modes(decode)?;
    let owned: Vec<Node<'static>> = nodes.iter().cloned().map(Node::into_owned).collect();
    assert_same(&owned, &nodes, "owned and borrowed differ");
    if nodes.is_empty() {
        // Each format has its own way to say nothing, and TLV's says that the instance is empty.
        return Some(nodes);
    }
    let is_strict = strict(format, data);
    let regular = is_regular(path, &nodes);
    // Without an object model each format sees other types, and outside of the path each is lenient in its own way.
    let comparable_formats = FORMATS.iter().copied().filter(|other| {
        *other == format || typed && regular && other.is_single_value() == format.is_single_value()
    });
    for other in comparable_formats {
        let written = match content_format::encode(other, Version::V1_2, path, &nodes) {
            Ok(written) => written,
            Err(error) => {
                // What only lenient reading accepts need not have a written form.
                let has_values = !format.is_single_value() || nodes.iter().all(|node| node.value().is_some());
                let must = other == format && is_strict && has_values;
                assert!(may_be_refused(error.kind(), must), "{format} -> {other}: {error}");
                continue;
            }
        };
        let options = if regular { DecodeOptions::strict() } else { DecodeOptions::lenient() };
        let again = match content_format::decode(other, path, &written, types, &options, &mut ()) {
            Ok(again) => again,
            // A name that came without its slash is longer when it is written, by a byte.
            Err(error) if matches!(error.kind(), ErrorKind::Limit(_)) && has_longest_name(&nodes) => continue,
            Err(error) => {
                panic!("{other} refuses what was written from {format}: {error}\n{nodes:?}\n{written:x?}")
            }
        };
        if typed {
            assert_same(&comparable(&again), &comparable(&nodes), &format!("{format} -> {other}"));
        } else {
            // A number does not say whether it was a time.
            let twice = content_format::encode(other, Version::V1_2, path, &again);
            assert_eq!(twice.ok(), Some(written), "{format} -> {other}: written twice, it differs");
        }
    }
    Some(nodes)
}

/// Whether `data` is accepted in strict mode.
pub(crate) fn strict(format: ContentFormat, data: &[u8]) -> bool {
    let Some((&choice, payload)) = data.split_first() else { return false };
    let (path, types, _) = choose(choice);
    content_format::decode(format, path, payload, types, &DecodeOptions::strict(), &mut ()).is_ok()
}

/// Whether serde_json takes it.
pub(crate) fn is_json(payload: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(payload).is_ok()
}

/// Whether minicbor takes all of it. (ciborium refuses simple values that are not assigned yet, which RFC 8949 clause
/// 3.3 lets generic decoders pass.)
pub(crate) fn is_cbor(payload: &[u8]) -> bool {
    let mut decoder = minicbor::Decoder::new(payload);
    decoder.skip().is_ok() && decoder.position() == payload.len()
}

const FORMATS: [ContentFormat; 8] = [
    ContentFormat::TLV,
    ContentFormat::JSON,
    ContentFormat::SENML_JSON,
    ContentFormat::SENML_CBOR,
    ContentFormat::LWM2M_CBOR,
    ContentFormat::TEXT,
    ContentFormat::OPAQUE,
    ContentFormat::CBOR,
];

/// Nodes in the order of their paths, as text, in which a NaN equals itself; the sign of a zero is not kept everywhere.
fn comparable(nodes: &[Node<'_>]) -> Vec<String> {
    // Nothing below an object is said by a node in some formats and by none in others.
    let says_something =
        |node: &&Node<'_>| node.content != Content::Empty || node.path.level() > Level::Object;
    let nodes = sorted(nodes.to_vec());
    nodes.iter().filter(says_something).map(|node| format!("{node:?}").replace("(-0.0)", "(0.0)")).collect()
}

/// Whether a strict decoder for `path` has nothing against the nodes: each below the path, none twice at one time.
fn is_regular(path: Path, nodes: &[Node<'_>]) -> bool {
    // Adding zero makes the two zeros one.
    let mut keys: Vec<_> =
        nodes.iter().map(|n| (n.path, n.time.map(|t| (t.seconds() + 0.0).to_bits()), &n.prefix)).collect();
    keys.sort();
    let unique = keys.windows(2).all(|pair| pair[0] != pair[1]);
    unique && nodes.iter().all(|node| node.path.starts_with(path) && node.value().is_some())
}

/// Whether the name of a node, without a slash in front of it, is as long as the limit for names allows.
fn has_longest_name(nodes: &[Node<'_>]) -> bool {
    let name = |node: &Node<'_>| node.prefix().map_or(0, str::len) + node.path.to_string().len();
    nodes.iter().map(name).any(|length| length >= Limits::default().resolved_name)
}

/// What an encoder may say to nodes that another decoder gave; to those it `must` write only the first.
fn may_be_refused(kind: &ErrorKind, must: bool) -> bool {
    let between_formats = matches!(
        kind,
        ErrorKind::NotExpressible(_)
            | ErrorKind::NonFinite(_)
            | ErrorKind::OutOfRange(_)
            | ErrorKind::InvalidName
    );
    matches!(kind, ErrorKind::DuplicatePath) || !must && between_formats
}
