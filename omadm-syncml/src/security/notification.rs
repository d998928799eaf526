//! Package #0: the notification by which a server asks a device to start a session.

use super::Unverified;
use crate::error::{Error, ErrorKind, WarningKind};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use mgmt_wire::{DecodeOptions, Kind, Limit, Warning, WarningSink};

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

macro_rules! two_bits {
    ($(#[$meta:meta])* $name:ident $( $variant:ident = $number:literal $meaning:literal, )*) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
        pub enum $name {
            #[default]
            $( #[doc = concat!("`", stringify!($number), "`: ", $meaning, ".")] $variant = $number, )*
        }

        impl $name {
            /// The number on the wire.
            #[must_use]
            pub const fn number(self) -> u8 {
                match self { $( $name::$variant => $number, )* }
            }
        }
    };
}

two_bits! {
    /// What the user should see of the session that is asked for (2 bits).
    UiMode
    NotSpecified = 0 "the server recommends nothing",
    Background = 1 "run the session in the background",
    Informative = 2 "tell the user that a session begins",
    UserInteraction = 3 "ask the user before the session begins",
}

two_bits! {
    /// Who wanted the session (1 bit).
    Initiator
    Client = 0 "the user asked for it",
    Server = 1 "the server has something to manage",
}

/// A notification: General Package #0 of DM Notification 1.2.1, or the alike Server Alerted Notification of DS 1.2.
///
/// Decoding gives [`Unverified`], since anybody can send an SMS:
///
/// ```
/// # #[cfg(feature = "auth")] {
/// use omadm_syncml::security::{Credentials, Notification, UiMode};
///
/// let key = Credentials::new("com.example.dm", "srvpass")?.key();
/// let bytes = Notification::new(0x1234, "com.example.dm").with_ui_mode(UiMode::Informative).sign(&key, b"Nonce")?;
///
/// let notification = Notification::from_bytes(&bytes)?.verify(&key, b"Nonce")?;
/// assert_eq!(notification.session_id_text(), "1234");
/// assert!(Notification::from_bytes(&bytes)?.verify(&key, b"other").is_err());
/// # }
/// # Ok::<(), omadm_syncml::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Notification<'a> {
    /// MD5 over the rest, the server's secret and a nonce; zero in a value that was not decoded.
    pub digest: [u8; 16],
    /// Ten times the version: 10, 11 (DM 1.2), 12 (DS 1.2). Ten bits.
    pub version: u16,
    /// What the user should see.
    pub ui_mode: UiMode,
    /// Who wanted the session.
    pub initiator: Initiator,
    /// Bits that must be zero; kept as they came. 27 bits.
    pub future_use: u32,
    /// The identifier that the session must have; 0 is not one.
    pub session_id: u16,
    /// The server's identifier, at most 255 bytes, nearly always ASCII.
    pub server_id: Cow<'a, [u8]>,
    /// Whatever follows: vendor data, or the body of a DS notification.
    pub vendor: Cow<'a, [u8]>,
}

/// Bytes of the digest, and of the header without the server identifier.
const DIGEST: usize = 16;
const HEADER: usize = 8;

impl<'a> Notification<'a> {
    /// The version that DM Notification 1.2.1 prescribes, 1.1.
    pub const VERSION_DM_1_2: u16 = 11;
    /// The version that DS 1.2 prescribes, 1.2.
    pub const VERSION_DS_1_2: u16 = 12;

    /// A notification by which a server asks for a session, without user interaction.
    pub fn new(session_id: u16, server_id: impl Into<Cow<'a, str>>) -> Self {
        let server_id = match server_id.into() {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        };
        Notification {
            digest: [0; DIGEST],
            version: Self::VERSION_DM_1_2,
            ui_mode: UiMode::NotSpecified,
            initiator: Initiator::Server,
            future_use: 0,
            session_id,
            server_id,
            vendor: Cow::Borrowed(&[]),
        }
    }

    /// The same with another version (ten times the number).
    #[must_use]
    pub fn with_version(mut self, version: u16) -> Self {
        self.version = version;
        self
    }

    /// The same with another user-interaction mode.
    #[must_use]
    pub fn with_ui_mode(mut self, ui_mode: UiMode) -> Self {
        self.ui_mode = ui_mode;
        self
    }

    /// The same with another initiator.
    #[must_use]
    pub fn with_initiator(mut self, initiator: Initiator) -> Self {
        self.initiator = initiator;
        self
    }

    /// The same with vendor data at the end.
    #[must_use]
    pub fn with_vendor(mut self, vendor: impl Into<Cow<'a, [u8]>>) -> Self {
        self.vendor = vendor.into();
        self
    }

    /// Reads a notification with default options, dropping warnings.
    ///
    /// # Errors
    ///
    /// [`NotificationErrorKind`].
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Unverified<Self>, Error> {
        Self::decode(bytes, &DecodeOptions::default(), &mut ())
    }

    /// Reads a notification.
    ///
    /// # Errors
    ///
    /// [`NotificationErrorKind`] with the offset; the limit `text` for the vendor data.
    pub fn decode(
        bytes: &'a [u8],
        options: &DecodeOptions,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Unverified<Self>, Error> {
        let truncated = |part| Error::at(NotificationErrorKind::Truncated(part).into(), bytes.len());
        let (digest, trigger) = bytes.split_first_chunk::<DIGEST>().ok_or_else(|| truncated("digest"))?;
        let (header, rest) = trigger.split_first_chunk::<HEADER>().ok_or_else(|| truncated("header"))?;
        let fields = Fields::unpack(*header);
        let (server_id, vendor) =
            rest.split_at_checked(usize::from(fields.length)).ok_or_else(|| truncated("server id"))?;
        if vendor.len() > options.limits.text {
            return Err(Error::at(ErrorKind::Limit(Limit::Text), bytes.len() - vendor.len()));
        }

        let mut warn = |kind, offset| warnings.warn(Warning::new(WarningKind::Notification(kind), offset));
        let mut tolerate = |deviates: bool, warning, kind: NotificationErrorKind, offset| {
            if deviates && options.is_strict() {
                return Err(Error::at(kind.into(), offset));
            }
            if deviates {
                warn(warning, offset);
            }
            Ok(())
        };
        tolerate(
            !(10..=12).contains(&fields.version),
            NotificationWarningKind::UnknownVersion,
            NotificationErrorKind::UnsupportedVersion,
            DIGEST,
        )?;
        tolerate(
            server_id.is_empty(),
            NotificationWarningKind::EmptyServerId,
            NotificationErrorKind::EmptyServerId,
            DIGEST + HEADER - 1,
        )?;
        tolerate(
            core::str::from_utf8(server_id).is_err(),
            NotificationWarningKind::InvalidEncoding,
            NotificationErrorKind::InvalidEncoding,
            DIGEST + HEADER,
        )?;
        if fields.future_use != 0 {
            warn(NotificationWarningKind::ReservedBits, DIGEST + 1);
        }
        Ok(Unverified::new(Notification {
            digest: *digest,
            version: fields.version,
            ui_mode: fields.ui_mode,
            initiator: fields.initiator,
            future_use: fields.future_use,
            session_id: fields.session_id,
            server_id: Cow::Borrowed(server_id),
            vendor: Cow::Borrowed(vendor),
        }))
    }

    /// Writes the notification with the digest it has.
    ///
    /// # Errors
    ///
    /// [`NotificationErrorKind::ServerIdTooLong`], [`NotificationErrorKind::OutOfRange`].
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        let header = self.header()?;
        Ok([&self.digest[..], &header, &self.server_id, &self.vendor].concat())
    }

    /// Computes the digest and writes the notification. An identifier that is empty or not text is refused.
    ///
    /// # Errors
    ///
    /// [`NotificationErrorKind`] for values that cannot be written.
    #[cfg(feature = "auth")]
    pub fn sign(&self, key: &super::SharedKey, nonce: &[u8]) -> Result<Vec<u8>, Error> {
        if self.server_id.is_empty() {
            return Err(Error::new(NotificationErrorKind::EmptyServerId.into()));
        }
        if core::str::from_utf8(&self.server_id).is_err() {
            return Err(Error::new(NotificationErrorKind::InvalidEncoding.into()));
        }
        let header = self.header()?;
        let digest = key.mac_of(nonce, &[&header, &self.server_id, &self.vendor]);
        Ok([&digest[..], &header, &self.server_id, &self.vendor].concat())
    }

    /// The session identifier as the session's messages must have it: upper-case hexadecimal without leading
    /// zeros.
    #[must_use]
    pub fn session_id_text(&self) -> String {
        alloc::format!("{:X}", self.session_id)
    }

    /// The server's identifier as text; `None` when it is not UTF-8.
    #[must_use]
    pub fn server_id_text(&self) -> Option<&str> {
        core::str::from_utf8(&self.server_id).ok()
    }

    /// The same value without a borrow.
    #[must_use]
    pub fn into_owned(self) -> Notification<'static> {
        Notification {
            digest: self.digest,
            version: self.version,
            ui_mode: self.ui_mode,
            initiator: self.initiator,
            future_use: self.future_use,
            session_id: self.session_id,
            server_id: Cow::Owned(self.server_id.into_owned()),
            vendor: Cow::Owned(self.vendor.into_owned()),
        }
    }

    fn header(&self) -> Result<[u8; HEADER], Error> {
        let out_of_range = |what| Error::new(NotificationErrorKind::OutOfRange(what).into());
        if self.version >= 1 << 10 {
            return Err(out_of_range("version"));
        }
        if self.future_use >= 1 << 27 {
            return Err(out_of_range("future-use"));
        }
        let length = u8::try_from(self.server_id.len())
            .map_err(|_| Error::new(NotificationErrorKind::ServerIdTooLong.into()))?;
        Ok(Fields {
            version: self.version,
            ui_mode: self.ui_mode,
            initiator: self.initiator,
            future_use: self.future_use,
            session_id: self.session_id,
            length,
        }
        .pack())
    }
}

