//! URIs of the management tree (`LocURI`).

use crate::error::{Error, ErrorKind, WarningKind};
use crate::tree::property::PropertyName;
use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use mgmt_wire::{DecodeOptions, Kind, Limit, Warning, WarningSink};

/// Why a text is not a URI of the management tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum UriErrorKind {
    /// A segment without characters (`./A//B`).
    #[error("empty segment")]
    EmptySegment,
    /// A segment that is `.` or `..`, plain or percent-coded, after the first place.
    #[error("segment `.` or `..` inside the path")]
    DotSegment,
    /// A slash in front of the first segment; only strict decoding refuses it.
    #[error("leading slash")]
    LeadingSlash,
    /// A slash behind the last segment; only strict decoding refuses it.
    #[error("trailing slash")]
    TrailingSlash,
    /// A percent sign that no two hexadecimal digits follow.
    #[error("percent sign without two hexadecimal digits")]
    BadPercent,
    /// Percent-coded bytes that are not UTF-8.
    #[error("percent-coded bytes are not UTF-8")]
    InvalidEncoding,
    /// A character that a URI cannot hold.
    #[error("character that a URI cannot hold")]
    InvalidCharacter,
    /// A `prop` or `list` query without a value, or one that mixes `+` and `-`.
    #[error("malformed query")]
    InvalidQuery,
    /// A query that is neither `prop` nor `list`; only strict decoding refuses it.
    #[error("unknown query")]
    UnknownQuery,
    /// An absolute URI (`http://…`) where a node of the tree is meant.
    #[error("not a URI of the management tree")]
    NotATreeUri,
    /// More characters or segments than the device supports (status 414).
    #[error("longer or deeper than the device supports")]
    TooLong,
}

impl Kind for UriErrorKind {
    fn name(&self) -> &'static str {
        match self {
            UriErrorKind::EmptySegment => "EmptySegment",
            UriErrorKind::DotSegment => "DotSegment",
            UriErrorKind::LeadingSlash => "LeadingSlash",
            UriErrorKind::TrailingSlash => "TrailingSlash",
            UriErrorKind::BadPercent => "BadPercent",
            UriErrorKind::InvalidEncoding => "InvalidEncoding",
            UriErrorKind::InvalidCharacter => "InvalidCharacter",
            UriErrorKind::InvalidQuery => "InvalidQuery",
            UriErrorKind::UnknownQuery => "UnknownQuery",
            UriErrorKind::NotATreeUri => "NotATreeUri",
            UriErrorKind::TooLong => "Limit",
        }
    }
}

/// What lenient decoding tolerates in a URI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum UriWarningKind {
    /// The text is empty; it is read as the root. Seen in hand-written command files.
    #[error("empty URI read as the root")]
    Empty,
    /// A leading slash (`/DevInfo`): not a path from the root in DM's relative form, and refused by Windows.
    #[error("leading slash")]
    LeadingSlash,
    /// A trailing slash (`./DevInfo/`), which RFC 2396 reads as an empty last segment.
    #[error("trailing slash")]
    TrailingSlash,
    /// A character that RFC 2396 excludes and that should be percent-coded: space, quotes, braces, `|`, `\`, `^`,
    /// `[`, `]`, `` ` ``, `#`. Windows writes quotes and braces in the names of WMI instances and GUIDs.
    #[error("character that should be percent-coded")]
    UnsafeCharacter,
    /// A query that is neither `prop` nor `list`; it is kept.
    #[error("unknown query")]
    UnknownQuery,
}

/// A URI of the management tree: the path of a node, with an optional query for a property or a listing.
///
/// The text is kept as it came ([`Uri::as_str`]); [`Uri::segments`] gives the decoded names and
/// [`Uri::canonical`] the one spelling `./A/B` that means the same. Names are case-sensitive.
///
/// ```
/// use omadm_syncml::tree::{PropertyName, Query, Uri};
///
/// let uri = Uri::parse("./DevDetail/URI?prop=ACL")?;
/// assert!(uri.segments().eq(["DevDetail", "URI"]));
/// assert_eq!(uri.query(), Some(Query::Property(PropertyName::Acl)));
///
/// let relative = Uri::parse("A%2FB/caf\u{e9}")?; // a name may hold a coded slash
/// assert!(relative.segments().eq(["A/B", "café"]));
/// assert_eq!(relative.canonical(), "./A%2FB/caf%C3%A9");
/// # Ok::<(), omadm_syncml::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Uri<'a> {
    text: Cow<'a, str>,
    /// Where the first segment begins and the last one ends.
    path: (usize, usize),
}

