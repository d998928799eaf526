//! Paths: `/object/instance/resource/resource instance`, and what may stand before them.

use crate::error::WarningKind;
#[cfg(feature = "alloc")]
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::fmt;
use core::str::FromStr;
use mgmt_wire::{DecodeOptions, Kind, Located, Warning, WarningSink};

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

/// A path of up to four identifiers, in nine bytes.
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
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Path {
    /// Four identifiers in network byte order, zeros behind the last: as one number they order as paths do, and one
    /// load or store moves them.
    ids: [u8; 8],
    len: u8,
}

impl Path {
    /// `/`.
    pub const ROOT: Path = Path { ids: [0; 8], len: 0 };

    #[inline]
    const fn packed(self) -> u64 {
        u64::from_be_bytes(self.ids)
    }

    #[inline]
    const fn from_packed(packed: u64, len: u8) -> Path {
        Path { ids: packed.to_be_bytes(), len }
    }

    /// Ones over the first `len` identifiers.
    #[inline]
    const fn mask(len: u8) -> u64 {
        if len == 0 { 0 } else { u64::MAX << (64 - 16 * len as u32) }
    }

    /// `/object`.
    #[must_use]
    #[inline]
    pub const fn object(object: u16) -> Path {
        Path::from_packed((object as u64) << 48, 1)
    }

    /// `/object/instance`.
    #[must_use]
    #[inline]
    pub const fn instance(object: u16, instance: u16) -> Path {
        Path::from_packed((object as u64) << 48 | (instance as u64) << 32, 2)
    }

    /// `/object/instance/resource`.
    #[must_use]
    #[inline]
    pub const fn resource(object: u16, instance: u16, resource: u16) -> Path {
        Path::from_packed((object as u64) << 48 | (instance as u64) << 32 | (resource as u64) << 16, 3)
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
        let path = Path::resource(object, instance, resource);
        Path::from_packed(path.packed() | resource_instance as u64, 4)
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
        (0..self.len).map(move |index| path.id_at(index))
    }

    /// How many identifiers the path has: 0 to 4.
    #[must_use]
    pub const fn depth(&self) -> usize {
        self.len as usize
    }

    /// What the path names.
    #[must_use]
    #[inline]
    pub const fn level(&self) -> Level {
        match self.len {
            0 => Level::Root,
            1 => Level::Object,
            2 => Level::ObjectInstance,
            3 => Level::Resource,
            _ => Level::ResourceInstance,
        }
    }

    /// Whether this is `/`.
    #[must_use]
    #[inline]
    pub const fn is_root(&self) -> bool {
        self.len == 0
    }

    /// The identifier at a place that the path has.
    #[inline]
    #[allow(clippy::cast_possible_truncation)] // One of four 16-bit fields.
    const fn id_at(self, index: u8) -> u16 {
        (self.packed() >> (48 - 16 * index as u32)) as u16
    }

    /// The identifier at a level; `None` for [`Level::Root`] and for levels below the path's own.
    #[must_use]
    #[inline]
    pub const fn id(&self, level: Level) -> Option<u16> {
        let level = level as u8;
        if level == 0 || level > self.len { None } else { Some(self.id_at(level - 1)) }
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
        if self.len >= 4 {
            return None;
        }
        Some(Path::from_packed(self.packed() | (id as u64) << (48 - 16 * self.len as u32), self.len + 1))
    }

    /// The path one level up; `None` for `/`.
    #[must_use]
    #[inline]
    pub const fn parent(&self) -> Option<Path> {
        if self.len == 0 {
            return None;
        }
        Some(Path::from_packed(self.packed() & Path::mask(self.len - 1), self.len - 1))
    }

    /// The path cut to at most `level`.
    #[must_use]
    #[inline]
    pub const fn truncate(&self, level: Level) -> Path {
        let len = level as u8;
        if len >= self.len {
            return *self;
        }
        Path::from_packed(self.packed() & Path::mask(len), len)
    }

    /// Whether the path is `ancestor` or lies below it.
    #[must_use]
    #[inline]
    pub const fn starts_with(&self, ancestor: Path) -> bool {
        ancestor.len <= self.len && (self.packed() ^ ancestor.packed()) & Path::mask(ancestor.len) == 0
    }

