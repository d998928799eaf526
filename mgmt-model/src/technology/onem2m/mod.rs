//! oneM2M resources: serialization, and the model as their attributes.

#[cfg(feature = "cbor")]
mod cbor;
mod command;
mod draft;
#[cfg(feature = "json")]
mod json;
mod lift;
mod lower;
mod lower_request;
#[cfg(any(feature = "json", feature = "cbor"))]
mod primitive;
mod request;
#[cfg(feature = "xml")]
mod xml;

pub use lift::lift;
pub use lower::lower;
pub use lower_request::lower_request;
pub use request::check_request;

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

/// A request primitive (TS-0004, clause 6.4.1): the parameters that management needs, others kept.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Request<'a> {
    /// `op`.
    pub operation: Method,
    /// `to`: the address of the resource.
    pub to: Cow<'a, str>,
    /// `fr`: who asks.
    pub from: Option<Cow<'a, str>>,
    /// `rqi`.
    pub request_identifier: Cow<'a, str>,
    /// `ty`: the resourceType of a CREATE.
    pub resource_type: Option<u16>,
    /// `pc`: the resource, or for a RETRIEVE of attributes nothing.
    pub content: Option<Resource<'a>>,
    /// `atrl` within `pc`: the attributes of a RETRIEVE.
    pub attributes: Vec<Cow<'a, str>>,
    /// Further parameters by short name.
    pub other: Vec<(Cow<'a, str>, Value<'a>)>,
}

impl<'a> Request<'a> {
    /// A request without content.
    pub fn new(
        operation: Method,
        to: impl Into<Cow<'a, str>>,
        request_identifier: impl Into<Cow<'a, str>>,
    ) -> Self {
        Request {
            operation,
            to: to.into(),
            from: None,
            request_identifier: request_identifier.into(),
            resource_type: None,
            content: None,
            attributes: Vec::new(),
            other: Vec::new(),
        }
    }

    /// The same from this originator.
    #[must_use]
    pub fn with_from(mut self, from: impl Into<Cow<'a, str>>) -> Self {
        self.from = Some(from.into());
        self
    }

    /// The same with content.
    #[must_use]
    pub fn with_content(mut self, content: Resource<'a>) -> Self {
        self.content = Some(content);
        self
    }

    /// The same with a resourceType.
    #[must_use]
    pub const fn with_resource_type(mut self, resource_type: u16) -> Self {
        self.resource_type = Some(resource_type);
        self
    }
}

/// A response primitive (TS-0004, clause 6.4.2).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Response<'a> {
    /// `rsc`.
    pub status: crate::status::ResponseCode,
    /// `rqi`.
    pub request_identifier: Cow<'a, str>,
    /// `pc`.
    pub content: Option<Resource<'a>>,
    /// Further parameters by short name.
    pub other: Vec<(Cow<'a, str>, Value<'a>)>,
}

impl<'a> Response<'a> {
    /// A response without content.
    pub fn new(status: crate::status::ResponseCode, request_identifier: impl Into<Cow<'a, str>>) -> Self {
        Response { status, request_identifier: request_identifier.into(), content: None, other: Vec::new() }
    }

    /// The same with content.
    #[must_use]
    pub fn with_content(mut self, content: Resource<'a>) -> Self {
        self.content = Some(content);
        self
    }
}
