//! Commands of a message, executed on a [`Tree`].

use super::MgmtTree;
use super::query::{List, Query};
use super::storage::{Execution, NodeValue, Storage};
use super::store::{NodeData, ResultItem, Tree};
use crate::code::{Format, StatusCode};
use crate::message::{Alert, Command, Content, Item, Meta, Results, Status};
use crate::security::base64;
use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Types of serialized trees.
const TNDS_XML: &str = "application/vnd.syncml.dmtnds+xml";
const TNDS_WBXML: &str = "application/vnd.syncml.dmtnds+wbxml";

/// How deep Sequences may nest; each level is a call.
const NESTING: usize = 16;

/// What a device answers to one command, or to one item of it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Reply {
    /// The identifier of the command.
    pub cmd_ref: String,
    /// The name of the command.
    pub cmd: String,
    /// The URI the status is about, when the items of the command fared differently.
    pub target_ref: Option<String>,
    /// How it fared.
    pub status: StatusCode,
    /// What a Get found.
    pub results: Vec<Item<'static>>,
    /// What belongs to the status, such as the answer of a user.
    pub items: Vec<Item<'static>>,
}

impl Reply {
    /// A command fared like this; what a device answers that executes a command by itself.
    #[must_use]
    pub fn new(command: &Command<'_>, status: StatusCode) -> Self {
        Reply {
            cmd_ref: command.cmd_id().to_string(),
            cmd: command.name().to_string(),
            target_ref: None,
            status,
            results: Vec::new(),
            items: Vec::new(),
        }
    }

    /// The Status to send; `msg_ref` is the MsgID of the message that held the command.
    #[must_use]
    pub fn to_status(&self, cmd_id: &str, msg_ref: &str) -> Status<'static> {
        let text = |text: &str| Cow::<'static, str>::Owned(text.to_string());
        let mut status = Status::new(
            text(cmd_id),
            text(msg_ref),
            text(&self.cmd_ref),
            text(&self.cmd),
            self.status.to_string(),
        );
        status.target_ref.extend(self.target_ref.as_deref().map(text));
        status.items.extend(self.items.iter().cloned());
        status
    }

    /// The Results to send, if the command was a Get that found something.
    #[must_use]
    pub fn to_results(&self, cmd_id: &str, msg_ref: &str) -> Option<Results<'static>> {
        if self.results.is_empty() {
            return None;
        }
        let text = |text: &str| Cow::<'static, str>::Owned(text.to_string());
        let mut results = Results::new(text(cmd_id), text(&self.cmd_ref)).with_msg_ref(text(msg_ref));
        results.items.extend(self.results.iter().cloned());
        Some(results)
    }
}

/// What becomes of an Alert that the tree meets between other commands.
///
/// Any closure from an [`Alert`] to a status and the answer's items is one.
pub trait OnAlert {
    /// Handles the alert.
    fn alert(&mut self, alert: &Alert<'_>) -> (StatusCode, Vec<Item<'static>>);
}

impl<F: FnMut(&Alert<'_>) -> (StatusCode, Vec<Item<'static>>)> OnAlert for F {
    fn alert(&mut self, alert: &Alert<'_>) -> (StatusCode, Vec<Item<'static>>) {
        self(alert)
    }
}

/// Alerts are not supported (406).
impl OnAlert for () {
    fn alert(&mut self, _: &Alert<'_>) -> (StatusCode, Vec<Item<'static>>) {
        (StatusCode::NOT_SUPPORTED, Vec::new())
    }
}

impl<S: Storage> Tree<S> {
    /// Executes one command of a server and gives the replies in the order in which they must be sent: that of an
    /// Atomic or Sequence before those of the commands inside.
    ///
    /// Large objects must be put together before: an item with `MoreData` gets 426.
    ///
    /// | command | special rules |
    /// |---|---|
    /// | Atomic | all or nothing: 507, 216 or 516 for what was undone, 215 for what was not begun; another Atomic or a Get inside is 500 |
    /// | Sequence | 200; after a user's refusal 215 for the rest |
    /// | Status, Results | no reply |
    pub fn execute(&mut self, server: &str, command: &Command<'_>, alerts: &mut dyn OnAlert) -> Vec<Reply> {
        let mut replies = Vec::new();
        self.run(server, command, alerts, NESTING, &mut replies);
        replies
    }

