//! Deviations that lenient decoding accepted.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;
use core::fmt;

use crate::Kind;

/// A tolerated deviation: what, and where.
///
/// The kind is each crate's own `WarningKind`; its documentation says which sentence of the standard is
/// broken and where that is seen in the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning<W> {
    /// Which deviation.
    pub kind: W,
    /// Byte offset in the input as it was given.
    pub offset: usize,
}

impl<W> Warning<W> {
    /// A deviation of this kind at this byte offset.
    pub const fn new(kind: W, offset: usize) -> Self {
        Warning { kind, offset }
    }
}

impl<W: Kind> Warning<W> {
    /// The stable name of the kind.
    pub fn name(&self) -> &'static str {
        self.kind.name()
    }
}

impl<W: fmt::Display> fmt::Display for Warning<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.kind, self.offset)
    }
}

/// Where a decoder's warnings go: `()` drops them, a `Vec` keeps them, a closure does as it likes.
///
/// ```
/// use mgmt_wire::{Warning, WarningSink};
///
/// let mut kept = Vec::new();
/// WarningSink::warn(&mut kept, Warning::new("padded integer", 17));
/// assert_eq!(kept[0].to_string(), "padded integer at byte 17");
/// ```
pub trait WarningSink<W> {
    /// Takes one warning.
    fn warn(&mut self, warning: Warning<W>);
}

impl<W> WarningSink<W> for () {
    fn warn(&mut self, _: Warning<W>) {}
}

#[cfg(feature = "alloc")]
impl<W> WarningSink<W> for Vec<Warning<W>> {
    fn warn(&mut self, warning: Warning<W>) {
        self.push(warning);
    }
}

impl<W, F: FnMut(Warning<W>)> WarningSink<W> for F {
    fn warn(&mut self, warning: Warning<W>) {
        self(warning);
    }
}
