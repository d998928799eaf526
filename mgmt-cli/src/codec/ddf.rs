//! Device descriptions and tree documents.

use super::{Context, Decoded, Payload, serialize};
use crate::format::Format;
use crate::refusal::Refusal;
use omadm_syncml::tree::MgmtTree;
use serde_json::Value;

/// Decodes a DDF or TNDS document.
pub fn decode(format: Format, bytes: &[u8], context: &Context) -> Result<Decoded, Refusal> {
    let mut warnings = Vec::new();
    let tree = match format {
        Format::DdfWbxml => MgmtTree::decode_wbxml(bytes, &context.options, &mut warnings)?,
        _ => MgmtTree::decode(bytes, &context.options, &mut warnings)?,
    };
    Ok(Decoded::new(tree.into_owned(), &warnings))
}

impl Payload for MgmtTree<'static> {
    fn to_json(&self) -> Result<Value, Refusal> {
        serialize(self)
    }

    fn encode(&self, to: Format, _: &Context) -> Result<Vec<u8>, Refusal> {
        match to {
            Format::DdfWbxml => Ok(self.to_wbxml()?),
            _ => Ok(self.to_xml()?.into_bytes()),
        }
    }
}
