//! Properties of nodes.

use alloc::borrow::Cow;
use core::fmt;

macro_rules! properties {
    ($( $variant:ident $text:literal replace: $replace:literal, $meaning:literal; )*) => {
        /// The name of a property, as in `?prop=NAME` (DM TND 1.2.1, Properties of nodes).
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum PropertyName<'a> {
            $(
                #[doc = concat!("`", $text, "`: ", $meaning, ".")]
                $variant,
            )*
            /// A name that the standard does not define (status 406).
            Other(Cow<'a, str>),
        }

        impl PropertyName<'static> {
            /// Every property the standard defines.
            pub const ALL: &'static [PropertyName<'static>] = &[ $( PropertyName::$variant, )* ];
        }

        impl<'a> PropertyName<'a> {
            /// The name on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $( PropertyName::$variant => $text, )*
                    PropertyName::Other(text) => text,
                }
            }

            /// Whether a server may Replace the property; it may Get every one and never Add, Delete or Exec.
            #[must_use]
            pub fn is_replaceable(&self) -> bool {
                match self {
                    $( PropertyName::$variant => $replace, )*
                    PropertyName::Other(_) => false,
                }
            }

            /// The same value without a borrow.
            #[must_use]
            pub fn into_owned(self) -> PropertyName<'static> {
                match self {
                    $( PropertyName::$variant => PropertyName::$variant, )*
                    PropertyName::Other(text) => PropertyName::Other(Cow::Owned(text.into_owned())),
                }
            }
        }

        impl<'a> From<&'a str> for PropertyName<'a> {
            fn from(text: &'a str) -> Self {
                match text {
                    $( $text => PropertyName::$variant, )*
                    _ => PropertyName::Other(Cow::Borrowed(text)),
                }
            }
        }
    };
}

properties! {
    Acl "ACL" replace: true, "who may do what with the node; the only property that is inherited";
    Format "Format" replace: false, "how the value is to be read";
    Name "Name" replace: true, "the last segment of the URI; replacing it renames the node";
    Size "Size" replace: false, "bytes of the value as the node holds it, not as it travels; leaves only";
    Title "Title" replace: true, "a name for people, at most 255 bytes";
    TStamp "TStamp" replace: false, "when the value last changed";
    Type "Type" replace: false, "the MIME type of a leaf's value, or the identifier of the management object rooted at an interior node";
    VerNo "VerNo" replace: false, "a 16-bit counter of changes that wraps to zero";
}

impl fmt::Display for PropertyName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The most bytes a Title may have (DM TND 1.2.1, Title).
pub const MAX_TITLE: usize = 255;

/// A date and time in UTC: the TStamp property.
///
/// On the wire ISO 8601's basic complete form, `20010711T163817Z`. Times are arguments of the caller: this crate
/// reads no clock.
///
/// ```
/// use omadm_syncml::tree::Timestamp;
///
/// let time = Timestamp::parse("20010711T163817Z").unwrap();
/// assert_eq!((time.year, time.hour), (2001, 16));
/// assert_eq!(time.to_string(), "20010711T163817Z");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Timestamp {
    /// 0 to 9999.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to the length of the month.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 60 (a leap second).
    pub second: u8,
}

impl Timestamp {
    /// A date and time; `None` when a part is out of range.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8, hour: u8, minute: u8, second: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            1..=12 => 31,
            _ => return None,
        };
        let valid = year <= 9999 && (1..=days).contains(&day) && hour < 24 && minute < 60 && second <= 60;
        valid.then_some(Timestamp { year, month, day, hour, minute, second })
    }

    /// Reads `yyyymmddThhmmssZ`; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: &[u8; 16] = text.as_bytes().try_into().ok()?;
        let number = |range: core::ops::Range<usize>| {
            bytes.get(range)?.iter().try_fold(0u16, |number, byte| {
                byte.is_ascii_digit().then(|| number * 10 + u16::from(byte - b'0'))
            })
        };
        let pair = |start: usize| u8::try_from(number(start..start + 2)?).ok();
        if (bytes.get(8), bytes.get(15)) != (Some(&b'T'), Some(&b'Z')) {
            return None;
        }
        Timestamp::new(number(0..4)?, pair(4)?, pair(6)?, pair(9)?, pair(11)?, pair(13)?)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Timestamp { year, month, day, hour, minute, second } = self;
        write!(f, "{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
    }
}

/// The text form.
#[cfg(feature = "serde")]
impl serde::Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Timestamp {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <alloc::string::String as serde::Deserialize>::deserialize(deserializer)?;
        Timestamp::parse(&text).ok_or_else(|| serde::de::Error::custom("not a date and time"))
    }
}

#[cfg(test)]
mod tests {
    use super::{PropertyName, Timestamp};
    use alloc::string::ToString;

    #[test]
    fn names() {
        for name in PropertyName::ALL {
            assert_eq!(PropertyName::from(name.as_str()), *name);
        }
        let replaceable = PropertyName::ALL.iter().filter(|name| name.is_replaceable()).count();
        assert_eq!(replaceable, 3, "ACL, Name and Title");
        assert_eq!(PropertyName::from("acl"), PropertyName::Other("acl".into()));
    }

    #[test]
    fn timestamps() {
        for good in ["20010711T163817Z", "20240229T235960Z", "00000101T000000Z"] {
            assert_eq!(Timestamp::parse(good).unwrap().to_string(), good);
        }
        for bad in [
            "",
            "20010711T163817",
            "20010711 163817Z",
            "2001-07-11T16:38Z",
            "20230229T000000Z",
            "20011311T163817Z",
            "20010700T163817Z",
            "20010711T243817Z",
            "+0010711T163817Z",
            "2001071１T16381Z",
        ] {
            assert_eq!(Timestamp::parse(bad), None, "{bad}");
        }
    }
}
