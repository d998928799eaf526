//! A static library for a target without operating system: its own panic handler, its own allocator, and one call
//! into each codec of the family.
//!
//! If any of them pulled `std` in, there would be two panic handlers and the build would fail; `.ci/run` also shows
//! that it does fail with feature `with-std`.
#![no_std]

extern crate alloc;

use core::alloc::{GlobalAlloc, Layout};
use core::cell::UnsafeCell;
use core::sync::atomic::{AtomicUsize, Ordering};

const SIZE: usize = 64 * 1024;

/// Hands out one fixed block piece by piece and never takes back: enough to link and to decode once.
struct Bump {
    used: AtomicUsize,
    block: UnsafeCell<[u8; SIZE]>,
}

impl Bump {
    /// Offsets in the block of a piece that begins at or after `used`.
    fn piece(&self, used: usize, layout: Layout) -> Option<(usize, usize)> {
        let base = self.block.get() as usize;
        let start = (base + used).checked_next_multiple_of(layout.align())? - base;
        let end = start.checked_add(layout.size()).filter(|&end| end <= SIZE)?;
        Some((start, end))
    }
}

// SAFETY: `used` hands out every byte of `block` at most once.
unsafe impl Sync for Bump {}

// SAFETY: pieces are disjoint, aligned and inside `block`, which lives as long as the program.
unsafe impl GlobalAlloc for Bump {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let order = Ordering::Relaxed;
        let taken = self.used.fetch_update(order, order, |used| self.piece(used, layout).map(|(_, end)| end));
        match taken.ok().and_then(|used| self.piece(used, layout)) {
            // SAFETY: `piece` keeps `start` inside the block.
            Some((start, _)) => unsafe { self.block.get().cast::<u8>().add(start) },
            None => core::ptr::null_mut(),
        }
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}

#[global_allocator]
static HEAP: Bump = Bump { used: AtomicUsize::new(0), block: UnsafeCell::new([0; SIZE]) };

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {}
}

mod calls;

/// Runs every decoder on `len` bytes at `data` and gives how many accepted them.
///
/// # Safety
///
/// `data` must point to `len` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mgmt_no_std_proof(data: *const u8, len: usize) -> usize {
    // SAFETY: the caller's promise.
    let bytes = unsafe { core::slice::from_raw_parts(data, len) };
    calls::CALLS.iter().filter(|accepts| accepts(bytes)).count()
}
