//! The iterator over links.

use super::class::{DOT, NAME, SPACE, TARGET, TOKEN, URI, is, of, span};
use super::item::Link;
use super::plain::{digits_and_slashes, plain_parameter, quoted_length, unquoted_list};
use crate::error::{ErrorKind, WarningKind};
use crate::path::PathErrorKind;
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
    Invalid,
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
        const LENIENT: &DecodeOptions = &DecodeOptions::lenient();
        Links::with_options(payload, LENIENT)
    }

    /// Reads text, such as that of a Corelnk value, leniently, with default limits.
    ///
    /// ```
    /// use lwm2m_tlv::link::Links;
    ///
    /// let targets: Result<Vec<_>, _> = Links::of_text("</1/0>,</3/0>;ver=1.2").map(|link| Ok(link?.target)).collect();
    /// assert_eq!(targets?, ["/1/0", "/3/0"]);
    /// # Ok::<(), lwm2m_tlv::Located<lwm2m_tlv::ErrorKind>>(())
    /// ```
    #[must_use]
    pub const fn of_text(text: &'a str) -> Links<'a> {
        Links::build(text, false, &Limits::DEFAULT)
    }

    /// Reads as the options say.
    #[must_use]
    pub fn with_options(payload: &'a [u8], options: &DecodeOptions) -> Links<'a> {
        let (text, invalid) = match core::str::from_utf8(payload) {
            Ok(text) => (text, None),
            Err(error) => ("", Some(error.valid_up_to())),
        };
        let links = Links::build(text, options.is_strict(), &options.limits);
        match invalid {
            None => links,
            Some(at) => Links { at, state: State::Invalid, ..links },
        }
    }

    const fn build(text: &'a str, strict: bool, limits: &Limits) -> Links<'a> {
        Links {
            text,
            at: 0,
            state: State::Start,
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
    #[inline]
    pub fn next_link(&mut self, warnings: &mut dyn WarningSink<WarningKind>) -> Option<Result<Link<'a>>> {
        if let Some(link) = self.plain_link() {
            return Some(Ok(link));
        }
        if self.state == State::End {
            return None;
        }
        // By value, so that a reader in a loop over plain links can stay in registers.
        let (at, state, result) = self.clone().unusual_link(warnings);
        self.at = at;
        self.state = state;
        result
    }

    /// The same by all rules of the grammar, and where that leaves the reader.
    #[cold]
    fn unusual_link(
        mut self,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> (usize, State, Option<Result<Link<'a>>>) {
        match self.read(warnings).transpose() {
            link @ Some(Ok(_)) => (self.at, self.state, link),
            over => (self.text.len(), State::End, over),
        }
    }

    /// The next link, when nothing at all is wrong or unusual with it; else nothing, and [`read`](Self::read) starts
    /// at the same place to find out what.
    #[inline(always)]
    fn plain_link(&mut self) -> Option<Link<'a>> {
        let link = self.text.as_bytes().get(self.at..)?;
        let [b'<', b'/', path @ ..] = link else { return None };
        let (length, behind) = plain_target(path)?;
        let offset = self.at + 1;
        let target = self.text.get(offset..offset + 1 + length)?;
        if target.len() > self.target_limit {
            return None;
        }
        let at = offset + target.len() + 1;
        if behind.first() == Some(&b',') {
            self.state = State::Comma;
            self.at = at + 1;
            return Some(Link { target, offset, parameters: "" });
        }
        let parameters = plain_parameters(self.text.get(at..)?, self.attribute_limit)?;
        if parameters.len() > self.value_limit {
            return None;
        }
        let end = at + parameters.len();
        self.state = if end < self.text.len() { State::Comma } else { State::End };
        self.at = self.text.len().min(end + 1);
        Some(Link { target, offset, parameters })
    }

    #[cold]
    fn read(&mut self, warnings: &mut dyn WarningSink<WarningKind>) -> Result<Option<Link<'a>>> {
        match self.state {
            State::End => return Ok(None),
            State::Invalid => return Err(Located::new(ErrorKind::InvalidEncoding, self.at)),
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
        Ok(Link { target, offset, parameters })
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
                let end = unquoted_list(self.text.as_bytes(), start, self.at);
                if end != self.at {
                    self.deviation("`,` or `;` expected", WarningKind::UnquotedList, warnings)?;
                    self.at = end;
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

/// How long a path is that begins behind the slash of a target and has only the bytes that paths usually have, and
/// what stands behind its `>`.
#[inline(always)]
fn plain_target(path: &[u8]) -> Option<(usize, &[u8])> {
    if path.first() == Some(&b'/') {
        return None;
    }
    let digits = digits_and_slashes(path);
    if let [b'>', behind @ ..] = path.get(digits..)? {
        return Some((digits, behind));
    }
    let usual = |byte: &u8| of(*byte) & (TARGET | DOT) == TARGET;
    let length = path.iter().position(|byte| !usual(byte))?;
    match path.get(length..)? {
        [b'>', behind @ ..] => Some((length, behind)),
        _ => None,
    }
}

/// The parameters that `text`, the rest of the payload behind a target, begins with, when nothing is unusual with them
/// and a comma or nothing follows.
#[inline(never)]
fn plain_parameters(text: &str, limit: usize) -> Option<&str> {
    let mut rest = text;
    let mut count = 0;
    let mut first = "";
    let mut seen = 0_u32;
    while rest.starts_with(';') {
        let (attribute, behind) = plain_parameter(rest)?;
        count += 1;
        // A parameter alone is there only once.
        if count == 1 {
            first = attribute.name;
        } else {
            if count == 2 {
                seen = single(first).map_or(0, |(number, _)| 1 << number);
            }
            let bit = single(attribute.name).map_or(0, |(number, _)| 1 << number);
            if seen & bit != 0 {
                return None;
            }
            seen |= bit;
        }
        rest = behind;
    }
    let is_over = matches!(rest.as_bytes().first(), None | Some(b','));
    if !is_over || count > limit {
        return None;
    }
    text.get(..text.len() - rest.len())
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
