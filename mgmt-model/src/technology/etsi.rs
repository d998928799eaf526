//! ETSI M2M (TS 102 921): the ancestor of oneM2M, as a view. Management objects are `etsiDeviceInfo`, `etsiMemory`, …,
//! alone or within `mgmtObj`; commands are `mgmtCmd`.
//!
//! Actions are resources of their own there: a representation only says where they are. What a request asks to be
//! done is [`plain::lower`](crate::plain::lower) with [`Technology::Etsi`].

use crate::lift::{Item, Mode, lift as lift_items};
use crate::lower::{Lowerer, Side};
use crate::mapping::{Technology, Usage};
use crate::onem2m::Resource;
use crate::technology::onem2m::{Element, element, xml};
use crate::{Error, Instance, Intent, Loss, LossKind, Message, Options, Reading, Translated, Value, onem2m};
use alloc::borrow::{Cow, ToOwned};
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use mgmt_wire::DecodeOptions;
use mgmt_wire::xml::{Document, Reader, Writer};

/// Namespace of TS 102 921.
const NAMESPACE: &str = "http://uri.etsi.org/m2m";

const KNOWN: [&str; 1] = [NAMESPACE];

/// What every resource has and is no statement about the device.
const COMMON: [&str; 15] = [
    "expirationTime",
    "accessRightID",
    "searchStrings",
    "creationTime",
    "lastModifiedTime",
    "announceTo",
    "moID",
    "originalMO",
    "contentType",
    "description",
    "parametersCollection",
    "subscriptionsReference",
    "execInstancesReference",
    "id",
    "mgmtObjsReference",
];

/// Values of CmdType and of m2m:cmdType, and the member of its arguments. The rest has no counterpart, or depends on
/// its arguments.
const COMMANDS: [(&str, i64, &str); 4] =
    [("RESET", 1, "reset"), ("REBOOT", 2, "reboot"), ("UPLOAD", 3, "upload"), ("DOWNLOAD", 4, "download")];

