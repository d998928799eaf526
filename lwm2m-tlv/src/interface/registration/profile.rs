//! Profile identifiers.

use crate::interface::query::hex;
use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::fmt;

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
    pub(super) fn read(text: Cow<'a, str>) -> ProfileId<'a> {
        match dynamic(&text) {
            Some((suite, hash)) => ProfileId::Dynamic { suite, hash },
            None => ProfileId::Other(text),
        }
    }

    pub(super) fn into_owned(self) -> ProfileId<'static> {
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
