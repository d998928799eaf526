//! Package #0: the notification by which a server asks a device to start a session.

mod error;
mod header;
#[cfg(test)]
mod tests;

pub use error::{NotificationErrorKind, NotificationWarningKind};
pub use header::{Initiator, UiMode};

use self::header::{Fields, HEADER};
use super::Unverified;
use crate::error::{Error, ErrorKind, WarningKind};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use mgmt_wire::{DecodeOptions, Limit, Warning, WarningSink};

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

/// Bytes of the digest.
const DIGEST: usize = 16;

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

impl fmt::Display for Notification<'_> {
    /// One line for people: version, session and server.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (major, minor) = (self.version / 10, self.version % 10);
        let server = String::from_utf8_lossy(&self.server_id);
        write!(f, "notification {major}.{minor}, session {:X}, server {server:?}", self.session_id)
    }
}
