//! Reading a MgmtTree from XML.

use super::{
    CaseSense, DdfErrorKind, DdfWarningKind, DescribedNode, DescribedValue, DfProperties, MgmtTree,
    NAMESPACE, NodeId, NodeRef, NodeType, Occurrence, RtProperties, Scope,
};
use crate::code::Format;
use crate::error::{Error, ErrorKind, WarningKind};
use crate::tree::{AccessType, AccessTypes};
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;
use mgmt_wire::xml::{Document, Event, Name, Namespace, RawElement, Reader};
use mgmt_wire::{DecodeOptions, Limit, Warning, WarningSink};

const KNOWN: &[&str] = &[NAMESPACE];

impl<'a> MgmtTree<'a> {
    /// Reads a description or a serialized tree with default options, dropping warnings.
    ///
    /// # Errors
    ///
    /// [`DdfErrorKind`], an error of the XML layer, or a limit.
    pub fn from_xml(bytes: &'a [u8]) -> Result<Self, Error> {
        Self::decode(bytes, &DecodeOptions::default(), &mut ())
    }

    /// Reads a description or a serialized tree.
    ///
    /// A DOCTYPE is passed over without being looked at; one with a processing instruction inside, as Microsoft's
    /// descriptions have it, is accepted in lenient mode. Limits: `nodes`, `depth` (three eighths of it for nodes
    /// within nodes), and the others of the XML reader.
    ///
    /// # Errors
    ///
    /// [`DdfErrorKind`], an error of the XML layer, or a limit; with offset and path.
    pub fn decode(
        bytes: &'a [u8],
        options: &DecodeOptions,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Self, Error> {
        let document = Document::from_bytes(bytes, options).map_err(|error| error.map(ErrorKind::Xml))?;
        for warning in document.warnings() {
            warnings.warn(Warning::new(WarningKind::Xml(warning.kind), warning.offset));
        }
        match document.into_text() {
            Cow::Borrowed(text) => Self::decode_text(text, options, warnings),
            Cow::Owned(text) => MgmtTree::decode_text(&text, options, warnings).map(MgmtTree::into_owned),
        }
    }

    /// The same from text, such as the Data of an Item.
    ///
    /// # Errors
    ///
    /// As [`MgmtTree::decode`].
    pub fn decode_text(
        text: &'a str,
        options: &DecodeOptions,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Self, Error> {
        let mut decoder = Decoder {
            reader: Reader::new(text, options, KNOWN),
            options,
            warnings,
            tree: MgmtTree::new(),
            open: Vec::new(),
            offsets: Vec::new(),
        };
        let decoded = decoder.document();
        decoder.pass_xml_warnings();
        decoded?;
        Ok(decoder.tree)
    }
}

/// An element and its children, in the order of the document type.
struct Order {
    of: &'static str,
    children: &'static [&'static str],
}

const TREE_ORDER: &Order = &Order { of: "MgmtTree", children: &["VerDTD", "Man", "Mod", "Node"] };
const NODE_ORDER: &Order =
    &Order { of: "Node", children: &["NodeName", "Path", "RTProperties", "DFProperties", "Node", "Value"] };
const RT_ORDER: &Order = &Order {
    of: "RTProperties",
    children: &["ACL", "Format", "Name", "Size", "Title", "TStamp", "Type", "VerNo"],
};
const DF_ORDER: &Order = &Order {
    of: "DFProperties",
    children: &[
        "AccessType",
        "DefaultValue",
        "Description",
        "DFFormat",
        "Occurrence",
        "Scope",
        "DFTitle",
        "DFType",
        "CaseSense",
    ],
};

/// An element whose children are being read.
struct Open {
    /// The node; `None` for MgmtTree itself.
    id: Option<NodeId>,
    /// How far in the order its children have come.
    stage: u8,
}

struct Decoder<'a, 'c> {
    reader: Reader<'a>,
    options: &'c DecodeOptions,
    warnings: &'c mut dyn WarningSink<WarningKind>,
    tree: MgmtTree<'a>,
    open: Vec<Open>,
    /// Where each node begins; saturated, since text beyond 4 GiB is far beyond what a tree may take.
    offsets: Vec<u32>,
}

impl<'a> Decoder<'a, '_> {
    fn document(&mut self) -> Result<(), Error> {
        loop {
            match self.next()? {
                Event::Start(name) if is_ours(name) && name.local == "MgmtTree" => {
                    self.tree.in_namespace = name.namespace == Namespace::known(0);
                    break;
                }
                Event::Start(_) | Event::End => return Err(self.error(DdfErrorKind::Unexpected("document"))),
                Event::Text(_) => {}
                Event::Eof => return Err(self.error(DdfErrorKind::Missing("MgmtTree"))),
            }
        }
        let (mut version, mut man, mut model) = (None, None, None);
        self.open.push(Open { id: None, stage: 0 });
        while !self.open.is_empty() {
            match self.next()? {
                Event::Text(text) => self.stray(&text, "MgmtTree")?,
                Event::End => drop(self.open.pop()),
                Event::Eof => return Err(self.error(DdfErrorKind::Unexpected("document"))),
                Event::Start(name) => match (self.element(name, self.order())?, self.current()) {
                    (None, id) => {
                        let raw = self.raw()?;
                        match id.and_then(|id| self.tree.get_mut(id)) {
                            Some(node) => node.extensions.push(raw),
                            None => self.tree.extensions.push(raw),
                        }
                    }
                    (Some("Node"), parent) => self.open_node(parent)?,
                    (Some("VerDTD"), _) => self.leaf("VerDTD", &mut version)?,
                    (Some("Man"), _) => self.leaf("Man", &mut man)?,
                    (Some("Mod"), _) => self.leaf("Mod", &mut model)?,
                    (Some(name), Some(id)) => self.node_part(name, id)?,
                    (Some(name), None) => return Err(self.error(DdfErrorKind::Unexpected(name))),
                },
            }
        }
        match version {
            Some(version) => self.tree.ver_dtd = version,
            None => self.tolerate(
                DdfWarningKind::MissingVersion,
                DdfErrorKind::Missing("VerDTD"),
                self.reader.offset(),
            )?,
        }
        (self.tree.man, self.tree.model) = (man, model);
        while !matches!(self.next()?, Event::Eof) {}
        self.incomplete_nodes()?;
        self.duplicate_nodes()
    }

