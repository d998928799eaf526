//! The client: packages 1 and 3.

use super::assembly::{Assembly, Place, Step};
use super::auth::{Proof, Requirement};
use super::outbox::{Outbox, Peer, Sent, Token, largest};
use super::wire::{Incoming, Outgoing, Settings, version_status};
use crate::code::{AlertCode, StatusCode};
use crate::message::{Alert, Chal, Command, Item, Replace, Source, Status, SyncHdr, SyncMl, Target};
use crate::syntax::trim;
use crate::tree::{Reply, Storage, Tree};
use crate::{Error, ErrorKind};
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use mgmt_wire::Limit;

/// What executes the server's commands.
///
/// A [`Tree`] is one; any closure from the server's identifier and a command to the replies is another.
pub trait Device {
    /// Executes one command and gives the replies in the order in which they must be sent.
    fn execute(&mut self, server: &str, command: &Command<'_>) -> Vec<Reply>;

    /// The server answered a command of the client, such as a generic alert; 413 also when the command fits into no
    /// message the server takes.
    fn answered(&mut self, token: Token, status: StatusCode) {
        let _ = (token, status);
    }
}

impl<S: Storage> Device for Tree<S> {
    fn execute(&mut self, server: &str, command: &Command<'_>) -> Vec<Reply> {
        Tree::execute(self, server, command, &mut ())
    }
}

impl<F: FnMut(&str, &Command<'_>) -> Vec<Reply>> Device for F {
    fn execute(&mut self, server: &str, command: &Command<'_>) -> Vec<Reply> {
        self(server, command)
    }
}

/// What a client must do next.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClientStep {
    /// Send this, and hand in what comes back.
    Send(Box<Outgoing>),
    /// The session is over: all was said.
    Finished,
    /// The session is over: the server ended it (Alert 1223).
    Aborted,
    /// The session is over: the server does not take the client's credentials, or the client not the server's.
    Refused(StatusCode),
}

/// A client's side of one session.
#[derive(Clone, Debug)]
pub struct ClientSession {
    settings: Settings,
    session_id: String,
    device: Source<'static>,
    server: Target<'static>,
    /// How access control lists name the server.
    server_id: String,
    opening: Vec<Command<'static>>,
    proof: Option<Proof>,
    requirement: Option<Requirement>,
    refusals: u8,
    msg_id: u32,
    peer: Peer,
    uri: Option<String>,
    outbox: Outbox,
    /// The queue before package 1 went out, should that be refused.
    before: Option<Outbox>,
    sent: Vec<(u32, Vec<Sent>)>,
    assembly: Assembly,
    /// Bytes of the message that is being taken.
    received: usize,
    /// Commands of our own that fit into no message the server takes.
    unsent: Vec<Token>,
    /// The server's package goes on in its next message.
    server_has_more: bool,
    is_over: bool,
}

impl ClientSession {
    /// A session that the client begins (Alert 1201). `device_info` are the leaves of `./DevInfo` (such as those of
    /// [`DevInfo`](crate::object::DevInfo), by [`NodeState::to_item`](crate::tree::NodeState::to_item)), each with its
    /// `Source`.
    pub fn new(
        settings: Settings,
        session_id: impl Into<String>,
        device: impl Into<Source<'static>>,
        server: impl Into<Target<'static>>,
        device_info: Vec<Item<'static>>,
    ) -> Self {
        let server = server.into();
        let mut info = Replace::new("");
        info.items = device_info;
        let mut opening: Vec<Command<'static>> =
            alloc::vec![Alert::of("", AlertCode::CLIENT_INITIATED).into()];
        if !info.items.is_empty() {
            opening.push(info.into());
        }
        ClientSession {
            assembly: Assembly::new(settings.object_limit(), settings.decode.limits.commands),
            received: 0,
            settings,
            session_id: session_id.into(),
            device: device.into(),
            server_id: server.loc_uri.clone().into_owned(),
            server,
            opening,
            proof: None,
            requirement: None,
            refusals: 0,
            msg_id: 0,
            peer: Peer::default(),
            uri: None,
            outbox: Outbox::default(),
            before: None,
            sent: Vec::new(),
            unsent: Vec::new(),
            server_has_more: false,
            is_over: false,
        }
    }

