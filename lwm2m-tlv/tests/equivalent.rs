//! One payload in many spellings: what a format lets a sender choose does not change what is read.
//!
//! Payloads, our own and, where `MGMT_CORPUS` is set, the published vectors, are written again with wider headers,
//! indefinite lengths, other float widths, other orders, escapes and white space. The generator is seeded: every run
//! sees the same spellings.
#![cfg(all(feature = "json", feature = "cbor"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    missing_docs
)]

use lwm2m_tlv::content_format::decode;
use lwm2m_tlv::format::tlv::{EntryKind, Reader};
use lwm2m_tlv::model::CoreObjects;
use lwm2m_tlv::{ContentFormat, DecodeOptions, Path, Warning, WarningKind};
use mgmt_testkit::random::Random;
use serde_json::Value as Json;

const SPELLINGS: usize = 12;

/// An item of CBOR as far as its meaning goes; floats keep their width.
enum Item {
    Number(u8, u64),
    String(u8, Vec<u8>),
    Array(Vec<Item>),
    Map(Vec<(Item, Item)>),
    Tag(u64, Box<Item>),
    Simple(u8),
    Float(f64),
}

fn item(bytes: &[u8], at: &mut usize) -> Option<Item> {
    let head = *bytes.get(*at)?;
    *at += 1;
    let (major, low) = (head >> 5, head & 31);
    let argument = match low {
        0..=23 => Some(u64::from(low)),
        24..=27 => {
            let width = 1 << (low - 24);
            let digits = bytes.get(*at..*at + width)?;
            *at += width;
            Some(digits.iter().fold(0, |all, digit| all << 8 | u64::from(*digit)))
        }
        31 => None,
        _ => return None,
    };
    let is_over = |read: usize, at: &mut usize| match argument {
        Some(count) => read as u64 == count,
        None => {
            bytes.get(*at) == Some(&0xff) && {
                *at += 1;
                true
            }
        }
    };
    Some(match (major, argument) {
        (0 | 1, Some(number)) => Item::Number(major, number),
        (2 | 3, Some(length)) => {
            let text = bytes.get(*at..(*at).checked_add(usize::try_from(length).ok()?)?)?;
            *at += text.len();
            Item::String(major, text.to_vec())
        }
        (2 | 3, None) => {
            let mut whole = Vec::new();
            while !is_over(0, at) {
                let Item::String(_, part) = item(bytes, at)? else { return None };
                whole.extend(part);
            }
            Item::String(major, whole)
        }
        (4, _) => {
            let mut items = Vec::new();
            while !is_over(items.len(), at) {
                items.push(item(bytes, at)?);
            }
            Item::Array(items)
        }
        (5, _) => {
            let mut pairs = Vec::new();
            while !is_over(pairs.len(), at) {
                pairs.push((item(bytes, at)?, item(bytes, at)?));
            }
            Item::Map(pairs)
        }
        (6, Some(tag)) => Item::Tag(tag, Box::new(item(bytes, at)?)),
        (7, Some(bits)) => match low {
            25 => return None,
            26 => Item::Float(f64::from(f32::from_bits(bits as u32))),
            27 => Item::Float(f64::from_bits(bits)),
            _ => Item::Simple(bits as u8),
        },
        _ => return None,
    })
}

fn head(out: &mut Vec<u8>, major: u8, number: u64, random: &mut Random) {
    let least = match number {
        0..=23 => 0,
        24..=0xff => 1,
        0x100..=0xffff => 2,
        0x1_0000..=0xffff_ffff => 3,
        _ => 4,
    };
    match least + random.below(5 - least) {
        0 => out.push(major << 5 | number as u8),
        width => {
            out.push(major << 5 | (23 + width as u8));
            out.extend(&number.to_be_bytes()[8 - (1 << (width - 1))..]);
        }
    }
}

fn spell(item: &Item, out: &mut Vec<u8>, random: &mut Random) {
    let open = random.one_in(3);
    match item {
        Item::Number(major, number) => head(out, *major, *number, random),
        Item::String(major, text) if open && text.is_ascii() => {
            out.push(major << 5 | 31);
            for part in text.chunks(1 + random.below(4)) {
                head(out, *major, part.len() as u64, random);
                out.extend(part);
            }
            out.push(0xff);
        }
        Item::String(major, text) => {
            head(out, *major, text.len() as u64, random);
            out.extend(text);
        }
        Item::Array(items) => {
            if open {
                out.push(0x9f)
            } else {
                head(out, 4, items.len() as u64, random)
            }
            items.iter().for_each(|item| spell(item, out, random));
            out.extend(open.then_some(0xff));
        }
        Item::Map(pairs) => {
            if open {
                out.push(0xbf)
            } else {
                head(out, 5, pairs.len() as u64, random)
            }
            for at in random.order(pairs.len()) {
                spell(&pairs[at].0, out, random);
                spell(&pairs[at].1, out, random);
            }
            out.extend(open.then_some(0xff));
        }
        Item::Tag(tag, inner) => {
            head(out, 6, *tag, random);
            spell(inner, out, random);
        }
        Item::Simple(value) if *value < 24 => out.push(0xe0 | value),
        Item::Simple(value) => out.extend([0xf8, *value]),
        Item::Float(number) if open && f64::from(*number as f32).to_bits() == number.to_bits() => {
            out.push(0xfa);
            out.extend((*number as f32).to_be_bytes());
        }
        Item::Float(number) => {
            out.push(0xfb);
            out.extend(number.to_be_bytes());
        }
    }
}

