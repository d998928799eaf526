//! The bounded, namespace-aware pull reader.

use super::attribute::{Attribute, next_attribute};
use super::character::{is_blank, is_qualified_name, is_space, scan_name, survey};
use super::namespace::{Name, Namespace, Scopes};
use super::reference::{attribute_value, normalize_line_ends, resolve};
use super::{Error, ErrorKind, RawElement, WarningKind, path, raw};
use crate::{ControlCharacters, DecodeOptions, Limit, Warning};
use quick_xml::errors::{Error as SyntaxFault, IllFormedError, SyntaxError};
use quick_xml::events::Event as Token;
use std::borrow::Cow;

/// What a [`Reader`] finds next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// A start tag; its attributes are [`Reader::attributes`]. An empty-element tag is a `Start` and an `End`.
    Start(Name<'a>),
    /// The end of the innermost open element.
    End,
    /// Character data between two tags, in one piece: references resolved, CDATA sections and what stands around
    /// comments joined, line ends normalised.
    Text(Cow<'a, str>),
    /// The end of a complete document. Every later call gives it again.
    Eof,
}

/// Where in the document (XML 1.0 clause 2.1 `prolog element Misc*`) the reader is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    /// Nothing read.
    Start,
    /// In front of the document element; a DOCTYPE may come.
    Prolog,
    /// The same behind the DOCTYPE.
    PrologAfterDoctype,
    /// Inside the document element.
    Content,
    /// Behind it.
    Epilog,
}

/// Reads one document, event by event, borrowing from it.
///
/// Refuses whatever is not well-formed, and stops at the first error: calling on after one gives it again.
#[derive(Debug)]
pub struct Reader<'a> {
    text: &'a str,
    tokens: quick_xml::Reader<&'a [u8]>,
    options: DecodeOptions,
    part: Part,
    depth: usize,
    elements: usize,
    scopes: Scopes<'a>,
    attributes: Vec<Attribute<'a>>,
    /// The last start tag was an empty-element tag whose `End` is still to be given.
    end_due: bool,
    doctype_refused: bool,
    text_needs_care: bool,
    offset: usize,
    /// Bytes in front of the part that `tokens` reads: the byte-order mark.
    base: usize,
    warnings: Vec<Warning<WarningKind>>,
    /// What stops the reader: found before the first event, or the error that was given.
    failed: Option<(ErrorKind, usize)>,
}

