//! oneM2M resources.

use super::{Context, Decoded, Payload};
use crate::format::Format;
use crate::refusal::Refusal;
use mgmt_model::onem2m::{self, Resource};
use mgmt_model::{Mapping, Message, Options};
use serde_json::Value;

/// The resources of a representation.
pub struct Resources(Vec<Resource<'static>>);

/// Decodes a representation.
pub fn decode(format: Format, bytes: &[u8], context: &Context) -> Result<Decoded, Refusal> {
    let resources = match format {
        Format::Onem2mXml => Resource::from_xml_with(bytes, Mapping::built_in(), &context.options)?,
        Format::Onem2mCbor => Resource::from_cbor_with(bytes, &context.options)?,
        _ => Resource::from_json_with(bytes, &context.options)?,
    };
    let resources = resources.into_iter().map(Resource::into_owned).collect();
    Ok(Decoded { payload: Box::new(Resources(resources)), warnings: Vec::new() })
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
