//! Texts of numbers, bytes and identifiers.

use crate::ErrorKind;
use alloc::string::String;
use alloc::vec::Vec;
use mgmt_wire::{base64, character, hex};

/// Base64 with padding, white space ignored; `None` for anything else.
pub(crate) fn decode_base64(text: &str) -> Option<Vec<u8>> {
    base64::decode_padded(&base64::without_space(text.as_bytes()))
}

/// A whole number in decimal: an optional sign, digits. A number too long for any protocol is out of range.
pub(crate) fn parse_integer(text: &str) -> Result<i128, ErrorKind> {
    let text = character::trim(text);
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ErrorKind::InvalidValue("integer"));
    }
    text.parse().map_err(|_| ErrorKind::OutOfRange("integer"))
}

/// The whole number a float is.
#[allow(clippy::cast_possible_truncation, clippy::float_cmp, reason = "the range is checked before")]
pub(crate) fn whole(number: f64) -> Result<i128, ErrorKind> {
    if !number.is_finite() {
        return Err(ErrorKind::NonFinite);
    }
    if number.abs() >= 1e19 {
        return Err(ErrorKind::OutOfRange("integer"));
    }
    let whole = number as i128;
    #[allow(clippy::cast_precision_loss, reason = "equal only when nothing was lost")]
    if whole as f64 == number { Ok(whole) } else { Err(ErrorKind::Lossy) }
}

/// The whole part of a number of at most 2^53, whatever its sign.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a fraction needs fewer digits"
)]
pub(crate) const fn toward_zero(number: f64) -> f64 {
    number as i64 as f64
}

/// Whether a text is a time zone by its rules: a name of letters or in angle brackets, then an offset.
pub(crate) fn is_posix_zone(text: &str) -> bool {
    let rest = match text.strip_prefix('<') {
        Some(quoted) => quoted.split_once('>').filter(|(name, _)| name.len() >= 3).map(|(_, rest)| rest),
        None => {
            let rest = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            (text.len() - rest.len() >= 3).then_some(rest)
        }
    };
    rest.is_some_and(|rest| rest.trim_start_matches(['+', '-']).starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a text is the name of a time zone: anything but rules, and those rules that are names too.
pub(crate) fn is_zone_name(text: &str) -> bool {
    !is_posix_zone(text) || matches!(text, "EST5EDT" | "CST6CDT" | "MST7MDT" | "PST8PDT")
}

/// The seconds of an `xs:duration` of whole seconds: `P1DT2H3M4S`. Years and months have no fixed length; the model
/// has no negative durations.
pub(crate) fn duration_seconds(text: &str) -> Option<u64> {
    let whole = text.strip_prefix('P')?;
    let (days, clock) = whole.split_once('T').map_or((whole, None), |(days, clock)| (days, Some(clock)));
    let mut total = 0_u64;
    let mut count = 0;
    for (part, units) in
        [(days, &[('D', 86_400)][..]), (clock.unwrap_or(""), &[('H', 3_600), ('M', 60), ('S', 1)])]
    {
        let mut rest = part;
        for (letter, seconds) in units {
            if let Some((number, behind)) = rest.split_once(*letter) {
                let digits = number.bytes().all(|byte| byte.is_ascii_digit());
                let number = number.parse::<u64>().ok().filter(|_| digits)?;
                total = total.checked_add(number.checked_mul(*seconds)?)?;
                rest = behind;
                count += 1;
            }
        }
        if !rest.is_empty() {
            return None;
        }
    }
    (count > 0 && clock != Some("")).then_some(total)
}

/// `aa:bb:cc:dd:ee:ff` of twelve hexadecimal digits, with or without separators; lower case.
pub(crate) fn mac_with_colons(text: &str) -> Option<String> {
    let digits = hex_of_mac(text)?.to_ascii_lowercase();
    let mut result = String::with_capacity(17);
    for (place, digit) in digits.chars().enumerate() {
        if place != 0 && place % 2 == 0 {
            result.push(':');
        }
        result.push(digit);
    }
    Some(result)
}

/// Twelve hexadecimal digits of an address, in upper case.
pub(crate) fn mac_digits(text: &str) -> Option<String> {
    Some(hex_of_mac(text)?.to_ascii_uppercase())
}

fn hex_of_mac(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|c| !matches!(c, ':' | '-')).collect();
    (digits.len() == 12 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(digits)
}

const NI: &str = "ni:///sha-256;";

pub(crate) fn to_ni(digest: &[u8]) -> Option<String> {
    (digest.len() == 32).then(|| {
        let letters = base64::encode(digest, base64::Alphabet::UrlSafe);
        alloc::format!("{NI}{}", String::from_utf8(letters).unwrap_or_default())
    })
}

pub(crate) fn from_ni(uri: &str) -> Option<Vec<u8>> {
    let decoded = base64::decode(uri.strip_prefix(NI)?.as_bytes()).ok()?;
    let is_regular = !decoded.standard && !decoded.stray_bits && decoded.bytes.len() == 32;
    is_regular.then_some(decoded.bytes)
}

/// Every byte but letters, digits and `_` as `%XX` (TR-069, clause 3.4.4).
pub(crate) fn percent_encode(text: &str, result: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'_' {
            result.push(char::from(byte));
        } else {
            result.push('%');
            result.push_str(&hex::encode(&[byte]));
        }
    }
}

pub(crate) fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        let (digits, after) = after.split_at_checked(2)?;
        bytes.extend(hex::decode(digits)?);
        rest = after;
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).ok()
}

