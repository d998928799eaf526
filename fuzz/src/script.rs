//! Input read as a script: what a fuzzer changes is what happens.

/// Bytes that become choices; zeros when they are used up, which is what `is_over` tells.
pub(crate) struct Script<'d>(pub(crate) &'d [u8]);

impl<'d> Script<'d> {
    pub(crate) fn is_over(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (usize::from(self.byte()) << 8 | usize::from(self.byte())) % bound
    }

    /// One of several.
    pub(crate) fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::from(self.byte()) % of.len()]
    }

    /// The next bytes, at most so many.
    pub(crate) fn bytes(&mut self, most: usize) -> &'d [u8] {
        let (taken, rest) = self.0.split_at(self.below(most + 1).min(self.0.len()));
        self.0 = rest;
        taken
    }

    /// The same as text: printable characters, and some that are more than one byte.
    pub(crate) fn text(&mut self, most: usize) -> String {
        let letter = |byte: &u8| match byte {
            b' '..=b'~' | b'\t' | b'\n' | b'\r' => char::from(*byte),
            _ => char::from_u32(0xC0 + u32::from(*byte) * 97).unwrap_or('?'),
        };
        self.bytes(most).iter().map(letter).collect()
    }
}
