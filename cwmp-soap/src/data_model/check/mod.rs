//! Checks of paths and values against an [`Index`].

mod finding;
mod message;
mod profile;
mod reference;
mod tree;
mod value;

use alloc::vec::Vec;
pub use finding::{Finding, FindingKind};

use finding::Findings;
use reference::allowed;
use value::{
    base64_length, check_list, check_number, check_size, hex_length, is_of_type, items, length, unescape,
};

use super::index::{Entry, Index, Indexed};
use super::model::{Object, Parameter};
use super::vocabulary::{Access, ActiveNotify, BaseType, Status};
use crate::path::{Path, Segment};
use crate::value::{Boolean, DateTime};

/// Why a value is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Read,
    Write,
}

impl<'m> Index<'m> {
    /// Checks a path that is read: of a parameter, or with a dot at its end of an object or a table. The empty path
    /// means everything.
    #[must_use]
    pub fn check_get(&self, path: &str) -> Vec<Finding> {
        let mut findings = Findings::of(path);
        if !path.is_empty() {
            self.known(path, &mut findings);
        }
        findings.list
    }

    /// Checks a value that a device reports. `type_name` is the value's `xsi:type`, with or without prefix.
    #[must_use]
    pub fn check_value(&self, path: &str, value: &str, type_name: Option<&str>) -> Vec<Finding> {
        self.check_parameter(path, value, type_name, Use::Read)
    }

    /// Checks a value that is to be set: also that the parameter and the value can be written.
    #[must_use]
    pub fn check_set(&self, path: &str, value: &str, type_name: Option<&str>) -> Vec<Finding> {
        self.check_parameter(path, value, type_name, Use::Write)
    }

    /// Checks the path of an AddObject: that of a table, with a dot at its end.
    #[must_use]
    pub fn check_add(&self, path: &str) -> Vec<Finding> {
        let mut findings = Findings::of(path);
        match self.known(path, &mut findings) {
            Some(Entry::Table(object)) => check_rows(object, &mut findings),
            Some(_) => findings.add(FindingKind::NotATable),
            None => {}
        }
        findings.list
    }

    /// Checks the path of a DeleteObject: that of a row, with a dot at its end.
    #[must_use]
    pub fn check_delete(&self, path: &str) -> Vec<Finding> {
        let mut findings = Findings::of(path);
        match self.known(path, &mut findings) {
            Some(Entry::Object(object)) if object.is_table() => check_rows(object, &mut findings),
            Some(_) => findings.add(FindingKind::NotATable),
            None => {}
        }
        findings.list
    }

    /// Checks a change of notification (0 to 6) on a parameter, or on everything below an object.
    #[must_use]
    pub fn check_notification(&self, path: &str, notification: i64) -> Vec<Finding> {
        let mut findings = Findings::of(path);
        if path.is_empty() {
            return findings.list;
        }
        if let Some(Entry::Parameter(_, parameter)) = self.known(path, &mut findings) {
            let active = matches!(notification, 2 | 5 | 6);
            match parameter.active_notify {
                ActiveNotify::ForceEnabled if notification != 2 => {
                    findings.add(FindingKind::FixedNotification)
                }
                ActiveNotify::CanDeny if active => findings.add(FindingKind::DeniableNotification),
                _ => {}
            }
        }
        findings.list
    }

