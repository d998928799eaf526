//! Plans: several requests, each waiting for what the one before brings.

use super::device::DeviceKind;
use crate::mapping::{Key, Mapping};
use crate::status::Code;
use crate::{AttributeId, Instance, Message, Operation, Reading, Target, Value};
use alloc::borrow::ToOwned;
use alloc::collections::VecDeque;
use alloc::vec::Vec;

/// What to do now.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    /// Send this and feed what comes back; give a refusal to [`Plan::fail`] before asking for more.
    Send(Message<'static>),
    /// Nothing to send: feed the reports that come, or [give up](Plan::give_up) after a time of your choice.
    Wait,
    /// It is over.
    Done(Outcome),
}

/// How a plan ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// As wanted; the values it was about, if any.
    Success(Vec<Reading<'static>>),
    /// The device refused, with its own code where it gave one.
    Failure(Option<Code>),
}

/// A value with which a step ends.
#[derive(Clone, Debug)]
struct Until {
    attribute: AttributeId,
    good: &'static [i128],
    bad: &'static [i128],
    /// What the value must be about, where it says: that a package is installed is no news of its removal.
    action: Option<&'static str>,
    /// Another attribute whose values of this kind mean that the one waited for will not come.
    unless: Option<(AttributeId, &'static [i128])>,
}

#[derive(Clone, Debug)]
enum Step {
    Send(Operation<'static>),
    /// An action whose arguments are read before.
    SendWith {
        action: Target,
        arguments: Vec<AttributeId>,
    },
    /// Wait for a value of these attributes, each once.
    Values(Vec<AttributeId>),
    Await(Until),
}

/// A procedure under way with one device: what to send next, fed with what comes back.
///
/// Requests are messages of the model: lower them to the technology of the device, lift what it answers.
///
/// ```
/// use mgmt_model::procedure::{DeviceKind, Next, Outcome, Plan};
/// use mgmt_model::{Instance, Mapping, Message, Reading};
///
/// let mapping = Mapping::built_in();
/// let mut plan = Plan::uninstall(Instance::index(3), DeviceKind::Tr181, mapping);
/// // TR-069 removes units by UUID: it is read first.
/// assert!(matches!(plan.next(), Next::Send(_)));
/// let uuid = mapping.find_attribute("software.uuid").unwrap();
/// plan.feed(&Message::report(vec![Reading::new(uuid, "6f…").with_instance(Instance::index(3))]), mapping);
/// let Next::Send(request) = plan.next() else { panic!() };
/// assert!(format!("{request:?}").contains("Execute"));
/// ```
#[derive(Clone, Debug)]
pub struct Plan {
    instance: Instance,
    steps: VecDeque<Step>,
    known: Vec<Reading<'static>>,
    wanted: Vec<AttributeId>,
    failure: Option<Option<Code>>,
    /// Whether the instance is a new one, which may get a name from the device.
    installs: bool,
}

/// Values of m2m:status that end an action.
pub(super) const GOOD: &[i128] = &[1];
pub(super) const BAD: &[i128] = &[2];
/// Values of `firmware.state` and `software.state` that LwM2M's steps end with.
const DOWNLOADED: &[i128] = &[3];
const DELIVERED: &[i128] = &[3];
const INSTALLED: &[i128] = &[4, 5];
const NOT_INSTALLED: &[i128] = &[0];
/// Results of LwM2M's firmware update that end it without the new firmware.
const FAILED_UPDATE: &[i128] = &[2, 3, 4, 5, 6, 7, 8, 9, 10];
/// Every way in which a diagnostic ends without a result.
const FAILED_TEST: &[i128] = &[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21];

impl Plan {
    pub(super) fn new(instance: Instance) -> Self {
        Plan {
            instance,
            steps: VecDeque::new(),
            known: Vec::new(),
            wanted: Vec::new(),
            failure: None,
            installs: false,
        }
    }

    pub(super) fn instance(&self) -> &Instance {
        &self.instance
    }

