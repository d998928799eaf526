//! Writing a MgmtTree as XML.

use super::{
    DescribedNode, DescribedValue, DfProperties, MgmtTree, NAMESPACE, NodeType, Occurrence, RtProperties,
};
use crate::code::Format;
use crate::error::{Error, ErrorKind};
use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use mgmt_wire::xml::{Style, Writer};

impl MgmtTree<'_> {
    /// Writes the document, elements in the order of the document type.
    ///
    /// Bytes become base64 text, and the format `bin` of their node `b64`, as binary data travels in XML.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Xml`] for text that XML cannot carry.
    pub fn to_xml(&self) -> Result<String, Error> {
        self.to_xml_with(Style::default())
    }

    /// The same in another style, for example indented.
    ///
    /// # Errors
    ///
    /// As [`MgmtTree::to_xml`].
    pub fn to_xml_with(&self, style: Style) -> Result<String, Error> {
        let mut writer = Writer::with_style(style);
        writer.start("MgmtTree");
        if self.in_namespace {
            writer.attribute("xmlns", NAMESPACE);
        }
        writer.leaf("VerDTD", &self.ver_dtd);
        optional(&mut writer, "Man", self.man.as_deref());
        optional(&mut writer, "Mod", self.model.as_deref());
        for extension in &self.extensions {
            writer.raw(extension);
        }
        let mut open = 0;
        for node in self.iter() {
            // A node closes all that are open at its depth and below.
            for _ in node.depth()..open {
                writer.end();
            }
            open = node.depth() + 1;
            writer.start("Node");
            described_node(&mut writer, &node);
        }
        for _ in 0..open {
            writer.end();
        }
        writer.end();
        writer.finish().map_err(|error| error.map(ErrorKind::Xml))
    }
}

/// What stands in a Node before its child nodes; a value goes with them, since a node has the one or the others.
fn described_node(writer: &mut Writer<'_>, node: &DescribedNode<'_>) {
    optional(writer, "NodeName", node.name.as_deref());
    optional(writer, "Path", node.path.as_deref());
    let carries_bytes = matches!(node.value, Some(DescribedValue::Bytes(_)));
    if let Some(properties) = &node.rt_properties {
        rt_properties(writer, properties, carries_bytes);
    }
    if let Some(properties) = &node.df_properties {
        df_properties(writer, properties);
    }
    if let Some(value) = &node.value {
        let text = match value {
            DescribedValue::Text(text) => Cow::Borrowed(&**text),
            DescribedValue::Bytes(bytes) => Cow::Owned(crate::security::base64::encode(bytes)),
        };
        writer.leaf("Value", &text);
    }
    for extension in &node.extensions {
        writer.raw(extension);
    }
}

fn rt_properties(writer: &mut Writer<'_>, properties: &RtProperties<'_>, carries_bytes: bool) {
    writer.start("RTProperties");
    optional(writer, "ACL", properties.acl.as_deref());
    if let Some(written) = &properties.format {
        let in_xml = if carries_bytes && *written == Format::Bin { &Format::B64 } else { written };
        format(writer, "Format", in_xml);
    }
    optional(writer, "Name", properties.name.as_deref());
    optional(writer, "Size", properties.size.as_deref());
    optional(writer, "Title", properties.title.as_deref());
    optional(writer, "TStamp", properties.tstamp.as_deref());
    if let Some(node_type) = &properties.node_type {
        types(writer, "Type", core::slice::from_ref(node_type));
    }
    optional(writer, "VerNo", properties.ver_no.as_deref());
    for extension in &properties.extensions {
        writer.raw(extension);
    }
    writer.end();
}

fn df_properties(writer: &mut Writer<'_>, properties: &DfProperties<'_>) {
    writer.start("DFProperties");
    if let Some(access) = properties.access_type {
        writer.start("AccessType");
        for access in access.iter() {
            writer.empty(access.name());
        }
        writer.end();
    }
    optional(writer, "DefaultValue", properties.default_value.as_deref());
    optional(writer, "Description", properties.description.as_deref());
    if let Some(written) = &properties.format {
        format(writer, "DFFormat", written);
    }
    if let Some(occurrence) = properties.occurrence {
        writer.start("Occurrence");
        match occurrence {
            Occurrence::ZeroOrN(n) | Occurrence::OneOrN(n) => writer.leaf(occurrence.name(), &n.to_string()),
            _ => writer.empty(occurrence.name()),
        }
        writer.end();
    }
    if let Some(scope) = properties.scope {
        writer.start("Scope");
        writer.empty(scope.name());
        writer.end();
    }
    optional(writer, "DFTitle", properties.title.as_deref());
    if !properties.types.is_empty() {
        types(writer, "DFType", &properties.types);
    }
    if let Some(case_sense) = properties.case_sense {
        writer.start("CaseSense");
        writer.empty(case_sense.name());
        writer.end();
    }
    for extension in &properties.extensions {
        writer.raw(extension);
    }
    writer.end();
}

fn optional(writer: &mut Writer<'_>, name: &'static str, text: Option<&str>) {
    match text {
        None => {}
        Some("") => writer.empty(name),
        Some(text) => writer.leaf(name, text),
    }
}

fn format(writer: &mut Writer<'_>, element: &'static str, format: &Format<'_>) {
    writer.start(element);
    match Format::ALL.iter().find(|known| *known == format) {
        Some(known) => writer.empty(known.as_str()),
        // A word that is no XML name cannot be an element; text is how such documents had it.
        None => writer.text(format.as_str()),
    }
    writer.end();
}

fn types(writer: &mut Writer<'_>, element: &'static str, types: &[NodeType<'_>]) {
    writer.start(element);
    for node_type in types {
        match node_type {
            NodeType::Mime(text) => optional(writer, "MIME", Some(text)),
            NodeType::DdfName(text) => optional(writer, "DDFName", Some(text)),
        }
    }
    writer.end();
}
