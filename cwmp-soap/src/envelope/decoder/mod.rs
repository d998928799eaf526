//! What decoding every record needs: children, texts, attributes, deviations.

mod attributes;
mod list;
mod row;

use alloc::borrow::ToOwned;
use alloc::vec::Vec;
pub(crate) use list::{ItemNamespace, ItemType, item_prefix, item_type};
pub(crate) use row::{Row, code_deviation, facet_deviation, row};

use super::namespace::{self as ns, CwmpNamespace};
use crate::error::{Error, ErrorKind, Warning, WarningKind};
use crate::rpc::Extensions;
use crate::rpc::facet::Declared;
use crate::value::trim;
use alloc::borrow::Cow;
use mgmt_wire::xml::{Event, Name, Namespace, RawElement, Reader, Style, Writer};
use mgmt_wire::{DecodeOptions, Limits, WarningSink};

pub(crate) struct Decoder<'a, 'o> {
    pub(crate) reader: Reader<'a>,
    sink: &'o mut dyn WarningSink<WarningKind>,
    strict: bool,
    limits: Limits,
    /// The namespace whose schema holds.
    pub(crate) version: CwmpNamespace,
    /// The message asks a device to do something: what cannot be understood of it must not be guessed.
    pub(crate) commands: bool,
    /// Elements of fields whose text is no value of their type, with the depth of their record.
    unreadable: Vec<(usize, RawElement<'a>)>,
    /// The last child carried a CWMP namespace.
    qualified: bool,
    /// A child that was read and is to be given again.
    pushed_back: Option<&'a str>,
    /// The record being read is an item that may run on into another one.
    pub(crate) may_run_on: bool,
    /// It did.
    ran_on: bool,
    /// Where the last text begins.
    text_at: usize,
}

impl<'a, 'o> Decoder<'a, 'o> {
    pub(crate) fn new(
        text: &'a str,
        options: &DecodeOptions,
        sink: &'o mut dyn WarningSink<WarningKind>,
    ) -> Decoder<'a, 'o> {
        let mut reader = Reader::new(text, options, &ns::KNOWN);
        reader.refuse_doctype();
        reader.refuse_instructions();
        Decoder {
            reader,
            sink,
            strict: options.is_strict(),
            limits: options.limits.clone(),
            version: CwmpNamespace::default(),
            commands: false,
            unreadable: Vec::new(),
            qualified: false,
            pushed_back: None,
            may_run_on: false,
            ran_on: false,
            text_at: 0,
        }
    }

    #[inline]
    pub(crate) fn event(&mut self) -> Result<Event<'a>, Error> {
        match self.reader.next_event() {
            Ok(event) => Ok(event),
            Err(error) => Err(xml(error)),
        }
    }

