//! What other XML tools do with the same bytes.

use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::borrow::Cow;

/// A bare event loop: every event is made and counted, nothing is looked at.
pub fn quick_xml_skim(xml: &str) -> usize {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut events = 0;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return events,
            Ok(_) => events += 1,
            Err(error) => panic!("{error}"),
        }
    }
}

/// The document as roxmltree's tree: the number of its nodes.
pub fn roxmltree(xml: &str) -> usize {
    roxmltree::Document::parse(xml).expect("well-formed").descendants().count()
}

/// Copies the bytes.
pub fn memcpy(bytes: &[u8]) -> Vec<u8> {
    bytes.to_vec()
}

/// A `GetParameterValuesResponse` by quick-xml's serde support.
#[derive(serde::Deserialize)]
pub struct SerdeEnvelope {
    #[serde(rename = "Body")]
    body: SerdeBody,
}

#[derive(serde::Deserialize)]
struct SerdeBody {
    #[serde(rename = "GetParameterValuesResponse")]
    response: SerdeResponse,
}

#[derive(serde::Deserialize)]
struct SerdeResponse {
    #[serde(rename = "ParameterList")]
    list: SerdeList,
}

#[derive(serde::Deserialize)]
struct SerdeList {
    #[serde(rename = "ParameterValueStruct", default)]
    items: Vec<SerdeParameter>,
}

#[derive(serde::Deserialize)]
struct SerdeParameter {
    #[serde(rename = "Name")]
    name: String,
    #[serde(rename = "Value")]
    value: SerdeValue,
}

#[derive(serde::Deserialize)]
struct SerdeValue {
    #[serde(rename = "@type")]
    kind: String,
    #[serde(rename = "$text", default)]
    text: String,
}

impl SerdeEnvelope {
    /// Reads the document.
    pub fn read(xml: &str) -> SerdeEnvelope {
        quick_xml::de::from_str(xml).expect("a response")
    }

    /// Bytes of all names, types and values, to compare with ours.
    pub fn text_len(&self) -> usize {
        let items = &self.body.response.list.items;
        items.iter().map(|item| item.name.len() + item.value.kind.len() + item.value.text.len()).sum()
    }
}

/// One thing that a document is made of, as the data of an application holds it: nothing escaped.
enum Part<'x> {
    Text(Cow<'x, str>),
    Start(&'x str, Vec<(&'x str, Cow<'x, str>)>),
    Empty(&'x str, Vec<(&'x str, Cow<'x, str>)>),
    End(&'x str),
}

/// A document taken apart, to be written with quick-xml's writer.
pub struct QuickXmlDocument<'x> {
    parts: Vec<Part<'x>>,
}

impl<'x> QuickXmlDocument<'x> {
    /// Takes apart what one of our writers wrote: a declaration, a line feed, one element.
    pub fn of(xml: &'x str) -> Self {
        let mut parts = Vec::new();
        let body = xml.strip_prefix(DECLARATION).expect("the declaration that we write");
        for markup in body.split('<').skip(1) {
            let (tag, text) = markup.split_once('>').expect("a tag");
            parts.push(match (tag.strip_prefix('/'), tag.strip_suffix('/')) {
                (Some(name), _) => Part::End(name),
                (_, Some(tag)) => Part::Empty(name_of(tag), attributes_of(tag)),
                _ => Part::Start(name_of(tag), attributes_of(tag)),
            });
            if !text.is_empty() {
                parts.push(Part::Text(unescape(text)));
            }
        }
        QuickXmlDocument { parts }
    }

    /// Writes it into new memory, as our writers do, with the room that they begin with.
    pub fn write(&self) -> Vec<u8> {
        let mut writer = quick_xml::Writer::new(Vec::with_capacity(2048));
        let mut write = |event: Event<'_>| writer.write_event(event).expect("a vector takes all");
        write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        write(Event::Text(BytesText::new("\n")));
        for part in &self.parts {
            write(match part {
                Part::Text(text) => Event::Text(BytesText::new(text)),
                Part::Start(name, attributes) => Event::Start(tag(name, attributes)),
                Part::Empty(name, attributes) => Event::Empty(tag(name, attributes)),
                Part::End(name) => Event::End(BytesEnd::new(*name)),
            });
        }
        writer.into_inner()
    }
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

fn tag<'x>(name: &'x str, attributes: &'x [(&'x str, Cow<'x, str>)]) -> BytesStart<'x> {
    let mut tag = BytesStart::new(name);
    for (name, value) in attributes {
        tag.push_attribute((*name, &**value));
    }
    tag
}

fn name_of(tag: &str) -> &str {
    tag.split(' ').next().unwrap_or_default()
}

fn attributes_of(tag: &str) -> Vec<(&str, Cow<'_, str>)> {
    let mut rest = tag.split_once(' ').map_or("", |(_, rest)| rest);
    let mut attributes = Vec::new();
    while let Some((name, (value, after))) =
        rest.split_once("=\"").and_then(|(name, rest)| Some((name, rest.split_once('"')?)))
    {
        attributes.push((name.trim_start(), unescape(value)));
        rest = after;
    }
    attributes
}

fn unescape(text: &str) -> Cow<'_, str> {
    quick_xml::escape::unescape(text).expect("our own references")
}
