//! Commands that wait to be sent, and how they fill messages.

use super::large_object::Splitter;
use super::wire::Settings;
use crate::Error;
use crate::message::{Command, Content, Encoding, Item, SyncBody, SyncHdr, SyncMl};
use crate::syntax::IntoOwned;
use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Names a command that was handed to a session, until its answer comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Token(pub(super) u64);

/// A command that waits.
#[derive(Clone, Debug)]
struct Waiting {
    command: Command<'static>,
    token: Option<Token>,
}

/// A large object of which parts have been sent.
#[derive(Clone, Debug)]
struct Splitting {
    /// The command, without its item.
    shell: Command<'static>,
    splitter: Splitter,
    token: Option<Token>,
    /// The last chunk, by the numbers of its message and its command, until the peer has answered it.
    unanswered: Option<(u32, String)>,
}

/// A command in a message that was built.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) cmd_id: String,
    pub(super) token: Option<Token>,
}

/// A message that was built.
pub(super) struct Filled {
    pub(super) message: SyncMl<'static>,
    pub(super) sent: Vec<Sent>,
    /// Commands that fit into no message.
    pub(super) dropped: Vec<(Command<'static>, Option<Token>)>,
}

/// Commands in the order in which they must go out.
#[derive(Clone, Debug, Default)]
pub(super) struct Outbox {
    waiting: VecDeque<Waiting>,
    splitting: Option<Splitting>,
    next_token: u64,
}

/// Room that `Final`, page switches and longer numbers may take.
const MARGIN: usize = 32;
/// Room for the status of a header with a challenge, which stands in every message.
const STATUS: usize = 512;
/// Less room than this is not worth a chunk: the command around it needs most of it.
const SMALLEST_CHUNK: usize = 384;

impl Outbox {
    pub(super) fn push(&mut self, command: Command<'static>) {
        self.waiting.push_back(Waiting { command, token: None });
    }

    pub(super) fn push_with_token(&mut self, command: Command<'static>) -> Token {
        self.next_token += 1;
        let token = Token(self.next_token);
        self.waiting.push_back(Waiting { command, token: Some(token) });
        token
    }

    pub(super) fn clear(&mut self) {
        self.waiting.clear();
        self.splitting = None;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.waiting.is_empty() && self.splitting.is_none()
    }

    /// Whether a status is about a chunk that more chunks are to follow. It can come many messages later, when the
    /// peer has long results to send first.
    pub(super) fn is_chunk(&self, msg_ref: u32, cmd_ref: &str) -> bool {
        let unanswered = self.splitting.as_ref().and_then(|splitting| splitting.unanswered.as_ref());
        unanswered.is_some_and(|(msg_id, cmd_id)| *msg_id == msg_ref && cmd_id == cmd_ref)
    }

    /// The peer took the last chunk, or did not.
    pub(super) fn chunk_answered(&mut self, is_accepted: bool) {
        if is_accepted {
            if let Some(splitting) = &mut self.splitting {
                splitting.unanswered = None;
            }
        } else {
            self.splitting = None;
        }
    }

    /// The peer has said all it has to say: a chunk it has not answered by now it has not taken.
    pub(super) fn answers_ended(&mut self) {
        self.splitting.take_if(|splitting| splitting.unanswered.is_some());
    }

    /// How many commands wait.
    pub(super) fn len(&self) -> usize {
        self.waiting.len()
    }

    /// Fills a message with as many commands as go into `limit` bytes. `first` go in front; the very first, which is
    /// the status of the header, whatever its size. What does not fit waits, in front of all that waits already.
    pub(super) fn fill(
        &mut self,
        settings: &Settings,
        msg_id: u32,
        header: SyncHdr<'static>,
        first: Vec<Command<'static>>,
        peer: Peer,
        hold: bool,
    ) -> Result<Filled, Error> {
        let limit = peer.max_msg_size.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX);
        let mut message = SyncMl::new(header, SyncBody::new());
        let empty = settings.write(&message)?.len();
        let mut used = empty + MARGIN;
        let (mut sent, mut dropped) = (Vec::new(), Vec::new());
        let mut next_id = 1;
        let mut first = VecDeque::from(first);
        while let Some(mut command) = first.pop_front() {
            let id = next_id;
            renumber(&mut command, &mut next_id);
            used += size(settings, &message.header, empty, &command)?;
            if used > limit && !message.body.commands.is_empty() {
                next_id = id;
                first.push_front(command);
                break;
            }
            message.body.commands.push(command);
        }
        if !first.is_empty() {
            let waiting = core::mem::take(&mut self.waiting);
            self.waiting.extend(first.into_iter().map(|command| Waiting { command, token: None }));
            self.waiting.extend(waiting);
            return Ok(Filled { message, sent, dropped });
        }
        loop {
            if hold {
                break;
            }
            let room = limit.saturating_sub(used);
            if let Some(splitting) = &mut self.splitting {
                if splitting.unanswered.is_some() || (room < SMALLEST_CHUNK && !sent.is_empty()) {
                    break;
                }
                if room < SMALLEST_CHUNK {
                    // The peer takes messages so small that no chunk ever fits.
                    let lost = self.splitting.take();
                    dropped.extend(lost.map(|lost| (lost.shell, lost.token)));
                    continue;
                }
                let (mut command, token) = next_chunk(settings, &message.header, empty, splitting, room)?;
                let is_last = splitting.splitter.is_finished();
                renumber(&mut command, &mut next_id);
                used += size(settings, &message.header, empty, &command)?;
                splitting.unanswered = Some((msg_id, command.cmd_id().into()));
                place(&mut message, &mut sent, command, token);
                if !is_last {
                    break;
                }
                self.splitting = None;
                continue;
            }
            let Some(mut waiting) = self.waiting.pop_front() else { break };
            if peer.max_obj_size.is_some_and(|most| largest(&waiting.command) > most) {
                dropped.push((waiting.command, waiting.token));
                continue;
            }
            let id = next_id;
            renumber(&mut waiting.command, &mut next_id);
            let needed = size(settings, &message.header, empty, &waiting.command)?;
            if needed <= room {
                used += needed;
                place(&mut message, &mut sent, waiting.command, waiting.token);
                continue;
            }
            next_id = id;
            if needed <= limit.saturating_sub(empty + MARGIN + STATUS) {
                self.waiting.push_front(waiting);
                break;
            }
            match split(settings, waiting) {
                Parts::Several(parts) => {
                    for part in parts.into_iter().rev() {
                        self.waiting.push_front(part);
                    }
                }
                Parts::Large(splitting) => self.splitting = Some(*splitting),
                Parts::One(waiting) => dropped.push((waiting.command, waiting.token)),
            }
        }
        Ok(Filled { message, sent, dropped })
    }
}

