//! CBOR in and out (TS-0004, clause 8.5), without recursion.

use super::{Request, Resource, Response, plain_value};
use crate::{Error, ErrorKind, Value};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use mgmt_wire::{DecodeOptions, Limit, Limits};

impl<'a> Resource<'a> {
    /// Reads one resource, or an array of them.
    ///
    /// Byte strings count as text where they are UTF-8: the examples of the standard have them for keys and texts.
    ///
    /// # Errors
    ///
    /// `Truncated`, `Malformed`, `TrailingData`, `InvalidEncoding`, `Duplicate`, `Limit`, and `Type` for CBOR that
    /// is no resource.
    pub fn from_cbor(input: &'a [u8]) -> Result<Vec<Self>, Error> {
        Resource::from_cbor_with(input, &DecodeOptions::default())
    }

    /// The same with other limits.
    ///
    /// # Errors
    ///
    /// See [`from_cbor`](Self::from_cbor).
    pub fn from_cbor_with(input: &'a [u8], options: &DecodeOptions) -> Result<Vec<Self>, Error> {
        plain_value::resources(parse(input, &options.limits)?)
    }

    /// Writes one resource as a map, several as an array.
    ///
    /// # Errors
    ///
    /// `NonFinite`, and `OutOfRange` for a number or time that has no form.
    pub fn to_cbor(resources: &[Self]) -> Result<Vec<u8>, Error> {
        let mut output = Vec::new();
        let values = resources.iter().map(|resource| resource.clone().into_value());
        match resources {
            [one] => write(&one.clone().into_value(), &mut output)?,
            _ => write(&Value::List(values.collect()), &mut output)?,
        }
        Ok(output)
    }
}

impl<'a> Request<'a> {
    /// Reads a request primitive, bare or in `m2m:rqp`.
    ///
    /// # Errors
    ///
    /// Those of [`Resource::from_cbor`], `Missing`, `UnknownEnum`.
    pub fn from_cbor(input: &'a [u8]) -> Result<Self, Error> {
        Request::from_value(plain_value::unwrap(parse(input, &Limits::DEFAULT)?, "m2m:rqp"))
    }

    /// Writes the primitive.
    ///
    /// # Errors
    ///
    /// See [`Resource::to_cbor`].
    pub fn to_cbor(&self) -> Result<Vec<u8>, Error> {
        let mut output = Vec::new();
        write(&self.to_value(), &mut output)?;
        Ok(output)
    }
}

impl<'a> Response<'a> {
    /// Reads a response primitive, bare or in `m2m:rsp`.
    ///
    /// # Errors
    ///
    /// Those of [`Resource::from_cbor`], `Missing`.
    pub fn from_cbor(input: &'a [u8]) -> Result<Self, Error> {
        Response::from_value(plain_value::unwrap(parse(input, &Limits::DEFAULT)?, "m2m:rsp"))
    }

    /// Writes the primitive.
    ///
    /// # Errors
    ///
    /// See [`Resource::to_cbor`].
    pub fn to_cbor(&self) -> Result<Vec<u8>, Error> {
        let mut output = Vec::new();
        write(&self.to_value(), &mut output)?;
        Ok(output)
    }
}

fn head(major: u8, argument: u64, output: &mut Vec<u8>) {
    let major = major << 5;
    if let Ok(byte) = u8::try_from(argument) {
        if byte < 24 {
            output.push(major | byte);
        } else {
            output.extend([major | 24, byte]);
        }
    } else if let Ok(number) = u16::try_from(argument) {
        output.push(major | 25);
        output.extend(number.to_be_bytes());
    } else if let Ok(number) = u32::try_from(argument) {
        output.push(major | 26);
        output.extend(number.to_be_bytes());
    } else {
        output.push(major | 27);
        output.extend(argument.to_be_bytes());
    }
}

