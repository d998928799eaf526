//! The MAC of bootstrap messages: OMA Client Provisioning and the DM-profile bootstrap.

use super::AuthErrorKind;
use super::secret::refuse;
use crate::error::Error;
use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::fmt;
use mgmt_wire::{DecodeOptions, hex};

/// How a bootstrap message is authenticated: the content-type parameter `SEC`.
///
/// Client Provisioning writes numbers, the DM profile words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum SecurityMethod {
    /// `0`: the secret of the network, such as the packed IMSI ([`netwpin_from_imsi`]).
    NetwPin,
    /// `1`: a PIN that the user types.
    UserPin,
    /// `2`: the secret of the network followed by the user's PIN.
    UserNetwPin,
    /// `3`: a PIN that holds key and code; there is no `MAC` parameter.
    UserPinMac,
    /// `NETWORKID` of the DM profile.
    NetworkId,
    /// `USERPIN` of the DM profile.
    DmUserPin,
    /// `USERPIN_NETWORKID` of the DM profile: `PIN:secret`.
    UserPinNetworkId,
}

impl SecurityMethod {
    const NAMES: [(SecurityMethod, &'static str); 7] = [
        (SecurityMethod::NetwPin, "0"),
        (SecurityMethod::UserPin, "1"),
        (SecurityMethod::UserNetwPin, "2"),
        (SecurityMethod::UserPinMac, "3"),
        (SecurityMethod::NetworkId, "NETWORKID"),
        (SecurityMethod::DmUserPin, "USERPIN"),
        (SecurityMethod::UserPinNetworkId, "USERPIN_NETWORKID"),
    ];

    /// The methods of client provisioning by name, where a number is usual.
    const LONG_NAMES: [(SecurityMethod, &'static str); 3] = [
        (SecurityMethod::NetwPin, "NETWPIN"),
        (SecurityMethod::UserNetwPin, "USERNETWPIN"),
        (SecurityMethod::UserPinMac, "USERPINMAC"),
    ];

    /// Reads the parameter. `USERPIN` is the DM profile's, whose key is that of `1`.
    ///
    /// # Errors
    ///
    /// [`AuthErrorKind::UnknownSec`].
    pub fn from_parameter(text: &str) -> Result<Self, Error> {
        let text = text.trim().trim_matches('"');
        match Self::NAMES.iter().chain(&Self::LONG_NAMES).find(|(_, name)| name.eq_ignore_ascii_case(text)) {
            Some((method, _)) => Ok(*method),
            None => refuse(AuthErrorKind::UnknownSec),
        }
    }

    /// The parameter's text.
    #[must_use]
    pub fn as_parameter(self) -> &'static str {
        Self::NAMES.iter().find(|(method, _)| *method == self).map_or("", |(_, name)| name)
    }
}

/// What the receiver knows: the secret of the network, the PIN the user typed, or both.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct BootstrapSecret<'a> {
    network: Option<Cow<'a, [u8]>>,
    pin: Option<Cow<'a, str>>,
}

impl<'a> BootstrapSecret<'a> {
    /// Nothing known yet.
    #[must_use]
    pub const fn new() -> Self {
        BootstrapSecret { network: None, pin: None }
    }

    /// The same with the secret shared with the network.
    #[must_use]
    pub fn with_network(mut self, secret: impl Into<Cow<'a, [u8]>>) -> Self {
        self.network = Some(secret.into());
        self
    }

    /// The same with the PIN the user typed.
    #[must_use]
    pub fn with_pin(mut self, pin: impl Into<Cow<'a, str>>) -> Self {
        self.pin = Some(pin.into());
        self
    }

    fn pin(&self, options: &DecodeOptions) -> Result<&str, Error> {
        let pin = self.pin.as_deref().unwrap_or_default();
        if pin.is_empty() || (options.is_strict() && !pin.bytes().all(|byte| byte.is_ascii_digit())) {
            return refuse(AuthErrorKind::InvalidPin);
        }
        Ok(pin)
    }

    fn network(&self) -> Result<&[u8], Error> {
        self.network.as_deref().map_or_else(|| refuse(AuthErrorKind::InvalidPin), Ok)
    }

