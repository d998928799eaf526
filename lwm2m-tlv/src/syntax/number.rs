//! Exact numbers: integers of 64 bits, decimals, floats.

use crate::error::ErrorKind;
use alloc::vec::Vec;
use core::fmt::{self, Write};

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
}

/// The powers of ten that a 64-bit float holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// Decimal digits that always fit a mantissa.
const MANTISSA_DIGITS: u32 = 18;

/// Exponents of decimals are kept within these bounds; nothing beyond differs from 0 or infinity.
const MAX_EXPONENT: i32 = 400;

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
            Number::Decimal { .. } => self.to_i128().is_some(),
            Number::Float(float) => is_integral(float),
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
        }
    }

    /// The nearest 64-bit float.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        match self {
            Number::Unsigned(number) => number as f64,
            Number::Negative(number) => number as f64,
            Number::Float(float) => float,
            Number::Decimal { mantissa, exponent } => {
                // With both operands exact, one division or multiplication rounds correctly.
                if mantissa.unsigned_abs() <= 1 << 53
                    && let Some(&power) = POWERS.get(usize::from(exponent.unsigned_abs()))
                {
                    let digits = mantissa as f64;
                    return if exponent < 0 { digits / power } else { digits * power };
                }
                let mut text = Digits::default();
                match write!(text, "{mantissa}e{exponent}") {
                    Ok(()) => text.as_str().parse().unwrap_or(f64::NAN),
                    Err(_) => f64::NAN,
                }
            }
        }
    }

    /// The sum, exact unless a float is involved or the digits exceed the range of the mantissa.
    ///
    /// # Errors
    /// [`ErrorKind::Overflow`] when the sum is larger than a 64-bit float can be.
    pub fn checked_add(self, other: Number, what: &'static str) -> Result<Number, ErrorKind> {
        let exact = match (self.decimal(), other.decimal()) {
            (Some(a), Some(b)) => add_decimals(a, b),
            _ => None,
        };
        let sum = exact.unwrap_or_else(|| Number::Float(self.to_f64() + other.to_f64()));
        if sum.to_f64().is_finite() { Ok(sum) } else { Err(ErrorKind::Overflow(what)) }
    }

    fn decimal(self) -> Option<(i128, i16)> {
        match self {
            Number::Unsigned(number) => Some((number.into(), 0)),
            Number::Negative(number) => Some((number.into(), 0)),
            Number::Decimal { mantissa, exponent } => Some((mantissa.into(), exponent)),
            Number::Float(_) => None,
        }
    }

    /// Appends the number in the grammar of JSON.
    pub(crate) fn push_json(self, out: &mut Vec<u8>) -> Result<(), ErrorKind> {
        match self {
            Number::Unsigned(number) => push_unsigned(out, number),
            Number::Negative(number) => push_signed(out, number),
            Number::Decimal { mantissa, exponent } => push_decimal(out, mantissa, exponent),
            Number::Float(float) => return push_float(out, float),
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
    if exponent == 0 {
        if let Ok(number) = u64::try_from(sum) {
            return Some(Number::Unsigned(number));
        }
        if let Ok(number) = i64::try_from(sum) {
            return Some(Number::Negative(number));
        }
    }
    while i64::try_from(sum).is_err() && sum % 10 == 0 {
        sum /= 10;
        exponent = exponent.checked_add(1)?;
    }
    Some(Number::Decimal { mantissa: i64::try_from(sum).ok()?, exponent })
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

/// From 2^53 on, floats have no fraction.
fn is_integral(float: f64) -> bool {
    float.is_finite() && (float_to_i128(float).is_some() || float.abs() >= 9_007_199_254_740_992.0)
}

/// A number in text, taken apart.
pub(crate) struct Scanned {
    negative: bool,
    integral: bool,
    /// The first digits that fit.
    mantissa: u64,
    /// Significant digits.
    digits: u32,
    exponent: i32,
}

impl Scanned {
    /// The number; `text` is what was scanned.
    #[inline]
    pub(crate) fn number(&self, text: &str) -> Result<Number, ErrorKind> {
        if self.integral && self.digits <= MANTISSA_DIGITS {
            return Ok(match (self.negative, i64::try_from(self.mantissa)) {
                (false, _) => Number::Unsigned(self.mantissa),
                (true, Ok(0)) => Number::Float(-0.0),
                (true, Ok(number)) => Number::Negative(-number),
                (true, Err(_)) => return Err(ErrorKind::OutOfRange("number")),
            });
        }
        self.other(text)
    }

    /// The number, if it needs neither rounding nor a check of its range.
    #[inline]
    pub(crate) fn plain(&self) -> Option<Number> {
        if self.digits > MANTISSA_DIGITS || self.mantissa == 0 && self.negative || self.exponent.abs() > 200 {
            return None;
        }
        let mantissa = i64::try_from(self.mantissa).ok()?;
        let signed = if self.negative { -mantissa } else { mantissa };
        Some(match (self.integral, self.negative) {
            (true, false) => Number::Unsigned(self.mantissa),
            (true, true) => Number::Negative(signed),
            (false, _) => Number::Decimal { mantissa: signed, exponent: i16::try_from(self.exponent).ok()? },
        })
    }

    fn other(&self, text: &str) -> Result<Number, ErrorKind> {
        if self.integral {
            if let Ok(number) = text.parse() {
                return Ok(Number::Unsigned(number));
            }
            if let Ok(number) = text.parse() {
                return Ok(Number::Negative(number));
            }
        } else if self.digits <= MANTISSA_DIGITS
            && self.exponent.abs() <= MAX_EXPONENT
            && (self.mantissa != 0 || !self.negative)
            && let (Ok(mantissa), Ok(exponent)) = (i64::try_from(self.mantissa), i16::try_from(self.exponent))
        {
            let number =
                Number::Decimal { mantissa: if self.negative { -mantissa } else { mantissa }, exponent };
            return if exponent < 250 || number.to_f64().is_finite() {
                Ok(number)
            } else {
                Err(ErrorKind::OutOfRange("number"))
            };
        }
        match text.parse::<f64>() {
            Ok(float) if float.is_finite() => Ok(Number::Float(float)),
            _ => Err(ErrorKind::OutOfRange("number")),
        }
    }
}

/// Takes the number at the start of `bytes` apart and says how long it is; `None` when there is none.
#[inline]
pub(crate) fn scan(bytes: &[u8]) -> Option<(Scanned, usize)> {
    let mut position = 0;
    let mut scanned = Scanned { negative: false, integral: true, mantissa: 0, digits: 0, exponent: 0 };
    if bytes.first() == Some(&b'-') {
        scanned.negative = true;
        position = 1;
    }
    let start = position;
    while let Some(byte @ b'0'..=b'9') = bytes.get(position) {
        scanned.digit(byte - b'0');
        position += 1;
    }
    if position == start || (position - start > 1 && bytes.get(start) == Some(&b'0')) {
        return None;
    }
    if bytes.get(position) == Some(&b'.') {
        scanned.integral = false;
        position += 1;
        let start = position;
        while let Some(byte @ b'0'..=b'9') = bytes.get(position) {
            scanned.digit(byte - b'0');
            scanned.exponent = scanned.exponent.saturating_sub(1);
            position += 1;
        }
        if position == start {
            return None;
        }
    }
    if let Some(b'e' | b'E') = bytes.get(position) {
        scanned.integral = false;
        position += 1;
        let negative = match bytes.get(position) {
            Some(b'-') => {
                position += 1;
                true
            }
            Some(b'+') => {
                position += 1;
                false
            }
            _ => false,
        };
        let start = position;
        let mut exponent = 0_i32;
        while let Some(byte @ b'0'..=b'9') = bytes.get(position) {
            exponent = exponent.saturating_mul(10).saturating_add(i32::from(byte - b'0'));
            position += 1;
        }
        if position == start {
            return None;
        }
        let exponent = if negative { -exponent } else { exponent };
        scanned.exponent = scanned.exponent.saturating_add(exponent);
    }
    Some((scanned, position))
}

impl Scanned {
    #[inline]
    fn digit(&mut self, digit: u8) {
        if self.digits < MANTISSA_DIGITS {
            self.mantissa = self.mantissa * 10 + u64::from(digit);
        }
        // Leading zeros are no digits of the mantissa.
        if self.mantissa != 0 {
            self.digits = self.digits.saturating_add(1);
        }
    }
}

/// Room for a number in text, on the stack.
#[derive(Default)]
struct Digits {
    bytes: [u8; 32],
    len: usize,
}

impl Digits {
    fn as_str(&self) -> &str {
        self.bytes.get(..self.len).and_then(|bytes| core::str::from_utf8(bytes).ok()).unwrap_or("")
    }
}

impl Write for Digits {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.len + text.len();
        self.bytes.get_mut(self.len..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.len = end;
        Ok(())
    }
}

/// Appends an integer in decimal digits.
pub(crate) fn push_unsigned(out: &mut Vec<u8>, number: u64) {
    let mut digits = [0_u8; 20];
    let mut rest = number;
    let mut used = 0;
    for place in digits.iter_mut().rev() {
        *place = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
        used += 1;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(digits.get(digits.len() - used..).unwrap_or_default());
}

/// Appends an integer in decimal digits, with its sign.
pub(crate) fn push_signed(out: &mut Vec<u8>, number: i64) {
    if number < 0 {
        out.push(b'-');
    }
    push_unsigned(out, number.unsigned_abs());
}

/// Appends a decimal: plain when that needs few zeros, else with an exponent.
fn push_decimal(out: &mut Vec<u8>, mantissa: i64, exponent: i16) {
    let point = usize::from(exponent.unsigned_abs());
    if exponent < 0 && point <= 20 {
        let mut digits = Vec::with_capacity(24);
        push_unsigned(&mut digits, mantissa.unsigned_abs());
        if mantissa < 0 {
            out.push(b'-');
        }
        let whole = digits.len().saturating_sub(point);
        if whole == 0 {
            out.push(b'0');
        }
        out.extend(digits.iter().take(whole));
        out.push(b'.');
        out.extend(core::iter::repeat_n(b'0', point.saturating_sub(digits.len())));
        out.extend(digits.iter().skip(whole));
        return;
    }
    push_signed(out, mantissa);
    if exponent != 0 {
        out.push(b'e');
        push_signed(out, exponent.into());
    }
}

/// Appends a float in the fewest digits that give it back, with a point or an exponent.
pub(crate) fn push_float(out: &mut Vec<u8>, float: f64) -> Result<(), ErrorKind> {
    if !float.is_finite() {
        return Err(ErrorKind::NonFinite("float"));
    }
    let mut digits = Digits::default();
    write!(digits, "{float:?}").map_err(|_| ErrorKind::OutOfRange("float"))?;
    out.extend_from_slice(digits.as_str().as_bytes());
    Ok(())
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
