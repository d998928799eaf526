//! What the table says about one element, and what a text or number breaks of it.

use crate::envelope::CwmpNamespace;
use crate::error::WarningKind;
use crate::rpc::facet::Facet;
use mgmt_wire::xml::Tag;

/// The name of a field's element, its tags, and its rules.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) element: &'static str,
    pub(crate) tag: Tag<'static>,
    pub(crate) facet: Facet,
}

/// Makes the row of an element from its name.
macro_rules! row {
    ($element:expr, $facet:expr) => {
        $crate::envelope::decoder::Row {
            element: $element,
            tag: mgmt_wire::xml::Tag::new(concat!("<", $element, ">"), concat!("</", $element, ">")),
            facet: $facet,
        }
    };
}
pub(crate) use row;

/// What a text breaks of its facets.
#[inline]
pub(crate) fn facet_deviation(row: &Row, text: &str, version: CwmpNamespace) -> Option<WarningKind> {
    let facet = &row.facet;
    // No text has more characters than bytes.
    if facet.pattern.is_none() && (facet.max_length == 0 || text.len() <= facet.max_length) {
        return None;
    }
    closer_facet_deviation(row, text, version)
}

fn closer_facet_deviation(row: &Row, text: &str, version: CwmpNamespace) -> Option<WarningKind> {
    let facet = &row.facet;
    if facet.max_length != 0 && text.len() > facet.max_length && text.chars().count() > facet.max_length {
        return Some(WarningKind::TooLong(row.element));
    }
    if facet.pattern.is_none_or(|fits| fits(text, version)) {
        return None;
    }
    if row.element == "OUI" && text.len() == 6 && text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Some(WarningKind::OuiCase);
    }
    Some(WarningKind::Pattern(row.element))
}

/// What a number breaks of its facets.
#[inline]
pub(crate) fn code_deviation(row: &Row, code: i64, version: CwmpNamespace) -> Option<WarningKind> {
    if row.facet.code.is_none_or(|fits| fits(code, version)) {
        return None;
    }
    Some(match row.element {
        "FaultCode" => WarningKind::FaultCode,
        element => WarningKind::UnknownCode(element),
    })
}
