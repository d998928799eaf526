//! XML to [`Document`]. The grammar is a few levels deep and each level is one function: nothing recurses on input.

use std::borrow::Cow;

use mgmt_wire::xml::{self, Event, Namespace};
use mgmt_wire::{DecodeOptions, Error, Limit, Warning, WarningSink};

use super::document::{
    ComponentDefinition, ComponentReference, DataTypeDefinition, Description, Document, Import, ImportedName,
    Item, MaxEntries, ModelDefinition, ObjectDefinition, ParameterDefinition, ProfileDefinition,
    ProfileObject, ProfileParameter, Reference, SyntaxDefinition, Term, UniqueKey,
};
use super::entities::{Expanded, expand};
use super::facet::{
    Default, Enumeration, EnumerationRef, Facets, InstanceRef, List, PathRef, Pattern, Range, Size, TypeName,
};
use super::number::Decimal;
use super::vocabulary::{
    Access, ActiveNotify, BaseType, DefaultKind, DescriptionAction, ListNesting, MountType, PathScope,
    ReferenceType, Requirement, Status, TargetType,
};
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
        found.map(|attribute| attribute.value.clone())
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

    // ---- models and components ----

    fn component(&mut self) -> Result<ComponentDefinition<'a>> {
        let mut component = ComponentDefinition {
            name: self.required("name")?,
            is_virtual: self.flag("virtual")?,
            status: self.status()?,
            description: None,
            items: Vec::new(),
        };
        self.items(&mut component.items, &mut component.description)?;
        Ok(component)
    }

    fn model(&mut self) -> Result<ModelDefinition<'a>> {
        let mut model = ModelDefinition {
            name: self.required("name")?,
            base: self.attribute("base"),
            is_service: self.flag("isService")?,
            status: self.status()?,
            description: None,
            items: Vec::new(),
        };
        self.items(&mut model.items, &mut model.description)?;
        Ok(model)
    }

    /// The content of a model or a component.
    fn items(&mut self, items: &mut Vec<Item<'a>>, description: &mut Option<Description<'a>>) -> Result<()> {
        while let Some(name) = self.child()? {
            let item = match name {
                "description" => {
                    *description = Some(self.description()?);
                    continue;
                }
                "object" => Item::Object(Box::new(self.object()?)),
                "profile" => Item::Profile(Box::new(self.profile()?)),
                _ => match self.member(name)? {
                    Some(item) => item,
                    None => continue,
                },
            };
            items.push(item);
        }
        Ok(())
    }

    /// What objects hold as well as models. Commands and events are USP's and passed over.
    fn member(&mut self, name: &str) -> Result<Option<Item<'a>>> {
        Ok(match name {
            "component" => {
                let reference = self.required("ref")?;
                let (path, version) = (self.attribute("path"), self.attribute("version"));
                self.only_description()?;
                Some(Item::Component(ComponentReference { reference, path, version }))
            }
            "parameter" => Some(Item::Parameter(Box::new(self.parameter()?))),
            "command" | "event" => {
                self.skip()?;
                None
            }
            _ => {
                self.unexpected()?;
                None
            }
        })
    }

    fn object(&mut self) -> Result<ObjectDefinition<'a>> {
        self.count()?;
        let (path, is_change) = self.name_or_base()?;
        let mut object = ObjectDefinition {
            path,
            is_change,
            access: self.typed("access", Access::from_word)?,
            min_entries: self.typed("minEntries", |text| text.parse().ok())?,
            max_entries: self.typed("maxEntries", max_entries)?,
            num_entries_parameter: self.attribute("numEntriesParameter"),
            enable_parameter: self.attribute("enableParameter"),
            discriminator_parameter: self.attribute("discriminatorParameter"),
            mount_type: self.typed("mountType", MountType::from_word)?,
            version: self.attribute("version"),
            status: self.typed("status", Status::from_word)?,
            description: None,
            unique_keys: Vec::new(),
            items: Vec::new(),
        };
        while let Some(name) = self.child()? {
            match name {
                "description" => object.description = Some(self.description()?),
                "uniqueKey" => {
                    let key = self.unique_key()?;
                    object.unique_keys.push(key);
                }
                _ => object.items.extend(self.member(name)?),
            }
        }
        Ok(object)
    }

    fn unique_key(&mut self) -> Result<UniqueKey<'a>> {
        // Early schemas have no `functional`; their keys are functional.
        let functional = self.typed("functional", boolean)?.unwrap_or(true);
        let mut parameters = Vec::new();
        while let Some(name) = self.child()? {
            match name {
                "parameter" => {
                    parameters.push(self.required("ref")?);
                    self.only_description()?;
                }
                _ => self.unexpected()?,
            }
        }
        Ok(UniqueKey { functional, parameters })
    }

    fn parameter(&mut self) -> Result<ParameterDefinition<'a>> {
        self.count()?;
        let (name, is_change) = self.name_or_base()?;
        let mut parameter = ParameterDefinition {
            name,
            is_change,
            access: self.typed("access", Access::from_word)?,
            active_notify: self.typed("activeNotify", ActiveNotify::from_word)?,
            forced_inform: self.typed("forcedInform", boolean)?,
            version: self.attribute("version"),
            status: self.typed("status", Status::from_word)?,
            description: None,
            syntax: None,
        };
        while let Some(name) = self.child()? {
            match name {
                "description" => parameter.description = Some(self.description()?),
                "syntax" => parameter.syntax = Some(Box::new(self.syntax()?)),
                _ => self.unexpected()?,
            }
        }
        Ok(parameter)
    }

    // ---- types ----

    fn syntax(&mut self) -> Result<SyntaxDefinition<'a>> {
        let mut syntax = SyntaxDefinition {
            hidden: self.flag("hidden")?,
            secured: self.flag("secured")?,
            command: self.flag("command")?,
            list: None,
            type_name: None,
            facets: Facets::default(),
            default: None,
        };
        while let Some(name) = self.child()? {
            match name {
                "list" => syntax.list = Some(self.list()?),
                "dataType" => {
                    syntax.type_name = match (self.attribute("ref"), self.attribute("base")) {
                        (Some(named), _) => Some(TypeName::Named(named)),
                        (None, Some(base)) => Some(TypeName::Restricted(base)),
                        (None, None) => {
                            self.deviation(WarningKind::Missing("ref"))?;
                            None
                        }
                    };
                    self.facets(&mut syntax.facets)?;
                }
                "default" => syntax.default = Some(self.default()?),
                _ => match BaseType::from_word(name) {
                    Some(base) => {
                        syntax.type_name = Some(TypeName::Base(base));
                        self.facets(&mut syntax.facets)?;
                    }
                    None => self.unexpected()?,
                },
            }
        }
        Ok(syntax)
    }

    fn data_type(&mut self) -> Result<DataTypeDefinition<'a>> {
        let mut definition = DataTypeDefinition {
            name: self.required("name")?,
            base: self.attribute("base"),
            base_type: None,
            status: self.status()?,
            description: None,
            list: None,
            facets: Facets::default(),
        };
        while let Some(name) = self.child()? {
            match name {
                "description" => definition.description = Some(self.description()?),
                "list" => definition.list = Some(self.list()?),
                _ => match BaseType::from_word(name) {
                    Some(base) => {
                        definition.base_type = Some(base);
                        self.facets(&mut definition.facets)?;
                    }
                    None => self.facet(name, &mut definition.facets)?,
                },
            }
        }
        Ok(definition)
    }

    fn facets(&mut self, facets: &mut Facets<'a>) -> Result<()> {
        while let Some(name) = self.child()? {
            self.facet(name, facets)?;
        }
        Ok(())
    }

    fn facet(&mut self, name: &str, facets: &mut Facets<'a>) -> Result<()> {
        match name {
            "size" => {
                let size = self.size()?;
                facets.sizes.push(size);
            }
            "range" | "decimalRange" => {
                let range = Range {
                    min_inclusive: self.typed("minInclusive", Decimal::parse)?,
                    max_inclusive: self.typed("maxInclusive", Decimal::parse)?,
                    step: self.typed("step", Decimal::parse)?,
                    status: self.status()?,
                    description: self.only_description()?,
                };
                facets.ranges.push(range);
            }
            "enumeration" => {
                let enumeration = Enumeration {
                    value: self.required("value")?,
                    code: self.typed("code", |text| text.parse().ok())?,
                    access: self.typed("access", Access::from_word)?.unwrap_or(Access::ReadWrite),
                    status: self.status()?,
                    optional: self.flag("optional")?,
                    version: self.attribute("version"),
                    description: self.only_description()?,
                };
                facets.enumerations.push(enumeration);
            }
            "pattern" => {
                let pattern = Pattern {
                    value: self.required("value")?,
                    access: self.typed("access", Access::from_word)?.unwrap_or(Access::ReadWrite),
                    status: self.status()?,
                    optional: self.flag("optional")?,
                    version: self.attribute("version"),
                    description: self.only_description()?,
                };
                facets.patterns.push(pattern);
            }
            "pathRef" => {
                let reference = PathRef {
                    ref_type: self.typed("refType", ReferenceType::from_word)?.unwrap_or(ReferenceType::Weak),
                    target_parents: self.words("targetParent"),
                    target_parent_scope: self.scope("targetParentScope")?,
                    target_type: self.typed("targetType", TargetType::from_word)?.unwrap_or(TargetType::Any),
                    target_data_type: self.attribute("targetDataType"),
                    status: self.status()?,
                };
                self.only_description()?;
                facets.path_refs.push(reference);
            }
            "instanceRef" => {
                let reference = InstanceRef {
                    ref_type: self.typed("refType", ReferenceType::from_word)?.unwrap_or(ReferenceType::Weak),
                    target_parent: self.required("targetParent")?,
                    target_parent_scope: self.scope("targetParentScope")?,
                    status: self.status()?,
                };
                self.only_description()?;
                facets.instance_refs.push(reference);
            }
            "enumerationRef" => {
                let reference = EnumerationRef {
                    target_param: self.required("targetParam")?,
                    target_param_scope: self.scope("targetParamScope")?,
                    null_value: self.attribute("nullValue"),
                    status: self.status()?,
                };
                self.only_description()?;
                facets.enumeration_refs.push(reference);
            }
            "units" => {
                facets.units = Some(self.required("value")?);
                self.only_description()?;
            }
            _ => self.unexpected()?,
        }
        Ok(())
    }

    fn scope(&mut self, name: &'static str) -> Result<PathScope> {
        Ok(self.typed(name, PathScope::from_word)?.unwrap_or(PathScope::Normal))
    }

    fn size(&mut self) -> Result<Size<'a>> {
        Ok(Size {
            min_length: self.typed("minLength", |text| text.parse().ok())?.unwrap_or(0),
            max_length: self.typed("maxLength", |text| text.parse().ok())?,
            status: self.status()?,
            description: self.only_description()?,
        })
    }

    fn list(&mut self) -> Result<List<'a>> {
        let mut list = List {
            min_items: self.typed("minItems", |text| text.parse().ok())?.unwrap_or(0),
            max_items: self
                .typed("maxItems", |text| match text {
                    "unbounded" => Some(None),
                    _ => text.parse().ok().map(Some),
                })?
                .flatten(),
            nested_brackets: self.typed("nestedBrackets", ListNesting::from_word)?,
            sizes: Vec::new(),
            status: self.status()?,
        };
        while let Some(name) = self.child()? {
            match name {
                "size" => {
                    let size = self.size()?;
                    list.sizes.push(size);
                }
                "description" => drop(self.text()?),
                _ => self.unexpected()?,
            }
        }
        Ok(list)
    }

    fn default(&mut self) -> Result<Default<'a>> {
        let default = Default {
            kind: self.typed("type", DefaultKind::from_word)?.unwrap_or(DefaultKind::Object),
            value: self.required("value")?,
            status: self.status()?,
        };
        self.only_description()?;
        Ok(default)
    }

    // ---- profiles ----

    fn profile(&mut self) -> Result<ProfileDefinition<'a>> {
        self.count()?;
        let base = self.attribute("base");
        let name = match (self.attribute("name"), &base) {
            (Some(name), _) => name,
            (None, Some(base)) => base.clone(),
            (None, None) => self.required("name")?,
        };
        let mut profile = ProfileDefinition {
            name,
            base,
            extends: self.words("extends"),
            version: self.attribute("version"),
            status: self.status()?,
            description: None,
            objects: Vec::new(),
        };
        let mut model = ProfileObject {
            reference: Cow::Borrowed(""),
            requirement: Requirement::NotSpecified,
            status: Status::Current,
            parameters: Vec::new(),
        };
        while let Some(name) = self.child()? {
            match name {
                "description" => profile.description = Some(self.description()?),
                "parameter" => {
                    let parameter = self.profile_parameter()?;
                    model.parameters.push(parameter);
                }
                "object" => {
                    let object = self.profile_object()?;
                    profile.objects.push(object);
                }
                _ => self.unexpected()?,
            }
        }
        if !model.parameters.is_empty() {
            profile.objects.insert(0, model);
        }
        Ok(profile)
    }

    fn profile_object(&mut self) -> Result<ProfileObject<'a>> {
        self.count()?;
        let mut object = ProfileObject {
            reference: self.required("ref")?,
            requirement: self.requirement()?,
            status: self.status()?,
            parameters: Vec::new(),
        };
        while let Some(name) = self.child()? {
            match name {
                "parameter" => {
                    let parameter = self.profile_parameter()?;
                    object.parameters.push(parameter);
                }
                "description" => drop(self.text()?),
                "command" | "event" => self.skip()?,
                _ => self.unexpected()?,
            }
        }
        Ok(object)
    }

    fn profile_parameter(&mut self) -> Result<ProfileParameter<'a>> {
        self.count()?;
        let parameter = ProfileParameter {
            reference: self.required("ref")?,
            requirement: self.requirement()?,
            status: self.status()?,
        };
        self.only_description()?;
        Ok(parameter)
    }

    fn requirement(&mut self) -> Result<Requirement> {
        Ok(self.typed("requirement", Requirement::from_word)?.unwrap_or(Requirement::NotSpecified))
    }
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

fn max_entries(text: &str) -> Option<MaxEntries> {
    match text {
        "unbounded" => Some(MaxEntries::Unbounded),
        _ => text.parse().ok().map(MaxEntries::Count),
    }
}
