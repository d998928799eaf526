//! From places in transcoded text back to places in the bytes that came.

use super::Encoding;

/// Byte offsets in a document that was transcoded, for byte offsets in its text: what errors and warnings count in.
///
/// Asked for in ascending order the text is walked once.
///
/// ```
/// use mgmt_wire::{DecodeOptions, xml::{Document, SourceOffsets}};
///
/// let latin1 = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9\xE9x</a>";
/// let document = Document::from_bytes(latin1, &DecodeOptions::lenient())?;
/// let (text, encoding) = (document.text(), document.encoding());
/// let mut source = SourceOffsets::new(text, encoding);
/// assert_eq!(source.of(text.find("x</a>").unwrap_or(0)), 48);
/// # Ok::<(), mgmt_wire::Error<mgmt_wire::xml::ErrorKind>>(())
/// ```
#[derive(Clone, Debug)]
pub struct SourceOffsets<'t> {
    text: &'t str,
    encoding: Encoding,
    at: usize,
    source: usize,
}

impl<'t> SourceOffsets<'t> {
    /// For a text that was read from this encoding.
    #[must_use]
    pub fn new(text: &'t str, encoding: Encoding) -> Self {
        SourceOffsets { text, encoding, at: 0, source: 0 }
    }

    /// The offset in the source of what is at `offset` in the text.
    pub fn of(&mut self, offset: usize) -> usize {
        if offset < self.at {
            (self.at, self.source) = (0, 0);
        }
        for c in self.text.get(self.at..offset).unwrap_or_default().chars() {
            self.source += self.length(c);
        }
        self.at = self.at.max(offset);
        self.source
    }

    /// The offset in the text of the character that is at `source`.
    #[must_use]
    pub fn text_offset(&self, source: usize) -> usize {
        let mut passed = 0;
        let behind = self.text.char_indices().find(|(_, c)| {
            passed += self.length(*c);
            passed > source
        });
        behind.map_or(self.text.len(), |(at, _)| at)
    }

    /// How many bytes a character takes in the source.
    fn length(&self, c: char) -> usize {
        match self.encoding {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16Be | Encoding::Utf16Le => 2 * c.len_utf16(),
            _ => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_in_any_order_lead_back() {
        let text = "\u{FEFF}<a>é\u{1F600}x</a>";
        for (encoding, expected) in [
            (Encoding::Utf8, [0, 3, 6, 8, 12, 13]),
            (Encoding::Utf16Be, [0, 2, 8, 10, 14, 16]),
            (Encoding::Latin1, [0, 1, 4, 5, 6, 7]),
        ] {
            let mut source = SourceOffsets::new(text, encoding);
            let offsets = [0, 3, 6, 8, 12, 13];
            assert_eq!(offsets.map(|offset| source.of(offset)), expected, "{encoding:?}");
            assert_eq!(source.of(6), expected[2], "back again");
            assert_eq!(expected.map(|place| source.text_offset(place)), offsets, "{encoding:?}");
        }
    }
}
