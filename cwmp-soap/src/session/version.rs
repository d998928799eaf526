//! Which protocol version two peers speak.

use crate::envelope::{CwmpNamespace, CwmpVersion, Envelope};
use crate::value::FaultCode;
use alloc::vec;
use alloc::vec::Vec;

/// The versions that the sender of an Inform speaks: those it lists in `SupportedCWMPVersions`, or the one that
/// its namespace and `SessionTimeout` (which came with 1.3) tell.
#[must_use]
pub fn peer_versions(inform: &Envelope<'_>) -> Vec<CwmpVersion> {
    let listed: Vec<_> = inform.header.supported_versions().collect();
    if !listed.is_empty() {
        return listed;
    }
    vec![match inform.namespace {
        CwmpNamespace::Cwmp10 => CwmpVersion::V1_0,
        CwmpNamespace::Cwmp11 => CwmpVersion::V1_1,
        CwmpNamespace::Cwmp12 if inform.header.session_timeout.is_none() => CwmpVersion::V1_2,
        CwmpNamespace::Cwmp12 | CwmpNamespace::Cwmp13 => CwmpVersion::V1_3,
        CwmpNamespace::Cwmp14 => CwmpVersion::V1_4,
    }]
}

/// The highest version that both peers speak.
///
/// ```
/// use cwmp_soap::envelope::CwmpVersion;
/// use cwmp_soap::session::negotiate;
///
/// let ours = [CwmpVersion::V1_0, CwmpVersion::V1_1, CwmpVersion::V1_2];
/// assert_eq!(negotiate(&ours, &[CwmpVersion::V1_1, CwmpVersion::V1_4]), Ok(CwmpVersion::V1_1));
/// assert!(negotiate(&ours, &[CwmpVersion::V1_4]).is_err());
/// ```
///
/// # Errors
///
/// The fault code 8006 when there is none.
pub fn negotiate(ours: &[CwmpVersion], theirs: &[CwmpVersion]) -> Result<CwmpVersion, FaultCode> {
    let common = ours.iter().filter(|version| theirs.contains(version)).max();
    common.copied().ok_or(FaultCode::VERSION_INCOMPATIBLE)
}
