//! Client and server values against each other.
#![cfg(all(feature = "xml", feature = "auth"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod chunks;
mod properties;

use omadm_syncml::code::{AlertCode, Format, StatusCode};
use omadm_syncml::message::{Alert, Command, Container, Encoding, Get, Item, Meta, Replace, Results, SyncMl};
use omadm_syncml::security::{AuthType, Credentials, HmacHeader, Nonce};
use omadm_syncml::session::{
    Chunk, ClientSession, ClientStep, Incoming, LargeObject, Outgoing, Proof, Requirement, ServerEvent,
    ServerSession, Settings, Splitter, Token,
};
use omadm_syncml::tree::{Acl, AclCommand, MemoryStorage, NodePath, NodeState, NodeValue, Tree};

const SERVER: &str = "https://dm.example/dm";
const DEVICE: &str = "IMEI:493005100592800";

fn device_info() -> Vec<Item<'static>> {
    let leaf = |name: &str, value: &'static str| {
        Item::new().with_source(format!("./DevInfo/{name}")).with_data(value)
    };
    vec![
        leaf("DevId", DEVICE),
        leaf("Man", "Example"),
        leaf("Mod", "One"),
        leaf("DmV", "1"),
        leaf("Lang", "en"),
    ]
}

fn tree() -> Tree<MemoryStorage> {
    let mut storage = MemoryStorage::new();
    let all = [AclCommand::Add, AclCommand::Get, AclCommand::Replace, AclCommand::Delete, AclCommand::Exec];
    let acl = all.into_iter().fold(Acl::default(), |acl, command| acl.with(command, "*"));
    storage.insert(".", NodeState::interior().with_acl(acl)).unwrap();
    for node in ["./A", "./B"] {
        storage.insert(node, NodeState::interior()).unwrap();
    }
    for number in 0..40 {
        storage.insert(&format!("./A/n{number}"), NodeState::leaf(format!("value {number}"))).unwrap();
    }
    storage.insert("./B/text", NodeState::leaf("")).unwrap();
    storage.insert("./B/bin", NodeState::leaf("").with_format(Format::Bin)).unwrap();
    Tree::new(storage)
}

fn value(tree: &Tree<MemoryStorage>, uri: &str) -> NodeValue {
    tree.node(&NodePath::parse(uri).unwrap()).unwrap().value.clone()
}

/// What went over the line, and what the server heard.
#[derive(Default)]
struct Log {
    messages: Vec<Outgoing>,
    events: Vec<ServerEvent>,
    end: Option<ClientStep>,
}

impl Log {
    fn status(&self, token: Token) -> Vec<StatusCode> {
        let of = |event: &ServerEvent| match event {
            ServerEvent::Status { token: of, code, .. } if *of == token => Some(*code),
            _ => None,
        };
        self.events.iter().filter_map(of).collect()
    }

    fn results(&self, token: Token) -> Vec<Item<'static>> {
        let of = |event: &ServerEvent| match event {
            ServerEvent::Results { token: of, items } if *of == token => items.clone(),
            _ => Vec::new(),
        };
        self.events.iter().flat_map(of).collect()
    }
}

fn incoming<'m>(outgoing: &'m Outgoing, number: &mut u8) -> Incoming<'m> {
    *number += 1;
    let incoming = Incoming::new(&outgoing.body, Nonce::new(vec![*number; 16]).unwrap());
    match &outgoing.hmac {
        Some(hmac) => incoming.with_hmac(HmacHeader::parse(hmac).unwrap()),
        None => incoming,
    }
}

fn talk(client: &mut ClientSession, server: &mut ServerSession, tree: &mut Tree<MemoryStorage>) -> Log {
    let (mut log, mut number) = (Log::default(), 0);
    let mut outgoing = client.start().unwrap();
    for _ in 0..200 {
        let events = server.receive(&incoming(&outgoing, &mut number)).unwrap();
        log.events.extend(events);
        log.messages.push(outgoing);
        let Some((reply, events)) = server.reply().unwrap() else { return log };
        log.events.extend(events);
        let step = client.receive(&incoming(&reply, &mut number), tree).unwrap();
        log.messages.push(reply);
        match step {
            ClientStep::Send(next) => outgoing = *next,
            end => {
                log.end = Some(end);
                return log;
            }
        }
    }
    panic!("the session does not end");
}

