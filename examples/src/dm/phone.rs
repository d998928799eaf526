//! The phone's side.

use super::{PASSWORD, SERVER_ID, USER, header_status};
use crate::Result;
use crate::http::{Connection, MOST_BYTES};
use crate::log::Log;
use hyper::{Method, StatusCode as Http};
use omadm_syncml::code::{AlertCode, AlertType, Format, StatusCode};
use omadm_syncml::message::{Alert, Command, Cred, Encoding, Item, Meta, Replace, SyncBody, SyncHdr, SyncMl};
use omadm_syncml::object::{DevInfo, FumoResult, FumoState, Leaf};
use omadm_syncml::security::{AuthType, Credentials, NextNonceUse, Nonce, NonceStore, SharedKey};
use omadm_syncml::tree::{Acl, Execution, MemoryStorage, NodePath, NodeState, Storage, Tree};
use std::borrow::Cow;
use std::net::SocketAddr;

/// More sessions or messages than these mean that a side goes round in circles.
const MOST_SESSIONS: u32 = 8;
const MOST_MESSAGES: u32 = 16;

const IMEI: &str = "IMEI:493005100592800";
const FIRMWARE: &str = "./FUMO/1";
const UPDATE: &str = "./FUMO/1/DownloadAndUpdate";
const UPDATE_URL: &str = "./FUMO/1/DownloadAndUpdate/PkgURL";

/// Nodes in memory, and the one process that a server can start.
pub(crate) struct Nodes {
    memory: MemoryStorage,
    /// The correlator of an update that was ordered and has not begun.
    pub(crate) ordered: Option<String>,
}

impl Storage for Nodes {
    fn node(&self, path: &NodePath) -> Option<Cow<'_, NodeState>> {
        self.memory.node(path)
    }

    fn children(&self, path: &NodePath) -> Vec<String> {
        self.memory.children(path)
    }

    fn put(&mut self, path: &NodePath, node: NodeState) -> Result<(), StatusCode> {
        self.memory.put(path, node)
    }

    fn remove(&mut self, path: &NodePath) -> Result<(), StatusCode> {
        self.memory.remove(path)
    }

    fn exec(&mut self, path: &NodePath, exec: &Execution<'_>) -> Result<StatusCode, StatusCode> {
        if path.to_string() != UPDATE {
            return Err(StatusCode::NOT_ALLOWED);
        }
        self.ordered = Some(exec.correlator.unwrap_or_default().to_owned());
        Ok(StatusCode::ACCEPTED)
    }
}

/// The tree of a phone that its server may update.
pub(crate) fn tree() -> Result<Tree<Nodes>> {
    let mut memory = MemoryStorage::new();
    let mut info = DevInfo::default();
    info.dev_id = Some(IMEI.to_owned());
    info.man = Some("Example".to_owned());
    info.model = Some("Phone".to_owned());
    info.dm_version = Some("1.0".to_owned());
    info.lang = Some("en".to_owned());
    let written = info.write(&mut memory, &NodePath::parse("./DevInfo")?);
    written.map_err(|status| format!("DevInfo: {status}"))?;
    memory.insert("./DevDetail/FwV", NodeState::leaf("1.0").permanent())?;
    let acl = Acl::parse("Get=*&Replace=dm.example&Exec=dm.example")?;
    memory.insert(FIRMWARE, NodeState::interior().with_acl(acl).permanent())?;
    memory.insert(UPDATE, NodeState::interior().permanent())?;
    memory.insert(UPDATE_URL, NodeState::leaf("").permanent())?;
    memory.insert("./FUMO/1/State", FumoState::IDLE.to_node().permanent())?;
    Ok(Tree::new(Nodes { memory, ordered: None }))
}

/// A phone that stays the same from session to session.
pub(super) struct Phone {
    server: SocketAddr,
    log: Log,
    key: SharedKey,
    nonces: NonceStore,
    tree: Tree<Nodes>,
    /// The correlator and the result of an update that is not reported.
    report: Option<(String, FumoResult)>,
}

impl Phone {
    pub(super) fn new(server: SocketAddr, log: Log) -> Result<Self> {
        let key = Credentials::new(USER, PASSWORD)?.key();
        Ok(Phone { server, log, key, nonces: NonceStore::new(Nonce::default()), tree: tree()?, report: None })
    }

    /// Calls, does what it is told, calls again to report, until there is nothing to report.
    pub(super) async fn live(&mut self) -> Result<()> {
        for session in 1..=MOST_SESSIONS {
            self.session(session).await?;
            match self.tree.storage_mut().ordered.take() {
                Some(correlator) => self.update(correlator)?,
                None => return Ok(()),
            }
        }
        Err("too many sessions".into())
    }

