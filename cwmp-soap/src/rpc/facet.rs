//! What the schemas say about a field beyond its type: lengths, patterns, enumerations, list bounds.

use crate::envelope::CwmpNamespace;
use mgmt_wire::character::SPACE;

/// The type that the schema gives an element: what its `xsi:type` may say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Declared {
    /// An anonymous type: no `xsi:type` fits.
    Anonymous,
    /// A type of XML Schema.
    Xsd(&'static str),
    /// A type of the SOAP encoding schema.
    SoapEnc(&'static str),
    /// A named type of the CWMP schema.
    Cwmp(&'static str),
}

/// The rules for one field, as constants of the table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Facet {
    /// The declared type, where it is not that of the Rust type.
    pub(crate) declared: Declared,
    /// Most characters of a text; 0 for no bound.
    pub(crate) max_length: usize,
    /// White space at the ends has no meaning.
    pub(crate) token: bool,
    /// The element may not be missing even in lenient mode: nothing sensible can stand for it.
    pub(crate) vital: bool,
    /// The pattern of a text.
    pub(crate) pattern: Option<fn(&str, CwmpNamespace) -> bool>,
    /// The values a number may have.
    pub(crate) code: Option<fn(i64, CwmpNamespace) -> bool>,
    /// Fewest and most items of a list.
    pub(crate) items: (usize, usize),
    /// The rules for the items of a list of texts.
    pub(crate) item: Option<&'static Facet>,
}

impl Facet {
    pub(crate) const NONE: Facet = Facet {
        declared: Declared::Anonymous,
        max_length: 0,
        token: false,
        vital: false,
        pattern: None,
        code: None,
        items: (0, usize::MAX),
        item: None,
    };

    pub(crate) const fn token(self) -> Self {
        Facet { token: true, ..self }
    }

    pub(crate) const fn vital(self) -> Self {
        Facet { vital: true, ..self }
    }

    pub(crate) const fn xsd(self, name: &'static str) -> Self {
        Facet { declared: Declared::Xsd(name), ..self }
    }

    pub(crate) const fn soap_enc(self, name: &'static str) -> Self {
        Facet { declared: Declared::SoapEnc(name), ..self }
    }

    pub(crate) const fn cwmp(self, name: &'static str) -> Self {
        Facet { declared: Declared::Cwmp(name), ..self }
    }

    pub(crate) const fn pattern(self, pattern: fn(&str, CwmpNamespace) -> bool) -> Self {
        Facet { pattern: Some(pattern), ..self }
    }

    pub(crate) const fn code(self, code: fn(i64, CwmpNamespace) -> bool) -> Self {
        Facet { code: Some(code), ..self }
    }

    pub(crate) const fn items(self, least: usize, most: usize) -> Self {
        Facet { items: (least, most), ..self }
    }

    pub(crate) const fn of(self, item: &'static Facet) -> Self {
        Facet { item: Some(item), ..self }
    }
}

/// A field whose Rust type says it all.
pub(crate) const ANY: Facet = Facet::NONE;

/// A text of at most `max` characters.
pub(crate) const fn text(max: usize) -> Facet {
    Facet { max_length: max, ..Facet::NONE }
}

/// A list whose schema type has this name.
pub(crate) const fn list(name: &'static str) -> Facet {
    Facet::NONE.cwmp(name)
}

/// `xsd:string` without bounds.
pub(crate) const STRING: Facet = Facet::NONE.xsd("string");
/// The name of a parameter or object.
pub(crate) const NAME: Facet = text(256).token().vital();
/// An item of `ParameterNames`.
pub(crate) const NAME_ITEM: Facet = text(256).token();
/// An item of `MethodList`.
pub(crate) const METHOD_ITEM: Facet = text(64).token();
/// An item of `AccessList`.
pub(crate) const ACCESS_ITEM: Facet = text(64).token().pattern(|text, _| text == "Subscriber");
/// `CommandKeyType`.
pub(crate) const COMMAND_KEY: Facet = text(32).cwmp("CommandKeyType");
/// `ParameterKeyType`.
pub(crate) const PARAMETER_KEY: Facet = text(32).cwmp("ParameterKeyType");
/// `ObjectNameType`.
pub(crate) const OBJECT_NAME: Facet =
    text(256).token().vital().cwmp("ObjectNameType").pattern(|text, _| text.ends_with('.'));
/// `DeploymentUnitUUID`.
pub(crate) const UUID: Facet = Facet::NONE.token().cwmp("DeploymentUnitUUID").pattern(is_uuid);
/// An `xsd:anyURI` of at most 1024 characters.
pub(crate) const DU_URL: Facet = text(1024).pattern(|text, _| is_uri(text));
/// `DownloadFileType`, inline in the schemas before 1.2.
pub(crate) const DOWNLOAD_FILE_TYPE: Facet = text(64).cwmp("DownloadFileType").pattern(|text, version| {
    // What nearly all messages hold, and every schema has.
    matches!(text, "1 Firmware Upgrade Image" | "2 Web Content" | "3 Vendor Configuration File")
        || if version.schema() == CwmpNamespace::Cwmp12 {
            is_numbered(text, false) || is_vendor_file(text)
        } else {
            is_oui_file(text)
        }
});
/// `UploadFileType`, inline in the schemas before 1.2.
pub(crate) const UPLOAD_FILE_TYPE: Facet = text(64).cwmp("UploadFileType").pattern(|text, version| {
    if version.schema() == CwmpNamespace::Cwmp12 {
        is_numbered(text, false) || is_vendor_file(text)
    } else {
        matches!(text, "1 Vendor Configuration File" | "2 Vendor Log File") || is_oui_file(text)
    }
});
/// `TransferFileType`, inline in the schema 1.1.
pub(crate) const TRANSFER_FILE_TYPE: Facet = text(64).cwmp("TransferFileType").pattern(|text, version| {
    if version.schema() == CwmpNamespace::Cwmp12 {
        is_numbered(text, false) || is_vendor_file(text)
    } else {
        matches!(
            text,
            "1 Firmware Upgrade Image"
                | "2 Web Content"
                | "3 Vendor Configuration File"
                | "4 Vendor Log File"
        ) || is_oui_file(text)
    }
});
/// `TimeWindowModeValueType`.
pub(crate) const WINDOW_MODE: Facet = text(64)
    .cwmp("TimeWindowModeValueType")
    .pattern(|text, _| is_numbered(text, false) || is_vendor_file(text));
/// `EventCodeType`.
pub(crate) const EVENT_CODE: Facet = text(64).token().cwmp("EventCodeType").pattern(is_event_code);
/// `DeploymentUnitState`.
pub(crate) const DU_STATE: Facet = Facet::NONE
    .cwmp("DeploymentUnitState")
    .pattern(|text, _| matches!(text, "Installed" | "Uninstalled" | "Failed"));
/// The OUI of a device.
pub(crate) const OUI: Facet = text(6)
    .token()
    .pattern(|text, _| text.len() == 6 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'A'..=b'F')));

