//! LwM2M CBOR (content format 11544, from LwM2M 1.2.1): maps of identifiers.
//!
//! A key is an identifier, or an array of identifiers that leads down several levels at once; the value is a map of
//! what lies below, or a value. The first identifier may be the prefix that a gateway gives to a device.
//!
//! A resource of type Time is a number of seconds or date-time text, with the tags of CBOR or without. The format has no
//! place for the time at which a value was measured: to say that takes SenML, and a node with a
//! [`Timestamp`](crate::Timestamp) is refused here.
//!
//! ```
//! use lwm2m_tlv::{Node, Path, format::lwm2m_cbor};
//!
//! let payload = [0xa1, 0x82, 3, 0, 0xa1, 9, 0x18, 100];
//! let nodes = lwm2m_cbor::decode(Path::instance(3, 0), &payload, &())?;
//! assert_eq!(nodes, [Node::new(Path::resource(3, 0, 9), 100_i64)]);
//! # Ok::<(), lwm2m_tlv::Error>(())
//! ```

use super::cbor::{push_value, typed};
use crate::error::{Error, ErrorKind, WarningKind};
use crate::format::list::{Nodes, PlainValue, at_node, located};
use crate::format::nodes::{fail, refuse};
use crate::node::{Content, Node};
use crate::path::{Level, Path, PathErrorKind, is_prefix};
use crate::syntax::cbor::{self, Cbor, Left, Major, Scalar};
use crate::syntax::number::Number;
use crate::value::{Types, Value};
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::borrow::Borrow;
use core::cmp::Ordering;
use mgmt_wire::{DecodeOptions, Located, WarningSink};

/// Decodes the payload of a request or response on `path`; known deviations are accepted silently.
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
    located(warnings, |traced, warnings| {
        let mut decoder = Decoder {
            cbor: Cbor::new(payload, &options.limits),
            nodes: Nodes::new(path, types, options, payload.len(), 4).traced(traced),
        };
        decoder.cbor.skip_self_described();
        decoder.payload(warnings)?;
        decoder.cbor.end()?;
        conflicts(&decoder.nodes.list, decoder.nodes.offsets())?;
        decoder.nodes.finish(warnings)
    })
}

/// What a key adds to the place of its map.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place<'a> {
    prefix: Option<Box<Cow<'a, str>>>,
    path: Path,
}

/// A map being read.
struct Open<'a> {
    place: Place<'a>,
    left: Left,
    /// Where its first pair begins.
    start: usize,
    pairs: Left,
    last: Option<Place<'a>>,
    checked: bool,
}

struct Decoder<'a, 'd> {
    cbor: Cbor<'a>,
    nodes: Nodes<'a, 'd>,
}

