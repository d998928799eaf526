//! The lexical level: where markup begins and ends.
//!
//! `quick-xml`'s events plus the checks it leaves to its callers cost 1.85 times its bare event loop, before anything
//! is built from them; scanning once, with the checks in the scan, costs less than that loop. So the tokens are our
//! own, and `quick-xml` checks them in tests.

use super::ErrorKind;
use super::character::{ScannedName, is_unqualified_name, scan_name};
use crate::character::is_space;

/// A position in a text. Every method looks at what stands there and moves past it.
#[derive(Clone, Debug)]
pub(super) struct Scanner<'a> {
    text: &'a str,
    position: usize,
}

/// How a start tag goes on behind its name or an attribute.
pub(super) enum TagPart<'a> {
    /// One more attribute, its value with the references still in it.
    Attribute(RawAttribute<'a>),
    /// `>`
    End,
    /// `/>`
    EmptyEnd,
}

/// One `name="value"` as it stands in a tag.
pub(super) struct RawAttribute<'a> {
    pub(super) name: ScannedName<'a>,
    pub(super) value: &'a str,
    /// Byte offset of the name.
    pub(super) offset: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str, position: usize) -> Self {
        Scanner { text, position }
    }

    #[inline]
    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// Everything not yet scanned.
    #[inline]
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.position..).unwrap_or("")
    }

    /// The next byte.
    #[inline]
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    /// The byte after the next.
    #[inline]
    pub(super) fn peek_second(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position + 1).copied()
    }

    /// Moves over `len` bytes and gives them.
    #[inline]
    fn take(&mut self, len: usize) -> &'a str {
        let taken = self.text.get(self.position..self.position + len).unwrap_or("");
        self.position += taken.len();
        taken
    }

    /// Moves over a literal that must stand here.
    #[inline]
    fn expect(&mut self, literal: &str, otherwise: ErrorKind) -> Result<(), ErrorKind> {
        let rest = self.rest();
        if rest.starts_with(literal) {
            self.position += literal.len();
            Ok(())
        } else {
            Err(self.or_truncated(literal.starts_with(rest), otherwise))
        }
    }

    /// An error, unless the input only ends early.
    fn or_truncated(&self, begun: bool, otherwise: ErrorKind) -> ErrorKind {
        if begun || self.position >= self.text.len() { ErrorKind::Truncated } else { otherwise }
    }

    #[inline]
    pub(super) fn skip_space(&mut self) -> bool {
        let start = self.position;
        while self.peek().is_some_and(is_space) {
            self.position += 1;
        }
        self.position > start
    }

    /// Moves over white space if a tag follows it.
    #[inline]
    pub(super) fn skip_blank_before_tag(&mut self) {
        let rest = self.rest().as_bytes();
        if let Some(at) = rest.iter().position(|b| !is_space(*b))
            && rest.get(at) == Some(&b'<')
            && !matches!(rest.get(at + 1), Some(b'!' | b'?'))
        {
            self.position += at;
        }
    }

    /// Character data up to the next `<` or `&`, or to the end.
    #[inline]
    pub(super) fn character_data(&mut self) -> &'a str {
        let rest = self.rest();
        self.take(memchr::memchr2(b'<', b'&', rest.as_bytes()).unwrap_or(rest.len()))
    }

    /// Character data and the end tag of `open` right behind it; `None`, and nothing moved, where anything else comes.
    #[inline]
    pub(super) fn leaf(&mut self, open: &str) -> Option<&'a str> {
        let rest = self.rest();
        let (text, tag) = rest.split_at_checked(memchr::memchr2(b'<', b'&', rest.as_bytes())?)?;
        let behind = tag.as_bytes().strip_prefix(b"</")?.strip_prefix(open.as_bytes())?;
        if behind.first() != Some(&b'>') {
            return None;
        }
        self.position += text.len() + "</>".len() + open.len();
        Some(text)
    }

    /// Goes on reading at another place.
    pub(super) const fn reset(&mut self, position: usize) {
        self.position = position;
    }

    /// What stands between the `&` here and its `;`.
    pub(super) fn reference(&mut self, max: usize) -> Result<&'a str, ErrorKind> {
        self.position += 1;
        let rest = self.rest();
        let end = rest.bytes().take(max).position(|b| b == b';' || b == b'<' || b == b'&' || is_space(b));
        match end {
            Some(end) if rest.as_bytes().get(end) == Some(&b';') => {
                let name = self.take(end);
                self.position += 1;
                Ok(name)
            }
            None if rest.len() <= max => Err(ErrorKind::Truncated),
            _ => Err(ErrorKind::Malformed("reference")),
        }
    }

    /// Why no name stands here: it may only have ended early, behind its prefix.
    #[cold]
    fn name_error(&self, what: &'static str) -> ErrorKind {
        let is_prefix = self.rest().strip_suffix(':').is_some_and(is_unqualified_name);
        self.or_truncated(is_prefix, ErrorKind::Malformed(what))
    }

    /// `<` and the name of a start tag.
    #[inline]
    pub(super) fn tag_open(&mut self) -> Result<ScannedName<'a>, ErrorKind> {
        self.position += 1;
        let Some(name) = scan_name(self.rest()) else {
            let what = if self
                .peek()
                .is_some_and(|b| b == b':' || b == b'-' || b == b'.' || b.is_ascii_alphanumeric())
            {
                "name"
            } else {
                "tag"
            };
            return Err(self.name_error(what));
        };
        self.position += name.len;
        Ok(name)
    }

    /// What follows in a start tag.
    #[inline]
    pub(super) fn tag_part(&mut self) -> Result<TagPart<'a>, ErrorKind> {
        let spaced = self.skip_space();
        match self.peek() {
            Some(b'>') => {
                self.position += 1;
                Ok(TagPart::End)
            }
            Some(b'/') => {
                self.expect("/>", ErrorKind::Malformed("tag"))?;
                Ok(TagPart::EmptyEnd)
            }
            None => Err(ErrorKind::Truncated),
            // White space is required in front of each attribute.
            Some(_) if !spaced => Err(ErrorKind::Malformed("name")),
            Some(_) => self.attribute().map(TagPart::Attribute),
        }
    }

    /// One attribute, its name first.
    pub(super) fn attribute(&mut self) -> Result<RawAttribute<'a>, ErrorKind> {
        let offset = self.position;
        let Some(name) = scan_name(self.rest()) else { return Err(self.name_error("attribute name")) };
        self.position += name.len;
        self.skip_space();
        self.expect("=", ErrorKind::Malformed("attribute"))?;
        self.skip_space();
        let quote = match self.peek() {
            Some(quote @ (b'"' | b'\'')) => quote,
            _ => return Err(self.or_truncated(false, ErrorKind::Malformed("attribute"))),
        };
        self.position += 1;
        let end = memchr::memchr2(quote, b'<', self.rest().as_bytes()).ok_or(ErrorKind::Truncated)?;
        let value = self.take(end);
        if self.peek() == Some(b'<') {
            return Err(ErrorKind::Malformed("`<` in an attribute value"));
        }
        self.position += 1;
        Ok(RawAttribute { name, value, offset })
    }

    /// The end tag `</name>` that stands here, which must close `open`.
    #[inline]
    pub(super) fn end_tag(&mut self, open: &str) -> Result<(), ErrorKind> {
        let malformed = ErrorKind::Malformed("end tag");
        self.position += 2;
        self.expect(open, malformed)?;
        if self.peek() != Some(b'>') {
            self.skip_space();
        }
        self.expect(">", malformed)
    }

    /// Moves to the next `<`.
    pub(super) fn skip_to_markup(&mut self) -> Result<(), ErrorKind> {
        self.position += memchr::memchr(b'<', self.rest().as_bytes()).ok_or(ErrorKind::Truncated)?;
        Ok(())
    }

    /// The end tag that stands here, whatever it closes.
    pub(super) fn skip_end_tag(&mut self) -> Result<(), ErrorKind> {
        self.position += memchr::memchr(b'>', self.rest().as_bytes()).ok_or(ErrorKind::Truncated)? + 1;
        Ok(())
    }

    /// The content of the comment that stands here, behind `<!--`, is passed over.
    pub(super) fn comment(&mut self) -> Result<(), ErrorKind> {
        self.position += "<!--".len();
        let end = memchr::memmem::find(self.rest().as_bytes(), b"--").ok_or(ErrorKind::Truncated)?;
        self.position += end;
        self.expect("-->", ErrorKind::Malformed("comment"))
    }

    /// The content of the CDATA section that stands here.
    pub(super) fn section(&mut self) -> Result<&'a str, ErrorKind> {
        self.position += "<![CDATA[".len();
        let end = memchr::memmem::find(self.rest().as_bytes(), b"]]>").ok_or(ErrorKind::Truncated)?;
        let content = self.take(end);
        self.position += 3;
        Ok(content)
    }

    /// Target and data of the processing instruction or declaration that stands here.
    pub(super) fn instruction(&mut self) -> Result<(&'a str, &'a str), ErrorKind> {
        self.position += 2;
        let rest = self.rest();
        let end = memchr::memmem::find(rest.as_bytes(), b"?>").ok_or(ErrorKind::Truncated)?;
        let content = self.take(end);
        self.position += 2;
        let malformed = ErrorKind::Malformed("processing instruction");
        let target = scan_name(content).ok_or(malformed)?;
        match content.get(target.len..).unwrap_or("") {
            data if data.is_empty() || data.bytes().next().is_some_and(is_space) => {
                Ok((content.get(..target.len).unwrap_or(""), data))
            }
            _ => Err(malformed),
        }
    }

    /// Passes over the DOCTYPE that stands here (XML 1.0 clause 2.8); true when it has an internal subset, which
    /// must hold nothing but comments and processing instructions.
    pub(super) fn doctype(&mut self) -> Result<bool, ErrorKind> {
        let malformed = ErrorKind::Malformed("doctype");
        self.position += "<!DOCTYPE".len();
        if !self.skip_space() {
            return Err(self.or_truncated(false, malformed));
        }
        let name = scan_name(self.rest()).ok_or_else(|| self.or_truncated(false, malformed))?;
        self.position += name.len;
        let spaced = self.skip_space();
        match self.peek() {
            Some(b'S') if spaced => {
                self.expect("SYSTEM", malformed)?;
                self.external_literal(|_| true)?;
            }
            Some(b'P') if spaced => {
                self.expect("PUBLIC", malformed)?;
                self.external_literal(is_public_id_byte)?;
                self.external_literal(|_| true)?;
            }
            _ => {}
        }
        self.skip_space();
        let has_subset = self.peek() == Some(b'[');
        if has_subset {
            self.position += 1;
            self.internal_subset()?;
            self.skip_space();
        }
        self.expect(">", malformed)?;
        Ok(has_subset)
    }

    /// White space and a quoted literal (clause 2.3).
    fn external_literal(&mut self, allowed: fn(u8) -> bool) -> Result<(), ErrorKind> {
        let malformed = ErrorKind::Malformed("doctype");
        let spaced = self.skip_space();
        match self.peek() {
            Some(quote @ (b'"' | b'\'')) if spaced => {
                self.position += 1;
                let end = memchr::memchr(quote, self.rest().as_bytes()).ok_or(ErrorKind::Truncated)?;
                let legal = self.take(end).bytes().all(allowed);
                self.position += 1;
                if legal { Ok(()) } else { Err(malformed) }
            }
            _ => Err(self.or_truncated(false, malformed)),
        }
    }

    fn internal_subset(&mut self) -> Result<(), ErrorKind> {
        loop {
            self.skip_space();
            let rest = self.rest();
            if rest.starts_with("<!--") {
                self.comment()?;
            } else if rest.starts_with("<?") {
                self.instruction()?;
            } else if rest.starts_with(']') {
                self.position += 1;
                return Ok(());
            } else {
                return Err(self.or_truncated(false, ErrorKind::DtdForbidden));
            }
        }
    }
}

