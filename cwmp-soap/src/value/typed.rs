//! The value of a parameter: text and type as sent, typed views on demand.

use super::{Boolean, DateTime, DateTimeError, Form, trim};
use crate::envelope::namespace::usual_prefix;
use crate::error::{ErrorKind, WarningKind};
use mgmt_wire::xml::Tag;
use std::borrow::Cow;
use std::fmt;

/// One row per type: variant, local name in XML Schema.
macro_rules! value_types {
    ($( $(#[doc = $doc:literal])+ $variant:ident $name:literal; )*) => {
        /// The type that `xsi:type` gives a value.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
        #[non_exhaustive]
        pub enum ValueType {
            /// There is no `xsi:type`.
            #[default]
            Unspecified,
            /// There is no `Value` element at all (some devices leave it out), which is not an empty value.
            Missing,
            /// A type without a row of its own; its name is in [`Value::raw_type`].
            Other,
            $( $(#[doc = $doc])+ $variant, )*
        }

        impl ValueType {
            /// Every type that has a name of its own here.
            pub const ALL: &'static [ValueType] = &[ $( ValueType::$variant, )* ];

            /// The local name in XML Schema; `None` for the three variants that are no types.
            #[must_use]
            pub const fn name(self) -> Option<&'static str> {
                match self {
                    ValueType::Unspecified | ValueType::Missing | ValueType::Other => None,
                    $( ValueType::$variant => Some($name), )*
                }
            }

            /// The tags of a value of the type, with the prefixes that [`Profile`](crate::envelope::Profile) has
            /// unless it is told otherwise.
            #[inline]
            pub(crate) const fn tag(self) -> Option<Tag<'static>> {
                match self {
                    ValueType::Unspecified | ValueType::Missing | ValueType::Other => None,
                    $( ValueType::$variant => {
                        let start = concat!(
                            "<Value ", usual_prefix!(xsi), ":type=\"", usual_prefix!(xsd), ":", $name, "\">"
                        );
                        Some(Tag::new(start, "</Value>"))
                    } )*
                }
            }

            /// The type of that local name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $( $name => Some(ValueType::$variant), )* _ => None }
            }
        }
    };
}

value_types! {
    /// `xsd:string`.
    String "string";
    /// `xsd:int`, 32 bits.
    Int "int";
    /// `xsd:unsignedInt`, 32 bits.
    UnsignedInt "unsignedInt";
    /// `xsd:long`, 64 bits.
    Long "long";
    /// `xsd:unsignedLong`, 64 bits.
    UnsignedLong "unsignedLong";
    /// `xsd:boolean`.
    Boolean "boolean";
    /// `xsd:dateTime`.
    DateTime "dateTime";
    /// `xsd:base64Binary`, in data models `base64`.
    Base64 "base64Binary";
    /// `xsd:hexBinary`.
    HexBinary "hexBinary";
    /// `xsd:decimal`.
    Decimal "decimal";
}

/// The simple types of XML Schema that [`ValueType`] has no variant for.
const FURTHER_TYPES: [&str; 35] = [
    "ENTITIES",
    "ENTITY",
    "ID",
    "IDREF",
    "IDREFS",
    "NCName",
    "NMTOKEN",
    "NMTOKENS",
    "NOTATION",
    "Name",
    "QName",
    "anySimpleType",
    "anyURI",
    "byte",
    "date",
    "double",
    "duration",
    "float",
    "gDay",
    "gMonth",
    "gMonthDay",
    "gYear",
    "gYearMonth",
    "integer",
    "language",
    "negativeInteger",
    "nonNegativeInteger",
    "nonPositiveInteger",
    "normalizedString",
    "positiveInteger",
    "short",
    "time",
    "token",
    "unsignedByte",
    "unsignedShort",
];

/// Whether XML Schema has a simple type of that local name.
pub(crate) fn is_schema_type(name: &str) -> bool {
    ValueType::from_name(name).is_some() || FURTHER_TYPES.binary_search(&name).is_ok()
}

/// The value of a parameter: its text and `xsi:type` exactly as sent.
///
/// ```
/// use cwmp_soap::value::{Value, ValueType};
///
/// let value = Value::unsigned_int(77);
/// assert_eq!(value.text, "77");
/// assert_eq!(value.value_type, ValueType::UnsignedInt);
/// assert_eq!(value.as_u64(), Some(77));
/// assert_eq!(Value::string("on").as_bool(), None);
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub struct Value<'a> {
    /// The text, white space included.
    pub text: Cow<'a, str>,
    /// The type that `xsi:type` names.
    pub value_type: ValueType,
    /// The text of `xsi:type` as sent (`xsd:string`, `xsd:string(64)`); empty when there is none. Writers take
    /// the type from [`value_type`](Value::value_type) and look here only for [`ValueType::Other`].
    pub raw_type: Cow<'a, str>,
}