    /// The key of the HMAC; for [`SecurityMethod::UserPinMac`] the whole PIN, of which only the first half is key.
    ///
    /// # Errors
    ///
    /// [`AuthErrorKind::InvalidPin`] when a secret the method needs is missing or empty; in strict mode also for
    /// a PIN that is not made of digits.
    pub fn key(&self, method: SecurityMethod, options: &DecodeOptions) -> Result<Vec<u8>, Error> {
        Ok(match method {
            SecurityMethod::NetwPin | SecurityMethod::NetworkId => self.network()?.to_vec(),
            SecurityMethod::UserPin | SecurityMethod::DmUserPin | SecurityMethod::UserPinMac => {
                self.pin(options)?.as_bytes().to_vec()
            }
            SecurityMethod::UserNetwPin => [self.network()?, self.pin(options)?.as_bytes()].concat(),
            SecurityMethod::UserPinNetworkId => {
                [self.pin(options)?.as_bytes(), b":", self.network()?].concat()
            }
        })
    }
}

impl fmt::Debug for BootstrapSecret<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BootstrapSecret(..)")
    }
}

/// The parameters `SEC` and `MAC` of a bootstrap message's content type.
///
/// ```
/// # #[cfg(feature = "auth")] {
/// use omadm_syncml::security::{BootstrapMac, BootstrapSecret, SecurityMethod};
/// use mgmt_wire::DecodeOptions;
///
/// let body = b"\x03\x0b\x6a\x00\x45\x01"; // the WBXML as received
/// let secret = BootstrapSecret::new().with_pin("1234");
/// let mac = BootstrapMac::compute(SecurityMethod::UserPin, &secret, body)?;
///
/// let content_type = format!("text/vnd.wap.connectivity-xml; {mac}");
/// let read = BootstrapMac::from_content_type(&content_type)?.expect("signed");
/// read.verify(&secret, body, &DecodeOptions::default())?;
/// # }
/// # Ok::<(), omadm_syncml::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BootstrapMac {
    /// How the message is authenticated.
    pub method: SecurityMethod,
    /// HMAC-SHA1 over the body; zero for [`SecurityMethod::UserPinMac`], where the PIN holds the code.
    pub mac: [u8; 20],
}

impl BootstrapMac {
    /// Reads the two parameters; `None` when there is neither, so that the message is not authenticated.
    ///
    /// # Errors
    ///
    /// [`AuthErrorKind::Missing`], [`AuthErrorKind::UnknownSec`], [`AuthErrorKind::BadMac`].
    pub fn from_parameters(sec: Option<&str>, mac: Option<&str>) -> Result<Option<Self>, Error> {
        let (sec, mac) = match (sec, mac) {
            (None, None) => return Ok(None),
            (None, Some(_)) => return refuse(AuthErrorKind::Missing("SEC")),
            (Some(sec), mac) => (SecurityMethod::from_parameter(sec)?, mac),
        };
        match mac {
            None if sec == SecurityMethod::UserPinMac => Ok(Some(BootstrapMac { method: sec, mac: [0; 20] })),
            None => refuse(AuthErrorKind::Missing("MAC")),
            Some(mac) => {
                let mac = mac.trim().trim_matches('"').as_bytes();
                if mac.len() != 40 {
                    return refuse(AuthErrorKind::BadMac("length"));
                }
                match hex::decode(mac).and_then(|mac| mac.try_into().ok()) {
                    // With this method the PIN holds the code; what stands here too means nothing.
                    Some(_) if sec == SecurityMethod::UserPinMac => {
                        Ok(Some(BootstrapMac { method: sec, mac: [0; 20] }))
                    }
                    Some(mac) => Ok(Some(BootstrapMac { method: sec, mac })),
                    None => refuse(AuthErrorKind::BadMac("hex")),
                }
            }
        }
    }

    /// Reads the parameters from a whole content type: `application/…; SEC=1; MAC=…`.
    ///
    /// # Errors
    ///
    /// As [`BootstrapMac::from_parameters`]; [`AuthErrorKind::Duplicate`] for a parameter given twice.
    pub fn from_content_type(content_type: &str) -> Result<Option<Self>, Error> {
        let (mut sec, mut mac) = (None, None);
        for parameter in content_type.split(';').skip(1) {
            let Some((name, value)) = parameter.split_once('=') else { continue };
            let (slot, known) = match name.trim() {
                name if name.eq_ignore_ascii_case("SEC") => (&mut sec, "SEC"),
                name if name.eq_ignore_ascii_case("MAC") => (&mut mac, "MAC"),
                _ => continue,
            };
            if slot.replace(value).is_some() {
                return refuse(AuthErrorKind::Duplicate(known));
            }
        }
        Self::from_parameters(sec, mac)
    }

