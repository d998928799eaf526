//! Every input of up to four bytes gives what a reference written straight from the standard gives.
//!
//! `cargo test --release --test exhaustive`: about 20 seconds a format on two cores.

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
