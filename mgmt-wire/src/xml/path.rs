//! The path of names to a place, worked out when an error needs it.
//!
//! Keeping a path up to date costs every element; an error is rare. So the reader keeps none and the document is
//! walked again: for the elements that are open at the place, for their names, and to number them among their
//! siblings of the same name.

use super::ErrorKind;
use super::scanner::{Scanner, TagPart};
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

/// What does not fit is cut from the front of the path, so that an error stays small.
const MAX_LENGTH: usize = 128;
/// Longer names, and names with anything but ASCII name characters, are not repeated.
const MAX_NAME: usize = 32;

/// One event that opens or closes an element, with its byte offset.
enum Step<'a> {
    Open(&'a str, usize),
    Close(usize),
}

/// Walks the tags of a document; stops at the first thing that is not well-formed, or when told to.
fn steps(text: &str, mut visit: impl FnMut(Step<'_>) -> bool) {
    let mut scanner = Scanner::new(text, 0);
    while step(&mut scanner, &mut visit).unwrap_or(false) {}
}

/// Moves past the next tag, comment, section, instruction or declaration; false when told to stop.
fn step(scanner: &mut Scanner<'_>, visit: &mut impl FnMut(Step<'_>) -> bool) -> Result<bool, ErrorKind> {
    scanner.skip_to_markup()?;
    let at = scanner.position();
    let rest = scanner.rest();
    if rest.starts_with("</") {
        scanner.skip_end_tag()?;
        return Ok(visit(Step::Close(at)));
    }
    if rest.starts_with("<!--") {
        scanner.comment()?;
    } else if rest.starts_with("<![CDATA[") {
        scanner.section()?;
    } else if rest.starts_with("<?") {
        scanner.instruction()?;
    } else if rest.starts_with("<!") {
        scanner.doctype()?;
    } else {
        // The element is open from its name on: what is wrong with its attributes is inside of it.
        let name = scanner.tag_open()?;
        if !visit(Step::Open(name.local, at)) {
            return Ok(false);
        }
        loop {
            match scanner.tag_part()? {
                TagPart::Attribute(_) => {}
                TagPart::End => break,
                TagPart::EmptyEnd => return Ok(visit(Step::Close(scanner.position().saturating_sub(1)))),
            }
        }
    }
    Ok(true)
}

/// The path to byte `offset` of `text`, such as `SyncML/SyncBody/Replace[3]`.
#[cold]
pub(super) fn path_at(text: &str, offset: usize) -> String {
    let mut open: Vec<usize> = Vec::new();
    steps(text, |step| match step {
        Step::Open(_, at) if at <= offset => {
            open.push(at);
            true
        }
        Step::Close(at) if at < offset => {
            open.pop();
            true
        }
        _ => false,
    });
    let mut names: Vec<(String, usize)> = Vec::with_capacity(open.len());
    let mut counts = vec![0_usize; open.len()];
    // First the names, then the numbers: a sibling counts only once the name it has to equal is known.
    steps(text, |step| {
        if let Step::Open(name, at) = step
            && open.get(names.len()) == Some(&at)
        {
            names.push((shown(name), at));
        }
        names.len() < open.len()
    });
    let (mut depth, mut matched) = (0_usize, 0_usize);
    steps(text, |step| {
        match step {
            Step::Open(name, at) => {
                if depth == matched
                    && let (Some((wanted, place)), Some(count)) =
                        (names.get(matched), counts.get_mut(matched))
                {
                    *count += usize::from(*wanted == shown(name));
                    matched += usize::from(*place == at);
                }
                depth += 1;
            }
            Step::Close(_) => depth = depth.saturating_sub(1),
        }
        matched < names.len()
    });
    let mut segments: Vec<String> = Vec::with_capacity(names.len());
    let mut room = MAX_LENGTH;
    for ((name, _), count) in names.iter().zip(&counts).rev() {
        let segment = if *count > 1 { format!("{name}[{count}]") } else { name.clone() };
        match room.checked_sub(segment.len() + 1) {
            Some(left) => room = left,
            None => {
                segments.push("...".to_owned());
                break;
            }
        }
        segments.push(segment);
    }
    segments.reverse();
    segments.join("/")
}

fn shown(name: &str) -> String {
    let plain = name.len() <= MAX_NAME
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
    if plain { name.to_owned() } else { "?".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::path_at;
    use alloc::format;

    #[test]
    fn siblings_are_numbered_by_name() {
        let text = "<S><B><R/><X/><R><C/></R><R><C>1</C></R></B></S>";
        assert_eq!(path_at(text, text.find("1</C>").unwrap()), "S/B/R[3]/C");
        assert_eq!(path_at(text, text.find("<X/>").unwrap()), "S/B/X");
        assert_eq!(path_at(text, 0), "S");
        assert_eq!(path_at(text, text.find("</B>").unwrap()), "S/B");
        assert_eq!(path_at(text, text.find("</S>").unwrap()), "S");
    }

    #[test]
    fn attributes_are_inside_their_element() {
        for text in ["<S><B k='1' l='2'/><C/></S>", "<S><B k='1' l='2'></B><C/></S>"] {
            assert_eq!(path_at(text, text.find("l=").unwrap()), "S/B", "{text}");
            assert_eq!(path_at(text, text.find("<C").unwrap()), "S/C", "{text}");
        }
    }

    #[test]
    fn long_and_strange_names_are_not_repeated() {
        let text = format!("<{0}><\u{e9}>x</\u{e9}></{0}>", "n".repeat(33));
        assert_eq!(path_at(&text, text.find('x').unwrap()), "?/?");
        let deep = path_at(&"<abcdefghijklmno>".repeat(12), 17 * 11);
        assert_eq!(deep, format!("...{}", "/abcdefghijklmno".repeat(8)));
    }
}
