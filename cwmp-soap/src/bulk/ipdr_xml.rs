//! Reports as IPDR documents in XML: one `IPDR` element of type `BulkDataReport` per record.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec;

use mgmt_wire::xml::{self, Event, Namespace, Writer};
use mgmt_wire::{DecodeOptions, Error, Limit, Warning, WarningSink};

use super::report::{DeviceIdentity, Parameter, ParameterType, Record, Report};
use super::time::Timestamp;
use super::{ErrorKind, WarningKind, is_printable, printable};
use crate::record::record;

type Result<T> = core::result::Result<T, Error<ErrorKind>>;

/// The namespace of bulk data records.
pub const BULK_DATA_NAMESPACE: &str = "urn:broadband-forum-org:ipdr:tr-232-1-0";
/// The namespace of IPDR documents.
pub const IPDR_NAMESPACE: &str = "http://www.ipdr.org/namespaces/ipdr";

/// The elements of a record in the order of the schema of TR-232.
const RECORD_ORDER: &[&str] = &["OUI", "ProductClass", "SerialNumber", "Suspect", "BulkData"];

const XSI_NAMESPACE: &str = "http://www.w3.org/2001/XMLSchema-instance";
const KNOWN: &[&str] = &[BULK_DATA_NAMESPACE, IPDR_NAMESPACE];
const BULK_DATA: Namespace = Namespace::known(0);
const IPDR: Namespace = Namespace::known(1);

record! {
    /// An IPDR document.
    #[derive(Eq, Default)]
    pub struct IpdrDocument<'a> {
        /// The document's identifier (`docId`), a UUID.
        pub doc_id: Option<Cow<'a, str>>,
        /// The version of the document's format (`version`).
        pub version: Option<Cow<'a, str>>,
        /// When the document was begun (`creationTime`).
        pub creation_time: Option<Cow<'a, str>>,
        /// Who recorded it (`IPDRRecorderInfo`).
        pub recorder_info: Option<Cow<'a, str>>,
        /// When the document was completed (`endTime` of its end).
        pub end_time: Option<Cow<'a, str>>,
        /// The records.
        pub report: Report<'a>,
    }
}

impl<'a> IpdrDocument<'a> {
    /// A document of a report, without identifier and times.
    #[must_use]
    pub fn new(report: Report<'a>) -> Self {
        IpdrDocument { report, ..Self::default() }
    }

    /// Reads an IPDR document, or a single record that stands alone, leniently; deviations are dropped.
    ///
    /// # Errors
    ///
    /// When it is not XML, not such a document, or larger than the default limits.
    pub fn from_xml(bytes: &'a [u8]) -> Result<IpdrDocument<'a>> {
        Self::decode(bytes, &DecodeOptions::lenient(), &mut ())
    }

    /// Reads an IPDR document, or a single record that stands alone.
    ///
    /// # Errors
    ///
    /// When it is not XML, not such a document, or larger than the limits; in strict mode at the first deviation.
    pub fn decode(
        bytes: &'a [u8],
        options: &DecodeOptions,
        sink: &mut dyn WarningSink<WarningKind>,
    ) -> Result<IpdrDocument<'a>> {
        let document =
            xml::Document::from_bytes(bytes, options).map_err(|error| error.map(ErrorKind::Xml))?;
        for warning in document.warnings() {
            sink.warn(Warning::new(WarningKind::Xml(warning.kind), warning.offset));
        }
        match document.into_text() {
            Cow::Borrowed(text) => Decoder::run(text, options, sink),
            Cow::Owned(text) => Decoder::run(&text, options, sink).map(IpdrDocument::into_owned),
        }
    }

    /// Writes the document. Characters beyond printable ASCII in values become dots, as TR-232 asks; types are not
    /// written.
    ///
    /// # Errors
    ///
    /// When a record has no device identity, or a time that is not ISO 8601.
    pub fn to_xml(&self) -> Result<String> {
        let mut writer = Writer::new();
        writer.start("ipdr:IPDRDoc");
        writer.attribute("xmlns:ipdr", IPDR_NAMESPACE);
        writer.attribute("xmlns", BULK_DATA_NAMESPACE);
        writer.attribute("xmlns:xsi", XSI_NAMESPACE);
        let attributes = [
            ("docId", &self.doc_id),
            ("creationTime", &self.creation_time),
            ("IPDRRecorderInfo", &self.recorder_info),
            ("version", &self.version),
        ];
        for (name, value) in attributes {
            if let Some(value) = value {
                writer.attribute(name, value);
            }
        }
        for record in &self.report.records {
            write_record(&mut writer, record)?;
        }
        writer.start("ipdr:IPDRDoc.End");
        writer.attribute("count", &self.report.records.len().to_string());
        if let Some(time) = &self.end_time {
            writer.attribute("endTime", time);
        }
        writer.end();
        writer.end();
        writer.finish().map_err(|error| error.map(ErrorKind::Xml))
    }
}

