//! The allocator that `alloc` asks for, whose use would be seen: it calls a function that exists nowhere.

use core::alloc::{GlobalAlloc, Layout};

struct Nothing;

#[global_allocator]
static HEAP: Nothing = Nothing;

unsafe extern "C" {
    fn proof_reader_allocates() -> *mut u8;
}

// SAFETY: nothing is ever handed out, since what would do so cannot be linked.
unsafe impl GlobalAlloc for Nothing {
    unsafe fn alloc(&self, _: Layout) -> *mut u8 {
        // SAFETY: never reached; see above.
        unsafe { proof_reader_allocates() }
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {
        // SAFETY: never reached; see above.
        unsafe { proof_reader_allocates() };
    }
}