/// A typed view of a [`Value`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TypedValue<'v> {
    /// Text: `xsd:string`, no type, or a type that is not known.
    String(&'v str),
    /// `xsd:int`.
    Int(i32),
    /// `xsd:unsignedInt`.
    UnsignedInt(u32),
    /// `xsd:long`.
    Long(i64),
    /// `xsd:unsignedLong`.
    UnsignedLong(u64),
    /// `xsd:boolean`.
    Boolean(bool),
    /// `xsd:dateTime`.
    DateTime(DateTime),
    /// The octets of `xsd:base64Binary`.
    Base64(Vec<u8>),
    /// The octets of `xsd:hexBinary`.
    HexBinary(Vec<u8>),
    /// `xsd:decimal`, as text.
    Decimal(&'v str),
}

impl<'a> Value<'a> {
    /// A value of that type; the text is taken as it is.
    pub fn new(value_type: ValueType, text: impl Into<Cow<'a, str>>) -> Self {
        let raw_type = match value_type {
            ValueType::String => "xsd:string",
            ValueType::Int => "xsd:int",
            ValueType::UnsignedInt => "xsd:unsignedInt",
            ValueType::Long => "xsd:long",
            ValueType::UnsignedLong => "xsd:unsignedLong",
            ValueType::Boolean => "xsd:boolean",
            ValueType::DateTime => "xsd:dateTime",
            ValueType::Base64 => "xsd:base64Binary",
            ValueType::HexBinary => "xsd:hexBinary",
            ValueType::Decimal => "xsd:decimal",
            ValueType::Unspecified | ValueType::Missing | ValueType::Other => "",
        };
        Value { text: text.into(), value_type, raw_type: Cow::Borrowed(raw_type) }
    }

    /// An `xsd:string`.
    pub fn string(text: impl Into<Cow<'a, str>>) -> Self {
        Value::new(ValueType::String, text)
    }

    /// An `xsd:int`.
    #[must_use]
    pub fn int(value: i32) -> Self {
        Value::new(ValueType::Int, value.to_string())
    }

    /// An `xsd:unsignedInt`.
    #[must_use]
    pub fn unsigned_int(value: u32) -> Self {
        Value::new(ValueType::UnsignedInt, value.to_string())
    }

    /// An `xsd:long`.
    #[must_use]
    pub fn long(value: i64) -> Self {
        Value::new(ValueType::Long, value.to_string())
    }

    /// An `xsd:unsignedLong`.
    #[must_use]
    pub fn unsigned_long(value: u64) -> Self {
        Value::new(ValueType::UnsignedLong, value.to_string())
    }

    /// An `xsd:boolean`, as `1` or `0`.
    #[must_use]
    pub fn boolean(value: bool) -> Self {
        Value::new(ValueType::Boolean, if value { "1" } else { "0" })
    }

    /// An `xsd:dateTime`.
    #[must_use]
    pub fn date_time(value: DateTime) -> Self {
        Value::new(ValueType::DateTime, value.to_string())
    }

    /// An `xsd:base64Binary` of these octets.
    #[must_use]
    pub fn base64(octets: &[u8]) -> Self {
        Value::new(ValueType::Base64, super::binary::encode_base64(octets))
    }

    /// An `xsd:hexBinary` of these octets, in upper case.
    #[must_use]
    pub fn hex_binary(octets: &[u8]) -> Self {
        Value::new(ValueType::HexBinary, super::binary::encode_hex(octets))
    }

    /// The value that a parameter without `Value` element has.
    #[must_use]
    pub fn missing() -> Self {
        Value { value_type: ValueType::Missing, ..Value::default() }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The value of its type.
    ///
    /// # Errors
    ///
    /// `InvalidValue` when the text is none of the type, `OutOfRange` when it is beyond its range.
    pub fn typed(&self) -> Result<TypedValue<'_>, ErrorKind> {
        let text = &*self.text;
        Ok(match self.value_type {
            ValueType::String | ValueType::Unspecified | ValueType::Missing | ValueType::Other => {
                TypedValue::String(text)
            }
            ValueType::Int => TypedValue::Int(integer(text, "int")?),
            ValueType::UnsignedInt => TypedValue::UnsignedInt(integer(text, "unsignedInt")?),
            ValueType::Long => TypedValue::Long(integer(text, "long")?),
            ValueType::UnsignedLong => TypedValue::UnsignedLong(integer(text, "unsignedLong")?),
            ValueType::Boolean => {
                let boolean = Boolean::parse(text).or_else(|| Boolean::parse_lenient(text));
                TypedValue::Boolean(boolean.ok_or(ErrorKind::InvalidValue("boolean"))?.value)
            }
            ValueType::DateTime => TypedValue::DateTime(DateTime::parse_lenient(text)?),
            ValueType::Base64 => TypedValue::Base64(
                super::binary::decode_base64(text).ok_or(ErrorKind::InvalidValue("base64Binary"))?,
            ),
            ValueType::HexBinary => TypedValue::HexBinary(
                super::binary::decode_hex(text).ok_or(ErrorKind::InvalidValue("hexBinary"))?,
            ),
            ValueType::Decimal => {
                TypedValue::Decimal(decimal(text).ok_or(ErrorKind::InvalidValue("decimal"))?)
            }
        })
    }

    /// The boolean of an `xsd:boolean`; `None` for other types.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self.typed() {
            Ok(TypedValue::Boolean(value)) => Some(value),
            _ => None,
        }
    }

    /// The number of any of the four integer types, if it is within `i64`.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self.typed().ok()? {
            TypedValue::Int(value) => Some(i64::from(value)),
            TypedValue::UnsignedInt(value) => Some(i64::from(value)),
            TypedValue::Long(value) => Some(value),
            TypedValue::UnsignedLong(value) => i64::try_from(value).ok(),
            _ => None,
        }
    }

    /// The number of any of the four integer types, if it is not negative.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        match self.typed().ok()? {
            TypedValue::Int(value) => u64::try_from(value).ok(),
            TypedValue::UnsignedInt(value) => Some(u64::from(value)),
            TypedValue::Long(value) => u64::try_from(value).ok(),
            TypedValue::UnsignedLong(value) => Some(value),
            _ => None,
        }
    }

    /// The time of an `xsd:dateTime`; `None` for other types.
    #[must_use]
    pub fn as_date_time(&self) -> Option<DateTime> {
        match self.typed() {
            Ok(TypedValue::DateTime(value)) => Some(value),
            _ => None,
        }
    }

    /// The octets of an `xsd:base64Binary` or `xsd:hexBinary`; `None` for other types.
    #[must_use]
    pub fn as_octets(&self) -> Option<Vec<u8>> {
        match self.typed() {
            Ok(TypedValue::Base64(octets) | TypedValue::HexBinary(octets)) => Some(octets),
            _ => None,
        }
    }

    /// The same, owning its texts.
    #[must_use]
    pub fn into_owned(self) -> Value<'static> {
        Value {
            text: Cow::Owned(self.text.into_owned()),
            value_type: self.value_type,
            raw_type: match (ValueType::name(self.value_type), self.raw_type) {
                // The canonical spelling needs no allocation of its own.
                (Some(name), raw) if raw.strip_prefix("xsd:") == Some(name) => {
                    Value::new(self.value_type, "").raw_type
                }
                (_, raw) => Cow::Owned(raw.into_owned()),
            },
        }
    }
}