    /// Computes the parameters for a message. The body is the WBXML as it is sent.
    ///
    /// For [`SecurityMethod::UserPinMac`] see [`BootstrapMac::user_pin_mac`].
    ///
    /// # Errors
    ///
    /// [`AuthErrorKind::InvalidPin`].
    #[cfg(feature = "auth")]
    pub fn compute(method: SecurityMethod, secret: &BootstrapSecret<'_>, body: &[u8]) -> Result<Self, Error> {
        let key = secret.key(method, &DecodeOptions::strict())?;
        let mac = match method {
            SecurityMethod::UserPinMac => [0; 20],
            _ => super::secret::digest::hmac_sha1(&key, body),
        };
        Ok(BootstrapMac { method, mac })
    }

    /// The PIN to tell the user for [`SecurityMethod::UserPinMac`]: the key followed by as many digits of code.
    ///
    /// # Errors
    ///
    /// [`AuthErrorKind::InvalidPin`] for a key that is empty, not made of digits, or longer than the code can be.
    #[cfg(feature = "auth")]
    pub fn user_pin_mac(key: &str, body: &[u8]) -> Result<alloc::string::String, Error> {
        if key.is_empty() || key.len() > 20 || !key.bytes().all(|byte| byte.is_ascii_digit()) {
            return refuse(AuthErrorKind::InvalidPin);
        }
        let mut pin = alloc::string::String::from(key);
        pin.extend(pin_digits(key.as_bytes(), body).take(key.len()).map(char::from));
        Ok(pin)
    }

    /// Checks the message in constant time. The body is the WBXML as it was received, byte for byte.
    ///
    /// # Errors
    ///
    /// [`AuthErrorKind::InvalidPin`], [`AuthErrorKind::MacMismatch`].
    #[cfg(feature = "auth")]
    pub fn verify(
        &self,
        secret: &BootstrapSecret<'_>,
        body: &[u8],
        options: &DecodeOptions,
    ) -> Result<(), Error> {
        let key = secret.key(self.method, options)?;
        let matches = if self.method == SecurityMethod::UserPinMac {
            // PIN = K | m with halves of the same length; an odd digit in the middle belongs to neither.
            let half = key.len() / 2;
            let (Some(pin_key), Some(code)) = (key.get(..half), key.get(key.len() - half..)) else {
                return refuse(AuthErrorKind::InvalidPin);
            };
            if half == 0 || half > 20 {
                return refuse(AuthErrorKind::InvalidPin);
            }
            let expected: Vec<u8> = pin_digits(pin_key, body).take(half).collect();
            super::constant_time_eq(&expected, code)
        } else {
            super::constant_time_eq(&super::secret::digest::hmac_sha1(&key, body), &self.mac)
        };
        if matches { Ok(()) } else { refuse(AuthErrorKind::MacMismatch) }
    }
}

/// The digits `m'[i] = (M'[i] mod 10) + '0'` of `M' = HMAC-SHA1(K, body)`.
#[cfg(feature = "auth")]
fn pin_digits(key: &[u8], body: &[u8]) -> impl Iterator<Item = u8> {
    super::secret::digest::hmac_sha1(key, body).into_iter().map(|byte| byte % 10 + b'0')
}

impl fmt::Display for BootstrapMac {
    /// `SEC=1; MAC=…` with upper-case hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SEC={}", self.method.as_parameter())?;
        if self.method != SecurityMethod::UserPinMac {
            f.write_str("; MAC=")?;
            for byte in self.mac {
                write!(f, "{byte:02X}")?;
            }
        }
        Ok(())
    }
}

