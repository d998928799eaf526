//! A gateway between an LwM2M device and an ACS: notifications become Informs, a Reboot becomes an Execute.
//!
//! ```text
//! device --- LwM2M over UDP --- thread === nodes, orders === task --- CWMP over HTTP --- ACS
//! ```
//!
//! `mgmt-model` translates in between. The device is the client of `lwm2m-tlv`'s loopback example.

#[allow(unreachable_pub)]
#[path = "../../../lwm2m-tlv/examples/loopback/client.rs"]
mod client;
#[allow(unreachable_pub)]
#[path = "../../../lwm2m-tlv/examples/loopback/coap.rs"]
mod coap;
mod north;
mod south;

use crate::acs::server;
use crate::{PATIENCE, Result, http, log::Log};
use cwmp_soap::Rpc;
use cwmp_soap::rpc::{Inform, Reboot};
use std::net::{Ipv4Addr, UdpSocket};
use std::sync::mpsc as threads;
use std::thread;
use tokio::sync::mpsc;

/// The device's battery in the names of CWMP.
const LEVEL: &str = "Device.DeviceInfo.X_oneM2M_org_BatteryStatus.Battery.1.Level";

/// How many payloads may wait for a session.
const MOST_WAITING: usize = 16;

/// An operator's rule for the ACS: a device whose battery is low shall start again.
fn restart_when_low(inform: &Inform<'_>) -> Vec<Rpc<'static>> {
    let level = inform.value(LEVEL).and_then(|value| value.as_u64());
    if level.is_some_and(|level| level <= 80) { vec![Reboot::new("battery low").into()] } else { Vec::new() }
}

/// Runs the device, the gateway and the ACS until the device has started again.
///
/// # Errors
/// A connection fails, a peer is silent, or a side breaks the rules.
pub async fn run() -> Result<Vec<String>> {
    let log = Log::default();
    let acs = http::serve(server::router(restart_when_low, log.clone())).await?;

    let socket = || -> Result<UdpSocket> {
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
        socket.set_read_timeout(Some(PATIENCE / 4))?;
        Ok(socket)
    };
    let (device, ours) = (socket()?, socket()?);
    device.connect(ours.local_addr()?)?;
    ours.connect(device.local_addr()?)?;
    let device = thread::spawn(move || client::run(&device));

    let (nodes, received) = mpsc::channel(MOST_WAITING);
    let (orders, ordered) = threads::channel();
    let south_log = log.clone();
    let south = thread::spawn(move || south::serve(&ours, &nodes, &ordered, &south_log));
    north::Gateway::new(acs, orders, log.clone()).run(received).await?;
    south.join().map_err(|_| "the LwM2M side panicked")??;
    device.join().map_err(|_| "the device panicked")??;
    Ok(log.lines())
}
