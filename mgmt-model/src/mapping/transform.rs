//! How a value of a protocol becomes a value of the model, and back.
//!
//! A transform is a list of steps, written in the tables as words: `scale 1024`, `enum None=1,WEP-64=2`,
//! `join slash|enum 0/0=1`. *Forward* is from the protocol to the model.

use super::codec;
use crate::{ErrorKind, Value};
use alloc::borrow::{Cow, ToOwned};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Steps from a protocol's value to the model's, in order; backwards they run in reverse.
///
/// ```
/// use mgmt_model::mapping::{Precision, Transform};
/// use mgmt_model::Value;
///
/// let kibibytes = Transform::parse("scale 1024")?;
/// assert_eq!(kibibytes.forward(Value::from(64_u64))?, Some(Value::from(65_536_u64)));
/// let mut precision = Precision::exact();
/// assert_eq!(kibibytes.inverse(Value::from(65_536_u64), &mut precision)?, Some(Value::from(64_u64)));
/// # Ok::<(), mgmt_model::ErrorKind>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Transform {
    steps: Cow<'static, [Step]>,
}

/// One step of a [`Transform`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// Forward: times numerator, divided by denominator. Units.
    Scale {
        /// Above zero.
        numerator: i64,
        /// Above zero.
        denominator: i64,
    },
    /// Forward: plus this number.
    Offset(i64),
    /// Values by pairs.
    Enumerate(Cow<'static, [Pair]>),
    /// A bit field by rules, the first that fits.
    Bits(Cow<'static, [BitRule]>),
    /// Writing this text at the address is the action; a true action writes it.
    Trigger(Cow<'static, str>),
    /// Forward: the parts of the address, or a list, joined by this text.
    Join(Cow<'static, str>),
    /// Forward: a text split at this text into a list.
    Split(Cow<'static, str>),
    /// Forward: bytes as base64 text.
    Base64,
    /// Forward: bytes as UTF-8 text.
    Utf8,
    /// Forward: twelve hexadecimal digits as `aa:bb:cc:dd:ee:ff`.
    Mac,
    /// Forward: bytes as upper-case hexadecimal text.
    UpperHex,
    /// Forward: a 16-bit number as `c0a8` (four hexadecimal digits).
    HexNumber,
    /// Forward: a SHA-256 digest as `ni:///sha-256;…` (RFC 6920).
    NamedInformation,
    /// Forward: OUI, product class and serial number as `OUI-ProductClass-Serial`, each percent-encoded.
    OuiIdentifier,
    /// Forward: mobile country code and network code as five or six digits.
    Plmn,
    /// Forward: characters from `start`, at most `length`. There is no way back.
    Slice {
        /// First character, from 0.
        start: usize,
        /// How many at most.
        length: usize,
    },
    /// A number that means that there is no value.
    Absent(i64),
    /// Forward: a text of letters as a list of one-letter texts.
    Letters,
    /// References between instances: each technology's own spelling is kept as text.
    Link,
}

/// One pair of [`Step::Enumerate`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The protocol's value as text; `*` stands for any other.
    pub native: Cow<'static, str>,
    /// The model's value as text; `_` says nothing.
    pub neutral: Cow<'static, str>,
    /// Which way the pair works.
    pub way: Way,
}

/// Which way a [`Pair`] works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Both (`=`).
    Both,
    /// From the protocol to the model only (`>`).
    Forward,
    /// From the model to the protocol only (`<`).
    Inverse,
}

/// One rule of [`Step::Bits`]: a number whose bits under `mask` are `bits` means `neutral`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BitRule {
    /// The bits that count.
    pub mask: u32,
    /// What they must be; also the number written for `neutral`.
    pub bits: u32,
    /// The model's value.
    pub neutral: i64,
}

/// Whether rounding is allowed, and whether it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Precision {
    allowed: bool,
    lost: bool,
}

impl Precision {
    /// Refuse what cannot be converted exactly.
    #[must_use]
    pub const fn exact() -> Self {
        Precision { allowed: false, lost: false }
    }

    /// Round toward zero where needed, and remember it.
    #[must_use]
    pub const fn rounding() -> Self {
        Precision { allowed: true, lost: false }
    }

