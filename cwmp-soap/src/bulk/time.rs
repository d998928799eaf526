//! Times of collection.
//!
//! TR-181 says of `Unix-Epoch` that it counts milliseconds; every published example counts seconds, and so do most
//! devices. A [`Timestamp`] therefore carries its unit, found by magnitude when it is read.

use alloc::borrow::Cow;
use alloc::string::ToString;
use core::fmt;

use crate::record::Field;
use crate::value::DateTime;

/// The unit of a Unix time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EpochUnit {
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Milliseconds,
}

impl EpochUnit {
    /// The unit a number is likely in: from 10^11 on milliseconds, which is March 1973 in milliseconds and the year
    /// 5138 in seconds. Small numbers, such as the time since the start of a device without a clock, are seconds.
    ///
    /// ```
    /// use cwmp_soap::bulk::EpochUnit;
    ///
    /// assert_eq!(EpochUnit::likely(1_364_529_149), EpochUnit::Seconds);
    /// assert_eq!(EpochUnit::likely(1_364_529_149_000), EpochUnit::Milliseconds);
    /// ```
    #[must_use]
    pub const fn likely(value: u64) -> EpochUnit {
        if value < 100_000_000_000 { EpochUnit::Seconds } else { EpochUnit::Milliseconds }
    }
}

/// When a record was collected.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Timestamp<'a> {
    /// `Unix-Epoch`: time since 1970, or since the start of a device that has no clock.
    UnixEpoch {
        /// The number.
        value: u64,
        /// What it counts.
        unit: EpochUnit,
    },
    /// `ISO-8601`: date, time and zone as text.
    Iso8601(Cow<'a, str>),
    /// Another form, kept.
    Other(Cow<'a, str>),
}

/// Which timestamps a profile asks for (`ReportTimestamp`, `RowTimestamp`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum TimestampFormat {
    /// A number since 1970, the default.
    #[default]
    UnixEpoch,
    /// A date as text.
    Iso8601,
    /// None.
    None,
}

impl TimestampFormat {
    /// The word of the data model.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            TimestampFormat::UnixEpoch => "Unix-Epoch",
            TimestampFormat::Iso8601 => "ISO-8601",
            TimestampFormat::None => "None",
        }
    }

    /// The format of a word of the data model.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [TimestampFormat::UnixEpoch, TimestampFormat::Iso8601, TimestampFormat::None]
            .into_iter()
            .find(|format| format.as_str() == word)
    }
}

impl<'a> Timestamp<'a> {
    /// Seconds since 1970.
    #[must_use]
    pub const fn seconds(value: u64) -> Self {
        Timestamp::UnixEpoch { value, unit: EpochUnit::Seconds }
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub const fn milliseconds(value: u64) -> Self {
        Timestamp::UnixEpoch { value, unit: EpochUnit::Milliseconds }
    }

    /// The time of a text: a number without leading zeros, an ISO 8601 date and time, or something else.
    #[must_use]
    pub fn from_text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        let is_plain =
            text.bytes().all(|byte| byte.is_ascii_digit()) && (text.len() == 1 || !text.starts_with('0'));
        match text.parse::<u64>() {
            Ok(value) if is_plain => Timestamp::UnixEpoch { value, unit: EpochUnit::likely(value) },
            _ if text.parse::<DateTime>().is_ok() => Timestamp::Iso8601(text),
            _ => Timestamp::Other(text),
        }
    }

    /// Milliseconds since 1970; a date without zone counts as UTC. `None` for other forms, and for dates with another
    /// meaning such as Unknown Time.
    ///
    /// ```
    /// use cwmp_soap::bulk::Timestamp;
    ///
    /// let time = Timestamp::from_text("2013-03-29T05:52:29+02:00");
    /// assert_eq!(time.unix_milliseconds(), Some(1_364_529_149_000));
    /// ```
    #[must_use]
    pub fn unix_milliseconds(&self) -> Option<i64> {
        match self {
            Timestamp::UnixEpoch { value, unit: EpochUnit::Milliseconds } => i64::try_from(*value).ok(),
            Timestamp::UnixEpoch { value, unit: EpochUnit::Seconds } => {
                i64::try_from(*value).ok()?.checked_mul(1_000)
            }
            Timestamp::Iso8601(text) => {
                let time = text.parse::<DateTime>().ok()?;
                let milliseconds = i64::from(time.nanosecond() / 1_000_000);
                time.unix_seconds()?.checked_mul(1_000)?.checked_add(milliseconds)
            }
            Timestamp::Other(_) => None,
        }
    }

    /// The text of the time.
    #[must_use]
    pub fn to_text(&self) -> Cow<'_, str> {
        match self {
            Timestamp::UnixEpoch { value, .. } => Cow::Owned(value.to_string()),
            Timestamp::Iso8601(text) | Timestamp::Other(text) => Cow::Borrowed(text),
        }
    }
}

impl fmt::Display for Timestamp<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text())
    }
}

impl Field for Timestamp<'_> {
    type Owned = Timestamp<'static>;

    fn owned(self) -> Timestamp<'static> {
        match self {
            Timestamp::UnixEpoch { value, unit } => Timestamp::UnixEpoch { value, unit },
            Timestamp::Iso8601(text) => Timestamp::Iso8601(text.owned()),
            Timestamp::Other(text) => Timestamp::Other(text.owned()),
        }
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Timestamp<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Timestamp::UnixEpoch { value, .. } => serializer.serialize_u64(*value),
            Timestamp::Iso8601(text) | Timestamp::Other(text) => serializer.serialize_str(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        let milliseconds = |text: &str| Timestamp::from_text(text).unix_milliseconds();
        assert_eq!(milliseconds("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(milliseconds("2000-02-29T12:00:00.5Z"), Some(951_825_600_500));
        assert_eq!(milliseconds("1969-12-31T23:59:59.999Z"), Some(-1));
        assert_eq!(milliseconds("0001-01-01T00:00:00Z"), None);
        assert_eq!(milliseconds("1364529149"), Some(1_364_529_149_000));
        assert_eq!(milliseconds("1364529149000"), Some(1_364_529_149_000));
        for text in [
            "",
            "2001-02-29T00:00:00Z",
            "2000-1-01T00:00:00Z",
            "2000-01-01",
            "01",
            "-5",
            "2000-01-01T00:00:00+1",
            "2000-01-01T00:00:00.Z",
        ] {
            assert_eq!(Timestamp::from_text(text), Timestamp::Other(Cow::Borrowed(text)));
        }
        assert_eq!(Timestamp::from_text("18446744073709551616").unix_milliseconds(), None);
        assert_eq!(Timestamp::from_text("0"), Timestamp::seconds(0));
    }

    #[test]
    fn formats() {
        for format in [TimestampFormat::UnixEpoch, TimestampFormat::Iso8601, TimestampFormat::None] {
            assert_eq!(TimestampFormat::from_word(format.as_str()), Some(format));
        }
        assert_eq!(TimestampFormat::from_word("unix"), None);
    }
}
