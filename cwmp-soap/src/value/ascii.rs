//! Short texts of ASCII characters, put together without memory of their own.

/// Digits and punctuation of one time.
#[derive(Clone, Copy)]
pub(crate) struct ShortText {
    bytes: [u8; ShortText::CAPACITY],
    len: usize,
}

impl ShortText {
    /// As many as `2026-03-14T02:17:09+01:00` has.
    const CAPACITY: usize = 25;

    pub(crate) const EMPTY: ShortText = ShortText { bytes: [0; ShortText::CAPACITY], len: 0 };

    /// Appends a character of ASCII; nothing when there is no room.
    #[inline]
    pub(crate) fn push(&mut self, byte: u8) {
        if let Some(slot) = self.bytes.get_mut(self.len) {
            *slot = byte;
            self.len += 1;
        }
    }

    /// Appends a number below 100 in two digits.
    #[inline]
    pub(crate) fn push_two(&mut self, number: u8) {
        self.push(b'0' + number / 10 % 10);
        self.push(b'0' + number % 10);
    }

    pub(crate) fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..self.len).unwrap_or_default();
        // All of it is ASCII.
        core::str::from_utf8(bytes).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_room_is_left_out() {
        let mut text = ShortText::EMPTY;
        (0..12).for_each(|number| text.push_two(number));
        assert_eq!(text.as_str(), "000102030405060708091011");
        text.push_two(99);
        assert_eq!(text.as_str(), "0001020304050607080910119");
    }
}
