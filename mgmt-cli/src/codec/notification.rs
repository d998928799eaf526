//! OMA DM Package #0.

use super::{Context, Decoded, Payload, serialize};
use crate::format::Format;
use crate::refusal::Refusal;
use omadm_syncml::security::Notification;
use serde_json::Value;

/// Decodes a notification. The digest cannot be checked without the account's secret, so what is shown is what the
/// message claims.
pub fn decode(bytes: &[u8], context: &Context) -> Result<Decoded, Refusal> {
    let mut warnings = Vec::new();
    let notification = Notification::decode(bytes, &context.options, &mut warnings)?.assume_unauthenticated();
    Ok(Decoded::new(notification.into_owned(), &warnings))
}

impl Payload for Notification<'static> {
    fn to_json(&self) -> Result<Value, Refusal> {
        serialize(self)
    }

    fn encode(&self, _: Format, _: &Context) -> Result<Vec<u8>, Refusal> {
        Ok(self.to_bytes()?)
    }
}
