//! The server's side.

use super::{negotiate, peer_versions, same_id};
use crate::envelope::{Body, CwmpNamespace, CwmpVersion, Envelope, Fault};
use crate::rpc::{Inform, InformResponse, Rpc};
use crate::value::FaultCode;
use alloc::collections::VecDeque;
use alloc::string::ToString;
use alloc::vec;
use alloc::vec::Vec;

/// What a server has to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant, reason = "a handful at a time")]
pub enum AcsAction {
    /// Answer the post with this envelope, or with nothing (status 204).
    Send(Option<Envelope<'static>>),
    /// The device opened the session. Requests queued before the answer is sent still go out in this session. To
    /// turn the device away, call [`AcsSession::refuse`] instead of sending the answer.
    Informed(Inform<'static>),
    /// Do what the device asks and hand the result to [`AcsSession::answer`].
    Call(Rpc<'static>),
    /// The device answered a request of [`AcsSession::request`]. Queue what follows from that, then call
    /// [`AcsSession::proceed`].
    Response {
        /// The request.
        request: Rpc<'static>,
        /// The response.
        response: Rpc<'static>,
    },
    /// The device refused a request of [`AcsSession::request`]. Queue what follows from that, then call
    /// [`AcsSession::proceed`].
    Refused {
        /// The request.
        request: Rpc<'static>,
        /// Why.
        fault: Fault<'static>,
    },
    /// Both sides have nothing more to say: the session is over, unless the device posts once more.
    Done,
    /// The device broke the rules: close the connection.
    Broken(&'static str),
}

#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "one of it")]
enum State {
    /// Waiting for the Inform.
    New,
    /// The device has informed; until it posts again, the Inform may be refused.
    Informed(Envelope<'static>),
    /// The device may send requests or hand over with an empty message.
    Serving,
    /// The server is doing what the device asked.
    Called(Envelope<'static>),
    /// A request of ours is on its way.
    Requesting(Envelope<'static>),
    /// It is answered, and the application decides what follows.
    Deciding,
    /// Both sides were silent.
    Quiet,
    Closed,
}

/// One session of one device, from the Inform to the empty answer.
///
/// The `session` example runs both sides.
#[derive(Clone, Debug)]
pub struct AcsSession {
    versions: Vec<CwmpVersion>,
    in_use: Option<CwmpVersion>,
    namespace: CwmpNamespace,
    requests: VecDeque<Rpc<'static>>,
    hold: bool,
    next_id: u64,
    state: State,
}

impl AcsSession {
    /// A session of a server that speaks these versions.
    #[must_use]
    pub fn new(versions: &[CwmpVersion]) -> Self {
        AcsSession {
            versions: versions.to_vec(),
            in_use: None,
            namespace: CwmpNamespace::default(),
            requests: VecDeque::new(),
            hold: false,
            next_id: 1,
            state: State::New,
        }
    }

    /// Queues a request for the device.
    pub fn request(&mut self, request: impl Into<Rpc<'static>>) {
        self.requests.push_back(request.into());
    }

    /// Has the device hold back its own requests from the next envelope on, or no longer.
    pub fn hold_requests(&mut self, hold: bool) {
        self.hold = hold;
    }

    /// The protocol version of the session, once the device has informed.
    #[must_use]
    pub fn version_in_use(&self) -> Option<CwmpVersion> {
        self.in_use
    }

    /// Whether the session is over or broken.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        matches!(self.state, State::Quiet | State::Closed)
    }

    /// Takes a post: an envelope, or nothing for an empty one.
    pub fn handle(&mut self, post: Option<Envelope<'_>>) -> Vec<AcsAction> {
        let post = post.map(Envelope::into_owned);
        match (core::mem::replace(&mut self.state, State::Closed), post) {
            (State::New, Some(post)) => self.opened(post),
            (State::Informed(_) | State::Serving | State::Quiet, Some(post)) => self.called(post),
            (State::Informed(_) | State::Serving | State::Quiet, None) => self.speak(),
            (State::Requesting(sent), Some(post)) => self.responded(&sent, post),
            (State::New, None) => vec![AcsAction::Broken("the first message is no Inform")],
            (State::Called(_) | State::Deciding, _) => {
                vec![AcsAction::Broken("a post before the last one was answered")]
            }
            (State::Requesting(_), None) => vec![AcsAction::Broken("a response is missing")],
            (State::Closed, _) => vec![AcsAction::Broken("the session is over")],
        }
    }

    /// Refuses the Inform of an [`AcsAction::Informed`], such as that of an unknown device (8001) or of one too many
    /// (8004). What comes back stands in place of the answer that came with `Informed`, which is to be dropped.
    ///
    /// After fault 8005 the device sends its Inform again, which opens this session anew, with the requests queued so
    /// far; after any other fault the session is over, and the device tries a new one later.
    ///
    /// ```
    /// use cwmp_soap::envelope::CwmpVersion;
    /// use cwmp_soap::rpc::{DeviceIdStruct, EventStruct};
    /// use cwmp_soap::session::{AcsAction, AcsSession, Cpe, CpeAction};
    /// use cwmp_soap::value::{DateTime, EventCode, FaultCode};
    /// use cwmp_soap::Fault;
    ///
    /// let mut cpe = Cpe::new(DeviceIdStruct::new("Example", "00D09E", "Gateway", "SN-1"), CwmpVersion::ALL);
    /// cpe.report(EventStruct::new(EventCode::BOOT, ""));
    /// let CpeAction::Post(inform) = cpe.start(DateTime::UNKNOWN, vec![]) else { unreachable!() };
    ///
    /// let mut session = AcsSession::new(CwmpVersion::ALL);
    /// assert!(matches!(session.handle(inform).first(), Some(AcsAction::Informed(_))));
    /// let mut refusal = session.refuse(Fault::new(FaultCode::ACS_REQUEST_DENIED)).into_iter();
    /// let Some(AcsAction::Send(fault)) = refusal.next() else { unreachable!() };
    /// assert_eq!(refusal.next(), Some(AcsAction::Done));
    /// assert!(matches!(cpe.handle(fault).first(), Some(CpeAction::Retry(_))));
    /// ```
    pub fn refuse(&mut self, fault: Fault<'static>) -> Vec<AcsAction> {
        let State::Informed(inform) = core::mem::replace(&mut self.state, State::Closed) else {
            return vec![AcsAction::Broken("no Inform to refuse")];
        };
        self.in_use = None;
        let again = fault.code() == Some(FaultCode::RETRY_REQUEST);
        let answer = AcsAction::Send(Some(inform.reply(fault)));
        if again {
            self.state = State::New;
            return vec![answer];
        }
        vec![answer, AcsAction::Done]
    }

    /// Takes the result of an [`AcsAction::Call`]: the response, or a fault.
    pub fn answer(&mut self, result: impl Into<Body<'static>>) -> AcsAction {
        let State::Called(envelope) = core::mem::replace(&mut self.state, State::Serving) else {
            self.state = State::Closed;
            return AcsAction::Broken("nothing was asked");
        };
        AcsAction::Send(Some(self.holding(envelope.reply(result))))
    }

    /// Goes on after a [`Response`](AcsAction::Response) or [`Refused`](AcsAction::Refused): with the next
    /// request, or with an empty answer.
    pub fn proceed(&mut self) -> Vec<AcsAction> {
        if self.state != State::Deciding {
            self.state = State::Closed;
            return vec![AcsAction::Broken("nothing was answered")];
        }
        self.speak()
    }

    fn opened(&mut self, post: Envelope<'static>) -> Vec<AcsAction> {
        let Some(Rpc::Inform(inform)) = post.rpc() else {
            return vec![
                AcsAction::Send(Some(post.reply(Fault::new(FaultCode::ACS_REQUEST_DENIED)))),
                AcsAction::Broken("the first message is no Inform"),
            ];
        };
        self.namespace = post.namespace;
        let version = match negotiate(&self.versions, &peer_versions(&post)) {
            Ok(version) => version,
            Err(code) => {
                return vec![AcsAction::Send(Some(post.reply(Fault::new(code)))), AcsAction::Done];
            }
        };
        self.in_use = Some(version);
        let mut response = post.reply(InformResponse::new().with_max_envelopes(1));
        if post.header.supported_cwmp_versions.is_some() {
            response.header.use_cwmp_version = Some(version.to_string().into());
        }
        let actions =
            vec![AcsAction::Informed(inform.clone()), AcsAction::Send(Some(self.holding(response)))];
        self.state = State::Informed(post);
        actions
    }

    /// The device sent something while it was its turn.
    fn called(&mut self, post: Envelope<'static>) -> Vec<AcsAction> {
        match &post.body {
            Body::Rpc(rpc) if !rpc.is_response() => {
                let call = AcsAction::Call(rpc.clone());
                self.state = State::Called(post);
                vec![call]
            }
            // Older devices end their turn with an envelope that is empty.
            Body::Empty => self.speak(),
            _ => vec![AcsAction::Broken("a response to nothing")],
        }
    }

    fn responded(&mut self, sent: &Envelope<'static>, post: Envelope<'static>) -> Vec<AcsAction> {
        let Some(request) = sent.rpc().cloned() else {
            return vec![AcsAction::Broken("a response is missing")];
        };
        if !same_id(sent.header.id.as_deref(), post.header.id.as_deref()) {
            return vec![AcsAction::Broken("a response with another ID")];
        }
        self.state = State::Deciding;
        vec![match post.body {
            Body::Rpc(response) if response.answers(&request) => AcsAction::Response { request, response },
            Body::Fault(fault) => AcsAction::Refused { request, fault },
            _ => {
                self.state = State::Closed;
                AcsAction::Broken("a response to another request")
            }
        }]
    }

    /// This side's turn: the next request, or nothing, which ends the session when the device has nothing either.
    fn speak(&mut self) -> Vec<AcsAction> {
        let Some(request) = self.requests.pop_front() else {
            self.state = State::Quiet;
            return vec![AcsAction::Send(None), AcsAction::Done];
        };
        let id = self.next_id.to_string();
        self.next_id = self.next_id.wrapping_add(1);
        let envelope = self.holding(Envelope::new(self.namespace, request).with_id(id));
        self.state = State::Requesting(envelope.clone());
        vec![AcsAction::Send(Some(envelope))]
    }

    fn holding(&self, mut envelope: Envelope<'static>) -> Envelope<'static> {
        if self.hold {
            envelope.header.hold_requests = Some(true.into());
        }
        envelope
    }
}
