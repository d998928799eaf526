//! What a translation could not carry over.

use crate::ErrorKind;
use alloc::string::String;
use core::fmt;

/// One thing that the other side has no place for, or only a worse one.
///
/// ```
/// use mgmt_model::{Loss, LossKind};
///
/// let loss = Loss::new("Device.X_ACME.Colour", LossKind::NoCounterpart);
/// assert_eq!(loss.to_string(), "Device.X_ACME.Colour: no counterpart");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Loss {
    /// The name as the source wrote it.
    pub name: String,
    /// Why.
    pub kind: LossKind,
}

/// Why something was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LossKind {
    /// There is nothing of the kind on the other side.
    NoCounterpart,
    /// The other side does not let it be written.
    ReadOnly,
    /// The other side does not let it be read.
    WriteOnly,
    /// The value was rounded toward zero.
    Precision,
    /// The place on the other side means nearly the same, not the same.
    Semantics,
    /// Another address that was given tells the same thing and goes before it.
    Superseded,
    /// Another value wants the same place on the other side.
    Conflict,
    /// A value that is composed of several had only part of them.
    Incomplete,
    /// The value arrived, and when it was measured did not.
    Time,
    /// The action needs an argument that was not given.
    MissingArgument,
    /// It has a number there that is not known; one was chosen. [`Translated::instances`](crate::Translated) says
    /// which, [`Options::instances`](crate::Options) takes the right one.
    Numbered,
    /// It has a number there that is not known, and an action must not be done to another instance.
    /// [`Options::instances`](crate::Options) takes the number.
    Unnumbered,
    /// The sender names what it adds there, and no name was given.
    Unnamed,
    /// The value does not fit.
    Value(ErrorKind),
}

impl Loss {
    /// A loss of this name.
    pub fn new(name: impl Into<String>, kind: LossKind) -> Self {
        Loss { name: name.into(), kind }
    }

    /// Whether nothing of the value arrived.
    #[must_use]
    pub const fn is_total(&self) -> bool {
        !matches!(self.kind, LossKind::Precision | LossKind::Semantics | LossKind::Time | LossKind::Numbered)
    }
}

impl fmt::Display for LossKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            LossKind::NoCounterpart => "no counterpart",
            LossKind::ReadOnly => "cannot be written there",
            LossKind::WriteOnly => "cannot be read there",
            LossKind::Precision => "rounded",
            LossKind::Semantics => "the meaning differs",
            LossKind::Superseded => "another name that was given goes before it",
            LossKind::Conflict => "another value is there",
            LossKind::Incomplete => "part of the value is missing",
            LossKind::Time => "without the time of its measurement",
            LossKind::MissingArgument => "an argument is missing",
            LossKind::Numbered => "its number there was chosen",
            LossKind::Unnumbered => "its number there is not known",
            LossKind::Unnamed => "it must be named there",
            LossKind::Value(kind) => return fmt::Display::fmt(kind, f),
        })
    }
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.kind)
    }
}
