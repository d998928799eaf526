//! HTTP connection requests: `GET` with digest authentication (RFC 7616, algorithm MD5).
//!
//! The device answers the first `GET` with status 401 and a [`DigestChallenge`], the second with 200 or 204 and no
//! content, or with 503 when it is busy.

use super::hex;
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use md5::{Digest, Md5};
use mgmt_wire::constant_time_eq;

/// What the device asks for, from its header `WWW-Authenticate`.
///
/// ```
/// use cwmp_soap::connection_request::http::DigestChallenge;
///
/// let challenge = DigestChallenge::parse(r#"Digest realm="cpe", nonce="abc", qop="auth", opaque="x""#).unwrap();
/// let authorization = challenge.authorize("GET", "/cr", "user", "password", "0a4f113b", 1);
/// assert!(authorization.verify("GET", "password"));
/// assert_eq!(authorization.to_string().split(',').next(), Some(r#"Digest username="user""#));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DigestChallenge {
    /// Names the protected area.
    pub realm: String,
    /// A text of the device, new for each request.
    pub nonce: String,
    /// To be sent back as it is.
    pub opaque: Option<String>,
    /// Whether the device takes `qop=auth`; older ones know no `qop` at all.
    pub qop_auth: bool,
    /// The nonce was too old: the same credentials will do with this one.
    pub stale: bool,
}

impl DigestChallenge {
    /// A challenge with `qop=auth`.
    pub fn new(realm: impl Into<String>, nonce: impl Into<String>) -> Self {
        DigestChallenge { realm: realm.into(), nonce: nonce.into(), qop_auth: true, ..Default::default() }
    }

    /// Reads the value of `WWW-Authenticate`; `None` for other schemes and algorithms.
    #[must_use]
    pub fn parse(header: &str) -> Option<Self> {
        let fields = fields(header)?;
        let get = |name: &str| find(&fields, name);
        if get("algorithm").is_some_and(|algorithm| !algorithm.eq_ignore_ascii_case("MD5")) {
            return None;
        }
        let qop = get("qop");
        let qop_auth = qop.is_some_and(|qop| qop.split(',').any(|q| q.trim().eq_ignore_ascii_case("auth")));
        if qop.is_some() && !qop_auth {
            return None;
        }
        Some(DigestChallenge {
            realm: get("realm")?.to_owned(),
            nonce: get("nonce")?.to_owned(),
            opaque: get("opaque").map(str::to_owned),
            qop_auth,
            stale: get("stale").is_some_and(|stale| stale.eq_ignore_ascii_case("true")),
        })
    }

    /// The answer: `uri` is the path and query of the request, `cnonce` a random text, `count` how often the nonce
    /// has been used, from 1.
    #[must_use]
    pub fn authorize(
        &self,
        method: &str,
        uri: &str,
        username: &str,
        password: &str,
        cnonce: &str,
        count: u32,
    ) -> DigestAuthorization {
        let mut authorization = DigestAuthorization {
            username: username.to_owned(),
            realm: self.realm.clone(),
            nonce: self.nonce.clone(),
            uri: uri.to_owned(),
            opaque: self.opaque.clone(),
            qop: self.qop_auth.then(|| (cnonce.to_owned(), format!("{count:08x}"))),
            response: String::new(),
        };
        authorization.response = authorization.expected(method, password);
        authorization
    }
}

impl fmt::Display for DigestChallenge {
    /// The value of `WWW-Authenticate`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest realm={}, nonce={}", Quoted(&self.realm), Quoted(&self.nonce))?;
        if self.qop_auth {
            f.write_str(", qop=\"auth\"")?;
        }
        if let Some(opaque) = &self.opaque {
            write!(f, ", opaque={}", Quoted(opaque))?;
        }
        f.write_str(if self.stale { ", algorithm=MD5, stale=true" } else { ", algorithm=MD5" })
    }
}

/// The credentials in a request's header `Authorization`. `Debug` shows neither user name nor response.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DigestAuthorization {
    /// User name.
    pub username: String,
    /// That of the challenge.
    pub realm: String,
    /// That of the challenge.
    pub nonce: String,
    /// Path and query of the request.
    pub uri: String,
    /// That of the challenge.
    pub opaque: Option<String>,
    /// With `qop=auth`: the client's nonce and the count of uses, eight hexadecimal digits.
    pub qop: Option<(String, String)>,
    /// The digest, 32 hexadecimal digits.
    pub response: String,
}

impl DigestAuthorization {
    /// Reads the value of `Authorization`; `None` for other schemes.
    #[must_use]
    pub fn parse(header: &str) -> Option<Self> {
        let fields = fields(header)?;
        let get = |name: &str| find(&fields, name);
        let qop = match get("qop") {
            Some(qop) if qop.eq_ignore_ascii_case("auth") => {
                Some((get("cnonce")?.to_owned(), get("nc")?.to_owned()))
            }
            Some(_) => return None,
            None => None,
        };
        Some(DigestAuthorization {
            username: get("username")?.to_owned(),
            realm: get("realm")?.to_owned(),
            nonce: get("nonce")?.to_owned(),
            uri: get("uri")?.to_owned(),
            opaque: get("opaque").map(str::to_owned),
            qop,
            response: get("response")?.to_owned(),
        })
    }

