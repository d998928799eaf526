//! Notification attributes: when and how often a client notifies.
//!
//! [`AttributeChanges`] is what a Write-Attributes says (set, remove, leave); [`NotificationAttributes`] is what
//! holds at a path.
//!
//! ```
//! use lwm2m_tlv::interface::attributes::{AttributeChanges, NotificationAttributes};
//!
//! let changes = AttributeChanges::from_query("pmin=10&pmax=60&gt=42.5&st")?;
//! let mut attributes = NotificationAttributes::default();
//! attributes.st = Some(0.5);
//! attributes.apply(&changes);
//! assert_eq!((attributes.pmin, attributes.gt, attributes.st), (Some(10), Some(42.5), None));
//! attributes.check()?;
//! # Ok::<(), lwm2m_tlv::Error>(())
//! ```

use super::query::{parameters, split, unsigned};
use crate::error::{Error, ErrorKind};
use crate::link::Link;
use crate::path::{Level, Path};
use crate::value::ValueType;
use crate::version::Version;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

/// What a Write-Attributes does to one attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Change<T> {
    /// Leaves it as it is: the attribute is not named.
    #[default]
    Keep,
    /// Removes it: the attribute is named without a value.
    Remove,
    /// Sets it.
    Set(T),
}

/// Which paths an attribute can be attached to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Objects and everything below.
    Any,
    /// Resources and resource instances of a number type.
    Number,
    /// Boolean resources and resource instances.
    Boolean,
}

/// A value of an attribute in text.
trait Text: Sized {
    fn read(text: &str, name: &'static str) -> Result<Self, ErrorKind>;
    fn write(&self) -> String;
}

impl Text for u32 {
    fn read(text: &str, name: &'static str) -> Result<Self, ErrorKind> {
        unsigned(text, name)
    }

    fn write(&self) -> String {
        self.to_string()
    }
}

impl Text for bool {
    fn read(text: &str, name: &'static str) -> Result<Self, ErrorKind> {
        match text {
            "0" => Ok(false),
            "1" => Ok(true),
            _ => Err(ErrorKind::InvalidValue(name)),
        }
    }

    fn write(&self) -> String {
        String::from(if *self { "1" } else { "0" })
    }
}

impl Text for f64 {
    fn read(text: &str, name: &'static str) -> Result<Self, ErrorKind> {
        let number = number(text).ok_or(ErrorKind::InvalidValue(name))?;
        if number.is_finite() { Ok(number) } else { Err(ErrorKind::OutOfRange(name)) }
    }

    fn write(&self) -> String {
        self.to_string()
    }
}

/// A decimal number: sign, digits, fraction and exponent as far as present. Not whatever `f64` parses.
fn number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text).as_bytes();
    let plain = digits.first().is_some_and(u8::is_ascii_digit)
        && digits.last().is_some_and(u8::is_ascii_digit)
        && digits
            .iter()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'-' | b'+'));
    if plain { text.parse().ok() } else { None }
}

