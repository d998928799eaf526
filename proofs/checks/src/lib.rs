//! Checks that need more than one crate, other implementations, or much time; see `docs/quality.md`.

pub mod documents;
pub mod exhaustive;
pub mod families;
pub mod oracle;

/// The examples of the repository's README.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
pub struct Readme;
