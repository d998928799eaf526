//! The types that `xsi:type` names.

use crate::envelope::namespace::usual_prefix;
use mgmt_wire::xml::Tag;

/// One row per type: variant, local name in XML Schema.
macro_rules! value_types {
    ($( $(#[doc = $doc:literal])+ $variant:ident $name:literal; )*) => {
        /// The type that `xsi:type` gives a value.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
        #[non_exhaustive]
        pub enum ValueType {
            /// There is no `xsi:type`.
            #[default]
            Unspecified,
            /// There is no `Value` element at all (some devices leave it out), which is not an empty value.
            Missing,
            /// A type without a row of its own; its name is in [`Value::raw_type`](crate::value::Value::raw_type).
            Other,
            $( $(#[doc = $doc])+ $variant, )*
        }

        impl ValueType {
            /// Every type that has a name of its own here.
            pub const ALL: &'static [ValueType] = &[ $( ValueType::$variant, )* ];

            /// The local name in XML Schema; `None` for the three variants that are no types.
            #[must_use]
            pub const fn name(self) -> Option<&'static str> {
                match self {
                    ValueType::Unspecified | ValueType::Missing | ValueType::Other => None,
                    $( ValueType::$variant => Some($name), )*
                }
            }

            /// The tags of a value of the type, with the prefixes that [`Profile`](crate::envelope::Profile) has
            /// unless it is told otherwise.
            #[inline]
            pub(crate) const fn tag(self) -> Option<Tag<'static>> {
                match self {
                    ValueType::Unspecified | ValueType::Missing | ValueType::Other => None,
                    $( ValueType::$variant => {
                        let start = concat!(
                            "<Value ", usual_prefix!(xsi), ":type=\"", usual_prefix!(xsd), ":", $name, "\">"
                        );
                        Some(Tag::new(start, "</Value>"))
                    } )*
                }
            }

            /// The type of a local name as devices spell it: a length in parentheses belongs to the data model, not to
            /// the type, and `base64` is the SOAP encoding's name of one of XML Schema.
            pub(crate) fn from_spelling(local: &str) -> Self {
                let name = super::trim(local.split_once('(').map_or(local, |(name, _)| name));
                match name {
                    "base64" => ValueType::Base64,
                    _ => Self::from_name(name).unwrap_or(ValueType::Other),
                }
            }

            /// The type of that local name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $( $name => Some(ValueType::$variant), )* _ => None }
            }
        }
    };
}

value_types! {
    /// `xsd:string`.
    String "string";
    /// `xsd:int`, 32 bits.
    Int "int";
    /// `xsd:unsignedInt`, 32 bits.
    UnsignedInt "unsignedInt";
    /// `xsd:long`, 64 bits.
    Long "long";
    /// `xsd:unsignedLong`, 64 bits.
    UnsignedLong "unsignedLong";
    /// `xsd:boolean`.
    Boolean "boolean";
    /// `xsd:dateTime`.
    DateTime "dateTime";
    /// `xsd:base64Binary`, in data models `base64`.
    Base64 "base64Binary";
    /// `xsd:hexBinary`.
    HexBinary "hexBinary";
    /// `xsd:decimal`.
    Decimal "decimal";
}

/// The values that a type of XML Schema without a variant of its own has.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Values {
    /// Not looked at: texts, names, parts of dates.
    Any,
    /// Integers from the one to the other; without a bound where there is none.
    Integers(Option<i64>, Option<i64>),
    /// Binary floating-point numbers.
    Floats,
    /// Days.
    Dates,
    /// Times of a day.
    Times,
}

/// The simple types of XML Schema that [`ValueType`] has no variant for.
const FURTHER_TYPES: [(&str, Values); 35] = [
    ("ENTITIES", Values::Any),
    ("ENTITY", Values::Any),
    ("ID", Values::Any),
    ("IDREF", Values::Any),
    ("IDREFS", Values::Any),
    ("NCName", Values::Any),
    ("NMTOKEN", Values::Any),
    ("NMTOKENS", Values::Any),
    ("NOTATION", Values::Any),
    ("Name", Values::Any),
    ("QName", Values::Any),
    ("anySimpleType", Values::Any),
    ("anyURI", Values::Any),
    ("byte", Values::Integers(Some(i8::MIN as i64), Some(i8::MAX as i64))),
    ("date", Values::Dates),
    ("double", Values::Floats),
    ("duration", Values::Any),
    ("float", Values::Floats),
    ("gDay", Values::Any),
    ("gMonth", Values::Any),
    ("gMonthDay", Values::Any),
    ("gYear", Values::Any),
    ("gYearMonth", Values::Any),
    ("integer", Values::Integers(None, None)),
    ("language", Values::Any),
    ("negativeInteger", Values::Integers(None, Some(-1))),
    ("nonNegativeInteger", Values::Integers(Some(0), None)),
    ("nonPositiveInteger", Values::Integers(None, Some(0))),
    ("normalizedString", Values::Any),
    ("positiveInteger", Values::Integers(Some(1), None)),
    ("short", Values::Integers(Some(i16::MIN as i64), Some(i16::MAX as i64))),
    ("time", Values::Times),
    ("token", Values::Any),
    ("unsignedByte", Values::Integers(Some(0), Some(u8::MAX as i64))),
    ("unsignedShort", Values::Integers(Some(0), Some(u16::MAX as i64))),
];

/// The type of that local name among those that have no variant, and its values.
pub(crate) fn further_type(name: &str) -> Option<(&'static str, Values)> {
    let at = FURTHER_TYPES.binary_search_by_key(&name, |(known, _)| known).ok()?;
    FURTHER_TYPES.get(at).copied()
}

/// Whether XML Schema has a simple type of that local name.
pub(crate) fn is_schema_type(name: &str) -> bool {
    ValueType::from_name(name).is_some() || further_type(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Value;

    #[test]
    fn further_types_are_sorted() {
        assert!(FURTHER_TYPES.is_sorted_by_key(|(name, _)| *name));
        for (name, _) in FURTHER_TYPES {
            assert!(is_schema_type(name));
            assert_eq!(ValueType::from_name(name), None);
        }
        for known in ValueType::ALL {
            assert_eq!(ValueType::from_name(known.name().unwrap()), Some(*known));
            let raw = Value::new(*known, "").raw_type;
            assert_eq!(raw.strip_prefix("xsd:"), known.name());
        }
    }
}
