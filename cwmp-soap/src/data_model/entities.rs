//! Text entities of a document type declaration.
//!
//! BBF's `tr-106-types.xml` declares entities such as `<!ENTITY num "(\d+)">` and uses them in patterns, so a reader of
//! data models cannot refuse them all, as the XML layer rightly does for messages. Allowed is what such files need
//! and nothing that can explode or reach out: internal general entities whose text has no markup, which may use
//! entities declared before them. The growth of the document is bounded by `Limits::output`, one entity's text by
//! `Limits::attribute_value`, their number by `Limits::map_keys`.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use mgmt_wire::character::SPACE;
use mgmt_wire::{Error, Limit, Limits};

use super::ErrorKind;

/// A document whose own entities are replaced, with what is needed to find places in the original.
pub(super) struct Expanded<'a> {
    pub(super) text: Cow<'a, str>,
    /// For each replacement: where it ends in the new text, and where its reference ends in the old.
    ends: Vec<(usize, usize)>,
}

impl Expanded<'_> {
    /// The offset in the original of an offset in the new text.
    pub(super) fn original(&self, offset: usize) -> usize {
        let passed = self.ends.partition_point(|(new, _)| *new <= offset);
        match passed.checked_sub(1).and_then(|last| self.ends.get(last)) {
            Some((new, old)) => offset - new + old,
            None => offset,
        }
    }
}

/// Replaces the document's own entities and blanks the declaration.
pub(super) fn expand<'a>(text: Cow<'a, str>, limits: &Limits) -> Result<Expanded<'a>, Error<ErrorKind>> {
    let Some((begin, subset)) = find_subset(&text) else {
        return Ok(Expanded { text, ends: Vec::new() });
    };
    let mut declarations = Declarations { text: &text, at: subset, entities: Vec::new(), limits };
    let end = declarations.read()?;
    let mut entities = declarations.entities;
    // The first declaration of a name counts; the sort is stable.
    entities.sort_by_key(|(name, _)| *name);
    entities.dedup_by_key(|(name, _)| *name);

    let mut out = String::with_capacity(text.len());
    let mut ends = Vec::new();
    out.push_str(text.get(..begin).unwrap_or_default());
    out.extend(core::iter::repeat_n(' ', end - begin));
    let mut at = end;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(['<', '&'])) {
        let mark = at + found;
        out.push_str(text.get(at..mark).unwrap_or_default());
        let rest = text.get(mark..).unwrap_or_default();
        at = mark + 1;
        let closing = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];
        if let Some((_, close)) = closing.iter().find(|(open, _)| rest.starts_with(open)) {
            // Without its end the rest is one piece, which the XML reader refuses.
            let length = rest.find(close).map_or(rest.len(), |end| end + close.len());
            at = mark + length;
            out.push_str(rest.get(..length).unwrap_or_default());
            continue;
        }
        let reference = rest.strip_prefix('&').and_then(|name| {
            // No farther than a name may be long.
            let end = name.bytes().take(limits.name + 1).position(|byte| byte == b';')?;
            name.get(..end)
        });
        let value = reference
            .and_then(|name| entities.binary_search_by_key(&name, |(known, _)| *known).ok())
            .and_then(|index| entities.get(index));
        match value {
            Some((name, value)) => {
                if out.len() + value.len() > text.len() + limits.output {
                    return Err(Error::at(ErrorKind::Limit(Limit::Output), mark));
                }
                out.push_str(value);
                at = mark + name.len() + 2;
                ends.push((out.len(), at));
            }
            // Markup, or a reference that is the XML reader's business.
            None => out.push_str(rest.get(..1).unwrap_or_default()),
        }
    }
    out.push_str(text.get(at..).unwrap_or_default());
    Ok(Expanded { text: Cow::Owned(out), ends })
}

/// Finds `<!DOCTYPE … [` in the prolog: where it begins, and where the subset does.
fn find_subset(text: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    loop {
        let found = at + text.get(at..)?.find('<')?;
        let rest = text.get(found..)?;
        if rest.starts_with("<?") {
            at = found + rest.find("?>")? + 2;
        } else if rest.starts_with("<!--") {
            at = found + rest.find("-->")? + 3;
        } else if rest.starts_with("<!DOCTYPE") {
            // An external identifier may stand in quotes before the subset; without a subset it is the reader's.
            let mut quote = None;
            for (index, byte) in rest.bytes().enumerate() {
                match (quote, byte) {
                    (Some(open), _) if byte == open => quote = None,
                    (Some(_), _) => {}
                    (None, b'"' | b'\'') => quote = Some(byte),
                    (None, b'[') => return Some((found, found + index + 1)),
                    (None, b'>') => return None,
                    (None, _) => {}
                }
            }
            return None;
        } else {
            return None;
        }
    }
}