fn blank(out: &mut String, random: &mut Random) {
    if random.one_in(3) {
        out.push_str([" ", "\n", "\t", "\r\n"][random.below(4)]);
    }
}

fn spell_text(text: &str, out: &mut String, random: &mut Random) {
    out.push('"');
    for c in text.chars() {
        if random.one_in(4) || c < ' ' {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.extend(matches!(c, '"' | '\\').then_some('\\'));
            out.push(c);
        }
    }
    out.push('"');
}

fn spell_json(value: &Json, out: &mut String, random: &mut Random) {
    blank(out, random);
    match value {
        Json::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.extend((at > 0).then_some(','));
                spell_json(item, out, random);
            }
            out.push(']');
        }
        Json::Object(members) => {
            let members: Vec<_> = members.iter().collect();
            out.push('{');
            for (place, at) in random.order(members.len()).into_iter().enumerate() {
                out.extend((place > 0).then_some(','));
                blank(out, random);
                spell_text(members[at].0, out, random);
                blank(out, random);
                out.push(':');
                spell_json(members[at].1, out, random);
            }
            out.push('}');
        }
        Json::String(text) => spell_text(text, out, random),
        // A fraction would make an integer that no model knows a float.
        Json::Number(number) if number.is_f64() && !number.to_string().contains('e') => {
            out.push_str(&format!("{number}{}", ["", "0", "00e0", "0E+0", "e-0"][random.below(5)]));
        }
        other => out.push_str(&other.to_string()),
    }
    blank(out, random);
}

/// The entries in another order, with identifiers and lengths as wide as they may be.
fn spell_tlv(bytes: &[u8], out: &mut Vec<u8>, random: &mut Random) {
    let entries: Vec<_> = Reader::new(bytes).map(Result::unwrap).collect();
    for at in random.order(entries.len()) {
        let entry = &entries[at];
        let kind: u8 = match entry.kind {
            EntryKind::ObjectInstance => 0,
            EntryKind::ResourceInstance => 1,
            EntryKind::MultipleResource => 2,
            EntryKind::Resource => 3,
        };
        let mut value = Vec::new();
        if kind.is_multiple_of(2) {
            spell_tlv(entry.value, &mut value, random)
        } else {
            value.extend(entry.value)
        }
        let least = match value.len() {
            0..=7 => 0,
            8..=0xff => 1,
            0x100..=0xffff => 2,
            _ => 3,
        };
        let width = least + random.below(4 - least);
        let wide = entry.id > 255 || random.one_in(2);
        // Behind a length of its own the last bits mean nothing.
        let low = if width == 0 { value.len() } else { random.below(8) };
        out.push(kind << 6 | u8::from(wide) << 5 | (width as u8) << 3 | low as u8);
        out.extend(&entry.id.to_be_bytes()[usize::from(!wide)..]);
        out.extend(&(value.len() as u32).to_be_bytes()[4 - width..]);
        out.extend(value);
    }
}

fn spelled(format: ContentFormat, payload: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    match format {
        ContentFormat::TLV => spell_tlv(payload, &mut out, random),
        ContentFormat::SENML_JSON | ContentFormat::JSON => {
            let value: Json = serde_json::from_slice(payload).ok()?;
            // Numbers beyond what serde_json keeps, and members given twice, are other payloads afterwards.
            let squeeze = |text: &str| text.split_whitespace().collect::<String>();
            if squeeze(&value.to_string()).len() != squeeze(std::str::from_utf8(payload).ok()?).len() {
                return None;
            }
            let mut text = String::new();
            spell_json(&value, &mut text, random);
            out = text.into_bytes();
        }
        _ => {
            let mut at = 0;
            let whole = item(payload, &mut at).filter(|_| at == payload.len())?;
            if random.one_in(4) {
                out.extend([0xd9, 0xd9, 0xf7]);
            }
            spell(&whole, &mut out, random);
        }
    }
    Some(out)
}

/// The nodes, as text, since a float that is no number equals nothing, and the warnings.
type Read = Result<(Vec<String>, Vec<WarningKind>), &'static str>;

fn read(format: ContentFormat, path: Path, payload: &[u8], options: &DecodeOptions) -> Read {
    let mut warnings: Vec<Warning> = Vec::new();
    let nodes = decode(format, path, payload, &CoreObjects, options, &mut warnings);
    let nodes = nodes.map_err(|error| error.name())?;
    let mut nodes: Vec<_> = nodes.iter().map(|node| format!("{node:?}")).collect();
    nodes.sort();
    let mut kinds: Vec<_> = warnings.into_iter().map(|warning| warning.kind).collect();
    kinds.sort_by_key(|kind| format!("{kind:?}"));
    Ok((nodes, kinds))
}