fn pair(settings: &Settings) -> (ClientSession, ServerSession) {
    (
        ClientSession::new(settings.clone(), "1A", DEVICE, SERVER, device_info()),
        ServerSession::new(settings.clone(), SERVER),
    )
}

fn both() -> [Settings; 2] {
    [Settings::new(Encoding::Xml), Settings::new(Encoding::Wbxml)]
}

fn text(uri: &'static str, value: impl Into<String>) -> Replace<'static> {
    Replace::new("").with_item(Item::at(uri).with_meta(Meta::of("chr", "text/plain")).with_data(value.into()))
}

#[test]
fn a_session_of_four_packages() {
    for settings in both() {
        let (mut client, mut server) = pair(&settings);
        let replace = server.send(text("./B/text", "new"));
        let get = server.send(Get::new("").with_item(Item::at("./B/text")));
        let missing = server.send(Get::new("").with_item(Item::at("./B/none")));
        let mut tree = tree();
        let log = talk(&mut client, &mut server, &mut tree);
        assert_eq!(log.end, Some(ClientStep::Finished));
        assert_eq!(log.messages.len(), 4);
        assert_eq!(log.status(replace), [StatusCode::OK]);
        assert_eq!(log.status(get), [StatusCode::OK]);
        assert_eq!(log.status(missing), [StatusCode::NOT_FOUND]);
        assert_eq!(log.results(get)[0].data.as_ref().unwrap().text(), Some("new"));
        assert!(server.is_over());
        assert_eq!((server.session_id(), server.client()), (Some("1A"), Some(DEVICE)));
        let info = log.events.iter().find_map(|event| match event {
            ServerEvent::DeviceInfo(items) => Some(items.len()),
            _ => None,
        });
        assert_eq!(info, Some(5));
        for (number, outgoing) in log.messages.iter().enumerate() {
            assert!(outgoing.message.body.is_final, "message {number}");
            assert_eq!(
                outgoing.message.validate(omadm_syncml::message::Profile::Dm12),
                [],
                "message {number}"
            );
            assert_eq!(
                SyncMl::decode(&outgoing.body, &Default::default(), &mut ()).unwrap(),
                outgoing.message
            );
        }
    }
}

#[test]
fn answers_fill_as_many_messages_as_they_need() {
    for settings in both() {
        let settings = settings.with_max_msg_size(1_500);
        let (mut client, mut server) = pair(&settings);
        let mut get = Get::new("");
        for number in 0..40 {
            get = get.with_item(Item::at(format!("./A/n{number}")));
        }
        let (front, back) = get.items.split_at(20);
        let mut tokens = Vec::new();
        for items in [front, back] {
            for chunk in items.chunks(5) {
                let mut get = Get::new("");
                get.items = chunk.to_vec();
                tokens.push(server.send(get));
            }
        }
        let log = talk(&mut client, &mut server, &mut tree());
        assert_eq!(log.end, Some(ClientStep::Finished));
        for outgoing in &log.messages {
            let names: Vec<_> = outgoing.message.body.commands.iter().map(Command::name).collect();
            assert!(outgoing.body.len() <= 1_500, "{} bytes: {names:?}", outgoing.body.len());
        }
        let values: Vec<String> = tokens
            .iter()
            .flat_map(|token| log.results(*token))
            .map(|item| item.data.unwrap().text().unwrap().to_owned())
            .collect();
        assert_eq!(values, (0..40).map(|number| format!("value {number}")).collect::<Vec<_>>());
        let asked = |outgoing: &Outgoing| {
            outgoing.message.body.commands.iter().any(
                |command| matches!(command, Command::Alert(alert) if alert.code() == Some(AlertCode::NEXT_MESSAGE)),
            )
        };
        assert!(log.messages.iter().filter(|outgoing| asked(outgoing)).count() >= 2);
        assert!(
            log.messages
                .iter()
                .filter(|outgoing| asked(outgoing))
                .all(|outgoing| !outgoing.message.body.is_final)
        );
    }
}

#[test]
fn large_objects_go_both_ways() {
    let long: String = (0..2_000).map(|number| format!("{number} é & <> ")).collect();
    let bytes: Vec<u8> = (0..5_000u32).map(|number| (number * 7 % 251) as u8).collect();
    for settings in both() {
        let settings = settings.with_max_msg_size(2_000);
        let (mut client, mut server) = pair(&settings);
        let first = server.send(text("./B/text", long.clone()));
        let item = Item::at("./B/bin")
            .with_meta(Meta::of("bin", "application/octet-stream"))
            .with_data(bytes.clone());
        let second = server.send(Replace::new("").with_item(item));
        let get_text = server.send(Get::new("").with_item(Item::at("./B/text")));
        let get_bytes = server.send(Get::new("").with_item(Item::at("./B/bin")));
        let mut tree = tree();
        let log = talk(&mut client, &mut server, &mut tree);
        assert_eq!(log.end, Some(ClientStep::Finished));
        assert!(log.messages.iter().all(|outgoing| outgoing.body.len() <= 2_000), "{:?}", settings.encoding);
        assert_eq!(log.status(first), [StatusCode::OK]);
        assert_eq!(log.status(second), [StatusCode::OK]);
        assert_eq!(value(&tree, "./B/text").as_text(), Some(&*long));
        assert_eq!(value(&tree, "./B/bin").as_bytes(), bytes);
        let got = log.results(get_text);
        assert_eq!(got[0].data.as_ref().unwrap().text(), Some(&*long));
        let got = log.results(get_bytes);
        assert_eq!(got[0].data_bytes(true).unwrap(), bytes);
    }
}

/// The status of a chunk waits behind long results: it is of the chunk however many messages later it comes.
#[test]
fn a_chunk_is_answered_after_long_results() {
    for settings in both() {
        let (mut client, mut server) = pair(&settings.with_max_msg_size(2000));
        let mut tree = tree();
        tree.storage_mut().insert("./B/text", NodeState::leaf("x".repeat(30_000))).unwrap();
        let read = server.send(Get::new("").with_item(Item::at("./B/text")));
        let written = server.send(text("./A/n1", "y".repeat(9000)));
        let log = talk(&mut client, &mut server, &mut tree);
        assert_eq!(log.results(read).len(), 1);
        assert_eq!(log.status(read), [StatusCode::OK]);
        assert_eq!(log.status(written), [StatusCode::OK]);
        assert_eq!(value(&tree, "./A/n1").as_text().map(str::len), Some(9000));
    }
}

#[test]
fn no_object_is_larger_than_the_peer_takes() {
    for settings in both() {
        let (_, mut server) = pair(&settings);
        let (mut client, _) = pair(&settings.clone().with_max_obj_size(1000));
        let fits = server.send(text("./B/text", "x".repeat(1000)));
        let too_large = server.send(text("./B/text", "y".repeat(1001)));
        let mut device = tree();
        let log = talk(&mut client, &mut server, &mut device);
        assert_eq!(log.status(fits), [StatusCode::OK]);
        assert!(log.events.contains(&ServerEvent::TooLarge(too_large)));
        assert_eq!(value(&device, "./B/text"), "x".repeat(1000).into());

        // The other way the device cannot but say so.
        let (mut client, _) = pair(&settings);
        let (_, mut server) = pair(&settings.clone().with_max_obj_size(999));
        let get = server.send(Get::new("").with_item(Item::at("./B/text")));
        let log = talk(&mut client, &mut server, &mut device);
        assert_eq!(log.status(get), [StatusCode::TOO_LARGE]);
        assert!(log.results(get).is_empty());
    }
}

#[test]
fn a_large_serialized_tree_comes_in_chunks() {
    use omadm_syncml::tree::MgmtTree;
    for settings in both() {
        // Tokens are so short that the tree would nearly fit.
        let most = if settings.encoding == Encoding::Xml { 2500 } else { 1500 };
        let (mut client, mut server) = pair(&settings.with_max_msg_size(most));
        let get = server.send(Get::new("").with_item(Item::at("./A?list=TNDS")));
        let mut device = tree();
        let log = talk(&mut client, &mut server, &mut device);
        let sizes: Vec<_> = log.messages.iter().map(|message| message.body.len()).collect();
        assert!(sizes.len() > 8 && sizes.iter().all(|size| *size as u64 <= most), "{sizes:?}");
        assert_eq!(log.status(get), [StatusCode::OK]);
        let results = log.results(get);
        let text = results[0].data.as_ref().unwrap().text().unwrap();
        let read = MgmtTree::decode_text(text, &Default::default(), &mut ()).unwrap();
        assert_eq!(read, device.export(SERVER, "./A?list=TNDS").unwrap());
    }
}

fn credentials() -> Credentials<'static> {
    Credentials::new("Bruce2", "OhBehave").unwrap().into_owned()
}

