//! `xsd:dateTime` with the meanings CWMP gives to its extremes.

use super::{ShortText, trim};
use std::fmt;
use std::time::Duration;

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
        let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        let (year, month, day) = civil_from_days(days)?;
        let part = |value: i64| u8::try_from(value).ok();
        let time = DateTime {
            year: i32::try_from(year).ok()?,
            month: part(month)?,
            day: part(day)?,
            hour: part(rest / 3_600)?,
            minute: part(rest / 60 % 60)?,
            second: part(rest % 60)?,
            ..DateTime::UNKNOWN
        };
        (1000..=9999).contains(&time.year).then_some(time)
    }

    /// The time that has passed since the device started, as a time without zone in the first years; whole
    /// seconds.
    #[must_use]
    pub fn since_boot(elapsed: Duration) -> Option<Self> {
        let seconds = i64::try_from(elapsed.as_secs()).ok()?.checked_add(SECONDS_TO_YEAR_ONE)?;
        let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        let (year, month, day) = civil_from_days(days)?;
        let part = |value: i64| u8::try_from(value).ok();
        let time = DateTime {
            year: i32::try_from(year).ok()?,
            month: part(month)?,
            day: part(day)?,
            hour: part(rest / 3_600)?,
            minute: part(rest / 60 % 60)?,
            second: part(rest % 60)?,
            offset: None,
            ..DateTime::UNKNOWN
        };
        (time.year < 1000).then_some(time)
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

    /// The text of a time with a year of four digits and no fraction: of nearly every one.
    pub(crate) fn short_text(self) -> Option<ShortText> {
        let year = u16::try_from(self.year).ok().filter(|year| *year <= 9999)?;
        if self.precision > 0 {
            return None;
        }
        let mut text = ShortText::EMPTY;
        let century = |year: u16| u8::try_from(year).unwrap_or(0);
        text.push_two(century(year / 100));
        text.push_two(century(year % 100));
        for (separator, number) in [
            (b'-', self.month),
            (b'-', self.day),
            (b'T', self.hour),
            (b':', self.minute),
            (b':', self.second),
        ] {
            text.push(separator);
            text.push_two(number);
        }
        let (sign, minutes) = match self.offset {
            None => return Some(text),
            Some(Offset::Z) => {
                text.push(b'Z');
                return Some(text);
            }
            Some(Offset::East(minutes)) => (b'+', minutes),
            Some(Offset::West(minutes)) => (b'-', minutes),
        };
        text.push(sign);
        text.push_two(u8::try_from(minutes / 60).ok()?);
        text.push(b':');
        text.push_two(u8::try_from(minutes % 60).ok()?);
        Some(text)
    }

    /// Seconds of the calendar fields relative to 1970, the zone left aside.
    fn seconds_of_calendar(self) -> i64 {
        days_from_civil(i64::from(self.year), i64::from(self.month), i64::from(self.day)) * 86_400
            + i64::from(self.hour) * 3_600
            + i64::from(self.minute) * 60
            + i64::from(self.second)
    }

    /// Reads a text; `lenient` also takes forms that devices send in error.
    pub(crate) fn read(text: &str, lenient: bool) -> Result<(Self, Form), DateTimeError> {
        match read_usual(text) {
            Some(time) => Ok((time, Form::Exact)),
            None => Scanner { rest: trim(text).as_bytes(), lenient, form: Form::Exact }.date_time(),
        }
    }

    /// Reads a text as [`FromStr`](std::str::FromStr) does, and also `+0100` or `+01` for the zone, lower-case
    /// or missing letters, the leap second `:60`, which becomes `:59`, and `0000-00-00T00:00:00`, which is Unknown
    /// Time on devices that never had a clock.
    ///
    /// # Errors
    ///
    /// [`DateTimeError`] when that does not help either.
    pub fn parse_lenient(text: &str) -> Result<Self, DateTimeError> {
        Self::read(text, true).map(|(time, _)| time)
    }
}

