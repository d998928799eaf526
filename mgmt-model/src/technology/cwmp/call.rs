//! RPCs that are actions: their arguments, and the attributes these are.

use crate::mapping::{Condition, Technology, Usage};
use crate::{Instance, Loss, LossKind, Message, Operation, Options, Target, Value};
use alloc::borrow::Cow;
use alloc::vec::Vec;
use cwmp_soap::Rpc;
use cwmp_soap::rpc;

fn text(text: &str) -> Value<'_> {
    Value::from(text)
}

/// The arguments that every transfer of a file begins with.
macro_rules! transfer {
    ($call:expr) => {
        Vec::from([
            ("FileType", text(&$call.file_type)),
            ("CommandKey", text(&$call.command_key)),
            ("URL", text(&$call.url)),
            ("Username", text(&$call.username.0)),
            ("Password", text(&$call.password.0)),
        ])
    };
}

/// What a download says about the file.
macro_rules! file {
    ($call:expr) => {
        [("FileSize", Value::from($call.file_size.get())), ("TargetFileName", text(&$call.target_file_name))]
    };
}

/// The method and the arguments of an RPC that is an action.
pub(super) fn arguments<'a>(rpc: &'a Rpc<'_>) -> Option<(&'static str, Vec<(&'static str, Value<'a>)>)> {
    Some(match rpc {
        Rpc::Download(call) => {
            let mut arguments = transfer!(call);
            arguments.extend(file!(call));
            arguments.extend([
                ("DelaySeconds", Value::from(call.delay_seconds.get())),
                ("SuccessURL", text(&call.success_url)),
                ("FailureURL", text(&call.failure_url)),
            ]);
            ("Download", arguments)
        }
        Rpc::Upload(call) => {
            let mut arguments = transfer!(call);
            arguments.push(("DelaySeconds", Value::from(call.delay_seconds.get())));
            ("Upload", arguments)
        }
        Rpc::Reboot(call) => ("Reboot", [("CommandKey", text(&call.command_key))].into()),
        Rpc::FactoryReset(_) => ("FactoryReset", Vec::new()),
        Rpc::CancelTransfer(call) => ("CancelTransfer", [("CommandKey", text(&call.command_key))].into()),
        _ => return None,
    })
}

pub(super) fn unit_operation<'a>(
    operation: &'a rpc::Operation<'_>,
) -> (&'static str, Vec<(&'static str, Value<'a>)>) {
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
pub(super) fn call<'a>(
    method: &'static str,
    arguments: &[(&'static str, Value<'a>)],
    instance: Instance,
    options: &Options<'_>,
    message: &mut Message<'a>,
) {
    let given =
        |name: &str| arguments.iter().find(|(argument, _)| *argument == name).and_then(|(_, v)| v.as_str());
    let mut rows =
        options.mapping.find(Technology::Cwmp, method).map(|found| found.binding).filter(|binding| {
            let applies = |condition: &Condition| condition.holds(given(&condition.address));
            binding.usage == Usage::Execute && binding.condition.as_ref().is_none_or(applies)
        });
    let Some(row) = rows.next() else {
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
    let bare = read.readings.is_empty();
    let action = Target { attribute: row.attribute(), instance: instance.clone(), origin };
    message.operations.push(Operation::Execute { action, arguments: read.readings });
    // What says nothing more may stand for other attributes as well.
    for other in rows.filter(|other| bare && other.condition == row.condition) {
        let action = Target { attribute: other.attribute(), instance: instance.clone(), origin };
        message.operations.push(Operation::Execute { action, arguments: Vec::new() });
    }
}

/// The arguments of a `ScheduleDownload` that those of `Download` can say: the beginning of its first window is the
/// delay.
pub(super) fn scheduled<'a>(call: &'a rpc::ScheduleDownload<'_>) -> Vec<(&'static str, Value<'a>)> {
    let delay = call.time_window_list.first().map_or(0, |window| window.window_start.get());
    let mut arguments = transfer!(call);
    arguments.extend(file!(call));
    arguments.push(("DelaySeconds", Value::from(delay)));
    arguments
}

/// What is lost of the windows: when they end, who is asked, how often it is tried again, all after the first.
pub(super) fn windows(call: &rpc::ScheduleDownload<'_>, message: &mut Message<'_>) {
    for (number, _) in call.time_window_list.iter().enumerate() {
        let name = alloc::format!("ScheduleDownload.TimeWindowList.{}", number + 1);
        let kind = if number == 0 { LossKind::Semantics } else { LossKind::NoCounterpart };
        message.losses.push(Loss::new(name, kind));
    }
}
