//! A set of documents that import from each other.

use crate::lookup::{Map, Set};
use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;

use mgmt_wire::{DecodeOptions, Error, Limit, WarningSink};

use super::document::Document;
use super::file_name::{DocumentName, specs_agree};
use super::{ErrorKind, WarningKind};

/// Where imported documents come from. This crate opens no files: the caller does, or answers from memory.
///
/// Implemented for closures `FnMut(&str, Option<&str>) -> Option<Cow<'a, [u8]>>`, and for `()` which has none.
pub trait Source<'a> {
    /// The bytes of the document called `file`, preferably of specification `spec`; `None` when it is not to be had.
    ///
    /// A missing number in `file` means the latest: [`DocumentName::of_import`] and [`DocumentName::latest`] find the
    /// document in a folder's list.
    fn document(&mut self, file: &str, spec: Option<&str>) -> Option<Cow<'a, [u8]>>;
}

impl Source<'_> for () {
    fn document(&mut self, _: &str, _: Option<&str>) -> Option<Cow<'static, [u8]>> {
        None
    }
}

impl<'a, F: FnMut(&str, Option<&str>) -> Option<Cow<'a, [u8]>>> Source<'a> for F {
    fn document(&mut self, file: &str, spec: Option<&str>) -> Option<Cow<'a, [u8]>> {
        self(file, spec)
    }
}

/// One document of a [`Library`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentId(pub(super) usize);

/// Documents by name, and what each imports from which.
///
/// ```
/// use std::borrow::Cow;
/// use cwmp_soap::data_model::{Document, Library};
///
/// let types = br#"<dm:document xmlns:dm="urn:broadband-forum-org:cwmp:datamodel-1-15" spec="urn:example-com:types" file="types.xml">
///   <dataType name="Percent"><unsignedInt><range maxInclusive="100"/></unsignedInt></dataType>
/// </dm:document>"#;
/// let model = br#"<dm:document xmlns:dm="urn:broadband-forum-org:cwmp:datamodel-1-15" spec="urn:example-com:acme" file="acme.xml">
///   <import file="types.xml"><dataType name="Percent"/></import>
///   <model name="ACME:1.0"><object name="ACME." access="readOnly" minEntries="1" maxEntries="1">
///     <parameter name="Level" access="readOnly"><syntax><dataType ref="Percent"/></syntax></parameter>
///   </object></model>
/// </dm:document>"#;
///
/// let mut library = Library::new();
/// let acme = library.add(Document::from_xml(model)?);
/// library.load(&mut |file: &str, _: Option<&str>| (file == "types.xml").then_some(Cow::Borrowed(&types[..])))?;
/// let model = library.resolve(acme)?.model;
/// assert_eq!(model.objects[0].parameters[0].syntax.facets.ranges.len(), 1);
/// # Ok::<(), mgmt_wire::Error<cwmp_soap::data_model::ErrorKind>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Library<'a> {
    pub(super) options: DecodeOptions,
    pub(super) entries: Vec<Entry<'a>>,
    /// Names a source did not have.
    absent: Set<String>,
}

#[derive(Clone, Debug)]
pub(super) struct Entry<'a> {
    /// The name it is imported by.
    pub(super) file: String,
    pub(super) document: Document<'a>,
}

impl<'a> Library<'a> {
    /// An empty library with default options.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty library that reads and resolves with these options: in strict mode every problem is an error.
    #[must_use]
    pub fn with_options(options: DecodeOptions) -> Self {
        Library { options, ..Self::default() }
    }

    /// Adds a document under its own file name (its specification's when it has none).
    pub fn add(&mut self, document: Document<'a>) -> DocumentId {
        let file = document.file.as_ref().unwrap_or(&document.spec).clone().into_owned();
        self.add_as(file, document)
    }

    /// Adds a document under the name that others import it by.
    pub fn add_as(&mut self, file: impl Into<String>, document: Document<'a>) -> DocumentId {
        self.entries.push(Entry { file: file.into(), document });
        DocumentId(self.entries.len() - 1)
    }

