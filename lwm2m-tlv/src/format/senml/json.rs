//! SenML JSON: content format 110, and 320 for fetch and patch packs.

use super::nodes::{self, Pack};
use super::record::{self, Key, PlainRecord, Source};
use super::write::{self, Target};
use super::{Label, Number, Record};
use crate::error::{Error, ErrorKind, WarningKind};
use crate::format::list::located;
use crate::format::names::{self, Base};
use crate::format::nodes::empty_payload;
use crate::node::Node;
use crate::path::Path;
use crate::syntax::base64::{self, Form};
use crate::syntax::json::{Json, Token, push_string};
use crate::value::{Objlnk, Types};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::borrow::Borrow;
use core::mem;
use mgmt_wire::{DecodeOptions, Located, WarningSink};

/// Decodes the payload of a request or response on `path`; known deviations are accepted silently.
///
/// A value takes the type that `types` says; where it says none, a number without fraction is an Integer, one with a
/// fraction a Float.
///
/// # Errors
/// What cannot be understood, with offset and path.
pub fn decode<'a>(path: Path, payload: &'a [u8], types: &dyn Types) -> Result<Vec<Node<'a>>, Error> {
    decode_with(path, payload, types, Pack::Values, &DecodeOptions::default(), &mut ())
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
    located(warnings, |traced, warnings| {
        let mut source = open(payload, options, warnings)?;
        if pack.may_be_state() && source.json.is_blank() {
            return empty_payload(path, types, options, warnings);
        }
        nodes::decode(&mut source, path, types, pack, options, traced, warnings)
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
    let mut source = open(payload, options, warnings)?;
    record::collect(&mut source, nodes::rules(pack, options), warnings)
}

/// Writes nodes as the payload of a request or response.
///
/// # Errors
/// [`ErrorKind::NotExpressible`] and [`ErrorKind::NonFinite`] for what SenML JSON has no form for.
pub fn encode<'a, N: Borrow<Node<'a>>>(nodes: &[N], pack: Pack) -> Result<String, Error> {
    let mut target = Writer::new(nodes.len());
    write::nodes(nodes, pack, &mut target)?;
    target.finish()
}

/// Writes records as they are.
///
/// # Errors
/// [`ErrorKind::NonFinite`] for numbers that JSON cannot say.
pub fn encode_records<'a, R: Borrow<Record<'a>>>(records: &[R]) -> Result<String, Error> {
    let mut target = Writer::new(records.len());
    for record in records {
        write::record(record.borrow(), &mut target)?;
    }
    target.finish()
}

fn open<'a>(
    payload: &'a [u8],
    options: &DecodeOptions,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<Records<'a>, Located<ErrorKind>> {
    Ok(Records { json: Json::new(payload, options, warnings)?, started: false, first: true, first_key: true })
}

struct Records<'a> {
    json: Json<'a>,
    started: bool,
    first: bool,
    first_key: bool,
}

