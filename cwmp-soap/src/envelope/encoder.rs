//! What encoding every record needs.

use super::decoder::{ItemNamespace, ItemType, Row, code_deviation, facet_deviation};
use super::namespace::{CwmpNamespace, schema_uri};
use super::profile::{BooleanStyle, DateTimeStyle, DuForm, FacetPolicy, Profile};
use super::tags::{self, Entry, Qualified};
use crate::error::ErrorKind;
use crate::value::{Boolean, BooleanForm, DateTime, Value, ValueType, check, is_schema_type};
use alloc::format;
use alloc::string::ToString;
use mgmt_wire::xml::{RawElement, Style, Tag, Writer};

/// Room for what most messages take but those with lists, which ask for more.
const CAPACITY: usize = 2048;

pub(crate) struct Encoder<'n> {
    pub(crate) writer: Writer<'n>,
    pub(crate) profile: &'n Profile,
    pub(crate) version: CwmpNamespace,
    /// The tags of values are those made at compile time.
    usual_prefixes: bool,
    failed: Option<ErrorKind>,
}

impl<'n> Encoder<'n> {
    /// `usual_prefixes` says whether those of the profile are the default ones.
    pub(crate) fn new(profile: &'n Profile, usual_prefixes: bool, version: CwmpNamespace) -> Self {
        let mut style = Style::default();
        style.declaration = profile.declaration;
        style.empty_elements = profile.empty_elements;
        style.indent = profile.indent;
        Encoder {
            writer: Writer::with_capacity(style, CAPACITY),
            profile,
            version,
            usual_prefixes,
            failed: None,
        }
    }

    /// Remembers the first mistake.
    #[cold]
    pub(crate) fn fail(&mut self, kind: ErrorKind) {
        self.failed.get_or_insert(kind);
    }

    /// The first mistake, if there was one.
    pub(crate) fn failed(&mut self) -> Option<ErrorKind> {
        self.failed.take()
    }

    /// Whether texts and codes must follow the schema.
    #[inline]
    pub(crate) fn checks(&self) -> bool {
        self.profile.facets == FacetPolicy::Refuse
    }

    #[inline]
    pub(crate) fn start(&mut self, row: &Row) {
        self.writer.start_tag(row.tag);
    }

    #[inline]
    pub(crate) fn start_qualified(&mut self, element: &Qualified) {
        if self.usual_prefixes {
            self.writer.start_tag(element.tag);
        } else {
            self.start_prefixed(element);
        }
    }

    #[cold]
    fn start_prefixed(&mut self, element: &Qualified) {
        self.writer.start_qualified((element.prefix)(&self.profile.prefixes), element.local);
    }

    /// Closes what [`start_qualified`](Self::start_qualified) opened.
    #[inline]
    pub(crate) fn end_qualified(&mut self, element: &Qualified) {
        self.writer.end_tag(element.tag);
    }

    /// Opens the envelope.
    pub(crate) fn start_envelope(&mut self) {
        let prefixes = &self.profile.prefixes;
        if self.usual_prefixes {
            self.writer.start_tag(tags::envelope(self.version));
        } else {
            tags::start_envelope(&mut self.writer, prefixes, self.version);
        }
        if self.profile.encoding_style {
            let style = [schema_uri!(soap_enc)];
            self.writer.attribute_pieces(&[&prefixes.soap_env, ":encodingStyle"], &style);
        }
    }

    /// An entry of the header.
    #[inline]
    pub(super) fn entry(&mut self, entry: &Entry, text: &str) {
        if self.usual_prefixes {
            self.writer.leaf_tag(entry.element.tag, text);
        } else {
            self.prefixed_entry(entry, text);
        }
    }

    #[cold]
    fn prefixed_entry(&mut self, entry: &Entry, text: &str) {
        let must_understand = [&self.profile.prefixes.soap_env, ":mustUnderstand"];
        self.start_qualified(&entry.element);
        self.writer.attribute_pieces(&must_understand, &[entry.must_understand]);
        self.writer.text(text);
        self.end();
    }

