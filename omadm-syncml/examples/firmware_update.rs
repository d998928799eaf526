//! A client and a server value talk to each other until a firmware update has run its course.
//!
//! Nothing here touches a network: messages are handed from one value to the other.

#![allow(clippy::print_stdout, reason = "that is what an example does")]

use omadm_syncml::code::{AlertCode, AlertType, Format, StatusCode};
use omadm_syncml::message::{Alert, Command, Encoding, Exec, Get, Item, Meta, Replace};
use omadm_syncml::object::DevInfo;
use omadm_syncml::security::{AuthType, Credentials, Nonce};
use omadm_syncml::session::{
    ClientSession, ClientStep, Device, Incoming, Proof, Requirement, ServerEvent, ServerSession, Settings,
};
use omadm_syncml::tree::{Acl, AclCommand, MemoryStorage, NodePath, NodeState, Reply, Tree};
use std::error::Error;

const SERVER: &str = "https://dm.example/dm";
const PACKAGE: &str = "./FUMO/1/DownloadAndUpdate/PkgURL";
const UPDATE: &str = "./FUMO/1/DownloadAndUpdate";

/// A device: a tree, and an update that an Exec asks for.
struct Phone {
    tree: Tree<MemoryStorage>,
    wanted: Option<String>,
}

impl Phone {
    fn new() -> Result<Self, Box<dyn Error>> {
        let mut storage = MemoryStorage::new();
        let acl = Acl::default()
            .with(AclCommand::Get, "*")
            .with(AclCommand::Replace, "*")
            .with(AclCommand::Exec, "*");
        storage.insert(".", NodeState::interior().with_acl(acl))?;
        for node in ["./DevDetail", "./FUMO", "./FUMO/1", UPDATE] {
            storage.insert(node, NodeState::interior())?;
        }
        storage.insert("./DevDetail/FwV", NodeState::leaf("1.0"))?;
        storage.insert("./FUMO/1/State", NodeState::leaf("10").with_format(Format::Int))?;
        storage.insert(PACKAGE, NodeState::leaf(""))?;
        Ok(Phone { tree: Tree::new(storage), wanted: None })
    }

    /// What runs between the sessions: download and update, and the alert that reports them.
    fn update(&mut self) -> Result<Option<Alert<'static>>, Box<dyn Error>> {
        let Some(correlator) = self.wanted.take() else { return Ok(None) };
        let storage = self.tree.storage_mut();
        storage.insert("./DevDetail/FwV", NodeState::leaf("2.0"))?;
        storage.insert("./FUMO/1/State", NodeState::leaf("100").with_format(Format::Int))?;
        let report = Item::new()
            .with_source("./FUMO/1")
            .with_meta(Meta::of("int", AlertType::FUMO_DOWNLOAD_AND_UPDATE.0).with_mark("informational"))
            .with_data("200");
        Ok(Some(Alert::of("", AlertCode::GENERIC).with_correlator(correlator).with_item(report)))
    }
}

impl Device for Phone {
    fn execute(&mut self, server: &str, command: &Command<'_>) -> Vec<Reply> {
        match command {
            Command::Exec(exec) if exec.items.iter().any(|item| item.target_uri() == Some(UPDATE)) => {
                // The update takes longer than a session: accepted for processing, the outcome follows.
                self.wanted = Some(exec.correlator.as_deref().unwrap_or_default().to_owned());
                vec![Reply::new(command, StatusCode::ACCEPTED)]
            }
            _ => self.tree.execute(server, command, &mut ()),
        }
    }
}

/// Random bytes are the caller's business; these are only different each time.
fn nonce(number: &mut u8) -> Result<Nonce, Box<dyn Error>> {
    *number += 1;
    Ok(Nonce::new(vec![*number; 16])?)
}

fn device_info() -> Result<Vec<Item<'static>>, omadm_syncml::Error> {
    let mut info = DevInfo::default();
    info.dev_id = Some("IMEI:493005100592800".into());
    info.man = Some("Example".into());
    info.model = Some("One".into());
    info.dm_version = Some("1.0".into());
    info.lang = Some("en".into());
    let leaves = info.leaves(&NodePath::parse("./DevInfo")?);
    Ok(leaves.iter().map(|(path, leaf)| leaf.to_item().with_source(path.to_string())).collect())
}

