//! Why bulk data is refused, and what is tolerated in it.

use mgmt_wire::{Kind, Limit, xml};
use thiserror::Error;

/// Why a report is refused, or cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Not XML.
    #[error(transparent)]
    Xml(#[from] xml::ErrorKind),
    /// The input ends inside a value.
    #[error("input ends inside a value")]
    Truncated,
    /// Something follows the report.
    #[error("data behind the report")]
    TrailingData,
    /// Not UTF-8.
    #[error("not UTF-8")]
    InvalidEncoding,
    /// The encoding's grammar is broken; says where.
    #[error("ill-formed {0}")]
    Syntax(&'static str),
    /// A required part is missing.
    #[error("missing `{0}`")]
    Missing(&'static str),
    /// A name stands twice in one record.
    #[error("a name given twice")]
    Duplicate,
    /// An element of an IPDR record is not where the schema has it.
    #[error("`{0}` is out of order")]
    Order(&'static str),
    /// A part that does not belong there.
    #[error("unexpected {0}")]
    Unexpected(&'static str),
    /// A value that the place does not allow.
    #[error("invalid value of {0}")]
    InvalidValue(&'static str),
    /// A name that the encoding cannot carry: empty, or both a parameter and an object.
    #[error("a parameter name that the encoding cannot carry")]
    InvalidName,
    /// A bound of [`mgmt_wire::Limits`] is passed.
    #[error("limit `{}` passed", .0.name())]
    Limit(Limit),
}

impl Kind for ErrorKind {
    fn name(&self) -> &'static str {
        match self {
            ErrorKind::Xml(kind) => kind.name(),
            ErrorKind::Truncated => "Truncated",
            ErrorKind::TrailingData => "TrailingData",
            ErrorKind::InvalidEncoding => "InvalidEncoding",
            ErrorKind::Syntax(_) => "Syntax",
            ErrorKind::Missing(_) => "Missing",
            ErrorKind::Duplicate => "Duplicate",
            ErrorKind::Order(_) => "Order",
            ErrorKind::Unexpected(_) => "Unexpected",
            ErrorKind::InvalidValue(_) => "InvalidValue",
            ErrorKind::InvalidName => "InvalidName",
            ErrorKind::Limit(_) => "Limit",
        }
    }
}

mgmt_wire::named_kinds! {
    /// What lenient reading of a report accepted.
    #[derive(Clone, Debug, PartialEq, Eq, Error)]
    #[non_exhaustive]
    pub enum WarningKind {
        /// A byte-order mark in front (files saved by editors); the encodings are UTF-8 without one.
        #[error("byte-order mark")]
        ByteOrderMark,
        /// A JSON member beside `Report`, or an XML element the record does not have; left out.
        #[error("a part the report does not have")]
        Unexpected,
        /// A parameter stands twice in one record; both are kept. Or an element of an IPDR record that stands once; the
        /// last counts.
        #[error("a name given twice")]
        Duplicate,
        /// The elements of an IPDR record stand in another order than the schema's.
        #[error("`{0}` is out of order")]
        Order(&'static str),
        /// The end of an IPDR document counts another number of records than there are.
        #[error("the count at the end is not that of the records")]
        Count,
        /// JSON `null` as a value (the type map has none); read as empty text.
        #[error("null value")]
        Null,
        /// A blank between a separator and a value or its quote (the published CSV example has one); left out.
        #[error("blank behind a separator")]
        StrayBlank,
        /// A row that ends in a line feed alone although rows end in something else.
        #[error("row that ends in a line feed alone")]
        RowSeparator,
        /// A quote inside a value that is not quoted; kept.
        #[error("bare quote in a value")]
        BareQuote,
        /// A row with more or fewer cells than the header; missing cells are absent, further ones left out.
        #[error("row of another length than the header")]
        RaggedRow,
        /// A time that is neither a number nor an ISO 8601 date; kept as it is.
        #[error("unknown form of time")]
        Time,
        /// A required part is missing; read as empty.
        #[error("missing `{0}`")]
        Missing(&'static str),
        /// A truth value in another spelling (`True`, a number other than 1).
        #[error("unusual truth value")]
        Boolean,
        /// Padding bytes that are not zero (RFC 4506 clause 3).
        #[error("padding that is not zero")]
        Padding,
        /// A character beyond printable ASCII, which IPDR records replace by a dot.
        #[error("character beyond printable ASCII")]
        NonPrintable,
        /// An element in no namespace or in an unknown one (records written by hand).
        #[error("element outside the record's namespace")]
        Namespace,
    }
    wraps {
        /// The XML layer's tolerance.
        #[error(transparent)]
        Xml(#[from] xml::WarningKind),
    }
}

impl From<WarningKind> for ErrorKind {
    fn from(warning: WarningKind) -> Self {
        match warning {
            WarningKind::Xml(_) | WarningKind::Unexpected => ErrorKind::Unexpected("part"),
            WarningKind::ByteOrderMark => ErrorKind::Unexpected("byte-order mark"),
            WarningKind::Duplicate => ErrorKind::Duplicate,
            WarningKind::Order(element) => ErrorKind::Order(element),
            WarningKind::Count => ErrorKind::InvalidValue("count"),
            WarningKind::Null => ErrorKind::InvalidValue("a parameter"),
            WarningKind::StrayBlank => ErrorKind::Syntax("cell"),
            WarningKind::RowSeparator => ErrorKind::Syntax("row end"),
            WarningKind::BareQuote => ErrorKind::Syntax("quote"),
            WarningKind::RaggedRow => ErrorKind::Syntax("row"),
            WarningKind::Time => ErrorKind::InvalidValue("the time"),
            WarningKind::Missing(what) => ErrorKind::Missing(what),
            WarningKind::Boolean => ErrorKind::InvalidValue("a truth value"),
            WarningKind::Padding => ErrorKind::Syntax("padding"),
            WarningKind::NonPrintable => ErrorKind::InvalidValue("a text"),
            WarningKind::Namespace => ErrorKind::Unexpected("namespace"),
        }
    }
}
