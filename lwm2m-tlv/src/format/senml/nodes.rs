//! LwM2M nodes from records.

use super::record::{self, Rules, Source};
use super::resolve::Resolver;
use super::{Number, Record, RecordValue};
use crate::error::{Error, ErrorKind, WarningKind};
use crate::format::nodes::{self, Nodes, fail};
use crate::node::{Content, Node, Timestamp};
use crate::path::Path;
use crate::value::{Types, Value, ValueType};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use mgmt_wire::{DecodeOptions, Located, WarningSink};

/// What a pack is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Pack {
    /// Values, and names without a value where a payload lists paths (content formats 110 and 112).
    #[default]
    Values,
    /// Names only: what to read or observe (a fetch pack of RFC 8790, content formats 320 and 322).
    Paths,
    /// Values to set, null for what to remove (a patch pack of RFC 8790, content formats 320 and 322).
    Patch,
    /// For decoding: one of the last two, as the payload has it.
    Either,
}

pub(super) fn rules(pack: Pack, options: &DecodeOptions) -> Rules {
    Rules {
        strict: options.is_strict(),
        patch: matches!(pack, Pack::Patch | Pack::Either),
        max_keys: options.limits.map_keys,
        max_records: options.limits.nodes,
    }
}

/// A payload without a byte: some servers read it as the empty node, which lenient mode does below a path.
pub(super) fn empty_payload<'a>(
    path: Path,
    types: &dyn Types,
    options: &DecodeOptions,
) -> Result<Vec<Node<'a>>, Error> {
    let truncated = || fail(Located::new(ErrorKind::Truncated(1), 0), path);
    if options.is_strict() || path.is_root() {
        return Err(truncated());
    }
    nodes::empty(path, types).ok_or_else(truncated)
}

pub(super) fn decode<'a>(
    source: &mut impl Source<'a>,
    path: Path,
    types: &dyn Types,
    pack: Pack,
    options: &DecodeOptions,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<Vec<Node<'a>>, Error> {
    let rules = rules(pack, options);
    let mut resolver = Resolver::new(options);
    let mut nodes = Nodes::new(path, types, options, source.record_estimate());
    let mut joined = String::new();
    while let Some((mut record, offset)) = record::next(source, rules, warnings)? {
        resolver.take_bases(&mut record, offset, warnings)?;
        let here = |kind| Located::new(kind, offset);
        // The name, without a copy where base name or name is empty.
        let (path, prefix) = match &record.name {
            None => nodes.path(&resolver.name, offset, warnings)?,
            Some(name) if resolver.name.is_empty() => nodes.path(name, offset, warnings)?,
            Some(name) => {
                joined.clear();
                joined.push_str(&resolver.name);
                joined.push_str(name);
                nodes.path(&joined, offset, warnings)?
            }
        };
        let value = resolver.value(record.value.take(), record.sum.is_some()).map_err(here)?;
        let content = content(value, path, pack, &record, &nodes, offset, warnings)
            .map_err(|error| fail(error, path))?;
        let time = resolver.time(record.time).map_err(here)?;
        let node = Node {
            path,
            content,
            time: time.map(|seconds| Timestamp::from_senml(seconds.to_f64())),
            prefix: prefix.map(|length| take_prefix(&resolver.name, record.name, length)),
        };
        nodes.push(node, offset, warnings)?;
    }
    if nodes.list.is_empty() && pack == Pack::Values {
        return nodes::empty(path, types)
            .ok_or_else(|| fail(Located::new(ErrorKind::Missing("record"), source.offset()), path));
    }
    nodes.finish(warnings)
}

#[inline]
fn content<'a>(
    value: Option<RecordValue<'a>>,
    path: Path,
    pack: Pack,
    record: &Record<'a>,
    nodes: &Nodes<'a, '_>,
    offset: usize,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<Content<'a>, Located<ErrorKind>> {
    let here = |kind| Err(Located::new(kind, offset));
    match (value, pack) {
        (Some(_), Pack::Paths) => here(ErrorKind::Unexpected("value")),
        (Some(RecordValue::Null), _) => Ok(Content::None),
        (Some(value), _) => {
            let value_type = nodes.types.value_type(path);
            typed(value, value_type, nodes.strict, offset, warnings).map(Content::Value)
        }
        (None, Pack::Patch) => here(ErrorKind::EmptyRecord),
        (None, _) if record.sum.is_some() => here(ErrorKind::Unexpected("s")),
        (None, _) => Ok(Content::None),
    }
}

/// A record's value as the type of the model, or as the type it looks like.
#[inline]
fn typed<'a>(
    value: RecordValue<'a>,
    value_type: Option<ValueType>,
    strict: bool,
    offset: usize,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<Value<'a>, Located<ErrorKind>> {
    let wrong = |what| Err(Located::new(ErrorKind::Type(what), offset));
    match value {
        RecordValue::Number(number) => nodes::number(number, value_type, strict, offset, warnings),
        RecordValue::String(text) => nodes::text(text, value_type, strict, offset, "vs", warnings),
        RecordValue::Boolean(truth) => nodes::boolean(truth, value_type, offset, "vb"),
        RecordValue::Data(bytes) => match value_type {
            None | Some(ValueType::Opaque) => Ok(Value::Opaque(bytes)),
            Some(_) => wrong("vd"),
        },
        RecordValue::Objlnk(link) => match value_type {
            None | Some(ValueType::Objlnk) => Ok(Value::Objlnk(link)),
            Some(_) => wrong("vlo"),
        },
        RecordValue::Null => wrong("v"),
    }
}

/// The gateway prefix of a name: its first segment, which may begin in the base name and end in the name.
#[cold]
fn take_prefix<'a>(base: &Cow<'a, str>, name: Option<Cow<'a, str>>, length: usize) -> Cow<'a, str> {
    let whole = match (base, name) {
        (base, None) => base.clone(),
        (base, Some(name)) if base.is_empty() => name,
        (base, Some(_)) if base.len() > length + 1 => base.clone(),
        (base, Some(name)) => Cow::Owned(String::from(base.as_ref()) + &name),
    };
    let segment = |text: &str| {
        let start = usize::from(text.starts_with('/'));
        start..start + length
    };
    match whole {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(segment(text)).unwrap_or_default()),
        Cow::Owned(text) => Cow::Owned(String::from(text.get(segment(&text)).unwrap_or_default())),
    }
}

/// The value field that says a value.
pub(super) fn record_value<'v>(value: &'v Value<'_>) -> RecordValue<'v> {
    match value {
        Value::String(text) | Value::Corelnk(text) => RecordValue::String(Cow::Borrowed(text)),
        Value::Integer(number) | Value::Time(number) => RecordValue::Number(Number::from(*number)),
        Value::Unsigned(number) => RecordValue::Number(Number::Unsigned(*number)),
        Value::Float(number) => RecordValue::Number(Number::Float(*number)),
        Value::Boolean(truth) => RecordValue::Boolean(*truth),
        Value::Opaque(bytes) => RecordValue::Data(Cow::Borrowed(bytes)),
        Value::Objlnk(link) => RecordValue::Objlnk(*link),
    }
}
