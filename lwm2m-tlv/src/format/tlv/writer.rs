//! Entries from nodes.
//!
//! The payload is written from its end to its beginning: the length of a container is then known when its header
//! is due, without a pass that measures first and without moving bytes.

use super::{EntryKind, Header};
use crate::error::{Error, ErrorKind};
use crate::format::nodes::refuse;
use crate::node::{Content, Node};
use crate::path::{Level, MAX_ID, Path};
use crate::value::Value;
use alloc::vec::Vec;
use core::borrow::Borrow;

/// Writes nodes as the payload of a request or response on `path`.
///
/// On an object, each object instance is wrapped; below, the entries stand bare. Integers and headers take their
/// shortest form, a float four bytes when that loses nothing. Nodes of instance 65535 on an object (Create without
/// an instance) stand bare as well.
///
/// # Errors
/// [`ErrorKind::ValueTooLong`] from 2^24 bytes on, [`ErrorKind::DuplicatePath`], and
/// [`ErrorKind::NotExpressible`] for what TLV has no form for: a timestamp, a node without a value, nodes outside
/// of `path`, a path that is `/`.
pub fn encode<'a, N: Borrow<Node<'a>>>(path: Path, nodes: &[N]) -> Result<Vec<u8>, Error> {
    let nodes = Ordered::new(path, nodes)?;
    let mut out = alloc::vec![0; nodes.measure()?];
    let mut sink = Backwards { position: out.len(), buffer: &mut out };
    nodes.write(&mut sink)?;
    Ok(out)
}

/// Writes nodes into the caller's buffer and returns how many bytes were written. See [`encode`].
///
/// No allocation when the nodes are in ascending order of paths.
///
/// # Errors
/// As [`encode`]; [`ErrorKind::BufferTooSmall`] when the buffer does not suffice.
pub fn encode_to_slice<'a, N: Borrow<Node<'a>>>(
    path: Path,
    nodes: &[N],
    buffer: &mut [u8],
) -> Result<usize, Error> {
    let nodes = Ordered::new(path, nodes)?;
    let needed = nodes.measure()?;
    let out = buffer.get_mut(..needed).ok_or_else(|| Error::new(ErrorKind::BufferTooSmall(needed)))?;
    nodes.write(&mut Backwards { position: needed, buffer: out })?;
    Ok(needed)
}

/// How many bytes [`encode`] writes for these nodes.
///
/// # Errors
/// As [`encode`].
pub fn encoded_len<'a, N: Borrow<Node<'a>>>(path: Path, nodes: &[N]) -> Result<usize, Error> {
    Ordered::new(path, nodes)?.measure()
}

/// Takes bytes from the end of the payload to its beginning.
trait Sink {
    fn prepend(&mut self, bytes: &[u8]);
    /// Bytes taken so far.
    fn written(&self) -> usize;
}

/// Counts only.
struct Measure(usize);

impl Sink for Measure {
    fn prepend(&mut self, bytes: &[u8]) {
        self.0 += bytes.len();
    }

    fn written(&self) -> usize {
        self.0
    }
}

struct Backwards<'b> {
    buffer: &'b mut [u8],
    position: usize,
}

impl Sink for Backwards<'_> {
    #[inline]
    fn prepend(&mut self, bytes: &[u8]) {
        // The buffer was measured, so there is always room.
        let end = self.position;
        self.position = end.saturating_sub(bytes.len());
        if let Some(place) = self.buffer.get_mut(self.position..end)
            && place.len() == bytes.len()
        {
            place.copy_from_slice(bytes);
        }
    }

    fn written(&self) -> usize {
        self.buffer.len() - self.position
    }
}

/// Nodes in an order in which those of one instance, and of one resource, follow each other.
struct Ordered<'n, N> {
    base: Path,
    nodes: &'n [N],
    /// Indices into `nodes`, when their own order does not do.
    order: Option<Vec<usize>>,
}

