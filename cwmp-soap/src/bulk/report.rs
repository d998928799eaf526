//! The one model behind all encodings.

use crate::lookup::set_for;
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;

use super::parameters::{OwnedTable, Parameters};
use super::time::Timestamp;
use crate::record::{Field, record};
use crate::rpc::ParameterValueStruct;
use crate::value::ValueType;

/// A bulk data report: one record of this collection, and those of collections that could not be delivered.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Report<'a> {
    /// The records, oldest first.
    pub records: Vec<Record<'a>>,
}

record! {
    /// The parameters of one collection.
    #[derive(Eq, Default)]
    pub struct Record<'a> {
        /// Whose they are. IPDR records say so; for JSON and CSV the request's URI does.
        pub device: Option<Box<DeviceIdentity<'a>>>,
        /// When they were collected.
        pub time: Option<Timestamp<'a>>,
        /// Whether the record is known to be incomplete (IPDR only).
        pub suspect: bool,
        /// The parameters in the order they were reported.
        pub parameters: Parameters<'a>,
    }

    /// The device a record comes from.
    #[derive(Eq)]
    pub struct DeviceIdentity<'a> {
        /// Organizationally unique identifier of the manufacturer: six upper-case hexadecimal digits.
        pub oui: Cow<'a, str>,
        /// The class of product within which serial numbers are unique.
        pub product_class: Cow<'a, str>,
        /// The serial number.
        pub serial_number: Cow<'a, str>,
    }

    /// One parameter's value.
    #[derive(Eq)]
    pub struct Parameter<'a> {
        /// Its path, or the alternative name that the profile gives it.
        pub name: Cow<'a, str>,
        /// Its value as text.
        pub value: Cow<'a, str>,
        /// Its type, as far as the encoding tells.
        pub kind: ParameterType<'a>,
    }
}

impl<'a> Report<'a> {
    /// A report of these records.
    #[must_use]
    pub fn new(records: Vec<Record<'a>>) -> Self {
        Report { records }
    }

    /// The same without borrowed parts.
    #[must_use]
    pub fn into_owned(self) -> Report<'static> {
        let mut tables = OwnedTable::default();
        let owned = |record: Record<'a>| Record {
            device: record.device.map(Field::owned),
            time: record.time.map(Field::owned),
            suspect: record.suspect,
            parameters: record.parameters.into_owned(&mut tables),
        };
        Report { records: self.records.into_iter().map(owned).collect() }
    }
}

impl Field for Report<'_> {
    type Owned = Report<'static>;

    fn owned(self) -> Report<'static> {
        self.into_owned()
    }

    #[cfg(feature = "serde")]
    fn is_absent(&self) -> bool {
        self.records.is_empty()
    }
}

impl<'a> Record<'a> {
    /// A record of these parameters, without a time.
    #[must_use]
    pub fn new(parameters: Vec<Parameter<'a>>) -> Self {
        Record { parameters: parameters.into(), ..Record::default() }
    }

    /// The same with the time of collection.
    #[must_use]
    pub fn with_time(mut self, time: Timestamp<'a>) -> Self {
        self.time = Some(time);
        self
    }

    /// The same with the device it comes from.
    #[must_use]
    pub fn with_device(mut self, device: DeviceIdentity<'a>) -> Self {
        self.device = Some(Box::new(device));
        self
    }

    /// The same with the mark of being incomplete.
    #[must_use]
    pub fn with_suspect(mut self, suspect: bool) -> Self {
        self.suspect = suspect;
        self
    }

    /// The value of a parameter.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Parameter<'_>> {
        self.parameters.get(name)
    }

    /// Whether a name stands twice.
    pub(super) fn has_duplicates(&self) -> bool {
        let mut names = set_for(self.parameters.len());
        !self.parameters.iter().parts().all(|(name, ..)| names.insert(name))
    }
}

impl<'a> DeviceIdentity<'a> {
    /// The identity of these parts.
    #[must_use]
    pub fn new(
        oui: impl Into<Cow<'a, str>>,
        product_class: impl Into<Cow<'a, str>>,
        serial_number: impl Into<Cow<'a, str>>,
    ) -> Self {
        DeviceIdentity {
            oui: oui.into(),
            product_class: product_class.into(),
            serial_number: serial_number.into(),
        }
    }
}

impl<'a> Parameter<'a> {
    /// A parameter of a type.
    #[must_use]
    pub fn new(
        name: impl Into<Cow<'a, str>>,
        value: impl Into<Cow<'a, str>>,
        kind: ParameterType<'a>,
    ) -> Self {
        Parameter { name: name.into(), value: value.into(), kind }
    }
}

