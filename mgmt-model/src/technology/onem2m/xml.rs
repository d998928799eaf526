//! XML in and out (TS-0004, clause 8.3): short names, the order of the schema, null as an empty element.

use super::Resource;
use crate::mapping::{Mapping, codec};
use crate::resource::{Base, Type, parse_boolean, parse_float};
use crate::{Error, ErrorKind, ResourceId, Value};
use alloc::borrow::{Cow, ToOwned};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use mgmt_wire::xml::{Document, Event, Namespace, Reader, Writer};
use mgmt_wire::{DecodeOptions, Limit, character};

/// Namespace of `m2m:`.
pub(crate) const NAMESPACE: &str = "http://www.onem2m.org/xml/protocols";

/// What several resources stand in: the content of a primitive.
const SEVERAL: &str = "m2m:pc";

pub(super) const KNOWN: [&str; 1] = [NAMESPACE];

impl Resource<'_> {
    /// Reads one resource, or several in `m2m:pc`.
    ///
    /// Texts are read by the types of the built-in tables: lists at white space, elements that repeat as lists.
    ///
    /// # Errors
    ///
    /// Those of the XML reader, `Duplicate`, `Limit`, and `Type` for XML that is no resource.
    pub fn from_xml(input: &[u8]) -> Result<Vec<Resource<'static>>, Error> {
        Resource::from_xml_with(input, Mapping::built_in(), &DecodeOptions::default())
    }

    /// The same with other tables and limits.
    ///
    /// # Errors
    ///
    /// See [`from_xml`](Self::from_xml).
    pub fn from_xml_with(
        input: &[u8],
        mapping: &Mapping,
        options: &DecodeOptions,
    ) -> Result<Vec<Resource<'static>>, Error> {
        let document = Document::from_bytes(input, options).map_err(xml)?;
        let mut reader = Reader::new(document.text(), options, &KNOWN);
        let root = element(&mut reader, options)?;
        let several = if root.name == SEVERAL { root.children } else { [root].into() };
        several.into_iter().map(|element| resource(element, mapping)).collect()
    }

    /// Writes one resource as the document element, several in `m2m:pc`.
    ///
    /// # Errors
    ///
    /// `NonFinite`, `OutOfRange`, `InvalidValue` for a list element with white space, and what XML cannot carry.
    pub fn to_xml(resources: &[Self]) -> Result<String, Error> {
        let names: Vec<Vec<String>> =
            resources.iter().map(|resource| ordered(resource, Mapping::built_in())).collect();
        let mut writer = Writer::new();
        let several = resources.len() != 1;
        if several {
            writer.start(SEVERAL);
            writer.attribute("xmlns:m2m", NAMESPACE);
        }
        for (resource, names) in resources.iter().zip(&names) {
            write_resource(resource, names, several, &mut writer)?;
        }
        if several {
            writer.end();
        }
        writer.finish().map_err(xml)
    }
}

/// Writes a resource, its attributes in this order; `inner` when `m2m:` is declared around it.
pub(super) fn write_resource<'n>(
    resource: &'n Resource<'_>,
    names: &[String],
    inner: bool,
    writer: &mut Writer<'n>,
) -> Result<(), Error> {
    writer.start(&resource.name);
    match resource.name.split_once(':').map_or("", |(prefix, _)| prefix) {
        "m2m" if inner => {}
        "m2m" => writer.attribute("xmlns:m2m", NAMESPACE),
        "" => {}
        other => writer.attribute(&alloc::format!("xmlns:{other}"), &alloc::format!("urn:onem2m:{other}")),
    }
    if let Some(Value::Text(name)) = resource.get("rn") {
        writer.attribute("rn", name);
    }
    for name in names.iter().filter(|name| *name != "rn") {
        if let Some((name, value)) = resource.attributes.iter().find(|(known, _)| known == name) {
            write(name, value, writer)?;
        }
    }
    writer.end();
    Ok(())
}

pub(crate) fn xml(error: mgmt_wire::xml::Error) -> Error {
    error.map(ErrorKind::Xml)
}

/// The names of a resource's attributes in the order of the schema; unknown ones go last, as they stand.
pub(super) fn ordered(resource: &Resource<'_>, mapping: &Mapping) -> Vec<String> {
    let common = mapping.common_attributes();
    let id = mapping.resource_by_name(&resource.name);
    let rank = |name: &str| {
        if let Some(place) = common.iter().position(|attribute| attribute.short == name) {
            return (0, place);
        }
        let own = id.and_then(|id| {
            mapping.attributes_of(id).position(|(_, attribute)| {
                let first = attribute.short.split('.').next().unwrap_or_default();
                first == name || attribute.name == name
            })
        });
        own.map_or((2, 0), |place| (1, place))
    };
    let mut names: Vec<String> = resource.attributes.iter().map(|(name, _)| name.to_string()).collect();
    names.sort_by_key(|name| rank(name));
    names.dedup();
    names
}

