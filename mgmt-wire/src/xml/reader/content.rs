//! One event after the other, and character data.

use super::around::declaration_error;
use super::{Event, Reader};
use crate::xml::reference::{normalize_line_ends, resolve};
use crate::xml::{ErrorKind, WarningKind};
use crate::{ControlCharacters, Limit};
use alloc::borrow::Cow;
use alloc::string::String;

impl<'a> Reader<'a> {
    #[inline]
    pub(super) fn advance(&mut self) -> Result<Event<'a>, ErrorKind> {
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
    pub(super) fn text_goes_on(&self) -> bool {
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
                    let name = self.scanner.reference(self.options.limits.name);
                    match name.and_then(|name| resolve(name, self.illegal_characters())) {
                        Ok(character) => {
                            if name.is_ok_and(|name| self.refuses_by_itself(name)) {
                                self.warn(WarningKind::ControlCharacter, self.offset);
                            }
                            joined.extend(character);
                        }
                        Err(kind) => {
                            self.bare_ampersand(kind, self.offset)?;
                            self.scanner.reset(self.offset + 1);
                            joined.push('&');
                        }
                    }
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

    /// Passes over an `&` that begins no reference, where that is asked for; else this is the error it was.
    #[cold]
    pub(super) fn bare_ampersand(&mut self, kind: ErrorKind, offset: usize) -> Result<(), ErrorKind> {
        let asked = self.recovers() && self.options.recovery.bare_ampersands;
        if !asked || !matches!(kind, ErrorKind::Malformed("reference") | ErrorKind::UnknownEntity) {
            return Err(kind);
        }
        self.warn(WarningKind::BareAmpersand, offset);
        self.repaired = Some(offset);
        Ok(())
    }

    /// Whether a reference is read only because that was asked for.
    fn refuses_by_itself(&self, name: &str) -> bool {
        self.illegal_characters() != ControlCharacters::Refuse
            && resolve(name, ControlCharacters::Refuse).is_err()
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
            let at = self.offset + at;
            if self.options.is_strict() {
                self.offset = at;
                return Err(ErrorKind::Malformed("]]>"));
            }
            self.warn(WarningKind::CdataEndInText, at);
            self.repaired = Some(at);
        }
        Ok(normalize_line_ends(text))
    }
}
