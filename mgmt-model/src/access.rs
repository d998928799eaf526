//! Who may do what: access control of LwM2M clients, evaluated, and in the words of OMA DM and oneM2M.

use alloc::vec::Vec;
use core::fmt;

/// Rights of a server on an object instance, as LwM2M keeps them in `/2/x/2`.
///
/// ```
/// use mgmt_model::access::Rights;
///
/// let rights = Rights::READ | Rights::EXECUTE;
/// assert!(rights.allow(Rights::READ) && !rights.allow(Rights::WRITE));
/// assert_eq!(rights.to_string(), "Get+Exec");
/// assert_eq!(rights.to_onem2m(), 2 | 4 | 16 | 32);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Rights(u8);

impl Rights {
    /// None.
    pub const NONE: Rights = Rights(0);
    /// Read, Observe, Write-Attributes.
    pub const READ: Rights = Rights(1);
    /// Write.
    pub const WRITE: Rights = Rights(2);
    /// Execute.
    pub const EXECUTE: Rights = Rights(4);
    /// Delete.
    pub const DELETE: Rights = Rights(8);
    /// Create.
    pub const CREATE: Rights = Rights(16);
    /// All of them.
    pub const ALL: Rights = Rights(31);

    /// The rights of a number as LwM2M has it; reserved bits grant nothing.
    #[must_use]
    pub const fn from_bits(bits: i64) -> Self {
        // Five bits of whatever the number is.
        Rights((bits & 31).unsigned_abs().to_le_bytes()[0])
    }

    /// The number that LwM2M has for them.
    #[must_use]
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Whether they hold everything that is wanted.
    #[must_use]
    pub const fn allow(self, wanted: Rights) -> bool {
        self.0 & wanted.0 == wanted.0
    }

    /// `accessControlOperations` of oneM2M: CREATE 1, RETRIEVE 2, UPDATE 4, DELETE 8, NOTIFY 16, DISCOVERY 32. Who
    /// reads may find and be notified; an action is an update.
    #[must_use]
    pub const fn to_onem2m(self) -> u8 {
        let mut operations = 0;
        if self.allow(Rights::CREATE) {
            operations |= 1;
        }
        if self.allow(Rights::READ) {
            operations |= 2 | 16 | 32;
        }
        if self.0 & (Rights::WRITE.0 | Rights::EXECUTE.0) != 0 {
            operations |= 4;
        }
        if self.allow(Rights::DELETE) {
            operations |= 8;
        }
        operations
    }

    /// The commands of OMA DM that an ACL property would name.
    pub fn commands(self) -> impl Iterator<Item = &'static str> {
        const WORDS: [(Rights, &str); 5] = [
            (Rights::CREATE, "Add"),
            (Rights::DELETE, "Delete"),
            (Rights::READ, "Get"),
            (Rights::WRITE, "Replace"),
            (Rights::EXECUTE, "Exec"),
        ];
        WORDS.into_iter().filter(move |(right, _)| self.allow(*right)).map(|(_, word)| word)
    }
}

impl core::ops::BitOr for Rights {
    type Output = Rights;

    fn bitor(self, other: Rights) -> Rights {
        Rights(self.0 | other.0)
    }
}

impl fmt::Display for Rights {
    /// `Get+Exec`; empty for none.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, command) in self.commands().enumerate() {
            if place > 0 {
                f.write_str("+")?;
            }
            f.write_str(command)?;
        }
        Ok(())
    }
}

/// Stands for an owner that only bootstrap has, and for the instances that are yet to be created.
pub const NOBODY: u16 = 65_535;

/// An instance of LwM2M's object 2: the rights on one object instance.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AccessControl {
    /// The object.
    pub object: u16,
    /// Its instance; [`NOBODY`] for the right to create instances.
    pub instance: u16,
    /// Short identifier of the server that may change this instance; [`NOBODY`] for none.
    pub owner: u16,
    /// Rights by short server identifier; 0 is every server without an entry of its own.
    pub rights: Vec<(u16, Rights)>,
}

impl AccessControl {
    /// Access control of an object instance, by its owner.
    #[must_use]
    pub const fn new(object: u16, instance: u16, owner: u16) -> Self {
        AccessControl { object, instance, owner, rights: Vec::new() }
    }

    /// The same with the rights of a server.
    #[must_use]
    pub fn with_rights(mut self, server: u16, rights: Rights) -> Self {
        self.rights.push((server, rights));
        self
    }

    /// What a server may do: its own entry, else everything for the owner, else the default entry, else nothing.
    #[must_use]
    pub fn rights_of(&self, server: u16) -> Rights {
        let entry =
            |wanted: u16| self.rights.iter().find(|(known, _)| *known == wanted).map(|(_, rights)| *rights);
        let owned = || (self.owner == server && server != NOBODY).then_some(Rights::ALL);
        entry(server).or_else(owned).or_else(|| entry(0)).unwrap_or_default()
    }

