//! Reading definition files.

use super::{DefinitionFile, IndexEntry, Result, lift, urn_version};
use crate::error::{ErrorKind, WarningKind};
use crate::model::definition::{ObjectDefinition, Operations, ResourceDefinition, ResourceType};
use crate::model::range::{Bounds, Range};
use crate::version::Version;
use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;
use mgmt_wire::xml::{Event, Reader};
use mgmt_wire::{DecodeOptions, Limit, Warning, WarningSink};

/// The children of an element in the schema's order. A file that leaves the order is reported once per element.
struct Order {
    names: &'static [&'static str],
    next: usize,
    seen: u32,
    disordered: bool,
}

impl Order {
    const OBJECT: &'static [&'static str] = &[
        "Name",
        "Description1",
        "ObjectID",
        "ObjectURN",
        "LWM2MVersion",
        "ObjectVersion",
        "MultipleInstances",
        "Mandatory",
        "Resources",
        "Description2",
    ];
    const ITEM: &'static [&'static str] = &[
        "Name",
        "Operations",
        "MultipleInstances",
        "Mandatory",
        "Type",
        "RangeEnumeration",
        "Units",
        "Description",
    ];
    const COMMON_ITEM: &'static [&'static str] = &[
        "Name",
        "Operations",
        "Type",
        "RangeEnumeration",
        "Units",
        "Submitter",
        "Description",
        "TS",
        "TSLink",
    ];

    const fn of(names: &'static [&'static str]) -> Order {
        Order { names, next: 0, seen: 0, disordered: false }
    }
}

pub(super) struct File<'a, 'w> {
    pub(super) reader: Reader<'a>,
    pub(super) options: &'a DecodeOptions,
    pub(super) warnings: &'w mut dyn WarningSink<WarningKind>,
}

