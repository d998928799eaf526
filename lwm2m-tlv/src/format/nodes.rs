//! What all formats share in making nodes: paths, types, duplicates.

use crate::error::{Error, ErrorKind, WarningKind};
use crate::node::{Content, Node};
use crate::path::{Level, MAX_ID, Path, PathErrorKind, split_prefix};
use crate::value::{Types, Value, ValueType};
use crate::syntax::number::Number;
use crate::value::Objlnk;
use alloc::borrow::Cow;
use alloc::string::ToString;
use alloc::vec::Vec;
use core::cmp::Ordering;
use mgmt_wire::{DecodeOptions, Limit, Located, Warning, WarningSink};

#[cold]
pub(crate) fn fail(error: Located<ErrorKind>, path: Path) -> Error {
    Error::from(error).in_path(path.to_string())
}

#[cold]
pub(crate) fn refuse(kind: ErrorKind, path: Path) -> Error {
    Error::new(kind).in_path(path.to_string())
}

/// What a payload with nothing in it says: an object without instances, an instance without resources, a resource
/// without instances. `None` for a single resource, which cannot be empty.
pub(crate) fn empty<'a>(path: Path, types: &dyn Types) -> Option<Vec<Node<'a>>> {
    match path.level() {
        Level::Root | Level::Object => Some(Vec::new()),
        Level::ObjectInstance => Some(alloc::vec![Node::empty(path)]),
        Level::Resource if types.multiple(path) != Some(false) => Some(alloc::vec![Node::empty(path)]),
        Level::Resource | Level::ResourceInstance => None,
    }
}

/// Collects nodes and keeps the rules that hold across them.
pub(crate) struct Nodes<'a, 'd> {
    pub(crate) base: Path,
    pub(crate) types: &'d dyn Types,
    pub(crate) strict: bool,
    max_nodes: usize,
    ascending: bool,
    pub(crate) list: Vec<Node<'a>>,
}

