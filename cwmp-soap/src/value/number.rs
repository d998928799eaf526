//! Numbers and booleans that remember how they were written, so that a message can be written back as it was.

use super::trim;
use core::fmt;

/// How a [`Boolean`] was or is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum BooleanForm {
    /// `0` or `1`.
    #[default]
    Digit,
    /// `false` or `true`.
    Word,
}

/// An `xsd:boolean`, with the spelling it was read in.
///
/// Two are equal when their values are, whatever the spelling.
///
/// ```
/// use cwmp_soap::value::Boolean;
///
/// assert_eq!(Boolean::parse("true"), Some(Boolean::from(true)));
/// assert_eq!(Boolean::parse("1").map(|b| b.to_string()).as_deref(), Some("1"));
/// assert_eq!(Boolean::parse("TRUE"), None);
/// ```
#[derive(Clone, Copy, Default)]
pub struct Boolean {
    /// The value.
    pub value: bool,
    /// The spelling, which a writer's profile may override.
    pub form: BooleanForm,
}

impl Boolean {
    /// Reads the four spellings of XML Schema, with white space around.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (value, form) = match trim(text) {
            "0" => (false, BooleanForm::Digit),
            "1" => (true, BooleanForm::Digit),
            "false" => (false, BooleanForm::Word),
            "true" => (true, BooleanForm::Word),
            _ => return None,
        };
        Some(Boolean { value, form })
    }

    /// Reads also `True`, `FALSE` and other mixtures of letter case, as devices send them.
    #[must_use]
    pub fn parse_lenient(text: &str) -> Option<Self> {
        let text = trim(text);
        let value = text.eq_ignore_ascii_case("true");
        (value || text.eq_ignore_ascii_case("false")).then_some(Boolean { value, form: BooleanForm::Word })
    }

    /// The value.
    #[must_use]
    pub const fn get(self) -> bool {
        self.value
    }

    /// The text in its own spelling.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match (self.form, self.value) {
            (BooleanForm::Digit, false) => "0",
            (BooleanForm::Digit, true) => "1",
            (BooleanForm::Word, false) => "false",
            (BooleanForm::Word, true) => "true",
        }
    }
}

impl PartialEq for Boolean {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for Boolean {}

impl PartialEq<bool> for Boolean {
    fn eq(&self, other: &bool) -> bool {
        self.value == *other
    }
}

impl From<bool> for Boolean {
    fn from(value: bool) -> Self {
        Boolean { value, form: BooleanForm::Digit }
    }
}

impl From<Boolean> for bool {
    fn from(boolean: Boolean) -> Self {
        boolean.value
    }
}

impl fmt::Display for Boolean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Boolean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.value, f)
    }
}

/// One row per integer type: name, the Rust integer behind it, the XML Schema type.
macro_rules! integers {
    ($( $(#[doc = $doc:literal])+ $name:ident $int:ident )*) => { $(
        $(#[doc = $doc])+
        ///
        /// Two are equal when their values are, whatever the leading zeros.
        #[derive(Clone, Copy, Default)]
        pub struct $name {
            /// The value.
            pub value: $int,
            /// Leading zeros that the text had (`05` has one); they are written back.
            pub zeros: u8,
        }

        impl $name {
            /// Reads the lexical form of the XML Schema type, with white space around.
            ///
            /// # Errors
            ///
            /// `None` inside when the number is beyond the range, outside when it is no number.
            pub(crate) fn read(text: &str) -> Option<Option<Self>> {
                let text = trim(text);
                let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
                if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
                    return None;
                }
                let significant = digits.trim_start_matches('0').len().max(1);
                let zeros = u8::try_from(digits.len() - significant).unwrap_or(u8::MAX);
                // `-0` is a value of the unsigned types too.
                let value = if significant == 1 && digits.ends_with('0') { Ok(0) } else { text.parse() };
                Some(value.ok().map(|value| $name { value, zeros }))
            }

            /// Reads the lexical form of the XML Schema type, with white space around; `None` when it is no
            /// number of that type.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                Self::read(text).flatten()
            }

            /// The value.
            #[must_use]
            pub const fn get(self) -> $int {
                self.value
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.value == other.value
            }
        }

        impl Eq for $name {}

        impl PartialEq<$int> for $name {
            fn eq(&self, other: &$int) -> bool {
                self.value == *other
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> core::cmp::Ordering {
                self.value.cmp(&other.value)
            }
        }

        impl From<$int> for $name {
            fn from(value: $int) -> Self {
                $name { value, zeros: 0 }
            }
        }

        impl From<$name> for $int {
            fn from(number: $name) -> Self {
                number.value
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                #[allow(unused_comparisons, reason = "one of the types is unsigned")]
                if self.value < 0 {
                    f.write_str("-")?;
                }
                for _ in 0..self.zeros {
                    f.write_str("0")?;
                }
                write!(f, "{}", i64::from(self.value).unsigned_abs())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.value, f)
            }
        }

        #[cfg(feature = "serde")]
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.value.serialize(serializer)
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $int::deserialize(deserializer).map(Self::from)
            }
        }
    )* };
}

integers! {
    /// An `xsd:unsignedInt`, 0 to 4294967295.
    UnsignedInt u32
    /// An `xsd:int`, -2147483648 to 2147483647.
    Int i32
}

#[cfg(feature = "serde")]
impl serde::Serialize for Boolean {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Boolean {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        bool::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn leading_zeros_survive() {
        for text in ["0", "00", "05", "4294967295", "0042"] {
            assert_eq!(UnsignedInt::parse(text).unwrap().to_string(), text);
        }
        for text in ["-1", "-007", "0", "2147483647"] {
            assert_eq!(Int::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Int::parse("-2147483648").unwrap().to_string(), "-2147483648");
    }

    #[test]
    fn numbers_beyond_the_type_are_told_from_no_numbers() {
        assert_eq!(UnsignedInt::read("4294967296"), Some(None));
        assert_eq!(UnsignedInt::read("-1"), Some(None));
        assert_eq!(UnsignedInt::read("x"), None);
        assert_eq!(UnsignedInt::read(""), None);
        assert_eq!(UnsignedInt::read("1 2"), None);
        assert_eq!(Int::read(" +7\n"), Some(Some(Int::from(7))));
        assert_eq!(UnsignedInt::read("-00").flatten().map(|zero| (zero.value, zero.zeros)), Some((0, 1)));
        assert_eq!(UnsignedInt::read("-10"), Some(None));
    }

    #[test]
    fn boolean_spellings() {
        for text in ["0", "1", "false", "true"] {
            assert_eq!(Boolean::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Boolean::parse("2"), None);
        assert_eq!(Boolean::parse_lenient(" True ").map(bool::from), Some(true));
        assert_eq!(Boolean::parse_lenient("yes"), None);
    }
}
