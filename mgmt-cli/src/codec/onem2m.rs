//! oneM2M resources.

use super::{Context, Decoded, Payload};
use crate::format::Format;
use crate::refusal::Refusal;
use mgmt_model::onem2m::{self, Request, Resource};
use mgmt_model::{Mapping, Message, Options};
use serde_json::Value;

/// The resources of a representation.
struct Resources(Vec<Resource<'static>>);

/// A request primitive: its parameters as they came, and its bytes, of which the model makes more.
struct Primitive {
    format: Format,
    bytes: Vec<u8>,
    parameters: Resources,
}

/// Decodes a representation.
pub fn decode(format: Format, bytes: &[u8], context: &Context) -> Result<Decoded, Refusal> {
    let resources = match format {
        Format::Onem2mXml => Resource::from_xml_with(bytes, Mapping::built_in(), &context.options)?,
        Format::Onem2mCbor => Resource::from_cbor_with(bytes, &context.options)?,
        _ => Resource::from_json_with(bytes, &context.options)?,
    };
    let resources = Resources(resources.into_iter().map(Resource::into_owned).collect());
    let is_request = matches!(&resources.0[..], [one] if matches!(&*one.name, "m2m:rqp" | "rqp"));
    let payload: Box<dyn Payload> = if is_request {
        Box::new(Primitive { format, bytes: bytes.to_vec(), parameters: resources })
    } else {
        Box::new(resources)
    };
    Ok(Decoded { payload, warnings: Vec::new() })
}

/// Writes resources in one of oneM2M's serializations.
pub fn write(resources: &[Resource<'_>], to: Format) -> Result<Vec<u8>, Refusal> {
    match to {
        Format::Onem2mXml => Ok(line(Resource::to_xml(resources)?)),
        Format::Onem2mCbor => Ok(Resource::to_cbor(resources)?),
        _ => Ok(line(Resource::to_json(resources)?)),
    }
}

/// Text that ends its line.
fn line(mut text: String) -> Vec<u8> {
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text.into_bytes()
}

impl Payload for Resources {
    fn to_json(&self) -> Result<Value, Refusal> {
        let text = Resource::to_json(&self.0)?;
        serde_json::from_str(&text).map_err(|error| Refusal::input("Unprintable", error))
    }

    fn encode(&self, to: Format, _: &Context) -> Result<Vec<u8>, Refusal> {
        write(&self.0, to)
    }

    fn lift<'a>(&'a self, options: &Options<'_>) -> Result<Message<'a>, Refusal> {
        onem2m::lift(&self.0, options).map_err(|kind| mgmt_model::Error::new(kind).into())
    }
}

impl Payload for Primitive {
    fn to_json(&self) -> Result<Value, Refusal> {
        self.parameters.to_json()
    }

    fn encode(&self, to: Format, context: &Context) -> Result<Vec<u8>, Refusal> {
        self.parameters.encode(to, context)
    }

    fn lift<'a>(&'a self, options: &Options<'_>) -> Result<Message<'a>, Refusal> {
        let request = match self.format {
            Format::Onem2mXml => Request::from_xml(&self.bytes)?,
            Format::Onem2mCbor => Request::from_cbor(&self.bytes)?,
            _ => Request::from_json(&self.bytes)?,
        };
        onem2m::lift_request(&request, options).map_err(|kind| mgmt_model::Error::new(kind).into())
    }
}
