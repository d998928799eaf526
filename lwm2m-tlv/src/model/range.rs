//! The `RangeEnumeration` of a resource: free text in practice, numbers where it can be read.

use alloc::borrow::Cow;
use alloc::vec::Vec;

/// Which numbers a range allows. For String, Corelnk and Opaque they are lengths.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Bounds {
    /// From the first to the second, both included: `0..100`, `0..255 bytes`.
    Between(f64, f64),
    /// One of these: `0,1,2`.
    OneOf(Cow<'static, [f64]>),
    /// The text has no form that can be read; it says nothing to a program.
    Text,
}

/// The allowed values or lengths of a resource, as text and as numbers.
///
/// ```
/// use lwm2m_tlv::model::{Bounds, Range};
///
/// let range = Range::parse("-158..-44").expect("not empty");
/// assert_eq!(range.bounds, Bounds::Between(-158.0, -44.0));
/// assert_eq!(Range::parse("A..B").map(|range| range.bounds), Some(Bounds::Text));
/// assert_eq!(Range::parse("  "), None);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Range {
    /// The text of the definition file.
    pub text: Cow<'static, str>,
    /// The numbers in it.
    pub bounds: Bounds,
}

impl Range {
    /// Reads the text of a definition file; `None` when it is empty.
    ///
    /// Read are `a..b` with `a <= b` and `a,b,c`, each also followed by a unit of length. Everything else that the
    /// registry has (`1...63`, `0-50`, `8-Bits`, `-30..-120`) is [`Bounds::Text`].
    #[must_use]
    pub fn parse(text: impl Into<Cow<'static, str>>) -> Option<Range> {
        let text = text.into();
        let bounds = bounds(text.trim())?;
        Some(Range { text, bounds })
    }

    /// A range whose numbers are known already (the compiled-in tables).
    pub(crate) const fn constant(text: &'static str, bounds: Bounds) -> Range {
        Range { text: Cow::Borrowed(text), bounds }
    }

    /// Whether a value, or a length, is allowed. `None` when the range does not say.
    ///
    /// A list of one number does not say: the registry writes `255` for `0..255` as well as for exactly 255.
    #[must_use]
    pub fn allows(&self, number: f64) -> Option<bool> {
        match &self.bounds {
            Bounds::Between(low, high) => Some(*low <= number && number <= *high),
            Bounds::OneOf(numbers) if numbers.len() > 1 => Some(numbers.contains(&number)),
            Bounds::OneOf(_) | Bounds::Text => None,
        }
    }
}

fn bounds(text: &str) -> Option<Bounds> {
    if text.is_empty() {
        return None;
    }
    let numbers = [" bytes", " Bytes", " byte", " B"]
        .iter()
        .find_map(|unit| text.strip_suffix(unit))
        .unwrap_or(text)
        .trim_end();
    if let Some((low, high)) = numbers.split_once("..") {
        return Some(match (number(low), number(high)) {
            (Some(low), Some(high)) if low <= high => Bounds::Between(low, high),
            _ => Bounds::Text,
        });
    }
    let list: Option<Vec<f64>> = numbers.split(',').map(number).collect();
    Some(list.map_or(Bounds::Text, |list| Bounds::OneOf(Cow::Owned(list))))
}

/// A finite decimal number. Not whatever `f64` parses: no `inf`, no `NaN`, no bare point.
fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let plain = digits.as_bytes().first().is_some_and(u8::is_ascii_digit)
        && digits.as_bytes().last().is_some_and(u8::is_ascii_digit)
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'-' | b'+'));
    if !plain {
        return None;
    }
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &'static str) -> Option<Bounds> {
        Range::parse(text).map(|range| range.bounds)
    }

    #[test]
    fn what_can_be_read() {
        assert_eq!(read("0..100"), Some(Bounds::Between(0.0, 100.0)));
        assert_eq!(read(" -110 .. -48 "), Some(Bounds::Between(-110.0, -48.0)));
        assert_eq!(read("0.5..1e3"), Some(Bounds::Between(0.5, 1000.0)));
        assert_eq!(read("1..64 bytes"), Some(Bounds::Between(1.0, 64.0)));
        assert_eq!(read("5, 10, 15"), Some(Bounds::OneOf(Cow::Borrowed(&[5.0, 10.0, 15.0]))));
        assert_eq!(read("255"), Some(Bounds::OneOf(Cow::Borrowed(&[255.0]))));
        assert_eq!(read("\n"), None);
    }

    #[test]
    fn what_cannot() {
        for text in [
            "..5",
            "5..",
            "5..1",
            "1...5",
            "1-5",
            "NaN..1",
            "1e400..2",
            "A..B",
            "inf",
            "8-Bits",
            "2 Instances",
            "0x10",
            "1..2..3",
            ",",
            "1,",
            "<7 to >12.5",
            "--1",
            "1e",
            "'1'",
            "1_000",
        ] {
            assert_eq!(read(text), Some(Bounds::Text), "{text}");
        }
    }

    #[test]
    fn one_number_is_no_rule() {
        let allows = |text: &'static str, number| Range::parse(text).and_then(|range| range.allows(number));
        assert_eq!(allows("255", 3.0), None);
        assert_eq!(allows("16,32,48", 16.0), Some(true));
        assert_eq!(allows("16,32,48", 17.0), Some(false));
        assert_eq!(allows("0..4", 4.0), Some(true));
        assert_eq!(allows("0..4", 4.5), Some(false));
        assert_eq!(allows("any", 1.0), None);
    }
}
