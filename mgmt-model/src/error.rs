//! Why a value, a name or a message could not be used.

use mgmt_wire::Limit;

/// What is wrong; [`crate::Error`] adds the place where there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The text of a document is none of its format.
    #[error("malformed {0}")]
    Malformed(&'static str),
    /// Input ends too early.
    #[error("input ends too early")]
    Truncated,
    /// Something follows the end.
    #[error("something follows the end")]
    TrailingData,
    /// Bytes that should be text are no UTF-8.
    #[error("text is not UTF-8")]
    InvalidEncoding,
    /// A text is no value of its type.
    #[error("invalid {0}")]
    InvalidValue(&'static str),
    /// A value is of another type than the place it should go to.
    #[error("wrong type, expected {0}")]
    Type(&'static str),
    /// A number or identifier is beyond what the place it should go to can hold.
    #[error("out of range for {0}")]
    OutOfRange(&'static str),
    /// Converting the unit exceeds every integer.
    #[error("unit conversion overflows")]
    Overflow,
    /// NaN or infinity, which the target cannot express.
    #[error("number is not finite")]
    NonFinite,
    /// The conversion would lose part of the value, and rounding is not allowed.
    #[error("conversion would lose precision")]
    Lossy,
    /// The enumeration has no such value.
    #[error("value is not in the enumeration")]
    UnknownEnum,
    /// The target does not allow this access.
    #[error("no permission to {0}")]
    Permission(&'static str),
    /// There is no row for this name, or none for this technology.
    #[error("no mapping")]
    NoMapping,
    /// A name has several rows where one is needed, or two values want the same place.
    #[error("ambiguous mapping")]
    Ambiguous,
    /// Rows lead back to where they started.
    #[error("mapping rows form a cycle")]
    Cycle,
    /// Something that may be given once is given twice.
    #[error("duplicate {0}")]
    Duplicate(&'static str),
    /// A path is none of its technology.
    #[error("invalid path of {0}")]
    Path(&'static str),
    /// Actions that exclude each other are asked for together; a oneM2M server answers 4000.
    #[error("contradictory actions")]
    Conflict,
    /// Something required is not there.
    #[error("missing {0}")]
    Missing(&'static str),
    /// Something that must not be there is.
    #[error("unexpected {0}")]
    Unexpected(&'static str),
    /// A bound of [`mgmt_wire::Limits`] is reached.
    #[error("limit `{}` exceeded", .0.name())]
    Limit(Limit),
    /// The XML is not well-formed.
    #[cfg(feature = "xml")]
    #[error(transparent)]
    Xml(#[from] mgmt_wire::xml::ErrorKind),
}

impl mgmt_wire::Kind for ErrorKind {
    fn name(&self) -> &'static str {
        match self {
            ErrorKind::Malformed(_) => "Malformed",
            ErrorKind::Truncated => "Truncated",
            ErrorKind::TrailingData => "TrailingData",
            ErrorKind::InvalidEncoding => "InvalidEncoding",
            ErrorKind::InvalidValue(_) => "InvalidValue",
            ErrorKind::Type(_) => "Type",
            ErrorKind::OutOfRange(_) => "OutOfRange",
            ErrorKind::Overflow => "Overflow",
            ErrorKind::NonFinite => "NonFinite",
            ErrorKind::Lossy => "Lossy",
            ErrorKind::UnknownEnum => "UnknownEnum",
            ErrorKind::Permission(_) => "Permission",
            ErrorKind::NoMapping => "NoMapping",
            ErrorKind::Ambiguous => "Ambiguous",
            ErrorKind::Cycle => "Cycle",
            ErrorKind::Duplicate(_) => "Duplicate",
            ErrorKind::Path(_) => "Path",
            ErrorKind::Conflict => "Conflict",
            ErrorKind::Missing(_) => "Missing",
            ErrorKind::Unexpected(_) => "Unexpected",
            ErrorKind::Limit(_) => "Limit",
            #[cfg(feature = "xml")]
            ErrorKind::Xml(kind) => kind.name(),
        }
    }
}

/// Why this crate refused: kind, byte offset and path where they exist.
pub type Error = mgmt_wire::Error<ErrorKind>;
