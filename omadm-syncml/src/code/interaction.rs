//! The option string of user-interaction alerts.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

macro_rules! letters {
    ($(#[$meta:meta])* $name:ident $( $variant:ident $letter:literal $meaning:literal, )*) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        pub enum $name {
            #[default]
            $( #[doc = concat!("`", $letter, "`: ", $meaning, ".")] $variant, )*
        }

        impl $name {
            /// The letter of the option.
            #[must_use]
            pub const fn letter(self) -> &'static str {
                match self { $( $name::$variant => $letter, )* }
            }

            /// What the letter stands for.
            #[must_use]
            pub fn from_letter(letter: &str) -> Option<Self> {
                match letter {
                    $( $letter => Some($name::$variant), )*
                    _ => None,
                }
            }
        }
    };
}

letters! {
    /// Which characters a text input takes (`IT`).
    InputType
    Alphanumeric "A" "letters and digits; what holds when nothing is said",
    Numeric "N" "digits, decimal point and sign",
    Date "D" "digits, sent back as DDMMYYYY",
    Time "T" "digits, sent back as hhmmss",
    Phone "P" "digits, `+`, `p`, `w` and `s`",
    IpAddress "I" "digits, sent back as `xxx.yyy.zzz.www`",
}

letters! {
    /// How a text input shows what is typed (`ET`).
    EchoType
    Text "T" "as it is; what holds when nothing is said",
    Password "P" "hidden",
}

/// The options of a user-interaction alert (codes 1100 to 1104), from the Data of its first Item:
/// `MINDT=10&MAXDT=20&DR=2-3` (DM Protocol 1.2.1, User interaction options).
///
/// Reading never fails: a client must pass over what it cannot process. Such options are kept in
/// [`InteractionOptions::other`].
///
/// ```
/// use omadm_syncml::code::{EchoType, InteractionOptions};
///
/// let options = InteractionOptions::parse("MAXDT=30&DR=John+Doe&ET=P&X=1");
/// assert_eq!((options.max_display, options.default_response.as_deref()), (Some(30), Some("John Doe")));
/// assert_eq!(options.echo_type, Some(EchoType::Password));
/// assert_eq!(options.to_string(), "MAXDT=30&DR=John+Doe&ET=P&X=1");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct InteractionOptions {
    /// `MINDT`: seconds that the text is shown at least.
    pub min_display: Option<u32>,
    /// `MAXDT`: seconds to wait for the user (status 408 afterwards).
    pub max_display: Option<u32>,
    /// `DR`: what the widget shows at first: `0` or `1` of a confirmation, the text of an input, the numbers of
    /// choices joined by `-`.
    pub default_response: Option<String>,
    /// `MAXLEN`: characters that can be typed.
    pub max_length: Option<u32>,
    /// `IT`: which characters can be typed.
    pub input_type: Option<InputType>,
    /// `ET`: whether they are shown.
    pub echo_type: Option<EchoType>,
    /// Options of other names, and those whose value is not one; decoded.
    pub other: Vec<(String, String)>,
}

impl InteractionOptions {
    /// Reads the option string; an empty one has no options.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut options = InteractionOptions::default();
        for part in text.trim().split('&').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            options.set(name.trim(), decode(value));
        }
        options
    }

    fn set(&mut self, name: &str, value: Cow<'_, str>) {
        let number = || value.trim().parse::<u32>().ok();
        let taken = match name {
            "MINDT" => fill(&mut self.min_display, number()),
            "MAXDT" => fill(&mut self.max_display, number()),
            "MAXLEN" => fill(&mut self.max_length, number()),
            "DR" => fill(&mut self.default_response, Some(value.to_string())),
            "IT" => fill(&mut self.input_type, InputType::from_letter(value.trim())),
            "ET" => fill(&mut self.echo_type, EchoType::from_letter(value.trim())),
            _ => false,
        };
        if !taken {
            self.other.push((decode(name).into_owned(), value.into_owned()));
        }
    }

    /// The numbers in `DR` of a choice, from 1; whatever is no number is passed over.
    pub fn default_choices(&self) -> impl Iterator<Item = u32> {
        self.default_response
            .as_deref()
            .unwrap_or("")
            .split('-')
            .filter_map(|number| number.trim().parse().ok())
    }
}

