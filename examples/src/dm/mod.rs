//! A DM server on axum and a phone: WBXML over HTTP, auth-md5, reading, an order to update, the report of it.
//!
//! `omadm-syncml` knows the messages, the sessions, the phone's tree and the digests; HTTP carries them. Package 0, which calls
//! the phone, comes over other bearers and is left out: the phone calls by itself.

pub(crate) mod phone;
mod server;
#[cfg(test)]
mod tests;

use crate::{Result, http, log::Log};
use omadm_syncml::security::{Credentials, Nonce};

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
    let address = http::serve(server::router(log.clone())).await?;
    phone::Phone::new(address, log.clone())?.live().await?;
    Ok(log.lines())
}

fn credentials() -> Result<Credentials<'static>> {
    Ok(Credentials::new(USER, PASSWORD)?)
}

/// A nonce that was not there before.
fn fresh_nonce() -> Result<Nonce> {
    Ok(Nonce::new(http::session_name().into_bytes())?)
}
