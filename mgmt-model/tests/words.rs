//! The words of the vocabularies: error kinds, response codes, how well rows fit.
#![allow(clippy::unwrap_used, missing_docs)]

use mgmt_model::mapping::Fit;
use mgmt_model::status::ResponseCode;
use mgmt_model::{ErrorKind, Mapping};
use mgmt_wire::{Kind, Limit};

#[test]
fn every_error_has_its_word_and_says_one_line() {
    for (kind, name, text) in [
        (ErrorKind::Malformed("x"), "Malformed", "malformed x"),
        (ErrorKind::Truncated, "Truncated", "input ends too early"),
        (ErrorKind::TrailingData, "TrailingData", "something follows the end"),
        (ErrorKind::InvalidEncoding, "InvalidEncoding", "text is not UTF-8"),
        (ErrorKind::InvalidValue("x"), "InvalidValue", "invalid x"),
        (ErrorKind::Type("x"), "Type", "wrong type, expected x"),
        (ErrorKind::OutOfRange("x"), "OutOfRange", "out of range for x"),
        (ErrorKind::Overflow, "Overflow", "unit conversion overflows"),
        (ErrorKind::NonFinite, "NonFinite", "number is not finite"),
        (ErrorKind::Lossy, "Lossy", "conversion would lose precision"),
        (ErrorKind::UnknownEnum, "UnknownEnum", "value is not in the enumeration"),
        (ErrorKind::Permission("x"), "Permission", "no permission to x"),
        (ErrorKind::NoMapping, "NoMapping", "no mapping"),
        (ErrorKind::Ambiguous, "Ambiguous", "ambiguous mapping"),
        (ErrorKind::Cycle, "Cycle", "mapping rows form a cycle"),
        (ErrorKind::Duplicate("x"), "Duplicate", "duplicate x"),
        (ErrorKind::Path("x"), "Path", "invalid path of x"),
        (ErrorKind::Conflict, "Conflict", "contradictory actions"),
        (ErrorKind::Missing("x"), "Missing", "missing x"),
        (ErrorKind::Unexpected("x"), "Unexpected", "unexpected x"),
        (ErrorKind::Limit(Limit::Depth), "Limit", "limit `depth` exceeded"),
    ] {
        assert_eq!((kind.name(), &*kind.to_string()), (name, text));
    }
}

#[test]
fn response_codes_say_what_carries_them() {
    assert_eq!(ResponseCode::CREATED.to_string(), "2001 CREATED");
    assert_eq!(ResponseCode(4999).to_string(), "4999");
    assert_eq!(ResponseCode(4999).name(), None);
    let not_found = ResponseCode::NOT_FOUND;
    assert_eq!((not_found.http(), not_found.coap()), (Some(404), Some(404)));
    assert_eq!((ResponseCode::ACCEPTED.http(), ResponseCode::ACCEPTED.coap()), (Some(202), None));
    assert_eq!((ResponseCode(4999).http(), ResponseCode(4999).coap()), (None, None));
    for code in ResponseCode::ALL {
        // 1xxx and 2xxx are success, and success only is carried as such.
        assert_eq!(code.is_success(), code.0 < 3000, "{code}");
        assert!(code.http().is_none_or(|http| (http < 400) == code.is_success()), "{code}");
        assert!(code.coap().is_none_or(|coap| (coap < 400) == code.is_success()), "{code}");
        assert!(code.name().is_some_and(|name| code.to_string().ends_with(name)));
    }
    assert!(ResponseCode::ALL.is_sorted());
}

#[test]
fn an_attribute_fits_as_its_worst_technology_does() {
    let mapping = Mapping::built_in();
    let fit = |name: &str| mapping.fit(mapping.find_attribute(name).unwrap());
    assert_eq!(fit("deviceInfo.manufacturer"), Fit::Exact);
    for attribute in mapping.attributes() {
        let name = [&*attribute.resource(mapping).unwrap().name, &attribute.name].join(".");
        let id = mapping.find_attribute(&name).unwrap();
        let rows = attribute.bindings(mapping);
        if rows.is_empty() {
            assert_eq!(mapping.fit(id), Fit::None, "{name}");
        } else if rows.iter().all(|row| row.fit == Fit::Exact) {
            assert!(matches!(mapping.fit(id), Fit::Exact | Fit::None), "{name}");
        }
    }
}
