use crate::lift::{Item, Mode, below, lift as lift_items};
use crate::mapping::{Condition, Technology, Usage};
use crate::{Instance, Intent, Loss, LossKind, Message, Operation, Options, Target, Value, address};
use alloc::borrow::Cow;
use alloc::string::ToString;
use alloc::vec::Vec;
use cwmp_soap::rpc::{self, ParameterValueStruct};
use cwmp_soap::value::DateTime;
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
        Rpc::Inform(inform) => lift_items(mapping, inform_items(inform), Mode::Read, &mut message),
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
        }
        Rpc::TransferComplete(complete) => {
            let code = Value::from(complete.fault_struct.fault_code.0);
            let items = [Item::new(Technology::Cwmp, "TransferComplete.FaultStruct.FaultCode", code)].into();
            lift_items(mapping, items, Mode::Read, &mut message);
        }
        Rpc::DownloadResponse(response) => {
            let status = Value::from(response.status.0);
            let items = [Item::new(Technology::Cwmp, "DownloadResponse.Status", status)].into();
            lift_items(mapping, items, Mode::Read, &mut message);
        }
        Rpc::DUStateChangeComplete(complete) => {
            lift_items(mapping, unit_items(&complete.results), Mode::Read, &mut message);
        }
        Rpc::GetParameterValues(request) => {
            let targets = targets(request.parameter_names.iter(), options, &mut message);
            message.operations.push(Operation::Read(targets));
        }
        Rpc::SetParameterAttributes(request) => attributes(request, options, &mut message),
        Rpc::GetParameterNames(request) => discover(&request.parameter_path, options, &mut message),
        Rpc::AddObject(request) => create(&request.object_name, options, &mut message),
        Rpc::DeleteObject(request) => delete(&request.object_name, options, &mut message),
        Rpc::ChangeDUState(request) => {
            // Units are named by UUID: where others have numbers, each change gets one.
            for (number, operation) in (0_u32..).zip(&request.operations) {
                let (method, mut arguments) = unit_operation(operation);
                arguments.extend(request.command_key.iter().map(|key| ("CommandKey", text(key))));
                call(method, &arguments, Instance::index(number), options, &mut message);
            }
        }
        request => match arguments(request) {
            Some((method, arguments)) => call(method, &arguments, Instance::FIRST, options, &mut message),
            None if request.name().ends_with("Response") && !TELLING.contains(&request.name()) => {}
            None => message.losses.push(Loss::new(request.name(), LossKind::NoCounterpart)),
        },
    }
    if !message.operations.is_empty() {
        message.intent = Intent::Request;
    }
    message
}

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

/// The code with which a device refused; feed it to [`Plan::fail`](crate::procedure::Plan::fail).
///
/// ```
/// use cwmp_soap::{CwmpNamespace, Envelope, Fault, value::FaultCode};
/// use mgmt_model::{cwmp, status::Code};
///
/// let refusal = Envelope::new(CwmpNamespace::Cwmp12, Fault::new(FaultCode::INVALID_PARAMETER_NAME));
/// assert_eq!(cwmp::fault(&refusal), Some(Code::Cwmp(9005)));
/// ```
#[must_use]
pub fn fault(envelope: &Envelope<'_>) -> Option<crate::status::Code> {
    let Body::Fault(fault) = &envelope.body else { return None };
    u16::try_from(fault.code()?.0).ok().map(crate::status::Code::Cwmp)
}

fn text(text: &str) -> Value<'_> {
    Value::from(text)
}

fn technology(name: &str) -> Technology {
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
    for (name, value) in [
        ("Inform.DeviceId.Manufacturer", &id.manufacturer),
        ("Inform.DeviceId.OUI", &id.oui),
        ("Inform.DeviceId.ProductClass", &id.product_class),
        ("Inform.DeviceId.SerialNumber", &id.serial_number),
    ] {
        all.push(Item { optional: true, ..Item::new(Technology::Cwmp, name, &**value) });
    }
    if inform.current_time != DateTime::UNKNOWN {
        let time = inform.current_time.to_string();
        all.push(Item { optional: true, ..Item::new(Technology::Cwmp, "Inform.CurrentTime", time) });
    }
    all
}