    /// The same as the answer to a notification: Alert 1200 in place of 1201.
    #[must_use]
    pub fn notified(mut self) -> Self {
        if let Some(first) = self.opening.first_mut() {
            *first = Alert::of("", AlertCode::SERVER_INITIATED).into();
        }
        self
    }

    /// The same with the name that access control lists have for the server; without, it is the server's address.
    #[must_use]
    pub fn with_server_id(mut self, server_id: impl Into<String>) -> Self {
        self.server_id = server_id.into();
        self
    }

    /// The same, proving itself to the server.
    #[must_use]
    pub fn with_proof(mut self, proof: Proof) -> Self {
        self.proof = Some(proof);
        self
    }

    /// The same, asking the server to prove itself.
    #[must_use]
    pub fn with_requirement(mut self, requirement: Requirement) -> Self {
        self.requirement = Some(requirement);
        self
    }

    /// The proof, for the nonce to keep.
    #[must_use]
    pub fn proof(&self) -> Option<&Proof> {
        self.proof.as_ref()
    }

    /// The requirement, for the nonce to keep.
    #[must_use]
    pub fn requirement(&self) -> Option<&Requirement> {
        self.requirement.as_ref()
    }

    /// Says something to the server with the next message: a generic alert, say.
    pub fn send(&mut self, command: impl Into<Command<'static>>) -> Token {
        self.outbox.push_with_token(command.into())
    }

    /// Package 1.
    ///
    /// # Errors
    /// What cannot be written.
    pub fn start(&mut self) -> Result<Outgoing, Error> {
        let opening = self.opening.clone();
        self.before = Some(self.outbox.clone());
        self.build(opening, true, true)
    }

    /// Takes a message of the server: executes its commands and gives the answer.
    ///
    /// # Errors
    /// A message that cannot be decoded; the session goes on should another come. `Limit(Commands)`: a server that gives
    /// new commands all the time and leaves no room for the answers. An answer that cannot be written.
    pub fn receive(&mut self, incoming: &Incoming<'_>, device: &mut dyn Device) -> Result<ClientStep, Error> {
        if self.is_over {
            return Ok(ClientStep::Finished);
        }
        if self.outbox.len() > self.settings.decode.limits.commands {
            return Err(Error::new(ErrorKind::Limit(Limit::Commands)));
        }
        let settings = self.settings.clone();
        let message = settings.read(incoming.body, &mut ())?;
        self.received = incoming.body.len();
        for token in core::mem::take(&mut self.unsent) {
            device.answered(token, StatusCode::TOO_LARGE);
        }
        self.learn(&message);
        if let Some(step) = self.header_answered(&message)? {
            return Ok(step);
        }
        let (code, chal) = self.check(&message, incoming);
        let mut first = alloc::vec![header_status(&message, code, chal).into()];
        if !code.is_success() {
            self.refusals = self.refusals.saturating_add(1);
            if self.refusals > 2 {
                return Ok(self.over(ClientStep::Refused(code)));
            }
            return self.build(first, true, false).map(send);
        }
        let mut work = Work { first: &mut first, asks_next: false, has_commands: false };
        for command in &message.body.commands {
            if let Some(step) = self.take(&message, command, device, &mut work) {
                return Ok(self.over(step));
            }
        }
        let (asks_next, has_commands) = (work.asks_next, work.has_commands);
        if message.body.is_final && !has_commands && self.outbox.is_empty() {
            return Ok(self.over(ClientStep::Finished));
        }
        self.server_has_more = !message.body.is_final && (!asks_next || self.server_has_more);
        if !message.body.is_final && !asks_next {
            // Behind all that is still to be said: then it is the server's turn again.
            self.outbox.push(Alert::of("", AlertCode::NEXT_MESSAGE).into());
        }
        self.build(first, !self.server_has_more, true).map(send)
    }

    fn over(&mut self, step: ClientStep) -> ClientStep {
        self.is_over = true;
        step
    }

    fn learn(&mut self, message: &SyncMl<'_>) {
        self.peer.learn(&message.header);
        if let Some(uri) = &message.header.resp_uri {
            self.uri = Some(uri.clone().into_owned());
        }
    }

