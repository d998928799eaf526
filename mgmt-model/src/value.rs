//! Values as the model sees them, whatever the protocol wrote.

use crate::time::Time;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// A value of an attribute, or of a parameter, node or resource of one of the protocols.
///
/// Integers are exact over the whole range of every protocol (`i64` and `u64`); what a place can hold is checked
/// when a value goes there.
///
/// ```
/// use mgmt_model::Value;
///
/// let value = Value::from(512_u64);
/// assert_eq!(value.as_integer(), Some(512));
/// assert_eq!(Value::from("Hilltop").as_str(), Some("Hilltop"));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value<'a> {
    /// No value; in an update: delete the attribute.
    Null,
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i128),
    /// A number with a fraction.
    Float(f64),
    /// Text.
    Text(Cow<'a, str>),
    /// Bytes.
    Opaque(Cow<'a, [u8]>),
    /// A moment.
    Time(Time),
    /// Several values in order.
    List(Vec<Value<'a>>),
    /// Named values in order, such as an action status.
    Record(Vec<(Cow<'a, str>, Value<'a>)>),
}

impl<'a> Value<'a> {
    /// A text that lives as long as the program.
    #[must_use]
    pub const fn text(text: &'a str) -> Self {
        Value::Text(Cow::Borrowed(text))
    }

    /// The text of a `Text`.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number of an `Integer`.
    #[must_use]
    pub const fn as_integer(&self) -> Option<i128> {
        match self {
            Value::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// The number of a `Float`, or of an `Integer` of at most 2^53.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "exact up to 2^53, checked")]
    pub fn as_float(&self) -> Option<f64> {
        match self {
            Value::Float(number) => Some(*number),
            Value::Integer(number) if number.unsigned_abs() <= 1 << 53 => Some(*number as f64),
            _ => None,
        }
    }

    /// The truth of a `Boolean`.
    #[must_use]
    pub const fn as_bool(&self) -> Option<bool> {
        match self {
            Value::Boolean(truth) => Some(*truth),
            _ => None,
        }
    }

    /// The moment of a `Time`.
    #[must_use]
    pub const fn as_time(&self) -> Option<Time> {
        match self {
            Value::Time(time) => Some(*time),
            _ => None,
        }
    }

    /// The bytes of an `Opaque`.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Value::Opaque(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The elements of a `List`.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Value<'a>]> {
        match self {
            Value::List(values) => Some(values),
            _ => None,
        }
    }

    /// The member of a `Record` that has this name.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Value<'a>> {
        match self {
            Value::Record(members) => members.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// Whether the value says nothing: null, an empty text, an empty list.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Value::Null => true,
            Value::Text(text) => text.is_empty(),
            Value::List(values) => values.is_empty(),
            _ => false,
        }
    }

    /// What kind of value it is, in one word.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Boolean(_) => "boolean",
            Value::Integer(_) => "integer",
            Value::Float(_) => "float",
            Value::Text(_) => "text",
            Value::Opaque(_) => "opaque",
            Value::Time(_) => "time",
            Value::List(_) => "list",
            Value::Record(_) => "record",
        }
    }

    /// The same, owning its texts and bytes.
    #[must_use]
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Value::Null => Value::Null,
            Value::Boolean(truth) => Value::Boolean(truth),
            Value::Integer(number) => Value::Integer(number),
            Value::Float(number) => Value::Float(number),
            Value::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Value::Opaque(bytes) => Value::Opaque(Cow::Owned(bytes.into_owned())),
            Value::Time(time) => Value::Time(time),
            Value::List(values) => Value::List(values.into_iter().map(Value::into_owned).collect()),
            Value::Record(members) => Value::Record(
                members
                    .into_iter()
                    .map(|(name, value)| (Cow::Owned(name.into_owned()), value.into_owned()))
                    .collect(),
            ),
        }
    }
}

macro_rules! from {
    ($( $type:ty => |$value:ident| $make:expr, )+) => {
        $( impl<'a> From<$type> for Value<'a> {
            fn from($value: $type) -> Self {
                $make
            }
        } )+
    };
}

from! {
    bool => |value| Value::Boolean(value),
    i32 => |value| Value::Integer(value.into()),
    i64 => |value| Value::Integer(value.into()),
    u16 => |value| Value::Integer(value.into()),
    u32 => |value| Value::Integer(value.into()),
    u64 => |value| Value::Integer(value.into()),
    i128 => |value| Value::Integer(value),
    f64 => |value| Value::Float(value),
    &'a str => |value| Value::Text(Cow::Borrowed(value)),
    String => |value| Value::Text(Cow::Owned(value)),
    Cow<'a, str> => |value| Value::Text(value),
    &'a [u8] => |value| Value::Opaque(Cow::Borrowed(value)),
    Vec<u8> => |value| Value::Opaque(Cow::Owned(value)),
    Time => |value| Value::Time(value),
    Vec<Value<'a>> => |value| Value::List(value),
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    #[test]
    fn views() {
        assert_eq!(Value::from(u64::MAX).as_integer(), Some(i128::from(u64::MAX)));
        assert_eq!(Value::Integer(1 << 53).as_float(), Some(9_007_199_254_740_992.0));
        assert_eq!(Value::Integer((1 << 53) + 1).as_float(), None);
        let record = Value::Record(vec![("sus".into(), Value::Integer(1))]);
        assert_eq!(record.member("sus"), Some(&Value::Integer(1)));
        assert_eq!(record.member("acn"), None);
        assert!(Value::text("").is_empty() && !Value::Boolean(false).is_empty());
        assert_eq!(record.clone().into_owned(), record);
    }
}
