//! LwM2M content formats.

use super::{Context, Decoded, Payload, hex, senml};
use crate::format::Format;
use crate::refusal::Refusal;
use crate::terminal::{self, Part, paint};
use crate::tree;
use lwm2m_tlv::content_format::{self, ContentFormat};
use lwm2m_tlv::model::{DefinitionFile, Model, Registry, ResourceDefinition};
use lwm2m_tlv::path::PathErrorKind;
use lwm2m_tlv::{Content, ErrorKind, Level, Node, Path, Types, Value, ValueType, Version};
use mgmt_model::{Message, Options};
use serde_json::{Map, Value as Json, json};
use std::path::Path as FilePath;

/// The largest integer that every JSON reader keeps exact.
const MAX_EXACT: u64 = 1 << 53;

/// Object definitions: those of a folder, then the built-in ones.
pub struct Objects {
    folder: Registry,
    built_in: Registry,
    /// One line for each file of the folder that cannot be read.
    warnings: Vec<String>,
}

impl Objects {
    /// Reads every definition of the folder. Files that define no object are passed over.
    pub fn new(folder: Option<&FilePath>) -> Result<Self, Refusal> {
        let (empty, built_in) = (Registry::empty(), Registry::new());
        let mut objects = Objects { folder: empty, built_in, warnings: Vec::new() };
        let Some(folder) = folder else { return Ok(objects) };
        let entries = std::fs::read_dir(folder)
            .map_err(|error| Refusal::Usage(format!("{}: {error}", folder.display())))?;
        let is_definition = |file: &FilePath| {
            file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xml")) && !file.is_dir()
        };
        let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        files.retain(|file| is_definition(file));
        files.sort();
        for file in files {
            match terminal::read(Some(&file)).and_then(|bytes| Ok(DefinitionFile::from_xml(&bytes)?)) {
                Ok(read) => {
                    for object in read.into_objects() {
                        objects.folder.add(object);
                    }
                }
                Err(refusal) => {
                    let name = tree::printable(&file.to_string_lossy());
                    objects.warnings.push(format!("{refusal}, so that {name} defines nothing"));
                }
            }
        }
        Ok(objects)
    }

    /// What was wrong with the folder's files.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }
}

impl Objects {
    /// The definition of a resource in the newest version of its object that has it: clients of an older version send
    /// what a newer one has no more.
    fn resource(&self, path: Path) -> Option<&ResourceDefinition> {
        let (object, resource) = (path.object_id()?, path.resource_id()?);
        [&self.folder, &self.built_in].into_iter().find_map(|registry| {
            registry.resource(path).or_else(|| {
                let versions = registry.iter().filter(|definition| definition.id == object);
                versions.filter_map(|definition| definition.resource(resource)).last()
            })
        })
    }
}

impl Types for Objects {
    fn value_type(&self, path: Path) -> Option<ValueType> {
        self.resource(path)?.value_type()
    }

    fn multiple(&self, path: Path) -> Option<bool> {
        self.resource(path).map(|resource| resource.multiple)
    }
}

/// A payload as nodes.
pub struct Nodes {
    /// In document order.
    pub nodes: Vec<Node<'static>>,
    /// The path the payload was read at.
    pub path: Path,
    /// What stood before that path.
    prefix: Option<String>,
}

/// Whether payloads of this format say no more than what is below the path of the request.
const fn is_relative(format: Format) -> bool {
    matches!(
        format,
        Format::Lwm2mTlv | Format::Lwm2mJson | Format::Cbor | Format::Lwm2mText | Format::Lwm2mOpaque
    )
}

/// The path that nodes are written below: without a path of a request, for a format that must have one, the object of
/// them all, or the place of a single value.
pub fn base(to: Format, path: Path, nodes: &[Node<'_>]) -> Path {
    match (to, nodes) {
        _ if !path.is_root() => path,
        (Format::Lwm2mTlv, [first, ..]) => {
            let object = first.path.truncate(Level::Object);
            if nodes.iter().all(|node| node.path.starts_with(object)) { object } else { path }
        }
        (Format::Lwm2mText | Format::Lwm2mOpaque | Format::Cbor, [only]) => only.path,
        _ => path,
    }
}

/// The content format that goes by this name on the command line.
pub const fn content_format(format: Format) -> ContentFormat {
    match format {
        Format::Lwm2mTlv => ContentFormat::TLV,
        Format::Lwm2mJson => ContentFormat::JSON,
        Format::SenmlJson => ContentFormat::SENML_JSON,
        Format::SenmlCbor => ContentFormat::SENML_CBOR,
        Format::Lwm2mCbor => ContentFormat::LWM2M_CBOR,
        Format::Cbor => ContentFormat::CBOR,
        Format::Lwm2mText => ContentFormat::TEXT,
        _ => ContentFormat::OPAQUE,
    }
}

/// Decodes a payload at the context's path.
pub fn decode(format: Format, bytes: &[u8], context: &Context) -> Result<Decoded, Refusal> {
    let mut warnings = Vec::new();
    let (path, options) = (context.path, &context.options);
    let decoded =
        content_format::decode(content_format(format), path, bytes, &context.objects, options, &mut warnings);
    let nodes = match decoded {
        Ok(nodes) => nodes,
        Err(error) if path.is_root() => {
            if let Some(decoded) = senml::decode(format, bytes, context) {
                return Ok(decoded);
            }
            return Err(match error.kind() {
                ErrorKind::Path(PathErrorKind::Level) if is_relative(format) => {
                    let advice =
                        "a payload of this format does not say where it belongs; name the path with -p";
                    Refusal::input("Path", advice)
                }
                _ => error.into(),
            });
        }
        Err(error) => return Err(error.into()),
    };
    let prefix = context.prefix.clone();
    let whole = |node: Node<'_>| match &prefix {
        Some(prefix) if is_relative(format) && node.prefix.is_none() => {
            node.with_prefix(prefix.clone()).into_owned()
        }
        _ => node.into_owned(),
    };
    let nodes = nodes.into_iter().map(whole).collect();
    Ok(Decoded::new(Nodes { nodes, path, prefix }, &warnings))
}

