use super::call::{arguments, call, scheduled, unit_operation, windows};
use super::outcome;
use crate::lift::{Item, Mode, below, lift as lift_items};
use crate::mapping::Technology;
use crate::{Instance, Intent, Loss, LossKind, Message, Operation, Options, Target, Value, address};
use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use cwmp_soap::rpc::{self, ParameterValueStruct};
use cwmp_soap::value::{DateTime, FaultCode};
use cwmp_soap::{Body, Envelope, Rpc};

/// Reads a message of either side. Responses that only say that a request was taken say nothing here.
///
/// ```
/// use mgmt_model::{Mapping, Options, cwmp, Value};
/// use cwmp_soap::rpc::{GetParameterValuesResponse, ParameterValueStruct};
/// use cwmp_soap::{CwmpNamespace, Envelope, value};
///
/// let free = ParameterValueStruct::new("Device.DeviceInfo.MemoryStatus.Free", value::Value::unsigned_int(64));
/// let envelope = Envelope::new(CwmpNamespace::Cwmp12, GetParameterValuesResponse::new(vec![free]));
/// let message = cwmp::lift(&envelope, &Options::default());
/// assert_eq!(message.value(Mapping::built_in(), "memory.memAvailable"), Some(&Value::Integer(65_536)));
/// ```
#[must_use]
pub fn lift<'a>(envelope: &'a Envelope<'_>, options: &Options<'_>) -> Message<'a> {
    let mut message = Message::report(Vec::new());
    let mapping = options.mapping;
    let rpc = match &envelope.body {
        Body::Rpc(rpc) => rpc,
        Body::Fault(fault) => {
            // A refusal is no statement about the device; its code is [`fault`]'s.
            let code = fault.code().map_or_else(|| fault.faultcode.to_string(), |code| code.0.to_string());
            message.losses.push(Loss::new(alloc::format!("Fault {code}"), LossKind::NoCounterpart));
            for one in fault.detail.iter().flat_map(|detail| &detail.set_parameter_values_fault) {
                let name = alloc::format!("Fault {} {}", one.fault_code.0, one.parameter_name);
                message.losses.push(Loss::new(name, LossKind::NoCounterpart));
            }
            return message;
        }
        _ => return message,
    };
    match rpc {
        Rpc::Inform(inform) => {
            lift_items(mapping, inform_items(inform), Mode::Read, &mut message);
            occasion(inform, &mut message);
        }
        Rpc::GetParameterValuesResponse(response) => {
            let mode = match options.intent {
                Some(Intent::Request) => Mode::Write,
                _ => Mode::Read,
            };
            lift_items(mapping, items(&response.parameter_list), mode, &mut message);
        }
        Rpc::SetParameterValues(request) => {
            let mode = match options.intent {
                Some(Intent::Report) => Mode::Read,
                _ => Mode::Write,
            };
            lift_items(mapping, items(&request.parameter_list), mode, &mut message);
            message.fold_arguments(mapping);
            parameter_key("SetParameterValues", &request.parameter_key, &mut message);
        }
        Rpc::GetParameterValues(request) => {
            let targets = targets(request.parameter_names.iter(), options, &mut message);
            if !targets.is_empty() {
                message.operations.push(Operation::Read(targets));
            }
        }
        Rpc::SetParameterAttributes(request) => attributes(request, options, &mut message),
        Rpc::GetParameterNames(request) => discover(&request.parameter_path, options, &mut message),
        Rpc::AddObject(request) => {
            create(&request.object_name, options, &mut message);
            parameter_key("AddObject", &request.parameter_key, &mut message);
        }
        Rpc::DeleteObject(request) => {
            delete(&request.object_name, options, &mut message);
            parameter_key("DeleteObject", &request.parameter_key, &mut message);
        }
        Rpc::ChangeDUState(request) => {
            for (number, operation) in (0_u32..).zip(&request.operations) {
                let (method, mut arguments) = unit_operation(operation);
                arguments.extend(request.command_key.iter().map(|key| ("CommandKey", Value::from(&**key))));
                // A unit that is there goes by its UUID; what is new gets a number.
                let uuid = match operation {
                    rpc::Operation::Update(update) => update.uuid.as_deref().unwrap_or_default(),
                    rpc::Operation::Uninstall(uninstall) => &uninstall.uuid,
                    _ => "",
                };
                let instance = if uuid.is_empty() { Instance::index(number) } else { Instance::named(uuid) };
                call(method, &arguments, instance, options, &mut message);
            }
        }
        Rpc::ScheduleDownload(request) => {
            call("Download", &scheduled(request), Instance::FIRST, options, &mut message);
            windows(request, &mut message);
        }
        request if outcome::lift(request, mapping, &mut message) => {}
        request => match arguments(request) {
            Some((method, arguments)) => call(method, &arguments, Instance::FIRST, options, &mut message),
            None if request.name().ends_with("Response") && !TELLING.contains(&request.name()) => {}
            None => message.losses.push(Loss::new(request.name(), LossKind::NoCounterpart)),
        },
    }
    // A request of which nothing is left is no report: it must not be answered for.
    if !message.operations.is_empty() || options.intent != Some(Intent::Report) && asks(rpc) {
        message.intent = Intent::Request;
    }
    message
}