impl Uri<'static> {
    /// The root, `.`.
    pub const ROOT: Uri<'static> = Uri { text: Cow::Borrowed("."), path: (1, 1) };

    /// Builds `./A/B` from decoded names, percent-coding what a segment cannot hold.
    ///
    /// # Errors
    ///
    /// [`UriErrorKind::EmptySegment`] and [`UriErrorKind::DotSegment`] for names that no URI can express.
    pub fn from_segments<S: AsRef<str>>(segments: impl IntoIterator<Item = S>) -> Result<Self, Error> {
        let mut text = String::from(".");
        for segment in segments {
            let segment = segment.as_ref();
            check_name(segment).map_err(|kind| Error::new(kind.into()))?;
            text.push('/');
            push_encoded(&mut text, segment);
        }
        let end = text.len();
        Ok(Uri { text: Cow::Owned(text), path: (end.min(2), end) })
    }
}

impl<'a> Uri<'a> {
    /// Reads a URI with default options, dropping warnings.
    ///
    /// # Errors
    ///
    /// [`UriErrorKind`], or a limit.
    pub fn parse(text: &'a str) -> Result<Self, Error> {
        Self::decode(text, &DecodeOptions::default(), &mut ())
    }

    /// Reads a URI.
    ///
    /// Limits: `depth` segments, `name` bytes in a segment, `path` bytes in all. What one device supports is
    /// [`UriLimits`].
    ///
    /// # Errors
    ///
    /// [`UriErrorKind`] with the offset in `text`, or a limit.
    pub fn decode(
        text: &'a str,
        options: &DecodeOptions,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Self, Error> {
        let mut check = Check { options, warnings };
        let path = check.path(text)?;
        if let Some(query) = text.get(path.after..).and_then(|rest| rest.strip_prefix('?')) {
            check.query(query, path.after + 1)?;
        }
        if text.len() > options.limits.path {
            return Err(Error::at(ErrorKind::Limit(Limit::Path), options.limits.path));
        }
        Ok(Uri { text: Cow::Borrowed(text), path: (path.start, path.end) })
    }

    /// The text as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the URI names the root.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.path.0 >= self.path.1
    }

    /// The decoded names from the root down; none for the root itself.
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = Cow<'_, str>> + Clone {
        let path = self.text.get(self.path.0..self.path.1).filter(|path| !path.is_empty());
        path.map(|path| path.split('/')).into_iter().flatten().map(decode_segment)
    }

    /// The decoded last name; `None` for the root.
    #[must_use]
    pub fn last(&self) -> Option<Cow<'_, str>> {
        self.segments().next_back()
    }

    /// What is asked of the node; `None` when the node itself is meant.
    #[must_use]
    pub fn query(&self) -> Option<Query<'_>> {
        let (_, text) = self.text.get(self.path.1..)?.split_once('?')?;
        Some(Query::read(text))
    }

    /// The one spelling of the URI: `.` or `./A/B` and the query, everything outside RFC 2396's segment
    /// characters percent-coded.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut text = String::from(".");
        for segment in self.segments() {
            text.push('/');
            push_encoded(&mut text, &segment);
        }
        if let Some(query) = self.query() {
            text.push('?');
            text.push_str(&query.to_string());
        }
        text
    }

    /// Whether both URIs name the same node, whatever their spelling and query.
    #[must_use]
    pub fn same_node(&self, other: &Uri<'_>) -> bool {
        self.segments().eq(other.segments())
    }

    /// Whether `other` names this node or one below it.
    #[must_use]
    pub fn contains(&self, other: &Uri<'_>) -> bool {
        let mut names = other.segments();
        self.segments().all(|name| names.next() == Some(name))
    }

    /// The URI of the node above, without query; `None` for the root.
    #[must_use]
    pub fn parent(&self) -> Option<Uri<'static>> {
        let mut names = self.segments();
        names.next_back()?;
        Uri::from_segments(names).ok()
    }

    /// The URI of a node below, without query.
    ///
    /// # Errors
    ///
    /// [`UriErrorKind::EmptySegment`] and [`UriErrorKind::DotSegment`] for a name that no URI can express.
    pub fn child(&self, name: &str) -> Result<Uri<'static>, Error> {
        Uri::from_segments(self.segments().chain([Cow::Borrowed(name)]))
    }

    /// The same value without a borrow.
    #[must_use]
    pub fn into_owned(self) -> Uri<'static> {
        Uri { text: Cow::Owned(self.text.into_owned()), path: self.path }
    }
}

