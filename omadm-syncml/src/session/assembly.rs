//! The commands of a server whose objects come in chunks.
//!
//! DM Protocol 1.2.1 wants an Atomic or a Sequence to fit into one message. Servers that cut objects inside of one all
//! the same repeat it in the next message, or go on with the bare command: it is held until its object is whole, and
//! then executed as one.

use super::large_object::{Chunk, LargeObject};
use crate::code::StatusCode;
use crate::message::{Add, Command, Container, Item, Replace};
use crate::syntax::IntoOwned;
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

/// What may stand around the chunks of one object, in bytes, beyond the size of the object once more.
const AROUND: usize = 1 << 20;

/// Where a command stood: its message and its identifier.
pub(super) type Place = (u32, String);

/// What the client must do about a command, in order.
pub(super) enum Step {
    /// Answer the command at a place.
    Status { place: Place, cmd: String, code: StatusCode },
    /// Execute; the replies are for the places behind the identifiers in the command.
    Execute { command: Box<Command<'static>>, places: BTreeMap<String, Vec<Place>> },
    /// Something else came where the next chunk of the object with this URI should have: Alert 1225.
    Lost(String),
}

/// Puts together what belongs together.
#[derive(Clone, Debug)]
pub(super) struct Assembly {
    object: LargeObject,
    held: Option<Held>,
    most_commands: usize,
    most_bytes: usize,
}

/// An Atomic or Sequence whose last object is not whole yet. Its commands have labels for identifiers, since those of
/// several messages may be the same.
#[derive(Clone, Debug)]
struct Held {
    is_atomic: bool,
    commands: Vec<Command<'static>>,
    places: BTreeMap<String, Vec<Place>>,
    containers: Vec<Place>,
    bytes: usize,
}

impl Held {
    fn cmd(&self) -> &'static str {
        if self.is_atomic { "Atomic" } else { "Sequence" }
    }

    /// Adds a command and remembers where it and those inside it stood.
    fn push(&mut self, mut command: Command<'static>, msg_id: u32) {
        self.label(&mut command, msg_id);
        self.commands.push(command);
    }

    fn label(&mut self, command: &mut Command<'static>, msg_id: u32) {
        let label = alloc::format!("held {}", self.places.len());
        self.places.insert(label.clone(), alloc::vec![(msg_id, command.cmd_id().into())]);
        command.set_cmd_id(label);
        if let Command::Atomic(content) | Command::Sequence(content) = command {
            for inner in &mut content.commands {
                self.label(inner, msg_id);
            }
        }
    }
}

impl Assembly {
    pub(super) const fn new(most_bytes: usize, most_commands: usize) -> Self {
        Assembly { object: LargeObject::new(most_bytes), held: None, most_commands, most_bytes }
    }

