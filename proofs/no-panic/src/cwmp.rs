//! The readers of TR-069's paths, times, booleans and integers, and of STUN attributes.

use crate::bytes;
use core::mem::ManuallyDrop;
use cwmp_soap::connection_request::stun;
use cwmp_soap::path::Path;
use cwmp_soap::value::{Boolean, DateTime, Int, Meaning, UnsignedInt, ValueType};
use mgmt_wire::DecodeOptions;

/// The text of the bytes at `data`; empty when they are none.
///
/// # Safety
///
/// `data` must point to `len` readable bytes for as long as the result is used.
unsafe fn text<'a>(data: *const u8, len: usize) -> &'a str {
    // SAFETY: the caller's promise.
    core::str::from_utf8(unsafe { bytes(data, len) }).unwrap_or_default()
}

/// Reads two paths, asks the first for its parts and whether it is or lies below what the second describes.
///
/// # Safety
///
/// `data` must point to `len` readable bytes, and `pattern` to `pattern_len`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn proof_cwmp_path(
    data: *const u8,
    len: usize,
    pattern: *const u8,
    pattern_len: usize,
    strict: bool,
) -> usize {
    // SAFETY: the caller's promise.
    let (text, pattern) = unsafe { (text(data, len), text(pattern, pattern_len)) };
    let options = if strict { DecodeOptions::strict() } else { DecodeOptions::lenient() };
    // A borrowed path has nothing to drop, which the compiler does not see.
    let read = |text| Path::parse_with(text, &options).map(ManuallyDrop::new);
    let (path, pattern) = match (read(text), read(pattern)) {
        (Ok(path), Ok(pattern)) => (path, pattern),
        (Err(error), _) | (_, Err(error)) => return error.offset,
    };
    let parts = path.segments().count().wrapping_add(path.instances().count());
    let last = path.last().map_or(0, |segment| usize::from(segment.is_instance()));
    let forms = [path.is_parameter(), path.is_template(), path.has_wildcard(), path.has_alias()];
    let fits = [path.is_within_length(), path.matches(&pattern), path.starts_with(&pattern)];
    let forms = forms
        .into_iter()
        .chain(fits)
        .fold(0_usize, |sum, is| sum.wrapping_mul(2).wrapping_add(usize::from(is)));
    parts.wrapping_add(last).wrapping_add(forms)
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
