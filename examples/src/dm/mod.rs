//! A DM server on axum and a phone: WBXML over HTTP, auth-md5, reading, an order to update, the report of it.
//!
//! `omadm-syncml` knows the messages, the phone's tree and the digests; HTTP carries them. Package 0, which calls
//! the phone, comes over other bearers and is left out: the phone calls by itself.

pub(crate) mod phone;
mod server;
#[cfg(test)]
mod tests;

use crate::{Result, http, log::Log};
use omadm_syncml::message::{Status, SyncHdr};

/// The account that both sides know.
const SERVER_ID: &str = "dm.example";
const USER: &str = "phone-1";
const PASSWORD: &str = "Mulberry";

/// Runs the server and a phone until the phone has reported its update.
///
/// # Errors
/// A connection fails, or a side breaks the rules.
pub async fn run() -> Result<Vec<String>> {
    let log = Log::default();
    let address = http::serve(server::router(log.clone())?).await?;
    phone::Phone::new(address, log.clone())?.live().await?;
    Ok(log.lines())
}

/// The status of a message as a whole: the answer to its header.
fn header_status(header: &SyncHdr<'_>, code: omadm_syncml::code::StatusCode) -> Status<'static> {
    Status::of("1", header.msg_id, "0", "SyncHdr", code)
        .with_target_ref(header.target.uri().to_owned())
        .with_source_ref(header.source.uri().to_owned())
}
