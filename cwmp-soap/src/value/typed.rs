//! The value of a parameter: text and type as sent, typed views on demand.

use super::check::{decimal, integer};
use super::{Boolean, DateTime, DateTimeError, ValueType};
use crate::error::ErrorKind;
use alloc::borrow::Cow;
use alloc::string::ToString;
use alloc::vec::Vec;
use core::fmt;

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
        Value::new(ValueType::Base64, mgmt_wire::base64::encode_padded(octets))
    }

    /// An `xsd:hexBinary` of these octets, in upper case.
    #[must_use]
    pub fn hex_binary(octets: &[u8]) -> Self {
        Value::new(ValueType::HexBinary, mgmt_wire::hex::encode(octets))
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
impl<'de> serde::Deserialize<'de> for Value<'_> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(untagged)]
        enum Form {
            None(()),
            Text(alloc::string::String),
            Typed {
                #[serde(rename = "Type")]
                raw_type: alloc::string::String,
                #[serde(rename = "Text")]
                text: alloc::string::String,
            },
        }
        Ok(match Form::deserialize(deserializer)? {
            Form::None(()) => Value::missing(),
            Form::Text(text) => Value::new(ValueType::Unspecified, text),
            Form::Typed { raw_type, text } => {
                let local = raw_type.split_once(':').map_or(&*raw_type, |(_, local)| local);
                let value_type = ValueType::from_spelling(local);
                Value { text: text.into(), value_type, raw_type: raw_type.into() }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

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
}
