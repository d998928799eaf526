//! Attributes of fields: the types they name, and those that have no place there.

use super::Decoder;
use crate::envelope::namespace::{self as ns, CwmpNamespace};
use crate::error::{Error, WarningKind};
use crate::rpc::facet::Declared;
use crate::value::{ValueType, is_schema_type, trim};
use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use mgmt_wire::xml::{Attribute, Namespace};

impl<'a> Decoder<'a, '_> {
    /// Checks the attributes of the element just opened, which the schema gives none.
    #[inline]
    pub(crate) fn leaf_attributes(&mut self, declared: Declared) -> Result<(), Error> {
        if self.reader.attributes().is_empty() { Ok(()) } else { self.check_attributes(declared, false) }
    }

    #[cold]
    pub(super) fn check_attributes(&mut self, declared: Declared, array: bool) -> Result<(), Error> {
        let mut index = 0;
        while let Some(attribute) = self.reader.attributes().get(index) {
            index += 1;
            let offset = attribute.offset;
            if let Some(kind) = self.attribute_deviation(attribute, declared, array) {
                self.deviation_at(kind, offset)?;
            }
        }
        Ok(())
    }

    fn attribute_deviation(
        &self,
        attribute: &Attribute<'a>,
        declared: Declared,
        array: bool,
    ) -> Option<WarningKind> {
        let unbound_xsi = attribute.name.namespace == Namespace::UNBOUND && attribute.name.prefix == "xsi";
        match (attribute.name.namespace, attribute.name.local) {
            (ns::XSI, "type") if self.names(&attribute.value, declared) => None,
            (ns::XSI | ns::XSI_1999, "type") => Some(WarningKind::RedundantType),
            (_, "type") if unbound_xsi => Some(WarningKind::RedundantType),
            (ns::XSI, "nil") => Some(WarningKind::Nil),
            (ns::XSI, "schemaLocation" | "noNamespaceSchemaLocation") => None,
            // The schemas restrict soap-enc:Array to their lists, which keeps these and drops its wildcard for foreign ones.
            (ns::SOAP_ENC, "offset") | (Namespace::NONE, "id" | "href") if array => None,
            (ns::SOAP_ENC, "arrayType") if array => None,
            _ => Some(WarningKind::UnknownAttribute),
        }
    }

    /// Whether a qualified name in content is that of the declared type.
    fn names(&self, value: &str, declared: Declared) -> bool {
        let (prefix, local) = trim(value).split_once(':').unwrap_or(("", trim(value)));
        let namespace = self.reader.resolve(prefix);
        match declared {
            Declared::Anonymous => false,
            Declared::Xsd(name) => local == name && namespace == Some(ns::XSD),
            Declared::SoapEnc(name) => local == name && namespace == Some(ns::SOAP_ENC),
            Declared::Cwmp(name) => {
                local == name && namespace.and_then(CwmpNamespace::of).is_some_and(|n| n == self.version)
            }
        }
    }

    /// The type of the value just opened, and the text that says so.
    #[inline]
    pub(crate) fn value_type(&mut self) -> Result<(ValueType, Cow<'a, str>), Error> {
        if let [attribute] = self.reader.attributes()
            && attribute.name.namespace == ns::XSI
            && attribute.name.local == "type"
            && let Some((prefix, local)) = attribute.value.split_once(':')
            && self.reader.resolve(prefix) == Some(ns::XSD)
            && let Some(value_type) = ValueType::from_name(local)
        {
            return Ok((value_type, attribute.value.clone()));
        }
        self.odd_value_type()
    }

    #[cold]
    fn odd_value_type(&mut self) -> Result<(ValueType, Cow<'a, str>), Error> {
        let mut found = None;
        let mut index = 0;
        while let Some(attribute) = self.reader.attributes().get(index) {
            index += 1;
            let (name, value, offset) = (attribute.name, attribute.value.clone(), attribute.offset);
            let kind = match (name.namespace, name.local) {
                (ns::XSI, "type") => {
                    found = Some((value, offset));
                    continue;
                }
                // An `xsi` that is not declared, is that of 1999, or mixed up with `xsd`.
                (ns::XSI_1999 | ns::XSD | ns::XSD_1999 | Namespace::NONE | Namespace::UNBOUND, "type")
                    if found.is_none() =>
                {
                    found = Some((value, offset));
                    WarningKind::UnknownAttribute
                }
                (ns::XSI, "nil") => WarningKind::Nil,
                (ns::XSI, "schemaLocation" | "noNamespaceSchemaLocation") => continue,
                _ => WarningKind::UnknownAttribute,
            };
            self.deviation_at(kind, offset)?;
        }
        let Some((raw, offset)) = found else {
            self.deviation(WarningKind::MissingType)?;
            return Ok((ValueType::Unspecified, Cow::Borrowed("")));
        };
        let (value_type, deviation) = self.resolve_type(&raw);
        if let Some(kind) = deviation {
            self.deviation_at(kind, offset)?;
        }
        Ok((value_type, raw))
    }

    fn resolve_type(&self, raw: &str) -> (ValueType, Option<WarningKind>) {
        let raw = trim(raw);
        let (prefix, local) = raw.split_once(':').unwrap_or(("", raw));
        let namespace = self.reader.resolve(prefix);
        match namespace {
            Some(ns::XSD) => match ValueType::from_name(local) {
                Some(value_type) => return (value_type, None),
                None if is_schema_type(local) => return (ValueType::Other, None),
                None => {}
            },
            Some(ns::SOAP_ENC) if local == "base64" => return (ValueType::Base64, None),
            _ => {}
        }
        let kind = if namespace.is_none() { WarningKind::UnboundType } else { WarningKind::UnknownType };
        (ValueType::from_spelling(local), Some(kind))
    }

    /// The local name that `xsi:type` of the element just opened gives, where the schema leaves the type open.
    pub(crate) fn struct_type(&mut self) -> Result<Option<String>, Error> {
        let mut found = None;
        let mut index = 0;
        while let Some(attribute) = self.reader.attributes().get(index) {
            index += 1;
            let offset = attribute.offset;
            if attribute.name.local != "type" {
                self.deviation_at(WarningKind::UnknownAttribute, offset)?;
                continue;
            }
            let value = trim(&attribute.value).to_owned();
            let (prefix, local) = value.split_once(':').unwrap_or(("", &value));
            let exact = attribute.name.namespace == ns::XSI
                && self.reader.resolve(prefix).and_then(CwmpNamespace::of) == Some(self.version);
            found = Some(local.to_owned());
            if !exact {
                self.deviation_at(WarningKind::UnknownType, offset)?;
            }
        }
        Ok(found)
    }
}
