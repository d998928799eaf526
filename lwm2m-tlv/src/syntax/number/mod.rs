//! Exact numbers: integers of 64 bits, decimals, floats.

mod scan;
mod write;

#[cfg(feature = "json")]
pub(crate) use scan::Scanned;
pub(crate) use scan::scan;
pub(crate) use write::{push_float, push_signed, push_unsigned};

use crate::error::ErrorKind;
use alloc::vec::Vec;
use core::fmt::Write as _;
use write::{Digits, push_decimal};

/// A number as a payload has it, before a type is known: nothing is rounded on the way in.
///
/// ```
/// use lwm2m_tlv::format::senml::Number;
///
/// let number = Number::parse("9007199254740993")?;
/// assert_eq!(number.to_i64(), Some(9_007_199_254_740_993));
/// assert_eq!(Number::parse("273.15")?, Number::Decimal { mantissa: 27_315, exponent: -2 });
/// assert_eq!(Number::parse("1.0")?.to_i64(), Some(1));
/// assert_eq!(Number::parse("22.1")?.to_f64(), 22.1);
/// # Ok::<(), lwm2m_tlv::ErrorKind>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Number {
    /// An integer from 0 to 2^64 - 1.
    Unsigned(u64),
    /// An integer below 0, down to -2^63.
    Negative(i64),
    /// `mantissa` times ten to the power of `exponent`.
    Decimal {
        /// The digits.
        mantissa: i64,
        /// Power of ten.
        exponent: i16,
    },
    /// IEEE 754 number of 64 bits.
    Float(f64),
    /// The finite 64-bit float nearest to a number that none of the other forms has room for. It is no integer of 64
    /// bits, even where this float is.
    Rounded(f64),
}

/// The powers of ten that a 64-bit float holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// From here on floats have no fraction.
const TWO_TO_THE_53: f64 = 9_007_199_254_740_992.0;

const TWO_TO_THE_63: f64 = 9_223_372_036_854_775_808.0;

/// Decimal digits that always fit a mantissa.
const MANTISSA_DIGITS: u32 = 18;

/// Exponents of decimals are kept within these bounds; nothing beyond differs from 0 or infinity.
const MAX_EXPONENT: u32 = 400;

impl Number {
    /// Reads a number in the grammar of JSON (RFC 8259, clause 6).
    ///
    /// # Errors
    /// [`ErrorKind::Syntax`], and [`ErrorKind::OutOfRange`] for what is larger than a 64-bit float can be.
    pub fn parse(text: &str) -> Result<Number, ErrorKind> {
        match scan(text.as_bytes()) {
            Some((scanned, length)) if length == text.len() => scanned.number(text),
            _ => Err(ErrorKind::Syntax("number")),
        }
    }

    /// The integer, when the number is one and fits.
    #[must_use]
    pub fn to_i64(self) -> Option<i64> {
        i64::try_from(self.to_i128()?).ok()
    }

    /// The integer, when the number is one and fits.
    #[must_use]
    pub fn to_u64(self) -> Option<u64> {
        u64::try_from(self.to_i128()?).ok()
    }

    /// Whether the number has no fraction.
    #[must_use]
    pub fn is_integral(self) -> bool {
        match self {
            Number::Unsigned(_) | Number::Negative(_) => true,
            Number::Decimal { exponent, .. } => exponent >= 0 || self.to_i128().is_some(),
            Number::Float(float) => is_integral(float),
            // Integers within these bounds have an exact form, so what was rounded there has a fraction.
            Number::Rounded(float) => float <= -TWO_TO_THE_63 || float >= 2.0 * TWO_TO_THE_63,
        }
    }

    pub(crate) fn to_i128(self) -> Option<i128> {
        match self {
            Number::Unsigned(number) => Some(number.into()),
            Number::Negative(number) => Some(number.into()),
            Number::Decimal { mantissa, exponent } => {
                let mut number = i128::from(mantissa);
                if number == 0 {
                    return Some(0);
                }
                for _ in 0..exponent {
                    number = number.checked_mul(10)?;
                }
                for _ in exponent..0 {
                    if number % 10 != 0 {
                        return None;
                    }
                    number /= 10;
                }
                Some(number)
            }
            Number::Float(float) => float_to_i128(float),
            Number::Rounded(_) => None,
        }
    }

