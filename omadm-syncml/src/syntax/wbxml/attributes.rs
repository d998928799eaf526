//! Attribute lists: namespace declarations, vendor attributes, and those of provisioning documents.

use super::header::Text;
use super::language::Language;
use super::provisioning;
use super::source::WbxmlSource;
use super::tokenizer::Token as Raw;
use crate::syntax::{Attribute, Name, Notes, Source};
use crate::{Error, ErrorKind, WarningKind};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use mgmt_wire::Limit;

impl<'a> WbxmlSource<'a> {
    /// Attributes of documents whose language has none: names are literals, and some are namespace declarations.
    #[cold]
    pub(super) fn read_attributes(&mut self, content: bool, notes: &mut Notes<'_>) -> Result<(), Error> {
        let depth = self.tokens.depth() + usize::from(!content);
        let mut open: Option<(Cow<'a, str>, String)> = None;
        let mut all: Vec<(Cow<'a, str>, String)> = Vec::new();
        let mut is_first = true;
        loop {
            let Some(token) = self.raw()? else {
                return Err(self.error(ErrorKind::Truncated("attribute list")));
            };
            let name = match token {
                Raw::AttributesEnd => {
                    if is_first {
                        self.tolerate(notes, WarningKind::EmptyAttributeList)?;
                    }
                    all.extend(open.take());
                    break;
                }
                Raw::AttributeLiteral(Some(name)) => Some(self.expand(name)?.to_str()),
                Raw::AttributeLiteral(None) => {
                    self.tolerate(notes, WarningKind::AttributeNameOutsideTable)?;
                    Some(Cow::Borrowed("xmlns"))
                }
                Raw::Attribute { page, token } if self.language == Language::Provisioning => {
                    let row = provisioning::start(page, token);
                    match row {
                        Some(row) if row.vendor => self.vendor_token(notes, page, token)?,
                        Some(_) => {}
                        None => self.unknown_attribute(notes, page, token)?,
                    }
                    let name = row.map_or_else(
                        || Cow::Owned(alloc::format!("_{page}-{token:02X}")),
                        |row| Cow::Borrowed(row.name),
                    );
                    all.extend(open.replace((name, row.map_or("", |row| row.value).into())));
                    None
                }
                Raw::AttributeValue { page, token } if self.language == Language::Provisioning => {
                    match provisioning::value(page, token) {
                        Some(row) => {
                            if row.vendor {
                                self.vendor_token(notes, page, token)?;
                            }
                            extend(&mut open, row.text);
                        }
                        None => self.unknown_attribute(notes, page, token)?,
                    }
                    None
                }
                Raw::Attribute { page, token } => {
                    self.unknown_attribute(notes, page, token)?;
                    Some(Cow::Borrowed(""))
                }
                Raw::Text(text) => {
                    extend(&mut open, &self.legal(text, notes)?);
                    None
                }
                Raw::TableText(text) => {
                    let text = self.expand(text)?;
                    extend(&mut open, &self.legal(text, notes)?);
                    None
                }
                Raw::Entity(character) => {
                    extend(&mut open, character.encode_utf8(&mut [0; 4]));
                    None
                }
                Raw::Opaque(bytes) => {
                    let text =
                        core::str::from_utf8(bytes).map_err(|_| self.error(ErrorKind::InvalidEncoding))?;
                    extend(&mut open, &self.legal(Text::Utf8(text), notes)?);
                    None
                }
                Raw::Extension(_) => {
                    self.tolerate(notes, WarningKind::ExtensionToken)?;
                    None
                }
                Raw::AttributeValue { page, token } => {
                    self.unknown_attribute(notes, page, token)?;
                    None
                }
                _ => None,
            };
            is_first = false;
            if let Some(name) = name {
                all.extend(open.replace((name, String::new())));
            }
            if all.len() > self.limits.attributes {
                return Err(self.error(ErrorKind::Limit(Limit::Attributes)));
            }
        }
        for (name, value) in &all {
            let prefix = if name == "xmlns" { "" } else { name.strip_prefix("xmlns:").unwrap_or(":") };
            if prefix != ":" {
                // Namespaces in XML clause 2.2: a prefix stands for something.
                if value.is_empty() && !prefix.is_empty() {
                    return Err(self.error(ErrorKind::Malformed("attribute list: a prefix for nothing")));
                }
                if self.bindings.len() >= self.limits.namespaces {
                    return Err(self.error(ErrorKind::Limit(Limit::Namespaces)));
                }
                self.bindings.push((depth, Cow::Owned(prefix.into()), Cow::Owned(value.clone())));
            }
        }
        for (name, value) in all {
            if name.is_empty() || name == "xmlns" || name.starts_with("xmlns:") {
                continue;
            }
            let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
            let namespace = match prefix {
                "" => Cow::Borrowed(""),
                "xml" => Cow::Borrowed("http://www.w3.org/XML/1998/namespace"),
                _ => match self.bindings.iter().rev().find(|(_, bound, _)| bound == prefix) {
                    Some((_, _, uri)) => uri.clone(),
                    None => {
                        self.tolerate(notes, WarningKind::UnexpectedAttribute)?;
                        continue;
                    }
                },
            };
            if self.attributes.iter().any(|seen| seen.name.name == name) {
                return Err(self.error(ErrorKind::Malformed("attribute list: a name twice")));
            }
            self.attributes
                .push(Attribute { name: Name { namespace, name, tag: None }, value: Cow::Owned(value) });
        }
        Ok(())
    }

    #[cold]
    fn vendor_token(&self, notes: &mut Notes<'_>, page: u8, token: u8) -> Result<(), Error> {
        self.outside_table(WarningKind::VendorProvisioningToken, notes, page, token)
    }

    #[cold]
    fn unknown_attribute(&self, notes: &mut Notes<'_>, page: u8, token: u8) -> Result<(), Error> {
        self.outside_table(WarningKind::UnexpectedAttribute, notes, page, token)
    }

    /// Lets an attribute token pass that the standard does not have.
    fn outside_table(
        &self,
        warning: WarningKind,
        notes: &mut Notes<'_>,
        page: u8,
        token: u8,
    ) -> Result<(), Error> {
        if notes.is_strict() {
            return Err(self.error(ErrorKind::UnknownToken { page, token }));
        }
        notes.warn(warning, self.tokens.offset());
        Ok(())
    }
}

fn extend(open: &mut Option<(Cow<'_, str>, String)>, text: &str) {
    if let Some((_, value)) = open {
        value.push_str(text);
    }
}