    /// What the server says about the credentials of the last message.
    fn header_answered(&mut self, message: &SyncMl<'_>) -> Result<Option<ClientStep>, Error> {
        let status = message.body.commands.iter().find_map(|command| match command {
            Command::Status(status) if status.is_of_header() => Some(status),
            _ => None,
        });
        let Some((status, code)) = status.and_then(|status| Some((status, status.code()?))) else {
            return Ok(None);
        };
        let is_refusal = matches!(code, StatusCode::UNAUTHORIZED | StatusCode::AUTHENTICATION_REQUIRED);
        let retry = match &mut self.proof {
            Some(proof) => proof.answered(code, status.chal.as_deref(), !is_refusal),
            None => false,
        };
        if !is_refusal {
            self.before = None;
            return Ok(None);
        }
        if !retry {
            return Ok(Some(self.over(ClientStep::Refused(code))));
        }
        // After a refusal package 1 begins again, in the same session.
        self.sent.clear();
        if let Some(before) = self.before.take() {
            self.outbox = before;
        }
        self.start().map(send).map(Some)
    }

    fn check(
        &mut self,
        message: &SyncMl<'_>,
        incoming: &Incoming<'_>,
    ) -> (StatusCode, Option<Box<Chal<'static>>>) {
        if let Some(code) = version_status(message) {
            return (code, None);
        }
        match &mut self.requirement {
            Some(requirement) => requirement.check(&message.header, incoming),
            None => (StatusCode::OK, None),
        }
    }

    /// Takes one command of the server.
    fn take(
        &mut self,
        message: &SyncMl<'_>,
        command: &Command<'_>,
        device: &mut dyn Device,
        work: &mut Work<'_>,
    ) -> Option<ClientStep> {
        match command {
            Command::Status(status) => {
                self.answered(status, device);
                return None;
            }
            Command::Results(_) => return None,
            Command::Alert(alert) => match alert.code() {
                Some(AlertCode::SESSION_ABORT) => return Some(ClientStep::Aborted),
                Some(AlertCode::NEXT_MESSAGE) => {
                    work.asks_next = true;
                    self.reply_status(message, command, StatusCode::OK);
                    return None;
                }
                Some(AlertCode::NO_END_OF_DATA) => {
                    self.outbox.chunk_answered(false);
                    self.reply_status(message, command, StatusCode::OK);
                    return None;
                }
                _ => {}
            },
            _ => {}
        }
        work.has_commands = true;
        if self.assembly.concerns(command) {
            for step in self.assembly.take(message.header.msg_id, self.received, command) {
                match step {
                    Step::Status { place: (msg_ref, cmd_ref), cmd, code } => {
                        self.outbox.push(Status::of("", msg_ref, cmd_ref, cmd, code).into());
                    }
                    Step::Execute { command, places } => self.execute_at(&places, &command, device),
                    Step::Lost(uri) => {
                        let item = Item::at(Target::new(uri));
                        work.first.push(Alert::of("", AlertCode::NO_END_OF_DATA).with_item(item).into());
                    }
                }
            }
        } else {
            self.execute(message, command, device);
        }
        None
    }

    /// Executes what was put together from several messages.
    fn execute_at(
        &mut self,
        places: &BTreeMap<String, Vec<Place>>,
        command: &Command<'_>,
        device: &mut dyn Device,
    ) {
        for mut reply in device.execute(&self.server_id, command) {
            for (msg_id, cmd_id) in places.get(&reply.cmd_ref).cloned().unwrap_or_default() {
                reply.cmd_ref = cmd_id;
                self.reply(&reply, &msg_id.to_string());
            }
        }
    }

    fn execute(&mut self, message: &SyncMl<'_>, command: &Command<'_>, device: &mut dyn Device) {
        let msg_ref = message.header.msg_id.to_string();
        for reply in device.execute(&self.server_id, command) {
            self.reply(&reply, &msg_ref);
        }
    }

