//! `xsd:dateTime` with the meanings CWMP gives to its extremes.

mod calendar;
mod read;
mod write;

use calendar::{SECONDS_TO_YEAR_ONE, civil_from_days, days_from_civil};
use core::time::Duration;

/// The zone of a [`DateTime`], in the form it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Offset {
    /// `Z`.
    Z,
    /// `+hh:mm`, in minutes east of UTC, 0 to 840.
    East(u16),
    /// `-hh:mm`, in minutes west of UTC, 0 to 840; 0 is `-00:00`.
    West(u16),
}

impl Offset {
    /// Minutes east of UTC.
    #[must_use]
    pub fn minutes(self) -> i32 {
        match self {
            Offset::Z => 0,
            Offset::East(minutes) => i32::from(minutes),
            Offset::West(minutes) => -i32::from(minutes),
        }
    }
}

/// What a [`DateTime`] means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// Unknown Time, `0001-01-01T00:00:00Z`: unknown, never, or not applicable.
    Unknown,
    /// Infinite time, `9999-12-31T23:59:59Z`.
    Infinite,
    /// A year before 1000: the time that has passed since the device started.
    SinceBoot(Duration),
    /// A point in time.
    Absolute,
}

/// A time as CWMP messages and data models carry it, with every detail of its text: fraction digits, the form
/// of the zone, `24:00:00`.
///
/// ```
/// use cwmp_soap::value::{DateTime, Meaning};
/// use std::time::Duration;
///
/// let time: DateTime = "2011-07-01T12:00:00.50+02:00".parse()?;
/// assert_eq!(time.meaning(), Meaning::Absolute);
/// assert_eq!(time.unix_seconds(), Some(1_309_514_400));
/// assert_eq!(time.to_string(), "2011-07-01T12:00:00.50+02:00");
///
/// assert_eq!("0001-01-01T00:00:00Z".parse(), Ok(DateTime::UNKNOWN));
/// let up: DateTime = "0001-01-03T03:04:05".parse()?;
/// assert_eq!(up.meaning(), Meaning::SinceBoot(Duration::from_secs(2 * 86_400 + 3 * 3_600 + 4 * 60 + 5)));
/// # Ok::<(), cwmp_soap::value::DateTimeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct DateTime {
    /// Year; never 0.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
    /// Hour, 0 to 23; 24 only in `24:00:00`, the first instant of the next day.
    pub hour: u8,
    /// Minute, 0 to 59.
    pub minute: u8,
    /// Second, 0 to 59.
    pub second: u8,
    /// The digits after the decimal point, as a number of `precision` digits.
    pub fraction: u64,
    /// How many digits stand after the decimal point, 0 to 18.
    pub precision: u8,
    /// The zone; `None` when there is none.
    pub offset: Option<Offset>,
}

/// Why a text is no [`DateTime`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DateTimeError {
    /// It does not have the form of an `xsd:dateTime`, or names a date that no calendar has.
    #[error("not a dateTime")]
    Invalid,
    /// The year is beyond what this type holds.
    #[error("year out of range")]
    OutOfRange,
}

/// What the lenient reader had to forgive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Exact,
    Deviant,
}

impl DateTime {
    /// Unknown Time: `0001-01-01T00:00:00Z`.
    pub const UNKNOWN: DateTime = DateTime {
        year: 1,
        month: 1,
        day: 1,
        hour: 0,
        minute: 0,
        second: 0,
        fraction: 0,
        precision: 0,
        offset: Some(Offset::Z),
    };

    /// Infinite time: `9999-12-31T23:59:59Z`.
    pub const INFINITE: DateTime =
        DateTime { year: 9999, month: 12, day: 31, hour: 23, minute: 59, second: 59, ..DateTime::UNKNOWN };

    /// What the time means.
    #[must_use]
    pub fn meaning(self) -> Meaning {
        let utc = matches!(self.offset, Some(offset) if offset.minutes() == 0);
        let plain = DateTime { fraction: 0, precision: 0, offset: Some(Offset::Z), ..self };
        if utc && self.fraction == 0 && plain == DateTime::UNKNOWN {
            return Meaning::Unknown;
        }
        if utc && plain == DateTime::INFINITE {
            return Meaning::Infinite;
        }
        if (1..1000).contains(&self.year) {
            let seconds = self.seconds_of_calendar() - SECONDS_TO_YEAR_ONE;
            return Meaning::SinceBoot(Duration::new(seconds.unsigned_abs(), self.nanosecond()));
        }
        Meaning::Absolute
    }

