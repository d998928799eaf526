//! Numbers: integers, floats, and those that tags make of other items.

use super::{Cbor, DECIMAL_FRACTION, Major, Result};
use crate::error::ErrorKind;
use crate::syntax::number::{Number, float_to_i128};
use mgmt_wire::Located;

impl Cbor<'_> {
    /// A number: integer, float, bignum (tags 2 and 3), decimal fraction (4) or bigfloat (5).
    #[inline]
    pub(crate) fn number(&mut self, what: &'static str) -> Result<Number> {
        let start = self.position;
        match self.peek_major() {
            Some(Major::Unsigned) => Ok(Number::Unsigned(self.item()?.argument)),
            Some(Major::Negative) => {
                let argument = self.item()?.argument;
                let number = i64::try_from(argument).map(|number| Number::Negative(-1 - number));
                number.map_err(|_| Located::new(ErrorKind::OutOfRange(what), start))
            }
            Some(Major::Simple) => self.float(what),
            Some(Major::Tag) => {
                let tag = self.item()?.argument;
                match tag {
                    2 | 3 => self.bignum(tag == 3, what),
                    DECIMAL_FRACTION => self.decimal_fraction(what),
                    5 => self.bigfloat(what),
                    _ => {
                        self.skip(1)?;
                        Err(Located::new(ErrorKind::UnsupportedTag(tag), start))
                    }
                }
            }
            _ => Err(self.wrong_type(what)),
        }
    }

    #[allow(clippy::cast_possible_truncation)] // The width of the argument is known from the head.
    pub(super) fn float(&mut self, what: &'static str) -> Result<Number> {
        match self.peek() {
            Some(0xf9) => Ok(Number::Float(half(self.item()?.argument as u16))),
            Some(0xfa) => Ok(Number::Float(f32::from_bits(self.item()?.argument as u32).into())),
            Some(0xfb) => Ok(Number::Float(f64::from_bits(self.item()?.argument))),
            _ => Err(self.wrong_type(what)),
        }
    }

    fn bignum(&mut self, negative: bool, what: &'static str) -> Result<Number> {
        let start = self.position;
        let bytes = self.byte_string(what)?;
        let out_of_range = || Located::new(ErrorKind::OutOfRange(what), start);
        // Up to 128 bits; beyond, only the magnitude could be kept.
        let mut magnitude = 0_u128;
        for &byte in bytes.iter().skip_while(|&&byte| byte == 0) {
            magnitude = magnitude.checked_mul(256).ok_or_else(out_of_range)? + u128::from(byte);
        }
        Ok(match (negative, u64::try_from(magnitude)) {
            (false, Ok(number)) => Number::Unsigned(number),
            (false, Err(_)) => Number::Rounded(magnitude as f64),
            (true, number) => match number.map(i64::try_from) {
                Ok(Ok(number)) => Number::Negative(-1 - number),
                _ => Number::Rounded(-(magnitude.saturating_add(1) as f64)),
            },
        })
    }

    /// `[exponent, mantissa]` after tag 4 or 5.
    fn exponent_and_mantissa(&mut self, what: &'static str) -> Result<(i64, Number)> {
        let start = self.position;
        let mut left = self.begin(Major::Array, what)?;
        let wrong = || Located::new(ErrorKind::Type(what), start);
        if !self.next(&mut left)? {
            return Err(wrong());
        }
        let exponent = match self.peek_major() {
            Some(Major::Unsigned | Major::Negative) => self.number("exponent")?.to_i64(),
            None => return Err(self.error(ErrorKind::Truncated(1))),
            Some(_) => return Err(wrong()),
        };
        if !self.next(&mut left)? {
            return Err(wrong());
        }
        let mantissa = match self.peek_major() {
            Some(Major::Unsigned | Major::Negative) => self.number(what)?,
            Some(Major::Tag) if matches!(self.peek(), Some(0xc2 | 0xc3)) => {
                let tag = self.item()?.argument;
                self.bignum(tag == 3, what)?
            }
            None => return Err(self.error(ErrorKind::Truncated(1))),
            Some(_) => return Err(wrong()),
        };
        if self.next(&mut left)? {
            return Err(wrong());
        }
        let exponent = exponent.ok_or(Located::new(ErrorKind::OutOfRange("exponent"), start))?;
        Ok((exponent, mantissa))
    }

    pub(super) fn decimal_fraction(&mut self, what: &'static str) -> Result<Number> {
        let start = self.position;
        let (exponent, mantissa) = self.exponent_and_mantissa(what)?;
        let out_of_range = |what| Located::new(ErrorKind::OutOfRange(what), start);
        let exponent = i16::try_from(exponent).ok().filter(|exponent| (-400..=400).contains(exponent));
        let exponent = exponent.ok_or_else(|| out_of_range("exponent"))?;
        let mantissa = mantissa.to_i128().ok_or_else(|| out_of_range(what))?;
        Number::from_decimal(mantissa, exponent).ok_or_else(|| out_of_range(what))
    }

    fn bigfloat(&mut self, what: &'static str) -> Result<Number> {
        let start = self.position;
        let (exponent, mantissa) = self.exponent_and_mantissa(what)?;
        let out_of_range = |what| Located::new(ErrorKind::OutOfRange(what), start);
        let scale = power_of_two(exponent).ok_or_else(|| out_of_range("exponent"))?;
        let number = mantissa.to_f64() * scale;
        if !number.is_finite() {
            return Err(out_of_range(what));
        }
        let exact = mantissa.to_i128().and_then(|mantissa| shifted(mantissa, exponent));
        Ok(match exact {
            Some(exact) if float_to_i128(number) != Some(exact) => {
                Number::from_integer(exact).unwrap_or(Number::Rounded(number))
            }
            Some(_) => Number::Float(number),
            None if float_to_i128(number).is_some() => Number::Rounded(number),
            None => Number::Float(number),
        })
    }
}

/// `number` times two to the power of `exponent`, where that is an integer of fewer than 128 bits.
fn shifted(number: i128, exponent: i64) -> Option<i128> {
    let places = u32::try_from(exponent.unsigned_abs()).ok();
    let factor = places.and_then(|places| 1_i128.checked_shl(places)).filter(|&factor| factor > 0);
    match (factor, exponent < 0) {
        (Some(factor), true) => (number % factor == 0).then_some(number / factor),
        (Some(factor), false) => number.checked_mul(factor),
        (None, _) => (number == 0).then_some(0),
    }
}

/// Two to the power of `exponent`, as far as a float that is not subnormal goes.
fn power_of_two(exponent: i64) -> Option<f64> {
    let biased = u64::try_from(exponent.checked_add(1_023)?).ok()?;
    (1..=2_046).contains(&biased).then(|| f64::from_bits(biased << 52))
}

/// IEEE 754 number of 16 bits.
fn half(bits: u16) -> f64 {
    let magnitude = match (bits >> 10 & 0x1f, f64::from(bits & 0x3ff)) {
        (0, fraction) => fraction / 16_777_216.0,
        (31, 0.0) => f64::INFINITY,
        (31, _) => f64::NAN,
        (exponent, fraction) => {
            (fraction + 1_024.0) * power_of_two(i64::from(exponent) - 25).unwrap_or(f64::NAN)
        }
    };
    if bits & 0x8000 == 0 { magnitude } else { -magnitude }
}
