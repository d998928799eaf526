use crate::lower::{Entry, Lowerer, Side, Step};
use crate::mapping::{Native, Technology};
use crate::{Intent, Loss, LossKind, Message, Options, Translated, Value};
use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use omadm_syncml::code::Format;
use omadm_syncml::message::{
    Add, Command, Data, Delete, Exec, Get, Item, Meta, Replace, Results, SyncBody, SyncHdr, SyncMl,
};

/// Writes a message as one SyncML message: a report as the device's `Results`, a request as the server's commands.
#[must_use]
pub fn lower(message: &Message<'_>, options: &Options<'_>) -> Translated<SyncMl<'static>> {
    let side = Side { paths: Technology::OmaDm, calls: None };
    let mut lowerer = Lowerer::new(options.mapping, side, options, message);
    let mut losses = message.losses.clone();
    let mut commands = Commands { options, list: Vec::new() };
    match message.intent {
        Intent::Report => {
            let items: Vec<_> = lowerer
                .report(message)
                .into_iter()
                .filter_map(|entry| commands.item(entry, &mut losses))
                .map(|(uri, item)| item.with_source(uri))
                .collect();
            if !items.is_empty() {
                let id = commands.next_id();
                let mut results = Results::new(id, "1").with_msg_ref("1");
                results.items = items;
                commands.list.push(results.into());
            }
        }
        Intent::Request => {
            let steps = lowerer.request(message);
            for (place, step) in steps.into_iter().enumerate() {
                // Keys are in the order of their steps.
                let key = lowerer.keys.binary_search_by_key(&place, |(at, _)| *at).ok();
                let key = key.and_then(|at| lowerer.keys.get(at)).map(|(_, key)| key.as_str());
                match step {
                    // A DM server cannot ask to be told of changes.
                    Step::Observe(uris) | Step::CancelObserve(uris) => {
                        losses.extend(lowerer.unwritten(place, uris.join(", ")));
                    }
                    step => commands.step(step, key, &mut losses),
                }
            }
        }
    }
    let (mut more, instances) = lowerer.finish();
    losses.append(&mut more);
    let session = options.session.clone().into_owned();
    let (server, device) = (options.server.clone().into_owned(), options.device.clone().into_owned());
    let header = match message.intent {
        Intent::Report => SyncHdr::dm12(session, 1, server, device),
        Intent::Request => SyncHdr::dm12(session, 1, device, server),
    };
    let mut body = SyncBody::new().with_final();
    body.commands = commands.list;
    let mut translated = Translated::new(SyncMl::new(header, body), losses);
    translated.instances =
        instances.into_iter().map(|((resource, instance), id)| (resource, instance, id)).collect();
    translated
}

struct Commands<'o> {
    options: &'o Options<'o>,
    list: Vec<Command<'static>>,
}

impl Commands<'_> {
    fn next_id(&self) -> Cow<'static, str> {
        Cow::Owned((self.list.len() + 1).to_string())
    }

    /// The name of a node where the device has its management object.
    fn own(&self, uri: String) -> String {
        for (canonical, own) in &self.options.roots {
            if let Some(rest) =
                uri.strip_prefix(&**canonical).filter(|rest| rest.is_empty() || rest.starts_with('/'))
            {
                return alloc::format!("{own}{rest}");
            }
        }
        uri
    }

    fn item(&self, entry: Entry<'_>, losses: &mut Vec<Loss>) -> Option<(String, Item<'static>)> {
        let uri = self.own(entry.address);
        let (format, data) = match (entry.native, entry.value) {
            (_, Value::Opaque(bytes)) => (Format::B64, mgmt_wire::base64::encode_padded(&bytes)),
            (_, Value::Boolean(truth)) => (Format::Bool, truth.to_string()),
            (_, Value::Integer(number)) => (Format::Int, number.to_string()),
            (_, Value::Float(number)) => (Format::Float, number.to_string()),
            (Native::DateTime | Native::UnixTime, Value::Time(time)) => (Format::Chr, time.to_string()),
            (_, Value::Text(text)) => (Format::Chr, text.into_owned()),
            _ => {
                losses.push(Loss::new(uri, LossKind::NoCounterpart));
                return None;
            }
        };
        Some((uri, Item::new().with_value(&format, "text/plain", Data::from(data))))
    }

    fn step(&mut self, step: Step<'_>, key: Option<&str>, losses: &mut Vec<Loss>) {
        let id = self.next_id();
        let items = |this: &Self, uris: Vec<String>| {
            uris.into_iter().map(|uri| Item::at(this.own(uri))).collect::<Vec<_>>()
        };
        match step {
            Step::Read(uris) => {
                let mut get = Get::new(id);
                get.items = items(self, uris);
                self.list.push(get.into());
            }
            Step::Write(entries) => {
                let mut replace = Replace::new(id);
                let mut deleted = Vec::new();
                for entry in entries {
                    if entry.value == Value::Null {
                        deleted.push(entry.address);
                    } else if let Some((uri, item)) = self.item(entry, losses) {
                        replace.items.push(item.with_target(uri));
                    }
                }
                if !replace.items.is_empty() {
                    self.list.push(replace.into());
                }
                if !deleted.is_empty() {
                    let mut delete = Delete::new(self.next_id());
                    delete.items = items(self, deleted);
                    self.list.push(delete.into());
                }
            }
            Step::Execute(uri) => {
                let mut exec = Exec::new(id).with_item(Item::at(self.own(uri)));
                let key = key.unwrap_or(&*self.options.command_key);
                if !key.is_empty() {
                    exec.correlator = Some(Cow::Owned(key.to_string()));
                }
                self.list.push(exec.into());
            }
            Step::Create(uri) => {
                let node = Item::at(self.own(uri)).with_meta(Meta::new().with_format("node"));
                self.list.push(Add::new(id).with_item(node).into());
            }
            Step::Delete(uri) => self.list.push(Delete::new(id).with_item(Item::at(self.own(uri))).into()),
            Step::Discover(uri) => {
                let uri = if uri.is_empty() { ".".to_string() } else { self.own(uri) };
                self.list.push(Get::new(id).with_item(Item::at(alloc::format!("{uri}?list=Struct"))).into());
            }
            Step::Observe(_) | Step::CancelObserve(_) => {}
            Step::Call { method, .. } => losses.push(Loss::new(method, LossKind::NoCounterpart)),
        }
    }
}
