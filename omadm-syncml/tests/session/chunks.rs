//! A client that gets objects in chunks from a server that cuts them in every way seen.

use omadm_syncml::code::AlertCode;
use omadm_syncml::message::{
    Command, Container, Delete, Encoding, Get, Item, Meta, Replace, SyncBody, SyncHdr, SyncMl,
};
use omadm_syncml::security::Nonce;
use omadm_syncml::session::{ClientSession, ClientStep, Incoming, Settings};
use omadm_syncml::tree::{Acl, AclCommand, MemoryStorage, NodePath, NodeState, Tree};

const SERVER: &str = "https://dm.example/dm";

struct Bench {
    client: ClientSession,
    tree: Tree<MemoryStorage>,
    msg_id: u32,
}

impl Bench {
    fn new(settings: Settings) -> Self {
        let mut storage = MemoryStorage::new();
        let all = [AclCommand::Add, AclCommand::Get, AclCommand::Replace, AclCommand::Delete];
        let acl = all.into_iter().fold(Acl::default(), |acl, command| acl.with(command, "*"));
        storage.insert(".", NodeState::interior().with_acl(acl)).unwrap();
        for name in ["a", "b", "c"] {
            storage.insert(&format!("./{name}"), NodeState::leaf("old")).unwrap();
        }
        let mut client = ClientSession::new(settings, "1", "IMEI:1", SERVER, Vec::new());
        client.start().unwrap();
        Bench { client, tree: Tree::new(storage), msg_id: 0 }
    }

    /// Sends a message; the answer's statuses and alerts as `message/command name code`.
    fn send(&mut self, commands: Vec<Command<'static>>, is_final: bool) -> Vec<String> {
        self.msg_id += 1;
        let mut body = SyncBody::new();
        body.commands = commands;
        body.is_final = is_final;
        let mut message = SyncMl::new(SyncHdr::dm12("1", self.msg_id, "IMEI:1", SERVER), body);
        for (command, id) in message.body.commands.iter_mut().zip(1..) {
            number(command, &mut (id * 10));
        }
        let bytes = message.to_xml().unwrap().into_bytes();
        let incoming = Incoming::new(&bytes, Nonce::new([0; 4]).unwrap());
        let ClientStep::Send(answer) = self.client.receive(&incoming, &mut self.tree).unwrap() else {
            panic!("an answer")
        };
        let show = |command: &Command<'_>| match command {
            Command::Status(status) if status.is_of_header() => None,
            Command::Status(status) => {
                let code = status.code().unwrap();
                Some(format!("{}/{} {} {}", status.msg_ref, status.cmd_ref, status.cmd, code))
            }
            Command::Alert(alert) if alert.code() == Some(AlertCode::NEXT_MESSAGE) => None,
            Command::Alert(alert) => {
                let uri = alert.items.first().and_then(Item::target_uri).unwrap_or_default();
                Some(format!("alert {} {uri}", alert.code().unwrap()))
            }
            Command::Results(results) => Some(format!("results {}", results.cmd_ref)),
            other => panic!("{other:?}"),
        };
        answer.message.body.commands.iter().filter_map(show).collect()
    }

    fn values(&self) -> [String; 3] {
        ["./a", "./b", "./c"].map(|uri| match self.tree.node(&NodePath::parse(uri).unwrap()) {
            Ok(node) => node.value.as_text().unwrap().to_owned(),
            Err(_) => "-".to_owned(),
        })
    }
}

fn number(command: &mut Command<'static>, next: &mut u32) {
    let id = next.to_string().into();
    *next += 1;
    match command {
        Command::Atomic(content) | Command::Sequence(content) => {
            content.cmd_id = id;
            content.commands.iter_mut().for_each(|inner| number(inner, next));
        }
        Command::Replace(command) => command.cmd_id = id,
        Command::Delete(command) => command.cmd_id = id,
        Command::Get(command) => command.cmd_id = id,
        other => panic!("{other:?}"),
    }
}

fn container(commands: Vec<Command<'static>>) -> Container<'static> {
    let mut container = Container::new("");
    container.commands = commands;
    container
}

fn atomic(commands: Vec<Command<'static>>) -> Command<'static> {
    Command::Atomic(container(commands))
}

fn whole(uri: &'static str, data: &'static str) -> Command<'static> {
    Replace::new("").with_item(Item::at(uri).with_data(data)).into()
}

fn first(uri: &'static str, size: u64, data: &'static str) -> Command<'static> {
    let item = Item::at(uri).with_meta(Meta::new().with_size(size)).with_data(data).with_more_data();
    Replace::new("").with_item(item).into()
}

fn next(uri: &'static str, data: &'static str) -> Command<'static> {
    Replace::new("").with_item(Item::at(uri).with_data(data).with_more_data()).into()
}

fn bench() -> Bench {
    Bench::new(Settings::new(Encoding::Xml))
}

#[test]
fn an_atomic_is_repeated_around_each_chunk() {
    let mut bench = bench();
    assert_eq!(
        bench.send(vec![atomic(vec![whole("./a", "A"), first("./b", 6, "12")])], false),
        ["1/12 Replace 213"]
    );
    assert_eq!(bench.values(), ["old", "old", "old"], "nothing before all is there");
    assert_eq!(bench.send(vec![atomic(vec![next("./b", "34")])], false), ["2/11 Replace 213"]);
    assert_eq!(
        bench.send(vec![atomic(vec![whole("./b", "56"), whole("./c", "C")])], true),
        [
            "1/10 Atomic 200",
            "2/10 Atomic 200",
            "3/10 Atomic 200",
            "1/11 Replace 200",
            "3/11 Replace 200",
            "3/12 Replace 200"
        ]
    );
    assert_eq!(bench.values(), ["A", "123456", "C"]);
}