#[test]
fn both_sides_prove_themselves() {
    for scheme in [AuthType::Basic, AuthType::Md5, AuthType::Mac] {
        for settings in both() {
            let (client, server) = pair(&settings);
            let nonce = |text: &str| Nonce::new(text.as_bytes().to_vec()).unwrap();
            let mut client = client
                .with_proof(Proof::new(credentials(), scheme.clone(), nonce("c")))
                .with_requirement(Requirement::new(credentials(), scheme.clone(), nonce("s")));
            let mut server = server
                .with_proof(Proof::new(credentials(), scheme.clone(), nonce("s")))
                .with_requirement(Requirement::new(credentials(), scheme.clone(), nonce("c")));
            let replace = server.send(text("./B/text", "secret"));
            let mut tree = tree();
            let log = talk(&mut client, &mut server, &mut tree);
            assert_eq!(log.end, Some(ClientStep::Finished), "{scheme:?}");
            assert_eq!(log.messages.len(), 4, "{scheme:?}");
            assert_eq!(log.status(replace), [StatusCode::OK], "{scheme:?}");
            assert!(log.events.contains(&ServerEvent::Authenticated));
            let is_mac = scheme == AuthType::Mac;
            assert!(log.messages.iter().all(|outgoing| outgoing.hmac.is_some() == is_mac));
            assert!(log.messages[0].message.header.cred.is_some() != is_mac);
        }
    }
}

