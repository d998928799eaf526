//! The document types that are written.

use super::language::Language;
use crate::syntax::{Space, Tag};

/// A document type this crate writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Document {
    pub(super) number: u32,
    pub(super) text: &'static str,
    pub(super) root: Space,
}

pub(super) const SYNCML_12: Document =
    Document { number: 0x1201, text: "-//SYNCML//DTD SyncML 1.2//EN", root: Space::SyncMl };
pub(super) const SYNCML_11: Document =
    Document { number: 0x0FD3, text: "-//SYNCML//DTD SyncML 1.1//EN", root: Space::SyncMl };
pub(super) const SYNCML_10: Document =
    Document { number: 0x0FD1, text: "-//SYNCML//DTD SyncML 1.0//EN", root: Space::SyncMl };
pub(super) const DEVINF_12: Document =
    Document { number: 0x1203, text: "-//SYNCML//DTD DevInf 1.2//EN", root: Space::DevInf };
pub(super) const DEVINF_11: Document =
    Document { number: 0x0FD4, text: "-//SYNCML//DTD DevInf 1.1//EN", root: Space::DevInf };
/// Device descriptions have no number.
pub(super) const DM_DDF: Document =
    Document { number: 0, text: "-//OMA//DTD-DM-DDF 1.2//EN", root: Space::DmDdf };

pub(super) const PROVISIONING: Document =
    Document { number: 0x0B, text: "-//WAPFORUM//DTD PROV 1.0//EN", root: Space::Provisioning };

impl Document {
    /// Which tokens it has.
    pub(super) fn language(self) -> Language {
        match self.root {
            Space::Provisioning => Language::Provisioning,
            Space::DevInf if self == DEVINF_11 => Language::DevInf11,
            Space::DevInf | Space::DevInf11 => Language::DevInf,
            Space::SyncMl | Space::MetInf | Space::DmDdf => Language::SyncMl,
        }
    }

    /// The type of a document with this root, of the newest version.
    pub(super) fn of_root(root: Tag) -> Self {
        match root.space() {
            Space::SyncMl | Space::MetInf => SYNCML_12,
            Space::DmDdf => DM_DDF,
            Space::DevInf | Space::DevInf11 => DEVINF_12,
            Space::Provisioning => PROVISIONING,
        }
    }
}
