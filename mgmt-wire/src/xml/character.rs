//! Character classes of XML 1.0 (fifth edition), clauses 2.2 and 2.3.

/// Clause 2.2: the characters a document may contain.
pub(super) const fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}')
}

/// Clause 2.3: white space.
pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Whether a text is nothing but white space.
pub(super) fn is_blank(text: &str) -> bool {
    text.bytes().all(is_space)
}

const fn is_name_start(c: char) -> bool {
    matches!(c, ':' | 'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

const fn is_name_char(c: char) -> bool {
    is_name_start(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// Clause 2.3 `Name`, with at most one colon and none at the ends (Namespaces in XML clause 4 `QName`).
pub(super) fn is_qualified_name(name: &str) -> bool {
    match name.split_once(':') {
        Some((prefix, local)) => is_unqualified_name(prefix) && is_unqualified_name(local),
        None => is_unqualified_name(name),
    }
}

/// Namespaces in XML clause 3 `NCName`.
pub(super) fn is_unqualified_name(name: &str) -> bool {
    let bytes = name.as_bytes();
    let Some((&first, rest)) = bytes.split_first() else { return false };
    // Nearly every name is ASCII: a table look-up a byte, and the full classes only when it is not.
    if (first.is_ascii_alphabetic() || first == b'_') && rest.iter().all(|&b| is_ascii_name_byte(b)) {
        return true;
    }
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c != ':' && is_name_start(c)) && chars.all(|c| c != ':' && is_name_char(c))
}

const fn is_ascii_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')
}

/// What one pass over a document finds before the first event is read.
pub(super) struct Survey {
    /// Byte offset of the first character outside clause 2.2.
    pub(super) illegal: Option<usize>,
    /// Whether text has to be searched for carriage returns and `]]>`.
    pub(super) text_needs_care: bool,
}

/// Looks at every byte once, in blocks that the compiler turns into vector code.
pub(super) fn survey(text: &str) -> Survey {
    const BLOCK: usize = 64;
    let mut text_needs_care = false;
    let mut offset = 0;
    for block in text.as_bytes().chunks(BLOCK) {
        let mut suspicious = false;
        let mut care = false;
        for &byte in block {
            // 0xEF begins U+FFFE and U+FFFF; every byte below 0x20 is a control character.
            suspicious |=
                (byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r') | (byte == 0xEF);
            care |= (byte == b'\r') | (byte == b']');
        }
        text_needs_care |= care;
        if suspicious && let Some(illegal) = first_illegal(text, offset, block.len()) {
            return Survey { illegal: Some(illegal), text_needs_care };
        }
        offset += block.len();
    }
    Survey { illegal: None, text_needs_care }
}

#[cold]
fn first_illegal(text: &str, from: usize, len: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    (from..from + len).find(|&at| match bytes.get(at..) {
        Some([0xEF, 0xBF, 0xBE | 0xBF, ..]) => true,
        Some([byte, ..]) => *byte < 0x20 && !is_space(*byte),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for good in ["a", "_x", "X_000E50_Y-1.z", "élan", "a·b"] {
            assert!(is_unqualified_name(good), "{good}");
        }
        for bad in ["", "1a", "-a", "a<b", "a b", "a:b", ".a", "·a"] {
            assert!(!is_unqualified_name(bad), "{bad}");
        }
        assert!(is_qualified_name("soap:Body"));
        for bad in [":a", "a:", "a:b:c", ":"] {
            assert!(!is_qualified_name(bad), "{bad}");
        }
    }

    #[test]
    fn survey_agrees_with_the_production() {
        for c in (0..=0x11_0000).filter_map(char::from_u32) {
            let text = format!("{}{c}", "x".repeat(70));
            assert_eq!(survey(&text).illegal, (!is_char(c)).then_some(70), "U+{:04X}", u32::from(c));
        }
    }
}
