//! Checks of paths and values against an [`Index`] or a [`Table`], by the same rules.

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

use super::definitions::{Definitions, Found, FoundObject, Patterns};
use super::facet::Facets;
use super::index::Index;
use super::model::Syntax;
use super::table::Table;
use super::vocabulary::{Access, ActiveNotify, BaseType};
use crate::envelope::{Envelope, Fault};
use crate::path::{Path, Segment};
use crate::rpc::Rpc;
use crate::value::{Boolean, DateTime};

/// Why a value is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Read,
    Write,
}

/// The same checks for whatever has definitions.
macro_rules! checks {
    ($($type:ident),*) => { $(
        impl $type<'_> {
            /// Checks a path that is read: of a parameter, or with a dot at its end of an object or a table. The empty
            /// path means everything.
            #[must_use]
            pub fn check_get(&self, path: &str) -> Vec<Finding> {
                Definitions::from(self).check_get(path)
            }

            /// Checks a value that a device reports. `type_name` is the value's `xsi:type`, with or without prefix.
            #[must_use]
            pub fn check_value(&self, path: &str, value: &str, type_name: Option<&str>) -> Vec<Finding> {
                Definitions::from(self).check_parameter(path, value, type_name, Use::Read)
            }

            /// Checks a value that is to be set: also that the parameter and the value can be written.
            #[must_use]
            pub fn check_set(&self, path: &str, value: &str, type_name: Option<&str>) -> Vec<Finding> {
                Definitions::from(self).check_parameter(path, value, type_name, Use::Write)
            }

            /// Checks the path of an AddObject: that of a table, with a dot at its end.
            #[must_use]
            pub fn check_add(&self, path: &str) -> Vec<Finding> {
                Definitions::from(self).check_add(path)
            }

            /// Checks the path of a DeleteObject: that of a row, with a dot at its end.
            #[must_use]
            pub fn check_delete(&self, path: &str) -> Vec<Finding> {
                Definitions::from(self).check_delete(path)
            }

            /// Checks a change of notification (0 to 6) on a parameter, or on everything below an object.
            #[must_use]
            pub fn check_notification(&self, path: &str, notification: i64) -> Vec<Finding> {
                Definitions::from(self).check_notification(path, notification)
            }

            /// Checks every name and value that a message carries; messages about other things have no findings.
            ///
            /// ```
            /// use cwmp_soap::data_model::{DataModel, Index};
            /// use cwmp_soap::rpc::{ParameterValueStruct, SetParameterValues};
            /// use cwmp_soap::value::{FaultCode, Value};
            /// use cwmp_soap::{CwmpNamespace, Envelope};
            ///
            /// let xml = br#"<dm:document xmlns:dm="urn:broadband-forum-org:cwmp:datamodel-1-15" spec="urn:example-com:a">
            ///   <model name="A:1.0"><object name="A." access="readOnly" minEntries="1" maxEntries="1">
            ///     <parameter name="UpTime" access="readOnly"><syntax><unsignedInt/></syntax></parameter>
            ///   </object></model></dm:document>"#;
            /// let model = DataModel::from_xml(xml)?;
            /// let list = vec![ParameterValueStruct::new("A.UpTime", Value::unsigned_int(7))];
            /// let request = Envelope::new(CwmpNamespace::Cwmp12, SetParameterValues::new(list, "key"));
            /// let findings = Index::new(&model).check_message(&request);
            /// assert_eq!(findings[0].kind.fault_code(), Some(FaultCode(9008)));
            /// # Ok::<(), mgmt_wire::Error<cwmp_soap::data_model::ErrorKind>>(())
            /// ```
            #[must_use]
            pub fn check_message(&self, envelope: &Envelope<'_>) -> Vec<Finding> {
                Definitions::from(self).check_message(envelope)
            }

            /// Checks every name and value that an RPC carries.
            #[must_use]
            pub fn check_rpc(&self, rpc: &Rpc<'_>) -> Vec<Finding> {
                Definitions::from(self).check_rpc(rpc)
            }

            /// The fault with which a device that is as the model says refuses a request: of `SetParameterValues` with
            /// each parameter, of others with the first thing that is wrong. `None` when there is nothing to refuse,
            /// as in messages that are no requests to a device; vendors' own parameters are the caller's to judge.
            ///
            /// ```
            /// use cwmp_soap::data_model::Table;
            /// use cwmp_soap::rpc::{ParameterValueStruct, SetParameterValues};
            /// use cwmp_soap::value::Value;
            ///
            /// static LAMP: Table<'static> = Table::new("Lamp.Level\tunsignedInt\treadWrite\tcurrent\t1.0\trange=0:100\n");
            /// let level = ParameterValueStruct::new("Lamp.Level", Value::unsigned_int(101));
            /// let fault = LAMP.refusal(&SetParameterValues::new(vec![level], "").into()).unwrap();
            /// assert_eq!(fault.to_string(), "CWMP fault 9003: Invalid arguments, of 1 parameter");
            /// ```
            #[must_use]
            pub fn refusal(&self, request: &Rpc<'_>) -> Option<Fault<'static>> {
                Definitions::from(self).refusal(request)
            }

            /// Checks what holds between values: that keys of rows are unique, that tables have as many rows as the
            /// model allows and as the device says, and that references and their lists lead to what is there.
            ///
            /// `values` are names and values of everything below the partial path `below` (empty for all), as a device
            /// answers a GetParameterValues of it; aliases and parameters that the model does not have are passed over.
            /// Each value for itself is a matter of [`check_value`](Index::check_value).
            ///
            /// ```
            /// use cwmp_soap::data_model::{DataModel, FindingKind, Index};
            ///
            /// let xml = br#"<dm:document xmlns:dm="urn:broadband-forum-org:cwmp:datamodel-1-15" spec="urn:example-com:a">
            ///   <model name="A:1.0"><object name="A." access="readOnly" minEntries="1" maxEntries="1"/>
            ///     <object name="A.Port.{i}." access="readWrite" minEntries="0" maxEntries="unbounded">
            ///       <uniqueKey functional="false"><parameter ref="Name"/></uniqueKey>
            ///       <parameter name="Name" access="readWrite"><syntax><string/></syntax></parameter>
            ///     </object></model></dm:document>"#;
            /// let model = DataModel::from_xml(xml)?;
            /// let findings = Index::new(&model).check_tree("A.", [("A.Port.1.Name", "wan"), ("A.Port.4.Name", "wan")]);
            /// assert_eq!((findings[0].kind, &*findings[0].path), (FindingKind::KeyClash, "A.Port.4."));
            /// # Ok::<(), mgmt_wire::Error<cwmp_soap::data_model::ErrorKind>>(())
            /// ```
            #[must_use]
            pub fn check_tree<'v>(
                &self,
                below: &str,
                values: impl IntoIterator<Item = (&'v str, &'v str)>,
            ) -> Vec<Finding> {
                Definitions::from(self).check_tree(below, values)
            }
        } )*
    };
}

