//! UDP connection requests: an HTTP `GET` in a datagram, signed with HMAC-SHA1.

use super::{hex, hmac_sha1, is_hex_of};
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// A connection request by UDP. The same datagram is sent several times; the device tells repetitions by `id`.
///
/// ```
/// use cwmp_soap::connection_request::udp::UdpConnectionRequest;
///
/// let request = UdpConnectionRequest::sign(1_120_673_700, 1234, "CPE57689", "XTGRWIPC6D3IPXS3", "password");
/// let datagram = request.to_datagram("10.1.1.1:8080");
/// assert!(datagram.starts_with("GET http://10.1.1.1:8080?ts=1120673700&id=1234&un=CPE57689&cn=XTGRWIPC6D3IPXS3&sig="));
///
/// let read = UdpConnectionRequest::parse(datagram.as_bytes()).unwrap();
/// assert!(read.verify("password"));
/// assert!(!read.verify("guess"));
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UdpConnectionRequest {
    /// Seconds since 1970. A device takes only requests that are newer than the last one it took.
    pub timestamp: u64,
    /// The same in all repetitions, another one in each new request. Servers take milliseconds and nanoseconds for it,
    /// which need more than 32 bits.
    pub id: u64,
    /// `ManagementServer.ConnectionRequestUsername`.
    pub username: String,
    /// A random text of the server.
    pub cnonce: String,
    /// Forty hexadecimal digits: HMAC-SHA1 with the password over the four values above, as they were written.
    pub signature: String,
    /// The text that is signed, as it was read or made.
    signed: String,
}

impl UdpConnectionRequest {
    /// A request signed with `ManagementServer.ConnectionRequestPassword`.
    #[must_use]
    pub fn sign(timestamp: u64, id: u64, username: &str, cnonce: &str, password: &str) -> Self {
        let signed = format!("{timestamp}{id}{username}{cnonce}");
        let signature = hex(&hmac_sha1(password, &[signed.as_bytes()]));
        UdpConnectionRequest {
            timestamp,
            id,
            username: username.to_owned(),
            cnonce: cnonce.to_owned(),
            signature,
            signed,
        }
    }

    /// Whether the signature is one made with that password. Takes the same time whether it is or not.
    ///
    /// A device also checks that the timestamp and the id are new, and that the user name is its own.
    #[must_use]
    pub fn verify(&self, password: &str) -> bool {
        is_hex_of(&self.signature, &hmac_sha1(password, &[self.signed.as_bytes()]))
    }

    /// The datagram to a device behind `host`, an address with port.
    #[must_use]
    pub fn to_datagram(&self, host: &str) -> String {
        let UdpConnectionRequest { timestamp, id, signature, .. } = self;
        let (username, cnonce) = (escape(&self.username), escape(&self.cnonce));
        format!(
            "GET http://{host}?ts={timestamp}&id={id}&un={username}&cn={cnonce}&sig={signature} HTTP/1.1\r\n\
             Host: {host}\r\n\r\n"
        )
    }

    /// Reads a datagram; `None` when it is no connection request. The order of the query's fields does not matter.
    #[must_use]
    pub fn parse(datagram: &[u8]) -> Option<Self> {
        let text = core::str::from_utf8(datagram).ok()?;
        let line = text.lines().next()?;
        let mut words = line.split_ascii_whitespace();
        let (method, target, protocol) = (words.next()?, words.next()?, words.next()?);
        if method != "GET" || !protocol.starts_with("HTTP/1.") || words.next().is_some() {
            return None;
        }
        let (_, query) = target.split_once('?')?;
        let field = |name: &str| {
            let mut values = query.split('&').filter_map(|pair| pair.split_once('='));
            let value = values.find(|(key, _)| *key == name).map(|(_, value)| value)?;
            unescape(value)
        };
        let (ts, id) = (field("ts")?, field("id")?);
        let (username, cnonce) = (field("un")?, field("cn")?);
        let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if !number(&ts) || !number(&id) {
            return None;
        }
        Some(UdpConnectionRequest {
            timestamp: ts.parse().ok()?,
            id: id.parse().ok()?,
            signed: format!("{ts}{id}{username}{cnonce}"),
            username,
            cnonce,
            signature: field("sig")?,
        })
    }
}

/// `%` escapes of what a query cannot hold as it is (RFC 3986, clause 2.1).
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            escaped.push(char::from(byte));
        } else {
            escaped.push('%');
            escaped.push_str(&mgmt_wire::hex::encode(&[byte]));
        }
    }
    escaped
}

