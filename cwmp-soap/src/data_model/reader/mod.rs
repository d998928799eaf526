//! XML to [`Document`]. The grammar is a few levels deep and each level is one function: nothing recurses on input.

mod item;
mod types;

use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::vec::Vec;

use mgmt_wire::xml::{self, Event, Namespace};
use mgmt_wire::{DecodeOptions, Error, Limit, Warning, WarningSink};

use super::document::{Description, Document, Import, ImportedName, Reference, Term};
use super::entities::{Expanded, expand};
use super::vocabulary::{DescriptionAction, Status};
use super::{ErrorKind, WarningKind};

/// What every schema namespace of data models begins with.
const SCHEMA: &str = "urn:broadband-forum-org:cwmp:datamodel-1-";

type Result<T> = core::result::Result<T, Error<ErrorKind>>;

impl<'a> Document<'a> {
    /// Reads a data-model document leniently; deviations are dropped.
    ///
    /// ```
    /// use cwmp_soap::data_model::Document;
    ///
    /// let xml = br#"<dm:document xmlns:dm="urn:broadband-forum-org:cwmp:datamodel-1-15" spec="urn:example-com:acme-1-0">
    ///   <model name="ACME:1.0">
    ///     <object name="ACME." access="readOnly" minEntries="1" maxEntries="1">
    ///       <parameter name="Mode" access="readWrite"><syntax><string><enumeration value="Eco"/></string></syntax></parameter>
    ///     </object>
    ///   </model>
    /// </dm:document>"#;
    /// let document = Document::from_xml(xml)?;
    /// assert_eq!(document.models[0].name, "ACME:1.0");
    /// # Ok::<(), mgmt_wire::Error<cwmp_soap::data_model::ErrorKind>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When it is not XML, not a data-model document, or larger than the default limits.
    pub fn from_xml(bytes: &'a [u8]) -> Result<Document<'a>> {
        Self::decode(bytes, &DecodeOptions::lenient(), &mut ())
    }

    /// Reads a data-model document.
    ///
    /// # Errors
    ///
    /// When it is not XML, not a data-model document, or larger than the limits; in strict mode at the first
    /// deviation from the schema.
    pub fn decode(
        bytes: &'a [u8],
        options: &DecodeOptions,
        sink: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Document<'a>> {
        let document =
            xml::Document::from_bytes(bytes, options).map_err(|error| error.map(ErrorKind::Xml))?;
        for warning in document.warnings() {
            sink.warn(Warning::new(WarningKind::Xml(warning.kind), warning.offset));
        }
        let expanded = expand(document.into_text(), &options.limits)?;
        let parsed = match &expanded.text {
            // The text lives as long as the input: so does the document.
            Cow::Borrowed(text) => Parse::run(text, options, &expanded, sink),
            Cow::Owned(text) => Parse::run(text, options, &expanded, sink).map(Document::into_owned),
        };
        parsed.map_err(|error| match error.offset() {
            Some(offset) => {
                let (path, offset) = (Box::from(error.path()), expanded.original(offset));
                Error::at(error.into_kind(), offset).in_path(path)
            }
            None => error,
        })
    }
}

struct Parse<'r, 'a> {
    xml: xml::Reader<'a>,
    options: &'r DecodeOptions,
    sink: &'r mut dyn WarningSink<WarningKind>,
    expanded: &'r Expanded<'r>,
    /// Objects, parameters and profiles so far.
    definitions: usize,
}

impl<'r, 'a> Parse<'r, 'a> {
    fn run(
        text: &'a str,
        options: &'r DecodeOptions,
        expanded: &'r Expanded<'r>,
        sink: &'r mut dyn WarningSink<WarningKind>,
    ) -> Result<Document<'a>> {
        let xml = xml::Reader::new(text, options, &[]);
        let mut parse = Parse { xml, options, sink, expanded, definitions: 0 };
        let document = parse.document()?;
        for warning in parse.xml.take_warnings() {
            parse.warn_at(WarningKind::Xml(warning.kind), warning.offset);
        }
        Ok(document)
    }

    // ---- events ----

