//! Primitives and resources as plain values: what JSON, CBOR and XML have in common.

use super::{Method, Request, Resource, Response};
use crate::{Error, ErrorKind, Value};
use alloc::borrow::Cow;
use alloc::vec::Vec;

/// A number, which XML has as text.
fn number(value: &Value<'_>) -> Option<i128> {
    match value {
        Value::Integer(number) => Some(*number),
        Value::Text(text) => crate::mapping::codec::parse_integer(text).ok(),
        _ => None,
    }
}

impl<'a> Request<'a> {
    pub(super) fn from_value(value: Value<'a>) -> Result<Self, Error> {
        let Value::Record(members) = value else { return Err(Error::new(ErrorKind::Type("primitive"))) };
        let missing = |name| Error::new(ErrorKind::Missing(name));
        let mut request = Request::new(Method::Retrieve, "", "");
        let (mut operation, mut to, mut identifier) = (None, None, None);
        for (name, value) in members {
            match (&*name, value) {
                ("op" | "operation", value) => {
                    let number = number(&value).ok_or(Error::new(ErrorKind::Type("operation")))?;
                    operation = Some(Method::from_number(number).ok_or(Error::new(ErrorKind::UnknownEnum))?);
                }
                ("to", Value::Text(text)) => to = Some(text),
                ("fr" | "from", Value::Text(text)) => request.from = Some(text),
                ("rqi" | "requestIdentifier", Value::Text(text)) => identifier = Some(text),
                ("ty" | "resourceType", value) => {
                    let number = number(&value).ok_or(Error::new(ErrorKind::Type("resourceType")))?;
                    let number = u16::try_from(number)
                        .map_err(|_| Error::new(ErrorKind::OutOfRange("resourceType")))?;
                    request.resource_type = Some(number);
                }
                ("pc" | "primitiveContent", content) => {
                    let list = match &content {
                        Value::Record(record) => match record.as_slice() {
                            [(key, Value::List(names))] if key == "m2m:atrl" || key == "atrl" => {
                                Some(names.clone())
                            }
                            _ => None,
                        },
                        _ => None,
                    };
                    match list {
                        Some(names) => {
                            request.attributes = names
                                .into_iter()
                                .filter_map(|name| match name {
                                    Value::Text(text) => Some(text),
                                    _ => None,
                                })
                                .collect();
                        }
                        None => content_of(content, &mut request.content, &mut request.other),
                    }
                }
                (_, value) => request.other.push((name, value)),
            }
        }
        request.operation = operation.ok_or_else(|| missing("op"))?;
        request.to = to.ok_or_else(|| missing("to"))?;
        request.request_identifier = identifier.ok_or_else(|| missing("rqi"))?;
        Ok(request)
    }

    pub(super) fn to_value(&self) -> Value<'a> {
        let mut members: Vec<(Cow<'a, str>, Value<'a>)> = Vec::new();
        members.push(("op".into(), Value::Integer(self.operation.number().into())));
        members.push(("to".into(), Value::Text(self.to.clone())));
        members.extend(self.from.clone().map(|from| ("fr".into(), Value::Text(from))));
        members.push(("rqi".into(), Value::Text(self.request_identifier.clone())));
        members.extend(self.resource_type.map(|number| ("ty".into(), Value::Integer(number.into()))));
        members.extend(self.content.clone().map(|content| ("pc".into(), content.into_value())));
        if !self.attributes.is_empty() {
            let names = self.attributes.iter().cloned().map(Value::Text).collect();
            members.push(("pc".into(), Value::Record([("m2m:atrl".into(), Value::List(names))].into())));
        }
        members.extend(self.other.iter().cloned());
        Value::Record(members)
    }
}

impl<'a> Response<'a> {
    pub(super) fn from_value(value: Value<'a>) -> Result<Self, Error> {
        let Value::Record(members) = value else { return Err(Error::new(ErrorKind::Type("primitive"))) };
        let missing = |name| Error::new(ErrorKind::Missing(name));
        let (mut status, mut identifier, mut response) =
            (None, None, Response::new(crate::status::ResponseCode(0), ""));
        for (name, value) in members {
            match (&*name, value) {
                ("rsc" | "responseStatusCode", value) => {
                    let number = number(&value).ok_or(Error::new(ErrorKind::Type("rsc")))?;
                    status =
                        Some(u16::try_from(number).map_err(|_| Error::new(ErrorKind::OutOfRange("rsc")))?);
                }
                ("rqi" | "requestIdentifier", Value::Text(text)) => identifier = Some(text),
                ("pc" | "primitiveContent", content) => {
                    content_of(content, &mut response.content, &mut response.other);
                }
                (_, value) => response.other.push((name, value)),
            }
        }
        response.status = crate::status::ResponseCode(status.ok_or_else(|| missing("rsc"))?);
        response.request_identifier = identifier.ok_or_else(|| missing("rqi"))?;
        Ok(response)
    }

    pub(super) fn to_value(&self) -> Value<'a> {
        let mut members: Vec<(Cow<'a, str>, Value<'a>)> = Vec::new();
        members.push(("rsc".into(), Value::Integer(self.status.0.into())));
        members.push(("rqi".into(), Value::Text(self.request_identifier.clone())));
        members.extend(self.content.clone().map(|content| ("pc".into(), content.into_value())));
        members.extend(self.other.iter().cloned());
        Value::Record(members)
    }
}

impl<'a> Resource<'a> {
    pub(super) fn into_value(self) -> Value<'a> {
        Value::Record([(self.name, Value::Record(self.attributes))].into())
    }
}

/// Content that is one resource; anything else is kept as it is.
fn content_of<'a>(
    value: Value<'a>,
    content: &mut Option<Resource<'a>>,
    other: &mut Vec<(Cow<'a, str>, Value<'a>)>,
) {
    match value {
        Value::Record(mut members)
            if members.len() == 1 && matches!(members.first(), Some((_, Value::Record(_)))) =>
        {
            if let Some((name, Value::Record(attributes))) = members.pop() {
                *content = Some(Resource { name, attributes });
            }
        }
        value => other.push(("pc".into(), value)),
    }
}

#[cfg(any(feature = "json", feature = "cbor"))]
pub(super) fn unwrap<'a>(value: Value<'a>, wrapper: &str) -> Value<'a> {
    match value {
        Value::Record(mut members)
            if members.len() == 1 && members.first().is_some_and(|(name, _)| name == wrapper) =>
        {
            members.pop().map_or(Value::Null, |(_, value)| value)
        }
        other => other,
    }
}

/// The resources of a representation.
#[cfg(any(feature = "json", feature = "cbor"))]
pub(super) fn resources(value: Value<'_>) -> Result<Vec<Resource<'_>>, Error> {
    let several = match value {
        Value::List(several) => several,
        one => [one].into(),
    };
    let mut found = Vec::with_capacity(several.len());
    for one in several {
        let Value::Record(members) = one else { return Err(Error::new(ErrorKind::Type("resource"))) };
        for (name, value) in members {
            let Value::Record(attributes) = value else {
                return Err(Error::new(ErrorKind::Type("resource")));
            };
            found.push(Resource { name, attributes });
        }
    }
    Ok(found)
}
