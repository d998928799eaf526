//! The two addresses of a device.

use alloc::string::String;
use core::fmt;
use core::str::FromStr;

use super::ZigBeeError;

/// The permanent address of a ZigBee device, an EUI-64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IeeeAddress(
    /// The address.
    pub u64,
);

impl FromStr for IeeeAddress {
    type Err = ZigBeeError;

    /// Reads `00:0B:57:FF:FE:12:34:56`, hyphens for colons, or the 16 digits alone.
    fn from_str(text: &str) -> Result<Self, ZigBeeError> {
        let digits: String = text.chars().filter(|c| !matches!(c, ':' | '-')).collect();
        if digits.len() != 16 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(ZigBeeError::Address);
        }
        u64::from_str_radix(&digits, 16).map(IeeeAddress).map_err(|_| ZigBeeError::Address)
    }
}

impl fmt::Display for IeeeAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, byte) in self.0.to_be_bytes().iter().enumerate() {
            if index > 0 {
                f.write_str(":")?;
            }
            write!(f, "{byte:02X}")?;
        }
        Ok(())
    }
}

/// The address that a ZigBee network gives a device for as long as it is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NetworkAddress(
    /// The address.
    pub u16,
);

impl FromStr for NetworkAddress {
    type Err = ZigBeeError;

    /// Reads four hexadecimal digits, as TR-181 has them, also behind `0x`.
    fn from_str(text: &str) -> Result<Self, ZigBeeError> {
        let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")).unwrap_or(text);
        if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(ZigBeeError::Address);
        }
        u16::from_str_radix(digits, 16).map(NetworkAddress).map_err(|_| ZigBeeError::Address)
    }
}

impl fmt::Display for NetworkAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04X}", self.0)
    }
}
