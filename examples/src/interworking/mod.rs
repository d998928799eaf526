//! A oneM2M interworking proxy: an UPDATE of `[firmware]` becomes each protocol's procedure.
//!
//! The proxy offers a node for each device; an application updates their firmware with one and the same request,
//! over HTTP. The devices are values that take and give the bytes of their protocols.

mod devices;
mod proxy;

use crate::http::Connection;
use crate::{Result, http, log::Log};
use hyper::Method;
use mgmt_model::onem2m::Resource;

/// The nodes, and what an application asks of them.
const NODES: [&str; 4] = ["gateway", "sensor", "phone", "toaster"];

/// Runs the proxy and an application that updates every node, and asks one for what it does not have.
///
/// # Errors
/// A connection fails.
pub async fn run() -> Result<Vec<String>> {
    let log = Log::default();
    let proxy = http::serve(proxy::router(log.clone())?).await?;
    let mut connection = Connection::open(proxy).await?;
    let update = Resource::new("m2m:fwr").with("url", "http://files.example/fw-2.0.bin").with("ud", true);
    for (place, node) in NODES.into_iter().enumerate() {
        ask(&mut connection, node, &format!("r{place}"), &update, &log).await?;
    }
    let unknown = Resource::new("m2m:fwr").with("colour", "red");
    ask(&mut connection, "gateway", "r9", &unknown, &log).await?;
    Ok(log.lines())
}

/// One UPDATE as oneM2M's HTTP binding has it.
async fn ask(
    connection: &mut Connection,
    node: &str,
    id: &str,
    update: &Resource<'_>,
    log: &Log,
) -> Result<()> {
    let path = format!("/cse-1/{node}/fwr");
    let json = Resource::to_json(std::slice::from_ref(update))?;
    log.say(format!("ae: UPDATE {path} {json}"));
    let headers = [("content-type", "application/json"), ("x-m2m-origin", "C-operator"), ("x-m2m-ri", id)];
    let answer = connection.exchange(Method::PUT, &path, &headers, json.into_bytes()).await?;
    let header = |name| answer.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    log.say(format!("ae: {} is answered with {}", header("x-m2m-ri"), header("x-m2m-rsc")));
    Ok(())
}
