//! Descriptions and URIs.

use super::{options, outcome, verdict};
use mgmt_testkit::hostile::{Harness, Outcome, byte_replacements, prefixes, seed};
use mgmt_wire::{DecodeOptions, Warning};
use omadm_syncml::WarningKind;
use omadm_syncml::tree::{MgmtTree, Uri};

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
