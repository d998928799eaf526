//! Every row against the other side's own definition: what the transform must explain, and nothing else.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    missing_docs
)]
#![cfg(all(feature = "lwm2m", feature = "cwmp"))]

mod published;

use cwmp_soap::data_model::{Access, DataModel, Entry, Index, Parameter};
use lwm2m_tlv::model::{ResourceDefinition, ResourceType};
use lwm2m_tlv::{Path as LwPath, ValueType};
use mgmt_model::Mapping;
use mgmt_model::mapping::{Binding, Fit, Native, Step, Technology, Usage, Way};
use mgmt_model::resource::{Attribute, Base};
use mgmt_testkit::corpus;
use published::is_extension;
use std::collections::BTreeSet;
use std::fs;

/// What a data model says of one place.
struct Place {
    native: Native,
    list: bool,
    unit: String,
    /// What it is, in words.
    text: String,
    /// The values of an enumeration; empty for others.
    values: Vec<String>,
    reads: bool,
    writes: bool,
    executes: bool,
}

fn parameter(address: &str, parameter: &Parameter<'_>) -> Place {
    Place {
        native: published::native(parameter),
        list: parameter.syntax.list.is_some(),
        unit: published::unit(address, parameter),
        text: String::new(),
        values: parameter.syntax.facets.enumerations.iter().map(|value| value.value.to_string()).collect(),
        reads: !parameter.syntax.hidden,
        writes: parameter.access != Access::ReadOnly,
        executes: parameter.syntax.command,
    }
}

fn resource(resource: &ResourceDefinition) -> Place {
    let native = match &resource.resource_type {
        ResourceType::None => Native::None,
        ResourceType::Known(known) => match known {
            ValueType::String => Native::String,
            ValueType::Integer => Native::Int64,
            ValueType::Unsigned => Native::Uint64,
            ValueType::Float => Native::Float64,
            ValueType::Boolean => Native::Boolean,
            ValueType::Opaque => Native::Opaque,
            ValueType::Time => Native::UnixTime,
            ValueType::Objlnk => Native::Objlnk,
            ValueType::Corelnk => Native::Corelnk,
        },
        other => panic!("{other:?}"),
    };
    Place {
        native,
        list: resource.multiple,
        unit: resource.units.to_string(),
        text: format!("{} {}", resource.description, resource.range.as_ref().map_or("", |range| &range.text)),
        values: Vec::new(),
        reads: resource.operations.readable(),
        writes: resource.operations.writable(),
        executes: resource.operations.executable(),
    }
}

/// What each side calls a unit: what it measures, and in which part of that.
fn unit(word: &str) -> (&'static str, f64) {
    match word {
        "" => ("", 1.0),
        "s" | "seconds" => ("s", 1.0),
        "ms" | "milliseconds" => ("s", 0.001),
        "microseconds" => ("s", 0.000_001),
        "min" | "minutes" => ("s", 60.0),
        "Byte" | "B" | "bytes" => ("B", 1.0),
        // TR-098 says kilobytes where TR-181 says KiB of the same parameter.
        "KiB" | "kilobytes" => ("B", 1024.0),
        "%" | "percent" | "/100" => ("%", 1.0),
        "dBm" => ("dBm", 1.0),
        "dB" => ("dB", 1.0),
        "m" => ("m", 1.0),
        "m/s" => ("m/s", 1.0),
        "Cel" | "degrees celsius" => ("Cel", 1.0),
        "lat" => ("lat", 1.0),
        "lon" => ("lon", 1.0),
        "mA" => ("A", 0.001),
        "mV" => ("V", 0.001),
        "packets" => ("packets", 1.0),
        other => panic!("unit {other}"),
    }
}

