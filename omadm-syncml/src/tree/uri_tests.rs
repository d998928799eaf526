//! Unit tests of URIs.

use super::{List, Query, Uri, UriErrorKind, UriLimits, UriWarningKind};
use crate::error::{ErrorKind, WarningKind};
use crate::tree::property::PropertyName;
use alloc::string::String;
use alloc::vec::Vec;
use mgmt_wire::{DecodeOptions, Limit, Warning};

fn names(text: &str) -> Vec<String> {
    Uri::parse(text).unwrap().segments().map(|name| name.into_owned()).collect()
}

#[test]
fn spellings_of_one_node() {
    for text in
        ["./DevInfo/Man", "DevInfo/Man", "/DevInfo/Man", "./DevInfo/Man/", "./%44evInfo/Man?prop=Size"]
    {
        assert_eq!(names(text), ["DevInfo", "Man"], "{text}");
        assert!(Uri::parse(text).unwrap().same_node(&Uri::parse("./DevInfo/Man").unwrap()), "{text}");
    }
    for root in [".", "./", "", "/", "?prop=ACL", "./?prop=ACL", ".?list=Struct"] {
        assert!(Uri::parse(root).unwrap().is_root(), "{root:?}");
        assert!(names(root).is_empty(), "{root:?}");
    }
    assert!(Uri::ROOT.is_root() && Uri::ROOT.canonical() == ".");
    assert!(Uri::from_segments([""; 0]).unwrap().is_root());
}

#[test]
fn windows_names_decode_with_warnings() {
    let text = "./cimv2/Win32_LogicalDisk/Win32_LogicalDisk.DeviceID=\"C:\"";
    let mut warnings = Vec::new();
    let uri = Uri::decode(text, &DecodeOptions::default(), &mut warnings).unwrap();
    assert_eq!(uri.last().unwrap(), "Win32_LogicalDisk.DeviceID=\"C:\"");
    assert_eq!(warnings.len(), 2);
    assert_eq!(warnings[0], Warning::new(WarningKind::Uri(UriWarningKind::UnsafeCharacter), 53));
    assert_eq!(uri.canonical(), "./cimv2/Win32_LogicalDisk/Win32_LogicalDisk.DeviceID=%22C:%22");
    let strict = Uri::decode(text, &DecodeOptions::strict(), &mut ()).unwrap_err();
    assert_eq!((strict.name(), strict.offset()), ("InvalidCharacter", Some(53)));
}

#[test]
fn refusals_carry_the_offset() {
    for (text, kind, offset) in [
        ("./A//B", UriErrorKind::EmptySegment, 4),
        ("./A/./B", UriErrorKind::DotSegment, 4),
        ("./A/%2E%2e", UriErrorKind::DotSegment, 4),
        ("..", UriErrorKind::DotSegment, 0),
        ("./A%", UriErrorKind::BadPercent, 3),
        ("./A%4/B", UriErrorKind::BadPercent, 3),
        ("./A%FF", UriErrorKind::InvalidEncoding, 2),
        ("./A%00", UriErrorKind::InvalidCharacter, 2),
        ("./A\tB", UriErrorKind::InvalidCharacter, 3),
        ("./A?prop=", UriErrorKind::InvalidQuery, 4),
        ("./A?", UriErrorKind::InvalidQuery, 4),
        ("./A?list=TNDS+ACL-Type", UriErrorKind::InvalidQuery, 4),
        ("./A?list=TNDS+", UriErrorKind::InvalidQuery, 4),
        ("./A?prop=A B", UriErrorKind::InvalidCharacter, 10),
        ("https://dm.example/x", UriErrorKind::NotATreeUri, 0),
    ] {
        let error = Uri::parse(text).unwrap_err();
        assert_eq!((error.kind(), error.offset()), (&ErrorKind::Uri(kind), Some(offset)), "{text}");
    }
}

#[test]
fn queries() {
    for (text, query) in [
        ("A?prop=TStamp", Query::Property(PropertyName::TStamp)),
        ("A?prop=Foo", Query::Property(PropertyName::Other("Foo".into()))),
        ("A?list=Struct", Query::List(List::Struct)),
        ("A?list=StructData", Query::List(List::StructData)),
        ("A?list=Structure", Query::List(List::Other("Structure"))),
        ("A?x=1", Query::Other("x=1")),
    ] {
        let uri = Uri::parse(text).unwrap();
        assert_eq!(uri.query(), Some(query), "{text}");
        assert_eq!(uri.canonical(), alloc::format!("./{text}"));
    }
    let uri = Uri::parse("A?list=TNDS-Format").unwrap();
    let Some(Query::List(List::Tnds(parts))) = uri.query() else { panic!() };
    assert!(!parts.includes("Format") && parts.includes("Value"));
    assert_eq!(uri.canonical(), "./A?list=TNDS-Format");
}

