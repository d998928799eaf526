//! A value brought to the type of its attribute.

use super::{Base, Enumeration, Type};
use crate::mapping::codec;
use crate::{ErrorKind, Time, Value};
use alloc::borrow::Cow;
use alloc::vec;
use alloc::vec::Vec;
use mgmt_wire::character;

impl Type {
    /// The value in the form that this type has, texts of numbers and times read.
    ///
    /// # Errors
    ///
    /// `Type`, `InvalidValue`, `OutOfRange`, `UnknownEnum`, `NonFinite` when it is none of the type.
    pub fn coerce<'a>(&self, value: Value<'a>, enumerations: &[Enumeration]) -> Result<Value<'a>, ErrorKind> {
        match (self.list, value) {
            (_, Value::Null) => Ok(Value::Null),
            (true, Value::List(values)) => {
                let element = |value| self.single(value, enumerations);
                values.into_iter().map(element).collect::<Result<Vec<_>, _>>().map(Value::List)
            }
            (true, value) => Ok(Value::List(vec![self.single(value, enumerations)?])),
            (false, Value::List(mut values)) if values.len() == 1 && self.base != Base::Any => {
                self.single(values.pop().unwrap_or(Value::Null), enumerations)
            }
            (false, value) => self.single(value, enumerations),
        }
    }

    fn single<'a>(&self, value: Value<'a>, enumerations: &[Enumeration]) -> Result<Value<'a>, ErrorKind> {
        match self.base {
            Base::String | Base::AnyUri | Base::Duration | Base::MgmtLink => match value {
                Value::Integer(number) => Ok(Value::from(alloc::format!("{number}"))),
                Value::Float(number) if number.is_finite() => Ok(Value::from(alloc::format!("{number}"))),
                Value::Float(_) => Err(ErrorKind::NonFinite),
                Value::Boolean(truth) => Ok(Value::text(if truth { "true" } else { "false" })),
                Value::Text(text) => Ok(Value::Text(text)),
                Value::Record(record) if self.base == Base::MgmtLink => Ok(Value::Record(record)),
                Value::Time(time) => time.to_basic().map(Value::from),
                Value::Opaque(_) => Err(ErrorKind::Type("text")),
                _ => Err(ErrorKind::Type("text")),
            },
            Base::Boolean | Base::Action => match &value {
                Value::Boolean(_) => Ok(value),
                Value::Text(text) => parse_boolean(text).map(Value::Boolean),
                Value::Integer(0) => Ok(Value::Boolean(false)),
                Value::Integer(1) => Ok(Value::Boolean(true)),
                Value::Integer(_) => Err(ErrorKind::InvalidValue("boolean")),
                _ => Err(ErrorKind::Type("boolean")),
            },
            Base::Float => match value {
                Value::Float(number) if number.is_finite() => Ok(value),
                Value::Float(_) => Err(ErrorKind::NonFinite),
                Value::Integer(_) => value.as_float().map(Value::Float).ok_or(ErrorKind::Lossy),
                Value::Text(text) => parse_float(&text).map(Value::Float),
                _ => Err(ErrorKind::Type("number")),
            },
            Base::Timestamp => match value {
                Value::Time(time) if time.has_a_date() => Ok(value),
                Value::Time(_) => Err(ErrorKind::OutOfRange("dateTime")),
                Value::Text(text) => Time::parse_basic(&text).map(Value::Time),
                _ => Err(ErrorKind::Type("time")),
            },
            Base::AbsRelTimestamp => match value {
                Value::Time(_) | Value::Integer(_) => Ok(value),
                Value::Text(text) => match Time::parse_basic(&text) {
                    Ok(time) => Ok(Value::Time(time)),
                    Err(_) => codec::parse_integer(&text).map(Value::Integer),
                },
                _ => Err(ErrorKind::Type("time")),
            },
            Base::Base64 => match value {
                Value::Opaque(_) => Ok(value),
                Value::Text(text) => {
                    codec::decode_base64(&text).map(Value::from).ok_or(ErrorKind::InvalidValue("base64"))
                }
                _ => Err(ErrorKind::Type("bytes")),
            },
            Base::ActionStatus => action_status(value),
            Base::Any => Ok(value),
            _ => self.number(value, enumerations),
        }
    }

    fn number<'a>(&self, value: Value<'a>, enumerations: &[Enumeration]) -> Result<Value<'a>, ErrorKind> {
        let number = match &value {
            Value::Integer(number) => *number,
            Value::Text(text) => codec::parse_integer(text)?,
            Value::Float(float) => codec::whole(*float)?,
            Value::Boolean(_) | Value::Opaque(_) | Value::Time(_) => return Err(ErrorKind::Type("number")),
            _ => return Err(ErrorKind::Type("number")),
        };
        if let Base::Enumeration(index) = self.base {
            let known = enumerations.get(usize::from(index)).zip(i64::try_from(number).ok());
            known
                .and_then(|(enumeration, number)| enumeration.name_of(number))
                .ok_or(ErrorKind::UnknownEnum)?;
        }
        if !(self.minimum..=self.maximum).contains(&number) {
            return Err(ErrorKind::OutOfRange(self.base.word()));
        }
        let gap = match self.base {
            Base::EventCategory => matches!(number, 5..=99),
            Base::EventCategoryOrDefault => matches!(number, 1 | 5..=99),
            _ => false,
        };
        if gap { Err(ErrorKind::UnknownEnum) } else { Ok(Value::Integer(number)) }
    }
}

