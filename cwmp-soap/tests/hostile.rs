//! Every hostile case for envelopes and paths, in both modes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use cwmp_soap::path::Path;
use cwmp_soap::rpc::Status;
use cwmp_soap::value::{Meaning, ValueType};
use cwmp_soap::{Body, Envelope, ErrorKind, Rpc, Warning};
use mgmt_testkit::alloc::Counting;
use mgmt_testkit::hostile::{Harness, Outcome, cases, element_mutations, prefixes, seed};
use mgmt_wire::{DecodeOptions, Kind as _};
use std::time::Duration;

#[global_allocator]
static HEAP: Counting = Counting;

fn options(strict: bool) -> DecodeOptions {
    if strict { DecodeOptions::strict() } else { DecodeOptions::lenient() }
}

fn decode_envelope(input: &[u8], strict: bool) -> Outcome {
    let mut warnings = 0;
    let mut count = |_: Warning| warnings += 1;
    match Envelope::decode(input, &options(strict), &mut count) {
        Ok(envelope) => Outcome::ok(envelope.rpc().map_or("", Rpc::name), warnings),
        Err(error) => Outcome::err(error.kind().name(), error),
    }
}

#[test]
fn envelopes() {
    Harness::new("cwmp-soap", decode_envelope)
        .rule("cwm-086", || {
            let seed = seed("cwmp_inform.xml");
            // Without the line end behind the document, which nobody misses.
            for prefix in prefixes(seed.trim_ascii_end()) {
                for strict in [true, false] {
                    let error = Envelope::decode(prefix, &options(strict), &mut ()).expect_err("a prefix");
                    if !matches!(error.name(), "Truncated" | "Malformed") {
                        return Err(format!("{} bytes, strict {strict}: {error}", prefix.len()));
                    }
                }
            }
            Ok(())
        })
        .rule("cwm-087", || {
            let seed = String::from_utf8(seed("cwmp_inform.xml")).unwrap();
            let mut wrong = String::new();
            for mutation in element_mutations(&seed) {
                let strict = Envelope::decode(mutation.document.as_bytes(), &options(true), &mut ());
                let lenient = Envelope::decode(mutation.document.as_bytes(), &options(false), &mut ());
                let local = mutation.element.rsplit(':').next().unwrap();
                // What strict mode may accept: the header is optional, its entries too, lists may be shorter than
                // the schema's bounds, and another RPC name is another RPC.
                let optional = matches!(local, "Header" | "ID") && mutation.change != "duplicate"
                    || local == "Inform"
                    // Moved to the end of a list, an item is still an item; its last brother may stand there.
                    || mutation.change == "move to end" && local == "ParameterValueStruct";
                let what = format!("{} {local}", mutation.change);
                if strict.is_ok() && !optional {
                    wrong.push_str(&format!("{what}: strict accepts\n"));
                }
                if let (Err(error), true) = (&lenient, strict.is_ok()) {
                    wrong.push_str(&format!("{what}: only strict accepts: {error}\n"));
                }
                if let Err(error) = strict {
                    let text = error.to_string();
                    let named = text.contains(local) || text.contains(&mutation.parent);
                    if !named && mutation.change != "rename" {
                        wrong.push_str(&format!("{what}: not named in {text}\n"));
                    }
                }
            }
            if wrong.is_empty() { Ok(()) } else { Err(wrong) }
        })
        .run();
}

