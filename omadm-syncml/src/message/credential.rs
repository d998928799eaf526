//! Credentials and challenges.

use super::{Data, Meta, data};
use crate::Error;
use crate::security::AuthType;
use crate::syntax::{Cursor, Decode, Encode, IntoOwned, Sink, Source, Tag, record};
use alloc::borrow::Cow;
use core::fmt;

/// A value that `Debug` does not show.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct Hidden<T>(pub T);

impl<T> fmt::Debug for Hidden<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(hidden)")
    }
}

impl<T> core::ops::Deref for Hidden<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<'a> Decode<'a> for Hidden<Data<'a>> {
    fn empty() -> Self {
        Hidden(Data::empty())
    }

    fn read<S: Source<'a>>(&mut self, cursor: &mut Cursor<'a, '_, S>, tag: Tag) -> Result<(), Error> {
        self.0.read(cursor, tag)
    }
}

impl Encode for Hidden<Data<'_>> {
    fn encode<'n, K: Sink<'n>>(&'n self, tag: Tag, sink: &mut K) {
        self.0.encode(tag, sink);
    }
}

impl IntoOwned for Hidden<Data<'_>> {
    type Owned = Hidden<Data<'static>>;

    fn into_owned(self) -> Hidden<Data<'static>> {
        Hidden(self.0.into_owned())
    }
}

impl<'a, T: Into<Data<'a>>> From<T> for Hidden<Data<'a>> {
    fn from(data: T) -> Self {
        Hidden(data.into())
    }
}

record! {
    /// `Cred`: who the sender says to be.
    pub struct Cred in SyncMl settle settle {
        /// Authentication type and format; `syncml:auth-basic` in Base64 without.
        opt meta with_meta: Meta => Meta<'a>,
        /// The credentials.
        one data with_data: Data => Hidden<Data<'a>>,
    }

    /// `Chal`: which credentials are asked for.
    pub struct Chal in SyncMl {
        /// Authentication type, format and nonce.
        one meta with_meta: Meta => Meta<'a>,
    }
}

impl<'a> Cred<'a> {
    /// Credentials of this authentication type, in Base64.
    pub fn of(scheme: AuthType<'a>, data: impl Into<Cow<'a, str>>) -> Self {
        let meta = Meta::of("b64", scheme.as_str().to_owned_text());
        Cred::new(Data::from(data.into())).with_meta(meta)
    }

    /// The authentication type. Without one it is `syncml:auth-basic`.
    #[must_use]
    pub fn scheme(&self) -> AuthType<'_> {
        self.meta.as_ref().and_then(Meta::auth_type).unwrap_or(AuthType::Basic)
    }

    fn settle<S: Source<'a>>(&mut self, _: &mut Cursor<'a, '_, S>) -> Result<(), Error> {
        data::settle::<S>(&mut self.data.0, &mut self.meta, None, false);
        Ok(())
    }
}

impl<'a> Chal<'a> {
    /// Asks for this authentication type, with a nonce in Base64 where the type needs one.
    pub fn of(scheme: AuthType<'a>, next_nonce: Option<Cow<'a, str>>) -> Self {
        let mut meta = Meta::of("b64", scheme.as_str().to_owned_text());
        meta.next_nonce = next_nonce;
        Chal::new(meta)
    }
}

/// Authentication types are short registry names; a copy is no cost.
trait ToOwnedText {
    fn to_owned_text(&self) -> Cow<'static, str>;
}

impl ToOwnedText for str {
    fn to_owned_text(&self) -> Cow<'static, str> {
        Cow::Owned(self.into())
    }
}