/// Whether a description speaks of a unit, where the model has no word of its own for it.
fn spoken(text: &str, of: &str, factor: f64) -> bool {
    let text = text.to_lowercase();
    let words: &[&str] = match (of, factor) {
        ("s", 1.0) => &["second"],
        ("s", 0.001) => &["millisecond"],
        ("s", 60.0) => &["minute"],
        ("B", 1.0) => &["byte", "octet"],
        ("B", 1000.0) => &["kilobyte"],
        ("V", 0.001) => &["mv", "millivolt"],
        ("A", 0.001) => &["ma", "milliamp"],
        _ => &[],
    };
    words.iter().any(|word| text.contains(word))
}

/// What the row leaves unexplained.
fn review(mapping: &Mapping, binding: &Binding, place: &Place) -> Vec<String> {
    let mut found = Vec::new();
    let attribute = mapping.attribute(binding.attribute()).unwrap();
    let trigger = binding.transform.trigger().is_some();
    let steps = binding.transform.steps();
    if place.native != binding.native {
        found.push(format!("type {}, not {}", place.native.word(), binding.native.word()));
    }
    if binding.usage.reads() && !place.reads && !trigger {
        found.push("cannot be read".to_owned());
    }
    if binding.usage.writes() && !place.writes {
        found.push("cannot be written".to_owned());
    }
    if (binding.usage == Usage::Execute) != (place.executes && binding.native == Native::None) {
        found.push(format!("executes: {}", place.executes));
    }
    let triggered = mapping
        .find(binding.technology, &binding.address)
        .any(|other| other.binding.transform.trigger().is_some());
    if place.writes && binding.usage == Usage::Read && !triggered {
        found.push("could be written".to_owned());
    }
    if place.reads && matches!(binding.usage, Usage::Write | Usage::Required) {
        found.push("could be read".to_owned());
    }
    let scale = steps.iter().find_map(|step| match step {
        Step::Scale { numerator, denominator } => Some(*numerator as f64 / *denominator as f64),
        _ => None,
    });
    let ((native, factor), (own, own_factor)) = (unit(&place.unit), unit(&attribute.unit));
    let expected = own_factor * scale.unwrap_or(1.0);
    let explained = if native.is_empty() && !own.is_empty() {
        spoken(&place.text, own, expected)
    } else {
        native == own && (factor - expected).abs() < 1e-9
    };
    if !explained {
        found.push(format!("unit {:?}, not {:?} times {scale:?}", place.unit, attribute.unit));
    }
    let pairs = steps.iter().find_map(|step| match step {
        Step::Enumerate(pairs) => Some(pairs),
        _ => None,
    });
    match pairs {
        Some(pairs) if !place.values.is_empty() => {
            let read = pairs.iter().filter(|pair| pair.way != Way::Inverse);
            let read: BTreeSet<&str> = read.map(|pair| &*pair.native).collect();
            for value in &place.values {
                if binding.fit != Fit::Partial && !read.contains(value.as_str()) && !read.contains("*") {
                    found.push(format!("does not read {value}"));
                }
            }
            for pair in pairs.iter().filter(|pair| pair.way != Way::Forward && pair.native != "*") {
                if !place.values.iter().any(|known| *known == pair.native) {
                    found.push(format!("writes {}, which the model does not have", pair.native));
                }
            }
        }
        Some(_) => {}
        None if !place.values.is_empty() && !trigger => {
            if binding.usage.writes() || attribute.data_type.base != Base::String {
                found.push(format!("values {:?} as they are", place.values));
            }
        }
        None => {
            let whole =
                matches!(place.native, Native::Int64 | Native::Uint64 | Native::Int32 | Native::Uint32);
            if attribute.data_type.base == Base::String
                && whole
                && steps.is_empty()
                && binding.fit == Fit::Exact
            {
                found.push("a number as text".to_owned());
            }
            if let (Base::Enumeration(at), Native::Int64) = (attribute.data_type.base, place.native) {
                found.extend(unnamed(mapping, binding, usize::from(at), &place.text));
            }
        }
    }
    let split = steps.iter().any(|step| matches!(step, Step::Split(_) | Step::Letters));
    let join = steps.iter().any(|step| matches!(step, Step::Join(_)));
    let link = steps.contains(&Step::Link);
    let list = split || binding.multiple;
    if list != attribute.data_type.list && !join && !trigger && !link && binding.fit != Fit::Partial {
        found.push(format!("a list here: {list}"));
    }
    if binding.technology == Technology::LwM2m {
        if place.list != binding.multiple {
            found.push(format!("a list there: {}", place.list));
        }
    } else if place.list != split && binding.fit != Fit::Partial {
        found.push(format!("a list there: {}", place.list));
    }
    if binding.fit == Fit::Exact && !steps.is_empty() {
        found.push("exact, with a transform".to_owned());
    }
    if binding.fit == Fit::Converted && steps.is_empty() && !converts(binding, attribute) {
        found.push("converted, without a transform".to_owned());
    }
    found
}

