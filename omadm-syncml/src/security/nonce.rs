//! Nonces: what is hashed along with a secret so that a digest is good only once.

use super::secret::refuse;
use super::{AuthErrorKind, AuthType, base64, constant_time_eq};
use crate::code::StatusCode;
use crate::error::Error;
use alloc::collections::VecDeque;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// The most bytes a nonce may have. 16 are recommended.
pub const MAX_NONCE: usize = 256;

/// The nonce to which peers that lost each other's nonces fall back in Package #0, in the two readings of
/// "0x00000000" that devices have: four zero bytes, and that text in ASCII.
///
/// Nothing here falls back by itself: a caller that accepts them names them.
pub const RESYNC_NONCES: [&[u8]; 2] = [&[0; 4], b"0x00000000"];

/// A nonce, decoded from the base64 in which `NextNonce` carries it. Any bytes are allowed, zero and `:` too.
///
/// ```
/// use omadm_syncml::security::Nonce;
///
/// let nonce = Nonce::from_base64("Tm9uY2U=")?;
/// assert_eq!(nonce.as_bytes(), b"Nonce");
/// assert_eq!(nonce.to_base64(), "Tm9uY2U=");
/// # Ok::<(), omadm_syncml::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Nonce(Vec<u8>);

impl Nonce {
    /// A nonce of these bytes; an empty one is what a fresh account begins with.
    ///
    /// # Errors
    ///
    /// [`AuthErrorKind::NonceTooLong`].
    pub fn new(bytes: impl Into<Vec<u8>>) -> Result<Self, Error> {
        let bytes = bytes.into();
        if bytes.len() > MAX_NONCE {
            return refuse(AuthErrorKind::NonceTooLong);
        }
        Ok(Nonce(bytes))
    }

    /// Reads a `NextNonce`.
    ///
    /// # Errors
    ///
    /// [`AuthErrorKind::InvalidBase64`], [`AuthErrorKind::NonceTooLong`].
    pub fn from_base64(text: &str) -> Result<Self, Error> {
        // Twice the letters that the longest nonce needs leave room for white space.
        if text.len() > MAX_NONCE / 3 * 4 * 2 {
            return refuse(AuthErrorKind::NonceTooLong);
        }
        match base64::decode(text.as_bytes()) {
            Some(bytes) => Nonce::new(bytes),
            None => refuse(AuthErrorKind::InvalidBase64),
        }
    }

    /// The bytes that are hashed.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The text for a `NextNonce`.
    #[must_use]
    pub fn to_base64(&self) -> String {
        base64::encode(&self.0)
    }
}

impl AsRef<[u8]> for Nonce {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl PartialEq for Nonce {
    fn eq(&self, other: &Nonce) -> bool {
        constant_time_eq(&self.0, &other.0)
    }
}

impl Eq for Nonce {}

impl fmt::Debug for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Nonce({} bytes)", self.0.len())
    }
}

/// For what a `NextNonce` is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NextNonceUse {
    /// The next message of this session.
    NextMessage,
    /// The first message of the next session.
    NextSession,
}

impl NextNonceUse {
    /// What the status of the SyncHdr makes of the nonce that came with it; `None` where the combination breaks
    /// the protocol and the session must end.
    ///
    /// auth-md5: 212 authenticates the whole session, so the nonce is for the next one; 200 authenticates one
    /// message. auth-MAC: every message has its own code, so only 200 is right. 401 and 407 ask for a retry.
    #[must_use]
    pub fn of(auth: &AuthType<'_>, status: StatusCode) -> Option<Self> {
        match (auth, status) {
            (_, StatusCode::UNAUTHORIZED | StatusCode::AUTHENTICATION_REQUIRED | StatusCode::OK) => {
                Some(NextNonceUse::NextMessage)
            }
            (AuthType::Mac, _) => None,
            (_, StatusCode::AUTHENTICATED) => Some(NextNonceUse::NextSession),
            _ => None,
        }
    }
}

