//! Sessions: a client and a server value, and a line that may fail.

use crate::script::Script;
use omadm_syncml::code::StatusCode;
use omadm_syncml::message::{Add, Command, Container, Copy, Delete, Encoding, Exec, Get, Item, Meta, Replace, SyncMl};
use omadm_syncml::security::{AuthType, Credentials, HmacHeader, Nonce};
use omadm_syncml::session::{
    ClientSession, ClientStep, Incoming, Outgoing, Proof, Requirement, ServerEvent, ServerSession, Settings, Token,
};
use omadm_syncml::tree::{Acl, AclCommand, MemoryStorage, NodeState, Tree};

const PLACES: &[&str] = &["./A/n1", "./A/n2", "./A", "./B/text", "./B/new", "./B/bin", ".", "./A?list=TNDS", "./A?prop=ACL"];

/// Runs the target.
pub fn run(data: &[u8]) {
    let mut script = Script(data);
    let encoding = if script.byte() & 1 == 0 { Encoding::Wbxml } else { Encoding::Xml };
    let sizes = &[2000, 2500, 4000, 16_384, 1_000_000];
    let (of_client, of_server) = (script.one_of(sizes), script.one_of(sizes));
    let settings = |size| Settings::new(encoding).with_max_msg_size(size).with_max_obj_size(60_000);
    let info = vec![Item::new().with_source("./DevInfo/DevId").with_data("IMEI:1")];
    let mut client = ClientSession::new(settings(of_client), "1A", "IMEI:1", "https://dm.example/", info);
    let mut server = ServerSession::new(settings(of_server), "https://dm.example/");
    let trusted = authenticate(&mut script, &mut client, &mut server);
    let tokens: Vec<Token> = (0..script.below(9)).map(|_| server.send(command(&mut script, 2))).collect();
    let mut talk = Talk { line: Line::Clean, number: 0, answered: Vec::new() };
    if script.byte() & 1 != 0 {
        talk.line = Line::Failing;
    }
    let end = talk.run(&mut script, &mut client, &mut server, [of_server, of_client]);
    if talk.line == Line::Clean {
        assert!(matches!(end, Some(ClientStep::Finished)) || !trusted, "the session ended with {end:?}");
        let unanswered = tokens.iter().filter(|token| !talk.answered.contains(token)).count();
        assert!(!trusted || unanswered == 0, "{unanswered} of {} commands have no answer", tokens.len());
    }
}

/// Gives both sides what they need to know each other; whether they do.
fn authenticate(script: &mut Script<'_>, client: &mut ClientSession, server: &mut ServerSession) -> bool {
    let scheme = match script.byte() % 5 {
        0 | 1 => return true,
        2 => AuthType::Basic,
        3 => AuthType::Md5,
        _ => AuthType::Mac,
    };
    let nonce = |text: &'static [u8]| Nonce::new(text).expect("short");
    let credentials = |password: &'static str| Credentials::new("device", password).expect("no colon");
    let is_right = script.byte() & 7 != 0;
    // Out of step at first: the challenge sets it right.
    let first = if script.byte() & 1 == 0 { nonce(b"stored") } else { nonce(b"other") };
    let proof = Proof::new(credentials(if is_right { "secret" } else { "guess" }), scheme.clone(), first);
    let requirement = Requirement::new(credentials("secret"), scheme, nonce(b"stored"));
    *client = client.clone().with_proof(proof);
    *server = server.clone().with_requirement(requirement);
    is_right
}

fn tree() -> Tree<MemoryStorage> {
    let mut storage = MemoryStorage::new();
    let all = [AclCommand::Add, AclCommand::Get, AclCommand::Replace, AclCommand::Delete, AclCommand::Exec];
    let acl = all.into_iter().fold(Acl::default(), |acl, command| acl.with(command, "*"));
    storage.insert(".", NodeState::interior().with_acl(acl)).expect("the root");
    for place in ["./A/n1", "./A/n2", "./B/text"] {
        storage.insert(place, NodeState::leaf("value")).expect("a place");
    }
    Tree::new(storage)
}