#[cfg(feature = "auth")]
impl<'a> Unverified<Notification<'a>> {
    /// The notification, if its digest belongs to this secret and nonce. Compared in constant time.
    ///
    /// # Errors
    ///
    /// [`NotificationErrorKind::DigestMismatch`].
    pub fn verify(self, key: &super::SharedKey, nonce: &[u8]) -> Result<Notification<'a>, Error> {
        self.verify_any(key, [nonce]).map(|(_, notification)| notification)
    }

    /// The same with several nonces, for example the stored one and
    /// [`RESYNC_NONCES`](crate::security::RESYNC_NONCES); also gives the place of the one that was right.
    ///
    /// # Errors
    ///
    /// [`NotificationErrorKind::DigestMismatch`].
    pub fn verify_any<'n>(
        self,
        key: &super::SharedKey,
        nonces: impl IntoIterator<Item = &'n [u8]>,
    ) -> Result<(usize, Notification<'a>), Error> {
        let claimed = self.claimed();
        let header = claimed.header()?;
        let matching = nonces.into_iter().position(|nonce| {
            let digest = key.mac_of(nonce, &[&header, &claimed.server_id, &claimed.vendor]);
            super::constant_time_eq(&digest, &claimed.digest)
        });
        match matching {
            Some(index) => Ok((index, self.assume_unauthenticated())),
            None => Err(Error::new(NotificationErrorKind::DigestMismatch.into())),
        }
    }

    /// The same for a device with several servers: `lookup` gives the secret and the nonces of the server whose
    /// identifier the message claims.
    ///
    /// # Errors
    ///
    /// [`NotificationErrorKind::UnknownServer`], [`NotificationErrorKind::DigestMismatch`].
    pub fn verify_by(
        self,
        lookup: impl FnOnce(&[u8]) -> Option<(super::SharedKey, Vec<super::Nonce>)>,
    ) -> Result<Notification<'a>, Error> {
        let Some((key, nonces)) = lookup(&self.claimed().server_id) else {
            return Err(Error::new(NotificationErrorKind::UnknownServer.into()));
        };
        self.verify_any(&key, nonces.iter().map(super::Nonce::as_bytes)).map(|(_, notification)| notification)
    }
}