/// Whether an RPC goes to a device.
fn asks(rpc: &Rpc<'_>) -> bool {
    let name = rpc.name();
    !name.ends_with("Response") && !OF_DEVICES.contains(&name)
}

/// What devices call; both sides may ask for the other's methods.
const OF_DEVICES: [&str; 8] = [
    "AutonomousDUStateChangeComplete",
    "AutonomousTransferComplete",
    "DUStateChangeComplete",
    "GetRPCMethods",
    "Inform",
    "Kicked",
    "RequestDownload",
    "TransferComplete",
];

/// Responses that say more than that a request was taken.
const TELLING: [&str; 7] = [
    "AddObjectResponse",
    "GetAllQueuedTransfersResponse",
    "GetOptionsResponse",
    "GetParameterAttributesResponse",
    "GetParameterNamesResponse",
    "GetQueuedTransfersResponse",
    "GetRPCMethodsResponse",
];

/// The code with which a device refused, or with which a transfer or a change of units failed; feed it to
/// [`Plan::fail`](crate::procedure::Plan::fail).
///
/// ```
/// use cwmp_soap::{CwmpNamespace, Envelope, Fault, value::FaultCode};
/// use mgmt_model::{cwmp, status::Code};
///
/// let refusal = Envelope::new(CwmpNamespace::Cwmp12, Fault::new(FaultCode::INVALID_PARAMETER_NAME));
/// assert_eq!(cwmp::fault(&refusal), Some(Code::Cwmp(9005)));
/// ```
///
/// Of several units that failed it is the first one's.
#[must_use]
pub fn fault(envelope: &Envelope<'_>) -> Option<crate::status::Code> {
    let code = match &envelope.body {
        Body::Fault(fault) => fault.code()?,
        Body::Rpc(Rpc::TransferComplete(complete)) => complete.fault_struct.fault_code,
        Body::Rpc(Rpc::DUStateChangeComplete(complete)) => {
            let mut codes = complete.results.iter().map(|result| result.fault.fault_code);
            codes.find(|code| *code != FaultCode::NONE)?
        }
        _ => return None,
    };
    (code != FaultCode::NONE).then(|| code.into())
}

/// What marks a change as done, for the server's own books: no other technology has it.
fn parameter_key(method: &str, key: &str, message: &mut Message<'_>) {
    if !key.is_empty() {
        message.losses.push(Loss::new(alloc::format!("{method}.ParameterKey"), LossKind::NoCounterpart));
    }
}

pub(super) fn technology(name: &str) -> Technology {
    address::technology_of(name).filter(|found| *found == Technology::Tr098).unwrap_or(Technology::Tr181)
}

fn items<'a>(parameters: &'a [ParameterValueStruct<'_>]) -> Vec<Item<'a>> {
    let item = |parameter: &'a ParameterValueStruct<'_>| {
        Item::new(technology(&parameter.name), &*parameter.name, &*parameter.value.text)
    };
    parameters.iter().map(item).collect()
}

fn inform_items<'a>(inform: &'a rpc::Inform<'_>) -> Vec<Item<'a>> {
    let mut all = items(&inform.parameter_list);
    let id = &inform.device_id;
    all.push(identity("Manufacturer", &id.manufacturer));
    all.push(identity("OUI", &id.oui));
    all.push(identity("ProductClass", &id.product_class));
    all.push(identity("SerialNumber", &id.serial_number));
    if inform.current_time != DateTime::UNKNOWN {
        let time = inform.current_time.to_string();
        all.push(Item { optional: true, ..Item::new(Technology::Cwmp, "Inform.CurrentTime", time) });
    }
    all
}

/// One part of what a device says it is. Parameters tell most of it, too.
pub(super) fn identity<'a>(part: &str, value: &'a str) -> Item<'a> {
    let name = alloc::format!("Inform.DeviceId.{part}");
    Item { optional: true, ..Item::new(Technology::Cwmp, name, value) }
}

