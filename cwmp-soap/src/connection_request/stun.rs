//! The attributes that CWMP adds to STUN binding requests.
//!
//! A device behind a NAT sends binding requests to a STUN server; with these attributes the server can tell that
//! the binding is one for connection requests, and that it has changed.

use alloc::vec::Vec;

/// `CONNECTION-REQUEST-BINDING`: the binding is one for connection requests.
pub const CONNECTION_REQUEST_BINDING: u16 = 0xC001;
/// `BINDING-CHANGE`: the address and port of the binding have changed; it has no value.
pub const BINDING_CHANGE: u16 = 0xC002;
/// `USERNAME` of STUN (RFC 3489): `ManagementServer.STUNUsername`.
pub const USERNAME: u16 = 0x0006;
/// The value of [`CONNECTION_REQUEST_BINDING`]: twenty octets, the last one a space.
pub const CONNECTION_REQUEST_BINDING_VALUE: &[u8; 20] = b"dslforum.org/TR-111 ";

/// Appends an attribute to a STUN message: type, length, value, padded with zeros to four octets.
///
/// Returns `false`, and appends nothing, when the value is too long for the length field. The length in the
/// message's header is the caller's to set.
pub fn push_attribute(message: &mut Vec<u8>, kind: u16, value: &[u8]) -> bool {
    let Ok(length) = u16::try_from(value.len()) else { return false };
    message.extend(kind.to_be_bytes());
    message.extend(length.to_be_bytes());
    message.extend(value);
    message.resize(message.len().next_multiple_of(4), 0);
    true
}

/// One attribute of a STUN message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute<'m> {
    /// Its type.
    pub kind: u16,
    /// Its value, without padding.
    pub value: &'m [u8],
}

/// Walks through the attributes of a STUN message (RFC 3489, clause 11.1: a header of 20 octets, then attributes).
/// Ends at the first that is cut short.
pub fn attributes(message: &[u8]) -> impl Iterator<Item = Attribute<'_>> {
    let mut rest = message.get(20..).unwrap_or_default();
    core::iter::from_fn(move || {
        let (header, tail) = rest.split_at_checked(4)?;
        let [k1, k2, l1, l2] = *header else { return None };
        let length = usize::from(u16::from_be_bytes([l1, l2]));
        let value = tail.get(..length)?;
        rest = tail.get(length.next_multiple_of(4)..).unwrap_or_default();
        Some(Attribute { kind: u16::from_be_bytes([k1, k2]), value })
    })
}

/// Whether a binding request is one of a device that waits for connection requests.
#[must_use]
pub fn is_connection_request_binding(message: &[u8]) -> bool {
    attributes(message).any(|attribute| {
        attribute.kind == CONNECTION_REQUEST_BINDING
            && attribute.value.trim_ascii_end() == CONNECTION_REQUEST_BINDING_VALUE.trim_ascii_end()
    })
}

/// Whether a binding request reports a changed binding.
#[must_use]
pub fn is_binding_change(message: &[u8]) -> bool {
    attributes(message).any(|attribute| attribute.kind == BINDING_CHANGE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    #[test]
    fn attributes_come_back() {
        let mut message = vec![0; 20];
        assert!(push_attribute(&mut message, USERNAME, b"cpe12"));
        assert!(push_attribute(&mut message, CONNECTION_REQUEST_BINDING, CONNECTION_REQUEST_BINDING_VALUE));
        assert!(push_attribute(&mut message, BINDING_CHANGE, b""));
        assert!(!push_attribute(&mut message, USERNAME, &[0; 65_536]));
        let found: Vec<_> = attributes(&message).map(|a| (a.kind, a.value.len())).collect();
        assert_eq!(found, [(USERNAME, 5), (CONNECTION_REQUEST_BINDING, 20), (BINDING_CHANGE, 0)]);
        assert!(is_connection_request_binding(&message) && is_binding_change(&message));
        for cut in 0..message.len() {
            assert!(attributes(&message[..cut]).count() <= 3);
        }
        assert!(!is_connection_request_binding(&message[..28]));
    }
}