/// Clause 2.3 `PubidChar`.
fn is_public_id_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b' ' | b'\r' | b'\n')
        || b"-'()+,./:=?;!*#@$_%".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    fn doctype(content: &str) -> Result<bool, ErrorKind> {
        Scanner::new(&format!("<!DOCTYPE{content}>"), 0).doctype()
    }

    #[test]
    fn the_doctype_production_is_kept() {
        for good in [
            " a",
            " a ",
            " a SYSTEM 'x'",
            "\na\nSYSTEM\t\"it's\" ",
            " a PUBLIC ' -//X//DTD Y 1.2//EN' \"http://z/?a&b>c\"",
        ] {
            assert_eq!(doctype(good), Ok(false), "{good}");
        }
        assert_eq!(doctype(" a[ ]"), Ok(true));
        assert_eq!(doctype(" a SYSTEM '[' [<?p?><!-- x -->]\n"), Ok(true));
        for bad in [
            "",
            "a",
            " 1",
            " M \"a.dtd\"",
            " a'b'",
            " a SYSTEM",
            " a SYSTEM'x'",
            " aSYSTEM 'x'",
            " a PUBLIC 'x'",
            " a PUBLIC 'x''y'",
            " a PUBLIC '<' 'y'",
            " a SYSTEM 'x' z",
            " a system 'x'",
            " a [] z",
        ] {
            assert_eq!(doctype(bad), Err(ErrorKind::Malformed("doctype")), "{bad}");
        }
        for declares in [" a [<!ENTITY a 'b'>]", " a [%a;]"] {
            assert_eq!(doctype(declares), Err(ErrorKind::DtdForbidden), "{declares}");
        }
        assert_eq!(doctype(" a [<!-- a -- b -->]"), Err(ErrorKind::Malformed("comment")));
        assert_eq!(Scanner::new("<!DOCTYPE a SYSTEM 'x", 0).doctype(), Err(ErrorKind::Truncated));
    }
}
