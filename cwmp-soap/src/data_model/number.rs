//! Exact decimal numbers for ranges and values.

use alloc::string::ToString;
use core::cmp::Ordering;
use core::fmt;

/// A decimal number of up to 38 digits, compared exactly: `1.50` equals `1.5`.
///
/// ```
/// use cwmp_soap::data_model::Decimal;
///
/// let low = Decimal::parse("-0.50").unwrap();
/// assert!(low < Decimal::parse("0").unwrap());
/// assert_eq!(low, Decimal::parse("-.5").unwrap());
/// assert!(Decimal::parse("1e3").is_none(), "no exponents");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    digits: i128,
    /// Digits after the point; trailing zeros are removed, so that equal numbers are equal values.
    scale: u32,
}

/// The most digits after the point: 10^38 is the largest power of ten in an `i128`.
const MAX_SCALE: u32 = 38;

impl Decimal {
    /// Reads `[+-]digits[.digits]`; `None` for anything else and for more than 38 digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Decimal> {
        let (negative, unsigned) = match text.as_bytes().first()? {
            b'-' => (true, text.get(1..)?),
            b'+' => (false, text.get(1..)?),
            _ => (false, text),
        };
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let fraction = fraction.trim_end_matches('0');
        let mut digits = 0_i128;
        for byte in whole.bytes().chain(fraction.bytes()) {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                return None;
            }
            digits = digits.checked_mul(10)?.checked_add(i128::from(digit))?;
        }
        let digits = if negative { -digits } else { digits };
        let scale = u32::try_from(fraction.len()).ok().filter(|scale| *scale <= MAX_SCALE)?;
        Some(Decimal { digits, scale })
    }

    /// The value when it has no fraction.
    #[must_use]
    pub fn to_integer(self) -> Option<i128> {
        (self.scale == 0).then_some(self.digits)
    }

    /// Whether `self` lies a whole number of `step`s above `start`; `true` where that cannot be computed in 38 digits.
    #[must_use]
    pub fn is_on_step(self, start: Decimal, step: Decimal) -> bool {
        let scale = self.scale.max(start.scale).max(step.scale);
        let (Some(value), Some(start), Some(step)) =
            (self.at_scale(scale), start.at_scale(scale), step.at_scale(scale))
        else {
            return true;
        };
        match value.checked_sub(start) {
            Some(distance) => distance.checked_rem(step).is_none_or(|rest| rest == 0),
            None => true,
        }
    }

    fn at_scale(self, scale: u32) -> Option<i128> {
        let missing = scale.checked_sub(self.scale)?;
        self.digits.checked_mul(10_i128.checked_pow(missing)?)
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Decimal { digits: i128::from(value), scale: 0 }
    }
}

impl From<u64> for Decimal {
    fn from(value: u64) -> Self {
        Decimal { digits: i128::from(value), scale: 0 }
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        // Whole parts first: then only fractions are scaled up, and a fraction below 10^scale stays below 10^38.
        let parts = |number: &Decimal| {
            let unit = 10_i128.checked_pow(number.scale).unwrap_or(i128::MAX);
            (number.digits.div_euclid(unit), number.digits.rem_euclid(unit))
        };
        let (whole, fraction) = parts(self);
        let (other_whole, other_fraction) = parts(other);
        whole.cmp(&other_whole).then_with(|| {
            let scale = self.scale.max(other.scale);
            let left = Decimal { digits: fraction, scale: self.scale }.at_scale(scale);
            let right = Decimal { digits: other_fraction, scale: other.scale }.at_scale(scale);
            left.cmp(&right)
        })
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scale == 0 {
            return write!(f, "{}", self.digits);
        }
        let sign = if self.digits < 0 { "-" } else { "" };
        let digits = self.digits.unsigned_abs().to_string();
        let places = usize::try_from(self.scale).unwrap_or(usize::MAX);
        match digits.len().checked_sub(places).and_then(|at| digits.split_at_checked(at)) {
            Some((whole, fraction)) => {
                write!(f, "{sign}{}.{fraction}", if whole.is_empty() { "0" } else { whole })
            }
            None => write!(f, "{sign}0.{digits:0>places$}"),
        }
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Decimal {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.to_integer().map(i64::try_from) {
            Some(Ok(integer)) => serializer.serialize_i64(integer),
            _ => serializer.collect_str(self),
        }
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Decimal {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(untagged)]
        enum Form {
            Integer(i64),
            Text(alloc::string::String),
        }
        match Form::deserialize(deserializer)? {
            Form::Integer(integer) => Ok(Decimal::from(integer)),
            Form::Text(text) => {
                Decimal::parse(&text).ok_or_else(|| serde::de::Error::custom("not a decimal number"))
            }
        }
    }
}

crate::record::copy_fields!(Decimal);

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn compares_exactly() {
        assert!(decimal("-1.5") < decimal("-1.4"));
        assert!(decimal("-0.1") < decimal("0"));
        assert!(decimal("10") > decimal("9.999999999999999999999"));
        assert_eq!(decimal("+007.10"), decimal("7.1"));
        let tiny = decimal("0.00000000000000000000000000000000000001");
        assert!(tiny > decimal("0") && tiny < decimal("1") && decimal("-1") < tiny);
        assert!(decimal("170141183460469231731687303715884105727") > tiny);
    }

    #[test]
    fn steps() {
        assert!(decimal("7").is_on_step(decimal("1"), decimal("2")));
        assert!(!decimal("8").is_on_step(decimal("1"), decimal("2")));
        assert!(decimal("0.75").is_on_step(decimal("0.5"), decimal("0.25")));
        assert!(decimal("3").is_on_step(decimal("1"), decimal("0")), "a step of nothing allows all");
    }

    #[test]
    fn prints_what_it_read() {
        for text in ["0", "-1", "12.5", "-0.001", "18446744073709551615"] {
            assert_eq!(decimal(text).to_string(), text);
        }
    }

    #[test]
    fn refuses() {
        for text in
            ["", "-", ".", "1e3", "0x10", "1,5", "1 ", "٣", "1700000000000000000000000000000000000000"]
        {
            assert!(Decimal::parse(text).is_none(), "{text}");
        }
    }
}