    /// Closes what [`start`](Self::start) opened.
    #[inline]
    pub(crate) fn end_of(&mut self, row: &Row) {
        self.writer.end_tag(row.tag);
    }

    #[inline]
    pub(crate) fn end(&mut self) {
        self.writer.end();
    }

    /// A text, checked against its facets.
    #[inline]
    pub(crate) fn text(&mut self, row: &Row, text: &str) {
        self.check_text(row, text);
        self.writer.leaf_tag(row.tag, text);
    }

    #[inline]
    pub(crate) fn check_text(&mut self, row: &Row, text: &str) {
        if self.checks()
            && let Some(deviation) = facet_deviation(row, text, self.version)
        {
            // What both modes let pass when reading is not written either.
            self.fail(deviation.refusal().unwrap_or(ErrorKind::InvalidValue(row.element)));
        }
    }

    #[inline]
    pub(crate) fn check_code(&mut self, row: &Row, code: i64) {
        if self.checks() {
            let deviation = code_deviation(row, code, self.version);
            deviation.and_then(|deviation| deviation.refusal()).into_iter().for_each(|kind| self.fail(kind));
        }
    }

    /// An integer, behind as many zeros as it was read with.
    #[inline]
    pub(crate) fn number(&mut self, row: &Row, number: i64, zeros: u8) {
        match u64::try_from(number) {
            Ok(number) if zeros == 0 => self.writer.leaf_tag_number(row.tag, number),
            _ => self.unusual_number(row, number, zeros),
        }
    }

    #[cold]
    fn unusual_number(&mut self, row: &Row, number: i64, zeros: u8) {
        let sign = if number < 0 { "-" } else { "" };
        let (zeros, digits) = ("0".repeat(zeros.into()), number.unsigned_abs());
        self.writer.leaf_tag_plain(row.tag, &format!("{sign}{zeros}{digits}"));
    }

    // Where the row is a constant, which it is in every record, copying the tags comes down to a few instructions.
    #[inline(always)]
    pub(crate) fn boolean(&mut self, row: &Row, boolean: Boolean) {
        let form = match self.profile.booleans {
            BooleanStyle::AsGiven => boolean.form,
            BooleanStyle::Digits => BooleanForm::Digit,
            BooleanStyle::Words => BooleanForm::Word,
        };
        self.writer.leaf_tag_plain(row.tag, Boolean { form, ..boolean }.as_str());
    }

    pub(crate) fn date_time(&mut self, row: &Row, time: DateTime) {
        let time = styled(time, self.profile.date_times);
        match time.short_text() {
            Some(text) => self.writer.leaf_tag_plain(row.tag, text.as_str()),
            None => self.writer.leaf_tag_plain(row.tag, &time.to_string()),
        }
    }

    /// The start tag of a list.
    pub(crate) fn start_array(&mut self, row: &Row, item: ItemType, length: usize) {
        self.check_count(row, length);
        self.writer.start_tag(row.tag);
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        if self.usual_prefixes && !self.profile.array_xsi_type {
            self.writer.attribute_number(item.array_type, length, "]\"");
        } else {
            self.unusual_array(item, length);
        }
    }

    /// The attributes of a list for other prefixes, or with its type.
    #[cold]
    fn unusual_array(&mut self, item: ItemType, length: u64) {
        let prefixes = &self.profile.prefixes;
        if self.profile.array_xsi_type {
            self.writer.attribute_pieces(&[&prefixes.xsi, ":type"], &[&prefixes.soap_enc, ":Array"]);
        }
        let prefix = match item.namespace {
            ItemNamespace::Cwmp => &prefixes.cwmp,
            ItemNamespace::Xsd => &prefixes.xsd,
            ItemNamespace::SoapEnc => &prefixes.soap_enc,
        };
        self.writer.attribute_pieces(
            &[&prefixes.soap_enc, ":arrayType"],
            &[prefix, ":", item.name, "[", &length.to_string(), "]"],
        );
    }

