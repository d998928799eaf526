//! Numbers as text.

use crate::error::ErrorKind;
use alloc::vec::Vec;
use core::fmt::{self, Write};

/// Room for a number in text, on the stack.
#[derive(Default)]
pub(super) struct Digits {
    bytes: [u8; 32],
    len: usize,
}

impl Digits {
    pub(super) fn as_str(&self) -> &str {
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

const TEN_TO_THE_8: u64 = 100_000_000;

/// The eight decimal digits of a number below 10^8, leading zeros included, the first in the lowest byte.
const fn eight_digits(number: u64) -> u64 {
    // Halved three times, each time all parts at once: parts of four digits, of two, of one. The products are exact
    // quotients by 100 and 10 for parts of that size.
    let halves = (number / 10_000) | ((number % 10_000) << 32);
    let hundreds = ((halves * 10_486) >> 20) & 0x7f_0000_007f;
    let pairs = hundreds | ((halves - 100 * hundreds) << 16);
    let tens = ((pairs * 103) >> 10) & 0x000f_000f_000f_000f;
    tens | ((pairs - 10 * tens) << 8)
}

/// Makes characters of eight digits.
const ZEROS: u64 = 0x3030_3030_3030_3030;

/// Appends an integer in decimal digits.
#[inline]
pub(crate) fn push_unsigned(out: &mut Vec<u8>, number: u64) {
    if number >= TEN_TO_THE_8 {
        push_unsigned_long(out, number);
        return;
    }
    let digits = eight_digits(number);
    // The last digit counts also when it is zero.
    let leading_zeros = (digits | 1 << 56).trailing_zeros() / 8;
    // Eight bytes and back to those that count: cheaper than a copy of a length not known beforehand.
    out.extend_from_slice(&((digits | ZEROS) >> (8 * leading_zeros)).to_le_bytes());
    out.truncate(out.len() - leading_zeros as usize);
}

#[inline(never)]
fn push_unsigned_long(out: &mut Vec<u8>, number: u64) {
    // At most twice: 2^64 has 20 digits.
    push_unsigned(out, number / TEN_TO_THE_8);
    out.extend_from_slice(&(eight_digits(number % TEN_TO_THE_8) | ZEROS).to_le_bytes());
}

/// Appends an integer in decimal digits, with its sign.
pub(crate) fn push_signed(out: &mut Vec<u8>, number: i64) {
    if number < 0 {
        out.push(b'-');
    }
    push_unsigned(out, number.unsigned_abs());
}

/// Appends a decimal: plain when that needs few zeros, else with an exponent.
pub(super) fn push_decimal(out: &mut Vec<u8>, mantissa: i64, exponent: i16) {
    let places = u32::from(exponent.unsigned_abs());
    if exponent < 0 && places <= 20 {
        if mantissa < 0 {
            out.push(b'-');
        }
        push_places(out, mantissa.unsigned_abs(), places);
        return;
    }
    push_signed(out, mantissa);
    if exponent != 0 {
        out.push(b'e');
        push_signed(out, exponent.into());
    }
}

/// Appends a number with a point in front of its last digits.
fn push_places(out: &mut Vec<u8>, number: u64, places: u32) {
    // Of a number of 64 bits nothing is left in front of 20 places.
    let (whole, fraction) = match 10_u64.checked_pow(places) {
        Some(one) => (number / one, number % one),
        None => (0, number),
    };
    push_unsigned(out, whole);
    out.push(b'.');
    let digits = fraction.checked_ilog10().map_or(1, |log| log + 1);
    out.extend(core::iter::repeat_n(b'0', places.saturating_sub(digits) as usize));
    push_unsigned(out, fraction);
}

/// Appends a float in the fewest digits that give it back, with a point or an exponent.
pub(crate) fn push_float(out: &mut Vec<u8>, float: f64) -> Result<(), ErrorKind> {
    if !float.is_finite() {
        return Err(ErrorKind::NonFinite("float"));
    }
    if let Some((digits, places)) = short_decimal(float.abs()) {
        if float.is_sign_negative() {
            out.push(b'-');
        }
        push_places(out, digits, places);
        return Ok(());
    }
    let mut digits = Digits::default();
    write!(digits, "{float:?}").map_err(|_| ErrorKind::OutOfRange("float"))?;
    out.extend_from_slice(digits.as_str().as_bytes());
    Ok(())
}

/// The digits of a float and how many of them stand behind the point, at least one, for floats of moderate size and
/// few places, which measured values are.
///
/// No two decimals of up to 15 digits have the same nearest float, so one that gives the float back, with no fewer
/// places that would, is the shortest there is.
fn short_decimal(size: f64) -> Option<(u64, u32)> {
    const PLACES: [(u32, f64); 5] = [(1, 1e1), (2, 1e2), (3, 1e3), (4, 1e4), (5, 1e5)];
    if size == 0.0 {
        return Some((0, 1));
    }
    if !(1e-3..1e9).contains(&size) {
        return None;
    }
    PLACES.iter().find_map(|&(places, one)| {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Positive and below 10^14.
        let digits = (size * one + 0.5) as u64;
        (digits as f64 / one == size).then_some((digits, places))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::string::String;

    fn written(push: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        push(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn integers_of_every_length() {
        for power in (0..20).map(|exponent| 10_u64.pow(exponent)) {
            for number in [power - 1, power, power + 1, power / 7, power.saturating_mul(5)] {
                assert_eq!(written(|out| push_unsigned(out, number)), format!("{number}"));
            }
        }
        assert_eq!(written(|out| push_unsigned(out, u64::MAX)), format!("{}", u64::MAX));
        for number in 0..=u16::MAX {
            assert_eq!(written(|out| push_unsigned(out, number.into())), format!("{number}"));
        }
    }

    #[test]
    fn floats_as_the_standard_library_writes_them() {
        let same = |float: f64| {
            for float in [float, -float] {
                assert_eq!(written(|out| push_float(out, float).unwrap()), format!("{float:?}"));
            }
        };
        [
            0.0,
            1.0,
            20.0,
            0.1,
            0.3,
            0.1 + 0.2,
            1e-3,
            9.99e-4,
            1e-7,
            1e9,
            999_999_999.999_99,
            1e15,
            1e16,
            1e300,
        ]
        .into_iter()
        .for_each(same);
        for number in 0..100_000_u32 {
            let number = f64::from(number);
            [number, number / 10.0, number / 1e2, number / 1e3, number / 1e5, number / 1e6, number / 7.0]
                .into_iter()
                .for_each(same);
            same(number.mul_add(1234.5, 0.01));
        }
        let mut bits = 1_u64;
        for _ in 0..100_000 {
            bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let float = f64::from_bits(bits);
            let [_, _, _, _, single @ ..] = bits.to_le_bytes();
            let single = f64::from(f32::from_le_bytes(single));
            [float, single, bits as f64 / 1e12].into_iter().filter(|float| float.is_finite()).for_each(same);
        }
    }

    #[test]
    fn decimals() {
        for (mantissa, exponent, text) in [
            (27_315, -2, "273.15"),
            (-5, -2, "-0.05"),
            (0, -3, "0.000"),
            (100, -2, "1.00"),
            (i64::MAX, -19, "0.9223372036854775807"),
            (i64::MIN, -18, "-9.223372036854775808"),
            (i64::MAX, -20, "0.09223372036854775807"),
            (7, -21, "7e-21"),
            (7, 3, "7e3"),
        ] {
            assert_eq!(written(|out| push_decimal(out, mantissa, exponent)), text);
        }
    }
}