/// The secret that GSM and UMTS networks share with a device for NETWPIN: the IMSI in semi-octets, as the SIM file
/// EF-IMSI holds it without its length byte.
///
/// The first octet holds the first digit and, below it, the parity bit over the number type `001`; the others two
/// digits each, the earlier in the low half; an unused half is `F`.
///
/// ```
/// use omadm_syncml::security::netwpin_from_imsi;
///
/// assert_eq!(netwpin_from_imsi("310150123456789")?, [0x39, 0x01, 0x51, 0x10, 0x32, 0x54, 0x76, 0x98]);
/// # Ok::<(), omadm_syncml::Error>(())
/// ```
///
/// # Errors
///
/// [`AuthErrorKind::InvalidPin`] unless the IMSI is one to fifteen digits.
pub fn netwpin_from_imsi(imsi: &str) -> Result<Vec<u8>, Error> {
    let digits: Vec<u8> = imsi.bytes().filter(u8::is_ascii_digit).map(|byte| byte - b'0').collect();
    let Some((first, rest)) = digits.split_first().filter(|_| digits.len() == imsi.len() && imsi.len() <= 15)
    else {
        return refuse(AuthErrorKind::InvalidPin);
    };
    let parity = if digits.len() % 2 == 1 { 8 } else { 0 };
    let mut packed = alloc::vec![first << 4 | parity | 1];
    packed.extend(rest.chunks(2).map(|pair| match pair {
        [low, high] => high << 4 | low,
        [low] => 0xF0 | low,
        _ => 0xFF,
    }));
    Ok(packed)
}

#[cfg(test)]
mod tests {
    use super::{BootstrapMac, BootstrapSecret, SecurityMethod, netwpin_from_imsi};
    use alloc::string::String;
    use alloc::string::ToString;
    use mgmt_wire::DecodeOptions;

    const HEX: &str = "000102030405060708090A0b0c0d0E0f10111213";

    #[test]
    fn parameters() {
        assert_eq!(BootstrapMac::from_parameters(None, None).unwrap(), None);
        let read = BootstrapMac::from_parameters(Some("1"), Some(HEX)).unwrap().unwrap();
        assert_eq!((read.method, read.mac[19]), (SecurityMethod::UserPin, 0x13));
        assert_eq!(read.to_string(), alloc::format!("SEC=1; MAC={}", HEX.to_uppercase()));
        // With a PIN that holds the code nothing else does.
        for mac in [None, Some(HEX)] {
            let read = BootstrapMac::from_parameters(Some("3"), mac).unwrap().unwrap();
            assert_eq!((read.method, read.mac), (SecurityMethod::UserPinMac, [0; 20]));
        }
        for (sec, mac, name) in [
            (Some("1"), None, "Missing"),
            (None, Some(HEX), "Missing"),
            (Some("4"), Some(HEX), "UnknownSec"),
            (Some("1"), HEX.strip_prefix("0"), "BadMac"),
            (Some("1"), Some("000102030405060708090A0b0c0d0E0f101112130"), "BadMac"),
            (Some("1"), Some("g00102030405060708090A0b0c0d0E0f10111213"), "BadMac"),
        ] {
            assert_eq!(BootstrapMac::from_parameters(sec, mac).unwrap_err().name(), name, "{sec:?} {mac:?}");
        }
    }

    #[test]
    fn content_types() {
        for (text, method) in [
            (alloc::format!("application/x;SEC=0;MAC={HEX}"), SecurityMethod::NetwPin),
            (
                alloc::format!("application/x; mac=\"{HEX}\"; charset=x; sec=USERPIN"),
                SecurityMethod::DmUserPin,
            ),
            (String::from("application/x; SEC=3"), SecurityMethod::UserPinMac),
            (String::from("application/x; SEC=UserPinMac"), SecurityMethod::UserPinMac),
            (alloc::format!("application/x; SEC=NETWPIN; MAC={HEX}"), SecurityMethod::NetwPin),
            (alloc::format!("application/x; SEC=USERNETWPIN; MAC={HEX}"), SecurityMethod::UserNetwPin),
        ] {
            assert_eq!(BootstrapMac::from_content_type(&text).unwrap().unwrap().method, method, "{text}");
        }
        assert_eq!(BootstrapMac::from_content_type("text/xml; charset=utf-8").unwrap(), None);
        let twice = alloc::format!("a/b; SEC=1; SEC=2; MAC={HEX}");
        assert_eq!(BootstrapMac::from_content_type(&twice).unwrap_err().name(), "Duplicate");
    }

