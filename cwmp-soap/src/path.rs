//! Names of parameters and objects: full and partial paths, instances, aliases, wildcards, templates.

use alloc::borrow::{Cow, ToOwned};
use alloc::format;
use alloc::string::{String, ToString};
use core::fmt;
use mgmt_wire::{DecodeOptions, Kind, Limit, Located};

/// A path of the data model, checked.
///
/// A path without final dot names a parameter, one with a final dot an object or everything below it, the empty
/// path the whole model. Where an instance stands, there can also be an alias in brackets, a wildcard `*` or the
/// placeholder `{i}` of templates. Names are case sensitive.
///
/// ```
/// use cwmp_soap::path::{Path, Segment};
///
/// let path = Path::parse("Device.NAT.PortMapping.3.Enable")?;
/// assert!(path.is_parameter());
/// assert_eq!(path.instances().collect::<Vec<_>>(), [3]);
/// assert_eq!(path.to_template(), "Device.NAT.PortMapping.{i}.Enable");
/// assert!(path.matches(&Path::parse("Device.NAT.PortMapping.*.Enable")?));
/// assert!(path.starts_with(&Path::parse("Device.NAT.")?));
/// # Ok::<(), cwmp_soap::path::PathError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path<'a> {
    text: Cow<'a, str>,
}

/// Why a text is no path, and at which byte.
pub type PathError = Located<PathErrorKind>;

/// Why a text is no path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PathErrorKind {
    /// Nothing stands between two dots, or in front of the first.
    #[error("empty part of a path")]
    EmptySegment,
    /// Strict: a single name without dot, which is neither parameter nor object.
    #[error("a path has at least one dot")]
    NotAPath,
    /// An instance number is 0 or beyond 4294967295.
    #[error("instance number out of range")]
    OutOfRange,
    /// An instance number with leading zeros.
    #[error("instance number with leading zeros")]
    LeadingZero,
    /// A character that names, aliases and instance numbers do not have.
    #[error("invalid character in a path")]
    InvalidCharacter,
    /// An alias without its closing bracket.
    #[error("unterminated alias")]
    Unterminated,
    /// An alias without a character.
    #[error("empty alias")]
    EmptyAlias,
    /// The path is too long: strict 256 characters, and 64 of an alias, lenient
    /// [`Limits::path`](mgmt_wire::Limits::path).
    #[error("path too long")]
    Limit,
}

impl Kind for PathErrorKind {
    fn name(&self) -> &'static str {
        match self {
            PathErrorKind::EmptySegment => "EmptySegment",
            PathErrorKind::NotAPath => "NotAPath",
            PathErrorKind::OutOfRange => "OutOfRange",
            PathErrorKind::LeadingZero => "LeadingZero",
            PathErrorKind::InvalidCharacter => "InvalidCharacter",
            PathErrorKind::Unterminated => "Unterminated",
            PathErrorKind::EmptyAlias => "EmptyAlias",
            PathErrorKind::Limit => "Limit",
        }
    }
}

/// One part of a [`Path`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Segment<'p> {
    /// The name of an object or parameter.
    Name(&'p str),
    /// The number of an instance.
    Instance(u32),
    /// The alias of an instance, without its brackets.
    Alias(&'p str),
    /// `*`: every instance.
    Wildcard,
    /// `{i}`: an instance to be filled in.
    Placeholder,
}

impl Segment<'_> {
    /// Whether the part stands for an instance, in whatever form.
    #[must_use]
    pub fn is_instance(&self) -> bool {
        !matches!(self, Segment::Name(_))
    }
}

impl fmt::Display for Segment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Segment::Name(name) => f.write_str(name),
            Segment::Instance(number) => write!(f, "{number}"),
            Segment::Alias(alias) => write!(f, "[{alias}]"),
            Segment::Wildcard => f.write_str("*"),
            Segment::Placeholder => f.write_str("{i}"),
        }
    }
}

impl<'a> Path<'a> {
    /// Most characters of a path in an RPC.
    pub const MAX_LENGTH: usize = 256;

    /// Most characters of an alias.
    pub const MAX_ALIAS_LENGTH: usize = 64;

    /// Checks a path, leniently: real devices exceed the 256 characters.
    ///
    /// # Errors
    ///
    /// See [`PathErrorKind`].
    pub fn parse(text: impl Into<Cow<'a, str>>) -> Result<Self, PathError> {
        Self::parse_with(text, &DecodeOptions::default())
    }

