//! Data formats.

use alloc::borrow::Cow;
use core::fmt;

macro_rules! formats {
    ($( $variant:ident $text:literal $meaning:literal, )*) => {
        /// The format of a node's value: the Format property, the Meta Format of an Item and the DFFormat of a
        /// description share these words.
        ///
        /// ```
        /// use omadm_syncml::code::Format;
        ///
        /// assert_eq!(Format::from("chr"), Format::Chr);
        /// assert_eq!(Format::from("utf-9").as_str(), "utf-9");
        /// assert!(Format::Node.is_interior());
        /// ```
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
        #[non_exhaustive]
        pub enum Format<'a> {
            $(
                #[doc = concat!("`", $text, "`: ", $meaning, ".")]
                $variant,
            )*
            /// Text; what holds when no format is given.
            #[default]
            Chr,
            /// Any other word, as it came.
            Other(Cow<'a, str>),
        }

        impl Format<'static> {
            /// Every format the table names.
            pub const ALL: &'static [Format<'static>] = &[ $( Format::$variant, )* Format::Chr ];
        }

        impl<'a> Format<'a> {
            /// The word on the wire, also the name of the element in a description.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $( Format::$variant => $text, )*
                    Format::Chr => "chr",
                    Format::Other(text) => text,
                }
            }

            /// The same value without a borrow.
            #[must_use]
            pub fn into_owned(self) -> Format<'static> {
                match self {
                    $( Format::$variant => Format::$variant, )*
                    Format::Chr => Format::Chr,
                    Format::Other(text) => Format::Other(Cow::Owned(text.into_owned())),
                }
            }
        }

        impl<'a> From<Cow<'a, str>> for Format<'a> {
            fn from(text: Cow<'a, str>) -> Self {
                match &*text {
                    $( $text => Format::$variant, )*
                    "chr" => Format::Chr,
                    _ => Format::Other(text),
                }
            }
        }
    };
}

formats! {
    B64 "b64" "base64 text, or binary data on its way through XML",
    Bin "bin" "binary data",
    Bool "bool" "`true` or `false`",
    Int "int" "a decimal integer",
    Node "node" "an interior node; as a value, the names of its children separated by `/`",
    Null "null" "no value",
    Xml "xml" "an XML document or fragment",
    Date "date" "a date in ISO 8601 form",
    Time "time" "a time in ISO 8601 form",
    Float "float" "a floating-point number",
}

impl Format<'_> {
    /// Whether a node of this format has children rather than a value.
    #[must_use]
    pub fn is_interior(&self) -> bool {
        *self == Format::Node
    }

    /// Whether a value of this format is bytes rather than text.
    #[must_use]
    pub fn is_binary(&self) -> bool {
        matches!(self, Format::Bin | Format::B64)
    }

    /// Whether `value` is a text that this format allows. Formats without a fixed syntax allow every text.
    #[must_use]
    pub fn allows(&self, value: &str) -> bool {
        match self {
            Format::Bool => matches!(value, "true" | "false"),
            Format::Int => {
                let digits = value.strip_prefix(['-', '+']).unwrap_or(value);
                !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
            }
            Format::Null => value.is_empty(),
            Format::B64 => crate::security::base64::decode_loose(value.as_bytes()).is_some(),
            Format::Float => value.parse::<f64>().is_ok_and(f64::is_finite),
            _ => true,
        }
    }
}

impl<'a> From<&'a str> for Format<'a> {
    fn from(text: &'a str) -> Self {
        Format::from(Cow::Borrowed(text))
    }
}

impl fmt::Display for Format<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Format<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Format<'static> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <alloc::string::String as serde::Deserialize>::deserialize(deserializer)?;
        Ok(Format::from(Cow::<'static, str>::Owned(text)))
    }
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn words_round_trip() {
        for format in Format::ALL {
            assert_eq!(Format::from(format.as_str()), *format);
            assert_eq!(format.clone().into_owned(), *format);
        }
        assert_eq!(Format::ALL.len(), 11);
        assert_eq!(Format::from("CHR"), Format::Other("CHR".into()));
    }

    #[test]
    fn value_syntax() {
        for (format, good, bad) in [
            (Format::Bool, &["true", "false"][..], &["1", "True", ""][..]),
            (Format::Int, &["0", "-7", "+7", "00012", "99999999999999999999"], &["", "-", "1.0", " 1", "١"]),
            (Format::Null, &[""], &["x"]),
            (Format::B64, &["", "MTIz", "MT\r\n Iz", "MTI", "MTJ="], &["#", "M", "MT-z", "MTIz MT=I"]),
            (Format::Float, &["1", "-1.5e3"], &["", "nan", "inf", "1,5"]),
        ] {
            assert!(good.iter().all(|value| format.allows(value)), "{format}");
            assert!(!bad.iter().any(|value| format.allows(value)), "{format}");
        }
        assert!(Format::Chr.allows("anything"));
    }
}
