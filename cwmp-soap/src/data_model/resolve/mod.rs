//! Documents to a [`DataModel`]: imports, component expansion, inheritance.
//!
//! Expansion works on a stack of its own, so that components inside components cannot exhaust the program's; its
//! depth, the number of expansions and the number of results are bounded.

mod expand;
mod scope;
mod types;

use crate::lookup::Map;
use alloc::borrow::Cow;
use alloc::format;
use alloc::rc::Rc;
use alloc::vec::Vec;

use mgmt_wire::{DecodeOptions, Error, Limit, WarningSink};
use thiserror::Error as ThisError;

use super::document::{ComponentDefinition, Description, Document, Item};
use super::facet::{Facets, List};
use super::library::{DocumentId, Library};
use super::model::DataModel;
use super::vocabulary::{BaseType, DescriptionAction, Status};
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
    /// A type is used that neither the document nor its imports have; one of that name in any other document of the
    /// library is taken, as published models need it (TR-196 1.1 uses `Alias` without importing it).
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
    /// An object is named without the dot at its end; it is put there.
    #[error("an object name without a dot at its end")]
    ObjectName,
    /// A status goes back, such as from deleted to current.
    #[error("a status that goes back")]
    StatusDemoted,
    /// Components, base types or base models lead back to themselves.
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
    data_types: Map<&'l str, Target<'l>>,
    components: Map<&'l str, Target<'l>>,
    models: Map<&'l str, Target<'l>>,
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
    /// The component whose items these are.
    component: Option<&'l ComponentDefinition<'l>>,
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
    objects: Map<Rc<str>, usize>,
    parameters: Map<(Option<usize>, &'l str), usize>,
    profiles: Map<&'l str, usize>,
    types: Map<(usize, &'l str), Option<Rc<NamedType<'l>>>>,
    problems: Vec<Problem<'l>>,
    expansions: usize,
    definitions: usize,
    /// Facets taken over from types and earlier definitions.
    inherited: usize,
    /// Bytes of descriptions put together.
    described: usize,
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
            objects: Map::new(),
            parameters: Map::new(),
            profiles: Map::new(),
            types: Map::new(),
            problems: Vec::new(),
            expansions: 0,
            definitions: 0,
            inherited: 0,
            described: 0,
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

    /// A description over the one before it. What is put together is bounded: prefixes move all that follows them.
    fn describe(
        &mut self,
        before: Option<Cow<'l, str>>,
        description: &'l Description<'l>,
    ) -> Result<Cow<'l, str>> {
        let text = &*description.text;
        let (Some(before), DescriptionAction::Append | DescriptionAction::Prefix) =
            (before, description.action)
        else {
            return Ok(Cow::Borrowed(text));
        };
        let is_append = description.action == DescriptionAction::Append;
        let copied = if is_append { text.len() } else { text.len() + before.len() };
        self.described = self.described.saturating_add(copied);
        if self.described > self.library.options.limits.output {
            return Err(Error::new(ErrorKind::Limit(Limit::Output)));
        }
        if !is_append {
            return Ok(Cow::Owned(format!("{text}\n{before}")));
        }
        let mut joined = before.into_owned();
        joined.push('\n');
        joined.push_str(text);
        Ok(Cow::Owned(joined))
    }

    /// Facets over those they restrict. What is taken over or compared is bounded: few types may serve many
    /// parameters.
    fn restrict(&mut self, own: &Facets<'l>, base: &Facets<'l>) -> Result<Facets<'l>> {
        self.inherited = self.inherited.saturating_add(base.len());
        if self.inherited > self.library.options.limits.items {
            return Err(Error::new(ErrorKind::Limit(Limit::Items)));
        }
        Ok(own.clone().over(base))
    }

    fn count(&mut self) -> Result<()> {
        self.definitions += 1;
        if self.definitions > self.library.options.limits.parameters {
            return Err(Error::new(ErrorKind::Limit(Limit::Parameters)));
        }
        Ok(())
    }
}
