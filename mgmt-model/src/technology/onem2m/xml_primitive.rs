//! Primitives in XML: `m2m:rqp` and `m2m:rsp`, parameters in the order of the schema.

use super::xml::{Element, KNOWN, NAMESPACE, element, ordered, resource, write, write_resource, xml};
use super::{Request, Resource, Response};
use crate::mapping::{Mapping, codec};
use crate::resource::parse_boolean;
use crate::{Error, ErrorKind, Value};
use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;
use mgmt_wire::DecodeOptions;
use mgmt_wire::xml::{Document, Reader, Writer};

const REQUEST: &str = "m2m:rqp";
const RESPONSE: &str = "m2m:rsp";

/// The parameters of both primitives in the order of their schemas; the first ones of a response are its own.
const ORDER: [&str; 36] = [
    "op", "rsc", "to", "fr", "rqi", "ty", "pc", "rids", "ot", "rqet", "rset", "oet", "rt", "rp", "rcn", "ec",
    "da", "gid", "fc", "drt", "tkns", "tids", "tqi", "ltids", "grtm", "ati", "tqf", "cnst", "cnot", "asi",
    "asri", "aus", "auri", "sqi", "rvi", "vsi",
];

/// What a text is, of parameters and of resources that are no management objects.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Number,
    Boolean,
    Text,
}

/// Names, types, and whether there is a list of them.
const MEMBERS: [(&str, Kind, bool); 35] = [
    ("op", Kind::Number, false),
    ("rsc", Kind::Number, false),
    ("ty", Kind::Number, false),
    ("rcn", Kind::Number, false),
    ("ec", Kind::Number, false),
    ("drt", Kind::Number, false),
    ("rtv", Kind::Number, false),
    ("cnst", Kind::Number, false),
    ("cnot", Kind::Number, false),
    ("fu", Kind::Number, false),
    ("fo", Kind::Number, false),
    ("lim", Kind::Number, false),
    ("lvl", Kind::Number, false),
    ("ofst", Kind::Number, false),
    ("sza", Kind::Number, false),
    ("szb", Kind::Number, false),
    ("sts", Kind::Number, false),
    ("stb", Kind::Number, false),
    ("exc", Kind::Number, false),
    ("nct", Kind::Number, false),
    ("net", Kind::Number, false),
    ("num", Kind::Number, false),
    ("mnn", Kind::Number, false),
    ("da", Kind::Boolean, false),
    ("tqi", Kind::Boolean, false),
    ("vrq", Kind::Boolean, false),
    ("sud", Kind::Boolean, false),
    ("ln", Kind::Boolean, false),
    ("nu", Kind::Text, true),
    ("atr", Kind::Text, true),
    ("lbl", Kind::Text, true),
    ("m2m:atrl", Kind::Text, true),
    ("m2m:uril", Kind::Text, true),
    ("tkns", Kind::Text, true),
    ("tids", Kind::Text, true),
];

/// Lists where they stand in criteria, single where they stand elsewhere.
const IN_CRITERIA: [&str; 2] = ["ty", "net"];

impl Request<'_> {
    /// Reads a request primitive, `m2m:rqp`.
    ///
    /// # Errors
    ///
    /// Those of [`Resource::from_xml`]; `Missing` without `op`, `to` or `rqi`; `UnknownEnum` for another operation.
    ///
    /// ```
    /// use mgmt_model::onem2m::{Method, Request, Resource};
    ///
    /// let request = Request::new(Method::Update, "node-7/rbo", "r1")
    ///     .with_from("acs")
    ///     .with_content(Resource::new("m2m:rbo").with("rbo", true));
    /// let xml = request.to_xml()?;
    /// assert!(xml.contains("<op>3</op><to>node-7/rbo</to><fr>acs</fr><rqi>r1</rqi><pc><m2m:rbo><rbo>true</rbo>"));
    /// assert_eq!(Request::from_xml(xml.as_bytes())?.to, "node-7/rbo");
    /// # Ok::<(), mgmt_model::Error>(())
    /// ```
    pub fn from_xml(input: &[u8]) -> Result<Request<'static>, Error> {
        Request::from_value(primitive(input, REQUEST)?)
    }

    /// Writes the primitive as an XML document.
    ///
    /// # Errors
    ///
    /// See [`Resource::to_xml`].
    pub fn to_xml(&self) -> Result<String, Error> {
        document(REQUEST, self.to_value(), self.content.as_ref())
    }
}

