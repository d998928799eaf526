//! The writer: deterministic, and unable to produce a document that is not well-formed.

use super::character::{is_qualified_name, is_unqualified_name};
use super::escape::{escape_attribute, escape_text};
use super::{Error, ErrorKind, RawElement, raw};
use crate::character::{is_blank, is_text};
use alloc::string::String;
use alloc::vec::Vec;

/// How an element without content is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum EmptyElements {
    /// `<a/>`.
    #[default]
    SelfClose,
    /// `<a></a>`, for peers that stumble over the short form.
    Expand,
}

/// The choices a [`Writer`] leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Style {
    /// Begin with `<?xml version="1.0" encoding="UTF-8"?>`.
    pub declaration: bool,
    /// Form of elements without content.
    pub empty_elements: EmptyElements,
    /// Put each element on a line of its own, indented by this many spaces a level. For people: the white space
    /// is part of the document.
    pub indent: Option<usize>,
}

impl Default for Style {
    fn default() -> Self {
        Style { declaration: true, empty_elements: EmptyElements::SelfClose, indent: None }
    }
}

/// Writes one document into a string.
///
/// Mistakes are remembered and come out of [`finish`](Self::finish), so that calls need no `?`: characters that XML
/// cannot carry, names that are none, tags that do not match. CR is written as `&#13;`, which is the only way it
/// survives being read.
///
/// ```
/// use mgmt_wire::xml::{Style, Writer};
///
/// let mut writer = Writer::new();
/// writer.start("a");
/// writer.attribute("k", "\"1\"");
/// writer.leaf("b", "1 < 2\r\n");
/// writer.empty("c");
/// writer.end();
/// let body = r#"<a k="&quot;1&quot;"><b>1 &lt; 2&#13;
/// </b><c/></a>"#;
/// assert_eq!(writer.finish()?, format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{body}"));
/// # Ok::<(), mgmt_wire::Error<mgmt_wire::xml::ErrorKind>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Writer<'n> {
    out: String,
    style: Style,
    /// The open elements.
    open: Vec<Open<'n>>,
    /// The start tag at the end of `out` still lacks its `>`.
    in_tag: bool,
    /// The innermost element holds something other than character data, so its end tag may go on a line of its own.
    has_children: bool,
    /// Depth of the outermost element that declares a default namespace, if one does.
    default_namespace: Option<usize>,
    failed: Option<ErrorKind>,
}

/// The tags of an element, as text made once: what codecs of fixed vocabularies write in one piece.
///
/// ```
/// use mgmt_wire::xml::{Tag, Writer};
///
/// const NAME: Tag<'static> = Tag::new("<Name>", "</Name>");
/// let mut writer = Writer::new();
/// writer.leaf_tag(NAME, "1 < 2");
/// assert!(writer.finish()?.ends_with("<Name>1 &lt; 2</Name>"));
/// # Ok::<(), mgmt_wire::Error<mgmt_wire::xml::ErrorKind>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag<'n> {
    start: &'n str,
    /// The start tag without its `>`.
    head: &'n str,
    end: &'n str,
}

impl<'n> Tag<'n> {
    /// The start tag from `<` to `>`, attributes included, and the end tag that belongs to it. Both are taken as
    /// they are.
    #[must_use]
    pub const fn new(start: &'n str, end: &'n str) -> Self {
        let head = match start.split_at_checked(start.len().wrapping_sub(1)) {
            Some((head, _)) => head,
            None => "",
        };
        Tag { start, head, end }
    }
}