/// Whether `text` is of the type, without building the value: `Ok(Some(_))` names a deviation that is clear
/// enough to accept.
#[inline]
pub(crate) fn check(value_type: ValueType, text: &str) -> Result<Option<WarningKind>, ErrorKind> {
    match value_type {
        ValueType::String | ValueType::Unspecified | ValueType::Missing | ValueType::Other => Ok(None),
        // What most of them look like.
        ValueType::Boolean if matches!(text, "0" | "1" | "true" | "false") => Ok(None),
        ValueType::Int | ValueType::UnsignedInt | ValueType::Long | ValueType::UnsignedLong
            if is_short_number(text) =>
        {
            Ok(None)
        }
        _ => check_form(value_type, text),
    }
}

/// Whether the text is one to nine digits: a number of any integer type.
fn is_short_number(text: &str) -> bool {
    (1..=9).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

fn check_form(value_type: ValueType, text: &str) -> Result<Option<WarningKind>, ErrorKind> {
    let name = match value_type {
        ValueType::String | ValueType::Unspecified | ValueType::Missing | ValueType::Other => {
            return Ok(None);
        }
        ValueType::Base64 => "base64Binary",
        ValueType::HexBinary => "hexBinary",
        ValueType::Int => "int",
        ValueType::UnsignedInt => "unsignedInt",
        ValueType::Long => "long",
        ValueType::UnsignedLong => "unsignedLong",
        ValueType::Boolean => "boolean",
        ValueType::DateTime => "dateTime",
        ValueType::Decimal => "decimal",
    };
    let invalid = ErrorKind::InvalidValue(name);
    if trim(text).is_empty() && !matches!(value_type, ValueType::Base64 | ValueType::HexBinary) {
        return Ok(Some(WarningKind::EmptyValue(name)));
    }
    match value_type {
        ValueType::Int => integer::<i32>(text, name).map(|_| None),
        ValueType::UnsignedInt => integer::<u32>(text, name).map(|_| None),
        ValueType::Long => integer::<i64>(text, name).map(|_| None),
        ValueType::UnsignedLong => integer::<u64>(text, name).map(|_| None),
        ValueType::Boolean if Boolean::parse(text).is_some() => Ok(None),
        ValueType::Boolean if Boolean::parse_lenient(text).is_some() => {
            Ok(Some(WarningKind::BooleanSpelling))
        }
        ValueType::DateTime => match DateTime::read(text, true)? {
            (_, Form::Exact) => Ok(None),
            (_, Form::Deviant) => Ok(Some(WarningKind::DateTimeForm)),
        },
        ValueType::Base64 if super::binary::is_base64(text) => Ok(None),
        ValueType::HexBinary if super::binary::is_hex(text) => Ok(None),
        ValueType::Decimal if decimal(text).is_some() => Ok(None),
        _ => Err(invalid),
    }
}

/// Reads the lexical form of an integer type of XML Schema: a sign, digits, white space around.
fn integer<T: std::str::FromStr>(text: &str, name: &'static str) -> Result<T, ErrorKind> {
    let text = trim(text);
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(ErrorKind::InvalidValue(name));
    }
    // `-0` is a value of the unsigned types too.
    let text = if text.starts_with('-') && digits.bytes().all(|b| b == b'0') { digits } else { text };
    text.parse().map_err(|_| ErrorKind::OutOfRange(name))
}

