//! JSON in and out (TS-0004, clause 8.4), without recursion.

mod reader;

use super::{Request, Resource, Response, plain_value};
use crate::{Error, ErrorKind, Value};
use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::Write;
use mgmt_wire::{DecodeOptions, Limits};
use reader::parse;

impl<'a> Resource<'a> {
    /// Reads one resource, or an array of them.
    ///
    /// # Errors
    ///
    /// `Malformed`, `Truncated`, `TrailingData` or `InvalidEncoding` for what is no JSON, `Duplicate` for a member
    /// given twice, `Limit`, and `Type` for JSON that is no resource.
    pub fn from_json(input: &'a [u8]) -> Result<Vec<Self>, Error> {
        Resource::from_json_with(input, &DecodeOptions::default())
    }

    /// The same with other limits.
    ///
    /// # Errors
    ///
    /// See [`from_json`](Self::from_json).
    pub fn from_json_with(input: &'a [u8], options: &DecodeOptions) -> Result<Vec<Self>, Error> {
        plain_value::resources(parse(input, &options.limits)?)
    }

    /// Writes one resource as an object, several as an array.
    ///
    /// # Errors
    ///
    /// `NonFinite` for a number that JSON cannot write, `OutOfRange` for a time beyond the year 9999.
    pub fn to_json(resources: &[Self]) -> Result<String, Error> {
        let mut text = String::new();
        match resources {
            [one] => one.write(&mut text)?,
            several => {
                text.push('[');
                for (place, resource) in several.iter().enumerate() {
                    if place != 0 {
                        text.push(',');
                    }
                    resource.write(&mut text)?;
                }
                text.push(']');
            }
        }
        Ok(text)
    }

    fn write(&self, text: &mut String) -> Result<(), Error> {
        text.push('{');
        write_string(&self.name, text);
        text.push(':');
        write_record(&self.attributes, text)?;
        text.push('}');
        Ok(())
    }
}

impl<'a> Request<'a> {
    /// Reads a request primitive, bare or in `m2m:rqp`.
    ///
    /// # Errors
    ///
    /// Those of [`Resource::from_json`]; `Missing` without `op`, `to` or `rqi`; `UnknownEnum` for another operation.
    pub fn from_json(input: &'a [u8]) -> Result<Self, Error> {
        Request::from_value(plain_value::unwrap(parse(input, &Limits::DEFAULT)?, "m2m:rqp"))
    }

    /// Writes the primitive as its bindings carry it, without a wrapper.
    ///
    /// # Errors
    ///
    /// See [`Resource::to_json`].
    pub fn to_json(&self) -> Result<String, Error> {
        let mut text = String::new();
        write_value(&self.to_value(), &mut text)?;
        Ok(text)
    }
}

impl<'a> Response<'a> {
    /// Reads a response primitive, bare or in `m2m:rsp`.
    ///
    /// # Errors
    ///
    /// Those of [`Resource::from_json`]; `Missing` without `rsc` or `rqi`.
    pub fn from_json(input: &'a [u8]) -> Result<Self, Error> {
        Response::from_value(plain_value::unwrap(parse(input, &Limits::DEFAULT)?, "m2m:rsp"))
    }

    /// Writes the primitive as its bindings carry it, without a wrapper.
    ///
    /// # Errors
    ///
    /// See [`Resource::to_json`].
    pub fn to_json(&self) -> Result<String, Error> {
        let mut text = String::new();
        write_value(&self.to_value(), &mut text)?;
        Ok(text)
    }
}

fn write_string(string: &str, text: &mut String) {
    text.push('"');
    for c in string.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            c if c < ' ' => {
                let _ = write!(text, "\\u{:04x}", u32::from(c));
            }
            c => text.push(c),
        }
    }
    text.push('"');
}

fn write_record(members: &[(Cow<'_, str>, Value<'_>)], text: &mut String) -> Result<(), Error> {
    text.push('{');
    for (place, (name, value)) in members.iter().enumerate() {
        if place != 0 {
            text.push(',');
        }
        write_string(name, text);
        text.push(':');
        write_value(value, text)?;
    }
    text.push('}');
    Ok(())
}

/// Values nest as deep as the caller nested them, which [`parse`] bounds.
fn write_value(value: &Value<'_>, text: &mut String) -> Result<(), Error> {
    match value {
        Value::Null => text.push_str("null"),
        Value::Boolean(truth) => text.push_str(if *truth { "true" } else { "false" }),
        Value::Integer(number) => text.push_str(&number.to_string()),
        Value::Float(number) if number.is_finite() => {
            let _ = write!(text, "{number}");
        }
        Value::Float(_) => return Err(Error::new(ErrorKind::NonFinite)),
        Value::Text(string) => write_string(string, text),
        Value::Opaque(bytes) => write_string(&mgmt_wire::base64::encode_padded(bytes), text),
        Value::Time(time) => write_string(&time.to_basic().map_err(Error::new)?, text),
        Value::List(values) => {
            text.push('[');
            for (place, value) in values.iter().enumerate() {
                if place != 0 {
                    text.push(',');
                }
                write_value(value, text)?;
            }
            text.push(']');
        }
        Value::Record(members) => write_record(members, text)?,
    }
    Ok(())
}
