//! The closed word lists of the data-model schema, one table.

macro_rules! words {
    ($(
        $(#[$meta:meta])*
        $name:ident { $( $(#[$variant_meta:meta])* $variant:ident = $text:literal ),* $(,)? }
    )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $name { $( $(#[$variant_meta])* $variant, )* }

        impl $name {
            /// Every word, in the schema's order.
            pub const ALL: &'static [$name] = &[ $( $name::$variant, )* ];

            /// The word as it stands in a document.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $( $name::$variant => $text, )* }
            }

            /// The value of a word; `None` when the schema does not have it.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $( $text => Some($name::$variant), )* _ => None }
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        #[cfg(feature = "serde")]
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = <alloc::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                Self::from_word(&word).ok_or_else(|| serde::de::Error::custom("unknown word"))
            }
        }

        /// The word that comes first is the usual one.
        #[cfg(feature = "serde")]
        impl crate::record::Absent for $name {
            fn absent() -> Self {
                let [first, ..] = [$( $name::$variant ),*];
                first
            }
        }
    )* };
}

words! {
    /// Whether a parameter can be written, or rows of a table be added and deleted.
    Access {
        /// Only the device changes it.
        ReadOnly = "readOnly",
        /// The ACS may change it.
        ReadWrite = "readWrite",
        /// The ACS may set it once; afterwards it is read-only (aliases of USP models).
        WriteOnceReadOnly = "writeOnceReadOnly",
    }

    /// Where an item stands in its life; later words are "higher".
    Status {
        /// In use.
        Current = "current",
        /// Still valid, not to be used in new designs.
        Deprecated = "deprecated",
        /// No longer to be implemented.
        Obsoleted = "obsoleted",
        /// No longer part of the model; carried so that its name is not used again.
        Deleted = "deleted",
    }

    /// How a parameter takes active notification.
    ActiveNotify {
        /// As the ACS sets it.
        Normal = "normal",
        /// Always on; the ACS cannot change it.
        ForceEnabled = "forceEnabled",
        /// On unless the ACS changes it.
        ForceDefaultEnabled = "forceDefaultEnabled",
        /// The device may refuse it (fault 9009).
        CanDeny = "canDeny",
    }

    /// The primitive types of the schema.
    BaseType {
        /// Any type (only as the target of a reference).
        Any = "any",
        /// Base64 text; sizes count decoded bytes.
        Base64 = "base64",
        /// `0`, `1`, `false` or `true`.
        Boolean = "boolean",
        /// A date and time.
        DateTime = "dateTime",
        /// A decimal number (schema 1.7 and later).
        Decimal = "decimal",
        /// Hexadecimal text; sizes count decoded bytes.
        HexBinary = "hexBinary",
        /// Any integer type (only as the target of a reference).
        Integer = "integer",
        /// A signed integer of 32 bits.
        Int = "int",
        /// A signed integer of 64 bits.
        Long = "long",
        /// Text; sizes count characters.
        String = "string",
        /// An unsigned integer of 32 bits.
        UnsignedInt = "unsignedInt",
        /// An unsigned integer of 64 bits.
        UnsignedLong = "unsignedLong",
    }

    /// What a path reference may point at.
    TargetType {
        /// Anything.
        Any = "any",
        /// A parameter.
        Parameter = "parameter",
        /// An object of any kind.
        Object = "object",
        /// A single-instance object.
        Single = "single",
        /// A table.
        Table = "table",
        /// A row of a table.
        Row = "row",
    }

    /// What a reference path is relative to.
    PathScope {
        /// Absolute when it begins with `Device`, relative to the root when it begins with a dot, else relative to
        /// the current object.
        Normal = "normal",
        /// Relative to the root or service object.
        Model = "model",
        /// Relative to the current object.
        Object = "object",
    }

    /// What happens to a reference whose target goes away.
    ReferenceType {
        /// It may dangle.
        Weak = "weak",
        /// It becomes a null reference.
        Strong = "strong",
    }

    /// Which default a `default` facet gives.
    DefaultKind {
        /// Of a row made by AddObject.
        Object = "object",
        /// After a factory reset (and of new rows).
        Factory = "factory",
        /// Likely, for information only.
        Implementation = "implementation",
        /// Of a command argument (USP).
        Parameter = "parameter",
    }

    /// How a description joins the one it inherits.
    DescriptionAction {
        /// It is the first one.
        Create = "create",
        /// It goes in front.
        Prefix = "prefix",
        /// It goes behind.
        Append = "append",
        /// It stands instead.
        Replace = "replace",
    }

    /// How lists inside a list are written.
    ListNesting {
        /// Inner commas are percent-encoded.
        Legacy = "legacy",
        /// Inner lists may stand in brackets.
        Permitted = "permitted",
        /// Inner lists stand in brackets.
        Required = "required",
    }

    /// Where an object may be mounted.
    MountType {
        /// Nowhere.
        None = "none",
        /// Under a mount point.
        Mountable = "mountable",
        /// It is a mount point.
        MountPoint = "mountPoint",
    }

    /// What a profile asks of an object or a parameter.
    Requirement {
        /// Nothing beyond the parameters named.
        NotSpecified = "notSpecified",
        /// The object is supported.
        Present = "present",
        /// Rows can be added.
        Create = "create",
        /// Rows can be deleted.
        Delete = "delete",
        /// Rows can be added and deleted.
        CreateDelete = "createDelete",
        /// The parameter can be read.
        ReadOnly = "readOnly",
        /// The parameter can be read and written.
        ReadWrite = "readWrite",
        /// The parameter can be written once.
        WriteOnceReadOnly = "writeOnceReadOnly",
    }
}

impl BaseType {
    /// Whether the type is text on the wire for which `size` counts decoded bytes.
    #[must_use]
    pub const fn is_binary(self) -> bool {
        matches!(self, BaseType::Base64 | BaseType::HexBinary)
    }

    /// Whether values are numbers.
    #[must_use]
    pub const fn is_numeric(self) -> bool {
        matches!(
            self,
            BaseType::Decimal
                | BaseType::Integer
                | BaseType::Int
                | BaseType::Long
                | BaseType::UnsignedInt
                | BaseType::UnsignedLong
        )
    }

    /// The value that means "nothing": empty, 0, −1, false or the Unknown Time.
    #[must_use]
    pub const fn null_value(self) -> &'static str {
        match self {
            BaseType::UnsignedInt | BaseType::UnsignedLong | BaseType::Decimal => "0",
            BaseType::Int | BaseType::Long | BaseType::Integer => "-1",
            BaseType::Boolean => "false",
            BaseType::DateTime => "0001-01-01T00:00:00Z",
            BaseType::Any | BaseType::Base64 | BaseType::HexBinary | BaseType::String => "",
        }
    }
}

crate::record::copy_fields!(
    Access,
    ActiveNotify,
    BaseType,
    TargetType,
    PathScope,
    ReferenceType,
    DefaultKind,
    DescriptionAction,
    ListNesting,
    MountType,
    Requirement,
);

impl crate::record::Field for Status {
    type Owned = Status;

    fn owned(self) -> Status {
        self
    }

    #[cfg(feature = "serde")]
    fn is_absent(&self) -> bool {
        *self == Status::Current
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_round_trip() {
        for status in Status::ALL {
            assert_eq!(Status::from_word(status.as_str()), Some(*status));
        }
        for base in BaseType::ALL {
            assert_eq!(BaseType::from_word(base.as_str()), Some(*base));
        }
        assert_eq!(Access::from_word("ReadOnly"), None, "words are case sensitive");
        assert!(Status::Deleted > Status::Obsoleted && Status::Deprecated > Status::Current);
    }
}
