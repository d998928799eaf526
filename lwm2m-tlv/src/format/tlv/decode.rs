//! Typed nodes from entries.

use super::value;
use super::{Entry, EntryKind, Reader};
use crate::error::{Error, ErrorKind, WarningKind};
use crate::format::nodes::{FIRST_NODES, empty, fail};
use crate::node::Node;
use crate::path::{Level, MAX_ID, Path, PathErrorKind};
use crate::value::{Types, Value, ValueType};
use alloc::borrow::Cow;
use alloc::vec::Vec;
use mgmt_wire::{DecodeOptions, Limit, Located, Warning, WarningSink};

/// Decodes the payload of a request or response on `path`; known deviations are accepted silently.
///
/// Resources that `types` does not know become [`Value::Opaque`], which [`decode_value`] can read later. An empty
/// payload is an object without instances, an instance without resources or a resource without instances. Use
/// instance 65535 in `path` for a Create that does not name its instance: the resources then stand below 65535,
/// or below the instance the payload names.
///
/// # Errors
/// What cannot be understood, with offset and path.
pub fn decode<'a>(path: Path, payload: &'a [u8], types: &dyn Types) -> Result<Vec<Node<'a>>, Error> {
    decode_with(path, payload, types, &DecodeOptions::default(), &mut ())
}

/// Decodes the payload of a request or response on `path`.
///
/// Of [`DecodeOptions`], the mode and the limit `nodes` matter. See [`decode`].
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
    if payload.is_empty() {
        return empty(path, types).ok_or_else(|| fail(Located::new(ErrorKind::Truncated(2), 0), path));
    }
    // Real payloads have at least six bytes per node, so this is mostly the only allocation.
    let capacity = (payload.len() / 6 + 1).min(FIRST_NODES);
    let mut decoder = Decoder {
        base: path,
        types,
        max_nodes: options.limits.nodes,
        strict: options.is_strict(),
        warnings,
        nodes: Vec::with_capacity(capacity),
    };
    decoder.payload(payload)?;
    Ok(decoder.nodes)
}

/// Reads the bytes of a value: one that came as [`Value::Opaque`] because its type was unknown then.
///
/// # Errors
/// [`ErrorKind::InvalidLength`], [`ErrorKind::InvalidValue`] or [`ErrorKind::InvalidEncoding`] when the bytes are
/// no value of this type.
pub fn decode_value(value_type: ValueType, bytes: &[u8]) -> Result<Value<'_>, Error> {
    Ok(read_value(value_type, bytes, 0, true, &mut ())?)
}

fn read_value<'a>(
    value_type: ValueType,
    bytes: &'a [u8],
    offset: usize,
    strict: bool,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<Value<'a>, Located<ErrorKind>> {
    let here = |kind| Located::new(kind, offset);
    let text = || {
        core::str::from_utf8(bytes)
            .map(Cow::Borrowed)
            .map_err(|error| Located::new(ErrorKind::InvalidEncoding, offset + error.valid_up_to()))
    };
    Ok(match value_type {
        ValueType::String => Value::String(text()?),
        ValueType::Corelnk => Value::Corelnk(text()?),
        ValueType::Opaque => Value::Opaque(Cow::Borrowed(bytes)),
        ValueType::Float => Value::Float(value::float(bytes).map_err(here)?),
        ValueType::Objlnk => Value::Objlnk(value::objlnk(bytes).map_err(here)?),
        ValueType::Boolean => match value::boolean(bytes) {
            Err(ErrorKind::InvalidValue(_)) if !strict => {
                warnings.warn(Warning::new(WarningKind::BooleanValue, offset));
                Value::Boolean(true)
            }
            result => Value::Boolean(result.map_err(here)?),
        },
        ValueType::Integer | ValueType::Unsigned | ValueType::Time => {
            let widened;
            let bytes = match *bytes {
                [a, b, c] if !strict => {
                    warnings.warn(Warning::new(WarningKind::IntegerLength, offset));
                    let sign = if a >= 0x80 && value_type != ValueType::Unsigned { 0xff } else { 0 };
                    widened = [sign, a, b, c];
                    &widened
                }
                _ => bytes,
            };
            match value_type {
                ValueType::Integer => Value::Integer(value::signed(bytes).map_err(here)?),
                ValueType::Time => Value::Time(value::signed(bytes).map_err(here)?),
                _ => Value::Unsigned(value::unsigned(bytes).map_err(here)?),
            }
        }
    })
}

