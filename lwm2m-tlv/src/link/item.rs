//! One link and its parameters.

use super::class::{BETWEEN, NAME, SPACE, TOKEN, span};
use super::plain::{plain_parameter, quoted_length, unquoted_list};
use super::value::{AttributeValue, LinkAttribute};
use crate::error::ErrorKind;
use crate::path::{Path, PathErrorKind};
use mgmt_wire::{DecodeOptions, Located};

type Result<T> = core::result::Result<T, Located<ErrorKind>>;

/// One link: its target and its parameters.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Link<'a> {
    /// The URI reference between `<` and `>`, as it stands: percent-encoded, with alternate path and prefix.
    pub target: &'a str,
    /// Byte offset of the target in the payload.
    pub offset: usize,
    /// All up to the next link: parameters that the reader has checked.
    pub(super) parameters: &'a str,
}

impl<'a> Link<'a> {
    /// The parameters in order.
    #[must_use]
    pub const fn attributes(&self) -> Attributes<'a> {
        Attributes { rest: self.parameters }
    }

    /// The first parameter of a name.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<LinkAttribute<'a>> {
        self.attributes().find(|attribute| attribute.name == name)
    }

    /// The target as an LwM2M path; a trailing slash is passed over. For a client with an alternate path or behind
    /// a gateway take these off first (see [`path`](crate::path)).
    ///
    /// # Errors
    /// `Path`, with the offset in the payload: not a path of identifiers, or one that hides its slashes in percent
    /// encoding.
    pub fn path(&self) -> Result<Path> {
        target_path(self.target, self.offset)
    }
}

/// Reads a (part of a) link target as a path.
pub(crate) fn target_path(target: &str, offset: usize) -> Result<Path> {
    if let Some(at) = target.as_bytes().windows(3).position(|three| three.eq_ignore_ascii_case(b"%2f")) {
        return Err(Located::new(ErrorKind::Path(PathErrorKind::EncodedSlash), offset + at));
    }
    Path::decode(target, &DecodeOptions::lenient(), &mut ())
        .map_err(|error| Located::new(ErrorKind::Path(error.kind), offset + error.offset))
}

/// The parameters of a [`Link`].
#[derive(Clone, Debug)]
pub struct Attributes<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Attributes<'a> {
    type Item = LinkAttribute<'a>;

    fn next(&mut self) -> Option<LinkAttribute<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        let Some((attribute, rest)) = plain_parameter(self.rest) else { return self.unusual() };
        self.rest = rest;
        Some(attribute)
    }
}

impl<'a> Attributes<'a> {
    /// The next parameter, which has white space or an empty one before it.
    #[cold]
    fn unusual(&mut self) -> Option<LinkAttribute<'a>> {
        // The reader has been here: what is not looked for below cannot occur.
        let text = self.rest;
        let bytes = text.as_bytes();
        let start = span(bytes, 0, BETWEEN);
        let end = span(bytes, start, NAME);
        let name = text.get(start..end).filter(|name| !name.is_empty())?;
        let mut at = end;
        if !matches!(bytes.get(at), Some(b'=')) {
            at = span(bytes, end, SPACE);
            if !matches!(bytes.get(at), Some(b'=')) {
                self.rest = text.get(end..)?;
                return Some(LinkAttribute { name, value: None });
            }
        }
        at = span(bytes, at + 1, SPACE);
        let value = if matches!(bytes.get(at), Some(b'"')) {
            let end = at + 1 + quoted_length(bytes.get(at + 1..)?);
            let value = AttributeValue::new(text.get(at + 1..end)?, true);
            at = end + 1;
            value
        } else {
            let end = unquoted_list(bytes, at, span(bytes, at, TOKEN));
            let value = AttributeValue::new(text.get(at..end)?, false);
            at = end;
            value
        };
        self.rest = text.get(at..)?;
        Some(LinkAttribute { name, value: Some(value) })
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Link<'_> {
    /// `{"uri": target, "attributes": {name: value}}`; a name alone has the value `true`, of a name that occurs
    /// twice the first counts.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> core::result::Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct as _;
        let mut link = serializer.serialize_struct("Link", 2)?;
        link.serialize_field("uri", self.target)?;
        link.serialize_field("attributes", &self.attributes())?;
        link.end()
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Attributes<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> core::result::Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap as _;
        let mut map = serializer.serialize_map(None)?;
        for (index, attribute) in self.clone().enumerate() {
            if self.clone().take(index).any(|earlier| earlier.name == attribute.name) {
                continue;
            }
            match attribute.value {
                Some(value) => map.serialize_entry(attribute.name, &format_args!("{value}"))?,
                None => map.serialize_entry(attribute.name, &true)?,
            }
        }
        map.end()
    }
}
