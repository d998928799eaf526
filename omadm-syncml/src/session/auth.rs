//! Who each side is.

use super::wire::Incoming;
use crate::Error;
use crate::code::StatusCode;
use crate::message::{Chal, Cred, SyncHdr};
use crate::security::{AuthType, Credentials, HmacHeader, NextNonceUse, Nonce, NonceStore, SharedKey};
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;

/// How this side proves itself to the peer.
#[derive(Clone, Debug)]
pub struct Proof {
    credentials: Credentials<'static>,
    key: SharedKey,
    scheme: AuthType<'static>,
    nonces: NonceStore,
    /// The peer said 212: nothing more to prove in this session.
    accepted: bool,
    refusals: u8,
}

impl Proof {
    /// With `syncml:auth-basic`, `syncml:auth-md5` or `syncml:auth-MAC`, beginning with the nonce of the account.
    #[must_use]
    pub fn new(credentials: Credentials<'static>, scheme: AuthType<'static>, nonce: Nonce) -> Self {
        let key = credentials.key();
        Proof { credentials, key, scheme, nonces: NonceStore::new(nonce), accepted: false, refusals: 0 }
    }

    /// The nonce to keep with the account when the session is over.
    #[must_use]
    pub fn stored_nonce(&self) -> &Nonce {
        self.nonces.stored()
    }

    /// Puts credentials into a header, if they belong there.
    pub(super) fn attach(&self, header: &mut SyncHdr<'static>) {
        match self.scheme {
            _ if self.accepted => {}
            AuthType::Basic => {
                header.cred = Some(Box::new(Cred::of(AuthType::Basic, self.credentials.basic())));
            }
            AuthType::Mac => {
                header.source.loc_name = Some(Cow::Owned(String::from(self.credentials.username())));
            }
            _ => {
                let digest = self.key.md5(self.nonces.current().as_bytes());
                header.cred = Some(Box::new(Cred::of(self.scheme.clone(), digest)));
                header.source.loc_name = Some(Cow::Owned(String::from(self.credentials.username())));
            }
        }
    }

    /// The `x-syncml-hmac` header of a body.
    pub(super) fn sign(&self, body: &[u8]) -> Option<Result<String, Error>> {
        (self.scheme == AuthType::Mac).then(|| {
            let mac = self.key.mac(self.nonces.current().as_bytes(), body);
            HmacHeader::new(self.credentials.username(), mac).to_header()
        })
    }

    /// Takes the status of a header that carried the proof. `true`: try again with what the peer asked for.
    pub(super) fn answered(
        &mut self,
        code: StatusCode,
        chal: Option<&Chal<'_>>,
        peer_is_known: bool,
    ) -> bool {
        let nonce = chal.and_then(|chal| chal.meta.nonce().ok().flatten());
        if let Some(asked) = chal.and_then(|chal| chal.meta.auth_type())
            && code.is_client_error()
            && matches!(asked, AuthType::Basic | AuthType::Md5 | AuthType::Mac)
        {
            self.scheme = asked.into_owned();
        }
        if let (Some(nonce), Some(used_for)) = (nonce, NextNonceUse::of(&self.scheme, code)) {
            self.nonces.receive(nonce, used_for, peer_is_known);
        }
        match code {
            StatusCode::AUTHENTICATED => {
                self.accepted = self.scheme != AuthType::Mac;
                false
            }
            StatusCode::UNAUTHORIZED | StatusCode::AUTHENTICATION_REQUIRED => {
                self.accepted = false;
                self.refusals = self.refusals.saturating_add(1);
                // Once for a nonce or scheme that was out of step; more often would be guessing.
                chal.is_some() && self.refusals < 2
            }
            _ => false,
        }
    }
}

/// What this side asks of the peer.
#[derive(Clone, Debug)]
pub struct Requirement {
    credentials: Credentials<'static>,
    key: SharedKey,
    scheme: AuthType<'static>,
    nonces: NonceStore,
    accepted: bool,
}

impl Requirement {
    /// With `syncml:auth-basic`, `syncml:auth-md5` or `syncml:auth-MAC`, beginning with the nonce of the account.
    #[must_use]
    pub fn new(credentials: Credentials<'static>, scheme: AuthType<'static>, nonce: Nonce) -> Self {
        let key = credentials.key();
        Requirement { credentials, key, scheme, nonces: NonceStore::new(nonce), accepted: false }
    }

    /// The nonce to keep with the account when the session is over.
    #[must_use]
    pub fn stored_nonce(&self) -> &Nonce {
        self.nonces.stored()
    }

    /// The status of a header, and the challenge that goes with it.
    pub(super) fn check(
        &mut self,
        header: &SyncHdr<'_>,
        incoming: &Incoming<'_>,
    ) -> (StatusCode, Option<Box<Chal<'static>>>) {
        if self.accepted {
            return (StatusCode::AUTHENTICATED, None);
        }
        let fresh = &incoming.fresh_nonce;
        let verdict = self.verify(header, incoming);
        let code = match verdict {
            Some(true) if self.scheme == AuthType::Mac => StatusCode::OK,
            Some(true) => {
                self.accepted = true;
                StatusCode::AUTHENTICATED
            }
            Some(false) => StatusCode::UNAUTHORIZED,
            None => StatusCode::AUTHENTICATION_REQUIRED,
        };
        let needs_nonce = self.scheme != AuthType::Basic;
        if code.is_success() && !needs_nonce {
            return (code, None);
        }
        let mut nonce = None;
        if needs_nonce {
            let used_for = NextNonceUse::of(&self.scheme, code).unwrap_or(NextNonceUse::NextMessage);
            // A nonce that was used before would be worse than none: the peer keeps the one it has.
            if self.nonces.issue(fresh.clone(), used_for).is_ok() {
                nonce = Some(Cow::Owned(fresh.to_base64()));
            }
        }
        (code, Some(Box::new(Chal::of(self.scheme.clone(), nonce))))
    }

    /// `None`: the peer did not say who it is.
    fn verify(&mut self, header: &SyncHdr<'_>, incoming: &Incoming<'_>) -> Option<bool> {
        let nonce = self.nonces.current().clone();
        let verified = match self.scheme {
            AuthType::Mac => {
                let hmac = incoming.hmac.as_ref()?;
                hmac.username == self.credentials.username()
                    && hmac.verify(&self.key, nonce.as_bytes(), incoming.body).is_ok()
            }
            _ => {
                let cred = header.cred.as_ref()?;
                let data = cred.data.text().unwrap_or("");
                if cred.scheme() != self.scheme {
                    false
                } else if self.scheme == AuthType::Basic {
                    self.credentials.verify_basic(data).is_ok()
                } else {
                    self.key.verify_md5(data, nonce.as_bytes()).is_ok()
                }
            }
        };
        let uses_nonce = self.scheme != AuthType::Basic;
        Some(verified && (!uses_nonce || self.nonces.accept().is_ok()))
    }
}