    /// Whether this is Unknown Time, also when the zone is left out (many devices; by the letter that is the
    /// moment of the start).
    #[must_use]
    pub fn is_unknown_lenient(self) -> bool {
        matches!(self.meaning(), Meaning::Unknown)
            || DateTime { offset: Some(Offset::Z), ..self }.meaning() == Meaning::Unknown
    }

    /// Seconds since 1970-01-01T00:00:00Z, without the fraction; a time without zone is taken as UTC. `None`
    /// for Unknown Time, infinite time and times since the start.
    #[must_use]
    pub fn unix_seconds(self) -> Option<i64> {
        (self.meaning() == Meaning::Absolute)
            .then(|| self.seconds_of_calendar() - i64::from(self.offset.map_or(0, Offset::minutes)) * 60)
    }

    /// The time that many seconds after 1970-01-01T00:00:00Z, in UTC. `None` when its year is beyond 9999 or
    /// before 1000.
    #[must_use]
    pub fn from_unix_seconds(seconds: i64) -> Option<Self> {
        let time = DateTime::from_epoch(seconds)?;
        (1000..=9999).contains(&time.year).then_some(time)
    }

    /// The time that has passed since the device started, as a time without zone in the first years; whole
    /// seconds.
    #[must_use]
    pub fn since_boot(elapsed: Duration) -> Option<Self> {
        let seconds = i64::try_from(elapsed.as_secs()).ok()?.checked_add(SECONDS_TO_YEAR_ONE)?;
        let time = DateTime { offset: None, ..DateTime::from_epoch(seconds)? };
        (time.year < 1000).then_some(time)
    }

    /// The time that many seconds after 1970-01-01T00:00:00Z, whatever its year.
    fn from_epoch(seconds: i64) -> Option<Self> {
        let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        let (year, month, day) = civil_from_days(days)?;
        let part = |value: i64| u8::try_from(value).ok();
        Some(DateTime {
            year: i32::try_from(year).ok()?,
            month: part(month)?,
            day: part(day)?,
            hour: part(rest / 3_600)?,
            minute: part(rest / 60 % 60)?,
            second: part(rest % 60)?,
            ..DateTime::UNKNOWN
        })
    }

    /// Nanoseconds after the second; digits beyond the ninth are cut off.
    #[must_use]
    pub fn nanosecond(self) -> u32 {
        let mut nanos = self.fraction;
        for _ in self.precision..9 {
            nanos = nanos.saturating_mul(10);
        }
        for _ in 9..self.precision {
            nanos /= 10;
        }
        u32::try_from(nanos).unwrap_or(0)
    }

    /// Seconds of the calendar fields relative to 1970, the zone left aside.
    fn seconds_of_calendar(self) -> i64 {
        days_from_civil(i64::from(self.year), i64::from(self.month), i64::from(self.day)) * 86_400
            + i64::from(self.hour) * 3_600
            + i64::from(self.minute) * 60
            + i64::from(self.second)
    }
}

