//! Writing a MgmtTree.

use super::{DescribedNode, DescribedValue, DfProperties, MgmtTree, NodeType, Occurrence, RtProperties};
use crate::code::Format;
use crate::error::Error;
use crate::security::base64;
use crate::syntax::wbxml::{WbxmlSink, WbxmlStyle};
use crate::syntax::{Fragment, FragmentSink, Sink, Space, Tag};
#[cfg(feature = "xml")]
use alloc::string::String;
use alloc::string::ToString;
use alloc::vec::Vec;
#[cfg(feature = "xml")]
use {crate::syntax::XmlSink, mgmt_wire::xml::Style};

impl MgmtTree<'_> {
    /// Writes the document, elements in the order of the document type.
    ///
    /// Bytes become base64 text, and the format `bin` of their node `b64`, as binary data travels in XML.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Xml`](crate::ErrorKind::Xml) for text that XML cannot carry.
    #[cfg(feature = "xml")]
    pub fn to_xml(&self) -> Result<String, Error> {
        self.to_xml_with(Style::default())
    }

    /// The same in another style, for example indented.
    ///
    /// # Errors
    ///
    /// As [`MgmtTree::to_xml`].
    #[cfg(feature = "xml")]
    pub fn to_xml_with(&self, style: Style) -> Result<String, Error> {
        let mut sink =
            if self.in_namespace { XmlSink::new(style) } else { XmlSink::at_home(Space::DmDdf, style) };
        self.encode(&mut sink, Bytes::AsBase64);
        sink.finish()
    }

    /// Writes the document as WBXML.
    ///
    /// # Errors
    ///
    /// Text that XML cannot carry, and names that are none: another reader could not show them.
    pub fn to_wbxml(&self) -> Result<Vec<u8>, Error> {
        self.to_wbxml_with(WbxmlStyle::default())
    }

    /// The same in the style of a device.
    ///
    /// # Errors
    ///
    /// As [`MgmtTree::to_wbxml`].
    pub fn to_wbxml_with(&self, style: WbxmlStyle) -> Result<Vec<u8>, Error> {
        let mut sink = WbxmlSink::for_root(style, Tag::DdfMgmtTree);
        self.encode(&mut sink, Bytes::AsTheyAre);
        sink.finish()
    }

    /// The document for the Data of an Item, which may become XML: bytes are base64 text.
    #[must_use]
    pub fn to_fragment(&self) -> Fragment<'static> {
        let mut sink = FragmentSink::default();
        self.encode(&mut sink, Bytes::AsBase64);
        sink.finish()
    }

    fn encode<'n, K: Sink<'n>>(&'n self, sink: &mut K, bytes: Bytes) {
        sink.open(Tag::DdfMgmtTree);
        sink.leaf(Tag::DdfVerDTD, &self.ver_dtd);
        optional(sink, Tag::DdfMan, self.man.as_deref());
        optional(sink, Tag::DdfMod, self.model.as_deref());
        fragments(sink, &self.extensions);
        let mut open = 0;
        for node in self.iter() {
            // A node closes all that are open at its depth and below.
            for _ in node.depth()..open {
                sink.close(Tag::DdfNode);
            }
            open = node.depth() + 1;
            sink.open(Tag::DdfNode);
            described_node(sink, node.node(), bytes);
        }
        for _ in 0..open {
            sink.close(Tag::DdfNode);
        }
        sink.close(Tag::DdfMgmtTree);
    }
}

/// How a value of bytes is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bytes {
    AsTheyAre,
    AsBase64,
}

/// What stands in a Node before its child nodes; a value goes with them, since a node has the one or the others.
fn described_node<'n, K: Sink<'n>>(sink: &mut K, node: &'n DescribedNode<'_>, bytes: Bytes) {
    optional(sink, Tag::DdfNodeName, node.name.as_deref());
    optional(sink, Tag::DdfPath, node.path.as_deref());
    if let Some(properties) = &node.rt_properties {
        let in_base64 = bytes == Bytes::AsBase64 && matches!(node.value, Some(DescribedValue::Bytes(_)));
        rt_properties(sink, properties, in_base64);
    }
    if let Some(properties) = &node.df_properties {
        df_properties(sink, properties);
    }
    match &node.value {
        None => {}
        Some(DescribedValue::Text(text)) => sink.leaf(Tag::DdfValue, text),
        Some(DescribedValue::Bytes(value)) if bytes == Bytes::AsBase64 => {
            sink.leaf(Tag::DdfValue, &base64::encode(value));
        }
        Some(DescribedValue::Bytes(value)) => {
            sink.open(Tag::DdfValue);
            sink.bytes(value);
            sink.close(Tag::DdfValue);
        }
    }
    fragments(sink, &node.extensions);
}

