//! Elements kept as they are written.

use super::Error;
use super::attribute::Attribute;
use super::escape::{escape_attribute, escape_text};
use super::namespace::{Name, Scopes};
use super::reader::{Event, Reader};
use crate::DecodeOptions;
use alloc::borrow::{Cow, ToOwned};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// An element nobody here knows, verbatim and complete in itself: prefixes declared outside it are declared in its
/// start tag.
///
/// It is well-formed whatever the reader tolerated: a prefix declared nowhere is bound to `unbound:` and itself, and
/// an element in which the reader repaired something is kept as it was read, not as it was written.
///
/// ```
/// use mgmt_wire::{DecodeOptions, xml::{Event, Reader}};
///
/// let mut reader = Reader::new("<a xmlns:v='urn:v'><v:X k='1'>&lt;</v:X></a>", &DecodeOptions::lenient(), &[]);
/// reader.next_event()?;
/// reader.next_event()?;
/// let raw = reader.raw_element()?;
/// assert_eq!(raw.local_name(), "X");
/// assert_eq!(raw.as_str(), r#"<v:X xmlns:v="urn:v" k='1'>&lt;</v:X>"#);
/// assert_eq!(reader.next_event()?, Event::End);
/// # Ok::<(), mgmt_wire::Error<mgmt_wire::xml::ErrorKind>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawElement<'a> {
    text: Cow<'a, str>,
}

impl<'a> RawElement<'a> {
    /// The element from `<` to `>`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The name in the start tag, without prefix.
    #[must_use]
    pub fn local_name(&self) -> &str {
        let name = self.qualified_name();
        name.split_once(':').map_or(name, |(_, local)| local)
    }

    /// The name in the start tag, with its prefix.
    #[must_use]
    pub fn qualified_name(&self) -> &str {
        self.text.get(1..name_end(&self.text)).unwrap_or_default()
    }

    /// The same, owning its text.
    #[must_use]
    pub fn into_owned(self) -> RawElement<'static> {
        RawElement { text: Cow::Owned(self.text.into_owned()) }
    }
}

/// Where the name of the start tag that `text` begins with ends.
pub(super) fn name_end(text: &str) -> usize {
    text.find([' ', '\t', '\r', '\n', '/', '>']).unwrap_or(text.len())
}

/// The prefixes an element uses that are declared outside it, with their URIs.
#[derive(Default)]
pub(super) struct OuterPrefixes {
    found: Vec<(String, String)>,
}

impl OuterPrefixes {
    /// Looks at one start tag inside the element whose depth is `depth`.
    pub(super) fn collect(
        &mut self,
        name: Name<'_>,
        attributes: &[Attribute<'_>],
        scopes: &Scopes<'_>,
        depth: usize,
    ) {
        self.need_for_name(name.prefix, scopes, depth);
        for attribute in attributes {
            if !attribute.name.prefix.is_empty() {
                self.need_for_name(attribute.name.prefix, scopes, depth);
            }
            // Values may be qualified names themselves, as those of `xsi:type` and `arrayType` are.
            if let Some((prefix, _)) = attribute.value.split_once(':') {
                self.need(prefix, scopes, depth);
            }
        }
    }

    /// The prefix of an element or attribute, which may have been tolerated without declaration.
    fn need_for_name(&mut self, prefix: &str, scopes: &Scopes<'_>, depth: usize) {
        self.need(prefix, scopes, depth);
        if scopes.resolve(prefix).is_none() && !self.found.iter().any(|(known, _)| known == prefix) {
            self.found.push((prefix.to_owned(), format!("unbound:{prefix}")));
        }
    }

    fn need(&mut self, prefix: &str, scopes: &Scopes<'_>, depth: usize) {
        if self.found.iter().any(|(known, _)| known == prefix) {
            return;
        }
        if let Some(uri) = scopes.outer(prefix, depth).filter(|uri| !uri.is_empty()) {
            self.found.push((prefix.to_owned(), uri.to_owned()));
        }
    }

    /// The element, with the declarations it needs.
    pub(super) fn finish(self, text: &str) -> RawElement<'_> {
        if self.found.is_empty() {
            return RawElement { text: Cow::Borrowed(text) };
        }
        let (head, tail) = text.split_at_checked(name_end(text)).unwrap_or((text, ""));
        let mut whole = String::with_capacity(text.len() + 32 * self.found.len());
        whole.push_str(head);
        for (prefix, uri) in &self.found {
            attribute(&mut whole, &declaration_name(prefix), uri);
        }
        whole.push_str(tail);
        RawElement { text: Cow::Owned(whole) }
    }
}

/// Writes an element as the reader understands it, for one that holds what is not well-formed: attributes given
/// twice, `]]>` in text, references to characters that XML cannot carry. Comments and instructions go.
pub(super) fn repaired<'a>(
    element: &RawElement<'_>,
    options: &DecodeOptions,
) -> Result<RawElement<'a>, Error> {
    let mut reader = Reader::new(element.as_str(), options, &[]);
    let mut out = String::with_capacity(element.text.len());
    let mut open = Vec::new();
    loop {
        match reader.next_event()? {
            Event::Start(name) => {
                let name = name.qualified();
                out.push('<');
                out.push_str(&name);
                for (prefix, uri) in reader.declarations() {
                    attribute(&mut out, &declaration_name(prefix), uri);
                }
                for Attribute { name, value, .. } in reader.attributes() {
                    attribute(&mut out, &name.qualified(), value);
                }
                out.push('>');
                open.push(name);
            }
            Event::Text(text) => {
                escape_text(&mut out, &text);
            }
            Event::End => {
                if let Some(name) = open.pop() {
                    out.push_str("</");
                    out.push_str(&name);
                    out.push('>');
                }
            }
            Event::Eof => return Ok(RawElement { text: Cow::Owned(out) }),
        }
    }
}

/// The attribute that declares a prefix, or the default namespace when it is empty.
fn declaration_name(prefix: &str) -> String {
    if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") }
}

fn attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape_attribute(out, value);
    out.push('"');
}
