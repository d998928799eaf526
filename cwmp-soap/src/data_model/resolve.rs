//! Documents to a [`DataModel`]: imports, component expansion, inheritance.
//!
//! Expansion works on a stack of its own, so that components inside components cannot exhaust the program's; its
//! depth, the number of expansions and the number of results are bounded.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use mgmt_wire::{DecodeOptions, Error, Limit, WarningSink};
use thiserror::Error as ThisError;

use super::document::{
    ComponentReference, DataTypeDefinition, Description, Document, Item, MaxEntries, ModelDefinition,
    ObjectDefinition, ParameterDefinition, ProfileDefinition,
};
use super::facet::{Facets, List, TypeName};
use super::file_name::specs_agree;
use super::library::{Catalogue, DocumentId, Library};
use super::model::{DataModel, Object, Parameter, Syntax};
use super::vocabulary::{Access, ActiveNotify, BaseType, DescriptionAction, Status};
use super::{ErrorKind, WarningKind};

type Result<T> = core::result::Result<T, Error<ErrorKind>>;

/// A resolved model and what was wrong on the way.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Resolution<'l> {
    /// The model.
    pub model: DataModel<'l>,
    /// What could not be followed or breaks a rule. Strict mode refuses the first.
    pub problems: Vec<Problem<'l>>,
}

/// Something a resolution could not follow, or that breaks a rule of TR-106.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem<'l> {
    /// What.
    pub kind: ProblemKind,
    /// The name concerned: a file, a component, a type, a path.
    pub subject: Cow<'l, str>,
    /// The document where it was met.
    pub document: DocumentId,
}

/// The kinds of [`Problem`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ThisError)]
#[non_exhaustive]
pub enum ProblemKind {
    /// An imported document is not in the library.
    #[error("an imported document is missing")]
    MissingDocument,
    /// An imported document belongs to another specification than the import says.
    #[error("an imported document is of another specification")]
    SpecMismatch,
    /// A component is used that neither the document nor its imports have.
    #[error("an unknown component")]
    UnknownComponent,
    /// A type is used that neither the document nor its imports have.
    #[error("an unknown data type")]
    UnknownDataType,
    /// A model extends one that neither the document nor its imports have.
    #[error("an unknown base model")]
    UnknownModel,
    /// An object is changed that does not exist.
    #[error("a change of an unknown object")]
    UnknownObject,
    /// A parameter is changed that does not exist.
    #[error("a change of an unknown parameter")]
    UnknownParameter,
    /// An object, parameter or profile is defined a second time; the later definition is applied as a change.
    #[error("a second definition")]
    Duplicate,
    /// A restriction leaves out enumeration values of its base.
    #[error("a restriction that removes enumeration values")]
    EnumerationRemoved,
    /// A status goes back, such as from deleted to current.
    #[error("a status that goes back")]
    StatusDemoted,
    /// Imports, base types or base models lead back to themselves.
    #[error("a definition that depends on itself")]
    Cycle,
}

impl<'a> DataModel<'a> {
    /// Reads and resolves one document that needs no other, such as a flattened (`-full`) one.
    ///
    /// # Errors
    ///
    /// When it is not XML, not a data-model document, or larger than the default limits.
    pub fn from_xml(bytes: &[u8]) -> Result<DataModel<'static>> {
        Self::decode(bytes, &DecodeOptions::lenient(), &mut ())
    }

    /// The same with options; in strict mode a deviation or an unresolved import is an error.
    ///
    /// # Errors
    ///
    /// As [`Document::decode`] and [`Library::resolve`].
    pub fn decode(
        bytes: &[u8],
        options: &DecodeOptions,
        sink: &mut dyn WarningSink<WarningKind>,
    ) -> Result<DataModel<'static>> {
        let mut library = Library::with_options(options.clone());
        let id = library.add(Document::decode(bytes, options, sink)?);
        Ok(library.resolve(id)?.model.into_owned())
    }
}