/// Seconds from 1970-01-01 back to 0001-01-01, negative.
const SECONDS_TO_YEAR_ONE: i64 = -719_162 * 86_400;

/// Days from 1970-01-01 to a day of the proleptic Gregorian calendar; XML Schema has no year 0.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if year < 0 { year + 1 } else { year };
    // Years that begin in March put the leap day last.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The inverse of [`days_from_civil`] for years from 1.
fn civil_from_days(days: i64) -> Option<(i64, i64, i64)> {
    let days = days.checked_add(719_468)?;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era.checked_mul(400)? + i64::from(month <= 2);
    (year >= 1).then_some((year, month, day))
}

fn days_in_month(year: i32, month: u8) -> u8 {
    // The year before 1 is -1, which the proleptic calendar counts as 0.
    let year = if year < 0 { year.saturating_add(1) } else { year };
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Reads the form that nearly every time has: a year of four digits, no fraction, and a zone or none.
fn read_usual(text: &str) -> Option<DateTime> {
    let (&[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', n1, n2, b':', s1, s2], zone) =
        text.as_bytes().split_first_chunk::<19>()?
    else {
        return None;
    };
    let two = |tens: u8, ones: u8| {
        (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| (tens - b'0') * 10 + (ones - b'0'))
    };
    let offset = match *zone {
        [] => None,
        [b'Z'] => Some(Offset::Z),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let minutes = two(m1, m2).filter(|minutes| *minutes < 60)?;
            let total = u16::from(two(h1, h2)?) * 60 + u16::from(minutes);
            if total > 14 * 60 {
                return None;
            }
            Some(if sign == b'-' { Offset::West(total) } else { Offset::East(total) })
        }
        _ => return None,
    };
    let time = DateTime {
        year: i32::from(two(y1, y2)?) * 100 + i32::from(two(y3, y4)?),
        month: two(m1, m2)?,
        day: two(d1, d2)?,
        hour: two(h1, h2)?,
        minute: two(n1, n2)?,
        second: two(s1, s2)?,
        fraction: 0,
        precision: 0,
        offset,
    };
    let legal = time.year > 0
        && (1..=12).contains(&time.month)
        && (1..=days_in_month(time.year, time.month)).contains(&time.day)
        && time.hour < 24
        && time.minute < 60
        && time.second < 60;
    legal.then_some(time)
}

struct Scanner<'t> {
    rest: &'t [u8],
    lenient: bool,
    form: Form,
}

impl Scanner<'_> {
    fn date_time(mut self) -> Result<(DateTime, Form), DateTimeError> {
        const INVALID: DateTimeError = DateTimeError::Invalid;
        let negative = self.take(b'-');
        let digits = self.rest.iter().take_while(|b| b.is_ascii_digit()).count();
        if digits < 4 || (digits > 4 && self.rest.first() == Some(&b'0')) {
            return Err(INVALID);
        }
        let mut year = Some(0_i32);
        for _ in 0..digits {
            let digit = i32::from(self.digit().ok_or(INVALID)?);
            year = year.and_then(|y| y.checked_mul(10)?.checked_add(digit));
        }
        self.expect(b'-')?;
        let month = self.two()?;
        self.expect(b'-')?;
        let day = self.two()?;
        if !self.take(b'T') {
            self.forgive(matches!(self.rest.first(), Some(b't' | b' ')))?;
            self.rest = self.rest.get(1..).unwrap_or_default();
        }
        let hour = self.two()?;
        self.expect(b':')?;
        let minute = self.two()?;
        self.expect(b':')?;
        let mut second = self.two()?;
        let (fraction, precision) = self.fraction()?;
        let offset = self.offset()?;
        if !self.rest.is_empty() {
            return Err(INVALID);
        }
        if second == 60 {
            self.forgive(true)?;
            second = 59;
        }
        let year = year.ok_or(DateTimeError::OutOfRange)?;
        let year = if negative { -year } else { year };
        if (year, month, day, hour, minute, second) == (0, 0, 0, 0, 0, 0) {
            self.forgive(true)?;
            return Ok((DateTime::UNKNOWN, self.form));
        }
        let midnight = hour == 24 && minute == 0 && second == 0 && fraction == 0;
        if year == 0
            || !(1..=12).contains(&month)
            || !(1..=days_in_month(year, month)).contains(&day)
            || !(hour < 24 || midnight)
            || minute > 59
            || second > 59
        {
            return Err(INVALID);
        }
        Ok((DateTime { year, month, day, hour, minute, second, fraction, precision, offset }, self.form))
    }

    fn fraction(&mut self) -> Result<(u64, u8), DateTimeError> {
        if !self.take(b'.') {
            return Ok((0, 0));
        }
        let (mut fraction, mut precision) = (0_u64, 0_u8);
        while let Some(digit) = self.digit() {
            if precision < 18 {
                fraction = fraction * 10 + u64::from(digit);
                precision += 1;
            } else {
                self.forgive(true)?;
            }
        }
        if precision == 0 { Err(DateTimeError::Invalid) } else { Ok((fraction, precision)) }
    }

    fn offset(&mut self) -> Result<Option<Offset>, DateTimeError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        if self.take(b'Z') {
            return Ok(Some(Offset::Z));
        }
        if self.take(b'z') {
            self.forgive(true)?;
            return Ok(Some(Offset::Z));
        }
        let west = self.take(b'-');
        if !west {
            self.expect(b'+')?;
        }
        let hours = u16::from(self.two()?);
        let minutes = if self.take(b':') {
            self.two()?
        } else {
            self.forgive(true)?;
            if self.rest.is_empty() { 0 } else { self.two()? }
        };
        let total = hours * 60 + u16::from(minutes);
        if minutes > 59 || total > 14 * 60 {
            return Err(DateTimeError::Invalid);
        }
        Ok(Some(if west { Offset::West(total) } else { Offset::East(total) }))
    }

    /// Goes on in spite of a deviation when that is allowed and `clear` what was meant.
    fn forgive(&mut self, clear: bool) -> Result<(), DateTimeError> {
        if !(self.lenient && clear) {
            return Err(DateTimeError::Invalid);
        }
        self.form = Form::Deviant;
        Ok(())
    }

    fn take(&mut self, byte: u8) -> bool {
        match self.rest.split_first() {
            Some((first, rest)) if *first == byte => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    fn expect(&mut self, byte: u8) -> Result<(), DateTimeError> {
        if self.take(byte) { Ok(()) } else { Err(DateTimeError::Invalid) }
    }

    fn digit(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        let digit = first.is_ascii_digit().then(|| first - b'0')?;
        self.rest = rest;
        Some(digit)
    }

    fn two(&mut self) -> Result<u8, DateTimeError> {
        match (self.digit(), self.digit()) {
            (Some(tens), Some(ones)) => Ok(tens * 10 + ones),
            _ => Err(DateTimeError::Invalid),
        }
    }
}

impl Default for DateTime {
    fn default() -> Self {
        DateTime::UNKNOWN
    }
}

impl std::str::FromStr for DateTime {
    type Err = DateTimeError;

    fn from_str(text: &str) -> Result<Self, DateTimeError> {
        Self::read(text, false).map(|(time, _)| time)
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let DateTime { month, day, hour, minute, second, .. } = self;
        let sign = if self.year < 0 { "-" } else { "" };
        let year = self.year.unsigned_abs();
        write!(f, "{sign}{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        if self.precision > 0 {
            write!(f, ".{:0width$}", self.fraction, width = usize::from(self.precision))?;
        }
        match self.offset {
            None => Ok(()),
            Some(Offset::Z) => f.write_str("Z"),
            Some(Offset::East(minutes)) => write!(f, "+{:02}:{:02}", minutes / 60, minutes % 60),
            Some(Offset::West(minutes)) => write!(f, "-{:02}:{:02}", minutes / 60, minutes % 60),
        }
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
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
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