/// The fields under the specification's names; bytes as hexadecimal text, the identifier as text where it is text.
#[cfg(feature = "serde")]
impl serde::Serialize for Notification<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap as _;
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| alloc::format!("{byte:02x}")).collect::<String>();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("digest", &hex(&self.digest))?;
        map.serialize_entry("version", &alloc::format!("{}.{}", self.version / 10, self.version % 10))?;
        map.serialize_entry("ui-mode", &self.ui_mode)?;
        map.serialize_entry("initiator", &self.initiator)?;
        if self.future_use != 0 {
            map.serialize_entry("future-use", &self.future_use)?;
        }
        map.serialize_entry("sessionid", &self.session_id_text())?;
        match self.server_id_text() {
            Some(text) => map.serialize_entry("server-identifier", text)?,
            None => map.serialize_entry("server-identifier-hex", &hex(&self.server_id))?,
        }
        if !self.vendor.is_empty() {
            map.serialize_entry("vendor-specific", &hex(&self.vendor))?;
        }
        map.end()
    }
}

/// The 64 bits between digest and server identifier, most significant first: version 10, ui-mode 2, initiator 1,
/// future-use 27, session id 16, length of the server identifier 8.
struct Fields {
    version: u16,
    ui_mode: UiMode,
    initiator: Initiator,
    future_use: u32,
    session_id: u16,
    length: u8,
}

