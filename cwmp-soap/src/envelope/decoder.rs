//! What decoding every record needs: children, texts, attributes, deviations.

use super::namespace::{self as ns, CwmpNamespace};
use crate::error::{Error, ErrorKind, Warning, WarningKind};
use crate::rpc::facet::{Declared, Facet};
use crate::value::{ValueType, is_schema_type, trim};
use mgmt_wire::xml::{Attribute, Event, Namespace, RawElement, Reader, Tag};
use mgmt_wire::{DecodeOptions, Limit, Limits, WarningSink};
use std::borrow::Cow;

/// The name of a field's element, its tags, and its rules.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) element: &'static str,
    pub(crate) tag: Tag<'static>,
    pub(crate) facet: Facet,
}

/// Makes the row of an element from its name.
macro_rules! row {
    ($element:expr, $facet:expr) => {
        $crate::envelope::decoder::Row {
            element: $element,
            tag: mgmt_wire::xml::Tag::new(concat!("<", $element, ">"), concat!("</", $element, ">")),
            facet: $facet,
        }
    };
}
pub(crate) use row;

pub(crate) struct Decoder<'a, 'o> {
    pub(crate) reader: Reader<'a>,
    sink: &'o mut dyn WarningSink<WarningKind>,
    strict: bool,
    limits: Limits,
    /// The namespace whose schema holds.
    pub(crate) version: CwmpNamespace,
    /// A parameter without `Value` is an error: in requests, where it would set something.
    pub(crate) value_required: bool,
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
        Decoder {
            reader,
            sink,
            strict: options.is_strict(),
            limits: options.limits.clone(),
            version: CwmpNamespace::default(),
            value_required: false,
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
        std::mem::take(&mut self.ran_on)
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
        let text = match self.reader.next_event() {
            Ok(Event::Text(text)) => text,
            Ok(Event::End) => {
                self.text_at = self.reader.offset();
                return Ok(Cow::Borrowed(""));
            }
            Ok(_) => return Err(self.error(ErrorKind::Unexpected("element"))),
            Err(error) => return Err(xml(error)),
        };
        self.text_at = self.reader.offset();
        match self.reader.next_event() {
            Ok(Event::End) => Ok(text),
            Ok(_) => Err(self.error(ErrorKind::Unexpected("element"))),
            Err(error) => Err(xml(error)),
        }
    }

