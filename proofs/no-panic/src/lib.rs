//! The readers that do not allocate, compiled to a static library with all optimizations.
//!
//! `scripts/no-panic` looks for symbols of `core::panicking` and of the allocator in what is left: there must be none,
//! so no input can make these readers panic or allocate. Each function is exported, so none of them can be optimized
//! away.
#![no_std]

mod cwmp;
mod heap;
mod model;
mod wbxml;

use lwm2m_tlv::format::tlv;
use lwm2m_tlv::link::Links;
use mgmt_wire::DecodeOptions;

// A handler must exist; the linker drops it when nothing panics.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {}
}

/// The bytes at `data`.
///
/// # Safety
///
/// `data` must point to `len` readable bytes for as long as the result is used.
pub(crate) unsafe fn bytes<'a>(data: *const u8, len: usize) -> &'a [u8] {
    // SAFETY: the caller's promise.
    unsafe { core::slice::from_raw_parts(data, len) }
}

/// Walks TLV entries three levels deep and reads each value as every type.
///
/// # Safety
///
/// `data` must point to `len` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn proof_tlv(data: *const u8, len: usize) -> u64 {
    // SAFETY: the caller's promise.
    let payload = unsafe { bytes(data, len) };
    let mut sum = 0_u64;
    let mut stack = [tlv::Reader::new(payload), tlv::Reader::new(&[]), tlv::Reader::new(&[])];
    let mut depth = 0;
    while let Some(reader) = stack.get_mut(depth) {
        match reader.next() {
            None if depth == 0 => break,
            None => depth -= 1,
            Some(Err(error)) => return error.offset as u64,
            Some(Ok(entry)) => {
                sum = sum.wrapping_add(u64::from(entry.id)).wrapping_add(entry.value_offset() as u64);
                if entry.kind.is_container() {
                    if let Some(below) = stack.get_mut(depth + 1) {
                        *below = entry.entries();
                        depth += 1;
                    }
                } else {
                    sum = sum.wrapping_add(value(&entry));
                }
            }
        }
    }
    sum
}

fn value(entry: &tlv::Entry<'_>) -> u64 {
    let mut sum = 0_u64;
    sum = sum.wrapping_add(entry.as_i64().map_or(1, |v| v as u64));
    sum = sum.wrapping_add(entry.as_u64().unwrap_or(2));
    sum = sum.wrapping_add(entry.as_f64().map_or(3, f64::to_bits));
    sum = sum.wrapping_add(entry.as_bool().map_or(4, u64::from));
    sum = sum.wrapping_add(entry.as_objlnk().map_or(5, |_| 6));
    sum.wrapping_add(entry.as_str().map_or(7, |v| v.len() as u64))
}

/// Reads two paths in either mode, and asks the first for its identifiers and whether it lies below the second.
///
/// # Safety
///
/// `data` must point to `len` readable bytes, and `other` to `other_len`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn proof_path(
    data: *const u8,
    len: usize,
    other: *const u8,
    other_len: usize,
    strict: bool,
) -> usize {
    // SAFETY: the caller's promise.
    let (text, other) = unsafe { (bytes(data, len), bytes(other, other_len)) };
    let options = if strict { DecodeOptions::strict() } else { DecodeOptions::lenient() };
    let read = |text| {
        let text = core::str::from_utf8(text).ok()?;
        lwm2m_tlv::Path::decode(text, &options, &mut ()).ok()
    };
    let (Some(path), Some(other)) = (read(text), read(other)) else { return 9 };
    let ids = path.ids().fold(0_usize, |sum, id| sum.wrapping_mul(31).wrapping_add(usize::from(id)));
    let parent = path.parent().map_or(0, |parent| parent.depth());
    let child = path.child(1).map_or(0, |child| child.depth());
    let relations = usize::from(path.starts_with(other)) + usize::from(path < other);
    ids.wrapping_add(parent).wrapping_add(child).wrapping_add(relations)
}

/// Reads CoRE links and their parameters.
///
/// # Safety
///
/// `data` must point to `len` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn proof_links(data: *const u8, len: usize) -> usize {
    // SAFETY: the caller's promise.
    let mut links = Links::new(unsafe { bytes(data, len) });
    let mut sum = 0_usize;
    while let Some(link) = links.next_link(&mut ()) {
        let Ok(link) = link else { return sum };
        sum = sum.wrapping_add(link.path().map_or(10, |path| path.depth()));
        for attribute in link.attributes() {
            let value = attribute.value.map_or(0, |value| value.chars().count());
            sum = sum.wrapping_add(attribute.name.len()).wrapping_add(value);
        }
    }
    sum
}

/// An index that can panic.
///
/// # Safety
///
/// `data` must point to `len` readable bytes.
#[cfg(feature = "with-panic")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn proof_of_the_proof(data: *const u8, len: usize, at: usize) -> u8 {
    // SAFETY: the caller's promise.
    let bytes = unsafe { bytes(data, len) };
    bytes[at]
}

/// A copy on the heap.
///
/// # Safety
///
/// `data` must point to `len` readable bytes.
#[cfg(feature = "with-allocation")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn proof_of_the_other_proof(data: *const u8, len: usize) -> *const u8 {
    extern crate alloc;
    // SAFETY: the caller's promise.
    alloc::vec::Vec::leak(unsafe { bytes(data, len) }.into()).as_ptr()
}
