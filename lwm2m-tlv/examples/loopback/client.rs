//! The client: a device with a battery that runs down.

use super::{Result, coap};
use coap_lite::{MessageType, Packet};
use lwm2m_tlv::interface::attributes::NotificationAttributes;
use lwm2m_tlv::interface::observer::Observer;
use lwm2m_tlv::interface::operation::{Operation, Receiver, ResponseCode};
use lwm2m_tlv::interface::registration::{Binding, ObjectLink, ObjectLinks, Parameters};
use lwm2m_tlv::model::CoreObjects;
use lwm2m_tlv::model::validate;
use lwm2m_tlv::{ContentFormat, DecodeOptions, Node, Path, Value, Version, content_format};
use std::collections::BTreeMap;
use std::net::UdpSocket;
use std::time::Duration;

const DEVICE: Path = Path::instance(3, 0);
const BATTERY: Path = Path::resource(3, 0, 9);
const REBOOT: Path = Path::resource(3, 0, 4);

/// The readings of the battery, one every ten seconds of a simulated clock.
const READINGS: [i64; 6] = [92, 92, 86, 85, 80, 79];

struct Device {
    values: BTreeMap<Path, Value<'static>>,
    rebooted: bool,
}

/// Registers, answers the server until it has rebooted the device, de-registers.
pub fn run(socket: &UdpSocket) -> Result<()> {
    let mut links = ObjectLinks::default();
    links.content_formats = vec![ContentFormat::SENML_CBOR];
    links.links = vec![ObjectLink::new(Path::instance(1, 0)), ObjectLink::new(DEVICE)];
    let parameters =
        Parameters::new("urn:example:battery-1", Version::V1_1).with_lifetime(300).with_binding(Binding::UDP);
    let answer = ask(socket, &Operation::Register { parameters, links }, 1)?;
    let location: Vec<String> = answer
        .get_option(coap_lite::CoapOption::LocationPath)
        .into_iter()
        .flatten()
        .map(|segment| String::from_utf8_lossy(segment).into_owned())
        .collect();

    let mut device = Device {
        values: BTreeMap::from([
            (Path::resource(3, 0, 0), Value::from("Example")),
            (BATTERY, Value::from(READINGS[0])),
            (Path::resource(3, 0, 14), Value::from("+00:00")),
            (Path::resource_instance(3, 0, 6, 0), Value::from(1_i64)),
        ]),
        rebooted: false,
    };
    while !device.rebooted {
        let packet = coap::receive(socket)?;
        let Some(request) = coap::read_request(&packet)? else { continue };
        let options = DecodeOptions::lenient();
        let operation = match Operation::from_request(&request, Receiver::Client, &options, &mut ()) {
            Ok(operation) => operation,
            Err(_) => {
                coap::send(socket, &coap::response(&packet, ResponseCode::BAD_REQUEST))?;
                continue;
            }
        };
        coap::send(socket, &device.answer(&packet, &operation)?)?;
        if let Operation::Observe { path: BATTERY, attributes, .. } = &operation {
            let mut effective = NotificationAttributes::default();
            effective.apply(attributes);
            device.notify(socket, &packet, effective)?;
        }
    }
    let location = location.into_iter().map(Into::into).collect();
    ask(socket, &Operation::Deregister { location }, 2)?;
    Ok(())
}

impl Device {
    fn answer(&mut self, packet: &Packet, operation: &Operation<'_>) -> Result<Packet> {
        if !operation.validate(&CoreObjects).is_empty() {
            return Ok(coap::response(packet, ResponseCode::METHOD_NOT_ALLOWED));
        }
        let mut response = coap::response(packet, operation.success());
        match operation {
            Operation::Read { path, accept } | Operation::Observe { path, accept, .. } => {
                let nodes: Vec<Node<'_>> = self
                    .values
                    .iter()
                    .filter(|(at, _)| at.starts_with(*path))
                    .map(|(at, value)| Node::new(*at, value.clone()))
                    .collect();
                if nodes.is_empty() {
                    return Ok(coap::response(packet, ResponseCode::NOT_FOUND));
                }
                let format = accept.unwrap_or(ContentFormat::TLV);
                response.payload = content_format::encode(format, Version::V1_1, *path, &nodes)?;
                coap::set_content_format(&mut response, format);
                if matches!(operation, Operation::Observe { .. }) {
                    response.set_observe_value(0);
                }
            }
            Operation::Write { path, format, payload, .. } => {
                let format = format.unwrap_or(ContentFormat::TEXT);
                let options = DecodeOptions::lenient();
                let nodes = content_format::decode(format, *path, payload, &CoreObjects, &options, &mut ())?;
                if !validate::nodes(&nodes, &CoreObjects).is_empty() {
                    return Ok(coap::response(packet, ResponseCode::BAD_REQUEST));
                }
                for node in nodes {
                    if let Some(value) = node.value() {
                        self.values.insert(node.path, value.clone().into_owned());
                    }
                }
            }
            Operation::Execute { path: REBOOT, .. } => self.rebooted = true,
            _ => return Ok(coap::response(packet, ResponseCode::NOT_IMPLEMENTED)),
        }
        Ok(response)
    }

    /// Lets the clock run and sends what the observer lets go.
    fn notify(
        &mut self,
        socket: &UdpSocket,
        observe: &Packet,
        attributes: NotificationAttributes,
    ) -> Result<()> {
        let mut observer = Observer::new(attributes, Duration::ZERO, Value::from(READINGS[0]));
        let mut number = 0;
        for (at, reading) in (0..).map(|step| Duration::from_secs(10 * step)).zip(READINGS) {
            let value = Value::from(reading);
            self.values.insert(BATTERY, value.clone());
            if !observer.look(at, value.clone()).is_notify() {
                continue;
            }
            number += 1;
            let mut notification =
                coap::message(MessageType::NonConfirmable, 100 + number, observe.get_token());
            notification.header.code = coap_lite::MessageClass::from(ResponseCode::CONTENT.0);
            notification.set_observe_value(number.into());
            notification.payload = content_format::encode(
                ContentFormat::SENML_CBOR,
                Version::V1_1,
                BATTERY,
                &[Node::new(BATTERY, value)],
            )?;
            coap::set_content_format(&mut notification, ContentFormat::SENML_CBOR);
            coap::send(socket, &notification)?;
        }
        Ok(())
    }
}

/// Sends an operation and waits for its success.
fn ask(socket: &UdpSocket, operation: &Operation<'_>, id: u16) -> Result<Packet> {
    coap::send(socket, &coap::request(&operation.to_request()?, id))?;
    let answer = coap::receive(socket)?;
    if coap::code(&answer) == operation.success() {
        Ok(answer)
    } else {
        Err(format!("{} answered with {}", operation.name(), coap::code(&answer)).into())
    }
}
