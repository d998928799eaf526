//! XML: what is accepted is well-formed for others too and says the same to them; what is written is read back.

use crate::check::in_all_modes;
use mgmt_wire::DecodeOptions;
use mgmt_wire::xml::{Document, Error, Event, Reader, Writer};

/// A document as a flat list, comparable across parsers.
#[derive(Clone, Debug, PartialEq)]
enum Item {
    /// Namespace, local name, attributes (namespace, name, value).
    Start(Option<String>, String, Vec<(Option<String>, String, String)>),
    Text(String),
    End,
}

/// Runs the target.
pub fn run(data: &[u8]) {
    let Some(items) = in_all_modes(|options| read(data, options)) else { return };
    compare_with_roxmltree(data, &items);
    raw_is_kept(data, &items);
    written_is_read(&items);
}

fn read(data: &[u8], options: &DecodeOptions) -> Result<Vec<Item>, Error> {
    let document = Document::from_bytes(data, options)?;
    items(document.text(), options)
}

fn items(text: &str, options: &DecodeOptions) -> Result<Vec<Item>, Error> {
    let mut reader = Reader::new(text, options, &["urn:known"]);
    let mut items = Vec::new();
    let mut starts = 0;
    loop {
        let event = reader.next_event()?;
        assert!(reader.depth() <= options.limits.depth, "deeper than the limit");
        assert!(reader.offset() <= text.len());
        match event {
            Event::Start(name) => {
                let uri = |namespace| reader.namespace_uri(namespace).map(str::to_owned).filter(|uri| !uri.is_empty());
                let attributes: Vec<_> = reader.attributes().iter().collect();
                assert!(attributes.len() <= options.limits.attributes);
                starts += 1;
                assert!(starts <= options.limits.elements, "more elements than the limit");
                let attributes = attributes
                    .into_iter()
                    .map(|a| (uri(a.name.namespace), a.name.local.to_owned(), a.value.clone().into_owned()))
                    .collect();
                items.push(Item::Start(uri(name.namespace), name.local.to_owned(), attributes));
            }
            Event::Text(text) => {
                assert!(text.len() <= options.limits.text, "text longer than the limit");
                assert!(!matches!(items.last(), Some(Item::Text(_))), "text in two pieces");
                if !text.is_empty() {
                    items.push(Item::Text(text.into_owned()));
                }
            }
            Event::End => items.push(Item::End),
            Event::Eof => break,
        }
    }
    assert_eq!(reader.depth(), 0);
    assert_eq!(reader.next_event()?, Event::Eof, "the end is final");
    Ok(items)
}

fn compare_with_roxmltree(data: &[u8], ours: &[Item]) {
    // The comparison is about strict XML in UTF-8; what lenient mode adds, roxmltree refuses.
    let Ok(strict) = Document::from_bytes(data, &DecodeOptions::strict()) else { return };
    if items(strict.text(), &DecodeOptions::strict()).is_err() {
        return;
    }
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let text = strict.text();
    let tree = match roxmltree::Document::parse_with_options(text, options) {
        Ok(tree) => tree,
        Err(error) if is_known_difference(&error) => return,
        Err(error) => panic!("accepted here, refused by roxmltree: {error}"),
    };
    let mut theirs = Vec::new();
    // Iterative: the walk is in document order, ends are told by the ancestors left.
    let mut open: Vec<roxmltree::Node<'_, '_>> = Vec::new();
    for node in tree.root_element().descendants() {
        if !node.is_element() && !node.is_text() {
            continue;
        }
        while open.last().is_some_and(|last| node.parent_element() != Some(*last)) {
            theirs.push(Item::End);
            open.pop();
        }
        if node.is_element() {
            let attributes = node
                .attributes()
                .map(|a| (a.namespace().map(str::to_owned), a.name().to_owned(), a.value().to_owned()))
                .collect();
            let name = node.tag_name();
            // `xmlns=""` is no namespace; there it is an empty one.
            let uri = name.namespace().filter(|uri| !uri.is_empty());
            theirs.push(Item::Start(uri.map(str::to_owned), name.name().to_owned(), attributes));
            open.push(node);
        } else if let Some(text) = node.text() {
            match theirs.last_mut() {
                // Pieces around a comment are nodes of their own there.
                Some(Item::Text(before)) => before.push_str(text),
                _ if text.is_empty() => {}
                _ => theirs.push(Item::Text(text.to_owned())),
            }
        }
    }
    theirs.extend(open.iter().map(|_| Item::End));
    if text.contains('\r') {
        // roxmltree leaves a carriage return in front of a reference as it is; clause 2.11 makes it a line feed.
        assert_eq!(without_cr(ours), without_cr(&theirs), "read differently by roxmltree");
    } else {
        assert_eq!(ours, theirs, "read differently by roxmltree");
    }
}

