//! Tags and the attributes in them.

use super::{Event, Part, Reader};
use crate::xml::attribute::Attribute;
use crate::xml::namespace::{Name, Namespace};
use crate::xml::reference::attribute_value;
use crate::xml::scanner::TagPart;
use crate::xml::{ErrorKind, WarningKind};
use crate::{ControlCharacters, Limit};

impl<'a> Reader<'a> {
    #[inline]
    pub(super) fn end_tag(&mut self) -> Result<Event<'a>, ErrorKind> {
        self.scanner.end_tag(self.open.last().copied().unwrap_or(""))?;
        self.close();
        Ok(Event::End)
    }

    #[inline]
    pub(super) fn close(&mut self) {
        self.scopes.leave(self.open.len());
        self.open.pop();
        if self.open.is_empty() {
            self.part = Part::Epilog;
        }
    }

    #[inline]
    pub(super) fn start_tag(&mut self) -> Result<Event<'a>, ErrorKind> {
        let name = self.scanner.tag_open()?;
        let limits = &self.options.limits;
        match self.part {
            Part::Epilog => return Err(ErrorKind::TrailingData),
            Part::Content => {}
            _ => self.part = Part::Content,
        }
        self.elements += 1;
        if self.open.len() >= limits.depth {
            return Err(ErrorKind::Limit(Limit::Depth));
        }
        if self.elements > limits.elements {
            return Err(ErrorKind::Limit(Limit::Elements));
        }
        if name.len > limits.name {
            return Err(ErrorKind::Limit(Limit::Name));
        }
        self.open.push(name.whole);
        self.attributes.clear();
        match self.scanner.tag_part()? {
            TagPart::End => {}
            TagPart::EmptyEnd => self.end_due = true,
            part @ TagPart::Attribute(_) => self.read_attributes(part)?,
        }
        let (prefix, local) = (name.prefix, name.local);
        let namespace = if prefix.is_empty() {
            self.scopes.default()
        } else {
            match self.scopes.resolve(prefix) {
                Some(namespace) => namespace,
                None if self.recovers() && self.options.recovery.unbound_prefixes => {
                    self.warn(WarningKind::UnboundElementPrefix, self.offset);
                    Namespace::UNBOUND
                }
                None => return Err(ErrorKind::UnboundPrefix),
            }
        };
        Ok(Event::Start(Name { namespace, prefix, local }))
    }

    /// An error that belongs to an attribute, not to the tag around it.
    #[cold]
    fn attribute_error(&mut self, offset: usize, kind: ErrorKind) -> ErrorKind {
        self.offset = offset;
        kind
    }

    fn read_attributes(&mut self, first: TagPart<'a>) -> Result<(), ErrorKind> {
        let illegal = self.illegal_characters();
        let mut declarations = false;
        let mut part = first;
        loop {
            let attribute = match part {
                TagPart::Attribute(attribute) => attribute,
                TagPart::EmptyEnd => {
                    self.end_due = true;
                    break;
                }
                TagPart::End => break,
            };
            let limits = &self.options.limits;
            if self.attributes.len() >= limits.attributes {
                return Err(self.attribute_error(attribute.offset, ErrorKind::Limit(Limit::Attributes)));
            }
            if attribute.name.len > limits.name {
                return Err(self.attribute_error(attribute.offset, ErrorKind::Limit(Limit::Name)));
            }
            if attribute.value.len() > limits.attribute_value {
                return Err(self.attribute_error(attribute.offset, ErrorKind::Limit(Limit::AttributeValue)));
            }
            let value = match attribute_value(attribute.value, illegal, false) {
                Ok(value) => {
                    if illegal != ControlCharacters::Refuse
                        && attribute_value(attribute.value, ControlCharacters::Refuse, true).is_err()
                    {
                        self.warn(WarningKind::ControlCharacter, attribute.offset);
                    }
                    value
                }
                Err(kind) => {
                    let repaired = self.bare_ampersand(kind, attribute.offset);
                    let value = repaired.and_then(|()| attribute_value(attribute.value, illegal, true));
                    value.map_err(|kind| self.attribute_error(attribute.offset, kind))?
                }
            };
            let (prefix, local) = (attribute.name.prefix, attribute.name.local);
            let declares = match (prefix, local) {
                ("", "xmlns") => Some(""),
                ("xmlns", declared) => Some(declared),
                _ => None,
            };
            if let Some(declared) = declares {
                if self.attributes.iter().any(|a| a.name.local == local && a.name.prefix == prefix) {
                    let kind = ErrorKind::Malformed("duplicate attribute");
                    return Err(self.attribute_error(attribute.offset, kind));
                }
                let most = self.options.limits.namespaces;
                self.scopes
                    .declare(declared, value.clone(), self.open.len(), most)
                    .map_err(|kind| self.attribute_error(attribute.offset, kind))?;
                declarations = true;
            }
            // Declarations stay in the list until all are known, to find duplicates of them too.
            let namespace = if declares.is_some() { Namespace::DECLARATION } else { Namespace::NONE };
            let name = Name { namespace, prefix, local };
            self.attributes.push(Attribute { name, value, offset: attribute.offset });
            part = self.scanner.tag_part()?;
        }
        self.resolve_attributes(declarations)
    }

    /// Drops the declarations from the list, gives the other attributes their namespaces, refuses duplicates.
    fn resolve_attributes(&mut self, declarations: bool) -> Result<(), ErrorKind> {
        let mut attributes = core::mem::take(&mut self.attributes);
        if declarations {
            attributes.retain(|a| a.name.namespace != Namespace::DECLARATION);
        }
        for attribute in attributes.iter_mut().filter(|a| !a.name.prefix.is_empty()) {
            attribute.name.namespace = match self.scopes.resolve(attribute.name.prefix) {
                Some(namespace) => namespace,
                None if self.recovers() => {
                    self.warn(WarningKind::UnboundAttributePrefix, attribute.offset);
                    Namespace::UNBOUND
                }
                None => return Err(self.attribute_error(attribute.offset, ErrorKind::UnboundPrefix)),
            };
        }
        // Bounded by the limit on attributes, so that comparing each with each stays linear in the document.
        let mut index = 1;
        while let Some((before, [attribute, ..])) = attributes.split_at_checked(index) {
            if !before.iter().any(|other| same_attribute(other.name, attribute.name)) {
                index += 1;
                continue;
            }
            if !self.recovers() || !self.options.recovery.duplicate_attributes {
                let kind = ErrorKind::Malformed("duplicate attribute");
                return Err(self.attribute_error(attribute.offset, kind));
            }
            self.warn(WarningKind::DuplicateAttribute, attribute.offset);
            self.repaired = Some(attribute.offset);
            attributes.remove(index);
        }
        self.attributes = attributes;
        Ok(())
    }
}

/// Namespaces in XML clause 6.3: the same local part in the same namespace.
fn same_attribute(a: Name<'_>, b: Name<'_>) -> bool {
    a.local == b.local
        && a.namespace == b.namespace
        && (a.namespace != Namespace::UNBOUND || a.prefix == b.prefix)
}
