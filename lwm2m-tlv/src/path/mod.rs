//! Paths: `/object/instance/resource/resource instance`, and what may stand before them.

use core::fmt;
use core::str::FromStr;
use mgmt_wire::{Kind, Located};

mod around;
mod parse;

pub use around::{is_prefix, split_prefix, strip_root};

/// The reserved identifier 65535: "no instance" in Create, both halves of the null object link.
pub const MAX_ID: u16 = u16::MAX;

/// Why a text is not a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum PathErrorKind {
    /// The text is empty.
    #[error("empty path")]
    Empty,
    /// The leading slash is missing (strict mode).
    #[error("leading slash missing")]
    LeadingSlash,
    /// Two slashes follow each other, or the path ends in one (strict mode).
    #[error("empty segment")]
    EmptySegment,
    /// More than four segments.
    #[error("more than four segments")]
    Depth,
    /// An identifier above 65535, or 65535 as object instance.
    #[error("identifier out of range")]
    OutOfRange,
    /// A segment with anything but ASCII digits.
    #[error("invalid character")]
    InvalidCharacter,
    /// An identifier with leading zeros (strict mode).
    #[error("leading zero")]
    LeadingZero,
    /// The path does not have the level the place needs, such as a value at an object.
    #[error("wrong level")]
    Level,
    /// The path is not below the path of the request.
    #[error("outside of the request path")]
    OutsideRequest,
    /// A link to something other than an absolute path.
    #[error("not an absolute path")]
    NotAbsolute,
    /// A segment `.` or `..`.
    #[error("dot segment")]
    DotSegment,
    /// A slash hidden in percent encoding.
    #[error("encoded slash")]
    EncodedSlash,
}

impl Kind for PathErrorKind {
    fn name(&self) -> &'static str {
        match self {
            PathErrorKind::Empty => "Empty",
            PathErrorKind::LeadingSlash => "LeadingSlash",
            PathErrorKind::EmptySegment => "EmptySegment",
            PathErrorKind::Depth => "Depth",
            PathErrorKind::OutOfRange => "OutOfRange",
            PathErrorKind::InvalidCharacter => "InvalidCharacter",
            PathErrorKind::LeadingZero => "LeadingZero",
            PathErrorKind::Level => "Level",
            PathErrorKind::OutsideRequest => "OutsideRequest",
            PathErrorKind::NotAbsolute => "NotAbsolute",
            PathErrorKind::DotSegment => "DotSegment",
            PathErrorKind::EncodedSlash => "EncodedSlash",
        }
    }
}

/// What a [`Path`] names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// `/`: the whole device.
    Root,
    /// `/3`: all instances of an object.
    Object,
    /// `/3/0`.
    ObjectInstance,
    /// `/3/0/9`.
    Resource,
    /// `/3/0/6/1`.
    ResourceInstance,
}

impl Level {
    /// The level of the paths one identifier longer.
    #[inline]
    const fn below(self) -> Option<Level> {
        Some(match self {
            Level::Root => Level::Object,
            Level::Object => Level::ObjectInstance,
            Level::ObjectInstance => Level::Resource,
            Level::Resource => Level::ResourceInstance,
            Level::ResourceInstance => return None,
        })
    }

    /// Ones over the identifiers that a path of this level has.
    #[inline]
    const fn mask(self) -> u64 {
        match self {
            Level::Root => 0,
            level => u64::MAX << (64 - 16 * level as u32),
        }
    }
}

/// A path of up to four identifiers, which fits in two registers.
///
/// Paths order like the entries of a table of contents: a path stands before everything below it.
///
/// ```
/// use lwm2m_tlv::{Level, Path};
///
/// const MANUFACTURER: Path = Path::resource(3, 0, 0);
/// let path: Path = "/3/0/0".parse()?;
/// assert_eq!(path, MANUFACTURER);
/// assert_eq!(path.level(), Level::Resource);
/// assert!(path.starts_with(Path::instance(3, 0)));
/// assert!(Path::object(3) < path && path < Path::object(4));
/// assert_eq!(path.to_string(), "/3/0/0");
/// assert!("/3/00".parse::<Path>().is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path {
    /// Four identifiers, the first in the highest bits, zeros behind the last: as one number they order as paths do.
    ids: u64,
    level: Level,
}