    /// The nearest 64-bit float.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        match self {
            Number::Unsigned(number) => number as f64,
            Number::Negative(number) => number as f64,
            Number::Float(float) | Number::Rounded(float) => float,
            Number::Decimal { mantissa, exponent } => {
                // With both operands exact, one division or multiplication rounds correctly.
                if mantissa.unsigned_abs() <= 1 << 53
                    && let Some(&power) = POWERS.get(usize::from(exponent.unsigned_abs()))
                {
                    let digits = mantissa as f64;
                    return if exponent < 0 { digits / power } else { digits * power };
                }
                nearest(mantissa.into(), exponent)
            }
        }
    }

    /// `digits` times ten to the power of `exponent`: exactly, where one of the forms has room for it. `None` for what
    /// is larger than a 64-bit float can be, or has more digits than an integer of 64 bits.
    pub(crate) fn from_decimal(mut digits: i128, mut exponent: i16) -> Option<Number> {
        while i64::try_from(digits).is_err() && digits % 10 == 0 {
            digits /= 10;
            exponent = exponent.checked_add(1)?;
        }
        let number = match (i64::try_from(digits), u64::try_from(digits)) {
            (Ok(mantissa), _) => Number::Decimal { mantissa, exponent },
            (Err(_), Ok(number)) if exponent == 0 => Number::Unsigned(number),
            (Err(_), _) if digits.unsigned_abs() > u64::MAX.into() => return None,
            (Err(_), _) => Number::Rounded(nearest(digits, exponent)),
        };
        number.to_f64().is_finite().then_some(number)
    }

    /// An integer of 64 bits, with or without sign.
    pub(crate) fn from_integer(number: i128) -> Option<Number> {
        let unsigned = u64::try_from(number).map(Number::Unsigned);
        unsigned.ok().or_else(|| i64::try_from(number).map(Number::Negative).ok())
    }

    /// The sum, exact unless a float with a fraction is involved or the digits exceed the range of the mantissa.
    ///
    /// # Errors
    /// [`ErrorKind::Overflow`] when the sum is larger than a 64-bit float can be.
    pub fn checked_add(self, other: Number, what: &'static str) -> Result<Number, ErrorKind> {
        let exact = match (self.decimal(), other.decimal()) {
            (Some(a), Some(b)) => add_decimals(a, b),
            _ => None,
        };
        let sum = exact.unwrap_or_else(|| self.add_floats(other));
        if sum.to_f64().is_finite() { Ok(sum) } else { Err(ErrorKind::Overflow(what)) }
    }

    fn decimal(self) -> Option<(i128, i16)> {
        match self {
            Number::Unsigned(number) => Some((number.into(), 0)),
            Number::Negative(number) => Some((number.into(), 0)),
            Number::Decimal { mantissa, exponent } => Some((mantissa.into(), exponent)),
            Number::Float(_) | Number::Rounded(_) => None,
        }
    }

    /// The sum where a float is involved, or too many digits are: as float, unless an integer is more exact.
    fn add_floats(self, other: Number) -> Number {
        let sum = self.to_f64() + other.to_f64();
        match (self, other, self.to_i128(), other.to_i128()) {
            (Number::Rounded(_), ..) | (_, Number::Rounded(_), ..) => Number::Rounded(sum),
            (_, _, Some(a), Some(b)) => match a.checked_add(b) {
                Some(exact) if float_to_i128(sum) == Some(exact) => Number::Float(sum),
                exact => exact.and_then(Number::from_integer).unwrap_or(Number::Rounded(sum)),
            },
            // A fraction got lost where floats have none. Infinities and NaN have nothing to lose.
            _ if sum.is_finite() && sum.abs() >= TWO_TO_THE_53 => Number::Rounded(sum),
            _ => Number::Float(sum),
        }
    }

    /// Appends the number in the grammar of JSON.
    pub(crate) fn push_json(self, out: &mut Vec<u8>) -> Result<(), ErrorKind> {
        match self {
            Number::Unsigned(number) => push_unsigned(out, number),
            Number::Negative(number) => push_signed(out, number),
            Number::Decimal { mantissa, exponent } => push_decimal(out, mantissa, exponent),
            Number::Float(float) | Number::Rounded(float) => return push_float(out, float),
        }
        Ok(())
    }
}

