//! Records from nodes, and both in either syntax.

use super::nodes::{Pack, record_value};
use super::{Label, Number, Record, RecordValue};
use crate::error::{Error, ErrorKind};
use crate::format::names::{self, Base};
use crate::format::nodes::refuse;
use crate::node::{Content, Node, Timestamp};
use crate::path::{Level, Path};
use crate::value::Objlnk;
use core::borrow::Borrow;

/// What a writer of records needs from the syntax.
pub(super) trait Target {
    /// Begins a record with so many members.
    fn begin(&mut self, members: usize);
    fn end(&mut self);
    fn key(&mut self, label: Label);
    fn text(&mut self, text: &str);
    /// The identifiers of `path` behind those of the base, as text.
    fn name(&mut self, path: Path, base: &Base);
    fn number(&mut self, number: Number) -> Result<(), ErrorKind>;
    fn boolean(&mut self, truth: bool);
    fn data(&mut self, bytes: &[u8]);
    fn objlnk(&mut self, link: Objlnk);
    fn null(&mut self);
}

/// Writes a record as it is.
pub(super) fn record(record: &Record<'_>, target: &mut impl Target) -> Result<(), Error> {
    let texts = [
        (Label::BaseName, &record.base_name),
        (Label::BaseUnit, &record.base_unit),
        (Label::Name, &record.name),
        (Label::Unit, &record.unit),
    ];
    let numbers = [
        (Label::BaseVersion, record.base_version.map(Number::Unsigned)),
        (Label::BaseTime, record.base_time),
        (Label::BaseValue, record.base_value),
        (Label::BaseSum, record.base_sum),
        (Label::Sum, record.sum),
        (Label::Time, record.time),
        (Label::UpdateTime, record.update_time),
    ];
    let members = texts.iter().filter(|(_, text)| text.is_some()).count()
        + numbers.iter().filter(|(_, number)| number.is_some()).count()
        + usize::from(record.value.is_some());
    target.begin(members);
    for (label, text) in texts {
        if let Some(text) = text {
            target.key(label);
            target.text(text);
        }
    }
    for (label, number) in numbers {
        if let Some(number) = number {
            target.key(label);
            target.number(number).map_err(Error::new)?;
        }
    }
    if let Some(content) = &record.value {
        value(content, target).map_err(Error::new)?;
    }
    target.end();
    Ok(())
}

fn value(value: &RecordValue<'_>, target: &mut impl Target) -> Result<(), ErrorKind> {
    match value {
        RecordValue::Number(number) => {
            target.key(Label::Value);
            target.number(*number)?;
        }
        RecordValue::String(text) => {
            target.key(Label::StringValue);
            target.text(text);
        }
        RecordValue::Boolean(truth) => {
            target.key(Label::BooleanValue);
            target.boolean(*truth);
        }
        RecordValue::Data(bytes) => {
            target.key(Label::DataValue);
            target.data(bytes);
        }
        RecordValue::Objlnk(link) => {
            target.key(Label::ObjlnkValue);
            target.objlnk(*link);
        }
        RecordValue::Null => {
            target.key(Label::Value);
            target.null();
        }
    }
    Ok(())
}

/// Writes nodes: a base name for each run of nodes of one device, a base time where it shortens the times.
pub(super) fn nodes<'a, N: Borrow<Node<'a>>>(
    nodes: &[N],
    pack: Pack,
    target: &mut impl Target,
) -> Result<(), Error> {
    if let [node] = nodes
        && node.borrow().content == Content::Empty
    {
        // The pack without a record says it.
        return Ok(());
    }
    let base_time = base_time(nodes)?;
    let mut rest = nodes;
    let mut first = true;
    while let Some(head) = rest.first() {
        let prefix = head.borrow().prefix();
        let end = rest.iter().position(|node| node.borrow().prefix() != prefix);
        let (run, others) = rest.split_at_checked(end.unwrap_or(rest.len())).unwrap_or((rest, &[]));
        rest = others;
        let base = names::base(run);
        let mut base_name = Some(names::base_name(prefix, &base)?);
        for node in run {
            let node = node.borrow();
            let mut own = OwnTime { base: None, time: None };
            if let Some(time) = node.time {
                own = OwnTime::new(time, base_time, first);
            }
            write_node(node, pack, base_name.take().as_deref(), &base, own, target)?;
            first = false;
        }
    }
    Ok(())
}

