//! Appending items in their shortest form.

use super::Major;
use crate::syntax::number::Number;
use alloc::vec::Vec;

/// Appends the head of an item in its shortest form.
#[allow(clippy::cast_possible_truncation)] // Each width is checked by its arm.
pub(crate) fn push_head(out: &mut Vec<u8>, major: Major, argument: u64) {
    let major = major.bits();
    match argument {
        0..24 => out.push(major | argument as u8),
        24..=0xff => out.extend_from_slice(&[major | 24, argument as u8]),
        0x100..=0xffff => {
            out.push(major | 25);
            out.extend_from_slice(&(argument as u16).to_be_bytes());
        }
        0x1_0000..=0xffff_ffff => {
            out.push(major | 26);
            out.extend_from_slice(&(argument as u32).to_be_bytes());
        }
        _ => {
            out.push(major | 27);
            out.extend_from_slice(&argument.to_be_bytes());
        }
    }
}

/// Appends a number; a float takes four bytes when that loses nothing.
pub(crate) fn push_number(out: &mut Vec<u8>, number: Number) {
    match number {
        Number::Unsigned(number) => push_head(out, Major::Unsigned, number),
        Number::Negative(number) => match u64::try_from(-1 - number) {
            Ok(argument) => push_head(out, Major::Negative, argument),
            Err(_) => push_head(out, Major::Unsigned, number.unsigned_abs()),
        },
        Number::Decimal { mantissa, exponent } => {
            push_head(out, Major::Tag, 4);
            push_head(out, Major::Array, 2);
            push_number(out, Number::from(i64::from(exponent)));
            push_number(out, Number::from(mantissa));
        }
        Number::Float(float) | Number::Rounded(float) => match crate::format::tlv::narrow(float) {
            Some(narrow) => {
                out.push(0xfa);
                out.extend_from_slice(&narrow.to_be_bytes());
            }
            None => {
                out.push(0xfb);
                out.extend_from_slice(&float.to_be_bytes());
            }
        },
    }
}

/// Appends text.
pub(crate) fn push_text(out: &mut Vec<u8>, text: &str) {
    push_head(out, Major::Text, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

/// Appends bytes.
pub(crate) fn push_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    push_head(out, Major::Bytes, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// Appends a truth value.
pub(crate) fn push_boolean(out: &mut Vec<u8>, truth: bool) {
    out.push(if truth { 0xf5 } else { 0xf4 });
}