fn without_cr(items: &[Item]) -> String {
    format!("{items:?}").replace("\\r", "\\n")
}

/// What roxmltree refuses although XML 1.0 allows it.
fn is_known_difference(error: &roxmltree::Error) -> bool {
    use roxmltree::Error as E;
    matches!(error, E::EntityReferenceLoop(_) | E::NodesLimitReached | E::AttributesLimitReached)
}

fn raw_is_kept(data: &[u8], items: &[Item]) {
    let options = DecodeOptions::lenient();
    let Ok(document) = Document::from_bytes(data, &options) else { return };
    let mut reader = Reader::new(document.text(), &options, &[]);
    let Ok(Event::Start(_)) = reader.next_event() else { return };
    let raw = reader.raw_element().expect("a document that was read can be kept");
    let mut writer = Writer::new();
    writer.raw(&raw);
    let written = writer.finish().expect("a kept element can be written");
    let again = self::items(&written, &options).expect("a kept element can be read");
    // Kept by itself, an element declares what was declared nowhere.
    assert_eq!(without_unbound(&again), without_unbound(items), "the kept element reads differently");
}

fn without_unbound(items: &[Item]) -> Vec<Item> {
    let mut items = items.to_vec();
    for item in &mut items {
        let Item::Start(uri, _, attributes) = item else { continue };
        for uri in attributes.iter_mut().map(|(uri, ..)| uri).chain([uri]) {
            if uri.as_ref().is_some_and(|uri| uri.starts_with("unbound:")) {
                *uri = None;
            }
        }
    }
    items
}

fn written_is_read(items: &[Item]) {
    let mut writer = Writer::new();
    let mut names: Vec<&str> = Vec::new();
    for item in items {
        match item {
            Item::Start(_, name, attributes) => {
                writer.start(name);
                for (i, (_, name, value)) in attributes.iter().enumerate() {
                    // Two attributes may share a local name.
                    writer.attribute(&format!("a{i}-{name}"), value);
                }
                names.push(name);
            }
            Item::Text(text) => writer.text(text),
            Item::End => writer.end(),
        }
    }
    let written = writer.finish().expect("what was read can be written");
    let again = self::items(&written, &DecodeOptions::strict()).expect("what was written can be read");
    let flat = |items: &[Item]| -> Vec<(Option<String>, Vec<String>, Option<String>)> {
        let mut flat = Vec::new();
        for item in items {
            match item {
                Item::Start(_, name, attributes) => {
                    let values = attributes.iter().map(|(_, _, value)| value.clone()).collect();
                    flat.push((Some(name.clone()), values, None));
                }
                Item::Text(text) => flat.push((None, Vec::new(), Some(text.clone()))),
                Item::End => flat.push((None, Vec::new(), None)),
            }
        }
        flat
    };
    assert_eq!(flat(&again), flat(items), "written and read again, it differs");
}

/// Whether roxmltree takes the text.
pub(crate) fn is_well_formed_for_others(text: &str) -> bool {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    roxmltree::Document::parse_with_options(text, options).is_ok()
}
