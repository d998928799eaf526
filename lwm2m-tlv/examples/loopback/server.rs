//! The server: waits for a registration, then works through a list of operations.

use super::{Result, coap};
use coap_lite::{CoapOption, Packet};
use lwm2m_tlv::interface::attributes::AttributeChanges;
use lwm2m_tlv::interface::operation::{Operation, Receiver, WriteMode};
use lwm2m_tlv::model::Registry;
use lwm2m_tlv::{ContentFormat, DecodeOptions, Node, Path, Version, content_format};
use std::borrow::Cow;
use std::net::UdpSocket;

/// How many notifications are waited for.
const NOTIFICATIONS: usize = 2;

/// Serves one client from registration to de-registration; gives what happened, a line each.
pub fn run(socket: &UdpSocket) -> Result<Vec<String>> {
    let mut log = Vec::new();
    let registry = Registry::new();
    let options = DecodeOptions::lenient();

    let packet = coap::receive(socket)?;
    let request = coap::read_request(&packet)?.ok_or("a request was expected")?;
    let operation = Operation::from_request(&request, Receiver::Server, &options, &mut ())?;
    let Operation::Register { parameters, links } = &operation else {
        return Err(format!("Register was expected, not {}", operation.name()).into());
    };
    let mut response = coap::response(&packet, operation.success());
    response.add_option(CoapOption::LocationPath, b"rd".to_vec());
    response.add_option(CoapOption::LocationPath, b"0".to_vec());
    coap::send(socket, &response)?;
    let version = parameters.version.unwrap_or(Version::V1_0);
    let name = parameters.endpoint.as_deref().unwrap_or_default();
    log.push(format!("registered {name}, LwM2M {version}, {} object instances", links.links.len()));

    // From here on types are those of the object versions that this client has.
    let model = registry.at(|id| links.object_version(id, version));
    let nodes = |packet: &Packet, path| -> Result<Vec<Node<'static>>> {
        let format = coap::content_format(packet).unwrap_or(ContentFormat::TLV);
        let nodes = content_format::decode(format, path, &packet.payload, &model, &options, &mut ())?;
        Ok(nodes.into_iter().map(Node::into_owned).collect())
    };

    let device = Path::instance(3, 0);
    let answer = ask(socket, &Operation::Read { path: device, accept: Some(ContentFormat::TLV) }, 10)?;
    for node in nodes(&answer, device)? {
        log.push(format!("read {} = {:?}", node.path, node.content));
    }

    let battery = Path::resource(3, 0, 9);
    let attributes = AttributeChanges::from_query("lt=90&st=5")?;
    ask(socket, &Operation::Observe { path: battery, accept: None, attributes }, 11)?;
    for _ in 0..NOTIFICATIONS {
        let notification = coap::receive(socket)?;
        for node in nodes(&notification, battery)? {
            log.push(format!("notified {} = {:?}", node.path, node.content));
        }
    }

    let offset = Path::resource(3, 0, 14);
    let payload =
        content_format::encode(ContentFormat::TEXT, version, offset, &[Node::new(offset, "+02:00")])?;
    let write = Operation::Write {
        path: offset,
        mode: WriteMode::Replace,
        format: Some(ContentFormat::TEXT),
        payload: payload.into(),
    };
    ask(socket, &write, 12)?;
    let answer = ask(socket, &Operation::Read { path: offset, accept: Some(ContentFormat::TEXT) }, 13)?;
    log.push(format!("wrote {offset}, it is now {:?}", nodes(&answer, offset)?.first().map(|n| &n.content)));

    let reboot = Path::resource(3, 0, 4);
    ask(socket, &Operation::Execute { path: reboot, arguments: Cow::Borrowed(b"") }, 14)?;
    log.push(format!("executed {reboot}"));

    let packet = coap::receive(socket)?;
    let request = coap::read_request(&packet)?.ok_or("a request was expected")?;
    let operation = Operation::from_request(&request, Receiver::Server, &options, &mut ())?;
    coap::send(socket, &coap::response(&packet, operation.success()))?;
    log.push(format!("{} of {}", operation.name(), request.path.join("/")));
    Ok(log)
}

/// Sends an operation and waits for its success.
fn ask(socket: &UdpSocket, operation: &Operation<'_>, id: u16) -> Result<Packet> {
    coap::send(socket, &coap::request(&operation.to_request()?, id))?;
    let answer = coap::receive(socket)?;
    if answer.header.message_id == id && coap::code(&answer) == operation.success() {
        Ok(answer)
    } else {
        Err(format!("{} answered with {}", operation.name(), coap::code(&answer)).into())
    }
}