fn length(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn text(text: &str, output: &mut Vec<u8>) {
    head(3, length(text.len()), output);
    output.extend_from_slice(text.as_bytes());
}

/// Values nest as deep as the caller nested them, which [`parse`] bounds.
#[allow(clippy::cast_possible_truncation, reason = "single precision where it is the same number")]
fn write(value: &Value<'_>, output: &mut Vec<u8>) -> Result<(), Error> {
    match value {
        Value::Null => output.push(0xf6),
        Value::Boolean(false) => output.push(0xf4),
        Value::Boolean(true) => output.push(0xf5),
        Value::Integer(number) => {
            let (major, argument) = if *number < 0 { (1, -1 - *number) } else { (0, *number) };
            let argument =
                u64::try_from(argument).map_err(|_| Error::new(ErrorKind::OutOfRange("CBOR integer")))?;
            head(major, argument, output);
        }
        Value::Float(number) if !number.is_finite() => return Err(Error::new(ErrorKind::NonFinite)),
        Value::Float(number) => {
            let single = *number as f32;
            if f64::from(single).to_bits() == number.to_bits() {
                output.push(0xfa);
                output.extend(single.to_be_bytes());
            } else {
                output.push(0xfb);
                output.extend(number.to_be_bytes());
            }
        }
        Value::Text(string) => text(string, output),
        Value::Opaque(bytes) => text(&mgmt_wire::base64::encode_padded(bytes), output),
        Value::Time(time) => text(&time.to_basic().map_err(Error::new)?, output),
        Value::List(values) => {
            head(4, length(values.len()), output);
            for value in values {
                write(value, output)?;
            }
        }
        Value::Record(members) => {
            head(5, length(members.len()), output);
            for (name, value) in members {
                text(name, output);
                write(value, output)?;
            }
        }
    }
    Ok(())
}

/// What is open while parsing, and how many values are still to come; `None` until the break.
enum Open<'a> {
    List(Vec<Value<'a>>, Option<u64>),
    Record(Vec<(Cow<'a, str>, Value<'a>)>, Option<Cow<'a, str>>, Option<u64>),
}

const DEEPEST: usize = 64;

type Step<T> = Result<T, (ErrorKind, usize)>;

fn parse<'a>(input: &'a [u8], limits: &Limits) -> Result<Value<'a>, Error> {
    let mut parser = Parser { input, at: 0, limits };
    let value = parser.value().map_err(|(kind, at)| Error::at(kind, at))?;
    if parser.at < input.len() { Err(Error::at(ErrorKind::TrailingData, parser.at)) } else { Ok(value) }
}

struct Parser<'a, 'l> {
    input: &'a [u8],
    at: usize,
    limits: &'l Limits,
}

const BAD: ErrorKind = ErrorKind::Malformed("CBOR");