impl<'a> Source<'a> for Records<'a> {
    #[inline(always)]
    fn plain_text(&mut self) -> Option<&'a str> {
        self.json.plain_string()
    }

    #[inline(always)]
    fn plain_number(&mut self) -> Option<Number> {
        self.json.plain_number()
    }

    #[inline]
    fn text(&mut self, what: &'static str) -> Result<Cow<'a, str>, Located<ErrorKind>> {
        self.json.string(what)
    }

    #[inline]
    fn number(&mut self, what: &'static str) -> Result<Number, Located<ErrorKind>> {
        self.json.number(what)
    }

    fn boolean(&mut self, what: &'static str) -> Result<bool, Located<ErrorKind>> {
        self.json.boolean(what)
    }

    fn data(
        &mut self,
        what: &'static str,
        strict: bool,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Cow<'a, [u8]>, Located<ErrorKind>> {
        self.json.peek()?;
        let offset = self.json.offset() + 1;
        let text = self.json.string(what)?;
        base64::decode(&text, Form::UrlSafe, strict, offset, warnings).map(Cow::Owned)
    }

    fn null(&mut self) -> Result<bool, Located<ErrorKind>> {
        let is_null = self.json.peek()? == Token::Null;
        if is_null {
            self.json.null()?;
        }
        Ok(is_null)
    }

    fn marked_time(
        &mut self,
        _: &'static str,
        _: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Option<Number>, Located<ErrorKind>> {
        Ok(None)
    }

    fn is_text(&mut self) -> bool {
        matches!(self.json.peek(), Ok(Token::String))
    }

    fn skip(&mut self) -> Result<(), Located<ErrorKind>> {
        // Inside the pack and its record.
        self.json.skip(2)
    }

    fn offset(&self) -> usize {
        self.json.offset()
    }

    fn len(&self) -> usize {
        self.json.len()
    }

    const LEAST: usize = 16;

    fn plain_first(
        &mut self,
        _: impl FnOnce(&'a str, Option<&'a [u8]>) -> Option<Path>,
    ) -> Option<PlainRecord<'a>> {
        // Members come in any order and with any spaces: nothing is won by a guess.
        None
    }

    #[inline(always)]
    fn plain_record(&mut self, _: usize, _: impl FnOnce(&[u8]) -> Option<Path>) -> Option<PlainRecord<'a>> {
        None
    }

    fn next_record(&mut self) -> Result<bool, Located<ErrorKind>> {
        if !self.started {
            self.json.begin(Token::Array, "pack")?;
            self.started = true;
        }
        if !self.json.element(&mut self.first)? {
            self.json.end()?;
            return Ok(false);
        }
        self.json.begin(Token::Object, "record")?;
        self.first_key = true;
        Ok(true)
    }

    #[inline(always)]
    fn next_label(&mut self) -> Result<Option<Key>, Located<ErrorKind>> {
        if !self.json.next_key(&mut self.first_key)? {
            return Ok(None);
        }
        let key = match self.json.plain_string() {
            Some(name) => Key::from_name(name),
            None => Key::from_name(&self.json.string("label")?),
        };
        self.json.colon()?;
        Ok(Some(key))
    }
}

struct Writer {
    out: Vec<u8>,
    first_record: bool,
    first: bool,
}

impl Writer {
    fn new(records: usize) -> Writer {
        let mut out = Vec::with_capacity(2 + records * 32);
        out.push(b'[');
        Writer { out, first_record: true, first: true }
    }

    fn finish(mut self) -> Result<String, Error> {
        self.out.push(b']');
        String::from_utf8(self.out).map_err(|_| Error::new(ErrorKind::InvalidEncoding))
    }
}

impl Target for Writer {
    #[inline]
    fn begin(&mut self, _: usize) {
        if !mem::take(&mut self.first_record) {
            self.out.push(b',');
        }
        self.out.push(b'{');
        self.first = true;
    }

    #[inline]
    fn end(&mut self) {
        self.out.push(b'}');
    }

    // Where it is inlined the label is known, and its letters are moved in one step.
    #[inline(always)]
    fn key(&mut self, label: Label) {
        if !mem::take(&mut self.first) {
            self.out.push(b',');
        }
        self.out.extend_from_slice(label.member().as_bytes());
    }

    fn name(&mut self, path: Path, base: &Base) {
        self.out.push(b'"');
        names::push_relative(&mut self.out, path, base);
        self.out.push(b'"');
    }

    fn text(&mut self, text: &str) {
        push_string(&mut self.out, text);
    }

    fn number(&mut self, number: Number) -> Result<(), ErrorKind> {
        number.push_json(&mut self.out)
    }

    fn boolean(&mut self, truth: bool) {
        self.out.extend_from_slice(if truth { b"true" } else { b"false" });
    }

    fn data(&mut self, bytes: &[u8]) {
        self.out.push(b'"');
        base64::encode(bytes, Form::UrlSafe, &mut self.out);
        self.out.push(b'"');
    }

    fn objlnk(&mut self, link: Objlnk) {
        self.out.push(b'"');
        crate::syntax::number::push_unsigned(&mut self.out, link.object.into());
        self.out.push(b':');
        crate::syntax::number::push_unsigned(&mut self.out, link.instance.into());
        self.out.push(b'"');
    }

    fn null(&mut self) {
        self.out.extend_from_slice(b"null");
    }
}
