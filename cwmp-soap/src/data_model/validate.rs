//! Checks of paths and values against an [`Index`].

use std::borrow::Cow;
use std::fmt;

use thiserror::Error;

use super::facet::{Facets, List};
use super::index::{Entry, Index, Indexed};
use super::model::{Object, Parameter};
use super::number::Decimal;
use super::vocabulary::{Access, ActiveNotify, BaseType, ListNesting, Status};
use crate::path::{Path, Segment};
use crate::value::{Boolean, DateTime};

/// Something a message asks or says that the model does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// What.
    pub kind: FindingKind,
    /// The path concerned, as it was given.
    pub path: Box<str>,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {}", self.kind, self.path)
    }
}

/// The kinds of [`Finding`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum FindingKind {
    /// Not a path: an empty name, instance 0, an open bracket, a wildcard or a placeholder.
    #[error("ill-formed path")]
    InvalidPath,
    /// More than 256 characters.
    #[error("path longer than 256 characters")]
    PathTooLong,
    /// The model has no such parameter.
    #[error("unknown parameter")]
    UnknownParameter,
    /// The model has no such object.
    #[error("unknown object")]
    UnknownObject,
    /// A vendor's own item (`X_…`), which the model cannot know.
    #[error("vendor extension")]
    VendorExtension,
    /// A parameter is written that cannot be.
    #[error("parameter cannot be written")]
    NotWritable,
    /// A row is added to or deleted from what is not a table.
    #[error("not a table")]
    NotATable,
    /// A row is added to or deleted from a table the device alone controls.
    #[error("rows cannot be added or deleted")]
    FixedTable,
    /// The value's type is not the parameter's.
    #[error("wrong type")]
    WrongType,
    /// The value is not in the lexical form of its type.
    #[error("value not in the form of its type")]
    InvalidForm,
    /// The number is beyond what its type holds.
    #[error("number beyond its type")]
    Overflow,
    /// The number is in none of the allowed ranges, or between the steps of one.
    #[error("value outside the allowed ranges")]
    OutOfRange,
    /// The text or the decoded bytes have none of the allowed lengths.
    #[error("value of a length that is not allowed")]
    WrongSize,
    /// The text is none of the enumeration's values and matches no pattern.
    #[error("value not in the enumeration")]
    NotEnumerated,
    /// The text matches none of the patterns.
    #[error("value that matches no pattern")]
    NoPatternMatch,
    /// The value is one that only the device sets.
    #[error("value that only the device sets")]
    ReadOnlyValue,
    /// The list has too few or too many items.
    #[error("list with a number of items that is not allowed")]
    WrongItemCount,
    /// A value is reported that must read back as the null value.
    #[error("hidden value reported")]
    HiddenValue,
    /// The device says otherwise than the model whether the item can be written.
    #[error("writable otherwise than in the model")]
    OtherAccess,
    /// A notification is asked for that the parameter does not take.
    #[error("notification cannot be changed")]
    FixedNotification,
    /// A notification is asked for that the device may refuse.
    #[error("notification the device may refuse")]
    DeniableNotification,
    /// The item is deprecated.
    #[error("deprecated")]
    Deprecated,
    /// The item is obsoleted.
    #[error("obsoleted")]
    Obsoleted,
    /// The item is deleted from the model.
    #[error("deleted from the model")]
    Deleted,
}

impl FindingKind {
    /// The CPE fault a request with this finding earns; `None` for what is only worth knowing.
    #[must_use]
    pub const fn fault_code(self) -> Option<u16> {
        Some(match self {
            FindingKind::InvalidPath
            | FindingKind::PathTooLong
            | FindingKind::UnknownParameter
            | FindingKind::UnknownObject
            | FindingKind::NotATable
            | FindingKind::Deleted => 9005,
            FindingKind::FixedTable => 9001,
            FindingKind::WrongType => 9006,
            FindingKind::InvalidForm
            | FindingKind::Overflow
            | FindingKind::OutOfRange
            | FindingKind::WrongSize
            | FindingKind::NotEnumerated
            | FindingKind::NoPatternMatch
            | FindingKind::ReadOnlyValue
            | FindingKind::WrongItemCount => 9007,
            FindingKind::NotWritable => 9008,
            FindingKind::FixedNotification => 9009,
            FindingKind::VendorExtension
            | FindingKind::OtherAccess
            | FindingKind::HiddenValue
            | FindingKind::DeniableNotification
            | FindingKind::Deprecated
            | FindingKind::Obsoleted => return None,
        })
    }
}

