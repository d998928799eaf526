//! LwM2M JSON. The first byte chooses the base path.

use crate::lwm2m::{is_json, round_trips, strict};
use lwm2m_tlv::ContentFormat;

/// Runs the target.
pub fn run(data: &[u8]) {
    let format = ContentFormat::JSON;
    if round_trips(format, data).is_some() && strict(format, data) {
        assert!(is_json(&data[1..]), "accepted here, refused by another reader of JSON");
    }
}
