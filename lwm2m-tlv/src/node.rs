//! Nodes: what every content format decodes to and is encoded from.

use crate::path::Path;
use crate::value::Value;
use alloc::borrow::Cow;
use alloc::boxed::Box;

/// Times below 2^28 seconds are relative to now (RFC 8428, clause 4.5.3).
const RELATIVE_BELOW: f64 = 268_435_456.0;

/// When a value was measured, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Timestamp {
    /// Seconds since 1970-01-01T00:00Z.
    Absolute(f64),
    /// Seconds from now; negative in the past.
    Relative(f64),
}

impl Timestamp {
    /// The time that SenML means by a sum of base time and time: below 2^28 relative to now, else absolute.
    #[must_use]
    pub fn from_senml(seconds: f64) -> Timestamp {
        // What is added makes the two zeros one: both are now.
        let seconds = seconds + 0.0;
        if seconds < RELATIVE_BELOW { Timestamp::Relative(seconds) } else { Timestamp::Absolute(seconds) }
    }

    /// The number of seconds, whichever they count from.
    #[must_use]
    pub const fn seconds(self) -> f64 {
        match self {
            Timestamp::Absolute(seconds) | Timestamp::Relative(seconds) => seconds,
        }
    }

    /// Whether the time counts from now.
    #[must_use]
    pub const fn is_relative(self) -> bool {
        matches!(self, Timestamp::Relative(_))
    }

    /// The number of seconds without its fraction; `None` when it is no 64-bit integer.
    #[must_use]
    pub fn whole_seconds(self) -> Option<i64> {
        // Both bounds are powers of two, so they are exact; NaN is in no range.
        const BOUND: f64 = 9_223_372_036_854_775_808.0;
        #[allow(clippy::cast_possible_truncation)] // The range is checked.
        (-BOUND..BOUND).contains(&self.seconds()).then(|| self.seconds() as i64)
    }

    /// Seconds since 1970, given what time it is now in the same unit.
    #[must_use]
    pub fn resolve(self, now: f64) -> f64 {
        match self {
            Timestamp::Absolute(seconds) => seconds,
            Timestamp::Relative(seconds) => now + seconds,
        }
    }
}

/// What stands at a path.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Content<'a> {
    /// The value of a resource or resource instance.
    Value(Value<'a>),
    /// Nothing below: an object instance without resources, a multiple resource without instances, an object
    /// without instances. Which of these, the level of the path says.
    Empty,
    /// No value: a record that only names a path (composite read, Execute), or null (delete in a patch).
    None,
}

/// A path and what stands there.
///
/// A payload is a list of nodes in document order. A resource instance is a node with a path of four identifiers.
///
/// ```
/// use lwm2m_tlv::{Node, Path, Value};
///
/// let node = Node::new(Path::resource(3, 0, 9), 100_i64);
/// assert_eq!(node.value(), Some(&Value::Integer(100)));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Node<'a> {
    /// Where.
    pub path: Path,
    /// What.
    pub content: Content<'a>,
    /// When it was measured; `None` when the payload does not say, which means now.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub time: Option<Timestamp>,
    /// The device behind an LwM2M gateway that the path belongs to. Boxed, as nearly all nodes have none and a list
    /// of nodes is the shorter for it; [`prefix`](Node::prefix) reads it.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub prefix: Option<Box<Cow<'a, str>>>,
}

impl<'a> Node<'a> {
    /// A value at a path.
    #[must_use]
    pub fn new(path: Path, value: impl Into<Value<'a>>) -> Self {
        Node { path, content: Content::Value(value.into()), time: None, prefix: None }
    }

    /// An object, object instance or multiple resource with nothing below it.
    #[must_use]
    pub const fn empty(path: Path) -> Self {
        Node { path, content: Content::Empty, time: None, prefix: None }
    }

    /// A path without a value.
    #[must_use]
    pub const fn none(path: Path) -> Self {
        Node { path, content: Content::None, time: None, prefix: None }
    }

    /// The same with a time of measurement.
    #[must_use]
    pub const fn with_time(mut self, time: Timestamp) -> Self {
        self.time = Some(time);
        self
    }

    /// The same for a device behind a gateway.
    #[must_use]
    pub fn with_prefix(mut self, prefix: impl Into<Cow<'a, str>>) -> Self {
        self.prefix = Some(Box::new(prefix.into()));
        self
    }

    /// The value, where there is one.
    #[must_use]
    pub const fn value(&self) -> Option<&Value<'a>> {
        match &self.content {
            Content::Value(value) => Some(value),
            Content::Empty | Content::None => None,
        }
    }

    /// The device behind an LwM2M gateway that the path belongs to.
    #[must_use]
    pub fn prefix(&self) -> Option<&str> {
        self.prefix.as_ref().map(|prefix| &***prefix)
    }

    /// The node without any borrow.
    #[must_use]
    pub fn into_owned(self) -> Node<'static> {
        Node {
            path: self.path,
            content: match self.content {
                Content::Value(value) => Content::Value(value.into_owned()),
                Content::Empty => Content::Empty,
                Content::None => Content::None,
            },
            time: self.time,
            prefix: self.prefix.map(|prefix| Box::new(Cow::Owned(prefix.into_owned()))),
        }
    }
}
