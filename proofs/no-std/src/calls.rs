//! One call into each crate.

use lwm2m_tlv::Path;
use lwm2m_tlv::format::tlv;
use mgmt_wire::{DecodeOptions, Limit};

/// Each says whether its decoder takes the bytes.
pub const CALLS: &[fn(&[u8]) -> bool] = &[limits, tlv_entries];

fn limits(bytes: &[u8]) -> bool {
    bytes.len() <= DecodeOptions::strict().limits.get(Limit::Text)
}

fn tlv_entries(bytes: &[u8]) -> bool {
    tlv::Reader::new(bytes).all(|entry| entry.is_ok()) && Path::parse("/3/0").is_ok()
}
