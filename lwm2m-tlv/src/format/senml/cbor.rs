//! SenML CBOR: content format 112, and 322 for fetch and patch packs.

use super::nodes::{self, Pack};
use super::record::{self, Key, PlainRecord, Source};
use super::write::{self, Target};
use super::{Label, Number, Record};
use crate::error::{Error, ErrorKind, WarningKind};
use crate::format::list::{PlainValue, located};
use crate::format::names::{self, Base};
use crate::format::nodes::empty_payload;
use crate::node::{Content, Node};
use crate::path::Path;
use crate::syntax::cbor::{self, Cbor, Left, Major};
use crate::syntax::datetime;
use crate::value::{Objlnk, Types};
use alloc::borrow::Cow;
use alloc::string::ToString;
use alloc::vec::Vec;
use core::borrow::Borrow;
use mgmt_wire::{DecodeOptions, Located, Warning, WarningSink};

/// Decodes the payload of a request or response on `path`; known deviations are accepted silently.
///
/// A value takes the type that `types` says; where it says none, an integer is an Integer, a float a Float.
///
/// # Errors
/// What cannot be understood, with offset and path.
pub fn decode<'a>(path: Path, payload: &'a [u8], types: &dyn Types) -> Result<Vec<Node<'a>>, Error> {
    const OPTIONS: &DecodeOptions = &DecodeOptions::lenient();
    decode_with(path, payload, types, Pack::Values, OPTIONS, &mut ())
}

/// Decodes the payload of a request or response on `path`.
///
/// # Errors
/// What cannot be understood, in strict mode also what breaks a rule; with offset and path.
pub fn decode_with<'a>(
    path: Path,
    payload: &'a [u8],
    types: &dyn Types,
    pack: Pack,
    options: &DecodeOptions,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<Vec<Node<'a>>, Error> {
    if pack.may_be_state() && payload.is_empty() {
        return empty_payload(path, types, options, warnings);
    }
    located(warnings, |traced, warnings| {
        nodes::decode(&mut open(payload, options), path, types, pack, options, traced, warnings)
    })
}

/// The records of a pack, base fields not applied.
///
/// # Errors
/// What cannot be understood, in strict mode also what breaks a rule; with its offset.
pub fn records<'a>(
    payload: &'a [u8],
    pack: Pack,
    options: &DecodeOptions,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<Vec<Record<'a>>, Error> {
    record::collect(&mut open(payload, options), nodes::rules(pack, options), warnings)
}

/// Writes nodes as the payload of a request or response.
///
/// # Errors
/// [`ErrorKind::NotExpressible`] for what SenML has no form for.
pub fn encode<'a, N: Borrow<Node<'a>>>(nodes: &[N], pack: Pack) -> Result<Vec<u8>, Error> {
    let mut target = Writer { out: Vec::with_capacity(9 + nodes.len() * 16) };
    let count = match nodes {
        [node] if node.borrow().content == Content::Empty => 0,
        nodes => nodes.len(),
    };
    cbor::push_head(&mut target.out, Major::Array, count as u64);
    write::nodes(nodes, pack, &mut target)?;
    Ok(target.out)
}

/// Writes records as they are.
///
/// # Errors
/// None of today's records is refused.
pub fn encode_records<'a, R: Borrow<Record<'a>>>(records: &[R]) -> Result<Vec<u8>, Error> {
    let mut target = Writer { out: Vec::with_capacity(9 + records.len() * 16) };
    cbor::push_head(&mut target.out, Major::Array, records.len() as u64);
    for record in records {
        write::record(record.borrow(), &mut target)?;
    }
    Ok(target.out)
}

fn open<'a>(payload: &'a [u8], options: &DecodeOptions) -> Records<'a> {
    let cbor = Cbor::new(payload, &options.limits);
    Records { cbor, records: None, members: Left::Count(0) }
}

struct Records<'a> {
    cbor: Cbor<'a>,
    /// `None` before the pack has begun.
    records: Option<Left>,
    members: Left,
}

