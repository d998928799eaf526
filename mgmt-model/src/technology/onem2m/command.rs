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

const COMMANDS: [Command; 9] = [
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
    // Any other file.
    Command {
        number: 3,
        action: "transfer.upload",
        member: ("uld", "upload"),
        file_type: "",
        arguments: &[
            Argument(FILE_TYPE.0, FILE_TYPE.1, "transfer.fileType"),
            Argument("url", "URL", "transfer.URL"),
            Argument("unm", "username", "transfer.username"),
            Argument("pwd", "password", "transfer.password"),
            Argument("dss", "delaySeconds", "transfer.delay"),
        ],
    },
    Command {
        number: 4,
        action: "transfer.download",
        member: ("dld", "download"),
        file_type: "",
        arguments: &[
            Argument(FILE_TYPE.0, FILE_TYPE.1, "transfer.fileType"),
            Argument("url", "URL", "transfer.URL"),
            Argument("unm", "username", "transfer.username"),
            Argument("pwd", "password", "transfer.password"),
            Argument("fsi", "filesize", "transfer.fileSize"),
            Argument("tgf", "targetFile", "transfer.targetFile"),
            Argument("dss", "delaySeconds", "transfer.delay"),
        ],
    },
];

impl Command {
    /// The command of a number and a type of file; of those of one number the one without a type of its own is for
    /// the others.
    fn of(number: Option<i128>, file_type: &str) -> Option<&'static Command> {
        let mut commands = COMMANDS.iter().filter(|command| Some(command.number) == number);
        commands.find(|command| [file_type, ""].contains(&command.file_type) || file_type.is_empty())
    }

    fn argument(&self, name: &str) -> Option<&'static Argument> {
        self.arguments.iter().find(|argument| name == argument.0 || name == argument.1)
    }

    /// The arguments that the command cannot do without: where a file is, which package.
    fn needs(&self) -> impl Iterator<Item = &'static Argument> {
        let which = if matches!(self.number, 6 | 7) { "uuid" } else { "url" };
        self.argument(which).into_iter()
    }
}

/// The argument that tells apart what one command does with several types of file.
const FILE_TYPE: (&str, &str) = ("ftyp", "fileType");

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
        // Told, not asked for.
        let kind = mapping.resource_by_name("mgmtCmd");
        for (name, value) in &resource.attributes {
            let known = kind.and_then(|kind| mapping.attribute(mapping.attribute_of(kind, name)?));
            if known.is_some_and(|known| known.name != "execEnable") && *value != Value::Null {
                message.losses.push(Loss::new(alloc::format!("mgc.{name}"), LossKind::NoCounterpart));
            }
        }
        return;
    }
    let number = get("cmt", "cmdType").as_ref().and_then(Value::as_integer);
    let Some(first) = Command::of(number, "") else {
        message.losses.push(Loss::new("mgc.cmt", LossKind::Value(ErrorKind::UnknownEnum)));
        return;
    };
    // When and how often: the model has no words for it. 1 is at once and once.
    for (short, long) in
        [("exm", "execMode"), ("exf", "execFrequency"), ("exy", "execDelay"), ("exn", "execNumber")]
    {
        let said = get(short, long).filter(|value| !(short == "exm" && value.as_integer() == Some(1)));
        message
            .losses
            .extend(said.map(|_| Loss::new(alloc::format!("mgc.{short}"), LossKind::NoCounterpart)));
    }
    let none = Value::Record(Vec::new());
    let choice = get("exra", "execReqArgs").unwrap_or_else(|| none.clone());
    let sets: &[Value<'a>] = match choice.member(first.member.0).or_else(|| choice.member(first.member.1)) {
        Some(Value::List(several)) => several,
        Some(one) => core::slice::from_ref(one),
        None if choice.is_empty() || choice == none => core::slice::from_ref(&none),
        // Another command's arguments.
        None => {
            message.losses.push(Loss::new("mgc.exra", LossKind::Value(ErrorKind::Unexpected("argument"))));
            return;
        }
    };
    for set in sets {
        let Value::Record(members) = set else {
            message.losses.push(Loss::new("mgc.exra", LossKind::Value(ErrorKind::Type("arguments"))));
            continue;
        };
        let member = |(short, long): (&str, &str)| {
            set.member(short)
                .or_else(|| set.member(long))
                .and_then(Value::as_str)
                .filter(|text| !text.is_empty())
        };
        let Some(command) = Command::of(number, member(FILE_TYPE).unwrap_or_default()) else { continue };
        let Some(action) = mapping.find_attribute(command.action) else { continue };
        if command.needs().any(|argument| member((argument.0, argument.1)).is_none()) {
            message.losses.push(Loss::new("mgc.exra", LossKind::MissingArgument));
            continue;
        }
        // A package that is there goes by its UUID.
        let uuid = member(("uuid", "UUID")).filter(|_| matches!(command.number, 6 | 7));
        let instance = uuid.map_or(Instance::FIRST, |uuid| Instance::named(uuid.to_owned()));
        message.origins.push(Cow::Borrowed("mgc.cmt"));
        let origin = last(message);
        let arguments = arguments(command, members, &instance, mapping, message);
        let action = Target { attribute: action, instance, origin };
        requests.push(Operation::Execute { action, arguments });
    }
}

fn last(message: &Message<'_>) -> u32 {
    u32::try_from(message.origins.len()).unwrap_or(u32::MAX).saturating_sub(1)
}

fn arguments<'a>(
    command: &Command,
    members: &[(Cow<'a, str>, Value<'a>)],
    instance: &Instance,
    mapping: &Mapping,
    message: &mut Message<'a>,
) -> Vec<Reading<'a>> {
    let mut arguments = Vec::new();
    for (name, value) in members {
        // CWMP's zeros stand for "not given".
        let silent = value.is_empty() || *value == Value::Integer(0);
        if silent || !command.file_type.is_empty() && matches!(&**name, "ftyp" | "fileType") {
            continue;
        }
        let full = alloc::format!("mgc.exra.{name}");
        let known = command.argument(name);
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
                    instance: instance.clone(),
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
