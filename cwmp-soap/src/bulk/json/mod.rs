//! Reports as JSON: `NameValuePair` and `ObjectHierarchy`.
//!
//! Integers are numbers, truth values are booleans, everything else, lists and decimals among them, is a string.
//! Numbers keep their digits: nothing passes through floating point.

mod reader;

use crate::lookup::Map;
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use mgmt_wire::{DecodeOptions, Error, Limit, Warning, WarningSink};

use super::report::{Parameter, ParameterType, Record, Report};
use super::time::{EpochUnit, Timestamp};
use super::{ErrorKind, WarningKind, as_text};
use reader::{Reader, Token};

/// The member that holds the time of collection.
const COLLECTION_TIME: &str = "CollectionTime";

type Result<T> = core::result::Result<T, Error<ErrorKind>>;

/// How parameters stand in a JSON report (`JSONEncoding.ReportFormat`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum JsonFormat {
    /// Paths as nested objects, instance numbers as names: the default.
    #[default]
    ObjectHierarchy,
    /// Each path as one name.
    NameValuePair,
}

/// Reads a JSON report of either format leniently; deviations are dropped.
///
/// ```
/// use cwmp_soap::bulk::json;
///
/// let report = json::from_json(br#"{"Report":[{"CollectionTime":1364529149,"Device":{"MoCA":{"Interface":{"1":{"Enable":true}}}}}]}"#)?;
/// let record = &report.records[0];
/// assert_eq!(record.time.as_ref().unwrap().unix_milliseconds(), Some(1_364_529_149_000));
/// assert_eq!(record.get("Device.MoCA.Interface.1.Enable").unwrap().value, "true");
/// # Ok::<(), mgmt_wire::Error<cwmp_soap::bulk::ErrorKind>>(())
/// ```
///
/// # Errors
///
/// When it is not JSON, not a report, or larger than the default limits.
pub fn from_json(bytes: &[u8]) -> Result<Report<'_>> {
    decode(bytes, &DecodeOptions::lenient(), &mut ()).map(|(report, _)| report)
}

/// Reads a JSON report and tells its format; a report without any object value counts as `NameValuePair`.
///
/// Depth is bounded by `Limits::depth`, as that of the tree the names stand for.
///
/// # Errors
///
/// When it is not JSON, not a report, or larger than the limits; in strict mode at the first deviation.
pub fn decode<'a>(
    bytes: &'a [u8],
    options: &DecodeOptions,
    sink: &mut dyn WarningSink<WarningKind>,
) -> Result<(Report<'a>, JsonFormat)> {
    let text = as_text(bytes, options, sink)?;
    let mut decoder = Decoder {
        reader: Reader::new(text, &options.limits),
        options,
        sink,
        base: bytes.len() - text.len(),
        format: JsonFormat::NameValuePair,
        parameters: 0,
        output: 0,
    };
    let report = decoder.report().map_err(|error| shift(error, bytes.len() - text.len()))?;
    Ok((report, decoder.format))
}

/// An error of the text as one of the bytes, behind a byte-order mark.
fn shift(error: Error<ErrorKind>, by: usize) -> Error<ErrorKind> {
    match error.offset() {
        Some(offset) if by > 0 => Error::at(error.into_kind(), offset + by),
        _ => error,
    }
}

struct Decoder<'r, 'a> {
    reader: Reader<'a>,
    options: &'r DecodeOptions,
    sink: &'r mut dyn WarningSink<WarningKind>,
    base: usize,
    format: JsonFormat,
    parameters: usize,
    /// Bytes of names put together from nested ones.
    output: usize,
}

