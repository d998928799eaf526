//! Time to text.

use super::{DateTime, Offset};
use crate::value::ShortText;
use core::fmt;

impl DateTime {
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
