//! Entity and character references (XML 1.0 clause 4.1), line ends (clause 2.11), attribute values (clause 3.3.3).

use super::ErrorKind;
use super::escape::is_plain;
use crate::ControlCharacters;
use crate::character::{is_char, is_space};
use alloc::borrow::Cow;
use alloc::string::String;

/// What a reference stands for: `name` is what is between `&` and `;`.
///
/// `None` is a character that the caller asked to leave out.
pub(super) fn resolve(name: &str, illegal: ControlCharacters) -> Result<Option<char>, ErrorKind> {
    let Some(number) = name.strip_prefix('#') else {
        return match name {
            "lt" => Ok(Some('<')),
            "gt" => Ok(Some('>')),
            "amp" => Ok(Some('&')),
            "quot" => Ok(Some('"')),
            "apos" => Ok(Some('\'')),
            _ if super::character::is_unqualified_name(name) => Err(ErrorKind::UnknownEntity),
            _ => Err(ErrorKind::Malformed("reference")),
        };
    };
    let (digits, radix) = match number.strip_prefix('x') {
        Some(hex) => (hex, 16),
        None => (number, 10),
    };
    let malformed = ErrorKind::Malformed("char ref");
    // `from_str_radix` would take a sign.
    if digits.is_empty() || !digits.bytes().all(|b| char::from(b).is_digit(radix)) {
        return Err(malformed);
    }
    let code = u32::from_str_radix(digits, radix).map_err(|_| malformed)?;
    match (char::from_u32(code), illegal) {
        (Some(c), _) if is_char(c) => Ok(Some(c)),
        (Some(_), ControlCharacters::Replace) => Ok(Some(char::REPLACEMENT_CHARACTER)),
        (Some(_), ControlCharacters::Remove) => Ok(None),
        _ => Err(malformed),
    }
}

/// Clause 2.11: CR LF and lone CR become LF.
pub(super) fn normalize_line_ends(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'\r', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    let (mut done, mut rest) = text.split_at_checked(first).unwrap_or((text, ""));
    loop {
        out.push_str(done);
        let Some(after) = rest.strip_prefix('\r') else { return Cow::Owned(out) };
        out.push('\n');
        let after = after.strip_prefix('\n').unwrap_or(after);
        let next = memchr::memchr(b'\r', after.as_bytes()).unwrap_or(after.len());
        (done, rest) = after.split_at_checked(next).unwrap_or((after, ""));
    }
}

/// Clause 3.3.3: references resolved, literal white space turned into spaces. `bare`: an `&` that begins no reference
/// stands for itself.
pub(super) fn attribute_value(
    raw: &str,
    illegal: ControlCharacters,
    bare: bool,
) -> Result<Cow<'_, str>, ErrorKind> {
    let special = |b: u8| b == b'&' || (b != b' ' && is_space(b));
    if is_plain(raw.as_bytes()) || !raw.bytes().any(special) {
        return Ok(Cow::Borrowed(raw));
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.bytes().position(special) {
        let (before, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        if let Some(reference) = tail.strip_prefix('&') {
            // A name ends before the next reference, so that many that are none are looked through once.
            let end = reference.bytes().position(|b| matches!(b, b';' | b'&'));
            let named = end
                .and_then(|end| reference.split_at_checked(end))
                .and_then(|(name, after)| after.strip_prefix(';').map(|after| (name, after)));
            let found = match named {
                Some((name, after)) => resolve(name, illegal).map(|c| (c, after)),
                None => Err(ErrorKind::Malformed("reference")),
            };
            rest = match found {
                Ok((c, after)) => {
                    out.extend(c);
                    after
                }
                Err(ErrorKind::Malformed("reference") | ErrorKind::UnknownEntity) if bare => {
                    out.push('&');
                    reference
                }
                Err(kind) => return Err(kind),
            };
        } else {
            out.push(' ');
            rest = tail.strip_prefix("\r\n").or_else(|| tail.strip_prefix(['\r', '\n', '\t'])).unwrap_or("");
        }
    }
    out.push_str(rest);
    Ok(Cow::Owned(out))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        let refuse = ControlCharacters::Refuse;
        assert_eq!(resolve("#x1F600", refuse), Ok(Some('\u{1F600}')));
        assert_eq!(resolve("#9", refuse), Ok(Some('\t')));
        for bad in
            ["#", "#x", "#X41", "#+65", "#-1", "#0", "#1", "#xD800", "#xFFFE", "#x110000", "#99999999999"]
        {
            assert_eq!(resolve(bad, refuse), Err(ErrorKind::Malformed("char ref")), "{bad}");
        }
        assert_eq!(resolve("nbsp", refuse), Err(ErrorKind::UnknownEntity));
        assert_eq!(resolve("a b", refuse), Err(ErrorKind::Malformed("reference")));
        assert_eq!(resolve("#2", ControlCharacters::Replace), Ok(Some('\u{FFFD}')));
        assert_eq!(resolve("#2", ControlCharacters::Remove), Ok(None));
    }

    #[test]
    fn line_ends() {
        assert_eq!(normalize_line_ends("a\r\nb\rc\nd\r"), "a\nb\nc\nd\n");
        assert!(matches!(normalize_line_ends("a\nb"), Cow::Borrowed(_)));
    }

    #[test]
    fn attribute_values() {
        let value = |raw| attribute_value(raw, ControlCharacters::Refuse, false);
        assert_eq!(value("a\r\nb\tc&#10;d"), Ok("a b c\nd".into()));
        assert_eq!(value("a & b"), Err(ErrorKind::Malformed("reference")));
        assert_eq!(value("a&b&lt;"), Err(ErrorKind::Malformed("reference")));
        let bare = |raw| attribute_value(raw, ControlCharacters::Refuse, true);
        assert_eq!(bare("/a?b=1&c=2&amp;d=&lt;&x;&"), Ok("/a?b=1&c=2&d=<&x;&".into()));
        assert_eq!(bare("&#0;"), Err(ErrorKind::Malformed("char ref")));
    }
}
