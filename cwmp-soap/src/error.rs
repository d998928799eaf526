//! Why a message is refused, and which deviations are tolerated.

use mgmt_wire::{Kind, Limit, xml};

/// The error of every decoder and encoder of this crate: kind, byte offset, path of element names.
pub type Error = mgmt_wire::Error<ErrorKind>;

/// A deviation that lenient decoding accepted: what, and at which byte.
pub type Warning = mgmt_wire::Warning<WarningKind>;

/// What is wrong with a message. The names in the variants are those of the CWMP and SOAP elements.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The XML itself is refused.
    #[error(transparent)]
    Xml(#[from] xml::ErrorKind),
    /// A bound of [`Limits`](mgmt_wire::Limits) is exceeded.
    #[error("limit of {} exceeded", .0.name())]
    Limit(Limit),
    /// The root element is no SOAP 1.1 envelope, but that of another SOAP version.
    #[error("SOAP version other than 1.1")]
    UnsupportedSoapVersion,
    /// An RPC that the CWMP version of the message's namespace does not have.
    #[error("`{0}` is not in this CWMP version")]
    UnsupportedVersion(&'static str),
    /// An element or attribute stands in the wrong namespace.
    #[error("`{0}` is in the wrong namespace")]
    WrongNamespace(&'static str),
    /// A required element or attribute is missing.
    #[error("missing `{0}`")]
    Missing(&'static str),
    /// An element stands twice where once is allowed.
    #[error("`{0}` may occur only once")]
    Duplicate(&'static str),
    /// An element, an attribute or text stands where the schema has none.
    #[error("unexpected {0}")]
    Unexpected(&'static str),
    /// Elements in another order than the schema's.
    #[error("`{0}` is out of order")]
    Order(&'static str),
    /// A text that is not a value of the type, pattern or enumeration.
    #[error("invalid value of {0}")]
    InvalidValue(&'static str),
    /// A value beyond the range or length of its type.
    #[error("value of {0} is out of range")]
    OutOfRange(&'static str),
    /// An array holds another number of items than it declares or is allowed.
    #[error("wrong number of items in `{0}`")]
    ArrayLength(&'static str),
    /// `xsi:type` names no XML Schema type.
    #[error("unknown type in xsi:type")]
    UnknownType,
    /// A header entry that must be understood, and is not (SOAP 1.1, clause 4.2.3).
    #[error("header entry that must be understood is unknown")]
    MustUnderstand,
}

impl Kind for ErrorKind {
    fn name(&self) -> &'static str {
        match self {
            ErrorKind::Xml(kind) => kind.name(),
            ErrorKind::Limit(_) => "Limit",
            ErrorKind::UnsupportedSoapVersion => "UnsupportedSoapVersion",
            ErrorKind::UnsupportedVersion(_) => "UnsupportedVersion",
            ErrorKind::WrongNamespace(_) => "WrongNamespace",
            ErrorKind::Missing(_) => "Missing",
            ErrorKind::Duplicate(_) => "Duplicate",
            ErrorKind::Unexpected(_) => "Unexpected",
            ErrorKind::Order(_) => "Order",
            ErrorKind::InvalidValue(_) => "InvalidValue",
            ErrorKind::OutOfRange(_) => "OutOfRange",
            ErrorKind::ArrayLength(_) => "ArrayLength",
            ErrorKind::UnknownType => "UnknownType",
            ErrorKind::MustUnderstand => "MustUnderstand",
        }
    }
}

/// One table: variant, its text, the error it is in strict mode (`notice`: not even an error there).
macro_rules! warnings {
    ($( $(#[doc = $doc:literal])+ $variant:ident $(($field:ident))? : $text:literal => $refusal:tt )*) => {
        /// A deviation from the CWMP schema or from SOAP that a device is known to send and whose meaning is clear.
        ///
        /// [`Mode::Strict`](mgmt_wire::Mode::Strict) makes each the error named in its documentation, but for the
        /// few *notices*, which both modes report and neither refuses.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum WarningKind {
            /// What the XML layer tolerates: encodings, trailing NULs, undeclared attribute prefixes, and repairs
            /// that were asked for.
            Xml(xml::WarningKind),
            $( $(#[doc = $doc])+ $variant $((warnings!(@type $field)))?, )*
        }

        impl core::fmt::Display for WarningKind {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                match self {
                    WarningKind::Xml(kind) => core::fmt::Display::fmt(kind, f),
                    $( WarningKind::$variant $(($field))? => write!(f, $text $(, $field = $field)?), )*
                }
            }
        }

        impl Kind for WarningKind {
            fn name(&self) -> &'static str {
                match self {
                    WarningKind::Xml(kind) => kind.name(),
                    $( WarningKind::$variant { .. } => stringify!($variant), )*
                }
            }
        }

        impl WarningKind {
            /// The error that strict mode gives instead; `None` for a notice.
            pub(crate) fn refusal(&self) -> Option<ErrorKind> {
                match *self {
                    WarningKind::Xml(_) => None,
                    $( WarningKind::$variant $(($field))? => warnings!(@refusal $variant $refusal $($field)?), )*
                }
            }
        }
    };
    (@type name) => { &'static str };
    (@refusal $variant:ident notice) => { None };
    (@refusal $variant:ident notice $field:ident) => {{
        let _: &str = $field;
        None
    }};
    (@refusal $variant:ident unbound) => { Some(ErrorKind::Xml(xml::ErrorKind::UnboundPrefix)) };
    (@refusal $variant:ident (bare $kind:ident)) => { Some(ErrorKind::$kind) };
    (@refusal $variant:ident (bare $kind:ident) $field:ident) => { { let _ = $field; Some(ErrorKind::$kind) } };
    (@refusal $variant:ident (named $kind:ident) $field:ident) => { Some(ErrorKind::$kind($field)) };
    (@refusal $variant:ident (fixed $kind:ident $what:literal)) => { Some(ErrorKind::$kind($what)) };
    (@refusal $variant:ident (fixed $kind:ident $what:literal) $field:ident) => { { let _ = $field; Some(ErrorKind::$kind($what)) } };
}

warnings! {
    /// The RPC element is in no namespace, or not in one of CWMP. Strict: `WrongNamespace`.
    UnqualifiedRpc(name): "`{name}` is not in a CWMP namespace" => (named WrongNamespace)
    /// The namespace looks like one of CWMP but is none that was ever published; it is read as `cwmp-1-2`.
    /// Strict: `WrongNamespace`.
    UnknownCwmpNamespace: "CWMP namespace of an unknown version" => (fixed WrongNamespace "RPC")
    /// An RPC of a later version in the namespace of an earlier one (`AutonomousTransferComplete` in
    /// `cwmp-1-0`). Strict: `UnsupportedVersion`.
    RpcNotInVersion(name): "`{name}` is not in the CWMP version of its namespace" => (named UnsupportedVersion)
    /// A child of an RPC carries a namespace, by a prefix or by default; the schemas are
    /// `elementFormDefault="unqualified"`. Strict: `WrongNamespace`.
    QualifiedChild(name): "`{name}` carries a namespace" => (named WrongNamespace)
    /// Children in another order than the schema's. Strict: `Order`.
    OutOfOrder(name): "`{name}` is out of order" => (named Order)
    /// A required element is missing and its null value is taken: an empty text, 0, Unknown Time.
    /// Strict: `Missing`.
    MissingElement(name): "missing `{name}`" => (named Missing)
    /// A `ParameterValueStruct` without `Value`, in an answer or an Inform. Strict: `Missing`.
    MissingValue: "parameter without `Value`" => (fixed Missing "Value")
    /// An element that the schema does not have; it is kept as an extension. Strict: `Unexpected`.
    UnknownElement: "element that the schema does not have" => (fixed Unexpected "element")
    /// An attribute that the schema does not have; it is dropped. Strict: `Unexpected`.
    UnknownAttribute: "attribute that the schema does not have" => (fixed Unexpected "attribute")
    /// Text beside the children of an element; it is dropped. Strict: `Unexpected`.
    UnexpectedText: "text between elements" => (fixed Unexpected "text")
    /// Text, be it white space, in an element that the schema declares empty. Strict: `Unexpected`.
    TextInEmpty(name): "white space or text in the empty `{name}`" => (fixed Unexpected "text")
    /// `xsi:type` on an element whose type the schema fixes: `xsd:string` on a `Name`, `soap-enc:Array` on a
    /// list (gSOAP). Strict: `Unexpected`.
    RedundantType: "xsi:type on an element of fixed type" => (fixed Unexpected "xsi:type")
    /// `xsi:nil`; the value is taken as empty. Strict: `Unexpected`.
    Nil: "xsi:nil" => (fixed Unexpected "nil")
    /// A list without `soap-enc:arrayType`. Strict: `Missing`.
    MissingArrayType: "list without arrayType" => (fixed Missing "arrayType")
    /// An `arrayType` that does not follow SOAP 1.1, clause 5.4.2, or names another type than the list's
    /// items. Strict: `InvalidValue`.
    ArrayType: "arrayType is malformed or of another type" => (fixed InvalidValue "arrayType")
    /// The declared length of a list is written with leading zeros, `[04]` (Thomson, ZyXEL). A notice.
    PaddedArrayLength: "arrayType with leading zeros" => notice
    /// A list holds another number of items than declared. Strict: `ArrayLength`.
    ArrayLength(name): "`{name}` holds another number of items than it declares" => (named ArrayLength)
    /// A list holds more or fewer items than the schema allows. Strict: `ArrayLength`.
    ItemCount(name): "`{name}` holds more or fewer items than allowed" => (named ArrayLength)
    /// An item of a list has another name than the schema's; SOAP 1.1, clause 5.4.2, gives the name no
    /// meaning. Strict: `Unexpected`.
    ItemName(name): "item of `{name}` under another name" => (fixed Unexpected "item")
    /// A deployment-unit operation or result wrapped in an element of its type instead of carrying
    /// `xsi:type` (RDK, cwmp_ex, icwmp). Strict: `Unexpected`.
    NestedStruct(name): "`{name}` wrapped in an element of its own" => (named Unexpected)
    /// A value without `xsi:type`, which is read as text, or empty `Operations` without it, which are no operation.
    /// Strict: `Missing`.
    MissingType: "value without xsi:type" => (fixed Missing "xsi:type")
    /// `xsi:type` is no XML Schema type or carries a length, as `xsd:string(64)`. Strict: `UnknownType`.
    UnknownType: "xsi:type names no XML Schema type" => (bare UnknownType)
    /// The prefix in `xsi:type` is not declared; the type is taken by its local name. Strict: `UnboundPrefix`.
    UnboundType: "xsi:type with an undeclared prefix" => unbound
    /// An empty text where the type of the value has no empty form. Strict: `InvalidValue`.
    EmptyValue(name): "empty value of {name}" => (named InvalidValue)
    /// A boolean in another spelling than `0`, `1`, `true` and `false`. Strict: `InvalidValue`.
    BooleanSpelling: "boolean in another spelling" => (fixed InvalidValue "boolean")
    /// A time that is not an `xsd:dateTime` but clear enough, as `+0100` for the zone or a leap second.
    /// Strict: `InvalidValue`.
    DateTimeForm: "time in another form" => (fixed InvalidValue "dateTime")
    /// A field of a report whose text is no value of its type, as `yes` for a boolean. Its null value is taken (an
    /// optional field is missing), and the element is kept among the extensions of its record. Fields of requests
    /// to a device (but `FileSize`), and those that tell what came of something (`Status`, `FaultCode`), are refused. Strict:
    /// `InvalidValue` or `OutOfRange`.
    InvalidField(name): "`{name}` holds no value of its type" => (named InvalidValue)
    /// A reported value that is not of the type its `xsi:type` names, as `-1` for an `unsignedInt`; text and type
    /// are kept, and there is no typed view. A value to be set is refused. Strict: `InvalidValue` or `OutOfRange`.
    InvalidText(name): "value that is no {name}" => (named InvalidValue)
    /// An element whose name has other letters in upper and lower case, as `<name>` for `Name` (scripts of ACS
    /// tools). Strict: `Unexpected`.
    ElementCase(name): "`{name}` in other letter case" => (fixed Unexpected "element")
    /// The text of a field in an element `string` of its own, as if the field were a list (scripts of ACS tools).
    /// Strict: `Unexpected`.
    WrappedText: "text of a field wrapped in an element" => (fixed Unexpected "element")
    /// A number outside the enumeration or range of its field; it is kept. Strict: `InvalidValue`.
    UnknownCode(name): "value of `{name}` is outside its enumeration" => (named InvalidValue)
    /// A fault code outside the ranges of CWMP, or outside those of its place; it is kept.
    /// Strict: `OutOfRange`.
    FaultCode: "fault code outside the ranges of its place" => (fixed OutOfRange "FaultCode")
    /// A text that does not match the pattern of its field (`FileType`, `EventCode`, an object name without
    /// the final dot). Strict: `InvalidValue`.
    Pattern(name): "`{name}` does not match its pattern" => (named InvalidValue)
    /// A text longer than its field allows. Strict: `OutOfRange`.
    TooLong(name): "`{name}` is too long" => (named OutOfRange)
    /// White space around a name or identifier; it is removed (Baicells, layouts with indented text). A notice, but in
    /// strict mode it counts for the length and the pattern, as it does for the schemas.
    PaddedToken(name): "white space around `{name}`" => notice
    /// The OUI in lower-case hexadecimal digits. A notice.
    OuiCase: "OUI in lower case" => notice
    /// An Inform without an event. A notice.
    NoEvent: "Inform without an event" => notice
    /// A header entry without `mustUnderstand`, or with another value than the schema's. A notice.
    MustUnderstand(name): "mustUnderstand of `{name}` is missing or wrong" => notice
    /// An item of a list runs on into the next one: its first field stands a second time (Airvana, events).
    /// Strict: `Duplicate`.
    RunOnItem(name): "a second `{name}` begins another item" => (named Duplicate)
    /// An element beside `Header` and `Body`, or a second entry after the RPC's. Strict: `Unexpected`.
    EnvelopeContent: "element beside Header and Body" => (fixed Unexpected "element")
    /// A SOAP fault without a CWMP `Fault` in its `detail`. Strict: `Missing`.
    FaultWithoutDetail: "SOAP fault without CWMP detail" => (fixed Missing "detail")
    /// The `Fault` of the detail is not in a CWMP namespace. Strict: `WrongNamespace`.
    UnqualifiedFault: "`Fault` is not in a CWMP namespace" => (fixed WrongNamespace "Fault")
}
