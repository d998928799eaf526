//! The side of the device: an LwM2M server.

use super::coap;
use crate::log::Log;
use crate::{PATIENCE, Result};
use coap_lite::{CoapOption, Packet};
use lwm2m_tlv::interface::attributes::AttributeChanges;
use lwm2m_tlv::interface::operation::{Operation, Receiver};
use lwm2m_tlv::model::CoreObjects;
use lwm2m_tlv::{Content, ContentFormat, DecodeOptions, Node, Path, content_format};
use std::borrow::Cow;
use std::net::UdpSocket;
use std::sync::mpsc::Receiver as Orders;
use tokio::sync::mpsc::Sender;

const DEVICE: Path = Path::instance(3, 0);
const BATTERY: Path = Path::resource(3, 0, 9);
/// How many notifications are waited for.
const NOTIFICATIONS: usize = 2;

/// Takes a registration, passes on what the device tells, does what is ordered, takes the de-registration.
pub(super) fn serve(
    socket: &UdpSocket,
    nodes: &Sender<Vec<Node<'static>>>,
    orders: &Orders<Vec<Node<'static>>>,
    log: &Log,
) -> Result<()> {
    let (packet, name) = next(socket)?;
    log.say(format!("lwm2m: {name}"));
    let mut response = coap::response(&packet, lwm2m_tlv::interface::operation::ResponseCode::CREATED);
    for segment in ["rd", "0"] {
        response.add_option(CoapOption::LocationPath, segment.as_bytes().to_vec());
    }
    coap::send(socket, &response)?;

    let read = Operation::Read { path: DEVICE, accept: Some(ContentFormat::TLV) };
    tell(nodes, DEVICE, &ask(socket, &read, 10, log)?)?;
    let attributes = AttributeChanges::from_query("lt=90&st=5")?;
    ask(socket, &Operation::Observe { path: BATTERY, accept: None, attributes }, 11, log)?;
    for _ in 0..NOTIFICATIONS {
        let notification = coap::receive(socket)?;
        log.say(format!("lwm2m: notification of {BATTERY}"));
        tell(nodes, BATTERY, &notification)?;
    }

    for node in orders.recv_timeout(PATIENCE)? {
        if let Content::None = node.content {
            let execute = Operation::Execute { path: node.path, arguments: Cow::Borrowed(b"") };
            ask(socket, &execute, 12, log)?;
        }
    }
    let (packet, name) = next(socket)?;
    coap::send(socket, &coap::response(&packet, lwm2m_tlv::interface::operation::ResponseCode::DELETED))?;
    log.say(format!("lwm2m: {name}"));
    Ok(())
}

/// The next request of the device, and what it is.
fn next(socket: &UdpSocket) -> Result<(Packet, &'static str)> {
    let packet = coap::receive(socket)?;
    let request = coap::read_request(&packet)?.ok_or("a request was expected")?;
    let name =
        Operation::from_request(&request, Receiver::Server, &DecodeOptions::lenient(), &mut ())?.name();
    Ok((packet, name))
}

/// Passes the values of a payload on.
fn tell(nodes: &Sender<Vec<Node<'static>>>, path: Path, packet: &Packet) -> Result<()> {
    let format = coap::content_format(packet).unwrap_or(ContentFormat::TLV);
    let options = DecodeOptions::lenient();
    let read = content_format::decode(format, path, &packet.payload, &CoreObjects, &options, &mut ())?;
    nodes.blocking_send(read.into_iter().map(Node::into_owned).collect())?;
    Ok(())
}

/// Sends an operation and waits for its success.
fn ask(socket: &UdpSocket, operation: &Operation<'_>, id: u16, log: &Log) -> Result<Packet> {
    log.say(format!("lwm2m: {} {}", operation.name(), operation.to_request()?.path.join("/")));
    coap::send(socket, &coap::request(&operation.to_request()?, id))?;
    let answer = coap::receive(socket)?;
    if answer.header.message_id == id && coap::code(&answer) == operation.success() {
        Ok(answer)
    } else {
        Err(format!("{} answered with {}", operation.name(), coap::code(&answer)).into())
    }
}