impl Fields {
    fn unpack(header: [u8; HEADER]) -> Self {
        let [a, b, c, d, e, f, g, length] = header;
        let ui_mode = match b >> 4 & 3 {
            0 => UiMode::NotSpecified,
            1 => UiMode::Background,
            2 => UiMode::Informative,
            _ => UiMode::UserInteraction,
        };
        Fields {
            version: u16::from(a) << 2 | u16::from(b >> 6),
            ui_mode,
            initiator: if b >> 3 & 1 == 0 { Initiator::Client } else { Initiator::Server },
            future_use: u32::from_be_bytes([b & 7, c, d, e]),
            session_id: u16::from_be_bytes([f, g]),
            length,
        }
    }

    fn pack(&self) -> [u8; HEADER] {
        let word = u64::from(self.version) << 54
            | u64::from(self.ui_mode.number()) << 52
            | u64::from(self.initiator.number()) << 51
            | u64::from(self.future_use) << 24
            | u64::from(self.session_id) << 8
            | u64::from(self.length);
        word.to_be_bytes()
    }
}

impl fmt::Display for Notification<'_> {
    /// One line for people: version, session and server.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (major, minor) = (self.version / 10, self.version % 10);
        let server = String::from_utf8_lossy(&self.server_id);
        write!(f, "notification {major}.{minor}, session {:X}, server {server:?}", self.session_id)
    }
}

#[cfg(test)]
mod tests {
    use super::{Initiator, Notification, NotificationWarningKind, UiMode};
    use crate::error::WarningKind;
    use alloc::vec::Vec;
    use mgmt_wire::{DecodeOptions, Warning};