impl Library<'_> {
    /// Resolves a document's model: the last one, or, in a document that only has components, what those define
    /// (each component that no other one of the document uses, at the root).
    ///
    /// # Errors
    ///
    /// When a limit is passed; in strict mode at the first problem.
    pub fn resolve(&self, id: DocumentId) -> Result<Resolution<'_>> {
        let Some(entry) = self.entries.get(id.0) else { return Err(Error::new(ErrorKind::NoSuchModel)) };
        let mut resolver = Resolver::new(self)?;
        match entry.document.models.last() {
            Some(model) => resolver.model(id.0, model)?,
            None => resolver.components(id.0, &entry.document)?,
        }
        Ok(resolver.finish(id.0))
    }

    /// Resolves the model of a name, such as `Device:2.17`, wherever the library has it; the document added last
    /// goes first.
    ///
    /// # Errors
    ///
    /// When there is none, or a limit is passed; in strict mode at the first problem.
    pub fn resolve_model(&self, name: &str) -> Result<Resolution<'_>> {
        for (index, entry) in self.entries.iter().enumerate().rev() {
            if let Some(model) = entry.document.models.iter().find(|model| model.name == name) {
                let mut resolver = Resolver::new(self)?;
                resolver.model(index, model)?;
                return Ok(resolver.finish(index));
            }
        }
        Err(Error::new(ErrorKind::NoSuchModel))
    }
}

/// What a name means in a document.
#[derive(Clone, Copy)]
enum Target<'l> {
    /// The definition at this index of the same document.
    Local(usize),
    /// What `name` means in another document.
    Imported { document: usize, name: &'l str },
}

#[derive(Default)]
struct Scope<'l> {
    data_types: HashMap<&'l str, Target<'l>>,
    components: HashMap<&'l str, Target<'l>>,
    models: HashMap<&'l str, Target<'l>>,
}

#[derive(Clone, Copy)]
enum Namespace {
    DataType,
    Component,
    Model,
}

/// One level of expansion: a list of items being worked through.
struct Frame<'l> {
    items: core::slice::Iter<'l, Item<'l>>,
    document: usize,
    /// Where the items go.
    prefix: Rc<str>,
    /// The object that parameters go to; the model itself when none.
    object: Option<usize>,
    /// Earlier versions count as this one.
    version: Option<&'l str>,
}

struct Resolver<'l> {
    library: &'l Library<'l>,
    scopes: Vec<Scope<'l>>,
    /// Documents of the models that extend the one being expanded, outermost first.
    outer: Vec<usize>,
    model: DataModel<'l>,
    objects: HashMap<Rc<str>, usize>,
    parameters: HashMap<(Option<usize>, &'l str), usize>,
    profiles: HashMap<&'l str, usize>,
    types: HashMap<(usize, &'l str), Option<Rc<NamedType<'l>>>>,
    problems: Vec<Problem<'l>>,
    expansions: usize,
    definitions: usize,
    /// Whether second definitions stand beside the first ones (unrelated components of one document).
    keeps_duplicates: bool,
}

/// A named type with everything it inherits.
struct NamedType<'l> {
    base_type: BaseType,
    list: Option<List<'l>>,
    facets: Facets<'l>,
}

