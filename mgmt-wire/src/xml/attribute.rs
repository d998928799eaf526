//! Attributes of a start tag (XML 1.0 clause 3.1).

use super::ErrorKind;
use super::character::{ScannedName, is_space, scan_name};
use super::namespace::Name;
use std::borrow::Cow;

/// One attribute of a start tag; namespace declarations are not among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// The name. Attributes without prefix are in no namespace.
    pub name: Name<'a>,
    /// The value, references resolved and white space normalised.
    pub value: Cow<'a, str>,
    /// Byte offset of the name.
    pub offset: usize,
}

/// One `name="value"` as it stands in a tag.
pub(super) struct RawAttribute<'a> {
    pub(super) name: ScannedName<'a>,
    pub(super) value: &'a str,
    /// Byte offset of the name, counted from the start of the scanned text.
    pub(super) offset: usize,
}

/// Takes the next attribute off `rest`, the part of the tag behind what was read already.
///
/// `at` is the offset of `rest` and moves with it. `None` at the end of the tag.
pub(super) fn next_attribute<'a>(
    rest: &mut &'a str,
    at: &mut usize,
) -> Result<Option<RawAttribute<'a>>, ErrorKind> {
    let malformed = ErrorKind::Malformed("attribute");
    let gap = leading_space(rest);
    advance(rest, at, gap);
    if rest.is_empty() {
        return Ok(None);
    }
    // White space is required between attributes, and between the element's name and the first.
    if gap == 0 {
        return Err(malformed);
    }
    let offset = *at;
    let name = scan_name(rest).ok_or(ErrorKind::Malformed("attribute name"))?;
    advance(rest, at, name.len);
    let gap = leading_space(rest);
    advance(rest, at, gap);
    *rest = rest.strip_prefix('=').ok_or(malformed)?;
    *at += 1;
    let gap = leading_space(rest);
    advance(rest, at, gap);
    let quote = match rest.bytes().next() {
        Some(quote @ (b'"' | b'\'')) => quote,
        _ => return Err(malformed),
    };
    advance(rest, at, 1);
    let end = memchr::memchr2(quote, b'<', rest.as_bytes()).ok_or(malformed)?;
    let value = advance(rest, at, end);
    if rest.starts_with('<') {
        return Err(ErrorKind::Malformed("`<` in an attribute value"));
    }
    advance(rest, at, 1);
    Ok(Some(RawAttribute { name, value, offset }))
}

#[inline]
fn leading_space(text: &str) -> usize {
    text.bytes().take_while(|b| is_space(*b)).count()
}

/// Cuts `len` bytes off the front.
#[inline]
fn advance<'a>(rest: &mut &'a str, at: &mut usize, len: usize) -> &'a str {
    let (front, back) = rest.split_at_checked(len).unwrap_or((rest, ""));
    *rest = back;
    *at += len;
    front
}