macro_rules! attributes {
    ($( $(#[doc = $doc:literal])+ $name:ident $type:ident $since:ident $place:ident )+) => {
        /// The attributes that hold at a path.
        #[derive(Clone, Copy, Debug, PartialEq, Default)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[non_exhaustive]
        pub struct NotificationAttributes {
            $( $(#[doc = $doc])+
            #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
            pub $name: Option<$type>, )+
        }

        /// What a Write-Attributes request changes.
        #[derive(Clone, Copy, Debug, PartialEq, Default)]
        #[non_exhaustive]
        pub struct AttributeChanges { $( $(#[doc = $doc])+ pub $name: Change<$type>, )+ }

        impl NotificationAttributes {
            /// The names of all attributes.
            pub const NAMES: &'static [&'static str] = &[ $( stringify!($name) ),+ ];

            /// Carries a Write-Attributes out. [`check`](Self::check) the result before it takes effect.
            pub fn apply(&mut self, changes: &AttributeChanges) {
                $( match changes.$name {
                    Change::Keep => {}
                    Change::Remove => self.$name = None,
                    Change::Set(value) => self.$name = Some(value),
                } )+
            }

            /// The attributes that hold at a path, given those attached to it (`self`) and those that hold one
            /// level up: what is not attached is inherited.
            #[must_use]
            pub fn inherit(&self, upper: &NotificationAttributes) -> NotificationAttributes {
                NotificationAttributes { $( $name: self.$name.or(upper.$name), )+ }
            }

            /// The attributes as query parameters or link parameters: name and value.
            #[must_use]
            pub fn to_parameters(&self) -> Vec<(&'static str, String)> {
                let mut parameters = Vec::new();
                $( if let Some(value) = &self.$name {
                    parameters.push((stringify!($name), value.write()));
                } )+
                parameters
            }

            /// Reads the attributes of a link of a Discover answer; other parameters are passed over.
            ///
            /// # Errors
            /// `InvalidValue` or `OutOfRange` of the attribute, with the offset of the link; a name alone is an
            /// invalid value here.
            pub fn from_link(link: &Link<'_>) -> Result<NotificationAttributes, Error> {
                let mut attributes = NotificationAttributes::default();
                for attribute in link.attributes() {
                    match attribute.name {
                        $( stringify!($name) => {
                            let read = match attribute.value {
                                Some(value) => $type::read(value.raw(), stringify!($name)),
                                None => Err(ErrorKind::InvalidValue(stringify!($name))),
                            };
                            let value = read.map_err(|kind| Error::at(kind, link.offset))?;
                            attributes.$name.get_or_insert(value);
                        } )+
                        _ => {}
                    }
                }
                Ok(attributes)
            }

            /// Whether the attributes may stand at a path, in a version of the enabler, the resource there having
            /// this type.
            ///
            /// # Errors
            /// `Unexpected`: an attribute newer than the version, or one that the level or type cannot have.
            pub fn check_place(
                &self,
                path: Path,
                value_type: Option<ValueType>,
                version: Version,
            ) -> Result<(), Error> {
                $( if self.$name.is_some() {
                    place(stringify!($name), Version::$since, Place::$place, path, value_type, version)?;
                } )+
                Ok(())
            }
        }

        impl AttributeChanges {
            /// Reads the parameters of a Write-Attributes request (or, from 1.2, of an Observe request).
            ///
            /// # Errors
            /// `Unexpected` for other names, `InvalidValue` and `OutOfRange` for values, `Duplicate` for a name
            /// given twice.
            pub fn from_parameters<'p>(parameters: impl IntoIterator<Item = &'p str>) -> Result<Self, Error> {
                let mut changes = AttributeChanges::default();
                for parameter in parameters {
                    let (name, value) = split(parameter);
                    match name {
                        $( stringify!($name) => {
                            if changes.$name != Change::Keep {
                                return Err(Error::new(ErrorKind::DuplicateAttribute(stringify!($name))));
                            }
                            changes.$name = match value {
                                None => Change::Remove,
                                Some(text) => {
                                    Change::Set($type::read(text, stringify!($name)).map_err(Error::new)?)
                                }
                            };
                        } )+
                        _ => return Err(Error::new(ErrorKind::Unexpected("attribute"))),
                    }
                }
                changes.check_values()?;
                Ok(changes)
            }

            /// The parameters of the request.
            #[must_use]
            pub fn to_parameters(&self) -> Vec<String> {
                let mut parameters = Vec::new();
                $( match &self.$name {
                    Change::Keep => {}
                    Change::Remove => parameters.push(String::from(stringify!($name))),
                    Change::Set(value) => {
                        let mut parameter = String::from(concat!(stringify!($name), "="));
                        parameter.push_str(&value.write());
                        parameters.push(parameter);
                    }
                } )+
                parameters
            }

            /// Whether the attributes named may stand at a path: see [`NotificationAttributes::check_place`].
            ///
            /// # Errors
            /// `Unexpected`: an attribute newer than the version, or one that the level or type cannot have.
            pub fn check_place(
                &self,
                path: Path,
                value_type: Option<ValueType>,
                version: Version,
            ) -> Result<(), Error> {
                $( if self.$name != Change::Keep {
                    place(stringify!($name), Version::$since, Place::$place, path, value_type, version)?;
                } )+
                Ok(())
            }
        }
    };
}

attributes! {
    /// Minimum period: seconds that must pass between two notifications.
    pmin u32 V1_0 Any
    /// Maximum period: seconds after which a notification is sent in any case. 0, or less than pmin: none.
    pmax u32 V1_0 Any
    /// Greater than: a notification when the value crosses this one.
    gt f64 V1_0 Number
    /// Less than: a notification when the value crosses this one.
    lt f64 V1_0 Number
    /// Step: a notification when the value has changed by at least so much since the last one.
    st f64 V1_0 Number
    /// Minimum evaluation period: seconds that must pass between two looks at the value.
    epmin u32 V1_1 Any
    /// Maximum evaluation period: seconds after which the value is looked at again.
    epmax u32 V1_1 Any
    /// Edge: a notification when the value becomes false (0) or true (1).
    edge bool V1_2 Boolean
    /// Whether notifications are sent confirmable.
    con bool V1_2 Any
    /// Maximum historical queue: notifications kept while they cannot be delivered.
    hqmax u32 V1_2 Any
}

impl AttributeChanges {
    /// Reads a query text: `pmin=10&pmax`.
    ///
    /// # Errors
    /// As [`from_parameters`](Self::from_parameters), and `Syntax` for empty parameters and broken percent encoding.
    pub fn from_query(text: &str) -> Result<Self, Error> {
        let parameters = parameters(text)?;
        Self::from_parameters(parameters.iter().map(AsRef::as_ref))
    }

    fn check_values(&self) -> Result<(), Error> {
        match self.st {
            Change::Set(step) if step < 0.0 => Err(Error::new(ErrorKind::InvalidValue("st"))),
            _ => Ok(()),
        }
    }
}

impl NotificationAttributes {
    /// Whether the attributes go together: `lt < gt`, `lt + 2 st < gt`, `st` not negative, `epmin < epmax`,
    /// `pmin <= pmax`.
    ///
    /// Enabler 1.2.1 lets `pmax` pass when it is less than `pmin` and ignores it instead; the
    /// [`Observer`](super::observer::Observer) does so.
    ///
    /// # Errors
    /// `InvalidValue` of the attribute that breaks the rule.
    pub fn check(&self) -> Result<(), Error> {
        let wrong = |name| Err(Error::new(ErrorKind::InvalidValue(name)));
        if self.st.is_some_and(|step| step < 0.0) {
            return wrong("st");
        }
        if let (Some(less), Some(greater)) = (self.lt, self.gt) {
            if less >= greater {
                return wrong("lt");
            }
            if self.st.is_some_and(|step| less + 2.0 * step >= greater) {
                return wrong("st");
            }
        }
        if matches!((self.pmin, self.pmax), (Some(least), Some(most)) if most < least && most > 0) {
            return wrong("pmax");
        }
        if matches!((self.epmin, self.epmax), (Some(least), Some(most)) if least >= most) {
            return wrong("epmax");
        }
        Ok(())
    }
}

fn place(
    name: &'static str,
    since: Version,
    place: Place,
    path: Path,
    value_type: Option<ValueType>,
    version: Version,
) -> Result<(), Error> {
    let resource = matches!(path.level(), Level::Resource | Level::ResourceInstance);
    // Without a definition the type is not held against the attribute.
    let fits = match place {
        Place::Any => !path.is_root(),
        Place::Number => {
            resource
                && value_type.is_none_or(|value_type| {
                    matches!(
                        value_type,
                        ValueType::Integer | ValueType::Unsigned | ValueType::Float | ValueType::Time
                    )
                })
        }
        Place::Boolean => resource && value_type.is_none_or(|value_type| value_type == ValueType::Boolean),
    };
    if fits && version >= since { Ok(()) } else { Err(Error::new(ErrorKind::Unexpected(name))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(result: Result<impl core::fmt::Debug, Error>) -> ErrorKind {
        result.unwrap_err().into_kind()
    }

    #[test]
    fn values() {
        let read = AttributeChanges::from_query;
        assert_eq!(read("lt=-30.55").map(|c| c.lt), Ok(Change::Set(-30.55)));
        assert_eq!(read("gt=1e3").map(|c| c.gt), Ok(Change::Set(1000.0)));
        assert_eq!(read("pmin").map(|c| c.pmin), Ok(Change::Remove));
        assert_eq!(kind(read("gt=1e999")), ErrorKind::OutOfRange("gt"));
        assert_eq!(kind(read("gt=inf")), ErrorKind::InvalidValue("gt"));
        assert_eq!(kind(read("gt=NaN")), ErrorKind::InvalidValue("gt"));
        assert_eq!(kind(read("pmin=4294967296")), ErrorKind::OutOfRange("pmin"));
        assert_eq!(kind(read("pmin=+1")), ErrorKind::InvalidValue("pmin"));
        assert_eq!(kind(read("edge=2")), ErrorKind::InvalidValue("edge"));
        assert_eq!(kind(read("pmin=1&pmin=2")), ErrorKind::DuplicateAttribute("pmin"));
        assert_eq!(kind(read("pmin=1&&gt=2")), ErrorKind::Syntax("empty parameter"));
        assert_eq!(kind(read("foo=1")), ErrorKind::Unexpected("attribute"));
        assert_eq!(read("").map(|c| c == AttributeChanges::default()), Ok(true));
    }

    #[test]
    fn parameters_come_back() {
        let text = "pmin=1&pmax&gt=25.5&lt=-3.25&st=0.5&epmin=2&epmax=3&edge=0&con=1&hqmax=9";
        let changes = AttributeChanges::from_query(text).unwrap();
        assert_eq!(changes.to_parameters().join("&"), text);
    }

    #[test]
    fn places() {
        let changes = |text| AttributeChanges::from_query(text).unwrap();
        let level = Path::resource(3, 0, 9);
        let number = Some(ValueType::Integer);
        assert_eq!(changes("gt=1&pmin=1").check_place(level, number, Version::V1_0), Ok(()));
        for (text, path, value_type, version) in [
            ("gt=1", Path::instance(3, 0), None, Version::V1_2),
            ("gt=1", Path::resource(3, 0, 0), Some(ValueType::String), Version::V1_2),
            ("edge=1", level, number, Version::V1_2),
            ("edge=1", level, None, Version::V1_1),
            ("epmin=1", level, None, Version::V1_0),
            ("hqmax", level, None, Version::V1_1),
            ("pmin=1", Path::ROOT, None, Version::V1_2),
        ] {
            assert!(changes(text).check_place(path, value_type, version).is_err(), "{text} {path}");
        }
    }

    #[test]
    fn inheritance() {
        let object = NotificationAttributes { pmin: Some(10), con: Some(true), ..Default::default() };
        let instance = NotificationAttributes { pmin: Some(5), pmax: Some(60), ..Default::default() };
        let resource = NotificationAttributes { pmax: Some(30), ..Default::default() };
        let effective = resource.inherit(&instance.inherit(&object));
        assert_eq!((effective.pmin, effective.pmax, effective.con), (Some(5), Some(30), Some(true)));
    }

    #[test]
    fn what_goes_together() {
        let check = |text| {
            let mut attributes = NotificationAttributes::default();
            attributes.apply(&AttributeChanges::from_query(text).unwrap());
            attributes.check().map_err(Error::into_kind)
        };
        assert_eq!(check("lt=10&gt=20&st=4"), Ok(()));
        assert_eq!(check("lt=10&gt=20&st=5"), Err(ErrorKind::InvalidValue("st")));
        assert_eq!(check("lt=20&gt=20"), Err(ErrorKind::InvalidValue("lt")));
        assert_eq!(check("pmin=10&pmax=9"), Err(ErrorKind::InvalidValue("pmax")));
        assert_eq!(check("pmin=10&pmax=10"), Ok(()));
        assert_eq!(check("epmin=5&epmax=5"), Err(ErrorKind::InvalidValue("epmax")));
    }
}
