use super::{Initiator, Notification, NotificationWarningKind, UiMode};
use crate::error::WarningKind;
use alloc::vec::Vec;
use mgmt_wire::{DecodeOptions, Warning};

#[test]
fn every_field_has_its_bits() {
    let mut notification = Notification::new(0xFFFF, "S").with_version(1023);
    notification.future_use = (1 << 27) - 1;
    notification.ui_mode = UiMode::UserInteraction;
    for (change, expected) in [
        ((0, UiMode::NotSpecified, Initiator::Client, 0, 0), [0, 0, 0, 0, 0, 0, 0, 1]),
        ((1023, UiMode::NotSpecified, Initiator::Client, 0, 0), [0xFF, 0xC0, 0, 0, 0, 0, 0, 1]),
        ((0, UiMode::UserInteraction, Initiator::Client, 0, 0), [0, 0x30, 0, 0, 0, 0, 0, 1]),
        ((0, UiMode::NotSpecified, Initiator::Server, 0, 0), [0, 0x08, 0, 0, 0, 0, 0, 1]),
        ((0, UiMode::NotSpecified, Initiator::Client, (1 << 27) - 1, 0), [0, 7, 0xFF, 0xFF, 0xFF, 0, 0, 1]),
        ((0, UiMode::NotSpecified, Initiator::Client, 0, 0xFFFF), [0, 0, 0, 0, 0, 0xFF, 0xFF, 1]),
    ] {
        (
            notification.version,
            notification.ui_mode,
            notification.initiator,
            notification.future_use,
            notification.session_id,
        ) = change;
        let bytes = notification.to_bytes().unwrap();
        assert_eq!(bytes[16..24], expected);
        assert_eq!(Notification::from_bytes(&bytes).unwrap().assume_unauthenticated(), notification);
    }
}

#[test]
fn values_that_do_not_fit_are_refused() {
    for (notification, name) in [
        (Notification::new(1, "S").with_version(1024), "OutOfRange"),
        (Notification { future_use: 1 << 27, ..Notification::new(1, "S") }, "OutOfRange"),
        (Notification::new(1, "x".repeat(256)), "OutOfRange"),
    ] {
        assert_eq!(notification.to_bytes().unwrap_err().name(), name);
    }
    assert!(Notification::new(1, "x".repeat(255)).to_bytes().is_ok());
}

#[test]
fn reserved_bits_are_flagged_in_both_modes_and_kept() {
    let notification = Notification { future_use: 5, ..Notification::new(1, "S") };
    let bytes = notification.to_bytes().unwrap();
    for options in [DecodeOptions::strict(), DecodeOptions::lenient()] {
        let mut warnings = Vec::new();
        let decoded = Notification::decode(&bytes, &options, &mut warnings).unwrap().assume_unauthenticated();
        assert_eq!(decoded.to_bytes().unwrap(), bytes);
        let expected = WarningKind::Notification(NotificationWarningKind::ReservedBits);
        assert_eq!(warnings, [Warning::new(expected, 17)]);
    }
}

#[test]
fn deviations_are_told_where_they_are() {
    let written = |version, server: &[u8], vendor: &[u8]| {
        let notification = Notification { server_id: server.to_vec().into(), ..Notification::new(1, "") };
        notification.with_version(version).with_vendor(vendor.to_vec()).to_bytes().unwrap()
    };
    let mut options = DecodeOptions::strict();
    options.limits.text = 2;
    let told = |bytes: &[u8]| {
        let error = Notification::decode(bytes, &options, &mut ()).map(|_| ()).unwrap_err();
        (error.name(), error.offset())
    };
    // The digest has 16 bytes, the header 8; the identifier's length is the last of them.
    assert!(Notification::decode(&written(11, b"abc", b"12"), &options, &mut ()).is_ok());
    assert_eq!(told(&written(11, b"abc", b"123")), ("Limit", Some(27)));
    assert_eq!(told(&written(13, b"abc", b"")).1, Some(16));
    assert_eq!(told(&written(11, b"", b"")).1, Some(23));
    assert_eq!(told(&written(11, b"\xff", b"")), ("InvalidEncoding", Some(24)));
    assert_eq!(told(&written(11, b"abc", b"")[..26]), ("Truncated", Some(26)));
}

#[test]
fn a_line_for_people() {
    let notification = Notification::new(0x1A2B, "dm.example").with_version(12);
    assert_eq!(alloc::format!("{notification}"), "notification 1.2, session 1A2B, server \"dm.example\"");
}

#[cfg(feature = "auth")]
#[test]
fn only_the_right_secret_and_nonce_open_it() {
    use crate::security::{Credentials, Nonce, RESYNC_NONCES};
    let key = Credentials::new("S", "p").unwrap().key();
    let bytes =
        Notification::new(1, "S").with_vendor(&[0xDE, 0xAD][..]).sign(&key, RESYNC_NONCES[1]).unwrap();
    let unverified = Notification::from_bytes(&bytes).unwrap();
    assert_eq!(alloc::format!("{unverified:?}"), "Unverified(..)");
    let nonces = [&b"stored"[..], RESYNC_NONCES[0], RESYNC_NONCES[1]];
    let (index, notification) = unverified.clone().verify_any(&key, nonces).unwrap();
    assert_eq!((index, &*notification.vendor), (2, &[0xDE, 0xAD][..]));
    assert_eq!(unverified.clone().verify(&key, b"stored").unwrap_err().name(), "DigestMismatch");
    let found = unverified.clone().verify_by(|server| {
        (server == b"S").then(|| (key.clone(), alloc::vec![Nonce::new(RESYNC_NONCES[1]).unwrap()]))
    });
    assert_eq!(found.unwrap().session_id_text(), "1");
    assert_eq!(unverified.verify_by(|_| None).unwrap_err().name(), "InvalidValue");
    for index in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[index] ^= 1;
        if let Ok(unverified) = Notification::from_bytes(&changed) {
            assert!(unverified.verify(&key, RESYNC_NONCES[1]).is_err(), "byte {index}");
        }
    }
    assert!(Notification::new(1, "").sign(&key, b"").is_err());
}
