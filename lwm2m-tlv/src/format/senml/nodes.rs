//! LwM2M nodes from records.

use super::record::{self, PlainRecord, Rules, Source};
use super::resolve::Resolver;
use super::{Number, Record, RecordValue};
use crate::error::{Error, ErrorKind, WarningKind};
use crate::format::list::{self, Nodes};
use crate::format::names::{self, BaseName};
use crate::format::nodes::{self, fail};
use crate::node::{Content, Node, Timestamp};
use crate::path::Path;
use crate::value::{Types, Value, ValueType};
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::mem;
use mgmt_wire::{DecodeOptions, Located, Warning, WarningSink};

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
    /// For decoding: any of these, as the payload has it.
    Either,
}

impl Pack {
    /// Whether the pack may be the state of what the request names: without a record it says that nothing is there.
    pub(super) const fn may_be_state(self) -> bool {
        matches!(self, Pack::Values | Pack::Either)
    }
}

pub(super) fn rules(pack: Pack, options: &DecodeOptions) -> Rules {
    Rules {
        strict: options.is_strict(),
        patch: matches!(pack, Pack::Patch | Pack::Either),
        max_keys: options.limits.map_keys,
        max_name: options.limits.resolved_name,
        max_records: options.limits.nodes,
    }
}

pub(super) fn decode<'a, S: Source<'a>>(
    source: &mut S,
    path: Path,
    types: &dyn Types,
    pack: Pack,
    options: &DecodeOptions,
    traced: bool,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<Vec<Node<'a>>, Error> {
    let rules = rules(pack, options);
    // Whether what records say is not changed by what stood before them, but for their names.
    let mut plain = pack != Pack::Paths && rules.max_keys >= 3;
    let mut decoder = Decoder {
        nodes: Nodes::new(path, types, options, source.len(), S::LEAST).traced(traced),
        resolver: Resolver::new(options),
        base: BaseName::new(""),
        joined: String::new(),
        rules,
        pack,
    };
    if plain {
        decoder.plain_first(source, warnings)?;
    }
    loop {
        if plain {
            decoder.plain_records(source, warnings)?;
        }
        if !source.next_record()? {
            break;
        }
        decoder.record(source, warnings)?;
        // A base value or time holds until the end: it can be replaced, but not taken back.
        plain &= !decoder.resolver.has_base_value() && decoder.resolver.base_time().is_none();
    }
    let nodes = decoder.nodes;
    if nodes.is_empty() && pack.may_be_state() {
        return nodes::empty(path, types)
            .ok_or_else(|| fail(Located::new(ErrorKind::Missing("record"), source.offset()), path));
    }
    nodes.finish(warnings)
}

struct Decoder<'a, 'd> {
    nodes: Nodes<'a, 'd>,
    resolver: Resolver<'a>,
    /// What the base name says.
    base: BaseName,
    /// Room for a base name and a name together.
    joined: String,
    rules: Rules,
    pack: Pack,
}

