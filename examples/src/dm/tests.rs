//! What the server does with messages that break the rules.

use super::{PASSWORD, SERVER_ID, USER, server};
use crate::http::{self, Answer, Connection};
use crate::log::Log;
use hyper::Method;
use omadm_syncml::code::{AlertCode, StatusCode};
use omadm_syncml::message::{Alert, Command, Cred, Encoding, SyncBody, SyncHdr, SyncMl};
use omadm_syncml::security::{AuthType, Credentials};

async fn connect() -> Connection {
    let address = http::serve(server::router(Log::default())).await.unwrap();
    Connection::open(address).await.unwrap()
}

fn call(password: &str) -> Vec<u8> {
    let digest = Credentials::new(USER, password).unwrap().key().md5(b"");
    let header = SyncHdr::dm12("1", 1, SERVER_ID, "IMEI:1").with_cred(Cred::of(AuthType::Md5, digest));
    let body = SyncBody::new().with_command(Alert::of("1", AlertCode::CLIENT_INITIATED));
    SyncMl::new(header, body.with_final()).to_wbxml().unwrap()
}

async fn post(connection: &mut Connection, path: &str, body: Vec<u8>) -> Answer {
    let headers = [("content-type", Encoding::Wbxml.media_type())];
    connection.exchange(Method::POST, path, &headers, body).await.unwrap()
}

/// The statuses of an answer, and whether it has other commands.
fn statuses(answer: &Answer) -> (Vec<StatusCode>, bool) {
    let message = SyncMl::from_wbxml(&answer.body).unwrap();
    let (mut codes, mut commands) = (Vec::new(), false);
    for command in &message.body.commands {
        match command {
            Command::Status(status) => codes.push(status.code().unwrap()),
            _ => commands = true,
        }
    }
    (codes, commands)
}

#[tokio::test]
async fn a_digest_counts_once() {
    let mut connection = connect().await;
    let (codes, commands) = statuses(&post(&mut connection, "/dm", call("Elderberry")).await);
    assert_eq!((codes, commands), (vec![StatusCode::UNAUTHORIZED], false));

    // The refusal came with a new nonce; the digest of an empty one is worth nothing from here on.
    let (codes, commands) = statuses(&post(&mut connection, "/dm", call(PASSWORD)).await);
    assert_eq!((codes, commands), (vec![StatusCode::UNAUTHORIZED], false));

    let mut connection = connect().await;
    let (codes, commands) = statuses(&post(&mut connection, "/dm", call(PASSWORD)).await);
    assert_eq!((codes, commands), (vec![StatusCode::AUTHENTICATED, StatusCode::OK], true));
    let (codes, commands) = statuses(&post(&mut connection, "/dm", call(PASSWORD)).await);
    assert_eq!((codes, commands), (vec![StatusCode::UNAUTHORIZED], false));
}

#[tokio::test]
async fn what_is_no_message_is_refused() {
    let mut connection = connect().await;
    assert_eq!(post(&mut connection, "/dm", vec![0x02, 0x00]).await.status, 400);
    assert_eq!(post(&mut connection, "/dm/0", call(PASSWORD)).await.status, 404);
    let headers = [("content-type", "text/xml")];
    let answer = connection.exchange(Method::POST, "/dm", &headers, call(PASSWORD)).await.unwrap();
    assert_eq!(answer.status, 415);
}