struct Decoder<'a, 'd> {
    base: Path,
    types: &'d dyn Types,
    max_nodes: usize,
    strict: bool,
    warnings: &'d mut dyn WarningSink<WarningKind>,
    nodes: Vec<Node<'a>>,
}

/// Whether the identifiers of a list ascend, which is the rule and proves that none occurs twice.
struct Siblings {
    next: u32,
    ascending: bool,
}

impl Siblings {
    const fn new() -> Self {
        Siblings { next: 0, ascending: true }
    }

    fn meet(&mut self, id: u16) {
        let id = u32::from(id);
        self.ascending &= id >= self.next;
        self.next = id + 1;
    }
}

impl<'a> Decoder<'a, '_> {
    fn payload(&mut self, payload: &'a [u8]) -> Result<(), Error> {
        if self.base.is_root() {
            return Err(fail(Located::new(ErrorKind::Path(PathErrorKind::Level), 0), self.base));
        }
        let mut siblings = Siblings::new();
        let mut first = None;
        for entry in Reader::new(payload) {
            let entry = entry.map_err(|error| fail(error, self.base))?;
            let is_instance = entry.kind == EntryKind::ObjectInstance;
            let is_value = entry.kind == EntryKind::ResourceInstance;
            if *first.get_or_insert((is_instance, is_value)) != (is_instance, is_value) {
                let kind = ErrorKind::Structure("entries of different levels");
                return Err(fail(Located::new(kind, entry.offset), self.base));
            }
            siblings.meet(entry.id);
            match entry.kind {
                EntryKind::ObjectInstance => self.object_instance(entry)?,
                EntryKind::Resource | EntryKind::MultipleResource => {
                    let instance = self.implied_instance(entry.offset)?;
                    self.resource(entry, instance)?;
                }
                EntryKind::ResourceInstance => self.bare_resource_instance(entry)?,
            }
        }
        self.check(siblings, Reader::new(payload), self.base)
    }

    fn object_instance(&mut self, entry: Entry<'a>) -> Result<(), Error> {
        let object = self.base.truncate(Level::Object);
        let path = self.child(object, &entry)?;
        if self.base.instance_id().is_some_and(|id| id != entry.id && id != MAX_ID) {
            return Err(self.outside(&entry));
        }
        if self.base.level() > Level::ObjectInstance {
            self.deviation(
                WarningKind::InstanceWrapper,
                ErrorKind::Structure("object instance around a resource"),
                entry.offset,
            )?;
        }
        if entry.value.is_empty() {
            return self.empty_container(path, &entry);
        }
        let mut siblings = Siblings::new();
        for inner in entry.entries() {
            let inner = inner.map_err(|error| fail(error, path))?;
            siblings.meet(inner.id);
            self.resource(inner, path)?;
        }
        self.check(siblings, entry.entries(), path)
    }

    /// A resource or multiple resource below `instance`.
    fn resource(&mut self, entry: Entry<'a>, instance: Path) -> Result<(), Error> {
        let path = self.child(instance, &entry)?;
        if self.base.resource_id().is_some_and(|id| id != entry.id) {
            return Err(self.outside(&entry));
        }
        let value_type = self.types.value_type(path);
        if entry.kind == EntryKind::Resource {
            if self.base.level() == Level::ResourceInstance {
                let kind = ErrorKind::Structure("resource in place of a resource instance");
                return Err(fail(Located::new(kind, entry.offset), self.base));
            }
            return self.value(&entry, path, value_type);
        }
        if entry.value.is_empty() {
            return self.empty_container(path, &entry);
        }
        let mut siblings = Siblings::new();
        for inner in entry.entries() {
            let inner = inner.map_err(|error| fail(error, path))?;
            siblings.meet(inner.id);
            self.resource_instance(inner, path, value_type)?;
        }
        self.check(siblings, entry.entries(), path)
    }

    fn bare_resource_instance(&mut self, entry: Entry<'a>) -> Result<(), Error> {
        match self.base.level() {
            // The answer to a read of one resource instance.
            Level::ResourceInstance => {}
            Level::Resource => self.deviation(
                WarningKind::BareResourceInstance,
                ErrorKind::Structure("resource instance at top level"),
                entry.offset,
            )?,
            Level::Root | Level::Object | Level::ObjectInstance => {
                let kind = ErrorKind::Structure("resource instance at top level");
                return Err(fail(Located::new(kind, entry.offset), self.base));
            }
        }
        let resource = self.base.truncate(Level::Resource);
        self.resource_instance(entry, resource, self.types.value_type(resource))
    }

    fn resource_instance(
        &mut self,
        entry: Entry<'a>,
        resource: Path,
        value_type: Option<ValueType>,
    ) -> Result<(), Error> {
        let path = self.child(resource, &entry)?;
        if self.base.resource_instance_id().is_some_and(|id| id != entry.id) {
            return Err(self.outside(&entry));
        }
        self.value(&entry, path, value_type)
    }

    fn value(&mut self, entry: &Entry<'a>, path: Path, value_type: Option<ValueType>) -> Result<(), Error> {
        let value_type = value_type.unwrap_or(ValueType::Opaque);
        let value = read_value(value_type, entry.value, entry.value_offset(), self.strict, self.warnings)
            .map_err(|error| fail(error, path))?;
        self.push(Node::new(path, value), entry.offset)
    }

    /// The object instance that resources at the top of the payload belong to.
    fn implied_instance(&mut self, offset: usize) -> Result<Path, Error> {
        if self.base.level() >= Level::ObjectInstance {
            return Ok(self.base.truncate(Level::ObjectInstance));
        }
        if self.strict || offset == 0 {
            self.deviation(
                WarningKind::MissingInstance,
                ErrorKind::Structure("resource outside of an object instance"),
                offset,
            )?;
        }
        Ok(Path::instance(self.base.object_id().unwrap_or(0), 0))
    }

    fn child(&self, parent: Path, entry: &Entry<'_>) -> Result<Path, Error> {
        parent
            .child(entry.id)
            .filter(|_| entry.id != MAX_ID)
            .ok_or_else(|| fail(Located::new(ErrorKind::OutOfRange("identifier"), entry.offset), parent))
    }

    fn empty_container(&mut self, path: Path, entry: &Entry<'_>) -> Result<(), Error> {
        // An empty wrapper around the requested path does not answer the request.
        if path.level() < self.base.level() {
            return Err(self.outside(entry));
        }
        self.push(Node::empty(path), entry.offset)
    }

    fn push(&mut self, node: Node<'a>, offset: usize) -> Result<(), Error> {
        if self.nodes.len() >= self.max_nodes {
            return Err(fail(Located::new(ErrorKind::Limit(Limit::Nodes), offset), self.base));
        }
        self.nodes.push(node);
        Ok(())
    }

    fn deviation(&mut self, warning: WarningKind, error: ErrorKind, offset: usize) -> Result<(), Error> {
        if self.strict {
            return Err(fail(Located::new(error, offset), self.base));
        }
        self.warnings.warn(Warning::new(warning, offset));
        Ok(())
    }

    #[cold]
    fn outside(&self, entry: &Entry<'_>) -> Error {
        fail(Located::new(ErrorKind::Path(PathErrorKind::OutsideRequest), entry.offset), self.base)
    }

    /// Looks for identifiers that occur twice, unless the order already excludes them.
    fn check(&mut self, siblings: Siblings, entries: Reader<'_>, path: Path) -> Result<(), Error> {
        if siblings.ascending { Ok(()) } else { self.duplicates(entries, path) }
    }

    #[cold]
    fn duplicates(&mut self, entries: Reader<'_>, path: Path) -> Result<(), Error> {
        let mut seen: Vec<(u16, usize)> = entries.flatten().map(|entry| (entry.id, entry.offset)).collect();
        seen.sort_unstable();
        for pair in seen.windows(2) {
            if let [(first, _), (second, offset)] = *pair
                && first == second
            {
                if self.strict {
                    return Err(fail(Located::new(ErrorKind::Duplicate(first), offset), path));
                }
                self.warnings.warn(Warning::new(WarningKind::DuplicateIdentifier, offset));
            }
        }
        Ok(())
    }
}