fn unit_items<'a>(results: &'a [rpc::OpResultStruct<'_>]) -> Vec<Item<'a>> {
    let mut all = Vec::with_capacity(results.len() * 4);
    for (number, result) in results.iter().enumerate() {
        let name = |field: &str| alloc::format!("DUStateChangeComplete.Results.{}.{field}", number + 1);
        all.push(Item::new(Technology::Cwmp, name("UUID"), &*result.uuid));
        all.push(Item::new(Technology::Cwmp, name("Version"), &*result.version));
        all.push(Item::new(Technology::Cwmp, name("CurrentState"), &*result.current_state));
    }
    all
}

/// The method and the arguments of an RPC that is an action.
fn arguments<'a>(rpc: &'a Rpc<'_>) -> Option<(&'static str, Vec<(&'static str, Value<'a>)>)> {
    Some(match rpc {
        Rpc::Download(call) => (
            "Download",
            [
                ("FileType", text(&call.file_type)),
                ("CommandKey", text(&call.command_key)),
                ("URL", text(&call.url)),
                ("Username", text(&call.username.0)),
                ("Password", text(&call.password.0)),
                ("FileSize", Value::from(call.file_size.get())),
                ("TargetFileName", text(&call.target_file_name)),
                ("DelaySeconds", Value::from(call.delay_seconds.get())),
                ("SuccessURL", text(&call.success_url)),
                ("FailureURL", text(&call.failure_url)),
            ]
            .into(),
        ),
        Rpc::Upload(call) => (
            "Upload",
            [
                ("FileType", text(&call.file_type)),
                ("CommandKey", text(&call.command_key)),
                ("URL", text(&call.url)),
                ("Username", text(&call.username.0)),
                ("Password", text(&call.password.0)),
                ("DelaySeconds", Value::from(call.delay_seconds.get())),
            ]
            .into(),
        ),
        Rpc::ScheduleDownload(call) => (
            "Download",
            [
                ("FileType", text(&call.file_type)),
                ("CommandKey", text(&call.command_key)),
                ("URL", text(&call.url)),
                ("Username", text(&call.username.0)),
                ("Password", text(&call.password.0)),
                ("FileSize", Value::from(call.file_size.get())),
                ("TargetFileName", text(&call.target_file_name)),
            ]
            .into(),
        ),
        Rpc::Reboot(call) => ("Reboot", [("CommandKey", text(&call.command_key))].into()),
        Rpc::FactoryReset(_) => ("FactoryReset", Vec::new()),
        Rpc::CancelTransfer(call) => ("CancelTransfer", [("CommandKey", text(&call.command_key))].into()),
        _ => return None,
    })
}

fn unit_operation<'a>(operation: &'a rpc::Operation<'_>) -> (&'static str, Vec<(&'static str, Value<'a>)>) {
    let optional = |name, value: &'a Option<Cow<'_, str>>| value.as_deref().map(|value| (name, text(value)));
    match operation {
        rpc::Operation::Install(install) => {
            let mut arguments: Vec<_> = [("URL", text(&install.url))].into();
            arguments.extend(optional("UUID", &install.uuid));
            arguments.extend(install.username.as_ref().map(|value| ("Username", text(&value.0))));
            arguments.extend(install.password.as_ref().map(|value| ("Password", text(&value.0))));
            arguments.extend(optional("ExecutionEnvRef", &install.execution_env_ref));
            ("ChangeDUState.Install", arguments)
        }
        rpc::Operation::Update(update) => {
            let mut arguments: Vec<_> = optional("UUID", &update.uuid).into_iter().collect();
            arguments.extend(optional("Version", &update.version));
            arguments.extend(optional("URL", &update.url));
            arguments.extend(update.username.as_ref().map(|value| ("Username", text(&value.0))));
            arguments.extend(update.password.as_ref().map(|value| ("Password", text(&value.0))));
            ("ChangeDUState.Update", arguments)
        }
        rpc::Operation::Uninstall(uninstall) => {
            let mut arguments: Vec<_> = [("UUID", text(&uninstall.uuid))].into();
            arguments.extend(optional("Version", &uninstall.version));
            arguments.extend(optional("ExecutionEnvRef", &uninstall.execution_env_ref));
            ("ChangeDUState.Uninstall", arguments)
        }
        _ => ("ChangeDUState", Vec::new()),
    }
}

