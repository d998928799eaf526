//! The iterator over links.

use super::class::{BETWEEN, DOT, NAME, SPACE, TARGET, TOKEN, URI, is, of};
use super::value::{AttributeValue, LinkAttribute};
use crate::error::{ErrorKind, WarningKind};
use crate::path::{Path, PathErrorKind};
use mgmt_wire::{DecodeOptions, Limit, Limits, Located, Warning, WarningSink};

type Result<T> = core::result::Result<T, Located<ErrorKind>>;

macro_rules! single {
    ($( $name:literal $number:literal )+) => {
        /// The number of a parameter that a link has at most once (RFC 6690 clause 2, RFC 5988 clause 5, and those of
        /// LwM2M), and its name.
        fn single(name: &str) -> Option<(u32, &'static str)> {
            match name { $( $name => Some(($number, $name)), )+ _ => None }
        }
    };
}

single! {
    "rt" 0 "ver" 1 "ct" 2 "dim" 3 "pmin" 4 "pmax" 5 "gt" 6 "lt" 7 "st" 8 "epmin" 9 "epmax" 10 "edge" 11 "con" 12
    "hqmax" 13 "ssid" 14 "uri" 15 "lwm2m" 16 "if" 17 "sz" 18 "title" 19 "type" 20 "media" 21 "rel" 22 "rev" 23
    "anchor" 24
}

/// One link: its target and its parameters.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Link<'a> {
    /// The URI reference between `<` and `>`, as it stands: percent-encoded, with alternate path and prefix.
    pub target: &'a str,
    /// Byte offset of the target in the payload.
    pub offset: usize,
    // The first parameter, where the reader has it at hand, and what follows up to the next link: parameters that the
    // reader has checked.
    first: Option<LinkAttribute<'a>>,
    parameters: &'a str,
}

impl<'a> Link<'a> {
    /// The parameters in order.
    #[must_use]
    pub const fn attributes(&self) -> Attributes<'a> {
        Attributes { first: self.first, rest: self.parameters }
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
    first: Option<LinkAttribute<'a>>,
    rest: &'a str,
}

impl<'a> Iterator for Attributes<'a> {
    type Item = LinkAttribute<'a>;

    fn next(&mut self) -> Option<LinkAttribute<'a>> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        if self.rest.is_empty() {
            return None;
        }
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
            let end = span(bytes, at, TOKEN);
            let value = AttributeValue::new(text.get(at..end)?, false);
            at = end;
            value
        };
        self.rest = text.get(at..)?;
        Some(LinkAttribute { name, value: Some(value) })
    }
}

impl<'a> Attributes<'a> {
    /// The next parameter when it is written plainly, with nothing between `;`, name, `=` and value.
    #[inline]
    fn plain(&mut self) -> Option<LinkAttribute<'a>> {
        let text = self.rest.strip_prefix(';')?;
        let bytes = text.as_bytes();
        let length = bytes.iter().position(|byte| !is(*byte, NAME)).unwrap_or(bytes.len());
        let (name, rest) = text.split_at_checked(length)?;
        let Some(value) = rest.strip_prefix('=') else {
            self.rest = rest;
            return Some(LinkAttribute { name, value: None });
        };
        let value = if let Some(quoted) = value.strip_prefix('"') {
            let (raw, rest) = quoted.split_at_checked(quoted_length(quoted.as_bytes()))?;
            self.rest = rest.strip_prefix('"')?;
            AttributeValue::new(raw, true)
        } else {
            let bytes = value.as_bytes();
            let length = bytes.iter().position(|byte| !is(*byte, TOKEN)).unwrap_or(bytes.len());
            if length == 0 {
                return None;
            }
            let (raw, rest) = value.split_at_checked(length)?;
            self.rest = rest;
            AttributeValue::new(raw, false)
        };
        Some(LinkAttribute { name, value: Some(value) })
    }
}

