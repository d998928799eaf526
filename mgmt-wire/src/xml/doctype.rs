//! The document type declaration (XML 1.0 clause 2.8): checked, never followed.

use super::character::{is_space, scan_name};

/// What stands between the brackets of a DOCTYPE, if it has any.
///
/// `content` is what stands between `<!DOCTYPE` and `>`, from the name on:
/// `Name (S ExternalID)? S? ('[' intSubset ']' S?)?`. `None` when it is not that.
pub(super) fn internal_subset(content: &str) -> Option<Option<&str>> {
    let name = scan_name(content)?;
    let after_name = content.get(name.len..)?;
    let mut rest = trim(after_name);
    let separated = rest.len() < after_name.len();
    if let Some(system) = rest.strip_prefix("SYSTEM") {
        rest = literal(system, |_| true).filter(|_| separated)?;
    } else if let Some(public) = rest.strip_prefix("PUBLIC") {
        rest = literal(literal(public, is_public_id_char).filter(|_| separated)?, |_| true)?;
    }
    rest = trim(rest);
    if rest.is_empty() {
        return Some(None);
    }
    let subset = rest.strip_prefix('[')?.trim_end_matches(|c: char| c.is_ascii() && is_space(c as u8));
    subset.strip_suffix(']').map(Some)
}

/// `S` and a quoted literal at the front of `text`; gives what follows.
fn literal(text: &str, allowed: fn(u8) -> bool) -> Option<&str> {
    let quoted = trim(text);
    let quote = quoted.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (value, rest) = quoted.get(1..)?.split_once(quote)?;
    (quoted.len() < text.len() && value.bytes().all(allowed)).then_some(rest)
}

/// Clause 2.3 `PubidChar`.
fn is_public_id_char(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b' ' | b'\r' | b'\n')
        || b"-'()+,./:=?;!*#@$_%".contains(&byte)
}

fn trim(text: &str) -> &str {
    text.trim_start_matches([' ', '\t', '\r', '\n'])
}

/// Whether an internal subset consists of white space, comments and processing instructions.
pub(super) fn holds_no_declaration(mut subset: &str) -> bool {
    loop {
        subset = trim(subset);
        let after = if let Some(comment) = subset.strip_prefix("<!--") {
            comment.split_once("--").and_then(|(_, rest)| rest.strip_prefix('>'))
        } else if let Some(instruction) = subset.strip_prefix("<?") {
            scan_name(instruction).and_then(|_| instruction.split_once("?>")).map(|(_, rest)| rest)
        } else {
            return subset.is_empty();
        };
        match after {
            Some(rest) => subset = rest,
            None => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{holds_no_declaration, internal_subset};

    #[test]
    fn the_production_is_kept() {
        for good in [
            "a",
            "a ",
            "a SYSTEM 'x'",
            "a\nSYSTEM\t\"it's\" ",
            "a PUBLIC '-//X//DTD Y 1.2//EN' \"http://z/?a&b>c\"",
        ] {
            assert_eq!(internal_subset(good), Some(None), "{good}");
        }
        for bad in [
            "",
            "1",
            "M \"a.dtd\"",
            "a'b'",
            "a SYSTEM",
            "a SYSTEM'x'",
            "aSYSTEM 'x'",
            "a PUBLIC 'x'",
            "a PUBLIC 'x''y'",
            "a PUBLIC '<' 'y'",
            "a SYSTEM 'x' z",
            "a system 'x'",
            "a [",
            "a [] z",
            "a SYSTEM 'x",
        ] {
            assert_eq!(internal_subset(bad), None, "{bad}");
        }
        assert_eq!(internal_subset("a[ ]"), Some(Some(" ")));
        assert_eq!(internal_subset("a SYSTEM '[' [<?p?>]\n"), Some(Some("<?p?>")));
    }

    #[test]
    fn declarations_are_seen() {
        assert!(holds_no_declaration(" <!-- a --> <?p q?>\n"));
        for bad in ["<!ENTITY a 'b'>", "<!-- a -- b -->", "<!-- a", "<? p?>", "%a;"] {
            assert!(!holds_no_declaration(bad), "{bad}");
        }
    }
}