fn add_decimals(a: (i128, i16), b: (i128, i16)) -> Option<Number> {
    let ((high, low), exponent) = if a.1 >= b.1 { ((a, b), b.1) } else { ((b, a), a.1) };
    let mut digits = high.0;
    if high.1.checked_sub(low.1)? > 36 && digits != 0 {
        return None;
    }
    for _ in 0..high.1 - low.1 {
        digits = digits.checked_mul(10)?;
    }
    let mut sum = digits.checked_add(low.0)?;
    let mut exponent = exponent;
    if exponent == 0
        && let Some(number) = Number::from_integer(sum)
    {
        return Some(number);
    }
    while i64::try_from(sum).is_err() && sum % 10 == 0 {
        sum /= 10;
        exponent = exponent.checked_add(1)?;
    }
    Some(Number::Decimal { mantissa: i64::try_from(sum).ok()?, exponent })
}

/// The 64-bit float nearest to `digits`, of at most 20 figures, times ten to the power of `exponent`.
fn nearest(digits: i128, exponent: i16) -> f64 {
    let mut text = Digits::default();
    match write!(text, "{digits}e{exponent}") {
        Ok(()) => text.as_str().parse().unwrap_or(f64::NAN),
        Err(_) => f64::NAN,
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        u64::try_from(number).map_or(Number::Negative(number), Number::Unsigned)
    }
}

impl From<u64> for Number {
    fn from(number: u64) -> Self {
        Number::Unsigned(number)
    }
}

impl From<f64> for Number {
    fn from(number: f64) -> Self {
        Number::Float(number)
    }
}

/// The integer a float is, when it is one.
#[allow(clippy::cast_possible_truncation)] // Saturating; the comparison refuses what did not survive.
pub(crate) fn float_to_i128(float: f64) -> Option<i128> {
    let number = float as i128;
    (number as f64 == float && number.unsigned_abs() < 1 << 100).then_some(number)
}

