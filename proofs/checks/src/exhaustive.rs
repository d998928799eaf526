//! Running a check on every input up to four bytes.

/// Calls `check` with every input of 0 to 3 bytes and, on all cores, with inputs of 4 bytes: every one when
/// `MGMT_EXHAUSTIVE=1` is in the environment, else a scattered sixteenth of them. `check` panics when something is
/// wrong.
pub fn every_input_up_to_four_bytes(check: impl Fn(&[u8]) + Sync) {
    let all = std::env::var_os("MGMT_EXHAUSTIVE").is_some_and(|value| value == "1");
    check(&[]);
    for length in 1..=3 {
        for number in 0..1_u32 << (8 * length) {
            check(&number.to_be_bytes()[4 - length..]);
        }
    }
    let threads = u32::try_from(std::thread::available_parallelism().map_or(1, usize::from)).unwrap_or(1);
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let check = &check;
            scope.spawn(move || {
                // An odd multiplier makes this a walk over all numbers in another order.
                let share = if all { u32::MAX } else { u32::MAX / 16 };
                for index in (0..=share).filter(|index| (index >> 16) % threads == thread) {
                    check(&index.wrapping_mul(0x9E37_79B1).to_be_bytes());
                }
            });
        }
    });
}
