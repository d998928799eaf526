use crate::lift::{Item as Named, Mode, below, lift as lift_items};
use crate::mapping::{Technology, Usage};
use crate::{Instance, Intent, Loss, LossKind, Message, Operation, Options, Target, Value, address};
use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;
use mgmt_wire::character::SPACE;
use omadm_syncml::code::AlertCode;
use omadm_syncml::message::{Command, Item, Meta, SyncMl};

/// Reads a message of either side: `Results` and the values a device sends of itself are a report; commands are a
/// request, in their order. Lines around the text of a value, as tools put them around CDATA, are not part of it.
///
/// ```
/// use mgmt_model::{Mapping, Options, Value, omadm};
/// use omadm_syncml::message::{Item, Results, SyncBody, SyncHdr, SyncMl};
///
/// let version = Item::new().with_source("./DevDetail/FwV").with_data("7.2.18");
/// let body = SyncBody::new().with_command(Results::new("2", "3").with_item(version));
/// let message = SyncMl::new(SyncHdr::dm12("1", 2, "https://dm.example/", "IMEI:350"), body);
/// let read = omadm::lift(&message, &Options::default());
/// assert_eq!(read.value(Mapping::built_in(), "dvi.fwv"), Some(&Value::text("7.2.18")));
/// ```
#[must_use]
pub fn lift<'a>(syncml: &'a SyncMl<'_>, options: &Options<'_>) -> Message<'a> {
    let mut lifter = Lifter {
        options,
        message: Message::report(Vec::new()),
        told: Vec::new(),
        asked: Vec::new(),
        commanded: false,
    };
    // Commands in Atomic and Sequence, in document order, without recursion.
    let mut open: Vec<core::slice::Iter<'a, Command<'_>>> = [syncml.body.commands.iter()].into();
    while let Some(commands) = open.last_mut() {
        match commands.next() {
            None => {
                open.pop();
            }
            Some(command @ (Command::Atomic(_) | Command::Sequence(_))) => {
                // Values are written all or none everywhere; with an order among them nothing else promises that.
                let writes = |inner: &Command<'_>| matches!(inner, Command::Add(_) | Command::Replace(_));
                if matches!(command, Command::Atomic(_)) && !command.commands().iter().all(writes) {
                    lifter.message.losses.push(Loss::new("Atomic", LossKind::Semantics));
                }
                open.push(command.commands().iter());
            }
            Some(command) => lifter.command(command),
        }
    }
    lifter.flush();
    let Lifter { mut message, told, commanded, .. } = lifter;
    let told_mode = if options.intent == Some(Intent::Request) { Mode::Write } else { Mode::Read };
    lift_items(options.mapping, told, told_mode, &mut message);
    // Commands of which nothing is left are no report.
    if !message.operations.is_empty() || commanded && told_mode == Mode::Read && message.readings.is_empty() {
        message.intent = Intent::Request;
    }
    message.fold_arguments(options.mapping);
    message
}

/// The code with which a device refused, as the first [`Status`](omadm_syncml::message::Status) of a message has it that
/// is none of success; feed it to [`Plan::fail`](crate::procedure::Plan::fail). That of the header is about the session.
///
/// ```
/// use mgmt_model::{omadm, status::Code};
/// use omadm_syncml::code::StatusCode;
/// use omadm_syncml::message::{Status, SyncBody, SyncHdr, SyncMl};
///
/// let done = Status::of("1", 1, "1", "Replace", StatusCode::OK);
/// let refused = Status::of("2", 1, "2", "Exec", StatusCode::NOT_ALLOWED);
/// let body = SyncBody::new().with_command(done).with_command(refused);
/// let answer = SyncMl::new(SyncHdr::dm12("1", 2, "https://dm.example/", "IMEI:350"), body);
/// assert_eq!(omadm::fault(&answer), Some(Code::SyncMl(405)));
/// ```
#[must_use]
pub fn fault(syncml: &SyncMl<'_>) -> Option<crate::status::Code> {
    let code = |command: &Command<'_>| match command {
        Command::Status(status) if !status.is_of_header() => status.code().map(crate::status::Code::from),
        _ => None,
    };
    syncml.body.commands.iter().filter_map(code).find(|code| !code.is_success())
}

struct Lifter<'a, 'o> {
    options: &'o Options<'o>,
    message: Message<'a>,
    /// Values that the device tells.
    told: Vec<Named<'a>>,
    /// Values to write, until the next command that is no write.
    asked: Vec<Named<'a>>,
    /// Whether the server asks for something, understood or not.
    commanded: bool,
}

