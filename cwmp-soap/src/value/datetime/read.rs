//! Text to time: the lexical form of `xsd:dateTime`, and what devices make of it.

use super::calendar::days_in_month;
use super::{DateTime, DateTimeError, Form, Offset};
use crate::value::trim;

impl DateTime {
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

impl core::str::FromStr for DateTime {
    type Err = DateTimeError;

    fn from_str(text: &str) -> Result<Self, DateTimeError> {
        Self::read(text, false).map(|(time, _)| time)
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
