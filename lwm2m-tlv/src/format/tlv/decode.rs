//! Typed nodes from entries.

use super::value;
use super::{Entry, EntryKind, Reader};
use crate::error::{Error, ErrorKind, WarningKind};
use crate::format::nodes::{FIRST_NODES, empty, fail};
use crate::node::{Content, Node};
use crate::path::{Level, MAX_ID, Path, PathErrorKind};
use crate::value::{Types, Value, ValueType};
use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::iter;
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
    const OPTIONS: &DecodeOptions = &DecodeOptions::lenient();
    decode_with(path, payload, types, OPTIONS, &mut ())
}

/// Decodes the payload of a request or response on `path`.
///
/// Of [`DecodeOptions`], the mode and the limits `nodes` and `text` matter. See [`decode`].
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
    let mut decoder = Decoder {
        base: path,
        types,
        max_nodes: options.limits.nodes,
        max_text: options.limits.text,
        strict: options.is_strict(),
        warnings,
        nodes: Vec::new(),
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
    max_text: usize,
    strict: bool,
    warnings: &'d mut dyn WarningSink<WarningKind>,
    nodes: Vec<Node<'a>>,
}

/// Looks at all entries of a payload of which nobody knows where it belongs.
#[cold]
fn check(payload: &[u8]) -> Result<(), Located<ErrorKind>> {
    for entry in Reader::new(payload) {
        for inner in entry?.entries() {
            for leaf in inner?.entries() {
                leaf?;
            }
        }
    }
    Ok(())
}

#[cold]
fn reserved(offset: usize, parent: Path) -> Error {
    fail(Located::new(ErrorKind::OutOfRange("identifier"), offset), parent)
}

/// Whether the identifiers of a list ascend, which is the rule and proves that none occurs twice.
struct Siblings {
    /// The least identifier that may come next; above all of them once one came too late.
    least: u32,
}

impl Siblings {
    const DISORDERED: u32 = u32::MAX;

    const fn new() -> Self {
        Siblings { least: 0 }
    }

    #[inline(always)]
    fn meet(&mut self, id: u16) {
        let id = u32::from(id);
        self.least = if id < self.least { Self::DISORDERED } else { id + 1 };
    }

    #[inline(always)]
    const fn ascend(&self) -> bool {
        self.least != Self::DISORDERED
    }
}

