//! An ACS on axum and a device: boot, read, write, download, report, reboot.
//!
//! `cwmp-soap` says what to send next and what the messages are; HTTP carries them. Authentication and TLS are
//! left to the web server around it.

mod device;
pub(crate) mod server;
#[cfg(test)]
mod tests;

use crate::{Result, http, log::Log};

/// Runs the server and a device until the device has the new firmware and nothing more to say.
///
/// # Errors
/// A connection fails, or a side breaks the rules.
pub async fn run() -> Result<Vec<String>> {
    let log = Log::default();
    let address = http::serve(server::router(server::ask_version, log.clone())).await?;
    device::Device::new(address, log.clone()).live().await?;
    Ok(log.lines())
}
