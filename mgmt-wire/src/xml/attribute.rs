//! Attributes of a start tag (XML 1.0 clause 3.1).

use super::namespace::Name;
use alloc::borrow::Cow;

/// One attribute of a start tag; namespace declarations are not among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// The name. Attributes without prefix are in no namespace.
    pub name: Name<'a>,
    /// The value, references resolved and white space normalised.
    pub value: Cow<'a, str>,
    /// Byte offset of the name.
    pub offset: usize,
}
