//! mgmtCmd: commands with arguments, for what is no attribute of a management object.

use super::Resource;
use crate::mapping::Mapping;
use crate::{ErrorKind, Instance, Loss, LossKind, Message, Operation, Options, Reading, Target, Value};
use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;

/// Short name of the resource.
pub(super) const COMMAND: &str = "m2m:mgc";

/// An argument of a command: short and long name, and the attribute that it is.
struct Argument(&'static str, &'static str, &'static str);

/// A value of m2m:cmdType and what it stands for.
struct Command {
    number: i128,
    action: &'static str,
    /// The member of `exra` that has the arguments: short and long name.
    member: (&'static str, &'static str),
    /// The file type that the action means, where the command has one.
    file_type: &'static str,
    /// In the order of the schema.
    arguments: &'static [Argument],
}

const COMMANDS: [Command; 7] = [
    Command {
        number: 1,
        action: "reboot.factoryReset",
        member: ("rst", "reset"),
        file_type: "",
        arguments: &[],
    },
    Command { number: 2, action: "reboot.reboot", member: ("rbo", "reboot"), file_type: "", arguments: &[] },
    Command {
        number: 3,
        action: "eventLog.logUpload",
        member: ("uld", "upload"),
        file_type: "2 Vendor Log File",
        arguments: &[
            Argument("url", "URL", "eventLog.uploadURL"),
            Argument("unm", "username", "eventLog.uploadUsername"),
            Argument("pwd", "password", "eventLog.uploadPassword"),
            Argument("dss", "delaySeconds", "eventLog.uploadDelay"),
        ],
    },
    Command {
        number: 4,
        action: "firmware.update",
        member: ("dld", "download"),
        file_type: "1 Firmware Upgrade Image",
        arguments: &[
            Argument("url", "URL", "firmware.URL"),
            Argument("unm", "username", "firmware.username"),
            Argument("pwd", "password", "firmware.password"),
            Argument("fsi", "filesize", "firmware.fileSize"),
            Argument("tgf", "targetFile", "firmware.firmwareName"),
            Argument("dss", "delaySeconds", "firmware.delay"),
        ],
    },
    Command {
        number: 5,
        action: "software.install",
        member: ("swin", "softwareInstall"),
        file_type: "",
        arguments: &[
            Argument("url", "URL", "software.URL"),
            Argument("uuid", "UUID", "software.uuid"),
            Argument("unm", "username", "software.username"),
            Argument("pwd", "password", "software.password"),
            Argument("eer", "executionEnvRef", "software.executionEnvironment"),
        ],
    },
    Command {
        number: 6,
        action: "software.uninstall",
        member: ("swun", "softwareUninstall"),
        file_type: "",
        arguments: &[
            Argument("uuid", "UUID", "software.uuid"),
            Argument("vr", "version", "software.version"),
            Argument("eer", "executionEnvRef", "software.executionEnvironment"),
        ],
    },
    Command {
        number: 7,
        action: "software.update",
        member: ("swup", "softwareUpdate"),
        file_type: "",
        arguments: &[
            Argument("uuid", "UUID", "software.uuid"),
            Argument("vr", "version", "software.version"),
            Argument("url", "URL", "software.newURL"),
            Argument("unm", "username", "software.username"),
            Argument("pwd", "password", "software.password"),
            Argument("eer", "executionEnvRef", "software.executionEnvironment"),
        ],
    },
];

/// Whether an action can be asked for as a command.
pub(crate) fn is_command(action: &str) -> bool {
    COMMANDS.iter().any(|command| command.action == action)
}

/// Whether a member of `exra` holds the arguments of a command.
#[cfg(feature = "xml")]
pub(super) fn is_member(name: &str) -> bool {
    COMMANDS.iter().any(|command| command.member.0 == name || command.member.1 == name)
}

/// The type of an argument of any command.
#[cfg(feature = "xml")]
pub(super) fn argument_type(name: &str, mapping: &Mapping) -> Option<crate::resource::Type> {
    let mut arguments = COMMANDS.iter().flat_map(|command| command.arguments);
    let argument = arguments.find(|Argument(short, long, _)| *short == name || *long == name)?;
    Some(mapping.attribute(mapping.find_attribute(argument.2)?)?.data_type)
}

/// Reads a command: a request once it is enabled. Its arguments are one member of `exra`, named after the command.
pub(super) fn lift<'a>(
    resource: &Resource<'a>,
    options: &Options<'_>,
    message: &mut Message<'a>,
    requests: &mut Vec<Operation<'a>>,
) {
    let mapping = options.mapping;
    // XML has texts where JSON has numbers and booleans.
    let get = |short: &str, long: &str| {
        let value = resource.get(short).or_else(|| resource.get(long))?;
        let attribute = mapping.attribute(mapping.find_attribute(&alloc::format!("mgmtCmd.{long}"))?)?;
        attribute.data_type.coerce(value.clone(), mapping.enumerations()).ok()
    };
    if get("exe", "execEnable") != Some(Value::Boolean(true)) {
        return;
    }
    let number = get("cmt", "cmdType").as_ref().and_then(Value::as_integer);
    let Some(command) = COMMANDS.iter().find(|command| Some(command.number) == number) else {
        message.losses.push(Loss::new("mgc.cmt", LossKind::Value(ErrorKind::UnknownEnum)));
        return;
    };
    let Some(action) = mapping.find_attribute(command.action) else { return };
    // When and how often: the model has no words for it. 1 is at once and once.
    for (short, long) in
        [("exm", "execMode"), ("exf", "execFrequency"), ("exy", "execDelay"), ("exn", "execNumber")]
    {
        let said = get(short, long).filter(|value| !(short == "exm" && value.as_integer() == Some(1)));
        message
            .losses
            .extend(said.map(|_| Loss::new(alloc::format!("mgc.{short}"), LossKind::NoCounterpart)));
    }
    let choice = get("exra", "execReqArgs");
    let sets: &[Value<'a>] = match &choice {
        Some(choice) => match choice.member(command.member.0).or_else(|| choice.member(command.member.1)) {
            Some(Value::List(several)) => several,
            Some(one) => core::slice::from_ref(one),
            None => {
                if !choice.is_empty() && !matches!(choice, Value::Record(members) if members.is_empty()) {
                    message.losses.push(Loss::new("mgc.exra", LossKind::NoCounterpart));
                }
                &[]
            }
        },
        None => &[],
    };
    if sets.is_empty() {
        message.origins.push(Cow::Borrowed("mgc.cmt"));
        let origin = last(message);
        let action = Target { attribute: action, instance: Instance::FIRST, origin };
        requests.push(Operation::Execute { action, arguments: Vec::new() });
    }
    for set in sets {
        let Value::Record(members) = set else {
            message.losses.push(Loss::new("mgc.exra", LossKind::Value(ErrorKind::Type("arguments"))));
            continue;
        };
        let file_type = set.member("ftyp").or_else(|| set.member("fileType")).and_then(Value::as_str);
        if file_type.is_some_and(|given| !given.is_empty() && given != command.file_type) {
            // Another file is another action: a configuration must not be taken for firmware.
            message.losses.push(Loss::new("mgc.exra.ftyp", LossKind::NoCounterpart));
            continue;
        }
        message.origins.push(Cow::Borrowed("mgc.cmt"));
        let origin = last(message);
        let arguments = arguments(command, members, mapping, message);
        let action = Target { attribute: action, instance: Instance::FIRST, origin };
        requests.push(Operation::Execute { action, arguments });
    }
}

