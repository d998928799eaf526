//! TR-069 messages.

use super::{Context, Decoded, Payload, serialize};
use crate::format::Format;
use crate::refusal::Refusal;
use cwmp_soap::Envelope;
use cwmp_soap::envelope::Profile;
use mgmt_model::{Message, Options};
use serde_json::Value;

/// Decodes an envelope.
pub fn decode(bytes: &[u8], context: &Context) -> Result<Decoded, Refusal> {
    let mut warnings = Vec::new();
    let envelope = Envelope::decode(bytes, &context.options, &mut warnings)?;
    Ok(Decoded::new(envelope.into_owned(), &warnings))
}

impl Payload for Envelope<'static> {
    fn to_json(&self) -> Result<Value, Refusal> {
        serialize(self)
    }

    fn encode(&self, _: Format, _: &Context) -> Result<Vec<u8>, Refusal> {
        // What a device said may break facets of the schema; it is written as it was said.
        Ok(Envelope::encode(self, &Profile::tolerant())?.into_bytes())
    }

    fn lift<'a>(&'a self, options: &Options<'_>) -> Result<Message<'a>, Refusal> {
        Ok(mgmt_model::cwmp::lift(self, options))
    }
}
