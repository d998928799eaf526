//! Management objects as Rust types: what the macro of [`objects`](super::objects) is made of.

use crate::mapping::Mapping;
use crate::onem2m::{self, Resource};
use crate::{ErrorKind, Instance, LossKind, Message, Operation, Options, Reading, Time, Value};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// A management object as a Rust type; the types are in [`objects`](super::objects).
///
/// ```
/// use mgmt_model::onem2m::Resource;
/// use mgmt_model::resource::objects::Battery;
/// use mgmt_model::resource::{Object, codes::BatteryStatus};
///
/// let resource = Battery::new(57_u32, BatteryStatus::CHARGING).into_resource();
/// assert_eq!(resource, Resource::new("m2m:bat").with("btl", 57).with("bts", 2));
/// assert_eq!(Battery::from_resource(&resource)?.battery_level, Some(57));
/// # Ok::<(), mgmt_model::ErrorKind>(())
/// ```
pub trait Object: Sized + Default {
    /// The name of the resource: `firmware`.
    const NAME: &'static str;

    /// Takes the value of an attribute by its name in the tables; `false` for one that the type does not have.
    ///
    /// # Errors
    ///
    /// `Type` or `OutOfRange` for a value that the attribute cannot have.
    fn set(&mut self, attribute: &str, value: Value<'_>) -> Result<bool, ErrorKind>;

    /// The values that are given, by the names of their attributes.
    fn into_values(self) -> Vec<(&'static str, Value<'static>)>;

    /// Reads a representation. Attributes that the tables do not have are passed over.
    ///
    /// # Errors
    ///
    /// `Unexpected` for another resource, `Conflict` for actions that exclude each other, and those of the types.
    fn from_resource(resource: &Resource<'_>) -> Result<Self, ErrorKind> {
        let mapping = Mapping::built_in();
        let id = mapping.resource_by_name(&resource.name);
        let Some(id) = id.filter(|id| mapping.resource(*id).is_some_and(|kind| kind.name == Self::NAME))
        else {
            return Err(ErrorKind::Unexpected("resource"));
        };
        let message = onem2m::lift(core::slice::from_ref(resource), &Options::default())?;
        if let Some(kind) = message.losses.iter().find_map(|loss| match loss.kind {
            LossKind::Value(kind) => Some(kind),
            _ => None,
        }) {
            return Err(kind);
        }
        let mut object = Self::default();
        let asked = message.operations.iter().flat_map(|operation| match operation {
            Operation::Write(readings) | Operation::Execute { arguments: readings, .. } => {
                readings.as_slice()
            }
            _ => &[],
        });
        for reading in message.readings.iter().chain(asked) {
            if let Some(attribute) = mapping.attribute(reading.attribute) {
                object.set(&attribute.name, reading.value.clone())?;
            }
        }
        // What is to be done is no reading.
        for (_, action) in mapping.attributes_of(id).filter(|(_, attribute)| attribute.is_action()) {
            if let Some(value) = resource.get(&action.short).or_else(|| resource.get(&action.name)) {
                let value = action.data_type.coerce(value.clone(), mapping.enumerations())?;
                object.set(&action.name, value)?;
            }
        }
        Ok(object)
    }

    /// Writes the representation.
    fn into_resource(self) -> Resource<'static> {
        let mapping = Mapping::built_in();
        let short = mapping.resource_by_name(Self::NAME).and_then(|id| mapping.resource(id));
        let short = short.map(|kind| kind.short.clone().into_owned()).unwrap_or_default();
        let report = Message::report(self.into_readings(&Instance::FIRST));
        let mut resources = onem2m::lower(&report, &Options::default()).output;
        resources.pop().unwrap_or_else(|| Resource::new(short))
    }

    /// What a message tells of an instance.
    ///
    /// # Errors
    ///
    /// See [`set`](Self::set).
    fn from_message(message: &Message<'_>, instance: &Instance) -> Result<Self, ErrorKind> {
        let mapping = Mapping::built_in();
        let id = mapping.resource_by_name(Self::NAME);
        let mut object = Self::default();
        for reading in message.readings.iter().filter(|reading| reading.instance == *instance) {
            let attribute = mapping.attribute(reading.attribute);
            let own = attribute.filter(|_| mapping.resource_of(reading.attribute) == id);
            if let Some(attribute) = own {
                object.set(&attribute.name, reading.value.clone())?;
            }
        }
        Ok(object)
    }

