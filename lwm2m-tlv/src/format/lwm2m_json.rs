//! LwM2M JSON (content format 11543, older 1543): the JSON of LwM2M 1.0.
//!
//! ```
//! use lwm2m_tlv::{Node, Path, format::lwm2m_json};
//!
//! let payload = br#"{"bn":"/3/0/","e":[{"n":"9","v":95},{"n":"0","sv":"Acme"}]}"#;
//! let nodes = lwm2m_json::decode(Path::instance(3, 0), payload, &())?;
//! assert_eq!(nodes[0], Node::new(Path::resource(3, 0, 9), 95_i64));
//! assert_eq!(nodes[1], Node::new(Path::resource(3, 0, 0), "Acme"));
//! # Ok::<(), lwm2m_tlv::Error>(())
//! ```

use crate::error::{Error, ErrorKind, WarningKind};
use crate::format::list::{self, Nodes, located};
use crate::format::names::{self, BaseName};
use crate::format::nodes::{self, fail, refuse};
use crate::node::{Content, Node, Timestamp};
use crate::path::{Level, MAX_ID, Path};
use crate::syntax::base64::{self, Form};
use crate::syntax::json::{Json, Token, push_string};
use crate::syntax::number::{Number, float_to_i128, push_float, push_signed, push_unsigned};
use crate::value::{Objlnk, Types, Value, ValueType};
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::borrow::Borrow;
use mgmt_wire::{DecodeOptions, Limit, Located, Warning, WarningSink};

/// Decodes the payload of a request or response on `path`; known deviations are accepted silently.
///
/// A value takes the type that `types` says; where it says none, a number without fraction is an Integer, one with a
/// fraction a Float, and text is a String (also where it is Opaque in base64).
///
/// # Errors
/// What cannot be understood, with offset and path.
pub fn decode<'a>(path: Path, payload: &'a [u8], types: &dyn Types) -> Result<Vec<Node<'a>>, Error> {
    decode_with(path, payload, types, &DecodeOptions::default(), &mut ())
}

/// Decodes the payload of a request or response on `path`.
///
/// # Errors
/// What cannot be understood, in strict mode also what breaks a rule; with offset and path.
pub fn decode_with<'a>(
    path: Path,
    payload: &'a [u8],
    types: &dyn Types,
    options: &DecodeOptions,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<Vec<Node<'a>>, Error> {
    located(warnings, |traced, warnings| read(path, payload, types, options, traced, warnings))
}

fn read<'a>(
    path: Path,
    payload: &'a [u8],
    types: &dyn Types,
    options: &DecodeOptions,
    traced: bool,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<Vec<Node<'a>>, Error> {
    let mut reader = Reader {
        json: Json::new(payload, options, warnings)?,
        strict: options.is_strict(),
        max_keys: options.limits.map_keys,
        max_entries: options.limits.nodes,
    };
    if reader.json.is_blank() {
        return nodes::empty_payload(path, types, options, warnings);
    }
    let document = reader.document(warnings)?;
    if document.entries.is_empty() {
        let missing = || fail(Located::new(ErrorKind::Missing("entry"), 0), path);
        return nodes::empty(path, types).ok_or_else(missing);
    }
    let mut nodes = Nodes::new(path, types, options, payload.len(), 16).traced(traced);
    let base = match document.base_name.as_deref() {
        Some(name) => BaseName::new(name),
        None => BaseName::below(path),
    };
    // An empty base name leaves names that must say for themselves whether they are paths, and instance 65535 is no
    // part of a name.
    let has_base = document.base_name.as_deref() != Some("") && path.instance_id() != Some(MAX_ID);
    let base_length = document.base_name.as_deref().map_or(0, str::len);
    let mut name = String::new();
    nodes.list.reserve_exact(document.entries.len());
    for entry in document.entries {
        let offset = entry.offset;
        let own = entry.name.as_deref();
        let is_short = base_length + own.map_or(0, str::len) <= options.limits.resolved_name;
        let (path, prefix) = match base.join(own.map(str::as_bytes)).filter(|_| is_short && has_base) {
            Some(path) => (path, None),
            None => {
                join(&mut name, document.base_name.as_deref(), own, path);
                if name.len() > options.limits.resolved_name {
                    return Err(Error::at(ErrorKind::Limit(Limit::ResolvedName), offset));
                }
                let apart = (!nodes.strict).then(|| names::without_slash(&name, base_length));
                match apart.flatten() {
                    Some(path) => {
                        warnings.warn(Warning::new(WarningKind::BaseNameSlash, offset));
                        (path, None)
                    }
                    None => match nodes.path(&name, offset, warnings) {
                        Ok(found) => found,
                        Err(error) => {
                            nodes.misplaced(error.into())?;
                            continue;
                        }
                    },
                }
            }
        };
        let time = time(document.base_time, entry.time).map_err(|kind| Error::at(kind, offset))?;
        let value_type = types.value_type(path);
        let content = match typed(entry.value, value_type, nodes.strict, offset, warnings) {
            Ok(value) => Content::Value(value),
            Err(error) => {
                nodes.mistyped(fail(error, path));
                Content::None
            }
        };
        let start = usize::from(name.starts_with('/'));
        let prefix = prefix
            .and_then(|length| name.get(start..start + length))
            .map(|prefix| Box::new(Cow::Owned(prefix.to_string())));
        nodes.push(Node { path, content, time, prefix }, true, offset, offset, warnings)?;
    }
    nodes.finish(warnings)
}