impl<'a> Decoder<'a, '_> {
    fn payload(&mut self, warnings: &mut dyn WarningSink<WarningKind>) -> Result<(), Error> {
        // One entry per level: a key has at least one identifier and a path at most four, after the prefix.
        let mut open = Vec::with_capacity(6);
        let root = Place { prefix: None, path: Path::ROOT };
        open.push(self.begin(root)?);
        while let Some(map) = open.last_mut() {
            if !self.cbor.next(&mut map.left)? {
                open.pop();
                continue;
            }
            let offset = self.cbor.offset();
            if let Some((path, value, rest)) = plain_pair(&self.cbor, map, self.nodes.types) {
                self.cbor = rest;
                map.last = Some(Place { prefix: None, path });
                match self.nodes.add(path, true, offset, self.cbor.offset(), warnings) {
                    Ok(node) => node.content = Content::Value(value),
                    Err(error) => {
                        self.nodes.misplaced(error)?;
                        continue;
                    }
                }
                self.nodes.added();
                continue;
            }
            let place = read_key(&mut self.cbor, &map.place).map_err(|error| fail(error, map.place.path))?;
            if !map.checked && map.last.as_ref().is_some_and(|last| *last >= place) {
                check_keys(&self.cbor, map)?;
                map.checked = true;
            }
            map.last = Some(place.clone());
            if self.cbor.peek_major() == Some(Major::Map) {
                let inner = self.begin(place)?;
                if inner.place.path.level() == Level::ResourceInstance {
                    return Err(fail(
                        Located::new(ErrorKind::Path(PathErrorKind::Depth), offset),
                        inner.place.path,
                    ));
                }
                if self.is_empty(&inner) {
                    let Place { prefix, path } = inner.place.clone();
                    let node = Node { path, content: Content::Empty, time: None, prefix };
                    self.nodes.push(node, false, offset, self.cbor.offset(), warnings)?;
                }
                open.push(inner);
                continue;
            }
            let Place { prefix, path } = place;
            let value_type = self.nodes.types.value_type(path);
            let at = self.cbor.offset();
            let (tag, scalar) = self.cbor.scalar("value").map_err(|error| fail(error, path))?;
            let has_value = scalar != Scalar::Null;
            let content = match typed(tag, scalar, at, value_type, self.nodes.strict, warnings) {
                Ok(content) => content,
                Err(error) => {
                    self.nodes.mistyped(fail(error, path));
                    Content::None
                }
            };
            let node = Node { path, content, time: None, prefix };
            self.nodes.push(node, has_value, offset, self.cbor.offset(), warnings)?;
        }
        Ok(())
    }

    fn begin(&mut self, place: Place<'a>) -> Result<Open<'a>, Error> {
        let left = self.cbor.begin(Major::Map, "payload").map_err(|error| fail(error, place.path))?;
        Ok(Open { place, left, start: self.cbor.offset(), pairs: left, last: None, checked: false })
    }

    fn is_empty(&self, map: &Open<'_>) -> bool {
        match map.left {
            Left::Count(count) => count == 0,
            Left::UntilBreak => self.cbor.peek() == Some(cbor::BREAK),
        }
    }
}

/// A pair in its most frequent form, a small identifier after those before it and a plain value of its type, with
/// the input behind it; `None` for any other.
#[inline(always)]
fn plain_pair<'a>(cbor: &Cbor<'a>, map: &Open<'a>, types: &dyn Types) -> Option<(Path, Value<'a>, Cbor<'a>)> {
    let parent = &map.place;
    if parent.prefix.is_some() || parent.path.level() < Level::ObjectInstance {
        return None;
    }
    let mut rest = cbor.clone();
    let Number::Unsigned(id) = rest.plain_number()? else { return None };
    let path = parent.path.child(u16::try_from(id).ok().filter(|&id| id != u16::MAX)?)?;
    let in_order = map.last.as_ref().is_none_or(|last| last.prefix.is_none() && last.path < path);
    if !in_order {
        return None;
    }
    let value = match rest.peek()? {
        0x40..=0x5f => PlainValue::Data(rest.plain_bytes()?),
        0x60..=0x7f => PlainValue::String(rest.plain_text()?),
        0xf4 | 0xf5 => PlainValue::Boolean(rest.plain_boolean()?),
        _ => PlainValue::Number(rest.plain_number()?),
    };
    Some((path, value.typed(types.value_type(path))?, rest))
}

/// Reads a key and goes from `parent` to the place it names.
fn read_key<'a>(cbor: &mut Cbor<'a>, parent: &Place<'a>) -> Result<Place<'a>, Located<ErrorKind>> {
    let mut place = parent.clone();
    if cbor.peek_major() != Some(Major::Array) {
        read_id(cbor, &mut place)?;
        return Ok(place);
    }
    let offset = cbor.offset();
    let mut left = cbor.begin(Major::Array, "key")?;
    let mut any = false;
    while cbor.next(&mut left)? {
        read_id(cbor, &mut place)?;
        any = true;
    }
    if any { Ok(place) } else { Err(Located::new(ErrorKind::Path(PathErrorKind::Empty), offset)) }
}