    /// Executes a command; the status that counts for what is around it.
    fn run(
        &mut self,
        server: &str,
        command: &Command<'_>,
        alerts: &mut dyn OnAlert,
        depth: usize,
        replies: &mut Vec<Reply>,
    ) -> StatusCode {
        let status = match command {
            Command::Status(_) | Command::Results(_) => return StatusCode::OK,
            Command::Atomic(content) => {
                return self.atomic(server, command, &content.commands, alerts, replies);
            }
            Command::Sequence(content) => {
                return self.sequence(server, command, &content.commands, alerts, depth, replies);
            }
            Command::Alert(alert) => {
                let (status, items) = alerts.alert(alert);
                replies.push(Reply { items, ..Reply::new(command, status) });
                return status;
            }
            Command::Other(_) => StatusCode::BAD_REQUEST,
            Command::Map(_) | Command::Move(_) | Command::Put(_) | Command::Search(_) | Command::Sync(_) => {
                StatusCode::NOT_SUPPORTED
            }
            _ if command.cmd_id().is_empty() => StatusCode::BAD_REQUEST,
            _ if command.items().is_empty() => StatusCode::INCOMPLETE_COMMAND,
            _ => return self.items(server, command, replies),
        };
        replies.push(Reply::new(command, status));
        status
    }

    /// A command item by item: one reply where all fared alike, else one for each.
    fn items(&mut self, server: &str, command: &Command<'_>, replies: &mut Vec<Reply>) -> StatusCode {
        let first = replies.len();
        for item in command.items() {
            let mut reply = Reply::new(command, StatusCode::OK);
            reply.target_ref = item.target_uri().map(String::from);
            match self.item_of(server, command, item) {
                Ok((status, results)) => (reply.status, reply.results) = (status, results),
                Err(status) => reply.status = status,
            }
            replies.push(reply);
        }
        let own = replies.get(first..).unwrap_or_default();
        let worst = own.iter().map(|reply| reply.status).find(|status| !status.is_success());
        let alike = own.windows(2).all(|pair| matches!(pair, [a, b] if a.status == b.status));
        if alike {
            let mut own: Vec<Reply> = replies.drain(first..).collect();
            let results = own.iter_mut().flat_map(|reply| core::mem::take(&mut reply.results)).collect();
            if let Some(mut reply) = own.into_iter().next() {
                (reply.results, reply.target_ref) = (results, None);
                replies.push(reply);
            }
        }
        worst.unwrap_or(StatusCode::OK)
    }

    fn item_of(
        &mut self,
        server: &str,
        command: &Command<'_>,
        item: &Item<'_>,
    ) -> Result<(StatusCode, Vec<Item<'static>>), StatusCode> {
        let uri = item.target_uri().ok_or(StatusCode::INCOMPLETE_COMMAND)?;
        if item.more_data {
            return Err(StatusCode::PARTIAL_ITEM_NOT_ACCEPTED);
        }
        let meta = Metas { own: item.meta.as_ref(), command: command.meta() };
        match command {
            Command::Add(_) | Command::Replace(_) => {
                let adds = matches!(command, Command::Add(_));
                if meta.is_serialized_tree() {
                    self.serialized_tree(server, uri, item, adds)?;
                } else if adds {
                    self.add(server, uri, meta.data(item)?)?;
                } else {
                    self.replace(server, uri, meta.data(item)?)?;
                }
            }
            Command::Delete(_) => self.delete(server, uri)?,
            Command::Copy(_) => {
                let source = item.source_uri().ok_or(StatusCode::INCOMPLETE_COMMAND)?;
                self.copy(server, source, uri)?;
            }
            Command::Get(_) => return self.get_items(server, uri).map(|items| (StatusCode::OK, items)),
            Command::Exec(exec) => {
                let value = meta.data(item)?.value;
                let mut execution = Execution::new(server);
                execution.data = value.as_ref();
                execution.correlator = exec.correlator.as_deref();
                return self.exec(uri, &execution).map(|status| (status, Vec::new()));
            }
            _ => return Err(StatusCode::NOT_SUPPORTED),
        }
        Ok((StatusCode::OK, Vec::new()))
    }

