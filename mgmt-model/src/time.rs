//! Moments and their three spellings: oneM2M basic ISO 8601, `xsd:dateTime`, seconds since 1970.

use crate::ErrorKind;
use alloc::string::String;
use core::fmt::{self, Write};
use mgmt_wire::character;

/// A moment in UTC, to the microsecond.
///
/// | spelling | example | who |
/// |---|---|---|
/// | basic ISO 8601, UTC, comma before the fraction, no zone | `20260314T011709,25` | oneM2M |
/// | `xsd:dateTime` | `2026-03-14T02:17:09.25+01:00` | CWMP, OMA DM |
/// | seconds since 1970 | `1773451029` | LwM2M |
///
/// ```
/// use mgmt_model::Time;
///
/// let time = Time::parse_xsd("2026-03-14T02:17:09+01:00")?.expect("a known time");
/// assert_eq!(time.to_basic()?, "20260314T011709");
/// assert_eq!(time.seconds, 1_773_451_029);
/// # Ok::<(), mgmt_model::ErrorKind>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time {
    /// Seconds since 1970-01-01T00:00:00Z, without leap seconds; negative before.
    pub seconds: i64,
    /// Microseconds within the second, below 1 000 000.
    pub micros: u32,
}

/// 0000-01-01 and the end of 9999, the years four digits can write.
const FIRST: i64 = -62_167_219_200;
const LAST: i64 = 253_402_300_799;
/// 0001-01-01T00:00:00Z: CWMP's Unknown Time.
const UNKNOWN: i64 = -62_135_596_800;

/// Whether a text of a moment has digits behind the microseconds that are not zero.
pub(crate) fn is_finer(text: &str) -> bool {
    let fraction = text.split_once(['.', ',']).map_or("", |(_, fraction)| fraction);
    let digits = fraction.bytes().take_while(u8::is_ascii_digit);
    digits.skip(6).any(|digit| digit != b'0')
}

impl Time {
    /// A whole second.
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Self {
        Time { seconds, micros: 0 }
    }

    /// Reads oneM2M's spelling, `YYYYMMDDThhmmss` with up to six digits after a comma.
    ///
    /// # Errors
    ///
    /// `InvalidValue` for every other text.
    pub fn parse_basic(text: &str) -> Result<Time, ErrorKind> {
        let mut cursor = Cursor(text.as_bytes());
        let (year, month, day) = (cursor.digits(4)?, cursor.digits(2)?, cursor.digits(2)?);
        cursor.expect(b'T')?;
        let clock = (cursor.digits(2)?, cursor.digits(2)?, cursor.digits(2)?);
        let micros = if cursor.take(b',') { cursor.fraction()? } else { 0 };
        cursor.end()?;
        Ok(Time { seconds: seconds((year, month, day), clock)?, micros })
    }

    /// Whether the moment is in one of the years 1 to 9999, which every spelling has.
    pub(crate) const fn has_a_date(self) -> bool {
        UNKNOWN <= self.seconds && self.seconds <= LAST
    }

    /// Reads `xsd:dateTime`; a time without zone is taken as UTC. `None` is CWMP's Unknown Time,
    /// `0001-01-01T00:00:00Z`, which says that there is no time.
    ///
    /// # Errors
    ///
    /// `InvalidValue` for text that is no date and time, or has more than four digits of year, and for CWMP's time since
    /// the device's start, which is no moment: before the year 1000, without zone.
    pub fn parse_xsd(text: &str) -> Result<Option<Time>, ErrorKind> {
        let mut cursor = Cursor(character::trim(text).as_bytes());
        let year = cursor.digits(4)?;
        cursor.expect(b'-')?;
        let month = cursor.digits(2)?;
        cursor.expect(b'-')?;
        let day = cursor.digits(2)?;
        cursor.expect(b'T')?;
        let hour = cursor.digits(2)?;
        cursor.expect(b':')?;
        let minute = cursor.digits(2)?;
        cursor.expect(b':')?;
        let second = cursor.digits(2)?;
        let micros = if cursor.take(b'.') { cursor.fraction()? } else { 0 };
        let mut is_local = false;
        let offset = if cursor.take(b'Z') {
            0
        } else if let Some(sign) = cursor.sign() {
            let hours = cursor.digits(2)?;
            cursor.expect(b':')?;
            let minutes = cursor.digits(2)?;
            if hours > 14 || minutes > 59 {
                return Err(ErrorKind::InvalidValue("dateTime"));
            }
            sign * (hours * 3_600 + minutes * 60)
        } else {
            is_local = true;
            0
        };
        cursor.end()?;
        let seconds = seconds((year, month, day), (hour, minute, second))? - offset;
        if is_local && year < 1_000 && (seconds, micros) != (UNKNOWN, 0) {
            return Err(ErrorKind::InvalidValue("moment"));
        }
        Ok((seconds != UNKNOWN).then_some(Time { seconds, micros }))
    }

    /// The moment in oneM2M's spelling; a fraction is written with as many digits as it needs.
    ///
    /// # Errors
    ///
    /// `OutOfRange` outside the years 0 to 9999.
    pub fn to_basic(self) -> Result<String, ErrorKind> {
        let (year, month, day, hour, minute, second) = self.civil()?;
        let mut text = String::with_capacity(22);
        let _ = write!(text, "{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}");
        self.write_fraction(&mut text, ',');
        Ok(text)
    }

