//! Finding the format of a payload from its content.
//!
//! Text formats are recognised by their first markup, binary ones by their header and then by whether the whole
//! payload has the shape of the format; the file's name decides only what content leaves open.

use crate::format::Format;
use lwm2m_tlv::{Level, Limits, Path, ValueType};
use omadm_syncml::security::Notification;
use omadm_syncml::syntax::wbxml::{PublicId, Token, Tokenizer};

/// The LwM2M path that the caller named, and the type of the resource there.
#[derive(Clone, Copy)]
pub struct Place {
    /// Not the root.
    pub path: Path,
    /// As the object definitions have it.
    pub value_type: Option<ValueType>,
}

impl Place {
    /// Whether a payload can be a value and nothing else.
    fn is_value(self) -> bool {
        self.path.level() >= Level::Resource
    }
}

/// The format of `bytes`, or of a file of this name when the content could be anything. Only where the caller named an
/// LwM2M path can any text or bytes be a value.
pub fn detect(bytes: &[u8], file_name: Option<&str>, place: Option<Place>) -> Option<Format> {
    if notification(bytes) {
        return Some(Format::Notification);
    }
    let by_name = || file_name.and_then(Format::from_file_name);
    let at_path = place.is_some();
    let has_value = place.is_some_and(Place::is_value);
    let text_value = || has_value.then_some(Format::Lwm2mText);
    let text = text_of(bytes);
    if let Some(text) = &text {
        let start = text.trim_start_matches('\u{FEFF}').trim_start();
        if start.starts_with("</") {
            let is_links = place.is_none_or(|place| place.value_type != Some(ValueType::Corelnk));
            return Some(if is_links { Format::Link } else { Format::Lwm2mText });
        }
        if start.starts_with('<') {
            return markup(start).or_else(|| link(start)).or_else(by_name).or_else(text_value);
        }
        if start.starts_with(['{', '[']) {
            return json(start).or_else(by_name).or_else(text_value);
        }
    }
    let is_tlv = tlv_shape(bytes);
    let found = wbxml(bytes)
        .or_else(|| cbor(bytes, at_path).filter(|_| !is_tlv || is_cbor(bytes)))
        .or_else(|| xdr(bytes));
    if found.is_some() {
        return found;
    }
    if let Some(format) = by_name().filter(|format| at_path || *format != Format::Lwm2mText) {
        return Some(format);
    }
    match text {
        Some(text) if text.lines().find(|line| !line.is_empty()).is_some_and(report_header) => {
            Some(Format::BulkCsv)
        }
        Some(text) if !text.chars().any(|c| c.is_control() && !c.is_whitespace()) => {
            at_path.then_some(Format::Lwm2mText)
        }
        _ if is_tlv => Some(Format::Lwm2mTlv),
        _ if has_value && is_cbor(bytes) => Some(Format::Cbor),
        _ if has_value && place.is_some_and(|place| place.value_type == Some(ValueType::Opaque)) => {
            Some(Format::Lwm2mOpaque)
        }
        // Bytes that belong to a path and are nothing else are TLV, if damaged.
        _ => at_path.then_some(Format::Lwm2mTlv),
    }
}

/// The payload as text, when it is: UTF-8, or UTF-16 and Latin-1 as far as the markup at the front needs.
fn text_of(bytes: &[u8]) -> Option<String> {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => Some(utf16_front(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => Some(utf16_front(rest, u16::from_be_bytes)),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Some(text.to_owned()),
            // Markup with a byte that is no UTF-8: its decoder says which.
            Err(_) if bytes.trim_ascii_start().starts_with(b"<") => {
                Some(bytes.iter().map(|b| char::from(*b)).collect())
            }
            Err(_) => None,
        },
    }
}

fn utf16_front(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).map_while(Result::ok).collect()
}

