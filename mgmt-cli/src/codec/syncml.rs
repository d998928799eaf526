//! SyncML messages.

use super::{Context, Decoded, Payload, serialize};
use crate::format::Format;
use crate::refusal::Refusal;
use mgmt_model::{Message, Options};
use mgmt_wire::xml::Style;
use omadm_syncml::message::{Command, SyncBody, SyncHdr, SyncMl};
use omadm_syncml::syntax::wbxml::{WbxmlSink, WbxmlStyle};
use omadm_syncml::syntax::{Encode, IntoOwned, Tag, XmlSink};
use serde_json::Value;

/// Decodes a message, or commands that stand without one as tools for Windows keep them.
pub fn decode(format: Format, bytes: &[u8], context: &Context) -> Result<Decoded, Refusal> {
    let mut warnings = Vec::new();
    let options = &context.options;
    let read = match format {
        Format::SyncmlWbxml => SyncMl::decode_wbxml(bytes, options, &mut warnings),
        _ => SyncMl::decode_xml(bytes, options, &mut warnings),
    };
    match read {
        Ok(message) => Ok(Decoded::new(message.into_owned(), &warnings)),
        Err(error) => {
            warnings.clear();
            let body = match format {
                Format::SyncmlWbxml => SyncBody::decode_wbxml(bytes, options, &mut warnings),
                _ => SyncBody::decode_xml(bytes, options, &mut warnings),
            };
            match body {
                // What is not one command is no list of them either, unless a body says so that has none.
                Ok(body)
                    if body.commands.iter().all(is_unknown)
                        && !(body.commands.is_empty() && has_body(bytes)) =>
                {
                    Err(error.into())
                }
                Ok(body) => Ok(Decoded::new(Commands::new(body.into_owned()), &warnings)),
                // A message is refused as one; what ails commands is said about them.
                Err(other) => {
                    let is_message = format == Format::SyncmlWbxml
                        || crate::detect::root_name(bytes).is_none_or(|root| root == "SyncML");
                    Err(if is_message { error } else { other }.into())
                }
            }
        }
    }
}

fn is_unknown(command: &Command<'_>) -> bool {
    matches!(command, Command::Other(_))
}

/// Whether the document is in WBXML, where a list of commands needs an element around it, or begins with one of a
/// message's own.
fn has_body(bytes: &[u8]) -> bool {
    crate::detect::root_name(bytes)
        .is_none_or(|root| matches!(root.as_str(), "SyncML" | "SyncHdr" | "SyncBody"))
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

/// Commands without a message around them. The header here is only for the model, which does not look at it.
struct Commands(SyncMl<'static>);

impl Commands {
    fn new(body: SyncBody<'static>) -> Self {
        Commands(SyncMl::new(SyncHdr::dm12("", 1, "", ""), body))
    }
}

impl Payload for Commands {
    fn to_json(&self) -> Result<Value, Refusal> {
        serialize(&self.0.body.commands)
    }

    /// A document of the body alone: there is no header to write, and none is made up.
    fn encode(&self, to: Format, _: &Context) -> Result<Vec<u8>, Refusal> {
        match to {
            Format::SyncmlWbxml => {
                let mut sink = WbxmlSink::new(WbxmlStyle::default());
                self.0.body.encode(Tag::SyncBody, &mut sink);
                Ok(sink.finish()?)
            }
            _ => {
                let mut sink = XmlSink::new(Style::default());
                self.0.body.encode(Tag::SyncBody, &mut sink);
                Ok(sink.finish()?.into_bytes())
            }
        }
    }

    fn lift<'a>(&'a self, options: &Options<'_>) -> Result<Message<'a>, Refusal> {
        self.0.lift(options)
    }
}
