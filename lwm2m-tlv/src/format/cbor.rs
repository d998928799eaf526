//! CBOR (content format 60): one value. And the well-formedness check that all CBOR formats share.

use crate::error::{Error, ErrorKind, WarningKind};
use crate::format::list;
use crate::format::nodes::{self, fail, single};
use crate::node::{Content, Node};
use crate::path::Path;
use crate::syntax::cbor::{self, Cbor, Scalar};
use crate::syntax::datetime;
use crate::syntax::number::Number;
use crate::value::{Types, Value, ValueType};
use alloc::string::ToString;
use alloc::vec::Vec;
use core::borrow::Borrow;
use mgmt_wire::{DecodeOptions, Limits, Located, Warning, WarningSink};

/// Checks that a payload is one well-formed CBOR item (RFC 8949, clause 5.3.1 and appendix F) with valid text, no
/// deeper than the limit `structure_depth`.
///
/// ```
/// use lwm2m_tlv::{Limits, format::cbor};
///
/// assert!(cbor::check(&[0x82, 0x01, 0x61, b'a'], &Limits::default()).is_ok());
/// assert_eq!(cbor::check(&[0x82, 0x01], &Limits::default()).unwrap_err().name(), "Truncated");
/// assert_eq!(cbor::check(&[0x1c], &Limits::default()).unwrap_err().name(), "NotWellFormed");
/// ```
///
/// # Errors
/// [`ErrorKind::Truncated`], [`ErrorKind::NotWellFormed`], [`ErrorKind::InvalidEncoding`],
/// [`ErrorKind::TrailingData`] or the limit, with the offset.
pub fn check(payload: &[u8], limits: &Limits) -> Result<(), Error> {
    let mut cbor = Cbor::new(payload, limits);
    cbor.skip(0)?;
    Ok(cbor.end()?)
}

/// Reads the payload as the value of the resource or resource instance at `path`; known deviations are accepted
/// silently.
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
    // What is wrong with the CBOR goes first.
    let path = match single::path(path) {
        Ok(path) => path,
        Err(error) => return check(payload, &options.limits).and(Err(error)),
    };
    let mut cbor = Cbor::new(payload, &options.limits);
    cbor.skip_self_described();
    let content = read_value(&mut cbor, types.value_type(path), options.is_strict(), warnings)
        .and_then(|content| cbor.end().map(|()| content))
        .map_err(|error| fail(error, path))?;
    Ok(match content {
        Content::Value(value) => Node::new(path, value),
        Content::Empty | Content::None => Node::none(path),
    })
}

/// Writes the value of one node.
///
/// # Errors
/// [`ErrorKind::NotExpressible`] for anything but one node with a value and no time.
pub fn encode<'a, N: Borrow<Node<'a>>>(nodes: &[N]) -> Result<Vec<u8>, Error> {
    let (_, value) = single::value(nodes)?;
    let mut out = Vec::new();
    push_value(&mut out, value);
    Ok(out)
}

/// Reads a value.
fn read_value<'a>(
    cbor: &mut Cbor<'a>,
    value_type: Option<ValueType>,
    strict: bool,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<Content<'a>, Located<ErrorKind>> {
    let offset = cbor.offset();
    let (tag, scalar) = cbor.scalar("value")?;
    typed(tag, scalar, offset, value_type, strict, warnings)
}

/// A scalar that stands at `offset`, with its tag, as the type of the model or as the type it looks like: as content
/// format 60 and LwM2M CBOR have it.
pub(super) fn typed<'a>(
    tag: Option<u64>,
    scalar: Scalar<'a>,
    offset: usize,
    value_type: Option<ValueType>,
    strict: bool,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<Content<'a>, Located<ErrorKind>> {
    let here = |kind| Located::new(kind, offset);
    let value = match (tag, scalar) {
        // Date and time as text, which the data type mapping of LwM2M allows for all CBOR formats.
        (Some(0), Scalar::Text(text)) if matches!(value_type, Some(ValueType::Time)) => {
            let seconds = datetime::seconds(&text).ok_or_else(|| here(ErrorKind::InvalidValue("time")))?;
            Value::Time(seconds)
        }
        // Seconds since 1970, which is also what the untagged number means.
        (Some(1), Scalar::Number(number)) => {
            let untyped = number.to_i64().map(|_| ValueType::Time);
            list::number(number, value_type.or(untyped), strict, offset, warnings)?
        }
        (tag, scalar) => {
            match (tag, &scalar) {
                // Text in base64 or base16 to come, CBOR in bytes, URI, date and time as text: the content is what it is.
                (None | Some(21..=24 | 32), _) | (Some(0), Scalar::Text(_)) => {}
                // A tag may not stand before content of another type than its own.
                (Some(0 | 1), _) => return Err(here(ErrorKind::Type("tagged time"))),
                // Bignums, where no resource is that large; their bytes are nothing else.
                (Some(tag @ (2 | 3)), Scalar::Bytes(_)) => return Err(here(ErrorKind::UnsupportedTag(tag))),
                (Some(tag), _) if strict => return Err(here(ErrorKind::UnsupportedTag(tag))),
                (Some(_), _) => warnings.warn(Warning::new(WarningKind::CborTag, offset)),
            }
            match scalar {
                Scalar::Number(number) => list::number(number, value_type, strict, offset, warnings)?,
                Scalar::Boolean(truth) => list::boolean(truth, value_type, offset, "value")?,
                Scalar::Null => return Ok(Content::None),
                Scalar::Bytes(bytes) => match value_type {
                    None | Some(ValueType::Opaque) => Value::Opaque(bytes),
                    Some(_) => return Err(here(ErrorKind::Type("value"))),
                },
                Scalar::Text(text) => match value_type {
                    Some(ValueType::Objlnk) => {
                        Value::Objlnk(nodes::objlnk(&text, "object link", strict, offset, warnings)?)
                    }
                    _ => list::text(text, value_type, strict, offset, "value", warnings)?,
                },
            }
        }
    };
    Ok(Content::Value(value))
}

pub(super) fn push_value(out: &mut Vec<u8>, value: &Value<'_>) {
    match value {
        Value::String(text) | Value::Corelnk(text) => cbor::push_text(out, text),
        Value::Integer(number) | Value::Time(number) => cbor::push_number(out, Number::from(*number)),
        Value::Unsigned(number) => cbor::push_number(out, Number::Unsigned(*number)),
        Value::Float(number) => cbor::push_number(out, Number::Float(*number)),
        Value::Boolean(truth) => cbor::push_boolean(out, *truth),
        Value::Opaque(bytes) => cbor::push_bytes(out, bytes),
        Value::Objlnk(link) => cbor::push_text(out, &link.to_string()),
    }
}