impl fmt::Display for Uri<'_> {
    /// The text as it came.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Uri<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Uri").field(&self.text).finish()
    }
}

impl<'a> TryFrom<&'a str> for Uri<'a> {
    type Error = Error;

    fn try_from(text: &'a str) -> Result<Self, Error> {
        Uri::parse(text)
    }
}

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
    fn read(text: &'a str) -> Self {
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
pub struct TndsParts<'a>(&'a str);

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

/// What a device supports, from its DevDetail object; `0` means no limit.
///
/// Lengths count characters, not bytes (DM StdObj 1.2.1, DevDetail).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct UriLimits {
    /// Segments in a URI (`./DevDetail/URI/MaxDepth`).
    pub max_depth: u16,
    /// Characters in a URI, query included (`./DevDetail/URI/MaxTotLen`).
    pub max_total_length: u16,
    /// Characters in one segment (`./DevDetail/URI/MaxSegLen`).
    pub max_segment_length: u16,
}

impl UriLimits {
    /// Limits of `max_depth` segments, `max_total_length` characters, `max_segment_length` characters a segment.
    #[must_use]
    pub const fn new(max_depth: u16, max_total_length: u16, max_segment_length: u16) -> Self {
        UriLimits { max_depth, max_total_length, max_segment_length }
    }

    /// Whether the device supports the URI.
    ///
    /// # Errors
    ///
    /// [`UriErrorKind::TooLong`]; the status for the peer is 414.
    pub fn check(&self, uri: &Uri<'_>) -> Result<(), Error> {
        let exceeds = |limit: u16, count: usize| limit != 0 && count > usize::from(limit);
        if exceeds(self.max_total_length, uri.text.chars().count())
            || exceeds(self.max_depth, uri.segments().count())
            || uri.segments().any(|name| exceeds(self.max_segment_length, name.chars().count()))
        {
            return Err(Error::new(UriErrorKind::TooLong.into()));
        }
        Ok(())
    }
}

/// The bounds of the path in the text, and where a query may begin.
struct PathBounds {
    start: usize,
    end: usize,
    after: usize,
}

struct Check<'c> {
    options: &'c DecodeOptions,
    warnings: &'c mut dyn WarningSink<WarningKind>,
}