/// A number of which only these are allowed.
pub(crate) const fn codes(code: fn(i64, CwmpNamespace) -> bool) -> Facet {
    Facet::NONE.code(code)
}

/// 0 or 1.
pub(crate) const STATUS: Facet = codes(|code, _| matches!(code, 0 | 1));
/// `ParameterAttributeNotificationValueType`; three values before 1.2.
pub(crate) const NOTIFICATION: Facet = codes(|code, version| {
    (0..=if version.schema() == CwmpNamespace::Cwmp12 { 6 } else { 2 }).contains(&code)
})
.cwmp("ParameterAttributeNotificationValueType");
/// `TransferStateType`.
pub(crate) const TRANSFER_STATE: Facet = codes(|code, _| (1..=3).contains(&code)).cwmp("TransferStateType");
/// The number of an instance, from 1.
pub(crate) const INSTANCE_NUMBER: Facet = codes(|code, _| code >= 1).vital();
/// The fault code of a fault.
pub(crate) const FAULT_CODE: Facet = codes(is_fault_code).vital();
/// The fault code of one parameter: of a device from 1.2 on, before that any.
pub(crate) const PARAMETER_FAULT_CODE: Facet = codes(|code, version| {
    is_fault_code(code, version) && (code >= 9000 || version.schema() != CwmpNamespace::Cwmp12)
});
/// The fault code of a transfer.
pub(crate) const TRANSFER_FAULT_CODE: Facet = codes(|code, version| match (version.schema(), code) {
    (_, 0 | 9001 | 9002 | 9010..=9012) => true,
    (CwmpNamespace::Cwmp10, _) => false,
    (CwmpNamespace::Cwmp11, _) => matches!(code, 9014..=9899),
    _ => matches!(code, 9014..=9020 | 9033..=9899),
});
/// The fault code of a deployment-unit operation.
pub(crate) const DU_FAULT_CODE: Facet =
    codes(|code, _| matches!(code, 0 | 9001 | 9003 | 9012 | 9013 | 9015..=9018 | 9022..=9899));

