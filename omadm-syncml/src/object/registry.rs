//! The registry of management object identifiers.

/// One row per line: identifier, description, owner; sorted by identifier.
const TABLE: &str = include_str!("urns.tsv");

/// A management object identifier that the naming authority has registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct RegisteredObject {
    /// The identifier.
    pub urn: &'static str,
    /// What the registry says of it; may be empty.
    pub description: &'static str,
    /// Who registered it; may be empty.
    pub owner: &'static str,
}

/// Every registered identifier: those of OMA, of ETSI M2M, oneM2M, 3GPP and others.
pub fn registered_objects() -> impl Iterator<Item = RegisteredObject> {
    TABLE.lines().map(|row| {
        let mut cells = row.split('\t');
        let mut cell = || cells.next().unwrap_or("");
        RegisteredObject { urn: cell(), description: cell(), owner: cell() }
    })
}

/// The row of an identifier.
///
/// ```
/// use omadm_syncml::object::registered;
///
/// assert_eq!(registered("urn:oma:mo:ext-etsi-msclmo:1.0").unwrap().owner, "ETSI TC M2M");
/// assert!(registered("urn:example:none").is_none());
/// ```
#[must_use]
pub fn registered(urn: &str) -> Option<RegisteredObject> {
    registered_objects().find(|row| row.urn == urn)
}

#[cfg(test)]
mod tests {
    use super::{registered, registered_objects};
    use crate::object::ALL;
    use alloc::vec::Vec;

    #[test]
    fn rows_are_sorted_and_hold_our_objects() {
        let urns: Vec<_> = registered_objects().map(|row| row.urn).collect();
        assert!(urns.len() > 100 && urns.windows(2).all(|pair| pair[0] < pair[1]));
        for object in ALL {
            assert!(registered(object.urn).is_some(), "{}", object.urn);
        }
    }
}