    /// The items of the Results of a Get.
    fn get_items(&self, server: &str, uri: &str) -> Result<Vec<Item<'static>>, StatusCode> {
        if matches!(self.uri(uri)?.query(), Some(Query::List(List::Tnds(_)))) {
            return self.tree_item(server, uri).map(|item| alloc::vec![item]);
        }
        Ok(self.get(server, uri)?.into_iter().map(result_item).collect())
    }

    /// The answer to a Get with `?list=TNDS`.
    fn tree_item(&self, server: &str, uri: &str) -> Result<Item<'static>, StatusCode> {
        let document = self.export(server, uri)?.to_fragment();
        let path = uri.split_once('?').map_or(uri, |(path, _)| path);
        let meta = Meta::of("xml", TNDS_XML);
        Ok(Item::new().with_source(path.to_string()).with_meta(meta).with_data(document))
    }

    /// An Add or Replace with a serialized tree.
    fn serialized_tree(
        &mut self,
        server: &str,
        uri: &str,
        item: &Item<'_>,
        adds: bool,
    ) -> Result<(), StatusCode> {
        let data = item.data.as_ref().ok_or(StatusCode::INCOMPLETE_COMMAND)?;
        let document = match &data.content {
            Content::Document(document) => MgmtTree::from_fragment(document, &self.options, &mut ()),
            #[cfg(feature = "xml")]
            Content::Text(text) => MgmtTree::decode_text(text.trim(), &self.options, &mut ()),
            #[cfg(not(feature = "xml"))]
            Content::Text(_) => return Err(StatusCode::UNSUPPORTED_FORMAT),
            Content::Bytes(bytes) => MgmtTree::decode_wbxml(bytes, &self.options, &mut ()),
        };
        let document = document.map_err(|_| StatusCode::UNSUPPORTED_FORMAT)?;
        if adds { self.add_tnds(server, uri, &document) } else { self.replace_tnds(server, uri, &document) }
    }

    fn sequence(
        &mut self,
        server: &str,
        command: &Command<'_>,
        commands: &[Command<'_>],
        alerts: &mut dyn OnAlert,
        depth: usize,
        replies: &mut Vec<Reply>,
    ) -> StatusCode {
        let Some(depth) = depth.checked_sub(1) else {
            replies.push(Reply::new(command, StatusCode::COMMAND_FAILED));
            return StatusCode::COMMAND_FAILED;
        };
        replies.push(Reply::new(command, StatusCode::OK));
        let mut refused = false;
        for inner in commands {
            if refused {
                skipped(inner, replies);
                continue;
            }
            let status = self.run(server, inner, alerts, depth, replies);
            refused = matches!(inner, Command::Alert(_)) && !status.is_success();
        }
        StatusCode::OK
    }

    /// All or nothing (DM RepPro 1.2.1, Atomic).
    fn atomic(
        &mut self,
        server: &str,
        command: &Command<'_>,
        commands: &[Command<'_>],
        alerts: &mut dyn OnAlert,
        replies: &mut Vec<Reply>,
    ) -> StatusCode {
        let place = replies.len();
        replies.push(Reply::new(command, StatusCode::OK));
        self.begin_atomic();
        let mut failed = None;
        for (index, inner) in commands.iter().enumerate() {
            let status = match inner {
                Command::Add(_)
                | Command::Alert(_)
                | Command::Copy(_)
                | Command::Delete(_)
                | Command::Replace(_) => self.run(server, inner, alerts, 0, replies),
                _ => {
                    replies.push(Reply::new(inner, StatusCode::COMMAND_FAILED));
                    StatusCode::COMMAND_FAILED
                }
            };
            if !status.is_success() {
                failed = Some(index);
                break;
            }
        }
        let undone = match self.end_atomic(failed.is_some()) {
            Ok(()) => StatusCode::ATOMIC_ROLLED_BACK,
            Err(_) => StatusCode::ATOMIC_ROLLBACK_FAILED,
        };
        let Some(failed) = failed else { return StatusCode::OK };
        for reply in replies.iter_mut().skip(place) {
            if reply.status.is_success() && reply.cmd != "Alert" {
                reply.status = undone;
            }
        }
        if let Some(reply) = replies.get_mut(place) {
            reply.status = StatusCode::ATOMIC_FAILED;
        }
        for inner in commands.iter().skip(failed + 1) {
            skipped(inner, replies);
        }
        StatusCode::ATOMIC_FAILED
    }
}

/// 215 for a command that is not begun, and for all inside it. Goes down by a list, not by calls.
fn skipped(command: &Command<'_>, replies: &mut Vec<Reply>) {
    let mut left = alloc::vec![command];
    while let Some(command) = left.pop() {
        replies.push(Reply::new(command, StatusCode::NOT_EXECUTED));
        if let Command::Atomic(content) | Command::Sequence(content) = command {
            left.extend(content.commands.iter().rev());
        }
    }
}

fn result_item(result: ResultItem) -> Item<'static> {
    let mut item = Item::new().with_source(result.uri);
    let format = result.format.map(|format| Cow::<'static, str>::Owned(format.to_string()));
    if format.is_some() || result.content_type.is_some() {
        let mut meta = Meta::new();
        (meta.format, meta.type_) = (format, result.content_type.map(Cow::Owned));
        item = item.with_meta(meta);
    }
    match result.value {
        Some(NodeValue::Text(text)) => item.with_data(text),
        Some(NodeValue::Bytes(bytes)) => item.with_data(bytes),
        None => item,
    }
}

/// The Meta of an item, with that of its command behind it.
struct Metas<'m, 'a> {
    own: Option<&'m Meta<'a>>,
    command: Option<&'m Meta<'a>>,
}

impl Metas<'_, '_> {
    fn format(&self) -> Option<Format<'static>> {
        let format =
            self.own.and_then(Meta::data_format).or_else(|| self.command.and_then(Meta::data_format));
        format.map(Format::into_owned)
    }

    fn content_type(&self) -> Option<String> {
        let of = |meta: Option<&Meta<'_>>| {
            meta.and_then(|meta| meta.type_.as_deref().map(|text| text.trim().to_string()))
        };
        of(self.own).or_else(|| of(self.command)).filter(|text| !text.is_empty())
    }

    /// Whether the type says that the data is a serialized tree.
    fn is_serialized_tree(&self) -> bool {
        let is_tree =
            |name: String| name.eq_ignore_ascii_case(TNDS_XML) || name.eq_ignore_ascii_case(TNDS_WBXML);
        self.content_type().is_some_and(is_tree)
    }

    /// What an item brings for a node.
    fn data(&self, item: &Item<'_>) -> Result<NodeData, StatusCode> {
        let (format, content_type) = (self.format(), self.content_type());
        let is_text = content_type.as_ref().is_none_or(|name| name.starts_with("text/"));
        let (format, value) = match (item.data.as_ref().map(|data| &data.content), format) {
            (None, format) => (format, None),
            (Some(Content::Bytes(bytes)), _) => (Some(Format::Bin), Some(NodeValue::Bytes(bytes.to_vec()))),
            // Binary data that is base64 for the transport only (DM TND 1.2.1, Format); base64 text is another thing.
            (Some(Content::Text(text)), Some(Format::B64)) if !is_text => {
                let bytes = base64::decode(text.as_bytes()).ok_or(StatusCode::UNSUPPORTED_FORMAT)?;
                (Some(Format::Bin), Some(NodeValue::Bytes(bytes)))
            }
            (Some(Content::Text(text)), format) => (format, Some(NodeValue::Text(text.to_string()))),
            (Some(Content::Document(_)), _) => return Err(StatusCode::UNSUPPORTED_FORMAT),
        };
        let mut data = NodeData::default();
        (data.format, data.content_type, data.value) = (format, content_type, value);
        Ok(data)
    }
}
