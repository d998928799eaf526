//! Effective types: named types, restrictions, changes.

use alloc::rc::Rc;
use alloc::vec::Vec;

use mgmt_wire::{Error, Limit};

use super::{NamedType, Namespace, ProblemKind, Resolver, Result, borrowed};
use crate::data_model::ErrorKind;
use crate::data_model::document::{DataTypeDefinition, ParameterDefinition};
use crate::data_model::facet::{Facets, TypeName};
use crate::data_model::model::Syntax;
use crate::data_model::vocabulary::BaseType;

impl<'l> Resolver<'l> {
    /// The effective type: what the definition says over what the parameter had.
    pub(super) fn syntax(
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
                syntax.facets = self.restrict(&written.facets, &base)?;
            }
            Some(TypeName::Base(base_type)) => {
                let base = core::mem::take(&mut syntax.facets);
                // The same primitive again restricts what was there; another one starts afresh.
                syntax.facets = if syntax.base_type == *base_type {
                    let restricted = self.restrict(&written.facets, &base)?;
                    self.check_restriction(document, &written.facets, &base, &definition.name)?;
                    restricted
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
                        syntax.facets = self.restrict(&written.facets, &named.facets)?;
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

    pub(super) fn check_restriction(
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
    pub(super) fn named_type(&mut self, document: usize, name: &'l str) -> Result<Option<Rc<NamedType<'l>>>> {
        if let Some(known) = self.types.get(&(document, name)) {
            return Ok(known.clone());
        }
        // The chain from the type to the one that restricts a primitive.
        let mut chain: Vec<(usize, &'l DataTypeDefinition<'l>)> = Vec::new();
        let mut next = Some((document, name));
        let mut complete = false;
        while let Some((at, wanted)) = next.take() {
            let mut found = self.find(Namespace::DataType, at, wanted);
            if found.is_none() {
                self.problem(ProblemKind::UnknownDataType, document, wanted)?;
                found = self.defined_anywhere(wanted);
            }
            let definition = found.and_then(|(found, index)| {
                Some((found, self.library.entries.get(found)?.document.data_types.get(index)?))
            });
            let Some((found, definition)) = definition else { break };
            if chain.iter().any(|(_, known)| core::ptr::eq(*known, definition)) {
                self.problem(ProblemKind::Cycle, document, name)?;
                complete = false;
                break;
            }
            if chain.len() >= self.library.options.limits.depth {
                return Err(Error::new(ErrorKind::Limit(Limit::Depth)));
            }
            complete = definition.base.is_none();
            next = definition.base.as_deref().map(|base| (found, base));
            chain.push((found, definition));
        }
        let resolved = if complete {
            let mut named = NamedType { base_type: BaseType::Any, list: None, facets: Facets::default() };
            for (_, definition) in chain.iter().rev() {
                named.base_type = definition.base_type.unwrap_or(named.base_type);
                named.facets = self.restrict(&definition.facets, &named.facets)?;
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

pub(super) fn no_syntax<'l>() -> Syntax<'l> {
    Syntax::of(BaseType::String)
}
