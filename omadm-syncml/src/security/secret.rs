//! User names, passwords, and what is computed from them.

use super::AuthErrorKind;
use super::base64;
use crate::error::Error;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use mgmt_wire::constant_time_eq;

pub(crate) fn refuse<T>(kind: AuthErrorKind) -> Result<T, Error> {
    Err(Error::new(kind.into()))
}

/// A user name and its password.
///
/// ```
/// use omadm_syncml::security::Credentials;
///
/// let credentials = Credentials::new("Bruce2", "OhBehave")?;
/// assert_eq!(credentials.basic(), "QnJ1Y2UyOk9oQmVoYXZl"); // DM Protocol 1.2.1, Authentication
/// assert!(!format!("{credentials:?}").contains("OhBehave"));
/// # Ok::<(), omadm_syncml::Error>(())
/// ```
#[derive(Clone)]
pub struct Credentials<'a> {
    username: Cow<'a, str>,
    password: Cow<'a, [u8]>,
}

impl<'a> Credentials<'a> {
    /// A user name and its password; passwords are bytes, so that text and binary secrets are alike.
    ///
    /// # Errors
    ///
    /// [`AuthErrorKind::InvalidUsername`] for a user name with a colon: every scheme joins name and password by
    /// one, so `a:b` with `c` and `a` with `b:c` would be the same.
    pub fn new(
        username: impl Into<Cow<'a, str>>,
        password: &'a (impl AsRef<[u8]> + ?Sized),
    ) -> Result<Self, Error> {
        let username = username.into();
        if username.contains(':') {
            return refuse(AuthErrorKind::InvalidUsername);
        }
        Ok(Credentials { username, password: Cow::Borrowed(password.as_ref()) })
    }

    /// Reads the `Data` of an auth-basic Cred.
    ///
    /// # Errors
    ///
    /// [`AuthErrorKind::InvalidBase64`]; [`AuthErrorKind::Malformed`] without a colon or with a user name that is
    /// not UTF-8.
    pub fn from_basic(data: &str) -> Result<Credentials<'static>, Error> {
        let Some(bytes) = base64::decode(data.as_bytes()) else {
            return refuse(AuthErrorKind::InvalidBase64);
        };
        let mut parts = bytes.splitn(2, |byte| *byte == b':');
        let username = parts.next().and_then(|name| core::str::from_utf8(name).ok());
        match (username, parts.next()) {
            (Some(username), Some(password)) => Ok(Credentials {
                username: Cow::Owned(String::from(username)),
                password: Cow::Owned(password.to_vec()),
            }),
            _ => refuse(AuthErrorKind::Malformed("user name and password")),
        }
    }

    /// The user name.
    #[must_use]
    pub fn username(&self) -> &str {
        &self.username
    }

    /// `user:password`.
    fn joined(&self) -> Vec<u8> {
        [self.username.as_bytes(), b":", &self.password].concat()
    }

    /// The `Data` of an auth-basic Cred: `B64(user:password)`.
    #[must_use]
    pub fn basic(&self) -> String {
        base64::encode(&self.joined())
    }

    /// Checks the `Data` of an auth-basic Cred in constant time.
    ///
    /// # Errors
    ///
    /// [`AuthErrorKind::InvalidBase64`] or [`AuthErrorKind::CredentialMismatch`].
    pub fn verify_basic(&self, data: &str) -> Result<(), Error> {
        match base64::decode(data.as_bytes()) {
            None => refuse(AuthErrorKind::InvalidBase64),
            Some(given) if constant_time_eq(&given, &self.joined()) => Ok(()),
            Some(_) => refuse(AuthErrorKind::CredentialMismatch),
        }
    }

    /// What all digest schemes need of the credentials; a server can keep this instead of the password.
    #[cfg(feature = "auth")]
    #[must_use]
    pub fn key(&self) -> SharedKey {
        SharedKey::from_digest(digest::md5(&[self.username.as_bytes(), b":", &self.password]))
    }

    /// The same value without a borrow.
    #[must_use]
    pub fn into_owned(self) -> Credentials<'static> {
        Credentials {
            username: Cow::Owned(self.username.into_owned()),
            password: Cow::Owned(self.password.into_owned()),
        }
    }
}

impl fmt::Debug for Credentials<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("username", &self.username).finish_non_exhaustive()
    }
}

#[cfg(feature = "auth")]
pub use key::SharedKey;

#[cfg(feature = "auth")]
pub(crate) mod digest {
    use hmac::{Hmac, Mac as _};
    use md5::{Digest as _, Md5};
    use sha1::Sha1;

    pub(crate) fn md5(parts: &[&[u8]]) -> [u8; 16] {
        let mut hasher = Md5::new();
        for part in parts {
            hasher.update(part);
        }
        hasher.finalize().into()
    }

    pub(crate) fn hmac_sha1(key: &[u8], data: &[u8]) -> [u8; 20] {
        // HMAC takes keys of every length; the error type is there for other constructions.
        let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(key) else { return [0; 20] };
        mac.update(data);
        mac.finalize().into_bytes().into()
    }
}

#[cfg(feature = "auth")]
mod key {
    use super::{digest, refuse};
    use crate::error::Error;
    use crate::security::{AuthErrorKind, base64};
    use alloc::string::String;
    use core::fmt;
    use mgmt_wire::constant_time_eq;

