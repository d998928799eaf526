//! Messages in WBXML.

use super::messages::summary;
use super::{options, outcome, verdict};
use mgmt_testkit::hostile::{Harness, Outcome, byte_replacements, prefixes, seed};
use mgmt_wire::{Kind as _, Warning};
use omadm_syncml::message::SyncMl;
use omadm_syncml::syntax::wbxml::Tokenizer;
use omadm_syncml::{Error, ErrorKind, WarningKind};

fn decode(input: &[u8], strict: bool) -> (Result<SyncMl<'_>, Error>, usize) {
    let mut warnings = 0;
    let message = SyncMl::decode_wbxml(input, &options(strict), &mut |_: Warning<WarningKind>| warnings += 1);
    (message, warnings)
}

/// Most rows hold one odd token and no message around it. The column `lenient` is about that token: it counts as let
/// pass when the bytes of the row are refused only for the message they lack, and are read, with a warning, once they
/// have one ([`completed`]).
fn wbxml(input: &[u8], strict: bool) -> Outcome {
    let (message, warnings) = decode(input, strict);
    match &message {
        Err(error) if warnings > 0 && lacks_a_message(error.kind()) => {
            drop(message);
            let whole = completed(input);
            let (message, warnings) = decode(&whole, strict);
            assert!(warnings > 0, "nothing odd is left in {whole:02x?}");
            outcome(message, warnings, summary)
        }
        _ => outcome(message, warnings, summary),
    }
}

fn lacks_a_message(kind: &ErrorKind) -> bool {
    matches!(kind, ErrorKind::Missing("SyncHdr") | ErrorKind::Truncated(_) | ErrorKind::TrailingData)
}

/// The bytes of a row with the header and body of the seed behind its odd token.
fn completed(row: &[u8]) -> Vec<u8> {
    let seed = seed("syncml.wbxml");
    let message = &seed[5..];
    let (header, body) = row.split_at(header_length(row));
    let odd = match body {
        // A processing instruction: the document element is still to come.
        [0x43, ..] => [body, &message[..1]].concat(),
        // The document element with an empty attribute list.
        [0xED, 0x01] => body.to_vec(),
        // Something within the document element.
        [0x6D, inside @ .., 0x01] => [&[0x6D], inside].concat(),
        // Another element, which is to stand within it.
        [token, 0x01] => vec![0x6D, *token],
        _ => panic!("{body:02x?}"),
    };
    [header, &odd, &message[1..]].concat()
}

/// Version, public identifier, character set, string table (which no row of those has).
fn header_length(row: &[u8]) -> usize {
    let mut at = 1;
    for _ in 0..3 {
        at += row[at..].iter().take_while(|byte| **byte >= 0x80).count() + 1;
    }
    at
}

fn facts(input: &[u8], strict: bool, name: &str) -> Option<String> {
    match name {
        "token level" | "token reader" => {
            let mut tokens = match Tokenizer::new(input, &options(strict)) {
                Ok(tokens) => tokens,
                Err(error) => return Some(format!("err:{}", error.kind.name())),
            };
            loop {
                match tokens.next() {
                    Ok(Some(_)) => {}
                    Ok(None) => return Some("ok".to_owned()),
                    Err(error) => return Some(format!("err:{}", error.kind.name())),
                }
            }
        }
        "to_xml()" => Some(verdict(decode(input, strict).0.and_then(|m| m.to_xml()))),
        _ => None,
    }
}

#[test]
fn messages_in_wbxml() {
    Harness::new("wbxml", wbxml)
        .facts(facts)
        .correct(
            "wbx-029",
            "err:StringTableIndex",
            "the tolerance is one for attribute names, as the row itself says, but its STR_T stands in content",
        )
        .correct(
            "wbx-031",
            "err:UnexpectedToken",
            "0x8F is a tag with an attribute list, not STR_T, and 0xFF an attribute value without its start",
        )
        .correct(
            "wbx-078",
            "err:Missing(SyncHdr)",
            "WBXML 1.0 is read in both modes: lenient must not refuse what strict takes",
        )
        .rule("wbx-074", || {
            let seed = seed("syncml.wbxml");
            for prefix in prefixes(&seed) {
                match SyncMl::from_wbxml(prefix) {
                    Err(error) if error.name() == "Truncated" => {}
                    other => return Err(format!("{} bytes: {}", prefix.len(), verdict(other))),
                }
            }
            Ok(())
        })
        .rule("wbx-075", || {
            let seed = seed("syncml.wbxml");
            // Every seventh replacement, so that each place meets many bytes and the test stays short.
            for input in byte_replacements(&seed).step_by(7) {
                let Ok(message) = SyncMl::from_wbxml(&input) else { continue };
                if let Ok(written) = message.to_xml() {
                    let read = SyncMl::from_xml(written.as_bytes()).map_err(|error| error.to_string())?;
                    if read != message {
                        return Err(format!("{input:02x?} changes in XML"));
                    }
                }
                let written = message.to_wbxml().map_err(|error| error.to_string())?;
                if SyncMl::from_wbxml(&written).as_ref() != Ok(&message) {
                    return Err(format!("{input:02x?} changes in WBXML"));
                }
            }
            Ok(())
        })
        .run();
}

/// What the notes of the corrected rows describe, in bytes that hold it.
#[test]
fn what_the_notes_of_corrected_rows_describe() {
    let seed = seed("syncml.wbxml");
    let with = |odd: &[u8]| [&seed[..5], odd, &seed[6..]].concat();
    // wbx-029: an attribute name from the string table that is not there, as Nokia's devices have it for `xmlns`.
    let nokia = with(b"\xED\x04\x00\x03SYNCML:SYNCML1.2\x00\x01");
    let (message, warnings) = decode(&nokia, false);
    assert_eq!((message.unwrap(), warnings), (SyncMl::from_wbxml(&seed).unwrap(), 1));
    assert_eq!(verdict(decode(&nokia, true).0), "err:StringTableIndex");
    // wbx-031: an index that is too large for the table, or for an integer.
    for (index, error) in [
        (&[0xFF, 0xFF, 0xFF, 0x7F][..], "err:StringTableIndex"),
        (&[0xFF, 0xFF, 0xFF, 0xFF, 0x7F], "err:IntOverflow"),
    ] {
        for strict in [true, false] {
            let input = with(&[&[0x6D, 0x83], index].concat());
            assert_eq!(verdict(decode(&input, strict).0), error);
        }
    }
    // wbx-078: a version with and one without a character set.
    let without = [&[0x00, 0xA4, 0x01, 0x00], &seed[5..]].concat();
    for strict in [true, false] {
        assert_eq!(decode(&without, strict).0.unwrap(), SyncMl::from_wbxml(&seed).unwrap());
    }
}