impl<'a> Lifter<'a, '_> {
    fn command(&mut self, command: &'a Command<'_>) {
        let meta = command.meta();
        // The values of Package 1 have no target.
        self.commanded |= matches!(
            command,
            Command::Add(_)
                | Command::Copy(_)
                | Command::Delete(_)
                | Command::Exec(_)
                | Command::Get(_)
                | Command::Replace(_)
        ) && command.items().iter().any(|item| item.target_uri().is_some());
        match command {
            Command::Results(_) => {
                for item in command.items() {
                    let Some(uri) = item.source_uri().or(item.target_uri()) else { continue };
                    match value(item, meta) {
                        Some(value) => {
                            self.told.push(Named::new(Technology::OmaDm, self.canonical(uri), value));
                        }
                        // The list of an interior node's children has no value, and no node has none.
                        None if item.data.is_none() || format_of(item, meta).as_deref() == Some("node") => {}
                        None => self.message.losses.push(Loss::new(uri, LossKind::NoCounterpart)),
                    }
                }
            }
            Command::Replace(_) | Command::Add(_) => {
                for item in command.items() {
                    self.write(item, meta, matches!(command, Command::Add(_)));
                }
            }
            Command::Exec(exec) => {
                self.flush();
                for item in command.items() {
                    match item.target_uri() {
                        Some(uri) => self.execute(uri, item, exec.correlator.as_deref()),
                        None => self.message.losses.push(Loss::new("Exec", LossKind::NoCounterpart)),
                    }
                }
            }
            Command::Get(_) => {
                self.flush();
                let targets = command
                    .items()
                    .iter()
                    .filter_map(Item::target_uri)
                    .flat_map(|uri| self.read(uri))
                    .collect::<Vec<_>>();
                if !targets.is_empty() {
                    self.message.operations.push(Operation::Read(targets));
                }
            }
            Command::Delete(_) => {
                self.flush();
                for uri in command.items().iter().filter_map(Item::target_uri) {
                    self.delete(uri);
                }
            }
            Command::Alert(alert) => self.alert(alert),
            Command::Status(status) => {
                // How a command fared is no statement about the device; a failure is not passed over, though.
                if let Some(code) = status.code().filter(|code| code.is_error()) {
                    let of = status.target_ref.first().map_or(&*status.cmd, |uri| &**uri);
                    let name = alloc::format!("Status {} {of}", code.number());
                    self.message.losses.push(Loss::new(name, LossKind::NoCounterpart));
                }
            }
            other => self.message.losses.push(Loss::new(other.name(), LossKind::NoCounterpart)),
        }
    }

    /// The name of a node with its management object at the canonical place.
    fn canonical(&self, uri: &'a str) -> Cow<'a, str> {
        for (canonical, own) in &self.options.roots {
            if let Some(rest) =
                uri.strip_prefix(&**own).filter(|rest| rest.is_empty() || rest.starts_with('/'))
            {
                return Cow::Owned(alloc::format!("{canonical}{rest}"));
            }
        }
        let uri = if uri.starts_with("./") || uri == "." {
            Cow::Borrowed(uri)
        } else {
            Cow::Owned(alloc::format!("./{uri}"))
        };
        address::in_its_place(&uri).map_or(uri, Cow::Owned)
    }

    fn write(&mut self, item: &'a Item<'_>, meta: Option<&'a Meta<'_>>, add: bool) {
        let format = format_of(item, meta);
        match (item.target_uri(), item.source_uri()) {
            // Package 1: the device tells its DevInfo with the source alone.
            (None, Some(uri)) => {
                if let Some(value) = value(item, meta) {
                    self.told.push(Named::new(Technology::OmaDm, self.canonical(uri), value));
                }
            }
            (Some(uri), _) if format.as_deref() == Some("node") => {
                self.flush();
                match self.options.mapping.find_instance(Technology::OmaDm, &self.canonical(uri)) {
                    Some((resource, instance)) if add => {
                        let (instance, values) = (Some(instance), Vec::new());
                        self.message.ask(Operation::Create { resource, instance, values }, uri);
                    }
                    _ => self.message.losses.push(Loss::new(uri, LossKind::NoCounterpart)),
                }
            }
            (Some(uri), _) => match value(item, meta) {
                Some(value) => self.asked.push(Named::new(Technology::OmaDm, self.canonical(uri), value)),
                None => self.message.losses.push(Loss::new(uri, LossKind::NoCounterpart)),
            },
            (None, None) => {}
        }
    }

    fn flush(&mut self) {
        let asked = core::mem::take(&mut self.asked);
        if asked.is_empty() {
            return;
        }
        let mode = if self.options.intent == Some(Intent::Report) { Mode::Read } else { Mode::Write };
        lift_items(self.options.mapping, asked, mode, &mut self.message);
    }

    /// An order; its correlator is what TR-069 calls a command key.
    fn execute(&mut self, uri: &'a str, item: &'a Item<'_>, correlator: Option<&'a str>) {
        let name = self.canonical(uri);
        let origin = u32::try_from(self.message.origins.len()).unwrap_or(u32::MAX);
        let found = self.options.mapping.find(Technology::OmaDm, &name);
        let action = found.filter(|found| found.binding.usage == Usage::Execute).map(|found| Target {
            attribute: found.binding.attribute(),
            instance: found.instance(),
            origin,
        });
        let actions: Vec<_> = action.collect();
        if actions.is_empty() {
            self.message.losses.push(Loss::new(uri, LossKind::NoCounterpart));
        }
        let known = !actions.is_empty();
        let keys: Vec<_> =
            actions.iter().map(|action| correlator.and_then(|text| self.command_key(action, text))).collect();
        let keyed = keys.iter().any(Option::is_some);
        let orders = actions
            .into_iter()
            .zip(keys)
            .map(|(action, key)| Operation::Execute { action, arguments: key.into_iter().collect() });
        self.message.operations.extend(orders);
        self.message.origins.push(Cow::Borrowed(uri));
        if keyed {
            self.message.origins.push(Cow::Borrowed("Correlator"));
        } else if known && correlator.is_some_and(|text| !text.is_empty()) {
            self.message.losses.push(Loss::new("Correlator", LossKind::NoCounterpart));
        }
        if known && item.data.as_ref().and_then(|data| data.trimmed()).is_some_and(|data| !data.is_empty()) {
            self.message.losses.push(Loss::new(alloc::format!("{uri} Data"), LossKind::NoCounterpart));
        }
    }

    /// The correlator as the argument of an action, where its resource has a place for it.
    fn command_key(&self, action: &Target, text: &'a str) -> Option<crate::Reading<'a>> {
        let mapping = self.options.mapping;
        let attribute = mapping.attribute_of(mapping.resource_of(action.attribute)?, "commandKey")?;
        let reading = crate::Reading::new(attribute, text).with_instance(action.instance.clone());
        Some(crate::Reading { origin: action.origin + 1, ..reading }).filter(|_| !text.is_empty())
    }

    fn read(&mut self, uri: &'a str) -> Vec<Target> {
        let name = self.canonical(uri);
        let (name, query) = name.split_once('?').map_or((&*name, None), |(name, query)| (name, Some(query)));
        let origin = u32::try_from(self.message.origins.len()).unwrap_or(u32::MAX);
        let mapping = self.options.mapping;
        let mut targets: Vec<Target> = Vec::new();
        if query.is_none_or(|query| query.starts_with("list=")) {
            targets.extend(
                mapping.find(Technology::OmaDm, name).filter(|found| found.binding.usage.reads()).map(
                    |found| Target {
                        attribute: found.binding.attribute(),
                        instance: found.instance(),
                        origin,
                    },
                ),
            );
            if targets.is_empty() {
                // An interior node: everything below it.
                let rows = mapping.bindings().iter().filter(|binding| {
                    binding.technology == Technology::OmaDm
                        && binding.usage.reads()
                        && !is_vendors(&binding.address, name)
                });
                targets.extend(rows.filter_map(|binding| {
                    let instance = below(Technology::OmaDm, &binding.address, name)?;
                    Some(Target { attribute: binding.attribute(), instance, origin })
                }));
            }
        }
        if targets.is_empty() {
            self.message.losses.push(Loss::new(uri, LossKind::NoCounterpart));
        }
        self.message.origins.push(Cow::Borrowed(uri));
        targets
    }

    fn delete(&mut self, uri: &'a str) {
        match self.options.mapping.find_instance(Technology::OmaDm, &self.canonical(uri)) {
            Some((resource, instance)) => {
                self.message.ask(Operation::Delete { resource, instance }, uri);
            }
            None => self.message.losses.push(Loss::new(uri, LossKind::NoCounterpart)),
        }
    }

    /// Outcomes of firmware and software operations come as generic alerts; words about the session say nothing
    /// about the device.
    fn alert(&mut self, alert: &'a omadm_syncml::message::Alert<'_>) {
        match alert.code() {
            Some(AlertCode::GENERIC) => {}
            Some(code) if SESSION_ALERTS.contains(&code) => return,
            code => {
                let name = code.map_or("Alert".into(), |code| alloc::format!("Alert {}", code.0));
                self.message.losses.push(Loss::new(name, LossKind::NoCounterpart));
                return;
            }
        }
        if alert.correlator.as_deref().is_some_and(|text| !text.is_empty()) {
            self.message.losses.push(Loss::new("Correlator", LossKind::NoCounterpart));
        }
        for item in &alert.items {
            let kind = item.meta.as_ref().and_then(|meta| meta.type_.as_deref()).unwrap_or_default();
            let uri = item.source_uri().unwrap_or_default();
            let result = item.data.as_ref().and_then(|data| data.text()).unwrap_or_default();
            let digits: String =
                result.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
            let (attribute, action) = if kind.contains("firmwareupdate") {
                ("firmware.updateStatus", "update")
            } else if kind.contains("softwarecomponent") {
                ("software.installStatus", "install")
            } else {
                self.message
                    .losses
                    .push(Loss::new(if kind.is_empty() { "Alert" } else { kind }, LossKind::NoCounterpart));
                continue;
            };
            let status = match digits.parse::<u16>() {
                Ok(200..=299 | 1200..=1299) => 1,
                Ok(code) => {
                    // The model says that it failed; why is the device's own code.
                    self.message
                        .losses
                        .push(Loss::new(alloc::format!("Alert {code}"), LossKind::NoCounterpart));
                    2
                }
                Err(_) => 3,
            };
            let Some(attribute) = self.options.mapping.find_attribute(attribute) else { continue };
            let origin = u32::try_from(self.message.origins.len()).unwrap_or(u32::MAX);
            let name = self.canonical(uri);
            let instance = self
                .options
                .mapping
                .find_instance(Technology::OmaDm, &name)
                .map_or(Instance::FIRST, |(_, instance)| instance);
            let value = Value::Record(
                [("acn".into(), Value::from(action.to_owned())), ("sus".into(), Value::Integer(status))]
                    .into(),
            );
            self.message.readings.push(crate::Reading { attribute, instance, value, time: None, origin });
            self.message.origins.push(Cow::Borrowed(kind));
        }
    }
}

/// Alerts about the session: who began it, that it goes on or ends, that a large object did not come to its end.
const SESSION_ALERTS: [AlertCode; 5] = [
    AlertCode::SERVER_INITIATED,
    AlertCode::CLIENT_INITIATED,
    AlertCode::NEXT_MESSAGE,
    AlertCode::SESSION_ABORT,
    AlertCode::NO_END_OF_DATA,
];

/// Whether a node is one that a vendor named, of which nobody knows whether it is what an address has in its place.
fn is_vendors(address: &str, node: &str) -> bool {
    address
        .split_once("/Ext/<x>/")
        .and_then(|(before, _)| node.strip_prefix(before)?.strip_prefix("/Ext/"))
        .is_some_and(|vendors| !vendors.contains('/'))
}

fn format_of<'i>(item: &'i Item<'_>, meta: Option<&'i Meta<'_>>) -> Option<Cow<'i, str>> {
    let own = item.meta.as_ref().and_then(|meta| meta.format.as_deref());
    own.or_else(|| meta.and_then(|meta| meta.format.as_deref())).map(|format| Cow::Borrowed(format.trim()))
}

/// The value of an item: bytes where the format says so, else text; `None` for documents and for no data.
fn value<'a>(item: &'a Item<'_>, meta: Option<&'a Meta<'_>>) -> Option<Value<'a>> {
    let data = item.data.as_ref()?;
    if matches!(format_of(item, meta).as_deref(), Some("bin" | "b64")) {
        let format = item.format().or_else(|| meta.and_then(Meta::data_format));
        return match data.bytes(format.as_ref(), false).ok()? {
            Cow::Borrowed(bytes) => Some(Value::from(bytes)),
            Cow::Owned(bytes) => Some(Value::from(bytes)),
        };
    }
    data.text().map(|text| Value::from(without_layout(text)))
}

/// A text without the lines that tools put around it; spaces alone may be part of it, as in the name of a network.
fn without_layout(text: &str) -> &str {
    let lines = |around: &str| around.contains(['\r', '\n']);
    let rest = text.trim_start_matches(SPACE);
    let text = if text.strip_suffix(rest).is_some_and(lines) { rest } else { text };
    let rest = text.trim_end_matches(SPACE);
    if text.strip_prefix(rest).is_some_and(lines) { rest } else { text }
}