/// The full name: after the base name; without one, after the path of the request, unless it begins with a slash.
fn join(out: &mut String, base: Option<&str>, name: Option<&str>, path: Path) {
    out.clear();
    let name = name.unwrap_or("");
    match base {
        Some(base) => out.push_str(base),
        None if name.starts_with('/') => {}
        None => {
            out.push_str(&path.to_string());
            if !name.is_empty() && !path.is_root() {
                out.push('/');
            }
        }
    }
    out.push_str(name);
}

fn time(base: Option<Number>, own: Option<Number>) -> Result<Option<Timestamp>, ErrorKind> {
    let seconds = match (base, own) {
        (None, None) => return Ok(None),
        (Some(number), None) | (None, Some(number)) => number,
        (Some(base), Some(own)) => match (base.to_i64(), own.to_i64()) {
            (Some(base), Some(own)) => {
                Number::from(base.checked_add(own).ok_or(ErrorKind::Overflow("time"))?)
            }
            _ => base.checked_add(own, "time")?,
        },
    };
    // What is added makes the two zeros one.
    let seconds = seconds.to_f64() + 0.0;
    Ok(Some(if seconds < 0.0 { Timestamp::Relative(seconds) } else { Timestamp::Absolute(seconds) }))
}

fn typed<'a>(
    value: EntryValue<'a>,
    value_type: Option<ValueType>,
    strict: bool,
    offset: usize,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<Value<'a>, Located<ErrorKind>> {
    match (value, value_type) {
        (EntryValue::Number(number), _) => list::number(number, value_type, strict, offset, warnings),
        (EntryValue::Boolean(truth), _) => list::boolean(truth, value_type, offset, "bv"),
        (EntryValue::Objlnk(link), None | Some(ValueType::Objlnk)) => Ok(Value::Objlnk(link)),
        (EntryValue::Objlnk(_), Some(_)) => Err(Located::new(ErrorKind::Type("ov"), offset)),
        (EntryValue::Text(text), Some(ValueType::Opaque)) => {
            let bytes = base64::decode(&text, Form::Standard, strict, offset, warnings)?;
            Ok(Value::Opaque(Cow::Owned(bytes)))
        }
        (EntryValue::Text(text), _) => list::text(text, value_type, strict, offset, "sv", warnings),
    }
}

#[derive(Default)]
struct Document<'a> {
    base_name: Option<Cow<'a, str>>,
    base_time: Option<Number>,
    entries: Vec<Entry<'a>>,
}

struct Entry<'a> {
    name: Option<Cow<'a, str>>,
    time: Option<Number>,
    value: EntryValue<'a>,
    offset: usize,
}

enum EntryValue<'a> {
    Number(Number),
    Text(Cow<'a, str>),
    Boolean(bool),
    Objlnk(Objlnk),
}

/// The number and the name of a label; 7 stands for all unknown ones.
#[inline]
fn label(key: &str) -> (u8, &'static str) {
    match key {
        "n" => (0, "n"),
        "t" => (1, "t"),
        "v" => (2, "v"),
        "sv" => (3, "sv"),
        "bv" => (4, "bv"),
        "ov" => (5, "ov"),
        _ => (7, ""),
    }
}

