//! One module a protocol: how its payloads are decoded, shown and written.

mod bulk;
mod cwmp;
mod data_model;
mod ddf;
mod link;
pub mod lwm2m;
mod notification;
mod object;
mod onem2m;
mod provisioning;
mod senml;
mod syncml;
mod translate;

pub use lwm2m::content_format;
pub use translate::translate;

use crate::args::Reading;
use crate::detect::Place;
use crate::format::{Format, Protocol};
use crate::refusal::Refusal;
use crate::tree;
use mgmt_model::{Message, Options};
use mgmt_wire::{DecodeOptions, Kind, Recovery, Warning};
use serde_json::Value;
use std::path::Path;

/// What the command line says about reading, made ready.
pub struct Context {
    /// Mode and limits.
    pub options: DecodeOptions,
    /// The LwM2M path the payload belongs to.
    pub path: lwm2m_tlv::Path,
    /// What stands before that path: the device behind a gateway, or the client's alternate root.
    pub prefix: Option<String>,
    /// Object definitions.
    pub objects: lwm2m::Objects,
}

impl Context {
    /// Reads the definitions and checks the path.
    pub fn new(reading: &Reading) -> Result<Self, Refusal> {
        let mut options = if reading.strict { DecodeOptions::strict() } else { DecodeOptions::lenient() };
        if reading.recover {
            options.recovery = Recovery::all();
        }
        let text = reading.path.as_deref().unwrap_or("/");
        let (prefix, path) = lwm2m_tlv::path::split_prefix(text);
        let path = lwm2m_tlv::Path::decode(path, &options, &mut ())
            .map_err(|error| Refusal::Usage(format!("{text} is no LwM2M path: {}", error.kind)))?;
        let objects = lwm2m::Objects::new(reading.objects.as_deref())?;
        Ok(Context { options, path, prefix: prefix.map(str::to_owned), objects })
    }

    /// The place of an LwM2M payload that the command line names.
    pub fn place(&self) -> Option<Place> {
        let value_type = lwm2m_tlv::Types::value_type(&self.objects, self.path);
        (!self.path.is_root()).then_some(Place { path: self.path, value_type })
    }
}

/// A decoded payload of any format.
pub trait Payload {
    /// The model as JSON: the shapes of the command's contract.
    fn to_json(&self) -> Result<Value, Refusal>;

    /// The model for people.
    fn to_text(&self, colour: bool) -> Result<String, Refusal> {
        Ok(tree::render(&self.to_json()?, colour))
    }

    /// What the payload says about a device, or asks of it.
    fn lift<'a>(&'a self, _: &Options<'_>) -> Result<Message<'a>, Refusal> {
        Err(Refusal::Usage("this format describes; it says nothing about a device".to_owned()))
    }

    /// What the published data models do not have of it, one line each.
    fn findings(&self) -> Vec<String> {
        Vec::new()
    }

    /// The payload in another format of the same protocol.
    fn encode(&self, to: Format, context: &Context) -> Result<Vec<u8>, Refusal>;
}

/// A payload and the deviations that were accepted.
pub struct Decoded {
    /// The payload.
    pub payload: Box<dyn Payload>,
    /// One line each: `Name: text at byte N`.
    pub warnings: Vec<String>,
}

impl Decoded {
    fn new<W: Kind>(payload: impl Payload + 'static, warnings: &[Warning<W>]) -> Self {
        Decoded { payload: Box::new(payload), warnings: warnings.iter().map(warning_line).collect() }
    }
}

/// Decodes bytes of a format. `folder` is where the file came from.
pub fn decode(
    format: Format,
    bytes: &[u8],
    context: &Context,
    folder: Option<&Path>,
) -> Result<Decoded, Refusal> {
    match format.protocol() {
        Protocol::Bulk => bulk::decode(format, bytes, context),
        Protocol::Cwmp => cwmp::decode(bytes, context),
        Protocol::Ddf => ddf::decode(format, bytes, context),
        Protocol::DataModel => data_model::decode(bytes, context, folder),
        Protocol::Link => link::decode(bytes, context),
        Protocol::Lwm2m => lwm2m::decode(format, bytes, context),
        Protocol::ObjectDefinition => object::decode(bytes, context),
        Protocol::SyncMl => syncml::decode(format, bytes, context),
        Protocol::Notification => notification::decode(bytes, context),
        Protocol::ClientProvisioning => provisioning::decode(format, bytes, context),
        Protocol::OneM2m => onem2m::decode(format, bytes, context),
    }
}

fn warning_line<W: Kind>(warning: &Warning<W>) -> String {
    format!("{}: {warning}", warning.name())
}

/// A model through serde.
fn serialize(model: &impl serde::Serialize) -> Result<Value, Refusal> {
    serde_json::to_value(model).map_err(|error| Refusal::input("Unprintable", error))
}

/// Lower-case hexadecimal digits, two a byte.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