    /// The instances of object 2 in a payload. What is incomplete protects nothing and is left out.
    ///
    /// ```
    /// use lwm2m_tlv::{Node, Path};
    /// use mgmt_model::access::{AccessControl, Rights, rights};
    ///
    /// let payload = [
    ///     Node::new(Path::resource(2, 0, 0), 3_i64),
    ///     Node::new(Path::resource(2, 0, 1), 0_i64),
    ///     Node::new(Path::resource_instance(2, 0, 2, 101), 5_i64),
    ///     Node::new(Path::resource(2, 0, 3), 7_i64),
    /// ];
    /// let controls = AccessControl::read(&payload);
    /// assert!(rights(&controls, 101, 3, 0).allow(Rights::EXECUTE));
    /// assert!(!rights(&controls, 101, 3, 0).allow(Rights::WRITE));
    /// ```
    #[cfg(feature = "lwm2m")]
    #[must_use]
    pub fn read(nodes: &[lwm2m_tlv::Node<'_>]) -> Vec<Self> {
        use alloc::collections::BTreeMap;
        type Parts = (Option<u16>, Option<u16>, Option<u16>, Vec<(u16, Rights)>);
        let mut instances: BTreeMap<u16, Parts> = BTreeMap::new();
        for node in nodes.iter().filter(|node| node.path.object_id() == Some(2) && node.prefix().is_none()) {
            let (Some(instance), Some(number)) =
                (node.path.instance_id(), node.value().and_then(|value| value.as_i64()))
            else {
                continue;
            };
            let parts = instances.entry(instance).or_default();
            let id = u16::try_from(number).ok();
            match (node.path.resource_id(), node.path.resource_instance_id()) {
                (Some(0), _) => parts.0 = id,
                (Some(1), _) => parts.1 = id,
                (Some(2), Some(server)) => parts.3.push((server, Rights::from_bits(number))),
                (Some(3), _) => parts.2 = id,
                _ => {}
            }
        }
        let whole = |(object, instance, owner, rights): Parts| {
            Some(AccessControl {
                object: object?,
                instance: instance?,
                owner: owner.unwrap_or(NOBODY),
                rights,
            })
        };
        instances.into_values().filter_map(whole).collect()
    }
}

/// What a server may do with an object instance of a client; with [`NOBODY`] as the instance, with the object. A
/// client that knows one server only has no access control: without any, everything is allowed. Otherwise what
/// nothing protects is open to nobody.
#[must_use]
pub fn rights(controls: &[AccessControl], server: u16, object: u16, instance: u16) -> Rights {
    if controls.is_empty() {
        return Rights::ALL;
    }
    let own = |control: &&AccessControl| control.object == object && control.instance == instance;
    controls.iter().find(own).map(|control| control.rights_of(server)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_then_owner_then_default() {
        let control = AccessControl::new(3, 0, 7)
            .with_rights(0, Rights::READ)
            .with_rights(9, Rights::READ | Rights::WRITE)
            .with_rights(11, Rights::NONE);
        assert_eq!(control.rights_of(7), Rights::ALL);
        assert_eq!(control.rights_of(9).to_string(), "Get+Replace");
        assert_eq!(control.rights_of(8), Rights::READ);
        assert_eq!(control.rights_of(11), Rights::NONE);
        let closed = AccessControl::new(3, 0, NOBODY);
        assert_eq!((closed.rights_of(1), closed.rights_of(NOBODY)), (Rights::NONE, Rights::NONE));
        // The owner that gave itself an entry has what it says.
        assert_eq!(control.with_rights(7, Rights::DELETE).rights_of(7), Rights::DELETE);
    }

    #[test]
    fn without_access_control_all_is_open_and_with_it_nothing_else() {
        assert_eq!(rights(&[], 1, 3, 0), Rights::ALL);
        let create = [AccessControl::new(9, NOBODY, NOBODY).with_rights(4, Rights::CREATE)];
        assert!(rights(&create, 4, 9, NOBODY).allow(Rights::CREATE));
        assert_eq!(rights(&create, 4, 9, 0), Rights::NONE);
        assert_eq!(rights(&create, 5, 9, NOBODY), Rights::NONE);
    }

    #[test]
    fn words_of_the_others() {
        assert_eq!(Rights::ALL.to_onem2m(), 63);
        assert_eq!(Rights::NONE.to_onem2m(), 0);
        assert_eq!(Rights::EXECUTE.to_onem2m(), Rights::WRITE.to_onem2m());
        assert_eq!(Rights::ALL.to_string(), "Add+Delete+Get+Replace+Exec");
        assert_eq!(Rights::NONE.to_string(), "");
        for (number, bits) in [(-1, 31), (32, 0), (37, 5), (i64::MIN, 0), (i64::MAX, 31)] {
            assert_eq!(Rights::from_bits(number).bits(), bits, "{number}");
        }
    }

    #[cfg(feature = "lwm2m")]
    #[test]
    fn incomplete_instances_are_left_out() {
        use lwm2m_tlv::{Node, Path};
        let nodes = [
            Node::new(Path::resource(2, 0, 0), 3_i64),
            Node::new(Path::resource(2, 1, 0), 70_000_i64),
            Node::new(Path::resource(2, 1, 1), 0_i64),
            Node::new(Path::resource(2, 2, 0), 5_i64),
            Node::new(Path::resource(2, 2, 1), 0_i64),
            Node::new(Path::resource(2, 2, 2), 31_i64),
            Node::new(Path::resource(3, 0, 9), 57_i64),
            Node::new(Path::resource(2, 3, 0), "three"),
        ];
        assert_eq!(AccessControl::read(&nodes), [AccessControl::new(5, 0, NOBODY)]);
    }
}