impl<'n, 'a, N: Borrow<Node<'a>>> Ordered<'n, N> {
    fn new(base: Path, nodes: &'n [N]) -> Result<Self, Error> {
        if base.is_root() && !nodes.is_empty() {
            return Err(refuse(ErrorKind::NotExpressible("TLV without an object"), base));
        }
        let mut previous = None;
        let mut ascending = true;
        for node in nodes {
            let node = node.borrow();
            if !node.path.starts_with(base) {
                return Err(refuse(ErrorKind::NotExpressible("node outside of the path"), node.path));
            }
            if node.path.is_reserved_at(&[Level::Object, Level::Resource, Level::ResourceInstance]) {
                return Err(refuse(ErrorKind::OutOfRange("identifier"), node.path));
            }
            if node.time.is_some() {
                return Err(refuse(ErrorKind::NotExpressible("timestamp"), node.path));
            }
            if node.prefix.is_some() {
                return Err(refuse(ErrorKind::NotExpressible("gateway prefix"), node.path));
            }
            match (&node.content, node.path.level()) {
                (Content::Value(_), Level::Resource | Level::ResourceInstance)
                | (Content::Empty, Level::ObjectInstance | Level::Resource) => {}
                (Content::Empty, Level::Object) if nodes.len() == 1 => {}
                (Content::None, _) => {
                    return Err(refuse(ErrorKind::NotExpressible("node without a value"), node.path));
                }
                _ => return Err(refuse(ErrorKind::NotExpressible("content at this level"), node.path)),
            }
            ascending &= previous.is_none_or(|previous: Path| precedes(previous, node.path));
            previous = Some(node.path);
        }
        let order = if ascending { None } else { grouping_order(nodes)? };
        Ok(Ordered { base, nodes, order })
    }

    fn measure(&self) -> Result<usize, Error> {
        let mut sink = Measure(0);
        self.write(&mut sink)?;
        Ok(sink.0)
    }

    fn write(&self, sink: &mut impl Sink) -> Result<(), Error> {
        let mut writer = Writer { base: self.base, sink, resource: None, instance: None };
        match &self.order {
            None => self.nodes.iter().rev().try_for_each(|node| writer.node(node.borrow()))?,
            Some(order) => order
                .iter()
                .rev()
                .filter_map(|&index| self.nodes.get(index))
                .try_for_each(|node| writer.node(node.borrow()))?,
        }
        writer.enter(None, None)
    }
}

/// Whether `second` may follow `first` without a look at the others: it is larger and not below it (a value and an
/// empty container cannot both stand at one place).
fn precedes(first: Path, second: Path) -> bool {
    first < second && !second.starts_with(first)
}

/// For nodes that are not in ascending order: none when their order does as it is, else the ascending order.
fn grouping_order<'a, N: Borrow<Node<'a>>>(nodes: &[N]) -> Result<Option<Vec<usize>>, Error> {
    let path = |index: usize| nodes.get(index).map_or(Path::ROOT, |node| node.borrow().path);
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_by_key(|&index| path(index));
    if let Some(second) = order.windows(2).find_map(|pair| match *pair {
        [first, second] if !precedes(path(first), path(second)) => Some(second),
        _ => None,
    }) {
        return Err(refuse(ErrorKind::DuplicatePath, path(second)));
    }
    // Nodes are grouped when the group changes as often in their own order as in the ascending one.
    let changes = |order: &mut dyn Iterator<Item = usize>| {
        let mut count = 0_usize;
        let mut previous = None;
        for path in order.map(path) {
            let group = (path.truncate(Level::ObjectInstance), path.truncate(Level::Resource));
            if let Some((instance, resource)) = previous {
                count += usize::from(instance != group.0) + usize::from(resource != group.1);
            }
            previous = Some(group);
        }
        count
    };
    let grouped = changes(&mut (0..nodes.len())) == changes(&mut order.iter().copied());
    Ok((!grouped).then_some(order))
}

/// A container being written, last entry first.
struct Open {
    path: Path,
    /// Bytes written when its last entry began.
    end: usize,
}

struct Writer<'s, S> {
    base: Path,
    sink: &'s mut S,
    resource: Option<Open>,
    instance: Option<Open>,
}