/// `true`, `false`, `1`, `0`: the forms XML Schema and the protocols' texts know.
pub(crate) fn parse_boolean(text: &str) -> Result<bool, ErrorKind> {
    match character::trim(text) {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err(ErrorKind::InvalidValue("boolean")),
    }
}

pub(crate) fn parse_float(text: &str) -> Result<f64, ErrorKind> {
    let text = character::trim(text);
    let plausible =
        text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E'));
    let number: f64 = text.parse().ok().filter(|_| plausible).ok_or(ErrorKind::InvalidValue("number"))?;
    if number.is_finite() { Ok(number) } else { Err(ErrorKind::OutOfRange("float")) }
}

/// `3`, `3:update`, or the record itself.
fn action_status(value: Value<'_>) -> Result<Value<'_>, ErrorKind> {
    let (status, action) = match value {
        Value::Integer(number) => (Some(number), None),
        Value::Text(text) => match text.split_once(':') {
            Some((status, action)) => (Some(codec::parse_integer(status)?), Some(Cow::Owned(action.into()))),
            None => (Some(codec::parse_integer(&text)?), None),
        },
        Value::Record(members) => {
            let (mut status, mut action) = (None, None);
            for (name, member) in members {
                match (&*name, member) {
                    ("sus" | "status", Value::Integer(number)) => status = Some(number),
                    ("sus" | "status", Value::Text(text)) => status = Some(codec::parse_integer(&text)?),
                    ("acn" | "action", Value::Text(text)) => action = Some(text),
                    ("sus" | "status" | "acn" | "action", _) => return Err(ErrorKind::Type("action status")),
                    _ => return Err(ErrorKind::Unexpected("member of action status")),
                }
            }
            (status, action)
        }
        _ => return Err(ErrorKind::Type("action status")),
    };
    if status.is_some_and(|status| !(0..=3).contains(&status)) {
        return Err(ErrorKind::UnknownEnum);
    }
    // Both are optional; a status that is not given is not 0, which says something.
    let action = action.map(|action| (Cow::Borrowed("acn"), Value::Text(action)));
    let status = status.map(|status| (Cow::Borrowed("sus"), Value::Integer(status)));
    Ok(Value::Record(action.into_iter().chain(status).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_ranges() {
        let percent = Type::new(Base::UnsignedInt).within(0, 100);
        assert_eq!(percent.coerce(Value::text("57"), &[]), Ok(Value::Integer(57)));
        assert_eq!(percent.coerce(Value::Integer(101), &[]), Err(ErrorKind::OutOfRange("unsignedInt")));
        assert_eq!(percent.coerce(Value::Float(57.0), &[]), Ok(Value::Integer(57)));
        assert_eq!(percent.coerce(Value::Float(57.5), &[]), Err(ErrorKind::Lossy));
        assert_eq!(percent.coerce(Value::Boolean(true), &[]), Err(ErrorKind::Type("number")));
        let digits = "9".repeat(10_000);
        assert_eq!(percent.coerce(Value::from(digits), &[]), Err(ErrorKind::OutOfRange("integer")));
        assert_eq!(
            Type::new(Base::EventCategory).coerce(Value::Integer(50), &[]),
            Err(ErrorKind::UnknownEnum)
        );
    }

    #[test]
    fn booleans_and_floats() {
        let boolean = Type::new(Base::Boolean);
        for (text, expected) in [("true", true), (" 0 ", false), ("1", true)] {
            assert_eq!(boolean.coerce(Value::text(text), &[]), Ok(Value::Boolean(expected)));
        }
        for text in ["TRUE", "yes", "", "2"] {
            assert_eq!(boolean.coerce(Value::text(text), &[]), Err(ErrorKind::InvalidValue("boolean")));
        }
        let float = Type::new(Base::Float);
        assert_eq!(float.coerce(Value::Float(f64::NAN), &[]), Err(ErrorKind::NonFinite));
        assert_eq!(float.coerce(Value::text("inf"), &[]), Err(ErrorKind::InvalidValue("number")));
        assert_eq!(float.coerce(Value::text("1e999"), &[]), Err(ErrorKind::OutOfRange("float")));
    }

    #[test]
    fn action_status_forms() {
        let status = Type::new(Base::ActionStatus);
        let record = status.coerce(Value::text("3:update"), &[]).unwrap();
        assert_eq!(record.member("acn"), Some(&Value::text("update")));
        assert_eq!(status.coerce(record.clone(), &[]), Ok(record));
        assert_eq!(status.coerce(Value::Integer(4), &[]), Err(ErrorKind::UnknownEnum));
        assert_eq!(status.coerce(Value::Record(Vec::new()), &[]), Ok(Value::Record(Vec::new())));
    }
}
