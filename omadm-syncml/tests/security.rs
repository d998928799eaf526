//! Computed vectors, exhaustive headers, recorded notifications.
#![cfg(feature = "auth")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use mgmt_testkit::corpus::corpus;
use mgmt_wire::DecodeOptions;
use omadm_syncml::security::{
    BootstrapMac, BootstrapSecret, Credentials, HmacHeader, Initiator, Notification, RESYNC_NONCES,
    SecurityMethod, UiMode,
};
use proptest::prelude::*;

fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.chars().map(|c| u8::try_from(c.to_digit(16).unwrap()).unwrap()).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

/// Made with another implementation of the formulas of DM Security and DM Notification 1.2.1.
#[test]
fn computed_vectors() {
    let bruce = Credentials::new("Bruce2", "OhBehave").unwrap();
    assert_eq!(bruce.basic(), "QnJ1Y2UyOk9oQmVoYXZl");
    assert_eq!(bruce.key().md5(b"Nonce"), "Zz6EivR3yeaaENcRN6lpAQ==");

    let server = Credentials::new("com.example.dm", "srvpass").unwrap().key();
    let signed =
        Notification::new(0x1234, "com.example.dm").with_ui_mode(UiMode::Informative).sign(&server, b"Nonce");
    let expected = hex("429725bb74c41cbce8fce0f5c6d1fa9602e800000012340e636f6d2e6578616d706c652e646d");
    assert_eq!(signed.unwrap(), expected);

    let lost = Credentials::new("S", "p").unwrap().key();
    let vendor = [0xDE, 0xAD];
    let notification = Notification::new(1, "S")
        .with_ui_mode(UiMode::Background)
        .with_initiator(Initiator::Client)
        .with_vendor(&vendor[..]);
    for (nonce, bytes) in RESYNC_NONCES.into_iter().zip([
        "f52cdd3c44775a2f867e27c321977e7102d000000000010153dead",
        "ddcda899b26d6c5a679a00f0df87788502d000000000010153dead",
    ]) {
        assert_eq!(notification.sign(&lost, nonce).unwrap(), hex(bytes));
        let read = Notification::decode(&hex(bytes), &DecodeOptions::strict(), &mut ()).map(|unverified| {
            let found = unverified.verify_any(&lost, RESYNC_NONCES).unwrap();
            (found.0, found.1.into_owned())
        });
        let (place, read) = read.unwrap();
        assert_eq!((RESYNC_NONCES[place], read.session_id_text().as_str()), (nonce, "1"));
    }
}

fn cell<'a>(row: &'a str, name: &str) -> Option<&'a str> {
    row.split(' ').find_map(|part| part.strip_prefix(name)?.strip_prefix('='))
}

/// The rows that need files of the corpus, and a check that the file says what `computed_vectors` says.
#[test]
fn corpus_vectors() {
    let Some(folder) = corpus("omadm") else { return };
    let Ok(table) = std::fs::read_to_string(folder.join("vectors.tsv")) else { return };
    for row in table.lines().skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        let (name, inputs, value) = (columns[0], columns[1], columns[2]);
        let file = |key| cell(inputs, key).map(|path| folder.join(path)).filter(|path| path.is_file());
        match name {
            "auth-basic" | "auth-md5" | "auth-MAC" => {
                let credentials =
                    Credentials::new(cell(inputs, "user").unwrap(), cell(inputs, "pass").unwrap()).unwrap();
                let nonce = b"Nonce";
                match name {
                    "auth-basic" => assert_eq!(credentials.basic(), value),
                    "auth-md5" => assert_eq!(credentials.key().md5(nonce), value),
                    _ => {
                        let Some(body) = file("body") else { continue };
                        let header = format!("username=\"Bruce2\", mac={value}");
                        let header = HmacHeader::parse(&header).unwrap();
                        header.verify(&credentials.key(), nonce, &std::fs::read(body).unwrap()).unwrap();
                    }
                }
            }
            "cp-hmac-userpin" => {
                let Some(doc) = file("doc") else { continue };
                let secret = BootstrapSecret::new().with_pin("1234");
                let mac = BootstrapMac::from_parameters(Some("1"), Some(value)).unwrap().unwrap();
                assert_eq!(mac.method, SecurityMethod::UserPin);
                mac.verify(&secret, &std::fs::read(doc).unwrap(), &DecodeOptions::strict()).unwrap();
            }
            _ => {
                let notification = hex(value);
                Notification::decode(&notification, &DecodeOptions::strict(), &mut ()).unwrap();
            }
        }
    }
}

