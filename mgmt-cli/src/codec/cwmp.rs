//! TR-069 messages.

use super::{Context, Decoded, Payload, serialize};
use crate::format::Format;
use crate::refusal::Refusal;
use cwmp_soap::Envelope;
use cwmp_soap::data_model::{Finding, FindingKind};
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

    fn findings(&self) -> Vec<String> {
        // The model that the message is of knows the most of its names.
        let is_unknown = |finding: &&Finding| {
            matches!(finding.kind, FindingKind::UnknownParameter | FindingKind::UnknownObject)
        };
        let found = cwmp_models::ALL.iter().map(|table| table.check_message(self));
        let found = found.min_by_key(|found| found.iter().filter(is_unknown).count());
        let found = found.unwrap_or_default().into_iter();
        let found = found.filter(|finding| finding.kind != FindingKind::VendorExtension);
        found.map(|finding| format!("{:?}: {finding}", finding.kind)).collect()
    }

    fn lift<'a>(&'a self, options: &Options<'_>) -> Result<Message<'a>, Refusal> {
        Ok(mgmt_model::cwmp::lift(self, options))
    }
}
