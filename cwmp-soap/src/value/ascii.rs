//! Short texts of ASCII characters, put together without memory of their own.

/// Digits and punctuation of one number or time.
#[derive(Clone, Copy)]
pub(crate) struct ShortText {
    bytes: [u8; ShortText::CAPACITY],
    len: usize,
}

impl ShortText {
    const CAPACITY: usize = 40;

    pub(crate) const EMPTY: ShortText = ShortText { bytes: [0; ShortText::CAPACITY], len: 0 };

    /// A number in decimal digits.
    pub(crate) fn number(number: u64) -> ShortText {
        let mut text = ShortText::EMPTY;
        text.push_number(number);
        text
    }

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

    /// Appends a number in decimal digits.
    pub(crate) fn push_number(&mut self, number: u64) {
        let digits = number.checked_ilog10().map_or(1, |tens| usize::try_from(tens).unwrap_or(0) + 1);
        let mut rest = number;
        if let Some(room) = self.bytes.get_mut(self.len..self.len + digits) {
            for slot in room.iter_mut().rev() {
                *slot = b'0' + u8::try_from(rest % 10).unwrap_or(0);
                rest /= 10;
            }
            self.len += digits;
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..self.len).unwrap_or_default();
        // All of it is ASCII.
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for number in [0, 1, 9, 10, 99, 100, 4_294_967_295, u64::MAX] {
            assert_eq!(ShortText::number(number).as_str(), number.to_string());
        }
    }

    #[test]
    fn what_has_no_room_is_left_out() {
        let mut text = ShortText::number(u64::MAX);
        text.push_number(u64::MAX);
        text.push_number(u64::MAX);
        assert_eq!(text.as_str(), format!("{}{}", u64::MAX, u64::MAX));
        text.push(b'x');
        assert_eq!(text.as_str().len(), 40);
    }
}
