//! The device's side.

use super::{EventQueue, RetryPolicy, RetryWindow, same_id};
use crate::envelope::{Body, CwmpNamespace, CwmpVersion, Envelope, Fault};
use crate::rpc::{
    DeviceIdStruct, EventStruct, FaultStruct, GetRPCMethodsResponse, Inform, ParameterValueStruct, Rpc,
    Status, TransferComplete,
};
use crate::value::{DateTime, EventCode, FaultCode};
use alloc::borrow::ToOwned;
use alloc::collections::VecDeque;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

/// What a device has to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant, reason = "a handful at a time")]
pub enum CpeAction {
    /// Post this envelope, or an empty message, and hand the answer to [`Cpe::handle`].
    Post(Option<Envelope<'static>>),
    /// Do what the ACS asks and hand the result to [`Cpe::answer`].
    Call(Rpc<'static>),
    /// The ACS answered a request of [`Cpe::request`].
    Response(Rpc<'static>),
    /// The ACS refused a request of [`Cpe::request`].
    Refused {
        /// The request.
        request: Rpc<'static>,
        /// Why.
        fault: Fault<'static>,
    },
    /// The session is over: close the connection.
    Done,
    /// The session failed: close the connection and try again within the window, with [`Cpe::start`].
    Retry(RetryWindow),
}

/// What kind of transfer the ACS asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TransferKind {
    /// `Download`.
    Download,
    /// `ScheduleDownload`.
    ScheduleDownload,
    /// `Upload`.
    Upload,
}

impl TransferKind {
    /// The event that reports the end of such a transfer, beside `7 TRANSFER COMPLETE`.
    #[must_use]
    pub const fn event(self) -> EventCode<'static> {
        match self {
            TransferKind::Download => EventCode::M_DOWNLOAD,
            TransferKind::ScheduleDownload => EventCode::M_SCHEDULE_DOWNLOAD,
            TransferKind::Upload => EventCode::M_UPLOAD,
        }
    }
}

/// A transfer that is accepted and not yet reported as complete.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Transfer {
    /// What it is.
    pub kind: TransferKind,
    /// Its `CommandKey`.
    pub command_key: String,
    /// Its report, once it has ended.
    pub report: Option<TransferComplete<'static>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "one of it")]
enum State {
    Closed,
    /// An Inform is on its way.
    Opening(Envelope<'static>),
    /// A request of ours is on its way.
    Requesting(Envelope<'static>),
    /// The device is doing what the ACS asked.
    Called {
        envelope: Envelope<'static>,
    },
    /// A response or an empty message is on its way.
    Listening,
}

/// A device: lives as long as it does, from session to session.
///
/// Times and the network come in as arguments. The `session` example runs both sides.
#[derive(Clone, Debug)]
pub struct Cpe {
    device_id: DeviceIdStruct<'static>,
    namespace: CwmpNamespace,
    versions: Vec<CwmpVersion>,
    in_use: Option<CwmpVersion>,
    session_timeout: Option<u32>,
    methods: Vec<String>,
    retry: RetryPolicy,
    failures: u32,
    resent: u32,
    next_id: u64,
    hold: bool,
    events: EventQueue,
    requests: VecDeque<Rpc<'static>>,
    transfers: Vec<Transfer>,
    state: State,
}

/// How often one request is sent again when the ACS asks for that, before the session counts as failed.
const MOST_RESENT: u32 = 3;

impl Cpe {
    /// A device that speaks these versions, oldest first. It has every method of the schema but those the
    /// standard leaves optional; see [`with_methods`](Self::with_methods).
    #[must_use]
    pub fn new(device_id: DeviceIdStruct<'_>, versions: &[CwmpVersion]) -> Self {
        let newest = versions.iter().max().copied().unwrap_or(CwmpVersion::V1_0);
        let methods = [
            "GetRPCMethods",
            "SetParameterValues",
            "GetParameterValues",
            "GetParameterNames",
            "SetParameterAttributes",
            "GetParameterAttributes",
            "AddObject",
            "DeleteObject",
            "Download",
            "Reboot",
        ];
        Cpe {
            device_id: device_id.into_owned(),
            namespace: CwmpNamespace::for_version(newest),
            versions: versions.to_vec(),
            in_use: None,
            session_timeout: None,
            methods: methods.map(str::to_owned).to_vec(),
            retry: RetryPolicy::default(),
            failures: 0,
            resent: 0,
            next_id: 1,
            hold: false,
            events: EventQueue::default(),
            requests: VecDeque::new(),
            transfers: Vec::new(),
            state: State::Closed,
        }
    }

    /// The same with these methods; calls of others are answered with fault 9000.
    #[must_use]
    pub fn with_methods<'m>(mut self, methods: impl IntoIterator<Item = &'m str>) -> Self {
        self.methods = methods.into_iter().map(str::to_owned).collect();
        self
    }

    /// The same with another way of waiting after failures.
    #[must_use]
    pub fn with_retry(mut self, retry: RetryPolicy) -> Self {
        self.retry = retry;
        self
    }

    /// The same with a `SessionTimeout` header of this many seconds (from CWMP 1.3).
    #[must_use]
    pub fn with_session_timeout(mut self, seconds: u32) -> Self {
        self.session_timeout = Some(seconds);
        self
    }

    /// Takes note of an event for the next Inform.
    pub fn report(&mut self, event: EventStruct<'_>) {
        self.events.push(event);
    }

    /// Takes note of a request for the next chance to send one. Transfers have
    /// [`transfer_ended`](Self::transfer_ended).
    pub fn request(&mut self, request: impl Into<Rpc<'static>>) {
        self.requests.push_back(request.into());
    }

    /// The events that wait for an Inform.
    #[must_use]
    pub fn events(&self) -> &EventQueue {
        &self.events
    }

    /// The transfers that are accepted and not yet confirmed as reported: what `GetQueuedTransfers` asks for.
    #[must_use]
    pub fn transfers(&self) -> &[Transfer] {
        &self.transfers
    }

    /// The protocol version of the session, once the ACS has said so.
    #[must_use]
    pub fn version_in_use(&self) -> Option<CwmpVersion> {
        self.in_use
    }

    /// Whether there is something to report, so that a session is due.
    #[must_use]
    pub fn wants_session(&self) -> bool {
        self.state == State::Closed
            && (!self.events.is_empty()
                || !self.requests.is_empty()
                || self.transfers.iter().any(|transfer| transfer.report.is_some()))
    }

    /// A transfer with that command key has ended; the next session reports it. `false` when there is none.
    pub fn transfer_ended(
        &mut self,
        command_key: &str,
        fault: FaultStruct<'_>,
        start: DateTime,
        complete: DateTime,
    ) -> bool {
        let open =
            |transfer: &&mut Transfer| transfer.command_key == command_key && transfer.report.is_none();
        let Some(transfer) = self.transfers.iter_mut().find(open) else { return false };
        let report = TransferComplete::new(command_key.to_owned(), fault.into_owned());
        transfer.report = Some(report.with_start_time(start).with_complete_time(complete));
        true
    }

    /// The device restarted: the session is gone, and with it the events that do not outlive a restart. Report
    /// `1 BOOT` (and `M Reboot`) after this.
    pub fn rebooted(&mut self) {
        self.events.rebooted();
        self.state = State::Closed;
        self.failures = 0;
    }

    /// Opens a session: an Inform with the waiting events and these parameters, in the caller's choice and order.
    pub fn start(&mut self, now: DateTime, parameters: Vec<ParameterValueStruct<'_>>) -> CpeAction {
        let ended: Vec<_> = self.transfers.iter().filter(|transfer| transfer.report.is_some()).collect();
        let mut extra: Vec<EventStruct<'static>> = Vec::new();
        if !ended.is_empty() {
            extra.push(EventStruct::new(EventCode::TRANSFER_COMPLETE, ""));
        }
        extra.extend(ended.iter().map(|t| EventStruct::new(t.kind.event(), t.command_key.clone())));
        extra.truncate(EventQueue::MOST / 2);
        let mut events = self.events.send(EventQueue::MOST - extra.len());
        events.extend(extra);
        let parameters: Vec<_> = parameters.into_iter().map(ParameterValueStruct::into_owned).collect();
        let inform = Inform::new(self.device_id.clone(), events, now, parameters)
            .with_max_envelopes(1)
            .with_retry_count(self.failures);
        let mut envelope = self.envelope(Body::Rpc(inform.into()));
        let newest = self.versions.iter().max().copied().unwrap_or(CwmpVersion::V1_0);
        if newest >= CwmpVersion::V1_3 {
            envelope.header.session_timeout = self.session_timeout.map(Into::into);
        }
        if newest >= CwmpVersion::V1_4 {
            let listed: Vec<_> = self.versions.iter().map(CwmpVersion::to_string).collect();
            envelope.header.supported_cwmp_versions = Some(listed.join(",").into());
        }
        (self.hold, self.resent, self.in_use) = (false, 0, None);
        self.state = State::Opening(envelope.clone());
        CpeAction::Post(Some(envelope))
    }

    /// Takes the answer to a post: an envelope, or nothing for an empty one (204, or 200 without content).
    pub fn handle(&mut self, answer: Option<Envelope<'_>>) -> Vec<CpeAction> {
        let answer = answer.map(Envelope::into_owned);
        // An empty answer releases the CPE as an envelope without the header does.
        self.hold = answer.as_ref().is_some_and(|a| a.header.hold_requests.is_some_and(|hold| hold.value));
        match (core::mem::replace(&mut self.state, State::Closed), answer) {
            (State::Opening(sent), Some(answer)) => self.opened(sent, answer),
            (State::Requesting(sent), Some(answer)) => self.responded(sent, answer),
            (State::Listening, Some(answer)) => self.called(answer),
            (State::Listening, None) => self.both_silent(),
            // No answer to an Inform or a request, or a message when none can come.
            (State::Opening(_) | State::Requesting(_) | State::Called { .. }, _) => vec![self.fail()],
            (State::Closed, _) => Vec::new(),
        }
    }

    /// The connection broke, the ACS refused at the HTTP layer, or its message could not be read.
    pub fn failed(&mut self) -> CpeAction {
        self.fail()
    }

    /// Takes the result of a [`CpeAction::Call`]: the response, or a fault.
    pub fn answer(&mut self, result: impl Into<Body<'static>>) -> CpeAction {
        let body = result.into();
        let State::Called { envelope } = core::mem::replace(&mut self.state, State::Listening) else {
            return self.fail();
        };
        self.note_transfer(&envelope, &body);
        CpeAction::Post(Some(envelope.reply(body)))
    }

    fn opened(&mut self, sent: Envelope<'static>, answer: Envelope<'static>) -> Vec<CpeAction> {
        if !same_id(sent.header.id.as_deref(), answer.header.id.as_deref()) {
            return vec![self.fail()];
        }
        match &answer.body {
            Body::Rpc(Rpc::InformResponse(_)) => {
                self.in_use = answer.header.version_in_use();
                self.events.delivered();
                self.failures = 0;
                self.resent = 0;
                vec![self.speak()]
            }
            Body::Fault(fault) if fault.code() == Some(FaultCode::RETRY_REQUEST) => {
                self.send_again(sent, true)
            }
            _ => vec![self.fail()],
        }
    }

    fn responded(&mut self, sent: Envelope<'static>, answer: Envelope<'static>) -> Vec<CpeAction> {
        if !same_id(sent.header.id.as_deref(), answer.header.id.as_deref()) {
            return vec![self.fail()];
        }
        let Body::Rpc(request) = &sent.body else { return vec![self.fail()] };
        match answer.body {
            Body::Rpc(response) => {
                self.resent = 0;
                if !response.is_response() {
                    return vec![self.fail()];
                }
                if self.settle_report(request) {
                    return vec![self.speak()];
                }
                self.requests.pop_front();
                vec![CpeAction::Response(response), self.speak()]
            }
            Body::Fault(fault) if fault.code() == Some(FaultCode::RETRY_REQUEST) => {
                self.send_again(sent, false)
            }
            Body::Fault(fault) => {
                self.resent = 0;
                // A refused report would be refused again.
                if !self.settle_report(request) {
                    self.requests.pop_front();
                }
                vec![CpeAction::Refused { request: request.clone(), fault }, self.speak()]
            }
            Body::Empty => vec![self.fail()],
        }
    }

    /// Forgets the transfer that a request reported; `false` when the request is none of those, but one of
    /// [`request`](Self::request).
    fn settle_report(&mut self, request: &Rpc<'_>) -> bool {
        let Rpc::TransferComplete(report) = request else { return false };
        let before = self.transfers.len();
        self.transfers.retain(|transfer| transfer.report.as_ref() != Some(report));
        self.transfers.len() < before
    }

    fn send_again(&mut self, sent: Envelope<'static>, opening: bool) -> Vec<CpeAction> {
        self.resent += 1;
        if self.resent > MOST_RESENT {
            return vec![self.fail()];
        }
        self.state = if opening { State::Opening(sent.clone()) } else { State::Requesting(sent.clone()) };
        vec![CpeAction::Post(Some(sent))]
    }

    /// The ACS sent a request while it was its turn.
    fn called(&mut self, envelope: Envelope<'static>) -> Vec<CpeAction> {
        let Body::Rpc(rpc) = &envelope.body else {
            // A fault or an empty envelope where a request may stand means nothing.
            return vec![self.fail()];
        };
        if !self.methods.iter().any(|method| method == rpc.name()) {
            self.state = State::Listening;
            return vec![CpeAction::Post(Some(envelope.reply(Fault::new(FaultCode::METHOD_NOT_SUPPORTED))))];
        }
        if matches!(rpc, Rpc::GetRPCMethods(_)) {
            self.state = State::Listening;
            let methods: Vec<_> = self.methods.iter().map(|method| method.clone().into()).collect();
            return vec![CpeAction::Post(Some(envelope.reply(GetRPCMethodsResponse::new(methods))))];
        }
        let call = CpeAction::Call(rpc.clone());
        self.state = State::Called { envelope };
        vec![call]
    }

    /// The ACS has nothing to ask. Whatever came up on this side in the meantime still goes out.
    fn both_silent(&mut self) -> Vec<CpeAction> {
        match self.next_request() {
            Some(action) => vec![action],
            None => {
                self.state = State::Closed;
                vec![CpeAction::Done]
            }
        }
    }

    /// This side's turn: a request if there is one and the ACS does not hold it, else an empty message.
    fn speak(&mut self) -> CpeAction {
        if !self.hold
            && let Some(action) = self.next_request()
        {
            return action;
        }
        self.state = State::Listening;
        CpeAction::Post(None)
    }

    fn next_request(&mut self) -> Option<CpeAction> {
        let report = self.transfers.iter().find_map(|transfer| transfer.report.clone()).map(Rpc::from);
        let request = report.or_else(|| self.requests.front().cloned())?;
        let envelope = self.envelope(Body::Rpc(request));
        self.state = State::Requesting(envelope.clone());
        Some(CpeAction::Post(Some(envelope)))
    }

    /// A transfer that is not done when it is answered is one to report later.
    fn note_transfer(&mut self, call: &Envelope<'static>, answer: &Body<'static>) {
        let later = |status: Status| status == Status::LATER;
        let accepted = match answer {
            Body::Rpc(Rpc::DownloadResponse(response)) => later(response.status),
            Body::Rpc(Rpc::UploadResponse(response)) => later(response.status),
            Body::Rpc(Rpc::ScheduleDownloadResponse(_)) => true,
            _ => false,
        };
        let (kind, key) = match call.rpc() {
            Some(Rpc::Download(rpc)) => (TransferKind::Download, &rpc.command_key),
            Some(Rpc::Upload(rpc)) => (TransferKind::Upload, &rpc.command_key),
            Some(Rpc::ScheduleDownload(rpc)) => (TransferKind::ScheduleDownload, &rpc.command_key),
            Some(Rpc::CancelTransfer(rpc)) => {
                if matches!(answer, Body::Rpc(Rpc::CancelTransferResponse(_))) {
                    self.transfers.retain(|t| t.report.is_some() || t.command_key != rpc.command_key);
                }
                return;
            }
            _ => return,
        };
        if accepted {
            let command_key = key.clone().into_owned();
            self.transfers.push(Transfer { kind, command_key, report: None });
        }
    }

    fn envelope(&mut self, body: Body<'static>) -> Envelope<'static> {
        let id = self.next_id.to_string();
        self.next_id = self.next_id.wrapping_add(1);
        Envelope::new(self.namespace, body).with_id(id)
    }

    #[cold]
    fn fail(&mut self) -> CpeAction {
        self.state = State::Closed;
        self.events.failed();
        self.failures = self.failures.saturating_add(1);
        CpeAction::Retry(self.retry.window(self.failures))
    }
}