/// What comes out of the cases that are accepted.
#[test]
fn accepted_envelopes_hold_what_was_meant() {
    let value = |id: &str| {
        let input = cases("cwmp-soap").into_iter().find(|case| case.id == id).unwrap().input();
        let envelope = Envelope::from_xml(&input).unwrap().into_owned();
        match envelope.body {
            Body::Rpc(Rpc::SetParameterValues(rpc)) => rpc.parameter_list[0].value.clone(),
            other => panic!("{id}: {other:?}"),
        }
    };
    assert_eq!(value("cwm-034").as_u64(), Some(7));
    assert_eq!(value("cwm-035").as_i64(), Some(7));
    assert_eq!(value("cwm-040").as_bool(), Some(true));
    assert_eq!(value("cwm-043").as_date_time().unwrap().meaning(), Meaning::Unknown);
    let five_minutes = Meaning::SinceBoot(Duration::from_secs(300));
    assert_eq!(value("cwm-044").as_date_time().unwrap().meaning(), five_minutes);
    assert_eq!(value("cwm-047").as_date_time().unwrap().to_string(), "2016-12-31T23:59:59Z");
    assert_eq!(value("cwm-048").as_date_time().unwrap().unix_seconds(), Some(1_609_545_600));
    assert_eq!(value("cwm-054").value_type, ValueType::Other);
    assert_eq!(value("cwm-056").value_type, ValueType::Int);
    assert_eq!(value("cwm-058").value_type, ValueType::Int);
    assert_eq!(value("cwm-060").value_type, ValueType::Unspecified);
    assert_eq!(value("cwm-061").text, "");

    let body = |id: &str| {
        let input = cases("cwmp-soap").into_iter().find(|case| case.id == id).unwrap().input();
        let envelope = Envelope::from_xml(&input).unwrap().into_owned();
        assert_eq!(envelope.header.id.is_none(), id == "cwm-012", "{id}");
        envelope.body
    };
    assert_eq!(body("cwm-006"), Body::Empty);
    assert!(matches!(body("cwm-009"), Body::Rpc(Rpc::Other(other)) if other.name() == "Nope"));
    assert!(matches!(body("cwm-012"), Body::Rpc(Rpc::SetParameterValues(_))));
    assert!(matches!(body("cwm-075"), Body::Rpc(Rpc::AddObjectResponse(rpc)) if rpc.instance_number == 1));
    assert!(matches!(body("cwm-076"), Body::Rpc(Rpc::AddObjectResponse(rpc)) if rpc.status == Status(7)));
    assert!(matches!(body("cwm-077"), Body::Fault(fault) if fault.detail.is_none() && fault.is_client()));
    assert!(matches!(body("cwm-078"), Body::Fault(fault) if fault.code().unwrap().0 == 99_999));
    assert!(matches!(body("cwm-081"), Body::Rpc(Rpc::Inform(inform)) if inform.device_id.oui == "00d09e"));
    let Body::Rpc(Rpc::GetParameterValuesResponse(big)) = body_of_80() else { panic!("cwm-080") };
    assert_eq!(big.parameter_list.len(), 50_000);
    assert_eq!(big.parameter_list[49_999].name, "Device.X.49999.Y");
}

fn body_of_80() -> Body<'static> {
    let input = cases("cwmp-soap").into_iter().find(|case| case.id == "cwm-080").unwrap().input();
    Envelope::from_xml(&input).unwrap().into_owned().body
}

#[test]
fn lower_case_oui_and_missing_events_are_reported_in_both_modes() {
    let input = cases("cwmp-soap").into_iter().find(|case| case.id == "cwm-081").unwrap().input();
    for strict in [true, false] {
        let mut warnings: Vec<Warning> = Vec::new();
        Envelope::decode(&input, &options(strict), &mut warnings).unwrap();
        let names: Vec<_> = warnings.iter().map(|warning| warning.name()).collect();
        assert_eq!(names, ["OuiCase", "NoEvent"]);
    }
}

#[test]
fn errors_are_small_and_name_their_kind() {
    let input = cases("cwmp-soap").into_iter().find(|case| case.id == "cwm-062").unwrap().input();
    let error = Envelope::from_xml(&input).unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Missing("Value"));
    assert!(
        error.to_string().ends_with("in Envelope/Body/SetParameterValues/ParameterList/ParameterValueStruct")
    );
}

fn decode_path(input: &[u8], strict: bool) -> Outcome {
    let Ok(text) = std::str::from_utf8(input) else { return Outcome::err("InvalidCharacter", "not UTF-8") };
    match Path::parse_with(text, &options(strict)) {
        Ok(path) => Outcome::ok(format!("{path:?}"), 0),
        Err(error) => Outcome::err(error.kind.name(), error),
    }
}

#[test]
fn paths() {
    Harness::new("tr069-path", decode_path).run();
}