#[test]
fn a_sequence_goes_on_with_the_bare_command() {
    let mut bench = bench();
    let sequence = Command::Sequence(container(vec![whole("./a", "A"), first("./b", 4, "12")]));
    assert_eq!(bench.send(vec![sequence], false), ["1/11 Replace 213".replace("11", "12")]);
    assert_eq!(
        bench.send(vec![whole("./b", "34"), whole("./c", "C")], true),
        ["1/10 Sequence 200", "1/11 Replace 200", "2/10 Replace 200", "2/20 Replace 200"]
    );
    assert_eq!(bench.values(), ["A", "1234", "C"]);
}

#[test]
fn what_fails_is_rolled_back_as_a_whole() {
    let mut bench = bench();
    bench.send(vec![atomic(vec![whole("./a", "A"), first("./b", 4, "12")])], false);
    assert_eq!(
        bench.send(vec![atomic(vec![whole("./b", "34"), whole("./missing", "x"), whole("./c", "C")])], true),
        [
            "1/10 Atomic 507",
            "2/10 Atomic 507",
            "1/11 Replace 216",
            "2/11 Replace 216",
            "2/12 Replace 404",
            "2/13 Replace 215"
        ]
    );
    assert_eq!(bench.values(), ["old", "old", "old"]);
}

#[test]
fn an_object_that_is_not_what_it_said_takes_its_atomic_along() {
    let mut bench = bench();
    bench.send(vec![atomic(vec![whole("./a", "A"), first("./b", 4, "12")])], false);
    assert_eq!(
        bench.send(vec![atomic(vec![whole("./b", "345"), whole("./c", "C")])], true),
        ["2/11 Replace 424", "2/12 Replace 215", "1/10 Atomic 507", "2/10 Atomic 507", "1/11 Replace 215"]
    );
    assert_eq!(bench.values(), ["old", "old", "old"]);
}

#[test]
fn something_else_between_chunks_ends_it() {
    let mut bench = bench();
    bench.send(vec![atomic(vec![whole("./a", "A"), first("./b", 4, "12")])], false);
    let get: Command<'_> = Get::new("").with_item(Item::at("./c")).into();
    assert_eq!(
        bench.send(vec![get, whole("./b", "34")], true),
        [
            "alert 1225 ./b",
            "1/10 Atomic 507",
            "1/11 Replace 215",
            "2/10 Get 200",
            "results 10",
            "2/20 Replace 200"
        ]
    );
    assert_eq!(bench.values(), ["old", "34", "old"]);

    // Within the Atomic that should have gone on, too.
    bench.send(vec![atomic(vec![first("./b", 4, "12")])], false);
    let delete: Command<'_> = Delete::new("").with_item(Item::at("./c")).into();
    assert_eq!(
        bench.send(vec![atomic(vec![delete, whole("./b", "34")])], true),
        ["alert 1225 ./b", "4/11 Delete 215", "4/12 Replace 215", "3/10 Atomic 507", "4/10 Atomic 507"]
    );
    assert_eq!(bench.values(), ["old", "34", "old"]);
}

#[test]
fn the_size_may_stand_in_the_meta_of_the_command() {
    let mut bench = bench();
    let item = Item::at("./a").with_data("12").with_more_data();
    let command = Replace::new("").with_meta(Meta::new().with_size(4u64)).with_item(item);
    assert_eq!(bench.send(vec![command.into()], false), ["1/10 Replace 213"]);
    assert_eq!(bench.send(vec![whole("./a", "34")], true), ["2/10 Replace 200"]);
    assert_eq!(bench.values()[0], "1234");
}

#[test]
fn a_part_alone_is_never_taken_for_the_whole() {
    // Deeper than the direct children of an Atomic or Sequence nothing is put together.
    let mut bench = bench();
    let inner = Command::Sequence(container(vec![first("./b", 4, "12")]));
    let outer = Command::Sequence(container(vec![inner]));
    assert_eq!(bench.send(vec![outer], true), ["1/10 Sequence 200", "1/11 Sequence 200", "1/12 Replace 426"]);
    assert_eq!(bench.values(), ["old", "old", "old"]);
}

#[test]
fn what_is_held_is_bounded() {
    let mut settings = Settings::new(Encoding::Xml);
    settings.decode.limits.commands = 20;
    let mut bench = Bench::new(settings);
    let many = |mut commands: Vec<Command<'static>>, last| {
        commands.extend((0..12).map(|_| whole("./a", "A")));
        commands.push(last);
        atomic(commands)
    };
    assert_eq!(bench.send(vec![many(vec![], first("./b", 4, "12"))], false), ["1/23 Replace 213"]);
    let answers = bench.send(vec![many(vec![whole("./b", "34")], first("./c", 4, "12"))], false);
    assert_eq!(answers.iter().filter(|answer| answer.ends_with("Atomic 507")).count(), 2, "{answers:?}");
    assert_eq!(answers.iter().filter(|answer| answer.ends_with("Replace 215")).count(), 12 + 14);
    assert_eq!(bench.values(), ["old", "old", "old"]);
    assert_eq!(bench.send(vec![whole("./a", "A")], true), ["3/10 Replace 200"], "and it goes on");
}
