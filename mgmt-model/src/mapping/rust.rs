//! A mapping written as Rust constants: how `generated.rs` is made.

use super::index::{Entry, Index};
use super::transform::{BitRule, Pair, Step, Way};
use super::{Binding, Mapping, Transform};
use crate::resource::{Attribute, Base, Presence, Type};
use alloc::string::String;
use core::fmt::Write;

const HEAD: &str = "\
//! Made from `data/*.tsv` by the test `tables`; `BLESS=1 cargo test -p mgmt-model --test tables` writes it anew.

use super::binding::is_composed;
use super::hash::Pattern;
use super::index::{Entry, Index};
use super::{Binding, BitRule, Condition, Fit, Native, Pair, Step, Technology, Test, Transform, Usage, Way};
use crate::resource::{Attribute, Base, Enumeration, Presence, Resource, Type};
use alloc::borrow::Cow;
use Presence::{Mandatory, NotPresent, Optional};

const fn text(text: &'static str) -> Cow<'static, str> {
    Cow::Borrowed(text)
}

const fn when(address: &'static str, value: &'static str, test: Test) -> Option<Condition> {
    Some(Condition { address: text(address), value: text(value), test })
}

const fn steps(steps: &'static [Step]) -> Transform {
    Transform::from_static(steps)
}

const fn e(hash: u64, number: u32, end: u32) -> Entry {
    Entry { hash, number, end }
}

/// A literal, because a call could not stand behind a reference in a constant.
macro_rules! pair {
    ($native:literal $way:ident $neutral:literal) => {
        Pair { native: Cow::Borrowed($native), neutral: Cow::Borrowed($neutral), way: Way::$way }
    };
}

const fn resource(name: &'static str, short: &'static str, definition: Option<u16>, resource_type: u16, multiple: bool, aliases: &'static str, attributes: (u32, u32)) -> Resource {
    Resource { name: text(name), short: text(short), definition, resource_type, multiple, aliases: text(aliases), attributes }
}

#[allow(clippy::too_many_arguments, reason = \"columns of a table\")]
const fn attribute(resource: u32, name: &'static str, short: &'static str, data_type: Type, unit: &'static str, create: Presence, update: Presence, secret: bool, aliases: &'static str, bindings: (u32, u32)) -> Attribute {
    Attribute { resource, name: text(name), short: text(short), data_type, unit: text(unit), create, update, secret, aliases: text(aliases), bindings }
}

#[allow(clippy::too_many_arguments, reason = \"columns of a table\")]
const fn row(attribute: u32, technology: Technology, address: &'static str, primary: u8, native: Native, multiple: bool, usage: Usage, transform: Transform, condition: Option<Condition>, fit: Fit, source: &'static str, note: &'static str) -> Binding {
    Binding { attribute, technology, address: text(address), primary, composed: is_composed(address), native, multiple, usage, transform, condition, fit, source: text(source), note: text(note) }
}
";

impl Mapping {
    /// The mapping as the Rust source of this crate's `generated.rs`.
    #[doc(hidden)]
    #[must_use]
    pub fn to_rust(&self) -> String {
        let mut rust = String::from(HEAD);
        table(&mut rust, "RESOURCES", "Resource", self.resources(), |resource, rust| {
            let _ = write!(
                rust,
                "resource({:?}, {:?}, {:?}, {}, {}, {:?}, {:?})",
                resource.name,
                resource.short,
                resource.definition,
                resource.resource_type,
                resource.multiple,
                resource.aliases,
                resource.attributes,
            );
        });
        table(&mut rust, "ATTRIBUTES", "Attribute", self.attributes(), write_attribute);
        table(&mut rust, "COMMON", "Attribute", self.common_attributes(), write_attribute);
        table(&mut rust, "ENUMERATIONS", "Enumeration", self.enumerations(), |enumeration, rust| {
            let _ =
                write!(rust, "Enumeration {{ name: text({:?}), values: Cow::Borrowed(&[", enumeration.name);
            for (value, name) in enumeration.values.iter() {
                let _ = write!(rust, "({value}, Cow::Borrowed({name:?})), ");
            }
            rust.push_str("]) }");
        });
        table(&mut rust, "BINDINGS", "Binding", self.bindings(), write_binding);
        let count = self.addresses.len();
        let _ = write!(rust, "\npub(super) static ADDRESSES: [Index; {count}] = [");
        for index in self.addresses.iter() {
            write_index(&mut rust, index);
            rust.push_str(",\n");
        }
        rust.push_str("];\n");
        rust.push_str("\npub(super) const NAMES: Index = ");
        write_index(&mut rust, &self.names);
        rust.push_str(";\n");
        rust.push_str("\npub(super) const TABLES: Index = ");
        write_index(&mut rust, &self.tables);
        rust.push_str(";\n");
        rust.push_str("\npub(super) static PATTERNS: &[Pattern] = ");
        numbers(&mut rust, &self.patterns, |pattern, rust| {
            let _ = write!(
                rust,
                "Pattern {{ places: {}, count: {}, wild: {:#b} }}",
                pattern.places, pattern.count, pattern.wild
            );
        });
        rust.push_str(";\n");
        rust
    }
}

fn table<T>(rust: &mut String, name: &str, kind: &str, items: &[T], write_item: impl Fn(&T, &mut String)) {
    let _ = writeln!(rust, "\npub(super) static {name}: &[{kind}] = &[");
    for item in items {
        rust.push_str("    ");
        write_item(item, rust);
        rust.push_str(",\n");
    }
    rust.push_str("];\n");
}

fn write_index(rust: &mut String, index: &Index) {
    rust.push_str("Index::from_static(");
    numbers(rust, &index.starts, |start, rust| {
        let _ = write!(rust, "{start}");
    });
    rust.push_str(", ");
    numbers(rust, &index.entries, |Entry { hash, number, end }, rust| {
        let _ = write!(rust, "e({hash:#018x}, {number}, {end})");
    });
    rust.push_str(", concat!(\n");
    let mut begin = 0;
    for entry in index.entries.iter() {
        let end = usize::try_from(entry.end).unwrap_or_default();
        let _ = writeln!(rust, "    {:?},", index.texts.get(begin..end).unwrap_or_default());
        begin = end;
    }
    rust.push_str("))");
}

/// Many to a line.
fn numbers<T>(rust: &mut String, items: &[T], write_item: impl Fn(&T, &mut String)) {
    rust.push_str("&[\n");
    for line in items.chunks(16) {
        rust.push_str("   ");
        for item in line {
            rust.push(' ');
            write_item(item, rust);
            rust.push(',');
        }
        rust.push('\n');
    }
    rust.push(']');
}

fn write_type(data_type: &Type, rust: &mut String) {
    let full = Type::new(data_type.base);
    match data_type.base {
        Base::Enumeration(index) => {
            let _ = write!(rust, "Type::new(Base::Enumeration({index}))");
        }
        base => {
            let _ = write!(rust, "Type::new(Base::{base:?})");
        }
    }
    if (full.minimum, full.maximum) != (data_type.minimum, data_type.maximum) {
        let _ = write!(rust, ".within({}, {})", data_type.minimum, data_type.maximum);
    }
    if data_type.list {
        rust.push_str(".list()");
    }
}

fn write_attribute(attribute: &Attribute, rust: &mut String) {
    let _ = write!(rust, "attribute({}, {:?}, {:?}, ", attribute.resource, attribute.name, attribute.short);
    write_type(&attribute.data_type, rust);
    let presence = |presence| match presence {
        Presence::Mandatory => "Mandatory",
        Presence::Optional => "Optional",
        Presence::NotPresent => "NotPresent",
    };
    let _ = write!(
        rust,
        ", {:?}, {}, {}, {}, {:?}, {:?})",
        attribute.unit,
        presence(attribute.create),
        presence(attribute.update),
        attribute.secret,
        attribute.aliases,
        attribute.bindings,
    );
}

fn write_transform(transform: &Transform, rust: &mut String) {
    if transform.steps().is_empty() {
        rust.push_str("Transform::IDENTITY");
        return;
    }
    rust.push_str("steps(&[");
    for step in transform.steps() {
        match step {
            Step::Enumerate(pairs) => {
                rust.push_str("Step::Enumerate(Cow::Borrowed(&[");
                for Pair { native, neutral, way } in pairs.iter() {
                    let way = match way {
                        Way::Both => "Both",
                        Way::Forward => "Forward",
                        Way::Inverse => "Inverse",
                    };
                    let _ = write!(rust, "pair!({native:?} {way} {neutral:?}), ");
                }
                rust.push_str("]))");
            }
            Step::Bits(rules) => {
                rust.push_str("Step::Bits(Cow::Borrowed(&[");
                for BitRule { mask, bits, neutral } in rules.iter() {
                    let _ = write!(rust, "BitRule {{ mask: {mask}, bits: {bits}, neutral: {neutral} }}, ");
                }
                rust.push_str("]))");
            }
            Step::Trigger(word) => {
                let _ = write!(rust, "Step::Trigger(Cow::Borrowed({word:?}))");
            }
            Step::Join(word) => {
                let _ = write!(rust, "Step::Join(Cow::Borrowed({word:?}))");
            }
            Step::Split(word) => {
                let _ = write!(rust, "Step::Split(Cow::Borrowed({word:?}))");
            }
            Step::Slice { start, length } if *length == usize::MAX => {
                let _ = write!(rust, "Step::Slice {{ start: {start}, length: usize::MAX }}");
            }
            plain => {
                let _ = write!(rust, "Step::{plain:?}");
            }
        }
        rust.push_str(", ");
    }
    rust.push_str("])");
}

fn write_binding(binding: &Binding, rust: &mut String) {
    let _ = write!(
        rust,
        "row({}, Technology::{:?}, {:?}, {}, Native::{:?}, {}, Usage::{:?}, ",
        binding.attribute,
        binding.technology,
        binding.address,
        binding.primary,
        binding.native,
        binding.multiple,
        binding.usage,
    );
    write_transform(&binding.transform, rust);
    match &binding.condition {
        Some(condition) => {
            let _ = write!(
                rust,
                ", when({:?}, {:?}, Test::{:?})",
                condition.address, condition.value, condition.test
            );
        }
        None => rust.push_str(", None"),
    }
    let _ = write!(rust, ", Fit::{:?}, {:?}, {:?})", binding.fit, binding.source, binding.note);
}