impl Response<'_> {
    /// Reads a response primitive, `m2m:rsp`.
    ///
    /// # Errors
    ///
    /// Those of [`Resource::from_xml`]; `Missing` without `rsc` or `rqi`.
    pub fn from_xml(input: &[u8]) -> Result<Response<'static>, Error> {
        Response::from_value(primitive(input, RESPONSE)?)
    }

    /// Writes the primitive as an XML document.
    ///
    /// # Errors
    ///
    /// See [`Resource::to_xml`].
    pub fn to_xml(&self) -> Result<String, Error> {
        document(RESPONSE, self.to_value(), self.content.as_ref())
    }
}

fn primitive(input: &[u8], name: &str) -> Result<Value<'static>, Error> {
    let options = DecodeOptions::default();
    let document = Document::from_bytes(input, &options).map_err(xml)?;
    let mut reader = Reader::new(document.text(), &options, &KNOWN);
    let root = element(&mut reader, &options)?;
    if root.name != name {
        return Err(Error::new(ErrorKind::Type("primitive")));
    }
    record(root, Mapping::built_in())
}

/// The depth of elements is bounded before, so that this may recurse.
fn record(element: Element, mapping: &Mapping) -> Result<Value<'static>, Error> {
    let in_criteria = matches!(&*element.name, "fc" | "enc");
    let mut members: Vec<(Cow<'static, str>, Value<'static>)> = Vec::new();
    members.extend(element.attributes.into_iter().map(|(name, text)| (Cow::Owned(name), Value::from(text))));
    for child in element.children {
        let name = child.name.clone();
        let kind = MEMBERS.iter().find(|(member, ..)| *member == name);
        let list = kind.is_some_and(|(.., list)| *list) || (in_criteria && IN_CRITERIA.contains(&&*name));
        let managed = name.contains(':') && mapping.resource_by_name(&name).is_some();
        let value = if managed {
            Value::Record(resource(child, mapping)?.attributes)
        } else if child.children.is_empty() && child.attributes.is_empty() {
            leaf(&child.text, kind.map_or(Kind::Text, |(_, kind, _)| *kind), list)?
        } else {
            record(child, mapping)?
        };
        match members.iter_mut().find(|(known, _)| *known == name) {
            None => members.push((Cow::Owned(name), value)),
            Some((_, Value::List(values))) => match value {
                Value::List(mut more) => values.append(&mut more),
                one => values.push(one),
            },
            Some((_, first)) => {
                let before = core::mem::replace(first, Value::Null);
                *first = Value::List([before, value].into());
            }
        }
    }
    Ok(Value::Record(members))
}

fn leaf(text: &str, kind: Kind, list: bool) -> Result<Value<'static>, Error> {
    let one = |text: &str| match kind {
        Kind::Number => codec::parse_integer(text.trim()).map(Value::Integer),
        Kind::Boolean => parse_boolean(text).map(Value::Boolean),
        Kind::Text => Ok(Value::from(text.to_owned())),
    };
    if list {
        let values: Result<Vec<_>, _> = text.split_ascii_whitespace().map(one).collect();
        return values.map(Value::List).map_err(Error::new);
    }
    if text.is_empty() { Ok(Value::Null) } else { one(text).map_err(Error::new) }
}

fn document(name: &str, value: Value<'_>, content: Option<&Resource<'_>>) -> Result<String, Error> {
    let Value::Record(mut members) = value else { return Err(Error::new(ErrorKind::Type("primitive"))) };
    members.sort_by_key(|(name, _)| ORDER.iter().position(|known| known == name).unwrap_or(ORDER.len()));
    let names = content.map(|content| ordered(content, Mapping::built_in())).unwrap_or_default();
    let mut writer = Writer::new();
    writer.start(name);
    writer.attribute("xmlns:m2m", NAMESPACE);
    for (name, value) in &members {
        match content.filter(|_| name == "pc") {
            Some(content) => {
                writer.start("pc");
                write_resource(content, &names, true, &mut writer)?;
                writer.end();
            }
            None => write(name, value, &mut writer)?,
        }
    }
    writer.end();
    writer.finish().map_err(xml)
}
