//! The proxy: oneM2M on one side, the devices' protocols on the other.

use super::devices::{Gateway, Phone, Sensor};
use crate::Result;
use crate::http::MOST_BYTES;
use crate::log::Log;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::put;
use lwm2m_tlv::interface::operation::{Operation, WriteMode};
use lwm2m_tlv::{Content, ContentFormat, Version, content_format};
use mgmt_model::onem2m::{Method, Request, Resource, check_request};
use mgmt_model::{Intent, Loss, Message, Options, cwmp, lwm2m, omadm, onem2m};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Response status codes of oneM2M, and what HTTP makes of them.
const UPDATED: (&str, StatusCode) = ("2004", StatusCode::OK);
const BAD_REQUEST: (&str, StatusCode) = ("4000", StatusCode::BAD_REQUEST);
const NOT_FOUND: (&str, StatusCode) = ("4004", StatusCode::NOT_FOUND);
const INTERNAL_SERVER_ERROR: (&str, StatusCode) = ("5000", StatusCode::INTERNAL_SERVER_ERROR);

/// A device by its protocol.
enum Device {
    Cwmp(Gateway),
    Lwm2m(Sensor),
    OmaDm(Box<Phone>),
}

struct Proxy {
    log: Log,
    devices: Mutex<BTreeMap<&'static str, Device>>,
}

pub(super) fn router(log: Log) -> Result<Router> {
    let devices = BTreeMap::from([
        ("gateway", Device::Cwmp(Gateway)),
        ("sensor", Device::Lwm2m(Sensor::default())),
        ("phone", Device::OmaDm(Box::new(Phone::new()?))),
    ]);
    let proxy = Arc::new(Proxy { log, devices: Mutex::new(devices) });
    Ok(Router::new()
        .route("/cse-1/{node}/fwr", put(update))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .with_state(proxy))
}

/// UPDATE of a node's `[firmware]`.
async fn update(
    State(proxy): State<Arc<Proxy>>,
    Path(node): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let id = headers.get("x-m2m-ri").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (code, status) = proxy.update(&node, id, &body);
    (status, [("x-m2m-rsc", code), ("x-m2m-ri", id)]).into_response()
}

impl Proxy {
    fn update(&self, node: &str, id: &str, body: &[u8]) -> (&'static str, StatusCode) {
        let mut devices = self.devices.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(device) = devices.get_mut(node) else { return NOT_FOUND };
        let mut options = Options::default().with_intent(Intent::Request);
        options.command_key = id.into();
        options.server = "dm.example".into();
        let message = match read(node, id, body, &options) {
            Ok(message) => message,
            Err(error) => {
                self.log.say(format!("proxy: {error}"));
                return BAD_REQUEST;
            }
        };
        let done = match device {
            Device::Cwmp(gateway) => self.call(gateway, &message, &options),
            Device::Lwm2m(sensor) => self.operate(sensor, &message, &options),
            Device::OmaDm(phone) => self.command(phone, &message, &options),
        };
        match done {
            Ok(()) => UPDATED,
            Err(error) => {
                self.log.say(format!("proxy: {node}: {error}"));
                INTERNAL_SERVER_ERROR
            }
        }
    }

    /// TR-069: an RPC for each step.
    fn call(&self, gateway: &mut Gateway, message: &Message<'_>, options: &Options<'_>) -> Result<()> {
        let translated = cwmp::lower(message, options);
        self.lost(&translated.losses);
        if translated.output.is_empty() {
            return Err("nothing of it is possible there".into());
        }
        for envelope in &translated.output {
            self.log.say(format!("proxy: cwmp: {}", gateway.take(envelope.to_xml()?.as_bytes())?));
        }
        Ok(())
    }

    /// LwM2M: a Write for each value, then what is to be executed.
    fn operate(&self, sensor: &mut Sensor, message: &Message<'_>, options: &Options<'_>) -> Result<()> {
        let translated = lwm2m::lower(message, options);
        self.lost(&translated.losses);
        if translated.output.is_empty() {
            return Err("nothing of it is possible there".into());
        }
        for node in translated.output {
            let path = node.path;
            let operation = match node.content {
                Content::None => Operation::Execute { path, arguments: Cow::Borrowed(b"") },
                _ => {
                    let format = ContentFormat::TEXT;
                    let payload = content_format::encode(format, Version::V1_1, path, &[node])?.into();
                    Operation::Write { path, mode: WriteMode::Replace, format: Some(format), payload }
                }
            };
            let code = sensor.take(&operation.to_request()?)?;
            self.log.say(format!("proxy: lwm2m: {} {path} is answered with {code}", operation.name()));
            if code != operation.success() {
                return Err("refused".into());
            }
        }
        Ok(())
    }

    /// OMA DM: commands in one message.
    fn command(&self, phone: &mut Phone, message: &Message<'_>, options: &Options<'_>) -> Result<()> {
        let translated = omadm::lower(message, options);
        self.lost(&translated.losses);
        if translated.output.body.commands.is_empty() {
            return Err("nothing of it is possible there".into());
        }
        for (command, code) in phone.take(&translated.output.to_wbxml()?)? {
            self.log.say(format!("proxy: omadm: {command} is answered with {code}"));
            if !code.is_success() {
                return Err("refused".into());
            }
        }
        Ok(())
    }

    fn lost(&self, losses: &[Loss]) {
        for loss in losses {
            self.log.say(format!("proxy: not translated: {loss}"));
        }
    }
}

/// Reads and checks the request.
fn read<'a>(node: &str, id: &str, body: &'a [u8], options: &Options<'_>) -> Result<Message<'a>> {
    let resources = Resource::from_json(body)?;
    for resource in &resources {
        let request =
            Request::new(Method::Update, format!("cse-1/{node}/fwr"), id).with_content(resource.clone());
        check_request(&request, options.mapping)?;
    }
    Ok(onem2m::lift(&resources, options)?)
}
