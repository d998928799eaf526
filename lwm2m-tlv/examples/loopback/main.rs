//! A client and a server over loopback UDP: register, read, observe, write, execute, de-register.
//!
//! `lwm2m-tlv` says what the messages are, `coap-lite` how CoAP carries them, `std` moves the bytes. Retransmission,
//! security and several peers at a time are left to a real CoAP stack. The program ends by itself.
#![allow(clippy::print_stdout, unreachable_pub)]

mod client;
mod coap;
mod server;

use std::error::Error;
use std::net::UdpSocket;
use std::thread;
use std::time::Duration;

/// What ends the program when a peer is silent.
const PATIENCE: Duration = Duration::from_secs(5);

/// Anything that can go wrong here.
pub type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// Runs client and server until the client has de-registered; gives what the server saw.
///
/// # Errors
/// A socket fails, a peer is silent for [`PATIENCE`] or answers something else than expected.
pub fn exchange() -> Result<Vec<String>> {
    let socket = || -> Result<UdpSocket> {
        let socket = UdpSocket::bind(("127.0.0.1", 0))?;
        socket.set_read_timeout(Some(PATIENCE))?;
        Ok(socket)
    };
    let (client, server) = (socket()?, socket()?);
    client.connect(server.local_addr()?)?;
    server.connect(client.local_addr()?)?;
    let client = thread::spawn(move || client::run(&client));
    let log = server::run(&server)?;
    client.join().map_err(|_| "the client panicked")??;
    Ok(log)
}

fn main() -> Result<()> {
    for line in exchange()? {
        println!("{line}");
    }
    Ok(())
}