/// Recorded DS notifications: the header is that of Package #0, the rest names the data stores.
#[test]
fn recorded_ds_notifications() {
    let Some(folder) = corpus("omadm") else { return };
    for (file, store) in [("SAN01.bin", "Contacts"), ("SAN02.bin", "Calendar")] {
        let Ok(bytes) = std::fs::read(folder.join("buteo-syncml").join(file)) else { continue };
        let unverified = Notification::decode(&bytes, &DecodeOptions::strict(), &mut ()).unwrap();
        let notification = unverified.assume_unauthenticated();
        assert_eq!(notification.version, Notification::VERSION_DS_1_2);
        assert_eq!((notification.ui_mode, notification.initiator), (UiMode::Background, Initiator::Server));
        let alerts: Vec<_> = notification.ds_alerts().unwrap().map(Result::unwrap).collect();
        assert_eq!((alerts.len(), alerts[0].sync_type, alerts[0].server_uri), (1, 6, store.as_bytes()));
        assert_eq!(notification.to_bytes().unwrap(), bytes);
    }
}

/// All values of the header's first four bytes, two at a time; no field spans both pairs but future-use, whose
/// parts are compared apart.
#[test]
fn every_header_agrees_with_plain_arithmetic() {
    for pair in 0..=u16::MAX {
        for (at, fixed) in [(16, [0u8, 0]), (18, [0xFF, 0xFF])] {
            let mut bytes = [0u8; 24];
            bytes[16..20].copy_from_slice(&[fixed[0], fixed[1], fixed[0], fixed[1]]);
            bytes[at..at + 2].copy_from_slice(&pair.to_be_bytes());
            let word = u32::from_be_bytes(bytes[16..20].try_into().unwrap());
            let read = Notification::from_bytes(&bytes).unwrap().assume_unauthenticated();
            assert_eq!(u32::from(read.version), word / 4_194_304);
            assert_eq!(u32::from(read.ui_mode.number()), word / 1_048_576 % 4);
            assert_eq!(u32::from(read.initiator.number()), word / 524_288 % 2);
            assert_eq!(read.future_use, word % 524_288 * 256);
            assert_eq!(read.to_bytes().unwrap(), bytes);
        }
    }
}

#[test]
fn every_short_input_is_truncated() {
    for length in 0..=4u32 {
        // Up to two bytes all inputs, beyond that a walk through them.
        let step = if length <= 2 { 1 } else { 65_521 };
        for value in (0..256u64.pow(length)).step_by(step) {
            let bytes = &value.to_be_bytes()[8 - usize::try_from(length).unwrap()..];
            for options in [DecodeOptions::strict(), DecodeOptions::lenient()] {
                assert_eq!(Notification::decode(bytes, &options, &mut ()).unwrap_err().name(), "Truncated");
            }
        }
    }
}

proptest! {
    #[test]
    fn notifications_survive(
        version in 0u16..1024,
        future_use in 0u32..1 << 27,
        session in any::<u16>(),
        server in ".{0,60}",
        vendor in proptest::collection::vec(any::<u8>(), 0..20),
        password in ".{0,20}",
        nonce in proptest::collection::vec(any::<u8>(), 0..40),
    ) {
        let mut notification = Notification::new(session, server.as_str()).with_version(version).with_vendor(vendor);
        notification.future_use = future_use;
        let bytes = notification.to_bytes().unwrap();
        prop_assert_eq!(&Notification::from_bytes(&bytes).unwrap().assume_unauthenticated(), &notification);
        let key = Credentials::new("name", &password).unwrap().key();
        if !server.is_empty() {
            let signed = notification.sign(&key, &nonce).unwrap();
            let read = Notification::from_bytes(&signed).unwrap().verify(&key, &nonce).unwrap();
            prop_assert_eq!(read.server_id_text(), Some(server.as_str()));
        }
    }

    #[test]
    fn any_bytes_decode_or_not_but_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
        if let Ok(unverified) = Notification::from_bytes(&bytes) {
            let notification = unverified.assume_unauthenticated();
            prop_assert_eq!(&notification.to_bytes().unwrap(), &bytes);
            if let Ok(alerts) = notification.ds_alerts() {
                prop_assert!(alerts.count() <= 15);
            }
        }
    }

    #[test]
    fn headers_survive(username in "\\PC{0,30}", mac in any::<[u8; 16]>()) {
        let header = HmacHeader::new(username, mac);
        if let Ok(text) = header.to_header() {
            prop_assert_eq!(HmacHeader::decode(&text, &DecodeOptions::strict(), &mut ()).unwrap(), header);
        }
    }

    #[test]
    fn any_header_text_is_read_or_refused(text in "\\PC{0,60}") {
        let _ = HmacHeader::parse(&text);
        let _ = BootstrapMac::from_content_type(&text);
    }

    #[test]
    fn credentials_survive(username in "[^:]{0,20}", password in ".{0,20}") {
        let credentials = Credentials::new(username.as_str(), &password).unwrap();
        let read = Credentials::from_basic(&credentials.basic()).unwrap();
        prop_assert_eq!(read.username(), username.as_str());
        read.verify_basic(&credentials.basic()).unwrap();
        let shown = format!("{credentials:?}");
        let hidden = shown == format!("Credentials {{ username: {username:?}, .. }}");
        prop_assert!(hidden, "{}", shown);
    }
}
