//! The hostile cases of messages in XML and WBXML.
#![cfg(all(feature = "xml", feature = "auth"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use mgmt_testkit::alloc::Counting;
use mgmt_testkit::hostile::{Harness, Outcome, byte_replacements, element_mutations, prefixes, seed};
use mgmt_wire::Kind as _;
use mgmt_wire::{DecodeOptions, Warning};
use omadm_syncml::message::{Command, Profile, Rule, SyncMl, Value};
use omadm_syncml::session::LargeObject;
use omadm_syncml::syntax::wbxml::Tokenizer;
use omadm_syncml::{Error, ErrorKind, WarningKind};

#[global_allocator]
static HEAP: Counting = Counting;

fn options(strict: bool) -> DecodeOptions {
    if strict { DecodeOptions::strict() } else { DecodeOptions::lenient() }
}

fn verdict<T>(result: Result<T, Error>) -> String {
    result.map_or_else(|error| format!("err:{}", error.name()), |_| "ok".to_owned())
}

fn summary(message: &SyncMl<'_>) -> String {
    format!("{} commands", message.body.commands.len())
}

fn xml(input: &[u8], strict: bool) -> Outcome {
    let mut warnings = 0;
    let message = SyncMl::decode_xml(input, &options(strict), &mut |_: Warning<WarningKind>| warnings += 1);
    Outcome::of(message, |error| error.name(), |message| (summary(message), warnings))
}

/// Most rows are about one token in a document that is no message. Where that token was let pass with a warning and
/// nothing but the message around it is missing, the row has its `ok`.
fn wbxml(input: &[u8], strict: bool) -> Outcome {
    let mut warnings = 0;
    let message = SyncMl::decode_wbxml(input, &options(strict), &mut |_: Warning<WarningKind>| warnings += 1);
    match message {
        Err(error) if warnings > 0 && is_bare(error.kind()) => Outcome::ok("tolerated", warnings),
        message => Outcome::of(message, |error| error.name(), |message| (summary(message), warnings)),
    }
}

fn is_bare(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::Missing("SyncHdr") | ErrorKind::Unexpected("document element") | ErrorKind::Truncated(_)
    )
}

fn wbxml_facts(input: &[u8], strict: bool, name: &str) -> Option<String> {
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
        "to_xml()" => {
            Some(verdict(SyncMl::decode_wbxml(input, &options(strict), &mut ()).and_then(|m| m.to_xml())))
        }
        _ => None,
    }
}

/// The data of the first item of the first command.
fn data(message: &SyncMl<'_>) -> Option<String> {
    let item = message.body.commands.first()?.items().first()?;
    item.data.as_ref()?.text().map(str::to_owned)
}

fn facts(input: &[u8], strict: bool, name: &str) -> Option<String> {
    let decoded = SyncMl::decode_xml(input, &options(strict), &mut ());
    if name == "with raised limit" {
        let mut options = options(strict);
        options.limits.commands = usize::MAX;
        options.limits.items = usize::MAX;
        return Some(verdict(SyncMl::decode_xml(input, &options, &mut ())));
    }
    let message = decoded.ok()?;
    let first = message.body.commands.first();
    let item = first.and_then(|command| command.items().first());
    Some(match name {
        "Data" => data(&message)?,
        "MsgID" => message.header.msg_id.to_string(),
        "data_bytes()" => match item?.data_bytes(strict) {
            Ok(bytes) => String::from_utf8(bytes.into_owned()).ok()?,
            Err(error) => format!("err:{}", error.name()),
        },
        "typed()" => match item?.typed(strict) {
            Ok(Value::Bool(value)) => value.to_string(),
            Ok(value) => format!("{value:?}"),
            Err(error) => format!("err:{}", error.name()),
        },
        "validate()" => {
            let findings = message.validate(Profile::Dm12);
            let finds = |rule| findings.iter().any(|finding| finding.rule == rule);
            match first? {
                Command::Atomic(_) if finds(Rule::InAtomic) => "Get in Atomic (DM)".to_owned(),
                Command::Get(_) if finds(Rule::MissingTarget) => "Missing(Target)".to_owned(),
                _ => format!("{findings:?}"),
            }
        }
        "Cred::scheme()" => format!("{:?}", message.header.cred.as_ref()?.scheme()),
        "large-object reassembler" => verdict(LargeObject::new(1 << 20).accept(item?)),
        _ => return None,
    })
}

#[test]
fn messages_in_xml() {
    Harness::new("syncml-xml", xml)
        .facts(facts)
        .rule("syn-070", || {
            let seed = seed("syncml.xml");
            for prefix in prefixes(&seed) {
                for strict in [true, false] {
                    match SyncMl::decode_xml(prefix, &options(strict), &mut ()) {
                        Err(error) if matches!(error.name(), "Truncated" | "Malformed") => {}
                        Ok(_) if prefix.trim_ascii_end() == seed.trim_ascii_end() => {}
                        other => return Err(format!("{} bytes: {}", prefix.len(), verdict(other))),
                    }
                }
            }
            Ok(())
        })
        .rule("syn-072", || {
            let seed = String::from_utf8(seed("syncml.xml")).unwrap();
            for mutation in element_mutations(&seed) {
                check_mutation(&seed, &mutation)?;
            }
            Ok(())
        })
        .run();
}

#[test]
fn messages_in_wbxml() {
    Harness::new("wbxml", wbxml)
        .facts(wbxml_facts)
        .correct(
            "wbx-029",
            "err:StringTableIndex",
            "the reference stands in content, not for an attribute name",
        )
        .correct(
            "wbx-031",
            "err:UnexpectedToken",
            "the bytes hold no STR_T but a tag with an attribute value",
        )
        .correct(
            "wbx-054",
            "err:UnknownToken|TrailingData",
            "behind the root element stands one END too many",
        )
        .correct(
            "wbx-078",
            "err:Missing(SyncHdr)",
            "the columns are two readings; WBXML 1.0 is read in both modes",
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

/// An element that is missing, twice there or elsewhere is named by the error, or the DTD allows what came out.
fn check_mutation(seed: &str, mutation: &mgmt_testkit::hostile::Mutation) -> Result<(), String> {
    let document = mutation.document.as_bytes();
    let strict = SyncMl::decode_xml(document, &DecodeOptions::strict(), &mut ());
    let lenient = SyncMl::decode_xml(document, &DecodeOptions::lenient(), &mut ());
    let place = format!("{} {} in {}", mutation.change, mutation.element, mutation.parent);
    if strict.is_ok() && lenient.is_err() {
        return Err(format!("{place}: strict accepts what lenient refuses"));
    }
    for result in [strict, lenient] {
        match result {
            Ok(message) => {
                let same = message == SyncMl::from_xml(seed.as_bytes()).unwrap();
                if same && mutation.change != "move to end" {
                    return Err(format!("{place}: nothing changed"));
                }
            }
            Err(error) => {
                let named = error.to_string().contains(&mutation.element);
                let allowed = match (error.name(), mutation.change) {
                    ("Missing", "delete" | "rename") | ("Duplicate", "duplicate") | ("Order", _) => named,
                    ("Unexpected", "rename") | ("Truncated", "delete") | ("TrailingData", "duplicate") => {
                        true
                    }
                    _ => false,
                };
                if !allowed {
                    return Err(format!("{place}: {error}"));
                }
            }
        }
    }
    Ok(())
}
