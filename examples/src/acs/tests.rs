//! What the server does with posts that break the rules.

use super::server;
use crate::http::{self, Answer, Connection, MOST_BYTES};
use crate::log::Log;
use cwmp_soap::rpc::{DeviceIdStruct, EventStruct, GetRPCMethods, Inform};
use cwmp_soap::value::{DateTime, EventCode};
use cwmp_soap::{CwmpNamespace, Envelope, Rpc};
use hyper::Method;

async fn connect() -> Connection {
    let address = http::serve(server::router(server::ask_version, Log::default())).await.unwrap();
    Connection::open(address).await.unwrap()
}

async fn post(connection: &mut Connection, body: impl Into<Vec<u8>>) -> Answer {
    connection.exchange(Method::POST, "/acs", &[], body.into()).await.unwrap()
}

fn inform() -> String {
    let id = DeviceIdStruct::new("Example", "00D09E", "Gateway", "SN-2");
    let events = vec![EventStruct::new(EventCode::PERIODIC, "")];
    Envelope::new(CwmpNamespace::Cwmp10, Inform::new(id, events, DateTime::UNKNOWN, vec![]))
        .with_id("a")
        .to_xml()
        .unwrap()
}

#[tokio::test]
async fn the_cookie_carries_the_session() {
    let mut connection = connect().await;
    let answer = post(&mut connection, inform()).await;
    assert_eq!(answer.status, 200);
    let opened = Envelope::from_xml(&answer.body).unwrap();
    assert!(matches!(opened.rpc(), Some(Rpc::InformResponse(_))));
    assert_eq!(opened.header.id.as_deref(), Some("a"));
    assert!(answer.headers.contains_key("set-cookie"));

    // The same connection without the cookie is a stranger.
    let cookies = std::mem::take(&mut connection.cookies);
    assert_eq!(cookies.len(), 1);
    assert_eq!(post(&mut connection, "").await.status, 400);

    // Another connection with the cookie goes on; there is nothing to ask.
    let mut other = Connection::open(connection.host.parse().unwrap()).await.unwrap();
    other.cookies = cookies;
    let answer = post(&mut other, "").await;
    assert_eq!((answer.status.as_u16(), answer.body.len()), (204, 0));
    assert!(!answer.headers.contains_key("set-cookie"));
}

#[tokio::test]
async fn a_session_opens_with_an_inform() {
    assert_eq!(post(&mut connect().await, "").await.status, 400);
    let call = Envelope::new(CwmpNamespace::Cwmp10, GetRPCMethods::new()).with_id("1").to_xml().unwrap();
    let answer = post(&mut connect().await, call).await;
    let fault = Envelope::from_xml(&answer.body).unwrap();
    assert!(fault.rpc().is_none(), "{fault:?}");
    assert!(!answer.headers.contains_key("set-cookie"));
}

#[tokio::test]
async fn what_is_no_envelope_is_refused() {
    assert_eq!(post(&mut connect().await, "<Envelope>").await.status, 400);
    assert_eq!(post(&mut connect().await, vec![b' '; MOST_BYTES + 1]).await.status, 413);
    let mut connection = connect().await;
    let answer = connection.exchange(Method::GET, "/acs", &[], Vec::new()).await.unwrap();
    assert_eq!(answer.status, 405);
}