/// How an open element ends.
#[derive(Clone, Copy, Debug)]
enum Open<'n> {
    Name(&'n str),
    Qualified { prefix: &'n str, local: &'n str },
    Tag(&'n str),
}

impl Default for Writer<'_> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'n> Writer<'n> {
    /// A writer of the default [`Style`].
    #[must_use]
    pub fn new() -> Self {
        Self::with_style(Style::default())
    }

    /// A writer of another style.
    #[must_use]
    pub fn with_style(style: Style) -> Self {
        Self::with_capacity(style, 1024)
    }

    /// The same with room for a document of so many bytes.
    #[must_use]
    pub fn with_capacity(style: Style, bytes: usize) -> Self {
        let mut out = String::with_capacity(bytes);
        if style.declaration {
            out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        }
        Writer {
            out,
            style,
            open: Vec::with_capacity(16),
            in_tag: false,
            has_children: false,
            default_namespace: None,
            failed: None,
        }
    }

    /// Makes room for this many more bytes at once.
    pub fn reserve(&mut self, bytes: usize) {
        self.out.reserve(bytes);
    }

    /// How many bytes are written so far, without those [taken](Self::take).
    #[must_use]
    pub fn len(&self) -> usize {
        self.out.len()
    }

    /// Whether nothing is written so far, or all of it was taken.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    /// Opens an element; a name that is none of XML makes [`finish`](Self::finish) fail.
    pub fn start(&mut self, name: &'n str) {
        if !is_qualified_name(name) {
            self.fail(ErrorKind::InvalidName);
        }
        self.open_element(name);
    }

    /// Opens an element of a vocabulary, without a look at its name: for codecs in which names are constants.
    #[inline]
    pub fn start_known(&mut self, name: &'static str) {
        self.open_element(name);
    }

    #[inline]
    fn open_element(&mut self, name: &'n str) {
        self.before_element();
        self.out.push('<');
        self.out.push_str(name);
        self.opened(Open::Name(name));
    }

    /// Opens an element whose name is the two parts with a colon between them, taken as they are.
    #[inline]
    pub fn start_qualified(&mut self, prefix: &'n str, local: &'n str) {
        self.before_element();
        self.out.push('<');
        self.push_all(&[prefix, ":", local]);
        self.opened(Open::Qualified { prefix, local });
    }

    /// Opens an element of the vocabulary; more attributes may follow.
    // Where the tags are constants, copying them comes down to a few instructions; so below.
    #[inline(always)]
    pub fn start_tag(&mut self, tag: Tag<'n>) {
        self.before_element();
        self.out.push_str(tag.head);
        self.opened(Open::Tag(tag.end));
    }

    /// Adds an attribute to the element just opened.
    pub fn attribute(&mut self, name: &str, value: &str) {
        if !self.in_tag {
            self.fail(ErrorKind::Unbalanced);
            return;
        }
        if !is_qualified_name(name) {
            self.fail(ErrorKind::InvalidName);
        }
        if name == "xmlns" && self.default_namespace.is_none() {
            self.default_namespace = Some(self.open.len());
        }
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        if escape_attribute(&mut self.out, value) {
            self.fail(ErrorKind::InvalidCharacter);
        }
        self.out.push('"');
    }

    /// Declares a prefix; one that is no XML name makes [`finish`](Self::finish) fail.
    pub fn declare(&mut self, prefix: &str, uri: &str) {
        if !is_unqualified_name(prefix) {
            self.fail(ErrorKind::InvalidName);
        }
        self.attribute_pieces(&["xmlns:", prefix], &[uri]);
    }

    /// Adds an attribute whose name and value come in pieces, so that nobody has to join them first. The name is
    /// taken as it is, and is not `xmlns`.
    #[inline]
    pub fn attribute_pieces(&mut self, name: &[&str], value: &[&str]) {
        if !self.in_tag {
            self.fail(ErrorKind::Unbalanced);
            return;
        }
        self.out.push(' ');
        self.push_all(name);
        self.out.push_str("=\"");
        for piece in value {
            if escape_attribute(&mut self.out, piece) {
                self.fail(ErrorKind::InvalidCharacter);
            }
        }
        self.out.push('"');
    }

    /// Adds an attribute whose value has a number in it: what stands in front, from the blank before the name on, and
    /// what stands behind, to the closing quote, are taken as they are.
    #[inline]
    pub fn attribute_number(&mut self, before: &'static str, number: u64, after: &'static str) {
        if !self.in_tag {
            self.fail(ErrorKind::Unbalanced);
            return;
        }
        self.out.push_str(before);
        push_number(&mut self.out, number);
        self.out.push_str(after);
    }

    /// Adds character data.
    #[inline]
    pub fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.close_tag();
        if self.open.is_empty() && !is_blank(text) {
            self.fail(ErrorKind::Unbalanced);
        }
        self.escaped(text);
    }

    /// Adds character data that has nothing to escape, such as Base64, and is taken as it is.
    #[inline]
    pub fn text_plain(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.close_tag();
        if self.open.is_empty() {
            self.fail(ErrorKind::Unbalanced);
        }
        self.out.push_str(text);
    }

    /// Adds character data as a CDATA section, split where it contains `]]>`. Text with a carriage return is
    /// written escaped instead, since a section cannot keep one.
    pub fn cdata(&mut self, text: &str) {
        if text.contains('\r') {
            self.text(text);
            return;
        }
        self.close_tag();
        self.out.push_str("<![CDATA[");
        if is_text(text) {
            self.out.push_str(&text.replace("]]>", "]]]]><![CDATA[>"));
        } else {
            self.fail(ErrorKind::InvalidCharacter);
        }
        self.out.push_str("]]>");
    }

    /// Closes the innermost open element.
    #[inline]
    pub fn end(&mut self) {
        let Some(open) = self.open.pop() else {
            self.fail(ErrorKind::Unbalanced);
            return;
        };
        if self.in_tag {
            self.in_tag = false;
            match self.style.empty_elements {
                EmptyElements::SelfClose => self.out.push_str("/>"),
                EmptyElements::Expand => {
                    self.out.push('>');
                    self.close_element(open);
                }
            }
        } else {
            if self.has_children {
                self.new_line();
            }
            self.close_element(open);
        }
        self.has_children = true;
        if self.default_namespace.is_some_and(|depth| depth > self.open.len()) {
            self.default_namespace = None;
        }
    }

    /// Closes the innermost open element, which [`start_tag`](Self::start_tag) opened with this tag. It is the fast
    /// way for tags that are constants; where another element is open, that one is closed.
    #[inline(always)]
    pub fn end_tag(&mut self, tag: Tag<'_>) {
        match self.open.last() {
            Some(Open::Tag(end)) if core::ptr::eq(*end, tag.end) && self.is_simple() => {
                self.open.pop();
                self.out.push_str(tag.end);
                self.has_children = true;
            }
            _ => self.end(),
        }
    }

    /// There is nothing to think of but the end tag itself.
    #[inline]
    fn is_simple(&self) -> bool {
        !self.in_tag
            && self.style.indent.is_none()
            && self.default_namespace.is_none_or(|depth| depth < self.open.len())
    }

    #[inline]
    fn close_element(&mut self, open: Open<'_>) {
        match open {
            Open::Tag(end) => self.out.push_str(end),
            Open::Name(name) => self.push_all(&["</", name, ">"]),
            Open::Qualified { prefix, local } => self.push_all(&["</", prefix, ":", local, ">"]),
        }
    }

    /// Writes an element without content.
    #[inline]
    pub fn empty(&mut self, name: &'n str) {
        self.start(name);
        self.end();
    }

    /// Writes an element that holds character data and nothing else.
    #[inline]
    pub fn leaf(&mut self, name: &'n str, text: &str) {
        self.start(name);
        self.text(text);
        self.end();
    }

    /// Writes an element of the vocabulary that holds character data and nothing else.
    #[inline(always)]
    pub fn leaf_tag(&mut self, tag: Tag<'_>, text: &str) {
        self.before_element();
        self.has_children = true;
        if text.is_empty() {
            return self.empty_tag(tag);
        }
        self.out.push_str(tag.start);
        self.escaped(text);
        self.out.push_str(tag.end);
    }

    /// The same with a text that has nothing to escape, such as a number, and is taken as it is.
    #[inline(always)]
    pub fn leaf_tag_plain(&mut self, tag: Tag<'_>, text: &str) {
        self.before_element();
        self.has_children = true;
        self.push_all(&[tag.start, text, tag.end]);
    }

    /// Writes an element of the vocabulary that holds a number.
    #[inline]
    pub fn leaf_tag_number(&mut self, tag: Tag<'_>, number: u64) {
        self.before_element();
        self.has_children = true;
        self.out.push_str(tag.start);
        push_number(&mut self.out, number);
        self.out.push_str(tag.end);
    }

    fn escaped(&mut self, text: &str) {
        if escape_text(&mut self.out, text) {
            self.fail(ErrorKind::InvalidCharacter);
        }
    }

    #[cold]
    fn empty_tag(&mut self, tag: Tag<'_>) {
        match self.style.empty_elements {
            EmptyElements::SelfClose => self.push_all(&[tag.head, "/>"]),
            EmptyElements::Expand => self.push_all(&[tag.start, tag.end]),
        }
    }

    /// Writes back an element that was kept verbatim.
    pub fn raw(&mut self, element: &RawElement<'_>) {
        self.before_element();
        let text = element.as_str();
        let (head, tail) = text.split_at_checked(raw::name_end(text)).unwrap_or((text, ""));
        self.out.push_str(head);
        // Outside, the element without prefix was in no namespace; here it would fall into the default one.
        if self.default_namespace.is_some() && !head.contains(':') && !declares_default(tail) {
            self.out.push_str(" xmlns=\"\"");
        }
        self.out.push_str(tail);
        self.has_children = true;
    }

    /// What is written so far, for documents that are sent piece by piece: the pieces one behind the other, with
    /// that of [`finish`](Self::finish) at the end, are the document.
    ///
    /// ```
    /// use mgmt_wire::xml::{Style, Writer};
    ///
    /// let mut style = Style::default();
    /// style.declaration = false;
    /// let mut writer = Writer::with_style(style);
    /// writer.start("a");
    /// let mut document = writer.take()?;
    /// writer.leaf("b", "1");
    /// document += &writer.take()?;
    /// writer.end();
    /// document += &writer.finish()?;
    /// assert_eq!(document, "<a><b>1</b></a>");
    /// # Ok::<(), mgmt_wire::Error<mgmt_wire::xml::ErrorKind>>(())
    /// ```
    ///
    /// # Errors
    /// The first mistake so far: `InvalidCharacter`, `InvalidName` or `Unbalanced`.
    pub fn take(&mut self) -> Result<String, Error> {
        match self.failed {
            None => Ok(core::mem::take(&mut self.out)),
            Some(kind) => Err(Error::new(kind)),
        }
    }

    /// The document.
    ///
    /// # Errors
    /// The first mistake: `InvalidCharacter`, `InvalidName` or `Unbalanced`.
    pub fn finish(mut self) -> Result<String, Error> {
        if !self.open.is_empty() {
            self.fail(ErrorKind::Unbalanced);
        }
        match self.failed {
            None => Ok(self.out),
            Some(kind) => Err(Error::new(kind)),
        }
    }

    #[inline]
    fn opened(&mut self, open: Open<'n>) {
        self.open.push(open);
        self.in_tag = true;
        self.has_children = false;
    }

    #[inline]
    fn push_all(&mut self, pieces: &[&str]) {
        for piece in pieces {
            self.out.push_str(piece);
        }
    }

    #[inline]
    fn before_element(&mut self) {
        self.close_tag();
        if self.has_children || !self.open.is_empty() {
            self.new_line();
        }
    }

    #[inline]
    fn close_tag(&mut self) {
        if self.in_tag {
            self.out.push('>');
            self.in_tag = false;
        }
    }

    #[inline]
    fn new_line(&mut self) {
        if let Some(width) = self.style.indent {
            self.indent(width);
        }
    }

    #[cold]
    fn indent(&mut self, width: usize) {
        self.out.push('\n');
        self.out.extend(core::iter::repeat_n(' ', width * self.open.len()));
    }

    #[cold]
    fn fail(&mut self, kind: ErrorKind) {
        self.failed.get_or_insert(kind);
    }
}

