//! Names and characters of a document, a byte at a time.

use crate::character::{is_name as is_name_char, is_name_start, is_space};

/// What a byte may be in a tag: one look-up answers for nearly every byte of nearly every document.
const NAME_START: u8 = 1;
const NAME: u8 = 2;
const COLON: u8 = 4;
const NON_ASCII: u8 = 8;

#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a wrong index is an error")]
const CLASS: [u8; 256] = {
    let mut class = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        class[byte] = match byte {
            0x41..=0x5A | 0x5F | 0x61..=0x7A => NAME_START | NAME,
            0x2D | 0x2E | 0x30..=0x39 => NAME,
            0x3A => COLON,
            0x80.. => NON_ASCII,
            _ => 0,
        };
        byte += 1;
    }
    class
};

const fn class(byte: u8) -> u8 {
    // The table has an entry for every byte; `get` is not const.
    #[expect(clippy::indexing_slicing, reason = "256 entries, one for each byte")]
    CLASS[byte as usize]
}

/// A name at the front of a text, and what follows it.
pub(super) struct ScannedName<'a> {
    /// Empty when there is no colon.
    pub(super) prefix: &'a str,
    pub(super) local: &'a str,
    /// Prefix, colon and local part.
    pub(super) whole: &'a str,
    /// Bytes of the whole name.
    pub(super) len: usize,
}

/// Namespaces in XML clause 4 `QName` at the front of `text`: reads as far as name characters and colons go.
///
/// `None` when what stands there is not a qualified name; the caller looks at what follows it.
#[inline]
pub(super) fn scan_name(text: &str) -> Option<ScannedName<'_>> {
    let mut colon = None;
    let mut len = 0;
    let mut needs_start = true;
    for byte in text.bytes() {
        let class = class(byte);
        if class & if needs_start { NAME_START } else { NAME } != 0 {
            needs_start = false;
        } else if class == COLON && !needs_start && colon.is_none() {
            colon = Some(len);
            needs_start = true;
        } else if class == NON_ASCII {
            return scan_unusual_name(text);
        } else {
            break;
        }
        len += 1;
    }
    if needs_start { None } else { split_at_colon(text, len, colon) }
}

fn split_at_colon(text: &str, len: usize, colon: Option<usize>) -> Option<ScannedName<'_>> {
    let name = text.get(..len)?;
    match colon {
        None => Some(ScannedName { prefix: "", local: name, whole: name, len }),
        Some(at) => {
            Some(ScannedName { prefix: name.get(..at)?, local: name.get(at + 1..)?, whole: name, len })
        }
    }
}

/// The same by the full classes of characters.
#[cold]
fn scan_unusual_name(text: &str) -> Option<ScannedName<'_>> {
    let len = text.find(|c| c != ':' && !is_name_char(c)).unwrap_or(text.len());
    let name = text.get(..len)?;
    let legal = |part: &str| part.chars().next().is_some_and(is_name_start);
    let colon = name.find(':');
    let (prefix, local) = name.split_once(':').unwrap_or((name, name));
    if legal(prefix) && legal(local) && !local.contains(':') {
        split_at_colon(text, len, colon)
    } else {
        None
    }
}

/// Whether the whole text is a `QName`.
pub(super) fn is_qualified_name(name: &str) -> bool {
    scan_name(name).is_some_and(|scanned| scanned.len == name.len())
}

/// Whether the whole text is an `NCName` (Namespaces in XML clause 3).
pub(super) fn is_unqualified_name(name: &str) -> bool {
    scan_name(name).is_some_and(|scanned| scanned.len == name.len() && scanned.prefix.is_empty())
}

/// What one pass over a document finds before the first event is read.
pub(super) struct Survey {
    /// Byte offset of the first character outside clause 2.2.
    pub(super) illegal: Option<usize>,
    /// Whether text has to be searched for carriage returns and `]]>`.
    pub(super) text_needs_care: bool,
}

/// Looks at every byte once, in blocks that the compiler turns into vector code, and at few a second time.
pub(super) fn survey(text: &str) -> Survey {
    const BLOCK: usize = 128;
    let mut survey = Survey { illegal: None, text_needs_care: false };
    let mut offset = 0;
    for block in text.as_bytes().chunks(BLOCK) {
        let mut remarkable = false;
        for &byte in block {
            // Control characters but HT and LF, what begins U+FFFE and U+FFFF, and `]`.
            remarkable |= (byte < b'\t') | (byte.wrapping_sub(0x0B) < 0x15) | (byte == 0xEF) | (byte == b']');
        }
        if remarkable {
            survey.text_needs_care |= memchr::memchr2(b'\r', b']', block).is_some();
            survey.illegal = first_illegal(text, offset, block.len());
            if survey.illegal.is_some() {
                break;
            }
        }
        offset += block.len();
    }
    survey
}

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
    use crate::character::is_char;
    use alloc::format;

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