    /// One session: messages until the server has no commands.
    async fn session(&mut self, number: u32) -> Result<()> {
        self.nonces.begin_session();
        let mut connection = Connection::open(self.server).await?;
        let mut path = "/dm".to_owned();
        let mut message = self.package_1(number)?;
        for _ in 0..MOST_MESSAGES {
            let names: Vec<_> = message.body.commands.iter().map(Command::name).collect();
            let body = message.to_wbxml()?;
            self.log.say(format!("phone: sends {} in {} bytes", names.join(", "), body.len()));
            let headers = [("content-type", Encoding::Wbxml.media_type())];
            let answer = connection.exchange(Method::POST, &path, &headers, body).await?;
            let media_type = answer.headers.get("content-type").and_then(|value| value.to_str().ok());
            if answer.status != Http::OK || media_type != Some(Encoding::Wbxml.media_type()) {
                return Err(format!("the server answered {}", answer.status).into());
            }
            let answer = SyncMl::from_wbxml(&answer.body)?;
            self.authenticated(&answer)?;
            if let Some(next) = &answer.header.resp_uri {
                path = self.own_path(next)?;
            }
            match self.obey(&answer, message.header.msg_id + 1) {
                Some(next) => message = next,
                None => {
                    self.log.say("phone: session over");
                    return Ok(());
                }
            }
        }
        Err("too many messages".into())
    }

    /// Who calls and why: credentials, an alert, what is to report, device information.
    fn package_1(&mut self, session: u32) -> Result<SyncMl<'static>> {
        let source = omadm_syncml::message::Source::new(IMEI).with_loc_name(USER);
        let digest = self.key.md5(self.nonces.current().as_bytes());
        let header = SyncHdr::dm12(format!("{session:X}"), 1, SERVER_ID, source)
            .with_cred(Cred::of(AuthType::Md5, digest))
            .with_meta(Meta::new().with_max_msg_size(u64::try_from(MOST_BYTES)?));
        let mut body = SyncBody::new().with_command(Alert::of("1", AlertCode::CLIENT_INITIATED));
        if let Some((correlator, result)) = self.report.take() {
            let meta = Meta::of("chr", AlertType::FUMO_DOWNLOAD_AND_UPDATE.name().to_owned());
            let item = Item::new().with_source(UPDATE).with_meta(meta).with_data(result.0.to_string());
            body = body
                .with_command(Alert::of("2", AlertCode::GENERIC).with_correlator(correlator).with_item(item));
        }
        let place = NodePath::parse("./DevInfo")?;
        let mut info = Replace::new((body.commands.len() + 1).to_string());
        for (path, node) in DevInfo::read(self.tree.storage(), &place).leaves(&place) {
            let text = node.value.as_text().unwrap_or_default().to_owned();
            let item = Item::new().with_source(path.to_string());
            info.items.push(item.with_value(&Format::Chr, "text/plain", text));
        }
        Ok(SyncMl::new(header, body.with_command(info).with_final()))
    }

    /// What the server makes of the credentials, and the nonce for the next time.
    fn authenticated(&mut self, answer: &SyncMl<'_>) -> Result<()> {
        let status = answer.body.commands.iter().find_map(|command| match command {
            Command::Status(status) if status.is_of_header() => Some(status),
            _ => None,
        });
        let status = status.ok_or("no status of the header")?;
        let code = status.code().ok_or("no status code")?;
        if let Some(chal) = &status.chal {
            let used_for = NextNonceUse::of(&AuthType::Md5, code).ok_or("a nonce out of place")?;
            if let Some(nonce) = chal.meta.nonce()? {
                self.nonces.receive(nonce, used_for, code.is_success());
            }
        }
        self.log.say(format!("phone: the server says {code}"));
        if code.is_success() { Ok(()) } else { Err(format!("refused with {code}").into()) }
    }

    /// Executes the commands of a message; the answer, if there were any.
    fn obey(&mut self, message: &SyncMl<'_>, msg_id: u32) -> Option<SyncMl<'static>> {
        let msg_ref = message.header.msg_id.to_string();
        let mut body = SyncBody::new().with_command(header_status(&message.header, StatusCode::OK));
        for command in &message.body.commands {
            for reply in self.tree.execute(SERVER_ID, command, &mut ()) {
                let id = |body: &SyncBody<'_>| (body.commands.len() + 1).to_string();
                body.commands.push(reply.to_status(&id(&body), &msg_ref).into());
                body.commands.extend(reply.to_results(&id(&body), &msg_ref).map(Command::from));
            }
        }
        if body.commands.len() == 1 {
            return None;
        }
        let session = message.header.session_id.clone().into_owned();
        Some(SyncMl::new(SyncHdr::dm12(session, msg_id, SERVER_ID, IMEI), body.with_final()))
    }

    /// The path where the session goes on; the phone stays with its server.
    fn own_path(&self, uri: &str) -> Result<String> {
        let path =
            uri.strip_prefix(&format!("http://{}", self.server)).ok_or("the session leaves its server")?;
        Ok(path.to_owned())
    }

    /// Installs what was ordered; the next session reports it.
    fn update(&mut self, correlator: String) -> Result<()> {
        let state = NodePath::parse("./FUMO/1/State")?;
        let url =
            self.tree.node(&NodePath::parse(UPDATE_URL)?).map_err(|status| format!("PkgURL: {status}"))?;
        self.log.say(format!("phone: updates from {}", url.value.as_text().unwrap_or_default()));
        let nodes = &mut self.tree.storage_mut().memory;
        nodes.insert("./DevDetail/FwV", NodeState::leaf("2.0").permanent())?;
        let done = nodes.put(&state, FumoState::UPDATE_SUCCESSFUL_NO_DATA.to_node().permanent());
        done.map_err(|status| format!("State: {status}"))?;
        self.report = Some((correlator, FumoResult::SUCCESSFUL));
        Ok(())
    }
}
