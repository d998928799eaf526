//! What can be wrong with a payload, and what was wrong but understood.

use crate::path::PathErrorKind;
use mgmt_wire::{Kind, Limit};

/// An [`ErrorKind`] with offset and path: what every decoder and encoder of the crate returns.
#[cfg(feature = "alloc")]
pub type Error = mgmt_wire::Error<ErrorKind>;

macro_rules! kinds {
    ($( $(#[$attribute:meta])+ $variant:ident $( ( $($field:ty),+ ) )? ),+ $(,)?) => {
        /// Why a payload was refused, or could not be written.
        ///
        /// Words in a variant are names from the standards (a label, a field), never input.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
        #[non_exhaustive]
        pub enum ErrorKind {
            $( $(#[$attribute])+ $variant $( ( $($field),+ ) )?, )+
            /// A path is not one.
            #[error("invalid path: {0}")]
            Path(PathErrorKind),
            /// The XML layer refused a definition file.
            #[cfg(feature = "xml")]
            #[error(transparent)]
            Xml(mgmt_wire::xml::ErrorKind),
            /// A parameter of a link, a registration or a query occurs twice.
            #[error("duplicate {0}")]
            DuplicateAttribute(&'static str),
            /// A bound of [`Limits`](mgmt_wire::Limits) is exceeded.
            #[error("limit exceeded: {}", .0.name())]
            Limit(Limit),
        }

        impl Kind for ErrorKind {
            fn name(&self) -> &'static str {
                match self {
                    $( ErrorKind::$variant { .. } => stringify!($variant), )+
                    ErrorKind::Path(_) => "Path",
                    ErrorKind::DuplicateAttribute(_) => "Duplicate",
                    #[cfg(feature = "xml")]
                    ErrorKind::Xml(kind) => kind.name(),
                    ErrorKind::Limit(_) => "Limit",
                }
            }
        }
    };
}

kinds! {
    /// The input ends inside a value; at least so many bytes are missing.
    #[error("truncated: {0} more bytes needed")]
    Truncated(usize),
    /// Bytes follow after the end of the payload.
    #[error("trailing data")]
    TrailingData,
    /// The text breaks the grammar of its format.
    #[error("syntax error: {0}")]
    Syntax(&'static str),
    /// A CBOR item breaks the well-formedness rules of RFC 8949.
    #[error("not well-formed CBOR: {0}")]
    NotWellFormed(&'static str),
    /// Text that is not valid in its encoding (UTF-8).
    #[error("invalid UTF-8")]
    InvalidEncoding,
    /// A value has a number of bytes its type cannot have.
    #[error("invalid length {0} for its type")]
    InvalidLength(usize),
    /// A value is outside what its type or field allows.
    #[error("invalid value of {0}")]
    InvalidValue(&'static str),
    /// A number does not fit where it stands.
    #[error("{0} out of range")]
    OutOfRange(&'static str),
    /// A sum or product of numbers leaves the range of its type.
    #[error("overflow of {0}")]
    Overflow(&'static str),
    /// Infinity or NaN where the format has no form for it.
    #[error("{0} is not a finite number")]
    NonFinite(&'static str),
    /// A name has characters that names cannot have.
    #[error("invalid name")]
    InvalidName,
    /// Text is not base64.
    #[error("invalid base64: {0}")]
    InvalidBase64(&'static str),
    /// An element stands where the format does not allow it.
    #[error("structure: {0}")]
    Structure(&'static str),
    /// A value or label has another type than the one it must have.
    #[error("wrong type of {0}")]
    Type(&'static str),
    /// A required member is missing.
    #[error("missing {0}")]
    Missing(&'static str),
    /// An identifier occurs twice among its siblings.
    #[error("duplicate identifier {0}")]
    Duplicate(u16),
    /// A key of a JSON object or CBOR map occurs twice.
    #[error("duplicate key")]
    DuplicateKey,
    /// Two entries name the same path.
    #[error("duplicate path")]
    DuplicatePath,
    /// A record carries more than one value.
    #[error("more than one value in a record")]
    MultipleValues,
    /// A record carries no value where it must carry one.
    #[error("record without a value")]
    EmptyRecord,
    /// A record has a label ending in `_` that this implementation does not know (RFC 8428, clause 4.4).
    #[error("a label that must be understood is unknown")]
    MustUnderstand,
    /// The version stated in the payload is not supported.
    #[error("unsupported version {0}")]
    UnsupportedVersion(u64),
    /// A CBOR tag that has no meaning where it stands.
    #[error("unsupported CBOR tag {0}")]
    UnsupportedTag(u64),
    /// A value is longer than the format can say.
    #[error("value too long")]
    ValueTooLong,
    /// The caller's buffer is shorter than the encoding.
    #[error("the buffer is too short, {0} bytes are needed")]
    BufferTooSmall(usize),
    /// The nodes cannot be said in this format.
    #[error("not expressible: {0}")]
    NotExpressible(&'static str),
    /// No codec for this content format.
    #[error("unsupported content format {0}")]
    UnsupportedFormat(u16),
    /// An element, attribute or parameter that does not belong where it stands.
    #[error("unexpected {0}")]
    Unexpected(&'static str),
}

impl From<PathErrorKind> for ErrorKind {
    fn from(kind: PathErrorKind) -> Self {
        ErrorKind::Path(kind)
    }
}

/// A deviation that lenient decoding accepted: what, and at which byte.
pub type Warning = mgmt_wire::Warning<WarningKind>;

mgmt_wire::named_kinds! {
    /// A deviation that lenient decoding accepted. In strict mode each is an error.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
    #[non_exhaustive]
    pub enum WarningKind {
        /// A path or name without its leading slash (records of Zephyr clients; RFC 8428 names cannot begin with one).
        #[error("path without leading slash")]
        PathWithoutSlash,
        /// A path that ends in a slash.
        #[error("path with trailing slash")]
        PathTrailingSlash,
        /// An identifier, or a number in plain text, written with leading zeros.
        #[error("leading zeros")]
        LeadingZero,
        /// An identifier occurs twice among its siblings (Anjay's encoder opens an object instance twice); both are
        /// kept in order, the last one counts.
        #[error("duplicate identifier")]
        DuplicateIdentifier,
        /// A key occurs twice in a JSON object or CBOR map; the last one counts.
        #[error("duplicate key")]
        DuplicateKey,
        /// Two entries name the same path; both are kept in order, the last one counts.
        #[error("duplicate path")]
        DuplicatePath,
        /// Resource instances without the multiple resource around them.
        #[error("resource instance outside of its resource")]
        BareResourceInstance,
        /// An integer of 3 bytes, sign-extended (LwM2M allows 1, 2, 4 and 8).
        #[error("integer of unusual length")]
        IntegerLength,
        /// A boolean that is neither 0 nor 1, read as true.
        #[error("boolean that is neither 0 nor 1")]
        BooleanValue,
        /// Base64 in the other alphabet than the one the format prescribes (Wakaama before 2023, Zephyr).
        #[error("base64 in another alphabet")]
        Base64Alphabet,
        /// Base64 padding where the format forbids it, or none where it requires it.
        #[error("base64 padding")]
        Base64Padding,
        /// Unused bits at the end of base64 that are not zero.
        #[error("base64 trailing bits")]
        Base64TrailingBits,
        /// A payload without a byte where a document belongs; it says that nothing is at the path of the request (Leshan
        /// reads it so). Strict: `Truncated`.
        #[error("empty payload")]
        EmptyPayload,
        /// A byte order mark before JSON text (RFC 8259, clause 8.1 forbids senders to add one).
        #[error("byte order mark")]
        ByteOrderMark,
        /// A SenML version other than 10 that is not larger.
        #[error("older SenML version")]
        SenmlVersion,
        /// An object link ended by a NUL byte (Zephyr's CBOR writer).
        #[error("object link ended by NUL")]
        TrailingNul,
        /// The null object link written as `FFFF:FFFF` (examples of the LwM2M specification).
        #[error("object link in hexadecimal")]
        HexadecimalObjlnk,
        /// A label of SenML CBOR said by its name, as in SenML JSON, instead of its number (RFC 8428, clause 6; encoders that
        /// make both formats from one structure, such as the Go library of its authors).
        #[error("label as text instead of its number")]
        LabelName,
        /// An object link sent under a string or number label (Zephyr).
        #[error("object link under another label")]
        ObjlnkLabel,
        /// A number written as fraction where an integer is expected, of integral value.
        #[error("integral number written as fraction")]
        IntegralFloat,
        /// A value of another type than the model's that converts without loss.
        #[error("value converted to the type of the model")]
        ConvertedType,
        /// A CBOR tag that the format does not use, passed over; or a decimal fraction (tag 4) where the format has only
        /// floats, read as its number (clients of Anjay take both).
        #[error("CBOR tag the format does not use")]
        CborTag,
        /// A time as date-time text instead of seconds, where the format has only numbers (LwM2M 1.1 prescribed text for
        /// SenML CBOR, against RFC 8428).
        #[error("time as text")]
        TimeAsText,
        /// Resources without the object instance around them, on a path that names only the object: read as
        /// instance 0 (servers and clients of single-instance objects).
        #[error("object instance missing around resources")]
        MissingInstance,
        /// An object instance around the answer to a read of one resource (Leshan tolerates it, so it is sent).
        #[error("object instance around a resource")]
        InstanceWrapper,
        /// A base name without the slash between it and the names (`/3/0` and `16`), read as if it were there where both
        /// together are no path of a resource (test clients of EMQX).
        #[error("base name without its slash")]
        BaseNameSlash,
        /// The records name paths outside of the request path.
        #[error("path outside of the request path")]
        OutsideRequest,
        /// White space between the parts of links (the examples of the LwM2M specification put it after commas).
        #[error("white space between links")]
        LinkWhitespace,
        /// A list of numbers without the quotes around it (`ct=60 110 112`: the client of Leshan until 2021).
        #[error("list without quotes")]
        UnquotedList,
        /// A comma without a link after it.
        #[error("comma without a link")]
        EmptyLink,
        /// A line break instead of the comma between links (examples of the LwM2M specification).
        #[error("links without a comma between them")]
        MissingComma,
        /// A semicolon without a parameter after it.
        #[error("semicolon without a parameter")]
        EmptyParameter,
        /// A parameter that a link has at most once occurs twice; the first counts (RFC 6690, clause 2).
        #[error("duplicate parameter of a link")]
        DuplicateAttribute,
        /// A link to something other than a path on the same host: LwM2M has no use for it.
        #[error("link to another place than a path")]
        ForeignTarget,
        /// Parameters without a link at the beginning (`lwm2m=1.0,</0/0>` of early Bootstrap-Discover answers), read as
        /// those of the root.
        #[error("parameters without a link")]
        MissingTarget,
        /// The enabler version of a registration in quotes (Zephyr).
        #[error("version in quotes")]
        QuotedVersion,
        /// A character in an argument of Execute that the grammar does not have (examples of the LwM2M specification put
        /// a space there).
        #[error("character in an argument")]
        ArgumentCharacter,
        /// A `RangeEnumeration` that cannot be read as numbers (a fifth of those in the registry). Not an error in strict
        /// mode either: the schema lets it be any text.
        #[error("range that cannot be read")]
        RangeText,
        /// Elements of a definition file in another order than the schema's (36 files of the registry).
        #[error("elements out of the schema's order")]
        ElementOrder,
        /// An element that the schema of definition files requires is missing (the same files have no
        /// `RangeEnumeration`).
        #[error("missing element of a definition")]
        MissingElement,
        /// An element that the schema of definition files does not have there, passed over.
        #[error("unknown element of a definition")]
        UnknownElement,
        /// An element of a definition file given twice; the first counts.
        #[error("repeated element of a definition")]
        RepeatedElement,
        /// A type of a definition file that is none of the data types, kept as text.
        #[error("unknown type of a resource")]
        UnknownType,
        /// An executable resource with a type (10260 version 1.0).
        #[error("executable resource with a type")]
        TypedExecutable,
        /// A resource that is not executable and has no type (10482 version 1.0).
        #[error("resource without a type")]
        UntypedResource,
        /// `Yes` or `No` for `Mandatory` or `Optional` in a definition file (10282 as it was first published).
        #[error("yes or no for mandatory or optional")]
        MandatoryWord,
        /// An empty version element of a definition file, read as 1.0.
        #[error("empty version")]
        EmptyVersion,
        /// The URN of an object states another version than its `ObjectVersion`, which counts.
        #[error("version in the URN differs")]
        UrnVersion,
    }
    wraps {
        /// A deviation that the XML layer accepted.
        #[cfg(feature = "xml")]
        #[error(transparent)]
        Xml(#[from] mgmt_wire::xml::WarningKind),
    }
}

#[cfg(all(test, feature = "xml"))]
mod tests {
    use super::*;

    #[test]
    fn warnings_are_named_after_their_variants() {
        let xml = WarningKind::Xml(mgmt_wire::xml::WarningKind::TrailingNul);
        assert_eq!(Warning::new(xml, 0).name(), "TrailingNul");
        assert_eq!(Warning::new(WarningKind::LeadingZero, 0).name(), "LeadingZero");
    }
}