/// The nonces of one direction: which one the next digest uses, and which are spent.
///
/// The side that makes digests calls [`NonceStore::receive`] with each `NextNonce`; the side that checks them calls
/// [`NonceStore::issue`] with each nonce it sends out and [`NonceStore::accept`] after each digest that was right.
///
/// ```
/// use omadm_syncml::security::{NextNonceUse, Nonce, NonceStore};
///
/// let mut store = NonceStore::new(Nonce::default());
/// store.issue(Nonce::new(*b"first")?, NextNonceUse::NextMessage)?;
/// assert_eq!(store.current().as_bytes(), b"first");
/// store.accept()?;
/// assert!(store.accept().is_err()); // the same nonce a second time
/// # Ok::<(), omadm_syncml::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct NonceStore {
    stored: Nonce,
    /// For this session only: a retry, or auth-MAC and auth-md5 with status 200.
    session: Option<Nonce>,
    spent: VecDeque<Nonce>,
}

impl NonceStore {
    /// How many spent nonces are remembered.
    pub const REMEMBERED: usize = 64;

    /// A store that begins with the nonce of the account.
    #[must_use]
    pub const fn new(stored: Nonce) -> Self {
        NonceStore { stored, session: None, spent: VecDeque::new() }
    }

    /// The nonce for the next digest.
    #[must_use]
    pub fn current(&self) -> &Nonce {
        self.session.as_ref().unwrap_or(&self.stored)
    }

    /// The nonce to keep with the account when the session is over.
    #[must_use]
    pub fn stored(&self) -> &Nonce {
        &self.stored
    }

    /// Takes a nonce from a peer. One from a peer that is not authenticated serves this session's retry but is
    /// not kept, so that a stranger cannot put the two sides out of step.
    pub fn receive(&mut self, nonce: Nonce, used_for: NextNonceUse, peer_is_authenticated: bool) {
        if peer_is_authenticated {
            self.stored = nonce.clone();
        }
        if used_for == NextNonceUse::NextMessage {
            self.session = Some(nonce);
        }
    }

    /// Notes a nonce that goes out to the peer.
    ///
    /// # Errors
    ///
    /// [`AuthErrorKind::NonceReused`] for a nonce that is spent or in use.
    pub fn issue(&mut self, nonce: Nonce, used_for: NextNonceUse) -> Result<(), Error> {
        if self.is_spent(&nonce) || nonce == *self.current() || nonce == self.stored {
            return refuse(AuthErrorKind::NonceReused);
        }
        if used_for == NextNonceUse::NextMessage {
            self.session = Some(nonce.clone());
        }
        self.stored = nonce;
        Ok(())
    }

    /// Marks the current nonce as spent, after a digest with it was right.
    ///
    /// # Errors
    ///
    /// [`AuthErrorKind::NonceReused`] when it was spent before: the message is a replay.
    pub fn accept(&mut self) -> Result<(), Error> {
        let nonce = self.current().clone();
        if self.is_spent(&nonce) {
            return refuse(AuthErrorKind::NonceReused);
        }
        if self.spent.len() == Self::REMEMBERED {
            self.spent.pop_front();
        }
        self.spent.push_back(nonce);
        Ok(())
    }

    /// Begins a new session: what was meant for the last one only is forgotten.
    pub fn begin_session(&mut self) {
        self.session = None;
    }

    fn is_spent(&self, nonce: &Nonce) -> bool {
        self.spent.contains(nonce)
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_NONCE, NextNonceUse, Nonce, NonceStore};
    use crate::code::StatusCode;
    use crate::security::AuthType;

    fn nonce(bytes: &[u8]) -> Nonce {
        Nonce::new(bytes).unwrap()
    }

