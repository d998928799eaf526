//! The hostile links and definition files give their stated outcome, within their bounds on heap and stack.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use lwm2m_tlv::interface::bootstrap::read_discover;
use lwm2m_tlv::interface::registration::ObjectLinks;
use lwm2m_tlv::link::Links;
use lwm2m_tlv::model::DefinitionFile;
use lwm2m_tlv::{DecodeOptions, ErrorKind, Located, Warning};
use mgmt_testkit::alloc::{Counting, measure};
use mgmt_testkit::hostile::{Harness, Outcome, byte_replacements, element_mutations, prefixes, seed};
use mgmt_wire::Kind;

#[global_allocator]
static HEAP: Counting = Counting;

fn options(strict: bool) -> DecodeOptions {
    if strict { DecodeOptions::strict() } else { DecodeOptions::lenient() }
}

/// Reads all links with all parameters; how many links.
fn walk(input: &[u8], strict: bool, warnings: &mut usize) -> Result<usize, Located<ErrorKind>> {
    let mut sink = |_: Warning| *warnings += 1;
    let mut links = Links::with_options(input, &options(strict));
    let mut count = 0;
    while let Some(link) = links.next_link(&mut sink) {
        let link = link?;
        for attribute in link.attributes() {
            assert!(!attribute.name.is_empty());
            // Every character of every value can be reached.
            let _ = attribute.value.map(|value| value.chars().count());
        }
        count += 1;
    }
    Ok(count)
}

fn decode_links(input: &[u8], strict: bool) -> Outcome {
    let mut warnings = 0;
    let result = walk(input, strict, &mut warnings);
    Outcome::of(result, |error| error.kind.name(), |count| (format!("{count} links"), warnings))
}

/// Below a name of an attribute, its value in the first link; `LwM2M map`: the links as a registration or an answer
/// to Discover.
fn link_facts(input: &[u8], strict: bool, name: &str) -> Option<String> {
    let options = options(strict);
    if name == "LwM2M map" {
        let registered = ObjectLinks::decode(input, &options, &mut ()).map(|_| ());
        let listed = registered.and_then(|()| read_discover(input, &options, &mut ()).map(|_| ()));
        return Some(listed.map_or_else(|error| format!("err:{}", error.name()), |()| "ok".to_owned()));
    }
    let link = Links::with_options(input, &options).next()?.ok()?;
    Some(link.attribute(name)?.value?.to_string())
}

/// The grammar of the seed's kind of links, by a different method: what may follow what, one state per character.
fn well_formed(text: &str) -> bool {
    #[derive(PartialEq)]
    enum State {
        Open,
        Target,
        Closed,
        Name(usize),
        Value(usize),
        Quoted,
        Escaped,
    }
    use State::*;
    let mut state = Open;
    for character in text.chars() {
        state = match (state, character) {
            (Open, '<') => Target,
            (Target, '>') => Closed,
            (Target, '/' | '0'..='9') => Target,
            (Closed, ';') => Name(0),
            (Closed, ',') => Open,
            (Name(length), 'a'..='z' | '0'..='9') => Name(length + 1),
            (Name(length), '=') if length > 0 => Value(0),
            (Name(length), ';') if length > 0 => Name(0),
            (Name(length), ',') if length > 0 => Open,
            (Value(0), '"') => Quoted,
            (Value(length), 'a'..='z' | '0'..='9' | '.') => Value(length + 1),
            (Value(length), ';') if length > 0 => Name(0),
            (Value(length), ',') if length > 0 => Open,
            (Quoted, '"') => Closed,
            (Quoted, '\\') => Escaped,
            (Quoted | Escaped, _) => Quoted,
            _ => return false,
        };
    }
    match state {
        Closed => true,
        Name(length) | Value(length) => length > 0,
        _ => false,
    }
}

#[test]
fn link_format() {
    Harness::new("link-format", decode_links)
        .facts(link_facts)
        .rule("lnk-032", || {
            let seed = seed("links.txt");
            for prefix in prefixes(&seed) {
                let text = std::str::from_utf8(prefix).map_err(|error| error.to_string())?;
                let accepted = walk(prefix, true, &mut 0).is_ok();
                if accepted != (prefix.is_empty() || well_formed(text)) {
                    return Err(format!("prefix of {} bytes: accepted = {accepted}", prefix.len()));
                }
            }
            Ok(())
        })
        .run();
}

#[test]
fn links_with_any_byte_replaced() {
    let seed = seed("links.txt");
    for input in byte_replacements(&seed) {
        let (strict, lenient) = (walk(&input, true, &mut 0), walk(&input, false, &mut 0));
        if let Ok(count) = strict {
            let mut warnings = 0;
            assert_eq!(walk(&input, false, &mut warnings), Ok(count));
            assert_eq!(warnings, 0, "what strict mode accepts has no deviation");
        }
        if let Err(error) = lenient {
            assert!(error.offset <= input.len());
        }
        let _ = ObjectLinks::decode(&input, &options(false), &mut ());
        let _ = read_discover(&input, &options(false), &mut ());
    }
}

#[test]
fn the_link_reader_does_not_allocate() {
    let seed = seed("links.txt");
    let (result, heap) = measure(|| walk(&seed, true, &mut 0));
    assert_eq!(result, Ok(5));
    assert_eq!(heap.peak, 0);
}

fn decode_definition(input: &[u8], strict: bool) -> Outcome {
    let mut warnings: Vec<Warning> = Vec::new();
    let result = DefinitionFile::decode(input, &options(strict), &mut warnings);
    Outcome::of(result, |error| error.name(), |_| (String::new(), warnings.len()))
}

#[test]
fn object_definitions() {
    Harness::new("lwm2m-objectxml", decode_definition).run();
}

#[test]
fn definitions_with_elements_moved_about() {
    let document = String::from_utf8(seed("lwm2m_object.xml")).unwrap();
    for mutation in element_mutations(&document) {
        let xml = mutation.document.as_bytes();
        let strict = DefinitionFile::decode(xml, &options(true), &mut ());
        let mut warnings: Vec<Warning> = Vec::new();
        let lenient = DefinitionFile::decode(xml, &options(false), &mut warnings);
        let what = format!("{} {}", mutation.change, mutation.element);
        // A version may be left out; the root twice is ill-formed; more objects and resources are more of the same.
        let may_go = mutation.change == "delete" && mutation.element.ends_with("Version");
        let unchanged = mutation.document == document;
        let more = mutation.change == "duplicate" && mutation.element == "Object";
        if may_go || unchanged || more {
            assert!(strict.is_ok(), "{what}: {strict:?}");
            continue;
        }
        let emptied = mutation.change == "delete" && mutation.element == "Item";
        assert!(strict.is_err() || emptied, "{what}");
        if let Ok(file) = lenient {
            assert!(!warnings.is_empty() || emptied, "{what}");
            assert!(
                matches!(file, DefinitionFile::Objects(_) | DefinitionFile::CommonResources(_)),
                "{what}"
            );
        }
    }
}

#[test]
fn definitions_cut_short_or_with_a_byte_replaced() {
    let document = seed("lwm2m_object.xml");
    for prefix in prefixes(document.trim_ascii_end()) {
        assert!(DefinitionFile::from_xml(prefix).is_err(), "{} bytes", prefix.len());
    }
    // One in sixty-one: all of them take seconds.
    for (index, input) in byte_replacements(&document).enumerate() {
        if index % 61 == 0 && DefinitionFile::decode(&input, &options(true), &mut ()).is_ok() {
            assert!(DefinitionFile::from_xml(&input).is_ok());
        }
    }
}
