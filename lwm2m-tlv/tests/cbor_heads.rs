//! Heads of CBOR items that are cut short or make no sense (RFC 8949, clause 3 and appendix C).
#![cfg(feature = "cbor")]
#![allow(clippy::unwrap_used, missing_docs)]

use lwm2m_tlv::format::senml::cbor;
use lwm2m_tlv::{ErrorKind, Path};

/// What reading says of a payload that it refuses.
fn refused(payload: &[u8]) -> (ErrorKind, Option<usize>) {
    let error = cbor::decode(Path::ROOT, payload, &|_: Path| None).unwrap_err();
    (*error.kind(), error.offset())
}

#[test]
fn heads_cut_short_say_how_much_is_missing() {
    for (length, width) in [(24, 1), (25, 2), (26, 4), (27, 8)] {
        for there in 0..width {
            // An array of one record; the head that is cut short is the map's.
            let payload = [&[0x81, 0xa0 | length], &[0; 8][..there]].concat();
            assert_eq!(refused(&payload), (ErrorKind::Truncated(width - there), Some(1)), "{payload:x?}");
        }
    }
    assert_eq!(refused(&[]), (ErrorKind::Truncated(1), Some(0)));
}

#[test]
fn heads_that_are_not_well_formed() {
    for (payload, what) in [
        (&[0x1f][..], "indefinite length of a number or tag"),
        (&[0x3f], "indefinite length of a number or tag"),
        (&[0xdf], "indefinite length of a number or tag"),
        (&[0x9c], "reserved additional information"),
        (&[0x9d], "reserved additional information"),
        (&[0x9e], "reserved additional information"),
        (&[0xf8, 31], "simple value below 32 in two bytes"),
        (&[0xff], "break outside of an indefinite item"),
    ] {
        assert_eq!(refused(payload), (ErrorKind::NotWellFormed(what), Some(0)), "{payload:x?}");
    }
}