impl<'a> Source<'a> for Records<'a> {
    #[inline(always)]
    fn plain_text(&mut self) -> Option<&'a str> {
        self.cbor.plain_text()
    }

    #[inline(always)]
    fn plain_number(&mut self) -> Option<Number> {
        self.cbor.plain_number()
    }

    #[inline]
    fn text(&mut self, what: &'static str) -> Result<Cow<'a, str>, Located<ErrorKind>> {
        self.cbor.text(what)
    }

    #[inline]
    fn number(&mut self, what: &'static str) -> Result<Number, Located<ErrorKind>> {
        self.cbor.skip_self_described();
        self.cbor.number(what)
    }

    fn boolean(&mut self, what: &'static str) -> Result<bool, Located<ErrorKind>> {
        self.cbor.boolean(what)
    }

    fn data(
        &mut self,
        what: &'static str,
        _: bool,
        _: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Cow<'a, [u8]>, Located<ErrorKind>> {
        self.cbor.byte_string(what)
    }

    fn null(&mut self) -> Result<bool, Located<ErrorKind>> {
        Ok(self.cbor.null())
    }

    fn marked_time(
        &mut self,
        what: &'static str,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Option<Number>, Located<ErrorKind>> {
        let offset = self.cbor.offset();
        if self.cbor.literal([0xc1]).is_some() {
            warnings.warn(Warning::new(WarningKind::CborTag, offset));
            return self.cbor.number(what).map(Some);
        }
        if self.cbor.literal([0xc0]).is_some() {
            let text = self.cbor.text(what)?;
            let seconds = datetime::seconds(&text);
            let seconds = seconds.ok_or(Located::new(ErrorKind::InvalidValue(what), offset))?;
            warnings.warn(Warning::new(WarningKind::TimeAsText, offset));
            return Ok(Some(Number::from(seconds)));
        }
        Ok(None)
    }

    fn is_text(&mut self) -> bool {
        self.cbor.peek_major() == Some(Major::Text)
    }

    fn skip(&mut self) -> Result<(), Located<ErrorKind>> {
        // Inside the pack and its record.
        self.cbor.skip(2)
    }

    fn offset(&self) -> usize {
        self.cbor.offset()
    }

    fn len(&self) -> usize {
        self.cbor.len()
    }

    const LEAST: usize = 8;

    fn plain_first(
        &mut self,
        join: impl FnOnce(&'a str, Option<&'a [u8]>) -> Option<Path>,
    ) -> Option<PlainRecord<'a>> {
        let mut cbor = self.cbor.clone();
        let records = cbor.plain_count(Major::Array)?.checked_sub(1)?;
        let members = cbor.plain_count(Major::Map)?;
        let offset = cbor.offset();
        cbor.literal([0x21])?;
        let base_name = cbor.plain_text()?;
        let name = match members {
            2 => None,
            3 => {
                cbor.literal([0x00])?;
                Some(cbor.plain_text_bytes()?)
            }
            _ => return None,
        };
        let path = join(base_name, name)?;
        let value = plain_value(&mut cbor)?;
        self.cbor = cbor;
        self.records = Some(Left::Count(records.into()));
        Some(PlainRecord { offset, path, value })
    }

    #[inline(always)]
    fn plain_record(
        &mut self,
        max_name: usize,
        join: impl FnOnce(&[u8]) -> Option<Path>,
    ) -> Option<PlainRecord<'a>> {
        let Some(Left::Count(records @ 1..)) = self.records else { return None };
        let mut cbor = self.cbor.clone();
        // A map of two pairs, of which the first is the name.
        cbor.literal([0xa2, 0x00])?;
        let offset = cbor.offset() - 1;
        // What a path can be made of is UTF-8.
        let name = cbor.plain_text_bytes()?;
        if name.len() > max_name {
            return None;
        }
        let path = join(name)?;
        let value = plain_value(&mut cbor)?;
        self.cbor = cbor;
        self.records = Some(Left::Count(records - 1));
        Some(PlainRecord { offset, path, value })
    }

    fn next_record(&mut self) -> Result<bool, Located<ErrorKind>> {
        let mut left = match self.records {
            Some(left) => left,
            None => {
                self.cbor.skip_self_described();
                self.cbor.begin(Major::Array, "pack")?
            }
        };
        let more = self.cbor.next(&mut left)?;
        self.records = Some(left);
        if more {
            self.members = self.cbor.begin(Major::Map, "record")?;
        } else {
            self.cbor.end()?;
        }
        Ok(more)
    }

    #[inline(always)]
    fn next_label(&mut self) -> Result<Option<Key>, Located<ErrorKind>> {
        if !self.cbor.next(&mut self.members)? {
            return Ok(None);
        }
        if let Some(number) = self.cbor.small_integer() {
            return Ok(Some(known(Some(number.into()))));
        }
        Ok(Some(match self.cbor.peek_major() {
            Some(Major::Unsigned) => {
                let number = self.cbor.item()?.argument;
                known(i64::try_from(number).ok())
            }
            Some(Major::Negative) => {
                let argument = self.cbor.item()?.argument;
                known(i64::try_from(argument).ok().map(|number| -1 - number))
            }
            Some(Major::Text) => {
                let name = self.cbor.text("label")?;
                match Key::from_name(&name) {
                    Key::Known(label) if label.number().is_some() => Key::Named(label),
                    key => key,
                }
            }
            _ => return Err(self.cbor.wrong_type("label")),
        }))
    }
}

