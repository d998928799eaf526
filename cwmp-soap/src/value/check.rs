//! Whether a text has the lexical form of its type.

use super::{Boolean, DateTime, Form, ValueType, trim};
use crate::error::{ErrorKind, WarningKind};

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
pub(super) fn integer<T: core::str::FromStr>(text: &str, name: &'static str) -> Result<T, ErrorKind> {
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
pub(super) fn decimal(text: &str) -> Option<&str> {
    let text = trim(text);
    let number = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    (!(whole.is_empty() && fraction.is_empty()) && digits(whole) && digits(fraction)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Value;

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
