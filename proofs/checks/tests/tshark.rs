//! TLV and WBXML against Wireshark's dissectors (Debian: `tshark`): the same entries and tokens at the same places.
//!
//! Payloads go in as captures of link type "user 0": TLV inside of CoAP responses with its Content-Format, WBXML as it
//! is. What comes out is PDML, where each field has its position in the packet.

use lwm2m_tlv::format::tlv::{EntryKind, Reader};
use mgmt_checks::documents::{corpus, documents, fragment, provisioning, styles};
use mgmt_checks::oracle::{Scratch, installed, run, sample};
use mgmt_wire::DecodeOptions;
use omadm_syncml::syntax::wbxml::{Token, Tokenizer};
use std::fmt::Write as _;

/// One field of a dissection: its name, position, length, and what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Field {
    name: String,
    at: usize,
    size: usize,
    show: String,
    value: String,
}

/// Dissects each packet, starting with `dissector`, and gives its fields.
fn dissect(name: &str, dissector: &str, packets: &[Vec<u8>]) -> Vec<Vec<Field>> {
    const USER_0: u32 = 147;
    let mut capture = Vec::new();
    for word in [0xa1b2_c3d4_u32, 0x0004_0002, 0, 0, 0x4_0000, USER_0] {
        capture.extend(word.to_le_bytes());
    }
    for packet in packets {
        let length = u32::try_from(packet.len()).unwrap();
        for word in [0, 0, length, length] {
            capture.extend(word.to_le_bytes());
        }
        capture.extend(packet);
    }
    let scratch = Scratch::new(name);
    let file = scratch.file("payloads.pcap", &capture);
    let table = format!("uat:user_dlts:\"User 0 (DLT={USER_0})\",\"{dissector}\",\"0\",\"\",\"0\",\"\"");
    let arguments =
        ["-o".as_ref(), table.as_ref(), "-r".as_ref(), file.as_ref(), "-T".as_ref(), "pdml".as_ref()];
    let pdml = String::from_utf8(run("tshark", &arguments, &[]).unwrap()).unwrap();
    let document = roxmltree::Document::parse(&pdml).unwrap();
    let packets = document.root_element().children().filter(|node| node.has_tag_name("packet"));
    packets.map(|packet| packet.descendants().filter_map(field).collect()).collect()
}

