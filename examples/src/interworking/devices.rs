//! Devices as values: bytes of their protocol in, what they make of them out.

use crate::Result;
use crate::dm::phone;
use cwmp_soap::rpc::{DownloadResponse, Status};
use cwmp_soap::value::FaultCode;
use cwmp_soap::{Body, Envelope, Fault, Rpc};
use lwm2m_tlv::interface::operation::{Operation, Receiver, Request, ResponseCode};
use lwm2m_tlv::{DecodeOptions, Path};
use omadm_syncml::code::StatusCode;
use omadm_syncml::message::SyncMl;
use omadm_syncml::tree::Tree;

/// A device of TR-069.
pub(super) struct Gateway;

impl Gateway {
    /// Takes an envelope; what was asked and answered.
    pub(super) fn take(&mut self, xml: &[u8]) -> Result<String> {
        let envelope = Envelope::from_xml(xml)?;
        let rpc = envelope.rpc().ok_or("no RPC")?;
        let body: Body<'static> = match rpc {
            Rpc::Download(_) => DownloadResponse::new(Status::LATER).into(),
            _ => Fault::new(FaultCode::METHOD_NOT_SUPPORTED).into(),
        };
        let reply = envelope.reply(body).to_xml()?;
        match Envelope::from_xml(reply.as_bytes())?.rpc() {
            Some(response) => Ok(match rpc {
                Rpc::Download(download) => {
                    let (key, url) = (&download.command_key, &download.url);
                    format!("Download {key} from {url} is answered by {}", response.name())
                }
                other => format!("{} is answered by {}", other.name(), response.name()),
            }),
            None => Err(format!("{} refused", rpc.name()).into()),
        }
    }
}

/// A device of LwM2M with the object Firmware Update, which downloads at once.
#[derive(Default)]
pub(super) struct Sensor {
    package_uri: String,
}

impl Sensor {
    /// Takes a request; the code of the response.
    pub(super) fn take(&mut self, request: &Request<'_>) -> Result<ResponseCode> {
        const PACKAGE_URI: Path = Path::resource(5, 0, 1);
        const UPDATE: Path = Path::resource(5, 0, 2);
        let operation =
            Operation::from_request(request, Receiver::Client, &DecodeOptions::lenient(), &mut ())?;
        Ok(match &operation {
            Operation::Write { path: PACKAGE_URI, payload, .. } => {
                self.package_uri = std::str::from_utf8(payload)?.to_owned();
                operation.success()
            }
            // Only what is downloaded can be installed.
            Operation::Execute { path: UPDATE, .. } if !self.package_uri.is_empty() => operation.success(),
            _ => ResponseCode::METHOD_NOT_ALLOWED,
        })
    }
}

/// A device of OMA DM.
pub(super) struct Phone {
    tree: Tree<phone::Nodes>,
}

impl Phone {
    pub(super) fn new() -> Result<Self> {
        Ok(Phone { tree: phone::tree()? })
    }

    /// Takes a message; each command with its status.
    pub(super) fn take(&mut self, wbxml: &[u8]) -> Result<Vec<(String, StatusCode)>> {
        let message = SyncMl::from_wbxml(wbxml)?;
        let server = message.header.source.uri();
        let mut statuses = Vec::new();
        for command in &message.body.commands {
            let target = command.items().iter().find_map(|item| item.target_uri()).unwrap_or_default();
            for reply in self.tree.execute(server, command, &mut ()) {
                statuses.push((format!("{} {target}", reply.cmd), reply.status));
            }
        }
        Ok(statuses)
    }
}
