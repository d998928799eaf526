//! The server's side.

use super::{SERVER_ID, credentials, fresh_nonce};
use crate::Result;
use crate::http::{self, MOST_BYTES};
use crate::log::Log;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode as Http, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use omadm_syncml::code::AlertCode;
use omadm_syncml::message::{Command, Encoding, Exec, Get, Item, Replace};
use omadm_syncml::security::{AuthType, Nonce};
use omadm_syncml::session::{Incoming, Requirement, ServerEvent, ServerSession, Settings};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A session whose phone has been silent for this long is forgotten.
const SESSION_TIMEOUT: Duration = Duration::from_secs(30);
/// Beyond so many sessions at a time phones are told to come back.
const MOST_SESSIONS: usize = 1_000;

/// The server at `/dm`; a session goes on at an address of its own, told by `RespURI`.
pub(super) fn router(log: Log) -> Router {
    let server = Server { log, sessions: Mutex::default() };
    Router::new()
        .route("/dm", post(exchange))
        .route("/dm/{session}", post(exchange))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .with_state(Arc::new(server))
}

struct Server {
    log: Log,
    sessions: Mutex<Sessions>,
}

#[derive(Default)]
struct Sessions {
    /// Of the one account here, for the next session.
    nonce: Nonce,
    open: HashMap<String, Session>,
}

struct Session {
    machine: ServerSession,
    last_message: Instant,
}

/// One message of a phone and its answer.
async fn exchange(State(server): State<Arc<Server>>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = header("content-type").split(';').next().unwrap_or_default().trim();
    if media_type != Encoding::Wbxml.media_type() {
        return Http::UNSUPPORTED_MEDIA_TYPE.into_response();
    }
    let mut sessions = server.sessions.lock().unwrap_or_else(PoisonError::into_inner);
    sessions.open.retain(|_, session| session.last_message.elapsed() < SESSION_TIMEOUT);
    let (name, machine) = match uri.path().strip_prefix("/dm/") {
        Some(name) => match sessions.open.remove(name) {
            Some(session) => (name.to_owned(), session.machine),
            None => return Http::NOT_FOUND.into_response(),
        },
        None if sessions.open.len() >= MOST_SESSIONS => return Http::SERVICE_UNAVAILABLE.into_response(),
        None => {
            let name = http::session_name();
            match open(header("host"), &name, sessions.nonce.clone()) {
                Ok(machine) => (name, machine),
                Err(_) => return Http::INTERNAL_SERVER_ERROR.into_response(),
            }
        }
    };
    let mut session = Session { machine, last_message: Instant::now() };
    let answer = match session.turn(&body, &server.log) {
        Ok(answer) => answer,
        Err(error) => {
            server.log.say(format!("server: {error}"));
            return Http::BAD_REQUEST.into_response();
        }
    };
    if let Some(requirement) = session.machine.requirement() {
        sessions.nonce = requirement.stored_nonce().clone();
    }
    if !session.machine.is_over() {
        sessions.open.insert(name, session);
    }
    match answer {
        Some(body) => ([(CONTENT_TYPE, Encoding::Wbxml.media_type())], body).into_response(),
        None => Http::NO_CONTENT.into_response(),
    }
}

/// A session with a phone that has to prove itself.
fn open(host: &str, name: &str, nonce: Nonce) -> Result<ServerSession> {
    let requirement = Requirement::new(credentials()?, AuthType::Md5, nonce);
    let session = ServerSession::new(Settings::new(Encoding::Wbxml), SERVER_ID).with_requirement(requirement);
    Ok(session.with_resp_uri(format!("http://{host}/dm/{name}")))
}

impl Session {
    /// Takes a message; the answer. A phone that calls without a report gets its orders.
    fn turn(&mut self, body: &[u8], log: &Log) -> Result<Option<Vec<u8>>> {
        let events = self.machine.receive(&Incoming::new(body, fresh_nonce()?))?;
        let phone = self.machine.client().unwrap_or_default().to_owned();
        let (mut called, mut reported) = (false, false);
        for event in &events {
            match event {
                ServerEvent::Authenticated => log.say(format!("server: {phone} is who it says")),
                ServerEvent::Refused(code) => log.say(format!("server: {phone} is refused: {code}")),
                ServerEvent::DeviceInfo(items) => show(items, log),
                ServerEvent::Alert(alert) if alert.code() == Some(AlertCode::CLIENT_INITIATED) => {
                    called = true
                }
                ServerEvent::Alert(alert) if alert.code() == Some(AlertCode::GENERIC) => {
                    log.say(format!("server: report on {}", alert.correlator.as_deref().unwrap_or_default()));
                    show(&alert.items, log);
                    reported = true;
                }
                ServerEvent::Status { code, status, .. } => {
                    log.say(format!("server: {} answered with {code}", status.cmd));
                }
                ServerEvent::Results { items, .. } => show(items, log),
                other => log.say(format!("server: {other:?}")),
            }
        }
        if called && !reported {
            for order in orders() {
                self.machine.send(order);
            }
        }
        Ok(self.machine.reply()?.map(|(answer, _)| answer.body))
    }
}

fn show(items: &[Item<'_>], log: &Log) {
    for item in items {
        let text = item.data.as_ref().and_then(|data| data.text()).unwrap_or_default();
        log.say(format!("server:   {} = {text}", item.source_uri().unwrap_or_default()));
    }
}

/// What a phone that calls without a report is asked.
fn orders() -> [Command<'static>; 3] {
    let url = Item::at("./FUMO/1/DownloadAndUpdate/PkgURL").with_data("http://files.example/fw-2.0.bin");
    [
        Get::new("").with_item(Item::at("./DevDetail/FwV")).into(),
        Replace::new("").with_item(url).into(),
        Exec::new("").with_correlator("fw-2.0").with_item(Item::at("./FUMO/1/DownloadAndUpdate")).into(),
    ]
}