/// An action by the name of an RPC; its arguments are read from the rows of `Method.Argument`.
fn call<'a>(
    method: &'static str,
    arguments: &[(&'static str, Value<'a>)],
    instance: Instance,
    options: &Options<'_>,
    message: &mut Message<'a>,
) {
    let given =
        |name: &str| arguments.iter().find(|(argument, _)| *argument == name).and_then(|(_, v)| v.as_str());
    let row = options.mapping.find(Technology::Cwmp, method).map(|found| found.binding).find(|binding| {
        let applies = |condition: &Condition| condition.holds(given(&condition.address));
        binding.usage == Usage::Execute && binding.condition.as_ref().is_none_or(applies)
    });
    let Some(row) = row else {
        message.losses.push(Loss::new(method, LossKind::NoCounterpart));
        return;
    };
    let mut read = Message::report(Vec::new());
    for (name, value) in arguments {
        let silent = value.is_empty() || *value == Value::Integer(0);
        let constant = row.condition.as_ref().is_some_and(|condition| condition.address == *name);
        if silent || constant {
            continue;
        }
        let full = match method.split_once('.') {
            Some((outer, _)) if *name == "CommandKey" => alloc::format!("{outer}.{name}"),
            _ => alloc::format!("{method}.{name}"),
        };
        let resource = options.mapping.resource_of(row.attribute());
        let found =
            options.mapping.find(Technology::Cwmp, &full).map(|found| found.binding).find(|binding| {
                binding.condition == row.condition
                    && options.mapping.resource_of(binding.attribute()) == resource
            });
        let value = found.and_then(|binding| {
            let value = binding.native.read(value.clone()).ok()??;
            let attribute = options.mapping.attribute(binding.attribute())?;
            let value = attribute.data_type.coerce(value, options.mapping.enumerations()).ok()?;
            Some((binding.attribute(), value))
        });
        let origin = u32::try_from(message.origins.len() + 1 + read.origins.len()).unwrap_or(u32::MAX);
        match value {
            Some((attribute, value)) => {
                read.readings.push(crate::Reading {
                    attribute,
                    instance: instance.clone(),
                    value,
                    time: None,
                    origin,
                });
                read.origins.push(Cow::Owned(full));
            }
            None => message.losses.push(Loss::new(full, LossKind::NoCounterpart)),
        }
    }
    let origin = u32::try_from(message.origins.len()).unwrap_or(u32::MAX);
    message.origins.push(Cow::Borrowed(method));
    message.origins.append(&mut read.origins);
    let action = Target { attribute: row.attribute(), instance, origin };
    message.operations.push(Operation::Execute { action, arguments: read.readings });
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

fn discover(path: &str, options: &Options<'_>, message: &mut Message<'_>) {
    let found = || options.mapping.find_instance(technology(path), path).map(|(resource, _)| resource);
    message.operations.push(Operation::Discover(table_at(path, options).or_else(found)));
}

fn create(path: &str, options: &Options<'_>, message: &mut Message<'_>) {
    match table_at(path, options) {
        Some(resource) => {
            message.operations.push(Operation::Create { resource, instance: None, values: Vec::new() });
        }
        None => message.losses.push(Loss::new(path, LossKind::NoCounterpart)),
    }
}

fn delete(path: &str, options: &Options<'_>, message: &mut Message<'_>) {
    match options.mapping.find_instance(technology(path), path) {
        Some((resource, instance)) => message.operations.push(Operation::Delete { resource, instance }),
        None => message.losses.push(Loss::new(path, LossKind::NoCounterpart)),
    }
}
