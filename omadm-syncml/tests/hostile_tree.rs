//! The hostile cases of descriptions, URIs, authentication and notification.
#![cfg(all(feature = "xml", feature = "auth"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use mgmt_testkit::alloc::Counting;
use mgmt_testkit::hostile::{Harness, Outcome, byte_replacements, prefixes, seed};
use mgmt_wire::{DecodeOptions, Warning};
use omadm_syncml::security::{Credentials, HmacHeader, NextNonceUse, Nonce, NonceStore, Notification};
use omadm_syncml::tree::{MgmtTree, Uri};
use omadm_syncml::{Error, WarningKind};

#[global_allocator]
static HEAP: Counting = Counting;

fn options(strict: bool) -> DecodeOptions {
    if strict { DecodeOptions::strict() } else { DecodeOptions::lenient() }
}

fn outcome<T>(result: Result<T, Error>, warnings: usize, text: impl FnOnce(&T) -> String) -> Outcome {
    Outcome::of(result, |error| error.name(), |value| (text(value), warnings))
}

/// What went wrong, as the facts of the cases have it.
fn verdict<T>(result: Result<T, Error>) -> String {
    result.map_or_else(|error| format!("err:{}", error.name()), |_| "ok".to_owned())
}

fn expect(result: Result<impl Sized, Error>, name: &str) -> Result<(), String> {
    match result {
        Err(error) if error.name() == name => Ok(()),
        Err(error) => Err(format!("{error} is {}, not {name}", error.name())),
        Ok(_) => Err(format!("accepted instead of {name}")),
    }
}

fn ddf(input: &[u8], strict: bool) -> Outcome {
    let mut warnings = 0;
    let tree = MgmtTree::decode(input, &options(strict), &mut |_: Warning<WarningKind>| warnings += 1);
    outcome(tree, warnings, |tree| format!("{} nodes", tree.len()))
}

#[test]
fn descriptions() {
    Harness::new("ddf", ddf)
        .facts(|input, strict, name| match name {
            "with raised limit" => {
                let mut options = options(strict);
                options.limits.nodes = usize::MAX;
                Some(verdict(MgmtTree::decode(input, &options, &mut ())))
            }
            _ => None,
        })
        .run();
}

#[test]
fn mutated_descriptions_never_panic() {
    let seed = seed("ddf.xml");
    // Every eleventh replacement, so that each place meets many bytes and the test stays short.
    let inputs = prefixes(&seed).map(<[u8]>::to_vec).chain(byte_replacements(&seed).step_by(11));
    for input in inputs {
        let lenient = MgmtTree::decode(&input, &DecodeOptions::lenient(), &mut ());
        if let Ok(tree) = &lenient {
            let written = tree.to_xml().unwrap();
            assert_eq!(&MgmtTree::from_xml(written.as_bytes()).unwrap(), tree);
        }
        assert!(lenient.is_ok() || MgmtTree::decode(&input, &DecodeOptions::strict(), &mut ()).is_err());
    }
}

fn uri(input: &[u8], strict: bool) -> Outcome {
    let Ok(text) = std::str::from_utf8(input) else { return Outcome::err("InvalidEncoding", "not UTF-8") };
    let mut warnings = 0;
    let uri = Uri::decode(text, &options(strict), &mut |_: Warning<WarningKind>| warnings += 1);
    match uri {
        // A LocURI of a SyncHdr may be absolute; only the tree refuses it, which the fact checks.
        Err(error) if error.name() == "NotATreeUri" => Outcome::ok("absolute", 0),
        uri => outcome(uri, warnings, |uri| uri.canonical()),
    }
}

#[test]
fn uris() {
    Harness::new("omadm-uri", uri)
        .facts(|input, strict, name| match name {
            "in tree context" => {
                let text = std::str::from_utf8(input).ok()?;
                Some(verdict(Uri::decode(text, &options(strict), &mut ())))
            }
            _ => None,
        })
        .run();
}

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
