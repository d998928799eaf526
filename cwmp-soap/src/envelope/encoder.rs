//! What encoding every record needs.

use super::decoder::{ItemNamespace, ItemType, Row, code_deviation, facet_deviation};
use super::namespace::CwmpNamespace;
use super::profile::{BooleanStyle, DateTimeStyle, DuForm, FacetPolicy, Profile};
use crate::error::ErrorKind;
use crate::value::{Boolean, BooleanForm, DateTime, Value, ValueType, check, is_schema_type};
use mgmt_wire::xml::{RawElement, Writer};
use std::fmt::Write as _;

/// The names that depend on the profile's prefixes, made once a message.
pub(crate) struct Names {
    pub(crate) xsi_type: String,
    pub(crate) array_type: String,
    pub(crate) xsd: String,
    pub(crate) soap_enc: String,
    pub(crate) cwmp: String,
}

pub(crate) struct Encoder<'n> {
    pub(crate) writer: Writer<'n>,
    pub(crate) profile: &'n Profile,
    names: &'n Names,
    pub(crate) version: CwmpNamespace,
    scratch: String,
    failed: Option<ErrorKind>,
}

impl<'n> Encoder<'n> {
    pub(crate) fn new(
        writer: Writer<'n>,
        profile: &'n Profile,
        names: &'n Names,
        version: CwmpNamespace,
    ) -> Self {
        Encoder { writer, profile, names, version, scratch: String::with_capacity(64), failed: None }
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
    pub(crate) fn checks(&self) -> bool {
        self.profile.facets == FacetPolicy::Refuse
    }

    #[inline]
    pub(crate) fn start(&mut self, name: &'static str) {
        self.writer.start(name);
    }

    #[inline]
    pub(crate) fn end(&mut self) {
        self.writer.end();
    }

    /// A text, checked against its facets.
    #[inline]
    pub(crate) fn text(&mut self, row: &Row, text: &str) {
        self.check_text(row, text);
        self.writer.leaf(row.element, text);
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

    /// Something with a short text, written without an allocation of its own.
    pub(crate) fn display(&mut self, row: &Row, value: impl std::fmt::Display) {
        self.scratch.clear();
        // Writing to a string cannot fail.
        let _ = write!(self.scratch, "{value}");
        self.writer.leaf(row.element, &self.scratch);
    }

    pub(crate) fn boolean(&mut self, row: &Row, boolean: Boolean) {
        let form = match self.profile.booleans {
            BooleanStyle::AsGiven => boolean.form,
            BooleanStyle::Digits => BooleanForm::Digit,
            BooleanStyle::Words => BooleanForm::Word,
        };
        self.writer.leaf(row.element, Boolean { form, ..boolean }.as_str());
    }

    pub(crate) fn date_time(&mut self, row: &Row, time: DateTime) {
        self.display(row, styled(time, self.profile.date_times));
    }

    /// The start tag of a list.
    pub(crate) fn start_array(&mut self, row: &Row, item: ItemType, length: usize) {
        let names = self.names;
        self.start(row.element);
        if self.profile.array_xsi_type {
            self.scratch.clear();
            let _ = write!(self.scratch, "{}:Array", names.soap_enc);
            self.writer.attribute(&names.xsi_type, &self.scratch);
        }
        let prefix = match item.namespace {
            ItemNamespace::Cwmp => &names.cwmp,
            ItemNamespace::Xsd => &names.xsd,
            ItemNamespace::SoapEnc => &names.soap_enc,
        };
        self.scratch.clear();
        let _ = write!(self.scratch, "{prefix}:{}[{length}]", item.name);
        self.writer.attribute(&names.array_type, &self.scratch);
        self.check_count(row, length);
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
        self.scratch.clear();
        let _ = write!(self.scratch, "{}:{name}", self.names.cwmp);
        self.writer.attribute(&self.names.xsi_type, &self.scratch);
    }

    pub(crate) fn nests_du(&self) -> bool {
        self.profile.du_form == DuForm::Nested
    }

    pub(crate) fn value(&mut self, element: &'static str, value: &Value<'_>) {
        let names = self.names;
        if value.value_type == ValueType::Missing {
            if self.checks() {
                self.fail(ErrorKind::Missing(element));
            }
            return;
        }
        if self.checks() {
            match check(value.value_type, &value.text) {
                Ok(None) => {}
                Ok(Some(deviation)) => deviation.refusal().into_iter().for_each(|kind| self.fail(kind)),
                Err(kind) => self.fail(kind),
            }
        }
        self.writer.start(element);
        if value.value_type != ValueType::Unspecified {
            let name = value.value_type.name().unwrap_or_else(|| {
                let raw = &*value.raw_type;
                let local = raw.split_once(':').map_or(raw, |(_, local)| local);
                // A type that nobody knows is text to whoever reads it.
                if is_schema_type(local) { local } else { "string" }
            });
            self.scratch.clear();
            self.scratch.push_str(&names.xsd);
            self.scratch.push(':');
            self.scratch.push_str(name);
            self.writer.attribute(&names.xsi_type, &self.scratch);
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
