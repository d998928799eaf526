//! Character classes of XML 1.0 (fifth edition), which its binary form keeps to, too.
//!
//! ```
//! use mgmt_wire::character;
//!
//! assert!(character::is_text("a\tß"));
//! assert!(!character::is_text("a\u{1}"));
//! assert!(character::is_name_start('_') && !character::is_name_start('1') && character::is_name('1'));
//! ```

/// Clause 2.2, `Char`: what a document may contain.
#[inline]
#[must_use]
pub const fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}')
}

/// Whether a document may contain the text: every character of it is a [`Char`](is_char).
#[inline]
#[must_use]
pub fn is_text(text: &str) -> bool {
    // Single bytes tell all but U+FFFE and U+FFFF, which begin with this one.
    const LEAD: u8 = 0xEF;
    let (is_bad, is_rare) = text.bytes().fold((false, false), |(is_bad, is_rare), byte| {
        (is_bad | (byte < b' ' && !is_space(byte)), is_rare | (byte == LEAD))
    });
    !is_bad && (!is_rare || text.chars().all(is_char))
}

/// Clause 2.3, `S`: white space.
pub const SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

/// Whether a byte is [white space](SPACE).
#[inline]
#[must_use]
pub const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// A text without the [white space](SPACE) around it.
#[inline]
#[must_use]
pub fn trim(text: &str) -> &str {
    // Nearly every value has none.
    match (text.as_bytes().first(), text.as_bytes().last()) {
        (Some(first), Some(last)) if !is_space(*first) && !is_space(*last) => text,
        _ => text.trim_matches(SPACE),
    }
}

/// Whether a text is nothing but [white space](SPACE).
#[inline]
#[must_use]
pub fn is_blank(text: &str) -> bool {
    text.bytes().all(is_space)
}

/// Clause 2.3, `NameStartChar`, but the colon.
#[inline]
#[must_use]
pub const fn is_name_start(c: char) -> bool {
    matches!(c, 'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

/// Clause 2.3, `NameChar`, but the colon.
#[inline]
#[must_use]
pub const fn is_name(c: char) -> bool {
    is_name_start(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::{SPACE, is_char, is_space, is_text, trim};

    #[test]
    fn text_is_made_of_characters() {
        let mut buffer = [0; 4];
        for character in '\0'..=char::MAX {
            let text = character.encode_utf8(&mut buffer);
            assert_eq!(is_text(text), is_char(character), "{character:?}");
        }
        for byte in 0..=u8::MAX {
            assert_eq!(is_space(byte), SPACE.contains(&char::from(byte)), "{byte:#x}");
        }
        assert!(is_text("") && is_text("a\u{FEFF}é\u{FFFD}\n"));
        assert!(!is_text("\u{FEFF}\u{FFFE}") && !is_text("é\u{1}"));
        assert_eq!(
            [trim(""), trim("a b"), trim("a\n"), trim("\t\r a"), trim(" ")],
            ["", "a b", "a", "a", ""]
        );
        assert_eq!(trim("\u{A0}a"), "\u{A0}a");
    }
}