impl<'a> Decoder<'_, 'a> {
    fn deviation(&mut self, kind: WarningKind) -> Result<()> {
        if self.options.is_strict() {
            return Err(self.reader.error(kind.into()));
        }
        self.sink.warn(Warning::new(kind, self.reader.offset() + self.base));
        Ok(())
    }

    fn report(&mut self) -> Result<Report<'a>> {
        if self.reader.next()? != Token::ObjectStart {
            return Err(self.reader.error(ErrorKind::Unexpected("JSON value")));
        }
        let mut report: Option<Report<'a>> = None;
        loop {
            match self.reader.next()? {
                Token::Key(key) if key == "Report" => {
                    if report.is_some() {
                        return Err(self.reader.error(ErrorKind::Duplicate));
                    }
                    report = Some(Report::new(self.records()?));
                }
                Token::Key(_) => {
                    self.deviation(WarningKind::Unexpected)?;
                    let value = self.reader.next()?;
                    self.reader.skip(&value)?;
                }
                _ => break,
            }
        }
        self.reader.next()?;
        report.ok_or_else(|| self.reader.error(ErrorKind::Missing("Report")))
    }

    fn records(&mut self) -> Result<Vec<Record<'a>>> {
        if self.reader.next()? != Token::ArrayStart {
            return Err(self.reader.error(ErrorKind::InvalidValue("Report")));
        }
        let mut records = Vec::new();
        loop {
            match self.reader.next()? {
                Token::ObjectStart => {
                    self.count()?;
                    let record = self.record()?;
                    if record.has_duplicates() {
                        self.deviation(WarningKind::Duplicate)?;
                    }
                    records.push(record);
                }
                Token::ArrayEnd => return Ok(records),
                _ => return Err(self.reader.error(ErrorKind::InvalidValue("Report"))),
            }
        }
    }

    fn count(&mut self) -> Result<()> {
        self.parameters += 1;
        if self.parameters > self.options.limits.parameters {
            return Err(self.reader.error(ErrorKind::Limit(Limit::Parameters)));
        }
        Ok(())
    }

    /// The members of a record, through its end; nested objects are walked with a stack of prefix lengths.
    fn record(&mut self) -> Result<Record<'a>> {
        let mut record = Record::default();
        let mut prefix = String::new();
        let mut outer: Vec<usize> = Vec::new();
        loop {
            let key = match self.reader.next()? {
                Token::Key(key) => key,
                // The end of the record, or of an object in it.
                _ => match outer.pop() {
                    Some(length) => {
                        prefix.truncate(length);
                        continue;
                    }
                    None => {
                        record.parameters.shrink();
                        return Ok(record);
                    }
                },
            };
            if prefix.len() + key.len() > self.options.limits.path {
                return Err(self.reader.error(ErrorKind::Limit(Limit::Path)));
            }
            let value = self.reader.next()?;
            if value == Token::ObjectStart {
                self.format = JsonFormat::ObjectHierarchy;
                outer.push(prefix.len());
                prefix.push_str(&key);
                prefix.push('.');
                continue;
            }
            if prefix.is_empty() && key == COLLECTION_TIME {
                record.time = Some(self.time(value)?);
                continue;
            }
            self.count()?;
            let name = if prefix.is_empty() {
                key
            } else {
                self.output += prefix.len() + key.len();
                if self.output > self.options.limits.output {
                    return Err(self.reader.error(ErrorKind::Limit(Limit::Output)));
                }
                Cow::Owned(format!("{prefix}{key}"))
            };
            let (value, kind) = self.value(value)?;
            record.parameters.push(Parameter { name, value, kind });
        }
    }

    fn value(&mut self, token: Token<'a>) -> Result<(Cow<'a, str>, ParameterType<'a>)> {
        Ok(match token {
            Token::String(text) => (text, ParameterType::String),
            Token::Number(digits) => (Cow::Borrowed(digits), ParameterType::Number),
            Token::Boolean(value) => {
                (Cow::Borrowed(if value { "true" } else { "false" }), ParameterType::Boolean)
            }
            Token::Null => {
                self.deviation(WarningKind::Null)?;
                (Cow::Borrowed(""), ParameterType::Unspecified)
            }
            _ => return Err(self.reader.error(ErrorKind::InvalidValue("a parameter"))),
        })
    }

    fn time(&mut self, token: Token<'a>) -> Result<Timestamp<'a>> {
        let time = match token {
            Token::Number(digits) => Timestamp::from_text(digits),
            Token::String(text) => Timestamp::from_text(text),
            _ => return Err(self.reader.error(ErrorKind::InvalidValue("the time"))),
        };
        if matches!(time, Timestamp::Other(_)) {
            self.deviation(WarningKind::Time)?;
        }
        Ok(time)
    }
}

/// Writes a JSON report.
///
/// Device identities and suspect marks have no place in JSON and are left out; the request's URI carries the
/// identity ([`request_uri`](super::request_uri)).
///
/// ```
/// use cwmp_soap::bulk::{json, Parameter, ParameterType, Record, Report, Timestamp};
///
/// let parameters = vec![
///     Parameter::new("Device.DeviceInfo.UpTime", "4242", ParameterType::UnsignedInt),
///     Parameter::new("Device.DeviceInfo.SerialNumber", "0042", ParameterType::String),
/// ];
/// let report = Report::new(vec![Record::new(parameters).with_time(Timestamp::seconds(1_364_529_149))]);
/// assert_eq!(
///     json::to_json(&report, json::JsonFormat::ObjectHierarchy)?,
///     r#"{"Report":[{"CollectionTime":1364529149,"Device":{"DeviceInfo":{"UpTime":4242,"SerialNumber":"0042"}}}]}"#
/// );
/// # Ok::<(), mgmt_wire::Error<cwmp_soap::bulk::ErrorKind>>(())
/// ```
///
/// # Errors
///
/// When a name stands twice in a record or is a time's, is both a parameter and an object (`ObjectHierarchy`), or when
/// a number or truth value is not one.
pub fn to_json(report: &Report<'_>, format: JsonFormat) -> Result<String> {
    let mut out = String::from("{\"Report\":[");
    for (index, record) in report.records.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        if record.has_duplicates() {
            return Err(Error::new(ErrorKind::Duplicate));
        }
        out.push('{');
        if let Some(time) = &record.time {
            string(&mut out, COLLECTION_TIME);
            out.push(':');
            match time {
                Timestamp::UnixEpoch { value, unit: EpochUnit::Seconds | EpochUnit::Milliseconds } => {
                    out.push_str(&value.to_string());
                }
                Timestamp::Iso8601(text) | Timestamp::Other(text) => string(&mut out, text),
            }
        }
        match format {
            JsonFormat::NameValuePair => pairs(&mut out, record)?,
            JsonFormat::ObjectHierarchy => hierarchy(&mut out, record)?,
        }
        out.push('}');
    }
    out.push_str("]}");
    Ok(out)
}