fn last(message: &Message<'_>) -> u32 {
    u32::try_from(message.origins.len()).unwrap_or(u32::MAX).saturating_sub(1)
}

fn arguments<'a>(
    command: &Command,
    members: &[(Cow<'a, str>, Value<'a>)],
    mapping: &Mapping,
    message: &mut Message<'a>,
) -> Vec<Reading<'a>> {
    let mut arguments = Vec::new();
    for (name, value) in members {
        // CWMP's zeros stand for "not given".
        let silent = value.is_empty() || *value == Value::Integer(0);
        if silent || matches!(&**name, "ftyp" | "fileType") {
            continue;
        }
        let full = alloc::format!("mgc.exra.{name}");
        let known = command.arguments.iter().find(|argument| *name == argument.0 || *name == argument.1);
        let id = known.and_then(|argument| mapping.find_attribute(argument.2));
        let Some((id, attribute)) = id.and_then(|id| Some((id, mapping.attribute(id)?))) else {
            message.losses.push(Loss::new(full, LossKind::NoCounterpart));
            continue;
        };
        match attribute.data_type.coerce(value.clone(), mapping.enumerations()) {
            Ok(value) => {
                message.origins.push(Cow::Owned(full));
                arguments.push(Reading {
                    attribute: id,
                    instance: Instance::FIRST,
                    value,
                    time: None,
                    origin: last(message),
                });
            }
            Err(kind) => message.losses.push(Loss::new(full, LossKind::Value(kind))),
        }
    }
    arguments
}

/// The command of an action that is no attribute, and the arguments that it has no place for.
pub(super) fn lower<'a, 'r>(
    action: &Target,
    arguments: &'r [Reading<'a>],
    mapping: &Mapping,
) -> Option<(Resource<'a>, Vec<&'r Reading<'a>>)> {
    let name = mapping.full_name(action.attribute);
    let command = COMMANDS.iter().find(|command| command.action == name)?;
    let mut set: Vec<(Cow<'a, str>, Value<'a>)> = Vec::new();
    if !command.file_type.is_empty() {
        set.push(("ftyp".into(), Value::text(command.file_type)));
    }
    let mut left: Vec<&'r Reading<'a>> = arguments.iter().collect();
    for argument in command.arguments {
        let id = mapping.find_attribute(argument.2);
        if let Some(at) = left.iter().position(|reading| Some(reading.attribute) == id) {
            set.push((argument.0.into(), left.remove(at).value.clone()));
        }
    }
    let set = Value::List([Value::Record(set)].into());
    let choice: Vec<(Cow<'a, str>, Value<'a>)> = [(Cow::Borrowed(command.member.0), set)].into();
    let resource = Resource::new(String::from(COMMAND))
        .with("cmt", Value::Integer(command.number))
        .with("exra", Value::Record(choice))
        .with("exe".to_owned(), true);
    Some((resource, left))
}