/// Identifiers are handed on as numbers and a path is made where it is needed: both stay in registers then.
impl<'a> Decoder<'a, '_> {
    fn payload(&mut self, payload: &'a [u8]) -> Result<(), Error> {
        let Some(object) = self.base.object_id() else {
            // What is wrong with the entries goes first.
            check(payload)?;
            return Err(fail(Located::new(ErrorKind::Path(PathErrorKind::Level), 0), self.base));
        };
        // The first entry says what the payload is a list of.
        let entries = Reader::new(payload);
        let first = entries.clone().step();
        if let Some(first) = &first {
            // Real payloads have at least six bytes per node, so this is mostly the only allocation. A value at the
            // top is one node, however long it is.
            let inside = if first.kind.is_container() { 0 } else { first.value.len() };
            self.nodes.reserve_exact(((payload.len() - inside) / 6 + 1).min(FIRST_NODES));
        }
        match first.map(|first| first.kind) {
            Some(EntryKind::ObjectInstance) => self.object_instances(entries, object),
            Some(EntryKind::Resource | EntryKind::MultipleResource) => {
                let instance = match self.base.instance_id() {
                    Some(instance) => instance,
                    None => self.implied_instance()?,
                };
                self.resources(payload, 0, object, instance, self.base)
            }
            Some(EntryKind::ResourceInstance) => self.bare_resource_instances(entries),
            None => Err(self.stopped(entries, true, self.base)),
        }
    }

    fn object_instances(&mut self, all: Reader<'a>, object: u16) -> Result<(), Error> {
        let mut siblings = Siblings::new();
        let mut entries = all.clone();
        while let Some(entry) = entries.step_over(EntryKind::ObjectInstance) {
            siblings.meet(entry.id);
            self.object_instance(entry, object)?;
        }
        self.end(&entries, all, &siblings, self.base)
    }

    fn object_instance(&mut self, entry: Entry<'a>, object: u16) -> Result<(), Error> {
        let instance = entry.id;
        let path = Path::instance(object, instance);
        if instance == MAX_ID {
            return Err(reserved(entry.offset, Path::object(object)));
        }
        if self.base.instance_id().is_some_and(|id| id != instance && id != MAX_ID) {
            return Err(self.outside(entry.offset));
        }
        if self.base.level() > Level::ObjectInstance {
            self.deviation(WarningKind::InstanceWrapper, "object instance around a resource", entry.offset)?;
        }
        if entry.value.is_empty() {
            return self.empty_container(path, entry.offset);
        }
        self.resources(entry.value, entry.value_offset(), object, instance, path)
    }

    /// The resources and multiple resources of an instance, which stand at `offset`; errors name `path`.
    fn resources(
        &mut self,
        bytes: &'a [u8],
        offset: usize,
        object: u16,
        instance: u16,
        path: Path,
    ) -> Result<(), Error> {
        let mut siblings = Siblings::new();
        let all = Reader::of_resources(bytes, offset);
        let mut entries = all.clone();
        while let Some(entry) = entries.step() {
            siblings.meet(entry.id);
            self.resource(entry, object, instance)?;
        }
        self.end(&entries, all, &siblings, path)
    }

    /// A resource or multiple resource below an instance.
    #[inline(always)]
    fn resource(&mut self, entry: Entry<'a>, object: u16, instance: u16) -> Result<(), Error> {
        let path = Path::resource(object, instance, entry.id);
        if entry.id == MAX_ID {
            return Err(reserved(entry.offset, Path::instance(object, instance)));
        }
        if self.base.level() >= Level::Resource {
            self.expect_resource(entry.kind, entry.id, entry.offset)?;
        }
        let value_type = self.types.value_type(path);
        if entry.kind == EntryKind::Resource {
            return self.value(entry.value, entry.value_offset(), path, value_type);
        }
        if entry.value.is_empty() {
            return self.empty_container(path, entry.offset);
        }
        let mut siblings = Siblings::new();
        let all = Reader::of_resource_instances(entry.value, entry.value_offset());
        let mut entries = all.clone();
        while let Some(inner) = entries.step() {
            siblings.meet(inner.id);
            self.resource_instance(inner, path, value_type)?;
        }
        self.end(&entries, all, &siblings, path)
    }

    /// On a path that names a resource, or an instance of one: this entry must be it.
    #[inline(never)]
    fn expect_resource(&self, kind: EntryKind, id: u16, offset: usize) -> Result<(), Error> {
        if self.base.resource_id() != Some(id) {
            return Err(self.outside(offset));
        }
        if kind == EntryKind::Resource && self.base.level() == Level::ResourceInstance {
            return Err(self.misplaced("resource in place of a resource instance", offset));
        }
        Ok(())
    }

    /// Resource instances without the multiple resource around them.
    fn bare_resource_instances(&mut self, all: Reader<'a>) -> Result<(), Error> {
        const WHAT: &str = "resource instance at top level";
        let resource = self.base.truncate(Level::Resource);
        let value_type = self.types.value_type(resource);
        let mut siblings = Siblings::new();
        let mut entries = all.clone();
        while let Some(entry) = entries.step_over(EntryKind::ResourceInstance) {
            match self.base.level() {
                // The answer to a read of one resource instance.
                Level::ResourceInstance => {}
                Level::Resource => self.deviation(WarningKind::BareResourceInstance, WHAT, entry.offset)?,
                Level::Root | Level::Object | Level::ObjectInstance => {
                    return Err(self.misplaced(WHAT, entry.offset));
                }
            }
            siblings.meet(entry.id);
            self.resource_instance(entry, resource, value_type)?;
        }
        self.end(&entries, all, &siblings, self.base)
    }

    /// The end of a list of entries: all of them must have been read, and none may occur twice.
    #[inline(always)]
    fn end(
        &mut self,
        rest: &Reader<'a>,
        all: Reader<'a>,
        siblings: &Siblings,
        path: Path,
    ) -> Result<(), Error> {
        if !rest.is_at_end() {
            return Err(self.stopped(rest.clone(), all.offset() == 0, path));
        }
        if siblings.ascend() { Ok(()) } else { self.duplicates(all, path) }
    }

    /// Why reading stopped in front of an entry.
    #[cold]
    fn stopped(&self, mut rest: Reader<'_>, at_top: bool, path: Path) -> Error {
        if at_top && rest.is_entry() {
            return self.misplaced("entries of different levels", rest.offset());
        }
        match rest.next() {
            Some(Err(error)) => fail(error, path),
            // It did not stop for nothing.
            Some(Ok(_)) | None => self.misplaced("entries", rest.offset()),
        }
    }

    #[inline(always)]
    fn resource_instance(
        &mut self,
        entry: Entry<'a>,
        resource: Path,
        value_type: Option<ValueType>,
    ) -> Result<(), Error> {
        if entry.id == MAX_ID {
            return Err(reserved(entry.offset, resource));
        }
        if self.base.level() == Level::ResourceInstance && self.base.last() != Some(entry.id) {
            return Err(self.outside(entry.offset));
        }
        let path = resource.with_resource_instance(entry.id);
        self.value(entry.value, entry.value_offset(), path, value_type)
    }

    /// The value `bytes`, which stand at `offset`.
    #[inline(always)]
    fn value(
        &mut self,
        bytes: &'a [u8],
        offset: usize,
        path: Path,
        value_type: Option<ValueType>,
    ) -> Result<(), Error> {
        if bytes.len() > self.max_text {
            self.check_text(offset, path, value_type)?;
        }
        // Each value is made where it is pushed, which spares moving it.
        match value_type {
            None | Some(ValueType::Opaque) => {
                return self.push(path, offset, || Content::Value(Value::Opaque(Cow::Borrowed(bytes))));
            }
            Some(ValueType::String) => {
                if let Ok(text) = core::str::from_utf8(bytes) {
                    return self.push(path, offset, || Content::Value(Value::String(Cow::Borrowed(text))));
                }
            }
            Some(ValueType::Integer) => {
                if let Ok(number) = value::signed(bytes) {
                    return self.push(path, offset, || Content::Value(Value::Integer(number)));
                }
            }
            Some(ValueType::Unsigned) => {
                if let Ok(number) = value::unsigned(bytes) {
                    return self.push(path, offset, || Content::Value(Value::Unsigned(number)));
                }
            }
            Some(ValueType::Float) => {
                if let Ok(number) = value::float(bytes) {
                    return self.push(path, offset, || Content::Value(Value::Float(number)));
                }
            }
            Some(ValueType::Time) => {
                if let Ok(seconds) = value::signed(bytes) {
                    return self.push(path, offset, || Content::Value(Value::Time(seconds)));
                }
            }
            Some(ValueType::Boolean | ValueType::Objlnk | ValueType::Corelnk) => {}
        }
        self.other_value(bytes, offset, path, value_type.unwrap_or(ValueType::Opaque))
    }

    /// Texts and opaque values of more bytes than the limit.
    #[cold]
    fn check_text(&self, offset: usize, path: Path, value_type: Option<ValueType>) -> Result<(), Error> {
        match value_type {
            None | Some(ValueType::String | ValueType::Opaque | ValueType::Corelnk) => {
                Err(fail(Located::new(ErrorKind::Limit(Limit::Text), offset), path))
            }
            // Their length is checked with their value.
            Some(_) => Ok(()),
        }
    }

    /// A value of a rarer type, or one whose bytes are not as they should be.
    #[inline(never)]
    fn other_value(
        &mut self,
        bytes: &'a [u8],
        offset: usize,
        path: Path,
        value_type: ValueType,
    ) -> Result<(), Error> {
        let value = read_value(value_type, bytes, offset, self.strict, self.warnings)
            .map_err(|error| fail(error, path))?;
        self.push(path, offset, || Content::Value(value))
    }

    /// The object instance that resources at the top of the payload belong to when nothing names it.
    #[cold]
    fn implied_instance(&mut self) -> Result<u16, Error> {
        self.deviation(WarningKind::MissingInstance, "resource outside of an object instance", 0)?;
        Ok(0)
    }

    fn empty_container(&mut self, path: Path, offset: usize) -> Result<(), Error> {
        // An empty wrapper around the requested path does not answer the request.
        if path.level() < self.base.level() {
            return Err(self.outside(offset));
        }
        self.push(path, offset, || Content::Empty)
    }

    /// Adds a node, filled in its place in the list.
    #[inline(always)]
    fn push(
        &mut self,
        path: Path,
        offset: usize,
        content: impl FnOnce() -> Content<'a>,
    ) -> Result<(), Error> {
        if self.nodes.len() >= self.max_nodes {
            return Err(fail(Located::new(ErrorKind::Limit(Limit::Nodes), offset), self.base));
        }
        self.nodes.extend(iter::once_with(|| Node { path, content: content(), time: None, prefix: None }));
        Ok(())
    }

    #[cold]
    fn deviation(&mut self, warning: WarningKind, what: &'static str, offset: usize) -> Result<(), Error> {
        if self.strict {
            return Err(self.misplaced(what, offset));
        }
        self.warnings.warn(Warning::new(warning, offset));
        Ok(())
    }

    #[cold]
    fn misplaced(&self, what: &'static str, offset: usize) -> Error {
        fail(Located::new(ErrorKind::Structure(what), offset), self.base)
    }

    #[cold]
    fn outside(&self, offset: usize) -> Error {
        fail(Located::new(ErrorKind::Path(PathErrorKind::OutsideRequest), offset), self.base)
    }

    /// Looks for identifiers that occur twice, where the order does not exclude them.
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