    /// Checks a path in the mode and with the limit of the options. Strict mode also holds aliases to their rules: 64
    /// characters, the first a letter.
    ///
    /// # Errors
    ///
    /// See [`PathErrorKind`].
    pub fn parse_with(text: impl Into<Cow<'a, str>>, options: &DecodeOptions) -> Result<Self, PathError> {
        let text = text.into();
        let most = options.limits.get(Limit::Path);
        let strict = options.is_strict();
        if text.len() > most || (strict && text.chars().count() > Self::MAX_LENGTH) {
            return Err(Located::new(PathErrorKind::Limit, 0));
        }
        let mut at = 0;
        // The part behind a final dot is none; the empty path has no part at all.
        let parts = text.strip_suffix('.').unwrap_or(&text);
        if !text.is_empty() {
            for part in Parts::of(parts) {
                let segment = parse_segment(part).map_err(|kind| {
                    // A dot inside the brackets ended the part early, and is no character of an alias.
                    let closed_later = text.get(at..).is_some_and(|rest| rest.contains(']'));
                    let dot_inside = kind == PathErrorKind::Unterminated && closed_later;
                    Located::new(if dot_inside { PathErrorKind::InvalidCharacter } else { kind }, at)
                })?;
                if let (true, Segment::Alias(alias)) = (strict, segment) {
                    check_alias(alias).map_err(|kind| Located::new(kind, at))?;
                }
                at += part.len() + 1;
            }
        }
        if strict && !text.is_empty() && !text.contains('.') {
            return Err(Located::new(PathErrorKind::NotAPath, 0));
        }
        Ok(Path { text })
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Its parts.
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = Segment<'_>> {
        let parts = self.text.strip_suffix('.').unwrap_or(&self.text);
        // The empty path would split into one empty part, which is no segment.
        Parts::of(parts).filter_map(|part| parse_segment(part).ok())
    }

    /// The last part.
    #[must_use]
    pub fn last(&self) -> Option<Segment<'_>> {
        self.segments().next_back()
    }

    /// Whether the path names a parameter: it has no final dot and is not empty.
    #[must_use]
    pub fn is_parameter(&self) -> bool {
        !self.is_partial()
    }

    /// Whether the path names an object, everything below it, or the whole model: it is empty or ends in a dot.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        self.text.is_empty() || self.text.ends_with('.')
    }

    /// Whether it holds a placeholder `{i}`.
    #[must_use]
    pub fn is_template(&self) -> bool {
        self.segments().any(|segment| segment == Segment::Placeholder)
    }

    /// Whether it holds a wildcard, which only the references of some parameters may.
    #[must_use]
    pub fn has_wildcard(&self) -> bool {
        self.segments().any(|segment| segment == Segment::Wildcard)
    }

    /// Whether it holds an alias (from CWMP 1.3).
    #[must_use]
    pub fn has_alias(&self) -> bool {
        self.segments().any(|segment| matches!(segment, Segment::Alias(_)))
    }

    /// Whether it is short enough for an RPC.
    #[must_use]
    pub fn is_within_length(&self) -> bool {
        self.text.len() <= Self::MAX_LENGTH || self.text.chars().count() <= Self::MAX_LENGTH
    }

    /// The instance numbers, from the left.
    pub fn instances(&self) -> impl DoubleEndedIterator<Item = u32> {
        self.segments().filter_map(|segment| match segment {
            Segment::Instance(number) => Some(number),
            _ => None,
        })
    }

    /// The object that holds this object or parameter; the empty path for a root, `None` for the empty path.
    #[must_use]
    pub fn parent(&self) -> Option<Path<'_>> {
        if self.text.is_empty() {
            return None;
        }
        let parts = self.text.strip_suffix('.').unwrap_or(&self.text);
        let end = parts.rfind('.').map_or(0, |dot| dot + 1);
        Some(Path { text: Cow::Borrowed(parts.get(..end).unwrap_or_default()) })
    }

    /// The path with every instance replaced by `{i}`: what data models are looked up by.
    #[must_use]
    pub fn to_template(&self) -> String {
        let mut template = String::with_capacity(self.text.len() + 8);
        for segment in self.segments() {
            if !template.is_empty() {
                template.push('.');
            }
            match segment {
                Segment::Name(name) => template.push_str(name),
                _ => template.push_str("{i}"),
            }
        }
        if self.text.ends_with('.') {
            template.push('.');
        }
        template
    }

    /// Whether this path is one that `pattern` describes: the same names, and for each wildcard or placeholder of
    /// the pattern any instance. A pattern with final dot describes that object only, see
    /// [`starts_with`](Self::starts_with).
    #[must_use]
    pub fn matches(&self, pattern: &Path<'_>) -> bool {
        self.is_partial() == pattern.is_partial() && self.prefixed(pattern).is_some_and(|rest| rest == 0)
    }

    /// Whether this path is `prefix` or below it. A prefix without final dot is a parameter and holds itself only.
    #[must_use]
    pub fn starts_with(&self, prefix: &Path<'_>) -> bool {
        match self.prefixed(prefix) {
            None => false,
            Some(0) => prefix.is_parameter() == self.is_parameter(),
            Some(_) => prefix.is_partial(),
        }
    }

    /// How many parts follow those of `prefix`; `None` when it is none.
    fn prefixed(&self, prefix: &Path<'_>) -> Option<usize> {
        let mut own = self.segments();
        for wanted in prefix.segments() {
            let fits = match (own.next()?, wanted) {
                (found, Segment::Wildcard | Segment::Placeholder) => found.is_instance(),
                (found, wanted) => found == wanted,
            };
            if !fits {
                return None;
            }
        }
        Some(own.count())
    }

    /// The path below this object: `name` is appended as it is and checked. A final dot is added where this path
    /// lacks it.
    ///
    /// # Errors
    ///
    /// Those of [`parse`](Self::parse) on the whole.
    pub fn join(&self, name: &str) -> Result<Path<'static>, PathError> {
        let dot = if self.is_partial() { "" } else { "." };
        Path::parse(format!("{}{dot}{name}", self.text))
    }

    /// The path with its placeholders and wildcards replaced by these instances, from the left; `None` unless
    /// there are as many.
    #[must_use]
    pub fn with_instances(&self, instances: &[u32]) -> Option<Path<'static>> {
        let mut numbers = instances.iter();
        let mut text = String::with_capacity(self.text.len());
        for segment in self.segments() {
            if !text.is_empty() {
                text.push('.');
            }
            let segment = match segment {
                Segment::Wildcard | Segment::Placeholder => Segment::Instance(*numbers.next()?),
                other => other,
            };
            text.push_str(&segment.to_string());
        }
        if self.text.ends_with('.') {
            text.push('.');
        }
        numbers.next().is_none().then_some(Path { text: Cow::Owned(text) })
    }

    /// The same, owning its text.
    #[must_use]
    pub fn into_owned(self) -> Path<'static> {
        Path { text: Cow::Owned(self.text.into_owned()) }
    }
}