    /// Checks the path and finds what it leads to.
    fn known(&self, path: &str, findings: &mut Findings<'_>) -> Option<Entry<'m>> {
        if path.len() > Path::MAX_LENGTH && path.chars().count() > Path::MAX_LENGTH {
            findings.add(FindingKind::PathTooLong);
        }
        if !is_path(path) {
            findings.add(FindingKind::InvalidPath);
            return None;
        }
        let entry = self.find(path);
        match &entry {
            Some(Entry::Parameter(object, parameter)) => {
                let of_object = object.map_or(Status::Current, |object| object.status);
                findings.status(parameter.status.max(of_object));
            }
            Some(Entry::Object(object) | Entry::Table(object)) => findings.status(object.status),
            None if path.split('.').any(|name| name.starts_with("X_")) => {
                findings.add(FindingKind::VendorExtension)
            }
            None if path.ends_with('.') => findings.add(FindingKind::UnknownObject),
            None => findings.add(FindingKind::UnknownParameter),
        }
        entry
    }

    fn check_parameter(
        &self,
        path: &str,
        value: &str,
        type_name: Option<&str>,
        purpose: Use,
    ) -> Vec<Finding> {
        let mut findings = Findings::of(path);
        if path.is_empty() || path.ends_with('.') {
            findings.add(FindingKind::UnknownParameter);
            return findings.list;
        }
        let found = self.known(path, &mut findings).and_then(|_| self.parameter(path));
        let Some((room, indexed)) = found else { return findings.list };
        let parameter = indexed.parameter;
        let syntax = &parameter.syntax;
        if purpose == Use::Write && parameter.access == Access::ReadOnly {
            findings.add(FindingKind::NotWritable);
        }
        if type_name.is_some_and(|name| !is_of_type(name, syntax.wire_type())) {
            findings.add(FindingKind::WrongType);
        }
        let is_null = value.is_empty() || value == syntax.wire_type().null_value();
        if purpose == Use::Read && (syntax.hidden || syntax.command) {
            if !is_null {
                findings.add(FindingKind::HiddenValue);
            }
            return findings.list;
        }
        match &syntax.list {
            None => {
                self.check_scalar(indexed, value, purpose, &mut findings);
                self.check_path_refs(&allowed(room, indexed), value, &mut findings);
            }
            Some(list) => {
                check_list(list, value, &mut findings);
                let allowed = allowed(room, indexed);
                for item in items(value, list) {
                    let item = unescape(item);
                    self.check_scalar(indexed, &item, purpose, &mut findings);
                    self.check_path_refs(&allowed, &item, &mut findings);
                }
            }
        }
        findings.list
    }

    /// Checks a value, or one item of a list.
    fn check_scalar(&self, indexed: &Indexed<'m>, value: &str, purpose: Use, findings: &mut Findings<'_>) {
        let Parameter { syntax, .. } = indexed.parameter;
        let facets = &syntax.facets;
        match syntax.base_type {
            BaseType::Any => {}
            BaseType::String => self.check_text(indexed, value, purpose, findings),
            BaseType::Boolean => {
                if Boolean::parse(value).is_none() {
                    findings.add(FindingKind::InvalidForm);
                }
            }
            BaseType::DateTime => {
                if value.parse::<DateTime>().is_err() {
                    findings.add(FindingKind::InvalidForm);
                }
            }
            BaseType::Base64 => check_size(facets, base64_length(value), findings),
            BaseType::HexBinary => check_size(facets, hex_length(value), findings),
            base => check_number(base, facets, value.trim(), findings),
        }
    }

    fn check_text(&self, indexed: &Indexed<'m>, value: &str, purpose: Use, findings: &mut Findings<'_>) {
        let facets = &indexed.parameter.syntax.facets;
        check_size(facets, Some(length(value)), findings);
        if facets.enumerations.is_empty() && facets.patterns.is_empty() {
            return;
        }
        if let Some(found) = facets.enumerations.iter().find(|allowed| allowed.value == value) {
            if purpose == Use::Write && found.access == Access::ReadOnly {
                findings.add(FindingKind::ReadOnlyValue);
            }
            findings.status(found.status);
            return;
        }
        // A pattern that cannot be compiled decides nothing.
        if self.matchers(indexed).any(|matcher| matcher.is_none_or(|matcher| matcher.matches(value))) {
            return;
        }
        // Vendors may add values of their own; `X_` names them.
        if facets.enumerations.is_empty() {
            findings.add(FindingKind::NoPatternMatch);
        } else if !value.starts_with("X_") {
            findings.add(FindingKind::NotEnumerated);
        }
    }
}

fn check_rows(object: &Object<'_>, findings: &mut Findings<'_>) {
    if object.access == Access::ReadOnly {
        findings.add(FindingKind::FixedTable);
    }
}

/// Whether a path has the form that requests carry: aliases begin with a letter and have at most 64 characters,
/// wildcards and placeholders are for references and definitions.
fn is_path(path: &str) -> bool {
    let Ok(path) = Path::parse(path) else { return false };
    path.segments().all(|segment| match segment {
        Segment::Name(_) | Segment::Instance(_) => true,
        Segment::Alias(alias) => {
            alias.starts_with(|c: char| c.is_ascii_alphabetic()) && alias.chars().count() <= 64
        }
        Segment::Wildcard | Segment::Placeholder => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        for path in
            ["Device.", "Device.X_ACME-COM_a.1.B", "A.[my-alias-1].B", "A.[x].", "Device.WiFi.SSID.10."]
        {
            assert!(is_path(path), "{path}");
        }
        for path in [
            ".", "A..B", "A.0.B", "A.01.B", "A.*.B", "A.{i}.B", "A.[x", "A.[].B", "A.[1].B", "A.[x]B", "A B",
            " A", "A.B,",
        ] {
            assert!(!is_path(path), "{path}");
        }
    }
}
