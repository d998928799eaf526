//! What each step of a transform does to a value, and what undoes it.

use super::codec;
use super::transform::{Pair, Precision, Step, Way};
use crate::{ErrorKind, Value};
use alloc::borrow::{Cow, ToOwned};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

impl Step {
    pub(super) fn forward<'a>(&self, value: Value<'a>) -> Result<Option<Value<'a>>, ErrorKind> {
        if let (Value::List(_), false) = (&value, self.takes_lists()) {
            return each(value, |element| self.forward(element));
        }
        Ok(Some(match self {
            Step::Scale { numerator, denominator } => {
                scale(value, *numerator, *denominator, &mut Precision::rounding())?
            }
            Step::Offset(offset) => Value::Integer(add(integer(&value)?, (*offset).into())?),
            Step::Enumerate(pairs) => return enumerate(pairs, &value),
            Step::Bits(rules) => {
                let number = u32::try_from(integer(&value)?).map_err(|_| ErrorKind::UnknownEnum)?;
                let rule = rules.iter().find(|rule| number & rule.mask == rule.bits);
                Value::Integer(rule.ok_or(ErrorKind::UnknownEnum)?.neutral.into())
            }
            Step::Trigger(text) => Value::Boolean(matches(&value, text)),
            Step::Join(separator) => join(value, separator)?,
            Step::Split(separator) => split(value, separator)?,
            Step::Base64 => Value::from(mgmt_wire::base64::encode_padded(bytes(&value)?)),
            Step::Utf8 => match value {
                Value::Opaque(Cow::Borrowed(bytes)) => {
                    Value::text(core::str::from_utf8(bytes).map_err(|_| NOT_TEXT)?)
                }
                Value::Opaque(Cow::Owned(bytes)) => {
                    Value::from(String::from_utf8(bytes).map_err(|_| NOT_TEXT)?)
                }
                _ => return Err(ErrorKind::Type("bytes")),
            },
            Step::Mac => Value::from(
                codec::mac_with_colons(text(&value)?).ok_or(ErrorKind::InvalidValue("MAC address"))?,
            ),
            Step::UpperHex => Value::from(mgmt_wire::hex::encode(bytes(&value)?)),
            Step::HexNumber => {
                let number = u16::try_from(integer(&value)?).map_err(|_| ErrorKind::OutOfRange("16 bits"))?;
                Value::from(alloc::format!("{number:04x}"))
            }
            Step::NamedInformation => {
                Value::from(codec::to_ni(bytes(&value)?).ok_or(ErrorKind::InvalidValue("SHA-256 digest"))?)
            }
            Step::OuiIdentifier => Value::from(codec::oui_identifier(&texts(&value)?)),
            Step::Plmn => match list(&value)? {
                [country, network] => {
                    let (country, network) = (integer(country)?, integer(network)?);
                    if !(0..=999).contains(&country) || !(0..=999).contains(&network) {
                        return Err(ErrorKind::OutOfRange("network code"));
                    }
                    Value::from(alloc::format!("{country:03}{network:02}"))
                }
                _ => return Err(ErrorKind::Missing("network code")),
            },
            Step::Slice { start, length } => {
                let part: String = text(&value)?.chars().skip(*start).take(*length).collect();
                if part.is_empty() {
                    return Ok(None);
                }
                Value::from(part)
            }
            Step::Absent(number) => {
                if value.as_integer() == Some(i128::from(*number)) {
                    return Ok(None);
                }
                value
            }
            Step::Duration => match &value {
                Value::Integer(_) => value,
                _ => Value::Integer(
                    codec::duration_seconds(text(&value)?).ok_or(ErrorKind::InvalidValue("duration"))?.into(),
                ),
            },
            Step::Letters => {
                Value::List(text(&value)?.chars().map(|letter| Value::from(String::from(letter))).collect())
            }
            Step::PosixZone if !codec::is_posix_zone(text(&value)?) => return Ok(None),
            Step::ZoneName | Step::ZoneNameRead if !codec::is_zone_name(text(&value)?) => return Ok(None),
            Step::PosixZone | Step::ZoneName | Step::ZoneNameRead | Step::Ipv4 | Step::Link => value,
        }))
    }

    pub(super) fn inverse<'a>(
        &self,
        value: Value<'a>,
        precision: &mut Precision,
    ) -> Result<Option<Value<'a>>, ErrorKind> {
        if let (Value::List(elements), Step::Ipv4) = (&value, self) {
            return ipv4_of(elements, precision);
        }
        if let (Value::List(_), false) = (&value, self.takes_lists()) {
            return each(value, |element| self.inverse(element, precision));
        }
        Ok(Some(match self {
            Step::Scale { numerator, denominator } => scale(value, *denominator, *numerator, precision)?,
            Step::Offset(offset) => Value::Integer(add(integer(&value)?, -i128::from(*offset))?),
            Step::Enumerate(pairs) => return pairs_inverse(pairs, &value),
            Step::Bits(rules) => {
                let number = integer(&value)?;
                match rules.iter().find(|rule| i128::from(rule.neutral) == number) {
                    Some(rule) => Value::Integer(rule.bits.into()),
                    None => return Ok(None),
                }
            }
            Step::Trigger(text) => match value {
                Value::Boolean(true) => Value::from(text.clone().into_owned()),
                Value::Boolean(false) => return Ok(None),
                _ => return Err(ErrorKind::Type("boolean")),
            },
            Step::Join(separator) => split(value, separator)?,
            Step::Split(separator) => join(value, separator)?,
            Step::Base64 => {
                Value::from(codec::decode_base64(text(&value)?).ok_or(ErrorKind::InvalidValue("base64"))?)
            }
            Step::Utf8 => match value {
                Value::Text(Cow::Borrowed(text)) => Value::from(text.as_bytes()),
                Value::Text(Cow::Owned(text)) => Value::from(text.into_bytes()),
                _ => return Err(ErrorKind::Type("text")),
            },
            Step::Mac => {
                Value::from(codec::mac_digits(text(&value)?).ok_or(ErrorKind::InvalidValue("MAC address"))?)
            }
            Step::UpperHex => Value::from(
                mgmt_wire::hex::decode(text(&value)?).ok_or(ErrorKind::InvalidValue("hexadecimal text"))?,
            ),
            Step::HexNumber => {
                let text = text(&value)?;
                let number = (text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_hexdigit()))
                    .then(|| u16::from_str_radix(text, 16).ok())
                    .flatten();
                Value::from(number.ok_or(ErrorKind::InvalidValue("cipher suite"))?)
            }
            Step::NamedInformation => {
                Value::from(codec::from_ni(text(&value)?).ok_or(ErrorKind::InvalidValue("ni URI"))?)
            }
            Step::OuiIdentifier => Value::List(
                codec::oui_parts(text(&value)?)
                    .ok_or(ErrorKind::InvalidValue("device identifier"))?
                    .into_iter()
                    .map(Value::from)
                    .collect(),
            ),
            Step::Plmn => {
                let text = text(&value)?;
                let valid = matches!(text.len(), 5 | 6) && text.bytes().all(|byte| byte.is_ascii_digit());
                let (country, network) = text
                    .split_at_checked(3)
                    .filter(|_| valid)
                    .ok_or(ErrorKind::InvalidValue("network code"))?;
                // A network code of three digits with a leading zero cannot be told from one of two digits.
                if network.len() == 3 && network.starts_with('0') {
                    precision.lose()?;
                }
                let number = |text: &str| Value::Integer(text.parse().unwrap_or_default());
                Value::List([country, network].into_iter().map(number).collect())
            }
            Step::Duration => {
                let seconds = integer(&value)?;
                if seconds < 0 {
                    return Err(ErrorKind::OutOfRange("duration"));
                }
                Value::from(alloc::format!("PT{seconds}S"))
            }
            Step::Slice { .. } => return Err(ErrorKind::Permission("write")),
            Step::PosixZone | Step::ZoneNameRead if !codec::is_posix_zone(text(&value)?) => {
                return Err(ErrorKind::InvalidValue("time zone of POSIX"));
            }
            Step::ZoneName if !codec::is_zone_name(text(&value)?) => {
                return Err(ErrorKind::InvalidValue("name of a time zone"));
            }
            Step::Ipv4 if !is_ipv4(&value) => return Err(NOT_IPV4),
            Step::Absent(_)
            | Step::Ipv4
            | Step::PosixZone
            | Step::ZoneName
            | Step::ZoneNameRead
            | Step::Link => value,
            Step::Letters => {
                let mut letters = String::new();
                for element in list(&value)? {
                    let text = text(element)?;
                    if text.chars().count() != 1 {
                        return Err(ErrorKind::InvalidValue("binding letter"));
                    }
                    letters.push_str(text);
                }
                Value::from(letters)
            }
        }))
    }
}

