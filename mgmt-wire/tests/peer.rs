//! The reader against `quick-xml`: what one accepts the other reads alike, and errors stand where it counts them.
#![cfg(feature = "xml")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice, missing_docs)]

use mgmt_wire::DecodeOptions;
use mgmt_wire::xml::{Document, Event, Reader};
use proptest::prelude::*;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event as Peer};

/// What a document holds: starts with names and attributes, ends, texts in one piece.
#[derive(Debug, Default, PartialEq)]
struct Trace {
    found: Vec<String>,
    /// Offset of each start tag, and the path to it.
    places: Vec<(usize, String)>,
}

impl Trace {
    fn start(&mut self, name: &str, attributes: impl Iterator<Item = (String, String)>) {
        let attributes: Vec<String> = attributes.map(|(name, value)| format!(" {name}={value:?}")).collect();
        self.found.push(format!("<{name}{}", attributes.concat()));
    }

    fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.found.last_mut() {
            Some(last) if !last.starts_with(['<', '>']) => last.push_str(text),
            // A mark in front, so that no text looks like a tag.
            _ => self.found.push(format!("={text}")),
        }
    }
}

/// How we read it; a path at each of some start tags.
fn ours(text: &str, options: &DecodeOptions, every: usize) -> Option<Trace> {
    let mut reader = Reader::new(text, options, &[]);
    let mut trace = Trace::default();
    let mut starts = 0;
    loop {
        match reader.next_event().ok()? {
            Event::Start(name) => {
                let attributes = reader.attributes().iter();
                trace.start(name.local, attributes.map(|a| (a.name.local.to_owned(), a.value.to_string())));
                if starts % every == 0 {
                    trace.places.push((reader.offset(), reader.error(()).path().to_owned()));
                }
                starts += 1;
            }
            Event::End => trace.found.push(">".to_owned()),
            Event::Text(text) => trace.text(&text),
            Event::Eof => return Some(trace),
        }
    }
}

/// How `quick-xml` reads it; paths by counting siblings on the way.
fn theirs(text: &str, every: usize) -> Option<Trace> {
    /// The names of the children so far.
    type Children = Vec<(String, usize)>;
    fn enter(
        tag: &BytesStart<'_>,
        at: usize,
        open: &mut Vec<(String, Children)>,
        trace: &mut Trace,
    ) -> Option<()> {
        let name = tag.local_name().as_ref().to_owned();
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.ok()?;
            let key = attribute.key;
            if key.as_ref() != "xmlns" && key.prefix().is_none_or(|prefix| prefix.as_ref() != "xmlns") {
                let value = attribute.normalized_value(XmlVersion::Explicit1_0).ok()?;
                attributes.push((key.local_name().as_ref().to_owned(), value.into_owned()));
            }
        }
        trace.start(&name, attributes.into_iter());
        let siblings = &mut open.last_mut()?.1;
        let number = match siblings.iter_mut().find(|(sibling, _)| *sibling == name) {
            Some((_, count)) => {
                *count += 1;
                *count
            }
            None => {
                siblings.push((name.clone(), 1));
                1
            }
        };
        let segment = if number > 1 { format!("{name}[{number}]") } else { name };
        open.push((segment, Children::new()));
        let path: Vec<&str> = open.iter().skip(1).map(|(segment, _)| segment.as_str()).collect();
        trace.places.push((at, path.join("/")));
        Some(())
    }

    let mut reader = quick_xml::Reader::from_str(text);
    let mut trace = Trace::default();
    let mut open = vec![(String::new(), Children::new())];
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap();
        match reader.read_event().ok()? {
            Peer::Start(tag) => enter(&tag, at, &mut open, &mut trace)?,
            Peer::Empty(tag) => {
                enter(&tag, at, &mut open, &mut trace)?;
                open.pop();
                trace.found.push(">".to_owned());
            }
            Peer::End(_) => {
                open.pop();
                trace.found.push(">".to_owned());
            }
            Peer::Text(text) if open.len() > 1 => trace.text(&text.xml10_content()),
            Peer::CData(text) => trace.text(&text.xml10_content()),
            Peer::GeneralRef(reference) => match reference.resolve_char_ref().ok()? {
                Some(c) => trace.text(c.encode_utf8(&mut [0; 4])),
                None => trace.text(quick_xml::escape::resolve_predefined_entity(&reference)?),
            },
            Peer::Eof => break,
            _ => {}
        }
    }
    trace.places = trace.places.into_iter().step_by(every).collect();
    Some(trace)
}