impl<S: Sink> Writer<'_, S> {
    fn node(&mut self, node: &Node<'_>) -> Result<(), Error> {
        let path = node.path;
        // Containers that the base already names are not written.
        let instance = (self.base.level() < Level::ObjectInstance
            && path.level() > Level::ObjectInstance
            && path.instance_id() != Some(MAX_ID))
        .then(|| path.truncate(Level::ObjectInstance));
        let resource = (self.base.level() < Level::ResourceInstance && path.level() > Level::Resource)
            .then(|| path.truncate(Level::Resource));
        self.enter(instance, resource)?;
        let id = path.last().unwrap_or(0);
        match (&node.content, path.level()) {
            (Content::Value(value), Level::Resource) => self.value(EntryKind::Resource, id, value, path),
            (Content::Value(value), _) => self.value(EntryKind::ResourceInstance, id, value, path),
            (_, Level::Resource) => self.header(EntryKind::MultipleResource, id, 0, path),
            // An instance without identifier has no header: the payload of its Create is empty.
            (_, Level::ObjectInstance) if self.base.level() < Level::ObjectInstance && id != MAX_ID => {
                self.header(EntryKind::ObjectInstance, id, 0, path)
            }
            // The payload itself is the empty container.
            _ => Ok(()),
        }
    }

    /// Ends the containers that are open and not these, and opens these.
    #[inline]
    fn enter(&mut self, instance: Option<Path>, resource: Option<Path>) -> Result<(), Error> {
        if let Some(open) = self.resource.take_if(|open| Some(open.path) != resource) {
            self.close(EntryKind::MultipleResource, &open)?;
        }
        if let Some(open) = self.instance.take_if(|open| Some(open.path) != instance) {
            self.close(EntryKind::ObjectInstance, &open)?;
        }
        let end = self.sink.written();
        if self.instance.is_none() {
            self.instance = instance.map(|path| Open { path, end });
        }
        if self.resource.is_none() {
            self.resource = resource.map(|path| Open { path, end });
        }
        Ok(())
    }

    fn close(&mut self, kind: EntryKind, open: &Open) -> Result<(), Error> {
        let length = self.sink.written() - open.end;
        self.header(kind, open.path.last().unwrap_or(0), length, open.path)
    }

    fn header(&mut self, kind: EntryKind, id: u16, length: usize, path: Path) -> Result<(), Error> {
        let header = Header::new(kind, id, length).map_err(|kind| refuse(kind, path))?;
        self.sink.prepend(header.as_bytes());
        Ok(())
    }

    fn value(&mut self, kind: EntryKind, id: u16, value: &Value<'_>, path: Path) -> Result<(), Error> {
        let bytes: &[u8] = match value {
            Value::String(text) | Value::Corelnk(text) => text.as_bytes(),
            Value::Opaque(bytes) => bytes,
            Value::Integer(number) | Value::Time(number) => {
                if let Ok(number) = i8::try_from(*number) {
                    &number.to_be_bytes()
                } else if let Ok(number) = i16::try_from(*number) {
                    &number.to_be_bytes()
                } else if let Ok(number) = i32::try_from(*number) {
                    &number.to_be_bytes()
                } else {
                    &number.to_be_bytes()
                }
            }
            Value::Unsigned(number) => {
                if let Ok(number) = u8::try_from(*number) {
                    &[number]
                } else if let Ok(number) = u16::try_from(*number) {
                    &number.to_be_bytes()
                } else if let Ok(number) = u32::try_from(*number) {
                    &number.to_be_bytes()
                } else {
                    &number.to_be_bytes()
                }
            }
            Value::Float(number) => match narrow(*number) {
                Some(narrow) => &narrow.to_be_bytes(),
                None => &number.to_be_bytes(),
            },
            Value::Boolean(truth) => &[u8::from(*truth)],
            Value::Objlnk(link) => {
                let [a, b] = link.object.to_be_bytes();
                let [c, d] = link.instance.to_be_bytes();
                &[a, b, c, d]
            }
        };
        self.sink.prepend(bytes);
        self.header(kind, id, bytes.len(), path)
    }
}

/// The number in 32 bits, when it comes back from there with the same bits.
#[allow(clippy::cast_possible_truncation)] // The comparison refuses what did not survive.
pub(crate) fn narrow(number: f64) -> Option<f32> {
    let narrow = number as f32;
    (f64::from(narrow).to_bits() == number.to_bits()).then_some(narrow)
}
