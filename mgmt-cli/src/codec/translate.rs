//! From one protocol to another through the information model.

use super::{Context, Payload, content_format, onem2m};
use crate::args::Direction;
use crate::format::{Format, Protocol};
use crate::refusal::Refusal;
use lwm2m_tlv::{Content, ContentFormat, Node, Path, Version};
use mgmt_model::{Intent, Loss, Options, Root};

/// A payload of another protocol, and what did not come over.
pub struct Translated {
    /// The payload.
    pub bytes: Vec<u8>,
    /// Name and reason of each loss.
    pub losses: Vec<(String, String)>,
    /// The path of an LwM2M payload that does not say it and was not asked for one.
    pub path: Option<Path>,
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
                // One document a line: the line end behind the declaration goes, those in values are written otherwise.
                let document = envelope.to_xml()?.replacen("?>\n", "?>", 1).replace('\n', "&#10;");
                bytes.extend_from_slice(document.as_bytes());
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
            // Among values a name alone is an Execute: what a patch would remove is null.
            let format = match to {
                Format::SenmlJson => ContentFormat::SENML_JSON,
                Format::SenmlCbor => ContentFormat::SENML_CBOR,
                _ => content_format(to),
            };
            let base = super::lwm2m::base(to, context.path, &lowered.output);
            let encode =
                |nodes: &[Node<'_>]| lwm2m_tlv::content_format::encode(format, Version::V1_2, base, nodes);
            // What this format cannot say at this path is one thing less, not the end of the rest.
            let mut unfit = Vec::new();
            let mut nodes = lowered.output;
            nodes.retain(|node| match misfit(node, base, encode) {
                Some(why) => {
                    unfit.push((node.path.to_string(), why));
                    false
                }
                None => true,
            });
            let mut translated = finish(encode(&nodes)?, &lowered.losses)?;
            translated.losses.append(&mut unfit);
            translated.path = (base != context.path).then_some(base);
            Ok(translated)
        }
        _ => Err(Refusal::Usage(format!("nothing can be translated to {}", to.id()))),
    }
}

/// Why a format has no place for a node in a payload of this path.
fn misfit(
    node: &Node<'_>,
    path: Path,
    encode: impl Fn(&[Node<'_>]) -> Result<Vec<u8>, lwm2m_tlv::Error>,
) -> Option<String> {
    if !node.path.starts_with(path) {
        return Some(format!("outside of {path}"));
    }
    if matches!(node.content, Content::Value(_)) {
        return None;
    }
    let alone = encode(std::slice::from_ref(node));
    // Formats of records have none for an instance without resources.
    let silent = || node.content == Content::Empty && encode(&[]).ok().as_deref() == alone.as_deref().ok();
    match &alone {
        Err(error) => Some(error.kind().to_string()),
        Ok(_) if silent() => Some("not expressible: instance without resources".to_owned()),
        Ok(_) => None,
    }
}

fn finish(bytes: Vec<u8>, losses: &[Loss]) -> Result<Translated, Refusal> {
    let losses = losses.iter().map(|loss| (loss.name.clone(), loss.kind.to_string())).collect();
    Ok(Translated { bytes, losses, path: None })
}
