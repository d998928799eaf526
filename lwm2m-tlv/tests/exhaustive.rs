//! Every short input, against a second implementation.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    missing_docs
)]

use lwm2m_tlv::format::{cbor, tlv};
use lwm2m_tlv::{DecodeOptions, Limits, Path};

/// Calls `f` with every input of up to `length` bytes out of `bytes`.
fn inputs(bytes: &[u8], length: usize, f: &mut impl FnMut(&[u8])) {
    let mut digits = Vec::new();
    loop {
        let input: Vec<u8> = digits.iter().map(|&digit: &usize| bytes[digit]).collect();
        f(&input);
        // The next number in base `bytes.len()`, one digit longer after the last.
        let mut place = 0;
        loop {
            match digits.get_mut(place) {
                None if place == length => return,
                None => {
                    digits.push(0);
                    break;
                }
                Some(digit) if *digit + 1 < bytes.len() => {
                    *digit += 1;
                    break;
                }
                Some(digit) => *digit = 0,
            }
            place += 1;
        }
    }
}

/// The entries at the top of a TLV payload: kind, identifier, value. `None` when one is cut off.
fn reference(mut input: &[u8]) -> Option<Vec<(u8, u16, &[u8])>> {
    let mut entries = Vec::new();
    while !input.is_empty() {
        let head = input[0];
        let id_len = if head & 0x20 == 0 { 1 } else { 2 };
        let length_len = usize::from(head >> 3 & 3);
        let number =
            |bytes: &[u8]| bytes.iter().fold(0_usize, |number, &byte| number << 8 | usize::from(byte));
        let id = number(input.get(1..1 + id_len)?) as u16;
        let length = match length_len {
            0 => usize::from(head & 7),
            _ => number(input.get(1 + id_len..1 + id_len + length_len)?),
        };
        let start = 1 + id_len + length_len;
        entries.push((head >> 6, id, input.get(start..start + length)?));
        input = &input[start + length..];
    }
    Some(entries)
}

fn check_tlv(input: &[u8]) {
    let found: Result<Vec<_>, _> = tlv::Reader::new(input)
        .map(|entry| {
            entry.map(|entry| {
                let kind = match entry.kind {
                    tlv::EntryKind::ObjectInstance => 0,
                    tlv::EntryKind::ResourceInstance => 1,
                    tlv::EntryKind::MultipleResource => 2,
                    tlv::EntryKind::Resource => 3,
                };
                assert_eq!(input[entry.value_offset()..][..entry.value.len()], *entry.value);
                (kind, entry.id, entry.value)
            })
        })
        .collect();
    assert_eq!(found.ok(), reference(input), "{input:x?}");
    for path in [Path::object(3), Path::instance(3, 0), Path::resource(3, 0, 0)] {
        let strict = tlv::decode_with(path, input, &(), &DecodeOptions::strict(), &mut ());
        let lenient = tlv::decode(path, input, &());
        if let Ok(strict) = strict {
            assert_eq!(strict, lenient.unwrap(), "{input:x?}");
            // What strict mode accepts is written in the shortest form, and read again.
            let written = tlv::encode(path, &strict).unwrap();
            // (No byte at all is a resource without instances, which otherwise takes a header.)
            assert!(written.len() <= input.len().max(2), "{input:x?}");
            assert_eq!(tlv::decode(path, &written, &()).unwrap(), strict, "{input:x?}");
        }
    }
}

#[test]
fn every_tlv_input() {
    let all: Vec<u8> = (0..=255).collect();
    inputs(&all, 2, &mut check_tlv);
    // Heads of every kind with short and long forms, and small numbers.
    let some = [0x00, 0x01, 0x02, 0x08, 0x10, 0x41, 0x83, 0xc0, 0xc1];
    inputs(&some, 5, &mut check_tlv);
}