/// Document elements that tell a format, by local name.
const ROOTS: &[(&str, Format)] = &[
    ("Envelope", Format::Cwmp),
    ("SyncML", Format::Syncml),
    ("SyncHdr", Format::Syncml),
    ("SyncBody", Format::Syncml),
    ("MgmtTree", Format::Ddf),
    ("wap-provisioningdoc", Format::Cp),
    ("LWM2M", Format::Lwm2mObject),
    // The index of the object registry, and its units.
    ("DDFList", Format::Lwm2mObject),
    ("units", Format::Lwm2mObject),
    ("document", Format::BbfDm),
    ("IPDRDoc", Format::IpdrXml),
    ("BulkDataReport", Format::IpdrXml),
];

/// SyncML commands stand without a message around them in server profiles.
const COMMANDS: &[&str] =
    &["Add", "Alert", "Atomic", "Copy", "Delete", "Exec", "Get", "Replace", "Results", "Sequence", "Status"];

/// The local name of the document element.
pub fn root_name(bytes: &[u8]) -> Option<String> {
    let text = text_of(bytes)?;
    let tag = first_tag(text.trim_start_matches('\u{FEFF}'))?;
    Some(local_name(tag).to_owned())
}

/// The local part of the name at the front of a tag.
fn local_name(tag: &str) -> &str {
    let name = tag.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or(tag);
    name.split_once(':').map_or(name, |(_, local)| local)
}

fn markup(text: &str) -> Option<Format> {
    let tag = first_tag(text)?;
    let local = local_name(tag);
    let is_schema = local == "schema" && tag.contains("http://www.w3.org/2001/XMLSchema");
    if tag.starts_with("m2m:") || tag.contains("http://www.onem2m.org/xml/protocols") && !is_schema {
        return Some(Format::Onem2mXml);
    }
    let root = ROOTS.iter().find(|(root, _)| *root == local).map(|(_, format)| *format);
    root.or_else(|| COMMANDS.contains(&local).then_some(Format::Syncml))
}

/// The first start tag, behind declaration, instructions, comments and DOCTYPE.
fn first_tag(mut text: &str) -> Option<&str> {
    loop {
        text = text.trim_start().strip_prefix('<')?;
        let after = if let Some(comment) = text.strip_prefix("!--") {
            comment.split_once("-->")
        } else if let Some(instruction) = text.strip_prefix('?') {
            instruction.split_once("?>")
        } else if let Some(declaration) = text.strip_prefix('!') {
            text = behind_doctype(declaration)?;
            continue;
        } else {
            return text.split_once('>').map(|(tag, _)| tag).or(Some(text));
        };
        text = after?.1;
    }
}

/// What follows a DOCTYPE, whose quotes and comments may hold brackets.
fn behind_doctype(mut text: &str) -> Option<&str> {
    let mut in_subset = false;
    loop {
        let at = text.find(['"', '\'', '[', ']', '<', '>'])?;
        let (_, rest) = text.split_at_checked(at)?;
        let mut rest_chars = rest.chars();
        let found = rest_chars.next()?;
        text = rest_chars.as_str();
        match found {
            '"' | '\'' => text = text.split_once(found)?.1,
            '[' => in_subset = true,
            ']' => in_subset = false,
            '<' if text.starts_with("!--") => text = text.split_once("-->")?.1,
            '<' if text.starts_with('?') => text = text.split_once("?>")?.1,
            '>' if !in_subset => return Some(text),
            _ => {}
        }
    }
}

fn json(text: &str) -> Option<Format> {
    let Ok(value) = serde_json::from_str::<serde_json::Value>(text.trim_end_matches('\0')) else {
        return damaged_json(text);
    };
    let is_resource = |value: &serde_json::Value| {
        value.as_object().is_some_and(|members| members.keys().next().is_some_and(|name| name.contains(':')))
    };
    match &value {
        serde_json::Value::Object(members) if members.get("e").is_some_and(serde_json::Value::is_array) => {
            Some(Format::Lwm2mJson)
        }
        serde_json::Value::Object(members) if members.contains_key("Report") => Some(Format::BulkJson),
        object if is_resource(object) => Some(Format::Onem2mJson),
        serde_json::Value::Array(items) => match items.first() {
            Some(first) if is_resource(first) => Some(Format::Onem2mJson),
            Some(serde_json::Value::Object(_)) | None => Some(Format::SenmlJson),
            Some(_) => None,
        },
        _ => None,
    }
}

