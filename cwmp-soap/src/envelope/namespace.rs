//! The namespaces of CWMP, and the protocol versions behind them.

use core::fmt;
use mgmt_wire::xml::Namespace;

/// The prefixes that messages are written with unless the profile has others, as literals for `concat!`.
macro_rules! usual_prefix {
    (soap_env) => {
        "soap-env"
    };
    (soap_enc) => {
        "soap-enc"
    };
    (xsd) => {
        "xsd"
    };
    (xsi) => {
        "xsi"
    };
    (cwmp) => {
        "cwmp"
    };
}
pub(crate) use usual_prefix;

/// The namespaces that every message declares besides that of CWMP, as literals for `concat!`.
macro_rules! schema_uri {
    (soap_env) => {
        "http://schemas.xmlsoap.org/soap/envelope/"
    };
    (soap_enc) => {
        "http://schemas.xmlsoap.org/soap/encoding/"
    };
    (xsd) => {
        "http://www.w3.org/2001/XMLSchema"
    };
    (xsi) => {
        "http://www.w3.org/2001/XMLSchema-instance"
    };
}
pub(crate) use schema_uri;

/// The namespaces of CWMP, as literals for `concat!`.
macro_rules! cwmp_uri {
    (Cwmp10) => {
        "urn:dslforum-org:cwmp-1-0"
    };
    (Cwmp11) => {
        "urn:dslforum-org:cwmp-1-1"
    };
    (Cwmp12) => {
        "urn:dslforum-org:cwmp-1-2"
    };
    (Cwmp13) => {
        "urn:dslforum-org:cwmp-1-3"
    };
    (Cwmp14) => {
        "urn:dslforum-org:cwmp-1-4"
    };
}
pub(crate) use cwmp_uri;

/// The namespace URIs the decoder compares as numbers, in the order of [`uri`].
pub(crate) const KNOWN: [&str; 12] = [
    schema_uri!(soap_env),
    schema_uri!(soap_enc),
    schema_uri!(xsd),
    schema_uri!(xsi),
    cwmp_uri!(Cwmp10),
    cwmp_uri!(Cwmp11),
    cwmp_uri!(Cwmp12),
    cwmp_uri!(Cwmp13),
    cwmp_uri!(Cwmp14),
    "http://www.w3.org/2003/05/soap-envelope",
    "http://www.w3.org/1999/XMLSchema",
    "http://www.w3.org/1999/XMLSchema-instance",
];

/// SOAP 1.1 envelope.
pub(crate) const SOAP_ENV: Namespace = Namespace::known(0);
/// SOAP 1.1 encoding.
pub(crate) const SOAP_ENC: Namespace = Namespace::known(1);
/// XML Schema.
pub(crate) const XSD: Namespace = Namespace::known(2);
/// XML Schema instance.
pub(crate) const XSI: Namespace = Namespace::known(3);
const FIRST_CWMP: usize = 4;
/// SOAP 1.2 envelope.
pub(crate) const SOAP_12: Namespace = Namespace::known(9);
/// XML Schema of 1999, which some stacks still declare.
pub(crate) const XSD_1999: Namespace = Namespace::known(10);
/// XML Schema instance of 1999.
pub(crate) const XSI_1999: Namespace = Namespace::known(11);

/// A namespace of CWMP messages.
///
/// `cwmp-1-3` and `cwmp-1-4` were never published as namespaces (the schemas of those versions keep
/// `cwmp-1-2`), but devices send them. Messages are written in the namespace their [`Envelope`] holds, so that
/// an answer echoes the peer's.
///
/// [`Envelope`]: crate::Envelope
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum CwmpNamespace {
    /// `urn:dslforum-org:cwmp-1-0`: CWMP 1.0.
    #[default]
    #[cfg_attr(feature = "serde", serde(rename = "urn:dslforum-org:cwmp-1-0"))]
    Cwmp10,
    /// `urn:dslforum-org:cwmp-1-1`: CWMP 1.1.
    #[cfg_attr(feature = "serde", serde(rename = "urn:dslforum-org:cwmp-1-1"))]
    Cwmp11,
    /// `urn:dslforum-org:cwmp-1-2`: CWMP 1.2, 1.3 and 1.4.
    #[cfg_attr(feature = "serde", serde(rename = "urn:dslforum-org:cwmp-1-2"))]
    Cwmp12,
    /// `urn:dslforum-org:cwmp-1-3`, unofficial.
    #[cfg_attr(feature = "serde", serde(rename = "urn:dslforum-org:cwmp-1-3"))]
    Cwmp13,
    /// `urn:dslforum-org:cwmp-1-4`, unofficial.
    #[cfg_attr(feature = "serde", serde(rename = "urn:dslforum-org:cwmp-1-4"))]
    Cwmp14,
}