#[test]
fn every_tlv_header_is_the_shortest() {
    for id in [0, 1, 255, 256, 65_535] {
        for length in [0, 1, 7, 8, 255, 256, 65_535, 65_536, tlv::MAX_LENGTH] {
            let header = tlv::Header::new(tlv::EntryKind::Resource, id, length).unwrap();
            let mut payload = header.as_bytes().to_vec();
            let expected = 1
                + if id < 256 { 1 } else { 2 }
                + match length {
                    0..=7 => 0,
                    8..=255 => 1,
                    256..=65_535 => 2,
                    _ => 3,
                };
            assert_eq!(payload.len(), expected);
            payload.resize(expected + length, 0);
            let entry = tlv::Reader::new(&payload).next().unwrap().unwrap();
            assert_eq!((entry.id, entry.value.len(), entry.header_len), (id, length, expected));
        }
    }
    assert!(tlv::Header::new(tlv::EntryKind::Resource, 0, tlv::MAX_LENGTH + 1).is_err());
}

/// Well-formedness by the pseudocode of RFC 8949, appendix C: bytes taken, or why not.
fn well_formed(input: &[u8], at: &mut usize, breakable: bool) -> Option<i32> {
    fn take(input: &[u8], at: &mut usize, count: u64) -> Option<u64> {
        let end = at.checked_add(usize::try_from(count).ok()?)?;
        let bytes = input.get(*at..end)?;
        *at = end;
        Some(bytes.iter().fold(0, |number, &byte| number << 8 | u64::from(byte)))
    }
    let initial = take(input, at, 1)?;
    let (major, info) = (initial >> 5, initial & 0x1f);
    let value = match info {
        24..=27 => take(input, at, 1 << (info - 24))?,
        28..=30 => return None,
        31 => {
            return match major {
                2 | 3 => loop {
                    match well_formed(input, at, true)? {
                        -1 => break Some(99),
                        chunk if chunk == major as i32 => {}
                        _ => return None,
                    }
                },
                4 => loop {
                    if well_formed(input, at, true)? == -1 {
                        break Some(99);
                    }
                },
                5 => loop {
                    if well_formed(input, at, true)? == -1 {
                        break Some(99);
                    }
                    well_formed(input, at, false)?;
                },
                7 if breakable => Some(-1),
                _ => None,
            };
        }
        small => small,
    };
    match major {
        2 | 3 => {
            let start = *at;
            take(input, at, value)?;
            // Appendix C leaves the validity of text aside; the decoder does not.
            if major == 3 && std::str::from_utf8(&input[start..*at]).is_err() {
                return None;
            }
        }
        4 => {
            for _ in 0..value {
                well_formed(input, at, false)?;
            }
        }
        5 => {
            for _ in 0..value.checked_mul(2)? {
                well_formed(input, at, false)?;
            }
        }
        6 => {
            well_formed(input, at, false)?;
        }
        7 if info == 24 && value < 32 => return None,
        _ => {}
    }
    Some(major as i32)
}

fn check_cbor(input: &[u8]) {
    let mut at = 0;
    let expected = well_formed(input, &mut at, false).is_some() && at == input.len();
    let found = cbor::check(input, &Limits::default());
    assert_eq!(found.is_ok(), expected, "{input:x?} {found:?}");
    // And a third: what is well-formed, minicbor can step over.
    if expected {
        let mut decoder = minicbor::Decoder::new(input);
        decoder.skip().unwrap_or_else(|error| panic!("{input:x?}: {error}"));
        assert_eq!(decoder.position(), input.len(), "{input:x?}");
    }
}

#[test]
fn every_cbor_input() {
    let all: Vec<u8> = (0..=255).collect();
    inputs(&all, 2, &mut check_cbor);
    let some =
        [0x00, 0x18, 0x1c, 0x1f, 0x41, 0x5f, 0x61, 0x7f, 0x81, 0x82, 0x9f, 0xa1, 0xbf, 0xc1, 0xf8, 0xff];
    inputs(&some, 4, &mut check_cbor);
}
