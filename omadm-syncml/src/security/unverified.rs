//! What a peer claims without proof.

use core::fmt;

/// A decoded message whose sender is not authenticated yet.
///
/// It shows nothing of its content: the fields come out through the check that belongs to the message (for
/// example `Unverified::<Notification>::verify`), or through [`Unverified::assume_unauthenticated`], which says in
/// the code that nobody checked.
///
/// ```
/// # use omadm_syncml::security::Notification;
/// # let bytes = *b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x02\xe8\0\0\0\x12\x34\x01S";
/// let unverified = Notification::from_bytes(&bytes)?;
/// assert_eq!(format!("{unverified:?}"), "Unverified(..)");
/// assert_eq!(unverified.assume_unauthenticated().session_id, 0x1234);
/// # Ok::<(), omadm_syncml::Error>(())
/// ```
#[derive(Clone)]
pub struct Unverified<T>(T);

impl<T> Unverified<T> {
    pub(crate) const fn new(content: T) -> Self {
        Unverified(content)
    }

    #[cfg(feature = "auth")]
    pub(crate) const fn claimed(&self) -> &T {
        &self.0
    }

    /// The content, although nothing proves where it comes from.
    #[must_use]
    pub fn assume_unauthenticated(self) -> T {
        self.0
    }
}

impl<T> fmt::Debug for Unverified<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Unverified(..)")
    }
}