    /// Checks the number of items of a list.
    pub(crate) fn check_count(&mut self, row: &Row, length: usize) {
        let (least, most) = row.facet.items;
        if self.checks() && !(least..=most).contains(&length) {
            self.fail(ErrorKind::ArrayLength(row.element));
        }
    }

    /// `xsi:type` with a type of the CWMP schema.
    pub(crate) fn cwmp_type(&mut self, name: &'static str) {
        let prefixes = &self.profile.prefixes;
        self.writer.attribute_pieces(&[&prefixes.xsi, ":type"], &[&prefixes.cwmp, ":", name]);
    }

    pub(crate) fn nests_du(&self) -> bool {
        self.profile.du_form == DuForm::Nested
    }

    /// The element `Value` of a parameter.
    #[inline]
    pub(crate) fn value(&mut self, value: &Value<'_>) {
        if self.checks() {
            match check(value.value_type, &value.raw_type, &value.text) {
                Ok(None) => {}
                Ok(Some(deviation)) => deviation.refusal().into_iter().for_each(|kind| self.fail(kind)),
                Err(kind) => self.fail(kind),
            }
        }
        let as_given = match value.value_type {
            ValueType::Boolean => self.profile.booleans == BooleanStyle::AsGiven,
            ValueType::DateTime => self.profile.date_times == DateTimeStyle::AsGiven,
            _ => true,
        };
        match value.value_type.tag() {
            Some(tag) if self.usual_prefixes && as_given => self.writer.leaf_tag(tag, &value.text),
            _ => self.unusual_value(value),
        }
    }

    /// A value without type, of a type of its own, or to be written in the profile's style or prefixes.
    fn unusual_value(&mut self, value: &Value<'_>) {
        const VALUE: Tag<'static> = Tag::new("<Value>", "</Value>");
        if value.value_type == ValueType::Missing {
            if self.checks() {
                self.fail(ErrorKind::Missing("Value"));
            }
            return;
        }
        self.writer.start_tag(VALUE);
        if value.value_type != ValueType::Unspecified {
            let name = value.value_type.name().unwrap_or_else(|| {
                let raw = &*value.raw_type;
                let local = raw.split_once(':').map_or(raw, |(_, local)| local);
                // A type that nobody knows is text to whoever reads it.
                if is_schema_type(local) { local } else { "string" }
            });
            let prefixes = &self.profile.prefixes;
            self.writer.attribute_pieces(&[&prefixes.xsi, ":type"], &[&prefixes.xsd, ":", name]);
        }
        match (value.value_type, self.profile.booleans, self.profile.date_times) {
            (ValueType::Boolean, BooleanStyle::Digits | BooleanStyle::Words, _) => {
                let digits = self.profile.booleans == BooleanStyle::Digits;
                let text = match (value.as_bool(), digits) {
                    (Some(false), true) => "0",
                    (Some(true), true) => "1",
                    (Some(false), false) => "false",
                    (Some(true), false) => "true",
                    (None, _) => &value.text,
                };
                self.writer.text(text);
            }
            (ValueType::DateTime, _, DateTimeStyle::Seconds | DateTimeStyle::Milliseconds) => {
                match value.as_date_time() {
                    Some(time) => self.writer.text(&styled(time, self.profile.date_times).to_string()),
                    None => self.writer.text(&value.text),
                }
            }
            _ => self.writer.text(&value.text),
        }
        self.writer.end();
    }

    pub(crate) fn raw(&mut self, element: &RawElement<'_>) {
        self.writer.raw(element);
    }
}

/// The time in the form that a profile asks for.
fn styled(time: DateTime, style: DateTimeStyle) -> DateTime {
    match style {
        DateTimeStyle::AsGiven => time,
        DateTimeStyle::Seconds => DateTime { fraction: 0, precision: 0, ..time },
        DateTimeStyle::Milliseconds => {
            DateTime { fraction: u64::from(time.nanosecond() / 1_000_000), precision: 3, ..time }
        }
    }
}