fn check(format: ContentFormat, path: Path, payload: &[u8], random: &mut Random) -> usize {
    let modes = [DecodeOptions::lenient(), DecodeOptions::strict()];
    let [lenient, strict] = modes.each_ref().map(|options| read(format, path, payload, options));
    // Of two that say the same thing the order counts, and TLV must be a tree to be written again.
    let in_order = [WarningKind::DuplicateKey, WarningKind::DuplicatePath, WarningKind::DuplicateIdentifier];
    match &lenient {
        Ok((_, warnings)) if !warnings.iter().any(|kind| in_order.contains(kind)) => {}
        _ => return 0,
    }
    let mut count = 0;
    for _ in 0..SPELLINGS {
        let Some(other) = spelled(format, payload, random) else { break };
        let [again, strictly] = modes.each_ref().map(|options| read(format, path, &other, options));
        assert_eq!(again, lenient, "{format} {path} {payload:x?} {other:x?}");
        assert_eq!(
            strictly.map(|(nodes, _)| nodes),
            strict.clone().map(|(nodes, _)| nodes),
            "{format} {path} {payload:x?} {other:x?}"
        );
        count += 1;
    }
    count
}

const JSONS: [&str; 4] = [
    r#"[{"bn":"/3/0/","bt":1276020076.5,"n":"0","vs":"Ho\"p\u00e9 \ud83d\ude00"},{"n":"9","v":95},{"n":"11/0","v":0,"t":-5.25}]"#,
    r#"[{"n":"/3303/0/5700","v":21.125,"u":"Cel","t":-1.5},{"n":"/3303/0/5701","vs":"Cel"},{"n":"/3303/0/5850","vb":true}]"#,
    r#"[{"bn":"/1/0/","n":"7","vs":"U"},{"n":"1","v":86400},{"n":"6","vb":false},{"n":"10","vlo":"3:0"}]"#,
    r#"[{"n":"/3/0/6/0","v":1},{"n":"/3/0/6/1","v":5},{"n":"/3/0/13","v":1367491215},{"n":"/0/1/3","vd":"AQID_-0"}]"#,
];

#[test]
fn own_payloads() {
    let mut random = Random::new(0x5eed_0001);
    for text in JSONS {
        let mut count = check(ContentFormat::SENML_JSON, Path::ROOT, text.as_bytes(), &mut random);
        let nodes = decode(
            ContentFormat::SENML_JSON,
            Path::ROOT,
            text.as_bytes(),
            &CoreObjects,
            &DecodeOptions::strict(),
            &mut (),
        );
        let nodes = nodes.unwrap_or_default();
        for format in
            [ContentFormat::SENML_CBOR, ContentFormat::LWM2M_CBOR, ContentFormat::JSON, ContentFormat::TLV]
        {
            let path = nodes.first().map_or(Path::ROOT, |node| Path::object(node.path.object_id().unwrap()));
            let path = if format == ContentFormat::TLV { path } else { Path::ROOT };
            let written = lwm2m_tlv::content_format::encode(format, lwm2m_tlv::Version::V1_2, path, &nodes);
            if let Ok(payload) = written {
                count += check(format, path, &payload, &mut random);
            }
        }
        assert!(count > SPELLINGS, "{text}: {count}");
    }
}

#[test]
fn published_vectors() {
    let Some(folder) = std::env::var_os("MGMT_CORPUS") else {
        println!("skipped: MGMT_CORPUS is not set");
        return;
    };
    let mut random = Random::new(0x5eed_0002);
    let mut count = 0;
    for source in std::fs::read_dir(std::path::Path::new(&folder).join("lwm2m")).unwrap().flatten() {
        let Ok(files) = std::fs::read_dir(source.path()) else { continue };
        for file in files.flatten().filter(|file| file.file_name().to_string_lossy().ends_with(".json")) {
            let Ok(Json::Array(cases)) = serde_json::from_slice(&std::fs::read(file.path()).unwrap()) else {
                continue;
            };
            for case in cases {
                let format = match case["format"].as_str() {
                    Some("tlv") => ContentFormat::TLV,
                    Some("json") => ContentFormat::JSON,
                    Some("senml-json") => ContentFormat::SENML_JSON,
                    Some("senml-cbor") => ContentFormat::SENML_CBOR,
                    Some("lwm2m-cbor") => ContentFormat::LWM2M_CBOR,
                    _ => continue,
                };
                let Ok(path) = case["path"].as_str().unwrap_or("/").parse() else { continue };
                let digits = case["payload_hex"].as_str().unwrap_or_default();
                let pairs = (0..digits.len() / 2)
                    .map(|at| u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).unwrap());
                let payload = case["payload_text"]
                    .as_str()
                    .map_or_else(|| pairs.collect(), |text| text.as_bytes().to_vec());
                count += check(format, path, &payload, &mut random);
            }
        }
    }
    println!("{count} spellings");
}