impl<'a> Reader<'a> {
    /// A reader of `text`. Names in one of the `known` namespace URIs get [`Namespace::known`] of its index.
    #[must_use]
    pub fn new(text: &'a str, options: &DecodeOptions, known: &'static [&'static str]) -> Reader<'a> {
        let mut warnings = Vec::new();
        let mut failed = None;
        let content = text.trim_end_matches('\0');
        if content.len() < text.len() {
            if options.is_strict() {
                failed = Some((ErrorKind::TrailingData, content.len()));
            } else {
                warnings.push(Warning::new(WarningKind::TrailingNul, content.len()));
            }
        }
        let survey = survey(content);
        if let Some(at) = survey.illegal {
            failed = Some((ErrorKind::Malformed("character"), at));
        }
        let body = content.strip_prefix('\u{FEFF}').unwrap_or(content);
        // A second mark would be a character in front of the document; quick-xml would drop it silently.
        if body.starts_with('\u{FEFF}') {
            failed = Some((ErrorKind::Malformed("prolog"), content.len() - body.len()));
        }
        let mut tokens = quick_xml::Reader::from_str(body);
        tokens.config_mut().check_comments = true;
        Reader {
            text: content,
            tokens,
            options: options.clone(),
            part: Part::Start,
            depth: 0,
            elements: 0,
            scopes: Scopes::new(known),
            attributes: Vec::new(),
            end_due: false,
            doctype_refused: false,
            text_needs_care: survey.text_needs_care,
            offset: 0,
            base: content.len() - body.len(),
            warnings,
            failed,
        }
    }

    /// Refuses any DOCTYPE (SOAP 1.1 clause 3: a message must not contain one).
    pub fn refuse_doctype(&mut self) {
        self.doctype_refused = true;
    }

    /// Byte offset where the last event begins.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// How many elements are open.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// The attributes of the last [`Event::Start`], in document order.
    #[must_use]
    pub fn attributes(&self) -> &[Attribute<'a>] {
        &self.attributes
    }

    /// The namespace a prefix stands for here; `""` asks for the default one. For qualified names in content.
    #[must_use]
    pub fn resolve(&self, prefix: &str) -> Option<Namespace> {
        self.scopes.resolve(prefix)
    }

    /// The URI of a namespace that is in scope.
    #[must_use]
    pub fn namespace_uri(&self, namespace: Namespace) -> Option<&str> {
        self.scopes.uri(namespace)
    }

    /// What was tolerated since the last call, in document order.
    pub fn take_warnings(&mut self) -> Vec<Warning<WarningKind>> {
        std::mem::take(&mut self.warnings)
    }

    /// An error of any kind at the last event, with the path of element names to it.
    #[cold]
    pub fn error<K>(&self, kind: K) -> crate::Error<K> {
        self.error_at(kind, self.offset)
    }

    /// The same at a byte offset of the caller's choice, such as that of an attribute.
    #[cold]
    pub fn error_at<K>(&self, kind: K, offset: usize) -> crate::Error<K> {
        crate::Error::at(kind, offset).in_path(path::path_at(self.text, offset))
    }

    /// The next event.
    ///
    /// # Errors
    /// Everything in [`ErrorKind`] but the kinds of writing.
    #[inline]
    pub fn next_event(&mut self) -> Result<Event<'a>, Error> {
        match self.advance() {
            Ok(event) => Ok(event),
            Err(kind) => Err(self.fail(kind)),
        }
    }

    /// Passes over the rest of the element whose [`Event::Start`] came last, through its end.
    ///
    /// # Errors
    /// Those of [`next_event`](Self::next_event): what is skipped is checked as well.
    pub fn skip_element(&mut self) -> Result<(), Error> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.next_event()?;
        }
        Ok(())
    }

    /// Keeps the element whose [`Event::Start`] came last as it is written, through its end.
    ///
    /// # Errors
    /// Those of [`next_event`](Self::next_event).
    pub fn raw_element(&mut self) -> Result<RawElement<'a>, Error> {
        let (start, depth) = (self.offset, self.depth);
        let mut outer = raw::OuterPrefixes::default();
        let mut tag_name = self.open_tag_name();
        loop {
            if let Some(name) = tag_name.take() {
                outer.collect(name, &self.attributes, &self.scopes, depth);
            }
            if let Event::Start(name) = self.next_event()? {
                tag_name = Some(name);
            } else if self.depth < depth {
                break;
            }
        }
        Ok(outer.finish(sub(self.text, start, self.position())))
    }

    /// The name of the start tag at `offset`, again.
    fn open_tag_name(&self) -> Option<Name<'a>> {
        let name = scan_name(self.text.get(self.offset..)?.strip_prefix('<')?)?;
        Some(Name { namespace: self.scopes.resolve(name.prefix)?, prefix: name.prefix, local: name.local })
    }

    #[inline]
    fn position(&self) -> usize {
        usize::try_from(self.tokens.buffer_position()).unwrap_or(usize::MAX).saturating_add(self.base)
    }

    #[cold]
    fn fail(&mut self, kind: ErrorKind) -> Error {
        let (kind, offset) = *self.failed.get_or_insert((kind, self.offset));
        self.offset = offset;
        self.error(kind)
    }

    #[inline]
    fn advance(&mut self) -> Result<Event<'a>, ErrorKind> {
        if self.end_due {
            self.end_due = false;
            self.close();
            return Ok(Event::End);
        }
        if let Some((kind, _)) = self.failed {
            return Err(kind);
        }
        loop {
            self.offset = self.position();
            // Matched where it is returned: moving quick-xml's event first costs a sixth of the whole reader.
            match self.tokens.read_event() {
                Ok(Token::Start(_)) => return self.open(1),
                Ok(Token::End(_)) => {
                    self.close();
                    return Ok(Event::End);
                }
                Ok(Token::Text(text)) if self.depth > 0 => return self.character_data(text.into_inner()),
                Ok(Token::Empty(_)) => {
                    self.end_due = true;
                    return self.open(2);
                }
                Ok(Token::Eof) => return self.end_of_input(),
                Ok(token @ (Token::CData(_) | Token::GeneralRef(_))) if self.depth > 0 => {
                    let start = self.offset;
                    let mut joined = String::new();
                    self.append(&mut joined, token)?;
                    return self.join(joined, start);
                }
                Ok(other) => self.outside_content(&other)?,
                Err(fault) => return Err(self.syntax(&fault)),
            }
        }
    }

    #[inline]
    fn close(&mut self) {
        self.scopes.leave(self.depth);
        self.depth -= 1;
        if self.depth == 0 {
            self.part = Part::Epilog;
        }
    }

    /// Takes a start tag; `closing` is the length of `>` or `/>`.
    #[inline]
    fn open(&mut self, closing: usize) -> Result<Event<'a>, ErrorKind> {
        let limits = &self.options.limits;
        match self.part {
            Part::Epilog => return Err(ErrorKind::TrailingData),
            Part::Content => {}
            _ => self.part = Part::Content,
        }
        self.depth += 1;
        self.elements += 1;
        if self.depth > limits.depth {
            return Err(ErrorKind::Limit(Limit::Depth));
        }
        if self.elements > limits.elements {
            return Err(ErrorKind::Limit(Limit::Elements));
        }
        let tag = sub(self.text, self.offset + 1, self.position().saturating_sub(closing));
        let Some(name) = scan_name(tag) else { return Err(ErrorKind::Malformed("name")) };
        if name.len > limits.name {
            return Err(ErrorKind::Limit(Limit::Name));
        }
        self.attributes.clear();
        match tag.as_bytes().get(name.len) {
            None => {}
            Some(byte) if is_space(*byte) => {
                self.read_attributes(sub(tag, name.len, tag.len()), self.offset + 1 + name.len)?;
            }
            Some(_) => return Err(ErrorKind::Malformed("name")),
        }
        let (prefix, local) = (name.prefix, name.local);
        let namespace = if prefix.is_empty() {
            self.scopes.default()
        } else {
            match self.scopes.resolve(prefix) {
                Some(namespace) => namespace,
                None if self.recovers() && self.options.recovery.unbound_prefixes => {
                    self.warn(WarningKind::UnboundElementPrefix, self.offset);
                    Namespace::UNBOUND
                }
                None => return Err(ErrorKind::UnboundPrefix),
            }
        };
        Ok(Event::Start(Name { namespace, prefix, local }))
    }

    fn read_attributes(&mut self, mut rest: &'a str, mut at: usize) -> Result<(), ErrorKind> {
        let illegal = self.illegal_characters();
        let mut count = 0_usize;
        let mut declarations = false;
        while let Some(attribute) = next_attribute(&mut rest, &mut at)? {
            let limits = &self.options.limits;
            count += 1;
            if count > limits.attributes {
                return Err(ErrorKind::Limit(Limit::Attributes));
            }
            if attribute.name.len > limits.name {
                return Err(ErrorKind::Limit(Limit::Name));
            }
            if attribute.value.len() > limits.attribute_value {
                return Err(ErrorKind::Limit(Limit::AttributeValue));
            }
            let value = attribute_value(attribute.value, illegal)?;
            let (prefix, local) = (attribute.name.prefix, attribute.name.local);
            let declares = match (prefix, local) {
                ("", "xmlns") => Some(""),
                ("xmlns", declared) => Some(declared),
                _ => None,
            };
            if let Some(declared) = declares {
                if self.attributes.iter().any(|a| a.name.prefix == prefix && a.name.local == local) {
                    return Err(ErrorKind::Malformed("duplicate attribute"));
                }
                self.scopes.declare(declared, value.clone(), self.depth, limits.namespaces)?;
                declarations = true;
            }
            // Declarations stay in the list until all are known, to find duplicates of them too.
            let name = Name { namespace: Namespace::NONE, prefix, local };
            self.attributes.push(Attribute { name, value, offset: attribute.offset });
        }
        self.resolve_attributes(declarations)
    }

    /// Drops the declarations from the list, gives the other attributes their namespaces, refuses duplicates.
    fn resolve_attributes(&mut self, declarations: bool) -> Result<(), ErrorKind> {
        let mut attributes = std::mem::take(&mut self.attributes);
        if declarations {
            attributes.retain(|a| {
                a.name.prefix != "xmlns" && !(a.name.prefix.is_empty() && a.name.local == "xmlns")
            });
        }
        for attribute in attributes.iter_mut().filter(|a| !a.name.prefix.is_empty()) {
            attribute.name.namespace = match self.scopes.resolve(attribute.name.prefix) {
                Some(namespace) => namespace,
                None if self.recovers() => {
                    self.warn(WarningKind::UnboundAttributePrefix, attribute.offset);
                    Namespace::UNBOUND
                }
                None => return Err(ErrorKind::UnboundPrefix),
            };
        }
        // Bounded by the limit on attributes, so that comparing each with each stays linear in the document.
        let mut index = 1;
        while let Some((before, [attribute, ..])) = attributes.split_at_checked(index) {
            if !before.iter().any(|other| same_attribute(other.name, attribute.name)) {
                index += 1;
                continue;
            }
            if !self.recovers() || !self.options.recovery.duplicate_attributes {
                return Err(ErrorKind::Malformed("duplicate attribute"));
            }
            self.warn(WarningKind::DuplicateAttribute, attribute.offset);
            attributes.remove(index);
        }
        self.attributes = attributes;
        Ok(())
    }

    /// A run of character data that began with plain text.
    #[inline]
    fn character_data(&mut self, text: Cow<'a, str>) -> Result<Event<'a>, ErrorKind> {
        let start = self.offset;
        let text = match text {
            Cow::Borrowed(text) => self.plain_text(text)?,
            Cow::Owned(text) => Cow::Owned(self.plain_text(&text)?.into_owned()),
        };
        if text.len() > self.options.limits.text {
            return Err(ErrorKind::Limit(Limit::Text));
        }
        // Most text ends at a tag. Only a reference, a CDATA section, a comment or an instruction goes on.
        match self.text.as_bytes().get(self.position()..) {
            Some([b'&', ..] | [b'<', b'!' | b'?', ..]) => self.join(text.into_owned(), start),
            _ => Ok(Event::Text(text)),
        }
    }

    /// Reads on to the next tag, adding to a run of character data.
    fn join(&mut self, mut joined: String, start: usize) -> Result<Event<'a>, ErrorKind> {
        while !matches!(self.text.as_bytes().get(self.position()..), Some([b'<', next, ..]) if !matches!(next, b'!' | b'?'))
        {
            self.offset = self.position();
            match self.tokens.read_event() {
                Ok(Token::Eof) => return Err(ErrorKind::Truncated),
                Ok(token) => self.append(&mut joined, token)?,
                Err(fault) => return Err(self.syntax(&fault)),
            }
            if joined.len() > self.options.limits.text {
                return Err(ErrorKind::Limit(Limit::Text));
            }
        }
        self.offset = start;
        Ok(Event::Text(Cow::Owned(joined)))
    }

    fn append(&mut self, joined: &mut String, token: Token<'a>) -> Result<(), ErrorKind> {
        match token {
            Token::Text(text) => joined.push_str(&self.plain_text(&text.into_inner())?),
            Token::CData(data) => joined.push_str(&normalize_line_ends(&data.into_inner())),
            Token::GeneralRef(name) => joined.extend(resolve(&name.into_inner(), self.illegal_characters())?),
            other => self.outside_content(&other)?,
        }
        Ok(())
    }

    /// Checks a stretch of text between markup, and normalises its line ends.
    #[inline]
    fn plain_text<'t>(&mut self, text: &'t str) -> Result<Cow<'t, str>, ErrorKind> {
        if !self.text_needs_care || memchr::memchr2(b'\r', b']', text.as_bytes()).is_none() {
            return Ok(Cow::Borrowed(text));
        }
        self.careful_text(text)
    }

    fn careful_text<'t>(&mut self, text: &'t str) -> Result<Cow<'t, str>, ErrorKind> {
        if let Some(at) = memchr::memmem::find(text.as_bytes(), b"]]>") {
            if self.options.is_strict() {
                return Err(ErrorKind::Malformed("]]>"));
            }
            self.warn(WarningKind::CdataEndInText, self.offset + at);
        }
        Ok(normalize_line_ends(text))
    }

    /// Comments, instructions, the declaration, the DOCTYPE, and text that has no place where it stands.
    #[cold]
    fn outside_content(&mut self, token: &Token<'a>) -> Result<(), ErrorKind> {
        match token {
            Token::Comment(_) => {}
            Token::PI(instruction) => {
                let target = instruction.target();
                if target.len() > self.options.limits.name {
                    return Err(ErrorKind::Limit(Limit::Name));
                }
                if target.eq_ignore_ascii_case("xml") || !is_qualified_name(target) {
                    return Err(ErrorKind::Malformed("processing instruction"));
                }
            }
            Token::Decl(declaration) => {
                if self.part != Part::Start {
                    return Err(ErrorKind::Malformed("prolog"));
                }
                check_declaration(declaration.strip_prefix("xml").unwrap_or_default())?;
            }
            Token::DocType(content) => self.doctype(content)?,
            Token::Text(text) if is_blank(text) => {}
            _ if self.part == Part::Epilog => return Err(ErrorKind::TrailingData),
            _ => return Err(ErrorKind::Malformed("prolog")),
        }
        if self.part == Part::Start {
            self.part = Part::Prolog;
        }
        Ok(())
    }

    /// `content` is what stands between `<!DOCTYPE` and `>`. External identifiers are ignored.
    fn doctype(&mut self, content: &str) -> Result<(), ErrorKind> {
        if self.doctype_refused {
            return Err(ErrorKind::DtdForbidden);
        }
        if !matches!(self.part, Part::Start | Part::Prolog)
            || !sub(self.text, self.offset, self.text.len()).starts_with("<!DOCTYPE")
        {
            return Err(ErrorKind::Malformed("doctype"));
        }
        self.part = Part::PrologAfterDoctype;
        let name_end = content.bytes().position(|b| is_space(b) || b == b'[').unwrap_or(content.len());
        if !content.get(..name_end).is_some_and(is_qualified_name) {
            return Err(ErrorKind::Malformed("doctype"));
        }
        let Some(subset) = internal_subset(content)? else { return Ok(()) };
        if self.options.is_strict() || !holds_no_declaration(subset) {
            return Err(ErrorKind::DtdForbidden);
        }
        self.warn(WarningKind::DoctypeWithInstruction, self.offset);
        Ok(())
    }

    fn end_of_input(&mut self) -> Result<Event<'a>, ErrorKind> {
        if self.part == Part::Epilog { Ok(Event::Eof) } else { Err(ErrorKind::Truncated) }
    }

    /// What quick-xml's refusal means here.
    #[cold]
    fn syntax(&mut self, fault: &SyntaxFault) -> ErrorKind {
        let at = usize::try_from(self.tokens.error_position()).unwrap_or(0).saturating_add(self.base);
        let markup = sub(self.text, self.offset, self.text.len());
        self.offset = self.offset.max(at.min(self.text.len()));
        match fault {
            SyntaxFault::Syntax(SyntaxError::UnclosedTag) => {
                // `<` followed by something no name begins with is wrong already, whatever would come.
                match markup.chars().nth(1) {
                    Some(c) if c != '/' && !is_qualified_name(c.encode_utf8(&mut [0; 4])) => {
                        ErrorKind::Malformed("tag")
                    }
                    _ => ErrorKind::Truncated,
                }
            }
            SyntaxFault::Syntax(SyntaxError::InvalidBangMarkup) => {
                let begun = ["<!--", "<![CDATA[", "<!DOCTYPE"].iter().any(|whole| whole.starts_with(markup));
                if begun { ErrorKind::Truncated } else { ErrorKind::Malformed("markup declaration") }
            }
            SyntaxFault::Syntax(SyntaxError::UnclosedDoctype)
                if self.part == Part::Epilog || self.depth > 0 =>
            {
                ErrorKind::Malformed("doctype")
            }
            SyntaxFault::Syntax(SyntaxError::UnclosedDoctype) if markup.contains('[') => {
                ErrorKind::DtdForbidden
            }
            SyntaxFault::Syntax(_) => ErrorKind::Truncated,
            SyntaxFault::IllFormed(IllFormedError::UnclosedReference) => {
                if self.depth == 0 && self.part != Part::Epilog {
                    ErrorKind::Malformed("prolog")
                } else {
                    ErrorKind::Malformed("reference")
                }
            }
            SyntaxFault::IllFormed(IllFormedError::DoubleHyphenInComment) => ErrorKind::Malformed("comment"),
            SyntaxFault::IllFormed(IllFormedError::MissingDoctypeName) => ErrorKind::Malformed("doctype"),
            SyntaxFault::IllFormed(_) => ErrorKind::Malformed("end tag"),
            _ => ErrorKind::Malformed("markup"),
        }
    }

    fn recovers(&self) -> bool {
        !self.options.is_strict()
    }

    fn illegal_characters(&self) -> ControlCharacters {
        if self.recovers() { self.options.recovery.control_characters } else { ControlCharacters::Refuse }
    }

    #[cold]
    fn warn(&mut self, kind: WarningKind, offset: usize) {
        if self.warnings.len() < self.options.limits.warnings {
            self.warnings.push(Warning::new(kind, offset));
        }
    }
}

