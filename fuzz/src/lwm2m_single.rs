//! The formats of one value. The first byte chooses the format, the second the base path.

use crate::lwm2m::round_trips;
use lwm2m_tlv::ContentFormat;

/// Runs the target.
pub fn run(data: &[u8]) {
    let Some((&choice, rest)) = data.split_first() else { return };
    let formats = [ContentFormat::TEXT, ContentFormat::OPAQUE, ContentFormat::CBOR];
    round_trips(formats[usize::from(choice) % formats.len()], rest);
}
