//! Why bytes are no notification, and what is let pass.

use mgmt_wire::Kind;

/// Why bytes are not a notification, or not the right one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum NotificationErrorKind {
    /// The message ends within the part named.
    #[error("notification ends within the {0}")]
    Truncated(&'static str),
    /// An empty server identifier; only strict decoding refuses it.
    #[error("empty server identifier")]
    EmptyServerId,
    /// A server identifier of more than 255 bytes cannot be written.
    #[error("server identifier longer than 255 bytes")]
    ServerIdTooLong,
    /// A server identifier that is not UTF-8; only strict decoding refuses it.
    #[error("server identifier is not UTF-8")]
    InvalidEncoding,
    /// A version other than 1.0 to 1.2; only strict decoding refuses it.
    #[error("unsupported version of the notification")]
    UnsupportedVersion,
    /// A number that does not fit into its bits.
    #[error("{0} does not fit into its bits")]
    OutOfRange(&'static str),
    /// The digest does not belong to the message and the secret.
    #[error("digest does not match")]
    DigestMismatch,
    /// No secret is known for the server that the message names.
    #[error("unknown server identifier")]
    UnknownServer,
    /// What follows the server identifier is not the body of a data-synchronization notification.
    #[error("malformed data-synchronization body")]
    DsBody,
}

impl Kind for NotificationErrorKind {
    fn name(&self) -> &'static str {
        match self {
            NotificationErrorKind::Truncated(_) => "Truncated",
            NotificationErrorKind::EmptyServerId | NotificationErrorKind::UnknownServer => "InvalidValue",
            NotificationErrorKind::ServerIdTooLong | NotificationErrorKind::OutOfRange(_) => "OutOfRange",
            NotificationErrorKind::InvalidEncoding => "InvalidEncoding",
            NotificationErrorKind::UnsupportedVersion => "UnsupportedVersion",
            NotificationErrorKind::DigestMismatch => "DigestMismatch",
            NotificationErrorKind::DsBody => "Malformed",
        }
    }
}

mgmt_wire::named_kinds! {
    /// What lenient decoding tolerates in a notification.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
    #[non_exhaustive]
    pub enum NotificationWarningKind {
        /// A server identifier without bytes.
        #[error("empty server identifier")]
        EmptyServerId,
        /// A server identifier that is not UTF-8; its bytes are kept.
        #[error("server identifier is not UTF-8")]
        InvalidEncoding,
        /// A version other than 1.0 to 1.2; the number is kept.
        #[error("unknown version of the notification")]
        UnknownVersion,
        /// Bits that must be zero are set; they are kept. Strict decoding flags it too but does not refuse it, since
        /// a later version may give them a meaning.
        #[error("reserved bits are set")]
        ReservedBits,
    }
}
