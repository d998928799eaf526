use super::{CwmpVersion, RawElement};
use crate::value::{Boolean, UnsignedInt};
use alloc::borrow::Cow;
use alloc::vec::Vec;

/// The header entries of CWMP, and whatever else a header holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "PascalCase", default, deny_unknown_fields))]
#[non_exhaustive]
pub struct Header<'a> {
    /// `ID`: a response carries that of its request, character by character; it means nothing else.
    #[cfg_attr(feature = "serde", serde(rename = "ID", skip_serializing_if = "Option::is_none"))]
    pub id: Option<Cow<'a, str>>,
    /// `HoldRequests` (ACS to CPE): the CPE must send no request until an envelope without it comes.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub hold_requests: Option<Boolean>,
    /// `NoMoreRequests`: in no schema, sent by older agents. Accept it, never depend on it.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub no_more_requests: Option<Boolean>,
    /// `SessionTimeout` (CPE to ACS with Inform, from CWMP 1.3), in seconds.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub session_timeout: Option<UnsignedInt>,
    /// `SupportedCWMPVersions` (CPE to ACS with Inform, from CWMP 1.4): `1.0,1.1,1.2`.
    #[cfg_attr(
        feature = "serde",
        serde(rename = "SupportedCWMPVersions", skip_serializing_if = "Option::is_none")
    )]
    pub supported_cwmp_versions: Option<Cow<'a, str>>,
    /// `UseCWMPVersion` (ACS to CPE with InformResponse, from CWMP 1.4).
    #[cfg_attr(feature = "serde", serde(rename = "UseCWMPVersion", skip_serializing_if = "Option::is_none"))]
    pub use_cwmp_version: Option<Cow<'a, str>>,
    /// Entries that need not be understood, as they were written.
    #[cfg_attr(
        feature = "serde",
        serde(
            skip_serializing_if = "Vec::is_empty",
            serialize_with = "crate::rpc::serialize_raw",
            deserialize_with = "crate::rpc::deserialize::deserialize_raw"
        )
    )]
    pub other: Vec<RawElement<'a>>,
}

impl Header<'_> {
    /// The versions that `SupportedCWMPVersions` lists; what is no version is left out.
    pub fn supported_versions(&self) -> impl Iterator<Item = CwmpVersion> + '_ {
        self.supported_cwmp_versions.as_deref().unwrap_or_default().split(',').filter_map(CwmpVersion::parse)
    }

    /// The version that `UseCWMPVersion` names.
    #[must_use]
    pub fn version_in_use(&self) -> Option<CwmpVersion> {
        CwmpVersion::parse(self.use_cwmp_version.as_deref()?)
    }

    /// The same, owning its texts.
    #[must_use]
    pub fn into_owned(self) -> Header<'static> {
        let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        Header {
            id: self.id.map(owned),
            hold_requests: self.hold_requests,
            no_more_requests: self.no_more_requests,
            session_timeout: self.session_timeout,
            supported_cwmp_versions: self.supported_cwmp_versions.map(owned),
            use_cwmp_version: self.use_cwmp_version.map(owned),
            other: self.other.into_iter().map(RawElement::into_owned).collect(),
        }
    }
}
