//! The bounded, namespace-aware pull reader.

mod around;
mod content;
mod tags;

use super::attribute::Attribute;
use super::character::{scan_name, survey};
use super::namespace::{Name, Namespace, Scopes};
use super::scanner::Scanner;
use super::{Error, ErrorKind, RawElement, WarningKind, path, raw};
use crate::character::is_blank;
use crate::{ControlCharacters, DecodeOptions, Warning};
use alloc::borrow::Cow;
use alloc::vec::Vec;

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
    instructions_refused: bool,
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
            instructions_refused: false,
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

    /// Refuses processing instructions in strict mode, and warns of them in lenient mode (SOAP 1.1 clause 3: a message
    /// must not contain one).
    pub fn refuse_instructions(&mut self) {
        self.instructions_refused = true;
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
        core::mem::take(&mut self.warnings)
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