/// What stands in front of the first of these bytes, which are ASCII, and what behind it.
///
/// Not `str::split_once`: in the search of `core` a check of a slice is left that never fails, and without it no call to
/// a panic is left in reading and matching paths, which `scripts/no-panic` shows.
fn split_at_byte(text: &str, byte: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|other| other == byte)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// The parts of a path between its dots, from both ends; see [`split_at_byte`].
struct Parts<'a> {
    rest: Option<&'a str>,
}

impl<'a> Parts<'a> {
    const fn of(text: &'a str) -> Parts<'a> {
        Parts { rest: Some(text) }
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest.take()?;
        let Some((part, behind)) = split_at_byte(rest, b'.') else { return Some(rest) };
        self.rest = Some(behind);
        Some(part)
    }
}

impl DoubleEndedIterator for Parts<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let rest = self.rest.take()?;
        let Some(dot) = rest.bytes().rposition(|byte| byte == b'.') else { return Some(rest) };
        self.rest = rest.get(..dot);
        rest.get(dot + 1..)
    }
}

/// TR-106 takes names from XML: a letter or `_`, then letters, digits, `-` and `_`.
fn parse_segment(part: &str) -> Result<Segment<'_>, PathErrorKind> {
    let mut chars = part.chars();
    match chars.next() {
        None => Err(PathErrorKind::EmptySegment),
        Some('*') if part.len() == 1 => Ok(Segment::Wildcard),
        Some('{') if part == "{i}" => Ok(Segment::Placeholder),
        Some('[') => parse_alias(chars.as_str()),
        Some(first) if first.is_ascii_digit() => parse_instance(part),
        Some(first) if is_letter(first) && chars.all(is_name_character) => Ok(Segment::Name(part)),
        Some(_) => Err(PathErrorKind::InvalidCharacter),
    }
}

fn parse_alias(rest: &str) -> Result<Segment<'_>, PathErrorKind> {
    let Some((alias, behind)) = split_at_byte(rest, b']') else {
        return Err(if rest.chars().all(is_name_character) {
            PathErrorKind::Unterminated
        } else {
            PathErrorKind::InvalidCharacter
        });
    };
    let mut chars = alias.chars();
    match chars.next() {
        None if behind.is_empty() => Err(PathErrorKind::EmptyAlias),
        Some(first) if behind.is_empty() && is_letter(first) && chars.all(is_name_character) => {
            Ok(Segment::Alias(alias))
        }
        _ => Err(PathErrorKind::InvalidCharacter),
    }
}

/// What strict mode asks of an alias beyond its characters.
fn check_alias(alias: &str) -> Result<(), PathErrorKind> {
    if alias.starts_with('_') {
        return Err(PathErrorKind::InvalidCharacter);
    }
    if alias.chars().count() > Path::MAX_ALIAS_LENGTH { Err(PathErrorKind::Limit) } else { Ok(()) }
}