/// The values of an enumeration that a resource's description does not list.
fn unnamed(mapping: &Mapping, binding: &Binding, at: usize, text: &str) -> Vec<String> {
    if binding.fit == Fit::Partial {
        return Vec::new();
    }
    let mut numbers: BTreeSet<String> =
        text.split(|c: char| !c.is_ascii_digit()).map(str::to_owned).collect();
    for word in text.split_whitespace() {
        let bounds = word.split_once("..").map(|(first, last)| (first.parse::<u16>(), last.parse::<u16>()));
        if let Some((Ok(first), Ok(last))) = bounds {
            numbers.extend((first..=last).map(|number| number.to_string()));
        }
    }
    let values = mapping.enumerations()[at].values.iter();
    let native = values.filter_map(|(value, _)| {
        let mut precision = mgmt_model::mapping::Precision::exact();
        binding.transform.inverse(mgmt_model::Value::from(*value), &mut precision).ok().flatten()
    });
    let texts = native.filter_map(|value| value.as_integer()).map(|number| number.to_string());
    texts.filter(|number| !numbers.contains(number)).map(|n| format!("{n} is not described")).collect()
}

/// Whether the types alone make it a conversion.
fn converts(binding: &Binding, attribute: &Attribute) -> bool {
    let base = attribute.data_type.base;
    match binding.native {
        Native::String => base != Base::String || binding.multiple,
        Native::DateTime | Native::UnixTime => true,
        _ => matches!(base, Base::String | Base::Base64),
    }
}

/// What the models leave open or say wrongly, and why the row is right all the same.
const EXPLAINED: &[(&str, &str, &str)] = &[
    (
        "InternetGatewayDevice.WANDevice.{i}.WANConnectionDevice.{i}.WANIPConnection.{i}.ExternalIPAddress",
        "could be written",
        "the address of a gateway's uplink, not of what a request for a mobile network means",
    ),
    (
        "InternetGatewayDevice.WANDevice.{i}.WANConnectionDevice.{i}.WANPPPConnection.{i}.ExternalIPAddress",
        "could be written",
        "the address of a gateway's uplink, not of what a request for a mobile network means",
    ),
    ("/2052/{i}/5", "unit", "the registry gives a boolean a unit"),
    ("Device.Cellular.Interface.{i}.RSRQ", "unit", "a ratio: dB, whatever the model says"),
    ("Device.PeriodicStatistics.SampleSet.{i}.SampleInterval", "unit", "oneM2M states none"),
    ("/4/0/3", "unit", "RSRQ is a ratio in dB"),
    ("/3303/{i}/5700", "unit", "5701 names it: a condition of the row"),
];

fn assert_reviewed(mapping: &Mapping, binding: &Binding, place: &Place, wrong: &mut Vec<String>) {
    for found in review(mapping, binding, place) {
        let known = EXPLAINED.iter().any(|(at, what, _)| *at == binding.address && found.starts_with(what));
        if !known {
            let attribute = mapping.full_name(binding.attribute());
            wrong.push(format!("{attribute}\t{}\t{found}", binding.address));
        }
    }
}