const NOT_IPV4: ErrorKind = ErrorKind::InvalidValue("IPv4 address");

fn is_ipv4(value: &Value<'_>) -> bool {
    value.as_str().is_some_and(|text| text.trim().parse::<core::net::Ipv4Addr>().is_ok())
}

/// The addresses of a list that are of IPv4; the rest is lost.
fn ipv4_of<'a>(elements: &[Value<'a>], precision: &mut Precision) -> Result<Option<Value<'a>>, ErrorKind> {
    let kept: Vec<Value<'a>> = elements.iter().filter(|element| is_ipv4(element)).cloned().collect();
    if kept.is_empty() && !elements.is_empty() {
        return Err(NOT_IPV4);
    }
    if kept.len() < elements.len() {
        precision.lose()?;
    }
    Ok(Some(Value::List(kept)))
}

const NOT_TEXT: ErrorKind = ErrorKind::Type("UTF-8 text");

fn each<'a>(
    list: Value<'a>,
    mut step: impl FnMut(Value<'a>) -> Result<Option<Value<'a>>, ErrorKind>,
) -> Result<Option<Value<'a>>, ErrorKind> {
    let Value::List(elements) = list else { return Err(ErrorKind::Type("list")) };
    let mut result = Vec::with_capacity(elements.len());
    for element in elements {
        if let Some(element) = step(element)? {
            result.push(element);
        }
    }
    Ok(Some(Value::List(result)))
}

