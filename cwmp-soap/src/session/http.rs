//! What the HTTP messages around envelopes say.

use crate::value::trim;

/// The media type of envelopes.
pub const CONTENT_TYPE: &str = "text/xml; charset=\"utf-8\"";

/// The header fields of a CPE's post: those of SOAP, or none when the post is empty.
///
/// ```
/// use cwmp_soap::session::http::post_fields;
///
/// assert_eq!(post_fields(true)[1], ("SOAPAction", ""));
/// assert!(post_fields(false).is_empty());
/// ```
#[must_use]
pub const fn post_fields(has_envelope: bool) -> &'static [(&'static str, &'static str)] {
    if has_envelope { &[("Content-Type", CONTENT_TYPE), ("SOAPAction", "")] } else { &[] }
}

/// The status and the header fields of an ACS's answer: 200 with an envelope, be it a fault, and 204 when it is
/// empty. Some servers answer 200 without content, which means the same.
#[must_use]
pub const fn answer_status(has_envelope: bool) -> (u16, &'static [(&'static str, &'static str)]) {
    if has_envelope { (200, &[("Content-Type", CONTENT_TYPE)]) } else { (204, &[]) }
}

/// The encoding that a `Content-Type` names, for
/// [`Envelope::decode_with_charset`](crate::Envelope::decode_with_charset).
///
/// ```
/// use cwmp_soap::session::http::charset;
///
/// assert_eq!(charset("text/xml; charset=\"ISO-8859-1\""), Some("ISO-8859-1"));
/// assert_eq!(charset("text/xml"), None);
/// ```
#[must_use]
pub fn charset(content_type: &str) -> Option<&str> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = trim(value).trim_matches(['"', '\'']);
        (trim(name).eq_ignore_ascii_case("charset") && !value.is_empty()).then_some(value)
    })
}
