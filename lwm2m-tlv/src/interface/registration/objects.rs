//! The payload: links to objects and object instances.

use crate::content_format::ContentFormat;
use crate::error::{Error, ErrorKind, WarningKind};
use crate::interface::query::unsigned;
use crate::link::{Link, LinkWriter, Links, WriteError, target_path};
use crate::model::core_version;
use crate::path::{Level, Path, PathErrorKind, is_prefix, split_prefix, strip_root};
use crate::version::Version;
use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use mgmt_wire::{DecodeOptions, Limit, WarningSink};

/// An object or object instance that a client has.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ObjectLink<'a> {
    /// `/object` or `/object/instance`.
    pub path: Path,
    /// Version of the object (`ver`).
    pub version: Option<Version>,
    /// The device behind a gateway that has it.
    pub prefix: Option<Cow<'a, str>>,
}

impl<'a> ObjectLink<'a> {
    /// An object or object instance.
    #[must_use]
    pub const fn new(path: Path) -> Self {
        ObjectLink { path, version: None, prefix: None }
    }

    /// The same with the version of the object.
    #[must_use]
    pub const fn with_version(mut self, version: Version) -> Self {
        self.version = Some(version);
        self
    }

    /// The same for a device behind a gateway.
    #[must_use]
    pub fn with_prefix(mut self, prefix: impl Into<Cow<'a, str>>) -> Self {
        self.prefix = Some(prefix.into());
        self
    }
}

/// The payload of Register and Update: what a client has, and where.
///
/// ```
/// use lwm2m_tlv::Path;
/// use lwm2m_tlv::interface::registration::ObjectLinks;
///
/// let links = ObjectLinks::from_payload(b"</lwm2m>;rt=\"oma.lwm2m\";ct=112,</lwm2m/1/0>,</lwm2m/3>;ver=1.2,</lwm2m/3/0>")?;
/// assert_eq!(links.root.as_deref(), Some("/lwm2m"));
/// assert_eq!(links.links[2].path, Path::instance(3, 0));
/// # Ok::<(), lwm2m_tlv::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ObjectLinks<'a> {
    /// The alternate path that stands before all others; `None` for `/`.
    pub root: Option<Cow<'a, str>>,
    /// Content formats the client understands beyond the mandatory ones (`ct` of the root).
    pub content_formats: Vec<ContentFormat>,
    /// Objects and instances in payload order.
    pub links: Vec<ObjectLink<'a>>,
    /// Targets of links that are no LwM2M paths: other resources of the host.
    pub other: Vec<Cow<'a, str>>,
}

impl<'a> ObjectLinks<'a> {
    /// Reads leniently, with default limits.
    ///
    /// # Errors
    /// As [`decode`](Self::decode).
    pub fn from_payload(payload: &'a [u8]) -> Result<Self, Error> {
        Self::decode(payload, &DecodeOptions::lenient(), &mut ())
    }