fn integer(value: &Value<'_>) -> Result<i128, ErrorKind> {
    match value {
        Value::Integer(number) => Ok(*number),
        Value::Text(text) => codec::parse_integer(text),
        _ => Err(ErrorKind::Type("integer")),
    }
}

fn text<'v>(value: &'v Value<'_>) -> Result<&'v str, ErrorKind> {
    value.as_str().ok_or(ErrorKind::Type("text"))
}

fn bytes<'v>(value: &'v Value<'_>) -> Result<&'v [u8], ErrorKind> {
    value.as_bytes().ok_or(ErrorKind::Type("bytes"))
}

fn list<'v, 'a>(value: &'v Value<'a>) -> Result<&'v [Value<'a>], ErrorKind> {
    value.as_list().ok_or(ErrorKind::Type("list"))
}

fn texts(value: &Value<'_>) -> Result<Vec<String>, ErrorKind> {
    list(value)?.iter().map(plain).collect()
}

/// The text of a plain value as it stands in the tables.
fn plain(value: &Value<'_>) -> Result<String, ErrorKind> {
    match value {
        Value::Text(text) => Ok(text.clone().into_owned()),
        Value::Integer(number) => Ok(number.to_string()),
        Value::Boolean(truth) => Ok(truth.to_string()),
        _ => Err(ErrorKind::Type("text")),
    }
}

fn matches(value: &Value<'_>, expected: &str) -> bool {
    match value {
        Value::Text(text) => text == expected,
        Value::Integer(number) => expected.parse() == Ok(*number),
        Value::Boolean(truth) => expected == if *truth { "true" } else { "false" },
        _ => false,
    }
}

fn enumerate<'a>(pairs: &[Pair], value: &Value<'_>) -> Result<Option<Value<'a>>, ErrorKind> {
    let forward = || pairs.iter().filter(|pair| pair.way != Way::Inverse);
    let pair = forward()
        .find(|pair| matches(value, &pair.native))
        .or_else(|| forward().find(|pair| pair.native == "*"))
        .ok_or(ErrorKind::UnknownEnum)?;
    Ok((pair.neutral != "_").then(|| neutral_value(&pair.neutral)))
}