    /// The text of a field, with white space removed where it has no meaning and the facets checked.
    #[inline]
    pub(crate) fn field_text(&mut self, row: &Row) -> Result<Cow<'a, str>, Error> {
        self.leaf_attributes(row.facet.declared)?;
        let mut text = self.text()?;
        if row.facet.token && trim(&text).len() != text.len() {
            self.text_deviation(WarningKind::PaddedToken(row.element))?;
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

    /// Checks the attributes of the element just opened, which the schema gives none.
    #[inline]
    pub(crate) fn leaf_attributes(&mut self, declared: Declared) -> Result<(), Error> {
        if self.reader.attributes().is_empty() { Ok(()) } else { self.check_attributes(declared, false) }
    }

    #[cold]
    fn check_attributes(&mut self, declared: Declared, array: bool) -> Result<(), Error> {
        let mut index = 0;
        while let Some(attribute) = self.reader.attributes().get(index) {
            index += 1;
            let offset = attribute.offset;
            if let Some(kind) = self.attribute_deviation(attribute, declared, array) {
                self.deviation_at(kind, offset)?;
            }
        }
        Ok(())
    }

    fn attribute_deviation(
        &self,
        attribute: &Attribute<'a>,
        declared: Declared,
        array: bool,
    ) -> Option<WarningKind> {
        let unbound_xsi = attribute.name.namespace == Namespace::UNBOUND && attribute.name.prefix == "xsi";
        match (attribute.name.namespace, attribute.name.local) {
            (ns::XSI, "type") if self.names(&attribute.value, declared) => None,
            (ns::XSI | ns::XSI_1999, "type") => Some(WarningKind::RedundantType),
            (_, "type") if unbound_xsi => Some(WarningKind::RedundantType),
            (ns::XSI, "nil") => Some(WarningKind::Nil),
            (ns::XSI, "schemaLocation" | "noNamespaceSchemaLocation") => None,
            // The schemas derive lists from soap-enc:Array, which allows these and any foreign attribute.
            (ns::SOAP_ENC, "offset") | (Namespace::NONE, "id" | "href") if array => None,
            (ns::SOAP_ENC, "arrayType") if array => None,
            (Namespace::NONE | ns::SOAP_ENC | Namespace::UNBOUND, _) => Some(WarningKind::UnknownAttribute),
            _ if array => None,
            _ => Some(WarningKind::UnknownAttribute),
        }
    }

    /// Whether a qualified name in content is that of the declared type.
    fn names(&self, value: &str, declared: Declared) -> bool {
        let (prefix, local) = trim(value).split_once(':').unwrap_or(("", trim(value)));
        let namespace = self.reader.resolve(prefix);
        match declared {
            Declared::Anonymous => false,
            Declared::Xsd(name) => local == name && namespace == Some(ns::XSD),
            Declared::Cwmp(name) => {
                local == name && namespace.and_then(CwmpNamespace::of).is_some_and(|n| n == self.version)
            }
        }
    }

    /// The type of the value just opened, and the text that says so.
    #[inline]
    pub(crate) fn value_type(&mut self) -> Result<(ValueType, Cow<'a, str>), Error> {
        if let [attribute] = self.reader.attributes()
            && attribute.name.namespace == ns::XSI
            && attribute.name.local == "type"
            && let Some((prefix, local)) = attribute.value.split_once(':')
            && self.reader.resolve(prefix) == Some(ns::XSD)
            && let Some(value_type) = ValueType::from_name(local)
        {
            return Ok((value_type, attribute.value.clone()));
        }
        self.odd_value_type()
    }

    #[cold]
    fn odd_value_type(&mut self) -> Result<(ValueType, Cow<'a, str>), Error> {
        let mut found = None;
        let mut index = 0;
        while let Some(attribute) = self.reader.attributes().get(index) {
            index += 1;
            let (name, value, offset) = (attribute.name, attribute.value.clone(), attribute.offset);
            let kind = match (name.namespace, name.local) {
                (ns::XSI, "type") => {
                    found = Some((value, offset));
                    continue;
                }
                // An `xsi` that is not declared, is that of 1999, or mixed up with `xsd`.
                (ns::XSI_1999 | ns::XSD | ns::XSD_1999 | Namespace::NONE | Namespace::UNBOUND, "type")
                    if found.is_none() =>
                {
                    found = Some((value, offset));
                    WarningKind::UnknownAttribute
                }
                (ns::XSI, "nil") => WarningKind::Nil,
                (ns::XSI, "schemaLocation" | "noNamespaceSchemaLocation") => continue,
                _ => WarningKind::UnknownAttribute,
            };
            self.deviation_at(kind, offset)?;
        }
        let Some((raw, offset)) = found else {
            self.deviation(WarningKind::MissingType)?;
            return Ok((ValueType::Unspecified, Cow::Borrowed("")));
        };
        let (value_type, deviation) = self.resolve_type(&raw);
        if let Some(kind) = deviation {
            self.deviation_at(kind, offset)?;
        }
        Ok((value_type, raw))
    }

    fn resolve_type(&self, raw: &str) -> (ValueType, Option<WarningKind>) {
        let raw = trim(raw);
        let (prefix, local) = raw.split_once(':').unwrap_or(("", raw));
        let namespace = self.reader.resolve(prefix);
        match namespace {
            Some(ns::XSD) => match ValueType::from_name(local) {
                Some(value_type) => return (value_type, None),
                None if is_schema_type(local) => return (ValueType::Other, None),
                None => {}
            },
            Some(ns::SOAP_ENC) if local == "base64" => return (ValueType::Base64, None),
            _ => {}
        }
        // A length in parentheses belongs to the data model, not to the type.
        let name = trim(local.split_once('(').map_or(local, |(name, _)| name));
        let value_type = match name {
            "base64" => ValueType::Base64,
            _ => ValueType::from_name(name).unwrap_or(ValueType::Other),
        };
        let kind = if namespace.is_none() { WarningKind::UnboundType } else { WarningKind::UnknownType };
        (value_type, Some(kind))
    }

    /// The local name that `xsi:type` of the element just opened gives, where the schema leaves the type open.
    pub(crate) fn struct_type(&mut self) -> Result<Option<String>, Error> {
        let mut found = None;
        let mut index = 0;
        while let Some(attribute) = self.reader.attributes().get(index) {
            index += 1;
            let offset = attribute.offset;
            if attribute.name.local != "type" {
                self.deviation_at(WarningKind::UnknownAttribute, offset)?;
                continue;
            }
            let value = trim(&attribute.value).to_owned();
            let (prefix, local) = value.split_once(':').unwrap_or(("", &value));
            let exact = attribute.name.namespace == ns::XSI
                && self.reader.resolve(prefix).and_then(CwmpNamespace::of) == Some(self.version);
            found = Some(local.to_owned());
            if !exact {
                self.deviation_at(WarningKind::UnknownType, offset)?;
            }
        }
        Ok(found)
    }

    /// Checks the attributes of a list just opened; the number of items it declares, if it does so clearly.
    pub(crate) fn array(&mut self, row: &Row, item: ItemType) -> Result<Option<usize>, Error> {
        let mut declared = None;
        match self.reader.attributes() {
            [only] if only.name.namespace == ns::SOAP_ENC && only.name.local == "arrayType" => {
                declared = Some((only.value.clone(), only.offset));
            }
            [] => {}
            attributes => {
                let array_type = attributes.iter().find(|a| a.name.local == "arrayType");
                declared = array_type.map(|a| (a.value.clone(), a.offset));
                let misplaced = array_type.is_some_and(|a| a.name.namespace != ns::SOAP_ENC);
                self.check_attributes(row.facet.declared, true)?;
                if misplaced {
                    self.deviation(WarningKind::MissingArrayType)?;
                }
            }
        }
        let Some((text, offset)) = declared else {
            self.deviation(WarningKind::MissingArrayType)?;
            return Ok(None);
        };
        let Some((name, length)) = split_array_type(&text) else {
            self.deviation_at(WarningKind::ArrayType, offset)?;
            return Ok(None);
        };
        if !self.is_item_type(name, item) {
            self.deviation_at(WarningKind::ArrayType, offset)?;
        }
        if length.len() > 1 && length.starts_with('0') {
            self.deviation_at(WarningKind::PaddedArrayLength, offset)?;
        }
        // A number beyond the machine's is wrong like any other that does not fit the items.
        Ok(Some(length.parse().unwrap_or(usize::MAX)))
    }

    /// Prefixes differ between documents and some leave them out, so that the local name decides; but a prefix
    /// must be declared.
    fn is_item_type(&self, name: &str, item: ItemType) -> bool {
        match name.split_once(':') {
            None => name == item.name,
            Some((prefix, local)) => local == item.name && self.reader.resolve(prefix).is_some(),
        }
    }

    /// Compares the number of items with what was declared and with the schema's bounds.
    pub(crate) fn count(&mut self, row: &Row, declared: Option<usize>, items: usize) -> Result<(), Error> {
        if declared.is_some_and(|declared| declared != items) {
            self.deviation(WarningKind::ArrayLength(row.element))?;
        }
        let (least, most) = row.facet.items;
        if items < least || items > most {
            self.deviation(WarningKind::ItemCount(row.element))?;
        }
        Ok(())
    }

    /// Whether one more item is within the limit on lists.
    #[inline]
    pub(crate) fn within(&self, limit: Limit, items: usize) -> Result<(), Error> {
        if items < self.limits.get(limit) { Ok(()) } else { Err(self.error(ErrorKind::Limit(limit))) }
    }

    /// The start of an item under the name the list gives it.
    #[inline]
    pub(crate) fn item(&mut self, row: &Row, item: ItemType, local: &str) -> Result<(), Error> {
        if local == item.element && !self.qualified {
            return Ok(());
        }
        self.deviation(if local == item.element {
            WarningKind::QualifiedChild(item.element)
        } else {
            WarningKind::ItemName(row.element)
        })
    }
}

#[cold]
fn xml(error: mgmt_wire::xml::Error) -> Error {
    error.map(ErrorKind::Xml)
}

/// What a list's items are called.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ItemType {
    /// The element of an item.
    pub(crate) element: &'static str,
    /// Its tags.
    pub(crate) tag: Tag<'static>,
    /// The local name of its type in `arrayType`.
    pub(crate) name: &'static str,
    /// The namespace of that type.
    pub(crate) namespace: ItemNamespace,
    /// The bound on their number.
    pub(crate) limit: Limit,
}

