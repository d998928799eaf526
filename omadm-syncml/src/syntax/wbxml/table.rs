//! The string table in the making.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

/// The string table in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub(super) bytes: Vec<u8>,
    /// Where each string stands.
    pub(super) places: BTreeMap<String, u32>,
    /// With [`StringStyle::Table`]: strings that came once, and stand in the body.
    pub(super) seen: BTreeSet<String>,
}

impl Table {
    pub(super) fn place(&mut self, text: &str) -> Option<u32> {
        if let Some(place) = self.places.get(text) {
            return Some(*place);
        }
        let place = u32::try_from(self.bytes.len()).ok()?;
        self.bytes.extend_from_slice(text.as_bytes());
        self.bytes.push(0);
        self.places.insert(text.into(), place);
        Some(place)
    }
}

/// `mb_u_int32` (WAP-192 clause 5.1), in its shortest form.
pub(super) fn push_integer(out: &mut Vec<u8>, value: u32) {
    for group in (1..5).rev() {
        let shifted = value >> (7 * group);
        if shifted > 0 {
            out.push(u8::try_from(shifted & 0x7F).unwrap_or(0) | 0x80);
        }
    }
    out.push(u8::try_from(value & 0x7F).unwrap_or(0));
}
