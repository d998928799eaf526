//! Plain text (content format 0): the value of one resource.
//!
//! | type | text |
//! |---|---|
//! | String, Corelnk | as it is |
//! | Integer, Unsigned, Time | decimal digits, after `-` where negative |
//! | Float | decimal digits and point; an exponent is read as well |
//! | Boolean | `0` or `1` |
//! | Opaque | base64 with padding |
//! | Objlnk | `object:instance` |

use crate::error::{Error, ErrorKind, WarningKind};
use crate::format::nodes::{fail, objlnk, refuse, single};
use crate::node::Node;
use crate::path::Path;
use crate::syntax::base64::{self, Form};
use crate::syntax::number::{Number, push_signed, push_unsigned};
use crate::value::{Types, Value, ValueType};
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::borrow::Borrow;
use core::fmt::Write;
use mgmt_wire::{DecodeOptions, Limit, Located, Warning, WarningSink};

/// Reads the payload as the value of the resource or resource instance at `path`; known deviations are accepted
/// silently. A resource that `types` does not know is a String.
///
/// # Errors
/// What is no value of the type, with its offset.
pub fn decode<'a>(path: Path, payload: &'a [u8], types: &dyn Types) -> Result<Node<'a>, Error> {
    decode_with(path, payload, types, &DecodeOptions::default(), &mut ())
}

/// Reads the payload as the value of the resource or resource instance at `path`.
///
/// # Errors
/// What is no value of the type, in strict mode also what breaks a rule; with its offset.
pub fn decode_with<'a>(
    path: Path,
    payload: &'a [u8],
    types: &dyn Types,
    options: &DecodeOptions,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<Node<'a>, Error> {
    let path = single::path(path)?;
    let value_type = types.value_type(path).unwrap_or(ValueType::String);
    let value = value(payload, value_type, options, warnings).map_err(|error| fail(error, path))?;
    Ok(Node::new(path, value))
}

fn value<'a>(
    payload: &'a [u8],
    value_type: ValueType,
    options: &DecodeOptions,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<Value<'a>, Located<ErrorKind>> {
    let is_text = matches!(value_type, ValueType::String | ValueType::Corelnk | ValueType::Opaque);
    if is_text && payload.len() > options.limits.text {
        return Err(Located::new(ErrorKind::Limit(Limit::Text), 0));
    }
    let text = core::str::from_utf8(payload)
        .map_err(|error| Located::new(ErrorKind::InvalidEncoding, error.valid_up_to()))?;
    let strict = options.is_strict();
    let here = |kind| Located::new(kind, 0);
    Ok(match value_type {
        ValueType::String => Value::String(Cow::Borrowed(text)),
        ValueType::Corelnk => Value::Corelnk(Cow::Borrowed(text)),
        ValueType::Opaque => {
            Value::Opaque(Cow::Owned(base64::decode(text, Form::Standard, strict, 0, warnings)?))
        }
        ValueType::Objlnk => Value::Objlnk(objlnk(text, "object link", strict, 0, warnings)?),
        ValueType::Boolean => match text {
            "0" => Value::Boolean(false),
            "1" => Value::Boolean(true),
            _ => return Err(here(ErrorKind::InvalidValue("boolean"))),
        },
        ValueType::Float => Value::Float(number(text, options, warnings).map_err(here)?.to_f64()),
        ValueType::Integer | ValueType::Unsigned | ValueType::Time => {
            let number = number(text, options, warnings).map_err(here)?;
            if !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
                if strict || !number.is_integral() {
                    return Err(here(ErrorKind::InvalidValue("integer")));
                }
                warnings.warn(Warning::new(WarningKind::IntegralFloat, 0));
            }
            let out_of_range = || here(ErrorKind::OutOfRange("integer"));
            match value_type {
                ValueType::Integer => Value::Integer(number.to_i64().ok_or_else(out_of_range)?),
                ValueType::Time => Value::Time(number.to_i64().ok_or_else(out_of_range)?),
                _ => Value::Unsigned(number.to_u64().ok_or_else(out_of_range)?),
            }
        }
    })
}

fn number(
    text: &str,
    options: &DecodeOptions,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<Number, ErrorKind> {
    // Long enough for the plain form of the smallest and largest floats that peers write.
    if text.len() > options.limits.number.saturating_mul(8) {
        return Err(ErrorKind::Limit(Limit::Number));
    }
    let invalid = |error| match error {
        ErrorKind::Syntax(_) => ErrorKind::InvalidValue("number"),
        other => other,
    };
    match Number::parse(text) {
        Err(ErrorKind::Syntax(_)) if !options.is_strict() => {
            let number = Number::parse(&without_zeros(text)).map_err(invalid)?;
            warnings.warn(Warning::new(WarningKind::LeadingZero, 0));
            Ok(number)
        }
        result => result.map_err(invalid),
    }
}

/// The number without the zeros before its first digit.
fn without_zeros(text: &str) -> String {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text),
    };
    let rest = digits.trim_start_matches('0');
    let needs_zero = !rest.starts_with(|first: char| first.is_ascii_digit()) && rest.len() < digits.len();
    format!("{sign}{}{rest}", if needs_zero { "0" } else { "" })
}

/// Writes the value of one node.
///
/// # Errors
/// [`ErrorKind::NotExpressible`] for anything but one node with a value and no time, [`ErrorKind::NonFinite`].
pub fn encode<'a, N: Borrow<Node<'a>>>(nodes: &[N]) -> Result<String, Error> {
    let (path, value) = single::value(nodes)?;
    let mut out = Vec::new();
    match value {
        Value::String(text) | Value::Corelnk(text) => return Ok(text.to_string()),
        Value::Objlnk(link) => return Ok(link.to_string()),
        Value::Float(number) => {
            if !number.is_finite() {
                return Err(refuse(ErrorKind::NonFinite("float"), path));
            }
            // Without an exponent, in the fewest digits that give the number back.
            let mut text = String::new();
            write!(text, "{number}").map_err(|_| refuse(ErrorKind::OutOfRange("float"), path))?;
            return Ok(text);
        }
        Value::Integer(number) | Value::Time(number) => push_signed(&mut out, *number),
        Value::Unsigned(number) => push_unsigned(&mut out, *number),
        Value::Boolean(truth) => out.push(if *truth { b'1' } else { b'0' }),
        Value::Opaque(bytes) => base64::encode(bytes, Form::Standard, &mut out),
    }
    String::from_utf8(out).map_err(|_| refuse(ErrorKind::InvalidEncoding, path))
}
