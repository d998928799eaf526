//! Checks that need more than one crate, other implementations, or much time; see `docs/quality.md`.

pub mod documents;
pub mod exhaustive;
pub mod families;
pub mod oracle;
