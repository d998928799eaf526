//! The SOAP envelope: header entries, one RPC or fault, the namespace.

pub(crate) mod decode;
pub(crate) mod decoder;
pub(crate) mod encode;
pub(crate) mod encoder;
mod fault;
mod header;
pub(crate) mod namespace;
mod place;
mod profile;
pub(crate) mod tags;

use alloc::borrow::ToOwned;
pub use fault::{Fault, FaultDetail, SetParameterValuesFault};
pub use header::Header;
pub use mgmt_wire::xml::{EmptyElements, RawElement};
pub use namespace::{CwmpNamespace, CwmpVersion};
pub use place::path_at;
pub use profile::{BooleanStyle, DateTimeStyle, DuForm, FacetPolicy, Prefixes, Profile};

use crate::rpc::Rpc;

/// One CWMP message: a SOAP 1.1 envelope with header entries and at most one RPC or fault.
///
/// ```
/// use cwmp_soap::{Body, CwmpNamespace, Envelope, Rpc};
/// use cwmp_soap::rpc::GetParameterNames;
///
/// let request = Envelope::new(CwmpNamespace::Cwmp12, GetParameterNames::new("Device.", true)).with_id("42");
/// let xml = request.to_xml()?;
/// let read = Envelope::from_xml(xml.as_bytes())?;
/// assert_eq!(read.header.id.as_deref(), Some("42"));
/// assert!(matches!(&read.body, Body::Rpc(Rpc::GetParameterNames(rpc)) if rpc.next_level == true));
/// assert_eq!(read, request);
/// # Ok::<(), cwmp_soap::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "PascalCase", deny_unknown_fields))]
#[non_exhaustive]
pub struct Envelope<'a> {
    /// The CWMP namespace of the RPC and the header entries; answers echo that of the request.
    pub namespace: CwmpNamespace,
    /// The header entries.
    pub header: Header<'a>,
    /// What is said.
    pub body: Body<'a>,
}

/// The content of the SOAP body.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Body<'a> {
    /// Nothing. An envelope with an empty body is not the empty HTTP message that ends a turn.
    Empty,
    /// A request or a response.
    Rpc(Rpc<'a>),
    /// A SOAP fault.
    Fault(Fault<'a>),
}

impl<'a> Envelope<'a> {
    /// An envelope without header entries.
    pub fn new(namespace: CwmpNamespace, body: impl Into<Body<'a>>) -> Self {
        Envelope { namespace, header: Header::default(), body: body.into() }
    }

    /// The same with an `ID`.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<alloc::borrow::Cow<'a, str>>) -> Self {
        self.header.id = Some(id.into());
        self
    }

    /// The same with other header entries.
    #[must_use]
    pub fn with_header(mut self, header: Header<'a>) -> Self {
        self.header = header;
        self
    }

    /// An answer to this message: the same namespace, the same `ID`.
    pub fn reply<'b>(&self, body: impl Into<Body<'b>>) -> Envelope<'b> {
        let mut reply = Envelope::new(self.namespace, body);
        reply.header.id = self.header.id.as_deref().map(|id| id.to_owned().into());
        reply
    }

    /// The RPC, if the body holds one.
    #[must_use]
    pub fn rpc(&self) -> Option<&Rpc<'a>> {
        match &self.body {
            Body::Rpc(rpc) => Some(rpc),
            _ => None,
        }
    }

    /// The fault, if the body holds one.
    #[must_use]
    pub fn fault(&self) -> Option<&Fault<'a>> {
        match &self.body {
            Body::Fault(fault) => Some(fault),
            _ => None,
        }
    }

    /// The same, owning its texts.
    #[must_use]
    pub fn into_owned(self) -> Envelope<'static> {
        Envelope {
            namespace: self.namespace,
            header: self.header.into_owned(),
            body: match self.body {
                Body::Empty => Body::Empty,
                Body::Rpc(rpc) => Body::Rpc(rpc.into_owned()),
                Body::Fault(fault) => Body::Fault(fault.into_owned()),
            },
        }
    }
}

impl<'a> From<Fault<'a>> for Body<'a> {
    fn from(fault: Fault<'a>) -> Self {
        Body::Fault(fault)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Body<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Body::Empty => serializer.serialize_unit(),
            Body::Rpc(rpc) => rpc.serialize(serializer),
            Body::Fault(fault) => serializer.serialize_newtype_variant("Body", 0, "Fault", fault),
        }
    }
}

/// `null`, a fault under its name, or an RPC under its own.
#[cfg(feature = "serde")]
impl<'de, 'a> serde::Deserialize<'de> for Body<'a> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error as _;
        struct Said<'a>(core::marker::PhantomData<&'a ()>);

        impl<'de, 'a> serde::de::Visitor<'de> for Said<'a> {
            type Value = Body<'a>;

            fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str("null, or an RPC or `Fault` under its name")
            }

            fn visit_unit<E: serde::de::Error>(self) -> Result<Body<'a>, E> {
                Ok(Body::Empty)
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Body<'a>, A::Error> {
                let Some(name) = map.next_key::<alloc::string::String>()? else {
                    return Err(A::Error::custom("a body without RPC or fault"));
                };
                let body = match name.as_str() {
                    "Fault" => Body::Fault(map.next_value()?),
                    name => match Rpc::deserialize_named(name, &mut map)? {
                        Some(rpc) => Body::Rpc(rpc),
                        None => return Err(A::Error::custom("an RPC that does not exist")),
                    },
                };
                match map.next_key::<serde::de::IgnoredAny>()? {
                    None => Ok(body),
                    Some(_) => Err(A::Error::custom("a second RPC or fault")),
                }
            }
        }

        deserializer.deserialize_any(Said(core::marker::PhantomData))
    }
}
