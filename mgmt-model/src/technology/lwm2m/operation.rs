//! Operations of LwM2M: what a payload alone cannot say.

use super::lift::lift;
use super::lower::{nodes_of, path};
use crate::lift::below;
use crate::lower::{Entry, Lowerer, Side, Step};
use crate::mapping::Technology;
use crate::{Instance, Intent, Loss, LossKind, Message, Options, Target, Translated};
use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use lwm2m_tlv::content_format::{decode, encode};
use lwm2m_tlv::interface::attributes::AttributeChanges;
use lwm2m_tlv::interface::operation::{Operation, WriteMode};
use lwm2m_tlv::{ContentFormat, DecodeOptions, Level, Node, Path, Types, Version};

/// Writes a message as operations: a report as one Send, a request as one operation per path or instance, in order.
/// Payloads stand in `format`.
///
/// # Errors
///
/// Those of the content format: TLV for instance cannot carry a Send of several objects.
///
/// ```
/// use lwm2m_tlv::{ContentFormat, Version};
/// use mgmt_model::{Mapping, Message, Operation, Options, Target, lwm2m};
///
/// let level = Mapping::built_in().find_attribute("battery.batteryLevel").unwrap();
/// let message = Message::request(vec![Operation::Observe(vec![Target::new(level)])]);
/// let format = ContentFormat::TLV;
/// let lowered = lwm2m::lower_operations(&message, format, Version::V1_0, &Options::default())?;
/// assert_eq!(lowered.output[0].name(), "Observe");
/// assert_eq!(lowered.output[0].path().unwrap().to_string(), "/3/0/9");
/// # Ok::<(), lwm2m_tlv::Error>(())
/// ```
pub fn lower_operations(
    message: &Message<'_>,
    format: ContentFormat,
    version: Version,
    options: &Options<'_>,
) -> Result<Translated<Vec<Operation<'static>>>, lwm2m_tlv::Error> {
    let side = Side { paths: Technology::LwM2m, calls: None };
    let mut lowerer = Lowerer::new(options.mapping, side, options, message);
    let mut made = Made { format, version, options, operations: Vec::new(), losses: message.losses.clone() };
    match message.intent {
        Intent::Report => {
            let nodes = nodes_of(lowerer.report(message), options, &mut made.losses);
            if !nodes.is_empty() {
                let payload = made.payload(Path::ROOT, &nodes)?;
                made.operations.push(Operation::Send { format: Some(format), payload });
            }
        }
        Intent::Request => {
            let mut steps = lowerer.request(message).into_iter().peekable();
            while let Some(step) = steps.next() {
                // The first values of a new instance go with the order to make it.
                let first = match (&step, steps.peek()) {
                    (Step::Create(address), Some(Step::Write(entries)))
                        if entries.iter().all(|entry| is_below(&entry.address, address)) =>
                    {
                        steps.next()
                    }
                    _ => None,
                };
                made.step(step, first)?;
            }
        }
    }
    let (mut more, instances) = lowerer.finish();
    let mut losses = made.losses;
    losses.append(&mut more);
    let mut translated = Translated::new(made.operations, losses);
    translated.instances =
        instances.into_iter().map(|((resource, instance), id)| (resource, instance, id)).collect();
    Ok(translated)
}

/// Whether an address lies below another: `/9/2/3` below `/9/2`, `/9/20/3` not.
pub(super) fn is_below(address: &str, above: &str) -> bool {
    address.strip_prefix(above).is_some_and(|rest| rest.starts_with('/'))
}

/// Operations in the making.
struct Made<'o> {
    format: ContentFormat,
    version: Version,
    options: &'o Options<'o>,
    operations: Vec<Operation<'static>>,
    losses: Vec<Loss>,
}

