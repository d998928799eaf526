//! What can be wrong with XML, and what may be tolerated.

use crate::{Kind, Limit};

/// Why the XML layer refused a document, or refused to write one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The input ends inside the document, or holds none.
    #[error("the document ends early")]
    Truncated,
    /// Something follows the document element.
    #[error("data after the document element")]
    TrailingData,
    /// A production of XML 1.0 or of Namespaces in XML is broken; the text names it.
    #[error("malformed XML: {0}")]
    Malformed(&'static str),
    /// A byte sequence is not legal in the document's encoding.
    #[error("bytes that the document's encoding does not allow")]
    InvalidEncoding,
    /// The encoding is not one that is read, or (strict) not UTF-8.
    #[error("unsupported encoding")]
    UnsupportedEncoding,
    /// A general entity other than `lt gt amp quot apos`.
    #[error("reference to an unknown entity")]
    UnknownEntity,
    /// A DTD internal subset, or any DOCTYPE where the protocol forbids one.
    #[error("DTD content is forbidden")]
    DtdForbidden,
    /// A name whose prefix is not declared.
    #[error("undeclared namespace prefix")]
    UnboundPrefix,
    /// One of [`Limits`](crate::Limits).
    #[error("{} limit exceeded", .0.name())]
    Limit(Limit),
    /// Writing: a character that XML 1.0 cannot carry.
    #[error("a character that XML cannot carry")]
    InvalidCharacter,
    /// Writing: not a name of XML.
    #[error("not an XML name")]
    InvalidName,
    /// Writing: an element left open, or closed once too often.
    #[error("start and end of elements do not match")]
    Unbalanced,
}

impl Kind for ErrorKind {
    fn name(&self) -> &'static str {
        match self {
            ErrorKind::Truncated => "Truncated",
            ErrorKind::TrailingData => "TrailingData",
            ErrorKind::Malformed(_) => "Malformed",
            ErrorKind::InvalidEncoding => "InvalidEncoding",
            ErrorKind::UnsupportedEncoding => "UnsupportedEncoding",
            ErrorKind::UnknownEntity => "UnknownEntity",
            ErrorKind::DtdForbidden => "DtdForbidden",
            ErrorKind::UnboundPrefix => "UnboundPrefix",
            ErrorKind::Limit(_) => "Limit",
            ErrorKind::InvalidCharacter => "InvalidCharacter",
            ErrorKind::InvalidName => "InvalidName",
            ErrorKind::Unbalanced => "Unbalanced",
        }
    }
}

crate::named_kinds! {
    /// What the XML layer tolerates in lenient mode, or repairs on request.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
    #[non_exhaustive]
    pub enum WarningKind {
        /// NUL bytes after the document (stacks that send C strings with their terminator). Strict: `TrailingData`.
        #[error("NUL bytes after the document")]
        TrailingNul,
        /// White space before the XML declaration (XML 1.0 clause 2.8), which templates of servers leave there. Strict:
        /// `Malformed`.
        #[error("white space before the XML declaration")]
        LeadingWhiteSpace,
        /// The document is in an encoding other than UTF-8 (XML 1.0 clause 4.3.3 obliges processors to read UTF-16
        /// as well, the device-management standards ask for UTF-8). Strict: `UnsupportedEncoding`.
        #[error("the document is not in UTF-8")]
        ForeignEncoding,
        /// The document names an encoding that its bytes are evidently not in; accepted only with
        /// [`Recovery::mislabelled_encoding`](crate::Recovery::mislabelled_encoding).
        #[error("the document is not in the encoding it names")]
        MislabelledEncoding,
        /// `]]>` in character data (XML 1.0 clause 2.4). Strict: `Malformed`.
        #[error("`]]>` in character data")]
        CdataEndInText,
        /// An attribute whose prefix is not declared (devices that forget `xmlns:xsi`). Strict: `UnboundPrefix`.
        #[error("attribute with an undeclared prefix")]
        UnboundAttributePrefix,
        /// An element whose prefix is not declared; accepted only with
        /// [`Recovery::unbound_prefixes`](crate::Recovery::unbound_prefixes).
        #[error("element with an undeclared prefix")]
        UnboundElementPrefix,
        /// An attribute given twice, the first kept; accepted only with
        /// [`Recovery::duplicate_attributes`](crate::Recovery::duplicate_attributes).
        #[error("attribute given twice")]
        DuplicateAttribute,
        /// An `&` that begins no reference, read as itself; accepted only with
        /// [`Recovery::bare_ampersands`](crate::Recovery::bare_ampersands).
        #[error("ampersand that begins no reference")]
        BareAmpersand,
        /// A character that XML cannot carry, replaced or removed; only with
        /// [`Recovery::control_characters`](crate::Recovery::control_characters).
        #[error("a character that XML cannot carry")]
        ControlCharacter,
        /// A byte that is no UTF-8, read as Windows-1252; only with
        /// [`Recovery::stray_bytes`](crate::Recovery::stray_bytes).
        #[error("byte that is no UTF-8")]
        StrayByte,
        /// A processing instruction in a protocol that has none; passed over. Strict: `Malformed`.
        #[error("processing instruction")]
        Instruction,
        /// A DOCTYPE whose internal subset holds nothing but comments and processing instructions (the DDF files
        /// Microsoft ships). Strict: `DtdForbidden`.
        #[error("DOCTYPE with a processing instruction inside")]
        DoctypeWithInstruction,
    }
}