#[test]
fn a_wrong_nonce_is_set_right_and_a_wrong_password_is_not() {
    for settings in both() {
        let nonce = |text: &str| Nonce::new(text.as_bytes().to_vec()).unwrap();
        let (client, server) = pair(&settings);
        let mut client = client.with_proof(Proof::new(credentials(), AuthType::Md5, nonce("old")));
        let mut server =
            server.with_requirement(Requirement::new(credentials(), AuthType::Md5, nonce("new")));
        client.send(Alert::of("", AlertCode::CLIENT_EVENT));
        let replace = server.send(text("./B/text", "x"));
        let log = talk(&mut client, &mut server, &mut tree());
        assert_eq!(log.end, Some(ClientStep::Finished));
        assert_eq!(log.events[0], ServerEvent::Refused(StatusCode::UNAUTHORIZED));
        assert_eq!(log.messages[1].message.body.commands.len(), 1, "nothing but the status");
        assert_eq!(log.messages[2].message.header.session_id, "1A");
        assert_eq!(log.status(replace), [StatusCode::OK]);
        let alerts = log.events.iter().filter(|event| matches!(event, ServerEvent::Alert(_))).count();
        assert_eq!(alerts, 2, "1201 and the event, which went out again");
        let kept = client.proof().unwrap().stored_nonce();
        assert_eq!(kept.as_bytes(), server.requirement().unwrap().stored_nonce().as_bytes());

        let other = Credentials::new("Bruce2", "guess").unwrap().into_owned();
        let (client, server) = pair(&settings);
        let mut client = client.with_proof(Proof::new(other, AuthType::Md5, nonce("n")));
        let mut server = server.with_requirement(Requirement::new(credentials(), AuthType::Md5, nonce("n")));
        let replace = server.send(text("./B/text", "x"));
        let mut tree = tree();
        let log = talk(&mut client, &mut server, &mut tree);
        assert_eq!(log.end, Some(ClientStep::Refused(StatusCode::UNAUTHORIZED)));
        assert_eq!(log.status(replace), []);
        assert_eq!(value(&tree, "./B/text").as_text(), Some(""));

        let (mut client, server) = pair(&settings);
        let mut server =
            server.with_requirement(Requirement::new(credentials(), AuthType::Basic, Nonce::default()));
        let log = talk(&mut client, &mut server, &mut tree);
        assert_eq!(log.end, Some(ClientStep::Refused(StatusCode::AUTHENTICATION_REQUIRED)));
    }
}

#[test]
fn an_unproven_server_gets_nothing_done() {
    let settings = Settings::new(Encoding::Wbxml);
    let (client, mut server) = pair(&settings);
    let mut client =
        client.with_requirement(Requirement::new(credentials(), AuthType::Basic, Nonce::default()));
    let replace = server.send(text("./B/text", "x"));
    let mut tree = tree();
    let log = talk(&mut client, &mut server, &mut tree);
    assert!(matches!(log.end, Some(ClientStep::Refused(_)) | None), "{:?}", log.end);
    assert_eq!(value(&tree, "./B/text").as_text(), Some(""));
    assert!(log.status(replace).is_empty());
}

