//! Messages in XML.

use super::{options, outcome, verdict};
use mgmt_testkit::hostile::{Harness, Mutation, Outcome, element_mutations, prefixes, seed};
use mgmt_wire::{DecodeOptions, Warning};
use omadm_syncml::WarningKind;
use omadm_syncml::message::{Command, Profile, Rule, SyncMl, Value};
use omadm_syncml::session::LargeObject;

pub(crate) fn summary(message: &SyncMl<'_>) -> String {
    format!("{} commands", message.body.commands.len())
}

fn xml(input: &[u8], strict: bool) -> Outcome {
    let mut warnings = 0;
    let message = SyncMl::decode_xml(input, &options(strict), &mut |_: Warning<WarningKind>| warnings += 1);
    outcome(message, warnings, summary)
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

/// An element that is missing, twice there or elsewhere is named by the error, or the DTD allows what came out.
fn check_mutation(seed: &str, mutation: &Mutation) -> Result<(), String> {
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
