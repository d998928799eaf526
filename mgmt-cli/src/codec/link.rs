//! CoRE link-format.

use super::{Context, Decoded, Payload};
use crate::format::Format;
use crate::refusal::Refusal;
use lwm2m_tlv::link::{LinkWriter, Links};
use mgmt_wire::Error;
use serde_json::{Map, Value, json};

/// A link and its parameters, each with its value if it has one.
struct Link {
    target: String,
    attributes: Vec<(String, Option<AttributeValue>)>,
}

/// A parameter's value, and whether it was quoted.
struct AttributeValue {
    text: String,
    quoted: bool,
}

/// The links of a payload, in order.
pub struct LinkList(Vec<Link>);

/// Decodes a list of links.
pub fn decode(bytes: &[u8], context: &Context) -> Result<Decoded, Refusal> {
    let mut warnings = Vec::new();
    let mut list = Vec::new();
    let mut links = Links::with_options(bytes, &context.options);
    while let Some(link) = links.next_link(&mut warnings) {
        let link = link.map_err(Error::from)?;
        let attributes = link.attributes().map(|attribute| {
            let value = attribute
                .value
                .map(|value| AttributeValue { text: value.text().into_owned(), quoted: value.is_quoted() });
            (attribute.name.to_owned(), value)
        });
        list.push(Link { target: link.target.to_owned(), attributes: attributes.collect() });
    }
    Ok(Decoded::new(LinkList(list), &warnings))
}

impl Payload for LinkList {
    fn to_json(&self) -> Result<Value, Refusal> {
        Ok(self.0.iter().map(|link| json!({"uri": link.target, "attributes": attributes(link)})).collect())
    }

    fn encode(&self, _: Format, _: &Context) -> Result<Vec<u8>, Refusal> {
        let mut text = String::new();
        let mut writer = LinkWriter::new(&mut text);
        for link in &self.0 {
            writer.link(&link.target)?;
            for (name, value) in &link.attributes {
                match value {
                    None => writer.flag(name)?,
                    Some(value) if value.quoted => writer.quoted(name, &value.text)?,
                    Some(value) => writer.token(name, &value.text)?,
                };
            }
        }
        Ok(text.into_bytes())
    }
}

/// Parameters by name: text, `true` for a name alone, a list for a name that comes more than once.
fn attributes(link: &Link) -> Map<String, Value> {
    let mut members = Map::new();
    for (name, value) in &link.attributes {
        let value = value.as_ref().map_or(Value::Bool(true), |value| json!(value.text));
        match members.get_mut(name) {
            None => {
                members.insert(name.clone(), value);
            }
            Some(Value::Array(values)) => values.push(value),
            Some(first) => *first = json!([first.take(), value]),
        }
    }
    members
}
