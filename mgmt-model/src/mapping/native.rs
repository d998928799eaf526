//! The types of values in the protocols.

use super::{Precision, codec};
use crate::resource::{parse_boolean, parse_float};
use crate::{ErrorKind, Time, Value};
use alloc::borrow::Cow;
use alloc::string::ToString;

macro_rules! natives {
    ($( $(#[doc = $doc:literal])+ $variant:ident $word:literal; )*) => {
        /// The type of a value where a protocol keeps it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Native { $(
            $(#[doc = $doc])+
            #[doc = concat!("\n\nIn the tables: `", $word, "`.")]
            $variant,
        )* }

        impl Native {
            /// Every type.
            pub const ALL: &'static [Native] = &[ $( Native::$variant, )* ];

            /// The word in the tables.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $( Native::$variant => $word, )* }
            }

            /// The type of a word.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $( $word => Some(Native::$variant), )* _ => None }
            }
        }
    };
}

natives! {
    /// No value: an action.
    None "none";
    /// Text.
    String "string";
    /// 32 bits with sign.
    Int32 "int32";
    /// 32 bits without sign.
    Uint32 "uint32";
    /// 64 bits with sign.
    Int64 "int64";
    /// 64 bits without sign.
    Uint64 "uint64";
    /// IEEE 754, 32 bits.
    Float32 "float32";
    /// IEEE 754, 64 bits.
    Float64 "float64";
    /// True or false.
    Boolean "boolean";
    /// `xsd:dateTime`.
    DateTime "datetime";
    /// Seconds since 1970.
    UnixTime "unixtime";
    /// Bytes, as base64 in text.
    Base64 "base64";
    /// Bytes, as hexadecimal digits in text.
    Hex "hex";
    /// Bytes.
    Opaque "opaque";
    /// LwM2M object link, `3:0`.
    Objlnk "objlnk";
    /// CoRE links.
    Corelnk "corelnk";
}

impl Native {
    /// Smallest and largest number, for whole numbers.
    #[must_use]
    pub const fn bounds(self) -> Option<(i128, i128)> {
        Some(match self {
            Native::Int32 => (i32::MIN as i128, i32::MAX as i128),
            Native::Uint32 => (0, u32::MAX as i128),
            Native::Int64 => (i64::MIN as i128, i64::MAX as i128),
            Native::Uint64 => (0, u64::MAX as i128),
            _ => return None,
        })
    }