    /// The next event but white space.
    pub(crate) fn structure(&mut self) -> Result<Event<'a>, Error> {
        self.reader.next_structure().map_err(xml)
    }

    #[cold]
    pub(crate) fn error(&self, kind: ErrorKind) -> Error {
        self.reader.error(kind)
    }

    /// An error at the text that was read last.
    #[cold]
    pub(crate) fn text_error(&self, kind: ErrorKind) -> Error {
        self.reader.error_at(kind, self.text_at)
    }

    /// Hands the XML layer's warnings on.
    pub(crate) fn flush_xml_warnings(&mut self) {
        for warning in self.reader.take_warnings() {
            self.sink.warn(Warning::new(WarningKind::Xml(warning.kind), warning.offset));
        }
    }

    /// Accepts a deviation with a warning, or refuses it in strict mode.
    #[cold]
    pub(crate) fn deviation(&mut self, kind: WarningKind) -> Result<(), Error> {
        self.deviation_at(kind, self.reader.offset())
    }

    /// The same at the text that was read last.
    #[cold]
    pub(crate) fn text_deviation(&mut self, kind: WarningKind) -> Result<(), Error> {
        self.deviation_at(kind, self.text_at)
    }

    #[cold]
    pub(crate) fn deviation_at(&mut self, kind: WarningKind, offset: usize) -> Result<(), Error> {
        match kind.refusal() {
            Some(refusal) if self.strict => Err(self.reader.error_at(refusal, offset)),
            _ => {
                self.sink.warn(Warning::new(kind, offset));
                Ok(())
            }
        }
    }

    /// The local name of the next child of the innermost open element, `None` at its end.
    ///
    /// The name of an element in a namespace other than those of CWMP is given as `""`, which no row has.
    #[inline]
    pub(crate) fn child(&mut self) -> Result<Option<&'a str>, Error> {
        if let Some(local) = self.pushed_back.take() {
            return Ok(Some(local));
        }
        loop {
            match self.reader.next_event() {
                Ok(Event::Start(name)) if name.namespace == Namespace::NONE => {
                    self.qualified = false;
                    return Ok(Some(name.local));
                }
                Ok(Event::End | Event::Eof) => return Ok(None),
                Ok(Event::Text(text)) if crate::value::is_blank(&text) => {}
                Ok(Event::Text(_)) => self.deviation(WarningKind::UnexpectedText)?,
                Ok(Event::Start(name)) => {
                    self.qualified = true;
                    let ours =
                        CwmpNamespace::of(name.namespace).is_some() || name.namespace == Namespace::UNBOUND;
                    return Ok(Some(if ours { name.local } else { "" }));
                }
                Err(error) => return Err(xml(error)),
            }
        }
    }

    /// Has [`child`](Self::child) give the child again that it gave last.
    pub(crate) fn push_back(&mut self, local: &'a str) {
        self.pushed_back = Some(local);
    }

    /// As [`child`](Self::child) in an element that the schema declares empty, where not even white space may
    /// stand.
    pub(crate) fn child_of_empty(&mut self, element: &'static str) -> Result<Option<&'a str>, Error> {
        loop {
            match self.event()? {
                Event::Start(_) => return Ok(Some("")),
                Event::End | Event::Eof => return Ok(None),
                Event::Text(_) => self.deviation(WarningKind::TextInEmpty(element))?,
            }
        }
    }

    /// A child turned out to be the field at `position`.
    #[inline]
    pub(crate) fn field(&mut self, element: &'static str, position: u8, last: &mut u8) -> Result<(), Error> {
        if self.qualified {
            self.deviation(WarningKind::QualifiedChild(element))?;
        }
        if position < *last {
            self.deviation(WarningKind::OutOfOrder(element))
        } else {
            *last = position;
            Ok(())
        }
    }

    /// A child that no field has the name of: kept whole.
    #[cold]
    pub(crate) fn unknown(&mut self) -> Result<RawElement<'a>, Error> {
        self.deviation(WarningKind::UnknownElement)?;
        self.raw()
    }

    pub(crate) fn raw(&mut self) -> Result<RawElement<'a>, Error> {
        self.reader.raw_element().map_err(xml)
    }

    pub(crate) fn skip(&mut self) -> Result<(), Error> {
        self.reader.skip_element().map_err(xml)
    }

    /// A field stands a second time: whether that begins another item, which then is read from here.
    #[cold]
    pub(crate) fn runs_on(&mut self, local: &'a str, element: &'static str) -> Result<bool, Error> {
        if self.may_run_on {
            self.deviation(WarningKind::RunOnItem(element))?;
            self.push_back(local);
            self.ran_on = true;
        }
        Ok(self.may_run_on)
    }

    pub(crate) fn take_run_on(&mut self) -> bool {
        core::mem::take(&mut self.ran_on)
    }

    #[cold]
    pub(crate) fn duplicate(&self, element: &'static str) -> Error {
        self.error(ErrorKind::Duplicate(element))
    }

    /// A field is missing: fine when its null value can stand for it.
    #[cold]
    pub(crate) fn missing(&mut self, row: &Row) -> Result<(), Error> {
        if row.facet.vital {
            return Err(self.error(ErrorKind::Missing(row.element)));
        }
        self.deviation(WarningKind::MissingElement(row.element))
    }

    /// The text of an element without children, through its end.
    #[inline]
    pub(crate) fn text(&mut self) -> Result<Cow<'a, str>, Error> {
        match self.reader.leaf_text() {
            Some(text) => {
                self.text_at = self.reader.offset() - text.len();
                Ok(Cow::Borrowed(text))
            }
            None => self.text_of_events(),
        }
    }

    /// The same where the text comes in pieces, with references or comments, or is none.
    fn text_of_events(&mut self) -> Result<Cow<'a, str>, Error> {
        let text = match self.event()? {
            Event::Text(text) => text,
            Event::End => {
                self.text_at = self.reader.offset();
                return Ok(Cow::Borrowed(""));
            }
            Event::Start(name) => return self.wrapped_text(name),
            Event::Eof => return Err(self.error(ErrorKind::Unexpected("element"))),
        };
        self.text_at = self.reader.offset();
        match self.event()? {
            Event::End => Ok(text),
            Event::Start(name) if crate::value::is_blank(&text) => self.wrapped_text(name),
            _ => Err(self.error(ErrorKind::Unexpected("element"))),
        }
    }

    /// The text of an element `string` in the place of text, through the end of the element around it.
    #[cold]
    fn wrapped_text(&mut self, name: Name<'a>) -> Result<Cow<'a, str>, Error> {
        // Of whichever namespace: scripts declare CWMP's as the default one.
        if name.local != "string" {
            return Err(self.error(ErrorKind::Unexpected("element")));
        }
        self.deviation(WarningKind::WrappedText)?;
        let text = match self.event()? {
            Event::Text(text) => {
                self.text_at = self.reader.offset();
                if self.event()? != Event::End {
                    return Err(self.error(ErrorKind::Unexpected("element")));
                }
                text
            }
            Event::End => Cow::Borrowed(""),
            _ => return Err(self.error(ErrorKind::Unexpected("element"))),
        };
        match self.structure()? {
            Event::End => Ok(text),
            _ => Err(self.error(ErrorKind::Unexpected("element"))),
        }
    }

    /// A field whose text is no value of its type. Where nothing depends on it, the message lives on without it: its
    /// element is kept, and something else stands for its value.
    #[cold]
    pub(crate) fn unreadable(&mut self, row: &Row, text: &str, kind: ErrorKind) -> Result<(), Error> {
        // A device must not do what it was not asked to, nor an unreadable outcome count as success. The size of a
        // file is no more than a hint, and 0 when it is not known.
        let decisive = match row.element {
            "FaultCode" | "Status" => true,
            "FileSize" => false,
            _ => self.commands,
        };
        if self.strict || decisive || row.facet.vital {
            return Err(self.text_error(kind));
        }
        self.text_deviation(WarningKind::InvalidField(row.element))?;
        // The field is closed already: its record is the innermost open element.
        let depth = self.reader.depth();
        self.unreadable.extend(leaf(row, text).map(|element| (depth, element)));
        Ok(())
    }

    /// How many fields could not be read so far, of the records that are open.
    pub(crate) fn unreadable_fields(&self) -> usize {
        self.unreadable.len()
    }

    /// The value just read is not of its type; its text and type stand all the same.
    #[cold]
    pub(crate) fn unreadable_value(&mut self, kind: ErrorKind) -> Result<(), Error> {
        match kind {
            ErrorKind::InvalidValue(name) | ErrorKind::OutOfRange(name) if !self.strict && !self.commands => {
                self.text_deviation(WarningKind::InvalidText(name))
            }
            kind => Err(self.text_error(kind)),
        }
    }

    /// Puts those fields of a record that could not be read among its extensions, at its end.
    #[inline]
    pub(crate) fn keep_unreadable(&mut self, extensions: &mut Extensions<'a>) {
        if !self.unreadable.is_empty() {
            let outer = self.unreadable.iter().take_while(|(at, _)| *at <= self.reader.depth()).count();
            self.unreadable.drain(outer..).for_each(|(_, element)| extensions.push(element));
        }
    }

    /// The field that a child without one is meant for: `local` but for upper and lower case.
    #[cold]
    pub(crate) fn respelled(
        &mut self,
        local: &str,
        fields: &[(&'static str, bool)],
    ) -> Result<Option<&'static str>, Error> {
        let field = fields.iter().find(|(element, missing)| *missing && element.eq_ignore_ascii_case(local));
        let Some((element, _)) = field.filter(|_| !self.strict) else { return Ok(None) };
        self.deviation(WarningKind::ElementCase(element))?;
        Ok(Some(element))
    }

    /// The text of a field, with white space removed where it has no meaning and the facets checked.
    #[inline]
    pub(crate) fn field_text(&mut self, row: &Row) -> Result<Cow<'a, str>, Error> {
        self.leaf_attributes(row.facet.declared)?;
        let mut text = self.text()?;
        if row.facet.token && trim(&text).len() != text.len() {
            self.text_deviation(WarningKind::PaddedToken(row.element))?;
            // The schemas keep white space, so that it counts for them.
            if self.strict
                && let Some(warning) = facet_deviation(row, &text, self.version)
            {
                self.text_deviation(warning)?;
            }
            text = match text {
                Cow::Borrowed(text) => Cow::Borrowed(trim(text)),
                Cow::Owned(text) => Cow::Owned(trim(&text).to_owned()),
            };
        }
        if let Some(warning) = facet_deviation(row, &text, self.version) {
            self.text_deviation(warning)?;
        }
        Ok(text)
    }

    /// The text of a field that holds a number or the like, without the white space around it; `None` when it
    /// is empty.
    pub(crate) fn number_text(
        &mut self,
        row: &Row,
        declared: Declared,
        type_name: &'static str,
    ) -> Result<Option<Cow<'a, str>>, Error> {
        self.leaf_attributes(declared)?;
        let text = self.text()?;
        if !trim(&text).is_empty() {
            return Ok(Some(text));
        }
        if row.facet.vital {
            return Err(self.text_error(ErrorKind::InvalidValue(row.element)));
        }
        self.text_deviation(WarningKind::EmptyValue(type_name))?;
        Ok(None)
    }

    /// Checks a number against the values its field may have.
    #[inline]
    pub(crate) fn code(&mut self, row: &Row, code: i64) -> Result<(), Error> {
        match code_deviation(row, code, self.version) {
            None => Ok(()),
            Some(_) if row.facet.vital && row.element != "FaultCode" => {
                Err(self.text_error(ErrorKind::OutOfRange(row.element)))
            }
            Some(kind) => self.text_deviation(kind),
        }
    }
}

/// An element with this text; `None` for a text that XML cannot carry.
fn leaf(row: &Row, text: &str) -> Option<RawElement<'static>> {
    let mut style = Style::default();
    style.declaration = false;
    let mut writer = Writer::with_style(style);
    writer.leaf_tag(row.tag, text);
    let element = writer.finish().ok()?;
    let mut reader = Reader::new(&element, &DecodeOptions::lenient(), &[]);
    reader.next_event().ok()?;
    reader.raw_element().ok().map(RawElement::into_owned)
}

#[cold]
fn xml(error: mgmt_wire::xml::Error) -> Error {
    error.map(ErrorKind::Xml)
}