fn plain(value: &Value<'_>) -> Result<String, Error> {
    Ok(match value {
        Value::Null => String::new(),
        Value::Boolean(truth) => truth.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) if number.is_finite() => number.to_string(),
        Value::Float(_) => return Err(Error::new(ErrorKind::NonFinite)),
        Value::Text(text) => text.clone().into_owned(),
        Value::Opaque(bytes) => mgmt_wire::base64::encode_padded(bytes),
        Value::Time(time) => time.to_basic().map_err(Error::new)?,
        Value::List(_) | Value::Record(_) => return Err(Error::new(ErrorKind::Type("plain value"))),
    })
}

/// Values nest as deep as the caller nested them, which [`element`] bounds.
pub(super) fn write<'n>(name: &'n str, value: &'n Value<'_>, writer: &mut Writer<'n>) -> Result<(), Error> {
    // Only `m2m:` is declared for what stands inside of a resource.
    let foreign = |name: &str| name.split_once(':').is_some_and(|(prefix, _)| prefix != "m2m");
    if foreign(name) {
        return Err(Error::new(ErrorKind::InvalidValue("prefix of a member")));
    }
    match value {
        Value::List(values) if values.iter().any(|value| matches!(value, Value::Record(_))) => {
            for value in values {
                write(name, value, writer)?;
            }
        }
        Value::List(values) => {
            let texts = values.iter().map(plain).collect::<Result<Vec<_>, _>>()?;
            if texts.iter().any(|text| text.is_empty() || text.contains(character::SPACE)) {
                return Err(Error::new(ErrorKind::InvalidValue("list element")));
            }
            writer.leaf(name, &texts.join(" "));
        }
        // A link: its name and type are attributes of the element.
        Value::Record(members) if members.iter().any(|(member, _)| member == "val") => {
            writer.start(name);
            for (member, value) in members.iter().filter(|(member, _)| member != "val") {
                let attribute = match &**member {
                    "nm" => "name",
                    "typ" => "type",
                    other if foreign(other) => {
                        return Err(Error::new(ErrorKind::InvalidValue("prefix of a member")));
                    }
                    other => other,
                };
                writer.attribute(attribute, &plain(value)?);
            }
            if let Some((_, value)) = members.iter().find(|(member, _)| member == "val") {
                writer.text(&plain(value)?);
            }
            writer.end();
        }
        Value::Record(members) => {
            writer.start(name);
            for (member, value) in members {
                write(member, value, writer)?;
            }
            writer.end();
        }
        Value::Null => writer.empty(name),
        other => writer.leaf(name, &plain(other)?),
    }
    Ok(())
}

/// An element as it was read.
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Element>,
    pub(crate) text: String,
    /// Of the namespace by default, without a prefix.
    by_default: bool,
}

impl Element {
    /// The same within another element. Where the namespace is the default, attributes have it too: only what is a
    /// resource by its name and has content of its own is one.
    fn into_member(mut self) -> Self {
        let is_resource =
            || !self.children.is_empty() && Mapping::built_in().resource_by_name(&self.name).is_some();
        if self.by_default && !is_resource() {
            self.name = self.name.split_off("m2m:".len());
        }
        self
    }
}

const DEEPEST: usize = 32;

/// Reads the document element, its content included.
pub(crate) fn element(reader: &mut Reader<'_>, options: &DecodeOptions) -> Result<Element, Error> {
    let mut open: Vec<Element> = Vec::new();
    loop {
        match reader.next_event().map_err(xml)? {
            Event::Start(name) => {
                if open.len() >= options.limits.depth.min(DEEPEST) {
                    return Err(reader.error(ErrorKind::Limit(Limit::Depth)));
                }
                let local = match (name.namespace == Namespace::known(0), name.prefix) {
                    (true, _) => alloc::format!("m2m:{}", name.local),
                    (false, "") => name.local.to_owned(),
                    (false, prefix) => alloc::format!("{prefix}:{}", name.local),
                };
                let attributes = reader.attributes().iter();
                let attributes = attributes.map(|a| (a.name.local.to_owned(), a.value.to_string())).collect();
                let by_default = name.prefix.is_empty() && name.namespace == Namespace::known(0);
                let (children, text) = (Vec::new(), String::new());
                open.push(Element { name: local, attributes, children, text, by_default });
            }
            Event::Text(text) => {
                if let Some(top) = open.last_mut() {
                    top.text.push_str(&text);
                }
            }
            Event::End => {
                let Some(done) = open.pop() else { return Err(reader.error(ErrorKind::Malformed("XML"))) };
                match open.last_mut() {
                    Some(parent) => parent.children.push(done.into_member()),
                    None => {
                        while reader.next_event().map_err(xml)? != Event::Eof {}
                        return Ok(done);
                    }
                }
            }
            Event::Eof => return Err(reader.error(ErrorKind::Truncated)),
        }
    }
}

