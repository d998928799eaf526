//! The borrowing TLV reader: every typed view, every offset.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use lwm2m_tlv::format::tlv::{Entry, EntryKind, Reader};
use lwm2m_tlv::{ErrorKind, Located, Objlnk};

fn only(payload: &[u8]) -> Entry<'_> {
    let mut reader = Reader::new(payload);
    let entry = reader.next().unwrap().unwrap();
    assert!(reader.next().is_none());
    entry
}

/// A resource with identifier 300, so that header and value stand apart from offset and identifier.
fn resource(value: &[u8]) -> Vec<u8> {
    let mut payload = vec![0xE8, 0x01, 0x2C, u8::try_from(value.len()).unwrap()];
    payload.extend(value);
    payload
}

fn error(kind: ErrorKind, offset: usize) -> Located<ErrorKind> {
    Located::new(kind, offset)
}

#[test]
fn integers_of_every_length() {
    let cases: [(&[u8], i64, u64); 6] = [
        (&[0xFE], -2, 0xFE),
        (&[0xFF, 0xFE], -2, 0xFFFE),
        (&[0xFF, 0xFF, 0xFF, 0xFE], -2, 0xFFFF_FFFE),
        (&[0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE], -2, 0xFFFF_FFFF_FFFF_FFFE),
        (&[0x12, 0x34, 0x56, 0x78], 0x1234_5678, 0x1234_5678),
        (&[0, 0, 0, 1, 0, 0, 0, 2], 0x1_0000_0002, 0x1_0000_0002),
    ];
    for (value, signed, unsigned) in cases {
        let payload = resource(value);
        assert_eq!(only(&payload).as_i64(), Ok(signed), "{value:?}");
        assert_eq!(only(&payload).as_u64(), Ok(unsigned), "{value:?}");
    }
    for length in [0, 3, 5, 6, 7, 9] {
        let payload = resource(&vec![1; length]);
        let refused = error(ErrorKind::InvalidLength(length), 4);
        assert_eq!(only(&payload).as_i64(), Err(refused));
        assert_eq!(only(&payload).as_u64(), Err(refused));
    }
}

#[test]
fn the_other_types() {
    assert_eq!(only(&resource(&1.5_f32.to_be_bytes())).as_f64(), Ok(1.5));
    assert_eq!(only(&resource(&(-0.1_f64).to_be_bytes())).as_f64(), Ok(-0.1));
    assert_eq!(only(&resource(&[1, 2])).as_f64(), Err(error(ErrorKind::InvalidLength(2), 4)));
    assert_eq!(only(&resource(&[0])).as_bool(), Ok(false));
    assert_eq!(only(&resource(&[1])).as_bool(), Ok(true));
    assert_eq!(only(&resource(&[2])).as_bool(), Err(error(ErrorKind::InvalidValue("boolean"), 4)));
    assert_eq!(only(&resource(&[])).as_bool(), Err(error(ErrorKind::InvalidLength(0), 4)));
    assert_eq!(only(&resource(&[0, 5, 0xFF, 0xFF])).as_objlnk(), Ok(Objlnk::new(5, 65_535)));
    assert_eq!(only(&resource(&[0, 5])).as_objlnk(), Err(error(ErrorKind::InvalidLength(2), 4)));
    assert_eq!(only(&resource("né".as_bytes())).as_str(), Ok("né"));
    // At the byte that is wrong, not at the beginning of the text.
    assert_eq!(only(&resource(b"abc\xFFd")).as_str(), Err(error(ErrorKind::InvalidEncoding, 7)));
}

#[test]
fn every_header_form_and_its_offsets() {
    let long = vec![7; 70_000];
    // Identifier of one or two bytes; length in the head, or of one, two or three bytes.
    let cases: [(&[u8], u16, usize); 8] = [
        (&[0xC3, 9], 9, 3),
        (&[0xE3, 1, 44], 300, 3),
        (&[0xC8, 9, 200], 9, 200),
        (&[0xE8, 1, 44, 200], 300, 200),
        (&[0xD0, 9, 1, 44], 9, 300),
        (&[0xF0, 1, 44, 1, 44], 300, 300),
        (&[0xD8, 9, 1, 17, 112], 9, 70_000),
        (&[0xF8, 1, 44, 1, 17, 112], 300, 70_000),
    ];
    // Of each kind, with an entry of its kind in front, so that offsets are not those of the value alone.
    for kind in [
        EntryKind::ObjectInstance,
        EntryKind::ResourceInstance,
        EntryKind::MultipleResource,
        EntryKind::Resource,
    ] {
        let bits = (kind as u8) << 6;
        for (head, id, length) in cases {
            let mut payload = vec![bits | 1, 1, 0xAA, bits | head[0] & 0x3F];
            payload.extend(&head[1..]);
            payload.extend(&long[..length]);
            let mut reader = Reader::new(&payload);
            assert_eq!(reader.offset(), 0);
            assert_eq!(reader.next().unwrap().unwrap().value, [0xAA]);
            assert_eq!(reader.offset(), 3);
            let entry = reader.next().unwrap().unwrap();
            assert_eq!((entry.kind, entry.id, entry.value.len()), (kind, id, length), "{head:?}");
            assert_eq!(
                (entry.offset, entry.header_len, entry.value_offset()),
                (3, head.len(), 3 + head.len())
            );
            assert_eq!(reader.offset(), payload.len());
            assert!(reader.next().is_none());
            // One byte less, and it is cut off: an error at its beginning, and then nothing.
            let mut reader = Reader::new(&payload[..payload.len() - 1]);
            reader.next().unwrap().unwrap();
            let refused = reader.next().unwrap().unwrap_err();
            assert!(matches!(refused.kind, ErrorKind::Truncated(_)), "{refused:?}");
            assert!(reader.next().is_none());
        }
    }
}

#[test]
fn only_containers_hold_entries() {
    use EntryKind::{MultipleResource, ObjectInstance, Resource, ResourceInstance};
    for (kind, head, is_container) in [
        (ObjectInstance, 0x03, true),
        (ResourceInstance, 0x43, false),
        (MultipleResource, 0x83, true),
        (Resource, 0xC3, false),
    ] {
        let inner = if kind == MultipleResource { 0x41 } else { 0xC1 };
        let payload = [0xC1, 0, 0, head, 9, inner, 4, 200];
        let mut reader = Reader::new(&payload);
        reader.next().unwrap().unwrap();
        let outer = reader.next().unwrap().unwrap();
        assert_eq!((outer.kind, kind.is_container()), (kind, is_container));
        let inside: Vec<_> = outer.entries().map(Result::unwrap).collect();
        assert_eq!(inside.len(), usize::from(is_container));
        if let Some(inside) = inside.first() {
            assert_eq!(
                (inside.id, inside.as_u64(), inside.offset, inside.value_offset()),
                (4, Ok(200), 5, 7)
            );
        }
    }
}

#[test]
fn an_entry_in_the_wrong_place_is_told_where_it_stands() {
    // An object instance inside an object instance, behind a resource that may stand there.
    let payload = [0x05, 0, 0xC1, 1, 9, 0x00, 3];
    let outer = only(&payload);
    let mut inside = outer.entries();
    assert_eq!(inside.next().unwrap().unwrap().id, 1);
    assert_eq!(inside.offset(), 5);
    let refused = inside.next().unwrap().unwrap_err();
    assert_eq!(refused.offset, 5);
    assert!(inside.next().is_none());
}
