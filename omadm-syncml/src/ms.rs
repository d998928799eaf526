//! MS-MDM: what Windows adds to OMA DM 1.2, and where it has rules of its own.
//!
//! ```
//! use omadm_syncml::message::{Data, Status};
//! use omadm_syncml::ms::{OriginalError, original_error};
//!
//! let data = Data::from("404").with_attribute(OriginalError(0x8600_0002).to_attribute());
//! let status = Status::new("1", "1", "2", "Replace", data);
//! assert_eq!(original_error(&status.data), Some(OriginalError(0x8600_0002)));
//! ```

use crate::code::{AlertCode, AlertType};
use crate::message::{Alert, Command, Data, Item, SyncMl};
use crate::syntax::{Attribute, Name, trim};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// Namespace of the attributes Windows adds to messages; its prefix is `msft`.
pub const MDM_NAMESPACE: &str = "http://schemas.microsoft.com/MobileDevice/MDM";
/// Namespace of the elements Windows adds to device descriptions; its prefix is `MSFT`.
pub const DDF_NAMESPACE: &str = "http://schemas.microsoft.com/MobileDevice/DM";
/// The largest request body that management servers are advised to take, in bytes.
pub const MAX_BODY: u64 = 524_288;
/// Type of the alert 1224 with which a check-in says whether a user is logged in; its data is
/// [`LoginStatus::as_str`].
pub const LOGIN_STATUS: &str = "com.microsoft/MDM/LoginStatus";
/// Type of the generic alert with which a device says that its user ended the management.
pub const UNENROLLMENT: AlertType<'static> =
    AlertType(Cow::Borrowed("com.microsoft:mdm.unenrollment.userrequest"));

/// The HRESULT behind a status: attribute `msft:originalerror` of `Data`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OriginalError(pub u32);

impl OriginalError {
    /// The attribute.
    #[must_use]
    pub fn to_attribute(self) -> Attribute<'static> {
        Attribute::new(Name::new(MDM_NAMESPACE, "msft:originalerror"), alloc::format!("{self}"))
    }
}

impl fmt::Display for OriginalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#010x}", self.0)
    }
}

/// The HRESULT that comes with a status, if one does.
#[must_use]
pub fn original_error(data: &Data<'_>) -> Option<OriginalError> {
    let text = trim(data.extensions.attribute(MDM_NAMESPACE, "originalerror")?);
    let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    let number = match digits {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => text.parse().ok()?,
    };
    Some(OriginalError(number))
}

/// Who is logged in while a device checks in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LoginStatus {
    /// The user the device is enrolled for.
    User,
    /// Another user.
    Others,
    /// Nobody.
    None,
}

impl LoginStatus {
    /// The data of the alert.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            LoginStatus::User => "user",
            LoginStatus::Others => "others",
            LoginStatus::None => "none",
        }
    }

    /// Reads an alert 1224 of type [`LOGIN_STATUS`].
    #[must_use]
    pub fn of(alert: &Alert<'_>) -> Option<Self> {
        if alert.code() != Some(AlertCode::CLIENT_EVENT) {
            return None;
        }
        let is_login = |item: &&Item<'_>| {
            item.meta.as_ref().and_then(|meta| meta.type_.as_deref()).map(trim) == Some(LOGIN_STATUS)
        };
        let data = alert.items.iter().find(is_login)?.data.as_ref()?.trimmed()?;
        [LoginStatus::User, LoginStatus::Others, LoginStatus::None]
            .into_iter()
            .find(|status| status.as_str() == data)
    }
}

/// Whether an alert says that the user ended the management.
#[must_use]
pub fn is_unenrollment(alert: &Alert<'_>) -> bool {
    let typed = |item: &Item<'_>| {
        item.meta
            .as_ref()
            .and_then(crate::message::Meta::alert_type)
            .is_some_and(|found| found.0 == UNENROLLMENT.0)
    };
    alert.code() == Some(AlertCode::GENERIC) && alert.items.iter().any(typed)
}

/// A rule of Windows' client that a message breaks. Windows answers most of them with 400.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// A LocURI begins with `/`.
    #[error("LocURI begins with a slash")]
    LeadingSlash,
    /// `.` or `..` as a segment that is not the first.
    #[error("LocURI has a dot segment that is not the first")]
    DotSegment,
    /// A command without `CmdID`, also inside Atomic.
    #[error("command without CmdID")]
    MissingCmdId,
    /// An element in SyncBody, Atomic or Sequence that is no command.
    #[error("element that is no command")]
    NoCommand,
    /// Atomic inside Atomic: 500 for the inner, 507 for the outer one.
    #[error("Atomic inside Atomic")]
    NestedAtomic,
    /// Get inside Atomic.
    #[error("Get inside Atomic")]
    GetInAtomic,
}

