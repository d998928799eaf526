//! Whether a device has what a profile asks for.

use crate::lookup::{Map, Set};
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::format;
use alloc::vec;
use alloc::vec::Vec;

use super::finding::{Finding, FindingKind};
use crate::data_model::document::{ProfileDefinition, ProfileObject};
use crate::data_model::index::template;
use crate::data_model::model::DataModel;
use crate::data_model::vocabulary::{Requirement, Status};

impl<'a> DataModel<'a> {
    /// The profile of this name and version, such as `Baseline:1`.
    #[must_use]
    pub fn profile(&self, name: &str) -> Option<&ProfileDefinition<'a>> {
        self.profiles.iter().find(|profile| profile.name == name)
    }

    /// What a device lacks of a profile and of those it extends; `None` when the model has no profile of the name.
    ///
    /// `names` are the paths of the device with whether they are writable: its answer to a GetParameterNames of the
    /// whole tree. `mount` is where the device has the model, such as `Device.Services.` for a service and empty for
    /// a root. What is asked of the rows of a table without rows cannot be judged and is passed over.
    ///
    /// ```
    /// use cwmp_soap::data_model::{DataModel, FindingKind};
    ///
    /// let xml = br#"<dm:document xmlns:dm="urn:broadband-forum-org:cwmp:datamodel-1-15" spec="urn:example-com:a">
    ///   <model name="A:1.0"><object name="A." access="readOnly" minEntries="1" maxEntries="1">
    ///     <parameter name="Name" access="readWrite"><syntax><string/></syntax></parameter></object>
    ///   <profile name="Base:1" version="1.0"><object ref="A." requirement="present">
    ///     <parameter ref="Name" requirement="readWrite"/></object></profile></model></dm:document>"#;
    /// let model = DataModel::from_xml(xml)?;
    /// let findings = model.check_profile("Base:1", "", [("A.", false), ("A.Name", false)]).unwrap();
    /// assert_eq!((findings[0].kind, &*findings[0].path), (FindingKind::MissingAccess, "A.Name"));
    /// # Ok::<(), mgmt_wire::Error<cwmp_soap::data_model::ErrorKind>>(())
    /// ```
    #[must_use]
    pub fn check_profile<'n>(
        &self,
        profile: &str,
        mount: &str,
        names: impl IntoIterator<Item = (&'n str, bool)>,
    ) -> Option<Vec<Finding>> {
        let first = self.profile(profile)?;
        let mut device = Device { names: Map::new(), findings: Vec::new(), found: Set::new() };
        for (name, writable) in names {
            if let Some(name) = name.strip_prefix(mount) {
                // Some devices list parameters only; then these tell of their objects.
                if let Some((object, _)) =
                    name.rsplit_once('.').filter(|(_, parameter)| !parameter.is_empty())
                {
                    let object = name.get(..=object.len()).unwrap_or_default();
                    device.names.entry(template(object)).or_default();
                }
                *device.names.entry(template(name)).or_default() |= writable;
            }
        }
        let by_name: Map<&str, &ProfileDefinition<'a>> =
            self.profiles.iter().map(|profile| (&*profile.name, profile)).collect();
        let (mut waiting, mut seen) = (vec![first], Set::from([&*first.name]));
        while let Some(profile) = waiting.pop() {
            for object in &profile.objects {
                device.check(object);
            }
            for name in profile.base.iter().chain(&profile.extends) {
                if seen.insert(name) {
                    waiting.extend(by_name.get(&**name).copied());
                }
            }
        }
        for finding in &mut device.findings {
            finding.path = format!("{mount}{}", finding.path).into();
        }
        Some(device.findings)
    }
}

struct Device<'n> {
    /// Paths with `{i}` for their instances, and whether one of those is writable.
    names: Map<Cow<'n, str>, bool>,
    findings: Vec<Finding>,
    found: Set<(FindingKind, Box<str>)>,
}

/// What is known of an object that a profile names.
#[derive(PartialEq, Eq)]
enum Presence {
    Present,
    /// It is a table without rows, or inside one.
    NoRows,
    Missing,
}

impl Device<'_> {
    fn find(&mut self, kind: FindingKind, path: &str) {
        // A profile and the one it extends may ask for the same.
        if self.found.insert((kind, Box::from(path))) {
            self.findings.push(Finding { kind, path: Box::from(path) });
        }
    }

    fn is_writable(&self, path: &str) -> bool {
        self.names.get(path).copied().unwrap_or_default()
    }

    fn check(&mut self, object: &ProfileObject<'_>) {
        if object.status >= Status::Obsoleted {
            return;
        }
        let path = &*object.reference;
        let presence = self.presence(path);
        if presence == Presence::Missing {
            if object.requirement != Requirement::NotSpecified || !object.parameters.is_empty() {
                self.find(FindingKind::MissingObject, path);
            }
            return;
        }
        let (create, delete) = match object.requirement {
            Requirement::Create => (true, false),
            Requirement::Delete => (false, true),
            Requirement::CreateDelete => (true, true),
            _ => (false, false),
        };
        // Rows are added to the table, and each says for itself whether it can be deleted.
        let table = path.strip_suffix("{i}.").unwrap_or(path);
        if create && self.names.contains_key(table) && !self.is_writable(table) {
            self.find(FindingKind::MissingAccess, table);
        }
        if presence == Presence::NoRows {
            return;
        }
        if delete && !self.is_writable(path) {
            self.find(FindingKind::MissingAccess, path);
        }
        for parameter in object.parameters.iter().filter(|parameter| parameter.status < Status::Obsoleted) {
            let name = format!("{path}{}", parameter.reference);
            match self.names.get(&*name) {
                None => self.find(FindingKind::MissingParameter, &name),
                Some(false) if parameter.requirement == Requirement::ReadWrite => {
                    self.find(FindingKind::MissingAccess, &name);
                }
                Some(_) => {}
            }
        }
    }

    fn presence(&self, path: &str) -> Presence {
        if path.is_empty() || self.names.contains_key(path) {
            return Presence::Present;
        }
        // The outermost table without rows decides.
        let mut at = 0;
        while let Some(found) = path.get(at..).and_then(|rest| rest.find("{i}.")) {
            let (table, row) = (path.get(..at + found), path.get(..at + found + "{i}.".len()));
            let is_listed = |path: Option<&str>| path.is_some_and(|path| self.names.contains_key(path));
            if !is_listed(row) {
                return if is_listed(table) { Presence::NoRows } else { Presence::Missing };
            }
            at += found + "{i}.".len();
        }
        Presence::Missing
    }
}