struct Reader<'a> {
    json: Json<'a>,
    strict: bool,
    max_keys: usize,
    max_entries: usize,
}

/// The labels a JSON object has had.
#[derive(Default)]
struct Seen {
    labels: u8,
    keys: usize,
}

impl<'a> Reader<'a> {
    fn document(
        &mut self,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Document<'a>, Located<ErrorKind>> {
        self.json.begin(Token::Object, "payload")?;
        let mut document = Document::default();
        let mut has_entries = false;
        let mut seen = Seen::default();
        let mut first = true;
        while let Some(key) = self.json.key(&mut first)? {
            match key.as_ref() {
                "bn" => {
                    self.meet(&mut seen, 0, warnings)?;
                    document.base_name = Some(self.json.string("bn")?);
                }
                "bt" => {
                    self.meet(&mut seen, 1, warnings)?;
                    document.base_time = Some(self.json.number("bt")?);
                }
                "e" => {
                    self.meet(&mut seen, 2, warnings)?;
                    document.entries.clear();
                    self.entries(&mut document.entries, warnings)?;
                    has_entries = true;
                }
                _ => {
                    self.meet(&mut seen, 7, warnings)?;
                    self.json.skip(1)?;
                }
            }
        }
        if !has_entries {
            return Err(self.json.error(ErrorKind::Missing("e")));
        }
        self.json.end()?;
        Ok(document)
    }

    fn entries(
        &mut self,
        entries: &mut Vec<Entry<'a>>,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<(), Located<ErrorKind>> {
        self.json.begin(Token::Array, "e")?;
        let mut first = true;
        while self.json.element(&mut first)? {
            if entries.len() >= self.max_entries {
                return Err(self.json.error(ErrorKind::Limit(Limit::Nodes)));
            }
            entries.push(self.entry(warnings)?);
        }
        Ok(())
    }

    fn entry(
        &mut self,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Entry<'a>, Located<ErrorKind>> {
        self.json.begin(Token::Object, "entry")?;
        let offset = self.json.offset().saturating_sub(1);
        let mut name = None;
        let mut time = None;
        let mut value = None;
        let mut seen = Seen::default();
        let mut first = true;
        while self.json.next_key(&mut first)? {
            let (label, what) = match self.json.plain_string() {
                Some(key) => label(key),
                None => label(&self.json.string("key")?),
            };
            self.json.colon()?;
            let again = self.meet(&mut seen, label, warnings)?;
            if (2..=5).contains(&label) && value.is_some() && !again {
                return Err(self.json.error(ErrorKind::MultipleValues));
            }
            match label {
                0 => name = Some(self.text(what)?),
                1 => time = Some(self.number(what)?),
                2 => value = Some(EntryValue::Number(self.number(what)?)),
                3 => value = Some(EntryValue::Text(self.text(what)?)),
                4 => value = Some(EntryValue::Boolean(self.json.boolean(what)?)),
                5 => {
                    let offset = self.json.offset();
                    let text = self.json.string(what)?;
                    value =
                        Some(EntryValue::Objlnk(nodes::objlnk(&text, what, self.strict, offset, warnings)?));
                }
                _ => self.json.skip(3)?,
            }
        }
        let value = value.ok_or(Located::new(ErrorKind::EmptyRecord, offset))?;
        Ok(Entry { name, time, value, offset })
    }