    fn event(&mut self) -> Result<Event<'a>> {
        self.xml.next_event().map_err(|error| error.map(ErrorKind::Xml))
    }

    /// The local name of the next child element; `None` at the end of the current one. Text between children and
    /// elements of foreign namespaces (the schema's open content) are passed over.
    fn child(&mut self) -> Result<Option<&'a str>> {
        loop {
            match self.event()? {
                Event::Start(name) if name.namespace == Namespace::NONE => return Ok(Some(name.local)),
                Event::Start(_) => self.skip()?,
                Event::Text(_) => {}
                Event::End | Event::Eof => return Ok(None),
            }
        }
    }

    fn skip(&mut self) -> Result<()> {
        self.xml.skip_element().map_err(|error| error.map(ErrorKind::Xml))
    }

    /// Leaves out an element that has no place here.
    fn unexpected(&mut self) -> Result<()> {
        self.deviation(WarningKind::Unexpected)?;
        self.skip()
    }

    /// The text of the current element, through its end.
    fn text(&mut self) -> Result<Cow<'a, str>> {
        let mut text = Cow::Borrowed("");
        loop {
            match self.event()? {
                Event::Text(part) if text.is_empty() => text = part,
                Event::Text(part) => text.to_mut().push_str(&part),
                Event::Start(name) if name.namespace == Namespace::NONE => self.unexpected()?,
                Event::Start(_) => self.skip()?,
                Event::End | Event::Eof => return Ok(text),
            }
        }
    }

    /// Passes over the children of an element that only its attributes describe, but for its description.
    fn only_description(&mut self) -> Result<Option<Cow<'a, str>>> {
        let mut description = None;
        while let Some(name) = self.child()? {
            match name {
                "description" => description = Some(self.text()?),
                _ => self.unexpected()?,
            }
        }
        Ok(description)
    }

    // ---- deviations ----

    fn warn_at(&mut self, kind: WarningKind, offset: usize) {
        self.sink.warn(Warning::new(kind, self.expanded.original(offset)));
    }

    fn deviation(&mut self, kind: WarningKind) -> Result<()> {
        if self.options.is_strict() {
            return Err(self.xml.error(ErrorKind::from(kind)));
        }
        self.warn_at(kind, self.xml.offset());
        Ok(())
    }

    fn count(&mut self) -> Result<()> {
        self.definitions += 1;
        if self.definitions > self.options.limits.parameters {
            return Err(self.xml.error(ErrorKind::Limit(Limit::Parameters)));
        }
        Ok(())
    }

    // ---- attributes of the element that just started ----

    fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        let found = self
            .xml
            .attributes()
            .iter()
            .find(|a| a.name.namespace == Namespace::NONE && a.name.local == name);
        let value = found?.value.clone();
        // Names are tokens in the schemas up to 1.5, which TR-098 makes use of: blanks around them are not of them.
        Some(if matches!(name, "name" | "base" | "ref") { trimmed(value) } else { value })
    }

    fn required(&mut self, name: &'static str) -> Result<Cow<'a, str>> {
        match self.attribute(name) {
            Some(value) => Ok(value),
            None => {
                self.deviation(WarningKind::Missing(name))?;
                Ok(Cow::Borrowed(""))
            }
        }
    }

    /// An attribute through `read`; a value that `read` refuses is a deviation and counts as missing.
    fn typed<T>(&mut self, name: &'static str, read: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>> {
        let Some(value) = self.attribute(name) else { return Ok(None) };
        match read(value.trim()) {
            Some(value) => Ok(Some(value)),
            None => {
                self.deviation(WarningKind::InvalidValue(name))?;
                Ok(None)
            }
        }
    }

    fn flag(&mut self, name: &'static str) -> Result<bool> {
        Ok(self.typed(name, boolean)?.unwrap_or(false))
    }

    fn status(&mut self) -> Result<Status> {
        Ok(self.typed("status", Status::from_word)?.unwrap_or(Status::Current))
    }

    fn words(&self, name: &str) -> Vec<Cow<'a, str>> {
        match self.attribute(name) {
            Some(Cow::Borrowed(words)) => words.split_ascii_whitespace().map(Cow::Borrowed).collect(),
            Some(Cow::Owned(words)) => {
                words.split_ascii_whitespace().map(|word| Cow::Owned(word.to_owned())).collect()
            }
            None => Vec::new(),
        }
    }

    /// `name` of a new item or `base` of a changed one.
    fn name_or_base(&mut self) -> Result<(Cow<'a, str>, bool)> {
        if let Some(name) = self.attribute("name") {
            return Ok((name, false));
        }
        match self.attribute("base") {
            Some(base) => Ok((base, true)),
            None => Ok((self.required("name")?, false)),
        }
    }

    // ---- the document ----

    fn document(&mut self) -> Result<Document<'a>> {
        let root = loop {
            match self.event()? {
                Event::Start(name) => break name,
                Event::Eof => return Err(self.xml.error(ErrorKind::NotADataModel)),
                _ => {}
            }
        };
        let schema = self.xml.namespace_uri(root.namespace).unwrap_or_default().to_owned();
        if root.local != "document" {
            return Err(self.xml.error(ErrorKind::NotADataModel));
        }
        if schema.strip_prefix(SCHEMA).is_none_or(|minor| minor.parse::<u8>().is_err()) {
            self.deviation(WarningKind::UnknownSchema)?;
        }
        let mut document = Document {
            spec: self.required("spec")?,
            file: self.attribute("file"),
            schema: Cow::Owned(schema),
            description: None,
            imports: Vec::new(),
            data_types: Vec::new(),
            glossary: Vec::new(),
            abbreviations: Vec::new(),
            bibliography: Vec::new(),
            templates: Vec::new(),
            components: Vec::new(),
            models: Vec::new(),
        };
        while let Some(name) = self.child()? {
            match name {
                "description" => document.description = Some(self.description()?),
                "import" => document.imports.push(self.import()?),
                "dataType" => document.data_types.push(self.data_type()?),
                "glossary" => self.terms(&mut document.glossary)?,
                "abbreviations" => self.terms(&mut document.abbreviations)?,
                "bibliography" => self.bibliography(&mut document.bibliography)?,
                "template" => {
                    let id = self.required("id")?;
                    document.templates.push(Term { id, text: self.text()? });
                }
                "component" => document.components.push(self.component()?),
                "model" => document.models.push(self.model()?),
                _ => self.unexpected()?,
            }
        }
        // What follows the root element is the XML reader's to check.
        while self.event()? != Event::Eof {}
        Ok(document)
    }

    fn description(&mut self) -> Result<Description<'a>> {
        let action = self.typed("action", DescriptionAction::from_word)?.unwrap_or(DescriptionAction::Create);
        Ok(Description { action, text: self.text()? })
    }

    fn import(&mut self) -> Result<Import<'a>> {
        let mut import = Import {
            file: self.required("file")?,
            spec: self.attribute("spec"),
            data_types: Vec::new(),
            components: Vec::new(),
            models: Vec::new(),
        };
        while let Some(kind) = self.child()? {
            if !matches!(kind, "dataType" | "component" | "model") {
                self.unexpected()?;
                continue;
            }
            let item = ImportedName { name: self.required("name")?, reference: self.attribute("ref") };
            self.only_description()?;
            match kind {
                "dataType" => import.data_types.push(item),
                "component" => import.components.push(item),
                _ => import.models.push(item),
            }
        }
        Ok(import)
    }

    fn terms(&mut self, terms: &mut Vec<Term<'a>>) -> Result<()> {
        while let Some(name) = self.child()? {
            match name {
                "item" => {
                    let id = self.required("id")?;
                    let text = self.only_description()?.unwrap_or_default();
                    terms.push(Term { id, text });
                }
                "description" => drop(self.text()?),
                _ => self.unexpected()?,
            }
        }
        Ok(())
    }

    fn bibliography(&mut self, references: &mut Vec<Reference<'a>>) -> Result<()> {
        while let Some(name) = self.child()? {
            match name {
                "reference" => references.push(self.reference()?),
                "description" => drop(self.text()?),
                _ => self.unexpected()?,
            }
        }
        Ok(())
    }

    fn reference(&mut self) -> Result<Reference<'a>> {
        let mut reference = Reference {
            id: self.required("id")?,
            name: Cow::Borrowed(""),
            title: None,
            organization: None,
            category: None,
            date: None,
            hyperlinks: Vec::new(),
        };
        while let Some(name) = self.child()? {
            match name {
                "name" => reference.name = self.text()?,
                "title" => reference.title = Some(self.text()?),
                "organization" => reference.organization = Some(self.text()?),
                "category" => reference.category = Some(self.text()?),
                "date" => reference.date = Some(self.text()?),
                "hyperlink" => {
                    let hyperlink = self.text()?;
                    reference.hyperlinks.push(hyperlink);
                }
                _ => self.unexpected()?,
            }
        }
        Ok(reference)
    }
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}