impl ItemType {
    /// The row of an item of the list in `list`.
    pub(crate) const fn row(self, list: &Row) -> Row {
        let facet = match list.facet.item {
            Some(facet) => *facet,
            None => Facet::NONE,
        };
        Row { element: self.element, tag: self.tag, facet }
    }
}

/// Makes the type of a list's items from their name.
macro_rules! item_type {
    ($element:expr, $namespace:ident, $limit:ident) => {
        $crate::envelope::decoder::ItemType {
            element: $element,
            tag: mgmt_wire::xml::Tag::new(concat!("<", $element, ">"), concat!("</", $element, ">")),
            name: $element,
            namespace: $crate::envelope::decoder::ItemNamespace::$namespace,
            limit: mgmt_wire::Limit::$limit,
        }
    };
}
pub(crate) use item_type;

/// Where the type of a list's items comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ItemNamespace {
    Cwmp,
    Xsd,
    SoapEnc,
}

/// `QName[digits]` (SOAP 1.1, clause 5.4.2), one dimension.
fn split_array_type(text: &str) -> Option<(&str, &str)> {
    let (name, length) = trim(text).strip_suffix(']')?.split_once('[')?;
    let digits = !length.is_empty() && length.bytes().all(|b| b.is_ascii_digit());
    (digits && !name.is_empty()).then_some((name, length))
}

