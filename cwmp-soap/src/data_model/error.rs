//! Why data models are refused, and what is tolerated in them.

use mgmt_wire::{Kind, Limit, xml};
use thiserror::Error;

/// Why a data-model document or its resolution is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Not XML.
    #[error(transparent)]
    Xml(#[from] xml::ErrorKind),
    /// The DTD holds more than entities with plain text.
    #[error("a document type declaration with {0}")]
    Dtd(&'static str),
    /// An entity that is not declared.
    #[error("an undeclared entity")]
    UnknownEntity,
    /// The root element is not `document` of a data-model schema.
    #[error("the root element is not a BBF data-model document")]
    NotADataModel,
    /// A required attribute or element is missing.
    #[error("missing `{0}`")]
    Missing(&'static str),
    /// An attribute has a value the schema does not allow.
    #[error("invalid value of `{0}`")]
    InvalidValue(&'static str),
    /// An element that the schema does not have there.
    #[error("unexpected element")]
    Unexpected,
    /// A bound of [`mgmt_wire::Limits`] is passed.
    #[error("limit `{}` passed", .0.name())]
    Limit(Limit),
    /// Strict resolution met this problem.
    #[error("{0}")]
    Problem(super::ProblemKind),
    /// There is no model of that name.
    #[error("no such model")]
    NoSuchModel,
    /// A row of a table does not come after the one before it.
    #[error("a row out of order")]
    TableOrder,
    /// A row of a table is not in the form in which tables are written.
    #[error("a row in another form than tables have")]
    TableRow,
}

impl Kind for ErrorKind {
    fn name(&self) -> &'static str {
        match self {
            ErrorKind::Xml(kind) => kind.name(),
            ErrorKind::Dtd(_) => "DtdForbidden",
            ErrorKind::UnknownEntity => "UnknownEntity",
            ErrorKind::NotADataModel => "Unexpected",
            ErrorKind::Missing(_) | ErrorKind::NoSuchModel => "Missing",
            ErrorKind::InvalidValue(_) => "InvalidValue",
            ErrorKind::Unexpected => "Unexpected",
            ErrorKind::Limit(_) => "Limit",
            ErrorKind::Problem(_) | ErrorKind::TableOrder => "Structure",
            ErrorKind::TableRow => "Malformed",
        }
    }
}

mgmt_wire::named_kinds! {
    /// What lenient reading of a document accepted.
    #[derive(Clone, Debug, PartialEq, Eq, Error)]
    #[non_exhaustive]
    pub enum WarningKind {
        /// The root's namespace is not one of the published data-model schemas (vendors' own files, files edited by hand).
        #[error("the root element is in no known data-model namespace")]
        UnknownSchema,
        /// A required attribute is missing; the element is read without it.
        #[error("missing `{0}`")]
        Missing(&'static str),
        /// An attribute's value is not in the schema and is left out.
        #[error("invalid value of `{0}`")]
        InvalidValue(&'static str),
        /// An element that the schema does not have there is left out.
        #[error("unexpected element")]
        Unexpected,
    }
    wraps {
        /// The XML layer's tolerance.
        #[error(transparent)]
        Xml(#[from] xml::WarningKind),
    }
}

/// The kind as an error of strict mode.
impl From<WarningKind> for ErrorKind {
    fn from(warning: WarningKind) -> Self {
        match warning {
            // The reader refuses its own deviations in strict mode; this is for completeness.
            WarningKind::Xml(_) | WarningKind::Unexpected => ErrorKind::Unexpected,
            WarningKind::UnknownSchema => ErrorKind::NotADataModel,
            WarningKind::Missing(what) => ErrorKind::Missing(what),
            WarningKind::InvalidValue(what) => ErrorKind::InvalidValue(what),
        }
    }
}
