//! What a name means in the namespace it is in, or seems to be in: one rule for both encodings.

use super::{Space, Tag};
use crate::{ErrorKind, WarningKind};

/// Namespaces the readers know.
pub(super) const NAMESPACES: &[&str] = &[
    "SYNCML:SYNCML1.2",
    "SYNCML:SYNCML1.1",
    "SYNCML:SYNCML1.0",
    "syncml:metinf",
    "syncml:dmddf1.2",
    "syncml:devinf",
    // Outside the family, but all over the descriptions of Windows: known, its names need no copies.
    "http://schemas.microsoft.com/MobileDevice/DM",
];

/// The vocabularies of those that have one.
const SPACES: [Space; 6] =
    [Space::SyncMl, Space::SyncMl, Space::SyncMl, Space::MetInf, Space::DmDdf, Space::DevInf];

/// The vocabulary of a row of [`NAMESPACES`].
#[inline]
pub(super) fn space_at(row: usize) -> Option<Space> {
    SPACES.get(row).copied()
}

/// What a name means.
pub(super) struct Meaning {
    pub(super) tag: Option<Tag>,
    /// What is wrong with it.
    pub(super) deviation: Option<WarningKind>,
}

impl Meaning {
    fn exact(tag: Option<Tag>) -> Self {
        Meaning { tag, deviation: None }
    }

    fn stray(tag: Option<Tag>) -> Self {
        Meaning { tag, deviation: tag.map(|tag| WarningKind::WrongNamespace(tag.name())) }
    }
}

/// What a name means where its namespace does not tell.
pub(super) fn guess(space: Space, local: &str) -> Option<Tag> {
    Tag::from_name(space, local)
        .or_else(|| Tag::from_name(Space::of_root(local)?, local))
        .or_else(|| if space == Space::DevInf { Tag::from_name(Space::DevInf11, local) } else { None })
}

/// A name in a namespace of the family.
pub(super) fn within(named: Space, space: Space, local: &str) -> Meaning {
    match Tag::from_name(named, local) {
        Some(tag) => Meaning::exact(Some(tag)),
        None => elsewhere(named, space, local),
    }
}

/// A name in a namespace of the family that does not have it: most often one of MetInf that inherited the
/// namespace of SyncML.
#[cold]
pub(super) fn elsewhere(named: Space, space: Space, local: &str) -> Meaning {
    if named == Space::DevInf {
        return Meaning::exact(Tag::from_name(Space::DevInf11, local));
    }
    Meaning::stray(guess(space, local))
}

/// A name in no namespace. Those of provisioning documents are in none.
#[cold]
pub(super) fn nowhere(space: Space, local: &str, is_root: bool) -> Meaning {
    match guess(space, local) {
        Some(tag) if tag.space() == Space::Provisioning => Meaning::exact(Some(tag)),
        Some(tag) if is_root => Meaning { tag: Some(tag), deviation: Some(WarningKind::NoNamespace) },
        tag => Meaning::stray(tag),
    }
}

/// A name in a namespace that is none of [`NAMESPACES`].
///
/// # Errors
/// `UnsupportedVersion`; `WrongNamespace` at the root.
#[cold]
pub(super) fn foreign(uri: &str, space: Space, local: &str, is_root: bool) -> Result<Meaning, ErrorKind> {
    let uri = uri.to_ascii_lowercase();
    let named = match uri.strip_prefix("syncml:") {
        Some(rest) => match rest.strip_prefix("syncml") {
            Some("" | "1.0" | "1.1" | "1.2") => Space::SyncMl,
            Some(version) if is_version(version) => return Err(ErrorKind::UnsupportedVersion("SyncML")),
            _ if rest.starts_with("metinf") => Space::MetInf,
            _ if rest.starts_with("devinf") => Space::DevInf,
            _ if rest.starts_with("dmddf") => Space::DmDdf,
            _ if is_root => return Err(ErrorKind::WrongNamespace(Tag::SyncML.name())),
            _ => return Ok(Meaning::exact(None)),
        },
        None if is_root && local == Tag::SyncML.name() => {
            return Err(ErrorKind::WrongNamespace(Tag::SyncML.name()));
        }
        None => return Ok(Meaning::exact(None)),
    };
    Ok(Meaning::stray(Tag::from_name(named, local).or_else(|| guess(space, local))))
}

fn is_version(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}
