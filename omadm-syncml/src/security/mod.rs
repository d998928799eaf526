//! Credentials, message authentication, and what arrives before a session exists: notification and bootstrap.
//!
//! Nothing here does I/O, reads clocks or makes random numbers: nonces come from the caller. What a peer claims
//! without proof is wrapped in [`Unverified`]; secrets never show in `Debug`, `Display` or errors.

mod auth_type;
pub(crate) mod base64;
mod hmac_header;
mod nonce;
mod notification;
mod provisioning;
mod san;
mod secret;
mod unverified;

pub use auth_type::AuthType;
pub use hmac_header::HmacHeader;
pub use mgmt_wire::constant_time_eq;
pub use nonce::{MAX_NONCE, NextNonceUse, Nonce, NonceStore, RESYNC_NONCES};
pub use notification::{Initiator, Notification, NotificationErrorKind, NotificationWarningKind, UiMode};
pub use provisioning::{BootstrapMac, BootstrapSecret, SecurityMethod, netwpin_from_imsi};
pub use san::{DsAlert, DsAlerts};
pub use secret::Credentials;
#[cfg(feature = "auth")]
pub use secret::SharedKey;
pub use unverified::Unverified;

use mgmt_wire::Kind;

/// Why credentials, a message authentication code or a nonce are refused. No variant holds input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum AuthErrorKind {
    /// The code is not what it should be in form; the word says how (`length`, `hex`, `base64`).
    #[error("malformed authentication code ({0})")]
    BadMac(&'static str),
    /// The code does not belong to the message and the secret.
    #[error("authentication code does not match")]
    MacMismatch,
    /// A digest or password that does not belong to the secret.
    #[error("credentials do not match")]
    CredentialMismatch,
    /// An algorithm other than MD5.
    #[error("unsupported algorithm")]
    UnsupportedAlgorithm,
    /// A header that breaks its grammar; the word says where (`quote`, `parameter`).
    #[error("malformed header ({0})")]
    Malformed(&'static str),
    /// A parameter that must be there.
    #[error("missing parameter `{0}`")]
    Missing(&'static str),
    /// A parameter given twice.
    #[error("duplicate parameter `{0}`")]
    Duplicate(&'static str),
    /// A parameter the grammar does not have; only strict decoding refuses it.
    #[error("unexpected parameter")]
    Unexpected,
    /// A user name with a colon, which separates it from the password.
    #[error("user name with a colon")]
    InvalidUsername,
    /// A value that the header cannot carry (control characters).
    #[error("value that a header cannot carry")]
    InvalidValue,
    /// A nonce that was used before.
    #[error("nonce used before")]
    NonceReused,
    /// A nonce of more than [`MAX_NONCE`] bytes.
    #[error("nonce longer than {MAX_NONCE} bytes")]
    NonceTooLong,
    /// Text that is not base64.
    #[error("invalid base64")]
    InvalidBase64,
    /// A security method of a bootstrap message that no standard defines.
    #[error("unknown security method")]
    UnknownSec,
    /// A PIN that is empty or, in strict mode, not made of digits; or a secret the method needs and nobody gave.
    #[error("unusable PIN")]
    InvalidPin,
}

impl Kind for AuthErrorKind {
    fn name(&self) -> &'static str {
        match self {
            AuthErrorKind::BadMac(_) => "BadMac",
            AuthErrorKind::MacMismatch => "MacMismatch",
            AuthErrorKind::CredentialMismatch => "CredentialMismatch",
            AuthErrorKind::UnsupportedAlgorithm => "UnsupportedAlgorithm",
            AuthErrorKind::Malformed(_) => "Malformed",
            AuthErrorKind::Missing(_) => "Missing",
            AuthErrorKind::Duplicate(_) => "Duplicate",
            AuthErrorKind::Unexpected => "Unexpected",
            AuthErrorKind::InvalidUsername | AuthErrorKind::InvalidValue => "InvalidValue",
            AuthErrorKind::NonceReused => "NonceReused",
            AuthErrorKind::NonceTooLong => "Limit",
            AuthErrorKind::InvalidBase64 => "InvalidBase64",
            AuthErrorKind::UnknownSec => "UnknownSec",
            AuthErrorKind::InvalidPin => "InvalidPin",
        }
    }
}

mgmt_wire::named_kinds! {
    /// What lenient decoding tolerates in authentication data.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
    #[non_exhaustive]
    pub enum AuthWarningKind {
        /// The code is the base64 of 32 hexadecimal digits instead of 16 bytes: so the example in DM Security 1.2.1
        /// has it, against its own formula.
        #[error("authentication code is base64 of hexadecimal text")]
        HexMac,
        /// A parameter that the `x-syncml-hmac` grammar does not have; it is ignored.
        #[error("unknown parameter ignored")]
        UnknownParameter,
    }
}
