//! The commands a node takes.

use core::fmt;

macro_rules! access_types {
    ($( $variant:ident $bit:literal, )*) => {
        /// A command that a description allows on a node (AccessType).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum AccessType {
            $(
                #[doc = concat!("`", stringify!($variant), "` is allowed.")]
                $variant,
            )*
        }

        impl AccessType {
            /// All of them, in alphabetical order.
            pub const ALL: &'static [AccessType] = &[ $( AccessType::$variant, )* ];

            const fn bit(self) -> u8 {
                match self { $( AccessType::$variant => $bit, )* }
            }

            /// The name of the element.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( AccessType::$variant => stringify!($variant), )* }
            }

            /// The access type of this name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $( stringify!($variant) => Some(AccessType::$variant), )*
                    _ => None,
                }
            }
        }
    };
}

access_types! {
    Add 1,
    Copy 2,
    Delete 4,
    Exec 8,
    Get 16,
    Replace 32,
}

/// A set of [`AccessType`]s.
///
/// ```
/// use omadm_syncml::tree::{AccessType, AccessTypes};
///
/// let access = AccessTypes::from([AccessType::Get, AccessType::Replace]);
/// assert!(access.contains(AccessType::Get) && !access.contains(AccessType::Delete));
/// assert_eq!(access.to_string(), "Get Replace");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct AccessTypes(u8);

impl AccessTypes {
    /// No command.
    pub const NONE: AccessTypes = AccessTypes(0);
    /// Every command.
    pub const ALL: AccessTypes = AccessTypes(0x3F);

    /// Whether the command is in the set.
    #[must_use]
    pub const fn contains(self, access: AccessType) -> bool {
        self.0 & access.bit() != 0
    }

    /// Whether no command is in the set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The set with the command; usable in constants.
    #[must_use]
    pub const fn with(self, access: AccessType) -> Self {
        AccessTypes(self.0 | access.bit())
    }

    /// The set without the command.
    #[must_use]
    pub const fn without(self, access: AccessType) -> Self {
        AccessTypes(self.0 & !access.bit())
    }

    /// Adds a command.
    pub fn insert(&mut self, access: AccessType) {
        *self = self.with(access);
    }

    /// The commands of the set, in alphabetical order.
    pub fn iter(self) -> impl Iterator<Item = AccessType> {
        AccessType::ALL.iter().copied().filter(move |access| self.contains(*access))
    }
}

impl<const N: usize> From<[AccessType; N]> for AccessTypes {
    fn from(list: [AccessType; N]) -> Self {
        list.into_iter().collect()
    }
}

impl FromIterator<AccessType> for AccessTypes {
    fn from_iter<I: IntoIterator<Item = AccessType>>(list: I) -> Self {
        list.into_iter().fold(AccessTypes::NONE, AccessTypes::with)
    }
}

impl fmt::Display for AccessTypes {
    /// The names, separated by spaces.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, access) in self.iter().enumerate() {
            write!(f, "{}{}", if index == 0 { "" } else { " " }, access.name())?;
        }
        Ok(())
    }
}

impl fmt::Debug for AccessTypes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AccessTypes({self})")
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for AccessTypes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(AccessType::name))
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for AccessTypes {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error as _;
        let names =
            <alloc::vec::Vec<alloc::string::String> as serde::Deserialize>::deserialize(deserializer)?;
        let known = |name: &alloc::string::String| {
            AccessType::from_name(name).ok_or_else(|| D::Error::custom("unknown access type"))
        };
        names.iter().map(known).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{AccessType, AccessTypes};

    #[test]
    fn every_type_has_its_own_bit() {
        let mut all = AccessTypes::NONE;
        for access in AccessType::ALL {
            assert!(!all.contains(*access));
            all.insert(*access);
            assert_eq!(AccessType::from_name(access.name()), Some(*access));
        }
        assert_eq!(all, AccessTypes::ALL);
        assert!(AccessTypes::NONE.is_empty() && AccessType::from_name("get").is_none());
    }
}