    /// Whether a command has to do with an object in chunks; all others are executed as they are.
    pub(super) fn concerns(&self, command: &Command<'_>) -> bool {
        let cut = |command: &Command<'_>| {
            matches!(command, Command::Add(_) | Command::Replace(_))
                && command.items().iter().any(|item| item.more_data)
        };
        self.object.is_open() || cut(command) || command.commands().iter().any(cut)
    }

    /// Takes a command. `bytes` is how large its message is.
    pub(super) fn take(&mut self, msg_id: u32, bytes: usize, command: &Command<'_>) -> Vec<Step> {
        let mut steps = Vec::new();
        match command {
            Command::Add(_) | Command::Replace(_) => {
                for item in command.items() {
                    self.item(msg_id, command, item, &mut steps);
                }
            }
            Command::Atomic(content) | Command::Sequence(content) => {
                self.container(msg_id, bytes, command, content, &mut steps);
            }
            _ => {
                self.lose(&mut steps);
                steps.push(execute(command.clone().into_owned(), msg_id));
            }
        }
        steps
    }

    fn item(&mut self, msg_id: u32, command: &Command<'_>, item: &Item<'_>, steps: &mut Vec<Step>) {
        self.check_open(item, steps);
        match self.accept(command, item) {
            Ok(Some(whole)) => match self.held.take() {
                // The rest of what an Atomic or Sequence began.
                Some(mut held) => {
                    held.push(whole, msg_id);
                    steps.push(complete(held));
                }
                None => steps.push(execute(whole, msg_id)),
            },
            Ok(None) => steps.push(answer(msg_id, command, StatusCode::CHUNK_ACCEPTED)),
            Err(code) => {
                steps.push(answer(msg_id, command, code));
                self.fail(steps);
            }
        }
    }

    fn container(
        &mut self,
        msg_id: u32,
        bytes: usize,
        command: &Command<'_>,
        content: &Container<'_>,
        steps: &mut Vec<Step>,
    ) {
        let is_atomic = matches!(command, Command::Atomic(_));
        if self.held.as_ref().is_some_and(|held| held.is_atomic != is_atomic) {
            self.lose(steps);
        }
        let mut held = self.held.take().unwrap_or_else(|| Held {
            is_atomic,
            commands: Vec::new(),
            places: BTreeMap::new(),
            containers: Vec::new(),
            bytes: 0,
        });
        held.bytes = held.bytes.saturating_add(bytes);
        held.containers.push((msg_id, command.cmd_id().into()));
        let too_large = held.bytes > self.most_bytes.saturating_mul(2).saturating_add(AROUND)
            || held.places.len().saturating_add(content.commands.len()) > self.most_commands;
        self.held = Some(held);
        if too_large {
            self.object.abandon();
        }
        let mut is_broken = too_large;
        for inner in &content.commands {
            if !is_broken {
                is_broken = !self.within(msg_id, inner, steps);
            } else {
                steps.push(answer(msg_id, inner, StatusCode::NOT_EXECUTED));
            }
        }
        if is_broken {
            self.fail(steps);
        } else if !self.object.is_open()
            && let Some(held) = self.held.take()
        {
            steps.push(complete(held));
        }
    }

    /// Takes a command of the container that is held. `false`: nothing of it can be executed any more.
    fn within(&mut self, msg_id: u32, command: &Command<'_>, steps: &mut Vec<Step>) -> bool {
        if !matches!(command, Command::Add(_) | Command::Replace(_)) {
            if let Some(uri) = self.lost() {
                steps.push(Step::Lost(uri));
                steps.push(answer(msg_id, command, StatusCode::NOT_EXECUTED));
                return false;
            }
            self.hold(command.clone().into_owned(), msg_id);
            return true;
        }
        for item in command.items() {
            if self.object.is_open() && self.object.open_uri() != item.target_uri() {
                steps.extend(self.lost().map(Step::Lost));
                steps.push(answer(msg_id, command, StatusCode::NOT_EXECUTED));
                return false;
            }
            match self.accept(command, item) {
                Ok(Some(whole)) => self.hold(whole, msg_id),
                Ok(None) => steps.push(answer(msg_id, command, StatusCode::CHUNK_ACCEPTED)),
                Err(code) => {
                    steps.push(answer(msg_id, command, code));
                    return false;
                }
            }
        }
        true
    }

    fn hold(&mut self, command: Command<'static>, msg_id: u32) {
        if let Some(held) = &mut self.held {
            held.push(command, msg_id);
        }
    }

    /// A whole item as a command of its own, or `None` while chunks are to come.
    fn accept(
        &mut self,
        command: &Command<'_>,
        item: &Item<'_>,
    ) -> Result<Option<Command<'static>>, StatusCode> {
        // The Meta of the command stands in for that of its items, where the standard's own example has the Size.
        let size = command.meta().and_then(|meta| meta.size);
        match self.object.accept_sized(item, size) {
            Ok(Chunk::Accepted) => Ok(None),
            Ok(Chunk::Whole) => Ok(Some(single(command, item.clone().into_owned()))),
            Ok(Chunk::Complete(whole)) => Ok(Some(single(command, *whole))),
            Err(error) => Err(LargeObject::status(&error)),
        }
    }

    /// Gives the open object up if this item is not about it.
    fn check_open(&mut self, item: &Item<'_>, steps: &mut Vec<Step>) {
        if self.object.is_open() && self.object.open_uri() != item.target_uri() {
            self.lose(steps);
        }
    }

    fn lost(&mut self) -> Option<String> {
        let uri = self.object.open_uri().map(String::from);
        self.object.abandon();
        uri
    }

    fn lose(&mut self, steps: &mut Vec<Step>) {
        if let Some(uri) = self.lost() {
            steps.push(Step::Lost(uri));
        }
        self.fail(steps);
    }

    /// Answers for what was held and is not executed.
    fn fail(&mut self, steps: &mut Vec<Step>) {
        let Some(held) = self.held.take() else { return };
        let code = if held.is_atomic { StatusCode::ATOMIC_FAILED } else { StatusCode::COMMAND_FAILED };
        let cmd = held.cmd();
        steps.extend(held.containers.into_iter().map(|place| Step::Status { place, cmd: cmd.into(), code }));
        let mut left: Vec<&Command<'_>> = held.commands.iter().rev().collect();
        while let Some(command) = left.pop() {
            left.extend(command.commands().iter().rev());
            for place in held.places.get(command.cmd_id()).into_iter().flatten() {
                let (place, cmd) = (place.clone(), command.name().into());
                steps.push(Step::Status { place, cmd, code: StatusCode::NOT_EXECUTED });
            }
        }
    }
}

fn answer(msg_id: u32, command: &Command<'_>, code: StatusCode) -> Step {
    Step::Status { place: (msg_id, command.cmd_id().into()), cmd: command.name().into(), code }
}

fn execute(command: Command<'static>, msg_id: u32) -> Step {
    let mut places = BTreeMap::new();
    let mut left = alloc::vec![&command];
    while let Some(command) = left.pop() {
        let id = String::from(command.cmd_id());
        places.insert(id.clone(), alloc::vec![(msg_id, id)]);
        left.extend(command.commands());
    }
    Step::Execute { command: Box::new(command), places }
}

/// What was held, as the one command it is.
fn complete(held: Held) -> Step {
    let Held { is_atomic, commands, mut places, containers, .. } = held;
    let mut container = Container::new("held");
    container.commands = commands;
    places.insert("held".into(), containers);
    let command = if is_atomic { Command::Atomic(container) } else { Command::Sequence(container) };
    Step::Execute { command: Box::new(command), places }
}

/// A command with one item in place of its own.
fn single(command: &Command<'_>, item: Item<'static>) -> Command<'static> {
    let id = Cow::Owned(String::from(command.cmd_id()));
    match command {
        Command::Add(add) => {
            let mut single = Add::new(id).with_item(item);
            single.meta = add.meta.clone().into_owned();
            single.into()
        }
        _ => {
            let mut single = Replace::new(id).with_item(item);
            single.meta = command.meta().cloned().into_owned();
            single.into()
        }
    }
}
