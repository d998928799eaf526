//! The server: packages 2 and 4.

use super::auth::{Proof, Requirement};
use super::client::{header_status, status_of};
use super::large_object::{Chunk, LargeObject};
use super::outbox::{Outbox, Peer, Token};
use super::wire::{Incoming, Outgoing, Settings, version_status};
use crate::code::{AlertCode, StatusCode};
use crate::message::{Alert, Command, Item, Meta, Results, Source, Status, SyncHdr, SyncMl, Target};
use crate::syntax::{IntoOwned, trim};
use crate::{Error, ErrorKind};
use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

/// What a server hears.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ServerEvent {
    /// The client is authenticated, or need not be.
    Authenticated,
    /// The client is not who it says, or does not say; it is told so.
    Refused(StatusCode),
    /// The device information of package 1.
    DeviceInfo(Vec<Item<'static>>),
    /// An alert other than those the session takes care of: how the session began (1200, 1201), an event of the
    /// client (1224), a generic alert (1226).
    Alert(Alert<'static>),
    /// How a command fared. Commands with several items may have several statuses.
    Status {
        /// The command.
        token: Token,
        /// The status.
        code: StatusCode,
        /// All of it, for what a user answered.
        status: Status<'static>,
    },
    /// What a Get found; large objects are whole, and items have the format and the type that is theirs or that of all.
    Results {
        /// The Get.
        token: Token,
        /// The items.
        items: Vec<Item<'static>>,
    },
    /// A command fits into no message the client takes, or holds an object larger than it takes, and was not sent.
    TooLarge(Token),
    /// The client ended the session (Alert 1223).
    Aborted,
}

/// A server's side of one session.
///
/// Each message that comes goes to [`receive`](Self::receive); then [`send`](Self::send) takes commands, and
/// [`reply`](Self::reply) gives the message to send back.
#[derive(Clone, Debug)]
pub struct ServerSession {
    settings: Settings,
    server: Source<'static>,
    proof: Option<Proof>,
    requirement: Option<Requirement>,
    refusals: u8,
    resp_uri: Option<String>,
    client: Option<Client>,
    msg_id: u32,
    outbox: Outbox,
    /// Statuses and alerts that stand in front of the next message.
    first: Vec<Command<'static>>,
    /// Commands whose status has not come.
    outstanding: BTreeMap<(u32, String), Token>,
    /// All commands of the session by message and identifier, for results.
    gets: BTreeMap<(u32, String), Token>,
    object: LargeObject,
    /// The last package held no command. Should the client have something to say nevertheless, it goes on.
    is_done: bool,
    is_over: bool,
}

/// What is known of the client.
#[derive(Clone, Debug)]
struct Client {
    session_id: String,
    address: Source<'static>,
    peer: Peer,
    /// Its package goes on in its next message.
    has_more: bool,
    /// Its last message was refused: the answer holds nothing but that.
    is_refused: bool,
}

impl ServerSession {
    /// A session of the server with this address.
    pub fn new(settings: Settings, server: impl Into<Source<'static>>) -> Self {
        ServerSession {
            object: LargeObject::new(settings.object_limit()),
            settings,
            server: server.into(),
            proof: None,
            requirement: None,
            refusals: 0,
            resp_uri: None,
            client: None,
            msg_id: 0,
            outbox: Outbox::default(),
            first: Vec::new(),
            outstanding: BTreeMap::new(),
            gets: BTreeMap::new(),
            is_done: false,
            is_over: false,
        }
    }

    /// The same, proving itself to the client.
    #[must_use]
    pub fn with_proof(mut self, proof: Proof) -> Self {
        self.proof = Some(proof);
        self
    }

    /// The same, asking the client to prove itself.
    #[must_use]
    pub fn with_requirement(mut self, requirement: Requirement) -> Self {
        self.requirement = Some(requirement);
        self
    }

    /// The same, telling the client where to send its next message.
    #[must_use]
    pub fn with_resp_uri(mut self, uri: impl Into<String>) -> Self {
        self.resp_uri = Some(uri.into());
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

    /// Whether the session is over: nothing more will come.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.is_over || self.is_done
    }

    /// The identifier the client gave the session.
    #[must_use]
    pub fn session_id(&self) -> Option<&str> {
        self.client.as_ref().map(|client| &*client.session_id)
    }

    /// The address of the client.
    #[must_use]
    pub fn client(&self) -> Option<&str> {
        self.client.as_ref().map(|client| client.address.uri())
    }

    /// Gives the client something to do, with one of the next messages. Its `CmdID` is set when it is sent.
    pub fn send(&mut self, command: impl Into<Command<'static>>) -> Token {
        self.outbox.push_with_token(command.into())
    }

    /// Ends the session with Alert 1223: the next message says so, and nothing else.
    pub fn abort(&mut self) {
        self.outbox.clear();
        // Right behind the status of the header, so that it fits whatever else is to be answered.
        let place = self.first.len().min(1);
        self.first.insert(place, Alert::of("", AlertCode::SESSION_ABORT).into());
        self.outstanding.clear();
        self.is_over = true;
    }

    /// Takes a message of the client.
    ///
    /// # Errors
    /// A message that cannot be decoded.
    pub fn receive(&mut self, incoming: &Incoming<'_>) -> Result<Vec<ServerEvent>, Error> {
        let settings = self.settings.clone();
        let message = settings.read(incoming.body, &mut ())?;
        let mut events = Vec::new();
        self.is_done = false;
        self.learn(&message);
        self.header_answered(&message);
        let (code, chal) = match (version_status(&message), &mut self.requirement) {
            (Some(code), _) => (code, None),
            (None, Some(requirement)) => requirement.check(&message.header, incoming),
            (None, None) => (StatusCode::OK, None),
        };
        self.first.push(header_status(&message, code, chal).into());
        if !code.is_success() {
            self.refusals = self.refusals.saturating_add(1);
            if let Some(client) = &mut self.client {
                client.is_refused = true;
            }
            self.is_over |= self.refusals > 2;
            events.push(ServerEvent::Refused(code));
            return Ok(events);
        }
        if self.msg_id == 0 || self.refusals > 0 {
            events.push(ServerEvent::Authenticated);
            self.refusals = 0;
        }
        for command in &message.body.commands {
            self.take(&message, command, &mut events);
        }
        if message.body.is_final {
            // The client has said all it has to say: what has no status by now gets none.
            self.outstanding.clear();
            self.outbox.answers_ended();
        }
        if !message.body.is_final && !asks_next(&message) && !self.is_over {
            self.first.push(Alert::of("", AlertCode::NEXT_MESSAGE).into());
        }
        Ok(events)
    }

    fn learn(&mut self, message: &SyncMl<'_>) {
        let mut peer = self.client.take().map(|client| client.peer).unwrap_or_default();
        peer.learn(&message.header);
        self.client = Some(Client {
            session_id: message.header.session_id.clone().into_owned(),
            address: message.header.source.clone().into_owned(),
            peer,
            has_more: !message.body.is_final && !asks_next(message),
            is_refused: false,
        });
    }

    fn header_answered(&mut self, message: &SyncMl<'_>) {
        for command in &message.body.commands {
            let Command::Status(status) = command else { continue };
            let (true, Some(code), Some(proof)) = (status.is_of_header(), status.code(), &mut self.proof)
            else {
                continue;
            };
            let is_refusal = matches!(code, StatusCode::UNAUTHORIZED | StatusCode::AUTHENTICATION_REQUIRED);
            let retry = proof.answered(code, status.chal.as_deref(), !is_refusal);
            self.is_over |= is_refusal && !retry;
        }
    }

    fn take(&mut self, message: &SyncMl<'_>, command: &Command<'_>, events: &mut Vec<ServerEvent>) {
        match command {
            Command::Status(status) => self.take_status(status, events),
            Command::Results(results) => self.take_results(message, command, results, events),
            Command::Alert(alert) => match alert.code() {
                Some(AlertCode::SESSION_ABORT) => {
                    self.is_over = true;
                    events.push(ServerEvent::Aborted);
                }
                Some(AlertCode::NEXT_MESSAGE) => self.answer(message, command, StatusCode::OK),
                Some(AlertCode::NO_END_OF_DATA) => {
                    self.outbox.chunk_answered(false);
                    self.answer(message, command, StatusCode::OK);
                }
                _ => {
                    self.answer(message, command, StatusCode::OK);
                    events.push(ServerEvent::Alert(alert.clone().into_owned()));
                }
            },
            Command::Replace(replace) => {
                self.answer(message, command, StatusCode::OK);
                events.push(ServerEvent::DeviceInfo(replace.items.clone().into_owned()));
            }
            // A client has nothing else to say.
            _ => self.answer(message, command, StatusCode::NOT_ALLOWED),
        }
    }

    fn answer(&mut self, message: &SyncMl<'_>, command: &Command<'_>, code: StatusCode) {
        self.first.push(status_of(message, command, code).into());
    }

    fn take_status(&mut self, status: &Status<'_>, events: &mut Vec<ServerEvent>) {
        let (Some(code), Ok(msg_ref)) = (status.code(), trim(&status.msg_ref).parse::<u32>()) else { return };
        let cmd_ref = String::from(trim(&status.cmd_ref));
        if self.outbox.is_chunk(msg_ref, &cmd_ref) {
            self.outbox.chunk_answered(code == StatusCode::CHUNK_ACCEPTED);
        }
        // Never the end of a command: it asks for the next chunk, or repeats that it did.
        if code == StatusCode::CHUNK_ACCEPTED {
            return;
        }
        let token = self.outstanding.remove(&(msg_ref, cmd_ref.clone()));
        let token = token.or_else(|| self.gets.get(&(msg_ref, cmd_ref)).copied());
        if let Some(token) = token {
            events.push(ServerEvent::Status { token, code, status: status.clone().into_owned() });
        }
    }

    fn take_results(
        &mut self,
        message: &SyncMl<'_>,
        command: &Command<'_>,
        results: &Results<'_>,
        events: &mut Vec<ServerEvent>,
    ) {
        let mut items = Vec::new();
        let whole = |item: Item<'static>| of_command(item, results.meta.as_ref());
        for item in &results.items {
            let uri = item.target_uri().or_else(|| item.source_uri());
            if self.object.is_open() && self.object.open_uri() != uri {
                let lost = self.object.open_uri().map(String::from).unwrap_or_default();
                let lost = Item::new().with_source(Source::new(lost));
                self.first.push(Alert::of("", AlertCode::NO_END_OF_DATA).with_item(lost).into());
                self.object.abandon();
            }
            let size = results.meta.as_ref().and_then(|meta| meta.size);
            match self.object.accept_sized(item, size) {
                Ok(Chunk::Whole) => items.push(whole(item.clone().into_owned())),
                Ok(Chunk::Complete(item)) => items.push(whole(*item)),
                Ok(Chunk::Accepted) => self.answer(message, command, StatusCode::CHUNK_ACCEPTED),
                Err(error) => self.answer(message, command, LargeObject::status(&error)),
            }
        }
        let msg_ref = results.msg_ref.as_deref().and_then(|text| trim(text).parse::<u32>().ok());
        let cmd_ref = trim(&results.cmd_ref);
        // Without MsgRef the last command of that identifier is meant.
        let token = match msg_ref {
            Some(msg_ref) => self.gets.get(&(msg_ref, String::from(cmd_ref))),
            None => self.gets.iter().rev().find(|((_, id), _)| id == cmd_ref).map(|(_, token)| token),
        };
        if let (Some(&token), false) = (token, items.is_empty()) {
            events.push(ServerEvent::Results { token, items });
        }
    }

    /// The message to send back, and the commands that fit into none; `None` when the session is over and there is
    /// nothing left to say.
    ///
    /// The last package of a session holds no command: it is what comes out once there is nothing more to do.
    ///
    /// # Errors
    /// No message has come yet; an answer that cannot be written.
    pub fn reply(&mut self) -> Result<Option<(Outgoing, Vec<ServerEvent>)>, Error> {
        if self.is_over() && self.first.is_empty() {
            return Ok(None);
        }
        let client =
            self.client.clone().ok_or_else(|| Error::new(ErrorKind::Missing("message of the client")))?;
        self.msg_id += 1;
        let settings = &self.settings;
        let mut target = Target::new(client.address.loc_uri.clone());
        target.loc_name = client.address.loc_name.clone();
        let mut header = SyncHdr::new(
            settings.ver_dtd(),
            settings.ver_proto,
            client.session_id.clone(),
            self.msg_id,
            target,
            self.server.clone(),
        );
        header.resp_uri = self.resp_uri.clone().map(Into::into);
        header.meta = Some(settings.meta());
        if let Some(proof) = &self.proof {
            proof.attach(&mut header);
        }
        // No new commands while the client has more to say or statuses are to come, and none to a stranger.
        let hold = client.is_refused || self.is_over || client.has_more;
        let first = core::mem::take(&mut self.first);
        let filled = self.outbox.fill(settings, self.msg_id, header, first, client.peer, hold)?;
        let mut message = filled.message;
        for sent in &filled.sent {
            if let Some(token) = sent.token {
                let key = (self.msg_id, sent.cmd_id.clone());
                self.outstanding.insert(key.clone(), token);
                self.gets.insert(key, token);
            }
        }
        message.body.is_final =
            client.is_refused || self.is_over || (!client.has_more && self.outbox.is_empty());
        if message.body.is_final
            && filled.sent.is_empty()
            && !client.is_refused
            && self.outstanding.is_empty()
        {
            self.is_done = true;
        }
        let too_large =
            filled.dropped.into_iter().filter_map(|(_, token)| token.map(ServerEvent::TooLarge)).collect();
        let body = settings.write(&message)?;
        let hmac = self.proof.as_ref().and_then(|proof| proof.sign(&body)).transpose()?;
        Ok(Some((Outgoing { message, body, hmac, uri: None }, too_large)))
    }
}

/// Whether the client asks for the rest of the server's package.
fn asks_next(message: &SyncMl<'_>) -> bool {
    message.body.commands.iter().any(
        |command| matches!(command, Command::Alert(alert) if alert.code() == Some(AlertCode::NEXT_MESSAGE)),
    )
}

/// The item with the format and the type that the `Meta` of the command around it gives all items.
fn of_command(mut item: Item<'static>, command: Option<&Meta<'_>>) -> Item<'static> {
    let owned = |text: &Option<Cow<'_, str>>| text.as_deref().map(|text| Cow::Owned(String::from(text)));
    if let Some(command) = command.filter(|meta| meta.format.is_some() || meta.type_.is_some()) {
        let own = item.meta.get_or_insert_with(Meta::new);
        own.format = own.format.take().or_else(|| owned(&command.format));
        own.type_ = own.type_.take().or_else(|| owned(&command.type_));
    }
    item
}