/// What the peer takes, as far as it has said so; in force until it says otherwise.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Peer {
    pub(super) max_msg_size: Option<u64>,
    pub(super) max_obj_size: Option<u64>,
}

impl Peer {
    pub(super) fn learn(&mut self, header: &SyncHdr<'_>) {
        let Some(meta) = &header.meta else { return };
        self.max_msg_size = meta.max_msg_size.or(self.max_msg_size);
        self.max_obj_size = meta.max_obj_size.or(self.max_obj_size);
    }
}

/// The size of the largest object that a command carries, those inside it included.
pub(super) fn largest(command: &Command<'_>) -> u64 {
    let of_items =
        command.items().iter().filter_map(|item| item.data.as_ref()).map(|data| match &data.content {
            Content::Text(text) => text.len(),
            Content::Bytes(bytes) => bytes.len(),
            Content::Document(document) => document.text().len(),
        });
    let own = of_items.max().unwrap_or(0) as u64;
    command.commands().iter().map(largest).fold(own, u64::max)
}

/// Puts a command with its identifiers into a message.
fn place(
    message: &mut SyncMl<'static>,
    sent: &mut Vec<Sent>,
    command: Command<'static>,
    token: Option<Token>,
) {
    sent.push(Sent { cmd_id: command.cmd_id().into(), token });
    message.body.commands.push(command);
}

/// Gives a command, and those inside it, the next identifiers of the message.
fn renumber(command: &mut Command<'static>, next: &mut usize) {
    command.set_cmd_id(next.to_string());
    *next += 1;
    if let Command::Atomic(content) | Command::Sequence(content) = command {
        for inner in &mut content.commands {
            renumber(inner, next);
        }
    }
}

/// How many bytes a command adds to a message.
fn size(
    settings: &Settings,
    header: &SyncHdr<'static>,
    empty: usize,
    command: &Command<'static>,
) -> Result<usize, Error> {
    let alone = SyncMl::new(header.clone(), SyncBody::new().with_command(command.clone()));
    // Two code page switches may come on top.
    Ok(settings.write(&alone)?.len().saturating_sub(empty) + 4)
}

/// The next chunk of a large object, as large as the room allows.
fn next_chunk(
    settings: &Settings,
    header: &SyncHdr<'static>,
    empty: usize,
    splitting: &mut Splitting,
    room: usize,
) -> Result<(Command<'static>, Option<Token>), Error> {
    let mut overhead = splitting.shell.clone();
    set_item(&mut overhead, Item { data: None, ..splitting.splitter.peek(16).0 });
    // Escapes and Base64 make data grow; a chunk that turns out too large is cut again, smaller.
    let overhead = size(settings, header, empty, &overhead)? + 24;
    let mut data = room.saturating_sub(overhead).max(16);
    loop {
        let mut command = splitting.shell.clone();
        let (chunk, end) = splitting.splitter.peek(data);
        set_item(&mut command, chunk);
        if size(settings, header, empty, &command)? <= room || data <= 16 {
            splitting.splitter.advance(end);
            return Ok((command, splitting.token));
        }
        data = data / 4 * 3;
    }
}

/// What a command that does not fit can be made into.
#[expect(clippy::large_enum_variant, reason = "lives for one step")]
enum Parts {
    Several(Vec<Waiting>),
    Large(Box<Splitting>),
    One(Waiting),
}

fn split(settings: &Settings, waiting: Waiting) -> Parts {
    let mut waiting = waiting;
    let items = match &mut waiting.command {
        Command::Results(command) => &mut command.items,
        Command::Add(command) => &mut command.items,
        Command::Replace(command) => &mut command.items,
        _ => return Parts::One(waiting),
    };
    if items.len() > 1 {
        // A token stands for the whole command, so only answers, which have none, are taken apart.
        if waiting.token.is_some() {
            return Parts::One(waiting);
        }
        let items = core::mem::take(items);
        let parts = items.into_iter().map(|item| {
            let mut command = waiting.command.clone();
            set_item(&mut command, item);
            Waiting { command, token: None }
        });
        return Parts::Several(parts.collect());
    }
    let in_base64 = settings.encoding == Encoding::Xml;
    let Some(splitter) = items.first().and_then(|item| Splitter::new(item, in_base64)) else {
        return Parts::One(waiting);
    };
    items.clear();
    let Waiting { command, token } = waiting;
    Parts::Large(Box::new(Splitting { shell: command.into_owned(), splitter, token, unanswered: None }))
}

fn set_item(command: &mut Command<'static>, item: Item<'static>) {
    match command {
        Command::Results(command) => command.items = alloc::vec![item],
        Command::Add(command) => command.items = alloc::vec![item],
        Command::Replace(command) => command.items = alloc::vec![item],
        _ => {}
    }
}
