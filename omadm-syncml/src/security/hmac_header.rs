//! The transport header `x-syncml-hmac` of auth-MAC.

use super::secret::refuse;
use super::{AuthErrorKind, AuthWarningKind, base64};
use crate::error::{Error, WarningKind};
use alloc::borrow::Cow;
use alloc::string::String;
use mgmt_wire::{DecodeOptions, Warning, WarningSink};

/// The value of the header `x-syncml-hmac`: `algorithm=MD5, username="…", mac=…`.
///
/// The user name is the LocName of the SyncHdr's Source; that it stands here lets a receiver check the code
/// before it parses the message. The parameters may come in any order; `algorithm` may be missing and is MD5.
///
/// ```
/// use omadm_syncml::security::HmacHeader;
///
/// let header = HmacHeader::parse("username=\"Robert Jordan\", mac=L9jTO60q17faQ2+c/omfcg==")?;
/// assert_eq!(header.username, "Robert Jordan");
/// assert_eq!(
///     header.to_header()?,
///     "algorithm=MD5, username=\"Robert Jordan\", mac=L9jTO60q17faQ2+c/omfcg=="
/// );
/// # Ok::<(), omadm_syncml::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HmacHeader<'a> {
    /// Who says to have sent the message.
    pub username: Cow<'a, str>,
    /// The code.
    pub mac: [u8; 16],
}

impl<'a> HmacHeader<'a> {
    /// The header's name.
    pub const NAME: &'static str = "x-syncml-hmac";

    /// A header for a code that is known.
    pub fn new(username: impl Into<Cow<'a, str>>, mac: [u8; 16]) -> Self {
        HmacHeader { username: username.into(), mac }
    }

    /// The header for a message: `body` is what the transport carries, byte for byte.
    #[cfg(feature = "auth")]
    pub fn sign(credentials: &'a super::Credentials<'_>, nonce: &[u8], body: &[u8]) -> Self {
        HmacHeader::new(credentials.username(), credentials.key().mac(nonce, body))
    }

    /// Checks the code in constant time.
    ///
    /// # Errors
    ///
    /// [`AuthErrorKind::MacMismatch`].
    #[cfg(feature = "auth")]
    pub fn verify(&self, key: &super::SharedKey, nonce: &[u8], body: &[u8]) -> Result<(), Error> {
        if super::constant_time_eq(&self.mac, &key.mac(nonce, body)) {
            Ok(())
        } else {
            refuse(AuthErrorKind::MacMismatch)
        }
    }

    /// Reads the value of the header with default options, dropping warnings.
    ///
    /// # Errors
    ///
    /// [`AuthErrorKind`] with the offset in `value`.
    pub fn parse(value: &'a str) -> Result<Self, Error> {
        Self::decode(value, &DecodeOptions::default(), &mut ())
    }

    /// Reads the value of the header, folded lines included.
    ///
    /// # Errors
    ///
    /// [`AuthErrorKind`] with the offset in `value`.
    pub fn decode(
        value: &'a str,
        options: &DecodeOptions,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Self, Error> {
        let mut parameters = Parameters { text: value, offset: 0 };
        let (mut algorithm, mut username, mut mac) = (None, None, None);
        while let Some(parameter) = parameters.next()? {
            let slot = match () {
                () if parameter.name.eq_ignore_ascii_case("algorithm") => &mut algorithm,
                () if parameter.name.eq_ignore_ascii_case("username") => &mut username,
                () if parameter.name.eq_ignore_ascii_case("mac") => &mut mac,
                () if options.is_strict() => {
                    return Err(Error::at(AuthErrorKind::Unexpected.into(), parameter.offset));
                }
                () => {
                    warnings.warn(Warning::new(
                        WarningKind::Auth(AuthWarningKind::UnknownParameter),
                        parameter.offset,
                    ));
                    continue;
                }
            };
            if let Some(earlier) = slot.replace(parameter) {
                return Err(Error::at(AuthErrorKind::Duplicate(earlier.known_name()).into(), earlier.offset));
            }
        }
        if algorithm.is_some_and(|algorithm| !algorithm.value.eq_ignore_ascii_case("MD5")) {
            return refuse(AuthErrorKind::UnsupportedAlgorithm);
        }
        let Some(mac) = mac else { return refuse(AuthErrorKind::Missing("mac")) };
        let Some(username) = username else { return refuse(AuthErrorKind::Missing("username")) };
        Ok(HmacHeader { username: username.value, mac: read_mac(&mac, options, warnings)? })
    }

    /// Writes the value of the header.
    ///
    /// # Errors
    ///
    /// [`AuthErrorKind::InvalidValue`] for a user name with control characters, which would break out of the
    /// header.
    pub fn to_header(&self) -> Result<String, Error> {
        if self.username.chars().any(char::is_control) {
            return refuse(AuthErrorKind::InvalidValue);
        }
        let mut header = String::from("algorithm=MD5, username=\"");
        for c in self.username.chars() {
            if matches!(c, '"' | '\\') {
                header.push('\\');
            }
            header.push(c);
        }
        header.push_str("\", mac=");
        header.push_str(&base64::encode(&self.mac));
        Ok(header)
    }

    /// The same value without a borrow.
    #[must_use]
    pub fn into_owned(self) -> HmacHeader<'static> {
        HmacHeader { username: Cow::Owned(self.username.into_owned()), mac: self.mac }
    }
}