    pub(super) fn send(&mut self, operation: Operation<'static>) {
        self.steps.push_back(Step::Send(operation));
    }

    /// Asks for a value without keeping the plan from going on.
    pub(super) fn ask(mut self, attribute: &str, mapping: &Mapping) -> Self {
        if let Some(attribute) = mapping.find_attribute(attribute) {
            let target = self.target(attribute);
            self.steps.push_back(Step::Send(Operation::Read([target].into())));
        }
        self
    }

    fn target(&self, attribute: AttributeId) -> Target {
        Target::new(attribute).with_instance(self.instance.clone())
    }

    pub(super) fn execute(
        mut self,
        action: &str,
        arguments: Vec<Reading<'static>>,
        mapping: &Mapping,
    ) -> Self {
        if let Some(action) = mapping.find_attribute(action) {
            let action = self.target(action);
            self.steps.push_back(Step::Send(Operation::Execute { action, arguments }));
        }
        self
    }

    pub(super) fn until(
        mut self,
        attribute: &str,
        good: &'static [i128],
        bad: &'static [i128],
        mapping: &Mapping,
    ) -> Self {
        if let Some(attribute) = mapping.find_attribute(attribute) {
            self.steps.push_back(Step::Await(Until { attribute, good, bad, action: None, unless: None }));
        }
        self
    }

    /// Has the last wait take only what is said about this action.
    pub(super) fn about(mut self, action: &'static str) -> Self {
        if let Some(Step::Await(until)) = self.steps.back_mut() {
            until.action = Some(action);
        }
        self
    }

    /// Asks to be told of changes.
    fn observe(mut self, attributes: &[&str], mapping: &Mapping) -> Self {
        let ids = attributes.iter().filter_map(|name| mapping.find_attribute(name));
        let targets = ids.map(|id| self.target(id)).collect();
        self.steps.push_back(Step::Send(Operation::Observe(targets)));
        self
    }

    fn write(mut self, readings: Vec<Reading<'static>>) -> Self {
        self.steps.push_back(Step::Send(Operation::Write(readings)));
        self
    }

    /// Gives up the last wait when this attribute has one of these values.
    fn unless(mut self, attribute: &str, bad: &'static [i128], mapping: &Mapping) -> Self {
        if let Some(Step::Await(until)) = self.steps.back_mut() {
            until.unless = mapping.find_attribute(attribute).map(|attribute| (attribute, bad));
        }
        self
    }

    pub(super) fn read(mut self, attributes: &[&str], mapping: &Mapping) -> Self {
        let ids: Vec<_> = attributes.iter().filter_map(|name| mapping.find_attribute(name)).collect();
        let targets = ids.iter().map(|id| self.target(*id)).collect();
        self.steps.push_back(Step::Send(Operation::Read(targets)));
        self.steps.push_back(Step::Values(ids.clone()));
        self.wanted = ids;
        self
    }

    pub(super) fn reading(&self, name: &str, value: &str, mapping: &Mapping) -> Vec<Reading<'static>> {
        let id = mapping.find_attribute(name);
        id.map(|id| Reading::new(id, value.to_owned()).with_instance(self.instance.clone()))
            .into_iter()
            .collect()
    }