/// The rows of a technology that say something of one place.
fn rows(technology: Technology) -> impl Iterator<Item = &'static Binding> {
    let all = Mapping::built_in().bindings().iter();
    all.filter(move |row| {
        row.technology == technology && row.usage != Usage::Noted && row.parts().count() == 1
    })
}

#[test]
fn every_tr069_row_is_explained() {
    let mapping = Mapping::built_in();
    let mut wrong = Vec::new();
    for technology in [Technology::Tr181, Technology::Tr098] {
        for binding in rows(technology) {
            match published::parameter(technology, &binding.address) {
                Some(found) => {
                    let place = parameter(&binding.address, &found);
                    assert_reviewed(mapping, binding, &place, &mut wrong);
                }
                None => assert!(is_extension(&binding.address), "{}", binding.address),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Where a unit stands in a description alone, the published documents say it.
#[test]
fn described_units_are_described() {
    let Some(folder) = corpus("cwmp/BroadbandForum_cwmp-data-models/dm") else { return };
    let read = |file: &str| DataModel::from_xml(&fs::read(folder.join(file)).unwrap()).unwrap();
    let models = [read("tr-181-2-17-0-cwmp-full.xml"), read("tr-098-1-8-0-full.xml")];
    let indexes = models.each_ref().map(Index::new);
    for (address, word) in published::DESCRIBED_UNITS {
        let found = indexes.iter().find_map(|index| index.find(address));
        let Some(Entry::Parameter(_, parameter)) = found else { panic!("{address}") };
        assert_eq!(parameter.syntax.facets.units, None, "{address}");
        let (of, factor) = unit(word);
        assert!(spoken(parameter.description.as_deref().unwrap(), of, factor), "{address}: {word}");
    }
}

/// Those rows too that are only noted, and every part of those that have several.
#[test]
fn every_tr069_address_is_in_its_model() {
    let is_tr069 = |row: &&Binding| matches!(row.technology, Technology::Tr181 | Technology::Tr098);
    for binding in Mapping::built_in().bindings().iter().filter(is_tr069) {
        for part in binding.parts() {
            let Some(parameter) = published::parameter(binding.technology, part) else {
                assert!(is_extension(part), "{part} is not in the model");
                continue;
            };
            if binding.usage != Usage::Noted {
                assert_eq!(binding.native, published::native(&parameter), "{part}");
                let is_writable = parameter.access != Access::ReadOnly;
                assert!(is_writable || !binding.usage.writes(), "{part} cannot be written");
            }
        }
    }
}

#[test]
fn every_lwm2m_row_is_explained() {
    let Some(registry) = published::registry() else { return };
    let mapping = Mapping::built_in();
    let mut wrong = Vec::new();
    for binding in rows(Technology::LwM2m) {
        let path = LwPath::parse(&binding.address.replace("{i}", "0")).unwrap();
        let object = registry.newest(path.object_id().unwrap()).unwrap();
        let mut place = resource(object.resource(path.resource_id().unwrap()).unwrap());
        // Security and Server: a bootstrap server writes what no other may.
        if object.id < 2 {
            (place.reads, place.writes) = (binding.usage.reads(), binding.usage.writes());
        }
        if object.multiple != binding.address.contains("{i}") {
            wrong.push(format!("{}: several instances: {}", binding.address, object.multiple));
        }
        assert_reviewed(mapping, binding, &place, &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The tests above check types, units, values and access. What they cannot see was compared by reading, and says so.
#[test]
fn rows_say_who_reviewed_them() {
    let mapping = Mapping::built_in();
    for binding in mapping.bindings() {
        let modelled =
            matches!(binding.technology, Technology::Tr181 | Technology::Tr098 | Technology::LwM2m);
        let checked = modelled
            && !is_extension(&binding.address)
            && rows(binding.technology).any(|row| core::ptr::eq(row, binding));
        assert_eq!(!checked, binding.source.ends_with("; by reading"), "{}", binding.address);
    }
}