/// Whether the bytes are a Package #0 of a known version without reserved bits, from a server whose identifier can be
/// read. Its digest is in front, so that nothing else tells it.
fn notification(bytes: &[u8]) -> bool {
    let Ok(read) = Notification::decode(bytes, &mgmt_wire::DecodeOptions::strict(), &mut ()) else {
        return false;
    };
    let read = read.assume_unauthenticated();
    read.future_use == 0
        && !read.server_id.is_empty()
        && read.server_id.iter().all(|byte| (0x20..0x7F).contains(byte))
}

/// Whether a line names the columns of a bulk data report: the time's, or those of one parameter in a row.
fn report_header(line: &str) -> bool {
    line.contains("ReportTimestamp") || line.contains("ParameterName") && line.contains("ParameterValue")
}

/// An IPDR record in XDR begins with its OUI: a length, six hexadecimal digits, and two bytes of padding.
fn xdr(bytes: &[u8]) -> Option<Format> {
    let (oui, rest) = bytes.strip_prefix(&[0, 0, 0, 6])?.split_at_checked(6)?;
    let is_record = oui.iter().all(u8::is_ascii_hexdigit) && rest.starts_with(&[0; 3]);
    is_record.then_some(Format::IpdrXdr)
}

/// Whether the bytes are TLV entries from first to last.
fn tlv_shape(bytes: &[u8]) -> bool {
    !bytes.is_empty() && lwm2m_tlv::format::tlv::Reader::new(bytes).all(|entry| entry.is_ok())
}

/// What a text begins like that is not quite JSON, so that the right decoder says what is wrong with it.
fn damaged_json(text: &str) -> Option<Format> {
    let signs =
        [("\"m2m:", Format::Onem2mJson), ("\"Report\"", Format::BulkJson), ("\"e\"", Format::Lwm2mJson)];
    let sign = signs.into_iter().find(|(sign, _)| text.contains(sign)).map(|(_, format)| format);
    sign.or_else(|| text.starts_with("[{").then_some(Format::SenmlJson))
}

/// WBXML by its public identifier, as number or text; failing that, by the document element.
fn wbxml(bytes: &[u8]) -> Option<Format> {
    let [version @ 0x00..=0x03, rest @ ..] = bytes else { return None };
    // Much begins with a zero that is not the version of WBXML 1.0.
    match (version, multi_byte_integer(rest)?.0) {
        (0x01.., 0x0B) => return Some(Format::CpWbxml),
        (0x01.., 0x0FD1 | 0x0FD3 | 0x1201) => return Some(Format::SyncmlWbxml),
        _ => {}
    }
    let mut tokens = Tokenizer::new(bytes, &mgmt_wire::DecodeOptions::lenient()).ok()?;
    if let PublicId::Text(text) = tokens.header().public_id {
        let text = text.to_str().to_ascii_lowercase();
        let known = [("ddf", Format::DdfWbxml), ("syncml", Format::SyncmlWbxml), ("prov", Format::CpWbxml)];
        if let Some((_, format)) = known.into_iter().find(|(word, _)| text.contains(word)) {
            return Some(format);
        }
    }
    let root = loop {
        match tokens.next().ok()?? {
            Token::Instruction => while tokens.next().ok()?? != Token::AttributesEnd {},
            root => break root,
        }
    };
    match root {
        Token::Start { page: 0, token: 0x2D, .. } => Some(Format::SyncmlWbxml),
        Token::Start { page: 2, token: 0x20, .. } => Some(Format::DdfWbxml),
        // The same token is a command's, which has no attributes and begins with an element that has none.
        Token::Start { page: 0, token: 0x05, attributes, .. } => {
            let begins_so = |token| matches!(token, Token::Start { token: 0x06, attributes: true, .. });
            (attributes || begins_so(tokens.next().ok()??)).then_some(Format::CpWbxml)
        }
        Token::StartLiteral { name, .. } => {
            let name = name.to_str();
            ROOTS.iter().find(|(root, _)| *root == local_name(&name)).and_then(|(_, format)| match format {
                Format::Syncml => Some(Format::SyncmlWbxml),
                Format::Ddf => Some(Format::DdfWbxml),
                Format::Cp => Some(Format::CpWbxml),
                _ => None,
            })
        }
        // A tree of Motorola's begins with tokens of its own, under the public identifier "unknown".
        Token::Start { .. } if tokens.header().public_id == PublicId::Number(0x01) => Some(Format::DdfWbxml),
        _ => None,
    }
}