impl<'a> Decoder<'a, '_> {
    /// Adds the node of the first record, if it has names and a value and nothing else.
    fn plain_first(
        &mut self,
        source: &mut impl Source<'a>,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<(), Error> {
        let found = source.plain_first(|base_name, name| {
            if base_name.len() + name.map_or(0, <[u8]>::len) > self.rules.max_name {
                return None;
            }
            let base = BaseName::new(base_name);
            let path = base.join(name)?;
            self.base = base;
            self.resolver.name = Cow::Borrowed(base_name);
            Some(path)
        });
        match found {
            Some(found) => add_plain(&mut self.nodes, &found, source.offset(), warnings),
            None => Ok(()),
        }
    }

    /// Adds the nodes of the records to come, as long as they have a name and a value and nothing else.
    #[inline(never)]
    fn plain_records(
        &mut self,
        source: &mut impl Source<'a>,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<(), Error> {
        let Decoder { nodes, base, .. } = self;
        let max_name = self.rules.max_name.saturating_sub(self.resolver.name.len());
        while let Some(found) = source.plain_record(max_name, |name| base.join_name(name)) {
            add_plain(nodes, &found, source.offset(), warnings)?;
        }
        Ok(())
    }

    /// Adds the node of a record of any form.
    #[inline(never)]
    fn record(
        &mut self,
        source: &mut impl Source<'a>,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<(), Error> {
        let Decoder { nodes, resolver, pack, .. } = self;
        let pack = *pack;
        let mut record = Record::default();
        let offset = record::read(source, &mut record, self.rules, warnings)?;
        let new_base = record.base_name.is_some();
        resolver.take_bases(&mut record, offset, warnings)?;
        if new_base {
            self.base = BaseName::new(&resolver.name);
        }
        // Base fields for the records to come and nothing else, as an example of RFC 8428 has them.
        let is_silent = record.name.is_none() && record.value.is_none() && record.sum.is_none();
        let is_opening = new_base && resolver.name.len() > 1 && resolver.name.ends_with('/');
        if is_opening && is_silent && !resolver.has_base_value() {
            return Ok(());
        }
        let mut prefix = None;
        let path = match self.base.join(record.name.as_deref().map(str::as_bytes)) {
            Some(path) => path,
            None => {
                let joined = &mut self.joined;
                joined.clear();
                joined.push_str(&resolver.name);
                joined.push_str(record.name.as_deref().unwrap_or(""));
                // Without a value both together may name an object instance.
                let has_value = resolver.has_base_value()
                    || matches!(&record.value, Some(value) if *value != RecordValue::Null);
                let may_lack_slash = has_value && pack.may_be_state() && !nodes.strict;
                let apart = may_lack_slash.then(|| names::without_slash(joined, resolver.name.len()));
                let (path, length) = match apart.flatten() {
                    Some(path) => {
                        warnings.warn(Warning::new(WarningKind::BaseNameSlash, offset));
                        (path, None)
                    }
                    None => match nodes.path(joined, offset, warnings) {
                        Ok(found) => found,
                        Err(error) => return nodes.misplaced(error.into()),
                    },
                };
                prefix =
                    length.map(|length| Box::new(take_prefix(&resolver.name, record.name.take(), length)));
                path
            }
        };
        if resolver.has_base_value() {
            let value = resolver.value(record.value.take(), record.sum.is_some());
            record.value = value.map_err(|kind| Located::new(kind, offset))?;
        }
        let time = match (resolver.base_time(), record.time) {
            (None, None) => None,
            _ => resolver.time(record.time).map_err(|kind| Located::new(kind, offset))?,
        };
        let has_sum = record.sum.is_some();
        let has_value = matches!(&record.value, Some(value) if *value != RecordValue::Null);
        let (strict, types) = (nodes.strict, nodes.types);
        let node = match nodes.add(path, has_value, offset, source.offset(), warnings) {
            Ok(node) => node,
            Err(error) => return nodes.misplaced(error),
        };
        node.time = time.map(|seconds| Timestamp::from_senml(seconds.to_f64()));
        node.prefix = prefix;
        match &mut record.value {
            Some(value) if pack != Pack::Paths => {
                if *value != RecordValue::Null {
                    let value_type = types.value_type(path);
                    let typed = typed(value, value_type, strict, offset, warnings, &mut node.content);
                    if let Err(error) = typed {
                        nodes.mistyped(fail(error, path));
                    }
                }
            }
            None if !has_sum && pack != Pack::Patch => {}
            value => {
                let kind = match value {
                    Some(_) => ErrorKind::Unexpected("value"),
                    None if has_sum => ErrorKind::Unexpected("s"),
                    None => ErrorKind::EmptyRecord,
                };
                return Err(fail(Located::new(kind, offset), path));
            }
        }
        nodes.added();
        Ok(())
    }
}

/// Adds the node of a record that has names and a value and nothing else.
#[inline(always)]
fn add_plain<'a>(
    nodes: &mut Nodes<'a, '_>,
    &PlainRecord { offset, path, value }: &PlainRecord<'a>,
    end: usize,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<(), Error> {
    let (strict, types) = (nodes.strict, nodes.types);
    let content = match nodes.add(path, true, offset, end, warnings) {
        Ok(node) => &mut node.content,
        Err(error) => return nodes.misplaced(error),
    };
    let value_type = types.value_type(path);
    match value.typed(value_type) {
        Some(value) => *content = Content::Value(value),
        None => {
            let typed = typed(&mut value.into(), value_type, strict, offset, warnings, content);
            if let Err(error) = typed {
                nodes.mistyped(fail(error, path));
            }
        }
    }
    nodes.added();
    Ok(())
}

/// Moves a record's value, as the type of the model or as the type it looks like, where it belongs.
#[inline(always)]
fn typed<'a>(
    value: &mut RecordValue<'a>,
    value_type: Option<ValueType>,
    strict: bool,
    offset: usize,
    warnings: &mut dyn WarningSink<WarningKind>,
    content: &mut Content<'a>,
) -> Result<(), Located<ErrorKind>> {
    let wrong = |what| Err(Located::new(ErrorKind::Type(what), offset));
    *content = Content::Value(match (value, value_type) {
        (RecordValue::Number(number), Some(ValueType::Float)) => Value::Float(number.to_f64()),
        (RecordValue::Number(number), _) => list::number(*number, value_type, strict, offset, warnings)?,
        (RecordValue::String(text), None | Some(ValueType::String)) => Value::String(mem::take(text)),
        (RecordValue::String(text), _) => {
            list::text(mem::take(text), value_type, strict, offset, "vs", warnings)?
        }
        (RecordValue::Boolean(truth), None | Some(ValueType::Boolean)) => Value::Boolean(*truth),
        (RecordValue::Boolean(_), _) => return wrong("vb"),
        (RecordValue::Data(bytes), None | Some(ValueType::Opaque)) => {
            Value::Opaque(mem::replace(bytes, Cow::Borrowed(&[])))
        }
        (RecordValue::Data(_), _) => return wrong("vd"),
        (RecordValue::Objlnk(link), None | Some(ValueType::Objlnk)) => Value::Objlnk(*link),
        (RecordValue::Objlnk(_), _) => return wrong("vlo"),
        (RecordValue::Null, _) => return wrong("v"),
    });
    Ok(())
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
