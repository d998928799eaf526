use core::time::Duration;

/// When a failed session is tried again: somewhere between two moments, chosen at random by the caller, so that
/// the devices of an area do not all call at once after an outage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryWindow {
    /// Not before this much time has passed.
    pub from: Duration,
    /// Not after this much time has passed.
    pub to: Duration,
}

/// How the waiting grows with the number of failures.
///
/// ```
/// use cwmp_soap::session::RetryPolicy;
/// use std::time::Duration;
///
/// let policy = RetryPolicy::default();
/// let third = policy.window(3);
/// assert_eq!((third.from, third.to), (Duration::from_secs(20), Duration::from_secs(40)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    /// `ManagementServer.CWMPRetryMinimumWaitInterval`: the first window begins after this many seconds.
    pub minimum_wait: u32,
    /// `ManagementServer.CWMPRetryIntervalMultiplier`: each window is this many thousandths of the one before.
    pub multiplier: u32,
}

impl Default for RetryPolicy {
    /// 5 seconds, doubled each time.
    fn default() -> Self {
        RetryPolicy { minimum_wait: 5, multiplier: 2_000 }
    }
}

impl RetryPolicy {
    /// The tenth window holds for all later failures.
    const LAST: u32 = 10;

    /// The window after that many failures in a row, from 1.
    #[must_use]
    pub fn window(&self, failures: u32) -> RetryWindow {
        let last = failures.clamp(1, Self::LAST);
        let mut from = u128::from(self.minimum_wait) * 1_000;
        let mut to = from;
        for _ in 0..last {
            from = to;
            to = (to.saturating_mul(u128::from(self.multiplier)) / 1_000).max(to);
        }
        let duration = |milliseconds| Duration::from_millis(u64::try_from(milliseconds).unwrap_or(u64::MAX));
        RetryWindow { from: duration(from), to: duration(to) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_follow_the_table() {
        let seconds = |failures| {
            let window = RetryPolicy::default().window(failures);
            (window.from.as_secs(), window.to.as_secs())
        };
        assert_eq!(seconds(0), (5, 10));
        assert_eq!(seconds(1), (5, 10));
        assert_eq!(seconds(2), (10, 20));
        assert_eq!(seconds(9), (1280, 2560));
        assert_eq!(seconds(10), (2560, 5120));
        assert_eq!(seconds(1000), (2560, 5120));
    }

    #[test]
    fn other_parameters() {
        let policy = RetryPolicy { minimum_wait: 3, multiplier: 1_500 };
        assert_eq!(policy.window(2).to, Duration::from_millis(6_750));
        let huge = RetryPolicy { minimum_wait: u32::MAX, multiplier: u32::MAX };
        assert!(huge.window(10).to > huge.window(1).to);
        let stuck = RetryPolicy { minimum_wait: 7, multiplier: 0 };
        assert_eq!(stuck.window(5).to, Duration::from_secs(7));
    }
}
