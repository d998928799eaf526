//! Register and Update: parameters in the query, object links in the payload.

use super::query::{hex, parameters, split, unsigned};
use crate::content_format::ContentFormat;
use crate::error::{Error, ErrorKind, WarningKind};
use crate::link::{Link, LinkWriter, Links, WriteError, target_path};
use crate::model::core_version;
use crate::path::{Level, Path, PathErrorKind, is_prefix, split_prefix, strip_root};
use crate::version::Version;
use alloc::borrow::{Cow, ToOwned as _};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use mgmt_wire::{DecodeOptions, Limit, Warning, WarningSink};

/// The transports a client can be reached by.
///
/// ```
/// use lwm2m_tlv::interface::registration::Binding;
///
/// let binding: Binding = "UM".parse()?;
/// assert!(binding.contains(Binding::MQTT) && !binding.contains(Binding::SMS));
/// assert_eq!(binding.to_string(), "UM");
/// # Ok::<(), lwm2m_tlv::ErrorKind>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Binding(u8);

impl Binding {
    /// CoAP over UDP.
    pub const UDP: Binding = Binding(1);
    /// MQTT (from 1.2).
    pub const MQTT: Binding = Binding(2);
    /// HTTP (from 1.2).
    pub const HTTP: Binding = Binding(4);
    /// CoAP over TCP (from 1.1).
    pub const TCP: Binding = Binding(8);
    /// SMS.
    pub const SMS: Binding = Binding(16);
    /// Non-IP (from 1.1).
    pub const NON_IP: Binding = Binding(32);

    const LETTERS: [(char, Binding); 6] = [
        ('U', Binding::UDP),
        ('M', Binding::MQTT),
        ('H', Binding::HTTP),
        ('T', Binding::TCP),
        ('S', Binding::SMS),
        ('N', Binding::NON_IP),
    ];

    /// Whether all transports of `other` are among these.
    #[must_use]
    pub const fn contains(self, other: Binding) -> bool {
        self.0 & other.0 == other.0
    }

    /// These and those.
    #[must_use]
    pub const fn with(self, other: Binding) -> Binding {
        Binding(self.0 | other.0)
    }
}

impl fmt::Display for Binding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use core::fmt::Write as _;
        for (letter, transport) in Binding::LETTERS {
            if self.contains(transport) {
                f.write_char(letter)?;
            }
        }
        Ok(())
    }
}

impl core::str::FromStr for Binding {
    type Err = ErrorKind;

    /// The letters in any order, each once; no `Q`.
    fn from_str(text: &str) -> Result<Self, ErrorKind> {
        let mut binding = Binding::default();
        for letter in text.chars() {
            let (_, transport) = Binding::LETTERS
                .into_iter()
                .find(|(known, _)| *known == letter)
                .ok_or(ErrorKind::InvalidValue("b"))?;
            if binding.contains(transport) {
                return Err(ErrorKind::InvalidValue("b"));
            }
            binding = binding.with(transport);
        }
        if binding == Binding::default() { Err(ErrorKind::InvalidValue("b")) } else { Ok(binding) }
    }
}

/// A profile identifier of enabler 1.2 (`pid`).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProfileId<'a> {
    /// A hash over the profile, made by the client: `6:1234abcd`.
    Dynamic {
        /// Number of the hash algorithm.
        suite: u8,
        /// The hash.
        hash: Vec<u8>,
    },
    /// Any other form, as it stands.
    Other(Cow<'a, str>),
}

impl<'a> ProfileId<'a> {
    fn read(text: Cow<'a, str>) -> ProfileId<'a> {
        match dynamic(&text) {
            Some((suite, hash)) => ProfileId::Dynamic { suite, hash },
            None => ProfileId::Other(text),
        }
    }

    fn into_owned(self) -> ProfileId<'static> {
        match self {
            ProfileId::Dynamic { suite, hash } => ProfileId::Dynamic { suite, hash },
            ProfileId::Other(text) => ProfileId::Other(Cow::Owned(text.into_owned())),
        }
    }
}

fn dynamic(text: &str) -> Option<(u8, Vec<u8>)> {
    let (suite, digits) = text.split_once(':')?;
    let (pairs, []) = digits.as_bytes().as_chunks::<2>() else { return None };
    let hash =
        pairs.iter().map(|&[high, low]| Some(hex(high)? << 4 | hex(low)?)).collect::<Option<Vec<u8>>>()?;
    if hash.is_empty() || !suite.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some((suite.parse().ok()?, hash))
}

impl fmt::Display for ProfileId<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ProfileId::Dynamic { suite, hash } => {
                write!(f, "{suite}:")?;
                hash.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
            ProfileId::Other(text) => f.write_str(text),
        }
    }
}