impl Path {
    /// `/`.
    pub const ROOT: Path = Path { ids: 0, level: Level::Root };

    /// `/object`.
    #[must_use]
    #[inline]
    pub const fn object(object: u16) -> Path {
        Path { ids: (object as u64) << 48, level: Level::Object }
    }

    /// `/object/instance`.
    #[must_use]
    #[inline]
    pub const fn instance(object: u16, instance: u16) -> Path {
        Path { ids: (object as u64) << 48 | (instance as u64) << 32, level: Level::ObjectInstance }
    }

    /// `/object/instance/resource`.
    #[must_use]
    #[inline]
    pub const fn resource(object: u16, instance: u16, resource: u16) -> Path {
        Path {
            ids: (object as u64) << 48 | (instance as u64) << 32 | (resource as u64) << 16,
            level: Level::Resource,
        }
    }

    /// `/object/instance/resource/resource_instance`.
    #[must_use]
    #[inline]
    pub const fn resource_instance(
        object: u16,
        instance: u16,
        resource: u16,
        resource_instance: u16,
    ) -> Path {
        Path::resource(object, instance, resource).with_resource_instance(resource_instance)
    }

    /// The path of these identifiers; `None` for more than four.
    #[must_use]
    pub const fn from_ids(ids: &[u16]) -> Option<Path> {
        Some(match *ids {
            [] => Path::ROOT,
            [object] => Path::object(object),
            [object, instance] => Path::instance(object, instance),
            [object, instance, resource] => Path::resource(object, instance, resource),
            [object, instance, resource, resource_instance] => {
                Path::resource_instance(object, instance, resource, resource_instance)
            }
            _ => return None,
        })
    }

    /// The identifiers, outermost first.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = u16> + ExactSizeIterator + Clone + use<> {
        let path = *self;
        (0..path.level as u8).map(move |index| path.id_at(index))
    }

    /// How many identifiers the path has: 0 to 4.
    #[must_use]
    pub const fn depth(&self) -> usize {
        self.level as usize
    }

    /// What the path names.
    #[must_use]
    #[inline]
    pub const fn level(&self) -> Level {
        self.level
    }

    /// Whether this is `/`.
    #[must_use]
    #[inline]
    pub const fn is_root(&self) -> bool {
        matches!(self.level, Level::Root)
    }

    /// The identifier at a place that the path has.
    #[inline]
    #[allow(clippy::cast_possible_truncation)] // One of four 16-bit fields.
    const fn id_at(self, index: u8) -> u16 {
        (self.ids >> (48 - 16 * index as u32)) as u16
    }

    /// The identifier at a level; `None` for [`Level::Root`] and for levels below the path's own.
    #[must_use]
    #[inline]
    pub const fn id(&self, level: Level) -> Option<u16> {
        let level = level as u8;
        if level == 0 || level > self.level as u8 { None } else { Some(self.id_at(level - 1)) }
    }

    /// The object identifier, except for `/`.
    #[must_use]
    #[inline]
    pub const fn object_id(&self) -> Option<u16> {
        self.id(Level::Object)
    }

    /// The object instance identifier, where the path has one.
    #[must_use]
    #[inline]
    pub const fn instance_id(&self) -> Option<u16> {
        self.id(Level::ObjectInstance)
    }

    /// The resource identifier, where the path has one.
    #[must_use]
    #[inline]
    pub const fn resource_id(&self) -> Option<u16> {
        self.id(Level::Resource)
    }

    /// The resource instance identifier, where the path has one.
    #[must_use]
    #[inline]
    pub const fn resource_instance_id(&self) -> Option<u16> {
        self.id(Level::ResourceInstance)
    }

    /// The last identifier; `None` for `/`.
    #[must_use]
    #[inline]
    pub const fn last(&self) -> Option<u16> {
        self.id(self.level())
    }

    /// The path one level down; `None` below a resource instance.
    #[must_use]
    #[inline]
    pub const fn child(&self, id: u16) -> Option<Path> {
        let Some(level) = self.level.below() else { return None };
        Some(Path { ids: self.ids | (id as u64) << (64 - 16 * level as u32), level })
    }

    /// The path of an instance of this resource. The path must be that of a resource.
    #[inline]
    pub(crate) const fn with_resource_instance(self, id: u16) -> Path {
        Path { ids: self.ids | id as u64, level: Level::ResourceInstance }
    }

    /// The path one level up; `None` for `/`.
    #[must_use]
    #[inline]
    pub const fn parent(&self) -> Option<Path> {
        Some(self.truncate(match self.level {
            Level::Root => return None,
            Level::Object => Level::Root,
            Level::ObjectInstance => Level::Object,
            Level::Resource => Level::ObjectInstance,
            Level::ResourceInstance => Level::Resource,
        }))
    }

    /// The path cut to at most `level`.
    #[must_use]
    #[inline]
    pub const fn truncate(&self, level: Level) -> Path {
        if level as u8 >= self.level as u8 {
            return *self;
        }
        Path { ids: self.ids & level.mask(), level }
    }

    /// Whether the path is `ancestor` or lies below it.
    #[must_use]
    #[inline]
    pub const fn starts_with(&self, ancestor: Path) -> bool {
        ancestor.level as u8 <= self.level as u8 && (self.ids ^ ancestor.ids) & ancestor.level.mask() == 0
    }

    /// Whether the reserved identifier stands at one of these levels.
    #[cfg(feature = "alloc")]
    pub(crate) fn is_reserved_at(&self, levels: &[Level]) -> bool {
        levels.iter().any(|&level| self.id(level) == Some(MAX_ID))
    }
}