    /// `B64(H(user:password))`: the secret that auth-md5, auth-MAC and Package #0 share.
    ///
    /// ```
    /// use omadm_syncml::security::Credentials;
    ///
    /// let key = Credentials::new("Bruce2", "OhBehave")?.key();
    /// assert_eq!(key.md5(b"Nonce"), "Zz6EivR3yeaaENcRN6lpAQ=="); // DM Protocol 1.2.1, Authentication
    /// key.verify_md5("Zz6EivR3yeaaENcRN6lpAQ==", b"Nonce")?;
    /// # Ok::<(), omadm_syncml::Error>(())
    /// ```
    #[derive(Clone)]
    pub struct SharedKey([u8; 24]);

    impl SharedKey {
        /// The key whose digest `H(user:password)` is known.
        #[must_use]
        pub fn from_digest(digest: [u8; 16]) -> Self {
            SharedKey(base64::encode_digest(&digest))
        }

        /// The `Data` of an auth-md5 Cred: `B64(H(B64(H(user:password)):nonce))`.
        ///
        /// The nonce is the decoded one, as [`Nonce`](crate::security::Nonce) holds it.
        #[must_use]
        pub fn md5(&self, nonce: &[u8]) -> String {
            base64::encode(&digest::md5(&[&self.0, b":", nonce]))
        }

        /// Checks the `Data` of an auth-md5 Cred in constant time.
        ///
        /// # Errors
        ///
        /// [`AuthErrorKind::InvalidBase64`] or [`AuthErrorKind::CredentialMismatch`].
        pub fn verify_md5(&self, data: &str, nonce: &[u8]) -> Result<(), Error> {
            match base64::decode(data.as_bytes()) {
                None => refuse(AuthErrorKind::InvalidBase64),
                Some(given) if constant_time_eq(&given, &digest::md5(&[&self.0, b":", nonce])) => Ok(()),
                Some(_) => refuse(AuthErrorKind::CredentialMismatch),
            }
        }

        /// The code of auth-MAC and Package #0: `H(B64(H(user:password)):nonce:B64(H(body)))`.
        ///
        /// The body is what the transport carries, byte for byte. This is not the HMAC of RFC 2104, although the
        /// specification calls it that.
        #[must_use]
        pub fn mac(&self, nonce: &[u8], body: &[u8]) -> [u8; 16] {
            self.mac_of(nonce, &[body])
        }

        /// The same over a body in parts.
        pub(crate) fn mac_of(&self, nonce: &[u8], body: &[&[u8]]) -> [u8; 16] {
            let body = base64::encode_digest(&digest::md5(body));
            digest::md5(&[&self.0, b":", nonce, b":", &body])
        }
    }

    impl fmt::Debug for SharedKey {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("SharedKey(..)")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Credentials, constant_time_eq};

    #[test]
    fn basic() {
        let credentials = Credentials::new("Bruce2", "OhBehave").unwrap();
        credentials.verify_basic(&credentials.basic()).unwrap();
        credentials.verify_basic(" QnJ1Y2UyOk9oQmVoYXZl\n").unwrap();
        assert_eq!(
            credentials.verify_basic("QnJ1Y2UyOk9oQmVoYXZm").unwrap_err().name(),
            "CredentialMismatch"
        );
        assert_eq!(credentials.verify_basic("?").unwrap_err().name(), "InvalidBase64");
        let read = Credentials::from_basic("dTpwOnE=").unwrap(); // u:p:q
        assert_eq!(read.username(), "u");
        read.verify_basic(&Credentials::new("u", "p:q").unwrap().basic()).unwrap();
        assert_eq!(Credentials::from_basic("dXA=").unwrap_err().name(), "Malformed");
        assert_eq!(Credentials::new("a:b", "c").unwrap_err().name(), "InvalidValue");
    }

    #[test]
    fn secrets_do_not_show() {
        let credentials = Credentials::new("user", "geheim").unwrap();
        assert!(!alloc::format!("{credentials:?}").contains("geheim"));
        #[cfg(feature = "auth")]
        assert_eq!(alloc::format!("{:?}", credentials.key()), "SharedKey(..)");
    }

    #[test]
    fn comparison_covers_every_byte() {
        let bytes = [7u8; 33];
        assert!(constant_time_eq(&bytes, &bytes) && constant_time_eq(&[], &[]));
        for index in 0..bytes.len() {
            let mut other = bytes;
            other[index] ^= 0x80;
            assert!(!constant_time_eq(&bytes, &other), "{index}");
        }
    }

    #[cfg(feature = "auth")]
    #[test]
    fn md5_and_mac() {
        let key = Credentials::new("Bruce2", "OhBehave").unwrap().key();
        assert_eq!(key.md5(b"Nonce"), "Zz6EivR3yeaaENcRN6lpAQ==");
        key.verify_md5("Zz6EivR3yeaaENcRN6lpAQ", b"Nonce").unwrap();
        assert_eq!(
            key.verify_md5("Zz6EivR3yeaaENcRN6lpAQ==", b"nonce").unwrap_err().name(),
            "CredentialMismatch"
        );
        assert_eq!(key.verify_md5("Zz6EivR3yeaaENcRN6lpA===", b"Nonce").unwrap_err().name(), "InvalidBase64");
        assert_eq!(key.mac(b"n:\0", b"body"), key.mac_of(b"n:\0", &[b"bo", b"", b"dy"]));
        assert_ne!(key.mac(b"n", b"body"), key.mac(b"m", b"body"));
    }
}