    /// Download and install firmware. TR-069, OMA DM and oneM2M do both on one order; in LwM2M the download begins when
    /// the URL is written, and the installation is ordered once the package is there.
    ///
    /// ```
    /// use mgmt_model::procedure::{DeviceKind, Next, Plan};
    /// use mgmt_model::{Mapping, Operation};
    ///
    /// let mapping = Mapping::built_in();
    /// let mut plan = Plan::firmware_update("https://files.example/f.bin", DeviceKind::Tr181, mapping);
    /// let Next::Send(order) = plan.next() else { unreachable!() };
    /// assert!(matches!(order.operations[0], Operation::Execute { .. }));
    /// ```
    #[must_use]
    pub fn firmware_update(url: &str, kind: DeviceKind, mapping: &Mapping) -> Self {
        let plan = Plan::new(Instance::FIRST);
        let url = plan.reading("firmware.URL", url, mapping);
        if kind != DeviceKind::LwM2m {
            return plan.execute("firmware.update", url, mapping).until(
                "firmware.updateStatus",
                GOOD,
                BAD,
                mapping,
            );
        }
        // A download that fails leaves the state where it was and tells the reason as result.
        plan.observe(&["firmware.state", "firmware.result"], mapping)
            .write(url)
            .until("firmware.state", DOWNLOADED, &[], mapping)
            .unless("firmware.result", FAILED_UPDATE, mapping)
            .execute("firmware.update", Vec::new(), mapping)
            .until("firmware.result", &[1], FAILED_UPDATE, mapping)
    }

    /// Install a software package; in LwM2M as firmware: the download, then the order. Where the device names what it
    /// installs, the report of any installation ends the plan: feed it those with its own `CommandKey`.
    #[must_use]
    pub fn install(instance: Instance, url: &str, kind: DeviceKind, mapping: &Mapping) -> Self {
        let mut plan = Plan::new(instance);
        plan.installs = true;
        let url = plan.reading("software.URL", url, mapping);
        if kind != DeviceKind::LwM2m {
            return plan
                .execute("software.install", url, mapping)
                .until("software.installStatus", GOOD, BAD, mapping)
                .about("install");
        }
        plan.observe(&["software.state", "software.installStatus"], mapping)
            .write(url)
            .until("software.state", DELIVERED, &[], mapping)
            .unless("software.installStatus", BAD, mapping)
            .execute("software.install", Vec::new(), mapping)
            .until("software.state", INSTALLED, &[], mapping)
            .unless("software.installStatus", BAD, mapping)
    }

    /// Remove a software package. TR-069 goes by its UUID, which is read first.
    #[must_use]
    pub fn uninstall(instance: Instance, kind: DeviceKind, mapping: &Mapping) -> Self {
        let plan = Plan::new(instance);
        let (action, status) = ("software.uninstall", "software.installStatus");
        match kind {
            DeviceKind::LwM2m => plan
                .observe(&["software.state", status], mapping)
                .execute(action, Vec::new(), mapping)
                .until("software.state", NOT_INSTALLED, &[], mapping)
                .unless(status, BAD, mapping),
            DeviceKind::Tr181 | DeviceKind::Tr098 => {
                let mut plan = plan.read(&["software.uuid"], mapping);
                let arguments = core::mem::take(&mut plan.wanted);
                if let Some(action) = mapping.find_attribute(action) {
                    let action = plan.target(action);
                    plan.steps.push_back(Step::SendWith { action, arguments });
                }
                plan.until(status, GOOD, BAD, mapping).about("uninstall")
            }
            DeviceKind::OmaDm | DeviceKind::OneM2m => {
                plan.execute(action, Vec::new(), mapping).until(status, GOOD, BAD, mapping).about("uninstall")
            }
        }
    }

    /// Ping from the device: set the host, start, wait until it is complete, read the results.
    #[must_use]
    pub fn ping(host: &str, mapping: &Mapping) -> Self {
        let plan = Plan::new(Instance::FIRST);
        let arguments = plan.reading("ping.host", host, mapping);
        plan.execute("ping.start", arguments, mapping)
            .until("ping.state", &[2], FAILED_TEST, mapping)
            .read(&["ping.successCount", "ping.failureCount", "ping.averageResponseTime"], mapping)
    }

