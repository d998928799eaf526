//! A server and a device through three sessions: boot, read, write, download; the report of the transfer; a
//! reboot. Both sides are values; a pair of loops stands for the network, and every message passes through XML.
//!
//! `cargo run -p cwmp-soap --example session`
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, missing_docs)]

use cwmp_soap::envelope::CwmpVersion;
use cwmp_soap::rpc::*;
use cwmp_soap::session::{AcsAction, AcsSession, Cpe, CpeAction};
use cwmp_soap::value::{DateTime, EventCode, Value};
use cwmp_soap::{Body, Envelope, Rpc};

pub(crate) fn main() {
    let mut device = Device::new();

    println!("== the device boots and informs; the server reads, writes and orders a download");
    device.cpe.report(EventStruct::new(EventCode::BOOTSTRAP, ""));
    let mut server = Server { wishes: vec![] };
    server.wishes = vec![
        GetParameterValues::new(vec!["Device.DeviceInfo.SoftwareVersion".into()]).into(),
        SetParameterValues::new(
            vec![ParameterValueStruct::new(
                "Device.ManagementServer.PeriodicInformInterval",
                Value::unsigned_int(600),
            )],
            "v1",
        )
        .into(),
        Download::new("fw-2", "1 Firmware Upgrade Image", "http://files.example.com/fw-2.bin").into(),
    ];
    talk(&mut device, &mut server);
    assert_eq!(device.interval, "600");
    assert_eq!(device.cpe.transfers().len(), 1);

    println!("== the download has ended; the device reports it, the server has it reboot");
    let now = DateTime::from_unix_seconds(1_700_000_000).unwrap();
    assert!(device.cpe.transfer_ended("fw-2", FaultStruct::success(), now, now));
    server.wishes = vec![Reboot::new("after fw-2").into()];
    talk(&mut device, &mut server);
    assert!(device.cpe.transfers().is_empty());

    println!("== the device is back");
    device.cpe.rebooted();
    device.cpe.report(EventStruct::new(EventCode::BOOT, ""));
    device.cpe.report(EventStruct::new(EventCode::M_REBOOT, "after fw-2"));
    talk(&mut device, &mut server);
    assert!(!device.cpe.wants_session());
    println!("done");
}

/// One session: the device posts, the server answers, until both are silent.
fn talk(device: &mut Device, server: &mut Server) {
    let mut session = AcsSession::new(CwmpVersion::ALL);
    let now = DateTime::from_unix_seconds(1_700_000_000).unwrap();
    let parameters =
        vec![ParameterValueStruct::new("Device.DeviceInfo.SoftwareVersion", Value::string("1.0"))];
    let mut device_actions = vec![device.cpe.start(now, parameters)];
    while let Some(action) = device_actions.pop() {
        match action {
            CpeAction::Post(post) => {
                let answer = server.exchange(&mut session, over_the_wire("->", post));
                device_actions = device.cpe.handle(over_the_wire("<-", answer));
                device_actions.reverse();
            }
            CpeAction::Call(call) => device_actions.push(device.execute(&call)),
            CpeAction::Done => return,
            other => println!("   device: {other:?}"),
        }
    }
}

/// Writes the message and reads it again, as two peers would.
fn over_the_wire(direction: &str, message: Option<Envelope<'static>>) -> Option<Envelope<'static>> {
    let Some(message) = message else {
        println!("{direction} (empty)");
        return None;
    };
    let xml = message.to_xml().unwrap();
    let read = Envelope::from_xml(xml.as_bytes()).unwrap().into_owned();
    println!("{direction} {} ({} bytes)", read.rpc().map_or("Fault", Rpc::name), xml.len());
    Some(read)
}

struct Device {
    cpe: Cpe,
    interval: String,
}

impl Device {
    fn new() -> Self {
        let id = DeviceIdStruct::new("Example", "00D09E", "Gateway", "SN-1");
        Device { cpe: Cpe::new(id, CwmpVersion::ALL), interval: "300".to_owned() }
    }

    fn execute(&mut self, call: &Rpc<'static>) -> CpeAction {
        let body: Body<'static> = match call {
            Rpc::GetParameterValues(call) => {
                let value = |name: &std::borrow::Cow<'static, str>| {
                    ParameterValueStruct::new(name.clone(), Value::string("1.0"))
                };
                GetParameterValuesResponse::new(call.parameter_names.iter().map(value).collect::<Vec<_>>())
                    .into()
            }
            Rpc::SetParameterValues(call) => {
                self.interval = call.parameter_list.first().unwrap().value.text.to_string();
                SetParameterValuesResponse::new(Status::DONE).into()
            }
            Rpc::Download(_) => DownloadResponse::new(Status::LATER).into(),
            Rpc::Reboot(_) => RebootResponse::new().into(),
            other => panic!("not expected here: {}", other.name()),
        };
        self.cpe.answer(body)
    }
}

struct Server {
    wishes: Vec<Rpc<'static>>,
}

impl Server {
    fn exchange(
        &mut self,
        session: &mut AcsSession,
        post: Option<Envelope<'static>>,
    ) -> Option<Envelope<'static>> {
        let mut actions = session.handle(post);
        actions.reverse();
        while let Some(action) = actions.pop() {
            match action {
                AcsAction::Send(answer) => return answer,
                AcsAction::Informed(inform) => {
                    let events: Vec<_> = inform.event.iter().map(|event| event.event_code.as_str()).collect();
                    println!("   server: {} informs: {}", inform.device_id.serial_number, events.join(", "));
                    self.wishes.drain(..).for_each(|wish| session.request(wish));
                }
                AcsAction::Call(Rpc::TransferComplete(report)) => {
                    println!(
                        "   server: transfer {} ended with {}",
                        report.command_key, report.fault_struct.fault_code
                    );
                    actions.push(session.answer(TransferCompleteResponse::new()));
                }
                AcsAction::Response { request, response } => {
                    println!("   server: {} answered by {}", request.name(), response.name());
                    actions.extend(session.proceed().into_iter().rev());
                }
                other => panic!("not expected here: {other:?}"),
            }
        }
        None
    }
}
