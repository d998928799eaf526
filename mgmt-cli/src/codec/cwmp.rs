//! TR-069 messages.

use super::{Context, Decoded, Payload, serialize};
use crate::format::Format;
use crate::refusal::Refusal;
use cwmp_soap::Envelope;
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
        Ok(self.to_xml()?.into_bytes())
    }
}
