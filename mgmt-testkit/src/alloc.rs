//! A global allocator that counts per thread, so that tests running side by side do not disturb each other.
//!
//! ```
//! use mgmt_testkit::alloc::{Counting, measure};
//!
//! #[global_allocator]
//! static HEAP: Counting = Counting;
//!
//! let (_, heap) = measure(|| vec![0_u8; 1000]);
//! assert_eq!((heap.peak, heap.allocations), (1000, 1));
//! ```

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// The system allocator with counters. Declare it as the `#[global_allocator]` of a test binary.
#[derive(Debug)]
pub struct Counting;

/// What a call did with the heap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heap {
    /// Most bytes held at one time, beyond what was held before the call.
    pub peak: usize,
    /// Number of allocations and of reallocations.
    pub allocations: usize,
    /// Bytes still held when the call returned (by its result), beyond what was held before.
    pub held: usize,
}

thread_local! {
    // Const-initialised and without destructor, so the allocator may use them at any time of a thread's life.
    static LIVE: Cell<isize> = const { Cell::new(0) };
    static PEAK: Cell<isize> = const { Cell::new(0) };
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

fn grow(bytes: isize) {
    let live = LIVE.get() + bytes;
    LIVE.set(live);
    if live > PEAK.get() {
        PEAK.set(live);
    }
}

#[expect(clippy::cast_possible_wrap, reason = "a Layout's size never exceeds isize::MAX")]
const fn signed(size: usize) -> isize {
    size as isize
}

// SAFETY: every method passes its arguments to `System` unchanged; the counters allocate nothing.
#[allow(unsafe_code)]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        grow(signed(layout.size()));
        // SAFETY: the caller keeps `GlobalAlloc::alloc`'s contract.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        grow(signed(layout.size()));
        // SAFETY: the caller keeps `GlobalAlloc::alloc_zeroed`'s contract.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        grow(-signed(layout.size()));
        // SAFETY: the caller keeps `GlobalAlloc::dealloc`'s contract.
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        grow(signed(size) - signed(layout.size()));
        // SAFETY: the caller keeps `GlobalAlloc::realloc`'s contract.
        unsafe { System.realloc(block, layout, size) }
    }
}

/// Calls `f` and says what this thread did with the heap meanwhile. All zero when [`Counting`] is not the
/// global allocator; see [`installed`].
pub fn measure<R>(f: impl FnOnce() -> R) -> (R, Heap) {
    let (live, outer_peak, allocations) = (LIVE.get(), PEAK.get(), ALLOCATIONS.get());
    PEAK.set(live);
    let result = f();
    let heap = Heap {
        peak: usize::try_from(PEAK.get() - live).unwrap_or(0),
        allocations: ALLOCATIONS.get() - allocations,
        held: usize::try_from(LIVE.get() - live).unwrap_or(0),
    };
    PEAK.set(outer_peak.max(PEAK.get()));
    (result, heap)
}

/// Whether [`Counting`] is the global allocator of this program.
#[must_use]
pub fn installed() -> bool {
    measure(|| std::hint::black_box(Box::new(0_u64))).1.allocations > 0
}

/// Bytes of heap that `f` gives back, on balance.
pub(crate) fn freed_by(f: impl FnOnce()) -> usize {
    let live = LIVE.get();
    f();
    usize::try_from(live - LIVE.get()).unwrap_or(0)
}