/// Hands messages to and fro until the session is over; what the server hears goes to `hears`, which may send.
fn talk(
    client: &mut ClientSession,
    server: &mut ServerSession,
    phone: &mut Phone,
    mut hears: impl FnMut(&mut ServerSession, ServerEvent),
) -> Result<(), Box<dyn Error>> {
    let mut number = 0;
    let mut outgoing = client.start()?;
    loop {
        println!(
            "client -> server {:4} bytes: {}",
            outgoing.body.len(),
            names(&outgoing.message.body.commands)
        );
        for event in server.receive(&Incoming::new(&outgoing.body, nonce(&mut number)?))? {
            hears(server, event);
        }
        let Some((reply, _)) = server.reply()? else { return Ok(()) };
        println!("server -> client {:4} bytes: {}", reply.body.len(), names(&reply.message.body.commands));
        match client.receive(&Incoming::new(&reply.body, nonce(&mut number)?), phone)? {
            ClientStep::Send(next) => outgoing = *next,
            ClientStep::Finished => return Ok(()),
            other => return Err(format!("{other:?}").into()),
        }
    }
}

fn names(commands: &[Command<'_>]) -> String {
    commands.iter().map(Command::name).collect::<Vec<_>>().join(" ")
}

fn main() -> Result<(), Box<dyn Error>> {
    let credentials = Credentials::new("device-1", "secret")?.into_owned();
    let settings = Settings::new(Encoding::Wbxml).with_max_msg_size(2_000);
    let mut phone = Phone::new()?;
    let proof = || Proof::new(credentials.clone(), AuthType::Md5, Nonce::default());
    let requirement = |nonce: Nonce| Requirement::new(credentials.clone(), AuthType::Md5, nonce);

    println!("first session: the server sets the package's address and starts the update");
    let mut client =
        ClientSession::new(settings.clone(), "1", "IMEI:493005100592800", SERVER, device_info()?)
            .with_proof(proof());
    // The nonces are out of step, so the first try fails and the challenge sets them right.
    let known = Nonce::new(*b"stale")?;
    let mut server = ServerSession::new(settings.clone(), SERVER).with_requirement(requirement(known));
    talk(&mut client, &mut server, &mut phone, |server, event| match event {
        ServerEvent::DeviceInfo(_) => {
            let package = Item::at(PACKAGE)
                .with_meta(Meta::of("chr", "text/plain"))
                .with_data("https://dm.example/2.0.bin");
            server.send(Replace::new("").with_item(package));
            server.send(Exec::new("").with_correlator("update-7").with_item(Item::at(UPDATE)));
        }
        ServerEvent::Status { code, status, .. } => println!("    {}: {code}", status.cmd),
        ServerEvent::Refused(code) => println!("    refused: {code}"),
        _ => {}
    })?;

    println!("the device updates itself");
    let report = phone.update()?.ok_or("no update was asked for")?;

    println!("second session: the device reports, the server checks");
    let stored = client.proof().map(|proof| proof.stored_nonce().clone()).unwrap_or_default();
    let mut client =
        ClientSession::new(settings.clone(), "2", "IMEI:493005100592800", SERVER, device_info()?)
            .with_proof(Proof::new(credentials.clone(), AuthType::Md5, stored.clone()));
    client.send(report);
    let mut server = ServerSession::new(settings, SERVER).with_requirement(requirement(stored));
    let mut version = None;
    talk(&mut client, &mut server, &mut phone, |server, event| match event {
        ServerEvent::Alert(alert) if alert.code() == Some(AlertCode::GENERIC) => {
            let result = alert.items.first().and_then(|item| item.data.as_ref()?.text());
            println!("    {} reports {result:?}", alert.correlator.as_deref().unwrap_or("?"));
            server.send(Get::new("").with_item(Item::at("./DevDetail/FwV")));
        }
        ServerEvent::Results { items, .. } => {
            version = items.first().and_then(|item| item.data.as_ref()?.text().map(str::to_owned));
        }
        _ => {}
    })?;
    assert_eq!(version.as_deref(), Some("2.0"));
    println!("the device runs version 2.0");
    Ok(())
}