    /// Whether the response is one made with that password, in constant time. The caller checks that user name,
    /// realm, nonce and URI are the expected ones, and that the count has not been seen.
    #[must_use]
    pub fn verify(&self, method: &str, password: &str) -> bool {
        let given = self.response.to_ascii_lowercase();
        constant_time_eq(given.as_bytes(), self.expected(method, password).as_bytes())
    }

    fn expected(&self, method: &str, password: &str) -> String {
        let ha1 = md5(&[&self.username, &self.realm, password]);
        let ha2 = md5(&[method, &self.uri]);
        match &self.qop {
            Some((cnonce, count)) => md5(&[&ha1, &self.nonce, count, cnonce, "auth", &ha2]),
            None => md5(&[&ha1, &self.nonce, &ha2]),
        }
    }
}

impl fmt::Display for DigestAuthorization {
    /// The value of `Authorization`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = [
            ("username", &self.username),
            ("realm", &self.realm),
            ("nonce", &self.nonce),
            ("uri", &self.uri),
        ];
        f.write_str("Digest ")?;
        for (name, value) in quoted {
            write!(f, "{name}={}, ", Quoted(value))?;
        }
        write!(f, "response=\"{}\", algorithm=MD5", self.response)?;
        if let Some(opaque) = &self.opaque {
            write!(f, ", opaque={}", Quoted(opaque))?;
        }
        match &self.qop {
            Some((cnonce, count)) => write!(f, ", qop=auth, nc={count}, cnonce={}", Quoted(cnonce)),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for DigestAuthorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DigestAuthorization")
            .field("realm", &self.realm)
            .field("nonce", &self.nonce)
            .field("uri", &self.uri)
            .finish_non_exhaustive()
    }
}

/// The MD5 of the parts with colons between.
fn md5(parts: &[&str]) -> String {
    hex(&Md5::digest(parts.join(":").as_bytes()))
}

/// A quoted string (RFC 9110, clause 5.6.4).
struct Quoted<'t>(&'t str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write as _;
        f.write_char('"')?;
        for c in self.0.chars() {
            if matches!(c, '"' | '\\') {
                f.write_char('\\')?;
            }
            // A line break would end the header.
            f.write_char(if c.is_control() { ' ' } else { c })?;
        }
        f.write_char('"')
    }
}

fn find<'f>(fields: &'f [(&str, String)], name: &str) -> Option<&'f str> {
    fields.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// The `name=value` pairs of a digest header, quotes removed.
fn fields(header: &str) -> Option<Vec<(&str, String)>> {
    let header = header.trim();
    let (scheme, mut rest) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("Digest") {
        return None;
    }
    let mut fields = Vec::new();
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        if rest.is_empty() {
            return Some(fields);
        }
        let (name, value) = rest.split_once('=')?;
        let value = value.trim_start();
        let (value, behind) = match value.strip_prefix('"') {
            Some(quoted) => unquote(quoted)?,
            None => {
                let end = value.find([',', ' ', '\t']).unwrap_or(value.len());
                let (value, behind) = value.split_at_checked(end)?;
                (value.to_owned(), behind)
            }
        };
        fields.push((name.trim(), value));
        rest = behind;
    }
}

/// The text up to the closing quote, and what follows that.
fn unquote(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut chars = text.chars();
    loop {
        match chars.next()? {
            '"' => return Some((value, chars.as_str())),
            '\\' => value.push(chars.next()?),
            c => value.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn the_example_of_rfc_2617() {
        let challenge = DigestChallenge::parse(
            "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\", \
             nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"",
        )
        .unwrap();
        let authorization =
            challenge.authorize("GET", "/dir/index.html", "Mufasa", "Circle Of Life", "0a4f113b", 1);
        assert_eq!(authorization.response, "6629fae49393a05397450978507c4ef1");
        let read = DigestAuthorization::parse(&authorization.to_string()).unwrap();
        assert_eq!(read, authorization);
        assert!(read.verify("GET", "Circle Of Life"));
        assert!(!read.verify("GET", "circle of life"));
        assert!(!read.verify("POST", "Circle Of Life"));
    }

    #[test]
    fn devices_without_qop() {
        let challenge =
            DigestChallenge::parse("digest nonce=abc , realm=\"a \\\"b\\\"\",algorithm=md5,stale=TRUE")
                .unwrap();
        assert_eq!((challenge.realm.as_str(), challenge.nonce.as_str()), ("a \"b\"", "abc"));
        assert!(!challenge.qop_auth && challenge.stale);
        assert_eq!(DigestChallenge::parse(&challenge.to_string()).unwrap(), challenge);
        let authorization = challenge.authorize("GET", "/", "u", "p", "unused", 1);
        let read = DigestAuthorization::parse(&authorization.to_string()).unwrap();
        assert!(read.verify("GET", "p") && read.qop.is_none());
    }

    #[test]
    fn what_is_no_digest_is_none() {
        for header in [
            "",
            "Basic realm=\"x\"",
            "Digest",
            "Digest realm=\"x",
            "Digest realm=\"x\"",
            "Digest realm=x, nonce=y, algorithm=SHA-256",
            "Digest realm=x, nonce=y, qop=\"auth-int\"",
            "Digest realm",
        ] {
            assert_eq!(DigestChallenge::parse(header), None, "{header}");
            assert_eq!(DigestAuthorization::parse(header), None, "{header}");
        }
    }

    #[test]
    fn header_lines_cannot_be_injected() {
        let challenge = DigestChallenge::new("a\r\nX-Evil: 1", "n");
        assert!(!challenge.to_string().contains(['\r', '\n']));
    }
}
