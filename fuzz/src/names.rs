//! Everything that is a name or a small value in text form.

use crate::check::{assert_same, in_all_modes};
use mgmt_wire::{DecodeOptions, Kind};
use omadm_syncml::tree::{Acl, Uri};

/// Runs the target.
pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    cwmp_path(text);
    cwmp_date(text);
    lwm2m(text);
    uri(text);
    acl(text);
}

fn cwmp_path(text: &str) {
    use cwmp_soap::path::Path;
    let Some(path) = in_all_modes(|options| Path::parse_with(text, options)) else { return };
    assert_eq!(path.as_str(), text, "a path is not kept as written");
    assert_same(&path.clone().into_owned(), &path, "owned and borrowed differ");
    assert!(path.matches(&path) || path.has_wildcard() || path.is_template());
    assert!(path.starts_with(&path));
    if let Some(parent) = path.parent() {
        assert!(path.starts_with(&parent), "{parent:?} is no prefix of {path:?}");
        assert!(parent.as_str().len() < text.len());
    }
    let template = path.to_template();
    let template = Path::parse(template.as_str()).expect("a template is a path");
    assert_eq!(template.segments().count(), path.segments().count());
}

fn cwmp_date(text: &str) {
    use cwmp_soap::value::DateTime;
    let Ok(date) = text.parse::<DateTime>() else { return };
    assert_eq!(DateTime::parse_lenient(text), Ok(date), "strict and lenient differ");
    let printed = date.to_string();
    assert_eq!(printed.parse(), Ok(date), "printed as {printed}, it differs");
    if let Some(seconds) = date.unix_seconds()
        && let Some(back) = DateTime::from_unix_seconds(seconds) {
            assert_eq!(back.unix_seconds(), Some(seconds));
        }
}

fn lwm2m(text: &str) {
    use lwm2m_tlv::{Objlnk, Path};
    if let Ok(path) = Path::parse(text) {
        assert_eq!(Path::parse(&path.to_string()), Ok(path));
        assert!(path.parent().is_none_or(|parent| path.starts_with(parent) && parent.depth() + 1 == path.depth()));
    }
    if let Ok(link) = text.parse::<Objlnk>() {
        assert_eq!(link.to_string(), text);
    }
}

fn uri(text: &str) {
    let decode = |options: &DecodeOptions| Uri::decode(text, options, &mut ());
    let Some(uri) = in_all_modes(decode) else { return };
    assert_same(&uri.clone().into_owned(), &uri, "owned and borrowed differ");
    assert_eq!(uri.as_str(), text, "a URI is not kept as written");
    assert!(uri.same_node(&uri) && uri.contains(&uri));
    let canonical = uri.canonical();
    let again = match Uri::parse(&canonical) {
        Ok(again) => again,
        // Escapes may take it beyond a limit.
        Err(error) if error.kind().name() == "Limit" => return,
        Err(error) => panic!("{canonical}: {error}"),
    };
    assert!(again.same_node(&uri), "{text} became {canonical}");
    assert_eq!(again.canonical(), canonical);
    if let Some(parent) = uri.parent() {
        assert!(parent.contains(&uri) && !uri.contains(&parent), "{parent} holds {uri}");
    }
}

fn acl(text: &str) {
    let decode = |options: &DecodeOptions| Acl::decode(text, options, &mut ());
    let Some(acl) = in_all_modes(decode) else { return };
    assert_same(&acl.clone().into_owned(), &acl, "owned and borrowed differ");
    let printed = acl.to_string();
    let again = Acl::parse(&printed).unwrap_or_else(|error| panic!("{printed}: {error}"));
    assert_same(&again, &acl, "printed and parsed again, it differs");
}