fn rt_properties<'n, K: Sink<'n>>(sink: &mut K, properties: &'n RtProperties<'_>, in_base64: bool) {
    sink.open(Tag::DdfRTProperties);
    optional(sink, Tag::DdfACL, properties.acl.as_deref());
    if let Some(written) = &properties.format {
        format(
            sink,
            Tag::DdfFormat,
            if in_base64 && *written == Format::Bin { &Format::B64 } else { written },
        );
    }
    optional(sink, Tag::DdfName, properties.name.as_deref());
    optional(sink, Tag::DdfSize, properties.size.as_deref());
    optional(sink, Tag::DdfTitle, properties.title.as_deref());
    optional(sink, Tag::DdfTStamp, properties.tstamp.as_deref());
    if let Some(node_type) = &properties.node_type {
        types(sink, Tag::DdfType, core::slice::from_ref(node_type));
    }
    optional(sink, Tag::DdfVerNo, properties.ver_no.as_deref());
    fragments(sink, &properties.extensions);
    sink.close(Tag::DdfRTProperties);
}

fn df_properties<'n, K: Sink<'n>>(sink: &mut K, properties: &'n DfProperties<'_>) {
    sink.open(Tag::DdfDFProperties);
    if let Some(access) = properties.access_type {
        words(sink, Tag::DdfAccessType, access.iter().map(|access| access.name()));
    }
    optional(sink, Tag::DdfDefaultValue, properties.default_value.as_deref());
    optional(sink, Tag::DdfDescription, properties.description.as_deref());
    if let Some(written) = &properties.format {
        format(sink, Tag::DdfDFFormat, written);
    }
    match properties.occurrence {
        None => {}
        Some(Occurrence::ZeroOrN(most)) => occurrence(sink, Tag::DdfZeroOrN, most),
        Some(Occurrence::OneOrN(most)) => occurrence(sink, Tag::DdfOneOrN, most),
        Some(other) => words(sink, Tag::DdfOccurrence, [other.name()]),
    }
    if let Some(scope) = properties.scope {
        words(sink, Tag::DdfScope, [scope.name()]);
    }
    optional(sink, Tag::DdfDFTitle, properties.title.as_deref());
    if !properties.types.is_empty() {
        types(sink, Tag::DdfDFType, &properties.types);
    }
    if let Some(case_sense) = properties.case_sense {
        words(sink, Tag::DdfCaseSense, [case_sense.name()]);
    }
    fragments(sink, &properties.extensions);
    sink.close(Tag::DdfDFProperties);
}

fn optional<'n, K: Sink<'n>>(sink: &mut K, tag: Tag, text: Option<&str>) {
    match text {
        None => {}
        Some("") => sink.empty(tag),
        Some(text) => sink.leaf(tag, text),
    }
}

/// Empty elements that stand for words.
fn words<'n, K: Sink<'n>>(sink: &mut K, tag: Tag, words: impl IntoIterator<Item = &'static str>) {
    sink.open(tag);
    for word in words.into_iter().filter_map(|word| Tag::from_name(Space::DmDdf, word)) {
        sink.empty(word);
    }
    sink.close(tag);
}

fn occurrence<'n, K: Sink<'n>>(sink: &mut K, tag: Tag, most: u32) {
    sink.open(Tag::DdfOccurrence);
    sink.leaf(tag, &most.to_string());
    sink.close(Tag::DdfOccurrence);
}

fn format<'n, K: Sink<'n>>(sink: &mut K, tag: Tag, format: &Format<'_>) {
    match Format::ALL.iter().find(|known| *known == format) {
        Some(known) => words(sink, tag, [known.as_str()]),
        // A word that is no XML name cannot be an element; text is how such documents had it.
        None => sink.leaf(tag, format.as_str()),
    }
}

fn types<'n, K: Sink<'n>>(sink: &mut K, tag: Tag, types: &[NodeType<'_>]) {
    sink.open(tag);
    for node_type in types {
        match node_type {
            NodeType::Mime(text) => optional(sink, Tag::DdfMIME, Some(text)),
            NodeType::DdfName(text) => optional(sink, Tag::DdfDDFName, Some(text)),
        }
    }
    sink.close(tag);
}

fn fragments<'n, K: Sink<'n>>(sink: &mut K, fragments: &'n [Fragment<'_>]) {
    for fragment in fragments {
        fragment.write(sink);
    }
}

/// An element as XML, without a declaration.
#[cfg(feature = "xml")]
pub(super) fn fragment_text(fragment: &Fragment<'_>) -> Result<String, Error> {
    let mut style = Style::default();
    style.declaration = false;
    let mut sink = XmlSink::at_home(Space::DmDdf, style);
    fragment.write(&mut sink);
    sink.finish()
}
