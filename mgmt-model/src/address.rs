//! Names of the technologies, checked.

use crate::ErrorKind;
use crate::mapping::Technology;
use alloc::string::String;

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

/// A node of OMA DM whose management object stands one level off its place in the tables: of firmware without a node
/// of its own, `./FUMO/State`, and of software with one, `./SCOMO/1/Inventory`. `None` where it stands in its place.
pub(crate) fn in_its_place(name: &str) -> Option<String> {
    const FIRMWARE: [&str; 6] = ["PkgName", "PkgVersion", "Download", "Update", "DownloadAndUpdate", "State"];
    const SOFTWARE: [&str; 2] = ["Download", "Inventory"];
    let is_first =
        |path: &str, nodes: &[&str]| path.split('/').next().is_some_and(|node| nodes.contains(&node));
    if let Some(rest) = name.strip_prefix("./FUMO/") {
        return is_first(rest, &FIRMWARE).then(|| alloc::format!("./FUMO/1/{rest}"));
    }
    let (own, rest) = name.strip_prefix("./SCOMO/")?.split_once('/')?;
    (!SOFTWARE.contains(&own) && is_first(rest, &SOFTWARE)).then(|| alloc::format!("./SCOMO/{rest}"))
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
                    let part = parts(name.get(at..).unwrap_or_default(), b'.').next().unwrap_or_default();
                    // Vendors' names may begin with a digit too: `802-1pMark`.
                    let is_number = part.iter().all(u8::is_ascii_digit);
                    match number(part) {
                        _ if !is_number => {}
                        Some(0) | None => return Err(ErrorKind::OutOfRange("instance")),
                        Some(_) if byte == b'0' => return bad,
                        Some(_) => {}
                    }
                }
                before = byte;
            }
            Ok(())
        }
        Technology::LwM2m => {
            let Some(rest) = name.strip_prefix('/') else { return bad };
            if parts(rest, b'/').count() > 4 {
                return bad;
            }
            for (place, part) in parts(rest, b'/').enumerate() {
                let digits = !part.is_empty() && part.iter().all(u8::is_ascii_digit);
                if !digits || (part.len() > 1 && part.starts_with(b"0")) {
                    return bad;
                }
                match number(part).map(u16::try_from) {
                    None | Some(Err(_)) => return Err(ErrorKind::OutOfRange("identifier")),
                    Some(Ok(u16::MAX)) if place < 2 => return Err(ErrorKind::OutOfRange("instance")),
                    Some(Ok(_)) => {}
                }
            }
            Ok(())
        }
        Technology::OmaDm => {
            let below = name.strip_prefix("./").unwrap_or(name);
            if parts(below, b'/').any(|part| part.is_empty() || part == b"..") { bad } else { Ok(()) }
        }
        _ => Ok(()),
    }
}

/// What stands between the separators, as bytes: so no call to a panic is left here, which `scripts/no-panic` shows.
fn parts(name: &str, separator: u8) -> impl Iterator<Item = &[u8]> {
    name.as_bytes().split(move |byte| *byte == separator)
}

/// The number that decimal digits are; `None` beyond 32 bits.
fn number(digits: &[u8]) -> Option<u32> {
    let digit = |byte: &u8| u32::from(byte.wrapping_sub(b'0'));
    digits.iter().try_fold(0_u32, |number, byte| number.checked_mul(10)?.checked_add(digit(byte)))
}
