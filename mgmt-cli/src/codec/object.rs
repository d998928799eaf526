//! OMA object definitions.

use super::{Context, Decoded, Payload, serialize};
use crate::format::Format;
use crate::refusal::Refusal;
use lwm2m_tlv::model::DefinitionFile;
use serde_json::Value;

/// Decodes a definition file.
pub fn decode(bytes: &[u8], context: &Context) -> Result<Decoded, Refusal> {
    let mut warnings = Vec::new();
    let file = DefinitionFile::decode(bytes, &context.options, &mut warnings)?;
    Ok(Decoded::new(file, &warnings))
}

impl Payload for DefinitionFile {
    fn to_json(&self) -> Result<Value, Refusal> {
        serialize(self)
    }

    fn encode(&self, _: Format, _: &Context) -> Result<Vec<u8>, Refusal> {
        match self {
            DefinitionFile::Objects(objects) => Ok(DefinitionFile::to_xml(objects)?.into_bytes()),
            _ => Err(Refusal::Usage("this file of the registry defines no object".to_owned())),
        }
    }
}
