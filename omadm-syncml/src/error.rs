//! provisional
#![allow(missing_docs)]
use mgmt_wire::{Kind, Limit};
pub type Error = mgmt_wire::Error<ErrorKind>;
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    #[error(transparent)]
    Uri(#[from] crate::tree::UriErrorKind),
    #[error(transparent)]
    Acl(#[from] crate::tree::AclErrorKind),
    #[error(transparent)]
    Auth(#[from] crate::security::AuthErrorKind),
    #[error(transparent)]
    Notification(#[from] crate::security::NotificationErrorKind),
    #[cfg(feature = "xml")]
    #[error(transparent)]
    Ddf(#[from] crate::tree::DdfErrorKind),
    #[cfg(feature = "xml")]
    #[error(transparent)]
    Xml(#[from] mgmt_wire::xml::ErrorKind),
    #[error("limit {}", .0.name())]
    Limit(Limit),
}
impl Kind for ErrorKind {
    fn name(&self) -> &'static str {
        match self {
            ErrorKind::Uri(kind) => kind.name(),
            ErrorKind::Acl(kind) => kind.name(),
            ErrorKind::Auth(kind) => kind.name(),
            ErrorKind::Notification(kind) => kind.name(),
            #[cfg(feature = "xml")]
            ErrorKind::Ddf(kind) => kind.name(),
            #[cfg(feature = "xml")]
            ErrorKind::Xml(kind) => kind.name(),
            ErrorKind::Limit(_) => "Limit",
        }
    }
}
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WarningKind {
    #[error(transparent)]
    Uri(#[from] crate::tree::UriWarningKind),
    #[error(transparent)]
    Acl(#[from] crate::tree::AclWarningKind),
    #[error(transparent)]
    Auth(#[from] crate::security::AuthWarningKind),
    #[error(transparent)]
    Notification(#[from] crate::security::NotificationWarningKind),
    #[cfg(feature = "xml")]
    #[error(transparent)]
    Ddf(#[from] crate::tree::DdfWarningKind),
    #[cfg(feature = "xml")]
    #[error(transparent)]
    Xml(#[from] mgmt_wire::xml::WarningKind),
}