/// Why a value is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Read,
    Write,
}

/// Collects the findings of one path.
struct Findings<'p> {
    path: &'p str,
    list: Vec<Finding>,
}

impl Findings<'_> {
    fn add(&mut self, kind: FindingKind) {
        // One value breaks one rule once, however many of its items do.
        if self.list.last().is_none_or(|last| last.kind != kind) {
            self.list.push(Finding { kind, path: Box::from(self.path) });
        }
    }

    fn status(&mut self, status: Status) {
        match status {
            Status::Current => {}
            Status::Deprecated => self.add(FindingKind::Deprecated),
            Status::Obsoleted => self.add(FindingKind::Obsoleted),
            Status::Deleted => self.add(FindingKind::Deleted),
        }
    }
}

impl<'m> Index<'m> {
    /// Checks a path that is read: of a parameter, or with a dot at its end of an object or a table. The empty path
    /// means everything.
    #[must_use]
    pub fn check_get(&self, path: &str) -> Vec<Finding> {
        let mut findings = Findings { path, list: Vec::new() };
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
        let mut findings = Findings { path, list: Vec::new() };
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
        let mut findings = Findings { path, list: Vec::new() };
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
        let mut findings = Findings { path, list: Vec::new() };
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
        let mut findings = Findings { path, list: Vec::new() };
        if path.is_empty() || path.ends_with('.') {
            findings.add(FindingKind::UnknownParameter);
            return findings.list;
        }
        let found = self.known(path, &mut findings).and_then(|_| self.parameter(path));
        let Some((_, indexed)) = found else { return findings.list };
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
            None => self.check_scalar(indexed, value, purpose, &mut findings),
            Some(list) => {
                check_list(list, value, &mut findings);
                for item in items(value, list) {
                    self.check_scalar(indexed, &unescape(item), purpose, &mut findings);
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

fn check_size(facets: &Facets<'_>, length: Option<u64>, findings: &mut Findings<'_>) {
    match length {
        None => findings.add(FindingKind::InvalidForm),
        Some(length) if !facets.sizes.is_empty() && !facets.sizes.iter().any(|size| size.allows(length)) => {
            findings.add(FindingKind::WrongSize);
        }
        Some(_) => {}
    }
}

fn check_list(list: &List<'_>, value: &str, findings: &mut Findings<'_>) {
    if !list.sizes.is_empty() && !list.sizes.iter().any(|size| size.allows(length(value))) {
        findings.add(FindingKind::WrongSize);
    }
    let count = u64::try_from(items(value, list).count()).unwrap_or(u64::MAX);
    if count < list.min_items || list.max_items.is_some_and(|most| count > most) {
        findings.add(FindingKind::WrongItemCount);
    }
}

fn check_number(base: BaseType, facets: &Facets<'_>, value: &str, findings: &mut Findings<'_>) {
    let Some(number) = Decimal::parse(value).filter(|_| base == BaseType::Decimal || !value.contains('.'))
    else {
        // Digits too many for any type are a number all the same.
        let digits = value.strip_prefix(['+', '-']).unwrap_or(value);
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        findings.add(if is_number { FindingKind::Overflow } else { FindingKind::InvalidForm });
        return;
    };
    let (least, most) = match base {
        BaseType::Int => (Decimal::from(i64::from(i32::MIN)), Decimal::from(i64::from(i32::MAX))),
        BaseType::Long => (Decimal::from(i64::MIN), Decimal::from(i64::MAX)),
        BaseType::UnsignedInt => (Decimal::from(0_i64), Decimal::from(i64::from(u32::MAX))),
        BaseType::UnsignedLong => (Decimal::from(0_i64), Decimal::from(u64::MAX)),
        _ => (number, number),
    };
    if number < least || number > most {
        findings.add(FindingKind::Overflow);
    } else if !facets.ranges.is_empty() && !facets.ranges.iter().any(|range| range.allows(number)) {
        findings.add(FindingKind::OutOfRange);
    }
}

fn length(text: &str) -> u64 {
    u64::try_from(text.chars().count()).unwrap_or(u64::MAX)
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

/// Whether an `xsi:type` names the type: prefix and length suffix (`xsd:string(64)`) do not matter.
fn is_of_type(name: &str, wanted: BaseType) -> bool {
    let local = name.rsplit(':').next().unwrap_or(name);
    let local = local.split('(').next().unwrap_or(local).trim();
    wanted == BaseType::Any
        || local == wanted.as_str()
        || local == "base64Binary" && wanted == BaseType::Base64
        || local == "anySimpleType"
}

/// The items of a comma-separated list; those in brackets only where the list allows them.
fn items<'v>(value: &'v str, list: &List<'_>) -> impl Iterator<Item = &'v str> {
    let brackets = matches!(list.nested_brackets, Some(ListNesting::Permitted | ListNesting::Required));
    let mut rest = Some(value).filter(|value| !value.trim().is_empty());
    core::iter::from_fn(move || {
        let text = rest?;
        let mut depth = 0_usize;
        let comma = text.bytes().position(|byte| {
            match byte {
                b'[' if brackets => depth += 1,
                b']' if brackets => depth = depth.saturating_sub(1),
                _ => {}
            }
            byte == b',' && depth == 0
        });
        let item = match comma {
            Some(at) => {
                rest = text.get(at + 1..);
                text.get(..at).unwrap_or_default()
            }
            None => {
                rest = None;
                text
            }
        };
        Some(item.trim())
    })
}

/// Undoes the percent-encoding of commas and blanks inside an item.
fn unescape(item: &str) -> Cow<'_, str> {
    if !item.contains('%') {
        return Cow::Borrowed(item);
    }
    let mut bytes = Vec::with_capacity(item.len());
    let mut rest = item;
    while let Some((plain, escape)) = rest.split_once('%') {
        bytes.extend_from_slice(plain.as_bytes());
        match escape.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = escape.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(b'%');
                rest = escape;
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).map_or(Cow::Borrowed(item), Cow::Owned)
}

/// The number of bytes that base64 text stands for; blanks and line breaks do not count.
fn base64_length(text: &str) -> Option<u64> {
    let (mut digits, mut padding) = (0_u64, 0_u64);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' if padding == 0 => digits += 1,
            b'=' => padding += 1,
            _ => return None,
        }
    }
    ((digits + padding).is_multiple_of(4) && padding <= 2).then_some(digits * 3 / 4)
}

/// The number of bytes that hexadecimal text stands for.
fn hex_length(text: &str) -> Option<u64> {
    let text = text.trim();
    let is_hex = text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then(|| u64::try_from(text.len() / 2).unwrap_or(u64::MAX))
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

    #[test]
    fn lengths_of_binary_values() {
        assert_eq!(base64_length(""), Some(0));
        assert_eq!(base64_length("QQ=="), Some(1));
        assert_eq!(base64_length("QUJD\r\nREVG"), Some(6));
        assert_eq!(base64_length("QQ"), None);
        assert_eq!(base64_length("Q==="), None);
        assert_eq!(base64_length("=QQQ"), None);
        assert_eq!(hex_length("00ff"), Some(2));
        assert_eq!(hex_length("0"), None);
        assert_eq!(hex_length("zz"), None);
    }

    #[test]
    fn list_items() {
        let list = |nested_brackets| List {
            min_items: 0,
            max_items: None,
            nested_brackets,
            sizes: Vec::new(),
            status: Status::Current,
        };
        let plain = list(None);
        assert_eq!(items("a, b ,,c", &plain).collect::<Vec<_>>(), ["a", "b", "", "c"]);
        assert_eq!(items("  ", &plain).count(), 0);
        assert_eq!(items("[a,b],c", &list(Some(ListNesting::Required))).collect::<Vec<_>>(), ["[a,b]", "c"]);
        assert_eq!(unescape("a%2Cb%20c%zz%"), "a,b c%zz%");
    }
}
