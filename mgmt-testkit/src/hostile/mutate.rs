//! Inputs made from valid messages: cut short, single bytes replaced, single XML elements moved about.

/// Every proper prefix of `seed`, shortest first.
pub fn prefixes(seed: &[u8]) -> impl Iterator<Item = &[u8]> {
    (0..seed.len()).map(|len| &seed[..len])
}

/// `seed` with one byte set to one value, for every byte and every value.
pub fn byte_replacements(seed: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    (0..seed.len()).flat_map(move |at| {
        (0..=u8::MAX).map(move |value| {
            let mut bytes = seed.to_vec();
            bytes[at] = value;
            bytes
        })
    })
}

/// An XML document with one element changed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Mutation {
    /// `delete`, `duplicate`, `rename` or `move to end`.
    pub change: &'static str,
    /// Name of the element as written, prefix included.
    pub element: String,
    /// Name of its parent; empty for the root.
    pub parent: String,
    /// Byte offset of the element in the unchanged document.
    pub offset: usize,
    /// The changed document.
    pub document: String,
}

/// `document` with each of its elements deleted, duplicated, renamed (to `Zzz`), and moved to the end of its
/// parent. The document must be well-formed, without comments, CDATA sections or `>` in attribute values: the
/// seeds are.
///
/// # Panics
///
/// When the document is not of that simple form.
#[must_use]
pub fn element_mutations(document: &str) -> Vec<Mutation> {
    let mut mutations = Vec::new();
    for element in elements(document) {
        let Element { start, end, parent_end, .. } = element;
        let whole = &document[start..end];
        let mut push = |change, document| {
            mutations.push(Mutation {
                change,
                element: element.name.clone(),
                parent: element.parent.clone(),
                offset: start,
                document,
            });
        };
        push("delete", [&document[..start], &document[end..]].concat());
        push("duplicate", [&document[..end], whole, &document[end..]].concat());
        let renamed = whole.replacen(&element.name, "Zzz", 1);
        let renamed = match renamed.strip_suffix(&format!("</{}>", element.name)) {
            Some(body) => format!("{body}</Zzz>"),
            None => renamed,
        };
        push("rename", [&document[..start], &renamed, &document[end..]].concat());
        let is_last = document[end..].trim_start().len() == document[parent_end..].trim_start().len();
        if !element.parent.is_empty() && !is_last {
            let moved =
                [&document[..start], &document[end..parent_end], whole, &document[parent_end..]].concat();
            push("move to end", moved);
        }
    }
    mutations
}

struct Element {
    name: String,
    parent: String,
    start: usize,
    end: usize,
    /// Where the parent's end tag begins.
    parent_end: usize,
}

fn elements(document: &str) -> Vec<Element> {
    let mut elements: Vec<Element> = Vec::new();
    // Indices of the open elements; each closing tag also tells the children where their parent ends.
    let mut open: Vec<usize> = Vec::new();
    let mut parent_of: Vec<Option<usize>> = Vec::new();
    let mut at = 0;
    while let Some(found) = document[at..].find('<') {
        let start = at + found;
        let end = start + document[start..].find('>').expect("a complete tag") + 1;
        at = end;
        let tag = &document[start + 1..end - 1];
        if tag.starts_with(['?', '!']) {
            continue;
        }
        if tag.starts_with('/') {
            let index = open.pop().expect("an open element");
            elements[index].end = end;
            for child in (0..elements.len()).filter(|&child| parent_of[child] == Some(index)) {
                elements[child].parent_end = start;
            }
            continue;
        }
        let name = tag.split([' ', '/', '\n', '\r', '\t']).next().unwrap_or_default().to_owned();
        let parent = open.last().copied();
        let parent_name = parent.map(|index| elements[index].name.clone()).unwrap_or_default();
        parent_of.push(parent);
        elements.push(Element { name, parent: parent_name, start, end, parent_end: document.len() });
        if !tag.ends_with('/') {
            open.push(elements.len() - 1);
        }
    }
    assert!(open.is_empty(), "the document is not closed");
    elements
}

#[cfg(test)]
mod tests {
    use super::{byte_replacements, element_mutations, prefixes};

    #[test]
    fn each_element_is_changed_in_four_ways() {
        let made: Vec<_> = element_mutations("<a><b>1</b><c/></a>")
            .into_iter()
            .map(|m| (m.change, m.element, m.document))
            .collect();
        let expected = [
            ("delete", "a", ""),
            ("duplicate", "a", "<a><b>1</b><c/></a><a><b>1</b><c/></a>"),
            ("rename", "a", "<Zzz><b>1</b><c/></Zzz>"),
            ("delete", "b", "<a><c/></a>"),
            ("duplicate", "b", "<a><b>1</b><b>1</b><c/></a>"),
            ("rename", "b", "<a><Zzz>1</Zzz><c/></a>"),
            ("move to end", "b", "<a><c/><b>1</b></a>"),
            ("delete", "c", "<a><b>1</b></a>"),
            ("duplicate", "c", "<a><b>1</b><c/><c/></a>"),
            ("rename", "c", "<a><b>1</b><Zzz/></a>"),
        ];
        assert_eq!(
            made,
            expected.map(|(change, element, document)| (change, element.to_owned(), document.to_owned()))
        );
    }

    #[test]
    fn prefixes_and_replacements_are_complete() {
        assert_eq!(prefixes(b"ab").collect::<Vec<_>>(), [&b""[..], b"a"]);
        assert_eq!(byte_replacements(b"ab").count(), 512);
        assert_eq!(byte_replacements(b"ab").nth(256 + 7), Some(vec![b'a', 7]));
    }
}
