//! SenML CBOR. The first byte chooses the base path.

use crate::lwm2m::{is_cbor, round_trips, strict};
use lwm2m_tlv::ContentFormat;

/// Runs the target.
pub fn run(data: &[u8]) {
    let format = ContentFormat::SENML_CBOR;
    if round_trips(format, data).is_some() && strict(format, data) {
        assert!(is_cbor(&data[1..]), "accepted here, refused by another reader of CBOR");
    }
}
