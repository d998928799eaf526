//! Values and their types.

use crate::path::Path;
use core::fmt;
use core::str::FromStr;

macro_rules! types {
    ($( $(#[doc = $doc:literal])+ $variant:ident $word:literal $definition:literal )+) => {
        /// A data type of the object model.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "lowercase"))]
        pub enum ValueType { $( $(#[doc = $doc])+ $variant, )+ }

        impl ValueType {
            /// Every type, in table order.
            pub const ALL: &'static [ValueType] = &[ $( ValueType::$variant, )+ ];

            /// The type in one lower-case word: `string`, `integer`, …
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( ValueType::$variant => $word, )+ }
            }

            /// The type as object definition files write it: `String`, `Unsigned Integer`, …
            #[must_use]
            pub const fn definition_name(self) -> &'static str {
                match self { $( ValueType::$variant => $definition, )+ }
            }
        }
    };
}

types! {
    /// UTF-8 text.
    String "string" "String"
    /// Signed integer, up to 64 bits.
    Integer "integer" "Integer"
    /// Unsigned integer, up to 64 bits (from LwM2M 1.1).
    Unsigned "unsigned" "Unsigned Integer"
    /// IEEE 754 number of 32 or 64 bits.
    Float "float" "Float"
    /// True or false.
    Boolean "boolean" "Boolean"
    /// Bytes.
    Opaque "opaque" "Opaque"
    /// Seconds since 1970-01-01T00:00Z.
    Time "time" "Time"
    /// Link to an object instance.
    Objlnk "objlnk" "Objlnk"
    /// Links in CoRE link-format (from LwM2M 1.1).
    Corelnk "corelnk" "Corelnk"
}

impl fmt::Display for ValueType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A link to an object instance; `65535:65535` links to nothing.
///
/// ```
/// use lwm2m_tlv::Objlnk;
///
/// let link: Objlnk = "3:0".parse()?;
/// assert_eq!(link, Objlnk::new(3, 0));
/// assert!("03:0".parse::<Objlnk>().is_err());
/// assert_eq!(Objlnk::NULL.to_string(), "65535:65535");
/// # Ok::<(), lwm2m_tlv::value::ParseObjlnkError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Objlnk {
    /// Object identifier.
    pub object: u16,
    /// Object instance identifier.
    pub instance: u16,
}

impl Objlnk {
    /// The link to nothing.
    pub const NULL: Objlnk = Objlnk { object: u16::MAX, instance: u16::MAX };

    /// A link to `/object/instance`.
    #[must_use]
    pub const fn new(object: u16, instance: u16) -> Objlnk {
        Objlnk { object, instance }
    }

    /// Whether the link is the link to nothing.
    #[must_use]
    pub const fn is_null(self) -> bool {
        self.object == u16::MAX && self.instance == u16::MAX
    }

    /// The linked path; `None` for the null link.
    #[must_use]
    pub const fn target(self) -> Option<Path> {
        if self.is_null() { None } else { Some(Path::instance(self.object, self.instance)) }
    }
}

impl fmt::Display for Objlnk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.object, self.instance)
    }
}

/// The text is not two identifiers around a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseObjlnkError {
    /// Not `digits:digits`, or leading zeros.
    #[error("not an object link")]
    Syntax,
    /// An identifier above 65535.
    #[error("object link out of range")]
    OutOfRange,
}

impl FromStr for Objlnk {
    type Err = ParseObjlnkError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        fn id(text: &str) -> Result<u16, ParseObjlnkError> {
            match text.as_bytes() {
                [] | [b'0', _, ..] => Err(ParseObjlnkError::Syntax),
                bytes if bytes.iter().all(u8::is_ascii_digit) => {
                    text.parse().map_err(|_| ParseObjlnkError::OutOfRange)
                }
                _ => Err(ParseObjlnkError::Syntax),
            }
        }
        let (object, instance) = text.split_once(':').ok_or(ParseObjlnkError::Syntax)?;
        Ok(Objlnk { object: id(object)?, instance: id(instance)? })
    }
}