/// `FaultCodeType`, and what follows it from 1.2 on.
fn is_fault_code(code: i64, version: CwmpNamespace) -> bool {
    match version.schema() {
        CwmpNamespace::Cwmp10 => matches!(code, 8000..=8005 | 8800..=8899 | 9000..=9013 | 9800..=9899),
        _ => matches!(code, 8000..=8899 | 9000..=9899),
    }
}

/// `[1-9]\d*( \S+)+`, or with `zero` `\d+( \S+)+`.
fn is_numbered(text: &str, zero: bool) -> bool {
    // `\d` is any decimal digit of Unicode; only those of ASCII occur.
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let Some([b' ', words @ ..]) = text.as_bytes().get(digits..) else { return false };
    if digits == 0 || (!zero && text.starts_with('0')) {
        return false;
    }
    // No space in front, behind, or next to another.
    let mut last = b' ';
    words.iter().all(|&byte| {
        let pair = (core::mem::replace(&mut last, byte), byte);
        pair != (b' ', b' ') && !matches!(byte, b'\t' | b'\n' | b'\r')
    }) && last != b' '
}

/// `X [0-9A-F]{6} .*`: the vendor form of the schemas 1.0 and 1.1.
fn is_oui_file(text: &str) -> bool {
    let Some((oui, rest)) = text.strip_prefix("X ").and_then(|rest| rest.split_once(' ')) else {
        return false;
    };
    oui.len() == 6
        && oui.bytes().all(|b| matches!(b, b'0'..=b'9' | b'A'..=b'F'))
        && !rest.contains(['\n', '\r'])
}

/// `X \S+ .+`, which includes the form with an OUI.
fn is_vendor_file(text: &str) -> bool {
    let Some((vendor, rest)) = text.strip_prefix("X ").and_then(|rest| rest.split_once(' ')) else {
        return false;
    };
    !vendor.is_empty()
        && !vendor.contains(['\t', '\n', '\r'])
        && !rest.is_empty()
        && !rest.contains(['\n', '\r'])
}

fn is_event_code(text: &str, version: CwmpNamespace) -> bool {
    let word = |word: &str| !word.is_empty() && !word.contains(SPACE);
    let method = text.strip_prefix("M ");
    let vendor_method = method.and_then(|m| m.strip_prefix("X_")).is_some_and(word);
    match version.schema() {
        CwmpNamespace::Cwmp12 => is_numbered(text, true) || method.is_some_and(word) || is_vendor_file(text),
        CwmpNamespace::Cwmp11 => is_numbered(text, true) || method.is_some_and(word) || is_oui_file(text),
        _ => {
            crate::value::EventCode::ALL.iter().any(|event| {
                event.as_str() == text
                    && event.number().is_none_or(|number| number <= 9)
                    && !matches!(text, "M ScheduleDownload" | "M ChangeDUState")
            }) || vendor_method
                || is_oui_file(text)
        }
    }
}

