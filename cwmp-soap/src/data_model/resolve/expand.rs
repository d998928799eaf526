//! Items in their places: components expanded, definitions created and changed.

use alloc::borrow::Cow;
use alloc::format;
use alloc::rc::Rc;
use alloc::string::ToString;
use alloc::vec;
use alloc::vec::Vec;

use mgmt_wire::{Error, Limit};

use super::{Frame, Namespace, ProblemKind, Resolver, Result, borrowed, optional, types::no_syntax};
use crate::data_model::ErrorKind;
use crate::data_model::document::{
    ComponentReference, Document, Item, MaxEntries, ModelDefinition, ObjectDefinition, ParameterDefinition,
    ProfileDefinition,
};
use crate::data_model::model::{Object, Parameter};
use crate::data_model::vocabulary::{Access, ActiveNotify, Status};

impl<'l> Resolver<'l> {
    pub(super) fn model(&mut self, document: usize, model: &'l ModelDefinition<'l>) -> Result<()> {
        self.model.name = borrowed(&model.name);
        self.model.is_service = model.is_service;
        self.model.status = model.status;
        // The chain from the model to the first it extends.
        let mut chain = vec![(document, model)];
        let (mut document, mut model) = (document, model);
        while let Some(base) = &model.base {
            let found = self.find(Namespace::Model, document, base);
            let definition = found.and_then(|(found, index)| {
                Some((found, self.library.entries.get(found)?.document.models.get(index)?))
            });
            let Some((found, definition)) = definition else {
                self.problem(ProblemKind::UnknownModel, document, &**base)?;
                break;
            };
            if chain.iter().any(|(_, known)| core::ptr::eq(*known, definition)) {
                self.problem(ProblemKind::Cycle, document, &**base)?;
                break;
            }
            if chain.len() >= self.library.options.limits.depth {
                return Err(Error::new(ErrorKind::Limit(Limit::Depth)));
            }
            chain.push((found, definition));
            (document, model) = (found, definition);
        }
        while let Some((document, model)) = chain.pop() {
            self.outer = chain.iter().map(|(document, _)| *document).collect();
            self.model.is_service |= model.is_service;
            if let Some(description) = &model.description {
                let before = self.model.description.take();
                self.model.description = Some(self.describe(before, description)?);
            }
            self.expand(document, &model.items)?;
        }
        Ok(())
    }

    pub(super) fn components(&mut self, index: usize, document: &'l Document<'l>) -> Result<()> {
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
    pub(super) fn expand(&mut self, document: usize, items: &'l [Item<'l>]) -> Result<()> {
        let mut stack = vec![Frame {
            items: items.iter(),
            document,
            component: None,
            prefix: Rc::from(""),
            object: None,
            version: None,
        }];
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
                    let path = self.object_path(document, &prefix, &definition.path)?;
                    let object = self.object(document, Rc::clone(&path), definition, version)?;
                    stack.push(Frame {
                        items: definition.items.iter(),
                        document,
                        component: None,
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

    pub(super) fn join(&self, prefix: &Rc<str>, path: &str) -> Result<Rc<str>> {
        if prefix.len() + path.len() > self.library.options.limits.path {
            return Err(Error::new(ErrorKind::Limit(Limit::Path)));
        }
        Ok(match (prefix.is_empty(), path.is_empty()) {
            (_, true) => Rc::clone(prefix),
            (true, false) => Rc::from(path),
            (false, false) => Rc::from(format!("{prefix}{path}")),
        })
    }

    /// The path of an object. Whatever is below takes it as its prefix, so the dot at its end is put there.
    fn object_path(&mut self, document: usize, prefix: &Rc<str>, path: &str) -> Result<Rc<str>> {
        let path = self.join(prefix, path)?;
        if path.is_empty() || path.ends_with('.') {
            return Ok(path);
        }
        self.problem(ProblemKind::ObjectName, document, path.to_string())?;
        self.join(&path, ".")
    }

    /// The frame of a component's items at the place of a reference.
    pub(super) fn component(
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
        let is_open = |frame: &Frame<'l>| frame.component.is_some_and(|open| core::ptr::eq(open, component));
        if stack.iter().any(is_open) {
            self.problem(ProblemKind::Cycle, document, name)?;
            return Ok(None);
        }
        let (prefix, object) = match reference.path.as_deref() {
            None | Some("") => (Rc::clone(prefix), object),
            Some(path) => {
                let prefix = self.object_path(document, prefix, path)?;
                let object = self.objects.get(&prefix).copied();
                (prefix, object)
            }
        };
        let own = reference.version.as_deref();
        let version = if is_later(own, version) { own } else { version };
        let items = component.items.iter();
        let component = Some(component);
        Ok(Some(Frame { items, document: document_of_it, component, prefix, object, version }))
    }

    pub(super) fn object(
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
            if let Some(description) = &definition.description {
                let before = object.description.take();
                let description = self.describe(before, description)?;
                if let Some(object) = self.model.objects.get_mut(index) {
                    object.description = Some(description);
                }
            }
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

    pub(super) fn parameter(
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
                let before = parameter.description.take();
                let description = self.describe(before, description)?;
                if let Some(parameter) = known.and_then(|index| self.list(object)?.get_mut(index)) {
                    parameter.description = Some(description);
                }
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
    pub(super) fn list(&mut self, object: Option<usize>) -> Option<&mut Vec<Parameter<'l>>> {
        match object {
            None => Some(&mut self.model.parameters),
            Some(index) => self.model.objects.get_mut(index).map(|object| &mut object.parameters),
        }
    }

    pub(super) fn profile(
        &mut self,
        document: usize,
        prefix: &Rc<str>,
        definition: &'l ProfileDefinition<'l>,
    ) -> Result<()> {
        self.count()?;
        let mut profile = definition.clone();
        if !prefix.is_empty() {
            for object in &mut profile.objects {
                object.reference =
                    Cow::Owned(self.object_path(document, prefix, &object.reference)?.to_string());
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
    for key in &definition.unique_keys {
        // Tables have one or two keys; a list beyond all measure is not searched.
        if object.unique_keys.len() > 64 || !object.unique_keys.contains(key) {
            object.unique_keys.push(key.clone());
        }
    }
    if !definition.is_change {
        object.is_incomplete = false;
    }
    demoted
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
