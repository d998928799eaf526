//! Bootstrap: what a Bootstrap-Request says, and what a client lists in answer to (Bootstrap-)Discover.

use super::attributes::NotificationAttributes;
use super::query::{parameters, split, unsigned};
use super::registration::object_version;
use crate::content_format::ContentFormat;
use crate::error::{Error, ErrorKind, WarningKind};
use crate::link::{Link, LinkWriter, Links, WriteError, target_path};
use crate::path::{Path, is_prefix, split_prefix};
use crate::version::Version;
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use mgmt_wire::{DecodeOptions, Limit, WarningSink};

/// The parameters of Bootstrap-Request and Bootstrap-Pack-Request.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct BootstrapParameters<'a> {
    /// `ep`: the name of the client; from 1.1 it may be left to the security layer.
    pub endpoint: Option<Cow<'a, str>>,
    /// `pct`: the content format the client prefers (from 1.1).
    pub preferred_format: Option<ContentFormat>,
    /// Other parameters, in order, as they stand.
    pub other: Vec<Cow<'a, str>>,
}

impl<'a> BootstrapParameters<'a> {
    /// The parameters of a named client.
    #[must_use]
    pub fn new(endpoint: impl Into<Cow<'a, str>>) -> Self {
        BootstrapParameters { endpoint: Some(endpoint.into()), ..Self::default() }
    }

    /// The same with the format the client prefers.
    #[must_use]
    pub fn with_preferred_format(mut self, format: ContentFormat) -> Self {
        self.preferred_format = Some(format);
        self
    }

    /// Reads a query text: `ep=node&pct=112`.
    ///
    /// # Errors
    /// As [`decode`](Self::decode), and `Syntax` for broken percent encoding and empty parameters.
    pub fn from_query(text: &'a str) -> Result<Self, Error> {
        Self::decode(parameters(text)?)
    }

    /// Reads the parameters of a request: its `Uri-Query` options.
    ///
    /// # Errors
    /// `InvalidValue`, `OutOfRange`, `Duplicate`.
    pub fn decode<P: Into<Cow<'a, str>>>(query: impl IntoIterator<Item = P>) -> Result<Self, Error> {
        let mut result = BootstrapParameters::default();
        for parameter in query {
            let parameter = parameter.into();
            match split(&parameter) {
                ("ep", value) => {
                    let name = value.filter(|name| !name.is_empty());
                    let name = name.ok_or_else(|| Error::new(ErrorKind::InvalidValue("ep")))?;
                    if result.endpoint.replace(Cow::Owned(String::from(name))).is_some() {
                        return Err(Error::new(ErrorKind::DuplicateAttribute("ep")));
                    }
                }
                ("pct", value) => {
                    let number = unsigned(value.unwrap_or_default(), "pct").map_err(Error::new)?;
                    let number =
                        u16::try_from(number).map_err(|_| Error::new(ErrorKind::OutOfRange("pct")))?;
                    if result.preferred_format.replace(ContentFormat(number)).is_some() {
                        return Err(Error::new(ErrorKind::DuplicateAttribute("pct")));
                    }
                }
                _ => result.other.push(parameter),
            }
        }
        Ok(result)
    }

    /// The parameters as `Uri-Query` options.
    #[must_use]
    pub fn to_query(&self) -> Vec<String> {
        let mut query = Vec::new();
        query.extend(self.endpoint.as_ref().map(|name| format!("ep={name}")));
        query.extend(self.preferred_format.map(|format| format!("pct={}", format.0)));
        query.extend(self.other.iter().map(|parameter| parameter.clone().into_owned()));
        query
    }
}

/// One entry of the answer to Discover or Bootstrap-Discover.
#[derive(Clone, Debug, PartialEq, Default)]
#[non_exhaustive]
pub struct ListedPath<'a> {
    /// Object, object instance, resource or resource instance; `/` carries the version of the enabler.
    pub path: Path,
    /// The device behind a gateway that has it.
    pub prefix: Option<Cow<'a, str>>,
    /// Version of the object (`ver`).
    pub version: Option<Version>,
    /// Version of the enabler (`lwm2m`), on `/`.
    pub enabler: Option<Version>,
    /// Number of instances of a multiple resource (`dim`).
    pub dimension: Option<u16>,
    /// Short server identifier (`ssid`) of Security, Server and OSCORE instances.
    pub server: Option<u16>,
    /// Server URI (`uri`) of Security instances.
    pub server_uri: Option<Cow<'a, str>>,
    /// Notification attributes attached to the path.
    pub attributes: NotificationAttributes,
}