/// The parameters of Register and Update. An Update carries those that have changed, and never the first three.
#[derive(Clone, Debug, PartialEq, Default)]
#[non_exhaustive]
pub struct Parameters<'a> {
    /// `ep`: the name of the client; from 1.1 it may be left to the security layer.
    pub endpoint: Option<Cow<'a, str>>,
    /// `lwm2m`: the version of the enabler.
    pub version: Option<Version>,
    /// `pid`: profile identifiers (from 1.2).
    pub profile_ids: Vec<ProfileId<'a>>,
    /// `lt`: seconds after which the server forgets the client.
    pub lifetime: Option<u32>,
    /// `b`: the transports.
    pub binding: Option<Binding>,
    /// `Q` (or the letter in `b` before 1.1): the client sleeps, requests must wait until it reports.
    pub queue_mode: bool,
    /// `sms`: the number of the client.
    pub sms_number: Option<Cow<'a, str>>,
    /// Other parameters, in order, as they stand.
    pub other: Vec<Cow<'a, str>>,
}

impl<'a> Parameters<'a> {
    /// Lifetime of a registration that names none, in seconds.
    pub const DEFAULT_LIFETIME: u32 = 86_400;

    /// The parameters of a client that registers.
    #[must_use]
    pub fn new(endpoint: impl Into<Cow<'a, str>>, version: Version) -> Self {
        Parameters { endpoint: Some(endpoint.into()), version: Some(version), ..Parameters::default() }
    }

    /// The same with a lifetime in seconds.
    #[must_use]
    pub fn with_lifetime(mut self, seconds: u32) -> Self {
        self.lifetime = Some(seconds);
        self
    }

    /// The same with transports.
    #[must_use]
    pub fn with_binding(mut self, binding: Binding) -> Self {
        self.binding = Some(binding);
        self
    }

    /// The same in queue mode.
    #[must_use]
    pub fn with_queue_mode(mut self) -> Self {
        self.queue_mode = true;
        self
    }

    /// Reads a query text: `ep=node&lt=60&lwm2m=1.1&b=U`.
    ///
    /// # Errors
    /// As [`decode`](Self::decode), and `Syntax` for broken percent encoding and empty parameters.
    pub fn from_query(text: &'a str) -> Result<Self, Error> {
        Self::decode(parameters(text)?, &DecodeOptions::lenient(), &mut ())
    }

    /// Reads the parameters of a request: its `Uri-Query` options.
    ///
    /// # Errors
    /// `InvalidValue`, `OutOfRange`, `Duplicate`; `UnsupportedVersion` for an enabler of another major version (to be
    /// answered with 4.12).
    pub fn decode<P: Into<Cow<'a, str>>>(
        query: impl IntoIterator<Item = P>,
        options: &DecodeOptions,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Self, Error> {
        let mut parameters = Parameters::default();
        let mut seen = 0_u8;
        for parameter in query {
            let parameter = parameter.into();
            let (name, value) = split_owned(&parameter);
            let single = ["ep", "lt", "lwm2m", "b", "Q", "sms"];
            if let Some((number, known)) = single.into_iter().enumerate().find(|(_, known)| *known == name) {
                if seen & (1 << number) != 0 {
                    return Err(Error::new(ErrorKind::DuplicateAttribute(known)));
                }
                seen |= 1 << number;
            }
            match (&*name, value) {
                ("ep", Some(value)) if !value.is_empty() => parameters.endpoint = Some(value),
                ("lt", Some(value)) => {
                    parameters.lifetime = Some(unsigned(&value, "lt").map_err(Error::new)?)
                }
                ("lwm2m", Some(value)) => {
                    parameters.version = Some(version(&value, options, warnings)?);
                }
                ("b", Some(value)) => {
                    // `UQ` and the like of enabler 1.0: the queue mode is a letter of the binding.
                    let letters = value.replace('Q', "");
                    if letters.len() + 1 < value.len() {
                        return Err(Error::new(ErrorKind::InvalidValue("b")));
                    }
                    parameters.queue_mode |= letters.len() != value.len();
                    parameters.binding = Some(letters.parse().map_err(Error::new)?);
                }
                ("Q", value) if value.as_deref().is_none_or(str::is_empty) => parameters.queue_mode = true,
                ("sms", Some(value)) if !value.is_empty() => parameters.sms_number = Some(value),
                ("pid", Some(value)) => parameters
                    .profile_ids
                    .extend(value.split(',').map(|part| ProfileId::read(Cow::Owned(part.to_owned())))),
                ("ep", _) => return Err(Error::new(ErrorKind::InvalidValue("ep"))),
                ("lt", _) => return Err(Error::new(ErrorKind::InvalidValue("lt"))),
                ("lwm2m", _) => return Err(Error::new(ErrorKind::InvalidValue("lwm2m"))),
                ("b", _) => return Err(Error::new(ErrorKind::InvalidValue("b"))),
                ("Q", _) => return Err(Error::new(ErrorKind::InvalidValue("Q"))),
                ("sms", _) => return Err(Error::new(ErrorKind::InvalidValue("sms"))),
                _ => parameters.other.push(parameter),
            }
        }
        Ok(parameters)
    }