fn read_id<'a>(cbor: &mut Cbor<'a>, place: &mut Place<'a>) -> Result<(), Located<ErrorKind>> {
    let offset = cbor.offset();
    let path_error = |kind| Located::new(ErrorKind::Path(kind), offset);
    match cbor.peek_major() {
        Some(Major::Unsigned) => {
            let id = u16::try_from(cbor.item()?.argument)
                .map_err(|_| Located::new(ErrorKind::OutOfRange("identifier"), offset))?;
            // 65535 as instance is the Create that names none.
            if id == u16::MAX && place.path.level() != Level::Object {
                return Err(Located::new(ErrorKind::OutOfRange("identifier"), offset));
            }
            place.path = place.path.child(id).ok_or_else(|| path_error(PathErrorKind::Depth))?;
            Ok(())
        }
        Some(Major::Negative) => {
            cbor.item()?;
            Err(path_error(PathErrorKind::InvalidCharacter))
        }
        Some(Major::Text) if place.path.is_root() && place.prefix.is_none() => {
            let prefix = cbor.text("key")?;
            if !is_prefix(&prefix) {
                return Err(Located::new(ErrorKind::InvalidName, offset));
            }
            place.prefix = Some(Box::new(prefix));
            Ok(())
        }
        _ => Err(cbor.wrong_type("key")),
    }
}

/// Goes over all keys of a map whose keys do not ascend, and looks for one that occurs twice.
#[cold]
fn check_keys(cbor: &Cbor<'_>, map: &Open<'_>) -> Result<(), Error> {
    let mut again = cbor.at(map.start);
    let mut left = map.pairs;
    let mut places = Vec::new();
    while again.next(&mut left)? {
        let offset = again.offset();
        places.push((read_key(&mut again, &map.place)?, offset));
        again.skip(1)?;
    }
    places.sort();
    for pair in places.windows(2) {
        if let [(first, _), (second, offset)] = pair
            && first == second
        {
            return Err(fail(Located::new(ErrorKind::DuplicateKey, *offset), first.path));
        }
    }
    Ok(())
}

fn order(first: &Node<'_>, second: &Node<'_>) -> Ordering {
    (first.prefix(), first.path).cmp(&(second.prefix(), second.path))
}