/// Reads a management object or a command.
///
/// # Errors
///
/// Those of the XML reader, `Limit`.
///
/// ```
/// use mgmt_model::{Mapping, Options, Value, etsi};
///
/// let xml = br#"<etsiMemory xmlns="http://uri.etsi.org/m2m"><ramAvailable>64</ramAvailable></etsiMemory>"#;
/// let message = etsi::from_xml(xml, &Options::default())?;
/// assert_eq!(message.value(Mapping::built_in(), "memory.memAvailable"), Some(&Value::Integer(64_000)));
/// # Ok::<(), mgmt_model::Error>(())
/// ```
pub fn from_xml(input: &[u8], options: &Options<'_>) -> Result<Message<'static>, Error> {
    let mut decode = DecodeOptions::default();
    decode.limits = options.limits.clone();
    let document = Document::from_bytes(input, &decode).map_err(xml)?;
    let mut reader = Reader::new(document.text(), &decode, &KNOWN);
    let root = element(&mut reader, &decode)?;
    if local(&root.name) == "mgmtCmd" {
        return command(&root, options);
    }
    let mut message = Message::report(Vec::new());
    let mode = match options.intent {
        Some(Intent::Request) => Mode::Write,
        _ => Mode::Read,
    };
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    // Objects within objects, in document order, without recursion.
    let mut open = alloc::vec![&root];
    while let Some(object) = open.pop() {
        let name = local(&object.name).to_owned();
        let next = seen.entry(name.clone()).or_default();
        let count = *next;
        *next += 1;
        let id = object.attributes.iter().find(|(name, _)| local(name) == "id").map(|(_, id)| id.as_str());
        let instance = id.map_or_else(|| Instance::index(count), |id| id.parse().unwrap_or_default());
        values(object, &name, &instance, mode, options, &mut message);
        let inner =
            object.children.iter().rev().filter(|child| is_object(child) && !child.children.is_empty());
        open.extend(inner);
    }
    if !message.operations.is_empty() {
        message.intent = Intent::Request;
    }
    Ok(message)
}

fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

fn is_object(element: &Element) -> bool {
    local(&element.name).starts_with("etsi")
}

/// The values of one object.
fn values(
    object: &Element,
    name: &str,
    instance: &Instance,
    mode: Mode,
    options: &Options<'_>,
    message: &mut Message<'static>,
) {
    let mapping = options.mapping;
    let mut items = Vec::new();
    for child in &object.children {
        let attribute = local(&child.name);
        if COMMON.contains(&attribute) || (is_object(child) && !child.children.is_empty()) {
            continue;
        }
        let full = alloc::format!("{name}.{attribute}");
        // Where an action is asked for, or a reference to more.
        let refers = mapping.find(Technology::Etsi, &full).any(|found| found.binding.usage == Usage::Execute)
            || attribute.ends_with("Reference");
        if refers {
            continue;
        }
        if child.children.is_empty() {
            items.push(Item::new(Technology::Etsi, full, child.text.trim().to_owned()));
        } else {
            message.losses.push(Loss::new(full, LossKind::NoCounterpart));
        }
    }
    let (told, asked) = (message.readings.len(), message.operations.len());
    lift_items(mapping, items, mode, message);
    // The names have no places for instances: the element says which.
    let place = |reading: &mut Reading<'static>| reading.instance = instance.clone();
    message.readings.iter_mut().skip(told).for_each(place);
    for operation in message.operations.iter_mut().skip(asked) {
        if let crate::Operation::Write(readings) = operation {
            readings.iter_mut().for_each(place);
        }
    }
}

/// A command as the one of oneM2M that succeeded it.
fn command(root: &Element, options: &Options<'_>) -> Result<Message<'static>, Error> {
    let child = |name: &str| root.children.iter().find(|child| local(&child.name) == name);
    let kind = child("cmdType").map(|kind| kind.text.trim().to_owned()).unwrap_or_default();
    let Some((_, number, member)) = COMMANDS.iter().find(|(name, ..)| *name == kind) else {
        let mut message = Message::request(Vec::new());
        message.losses.push(Loss::new(alloc::format!("mgmtCmd {kind}"), LossKind::NoCounterpart));
        return Ok(message);
    };
    let mut arguments: Vec<(Cow<'static, str>, Value<'static>)> = Vec::new();
    for argument in child("execReqArgs").map(|list| list.children.as_slice()).unwrap_or_default() {
        let part = |name: &str| argument.children.iter().find(|child| local(&child.name) == name);
        if let (Some(name), Some(value)) = (part("name"), part("value")) {
            arguments
                .push((Cow::Owned(name.text.trim().to_owned()), Value::from(value.text.trim().to_owned())));
        }
    }
    let mut resource = Resource::new("m2m:mgc").with("cmt", *number).with("exe", true);
    if !arguments.is_empty() {
        let set = Value::List([Value::Record(arguments)].into());
        resource.attributes.push(("exra".into(), Value::Record([(Cow::Borrowed(*member), set)].into())));
    }
    onem2m::lift(&[resource], options).map_err(Error::new)
}

/// Writes a report as management objects, a document each; what they have no attribute for is a loss.
///
/// # Errors
///
/// What XML cannot carry.
///
/// ```
/// use mgmt_model::{Mapping, Message, Options, Reading, etsi};
///
/// let level = Mapping::built_in().find_attribute("battery.batteryLevel").unwrap();
/// let written = etsi::to_xml(&Message::report(vec![Reading::new(level, 57)]), &Options::default())?;
/// assert!(written.output[0].contains("<etsiBattery xmlns=\"http://uri.etsi.org/m2m\"><batteryLevel>57</batteryLevel>"));
/// # Ok::<(), mgmt_model::Error>(())
/// ```
pub fn to_xml(message: &Message<'_>, options: &Options<'_>) -> Result<Translated<Vec<String>>, Error> {
    let mut losses = message.losses.clone();
    if message.intent == Intent::Request {
        losses.push(Loss::new("request", LossKind::NoCounterpart));
    }
    let mut instances: BTreeMap<&Instance, Vec<Reading<'_>>> = BTreeMap::new();
    for reading in &message.readings {
        let first = Reading { instance: Instance::FIRST, ..reading.clone() };
        instances.entry(&reading.instance).or_default().push(first);
    }
    let mut documents = Vec::new();
    for (instance, readings) in instances {
        let one = Message::report(readings);
        let side = Side { paths: Technology::Etsi, calls: None };
        let mut lowerer = Lowerer::new(options.mapping, side, options, message);
        let mut objects: Vec<(String, Vec<(String, String)>)> = Vec::new();
        for entry in lowerer.report(&one) {
            let Some((object, attribute)) = entry.address.split_once('.') else { continue };
            let Some(text) = text(&entry.value) else {
                losses.push(Loss::new(entry.address, LossKind::NoCounterpart));
                continue;
            };
            let value = (attribute.to_owned(), text);
            match objects.iter_mut().find(|(known, _)| known == object) {
                Some((_, values)) => values.push(value),
                None => objects.push((object.to_owned(), [value].into())),
            }
        }
        losses.extend(lowerer.finish().0);
        for (object, values) in &objects {
            let mut writer = Writer::new();
            writer.start(object);
            writer.attribute("xmlns", NAMESPACE);
            if !instance.is_first() {
                writer.attribute("id", &instance.to_string());
            }
            for (name, text) in values {
                writer.leaf(name, text);
            }
            writer.end();
            documents.push(writer.finish().map_err(xml)?);
        }
    }
    Ok(Translated::new(documents, losses))
}

fn text(value: &Value<'_>) -> Option<String> {
    Some(match value {
        Value::Text(text) => text.clone().into_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Boolean(truth) => truth.to_string(),
        Value::Float(number) if number.is_finite() => number.to_string(),
        Value::Time(time) => time.to_xsd().ok()?,
        Value::Opaque(bytes) => mgmt_wire::base64::encode_padded(bytes),
        _ => return None,
    })
}