/// Reads the declarations of an internal subset.
struct Declarations<'t> {
    text: &'t str,
    at: usize,
    entities: Vec<(&'t str, String)>,
    limits: &'t Limits,
}

impl<'t> Declarations<'t> {
    fn fail(&self, kind: ErrorKind) -> Error<ErrorKind> {
        Error::at(kind, self.at)
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn blanks(&mut self) -> usize {
        let rest = self.rest();
        let length = rest.len() - rest.trim_start_matches(SPACE).len();
        self.at += length;
        length
    }

    /// Reads through the `>` that ends the DOCTYPE and returns the offset behind it.
    fn read(&mut self) -> Result<usize, Error<ErrorKind>> {
        loop {
            self.blanks();
            let rest = self.rest();
            if let Some(after) = rest.strip_prefix(']') {
                let tail = after.trim_start_matches(SPACE);
                if !tail.starts_with('>') {
                    return Err(self.fail(ErrorKind::Dtd("an ill-formed end")));
                }
                return Ok(self.text.len() - tail.len() + 1);
            } else if rest.starts_with("<!--") {
                let length = rest.find("-->").ok_or_else(|| self.fail(ErrorKind::Dtd("an open comment")))?;
                self.at += length + 3;
            } else if rest.starts_with("<?") {
                let length =
                    rest.find("?>").ok_or_else(|| self.fail(ErrorKind::Dtd("an open instruction")))?;
                self.at += length + 2;
            } else if rest.starts_with("<!ENTITY") {
                self.at += "<!ENTITY".len();
                self.entity()?;
            } else {
                return Err(self.fail(ErrorKind::Dtd("something other than entities")));
            }
        }
    }

    fn entity(&mut self) -> Result<(), Error<ErrorKind>> {
        let spaced = self.blanks() > 0;
        let rest = self.rest();
        let length =
            rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))).unwrap_or(rest.len());
        let name = rest.get(..length).unwrap_or_default();
        if !spaced || name.is_empty() || name.starts_with(|c: char| !c.is_alphabetic() && c != '_') {
            return Err(self.fail(ErrorKind::Dtd("a parameter entity or an ill-formed name")));
        }
        if name.len() > self.limits.name {
            return Err(self.fail(ErrorKind::Limit(Limit::Name)));
        }
        self.at += length;
        self.blanks();
        let rest = self.rest();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
        let Some(quote) = quote else {
            return Err(self.fail(ErrorKind::Dtd("an external entity")));
        };
        let value = rest.get(1..).and_then(|value| value.split_once(quote)).map(|(value, _)| value);
        let value = value.ok_or_else(|| self.fail(ErrorKind::Dtd("an open entity value")))?;
        let replacement = self.replacement(value)?;
        self.at += value.len() + 2;
        self.blanks();
        if !self.rest().starts_with('>') {
            return Err(self.fail(ErrorKind::Dtd("an ill-formed entity")));
        }
        self.at += 1;
        if self.entities.len() >= self.limits.map_keys {
            return Err(self.fail(ErrorKind::Limit(Limit::MapKeys)));
        }
        self.entities.push((name, replacement));
        Ok(())
    }

    /// The text to stand for a reference: earlier entities replaced, quotes escaped for use in attributes.
    fn replacement(&self, value: &str) -> Result<String, Error<ErrorKind>> {
        let mut out = String::with_capacity(value.len());
        let mut rest = value;
        while let Some(at) = rest.find(['<', '%', '&', '"', '\'', '>']) {
            let (plain, special) = rest.split_at_checked(at).unwrap_or((rest, ""));
            out.push_str(plain);
            let mut used = 1;
            match special.as_bytes().first() {
                Some(b'"') => out.push_str("&quot;"),
                Some(b'\'') => out.push_str("&apos;"),
                Some(b'>') => out.push_str("&gt;"),
                Some(b'&') => {
                    let name = special.get(1..).and_then(|name| name.split_once(';')).map(|(name, _)| name);
                    let name = name.ok_or_else(|| self.fail(ErrorKind::Dtd("a bare ampersand")))?;
                    used = name.len() + 2;
                    match self.entities.iter().find(|(known, _)| *known == name) {
                        Some((_, value)) => out.push_str(value),
                        None if matches!(name, "lt" | "gt" | "amp" | "quot" | "apos") => {
                            out.push_str(special.get(..used).unwrap_or_default());
                        }
                        // `&#60;` in an entity value would be markup where the entity is used.
                        None if name.starts_with('#') => {
                            return Err(self.fail(ErrorKind::Dtd("a character reference in an entity")));
                        }
                        None => return Err(self.fail(ErrorKind::UnknownEntity)),
                    }
                }
                _ => return Err(self.fail(ErrorKind::Dtd("markup in an entity"))),
            }
            if out.len() > self.limits.attribute_value {
                return Err(self.fail(ErrorKind::Limit(Limit::AttributeValue)));
            }
            rest = special.get(used..).unwrap_or_default();
        }
        out.push_str(rest);
        if out.len() > self.limits.attribute_value {
            return Err(self.fail(ErrorKind::Limit(Limit::AttributeValue)));
        }
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    fn expanded(text: &str) -> Result<String, ErrorKind> {
        expand(Cow::Borrowed(text), &Limits::DEFAULT).map(|e| e.text.into_owned()).map_err(Error::into_kind)
    }

    #[test]
    fn replaces_declared_entities() {
        let text = "<?xml version='1.0'?><!-- & --><!DOCTYPE d [<!ENTITY dot '\\.'> <!-- x -->\n<!ENTITY two \"&dot;&dot;'\" >]><a b='&two;'>&dot;&amp;<!-- &dot; --><![CDATA[&dot;]]></a>";
        let out = expanded(text).unwrap();
        assert!(out.ends_with("<a b='\\.\\.&apos;'>\\.&amp;<!-- &dot; --><![CDATA[&dot;]]></a>"), "{out}");
        assert!(!out.contains("DOCTYPE"));
    }

    #[test]
    fn finds_original_offsets() {
        let text = "<!DOCTYPE d [<!ENTITY long 'abcdefghij'>]><a>&long;<b/>&long;<c/></a>";
        let out = expand(Cow::Borrowed(text), &Limits::DEFAULT).unwrap();
        for tag in ["<a>", "<b/>", "<c/>"] {
            assert_eq!(out.original(out.text.find(tag).unwrap()), text.find(tag).unwrap(), "{tag}");
        }
    }

    #[test]
    fn leaves_other_documents_alone() {
        for text in ["<a>&x;</a>", "<!DOCTYPE a><a/>", "<!DOCTYPE a SYSTEM '[x]'><a/>", ""] {
            assert_eq!(expanded(text).unwrap(), text);
        }
    }

    #[test]
    fn refuses_what_could_explode_or_reach_out() {
        for (subset, what) in [
            ("<!ENTITY x SYSTEM 'file:///etc/passwd'>", "an external entity"),
            ("<!ENTITY % p 'x'>", "a parameter entity or an ill-formed name"),
            ("<!ENTITY x '<b/>'>", "markup in an entity"),
            ("<!ENTITY x '&#60;b/>'>", "a character reference in an entity"),
            ("<!ELEMENT a ANY>", "something other than entities"),
            ("%p;", "something other than entities"),
        ] {
            let text = format!("<!DOCTYPE a [{subset}]><a/>");
            assert_eq!(expanded(&text), Err(ErrorKind::Dtd(what)), "{subset}");
        }
        assert_eq!(expanded("<!DOCTYPE a [<!ENTITY x '&x;'>]><a/>"), Err(ErrorKind::UnknownEntity));
        let mut bomb = String::from("<!DOCTYPE a [<!ENTITY e0 'lol'>");
        for level in 1..30 {
            let before = level - 1;
            bomb.push_str(&format!("<!ENTITY e{level} '&e{before};&e{before};&e{before};&e{before};'>"));
        }
        bomb.push_str("]><a>&e29;</a>");
        assert_eq!(expanded(&bomb), Err(ErrorKind::Limit(Limit::AttributeValue)));
        let flat =
            format!("<!DOCTYPE a [<!ENTITY e '{}'>]><a>{}</a>", "x".repeat(60_000), "&e;".repeat(1_000));
        assert_eq!(expanded(&flat), Err(ErrorKind::Limit(Limit::Output)));
    }
}