impl Made<'_> {
    fn payload(&self, at: Path, nodes: &[Node<'static>]) -> Result<Cow<'static, [u8]>, lwm2m_tlv::Error> {
        encode(self.format, self.version, at, nodes).map(Cow::Owned)
    }

    fn lose(&mut self, name: &str) {
        self.losses.push(Loss::new(name, LossKind::NoCounterpart));
    }

    /// An operation on each of these paths.
    fn each(
        &mut self,
        addresses: &[String],
        make: impl Fn(Path, Option<ContentFormat>) -> Operation<'static>,
    ) {
        for address in addresses {
            match path(address) {
                Some(path) => self.operations.push(make(path, Some(self.format))),
                None => self.lose(address),
            }
        }
    }

    fn step(&mut self, step: Step<'_>, first: Option<Step<'_>>) -> Result<(), lwm2m_tlv::Error> {
        match step {
            Step::Read(addresses) => self.each(&addresses, |path, accept| Operation::Read { path, accept }),
            Step::Observe(addresses) => self.each(&addresses, |path, accept| Operation::Observe {
                path,
                accept,
                attributes: AttributeChanges::default(),
            }),
            Step::CancelObserve(addresses) => {
                self.each(&addresses, |path, accept| Operation::CancelObservation { path, accept });
            }
            Step::Execute(address) => {
                self.each(&[address], |path, _| Operation::Execute { path, arguments: Cow::Borrowed(&[]) });
            }
            Step::Delete(address) => self.each(&[address], |path, _| Operation::Delete { path }),
            // Only a bootstrap server may ask for everything.
            Step::Discover(address) if address.is_empty() => self.lose("discovery"),
            Step::Discover(address) => {
                self.each(&[address], |path, _| Operation::Discover { path, depth: None });
            }
            Step::Write(entries) => return self.write(entries),
            Step::Create(address) => {
                let Some(at) = path(&address) else {
                    self.lose(&address);
                    return Ok(());
                };
                let mut nodes = match first {
                    Some(Step::Write(entries)) => nodes_of(entries, self.options, &mut self.losses),
                    _ => Vec::new(),
                };
                let object = at.object_id().map_or(Path::ROOT, Path::object);
                if nodes.is_empty() && at.level() == Level::ObjectInstance {
                    nodes.push(Node::empty(at));
                }
                let payload = self.payload(object, &nodes)?;
                self.operations.push(Operation::Create { path: object, format: Some(self.format), payload });
            }
            Step::Call { method, .. } => self.lose(&method),
        }
        Ok(())
    }

    /// One Write per instance: each is taken as a whole or not at all.
    fn write(&mut self, entries: Vec<Entry<'_>>) -> Result<(), lwm2m_tlv::Error> {
        let mut instances: Vec<(Path, Vec<Node<'static>>)> = Vec::new();
        let mut places: BTreeMap<Path, usize> = BTreeMap::new();
        for node in nodes_of(entries, self.options, &mut self.losses) {
            let (Some(object), Some(instance)) = (node.path.object_id(), node.path.instance_id()) else {
                continue;
            };
            let at = Path::instance(object, instance);
            let place = *places.entry(at).or_insert(instances.len());
            match instances.get_mut(place) {
                Some((_, nodes)) => nodes.push(node),
                None => instances.push((at, [node].into())),
            }
        }
        for (instance, nodes) in instances {
            let (path, mode) = match nodes.as_slice() {
                [node] if node.path.level() == Level::Resource => (node.path, WriteMode::Replace),
                _ => (instance, WriteMode::PartialUpdate),
            };
            let payload = self.payload(path, &nodes)?;
            self.operations.push(Operation::Write { path, mode, format: Some(self.format), payload });
        }
        Ok(())
    }
}

/// Reads an operation that goes to a client, or a Send. The others are about the session and no business of the
/// model: they become losses.
///
/// # Errors
///
/// Those of the payload's content format.
///
/// ```
/// use lwm2m_tlv::interface::operation::Operation;
/// use lwm2m_tlv::Path;
/// use mgmt_model::{Options, lwm2m};
///
/// let delete = Operation::Delete { path: Path::instance(9, 2) };
/// let message = lwm2m::lift_operation(&delete, &(), &Options::default())?;
/// assert!(matches!(&message.operations[..], [mgmt_model::Operation::Delete { .. }]));
/// # Ok::<(), lwm2m_tlv::Error>(())
/// ```
pub fn lift_operation(
    operation: &Operation<'_>,
    types: &dyn Types,
    options: &Options<'_>,
) -> Result<Message<'static>, lwm2m_tlv::Error> {
    let mut message = Message::request(Vec::new());
    let mut limits = DecodeOptions::default();
    limits.limits = options.limits.clone();
    let read = |format: Option<ContentFormat>, at, payload, intent| {
        let format = format.unwrap_or(ContentFormat::TLV);
        let nodes = decode(format, at, payload, types, &limits, &mut ())?;
        let options = Options { intent: Some(intent), ..options.clone() };
        Ok::<_, lwm2m_tlv::Error>(lift(&nodes, &options).into_owned())
    };
    let paths = |format: Option<ContentFormat>, payload| {
        let format = format.unwrap_or(ContentFormat::SENML_ETCH_CBOR);
        let nodes = decode(format, Path::ROOT, payload, types, &limits, &mut ())?;
        Ok::<Vec<Path>, lwm2m_tlv::Error>(nodes.iter().map(|node| node.path).collect())
    };
    match operation {
        Operation::Send { format, payload } => return read(*format, Path::ROOT, payload, Intent::Report),
        Operation::WriteComposite { format, payload } => {
            return read(*format, Path::ROOT, payload, Intent::Request);
        }
        Operation::Write { path, format, payload, .. } => {
            return read(*format, *path, payload, Intent::Request);
        }
        Operation::Execute { path, arguments } => {
            let node = [Node::none(*path)];
            message = lift(&node, &Options { intent: Some(Intent::Request), ..options.clone() }).into_owned();
            if !arguments.is_empty() {
                let name = alloc::format!("{path} arguments");
                message.losses.push(Loss::new(name, LossKind::NoCounterpart));
            }
        }
        Operation::Create { path, format, payload } => {
            let written = read(*format, *path, payload, Intent::Request)?;
            create(*path, written, options, &mut message);
        }
        Operation::Read { path, .. } => {
            let targets = targets(&[*path], options, &mut message);
            message.operations.push(crate::Operation::Read(targets));
        }
        Operation::ReadComposite { format, payload, .. } => {
            let targets = targets(&paths(*format, payload)?, options, &mut message);
            message.operations.push(crate::Operation::Read(targets));
        }
        Operation::Observe { path, attributes, .. } => {
            let targets = targets(&[*path], options, &mut message);
            message.operations.push(crate::Operation::Observe(targets));
            lose_attributes(*path, attributes, &mut message);
        }
        Operation::ObserveComposite { format, payload, attributes, .. } => {
            let targets = targets(&paths(*format, payload)?, options, &mut message);
            message.operations.push(crate::Operation::Observe(targets));
            lose_attributes(Path::ROOT, attributes, &mut message);
        }
        Operation::CancelObservation { path, .. } => {
            let targets = targets(&[*path], options, &mut message);
            message.operations.push(crate::Operation::CancelObserve(targets));
        }
        Operation::CancelObservationComposite { format, payload, .. } => {
            let targets = targets(&paths(*format, payload)?, options, &mut message);
            message.operations.push(crate::Operation::CancelObserve(targets));
        }
        Operation::WriteAttributes { path, changes } => lose_attributes(*path, changes, &mut message),
        Operation::Delete { path } => {
            match options.mapping.find_instance(Technology::LwM2m, &path.to_string()) {
                Some((resource, instance)) => {
                    message.operations.push(crate::Operation::Delete { resource, instance });
                }
                None => message.losses.push(Loss::new(path.to_string(), LossKind::NoCounterpart)),
            }
        }
        Operation::Discover { path, .. } => discover(*path, options, &mut message),
        other => message.losses.push(Loss::new(other.name(), LossKind::NoCounterpart)),
    }
    message
        .operations
        .retain(|operation| !matches!(operation, crate::Operation::Read(targets) if targets.is_empty()));
    Ok(message)
}

/// The attributes at and below paths.
fn targets(paths: &[Path], options: &Options<'_>, message: &mut Message<'static>) -> Vec<Target> {
    let mapping = options.mapping;
    let mut targets = Vec::new();
    for path in paths {
        let name = path.to_string();
        let origin = u32::try_from(message.origins.len()).unwrap_or(u32::MAX);
        let before = targets.len();
        let readable = mapping.bindings().iter().filter(|binding| {
            binding.technology == Technology::LwM2m
                && binding.usage.reads()
                && binding.transform.trigger().is_none()
        });
        for binding in readable {
            let instance = binding.parts().find_map(|part| below(Technology::LwM2m, part, &name));
            targets.extend(instance.map(|instance| Target {
                attribute: binding.attribute(),
                instance,
                origin,
            }));
        }
        if targets.len() == before {
            message.losses.push(Loss::new(name.clone(), LossKind::NoCounterpart));
        }
        message.origins.push(Cow::Owned(name));
    }
    targets
}

/// How often to notify is no statement about the device.
fn lose_attributes(path: Path, attributes: &AttributeChanges, message: &mut Message<'static>) {
    for parameter in attributes.to_parameters() {
        let name = alloc::format!("{path}?{parameter}");
        message.losses.push(Loss::new(name, LossKind::NoCounterpart));
    }
}

fn discover(path: Path, options: &Options<'_>, message: &mut Message<'static>) {
    let name = path.to_string();
    let first = alloc::format!("{name}/0");
    let mapping = options.mapping;
    let found = [&name, &first].into_iter().find_map(|name| mapping.find_instance(Technology::LwM2m, name));
    match found {
        Some((resource, _)) => message.operations.push(crate::Operation::Discover(Some(resource))),
        None => message.losses.push(Loss::new(name, LossKind::NoCounterpart)),
    }
}

/// A new instance and its first values; the client chooses its number where the payload has none.
fn create(path: Path, written: Message<'static>, options: &Options<'_>, message: &mut Message<'static>) {
    let mapping = options.mapping;
    let first = alloc::format!("{path}/0");
    let kind = mapping.find_instance(Technology::LwM2m, &first).map(|(resource, _)| resource);
    message.losses = written.losses;
    message.origins = written.origins;
    message.joined = written.joined;
    let Some(resource) = kind else {
        message.losses.push(Loss::new(path.to_string(), LossKind::NoCounterpart));
        return;
    };
    let mut made: Vec<(Option<Instance>, Vec<crate::Reading<'static>>)> = Vec::new();
    let mut places: BTreeMap<Instance, usize> = BTreeMap::new();
    for operation in written.operations {
        match operation {
            crate::Operation::Write(readings) => {
                for reading in readings {
                    let place = *places.entry(reading.instance.clone()).or_insert(made.len());
                    match made.get_mut(place) {
                        Some((_, values)) => values.push(reading),
                        None => made.push((Some(reading.instance.clone()), [reading].into())),
                    }
                }
            }
            crate::Operation::Create { instance, .. } => made.push((instance, Vec::new())),
            other => message.operations.push(other),
        }
    }
    if made.is_empty() {
        made.push((None, Vec::new()));
    }
    for (instance, values) in made {
        message.operations.push(crate::Operation::Create { resource, instance, values });
    }
}