/// Fills a slot that is empty with a value that is one.
fn fill<T>(slot: &mut Option<T>, value: Option<T>) -> bool {
    let fits = slot.is_none() && value.is_some();
    if fits {
        *slot = value;
    }
    fits
}

impl fmt::Display for InteractionOptions {
    /// The option string, in URL encoding.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        let mut option = |name: &str, value: &str| {
            let written = write!(f, "{separator}{}={}", Encoded(name), Encoded(value));
            separator = "&";
            written
        };
        let number = |number: Option<u32>| number.map(|number| number.to_string());
        for (name, value) in [("MINDT", number(self.min_display)), ("MAXDT", number(self.max_display))] {
            value.map_or(Ok(()), |value| option(name, &value))?;
        }
        self.default_response.as_deref().map_or(Ok(()), |value| option("DR", value))?;
        number(self.max_length).map_or(Ok(()), |value| option("MAXLEN", &value))?;
        self.input_type.map_or(Ok(()), |value| option("IT", value.letter()))?;
        self.echo_type.map_or(Ok(()), |value| option("ET", value.letter()))?;
        self.other.iter().try_for_each(|(name, value)| option(name, value))
    }
}

struct Encoded<'a>(&'a str);

impl fmt::Display for Encoded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.0.bytes() {
            match byte {
                b' ' => f.write_str("+")?,
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'*' => {
                    fmt::Write::write_char(f, char::from(byte))?;
                }
                _ => write!(f, "%{byte:02X}")?,
            }
        }
        Ok(())
    }
}

/// URL decoding; what is not properly coded stays as it is.
fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains(['+', '%']) {
        return Cow::Borrowed(text);
    }
    let spaced = text.replace('+', " ");
    match String::from_utf8(crate::tree::percent_decode(&spaced).into_owned()) {
        Ok(decoded) => Cow::Owned(decoded),
        Err(_) => Cow::Owned(spaced),
    }
}

#[cfg(test)]
mod tests {
    use super::{InputType, InteractionOptions};
    use alloc::string::ToString;
    use alloc::vec;
    use alloc::vec::Vec;

    #[test]
    fn the_options_of_the_specification() {
        let options = InteractionOptions::parse("MINDT=10&MAXDT=20&DR=2-3&MAXLEN=30&IT=N&ET=T");
        assert_eq!(
            (options.min_display, options.max_length, options.input_type),
            (Some(10), Some(30), Some(InputType::Numeric))
        );
        assert_eq!(options.default_choices().collect::<Vec<_>>(), [2, 3]);
        assert_eq!(options.to_string(), "MINDT=10&MAXDT=20&DR=2-3&MAXLEN=30&IT=N&ET=T");
        assert_eq!(InteractionOptions::parse("").to_string(), "");
    }

    #[test]
    fn what_cannot_be_processed_is_kept() {
        let options = InteractionOptions::parse(" MINDT=-1&MAXDT=5&MAXDT=6&&IT=Z&flag&a%3Db=%zz+%C3%A9");
        assert_eq!(options.max_display, Some(5));
        let pair = |name: &str, value: &str| (name.to_string(), value.to_string());
        assert_eq!(
            options.other,
            vec![
                pair("MINDT", "-1"),
                pair("MAXDT", "6"),
                pair("IT", "Z"),
                pair("flag", ""),
                pair("a=b", "%zz é")
            ]
        );
        assert_eq!(InteractionOptions::parse(&options.to_string()), options);
    }

    #[test]
    fn no_choice_without_number() {
        assert_eq!(InteractionOptions::parse("DR=a-4-").default_choices().collect::<Vec<_>>(), [4]);
        assert_eq!(InteractionOptions::default().default_choices().count(), 0);
    }
}
