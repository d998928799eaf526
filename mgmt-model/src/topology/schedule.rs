//! When something is to happen, and when a sleeping device can be reached. Time comes in as an argument.

use crate::{ErrorKind, Time};
use alloc::vec::Vec;

/// A device that sleeps in a fixed rhythm (`sleepInterval`, `sleepDuration` of areaNwkDeviceInfo; PSM in LwM2M).
///
/// ```
/// use mgmt_model::topology::SleepCycle;
///
/// // Every hour it sleeps 50 minutes; it fell asleep at 1000.
/// let cycle = SleepCycle::new(3_600, 3_000, 1_000);
/// assert!(!cycle.is_awake(1_500) && cycle.is_awake(4_100));
/// assert_eq!(cycle.next_wake(1_500), 4_000);
/// assert_eq!(cycle.next_wake(4_100), 4_100);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SleepCycle {
    interval: i64,
    duration: i64,
    asleep_since: i64,
}

impl SleepCycle {
    /// A cycle of `interval` seconds of which it sleeps the first `duration`; `asleep_since` is the beginning of
    /// some sleep, in seconds since 1970.
    #[must_use]
    pub fn new(interval: u32, duration: u32, asleep_since: i64) -> Self {
        let interval = i64::from(interval.max(1));
        SleepCycle { interval, duration: i64::from(duration).min(interval), asleep_since }
    }

    /// Whether it can be reached. A device that sleeps through its cycle never can.
    #[must_use]
    pub fn is_awake(&self, now: i64) -> bool {
        now.saturating_sub(self.asleep_since).rem_euclid(self.interval) >= self.duration
    }

    /// When it can be reached next: now when it is awake. For a device that sleeps through its cycle, the end of
    /// the cycle, when it may be caught between two sleeps.
    #[must_use]
    pub fn next_wake(&self, now: i64) -> i64 {
        if self.is_awake(now) {
            return now;
        }
        let into = now.saturating_sub(self.asleep_since).rem_euclid(self.interval);
        now.saturating_add(self.duration - into)
    }
}

/// When a device that was told to disconnect comes back: disabled for `timeout` seconds at `since`.
#[must_use]
pub const fn suspended_until(since: i64, timeout: u32) -> i64 {
    since.saturating_add(timeout as i64)
}

/// oneM2M's schedule element: seven fields, second to year, each `*`, numbers, ranges, lists or steps.
///
/// ```
/// use mgmt_model::topology::Cron;
/// use mgmt_model::Time;
///
/// // At half past six on every Monday.
/// let cron = Cron::parse("0 30 6 * * 1 *")?;
/// let now = Time::parse_basic("20260314T120000")?;
/// assert_eq!(cron.next(now).unwrap().to_basic()?, "20260316T063000");
/// # Ok::<(), mgmt_model::ErrorKind>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cron {
    fields: [Vec<(u16, u16, u16)>; 7],
}

/// Ranges of second, minute, hour, day of month, month, day of week, year.
const RANGES: [(u16, u16); 7] = [(0, 59), (0, 59), (0, 23), (1, 31), (1, 12), (0, 6), (2000, 9999)];

impl Cron {
    /// Reads a schedule element.
    ///
    /// # Errors
    ///
    /// `InvalidValue` for anything else, `OutOfRange` for a number beyond its field.
    pub fn parse(text: &str) -> Result<Self, ErrorKind> {
        const BAD: ErrorKind = ErrorKind::InvalidValue("schedule element");
        let mut fields: [Vec<(u16, u16, u16)>; 7] = Default::default();
        let mut words = text.split_ascii_whitespace();
        for (field, (minimum, maximum)) in fields.iter_mut().zip(RANGES) {
            let word = words.next().ok_or(BAD)?;
            for part in word.split(',') {
                let (range, step) = part.split_once('/').unwrap_or((part, "1"));
                let step: u16 = step.parse().ok().filter(|step| *step > 0).ok_or(BAD)?;
                let number = |text: &str| match text.parse::<u16>() {
                    // Sunday is 0 and 7.
                    Ok(7) if maximum == 6 => Ok(0),
                    Ok(number) if (minimum..=maximum).contains(&number) => Ok(number),
                    Ok(_) => Err(ErrorKind::OutOfRange("schedule element")),
                    Err(_) => Err(BAD),
                };
                let (first, last) = match range.split_once('-') {
                    _ if range == "*" => (minimum, maximum),
                    Some((first, last)) => (number(first)?, number(last)?),
                    None => (number(range)?, number(range)?),
                };
                if first > last {
                    return Err(BAD);
                }
                field.push((first, last, step));
            }
        }
        if words.next().is_some() { Err(BAD) } else { Ok(Cron { fields }) }
    }

    fn allows(&self, field: usize, number: i64) -> bool {
        let Ok(number) = u16::try_from(number) else { return false };
        self.fields.get(field).is_some_and(|parts| {
            parts.iter().any(|(first, last, step)| {
                (*first..=*last).contains(&number) && (number - first).is_multiple_of(*step)
            })
        })
    }

    /// The first second after `after` that the element allows; `None` when there is none within 100 years.
    #[must_use]
    pub fn next(&self, after: Time) -> Option<Time> {
        let mut seconds = after.seconds.checked_add(1)?;
        let limit = seconds.checked_add(100 * 366 * 86_400)?;
        while seconds < limit {
            let (year, month, day, hour, minute, second) = Time::from_seconds(seconds).civil().ok()?;
            // Day 0 of the epoch was a Thursday.
            let weekday = (seconds.div_euclid(86_400) + 4).rem_euclid(7);
            let of_day = hour * 3_600 + minute * 60 + second;
            let date = self.allows(6, year)
                && self.allows(4, month)
                && self.allows(3, day)
                && self.allows(5, weekday);
            seconds += if !date {
                86_400 - of_day
            } else if !self.allows(2, hour) {
                3_600 - minute * 60 - second
            } else if !self.allows(1, minute) {
                60 - second
            } else if !self.allows(0, second) {
                1
            } else {
                return Some(Time::from_seconds(seconds));
            };
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(cron: &str, after: &str) -> Option<String> {
        Cron::parse(cron)
            .unwrap()
            .next(Time::parse_basic(after).unwrap())
            .map(|time| time.to_basic().unwrap())
    }

    #[test]
    fn schedules() {
        assert_eq!(next("* * * * * * *", "20260314T120000").unwrap(), "20260314T120001");
        assert_eq!(next("0 0-5 2,6,10 * * * *", "20260314T020500").unwrap(), "20260314T060000");
        assert_eq!(next("0 0 0 29 2 * *", "20260314T120000").unwrap(), "20280229T000000");
        assert_eq!(next("0 */15 * * * * *", "20260314T121400").unwrap(), "20260314T121500");
        assert_eq!(next("0 0 0 30 2 * *", "20260314T120000"), None);
        assert_eq!(next("0 0 0 * * 7 *", "20260314T120000").unwrap(), "20260315T000000");
        for bad in [
            "",
            "* * * * * *",
            "* * * * * * * *",
            "60 * * * * * *",
            "5-1 * * * * * *",
            "*/0 * * * * * *",
            "x * * * * * *",
        ] {
            assert!(Cron::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn sleepers() {
        let cycle = SleepCycle::new(60, 60, 0);
        assert!(!cycle.is_awake(0));
        assert_eq!(cycle.next_wake(10), 60);
        assert_eq!(SleepCycle::new(0, 0, 0).next_wake(5), 5);
        assert_eq!(suspended_until(1_000, 86_400), 87_400);
    }
}