impl Default for Path {
    /// `/`.
    fn default() -> Self {
        Path::ROOT
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_root() {
            return f.write_str("/");
        }
        self.ids().try_for_each(|id| write!(f, "/{id}"))
    }
}

impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Path {
    type Err = Located<PathErrorKind>;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Path::parse(text)
    }
}

#[cfg(feature = "serde")]
mod with_serde {
    use super::Path;
    use core::fmt;
    use serde::de::{Deserialize, Deserializer, Error, Visitor};
    use serde::ser::{Serialize, Serializer};

    impl Serialize for Path {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_str(self)
        }
    }

    impl<'de> Deserialize<'de> for Path {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct Text;
            impl Visitor<'_> for Text {
                type Value = Path;
                fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str("an LwM2M path such as \"/3/0/0\"")
                }
                fn visit_str<E: Error>(self, text: &str) -> Result<Path, E> {
                    Path::parse(text).map_err(E::custom)
                }
            }
            deserializer.deserialize_str(Text)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_registers() {
        assert_eq!(size_of::<Option<Path>>(), 16);
    }

    #[test]
    fn relations() {
        let path = Path::resource_instance(3, 0, 6, 1);
        assert_eq!(path.parent(), Some(Path::resource(3, 0, 6)));
        assert_eq!(path.child(0), None);
        assert_eq!(path.truncate(Level::ObjectInstance), Path::instance(3, 0));
        assert_eq!(path.truncate(Level::Root), Path::ROOT);
        assert_eq!(Path::ROOT.parent(), None);
        assert_eq!(Path::ROOT.to_string(), "/");
        assert_eq!(Path::from_ids(&path.ids().collect::<Vec<_>>()), Some(path));
        assert_eq!(path.ids().rev().collect::<Vec<_>>(), [1, 6, 0, 3]);
        let mut sorted = [
            Path::object(4),
            Path::resource(3, 0, 1),
            Path::object(3),
            path,
            Path::resource(3, 0, 6),
            Path::instance(3, 0),
            Path::instance(3, 1),
            Path::ROOT,
            Path::object(300),
        ];
        sorted.sort();
        let text: Vec<_> = sorted.iter().map(ToString::to_string).collect();
        assert_eq!(text, ["/", "/3", "/3/0", "/3/0/1", "/3/0/6", "/3/0/6/1", "/3/1", "/4", "/300"]);
        assert_eq!(path.last(), Some(1));
        assert!(!Path::object(30).starts_with(Path::object(3)));
    }
}
