//! What the LwM2M targets share: base paths and types chosen by the input, nodes in comparable order.

use crate::check::{assert_same, in_all_modes};
use lwm2m_tlv::{
    ContentFormat, DecodeOptions, ErrorKind, Node, Path, Types, ValueType, Version, content_format,
};

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
    // Without an object model each format sees other types.
    let comparable_formats = FORMATS
        .iter()
        .copied()
        .filter(|other| other.is_single_value() == format.is_single_value() && (typed || *other == format));
    for other in comparable_formats {
        let written = match content_format::encode(other, Version::V1_2, path, &nodes) {
            Ok(written) => written,
            Err(error) => {
                assert!(may_be_refused(error.kind(), other == format), "{format} -> {other}: {error}");
                continue;
            }
        };
        let again = content_format::decode(other, path, &written, types, &DecodeOptions::strict(), &mut ());
        let again = match again {
            Ok(again) => again,
            Err(error) => {
                panic!("{other} refuses what was written from {format}: {error}\n{nodes:?}\n{written:x?}")
            }
        };
        assert_same(&comparable(&again), &comparable(&nodes), &format!("{format} -> {other}"));
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

/// Whether ciborium takes all of it.
pub(crate) fn is_cbor(payload: &[u8]) -> bool {
    let mut rest = payload;
    ciborium::from_reader::<serde::de::IgnoredAny, _>(&mut rest).is_ok() && rest.is_empty()
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

/// Nodes in the order of their paths, as text that tells a NaN from a number but not `1.0_f32` from `1.0_f64`.
fn comparable(nodes: &[Node<'_>]) -> Vec<String> {
    sorted(nodes.to_vec()).iter().map(|node| format!("{node:?}")).collect()
}

/// What an encoder may say to nodes that another decoder gave; to those of its own format only the first.
fn may_be_refused(kind: &ErrorKind, own: bool) -> bool {
    matches!(kind, ErrorKind::DuplicatePath)
        || !own
            && matches!(
                kind,
                ErrorKind::NotExpressible(_) | ErrorKind::NonFinite(_) | ErrorKind::OutOfRange(_)
            )
}