#[test]
fn atomic_and_sequence_answer_for_each_command() {
    for settings in both() {
        let (mut client, mut server) = pair(&settings);
        let atomic =
            Container::new("").with_command(text("./B/text", "one")).with_command(text("./B/none", "two"));
        server.send(Command::Atomic(atomic));
        let sequence = Container::new("")
            .with_command(text("./B/text", "three"))
            .with_command(Get::new("").with_item(Item::at("./B/text")));
        let sequence = server.send(Command::Sequence(sequence));
        let mut tree = tree();
        let log = talk(&mut client, &mut server, &mut tree);
        assert_eq!(log.end, Some(ClientStep::Finished));
        assert_eq!(log.status(sequence), [StatusCode::OK]);
        assert_eq!(value(&tree, "./B/text").as_text(), Some("three"));
        let codes: Vec<u16> = log.messages[2]
            .message
            .body
            .commands
            .iter()
            .filter_map(|command| match command {
                Command::Status(status) => status.code().map(|code| code.0),
                _ => None,
            })
            .collect();
        assert_eq!(codes, [200, 507, 216, 404, 200, 200, 200]);
        assert!(matches!(log.messages[2].message.body.commands.last(), Some(Command::Results(_))));
    }
}

#[test]
fn either_side_may_end_the_session() {
    let settings = Settings::new(Encoding::Wbxml);
    let (mut client, mut server) = pair(&settings);
    server.send(text("./B/text", "x"));
    server.abort();
    let mut tree = tree();
    let log = talk(&mut client, &mut server, &mut tree);
    assert_eq!(log.end, Some(ClientStep::Aborted));
    assert_eq!(value(&tree, "./B/text").as_text(), Some(""));

    let (mut client, mut server) = pair(&settings);
    client.send(Alert::of("", AlertCode::SESSION_ABORT));
    let log = talk(&mut client, &mut server, &mut tree);
    assert!(log.events.contains(&ServerEvent::Aborted));
    assert!(server.is_over());
}

#[test]
fn a_command_that_fits_nowhere_is_reported() {
    let settings = Settings::new(Encoding::Wbxml).with_max_msg_size(1_000);
    let (mut client, mut server) = pair(&settings);
    let mut get = Get::new("");
    for number in 0..100 {
        get = get.with_item(Item::at(format!("./A/n{number}")));
    }
    let large = server.send(get);
    let small = server.send(text("./B/text", "x"));
    let log = talk(&mut client, &mut server, &mut tree());
    assert!(log.events.contains(&ServerEvent::TooLarge(large)));
    assert_eq!(log.status(small), [StatusCode::OK]);
    assert_eq!(log.end, Some(ClientStep::Finished));
}

fn first(uri: &'static str, size: u64, data: &'static str) -> Item<'static> {
    Item::at(uri).with_meta(Meta::of("chr", "text/plain").with_size(size)).with_data(data).with_more_data()
}

#[test]
fn chunks_are_held_to_what_the_first_says() {
    let mut object = LargeObject::new(100);
    let no_size = Item::at("./a").with_data("x").with_more_data();
    let refused = |result: Result<Chunk, omadm_syncml::Error>| {
        let error = result.unwrap_err();
        (error.name(), LargeObject::status(&error).0)
    };
    assert_eq!(refused(object.accept(&no_size)), ("Missing", 411));
    assert_eq!(refused(object.accept(&first("./a", 101, "x"))), ("Limit", 413));
    assert_eq!(object.accept(&first("./a", 4, "ab")).unwrap(), Chunk::Accepted);
    assert_eq!(refused(object.accept(&Item::at("./a").with_data("c"))), ("OutOfRange", 424));
    assert!(!object.is_open());
    object.accept(&first("./a", 4, "ab")).unwrap();
    assert_eq!(refused(object.accept(&Item::at("./a").with_data("cde"))), ("OutOfRange", 424));
    object.accept(&first("./a", 4, "ab")).unwrap();
    assert_eq!(refused(object.accept(&Item::at("./b").with_data("cd"))), ("Unexpected", 500));
    assert_eq!(object.accept(&Item::at("./b").with_data("cd")).unwrap(), Chunk::Whole);
    object.accept(&first("./a", 4, "ab")).unwrap();
    let Chunk::Complete(whole) = object.accept(&Item::at("./a").with_data("cd")).unwrap() else { panic!() };
    assert_eq!(whole.data.unwrap().text(), Some("abcd"));
    assert_eq!(whole.meta.unwrap().size, None);
}

