//! The server's side.

use crate::http::{self, MOST_BYTES};
use crate::log::Log;
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::header::{CONNECTION, CONTENT_TYPE, RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use cwmp_soap::envelope::CwmpVersion;
use cwmp_soap::rpc::{
    Download, GetParameterValues, GetParameterValuesResponse, Inform, ParameterValueStruct, Reboot,
    SetParameterValues, TransferComplete, TransferCompleteResponse,
};
use cwmp_soap::session::{AcsAction, AcsSession};
use cwmp_soap::value::{EventCode, Value};
use cwmp_soap::{Envelope, Fault, Rpc};
use hyper::body::Bytes;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The cookie that ties the posts of a session together.
const COOKIE: &str = "session";
/// A session whose device has been silent for this long is forgotten.
const SESSION_TIMEOUT: Duration = Duration::from_secs(30);
/// Beyond so many sessions at a time devices are told to come back.
const MOST_SESSIONS: usize = 1_000;

/// The version every device shall have, and where it is.
const VERSION: &str = "2.0";
const FIRMWARE_PATH: &str = "/files/fw-2.0.bin";
const FIRMWARE: &[u8] = b"firmware 2.0";
const SOFTWARE_VERSION: &str = "Device.DeviceInfo.SoftwareVersion";
const INFORM_INTERVAL: &str = "Device.ManagementServer.PeriodicInformInterval";

/// What a device is asked when it informs.
pub(crate) type Plan = fn(&Inform<'_>) -> Vec<Rpc<'static>>;

/// After a start: what do you run?
pub(super) fn ask_version(inform: &Inform<'_>) -> Vec<Rpc<'static>> {
    if !inform.has_event(&EventCode::BOOT) {
        return Vec::new();
    }
    vec![GetParameterValues::new(vec![SOFTWARE_VERSION.into(), INFORM_INTERVAL.into()]).into()]
}

/// The ACS at `/acs`, and the file it has devices download.
pub(crate) fn router(plan: Plan, log: Log) -> Router {
    let acs = Arc::new(Acs { plan, log, sessions: Mutex::default() });
    Router::new()
        .route("/acs", post(exchange))
        .route(FIRMWARE_PATH, get(|| async { FIRMWARE }))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .with_state(acs)
}

struct Acs {
    plan: Plan,
    log: Log,
    sessions: Mutex<HashMap<String, Session>>,
}

struct Session {
    machine: AcsSession,
    /// Where the device reaches this server.
    host: String,
    last_post: Instant,
}

/// One post and its answer.
async fn exchange(State(acs): State<Arc<Acs>>, headers: HeaderMap, body: Bytes) -> Response {
    let post = if body.is_empty() {
        None
    } else {
        match Envelope::from_xml(&body) {
            Ok(envelope) => Some(envelope),
            Err(error) => {
                acs.log.say(format!("acs: unreadable post: {error}"));
                return refuse(StatusCode::BAD_REQUEST);
            }
        }
    };
    let mut sessions = acs.sessions.lock().unwrap_or_else(PoisonError::into_inner);
    sessions.retain(|_, session| session.last_post.elapsed() < SESSION_TIMEOUT);
    let name = http::cookie(&headers, COOKIE).filter(|name| sessions.contains_key(*name));
    let (name, is_new) = match name {
        Some(name) => (name.to_owned(), false),
        None => (http::session_name(), true),
    };
    if is_new && sessions.len() >= MOST_SESSIONS {
        return (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "30")]).into_response();
    }
    let host = headers.get("host").and_then(|host| host.to_str().ok()).unwrap_or_default();
    let session = sessions.entry(name.clone()).or_insert_with(|| Session {
        machine: AcsSession::new(CwmpVersion::ALL),
        host: host.to_owned(),
        last_post: Instant::now(),
    });
    session.last_post = Instant::now();
    let Turn { answer, broken } = session.turn(post, acs.plan, &acs.log);
    if broken {
        sessions.remove(&name);
    }
    let mut response = match answer {
        Some(Some(envelope)) => match envelope.to_xml() {
            Ok(xml) => ([(CONTENT_TYPE, "text/xml; charset=utf-8")], xml).into_response(),
            Err(error) => {
                acs.log.say(format!("acs: unwritable answer: {error}"));
                return refuse(StatusCode::INTERNAL_SERVER_ERROR);
            }
        },
        Some(None) => StatusCode::NO_CONTENT.into_response(),
        None => return refuse(StatusCode::BAD_REQUEST),
    };
    if is_new
        && !broken
        && let Ok(cookie) = format!("{COOKIE}={name}; Path=/acs; HttpOnly").parse()
    {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}

/// Refuses at the HTTP layer: the session has failed, the device tries again later.
fn refuse(status: StatusCode) -> Response {
    (status, [(CONNECTION, "close")]).into_response()
}

/// What became of a post.
#[derive(Default)]
struct Turn {
    /// An envelope, or an empty answer; `None` when the post deserves neither.
    answer: Option<Option<Envelope<'static>>>,
    broken: bool,
}

impl Session {
    fn turn(&mut self, post: Option<Envelope<'_>>, plan: Plan, log: &Log) -> Turn {
        let mut turn = Turn::default();
        let mut actions = self.machine.handle(post);
        actions.reverse();
        while let Some(action) = actions.pop() {
            match action {
                AcsAction::Send(answer) => turn.answer = Some(answer),
                AcsAction::Informed(inform) => {
                    informed(&inform, log);
                    plan(&inform).into_iter().for_each(|wish| self.machine.request(wish));
                }
                AcsAction::Call(call) => actions.push(self.execute(&call, log)),
                AcsAction::Response { request, response } => {
                    self.responded(&request, &response, log);
                    actions.extend(self.machine.proceed().into_iter().rev());
                }
                AcsAction::Refused { request, fault } => {
                    let code = fault.code().map_or_else(|| "no code".to_owned(), |code| code.to_string());
                    log.say(format!("acs: {} refused: {code}", request.name()));
                    actions.extend(self.machine.proceed().into_iter().rev());
                }
                AcsAction::Done => log.say("acs: nothing more to ask"),
                AcsAction::Broken(reason) => {
                    log.say(format!("acs: session broken: {reason}"));
                    turn.broken = true;
                }
                _ => {}
            }
        }
        turn
    }

    /// A device answered: one with old firmware gets a new interval and the new firmware.
    fn responded(&mut self, request: &Rpc<'static>, response: &Rpc<'static>, log: &Log) {
        log.say(format!("acs: {} answered by {}", request.name(), response.name()));
        let Rpc::GetParameterValuesResponse(GetParameterValuesResponse { parameter_list, .. }) = response
        else {
            return;
        };
        show(parameter_list, log);
        let version = parameter_list.iter().find(|parameter| parameter.name == SOFTWARE_VERSION);
        if version.is_some_and(|version| version.value.as_str() != VERSION) {
            let interval = ParameterValueStruct::new(INFORM_INTERVAL, Value::unsigned_int(600));
            self.machine.request(SetParameterValues::new(vec![interval], "interval-600"));
            let url = format!("http://{}{FIRMWARE_PATH}", self.host);
            let size = u32::try_from(FIRMWARE.len()).unwrap_or_default();
            let download = Download::new(format!("fw-{VERSION}"), "1 Firmware Upgrade Image", url);
            self.machine.request(download.with_file_size(size));
        }
    }

    /// A device asks something of the server.
    fn execute(&mut self, call: &Rpc<'static>, log: &Log) -> AcsAction {
        match call {
            Rpc::TransferComplete(TransferComplete { command_key, fault_struct, .. }) => {
                log.say(format!("acs: transfer {command_key} ended with {}", fault_struct.fault_code));
                if fault_struct.is_success() {
                    self.machine.request(Reboot::new(format!("reboot after {command_key}")));
                }
                self.machine.answer(TransferCompleteResponse::new())
            }
            other => {
                log.say(format!("acs: {} is not offered", other.name()));
                self.machine.answer(Fault::new(cwmp_soap::value::FaultCode::ACS_METHOD_NOT_SUPPORTED))
            }
        }
    }
}

/// A device opened the session.
fn informed(inform: &Inform<'_>, log: &Log) {
    let events: Vec<_> = inform.event.iter().map(|event| event.event_code.as_str()).collect();
    log.say(format!("acs: {} informs: {}", inform.device_id.serial_number, events.join(", ")));
    show(&inform.parameter_list, log);
}

fn show(parameters: &[ParameterValueStruct<'_>], log: &Log) {
    for parameter in parameters {
        log.say(format!("acs:   {} = {}", parameter.name, parameter.value.as_str()));
    }
}
