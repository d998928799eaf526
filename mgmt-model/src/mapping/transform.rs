//! How a value of a protocol becomes a value of the model, and back.
//!
//! A transform is a list of steps, written in the tables as words: `scale 1024`, `enum None=1,WEP-64=2`,
//! `join slash|enum 0/0=1`. *Forward* is from the protocol to the model.

use crate::{ErrorKind, Value};
use alloc::borrow::{Cow, ToOwned};
use alloc::collections::BTreeSet;
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
    ///
    /// In the tables: `scale 1024`, `scale 1/10`.
    Scale {
        /// Above zero.
        numerator: i64,
        /// Above zero.
        denominator: i64,
    },
    /// Forward: plus this number.
    ///
    /// In the tables: `offset -40`.
    Offset(i64),
    /// Values by pairs.
    ///
    /// In the tables: `enum 0=1,None>2,*>3`.
    Enumerate(Cow<'static, [Pair]>),
    /// A bit field by rules, the first that fits.
    ///
    /// In the tables: `bits 3&1=1,3&0=0`.
    Bits(Cow<'static, [BitRule]>),
    /// Writing this text at the address is the action; a true action writes it.
    ///
    /// In the tables: `trigger Requested`.
    Trigger(Cow<'static, str>),
    /// Forward: the parts of the address, or a list, joined by this text.
    ///
    /// In the tables: `join comma` (`space`, `slash`, or the text itself).
    Join(Cow<'static, str>),
    /// Forward: a text split at this text into a list.
    ///
    /// In the tables: `split comma`.
    Split(Cow<'static, str>),
    /// Forward: bytes as base64 text.
    ///
    /// In the tables: `base64`.
    Base64,
    /// Forward: bytes as UTF-8 text.
    ///
    /// In the tables: `utf8`.
    Utf8,
    /// Forward: twelve hexadecimal digits as `aa:bb:cc:dd:ee:ff`.
    ///
    /// In the tables: `mac`.
    Mac,
    /// Forward: bytes as upper-case hexadecimal text.
    ///
    /// In the tables: `upper-hex`.
    UpperHex,
    /// Forward: a 16-bit number as `c0a8` (four hexadecimal digits).
    ///
    /// In the tables: `hex-number`.
    HexNumber,
    /// Forward: a SHA-256 digest as `ni:///sha-256;…` (RFC 6920).
    ///
    /// In the tables: `ni`.
    NamedInformation,
    /// Forward: OUI, product class and serial number as `OUI-ProductClass-Serial`, each percent-encoded.
    ///
    /// In the tables: `oui-id`.
    OuiIdentifier,
    /// Forward: mobile country code and network code as five or six digits.
    ///
    /// In the tables: `plmn`.
    Plmn,
    /// Forward: characters from `start`, at most `length`. There is no way back.
    ///
    /// In the tables: `slice 0 8`.
    Slice {
        /// First character, from 0.
        start: usize,
        /// How many at most.
        length: usize,
    },
    /// A number that means that there is no value.
    ///
    /// In the tables: `absent -1`.
    Absent(i64),
    /// Forward: `xs:duration` as seconds. Years and months have no fixed length and are refused.
    ///
    /// In the tables: `duration`.
    Duration,
    /// Forward: a text of letters as a list of one-letter texts.
    ///
    /// In the tables: `letters`.
    Letters,
    /// A time zone as rules of POSIX, `CET-1CEST,M3.5.0,M10.5.0/3`; forward a name says nothing.
    ///
    /// In the tables: `posix-zone`.
    PosixZone,
    /// Forward: the name of a time zone, `Europe/Berlin`; rules say nothing.
    ///
    /// In the tables: `zone-name`.
    ZoneName,
    /// The same where names can be found and rules are to be written: names that are no rules are not.
    ///
    /// In the tables: `zone-name-read`.
    ZoneNameRead,
    /// Addresses of which the place takes those of IPv4; the others of a list stay behind.
    ///
    /// In the tables: `ipv4`.
    Ipv4,
    /// References between instances: each technology's own spelling is kept as text.
    ///
    /// In the tables: `link`.
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

/// Refuses two meanings of one value of the protocol: the second would never be found.
fn unambiguous(pairs: &[Pair]) -> Result<(), ErrorKind> {
    let mut seen = BTreeSet::new();
    for pair in pairs.iter().filter(|pair| pair.way != Way::Inverse) {
        // Numbers are compared as numbers.
        let number = pair.native.parse::<i128>().ok();
        let text = if number.is_some() { "" } else { &*pair.native };
        if !seen.insert((number, text)) {
            return Err(ErrorKind::Duplicate("value of an enumeration"));
        }
    }
    Ok(())
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
            "enum" => {
                let pairs: Vec<Pair> = rest.split(',').map(Pair::parse).collect::<Result<_, _>>()?;
                unambiguous(&pairs)?;
                Ok(Step::Enumerate(Cow::Owned(pairs)))
            }
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
            "duration" => bare(Step::Duration),
            "letters" => bare(Step::Letters),
            "posix-zone" => bare(Step::PosixZone),
            "zone-name" => bare(Step::ZoneName),
            "zone-name-read" => bare(Step::ZoneNameRead),
            "ipv4" => bare(Step::Ipv4),
            "link" => bare(Step::Link),
            _ => Err(BAD),
        }
    }

    /// Whether the step takes a list as a whole; the others take its elements one by one.
    pub(super) const fn takes_lists(&self) -> bool {
        matches!(self, Step::Join(_) | Step::Split(_) | Step::OuiIdentifier | Step::Plmn | Step::Letters)
    }
}

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