    /// The parameters as `Uri-Query` options. In enabler 1.0 the queue mode is a letter of the binding.
    #[must_use]
    pub fn to_query(&self) -> Vec<String> {
        let old = self.version == Some(Version::V1_0);
        let mut query = Vec::new();
        query.extend(self.endpoint.as_ref().map(|name| format!("ep={name}")));
        query.extend(self.lifetime.map(|seconds| format!("lt={seconds}")));
        query.extend(self.version.map(|version| format!("lwm2m={version}")));
        let letter = if old && self.queue_mode { "Q" } else { "" };
        match self.binding {
            // `UQS`: the letter stands behind the transport it is for.
            Some(binding) if old && binding == Binding::UDP.with(Binding::SMS) && self.queue_mode => {
                query.push("b=UQS".to_owned());
            }
            Some(binding) => query.push(format!("b={binding}{letter}")),
            None if old && self.queue_mode => query.push("b=UQ".to_owned()),
            None => {}
        }
        if self.queue_mode && !old {
            query.push("Q".to_owned());
        }
        query.extend(self.sms_number.as_ref().map(|number| format!("sms={number}")));
        if !self.profile_ids.is_empty() {
            let list: Vec<String> = self.profile_ids.iter().map(ToString::to_string).collect();
            query.push(format!("pid={}", list.join(",")));
        }
        query.extend(self.other.iter().map(|parameter| parameter.clone().into_owned()));
        query
    }

    /// The parameters without any borrow.
    #[must_use]
    pub fn into_owned(self) -> Parameters<'static> {
        let own = |text: Cow<'a, str>| Cow::Owned(text.into_owned());
        Parameters {
            endpoint: self.endpoint.map(own),
            version: self.version,
            profile_ids: self.profile_ids.into_iter().map(ProfileId::into_owned).collect(),
            lifetime: self.lifetime,
            binding: self.binding,
            queue_mode: self.queue_mode,
            sms_number: self.sms_number.map(own),
            other: self.other.into_iter().map(own).collect(),
        }
    }
}

/// [`split`] on a text that may be borrowed or owned, the parts as it is.
fn split_owned<'a>(parameter: &Cow<'a, str>) -> (Cow<'a, str>, Option<Cow<'a, str>>) {
    match parameter {
        Cow::Borrowed(text) => {
            let (name, value) = split(text);
            (Cow::Borrowed(name), value.map(Cow::Borrowed))
        }
        Cow::Owned(text) => {
            let (name, value) = split(text);
            (Cow::Owned(name.to_owned()), value.map(|value| Cow::Owned(value.to_owned())))
        }
    }
}

fn version(
    text: &str,
    options: &DecodeOptions,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<Version, Error> {
    let bare = match text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
        Some(bare) if !options.is_strict() => {
            warnings.warn(Warning::new(WarningKind::QuotedVersion, 0));
            bare
        }
        _ => text,
    };
    let version: Version = bare.parse().map_err(|_| Error::new(ErrorKind::InvalidValue("lwm2m")))?;
    if version.major == 1 {
        Ok(version)
    } else {
        Err(Error::new(ErrorKind::UnsupportedVersion(version.major.into())))
    }
}

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
    let Some(value) = link.attribute("ct").and_then(|ct| ct.value) else { return Ok(Vec::new()) };
    value
        .raw()
        .split(' ')
        .filter(|part| !part.is_empty())
        .map(|part| match unsigned(part, "ct").map(u16::try_from) {
            Ok(Ok(number)) => Ok(ContentFormat(number)),
            _ => Err(Error::at(ErrorKind::InvalidValue("ct"), link.offset)),
        })
        .collect()
}

pub(super) fn object_version(link: &Link<'_>) -> Result<Option<Version>, Error> {
    let Some(value) = link.attribute("ver").and_then(|ver| ver.value) else { return Ok(None) };
    let version = value.raw().parse().map_err(|_| Error::at(ErrorKind::InvalidValue("ver"), link.offset))?;
    Ok(Some(version))
}