pub(super) fn resource(element: Element, mapping: &Mapping) -> Result<Resource<'static>, Error> {
    let id = mapping.resource_by_name(&element.name);
    let types = Types { mapping, id };
    let mut resource = Resource::new(element.name);
    resource
        .attributes
        .extend(element.attributes.into_iter().map(|(name, value)| (Cow::Owned(name), Value::from(value))));
    for child in element.children {
        let name = child.name.clone();
        let known_type = types.of(&name);
        let list = known_type.is_some_and(|data_type| data_type.list);
        let record = !child.children.is_empty() || !child.attributes.is_empty();
        let value = value(child)?;
        let known = resource.attributes.iter_mut().find(|(known, _)| *known == name);
        match (known, value) {
            (Some((_, Value::List(values))), value) if list => values.push(types.typed(&name, value)),
            (Some(_), _) => return Err(Error::new(ErrorKind::Duplicate("element"))),
            (None, Value::Text(text)) if list && !record => {
                let word = |word: &str| types.typed(&name, Value::from(word.to_owned()));
                let words = text.split_ascii_whitespace().map(word).collect();
                resource.attributes.push((Cow::Owned(name), Value::List(words)));
            }
            (None, value) if list && value != Value::Null => {
                let value = types.typed(&name, value);
                resource.attributes.push((Cow::Owned(name), Value::List([value].into())));
            }
            (None, value) => {
                let value = types.typed(&name, value);
                resource.attributes.push((Cow::Owned(name), value));
            }
        }
    }
    Ok(resource)
}

/// The types of a resource's attributes and of the members of its structures: XML has texts where the other
/// serializations have numbers and booleans.
struct Types<'m> {
    mapping: &'m Mapping,
    id: Option<ResourceId>,
}

impl Types<'_> {
    fn of(&self, name: &str) -> Option<Type> {
        let mapping = self.mapping;
        let own = self.id.and_then(|id| mapping.attribute(mapping.attribute_of(id, name)?));
        let common = || mapping.common_attributes().iter().find(|a| a.short == name || a.name == name);
        own.or_else(common).map(|attribute| attribute.data_type)
    }

    /// A text as what it is; one that its type does not allow stays a text.
    fn typed(&self, name: &str, value: Value<'static>) -> Value<'static> {
        match value {
            Value::Text(text) => {
                let number = |text: &str| codec::parse_integer(text).ok().map(Value::Integer);
                let typed = match self.of(name) {
                    // The status of an action, the ends of a range.
                    None if matches!(name, "sus" | "min" | "max") => number(&text),
                    None => super::command::argument_type(name, self.mapping)
                        .filter(Type::is_number)
                        .and_then(|_| number(&text)),
                    Some(data_type) if data_type.is_number() => number(&text),
                    Some(data_type) => match data_type.base {
                        Base::Boolean | Base::Action => parse_boolean(&text).ok().map(Value::Boolean),
                        Base::Float => parse_float(&text).ok().map(Value::Float),
                        _ => None,
                    },
                };
                typed.unwrap_or(Value::Text(text))
            }
            // As deep as elements nest, which is bounded.
            Value::Record(members) => {
                let typed = |(name, value): (Cow<'static, str>, _)| {
                    let value = match self.typed(&name, value) {
                        // The arguments of a command are a list, of one element too.
                        one @ Value::Record(_) if super::command::is_member(&name) => {
                            Value::List([one].into())
                        }
                        value => value,
                    };
                    (name, value)
                };
                Value::Record(members.into_iter().map(typed).collect())
            }
            Value::List(values) => {
                Value::List(values.into_iter().map(|value| self.typed(name, value)).collect())
            }
            other => other,
        }
    }
}

/// The depth of elements is bounded before, so that this may recurse.
fn value(element: Element) -> Result<Value<'static>, Error> {
    if element.children.is_empty() && element.attributes.is_empty() {
        return Ok(if element.text.is_empty() { Value::Null } else { Value::from(element.text) });
    }
    let mut members: Vec<(Cow<'static, str>, Value<'static>)> = Vec::new();
    let attributes = element.attributes.into_iter().map(|(name, text)| {
        let name = match &*name {
            "name" => "nm".to_owned(),
            "type" => "typ".to_owned(),
            _ => name,
        };
        // The type of a link is a number.
        let value = text.parse::<i64>().map_or_else(|_| Value::from(text.clone()), Value::from);
        (Cow::Owned(name), value)
    });
    members.extend(attributes);
    if element.children.is_empty() {
        members.push((Cow::Borrowed("val"), Value::from(element.text)));
    }
    for child in element.children {
        let name = child.name.clone();
        let value = value(child)?;
        match members.iter_mut().find(|(known, _)| *known == name) {
            Some((_, Value::List(values))) => values.push(value),
            Some((_, first)) => {
                let before = core::mem::replace(first, Value::Null);
                *first = Value::List([before, value].into());
            }
            None => members.push((Cow::Owned(name), value)),
        }
    }
    Ok(Value::Record(members))
}