fn item(script: &mut Script<'_>) -> Item<'static> {
    let item = Item::at(script.one_of(PLACES));
    match script.byte() % 4 {
        0 => item,
        1 => item.with_meta(Meta::of("chr", "text/plain")).with_data(script.text(60)),
        2 => {
            let data = vec![script.byte(); script.below(9000)];
            item.with_meta(Meta::of("bin", "application/octet-stream")).with_data(data)
        }
        _ => {
            let text = script.one_of(&["x", "&", "é", "\r\n", "]]>"]).repeat(script.below(4000));
            item.with_meta(Meta::of("chr", "text/plain")).with_data(text)
        }
    }
}

fn command(script: &mut Script<'_>, depth: u8) -> Command<'static> {
    match script.byte() % 10 {
        0 => Add::new("").with_item(item(script)).into(),
        1 => Replace::new("").with_item(item(script)).into(),
        2 => Get::new("").with_item(item(script)).with_item(item(script)).into(),
        3 => Delete::new("").with_item(item(script)).into(),
        4 => Copy::new("").with_item(item(script).with_source("./A/n1")).into(),
        5 => Exec::new("").with_item(item(script)).into(),
        6 | 7 if depth > 0 => {
            let mut container = Container::new("");
            container.commands = (0..1 + script.below(3)).map(|_| command(script, depth - 1)).collect();
            if depth == 2 { Command::Atomic(container) } else { Command::Sequence(container) }
        }
        _ => Get::new("").with_item(item(script)).into(),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Clean,
    Failing,
}

struct Talk {
    line: Line,
    number: u16,
    answered: Vec<Token>,
}

impl Talk {
    /// Carries messages until one side has enough. `limits`: what the server takes, what the client takes.
    fn run(
        &mut self,
        script: &mut Script<'_>,
        client: &mut ClientSession,
        server: &mut ServerSession,
        limits: [u64; 2],
    ) -> Option<ClientStep> {
        let mut device = tree();
        let mut outgoing = client.start().expect("package 1");
        let mut last = outgoing.body.clone();
        for _ in 0..400 {
            // The first message goes out before the peer has said what it takes.
            let body = self.carry(script, &outgoing, &last, limits[0]);
            last = outgoing.body.clone();
            let heard = server.receive(&self.incoming(&body, &outgoing));
            self.hear(heard.unwrap_or_default());
            let Ok(Some((reply, events))) = server.reply() else { return None };
            self.hear(events);
            let body = self.carry(script, &reply, &last, limits[1]);
            last = reply.body.clone();
            match client.receive(&self.incoming(&body, &reply), &mut device) {
                Ok(ClientStep::Send(next)) => outgoing = *next,
                Ok(end) => return Some(end),
                // Rubbish: the client says again what it said.
                Err(error) => assert!(self.line == Line::Failing, "{error}"),
            }
        }
        assert!(self.line == Line::Failing, "the session does not end");
        None
    }

    /// What arrives of a message.
    fn carry(&self, script: &mut Script<'_>, message: &Outgoing, last: &[u8], limit: u64) -> Vec<u8> {
        let mut body = message.body.clone();
        assert!(body.len() as u64 <= limit, "{} bytes for a peer that takes {limit}", body.len());
        if self.line == Line::Clean {
            let read = SyncMl::from_wbxml(&body).or_else(|_| SyncMl::from_xml(&body));
            assert!(read.is_ok(), "what is sent cannot be read: {read:?}");
            return body;
        }
        match script.byte() {
            0xF0..=0xF3 => return last.to_vec(),
            0xF4..=0xF7 => body.truncate(script.below(body.len() + 1)),
            0xF8..=0xFB => {
                let at = script.below(body.len());
                body[at] = script.byte();
            }
            0xFC..=0xFE => return script.bytes(300).to_vec(),
            _ => {}
        }
        body
    }

    fn incoming<'m>(&mut self, body: &'m [u8], message: &'m Outgoing) -> Incoming<'m> {
        self.number += 1;
        let nonce = Nonce::new(self.number.to_be_bytes()).expect("short");
        let incoming = Incoming::new(body, nonce);
        match &message.hmac {
            Some(hmac) => incoming.with_hmac(HmacHeader::parse(hmac).expect("a header of ours")),
            None => incoming,
        }
    }

    fn hear(&mut self, events: Vec<ServerEvent>) {
        for event in events {
            match event {
                ServerEvent::Status { token, code, .. } => {
                    assert!(code != StatusCode::CHUNK_ACCEPTED, "chunks are the session's business");
                    self.answered.push(token);
                }
                ServerEvent::TooLarge(token) => self.answered.push(token),
                _ => {}
            }
        }
    }
}
