//! The iterator over links.

use super::class::{NAME, SPACE, TARGET, TOKEN, URI, is};
use super::value::{AttributeValue, LinkAttribute};
use crate::error::{ErrorKind, WarningKind};
use crate::path::{Path, PathErrorKind};
use mgmt_wire::{DecodeOptions, Limit, Limits, Located, Warning, WarningSink};

type Result<T> = core::result::Result<T, Located<ErrorKind>>;

/// The parameters that a link has at most once (RFC 6690 clause 2, RFC 5988 clause 5, and those of LwM2M).
const SINGLE: &[&str] = &[
    "rt", "ver", "ct", "dim", "pmin", "pmax", "gt", "lt", "st", "epmin", "epmax", "edge", "con", "hqmax",
    "ssid", "uri", "lwm2m", "if", "sz", "title", "type", "media", "rel", "rev", "anchor",
];

/// One link: its target and its parameters.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Link<'a> {
    /// The URI reference between `<` and `>`, as it stands: percent-encoded, with alternate path and prefix.
    pub target: &'a str,
    /// Byte offset of the target in the payload.
    pub offset: usize,
    // What follows the target up to the next link: parameters that the reader has checked.
    parameters: &'a str,
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
        // The reader has been here: what is not looked for below cannot occur.
        let text = self.rest.trim_start_matches([' ', '\t', '\r', '\n', ';']);
        let (name, rest) = split_class(text, NAME);
        if name.is_empty() {
            self.rest = "";
            return None;
        }
        let Some(rest) = rest.trim_start_matches(is_space).strip_prefix('=') else {
            self.rest = rest;
            return Some(LinkAttribute { name, value: None });
        };
        let rest = rest.trim_start_matches(is_space);
        let value;
        (value, self.rest) = match rest.strip_prefix('"') {
            Some(rest) => {
                let (raw, rest) = rest.split_at_checked(quoted_length(rest.as_bytes()))?;
                (AttributeValue::new(raw, true), rest.strip_prefix('"').unwrap_or(rest))
            }
            None => {
                let (raw, rest) = split_class(rest, TOKEN);
                (AttributeValue::new(raw, false), rest)
            }
        };
        Some(LinkAttribute { name, value: Some(value) })
    }
}

fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\r' | '\n')
}

