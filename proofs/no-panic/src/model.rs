//! The check of names of any technology, which lets them into the look-up. The look-up itself makes templates of them, on
//! the heap.

use crate::bytes;
use mgmt_model::address;
use mgmt_model::mapping::Technology;

/// Says what technology a name is of, and checks it as one of each.
///
/// # Safety
///
/// `data` must point to `len` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn proof_address(data: *const u8, len: usize) -> usize {
    // SAFETY: the caller's promise.
    let name = core::str::from_utf8(unsafe { bytes(data, len) }).unwrap_or_default();
    let own = address::technology_of(name).map_or(0, |technology| technology as usize);
    Technology::ALL.iter().fold(own, |sum, technology| {
        sum.wrapping_mul(2).wrapping_add(usize::from(address::check(*technology, name).is_ok()))
    })
}