impl Default for DateTime {
    fn default() -> Self {
        DateTime::UNKNOWN
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for DateTime {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for DateTime {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = alloc::string::String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    fn parse(text: &str) -> Result<DateTime, DateTimeError> {
        text.parse()
    }

    #[test]
    fn text_survives() {
        for text in [
            "0001-01-01T00:00:00Z",
            "0001-01-01T00:00:00.000000Z",
            "9999-12-31T23:59:59+00:00",
            "2021-01-01T24:00:00Z",
            "2015-01-19T23:08:24",
            "2012-02-29T12:00:00.007-00:00",
            "12021-01-01T00:00:00.123456789012345678-14:00",
            "-0044-03-15T12:00:00Z",
        ] {
            assert_eq!(parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn meanings() {
        let meaning = |text| parse(text).unwrap().meaning();
        assert_eq!(meaning("0001-01-01T00:00:00.000Z"), Meaning::Unknown);
        assert_eq!(meaning("0001-01-01T00:00:00-00:00"), Meaning::Unknown);
        assert_eq!(meaning("0001-01-01T00:00:00"), Meaning::SinceBoot(Duration::ZERO));
        assert_eq!(meaning("0001-01-01T00:05:00Z"), Meaning::SinceBoot(Duration::from_secs(300)));
        assert_eq!(
            meaning("0002-01-01T00:00:00.5"),
            Meaning::SinceBoot(Duration::new(365 * 86_400, 500_000_000))
        );
        assert_eq!(meaning("9999-12-31T23:59:59.999Z"), Meaning::Infinite);
        assert_eq!(meaning("1970-01-01T00:00:00Z"), Meaning::Absolute);
        assert!(parse("0001-01-01T00:00:00").unwrap().is_unknown_lenient());
        assert!(!parse("0001-01-01T00:00:01").unwrap().is_unknown_lenient());
    }

    #[test]
    fn seconds() {
        let seconds = |text| parse(text).unwrap().unix_seconds();
        assert_eq!(seconds("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(seconds("2000-02-29T00:00:00+01:00"), Some(951_778_800));
        assert_eq!(seconds("2021-01-01T24:00:00Z"), seconds("2021-01-02T00:00:00Z"));
        assert_eq!(seconds("0001-01-01T00:00:00Z"), None);
        for second in [0, 1, 951_782_400, 1_309_514_400, 253_402_300_798, -30_610_224_000] {
            assert_eq!(DateTime::from_unix_seconds(second).unwrap().unix_seconds(), Some(second));
        }
        assert_eq!(DateTime::from_unix_seconds(i64::MAX), None);
        assert_eq!(DateTime::from_unix_seconds(253_402_300_800), None);
        let elapsed = Duration::from_secs(90_061);
        assert_eq!(DateTime::since_boot(elapsed).unwrap().to_string(), "0001-01-02T01:01:01");
        assert_eq!(DateTime::since_boot(elapsed).unwrap().meaning(), Meaning::SinceBoot(elapsed));
        assert_eq!(DateTime::since_boot(Duration::MAX), None);
    }

    #[test]
    fn refusals() {
        for text in [
            "",
            "foo",
            "2021-02-30T00:00:00Z",
            "2021-13-01T00:00:00",
            "2021-00-01T00:00:00",
            "2100-02-29T00:00:00Z",
            "2021-01-01T24:00:01Z",
            "2021-01-01T00:60:00Z",
            "2021-01-01T00:00:00+14:01",
            "2021-01-01T00:00:00.Z",
            "2021-01-01T00:00Z",
            "21-01-01T00:00:00Z",
            "0000-01-01T00:00:00Z",
            "02021-01-01T00:00:00Z",
            "2021-01-01T00:00:00Zx",
            "2016-12-31T23:59:60Z",
            "2021-01-01 00:00:00",
            "2021-01-01T00:00:00+0100",
        ] {
            assert_eq!(parse(text), Err(DateTimeError::Invalid), "{text}");
        }
        assert_eq!(parse("99999999999-01-01T00:00:00Z"), Err(DateTimeError::OutOfRange));
    }

    #[test]
    fn forgiven_forms() {
        for (text, meant) in [
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
            ("0000-00-00T00:00:00", "0001-01-01T00:00:00Z"),
            ("0000-00-00T00:00:00Z", "0001-01-01T00:00:00Z"),
            ("2021-01-01 00:00:00", "2021-01-01T00:00:00"),
            ("2021-01-01t00:00:00z", "2021-01-01T00:00:00Z"),
            ("2021-01-01T00:00:00+0100", "2021-01-01T00:00:00+01:00"),
            ("2021-01-01T00:00:00-01", "2021-01-01T00:00:00-01:00"),
            (" 2021-01-01T00:00:00Z\n", "2021-01-01T00:00:00Z"),
        ] {
            assert_eq!(DateTime::parse_lenient(text).unwrap().to_string(), meant);
        }
        assert!(DateTime::parse_lenient("2021-01-01T00:00:61Z").is_err());
    }
}