impl CwmpNamespace {
    /// All of them, oldest first.
    pub const ALL: &'static [CwmpNamespace] = &[
        CwmpNamespace::Cwmp10,
        CwmpNamespace::Cwmp11,
        CwmpNamespace::Cwmp12,
        CwmpNamespace::Cwmp13,
        CwmpNamespace::Cwmp14,
    ];

    /// The URI.
    #[must_use]
    pub const fn uri(self) -> &'static str {
        match self {
            CwmpNamespace::Cwmp10 => cwmp_uri!(Cwmp10),
            CwmpNamespace::Cwmp11 => cwmp_uri!(Cwmp11),
            CwmpNamespace::Cwmp12 => cwmp_uri!(Cwmp12),
            CwmpNamespace::Cwmp13 => cwmp_uri!(Cwmp13),
            CwmpNamespace::Cwmp14 => cwmp_uri!(Cwmp14),
        }
    }

    /// The namespace with that URI.
    #[must_use]
    pub fn from_uri(uri: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|namespace| namespace.uri() == uri)
    }

    /// The namespace whose schema holds: the unofficial ones follow `cwmp-1-2`.
    #[must_use]
    pub const fn schema(self) -> Self {
        match self {
            CwmpNamespace::Cwmp13 | CwmpNamespace::Cwmp14 => CwmpNamespace::Cwmp12,
            published => published,
        }
    }

    /// The namespace that messages of a protocol version are in.
    #[must_use]
    pub const fn for_version(version: CwmpVersion) -> Self {
        match (version.major, version.minor) {
            (1, 0) => CwmpNamespace::Cwmp10,
            (1, 1) => CwmpNamespace::Cwmp11,
            _ => CwmpNamespace::Cwmp12,
        }
    }

    pub(crate) fn of(namespace: Namespace) -> Option<Self> {
        Self::ALL.get(namespace.known_index()?.checked_sub(FIRST_CWMP)?).copied()
    }
}

impl fmt::Display for CwmpNamespace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.uri())
    }
}

/// A version of the protocol, as `SupportedCWMPVersions` and `UseCWMPVersion` name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CwmpVersion {
    /// The number before the dot.
    pub major: u8,
    /// The number after the dot.
    pub minor: u8,
}

impl CwmpVersion {
    /// CWMP 1.0, TR-069 Amendment 1.
    pub const V1_0: CwmpVersion = CwmpVersion { major: 1, minor: 0 };
    /// CWMP 1.1, TR-069 Amendment 2.
    pub const V1_1: CwmpVersion = CwmpVersion { major: 1, minor: 1 };
    /// CWMP 1.2, TR-069 Amendment 3.
    pub const V1_2: CwmpVersion = CwmpVersion { major: 1, minor: 2 };
    /// CWMP 1.3, TR-069 Amendment 4.
    pub const V1_3: CwmpVersion = CwmpVersion { major: 1, minor: 3 };
    /// CWMP 1.4, TR-069 Amendments 5 and 6.
    pub const V1_4: CwmpVersion = CwmpVersion { major: 1, minor: 4 };

    /// Every version, oldest first.
    pub const ALL: &'static [CwmpVersion] =
        &[CwmpVersion::V1_0, CwmpVersion::V1_1, CwmpVersion::V1_2, CwmpVersion::V1_3, CwmpVersion::V1_4];

    /// Reads `1.4`; `None` when the text has another form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (major, minor) = crate::value::trim(text).split_once('.')?;
        let number =
            |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u8>().ok()).flatten();
        Some(CwmpVersion { major: number(major)?, minor: number(minor)? })
    }
}

impl fmt::Display for CwmpVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}