/// What a text breaks of its facets.
#[inline]
pub(crate) fn facet_deviation(row: &Row, text: &str, version: CwmpNamespace) -> Option<WarningKind> {
    let facet = &row.facet;
    // No text has more characters than bytes.
    if facet.pattern.is_none() && (facet.max_length == 0 || text.len() <= facet.max_length) {
        return None;
    }
    closer_facet_deviation(row, text, version)
}

fn closer_facet_deviation(row: &Row, text: &str, version: CwmpNamespace) -> Option<WarningKind> {
    let facet = &row.facet;
    if facet.max_length != 0 && text.len() > facet.max_length && text.chars().count() > facet.max_length {
        return Some(WarningKind::TooLong(row.element));
    }
    if facet.pattern.is_none_or(|fits| fits(text, version)) {
        return None;
    }
    if row.element == "OUI" && text.len() == 6 && text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Some(WarningKind::OuiCase);
    }
    Some(WarningKind::Pattern(row.element))
}

/// What a number breaks of its facets.
#[inline]
pub(crate) fn code_deviation(row: &Row, code: i64, version: CwmpNamespace) -> Option<WarningKind> {
    if row.facet.code.is_none_or(|fits| fits(code, version)) {
        return None;
    }
    Some(match row.element {
        "FaultCode" => WarningKind::FaultCode,
        element => WarningKind::UnknownCode(element),
    })
}
