//! Names of the technologies, checked.

use crate::ErrorKind;
use crate::mapping::Technology;

/// The vocabulary that a name belongs to, by its form.
///
/// ```
/// use mgmt_model::{address, mapping::Technology};
///
/// assert_eq!(address::technology_of("/3/0/0"), Some(Technology::LwM2m));
/// assert_eq!(address::technology_of("deviceInfo.model"), None);
/// ```
#[must_use]
pub fn technology_of(name: &str) -> Option<Technology> {
    if name.starts_with("Device.") {
        Some(Technology::Tr181)
    } else if name.starts_with("InternetGatewayDevice.") {
        Some(Technology::Tr098)
    } else if name == "." || name.starts_with("./") {
        Some(Technology::OmaDm)
    } else if name.starts_with('/') {
        Some(Technology::LwM2m)
    } else {
        None
    }
}

/// That the instances a name holds can exist: TR-069 counts from 1, LwM2M has no 65535.
///
/// # Errors
///
/// `OutOfRange` for an instance that cannot exist, `Path` for a name that is none of the technology.
///
/// ```
/// use mgmt_model::{ErrorKind, address, mapping::Technology};
///
/// let first = address::check(Technology::Tr181, "Device.WiFi.SSID.0.SSID");
/// assert_eq!(first, Err(ErrorKind::OutOfRange("instance")));
/// ```
pub fn check(technology: Technology, name: &str) -> Result<(), ErrorKind> {
    let bad = Err(ErrorKind::Path(technology.word()));
    match technology {
        Technology::Tr181 | Technology::Tr098 => {
            if name.is_empty() || name.starts_with('.') {
                return bad;
            }
            // Parts that begin with a digit are few: most bytes are looked at once and no more.
            let mut before = b'.';
            for (at, byte) in name.bytes().enumerate() {
                if before == b'.' && byte.is_ascii_digit() {
                    let part = name.get(at..).and_then(|rest| rest.split('.').next()).unwrap_or_default();
                    // Vendors' names may begin with a digit too: `802-1pMark`.
                    let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
                    match part.parse::<u32>() {
                        _ if !is_number => {}
                        Ok(0) | Err(_) => return Err(ErrorKind::OutOfRange("instance")),
                        Ok(_) if byte == b'0' => return bad,
                        Ok(_) => {}
                    }
                }
                before = byte;
            }
            Ok(())
        }
        Technology::LwM2m => {
            let Some(rest) = name.strip_prefix('/') else { return bad };
            if rest.split('/').count() > 4 {
                return bad;
            }
            for (place, part) in rest.split('/').enumerate() {
                let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
                if !digits || (part.len() > 1 && part.starts_with('0')) {
                    return bad;
                }
                match part.parse::<u16>() {
                    Err(_) => return Err(ErrorKind::OutOfRange("identifier")),
                    Ok(u16::MAX) if place < 2 => return Err(ErrorKind::OutOfRange("instance")),
                    Ok(_) => {}
                }
            }
            Ok(())
        }
        Technology::OmaDm => {
            let parts = name.strip_prefix("./").unwrap_or(name);
            if parts.split('/').any(|part| part.is_empty() || part == "..") { bad } else { Ok(()) }
        }
        _ => Ok(()),
    }
}
