//! Finding names as people quote them: any vocabulary, whole objects, what stands in the standards' tables.

use super::name::{self, Segment};
use super::{AttributeId, Binding, Mapping, Native, Technology};
use crate::address::{in_its_place, technology_of};
use crate::resource::Attribute;
use alloc::borrow::Cow;
use alloc::vec::Vec;

impl Mapping {
    /// The attributes of a name in any vocabulary; the vocabulary is known by the form of the name. A resource, an
    /// object, an instance or a path that ends in a separator or `*` gives all that stands below.
    ///
    /// ```
    /// use mgmt_model::Mapping;
    ///
    /// let mapping = Mapping::built_in();
    /// let battery = mapping.find_any("m2m:bat");
    /// assert_eq!(mapping.full_name(battery[0]), "battery.batteryLevel");
    /// assert!(mapping.find_any("Device.DeviceInfo.MemoryStatus.").len() >= 2);
    /// ```
    #[must_use]
    pub fn find_any(&self, name: &str) -> Vec<AttributeId> {
        let several = name.split(" + ").flat_map(|name| name.split(" / "));
        let found = merged(several.flat_map(|name| self.find_quoted(name)));
        if !found.is_empty() {
            return found;
        }
        // A sentence: the addresses in it.
        let words = name.split([' ', ',']).filter(|word| is_address(word));
        merged(words.flat_map(|word| self.find_quoted(word)))
    }

    /// A name as people quote it: with a command or a remark before, a value or a remark behind.
    fn find_quoted(&self, name: &str) -> Vec<AttributeId> {
        let name = name.strip_prefix("Exec ").unwrap_or(name);
        let name = match name.strip_prefix('(').and_then(|rest| rest.split_once(") ")) {
            Some((_, behind)) => behind,
            None => name,
        };
        let name = name.strip_prefix("/{prefix}").unwrap_or(name);
        let bare = name.split([' ', '=']).next().unwrap_or(name);
        if let Some(technology) = technology_of(bare) {
            return merged(siblings(technology, bare).flat_map(|name| self.find_address(technology, &name)));
        }
        if let Some(rest) = bare.strip_prefix("<x>/") {
            return merged(siblings(Technology::OmaDm, rest).flat_map(|rest| self.find_by_ending(&rest)));
        }
        if let Some(call) = name.strip_prefix("RPC:") {
            return self.find_call(call);
        }
        for name in [name, bare] {
            if let Some(id) = self.find_attribute(name) {
                return self.namesakes(id, name);
            }
        }
        if let Some(resource) = self.resource_by_name(name) {
            return self.attributes_of(resource).map(|(id, _)| id).collect();
        }
        let bare = bare.strip_prefix("etsi:").or_else(|| bare.strip_prefix("ts0023:")).unwrap_or(bare);
        let bare = bare.split(',').next().unwrap_or(bare);
        [Technology::Etsi, Technology::Sdt]
            .into_iter()
            .map(|technology| self.by_address(technology, bare))
            .find(|found| !found.is_empty())
            .unwrap_or_else(|| self.find_call(name))
    }

    /// The attributes of a resource that share this name: the links of a policy are all `cmlk`.
    fn namesakes(&self, id: AttributeId, name: &str) -> Vec<AttributeId> {
        let word = name.split_once('.').map_or(name, |(_, word)| word);
        let alike = |attribute: &Attribute| name::of_attribute(attribute).any(|known| known == word);
        let resource = self.resource_of(id).into_iter();
        let same = resource.flat_map(|resource| self.attributes_of(resource));
        merged(same.filter(|(_, attribute)| alike(attribute)).map(|(id, _)| id).chain([id]))
    }

    fn by_address(&self, technology: Technology, name: &str) -> Vec<AttributeId> {
        merged(self.find(technology, name).map(|found| found.binding.attribute()))
    }

    /// An address, or what stands below it; `...` stands for any node.
    fn find_address(&self, technology: Technology, name: &str) -> Vec<AttributeId> {
        let found = self.by_address(technology, name);
        if !found.is_empty() {
            return found;
        }
        if technology == Technology::OmaDm && name.contains("/.../") {
            return self.by_address(technology, &name.replace("/.../", "/<x>/"));
        }
        if let Some(name) = in_its_place(name).filter(|_| technology == Technology::OmaDm) {
            return self.find_address(technology, &name);
        }
        self.find_below(technology, name)
    }