fn field(node: roxmltree::Node<'_, '_>) -> Option<Field> {
    let attribute = |name| node.attribute(name).unwrap_or_default().to_owned();
    let number = |name| node.attribute(name).and_then(|text| text.parse().ok());
    node.has_tag_name("field").then_some(())?;
    Some(Field {
        name: attribute("name"),
        at: number("pos")?,
        size: number("size")?,
        show: attribute("show"),
        value: attribute("value"),
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

// TLV

/// A response with TLV: version 1, not confirmable, 2.05, one option.
const COAP: [u8; 8] = [0x50, 0x45, 0x00, 0x01, 0xc2, 0x2d, 0x16, 0xff];

/// `kind id @offset header+length value` of each entry, depth first.
fn entries(payload: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![Reader::new(payload)];
    while let Some(innermost) = open.last_mut() {
        let Some(entry) = innermost.next() else {
            open.pop();
            continue;
        };
        let entry = entry.expect("valid");
        let length = entry.value.len();
        let value = if entry.kind.is_container() { String::new() } else { hex(entry.value) };
        found.push(format!(
            "{:?} {} @{} {}+{length} {value}",
            entry.kind, entry.id, entry.offset, entry.header_len
        ));
        open.push(entry.entries());
    }
    found
}

/// The same from the dissection.
fn dissected_entries(fields: &[Field]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut fields = fields.iter().peekable();
    while let Some(start) = fields.next() {
        let kind = match start.name.as_str() {
            "lwm2mtlv.object_instance" => EntryKind::ObjectInstance,
            "lwm2mtlv.resource_instance" => EntryKind::ResourceInstance,
            "lwm2mtlv.resource_array" => EntryKind::MultipleResource,
            "lwm2mtlv.resource" => EntryKind::Resource,
            _ => continue,
        };
        let mut header = 0;
        let (mut id, mut value) = (String::new(), String::new());
        while let Some(field) = fields.peek() {
            match field.name.as_str() {
                "lwm2mtlv.header" => header = field.size,
                "lwm2mtlv.identifier" => id.clone_from(&field.show),
                "lwm2mtlv.value" => value.clone_from(&field.value),
                name if name.starts_with("lwm2mtlv.resource.") => {}
                name if name.starts_with("lwm2mtlv.type.") || name.starts_with("lwm2mtlv.value.") => {}
                "lwm2mtlv.length" => {}
                _ => break,
            }
            fields.next();
        }
        let (at, length) = (start.at - COAP.len(), start.size - header);
        found.push(format!("{kind:?} {id} @{at} {header}+{length} {value}"));
    }
    found
}

/// Payloads of the repository, and every form of header around values of every length class.
fn tlv_payloads() -> Vec<Vec<u8>> {
    let mut payloads = vec![sample("mgmt-cli/samples/device.tlv")];
    for (kind, id, length) in [
        (0xc0_u8, 0_u16, 0_usize),
        (0xc0, 255, 1),
        (0xc0, 256, 7),
        (0xc0, 65535, 8),
        (0xc0, 1, 255),
        (0xc0, 300, 256),
        (0xc0, 2, 65535 - 64),
        (0x40, 7, 3),
        (0x40, 700, 300),
    ] {
        payloads.push(entry(kind, id, &vec![0x61; length]));
    }
    let instances = [entry(0x40, 0, &[1]), entry(0x40, 257, &[0x80, 0, 0, 0])].concat();
    let multiple = entry(0x80, 6, &instances);
    let resources = [entry(0xc0, 0, b"a"), multiple.clone(), entry(0xc0, 9, &[100])].concat();
    payloads.push(multiple);
    payloads.push([entry(0x00, 0, &resources), entry(0x00, 258, &resources), entry(0x00, 3, &[])].concat());
    payloads
}

/// An entry with the shortest header, written without help of the library.
fn entry(kind: u8, id: u16, value: &[u8]) -> Vec<u8> {
    let mut bytes = vec![kind];
    match u8::try_from(id) {
        Ok(id) => bytes.push(id),
        Err(_) => {
            bytes[0] |= 0x20;
            bytes.extend(id.to_be_bytes());
        }
    }
    let length = u32::try_from(value.len()).unwrap().to_be_bytes();
    match value.len() {
        0..8 => bytes[0] |= length[3],
        8..0x100 => {
            bytes[0] |= 0x08;
            bytes.push(length[3]);
        }
        0x100..0x1_0000 => {
            bytes[0] |= 0x10;
            bytes.extend(&length[2..]);
        }
        _ => {
            bytes[0] |= 0x18;
            bytes.extend(&length[1..]);
        }
    }
    [bytes, value.to_vec()].concat()
}

/// Payloads of the corpus's vectors that are valid TLV.
fn tlv_corpus() -> Vec<Vec<u8>> {
    let Some(folder) = mgmt_testkit::corpus("lwm2m") else { return Vec::new() };
    let mut payloads = Vec::new();
    for path in mgmt_testkit::files(&folder) {
        if path.file_name().is_none_or(|name| name != "vectors.json") {
            continue;
        }
        let cases: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        for case in cases.as_array().unwrap() {
            let Some(hex) = case["payload_hex"].as_str().filter(|_| case["format"] == "tlv") else {
                continue;
            };
            let whole = case["payload_tail_repeat"].is_null() && case["payload_tail"].is_null();
            let digits = hex.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
            let payload: Vec<u8> = digits.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect();
            let types = |_: lwm2m_tlv::Path| Some(lwm2m_tlv::ValueType::Opaque);
            let path = case["path"].as_str().and_then(|path| path.parse().ok());
            if whole
                && let Some(path) = path
                && lwm2m_tlv::format::tlv::decode(path, &payload, &types).is_ok()
            {
                payloads.push(payload);
            }
        }
    }
    payloads
}

#[test]
fn tlv_entries() {
    if !installed("tshark", "tshark") {
        return;
    }
    let mut payloads = tlv_payloads();
    payloads.extend(tlv_corpus());
    // A dissector is not called for an empty payload.
    payloads.retain(|payload| !payload.is_empty());
    let packets: Vec<Vec<u8>> = payloads.iter().map(|payload| [&COAP[..], payload].concat()).collect();
    let dissected = dissect("tlv", "coap", &packets);
    assert_eq!(dissected.len(), payloads.len());
    for (payload, fields) in payloads.iter().zip(&dissected) {
        assert_eq!(entries(payload), dissected_entries(fields), "{}", hex(&payload[..payload.len().min(64)]));
    }
}

// WBXML

/// `kind @offset text` of each token; names where the dissector knows them are left out, the token says it.
fn tokens(wbxml: &[u8]) -> Vec<String> {
    let mut tokenizer = Tokenizer::new(wbxml, &DecodeOptions::default()).unwrap();
    let mut found = Vec::new();
    while let Some(token) = tokenizer.next().unwrap() {
        let at = tokenizer.offset();
        found.push(match token {
            Token::Start { token, attributes, content, .. } => {
                let flags = u8::from(attributes) << 7 | u8::from(content) << 6;
                format!("start {:02x} @{at}", token | flags)
            }
            // The dissector calls the end of an empty element's attributes the end of the element.
            Token::End | Token::AttributesEnd => format!("end @{at}"),
            Token::Text(text) => format!("text {} @{at}", hex(text.to_str().as_bytes())),
            Token::TableText(text) => format!("table {} @{at}", escaped(&text.to_str())),
            Token::Opaque(bytes) => format!("opaque {} @{at}", hex(bytes)),
            Token::Attribute { token, .. } => format!("attribute {token:02x} @{at}"),
            Token::AttributeValue { token, .. } => format!("value {token:02x} @{at}"),
            Token::StartLiteral { name, .. } | Token::AttributeLiteral(Some(name)) => {
                format!("literal {} @{at}", escaped(&name.to_str()))
            }
            other => panic!("{other:?}"),
        });
    }
    found
}

/// As the dissector shows it.
fn escaped(text: &str) -> String {
    text.replace('\n', "\\n").replace('\t', "\\t").replace('"', "\\\"")
}

fn dissected_tokens(fields: &[Field]) -> Vec<String> {
    let found = fields.iter().filter_map(|field| {
        let at = field.at;
        Some(match field.name.as_str() {
            "wbxml.known_tag" => format!("start {} @{at}", field.value),
            "wbxml.end_known_tag" | "wbxml.end_known_tag.uint" | "wbxml.end_attribute_list" => {
                format!("end @{at}")
            }
            "wbxml.str_i" => format!("text {} @{at}", &field.value[2..field.value.len() - 2]),
            "wbxml.str_t" => format!("table {} @{at}", field.show),
            "wbxml.opaque_data" => {
                // The token, and the length in groups of seven bits.
                let length =
                    field.value.as_bytes().chunks(2).skip(1).take_while(|pair| pair[0] >= b'8').count() + 1;
                let header = 1 + length;
                format!("opaque {} @{at}", &field.value[2 * header..])
            }
            name if name.starts_with("wbxml.literal") => format!("literal {} @{at}", field.show),
            "wbxml.end_literal_tag" => format!("end @{at}"),
            "wbxml.known_attrstart" => format!("attribute {} @{at}", field.value),
            "wbxml.known_attrvalue" => format!("value {} @{at}", field.value),
            _ => return None,
        })
    });
    found.collect()
}

#[test]
fn wbxml_tokens() {
    if !installed("tshark", "tshark") {
        return;
    }
    let mut named: Vec<(String, Vec<u8>)> = Vec::new();
    for (name, xml) in documents() {
        let document = fragment(xml.as_bytes());
        for (style_name, style) in styles() {
            named.push((format!("{name}, {style_name}"), document.to_wbxml(style).unwrap()));
        }
    }
    named.extend(provisioning().into_iter().map(|wbxml| ("provisioning".to_owned(), wbxml)));
    named.extend(corpus());
    let packets: Vec<Vec<u8>> = named.iter().map(|(_, wbxml)| wbxml.clone()).collect();
    let dissected = dissect("wbxml", "wbxml", &packets);
    assert_eq!(dissected.len(), named.len());
    for ((name, wbxml), fields) in named.iter().zip(&dissected) {
        assert_eq!(tokens(wbxml), dissected_tokens(fields), "{name}");
    }
}