fn borrowed(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

fn optional<'l>(text: &'l Option<Cow<'_, str>>) -> Option<Cow<'l, str>> {
    text.as_deref().map(Cow::Borrowed)
}

impl<'l> Resolver<'l> {
    fn new(library: &'l Library<'_>) -> Result<Self> {
        let library: &'l Library<'l> = library;
        let mut resolver = Resolver {
            library,
            scopes: Vec::new(),
            outer: Vec::new(),
            model: DataModel {
                name: Cow::Borrowed(""),
                spec: Cow::Borrowed(""),
                is_service: false,
                status: Status::Current,
                description: None,
                parameters: Vec::new(),
                objects: Vec::new(),
                profiles: Vec::new(),
            },
            objects: HashMap::new(),
            parameters: HashMap::new(),
            profiles: HashMap::new(),
            types: HashMap::new(),
            problems: Vec::new(),
            expansions: 0,
            definitions: 0,
            keeps_duplicates: false,
        };
        resolver.build_scopes()?;
        Ok(resolver)
    }

    fn finish(mut self, document: usize) -> Resolution<'l> {
        if let Some(entry) = self.library.entries.get(document) {
            self.model.spec = borrowed(&entry.document.spec);
        }
        Resolution { model: self.model, problems: self.problems }
    }

    fn problem(
        &mut self,
        kind: ProblemKind,
        document: usize,
        subject: impl Into<Cow<'l, str>>,
    ) -> Result<()> {
        if self.library.options.is_strict() {
            return Err(Error::new(ErrorKind::Problem(kind)));
        }
        if self.problems.len() < self.library.options.limits.warnings {
            self.problems.push(Problem { kind, subject: subject.into(), document: DocumentId(document) });
        }
        Ok(())
    }

    fn count(&mut self) -> Result<()> {
        self.definitions += 1;
        if self.definitions > self.library.options.limits.parameters {
            return Err(Error::new(ErrorKind::Limit(Limit::Parameters)));
        }
        Ok(())
    }

    // ---- names ----

    fn build_scopes(&mut self) -> Result<()> {
        let catalogue = Catalogue::new(self.library);
        for (index, entry) in self.library.entries.iter().enumerate() {
            let document = &entry.document;
            let mut scope = Scope::default();
            for import in &document.imports {
                let spec = import.spec.as_deref();
                let Some(target) = catalogue.find(index, &import.file, spec) else {
                    // A bibliography is never needed for the model.
                    if !(import.data_types.is_empty()
                        && import.components.is_empty()
                        && import.models.is_empty())
                    {
                        self.problem(ProblemKind::MissingDocument, index, &*import.file)?;
                    }
                    continue;
                };
                let found = self.library.entries.get(target).map(|entry| &*entry.document.spec);
                if let (Some(expected), Some(found)) = (spec, found)
                    && !specs_agree(expected, found)
                {
                    self.problem(ProblemKind::SpecMismatch, index, &*import.file)?;
                }
                for (names, map) in [
                    (&import.data_types, &mut scope.data_types),
                    (&import.components, &mut scope.components),
                    (&import.models, &mut scope.models),
                ] {
                    for item in names {
                        let name = item.reference.as_deref().unwrap_or(&item.name);
                        map.insert(&item.name, Target::Imported { document: target, name });
                    }
                }
            }
            // A document's own definitions go before what it imports.
            for (at, item) in document.data_types.iter().enumerate() {
                scope.data_types.insert(&item.name, Target::Local(at));
            }
            for (at, item) in document.components.iter().enumerate() {
                scope.components.insert(&item.name, Target::Local(at));
            }
            for (at, item) in document.models.iter().enumerate() {
                scope.models.insert(&item.name, Target::Local(at));
            }
            self.scopes.push(scope);
        }
        Ok(())
    }

    /// The document and index of a definition, through as many imports as it takes.
    fn find(&self, namespace: Namespace, document: usize, name: &str) -> Option<(usize, usize)> {
        let (mut document, mut name) = (document, name);
        // One step per document is enough unless imports run in a circle.
        for _ in 0..=self.scopes.len() {
            let scope = self.scopes.get(document)?;
            let map = match namespace {
                Namespace::DataType => &scope.data_types,
                Namespace::Component => &scope.components,
                Namespace::Model => &scope.models,
            };
            match *map.get(name)? {
                Target::Local(index) => return Some((document, index)),
                Target::Imported { document: next, name: known_as } => (document, name) = (next, known_as),
            }
        }
        None
    }

    // ---- models and components ----

    fn model(&mut self, document: usize, model: &'l ModelDefinition<'l>) -> Result<()> {
        self.model.name = borrowed(&model.name);
        self.model.is_service = model.is_service;
        self.model.status = model.status;
        // The chain from the model to the first it extends.
        let mut chain = vec![(document, model)];
        let (mut document, mut model) = (document, model);
        while let Some(base) = &model.base {
            if chain.len() > self.library.options.limits.depth {
                self.problem(ProblemKind::Cycle, document, &**base)?;
                break;
            }
            let found = self.find(Namespace::Model, document, base);
            let definition = found.and_then(|(found, index)| {
                Some((found, self.library.entries.get(found)?.document.models.get(index)?))
            });
            let Some((found, definition)) = definition else {
                self.problem(ProblemKind::UnknownModel, document, &**base)?;
                break;
            };
            chain.push((found, definition));
            (document, model) = (found, definition);
        }
        while let Some((document, model)) = chain.pop() {
            self.outer = chain.iter().map(|(document, _)| *document).collect();
            self.model.is_service |= model.is_service;
            if let Some(description) = &model.description {
                self.model.description = Some(describe(self.model.description.take(), description));
            }
            self.expand(document, &model.items)?;
        }
        Ok(())
    }

    fn components(&mut self, index: usize, document: &'l Document<'l>) -> Result<()> {
        self.keeps_duplicates = true;
        let mut used: Vec<&str> = Vec::new();
        for component in &document.components {
            for item in &component.items {
                match item {
                    Item::Component(reference) => used.push(&reference.reference),
                    Item::Object(object) => used.extend(object.items.iter().filter_map(|item| match item {
                        Item::Component(reference) => Some(&*reference.reference),
                        _ => None,
                    })),
                    Item::Parameter(_) | Item::Profile(_) => {}
                }
            }
        }
        used.sort_unstable();
        for component in &document.components {
            if used.binary_search(&&*component.name).is_err() {
                self.expand(index, &component.items)?;
            }
        }
        Ok(())
    }

    /// Works through a list of items and everything that components put in their place.
    fn expand(&mut self, document: usize, items: &'l [Item<'l>]) -> Result<()> {
        let mut stack =
            vec![Frame { items: items.iter(), document, prefix: Rc::from(""), object: None, version: None }];
        while let Some(frame) = stack.last_mut() {
            let Some(item) = frame.items.next() else {
                stack.pop();
                continue;
            };
            let (document, object, version) = (frame.document, frame.object, frame.version);
            let prefix = Rc::clone(&frame.prefix);
            match item {
                Item::Component(reference) => {
                    if let Some(frame) =
                        self.component(&stack, document, &prefix, object, version, reference)?
                    {
                        if stack.len() >= self.library.options.limits.depth {
                            return Err(Error::new(ErrorKind::Limit(Limit::Depth)));
                        }
                        stack.push(frame);
                    }
                }
                Item::Object(definition) => {
                    let path = self.join(&prefix, &definition.path)?;
                    let object = self.object(document, Rc::clone(&path), definition, version)?;
                    stack.push(Frame {
                        items: definition.items.iter(),
                        document,
                        prefix: path,
                        object: Some(object),
                        version,
                    });
                }
                Item::Parameter(definition) => self.parameter(document, object, definition, version)?,
                Item::Profile(definition) => self.profile(document, &prefix, definition)?,
            }
        }
        Ok(())
    }

    fn join(&self, prefix: &Rc<str>, path: &str) -> Result<Rc<str>> {
        if prefix.len() + path.len() > self.library.options.limits.path {
            return Err(Error::new(ErrorKind::Limit(Limit::Path)));
        }
        Ok(match (prefix.is_empty(), path.is_empty()) {
            (_, true) => Rc::clone(prefix),
            (true, false) => Rc::from(path),
            (false, false) => Rc::from(format!("{prefix}{path}")),
        })
    }

    /// The frame of a component's items at the place of a reference.
    fn component(
        &mut self,
        stack: &[Frame<'l>],
        document: usize,
        prefix: &Rc<str>,
        object: Option<usize>,
        version: Option<&'l str>,
        reference: &'l ComponentReference<'l>,
    ) -> Result<Option<Frame<'l>>> {
        self.expansions += 1;
        if self.expansions > self.library.options.limits.items {
            return Err(Error::new(ErrorKind::Limit(Limit::Items)));
        }
        let name = &*reference.reference;
        let library = self.library;
        let definition = |(document, index): (usize, usize)| {
            Some((document, library.entries.get(document)?.document.components.get(index)?))
        };
        let mut found = self.find(Namespace::Component, document, name).and_then(definition);
        // A virtual component gives way to a real one of the same name in a document that leads here.
        if found.is_some_and(|(_, component)| component.is_virtual) {
            let callers =
                stack.iter().rev().map(|frame| frame.document).chain(self.outer.iter().rev().copied());
            let real = callers
                .filter_map(|caller| self.find(Namespace::Component, caller, name).and_then(definition))
                .find(|(_, component)| !component.is_virtual);
            found = real.or(found);
        }
        let Some((document_of_it, component)) = found else {
            self.problem(ProblemKind::UnknownComponent, document, name)?;
            return Ok(None);
        };
        let (prefix, object) = match reference.path.as_deref() {
            None | Some("") => (Rc::clone(prefix), object),
            Some(path) => {
                let prefix = self.join(prefix, path)?;
                let object = self.objects.get(&prefix).copied();
                (prefix, object)
            }
        };
        let own = reference.version.as_deref();
        let version = if is_later(own, version) { own } else { version };
        Ok(Some(Frame { items: component.items.iter(), document: document_of_it, prefix, object, version }))
    }

    fn object(
        &mut self,
        document: usize,
        path: Rc<str>,
        definition: &'l ObjectDefinition<'l>,
        version: Option<&'l str>,
    ) -> Result<usize> {
        let known = self.objects.get(&path).copied();
        let known = match known {
            Some(_) if !definition.is_change && self.keeps_duplicates => None,
            Some(index) => {
                if !definition.is_change {
                    self.problem(ProblemKind::Duplicate, document, path.to_string())?;
                }
                Some(index)
            }
            None => {
                if definition.is_change {
                    self.problem(ProblemKind::UnknownObject, document, path.to_string())?;
                }
                None
            }
        };
        if let Some((index, object)) =
            known.and_then(|index| Some((index, self.model.objects.get_mut(index)?)))
        {
            let demoted = change_object(object, definition);
            if demoted {
                self.problem(ProblemKind::StatusDemoted, document, path.to_string())?;
            }
            return Ok(index);
        }
        self.count()?;
        self.model.objects.push(Object {
            // Most models write full paths, which need no copy.
            path: if *definition.path == *path {
                borrowed(&definition.path)
            } else {
                Cow::Owned(path.to_string())
            },
            access: definition.access.unwrap_or(Access::ReadOnly),
            min_entries: definition.min_entries.unwrap_or(1),
            max_entries: definition.max_entries.unwrap_or(MaxEntries::Count(1)),
            num_entries_parameter: optional(&definition.num_entries_parameter),
            enable_parameter: optional(&definition.enable_parameter),
            discriminator_parameter: optional(&definition.discriminator_parameter),
            mount_type: definition.mount_type,
            version: clamp(definition.version.as_deref(), version),
            status: definition.status.unwrap_or(Status::Current),
            description: definition.description.as_ref().map(|description| borrowed(&description.text)),
            unique_keys: definition.unique_keys.clone(),
            parameters: Vec::new(),
            is_incomplete: definition.is_change,
        });
        let index = self.model.objects.len() - 1;
        self.objects.insert(path, index);
        Ok(index)
    }

    fn parameter(
        &mut self,
        document: usize,
        object: Option<usize>,
        definition: &'l ParameterDefinition<'l>,
        version: Option<&'l str>,
    ) -> Result<()> {
        let key = (object, &*definition.name);
        let mut known = self.parameters.get(&key).copied();
        match known {
            Some(_) if definition.is_change => {}
            Some(_) if self.keeps_duplicates => known = None,
            Some(_) => self.problem(ProblemKind::Duplicate, document, &*definition.name)?,
            None if definition.is_change => {
                self.problem(ProblemKind::UnknownParameter, document, &*definition.name)?;
            }
            None => {}
        }
        let before = match known.and_then(|index| self.list(object)?.get_mut(index)) {
            Some(parameter) => Some(core::mem::replace(&mut parameter.syntax, no_syntax())),
            None => None,
        };
        let changes = before.is_some();
        let syntax = self.syntax(document, before, definition)?;
        if let Some(parameter) = known.and_then(|index| self.list(object)?.get_mut(index)) {
            parameter.syntax = syntax;
            let demoted = definition.status.is_some_and(|status| status < parameter.status);
            parameter.access = definition.access.unwrap_or(parameter.access);
            parameter.active_notify = definition.active_notify.unwrap_or(parameter.active_notify);
            parameter.forced_inform = definition.forced_inform.unwrap_or(parameter.forced_inform);
            parameter.status = definition.status.unwrap_or(parameter.status);
            if let Some(description) = &definition.description {
                parameter.description = Some(describe(parameter.description.take(), description));
            }
            if demoted {
                self.problem(ProblemKind::StatusDemoted, document, &*definition.name)?;
            }
            return Ok(());
        }
        debug_assert!(!changes, "only an existing parameter has a syntax to change");
        self.count()?;
        let parameter = Parameter {
            name: borrowed(&definition.name),
            access: definition.access.unwrap_or(Access::ReadOnly),
            active_notify: definition.active_notify.unwrap_or(ActiveNotify::Normal),
            forced_inform: definition.forced_inform.unwrap_or(false),
            version: clamp(definition.version.as_deref(), version),
            status: definition.status.unwrap_or(Status::Current),
            description: definition.description.as_ref().map(|description| borrowed(&description.text)),
            syntax,
            is_incomplete: definition.is_change,
        };
        if let Some(list) = self.list(object) {
            list.push(parameter);
            let index = list.len() - 1;
            self.parameters.insert(key, index);
        }
        Ok(())
    }

    /// Where the parameters of an object, or of the model itself, are.
    fn list(&mut self, object: Option<usize>) -> Option<&mut Vec<Parameter<'l>>> {
        match object {
            None => Some(&mut self.model.parameters),
            Some(index) => self.model.objects.get_mut(index).map(|object| &mut object.parameters),
        }
    }

    fn profile(
        &mut self,
        document: usize,
        prefix: &Rc<str>,
        definition: &'l ProfileDefinition<'l>,
    ) -> Result<()> {
        self.count()?;
        let mut profile = definition.clone();
        if !prefix.is_empty() {
            for object in &mut profile.objects {
                object.reference = Cow::Owned(self.join(prefix, &object.reference)?.to_string());
            }
        }
        match self.profiles.get(&*definition.name).and_then(|index| self.model.profiles.get_mut(*index)) {
            Some(known) => {
                // `base` alone changes the profile of that name.
                let is_change = definition.base.as_ref() == Some(&definition.name);
                known.status = known.status.max(profile.status);
                known.extends.append(&mut profile.extends);
                known.objects.append(&mut profile.objects);
                if !is_change && !self.keeps_duplicates {
                    self.problem(ProblemKind::Duplicate, document, &*definition.name)?;
                }
            }
            None => {
                self.profiles.insert(&definition.name, self.model.profiles.len());
                self.model.profiles.push(profile);
            }
        }
        Ok(())
    }

    // ---- types ----

    /// The effective type: what the definition says over what the parameter had.
    fn syntax(
        &mut self,
        document: usize,
        before: Option<Syntax<'l>>,
        definition: &'l ParameterDefinition<'l>,
    ) -> Result<Syntax<'l>> {
        let Some(written) = definition.syntax.as_deref() else { return Ok(before.unwrap_or_else(no_syntax)) };
        let mut syntax = before.unwrap_or_else(no_syntax);
        match &written.type_name {
            None => {
                let base = core::mem::take(&mut syntax.facets);
                syntax.facets = written.facets.clone().over(&base);
            }
            Some(TypeName::Base(base_type)) => {
                let base = core::mem::take(&mut syntax.facets);
                // The same primitive again restricts what was there; another one starts afresh.
                syntax.facets = if syntax.base_type == *base_type {
                    self.check_restriction(document, &written.facets, &base, &definition.name)?;
                    written.facets.clone().over(&base)
                } else {
                    written.facets.clone()
                };
                syntax.base_type = *base_type;
                syntax.data_type = None;
            }
            Some(TypeName::Named(name) | TypeName::Restricted(name)) => {
                match self.named_type(document, name)? {
                    Some(named) => {
                        self.check_restriction(document, &written.facets, &named.facets, &definition.name)?;
                        syntax.base_type = named.base_type;
                        syntax.facets = written.facets.clone().over(&named.facets);
                        if syntax.list.is_none() {
                            syntax.list.clone_from(&named.list);
                        }
                    }
                    None => {
                        syntax.base_type = BaseType::Any;
                        syntax.facets = written.facets.clone();
                    }
                }
                syntax.data_type = Some(borrowed(name));
            }
        }
        if let Some(list) = &written.list {
            syntax.list = Some(list.clone());
        }
        if let Some(default) = &written.default {
            syntax.default = Some(default.clone());
        }
        syntax.hidden |= written.hidden;
        syntax.secured |= written.secured;
        syntax.command |= written.command;
        Ok(syntax)
    }

    fn check_restriction(
        &mut self,
        document: usize,
        facets: &Facets<'_>,
        base: &Facets<'_>,
        subject: &'l str,
    ) -> Result<()> {
        if facets.enumerations.is_empty() || base.enumerations.is_empty() {
            return Ok(());
        }
        let mut values: Vec<&str> = facets.enumerations.iter().map(|value| &*value.value).collect();
        values.sort_unstable();
        if base.enumerations.iter().any(|value| values.binary_search(&&*value.value).is_err()) {
            self.problem(ProblemKind::EnumerationRemoved, document, subject)?;
        }
        Ok(())
    }

    /// A named type with everything it inherits; `None`, reported once per document, when it is not to be had.
    fn named_type(&mut self, document: usize, name: &'l str) -> Result<Option<Rc<NamedType<'l>>>> {
        if let Some(known) = self.types.get(&(document, name)) {
            return Ok(known.clone());
        }
        // The chain from the type to the one that restricts a primitive.
        let mut chain: Vec<(usize, &'l DataTypeDefinition<'l>)> = Vec::new();
        let mut next = Some((document, name));
        let mut complete = false;
        while let Some((at, wanted)) = next.take() {
            if chain.len() > self.library.options.limits.depth {
                self.problem(ProblemKind::Cycle, document, name)?;
                break;
            }
            let found = self.find(Namespace::DataType, at, wanted);
            let definition = found.and_then(|(found, index)| {
                Some((found, self.library.entries.get(found)?.document.data_types.get(index)?))
            });
            let Some((found, definition)) = definition else {
                self.problem(ProblemKind::UnknownDataType, document, wanted)?;
                break;
            };
            complete = definition.base.is_none();
            next = definition.base.as_deref().map(|base| (found, base));
            chain.push((found, definition));
        }
        let resolved = if complete {
            let mut named = NamedType { base_type: BaseType::Any, list: None, facets: Facets::default() };
            for (_, definition) in chain.iter().rev() {
                named.base_type = definition.base_type.unwrap_or(named.base_type);
                named.facets = definition.facets.clone().over(&named.facets);
                if definition.list.is_some() {
                    named.list.clone_from(&definition.list);
                }
            }
            Some(Rc::new(named))
        } else {
            None
        };
        self.types.insert((document, name), resolved.clone());
        Ok(resolved)
    }
}

