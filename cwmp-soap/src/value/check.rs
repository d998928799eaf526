//! Whether a text has the lexical form of its type.

use super::{Boolean, DateTime, Form, ValueType, Values, further_type, trim};
use crate::error::{ErrorKind, WarningKind};
use alloc::format;

/// Whether `text` is of the type, without building the value: `Ok(Some(_))` names a deviation that is clear
/// enough to accept. `raw_type` is the type as written, which counts for those that have no variant.
#[inline]
pub(crate) fn check(
    value_type: ValueType,
    raw_type: &str,
    text: &str,
) -> Result<Option<WarningKind>, ErrorKind> {
    match value_type {
        ValueType::String | ValueType::Unspecified | ValueType::Missing => Ok(None),
        ValueType::Other => check_further(raw_type, text),
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

/// The same for the types without variant: numbers, days and times, as XML Schema has them.
#[cold]
fn check_further(raw_type: &str, text: &str) -> Result<Option<WarningKind>, ErrorKind> {
    let local = raw_type.split_once(':').map_or(raw_type, |(_, local)| local);
    let Some((name, values)) = further_type(trim(local)) else { return Ok(None) };
    let text = trim(text);
    let is_time = |form: &str| DateTime::read(form, false).is_ok();
    let is_value = match values {
        Values::Any => return Ok(None),
        _ if text.is_empty() => return Ok(Some(WarningKind::EmptyValue(name))),
        Values::Integers(least, most) => {
            // What is beyond 64 bits is beyond every bound too.
            let number = match integer::<i64>(text, name) {
                Err(ErrorKind::OutOfRange(_)) if text.starts_with('-') => i64::MIN,
                Err(ErrorKind::OutOfRange(_)) => i64::MAX,
                other => other?,
            };
            if least.is_some_and(|least| number < least) || most.is_some_and(|most| number > most) {
                return Err(ErrorKind::OutOfRange(name));
            }
            true
        }
        Values::Floats => is_float(text),
        Values::Dates => {
            let zone =
                text.rfind(['Z', '+', '-', ':']).map_or(text.len(), |at| match text.as_bytes().get(at) {
                    Some(b'Z') => at,
                    Some(b':') => at.saturating_sub(3),
                    _ => text.len(),
                });
            text.split_at_checked(zone).is_some_and(|(day, zone)| is_time(&format!("{day}T00:00:00{zone}")))
        }
        Values::Times => is_time(&format!("2000-01-01T{text}")),
    };
    if is_value { Ok(None) } else { Err(ErrorKind::InvalidValue(name)) }
}

/// The lexical form of `xsd:float` and `xsd:double`.
fn is_float(text: &str) -> bool {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    matches!(text, "INF" | "-INF" | "NaN")
        || trim(mantissa) == mantissa && decimal(mantissa).is_some() && {
            let digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
            !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
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
    fn further_types() {
        let invalid = |name| Err(ErrorKind::InvalidValue(name));
        let beyond = |name| Err(ErrorKind::OutOfRange(name));
        for (raw_type, texts, expected) in [
            ("xsd:byte", &["-128", "+127", " 007 "][..], Ok(None)),
            ("xsd:byte", &["128", "-129", "99999999999999999999"], beyond("byte")),
            ("xsd:unsignedShort", &["65535", "-0"], Ok(None)),
            ("xsd:unsignedShort", &["65536", "-1"], beyond("unsignedShort")),
            ("xsd:short", &["1.0", "x", "0x1"], invalid("short")),
            ("xsd:integer", &["-99999999999999999999", "99999999999999999999"], Ok(None)),
            ("xsd:positiveInteger", &["1", "99999999999999999999"], Ok(None)),
            ("xsd:positiveInteger", &["0", "-99999999999999999999"], beyond("positiveInteger")),
            ("xsd:negativeInteger", &["0"], beyond("negativeInteger")),
            ("xs:float", &["1.5", "-1e5", ".5E-3", "INF", "-INF", "NaN"], Ok(None)),
            ("xs:double", &["x", "inf", "1e", "1e1.5", "e5", "1 e5"], invalid("double")),
            ("xsd:double", &["", " "], Ok(Some(WarningKind::EmptyValue("double")))),
            ("xsd:date", &["2024-02-29", "2024-02-29Z", "2024-02-29+02:00", "-0044-03-15-14:00"], Ok(None)),
            ("xsd:date", &["2023-02-29", "2024-02", "2024-02-29T00:00:00", "24:00"], invalid("date")),
            ("xsd:time", &["23:59:59", "12:00:00.5Z", "24:00:00"], Ok(None)),
            ("xsd:time", &["25:00:00", "12:00", "12"], invalid("time")),
            ("xsd:token", &["", "x"], Ok(None)),
            ("cwmp:Own", &["x"], Ok(None)),
        ] {
            for text in texts {
                assert_eq!(check(ValueType::Other, raw_type, text), expected, "{raw_type} {text}");
            }
        }
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
                match check(*value_type, "", text) {
                    Ok(Some(WarningKind::EmptyValue(_))) => assert!(value.typed().is_err()),
                    Ok(_) => assert!(value.typed().is_ok(), "{value:?}"),
                    Err(kind) => assert_eq!(value.typed(), Err(kind)),
                }
            }
        }
    }
}