impl<'a> File<'a, '_> {
    pub(super) fn read(&mut self) -> Result<DefinitionFile> {
        let Some(root) = self.child()? else { return Err(self.reader.error(ErrorKind::Missing("LWM2M"))) };
        let file = match root {
            "LWM2M" => self.lwm2m()?,
            "DDFList" => DefinitionFile::Index(self.index()?),
            "units" => DefinitionFile::Units(self.units()?),
            _ => return Err(self.reader.error(ErrorKind::Unexpected("root element"))),
        };
        // What may follow is white space, comments, the end.
        while self.reader.next_event().map_err(lift)? != Event::Eof {}
        Ok(file)
    }

    fn lwm2m(&mut self) -> Result<DefinitionFile> {
        let mut objects = Vec::new();
        let mut common = None;
        while let Some(name) = self.child()? {
            if name != "Object" {
                self.foreign()?;
            } else if self.attribute("ObjectType").as_deref() == Some("CommonResources") {
                common = Some(self.common()?);
            } else {
                self.count(&objects)?;
                objects.push(self.object()?);
            }
        }
        Ok(match common {
            Some(resources) if objects.is_empty() => DefinitionFile::CommonResources(resources),
            _ if objects.is_empty() => return Err(self.reader.error(ErrorKind::Missing("Object"))),
            _ => DefinitionFile::Objects(objects),
        })
    }

    fn object(&mut self) -> Result<ObjectDefinition> {
        let start = self.reader.offset();
        let mut id = None;
        let mut order = Order::of(Order::OBJECT);
        let mut object = ObjectDefinition::new(0, "", []);
        let mut resources = None;
        while let Some(name) = self.child()? {
            if !self.in_order(&mut order, name)? {
                continue;
            }
            match name {
                "Name" => object.name = self.owned()?,
                "Description1" => object.description = self.owned()?,
                "Description2" => object.description2 = self.owned()?,
                "ObjectURN" => object.urn = self.owned()?,
                "ObjectID" => id = Some(self.identifier("ObjectID")?),
                "LWM2MVersion" => object.lwm2m_version = self.version("LWM2MVersion")?,
                "ObjectVersion" => object.version = self.version("ObjectVersion")?,
                "MultipleInstances" => object.multiple = self.multiple()?,
                "Mandatory" => object.mandatory = self.mandatory()?,
                _ => resources = Some(self.resources(false)?),
            }
        }
        object.id = id.ok_or_else(|| self.reader.error_at(ErrorKind::Missing("ObjectID"), start))?;
        self.complete(&order, &["LWM2MVersion", "ObjectVersion"], start)?;
        object.resources = Cow::Owned(resources.unwrap_or_default());
        if urn_version(&object.urn).is_some_and(|version| version != object.version) {
            self.deviation(ErrorKind::InvalidValue("ObjectURN"), WarningKind::UrnVersion, start)?;
        }
        Ok(object)
    }

    fn common(&mut self) -> Result<Vec<ResourceDefinition>> {
        let mut resources = Vec::new();
        while let Some(name) = self.child()? {
            if name == "Resources" {
                resources = self.resources(true)?;
            } else {
                self.foreign()?;
            }
        }
        Ok(resources)
    }

    fn resources(&mut self, common: bool) -> Result<Vec<ResourceDefinition>> {
        let mut resources: Vec<ResourceDefinition> = Vec::new();
        let mut ascending = true;
        while let Some(name) = self.child()? {
            if name != "Item" {
                self.foreign()?;
                continue;
            }
            self.count(&resources)?;
            let resource = self.resource(common)?;
            ascending &= resources.last().is_none_or(|last| last.id < resource.id);
            resources.push(resource);
        }
        if !ascending {
            // Stable: of two with one identifier the first stays the first.
            resources.sort_by_key(|resource| resource.id);
            let count = resources.len();
            resources.dedup_by_key(|resource| resource.id);
            if let (true, Some(last)) = (resources.len() < count, resources.last()) {
                let kind = ErrorKind::Duplicate(last.id);
                self.deviation(kind, WarningKind::DuplicateIdentifier, self.reader.offset())?;
            }
        }
        Ok(resources)
    }

    fn resource(&mut self, common: bool) -> Result<ResourceDefinition> {
        let start = self.reader.offset();
        let Some(id) = self.attribute("ID") else {
            return Err(self.reader.error(ErrorKind::Missing("ID")));
        };
        let id = identifier(id.trim_ascii(), "ID").map_err(|kind| self.reader.error(kind))?;
        let mut resource = ResourceDefinition::new(id, "", Operations::NONE, ResourceType::None);
        let mut order = Order::of(if common { Order::COMMON_ITEM } else { Order::ITEM });
        while let Some(name) = self.child()? {
            if !self.in_order(&mut order, name)? {
                continue;
            }
            match name {
                "Name" => resource.name = self.owned()?,
                "Operations" => {
                    let operations = self.text()?.parse();
                    resource.operations =
                        operations.map_err(|_| self.reader.error(ErrorKind::InvalidValue("Operations")))?;
                }
                "MultipleInstances" => resource.multiple = self.multiple()?,
                "Mandatory" => resource.mandatory = self.mandatory()?,
                "Type" => resource.resource_type = self.resource_type()?,
                "RangeEnumeration" => {
                    resource.range = Range::parse(self.owned()?);
                    if resource.range.as_ref().is_some_and(|range| range.bounds == Bounds::Text) {
                        self.warnings.warn(Warning::new(WarningKind::RangeText, self.reader.offset()));
                    }
                }
                "Units" => resource.units = self.owned()?,
                "Description" => resource.description = self.owned()?,
                _ => self.skip()?,
            }
        }
        self.complete(&order, if common { Order::COMMON_ITEM } else { &[] }, start)?;
        let executable = resource.operations.executable();
        let typed = resource.resource_type != ResourceType::None;
        if executable && typed {
            self.deviation(ErrorKind::InvalidValue("Type"), WarningKind::TypedExecutable, start)?;
        } else if !executable && !typed && !common {
            self.deviation(ErrorKind::InvalidValue("Type"), WarningKind::UntypedResource, start)?;
        }
        Ok(resource)
    }

    fn resource_type(&mut self) -> Result<ResourceType> {
        let found = ResourceType::from_word(self.owned()?);
        if matches!(found, ResourceType::Other(_)) {
            let offset = self.reader.offset();
            self.deviation(ErrorKind::InvalidValue("Type"), WarningKind::UnknownType, offset)?;
        }
        Ok(found)
    }

    fn index(&mut self) -> Result<Vec<IndexEntry>> {
        let mut entries = Vec::new();
        while let Some(name) = self.child()? {
            if name != "Item" {
                self.foreign()?;
                continue;
            }
            self.count(&entries)?;
            let start = self.reader.offset();
            let mut id = None;
            let [mut urn, mut title, mut version, mut file] = [const { String::new() }; 4];
            while let Some(name) = self.child()? {
                match name {
                    "ObjectID" => id = Some(self.identifier("ObjectID")?),
                    "URN" => urn = self.text()?.into_owned(),
                    "Name" => title = self.text()?.into_owned(),
                    "Ver" => version = self.text()?.into_owned(),
                    "DDF" => file = self.text()?.into_owned(),
                    _ => self.skip()?,
                }
            }
            let id = id.ok_or_else(|| self.reader.error_at(ErrorKind::Missing("ObjectID"), start))?;
            entries.push(IndexEntry { id, urn, name: title, version, file });
        }
        Ok(entries)
    }

    /// `registry/record/value` under the root.
    fn units(&mut self) -> Result<Vec<String>> {
        let mut units = Vec::new();
        while let Some(name) = self.child()? {
            if name != "registry" {
                self.skip()?;
                continue;
            }
            while let Some(name) = self.child()? {
                if name != "record" {
                    self.skip()?;
                    continue;
                }
                while let Some(name) = self.child()? {
                    if name == "value" {
                        self.count(&units)?;
                        units.push(self.text()?.into_owned());
                    } else {
                        self.skip()?;
                    }
                }
            }
        }
        Ok(units)
    }

    fn version(&mut self, name: &'static str) -> Result<Version> {
        let text = self.text()?;
        let offset = self.reader.offset();
        if text.is_empty() {
            self.deviation(ErrorKind::InvalidValue(name), WarningKind::EmptyVersion, offset)?;
            return Ok(Version::V1_0);
        }
        text.parse().map_err(|_| self.reader.error(ErrorKind::InvalidValue(name)))
    }

    fn multiple(&mut self) -> Result<bool> {
        match &*self.text()? {
            "Multiple" => Ok(true),
            "Single" => Ok(false),
            _ => Err(self.reader.error(ErrorKind::InvalidValue("MultipleInstances"))),
        }
    }

    fn mandatory(&mut self) -> Result<bool> {
        let text = self.text()?;
        let offset = self.reader.offset();
        let mandatory = match &*text {
            "Mandatory" => return Ok(true),
            "Optional" => return Ok(false),
            "Yes" => true,
            "No" => false,
            _ => return Err(self.reader.error(ErrorKind::InvalidValue("Mandatory"))),
        };
        self.deviation(ErrorKind::InvalidValue("Mandatory"), WarningKind::MandatoryWord, offset)?;
        Ok(mandatory)
    }

    fn identifier(&mut self, name: &'static str) -> Result<u16> {
        let text = self.text()?;
        identifier(&text, name).map_err(|kind| self.reader.error(kind))
    }

    /// Whether a child belongs here, for the first time; else it is passed over.
    fn in_order(&mut self, order: &mut Order, name: &str) -> Result<bool> {
        let Some(place) = order.names.iter().position(|known| *known == name) else {
            self.foreign()?;
            return Ok(false);
        };
        let bit = 1 << place;
        let offset = self.reader.offset();
        if order.seen & bit != 0 {
            self.deviation(ErrorKind::Unexpected("element"), WarningKind::RepeatedElement, offset)?;
            self.skip()?;
            return Ok(false);
        }
        order.seen |= bit;
        if place < order.next && !order.disordered {
            order.disordered = true;
            self.deviation(ErrorKind::Structure("order of elements"), WarningKind::ElementOrder, offset)?;
        }
        order.next = order.next.max(place);
        Ok(true)
    }

    /// Whether every child has been there.
    fn complete(&mut self, order: &Order, optional: &[&str], start: usize) -> Result<()> {
        for (place, name) in order.names.iter().enumerate() {
            if order.seen & (1 << place) == 0 && !optional.contains(name) {
                self.deviation(ErrorKind::Missing(name), WarningKind::MissingElement, start)?;
            }
        }
        Ok(())
    }

    /// The name of the next child; `None` at the end of the element. Text between children means nothing.
    fn child(&mut self) -> Result<Option<&'a str>> {
        loop {
            match self.reader.next_event().map_err(lift)? {
                Event::Start(name) => return Ok(Some(name.local)),
                Event::End | Event::Eof => return Ok(None),
                Event::Text(_) => {}
            }
        }
    }

    /// The text of an element up to its end, without white space around it; elements inside are passed over.
    fn text(&mut self) -> Result<Cow<'a, str>> {
        let mut text = Cow::Borrowed("");
        loop {
            match self.reader.next_event().map_err(lift)? {
                Event::Text(part) if text.is_empty() => text = part,
                Event::Text(part) => text.to_mut().push_str(&part),
                Event::Start(_) => self.foreign()?,
                Event::End | Event::Eof => break,
            }
        }
        Ok(match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        })
    }

    fn owned(&mut self) -> Result<Cow<'static, str>> {
        let text = self.text()?;
        Ok(if text.is_empty() { Cow::Borrowed("") } else { Cow::Owned(text.into_owned()) })
    }

    fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        let found = self.reader.attributes().iter().find(|attribute| attribute.name.local == name)?;
        Some(found.value.clone())
    }

    fn skip(&mut self) -> Result<()> {
        self.reader.skip_element().map_err(lift)
    }

    /// Passes over an element that the schema does not have here.
    fn foreign(&mut self) -> Result<()> {
        let offset = self.reader.offset();
        self.deviation(ErrorKind::Unexpected("element"), WarningKind::UnknownElement, offset)?;
        self.skip()
    }

    fn count<T>(&self, list: &[T]) -> Result<()> {
        if list.len() < self.options.limits.nodes {
            Ok(())
        } else {
            Err(self.reader.error(ErrorKind::Limit(Limit::Nodes)))
        }
    }

    fn deviation(&mut self, error: ErrorKind, warning: WarningKind, offset: usize) -> Result<()> {
        if self.options.is_strict() {
            return Err(self.reader.error_at(error, offset));
        }
        self.warnings.warn(Warning::new(warning, offset));
        Ok(())
    }
}

/// A decimal identifier.
fn identifier(text: &str, name: &'static str) -> core::result::Result<u16, ErrorKind> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ErrorKind::InvalidValue(name));
    }
    text.parse().map_err(|_| ErrorKind::OutOfRange(name))
}
