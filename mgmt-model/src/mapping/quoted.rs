//! Finding names as people quote them: any vocabulary, whole objects, what stands in the standards' tables.

use super::name::{self, Segment};
use super::{AttributeId, Binding, Mapping, Native, Technology};
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
        merged(name.split(" + ").flat_map(|name| self.find_quoted(name)))
    }

    /// A name as people quote it: with a command or a remark before, a value or a remark behind.
    fn find_quoted(&self, name: &str) -> Vec<AttributeId> {
        let by_address = |technology, name: &str| -> Vec<AttributeId> {
            merged(self.find(technology, name).map(|found| found.binding.attribute()))
        };
        let name = name.strip_prefix("Exec ").unwrap_or(name);
        let name = match name.strip_prefix('(').and_then(|rest| rest.split_once(") ")) {
            Some((_, behind)) => behind,
            None => name,
        };
        let name = name.strip_prefix("/{prefix}").unwrap_or(name);
        let bare = name.split([' ', '=']).next().unwrap_or(name);
        let technology = if bare.starts_with("Device.") {
            Some(Technology::Tr181)
        } else if bare.starts_with("InternetGatewayDevice.") {
            Some(Technology::Tr098)
        } else if bare.starts_with("./") {
            Some(Technology::OmaDm)
        } else if bare.starts_with('/') {
            Some(Technology::LwM2m)
        } else {
            None
        };
        if let Some(technology) = technology {
            let found = by_address(technology, bare);
            return if found.is_empty() { self.find_below(technology, bare) } else { found };
        }
        if let Some(rest) = bare.strip_prefix("<x>/") {
            return self.find_by_ending(rest);
        }
        if let Some(call) = name.strip_prefix("RPC:") {
            return self.find_call(call);
        }
        if let Some(id) = self.find_attribute(name).or_else(|| self.find_attribute(bare)) {
            return [id].into();
        }
        if let Some(resource) = self.resource_by_name(name) {
            return self.attributes_of(resource).map(|(id, _)| id).collect();
        }
        let bare = bare.strip_prefix("etsi:").or_else(|| bare.strip_prefix("ts0023:")).unwrap_or(bare);
        let bare = bare.split(',').next().unwrap_or(bare);
        [Technology::Etsi, Technology::Sdt]
            .into_iter()
            .map(|technology| by_address(technology, bare))
            .find(|found| !found.is_empty())
            .unwrap_or_else(|| self.find_call(name))
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

    /// An RPC and its argument: `Reboot`, `Reboot(CommandKey)`, `ChangeDUState(InstallOpStruct)`.
    fn find_call(&self, call: &str) -> Vec<AttributeId> {
        let (method, argument) = call.split_once('(').unwrap_or((call, ""));
        let argument = argument.trim_end_matches(')');
        let full = alloc::format!("{method}.{argument}");
        let rows = self.find(Technology::Cwmp, method).chain(self.find(Technology::Cwmp, &full));
        let mut found: Vec<_> = rows.map(|found| found.binding.attribute()).collect();
        if found.is_empty() && !method.is_empty() {
            // A method that does several things: all of them, or the one whose structure is named.
            let below = |row: &&Binding| {
                let action = row.address.strip_prefix(method).and_then(|rest| rest.strip_prefix('.'));
                let named = |action: &str| argument.is_empty() || argument.starts_with(action);
                row.technology == Technology::Cwmp && row.native == Native::None && action.is_some_and(named)
            };
            found.extend(self.bindings.iter().filter(below).map(Binding::attribute));
        }
        merged(found)
    }

    /// OMA DM addresses by what follows the root of their management object.
    fn find_by_ending(&self, ending: &str) -> Vec<AttributeId> {
        let parts: Vec<_> = ending.split('/').collect();
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

/// In order, each once.
fn merged(ids: impl IntoIterator<Item = AttributeId>) -> Vec<AttributeId> {
    let mut ids: Vec<_> = ids.into_iter().collect();
    ids.sort();
    ids.dedup();
    ids
}
