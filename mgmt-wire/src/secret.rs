//! What is compared with secrets.

/// Whether two byte strings are the same, in a time that depends on their lengths alone.
///
/// ```
/// use mgmt_wire::constant_time_eq;
///
/// assert!(constant_time_eq(b"abc", b"abc"));
/// assert!(!constant_time_eq(b"abc", b"abd") && !constant_time_eq(b"abc", b"ab"));
/// ```
#[must_use]
pub fn constant_time_eq(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let difference = left.iter().zip(right).fold(0_u8, |difference, (a, b)| difference | (a ^ b));
    // Hidden from the optimizer, so that it cannot turn the fold into an early exit.
    core::hint::black_box(difference) == 0
}

#[cfg(test)]
mod tests {
    use super::constant_time_eq;

    #[test]
    fn differences_do_not_cancel_each_other() {
        assert!(constant_time_eq(b"", b""));
        assert!(constant_time_eq(b"ab", b"ab"));
        // The same bits differ twice.
        assert!(!constant_time_eq(b"ab", b"ba"));
        assert!(!constant_time_eq(b"aab", b"bbb"));
        assert!(!constant_time_eq(b"ab", b"abc"));
        assert!(!constant_time_eq(b"abc", b"abd"));
    }
}