    /// Whether the reserved identifier stands at one of these levels.
    #[cfg(feature = "alloc")]
    pub(crate) fn is_reserved_at(&self, levels: &[Level]) -> bool {
        levels.iter().any(|&level| self.id(level) == Some(MAX_ID))
    }

    /// Reads a path: a slash before each of at most four identifiers, decimal digits without leading zeros, none
    /// above 65535 and no 65535 as object instance.
    ///
    /// # Errors
    /// The first rule broken, with its byte offset.
    pub fn parse(text: &str) -> Result<Path, Located<PathErrorKind>> {
        Path::read(text, true, true, &mut ())
    }

    /// Reads a path; in lenient mode the leading slash may be missing, a trailing slash and leading zeros may be
    /// there.
    ///
    /// # Errors
    /// The first rule broken, with its byte offset.
    pub fn decode(
        text: &str,
        options: &DecodeOptions,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Path, Located<PathErrorKind>> {
        Path::read(text, options.is_strict(), true, warnings)
    }

    /// Reads the name of a record, which may lack the leading slash: RFC 8428 and LwM2M contradict each other here.
    #[cfg(feature = "alloc")]
    pub(crate) fn from_name(
        text: &str,
        strict: bool,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Path, Located<PathErrorKind>> {
        Path::read(text, strict, false, warnings)
    }

    /// Appends the text form; `/` for the root.
    #[cfg(feature = "alloc")]
    pub(crate) fn push_to(self, out: &mut Vec<u8>) {
        if self.is_root() {
            out.push(b'/');
        }
        for id in self.ids() {
            out.push(b'/');
            crate::syntax::number::push_unsigned(out, id.into());
        }
    }

    /// Reads a path in its proper form; `None` for any other.
    #[inline]
    fn read_proper(text: &str) -> Option<Path> {
        let (b'/', rest) = text.as_bytes().split_first()? else { return None };
        let mut packed = 0_u64;
        let mut len = 0_u8;
        let mut id = 0_u32;
        let mut digits = 0_u32;
        for &byte in rest {
            let digit = byte.wrapping_sub(b'0');
            if digit <= 9 {
                // No digit after a leading zero.
                if digits > 0 && id == 0 {
                    return None;
                }
                digits += 1;
                id = id * 10 + u32::from(digit);
                if id > u32::from(u16::MAX) {
                    return None;
                }
            } else if byte == b'/' && digits > 0 && len < 3 {
                packed = packed << 16 | u64::from(id);
                len += 1;
                (id, digits) = (0, 0);
            } else {
                return None;
            }
        }
        if digits == 0 {
            return None;
        }
        let path = Path::from_packed((packed << 16 | u64::from(id)) << (48 - 16 * u32::from(len)), len + 1);
        (path.instance_id() != Some(MAX_ID)).then_some(path)
    }

    #[inline]
    fn read(
        text: &str,
        strict: bool,
        slash: bool,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Path, Located<PathErrorKind>> {
        match Path::read_proper(text) {
            Some(path) => Ok(path),
            None => Path::read_odd(text, strict, slash, warnings),
        }
    }

    /// Reads a path that is not in its proper form: finds out what is wrong with it.
    fn read_odd(
        text: &str,
        strict: bool,
        slash: bool,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Path, Located<PathErrorKind>> {
        let bytes = text.as_bytes();
        let mut path = Path::ROOT;
        let mut position = match bytes {
            [] => return Err(Located::new(PathErrorKind::Empty, 0)),
            [b'/'] => return Ok(path),
            [b'/', ..] => 1,
            _ if !slash => 0,
            _ if strict => return Err(Located::new(PathErrorKind::LeadingSlash, 0)),
            _ => {
                warnings.warn(Warning::new(WarningKind::PathWithoutSlash, 0));
                0
            }
        };
        loop {
            let start = position;
            let mut id: u32 = 0;
            loop {
                match bytes.get(position) {
                    Some(byte @ b'0'..=b'9') => {
                        id = id * 10 + u32::from(byte - b'0');
                        if id > u32::from(u16::MAX) {
                            return Err(Located::new(PathErrorKind::OutOfRange, start));
                        }
                    }
                    Some(b'/') | None => break,
                    Some(_) => return Err(Located::new(PathErrorKind::InvalidCharacter, position)),
                }
                position += 1;
            }
            if position == start {
                // A slash at the very end, after at least one identifier.
                if position == bytes.len() && !path.is_root() && !strict {
                    warnings.warn(Warning::new(WarningKind::PathTrailingSlash, position.saturating_sub(1)));
                    return Ok(path);
                }
                return Err(Located::new(PathErrorKind::EmptySegment, position));
            }
            if position - start > 1 && bytes.get(start) == Some(&b'0') {
                if strict {
                    return Err(Located::new(PathErrorKind::LeadingZero, start));
                }
                warnings.warn(Warning::new(WarningKind::LeadingZero, start));
            }
            let id = u16::try_from(id).map_err(|_| Located::new(PathErrorKind::OutOfRange, start))?;
            if path.len == 1 && id == MAX_ID {
                return Err(Located::new(PathErrorKind::OutOfRange, start));
            }
            path = path.child(id).ok_or(Located::new(PathErrorKind::Depth, start))?;
            if position == bytes.len() {
                return Ok(path);
            }
            position += 1;
        }
    }
}

impl Ord for Path {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        (self.packed(), self.len).cmp(&(other.packed(), other.len))
    }
}

impl PartialOrd for Path {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
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

/// Splits a root that is not `/` off a URI path: `/lwm2m/3/0` with the alternate root `/lwm2m` gives `/3/0`.
///
/// A client names its alternate root in the registration (the link with `rt="oma.lwm2m"`); a single slash or an
/// empty text means that there is none. `None` when `text` is not below the root.
///
/// ```
/// use lwm2m_tlv::path::strip_root;
///
/// assert_eq!(strip_root("/lwm2m/3/0", "/lwm2m"), Some("/3/0"));
/// assert_eq!(strip_root("/lwm2m", "/lwm2m"), Some("/"));
/// assert_eq!(strip_root("/lwm2mx/3", "/lwm2m"), None);
/// assert_eq!(strip_root("/3/0", "/"), Some("/3/0"));
/// ```
#[must_use]
pub fn strip_root<'t>(text: &'t str, root: &str) -> Option<&'t str> {
    let root = root.strip_suffix('/').unwrap_or(root);
    match text.strip_prefix(root)? {
        "" => Some("/"),
        rest if rest.starts_with('/') => Some(rest),
        _ => None,
    }
}

/// Splits the prefix that an LwM2M gateway gives to a device behind it off a path: `/d01/3303/0` is the path
/// `/3303/0` of device `d01`.
///
/// The prefix is the first segment when that is not a number. The rest is left to [`Path::parse`].
///
/// ```
/// use lwm2m_tlv::path::split_prefix;
///
/// assert_eq!(split_prefix("/d01/3303/0"), (Some("d01"), "/3303/0"));
/// assert_eq!(split_prefix("/d01"), (Some("d01"), "/"));
/// assert_eq!(split_prefix("/3303/0"), (None, "/3303/0"));
/// ```
#[must_use]
pub fn split_prefix(text: &str) -> (Option<&str>, &str) {
    let body = text.strip_prefix('/').unwrap_or(text);
    let end = body.find('/').unwrap_or(body.len());
    match body.split_at_checked(end) {
        Some((first, rest)) if is_prefix(first) => (Some(first), if rest.is_empty() { "/" } else { rest }),
        _ => (None, text),
    }
}

/// Whether a text can be a gateway prefix: letters, digits, `-`, `_`, `.`, `:`, beginning with a letter.
#[must_use]
pub fn is_prefix(text: &str) -> bool {
    text.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':'))
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
    fn nine_bytes() {
        assert_eq!(size_of::<Path>(), 9);
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

    #[test]
    fn tolerated_forms_are_warned_about() {
        for (text, path, warning) in [
            ("3/0", Path::instance(3, 0), WarningKind::PathWithoutSlash),
            ("/3/0/", Path::instance(3, 0), WarningKind::PathTrailingSlash),
            ("/03", Path::object(3), WarningKind::LeadingZero),
        ] {
            let mut kept = [None; 2];
            let mut count = 0;
            let mut sink = |warning: Warning<WarningKind>| {
                kept[count] = Some(warning.kind);
                count += 1;
            };
            assert_eq!(Path::decode(text, &DecodeOptions::lenient(), &mut sink), Ok(path));
            assert_eq!(kept, [Some(warning), None]);
            assert!(Path::parse(text).is_err());
        }
    }
}