    /// Reads the links of a registration.
    ///
    /// # Errors
    /// Those of [`Links`]; `Path` for a target that hides slashes in percent encoding; `Duplicate` for two alternate paths; `InvalidValue` for `ver` and `ct`; `Limit`.
    pub fn decode(
        payload: &'a [u8],
        options: &DecodeOptions,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Self, Error> {
        let mut links = Vec::new();
        let mut reader = Links::with_options(payload, options);
        let mut root: Option<Link<'a>> = None;
        while let Some(link) = reader.next_link(warnings) {
            let link = link?;
            if links.len() >= options.limits.nodes {
                return Err(Error::at(ErrorKind::Limit(Limit::Nodes), link.offset));
            }
            if is_root(&link) {
                if root.is_some() {
                    return Err(Error::at(ErrorKind::DuplicateAttribute("alternate path"), link.offset));
                }
                root = Some(link);
            }
            links.push(link);
        }
        let mut result = ObjectLinks::default();
        let root = root.map_or("/", |link| link.target);
        let root = root.strip_suffix('/').unwrap_or(root);
        result.root = (!root.is_empty()).then_some(Cow::Borrowed(root));
        for link in &links {
            let Some(rest) = strip_root(link.target, root) else {
                result.other.push(Cow::Borrowed(link.target));
                continue;
            };
            let rest_offset = link.offset + (link.target.len() - rest.len());
            if rest == "/" {
                result.content_formats.extend(content_formats(link)?);
                continue;
            }
            let (prefix, rest) = split_prefix(rest);
            let path = match target_path(rest, rest_offset) {
                Ok(path) => path,
                Err(error) if error.kind == ErrorKind::Path(PathErrorKind::EncodedSlash) => {
                    return Err(error.into());
                }
                Err(_) => {
                    result.other.push(Cow::Borrowed(link.target));
                    continue;
                }
            };
            if !matches!(path.level(), Level::Object | Level::ObjectInstance) {
                result.other.push(Cow::Borrowed(link.target));
                continue;
            }
            result.links.push(ObjectLink {
                path,
                version: object_version(link)?,
                prefix: prefix.map(Cow::Borrowed),
            });
        }
        Ok(result)
    }

    /// Writes the payload.
    ///
    /// # Errors
    /// The root or a prefix cannot stand in a link.
    pub fn to_payload(&self) -> Result<String, WriteError> {
        let mut out = String::new();
        let mut writer = LinkWriter::new(&mut out);
        let root = self.root.as_deref().unwrap_or("");
        if !root.is_empty() || !self.content_formats.is_empty() {
            writer.link(if root.is_empty() { "/" } else { root })?.quoted("rt", ROOT_TYPE)?;
            match self.content_formats.as_slice() {
                [] => {}
                [one] => {
                    writer.token("ct", one.0)?;
                }
                many => {
                    let list: Vec<String> = many.iter().map(|format| format.0.to_string()).collect();
                    writer.quoted("ct", &list.join(" "))?;
                }
            }
        }
        for link in &self.links {
            match &link.prefix {
                Some(prefix) if !is_prefix(prefix) => return Err(WriteError::Target),
                Some(prefix) => writer.link(format_args!("{root}/{prefix}{}", link.path))?,
                None => writer.link(format_args!("{root}{}", link.path))?,
            };
            if let Some(version) = link.version {
                writer.token("ver", version)?;
            }
        }
        for target in &self.other {
            writer.link(target)?;
        }
        Ok(out)
    }

    /// The version in which the client has an object, given the version of the enabler it registered with: from
    /// `ver` of the object, or of an instance of it; else that of the release for core objects, 1.0 for others.
    /// `None`: the client does not have the object. Devices behind a gateway do not count.
    #[must_use]
    pub fn object_version(&self, id: u16, release: Version) -> Option<Version> {
        let own = |link: &&ObjectLink<'_>| link.prefix.is_none() && link.path.object_id() == Some(id);
        self.links.iter().find(own)?;
        let stated = self.links.iter().filter(own).find_map(|link| link.version);
        Some(stated.or_else(|| core_version(id, release)).unwrap_or(Version::V1_0))
    }

    /// The links without any borrow.
    #[must_use]
    pub fn into_owned(self) -> ObjectLinks<'static> {
        let own = |text: Cow<'a, str>| Cow::Owned(text.into_owned());
        ObjectLinks {
            root: self.root.map(own),
            content_formats: self.content_formats,
            links: self
                .links
                .into_iter()
                .map(|link| ObjectLink {
                    path: link.path,
                    version: link.version,
                    prefix: link.prefix.map(|text| Cow::Owned(text.into_owned())),
                })
                .collect(),
            other: self.other.into_iter().map(own).collect(),
        }
    }
}

/// The resource type of the root of an LwM2M client.
const ROOT_TYPE: &str = "oma.lwm2m";

fn is_root(link: &Link<'_>) -> bool {
    // `rt` is a list of types separated by spaces (RFC 6690, clause 3.1).
    link.attribute("rt")
        .and_then(|rt| rt.value)
        .is_some_and(|types| types.raw().split(' ').any(|known| known == ROOT_TYPE))
}

fn content_formats(link: &Link<'_>) -> Result<Vec<ContentFormat>, Error> {
    // Each of several `ct` counts: some clients repeat the parameter where a list belongs.
    let values = link.attributes().filter(|attribute| attribute.name == "ct").filter_map(|ct| ct.value);
    values
        .flat_map(|value| value.raw().split(' '))
        .filter(|part| !part.is_empty())
        .map(|part| match unsigned(part, "ct").map(u16::try_from) {
            Ok(Ok(number)) => Ok(ContentFormat(number)),
            _ => Err(Error::at(ErrorKind::InvalidValue("ct"), link.offset)),
        })
        .collect()
}

pub(crate) fn object_version(link: &Link<'_>) -> Result<Option<Version>, Error> {
    let Some(value) = link.attribute("ver").and_then(|ver| ver.value) else { return Ok(None) };
    let version = value.raw().parse().map_err(|_| Error::at(ErrorKind::InvalidValue("ver"), link.offset))?;
    Ok(Some(version))
}