/// Checks a LocURI for Windows' rules.
///
/// # Errors
/// The rule it breaks.
pub fn check_uri(uri: &str) -> Result<(), Violation> {
    if uri.starts_with('/') {
        return Err(Violation::LeadingSlash);
    }
    let path = uri.split('?').next().unwrap_or(uri);
    if path.split('/').enumerate().any(|(index, segment)| segment == ".." || (segment == "." && index > 0)) {
        return Err(Violation::DotSegment);
    }
    Ok(())
}

/// What Windows' client would object to, with the names of the commands that lead to the place.
#[must_use]
pub fn check(message: &SyncMl<'_>) -> Vec<(Violation, String)> {
    let mut found = Vec::new();
    let mut open = alloc::vec![(String::new(), false, message.body.commands.iter(), 0usize)];
    while let Some((parent, in_atomic, commands, number)) = open.last_mut() {
        let Some(command) = commands.next() else {
            open.pop();
            continue;
        };
        *number += 1;
        let place = alloc::format!("{parent}{}[{number}]", command.name());
        let mut note = |violation| found.push((violation, place.clone()));
        if matches!(command, Command::Other(_)) {
            note(Violation::NoCommand);
            continue;
        }
        if trim(command.cmd_id()).is_empty() {
            note(Violation::MissingCmdId);
        }
        match command {
            Command::Atomic(_) if *in_atomic => note(Violation::NestedAtomic),
            Command::Get(_) if *in_atomic => note(Violation::GetInAtomic),
            _ => {}
        }
        for uri in command.items().iter().filter_map(Item::target_uri) {
            if let Err(violation) = check_uri(uri) {
                note(violation);
            }
        }
        let inside = *in_atomic || matches!(command, Command::Atomic(_));
        if !command.commands().is_empty() {
            open.push((alloc::format!("{place}/"), inside, command.commands().iter(), 0));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{LOGIN_STATUS, LoginStatus, OriginalError, UNENROLLMENT, Violation, check, check_uri};
    use super::{is_unenrollment, original_error};
    use crate::code::AlertCode;
    use crate::message::{
        Alert, Command, Container, Data, Get, Item, Meta, Replace, SyncBody, SyncHdr, SyncMl,
    };
    use crate::syntax::{Attribute, Name};

    #[test]
    fn original_errors_in_both_notations() {
        for (text, number) in [("0x86000002", 0x8600_0002), ("0X10", 16), (" 16 ", 16)] {
            let attribute = Attribute::new(Name::new(super::MDM_NAMESPACE, "m:originalerror"), text);
            assert_eq!(
                original_error(&Data::from("500").with_attribute(attribute)),
                Some(OriginalError(number))
            );
        }
        let elsewhere = Attribute::new(Name::new("urn:x", "msft:originalerror"), "1");
        assert_eq!(original_error(&Data::from("500").with_attribute(elsewhere)), None);
        assert_eq!(original_error(&Data::from("500")), None);
    }

    #[test]
    fn uris() {
        for good in ["./Vendor/MSFT", "Device/x", ".", "./a?list=Struct", "./a.b/..c"] {
            assert_eq!(check_uri(good), Ok(()), "{good}");
        }
        assert_eq!(check_uri("/Vendor"), Err(Violation::LeadingSlash));
        assert_eq!(check_uri("./a/./b"), Err(Violation::DotSegment));
        assert_eq!(check_uri("./a/../b"), Err(Violation::DotSegment));
    }

    #[test]
    fn alerts() {
        let login = Item::new().with_meta(Meta::of("chr", LOGIN_STATUS)).with_data(" user\n");
        let alert = Alert::of("1", AlertCode::CLIENT_EVENT).with_item(login);
        assert_eq!(LoginStatus::of(&alert), Some(LoginStatus::User));
        assert_eq!(LoginStatus::of(&Alert::of("1", AlertCode::CLIENT_EVENT)), None);
        let bye = Item::new().with_meta(Meta::new().with_type(UNENROLLMENT.0.clone()));
        assert!(is_unenrollment(&Alert::of("1", AlertCode::GENERIC).with_item(bye.clone())));
        assert!(!is_unenrollment(&Alert::of("1", AlertCode::CLIENT_EVENT).with_item(bye)));
    }

    #[test]
    fn messages() {
        let inner = Container::new("3").with_command(Get::new("4").with_item(Item::at("./a")));
        let atomic = Container::new("2")
            .with_command(Command::Atomic(inner))
            .with_command(Replace::new("").with_item(Item::at("/b")));
        let body = SyncBody::new().with_command(Command::Atomic(atomic)).with_final();
        let found = check(&SyncMl::new(SyncHdr::dm12("1", 1, "d", "s"), body));
        let places: alloc::vec::Vec<_> =
            found.iter().map(|(violation, place)| (*violation, place.as_str())).collect();
        assert_eq!(
            places,
            [
                (Violation::NestedAtomic, "Atomic[1]/Atomic[1]"),
                (Violation::GetInAtomic, "Atomic[1]/Atomic[1]/Get[1]"),
                (Violation::MissingCmdId, "Atomic[1]/Replace[2]"),
                (Violation::LeadingSlash, "Atomic[1]/Replace[2]"),
            ]
        );
    }
}