/// `OUI-ProductClass-Serial`, or `OUI-Serial` when the product class is empty.
pub(crate) fn oui_identifier(parts: &[String]) -> String {
    let mut result = String::new();
    for (place, part) in parts.iter().filter(|part| !part.is_empty()).enumerate() {
        if place != 0 {
            result.push('-');
        }
        percent_encode(part, &mut result);
    }
    result
}

/// OUI, product class (empty when left out) and serial number.
pub(crate) fn oui_parts(text: &str) -> Option<[String; 3]> {
    let mut parts = text.split('-');
    let (oui, second, third) = (parts.next()?, parts.next()?, parts.next());
    if oui.len() != 6 || !oui.bytes().all(|byte| byte.is_ascii_hexdigit()) || parts.next().is_some() {
        return None;
    }
    let (class, serial) = third.map_or(("", second), |third| (second, third));
    Some([percent_decode(oui)?, percent_decode(class)?, percent_decode(serial)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64() {
        assert_eq!(decode_base64(" Zm9v\r\nYg==").unwrap(), b"foob");
        for text in ["Z", "Zg", "Zh==", "====", "Zg=a", "Zm-v"] {
            assert_eq!(decode_base64(text), None, "{text}");
        }
    }

    #[test]
    fn identifiers() {
        let parts = ["00D09E".into(), "Home Box-2".into(), "S/1".into()];
        let text = oui_identifier(&parts);
        assert_eq!(text, "00D09E-Home%20Box%2D2-S%2F1");
        assert_eq!(oui_parts(&text).unwrap(), parts);
        assert_eq!(oui_parts("00D09E-S1").unwrap(), ["00D09E", "", "S1"]);
        assert_eq!(oui_parts("box-S1"), None);
        assert_eq!(mac_with_colons("0A-1b-2C3d4E5f").unwrap(), "0a:1b:2c:3d:4e:5f");
        assert_eq!(mac_digits("0a:1b:2c:3d:4e:5f").unwrap(), "0A1B2C3D4E5F");
        assert_eq!(mac_digits("0a:1b"), None);
    }

    #[test]
    fn durations() {
        for (text, seconds) in
            [("PT0S", 0), ("P1DT2H3M4S", 93_784), ("P2D", 172_800), ("PT90M", 5_400), ("PT007S", 7)]
        {
            assert_eq!(duration_seconds(text), Some(seconds), "{text}");
        }
        for text in [
            "",
            "P",
            "PT",
            "P1Y",
            "P1M",
            "PT1",
            "1D",
            "P1DT",
            "PT1S1M",
            "PT+1S",
            "PT-1S",
            "-PT1S",
            "PT1.5S",
            "P1D2H",
            "PTS",
            "P213503982334602D",
        ] {
            assert_eq!(duration_seconds(text), None, "{text}");
        }
    }

    #[test]
    fn digests() {
        let digest = [0xfb; 32];
        let uri = to_ni(&digest).unwrap();
        assert!(uri.starts_with("ni:///sha-256;-_v7"));
        assert_eq!(from_ni(&uri).unwrap(), digest);
        assert_eq!(to_ni(&[1]), None);
        assert_eq!(from_ni("ni:///sha-256;AAAA"), None);
    }
}