impl<'a, 'd> Nodes<'a, 'd> {
    pub(crate) fn new(base: Path, types: &'d dyn Types, options: &DecodeOptions, capacity: usize) -> Self {
        Nodes {
            base,
            types,
            strict: options.is_strict(),
            max_nodes: options.limits.nodes,
            ascending: true,
            list: Vec::with_capacity(capacity.min(1_024)),
        }
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

    /// Adds a node after checking it against the request and the level that its content needs.
    #[inline]
    pub(crate) fn push(
        &mut self,
        node: Node<'a>,
        offset: usize,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<(), Error> {
        if self.list.len() >= self.max_nodes {
            return Err(fail(Located::new(ErrorKind::Limit(Limit::Nodes), offset), node.path));
        }
        if matches!(node.content, Content::Value(_)) && node.path.level() < Level::Resource {
            return Err(fail(Located::new(ErrorKind::Path(PathErrorKind::Level), offset), node.path));
        }
        if !node.path.starts_with(self.base) {
            self.outside(&node, offset, warnings)?;
        }
        if let Some(last) = self.list.last() {
            self.ascending &= precedes(last, &node);
        }
        self.list.push(node);
        Ok(())
    }

    /// A node that the request path does not cover. In an answer that is a deviation (hierarchical reads follow
    /// object links); credentials are refused in any case, lest a Write elsewhere sets them.
    #[cold]
    fn outside(
        &self,
        node: &Node<'a>,
        offset: usize,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<(), Error> {
        const SECURITY: u16 = 0;
        const OSCORE: u16 = 21;
        // A Create that names no instance: the payload may name it.
        if self.base.instance_id() == Some(MAX_ID) && node.path.object_id() == self.base.object_id() {
            return Ok(());
        }
        if self.strict || matches!(node.path.object_id(), Some(SECURITY | OSCORE)) {
            let kind = ErrorKind::Path(PathErrorKind::OutsideRequest);
            return Err(fail(Located::new(kind, offset), node.path));
        }
        warnings.warn(Warning::new(WarningKind::OutsideRequest, offset));
        Ok(())
    }

    /// The nodes, once it is clear whether two say the same path and time.
    pub(crate) fn finish(self, warnings: &mut dyn WarningSink<WarningKind>) -> Result<Vec<Node<'a>>, Error> {
        if !self.ascending {
            duplicates(&self.list, self.strict, warnings)?;
        }
        Ok(self.list)
    }
}

fn compare(first: &Node<'_>, second: &Node<'_>) -> Ordering {
    let seconds = |node: &Node<'_>| node.time.map(crate::node::Timestamp::seconds);
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

#[cold]
fn duplicates(
    nodes: &[Node<'_>],
    strict: bool,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<(), Error> {
    let mut order: Vec<&Node<'_>> = nodes.iter().collect();
    order.sort_by(|first, second| compare(first, second));
    for pair in order.windows(2) {
        if let [first, second] = pair
            && compare(first, second) == Ordering::Equal
        {
            if strict {
                return Err(refuse(ErrorKind::DuplicatePath, first.path));
            }
            warnings.warn(Warning::new(WarningKind::DuplicatePath, 0));
        }
    }
    Ok(())
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
        let kind = if number.is_integral() { ErrorKind::OutOfRange("v") } else { ErrorKind::InvalidValue("v") };
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
        Some(_) => return Err(Located::new(ErrorKind::Type(what), offset)),
    })
}

/// Reads an object link; in lenient mode a NUL may end it, and the null link may be written in hexadecimal.
pub(crate) fn objlnk(
    text: &str,
    what: &'static str,
    strict: bool,
    offset: usize,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<Objlnk, Located<ErrorKind>> {
    use crate::value::ParseObjlnkError;
    let error = match text.parse() {
        Ok(link) => return Ok(link),
        Err(error) => error,
    };
    if !strict && let Some(Ok(link)) = text.strip_suffix('\0').map(str::parse) {
        warnings.warn(Warning::new(WarningKind::TrailingNul, offset));
        return Ok(link);
    }
    if !strict && text.eq_ignore_ascii_case("ffff:ffff") {
        warnings.warn(Warning::new(WarningKind::HexadecimalObjlnk, offset));
        return Ok(Objlnk::NULL);
    }
    let kind = match error {
        ParseObjlnkError::Syntax => ErrorKind::InvalidValue(what),
        ParseObjlnkError::OutOfRange => ErrorKind::OutOfRange(what),
    };
    Err(Located::new(kind, offset))
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

/// For the formats that carry one value and nothing else.
pub(crate) mod single {
    use super::{fail, refuse};
    use crate::error::{Error, ErrorKind};
    use crate::node::{Content, Node};
    use crate::path::{Level, Path, PathErrorKind};
    use crate::value::Value;
    use core::borrow::Borrow;
    use mgmt_wire::Located;

    /// The path, when a value can stand there.
    pub(crate) fn path(path: Path) -> Result<Path, Error> {
        if path.level() >= Level::Resource {
            Ok(path)
        } else {
            Err(fail(Located::new(ErrorKind::Path(PathErrorKind::Level), 0), path))
        }
    }

    /// The value of the only node.
    pub(crate) fn value<'v, 'a: 'v, N: Borrow<Node<'a>>>(nodes: &'v [N]) -> Result<(Path, &'v Value<'a>), Error> {
        let [node] = nodes else { return Err(Error::new(ErrorKind::NotExpressible("other than one value"))) };
        let node = node.borrow();
        if node.time.is_some() {
            return Err(refuse(ErrorKind::NotExpressible("timestamp"), node.path));
        }
        match &node.content {
            Content::Value(value) if node.path.level() >= Level::Resource => Ok((node.path, value)),
            _ => Err(refuse(ErrorKind::NotExpressible("other than one value"), node.path)),
        }
    }
}
