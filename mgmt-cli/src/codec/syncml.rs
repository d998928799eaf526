//! SyncML messages.

use super::{Context, Decoded, Payload, serialize};
use crate::format::Format;
use crate::refusal::Refusal;
use mgmt_model::{Message, Options};
use omadm_syncml::ErrorKind;
use omadm_syncml::message::{Command, SyncMl, decode_commands};
use omadm_syncml::syntax::IntoOwned;
use serde_json::Value;

/// Decodes a message, or commands that stand without one as profiles of servers have them.
pub fn decode(format: Format, bytes: &[u8], context: &Context) -> Result<Decoded, Refusal> {
    let mut warnings = Vec::new();
    if format == Format::SyncmlWbxml {
        let message = SyncMl::decode_wbxml(bytes, &context.options, &mut warnings)?.into_owned();
        return Ok(Decoded::new(message, &warnings));
    }
    match SyncMl::decode_xml(bytes, &context.options, &mut warnings) {
        Ok(message) => Ok(Decoded::new(message.into_owned(), &warnings)),
        Err(error) => {
            // Documentation and tools of Windows leave the header out, or the whole message around the commands.
            let headless = !context.options.is_strict() && *error.kind() == ErrorKind::Missing("SyncHdr");
            let root = crate::detect::root_name(bytes);
            if root.is_none_or(|root| root == "SyncML" && !headless) {
                return Err(error.into());
            }
            warnings.clear();
            let commands = decode_commands(bytes, &context.options, &mut warnings)
                .map_err(|other| if headless { error } else { other })?;
            let commands = commands.into_iter().map(IntoOwned::into_owned).collect();
            Ok(Decoded::new(Commands(commands), &warnings))
        }
    }
}

impl Payload for SyncMl<'static> {
    fn to_json(&self) -> Result<Value, Refusal> {
        serialize(self)
    }

    fn encode(&self, to: Format, _: &Context) -> Result<Vec<u8>, Refusal> {
        write(self, to)
    }

    fn lift<'a>(&'a self, options: &Options<'_>) -> Result<Message<'a>, Refusal> {
        Ok(mgmt_model::omadm::lift(self, options))
    }
}

/// Writes a message in one of its two encodings.
pub fn write(message: &SyncMl<'_>, to: Format) -> Result<Vec<u8>, Refusal> {
    match to {
        Format::SyncmlWbxml => Ok(message.to_wbxml()?),
        _ => Ok(message.to_xml()?.into_bytes()),
    }
}

/// Commands without a message around them.
struct Commands(Vec<Command<'static>>);

impl Payload for Commands {
    fn to_json(&self) -> Result<Value, Refusal> {
        serialize(&self.0)
    }

    fn encode(&self, _: Format, _: &Context) -> Result<Vec<u8>, Refusal> {
        Err(Refusal::Usage("commands without a message cannot be converted".to_owned()))
    }
}
