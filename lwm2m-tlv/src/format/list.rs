//! Lists of nodes from formats that name each one: paths, types, duplicates.

use super::nodes::{FIRST_NODES, fail, objlnk, refuse};
use crate::error::{Error, ErrorKind, WarningKind};
use crate::node::{Content, Node, Timestamp};
use crate::path::{Level, MAX_ID, Path, PathErrorKind, split_prefix};
use crate::syntax::datetime;
use crate::syntax::number::Number;
use crate::value::{Types, Value, ValueType};
use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::iter;
use mgmt_wire::{DecodeOptions, Limit, Located, Warning, WarningSink};

/// Collects nodes and keeps the rules that hold across them.
pub(crate) struct Nodes<'a, 'd> {
    pub(crate) base: Path,
    pub(crate) types: &'d dyn Types,
    pub(crate) strict: bool,
    max_nodes: usize,
    /// Bytes of the payload, and of a node at least, about.
    length: usize,
    least: usize,
    ascending: bool,
    /// The first node that cannot be where it is, and the first whose value is of another type.
    misplaced: Option<Error>,
    mistyped: Option<Error>,
    /// Where each node was read, when [`located`] asks.
    offsets: Option<Vec<usize>>,
    pub(crate) list: Vec<Node<'a>>,
}

impl<'a, 'd> Nodes<'a, 'd> {
    /// For a payload of `length` bytes, of which a node takes at least about `least`.
    pub(crate) fn new(
        base: Path,
        types: &'d dyn Types,
        options: &DecodeOptions,
        length: usize,
        least: usize,
    ) -> Self {
        Nodes {
            base,
            types,
            strict: options.is_strict(),
            max_nodes: options.limits.nodes,
            length,
            least,
            ascending: true,
            misplaced: None,
            mistyped: None,
            offsets: None,
            list: Vec::new(),
        }
    }

    /// The same, which remembers where each node was read.
    pub(crate) fn traced(mut self, traced: bool) -> Self {
        self.offsets = traced.then(Vec::new);
        self
    }

    /// Where each node was read, if that is remembered.
    #[cfg(feature = "cbor")]
    pub(crate) fn offsets(&self) -> Option<&[usize]> {
        self.offsets.as_deref()
    }