fn compare(text: &str, options: &DecodeOptions, every: usize, name: &str) -> bool {
    let Some(ours) = ours(text, options, every) else { return false };
    let theirs = theirs(text, every).unwrap_or_else(|| panic!("only we accept {name}"));
    assert_eq!(ours.found, theirs.found, "{name}");
    assert_eq!(ours.places.len(), theirs.places.len(), "{name}");
    for ((at, path), expected) in ours.places.iter().zip(&theirs.places) {
        // Long paths are cut, and strange names not repeated.
        if path.starts_with("...") || path.contains('?') {
            continue;
        }
        assert_eq!((*at, path), (expected.0, &expected.1), "{name}");
    }
    true
}

/// An element in all its forms, with what may stand between elements.
fn element() -> impl Strategy<Value = String> {
    let attributes =
        prop::sample::select(vec!["", " k='1'", " k=\"a>b\"\n l = '&lt;&#9;\t\r\n x'", " k='/'\tl=\"\""]);
    let between = prop::sample::select(vec![
        "",
        "t",
        "\r\n ",
        "&amp;&#x41;",
        "<![CDATA[<S>]]>",
        "<!-- </S> -->",
        "<?p <S>?>",
        "<![CDATA[]]>",
        "]]",
        "\u{E9}",
    ]);
    let name = prop::sample::select(vec!["S", "R", "RR", "_x-1.y"]);
    let leaf = (name.clone(), attributes.clone(), between.clone()).prop_map(|(name, attributes, text)| {
        if text.is_empty() {
            format!("<{name}{attributes}/>")
        } else {
            format!("<{name}{attributes} >{text}</{name} >")
        }
    });
    leaf.prop_recursive(5, 40, 6, move |inner| {
        (name.clone(), attributes.clone(), prop::collection::vec((between.clone(), inner), 0..6)).prop_map(
            |(name, attributes, children)| {
                let content: String =
                    children.into_iter().flat_map(|(text, child)| [text.to_owned(), child]).collect();
                format!("<{name}{attributes}>{content}</{name}>")
            },
        )
    })
}

proptest! {
    #[test]
    fn documents_are_read_alike(body in element()) {
        let text = format!("<?xml version='1.0'?><!-- <S> -->\n<!DOCTYPE S SYSTEM 'S>'>{body}<?p?>\n");
        prop_assert!(compare(&text, &DecodeOptions::strict(), 1, &text), "refused: {}", text);
    }

    /// Broken somewhere: what still is accepted is read alike, and errors have the path of the elements around them.
    #[test]
    fn broken_documents_are_read_alike(body in element(), at in 0..4096_usize, with in "[<>/&;='\"a!?\\[\\]-]") {
        let at = (0..body.len()).filter(|at| body.is_char_boundary(*at)).cycle().nth(at).unwrap();
        let behind = body[at..].chars().next().map_or(0, char::len_utf8);
        let text = format!("{}{with}{}", &body[..at], &body[at + behind..]);
        compare(&text, &DecodeOptions::strict(), 1, &text);
    }
}

#[test]
fn the_corpus_is_read_alike() {
    let mut read = 0;
    for topic in ["cwmp", "omadm", "lwm2m", "onem2m"] {
        let Some(folder) = mgmt_testkit::corpus(topic) else { return };
        for path in mgmt_testkit::files(&folder) {
            let bytes = std::fs::read(&path).unwrap();
            if bytes.len() > 100_000 || !bytes.trim_ascii_start().starts_with(b"<") {
                continue;
            }
            let options = DecodeOptions::strict();
            let Ok(document) = Document::from_bytes(&bytes, &options) else { continue };
            read += usize::from(compare(document.text(), &options, 50, &path.display().to_string()));
        }
    }
    assert!(read > 0, "nothing to read in the corpus");
}
