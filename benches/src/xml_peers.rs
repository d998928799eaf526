//! What other XML tools do with the same bytes.

use quick_xml::events::Event;

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

/// Writes a `GetParameterValuesResponse` with quick-xml's writer.
pub fn quick_xml_writer(parameters: &[(String, &'static str, String)]) -> Vec<u8> {
    use quick_xml::events::{BytesEnd, BytesStart, BytesText};
    let mut writer = quick_xml::Writer::new(Vec::new());
    let mut write = |event: Event<'_>| writer.write_event(event).expect("a vector takes all");
    let start = |name: &'static str| Event::Start(BytesStart::new(name));
    let end = |name: &'static str| Event::End(BytesEnd::new(name));
    let mut envelope = BytesStart::new("soap-env:Envelope");
    envelope.push_attribute(("xmlns:soap-env", "http://schemas.xmlsoap.org/soap/envelope/"));
    envelope.push_attribute(("xmlns:soap-enc", "http://schemas.xmlsoap.org/soap/encoding/"));
    envelope.push_attribute(("xmlns:xsd", "http://www.w3.org/2001/XMLSchema"));
    envelope.push_attribute(("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"));
    envelope.push_attribute(("xmlns:cwmp", "urn:dslforum-org:cwmp-1-2"));
    write(Event::Start(envelope));
    write(start("soap-env:Body"));
    write(start("cwmp:GetParameterValuesResponse"));
    let mut list = BytesStart::new("ParameterList");
    let count = format!("cwmp:ParameterValueStruct[{}]", parameters.len());
    list.push_attribute(("soap-enc:arrayType", count.as_str()));
    write(Event::Start(list));
    for (name, kind, value) in parameters {
        write(start("ParameterValueStruct"));
        write(start("Name"));
        write(Event::Text(BytesText::new(name)));
        write(end("Name"));
        let mut tag = BytesStart::new("Value");
        tag.push_attribute(("xsi:type", format!("xsd:{kind}").as_str()));
        write(Event::Start(tag));
        write(Event::Text(BytesText::new(value)));
        write(end("Value"));
        write(end("ParameterValueStruct"));
    }
    for name in ["ParameterList", "cwmp:GetParameterValuesResponse", "soap-env:Body", "soap-env:Envelope"] {
        write(end(name));
    }
    writer.into_inner()
}

/// Reads the document's events once more and writes them with quick-xml's writer. Reading is part of the time, which
/// is a fifth of it.
pub fn quick_xml_copy(xml: &str) -> Vec<u8> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut writer = quick_xml::Writer::new(Vec::with_capacity(xml.len()));
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Eof => return writer.into_inner(),
            event => writer.write_event(event).expect("a vector takes all"),
        }
    }
}
