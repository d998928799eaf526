//! One call into each decoder that works without std.

use lwm2m_tlv::format::{text, tlv};
use lwm2m_tlv::link::Links;
use lwm2m_tlv::{Path, ValueType};
use mgmt_wire::{DecodeOptions, Limit};
use omadm_syncml::message::SyncMl;
use omadm_syncml::security::Notification;
use omadm_syncml::tree::{Acl, Uri};

/// Each says whether its decoder takes the bytes.
pub const CALLS: &[fn(&[u8]) -> bool] =
    &[limits, tlv_entries, tlv_nodes, single_value, links, syncml, notification, names];

fn limits(bytes: &[u8]) -> bool {
    bytes.len() <= DecodeOptions::strict().limits.get(Limit::Text)
}

fn tlv_entries(bytes: &[u8]) -> bool {
    tlv::Reader::new(bytes).all(|entry| entry.is_ok())
}

fn tlv_nodes(bytes: &[u8]) -> bool {
    let types = |path: Path| (path.resource_id() == Some(9)).then_some(ValueType::Integer);
    let path = Path::instance(3, 0);
    tlv::decode(path, bytes, &types).is_ok_and(|nodes| tlv::encode(path, &nodes).is_ok())
}

fn single_value(bytes: &[u8]) -> bool {
    text::decode(Path::resource(3, 0, 0), bytes, &()).is_ok()
}

fn links(bytes: &[u8]) -> bool {
    let mut links = Links::new(bytes);
    while let Some(link) = links.next_link(&mut ()) {
        if link.is_err() {
            return false;
        }
    }
    true
}

fn syncml(bytes: &[u8]) -> bool {
    SyncMl::from_wbxml(bytes).is_ok_and(|message| message.to_wbxml().is_ok())
}

fn notification(bytes: &[u8]) -> bool {
    Notification::from_bytes(bytes).is_ok_and(|claim| claim.assume_unauthenticated().to_bytes().is_ok())
}

fn names(bytes: &[u8]) -> bool {
    core::str::from_utf8(bytes).is_ok_and(|text| Uri::parse(text).is_ok() || Acl::parse(text).is_ok())
}