    /// The moment as `xsd:dateTime` in UTC.
    ///
    /// # Errors
    ///
    /// `OutOfRange` outside the years 0 to 9999.
    pub fn to_xsd(self) -> Result<String, ErrorKind> {
        let (year, month, day, hour, minute, second) = self.civil()?;
        let mut text = String::with_capacity(27);
        let _ = write!(text, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
        self.write_fraction(&mut text, '.');
        text.push('Z');
        Ok(text)
    }

    fn write_fraction(self, text: &mut String, mark: char) {
        if self.micros != 0 {
            let mut fraction = alloc::format!("{:06}", self.micros % 1_000_000);
            while fraction.ends_with('0') {
                fraction.pop();
            }
            text.push(mark);
            text.push_str(&fraction);
        }
    }

    /// Year, month, day, hour, minute, second of the proleptic Gregorian calendar.
    pub(crate) fn civil(self) -> Result<(i64, i64, i64, i64, i64, i64), ErrorKind> {
        if !(FIRST..=LAST).contains(&self.seconds) {
            return Err(ErrorKind::OutOfRange("dateTime"));
        }
        let (days, clock) = (self.seconds.div_euclid(86_400), self.seconds.rem_euclid(86_400));
        // Days counted in years that begin in March, so that the leap day comes last.
        let shifted = days + 719_468;
        let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Ok((year, month, day, clock / 3_600, clock / 60 % 60, clock % 60))
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_xsd() {
            Ok(text) => f.write_str(&text),
            Err(_) => write!(f, "{} s", self.seconds),
        }
    }
}

fn seconds(
    (year, month, day): (i64, i64, i64),
    (hour, minute, second): (i64, i64, i64),
) -> Result<i64, ErrorKind> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    // 24:00:00 is the end of the day in XML Schema; 60 is a leap second.
    let clock = (hour < 24 && minute < 60 && second <= 60) || (hour, minute, second) == (24, 0, 0);
    if day == 0 || day > length || !clock {
        return Err(ErrorKind::InvalidValue("dateTime"));
    }
    let shifted = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days =
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468;
    Ok(days * 86_400 + hour * 3_600 + minute * 60 + second)
}

struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    const INVALID: ErrorKind = ErrorKind::InvalidValue("dateTime");

    fn digits(&mut self, count: usize) -> Result<i64, ErrorKind> {
        let (digits, rest) = self.0.split_at_checked(count).ok_or(Self::INVALID)?;
        self.0 = rest;
        digits.iter().try_fold(0, |number, digit| {
            if digit.is_ascii_digit() {
                Ok(number * 10 + i64::from(digit - b'0'))
            } else {
                Err(Self::INVALID)
            }
        })
    }

    fn take(&mut self, byte: u8) -> bool {
        match self.0 {
            [first, rest @ ..] if *first == byte => {
                self.0 = rest;
                true
            }
            _ => false,
        }
    }

    fn expect(&mut self, byte: u8) -> Result<(), ErrorKind> {
        if self.take(byte) { Ok(()) } else { Err(Self::INVALID) }
    }

    fn sign(&mut self) -> Option<i64> {
        if self.take(b'+') {
            Some(1)
        } else if self.take(b'-') {
            Some(-1)
        } else {
            None
        }
    }

    /// One digit or more; those past the sixth are cut off.
    fn fraction(&mut self) -> Result<u32, ErrorKind> {
        let count = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (digits, rest) = self.0.split_at_checked(count).ok_or(Self::INVALID)?;
        if digits.is_empty() {
            return Err(Self::INVALID);
        }
        self.0 = rest;
        Ok((0..6).fold(0, |micros, place| {
            micros * 10 + digits.get(place).map_or(0, |digit| u32::from(digit - b'0'))
        }))
    }

    fn end(&self) -> Result<(), ErrorKind> {
        if self.0.is_empty() { Ok(()) } else { Err(Self::INVALID) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        for (seconds, basic, xsd) in [
            (0, "19700101T000000", "1970-01-01T00:00:00Z"),
            (951_782_400, "20000229T000000", "2000-02-29T00:00:00Z"),
            (-1, "19691231T235959", "1969-12-31T23:59:59Z"),
            (LAST, "99991231T235959", "9999-12-31T23:59:59Z"),
            (FIRST, "00000101T000000", "0000-01-01T00:00:00Z"),
        ] {
            let time = Time::from_seconds(seconds);
            assert_eq!(time.to_basic().unwrap(), basic);
            assert_eq!(time.to_xsd().unwrap(), xsd);
            assert_eq!(Time::parse_basic(basic).unwrap(), time);
            assert_eq!(Time::parse_xsd(xsd).unwrap(), Some(time));
        }
        let time = Time { seconds: 1, micros: 250_000 };
        assert_eq!(time.to_basic().unwrap(), "19700101T000001,25");
        assert_eq!(Time::parse_basic("19700101T000001,250").unwrap(), time);
        assert_eq!(Time::parse_xsd("1970-01-01T01:00:01.2500001+01:00").unwrap(), Some(time));
    }

    #[test]
    fn unknown_time_is_no_time() {
        assert_eq!(Time::parse_xsd("0001-01-01T00:00:00Z").unwrap(), None);
    }

    #[test]
    fn refused() {
        for text in [
            "",
            "20260229T000000",
            "20261301T000000",
            "20260100T000000",
            "20260101T250000",
            "20260101T240001",
            "2026-01-01T000000",
            "20260101T000000Z",
            "20260101T000000,",
            "20260101T000000.5",
            "\u{ff12}0260101T000000",
        ] {
            assert_eq!(Time::parse_basic(text), Err(ErrorKind::InvalidValue("dateTime")), "{text}");
        }
        assert!(Time::parse_xsd("12026-01-01T00:00:00Z").is_err());
        assert!(Time::parse_xsd("2026-01-01T00:00:00+15:00").is_err());
        assert_eq!(Time::from_seconds(i64::MAX).to_xsd(), Err(ErrorKind::OutOfRange("dateTime")));
        assert_eq!(Time::from_seconds(LAST + 1).to_basic(), Err(ErrorKind::OutOfRange("dateTime")));
    }
}
