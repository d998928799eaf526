//! Connection requests: how an ACS has a device call at once, and how a device tells little things without a
//! session. Texts and octets in and out; sockets are the caller's.
//!
//! | module | mechanism |
//! |---|---|
//! | [`http`] | `GET` on `ConnectionRequestURL`, digest authentication |
//! | [`udp`] | signed datagram through a NAT binding that [`stun`] keeps open (Annex G) |
//! | [`stun`] | the two attributes that CWMP adds to STUN (Annex G) |
//! | [`xmpp`] | `connectionRequest` in an IQ stanza (Annex K) |
//! | [`notification`] | lightweight notification, signed like a UDP connection request (Annex M) |

pub mod http;
pub mod notification;
pub mod stun;
pub mod udp;
pub mod xmpp;

use alloc::string::String;
use hmac::{Hmac, Mac};
use sha1::Sha1;

/// HMAC-SHA1 of the parts one after the other.
fn hmac_sha1(key: &str, parts: &[&[u8]]) -> [u8; 20] {
    // Keys of any length are fine for HMAC.
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(key.as_bytes()) else { return [0; 20] };
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
}

/// Hexadecimal digits in lower case.
fn hex(octets: &[u8]) -> String {
    let mut text = mgmt_wire::hex::encode(octets);
    text.make_ascii_lowercase();
    text
}

/// Whether `text` is the hexadecimal form of `octets`, in either case of letters; constant time.
fn is_hex_of(text: &str, octets: &[u8]) -> bool {
    mgmt_wire::constant_time_eq(text.to_ascii_lowercase().as_bytes(), hex(octets).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_in_either_case() {
        assert!(is_hex_of("0Aff", &[0x0A, 0xFF]));
        assert!(!is_hex_of("0Afe", &[0x0A, 0xFF]));
    }
}