    /// What to do now. After [`Next::Send`], the request counts as sent.
    #[allow(clippy::should_implement_trait, reason = "a plan waits between its steps")]
    pub fn next(&mut self) -> Next {
        if let Some(code) = self.failure {
            return Next::Done(Outcome::Failure(code));
        }
        match self.steps.front() {
            None => Next::Done(Outcome::Success(
                self.known
                    .iter()
                    .filter(|reading| self.wanted.contains(&reading.attribute))
                    .cloned()
                    .collect(),
            )),
            Some(Step::Values(_) | Step::Await(_)) => Next::Wait,
            Some(Step::Send(_) | Step::SendWith { .. }) => match self.steps.pop_front() {
                Some(Step::Send(operation)) => Next::Send(Message::request([operation].into())),
                Some(Step::SendWith { action, arguments }) => {
                    let known = self.known.iter().filter(|reading| arguments.contains(&reading.attribute));
                    let operation = Operation::Execute { action, arguments: known.cloned().collect() };
                    Next::Send(Message::request([operation].into()))
                }
                _ => Next::Wait,
            },
        }
    }

    /// Takes a report of the device.
    pub fn feed(&mut self, message: &Message<'_>, mapping: &Mapping) {
        if self.failure.is_some() {
            return;
        }
        for reading in &message.readings {
            // Reports of other instances are not about this plan.
            if !self.is_mine(&reading.instance, mapping) {
                continue;
            }
            let owned = Reading {
                attribute: reading.attribute,
                instance: reading.instance.clone(),
                value: reading.value.clone().into_owned(),
                time: reading.time,
                origin: u32::MAX,
            };
            match self.known.iter_mut().find(|known| known.attribute == owned.attribute) {
                Some(known) => *known = owned,
                None => self.known.push(owned),
            }
            let number = match &reading.value {
                Value::Integer(number) => Some(*number),
                record => record.member("sus").and_then(Value::as_integer),
            };
            let (Some(Step::Await(until)), Some(number)) = (self.steps.front(), number) else { continue };
            let action = reading.value.member("acn").and_then(Value::as_str);
            let about = until.action.zip(action).is_none_or(|(awaited, told)| awaited == told);
            let stops =
                until.unless.is_some_and(|(id, bad)| id == reading.attribute && bad.contains(&number));
            let ends = until.attribute == reading.attribute && about;
            if stops || ends && until.bad.contains(&number) {
                self.failure = Some(own_code(reading.attribute, number, mapping));
                return;
            }
            if ends && until.good.contains(&number) {
                self.steps.pop_front();
            }
        }
        if let Some(Step::Values(wanted)) = self.steps.front()
            && wanted.iter().all(|id| self.known.iter().any(|reading| reading.attribute == *id))
        {
            self.steps.pop_front();
        }
    }

    /// Whether an instance that is told of is the one the plan is about.
    fn is_mine(&self, instance: &Instance, mapping: &Mapping) -> bool {
        if *instance == self.instance {
            return true;
        }
        let [Key::Name(name)] = instance.keys() else { return false };
        // A unit of TR-069 goes by the UUID that was read.
        let uuid = mapping.find_attribute("software.uuid");
        let read = self.known.iter().find(|known| Some(known.attribute) == uuid);
        match read {
            Some(read) => read.value.as_str() == Some(name) || read.instance == *instance,
            // The first may go by a name, and what is new gets one.
            None => self.installs || self.instance.is_first(),
        }
    }

    /// Takes a refusal of the device: a fault, a status, a CoAP error. Codes of success change nothing.
    pub fn fail(&mut self, code: impl Into<Code>) {
        let code = code.into();
        if !code.is_success() && self.failure.is_none() {
            self.failure = Some(Some(code));
        }
    }

    /// Ends the plan without an answer: a time of the server's choice has passed. The device may still do what it was
    /// told.
    pub fn give_up(&mut self) {
        self.failure.get_or_insert(None);
    }
}

/// The device's own code in a value that tells of a failure, where it has one.
fn own_code(attribute: AttributeId, number: i128, mapping: &Mapping) -> Option<Code> {
    let is_result = mapping.find_attribute("firmware.result") == Some(attribute);
    u8::try_from(number).ok().filter(|_| is_result).map(Code::FirmwareResult)
}
