//! Why a command stops: input refused (exit code 1) or used wrongly (2).

use crate::tree::printable;
use mgmt_wire::{Error, Kind};
use std::fmt;
use std::path::Path;

/// Ends a command. Nothing has been written to standard output by then.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The input is refused: one line `KIND: text at byte N in PATH`, and the offset by itself.
    Input(String, Option<usize>),
    /// The command line asks for something that does not exist.
    Usage(String),
}

impl Refusal {
    /// A refusal that is not a codec's error.
    pub fn input(kind: &str, text: impl fmt::Display) -> Self {
        Refusal::Input(format!("{kind}: {text}"), None)
    }

    /// A file that cannot be read or written.
    pub fn file(kind: &str, error: &std::io::Error, path: &Path) -> Self {
        Refusal::Input(format!("{kind}: {error} in {}", printable(&path.to_string_lossy())), None)
    }

    /// The process's exit code.
    pub const fn exit_code(&self) -> u8 {
        match self {
            Refusal::Input(..) => 1,
            Refusal::Usage(_) => 2,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Input(line, _) | Refusal::Usage(line) => f.write_str(line),
        }
    }
}

impl From<lwm2m_tlv::link::WriteError> for Refusal {
    fn from(error: lwm2m_tlv::link::WriteError) -> Self {
        Refusal::input("InvalidValue", error)
    }
}

impl<K: Kind> From<Error<K>> for Refusal {
    fn from(error: Error<K>) -> Self {
        Refusal::Input(format!("{}: {error}", error.name()), error.offset())
    }
}
