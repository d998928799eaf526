//! Authentication types.

use alloc::borrow::Cow;
use core::fmt;

macro_rules! auth_types {
    ($( $variant:ident $uri:literal $account:literal $meaning:literal, )*) => {
        /// How a peer proves who it is: the Meta Type of a Cred or Chal, and the `AAuthType` of an account.
        ///
        /// Names are compared without regard to case.
        ///
        /// ```
        /// use omadm_syncml::security::AuthType;
        ///
        /// assert_eq!(AuthType::from("syncml:auth-md5"), AuthType::Md5);
        /// assert_eq!(AuthType::Md5.account_name(), Some("DIGEST"));
        /// assert_eq!(AuthType::from_account_name("HMAC"), Some(AuthType::Mac));
        /// ```
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum AuthType<'a> {
            $(
                #[doc = concat!("`", $uri, "`: ", $meaning, ".")]
                $variant,
            )*
            /// Any other type, as it came.
            Other(Cow<'a, str>),
        }

        impl AuthType<'static> {
            /// Every type the table names.
            pub const ALL: &'static [AuthType<'static>] = &[ $( AuthType::$variant, )* ];

            /// The type that an account's `AAuthType` or `AAuthPref` names; `None` for those of the transport
            /// (`HTTP-BASIC`, `HTTP-DIGEST`, `TRANSPORT`).
            #[must_use]
            pub fn from_account_name(name: &str) -> Option<Self> {
                let row = |account: &str| account.eq_ignore_ascii_case(name);
                $( if row($account) { return Some(AuthType::$variant); } )*
                None
            }
        }

        impl<'a> AuthType<'a> {
            /// The name on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $( AuthType::$variant => $uri, )*
                    AuthType::Other(text) => text,
                }
            }

            /// The name in an account (DM StdObj 1.2.1, AAuthType).
            #[must_use]
            pub fn account_name(&self) -> Option<&'static str> {
                match self {
                    $( AuthType::$variant => Some($account), )*
                    AuthType::Other(_) => None,
                }
            }

            /// The same value without a borrow.
            #[must_use]
            pub fn into_owned(self) -> AuthType<'static> {
                match self {
                    $( AuthType::$variant => AuthType::$variant, )*
                    AuthType::Other(text) => AuthType::Other(Cow::Owned(text.into_owned())),
                }
            }
        }

        impl<'a> From<&'a str> for AuthType<'a> {
            fn from(text: &'a str) -> Self {
                $( if text.eq_ignore_ascii_case($uri) { return AuthType::$variant; } )*
                AuthType::Other(Cow::Borrowed(text))
            }
        }
    };
}

auth_types! {
    Basic "syncml:auth-basic" "BASIC" "user name and password in base64",
    Md5 "syncml:auth-md5" "DIGEST" "an MD5 digest of user name, password and nonce",
    Mac "syncml:auth-MAC" "HMAC" "an MD5 code over the message, in the transport header `x-syncml-hmac`",
    X509 "syncml:auth-X509" "X509" "a certificate",
    SecurId "syncml:auth-securid" "SECURID" "an RSA SecurID token",
    Safeword "syncml:auth-safeword" "SAFEWORD" "a SafeWord token",
    Digipass "syncml:auth-digipass" "DIGIPASS" "a Digipass token",
}

impl fmt::Display for AuthType<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::AuthType;

    #[test]
    fn both_names_lead_to_the_type() {
        for auth in AuthType::ALL {
            assert_eq!(AuthType::from(auth.as_str()), *auth);
            assert_eq!(alloc::string::ToString::to_string(auth), auth.as_str());
            assert_eq!(AuthType::from_account_name(auth.account_name().unwrap()).as_ref(), Some(auth));
        }
        assert_eq!(AuthType::from("syncml:auth-mac"), AuthType::Mac);
        assert_eq!(AuthType::from("x").as_str(), "x");
        assert_eq!(AuthType::from_account_name("TRANSPORT"), None);
    }
}
