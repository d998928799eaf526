//! The naming of BBF documents: `tr-181-2-19-0-dns.xml`, `urn:broadband-forum-org:tr-181-2-19-dns`.

use alloc::vec::Vec;

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
    /// What an import asks for: the specification may name the amendment that the file name leaves open.
    ///
    /// ```
    /// use cwmp_soap::data_model::DocumentName;
    ///
    /// let wanted =
    ///     DocumentName::of_import("tr-181-2-common.xml", Some("urn:broadband-forum-org:tr-181-2-13")).unwrap();
    /// let files = ["tr-181-2-12-0-common.xml", "tr-181-2-13-0-common.xml", "tr-181-2-17-0-common.xml"];
    /// assert_eq!(wanted.latest(files), Some("tr-181-2-13-0-common.xml"));
    /// ```
    #[must_use]
    pub fn of_import(file: &'n str, spec: Option<&str>) -> Option<DocumentName<'n>> {
        let mut name = DocumentName::parse(file)?;
        if let Some(spec) = spec.and_then(DocumentName::parse)
            && spec.document.eq_ignore_ascii_case(name.document)
            && spec.numbers.starts_with(&name.numbers)
        {
            name.numbers = spec.numbers;
        }
        Some(name)
    }

    /// Reads a file name, a URL that ends in one, or a specification's URN; `None` for names of another form. Case is
    /// of no account.
    #[must_use]
    pub fn parse(name: &'n str) -> Option<DocumentName<'n>> {
        let name = name.rsplit(['/', ':']).next().unwrap_or(name);
        let name = name.strip_suffix(".xml").unwrap_or(name);
        let (start, rest) = name.split_at_checked("tr-".len())?;
        if !start.eq_ignore_ascii_case("tr-") {
            return None;
        }
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
        self.document.eq_ignore_ascii_case(candidate.document)
            && self.label.eq_ignore_ascii_case(candidate.label)
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
    use alloc::vec;

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
        // As one of TR-140's imports has it.
        let name = DocumentName::parse("TR-140-1-0-2.xml").unwrap();
        assert_eq!(name.latest(["tr-140-1-0-1.xml", "tr-140-1-0-2.xml"]), Some("tr-140-1-0-2.xml"));
        for other in ["acme.xml", "tr-1-x.xml", "tr-106types.xml", "", "tr-"] {
            assert_eq!(DocumentName::parse(other), None, "{other}");
        }
    }

    #[test]
    fn imports() {
        let numbers = |file, spec| DocumentName::of_import(file, spec).map(|name| name.numbers);
        assert_eq!(numbers("tr-181-2-common.xml", None), Some(vec![2]));
        assert_eq!(
            numbers("tr-181-2-common.xml", Some("urn:broadband-forum-org:tr-181-2-13")),
            Some(vec![2, 13])
        );
        // A specification of something else, or of another issue, says nothing about the file.
        for spec in
            ["urn:broadband-forum-org:tr-106-1-0", "urn:broadband-forum-org:tr-181-1-5", "urn:example"]
        {
            assert_eq!(numbers("tr-181-2-common.xml", Some(spec)), Some(vec![2]), "{spec}");
        }
        assert_eq!(numbers("acme.xml", None), None);
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