fn pairs(out: &mut String, record: &Record<'_>) -> Result<()> {
    for (name, text, kind) in record.parameters.iter().parts() {
        if name.is_empty() || name == COLLECTION_TIME {
            return Err(Error::new(ErrorKind::InvalidName));
        }
        separate(out);
        string(out, name);
        out.push(':');
        value(out, text, kind)?;
    }
    Ok(())
}

/// A name of the hierarchy: an object with what is in it, or a parameter.
struct Node<'r> {
    name: &'r str,
    parameter: Option<(&'r str, &'r ParameterType<'r>)>,
    children: Vec<usize>,
}

fn hierarchy<'r>(out: &mut String, record: &'r Record<'r>) -> Result<()> {
    let invalid = || Error::new(ErrorKind::InvalidName);
    let mut nodes = vec![Node { name: "", parameter: None, children: Vec::new() }];
    let mut known: Map<(usize, &str), usize> = Map::new();
    // The way to the parameter before: neighbours share most of it.
    let mut way: Vec<usize> = Vec::new();
    for (path, text, kind) in record.parameters.iter().parts() {
        let mut at = 0;
        let mut shared = true;
        for (level, name) in path.split('.').enumerate() {
            // Nothing may stand below a parameter.
            if name.is_empty() || nodes.get(at).is_none_or(|node| node.parameter.is_some()) {
                return Err(invalid());
            }
            if shared
                && let Some(node) =
                    way.get(level).filter(|node| nodes.get(**node).is_some_and(|node| node.name == name))
            {
                at = *node;
                continue;
            }
            shared = false;
            way.truncate(level);
            at = match known.get(&(at, name)) {
                Some(index) => *index,
                None => {
                    let index = nodes.len();
                    nodes.push(Node { name, parameter: None, children: Vec::new() });
                    known.insert((at, name), index);
                    nodes.get_mut(at).ok_or_else(invalid)?.children.push(index);
                    index
                }
            };
            way.push(at);
        }
        let leaf = nodes.get_mut(at).ok_or_else(invalid)?;
        if !leaf.children.is_empty() || path == COLLECTION_TIME {
            return Err(invalid());
        }
        leaf.parameter = Some((text, kind));
    }
    // Each level's children still to be written.
    let mut levels = vec![nodes.first().map(|root| root.children.iter()).unwrap_or_default()];
    while let Some(level) = levels.last_mut() {
        let Some(node) = level.next().and_then(|index| nodes.get(*index)) else {
            levels.pop();
            if !levels.is_empty() {
                out.push('}');
            }
            continue;
        };
        separate(out);
        string(out, node.name);
        out.push(':');
        match node.parameter {
            Some((text, kind)) => value(out, text, kind)?,
            None => {
                out.push('{');
                levels.push(node.children.iter());
            }
        }
    }
    Ok(())
}

/// A comma, unless the object has just begun.
fn separate(out: &mut String) {
    if !out.ends_with('{') {
        out.push(',');
    }
}

fn value(out: &mut String, text: &str, kind: &ParameterType<'_>) -> Result<()> {
    if kind.is_json_number() {
        out.push_str(&number(text).ok_or_else(|| Error::new(ErrorKind::InvalidValue("a number")))?);
    } else if *kind == ParameterType::Boolean {
        out.push_str(match text {
            "true" | "1" => "true",
            "false" | "0" => "false",
            _ => return Err(Error::new(ErrorKind::InvalidValue("a truth value"))),
        });
    } else {
        string(out, text);
    }
    Ok(())
}

/// A number as JSON has it: without plus sign and leading zeros.
fn number(text: &str) -> Option<Cow<'_, str>> {
    if reader::is_number(text) {
        return Some(Cow::Borrowed(text));
    }
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = digits.trim_start_matches('0');
    Some(Cow::Owned(format!("{sign}{}", if digits.is_empty() { "0" } else { digits })))
}

fn string(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1F)) {
        let (plain, special) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(plain);
        match special.as_bytes().first() {
            Some(b'"') => out.push_str("\\\""),
            Some(b'\\') => out.push_str("\\\\"),
            Some(b'\n') => out.push_str("\\n"),
            Some(b'\r') => out.push_str("\\r"),
            Some(b'\t') => out.push_str("\\t"),
            Some(control) => out.push_str(&format!("\\u{control:04x}")),
            None => {}
        }
        rest = special.get(1..).unwrap_or_default();
    }
    out.push_str(rest);
    out.push('"');
}