impl<'a> Parser<'a, '_> {
    fn bytes(&mut self, count: u64) -> Step<&'a [u8]> {
        let rest = self.input.get(self.at..).unwrap_or_default();
        let count = usize::try_from(count).map_err(|_| (ErrorKind::Truncated, self.input.len()))?;
        let (taken, _) = rest.split_at_checked(count).ok_or((ErrorKind::Truncated, self.input.len()))?;
        self.at += count;
        Ok(taken)
    }

    fn unsigned(&mut self, width: u64) -> Step<u64> {
        Ok(self.bytes(width)?.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    /// Major type, additional information and argument; `None` for an indefinite length or a break.
    fn head(&mut self) -> Step<(u8, u8, Option<u64>)> {
        let start = self.at;
        let [byte] = self.bytes(1)? else { return Err((ErrorKind::Truncated, start)) };
        let (major, info) = (byte >> 5, byte & 31);
        let argument = match info {
            0..=23 => Some(u64::from(info)),
            24 => Some(self.unsigned(1)?),
            25 => Some(self.unsigned(2)?),
            26 => Some(self.unsigned(4)?),
            27 => Some(self.unsigned(8)?),
            31 if !matches!(major, 0 | 1 | 6) => None,
            _ => return Err((BAD, start)),
        };
        Ok((major, info, argument))
    }

    fn value(&mut self) -> Step<Value<'a>> {
        let mut open: Vec<Open<'a>> = Vec::new();
        loop {
            // Containers that have all their values become values themselves.
            let start = self.at;
            let mut done = if let Some(full) =
                open.pop_if(|top| matches!(top, Open::List(_, Some(0)) | Open::Record(_, None, Some(0))))
            {
                close(full)
            } else if matches!(open.last(), Some(Open::Record(_, None, _))) {
                let key = self.key(&mut open)?;
                match (key, open.last_mut()) {
                    (Some(key), Some(Open::Record(_, slot, _))) => {
                        *slot = Some(key);
                        continue;
                    }
                    // The break of a map of indefinite length.
                    (None, _) => open.pop().map_or(Value::Null, close),
                    _ => return Err((BAD, start)),
                }
            } else {
                match self.item(&mut open)? {
                    Some(value) => value,
                    None => continue,
                }
            };
            loop {
                match open.last_mut() {
                    None => return Ok(done),
                    Some(Open::List(values, left)) => {
                        if values.len() >= self.limits.parameters {
                            return Err((ErrorKind::Limit(Limit::Parameters), self.at));
                        }
                        values.push(done);
                        *left = left.map(|left| left.saturating_sub(1));
                    }
                    Some(Open::Record(members, key, left)) => {
                        members.push((key.take().unwrap_or_default(), done));
                        *left = left.map(|left| left.saturating_sub(1));
                    }
                }
                match open
                    .pop_if(|top| matches!(top, Open::List(_, Some(0)) | Open::Record(_, None, Some(0))))
                {
                    Some(full) => done = close(full),
                    None => break,
                }
            }
        }
    }

    /// A key, or `None` for a break.
    fn key(&mut self, open: &mut [Open<'a>]) -> Step<Option<Cow<'a, str>>> {
        let start = self.at;
        let (major, _, argument) = self.head()?;
        let Some(Open::Record(members, _, left)) = open.last() else { return Err((BAD, start)) };
        if major == 7 && argument.is_none() {
            return if left.is_none() { Ok(None) } else { Err((BAD, start)) };
        }
        if !matches!(major, 2 | 3) {
            return Err((ErrorKind::Type("key"), start));
        }
        let key = self.string(major, argument, start)?;
        if members.len() >= self.limits.map_keys {
            return Err((ErrorKind::Limit(Limit::MapKeys), start));
        }
        if members.iter().any(|(name, _)| *name == key) {
            return Err((ErrorKind::Duplicate("member"), start));
        }
        Ok(Some(key))
    }

    /// A string of text or of bytes that are text, in one piece or in chunks.
    fn string(&mut self, major: u8, argument: Option<u64>, start: usize) -> Step<Cow<'a, str>> {
        let utf8 =
            |bytes: &'a [u8]| core::str::from_utf8(bytes).map_err(|_| (ErrorKind::InvalidEncoding, start));
        if let Some(length) = argument {
            if length > u64::try_from(self.limits.text).unwrap_or(u64::MAX) {
                return Err((ErrorKind::Limit(Limit::Text), start));
            }
            return Ok(Cow::Borrowed(utf8(self.bytes(length)?)?));
        }
        let mut whole = String::new();
        loop {
            let at = self.at;
            match self.head()? {
                (7, 31, None) => return Ok(Cow::Owned(whole)),
                (chunk, _, Some(length)) if chunk == major => whole.push_str(utf8(self.bytes(length)?)?),
                _ => return Err((BAD, at)),
            }
            if whole.len() > self.limits.text {
                return Err((ErrorKind::Limit(Limit::Text), start));
            }
        }
    }

    /// A value, or `None` when a container was opened.
    fn item(&mut self, open: &mut Vec<Open<'a>>) -> Step<Option<Value<'a>>> {
        let start = self.at;
        let (mut major, mut info, mut argument) = self.head()?;
        // Tags say nothing here.
        let mut tags = 0;
        while major == 6 {
            tags += 1;
            if tags > 4 {
                return Err((ErrorKind::Limit(Limit::StructureDepth), start));
            }
            (major, info, argument) = self.head()?;
        }
        Ok(Some(match (major, argument) {
            (0, Some(number)) => Value::Integer(number.into()),
            (1, Some(number)) => Value::Integer(-1 - i128::from(number)),
            (2 | 3, argument) => Value::Text(self.string(major, argument, start)?),
            (4 | 5, count) => {
                if open.len() >= self.limits.structure_depth.min(DEEPEST) {
                    return Err((ErrorKind::Limit(Limit::StructureDepth), start));
                }
                open.push(if major == 4 {
                    Open::List(Vec::new(), count)
                } else {
                    Open::Record(Vec::new(), None, count)
                });
                return Ok(None);
            }
            (7, None) => match open.pop() {
                Some(Open::List(values, None)) => Value::List(values),
                _ => return Err((BAD, start)),
            },
            (7, Some(simple)) => match info {
                20 => Value::Boolean(false),
                21 => Value::Boolean(true),
                22 | 23 => Value::Null,
                25 => Value::Float(half(simple)),
                26 => Value::Float(f64::from(f32::from_bits(u32::try_from(simple).unwrap_or_default()))),
                27 => Value::Float(f64::from_bits(simple)),
                _ => return Err((ErrorKind::Type("value"), start)),
            },
            _ => return Err((BAD, start)),
        }))
    }
}

fn close(open: Open<'_>) -> Value<'_> {
    match open {
        Open::List(values, _) => Value::List(values),
        Open::Record(members, _, _) => Value::Record(members),
    }
}

/// A half-precision number, by widening its parts to single precision.
fn half(bits: u64) -> f64 {
    let bits = u32::try_from(bits & 0xffff).unwrap_or_default();
    let (sign, exponent, mantissa) = ((bits & 0x8000) << 16, bits >> 10 & 0x1f, bits & 0x3ff);
    let single = match exponent {
        // Subnormal numbers: a multiple of 2^-24.
        0 => {
            let magnitude = f64::from(mantissa) / 16_777_216.0;
            return if sign == 0 { magnitude } else { -magnitude };
        }
        31 => sign | 0x7f80_0000 | mantissa << 13,
        _ => sign | (exponent + 112) << 23 | mantissa << 13,
    };
    f64::from(f32::from_bits(single))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    #[test]
    fn heads_and_values() {
        let mut output = Vec::new();
        write(&Value::Integer(-500), &mut output).unwrap();
        assert_eq!(output, [0x39, 0x01, 0xf3]);
        assert_eq!(parse(&output, &Limits::DEFAULT).unwrap(), Value::Integer(-500));
        for (bytes, value) in [
            (&[0x1b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff][..], Value::from(u64::MAX)),
            (&[0xf9, 0x3e, 0x00], Value::Float(1.5)),
            (&[0xfa, 0x47, 0xc3, 0x50, 0x00], Value::Float(100_000.0)),
            (&[0x9f, 0x01, 0xff], Value::List(vec![Value::Integer(1)])),
            (&[0xbf, 0x61, 0x61, 0x80, 0xff], Value::Record(vec![("a".into(), Value::List(vec![]))])),
            (&[0x7f, 0x61, 0x61, 0x61, 0x62, 0xff], Value::text("ab")),
            // Byte strings for texts, as the standard's own examples have them.
            (&[0xa1, 0x41, 0x61, 0x41, 0x62], Value::Record(vec![("a".into(), Value::text("b"))])),
        ] {
            assert_eq!(parse(bytes, &Limits::DEFAULT).unwrap(), value, "{bytes:02x?}");
        }
    }

    #[test]
    fn refusals() {
        for (bytes, name) in [
            (&[][..], "Truncated"),
            (&[0x82, 0x01], "Truncated"),
            (&[0x63, 0x61], "Truncated"),
            (&[0xa2, 0x61, 0x61, 0x01, 0x61, 0x61, 0x02], "Duplicate"),
            (&[0x01, 0x01], "TrailingData"),
            (&[0x1c], "Malformed"),
            (&[0xff], "Malformed"),
            (&[0x61, 0xff], "InvalidEncoding"),
            (&[0xa1, 0x01, 0x02], "Type"),
            (&[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], "Truncated"),
        ] {
            assert_eq!(parse(bytes, &Limits::DEFAULT).unwrap_err().name(), name, "{bytes:02x?}");
        }
        assert_eq!(parse(&[0x81; 100_000], &Limits::DEFAULT).unwrap_err().name(), "Limit");
    }
}
