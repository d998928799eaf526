//! Actions: executed, triggered by a value, or called.

use super::{Lowerer, Step};
use crate::mapping::{Binding, Key, Precision, Technology, Usage};
use crate::{Instance, LossKind, Reading, ResourceId, Target, Value};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Where a device uploads no file, what would be in it is read: an action, and an attribute.
const INSTEAD: [(&str, &str); 1] = [("eventLog.logUpload", "eventLog.logData")];

impl<'a> Lowerer<'_, 'a, '_> {
    pub(super) fn execute(
        &mut self,
        action: &'a Target,
        arguments: &'a [Reading<'a>],
        steps: &mut Vec<Step<'a>>,
    ) {
        let mut why = LossKind::NoCounterpart;
        let resource = self.mapping.resource_of(action.attribute);
        if self.makes(action, arguments) {
            self.made.extend(resource.map(|resource| (resource, action.instance.clone())));
        }
        for binding in self.bindings(action.attribute) {
            let call = Some(binding.technology) == self.side.calls;
            if binding.technology != self.side.paths && !call {
                continue;
            }
            // Done to another instance than the one that is meant, an action does harm.
            if binding.address.contains("{i}") && self.is_nameless(resource, &action.instance) {
                why = LossKind::Unnumbered;
                continue;
            }
            let order = (action.origin, &*binding.address, action.instance.clone());
            if action.origin != u32::MAX && arguments.is_empty() && self.executed.contains(&order) {
                return;
            }
            let result = if call && binding.usage == Usage::Execute {
                self.call(binding, action, arguments)
            } else if binding.transform.trigger().is_some() {
                self.trigger(binding, action, arguments)
            } else if binding.usage == Usage::Execute {
                self.address(
                    binding.technology,
                    (&binding.address, binding.primary),
                    action.attribute,
                    &action.instance,
                    None,
                )
                .map_err(LossKind::Value)
                .map(|address| self.with_arguments(&address.clone(), arguments, Step::Execute(address)))
            } else {
                continue;
            };
            match result {
                Ok(mut done) => {
                    self.deliver(action.origin);
                    self.executed.push(order);
                    steps.append(&mut done);
                    if let Some(key) = self.command_key(arguments).and_then(|at| arguments.get(at)) {
                        let text = key.value.as_str().unwrap_or_default().to_string();
                        self.keys.push((steps.len().saturating_sub(1), text));
                        self.deliver(key.origin);
                    }
                    return;
                }
                Err(kind) => why = kind,
            }
        }
        if why == LossKind::NoCounterpart
            && let Some(step) = self.instead(action)
        {
            self.deliver(action.origin);
            self.lose(action.origin, action.attribute, LossKind::Semantics);
            steps.push(step);
        } else {
            self.lose(action.origin, action.attribute, why);
            // What is set before an action that there is not is set without it.
            if why == LossKind::NoCounterpart {
                self.write(arguments, steps);
                self.name_chosen(arguments);
                return;
            }
        }
        for argument in arguments {
            self.lose(argument.origin, argument.attribute, why);
        }
    }

    /// Whether an action makes the instance that it is asked of: installing what is fetched from somewhere, not what
    /// was delivered before.
    fn makes(&self, action: &Target, arguments: &[Reading<'_>]) -> bool {
        let is_source = |reading: &Reading<'_>| {
            self.mapping.attribute(reading.attribute).is_some_and(|attribute| attribute.name == "URL")
        };
        self.mapping.full_name(action.attribute) == "software.install" && arguments.iter().any(is_source)
    }

    /// What an instance with a number goes by elsewhere, as the options tell.
    fn name_of_number(&self, resource: ResourceId, instance: &Instance) -> Option<Value<'a>> {
        let number = super::plain_index(instance)?;
        let mut known = self.options.instances.iter().filter(|(r, _, n)| *r == resource && *n == number);
        known.find_map(|(_, instance, _)| match instance.keys() {
            [Key::Name(name)] => Some(Value::from(name.to_string())),
            _ => None,
        })
    }

    /// What comes nearest to an action that such devices cannot do.
    fn instead(&mut self, action: &Target) -> Option<Step<'a>> {
        let name = self.mapping.full_name(action.attribute);
        let (_, read) = INSTEAD.iter().find(|(action, _)| *action == name)?;
        let attribute = self.mapping.find_attribute(read)?;
        let row = self
            .bindings(attribute)
            .iter()
            .find(|binding| binding.technology == self.side.paths && binding.usage.reads())?;
        let place = (row.part(0)?, row.primary);
        let address = self.address(row.technology, place, attribute, &action.instance, None).ok()?;
        Some(Step::Read([address].into()))
    }

    /// Which argument is what SyncML says as the correlator of the order.
    fn command_key(&self, arguments: &[Reading<'_>]) -> Option<usize> {
        let is_key = |reading: &Reading<'_>| {
            self.mapping.attribute(reading.attribute).is_some_and(|attribute| attribute.name == "commandKey")
        };
        arguments.iter().position(is_key).filter(|_| self.side.paths == Technology::OmaDm)
    }

    /// Arguments written first, then the action.
    fn with_arguments(
        &mut self,
        address: &str,
        arguments: &'a [Reading<'a>],
        action: Step<'a>,
    ) -> Vec<Step<'a>> {
        let usable = |binding: &Binding| {
            // Below the executed node where the tree has the argument at several places.
            let elsewhere = binding.technology == Technology::OmaDm
                && self_is_fumo(&binding.address)
                && !fumo_matches(&binding.address, address);
            if binding.usage.writes() && !elsewhere { Ok(()) } else { Err(LossKind::ReadOnly) }
        };
        let (before, after) = match self.command_key(arguments) {
            Some(at) => (arguments.get(..at), arguments.get(at + 1..)),
            None => (Some(arguments), None),
        };
        let mut entries = self.entries(before.unwrap_or_default(), usable);
        entries.extend(self.entries(after.unwrap_or_default(), usable));
        let mut steps = Vec::with_capacity(2);
        if !entries.is_empty() {
            steps.push(Step::Write(entries));
        }
        steps.push(action);
        steps
    }

    /// An action that is the writing of a value.
    fn trigger(
        &mut self,
        binding: &Binding,
        action: &Target,
        arguments: &'a [Reading<'a>],
    ) -> Result<Vec<Step<'a>>, LossKind> {
        let order = Reading {
            attribute: action.attribute,
            instance: action.instance.clone(),
            value: Value::Boolean(true),
            time: None,
            origin: action.origin,
        };
        let Some(super::place::Placed { entries: placed, .. }) = self.place(binding, &order)? else {
            return Err(LossKind::NoCounterpart);
        };
        let mut entries =
            self.entries(
                arguments,
                |binding| {
                    if binding.usage.writes() { Ok(()) } else { Err(LossKind::ReadOnly) }
                },
            );
        let native = binding.native;
        entries.extend(placed.into_iter().map(|(address, value)| super::Entry {
            address,
            value,
            native,
            time: None,
            secret: false,
            origin: action.origin,
        }));
        Ok([Step::Write(entries)].into())
    }

    /// An RPC with the arguments it takes; the others are written before it.
    fn call(
        &mut self,
        binding: &Binding,
        action: &Target,
        arguments: &'a [Reading<'a>],
    ) -> Result<Vec<Step<'a>>, LossKind> {
        let method = &*binding.address;
        let argument_of = |row: &Binding| -> Option<String> {
            // A change of several units has one key for all.
            let of = |method: &str| row.address.strip_prefix(method)?.strip_prefix('.');
            let shared =
                method.split_once('.').and_then(|(outer, _)| of(outer)).filter(|name| !name.contains('.'));
            let argument = of(method).or(shared)?;
            (row.technology == binding.technology && row.condition == binding.condition)
                .then(|| argument.to_string())
        };
        let mut given: Vec<(String, Value<'a>)> = Vec::new();
        given.extend(
            binding.condition.as_ref().map(|c| (c.address.to_string(), Value::from(c.value.to_string()))),
        );
        let (mut taken, mut left) = (Vec::new(), Vec::new());
        for reading in arguments {
            let row = self.bindings(reading.attribute).iter().find_map(|row| Some((row, argument_of(row)?)));
            match row {
                Some((row, argument)) => {
                    let value = row
                        .transform
                        .inverse(reading.value.clone(), &mut Precision::exact())
                        .and_then(|value| {
                            value.map(|value| row.native.write(value, &mut Precision::exact())).transpose()
                        });
                    match value {
                        Ok(Some(value)) => {
                            taken.push(reading.origin);
                            given.push((argument, value));
                        }
                        Ok(None) => {}
                        Err(kind) => self.lose(reading.origin, reading.attribute, LossKind::Value(kind)),
                    }
                }
                None => left.push(reading),
            }
        }
        let resource = self.mapping.resource_of(action.attribute);
        let attributes = resource.into_iter().flat_map(|resource| self.mapping.attributes_of(resource));
        for (_, attribute) in attributes {
            let required = attribute.bindings(self.mapping).iter().filter(|row| row.usage == Usage::Required);
            for argument in required.filter_map(argument_of) {
                if given.iter().any(|(name, _)| *name == argument) {
                    continue;
                }
                // The name by which the unit is known in TR-069 may be told beforehand.
                let known = resource.filter(|_| attribute.name == "uuid");
                let name = known.and_then(|resource| self.name_of_number(resource, &action.instance));
                given.push((argument, name.ok_or(LossKind::MissingArgument)?));
            }
        }
        taken.into_iter().for_each(|origin| self.deliver(origin));
        if !self.options.command_key.is_empty() && !given.iter().any(|(name, _)| name == "CommandKey") {
            given.push(("CommandKey".into(), Value::from(self.options.command_key.to_string())));
        }
        for reading in left {
            self.lose(reading.origin, reading.attribute, LossKind::NoCounterpart);
        }
        Ok([Step::Call { method: method.to_string(), arguments: given }].into())
    }
}

/// FUMO has the URL of a package below each of the nodes that can be executed.
fn self_is_fumo(address: &str) -> bool {
    address.starts_with("./FUMO/")
}

fn fumo_matches(address: &str, executed: &str) -> bool {
    let node = |text: &str, at: usize| text.split('/').nth(at).map(ToString::to_string);
    node(address, 3) == node(executed, 3)
}