/// What a decoder asks of an object model: the types of resources.
///
/// Formats that do not carry types (TLV, text, in part SenML) need it. `()` knows nothing; a closure serves for
/// single resources. The path is that of a resource or a resource instance.
///
/// ```
/// use lwm2m_tlv::{Path, Types, ValueType};
///
/// let model = |path: Path| (path.resource_id() == Some(9)).then_some(ValueType::Integer);
/// assert_eq!(model.value_type(Path::resource(3, 0, 9)), Some(ValueType::Integer));
/// assert_eq!(().value_type(Path::resource(3, 0, 9)), None);
/// ```
pub trait Types {
    /// The type of the resource at `path`; `None` when the model does not know it or it has none (executable).
    fn value_type(&self, path: Path) -> Option<ValueType>;

    /// Whether the resource at `path` can have several instances; `None` when the model does not know it.
    fn multiple(&self, path: Path) -> Option<bool> {
        let _ = path;
        None
    }
}

impl Types for () {
    fn value_type(&self, _: Path) -> Option<ValueType> {
        None
    }
}

impl<F: Fn(Path) -> Option<ValueType>> Types for F {
    fn value_type(&self, path: Path) -> Option<ValueType> {
        self(path)
    }
}

#[cfg(feature = "serde")]
mod with_serde {
    use super::Objlnk;
    use core::fmt;
    use serde::de::{Deserialize, Deserializer, Error, Visitor};
    use serde::ser::{Serialize, Serializer};

    impl Serialize for Objlnk {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_str(self)
        }
    }

    impl<'de> Deserialize<'de> for Objlnk {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct Text;
            impl Visitor<'_> for Text {
                type Value = Objlnk;
                fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str("an object link such as \"3:0\"")
                }
                fn visit_str<E: Error>(self, text: &str) -> Result<Objlnk, E> {
                    text.parse().map_err(E::custom)
                }
            }
            deserializer.deserialize_str(Text)
        }
    }
}

#[cfg(feature = "alloc")]
pub use owned::Value;

#[cfg(feature = "alloc")]
mod owned {
    use super::{Objlnk, ValueType};
    use alloc::borrow::Cow;
    use alloc::string::String;
    use alloc::vec::Vec;

