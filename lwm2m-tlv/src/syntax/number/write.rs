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
pub(super) fn push_decimal(out: &mut Vec<u8>, mantissa: i64, exponent: i16) {
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