/// Why a device called, which only TR-069 tells.
fn occasion(inform: &rpc::Inform<'_>, message: &mut Message<'_>) {
    let mut lose = |name: String| message.losses.push(Loss::new(name, LossKind::NoCounterpart));
    for event in &inform.event {
        lose(alloc::format!("Inform.Event.{}", event.event_code));
        if !event.command_key.is_empty() {
            lose(alloc::format!("Inform.Event.{}.CommandKey", event.event_code));
        }
    }
    if inform.retry_count.get() != 0 {
        lose("Inform.RetryCount".into());
    }
}

/// The attributes of full and partial paths.
fn targets<'a, 'n: 'a>(
    names: impl Iterator<Item = &'n Cow<'n, str>>,
    options: &Options<'_>,
    message: &mut Message<'a>,
) -> Vec<Target> {
    let mapping = options.mapping;
    let mut targets = Vec::new();
    for name in names {
        let origin = u32::try_from(message.origins.len()).unwrap_or(u32::MAX);
        message.origins.push(Cow::Borrowed(&**name));
        let before = targets.len();
        if name.is_empty() || name.ends_with('.') {
            for binding in mapping.bindings().iter().filter(|binding| binding.technology == technology(name))
            {
                if binding.usage.reads()
                    && binding.transform.trigger().is_none()
                    && let Some(instance) = below(technology(name), &binding.address, name)
                {
                    targets.push(Target { attribute: binding.attribute(), instance, origin });
                }
            }
        } else {
            for found in mapping.find(technology(name), name).filter(|found| found.binding.usage.reads()) {
                let instance = found.instance();
                targets.push(Target { attribute: found.binding.attribute(), instance, origin });
            }
        }
        if targets.len() == before {
            message.losses.push(Loss::new(&**name, LossKind::NoCounterpart));
        }
    }
    targets
}

fn attributes<'a>(
    request: &'a rpc::SetParameterAttributes<'_>,
    options: &Options<'_>,
    message: &mut Message<'a>,
) {
    let (mut observed, mut cancelled) = (Vec::new(), Vec::new());
    for parameter in &request.parameter_list {
        if parameter.access_list_change.get() {
            message.losses.push(Loss::new(&*parameter.name, LossKind::NoCounterpart));
        }
        if parameter.notification_change.get() {
            // Others know one way to be told of changes, at once.
            if !matches!(parameter.notification, rpc::Notification::OFF | rpc::Notification::ACTIVE) {
                message.losses.push(Loss::new(&*parameter.name, LossKind::Semantics));
            }
            let names = if parameter.notification.0 == 0 { &mut cancelled } else { &mut observed };
            names.push(&parameter.name);
        }
    }
    let observed = targets(observed.into_iter(), options, message);
    let cancelled = targets(cancelled.into_iter(), options, message);
    if !observed.is_empty() {
        message.operations.push(Operation::Observe(observed));
    }
    if !cancelled.is_empty() {
        message.operations.push(Operation::CancelObserve(cancelled));
    }
}

/// The resource of the table that a path names.
fn table_at(path: &str, options: &Options<'_>) -> Option<crate::ResourceId> {
    let name = alloc::format!("{}.{{i}}", path.trim_end_matches('.'));
    options.mapping.find_instance(technology(path), &name).map(|(resource, _)| resource)
}

fn discover<'a>(path: &'a str, options: &Options<'_>, message: &mut Message<'a>) {
    let found = || options.mapping.find_instance(technology(path), path).map(|(resource, _)| resource);
    let resource = table_at(path, options).or_else(found);
    // Of a part that is no table all is listed.
    if resource.is_none() && !["", "Device.", "InternetGatewayDevice."].contains(&path) {
        message.losses.push(Loss::new(path, LossKind::Semantics));
    }
    message.ask(Operation::Discover(resource), path);
}

fn create<'a>(path: &'a str, options: &Options<'_>, message: &mut Message<'a>) {
    match table_at(path, options) {
        Some(resource) => {
            message.ask(Operation::Create { resource, instance: None, values: Vec::new() }, path);
        }
        None => message.losses.push(Loss::new(path, LossKind::NoCounterpart)),
    }
}

fn delete<'a>(path: &'a str, options: &Options<'_>, message: &mut Message<'a>) {
    match options.mapping.find_instance(technology(path), path) {
        Some((resource, instance)) => message.ask(Operation::Delete { resource, instance }, path),
        None => message.losses.push(Loss::new(path, LossKind::NoCounterpart)),
    }
}
