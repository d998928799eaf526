//! The readers of TR-069's times, booleans and integers, and of STUN attributes.
//!
//! Those of its paths do not allocate either, but splitting a text at a character is a search of `core` in which a
//! check of a slice is left that never fails.

use crate::bytes;
use cwmp_soap::connection_request::stun;
use cwmp_soap::value::{Boolean, DateTime, Int, Meaning, UnsignedInt, ValueType};

/// The text of the bytes at `data`; empty when they are none.
///
/// # Safety
///
/// `data` must point to `len` readable bytes for as long as the result is used.
unsafe fn text<'a>(data: *const u8, len: usize) -> &'a str {
    // SAFETY: the caller's promise.
    core::str::from_utf8(unsafe { bytes(data, len) }).unwrap_or_default()
}

/// Reads a time, and what it means.
///
/// # Safety
///
/// `data` must point to `len` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn proof_date_time(data: *const u8, len: usize) -> i64 {
    // SAFETY: the caller's promise.
    let text = unsafe { text(data, len) };
    let Ok(time) = text.parse::<DateTime>().or_else(|_| DateTime::parse_lenient(text)) else { return -1 };
    let meaning = match time.meaning() {
        Meaning::SinceBoot(elapsed) => i64::from(elapsed.subsec_nanos()),
        Meaning::Absolute => 1,
        _ => 2,
    };
    meaning.wrapping_add(time.unix_seconds().unwrap_or(3)).wrapping_add(i64::from(time.nanosecond()))
}

/// Reads a boolean, integers and a name of a type.
///
/// # Safety
///
/// `data` must point to `len` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn proof_numbers(data: *const u8, len: usize) -> i64 {
    // SAFETY: the caller's promise.
    let text = unsafe { text(data, len) };
    let boolean =
        Boolean::parse(text).or_else(|| Boolean::parse_lenient(text)).map_or(2, |b| i64::from(b.get()));
    boolean
        .wrapping_add(Int::parse(text).map_or(1, |int| i64::from(int.get())))
        .wrapping_add(UnsignedInt::parse(text).map_or(1, |int| i64::from(int.get())))
        .wrapping_add(i64::from(ValueType::from_name(text).is_some()))
}

/// Reads the attributes of a STUN message.
///
/// # Safety
///
/// `data` must point to `len` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn proof_stun(data: *const u8, len: usize) -> usize {
    // SAFETY: the caller's promise.
    let message = unsafe { bytes(data, len) };
    let lengths =
        stun::attributes(message).fold(0_usize, |sum, attribute| sum.wrapping_add(attribute.value.len()));
    lengths.wrapping_add(usize::from(stun::is_connection_request_binding(message)))
}
