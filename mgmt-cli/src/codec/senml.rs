//! SenML (RFC 8428) whose names are no LwM2M paths.

use super::lwm2m::{integer, moment, number};
use super::{Context, Decoded, Payload, hex};
use crate::format::Format;
use crate::refusal::Refusal;
use lwm2m_tlv::format::senml::{Number, Pack, Record, RecordValue, Resolved, Resolver, cbor, json};
use lwm2m_tlv::{DecodeOptions, WarningKind, WarningSink};
use mgmt_model::{Message, Options};
use serde_json::{Map, Value, json};

/// A pack as it was read, and what its records say.
pub struct PlainPack {
    format: Format,
    bytes: Vec<u8>,
    options: DecodeOptions,
    rows: Vec<Value>,
}

/// Decodes a pack in which no name can be meant for a path; `None` for anything else, which is LwM2M or nothing.
pub fn decode(format: Format, bytes: &[u8], context: &Context) -> Option<Decoded> {
    let mut warnings = Vec::new();
    let records = records(format, bytes, &context.options, &mut warnings)?;
    let mut resolver = Resolver::new(&context.options);
    let mut rows = Vec::new();
    for record in records {
        let has_base_only = record.name.is_none();
        let resolved = resolver.resolve(record).ok()?;
        if has_base_only && resolved.value.is_none() && resolved.sum.is_none() {
            continue;
        }
        if !is_plain(&resolved.name) {
            return None;
        }
        rows.push(row(&resolved));
    }
    let (bytes, options) = (bytes.to_vec(), context.options.clone());
    let pack = PlainPack { format, bytes, options, rows };
    (!pack.rows.is_empty()).then(|| Decoded::new(pack, &warnings))
}

/// Whether a name begins as no path does and has what no path has.
fn is_plain(name: &str) -> bool {
    !name.starts_with('/') && name.contains(|c: char| c.is_ascii_alphabetic() || c == ':')
}

fn records<'a>(
    format: Format,
    bytes: &'a [u8],
    options: &DecodeOptions,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Option<Vec<Record<'a>>> {
    match format {
        Format::SenmlJson => json::records(bytes, Pack::Values, options, warnings).ok(),
        Format::SenmlCbor => cbor::records(bytes, Pack::Values, options, warnings).ok(),
        _ => None,
    }
}

/// The contract's shape of a node, with the name in place of the path.
fn row(record: &Resolved<'_>) -> Value {
    let (kind, value) = match &record.value {
        Some(RecordValue::Number(number)) => exact(*number),
        Some(RecordValue::String(text)) => ("string", json!(text)),
        Some(RecordValue::Boolean(truth)) => ("boolean", json!(truth)),
        Some(RecordValue::Data(bytes)) => ("opaque", json!(hex(bytes))),
        Some(RecordValue::Objlnk(link)) => ("objlnk", json!(link.to_string())),
        _ => ("none", Value::Null),
    };
    let mut members = Map::new();
    members.insert("path".into(), json!(record.name));
    members.insert("type".into(), kind.into());
    members.insert("value".into(), value);
    let numbers = [("time", record.time), ("sum", record.sum), ("update_time", record.update_time)];
    for (name, said) in numbers {
        members.extend(said.map(|said| (name.to_owned(), moment(said.to_f64()))));
    }
    members.extend(record.unit.as_ref().map(|unit| ("unit".to_owned(), json!(unit))));
    members.into()
}

/// A number with the type it looks like.
fn exact(said: Number) -> (&'static str, Value) {
    match (said, said.to_i64()) {
        (Number::Unsigned(_) | Number::Negative(_), Some(signed)) => ("integer", integer(signed.into())),
        (Number::Unsigned(unsigned), None) => ("unsigned", integer(unsigned.into())),
        _ => ("float", number(said.to_f64())),
    }
}

fn no_paths() -> Refusal {
    Refusal::input("Path", "the names of this pack are no LwM2M paths")
}

impl Payload for PlainPack {
    fn to_json(&self) -> Result<Value, Refusal> {
        Ok(self.rows.clone().into())
    }

    fn lift<'a>(&'a self, _: &Options<'_>) -> Result<Message<'a>, Refusal> {
        Err(no_paths())
    }

    fn encode(&self, to: Format, _: &Context) -> Result<Vec<u8>, Refusal> {
        match (to, records(self.format, &self.bytes, &self.options, &mut ())) {
            (Format::SenmlJson, Some(records)) => Ok(json::encode_records(&records)?.into_bytes()),
            (Format::SenmlCbor, Some(records)) => Ok(cbor::encode_records(&records)?),
            _ => Err(no_paths()),
        }
    }
}