    #[test]
    fn packed_imsi() {
        for (imsi, packed) in [
            ("1", &[0x19][..]),
            ("12", &[0x11, 0xF2]),
            ("123", &[0x19, 0x32]),
            ("24405", &[0x29, 0x44, 0x50]),
        ] {
            assert_eq!(netwpin_from_imsi(imsi).unwrap(), packed, "{imsi}");
        }
        for bad in ["", "12a", "1234567890123456"] {
            assert_eq!(netwpin_from_imsi(bad).unwrap_err().name(), "InvalidPin");
        }
    }

    #[test]
    fn keys() {
        let both = BootstrapSecret::new().with_network(&b"net"[..]).with_pin("12");
        let strict = DecodeOptions::strict();
        for (method, key) in [
            (SecurityMethod::NetwPin, &b"net"[..]),
            (SecurityMethod::UserPin, b"12"),
            (SecurityMethod::UserNetwPin, b"net12"),
            (SecurityMethod::UserPinNetworkId, b"12:net"),
        ] {
            assert_eq!(both.key(method, &strict).unwrap(), key);
        }
        let letters = BootstrapSecret::new().with_pin("12x");
        assert_eq!(letters.key(SecurityMethod::UserPin, &strict).unwrap_err().name(), "InvalidPin");
        assert!(letters.key(SecurityMethod::UserPin, &DecodeOptions::lenient()).is_ok());
        let empty = BootstrapSecret::new().with_pin("");
        assert_eq!(
            empty.key(SecurityMethod::UserPin, &DecodeOptions::lenient()).unwrap_err().name(),
            "InvalidPin"
        );
        assert_eq!(letters.key(SecurityMethod::NetwPin, &strict).unwrap_err().name(), "InvalidPin");
        assert_eq!(alloc::format!("{both:?}"), "BootstrapSecret(..)");
    }

    #[cfg(feature = "auth")]
    #[test]
    fn signed_bodies() {
        let secret = BootstrapSecret::new().with_network(&b"net"[..]).with_pin("1234");
        let lenient = DecodeOptions::lenient();
        for method in [SecurityMethod::NetwPin, SecurityMethod::UserPin, SecurityMethod::UserNetwPin] {
            let mac = BootstrapMac::compute(method, &secret, b"body").unwrap();
            mac.verify(&secret, b"body", &lenient).unwrap();
            assert_eq!(mac.verify(&secret, b"bodx", &lenient).unwrap_err().name(), "MacMismatch");
        }
        // RFC 2202, test case 2.
        let rfc = BootstrapMac::compute(
            SecurityMethod::NetworkId,
            &BootstrapSecret::new().with_network(&b"Jefe"[..]),
            b"what do ya want for nothing?",
        );
        assert_eq!(rfc.unwrap().to_string(), "SEC=NETWORKID; MAC=EFFCDF6AE5EB2FA2D27416D5F184DF9C259A7C79");
    }

    #[cfg(feature = "auth")]
    #[test]
    fn a_pin_that_holds_its_code() {
        let pin = BootstrapMac::user_pin_mac("31415", b"body").unwrap();
        assert!(pin.len() == 10 && pin.starts_with("31415"));
        let mac = BootstrapMac::from_parameters(Some("3"), None).unwrap().unwrap();
        let secret = |pin: &str| BootstrapSecret::new().with_pin(String::from(pin));
        mac.verify(&secret(&pin), b"body", &DecodeOptions::strict()).unwrap();
        assert_eq!(
            mac.verify(&secret(&pin), b"bodY", &DecodeOptions::strict()).unwrap_err().name(),
            "MacMismatch"
        );
        for unusable in ["", "1", &"1".repeat(42)] {
            let refused = mac.verify(&secret(unusable), b"body", &DecodeOptions::lenient());
            assert_eq!(refused.unwrap_err().name(), "InvalidPin", "{unusable}");
        }
        for unusable in ["12x", "", &"1".repeat(21)] {
            let refused = BootstrapMac::user_pin_mac(unusable, b"body").unwrap_err();
            assert_eq!(refused.name(), "InvalidPin", "{unusable}");
        }
        // The longest: as many digits as the code has bytes.
        let longest = BootstrapMac::user_pin_mac(&"1".repeat(20), b"body").unwrap();
        mac.verify(&secret(&longest), b"body", &DecodeOptions::strict()).unwrap();
        let computed = BootstrapMac::compute(SecurityMethod::UserPinMac, &secret(&longest), b"body").unwrap();
        assert_eq!(computed, mac);
    }
}