/// How many bytes at the beginning are digits or slashes, at least as far as whole words of eight bytes tell.
#[inline]
fn digits_and_slashes(bytes: &[u8]) -> usize {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    const ONES: u64 = 0x0101_0101_0101_0101;
    let mut count = 0;
    for word in bytes.as_chunks::<8>().0 {
        let word = u64::from_le_bytes(*word);
        // The high bit of a byte is set where it is above `9`, below `/`, or no ASCII. Sums carry only out of bytes
        // that are no ASCII, into later ones, and the first one found counts.
        let above = word.wrapping_add(ONES * (0x80 - 0x3a));
        let below = !word.wrapping_add(ONES * (0x80 - 0x2f));
        let other = (word | above | below) & HIGH;
        if other != 0 {
            return count + (other.trailing_zeros() / 8) as usize;
        }
        count += 8;
    }
    count
}

/// Where the bytes of a class that begin at `at` end.
fn span(bytes: &[u8], at: usize, class: u8) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| !is(*byte, class)).unwrap_or(rest.len())
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
        if let Some(link) = self.plain_link() {
            return Some(Ok(link));
        }
        let result = self.read(warnings).transpose();
        if !matches!(result, Some(Ok(_))) {
            self.state = State::End;
        }
        result
    }

    /// The next link, when nothing at all is wrong or unusual with it; else nothing, and [`read`](Self::read) starts
    /// at the same place to find out what.
    fn plain_link(&mut self) -> Option<Link<'a>> {
        if !matches!(self.state, State::Start | State::Comma) {
            return None;
        }
        let rest = self.text.get(self.at..)?;
        let offset = self.at + 1;
        let body = rest.strip_prefix("</")?;
        let bytes = body.as_bytes();
        if bytes.first() == Some(&b'/') {
            return None;
        }
        let mut at = digits_and_slashes(bytes);
        at = match bytes.get(at) {
            Some(b'>') => at,
            _ => at + bytes.get(at..)?.iter().position(|byte| of(*byte) & (TARGET | DOT) != TARGET)?,
        };
        let target = rest.get(1..at + 2)?;
        let parameters = body.get(at..)?.strip_prefix('>')?;
        if target.len() > self.target_limit {
            return None;
        }
        let mut link = Link { target, offset, first: None, parameters: "" };
        if !parameters.starts_with(';') {
            return match parameters.as_bytes().first() {
                None => {
                    self.state = State::End;
                    Some(link)
                }
                Some(b',') => {
                    self.state = State::Comma;
                    self.at = self.text.len() - parameters.len() + 1;
                    Some(link)
                }
                Some(_) => None,
            };
        }
        let mut attributes = Attributes { first: None, rest: parameters };
        let mut count = 0;
        let mut seen = 0_u32;
        let end = loop {
            match attributes.rest.as_bytes() {
                [] => break false,
                [b',', ..] => break true,
                [b';', first, ..] if is(*first, NAME) => {}
                _ => return None,
            }
            let attribute = attributes.plain()?;
            count += 1;
            if let Some((number, _)) = single(attribute.name) {
                let bit = 1 << number;
                if seen & bit != 0 {
                    return None;
                }
                seen |= bit;
            }
            if count == 1 {
                link.first = Some(attribute);
                link.parameters = attributes.rest;
            }
        };
        let left = attributes.rest.len();
        let used = parameters.len() - left;
        if count > self.attribute_limit || used > self.value_limit {
            return None;
        }
        link.parameters = link.parameters.get(..link.parameters.len() - left)?;
        self.state = if end { State::Comma } else { State::End };
        self.at = self.text.len() - left + usize::from(end);
        Some(link)
    }

    #[cold]
    fn read(&mut self, warnings: &mut dyn WarningSink<WarningKind>) -> Result<Option<Link<'a>>> {
        match self.state {
            State::End => return Ok(None),
            State::Invalid(offset) => return Err(Located::new(ErrorKind::InvalidEncoding, offset)),
            State::Start | State::Comma => {}
        }
        if self.peek() != Some(b'<')
            && let Some(bare) = self.before_link(warnings)?
        {
            return Ok(bare);
        }
        self.at += 1;
        let offset = self.at;
        let target = self.target(warnings)?;
        self.parameters(target, offset, false, warnings).map(Some)
    }

    /// What stands where a link should begin: white space, commas, the end, or a parameter without its link. Gives
    /// what the reader is to give, or nothing when a link begins after all.
    #[cold]
    fn before_link(
        &mut self,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Option<Option<Link<'a>>>> {
        loop {
            self.space(warnings)?;
            match self.peek() {
                Some(b'<') => return Ok(None),
                Some(b',') => {
                    self.deviation("link expected", WarningKind::EmptyLink, warnings)?;
                    self.at += 1;
                }
                None => {
                    if self.state == State::Comma {
                        self.deviation("link expected after a comma", WarningKind::EmptyLink, warnings)?;
                    }
                    return Ok(Some(None));
                }
                Some(byte) if self.state == State::Start && is(byte, NAME) => {
                    // Bootstrap-Discover answers of early clients: `lwm2m=1.0,</0/0>`.
                    self.deviation("link without target", WarningKind::MissingTarget, warnings)?;
                    let offset = self.at;
                    return self.parameters("/", offset, true, warnings).map(|link| Some(Some(link)));
                }
                Some(_) => return Err(self.syntax("`<` expected")),
            }
        }
    }

    /// From behind `<` to behind `>`.
    fn target(&mut self, warnings: &mut dyn WarningSink<WarningKind>) -> Result<&'a str> {
        let start = self.at;
        // All classes of all bytes up to the first that no plain path has.
        let mut classes = 0;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let length = rest.iter().position(|byte| {
            let class = of(*byte);
            classes |= class;
            class & TARGET == 0
        });
        self.at = start + length.unwrap_or(rest.len());
        let foreign = if self.peek() == Some(b'>') { false } else { self.unusual_target()? };
        let target = self.text.get(start..self.at).unwrap_or_default();
        if target.len() > self.target_limit {
            return Err(Located::new(ErrorKind::Limit(Limit::Path), start));
        }
        self.at += 1;
        if (classes & DOT != 0 || foreign) && target.split('/').any(is_dot_segment) {
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

    /// On to the `>` of a target that is not only made of plain path characters: whether it is more than a path.
    #[cold]
    fn unusual_target(&mut self) -> Result<bool> {
        let mut foreign = false;
        loop {
            self.skip(TARGET);
            match self.peek() {
                None => return Err(self.truncated()),
                Some(b'>') => return Ok(foreign),
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
                    Some(byte) if is(byte, SPACE) && self.after_space(end, warnings)? => break end,
                    Some(byte) if is(byte, SPACE) => continue,
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
            let Some((number, name)) = single(name) else { continue };
            let bit = 1 << number;
            if seen & bit != 0 {
                if self.strict {
                    return Err(Located::new(ErrorKind::DuplicateAttribute(name), at));
                }
                warnings.warn(Warning::new(WarningKind::DuplicateAttribute, at));
            }
            seen |= bit;
        };
        let parameters = self.text.get(start..end).unwrap_or_default();
        Ok(Link { target, offset, first: None, parameters })
    }

    /// White space behind a target or parameter. Whether the link ends with it: a line break stands instead of the
    /// comma.
    #[cold]
    fn after_space(&mut self, start: usize, warnings: &mut dyn WarningSink<WarningKind>) -> Result<bool> {
        self.space(warnings)?;
        let broken = self.text.get(start..self.at).is_some_and(|space| space.contains('\n'));
        if self.peek() == Some(b'<') && broken {
            warnings.warn(Warning::new(WarningKind::MissingComma, self.at));
            self.state = State::Comma;
            return Ok(true);
        }
        Ok(false)
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
        if self.peek() != Some(b'=') {
            // White space belongs to the parameter only when `=` follows.
            let end = self.at;
            self.skip(SPACE);
            let valued = self.peek() == Some(b'=');
            self.at = end;
            if !valued {
                return Ok(name);
            }
            self.space(warnings)?;
        }
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
        self.at = span(self.text.as_bytes(), self.at, class);
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