/// `mb_u_int32` of at most five bytes.
fn multi_byte_integer(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0_usize;
    for (at, byte) in bytes.iter().take(5).enumerate() {
        value = value << 7 | usize::from(byte & 0x7F);
        if byte & 0x80 == 0 {
            return Some((value, bytes.get(at + 1..)?));
        }
    }
    None
}

/// Whether the bytes are one CBOR item and nothing else.
fn is_cbor(bytes: &[u8]) -> bool {
    lwm2m_tlv::format::cbor::check(bytes, &Limits::default()).is_ok()
}

/// CBOR by its first items: arrays of maps are SenML, maps with number or array keys LwM2M, with names oneM2M; the name
/// of a device behind an LwM2M gateway has no colon.
fn cbor(bytes: &[u8], at_path: bool) -> Option<Format> {
    const ARRAY: u8 = 4;
    const MAP: u8 = 5;
    let (major, _, rest) = cbor_head(bytes.strip_prefix(&[0xD9, 0xD9, 0xF7]).unwrap_or(bytes))?;
    let next = cbor_head(rest);
    match (major, next) {
        // Nothing is there, where one knows where that is.
        (ARRAY, None) if at_path && is_cbor(bytes) => Some(Format::SenmlCbor),
        (MAP, None) if at_path && is_cbor(bytes) => Some(Format::Lwm2mCbor),
        (ARRAY, Some((MAP, ..))) => Some(Format::SenmlCbor),
        (MAP, Some((0 | ARRAY, ..))) => Some(Format::Lwm2mCbor),
        (MAP, Some((3, length, rest))) => {
            let key = std::str::from_utf8(rest.get(..length)?).ok()?;
            if key.contains(':') {
                return Some(Format::Onem2mCbor);
            }
            lwm2m_tlv::path::is_prefix(key).then_some(Format::Lwm2mCbor)
        }
        _ => None,
    }
}

/// Major type and argument of an item's head (0 where the length is indefinite), and what follows.
fn cbor_head(bytes: &[u8]) -> Option<(u8, usize, &[u8])> {
    let (&initial, rest) = bytes.split_first()?;
    let width = match initial & 0x1F {
        info @ 0..24 => return Some((initial >> 5, usize::from(info), rest)),
        info @ 24..28 => 1_usize << (info - 24),
        31 if initial != 0xFF => 0,
        _ => return None,
    };
    let (argument, rest) = rest.split_at_checked(width)?;
    let argument =
        argument.iter().try_fold(0_usize, |sum, byte| Some(sum.checked_mul(256)? + usize::from(*byte)))?;
    Some((initial >> 5, argument, rest))
}

/// A link whose target no start tag can be: an address with a scheme, or a path that begins with a number.
fn link(text: &str) -> Option<Format> {
    let (target, rest) = text.strip_prefix('<')?.split_once('>')?;
    let is_scheme = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    let is_target = target.split_once("://").is_some_and(|(scheme, _)| is_scheme(scheme))
        || target.starts_with(|c: char| c.is_ascii_digit());
    let goes_on = rest.is_empty() || rest.starts_with([',', ';', ' ', '\t', '\r', '\n']);
    (is_target && goes_on).then_some(Format::Link)
}
