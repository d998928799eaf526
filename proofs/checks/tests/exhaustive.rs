//! Every input of up to four bytes gives what a reference written straight from the standard gives.
//!
//! `MGMT_EXHAUSTIVE=1 cargo test --release --test exhaustive`; without the variable, a sixteenth of the four-byte inputs.

use lwm2m_tlv::format::tlv;
use mgmt_checks::exhaustive::every_input_up_to_four_bytes;

/// OMA-TS-LightweightM2M_Core clause 7.4.3: kind, identifier, length of the header, length of the value; `None`
/// when the bytes end too soon.
fn tlv_reference(input: &[u8]) -> Option<(u8, u16, usize, usize)> {
    let byte = |at: usize| input.get(at).map(|&b| usize::from(b));
    let head = byte(0)?;
    let (id, mut at) = if head & 0b10_0000 == 0 { (byte(1)?, 2) } else { (byte(1)? << 8 | byte(2)?, 3) };
    let width = head >> 3 & 0b11;
    let mut length = if width == 0 { head & 0b111 } else { 0 };
    for _ in 0..width {
        length = length << 8 | byte(at)?;
        at += 1;
    }
    (input.len() >= at + length).then_some(((head >> 6) as u8, id as u16, at, length))
}

#[test]
fn tlv_entries() {
    every_input_up_to_four_bytes(|input| {
        let mut entries = tlv::Reader::new(input);
        let mut at = 0;
        while at < input.len() {
            let expected = tlv_reference(&input[at..]);
            match (entries.next(), expected) {
                (Some(Ok(entry)), Some((kind, id, header, length))) => {
                    assert_eq!(entry.kind as u8, kind, "{input:x?}");
                    assert_eq!((entry.id, entry.offset), (id, at), "{input:x?}");
                    assert_eq!(entry.value, &input[at + header..at + header + length], "{input:x?}");
                    at += header + length;
                }
                (Some(Err(error)), None) => {
                    assert_eq!(error.offset, at, "{input:x?}");
                    break;
                }
                (entry, expected) => panic!("{input:x?}: {entry:?}, reference {expected:?}"),
            }
        }
        assert!(entries.next().is_none(), "{input:x?}");
    });
}

/// What the first CBOR item of `input` is, by the pseudocode of RFC 8949 appendix C: where it ends.
#[derive(Debug, PartialEq)]
enum Item {
    End(usize),
    Break(usize),
}

/// `None`: not well-formed, or cut short.
fn cbor_reference(input: &[u8], at: usize, breakable: bool) -> Option<Item> {
    let byte = |at: usize| input.get(at).map(|&b| u64::from(b));
    let (major, info) = (byte(at)? >> 5, byte(at)? & 0x1f);
    let mut next = at + 1;
    let mut argument = info;
    if (24..28).contains(&info) {
        argument = 0;
        for _ in 0..1 << (info - 24) {
            argument = argument << 8 | byte(next)?;
            next += 1;
        }
    } else if (28..31).contains(&info) {
        return None;
    } else if info == 31 {
        return match major {
            7 => breakable.then_some(Item::Break(next)),
            2 | 3 => loop {
                match cbor_reference(input, next, true)? {
                    Item::Break(end) => return Some(Item::End(end)),
                    Item::End(end) => {
                        // Chunks are strings of the same type and of known length.
                        let chunk = byte(next)?;
                        if chunk >> 5 != major || chunk & 0x1f == 31 {
                            return None;
                        }
                        next = end;
                    }
                }
            },
            4 | 5 => {
                let mut count = 0;
                loop {
                    match cbor_reference(input, next, true)? {
                        Item::Break(end) => return (major == 4 || count % 2 == 0).then_some(Item::End(end)),
                        Item::End(end) => next = end,
                    }
                    count += 1;
                }
            }
            _ => None,
        };
    }
    match major {
        0 | 1 => Some(Item::End(next)),
        2 | 3 => {
            let end = next.checked_add(usize::try_from(argument).ok()?)?;
            let text = input.get(next..end)?;
            (major == 2 || std::str::from_utf8(text).is_ok()).then_some(Item::End(end))
        }
        4 | 5 => {
            let items = argument.checked_mul(if major == 5 { 2 } else { 1 })?;
            for _ in 0..items {
                match cbor_reference(input, next, false)? {
                    Item::End(end) => next = end,
                    Item::Break(_) => return None,
                }
            }
            Some(Item::End(next))
        }
        6 => cbor_reference(input, next, false),
        // A simple value below 32 has a form of one byte, and only that.
        _ => (info != 24 || argument >= 32).then_some(Item::End(next)),
    }
}

#[test]
fn cbor_well_formedness() {
    let limits = lwm2m_tlv::Limits::default();
    every_input_up_to_four_bytes(|input| {
        let expected = cbor_reference(input, 0, false) == Some(Item::End(input.len()));
        let found = lwm2m_tlv::format::cbor::check(input, &limits);
        assert_eq!(found.is_ok(), expected, "{input:x?}: {found:?}");
    });
}

/// Package #0: every value of the two header bytes that hold bit fields, of the last byte of the session identifier
/// and of the length, in front of more bytes than any length can name.
#[test]
fn notification_headers() {
    use mgmt_wire::DecodeOptions;
    use omadm_syncml::security::{Initiator, Notification, UiMode};
    let options = DecodeOptions::default();
    every_input_up_to_four_bytes(|prefix| {
        let &[first, second, session, length] = prefix else {
            assert!(Notification::from_bytes(prefix).is_err());
            return;
        };
        let mut message = [b'x'; 16 + 8 + 255 + 1];
        message[16..24].copy_from_slice(&[first, second, 0, 0, 0, 0x12, session, length]);
        let read =
            Notification::decode(&message, &options, &mut ()).expect("long enough").assume_unauthenticated();
        assert_eq!(read.version, u16::from(first) * 4 + u16::from(second / 64), "{prefix:x?}");
        let ui_mode = match second / 16 % 4 {
            0 => UiMode::NotSpecified,
            1 => UiMode::Background,
            2 => UiMode::Informative,
            _ => UiMode::UserInteraction,
        };
        assert_eq!(read.ui_mode, ui_mode, "{prefix:x?}");
        assert_eq!(read.initiator == Initiator::Server, second & 8 != 0, "{prefix:x?}");
        assert_eq!(read.session_id, 0x1200 + u16::from(session), "{prefix:x?}");
        assert_eq!(read.server_id.len(), usize::from(length), "{prefix:x?}");
        assert_eq!(read.vendor.len(), 256 - usize::from(length), "{prefix:x?}");
        // Writing allocates, so it is checked once for every pair of bit fields.
        if session == 0 && length == 1 {
            assert_eq!(read.to_bytes().expect("what was read"), message, "{prefix:x?}");
        }
    });
}
