//! The phone's side.

use super::{SERVER_ID, USER, credentials, fresh_nonce};
use crate::Result;
use crate::http::Connection;
use crate::log::Log;
use hyper::{Method, StatusCode as Http};
use omadm_syncml::code::{AlertCode, AlertType, StatusCode};
use omadm_syncml::message::{Alert, Command, Encoding, Item, Meta, Source};
use omadm_syncml::object::{DevInfo, FumoResult, FumoState, Leaf};
use omadm_syncml::security::{AuthType, Nonce};
use omadm_syncml::session::{ClientSession, ClientStep, Incoming, Proof, Settings};
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
    /// For the next session.
    nonce: Nonce,
    tree: Tree<Nodes>,
    /// The correlator and the result of an update that is not reported.
    report: Option<(String, FumoResult)>,
}

impl Phone {
    pub(super) fn new(server: SocketAddr, log: Log) -> Result<Self> {
        Ok(Phone { server, log, nonce: Nonce::default(), tree: tree()?, report: None })
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
        let mut connection = Connection::open(self.server).await?;
        let mut path = "/dm".to_owned();
        let mut machine = self.machine(number)?;
        let mut message = machine.start()?;
        for _ in 0..MOST_MESSAGES {
            let names: Vec<_> = message.message.body.commands.iter().map(Command::name).collect();
            self.log.say(format!("phone: sends {} in {} bytes", names.join(", "), message.body.len()));
            if let Some(uri) = &message.uri {
                path = self.own_path(uri)?;
            }
            let headers = [("content-type", Encoding::Wbxml.media_type())];
            let answer = connection.exchange(Method::POST, &path, &headers, message.body).await?;
            let media_type = answer.headers.get("content-type").and_then(|value| value.to_str().ok());
            if answer.status != Http::OK || media_type != Some(Encoding::Wbxml.media_type()) {
                return Err(format!("the server answered {}", answer.status).into());
            }
            let step = machine.receive(&Incoming::new(&answer.body, fresh_nonce()?), &mut self.tree)?;
            if let Some(proof) = machine.proof() {
                self.nonce = proof.stored_nonce().clone();
            }
            match step {
                ClientStep::Send(next) => message = *next,
                ClientStep::Finished => {
                    self.log.say("phone: session over");
                    return Ok(());
                }
                other => return Err(format!("session failed: {other:?}").into()),
            }
        }
        Err("too many messages".into())
    }

    /// A session with device information and what is to report.
    fn machine(&mut self, number: u32) -> Result<ClientSession> {
        let place = NodePath::parse("./DevInfo")?;
        let leaves = DevInfo::read(self.tree.storage(), &place).leaves(&place);
        let info = leaves.iter().map(|(path, leaf)| leaf.to_item().with_source(path.to_string())).collect();
        let source = Source::new(IMEI).with_loc_name(USER);
        let settings = Settings::new(Encoding::Wbxml);
        let machine = ClientSession::new(settings, format!("{number:X}"), source, SERVER_ID, info);
        let mut machine = machine.with_proof(Proof::new(credentials()?, AuthType::Md5, self.nonce.clone()));
        if let Some((correlator, result)) = self.report.take() {
            let meta = Meta::of("chr", AlertType::FUMO_DOWNLOAD_AND_UPDATE.name().to_owned());
            let item = Item::new().with_source(UPDATE).with_meta(meta).with_data(result.0.to_string());
            machine.send(Alert::of("", AlertCode::GENERIC).with_correlator(correlator).with_item(item));
        }
        Ok(machine)
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