    /// Whether something was rounded.
    #[must_use]
    pub const fn lost(self) -> bool {
        self.lost
    }

    pub(crate) fn lose(&mut self) -> Result<(), ErrorKind> {
        self.lost = true;
        if self.allowed { Ok(()) } else { Err(ErrorKind::Lossy) }
    }
}

impl Transform {
    /// No step: the value is the same on both sides.
    pub const IDENTITY: Transform = Transform { steps: Cow::Borrowed(&[]) };

    /// These steps.
    #[must_use]
    pub const fn from_static(steps: &'static [Step]) -> Self {
        Transform { steps: Cow::Borrowed(steps) }
    }

    /// The steps.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The text that stands for the action, if the transform is a trigger.
    #[must_use]
    pub fn trigger(&self) -> Option<&str> {
        match &*self.steps {
            [Step::Trigger(text)] => Some(text),
            _ => None,
        }
    }

    /// Reads the spelling of the tables.
    ///
    /// # Errors
    ///
    /// `InvalidValue` when it is none.
    pub fn parse(text: &str) -> Result<Self, ErrorKind> {
        if text.is_empty() {
            return Ok(Transform::IDENTITY);
        }
        let steps = text.split('|').map(Step::parse).collect::<Result<Vec<_>, _>>()?;
        Ok(Transform { steps: Cow::Owned(steps) })
    }

    /// A protocol's value as the model's; `None` when it says nothing.
    ///
    /// # Errors
    ///
    /// `UnknownEnum`, `Overflow`, `OutOfRange`, `Type`, … when the value is not what the steps take.
    pub fn forward<'a>(&self, value: Value<'a>) -> Result<Option<Value<'a>>, ErrorKind> {
        let mut current = value;
        for step in &*self.steps {
            match step.forward(current)? {
                Some(next) => current = next,
                None => return Ok(None),
            }
        }
        Ok(Some(current))
    }

    /// A value of the model as the protocol's; `None` when the protocol has no value for it to say.
    ///
    /// # Errors
    ///
    /// As [`forward`](Self::forward), and `Lossy` when rounding is needed and not allowed.
    pub fn inverse<'a>(
        &self,
        value: Value<'a>,
        precision: &mut Precision,
    ) -> Result<Option<Value<'a>>, ErrorKind> {
        let mut current = value;
        for step in self.steps.iter().rev() {
            match step.inverse(current, precision)? {
                Some(next) => current = next,
                None => return Ok(None),
            }
        }
        Ok(Some(current))
    }
}

const BAD: ErrorKind = ErrorKind::InvalidValue("transform");

fn separator(word: &str) -> Cow<'static, str> {
    match word {
        "comma" => Cow::Borrowed(","),
        "space" => Cow::Borrowed(" "),
        "slash" => Cow::Borrowed("/"),
        other => Cow::Owned(other.to_owned()),
    }
}

fn positive(text: &str) -> Result<i64, ErrorKind> {
    text.parse().ok().filter(|number| *number > 0).ok_or(BAD)
}

impl Step {
    fn parse(text: &str) -> Result<Step, ErrorKind> {
        let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
        let bare = |step| if rest.is_empty() { Ok(step) } else { Err(BAD) };
        match word {
            "scale" => {
                let (numerator, denominator) = rest.split_once('/').unwrap_or((rest, "1"));
                Ok(Step::Scale { numerator: positive(numerator)?, denominator: positive(denominator)? })
            }
            "offset" => Ok(Step::Offset(rest.parse().map_err(|_| BAD)?)),
            "enum" => rest
                .split(',')
                .map(Pair::parse)
                .collect::<Result<_, _>>()
                .map(|p| Step::Enumerate(Cow::Owned(p))),
            "bits" => rest
                .split(',')
                .map(BitRule::parse)
                .collect::<Result<_, _>>()
                .map(|r| Step::Bits(Cow::Owned(r))),
            "trigger" if !rest.is_empty() => Ok(Step::Trigger(Cow::Owned(rest.to_owned()))),
            "join" if !rest.is_empty() => Ok(Step::Join(separator(rest))),
            "split" if !rest.is_empty() => Ok(Step::Split(separator(rest))),
            "base64" => bare(Step::Base64),
            "utf8" => bare(Step::Utf8),
            "mac" => bare(Step::Mac),
            "upper-hex" => bare(Step::UpperHex),
            "hex-number" => bare(Step::HexNumber),
            "ni" => bare(Step::NamedInformation),
            "oui-id" => bare(Step::OuiIdentifier),
            "plmn" => bare(Step::Plmn),
            "slice" => {
                let (start, length) = rest.split_once(' ').unwrap_or((rest, "18446744073709551615"));
                let number =
                    |text: &str| text.parse::<u64>().ok().map(|n| usize::try_from(n).unwrap_or(usize::MAX));
                Ok(Step::Slice { start: number(start).ok_or(BAD)?, length: number(length).ok_or(BAD)? })
            }
            "absent" => Ok(Step::Absent(rest.parse().map_err(|_| BAD)?)),
            "letters" => bare(Step::Letters),
            "link" => bare(Step::Link),
            _ => Err(BAD),
        }
    }