    /// The document of an id.
    #[must_use]
    pub fn document(&self, id: DocumentId) -> Option<&Document<'a>> {
        self.entries.get(id.0).map(|entry| &entry.document)
    }

    /// The documents in the order they were added.
    pub fn documents(&self) -> impl Iterator<Item = (DocumentId, &Document<'a>)> {
        self.entries.iter().enumerate().map(|(index, entry)| (DocumentId(index), &entry.document))
    }

    /// Files that documents import and the library does not have, with the specification expected of each.
    #[must_use]
    pub fn missing(&self) -> Vec<(&str, Option<&str>)> {
        let catalogue = Catalogue::new(self);
        let mut missing: Vec<(&str, Option<&str>)> = Vec::new();
        for (index, entry) in self.entries.iter().enumerate() {
            for import in &entry.document.imports {
                let spec = import.spec.as_deref();
                if catalogue.find(index, &import.file, spec).is_none() {
                    missing.push((&import.file, spec));
                }
            }
        }
        missing.sort_unstable();
        missing.dedup();
        missing
    }

    /// Reads what is missing from a source, and what that imports, until nothing more is to be had.
    ///
    /// # Errors
    ///
    /// When a document of the source is refused; the error names no file, [`Library::missing`] still holds it.
    pub fn load(&mut self, source: &mut dyn Source<'a>) -> Result<(), Error<ErrorKind>> {
        self.load_with(source, &mut ())
    }

    /// The same with the documents' warnings.
    ///
    /// # Errors
    ///
    /// As [`Library::load`].
    pub fn load_with(
        &mut self,
        source: &mut dyn Source<'a>,
        sink: &mut dyn WarningSink<WarningKind>,
    ) -> Result<(), Error<ErrorKind>> {
        loop {
            let before = (self.entries.len(), self.absent.len());
            let wanted: Vec<(String, Option<String>)> = self
                .missing()
                .into_iter()
                .filter(|(file, _)| !self.absent.contains(*file))
                .map(|(file, spec)| (file.to_owned(), spec.map(str::to_owned)))
                .collect();
            let mut have: Set<String> = self.entries.iter().map(|entry| entry.file.clone()).collect();
            for (file, spec) in wanted {
                // The same file may be wanted by several specifications.
                if !have.insert(file.clone()) || self.absent.contains(&file) {
                    continue;
                }
                if self.entries.len() >= self.options.limits.items {
                    return Err(Error::new(ErrorKind::Limit(Limit::Items)));
                }
                match source.document(&file, spec.as_deref()) {
                    Some(Cow::Borrowed(bytes)) => {
                        let document = Document::decode(bytes, &self.options, sink)?;
                        self.add_as(file, document);
                    }
                    Some(Cow::Owned(bytes)) => {
                        let document = Document::decode(&bytes, &self.options, sink)?.into_owned();
                        self.add_as(file, document);
                    }
                    None => drop(self.absent.insert(file)),
                }
            }
            // A document that imports itself stays missing; only progress is worth another round.
            if (self.entries.len(), self.absent.len()) == before {
                return Ok(());
            }
        }
    }
}

/// Finds documents by the names that imports use.
pub(super) struct Catalogue<'l> {
    exact: Map<&'l str, usize>,
    /// By document and label, for names without all numbers.
    families: Map<(&'l str, &'l str), Vec<Member<'l>>>,
}

/// A document's numbers, index and specification.
type Member<'l> = (Vec<u32>, usize, &'l str);

impl<'l> Catalogue<'l> {
    pub(super) fn new(library: &'l Library<'_>) -> Self {
        let mut exact = Map::new();
        let mut families: Map<_, Vec<_>> = Map::new();
        for (index, entry) in library.entries.iter().enumerate() {
            exact.entry(entry.file.as_str()).or_insert(index);
            // The name it was asked for by may be short; its own one is complete.
            let own = entry.document.file.as_deref().unwrap_or(&entry.document.spec);
            for name in [own, &entry.file] {
                if let Some(parsed) = DocumentName::parse(name) {
                    let family = families.entry((parsed.document, parsed.label)).or_default();
                    family.push((parsed.numbers, index, &*entry.document.spec));
                    break;
                }
            }
        }
        Catalogue { exact, families }
    }

    /// The document that `importer` means by `file`: never itself; of those of the expected specification the one of
    /// exactly that name or else the latest; else the one of exactly that name; else the latest.
    pub(super) fn find(&self, importer: usize, file: &str, spec: Option<&str>) -> Option<usize> {
        let exact = self.exact.get(file).copied().filter(|index| *index != importer);
        let Some(name) = DocumentName::parse(file) else { return exact };
        let Some(family) = self.families.get(&(name.document, name.label)) else { return exact };
        let fitting = || {
            family
                .iter()
                .filter(|(numbers, index, _)| *index != importer && numbers.starts_with(&name.numbers))
        };
        let agrees = |found: &str| spec.is_some_and(|spec| specs_agree(spec, found));
        if let Some(index) =
            exact.filter(|exact| fitting().any(|(_, index, found)| index == exact && agrees(found)))
        {
            return Some(index);
        }
        let agreeing = fitting().filter(|(_, _, found)| agrees(found));
        let newest = |left: &&Member<'_>, right: &&Member<'_>| left.0.cmp(&right.0);
        let by_spec = agreeing.max_by(newest).map(|(_, index, _)| *index);
        by_spec.or(exact).or_else(|| fitting().max_by(newest).map(|(_, index, _)| *index))
    }
}
