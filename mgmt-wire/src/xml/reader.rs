//! The bounded, namespace-aware pull reader.

use super::attribute::Attribute;
use super::character::{is_blank, scan_name, survey};
use super::namespace::{Name, Namespace, Scopes};
use super::reference::{attribute_value, normalize_line_ends, resolve};
use super::scanner::{Scanner, TagPart};
use super::{Error, ErrorKind, RawElement, WarningKind, path, raw};
use crate::{ControlCharacters, DecodeOptions, Limit, Warning};
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
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    text: &'a str,
    scanner: Scanner<'a>,
    options: DecodeOptions,
    part: Part,
    /// Names of the open elements, as written in their start tags.
    open: Vec<&'a str>,
    elements: usize,
    scopes: Scopes<'a>,
    attributes: Vec<Attribute<'a>>,
    /// The last start tag was an empty-element tag whose `End` is still to be given.
    end_due: bool,
    doctype_refused: bool,
    text_needs_care: bool,
    offset: usize,
    warnings: Vec<Warning<WarningKind>>,
    /// Where something was last read otherwise than it is written.
    repaired: Option<usize>,
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
        // A second mark is a character in front of the document.
        if body.starts_with('\u{FEFF}') {
            failed = Some((ErrorKind::Malformed("prolog"), content.len() - body.len()));
        }
        Reader {
            text: content,
            scanner: Scanner::new(content, content.len() - body.len()),
            options: options.clone(),
            part: Part::Start,
            open: Vec::with_capacity(16),
            elements: 0,
            scopes: Scopes::new(known),
            attributes: Vec::with_capacity(8),
            end_due: false,
            doctype_refused: false,
            text_needs_care: survey.text_needs_care,
            offset: 0,
            warnings,
            repaired: None,
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
        self.open.len()
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

    /// The next event that is not white space between tags: what decoders of element content want.
    ///
    /// # Errors
    /// Those of [`next_event`](Self::next_event).
    #[inline]
    pub fn next_structure(&mut self) -> Result<Event<'a>, Error> {
        if !self.end_due && self.failed.is_none() && !self.open.is_empty() {
            self.scanner.skip_blank_before_tag();
        }
        loop {
            match self.next_event()? {
                Event::Text(text) if is_blank(&text) => {}
                event => return Ok(event),
            }
        }
    }

    /// The character data of the element whose [`Event::Start`] came last, read through its end, where that is a
    /// single run as it stands in the document: the fast way for what most elements are. [`offset`](Self::offset) then
    /// is that of the end tag, right behind the text.
    ///
    /// `None` for all else, also for what is not well-formed: then nothing is read, and the events follow as usual.
    #[inline]
    pub fn leaf_text(&mut self) -> Option<&'a str> {
        if self.end_due || self.failed.is_some() {
            return None;
        }
        let before = self.scanner.position();
        let text = self.scanner.leaf(self.open.last()?)?;
        let careful = self.text_needs_care && memchr::memchr2(b'\r', b']', text.as_bytes()).is_some();
        if careful || text.len() > self.options.limits.text {
            self.scanner = Scanner::new(self.text, before);
            return None;
        }
        self.offset = before + text.len();
        self.close();
        Some(text)
    }

    /// The character data of the element whose [`Event::Start`] came last, read through its end.
    ///
    /// `None` when it holds an element: then nothing is read, and the events follow as usual.
    ///
    /// # Errors
    /// Those of [`next_event`](Self::next_event).
    #[inline]
    pub fn text_content(&mut self) -> Result<Option<Cow<'a, str>>, Error> {
        if self.end_due {
            self.next_event()?;
            return Ok(Some(Cow::Borrowed("")));
        }
        let tag = self.offset;
        if let Some(text) = self.leaf_text() {
            self.offset = if text.is_empty() { tag } else { self.offset - text.len() };
            return Ok(Some(Cow::Borrowed(text)));
        }
        let before = (self.scanner.clone(), self.offset, self.warnings.len());
        let mut text = Cow::Borrowed("");
        if self.text_goes_on()
            && let Event::Text(found) = self.next_event()?
        {
            text = found;
        }
        if (self.scanner.peek(), self.scanner.peek_second()) == (Some(b'<'), Some(b'/')) {
            let start = self.offset;
            self.next_event()?;
            self.offset = start;
            return Ok(Some(text));
        }
        // Mixed content, or the document ends here: as if nothing had been asked.
        let warnings;
        (self.scanner, self.offset, warnings) = before;
        self.warnings.truncate(warnings);
        Ok(None)
    }

    /// Passes over the rest of the element whose [`Event::Start`] came last, through its end.
    ///
    /// # Errors
    /// Those of [`next_event`](Self::next_event): what is skipped is checked as well.
    pub fn skip_element(&mut self) -> Result<(), Error> {
        let outside = self.open.len().saturating_sub(1);
        while self.open.len() > outside {
            self.next_event()?;
        }
        Ok(())
    }

    /// Keeps the element whose [`Event::Start`] came last as it is written, through its end.
    ///
    /// # Errors
    /// Those of [`next_event`](Self::next_event).
    pub fn raw_element(&mut self) -> Result<RawElement<'a>, Error> {
        let (start, depth) = (self.offset, self.open.len());
        let mut outer = raw::OuterPrefixes::default();
        let mut tag_name = self.open_tag_name();
        loop {
            if let Some(name) = tag_name.take() {
                outer.collect(name, &self.attributes, &self.scopes, depth);
            }
            if let Event::Start(name) = self.next_event()? {
                tag_name = Some(name);
            } else if self.open.len() < depth {
                break;
            }
        }
        let text = self.text.get(start..self.scanner.position()).unwrap_or("");
        let element = outer.finish(text);
        let illegal = self.illegal_characters() != ControlCharacters::Refuse && text.contains("&#");
        if illegal || self.repaired >= Some(start) {
            raw::repaired(&element, &self.options)
        } else {
            Ok(element)
        }
    }

    /// What the last start tag declares: prefixes, the default one empty, and their URIs.
    pub(super) fn declarations(&self) -> impl Iterator<Item = (&str, &str)> {
        self.scopes.declared_at(self.open.len())
    }

    /// The name of the start tag at `offset`, again.
    fn open_tag_name(&self) -> Option<Name<'a>> {
        let name = scan_name(self.text.get(self.offset..)?.strip_prefix('<')?)?;
        let namespace = self.scopes.resolve(name.prefix).unwrap_or(Namespace::UNBOUND);
        Some(Name { namespace, prefix: name.prefix, local: name.local })
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
            self.offset = self.scanner.position();
            match self.scanner.peek() {
                Some(b'<') => match self.scanner.peek_second() {
                    Some(b'/') if !self.open.is_empty() => return self.end_tag(),
                    Some(b'!' | b'?') if self.open.is_empty() => self.outside_content()?,
                    Some(b'!' | b'?') => return self.join(String::new(), self.offset),
                    _ => return self.start_tag(),
                },
                None => return self.end_of_input(),
                Some(_) if self.open.is_empty() => self.outside_content()?,
                Some(b'&') => return self.join(String::new(), self.offset),
                Some(_) => return self.character_data(),
            }
        }
    }

    #[inline]
    fn end_tag(&mut self) -> Result<Event<'a>, ErrorKind> {
        self.scanner.end_tag(self.open.last().copied().unwrap_or(""))?;
        self.close();
        Ok(Event::End)
    }

    #[inline]
    fn close(&mut self) {
        self.scopes.leave(self.open.len());
        self.open.pop();
        if self.open.is_empty() {
            self.part = Part::Epilog;
        }
    }

    #[inline]
    fn start_tag(&mut self) -> Result<Event<'a>, ErrorKind> {
        let name = self.scanner.tag_open()?;
        let limits = &self.options.limits;
        match self.part {
            Part::Epilog => return Err(ErrorKind::TrailingData),
            Part::Content => {}
            _ => self.part = Part::Content,
        }
        self.elements += 1;
        if self.open.len() >= limits.depth {
            return Err(ErrorKind::Limit(Limit::Depth));
        }
        if self.elements > limits.elements {
            return Err(ErrorKind::Limit(Limit::Elements));
        }
        if name.len > limits.name {
            return Err(ErrorKind::Limit(Limit::Name));
        }
        self.open.push(name.whole);
        self.attributes.clear();
        match self.scanner.tag_part()? {
            TagPart::End => {}
            TagPart::EmptyEnd => self.end_due = true,
            part @ TagPart::Attribute(_) => self.read_attributes(part)?,
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

    fn read_attributes(&mut self, first: TagPart<'a>) -> Result<(), ErrorKind> {
        let illegal = self.illegal_characters();
        let mut declarations = false;
        let mut part = first;
        loop {
            let attribute = match part {
                TagPart::Attribute(attribute) => attribute,
                TagPart::EmptyEnd => {
                    self.end_due = true;
                    break;
                }
                TagPart::End => break,
            };
            let limits = &self.options.limits;
            if self.attributes.len() >= limits.attributes {
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
                if self.attributes.iter().any(|a| a.name.local == local && a.name.prefix == prefix) {
                    return Err(ErrorKind::Malformed("duplicate attribute"));
                }
                self.scopes.declare(declared, value.clone(), self.open.len(), limits.namespaces)?;
                declarations = true;
            }
            // Declarations stay in the list until all are known, to find duplicates of them too.
            let namespace = if declares.is_some() { Namespace::DECLARATION } else { Namespace::NONE };
            let name = Name { namespace, prefix, local };
            self.attributes.push(Attribute { name, value, offset: attribute.offset });
            part = self.scanner.tag_part()?;
        }
        self.resolve_attributes(declarations)
    }

    /// Drops the declarations from the list, gives the other attributes their namespaces, refuses duplicates.
    fn resolve_attributes(&mut self, declarations: bool) -> Result<(), ErrorKind> {
        let mut attributes = std::mem::take(&mut self.attributes);
        if declarations {
            attributes.retain(|a| a.name.namespace != Namespace::DECLARATION);
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
            self.repaired = Some(attribute.offset);
            attributes.remove(index);
        }
        self.attributes = attributes;
        Ok(())
    }

    /// A run of character data that begins with plain text.
    #[inline]
    fn character_data(&mut self) -> Result<Event<'a>, ErrorKind> {
        let text = self.scanner.character_data();
        let text = self.plain_text(text)?;
        if text.len() > self.options.limits.text {
            return Err(ErrorKind::Limit(Limit::Text));
        }
        // Most text ends at a tag. Only a reference, a CDATA section, a comment or an instruction goes on.
        if self.text_goes_on() { self.join(text.into_owned(), self.offset) } else { Ok(Event::Text(text)) }
    }

    #[inline]
    fn text_goes_on(&self) -> bool {
        match self.scanner.peek() {
            Some(b'<') => matches!(self.scanner.peek_second(), Some(b'!' | b'?')),
            Some(_) => true,
            None => false,
        }
    }

    /// Reads on to the next tag, adding to a run of character data.
    fn join(&mut self, mut joined: String, start: usize) -> Result<Event<'a>, ErrorKind> {
        while self.text_goes_on() {
            self.offset = self.scanner.position();
            match (self.scanner.peek(), self.scanner.peek_second()) {
                (Some(b'<'), Some(b'?')) => self.instruction()?,
                (Some(b'<'), _) => {
                    let rest = self.scanner.rest();
                    if rest.starts_with("<!--") {
                        self.scanner.comment()?;
                    } else if rest.starts_with("<![CDATA[") {
                        joined.push_str(&normalize_line_ends(self.scanner.section()?));
                    } else {
                        return Err(declaration_error(rest));
                    }
                }
                (Some(b'&'), _) => {
                    let name = self.scanner.reference(self.options.limits.name)?;
                    joined.extend(resolve(name, self.illegal_characters())?);
                }
                _ => {
                    let text = self.scanner.character_data();
                    joined.push_str(&self.plain_text(text)?);
                }
            }
            if joined.len() > self.options.limits.text {
                return Err(ErrorKind::Limit(Limit::Text));
            }
        }
        self.offset = start;
        Ok(Event::Text(Cow::Owned(joined)))
    }

    /// Checks a stretch of text between markup, and normalises its line ends.
    #[inline]
    fn plain_text(&mut self, text: &'a str) -> Result<Cow<'a, str>, ErrorKind> {
        if !self.text_needs_care || memchr::memchr2(b'\r', b']', text.as_bytes()).is_none() {
            return Ok(Cow::Borrowed(text));
        }
        self.careful_text(text)
    }

    fn careful_text(&mut self, text: &'a str) -> Result<Cow<'a, str>, ErrorKind> {
        if let Some(at) = memchr::memmem::find(text.as_bytes(), b"]]>") {
            if self.options.is_strict() {
                return Err(ErrorKind::Malformed("]]>"));
            }
            self.warn(WarningKind::CdataEndInText, self.offset + at);
            self.repaired = Some(self.offset + at);
        }
        Ok(normalize_line_ends(text))
    }

    /// Comments, instructions, the declaration and the DOCTYPE in front of the document element and behind it, and
    /// text that has no place there.
    #[cold]
    fn outside_content(&mut self) -> Result<(), ErrorKind> {
        let rest = self.scanner.rest();
        if rest.starts_with("<!--") {
            self.scanner.comment()?;
        } else if rest.starts_with("<?") {
            self.instruction()?;
        } else if rest.starts_with("<!DOCTYPE") {
            self.doctype()?;
        } else if rest.starts_with("<!") && !rest.starts_with("<![CDATA[") {
            return Err(declaration_error(rest));
        } else if !is_blank(self.scanner.character_data())
            || matches!(self.scanner.position(), at if at == self.offset)
        {
            return Err(if self.part == Part::Epilog {
                ErrorKind::TrailingData
            } else {
                ErrorKind::Malformed("prolog")
            });
        }
        if self.part == Part::Start {
            self.part = Part::Prolog;
        }
        Ok(())
    }

    fn instruction(&mut self) -> Result<(), ErrorKind> {
        let (target, data) = self.scanner.instruction()?;
        if target.len() > self.options.limits.name {
            return Err(ErrorKind::Limit(Limit::Name));
        }
        if target == "xml" {
            return if self.part == Part::Start {
                check_declaration(data)
            } else {
                Err(ErrorKind::Malformed("prolog"))
            };
        }
        if target.eq_ignore_ascii_case("xml") || target.contains(':') {
            return Err(ErrorKind::Malformed("processing instruction"));
        }
        Ok(())
    }

    /// External identifiers are ignored.
    fn doctype(&mut self) -> Result<(), ErrorKind> {
        if self.doctype_refused {
            return Err(ErrorKind::DtdForbidden);
        }
        if !matches!(self.part, Part::Start | Part::Prolog) {
            return Err(ErrorKind::Malformed("doctype"));
        }
        self.part = Part::PrologAfterDoctype;
        if self.scanner.doctype()? {
            if self.options.is_strict() {
                return Err(ErrorKind::DtdForbidden);
            }
            self.warn(WarningKind::DoctypeWithInstruction, self.offset);
        }
        Ok(())
    }

    fn end_of_input(&mut self) -> Result<Event<'a>, ErrorKind> {
        if self.part == Part::Epilog { Ok(Event::Eof) } else { Err(ErrorKind::Truncated) }
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

/// What is wrong with a `<!` that begins nothing known here.
#[cold]
fn declaration_error(rest: &str) -> ErrorKind {
    if rest.get(..9).is_some_and(|front| front.eq_ignore_ascii_case("<!DOCTYPE")) {
        return ErrorKind::Malformed("doctype");
    }
    let begun = ["<!--", "<![CDATA[", "<!DOCTYPE"].iter().any(|whole| whole.starts_with(rest));
    if begun { ErrorKind::Truncated } else { ErrorKind::Malformed("markup declaration") }
}

/// Namespaces in XML clause 6.3: the same local part in the same namespace.
fn same_attribute(a: Name<'_>, b: Name<'_>) -> bool {
    a.local == b.local
        && a.namespace == b.namespace
        && (a.namespace != Namespace::UNBOUND || a.prefix == b.prefix)
}

/// XML 1.0 clause 2.8: `version`, then `encoding`, then `standalone`, each at most once, in this order.
fn check_declaration(data: &str) -> Result<(), ErrorKind> {
    let malformed = ErrorKind::Malformed("XML declaration");
    let mut scanner = Scanner::new(data, 0);
    let mut expected = ["version", "encoding", "standalone"].into_iter();
    let mut has_version = false;
    loop {
        let spaced = scanner.skip_space();
        if scanner.peek().is_none() && has_version {
            return Ok(());
        }
        if !spaced {
            return Err(malformed);
        }
        let attribute = scanner.attribute().map_err(|_| malformed)?;
        let name = attribute.name.whole;
        expected.find(|next| *next == name).ok_or(malformed)?;
        let value = attribute.value;
        let legal = match name {
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
}