fn read_mac(
    parameter: &Parameter<'_>,
    options: &DecodeOptions,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<[u8; 16], Error> {
    let bad = |what| Error::at(AuthErrorKind::BadMac(what).into(), parameter.offset);
    let bytes = base64::decode(parameter.value.as_bytes()).ok_or_else(|| bad("base64"))?;
    if let Ok(mac) = <[u8; 16]>::try_from(bytes.as_slice()) {
        return Ok(mac);
    }
    match mgmt_wire::hex::decode(&bytes).and_then(|mac| mac.try_into().ok()) {
        Some(mac) if !options.is_strict() => {
            warnings.warn(Warning::new(WarningKind::Auth(AuthWarningKind::HexMac), parameter.offset));
            Ok(mac)
        }
        _ => Err(bad("length")),
    }
}

struct Parameter<'a> {
    name: &'a str,
    value: Cow<'a, str>,
    offset: usize,
}

impl Parameter<'_> {
    fn known_name(&self) -> &'static str {
        ["algorithm", "username", "mac"]
            .into_iter()
            .find(|name| name.eq_ignore_ascii_case(self.name))
            .unwrap_or_default()
    }
}

/// Splits `name=value, name="value"`: RFC 2616's `#rule` with tokens and quoted strings.
struct Parameters<'a> {
    text: &'a str,
    offset: usize,
}

impl<'a> Parameters<'a> {
    fn advance(&mut self, count: usize) -> &'a str {
        let (head, rest) = self.text.split_at_checked(count).unwrap_or((self.text, ""));
        self.text = rest;
        self.offset += head.len();
        head
    }

    fn skip(&mut self, skipped: &[char]) {
        let rest = self.text.trim_start_matches(skipped);
        self.advance(self.text.len() - rest.len());
    }

    fn malformed<T>(&self, what: &'static str) -> Result<T, Error> {
        Err(Error::at(AuthErrorKind::Malformed(what).into(), self.offset))
    }

    fn next(&mut self) -> Result<Option<Parameter<'a>>, Error> {
        const SPACE: [char; 4] = [' ', '\t', '\r', '\n'];
        // The rule allows empty elements between commas.
        self.skip(&[' ', '\t', '\r', '\n', ',']);
        if self.text.is_empty() {
            return Ok(None);
        }
        let offset = self.offset;
        let name_end = self.text.find(|c: char| c == '=' || c == ',' || c == '"' || SPACE.contains(&c));
        let name = self.advance(name_end.unwrap_or(self.text.len()));
        self.skip(&SPACE);
        if name.is_empty() || !self.text.starts_with('=') {
            return self.malformed("parameter");
        }
        self.advance(1);
        self.skip(&SPACE);
        let value = if self.text.starts_with('"') {
            self.quoted()?
        } else {
            let end = self.text.find(|c: char| c == ',' || SPACE.contains(&c)).unwrap_or(self.text.len());
            Cow::Borrowed(self.advance(end))
        };
        self.skip(&SPACE);
        if !(self.text.is_empty() || self.text.starts_with(',')) {
            return self.malformed("parameter");
        }
        Ok(Some(Parameter { name, value, offset }))
    }

    fn quoted(&mut self) -> Result<Cow<'a, str>, Error> {
        self.advance(1);
        let mut end = None;
        let mut escaped = false;
        let mut escapes = false;
        for (index, byte) in self.text.bytes().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => (escaped, escapes) = (true, true),
                b'"' => {
                    end = Some(index);
                    break;
                }
                _ => {}
            }
        }
        let Some(end) = end else { return self.malformed("quote") };
        let raw = self.advance(end);
        self.advance(1);
        if !escapes {
            return Ok(Cow::Borrowed(raw));
        }
        let mut text = String::with_capacity(raw.len());
        let mut chars = raw.chars();
        while let Some(c) = chars.next() {
            text.extend(if c == '\\' { chars.next() } else { Some(c) });
        }
        Ok(Cow::Owned(text))
    }
}

#[cfg(test)]
mod tests {
    use super::HmacHeader;
    use crate::error::WarningKind;
    use crate::security::AuthWarningKind;
    use alloc::string::ToString;
    use alloc::vec::Vec;
    use mgmt_wire::{DecodeOptions, Warning};

