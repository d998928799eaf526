//! LwM2M TLV. The first byte chooses the base path.

use crate::check::{assert_same, in_all_modes};
use crate::lwm2m::{ByIdentifier, base_path, sorted};
use lwm2m_tlv::format::tlv::{self, EntryKind};
use lwm2m_tlv::{ErrorKind, Node, Path};

/// Runs the target.
pub fn run(data: &[u8]) {
    let Some((&choice, payload)) = data.split_first() else { return };
    entries_cover_the_payload(payload);
    let path = base_path(choice);
    let decode = |payload| tlv::decode(path, payload, &ByIdentifier);
    let Some(nodes) = in_all_modes(|options| tlv::decode_with(path, payload, &ByIdentifier, options, &mut ())) else {
        return;
    };
    for node in &nodes {
        assert!(node.path.starts_with(path) || path.ids().any(|id| id == 65535), "{} is not below {path}", node.path);
        assert_same(&node.clone().into_owned(), node, "owned and borrowed differ");
    }
    // A Create may name its instance in the payload: such nodes are written on the object.
    let target = if path.ids().any(|id| id == 65535) { Path::object(3) } else { path };
    let written = match tlv::encode(target, &nodes) {
        Ok(written) => written,
        // Lenient decoding keeps a path given twice.
        Err(error) if matches!(error.kind(), ErrorKind::DuplicatePath) => return,
        Err(error) => panic!("decoded nodes cannot be written: {error}"),
    };
    assert_eq!(tlv::encoded_len(target, &nodes).ok(), Some(written.len()), "encoded_len and encode differ");
    let again: Vec<Node<'_>> = decode(&written).expect("what was written can be read");
    assert_same(&sorted(again), &sorted(nodes), "written and read again, it differs");
}

/// The iterator's pieces, put together, are the payload.
fn entries_cover_the_payload(payload: &[u8]) {
    let mut at = 0;
    for entry in tlv::Reader::new(payload) {
        let Ok(entry) = entry else { return };
        assert_eq!(entry.offset, at, "a gap between entries");
        at = entry.value_offset() + entry.value.len();
        if let (EntryKind::Resource, Ok(unsigned)) = (entry.kind, entry.as_u64()) {
            assert!(unsigned >> 63 == 1 || entry.value[0] & 0x80 != 0 || entry.as_i64() == Ok(unsigned as i64));
        }
    }
    assert_eq!(at, payload.len(), "bytes left over");
}