checks!(Index, Table);

impl<'d> Definitions<'d> {
    fn check_get(self, path: &str) -> Vec<Finding> {
        let mut findings = Findings::of(path);
        if !path.is_empty() {
            self.known(path, &mut findings);
        }
        findings.list
    }

    fn check_add(self, path: &str) -> Vec<Finding> {
        let mut findings = Findings::of(path);
        match self.known(path, &mut findings) {
            Some(Found::Table(object)) => check_rows(object, &mut findings),
            Some(_) => findings.add(FindingKind::NotATable),
            None => {}
        }
        findings.list
    }

    fn check_delete(self, path: &str) -> Vec<Finding> {
        let mut findings = Findings::of(path);
        match self.known(path, &mut findings) {
            Some(Found::Object(object)) if object.is_table() => check_rows(object, &mut findings),
            Some(_) => findings.add(FindingKind::NotATable),
            None => {}
        }
        findings.list
    }

    fn check_notification(self, path: &str, notification: i64) -> Vec<Finding> {
        let mut findings = Findings::of(path);
        if path.is_empty() {
            return findings.list;
        }
        if let Some(Found::Parameter(parameter)) = self.known(path, &mut findings) {
            let active = matches!(notification, 2 | 5 | 6);
            match parameter.active_notify() {
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
    fn known(self, path: &str, findings: &mut Findings<'_>) -> Option<Found<'d>> {
        if path.len() > Path::MAX_LENGTH && path.chars().count() > Path::MAX_LENGTH {
            findings.add(FindingKind::PathTooLong);
        }
        if !is_path(path) {
            findings.add(FindingKind::InvalidPath);
            return None;
        }
        let found = self.find(path);
        match &found {
            Some(Found::Parameter(parameter)) => findings.status(parameter.status()),
            Some(Found::Object(object) | Found::Table(object)) => findings.status(object.status()),
            None if path.split('.').any(|name| name.starts_with("X_")) => {
                findings.add(FindingKind::VendorExtension)
            }
            None if path.ends_with('.') => findings.add(FindingKind::UnknownObject),
            None => findings.add(FindingKind::UnknownParameter),
        }
        found
    }

    fn check_parameter(self, path: &str, value: &str, type_name: Option<&str>, purpose: Use) -> Vec<Finding> {
        let mut findings = Findings::of(path);
        if path.is_empty() || path.ends_with('.') {
            findings.add(FindingKind::UnknownParameter);
            return findings.list;
        }
        let Some(Found::Parameter(parameter)) = self.known(path, &mut findings) else { return findings.list };
        let syntax = parameter.syntax();
        if purpose == Use::Write && parameter.access() == Access::ReadOnly {
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
        let allowed = allowed(parameter, &syntax.facets);
        let patterns = Patterns::of(parameter);
        match &syntax.list {
            None => {
                check_scalar(&patterns, &syntax, value, purpose, &mut findings);
                self.check_path_refs(&allowed, value, &mut findings);
            }
            Some(list) => {
                check_list(list, value, &mut findings);
                for item in items(value, list) {
                    let item = unescape(item);
                    check_scalar(&patterns, &syntax, &item, purpose, &mut findings);
                    self.check_path_refs(&allowed, &item, &mut findings);
                }
            }
        }
        findings.list
    }
}

/// Checks a value, or one item of a list.
fn check_scalar(
    patterns: &Patterns<'_>,
    syntax: &Syntax<'_>,
    value: &str,
    purpose: Use,
    findings: &mut Findings<'_>,
) {
    let facets = &syntax.facets;
    match syntax.base_type {
        BaseType::Any => {}
        BaseType::String => check_text(patterns, facets, value, purpose, findings),
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

fn check_text(
    patterns: &Patterns<'_>,
    facets: &Facets<'_>,
    value: &str,
    purpose: Use,
    findings: &mut Findings<'_>,
) {
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
    if patterns.match_text(facets, value) {
        return;
    }
    // Vendors may add values of their own; `X_` names them.
    if facets.enumerations.is_empty() {
        findings.add(FindingKind::NoPatternMatch);
    } else if !value.starts_with("X_") {
        findings.add(FindingKind::NotEnumerated);
    }
}

fn check_rows(object: FoundObject<'_>, findings: &mut Findings<'_>) {
    if object.access() == Access::ReadOnly {
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