impl Check<'_> {
    /// A deviation: a warning in lenient mode, `kind` in strict mode.
    fn tolerate(&mut self, warning: UriWarningKind, kind: UriErrorKind, offset: usize) -> Result<(), Error> {
        if self.options.is_strict() {
            return Err(Error::at(kind.into(), offset));
        }
        self.warnings.warn(Warning::new(WarningKind::Uri(warning), offset));
        Ok(())
    }

    fn path(&mut self, text: &str) -> Result<PathBounds, Error> {
        let after = text.find('?').unwrap_or(text.len());
        let path = text.get(..after).unwrap_or(text);
        if is_absolute(path) {
            return Err(Error::at(UriErrorKind::NotATreeUri.into(), 0));
        }
        let mut start = 0;
        if path.is_empty() {
            self.tolerate(UriWarningKind::Empty, UriErrorKind::EmptySegment, 0)?;
        } else if path.starts_with("./") {
            start = 2;
        } else if path.starts_with('/') {
            self.tolerate(UriWarningKind::LeadingSlash, UriErrorKind::LeadingSlash, 0)?;
            start = 1;
        } else if path == "." {
            start = 1;
        }
        let mut end = path.len();
        if path.ends_with('/') && end >= start && end > 1 {
            self.tolerate(UriWarningKind::TrailingSlash, UriErrorKind::TrailingSlash, end - 1)?;
            end = start.max(end - 1);
        }
        if let Some(segments) = path.get(start..end).filter(|segments| !segments.is_empty()) {
            self.segments(segments, start)?;
        }
        Ok(PathBounds { start, end, after })
    }

    fn segments(&mut self, text: &str, mut offset: usize) -> Result<(), Error> {
        for (index, segment) in text.split('/').enumerate() {
            if index >= self.options.limits.depth {
                return Err(Error::at(ErrorKind::Limit(Limit::Depth), offset));
            }
            if segment.len() > self.options.limits.name {
                return Err(Error::at(ErrorKind::Limit(Limit::Name), offset));
            }
            self.segment(segment, offset)?;
            offset += segment.len() + 1;
        }
        Ok(())
    }

    fn segment(&mut self, segment: &str, offset: usize) -> Result<(), Error> {
        for (index, byte) in segment.bytes().enumerate() {
            match byte {
                0..0x20 | 0x7F | b'<' | b'>' => {
                    return Err(Error::at(UriErrorKind::InvalidCharacter.into(), offset + index));
                }
                b' ' | b'"' | b'{' | b'}' | b'|' | b'\\' | b'^' | b'[' | b']' | b'`' | b'#' => {
                    self.tolerate(
                        UriWarningKind::UnsafeCharacter,
                        UriErrorKind::InvalidCharacter,
                        offset + index,
                    )?;
                }
                b'%' => {
                    let digits = segment.as_bytes().get(index + 1..index + 3);
                    if !digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)) {
                        return Err(Error::at(UriErrorKind::BadPercent.into(), offset + index));
                    }
                }
                _ => {}
            }
        }
        let decoded = decode_bytes(segment);
        let decoded = core::str::from_utf8(&decoded)
            .map_err(|_| Error::at(UriErrorKind::InvalidEncoding.into(), offset))?;
        check_name(decoded).map_err(|kind| Error::at(kind.into(), offset))
    }

    fn query(&mut self, text: &str, offset: usize) -> Result<(), Error> {
        let invalid = || Err(Error::at(UriErrorKind::InvalidQuery.into(), offset));
        if text.is_empty() {
            return invalid();
        }
        if let Some(index) = text.bytes().position(|byte| matches!(byte, 0..=0x20 | 0x7F | b'<' | b'>')) {
            return Err(Error::at(UriErrorKind::InvalidCharacter.into(), offset + index));
        }
        match Query::read(text) {
            Query::Property(name) if name.as_str().is_empty() => invalid(),
            Query::Property(_) | Query::List(List::Struct | List::StructData) => Ok(()),
            Query::List(List::Tnds(parts)) => {
                let mixed = parts.0.contains('+') && parts.0.contains('-');
                // "+A+B" splits into an empty head and the names; an empty name means a sign too many.
                if mixed || parts.0.split(['+', '-']).skip(1).any(str::is_empty) { invalid() } else { Ok(()) }
            }
            Query::List(List::Other("")) => invalid(),
            Query::List(List::Other(_)) | Query::Other(_) => {
                self.tolerate(UriWarningKind::UnknownQuery, UriErrorKind::UnknownQuery, offset)
            }
        }
    }
}

/// Whether the text begins with `scheme://`.
fn is_absolute(path: &str) -> bool {
    path.split_once("://").is_some_and(|(scheme, _)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    })
}

/// Whether a decoded name can be a segment.
pub(super) fn check_name(name: &str) -> Result<(), UriErrorKind> {
    match name {
        "" => Err(UriErrorKind::EmptySegment),
        "." | ".." => Err(UriErrorKind::DotSegment),
        _ if name.bytes().any(|byte| byte < 0x20 || byte == 0x7F) => Err(UriErrorKind::InvalidCharacter),
        _ => Ok(()),
    }
}