    /// The values as readings of an instance: to report, to write, or as arguments of an action.
    fn into_readings(self, instance: &Instance) -> Vec<Reading<'static>> {
        let mapping = Mapping::built_in();
        let Some(id) = mapping.resource_by_name(Self::NAME) else { return Vec::new() };
        let values = self.into_values().into_iter();
        let reading = |(name, value): (&str, Value<'static>)| {
            let attribute = mapping.attributes_of(id).find(|(_, attribute)| attribute.name == name)?.0;
            Some(Reading::new(attribute, value).with_instance(instance.clone()))
        };
        values.filter_map(reading).collect()
    }
}

/// A text that is not for logs: `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Secret(text.into())
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Secret(text)
    }
}

/// Bytes that are not for logs.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct SecretBytes(pub Vec<u8>);

impl fmt::Debug for SecretBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretBytes(…)")
    }
}

impl From<Vec<u8>> for SecretBytes {
    fn from(bytes: Vec<u8>) -> Self {
        SecretBytes(bytes)
    }
}

/// How far an action is (m2m:actionStatus).
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ActionStatus {
    /// `acn`: which action.
    pub action: Option<String>,
    /// `sus`: how far.
    pub status: super::codes::Status,
}

impl ActionStatus {
    /// The status of no action in particular.
    #[must_use]
    pub const fn new(status: super::codes::Status) -> Self {
        ActionStatus { action: None, status }
    }

    /// The same of this action.
    #[must_use]
    pub fn with_action(mut self, action: impl Into<String>) -> Self {
        self.action = Some(action.into());
        self
    }
}

/// How a Rust type is a value of the model.
pub(crate) trait Field: Sized {
    fn read(value: Value<'_>) -> Result<Self, ErrorKind>;
    fn write(self) -> Value<'static>;
}

macro_rules! fields {
    ($( $type:ty, $expected:literal: $pattern:pat => $read:expr, |$value:ident| $write:expr; )+) => {
        $( impl Field for $type {
            fn read(value: Value<'_>) -> Result<Self, ErrorKind> {
                match value {
                    $pattern => Ok($read),
                    _ => Err(ErrorKind::Type($expected)),
                }
            }

            fn write(self) -> Value<'static> {
                let $value = self;
                $write
            }
        } )+
    };
}

fields! {
    String, "text": Value::Text(text) => text.into_owned(), |text| Value::from(text);
    Secret, "text": Value::Text(text) => Secret(text.into_owned()), |secret| Value::from(secret.0);
    SecretBytes, "bytes": Value::Opaque(bytes) => SecretBytes(bytes.into_owned()), |secret| Value::from(secret.0);
    bool, "boolean": Value::Boolean(truth) => truth, |truth| Value::Boolean(truth);
    f64, "number": Value::Float(number) => number, |number| Value::Float(number);
    Time, "time": Value::Time(time) => time, |time| Value::Time(time);
    Vec<u8>, "bytes": Value::Opaque(bytes) => bytes.into_owned(), |bytes| Value::from(bytes);
}

impl Field for Value<'static> {
    fn read(value: Value<'_>) -> Result<Self, ErrorKind> {
        Ok(value.into_owned())
    }

    fn write(self) -> Value<'static> {
        self
    }
}

macro_rules! numbers {
    ($( $type:ty, $name:literal; )+) => {
        $( impl Field for $type {
            fn read(value: Value<'_>) -> Result<Self, ErrorKind> {
                let number = value.as_integer().ok_or(ErrorKind::Type("number"))?;
                number.try_into().map_err(|_| ErrorKind::OutOfRange($name))
            }

            fn write(self) -> Value<'static> {
                Value::Integer(self.into())
            }
        } )+
    };
}

numbers! {
    u32, "u32";
    u64, "u64";
    i64, "i64";
}

impl<T: Field> Field for Vec<T>
where
    Vec<T>: List,
{
    fn read(value: Value<'_>) -> Result<Self, ErrorKind> {
        match value {
            Value::List(values) => values.into_iter().map(T::read).collect(),
            one => Ok([T::read(one)?].into()),
        }
    }

    fn write(self) -> Value<'static> {
        Value::List(self.into_iter().map(T::write).collect())
    }
}

