use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt;
use core::ops::Deref;

/// A text that `Debug` does not show: user names, passwords, vouchers.
///
/// ```
/// use cwmp_soap::value::Secret;
///
/// let password = Secret::from("hunter2");
/// assert_eq!(&*password, "hunter2");
/// assert_eq!(format!("{password:?}"), "<redacted>");
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct Secret<'a>(
    /// The text.
    pub Cow<'a, str>,
);

impl Secret<'_> {
    /// The same, owning its text.
    #[must_use]
    pub fn into_owned(self) -> Secret<'static> {
        Secret(Cow::Owned(self.0.into_owned()))
    }
}

impl fmt::Debug for Secret<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "<empty>" } else { "<redacted>" })
    }
}

impl Deref for Secret<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'a> From<&'a str> for Secret<'a> {
    fn from(text: &'a str) -> Self {
        Secret(Cow::Borrowed(text))
    }
}

impl From<String> for Secret<'_> {
    fn from(text: String) -> Self {
        Secret(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Secret<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Secret(text)
    }
}

impl PartialEq<str> for Secret<'_> {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Secret<'_> {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}
