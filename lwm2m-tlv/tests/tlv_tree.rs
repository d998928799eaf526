//! TLV with containers: where a mistake in them is told, and which containers are written.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use lwm2m_tlv::format::tlv::{decode, encode};
use lwm2m_tlv::{Node, Path, ValueType};

fn integers(_: Path) -> Option<ValueType> {
    Some(ValueType::Integer)
}

/// What decoding says of a payload that it refuses.
fn refused(path: Path, payload: &[u8]) -> String {
    decode(path, payload, &integers).unwrap_err().to_string()
}

#[test]
fn mistakes_in_containers_are_told_where_they_are() {
    // Object instance 0 with resource 1, and with resource 6 of two instances.
    let payload = [0x08, 0, 12, 0xc1, 1, 5, 0x87, 6, 0x41, 0, 1, 0x42, 1, 2, 0];
    assert_eq!(decode(Path::object(3), &payload, &integers).unwrap().len(), 3);
    for (place, byte, told) in [
        (11, 0x43, "truncated: 1 more bytes needed at byte 11 in /3/0/6"),
        (6, 0x86, "truncated: 1 more bytes needed at byte 11 in /3/0/6"),
        (3, 0xc3, "structure: resource instance inside object instance at byte 8 in /3/0"),
        (2, 13, "truncated: 1 more bytes needed at byte 0 in /3"),
    ] {
        let mut payload = payload;
        payload[place] = byte;
        assert_eq!(refused(Path::object(3), &payload), told);
    }
}

#[test]
fn what_follows_is_of_another_level_or_cut_short() {
    let instance = [0x03, 0, 0xc1, 1, 5];
    for (second, told) in [
        (&[0xc1, 1, 5][..], "structure: entries of different levels at byte 5 in /3"),
        (&[0xc2, 1, 5], "truncated: 1 more bytes needed at byte 5 in /3"),
        (&[0xc2], "truncated: 1 more bytes needed at byte 5 in /3"),
    ] {
        assert_eq!(refused(Path::object(3), &[&instance, second].concat()), told);
    }
}

#[test]
fn containers_that_the_path_names_are_not_written() {
    let instance = Path::resource_instance(3, 0, 6, 1);
    assert_eq!(encode(instance, &[Node::new(instance, 1_i64)]).unwrap(), [0x41, 1, 1]);
    let resource = Path::resource(3, 0, 6);
    assert_eq!(encode(resource, &[Node::new(instance, 1_i64)]).unwrap(), [0x83, 6, 0x41, 1, 1]);
    let empty = |base, id| encode(base, &[Node::empty(Path::instance(3, id))]).unwrap();
    assert_eq!(empty(Path::instance(3, 0), 0), []);
    assert_eq!(empty(Path::object(3), 0), [0, 0]);
    // 65535: the instance has no number yet.
    assert_eq!(empty(Path::object(3), 65_535), []);
}

#[test]
fn one_place_has_one_value_in_any_order() {
    let nodes = |paths: [Path; 3]| paths.map(|path| Node::new(path, 1_i64));
    let (first, second) = (Path::resource(3, 0, 0), Path::resource(3, 0, 1));
    let (multiple, inner) = (Path::resource(3, 0, 6), Path::resource_instance(3, 0, 6, 1));
    for (paths, twice) in [([second, first, second], "/3/0/1"), ([inner, first, multiple], "/3/0/6/1")] {
        let error = encode(Path::instance(3, 0), &nodes(paths)).unwrap_err();
        assert_eq!(error.to_string(), format!("duplicate path in {twice}"));
    }
}

#[test]
fn floats_are_written_in_four_bytes_where_these_suffice() {
    let path = Path::resource(3, 0, 1);
    let length = |number: f64| encode(path, &[Node::new(path, number)]).unwrap().len();
    assert_eq!((length(1.5), length(0.1), length(f64::MAX)), (6, 11, 11));
}