impl<'a> ListedPath<'a> {
    /// A path with nothing to say about it.
    #[must_use]
    pub fn new(path: Path) -> Self {
        ListedPath { path, ..ListedPath::default() }
    }

    /// Reads one link.
    ///
    /// # Errors
    /// `Path` of the target; `InvalidValue` and `OutOfRange` of the parameters, with the offset of the link.
    pub fn from_link(link: &Link<'a>) -> Result<Self, Error> {
        let (prefix, rest) = split_prefix(link.target);
        let path = target_path(rest, link.offset + (link.target.len() - rest.len()))?;
        let mut listed = ListedPath::new(path);
        listed.prefix = prefix.map(Cow::Borrowed);
        listed.version = object_version(link)?;
        listed.attributes = NotificationAttributes::from_link(link)?;
        listed.dimension = identifier(link, "dim")?;
        listed.server = identifier(link, "ssid")?;
        listed.server_uri = link.attribute("uri").and_then(|uri| uri.value).map(|value| value.text());
        if let Some(enabler) = link.attribute("lwm2m") {
            let version = enabler.value.and_then(|value| value.raw().parse().ok());
            let invalid = || Error::at(ErrorKind::InvalidValue("lwm2m"), link.offset);
            listed.enabler = Some(version.ok_or_else(invalid)?);
        }
        Ok(listed)
    }
}

fn identifier(link: &Link<'_>, name: &'static str) -> Result<Option<u16>, Error> {
    let Some(attribute) = link.attribute(name) else { return Ok(None) };
    let text = attribute.value.map(|value| value.raw()).unwrap_or_default();
    let number = unsigned(text, name)
        .and_then(|number| u16::try_from(number).map_err(|_| ErrorKind::OutOfRange(name)))
        .map_err(|kind| Error::at(kind, link.offset))?;
    Ok(Some(number))
}

/// Reads the answer to Discover or Bootstrap-Discover.
///
/// ```
/// use lwm2m_tlv::interface::bootstrap::read_discover;
/// use lwm2m_tlv::{DecodeOptions, Version};
///
/// let payload = b"</>;lwm2m=1.1,</0/0>;ssid=101;uri=\"coaps://server.example\",</3/0/7>;dim=2;gt=50";
/// let listed = read_discover(payload, &DecodeOptions::lenient(), &mut ())?;
/// assert_eq!(listed[0].enabler, Some(Version::V1_1));
/// assert_eq!(listed[1].server, Some(101));
/// assert_eq!((listed[2].dimension, listed[2].attributes.gt), (Some(2), Some(50.0)));
/// # Ok::<(), lwm2m_tlv::Error>(())
/// ```
///
/// # Errors
/// Those of [`Links`] and of [`ListedPath::from_link`]; `Limit`.
pub fn read_discover<'a>(
    payload: &'a [u8],
    options: &DecodeOptions,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<Vec<ListedPath<'a>>, Error> {
    let mut listed = Vec::new();
    let mut reader = Links::with_options(payload, options);
    while let Some(link) = reader.next_link(warnings) {
        let link = link?;
        if listed.len() >= options.limits.nodes {
            return Err(Error::at(ErrorKind::Limit(Limit::Nodes), link.offset));
        }
        listed.push(ListedPath::from_link(&link)?);
    }
    Ok(listed)
}

/// Writes the answer to Discover or Bootstrap-Discover.
///
/// # Errors
/// A prefix cannot stand in a link.
pub fn write_discover(listed: &[ListedPath<'_>]) -> Result<String, WriteError> {
    let mut out = String::new();
    let mut writer = LinkWriter::new(&mut out);
    for entry in listed {
        match &entry.prefix {
            Some(prefix) if !is_prefix(prefix) => return Err(WriteError::Target),
            Some(prefix) => writer.link(format_args!("/{prefix}{}", entry.path))?,
            None => writer.link(entry.path)?,
        };
        if let Some(version) = entry.enabler {
            writer.token("lwm2m", version)?;
        }
        if let Some(version) = entry.version {
            writer.token("ver", version)?;
        }
        if let Some(count) = entry.dimension {
            writer.token("dim", count)?;
        }
        if let Some(server) = entry.server {
            writer.token("ssid", server)?;
        }
        if let Some(uri) = &entry.server_uri {
            writer.quoted("uri", uri)?;
        }
        for (name, value) in entry.attributes.to_parameters() {
            writer.token(name, value)?;
        }
    }
    Ok(out)
}