fn is_integral(float: f64) -> bool {
    float.is_finite() && (float_to_i128(float).is_some() || float.abs() >= TWO_TO_THE_53)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    fn written(number: Number) -> String {
        let mut out = Vec::new();
        number.push_json(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn grammar() {
        for text in [
            "", "-", "+1", "01", "-01", ".5", "1.", "1e", "1e+", "Infinity", "NaN", "0x1", "1 ", "1_0", "--1",
        ] {
            assert_eq!(Number::parse(text), Err(ErrorKind::Syntax("number")), "{text}");
        }
        assert_eq!(Number::parse("1e400"), Err(ErrorKind::OutOfRange("number")));
        assert_eq!(Number::parse("1e999999999999"), Err(ErrorKind::OutOfRange("number")));
        assert_eq!(Number::parse("1e-999999999999").unwrap().to_f64(), 0.0);
        assert_eq!(Number::parse("0e999999999999").unwrap().to_f64(), 0.0);
    }

    #[test]
    fn integers_are_exact() {
        for text in ["0", "1", "-1", "18446744073709551615", "-9223372036854775808", "1000000000000000000"] {
            assert_eq!(written(Number::parse(text).unwrap()), text);
        }
        assert_eq!(Number::parse("9223372036854775808").unwrap().to_i64(), None);
        assert_eq!(Number::parse("9223372036854775808").unwrap().to_u64(), Some(1 << 63));
        assert_eq!(Number::parse("9007199254740993.0").unwrap().to_i64(), Some(9_007_199_254_740_993));
        assert_eq!(Number::parse("12e2").unwrap().to_i64(), Some(1_200));
        assert_eq!(Number::parse("1.5").unwrap().to_i64(), None);
        assert_eq!(Number::parse("18446744073709551616").unwrap().to_f64(), 18_446_744_073_709_551_616.0);
    }

    /// However many digits and zeros say it: an integer is exact, and what was rounded is none.
    #[test]
    fn no_integer_comes_from_rounding() {
        let integers = |text: &str| {
            let number = Number::parse(text).unwrap();
            assert_eq!(number.to_f64().to_bits(), text.parse::<f64>().unwrap().to_bits(), "{text}");
            (number.to_i64(), number.to_u64(), number.is_integral())
        };
        for text in [
            "9223372036854775807.0",
            "922337203685477580.7e1",
            "9.223372036854775807e18",
            "92233720368547758070000000000e-10",
            "9223372036854775807.00000000000000000000000000",
        ] {
            assert_eq!(integers(text), (Some(i64::MAX), Some(i64::MAX as u64), true), "{text}");
        }
        for text in ["18446744073709551615.0", "1.8446744073709551615e19", "184467440737095516150e-1"] {
            assert_eq!(integers(text), (None, Some(u64::MAX), true), "{text}");
        }
        assert_eq!(integers("9007199254740993.000000").0, Some(9_007_199_254_740_993));
        assert_eq!(integers("0.000000000000000000000000000012e30"), (Some(12), Some(12), true));
        assert_eq!(integers("-9223372036854775808.000"), (Some(i64::MIN), None, true));
        for text in [
            "-9223372036854775809",
            "-9223372036854775900",
            "18446744073709551616",
            "1e40",
            "-3141592653589793238462",
        ] {
            assert_eq!(integers(text), (None, None, true), "{text}");
        }
        for text in [
            "1000000000000000000.5",
            "123456789012345678.25",
            "10000000000000000000.5",
            "9007199254740992.0000000000000000001",
            "1e-401",
            "-123456789012345678901e-22",
        ] {
            assert_eq!(integers(text), (None, None, false), "{text}");
        }
        assert_eq!(integers("0e-99999"), (Some(0), Some(0), true));
    }

    #[test]
    fn no_integer_comes_from_a_rounded_sum() {
        let add = |a: Number, b: Number| a.checked_add(b, "v").unwrap();
        let (min, tiny) = (Number::Negative(i64::MIN), Number::Float(0.5));
        assert_eq!(add(min, Number::Negative(-1)).to_i64(), None);
        assert_eq!(add(Number::Unsigned(10_000_000_000_000_000), tiny).to_i64(), None);
        assert_eq!(add(Number::Float(1e16), tiny).to_i64(), None);
        assert_eq!(add(Number::parse("120.1").unwrap(), Number::parse("1e19").unwrap()).to_u64(), None);
        let odd = Number::Unsigned(9_007_199_254_740_993);
        assert_eq!(add(odd, Number::Float(1.0)).to_i64(), Some(9_007_199_254_740_994));
        assert_eq!(add(odd, Number::Float(2.0)).to_i64(), Some(9_007_199_254_740_995));
        assert_eq!(add(tiny, tiny), Number::Float(1.0));
        assert_eq!(Number::Float(f64::INFINITY).checked_add(odd, "v"), Err(ErrorKind::Overflow("v")));
    }

    #[test]
    fn floats_round_correctly() {
        for text in [
            "0.1",
            "22.1",
            "1e23",
            "8.5e22",
            "5e-324",
            "1.7976931348623157e308",
            "123456789012345678901.5",
            "0.30000000000000004",
            "9007199254740993.5",
            "-0.0",
            "-0",
            "3.26e218",
            "0.00000000006667",
        ] {
            let number = Number::parse(text).unwrap().to_f64();
            assert_eq!(number.to_bits(), text.parse::<f64>().unwrap().to_bits(), "{text}");
        }
    }

    #[test]
    fn decimals_are_kept() {
        for text in ["273.15", "-0.05", "120.1", "0.00012"] {
            assert_eq!(written(Number::parse(text).unwrap()), text);
        }
        let sum = Number::parse("120.1").unwrap().checked_add(Number::parse("-0.1").unwrap(), "v").unwrap();
        assert_eq!(sum.to_i64(), Some(120));
        let sum = Number::Unsigned(u64::MAX).checked_add(Number::Negative(-1), "v").unwrap();
        assert_eq!(sum, Number::Unsigned(u64::MAX - 1));
        let large = Number::parse("1.7e308").unwrap();
        assert_eq!(large.checked_add(large, "v"), Err(ErrorKind::Overflow("v")));
    }
}
