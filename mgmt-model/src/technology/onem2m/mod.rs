//! oneM2M resources: serialization, and the model as their attributes.

#[cfg(feature = "cbor")]
mod cbor;
mod command;
mod draft;
#[cfg(feature = "json")]
mod json;
mod lift;
mod lift_request;
mod lower;
mod lower_request;
#[cfg(any(feature = "json", feature = "cbor", feature = "xml"))]
mod plain_value;
mod primitive;
mod request;
mod subscription;
#[cfg(feature = "xml")]
mod xml;
#[cfg(feature = "xml")]
mod xml_primitive;

pub(crate) use command::is_command;
pub use lift::lift;
pub use lift_request::lift_request;
pub use lower::lower;
pub use lower_request::lower_request;
pub use primitive::{Request, Response};
pub use request::check_request;
pub use subscription::notify;
#[cfg(feature = "xml")]
pub(crate) use xml::{Element, element, xml};

use crate::Value;
use alloc::borrow::Cow;
use alloc::vec::Vec;

/// The operations of oneM2M (m2m:operation).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// 1.
    Create,
    /// 2.
    Retrieve,
    /// 3.
    Update,
    /// 4.
    Delete,
    /// 5.
    Notify,
}

impl Method {
    /// The number on the wire.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Method::Create => 1,
            Method::Retrieve => 2,
            Method::Update => 3,
            Method::Delete => 4,
            Method::Notify => 5,
        }
    }

    /// The operation of a number.
    #[must_use]
    pub const fn from_number(number: i128) -> Option<Self> {
        Some(match number {
            1 => Method::Create,
            2 => Method::Retrieve,
            3 => Method::Update,
            4 => Method::Delete,
            5 => Method::Notify,
            _ => return None,
        })
    }
}

/// A resource representation: the type's short name with prefix, and attributes by short names, in order.
///
/// ```
/// use mgmt_model::onem2m::Resource;
/// use mgmt_model::Value;
///
/// let info = Resource::new("m2m:dvi").with("man", "Hilltop").with("mod", "HT-7420");
/// # #[cfg(feature = "json")] {
/// assert_eq!(Resource::to_json(&[info.clone()])?, r#"{"m2m:dvi":{"man":"Hilltop","mod":"HT-7420"}}"#);
/// assert_eq!(Resource::from_json(br#"{"m2m:dvi":{"man":"Hilltop","mod":"HT-7420"}}"#)?, [info]);
/// # }
/// # Ok::<(), mgmt_model::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Resource<'a> {
    /// `m2m:dvi`.
    pub name: Cow<'a, str>,
    /// Short name and value; null in an update asks for deletion.
    pub attributes: Vec<(Cow<'a, str>, Value<'a>)>,
}

impl<'a> Resource<'a> {
    /// A resource without attributes.
    pub fn new(name: impl Into<Cow<'a, str>>) -> Self {
        Resource { name: name.into(), attributes: Vec::new() }
    }

    /// The same with one more attribute.
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Value<'a>>) -> Self {
        self.attributes.push((name.into(), value.into()));
        self
    }

    /// The value of an attribute by its name as it stands in the representation.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value<'a>> {
        self.attributes.iter().find(|(candidate, _)| candidate == name).map(|(_, value)| value)
    }

    /// The same, owning its texts.
    #[must_use]
    pub fn into_owned(self) -> Resource<'static> {
        Resource {
            name: Cow::Owned(self.name.into_owned()),
            attributes: self
                .attributes
                .into_iter()
                .map(|(name, value)| (Cow::Owned(name.into_owned()), value.into_owned()))
                .collect(),
        }
    }
}
