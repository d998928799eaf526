//! What checks find.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;

use thiserror::Error;

use crate::data_model::vocabulary::Status;
use crate::value::FaultCode;

/// Something a message asks or says that the model does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// What.
    pub kind: FindingKind,
    /// The path concerned, as it was given.
    pub path: Box<str>,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {}", self.kind, self.path)
    }
}

/// The kinds of [`Finding`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Error)]
#[non_exhaustive]
pub enum FindingKind {
    /// Not a path: an empty name, instance 0, an open bracket, a wildcard or a placeholder.
    #[error("ill-formed path")]
    InvalidPath,
    /// More than 256 characters.
    #[error("path longer than 256 characters")]
    PathTooLong,
    /// The model has no such parameter.
    #[error("unknown parameter")]
    UnknownParameter,
    /// The model has no such object.
    #[error("unknown object")]
    UnknownObject,
    /// A vendor's own item (`X_…`), which the model cannot know.
    #[error("vendor extension")]
    VendorExtension,
    /// A parameter is written that cannot be.
    #[error("parameter cannot be written")]
    NotWritable,
    /// A row is added to or deleted from what is not a table.
    #[error("not a table")]
    NotATable,
    /// A row is added to or deleted from a table the device alone controls.
    #[error("rows cannot be added or deleted")]
    FixedTable,
    /// The value's type is not the parameter's.
    #[error("wrong type")]
    WrongType,
    /// The value is not in the lexical form of its type.
    #[error("value not in the form of its type")]
    InvalidForm,
    /// The number is beyond what its type holds.
    #[error("number beyond its type")]
    Overflow,
    /// The number is in none of the allowed ranges, or between the steps of one.
    #[error("value outside the allowed ranges")]
    OutOfRange,
    /// The text or the decoded bytes have none of the allowed lengths.
    #[error("value of a length that is not allowed")]
    WrongSize,
    /// The text is none of the enumeration's values and matches no pattern.
    #[error("value not in the enumeration")]
    NotEnumerated,
    /// The text matches none of the patterns.
    #[error("value that matches no pattern")]
    NoPatternMatch,
    /// The value is one that only the device sets.
    #[error("value that only the device sets")]
    ReadOnlyValue,
    /// The list has too few or too many items.
    #[error("list with a number of items that is not allowed")]
    WrongItemCount,
    /// The path is not one that the parameter may refer to: another kind of item, or at another place.
    #[error("reference to what the parameter may not point at")]
    WrongTarget,
    /// The row that the value refers to is not there.
    #[error("reference to a row that is not there")]
    DanglingReference,
    /// Two rows of a table have the same key.
    #[error("row with the key of another row")]
    KeyClash,
    /// The table has more rows than the model allows.
    #[error("too many rows")]
    TooManyRows,
    /// The table has fewer rows than the model asks for.
    #[error("too few rows")]
    TooFewRows,
    /// The parameter that counts the rows of a table says another number.
    #[error("number of entries is not the number of rows")]
    WrongRowCount,
    /// A profile asks for an object that the device does not have.
    #[error("object of the profile is missing")]
    MissingObject,
    /// A profile asks for a parameter that the device does not have.
    #[error("parameter of the profile is missing")]
    MissingParameter,
    /// A profile asks that the parameter can be written, or rows added or deleted, and the device does not let do so.
    #[error("access that the profile asks for is missing")]
    MissingAccess,
    /// A value is reported that must read back as the null value.
    #[error("hidden value reported")]
    HiddenValue,
    /// The device says otherwise than the model whether the item can be written.
    #[error("writable otherwise than in the model")]
    OtherAccess,
    /// A notification is asked for that the parameter does not take.
    #[error("notification cannot be changed")]
    FixedNotification,
    /// A notification is asked for that the device may refuse.
    #[error("notification the device may refuse")]
    DeniableNotification,
    /// The item is deprecated.
    #[error("deprecated")]
    Deprecated,
    /// The item is obsoleted.
    #[error("obsoleted")]
    Obsoleted,
    /// The item is deleted from the model.
    #[error("deleted from the model")]
    Deleted,
}

impl FindingKind {
    /// The CPE fault a request with this finding earns; `None` for what is only worth knowing.
    #[must_use]
    pub const fn fault_code(self) -> Option<FaultCode> {
        Some(match self {
            FindingKind::InvalidPath
            | FindingKind::PathTooLong
            | FindingKind::UnknownParameter
            | FindingKind::UnknownObject
            | FindingKind::NotATable
            | FindingKind::Deleted => FaultCode::INVALID_PARAMETER_NAME,
            FindingKind::FixedTable => FaultCode::REQUEST_DENIED,
            FindingKind::WrongType => FaultCode::INVALID_PARAMETER_TYPE,
            FindingKind::InvalidForm
            | FindingKind::Overflow
            | FindingKind::OutOfRange
            | FindingKind::WrongSize
            | FindingKind::NotEnumerated
            | FindingKind::NoPatternMatch
            | FindingKind::ReadOnlyValue
            | FindingKind::WrongItemCount
            | FindingKind::WrongTarget
            | FindingKind::KeyClash => FaultCode::INVALID_PARAMETER_VALUE,
            FindingKind::NotWritable => FaultCode::NOT_WRITABLE,
            FindingKind::FixedNotification => FaultCode::NOTIFICATION_REJECTED,
            FindingKind::VendorExtension
            | FindingKind::OtherAccess
            | FindingKind::HiddenValue
            | FindingKind::DanglingReference
            | FindingKind::TooManyRows
            | FindingKind::TooFewRows
            | FindingKind::WrongRowCount
            | FindingKind::MissingObject
            | FindingKind::MissingParameter
            | FindingKind::MissingAccess
            | FindingKind::DeniableNotification
            | FindingKind::Deprecated
            | FindingKind::Obsoleted => return None,
        })
    }
}

/// Collects the findings of one path.
pub(super) struct Findings<'p> {
    pub(super) path: &'p str,
    pub(super) list: Vec<Finding>,
}

impl<'p> Findings<'p> {
    pub(super) fn of(path: &'p str) -> Self {
        Findings { path, list: Vec::new() }
    }

    pub(super) fn add(&mut self, kind: FindingKind) {
        // One value breaks one rule once, however many of its items do.
        if self.list.last().is_none_or(|last| last.kind != kind) {
            self.list.push(Finding { kind, path: Box::from(self.path) });
        }
    }

    pub(super) fn status(&mut self, status: Status) {
        match status {
            Status::Current => {}
            Status::Deprecated => self.add(FindingKind::Deprecated),
            Status::Obsoleted => self.add(FindingKind::Obsoleted),
            Status::Deleted => self.add(FindingKind::Deleted),
        }
    }
}
