//! Numbers in text, taken apart.

use super::{MANTISSA_DIGITS, MAX_EXPONENT, Number};
use crate::error::ErrorKind;

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
        if self.digits > MANTISSA_DIGITS
            || self.mantissa == 0 && self.negative
            || self.exponent.unsigned_abs() > 200
        {
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
            && self.exponent.unsigned_abs() <= MAX_EXPONENT
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
        if self.mantissa == 0 {
            return Ok(Number::Float(if self.negative { -0.0 } else { 0.0 }));
        }
        if let Some(number) = self.long(text) {
            return Ok(number);
        }
        match text.parse::<f64>() {
            Ok(float) if float.is_finite() => Ok(Number::Rounded(float)),
            _ => Err(ErrorKind::OutOfRange("number")),
        }
    }

    /// The number, if it needs no more digits than an integer of 64 bits has, for all the zeros at its end.
    fn long(&self, text: &str) -> Option<Number> {
        let mut digits = 0_u64;
        let mut zeros = 0_u32;
        let figures = text.bytes().take_while(|byte| !matches!(byte, b'e' | b'E'));
        for figure in figures.filter(u8::is_ascii_digit) {
            if figure == b'0' {
                zeros += 1;
                continue;
            }
            if digits != 0 {
                digits = digits.checked_mul(10_u64.checked_pow(zeros)?)?;
            }
            digits = digits.checked_mul(10)?.checked_add(u64::from(figure - b'0'))?;
            zeros = 0;
        }
        let exponent = self.exponent.checked_add(i32::try_from(zeros).ok()?)?;
        let exponent =
            i16::try_from(exponent).ok().filter(|e| u32::from(e.unsigned_abs()) <= MAX_EXPONENT)?;
        let digits = i128::from(digits);
        Number::from_decimal(if self.negative { -digits } else { digits }, exponent)
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