#[derive(Clone, Copy)]
struct OwnTime {
    base: Option<Number>,
    time: Option<Number>,
}

impl OwnTime {
    fn new(time: Timestamp, base: Option<i64>, first: bool) -> Self {
        let Some(base) = base else { return OwnTime { base: None, time: Some(shortest(time.seconds())) } };
        let difference = time.seconds() - base as f64;
        OwnTime {
            base: first.then(|| Number::from(base)),
            time: (difference != 0.0).then(|| shortest(difference)),
        }
    }
}

/// A number of seconds as integer where it is one.
fn shortest(seconds: f64) -> Number {
    match crate::syntax::number::float_to_i128(seconds).map(i64::try_from) {
        Some(Ok(number)) => Number::from(number),
        _ => Number::Float(seconds),
    }
}

/// The whole seconds that all times count from: when every node has an absolute time, and every difference comes
/// back as the time it was.
fn base_time<'a, N: Borrow<Node<'a>>>(nodes: &[N]) -> Result<Option<i64>, Error> {
    let mut base = None;
    let mut usable = true;
    for node in nodes {
        let node = node.borrow();
        let Some(time) = node.time else {
            usable = false;
            continue;
        };
        let seconds = time.seconds();
        if !seconds.is_finite() {
            return Err(refuse(ErrorKind::NonFinite("time"), node.path));
        }
        if Timestamp::from_senml(seconds) != time {
            return Err(refuse(ErrorKind::NotExpressible("time on the other side of 2^28"), node.path));
        }
        usable &= !time.is_relative();
        if usable && base.is_none() {
            #[allow(clippy::cast_possible_truncation)]
            // Saturating; the check below refuses what did not survive.
            let whole = seconds as i64;
            base = Some(whole);
        }
        if let Some(base) = base
            && usable
        {
            let difference = shortest(seconds - base as f64);
            let sum = Number::from(base).checked_add(difference, "time").map(Number::to_f64);
            usable = sum == Ok(seconds);
        }
    }
    Ok(base.filter(|_| usable))
}

fn write_node(
    node: &Node<'_>,
    pack: Pack,
    base_name: Option<&str>,
    base: &Base,
    time: OwnTime,
    target: &mut impl Target,
) -> Result<(), Error> {
    let path = node.path;
    let is_reserved = path.is_reserved_at(&[Level::ObjectInstance, Level::Resource, Level::ResourceInstance]);
    let content = match (&node.content, pack) {
        _ if is_reserved => return Err(refuse(ErrorKind::OutOfRange("identifier"), path)),
        (Content::Value(_), Pack::Paths) => return Err(refuse(ErrorKind::NotExpressible("value"), path)),
        (Content::Value(_), _) if path.level() < Level::Resource => {
            return Err(refuse(ErrorKind::NotExpressible("value at this level"), path));
        }
        (Content::Value(value), _) => Some(record_value(value)),
        (Content::Empty, _) => {
            return Err(refuse(ErrorKind::NotExpressible("empty node among others"), path));
        }
        (Content::None, Pack::Patch | Pack::Either) => Some(RecordValue::Null),
        (Content::None, _) => None,
    };
    let has_name = path.level() > base.path.level();
    let members = usize::from(base_name.is_some())
        + usize::from(time.base.is_some())
        + usize::from(has_name)
        + usize::from(content.is_some())
        + usize::from(time.time.is_some());
    target.begin(members);
    if let Some(base_name) = base_name {
        target.key(Label::BaseName);
        target.text(base_name);
    }
    if let Some(base) = time.base {
        target.key(Label::BaseTime);
        target.number(base).map_err(|kind| refuse(kind, path))?;
    }
    if has_name {
        target.key(Label::Name);
        target.name(path, base);
    }
    if let Some(content) = &content {
        value(content, target).map_err(|kind| refuse(kind, path))?;
    }
    if let Some(time) = time.time {
        target.key(Label::Time);
        target.number(time).map_err(|kind| refuse(kind, path))?;
    }
    target.end();
    Ok(())
}
