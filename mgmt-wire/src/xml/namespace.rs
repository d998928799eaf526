//! Namespace scopes: prefixes to small numbers.

use super::ErrorKind;
use crate::Limit;
use alloc::borrow::{Cow, ToOwned};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// A namespace, compared as a number: [`known`](Self::known) gives the number of a URI handed to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Namespace(u16);

impl Namespace {
    /// In no namespace.
    pub const NONE: Namespace = Namespace(0);
    /// `http://www.w3.org/XML/1998/namespace`, the prefix `xml`.
    pub const XML: Namespace = Namespace(1);
    /// A prefix without declaration that was let pass; the name's `prefix` tells which.
    pub const UNBOUND: Namespace = Namespace(2);

    /// Marks attributes that declare namespaces, until all of a tag's are read.
    pub(super) const DECLARATION: Namespace = Namespace(3);

    const FIRST_KNOWN: u16 = 4;
    const FIRST_OTHER: u16 = 0x8000;

    /// The namespace at this index of the reader's `known` URIs.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "tables of known namespaces have a few dozen rows")]
    pub const fn known(index: usize) -> Namespace {
        Namespace(Self::FIRST_KNOWN + index as u16)
    }

    /// The index in the reader's `known` URIs, if it is one of them.
    #[must_use]
    pub fn known_index(self) -> Option<usize> {
        (Self::FIRST_KNOWN..Self::FIRST_OTHER)
            .contains(&self.0)
            .then(|| usize::from(self.0 - Self::FIRST_KNOWN))
    }
}

/// A qualified name with its namespace resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'a> {
    /// The namespace the prefix stands for here.
    pub namespace: Namespace,
    /// The prefix as written; empty when there is none.
    pub prefix: &'a str,
    /// The local part.
    pub local: &'a str,
}

impl Name<'_> {
    /// The name as written.
    pub(super) fn qualified(&self) -> String {
        if self.prefix.is_empty() { self.local.to_owned() } else { format!("{}:{}", self.prefix, self.local) }
    }
}

const XML_URI: &str = "http://www.w3.org/XML/1998/namespace";
const XMLNS_URI: &str = "http://www.w3.org/2000/xmlns/";

#[derive(Clone, Debug)]
struct Binding<'a> {
    prefix: &'a str,
    uri: Cow<'a, str>,
    namespace: Namespace,
    /// Depth of the element that declares it.
    depth: usize,
}

/// The bindings in scope, innermost last.
#[derive(Clone, Debug)]
pub(super) struct Scopes<'a> {
    known: &'static [&'static str],
    bindings: Vec<Binding<'a>>,
    /// The namespace of names without prefix, kept at hand because most names have none.
    default: Namespace,
}

impl<'a> Scopes<'a> {
    pub(super) fn new(known: &'static [&'static str]) -> Self {
        Scopes { known, bindings: Vec::with_capacity(8), default: Namespace::NONE }
    }

    /// Takes the declaration `xmlns:prefix="uri"`, or `xmlns="uri"` when `prefix` is empty.
    pub(super) fn declare(
        &mut self,
        prefix: &'a str,
        uri: Cow<'a, str>,
        depth: usize,
        max: usize,
    ) -> Result<(), ErrorKind> {
        if prefix == "xmlns"
            || uri == XMLNS_URI
            || (prefix == "xml") != (uri == XML_URI)
            || (uri.is_empty() && !prefix.is_empty())
        {
            return Err(ErrorKind::Malformed("namespace declaration"));
        }
        if prefix == "xml" {
            return Ok(());
        }
        if self.bindings.len() >= max {
            return Err(ErrorKind::Limit(Limit::Namespaces));
        }
        let namespace = self.number(&uri);
        self.bindings.push(Binding { prefix, uri, namespace, depth });
        if prefix.is_empty() {
            self.default = namespace;
        }
        Ok(())
    }

    /// Forgets what the element at this depth declared.
    pub(super) fn leave(&mut self, depth: usize) {
        if self.bindings.last().is_none_or(|b| b.depth < depth) {
            return;
        }
        let keep = self.bindings.iter().rposition(|b| b.depth < depth).map_or(0, |at| at + 1);
        self.bindings.truncate(keep);
        self.default = self.find("").map_or(Namespace::NONE, |b| b.namespace);
    }

    /// The namespace of names without prefix.
    pub(super) fn default(&self) -> Namespace {
        self.default
    }

    /// The namespace a prefix stands for.
    pub(super) fn resolve(&self, prefix: &str) -> Option<Namespace> {
        match prefix {
            "" => Some(self.default),
            "xml" => Some(Namespace::XML),
            _ => self.find(prefix).map(|b| b.namespace),
        }
    }

    /// The URI of a namespace that is in scope or known.
    pub(super) fn uri(&self, namespace: Namespace) -> Option<&str> {
        if namespace == Namespace::XML {
            return Some(XML_URI);
        }
        if let Some(index) = namespace.known_index() {
            return self.known.get(index).copied();
        }
        self.bindings.iter().rev().find(|b| b.namespace == namespace && !b.uri.is_empty()).map(|b| &*b.uri)
    }

    /// The URI a prefix is bound to by an element outside `depth`, unless it is rebound inside.
    pub(super) fn outer(&self, prefix: &str, depth: usize) -> Option<&str> {
        self.find(prefix).filter(|b| b.depth < depth).map(|b| &*b.uri)
    }

    /// What the element at `depth` declares.
    pub(super) fn declared_at(&self, depth: usize) -> impl Iterator<Item = (&str, &str)> {
        self.bindings.iter().filter(move |b| b.depth == depth).map(|b| (b.prefix, &*b.uri))
    }

    fn find(&self, prefix: &str) -> Option<&Binding<'a>> {
        self.bindings.iter().rev().find(|b| b.prefix == prefix)
    }

    /// Numbers of URIs nobody knows are taken from the bindings in scope, so that equal URIs have equal numbers
    /// and the table cannot grow past the limit on bindings.
    fn number(&self, uri: &str) -> Namespace {
        if uri.is_empty() {
            return Namespace::NONE;
        }
        if let Some(index) = self.known.iter().position(|known| *known == uri) {
            return Namespace::known(index);
        }
        let others = || self.bindings.iter().filter(|b| b.namespace.0 >= Namespace::FIRST_OTHER);
        let same = others().find(|b| b.uri == uri).map(|b| b.namespace);
        let next =
            others().map(|b| b.namespace.0).max().map_or(Namespace::FIRST_OTHER, |n| n.saturating_add(1));
        same.unwrap_or(Namespace(next))
    }
}
