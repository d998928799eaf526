//! Register and Update: parameters in the query, object links in the payload.

mod binding;
mod objects;
mod profile;

pub use binding::Binding;
pub(crate) use objects::object_version;
pub use objects::{ObjectLink, ObjectLinks};
pub use profile::ProfileId;

use super::query::{parameters, split, unsigned};
use crate::error::{Error, ErrorKind, WarningKind};
use crate::version::Version;
use alloc::borrow::{Cow, ToOwned as _};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use mgmt_wire::{DecodeOptions, Warning, WarningSink};

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
