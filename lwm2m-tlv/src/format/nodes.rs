//! What all formats share in making nodes.

use crate::error::{Error, ErrorKind, WarningKind};
use crate::node::Node;
use crate::path::{Level, Path};
use crate::value::{Objlnk, ParseObjlnkError, Types};
use alloc::string::ToString;
use alloc::vec::Vec;
use mgmt_wire::{Located, Warning, WarningSink};

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

/// A payload without a byte where a document belongs: some servers read it as the empty node, which lenient mode does
/// below a path.
#[cfg(any(feature = "json", feature = "cbor"))]
pub(crate) fn empty_payload<'a>(
    path: Path,
    types: &dyn Types,
    options: &mgmt_wire::DecodeOptions,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<Vec<Node<'a>>, Error> {
    let truncated = || fail(Located::new(ErrorKind::Truncated(1), 0), path);
    if options.is_strict() || path.is_root() {
        return Err(truncated());
    }
    let nothing = empty(path, types).ok_or_else(truncated)?;
    warnings.warn(Warning::new(WarningKind::EmptyPayload, 0));
    Ok(nothing)
}

/// For how many nodes there is room before the first is read, at most: enough for the objects that devices have, and
/// little when the payload turns out to be refused.
pub(crate) const FIRST_NODES: usize = 64;

/// Reads an object link; in lenient mode a NUL may end it, and the null link may be written in hexadecimal.
pub(crate) fn objlnk(
    text: &str,
    what: &'static str,
    strict: bool,
    offset: usize,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<Objlnk, Located<ErrorKind>> {
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
    pub(crate) fn value<'v, 'a: 'v, N: Borrow<Node<'a>>>(
        nodes: &'v [N],
    ) -> Result<(Path, &'v Value<'a>), Error> {
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