    const MAC: &str = "AAECAwQFBgcICQoLDA0ODw==";
    const BYTES: [u8; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    #[test]
    fn spellings() {
        for text in [
            alloc::format!("algorithm=MD5, username=\"a b\", mac={MAC}"),
            alloc::format!("mac={MAC},username=\"a b\""),
            alloc::format!(" ,USERNAME = \"a b\" , Mac= \"{MAC}\" ,, Algorithm=md5 ,"),
            alloc::format!("username=\"a b\",\r\n\tmac={}", MAC.trim_end_matches('=')),
            alloc::format!("username=\"a\\ b\", mac={MAC}"),
        ] {
            let header = HmacHeader::decode(&text, &DecodeOptions::strict(), &mut ()).unwrap();
            assert_eq!((header.username.as_ref(), header.mac), ("a b", BYTES), "{text}");
        }
    }

    #[test]
    fn hexadecimal_codes_are_for_lenient_readers() {
        let text = "username=u, mac=MDAwMTAyMDMwNDA1MDYwNzA4MDkwYTBiMGMwZDBlMGY=";
        let mut warnings: Vec<Warning<WarningKind>> = Vec::new();
        let read = HmacHeader::decode(text, &DecodeOptions::lenient(), &mut warnings).unwrap();
        assert_eq!(read.mac, BYTES);
        assert_eq!(warnings, [Warning::new(WarningKind::Auth(AuthWarningKind::HexMac), 12)]);
        let refused = HmacHeader::decode(text, &DecodeOptions::strict(), &mut ()).unwrap_err();
        assert_eq!((refused.name(), refused.offset()), ("BadMac", Some(12)));
    }

    #[test]
    fn an_element_is_a_name_and_a_value() {
        for (text, offset) in [("username=u, =x", 12), ("username=u, \"x\"", 12), ("username=u, x y=1", 14)] {
            let refused = HmacHeader::decode(text, &DecodeOptions::lenient(), &mut ()).unwrap_err();
            assert_eq!((refused.name(), refused.offset()), ("Malformed", Some(offset)), "{text}");
        }
    }

    #[test]
    fn refusals() {
        for (text, name) in [
            ("algorithm=MD5, username=\"u\", mac=AAAA", "BadMac"),
            ("algorithm=MD5, username=\"u\", mac=A*AA", "BadMac"),
            ("algorithm=SHA1, username=\"u\", mac=AAECAwQFBgcICQoLDA0ODw", "UnsupportedAlgorithm"),
            ("username=\"u, mac=AAECAwQFBgcICQoLDA0ODw", "Malformed"),
            ("username=\"u\\\"", "Malformed"),
            ("username=\"u\" mac=x", "Malformed"),
            ("username", "Malformed"),
            ("=x", "Malformed"),
            ("username=u", "Missing"),
            ("mac=AAECAwQFBgcICQoLDA0ODw", "Missing"),
            ("", "Missing"),
            ("username=u, username=v, mac=AAECAwQFBgcICQoLDA0ODw", "Duplicate"),
        ] {
            assert_eq!(HmacHeader::parse(text).unwrap_err().name(), name, "{text}");
        }
        let twice = HmacHeader::parse("Mac=AAAA, username=u, MAC=AAAA").unwrap_err();
        assert_eq!(
            (twice.to_string().as_str(), twice.offset()),
            ("duplicate parameter `mac` at byte 0", Some(0))
        );
    }

    #[test]
    fn deviations_are_named() {
        // 32 hexadecimal digits in base64, as the example of the specification has it.
        let digits = "00010203040506070809000102030405";
        let hex = crate::security::base64::encode(digits.as_bytes());
        let text = alloc::format!("username=u, mac={hex}, realm=x");
        let mut warnings = Vec::new();
        let header = HmacHeader::decode(&text, &DecodeOptions::default(), &mut warnings).unwrap();
        assert_eq!(header.mac, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5]);
        let kinds: Vec<_> = warnings.into_iter().map(|w: Warning<WarningKind>| w.kind).collect();
        assert_eq!(
            kinds,
            [AuthWarningKind::UnknownParameter, AuthWarningKind::HexMac].map(WarningKind::Auth)
        );
        assert_eq!(
            HmacHeader::decode(&text, &DecodeOptions::strict(), &mut ()).unwrap_err().name(),
            "Unexpected"
        );
    }

    #[test]
    fn writing_escapes_and_refuses() {
        let header = HmacHeader::new("q\"uo\\te", BYTES);
        let text = header.to_header().unwrap();
        assert_eq!(HmacHeader::parse(&text).unwrap(), header);
        assert_eq!(HmacHeader::new("a\r\nX: y", BYTES).to_header().unwrap_err().name(), "InvalidValue");
    }

    #[cfg(feature = "auth")]
    #[test]
    fn one_wrong_bit_is_a_mismatch() {
        let credentials = crate::security::Credentials::new("u", "p").unwrap();
        let header = HmacHeader::sign(&credentials, b"n", b"body");
        header.verify(&credentials.key(), b"n", b"body").unwrap();
        for index in [0, 15] {
            let mut wrong = header.clone();
            wrong.mac[index] ^= 1;
            assert_eq!(wrong.verify(&credentials.key(), b"n", b"body").unwrap_err().name(), "MacMismatch");
        }
        assert!(header.verify(&credentials.key(), b"n", b"Body").is_err());
    }
}