    /// A value of a resource, borrowed from the payload where that is possible.
    #[derive(Clone, Debug, PartialEq)]
    #[cfg_attr(
        feature = "serde",
        derive(serde::Serialize, serde::Deserialize),
        serde(rename_all = "lowercase")
    )]
    #[non_exhaustive]
    pub enum Value<'a> {
        /// UTF-8 text.
        String(Cow<'a, str>),
        /// Signed integer.
        Integer(i64),
        /// Unsigned integer.
        Unsigned(u64),
        /// IEEE 754 number; a 32-bit number of the payload is widened, which is exact.
        Float(f64),
        /// True or false.
        Boolean(bool),
        /// Bytes.
        Opaque(Cow<'a, [u8]>),
        /// Seconds since 1970-01-01T00:00Z; negative before.
        Time(i64),
        /// Link to an object instance.
        Objlnk(Objlnk),
        /// Links in CoRE link-format.
        Corelnk(Cow<'a, str>),
    }

    impl Value<'_> {
        /// The type of the value.
        #[must_use]
        pub const fn value_type(&self) -> ValueType {
            match self {
                Value::String(_) => ValueType::String,
                Value::Integer(_) => ValueType::Integer,
                Value::Unsigned(_) => ValueType::Unsigned,
                Value::Float(_) => ValueType::Float,
                Value::Boolean(_) => ValueType::Boolean,
                Value::Opaque(_) => ValueType::Opaque,
                Value::Time(_) => ValueType::Time,
                Value::Objlnk(_) => ValueType::Objlnk,
                Value::Corelnk(_) => ValueType::Corelnk,
            }
        }

        /// The text of a String or Corelnk.
        #[must_use]
        pub fn as_str(&self) -> Option<&str> {
            match self {
                Value::String(text) | Value::Corelnk(text) => Some(text),
                _ => None,
            }
        }

        /// The bytes of an Opaque.
        #[must_use]
        pub fn as_bytes(&self) -> Option<&[u8]> {
            match self {
                Value::Opaque(bytes) => Some(bytes),
                _ => None,
            }
        }

        /// The number of an Integer, Time or Unsigned, when it fits.
        #[must_use]
        pub fn as_i64(&self) -> Option<i64> {
            match *self {
                Value::Integer(number) | Value::Time(number) => Some(number),
                Value::Unsigned(number) => i64::try_from(number).ok(),
                _ => None,
            }
        }

        /// The number of an Unsigned, Integer or Time, when it fits.
        #[must_use]
        pub fn as_u64(&self) -> Option<u64> {
            match *self {
                Value::Unsigned(number) => Some(number),
                Value::Integer(number) | Value::Time(number) => u64::try_from(number).ok(),
                _ => None,
            }
        }

        /// The number of a Float, or of an Integer or Unsigned that a float can hold exactly.
        #[must_use]
        pub fn as_f64(&self) -> Option<f64> {
            match *self {
                Value::Float(number) => Some(number),
                Value::Integer(number) => exact_float(number.into()),
                Value::Unsigned(number) => exact_float(number.into()),
                _ => None,
            }
        }

        /// The truth of a Boolean.
        #[must_use]
        pub const fn as_bool(&self) -> Option<bool> {
            match *self {
                Value::Boolean(truth) => Some(truth),
                _ => None,
            }
        }

        /// The link of an Objlnk.
        #[must_use]
        pub const fn as_objlnk(&self) -> Option<Objlnk> {
            match *self {
                Value::Objlnk(link) => Some(link),
                _ => None,
            }
        }

        /// The value without any borrow.
        #[must_use]
        pub fn into_owned(self) -> Value<'static> {
            match self {
                Value::String(text) => Value::String(Cow::Owned(text.into_owned())),
                Value::Integer(number) => Value::Integer(number),
                Value::Unsigned(number) => Value::Unsigned(number),
                Value::Float(number) => Value::Float(number),
                Value::Boolean(truth) => Value::Boolean(truth),
                Value::Opaque(bytes) => Value::Opaque(Cow::Owned(bytes.into_owned())),
                Value::Time(seconds) => Value::Time(seconds),
                Value::Objlnk(link) => Value::Objlnk(link),
                Value::Corelnk(text) => Value::Corelnk(Cow::Owned(text.into_owned())),
            }
        }
    }

    /// The float equal to an integer, where there is one.
    #[allow(clippy::cast_possible_truncation)] // Saturating; the comparison refuses what did not survive.
    pub(crate) fn exact_float(number: i128) -> Option<f64> {
        let float = number as f64;
        (float as i128 == number).then_some(float)
    }

    macro_rules! from {
        ($( $type:ty => $variant:ident, )+) => {
            $( impl<'a> From<$type> for Value<'a> {
                fn from(value: $type) -> Self {
                    Value::$variant(value.into())
                }
            } )+
        };
    }

    from! {
        &'a str => String,
        String => String,
        Cow<'a, str> => String,
        i8 => Integer,
        i16 => Integer,
        i32 => Integer,
        i64 => Integer,
        u8 => Unsigned,
        u16 => Unsigned,
        u32 => Unsigned,
        u64 => Unsigned,
        f32 => Float,
        f64 => Float,
        bool => Boolean,
        &'a [u8] => Opaque,
        Vec<u8> => Opaque,
        Cow<'a, [u8]> => Opaque,
        Objlnk => Objlnk,
    }

    #[cfg(feature = "bytes")]
    impl From<bytes::Bytes> for Value<'_> {
        fn from(value: bytes::Bytes) -> Self {
            Value::Opaque(Cow::Owned(value.into()))
        }
    }
}
