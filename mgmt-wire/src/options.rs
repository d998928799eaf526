//! What the caller asks of a decoder.

use crate::Limits;

/// How a decoder treats input that breaks a rule of its standard but can still be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Mode {
    /// Accept known deviations of real devices; each becomes a named warning.
    #[default]
    Lenient,
    /// Refuse the first deviation.
    Strict,
}

/// What to do with characters that XML 1.0 cannot carry, when they stand in a document anyway.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum ControlCharacters {
    /// Refuse the document.
    #[default]
    Refuse,
    /// Read each as U+FFFD, with a warning.
    Replace,
    /// Leave each out, with a warning.
    Remove,
}

/// Repairs of documents that are not well-formed. All are off unless asked for, also in lenient mode.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Recovery {
    /// Characters outside XML's `Char` production (clause 2.2), raw or as a reference.
    pub control_characters: ControlCharacters,
    /// An attribute given twice: keep the first (gSOAP stacks repeat `mustUnderstand`).
    pub duplicate_attributes: bool,
    /// A prefix without declaration: read the name as being in no namespace.
    pub unbound_prefixes: bool,
    /// An `&` that begins no reference, or one to an entity nobody declared: read it as itself (network names and
    /// addresses that devices do not escape).
    pub bare_ampersands: bool,
    /// A declared encoding that the bytes are evidently not in: UTF-16 over single bytes (documents that Windows tools
    /// make as strings and store as UTF-8), or one that is not read over plain ASCII. Read as UTF-8.
    pub mislabelled_encoding: bool,
    /// Bytes that are no UTF-8 in a document that names no other encoding: read each as the character of Windows-1252,
    /// or ISO-8859-1 where that has none (agents that do not say what they write in, names cut within a character).
    pub stray_bytes: bool,
}

impl Default for Recovery {
    fn default() -> Self {
        Recovery::NONE
    }
}

impl Recovery {
    /// Every repair off: the default.
    pub const NONE: Recovery = Recovery {
        control_characters: ControlCharacters::Refuse,
        duplicate_attributes: false,
        unbound_prefixes: false,
        bare_ampersands: false,
        mislabelled_encoding: false,
        stray_bytes: false,
    };

    /// Every repair on; control characters are replaced.
    #[must_use]
    pub const fn all() -> Self {
        Recovery {
            control_characters: ControlCharacters::Replace,
            duplicate_attributes: true,
            unbound_prefixes: true,
            bare_ampersands: true,
            mislabelled_encoding: true,
            stray_bytes: true,
        }
    }
}

/// The options every decoder of the family takes.
///
/// ```
/// use mgmt_wire::{DecodeOptions, Recovery};
///
/// let options = DecodeOptions::lenient().with_recovery(Recovery::all());
/// assert!(options.recovery.unbound_prefixes);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecodeOptions {
    /// Lenient (the default) or strict.
    pub mode: Mode,
    /// Bounds on depth, counts and sizes.
    pub limits: Limits,
    /// Repairs of ill-formed XML; ignored in strict mode.
    pub recovery: Recovery,
}

impl Default for DecodeOptions {
    fn default() -> Self {
        DecodeOptions::lenient()
    }
}

impl DecodeOptions {
    /// Accept known deviations with warnings; default limits.
    #[must_use]
    pub const fn lenient() -> Self {
        DecodeOptions { mode: Mode::Lenient, limits: Limits::DEFAULT, recovery: Recovery::NONE }
    }

    /// Refuse the first deviation; default limits.
    #[must_use]
    pub fn strict() -> Self {
        DecodeOptions { mode: Mode::Strict, ..Self::default() }
    }

    /// The same with other limits.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The same with other repairs.
    #[must_use]
    pub fn with_recovery(mut self, recovery: Recovery) -> Self {
        self.recovery = recovery;
        self
    }

    /// Whether the mode is [`Mode::Strict`].
    #[must_use]
    pub fn is_strict(&self) -> bool {
        self.mode == Mode::Strict
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_option_is_set_and_leaves_the_others() {
        let limits = Limits { depth: 3, ..Limits::default() };
        let all = DecodeOptions::strict().with_limits(limits.clone()).with_recovery(Recovery::all());
        assert!(all.is_strict());
        assert_eq!(all.limits, limits);
        assert_eq!(all.recovery, Recovery::all());
        assert!(!DecodeOptions::lenient().is_strict());
    }
}