    fn current(&self) -> Option<NodeId> {
        self.open.last().and_then(|open| open.id)
    }

    fn order(&self) -> &'static Order {
        if self.current().is_some() { NODE_ORDER } else { TREE_ORDER }
    }

    /// Which element of the current order a start tag is; `None` for one to keep as it is.
    fn element(&mut self, name: Name<'a>, order: &'static Order) -> Result<Option<&'static str>, Error> {
        let mut stage = self.open.last().map_or(0, |open| open.stage);
        let known = self.ordered(name, order, &mut stage)?;
        if let Some(open) = self.open.last_mut() {
            open.stage = stage;
        }
        Ok(known)
    }

    /// The same with the place in the order kept by the caller.
    fn ordered(
        &mut self,
        name: Name<'a>,
        order: &'static Order,
        stage: &mut u8,
    ) -> Result<Option<&'static str>, Error> {
        let known =
            order.children.iter().zip(0u8..).find(|(known, _)| **known == name.local && is_ours(name));
        let Some((known, place)) = known.map(|(known, place)| (*known, place)) else {
            if is_ours(name) {
                let offset = self.reader.offset();
                self.tolerate(DdfWarningKind::UnknownElement, DdfErrorKind::Unexpected(order.of), offset)?;
            }
            return Ok(None);
        };
        if place < *stage {
            self.tolerate(DdfWarningKind::ElementOrder, DdfErrorKind::Order(known), self.reader.offset())?;
        }
        *stage = (*stage).max(place);
        if let Some(attribute) = self.reader.attributes().first() {
            let offset = attribute.offset;
            self.tolerate(DdfWarningKind::UnknownAttribute, DdfErrorKind::Unexpected(known), offset)?;
        }
        Ok(Some(known))
    }

    fn open_node(&mut self, parent: Option<NodeId>) -> Result<(), Error> {
        if self.tree.len() >= self.options.limits.nodes {
            return Err(self.reader.error(ErrorKind::Limit(Limit::Nodes)));
        }
        // The properties of a node nest further elements, and no known tree is half as deep.
        if self.open.len() > self.options.limits.depth / 8 * 3 {
            return Err(self.reader.error(ErrorKind::Limit(Limit::Depth)));
        }
        let id = self.tree.push(parent, DescribedNode::default());
        self.offsets.push(u32::try_from(self.reader.offset()).unwrap_or(u32::MAX));
        self.open.push(Open { id: Some(id), stage: 0 });
        Ok(())
    }

    /// What every node must have. Looked at when all is read, so that a document beyond a limit is refused for that.
    fn incomplete_nodes(&mut self) -> Result<(), Error> {
        let lacks = |node: NodeRef<'_, '_>| {
            let bare = node.df_properties.is_none() && node.rt_properties.is_none();
            (node.id(), node.name.is_none(), bare)
        };
        let incomplete: Vec<_> =
            self.tree.iter().map(lacks).filter(|(_, unnamed, bare)| *unnamed || *bare).collect();
        for (id, unnamed, bare) in incomplete {
            let offset = self.node_offset(id);
            if unnamed {
                self.tolerate(DdfWarningKind::MissingNodeName, DdfErrorKind::Missing("NodeName"), offset)?;
            }
            if bare {
                self.tolerate(
                    DdfWarningKind::MissingProperties,
                    DdfErrorKind::Missing("DFProperties"),
                    offset,
                )?;
            }
        }
        Ok(())
    }

    fn node_offset(&self, id: NodeId) -> usize {
        self.offsets.get(id.index()).map_or(0, |offset| usize::try_from(*offset).unwrap_or(usize::MAX))
    }

    fn node_part(&mut self, name: &'static str, id: NodeId) -> Result<(), Error> {
        match name {
            "NodeName" => {
                let mut slot = self.tree.get_mut(id).and_then(|node| node.name.take());
                self.leaf(name, &mut slot)?;
                let trimmed = slot.map(|text| self.trimmed(text)).transpose()?;
                if trimmed.as_ref().is_some_and(|name| name.contains('/') || matches!(&**name, "." | "..")) {
                    return Err(self.error(DdfErrorKind::InvalidValue("NodeName")));
                }
                self.with(id, |node| node.name = trimmed);
            }
            "Path" => {
                let mut slot = self.tree.get_mut(id).and_then(|node| node.path.take());
                self.leaf(name, &mut slot)?;
                self.with(id, |node| node.path = slot);
            }
            "Value" => {
                if self.tree.get(id).is_some_and(|node| node.value.is_some()) {
                    return Err(self.error(DdfErrorKind::Duplicate("Value")));
                }
                let value = self.text("Value")?;
                self.with(id, |node| node.value = Some(DescribedValue::Text(value)));
            }
            "RTProperties" => {
                if self.tree.get(id).is_some_and(|node| node.rt_properties.is_some()) {
                    return Err(self.error(DdfErrorKind::Duplicate("RTProperties")));
                }
                let properties = self.rt_properties()?;
                self.with(id, |node| node.rt_properties = Some(Box::new(properties)));
            }
            _ => {
                if self.tree.get(id).is_some_and(|node| node.df_properties.is_some()) {
                    return Err(self.error(DdfErrorKind::Duplicate("DFProperties")));
                }
                let properties = self.df_properties()?;
                self.with(id, |node| node.df_properties = Some(Box::new(properties)));
            }
        }
        Ok(())
    }

    fn with(&mut self, id: NodeId, change: impl FnOnce(&mut DescribedNode<'a>)) {
        if let Some(node) = self.tree.get_mut(id) {
            change(node);
        }
    }

    fn rt_properties(&mut self) -> Result<RtProperties<'a>, Error> {
        let mut properties = RtProperties::default();
        let mut stage = 0;
        loop {
            let name = match self.next()? {
                Event::End => return Ok(properties),
                Event::Text(text) => {
                    self.stray(&text, "RTProperties")?;
                    continue;
                }
                Event::Start(name) => name,
                Event::Eof => return Err(self.error(DdfErrorKind::Unexpected("RTProperties"))),
            };
            match self.ordered(name, RT_ORDER, &mut stage)? {
                None => properties.extensions.push(self.raw()?),
                Some("ACL") => self.leaf("ACL", &mut properties.acl)?,
                Some("Format") => {
                    let format = self.format("Format")?;
                    self.once("Format", &mut properties.format, format)?;
                }
                Some("Name") => self.leaf("Name", &mut properties.name)?,
                Some("Size") => self.leaf("Size", &mut properties.size)?,
                Some("Title") => self.leaf("Title", &mut properties.title)?,
                Some("TStamp") => self.leaf("TStamp", &mut properties.tstamp)?,
                Some("Type") => {
                    let types = self.types("Type")?;
                    self.once("Type", &mut properties.node_type, types.into_iter().next())?;
                }
                Some(_) => self.leaf("VerNo", &mut properties.ver_no)?,
            }
        }
    }

    fn df_properties(&mut self) -> Result<DfProperties<'a>, Error> {
        let mut properties = DfProperties::default();
        let mut stage = 0;
        let offset = self.reader.offset();
        loop {
            let name = match self.next()? {
                Event::End => break,
                Event::Text(text) => {
                    self.stray(&text, "DFProperties")?;
                    continue;
                }
                Event::Start(name) => name,
                Event::Eof => return Err(self.error(DdfErrorKind::Unexpected("DFProperties"))),
            };
            match self.ordered(name, DF_ORDER, &mut stage)? {
                None => properties.extensions.push(self.raw()?),
                Some("AccessType") => {
                    let access = self.access_type()?;
                    self.once("AccessType", &mut properties.access_type, Some(access))?;
                }
                Some("DefaultValue") => self.leaf("DefaultValue", &mut properties.default_value)?,
                Some("Description") => self.leaf("Description", &mut properties.description)?,
                Some("DFFormat") => {
                    let format = self.format("DFFormat")?;
                    self.once("DFFormat", &mut properties.format, format)?;
                }
                Some("Occurrence") => {
                    let occurrence = self.occurrence()?;
                    self.once("Occurrence", &mut properties.occurrence, occurrence)?;
                }
                Some("Scope") => {
                    let scope = self.choice("Scope", &[Scope::Permanent, Scope::Dynamic], Scope::name)?;
                    self.once("Scope", &mut properties.scope, scope)?;
                }
                Some("DFTitle") => self.leaf("DFTitle", &mut properties.title)?,
                Some("DFType") => {
                    if !properties.types.is_empty() {
                        return Err(self.error(DdfErrorKind::Duplicate("DFType")));
                    }
                    properties.types = self.types("DFType")?;
                }
                Some(_) => {
                    let both = [CaseSense::Sensitive, CaseSense::Insensitive];
                    let case_sense = self.choice("CaseSense", &both, CaseSense::name)?;
                    self.once("CaseSense", &mut properties.case_sense, case_sense)?;
                }
            }
        }
        for (missing, element) in [
            (properties.access_type.is_none(), "AccessType"),
            (properties.format.is_none(), "DFFormat"),
            (properties.types.is_empty(), "DFType"),
        ] {
            if missing {
                self.tolerate(DdfWarningKind::MissingProperty, DdfErrorKind::Missing(element), offset)?;
            }
        }
        Ok(properties)
    }

    fn access_type(&mut self) -> Result<AccessTypes, Error> {
        let mut access = AccessTypes::NONE;
        while let Some(name) = self.word("AccessType")? {
            match AccessType::from_name(&name) {
                Some(known) => access.insert(known),
                None => return Err(self.error(DdfErrorKind::InvalidValue("AccessType"))),
            }
        }
        Ok(access)
    }

    fn format(&mut self, element: &'static str) -> Result<Option<Format<'a>>, Error> {
        let mut format = None;
        while let Some(word) = self.word(element)? {
            let word = Format::from(word);
            if matches!(word, Format::Other(_)) {
                self.tolerate(
                    DdfWarningKind::UnknownFormat,
                    DdfErrorKind::InvalidValue(element),
                    self.reader.offset(),
                )?;
            }
            self.once(element, &mut format, Some(word))?;
        }
        Ok(format)
    }

    fn choice<T: Copy>(
        &mut self,
        element: &'static str,
        values: &[T],
        name: fn(T) -> &'static str,
    ) -> Result<Option<T>, Error> {
        let mut chosen = None;
        while let Some(word) = self.word(element)? {
            let value = values.iter().copied().find(|value| name(*value) == word);
            if value.is_none() {
                return Err(self.error(DdfErrorKind::InvalidValue(element)));
            }
            self.once(element, &mut chosen, value)?;
        }
        Ok(chosen)
    }

    /// The name of the next empty element within `element`, or a word of text in its place; `None` at the end.
    fn word(&mut self, element: &'static str) -> Result<Option<Cow<'a, str>>, Error> {
        loop {
            match self.next()? {
                Event::End => return Ok(None),
                Event::Start(name) => {
                    let inside = self.text(element)?;
                    self.stray(&inside, element)?;
                    return Ok(Some(Cow::Borrowed(name.local)));
                }
                Event::Text(text) if text.trim().is_empty() => {}
                Event::Text(text) => {
                    let offset = self.reader.offset();
                    self.tolerate(DdfWarningKind::TextForElement, DdfErrorKind::Unexpected(element), offset)?;
                    return Ok(Some(trim(text)));
                }
                Event::Eof => return Err(self.error(DdfErrorKind::Unexpected(element))),
            }
        }
    }

    fn occurrence(&mut self) -> Result<Option<Occurrence>, Error> {
        let mut occurrence = None;
        loop {
            let name = match self.next()? {
                Event::End => return Ok(occurrence),
                Event::Text(text) => {
                    self.stray(&text, "Occurrence")?;
                    continue;
                }
                Event::Start(name) => name.local,
                Event::Eof => return Err(self.error(DdfErrorKind::Unexpected("Occurrence"))),
            };
            let text = self.text("Occurrence")?;
            let value = match name {
                "One" => Occurrence::One,
                "ZeroOrOne" => Occurrence::ZeroOrOne,
                "ZeroOrMore" => Occurrence::ZeroOrMore,
                "OneOrMore" => Occurrence::OneOrMore,
                "ZeroOrN" => Occurrence::ZeroOrN(self.count(&text)?),
                "OneOrN" => Occurrence::OneOrN(self.count(&text)?),
                _ => return Err(self.error(DdfErrorKind::InvalidValue("Occurrence"))),
            };
            self.once("Occurrence", &mut occurrence, Some(value))?;
        }
    }

    /// The N of ZeroOrN and OneOrN (DM TND 1.2.1: 2 to 65 536).
    fn count(&mut self, text: &str) -> Result<u32, Error> {
        let text = text.trim();
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(self.error(DdfErrorKind::InvalidValue("Occurrence")));
        }
        match text.parse() {
            Ok(count) if (2..=65_536).contains(&count) => Ok(count),
            _ => Err(self.error(DdfErrorKind::OutOfRange("Occurrence"))),
        }
    }

    /// MIME and DDFName elements, or text that stands for a MIME type.
    fn types(&mut self, element: &'static str) -> Result<Vec<NodeType<'a>>, Error> {
        let mut types = Vec::new();
        loop {
            match self.next()? {
                Event::End => return Ok(types),
                Event::Start(name) if name.local == "MIME" => {
                    types.push(NodeType::Mime(trim(self.text("MIME")?)));
                }
                Event::Start(name) if name.local == "DDFName" => {
                    types.push(NodeType::DdfName(trim(self.text("DDFName")?)));
                }
                Event::Text(text) if text.trim().is_empty() => {}
                Event::Text(text) => {
                    let offset = self.reader.offset();
                    self.tolerate(DdfWarningKind::TextForElement, DdfErrorKind::Unexpected(element), offset)?;
                    types.push(NodeType::Mime(trim(text)));
                }
                Event::Start(_) | Event::Eof => return Err(self.error(DdfErrorKind::Unexpected(element))),
            }
        }
    }

    /// A text element that may stand once.
    fn leaf(&mut self, element: &'static str, slot: &mut Option<Cow<'a, str>>) -> Result<(), Error> {
        if slot.is_some() {
            return Err(self.error(DdfErrorKind::Duplicate(element)));
        }
        *slot = Some(self.text(element)?);
        Ok(())
    }

    fn once<T>(&self, element: &'static str, slot: &mut Option<T>, value: Option<T>) -> Result<(), Error> {
        if slot.is_some() && value.is_some() {
            return Err(self.error(DdfErrorKind::Duplicate(element)));
        }
        if value.is_some() {
            *slot = value;
        }
        Ok(())
    }

    /// The text of the element that has just begun, through its end.
    fn text(&mut self, element: &'static str) -> Result<Cow<'a, str>, Error> {
        let mut text = Cow::Borrowed("");
        let mut add = |more: Cow<'a, str>| {
            if text.is_empty() { text = more } else { text.to_mut().push_str(&more) }
        };
        loop {
            match self.reader.next_event().map_err(|error| error.map(ErrorKind::Xml))? {
                Event::End => return Ok(text),
                Event::Text(more) => add(more),
                Event::Start(_) => {
                    let offset = self.reader.offset();
                    if self.options.is_strict() {
                        return Err(self.error(DdfErrorKind::Unexpected(element)));
                    }
                    self.warnings.warn(Warning::new(WarningKind::Ddf(DdfWarningKind::MarkupInValue), offset));
                    let raw = self.reader.raw_element().map_err(|error| error.map(ErrorKind::Xml))?;
                    add(Cow::Owned(raw.as_str().into()));
                }
                Event::Eof => return Err(self.error(DdfErrorKind::Unexpected(element))),
            }
        }
    }

    fn trimmed(&mut self, text: Cow<'a, str>) -> Result<Cow<'a, str>, Error> {
        if text.trim().len() != text.len() {
            let offset = self.reader.offset();
            self.tolerate(DdfWarningKind::WhiteSpace, DdfErrorKind::InvalidValue("NodeName"), offset)?;
        }
        Ok(trim(text))
    }

    fn stray(&mut self, text: &str, around: &'static str) -> Result<(), Error> {
        if text.trim().is_empty() {
            return Ok(());
        }
        self.tolerate(DdfWarningKind::StrayText, DdfErrorKind::Unexpected(around), self.reader.offset())
    }

    /// Two siblings of one name, found by sorting so that many nodes cost no more than a few.
    fn duplicate_nodes(&mut self) -> Result<(), Error> {
        let mut nodes: Vec<NodeRef<'_, 'a>> = self
            .tree
            .iter()
            .filter(|node| node.name.as_deref().is_some_and(|name| !name.is_empty()))
            .collect();
        nodes.sort_by(|a, b| sibling_key(*a).cmp(&sibling_key(*b)).then(a.id().cmp(&b.id())));
        let pairs = nodes.windows(2).filter_map(|pair| match pair {
            [first, second] if sibling_key(*first) == sibling_key(*second) => Some(second.id()),
            _ => None,
        });
        let mut duplicates: Vec<NodeId> = pairs.collect();
        duplicates.sort_unstable();
        for id in duplicates {
            let offset = self.node_offset(id);
            self.tolerate(DdfWarningKind::DuplicateNode, DdfErrorKind::Duplicate("Node"), offset)?;
        }
        Ok(())
    }

    fn next(&mut self) -> Result<Event<'a>, Error> {
        self.reader.next_event().map_err(|error| error.map(ErrorKind::Xml))
    }

    fn raw(&mut self) -> Result<RawElement<'a>, Error> {
        self.reader.raw_element().map_err(|error| error.map(ErrorKind::Xml))
    }

    fn error(&self, kind: DdfErrorKind) -> Error {
        self.reader.error(ErrorKind::Ddf(kind))
    }

    fn tolerate(&mut self, warning: DdfWarningKind, kind: DdfErrorKind, offset: usize) -> Result<(), Error> {
        if self.options.is_strict() {
            return Err(self.reader.error_at(ErrorKind::Ddf(kind), offset));
        }
        self.warnings.warn(Warning::new(WarningKind::Ddf(warning), offset));
        Ok(())
    }

    fn pass_xml_warnings(&mut self) {
        for warning in self.reader.take_warnings() {
            self.warnings.warn(Warning::new(WarningKind::Xml(warning.kind), warning.offset));
        }
    }
}

/// What two nodes must not have in common: parent, Path and name.
fn sibling_key<'t>(node: NodeRef<'t, '_>) -> (Option<NodeId>, Option<&'t str>, Option<&'t str>) {
    let parent = node.parent().map(NodeRef::id);
    (parent, node.node().path.as_deref(), node.node().name.as_deref())
}

/// Whether an element is one of the document type: in its namespace, or in none as most descriptions have it.
fn is_ours(name: Name<'_>) -> bool {
    name.namespace == Namespace::NONE || name.namespace == Namespace::known(0)
}

fn trim(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) if text.trim().len() == text.len() => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(text.trim().into()),
    }
}