impl Payload for Nodes {
    fn to_json(&self) -> Result<Json, Refusal> {
        Ok(self.nodes.iter().map(node_json).collect())
    }

    fn to_text(&self, colour: bool) -> Result<String, Refusal> {
        let rows: Vec<[String; 3]> = self.nodes.iter().map(node_row).collect();
        let width =
            |column: usize| rows.iter().filter_map(|row| row.get(column)).map(String::len).max().unwrap_or(0);
        let (paths, kinds) = (width(0), width(1));
        let line = |[path, kind, value]: &[String; 3]| {
            let path = paint(colour, Part::Name, &format!("{path:<paths$}"));
            let kind = paint(colour, Part::Aside, &format!("{kind:<kinds$}"));
            format!("{path}  {kind}  {value}\n")
        };
        Ok(rows.iter().map(line).collect())
    }

    fn lift<'a>(&'a self, options: &Options<'_>) -> Result<Message<'a>, Refusal> {
        Ok(mgmt_model::lwm2m::lift(&self.nodes, options))
    }

    fn encode(&self, to: Format, _: &Context) -> Result<Vec<u8>, Refusal> {
        let base = base(to, self.path, &self.nodes);
        let encode =
            |nodes: &[Node<'_>]| content_format::encode(content_format(to), Version::V1_2, base, nodes);
        // What stands before the path of the request stands before what is relative to it.
        let relative: Vec<Node<'_>>;
        let nodes = if is_relative(to)
            && self.prefix.is_some()
            && self.nodes.iter().all(|node| node.prefix() == self.prefix.as_deref())
        {
            let without = |node: &Node<'static>| {
                let mut node = node.clone();
                node.prefix = None;
                node
            };
            relative = self.nodes.iter().map(without).collect();
            &relative
        } else {
            &self.nodes
        };
        let bytes = encode(nodes)?;
        // A payload without a record says what the path of the request says: an empty instance below it is gone.
        if let [node] = &**nodes
            && node.content == Content::Empty
            && node.path != base
            && encode(&[]).is_ok_and(|nothing| nothing == bytes)
        {
            let what = empty_name(node.path);
            terminal::complain(&format!("loss: {}: {} has no form for an empty {what}", name(node), to.id()));
        }
        Ok(bytes)
    }
}

/// The path, below the prefix of the device behind a gateway.
fn name(node: &Node<'_>) -> String {
    let prefix = node.prefix.as_deref().map(|prefix| format!("/{prefix}")).unwrap_or_default();
    format!("{prefix}{}", node.path)
}

/// The contract's shape of a node.
pub fn node_json(node: &Node<'_>) -> Json {
    let (kind, value) = match &node.content {
        Content::Value(value) => (value.value_type().name(), value_json(value)),
        Content::Empty => (empty_name(node.path), json!([])),
        _ => ("none", Json::Null),
    };
    let mut object = Map::new();
    object.insert("path".into(), name(node).into());
    object.insert("type".into(), kind.into());
    object.insert("value".into(), value);
    if let Some(time) = node.time {
        object.insert("time".into(), moment(time.seconds()));
    }
    object.into()
}

/// Path, type and value of a node as text.
fn node_row(node: &Node<'_>) -> [String; 3] {
    let shape = node_json(node);
    let text = |name: &str| match shape.get(name) {
        Some(Json::String(text)) => tree::printable(text),
        Some(Json::Null) | None => String::new(),
        Some(other) => other.to_string(),
    };
    let time = shape.get("time").map_or_else(String::new, |time| format!(" @ {time}"));
    [text("path"), text("type"), text("value") + &time]
}

fn empty_name(path: Path) -> &'static str {
    match path.level() {
        Level::Resource => "multiple",
        Level::ObjectInstance => "instance",
        _ => "object",
    }
}

fn value_json(value: &Value<'_>) -> Json {
    match value {
        Value::String(text) | Value::Corelnk(text) => json!(text),
        Value::Integer(n) | Value::Time(n) => integer((*n).into()),
        Value::Unsigned(n) => integer((*n).into()),
        Value::Float(n) => number(*n),
        Value::Boolean(truth) => json!(truth),
        Value::Opaque(bytes) => json!(hex(bytes)),
        Value::Objlnk(link) => json!(link.to_string()),
        _ => Json::Null,
    }
}

/// An integer of 64 bits: text where not every JSON reader keeps it exact.
pub fn integer(n: i128) -> Json {
    let exact = i64::try_from(n).ok().filter(|n| n.unsigned_abs() <= MAX_EXACT);
    exact.map_or_else(|| json!(n.to_string()), |n| json!(n))
}

/// Whole numbers without a fraction.
pub fn moment(seconds: f64) -> Json {
    match seconds.to_string().parse::<i64>() {
        Ok(whole) if whole.unsigned_abs() <= MAX_EXACT => json!(whole),
        _ => number(seconds),
    }
}

/// JSON has no infinities and no NaN: those are text, by their names in JavaScript.
pub fn number(n: f64) -> Json {
    let name = if n.is_nan() {
        "NaN"
    } else if n > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    };
    serde_json::Number::from_f64(n).map_or_else(|| json!(name), Json::Number)
}