fn no_syntax<'l>() -> Syntax<'l> {
    Syntax {
        base_type: BaseType::String,
        data_type: None,
        list: None,
        facets: Facets::default(),
        default: None,
        hidden: false,
        secured: false,
        command: false,
    }
}

/// Applies a change; tells whether it takes a status back.
fn change_object<'l>(object: &mut Object<'l>, definition: &'l ObjectDefinition<'l>) -> bool {
    let demoted = definition.status.is_some_and(|status| status < object.status);
    object.access = definition.access.unwrap_or(object.access);
    object.min_entries = definition.min_entries.unwrap_or(object.min_entries);
    object.max_entries = definition.max_entries.unwrap_or(object.max_entries);
    object.mount_type = definition.mount_type.or(object.mount_type);
    object.status = definition.status.unwrap_or(object.status);
    for (own, new) in [
        (&mut object.num_entries_parameter, &definition.num_entries_parameter),
        (&mut object.enable_parameter, &definition.enable_parameter),
        (&mut object.discriminator_parameter, &definition.discriminator_parameter),
    ] {
        if new.is_some() {
            *own = optional(new);
        }
    }
    if let Some(description) = &definition.description {
        object.description = Some(describe(object.description.take(), description));
    }
    for key in &definition.unique_keys {
        if !object.unique_keys.contains(key) {
            object.unique_keys.push(key.clone());
        }
    }
    if !definition.is_change {
        object.is_incomplete = false;
    }
    demoted
}

fn describe<'l>(before: Option<Cow<'l, str>>, description: &'l Description<'_>) -> Cow<'l, str> {
    let text = &*description.text;
    match (description.action, before) {
        (DescriptionAction::Append, Some(before)) => Cow::Owned(format!("{before}\n{text}")),
        (DescriptionAction::Prefix, Some(before)) => Cow::Owned(format!("{text}\n{before}")),
        _ => Cow::Borrowed(text),
    }
}

/// A definition's version, no earlier than the component reference allows.
fn clamp<'l>(own: Option<&'l str>, least: Option<&'l str>) -> Option<Cow<'l, str>> {
    let version = if is_later(least, own) { least } else { own };
    version.map(Cow::Borrowed)
}

/// Whether version `left` is later than `right`; a missing one is the earliest.
fn is_later(left: Option<&str>, right: Option<&str>) -> bool {
    let numbers =
        |version: &str| -> Vec<u32> { version.split('.').map(|part| part.parse().unwrap_or(0)).collect() };
    match (left, right) {
        (Some(left), Some(right)) => numbers(left) > numbers(right),
        (Some(_), None) => true,
        (None, _) => false,
    }
}
