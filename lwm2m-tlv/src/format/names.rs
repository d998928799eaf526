//! Base names and relative names, as SenML and LwM2M JSON write them.

use crate::error::{Error, ErrorKind};
use crate::format::nodes::refuse;
use crate::node::Node;
use crate::path::{Level, Path, is_prefix};
use crate::syntax::number::push_unsigned;
use alloc::string::String;
use alloc::vec::Vec;
use core::borrow::Borrow;

/// What the names of a run of nodes share, written once as base name.
pub(crate) struct Base {
    pub(crate) path: Path,
    /// Whether nodes stand below the path (and not at it): the base name then ends in a slash.
    pub(crate) below: bool,
}

/// The longest path that all nodes are below, or the one they all are at.
pub(crate) fn base<'a, N: Borrow<Node<'a>>>(nodes: &[N]) -> Base {
    let mut paths = nodes.iter().map(|node| node.borrow().path);
    let Some(first) = paths.next() else { return Base { path: Path::ROOT, below: true } };
    if paths.clone().all(|path| path == first) {
        return Base { path: first, below: false };
    }
    let mut common = first.parent().unwrap_or(first);
    for path in paths {
        while !path.starts_with(common) || path == common {
            match common.parent() {
                Some(parent) => common = parent,
                None => break,
            }
        }
    }
    Base { path: common, below: true }
}

pub(crate) fn base_name(prefix: Option<&str>, base: &Base) -> Result<String, Error> {
    let mut name = Vec::new();
    if let Some(prefix) = prefix {
        if !is_prefix(prefix) {
            return Err(refuse(ErrorKind::InvalidName, base.path));
        }
        name.push(b'/');
        name.extend_from_slice(prefix.as_bytes());
    }
    if !base.path.is_root() || prefix.is_none() {
        base.path.push_to(&mut name);
    }
    if base.below && name.last() != Some(&b'/') {
        name.push(b'/');
    }
    String::from_utf8(name).map_err(|_| Error::new(ErrorKind::InvalidName))
}

/// Appends the identifiers of `path` after those of the base.
pub(crate) fn push_relative(out: &mut Vec<u8>, path: Path, base: &Base) {
    let mut ids = path.ids().skip(base.path.depth());
    if let Some(id) = ids.next() {
        push_unsigned(out, id.into());
    }
    for id in ids {
        out.push(b'/');
        push_unsigned(out, id.into());
    }
}

/// The path of a name behind a base name that lacks the slash between them (`/3/0` and `16`), where both written
/// together (`/3/016`) are no path of a resource.
#[cold]
pub(crate) fn without_slash(joined: &str, base_length: usize) -> Option<Path> {
    let (base, name) = joined.split_at_checked(base_length)?;
    let read = |text: &str| Path::ROOT.join(text.strip_prefix('/')?.as_bytes());
    if read(joined).is_some_and(|path| path.level() >= Level::Resource) {
        return None;
    }
    read(base)?.join(name.as_bytes()).filter(|path| path.level() >= Level::Resource)
}

/// A base name, read once for all names that follow it.
pub(crate) struct BaseName {
    /// The path it is, and whether a name follows it directly (it is empty or ends in a slash).
    place: Option<(Path, bool)>,
    is_empty: bool,
}

impl BaseName {
    pub(crate) fn new(text: &str) -> BaseName {
        let place = match text {
            "" | "/" => Some((Path::ROOT, true)),
            _ => match text.strip_prefix('/') {
                None => None,
                Some(body) => match body.strip_suffix('/') {
                    Some(body) => Path::ROOT.join(body.as_bytes()).map(|path| (path, true)),
                    None => Path::ROOT.join(body.as_bytes()).map(|path| (path, false)),
                },
            },
        };
        BaseName { place, is_empty: text.is_empty() }
    }

    /// Names follow this path directly.
    #[cfg(feature = "json")]
    pub(crate) const fn below(path: Path) -> BaseName {
        BaseName { place: Some((path, true)), is_empty: false }
    }

    /// The path that base name and name give; `None` where that takes a closer look.
    #[inline(always)]
    pub(crate) fn join(&self, name: Option<&[u8]>) -> Option<Path> {
        match name {
            None => self.place.and_then(|(path, direct)| (!direct).then_some(path)),
            Some(name) => self.join_name(name),
        }
    }

    #[inline(always)]
    pub(crate) fn join_name(&self, name: &[u8]) -> Option<Path> {
        let (path, direct) = self.place?;
        let below = name.strip_prefix(b"/");
        match below {
            None if direct => path.join(name),
            Some(below) if self.is_empty || !direct => path.join(below),
            _ => None,
        }
    }
}
