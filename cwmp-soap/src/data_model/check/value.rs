//! Values against the facets of their type.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use super::finding::{FindingKind, Findings};
use crate::data_model::facet::{Facets, List};
use crate::data_model::number::Decimal;
use crate::data_model::vocabulary::{BaseType, ListNesting};
use crate::value::decode_base64;

pub(super) fn check_size(facets: &Facets<'_>, length: Option<u64>, findings: &mut Findings<'_>) {
    match length {
        None => findings.add(FindingKind::InvalidForm),
        Some(length) if !facets.sizes.is_empty() && !facets.sizes.iter().any(|size| size.allows(length)) => {
            findings.add(FindingKind::WrongSize);
        }
        Some(_) => {}
    }
}

pub(super) fn check_list(list: &List<'_>, value: &str, findings: &mut Findings<'_>) {
    if !list.sizes.is_empty() && !list.sizes.iter().any(|size| size.allows(length(value))) {
        findings.add(FindingKind::WrongSize);
    }
    let count = u64::try_from(items(value, list).count()).unwrap_or(u64::MAX);
    if count < list.min_items || list.max_items.is_some_and(|most| count > most) {
        findings.add(FindingKind::WrongItemCount);
    }
}

pub(super) fn check_number(base: BaseType, facets: &Facets<'_>, value: &str, findings: &mut Findings<'_>) {
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

pub(super) fn length(text: &str) -> u64 {
    u64::try_from(text.chars().count()).unwrap_or(u64::MAX)
}

/// Whether an `xsi:type` names the type: prefix and length suffix (`xsd:string(64)`) do not matter.
pub(super) fn is_of_type(name: &str, wanted: BaseType) -> bool {
    let local = name.rsplit(':').next().unwrap_or(name);
    let local = local.split('(').next().unwrap_or(local).trim();
    wanted == BaseType::Any
        || local == wanted.as_str()
        || local == "base64Binary" && wanted == BaseType::Base64
        || local == "anySimpleType"
}

/// The items of a comma-separated list; those in brackets only where the list allows them.
pub(super) fn items<'v>(value: &'v str, list: &List<'_>) -> impl Iterator<Item = &'v str> {
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
pub(super) fn unescape(item: &str) -> Cow<'_, str> {
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
pub(super) fn base64_length(text: &str) -> Option<u64> {
    decode_base64(text).map(|bytes| u64::try_from(bytes.len()).unwrap_or(u64::MAX))
}

/// The number of bytes that hexadecimal text stands for.
pub(super) fn hex_length(text: &str) -> Option<u64> {
    let text = text.trim();
    let is_hex = text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then(|| u64::try_from(text.len() / 2).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data_model::vocabulary::Status;

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
