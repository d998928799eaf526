//! BBF data models.

use super::{Context, Decoded, Payload, serialize};
use crate::format::Format;
use crate::refusal::Refusal;
use cwmp_soap::data_model::DataModel;
use serde_json::Value;

/// Decodes a data-model document and resolves the model in it.
pub fn decode(bytes: &[u8], context: &Context) -> Result<Decoded, Refusal> {
    let mut warnings = Vec::new();
    let model = DataModel::decode(bytes, &context.options, &mut warnings)?;
    Ok(Decoded::new(model, &warnings))
}

impl Payload for DataModel<'static> {
    fn to_json(&self) -> Result<Value, Refusal> {
        serialize(self)
    }

    fn encode(&self, to: Format, _: &Context) -> Result<Vec<u8>, Refusal> {
        Err(Refusal::Usage(format!("a {} document has one form only", to.id())))
    }
}