/// Appends a number in decimal digits.
#[inline]
fn push_number(out: &mut String, number: u64) {
    match u8::try_from(number) {
        Ok(digit) if digit < 10 => out.push(char::from(b'0' + digit)),
        _ => push_digits(out, number),
    }
}

fn push_digits(out: &mut String, number: u64) {
    // As many as the largest number has.
    let mut digits = [b'0'; 20];
    let (mut rest, mut at) = (number, digits.len());
    for digit in digits.iter_mut().rev() {
        *digit += u8::try_from(rest % 10).unwrap_or(0);
        (rest, at) = (rest / 10, at - 1);
        if rest == 0 {
            break;
        }
    }
    out.push_str(digits.get(at..).and_then(|digits| core::str::from_utf8(digits).ok()).unwrap_or_default());
}

/// Whether the rest of a start tag declares the default namespace.
fn declares_default(tail: &str) -> bool {
    let tag = tail.split_once('>').map_or(tail, |(tag, _)| tag);
    tag.split("xmlns").skip(1).any(|after| after.trim_start().starts_with('='))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    fn bare() -> Writer<'static> {
        Writer::with_style(Style { declaration: false, ..Style::default() })
    }

    #[test]
    fn numbers_are_written_whole() {
        const NUMBER: Tag<'static> = Tag::new("<n>", "</n>");
        for number in [0, 9, 10, 99, 100, 4_294_967_295, 10_000_000_000_000_000_000, u64::MAX] {
            let mut writer = bare();
            writer.start("a");
            writer.attribute_number(" k=\"[", number, "]\"");
            writer.leaf_tag_number(NUMBER, number);
            writer.end();
            assert_eq!(writer.finish().unwrap(), format!("<a k=\"[{number}]\"><n>{number}</n></a>"));
        }
    }

    #[test]
    fn mistakes_come_out_at_the_end() {
        let kind = |build: fn(&mut Writer<'static>)| {
            let mut writer = bare();
            build(&mut writer);
            *writer.finish().unwrap_err().kind()
        };
        assert_eq!(kind(|w| w.leaf("a", "\u{1}")), ErrorKind::InvalidCharacter);
        assert_eq!(kind(|w| w.leaf("a", "\u{FFFE}")), ErrorKind::InvalidCharacter);
        assert_eq!(kind(|w| w.start("a")), ErrorKind::Unbalanced);
        assert_eq!(kind(|w| w.end()), ErrorKind::Unbalanced);
        assert_eq!(kind(|w| w.text("x")), ErrorKind::Unbalanced);
        assert_eq!(kind(|w| w.attribute("k", "v")), ErrorKind::Unbalanced);
        assert_eq!(
            kind(|w| {
                w.start("1");
                w.end();
            }),
            ErrorKind::InvalidName
        );
        assert_eq!(kind(|w| w.attribute_number(" k=\"", 1, "\"")), ErrorKind::Unbalanced);
        assert_eq!(kind(|w| w.leaf("a b", "")), ErrorKind::InvalidName);
        assert_eq!(kind(|w| w.empty("a`")), ErrorKind::InvalidName);
        assert_eq!(
            kind(|w| {
                w.start("a");
                w.cdata("\0");
                w.end();
            }),
            ErrorKind::InvalidCharacter
        );
    }

    #[test]
    fn styles() {
        let mut writer = Writer::with_style(Style {
            declaration: false,
            empty_elements: EmptyElements::Expand,
            indent: Some(2),
        });
        writer.start("a");
        writer.leaf("b", "\u{FF01}>");
        writer.start("c");
        writer.empty("d");
        writer.end();
        writer.end();
        assert_eq!(writer.finish().unwrap(), "<a>\n  <b>\u{FF01}&gt;</b>\n  <c>\n    <d></d>\n  </c>\n</a>");
    }

    #[test]
    fn sections_are_split() {
        let mut writer = bare();
        writer.start("a");
        writer.cdata("x]]>y");
        writer.cdata("\r");
        writer.end();
        assert_eq!(writer.finish().unwrap(), "<a><![CDATA[x]]]]><![CDATA[>y]]>&#13;</a>");
    }
}
