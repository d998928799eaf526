//! Which language a document is in, and what its tokens mean.

use crate::syntax::{Space, Tag};

/// The languages of the family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    /// SyncML with MetInf and DM-DDF.
    SyncMl,
    /// DevInf 1.2.
    DevInf,
    /// DevInf 1.0 and 1.1.
    DevInf11,
    /// Client Provisioning.
    Provisioning,
}

/// The elements of a code page by token.
type Page = [Option<Tag>; 64];

/// The code pages of a language.
pub(super) type Pages = [Page; 3];

impl Language {
    /// The language that a public identifier stands for; `None` for the one that leaves it open and for those of no
    /// member of the family.
    pub(super) fn of_number(number: u32) -> Option<Self> {
        match number {
            0x0FD1 | 0x0FD3 | 0x1201 | 0x1202 | 0x1205 => Some(Language::SyncMl),
            0x1203 | 0x1206 => Some(Language::DevInf),
            0x0FD2 | 0x0FD4 => Some(Language::DevInf11),
            0x0B => Some(Language::Provisioning),
            _ => None,
        }
    }

    /// The language that a formal public identifier stands for. Its case varies.
    pub(super) fn of_text(text: &str) -> Option<Self> {
        let lower = text.to_ascii_lowercase();
        if lower.contains("devinf 1.0") || lower.contains("devinf 1.1") {
            return Some(Language::DevInf11);
        }
        if lower.contains("dtd prov") {
            return Some(Language::Provisioning);
        }
        if lower.contains("devinf") {
            return Some(Language::DevInf);
        }
        ["syncml", "dm-ddf", "dmddf", "metinf", "metainf"]
            .iter()
            .any(|word| lower.contains(word))
            .then_some(Language::SyncMl)
    }

    /// The vocabulary behind a code page.
    const fn space(self, page: usize) -> Option<Space> {
        match (self, page) {
            (Language::SyncMl, 0) => Some(Space::SyncMl),
            (Language::Provisioning, 0 | 1) => Some(Space::Provisioning),
            (_, 1) => Some(Space::MetInf),
            (Language::SyncMl, 2) => Some(Space::DmDdf),
            (Language::DevInf | Language::DevInf11, 0) => Some(Space::DevInf),
            _ => None,
        }
    }

    /// The vocabulary of its root.
    pub(super) const fn home(self) -> Space {
        match self {
            Language::SyncMl => Space::SyncMl,
            Language::DevInf => Space::DevInf,
            Language::DevInf11 => Space::DevInf11,
            Language::Provisioning => Space::Provisioning,
        }
    }

    /// Its elements by code page and token.
    pub(super) fn pages(self) -> &'static Pages {
        static PAGES: [Pages; 4] = [
            pages(Language::SyncMl),
            pages(Language::DevInf),
            pages(Language::DevInf11),
            pages(Language::Provisioning),
        ];
        let [syncml, devinf, devinf11, provisioning] = &PAGES;
        match self {
            Language::SyncMl => syncml,
            Language::DevInf => devinf,
            Language::DevInf11 => devinf11,
            Language::Provisioning => provisioning,
        }
    }
}

/// The element of a token.
#[inline]
pub(super) fn tag(pages: &Pages, page: u8, token: u8) -> Option<Tag> {
    *pages.get(usize::from(page))?.get(usize::from(token))?
}

#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a wrong index is an error")]
const fn pages(language: Language) -> Pages {
    let mut pages = [[None; 64]; 3];
    let mut page = 0;
    while page < pages.len() {
        if let Some(space) = language.space(page) {
            pages[page] = *space.tokens();
        }
        page += 1;
    }
    if let Language::DevInf11 = language {
        // What DevInf 1.2 calls MaxSize.
        pages[0][Tag::DevInfSize.token() as usize] = Some(Tag::DevInfSize);
    }
    pages
}

/// The element of a vocabulary that a spelled-out name means.
pub(super) fn known(namespace: &str, local: &str) -> Option<Tag> {
    let spaces = [Space::SyncMl, Space::MetInf, Space::DmDdf, Space::DevInf];
    let space = spaces.into_iter().find(|space| space.namespace() == namespace)?;
    Tag::from_name(space, local)
}

#[cfg(test)]
mod tests {
    use super::{Language, tag};
    use crate::syntax::Tag;

    #[test]
    fn one_token_differs_between_the_versions_of_devinf() {
        assert_eq!(tag(Language::DevInf.pages(), 0, 0x1C), Some(Tag::DevInfMaxSize));
        assert_eq!(tag(Language::DevInf11.pages(), 0, 0x1C), Some(Tag::DevInfSize));
        let others = (0..0x40).filter(|&token| token != 0x1C);
        for token in others {
            let (one, other) = (Language::DevInf.pages(), Language::DevInf11.pages());
            assert_eq!(tag(one, 0, token), tag(other, 0, token), "{token:#x}");
        }
    }

    #[test]
    fn pages_and_tokens_outside_are_none() {
        let pages = Language::SyncMl.pages();
        assert_eq!(tag(pages, 2, 0x20), Some(Tag::DdfMgmtTree));
        assert_eq!(tag(pages, 3, 0x20), None);
        assert_eq!(tag(pages, 0, 0x40), None);
        assert_eq!(tag(Language::Provisioning.pages(), 1, 0x06), Some(Tag::Characteristic));
    }

    #[test]
    fn public_identifiers() {
        for (text, language) in [
            ("-//SYNCML//DTD SyncML 1.2//EN", Some(Language::SyncMl)),
            ("-//SYNCML//DTD DEVINF 1.1//EN", Some(Language::DevInf11)),
            ("-//OMA//DTD-DevInf 1.2//EN", Some(Language::DevInf)),
            ("-//OMA//DTD-DM-DDF 1.2//EN", Some(Language::SyncMl)),
            ("-//WAPFORUM//DTD PROV 1.0//EN", Some(Language::Provisioning)),
            ("-//WAPFORUM//DTD WML 1.1//EN", None),
        ] {
            assert_eq!(Language::of_text(text), language, "{text}");
        }
    }
}
