//! Versions of the LwM2M enabler.

use core::fmt;
use core::str::FromStr;

/// An LwM2M enabler version, as in the `lwm2m=1.1` parameter of a registration. Patch releases (1.1.1, 1.2.2) do
/// not appear on the wire.
///
/// ```
/// use lwm2m_tlv::Version;
///
/// assert!(Version::V1_0 < Version::V1_2);
/// assert_eq!("1.1".parse(), Ok(Version::V1_1));
/// assert_eq!(Version::V1_1.to_string(), "1.1");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Version {
    /// Major number.
    pub major: u8,
    /// Minor number.
    pub minor: u8,
}

impl Version {
    /// LwM2M 1.0 (2017): TLV, JSON, text, opaque.
    pub const V1_0: Version = Version { major: 1, minor: 0 };
    /// LwM2M 1.1 (2018): SenML JSON and CBOR, CBOR, composite operations, Send, Unsigned and Corelnk.
    pub const V1_1: Version = Version { major: 1, minor: 1 };
    /// LwM2M 1.2 (2020): LwM2M CBOR (from 1.2.1), more notification attributes.
    pub const V1_2: Version = Version { major: 1, minor: 2 };
    /// The newest version this crate knows.
    pub const LATEST: Version = Version::V1_2;
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

/// The text is not `major.minor` in decimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a version")]
#[non_exhaustive]
pub struct ParseVersionError;

impl FromStr for Version {
    type Err = ParseVersionError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        fn number(text: &str) -> Result<u8, ParseVersionError> {
            if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(ParseVersionError);
            }
            text.parse().map_err(|_| ParseVersionError)
        }
        let (major, minor) = text.split_once('.').ok_or(ParseVersionError)?;
        Ok(Version { major: number(major)?, minor: number(minor)? })
    }
}
