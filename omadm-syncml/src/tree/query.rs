//! What a URI asks of its node.

use super::property::PropertyName;
use core::fmt;

/// What a URI asks of its node.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Query<'a> {
    /// `?prop=NAME`: a property (DM TND 1.2.1, Property addressing).
    Property(PropertyName<'a>),
    /// `?list=…`: the tree below (DM TND 1.2.1, Device management tree exchange).
    List(List<'a>),
    /// Anything else, without the question mark.
    Other(&'a str),
}

impl<'a> Query<'a> {
    pub(super) fn read(text: &'a str) -> Self {
        match text.split_once('=') {
            Some(("prop", name)) => Query::Property(PropertyName::from(name)),
            Some(("list", list)) => Query::List(List::read(list)),
            _ => Query::Other(text),
        }
    }
}

impl fmt::Display for Query<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Query::Property(name) => write!(f, "prop={name}"),
            Query::List(list) => write!(f, "list={list}"),
            Query::Other(text) => f.write_str(text),
        }
    }
}

/// The forms in which a part of the tree can be fetched at once.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum List<'a> {
    /// `Struct`: URIs, formats and types, no values.
    Struct,
    /// `StructData`: the same with the values of the leaves.
    StructData,
    /// `TNDS`: one serialized sub-tree.
    Tnds(TndsParts<'a>),
    /// Anything else (status 406).
    Other(&'a str),
}

impl<'a> List<'a> {
    fn read(text: &'a str) -> Self {
        match text {
            "Struct" => List::Struct,
            "StructData" => List::StructData,
            _ => match text.strip_prefix("TNDS") {
                Some(parts) if parts.is_empty() || parts.starts_with(['+', '-']) => {
                    List::Tnds(TndsParts(parts))
                }
                _ => List::Other(text),
            },
        }
    }
}

impl fmt::Display for List<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            List::Struct => f.write_str("Struct"),
            List::StructData => f.write_str("StructData"),
            List::Tnds(parts) => write!(f, "TNDS{}", parts.0),
            List::Other(text) => f.write_str(text),
        }
    }
}

/// Which properties a TNDS listing holds: all, only those after `+`, or all but those after `-`.
///
/// ```
/// use omadm_syncml::tree::{List, Query, Uri};
///
/// let uri = Uri::parse("./E-Mail?list=TNDS+Value+ACL")?;
/// let Some(Query::List(List::Tnds(parts))) = uri.query() else { panic!() };
/// assert!(parts.includes("Value") && parts.includes("ACL") && !parts.includes("Type"));
/// # Ok::<(), omadm_syncml::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct TndsParts<'a>(pub(super) &'a str);

impl<'a> TndsParts<'a> {
    /// The names after `+` or `-`, in order.
    pub fn names(self) -> impl Iterator<Item = &'a str> {
        self.0.split(['+', '-']).filter(|name| !name.is_empty())
    }

    /// Whether the property (or `Value`) belongs into the listing.
    #[must_use]
    pub fn includes(self, property: &str) -> bool {
        match self.0.as_bytes().first() {
            None => true,
            Some(b'-') => !self.names().any(|name| name == property),
            Some(_) => self.names().any(|name| name == property),
        }
    }
}
