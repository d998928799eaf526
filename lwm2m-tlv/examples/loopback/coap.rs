//! Between the crate's requests and CoAP messages.

use super::Result;
use coap_lite::option_value::{OptionValueU16, OptionValueU32};
use coap_lite::{CoapOption, MessageClass, MessageType, Packet};
use lwm2m_tlv::ContentFormat;
use lwm2m_tlv::interface::operation::{Method, Request, ResponseCode};
use std::borrow::Cow;
use std::net::UdpSocket;

/// A message with its type, identifier and token.
pub fn message(kind: MessageType, id: u16, token: &[u8]) -> Packet {
    let mut packet = Packet::new();
    packet.header.set_type(kind);
    packet.header.message_id = id;
    packet.set_token(token.to_vec());
    packet
}

/// The message that carries a request.
pub fn request(request: &Request<'_>, id: u16) -> Packet {
    let mut packet = message(MessageType::Confirmable, id, &id.to_be_bytes());
    packet.header.code = MessageClass::from(request.method.code());
    if let Some(observe) = request.observe {
        packet.set_observe_value(observe);
    }
    for segment in &request.path {
        packet.add_option(CoapOption::UriPath, segment.as_bytes().to_vec());
    }
    for parameter in &request.query {
        packet.add_option(CoapOption::UriQuery, parameter.as_bytes().to_vec());
    }
    set_format(&mut packet, CoapOption::ContentFormat, request.content_format);
    set_format(&mut packet, CoapOption::Accept, request.accept);
    packet.payload = request.payload.to_vec();
    packet
}

/// The request in a message; `None` when the message is a response or empty.
pub fn read_request(packet: &Packet) -> Result<Option<Request<'_>>> {
    let Some(method) = Method::from_code(packet.header.code.into()) else { return Ok(None) };
    let mut request = Request::new(method);
    request.path = texts(packet, CoapOption::UriPath)?;
    request.query = texts(packet, CoapOption::UriQuery)?;
    request.content_format = format(packet, CoapOption::ContentFormat);
    request.accept = format(packet, CoapOption::Accept);
    let observe = packet.get_first_option_as::<OptionValueU32>(CoapOption::Observe);
    request.observe = observe.and_then(|value| value.ok()).map(|value| value.0);
    request.payload = Cow::Borrowed(&packet.payload);
    Ok(Some(request))
}

/// The acknowledgement that carries the response to `packet`.
pub fn response(packet: &Packet, code: ResponseCode) -> Packet {
    let mut response = message(MessageType::Acknowledgement, packet.header.message_id, packet.get_token());
    response.header.code = MessageClass::from(code.0);
    response
}

/// The code of a response.
pub fn code(packet: &Packet) -> ResponseCode {
    ResponseCode(packet.header.code.into())
}

/// The content format of a payload.
pub fn content_format(packet: &Packet) -> Option<ContentFormat> {
    format(packet, CoapOption::ContentFormat)
}

/// Sets the content format of a payload.
pub fn set_content_format(packet: &mut Packet, format: ContentFormat) {
    set_format(packet, CoapOption::ContentFormat, Some(format));
}

fn format(packet: &Packet, option: CoapOption) -> Option<ContentFormat> {
    let value = packet.get_first_option_as::<OptionValueU16>(option)?;
    value.ok().map(|value| ContentFormat(value.0))
}

fn set_format(packet: &mut Packet, option: CoapOption, format: Option<ContentFormat>) {
    if let Some(format) = format {
        packet.add_option_as(option, OptionValueU16(format.0));
    }
}

fn texts(packet: &Packet, option: CoapOption) -> Result<Vec<Cow<'_, str>>> {
    let Some(values) = packet.get_option(option) else { return Ok(Vec::new()) };
    values.iter().map(|value| Ok(Cow::Borrowed(std::str::from_utf8(value)?))).collect()
}

/// Sends a message.
pub fn send(socket: &UdpSocket, packet: &Packet) -> Result<()> {
    let bytes = packet.to_bytes().map_err(|error| format!("unwritable message: {error:?}"))?;
    socket.send(&bytes)?;
    Ok(())
}

/// Waits for a message.
pub fn receive(socket: &UdpSocket) -> Result<Packet> {
    let mut buffer = [0; 1500];
    let length = socket.recv(&mut buffer)?;
    let bytes = buffer.get(..length).unwrap_or_default();
    Packet::from_bytes(bytes).map_err(|error| format!("unreadable message: {error:?}").into())
}