    /// A value as it came, text or typed, in the form of this type; `None` when it says that there is none
    /// (CWMP's Unknown Time).
    ///
    /// # Errors
    ///
    /// `InvalidValue`, `OutOfRange`, `Type` or `NonFinite` when it is no value of this type.
    pub fn read(self, value: Value<'_>) -> Result<Option<Value<'_>>, ErrorKind> {
        if value == Value::Null {
            return Ok(None);
        }
        if self == Native::DateTime
            && let Value::Text(text) = &value
        {
            return Ok(Time::parse_xsd(text)?.map(Value::Time));
        }
        self.convert(value, &mut Precision::exact()).map(Some)
    }

    /// A value in the form that a place of this type takes.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read), and `Lossy` when it must be rounded and that is not allowed.
    ///
    /// ```
    /// use mgmt_model::mapping::{Native, Precision};
    /// use mgmt_model::{ErrorKind, Value};
    ///
    /// let too_large = Native::Uint32.write(Value::from(4_294_967_296_i64), &mut Precision::exact());
    /// assert_eq!(too_large, Err(ErrorKind::OutOfRange("uint32")));
    /// ```
    pub fn write<'a>(self, value: Value<'a>, precision: &mut Precision) -> Result<Value<'a>, ErrorKind> {
        self.convert(value, precision)
    }

    fn convert<'a>(self, value: Value<'a>, precision: &mut Precision) -> Result<Value<'a>, ErrorKind> {
        if let Some((minimum, maximum)) = self.bounds() {
            let number = match &value {
                Value::Integer(number) => *number,
                Value::Text(text) => codec::parse_integer(text)?,
                Value::Float(number) => match codec::whole(*number) {
                    Err(ErrorKind::Lossy) => {
                        precision.lose()?;
                        codec::whole(codec::toward_zero(*number))?
                    }
                    other => other?,
                },
                Value::Boolean(truth) => i128::from(*truth),
                _ => return Err(ErrorKind::Type(self.word())),
            };
            let fits = (minimum..=maximum).contains(&number);
            return if fits { Ok(Value::Integer(number)) } else { Err(ErrorKind::OutOfRange(self.word())) };
        }
        let wrong = Err(ErrorKind::Type(self.word()));
        match self {
            Native::String | Native::Corelnk => Ok(match value {
                Value::Text(_) => value,
                Value::Integer(number) => Value::from(number.to_string()),
                Value::Boolean(truth) => Value::text(if truth { "true" } else { "false" }),
                Value::Float(number) if number.is_finite() => Value::from(number.to_string()),
                Value::Float(_) => return Err(ErrorKind::NonFinite),
                Value::Time(time) => Value::from(time.to_xsd()?),
                Value::Opaque(_) => return Err(ErrorKind::Type("text; bytes need base64")),
                _ => return wrong,
            }),
            Native::Boolean => match &value {
                Value::Boolean(_) => Ok(value),
                Value::Text(text) => parse_boolean(text).map(Value::Boolean),
                Value::Integer(0) => Ok(Value::Boolean(false)),
                Value::Integer(1) => Ok(Value::Boolean(true)),
                Value::Integer(_) => Err(ErrorKind::InvalidValue("boolean")),
                _ => wrong,
            },
            Native::Float32 | Native::Float64 => {
                let number = match &value {
                    Value::Float(number) => *number,
                    Value::Integer(_) => value.as_float().ok_or(ErrorKind::Lossy)?,
                    Value::Text(text) => parse_float(text)?,
                    _ => return wrong,
                };
                if !number.is_finite() {
                    return Err(ErrorKind::NonFinite);
                }
                if self == Native::Float64 { Ok(Value::Float(number)) } else { single(number, precision) }
            }
            Native::DateTime => match &value {
                Value::Time(time) => time.to_xsd().map(|_| value),
                Value::Text(text) => {
                    Time::parse_xsd(text)?.map(Value::Time).ok_or(ErrorKind::InvalidValue("dateTime"))
                }
                _ => wrong,
            },
            Native::UnixTime => match value {
                Value::Time(time) => {
                    if time.micros != 0 {
                        precision.lose()?;
                    }
                    Ok(Value::Time(Time::from_seconds(time.seconds)))
                }
                Value::Integer(seconds) => i64::try_from(seconds)
                    .map(|seconds| Value::Time(Time::from_seconds(seconds)))
                    .map_err(|_| ErrorKind::OutOfRange("time")),
                Value::Text(text) => i64::try_from(codec::parse_integer(&text)?)
                    .map(|seconds| Value::Time(Time::from_seconds(seconds)))
                    .map_err(|_| ErrorKind::OutOfRange("time")),
                _ => wrong,
            },
            Native::Base64 | Native::Hex | Native::Opaque => match value {
                Value::Opaque(_) => Ok(value),
                Value::Text(text) => {
                    let bytes = if self == Native::Hex {
                        mgmt_wire::hex::decode(text.as_bytes())
                    } else {
                        codec::decode_base64(&text)
                    };
                    bytes
                        .map(|bytes| Value::Opaque(Cow::Owned(bytes)))
                        .ok_or(ErrorKind::InvalidValue(self.word()))
                }
                _ => wrong,
            },
            Native::Objlnk => match &value {
                Value::Text(text) if is_link(text) => Ok(value),
                Value::Text(_) => Err(ErrorKind::InvalidValue("object link")),
                _ => wrong,
            },
            Native::None => Err(ErrorKind::Unexpected("value of an action")),
            _ => wrong,
        }
    }
}

#[allow(clippy::cast_possible_truncation, reason = "the range is checked, lost digits are reported")]
fn single<'a>(number: f64, precision: &mut Precision) -> Result<Value<'a>, ErrorKind> {
    if number.abs() > f64::from(f32::MAX) {
        return Err(ErrorKind::OutOfRange("float32"));
    }
    let narrow = f64::from(number as f32);
    if narrow.to_bits() != number.to_bits() {
        precision.lose()?;
    }
    Ok(Value::Float(narrow))
}

fn is_link(text: &str) -> bool {
    let id = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok();
    text.split_once(':').is_some_and(|(object, instance)| id(object) && id(instance))
}