#[test]
fn what_is_cut_is_put_together_again() {
    let long = "aé€😀".repeat(50);
    let items = [
        Item::at("./a").with_meta(Meta::of("chr", "text/plain")).with_data(long.clone()),
        Item::at("./a").with_meta(Meta::of("b64", "x/y")).with_data("QUJD".repeat(100)),
        Item::at("./a").with_meta(Meta::of("bin", "x/y")).with_data(vec![0xFF; 401]),
    ];
    for item in items {
        for room in [16, 17, 50, 1_000] {
            for in_base64 in [true, false] {
                let mut splitter = Splitter::new(&item, in_base64).unwrap();
                let mut object = LargeObject::new(10_000);
                let mut whole = None;
                while !splitter.is_finished() {
                    let chunk = splitter.cut(room);
                    match object.accept(&chunk).unwrap() {
                        Chunk::Complete(item) => whole = Some(*item),
                        Chunk::Accepted => assert!(chunk.more_data),
                        Chunk::Whole => whole = Some(chunk),
                        _ => panic!(),
                    }
                }
                assert_eq!(whole.unwrap().data, item.data, "{room}");
            }
        }
    }
}

#[test]
fn something_else_between_chunks_is_told() {
    let settings = Settings::new(Encoding::Wbxml);
    let (mut client, mut server) = pair(&settings);
    let started = client.start().unwrap();
    server.receive(&incoming(&started, &mut 0)).unwrap();
    server.send(Replace::new("").with_item(first("./B/text", 10, "abc")));
    server.send(Get::new("").with_item(Item::at("./A/n1")));
    let (reply, _) = server.reply().unwrap().unwrap();
    let ClientStep::Send(answer) = client.receive(&incoming(&reply, &mut 1), &mut tree()).unwrap() else {
        panic!()
    };
    let told = answer.message.body.commands.iter().any(
        |command| matches!(command, Command::Alert(alert) if alert.code() == Some(AlertCode::NO_END_OF_DATA)),
    );
    assert!(told, "{:?}", answer.message.body.commands);
    assert!(
        answer
            .message
            .body
            .commands
            .iter()
            .any(|command| matches!(command, Command::Results(Results { .. })))
    );
}

#[test]
fn rubbish_is_an_error_and_the_session_goes_on() {
    let settings = Settings::new(Encoding::Xml);
    let (mut client, mut server) = pair(&settings);
    let started = client.start().unwrap();
    let bad = Incoming::new(b"<SyncML>", Nonce::default());
    assert_eq!(server.receive(&bad).unwrap_err().name(), "Truncated");
    assert!(server.reply().is_err());
    server.receive(&incoming(&started, &mut 0)).unwrap();
    assert!(server.reply().unwrap().is_some());
    assert!(client.receive(&bad, &mut tree()).is_err());
}

/// The Meta of a Results goes for items without their own, as it does for those of a command.
#[test]
fn results_have_the_format_of_the_command_around_them() {
    let (mut client, mut server) = pair(&Settings::new(Encoding::Xml));
    let started = client.start().unwrap();
    server.receive(&incoming(&started, &mut 0)).unwrap();
    server.send(Get::new("").with_item(Item::at("./A")).with_item(Item::at("./B")));
    let (reply, _) = server.reply().unwrap().unwrap();
    let get = reply.message.body.commands.iter().find(|command| matches!(command, Command::Get(_))).unwrap();
    let mut message = started.message.clone();
    message.header.msg_id = 2;
    let own = Item::new().with_source("./B").with_meta(Meta::new().with_format("chr")).with_data("b");
    let results = Results::new("1", get.cmd_id().to_owned())
        .with_meta(Meta::of("int", "text/x-count"))
        .with_item(Item::new().with_source("./A").with_data("7"))
        .with_item(own);
    message.body.commands = vec![results.into()];
    let answer = message.to_xml().unwrap();
    let events = server.receive(&Incoming::new(answer.as_bytes(), Nonce::default())).unwrap();
    let [ServerEvent::Results { items, .. }] = &events[..] else { panic!("{events:?}") };
    let formats: Vec<_> = items.iter().map(|item| item.format().unwrap()).collect();
    assert_eq!(formats, [Format::Int, Format::Chr]);
    assert!(items.iter().all(|item| item.meta.as_ref().unwrap().type_.as_deref() == Some("text/x-count")));
}