    /// Whether the step takes a list as a whole; the others take its elements one by one.
    const fn takes_lists(&self) -> bool {
        matches!(self, Step::Join(_) | Step::Split(_) | Step::OuiIdentifier | Step::Plmn | Step::Letters)
    }

    fn forward<'a>(&self, value: Value<'a>) -> Result<Option<Value<'a>>, ErrorKind> {
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
            Step::Base64 => Value::from(codec::encode_base64(bytes(&value)?)),
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
            Step::UpperHex => Value::from(codec::encode_hex(bytes(&value)?)),
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
            Step::Letters => {
                Value::List(text(&value)?.chars().map(|letter| Value::from(String::from(letter))).collect())
            }
            Step::Link => value,
        }))
    }

    fn inverse<'a>(
        &self,
        value: Value<'a>,
        precision: &mut Precision,
    ) -> Result<Option<Value<'a>>, ErrorKind> {
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
                codec::decode_hex(text(&value)?).ok_or(ErrorKind::InvalidValue("hexadecimal text"))?,
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
            Step::Slice { .. } => return Err(ErrorKind::Permission("write")),
            Step::Absent(_) | Step::Link => value,
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

const NOT_TEXT: ErrorKind = ErrorKind::Type("UTF-8 text");

impl Pair {
    fn parse(text: &str) -> Result<Pair, ErrorKind> {
        let at = text.find(['=', '>', '<']).ok_or(BAD)?;
        let (native, rest) = text.split_at_checked(at).ok_or(BAD)?;
        let way = match rest.as_bytes().first() {
            Some(b'=') => Way::Both,
            Some(b'>') => Way::Forward,
            _ => Way::Inverse,
        };
        let neutral = rest.get(1..).filter(|neutral| !neutral.is_empty()).ok_or(BAD)?;
        Ok(Pair { native: native.to_owned().into(), neutral: neutral.to_owned().into(), way })
    }
}

impl BitRule {
    fn parse(text: &str) -> Result<BitRule, ErrorKind> {
        let (bits, neutral) = text.split_once('=').ok_or(BAD)?;
        let (mask, bits) = bits.split_once('&').ok_or(BAD)?;
        let number = |text: &str| text.parse::<u32>().map_err(|_| BAD);
        Ok(BitRule { mask: number(mask)?, bits: number(bits)?, neutral: neutral.parse().map_err(|_| BAD)? })
    }
}

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
        Value::Record(_) => match (value.member("sus").and_then(Value::as_integer), expected.split_once(':'))
        {
            (Some(status), Some((number, action))) => {
                number.parse() == Ok(status) && value.member("acn").and_then(Value::as_str) == Some(action)
            }
            (Some(status), None) => expected.parse() == Ok(status),
            (None, _) => false,
        },
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
    let inverse = pairs.iter().filter(|pair| pair.way != Way::Forward && pair.native != "*");
    for pair in inverse {
        if matches(value, &pair.neutral) {
            return Ok(Some(Value::from(pair.native.clone().into_owned())));
        }
    }
    Err(ErrorKind::UnknownEnum)
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