/// Whether a text is an `xsd:anyURI`: a reference to a resource once what RFC 2396 does not allow in one is escaped.
fn is_uri(text: &str) -> bool {
    let text = crate::value::trim(text);
    let (rest, fragment) = text.split_once('#').unwrap_or((text, ""));
    let escapes = text.split('%').skip(1);
    let is_escape = |after: &str| {
        after.as_bytes().first_chunk::<2>().is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    if fragment.contains('#') || !escapes.into_iter().all(is_escape) {
        return false;
    }
    // What ends in a colon before any slash is the scheme.
    let first = rest.split(['/', '?']).next().unwrap_or_default();
    let hierarchy = match first.split_once(':') {
        Some((scheme, _)) => {
            let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
            if !is_scheme {
                return false;
            }
            rest.get(scheme.len() + 1..).unwrap_or_default()
        }
        None => rest,
    };
    let path = match hierarchy.strip_prefix("//") {
        Some(authority) => {
            let end = authority.find(['/', '?']).unwrap_or(authority.len());
            let (authority, path) = authority.split_at_checked(end).unwrap_or((authority, ""));
            let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
            let (host, port) = match host.strip_prefix('[') {
                Some(address) => match address.split_once(']') {
                    Some((address, port)) => (address, port.strip_prefix(':').unwrap_or(port)),
                    None => return false,
                },
                None => host.split_once(':').unwrap_or((host, "")),
            };
            if host.contains(['[', ']']) || !port.bytes().all(|b| b.is_ascii_digit()) {
                return false;
            }
            path
        }
        None => hierarchy,
    };
    !path.contains(['[', ']'])
}

fn is_uuid(text: &str, _: CwmpNamespace) -> bool {
    let mut lengths = [8, 4, 4, 4, 12].into_iter();
    text.split('-')
        .all(|part| lengths.next() == Some(part.len()) && part.bytes().all(|b| b.is_ascii_hexdigit()))
        && lengths.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(facet: Facet, text: &str, version: CwmpNamespace) -> bool {
        facet.pattern.is_none_or(|pattern| pattern(text, version))
    }

    /// Each rule is set by itself and leaves the others as they are.
    #[test]
    fn rules_add_up() {
        const ITEM: Facet = text(8);
        let facet = list("L").items(1, 2).of(&ITEM).token().vital().code(|code, _| code == 1);
        let facet = facet.pattern(|text, _| text == "x").xsd("string");
        assert_eq!((facet.declared, facet.items, facet.max_length), (Declared::Xsd("string"), (1, 2), 0));
        assert!(facet.token && facet.vital && fits(facet, "x", CwmpNamespace::Cwmp10));
        assert!(
            facet.code.is_some_and(|fits| fits(1, CwmpNamespace::Cwmp10) && !fits(2, CwmpNamespace::Cwmp10))
        );
        assert_eq!(facet.item.map(|item| item.max_length), Some(8));
        let plain = codes(|_, _| true).cwmp("T");
        assert_eq!((plain.declared, plain.items), (Declared::Cwmp("T"), (0, usize::MAX)));
        assert!(!plain.token && !plain.vital && plain.pattern.is_none() && plain.item.is_none());
    }

    #[test]
    fn file_types_by_version() {
        use CwmpNamespace::{Cwmp10, Cwmp12, Cwmp14};
        assert!(fits(DOWNLOAD_FILE_TYPE, "1 Firmware Upgrade Image", Cwmp10));
        assert!(!fits(DOWNLOAD_FILE_TYPE, "4 Tone File", Cwmp10));
        assert!(fits(DOWNLOAD_FILE_TYPE, "4 Tone File", Cwmp14));
        assert!(!fits(DOWNLOAD_FILE_TYPE, "04 Tone File", Cwmp12));
        assert!(!fits(DOWNLOAD_FILE_TYPE, "4 Tone  File", Cwmp12));
        assert!(!fits(DOWNLOAD_FILE_TYPE, "4", Cwmp12));
        assert!(fits(UPLOAD_FILE_TYPE, "X 00D09E ", Cwmp10));
        assert!(!fits(UPLOAD_FILE_TYPE, "X 00D09E ", Cwmp12));
        assert!(fits(UPLOAD_FILE_TYPE, "X example-com dump", Cwmp12));
        assert!(!fits(UPLOAD_FILE_TYPE, "1 Firmware Upgrade Image", Cwmp10));
    }

    #[test]
    fn event_codes_by_version() {
        use CwmpNamespace::{Cwmp10, Cwmp11, Cwmp12};
        assert!(fits(EVENT_CODE, "9 REQUEST DOWNLOAD", Cwmp10));
        assert!(!fits(EVENT_CODE, "10 AUTONOMOUS TRANSFER COMPLETE", Cwmp10));
        assert!(fits(EVENT_CODE, "10 AUTONOMOUS TRANSFER COMPLETE", Cwmp11));
        assert!(fits(EVENT_CODE, "M X_00D09E_Do", Cwmp10));
        assert!(!fits(EVENT_CODE, "M ChangeDUState", Cwmp10));
        assert!(fits(EVENT_CODE, "X CT-COM BIND", Cwmp12));
        assert!(!fits(EVENT_CODE, "X CT-COM BIND", Cwmp11));
        assert!(!fits(EVENT_CODE, "", Cwmp12));
    }

    #[test]
    fn uris() {
        for text in [
            "",
            " ",
            "a b",
            "%41",
            "a:b",
            "http:",
            "http://h:1/",
            "a{b}|c^\\",
            "http://\u{e9}/",
            "a/b:c",
            "//h",
            "http://[::1]:80/",
            "http://u:p@h/",
            "?a:b",
            "?a#b",
            "  http://x  ",
        ] {
            assert!(is_uri(text), "{text}");
        }
        for text in [
            "%zz",
            "a%",
            "%4\u{e9}",
            "2024-02-29T00:00:00",
            "1:b",
            ":a",
            "http://h:p/",
            "http://a:b:c/",
            "a#b#c",
            "http://[::1",
            "[",
            "http://h/a[1]",
        ] {
            assert!(!is_uri(text), "{text}");
        }
    }

    #[test]
    fn codes_of_parameters_by_version() {
        let fits = |code, version| PARAMETER_FAULT_CODE.code.is_some_and(|fits| fits(code, version));
        use CwmpNamespace::{Cwmp10, Cwmp11, Cwmp12};
        assert!(fits(9005, Cwmp10) && fits(9013, Cwmp10) && !fits(9014, Cwmp10) && fits(9800, Cwmp10));
        assert!(fits(8005, Cwmp10) && !fits(8006, Cwmp10) && fits(8899, Cwmp10) && !fits(8900, Cwmp10));
        assert!(fits(8006, Cwmp11) && fits(9899, Cwmp11) && !fits(9900, Cwmp11));
        assert!(fits(9005, Cwmp12) && !fits(8005, Cwmp12));
    }

    #[test]
    fn uuids() {
        assert!(is_uuid("0123abCD-0123-4567-89ab-0123456789ab", CwmpNamespace::Cwmp12));
        assert!(!is_uuid("0123abCD-0123-4567-89ab-0123456789a", CwmpNamespace::Cwmp12));
        assert!(!is_uuid("0123abCD-0123-4567-89ab", CwmpNamespace::Cwmp12));
        assert!(!is_uuid("some-uuid", CwmpNamespace::Cwmp12));
    }
}