#[inline]
fn sub(text: &str, start: usize, end: usize) -> &str {
    text.get(start..end).unwrap_or("")
}

/// Namespaces in XML clause 6.3: the same local part in the same namespace.
fn same_attribute(a: Name<'_>, b: Name<'_>) -> bool {
    a.local == b.local
        && a.namespace == b.namespace
        && (a.namespace != Namespace::UNBOUND || a.prefix == b.prefix)
}

/// XML 1.0 clause 2.8: `version`, then `encoding`, then `standalone`, each at most once, in this order.
fn check_declaration(mut rest: &str) -> Result<(), ErrorKind> {
    let malformed = ErrorKind::Malformed("XML declaration");
    let mut expected = ["version", "encoding", "standalone"].into_iter();
    let mut at = 0;
    let mut has_version = false;
    while let Some(attribute) = next_attribute(&mut rest, &mut at).map_err(|_| malformed)? {
        expected
            .find(|name| attribute.name.prefix.is_empty() && *name == attribute.name.local)
            .ok_or(malformed)?;
        let value = attribute.value;
        let legal = match attribute.name.local {
            "version" => {
                has_version = true;
                value == "1.0"
            }
            "encoding" => {
                value.starts_with(|c: char| c.is_ascii_alphabetic())
                    && value.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
            }
            _ => matches!(value, "yes" | "no"),
        };
        if !legal {
            return Err(malformed);
        }
    }
    if has_version { Ok(()) } else { Err(malformed) }
}

/// What stands between the brackets of a DOCTYPE, if it has any.
fn internal_subset(content: &str) -> Result<Option<&str>, ErrorKind> {
    let mut quote = None;
    for (at, c) in content.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            (None, '[') => {
                let subset = content.get(at + 1..).and_then(|s| s.trim_end().strip_suffix(']'));
                return subset.map(Some).ok_or(ErrorKind::Malformed("doctype"));
            }
            _ => {}
        }
    }
    Ok(None)
}

/// Whether an internal subset consists of white space, comments and processing instructions.
fn holds_no_declaration(mut subset: &str) -> bool {
    loop {
        subset = subset.trim_start();
        let after = if let Some(comment) = subset.strip_prefix("<!--") {
            comment.split_once("-->")
        } else if let Some(instruction) = subset.strip_prefix("<?") {
            instruction.split_once("?>")
        } else {
            return subset.is_empty();
        };
        match after {
            Some((_, rest)) => subset = rest,
            None => return false,
        }
    }
}
