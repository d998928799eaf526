//! The naming of BBF documents: `tr-181-2-19-0-dns.xml`, `urn:broadband-forum-org:tr-181-2-19-dns`.

/// A document name in its parts (TR-106 A.2.1.1). Missing amendment and corrigendum numbers stand for the latest.
///
/// ```
/// use cwmp_soap::data_model::DocumentName;
///
/// let wanted = DocumentName::parse("tr-181-2-root.xml").unwrap();
/// let files = ["tr-181-2-15-0-root.xml", "tr-181-2-16-0-root.xml", "tr-181-2-16-0-wifi.xml"];
/// assert_eq!(wanted.latest(files), Some("tr-181-2-16-0-root.xml"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentName<'n> {
    /// The document, such as `tr-181`.
    pub document: &'n str,
    /// Issue, amendment and corrigendum, as many as are given.
    pub numbers: Vec<u32>,
    /// What tells the files of one document apart, such as `dns`; often empty.
    pub label: &'n str,
}

impl<'n> DocumentName<'n> {
    /// Reads a file name, a URL that ends in one, or a specification's URN; `None` for names of another form.
    #[must_use]
    pub fn parse(name: &'n str) -> Option<DocumentName<'n>> {
        let name = name.rsplit(['/', ':']).next().unwrap_or(name);
        let name = name.strip_suffix(".xml").unwrap_or(name);
        let rest = name.strip_prefix("tr-")?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits < 3 {
            return None;
        }
        let (document, mut rest) = name.split_at_checked("tr-".len() + digits)?;
        let mut numbers = Vec::new();
        while numbers.len() < 3 {
            let Some(part) = rest.strip_prefix('-') else { break };
            let part = part.split('-').next().unwrap_or(part);
            // A label never begins with a digit.
            let Ok(number) = part.parse::<u32>() else { break };
            numbers.push(number);
            rest = rest.get(1 + part.len()..)?;
        }
        match rest {
            "" => Some(DocumentName { document, numbers, label: "" }),
            _ => rest.strip_prefix('-').map(|label| DocumentName { document, numbers, label }),
        }
    }

    /// Whether `candidate` is one of the documents this name stands for.
    #[must_use]
    pub fn stands_for(&self, candidate: &DocumentName<'_>) -> bool {
        self.document == candidate.document
            && self.label == candidate.label
            && candidate.numbers.starts_with(&self.numbers)
    }

    /// The latest of the candidates this name stands for. One of exactly this name is the latest by its own account.
    #[must_use]
    pub fn latest<'c>(&self, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
        let parsed =
            candidates.into_iter().filter_map(|name| DocumentName::parse(name).map(|parsed| (parsed, name)));
        let matching = parsed.filter(|(parsed, _)| self.stands_for(parsed));
        let rank = |parsed: &DocumentName<'_>| (parsed.numbers == self.numbers, parsed.numbers.clone());
        matching.max_by(|(left, _), (right, _)| rank(left).cmp(&rank(right))).map(|(_, name)| name)
    }
}

/// Whether the specification an importing document expects is that of the document found.
pub(super) fn specs_agree(expected: &str, found: &str) -> bool {
    if expected == found {
        return true;
    }
    match (DocumentName::parse(expected), DocumentName::parse(found)) {
        (Some(expected), Some(found)) => expected.stands_for(&found),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        let name =
            DocumentName::parse("https://www.broadband-forum.org/cwmp/tr-181-2-19-0-wifi-base.xml").unwrap();
        assert_eq!(
            (name.document, name.numbers.as_slice(), name.label),
            ("tr-181", &[2, 19, 0][..], "wifi-base")
        );
        let name = DocumentName::parse("tr-069-biblio.xml").unwrap();
        assert_eq!((name.document, name.numbers.len(), name.label), ("tr-069", 0, "biblio"));
        assert_eq!(DocumentName::parse("tr-098-1-8-0.xml").unwrap().numbers, [1, 8, 0]);
        for other in ["acme.xml", "tr-1-x.xml", "tr-106types.xml", "", "tr-"] {
            assert_eq!(DocumentName::parse(other), None, "{other}");
        }
    }

    #[test]
    fn stands_for() {
        let yes =
            [("tr-106-1-0-types.xml", "tr-106-1-0-2-types.xml"), ("tr-106-types.xml", "tr-106-types.xml")];
        for (wanted, file) in yes {
            assert!(specs_agree(wanted, file), "{wanted} {file}");
        }
        assert!(specs_agree(
            "urn:broadband-forum-org:tr-181-2-16-root",
            "urn:broadband-forum-org:tr-181-2-16-1-root"
        ));
        assert!(!specs_agree(
            "urn:broadband-forum-org:tr-181-2-16-root",
            "urn:broadband-forum-org:tr-181-2-17-0-root"
        ));
        assert!(!specs_agree("urn:example-com:a", "urn:example-com:b"));
    }
}