/// What a device collects as CWMP has it, in a report.
///
/// ```
/// use cwmp_soap::bulk::{Parameter, ParameterType, Record};
/// use cwmp_soap::rpc::ParameterValueStruct;
/// use cwmp_soap::value::Value;
///
/// let collected = [ParameterValueStruct::new("Device.IP.Interface.1.Stats.BytesSent", Value::unsigned_long(7))];
/// let record = Record::new(collected.into_iter().map(Parameter::from).collect());
/// assert_eq!(record.get("Device.IP.Interface.1.Stats.BytesSent").unwrap().kind, ParameterType::UnsignedLong);
/// ```
impl<'a> From<ParameterValueStruct<'a>> for Parameter<'a> {
    fn from(parameter: ParameterValueStruct<'a>) -> Self {
        let value = parameter.value;
        let kind = match (value.value_type, value.value_type.name()) {
            (ValueType::Base64, _) => ParameterType::Base64,
            (ValueType::Other, _) => ParameterType::from_name(value.raw_type),
            (_, name) => ParameterType::from_name(Cow::Borrowed(name.unwrap_or_default())),
        };
        Parameter { name: parameter.name, value: value.text, kind }
    }
}

macro_rules! parameter_types {
    ($( $(#[doc = $doc:literal])* $variant:ident = $text:literal ),* $(,)?) => {
        /// The type of a reported value.
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
        #[non_exhaustive]
        pub enum ParameterType<'a> {
            /// The encoding does not say (CSV with one parameter per column).
            #[default]
            Unspecified,
            /// A JSON number: one of the integer types.
            Number,
            $( $(#[doc = $doc])* $variant, )*
            /// A type of another name.
            Other(Cow<'a, str>),
        }

        impl<'a> ParameterType<'a> {
            /// The types that have a name, without [`ParameterType::Other`].
            pub const ALL: &'static [ParameterType<'static>] = &[ $( ParameterType::$variant, )* ];

            /// The name in a `ParameterType` column; empty when unspecified.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    ParameterType::Unspecified => "",
                    // The widest type that holds any JSON integer a device reports.
                    ParameterType::Number => "long",
                    $( ParameterType::$variant => $text, )*
                    ParameterType::Other(name) => name,
                }
            }

            /// The type of a name, with or without an `xsd:` prefix.
            #[must_use]
            pub fn from_name(name: Cow<'a, str>) -> Self {
                let local = name.strip_prefix("xsd:").unwrap_or(&name);
                match local {
                    "" => ParameterType::Unspecified,
                    $( $text => ParameterType::$variant, )*
                    _ => ParameterType::Other(name),
                }
            }

            /// The same, borrowing from here.
            pub(super) fn borrowed(&self) -> ParameterType<'_> {
                match self {
                    ParameterType::Unspecified => ParameterType::Unspecified,
                    ParameterType::Number => ParameterType::Number,
                    $( ParameterType::$variant => ParameterType::$variant, )*
                    ParameterType::Other(name) => ParameterType::Other(Cow::Borrowed(name)),
                }
            }

            pub(super) fn into_static(self) -> ParameterType<'static> {
                match self {
                    ParameterType::Unspecified => ParameterType::Unspecified,
                    ParameterType::Number => ParameterType::Number,
                    $( ParameterType::$variant => ParameterType::$variant, )*
                    ParameterType::Other(name) => ParameterType::Other(name.owned()),
                }
            }
        }
    };
}

parameter_types! {
    /// Base64 text.
    Base64 = "base64",
    /// A truth value.
    Boolean = "boolean",
    /// A date and time.
    DateTime = "dateTime",
    /// A decimal number.
    Decimal = "decimal",
    /// Hexadecimal text.
    HexBinary = "hexBinary",
    /// A signed integer of 32 bits.
    Int = "int",
    /// A signed integer of 64 bits.
    Long = "long",
    /// Text.
    String = "string",
    /// An unsigned integer of 32 bits.
    UnsignedInt = "unsignedInt",
    /// An unsigned integer of 64 bits.
    UnsignedLong = "unsignedLong",
}

impl ParameterType<'_> {
    /// Whether JSON carries the values as numbers: integers do, decimals are strings.
    #[must_use]
    pub fn is_json_number(&self) -> bool {
        matches!(
            self,
            ParameterType::Number
                | ParameterType::Int
                | ParameterType::Long
                | ParameterType::UnsignedInt
                | ParameterType::UnsignedLong
        )
    }
}

impl Field for ParameterType<'_> {
    type Owned = ParameterType<'static>;

    fn owned(self) -> ParameterType<'static> {
        self.into_static()
    }

    #[cfg(feature = "serde")]
    fn is_absent(&self) -> bool {
        *self == ParameterType::Unspecified
    }
}

impl fmt::Display for ParameterType<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for ParameterType<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            ParameterType::Number => serializer.serialize_str("number"),
            other => serializer.serialize_str(other.as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_names() {
        for kind in ParameterType::ALL {
            assert_eq!(ParameterType::from_name(Cow::Borrowed(kind.as_str())), *kind);
        }
        assert_eq!(ParameterType::from_name(Cow::Borrowed("xsd:int")), ParameterType::Int);
        assert_eq!(ParameterType::from_name(Cow::Borrowed("list")).as_str(), "list");
    }
}
