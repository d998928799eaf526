//! From one protocol to another through the information model.

use super::{Context, Payload, content_format, onem2m};
use crate::args::Direction;
use crate::format::{Format, Protocol};
use crate::refusal::Refusal;
use lwm2m_tlv::Version;
use mgmt_model::{Intent, Loss, Options, Root};

/// A payload of another protocol, and what did not come over.
pub struct Translated {
    /// The payload.
    pub bytes: Vec<u8>,
    /// Name and reason of each loss.
    pub losses: Vec<(String, String)>,
}

/// Translates a decoded payload.
pub fn translate(
    payload: &dyn Payload,
    to: Format,
    direction: Option<Direction>,
    root: &str,
    context: &Context,
) -> Result<Translated, Refusal> {
    let mut options = Options::default().with_root(if root == "Device" { Root::Tr181 } else { Root::Tr098 });
    options.limits = context.options.limits.clone();
    options.intent = direction.map(|direction| match direction {
        Direction::Read => Intent::Report,
        Direction::Write => Intent::Request,
    });
    let message = payload.lift(&options)?;
    match to.protocol() {
        Protocol::OneM2m => {
            let lowered = mgmt_model::onem2m::lower(&message, &options);
            finish(onem2m::write(&lowered.output, to)?, &lowered.losses)
        }
        Protocol::Cwmp => {
            let lowered = mgmt_model::cwmp::lower(&message, &options);
            let mut bytes = Vec::new();
            for envelope in &lowered.output {
                // One document a line: the line end behind the declaration is the writer's only one.
                bytes.extend_from_slice(envelope.to_xml()?.replacen("?>\n", "?>", 1).as_bytes());
                bytes.push(b'\n');
            }
            finish(bytes, &lowered.losses)
        }
        Protocol::SyncMl => {
            let lowered = mgmt_model::omadm::lower(&message, &options);
            finish(super::syncml::write(&lowered.output, to)?, &lowered.losses)
        }
        Protocol::Lwm2m => {
            let lowered = mgmt_model::lwm2m::lower(&message, &options);
            let format = content_format(to);
            let bytes =
                lwm2m_tlv::content_format::encode(format, Version::V1_2, context.path, &lowered.output)?;
            finish(bytes, &lowered.losses)
        }
        _ => Err(Refusal::Usage(format!("nothing can be translated to {}", to.id()))),
    }
}

fn finish(bytes: Vec<u8>, losses: &[Loss]) -> Result<Translated, Refusal> {
    let losses = losses.iter().map(|loss| (loss.name.clone(), loss.kind.to_string())).collect();
    Ok(Translated { bytes, losses })
}
