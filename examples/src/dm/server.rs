//! The server's side.

use super::{PASSWORD, SERVER_ID, USER, header_status};
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
use omadm_syncml::code::{AlertCode, StatusCode};
use omadm_syncml::message::{
    Chal, Command, Encoding, Exec, Get, Item, Replace, Status, SyncBody, SyncHdr, SyncMl,
};
use omadm_syncml::security::{AuthType, Credentials, NextNonceUse, Nonce, NonceStore, SharedKey};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A session whose phone has been silent for this long is forgotten.
const SESSION_TIMEOUT: Duration = Duration::from_secs(30);
/// Beyond so many sessions at a time phones are told to come back.
const MOST_SESSIONS: usize = 1_000;

/// The server at `/dm`; a session goes on at an address of its own, told by `RespURI`.
pub(super) fn router(log: Log) -> Result<Router> {
    let account =
        Account { key: Credentials::new(USER, PASSWORD)?.key(), nonces: NonceStore::new(Nonce::default()) };
    let server = Server { log, state: Mutex::new(Sessions { account, open: HashMap::new() }) };
    Ok(Router::new()
        .route("/dm", post(exchange))
        .route("/dm/{session}", post(exchange))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .with_state(Arc::new(server)))
}

struct Server {
    log: Log,
    state: Mutex<Sessions>,
}

struct Sessions {
    account: Account,
    open: HashMap<String, Session>,
}

struct Account {
    key: SharedKey,
    nonces: NonceStore,
}

/// What ties the messages of a session together.
struct Session {
    id: String,
    phone: String,
    last_message: Instant,
}