/// The label of a value and the value, both in their most frequent forms.
#[inline(always)]
fn plain_value<'a>(cbor: &mut Cbor<'a>) -> Option<PlainValue<'a>> {
    Some(match cbor.small_integer()? {
        2 => PlainValue::Number(cbor.plain_number()?),
        3 => PlainValue::String(cbor.plain_text()?),
        4 => PlainValue::Boolean(cbor.plain_boolean()?),
        8 => PlainValue::Data(cbor.plain_bytes()?),
        _ => return None,
    })
}

fn known(number: Option<i64>) -> Key {
    number.and_then(Label::from_number).map_or(Key::Unknown, Key::Known)
}

struct Writer {
    out: Vec<u8>,
}

impl Target for Writer {
    fn begin(&mut self, members: usize) {
        cbor::push_head(&mut self.out, Major::Map, members as u64);
    }

    fn end(&mut self) {}

    #[inline]
    fn key(&mut self, label: Label) {
        match label.number() {
            Some(number) => cbor::push_number(&mut self.out, Number::from(number)),
            None => cbor::push_text(&mut self.out, label.name()),
        }
    }

    fn text(&mut self, text: &str) {
        cbor::push_text(&mut self.out, text);
    }

    fn name(&mut self, path: Path, base: &Base) {
        let head = self.out.len();
        cbor::push_head(&mut self.out, Major::Text, 0);
        names::push_relative(&mut self.out, path, base);
        // Four identifiers with slashes between them are 23 bytes at most, the length that a head has room for.
        let length = (self.out.len() - head).saturating_sub(1).min(23);
        if let (Some(head), Ok(length)) = (self.out.get_mut(head), u8::try_from(length)) {
            *head |= length;
        }
    }

    fn number(&mut self, number: Number) -> Result<(), ErrorKind> {
        cbor::push_number(&mut self.out, number);
        Ok(())
    }

    fn boolean(&mut self, truth: bool) {
        cbor::push_boolean(&mut self.out, truth);
    }

    fn data(&mut self, bytes: &[u8]) {
        cbor::push_bytes(&mut self.out, bytes);
    }

    fn objlnk(&mut self, link: Objlnk) {
        cbor::push_text(&mut self.out, &link.to_string());
    }

    fn null(&mut self) {
        self.out.push(0xf6);
    }
}
