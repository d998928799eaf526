//! The tables' own spelling of transforms and types: what their `parse` reads.

use super::{BitRule, Mapping, Pair, Step, Transform, Way};
use crate::resource::{Base, Type};
use alloc::string::{String, ToString};
use core::fmt;

impl fmt::Display for Transform {
    /// `join slash|enum 0/0=1`; empty for the identity.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        joined(f, "|", self.steps())
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Step::Scale { numerator, denominator: 1 } => write!(f, "scale {numerator}"),
            Step::Scale { numerator, denominator } => write!(f, "scale {numerator}/{denominator}"),
            Step::Offset(number) => write!(f, "offset {number}"),
            Step::Enumerate(pairs) => {
                f.write_str("enum ")?;
                joined(f, ",", pairs)
            }
            Step::Bits(rules) => {
                f.write_str("bits ")?;
                joined(f, ",", rules)
            }
            Step::Trigger(text) => write!(f, "trigger {text}"),
            Step::Join(text) => write!(f, "join {}", separator(text)),
            Step::Split(text) => write!(f, "split {}", separator(text)),
            Step::Base64 => f.write_str("base64"),
            Step::Utf8 => f.write_str("utf8"),
            Step::Mac => f.write_str("mac"),
            Step::UpperHex => f.write_str("upper-hex"),
            Step::HexNumber => f.write_str("hex-number"),
            Step::NamedInformation => f.write_str("ni"),
            Step::OuiIdentifier => f.write_str("oui-id"),
            Step::Plmn => f.write_str("plmn"),
            Step::Slice { start, length: usize::MAX } => write!(f, "slice {start}"),
            Step::Slice { start, length } => write!(f, "slice {start} {length}"),
            Step::Absent(number) => write!(f, "absent {number}"),
            Step::Duration => f.write_str("duration"),
            Step::Letters => f.write_str("letters"),
            Step::Ipv4 => f.write_str("ipv4"),
            Step::PosixZone => f.write_str("posix-zone"),
            Step::ZoneName => f.write_str("zone-name"),
            Step::ZoneNameRead => f.write_str("zone-name-read"),
            Step::Link => f.write_str("link"),
        }
    }
}

impl fmt::Display for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let way = match self.way {
            Way::Both => '=',
            Way::Forward => '>',
            Way::Inverse => '<',
        };
        write!(f, "{}{way}{}", self.native, self.neutral)
    }
}

impl fmt::Display for BitRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}&{}={}", self.mask, self.bits, self.neutral)
    }
}

fn joined<T: fmt::Display>(f: &mut fmt::Formatter<'_>, between: &str, items: &[T]) -> fmt::Result {
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            f.write_str(between)?;
        }
        item.fmt(f)?;
    }
    Ok(())
}

fn separator(text: &str) -> &str {
    match text {
        "," => "comma",
        " " => "space",
        "/" => "slash",
        other => other,
    }
}

impl Mapping {
    /// A type in the spelling of the tables: `unsignedInt(0..100)`, `list string`, `enum m2m:logStatus`.
    #[must_use]
    pub fn type_name(&self, data_type: &Type) -> String {
        let list = if data_type.list { "list " } else { "" };
        if let Base::Enumeration(place) = data_type.base {
            let name =
                self.enumerations().get(usize::from(place)).map_or("", |enumeration| &enumeration.name);
            return alloc::format!("{list}enum {name}");
        }
        let whole = Type::new(data_type.base);
        let mut name = list.to_string() + data_type.base.word();
        if (data_type.minimum, data_type.maximum) != (whole.minimum, whole.maximum) {
            name += &alloc::format!("({}..{})", data_type.minimum, data_type.maximum);
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transforms_are_spelled_as_they_are_read() {
        for binding in Mapping::built_in().bindings() {
            let text = binding.transform.to_string();
            assert_eq!(Transform::parse(&text).as_ref(), Ok(&binding.transform), "{text}");
        }
    }

    #[test]
    fn types_are_spelled_as_they_are_read() {
        let mapping = Mapping::built_in();
        let place = |name: &str| {
            mapping
                .enumerations()
                .iter()
                .position(|e| e.name == name)
                .and_then(|place| u16::try_from(place).ok())
        };
        for attribute in mapping.attributes() {
            let text = mapping.type_name(&attribute.data_type);
            assert_eq!(Type::parse(&text, place), Ok(attribute.data_type), "{text}");
        }
    }
}