/// One message of a phone and its answer.
async fn exchange(State(server): State<Arc<Server>>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = media_type.split(';').next().unwrap_or_default().trim();
    if media_type != Encoding::Wbxml.media_type() {
        return Http::UNSUPPORTED_MEDIA_TYPE.into_response();
    }
    let message = match SyncMl::from_wbxml(&body) {
        Ok(message) => message,
        Err(error) => {
            server.log.say(format!("server: unreadable message: {error}"));
            return Http::BAD_REQUEST.into_response();
        }
    };
    let mut state = server.state.lock().unwrap_or_else(PoisonError::into_inner);
    state.open.retain(|_, session| session.last_message.elapsed() < SESSION_TIMEOUT);
    let host = headers.get("host").and_then(|host| host.to_str().ok()).unwrap_or_default();
    let answer = match uri.path().strip_prefix("/dm/") {
        None if state.open.len() >= MOST_SESSIONS => return Http::SERVICE_UNAVAILABLE.into_response(),
        None => state.opened(&message, host, &server.log),
        Some(name) => match state.open.remove(name) {
            Some(session)
                if session.id == message.header.session_id
                    && session.phone == message.header.source.uri() =>
            {
                Ok(went_on(&message, &server.log))
            }
            _ => return Http::NOT_FOUND.into_response(),
        },
    };
    match answer.and_then(|answer| Ok(answer.to_wbxml()?)) {
        Ok(bytes) => ([(CONTENT_TYPE, Encoding::Wbxml.media_type())], bytes).into_response(),
        Err(error) => {
            server.log.say(format!("server: {error}"));
            Http::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

impl Sessions {
    /// Package 1: who calls and why. The answer asks and orders, unless there is a report of an earlier order.
    fn opened(&mut self, message: &SyncMl<'_>, host: &str, log: &Log) -> Result<SyncMl<'static>> {
        let header = &message.header;
        let code = self.account.verify(header);
        log.say(format!("server: {} calls: {code}", header.source.uri()));
        let nonce = Nonce::new(http::session_name().into_bytes())?;
        let used_for = NextNonceUse::of(&AuthType::Md5, code).ok_or("a status without a nonce")?;
        self.account.nonces.issue(nonce.clone(), used_for)?;
        let chal = Chal::of(AuthType::Md5, Some(nonce.to_base64().into()));
        let mut body = SyncBody::new().with_command(header_status(header, code).with_chal(chal));
        let mut answer_header = answer_header(header);
        if code != StatusCode::AUTHENTICATED {
            answer(&message.body.commands, header.msg_id, code, &mut body);
            return Ok(SyncMl::new(answer_header, body.with_final()));
        }
        answer(&message.body.commands, header.msg_id, StatusCode::OK, &mut body);
        if !reported(&message.body.commands, log) {
            let name = http::session_name();
            answer_header.resp_uri = Some(format!("http://{host}/dm/{name}").into());
            let (id, phone) = (header.session_id.clone().into_owned(), header.source.uri().to_owned());
            self.open.insert(name, Session { id, phone, last_message: Instant::now() });
            for mut order in orders() {
                order.set_cmd_id((body.commands.len() + 1).to_string());
                body.commands.push(order);
            }
        }
        Ok(SyncMl::new(answer_header, body.with_final()))
    }
}

impl Account {
    /// Checks the digest of a Package 1; a right one counts once.
    fn verify(&mut self, header: &SyncHdr<'_>) -> StatusCode {
        let Some(cred) = &header.cred else { return StatusCode::AUTHENTICATION_REQUIRED };
        self.nonces.begin_session();
        let right = cred.scheme() == AuthType::Md5
            && cred
                .data
                .text()
                .is_some_and(|data| self.key.verify_md5(data, self.nonces.current().as_bytes()).is_ok())
            && self.nonces.accept().is_ok();
        if right { StatusCode::AUTHENTICATED } else { StatusCode::UNAUTHORIZED }
    }
}

/// Package 3: how the phone fared. The answer has nothing more to ask.
fn went_on(message: &SyncMl<'_>, log: &Log) -> SyncMl<'static> {
    for command in &message.body.commands {
        match command {
            Command::Status(status) if !status.is_of_header() => {
                log.say(format!(
                    "server: {} answered with {}",
                    status.cmd,
                    status.data.text().unwrap_or_default()
                ));
            }
            Command::Results(results) => {
                for item in &results.items {
                    let text = item.data.as_ref().and_then(|data| data.text()).unwrap_or_default();
                    log.say(format!("server:   {} = {text}", item.source_uri().unwrap_or_default()));
                }
            }
            _ => {}
        }
    }
    let body = SyncBody::new().with_command(header_status(&message.header, StatusCode::OK));
    SyncMl::new(answer_header(&message.header), body.with_final())
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

/// Whether a phone reports how an update ended.
fn reported(commands: &[Command<'_>], log: &Log) -> bool {
    let mut reported = false;
    for command in commands {
        let Command::Alert(alert) = command else { continue };
        for item in alert.items.iter().filter(|_| alert.code() == Some(AlertCode::GENERIC)) {
            let text = item.data.as_ref().and_then(|data| data.text()).unwrap_or_default();
            let correlator = alert.correlator.as_deref().unwrap_or_default();
            log.say(format!(
                "server: {correlator} at {} ended with {text}",
                item.source_uri().unwrap_or_default()
            ));
            reported = true;
        }
    }
    reported
}

/// A status for each command that gets one.
fn answer(commands: &[Command<'_>], msg_ref: u32, code: StatusCode, body: &mut SyncBody<'static>) {
    for command in commands {
        if !matches!(command, Command::Status(_) | Command::Results(_)) {
            let id = (body.commands.len() + 1).to_string();
            let (cmd_ref, name) = (command.cmd_id().to_owned(), command.name().to_owned());
            body.commands.push(Status::of(id, msg_ref, cmd_ref, name, code).into());
        }
    }
}

fn answer_header(header: &SyncHdr<'_>) -> SyncHdr<'static> {
    let session = header.session_id.clone().into_owned();
    SyncHdr::dm12(session, header.msg_id, header.source.uri().to_owned(), SERVER_ID)
}