    #[inline]
    fn text(&mut self, what: &'static str) -> Result<Cow<'a, str>, Located<ErrorKind>> {
        match self.json.plain_string() {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.json.string(what),
        }
    }

    #[inline]
    fn number(&mut self, what: &'static str) -> Result<Number, Located<ErrorKind>> {
        match self.json.plain_number() {
            Some(number) => Ok(number),
            None => self.json.number(what),
        }
    }

    /// Counts a key, and tells whether its label was there before. Label 7 stands for all unknown ones.
    fn meet(
        &self,
        seen: &mut Seen,
        label: u8,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<bool, Located<ErrorKind>> {
        seen.keys += 1;
        if seen.keys > self.max_keys {
            return Err(self.json.error(ErrorKind::Limit(Limit::MapKeys)));
        }
        let bit = 1 << label;
        let again = label != 7 && seen.labels & bit != 0;
        seen.labels |= bit;
        if again && self.strict {
            return Err(self.json.error(ErrorKind::DuplicateKey));
        }
        if again {
            warnings.warn(Warning::new(WarningKind::DuplicateKey, self.json.offset()));
        }
        Ok(again)
    }
}

/// Writes nodes as the payload of a request or response.
///
/// # Errors
/// [`ErrorKind::NotExpressible`] and [`ErrorKind::NonFinite`] for what the format has no form for.
pub fn encode<'a, N: Borrow<Node<'a>>>(nodes: &[N]) -> Result<String, Error> {
    let mut out = Vec::with_capacity(16 + nodes.len() * 24);
    let nodes = match nodes {
        [node] if node.borrow().content == Content::Empty => &[],
        nodes => nodes,
    };
    let prefix = nodes.first().and_then(|node| node.borrow().prefix());
    let base = names::base(nodes);
    out.push(b'{');
    if !nodes.is_empty() {
        out.extend_from_slice(b"\"bn\":");
        push_string(&mut out, &names::base_name(prefix, &base)?);
        out.push(b',');
    }
    out.extend_from_slice(b"\"e\":[");
    for (index, node) in nodes.iter().enumerate() {
        let node = node.borrow();
        if index > 0 {
            out.push(b',');
        }
        if node.prefix() != prefix {
            return Err(refuse(ErrorKind::NotExpressible("several gateway prefixes"), node.path));
        }
        push_entry(&mut out, node, &base)?;
    }
    out.extend_from_slice(b"]}");
    String::from_utf8(out).map_err(|_| Error::new(ErrorKind::InvalidEncoding))
}

fn push_entry(out: &mut Vec<u8>, node: &Node<'_>, base: &names::Base) -> Result<(), Error> {
    let path = node.path;
    let Content::Value(value) = &node.content else {
        return Err(refuse(ErrorKind::NotExpressible("node without a value"), path));
    };
    if path.level() < Level::Resource {
        return Err(refuse(ErrorKind::NotExpressible("value at this level"), path));
    }
    if path.is_reserved_at(&[Level::ObjectInstance, Level::Resource, Level::ResourceInstance]) {
        return Err(refuse(ErrorKind::OutOfRange("identifier"), path));
    }
    out.push(b'{');
    if base.below {
        out.extend_from_slice(b"\"n\":\"");
        names::push_relative(out, path, base);
        out.extend_from_slice(b"\",");
    }
    match value {
        Value::String(text) | Value::Corelnk(text) => {
            out.extend_from_slice(b"\"sv\":");
            push_string(out, text);
        }
        Value::Opaque(bytes) => {
            out.extend_from_slice(b"\"sv\":\"");
            base64::encode(bytes, Form::Standard, out);
            out.push(b'"');
        }
        Value::Boolean(truth) => {
            out.extend_from_slice(if *truth { b"\"bv\":true" } else { b"\"bv\":false" });
        }
        Value::Objlnk(link) => {
            out.extend_from_slice(b"\"ov\":\"");
            push_unsigned(out, link.object.into());
            out.push(b':');
            push_unsigned(out, link.instance.into());
            out.push(b'"');
        }
        Value::Integer(number) | Value::Time(number) => {
            out.extend_from_slice(b"\"v\":");
            push_signed(out, *number);
        }
        Value::Unsigned(number) => {
            out.extend_from_slice(b"\"v\":");
            push_unsigned(out, *number);
        }
        Value::Float(number) => {
            out.extend_from_slice(b"\"v\":");
            push_float(out, *number).map_err(|kind| refuse(kind, path))?;
        }
    }
    if let Some(time) = node.time {
        // Without a sign the time is absolute, with one it counts from now.
        let seconds = time.seconds();
        if time.is_relative() != (seconds < 0.0) {
            return Err(refuse(ErrorKind::NotExpressible("time of this sign"), path));
        }
        out.extend_from_slice(b",\"t\":");
        match float_to_i128(seconds).map(i64::try_from) {
            Some(Ok(number)) => push_signed(out, number),
            _ => push_float(out, seconds).map_err(|_| refuse(ErrorKind::NonFinite("time"), path))?,
        }
    }
    out.push(b'}');
    Ok(())
}
