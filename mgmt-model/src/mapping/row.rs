//! A row as people look at it: one attribute in all vocabularies.

use super::{AttributeId, Binding, Fit, Mapping, Technology};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// An attribute and its names everywhere.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Row<'m> {
    /// `deviceInfo.manufacturer`.
    pub onem2m: String,
    /// `dvi.man`.
    pub short: String,
    /// Type, with range: `unsignedInt(0..100)`.
    pub data_type: String,
    /// Unit, empty where there is none.
    pub unit: &'m str,
    /// OMA DM addresses, preferred first.
    pub oma_dm: Vec<Cow<'m, str>>,
    /// TR-181 parameters and RPCs.
    pub tr181: Vec<Cow<'m, str>>,
    /// TR-098 parameters and RPCs.
    pub tr098: Vec<Cow<'m, str>>,
    /// LwM2M paths.
    pub lwm2m: Vec<Cow<'m, str>>,
    /// ETSI M2M and TS-0023 names.
    pub views: Vec<Cow<'m, str>>,
    /// How values convert, for each technology that needs it: `tr181: scale 1024; lwm2m: scale 1000`.
    pub transform: String,
    /// How well the technologies express it.
    pub fit: Fit,
    /// Who says so, for each technology.
    pub source: String,
    /// What to know about it.
    pub note: String,
}

impl Mapping {
    /// An attribute in all vocabularies.
    ///
    /// ```
    /// use mgmt_model::Mapping;
    ///
    /// let mapping = Mapping::built_in();
    /// let row = mapping.row(mapping.find_any("/3/0/10")[0]);
    /// assert_eq!(row.onem2m, "memory.memAvailable");
    /// assert_eq!(row.tr181, ["Device.DeviceInfo.MemoryStatus.Free"]);
    /// assert!(row.transform.contains("lwm2m: scale 1000"));
    /// ```
    #[must_use]
    pub fn row(&self, id: AttributeId) -> Row<'_> {
        let attribute = self.attribute(id);
        let bindings = attribute.map_or(&[][..], |attribute| attribute.bindings(self));
        let of = |technologies: &[Technology]| {
            let rows = bindings.iter().filter(|binding| technologies.contains(&binding.technology));
            let own = rows.filter(|binding| !binding.address.starts_with("Inform."));
            own.map(Binding::display).collect::<Vec<_>>()
        };
        let joined = |text: &dyn Fn(&Binding) -> String| {
            let mut all: Vec<String> = Vec::new();
            for binding in bindings {
                let words = text(binding);
                let words =
                    if words.is_empty() { words } else { alloc::format!("{}: {words}", binding.technology) };
                if !words.is_empty() && !all.contains(&words) {
                    all.push(words);
                }
            }
            all.join("; ")
        };
        Row {
            onem2m: self.full_name(id),
            short: self.short_name(id),
            data_type: attribute.map_or_else(String::new, |a| a.data_type.describe(self.enumerations())),
            unit: attribute.map_or("", |attribute| &attribute.unit),
            oma_dm: of(&[Technology::OmaDm]),
            tr181: of(&[Technology::Tr181, Technology::Cwmp]),
            tr098: of(&[Technology::Tr098, Technology::Cwmp]),
            lwm2m: of(&[Technology::LwM2m]),
            views: of(&[Technology::Etsi, Technology::Sdt]),
            transform: joined(&|binding| alloc::format!("{}", binding.transform)),
            fit: self.fit(id),
            source: joined(&|binding| binding.source.clone().into_owned()),
            note: joined(&|binding| binding.note.clone().into_owned()),
        }
    }

    /// Every attribute in all vocabularies, in table order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.attributes.len()).filter_map(|id| u32::try_from(id).ok()).map(|id| self.row(AttributeId(id)))
    }
}
