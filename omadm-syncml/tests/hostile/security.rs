//! Notification and authentication.

use super::{expect, options, outcome, verdict};
use mgmt_testkit::hostile::{Harness, Outcome};
use mgmt_wire::Warning;
use omadm_syncml::security::{Credentials, HmacHeader, NextNonceUse, Nonce, NonceStore, Notification};
use omadm_syncml::{Error, WarningKind};

fn notification(input: &[u8], strict: bool) -> Outcome {
    let mut warnings = 0;
    let decoded = Notification::decode(input, &options(strict), &mut |_: Warning<WarningKind>| warnings += 1);
    outcome(decoded, warnings, |unverified| {
        let notification = unverified.clone().assume_unauthenticated();
        assert_eq!(notification.to_bytes().unwrap(), input, "nothing is lost");
        String::new()
    })
}

#[test]
fn notifications() {
    Harness::new("dm-pkg0", notification)
        .facts(|input, strict, name| match name {
            "verify()" => {
                let key = Credentials::new("com.example.dm", "secret").unwrap().key();
                let unverified = Notification::decode(input, &options(strict), &mut ()).ok()?;
                Some(verdict(unverified.verify(&key, b"nonce")))
            }
            _ => None,
        })
        .run();
}

fn header(value: &str) -> Result<HmacHeader<'_>, Error> {
    HmacHeader::parse(value)
}

#[test]
fn authentication() {
    let none = |_: &[u8], _: bool| Outcome::err("", "the group has rules only");
    Harness::new("syncml-auth", none)
        .rule("syn-060", || expect(header("algorithm=MD5, username=\"u\", mac=AAAA"), "BadMac"))
        .rule("syn-061", || {
            expect(
                header("algorithm=SHA1, username=\"u\", mac=AAECAwQFBgcICQoLDA0ODw"),
                "UnsupportedAlgorithm",
            )
        })
        .rule("syn-062", || expect(header("username=\"u, mac=AAECAwQFBgcICQoLDA0ODw"), "Malformed"))
        .rule("syn-063", || {
            let credentials = Credentials::new("u", "p").unwrap();
            let right = HmacHeader::sign(&credentials, b"nonce", b"body");
            right.verify(&credentials.key(), b"nonce", b"body").map_err(|error| error.to_string())?;
            for (byte, bit) in (0..16).flat_map(|byte| (0..8).map(move |bit| (byte, bit))) {
                let mut wrong = right.clone();
                wrong.mac[byte] ^= 1 << bit;
                expect(wrong.verify(&credentials.key(), b"nonce", b"body"), "MacMismatch")?;
            }
            Ok(())
        })
        .rule("syn-064", || {
            let mut store = NonceStore::new(Nonce::default());
            let nonce = Nonce::new(*b"once").unwrap();
            store.issue(nonce.clone(), NextNonceUse::NextMessage).map_err(|error| error.to_string())?;
            store.accept().map_err(|error| error.to_string())?;
            expect(store.accept(), "NonceReused")?;
            expect(store.issue(nonce, NextNonceUse::NextMessage), "NonceReused")
        })
        .rule("syn-065", || {
            Nonce::new([]).map_err(|error| error.to_string())?;
            Nonce::new(*b"with\0zero").map_err(|error| error.to_string())?;
            Nonce::new([0; 256]).map_err(|error| error.to_string())?;
            expect(Nonce::new([0; 257]), "Limit")?;
            expect(Nonce::new([0; 4096]), "Limit")
        })
        .rule("syn-066", || expect(Credentials::new("a:b", "c"), "InvalidValue"))
        .run();
}
