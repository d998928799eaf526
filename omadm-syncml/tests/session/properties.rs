//! Any commands, message sizes and losses.

use super::{DEVICE, Log, SERVER, both, device_info, incoming, pair, talk, tree, value};
use omadm_syncml::code::{Format, StatusCode};
use omadm_syncml::message::{Command, Container, Encoding, Get, Item, Meta, Replace, SyncMl};
use omadm_syncml::session::{ClientSession, ClientStep, Incoming, ServerEvent, ServerSession, Settings};
use omadm_syncml::tree::{NodePath, NodeValue};
use proptest::prelude::*;

fn encoding() -> impl Strategy<Value = Encoding> {
    prop_oneof![Just(Encoding::Xml), Just(Encoding::Wbxml)]
}

/// What goes up to a leaf, comes back, and may need many messages either way.
fn content() -> impl Strategy<Value = NodeValue> {
    prop_oneof![
        ("[a-zé&<>\\]\r\n\t€]{1,12}", 0usize..700)
            .prop_map(|(text, times)| NodeValue::Text(text.repeat(times))),
        proptest::collection::vec(any::<u8>(), 0..6000).prop_map(NodeValue::Bytes),
    ]
}

fn write_to(uri: &'static str, value: &NodeValue) -> Replace<'static> {
    let item = Item::at(uri);
    Replace::new("").with_item(match value {
        NodeValue::Text(text) => item.with_meta(Meta::of("chr", "text/plain")).with_data(text.clone()),
        NodeValue::Bytes(bytes) => {
            item.with_meta(Meta::of("bin", "application/octet-stream")).with_data(bytes.clone())
        }
    })
}

fn get(uri: &'static str) -> Get<'static> {
    Get::new("").with_item(Item::at(uri))
}

fn bytes_of(item: &Item<'_>) -> Vec<u8> {
    item.data.as_ref().map_or_else(Vec::new, |_| item.data_bytes(false).unwrap().into_owned())
}

/// Nothing that was sent is larger than the peer takes.
fn within_limits(log: &Log, client: u64, server: u64) {
    for (index, message) in log.messages.iter().enumerate() {
        let limit = if index % 2 == 0 { server } else { client };
        assert!(message.body.len() as u64 <= limit, "{} of {limit} bytes", message.body.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn values_go_up_and_come_back(
        encoding in encoding(),
        of_client in 1800u64..6000,
        of_server in 1800u64..6000,
        content in content(),
        others in 0usize..5,
    ) {
        let (mut client, _) = pair(&Settings::new(encoding).with_max_msg_size(of_client));
        let (_, mut server) = pair(&Settings::new(encoding).with_max_msg_size(of_server));
        let uri = if matches!(content, NodeValue::Text(_)) { "./B/text" } else { "./B/bin" };
        let written = server.send(write_to(uri, &content));
        let read: Vec<_> = (0..others).map(|_| server.send(get("./A/n7"))).collect();
        let back = server.send(get(uri));
        let list = server.send(get("./A?list=StructData"));
        let mut device = tree();
        let log = talk(&mut client, &mut server, &mut device);
        within_limits(&log, of_client, of_server);
        prop_assert_eq!(log.end.clone(), Some(ClientStep::Finished));
        prop_assert_eq!(log.status(written), [StatusCode::OK]);
        let stored = value(&device, uri);
        prop_assert_eq!(stored.as_bytes(), content.as_bytes());
        let results = log.results(back);
        prop_assert_eq!(results.len(), 1);
        prop_assert_eq!(bytes_of(&results[0]), content.as_bytes());
        for token in read {
            let results = log.results(token);
            prop_assert_eq!(results[0].data.as_ref().unwrap().text(), Some("value 7"));
        }
        prop_assert_eq!(log.results(list).len(), 41, "the node and its leaves");
    }

    #[test]
    fn containers_answer_for_all_they_hold(
        encoding in encoding(),
        of_client in 5000u64..9000,
        fails in proptest::collection::vec(any::<bool>(), 1..12),
        is_atomic in any::<bool>(),
    ) {
        let settings = Settings::new(encoding).with_max_msg_size(of_client);
        let (mut client, mut server) = pair(&settings);
        let mut container = Container::new("");
        container.commands = fails
            .iter()
            .map(|fails| write_to(if *fails { "./missing" } else { "./A/n1" }, &NodeValue::from("new")).into())
            .collect();
        let command = if is_atomic { Command::Atomic(container) } else { Command::Sequence(container) };
        let token = server.send(command);
        let mut device = tree();
        let log = talk(&mut client, &mut server, &mut device);
        within_limits(&log, of_client, of_client);
        let failed = fails.contains(&true);
        let expected = if is_atomic && failed { StatusCode::ATOMIC_FAILED } else { StatusCode::OK };
        prop_assert_eq!(log.status(token), [expected]);
        let changed = fails.contains(&false) && !(is_atomic && failed);
        prop_assert_eq!(value(&device, "./A/n1"), NodeValue::from(if changed { "new" } else { "value 1" }));
        // One status for the container and for each command inside.
        let statuses = log.messages.iter().skip(2).step_by(2).flat_map(|message| &message.message.body.commands);
        let count = statuses
            .filter(|command| matches!(command, Command::Status(status) if status.msg_ref.trim() == "1"))
            .filter(|command| matches!(command, Command::Status(status) if !status.is_of_header()))
            .filter(|command| {
                matches!(command, Command::Status(status) if matches!(&*status.cmd, "Atomic" | "Sequence" | "Replace"))
            })
            .count();
        prop_assert_eq!(count, 1 + fails.len());
    }

    /// A line that loses, repeats, cuts and garbles: each side refuses or goes on, nothing panics or grows, and what is
    /// in the tree was sent whole.
    #[test]
    fn a_bad_line_does_no_harm(
        encoding in encoding(),
        content in content(),
        fates in proptest::collection::vec((0u8..12, any::<u16>(), any::<u8>()), 60),
    ) {
        let settings = Settings::new(encoding).with_max_msg_size(2000);
        let mut client = ClientSession::new(settings.clone(), "1A", DEVICE, SERVER, device_info());
        let mut server = ServerSession::new(settings, SERVER);
        let uri = if matches!(content, NodeValue::Text(_)) { "./B/text" } else { "./B/bin" };
        server.send(write_to(uri, &content));
        server.send(get("./A"));
        let mut device = tree();
        let before = value(&device, uri);
        let mut outgoing = client.start().unwrap();
        let (mut number, mut last, mut garbled) = (0, outgoing.body.clone(), false);
        for fate in fates.chunks(2) {
            let (body, garbles) = arriving(&outgoing.body, &last, fate[0]);
            garbled |= garbles;
            last.clone_from(&outgoing.body);
            let mut coming: Incoming<'_> = incoming(&outgoing, &mut number);
            coming.body = &body;
            let _: Vec<ServerEvent> = server.receive(&coming).unwrap_or_default();
            let Ok(Some((reply, _))) = server.reply() else { break };
            // A message that was garbled may no longer say how much its sender takes.
            prop_assert!(garbled || reply.body.len() <= 2000);
            let (body, garbles) = arriving(&reply.body, &last, fate[1]);
            garbled |= garbles;
            last.clone_from(&reply.body);
            let mut coming: Incoming<'_> = incoming(&reply, &mut number);
            coming.body = &body;
            match client.receive(&coming, &mut device) {
                Ok(ClientStep::Send(next)) => outgoing = *next,
                Ok(_) => break,
                Err(_) => {}
            }
        }
        let now = device.node(&NodePath::parse(uri).unwrap()).unwrap().value.clone();
        let whole = now == before || now.as_bytes() == content.as_bytes();
        prop_assert!(whole || garbled, "a part of the value is in the tree");
    }
}

/// What comes of a message, and whether its content may have changed unnoticed.
fn arriving(body: &[u8], last: &[u8], (fate, place, byte): (u8, u16, u8)) -> (Vec<u8>, bool) {
    let place = usize::from(place) % body.len();
    match fate {
        0 => (last.to_vec(), false),
        1 => (body[..place].to_vec(), false),
        2 => {
            let mut body = body.to_vec();
            body[place] = byte;
            (body, true)
        }
        _ => (body.to_vec(), false),
    }
}

#[test]
fn what_is_written_is_valid_for_the_profile() {
    use omadm_syncml::message::Profile;
    for settings in both() {
        let (mut client, mut server) = pair(&settings);
        server.send(write_to("./B/text", &NodeValue::Text("x".repeat(40_000))));
        server.send(get("./A?list=TNDS"));
        let mut device = tree();
        let log = talk(&mut client, &mut server, &mut device);
        assert!(log.messages.len() > 6);
        for message in &log.messages {
            let read = match settings.encoding {
                Encoding::Xml => SyncMl::from_xml(&message.body),
                _ => SyncMl::from_wbxml(&message.body),
            };
            let read = read.unwrap();
            assert_eq!(read, message.message, "the bytes say what the value says");
            assert_eq!(read.validate(Profile::Dm12), [], "{}", read.to_xml().unwrap());
        }
        assert_eq!(device.node(&NodePath::parse("./B/text").unwrap()).unwrap().format, Format::Chr);
    }
}
