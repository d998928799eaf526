//! OMA Client Provisioning documents.

use super::{Context, Decoded, Payload, serialize};
use crate::format::Format;
use crate::refusal::Refusal;
use omadm_syncml::bootstrap::ProvisioningDoc;
use serde_json::Value;

/// Decodes a document. Its authentication code travels outside of it, so what is shown is what the document claims.
pub fn decode(format: Format, bytes: &[u8], context: &Context) -> Result<Decoded, Refusal> {
    let mut warnings = Vec::new();
    let document = match format {
        Format::CpWbxml => ProvisioningDoc::decode_wbxml(bytes, &context.options, &mut warnings)?,
        _ => ProvisioningDoc::decode_xml(bytes, &context.options, &mut warnings)?,
    };
    Ok(Decoded::new(document.assume_unauthenticated().into_owned(), &warnings))
}

impl Payload for ProvisioningDoc<'static> {
    fn to_json(&self) -> Result<Value, Refusal> {
        serialize(self)
    }

    fn encode(&self, to: Format, _: &Context) -> Result<Vec<u8>, Refusal> {
        match to {
            Format::CpWbxml => Ok(self.to_wbxml()?),
            _ => Ok(self.to_xml()?.into_bytes()),
        }
    }
}