    /// What stands below a name that ends before its last part: `/9/{i}`, `/25`, `Device.WiFi.Radio.*`, `./FUMO/`.
    fn find_below(&self, technology: Technology, name: &str) -> Vec<AttributeId> {
        let separator = technology.separator();
        let above = name.strip_suffix('*').unwrap_or(name);
        let ended = above.ends_with(separator);
        let above = above.strip_suffix(separator).unwrap_or(above);
        // A parameter or node that is not in the tables has nothing below it; in LwM2M the number of parts tells.
        let parts: Vec<_> = name::segments(technology, above).collect();
        let partial = match technology {
            Technology::LwM2m => parts.len() < 3,
            Technology::OmaDm => ended,
            _ => ended && parts.len() > 1,
        };
        if !partial || parts.iter().any(|part| part.is_empty()) {
            return Vec::new();
        }
        let starts = |binding: &&Binding| {
            binding.technology == technology
                && binding.parts().any(|address| {
                    let mut words = name::segments(technology, address);
                    parts.iter().enumerate().all(|(place, part)| match words.next() {
                        Some("{i}") => !matches!(name::segment(technology, place, part), Segment::Word(_)),
                        Some("<x>") => true,
                        Some(word) => word == *part || *part == "{i}" && technology == Technology::LwM2m,
                        None => false,
                    })
                })
        };
        merged(self.bindings.iter().filter(starts).map(Binding::attribute))
    }

    /// An RPC and its argument: `Reboot`, `Reboot(CommandKey)`, `ChangeDUState(InstallOpStruct)`,
    /// `ChangeDUState.Operations[InstallOpStruct.URL]`.
    fn find_call(&self, call: &str) -> Vec<AttributeId> {
        let call = call.split(") ").next().unwrap_or(call);
        let (method, argument) = call
            .split_once('(')
            .or_else(|| call.split_once(".Operations["))
            .unwrap_or((call.split([' ', '=']).next().unwrap_or(call), ""));
        let argument = argument.trim_end_matches([')', ']']).replace("OpStruct", "");
        if method.is_empty() {
            return Vec::new();
        }
        let full = alloc::format!("{method}.{argument}");
        let rows = self.find(Technology::Cwmp, method).chain(self.find(Technology::Cwmp, &full));
        let found: Vec<_> = rows.map(|found| found.binding.attribute()).collect();
        if !found.is_empty() {
            return merged(found);
        }
        let below = |row: &&Binding| {
            let part = row.address.strip_prefix(method).and_then(|rest| rest.strip_prefix('.'));
            row.technology == Technology::Cwmp
                && part.is_some_and(|part| match row.native {
                    // One of several things that a method does, or an argument that is part of the one named.
                    Native::None => argument.starts_with(part),
                    _ => !argument.is_empty() && part.starts_with(&argument),
                })
        };
        let found = merged(self.bindings.iter().filter(below).map(Binding::attribute));
        if !found.is_empty() || !argument.is_empty() {
            return found;
        }
        // The method alone: what it does, or else what it carries.
        let starts = |row: &&Binding| {
            let part = row.address.strip_prefix(method).and_then(|rest| rest.strip_prefix('.'));
            row.technology == Technology::Cwmp && part.is_some()
        };
        let rows: Vec<_> = self.bindings.iter().filter(starts).collect();
        let does = rows.iter().filter(|row| row.native == Native::None);
        let does = merged(does.map(|row| row.attribute()));
        if does.is_empty() { merged(rows.iter().map(|row| row.attribute())) } else { does }
    }

    /// OMA DM addresses by what follows the root of their management object.
    fn find_by_ending(&self, ending: &str) -> Vec<AttributeId> {
        // `*`: what is listed, and what stands below each.
        let parts: Vec<_> = ending.trim_end_matches("/*").split('/').collect();
        let same = |address: &str| {
            let words: Vec<_> = name::segments(Technology::OmaDm, address).collect();
            let at = words.len().checked_sub(parts.len()).filter(|at| *at > 0);
            let tail = at.and_then(|at| words.get(at..)).unwrap_or_default();
            let last = tail.last() == parts.last();
            last && tail.iter().zip(&parts).all(|(word, part)| *word == "<x>" || word == part)
        };
        let found =
            self.bindings.iter().filter(|row| row.technology == Technology::OmaDm && same(&row.address));
        merged(found.map(Binding::attribute))
    }
}

/// Whether a word is an address, so that it can be told from the words around it.
fn is_address(word: &str) -> bool {
    let call = || {
        let (method, part) = word.split_once('.')?;
        let capital = |text: &str| text.starts_with(|c: char| c.is_ascii_uppercase());
        (capital(method) && capital(part)).then_some(())
    };
    technology_of(word).is_some() || word.starts_with("<x>/") || word.starts_with("RPC:") || call().is_some()
}

/// Names that differ in their last part, written as one: `./LAWMO/Operations/FullyLock|UnLock`, `/15/{i}/5|6`,
/// `Device.Time.NTPServer1/NTPServer2`.
fn siblings(technology: Technology, name: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let separator = technology.separator();
    let mut alternatives = name.split(move |c| c == '|' || (c == '/' && separator != '/'));
    let first = alternatives.next().unwrap_or(name);
    let table = first.rfind(separator).and_then(|at| first.get(..=at)).unwrap_or_default();
    core::iter::once(Cow::Borrowed(first))
        .chain(alternatives.map(move |last| Cow::Owned(alloc::format!("{table}{last}"))))
}

/// In order, each once.
fn merged(ids: impl IntoIterator<Item = AttributeId>) -> Vec<AttributeId> {
    let mut ids: Vec<_> = ids.into_iter().collect();
    ids.sort();
    ids.dedup();
    ids
}