/// The bytes behind the percent signs; signs without digits stay as they are.
fn decode_bytes(segment: &str) -> Cow<'_, [u8]> {
    if !segment.contains('%') {
        return Cow::Borrowed(segment.as_bytes());
    }
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut decoded = Vec::with_capacity(segment.len());
    let mut rest = segment.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let coded = match (first, tail) {
            (b'%', [high, low, after @ ..]) => {
                digit(high).zip(digit(low)).map(|(high, low)| (high, low, after))
            }
            _ => None,
        };
        match coded {
            Some((high, low, after)) => {
                decoded.push(high << 4 | low);
                rest = after;
            }
            None => {
                decoded.push(*first);
                rest = tail;
            }
        }
    }
    Cow::Owned(decoded)
}

fn decode_segment(segment: &str) -> Cow<'_, str> {
    match decode_bytes(segment) {
        Cow::Borrowed(_) => Cow::Borrowed(segment),
        // Only texts that passed `Check::segment` get here, so this is UTF-8.
        Cow::Owned(bytes) => String::from_utf8(bytes).map_or(Cow::Borrowed(segment), Cow::Owned),
    }
}

/// Appends a name, percent-coding every byte that RFC 2396 does not allow in a segment.
pub(super) fn push_encoded(text: &mut String, name: &str) {
    const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    let hex = |digit: u8| HEX.get(usize::from(digit)).copied().unwrap_or('0');
    for byte in name.bytes() {
        let plain = byte.is_ascii_alphanumeric()
            || matches!(
                byte,
                b'-' | b'_'
                    | b'.'
                    | b'!'
                    | b'~'
                    | b'*'
                    | b'\''
                    | b'('
                    | b')'
                    | b':'
                    | b'@'
                    | b'&'
                    | b'='
                    | b'+'
                    | b'$'
                    | b','
                    | b';'
            );
        if plain {
            text.push(char::from(byte));
        } else {
            text.extend(['%', hex(byte >> 4), hex(byte & 0xF)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{List, Query, Uri, UriErrorKind, UriLimits, UriWarningKind};
    use crate::error::{ErrorKind, WarningKind};
    use crate::tree::property::PropertyName;
    use alloc::string::String;
    use alloc::vec::Vec;
    use mgmt_wire::{DecodeOptions, Limit, Warning};

    fn names(text: &str) -> Vec<String> {
        Uri::parse(text).unwrap().segments().map(|name| name.into_owned()).collect()
    }

    #[test]
    fn spellings_of_one_node() {
        for text in
            ["./DevInfo/Man", "DevInfo/Man", "/DevInfo/Man", "./DevInfo/Man/", "./%44evInfo/Man?prop=Size"]
        {
            assert_eq!(names(text), ["DevInfo", "Man"], "{text}");
            assert!(Uri::parse(text).unwrap().same_node(&Uri::parse("./DevInfo/Man").unwrap()), "{text}");
        }
        for root in [".", "./", "", "/", "?prop=ACL", "./?prop=ACL", ".?list=Struct"] {
            assert!(Uri::parse(root).unwrap().is_root(), "{root:?}");
            assert!(names(root).is_empty(), "{root:?}");
        }
        assert!(Uri::ROOT.is_root() && Uri::ROOT.canonical() == ".");
        assert!(Uri::from_segments([""; 0]).unwrap().is_root());
    }

    #[test]
    fn windows_names_decode_with_warnings() {
        let text = "./cimv2/Win32_LogicalDisk/Win32_LogicalDisk.DeviceID=\"C:\"";
        let mut warnings = Vec::new();
        let uri = Uri::decode(text, &DecodeOptions::default(), &mut warnings).unwrap();
        assert_eq!(uri.last().unwrap(), "Win32_LogicalDisk.DeviceID=\"C:\"");
        assert_eq!(warnings.len(), 2);
        assert_eq!(warnings[0], Warning::new(WarningKind::Uri(UriWarningKind::UnsafeCharacter), 53));
        assert_eq!(uri.canonical(), "./cimv2/Win32_LogicalDisk/Win32_LogicalDisk.DeviceID=%22C:%22");
        let strict = Uri::decode(text, &DecodeOptions::strict(), &mut ()).unwrap_err();
        assert_eq!((strict.name(), strict.offset()), ("InvalidCharacter", Some(53)));
    }

    #[test]
    fn refusals_carry_the_offset() {
        for (text, kind, offset) in [
            ("./A//B", UriErrorKind::EmptySegment, 4),
            ("./A/./B", UriErrorKind::DotSegment, 4),
            ("./A/%2E%2e", UriErrorKind::DotSegment, 4),
            ("..", UriErrorKind::DotSegment, 0),
            ("./A%", UriErrorKind::BadPercent, 3),
            ("./A%4/B", UriErrorKind::BadPercent, 3),
            ("./A%FF", UriErrorKind::InvalidEncoding, 2),
            ("./A%00", UriErrorKind::InvalidCharacter, 2),
            ("./A\tB", UriErrorKind::InvalidCharacter, 3),
            ("./A?prop=", UriErrorKind::InvalidQuery, 4),
            ("./A?", UriErrorKind::InvalidQuery, 4),
            ("./A?list=TNDS+ACL-Type", UriErrorKind::InvalidQuery, 4),
            ("./A?list=TNDS+", UriErrorKind::InvalidQuery, 4),
            ("./A?prop=A B", UriErrorKind::InvalidCharacter, 10),
            ("https://dm.example/x", UriErrorKind::NotATreeUri, 0),
        ] {
            let error = Uri::parse(text).unwrap_err();
            assert_eq!((error.kind(), error.offset()), (&ErrorKind::Uri(kind), Some(offset)), "{text}");
        }
    }

    #[test]
    fn queries() {
        for (text, query) in [
            ("A?prop=TStamp", Query::Property(PropertyName::TStamp)),
            ("A?prop=Foo", Query::Property(PropertyName::Other("Foo".into()))),
            ("A?list=Struct", Query::List(List::Struct)),
            ("A?list=StructData", Query::List(List::StructData)),
            ("A?list=Structure", Query::List(List::Other("Structure"))),
            ("A?x=1", Query::Other("x=1")),
        ] {
            let uri = Uri::parse(text).unwrap();
            assert_eq!(uri.query(), Some(query), "{text}");
            assert_eq!(uri.canonical(), alloc::format!("./{text}"));
        }
        let uri = Uri::parse("A?list=TNDS-Format").unwrap();
        let Some(Query::List(List::Tnds(parts))) = uri.query() else { panic!() };
        assert!(!parts.includes("Format") && parts.includes("Value"));
        assert_eq!(uri.canonical(), "./A?list=TNDS-Format");
    }

    #[test]
    fn device_limits_count_characters() {
        let limits = UriLimits::new(3, 12, 4);
        for (text, fits) in [
            ("./aé%C3%A9b/c", false),
            ("./aéab/c", true),
            ("./a/b/c/d", false),
            ("./abcde", false),
            ("./ab/abc?x=1", true),
        ] {
            let checked = limits.check(&Uri::parse(text).unwrap());
            assert_eq!(checked.is_ok(), fits, "{text}");
            assert!(checked.is_ok() || checked.unwrap_err().name() == "Limit");
        }
        assert!(UriLimits::default().check(&Uri::parse(&"a/".repeat(60)).unwrap()).is_ok());
    }

    #[test]
    fn decode_limits() {
        let mut options = DecodeOptions::default();
        options.limits.path = 8;
        options.limits.depth = 2;
        options.limits.name = 3;
        for (text, limit) in [("./a/b/c", Limit::Depth), ("./abcd", Limit::Name), ("./abc/abc", Limit::Path)]
        {
            let error = Uri::decode(text, &options, &mut ()).unwrap_err();
            assert_eq!(error.kind(), &ErrorKind::Limit(limit), "{text}");
        }
    }

    #[test]
    fn relations() {
        let uri = Uri::parse("./A/b%20c").unwrap();
        assert_eq!(uri.child("d/e").unwrap().canonical(), "./A/b%20c/d%2Fe");
        assert_eq!(uri.parent().unwrap().as_str(), "./A");
        assert_eq!(uri.parent().unwrap().parent().unwrap(), Uri::from_segments([""; 0]).unwrap());
        assert!(Uri::ROOT.parent().is_none());
        assert!(uri.parent().unwrap().contains(&uri) && !uri.contains(&uri.parent().unwrap()));
        assert!(Uri::ROOT.contains(&uri) && uri.contains(&uri));
        assert!(uri.child("..").is_err() && uri.child("").is_err());
    }
}
