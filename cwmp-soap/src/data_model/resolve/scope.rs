//! What names mean in each document.

use super::{Namespace, ProblemKind, Resolver, Result, Scope, Target};
use crate::data_model::file_name::specs_agree;
use crate::data_model::library::Catalogue;

impl<'l> Resolver<'l> {
    pub(super) fn build_scopes(&mut self) -> Result<()> {
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
    pub(super) fn find(&self, namespace: Namespace, document: usize, name: &str) -> Option<(usize, usize)> {
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

    /// A type by its name alone, in the first document that defines it.
    pub(super) fn defined_anywhere(&self, data_type: &str) -> Option<(usize, usize)> {
        self.scopes.iter().enumerate().find_map(|(document, scope)| match scope.data_types.get(data_type) {
            Some(Target::Local(index)) => Some((document, *index)),
            _ => None,
        })
    }
}