/// The longest start of `text` in a class of ASCII characters, and the rest.
fn split_class(text: &str, class: u8) -> (&str, &str) {
    let end = text.bytes().position(|byte| !is(byte, class)).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// Bytes up to the quote that ends a quoted value, or all.
fn quoted_length(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Reads links one by one, without allocation. After an error it ends.
///
/// Each link is checked as a whole before it is given: [`Link::attributes`] cannot fail.
#[derive(Clone, Debug)]
pub struct Links<'a> {
    text: &'a str,
    at: usize,
    state: State,
    strict: bool,
    target_limit: usize,
    attribute_limit: usize,
    value_limit: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// The bytes are not UTF-8 from here on.
    Invalid(usize),
    /// Nothing read.
    Start,
    /// A comma has been read: a link must follow.
    Comma,
    /// Over, or failed.
    End,
}

impl<'a> Links<'a> {
    /// Reads leniently, with default limits.
    #[must_use]
    pub fn new(payload: &'a [u8]) -> Links<'a> {
        Links::build(payload, false, &Limits::DEFAULT)
    }

    /// Reads as the options say.
    #[must_use]
    pub fn with_options(payload: &'a [u8], options: &DecodeOptions) -> Links<'a> {
        Links::build(payload, options.is_strict(), &options.limits)
    }

    fn build(payload: &'a [u8], strict: bool, limits: &Limits) -> Links<'a> {
        let (text, state) = match core::str::from_utf8(payload) {
            Ok(text) => (text, State::Start),
            Err(error) => ("", State::Invalid(error.valid_up_to())),
        };
        Links {
            text,
            at: 0,
            state,
            strict,
            target_limit: limits.path,
            attribute_limit: limits.link_attributes,
            value_limit: limits.text,
        }
    }

    /// The next link; `None` at the end. Deviations go to `warnings` ([`Iterator::next`] drops them).
    ///
    /// # Errors
    /// `Truncated`, `Syntax`, `Path` (dot segments; in strict mode anything but an absolute path), `Duplicate`
    /// (strict), `InvalidEncoding`, `Limit`.
    pub fn next_link(&mut self, warnings: &mut dyn WarningSink<WarningKind>) -> Option<Result<Link<'a>>> {
        let result = self.read(warnings).transpose();
        if !matches!(result, Some(Ok(_))) {
            self.state = State::End;
        }
        result
    }

    fn read(&mut self, warnings: &mut dyn WarningSink<WarningKind>) -> Result<Option<Link<'a>>> {
        match self.state {
            State::End => return Ok(None),
            State::Invalid(offset) => return Err(Located::new(ErrorKind::InvalidEncoding, offset)),
            State::Start | State::Comma => {}
        }
        loop {
            self.space(warnings)?;
            match self.peek() {
                Some(b'<') => break,
                Some(b',') => {
                    self.deviation("link expected", WarningKind::EmptyLink, warnings)?;
                    self.at += 1;
                }
                None => {
                    if self.state == State::Comma {
                        self.deviation("link expected after a comma", WarningKind::EmptyLink, warnings)?;
                    }
                    return Ok(None);
                }
                Some(byte) if self.state == State::Start && is(byte, NAME) => {
                    // Bootstrap-Discover answers of early clients: `lwm2m=1.0,</0/0>`.
                    self.deviation("link without target", WarningKind::MissingTarget, warnings)?;
                    let offset = self.at;
                    return self.parameters("/", offset, true, warnings).map(Some);
                }
                Some(_) => return Err(self.syntax("`<` expected")),
            }
        }
        self.at += 1;
        let offset = self.at;
        let target = self.target(warnings)?;
        self.parameters(target, offset, false, warnings).map(Some)
    }

    /// From behind `<` to behind `>`.
    fn target(&mut self, warnings: &mut dyn WarningSink<WarningKind>) -> Result<&'a str> {
        let start = self.at;
        let mut foreign = false;
        loop {
            self.skip(TARGET);
            if self.at - start > self.target_limit {
                return Err(Located::new(ErrorKind::Limit(Limit::Path), start));
            }
            match self.peek() {
                None => return Err(self.truncated()),
                Some(b'>') => break,
                Some(b'%') => {
                    for _ in 0..2 {
                        self.at += 1;
                        match self.peek() {
                            Some(byte) if byte.is_ascii_hexdigit() => {}
                            None => return Err(self.truncated()),
                            Some(_) => return Err(self.syntax("percent encoding")),
                        }
                    }
                    self.at += 1;
                }
                Some(byte) if is(byte, URI) => {
                    foreign = true;
                    self.at += 1;
                }
                Some(_) => return Err(self.syntax("character in a target")),
            }
        }
        let target = self.text.get(start..self.at).unwrap_or_default();
        self.at += 1;
        if target.split('/').any(is_dot_segment) {
            return Err(Located::new(ErrorKind::Path(PathErrorKind::DotSegment), start));
        }
        if foreign || !target.starts_with('/') || target.starts_with("//") {
            if self.strict {
                return Err(Located::new(ErrorKind::Path(PathErrorKind::NotAbsolute), start));
            }
            warnings.warn(Warning::new(WarningKind::ForeignTarget, start));
        }
        Ok(target)
    }

    /// From behind the target to behind the comma before the next link. `bare`: the first parameter comes without
    /// its semicolon.
    fn parameters(
        &mut self,
        target: &'a str,
        offset: usize,
        mut bare: bool,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Link<'a>> {
        let start = self.at;
        let mut count = 0;
        let mut seen = 0_u32;
        let end = loop {
            let end = self.at;
            if !bare {
                self.space(warnings)?;
                match self.peek() {
                    Some(b';') => self.at += 1,
                    Some(b',') => {
                        self.at += 1;
                        self.state = State::Comma;
                        break end;
                    }
                    None => {
                        self.state = State::End;
                        break end;
                    }
                    Some(b'<') if self.text.get(end..self.at).is_some_and(|space| space.contains('\n')) => {
                        // A line break instead of a comma. Strict mode has refused it as white space.
                        warnings.warn(Warning::new(WarningKind::MissingComma, self.at));
                        self.state = State::Comma;
                        break end;
                    }
                    Some(_) => return Err(self.syntax("`,` or `;` expected")),
                }
                self.space(warnings)?;
            }
            bare = false;
            count += 1;
            if count > self.attribute_limit {
                return Err(Located::new(ErrorKind::Limit(Limit::LinkAttributes), self.at));
            }
            let at = self.at;
            let name = self.parameter(warnings)?;
            let Some((number, name)) = SINGLE.iter().enumerate().find(|(_, known)| **known == name) else {
                continue;
            };
            let bit = 1 << number;
            if seen & bit != 0 {
                if self.strict {
                    return Err(Located::new(ErrorKind::DuplicateAttribute(name), at));
                }
                warnings.warn(Warning::new(WarningKind::DuplicateAttribute, at));
            }
            seen |= bit;
        };
        Ok(Link { target, offset, parameters: self.text.get(start..end).unwrap_or_default() })
    }

    /// One parameter, of which the name; empty when there is nothing between two semicolons.
    fn parameter(&mut self, warnings: &mut dyn WarningSink<WarningKind>) -> Result<&'a str> {
        let start = self.at;
        self.skip(NAME);
        let name = self.text.get(start..self.at).unwrap_or_default();
        if name.is_empty() {
            if matches!(self.peek(), None | Some(b';' | b',')) {
                self.deviation("parameter expected", WarningKind::EmptyParameter, warnings)?;
                return Ok(name);
            }
            return Err(self.syntax("parameter name expected"));
        }
        // White space belongs to the parameter only when `=` follows.
        let end = self.at;
        self.skip(SPACE);
        let valued = self.peek() == Some(b'=');
        self.at = end;
        if !valued {
            return Ok(name);
        }
        self.space(warnings)?;
        self.at += 1;
        self.space(warnings)?;
        let start = self.at;
        match self.peek() {
            None => return Err(self.truncated()),
            Some(b'"') => {
                let length = quoted_length(self.text.as_bytes().get(start + 1..).unwrap_or_default());
                self.at = start + 1 + length;
                if self.peek() != Some(b'"') {
                    return Err(self.truncated());
                }
                self.at += 1;
            }
            Some(_) => {
                self.skip(TOKEN);
                if self.at == start {
                    return Err(self.syntax("parameter value expected"));
                }
            }
        }
        if self.at - start > self.value_limit {
            return Err(Located::new(ErrorKind::Limit(Limit::Text), start));
        }
        Ok(name)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip(&mut self, class: u8) {
        while self.peek().is_some_and(|byte| is(byte, class)) {
            self.at += 1;
        }
    }

    /// White space, which the grammar has nowhere.
    fn space(&mut self, warnings: &mut dyn WarningSink<WarningKind>) -> Result<()> {
        if self.peek().is_some_and(|byte| is(byte, SPACE)) {
            self.deviation("white space", WarningKind::LinkWhitespace, warnings)?;
            self.skip(SPACE);
        }
        Ok(())
    }

    fn deviation(
        &self,
        what: &'static str,
        kind: WarningKind,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<()> {
        if self.strict {
            return Err(self.syntax(what));
        }
        warnings.warn(Warning::new(kind, self.at));
        Ok(())
    }

    fn syntax(&self, what: &'static str) -> Located<ErrorKind> {
        Located::new(ErrorKind::Syntax(what), self.at)
    }

    fn truncated(&self) -> Located<ErrorKind> {
        Located::new(ErrorKind::Truncated(1), self.text.len())
    }
}

/// `.` and `..`, also percent-encoded.
fn is_dot_segment(segment: &str) -> bool {
    let mut rest = segment;
    let mut dots = 0;
    while !rest.is_empty() {
        match rest.strip_prefix('.').or_else(|| rest.strip_prefix("%2e")).or_else(|| rest.strip_prefix("%2E"))
        {
            Some(tail) => rest = tail,
            None => return false,
        }
        dots += 1;
    }
    dots == 1 || dots == 2
}

impl<'a> Iterator for Links<'a> {
    type Item = Result<Link<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_link(&mut ())
    }
}

impl core::iter::FusedIterator for Links<'_> {}

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