fn unescape(text: &str) -> Option<String> {
    let mut octets = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        if *first == b'%' {
            let (digits, tail) = rest.split_at_checked(2)?;
            octets.extend(mgmt_wire::hex::decode(digits)?);
            rest = tail;
        } else {
            octets.push(*first);
        }
    }
    String::from_utf8(octets).ok()
}

impl fmt::Debug for UdpConnectionRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UdpConnectionRequest")
            .field("timestamp", &self.timestamp)
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_covers_every_field() {
        let request = UdpConnectionRequest::sign(1, 2, "us er&=%", "nönce", "key");
        let datagram = request.to_datagram("[::1]:7547");
        let read = UdpConnectionRequest::parse(datagram.as_bytes()).unwrap();
        assert_eq!(read, request);
        assert!(read.verify("key"));
        for (from, to) in [("ts=1&", "ts=3&"), ("id=2&", "id=3&"), ("un=us", "un=os"), ("cn=n", "cn=m")] {
            let forged = datagram.replacen(from, to, 1);
            assert!(!UdpConnectionRequest::parse(forged.as_bytes()).unwrap().verify("key"), "{forged}");
        }
        let upper = datagram.replace(&request.signature, &request.signature.to_uppercase());
        assert!(UdpConnectionRequest::parse(upper.as_bytes()).unwrap().verify("key"));
        let short = datagram.replace(&request.signature, request.signature.get(..39).unwrap());
        assert!(!UdpConnectionRequest::parse(short.as_bytes()).unwrap().verify("key"));
    }

    /// Reckoned with another implementation of HMAC.
    #[test]
    fn the_signature_of_the_example() {
        let request =
            UdpConnectionRequest::sign(1_120_673_700, 1234, "CPE57689", "XTGRWIPC6D3IPXS3", "password");
        assert_eq!(request.signature, "f749ee6d9e3bc469fb709ead2a75ee7535f58552");
    }

    #[test]
    fn leading_zeros_are_signed_as_written() {
        let signature = hex(&hmac_sha1("key", &[b"01", b"002", b"u", b"c"]));
        let datagram = format!("GET http://h?ts=01&id=002&un=u&cn=c&sig={signature} HTTP/1.1\r\n\r\n");
        let read = UdpConnectionRequest::parse(datagram.as_bytes()).unwrap();
        assert_eq!((read.timestamp, read.id), (1, 2));
        assert!(read.verify("key"));
    }

    /// As an older server sent it: milliseconds for all numbers, and no address before the query.
    #[test]
    fn identifiers_of_64_bits() {
        let signature =
            hex(&hmac_sha1("key", &[b"1253000000123", b"1253000000124", b"stb", b"1253000000125"]));
        let query = format!("ts=1253000000123&id=1253000000124&un=stb&cn=1253000000125&sig={signature}");
        let read =
            UdpConnectionRequest::parse(format!("GET ?{query} HTTP/1.1\r\nHost: h\r\n\r\n").as_bytes())
                .unwrap();
        assert_eq!((read.timestamp, read.id), (1_253_000_000_123, 1_253_000_000_124));
        assert!(read.verify("key"));
        let again = UdpConnectionRequest::sign(read.timestamp, read.id, &read.username, &read.cnonce, "key");
        assert_eq!(again, read);
    }

    #[test]
    fn other_datagrams_are_none() {
        for datagram in [
            "",
            "GET",
            "POST http://h?ts=1&id=2&un=u&cn=c&sig=0 HTTP/1.1",
            "GET http://h HTTP/1.1",
            "GET http://h?ts=1&id=2&un=u&cn=c HTTP/1.1",
            "GET http://h?ts=x&id=2&un=u&cn=c&sig=0 HTTP/1.1",
            "GET http://h?ts=1&id=18446744073709551616&un=u&cn=c&sig=0 HTTP/1.1",
            "GET http://h?ts=1&id=2&un=%f&cn=c&sig=0 HTTP/1.1",
            "GET http://h?ts=1&id=2&un=%ff&cn=c&sig=0 HTTP/1.1",
        ] {
            assert_eq!(UdpConnectionRequest::parse(datagram.as_bytes()), None, "{datagram}");
        }
        assert_eq!(UdpConnectionRequest::parse(b"\xff"), None);
    }
}