/// Refuses a value, or nothing, at a place that has something below it.
fn conflicts(nodes: &[Node<'_>], offsets: Option<&[usize]>) -> Result<(), Error> {
    let is_conflict = |first: &Node<'_>, second: &Node<'_>| {
        first.path != second.path && second.path.starts_with(first.path) && first.prefix == second.prefix
    };
    let refused = |node: &Node<'_>, place| {
        let kind = ErrorKind::Structure("value and more below it");
        at_node(kind, node.path, offsets, place)
    };
    if nodes.is_sorted_by(|first, second| order(first, second).is_le()) {
        for (place, pair) in (1..).zip(nodes.windows(2)) {
            if let [first, second] = pair
                && is_conflict(first, second)
            {
                return Err(refused(first, place));
            }
        }
        return Ok(());
    }
    let mut sorted: Vec<(usize, &Node<'_>)> = nodes.iter().enumerate().collect();
    sorted.sort_by(|(_, first), (_, second)| order(first, second));
    for pair in sorted.windows(2) {
        if let [(one, first), (other, second)] = pair
            && is_conflict(first, second)
        {
            return Err(refused(first, *one.max(other)));
        }
    }
    Ok(())
}

/// Writes nodes as the payload of a request or response: for each object an array key down to the last level that its
/// nodes share, and maps from there.
///
/// # Errors
/// [`ErrorKind::NotExpressible`] for a timestamp or content at a level that cannot have it, and
/// [`ErrorKind::DuplicatePath`].
pub fn encode<'a, N: Borrow<Node<'a>>>(nodes: &[N]) -> Result<Vec<u8>, Error> {
    let nodes = grouped(nodes)?;
    let same_object = |first: &&Node<'_>, second: &&Node<'_>| {
        first.prefix == second.prefix && first.path.object_id() == second.path.object_id()
    };
    let mut out = Vec::with_capacity(nodes.len() * 12 + 8);
    cbor::push_head(&mut out, Major::Map, nodes.chunk_by(same_object).count() as u64);
    for group in nodes.chunk_by(same_object) {
        let Some(first) = group.first() else { continue };
        let mut shared = first.path;
        for node in group {
            while !node.path.starts_with(shared) {
                shared = shared.parent().unwrap_or(Path::ROOT);
            }
        }
        if shared.depth() > 1 || first.prefix.is_some() {
            let count = shared.depth() + usize::from(first.prefix.is_some());
            cbor::push_head(&mut out, Major::Array, count as u64);
        }
        if let Some(prefix) = &first.prefix {
            cbor::push_text(&mut out, prefix);
        }
        for id in shared.ids() {
            cbor::push_head(&mut out, Major::Unsigned, id.into());
        }
        push_level(&mut out, group, shared.depth())?;
    }
    Ok(out)
}

/// Writes what lies at and below the first `depth` identifiers, which the nodes share. Calls itself once per level of
/// a path, that is at most four deep.
fn push_level(out: &mut Vec<u8>, nodes: &[&Node<'_>], depth: usize) -> Result<(), Error> {
    if let [node] = nodes
        && node.path.depth() == depth
    {
        match &node.content {
            Content::Value(value) => push_value(out, value),
            Content::Empty => cbor::push_head(out, Major::Map, 0),
            Content::None => out.push(0xf6),
        }
        return Ok(());
    }
    if let Some(node) = nodes.iter().find(|node| node.path.depth() <= depth) {
        return Err(refuse(ErrorKind::DuplicatePath, node.path));
    }
    let id = |node: &&Node<'_>| node.path.ids().nth(depth);
    let same = |first: &&Node<'_>, second: &&Node<'_>| id(first) == id(second);
    cbor::push_head(out, Major::Map, nodes.chunk_by(same).count() as u64);
    for group in nodes.chunk_by(same) {
        let key = group.first().and_then(id).unwrap_or_default();
        cbor::push_head(out, Major::Unsigned, key.into());
        push_level(out, group, depth + 1)?;
    }
    Ok(())
}

/// The nodes in an order in which all that share a place follow each other: their own, if it does.
fn grouped<'n, 'a, N: Borrow<Node<'a>>>(nodes: &'n [N]) -> Result<Vec<&'n Node<'a>>, Error> {
    let mut list = Vec::with_capacity(nodes.len());
    for node in nodes {
        let node: &Node<'a> = node.borrow();
        if node.time.is_some() {
            return Err(refuse(ErrorKind::NotExpressible("timestamp"), node.path));
        }
        if node.prefix.as_ref().is_some_and(|prefix| !is_prefix(prefix)) {
            return Err(refuse(ErrorKind::InvalidName, node.path));
        }
        // The prefix is a place, too: that of a device which has nothing.
        let least = if node.prefix.is_some() { Level::Root } else { Level::Object };
        let fits = match node.content {
            Content::Value(_) => node.path.level() >= Level::Resource,
            Content::Empty => (least..=Level::Resource).contains(&node.path.level()),
            Content::None => node.path.level() >= least,
        };
        if !fits {
            return Err(refuse(ErrorKind::NotExpressible("content at this level"), node.path));
        }
        if node.path.is_reserved_at(&[Level::Object, Level::Resource, Level::ResourceInstance]) {
            return Err(refuse(ErrorKind::OutOfRange("identifier"), node.path));
        }
        list.push(node);
    }
    if !list.is_sorted_by(|first, second| order(first, second).is_le()) {
        let mut sorted = list.clone();
        sorted.sort_by(|first, second| order(first, second));
        // Grouped means that places change as often in both orders.
        let changes = |list: &[&Node<'_>]| -> usize {
            let groups = |level: Level| {
                let shared = |first: &&Node<'_>, second: &&Node<'_>| {
                    first.prefix == second.prefix && first.path.truncate(level) == second.path.truncate(level)
                };
                list.chunk_by(shared).count()
            };
            [Level::Object, Level::ObjectInstance, Level::Resource].into_iter().map(groups).sum()
        };
        if changes(&sorted) != changes(&list) {
            list = sorted;
        }
    }
    Ok(list)
}
