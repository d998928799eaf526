//! Running a check on every input up to four bytes.

/// Calls `check` with every input of 0 to 4 bytes, on all cores. `check` panics when something is wrong.
pub fn every_input_up_to_four_bytes(check: impl Fn(&[u8]) + Sync) {
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
                for number in (0..=u32::MAX).filter(|number| (number >> 16) % threads == thread) {
                    check(&number.to_be_bytes());
                }
            });
        }
    });
}
