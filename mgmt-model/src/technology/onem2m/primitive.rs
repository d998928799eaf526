//! Request and response primitives.

use super::{Method, Resource};
use crate::Value;
use alloc::borrow::Cow;
use alloc::vec::Vec;

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
    /// `pc`: the resource, or for a RETRIEVE of attributes nothing. Content that is not one resource (a list of
    /// URIs) is kept in `other`.
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