    #[test]
    fn sizes_and_forms() {
        assert_eq!(Nonce::new(alloc::vec![1; MAX_NONCE]).unwrap().as_bytes().len(), MAX_NONCE);
        assert_eq!(Nonce::new(alloc::vec![1; MAX_NONCE + 1]).unwrap_err().name(), "Limit");
        let longest = nonce(&[0xA5; MAX_NONCE]);
        assert_eq!(Nonce::from_base64(&longest.to_base64()).unwrap(), longest);
        assert_eq!(Nonce::from_base64(&"A".repeat(4096)).unwrap_err().name(), "Limit");
        // White space may double the letters, no more, whatever is left without it.
        let spaced = |spaces: usize| Nonce::from_base64(&alloc::format!("YWJj{}", " ".repeat(spaces)));
        assert_eq!(spaced(MAX_NONCE / 3 * 8 - 4).unwrap().as_ref(), b"abc");
        assert_eq!(spaced(MAX_NONCE / 3 * 8 - 3).unwrap_err().name(), "Limit");
        assert_eq!(Nonce::from_base64("*").unwrap_err().name(), "InvalidBase64");
        assert_eq!(Nonce::from_base64("").unwrap(), Nonce::default());
        assert_eq!(nonce(b"a:\0b").as_bytes(), b"a:\0b");
        assert_eq!(alloc::format!("{:?}", nonce(b"secret")), "Nonce(6 bytes)");
    }

    #[test]
    fn what_a_nonce_is_for() {
        for (auth, status, used_for) in [
            (AuthType::Md5, StatusCode::AUTHENTICATED, Some(NextNonceUse::NextSession)),
            (AuthType::Md5, StatusCode::OK, Some(NextNonceUse::NextMessage)),
            (AuthType::Md5, StatusCode::UNAUTHORIZED, Some(NextNonceUse::NextMessage)),
            (AuthType::Mac, StatusCode::OK, Some(NextNonceUse::NextMessage)),
            (AuthType::Mac, StatusCode::AUTHENTICATED, None),
            (AuthType::Mac, StatusCode::AUTHENTICATION_REQUIRED, Some(NextNonceUse::NextMessage)),
            (AuthType::Md5, StatusCode::NOT_FOUND, None),
        ] {
            assert_eq!(NextNonceUse::of(&auth, status), used_for, "{auth} {status}");
        }
    }

    #[test]
    fn a_stranger_cannot_change_the_stored_nonce() {
        let mut store = NonceStore::new(nonce(b"kept"));
        store.receive(nonce(b"retry"), NextNonceUse::NextMessage, false);
        assert_eq!(store.current().as_bytes(), b"retry");
        assert_eq!(store.stored().as_bytes(), b"kept");
        store.begin_session();
        assert_eq!(store.current().as_bytes(), b"kept");
        store.receive(nonce(b"next"), NextNonceUse::NextSession, true);
        assert_eq!(store.current().as_bytes(), b"next");
    }

    #[test]
    fn a_nonce_is_accepted_once() {
        let mut store = NonceStore::new(nonce(b"0"));
        store.accept().unwrap();
        assert_eq!(store.accept().unwrap_err().name(), "NonceReused");
        assert_eq!(store.issue(nonce(b"0"), NextNonceUse::NextMessage).unwrap_err().name(), "NonceReused");
        for round in 1..=200u8 {
            store.issue(nonce(&[1, round]), NextNonceUse::NextMessage).unwrap();
            store.accept().unwrap();
        }
        assert!(store.spent.len() <= NonceStore::REMEMBERED);
        assert!(store.issue(nonce(&[1, 200 - 10]), NextNonceUse::NextSession).is_err());
    }

    #[test]
    fn nonces_in_use_are_not_issued_again() {
        let mut store = NonceStore::new(nonce(b"kept"));
        store.receive(nonce(b"retry"), NextNonceUse::NextMessage, false);
        for used in [b"kept".as_slice(), b"retry"] {
            let refused = store.issue(nonce(used), NextNonceUse::NextMessage).unwrap_err();
            assert_eq!(refused.name(), "NonceReused");
        }
        store.issue(nonce(b"later"), NextNonceUse::NextSession).unwrap();
        assert_eq!((store.current().as_bytes(), store.stored().as_bytes()), (&b"retry"[..], &b"later"[..]));
        store.issue(nonce(b"now"), NextNonceUse::NextMessage).unwrap();
        assert_eq!((store.current().as_bytes(), store.stored().as_bytes()), (&b"now"[..], &b"now"[..]));
    }
}
