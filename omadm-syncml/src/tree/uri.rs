//! URIs of the management tree (`LocURI`).

use super::percent::{decode_segment, percent_decode, push_encoded};
use super::query::{List, Query};
use crate::error::{Error, ErrorKind, WarningKind};
use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use core::fmt;
use mgmt_wire::character::SPACE;
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

mgmt_wire::named_kinds! {
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
        /// A query that is neither `prop` nor `list`, or names more than one thing; it is kept.
        #[error("unknown query")]
        UnknownQuery,
        /// White space around the URI, as editors and templates leave it in LocURI; it is a part of no name.
        #[error("white space around the URI")]
        WhiteSpace,
    }
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
        let (inner, at) = trimmed(text);
        if inner.len() != text.len() {
            let outside = if at > 0 { 0 } else { inner.len() };
            let mut check = Check { options, warnings };
            check.tolerate(UriWarningKind::WhiteSpace, UriErrorKind::InvalidCharacter, outside)?;
            let mut behind = |warning: Warning<WarningKind>| {
                warnings.warn(Warning::new(warning.kind, warning.offset + at));
            };
            return match Self::decode(inner, options, &mut behind) {
                Ok(Uri { path: (start, end), .. }) => {
                    Ok(Uri { text: Cow::Borrowed(text), path: (start + at, end + at) })
                }
                Err(error) => {
                    let offset = error.offset().unwrap_or_default() + at;
                    Err(Error::at(error.into_kind(), offset))
                }
            };
        }
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
        Some(Query::read(trimmed(text).0))
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
        let decoded = percent_decode(segment);
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
            Query::Property(name) if name.as_str().contains(['&', '=', '?']) => {
                self.tolerate(UriWarningKind::UnknownQuery, UriErrorKind::UnknownQuery, offset)
            }
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

/// The text without white space around it, and how much of that stands in front.
fn trimmed(text: &str) -> (&str, usize) {
    let behind = text.trim_start_matches(SPACE);
    (behind.trim_end_matches(SPACE), text.len() - behind.len())
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

#[cfg(test)]
#[path = "uri_tests.rs"]
mod tests;