fn write_record<'n>(writer: &mut Writer<'n>, record: &Record<'_>) -> Result<()> {
    let Some(device) = &record.device else { return Err(Error::new(ErrorKind::Missing("device identity"))) };
    writer.start("ipdr:IPDR");
    writer.attribute("xsi:type", "BulkDataReport");
    match &record.time {
        None => {}
        Some(Timestamp::Iso8601(time)) => writer.leaf("ipdr:IPDRCreationTime", time),
        Some(_) => return Err(Error::new(ErrorKind::InvalidValue("the time"))),
    }
    writer.leaf("OUI", &device.oui);
    writer.leaf("ProductClass", &device.product_class);
    writer.leaf("SerialNumber", &device.serial_number);
    writer.leaf("Suspect", if record.suspect { "true" } else { "false" });
    for (name, value, _) in record.parameters.iter().parts() {
        writer.start("BulkData");
        writer.leaf("Name", name);
        writer.leaf("Value", &printable(value));
        writer.end();
    }
    writer.end();
    Ok(())
}

struct Decoder<'r, 'a> {
    xml: xml::Reader<'a>,
    options: &'r DecodeOptions,
    sink: &'r mut dyn WarningSink<WarningKind>,
    parameters: usize,
}

impl<'r, 'a> Decoder<'r, 'a> {
    fn run(
        text: &'a str,
        options: &'r DecodeOptions,
        sink: &'r mut dyn WarningSink<WarningKind>,
    ) -> Result<IpdrDocument<'a>> {
        let mut decoder =
            Decoder { xml: xml::Reader::new(text, options, KNOWN), options, sink, parameters: 0 };
        let document = decoder.document()?;
        while decoder.event()? != Event::Eof {}
        for warning in decoder.xml.take_warnings() {
            decoder.sink.warn(Warning::new(WarningKind::Xml(warning.kind), warning.offset));
        }
        Ok(document)
    }

    fn event(&mut self) -> Result<Event<'a>> {
        self.xml.next_event().map_err(|error| error.map(ErrorKind::Xml))
    }

    fn deviation(&mut self, kind: WarningKind) -> Result<()> {
        if self.options.is_strict() {
            return Err(self.xml.error(kind.into()));
        }
        self.sink.warn(Warning::new(kind, self.xml.offset()));
        Ok(())
    }

    /// The next child element; `None` at the end of the current one.
    fn child(&mut self) -> Result<Option<(Namespace, &'a str)>> {
        loop {
            match self.event()? {
                Event::Start(name) => return Ok(Some((name.namespace, name.local))),
                Event::Text(text) if text.trim().is_empty() => {}
                Event::Text(_) => self.deviation(WarningKind::Unexpected)?,
                Event::End | Event::Eof => return Ok(None),
            }
        }
    }

    fn unexpected(&mut self) -> Result<()> {
        self.deviation(WarningKind::Unexpected)?;
        self.xml.skip_element().map_err(|error| error.map(ErrorKind::Xml))
    }

    /// Notes the place of an element, one of `order`; the schema has them in that order.
    fn place(&mut self, last: &mut usize, local: &str, order: &[&'static str]) -> Result<()> {
        let Some((at, name)) = order.iter().enumerate().find(|(_, name)| **name == local) else {
            return Ok(());
        };
        if at < *last {
            return self.deviation(WarningKind::Order(name));
        }
        *last = at;
        Ok(())
    }

    fn expect(&mut self, found: Namespace, wanted: Namespace) -> Result<()> {
        if found == wanted { Ok(()) } else { self.deviation(WarningKind::Namespace) }
    }

    fn text(&mut self) -> Result<Cow<'a, str>> {
        let mut text = Cow::Borrowed("");
        loop {
            match self.event()? {
                Event::Text(part) if text.is_empty() => text = part,
                Event::Text(part) => text.to_mut().push_str(&part),
                Event::Start(_) => self.unexpected()?,
                Event::End | Event::Eof => return Ok(text),
            }
        }
    }

    fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        let mut attributes = self.xml.attributes().iter();
        attributes
            .find(|a| a.name.namespace == Namespace::NONE && a.name.local == name)
            .map(|a| a.value.clone())
    }

    fn document(&mut self) -> Result<IpdrDocument<'a>> {
        let Some((namespace, local)) = self.child()? else {
            return Err(self.xml.error(ErrorKind::Missing("IPDRDoc")));
        };
        match local {
            "IPDRDoc" => self.expect(namespace, IPDR)?,
            "IPDR" | "BulkDataReport" => {
                let record = self.record()?;
                return Ok(IpdrDocument::new(Report::new(vec![record])));
            }
            _ => return Err(self.xml.error(ErrorKind::Unexpected("root element"))),
        }
        let mut document = IpdrDocument {
            doc_id: self.attribute("docId"),
            version: self.attribute("version"),
            creation_time: self.attribute("creationTime"),
            recorder_info: self.attribute("IPDRRecorderInfo"),
            ..IpdrDocument::default()
        };
        while let Some((_, local)) = self.child()? {
            match local {
                "IPDR" | "BulkDataReport" => {
                    let record = self.record()?;
                    document.report.records.push(record);
                }
                "IPDRDoc.End" => {
                    document.end_time = self.attribute("endTime");
                    let count = self.attribute("count");
                    let is_count = |text: &str| text.trim().parse() == Ok(document.report.records.len());
                    if count.is_some_and(|count| !is_count(&count)) {
                        self.deviation(WarningKind::Count)?;
                    }
                    self.text()?;
                }
                _ => self.unexpected()?,
            }
        }
        Ok(document)
    }

    fn count(&mut self) -> Result<()> {
        self.parameters += 1;
        if self.parameters > self.options.limits.parameters {
            return Err(self.xml.error(ErrorKind::Limit(Limit::Parameters)));
        }
        Ok(())
    }

    fn record(&mut self) -> Result<Record<'a>> {
        self.count()?;
        let (mut oui, mut product_class, mut serial_number, mut suspect) = (None, None, None, None);
        let mut record = Record::default();
        let mut last = 0;
        while let Some((namespace, local)) = self.child()? {
            self.place(&mut last, local, RECORD_ORDER)?;
            let field = match local {
                "IPDRCreationTime" => {
                    let text = self.text()?;
                    let time = Timestamp::from_text(text);
                    if !matches!(time, Timestamp::Iso8601(_)) {
                        self.deviation(WarningKind::Time)?;
                    }
                    record.time = Some(time);
                    continue;
                }
                // The number of the record within a session.
                "seqNum" if namespace == IPDR => {
                    self.text()?;
                    continue;
                }
                "BulkData" => {
                    self.expect(namespace, BULK_DATA)?;
                    self.count()?;
                    let parameter = self.bulk_data()?;
                    record.parameters.push(parameter);
                    continue;
                }
                "OUI" => &mut oui,
                "ProductClass" => &mut product_class,
                "SerialNumber" => &mut serial_number,
                "Suspect" => &mut suspect,
                _ => {
                    self.unexpected()?;
                    continue;
                }
            };
            self.expect(namespace, BULK_DATA)?;
            let text = self.text()?;
            if field.replace(text).is_some() {
                self.deviation(WarningKind::Duplicate)?;
            }
        }
        record.parameters.shrink();
        if record.has_duplicates() {
            self.deviation(WarningKind::Duplicate)?;
        }
        for (name, field) in [
            ("OUI", &oui),
            ("ProductClass", &product_class),
            ("SerialNumber", &serial_number),
            ("Suspect", &suspect),
        ] {
            if field.is_none() {
                self.deviation(WarningKind::Missing(name))?;
            }
        }
        record.suspect = match suspect.as_deref().map(str::trim) {
            Some("true" | "1") => true,
            Some("false" | "0") | None => false,
            Some(other) if other.eq_ignore_ascii_case("true") || other.eq_ignore_ascii_case("false") => {
                self.deviation(WarningKind::Boolean)?;
                other.eq_ignore_ascii_case("true")
            }
            Some(_) => return Err(self.xml.error(ErrorKind::InvalidValue("Suspect"))),
        };
        record.device = Some(Box::new(DeviceIdentity {
            oui: oui.unwrap_or_default(),
            product_class: product_class.unwrap_or_default(),
            serial_number: serial_number.unwrap_or_default(),
        }));
        Ok(record)
    }

    fn bulk_data(&mut self) -> Result<Parameter<'a>> {
        let (mut name, mut value) = (None, None);
        let mut last = 0;
        while let Some((namespace, local)) = self.child()? {
            self.place(&mut last, local, &["Name", "Value"])?;
            let field = match local {
                "Name" => &mut name,
                "Value" => &mut value,
                _ => {
                    self.unexpected()?;
                    continue;
                }
            };
            self.expect(namespace, BULK_DATA)?;
            let text = self.text()?;
            if field.replace(text).is_some() {
                self.deviation(WarningKind::Duplicate)?;
            }
        }
        let Some(name) = name.filter(|name| !name.is_empty()) else {
            return Err(self.xml.error(ErrorKind::Missing("Name")));
        };
        if value.is_none() {
            self.deviation(WarningKind::Missing("Value"))?;
        }
        let value = value.unwrap_or_default();
        if !is_printable(&value) {
            self.deviation(WarningKind::NonPrintable)?;
        }
        Ok(Parameter { name, value, kind: ParameterType::Unspecified })
    }
}
