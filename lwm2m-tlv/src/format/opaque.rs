//! Opaque (content format 42): the bytes of one resource of type Opaque.

use crate::error::{Error, ErrorKind};
use crate::format::nodes::{fail, refuse, single};
use crate::node::Node;
use crate::path::Path;
use crate::value::{Types, Value, ValueType};
use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::borrow::Borrow;
use mgmt_wire::{DecodeOptions, Limit, Located};

/// Reads the payload as the value of the resource or resource instance at `path`.
///
/// # Errors
/// [`ErrorKind::Type`] when `types` says that the resource is not Opaque, [`ErrorKind::Path`] when `path` is no
/// resource.
pub fn decode<'a>(path: Path, payload: &'a [u8], types: &dyn Types) -> Result<Node<'a>, Error> {
    decode_with(path, payload, types, &DecodeOptions::default())
}

/// Reads the payload as the value of the resource or resource instance at `path`.
///
/// Of [`DecodeOptions`], the limit `text` matters.
///
/// # Errors
/// As [`decode`]; the limit.
pub fn decode_with<'a>(
    path: Path,
    payload: &'a [u8],
    types: &dyn Types,
    options: &DecodeOptions,
) -> Result<Node<'a>, Error> {
    let path = single::path(path)?;
    if payload.len() > options.limits.text {
        return Err(fail(Located::new(ErrorKind::Limit(Limit::Text), 0), path));
    }
    match types.value_type(path) {
        None | Some(ValueType::Opaque) => Ok(Node::new(path, Value::Opaque(Cow::Borrowed(payload)))),
        Some(_) => Err(fail(Located::new(ErrorKind::Type("value"), 0), path)),
    }
}

/// Writes the value of one node.
///
/// # Errors
/// [`ErrorKind::NotExpressible`] for anything but one node with an Opaque value and no time.
pub fn encode<'a, N: Borrow<Node<'a>>>(nodes: &[N]) -> Result<Vec<u8>, Error> {
    let (path, value) = single::value(nodes)?;
    match value {
        Value::Opaque(bytes) => Ok(bytes.to_vec()),
        _ => Err(refuse(ErrorKind::NotExpressible("other than Opaque"), path)),
    }
}
