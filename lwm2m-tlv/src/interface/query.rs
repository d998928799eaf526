//! Parameters of a URI query: CoAP `Uri-Query` options, or one text with `&` between them.

use crate::error::{Error, ErrorKind};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// Splits one parameter at its first `=`.
pub(super) fn split(parameter: &str) -> (&str, Option<&str>) {
    match parameter.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (parameter, None),
    }
}

/// The parameters of a query text, percent encoding resolved. CoAP options come without that encoding.
pub(super) fn parameters(text: &str) -> Result<Vec<Cow<'_, str>>, Error> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let mut offset = 0;
    text.split('&')
        .map(|part| {
            let start = offset;
            offset += part.len() + 1;
            if part.is_empty() {
                return Err(Error::at(ErrorKind::Syntax("empty parameter"), start));
            }
            unescape(part).ok_or_else(|| Error::at(ErrorKind::Syntax("percent encoding"), start))
        })
        .collect()
}

fn unescape(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('%') {
        return Some(Cow::Borrowed(text));
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let [high, low, tail @ ..] = rest else { return None };
        bytes.push(hex(*high)? << 4 | hex(*low)?);
        rest = tail;
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

pub(super) fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// A decimal number without sign; leading zeros are let pass.
pub(super) fn unsigned(text: &str, name: &'static str) -> Result<u32, ErrorKind> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ErrorKind::InvalidValue(name));
    }
    text.parse().map_err(|_| ErrorKind::OutOfRange(name))
}
