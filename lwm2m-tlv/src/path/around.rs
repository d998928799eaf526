//! What may stand before a path: an alternate root, the prefix of a gateway.

/// Splits a root that is not `/` off a URI path: `/lwm2m/3/0` with the alternate root `/lwm2m` gives `/3/0`.
///
/// A client names its alternate root in the registration (the link with `rt="oma.lwm2m"`); a single slash or an
/// empty text means that there is none. `None` when `text` is not below the root.
///
/// ```
/// use lwm2m_tlv::path::strip_root;
///
/// assert_eq!(strip_root("/lwm2m/3/0", "/lwm2m"), Some("/3/0"));
/// assert_eq!(strip_root("/lwm2m", "/lwm2m"), Some("/"));
/// assert_eq!(strip_root("/lwm2mx/3", "/lwm2m"), None);
/// assert_eq!(strip_root("/3/0", "/"), Some("/3/0"));
/// ```
#[must_use]
pub fn strip_root<'t>(text: &'t str, root: &str) -> Option<&'t str> {
    let root = root.strip_suffix('/').unwrap_or(root);
    match text.strip_prefix(root)? {
        "" => Some("/"),
        rest if rest.starts_with('/') => Some(rest),
        _ => None,
    }
}

/// Splits the prefix that an LwM2M gateway gives to a device behind it off a path: `/d01/3303/0` is the path
/// `/3303/0` of device `d01`.
///
/// The prefix is the first segment when that is not a number. The rest is left to [`Path::parse`](super::Path::parse).
///
/// ```
/// use lwm2m_tlv::path::split_prefix;
///
/// assert_eq!(split_prefix("/d01/3303/0"), (Some("d01"), "/3303/0"));
/// assert_eq!(split_prefix("/d01"), (Some("d01"), "/"));
/// assert_eq!(split_prefix("/3303/0"), (None, "/3303/0"));
/// ```
#[must_use]
pub fn split_prefix(text: &str) -> (Option<&str>, &str) {
    let body = text.strip_prefix('/').unwrap_or(text);
    let end = body.find('/').unwrap_or(body.len());
    match body.split_at_checked(end) {
        Some((first, rest)) if is_prefix(first) => (Some(first), if rest.is_empty() { "/" } else { rest }),
        _ => (None, text),
    }
}

/// Whether a text can be a gateway prefix: letters, digits, `-`, `_`, `.`, `:`, beginning with a letter.
#[must_use]
pub fn is_prefix(text: &str) -> bool {
    text.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':'))
}