fn parse_instance(part: &str) -> Result<Segment<'_>, PathErrorKind> {
    if !part.bytes().all(|b| b.is_ascii_digit()) {
        return Err(PathErrorKind::InvalidCharacter);
    }
    if part.len() > 1 && part.starts_with('0') {
        return Err(PathErrorKind::LeadingZero);
    }
    match part.parse() {
        Ok(number) if number > 0 => Ok(Segment::Instance(number)),
        _ => Err(PathErrorKind::OutOfRange),
    }
}

fn is_letter(c: char) -> bool {
    c == '_' || c.is_alphabetic()
}

fn is_name_character(c: char) -> bool {
    is_letter(c) || c.is_ascii_digit() || c == '-'
}

impl core::str::FromStr for Path<'static> {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        Path::parse(text.to_owned())
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Path<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Path<'static> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Path::parse(String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Path<'_> {
        Path::parse(text).unwrap()
    }

    #[test]
    fn the_empty_path_is_the_whole_model() {
        assert_eq!(path("").segments().count(), 0);
        assert!(path("").is_partial());
        assert_eq!(path("").parent(), None);
        assert_eq!(path("Device.").parent(), Some(path("")));
        assert!(path("Device.X").starts_with(&path("")));
        assert!(path("").starts_with(&path("")));
    }

    #[test]
    fn prefixes_end_at_parts() {
        assert!(path("Device.WiFi.Radio.1.Channel").starts_with(&path("Device.WiFi.")));
        assert!(!path("Device.WiFiX.").starts_with(&path("Device.WiFi.")));
        assert!(!path("Device.WiFi.").starts_with(&path("Device.WiFi")));
        assert!(!path("Device.WiFi.X").starts_with(&path("Device.WiFi")));
        assert!(path("Device.WiFi.").starts_with(&path("Device.WiFi.")));
        assert!(path("Device.WiFi.Radio.[a].Channel").starts_with(&path("Device.WiFi.Radio.{i}.")));
        assert!(!path("Device.WiFi.Radio.Stats.").starts_with(&path("Device.WiFi.Radio.*.")));
    }

    #[test]
    fn parents() {
        assert_eq!(path("Device.A.1.B").parent(), Some(path("Device.A.1.")));
        assert_eq!(path("Device.A.1.").parent(), Some(path("Device.A.")));
        assert_eq!(path("Device").parent(), Some(path("")));
    }

    #[test]
    fn instances_fill_templates() {
        let template = path("Device.WiFi.Radio.{i}.Stats.{i}.");
        assert_eq!(template.with_instances(&[1, 22]).unwrap().as_str(), "Device.WiFi.Radio.1.Stats.22.");
        assert_eq!(template.with_instances(&[1]), None);
        assert_eq!(template.with_instances(&[1, 2, 3]), None);
        assert_eq!(path("Device.A.1.B.[c].D").to_template(), "Device.A.{i}.B.{i}.D");
    }

    #[test]
    fn errors_have_places() {
        let error = Path::parse("Device.A.07.B").unwrap_err();
        assert_eq!((error.kind, error.offset), (PathErrorKind::LeadingZero, 9));
        assert_eq!(Path::parse("Device.[a").unwrap_err().kind, PathErrorKind::Unterminated);
        assert_eq!(Path::parse("Device.X_00-D09E_{i}").unwrap_err().kind, PathErrorKind::InvalidCharacter);
        assert!(Path::parse("Device.X_EXAMPLE-COM_Level").is_ok());
    }

    #[test]
    fn aliases_in_strict_mode() {
        for (alias, strict) in [
            ("a".repeat(64), Ok(())),
            ("a".repeat(65), Err(PathErrorKind::Limit)),
            ("é".repeat(64), Ok(())),
            ("cpe-1_x".to_owned(), Ok(())),
            ("_a".to_owned(), Err(PathErrorKind::InvalidCharacter)),
        ] {
            let text = format!("Device.X.[{alias}].");
            assert!(Path::parse(&*text).is_ok());
            let found = Path::parse_with(&*text, &DecodeOptions::strict()).map(drop);
            assert_eq!(found, strict.map_err(|kind| Located::new(kind, 9)), "{alias}");
        }
    }

    #[test]
    fn two_hundred_and_fifty_six_characters() {
        let long = format!("Device.{}", "a".repeat(250));
        assert!(!path(&long).is_within_length());
        let error = Path::parse_with(&*long, &DecodeOptions::strict()).unwrap_err();
        assert_eq!(error.kind, PathErrorKind::Limit);
        let short = long.get(..256).unwrap();
        assert!(Path::parse_with(short, &DecodeOptions::strict()).is_ok());
    }
}