/// The lexical form of `xsd:decimal`, without the white space around.
fn decimal(text: &str) -> Option<&str> {
    let text = trim(text);
    let number = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    (!(whole.is_empty() && fraction.is_empty()) && digits(whole) && digits(fraction)).then_some(text)
}

impl From<DateTimeError> for ErrorKind {
    fn from(error: DateTimeError) -> Self {
        match error {
            DateTimeError::Invalid => ErrorKind::InvalidValue("dateTime"),
            DateTimeError::OutOfRange => ErrorKind::OutOfRange("dateTime"),
        }
    }
}

impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value_type {
            ValueType::Unspecified | ValueType::Other => write!(f, "{:?}", self.text),
            ValueType::Missing => f.write_str("<missing>"),
            known => write!(f, "{known:?}({:?})", self.text),
        }
    }
}

/// The text alone when there is no type, `null` when there is no value, else `{"Type": "xsd:int", "Text": "7"}`.
#[cfg(feature = "serde")]
impl serde::Serialize for Value<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        match self.value_type {
            ValueType::Missing => serializer.serialize_none(),
            ValueType::Unspecified => serializer.serialize_str(&self.text),
            _ => {
                let mut value = serializer.serialize_struct("Value", 2)?;
                value.serialize_field("Type", &self.raw_type)?;
                value.serialize_field("Text", &self.text)?;
                value.end()
            }
        }
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Value<'static> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(untagged)]
        enum Form {
            None(()),
            Text(String),
            Typed {
                #[serde(rename = "Type")]
                raw_type: String,
                #[serde(rename = "Text")]
                text: String,
            },
        }
        Ok(match Form::deserialize(deserializer)? {
            Form::None(()) => Value::missing(),
            Form::Text(text) => Value::new(ValueType::Unspecified, text),
            Form::Typed { raw_type, text } => {
                let local = raw_type.rsplit(':').next().unwrap_or_default();
                let value_type = ValueType::from_name(local).unwrap_or(ValueType::Other);
                Value { text: text.into(), value_type, raw_type: raw_type.into() }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn further_types_are_sorted() {
        assert!(FURTHER_TYPES.is_sorted());
        for name in FURTHER_TYPES {
            assert!(is_schema_type(name));
            assert_eq!(ValueType::from_name(name), None);
        }
        for known in ValueType::ALL {
            assert_eq!(ValueType::from_name(known.name().unwrap()), Some(*known));
            let raw = Value::new(*known, "").raw_type;
            assert_eq!(raw.strip_prefix("xsd:"), known.name());
        }
    }

    #[test]
    fn typed_views() {
        let typed = |value_type, text: &'static str| {
            let value = Value::new(value_type, text);
            value.typed().map(|view| format!("{view:?}")).map_err(|error| error.to_string())
        };
        assert_eq!(typed(ValueType::UnsignedInt, " 7 ").unwrap(), "UnsignedInt(7)");
        assert_eq!(typed(ValueType::Int, "+7").unwrap(), "Int(7)");
        assert_eq!(typed(ValueType::UnsignedInt, "-0").unwrap(), "UnsignedInt(0)");
        assert_eq!(typed(ValueType::UnsignedInt, "-1").unwrap_err(), "value of unsignedInt is out of range");
        assert_eq!(typed(ValueType::Long, "1.0").unwrap_err(), "invalid value of long");
        assert_eq!(typed(ValueType::Boolean, "TRUE").unwrap(), "Boolean(true)");
        assert_eq!(typed(ValueType::Decimal, "-.5").unwrap(), "Decimal(\"-.5\")");
        assert!(typed(ValueType::Decimal, ".").is_err());
        assert!(typed(ValueType::Decimal, "1e5").is_err());
        assert_eq!(Value::base64(b"\x00\xff").as_octets().unwrap(), b"\x00\xff");
        assert_eq!(Value::hex_binary(b"\x00\xff").text, "00FF");
        assert_eq!(Value::unsigned_long(u64::MAX).as_i64(), None);
        assert_eq!(Value::int(-1).as_u64(), None);
    }

    #[test]
    fn checks_agree_with_views() {
        for value_type in ValueType::ALL {
            for text in [
                "",
                " ",
                "1",
                "-1",
                "true",
                "True",
                "x",
                "00",
                "0g",
                "AA==",
                "AAA",
                "1.5",
                "2020-01-01T00:00:00Z",
                "2020-01-01T00:00:60Z",
                "99999999999999999999",
            ] {
                let value = Value::new(*value_type, text);
                match check(*value_type, text) {
                    Ok(Some(WarningKind::EmptyValue(_))) => assert!(value.typed().is_err()),
                    Ok(_) => assert!(value.typed().is_ok(), "{value:?}"),
                    Err(kind) => assert_eq!(value.typed(), Err(kind)),
                }
            }
        }
    }
}