#[test]
fn device_limits_count_characters() {
    let limits = UriLimits::new(3, 12, 4);
    for (text, fits) in [
        ("./aé%C3%A9b/c", false),
        ("./aéab/c", true),
        ("./a/b/c/d", false),
        ("./abcde", false),
        ("./ab/abc?x=1", true),
    ] {
        let checked = limits.check(&Uri::parse(text).unwrap());
        assert_eq!(checked.is_ok(), fits, "{text}");
        assert!(checked.is_ok() || checked.unwrap_err().name() == "Limit");
    }
    assert!(UriLimits::default().check(&Uri::parse(&"a/".repeat(60)).unwrap()).is_ok());
}

#[test]
fn decode_limits() {
    let mut options = DecodeOptions::default();
    options.limits.path = 8;
    options.limits.depth = 2;
    options.limits.name = 3;
    for (text, limit) in [("./a/b/c", Limit::Depth), ("./abcd", Limit::Name), ("./abc/abc", Limit::Path)] {
        let error = Uri::decode(text, &options, &mut ()).unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Limit(limit), "{text}");
    }
}

#[test]
fn relations() {
    let uri = Uri::parse("./A/b%20c").unwrap();
    assert_eq!(uri.child("d/e").unwrap().canonical(), "./A/b%20c/d%2Fe");
    assert_eq!(uri.parent().unwrap().as_str(), "./A");
    assert_eq!(uri.parent().unwrap().parent().unwrap(), Uri::from_segments([""; 0]).unwrap());
    assert!(Uri::ROOT.parent().is_none());
    assert!(uri.parent().unwrap().contains(&uri) && !uri.contains(&uri.parent().unwrap()));
    assert!(Uri::ROOT.contains(&uri) && uri.contains(&uri));
    assert!(uri.child("..").is_err() && uri.child("").is_err());
}

#[test]
fn white_space_around_is_no_part_of_names() {
    for (text, outside) in [(" ./A", 0), ("\n ./A\n", 0), ("./A ", 3), ("\t", 0)] {
        let mut warnings = Vec::new();
        let uri = Uri::decode(text, &DecodeOptions::default(), &mut warnings).unwrap();
        assert_eq!(uri.as_str(), text);
        assert!(uri.segments().eq(text.contains('A').then_some("A")), "{text:?}");
        assert_eq!(
            warnings.first(),
            Some(&Warning::new(WarningKind::Uri(UriWarningKind::WhiteSpace), outside)),
            "{text:?}"
        );
        let strict = Uri::decode(text, &DecodeOptions::strict(), &mut ()).unwrap_err();
        assert_eq!((strict.name(), strict.offset()), ("InvalidCharacter", Some(outside)), "{text:?}");
    }
    let property = Uri::parse("\n./A?prop=ACL\n").unwrap();
    assert_eq!(property.query(), Some(Query::Property(PropertyName::Acl)));
    assert_eq!(property.canonical(), "./A?prop=ACL");
    // Places count from the front of the text.
    let mut warnings = Vec::new();
    Uri::decode("  ./A B", &DecodeOptions::default(), &mut warnings).unwrap();
    assert_eq!(warnings[1], Warning::new(WarningKind::Uri(UriWarningKind::UnsafeCharacter), 5));
    assert_eq!(Uri::parse("  ./A//B").unwrap_err().offset(), Some(6));
    // A name may begin with a space that is coded.
    assert_eq!(names("./%20A%20"), [" A "]);
}

#[test]
fn a_query_asks_for_one_thing() {
    for text in ["./A?prop=ACL&list=TNDS", "./A?prop=ACL?x", "./A?prop=ACL=x"] {
        let mut warnings = Vec::new();
        let uri = Uri::decode(text, &DecodeOptions::default(), &mut warnings).unwrap();
        assert_eq!(uri.as_str(), text);
        assert_eq!(warnings, [Warning::new(WarningKind::Uri(UriWarningKind::UnknownQuery), 4)]);
        let strict = Uri::decode(text, &DecodeOptions::strict(), &mut ()).unwrap_err();
        assert_eq!((strict.name(), strict.offset()), ("UnknownQuery", Some(4)), "{text}");
    }
}