/// A number where the text is one, so that enumerations stay numbers.
#[allow(clippy::ptr_arg, reason = "borrowed texts stay borrowed")]
fn neutral_value<'a>(text: &Cow<'static, str>) -> Value<'a> {
    match text.parse::<i64>() {
        Ok(number) => Value::Integer(number.into()),
        Err(_) => match text {
            Cow::Borrowed(text) => Value::text(text),
            Cow::Owned(text) => Value::from(text.clone()),
        },
    }
}

fn pairs_inverse<'a>(pairs: &[Pair], value: &Value<'_>) -> Result<Option<Value<'a>>, ErrorKind> {
    let mut inverse = pairs.iter().filter(|pair| pair.way != Way::Forward && pair.native != "*");
    let pair = match value {
        Value::Record(_) => status_pair(inverse, value),
        _ => inverse.find(|pair| matches(value, &pair.neutral)),
    };
    pair.map(|pair| Some(Value::from(pair.native.clone().into_owned()))).ok_or(ErrorKind::UnknownEnum)
}

/// The pair of an action status, `3` or `3:update`. Where the table tells the actions of a status apart, another
/// action's pair would say what did not happen.
fn status_pair<'p>(pairs: impl Iterator<Item = &'p Pair>, value: &Value<'_>) -> Option<&'p Pair> {
    let status = value.member("sus").and_then(Value::as_integer)?;
    let action = value.member("acn").and_then(Value::as_str);
    let (mut whole, mut told_apart) = (None, false);
    for pair in pairs {
        let (number, of) = match pair.neutral.split_once(':') {
            Some((number, of)) => (number, Some(of)),
            None => (&*pair.neutral, None),
        };
        if number.parse() != Ok(status) {
            continue;
        }
        if of == action {
            return Some(pair);
        }
        told_apart |= of.is_some();
        if of.is_none() && whole.is_none() {
            whole = Some(pair);
        }
    }
    whole.filter(|_| !told_apart)
}

fn add(number: i128, offset: i128) -> Result<i128, ErrorKind> {
    within(number.checked_add(offset))
}

/// Numbers stay within what any protocol can write.
fn within(number: Option<i128>) -> Result<i128, ErrorKind> {
    number.filter(|n| (i128::from(i64::MIN)..=i128::from(u64::MAX)).contains(n)).ok_or(ErrorKind::Overflow)
}

#[allow(clippy::cast_precision_loss, reason = "a factor of a unit, far below 2^53")]
fn scale<'a>(
    value: Value<'a>,
    numerator: i64,
    denominator: i64,
    precision: &mut Precision,
) -> Result<Value<'a>, ErrorKind> {
    if let Value::Float(number) = value {
        return Ok(Value::Float(number * numerator as f64 / denominator as f64));
    }
    let product = integer(&value)?.checked_mul(numerator.into()).ok_or(ErrorKind::Overflow)?;
    if product % i128::from(denominator) != 0 {
        precision.lose()?;
    }
    // Quantities stay within 63 bits: more bytes than that no device has, and every protocol can carry.
    let quotient = product.checked_div(denominator.into()).and_then(|number| i64::try_from(number).ok());
    quotient.map(|number| Value::Integer(number.into())).ok_or(ErrorKind::Overflow)
}

fn join<'a>(value: Value<'a>, separator: &str) -> Result<Value<'a>, ErrorKind> {
    let parts = texts(&value)?;
    if parts.len() > 1 && parts.iter().any(|part| part.contains(separator)) {
        return Err(ErrorKind::InvalidValue("list element"));
    }
    Ok(Value::from(parts.join(separator)))
}

fn split<'a>(value: Value<'a>, separator: &str) -> Result<Value<'a>, ErrorKind> {
    let own = |text: &str| Value::from(text.trim_matches(' ').to_owned());
    Ok(Value::List(match &value {
        Value::Text(text) if text.is_empty() => Vec::new(),
        Value::Text(Cow::Borrowed(text)) => {
            text.split(separator).map(|part| Value::text(part.trim_matches(' '))).collect()
        }
        Value::Text(text) => text.split(separator).map(own).collect(),
        Value::List(_) => return Ok(value),
        _ => return Err(ErrorKind::Type("text")),
    }))
}
