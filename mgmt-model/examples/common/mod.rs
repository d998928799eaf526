//! What the examples share: a message of the model, on its way to a device.

use lwm2m_tlv::interface::operation::Operation;
use lwm2m_tlv::{ContentFormat, Version};
use mgmt_model::{Loss, Message, Options, Output, Protocol, lower, lwm2m};

/// Writes a request in a protocol and prints it under the name of who gets it. What is lost is printed, too.
///
/// # Errors
///
/// Those of the writers; none of the examples' messages has any.
pub(crate) fn send(
    to: &str,
    protocol: Protocol,
    message: &Message<'_>,
    options: &Options<'_>,
) -> Result<(), Box<dyn std::error::Error>> {
    if protocol == Protocol::LwM2m {
        return send_operations(to, message, options);
    }
    let lowered = lower(message, protocol, options);
    match lowered.output {
        Output::Cwmp(envelopes) => {
            for envelope in envelopes {
                let xml = envelope.to_xml()?;
                // The RPC without the envelope around it.
                let body = xml.split_once("Body>").map_or(&*xml, |(_, body)| body);
                println!("  {to} <- {}", body.split_once("</soap").map_or(body, |(rpc, _)| rpc));
            }
        }
        Output::OmaDm(message) => {
            for command in &message.body.commands {
                for item in command.items() {
                    let data = item.data.as_ref().and_then(|data| data.text());
                    let data = data.map(|data| format!(" = {data}")).unwrap_or_default();
                    println!("  {to} <- {} {}{data}", command.name(), item.target_uri().unwrap_or_default());
                }
            }
        }
        Output::OneM2m(resources) => {
            println!("  {to} <- {}", mgmt_model::onem2m::Resource::to_json(&resources)?)
        }
        _ => {}
    }
    report(to, &lowered.losses);
    Ok(())
}

/// In LwM2M a request is several operations: what to observe, what to write, what to execute.
fn send_operations(
    to: &str,
    message: &Message<'_>,
    options: &Options<'_>,
) -> Result<(), Box<dyn std::error::Error>> {
    let (format, version) = (ContentFormat::SENML_JSON, Version::V1_1);
    let lowered = lwm2m::lower_operations(message, format, version, options)?;
    for operation in &lowered.output {
        let path = operation.path().map(|path| format!(" {path}")).unwrap_or_default();
        let payload = match operation {
            Operation::Write { payload, .. } | Operation::WriteComposite { payload, .. } => {
                format!(" {}", String::from_utf8_lossy(payload))
            }
            _ => String::new(),
        };
        println!("  {to} <- {}{path}{payload}", operation.name());
    }
    report(to, &lowered.losses);
    Ok(())
}

fn report(to: &str, losses: &[Loss]) {
    for loss in losses {
        println!("  {to}    lost: {loss}");
    }
}