    #[test]
    fn every_field_has_its_bits() {
        let mut notification = Notification::new(0xFFFF, "S").with_version(1023);
        notification.future_use = (1 << 27) - 1;
        notification.ui_mode = UiMode::UserInteraction;
        for (change, expected) in [
            ((0, UiMode::NotSpecified, Initiator::Client, 0, 0), [0, 0, 0, 0, 0, 0, 0, 1]),
            ((1023, UiMode::NotSpecified, Initiator::Client, 0, 0), [0xFF, 0xC0, 0, 0, 0, 0, 0, 1]),
            ((0, UiMode::UserInteraction, Initiator::Client, 0, 0), [0, 0x30, 0, 0, 0, 0, 0, 1]),
            ((0, UiMode::NotSpecified, Initiator::Server, 0, 0), [0, 0x08, 0, 0, 0, 0, 0, 1]),
            (
                (0, UiMode::NotSpecified, Initiator::Client, (1 << 27) - 1, 0),
                [0, 7, 0xFF, 0xFF, 0xFF, 0, 0, 1],
            ),
            ((0, UiMode::NotSpecified, Initiator::Client, 0, 0xFFFF), [0, 0, 0, 0, 0, 0xFF, 0xFF, 1]),
        ] {
            (
                notification.version,
                notification.ui_mode,
                notification.initiator,
                notification.future_use,
                notification.session_id,
            ) = change;
            let bytes = notification.to_bytes().unwrap();
            assert_eq!(bytes[16..24], expected);
            assert_eq!(Notification::from_bytes(&bytes).unwrap().assume_unauthenticated(), notification);
        }
    }

    #[test]
    fn values_that_do_not_fit_are_refused() {
        for (notification, name) in [
            (Notification::new(1, "S").with_version(1024), "OutOfRange"),
            (Notification { future_use: 1 << 27, ..Notification::new(1, "S") }, "OutOfRange"),
            (Notification::new(1, "x".repeat(256)), "OutOfRange"),
        ] {
            assert_eq!(notification.to_bytes().unwrap_err().name(), name);
        }
        assert!(Notification::new(1, "x".repeat(255)).to_bytes().is_ok());
    }

    #[test]
    fn reserved_bits_are_flagged_in_both_modes_and_kept() {
        let notification = Notification { future_use: 5, ..Notification::new(1, "S") };
        let bytes = notification.to_bytes().unwrap();
        for options in [DecodeOptions::strict(), DecodeOptions::lenient()] {
            let mut warnings = Vec::new();
            let decoded =
                Notification::decode(&bytes, &options, &mut warnings).unwrap().assume_unauthenticated();
            assert_eq!(decoded.to_bytes().unwrap(), bytes);
            let expected = WarningKind::Notification(NotificationWarningKind::ReservedBits);
            assert_eq!(warnings, [Warning::new(expected, 17)]);
        }
    }

    #[cfg(feature = "auth")]
    #[test]
    fn only_the_right_secret_and_nonce_open_it() {
        use crate::security::{Credentials, Nonce, RESYNC_NONCES};
        let key = Credentials::new("S", "p").unwrap().key();
        let bytes =
            Notification::new(1, "S").with_vendor(&[0xDE, 0xAD][..]).sign(&key, RESYNC_NONCES[1]).unwrap();
        let unverified = Notification::from_bytes(&bytes).unwrap();
        assert_eq!(alloc::format!("{unverified:?}"), "Unverified(..)");
        let nonces = [&b"stored"[..], RESYNC_NONCES[0], RESYNC_NONCES[1]];
        let (index, notification) = unverified.clone().verify_any(&key, nonces).unwrap();
        assert_eq!((index, &*notification.vendor), (2, &[0xDE, 0xAD][..]));
        assert_eq!(unverified.clone().verify(&key, b"stored").unwrap_err().name(), "DigestMismatch");
        let found = unverified.clone().verify_by(|server| {
            (server == b"S").then(|| (key.clone(), alloc::vec![Nonce::new(RESYNC_NONCES[1]).unwrap()]))
        });
        assert_eq!(found.unwrap().session_id_text(), "1");
        assert_eq!(unverified.verify_by(|_| None).unwrap_err().name(), "InvalidValue");
        for index in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[index] ^= 1;
            if let Ok(unverified) = Notification::from_bytes(&changed) {
                assert!(unverified.verify(&key, RESYNC_NONCES[1]).is_err(), "byte {index}");
            }
        }
        assert!(Notification::new(1, "").sign(&key, b"").is_err());
    }
}