    fn reply(&mut self, reply: &Reply, msg_ref: &str) {
        let mut status = reply.to_status("", msg_ref);
        let results = reply.to_results("", msg_ref).map(Command::from);
        match results {
            // The server has said that it does not take such an object.
            Some(results) if self.peer.max_obj_size.is_some_and(|most| largest(&results) > most) => {
                status.data = StatusCode::TOO_LARGE.to_string().into();
                self.outbox.push(status.into());
            }
            results => {
                self.outbox.push(status.into());
                results.into_iter().for_each(|results| self.outbox.push(results));
            }
        }
    }

    fn reply_status(&mut self, message: &SyncMl<'_>, command: &Command<'_>, code: StatusCode) {
        self.outbox.push(status_of(message, command, code).into());
    }

    /// Status of one of our commands.
    fn answered(&mut self, status: &Status<'_>, device: &mut dyn Device) {
        let (Some(code), Ok(msg_ref)) = (status.code(), trim(&status.msg_ref).parse::<u32>()) else { return };
        let cmd_ref = trim(&status.cmd_ref);
        if self.outbox.is_chunk(msg_ref, cmd_ref) {
            self.outbox.chunk_answered(code == StatusCode::CHUNK_ACCEPTED || code.is_success());
        }
        // Never the end of a command: it asks for the next chunk, or repeats that it did.
        if code == StatusCode::CHUNK_ACCEPTED {
            return;
        }
        let sent = self.sent.iter().find(|(msg_id, _)| *msg_id == msg_ref);
        let sent = sent.and_then(|(_, sent)| sent.iter().find(|sent| sent.cmd_id == cmd_ref));
        if let Some(token) = sent.and_then(|sent| sent.token) {
            device.answered(token, code);
        }
    }

    fn build(
        &mut self,
        first: Vec<Command<'static>>,
        may_end: bool,
        with_queue: bool,
    ) -> Result<Outgoing, Error> {
        self.msg_id += 1;
        let settings = &self.settings;
        let mut header = SyncHdr::new(
            settings.ver_dtd(),
            settings.ver_proto,
            self.session_id.clone(),
            self.msg_id,
            self.server.clone(),
            self.device.clone(),
        );
        header.meta = Some(settings.meta());
        if let Some(proof) = &self.proof {
            proof.attach(&mut header);
        }
        let filled = self.outbox.fill(settings, self.msg_id, header, first, self.peer, !with_queue)?;
        let mut message = filled.message;
        message.body.is_final = may_end && (!with_queue || self.outbox.is_empty());
        remember(&mut self.sent, self.msg_id, filled.sent);
        self.unsent.extend(filled.dropped.into_iter().filter_map(|(_, token)| token));
        let body = settings.write(&message)?;
        let hmac = self.proof.as_ref().and_then(|proof| proof.sign(&body)).transpose()?;
        Ok(Outgoing { message, body, hmac, uri: self.uri.clone() })
    }
}

/// What one message brings about beside replies.
struct Work<'w> {
    first: &'w mut Vec<Command<'static>>,
    asks_next: bool,
    has_commands: bool,
}

fn send(outgoing: Outgoing) -> ClientStep {
    ClientStep::Send(Box::new(outgoing))
}

/// The status of the header of a message.
pub(super) fn header_status(
    message: &SyncMl<'_>,
    code: StatusCode,
    chal: Option<Box<Chal<'static>>>,
) -> Status<'static> {
    let mut status = Status::of("", message.header.msg_id, "0", "SyncHdr", code);
    status.target_ref.push(Cow::Owned(String::from(message.header.target.uri())));
    status.source_ref.push(Cow::Owned(String::from(message.header.source.uri())));
    status.chal = chal;
    status
}

/// The status of a command.
pub(super) fn status_of(message: &SyncMl<'_>, command: &Command<'_>, code: StatusCode) -> Status<'static> {
    let (id, name) = (String::from(command.cmd_id()), String::from(command.name()));
    Status::of("", message.header.msg_id, id, name, code)
}

/// Keeps what was sent in the last few messages, for the statuses that come.
pub(super) fn remember(sent: &mut Vec<(u32, Vec<Sent>)>, msg_id: u32, commands: Vec<Sent>) {
    const KEPT: usize = 16;
    if sent.len() >= KEPT {
        sent.remove(0);
    }
    sent.push((msg_id, commands));
}