    /// Reads a name: a path, after the prefix of a gateway where there is one.
    #[inline]
    pub(crate) fn path(
        &self,
        name: &str,
        offset: usize,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<(Path, Option<usize>), Located<ErrorKind>> {
        match self.plain_path(name, offset, warnings) {
            Ok(path) => Ok((path, None)),
            Err(kind) => self.prefixed_path(name, kind, offset, warnings),
        }
    }

    fn plain_path(
        &self,
        name: &str,
        offset: usize,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Path, PathErrorKind> {
        let mut sink = |warning: Warning<WarningKind>| warnings.warn(Warning::new(warning.kind, offset));
        let path = Path::from_name(name, self.strict, &mut sink).map_err(|error| error.kind)?;
        if path.resource_id() == Some(MAX_ID) || path.resource_instance_id() == Some(MAX_ID) {
            return Err(PathErrorKind::OutOfRange);
        }
        Ok(path)
    }

    #[cold]
    fn prefixed_path(
        &self,
        name: &str,
        kind: PathErrorKind,
        offset: usize,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<(Path, Option<usize>), Located<ErrorKind>> {
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-:./_".contains(&byte);
        if !name.bytes().all(is_name) {
            return Err(Located::new(ErrorKind::InvalidName, offset));
        }
        match split_prefix(name) {
            (Some(prefix), rest) => {
                let path = self.plain_path(rest, offset, warnings);
                let path = path.map_err(|kind| Located::new(ErrorKind::Path(kind), offset))?;
                Ok((path, Some(prefix.len())))
            }
            (None, _) => Err(Located::new(ErrorKind::Path(kind), offset)),
        }
    }

    /// Adds a node after checking it against the request and the level that its content needs; it ends at `end`. One
    /// that cannot be where it is is told by [`finish`](Self::finish).
    #[inline]
    pub(crate) fn push(
        &mut self,
        node: Node<'a>,
        has_value: bool,
        offset: usize,
        end: usize,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<(), Error> {
        match self.add(node.path, has_value, offset, end, warnings) {
            Ok(place) => *place = node,
            Err(error) => return self.misplaced(error),
        }
        self.added();
        Ok(())
    }

    /// Adds a node without content, to be filled in its place in the list, after checking that there may be a node,
    /// with or without a value, at this path. What says it ends at `end`. [`added`](Self::added) must follow.
    #[inline(always)]
    pub(crate) fn add(
        &mut self,
        path: Path,
        has_value: bool,
        offset: usize,
        end: usize,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<&mut Node<'a>, Error> {
        let limit = || fail(Located::new(ErrorKind::Limit(Limit::Nodes), offset), path);
        if self.list.len() >= self.max_nodes {
            return Err(limit());
        }
        if has_value && path.level() < Level::Resource {
            return Err(fail(Located::new(ErrorKind::Path(PathErrorKind::Level), offset), path));
        }
        if !path.starts_with(self.base) {
            self.outside(path, offset, warnings)?;
        }
        if self.list.len() == self.list.capacity() {
            self.grow(end);
        }
        if let Some(offsets) = &mut self.offsets {
            offsets.push(offset);
        }
        let node = add_blank(&mut self.list).ok_or_else(limit)?;
        node.path = path;
        node.content = Content::None;
        Ok(node)
    }

    /// Makes room for a node that ends at `end` and those to come: at first for a few, later for as many as the rest
    /// of the payload has at the rate of what was read, but never more than 127 times as many as there are.
    #[cold]
    fn grow(&mut self, end: usize) {
        let count = self.list.len();
        let rest = self.length.saturating_sub(end);
        let more = if count == 0 {
            (rest / self.least.max(1)).min(FIRST_NODES - 1)
        } else {
            // Some more than the rate says: the last nodes may be shorter than the first.
            let expected = (rest / (end / (count + 1)).max(1)).saturating_add(FIRST_NODES);
            expected.min(count.saturating_mul(127)).min(self.max_nodes.saturating_sub(count + 1))
        };
        self.list.reserve_exact(more + 1);
    }

    /// Compares the node just added with the one before it.
    #[inline]
    pub(crate) fn added(&mut self) {
        if let [.., last, node] = self.list.as_slice() {
            self.ascending &= precedes(last, node);
        }
    }

    /// A node that the request path does not cover. In an answer that is a deviation (hierarchical reads follow
    /// object links); credentials are refused in any case, lest a Write elsewhere sets them.
    #[cold]
    fn outside(
        &self,
        path: Path,
        offset: usize,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<(), Error> {
        const SECURITY: u16 = 0;
        const OSCORE: u16 = 21;
        // A Create that names no instance: the payload may name it.
        if self.base.instance_id() == Some(MAX_ID) && path.object_id() == self.base.object_id() {
            return Ok(());
        }
        if self.strict || matches!(path.object_id(), Some(SECURITY | OSCORE)) {
            let kind = ErrorKind::Path(PathErrorKind::OutsideRequest);
            return Err(fail(Located::new(kind, offset), path));
        }
        warnings.warn(Warning::new(WarningKind::OutsideRequest, offset));
        Ok(())
    }

    /// Keeps an error about the place of a node, which is left out, until [`finish`](Self::finish): what is wrong with
    /// the payload in itself goes first. Other errors are given back.
    #[cold]
    pub(crate) fn misplaced(&mut self, error: Error) -> Result<(), Error> {
        if !matches!(error.kind(), ErrorKind::Path(_) | ErrorKind::InvalidName) {
            return Err(error);
        }
        self.misplaced.get_or_insert(error);
        Ok(())
    }

    /// Keeps the error that the value of the node just made is not of the model's type until
    /// [`finish`](Self::finish): the model goes last.
    #[cold]
    pub(crate) fn mistyped(&mut self, error: Error) {
        self.mistyped.get_or_insert(error);
    }

    /// Whether a node was or would have been there.
    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty() && self.misplaced.is_none()
    }

    /// The nodes, once it is clear that all of them are where they can be, whether two say the same path and time, and
    /// that all are of their types.
    pub(crate) fn finish(self, warnings: &mut dyn WarningSink<WarningKind>) -> Result<Vec<Node<'a>>, Error> {
        if let Some(error) = self.misplaced {
            return Err(error);
        }
        if !self.ascending {
            duplicates(&self.list, self.offsets.as_deref(), self.strict, warnings)?;
        }
        match self.mistyped {
            Some(error) => Err(error),
            None => Ok(self.list),
        }
    }
}

fn compare(first: &Node<'_>, second: &Node<'_>) -> Ordering {
    let seconds = |node: &Node<'_>| node.time.map(Timestamp::seconds);
    first
        .path
        .cmp(&second.path)
        .then_with(|| first.prefix.cmp(&second.prefix))
        .then_with(|| seconds(first).partial_cmp(&seconds(second)).unwrap_or(Ordering::Equal))
}

#[inline]
fn precedes(first: &Node<'_>, second: &Node<'_>) -> bool {
    match first.path.cmp(&second.path) {
        Ordering::Less => true,
        Ordering::Equal => compare(first, second) == Ordering::Less,
        Ordering::Greater => false,
    }
}

/// Decodes; where two nodes contradict each other, decodes again to tell where, which a node does not know.
pub(crate) fn located<T>(
    warnings: &mut dyn WarningSink<WarningKind>,
    decode: impl Fn(bool, &mut dyn WarningSink<WarningKind>) -> Result<T, Error>,
) -> Result<T, Error> {
    match decode(false, warnings) {
        Err(error) if error.offset().is_none() && is_contradiction(error.kind()) => {
            // The others have been told.
            decode(true, &mut |warning: Warning<WarningKind>| {
                if warning.kind == WarningKind::DuplicatePath {
                    warnings.warn(warning);
                }
            })
        }
        decoded => decoded,
    }
}

const fn is_contradiction(kind: &ErrorKind) -> bool {
    matches!(kind, ErrorKind::DuplicatePath | ErrorKind::Structure(_))
}

/// An error about a node, the one at this place in the list, where nodes are traced.
#[cold]
pub(crate) fn at_node(kind: ErrorKind, path: Path, offsets: Option<&[usize]>, place: usize) -> Error {
    match offsets.and_then(|offsets| offsets.get(place)) {
        Some(offset) => fail(Located::new(kind, *offset), path),
        None => refuse(kind, path),
    }
}

#[cold]
fn duplicates(
    nodes: &[Node<'_>],
    offsets: Option<&[usize]>,
    strict: bool,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<(), Error> {
    // Most lists are merely in another order.
    let mut paths: Vec<Path> = nodes.iter().map(|node| node.path).collect();
    paths.sort_unstable();
    if paths.windows(2).all(|pair| matches!(pair, [first, second] if first != second)) {
        return Ok(());
    }
    let mut order: Vec<(usize, &Node<'_>)> = nodes.iter().enumerate().collect();
    order.sort_by(|(_, first), (_, second)| compare(first, second));
    let again = |pair: &[(usize, &Node<'_>)]| match pair {
        [(_, first), (place, second)] if compare(first, second) == Ordering::Equal => Some(*place),
        _ => None,
    };
    let mut places: Vec<usize> = order.windows(2).filter_map(again).collect();
    places.sort_unstable();
    for place in places {
        match offsets.and_then(|offsets| offsets.get(place)).filter(|_| !strict) {
            Some(offset) => warnings.warn(Warning::new(WarningKind::DuplicatePath, *offset)),
            None => {
                let path = nodes.get(place).map_or(Path::ROOT, |node| node.path);
                return Err(at_node(ErrorKind::DuplicatePath, path, offsets, place));
            }
        }
    }
    Ok(())
}

/// A value in one of its most frequent forms.
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "cbor"), expect(dead_code, reason = "JSON has no form so frequent"))]
pub(crate) enum PlainValue<'a> {
    Number(Number),
    String(&'a str),
    Boolean(bool),
    Data(&'a [u8]),
}

impl<'a> PlainValue<'a> {
    /// The value, where form and type are a frequent pair; what [`number`], [`text`] and [`boolean`] would say.
    #[inline(always)]
    pub(crate) fn typed(self, value_type: Option<ValueType>) -> Option<Value<'a>> {
        Some(match (self, value_type) {
            (PlainValue::Number(Number::Float(number)), None | Some(ValueType::Float)) => {
                Value::Float(number)
            }
            (PlainValue::Number(Number::Negative(number)), None | Some(ValueType::Integer)) => {
                Value::Integer(number)
            }
            (PlainValue::Number(Number::Unsigned(number)), None | Some(ValueType::Integer)) => {
                Value::Integer(i64::try_from(number).ok()?)
            }
            (PlainValue::String(text), None | Some(ValueType::String)) => Value::String(Cow::Borrowed(text)),
            (PlainValue::Boolean(truth), None | Some(ValueType::Boolean)) => Value::Boolean(truth),
            (PlainValue::Data(bytes), None | Some(ValueType::Opaque)) => Value::Opaque(Cow::Borrowed(bytes)),
            _ => return None,
        })
    }
}

/// A number as the type of the model, or as the type it looks like.
#[inline]
pub(crate) fn number(
    number: Number,
    value_type: Option<ValueType>,
    strict: bool,
    offset: usize,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<Value<'static>, Located<ErrorKind>> {
    // An integer out of the range of its type, or no integer at all.
    let not_integer = |number: Number| {
        let kind =
            if number.is_integral() { ErrorKind::OutOfRange("v") } else { ErrorKind::InvalidValue("v") };
        Located::new(kind, offset)
    };
    Ok(match value_type {
        Some(ValueType::Integer) => Value::Integer(number.to_i64().ok_or_else(|| not_integer(number))?),
        Some(ValueType::Unsigned) => Value::Unsigned(number.to_u64().ok_or_else(|| not_integer(number))?),
        Some(ValueType::Time) => Value::Time(number.to_i64().ok_or_else(|| not_integer(number))?),
        Some(ValueType::Float) => Value::Float(number.to_f64()),
        Some(ValueType::Boolean) if !strict => {
            let truth = match number {
                Number::Unsigned(0) => false,
                Number::Unsigned(1) => true,
                _ => return Err(Located::new(ErrorKind::Type("v"), offset)),
            };
            warnings.warn(Warning::new(WarningKind::ConvertedType, offset));
            Value::Boolean(truth)
        }
        Some(_) => return Err(Located::new(ErrorKind::Type("v"), offset)),
        None => match number {
            Number::Unsigned(unsigned) => {
                i64::try_from(unsigned).map_or(Value::Unsigned(unsigned), Value::Integer)
            }
            Number::Negative(negative) => Value::Integer(negative),
            other => Value::Float(other.to_f64()),
        },
    })
}

/// A text as the type of the model.
#[inline]
pub(crate) fn text<'a>(
    text: Cow<'a, str>,
    value_type: Option<ValueType>,
    strict: bool,
    offset: usize,
    what: &'static str,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<Value<'a>, Located<ErrorKind>> {
    Ok(match value_type {
        None | Some(ValueType::String) => Value::String(text),
        Some(ValueType::Corelnk) => Value::Corelnk(text),
        Some(ValueType::Objlnk) if !strict => {
            let link = objlnk(&text, what, strict, offset, warnings)?;
            warnings.warn(Warning::new(WarningKind::ObjlnkLabel, offset));
            Value::Objlnk(link)
        }
        Some(ValueType::Time) if !strict => {
            let seconds = datetime::seconds(&text).ok_or(Located::new(ErrorKind::Type(what), offset))?;
            warnings.warn(Warning::new(WarningKind::TimeAsText, offset));
            Value::Time(seconds)
        }
        Some(_) => return Err(Located::new(ErrorKind::Type(what), offset)),
    })
}

/// A truth value as the type of the model.
pub(crate) fn boolean(
    truth: bool,
    value_type: Option<ValueType>,
    offset: usize,
    what: &'static str,
) -> Result<Value<'static>, Located<ErrorKind>> {
    match value_type {
        None | Some(ValueType::Boolean) => Ok(Value::Boolean(truth)),
        Some(_) => Err(Located::new(ErrorKind::Type(what), offset)),
    }
}

/// Adds a node to be filled in its place in the list. Making nodes elsewhere and moving them there takes longer than
/// all the rest of decoding; this one is made of constants, so it is written where it belongs.
#[inline(always)]
fn add_blank<'l, 'a>(list: &'l mut Vec<Node<'a>>) -> Option<&'l mut Node<'a>> {
    list.extend(iter::once_with(|| Node::new(Path::ROOT, Value::Opaque(Cow::Borrowed(&[])))));
    list.last_mut()
}