/// Lists of values, of which `Vec<u8>` is none.
pub(crate) trait List {}
impl List for Vec<String> {}
impl List for Vec<bool> {}
impl List for Vec<u64> {}
impl List for Vec<u32> {}
impl List for Vec<i64> {}

impl Field for ActionStatus {
    fn read(value: Value<'_>) -> Result<Self, ErrorKind> {
        // Not given is uninitialized.
        let status = value.member("sus").map_or(Some(0), Value::as_integer);
        let status = status.ok_or(ErrorKind::Type("action status"))?;
        let status = status.try_into().map_err(|_| ErrorKind::UnknownEnum)?;
        let action = value.member("acn").and_then(Value::as_str).map(String::from);
        Ok(ActionStatus { action, status: super::codes::Status(status) })
    }

    fn write(self) -> Value<'static> {
        let action = self.action.map(|action| ("acn".into(), Value::from(action)));
        let status = ("sus".into(), Value::Integer(self.status.0.into()));
        Value::Record(action.into_iter().chain([status]).collect())
    }
}

/// A type per resource: fields that a CREATE must give, then the others.
macro_rules! object {
    (
        $(#[$doc:meta])* $name:ident $resource:literal
        { $( $(#[$must_doc:meta])* $must:ident $with_must:ident: $must_type:ty = $must_name:literal; )* }
        { $( $(#[$may_doc:meta])* $may:ident $with_may:ident: $may_type:ty = $may_name:literal; )* }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Default)]
        #[non_exhaustive]
        pub struct $name {
            $( $(#[$must_doc])* pub $must: Option<$must_type>, )*
            $( $(#[$may_doc])* pub $may: Option<$may_type>, )*
        }

        impl $name {
            /// With what a CREATE must give, and nothing else.
            #[allow(clippy::too_many_arguments, clippy::needless_update, clippy::new_without_default,
                reason = "as many as the schema demands")]
            #[must_use]
            pub fn new($( $must: impl Into<$must_type> ),*) -> Self {
                $name { $( $must: Some($must.into()), )* ..$name::default() }
            }

            $(
                #[doc = concat!("The same with `", $must_name, "`.")]
                #[must_use]
                pub fn $with_must(mut self, value: impl Into<$must_type>) -> Self {
                    self.$must = Some(value.into());
                    self
                }
            )*

            $(
                #[doc = concat!("The same with `", $may_name, "`.")]
                #[must_use]
                pub fn $with_may(mut self, value: impl Into<$may_type>) -> Self {
                    self.$may = Some(value.into());
                    self
                }
            )*
        }

        impl Object for $name {
            const NAME: &'static str = $resource;

            fn set(&mut self, attribute: &str, value: Value<'_>) -> Result<bool, ErrorKind> {
                match attribute {
                    $( $must_name => self.$must = Some(Field::read(value)?), )*
                    $( $may_name => self.$may = Some(Field::read(value)?), )*
                    _ => return Ok(false),
                }
                Ok(true)
            }

            fn into_values(self) -> Vec<(&'static str, Value<'static>)> {
                let mut values = Vec::new();
                $( values.extend(self.$must.map(|value| ($must_name, value.write()))); )*
                $( values.extend(self.$may.map(|value| ($may_name, value.write()))); )*
                values
            }
        }
    };
}

/// A type per enumeration: numbers with names, open to numbers that later versions add.
macro_rules! code {
    ($(#[$doc:meta])* $name:ident { $( $constant:ident = $number:literal $text:literal; )* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(
            /// The number on the wire.
            pub i64,
        );

        impl $name {
            $( #[doc = concat!($number, ": ", $text)] pub const $constant: $name = $name($number); )*

            /// The name of a known number.
            #[must_use]
            pub const fn name(self) -> Option<&'static str> {
                match self.0 {
                    $( $number => Some($text), )*
                    _ => None,
                }
            }
        }

        impl From<i64> for $name {
            fn from(number: i64) -> Self {
                $name(number)
            }
        }

        impl crate::resource::object::Field for $name {
            fn read(value: crate::Value<'_>) -> Result<Self, crate::ErrorKind> {
                <i64 as crate::resource::object::Field>::read(value).map($name)
            }

            fn write(self) -> crate::Value<'static> {
                crate::Value::Integer(self.0.into())
            }
        }

        impl crate::resource::object::List for alloc::vec::Vec<$name> {}
    };
}

pub(crate) use {code, object};
